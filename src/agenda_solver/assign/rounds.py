"""Seats in rounds that offer the same workshops each time: which ones first, then when.

A flow picks the workshops of each attendee, as many as they are due, and as many seats
in each workshop as all its times have together. Whoever sits in it when, is a colouring of
edges: König, "Über Graphen und ihre Anwendung auf Determinantentheorie und Mengenlehre"
(1916) proved that attendees and workshops, none of which has more than R edges, can do
with R colours; a workshop is first split into parts of R seats. So the flow is exact.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agenda_solver.assign.aims import Aim, points_missed, rank_costs
from agenda_solver.assign.aims import cost as cost_of
from agenda_solver.assign.choices import NOBODY, Choices, Flags, Ints
from agenda_solver.assign.flow import SUMS, Network, contradicts
from agenda_solver.assign.method import MethodResult
from agenda_solver.budget import Budget

_A_FEW = 4
"""So many workshops that they do not wish for each attendee is offered at first."""


def fits(choices: Choices) -> bool:
    """Whether every round offers the same: workshops, places, and to the same people."""
    if choices.rounds < 2 or choices.exclusive or choices.together or choices.apart:
        return False
    if choices.quotas or choices.before or choices.lunchless or np.any(choices.least > 1):
        return False
    if choices.limited.any() or choices.bound:
        return False
    if np.any(choices.due.any(axis=1) != choices.due.all(axis=1)):
        return False
    times = _times(choices)
    for sessions in times:
        places = np.bincount(
            choices.round_of[sessions], choices.most[sessions], minlength=choices.rounds
        )
        offered = np.bincount(choices.round_of[sessions], minlength=choices.rounds)
        level = choices.level[:, sessions]
        if not offered.all() or np.any(places != places[0]) or np.any(level != level[:, :1]):
            return False
    whole = {frozenset(sessions.tolist()) for sessions in times}
    return all(not sessions or frozenset(sessions) in whole for _, sessions in choices.must)


def seat(choices: Choices, aims: Sequence[Aim], budget: Budget) -> MethodResult:
    """Seat everybody as well as can be.

    Aims that are no sums of costs are not looked at, and what comes after one of them, or
    after what the time allows, is not proven.
    """
    sums = [aim for aim in aims if aim.kind in SUMS]
    if contradicts(choices):
        return MethodResult("infeasible")
    picked = _Picks(choices, sums).best(budget)
    if picked is None:
        return MethodResult("infeasible")
    chosen, proven = picked
    taken = _spread_over_rounds(choices, chosen)
    bounds: list[int] = []
    sure = True
    for aim in aims:
        sure = sure and aim in sums[:proven]
        bounds.append(cost_of(choices, aim, taken) if sure else 0)
    return MethodResult("optimal" if sure else "feasible", taken, tuple(bounds))


def _times(choices: Choices) -> list[Ints]:
    """Return the sessions of each workshop."""
    return [
        np.flatnonzero(choices.workshop == workshop) for workshop in np.unique(choices.workshop)
    ]


class _Picks:
    """The flow that picks each attendee's workshops."""

    def __init__(self, choices: Choices, aims: Sequence[Aim]) -> None:
        self.choices = choices
        self.aims = aims
        times = _times(choices)
        first = [sessions[0] for sessions in times]
        self.people: Ints = np.flatnonzero(choices.due.any(axis=1))
        self.dues = choices.dues[self.people].sum(axis=1)
        self.level = choices.level[np.ix_(self.people, first)].astype(np.int64)
        self.wished = choices.wished[np.ix_(self.people, first)]
        # Every round offers the same: what is missed does not depend on when.
        self.missed: Ints = np.zeros(self.level.shape, dtype=np.int64)
        self.missed_by_none: Ints = np.zeros(len(self.people), dtype=np.int64)
        if any(aim.kind == "points" for aim in aims):
            points = choices.points
            assert points is not None
            self.missed = points_missed(choices)[np.ix_(self.people, first)]
            self.missed_by_none = points[np.ix_(self.people, first)].max(axis=1, initial=0)
        self.places: Ints = np.array(
            [choices.most[columns].sum() for columns in times], dtype=np.int64
        )
        self.must: Flags = np.zeros(self.level.shape, dtype=np.bool_)
        row = {int(person): place for place, person in enumerate(self.people)}
        for person, sessions in choices.must:
            self.must[row[person], first.index(min(sessions))] = True
        self.reach = [self._most_change(aim) for aim in aims]

    def _most_change(self, aim: Aim) -> int:
        """Return by how much an exchange may change an aim at most, see `flow`."""
        if aim.kind == "points":
            cost = np.append(self.missed[self.level > 0], self.missed_by_none)
        else:
            cost = rank_costs(aim, np.unique(np.append(self.level, 0)))
        spread = 1 if aim.kind == "lacking" else int(np.ptp(cost)) if len(cost) else 0
        return min(len(self.places) + 1, len(self.people)) * spread

    def best(self, budget: Budget) -> tuple[Flags, int] | None:
        """Return who has which workshop, and how many aims are proven; None if it cannot be."""
        done = 0
        count = self._weighable(done)
        shown = self._at_first(budget) if count == len(self.aims) else self.level > 0
        while True:
            rows, columns = np.nonzero(shown)
            network = self._network(rows, columns)
            cost = self._weighed(rows, columns, done, count)
            flow = network.cheapest(cost)
            if flow is None and not np.array_equal(shown, self.level > 0):
                shown = self.level > 0
                continue
            if flow is None:
                return None
            better = self._better(network, flow, cost, done, count) & ~shown
            if not better.any():
                break
            shown |= better
        done = count
        while done < len(self.aims) and budget.left:
            network = network.only_cheapest(flow, cost)
            count = self._weighable(done)
            cost = self._weighed(rows, columns, done, count)
            flow = network.cheapest(cost)
            assert flow is not None
            done += count
        chosen = np.zeros((len(self.choices.attendees), len(self.places)), dtype=np.bool_)
        chosen[self.people[rows], columns] = flow[: len(rows)] > 0
        return chosen, done

    def _at_first(self, budget: Budget) -> Flags:
        """Return the workshops to look at first: those that are wished, and a few others."""
        others = (self.level > 0) & ~self.wished
        share = _A_FEW / np.maximum(1, others.sum(axis=1, keepdims=True))
        drawn = np.random.default_rng(budget.seed).random(others.shape) < share
        return (self.level > 0) & (self.wished | self.must | drawn)

    def _network(self, rows: Ints, columns: Ints) -> Network:
        """Return the network: attendees, workshops, and the way out."""
        people, workshops = self.level.shape
        out = people + workshops
        tail = np.concatenate([rows, np.arange(out)])
        head = np.concatenate([people + columns, np.full(out, out)])
        low = np.concatenate([self.must[rows, columns], np.zeros(out)]).astype(np.int64)
        ones = np.ones(len(rows), dtype=np.int64)
        high = np.concatenate([ones, self.dues, self.places])
        supply = np.zeros(out + 1, dtype=np.int64)
        supply[:people] = self.dues
        supply[out] = -self.dues.sum()
        return Network(tail, head, low, high, supply)

    def _weighed(self, rows: Ints, columns: Ints, first: int, count: int) -> Ints:
        """Return the weighed cost of each arc, those of seats first, for some aims."""
        people, workshops = self.level.shape
        cost = np.zeros(len(rows) + people + workshops, dtype=np.int64)
        lacking = slice(len(rows), len(rows) + people)
        of_level, of_point = self._prices(first, count)
        cost[: len(rows)] = of_level[self.level[rows, columns]]
        cost[: len(rows)] += of_point * self.missed[rows, columns]
        cost[lacking] = of_point * self.missed_by_none
        chosen = self.aims[first : first + count]
        for aim, weight in zip(chosen, self._weights(first, count), strict=True):
            cost[lacking] += weight * (aim.kind == "lacking")
        return cost

    def _prices(self, first: int, count: int) -> tuple[Ints, int]:
        """Return what a seat of each level, and a point missed, weigh in some aims."""
        level = np.arange(int(self.level.max(initial=0)) + 1)
        of_level: Ints = np.zeros(len(level), dtype=np.int64)
        of_point = 0
        chosen = self.aims[first : first + count]
        for aim, weight in zip(chosen, self._weights(first, count), strict=True):
            of_level += weight * rank_costs(aim, level)
            of_point += weight * (aim.kind == "points")
        return of_level, of_point

    def _better(self, network: Network, flow: Ints, cost: Ints, first: int, count: int) -> Flags:
        """Return which workshops of whom would make the flow cheaper, were they looked at."""
        people, workshops = self.level.shape
        potential = network.potentials(flow, cost)
        price = potential[people : people + workshops] - potential[:people, None]
        of_level, of_point = self._prices(first, count)
        paid = of_level[self.level]
        if of_point:
            paid += of_point * self.missed
        return np.asarray((self.level > 0) & (paid < price))

    def _weights(self, first: int, count: int) -> list[int]:
        """Return weights of some aims: an earlier one outweighs all later ones."""
        weights: list[int] = []
        beyond = 0
        for reach in reversed(self.reach[first : first + count]):
            weights.insert(0, 1 + beyond)
            beyond += weights[0] * reach
        return weights

    def _weighable(self, first: int) -> int:
        """Return how many aims, from one on, have weights that are not too large."""
        nodes = sum(self.level.shape) + 2
        dearest = max(int(self.missed.max(initial=0)), int(self.missed_by_none.max(initial=0)))
        worst = max(1, int(self.level.max(initial=0)), dearest)
        for count in range(len(self.aims) - first, 1, -1):
            if sum(self._weights(first, count)) * worst * nodes < _LARGEST:
                return count
        return min(1, len(self.aims) - first)


def _spread_over_rounds(choices: Choices, chosen: Flags) -> Ints:
    """Return the seats (n × R) of who has which workshop."""
    taken = np.full(choices.due.shape, NOBODY, dtype=np.int64)
    workshop, person = np.nonzero(chosen.T)
    # Parts of R seats: each has one in each round at most, so no round has more than its share.
    place = np.arange(len(workshop)) - np.searchsorted(workshop, workshop)
    part = workshop * (1 + len(chosen) // choices.rounds) + place // choices.rounds
    number = colour(person, part, choices.rounds)
    for sessions, which in zip(_times(choices), range(chosen.shape[1]), strict=True):
        for moment in range(choices.rounds):
            people = person[(workshop == which) & (number == moment)]
            here = sessions[choices.round_of[sessions] == moment]
            taken[people, moment] = np.repeat(here, choices.most[here])[: len(people)]
    return taken


def colour(left: Ints, right: Ints, colours: int) -> Ints:
    """Colour edges so that no two at one node are alike (König 1916).

    Parameters
    ----------
    left, right : arrays of one length
        The ends of each edge, from 0; no node of either side has more edges than colours.
    colours : int
        How many there are.

    Returns
    -------
    array
        The colour of each edge, from 0.
    """
    ends = left.tolist(), right.tolist()
    at: tuple[list[list[int]], list[list[int]]] = (
        [[NOBODY] * colours for _ in range(max(ends[0], default=-1) + 1)],
        [[NOBODY] * colours for _ in range(max(ends[1], default=-1) + 1)],
    )
    colour = [0] * len(left)
    for edge, (one, other) in enumerate(zip(*ends, strict=True)):
        free, wanted = at[0][one].index(NOBODY), at[1][other].index(NOBODY)
        if at[1][other][free] != NOBODY:
            _swap(at, ends, colour, other, free, wanted)
        at[0][one][free] = at[1][other][free] = edge
        colour[edge] = free
    return np.array(colour, dtype=np.int64)


def _swap(
    at: tuple[list[list[int]], list[list[int]]],
    ends: tuple[list[int], list[int]],
    colour: list[int],
    node: int,
    one: int,
    other: int,
) -> None:
    """Swap two colours along the path that begins at a node on the right, which lacks `other`."""
    path = []
    side, colour_ = 1, one
    edge = at[1][node][one]
    while edge != NOBODY:
        path.append(edge)
        side, colour_ = 1 - side, one + other - colour_
        edge = at[side][ends[side][edge]][colour_]
    for edge in path:
        for side in (0, 1):
            at[side][ends[side][edge]][colour[edge]] = NOBODY
    for edge in path:
        colour[edge] = one + other - colour[edge]
        for side in (0, 1):
            at[side][ends[side][edge]][colour[edge]] = edge


# The solver multiplies costs by the number of nodes, and sums them along paths.
_LARGEST = 1 << 57
