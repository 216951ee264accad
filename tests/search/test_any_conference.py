"""Whatever is said of papers in stretches: nothing is proven that is not so."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest
from conferences import any_conference, every_cost, every_timetable
from ortools.sat.python import cp_model
from test_stretch_search import DAY, conference, named, paper

from agenda_solver import paper_stages
from agenda_solver.budget import Budget
from agenda_solver.decisions import Encoding, FittingSolver, Intervals, Slots
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.rules import DEMANDS, tiers
from agenda_solver.solve import solve
from agenda_solver.verify import verify
from thorough import some_and_more

BUDGETS: tuple[Mapping[str, object], ...] = (
    {"workers": 1},
    {"workers": 1, "reproducible": True},
    {"workers": 2},
    {"workers": 8},
)
MODELS = ((100_000, 5_000), (100_000, 0), (0, 0))
"""From how many papers × stretches × rooms there is no ordinary model; and where it goes on."""


@pytest.mark.parametrize("seeds", some_and_more(8, 400, chunks=4))
def test_no_cost_is_proven_that_is_not_the_least(
    seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in seeds:
        problem = any_conference(seed)
        most, few = MODELS[seed % 3]
        monkeypatch.setattr(paper_stages, "MOST_CELLS", most)
        monkeypatch.setattr(paper_stages, "FEW_CELLS", few)
        result = solve(problem, Budget(seconds=20, **BUDGETS[seed // 3 % 4]))  # type: ignore[arg-type]
        assert_true(problem, result)
        if most:
            assert result.status in ("optimal", "infeasible")


def test_what_stages_do_not_know_is_left_to_the_ordinary_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They do not know what papers have against rooms, and so find one that is as good to them."""
    monkeypatch.setattr(paper_stages, "FEW_CELLS", 0)
    problem = conference(
        0,
        rooms=[named("a"), named("b"), named("c")],
        stretches=[{"id": "s", "day": DAY, "start": "9h", "end": "10h", "places": 2}],
        tracks=[named("T")],
        sessions=[paper("k", room_levels={"a": 90}), paper("l", room_levels={"c": 90})],
        attendees=[],
    )
    result = solve(problem, Budget(seconds=20, workers=1))
    assert (result.status, result.tiers[0].cost) == ("optimal", 0)


def assert_true(problem: Problem, result: Result) -> None:
    """Hold what is told of each tier to what every timetable costs."""
    left = every_cost(problem)
    assert (result.status == "infeasible") == (not left)
    if result.timetable is None:
        return
    verdict = verify(problem, result.timetable)
    assert not verdict.errors
    costs = tuple(map(verdict.tier_cost, tiers(problem)))
    assert [tier.cost for tier in result.tiers] == [*costs][: len(result.tiers)]
    for number, tier in enumerate(result.tiers):
        least = min(cost[number] for cost in left)
        assert tier.bound <= least <= tier.cost
        if tier.status == "optimal":
            assert tier.cost == least
        left = [cost for cost in left if cost[number] <= tier.cost]


@pytest.mark.parametrize("seeds", some_and_more(4, 200, chunks=2))
@pytest.mark.parametrize("kind", [Intervals, Slots])
def test_an_encoding_counts_what_verify_counts(kind: type[Encoding], seeds: range) -> None:
    for seed in seeds:
        problem = any_conference(seed)
        timetables = every_timetable(problem)
        encoding = kind(problem, DEMANDS)
        amounts = [
            sum(
                weight * one
                for cost, weight in tier.weights.items()
                for one in cost.amounts(encoding)
            )
            for tier in tiers(problem)
        ]
        encoding.close()
        encoding.model.minimize(sum(amounts))
        free = encoding.model.clone().proto
        for timetable in [None, *Random(seed).sample(timetables, min(3, len(timetables)))]:
            if timetable is not None:
                encoding.fix(timetable)
            solver = FittingSolver(encoding)
            solver.parameters.num_workers = 1
            status = solver.solve(encoding.model)
            encoding.model.proto.copy_from(free)
            judged = [timetable] if timetable else timetables
            costs = [list(map(verify(problem, one).tier_cost, tiers(problem))) for one in judged]
            if not costs:
                assert status == cp_model.INFEASIBLE
                continue
            assert status == cp_model.OPTIMAL
            assert sum(map(solver.value, amounts)) == min(map(sum, costs))
            assert list(map(solver.value, amounts)) in costs
