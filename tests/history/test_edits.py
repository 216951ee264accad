from __future__ import annotations

from collections.abc import Iterable

import pytest

from agenda_solver.difference import Version, difference
from agenda_solver.history.edits import renamed_ids, seats_typed, without_deleted
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Seat, Timetable

PROBLEM = Problem.read(
    {
        "event": {"name": "Forum"},
        "days": [{"date": "2026-06-10"}],
        "sessions": [
            {
                "id": "eau",
                "title": "Eau",
                "kind": "workshop",
                "minutes": 60,
                "capacity": {"min": 1},
            },
            {"id": "eau-2", "title": "Eau", "minutes": 60, "repeat_of": "eau"},
            {"id": "sol", "title": "Sol", "kind": "workshop", "minutes": 60, "after": ["eau"]},
        ],
        "attendees": [{"id": "p1"}, {"id": "p2"}],
    }
)
DAY = PROBLEM.first_date
EAU = Placement("eau", DAY, 540, 600)
AGAIN = Placement("eau-2", DAY, 600, 660)
SOL = Placement("sol", DAY, 600, 660)


def version(*seats: str, placements: Iterable[Placement] = (EAU, AGAIN, SOL)) -> Version:
    """Return a version in which p1 has seats in some sessions."""
    given = [Seat("p1", session) for session in seats]
    return Version(PROBLEM, Timetable.of(placements, given), as_written=True)


def typed(before: Version, after: Version) -> list[tuple[str | None, str | None]]:
    changes = seats_typed(difference(before, after))
    return [(change.session_before, change.session_after) for change in changes]


# --- Other ids ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "here", "renamed"),
    [
        ({"a": "Un", "b": "Deux"}, {"a": "Un", "b": "Deux"}, {}),
        ({"a": "Un", "b": "Deux"}, {"c": "un ", "b": "Deux"}, {"a": "c"}),
        ({"a": "Un"}, {"c": "Deux"}, {}),
        # Which of two is meant cannot be known.
        ({"a": "Un", "b": "Un"}, {"c": "Un"}, {}),
        ({"a": "Un"}, {"c": "Un", "d": "Un"}, {}),
        ({"a": ""}, {"c": ""}, {}),
        # A copy, whose first is still there.
        ({"a": "Un"}, {"a": "Un", "c": "Un"}, {}),
    ],
)
def test_whose_id_is_another(
    before: dict[str, str], here: dict[str, str], renamed: dict[str, str]
) -> None:
    assert renamed_ids(before, here) == renamed


# --- Seats --------------------------------------------------------------------------------


def test_seats_at_one_moment_are_one_change() -> None:
    assert typed(version("sol"), version("eau-2")) == [("sol", "eau-2")]
    assert typed(version(), version("sol")) == [(None, "sol")]
    assert typed(version("sol"), version("sol")) == []


def test_seats_at_two_moments_are_two_changes() -> None:
    assert typed(version("eau"), version("sol")) == [("eau", None), (None, "sol")]


def test_of_two_seats_at_one_moment_one_is_cleared() -> None:
    assert typed(version("sol", "eau-2"), version("sol")) == [("eau-2", None)]


def test_a_seat_that_moves_with_its_session_was_not_typed() -> None:
    later = Placement("sol", DAY, 720, 780)
    assert typed(version("sol"), version("sol", placements=(EAU, AGAIN, later))) == []


def test_a_seat_in_a_session_without_a_time_is_still_there() -> None:
    assert typed(version("sol"), version("sol", placements=(EAU, AGAIN))) == []
    assert typed(version("sol"), version(placements=(EAU, AGAIN))) == [("sol", None)]


# --- What is gone -------------------------------------------------------------------------


def test_what_is_deleted_is_named_nowhere_and_its_seats_pass_on() -> None:
    before = version("eau", "sol")
    left = Problem.read(
        {
            **PROBLEM.dump(),
            "sessions": [
                {
                    "id": "eau-2",
                    "title": "Eau",
                    "kind": "workshop",
                    "minutes": 60,
                    "capacity": {"min": 1},
                },
                {"id": "sol", "title": "Sol", "kind": "workshop", "minutes": 60},
            ],
        }
    )
    there = Timetable.of([AGAIN, SOL], [Seat("p1", "eau-2")])
    kept = without_deleted(before, Version(left, there))
    assert set(kept.problem.session) == {"eau-2", "sol"}
    assert kept.timetable.placements == (AGAIN, SOL)
    assert kept.timetable.seats == (Seat("p1", "eau-2"), Seat("p1", "sol"))
    forgotten = without_deleted(before, Version(left, Timetable.of([AGAIN, SOL])))
    assert forgotten.timetable.seats == (Seat("p1", "sol"),)
