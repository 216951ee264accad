"""Other programmes that are as good as the one that was found, and as different as can be.

Each is searched with what every tier came to held, so that it is as good, and as few sessions
as possible at a time or in a room where any earlier one has them. Where nothing else is as
good, a little may be paid for it, and that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from agenda_solver.assign import with_seats
from agenda_solver.budget import Budget
from agenda_solver.difference import Difference, Version, difference
from agenda_solver.explain.placing import TierCost, tier_costs
from agenda_solver.fairness import Fairness
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem, Weights
from agenda_solver.result import Result, Status, TierResult
from agenda_solver.rules import COSTS, tiers
from agenda_solver.rules.rule import CUSTOMS, TIES, Demand
from agenda_solver.rules.variety import HasNewRooms, HasNewTimes, TierCostsNoMore
from agenda_solver.solve import Progress, is_told, solve
from agenda_solver.timetable import Seat, Timetable
from agenda_solver.verify import verify

ALLOWED = 10
"""By so many percent a tier may cost more, customs excepted, where nothing else is as good."""


@dataclass(frozen=True)
class OtherProgramme:
    """Another programme.

    Attributes
    ----------
    result : Result
        With its seats.
    difference : Difference
        From the first programme.
    new_times, new_rooms : int
        How many sessions have a start, and a room, that they have in no programme before.
    proven : bool
        Whether no other that is as good has more new times, nor as many and more new rooms.
    costs : tuple of TierCost
        What each tier of the first and of this one comes to.
    """

    result: Result
    difference: Difference
    new_times: int
    new_rooms: int
    proven: bool
    costs: tuple[TierCost, ...]

    @property
    def as_good(self) -> bool:
        """Whether it costs no more than the first one."""
        return all(tier.after <= tier.before for tier in self.costs)


def alternatives(
    problem: Problem,
    first: Result,
    number: int,
    budget: Budget | None = None,
    *,
    fairness: Fairness = "generous",
    pinned: Iterable[Seat] = (),
    further: Sequence[Demand] = (),
    progress: Callable[[Progress], None] | None = None,
) -> tuple[OtherProgramme, ...]:
    """Find other programmes that are as good, or nearly, and differ from all before them.

    Parameters
    ----------
    problem : Problem
        What is asked.
    first : Result
        The programme that was found.
    number : int
        How many others, at most: fewer where there are none, or time is up.
    budget : Budget, optional
        How long to search for all of them.
    fairness, pinned
        As in `agenda_solver.assign.assign`.
    further : sequence of Demand
        What must hold as well.
    progress : callable, optional
        Told of each programme that differs more, from another thread.
    """
    if first.timetable is None:
        return ()
    search = _Search(problem, first, budget or Budget(), fairness, tuple(pinned), tuple(further))
    others: list[OtherProgramme] = []
    for still in range(number, 0, -1):
        earlier = [first.timetable, *(other.result.timetable for other in others)]
        known = [timetable for timetable in earlier if timetable is not None]
        other = search.next(known, search.budget.shared(still), progress)
        if other is None:
            break
        others.append(other)
    return tuple(others)


@dataclass
class _Search:
    """What all programmes are searched with.

    Attributes
    ----------
    paying : bool
        Whether it is proven that no other is as good.
    """

    problem: Problem
    first: Result
    budget: Budget
    fairness: Fairness
    pinned: tuple[Seat, ...]
    further: tuple[Demand, ...]
    paying: bool = False

    def next(
        self,
        earlier: Sequence[Timetable],
        budget: Budget,
        progress: Callable[[Progress], None] | None,
    ) -> OtherProgramme | None:
        """Return one that differs from all earlier ones; None where there is none in time."""
        tries = (ALLOWED,) if self.paying else (0, ALLOWED)
        for number, allowed in enumerate(tries):
            part = budget.shared(len(tries) - number)
            other = self._differing(earlier, part, allowed, progress) if part.left else None
            if other is not None and (other.new_times or other.new_rooms):
                return other
            # What differs from one is no nearer to what differs from two.
            self.paying = self.paying or (other is not None and other.proven)
        return None

    def _differing(
        self,
        earlier: Sequence[Timetable],
        budget: Budget,
        allowed: int,
        progress: Callable[[Progress], None] | None,
    ) -> OtherProgramme | None:
        times, rooms = HasNewTimes(earlier), HasNewRooms(earlier)
        solved = solve(
            _with_ties_alone(self.problem),
            budget.part("timetable before a program"),
            start=earlier[0],
            first=(times, rooms),
            further=(*self.further, *self._no_worse(allowed)),
            progress=progress,
        )
        if solved.timetable is None:
            return None
        same_times, same_rooms = (tier.cost for tier in solved.tiers[:2])
        sessions = len(self.problem.sessions)
        result = with_seats(
            self.problem,
            self._judged(solved),
            budget.part("seats"),
            fairness=self.fairness,
            pinned=self.pinned,
        )
        if result.timetable is None or result.overall == "infeasible":
            return None
        assert self.first.timetable is not None
        before = Version(self.problem, self.first.timetable)
        return OtherProgramme(
            result=result,
            difference=difference(before, Version(self.problem, result.timetable)),
            new_times=sessions - same_times,
            new_rooms=sessions - same_rooms,
            proven=not allowed and all(tier.status == "optimal" for tier in solved.tiers[:2]),
            costs=tier_costs(
                verify(self.problem, self.first.timetable), verify(self.problem, result.timetable)
            ),
        )

    def _no_worse(self, allowed: int) -> Iterator[Demand]:
        """Yield that no tier costs more than in the first one, or only so many percent more.

        What too many attendees hope for is not held; what that costs is told with the rest.
        """
        customs = {cost for cost in COSTS if cost.tier == CUSTOMS}
        for tier, known in zip(tiers(self.problem), self.first.tiers, strict=True):
            if not is_told(self.problem, tier):
                continue
            may = 0 if customs.issuperset(tier.weights) else allowed
            yield TierCostsNoMore(tier, known.cost + -(-known.cost * may // 100))

    def _judged(self, solved: Result) -> Result:
        """Return what was found as a result of the problem itself, with what is proven of it."""
        assert solved.timetable is not None
        verdict = verify(self.problem, solved.timetable)
        settled: list[TierResult] = []
        for tier, known in zip(verdict.tiers, self.first.tiers, strict=True):
            cost = verdict.tier_cost(tier)
            earlier = all(result.status == "optimal" for result in settled)
            proven = earlier and known.status == "optimal" and cost == known.cost
            bound = min(cost, known.bound) if earlier else 0
            status: Status = "optimal" if proven else "feasible"
            settled.append(replace(known, status=status, cost=cost, bound=bound))
        optimal = self.first.status == "optimal" and all(
            tier.status == "optimal" for tier in settled
        )
        return replace(
            solved,
            status="optimal" if optimal else "feasible",
            tiers=tuple(settled),
            costs=verdict.costs,
            findings=(*preflight(self.problem), *verdict.findings),
        )


def _with_ties_alone(problem: Problem) -> Problem:
    """Return the problem in which only what chooses among equally good programmes costs."""
    off = {cost.key: 0 for cost in COSTS if cost.tier != TIES}
    chosen = {
        cost.key: problem.weights.by_rule[cost.key]
        for cost in COSTS
        if cost.tier == TIES and cost.key in problem.weights.by_rule
    }
    named = [cost.key for cost in COSTS if cost.tier == TIES]
    weights = Weights.model_validate({"tiers": [named], **off, **chosen})
    return problem.with_tables(weights=weights)
