"""What a seating keeps small, aim by aim, and what it comes to for given seats.

Aims are lexicographic: each is minimised with every earlier one held at its least. An aim is
a sum of costs over each attendee and each round, those included in which no seat is due: of
the session in which the attendee sits (`seat_costs`), or of having no seat (`lack_costs`).
Where sessions of different rounds overlap, who sits in the earlier one lacks no other seat:
see `lacking`. Three aims are no such sums: how evenly groups are spread (`unevenness`), how
a day's losses add up for one person (`day_losses`), and how even the sizes of sessions are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from agenda_solver.assign.choices import NOBODY, Choices, Flags, Ints
from agenda_solver.fairness import Fairness
from agenda_solver.text import Text

_FAR = 1 << 20  # no rank is larger

Kind = Literal[
    "moved", "lacking", "few", "points", "rank_or_worse", "ranks", "mixed", "day", "even"
]


TIES: frozenset[Kind] = frozenset({"mixed", "day", "even"})
"""What only chooses among seatings in which the wishes come to the same."""


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
    "few": Text(
        "places qui manquent au minimum de chacun", "seats lacking of the least number of each"
    ),
    "points": Text(
        "points de moins que si chacun avait partout ce qu'il note le mieux",
        "points fewer than if all had what they rate highest everywhere",
    ),
    "rank_or_worse": Text("places au rang {at} ou pire", "seats at rank {at} or worse"),
    "ranks": Text("somme des rangs", "sum of ranks"),
    "mixed": Text("personnes en trop ou en moins par groupe", "people too many or few a group"),
    "day": Text(
        "personnes qui perdent {at} rangs ou plus sur la journée",
        "people who lose {at} ranks or more over the day",
    ),
    "even": Text("inégalité des effectifs", "unevenness of the sizes"),
}


def aims(choices: Choices, fairness: Fairness) -> tuple[Aim, ...]:
    """Return the aims of a seating that are sums of costs, the first one first.

    Those beyond them, `mixed`, `day` and then `even`, are for ties; see `tie_aims`.
    """
    kept_small = [Aim("moved")] if choices.before else []
    kept_small.append(Aim("lacking"))
    if choices.at_least is not None and choices.limited.any():
        kept_small.append(Aim("few"))
    worst = int(choices.level.max(initial=0))
    if fairness == "total":
        kept_small.append(Aim("ranks"))
    elif fairness == "first-choices":
        kept_small += [Aim("rank_or_worse", rank) for rank in range(2, worst + 1)]
    else:
        if fairness == "ratings":
            kept_small.append(Aim("ranks" if choices.points is None else "points"))
        kept_small += [Aim("rank_or_worse", rank) for rank in range(worst, 1, -1)]
    return tuple(kept_small)


def tie_aims(choices: Choices, fairness: Fairness, taken: Ints) -> tuple[Aim, ...]:
    """Return the aims beyond `aims`, for seats that are the best in those.

    How evenly groups are spread; then, where it is to be generous and there are several
    rounds, that nobody loses twice: as few people as possible with the largest loss over
    the day, and so down. Last, how even the sizes of the sessions are.
    """
    ties = [Aim("mixed")] if choices.mixes else []
    if fairness == "generous" and np.any(choices.dues.sum(axis=1) > 1):
        worst = int(day_losses(choices, taken).max(initial=0))
        # That nobody loses more than now is the first of them.
        ties += [Aim("day", loss) for loss in range(max(2, worst + 1), 1, -1)]
    if len(choices.sessions) > 1:
        ties.append(Aim("even"))
    return tuple(ties)


def seat_costs(choices: Choices, aim: Aim) -> Ints:
    """Return what each seat (n × m) adds to an aim that is a sum of costs."""
    if aim.kind == "points":
        return points_missed(choices)
    cost = rank_costs(aim, choices.level)
    if aim.kind == "moved" and choices.before:
        cost += held(choices)[:, choices.round_of]
        rows, sessions = _before(choices)
        np.subtract.at(cost, (rows, sessions), 1)
    return cost


def rank_costs(aim: Aim, level: NDArray[Any]) -> Ints:
    """Return what seats of these levels add to an aim because of their level."""
    if aim.kind == "rank_or_worse":
        return (level >= aim.at).astype(np.int64)
    if aim.kind == "ranks":
        return level.astype(np.int64)
    return np.zeros(level.shape, dtype=np.int64)


def lack_costs(choices: Choices, aim: Aim) -> Ints:
    """Return what it adds to an aim (n × R) that somebody has no seat in a round.

    Where a seat was given out before, it moved, whether or not another is due. Of points, all
    that they might have there are missed.
    """
    if aim.kind == "points":
        return np.where(choices.due, most_points(choices), 0)
    if aim.kind == "lacking":
        return np.asarray(choices.counted, dtype=np.int64)
    if aim.kind == "moved":
        return held(choices)
    return np.zeros(choices.due.shape, dtype=np.int64)


def most_points(choices: Choices) -> Ints:
    """Return the points of what each attendee rates highest in each round (n × R)."""
    assert choices.points is not None
    most = np.zeros(choices.due.shape, dtype=np.int64)
    for number in range(choices.rounds):
        here = choices.points[:, choices.round_of == number]
        most[:, number] = here.max(axis=1, initial=0)
    return most


def points_missed(choices: Choices) -> Ints:
    """Return how many points fewer each seat (n × m) is worth than the best of its round."""
    assert choices.points is not None
    missed: Ints = most_points(choices)[:, choices.round_of] - choices.points
    return missed


def held(choices: Choices) -> Ints:
    """Return how many seats were given out before to each attendee in each round (n × R).

    Where it is more than one, all but one of them move.
    """
    counts = np.zeros(choices.due.shape, dtype=np.int64)
    rows, sessions = _before(choices)
    np.add.at(counts, (rows, choices.round_of[sessions]), 1)
    return counts


def _before(choices: Choices) -> tuple[Ints, Ints]:
    seats = np.array(choices.before, dtype=np.int64).reshape(-1, 2)
    return seats[:, 0], seats[:, 1]


def cost(choices: Choices, aim: Aim, taken: Ints) -> int:
    """Return what seats (n × R, see `Choices.seats`) come to in an aim."""
    if aim.kind in _COUNTED:
        return _COUNTED[aim.kind](choices, taken)
    if aim.kind == "day":
        return int((day_losses(choices, taken) >= aim.at).sum())
    return int(rank_costs(aim, _levels(choices, taken)).sum())


def _moved(choices: Choices, taken: Ints) -> int:
    rows, sessions = _before(choices)
    return int((taken[rows, choices.round_of[sessions]] != sessions).sum())


def _missed(choices: Choices, taken: Ints) -> int:
    rows = np.arange(len(taken))[:, None]
    seats = points_missed(choices)[rows, np.maximum(taken, 0)]
    return int(np.where(taken == NOBODY, lack_costs(choices, Aim("points")), seats).sum())


def lacking(choices: Choices, taken: Ints) -> Ints:
    """Return how many seats each attendee lacks (n); see `lacks`.

    Who may have fewer over all rounds than they are due does not lack the others.
    """
    lack: Ints = lacks(choices, taken).sum(axis=1)
    return lack if choices.beyond is None else np.maximum(0, lack - choices.beyond)


def too_few(choices: Choices, taken: Ints) -> int:
    """Return by how many seats attendees have fewer than they should over all rounds."""
    assert choices.at_least is not None
    return int(np.maximum(0, choices.at_least - (taken != NOBODY).sum(axis=1)).sum())


def lacks(choices: Choices, taken: Ints) -> Ints:
    """Return how many seats each attendee lacks in each family of rounds (n × families).

    Of the rounds that share workshops they lack a seat in as many as they are due one. Who
    sits in a session that began before and is still going on is not due another meanwhile.
    """
    seated = taken != NOBODY
    empty = choices.due & ~seated & ~sits_on(choices, taken)
    lack = np.zeros(choices.dues.shape, dtype=np.int64)
    for family, rounds in enumerate(map(list, choices.families)):
        left = choices.dues[:, family] - seated[:, rounds].sum(axis=1)
        lack[:, family] = np.clip(left, 0, empty[:, rounds].sum(axis=1))
    return lack


def sits_on(choices: Choices, taken: Ints) -> Flags:
    """Return who sits in a session that began before a round (n × R) and is still going on."""
    sits: Flags = np.zeros(taken.shape, dtype=np.bool_)
    for one, other in choices.clashes:
        earlier, later = sorted((one, other), key=lambda session: choices.round_of[session])
        here = taken[:, choices.round_of[earlier]] == earlier
        sits[here, choices.round_of[later]] = True
    return sits


def unevenness(choices: Choices, taken: Ints) -> int:
    """Return by how many people groups are too many or too few in a session, in all."""
    total = 0
    for mix in choices.mixes:
        number = choices.round_of[mix.sessions[0]]
        shares = np.array([mix.shares(group) for group in mix.groups], dtype=np.int64)
        low, high = np.hsplit(shares.reshape(-1, 2), 2)
        place = np.full(len(choices.sessions) + 1, -1, dtype=np.int64)
        place[list(mix.sessions)] = np.arange(len(mix.sessions))
        count = np.zeros((len(mix.groups), len(mix.sessions)), dtype=np.int64)
        for row, group in enumerate(mix.groups):
            here = place[taken[list(group), number]]  # nobody's place is the last one
            count[row] = np.bincount(here[here >= 0], minlength=len(mix.sessions))
        total += int(np.maximum(0, count - high).sum() + np.maximum(0, low - count).sum())
    return total


def day_losses(choices: Choices, taken: Ints) -> Ints:
    """Return by how much each attendee's ranks add up (n) to more than they might at best.

    A seat that is lacking counts as the rank after the worst one that they could have. Who
    may have fewer seats than they are due loses nothing: which ones they do without is open.
    """
    ranks = _levels(choices, taken).sum(axis=1)
    ranks += (lacks(choices, taken) * missing_ranks(choices)).sum(axis=1)
    return np.where(choices.limited, 0, ranks - least_ranks(choices, taken))


def missing_ranks(choices: Choices) -> Ints:
    """Return what a seat that is lacking counts as (n × families)."""
    ranks = np.zeros(choices.dues.shape, dtype=np.int64)
    for family, rounds in enumerate(choices.families):
        columns = np.isin(choices.round_of, rounds)
        ranks[:, family] = 1 + choices.level[:, columns].max(axis=1, initial=0)
    return ranks


def least_ranks(choices: Choices, taken: Ints) -> Ints:
    """Return the least sum of ranks (n) that each attendee might have with the seats due.

    Those are the seats they have and those that are lacking. That is with the best workshops
    among those they may be in: one in each round, or as many different ones as they are due
    seats in the rounds that share workshops.
    """
    best = np.zeros(len(choices.attendees), dtype=np.int64)
    lack = lacks(choices, taken)
    for family, rounds in enumerate(map(list, choices.families)):
        count = (taken[:, rounds] != NOBODY).sum(axis=1) + lack[:, family]
        columns = np.flatnonzero(np.isin(choices.round_of, rounds))
        workshops = np.unique(choices.workshop[columns])
        most = int(count.max(initial=0))
        if not most:
            continue
        level = np.full((len(best), max(most, len(workshops))), _FAR, dtype=np.int64)
        for place, workshop in enumerate(workshops):
            times = columns[choices.workshop[columns] == workshop]
            ranks = choices.level[:, times].astype(np.int64)
            level[:, place] = np.where(ranks > 0, ranks, _FAR).min(axis=1)
        level = np.partition(level, range(most), axis=1)[:, :most]
        seated = (np.arange(most) < count[:, None]) & (level < _FAR)
        best += np.where(seated, level, 0).sum(axis=1)
    return best


_COUNTED: Mapping[Kind, Callable[[Choices, Ints], int]] = {
    "lacking": lambda choices, taken: int(lacking(choices, taken).sum()),
    "few": too_few,
    "moved": _moved,
    "points": _missed,
    "mixed": unevenness,
    "even": lambda _, taken: int((np.bincount(taken[taken != NOBODY]) ** 2).sum()),
}
"""What is counted otherwise than by level."""


def _levels(choices: Choices, taken: Ints) -> Ints:
    """Return the level of each seat (n × R), 0 where there is none."""
    rows = np.arange(len(taken))[:, None]
    level = choices.level[rows, np.maximum(taken, 0)].astype(np.int64)
    return np.where(taken == NOBODY, 0, level)
