"""Columns of people that take steps, the steps searched for.

As in the closed forms, columns of people stand one at each table and turn around the tables
(see `closed_form`); any steps will do, in any group of as many elements as there are tables.
Two columns that are ``d`` apart in several rounds make each of their people meet somebody
again: what is to be small is, over all pairs of columns, rounds less distances that differ.
Where that is 0 the steps are part of a difference matrix (Colbourn and Dinitz, Handbook of
Combinatorial Designs, VI.17). There are only rounds × columns numbers to choose, so many
are annealed at once, as arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import numpy as np

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation.cafe import Cafe
from agenda_solver.cafe.rotation.closed_form import column_count, turned
from agenda_solver.cafe.rotation.fields import Ints, cyclic, elementary, negatives

CHAINS = 48
STEPS = 1500
COOLINGS_IN_VAIN = 4
"""After so many that find nothing better, it is left at that."""
HOT, COLD = 0.9, 0.12
TOPIC = 3
"""What it weighs that a column is at a table again, where topics are to be distinct."""


def searched(cafe: Cafe, budget: Budget, random: np.random.Generator) -> Iterator[Ints]:
    """Return rotations by tables of round and place, each better than the last."""
    rounds, columns = cafe.still, column_count(cafe)
    if rounds < 2 or rounds > cafe.tables:
        return
    additions = [cyclic(cafe.tables)]
    if not np.array_equal(additions[0], elementary(cafe.tables)):
        additions.append(elementary(cafe.tables))
    best: float = np.inf
    in_vain = 0
    for plus in cycle(additions):
        if not budget.left or best == 0 or in_vain == COOLINGS_IN_VAIN:
            return
        steps, cost = _Steps(cafe, plus, rounds, columns, random).cooled(budget)
        in_vain += 1
        if cost < best:
            best, in_vain = cost, 0
            yield turned(steps, plus)[:, : len(cafe.present)]


class _Steps:
    """Many arrays of steps, by round and column, annealed side by side.

    Where topics are to be distinct, a column that never moves stands before the others: it
    is at no distance from another column twice. Hosts are such a column that counts.
    """

    def __init__(
        self, cafe: Cafe, plus: Ints, rounds: int, columns: int, random: np.random.Generator
    ) -> None:
        self._minus = plus[:, negatives(plus)]
        self._random = random
        self._tables = cafe.tables
        self._still = int(cafe.keeps_topics or bool(cafe.hosts))
        self._hidden = int(cafe.keeps_topics and not cafe.hosts)
        self._weight = np.ones(columns + self._hidden, dtype=np.int64)
        if cafe.keeps_topics:
            self._weight[0] = TOPIC
        shape = (CHAINS, rounds, columns + self._hidden)
        self.steps = random.integers(self._tables, size=shape)
        self.steps[:, 0, :] = 0
        self.steps[:, :, : self._still] = 0

    def cooled(self, budget: Budget) -> tuple[Ints, float]:
        """Return the best steps found in one cooling, and what they cost."""
        rounds, columns = self.steps.shape[1:]
        chains = np.arange(CHAINS)
        each = [self._column(self.steps, column) for column in range(columns)]
        cost = np.sum(each, axis=0) // 2
        best_cost: float = np.inf
        best = self.steps[0]
        for step in range(STEPS):
            if np.min(cost) < best_cost:
                at = int(np.argmin(cost))
                best, best_cost = self.steps[at].copy(), int(cost[at])
            if best_cost == 0 or not budget.left:
                break
            heat = HOT * (COLD / HOT) ** (step / STEPS)
            column = int(self._random.integers(self._still, columns))
            old = self.steps[:, :, column].copy()
            before = self._column(self.steps, column)
            at_round = self._random.integers(1, rounds, size=CHAINS)
            self.steps[chains, at_round, column] = self._random.integers(self._tables, size=CHAINS)
            more = self._column(self.steps, column) - before
            refused = self._random.random(CHAINS) >= np.exp(-np.maximum(more, 0) / heat)
            self.steps[refused, :, column] = old[refused]
            cost = cost + np.where(refused, 0, more)
        return best[:, self._hidden :], best_cost

    def _column(self, steps: Ints, column: int) -> Ints:
        """Return what a column costs with all others, in each chain."""
        others = [other for other in range(steps.shape[2]) if other != column]
        apart = np.sort(self._minus[steps[:, :, column, None], steps[:, :, others]], axis=1)
        again = np.sum(apart[:, 1:] == apart[:, :-1], axis=1)
        weight = self._weight[others] * self._weight[column]
        return np.asarray(again @ weight, dtype=np.int64)
