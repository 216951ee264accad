"""Simulated annealing of a whole rotation: two people change places in one round.

Who has met whom is kept as whole numbers, a bit for each person: how many repeats a change
brings is then eight such numbers counted, however many sit at a table. (Dotú and Van
Hentenryck, "Scheduling social golfers locally", 2005, search the same neighbourhood.)
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation.cafe import Cafe, Round

TINY = 1e-9
"""Sums of weights are no more exact."""
STEPS_BETWEEN_LOOKS = 2000
"""At the clock, which is slow to read."""


@dataclass(frozen=True)
class RotationWeights:
    """What each thing weighs that should not be; 0: it is not looked at."""

    forbidden: float = 8.0
    topics: float = 4.0
    repeats: float = 1.0
    organisation: float = 0.0
    wished: float = 0.0
    again: float = 0.0


@dataclass(frozen=True, order=True)
class RotationCost:
    """What a rotation comes to, in the order in which it counts.

    Of forbidden pairs and topics seen again only those of the rounds still to come, as no
    other can be helped.
    """

    forbidden: int
    revisits: int
    repeats: int
    again: int
    organisation: int
    unmet: int

    def weighed(self, by: RotationWeights) -> float:
        """Return the sum by weights."""
        return (
            self.forbidden * by.forbidden
            + self.revisits * by.topics
            + self.repeats * by.repeats
            + self.again * by.again
            + self.organisation * by.organisation
            + self.unmet * by.wished
        )


class Rotating:
    """A rotation that is being changed, and what it comes to.

    Attributes
    ----------
    row : list of list of int
        The table of each person, by round; −1: not there.
    sitting : list of list of int
        Who sits at each table, by round, a bit a person.
    once, twice, thrice : list of int
        Whom each person meets at least once, at least twice, at least three times.
    empty : list of list of int
        The tables with an empty seat, by round.
    """

    def __init__(self, cafe: Cafe, rounds: Iterable[Round]) -> None:
        self.cafe = cafe
        self.row = [[-1 if table is None else table for table in row] for row in rounds]
        self.sitting = [[0] * cafe.tables for _ in self.row]
        people = range(cafe.people)
        self.met = [[0] * cafe.people for _ in people]
        self.once = [0] * cafe.people
        self.twice = [0] * cafe.people
        self.thrice = [0] * cafe.people
        self._at_least = (self.once, self.twice, self.thrice)
        self.seen = [[0] * (max(cafe.topics) + 1) for _ in people]
        for row, sitting in zip(self.row, self.sitting, strict=True):
            for person, table in enumerate(row):
                if table >= 0:
                    sitting[table] |= 1 << person
                    self.seen[person][cafe.topics[table]] += 1
            for one, two in combinations((person for person in people if row[person] >= 0), 2):
                if row[one] == row[two]:
                    self._meet(one, two)
        top = max(cafe.most)
        self.may_have_empty = [most == top for most in cafe.most]
        self.empty = [
            [
                table
                for table, most in enumerate(cafe.most)
                if most == top and sitting[table].bit_count() < top
            ]
            for sitting in self.sitting
        ]
        self.moving = [person for person in cafe.present if person not in cafe.host_at]
        self.never = _masks(cafe.people, cafe.forbidden)
        self.wish = _masks(cafe.people, cafe.wished)
        self.of_one = _masks(cafe.people, _of_one_organisation(cafe))

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The rotation as it is now."""
        return tuple(tuple(None if table < 0 else table for table in row) for row in self.row)

    def cost(self) -> RotationCost:
        """Count everything from scratch."""
        people = range(self.cafe.people)
        held = len(self.cafe.before)
        together = [
            (person, sitting[row[person]], number >= held)
            for number, (row, sitting) in enumerate(zip(self.row, self.sitting, strict=True))
            for person in people
            if row[person] >= 0
        ]
        return RotationCost(
            sum((self.never[who] & table).bit_count() for who, table, coming in together if coming)
            // 2,
            self._revisits() if self.cafe.keeps_topics else 0,
            sum(often - 1 for row in self.met for often in row if often) // 2,
            sum(often - 2 for row in self.met for often in row if often > 2) // 2,
            sum((self.of_one[who] & table).bit_count() for who, table, _ in together) // 2,
            sum((self.wish[person] & ~self.once[person]).bit_count() for person in people) // 2,
        )

    def _revisits(self) -> int:
        """Return how often somebody comes back to a topic in the rounds still to come."""
        again = 0
        for person in self.moving:
            held = {self.row[number][person] for number in range(len(self.cafe.before))} - {-1}
            topics = len({self.cafe.topics[table] for table in held})
            seen = self.seen[person]
            coming = sum(row[person] >= 0 for row in self.row[len(self.cafe.before) :])
            again += coming - (sum(often > 0 for often in seen) - topics)
        return again

    # --- Changes --------------------------------------------------------------------------

    def swap(self, number: int, one: int, two: int) -> None:
        """Let two people change places in a round."""
        here, there = self.row[number][one], self.row[number][two]
        self.leave(number, one)
        self.leave(number, two)
        self.join(number, one, there)
        self.join(number, two, here)

    def move(self, number: int, person: int, table: int) -> None:
        """Let a person take the empty seat of a table; theirs is empty then."""
        empty = self.empty[number]
        empty[empty.index(table)] = self.row[number][person]
        self.leave(number, person)
        self.join(number, person, table)

    def leave(self, number: int, person: int) -> None:
        """Let a person stand up in a round."""
        table = self.row[number][person]
        self.sitting[number][table] &= ~(1 << person)
        self.row[number][person] = -1
        self.seen[person][self.cafe.topics[table]] -= 1
        for other in _people(self.sitting[number][table]):
            self._part(person, other)

    def join(self, number: int, person: int, table: int) -> None:
        """Let a person who stands sit down at a table in a round."""
        for other in _people(self.sitting[number][table]):
            self._meet(person, other)
        self.sitting[number][table] |= 1 << person
        self.row[number][person] = table
        self.seen[person][self.cafe.topics[table]] += 1

    def _meet(self, one: int, two: int) -> None:
        self.met[one][two] += 1
        often = self.met[two][one] = self.met[one][two]
        if often <= 3:
            met = self._at_least[often - 1]
            met[one] |= 1 << two
            met[two] |= 1 << one

    def _part(self, one: int, two: int) -> None:
        self.met[one][two] -= 1
        often = self.met[two][one] = self.met[one][two]
        if often <= 2:
            met = self._at_least[often]
            met[one] &= ~(1 << two)
            met[two] &= ~(1 << one)


class _Besides:
    """What a change brings besides repeats."""

    @staticmethod
    def any(cafe: Cafe, weights: RotationWeights) -> bool:
        """Whether there is anything besides repeats."""
        return bool(
            cafe.keeps_topics
            or cafe.forbidden
            or (weights.organisation and cafe.organisation)
            or (weights.wished and cafe.wished)
            or weights.again
        )

    def __init__(self, rotating: Rotating, weights: RotationWeights) -> None:
        self._rotating = rotating
        self._by = weights
        self._topics = rotating.cafe.topics
        self._distinct = rotating.cafe.keeps_topics

    def more(self, person: int, here: int, there: int, left: int, joined: int) -> float:
        """Return the price of going from `here`, where `left` stay, to `there`, to `joined`."""
        state, by = self._rotating, self._by
        more = 0.0
        if self._distinct:
            one, two = self._topics[here], self._topics[there]
            if one != two:
                seen = state.seen[person]
                more += by.topics * ((seen[two] > 0) - (seen[one] > 1))
        if never := state.never[person]:
            more += by.forbidden * ((never & joined).bit_count() - (never & left).bit_count())
        if by.organisation and (same := state.of_one[person]):
            more += by.organisation * ((same & joined).bit_count() - (same & left).bit_count())
        if by.again:
            thrice = (state.twice[person] & joined).bit_count()
            more += by.again * (thrice - (state.thrice[person] & left).bit_count())
        if by.wished and (wish := state.wish[person]):
            lost = (wish & left & ~state.twice[person]).bit_count()
            more += by.wished * (lost - (wish & joined & ~state.once[person]).bit_count())
        return more


def _people(bits: int) -> Iterable[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _masks(people: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    masks = [0] * people
    for one, two in pairs:
        masks[one] |= 1 << two
        masks[two] |= 1 << one
    return masks


def _of_one_organisation(cafe: Cafe) -> Iterable[tuple[int, int]]:
    of = cafe.organisation
    return (pair for pair in combinations(range(len(of)), 2) if of[pair[0]] == of[pair[1]])


def annealed(
    cafe: Cafe,
    first: tuple[Round, ...],
    weights: RotationWeights,
    budget: Budget,
    chance: random.Random,
    *,
    heat: tuple[float, float] = (0.7, 0.12),
    rounds: Sequence[int] = (),
    enough: float = 0.0,
) -> tuple[tuple[Round, ...], RotationCost]:
    """Cool a rotation down once.

    Parameters
    ----------
    heat : pair of float
        In the unit of the weights, at the beginning and at the end.
    rounds : sequence of int
        Those that may be changed; those still to come, if empty.
    enough : float
        It stops at a rotation that weighs no more.

    Returns
    -------
    rounds : tuple of Round
        The best seen, by weight; those it began with, where that comes to more.
    cost : RotationCost
        What they come to.
    """
    cooling = _Cooling(cafe, first, weights, chance, list(rounds))
    first_cost = cooling.rotating.cost()
    hot, cold = heat
    while cooling.can_move and cooling.least > enough + TINY and budget.left:
        part = min(1.0, budget.spent / budget.seconds)
        cooling.steps(hot * (cold / hot) ** part, enough + TINY)
    cost = Rotating(cafe, cooling.best).cost()
    return (cooling.best, cost) if cost < first_cost else (first, first_cost)


class _Cooling:
    """A rotation that is being annealed, what it weighs, and the best so far."""

    def __init__(
        self,
        cafe: Cafe,
        first: tuple[Round, ...],
        weights: RotationWeights,
        chance: random.Random,
        rounds: list[int],
    ) -> None:
        self.rotating = Rotating(cafe, first)
        self.best = first
        self.now = self.least = self.rotating.cost().weighed(weights)
        self._rounds = rounds or list(range(len(cafe.before), cafe.rounds))
        self._moving = self.rotating.moving
        self.can_move = bool(self._rounds) and len(self._moving) > 1 and cafe.tables > 1
        self._repeats = weights.repeats
        self._besides = _Besides(self.rotating, weights).more
        self._only_repeats = not _Besides.any(cafe, weights)
        self._to_empty = min(0.5, 4 * cafe.empty / max(1, len(cafe.present)))
        self._chance = chance

    def steps(self, temperature: float, goal: float) -> None:
        """Try some changes, each drawn anywhere; end early where the goal is met."""
        state, moving, repeats = self.rotating, self._moving, self._repeats
        once, twice, uniform, besides = state.once, state.twice, self._chance.random, self._besides
        rounds, people, many = self._rounds, len(moving), len(self._rounds)
        for _ in range(STEPS_BETWEEN_LOOKS):
            number = rounds[int(uniform() * many)]
            at, sitting = state.row[number], state.sitting[number]
            one = moving[int(uniform() * people)]
            if self._to_empty and uniform() < self._to_empty:
                self._to_an_empty_seat(number, one, temperature)
            else:
                two = moving[int(uniform() * people)]
                here, there = at[one], at[two]
                if here == there:
                    continue
                left, joined = sitting[here] ^ 1 << one, sitting[there] ^ 1 << two
                more = repeats * (
                    (once[one] & joined).bit_count()
                    + (once[two] & left).bit_count()
                    - (twice[one] & left).bit_count()
                    - (twice[two] & joined).bit_count()
                )
                if not self._only_repeats:
                    more += besides(one, here, there, left, joined)
                    more += besides(two, there, here, joined, left)
                if more <= 0 or uniform() < math.exp(-more / temperature):
                    state.swap(number, one, two)
                    self.now += more
            if self.now < self.least - TINY:
                self.least, self.best = self.now, state.rounds
                if self.least <= goal:
                    break

    def _to_an_empty_seat(self, number: int, one: int, temperature: float) -> None:
        state = self.rotating
        here, there = state.row[number][one], self._chance.choice(state.empty[number])
        if here in state.empty[number] or not state.may_have_empty[here]:
            return
        left, joined = state.sitting[number][here] ^ 1 << one, state.sitting[number][there]
        more = self._repeats * (
            (state.once[one] & joined).bit_count() - (state.twice[one] & left).bit_count()
        )
        more += self._besides(one, here, there, left, joined)
        if more <= 0 or self._chance.random() < math.exp(-more / temperature):
            state.move(number, one, there)
            self.now += more
