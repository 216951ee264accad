"""What no choice of cells costs less than: bounds from the tables, without a search.

Cells that a relation cannot tell apart are one *place*: all cells of one time, say, or all
cells of one room on one day. It is asked only that each session has a place it may have, and
that no place has more sessions than cells; whatever keeps the demands does so. What pairs of
sessions cost is bounded in two ways, for two kinds of relations, no pair at more than it costs:

1. *Paid in one place* (`spread`), as by sessions of one track at one time. Of sessions whose
   every two weigh w, those k that are in one place pay w for k (k - 1) / 2 pairs: the k-th to
   come pays for k - 1, which is convex. So the least for all of them is a flow of least cost
   from sessions to places (Ahuja, Magnanti and Orlin, "Network flows", 1993, chapter 14);
   where each may be anywhere, it is the even spread. The pairs are divided among such sets of
   sessions: a pair's weights in all sets that hold it come to no more than its own. So the
   minimum of each set is of another part of the cost, and their sum is a bound, whatever the
   sets.
2. *Paid in several places* (`Quadratic`), as by sessions of one track in other rooms. A
   session at a place pays what it costs alone and half of each pair it is in: at least the
   cheapest transportation of all others to what is left of the places. Half and half, every
   pair is paid. So the cheapest transportation of all sessions at those prices is a bound
   (Gilmore, "Optimal and suboptimal algorithms for the quadratic assignment problem", 1962;
   Lawler, "The quadratic assignment problem", 1963).

Everything is counted in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from agenda_solver.search.relations import Matrix, Truth, Vector
from agenda_solver.search.tables import CostTables, Relation

Ints = NDArray[np.int64]

MOST_ARCS = 8_000_000
"""How many arcs all flows of one quadratic bound have at most: some three seconds."""

MOST_DIVISIONS = 20
"""How often the pairs that are left over are divided among sets once more."""


LARGEST = 1 << 40
"""Of larger prices, sums might not be exact."""


class _NoBoundError(Exception):
    """It is not to go on, or prices are too large."""


class _NoFlowError(Exception):
    """Sessions have no places that suffice for them."""


def least_cost(tables: CostTables, on: Callable[[], bool] = lambda: True) -> int | None:
    """Return what no choice costs less than that breaks no demand; where there is none, anything.

    Parameters
    ----------
    tables : CostTables
        No worth of a relation is below 0; weights and prices may be.
    on : callable
        Whether to go on.

    Returns
    -------
    int or None
        None if it was not to go on, or if a price is above `LARGEST`.
    """
    dearest = [np.abs(tables.alone).max(initial=0)]
    dearest += [np.abs(pairs.weights).max() * pairs.worth.max() for pairs in tables.costs]
    if max(dearest) > LARGEST:
        return None
    if not tables.allowed.any(axis=1).all():
        return tables.constant
    try:
        return tables.constant + sum(_parts(tables, on))
    except _NoBoundError:
        return None


def _parts(tables: CostTables, on: Callable[[], bool]) -> Iterator[int]:
    """Yield bounds of what sessions pay alone and of what each relation costs."""
    several = []
    for relation in tables.costs:
        if _is_paid_in_one_place(relation):
            yield spread(relation, tables.allowed)
        else:
            several.append(relation)
    alone = tables.alone
    for relations in _grouped(tables, several):
        together = Quadratic(tables, relations, alone)
        if together.arcs <= MOST_ARCS:
            yield together.least(on)
            alone = np.zeros_like(alone)
        else:
            yield from map(_paid_back, relations)
    yield int(_whole(np.where(tables.allowed, alone, np.inf).min(axis=1)).sum())


def _grouped(tables: CostTables, relations: Sequence[Relation]) -> list[list[Relation]]:
    """Put relations together that can be bounded together, the dearest first.

    What one session pays for several relations in one place is then told as such.
    """
    groups: list[list[Relation]] = []
    for relation in sorted(relations, key=lambda one: -float(one.weights.sum() * one.worth.max())):
        for group in groups:
            if Quadratic(tables, [*group, relation], tables.alone).arcs <= MOST_ARCS:
                group.append(relation)
                break
        else:
            groups.append([relation])
    return groups


def _is_paid_in_one_place(relation: Relation) -> bool:
    """Whether it is paid in one place, most of all, whichever of two sessions is the first."""
    worth = relation.worth
    return bool(worth.diagonal().any() and np.array_equal(worth, worth.T))


def _paid_back(relation: Relation) -> int:
    """Return what all pairs come to at least that are paid less than nothing for."""
    return int(_whole(np.minimum(relation.weights, 0.0)).sum() * _whole(relation.worth).max())


def _places(worths: Sequence[Matrix]) -> tuple[Vector, Vector]:
    """Return one cell of each place, and the place of each cell."""
    rows = np.hstack([*worths, *(worth.T for worth in worths)])
    _, cells, place = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return cells.astype(np.int64), place.reshape(-1).astype(np.int64)


def _by_place(allowed: Truth, place: Vector, places: int) -> Truth:
    """Return by session and place whether some cell of the place is allowed."""
    return np.stack([allowed[:, place == one].any(axis=1) for one in range(places)], axis=1)


def _whole(amounts: Matrix) -> Ints:
    return np.rint(amounts).astype(np.int64)


# --- Paid in one place ------------------------------------------------------------------------


def spread(relation: Relation, allowed: Truth) -> int:
    """Return what no choice pays less than for a relation, by what is paid in one place only.

    Parameters
    ----------
    relation : Relation
        Whichever of two sessions is the first, it costs as much.
    allowed : matrix of bool
        By session and cell.
    """
    cells, place = _places([relation.worth])
    dear = _whole(relation.worth.diagonal()[cells])
    may = _by_place(allowed, place, len(cells))
    weights = _whole(np.maximum(relation.weights, 0.0))
    weights = weights + weights.T
    np.fill_diagonal(weights, 0)
    return _paid_back(relation) + sum(
        weight * _least_pairs(may[sessions], dear)
        for weight, sessions in _divided(weights, len(cells))
    )


def _least_pairs(may: Truth, dear: Ints) -> int:
    """Return what the pairs of a set pay at least, were each of weight 1.

    Parameters
    ----------
    may : matrix of bool
        By session and place.
    dear : array
        By place: what each two in it pay.
    """
    most = np.minimum(may.sum(axis=0), len(may))
    session, place = np.nonzero(may)
    sessions, places = may.shape
    into = np.repeat(np.arange(places), most)
    earlier = np.arange(len(into)) - np.repeat(np.cumsum(most) - most, most)
    return _cheapest(
        tails=np.concatenate([session, sessions + into]),
        heads=np.concatenate([sessions + place, np.full(len(into), sessions + places)]),
        capacities=np.ones(len(session) + len(into), dtype=np.int64),
        costs=np.concatenate([np.zeros(len(session), dtype=np.int64), dear[into] * earlier]),
        supplies=np.concatenate([np.ones(sessions), np.zeros(places), [-sessions]]),
    )


def _divided(weights: Ints, places: int) -> Iterator[tuple[int, Vector]]:
    """Divide pairs among sets of sessions whose every two weigh the same.

    Yields
    ------
    weight : int
    sessions : array of int
        More than there are places: fewer may pay nothing.
    """
    left = weights.copy()
    for _ in range(MOST_DIVISIONS):
        if not left.any():
            return
        weight = int(left[left > 0].min())
        sets = _shared_out(_cliques(left >= weight), len(left), places)
        if not sets:
            left[left == weight] = 0
        for sessions in sets:
            yield weight, sessions
            left[np.ix_(sessions, sessions)] -= weight
            left[sessions, sessions] = 0


def _cliques(related: Truth) -> list[Vector]:
    """Return sets of sessions that are all related, which hold every related pair.

    At most as many as there are sessions: then some pairs are in none.
    """
    sets: list[Vector] = []
    missing = related.copy()
    while missing.any() and len(sets) < len(related):
        first = int(missing.sum(axis=1).argmax())
        others = related[first]
        second = int((related[:, others].sum(axis=1) * missing[first] + missing[first]).argmax())
        members = [first, second]
        others = others & related[second]
        while others.any():
            # Who is related to most of those who are left leaves the most for the next step.
            members.append(int((related[:, others].sum(axis=1) * others + others).argmax()))
            others = others & related[members[-1]]
        missing[np.ix_(members, members)] = False
        sets.append(np.array(sorted(members)))
    return sets


def _shared_out(sets: Sequence[Vector], sessions: int, places: int) -> list[Vector]:
    """Give each session to one of the sets it is in, so that they pay much if spread evenly."""
    of: list[list[int]] = [[] for _ in range(sessions)]
    for number, members in enumerate(sets):
        for session in members.tolist():
            of[session].append(number)
    chosen = [max(mine, key=lambda number: len(sets[number]), default=-1) for mine in of]
    sizes = np.bincount([number for number in chosen if number >= 0], minlength=len(sets)).tolist()
    changed = True
    while changed:  # each change raises what they pay
        changed = False
        for session, mine in enumerate(of):
            for number in mine:
                # One more in a set that is spread evenly shares a place with so many.
                more, less = sizes[number] // places, (sizes[chosen[session]] - 1) // places
                if number != chosen[session] and more > less:
                    sizes[chosen[session]] -= 1
                    sizes[number] += 1
                    chosen[session] = number
                    changed = True
    members = np.array(chosen)
    return [np.flatnonzero(members == n) for n, size in enumerate(sizes) if size > places]


# --- Paid in several places -------------------------------------------------------------------


class Quadratic:
    """A bound on some relations together.

    Parameters
    ----------
    tables : CostTables
        What is asked.
    relations : sequence of Relation
        One or more of its costs.
    alone : matrix
        By session and cell: what is paid for that.

    Attributes
    ----------
    arcs : int
        How many arcs the flows have that it takes.
    """

    def __init__(self, tables: CostTables, relations: Sequence[Relation], alone: Matrix) -> None:
        cells, place = _places([relation.worth for relation in relations])
        self._may = _by_place(tables.allowed, place, len(cells))
        prices = np.full(self._may.shape, np.inf)
        np.minimum.at(prices.T, place, np.where(tables.allowed, alone, np.inf).T)
        self._prices = _whole(np.where(self._may, prices, 0.0))
        self._pairs = [
            (_whole(relation.weights), _whole(relation.worth[np.ix_(cells, cells)]))
            for relation in relations
        ]
        self._taking, single = _one_at_a_time(tables)
        everybody = np.full(len(place), len(self._may))
        self._holds = np.bincount(
            place, np.where(single, 1, everybody), minlength=len(cells)
        ).astype(np.int64)
        self.arcs = int(self._may.sum()) ** 2

    def least(self, on: Callable[[], bool]) -> int:
        """Return what no choice costs less than."""
        doubled = np.zeros_like(self._prices)
        may = self._may.copy()
        for session in range(len(may)):
            if not on():
                raise _NoBoundError
            others = np.flatnonzero(np.arange(len(may)) != session)
            for place in np.flatnonzero(self._may[session]).tolist():
                paid = self._paid(session, place)
                holds = self._holds.copy()
                holds[place] -= self._taking[session]
                cheapest = self._transported(paid, self._may, holds, others)
                may[session, place] = cheapest is not None
                doubled[session, place] = 2 * self._prices[session, place] + (cheapest or 0)
        cheapest = self._transported(doubled, may, self._holds, np.arange(len(may)))
        return -(-(cheapest or 0) // 2)  # of whole numbers

    def _paid(self, session: int, place: int) -> Ints:
        """Return by session and place what is paid for the pair with one that is at a place."""
        paid = np.zeros_like(self._prices)
        for weights, worth in self._pairs:
            paid += np.outer(weights[session], worth[place])
            paid += np.outer(weights[:, session], worth[:, place])
        return paid

    def _transported(self, costs: Ints, may: Truth, holds: Ints, sessions: Vector) -> int | None:
        """Return what it costs at least if sessions go to places; None if they cannot."""
        free = sessions[~self._taking[sessions]]
        taking = sessions[self._taking[sessions]]
        if not may[sessions].any(axis=1).all():
            return None
        far = costs.max(initial=0)
        lone = int(np.where(may[free], costs[free], far).min(axis=1, initial=far).sum())
        session, place = np.nonzero(may[taking])
        many, places = len(taking), len(holds)
        try:
            return lone + _cheapest(
                tails=np.concatenate([session, many + np.arange(places)]),
                heads=np.concatenate([many + place, np.full(places, many + places)]),
                capacities=np.concatenate([np.ones(len(session), dtype=np.int64), holds]),
                costs=np.concatenate([costs[taking[session], place], np.zeros(places, np.int64)]),
                supplies=np.concatenate([np.ones(many), np.zeros(places), [-many]]),
            )
        except _NoFlowError:
            return None


def _one_at_a_time(tables: CostTables) -> tuple[Truth, Truth]:
    """Return sessions of which no two may be in one cell, and the cells of which that holds.

    Those that pairs cost most for, and all that go with them: not their parts, which share
    the cell of their whole.
    """
    sessions, cells = tables.allowed.shape
    matter = np.zeros(sessions)
    for relation in tables.costs:
        dear = np.abs(relation.weights) * relation.worth.max()
        matter += dear.sum(axis=0) + dear.sum(axis=1)
    strict = np.zeros((len(tables.demands), cells), dtype=np.bool_)
    for number, relation in enumerate(tables.demands):
        strict[number] = relation.worth.diagonal() != 0
    best = np.zeros(sessions, dtype=np.bool_), np.zeros(cells, dtype=np.bool_)
    for kind in np.unique(strict, axis=1).T:
        if not kind.any():
            continue
        apart = np.zeros((sessions, sessions), dtype=np.bool_)
        for relation in compress(tables.demands, kind):
            apart |= (relation.weights != 0) | (relation.weights.T != 0)
        taking, single = (
            _all_related(apart, np.argsort(-matter, kind="stable")),
            strict[kind].all(axis=0),
        )
        if taking.sum() * single.sum() > best[0].sum() * best[1].sum():
            best = taking, single
    return best


def _all_related(related: Truth, order: Vector) -> Truth:
    """Return sessions of which every two are related, the first ones in this order among them."""
    kept = np.zeros(len(related), dtype=np.bool_)
    for session in order.tolist():
        kept[session] = related[session, kept].all()
    return kept


# --- Flows ------------------------------------------------------------------------------------


def _cheapest(*, tails: Ints, heads: Ints, capacities: Ints, costs: Ints, supplies: Ints) -> int:
    """Return the least cost of a flow.

    Raises
    ------
    _NoFlowError
        If there is none.
    _NoBoundError
    """
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    flow.set_nodes_supplies(np.arange(len(supplies)), supplies.astype(np.int64))
    status = flow.solve()
    if status == flow.OPTIMAL:
        return int(flow.optimal_cost())
    if status == flow.INFEASIBLE:
        raise _NoFlowError
    raise _NoBoundError
