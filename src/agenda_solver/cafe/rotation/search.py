"""From the closed forms on: what is tried in turn, until the bound is met or time is up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from agenda_solver.budget import FIRST_COOLING, Budget
from agenda_solver.cafe.rotation import differences, orbits
from agenda_solver.cafe.rotation.annealing import Rotating, RotationCost, RotationWeights, annealed
from agenda_solver.cafe.rotation.bound import least_again, lower_bound
from agenda_solver.cafe.rotation.cafe import Cafe, Round
from agenda_solver.cafe.rotation.closed_form import fits, patterns
from agenda_solver.cafe.rotation.fields import Ints
from agenda_solver.cafe.rotation.placing import placed
from agenda_solver.cafe.rotation.tables import relabelled, settled

LONGER = 3.0
SHARE_OF_WARM = 0.4
"""Each cooling takes so many times the one before; so much of it is given to the best rotation,
warmed up."""
MIXING = (0.7, 0.12)
"""The heat, in repeats, at which people go anywhere to begin with."""
WARM = (0.35, 0.1)
"""The heat at which a good rotation is not lost."""


@dataclass(frozen=True)
class Found:
    """A rotation, what it comes to and how it was found."""

    rounds: tuple[Round, ...]
    cost: RotationCost
    method: str


class Search:
    """The best rotation so far, and what may still be tried.

    Parameters
    ----------
    cafe : Cafe
        What is asked.
    budget : Budget
        For everything together.
    """

    def __init__(self, cafe: Cafe, budget: Budget) -> None:
        self.cafe = cafe
        self.budget = budget
        self.chance = random.Random(budget.seed)
        self.bound = lower_bound(cafe)
        self.best: Found | None = None
        self._whole = fits(cafe) and cafe.still > 0
        self._free = not (cafe.before or cafe.hosts) and cafe.still > 0

    def run(self) -> Found:
        """Return the best rotation found."""
        self._written_down()
        if not self._enough:
            self._planned()
        if not self._enough and (self._whole or self._free):
            self._differences()
        if not self._enough and self._free and not self._topics:
            self._orbits()
        if not self._enough:
            self._annealing()
        self._wishes()
        assert self.best is not None
        if self._topics and not self.best.cost.revisits:
            return self.best
        rounds = relabelled(self.cafe, self.best.rounds)
        return replace(self.best, rounds=rounds, cost=Rotating(self.cafe, rounds).cost())

    @property
    def _topics(self) -> bool:
        return self.cafe.keeps_topics

    @property
    def _enough(self) -> bool:
        """Whether demands are kept and repeats as few as can be."""
        if self.best is None:
            return False
        cost = self.best.cost
        return not (cost.forbidden or cost.revisits) and cost.repeats <= self.bound

    def _keep(
        self, rounds: tuple[Round, ...], method: str, cost: RotationCost | None = None
    ) -> None:
        """Remember a rotation if it is better than the best."""
        cost = cost or Rotating(self.cafe, rounds).cost()
        if self.best is None or cost < self.best.cost:
            self.best = Found(rounds, cost, method)

    # --- What is tried --------------------------------------------------------------------

    def _written_down(self) -> None:
        """Take the closed forms; rounds that they lack are searched for, the others staying."""
        forms = list(patterns(self.cafe)) if self._whole else []
        whole = [table for table in forms if len(table) == self.cafe.still]
        self._place(whole, "closed form")
        if not whole and forms:
            most = max(map(len, forms))
            table = min((form for form in forms if len(form) == most), key=_repeats)
            rounds = placed(self.cafe, table, self.budget, self.chance)
            self._complete(rounds)

    def _place(self, tables: Sequence[Ints], method: str) -> None:
        """Seat people in the rotation of places that has the fewest repeats."""
        ranked = sorted((_repeats(table), number) for number, table in enumerate(tables))
        if not ranked:
            return
        repeats, number = ranked[0]
        best = self.best
        if best is None or best.cost.forbidden or repeats < best.cost.repeats:
            self._keep(placed(self.cafe, tables[number], self.budget, self.chance), method)

    def _complete(self, rounds: tuple[Round, ...]) -> None:
        """Add the rounds that are lacking."""
        cafe = self.cafe
        nowhere: list[int | None] = [None] * cafe.people
        more = [settled(cafe, nowhere, self.chance) for _ in range(cafe.still - len(rounds))]
        lacking = range(len(rounds), cafe.still)
        within = self.budget.part("differences")
        first = (*rounds, *more)
        self._keep(*self._cooled(first, RotationWeights(), within, MIXING, lacking))

    def _planned(self) -> None:
        """Go on as was planned, as far as that is still possible; or begin anywhere."""
        cafe = self.cafe
        if cafe.planned or self.best is None:
            coming = cafe.planned or [[None] * cafe.people] * cafe.still
            rows = [settled(cafe, row, self.chance) for row in coming]
            self._keep((*cafe.before, *rows), "annealing")

    def _differences(self) -> None:
        within = self.budget.part("differences")
        for table in differences.searched(self.cafe, within, self.chance):
            self._place([table], "differences")
            if self._enough:
                break

    def _orbits(self) -> None:
        within = self.budget.part("orbits")
        for rows in orbits.searched(self.cafe, within, self.chance):
            self._place([np.array(rows)], "orbits")
            if self._enough:
                break

    def _annealing(self) -> None:
        """Cool from anywhere, and from the best, in turn; demands weigh more where broken."""
        cafe = self.cafe
        assert self.best is not None
        weights = RotationWeights()
        seconds, warm = FIRST_COOLING, False
        while self.budget.left and not self._enough:
            share = SHARE_OF_WARM if warm else 1.0
            within = self.budget.at_most(seconds * share)
            if warm:
                first, heat = self.best.rounds, WARM
            else:
                nowhere: list[int | None] = [None] * cafe.people
                rows = [settled(cafe, nowhere, self.chance) for _ in range(cafe.still)]
                first, heat = (*cafe.before, *rows), MIXING
            rounds, method, cost = self._cooled(first, weights, within, heat)
            self._keep(rounds, method, cost)
            if cost.forbidden or cost.revisits:
                weights = replace(
                    weights, forbidden=weights.forbidden * 2, topics=weights.topics * 2
                )
            seconds, warm = seconds * (LONGER if warm else 1.0), not warm

    def _wishes(self) -> None:
        """Spread repeats, part colleagues, bring wished pairs together: without a repeat more."""
        assert self.best is not None
        cost, least = self.best.cost, least_again(self.cafe, self.best.cost.repeats)
        if not (cost.again > least or cost.organisation or cost.unmet):
            return
        weights = RotationWeights(1000.0, 1000.0, 50.0, 1.0, 0.3, 5.0)
        floor = 50.0 * cost.repeats + 5.0 * least
        rounds, cost = annealed(
            self.cafe,
            self.best.rounds,
            weights,
            self.budget.part("wishes" if cost.organisation or cost.unmet else "spread repeats"),
            self.chance,
            heat=(2.0, 0.1),
            enough=floor,
        )
        self._keep(rounds, self.best.method, cost)

    def _cooled(
        self,
        first: tuple[Round, ...],
        weights: RotationWeights,
        within: Budget,
        heat: tuple[float, float],
        rounds: Sequence[int] = (),
    ) -> tuple[tuple[Round, ...], str, RotationCost]:
        rotation, cost = annealed(
            self.cafe,
            first,
            weights,
            within,
            self.chance,
            heat=heat,
            rounds=rounds,
            enough=self.bound * weights.repeats,
        )
        return rotation, "annealing", cost


def _repeats(table: Ints) -> int:
    """Return the repeats of a rotation of places."""
    together = np.zeros((table.shape[1], table.shape[1]), dtype=np.int64)
    for row in table:
        together += row[:, None] == row
    np.fill_diagonal(together, 0)
    return int(np.sum(np.maximum(together - 1, 0))) // 2
