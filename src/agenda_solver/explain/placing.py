"""Why a session is where it is: what its demands leave, and what other moments would cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agenda_solver.budget import Budget
from agenda_solver.domains import Domain, Time, domain, sort_limits
from agenda_solver.judging.moves import moved, moving_along
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Finding, Limit
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import Verdict, verify

MOST_LIMITS = 5
"""So many demands are told, those that leave least first."""
MOST_MOMENTS = 3
"""So many other moments are told, the cheapest first."""
MOST_OBSTACLES = 3
"""So many sessions are told that stand in the way of other moments."""


@dataclass(frozen=True)
class TierCost:
    """What a tier comes to as the programme is, and as it would be.

    Attributes
    ----------
    rules : tuple of str
        Keys of the costs in it.
    proven : bool
        Whether no programme of which this is asked comes to less, among those as good in the
        tiers before.
    """

    rules: tuple[str, ...]
    before: int
    after: int
    proven: bool = False


def tier_costs(before: Verdict, after: Verdict) -> tuple[TierCost, ...]:
    """Return what each tier of one problem comes to in two timetables."""
    return tuple(
        TierCost(
            tuple(cost.key for cost in tier.weights),
            before.tier_cost(tier),
            after.tier_cost(tier),
        )
        for tier in before.tiers
    )


def newly_unkept(before: Verdict, after: Verdict) -> tuple[Finding, ...]:
    """Return what costs more in a timetable than in another one, as findings."""
    known = {_about(finding): finding.cost for finding in before.findings}
    return tuple(
        finding for finding in after.findings if finding.cost > known.get(_about(finding), 0)
    )


def _about(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is about, whatever it says of it."""
    return finding.rule, finding.sessions, finding.rooms if not finding.where else (), finding.where


@dataclass(frozen=True)
class Leaves:
    """What a demand about one session's placement leaves.

    Attributes
    ----------
    finding : Finding
        The demand, as a sentence.
    starts, rooms : int or None
        How many starts and rooms are possible by it alone; None where it is not about them.
    """

    finding: Finding
    starts: int | None
    rooms: int | None


@dataclass(frozen=True)
class Moment:
    """Another placement, all other sessions being where they are.

    Attributes
    ----------
    costs : tuple of TierCost
    unkept : tuple of Finding
        What would not be kept any more.
    """

    placement: Placement
    costs: tuple[TierCost, ...]
    unkept: tuple[Finding, ...]


@dataclass(frozen=True)
class Whereabouts:
    """Why a session is where it is.

    Attributes
    ----------
    placement : Placement
        Where it is.
    leaves : tuple of Leaves
        The demands about its placement that leave least, first.
    starts, rooms : int
        How many starts and rooms all of them leave.
    tried : int
        At how many other starts it was tried, all other sessions being where they are.
    fitting : int
        At how many of these nothing is broken.
    in_the_way : tuple of (str, int)
        The sessions with which it would clash there, and at how many of these starts.
    moments : tuple of Moment
        The cheapest of the others.
    """

    placement: Placement
    leaves: tuple[Leaves, ...]
    starts: int
    rooms: int
    tried: int
    fitting: int
    in_the_way: tuple[tuple[str, int], ...]
    moments: tuple[Moment, ...]


def whereabouts(
    problem: Problem, timetable: Timetable, session: str, budget: Budget | None = None
) -> Whereabouts:
    """Tell why a session is where it is.

    Parameters
    ----------
    problem, timetable : Problem, Timetable
        The session is in the timetable.
    session : str
        Its id. Sessions of its block, and its parts, move with it.
    budget : Budget, optional
        How long other moments may be tried; the nearest come first.
    """
    placement = timetable.by_session[session]
    own = [
        (rule, limit)
        for rule in DEMANDS
        for limit in rule.limits(problem)
        if limit.session == session
    ]
    possible = domain(problem, problem.session[session], (limit for _, limit in own))
    demands: dict[Finding, list[Limit]] = {}
    for rule, limit in own:
        if limit.person is None:
            text = rule.says(problem, limit.whom)
            demands.setdefault(Finding(rule.key, "error", text), []).append(limit)
    tried = _Tried(problem, timetable, session)
    tried.run(possible, budget or Budget(seconds=10.0))
    starts, rooms = _counted(possible)
    return Whereabouts(
        placement,
        leaves=tuple(_leaves(problem, session, demands)),
        starts=starts,
        rooms=rooms,
        tried=tried.count,
        fitting=len(tried.moments),
        in_the_way=tuple(tried.in_the_way.most_common(MOST_OBSTACLES)),
        moments=tuple(tried.cheapest()),
    )


def _leaves(
    problem: Problem, session: str, demands: Mapping[Finding, Sequence[Limit]]
) -> Iterator[Leaves]:
    """Yield the demands that leave least; those that forbid nothing are left out."""
    asked = problem.session[session]
    whole = _counted(domain(problem, asked, ()))
    shares: dict[Leaves, float] = {}
    for finding, limits in demands.items():
        by_time, by_room, by_both = sort_limits(limits)
        left = _counted(domain(problem, asked, limits))
        starts = left[0] if (by_time or by_both) and left[0] < whole[0] else None
        rooms = left[1] if (by_room or by_both) and left[1] < whole[1] else None
        parts = [
            part / most
            for part, most in zip((starts, rooms), whole, strict=True)
            if part is not None
        ]
        if parts:
            shares[Leaves(finding, starts, rooms)] = min(parts)
    yield from sorted(shares, key=shares.__getitem__)[:MOST_LIMITS]


def _counted(possible: Domain) -> tuple[int, int]:
    """Return how many starts and rooms are possible."""
    starts = len({time[:2] for time in possible.times})
    return starts, sum(room is not None for room in possible.rooms)


class _Tried:
    """Other starts of a session, all others being where they are.

    Attributes
    ----------
    count : int
        How many starts were tried.
    """

    def __init__(self, problem: Problem, timetable: Timetable, session: str) -> None:
        self.problem = problem
        self.timetable = replace(timetable, seats=())  # they are given anew
        self.here = timetable.by_session[session]
        self.before = verify(problem, self.timetable)
        self.mates = moving_along(problem, session, block=True) - {session}
        self.moments: list[Moment] = []
        self.in_the_way: Counter[str] = Counter()
        self.count = 0

    def run(self, possible: Domain, budget: Budget) -> None:
        """Try each other start, the nearest first, until time is up."""
        times: dict[tuple[date, int], Time] = {}
        for time in sorted(possible.times, key=self._other_length, reverse=True):
            times[time[:2]] = time
        times.pop((self.here.day, self.here.start), None)
        now = self.problem.moment(self.here.day, self.here.start)
        near = sorted(times.values(), key=lambda time: abs(self.problem.moment(*time[:2]) - now))
        for time in near:
            if not budget.left:
                return
            rooms = possible.rooms_at(time)
            first = [self.here.room] if self.here.room in rooms else []
            self._try([Placement(self.here.session, *time, room) for room in (*first, *rooms)])

    def _other_length(self, time: Time) -> int:
        """Return by how much the session would be longer or shorter than it is."""
        return abs(time[2] - time[1] - self.here.minutes)

    def _try(self, placements: Iterable[Placement]) -> None:
        """Try one start in each room, the one it is in first; the first that fits counts."""
        self.count += 1
        clashes: tuple[str, ...] | None = None
        for placement in dict.fromkeys(placements):
            there = moved(self.problem, self.timetable, placement, block=True)
            after = verify(self.problem, there)
            new = [error for error in after.errors if error not in self.before.errors]
            if not new:
                costs = tier_costs(self.before, after)
                unkept = newly_unkept(self.before, after)
                self.moments.append(Moment(placement, costs, unkept))
                return
            others = dict.fromkeys(self._others(new))
            if clashes is None or len(others) < len(clashes):
                clashes = tuple(others)
        self.in_the_way.update(clashes or ())

    def _others(self, errors: Iterable[Finding]) -> Iterator[str]:
        """Yield the sessions of errors that do not move along: wholes, not their parts."""
        own = {self.here.session, *self.mates, *self.problem.wholes(self.here.session)}
        for session in (session for error in errors for session in error.sessions):
            whole = (session, *self.problem.wholes(session))[-1]
            if not own & {session, whole}:
                yield whole

    def cheapest(self) -> Iterator[Moment]:
        """Yield the other moments that cost least, the nearest of equals first."""
        ordered = sorted(self.moments, key=lambda moment: [tier.after for tier in moment.costs])
        yield from ordered[:MOST_MOMENTS]
