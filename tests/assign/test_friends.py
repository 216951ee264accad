"""Seats beside those whom people name, where it costs nobody a wish."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.assign import assign
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable


def draft(*attendees: dict[str, Any], places: int = 2) -> Problem:
    """Return a day with workshops a and b at one time, of so many places each."""
    workshops = [
        {"id": key, "title": key, "kind": "workshop", "block": "w", "minutes": 60}
        | {"capacity": {"max": places}}
        for key in "ab"
    ]
    return Problem.read(
        {
            "event": {"name": "E"},
            "days": [{"id": "j", "date": "2027-03-18"}],
            "sessions": workshops,
            "attendees": list(attendees),
        }
    )


def seats(problem: Problem) -> dict[str, str]:
    """Return where everybody sits."""
    day = problem.days[0].date
    placements = [Placement(session=key, day=day, start=540, end=600, room=None) for key in "ab"]
    timetable, _ = assign(problem, Timetable.of(placements, ()))
    return {seat.attendee: seat.session for seat in timetable.seats}


@pytest.mark.parametrize("friend", ["p", "q"])
def test_who_has_no_wish_sits_beside_a_friend(friend: str) -> None:
    fixed = {"id": "p", "wishes": ["a"]}, {"id": "q", "wishes": ["b"]}
    found = seats(draft(*fixed, {"id": "r", "friends": [friend]}, {"id": "s"}))
    assert found["r"] == found[friend]


def test_no_wish_is_lost_for_a_friend() -> None:
    found = seats(
        draft({"id": "p", "wishes": ["a"]}, {"id": "q", "wishes": ["b"], "friends": ["p"]})
    )
    assert found == {"p": "a", "q": "b"}


def test_others_make_room_and_nobody_stands() -> None:
    people = [{"id": "p", "wishes": ["a"]}, {"id": "q"}, {"id": "r"}, {"id": "s", "friends": ["p"]}]
    found = seats(draft(*people))
    assert found["s"] == found["p"] == "a"
    assert sorted(found.values()) == ["a", "a", "b", "b"]


def test_a_full_session_stays_full() -> None:
    people = [{"id": name, "wishes": ["a"]} for name in "pq"]
    found = seats(draft(*people, {"id": "r", "friends": ["p"]}, {"id": "s"}))
    assert (found["p"], found["q"], found["r"]) == ("a", "a", "b")


def test_the_friend_may_come_too() -> None:
    people = [{"id": "p", "wishes": ["a"], "friends": ["q"]}, {"id": "q"}, {"id": "r"}]
    found = seats(draft(*people, {"id": "s"}))
    assert found["q"] == found["p"] == "a"
