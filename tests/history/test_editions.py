from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agenda_solver.history.editions import (
    Announced,
    Diary,
    DiaryEntry,
    History,
    PersonsPart,
    diaries,
    entries,
    from_data,
    name_of,
    to_data,
)
from agenda_solver.problem import Problem
from agenda_solver.text import Text, same
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.views.editions import edition, with_edition
from agenda_solver.words.moments import DAYBREAK

DAY, NEXT = date(2026, 6, 10), date(2026, 6, 11)

DRAFT: dict[str, Any] = {
    "event": {"id": "assises", "name": "Assises", "place": "Rouen"},
    "days": [{"date": "2026-06-10"}, {"date": "2026-06-11"}],
    "rooms": [
        {"id": "amphi", "name": "Amphi", "site": "Pavillon"},
        {"id": "seine", "to_be_confirmed": True},
        {"id": "orne"},
    ],
    "people": [
        {"id": "ada", "name": "Ada Intervenante"},
        {"id": "bob", "role": "Rapporteur", "organisation": "Ville", "email": "bob@example.org"},
        {"id": "cleo", "name": "Cléo"},
    ],
    "sessions": [
        {"id": "ouverture", "title": "Ouverture", "kind": "plenary", "minutes": 60},
        {
            **{"id": "mot", "title": "Le mot", "kind": "speech", "minutes": 10},
            **{"part_of": "ouverture", "rooms": [], "people": {"orateur": ["ada"]}},
        },
        {
            **{"id": "eau", "title": "Eau", "kind": "workshop", "track": "Milieux"},
            **{"minutes": 60, "people": {"animation": ["ada", {"one_of": ["bob", "cleo"]}]}},
        },
        {"id": "sol", "title": "Sol", "kind": "workshop", "minutes": 60, "capacity": {"min": 1}},
        {"id": "repas", "title": "Déjeuner", "kind": "meal", "minutes": 60},
    ],
    "attendees": [
        {"id": "p1", "name": "Zoé Fictive", "email": "zoe@example.org", "wishes": ["eau"]},
        {"id": "p2", "name": "Éric Fictif", "email": "bob@example.org"},
        {
            **{"id": "p3", "wishes": ["sol"]},
            "present": [{"day": "2026-06-10", "start": "10:00", "end": "11:00"}],
        },
    ],
}
PROBLEM = Problem.read(DRAFT)
PLACED = (
    Placement("ouverture", DAY, 540, 600, "amphi"),
    Placement("mot", DAY, 540, 550),
    Placement("eau", DAY, 600, 660, "amphi"),
    Placement("sol", DAY, 600, 660, "seine"),
    Placement("repas", DAY, 720, 780),
)
SEATS = (Seat("p1", "eau"), Seat("p3", "sol"))
FIRST = Timetable.of(PLACED, SEATS, [Casting("eau", "animation", 1, "bob")])
PROGRAMME = Diary("programme")


def drafted(**tables: object) -> Problem:
    return Problem.read({**DRAFT, **tables})


def without(table: str, key: str) -> Problem:
    return drafted(**{table: [row for row in DRAFT[table] if row["id"] != key]})


def placed(*moved: Placement, gone: Iterable[str] = ()) -> Timetable:
    """Return the first timetable with some placements otherwise, and some gone."""
    by_session = {**FIRST.by_session, **{it.session: it for it in moved}}
    kept = [it for key, it in by_session.items() if key not in gone]
    return Timetable.of(kept, [seat for seat in SEATS if seat.session not in gone], FIRST.cast)


def history(*versions: Timetable | tuple[Problem, Timetable]) -> History:
    found: History | None = None
    for it in versions:
        found = with_edition(found, *(it if isinstance(it, tuple) else (PROBLEM, it)))
    assert found is not None
    return found


def told(found: History, diary: Diary) -> dict[str, tuple[int, str]]:
    return {it.session: (it.revision, it.standing) for it in entries(found, diary)}


# --- An edition ---------------------------------------------------------------------------


def test_what_is_published_of_a_session() -> None:
    sessions = edition(PROBLEM, FIRST).sessions
    assert list(sessions) == ["mot", "ouverture", "eau", "sol", "repas"]
    assert sessions["eau"] == Announced(
        title=same("Eau"),
        label=same("Milieux"),
        day=DAY,
        start=600,
        end=660,
        room="amphi",
        place=same("Amphi, Pavillon, Rouen"),
        people=Text(
            "animation : Ada Intervenante et Rapporteur (Ville)",
            "animation: Ada Intervenante and Rapporteur (Ville)",
        ),
    )
    assert sessions["sol"].place == Text(
        "seine (à confirmer), Rouen", "seine (to be confirmed), Rouen"
    )
    assert sessions["repas"].place == same("Rouen")


def test_a_part_without_a_room_is_where_its_whole_is() -> None:
    found = edition(PROBLEM, FIRST)
    assert (found.sessions["mot"].room, found.sessions["mot"].place.fr) == (
        "amphi",
        "Amphi, Pavillon, Rouen",
    )
    assert found.by_room == {"amphi": ("mot", "ouverture", "eau"), "seine": ("sol",)}


def test_who_is_where() -> None:
    found = edition(PROBLEM, FIRST)
    assert found.people == {
        "ada": PersonsPart("Ada Intervenante", ("mot", "eau")),
        "bob": PersonsPart("Rapporteur", ("eau",)),
        "cleo": PersonsPart("Cléo", ()),
    }
    # One has a seat, one animates, one is there for an hour only.
    assert found.attendees == {
        "p1": ("ouverture", "eau", "repas"),
        "p2": ("ouverture", "eau", "repas"),
        "p3": ("sol",),
    }


def test_whoever_may_yet_be_chosen_has_it_too() -> None:
    found = edition(PROBLEM, replace(FIRST, cast=()))
    assert found.people["bob"].sessions == found.people["cleo"].sessions == ("eau",)


def test_what_has_too_few_attendees_is_not_published() -> None:
    found = edition(PROBLEM, replace(FIRST, seats=SEATS[:1]))
    assert "sol" not in found.sessions
    assert "seine" not in found.by_room


def test_no_attendee_is_named_in_an_edition() -> None:
    words = json.dumps(to_data(history(FIRST)), ensure_ascii=False)
    assert "Ada Intervenante" in words
    assert not any(it in words for it in ("Zoé", "Éric", "Fictif", "example.org"))


# --- Editions in a row --------------------------------------------------------------------


def test_the_same_again_is_no_new_edition() -> None:
    first = history(FIRST)
    assert with_edition(first, PROBLEM, FIRST) is first
    assert len(history(FIRST, placed(gone=["repas"]), FIRST).editions) == 3


def test_an_event_is_known_by_what_it_was_first() -> None:
    first = history(FIRST)
    renamed = drafted(event={**DRAFT["event"], "id": "autre", "name": "Assises 2026"})
    assert with_edition(first, renamed, FIRST).key == first.key
    assert history(FIRST).key == first.key
    later = drafted(days=[{"date": "2027-06-10"}])
    keys = {
        first.key,
        history((renamed, FIRST)).key,
        history((later, Timetable.of([Placement("eau", date(2027, 6, 10), 600, 660)]))).key,
    }
    assert len(keys) == 3


def test_nothing_has_changed_yet() -> None:
    found = entries(history(FIRST), PROGRAMME)
    assert [it.session for it in found] == ["mot", "ouverture", "eau", "sol", "repas"]
    assert {(it.revision, it.standing, it.zone) for it in found} == {(0, "on", "Europe/Paris")}


def test_a_moved_session_is_revised_once() -> None:
    found = history(FIRST, placed(Placement("sol", NEXT, 600, 660, "seine")))
    assert told(found, PROGRAMME) == {
        **dict.fromkeys(("mot", "ouverture", "eau", "repas"), (0, "on")),
        "sol": (1, "on"),
    }
    assert told(found, Diary("room", "seine")) == {"sol": (1, "on")}
    assert entries(found, PROGRAMME)[-1].announced.day == NEXT


def test_a_session_that_changes_rooms_leaves_one_and_comes_into_the_other() -> None:
    found = history(FIRST, placed(Placement("sol", DAY, 600, 660, "orne")))
    assert told(found, PROGRAMME)["sol"] == (1, "on")
    assert told(found, Diary("room", "seine")) == {"sol": (1, "elsewhere")}
    assert told(found, Diary("room", "orne")) == {"sol": (0, "on")}


def test_a_cancelled_session_keeps_what_was_told_of_it() -> None:
    found = history(FIRST, placed(gone=["eau"]))
    for diary in (PROGRAMME, Diary("room", "amphi"), Diary("person", "bob")):
        (entry,) = (it for it in entries(found, diary) if it.session == "eau")
        before = found.editions[0].sessions["eau"]
        assert entry == DiaryEntry("eau", before, "Europe/Paris", 1, "cancelled")


def test_a_session_comes_back() -> None:
    gone = placed(gone=["repas"])
    assert told(history(FIRST, gone, FIRST), PROGRAMME)["repas"] == (2, "on")
    # What has not changed in an edition is not revised by it.
    later = placed(Placement("sol", NEXT, 600, 660), gone=["repas"])
    found = history(FIRST, gone, later, FIRST)
    assert told(found, PROGRAMME)["repas"] == (2, "on")
    assert told(found, PROGRAMME)["sol"] == (2, "on")


def test_somebody_who_withdraws_loses_the_session_though_it_takes_place() -> None:
    sessions = [{**row, "people": {}} if row["id"] == "mot" else row for row in DRAFT["sessions"]]
    found = history(FIRST, (drafted(sessions=sessions), FIRST))
    assert told(found, Diary("person", "ada")) == {"mot": (1, "elsewhere"), "eau": (0, "on")}
    assert told(found, PROGRAMME)["mot"] == (1, "on")  # told without them


def test_who_has_left_is_told_that_all_is_cancelled() -> None:
    sessions = [{**row, "people": {}} for row in DRAFT["sessions"]]
    rooms = [row for row in DRAFT["rooms"] if row["id"] != "seine"]
    left = drafted(people=DRAFT["people"][1:], sessions=sessions, rooms=rooms)
    moved = replace(placed(Placement("sol", DAY, 600, 660, "orne")), cast=())
    found = history(FIRST, (left, moved))
    assert told(found, Diary("person", "ada")) == {"mot": (1, "elsewhere"), "eau": (1, "elsewhere")}
    assert name_of(found, Diary("person", "ada")) == "Ada Intervenante"
    assert told(found, Diary("room", "seine")) == {"sol": (1, "elsewhere")}
    assert [it.of for it in diaries(found) if it.scope != "attendee"] == [
        *("", "amphi", "orne", "seine"),
        *("bob", "ada"),
    ]


def test_an_attendee_changes_workshops_or_leaves() -> None:
    changed = replace(FIRST, seats=(Seat("p1", "sol"), SEATS[1]))
    found = history(FIRST, changed)
    assert told(found, Diary("attendee", "p1")) == {
        "ouverture": (0, "on"),
        "eau": (1, "elsewhere"),
        "sol": (0, "on"),
        "repas": (0, "on"),
    }
    gone = history(FIRST, (without("attendees", "p3"), replace(FIRST, seats=SEATS[:1])))
    assert told(gone, Diary("attendee", "p3")) == {"sol": (1, "cancelled")}
    assert diaries(gone)[-1] == Diary("attendee", "p3")


def test_a_session_that_left_and_is_then_cancelled_is_told_so() -> None:
    moved = placed(Placement("sol", DAY, 600, 660, "orne"))
    found = history(FIRST, moved, placed(gone=["sol"]))
    assert told(found, Diary("room", "seine")) == {"sol": (2, "cancelled")}
    assert told(found, Diary("room", "orne")) == {"sol": (1, "cancelled")}


def test_another_zone_is_another_time() -> None:
    elsewhere = drafted(event={**DRAFT["event"], "zone": "Europe/Lisbon"})
    found = history(FIRST, (elsewhere, FIRST))
    assert set(told(found, PROGRAMME).values()) == {(1, "on")}
    assert {it.zone for it in entries(found, PROGRAMME)} == {"Europe/Lisbon"}


def test_who_and_what_never_had_anything_has_no_calendar() -> None:
    assert [(it.scope, it.of) for it in diaries(history(FIRST))] == [
        ("programme", ""),
        *(("room", "amphi"), ("room", "seine")),
        *(("person", "ada"), ("person", "bob")),
        *(("attendee", "p1"), ("attendee", "p2"), ("attendee", "p3")),
    ]


def test_names() -> None:
    found = history(FIRST)
    assert name_of(found, PROGRAMME) == "Assises"
    assert name_of(found, Diary("room", "amphi")) == "Amphi"
    assert name_of(found, Diary("person", "bob")) == "Rapporteur"
    assert name_of(found, Diary("attendee", "p1")) == ""
    assert name_of(found, Diary("room", "nulle part")) == ""
    assert entries(found, Diary("person", "personne")) == ()


# --- As plain data ------------------------------------------------------------------------


def test_data_there_and_back() -> None:
    found = history(FIRST, placed(gone=["repas"]), FIRST)
    assert from_data(json.loads(json.dumps(to_data(found)))) == found


_EDITION = ("editions", 0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), None),
        ((), []),
        ((), "rien"),
        (("key",), "assises"),
        (("editions",), []),
        (("editions",), {"0": 1}),
        ((*_EDITION, "zone"), "Mars/Olympus"),
        ((*_EDITION, "zone"), "../zone"),
        ((*_EDITION, "name"), None),
        ((*_EDITION, "rooms"), {}),
        ((*_EDITION, "sessions", "eau"), None),
        ((*_EDITION, "sessions"), {}),
        ((*_EDITION, "sessions", "eau", "start"), "dix heures"),
        ((*_EDITION, "sessions", "eau", "start"), -1),
        ((*_EDITION, "sessions", "eau", "end"), DAYBREAK + 1),
        ((*_EDITION, "sessions", "eau", "day"), "0001-01-01"),
        ((*_EDITION, "sessions", "eau", "day"), "2026-13-01"),
        ((*_EDITION, "sessions", "eau", "title"), {"fr": "Eau"}),
        ((*_EDITION, "sessions", "eau", "title", "en"), "\ud800"),
        ((*_EDITION, "people", "ada", "sessions"), ["inconnue"]),
        ((*_EDITION, "attendees", "p1"), ["inconnue"]),
        ((*_EDITION, "attendees", "p1"), 3),
    ],
)
def test_anything_else_is_refused(path: tuple[str | int, ...], value: object) -> None:
    data = json.loads(json.dumps(to_data(history(FIRST))))
    with pytest.raises(ValueError):  # noqa: PT011
        from_data(_with(data, path, value))


def _with(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    """Return data in which something stands for what is at the end of a path."""
    if not path:
        return value
    step, *more = path
    data[step] = _with(data[step], tuple(more), value)
    return data


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_read_can_be_told(seed: int) -> None:
    chance = random.Random(seed)
    data = json.loads(json.dumps(to_data(history(FIRST, placed(gone=["repas"])))))
    for _ in range(chance.randint(1, 3)):
        _spoil(chance, data)
    try:
        found = from_data(data)
    except ValueError:
        return
    for diary in diaries(found):
        assert all(isinstance(it, DiaryEntry) for it in entries(found, diary))
        name_of(found, diary)
    assert with_edition(found, PROBLEM, FIRST).last == edition(PROBLEM, FIRST)


def _spoil(chance: random.Random, data: Any) -> None:
    """Take something out of plain data, or put something else in its place."""
    while True:
        keys = list(data) if isinstance(data, Mapping) else list(range(len(data)))
        if not keys:
            return
        key = chance.choice(keys)
        if not isinstance(data[key], dict | list) or chance.random() < 0.2:
            break
        data = data[key]
    if chance.random() < 0.3:
        del data[key]
    else:
        data[key] = chance.choice(
            [None, 0, -1, 3.5, "", "eau", [], {}, True, ["eau"], "2026-06-10"]
        )
