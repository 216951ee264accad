"""Seats where a session has its least number of attendees, or none: exact, by branch and bound.

Whether a session takes place is what keeps the seats from being a flow. At each node some
sessions are bound to take place, with their least number of attendees, some are cancelled,
and of the others the least number is ignored: a flow, and no seating of that kind is better
(Land & Doig, *Econometrica* 28, 1960). If no session has too few attendees in it, it is a
seating. Otherwise one of those that do is cancelled in one branch and bound to take place in
the other. The best node is always the next: the first seating found there is the best one.

What a branch costs at least is known before its flow is solved (`RoundFlow.regrets`). So the
session is taken whose branches are both dear, a branch is solved only once it is the best
one, and what is too dear beside the best seating so far is decided at once.

Costs are compared aim by aim, as they are; those of different nodes are never weighed into
one number.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from agenda_solver.assign.aims import Aim
from agenda_solver.assign.choices import NOBODY, Choices, Ints
from agenda_solver.assign.flow import RoundFlow, contradicts, fits_but_for_least
from agenda_solver.assign.method import MethodResult
from agenda_solver.budget import Budget

Costs = tuple[int, ...]

# From a node after so many others a seating is made: where time runs out there is one.
_ROUND_EVERY = 16


def fits(choices: Choices, aims: Iterable[Aim] = ()) -> bool:
    """Whether the seats are a flow once it is known which sessions take place, see `flow.fits`."""
    return fits_but_for_least(choices, aims)


def seat(choices: Choices, aims: Sequence[Aim], budget: Budget) -> MethodResult:
    """Seat everybody as well as can be, and decide which sessions do not take place.

    Raises
    ------
    ValueError
        Where `fits` says no.
    """
    if not fits(choices, aims):
        raise ValueError("these seats are no flow, whichever sessions take place")
    if contradicts(choices):
        return MethodResult("infeasible")
    taken = np.full(choices.due.shape, NOBODY, dtype=np.int64)
    costs, least = (0,) * len(aims), (0,) * len(aims)
    status = "optimal"
    for number in range(choices.rounds):
        seats = _Tree(choices, aims, number).search(budget)
        if seats.infeasible:
            return MethodResult("infeasible")
        if seats.taken is None:
            status = "unknown"
            continue
        taken[:, number] = seats.taken
        costs, least = _sum(costs, seats.costs), _sum(least, seats.least)
    if status == "unknown":
        return MethodResult("unknown")
    bounds = _bounds(costs, least)
    return MethodResult("optimal" if bounds == costs else "feasible", taken, bounds)


def _sum(one: Costs, other: Costs) -> Costs:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _bounds(costs: Costs, least: Costs) -> Costs:
    """Return what each aim cannot be below where the earlier ones are as good as they are.

    What no seating is better than, aim by aim, bounds an aim only as long as all earlier
    ones are met: a seating that is better in one of these may be worse in the next.
    """
    met = [place for place in range(len(costs) + 1) if costs[:place] == least[:place]]
    return tuple(max(0, bound) * (place <= met[-1]) for place, bound in enumerate(least))


@dataclass(frozen=True)
class _Seats:
    """What a search found for a round: seats, and what no seats are better than."""

    taken: Ints | None = None
    costs: Costs = ()
    least: Costs = ()
    infeasible: bool = False


@dataclass(frozen=True)
class _Fate:
    """Sessions that are bound to take place, and those that are cancelled."""

    forced: frozenset[int]
    closed: frozenset[int]

    def forcing(self, sessions: Iterable[int]) -> _Fate:
        """Return this, and more sessions that take place."""
        return _Fate(self.forced | set(sessions), self.closed)

    def closing(self, sessions: Iterable[int]) -> _Fate:
        """Return this, and more sessions that are cancelled."""
        return _Fate(self.forced, self.closed | set(sessions))


@dataclass(frozen=True)
class _Node:
    """The best seats where some sessions are decided.

    Attributes
    ----------
    bound : tuple of int
        What no seats of this kind are better than, aim by aim.
    few : tuple of int
        The undecided sessions that have too few attendees.
    cancelled, forced : mapping of int to tuple of int, or None
        What no seats are better than if an undecided session is cancelled, or takes place;
        None where there are no such seats.
    """

    fate: _Fate
    costs: Costs
    taken: Ints
    bound: Costs
    few: tuple[int, ...]
    cancelled: Mapping[int, Costs | None]
    forced: Mapping[int, Costs | None]


_Entry = tuple[Costs, int, int, "_Fate | _Node"]


class _Tree:
    """The search of one round."""

    def __init__(self, choices: Choices, aims: Sequence[Aim], number: int) -> None:
        self.choices = choices
        self.flow = RoundFlow(choices, aims, number)
        needs = (choices.least > 1) | np.isin(np.arange(len(choices.least)), [*choices.bound])
        columns = np.flatnonzero((choices.round_of == number) & needs)
        allowed = (choices.level[:, columns] > 0).sum(axis=0)
        possible = np.minimum(allowed, choices.most[columns]) >= choices.least[columns]
        self.undecided = frozenset(columns[possible].tolist())
        self.impossible = frozenset(columns[~possible].tolist())
        self.waiting: list[_Entry] = []
        self.order = count()
        self.best: _Node | None = None

    def search(self, budget: Budget) -> _Seats:
        """Return the best seats; where time runs out, the best found."""
        if self.impossible & self.choices.bound:
            return _Seats(infeasible=True)
        fate = _Fate(self._needed() - self.impossible, self.impossible)
        root = self._solved(fate, (0,) * len(self.flow.aims), budget)
        if root is None:
            return _Seats(infeasible=True)
        self._wait(root.bound, root)
        rounded = -_ROUND_EVERY
        while self.waiting and not self._is_done():
            bound, _, number, entry = self.waiting[0]
            if isinstance(entry, _Fate):
                if not budget.left:
                    break
                heapq.heappop(self.waiting)
                node = self._solved(entry, bound, budget)
                if node is not None:
                    self._wait(node.bound, node)
                continue
            if not entry.few:
                self._keep(entry)
                if entry.bound < entry.costs:
                    break  # no time was left to make it the best of its kind
                heapq.heappop(self.waiting)
                continue
            if number >= rounded + _ROUND_EVERY:
                self._round(entry, budget)
                rounded = number
            if not budget.left:
                break
            heapq.heappop(self.waiting)
            self._branch(entry)
        return self._outcome()

    def _is_done(self) -> bool:
        """Whether the best seating is at least as good as what is waiting."""
        return self.best is not None and self.best.costs <= self.waiting[0][0]

    def _outcome(self) -> _Seats:
        if self.best is None:
            return _Seats(infeasible=not self.waiting)
        least = min([self.best.costs, *(entry[0] for entry in self.waiting[:1])])
        return _Seats(self.best.taken, self.best.costs, least)

    def _wait(self, bound: Costs, entry: _Fate | _Node) -> None:
        fate = entry if isinstance(entry, _Fate) else entry.fate
        decided = len(fate.forced) + len(fate.closed)
        heapq.heappush(self.waiting, (bound, -decided, next(self.order), entry))

    def _keep(self, node: _Node) -> None:
        if self.best is None or node.costs < self.best.costs:
            self.best = node

    def _needed(self) -> frozenset[int]:
        """Return the sessions that take place in any case: held, or somebody must be there."""
        level = self.choices.level
        ways = (
            [session for session in sessions if level[row, session] > 0]
            for row, sessions in self.choices.must
        )
        musts = frozenset(way[0] for way in ways if len(way) == 1)
        return (musts | self.choices.bound) & self.undecided

    def _solved(self, fate: _Fate, bound: Costs, budget: Budget) -> _Node | None:
        """Return the node of a fate, of which a bound is known; None where there are no seats."""
        best = self.flow.best(fate.forced, fate.closed, budget)
        if best is None:
            return None
        costs = tuple(best.costs.tolist())
        proven = tuple(cost * (place < best.proven) for place, cost in enumerate(costs))
        size = np.bincount(best.taken[best.taken != NOBODY], minlength=len(self.choices.sessions))
        asked = sorted(self.undecided - fate.forced - fate.closed)
        few = tuple(session for session in asked if 0 < size[session] < self.choices.least[session])
        cancelled: dict[int, Costs | None] = {}
        forced: dict[int, Costs | None] = {}
        if few:
            regrets = self.flow.regrets(best, fate.forced, fate.closed, asked)
            for by_session, of in ((regrets.cancelled, cancelled), (regrets.forced, forced)):
                of.update(
                    (session, _dearer(proven, regret)) for session, regret in by_session.items()
                )
        return _Node(fate, costs, best.taken, max(bound, proven), few, cancelled, forced)

    # Branches.

    def _branch(self, node: _Node) -> None:
        """Decide what is clear beside the best seating; or else one session, either way."""
        fate = node.fate
        never = [session for session, bound in node.forced.items() if self._is_too_dear(bound)]
        always = [session for session, bound in node.cancelled.items() if self._is_too_dear(bound)]
        if set(never) & set(always):
            return
        if never or always:
            self._wait(node.bound, fate.forcing(always).closing(never))
            return
        session = max(node.few, key=lambda session: self._clear(node, session))
        for bound, child in (
            (node.cancelled[session], fate.closing([session])),
            (node.forced[session], fate.forcing([session])),
        ):
            if bound is not None:
                self._wait(max(bound, node.bound), child)

    def _is_too_dear(self, bound: Costs | None) -> bool:
        return bound is None or (self.best is not None and bound >= self.best.costs)

    def _clear(self, node: _Node, session: int) -> tuple[Costs, Costs]:
        """Return what both branches of a session cost at least, the cheaper one first."""
        bounds = [node.cancelled[session], node.forced[session]]
        one, other = sorted(_NEVER if bound is None else bound for bound in bounds)
        return one, other

    def _round(self, node: _Node, budget: Budget) -> None:
        """Make a seating of a node: what is cheaper is done with all sessions with too few."""
        current: _Node | None = node
        while current is not None and current.few:
            kept = [few for few in current.few if self._is_kept(current, few)]
            dropped = [few for few in current.few if few not in kept]
            fate = current.fate.forcing(kept).closing(dropped)
            current = self._solved(fate, current.bound, budget) or self._without(current, budget)
        if current is not None:
            self._keep(current)

    def _is_kept(self, node: _Node, session: int) -> bool:
        """Whether it costs no more that a session takes place than that it is cancelled."""
        cancelled, forced = node.cancelled[session], node.forced[session]
        return forced is not None and (cancelled is None or forced <= cancelled)

    def _without(self, node: _Node, budget: Budget) -> _Node | None:
        """Return a node with all cancelled that have too few, but where somebody must be."""
        dropped = [session for session in node.few if node.cancelled[session] is not None]
        fate = node.fate.closing(dropped).forcing(set(node.few) - set(dropped))
        return self._solved(fate, node.bound, budget)


_NEVER: Costs = (1 << 62,)


def _dearer(costs: Costs, regret: Ints | None) -> Costs | None:
    """Return costs and what is added to the first ones; of the others nothing is known then."""
    if regret is None:
        return None
    if not np.any(regret):
        return costs
    more = np.zeros(len(costs), dtype=np.int64)
    more[: len(regret)] = np.array(costs[: len(regret)], dtype=np.int64) + regret
    return tuple(more.tolist())
