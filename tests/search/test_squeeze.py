"""What is lost by the sizes of sessions, while they change places: a flow for each slot."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from hoping import DAYS, hoped

from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS, tiers
from agenda_solver.search import AttendanceAnnealer, Grid, NotTabledError, Position
from agenda_solver.search.attendance_annealing import Better
from agenda_solver.search.squeeze import Squeeze
from agenda_solver.solve import solve
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify
from agenda_solver.wishes import crowd


def event(
    random: Random,
    sessions: int = 4,
    slots: int = 2,
    people: int = 5,
    *,
    plain: bool = False,
) -> Problem:
    """Return an event at random in which sizes matter, and nothing else but wishes does.

    A plain one has no room that is too small, and nobody takes part in anything.
    """
    names = [f"s{number}" for number in range(sessions)]
    return Problem.read(
        {
            "event": {
                "name": "e",
                "slots": [
                    {"day": DAYS[0], "start": f"{9 + it}h", "end": f"{10 + it}h"}
                    for it in range(slots)
                ],
            },
            "days": [{"date": DAYS[0]}],
            "rooms": [
                {"id": "r0", "capacity": None if plain else 2},
                *({"id": f"r{it}"} for it in range(1, 3)),
            ],
            "people": [{"id": "p0"}],
            "sessions": [_session(random, name, people, plain=plain) for name in names],
            "attendees": [_attendee(random, it, names) for it in range(people)],
            "weights": {**{cost.key: 0 for cost in COSTS}, "wishes": 1, "wished_sizes": 2},
        }
    )


def _session(random: Random, name: str, people: int, *, plain: bool) -> dict[str, Any]:
    least = random.choice((0, 1, 2, 3))
    most = random.choice((None, least, people // 2 + least))
    told = {"id": name, "title": name, "kind": "workshop", "capacity": {"min": least, "max": most}}
    if name == "s0" and not plain:
        told["people"] = {"speaker": ["p0"]}
    if random.random() < 0.3:
        told["exclusive"] = ["x"]
    return told


def _attendee(random: Random, number: int, names: list[str]) -> dict[str, Any]:
    wished = random.sample(names, random.randint(1, len(names)))
    told: dict[str, Any] = {
        "id": f"p{number}",
        "wishes": {name: random.choice((1, 2, 5)) for name in wished}
        if random.random() < 0.5
        else wished,
    }
    if random.random() < 0.2:
        told["present"] = [{"day": DAYS[0], "start": "10h"}]
    return told


def grids(count: int, **shape: int) -> list[Grid]:
    """Return so many of those that have a timetable, and in which sizes are weighed."""
    found, seed = list[Grid](), 0
    while len(found) < count:
        seed += 1
        problem = event(Random(seed), **shape)
        timetable = solve(problem, Budget(seconds=2)).timetable
        if timetable is not None and crowd(problem) is not None:
            try:
                found.append(Grid(problem, *hoped(problem), timetable))
            except (NotTabledError, StopIteration):
                continue
    return found


def squeeze(grid: Grid, chosen: Any) -> Squeeze:
    asked = crowd(grid.problem)
    assert asked is not None
    recorder = grid.recorder
    return Squeeze(asked, grid.problem, recorder.sessions, recorder.cells, chosen)


def every_choice(grid: Grid) -> list[tuple[int, ...]]:
    return list(product(*(np.flatnonzero(row).tolist() for row in grid.allowed)))


def test_what_is_lost_is_what_the_rule_counts_and_is_kept_up_to_date() -> None:
    different = set()
    for grid in grids(6):
        now = squeeze(grid, grid.start)
        chosen = list(grid.start)
        chance = Random(1)
        for _ in range(40):
            session, other = chance.sample(range(len(chosen)), 2)
            cells = np.flatnonzero(grid.allowed[session]).tolist()
            moved = {session: chance.choice(cells)}
            if chance.random() < 0.5:
                moved = {session: chosen[other], other: chosen[session]}
            before, more = now.attended, now.grows(moved)
            now.make(moved)
            for it, cell in moved.items():
                chosen[it] = cell
            assert now.attended == before + more == squeeze(grid, chosen).attended
            lost = verify(grid.problem, grid.read(chosen)).costs["wished_sizes"]
            assert lost == -2 * now.attended
            different.add(lost)
    assert len(different) > 10


def test_a_move_and_an_exchange_are_changes_like_others() -> None:
    for grid in grids(3):
        now = squeeze(grid, grid.start)
        for session, other in product(range(len(grid.start)), repeat=2):
            both = {session: grid.start[other], other: grid.start[session]}
            if session != other:
                assert now.swaps(session, other) == now.grows(both)
            assert now.moves(session, grid.start[other]) == now.grows({session: grid.start[other]})


def test_prospects_never_promise_less_than_a_change_brings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("agenda_solver.search.squeeze.LARGE", 0)
    tight = 0
    for grid in grids(6, plain=True):
        chosen = list(grid.start)
        now = squeeze(grid, chosen)
        chance = Random(2)
        for _ in range(20):
            session = chance.randrange(len(chosen))
            to_cells, to_others = now.moved(session), now.swapped(session)
            for other in range(len(chosen)):
                assert to_others[other] >= now.swaps(session, other)
                tight += to_others[other] == now.swaps(session, other) != 0
            for cell in np.flatnonzero(grid.allowed[session]).tolist():
                assert to_cells[cell] >= now.moves(session, cell)
            now.make({session: chance.choice(np.flatnonzero(grid.allowed[session]).tolist())})
    assert tight > 20


@pytest.mark.thorough
def test_the_best_there_is_is_found() -> None:
    paid = 0
    for grid in grids(3):
        start = Position(grid, grid.start).account.cost
        found = [Better(grid.start, start, 0)]
        AttendanceAnnealer(
            grid,
            seed=0,
            clock=lambda steps: steps / 5_000,
            stop=lambda: False,
            report=found.append,
        ).run(0.5)
        best = start
        for chosen in every_choice(grid):
            verdict = verify(grid.problem, grid.read(chosen))
            if not verdict.errors:
                best = min(best, verdict.tier_cost(verdict.tiers[grid.number]))
        assert found[-1].cost == best
        paid += best
    assert paid > 0


def assert_best(count: int, first: int = 0) -> None:
    """Hold a proof of the whole, and what is said of it, to every timetable there is."""
    proven = paid = 0
    for seed in range(first, first + count):
        problem = event(Random(seed))
        result = solve(problem, Budget(seconds=20))
        if crowd(problem) is None or result.timetable is None:
            continue
        (tier,) = result.tiers or (None,)
        if tier is None:
            continue
        assert result.status == tier.status == "optimal"
        assert tier.cost == least(problem, result.timetable)
        proven += 1
        paid += bool(result.costs["wished_sizes"])
    assert proven > count // 2
    assert paid > count // 5


def least(problem: Problem, timetable: Timetable) -> int:
    """Return what the tier comes to at best, timetable by timetable."""
    grid = Grid(problem, tiers(problem), 0, timetable)
    verdicts = (verify(problem, grid.read(chosen)) for chosen in every_choice(grid))
    return min(it.tier_cost(it.tiers[0]) for it in verdicts if not it.errors)


@pytest.mark.thorough
def test_what_is_proven_is_the_best_there_is() -> None:
    assert_best(4)


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(4, 64, 20))
def test_what_is_proven_is_the_best_there_is_of_many(first: int) -> None:
    assert_best(20, first)


def test_a_slot_is_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (grid,) = grids(1)
    now = squeeze(grid, grid.start)
    moved = {0: grid.start[1], 1: grid.start[0]}
    more = now.grows(moved)

    def again(*_: Any) -> int:
        raise AssertionError

    monkeypatch.setattr("agenda_solver.search.squeeze._Flow._solved", again)
    assert now.grows(moved) == more
