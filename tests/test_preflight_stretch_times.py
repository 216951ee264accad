"""Doubts about when stretches are."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.preflight.stretch_times import find_doubts_of_stretches
from agenda_solver.problem import Path, Problem

DAY = "2027-06-10"
PAPER = {"id": "un", "title": "Un", "kind": "paper"}


def problem_of(start: str, end: str, *sessions: dict[str, Any], **day: Any) -> Problem:
    return Problem.read(
        {
            "event": {"name": "X"},
            "days": [{"date": DAY, **day}],
            "rooms": [{"id": "amphi"}],
            "stretches": [{"id": "s1", "day": DAY, "start": start, "end": end, "places": 3}],
            "sessions": [PAPER, *sessions],
        }
    )


def told(
    start: str, end: str, *sessions: dict[str, Any], **day: Any
) -> list[tuple[Path | None, str]]:
    problem = problem_of(start, end, *sessions, **day)
    return [(one.where, one.text.en) for one in find_doubts_of_stretches(problem)]


def lunch(start: str | None, **more: Any) -> dict[str, Any]:
    locked = {"locked": {"start": start}} if start else {}
    return {"id": "l", "title": "Lunch", "kind": "meal", "minutes": 60, **locked, **more}


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [("8h", "9h30", "start"), ("17h", "18h30", "end"), ("9h", "18h", None)],
)
def test_a_stretch_is_within_the_hours_of_its_day(start: str, end: str, key: str | None) -> None:
    doubts = told(start, end, open={"start": "9h", "end": "18h"})
    assert [where for where, _ in doubts] == [("stretches", "s1", key)] * (key is not None)
    assert all("the day is open only 09:00 to 18:00, no paper" in text for _, text in doubts)
    assert told(start, end) == []


@pytest.mark.parametrize(
    ("session", "doubtful"),
    [
        (lunch("12h59"), True),
        (lunch("10h30"), True),
        (lunch("13h"), False),
        (lunch("10h"), False),
        (lunch(None), False),
        (lunch("12h", kind="workshop"), False),
        (lunch("12h", kind="workshop", plenary=True), True),
    ],
)
def test_nothing_for_everybody_is_locked_in_a_stretch(
    session: dict[str, Any], doubtful: bool
) -> None:
    doubts = told("11h", "13h", session)
    assert [where for where, _ in doubts] == [("sessions", "l", "locked")] * doubtful
    assert all(text.startswith("“Lunch”, for everybody, is locked") for _, text in doubts)


@pytest.mark.parametrize(
    ("zone", "event", "doubtful"),
    [
        ("America/Montreal", {}, True),
        ("America/Montreal", {"suitable": {"start": "9h", "end": "20h"}}, False),
        ("America/Montreal", {"possible": {"start": "7h", "end": "22h"}}, False),
        ("Europe/Paris", {}, False),
        ("", {}, False),
    ],
)
def test_hours_are_said_for_those_who_speak_from_afar(
    zone: str, event: dict[str, Any], doubtful: bool
) -> None:
    data = problem_of("9h", "10h30").dump()
    data["event"] = {"name": "X", **event}
    data["people"] = [{"id": "ada", "zone": zone}, {"id": "bob", "zone": "Asia/Tokyo"}]
    data["sessions"] = [{**PAPER, "people": {"author": ["ada"]}}]
    doubts = list(find_doubts_of_stretches(Problem.read(data)))
    assert [(one.where, one.people) for one in doubts] == [
        (("people", "ada", "zone"), ("ada",))
    ] * doubtful
