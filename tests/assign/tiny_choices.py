"""Tiny random choices, and their best seats by trying all.

What seats cost and which are allowed is told here anew, from the definitions: nothing of
`aims` is used but the names of the aims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np

from agenda_solver.assign.aims import Aim, aims
from agenda_solver.assign.choices import NOBODY, Choices, Ints, Mix, Quota
from agenda_solver.fairness import Fairness

FAIRNESS: tuple[Fairness, ...] = ("generous", "total", "first-choices")
MOST_SEATINGS = 60_000

Way = tuple[int, ...]
"""The session of one attendee in each round, or `NOBODY`."""


def tiny_choices(seed: int) -> Choices:
    """Draw choices with a few demands of all kinds, small enough for `ways` and `best`."""
    rng = np.random.default_rng(seed)
    while True:
        choices = _drawn(rng)
        count = 1
        for row in range(len(choices.attendees)):
            count *= max(1, len(list(ways(choices, row))))
        if count <= MOST_SEATINGS:
            return choices


def _drawn(rng: np.random.Generator) -> Choices:
    people = int(rng.integers(2, 7))
    rounds = int(rng.integers(1, 4))
    workshops = int(rng.integers(2, 5))
    offers = [
        (number, int(it))
        for number in range(rounds)
        for it in rng.choice(workshops, int(rng.integers(1, min(3, workshops) + 1)), False)
    ]
    if rng.random() < 0.3:
        offers.append(offers[int(rng.integers(len(offers)))])
    offers.sort()
    round_of, workshop = (np.array(it, dtype=np.int64) for it in zip(*offers, strict=True))
    _, workshop = np.unique(workshop, return_inverse=True)
    kinds = int(rng.integers(1, people + 1))
    lists = np.array([_ranks(rng, workshops) for _ in range(kinds)], dtype=np.int16)
    level = lists[rng.integers(kinds, size=people)][:, workshop]
    wished = level <= 2
    due = np.ones((people, rounds), dtype=np.bool_)
    if rng.random() < 0.4:
        due &= rng.random(due.shape) < 0.8
    if rng.random() < 0.4:
        level[rng.random(level.shape) < 0.2] = 0
    level[~due[:, round_of]] = 0
    size = len(offers)
    most = rng.integers(0 if rng.random() < 0.3 else 1, people + 1, size)
    least = np.zeros(size, dtype=np.int64)
    if rng.random() < 0.5:
        least = rng.integers(0, 4, size)
    plain = Choices(
        attendees=tuple(f"attendee-{it}" for it in range(people)),
        sessions=tuple(f"session-{it}" for it in range(size)),
        level=level,
        wished=wished & (level > 0),
        round_of=round_of,
        workshop=workshop,
        due=due,
        least=least,
        most=most,
    )
    if rng.random() < 0.4:
        plain = replace(plain, spare=_spare(rng, plain))
    return replace(plain, **_demands(rng, plain))


def _spare(rng: np.random.Generator, choices: Choices) -> Ints:
    spare = np.zeros(choices.due.shape, dtype=np.int64)
    for rounds in _families(choices):
        most = np.maximum(0, choices.due[:, rounds].sum(axis=1) - 1)
        spare[:, rounds] = rng.integers(0, most + 1)[:, None]
    return spare


def _ranks(rng: np.random.Generator, workshops: int) -> Ints:
    wishes = int(rng.integers(0, workshops + 1))
    found = np.full(workshops, wishes + 1)
    found[rng.permutation(workshops)[:wishes]] = 1 + np.arange(wishes)
    return found


def _demands(rng: np.random.Generator, choices: Choices) -> dict[str, object]:
    people, size = choices.level.shape
    pairs = list(combinations(range(people), 2))
    some = {name: rng.random() < 0.3 for name in ("must", "together", "apart", "quota", "mix")}
    found: dict[str, object] = {}
    if some["must"]:
        family = choices.workshop == choices.workshop[int(rng.integers(size))]
        found["must"] = ((int(rng.integers(people)), tuple(np.flatnonzero(family).tolist())),)
    if some["together"]:
        group = rng.permutation(people)[: int(rng.integers(2, 4))]
        found["together"] = tuple((min(pair), max(pair)) for pair in pairwise(group.tolist()))
    if some["apart"]:
        found["apart"] = tuple({pairs[int(rng.integers(len(pairs)))] for _ in range(2)})
    if some["quota"]:
        group = tuple(np.flatnonzero(rng.random(people) < 0.6).tolist())
        found["quotas"] = (Quota(int(rng.integers(size)), group, int(rng.integers(0, 2))),)
    if some["mix"]:
        found["mixes"] = tuple(_mixes(rng, choices))
    if choices.rounds > 1 and rng.random() < 0.25:
        found["clashes"] = tuple(_clashes(rng, choices))
    if rng.random() < 0.3:
        before = zip(*np.nonzero(rng.random(choices.level.shape) < 0.2), strict=True)
        found["before"] = tuple((int(row), int(session)) for row, session in before)
    if choices.rounds > 1 and rng.random() < 0.25:
        found["walks"] = tuple(_walks(rng, choices))
    return found


def _mixes(rng: np.random.Generator, choices: Choices) -> Iterator[Mix]:
    for number in range(choices.rounds):
        here = np.flatnonzero(choices.round_of == number).tolist()
        label = rng.integers(0, 2, len(choices.attendees))
        groups = [
            tuple(np.flatnonzero(choices.due[:, number] & (label == it)).tolist()) for it in (0, 1)
        ]
        if len(here) > 1:
            yield Mix(tuple(here), tuple(group for group in groups if group))


def _clashes(rng: np.random.Generator, choices: Choices) -> Iterator[tuple[int, int]]:
    """Let some sessions go on while the next round begins."""
    for one in range(len(choices.sessions)):
        after = np.flatnonzero(choices.round_of == choices.round_of[one] + 1).tolist()
        if rng.random() < 0.4:
            yield from ((one, other) for other in after)


def _walks(rng: np.random.Generator, choices: Choices) -> Iterator[tuple[int, int]]:
    """Let some sessions be too far from others that begin later."""
    for pair in combinations(range(len(choices.sessions)), 2):
        first, then = choices.round_of[list(pair)]
        if first != then and rng.random() < 0.4:
            yield pair


# What is allowed, and what it costs.


def ways(choices: Choices, row: int) -> Iterator[Way]:
    """Yield how one attendee may sit over the day."""
    options = [
        [
            NOBODY,
            *(
                session
                for session in np.flatnonzero(choices.round_of == number).tolist()
                if choices.level[row, session] > 0
            ),
        ]
        for number in range(choices.rounds)
    ]
    for way in product(*options):
        seated = [session for session in way if session != NOBODY]
        if len({int(choices.workshop[it]) for it in seated}) < len(seated):
            continue
        apart = (*choices.clashes, *choices.walks)
        if any(one in seated and other in seated for one, other in apart):
            continue
        if any(
            sum(way[number] != NOBODY for number in rounds) > _dues(choices, rounds)[row]
            for rounds in _families(choices)
        ):
            continue
        if all(set(seated) & set(must) for who, must in choices.must if who == row):
            yield way


def _dues(choices: Choices, rounds: Sequence[int]) -> Ints:
    due = choices.due[:, rounds].sum(axis=1)
    return due if choices.spare is None else due - choices.spare[:, rounds[0]]


def keeps(choices: Choices, taken: Ints) -> bool:
    """Whether seats keep every demand."""
    mine = [tuple(row) for row in taken.tolist()]
    return all(way in set(ways(choices, row)) for row, way in enumerate(mine)) and bool(
        _allowed(choices, taken[None])[0]
    )


def best(choices: Choices, asked: Sequence[Aim]) -> tuple[int, ...] | None:
    """Return what the aims come to at best; None where no seats keep the demands."""
    every = _every(choices)
    found: list[int] = []
    for aim in asked:
        if not len(every):
            return None
        cost = costs(choices, aim, every)
        found.append(int(cost.min()))
        every = every[cost == cost.min()]
    return tuple(found) if len(every) else None


def least(choices: Choices, asked: Sequence[Aim], paid: Sequence[int]) -> tuple[int, ...]:
    """Return what each aim comes to at least, the earlier ones being as good as paid."""
    every = _every(choices)
    found: list[int] = []
    for aim, most in zip(asked, paid, strict=True):
        cost = costs(choices, aim, every)
        found.append(int(cost.min()))
        every = every[cost <= most]
    return tuple(found)


def _every(choices: Choices) -> Ints:
    """Return all seats that keep the demands (k × n × R)."""
    options = [list(ways(choices, row)) for row in range(len(choices.attendees))]
    grid = np.indices([len(it) for it in options]).reshape(len(options), -1)
    every = np.stack(
        [
            np.array(it, dtype=np.int64).reshape(-1, choices.rounds)[which]
            for it, which in zip(options, grid, strict=True)
        ],
        axis=1,
    )
    return every[_allowed(choices, every)]


def _allowed(choices: Choices, every: Ints) -> np.ndarray:
    """Tell which of many seats (k × n × R) keep the demands on several attendees."""
    sits = np.stack([_in(choices, every, it) for it in range(len(choices.sessions))], axis=2)
    count = sits.sum(axis=1)
    found = ((count == 0) | ((count >= choices.least) & (count <= choices.most))).all(axis=1)
    for quota in choices.quotas:
        found &= sits[:, list(quota.attendees), quota.session].sum(axis=1) <= quota.most
    for one, other in choices.apart:
        found &= ~(sits[:, one] & sits[:, other]).any(axis=1)
    for one, other in choices.together:
        both = choices.due[one] & choices.due[other]
        found &= (every[:, one] == every[:, other])[:, both].all(axis=1)
    return found


def _in(choices: Choices, every: Ints, session: int) -> np.ndarray:
    return every[:, :, choices.round_of[session]] == session


def costs(choices: Choices, aim: Aim, every: Ints) -> Ints:
    """Return what many seats (k × n × R) come to in an aim."""
    rows = np.arange(every.shape[1])[:, None]
    level = np.where(every == NOBODY, 0, choices.level[rows, np.maximum(every, 0)])
    kept = [~_in(choices, every, it)[:, row] for row, it in choices.before]
    tell: dict[str, Callable[[], Any]] = {
        "moved": lambda: sum(it.astype(np.int64) for it in kept),
        "lacking": lambda: sum(
            _lacking(choices, every, rounds).sum(axis=1) for rounds in _families(choices)
        ),
        "ranks": lambda: level.sum(axis=(1, 2), dtype=np.int64),
        "rank_or_worse": lambda: (level >= aim.at).sum(axis=(1, 2)),
        "mixed": lambda: _unevenness(choices, every),
        "day": lambda: (_losses(choices, every, level) >= aim.at).sum(axis=1),
        "even": lambda: sum(
            _in(choices, every, it).sum(axis=1, dtype=np.int64) ** 2
            for it in range(len(choices.sessions))
        ),
    }
    return tell[aim.kind]()


def _lacking(choices: Choices, every: Ints, rounds: Sequence[int]) -> Ints:
    """Return how many seats each attendee lacks (k × n) in rounds that share workshops."""
    empty = (every == NOBODY) & choices.due
    for one, other in choices.clashes:
        early, late = sorted((one, other), key=lambda it: choices.round_of[it])
        empty[:, :, choices.round_of[late]] &= ~_in(choices, every, early)
    left = _dues(choices, rounds) - (every[:, :, rounds] != NOBODY).sum(axis=2)
    return np.minimum(left, empty[:, :, rounds].sum(axis=2))


def _unevenness(choices: Choices, every: Ints) -> Ints:
    total = np.zeros(len(every), dtype=np.int64)
    for mix in choices.mixes:
        for group, session in product(mix.groups, mix.sessions):
            count = _in(choices, every, session)[:, list(group)].sum(axis=1)
            least = len(group) // len(mix.sessions)
            most = -(-len(group) // len(mix.sessions))
            total += np.maximum(0, least - count) + np.maximum(0, count - most)
    return total


def _losses(choices: Choices, every: Ints, level: Ints) -> Ints:
    """Return what each attendee loses (k × n): ranks above the best for the seats due.

    One that is lacking is worse than any they may have.
    """
    loss = level.sum(axis=2, dtype=np.int64)
    for rounds in _families(choices):
        lack = _lacking(choices, every, rounds)
        count = (every[:, :, rounds] != NOBODY).sum(axis=2) + lack
        for row in range(every.shape[1]):
            ranks: dict[int, int] = {}
            for session in np.flatnonzero(np.isin(choices.round_of, rounds)).tolist():
                if rank := int(choices.level[row, session]):
                    name = int(choices.workshop[session])
                    ranks[name] = min(rank, ranks.get(name, rank))
            here = np.isin(choices.round_of, rounds)
            loss[:, row] += lack[:, row] * (1 + int(choices.level[row, here].max()))
            sums = np.array([0, *np.cumsum(sorted(ranks.values()))], dtype=np.int64)
            loss[:, row] -= sums[np.minimum(count[:, row], len(ranks))]
    return loss


def _families(choices: Choices) -> list[list[int]]:
    families = [{number} for number in range(choices.rounds)]
    for workshop in set(choices.workshop.tolist()):
        times = set(choices.round_of[choices.workshop == workshop].tolist())
        joined = [it for it in families if it & times]
        families = [it for it in families if not it & times] + [set().union(*joined)]
    return [sorted(it) for it in families]


def every_aim(choices: Choices, fairness: Fairness) -> tuple[Aim, ...]:
    """Return the aims of a fairness, and those for ties."""
    found = list(aims(choices, fairness))
    if choices.mixes:
        found.append(Aim("mixed"))
    if fairness == "generous" and choices.rounds > 1:
        found += [Aim("day", at) for at in (3, 2)]
    return (*found, Aim("even"))
