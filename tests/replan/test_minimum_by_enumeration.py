"""The minimum of a replan is the one that trying every way and every timetable finds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import pytest
from every_way import STARTS, Published, announced, least
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
from agenda_solver.least import Least
from agenda_solver.problem import Problem
from agenda_solver.replan import Plan, replan
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.verify import verify
from thorough import some_and_more

PEOPLE = ("ana", "bob", "eve")


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


def some_version(rng: random.Random) -> Version | None:
    """Draw an event and one of its timetables."""
    problem = some_event(rng)
    every = list(every_timetable(problem))
    for timetable in rng.sample(every, min(len(every), 40)):
        if holds(problem, timetable):
            return Version(problem, timetable)
    return None


def some_changes(rng: random.Random) -> Changes:
    hours, others = (
        window(f"{rng.choice((9, 10))}h", f"{rng.choice((11, 12))}h") for _ in range(2)
    )
    one, other, last = rng.sample(PEOPLE, 3)
    drawn: list[Announced] = [
        PersonCancels(one),
        PersonIsReplaced(one, other),
        PersonIsAway(one, hours),
        PersonIsAway(other, others),
        PersonIsAway(last, hours),
        PersonCancels(last),
        SessionIsCancelled("s1"),
        RoomIsClosed("r2", rng.choice((hours, None))),
        RoomIsClosed("r1", others),
    ]
    chosen = rng.sample(drawn, rng.choice((1, 2, 2, 3)))
    who = [it.person for it in chosen if isinstance(it, PersonCancels | PersonIsReplaced)]
    if len(set(who)) < len(who):
        return some_changes(rng)
    return Changes(tuple(chosen))


def missed(event: Published, plan: Plan) -> int:
    """Count the instructions that a plan does not follow: where who is to take over does not."""
    assert plan.result.timetable is not None
    before, after = announced(event), plan.result.timetable
    kept = plan.problem.session
    return sum(
        person in event.roster_before[session]
        and by in {it for _, it in parts}
        and by not in event.cancelling
        and (
            session not in kept
            or (by not in after.roster(kept[session]) and by not in event.roster_before[session])
        )
        for session, parts in before.items()
        for person, by in event.replaced.items()
    )


@pytest.mark.parametrize("seeds", some_and_more(24, 200, chunks=4))
def test_nothing_is_nearer_than_the_plan(seeds: range) -> None:
    for seed in seeds:
        rng = random.Random(seed)
        before = next(it for _ in range(100) if (it := some_version(rng)))
        check(Published(before, some_changes(rng)), "touched" if seed % 3 == 0 else "times")


def check(event: Published, counted: Least) -> None:
    """Hold a plan to the least that trying everything finds."""
    before, problem = event.version, event.version.problem
    plan = replan(before, problem, event.changes, budget(), least=counted)
    found = least(event, problem, touched=counted == "touched")
    if plan.price is None or plan.result.timetable is None:
        assert plan.result.status == "infeasible"
        assert found is None
        return
    price = plan.price
    gone = len(announced(event)) - len(plan.problem.sessions)
    near = price.moved, price.rooms, price.rooms_of_moved
    touched = (price.touched,) if counted == "touched" else ()
    assert (missed(event, plan), gone, *touched, *near) == found
    assert price.amounts == amounts_printed(plan)
    assert price.proven
    assert not verify(plan.problem, plan.result.timetable).errors
    assert Problem.read(plan.problem.dump()) == plan.problem
    chosen = [it.session for it in plan.options if it.chosen]
    assert len(chosen) == len(set(chosen)) == len({it.session for it in plan.options})
    assert len({(it.session, it.way, it.person, it.by, it.beside) for it in plan.options}) == len(
        plan.options
    )
