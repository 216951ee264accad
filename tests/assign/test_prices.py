"""Seats by prices: every demand kept, no bound above the best, no seats below it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tiny_choices import FAIRNESS, best, every_aim, keeps, least, tiny_choices

from agenda_solver.assign import mip, prices
from agenda_solver.assign.aims import Aim, aims, cost
from agenda_solver.assign.choices import Choices, Quota
from agenda_solver.budget import Budget


@pytest.mark.parametrize("seed", range(100))
def test_seats_keep_the_demands_and_bounds_hold(seed: int) -> None:
    choices = tiny_choices(seed)
    asked = every_aim(choices, FAIRNESS[seed % 3])
    expected = best(choices, asked)
    found = prices.seat(choices, asked, Budget(0.4))
    if expected is None:
        assert found.taken is None
        return
    assert found.status != "infeasible"
    if found.taken is None:
        return
    assert keeps(choices, found.taken)
    paid = [cost(choices, aim, found.taken) for aim in asked]
    for bound, truth in zip(found.bounds, least(choices, asked, paid), strict=True):
        assert 0 <= bound <= truth
    if found.status == "optimal":
        assert tuple(paid) == expected


def different_rounds(seed: int, people: int) -> Choices:
    """Draw three rounds, each with five of eight workshops."""
    rng = np.random.default_rng(seed)
    workshop = np.concatenate([np.sort(rng.permutation(8)[:5]) for _ in range(3)])
    order = np.argsort(np.argsort(rng.random((people, 8)) + np.linspace(0, 0.7, 8), axis=1), axis=1)
    level = np.minimum(1 + order, 5)[:, workshop].astype(np.int16)
    return Choices(
        attendees=tuple(f"attendee-{it}" for it in range(people)),
        sessions=tuple(f"session-{it}" for it in range(15)),
        level=level,
        wished=level < 5,
        round_of=np.repeat(np.arange(3), 5),
        workshop=workshop,
        due=np.ones((people, 3), dtype=np.bool_),
        least=np.zeros(15, dtype=np.int64),
        most=np.full(15, -(-people * 23 // 100)),
    )


@pytest.mark.parametrize("seed", range(3))
def test_it_comes_near_what_the_program_proves(seed: int) -> None:
    choices = different_rounds(seed, 150)
    asked = (Aim("lacking"), Aim("ranks"))
    found, exact = prices.seat(choices, asked, Budget(3)), mip.seat(choices, asked, Budget(30))
    assert exact.status == "optimal"
    assert found.taken is not None
    assert cost(choices, asked[0], found.taken) == exact.bounds[0] == found.bounds[0] == 0
    paid = cost(choices, asked[1], found.taken)
    assert 0.97 * exact.bounds[1] <= found.bounds[1] <= exact.bounds[1] <= paid
    assert paid <= 1.04 * exact.bounds[1]


def test_every_demand_at_once_is_kept() -> None:
    choices = different_rounds(5, 120)
    choices = replace(
        choices,
        together=tuple((row, row + 1) for row in range(0, 20, 2)),
        apart=tuple((row, row + 1) for row in range(20, 40, 2)),
        must=tuple(
            (row, tuple(np.flatnonzero(choices.workshop == choices.workshop[0]).tolist()))
            for row in range(0, 60, 6)
        ),
        quotas=tuple(Quota(it, tuple(range(0, 120, 3)), 9) for it in range(15)),
        least=np.full(15, 12),
    )
    found = prices.seat(choices, (Aim("lacking"), Aim("ranks")), Budget(3))
    assert found.taken is not None
    assert breaks_nothing(choices, found.taken)


def breaks_nothing(choices: Choices, taken: np.ndarray) -> bool:
    count = np.bincount(taken[taken >= 0], minlength=15)
    held = np.where(taken >= 0, choices.workshop[taken], -1 - np.arange(3))
    return bool(
        ((count == 0) | ((count >= choices.least) & (count <= choices.most))).all()
        and all(len(set(row)) == 3 for row in held.tolist())
        and all((taken[one] == taken[other]).all() for one, other in choices.together)
        and not any(
            ((taken[one] == taken[other]) & (taken[one] >= 0)).any() for one, other in choices.apart
        )
        and all(set(taken[row].tolist()) & set(sessions) for row, sessions in choices.must)
        and all(
            (taken[list(it.attendees), choices.round_of[it.session]] == it.session).sum() <= it.most
            for it in choices.quotas
        )
    )


def test_who_must_be_at_two_times_at_once_contradicts() -> None:
    choices = different_rounds(0, 20)
    both = tuple((0, (session,)) for session in (0, 1))
    asked = (Aim("lacking"),)
    assert prices.seat(replace(choices, must=both), asked, Budget(1)).status == "infeasible"


@pytest.mark.parametrize("seed", [38, 128, 164, 172, 173, 252, 376])
def test_what_was_cancelled_for_want_of_people_may_be_held_after_all(seed: int) -> None:
    """Round by round alone, too many are: each time that one has too few."""
    choices = tiny_choices(seed)
    asked = aims(choices, "generous")
    taken = prices.seat(choices, asked, Budget(20)).taken
    assert taken is not None
    assert keeps(choices, taken)
    assert tuple(cost(choices, aim, taken) for aim in asked) == best(choices, asked)
