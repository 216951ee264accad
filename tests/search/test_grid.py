"""What is less than a tier can come to; and timetables from sessions by time."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from hoping import event, grids, hoped, solved

from agenda_solver.budget import Budget
from agenda_solver.search import Grid
from agenda_solver.search.columns import prove
from agenda_solver.verify import verify


@pytest.mark.parametrize(
    ("shape", "events", "least"),
    [
        ({"plain": True}, 5, 5),
        ({"weights": {"wished_sizes": 0}}, 6, 4),
        ({}, 5, 1),  # what sizes of sessions cost is not in the bound: then it is met less often
    ],
    ids=["plain", "of any size", "all"],
)
def test_the_bound_and_the_floor_are_never_above_what_a_timetable_costs(
    shape: dict[str, Any], events: int, least: int
) -> None:
    met = 0
    for grid in grids(events, sessions=4, slots=2, rooms=2, **shape):
        best = None
        for chosen in product(*(np.flatnonzero(row).tolist() for row in grid.allowed)):
            verdict = verify(grid.problem, grid.read(chosen))
            cost = verdict.tier_cost(verdict.tiers[grid.number])
            if not verdict.errors and (best is None or cost < best):
                best = cost
        assert grid.concurrency is not None
        assert best is not None
        bound = grid.floor + prove(grid.concurrency, budget=Budget(10)).bound
        assert bound <= best
        met += bound == best
    assert met >= least


def test_a_choice_by_columns_is_a_timetable_of_that_cost() -> None:
    for grid in grids(5, plain=True):
        assert grid.concurrency is not None
        proof = prove(grid.concurrency, budget=Budget(10))
        assert proof.by_time is not None
        chosen = grid.settled(proof.by_time)
        assert chosen is not None
        verdict = verify(grid.problem, grid.read(chosen))
        assert verdict.errors == ()
        assert verdict.tier_cost(verdict.tiers[grid.number]) == grid.floor + proof.bound


def test_where_the_rooms_do_not_suffice_there_is_no_choice() -> None:
    grid = next(grids(1, plain=True))
    every = range(len(grid.recorder.sessions))
    assert grid.settled({0: every}) is None


def test_a_timetable_is_a_choice_and_back() -> None:
    for grid in grids(5):
        assert grid.read(grid.start) == grid.timetable
        assert grid.choice(grid.timetable) == grid.start


def test_what_pays_back_bounds_nothing() -> None:
    grid = next(grids(1, plain=True))
    relation = grid.recorder.demands[0]
    paying = type(relation)(-relation.weights, relation.worth)
    problem, timetable = event(Random(1), plain=True), solved(Random(1), plain=True)
    assert timetable is not None
    other = Grid(problem, *hoped(problem), timetable)
    object.__setattr__(other.own, "costs", (paying,))
    assert other.concurrency is None
