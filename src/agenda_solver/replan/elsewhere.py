"""What it would change and cost that a session were elsewhere, or why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from agenda_solver.budget import Budget
from agenda_solver.changes import Changes
from agenda_solver.difference import Version
from agenda_solver.domains import candidate_rooms, grid_starts, latest_ends, lengths
from agenda_solver.explain import Conflict, WayOut, ways_out
from agenda_solver.explain.placing import TierCost, newly_unkept, tier_costs
from agenda_solver.fairness import Fairness
from agenda_solver.judging.moves import moved
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem, Session, Spot
from agenda_solver.replan import replan
from agenda_solver.replan.plan import Plan
from agenda_solver.result import Status
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.programme import StaysWhereLocked
from agenda_solver.rules.rule import Demand, Finding, Limit
from agenda_solver.solve import Progress, solve
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import Verdict, verify

MOST_WAYS = 2
"""So many ways to have a session where it cannot be are told."""


@dataclass(frozen=True)
class Elsewhere:
    """What comes of it that a session is to be elsewhere.

    Attributes
    ----------
    session : str
    spot : Spot
        Where it is to be: a day and a start, a room, or all three.
    here : bool
        Whether it is there already.
    locked : Spot or None
        Where the draft locks it, if that is another place: the lock would have to go.
    kept_out : tuple of Finding
        What keeps it from there, wherever all the others are.
    plan : Plan or None
        The nearest programme in which it is there, or why there is none; None where nothing
        had to be searched.
    costs : tuple of TierCost
        What each tier comes to in that programme.
    unkept : tuple of Finding
        What would not be kept in it any more.
    ways : tuple of WayOut
        Where it cannot be: what could be changed in the draft so that it can, the cheapest
        first; each is tried. That it need not be there after all is none.
    freely : tuple of TierCost
        What each tier comes to at best if all others may be anywhere, as far as that was
        searched.
    """

    session: str
    spot: Spot
    here: bool = False
    locked: Spot | None = None
    kept_out: tuple[Finding, ...] = ()
    plan: Plan | None = None
    costs: tuple[TierCost, ...] = ()
    unkept: tuple[Finding, ...] = ()
    freely: tuple[TierCost, ...] = ()
    ways: tuple[WayOut, ...] = ()

    @property
    def status(self) -> Status:
        """Whether it can be; ``optimal`` where it is proven that nothing nearer is."""
        if self.here:
            return "optimal"
        if self.plan is None:
            return "infeasible"
        if self.plan.price is None:
            return self.plan.result.status
        return "optimal" if self.plan.price.proven else "feasible"


def elsewhere(
    before: Version,
    session: str,
    spot: Spot,
    budget: Budget | None = None,
    *,
    fairness: Fairness = "generous",
    pinned: Iterable[Seat] = (),
    progress: Callable[[Progress], None] | None = None,
) -> Elsewhere:
    """Find out what it would take that a session were elsewhere.

    First what forbids that placement by itself; then the nearest programme with the session
    locked there (see `agenda_solver.replan.replan`) and what it costs, or the demands that
    contradict it; last, as time allows, what the best programme would cost.

    Parameters
    ----------
    before : Version
        The programme as it is.
    session : str
        The session's id.
    spot : Spot
        Where it is to be.
    budget : Budget, optional
        How long to search.
    fairness, pinned, progress
        As in `agenda_solver.replan.replan`.
    """
    budget = budget or Budget()
    problem, timetable = before.problem, before.timetable
    if _is_at(timetable.by_session.get(session), spot):
        return Elsewhere(session, spot, here=True)
    locked = _other_lock(problem.session[session], spot)
    there = _locked_at(problem.session[session], spot)
    asked = problem.with_sessions({session: {"locked": there}})
    if kept_out := tuple(_kept_out(problem, asked, session, spot, timetable)):
        ways = tuple(_ways_there(asked, session, budget))
        return Elsewhere(session, spot, locked=locked, kept_out=kept_out, ways=ways)
    plan = replan(
        before,
        asked,
        Changes(),
        budget.part("nearest elsewhere"),
        fairness=fairness,
        pinned=pinned,
        start=_exchanged(asked, timetable, session, spot, budget.part("exchanges")),
        progress=progress,
    )
    nearest = plan.result.timetable
    if nearest is None:
        impossible = plan.result.status == "infeasible"
        ways = tuple(_ways_there(asked, session, budget, plan.reasons)) if impossible else ()
        return Elsewhere(session, spot, locked=locked, plan=plan, ways=ways)
    # Weighed alike: what is locked, as a meal at another hour, may be no custom any more.
    was, would_be = verify(asked, timetable), verify(asked, nearest)
    return Elsewhere(
        session,
        spot,
        locked=locked,
        plan=plan,
        costs=tier_costs(was, would_be),
        unkept=newly_unkept(was, would_be),
        freely=_at_best(was, asked, nearest, budget),
    )


def _is_at(placement: Placement | None, spot: Spot) -> bool:
    """Whether a placement is where it is to be, as far as that is said."""
    if placement is None:
        return False
    pairs = [
        (spot.day, placement.day),
        (spot.start, placement.start),
        (spot.room, placement.room),
    ]
    return all(wanted is None or wanted == there for wanted, there in pairs)


def _other_lock(session: Session, spot: Spot) -> Spot | None:
    """Return what a draft locks of a session, where it is to be elsewhere than that."""
    lock = session.locked
    pairs = [(lock.day, spot.day), (lock.start, spot.start), (lock.room, spot.room)]
    return lock if any(None not in pair and pair[0] != pair[1] for pair in pairs) else None


def _locked_at(session: Session, spot: Spot) -> Spot:
    """Return a lock there, with what is locked besides."""
    given = {
        key: value for key in ("day", "start", "room") if (value := getattr(spot, key)) is not None
    }
    return session.locked.model_copy(update=given)


def _ways_there(
    asked: Problem, session: str, budget: Budget, known: Conflict | None = None
) -> Iterator[WayOut]:
    """Yield what to change in a draft that locks a session there, that it may be."""
    if not budget.left:
        return
    wanted = "sessions", session, "locked"
    for way in ways_out(asked, budget.part("ways there"), MOST_WAYS + 1, known=known):
        changes = [change for edit in way.edits for change in edit.changes]
        gone = any(change.where == wanted[:2] and change.after is None for change in changes)
        if not gone and all(change.where[:3] != wanted for change in changes):
            # That it need not be there is no way, and is not told as one before this.
            without = tuple(key for key in way.without if key != StaysWhereLocked.key)
            yield replace(way, without=without)


# --- What forbids it by itself ------------------------------------------------------------


def _kept_out(
    problem: Problem, asked: Problem, session: str, spot: Spot, timetable: Timetable
) -> Iterator[Finding]:
    """Yield why a session cannot be there, whatever becomes of the others; nothing if it can."""
    limits = _limits_of(asked, session)
    current = timetable.by_session.get(session)
    best: tuple[int, bool, Placement, list[Demand]] | None = None
    for placement in _placements(asked, session, spot):
        broken = [rule for rule, limit in limits if not limit.allows(placement)]
        if not broken:
            return
        moved = current is None or placement.start != current.start
        if best is None or (len(broken), moved) < best[:2]:
            best = len(broken), moved, placement, broken
    if best is None:
        seen = {finding.text for finding in preflight(problem)}
        errors = (finding for finding in preflight(asked) if finding.severity == "error")
        yield from (finding for finding in errors if finding.text not in seen)
        return
    *_, placement, broken = best
    alone = Timetable.of([placement])
    for rule in dict.fromkeys(broken):
        yield from (each for each in rule.check(asked, alone) if each.sessions == (session,))


def _limits_of(problem: Problem, session: str) -> list[tuple[Demand, Limit]]:
    """Return the demands about a session's placement, whoever is chosen to take part."""
    return [
        (rule, limit)
        for rule in DEMANDS
        for limit in rule.limits(problem)
        if limit.session == session and limit.person is None
    ]


def _placements(problem: Problem, session: str, spot: Spot) -> Iterator[Placement]:
    """Yield the placements that are meant by a spot: any length, and any room if none is said."""
    asked = problem.session[session]
    starts: Sequence[tuple[date, int]] = grid_starts(problem, asked)
    starts = [
        (day, start)
        for day, start in starts
        if spot.day in (None, day) and spot.start in (None, start)
    ]
    rooms = candidate_rooms(problem, asked) if spot.room is None else (spot.room,)
    latest = latest_ends(problem, asked)
    for (day, start), minutes, room in product(starts, lengths(problem, asked), rooms):
        if start + minutes <= latest(day, start):
            yield Placement(session, day, start, start + minutes, room)


# --- Where to begin -----------------------------------------------------------------------


def _exchanged(
    asked: Problem, timetable: Timetable, session: str, spot: Spot, budget: Budget
) -> Timetable | None:
    """Return a timetable with a session there that a person would try first, if one works.

    Nothing else moves; or one session that is in the way takes the place that is left.
    """
    here = timetable.by_session.get(session)
    if here is None:
        return None
    timetable = replace(timetable, seats=())  # they are given anew
    broken = set(verify(asked, timetable).errors)
    there = sorted(
        _placements(asked, session, spot),
        key=lambda placement: (
            placement.start != here.start,
            placement.room != here.room,
            abs(placement.minutes - here.minutes),
        ),
    )
    places = {(place.day, place.start, place.room): place for place in reversed(there)}
    in_the_way: list[tuple[Timetable, str]] = []
    for placement in list(places.values())[::-1]:
        if not budget.left:
            return None
        tried = moved(asked, timetable, placement, block=True)
        errors = [error for error in verify(asked, tried).errors if error not in broken]
        if not errors:
            return tried
        others = {other for error in errors for other in error.sessions if other != session}
        in_the_way += [(tried, other) for other in sorted(others)]
    for tried, other in in_the_way:
        was = timetable.by_session[other]
        for room in dict.fromkeys((was.room, here.room)):
            if not budget.left:
                return None
            place = Placement(other, here.day, here.start, here.start + was.minutes, room)
            exchanged = moved(asked, tried, place, block=True)
            if set(verify(asked, exchanged).errors) <= broken:
                return exchanged
    return None


# --- What it costs ------------------------------------------------------------------------


def _at_best(
    was: Verdict, asked: Problem, start: Timetable, budget: Budget
) -> tuple[TierCost, ...]:
    """Return what each tier comes to in the best programme; nothing where time is up."""
    if not was.tiers or not budget.left:
        return ()
    solved = solve(asked, budget, start=start)
    if solved.timetable is None:
        return ()
    return tuple(
        TierCost(tier.rules, was.tier_cost(old), tier.cost, proven=tier.status == "optimal")
        for tier, old in zip(solved.tiers, was.tiers, strict=True)
    )
