"""Who takes which place of a written-down rotation: repeats stay what they are.

Who meets whom in a closed form is known for its places. Two people who exchange all their
tables change no number of repeats, but may keep a forbidden pair apart, colleagues from
meeting and wished pairs not from it: a quadratic assignment, annealed.
"""

from __future__ import annotations

import math
import random

import numpy as np
from numpy.typing import NDArray

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation.cafe import Cafe, Round
from agenda_solver.cafe.rotation.fields import Ints

FORBIDDEN, COLLEAGUES, UNMET = 1000.0, 1.0, 0.3
HOT, COLD = 0.6, 0.1

Matrix = NDArray[np.float64]


def placed(cafe: Cafe, table: Ints, budget: Budget, chance: random.Random) -> tuple[Round, ...]:
    """Return the rounds of people, from the tables by round and place.

    Hosts take the first places. People of one organisation take places side by side to begin
    with, which are in one column and never meet.
    """
    people = _in_order(cafe)
    if cafe.organisation or cafe.forbidden or cafe.wished:
        people = _annealed(cafe, table, people, budget, chance)
    rounds = []
    for row in table.tolist():
        at: list[int | None] = [None] * cafe.people
        for person, where in zip(people, row, strict=True):
            at[person] = where
        rounds.append(tuple(at))
    return tuple(rounds)


def _in_order(cafe: Cafe) -> list[int]:
    hosts = list(cafe.hosts)
    guests = [person for person in cafe.present if person not in cafe.host_at]
    if cafe.organisation:
        guests.sort(key=lambda person: cafe.organisation[person])
    return hosts + guests


def _annealed(
    cafe: Cafe, table: Ints, people: list[int], budget: Budget, chance: random.Random
) -> list[int]:
    """Return people in an order that keeps what is wished better."""
    together = np.sum(table[:, :, None] == table[:, None, :], axis=0).astype(float)
    np.fill_diagonal(together, 0.0)
    apart = (together == 0).astype(float)
    meeting, missing = _prices(cafe)
    at = np.array(people)
    movable = range(len(cafe.hosts), len(people))
    now = _cost(meeting, missing, together, apart, at)
    least, best = now, at.copy()
    within = budget.part("people in places")
    while within.left and least > 0 and len(movable) > 1:
        heat = HOT * (COLD / HOT) ** min(1.0, within.spent / within.seconds)
        for _ in range(100):
            one, two = chance.sample(movable, 2)
            price = meeting[at[one], at] - meeting[at[two], at]
            lack = missing[at[one], at] - missing[at[two], at]
            price[[one, two]] = lack[[one, two]] = 0.0
            more = float(price @ (together[two] - together[one]) + lack @ (apart[two] - apart[one]))
            if more <= 0 or chance.random() < math.exp(-more / heat):
                at[[one, two]] = at[[two, one]]
                now += more
                if now < least - 1e-9:
                    least, best = now, at.copy()
    return [int(person) for person in best]


def _prices(cafe: Cafe) -> tuple[Matrix, Matrix]:
    """Return what it costs, for two people, to meet once, and not to meet."""
    meeting = np.zeros((cafe.people, cafe.people))
    missing = np.zeros_like(meeting)
    if cafe.organisation:
        of = np.array(cafe.organisation)
        meeting[of[:, None] == of] = COLLEAGUES
    for one, two in cafe.forbidden:
        meeting[one, two] = meeting[two, one] = FORBIDDEN
    for one, two in cafe.wished:
        missing[one, two] = missing[two, one] = UNMET
    np.fill_diagonal(meeting, 0.0)
    return meeting, missing


def _cost(meeting: Matrix, missing: Matrix, together: Matrix, apart: Matrix, at: Ints) -> float:
    across = np.ix_(at, at)
    return float(np.sum(meeting[across] * together + missing[across] * apart)) / 2
