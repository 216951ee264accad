"""What a change of the sessions of a slot is worth to a crowd, bounded by prices.

A price of a session is what one person more in it would cost. With any prices, everybody in
what is worth most to them less its price bounds from below what a slot loses (weak duality),
as what is paid for a session depends on its price alone; with those of the best seating of
the slot it is what the slot loses. So all changes of one session are weighed at once, by a
few operations on matrices, where a flow for each would take a thousand times as long.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from agenda_solver.search.relations import Matrix, Truth, Vector


class Margins:
    """What slots lose at least, while sessions change places.

    Parameters
    ----------
    worth : Matrix
        By session and chooser: what a seat is worth; 0 where it is not wished for.
    size : array of int
        How many people each chooser stands for.
    there : Truth
        By slot and chooser: who is there.
    dearest : int
        What it costs to leave one person without a seat, beside what their best is worth;
        and what one more person costs in a session that has as many as it needs.
    offered : collection of int
        The sessions in which there are seats.
    """

    def __init__(
        self,
        worth: Matrix,
        size: Vector,
        there: Truth,
        dearest: int,
        offered: Collection[int],
    ) -> None:
        self._dearest = dearest
        self._worth = worth.astype(np.float64)
        self._never = -2.0 * dearest
        self._net = np.full(worth.shape, self._never)
        self._offered = frozenset(offered)
        self._net[list(offered)] = self._worth[list(offered)] - dearest
        # The last row is for who is in no slot: nothing is lost there.
        self._weight = np.vstack([there * size, np.zeros(len(size))])
        slots, (sessions, people) = len(there), worth.shape
        self._slot = np.full(sessions, slots)
        self._best = np.zeros((slots + 1, people))
        self._best_net = np.full((slots + 1, people), self._never)
        self._lost = np.zeros(slots + 1)
        self._others_best = np.zeros(worth.shape)
        self._others_net = np.full(worth.shape, self._never)

    def leave(self, sessions: Collection[int]) -> None:
        """Take sessions out of the slots that they are in."""
        self._slot[list(sessions)] = len(self._lost) - 1

    def renew(self, slot: int, members: Collection[int], prices: Mapping[int, float]) -> None:
        """Take up which sessions are in a slot, and their prices.

        Parameters
        ----------
        slot : int
        members : collection of int
            The sessions that are in it now.
        prices : mapping of int to float
            Of those in which there are seats.
        """
        own = sorted(members)
        self._slot[own] = slot
        for session in self._offered.intersection(own):
            self._net[session] = self._worth[session] - prices[session]
        self._best[slot], self._others_best[own] = _without_each(self._worth[own], 0.0)
        self._best_net[slot], self._others_net[own] = _without_each(self._net[own], self._never)
        lost = self._losses(self._best[slot], self._best_net[slot])
        self._lost[slot] = lost @ self._weight[slot]

    def _losses(self, best: Matrix, net: Matrix) -> Matrix:
        """Return what each person loses, less what all who choose together are counted for."""
        return np.where(best > 0, best - net - self._dearest, 0.0)

    def moved(self, session: int) -> Vector:
        """Return at most how much less is lost if a session moves, by slot; last: to none."""
        home = self._slot[session]
        left = self._losses(self._others_best[session], self._others_net[session])
        joined = self._losses(
            np.maximum(self._best, self._worth[session]),
            np.maximum(self._best_net, self._net[session]),
        )
        after = np.einsum("ij,ij->i", joined, self._weight)
        less = self._lost[home] - left @ self._weight[home] + self._lost - after
        less[home] = 0.0
        return _whole(less)

    def swapped(self, session: int) -> Vector:
        """Return at most how much less is lost if two change places, by the other."""
        home = self._slot[session]
        here = self._losses(
            np.maximum(self._others_best[session], self._worth),
            np.maximum(self._others_net[session], self._net),
        )
        there = self._losses(
            np.maximum(self._others_best, self._worth[session]),
            np.maximum(self._others_net, self._net[session]),
        )
        after = here @ self._weight[home]
        after += np.einsum("ij,ij->i", there, self._weight[self._slot])
        less = self._lost[home] + self._lost[self._slot] - after
        less[self._slot == home] = 0.0
        return _whole(less)


def marginal_costs(losses: Matrix, taken: Truth, onward: Matrix) -> Matrix:
    """Return what one person more would cost in each session, at the least.

    They stay if the session takes them, or somebody in it goes to another one: a shortest
    path in the residual network of a cheapest flow, which has no cycle that gains.

    Parameters
    ----------
    losses : Matrix
        By person and session: what the person loses there.
    taken : Truth
        By person and session: whether somebody of these is there.
    onward : array of float
        By session: what it costs if one person more stays; infinite where it is full.
    """
    change = np.full((len(onward), len(onward)), np.inf)
    for session, there in enumerate(taken.T):
        if there.any():
            own = losses[there]
            change[session] = (own - own[:, [session]]).min(axis=0)
    costs = onward
    for _ in onward:
        shorter = np.minimum(costs, (change + costs).min(axis=1))
        if (shorter == costs).all():
            break
        costs = shorter
    return costs


def _without_each(rows: Matrix, least: float) -> tuple[Matrix, Matrix]:
    """Return the maximum of all rows, and that of all but each."""
    padded = np.vstack([rows, np.full((2, rows.shape[1]), least)])
    second, first = np.partition(padded, -2, axis=0)[-2:]
    return first, np.where(rows == first, second, first)


def _whole(amounts: Matrix) -> Vector:
    return np.rint(amounts).astype(np.int64)
