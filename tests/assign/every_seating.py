"""Tiny choices at random, and the best of all their seatings, by trying each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

import numpy as np

from agenda_solver.assign.aims import Aim, cost
from agenda_solver.assign.choices import NOBODY, Choices, Ints, Mix, Quota


def tiny_choices(
    random: Random,
    *,
    rounds: int = 1,
    least: bool = False,
    quotas: bool = False,
    mixes: bool = False,
    people: int = 4,
    sessions: int = 3,
) -> Choices:
    """Return choices that are a flow, but for least numbers of attendees."""
    n = random.randint(1, people)
    sizes = [random.randint(1, sessions) for _ in range(rounds)]
    m = sum(sizes)
    round_of = np.repeat(np.arange(rounds), sizes)
    level = np.array([[random.choice((0, 1, 1, 2, 2, 3)) for _ in range(m)] for _ in range(n)])
    due = np.array([[random.random() < 0.9 for _ in range(rounds)] for _ in range(n)])
    level[~due[:, round_of]] = 0
    groups = _groups(random, n)
    must = []
    if random.random() < 0.3:
        row = random.randrange(n)
        must.append((row, tuple(random.sample(range(m), random.randint(1, m)))))
    if any(len(set(round_of[list(it)].tolist())) > 1 for _, it in must):
        must = []  # one of several rounds: no flow
    return Choices(
        attendees=tuple(f"a{row}" for row in range(n)),
        sessions=tuple(f"s{column}" for column in range(m)),
        level=level.astype(np.int16),
        wished=level > 0,
        round_of=round_of,
        workshop=np.arange(m),
        due=due,
        least=np.array([random.randint(0, 3) * least for _ in range(m)]),
        most=np.array([random.randint(0, n) for _ in range(m)]),
        must=tuple(must),
        quotas=tuple(
            Quota(column, group, random.randint(1, 2))
            for column in range(m)
            for group in groups
            if quotas and random.random() < 0.5
        ),
        mixes=tuple(_mixes(random, round_of, due, groups)) if mixes else (),
        before=tuple(
            dict.fromkeys((random.randrange(n), random.randrange(m)) for _ in range(n))
            if random.random() < 0.4
            else ()
        ),
    )


def _groups(random: Random, n: int) -> list[tuple[int, ...]]:
    label = [random.randrange(2) for _ in range(n)]
    found = [tuple(row for row in range(n) if label[row] == it) for it in range(2)]
    return [group for group in found if group]


def _mixes(
    random: Random, round_of: Ints, due: np.ndarray, groups: Sequence[tuple[int, ...]]
) -> Iterator[Mix]:
    for number in np.unique(round_of):
        here = np.flatnonzero(round_of == number).tolist()
        if len(here) > 1:
            those = [tuple(row for row in group if due[row, number]) for group in groups]
            some = random.sample(here, random.randint(2, len(here)))
            yield Mix(tuple(sorted(some)), tuple(group for group in those if group))


def seatings(choices: Choices) -> Iterator[Ints]:
    """Yield every seating that keeps the demands: all that `Choices` says, but who is together."""
    for cells in product(*(_ways(choices, row) for row in range(len(choices.attendees)))):
        taken = np.array(cells, dtype=np.int64).reshape(choices.due.shape)
        if _keeps_numbers(choices, taken):
            yield taken


def _ways(choices: Choices, row: int) -> Iterator[tuple[int, ...]]:
    options = [
        [NOBODY]
        + [
            int(column)
            for column in np.flatnonzero(choices.round_of == number)
            if choices.level[row, column]
        ]
        for number in range(choices.rounds)
    ]
    must = [sessions for who, sessions in choices.must if who == row]
    for way in product(*options):
        if all(set(way) & set(sessions) for sessions in must):
            yield way


def _keeps_numbers(choices: Choices, taken: Ints) -> bool:
    for column, (least, most) in enumerate(zip(choices.least, choices.most, strict=True)):
        size = int((taken == column).sum())
        if size > most or 0 < size < least:
            return False
    return all(
        sum(quota.session in taken[row] for row in quota.attendees) <= quota.most
        for quota in choices.quotas
    )


def best(choices: Choices, aims: Sequence[Aim]) -> tuple[int, ...] | None:
    """Return what the best seating comes to, aim by aim; None where there is none."""
    found = (tuple(cost(choices, aim, taken) for aim in aims) for taken in seatings(choices))
    return min(found, default=None)
