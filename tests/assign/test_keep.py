"""Late changes: who moves, how few, and what is said where that leaves somebody without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from agenda_solver.assign import assign
from agenda_solver.problem import Problem
from agenda_solver.result import Seating
from agenda_solver.timetable import Placement, Seat, Timetable

DAY = date(2026, 6, 10)
MORNING, AFTERNOON = 600, 840


def event(
    places: Mapping[str, int], wishes: Mapping[str, Sequence[str]], *, rounds: int = 1
) -> tuple[Problem, Timetable]:
    """Workshops with so many places, in one block or each half of them in its own."""
    half = len(places) // rounds
    starts = {key: MORNING if number < half else AFTERNOON for number, key in enumerate(places)}
    sessions: list[dict[str, Any]] = [
        {
            "id": key,
            "title": f"Atelier {key}",
            "kind": "workshop",
            "minutes": 60,
            "block": f"b{starts[key]}",
            "capacity": {"max": most},
        }
        for key, most in places.items()
    ]
    problem = Problem.read(
        {
            "event": {"name": "Assises"},
            "days": [{"date": DAY}],
            "sessions": sessions,
            "attendees": [{"id": key, "wishes": list(listed)} for key, listed in wishes.items()],
        }
    )
    placements = [Placement(key, DAY, start, start + 60) for key, start in starts.items()]
    return problem, Timetable.of(placements)


def seats(**sessions: str) -> tuple[Seat, ...]:
    return tuple(Seat(attendee, session) for attendee, session in sessions.items())


def costs(seating: Seating) -> list[int]:
    return [tier.cost for tier in seating.tiers]


def test_nobody_moves_where_nothing_has_changed() -> None:
    problem, timetable = event({"x": 1, "y": 1}, {"a": ["x", "y"], "b": ["y", "x"]})
    # Each has the other's first wish: fair would be to exchange them.
    given = seats(a="y", b="x")
    seated, seating = assign(problem, timetable, before=given)
    assert set(seated.seats) == set(given)
    assert seating.moved == ()
    assert seating.status == "optimal"
    assert costs(seating)[0] == 0


def test_a_smaller_room_moves_as_many_as_it_loses() -> None:
    problem, timetable = event({"x": 2, "y": 3}, {"a": ["x"], "b": ["x"], "c": ["x"], "d": ["y"]})
    given = seats(a="x", b="x", c="x", d="y")
    seated, seating = assign(problem, timetable, before=given)
    assert len(seating.moved) == 1
    assert seating.moved[0].session == "x"
    assert Seat("d", "y") in seated.seats
    assert len(seated.seats) == 4


def test_those_who_are_gone_are_forgotten() -> None:
    problem, timetable = event({"x": 1, "y": 1}, {"a": ["x", "y"], "b": ["x", "y"]})
    given = seats(gone="x", a="y")
    seated, seating = assign(problem, timetable, before=given)
    # The newcomer has the place of the one who withdrew; nobody moves for a better wish.
    assert set(seated.seats) == set(seats(a="y", b="x"))
    assert seating.moved == ()


def test_a_seat_in_a_session_that_is_gone_is_one_that_changes() -> None:
    problem, timetable = event({"x": 1, "y": 1}, {"a": ["x", "y"]})
    given = seats(a="cancelled")
    seated, seating = assign(problem, timetable, before=given)
    assert seating.moved == given
    assert seated.seats == seats(a="x")


def test_a_seat_that_is_no_longer_possible_changes() -> None:
    problem, timetable = event({"x": 1, "y": 1}, {"a": ["x", "y"]})
    away = problem.attendees[0].model_copy(update={"needs": ["pmr"]})
    problem = problem.model_copy(update={"attendees": [away]})
    seated, seating = assign(problem, timetable, before=seats(a="x"))
    assert seated.seats == ()
    assert seating.moved == seats(a="x")
    assert costs(seating)[:2] == [1, 1]


@pytest.mark.parametrize(
    ("newcomers", "french", "english"),
    [
        (
            1,
            "1 participant reste sans place ; il en aurait une si "
            "1 autre place déjà donnée changeait",
            "1 attendee is left without a seat, and would have one if "
            "1 other seat given out before changed",
        ),
        (
            2,
            "2 participants restent sans place ; ils ne seraient que 1 si "
            "1 autre place déjà donnée changeait",
            "2 attendees are left without a seat; there would be 1 if "
            "1 other seat given out before changed",
        ),
    ],
)
def test_it_says_who_has_no_seat_because_others_keep_theirs(
    newcomers: int, french: str, english: str
) -> None:
    problem, _ = event(
        {"x": 1, "y": 1}, {"a": ["x", "y"], **{f"n{n}": ["x", "y"] for n in range(newcomers)}}
    )
    # Newcomers can only be in x, the only one of the two rooms with a ramp.
    rooms = Problem.read(
        {
            "event": {"name": "Assises"},
            "days": [{"date": DAY}],
            "rooms": [{"id": "r", "features": ["pmr"]}, {"id": "s"}],
            "sessions": [it.model_dump(exclude_defaults=True) for it in problem.sessions],
            "attendees": [
                {"id": it.id, "wishes": ["x", "y"], "needs": ["pmr"] if it.id != "a" else []}
                for it in problem.attendees
            ],
        }
    )
    placed = [Placement("x", DAY, 600, 660, "r"), Placement("y", DAY, 600, 660, "s")]
    _, seating = assign(rooms, Timetable.of(placed), before=seats(a="x"))
    assert seating.moved == ()
    (finding,) = seating.findings
    assert (finding.text.fr, finding.text.en) == (french, english)
    assert finding.severity == "info"
    assert finding.attendees == tuple(f"n{n}" for n in range(newcomers))


def test_it_says_nothing_where_more_moves_would_seat_nobody_more() -> None:
    problem, timetable = event({"x": 1, "y": 0}, {"a": ["x"], "b": ["x"]})
    _, seating = assign(problem, timetable, before=seats(a="x"))
    assert costs(seating)[:2] == [0, 1]
    assert seating.findings == ()


def test_fewest_move_before_fairness_is_looked_at() -> None:
    # b has left y, their first wish; a could now move there from x. Nobody asks them to.
    problem, timetable = event(
        {"x": 2, "y": 1, "z": 1}, {"a": ["y", "x"], "c": ["z", "y"], "d": ["z", "y"]}
    )
    given = seats(a="x", b="y", c="z")
    seated, seating = assign(problem, timetable, before=given)
    assert set(seated.seats) == set(seats(a="x", c="z", d="y"))
    assert seating.moved == ()
    assert seating.status == "optimal"


def comes_again() -> tuple[Problem, Timetable]:
    """A workshop that takes place twice, for those who wish for it, each time beside another."""
    sessions = [
        {"id": key, "title": key, "kind": "workshop", "minutes": 60, "capacity": {"max": 2}}
        for key in ("x", "y", "z")
    ]
    sessions[0]["repeats"] = 2
    problem = Problem.read(
        {
            "event": {"name": "Assises"},
            "days": [{"date": DAY}],
            "sessions": sessions,
            "attendees": [{"id": "a", "wishes": ["x"]}, {"id": "b", "wishes": ["x"]}],
        }
    )
    starts = {"x": MORNING, "y": MORNING, "x-2": AFTERNOON, "z": AFTERNOON}
    return problem, Timetable.of([Placement(key, DAY, at, at + 60) for key, at in starts.items()])


@pytest.mark.parametrize("other", [("x", "z"), ("y", "z"), ("y", "x-2")])
def test_a_seat_beyond_those_that_are_due_is_kept(other: tuple[str, str]) -> None:
    problem, timetable = comes_again()
    # Both wish for one workshop alone, and are due one seat; the first was given two.
    given = (*(Seat("a", session) for session in other), Seat("b", "x"))
    seated, seating = assign(problem, timetable, before=given)
    assert set(seated.seats) == set(given)
    assert seating.moved == ()
    assert seating.status == "optimal"


def test_nobody_is_given_a_seat_beyond_those_that_are_due() -> None:
    problem, timetable = comes_again()
    given = (Seat("a", "z"), Seat("b", "x"))
    seated, _ = assign(problem, timetable, before=given)
    assert set(seated.seats) == set(given)


def test_a_seat_beyond_those_that_are_due_is_lost_with_its_session() -> None:
    problem, timetable = comes_again()
    without = Timetable.of(it for it in timetable.placements if it.session != "z")
    given = (Seat("a", "x"), Seat("a", "z"))
    seated, seating = assign(problem, without, before=given)
    assert [seat for seat in seated.seats if seat.attendee == "a"] == [Seat("a", "x")]
    assert seating.moved == (Seat("a", "z"),)


def test_a_seat_where_none_is_due_is_kept() -> None:
    problem, timetable = comes_again()
    # Nobody wishes for what there is at noon, nor is it for all.
    noon = problem.sessions[1].model_copy(update={"id": "noon", "title": "noon"})
    problem = problem.model_copy(update={"sessions": [*problem.sessions, noon]})
    later = Placement("noon", DAY, 720, 780)
    timetable = timetable.with_placements((*timetable.placements, later))
    given = (Seat("a", "x"), Seat("a", "noon"), Seat("b", "x"))
    seated, seating = assign(problem, timetable, before=given)
    assert set(seated.seats) == set(given)
    assert seating.moved == ()
    assert seating.status == "optimal"


def test_those_who_are_together_keep_their_seats_where_none_is_due() -> None:
    problem, timetable = comes_again()
    other = problem.sessions[1]
    noon = [other.model_copy(update={"id": key, "title": key}) for key in ("noon", "midday")]
    first, second = problem.attendees
    problem = problem.model_copy(
        update={
            "sessions": [*problem.sessions, *noon],
            "attendees": [first.model_copy(update={"together": ["b"]}), second],
        }
    )
    later = (Placement(session.id, DAY, 720, 780) for session in noon)
    timetable = timetable.with_placements((*timetable.placements, *later))
    # Nobody asks for anything at noon: each keeps what they were given there, apart or alone.
    together = (Seat("a", "x"), Seat("b", "x"))
    for apart in (
        (Seat("a", "noon"), Seat("b", "midday")),
        (Seat("a", "noon"),),
        (Seat("a", "noon"), Seat("b", "noon")),
    ):
        given = (*together, *apart)
        seated, seating = assign(problem, timetable, before=given)
        assert set(seated.seats) == set(given)
        assert seating.moved == ()
        assert seating.status == "optimal"
