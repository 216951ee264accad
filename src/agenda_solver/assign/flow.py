"""Seats as a flow of least cost: exact wherever the demands make it one.

In each round everybody flows from where they stand into a session, or past it where they
have no seat, and from there out. All aims are one cost: each is weighed so that the least
change in it outweighs any change in those that come after it.

The weights follow from cycles. Two seatings of a round differ by exchanges, each of which
passes a session once at most (flow decomposition: Ahuja, Magnanti & Orlin, *Network Flows*,
1993, theorem 3.5). So an exchange moves one person more than there are sessions at most, and
changes an aim by a bounded sum. A weight larger than what all later aims may change by makes
the cheapest flow the best seating, aim by aim; for m sessions and costs of 0 or 1 these are
the powers of m + 2. Michail, "Reducing rank-maximal to maximum weight matching" (TCS 389,
2007), weighs ranks by powers of n in the same way.

Where the weights of all aims grow too large for the solver they are taken in stages. After
each, what the reduced costs forbid in every cheapest flow stays out, and what they demand
stays in: what is left are exactly the cheapest flows (complementary slackness).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from agenda_solver.assign.aims import Aim, held, lack_costs, points_missed, rank_costs
from agenda_solver.assign.choices import NOBODY, Choices, Flags, Ints, Levels, Mix, Quota
from agenda_solver.assign.method import MethodResult
from agenda_solver.budget import Budget

SUMS = ("moved", "lacking", "points", "rank_or_worse", "ranks")
"""The kinds of aims that are sums of costs, each of one seat."""

# The solver multiplies costs by the number of nodes, and sums them along paths.
_LARGEST = 1 << 57
_FAR = 1 << 61  # the cost of what may not be

_MOST_STEPS = 200_000
"""So many places may have costs of their own in a flow."""


def fits(choices: Choices, aims: Iterable[Aim] = ()) -> bool:
    """Whether the demands make the seats a flow, and these aims fit it.

    Parameters
    ----------
    aims : iterable of Aim
        Those that are sums of costs always fit; ``mixed`` does where each group is in one
        organisation only, if there are limits for these; ``even`` where sessions do not take
        too many; ``day`` never does.
    """
    return not np.any(choices.least > 1) and not choices.bound and fits_but_for_least(choices, aims)


def fits_but_for_least(choices: Choices, aims: Iterable[Aim] = ()) -> bool:
    """Whether it is a flow once it is known which sessions take place."""
    kinds = {aim.kind for aim in aims}
    if (
        choices.exclusive
        or choices.together
        or choices.apart
        or not kinds <= {*SUMS, "mixed", "even"}
    ):
        return False
    if "even" in kinds and int(choices.most.sum()) > _MOST_STEPS:
        return False
    if choices.capped.any() or choices.limited.any() or choices.lunchless:
        return False
    if _cells(choices, range(len(choices.sessions)), "mixed" in kinds) is None:
        return False
    return all(_most_times(choices, workshop) <= 1 for workshop in np.unique(choices.workshop))


def _most_times(choices: Choices, workshop: int) -> int:
    """Return in how many rounds somebody may sit in a workshop, at most."""
    columns = np.flatnonzero(choices.workshop == workshop)
    rounds = np.unique(choices.round_of[columns])
    if len(rounds) == 1:
        return 1
    times = np.zeros(len(choices.attendees), dtype=np.int64)
    for number in rounds:
        here = columns[choices.round_of[columns] == number]
        times += np.any(choices.level[:, here] > 0, axis=1)
    return int(times.max(initial=0))


def seat(
    choices: Choices,
    aims: Sequence[Aim],
    budget: Budget,
    *,
    forced: frozenset[int] = frozenset(),
    closed: frozenset[int] = frozenset(),
) -> MethodResult:
    """Seat everybody as well as can be.

    Parameters
    ----------
    budget : Budget
        Where no time is left, the aims that are weighed first are still kept small, the
        others as far as these happen to.
    forced : set of int
        Sessions with no fewer attendees than their least number. The least number of any
        other is ignored.
    closed : set of int
        Sessions with no attendees.

    Raises
    ------
    ValueError
        Where the seats are no flow, see `fits`.
    """
    if not fits_but_for_least(choices, aims):
        raise ValueError("these seats are no flow")
    if contradicts(choices):
        return MethodResult("infeasible")
    taken = np.full(choices.due.shape, NOBODY, dtype=np.int64)
    vector = np.zeros(len(aims), dtype=np.int64)
    proven = len(aims)
    for number in range(choices.rounds):
        seats = RoundFlow(choices, aims, number).best(forced, closed, budget)
        if seats is None:
            return MethodResult("infeasible")
        taken[:, number] = seats.taken
        vector += seats.costs
        proven = min(proven, seats.proven)
    bounds = (int(cost) * (place < proven) for place, cost in enumerate(vector))
    return MethodResult("optimal" if proven == len(aims) else "feasible", taken, tuple(bounds))


def contradicts(choices: Choices) -> bool:
    """Whether somebody must sit where they may not."""
    return any(
        not sessions or not np.any(choices.level[row, list(sessions)] > 0)
        for row, sessions in choices.must
    )


@dataclass(frozen=True)
class RoundSeats:
    """The seats of a round that are the best.

    Attributes
    ----------
    taken : array of n
        The session of each attendee.
    costs : array of int
        What they come to in each aim.
    proven : int
        How many of the aims, from the first one, are proven.
    flow : array of int
        How many take each arc of the round's network.
    """

    taken: Ints
    costs: Ints
    proven: int
    flow: Ints


@dataclass(frozen=True)
class Regrets:
    """By how much seats cost more than the best ones, at the prices of the best seats.

    A price is what one place more in a session would bring. At these prices everybody has
    the cheapest place that they may have; so what it takes to have them elsewhere bounds
    what any other seats cost (Lagrangian duality: Geoffrion, *Mathematical Programming
    Study* 2, 1974). All of it is counted aim by aim.

    Attributes
    ----------
    cancelled, forced : mapping of int to array, or None
        For each session what seats without it, or with its least number of attendees, cost
        at least beyond the best ones: in the first aims, as many as can be told apart. None
        where there are no such seats.
    """

    cancelled: Mapping[int, Ints | None]
    forced: Mapping[int, Ints | None]


@dataclass(frozen=True)
class _Arcs:
    """Arcs of a network, as arrays of one length.

    Attributes
    ----------
    level : array
        Of the seat to which an arc leads; 0 where it leads to none.
    moved : array
        How many seats given out before it loses.
    lacking, points, uneven, square : arrays
        What it adds to `lacking`, `points`, `mixed` and `even`.
    column : array
        The session to which it leads, -1 where that is not decided with it.
    """

    tail: Ints
    head: Ints
    capacity: Ints
    level: Ints
    moved: Ints
    lacking: Ints
    points: Ints
    uneven: Ints
    square: Ints
    column: Ints

    @classmethod
    def of(cls, tail: NDArray[Any], head: NDArray[Any], **others: NDArray[Any] | int) -> _Arcs:
        """Make arcs; what is not given is 0, the capacity 1 and the column -1."""
        size = len(tail)
        columns = {name: others.get(name, default) for name, default in _DEFAULTS.items()}
        full = {
            name: np.broadcast_to(np.asarray(values, np.int64), size)
            for name, values in columns.items()
        }
        return cls(np.asarray(tail, np.int64), np.asarray(head, np.int64), **full)

    @classmethod
    def joined(cls, parts: Sequence[_Arcs]) -> _Arcs:
        """Return all arcs as one."""
        names = cls.__dataclass_fields__
        return cls(*(np.concatenate([getattr(arcs, name) for arcs in parts]) for name in names))

    def costs(self, aim: Aim) -> Ints:
        """Return what one unit on each arc adds to an aim."""
        if aim.kind == "moved":
            return self.moved
        if aim.kind == "lacking":
            return self.lacking
        if aim.kind == "points":
            return self.points
        if aim.kind == "mixed":
            return self.uneven
        if aim.kind == "even":
            return self.square
        return rank_costs(aim, self.level)


_DEFAULTS = {
    **dict.fromkeys(("level", "moved", "lacking", "points", "uneven", "square"), 0),
    "capacity": 1,
    "column": -1,
}


@dataclass(frozen=True)
class _Cell:
    """Some attendees in a session, who are counted: at most so many, and rather so many.

    Attributes
    ----------
    rows : array
        The attendees' numbers.
    shares : tuple of int
        How many at least and at most are an even share; None where it does not matter.
    """

    rows: Ints
    most: int
    shares: tuple[int, int] | None


def _cells(
    choices: Choices, columns: Iterable[int], mixed: bool
) -> Mapping[int, list[_Cell]] | None:
    """Return the cells of sessions; None where an attendee would be in two of one session."""
    quotas: dict[int, list[Quota]] = {}
    for quota in choices.quotas:
        quotas.setdefault(quota.session, []).append(quota)
    mixes: dict[int, list[Mix]] = {}
    for mix in choices.mixes if mixed else ():
        for session in mix.sessions:
            mixes.setdefault(session, []).append(mix)
    cells_of: dict[int, list[_Cell]] = {}
    for column in columns:
        if column in quotas or column in mixes:
            allowed = choices.level[:, column] > 0
            cells = _crossed(allowed, quotas.get(column, []), mixes.get(column, []))
            if cells is None:
                return None
            cells_of[column] = cells
    return cells_of


def _crossed(allowed: Flags, quotas: Sequence[Quota], mixes: Sequence[Mix]) -> list[_Cell] | None:
    """Return the cells of a session, whose quotas and groups are the same or have none alike."""
    if len(mixes) > 1:
        return None
    groups = mixes[0].groups if mixes else ()
    quota_of = _labels([quota.attendees for quota in quotas], allowed)
    group_of = _labels(groups, allowed)
    if quota_of is None or group_of is None:
        return None
    if not mixes:
        rows = [np.flatnonzero(quota_of == place) for place in range(len(quotas))]
        return [
            _Cell(members, quota.most, None) for members, quota in zip(rows, quotas, strict=True)
        ]
    pairs = np.unique(np.stack([group_of[allowed], quota_of[allowed]], axis=1), axis=0)
    limited = pairs[pairs[:, 1] >= 0]
    if len(np.unique(pairs[:, 0])) < len(pairs) or len(np.unique(limited[:, 1])) < len(limited):
        return None
    return [
        _Cell(
            np.flatnonzero(allowed & (group_of == group)),
            quotas[quota].most if quota >= 0 else len(allowed),
            mixes[0].shares(groups[group]) if group >= 0 else None,
        )
        for group, quota in pairs.tolist()
        if group >= 0 or quota >= 0
    ]


def _labels(groups: Sequence[Sequence[int]], allowed: Flags) -> Ints | None:
    """Return the group of each attendee, -1 for none; None where somebody is in several."""
    label_of = np.full(len(allowed), -1, dtype=np.int64)
    for label, group in enumerate(groups):
        rows = np.array(group, dtype=np.int64)
        rows = rows[allowed[rows]]
        if np.any(label_of[rows] >= 0):
            return None
        label_of[rows] = label
    return label_of


class RoundFlow:
    """A round as a network, on which its best seats are found.

    An attendee has an arc to each session that is not their worst one. The worst ones, which
    are mostly all those that they do not wish for, are reached by one arc to a pool that
    they share with those who may be in the same sessions: for 10,000 attendees with five
    wishes among 50 sessions that is 70,000 arcs instead of 500,000. A pool leads to sessions
    that are better than the worst, too; but nobody takes this way to what they reach for
    less.
    """

    def __init__(self, choices: Choices, aims: Sequence[Aim], number: int) -> None:
        self.choices = choices
        self.aims = tuple(aims)
        self.number = number
        self.columns: Ints = np.flatnonzero(choices.round_of == number)
        self.rows, self._level, self._must = self._options()
        self._missed, self._missed_by_none = self._points()
        self._sink = len(self.rows) + len(self.columns)
        self._nodes = self._sink + 1
        cells = list(self._doors())
        self._hubs = 1 + len(self.columns) + len(self._cell_nodes)
        ways = list(self._ways())
        self._people = sum(len(arcs.tail) for arcs in ways)
        out, steps = self._out()
        last = _Arcs.of(
            len(self.rows) + np.arange(len(self.columns)),
            out,
            capacity=choices.most[self.columns],
        )
        self._arcs = _Arcs.joined([*ways, self._pool_arcs, *cells, *steps, last])
        self._costs = [self._arcs.costs(aim) for aim in self.aims]
        self._reach = [
            self._most_change(aim, costs, self._hubs)
            for aim, costs in zip(self.aims, self._costs, strict=True)
        ]

    # The network.

    def _options(self) -> tuple[Ints, Levels, Flags]:
        """Return who is due a seat, the level of each session to them, and who must have one."""
        choices = self.choices
        due = choices.due[:, self.number].copy()
        level = choices.level[:, self.columns]
        must = np.zeros(len(due), dtype=np.bool_)
        for row, sessions in choices.must:
            here = np.isin(self.columns, sessions)
            if np.any(choices.level[row, self.columns[here]] > 0):
                due[row] = must[row] = True
                level[row, ~here] = 0
        rows = np.flatnonzero(due)
        return rows, level[rows], must[rows]

    def _points(self) -> tuple[Ints, Ints]:
        """Return how many points each seat of those due one misses, and having none."""
        if self.choices.points is None or all(aim.kind != "points" for aim in self.aims):
            return np.zeros(self._level.shape, np.int64), np.zeros(len(self.rows), np.int64)
        missed = points_missed(self.choices)[np.ix_(self.rows, self.columns)]
        return missed, lack_costs(self.choices, Aim("points"))[self.rows, self.number]

    def _doors(self) -> Iterator[_Arcs]:
        """Number the node by which each attendee enters each session; yield cells' arcs."""
        first = len(self.rows)
        self._door: Ints = np.broadcast_to(first + np.arange(len(self.columns)), self._level.shape)
        self._cell_nodes: list[int] = []
        self._mixed_sessions = 0
        mixed = any(aim.kind == "mixed" for aim in self.aims)
        cells_of = _cells(self.choices, self.columns.tolist(), mixed) or {}
        if cells_of:
            self._door = self._door.copy()
        for column, session in enumerate(self.columns.tolist()):
            cells = cells_of.get(session, [])
            for cell in cells:
                rows = np.flatnonzero(np.isin(self.rows, cell.rows))
                self._door[rows, column] = self._nodes
                yield _out_of(cell, self._nodes, first + column)
                self._cell_nodes.append(self._nodes)
                self._nodes += 1
            self._mixed_sessions += any(cell.shares is not None for cell in cells)

    def _ways(self) -> Iterator[_Arcs]:
        """Yield the arcs of attendees: to sessions, to pools, and to nowhere; note the pools'."""
        before = held(self.choices)[self.rows, self.number]
        kept = self._kept()
        allowed = self._level > 0
        worst = self._level.max(axis=1, initial=0)
        pooled = allowed & (self._level == worst[:, None]) & ~kept
        pooled &= (pooled.sum(axis=1) > 2)[:, None]
        rows, columns = np.nonzero(allowed & ~pooled)
        yield _Arcs.of(
            rows,
            self._door[rows, columns],
            level=self._level[rows, columns],
            points=self._missed[rows, columns],
            moved=before[rows] - kept[rows, columns],
            column=columns,
        )
        rows = np.flatnonzero(pooled.any(axis=1))
        pool, members = _alike(allowed[rows], self._door[rows] if self._cell_nodes else None)
        first = self._nodes
        self._nodes += len(members)
        missed = self._missed[rows, pooled[rows].argmax(axis=1)]
        yield _Arcs.of(rows, first + pool, level=worst[rows], points=missed, moved=before[rows])
        rows_of_pools = rows[members]
        pools, columns = np.nonzero(allowed[rows_of_pools])
        sizes = np.bincount(pool, minlength=len(members))
        self._pool_arcs = _Arcs.of(
            first + pools,
            self._door[rows_of_pools[pools], columns],
            capacity=sizes[pools],
            column=columns,
        )
        rows = np.flatnonzero(~self._must)
        counted = self.choices.counted[self.rows[rows], self.number]
        yield _Arcs.of(
            rows,
            np.full(len(rows), self._sink),
            moved=before[rows],
            lacking=counted,
            points=self._missed_by_none[rows],
        )

    def _out(self) -> tuple[Ints, list[_Arcs]]:
        """Return where each session leads: out, or to a step for each who sits there.

        The k-th step costs by how much the square of k is more than that of k - 1; so the
        cheapest flow takes them in turn.
        """
        size = len(self.columns)
        if all(aim.kind != "even" for aim in self.aims):
            return np.full(size, self._sink), []
        most = self.choices.most[self.columns]
        gates = self._nodes + np.arange(size)
        self._nodes += size
        tail = np.repeat(gates, most)
        place = np.arange(len(tail)) - np.repeat(np.cumsum(most) - most, most)
        return gates, [_Arcs.of(tail, np.full(len(tail), self._sink), square=2 * place + 1)]

    def _kept(self) -> Flags:
        """Return the seats that were given out before."""
        kept: Flags = np.zeros((len(self.choices.attendees), len(self.columns)), dtype=np.bool_)
        before = np.array(self.choices.before, dtype=np.int64).reshape(-1, 2)
        here = before[np.isin(before[:, 1], self.columns)]
        kept[here[:, 0], np.searchsorted(self.columns, here[:, 1])] = True
        return kept[self.rows]

    def _most_change(self, aim: Aim, costs: Ints, hubs: int) -> int:
        """Return by how much an exchange may change an aim at most.

        It passes each hub (session, cell, or the way out) and each attendee once at most; each
        attendee gives up one way for another. Of the arcs of a cell it passes one into each
        session, and one back; and one step out, and one back.
        """
        if aim.kind == "mixed":
            return 2 * self._mixed_sessions
        if aim.kind == "even":
            return int(costs.max(initial=0))
        people = costs[: self._people]
        if not len(people):
            return 0
        return min(hubs, len(self.rows)) * int(people.max() - people.min())

    # The flow.

    def best(
        self, forced: frozenset[int], closed: frozenset[int], budget: Budget
    ) -> RoundSeats | None:
        """Return the best seats; None where there are none.

        Parameters
        ----------
        forced, closed : set of int
            See `seat`; sessions of other rounds may be among them.
        """
        network = self._network(forced, closed)
        if network is None:
            return None
        solved = self._in_stages(network, budget)
        if solved is None:
            return None
        flow, proven = solved
        costs = np.array([int(per_arc @ flow) for per_arc in self._costs], dtype=np.int64)
        return RoundSeats(self._taken(flow), costs + self._constants(), proven, flow)

    def _network(self, forced: frozenset[int], closed: frozenset[int]) -> Network | None:
        """Return what the flow is to keep; None where it cannot."""
        low = np.zeros(len(self._arcs.tail), dtype=np.int64)
        high = self._arcs.capacity.copy()
        last = np.arange(len(low) - len(self.columns), len(low))
        least = self.choices.least[self.columns]
        low[last] = np.where(np.isin(self.columns, list(forced)), least, 0)
        high[last[np.isin(self.columns, list(closed))]] = 0
        if np.any(low > high):
            return None
        supply = np.zeros(self._nodes, dtype=np.int64)
        supply[: len(self.rows)] = 1
        supply[self._sink] = -len(self.rows)
        return Network(self._arcs.tail, self._arcs.head, low, high, supply)

    def _in_stages(self, network: Network, budget: Budget) -> tuple[Ints, int] | None:
        """Return the best flow, and how many aims are proven to be at their least."""
        done = 0
        while True:
            count = self._weighable(done)
            weights = self._weights(done, done + count)
            cost = np.zeros(len(network.tail), dtype=np.int64)
            for weight, per_arc in zip(weights, self._costs[done:], strict=False):
                cost += weight * per_arc
            flow = network.cheapest(cost)
            if flow is None:
                return None
            done += count
            if done >= len(self.aims) or not budget.left:
                return flow, done
            network = network.only_cheapest(flow, cost)

    def _weights(self, first: int, last: int) -> list[int]:
        """Return weights of some aims: an earlier one outweighs all later ones."""
        weights: list[int] = []
        beyond = 0
        for reach in reversed(self._reach[first:last]):
            weights.insert(0, 1 + beyond)
            beyond += weights[0] * reach
        return weights

    def _weighable(self, first: int) -> int:
        """Return how many aims, from one on, have weights that are not too large."""
        largest = [int(np.abs(per_arc).max(initial=0)) for per_arc in self._costs]
        for last in range(len(self.aims), first + 1, -1):
            weights = self._weights(first, last)
            cost = sum(w * size for w, size in zip(weights, largest[first:last], strict=True))
            if cost * (self._nodes + 1) < _LARGEST:
                return last - first
        return min(1, len(self.aims) - first)

    # What other seats would cost.

    def regrets(
        self,
        seats: RoundSeats,
        forced: frozenset[int],
        closed: frozenset[int],
        asked: Iterable[int],
    ) -> Regrets:
        """Return what it would cost that other sessions were cancelled, or forced.

        Parameters
        ----------
        seats : RoundSeats
            The best ones for the sessions that are forced and closed.
        asked : iterable of int
            Sessions of this round that are neither.
        """
        sums = [place < seats.proven and aim.kind in SUMS for place, aim in enumerate(self.aims)]
        size = seats.flow[-len(self.columns) :]
        priced = (size >= self.choices.most[self.columns]) | np.isin(self.columns, list(forced))
        scale = self._scale([*sums, False].index(False), int(priced.sum()))
        network = self._network(forced, closed)
        assert network is not None
        count = len(scale.weights)
        cost = np.zeros(len(network.tail), dtype=np.int64)
        for weight, per_arc in zip(scale.weights, self._costs, strict=False):
            cost += weight * per_arc
        potential = network.potentials(seats.flow, cost)
        price = self._prices(potential, forced, closed)
        regret = self._regret(scale.weights, price, closed)
        other = np.partition(regret, 1, axis=1)[:, 1]
        cancelled: dict[int, Ints | None] = {}
        needed: dict[int, Ints | None] = {}
        for session in asked:
            column = int(np.searchsorted(self.columns, session))
            leaving = other[regret[:, column] == 0]
            per_place = scale.by_aim(price[len(self.rows) + column].reshape(1))
            worth = per_place * int(self.choices.most[session])
            cancelled[session] = _added(scale, leaving, worth)
            least = int(self.choices.least[session])
            if least > len(regret):
                needed[session] = None
            else:
                joining = np.partition(regret[:, column], least - 1)[:least]
                needed[session] = _added(scale, joining, np.zeros(count, dtype=np.int64))
        return Regrets(cancelled, needed)

    def _scale(self, most: int, priced: int) -> _Scale:
        """Return weights of the first aims, at most so many, that keep regrets apart, too.

        A regret is the difference of two seats and their prices, and a price that of the
        lengths of two ways. A shortest way passes the sessions that have a price, and cells;
        and two others at most, which are as far as the way out.
        """
        hubs = priced + len(self._cell_nodes) + 3
        ways = 9 if self._cell_nodes else 5
        spread = [
            ways * (self._most_change(aim, per_arc, hubs) + int(np.abs(per_arc).max(initial=0)))
            for aim, per_arc in zip(self.aims, self._costs, strict=True)
        ]
        for last in range(most, 0, -1):
            weights: list[int] = []
            beyond = 0
            for reach in reversed(spread[:last]):
                weights.insert(0, 1 + 2 * beyond)
                beyond += weights[0] * reach
            if beyond < _FAR // 4:
                return _Scale(tuple(weights))
        return _Scale(())

    def _prices(self, potential: Ints, forced: frozenset[int], closed: frozenset[int]) -> Ints:
        """Return the price of each session and cell, by node.

        That of a session that is not forced is never negative: an empty one is not dearer
        for it.
        """
        price = np.zeros(self._nodes, dtype=np.int64)
        first = len(self.rows)
        whole = potential[self._sink] - potential[first : self._sink]
        is_forced = np.isin(self.columns, list(forced))
        whole = np.where(is_forced, whole, np.maximum(whole, 0))
        whole[np.isin(self.columns, list(closed))] = 0
        price[first : self._sink] = whole
        cells = np.array(self._cell_nodes, dtype=np.int64)
        out = np.isin(self._arcs.tail, cells)
        tail, head = self._arcs.tail[out], self._arcs.head[out]
        price[tail] = np.maximum(potential[head] - potential[tail], 0)
        return price

    def _regret(self, weights: Sequence[int], price: Ints, closed: frozenset[int]) -> Ints:
        """Return by how much each seat, and in the last column none, is dearer than the best."""
        level = np.arange(int(self._level.max(initial=0)) + 1)
        of_level = np.zeros(len(level), dtype=np.int64)
        of_move = of_lack = of_point = 0
        for weight, aim in zip(weights, self.aims, strict=False):
            of_level += weight * rank_costs(aim, level)
            of_move += weight * (aim.kind == "moved")
            of_lack += weight * (aim.kind == "lacking")
            of_point += weight * (aim.kind == "points")
        before = held(self.choices)[self.rows, self.number]
        counted = self.choices.counted[self.rows, self.number]
        total = np.full((len(self.rows), len(self.columns) + 1), _FAR, dtype=np.int64)
        seats = of_level[self._level] + price[self._door]
        seats += of_move * (before[:, None] - self._kept().astype(np.int64))
        seats += of_point * self._missed
        seats += price[len(self.rows) : self._sink] * (self._door > self._sink)
        open_ = (self._level > 0) & ~np.isin(self.columns, list(closed))
        total[:, :-1][open_] = seats[open_]
        none = of_lack * counted + of_move * before + of_point * self._missed_by_none
        total[:, -1] = np.where(self._must, _FAR, none)
        distances: Ints = np.where(total < _FAR, total - total.min(axis=1, keepdims=True), _FAR)
        return distances

    # What comes out.

    def _taken(self, flow: Ints) -> Ints:
        """Return the session of each attendee."""
        arcs = self._arcs
        taken = np.full(len(self.choices.attendees), NOBODY, dtype=np.int64)
        direct = np.flatnonzero((flow[: self._people] > 0) & (arcs.column[: self._people] >= 0))
        taken[self.rows[arcs.tail[direct]]] = self.columns[arcs.column[direct]]
        into = np.flatnonzero((flow[: self._people] > 0) & (arcs.head[: self._people] > self._sink))
        into = into[arcs.column[into] < 0]
        into = into[np.argsort(arcs.head[into], kind="stable")]
        out = self._people + np.arange(len(self._pool_arcs.tail))
        out = np.repeat(out, flow[out])
        taken[self.rows[arcs.tail[into]]] = self.columns[arcs.column[out]]
        return taken

    def _constants(self) -> Ints:
        """Return what aims come to apart from the arcs."""
        choices = self.choices
        elsewhere = np.ones(len(choices.attendees), dtype=np.bool_)
        elsewhere[self.rows] = False
        constants = {
            "moved": int(held(choices)[elsewhere, self.number].sum()),
            "mixed": sum(
                mix.shares(group)[0] * len(mix.sessions)
                for mix in choices.mixes
                if choices.round_of[mix.sessions[0]] == self.number
                for group in mix.groups
            ),
        }
        return np.array([constants.get(aim.kind, 0) for aim in self.aims], dtype=np.int64)


def _out_of(cell: _Cell, node: int, session: int) -> _Arcs:
    """Return the arcs from a cell into its session.

    What is fewer than an even share costs one each, and so does what is more; all that is
    too few is paid beforehand, see `RoundFlow._constants`.
    """
    if cell.shares is None:
        return _Arcs.of(np.array([node]), np.array([session]), capacity=cell.most)
    low, high = cell.shares
    upto = np.minimum([low, high, cell.most], cell.most)
    return _Arcs.of(
        np.full(3, node),
        np.full(3, session),
        capacity=np.diff(upto, prepend=0),
        uneven=np.array([-1, 0, 1]),
    )


def _alike(allowed: Flags, doors: Ints | None) -> tuple[Ints, Ints]:
    """Return which kind each row is of, and a row of each kind: equal rows are one kind."""
    if not len(allowed):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    key = np.packbits(allowed, axis=1)
    if doors is not None:
        ways = np.ascontiguousarray(np.where(allowed, doors, -1))
        key = np.concatenate([key, ways.view(np.uint8).reshape(len(allowed), -1)], axis=1)
    whole = np.ascontiguousarray(key).view(f"V{key.shape[1]}").ravel()
    _, members, kind = np.unique(whole, return_index=True, return_inverse=True)
    return kind.reshape(-1), members


@dataclass(frozen=True)
class _Scale:
    """Weights of aims from which a sum can be told apart again, aim by aim."""

    weights: tuple[int, ...]

    def by_aim(self, sums: Ints) -> Ints:
        """Return what sums (n) come to in each aim, added up."""
        amounts = []
        rest = sums
        for weight in self.weights:
            nearest = (rest + weight // 2) // weight
            amounts.append(int(nearest.sum()))
            rest = rest - weight * nearest
        return np.array(amounts, dtype=np.int64)


def _added(scale: _Scale, regrets: Ints, more: Ints) -> Ints | None:
    """Return the sum of regrets and more; None where one of them cannot be."""
    return None if np.any(regrets >= _FAR) else scale.by_aim(regrets) + more


@dataclass(frozen=True)
class Network:
    """Arcs with a least and a greatest flow, and what each node puts in."""

    tail: Ints
    head: Ints
    low: Ints
    high: Ints
    supply: Ints

    def cheapest(self, cost: Ints) -> Ints | None:
        """Return a flow of least cost; None where there is none."""
        open_ = np.flatnonzero(self.low < self.high)
        solver = min_cost_flow.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(
            self.tail[open_], self.head[open_], (self.high - self.low)[open_], cost[open_]
        )
        supply = self.supply.copy()
        np.subtract.at(supply, self.tail, self.low)
        np.add.at(supply, self.head, self.low)
        solver.set_nodes_supplies(np.arange(len(supply)), supply)
        status = solver.solve()
        if status == solver.INFEASIBLE:
            return None
        if status != solver.OPTIMAL:
            raise ArithmeticError(f"the flow could not be solved: {status}")
        flow = self.low.copy()
        flow[open_] += solver.flows(arcs)
        return flow

    def only_cheapest(self, flow: Ints, cost: Ints) -> Network:
        """Return the network whose flows are all those that cost as little as this one."""
        potential = self.potentials(flow, cost)
        reduced = cost + potential[self.tail] - potential[self.head]
        # What costs more than it brings is empty in each of them; what brings more is full.
        low = np.where(reduced < 0, self.high, self.low)
        high = np.where(reduced > 0, self.low, self.high)
        return Network(self.tail, self.head, low, high, self.supply)

    def potentials(self, flow: Ints, cost: Ints) -> Ints:
        """Return the length of a shortest way to each node in the residual network."""
        forth, back = flow < self.high, flow > self.low
        tail = np.concatenate([self.tail[forth], self.head[back]])
        head = np.concatenate([self.head[forth], self.tail[back]])
        length = np.concatenate([cost[forth], -cost[back]])
        order = np.argsort(head, kind="stable")
        tail, head, length = tail[order], head[order], length[order]
        nodes, first = np.unique(head, return_index=True)
        potential = np.zeros(len(self.supply), dtype=np.int64)
        for _ in range(len(potential) + 1):
            if not len(nodes):
                return potential
            shorter = np.minimum.reduceat(potential[tail] + length, first)
            if np.all(shorter >= potential[nodes]):
                return potential
            potential[nodes] = np.minimum(potential[nodes], shorter)
        raise ArithmeticError("the flow could be cheaper")
