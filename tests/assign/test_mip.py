"""The program of all demands: as good as trying all, aim by aim."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import chain, repeat

import numpy as np
import pytest
from tiny_choices import FAIRNESS, best, every_aim, keeps, least, tiny_choices

from agenda_solver.assign import flow, mip, prices
from agenda_solver.assign.aims import Aim, aims, cost
from agenda_solver.assign.choices import NOBODY, Choices, Quota
from agenda_solver.budget import Budget


def _paid(choices: Choices, asked: tuple[Aim, ...], taken: np.ndarray) -> tuple[int, ...]:
    return tuple(cost(choices, aim, taken) for aim in asked)


def crowded(seed: int, people: int, sessions: int, rounds: int = 1) -> Choices:
    """Draw choices among which the first sessions are wished for most."""
    rng = np.random.default_rng(seed)
    size = sessions * rounds
    drawn = rng.gumbel(size=(people, size)) + np.tile(np.linspace(1.5, 0, sessions), rounds)
    level = np.empty((people, size), dtype=np.int16)
    for number in range(rounds):
        here = slice(number * sessions, (number + 1) * sessions)
        order = np.argsort(np.argsort(-drawn[:, here], axis=1), axis=1)
        level[:, here] = np.minimum(1 + order, 5)
    return Choices(
        attendees=tuple(f"attendee-{it}" for it in range(people)),
        sessions=tuple(f"session-{it}" for it in range(size)),
        level=level,
        wished=level < 5,
        round_of=np.repeat(np.arange(rounds), sessions),
        workshop=np.arange(size),
        due=np.ones((people, rounds), dtype=np.bool_),
        least=np.zeros(size, dtype=np.int64),
        most=np.full(size, -(-people * 11 // (10 * sessions))),
    )


@pytest.mark.parametrize("seed", range(150))
def test_it_is_as_good_as_the_best_of_all_seats(seed: int) -> None:
    choices = tiny_choices(seed)
    asked = every_aim(choices, FAIRNESS[seed % 3])
    expected = best(choices, asked)
    found = mip.seat(choices, asked, Budget(20))
    if expected is None:
        assert found.status == "infeasible"
        assert found.taken is None
        return
    assert found.taken is not None
    assert keeps(choices, found.taken)
    assert _paid(choices, asked, found.taken) == expected == found.bounds
    assert found.status == "optimal"


@pytest.mark.parametrize("fairness", FAIRNESS)
def test_it_agrees_with_the_flow(fairness: str) -> None:
    choices = crowded(1, 120, 8)
    quotas = tuple(Quota(it, tuple(range(it, 120, 10)), 2) for it in range(8))
    choices = replace(choices, quotas=quotas, before=tuple((row, row % 8) for row in range(9)))
    asked = aims(choices, fairness)  # type: ignore[arg-type]
    found, other = (it.seat(choices, asked, Budget(30)) for it in (mip, flow))
    assert found.status == other.status == "optimal"
    assert found.bounds == other.bounds


def test_equals_are_counted_and_then_dealt_their_seats() -> None:
    # Two kinds of 30 equals over three rounds of one list of workshops: 2 × 12 columns.
    level = np.tile(np.repeat([[1, 2, 3, 4], [4, 3, 2, 1]], 30, axis=0), 3).astype(np.int16)
    choices = replace(
        crowded(0, 60, 4, 3), level=level, workshop=np.tile(np.arange(4), 3), most=np.full(12, 17)
    )
    asked = aims(choices, "generous")
    found = mip.seat(choices, asked, Budget(20))
    assert found.status == "optimal"
    assert found.taken is not None
    assert keeps(choices, found.taken)
    assert not (found.taken == NOBODY).any()
    assert len(mip._Model(choices).units) == 2


@pytest.mark.parametrize("seed", range(6))
def test_equals_are_told_apart_where_it_is_about_their_days(seed: int) -> None:
    # All wish for the same, so somebody has what is left, and should not have it twice.
    choices = crowded(seed, 4, 3, 2)
    level = np.tile([1, 2, 3], (4, 2)).astype(np.int16)
    most = np.array([[2, 1, 2, 2, 2, 1], [1, 1, 2, 1, 2, 2]][seed % 2])
    choices = replace(choices, level=level, most=most, due=np.ones((4, 2), dtype=np.bool_))
    asked = (*aims(choices, FAIRNESS[seed % 3]), Aim("day", 4), Aim("day", 3), Aim("day", 2))
    found = mip.seat(choices, asked, Budget(20))
    assert found.status == "optimal"
    assert found.bounds == best(choices, asked)


def test_it_says_so_where_the_demands_contradict() -> None:
    choices = replace(crowded(0, 6, 2), most=np.array([2, 6]))
    musts = tuple((row, (0,)) for row in range(3))
    assert mip.seat(replace(choices, must=musts), (), Budget(10)).status == "infeasible"
    assert mip.seat(replace(choices, must=musts[:2]), (), Budget(10)).status == "optimal"
    assert mip.seat(replace(choices, must=((0, ()),)), (), Budget(10)).status == "infeasible"


def test_without_time_nothing_is_known() -> None:
    choices = crowded(0, 60, 6)
    assert mip.seat(choices, aims(choices, "total"), Budget(0)).status == "unknown"


@pytest.mark.parametrize("seed", range(12))
def test_what_it_starts_from_is_what_it_has_at_least(seed: int) -> None:
    choices = tiny_choices(seed)
    asked = aims(choices, FAIRNESS[seed % 3])
    start = prices.seat(choices, asked, Budget(5)).taken
    if start is None:
        return
    without_time = mip.seat(choices, asked, Budget(0), start=start)
    assert without_time.status in ("feasible", "optimal")
    assert without_time.taken is not None
    assert (without_time.taken == start).all()
    found = mip.seat(choices, asked, Budget(20), start=start)
    assert found.taken is not None
    assert keeps(choices, found.taken)
    assert found.bounds == best(choices, asked) == _paid(choices, asked, found.taken)


@pytest.mark.parametrize("seed", range(20))
def test_bounds_hold_however_short_the_time(seed: int) -> None:
    choices = tiny_choices(seed)
    asked = every_aim(choices, FAIRNESS[seed % 3])
    found = mip.seat(choices, asked, Budget(0.002 * (1 + seed % 10)))
    if found.taken is not None:
        assert keeps(choices, found.taken)
        paid = _paid(choices, asked, found.taken)
        for bound, truth in zip(found.bounds, least(choices, asked, paid), strict=True):
            assert 0 <= bound <= truth


@pytest.mark.parametrize("seed", range(2))
def test_bounds_hold_wherever_the_time_ends(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    choices = replace(crowded(seed, 4, 3, 2), most=np.array([2, 1, 2, 2, 2, 1]))
    first = aims(choices, "generous")
    asked = (*first, Aim("day", 4), Aim("day", 3), Aim("day", 2))
    known = mip.seat(choices, first, Budget(20))
    proven = set()
    for looks in range(1, 40, 2):
        left = chain(repeat(20.0, looks), repeat(0.0))
        monkeypatch.setattr(Budget, "left", property(lambda _, left=left: next(left)))
        found = mip.seat(choices, asked, Budget(20), held=known.bounds, start=known.taken)
        assert found.taken is not None
        paid = _paid(choices, asked, found.taken)
        for bound, truth in zip(found.bounds, least(choices, asked, paid), strict=True):
            assert 0 <= bound <= truth
        proven.add(found.bounds == paid)
    assert True in proven


def test_no_more_is_told_of_a_day_than_there_is_time_for() -> None:
    choices = crowded(0, 6, 4, 3)
    model = mip._Model(choices, alike=False)
    rows = len(model.program.low)
    model.costs(Aim("day", 4), Budget(0))
    assert len(model.program.low) == rows
    model.costs(Aim("day", 4), Budget(20))
    assert len(model.program.low) > rows


def test_it_ends_when_told_to() -> None:
    choices = crowded(0, 3_000, 24, 3)
    # The same workshops in another order each time, so that the rounds depend on each other.
    rng = np.random.default_rng(0)
    workshop = np.concatenate([rng.permutation(24) for _ in range(3)])
    budget = Budget(300)
    timer = threading.Timer(0.7, budget.stop.set)
    timer.start()
    found = mip.seat(replace(choices, workshop=workshop), aims(choices, "generous"), budget)
    assert budget.spent < budget.seconds
    assert found.status in ("unknown", "feasible", "optimal")


def test_what_is_known_of_the_first_aims_is_held() -> None:
    choices = crowded(2, 40, 4, 2)
    asked = aims(choices, "generous")
    first = mip.seat(choices, asked, Budget(20))
    further = (*asked, Aim("day", 4), Aim("day", 3), Aim("day", 2))
    found = mip.seat(choices, further, Budget(20), held=first.bounds)
    assert found.taken is not None
    assert _paid(choices, asked, found.taken) == first.bounds
    assert found.bounds == mip.seat(choices, further, Budget(20)).bounds
    assert first.taken is not None
    assert _paid(choices, further, found.taken) < _paid(choices, further, first.taken)


def test_who_loses_over_the_day_is_not_counted_where_there_are_too_many_ways() -> None:
    choices = crowded(0, 60, 5, 9)
    asked = (Aim("lacking"), Aim("ranks"), Aim("day", 9))
    found = mip.seat(choices, asked, Budget(20))
    assert found.taken is not None
    assert found.bounds[:2] == _paid(choices, asked, found.taken)[:2]
    assert found.bounds[2] == 0


def test_only_programs_of_a_reasonable_size_fit() -> None:
    assert mip.fits(crowded(0, 1_000, 20))
    assert mip.fits(crowded(0, 3_000, 18, 3))
    assert not mip.fits(crowded(0, 10_000, 70))
    assert not mip.fits(crowded(0, 10_000, 30, 3))
