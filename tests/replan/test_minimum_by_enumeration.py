"""The minimum of a replan is the one that trying every timetable finds, by `verify` alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import pytest
from published import WEDNESDAY, amounts_printed, budget, draft, session, window

from agenda_solver.changes import (
    Announced,
    Changes,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.difference import Version
from agenda_solver.problem import Problem
from agenda_solver.replan import Plan, replan
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.verify import verify

PEOPLE = ("ana", "bob", "eve")
STARTS = (540, 600, 660)
Near = tuple[int, int, int]


def some_event(rng: random.Random) -> Problem:
    """Draw an event of three or four hours, two rooms and three people."""
    rooms: list[dict[str, object]] = [{"id": "r1", "capacity": 30}, {"id": "r2", "capacity": 10}]
    sessions = []
    for number in range(rng.choice((2, 3, 3))):
        more: dict[str, object] = {}
        if rng.random() < 0.25:
            more["expected"] = rng.choice((8, 20))
        if number and rng.random() < 0.2:
            more["after"] = ["s0"]
        if rng.random() < 0.2:
            more["locked"] = {"start": rng.choice(("9h", "10h"))}
        who: list[object] = [*rng.sample(PEOPLE, rng.choice((0, 1, 1, 2)))]
        if rng.random() < 0.3:
            who.append({"one_of": rng.sample(PEOPLE, 2)})
        row = session(f"s{number}", **more)
        sessions.append({**row, "people": {"orateur": who}} if who else row)
    hours = {"date": WEDNESDAY, "open": {"start": "9h", "end": "12h"}}
    event = {"slots": _slots()} if rng.random() < 0.5 else {}
    return draft(*sessions, rooms=rooms, people=PEOPLE, days=[hours], event=event)


def _slots() -> list[dict[str, object]]:
    return [
        {"day": WEDNESDAY, "start": f"{start // 60}h", "end": f"{start // 60 + 1}h"}
        for start in STARTS
    ]


def every_timetable(problem: Problem) -> Iterator[Timetable]:
    """Yield every timetable of sessions of an hour, whoever is chosen."""
    places = [
        [
            Placement(it.id, WEDNESDAY, start, start + 60, room)
            for start in STARTS
            for room in ("r1", "r2")
        ]
        for it in problem.sessions
    ]
    parts = [
        [Casting(it.id, role, number, person) for person in people]
        for it in problem.sessions
        for role, number, people in it.pools
    ]
    for placements in product(*places):
        for cast in product(*parts):
            yield Timetable.of(placements, cast=cast)


def holds(problem: Problem, timetable: Timetable) -> bool:
    return not verify(problem, timetable).errors


def nearness(before: Timetable, after: Timetable) -> Near:
    """Count, in words of its own, what differs."""
    moved = rooms = both = 0
    for one in before.placements:
        for other in after.placements:
            if one.session == other.session:
                late = (one.day, one.start) != (other.day, other.start)
                moved += late
                rooms += not late and one.room != other.room
                both += late and one.room != other.room
    return moved, rooms, both


def least(problem: Problem, before: Timetable) -> Near | None:
    """Return how near the nearest timetable is; the nearest ones are judged first."""
    by_nearness: dict[Near, list[Timetable]] = {}
    for it in every_timetable(problem):
        by_nearness.setdefault(nearness(before, it), []).append(it)
    for near in sorted(by_nearness):
        if any(holds(problem, it) for it in by_nearness[near]):
            return near
    return None


def _cancels_all(plan: Plan) -> bool:
    """Whether nothing would be left, which is no programme."""
    gone = {it.session for it in plan.options if it.way == "cancelled" and it.chosen}
    return gone == set(plan.problem.session)


def some_version(rng: random.Random) -> Version | None:
    """Draw an event and one of its timetables."""
    problem = some_event(rng)
    every = list(every_timetable(problem))
    for timetable in rng.sample(every, min(len(every), 40)):
        if holds(problem, timetable):
            return Version(problem, timetable)
    return None


def some_changes(rng: random.Random) -> Changes:
    hours = window(f"{rng.choice((9, 10))}h", f"{rng.choice((11, 12))}h")
    one, other = rng.sample(PEOPLE, 2)
    drawn: list[Announced] = [
        PersonCancels(one),
        PersonIsReplaced(one, other),
        PersonIsAway(one, hours),
        PersonIsAway(other, hours),
        SessionIsCancelled("s1"),
        RoomIsClosed("r2", rng.choice((hours, None))),
        RoomIsClosed("r1", hours),
    ]
    return Changes(tuple(rng.sample(drawn, rng.choice((1, 1, 2)))))


@pytest.mark.parametrize("seed", range(120))
def test_nothing_is_nearer_than_the_plan(seed: int) -> None:
    rng = random.Random(seed)
    before = next(it for _ in range(100) if (it := some_version(rng)))
    changes = some_changes(rng)
    plan = replan(before, before.problem, changes, budget())
    found = least(plan.problem, before.timetable)
    if plan.price is None or plan.result.timetable is None:
        assert plan.result.status == "infeasible"
        assert found is None or _cancels_all(plan)
        return
    assert found == (plan.price.moved, plan.price.rooms, plan.price.rooms_of_moved)
    assert found == nearness(before.timetable, plan.result.timetable)
    assert plan.price.amounts == amounts_printed(plan)
    assert plan.price.proven
    assert holds(plan.problem, plan.result.timetable)
    assert Problem.read(plan.problem.dump()) == plan.problem
