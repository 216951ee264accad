"""What changes are said to cost is what the rules count; and what annealing finds."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from hoping import grids, hoped

from agenda_solver.budget import Stop
from agenda_solver.problem import Problem
from agenda_solver.search import AttendanceAnnealer, Grid, Position
from agenda_solver.search.attendance_annealing import OUT_OF_THE_QUESTION, Better
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify


def tier_costs(grid: Grid, timetable: Timetable) -> list[int]:
    """Judge a timetable by the rules: what every tier comes to; nothing is broken."""
    verdict = verify(grid.problem, timetable)
    assert verdict.errors == ()
    return [verdict.tier_cost(tier) for tier in verdict.tiers]


def attendance(grid: Grid, found: list[Better], **more: Any) -> AttendanceAnnealer:
    told: dict[str, Any] = {"seed": 0, "stop": lambda: False}
    told |= {"clock": lambda steps: steps / 1000, **more}
    return AttendanceAnnealer(grid, report=found.append, **told)


def some_changes(random: Random, grid: Grid, position: Position) -> list[dict[int, int]]:
    """Return a move, a swap and a chain, whatever they break."""
    one, other = random.sample(range(len(position.chosen)), 2)
    cell = int(random.choice(np.flatnonzero(grid.allowed[one])))
    changes = [{one: cell}, {one: position.chosen[other], other: position.chosen[one]}]
    if (carried := position.carried(one, cell)) is not None:
        changes.append(dict(carried))
    return changes


@pytest.mark.parametrize("plain", [True, False])
def test_every_change_costs_what_the_rules_count(plain: bool) -> None:
    random = Random(0)
    made = broken = carried = 0
    for grid in grids(15, plain=plain, sessions=6 if plain else 7):
        position = Position(grid, grid.start)
        assert position.account.cost == tier_costs(grid, grid.timetable)[grid.number]
        start = tier_costs(grid, grid.timetable)
        for _ in range(30):
            for moved in some_changes(random, grid, position):
                if not all(grid.allowed[it] for it in moved.items()):
                    continue
                chosen = [moved.get(it, cell) for it, cell in enumerate(position.chosen)]
                verdict = verify(grid.problem, grid.read(chosen))
                costs = [verdict.tier_cost(tier) for tier in verdict.tiers]
                kept = not verdict.errors and costs[: grid.number] <= start[: grid.number]
                assert position.holds(moved) == kept
                if not kept:
                    broken += 1
                    continue
                grows = position.account.grows(moved)
                assert grows == costs[grid.number] - position.account.cost
                position.make(moved, grows)
                made += 1
                carried += len(moved) > 2
        fresh = Position(grid, position.chosen)
        assert (fresh.account.cost, fresh.account.missed) == (
            position.account.cost,
            position.account.missed,
        )
    assert made > 60
    assert plain or (broken > 60 and carried > 0)


def test_what_a_session_is_told_of_its_changes_is_what_they_cost() -> None:
    told = 0
    for grid in grids(10, plain=True, people=70):
        position = Position(grid, grid.start)
        for session in range(len(position.chosen)):
            prospects = position.prospects(session)
            for number in np.flatnonzero(prospects < OUT_OF_THE_QUESTION).tolist():
                moved, grows = position.change(session, number - len(prospects))
                assert prospects[number] == grows == position.account.grows(moved)
                assert position.holds(moved)
                told += 1
    assert told > 100


def test_what_is_closed_for_a_session_does_not_hold() -> None:
    """Some that is open may not hold, as two that change places may matter to each other."""
    closed = 0
    for grid in grids(20, sessions=5, rooms=2):
        position = Position(grid, grid.start)
        sessions = range(len(position.chosen))
        for session, cell in product(sessions, range(len(grid.recorder.cells))):
            if cell in position.chosen or not grid.allowed[session, cell]:
                continue
            prospects = position.prospects(session)
            free = len(prospects) > len(sessions)
            open_ = free and prospects[cell] < OUT_OF_THE_QUESTION
            assert open_ == position.holds({session: cell})
            closed += not open_
    assert closed > 10


def every_choice(grid: Grid) -> list[tuple[int, ...]]:
    return list(product(*(np.flatnonzero(row).tolist() for row in grid.allowed)))


@pytest.mark.parametrize("plain", [True, False])
def test_what_is_small_is_solved_to_the_best_there_is(plain: bool) -> None:
    for grid in grids(4, sessions=4, slots=2, rooms=2, plain=plain):
        start = tier_costs(grid, grid.timetable)
        best = start[grid.number]
        for chosen in every_choice(grid):
            verdict = verify(grid.problem, grid.read(chosen))
            costs = [verdict.tier_cost(tier) for tier in verdict.tiers]
            if not verdict.errors and costs[: grid.number] <= start[: grid.number]:
                best = min(best, costs[grid.number])
        found = [Better(grid.start, start[grid.number], 0)]
        attendance(grid, found).run(1.0)
        assert found[-1].cost == best


def test_what_is_reported_gets_better_and_is_what_the_rules_count() -> None:
    grid = next(grids(1, sessions=12, slots=6, people=40))
    found: list[Better] = []
    attendance(grid, found).run(1.0)
    costs = [it.cost for it in found]
    assert costs == sorted(set(costs), reverse=True)
    assert len(costs) > 1
    before = tier_costs(grid, grid.timetable)
    for it in found:
        after = tier_costs(grid, grid.read(it.chosen))
        assert after[grid.number] == it.cost
        assert after[: grid.number] <= before[: grid.number]


def big() -> Grid:
    return next(grids(1, sessions=18, slots=6, people=60, plain=True))


def test_by_steps_it_repeats_and_another_seed_differs() -> None:
    grid = big()
    runs: list[list[Better]] = [[], [], []]
    for seed, found in zip((1, 1, 2), runs, strict=True):
        attendance(grid, found, seed=seed).run(1.0)
    assert runs[0] == runs[1] != runs[2]


def test_it_ends_soon_after_it_is_told_to_and_reports_the_best() -> None:
    stop = Stop()

    def clock(steps: int) -> float:
        if steps >= 500:
            stop.set()
        return steps / 1000

    found: list[Better] = []
    search = attendance(big(), found, clock=clock, stop=stop.is_set)
    search.run(60.0)
    assert 500 <= search.steps < 1000
    assert not search.settled
    assert found[-1].cost == min(it.cost for it in found)


def test_it_goes_on_from_where_it_was() -> None:
    found: list[Better] = []
    search = attendance(big(), found)
    search.run(0.2)
    steps, told = search.steps, len(found)
    search.run(2.0)
    assert search.steps > steps
    costs = [it.cost for it in found]
    assert told
    # What it tells the second time is better than all that it told the first.
    assert costs == sorted(set(costs), reverse=True)


def test_what_is_settled_ends_before_its_time() -> None:
    grid = next(grids(1, sessions=4, slots=2, rooms=2))
    search = attendance(grid, [])
    search.run(16.0)
    assert search.settled
    assert search.steps <= 4100


def test_where_every_session_is_locked_there_is_nothing_to_search() -> None:
    slots = [{"day": "2026-06-10", "start": f"{hour}h", "end": f"{hour + 1}h"} for hour in (9, 10)]
    lock = {"day": "2026-06-10", "start": "9h"}
    problem = Problem.read(
        {
            "event": {"name": "e", "slots": slots},
            "days": [{"date": "2026-06-10"}],
            "rooms": [{"id": "a"}, {"id": "b"}],
            "sessions": [
                {"id": name, "title": name, "kind": "workshop", "locked": {**lock, "room": name}}
                for name in "ab"
            ],
            "attendees": [{"id": "x", "wishes": ["a", "b"]}],
        }
    )
    day = problem.days[0].date
    timetable = Timetable.of(Placement(it, day, 540, 600, it) for it in "ab")
    found: list[Better] = []
    search = attendance(Grid(problem, *hoped(problem), timetable), found)
    search.run(1.0)
    assert search.settled
    assert (search.steps, found) == (0, [])
