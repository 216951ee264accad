"""What each demand costs: how much better the programme would be without it, one at a time.

All demands but those that cannot give way get a literal that switches them on; at most one
of them may be off. The cheapest timetable of such a model gives up the demand that costs
most. That one is then held, and the next is looked for, until giving up any one of those
that are left gains nothing: priority by priority, those before held at what they came to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from agenda_solver.budget import Budget
from agenda_solver.cp_sat import new_solver, run_stoppable
from agenda_solver.decisions import Intervals, hold, minimize
from agenda_solver.decisions.encoding import Claim
from agenda_solver.explain.reasons import claimed
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.rules import DEMANDS, Tier, tiers
from agenda_solver.rules.programme import FillsASlot
from agenda_solver.rules.rooms import SessionHasARoom
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.stretches import PapersAreInStretches
from agenda_solver.solve import solve
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify

MOST_PRICES = 12
"""So many demands are priced, those that cost most first."""


# What gives way by one room or one slot more is not bought by having none.
_NOT_WITHOUT = (FillsASlot, SessionHasARoom, PapersAreInStretches)


@dataclass(frozen=True)
class DemandPrice:
    """What a demand costs.

    Attributes
    ----------
    demand : Finding
        The demand, as a sentence, with those it concerns.
    rules : tuple of str
        Keys of the costs of the first tier that would be better without it.
    before, after : int
        What that tier comes to with it, and without it.
    proven : bool
        Whether it is proven that without it the tier can come to no less.
    """

    demand: Finding
    rules: tuple[str, ...]
    before: int
    after: int
    proven: bool


@dataclass(frozen=True)
class DemandPrices:
    """What the demands of a draft cost.

    Attributes
    ----------
    result : Result
        The programme with all of them, which the prices are counted from.
    prices : tuple of DemandPrice
        Those that cost most first.
    complete : bool
        Whether it is proven that to give up any other demand, alone, would gain nothing. What
        a cost is counted from (see `Cost.measured_by`) is no gain.
    """

    result: Result
    prices: tuple[DemandPrice, ...] = ()
    complete: bool = False


def prices(
    problem: Problem, budget: Budget | None = None, *, start: Timetable | None = None
) -> DemandPrices:
    """Find what the demands of a draft cost, those that cost most first.

    Parameters
    ----------
    problem : Problem
        What is asked.
    budget : Budget, optional
        How to search; half of it is for the programme itself.
    start : Timetable, optional
        A programme to start from.
    """
    budget = budget or Budget()
    result = solve(problem, budget.part("programme before others"), start=start)
    if result.timetable is None or not budget.left:
        return DemandPrices(result)
    pricing = _Pricing(problem, result, budget)
    known: list[DemandPrice] = []
    for number in range(len(pricing.tiers)):
        known += pricing.of_tier(number, MOST_PRICES - len(known))
        if not pricing.complete:
            break
    return DemandPrices(result, tuple(known), pricing.complete)


def _may_go(claim: Claim) -> bool:
    """Whether an organiser may do without a demand."""
    return claim.rule.gives_way and not isinstance(claim.rule, _NOT_WITHOUT)


class _Pricing:
    """A model in which one demand may be given up, and what is known of it.

    Attributes
    ----------
    complete : bool
        Whether all that costs something in the tiers so far is known.
    """

    def __init__(self, problem: Problem, result: Result, budget: Budget) -> None:
        assert result.timetable is not None
        self.problem = problem
        self.budget = budget
        self.tiers = tiers(problem)
        self.costs = [tier.cost for tier in result.tiers]
        self.encoding = Intervals(problem, DEMANDS, blame=True)
        self.amounts = [self._amount(tier) for tier in self.tiers]
        self.encoding.close()
        self.model: cp_model.CpModel = self.encoding.model
        self.encoding.hint(result.timetable)
        self.open = [claim for claim in self.encoding.claims if _may_go(claim)]
        for claim in self.encoding.claims:
            if not _may_go(claim):
                self.model.add(claim.literal == 1)
        self.model.add(sum(1 - claim.literal for claim in self.open) <= 1)
        self.complete = True

    def _amount(self, tier: Tier) -> Any:
        return sum(
            weight * amount
            for cost, weight in tier.weights.items()
            for amount in cost.amounts(self.encoding)
        )

    def of_tier(self, number: int, most: int) -> Iterator[DemandPrice]:
        """Yield what demands cost in a tier, the most first; then hold it."""
        measures = {key for cost in self.tiers[number].weights for key in cost.measured_by}
        for claim in self.open:
            if claim.rule.key in measures:
                self.model.add(claim.literal == 1)
        objective = minimize(self.model, self.amounts[number])
        while True:
            if most <= 0 or not self.budget.left:
                self.complete = False
                return
            solver = new_solver(self.budget)
            status = run_stoppable(solver, self.model, self.budget)
            self.budget.spend(solver.deterministic_time)
            given_up = self._given_up(solver) if status in ("optimal", "feasible") else None
            if given_up is None or objective.amount(solver.objective_value) >= self.costs[number]:
                self.complete = status == "optimal"
                break
            yield self._price(number, given_up, solver, proven=status == "optimal")
            self.model.add(given_up.literal == 1)
            most -= 1
        hold(self.model, self.amounts[number], self.costs[number])

    def _given_up(self, solver: cp_model.CpSolver) -> Claim | None:
        return next((claim for claim in self.open if not solver.value(claim.literal)), None)

    def _price(
        self, number: int, claim: Claim, solver: cp_model.CpSolver, *, proven: bool
    ) -> DemandPrice:
        timetable = self.encoding.read(solver.value)
        verdict = verify(self.problem, timetable)
        tier = self.tiers[number]
        return DemandPrice(
            claimed(self.problem, claim),
            tuple(cost.key for cost in tier.weights),
            self.costs[number],
            verdict.tier_cost(tier),
            proven=proven,
        )
