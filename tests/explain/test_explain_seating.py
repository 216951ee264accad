"""What it takes to give somebody a seat: by hand, and against every seating there is."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import numpy as np
import pytest

from agenda_solver.assign import assign
from agenda_solver.assign.aims import aims, cost
from agenda_solver.assign.choices import NOBODY, choices
from agenda_solver.explain.seating import other_seat
from agenda_solver.fairness import Fairness
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import verify
from workshops import DAY, PROBLEM, TIMETABLE

SESSIONS = ("eau", "sol", "air")


def world(attendees: list[dict[str, Any]], most: int = 2) -> tuple[Problem, Timetable]:
    """Return three workshops at one time, with so many places each."""
    draft = {
        "event": {"name": "Forum"},
        "days": [{"date": DAY}],
        "rooms": [{"id": session, "capacity": most} for session in SESSIONS],
        "sessions": [
            {"id": session, "title": session, "kind": "workshop", "minutes": 60, "block": "b"}
            for session in SESSIONS
        ],
        "attendees": attendees,
    }
    placements = (Placement(session, DAY, 600, 660, session) for session in SESSIONS)
    return Problem.read(draft), Timetable.of(placements)


def wishing(*wishes: str) -> list[dict[str, Any]]:
    return [
        {"id": f"p{number}", "wishes": list(each.split())} for number, each in enumerate(wishes)
    ]


def seated(timetable: Timetable, **seats: str) -> Timetable:
    given = (Seat(attendee, session) for attendee, session in seats.items())
    return Timetable.of(timetable.placements, given)


def test_a_place_is_free() -> None:
    problem, timetable = world(wishing("eau sol", "sol"))
    before = seated(timetable, p0="sol", p1="sol")
    answer = other_seat(problem, before, "p0", "eau")
    assert not answer.full
    assert [move.attendee for move in answer.moves] == ["p0"]
    assert answer.status == "optimal"


def test_somebody_takes_the_second_wish_instead() -> None:
    problem, timetable = world(wishing("eau sol", "eau air sol", "eau air"))
    before = seated(timetable, p0="eau", p1="eau", p2="air")
    answer = other_seat(problem, before, "p2", "eau")
    assert answer.full
    assert answer.proven
    assert [(each.attendee, each.before, each.after) for each in answer.moves] == [
        ("p2", "air", "eau"),
        ("p1", "eau", "air"),
    ]
    assert [(each.rank_before, each.rank_after) for each in answer.moves] == [(2, 1), (1, 2)]
    assert answer.timetable is not None
    assert not verify(problem, answer.timetable).errors


def test_a_chain_of_two() -> None:
    problem, timetable = world(wishing("eau sol", "eau sol", "eau air", "sol air", "sol air"), 2)
    before = seated(timetable, p0="eau", p1="eau", p2="air", p3="sol", p4="sol")
    answer = other_seat(problem, before, "p2", "eau", fairness="generous")
    turns = [(each.rank_before, each.rank_after) for each in answer.moves]
    assert turns == [(2, 1), (1, 2), (1, 2)]
    assert answer.proven


def test_who_sits_there_already() -> None:
    answer = other_seat(PROBLEM, TIMETABLE, *first_seat())
    assert answer.here
    assert answer.status == "optimal"


def first_seat() -> tuple[str, str]:
    seat = TIMETABLE.seats[0]
    return seat.attendee, seat.session


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"present": "14h-18h"}, "seat_present"),
        ({"must_avoid": ["eau"]}, "seat_avoid"),
        ({"needs": ["pmr"]}, "seat_needs"),
    ],
)
def test_what_keeps_somebody_out(more: dict[str, Any], rule: str) -> None:
    rows = wishing("eau", "sol")
    problem, timetable = world([{**rows[0], **more}, rows[1]])
    answer = other_seat(problem, seated(timetable, p1="sol"), "p0", "eau")
    assert [finding.rule for finding in answer.kept_out] == [rule]
    assert answer.status == "infeasible"


def test_what_takes_no_registrations() -> None:
    answer = other_seat(PROBLEM, TIMETABLE, "p1", "repas")
    assert [finding.rule for finding in answer.kept_out] == ["seat_placed"]


def test_companions_move_together() -> None:
    rows = wishing("eau sol", "sol eau", "eau")
    rows[0]["together"] = ["p1"]
    problem, timetable = world(rows)
    before = seated(timetable, p0="sol", p1="sol", p2="eau")
    answer = other_seat(problem, before, "p0", "eau")
    assert answer.status == "feasible"
    after = answer.timetable
    assert after is not None
    assert after.seats_of["p0"] == after.seats_of["p1"] == ("eau",)
    assert not verify(problem, after).errors


def test_an_attendee_who_must_be_elsewhere() -> None:
    rows = wishing("eau", "sol")
    rows[0]["must_attend"] = ["sol"]
    problem, timetable = world(rows)
    answer = other_seat(problem, seated(timetable, p0="sol", p1="sol"), "p0", "eau")
    assert answer.status == "infeasible"
    assert answer.kept_out


@pytest.mark.parametrize("fairness", ["generous", "total"])
@pytest.mark.parametrize("seed", range(3))
def test_no_seating_costs_less(seed: int, fairness: Fairness) -> None:
    draw = random.Random(seed)
    wishes = (" ".join(draw.sample(SESSIONS, draw.randint(1, 3))) for _ in range(5))
    problem, timetable = world(wishing(*wishes))
    before, seating = assign(problem, timetable, fairness=fairness)
    assert seating.status == "optimal"
    offered = choices(problem, timetable)
    wanted = aims(offered, fairness)
    least: dict[tuple[int, int], list[int]] = {}
    for seats in product((NOBODY, 0, 1, 2), repeat=5):
        if any(seats.count(session) > 2 for session in range(3)):
            continue
        costs = [cost(offered, aim, np.array(seats)[:, None]) for aim in wanted]
        for asked in enumerate(seats):
            least[asked] = min(costs, least.get(asked, costs))
    for (row, column), costs in least.items():
        if column == NOBODY:
            continue
        answer = other_seat(
            problem, before, offered.attendees[row], offered.sessions[column], fairness=fairness
        )
        if not answer.here:
            assert answer.proven
            assert [each.after for each in answer.costs] == costs
