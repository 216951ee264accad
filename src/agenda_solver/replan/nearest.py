"""The timetable nearest to a published one that keeps every demand, and the proof of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from agenda_solver.budget import Budget
from agenda_solver.domains import grid_starts, lengths
from agenda_solver.problem import Problem, Statement
from agenda_solver.replan.parts import Case
from agenda_solver.result import Result, Status, TierResult
from agenda_solver.rules import Tier, without_wishes
from agenda_solver.rules.rule import Cost, Demand
from agenda_solver.rules.stability import RANKED
from agenda_solver.solve import Progress, solve
from agenda_solver.timetable import Casting, Timetable
from agenda_solver.verify import verify

# Who takes an open part is tried in so many ways before a search.
MOST_CASTS = 32


@dataclass(frozen=True)
class Nearest:
    """The nearest timetable of a case.

    Attributes
    ----------
    status : Status
        ``optimal`` where it is proven that none is nearer.
    timetable : Timetable or None
        Without seats.
    tiers : tuple of TierResult
        Those of `agenda_solver.rules.stability`.
    further : tuple of Demand
        What was asked as well, for the seats.
    """

    status: Status
    timetable: Timetable | None = None
    tiers: tuple[TierResult, ...] = ()
    further: tuple[Demand, ...] = ()

    @property
    def costs(self) -> tuple[int, ...]:
        """What it changes of times and rooms, what matters most first."""
        return tuple(tier.cost for tier in self._ranked)

    @property
    def bound(self) -> tuple[int, ...]:
        """No timetable changes less: as far as it is known, what matters most first."""
        bounds: list[int] = []
        for tier in self._ranked:
            bounds.append(tier.bound if tier.status != "optimal" else tier.cost)
            if tier.status != "optimal":
                break
        return tuple(bounds)

    @property
    def _ranked(self) -> tuple[TierResult, ...]:
        return tuple(tier for tier in self.tiers if RANKED.issuperset(tier.rules))


def nearest(
    case: Case,
    before: Timetable,
    first: Sequence[Cost],
    budget: Budget,
    *,
    start: Timetable | None = None,
    further: Sequence[Demand] = (),
    progress: Callable[[Progress], None] | None = None,
) -> Nearest:
    """Find the timetable nearest to another one.

    Where what is left of the other keeps every demand, that is it: nothing needs a search.
    Otherwise the costs of being far are minimised one after the other, and nothing else.

    Parameters
    ----------
    case : Case
        What is asked, with what may not change in its place.
    before : Timetable
        What to stay near to, with its seats.
    first : sequence of Cost
        What it costs not to, of `agenda_solver.rules.stability`.
    budget : Budget
        How long to search.
    start : Timetable, optional
        Where to start from, if not from `before`.
    further : sequence of Demand
        What must hold as well, and does not in what is left of the other.
    """
    if not further and (as_it_was := unmoved(case, before, first)) is not None:
        return as_it_was
    problem = _with_tried_times(without_wishes(case.problem), before)
    near_by = Timetable.of(_left_of(case.problem, start or before).placements, cast=case.cast)
    solved = solve(problem, budget, start=near_by, first=first, further=further, progress=progress)
    if solved.status == "infeasible":
        return Nearest("infeasible")
    known = start and not further and _judged(case, start, first, solved)
    if known and (solved.timetable is None or _costs(known.tiers) < _costs(solved.tiers)):
        return known
    if solved.timetable is None:
        return Nearest(solved.status)
    # For the seats it may matter who is chosen.
    timetable = solved.timetable if further else _as_cast_before(case, solved.timetable)
    return _nearest_of(timetable, solved.tiers)


def _judged(case: Case, start: Timetable, first: Sequence[Cost], solved: Result) -> Nearest | None:
    """Return what a search started from, if it keeps every demand.

    A search that is short of time may have found nothing as near.
    """
    chosen = {
        (casting.session, casting.role, casting.number): casting
        for casting in (*start.cast, *case.cast)
    }
    parts = {
        (session.id, role, number): people
        for session in case.problem.sessions
        for role, number, people in session.pools
    }
    cast = [casting for part, casting in chosen.items() if casting.person in parts.get(part, ())]
    timetable = Timetable.of(_left_of(case.problem, start).placements, cast=cast)
    verdict = verify(without_wishes(case.problem), timetable, first)
    if verdict.errors:
        return None
    # What is proven of the first count holds whatever was found; of the others it may not.
    bounds = [solved.tiers[0].bound if solved.tiers else 0, *(0 for _ in verdict.tiers[1:])]
    tiers = [
        TierResult(tier.number, tuple(rule.key for rule in tier.weights), "feasible", cost, bound)
        for tier, bound in zip(verdict.tiers, bounds, strict=True)
        for cost in [verdict.tier_cost(tier)]
    ]
    return _nearest_of(timetable, tuple(tiers))


def _costs(tiers: Sequence[TierResult]) -> tuple[int, ...]:
    return tuple(tier.cost for tier in tiers)


def _nearest_of(timetable: Timetable, tiers: Sequence[TierResult]) -> Nearest:
    judged = _with_bounds_met(tiers)
    proven = all(tier.status == "optimal" for tier in judged)
    return Nearest("optimal" if proven else "feasible", timetable, judged)


def _with_bounds_met(known: Sequence[TierResult]) -> tuple[TierResult, ...]:
    """Return tiers, proven as far as each comes to what it must: nothing costs less than 0."""
    tiers: list[TierResult] = []
    for tier in known:
        met = tier.cost <= tier.bound and all(earlier.status == "optimal" for earlier in tiers)
        tiers.append(replace(tier, status="optimal") if met else tier)
    return tuple(tiers)


def _left_of(problem: Problem, before: Timetable) -> Timetable:
    return Timetable.of(
        placement for placement in before.placements if placement.session in problem.session
    )


# --- Where nothing needs to move --------------------------------------------------------------


def unmoved(case: Case, before: Timetable, first: Sequence[Cost]) -> Nearest | None:
    """Return what is left of a timetable, if it keeps every demand; whoever takes open parts."""
    left = _left_of(case.problem, before)
    if len(left.placements) < len(case.problem.sessions):
        return None
    for cast in islice(_casts(case), MOST_CASTS):
        timetable = Timetable.of(left.placements, cast=cast)
        verdict = verify(without_wishes(case.problem), timetable, first)
        if not verdict.errors:
            tiers = (_as_good_as_can_be(tier, verdict.tier_cost(tier)) for tier in verdict.tiers)
            return Nearest("optimal", timetable, tuple(tiers))
    return None


def _casts(case: Case) -> Iterator[tuple[Casting, ...]]:
    """Yield those who were chosen, with each way to fill the parts that are open."""
    filled = {(casting.session, casting.role, casting.number) for casting in case.cast}
    choices = [
        [Casting(session.id, role, number, person) for person in people]
        for session in case.problem.sessions
        for role, number, people in session.pools
        if (session.id, role, number) not in filled
    ]
    yield from ((*case.cast, *chosen) for chosen in product(*choices))


def _as_good_as_can_be(tier: Tier, cost: int) -> TierResult:
    """Return what a tier comes to where nothing moves: any other timetable is further away."""
    keys = tuple(rule.key for rule in tier.weights)
    return TierResult(tier.number, keys, "optimal", cost, cost)


# --- What a search needs, and leaves ------------------------------------------------------------


def off_the_grid(problem: Problem, before: Timetable) -> frozenset[str]:
    """Return the sessions that were at a start or had a length that is not tried as a rule."""
    return frozenset(
        placement.session
        for placement in _left_of(problem, before).placements
        if (placement.day, placement.start)
        not in grid_starts(problem, problem.session[placement.session])
        or placement.minutes not in lengths(problem, problem.session[placement.session])
    )


def _with_tried_times(problem: Problem, before: Timetable) -> Problem:
    """Return the problem in which every session may stay where it was, off the grid too.

    Starts and lengths that a session's row states are tried beside those on the grid; as
    nothing is wished here, a statement does nothing else.
    """
    updates = {}
    for session in off_the_grid(problem, before):
        placement = before.by_session[session]
        there = Statement.model_construct(
            day=placement.day, start=placement.start, end=placement.end
        )
        updates[session] = {"stated": [*problem.session[session].stated, there]}
    return problem.with_sessions(updates)


def _as_cast_before(case: Case, nearest: Timetable) -> Timetable:
    """Return a timetable in which those chosen before are so again: all, or as many as can be.

    Who is put back may free somebody for another part, so one after the other is tried until
    nothing changes.
    """
    problem = without_wishes(case.problem)
    had = {(casting.session, casting.role, casting.number): casting for casting in case.cast}

    def put_back(timetable: Timetable, castings: Collection[Casting]) -> Timetable:
        cast = (
            had.get((casting.session, casting.role, casting.number), casting)
            if casting in castings
            else casting
            for casting in timetable.cast
        )
        tried = Timetable.of(timetable.placements, cast=cast)
        return timetable if verify(problem, tried).errors else tried

    best, before = put_back(nearest, nearest.cast), None
    while best != before:
        before = best
        for casting in before.cast:
            if had.get((casting.session, casting.role, casting.number), casting) != casting:
                best = put_back(best, [casting])
    return best
