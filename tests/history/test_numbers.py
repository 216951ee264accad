"""Numbers and UUIDs of sessions, rooms and people: each its own, edition after edition."""

from __future__ import annotations

from datetime import date

import pytest

from agenda_solver.history import numbers as numbering
from agenda_solver.history.editions import Announced, Edition, History
from agenda_solver.history.numbers import MOST, guid, guid_in, guid_line, guids, numbers
from agenda_solver.text import same

KEY = "8f0c7a54-6d0e-4f5b-9a53-0d6f1f6f3c2e"
OTHER = "8f0c7a54-6d0e-4f5b-9a53-0d6f1f6f3c2f"
GUID = "0a1b2c3d-0000-4000-8000-00000000000a"


def edition(*sessions: str) -> Edition:
    blank = same("")
    announced = Announced(blank, blank, date(2027, 3, 26), 540, 600, None, blank, blank)
    return Edition("E", "Europe/Paris", dict.fromkeys(sessions, announced), {}, {}, {})


def history(*editions: Edition, key: str = KEY) -> History:
    return History(key, editions or (edition(),))


def test_a_number_is_drawn_from_the_id_and_is_its_own_where_it_is_one() -> None:
    ids = numbers(history(), "session", ["a", "b", "42", str(MOST), str(MOST + 1), "007", "0"])
    assert len(set(ids.values())) == len(ids)
    assert all(0 < number <= MOST for number in ids.values())
    assert (ids["42"], ids[str(MOST)]) == (42, MOST)
    assert ids["007"] not in (0, 7)
    assert numbers(history(), "session", ["b"])["b"] == ids["b"]
    assert numbers(history(), "person", ["b"])["b"] != ids["b"]
    assert numbers(history(key=OTHER), "session", ["b"])["b"] != ids["b"]


def test_who_was_published_first_keeps_a_number_that_two_draw(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(numbering, "MOST", 3)
    first = numbers(history(edition("c")), "session", ["c"])
    later = numbers(history(edition("c"), edition("a", "b", "c")), "session", ["a", "b", "c"])
    assert later["c"] == first["c"]
    assert set(later.values()) == {1, 2, 3}


def test_a_guid_is_the_same_each_time_and_another_in_each_event() -> None:
    assert guid(history(), "session", "a") == guid(history(edition("a")), "session", "a")
    assert guid(history(), "session", "a") != guid(history(), "room", "a")
    assert guid(history(), "session", "a") != guid(history(key=OTHER), "session", "a")


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        (f"guid: {GUID}", GUID),
        (f"vu avec Ada\nguid: {GUID.upper()}\nfin", GUID),
        (f"son guid: {GUID}", ""),
        ("guid: 12", ""),
        ("", ""),
    ],
)
def test_a_note_keeps_the_guid_that_another_program_gave(note: str, kept: str) -> None:
    assert guid_in(note) == kept
    assert guids(history(), "session", {"a": note})["a"] == kept or not kept
    assert guid_in(guid_line(kept)) == kept


def test_of_two_rows_with_one_guid_the_first_keeps_it() -> None:
    both = guids(history(), "session", {"a": f"guid: {GUID}", "b": f"guid: {GUID}"})
    assert both == {"a": GUID, "b": guid(history(), "session", "b")}
