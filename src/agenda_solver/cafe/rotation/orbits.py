"""Rotations whose rounds are one round turned: only that one is searched for.

People stand in circles of as many as there are rounds to a turn, and who is left over stays
outside. Each round is the one before with everybody one place further along their circle, so
a pair meets in some round if its *orbit*, all pairs that it is turned into, has a pair in the
first. What is to be annealed is a round instead of all of them. Where the rounds are several
times a turn, as many first rounds are turned. (Designs made of base blocks under a cyclic
group: Bose 1939; for social golfers, Barnier and Brisset, "Solving Kirkman's schoolgirl
problem in a few seconds", 2005, and Harvey and Winterer 2005.)
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from itertools import combinations

from agenda_solver.budget import FIRST_COOLING_OF_ORBITS, Budget
from agenda_solver.cafe.rotation.cafe import Cafe

HOT, COLD = 0.6, 0.15
"""In repeats of a pair in each round of a turn."""
STEPS_BETWEEN_LOOKS = 1000
LONGER = 1.5
"""Each cooling takes so many times the one before."""


def searched(cafe: Cafe, budget: Budget, chance: random.Random) -> Iterator[list[list[int]]]:
    """Return rotations by tables of round and person present, each better than the last.

    They are free: a person may be at a table twice.
    """
    people = len(cafe.present)
    turns = [turn for turn in range(cafe.still, 1, -1) if cafe.still % turn == 0 and turn <= people]
    least: float = math.inf
    seconds = FIRST_COOLING_OF_ORBITS
    while budget.left and turns and least > 0:
        for turn in turns:
            turning = _Turning(people, turn, cafe.still // turn, cafe.most)
            cost = turning.cooled(budget.at_most(seconds), chance)
            if cost < least:
                least = cost
                yield turning.rounds()
        seconds *= LONGER


class _Turning:
    """First rounds that are turned, and how often each orbit of pairs meets in them."""

    def __init__(self, people: int, turn: int, firsts: int, most: tuple[int, ...]) -> None:
        self.people, self.turn = people, turn
        self.circles = people // turn
        self.tables = [table for table, seats in enumerate(most) for _ in range(seats)]
        top = max(most)
        spare = [place for place in range(len(self.tables)) if self._is_last(place, most, top)]
        taken = sorted(set(range(len(self.tables))) - set(spare[: len(self.tables) - people]))
        self.tables = [self.tables[place] for place in taken]
        self.firsts = [list(range(people)) for _ in range(firsts)]
        self.at: list[list[int]] = [[] for _ in most]
        for place, table in enumerate(self.tables):
            self.at[table].append(place)
        self.orbit, self.size = self._orbits()
        # A meeting in a first round is one in every round of the turn, over the orbit's pairs.
        self.again = [turn] * len(self.size)
        self.anew = [turn - size for size in self.size]

    def _is_last(self, place: int, most: tuple[int, ...], top: int) -> bool:
        table = self.tables[place]
        last = place + 1 == len(self.tables) or self.tables[place + 1] != table
        return last and most[table] == top

    def turned(self, person: int, by: int) -> int:
        circle, at = divmod(person, self.turn)
        return person if circle >= self.circles else circle * self.turn + (at + by) % self.turn

    def _orbits(self) -> tuple[list[list[int]], list[int]]:
        """Return the orbit of each pair of people, and how many pairs are in each."""
        number = [[-1] * self.people for _ in range(self.people)]
        sizes: list[int] = []
        for one, two in combinations(range(self.people), 2):
            if number[one][two] >= 0:
                continue
            pairs = {
                frozenset((self.turned(one, by), self.turned(two, by))) for by in range(self.turn)
            }
            for a, b in map(tuple, pairs):
                number[a][b] = number[b][a] = len(sizes)
            sizes.append(len(pairs))
        return number, sizes

    def cooled(self, budget: Budget, chance: random.Random) -> int:
        """Anneal from anywhere; end as the best seen, and return its repeats."""
        for first in self.firsts:
            chance.shuffle(first)
        self._count()
        self.least, self.best = self.cost, [list(first) for first in self.firsts]
        while budget.left and self.least:
            part = min(1.0, budget.spent / budget.seconds)
            self._steps(self.turn * HOT * (COLD / HOT) ** part, chance)
        self.firsts = self.best
        return self.least

    def _count(self) -> None:
        """Count how often each orbit meets, and the repeats."""
        self.often = [0] * len(self.size)
        self.cost = 0
        for first in self.firsts:
            for places in self.at:
                for one, two in combinations([first[place] for place in places], 2):
                    orbit = self.orbit[one][two]
                    self.cost += self._more(orbit)
                    self.often[orbit] += 1

    def _more(self, orbit: int) -> int:
        """Return the repeats that one more meeting of an orbit in the first rounds brings."""
        return self.again[orbit] if self.often[orbit] else self.anew[orbit]

    def _steps(self, heat: float, chance: random.Random) -> None:
        """Let two people change places, in some round, many times."""
        orbit, often, again, anew = self.orbit, self.often, self.again, self.anew
        tables, at, people, uniform = self.tables, self.at, self.people, chance.random
        for _ in range(STEPS_BETWEEN_LOOKS):
            first = self.firsts[int(uniform() * len(self.firsts))]
            here, there = int(uniform() * people), int(uniform() * people)
            if tables[here] == tables[there]:
                continue
            one, two = orbit[first[here]], orbit[first[there]]
            own = [first[place] for place in at[tables[here]] if place != here]
            theirs = [first[place] for place in at[tables[there]] if place != there]
            parted = [one[person] for person in own] + [two[person] for person in theirs]
            swapped = [one[person] for person in theirs] + [two[person] for person in own]
            more = 0
            for pair in parted:
                often[pair] -= 1
                more -= again[pair] if often[pair] else anew[pair]
            for pair in swapped:
                more += again[pair] if often[pair] else anew[pair]
                often[pair] += 1
            if more <= 0 or uniform() < math.exp(-more / heat):
                first[here], first[there] = first[there], first[here]
                self.cost += more
                if self.cost < self.least:
                    self.least, self.best = self.cost, [list(row) for row in self.firsts]
                continue
            for pair in swapped:
                often[pair] -= 1
            for pair in parted:
                often[pair] += 1

    def rounds(self) -> list[list[int]]:
        """Return the table of each person, by round."""
        rounds = []
        for first in self.firsts:
            for by in range(self.turn):
                row = [0] * self.people
                for place, person in enumerate(first):
                    row[self.turned(person, by)] = self.tables[place]
                rounds.append(row)
        return rounds
