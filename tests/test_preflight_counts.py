"""Counts that cannot be kept, told on sight, each in its cell."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding

DAYS = [{"id": "me", "date": "2026-06-10"}, {"id": "je", "date": "2026-06-11"}]
ROOMS = ["a", "b"]
EIGHT, NINE, TEN, ELEVEN = ("8h", "9h"), ("9h", "10h"), ("10h", "11h"), ("11h", "12h")
MORNING = (EIGHT, NINE, TEN, ELEVEN)


def slot(day: str, hours: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"day": day, "start": hours[0], "end": hours[1], **more}


def draft(sessions: list[dict[str, Any]], slots: list[dict[str, Any]], **more: Any) -> Problem:
    titled = [{"title": row["id"].title(), **row} for row in sessions]
    rooms = [{"id": room} for room in ROOMS]
    event = {"name": "X", "slots": slots}
    return Problem.read({"event": event, "days": DAYS, "rooms": rooms, "sessions": titled, **more})


def talks(number: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"s{place}", **more} for place in range(number)]


def errors(problem: Problem) -> list[Finding]:
    return [finding for finding in preflight(problem) if finding.severity == "error"]


def told(problem: Problem) -> list[tuple[str, str, object]]:
    return [(one.text.fr, one.text.en, one.where) for one in errors(problem)]


BOTH = [slot(day, hours) for day in ("me", "je") for hours in MORNING]


def of_ana(number: int, **ana: Any) -> Problem:
    sessions = talks(number, people={"orateur": ["ana"]})
    return draft(sessions, BOTH, people=[{"id": "ana", "name": "Ana", **ana}])


# --- Of a person --------------------------------------------------------------------------


def test_more_sessions_than_a_person_has_on_all_days() -> None:
    assert errors(of_ana(4, most_per_day=2)) == []
    assert told(of_ana(5, most_per_day=2)) == [
        (
            "Ana a 2 sessions par jour au plus (« S0 », « S1 », « S2 », « S3 » et « S4 ») : il y "
            "en a 5, et il n'y a de place que pour 4 (mercredi 10 juin et jeudi 11 juin)",
            "Ana has 2 sessions a day at most (“S0”, “S1”, “S2”, “S3” and “S4”): that is 5, and "
            "there is room for 4 only (Wednesday 10 June and Thursday 11 June)",
            ("people", "ana", "most_per_day"),
        )
    ]


def test_what_is_part_of_another_does_not_count_beside_it() -> None:
    whole = {"id": "w", "people": {"orateur": ["ana"]}}
    part = {"id": "p", "part_of": "w", "minutes": 20, "people": {"orateur": ["ana"]}}
    people = [{"id": "ana", "most_per_day": 1}]
    assert errors(draft([whole, part], [slot("me", NINE)], people=people)) == []


def test_who_may_be_chosen_counts_for_nobody() -> None:
    pool = {"orateur": [{"one_of": ["ana", "bob"]}]}
    people = [{"id": "ana", "most_per_day": 1}, {"id": "bob"}]
    assert errors(draft(talks(3, people=pool), BOTH, people=people)) == []


@pytest.mark.parametrize(
    ("number", "rest", "broken"), [(6, 60, 0), (7, 60, 1), (4, 90, 0), (5, 90, 1)]
)
def test_more_sessions_than_rows_allow(number: int, rest: int, broken: int) -> None:
    # Of four slots of a morning, three with a rest of an hour; two with a longer one.
    found = errors(of_ana(number, most_in_a_row=2, rest=rest))
    assert [one.where for one in found] == [("people", "ana", "most_in_a_row")] * broken


def test_a_row_that_is_forced() -> None:
    people = [{"id": "ana", "name": "Ana", "most_in_a_row": 2}]
    rows = [
        {"id": f"s{place}", "people": {"orateur": ["ana"]}, "locked": {"day": "me", "start": start}}
        for place, start in enumerate(("8h", "9h", "10h"))
    ]
    (finding,) = errors(draft(rows, BOTH, people=people))
    assert (finding.rule, finding.where) == ("person_in_a_row", ("people", "ana", "most_in_a_row"))


@pytest.mark.parametrize(("start", "broken"), [("9h", 0), ("10h", 1), ("11h", 1)])
def test_a_wait_that_is_forced(start: str, broken: int) -> None:
    people = [{"id": "ana", "name": "Ana", "no_wait": True}]
    rows = [
        {"id": "s1", "people": {"orateur": ["ana"]}, "locked": {"day": "me", "start": "8h"}},
        {"id": "s2", "people": {"orateur": ["ana"]}, "locked": {"day": "me", "start": start}},
    ]
    found = errors(draft(rows, BOTH, people=people))
    assert [one.rule for one in found] == ["person_no_wait"] * broken


def test_a_wait_that_another_session_may_fill() -> None:
    people = [{"id": "ana", "no_wait": True}]
    rows = [
        {"id": "s1", "people": {"orateur": ["ana"]}, "locked": {"day": "me", "start": "8h"}},
        {"id": "s2", "people": {"orateur": ["ana"]}, "locked": {"day": "me", "start": "10h"}},
        {"id": "s3", "people": {"orateur": ["ana"]}},
    ]
    assert errors(draft(rows, BOTH, people=people)) == []


# --- Of a day, or with a slot -------------------------------------------------------------


def test_too_few_sessions_for_a_slot() -> None:
    asked = [slot("me", NINE, sessions={"min": 2, "kind": "workshop"}), slot("me", TEN)]
    assert errors(draft(talks(2, kind="workshop"), asked)) == []
    sessions = [*talks(1, kind="workshop"), {"id": "x"}]
    assert told(draft(sessions, asked)) == [
        (
            "le mercredi 10 juin 2026 de 9h00 à 10h00 : au moins 2 (atelier), mais il n'y a que "
            "1 session pour cela : « S0 »",
            "on Wednesday 10 June 2026 09:00 to 10:00: at least 2 (workshop), but only 1 session "
            "can start then: “S0”",
            ("event", "slots", 0, "sessions"),
        )
    ]


def test_too_few_rooms_for_a_slot() -> None:
    asked = [slot("me", NINE, sessions={"min": 3}), slot("me", TEN)]
    (finding,) = errors(draft(talks(3), asked))
    assert finding.text.fr == (
        "le mercredi 10 juin 2026 de 9h00 à 10h00 : au moins 3, mais les salles n'accueillent que "
        "2 sessions parmi « S0 », « S1 » et « S2 »"
    )
    assert errors(draft(talks(3, rooms=[]), asked)) == []


def test_too_few_sessions_for_all_days() -> None:
    days = [{**day, "sessions": {"min": 2}} for day in DAYS]
    assert errors(draft(talks(4), BOTH, days=days)) == []
    (finding,) = errors(draft(talks(3), BOTH, days=days))
    assert finding.text.fr == (
        "le mercredi 10 juin 2026 : au moins 2 et le jeudi 11 juin 2026 : au moins 2, mais il n'y "
        "a que 3 sessions pour tout cela : « S0 », « S1 » et « S2 »"
    )
    assert finding.where == ("days", "me", "sessions")


def test_too_many_sessions_for_all_days() -> None:
    days = [{**day, "sessions": {"max": 1}} for day in DAYS]
    assert errors(draft(talks(2), BOTH, days=days)) == []
    (finding,) = errors(draft(talks(3), BOTH, days=days))
    assert finding.text.en == (
        "on Wednesday 10 June 2026: at most 1 and on Thursday 11 June 2026: at most 1, but nothing "
        "else is possible for 3 sessions: “S0”, “S1” and “S2”"
    )


def test_what_may_start_at_another_time_is_not_too_many() -> None:
    asked = [slot("me", NINE, sessions={"max": 1}), slot("me", TEN)]
    assert errors(draft(talks(3), asked)) == []
    locked = talks(2, locked={"day": "me", "start": "9h"})
    assert [one.rule for one in errors(draft(locked, asked))] == ["session_count"]


def test_times_that_the_wishes_decide_count_for_nothing() -> None:
    days = [{**day, "sessions": {"min": 3, "max": 3}} for day in DAYS]
    sessions = [*talks(4), {"id": "x", "repeats": {"min": 1, "max": 4}}]
    assert errors(draft(sessions, BOTH, days=days)) == []


def test_breaks_do_not_count() -> None:
    asked = [slot("me", NINE, sessions={"max": 0}), slot("me", TEN)]
    locked = talks(1, kind="break", locked={"day": "me", "start": "9h"})
    assert errors(draft(locked, asked)) == []
