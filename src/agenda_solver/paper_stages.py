"""Papers in stretches, placed before all else: by stages, within a search of all tiers.

See `agenda_solver.search.stretches` for the stages themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from agenda_solver.budget import PLACED_A_SECOND, Budget
from agenda_solver.cp_sat import complete_hints, new_solver, run_stoppable
from agenda_solver.domains import domains
from agenda_solver.problem import Problem, Spot
from agenda_solver.rules.musts import RequiredCanCome
from agenda_solver.rules.rule import Cost
from agenda_solver.search import NotTabledError, construct, least_cost, relaxed
from agenda_solver.search.stretches import (
    COUNTED,
    Figures,
    Minimised,
    StretchSearch,
    closed_up,
    is_countable,
)
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import Verdict, verify

if TYPE_CHECKING:
    from agenda_solver.budget import Stage
    from agenda_solver.solve import TierSearch

# Papers times stretches times rooms: of more, only the search by stages has a model; and of so
# few an ordinary one goes on where that has ended.
MOST_CELLS = 100_000
FEW_CELLS = 5_000


class PaperStages:
    """The papers of a search of all tiers.

    Parameters
    ----------
    search : TierSearch
        What it finds for the papers is kept there.
    """

    def __init__(self, search: TierSearch) -> None:
        self._search = search
        self._problem = search.problem
        self._tier: int | None = None
        self._cost = 0
        self._is_exhausted = False

    def run(self) -> None:
        """Place papers in stretches before all else, as a problem of its own.

        Not where more is demanded than by the rules, but that all can come to what they must
        attend.
        """
        if not (self._may_move and is_countable(self._problem)):
            return
        numbers = [
            number
            for number, tier in enumerate(self._search.tiers)
            if any(cost.key in COUNTED for cost in tier.weights)
        ]
        if not numbers:
            return
        began = self._search.budget.spent
        number, tier = numbers[0], self._search.tiers[numbers[0]]
        alone = len(self._search.tiers) == 1 and self.cells > FEW_CELLS
        whole = self._search.budget if alone else self._search.part_of("stretches")
        search = StretchSearch(
            Figures(self._problem, tier.weights, self._search.demands),
            partial(self._minimised, whole),
            partial(self._keep, number),
        )
        search.run()
        self._is_exhausted = search.is_exhausted
        self._settle_around()
        others = {
            cost: weight
            for cost, weight in tier.weights.items()
            if cost.key not in COUNTED and cost.concerns(self._problem)
        }
        least = self._least_of(others)
        known = self._search.least.get(tier.number, 0)
        self._search.least[tier.number] = max(known, search.bound + least)
        if self._paid_for(others) <= least:
            self._tier = number
            self._cost = self._cost_of(number) if self._search.timetable is not None else 0
        self._search.timings["stretches"] = self._search.budget.spent - began

    def _least_of(self, costs: Mapping[Cost, int]) -> int:
        """Return what some costs come to at least, by their tables."""
        with suppress(NotTabledError):
            tables = relaxed(self._problem, costs, self._search.demands) if costs else None
            least = tables and least_cost(tables, lambda: not self._search.budget.stopped)
            return max(0, least or 0)
        return 0

    def _paid_for(self, costs: Mapping[Cost, int]) -> int:
        """Return what some costs come to in the timetable that there is; else 1 for each."""
        if self._search.timetable is None:
            return len(costs)
        paid = self._search.verdict(self._search.timetable).costs
        return sum(paid.get(cost.key, 0) for cost in costs)

    @cached_property
    def _may_move(self) -> bool:
        """Whether there are papers to be placed, and a `check` tells all that is demanded.

        Not where the timetable is to stay near to another one.
        """
        known = all(isinstance(demand, RequiredCanCome) for demand in self._search.further)
        return known and bool(self.cells) and not self._search.first

    def close_up(self) -> None:
        """Let papers begin with the first place of their room, where no tier loses by it."""
        if not self._may_move:
            return
        assert self._search.timetable is not None
        budget = self._search.budget.part("papers closed up")
        best = self._search.verdict(self._search.timetable)

        def is_as_good(timetable: Timetable) -> bool:
            nonlocal best
            if not budget.left:
                return False
            budget.spend(len(timetable.placements) / PLACED_A_SECOND)
            verdict = verify(self._problem, timetable)
            if not self._is_kept(timetable, verdict) or any(
                verdict.tier_cost(tier) > best.tier_cost(tier) for tier in self._search.tiers
            ):
                return False
            best = verdict
            return True

        known = domains(self._problem, self._search.demands)
        self._search.timetable = closed_up(self._problem, self._search.timetable, known, is_as_good)

    def _settle_around(self) -> None:
        """Place what is no paper well, with the papers where they are: a small problem."""
        known = self._search.timetable
        if known is None or len(known.placements) == sum(map(len, self._problem.papers.values())):
            return
        budget = self._search.budget.part("around papers")
        around = self._search.around(self._holding_papers(known), budget)
        if around is None:
            return
        verdicts = [verify(self._problem, one) for one in (around, known)]
        costs = [[verdict.tier_cost(tier) for tier in self._search.tiers] for verdict in verdicts]
        if self._is_kept(around, verdicts[0]) and costs[0] < costs[1]:
            self._search.timetable = around

    def _is_kept(self, timetable: Timetable, verdict: Verdict) -> bool:
        """Whether a timetable keeps all demands, those beside the rules too."""
        beside = (
            finding
            for rule in self._search.further
            for finding in rule.check(self._problem, timetable)
        )
        return not verdict.errors and next(beside, None) is None

    def _holding_papers(self, timetable: Timetable) -> Problem:
        """Return the problem with its papers locked where they are."""
        placed = timetable.by_session
        sessions = [
            session.model_copy(update={"locked": _spot(placed[session.id])})
            if self._problem.is_paper(session.id)
            else session
            for session in self._problem.sessions
        ]
        return self._problem.with_tables(sessions=sessions)

    def _minimised(
        self,
        whole: Budget,
        model: cp_model.CpModel,
        stage: Stage,
        *,
        hinted: bool = False,
        first: bool = False,
        small: bool = False,
        enough: int | None = None,
    ) -> Minimised:
        """Search a model of papers in stretches for as long as a stage may take."""
        budget = whole.part(stage)
        if hinted:
            self._search.budget.spend(complete_hints(model, budget))
        solver = new_solver(budget)
        solver.parameters.stop_after_first_solution = first
        if small:
            solver.parameters.num_workers = 1
            solver.parameters.linearization_level = 2
        callback = None if enough is None else _Enough(enough)
        status = run_stoppable(solver, model, budget, callback)
        for one in (whole, self._search.budget):
            one.spend(solver.deterministic_time)
        bound = solver.best_objective_bound
        least = math.ceil(bound - 1e-6) if math.isfinite(bound) else 0
        if status in ("optimal", "feasible"):
            cost = round(solver.objective_value)
            return Minimised(solver.value, cost, least, is_over=status == "optimal")
        return Minimised(None, 0, least, is_over=status == "infeasible")

    def _keep(self, number: int, placements: Sequence[Placement]) -> int | None:
        """Keep a way to place all papers, and what else there is placed around it.

        Returns
        -------
        int or None
            What its tier costs; None where that is no timetable.
        """
        timetable: Timetable | None = Timetable.of(placements)
        if len(placements) < len(self._problem.sessions):
            budget = self._search.budget.part("first programme")
            timetable = construct(
                self._holding_papers(Timetable.of(placements)),
                self._search.demands,
                seed=budget.seed,
                stop=lambda _: not budget.left,
            ).timetable
        if timetable is None:
            return None
        verdict = verify(self._problem, timetable)
        if not self._is_kept(timetable, verdict):
            return None
        costs = [verdict.tier_cost(tier) for tier in self._search.tiers]
        if self._search.timetable is None or costs[number] < self._cost_of(number):
            self._search.take(timetable, verdict, "stages")
            if number == 0:  # for the sake of an earlier tier it may come to cost more
                self._search.tell(self._search.tiers[number], costs[number], bound=0)
        return costs[number]

    def have_settled(self, number: int, *, has_time: bool) -> bool:
        """Whether a tier is settled as it is.

        That is where all that it costs is counted by stages, and there is no time left, or more
        than few papers: an ordinary model would find nothing better than what stages find. It
        goes on where they have come to their end, and know no more; or where an earlier tier has
        moved papers.
        """
        if number != self._tier:
            return False
        is_moved = self._cost_of(number) > self._cost
        goes_on = (is_moved or self._is_exhausted) and not self.are_too_many
        return not (has_time and (self.cells <= FEW_CELLS or goes_on))

    def _cost_of(self, number: int) -> int:
        """Return what a tier costs with the timetable that there is."""
        assert self._search.timetable is not None
        return self._search.verdict(self._search.timetable).tier_cost(self._search.tiers[number])

    @cached_property
    def cells(self) -> int:
        """How many papers that are not locked there are, times stretches times rooms."""
        free = sum(
            None in (session.locked.start, session.locked.room)
            for session in self._problem.sessions
            if self._problem.is_paper(session.id)
        )
        return free * len(self._problem.stretches) * len(self._problem.rooms)

    @property
    def are_too_many(self) -> bool:
        """Whether a model of all papers would be too large: they stay where they are."""
        return self.cells > MOST_CELLS


class _Enough(cp_model.CpSolverSolutionCallback):
    """Ends a search that has come to as little as there can be."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least

    def on_solution_callback(self) -> None:
        """See `CpSolverSolutionCallback`."""
        if self.objective_value <= self._least:
            self.stop_search()


def _spot(placement: Placement) -> Spot:
    return Spot.model_construct(day=placement.day, start=placement.start, room=placement.room)
