"""What a seating keeps small, aim by aim, and what it comes to for given seats.

Aims are lexicographic: each is minimised with every earlier one held at its least. For each
round of each attendee who is due a seat, an aim is a sum of costs: of the session in which
they sit (`seat_costs`), or of having no seat (`lack_costs`). Two aims are not: how evenly
groups are spread (`unevenness`), and how a day's losses add up for one person
(`day_losses`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from agenda_solver.assign.choices import NOBODY, Choices, Flags, Ints
from agenda_solver.result import Fairness
from agenda_solver.text import Text

Kind = Literal["moved", "lacking", "rank_or_worse", "ranks", "mixed", "day"]


@dataclass(frozen=True)
class Aim:
    """Something to be kept small.

    Attributes
    ----------
    at : int
        For `rank_or_worse` the rank from which on a seat counts; for `day` the loss from
        which on an attendee does.
    """

    kind: Kind
    at: int = 0

    @property
    def text(self) -> Text:
        """What it counts, in the organiser's words."""
        return _TEXTS[self.kind].fill(at=self.at)


_TEXTS = {
    "moved": Text("places déjà données qui changent", "seats given out before that change"),
    "lacking": Text("places manquantes", "seats lacking"),
    "rank_or_worse": Text("places au rang {at} ou pire", "seats at rank {at} or worse"),
    "ranks": Text("somme des rangs", "sum of ranks"),
    "mixed": Text("personnes en trop ou en moins par groupe", "people too many or few a group"),
    "day": Text(
        "personnes qui perdent {at} rangs ou plus sur la journée",
        "people who lose {at} ranks or more over the day",
    ),
}


def aims(choices: Choices, fairness: Fairness) -> tuple[Aim, ...]:
    """Return the aims of a seating that are sums of costs, the first one first.

    Those beyond them, `mixed` and then `day`, are for ties; see `tie_aims`.
    """
    found = [Aim("moved")] if choices.before else []
    found.append(Aim("lacking"))
    worst = int(choices.level.max(initial=0))
    if fairness == "total":
        found.append(Aim("ranks"))
    elif fairness == "generous":
        found += [Aim("rank_or_worse", rank) for rank in range(worst, 1, -1)]
    else:
        found += [Aim("rank_or_worse", rank) for rank in range(2, worst + 1)]
    return tuple(found)


def tie_aims(choices: Choices, fairness: Fairness, taken: Ints) -> tuple[Aim, ...]:
    """Return the aims beyond `aims`, for seats that are the best in those.

    How evenly groups are spread; then, where it is to be generous and there are several
    rounds, that nobody loses twice: as few people as possible with the largest loss over
    the day, and so down.
    """
    found = [Aim("mixed")] if choices.mixes else []
    if fairness == "generous" and np.any(choices.due.sum(axis=1) > 1):
        worst = int(day_losses(choices, taken).max(initial=0))
        found += [Aim("day", loss) for loss in range(worst, 1, -1)]
    return tuple(found)


def seat_costs(choices: Choices, aim: Aim) -> Ints:
    """Return what each seat (n × m) adds to an aim that is a sum of costs."""
    if aim.kind == "rank_or_worse":
        return (choices.level >= aim.at).astype(np.int64)
    if aim.kind == "ranks":
        return choices.level.astype(np.int64)
    cost = np.zeros(choices.level.shape, dtype=np.int64)
    if aim.kind == "moved":
        for attendee, session in choices.before:
            here = choices.round_of == choices.round_of[session]
            cost[attendee, here] = 1
            cost[attendee, session] = 0
    return cost


def lack_costs(choices: Choices, aim: Aim) -> Ints:
    """Return what it adds to an aim (n × R) that somebody due a seat in a round has none."""
    if aim.kind == "lacking":
        return np.asarray(choices.due, dtype=np.int64)
    cost = np.zeros(choices.due.shape, dtype=np.int64)
    if aim.kind == "moved":
        for attendee, session in choices.before:
            cost[attendee, choices.round_of[session]] = 1
    return cost


def cost(choices: Choices, aim: Aim, taken: Ints) -> int:
    """Return what seats (n × R, see `Choices.seats`) come to in an aim."""
    if aim.kind == "lacking":
        return int(lacking(choices, taken).sum())
    if aim.kind == "moved":
        held = [taken[row, choices.round_of[session]] == session for row, session in choices.before]
        return len(held) - sum(map(bool, held))
    if aim.kind == "mixed":
        return unevenness(choices, taken)
    if aim.kind == "day":
        return int((day_losses(choices, taken) >= aim.at).sum())
    level = _levels(choices, taken)
    return int(level.sum() if aim.kind == "ranks" else (level >= aim.at).sum())


def lacking(choices: Choices, taken: Ints) -> Flags:
    """Return who has no seat in a round (n × R) in which they are due one.

    Who sits in a session that began before and is still going on is not due another.
    """
    found = choices.due & (taken == NOBODY)
    for one, other in choices.clashes:
        earlier, later = sorted((one, other), key=lambda it: choices.round_of[it])
        sits = taken[:, choices.round_of[earlier]] == earlier
        found[sits, choices.round_of[later]] = False
    return found


def unevenness(choices: Choices, taken: Ints) -> int:
    """Return by how many people groups are too many or too few in a session, in all."""
    total = 0
    for mix in choices.mixes:
        here = taken[:, choices.round_of[mix.sessions[0]]]
        for group in mix.groups:
            low, high = mix.shares(group)
            seated = here[list(group)]
            for session in mix.sessions:
                count = int((seated == session).sum())
                total += max(0, count - high) + max(0, low - count)
    return total


def day_losses(choices: Choices, taken: Ints) -> Ints:
    """Return by how much each attendee's ranks add up (n) to more than they might at best.

    At best, ranks are 1 in each round, or 1, 2, 3… where several rounds have the same
    workshops: nobody sits in one twice.
    """
    return np.maximum(0, _levels(choices, taken).sum(axis=1) - least_ranks(choices, taken))


def least_ranks(choices: Choices, taken: Ints) -> Ints:
    """Return the least sum of ranks (n) that each attendee might have with so many seats."""
    best = np.zeros(len(choices.attendees), dtype=np.int64)
    for rounds in _kin(choices):
        count = (taken[:, rounds] != NOBODY).sum(axis=1)
        best += count * (count + 1) // 2
    return best


def _kin(choices: Choices) -> list[list[int]]:
    """Return the rounds, those together that share a workshop."""
    kin = list(range(choices.rounds))
    for workshop in np.unique(choices.workshop):
        rounds = {kin[it] for it in choices.round_of[choices.workshop == workshop]}
        kin = [min(rounds) if it in rounds else it for it in kin]
    return [[number for number, it in enumerate(kin) if it == head] for head in sorted(set(kin))]


def _levels(choices: Choices, taken: Ints) -> Ints:
    """Return the level of each seat (n × R), 0 where there is none."""
    rows = np.arange(len(taken))[:, None]
    level = choices.level[rows, np.maximum(taken, 0)].astype(np.int64)
    return np.where(taken == NOBODY, 0, level)
