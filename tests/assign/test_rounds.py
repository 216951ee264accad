"""Rounds that offer the same: what by a flow, when by a colouring; as good as trying all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tiny_choices import FAIRNESS, best, keeps

from agenda_solver.assign import mip, rounds
from agenda_solver.assign.aims import Aim, aims, cost
from agenda_solver.assign.choices import NOBODY, Choices, Quota
from agenda_solver.budget import Budget


def equal_rounds(
    seed: int, people: int, workshops: int, number: int, *, twins: bool = False
) -> Choices:
    """Draw rounds of the same workshops, of which one may have two rooms each time."""
    rng = np.random.default_rng(seed)
    names = [*range(workshops), 0] if twins else list(range(workshops))
    lists = np.array(
        [
            np.where(order < wishes, 1 + order, 1 + wishes)
            for order, wishes in (
                (rng.permutation(workshops), int(rng.integers(0, workshops + 1)))
                for _ in range(people)
            )
        ]
    ).reshape(people, workshops)
    lists[rng.random(lists.shape) < 0.1] = 0
    due = rng.random(people) < 0.9
    lists[~due] = 0
    level = np.tile(lists[:, names], number).astype(np.int16)
    most = rng.integers(0, max(2, 2 * people // workshops), len(names))
    size = len(names) * number
    return Choices(
        attendees=tuple(f"attendee-{it}" for it in range(people)),
        sessions=tuple(f"session-{it}" for it in range(size)),
        level=level,
        wished=(level > 0) & (level < level.max(axis=1, keepdims=True)),
        round_of=np.repeat(np.arange(number), len(names)),
        workshop=np.tile(np.array(names), number),
        due=np.repeat(due[:, None], number, axis=1),
        least=np.zeros(size, dtype=np.int64),
        most=np.tile(most, number),
    )


def _paid(choices: Choices, asked: tuple[Aim, ...], taken: np.ndarray) -> tuple[int, ...]:
    return tuple(cost(choices, aim, taken) for aim in asked)


@pytest.mark.parametrize("seed", range(60))
def test_it_is_as_good_as_the_best_of_all_seats(seed: int) -> None:
    choices = equal_rounds(seed, 3, 2 + seed % 2, 2, twins=seed % 5 == 0)
    asked = aims(choices, FAIRNESS[seed % 3])
    assert rounds.fits(choices)
    found = rounds.seat(choices, asked, Budget(10))
    assert found.taken is not None
    assert keeps(choices, found.taken)
    assert _paid(choices, asked, found.taken) == best(choices, asked) == found.bounds
    assert found.status == "optimal"


@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_the_program(seed: int) -> None:
    choices = equal_rounds(seed, 14, 5, 3)
    if seed % 3 == 0:
        who = int(np.flatnonzero(choices.level[:, 0] > 0)[0])
        choices = replace(choices, must=((who, (0, 5, 10)),))
    asked = aims(choices, FAIRNESS[seed % 3])
    found, other = (it.seat(choices, asked, Budget(20)) for it in (rounds, mip))
    assert found.status == other.status
    assert found.bounds == other.bounds
    if found.taken is not None:
        assert keeps(choices, found.taken)
        assert _paid(choices, asked, found.taken) == found.bounds


def test_so_many_levels_that_the_weights_take_stages() -> None:
    choices = equal_rounds(3, 60, 14, 3)
    asked = aims(choices, "generous")
    assert len(asked) > 12
    found, other = (it.seat(choices, asked, Budget(30)) for it in (rounds, mip))
    assert found.status == "optimal"
    assert found.bounds == other.bounds


def test_somebody_gets_two_of_three_where_places_are_short() -> None:
    choices = equal_rounds(0, 4, 3, 3)
    level = np.ones_like(choices.level)
    most = np.tile([4, 4, 2], 3)
    due = np.ones_like(choices.due)
    choices = replace(choices, level=level, due=due, most=most)
    found = rounds.seat(choices, aims(choices, "generous"), Budget(10))
    assert found.bounds[0] == 0
    tight = replace(choices, most=np.tile([1, 1, 1], 3))
    found = rounds.seat(tight, aims(tight, "generous"), Budget(10))
    assert found.taken is not None
    assert keeps(tight, found.taken)
    assert int((found.taken == NOBODY).sum()) == found.bounds[0] == 3


def test_who_must_attend_what_is_full_of_others_who_must() -> None:
    choices = equal_rounds(1, 5, 3, 2)
    choices = replace(
        choices,
        level=np.ones_like(choices.level),
        due=np.ones_like(choices.due),
        most=np.full(6, 2),
        must=tuple((row, (0, 3)) for row in range(5)),
    )
    asked = aims(choices, "total")
    assert rounds.seat(choices, asked, Budget(10)).status == "infeasible"
    four = replace(choices, must=choices.must[:4])
    assert rounds.seat(four, asked, Budget(10)).status == "optimal"


def test_an_aim_that_is_no_sum_is_not_proven_nor_what_comes_after_it() -> None:
    choices = equal_rounds(2, 4, 3, 2)
    asked = (Aim("lacking"), Aim("day", 2), Aim("ranks"))
    found = rounds.seat(choices, asked, Budget(10))
    assert found.status == "feasible"
    assert found.bounds[1:] == (0, 0)


def test_what_makes_rounds_unequal_does_not_fit() -> None:
    choices = equal_rounds(0, 4, 3, 2)
    assert rounds.fits(choices)
    other_level = choices.level.copy()
    other_level[int(np.flatnonzero(choices.due[:, 0])[0]), 0] += 1
    other_due = choices.due.copy()
    other_due[0, 0] = not other_due[0, 0]
    most = choices.most.copy()
    most[0] += 1
    for unequal in (
        replace(choices, level=other_level),
        replace(choices, due=other_due),
        replace(choices, most=most),
        replace(choices, least=np.full(6, 2)),
        replace(choices, workshop=np.array([0, 1, 2, 0, 1, 3])),
        replace(choices, clashes=((0, 4),)),
        replace(choices, together=((0, 1),)),
        replace(choices, apart=((0, 1),)),
        replace(choices, quotas=(Quota(0, (0, 1), 1),)),
        replace(choices, before=((0, 0),)),
        replace(choices, must=((0, (0,)),)),
    ):
        assert not rounds.fits(unequal)


@pytest.mark.parametrize("seed", range(20))
def test_edges_of_one_colour_share_no_node(seed: int) -> None:
    rng = np.random.default_rng(seed)
    colours = int(rng.integers(1, 6))
    # Each colour class is a matching, so the whole has no more edges at a node than colours.
    pairs = [
        (left, right)
        for _ in range(colours)
        for left, right in enumerate(rng.permutation(9).tolist())
        if rng.random() < 0.9
    ]
    rng.shuffle(pairs)
    left, right = np.array(pairs).T
    found = rounds.colour(left, right, colours)
    assert set(found.tolist()) <= set(range(colours))
    for ends in (left, right):
        assert len(set(zip(ends.tolist(), found.tolist(), strict=True))) == len(pairs)
