"""Columns of people that turn around the tables: where each goes is searched for.

As in the closed forms (see `closed_form`) people stand in *columns*, as many in each as a
group has elements. So many tables make a *ring*: of a column that is there one person is at
each, and any element of the group turns it. Tables that are left over *stay*: a whole column
sits there together. Two columns that are in one ring in several rounds, as far apart each
time, make each of their people meet somebody again, and so does a column that sits together
twice. So what is to be small is about columns, and there are only rounds × columns places to
choose.

Where all tables are one ring, no repeat means a part of a difference matrix; with tables that
stay, of a quasi-difference matrix (Colbourn and Dinitz, Handbook of Combinatorial Designs,
VI.17). With several rings there are fewer symmetries, more rotations that have them, and more
places to choose.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation.cafe import Cafe
from agenda_solver.cafe.rotation.fields import Ints, cyclic, elementary, negatives, prime_powers

STEPS_A_PLACE = 100
"""How many steps the first coolings have for each column and round."""
LONGER = 2
"""The next coolings take so many times as many."""
FEWEST = 2
"""Of the shapes the better half goes on each time, but so many at least."""
IN_VAIN = 4
"""After so many coolings of each that find nothing better, it is left at that."""
STEPS_BETWEEN_LOOKS = 500
HOT, COLD = 0.22, 0.12
"""In repeats of everybody in a column."""
TOPIC = 3
"""What it weighs that somebody is at a table again, where topics are to be distinct."""

Place = tuple[int, int]
"""A ring, or a table that stays, and by which element of the group a column is turned there."""


@dataclass(frozen=True)
class Shape:
    """Tables in rings, tables that stay, and how many columns are at each.

    Attributes
    ----------
    group : int
        How many tables a ring has, and people a column.
    rings : int
        How many there are.
    tables : tuple of int
        Those of each ring, one ring after the other; then those that stay.
    columns : tuple of int
        How many columns are in each ring, and at each table that stays.
    lacking : int
        So many people of the last column are not there; it is in the first ring always.
    """

    group: int
    rings: int
    tables: tuple[int, ...]
    columns: tuple[int, ...]
    lacking: int


def shapes(cafe: Cafe) -> Iterator[Shape]:
    """Return the ways to put tables in rings, the largest rings first.

    Every table is as full as it is to be in every round, and no column need sit together
    twice. Where there are hosts, who are a column, all tables are one ring.
    """
    for group in range(cafe.tables, 1, -1):
        shape = _shape(cafe, group)
        if shape is not None:
            yield shape
        if cafe.hosts:
            return


def _shape(cafe: Cafe, group: int) -> Shape | None:
    top, empty = max(cafe.most), cafe.empty
    rings: list[tuple[int, list[int]]] = []
    stay: list[tuple[int, int]] = []
    for size in sorted(set(cafe.most), reverse=True):
        tables = [table for table, most in enumerate(cafe.most) if most == size]
        whole = len(tables) // group * group
        rings += ((size, tables[at : at + group]) for at in range(0, whole, group))
        for table in tables[whole:]:
            fewer = size % group
            if fewer > (size == top and empty > 0):
                return None
            empty -= fewer
            stay.append((size // group, table))
    full = sum(size == top for size, _ in rings)
    fewer = min(full, empty // group)
    rings[full - fewer : full] = [(top - 1, ring) for _, ring in rings[full - fewer : full]]
    empty -= fewer * group
    together = sum(many for many, _ in stay)
    columns = (*(size for size, _ in rings), *(many for many, _ in stay))
    if empty >= group or (empty and fewer == full):
        return None
    if not rings or cafe.still * together > sum(columns) - bool(empty):
        return None
    tables_ = (*(table for _, ring in rings for table in ring), *(table for _, table in stay))
    return Shape(group, len(rings), tables_, columns, empty)


def searched(cafe: Cafe, budget: Budget, chance: random.Random) -> Iterator[Ints]:
    """Return rotations by tables of round and place, each better than the last."""
    every = [(shape, plus) for shape in shapes(cafe) for plus in _additions(shape.group)]
    least: float = math.inf
    steps, in_vain = STEPS_A_PLACE, 0
    while every and in_vain < IN_VAIN:
        in_vain += 1
        ended = []
        for number, (shape, plus) in enumerate(every):
            turning = Turning(cafe, shape, plus, chance)
            turning.cool(steps, budget)
            ended.append((turning.least, number))
            if turning.least < least:
                least, in_vain = turning.least, 0
                yield turning.table()
            if not (least and budget.left):
                return
        half = max(FEWEST, len(every) // 2)
        every = [every[number] for _, number in sorted(ended)[:half]]
        steps *= LONGER


def _additions(group: int) -> Iterator[Ints]:
    """Return the additions of two groups; of one, where they are the same but for its names."""
    yield cyclic(group)
    if any(often > 1 for _, often in prime_powers(group)):
        yield elementary(group)


class Turning:
    """Where each column is in each round, and what that comes to.

    Hosts are the first column, which is always in the first ring and never turned.

    Attributes
    ----------
    cost, least : int
        The repeats, and what topics seen again weigh: now, and at best so far.
    """

    def __init__(self, cafe: Cafe, shape: Shape, plus: Ints, chance: random.Random) -> None:
        self._shape, self._chance = shape, chance
        self._plus = plus
        self._minus = plus[:, negatives(plus)].tolist()
        self._every = range(shape.group)
        many = sum(shape.columns)
        self._people = [shape.group] * many
        self._people[-1] -= shape.lacking
        self._hosts = bool(cafe.hosts)
        self._turning = range(self._hosts, many)
        self._changing = range(self._hosts, many - bool(shape.lacking))
        self._again = TOPIC if cafe.keeps_topics else 0
        self._often = [[[0] * shape.group for _ in range(many)] for _ in range(many)]
        self._together = [0] * many
        self._seen = [[0] * len(shape.tables) for _ in range(many)]
        self._there: list[list[list[int]]] = []
        self.at: list[list[Place]] = []
        self.cost = 0
        for _ in range(cafe.still):
            self._begin()
        self.least, self._best = self.cost, [list(row) for row in self.at]

    def _begin(self) -> None:
        """Add a round in which columns are anywhere."""
        where = [place for place, many in enumerate(self._shape.columns) for _ in range(many)]
        changing = where[self._hosts + bool(self._shape.lacking) :]
        self._chance.shuffle(changing)
        where = [0] * self._hosts + changing + [0] * bool(self._shape.lacking)
        self._there.append([[] for _ in self._shape.columns])
        self.at.append([(place, 0) for place in where])
        for column, place in enumerate(where):
            if column in self._turning:
                self.at[-1][column] = (place, self._chance.randrange(self._shape.group))
            self.cost += self._enter(len(self.at) - 1, column)

    def cool(self, steps: int, budget: Budget) -> None:
        """Anneal, so many steps for each column and round; the best seen is kept."""
        many = steps * len(self.at) * len(self._people)
        for step in range(0, many, STEPS_BETWEEN_LOOKS):
            if not (self.least and budget.left):
                return
            self._steps(self._shape.group * HOT * (COLD / HOT) ** (step / many))

    def _steps(self, heat: float) -> None:
        uniform = self._chance.random
        for _ in range(STEPS_BETWEEN_LOOKS):
            number = int(uniform() * len(self.at))
            row = self.at[number]
            to = self._drawn(row)
            back = {column: row[column] for column in to}
            more = self._move(number, to)
            if more > 0 and uniform() >= math.exp(-more / heat):
                self._move(number, back)
                continue
            self.cost += more
            if self.cost < self.least:
                self.least, self._best = self.cost, [list(row) for row in self.at]

    def _drawn(self, row: list[Place]) -> Mapping[int, Place]:
        """Draw another place for a column; where it is not in the same ring, two exchange them."""
        uniform, group = self._chance.random, self._shape.group
        column = self._turning[int(uniform() * len(self._turning))]
        place, _ = row[column]
        if len(self._shape.columns) > 1 and uniform() < 0.5 and column in self._changing:
            other = self._changing[int(uniform() * len(self._changing))]
            there, _ = row[other]
            if there != place:
                return {
                    column: (there, int(uniform() * group)),
                    other: (place, int(uniform() * group)),
                }
        return {column: (place, int(uniform() * group))}

    def _move(self, number: int, to: Mapping[int, Place]) -> int:
        """Let columns go elsewhere in a round; return how much more that is."""
        row, there = self.at[number], self._there[number]
        more = 0
        for column in to:
            there[row[column][0]].remove(column)
            more -= self._meet(number, column, -1)
        for column, place in to.items():
            row[column] = place
            more += self._enter(number, column)
        return more

    def _enter(self, number: int, column: int) -> int:
        more = self._meet(number, column, 1)
        self._there[number][self.at[number][column][0]].append(column)
        return more

    def _meet(self, number: int, column: int, by: int) -> int:
        """Count whom a column meets in a round, once more or once less; return what that costs."""
        row, people, group = self.at[number], self._people, self._shape.group
        place, turned = row[column]
        turns = place < self._shape.rings
        first = 0 if by > 0 else 1
        cost = 0
        for other in self._there[number][place]:
            one, two = (column, other) if column < other else (other, column)
            often, again = self._often[one][two], 0
            for apart in (self._minus[row[one][1]][row[two][1]],) if turns else self._every:
                again += often[apart] > first
                often[apart] += by
            cost += again * min(people[one], people[two])
        if not turns:
            cost += (self._together[column] > first) * group * (group - 1) // 2
            self._together[column] += by
        if self._again and column in self._turning:
            seen, table = self._seen[column], self._table(place, turned)
            cost += (seen[table] > first) * self._again * people[column]
            seen[table] += by
        return cost

    def _table(self, place: int, turned: int) -> int:
        """Return which table of the shape is at an element of a place."""
        group, rings = self._shape.group, self._shape.rings
        return place * group + turned if place < rings else rings * (group - 1) + place

    def table(self) -> Ints:
        """Return the best seen, by tables of round and place; places stand column by column."""
        tables, plus = self._shape.tables, self._plus.tolist()
        return np.array(
            [
                [
                    tables[self._table(place, plus[turned][person])]
                    for column, (place, turned) in enumerate(row)
                    for person in range(self._people[column])
                ]
                for row in self._best
            ]
        )
