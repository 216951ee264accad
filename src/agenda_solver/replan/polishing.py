"""The best of the nearest timetables: what the organiser and the attendees wish comes last."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from agenda_solver.budget import Budget
from agenda_solver.cp_sat import SelfCheckError
from agenda_solver.problem import Problem
from agenda_solver.replan.applying import as_it_was, narrowed
from agenda_solver.replan.nearest import Nearest, off_the_grid
from agenda_solver.replan.parts import Case
from agenda_solver.result import Result, TierResult
from agenda_solver.rules import Tier, tiers
from agenda_solver.rules.rule import Cost
from agenda_solver.solve import Progress, solve, versions
from agenda_solver.timetable import Timetable
from agenda_solver.verify import Verdict, verify

# Of larger events only the sessions that move are placed anew.
MOST_SESSIONS = 40


def polished(
    problem: Problem,
    tight: Case,
    near: Nearest,
    near_to: Timetable,
    first: tuple[Cost, ...],
    budget: Budget,
    *,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Return the result of a replan: of the nearest timetables one that is good, too.

    Where nothing moves there is but one; where nothing is wished none is better. Otherwise
    what the problem asks for is improved while as little changes as is proven to be
    possible; of events of more than `MOST_SESSIONS` sessions, with those in place that stay.

    Parameters
    ----------
    problem : Problem
        What is asked.
    tight : Case
        The same, with what may not change in its place.
    near : Nearest
        What `nearest` found, with a timetable.
    near_to : Timetable
        What it is near to.
    first : tuple of Cost
        What it costs not to be, of `agenda_solver.rules.stability`.
    budget : Budget
        How long to search.

    Raises
    ------
    SelfCheckError
        If the timetable does not pass `verify`.
    """
    assert near.timetable is not None
    where = {placement.session: placement for placement in near_to.placements}
    stay = {
        placement.session
        for placement in near.timetable.placements
        if where.get(placement.session) == placement
    }
    if len(stay) == len(near.timetable.placements) or not tiers(problem):
        return _result(problem, near, near.timetable, first, budget, settled=True)
    cast = narrowed(replace(tight, cast=near.timetable.cast), problem.session).problem
    freely = len(problem.sessions) <= MOST_SESSIONS
    fixed = stay & off_the_grid(cast, near_to) if freely else stay
    polished = solve(
        _with_fixed(cast, near.timetable, fixed),
        budget,
        start=near.timetable,
        first=first,
        further=near.further,
        progress=progress,
    )
    near_by = _costs(polished)[: len(first)] <= _costs(near)
    if polished.timetable is None or not near_by:
        return as_found(problem, near, first, budget)
    better = _result(problem, near, polished.timetable, first, budget, encoding=polished.encoding)
    if not freely or fixed or any(session.pools for session in problem.sessions):
        return better
    return _with_proofs(better, polished)


def as_found(problem: Problem, near: Nearest, first: tuple[Cost, ...], budget: Budget) -> Result:
    """Return the result of a replan with the nearest timetable as it was found."""
    assert near.timetable is not None
    return _result(problem, near, near.timetable, first, budget)


def _costs(polished: Result | Nearest) -> tuple[int, ...]:
    return tuple(tier.cost for tier in polished.tiers)


def _with_proofs(better: Result, polished: Result) -> Result:
    """Return a result with what a search among all of the nearest timetables has proven."""
    kept = [
        again if known.status == "feasible" else known
        for known, again in zip(better.tiers, polished.tiers, strict=True)
    ]
    proven = all(tier.status == "optimal" for tier in kept)
    return replace(better, tiers=tuple(kept), status="optimal" if proven else "feasible")


def _with_fixed(problem: Problem, timetable: Timetable, fixed: Collection[str]) -> Problem:
    there = timetable.by_session
    updates = {
        session.id: as_it_was(session, there[session.id])
        for session in problem.sessions
        if session.id in fixed
    }
    return problem.with_sessions(updates)


def _result(
    problem: Problem,
    near: Nearest,
    timetable: Timetable,
    first: tuple[Cost, ...],
    budget: Budget,
    *,
    settled: bool = False,
    encoding: str = "",
) -> Result:
    """Judge a timetable; with `settled`, no other one as near is better."""
    verdict = verify(problem, timetable, first)
    if verdict.errors:
        raise SelfCheckError("; ".join(finding.text.en for finding in verdict.errors))
    proven = settled and near.status == "optimal"
    tiers = [
        _near_tier(near_tier, tier, verdict)
        for near_tier, tier in zip(near.tiers, verdict.tiers, strict=False)
    ]
    tiers += [_later_tier(tier, verdict, proven=proven) for tier in verdict.tiers[len(tiers) :]]
    return Result(
        status="optimal" if proven else "feasible",
        timetable=timetable,
        tiers=tuple(tiers),
        costs=verdict.costs,
        findings=verify(problem, timetable).findings,
        encoding=encoding,
        reproducible=budget.reproducible,
        seed=budget.seed,
        workers=budget.threads,
        versions=versions(),
    )


def _near_tier(near_tier: TierResult, tier: Tier, verdict: Verdict) -> TierResult:
    return replace(near_tier, cost=verdict.tier_cost(tier))


def _later_tier(tier: Tier, verdict: Verdict, *, proven: bool) -> TierResult:
    cost = verdict.tier_cost(tier)
    keys = tuple(rule.key for rule in tier.weights)
    if proven:
        return TierResult(tier.number, keys, "optimal", cost, cost)
    return TierResult(tier.number, keys, "feasible", cost, 0)
