"""A session has its least number of attendees or none, and no seating of that kind is better."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from every_seating import best, seatings, tiny_choices

from agenda_solver.assign import cancelling, flow
from agenda_solver.assign.aims import Aim, aims, cost
from agenda_solver.assign.choices import NOBODY, Choices, Quota
from agenda_solver.budget import Budget
from agenda_solver.fairness import Fairness

FAIRNESS: tuple[Fairness, ...] = ("generous", "total", "first-choices")


def given(level: list[list[int]], most: list[int], least: list[int], must: tuple = ()) -> Choices:
    """Return the choices of one round; everybody is due a seat."""
    n, m = len(level), len(most)
    return Choices(
        attendees=tuple(f"a{row}" for row in range(n)),
        sessions=tuple(f"s{column}" for column in range(m)),
        level=np.array(level, dtype=np.int16),
        wished=np.array(level) > 0,
        round_of=np.zeros(m, dtype=np.int64),
        workshop=np.arange(m),
        due=np.ones((n, 1), dtype=np.bool_),
        least=np.array(least),
        most=np.array(most),
        must=must,
    )


def sizes(choices: Choices, fairness: Fairness = "generous") -> list[int]:
    """Return how many sit in each session."""
    found = cancelling.seat(choices, aims(choices, fairness), Budget())
    assert found.status == "optimal"
    assert found.taken is not None
    return np.bincount(found.taken[found.taken >= 0], minlength=len(choices.sessions)).tolist()


# --- By hand ------------------------------------------------------------------------------


def test_a_session_that_too_few_want_is_cancelled() -> None:
    assert sizes(given([[1, 9], [1, 9], [2, 1]], [3, 3], [0, 2])) == [3, 0]


def test_a_session_that_some_like_second_takes_place_with_them() -> None:
    # Cancelled, the last one would be at rank 9; filled up, two are at rank 2.
    level = [[1, 2], [1, 2], [1, 9], [9, 1]]
    assert sizes(given(level, [4, 4], [0, 3])) == [1, 3]
    assert sizes(given(level, [4, 4], [0, 4])) == [4, 0]


def test_somebody_must_sit_in_it_so_it_takes_place() -> None:
    level = [[1, 2], [1, 3], [1, 3]]
    assert sizes(given(level, [3, 3], [0, 2])) == [3, 0]
    assert sizes(given(level, [3, 3], [0, 2], must=((0, (1,)),))) == [1, 2]


def test_a_seat_is_rather_lacking_than_too_few_in_a_session() -> None:
    assert sizes(given([[1, 2], [1, 2], [1, 2]], [2, 3], [0, 2])) == [1, 2]
    assert sizes(given([[1, 0], [1, 0], [1, 2]], [2, 3], [0, 2])) == [2, 0]


def test_who_must_sit_where_too_few_can_has_no_seats() -> None:
    choices = given([[1, 2], [1, 0]], [2, 2], [0, 2], must=((0, (1,)),))
    assert cancelling.seat(choices, aims(choices, "total"), Budget()).status == "infeasible"


def test_a_least_number_above_the_limit_cancels() -> None:
    assert sizes(given([[2, 1], [2, 1]], [2, 1], [0, 2])) == [2, 0]


def test_what_is_no_flow_either_way_is_refused() -> None:
    choices = replace(given([[1, 2], [1, 2]], [2, 2], [0, 2]), apart=((0, 1),))
    assert not cancelling.fits(choices)
    with pytest.raises(ValueError, match="no flow"):
        cancelling.seat(choices, aims(choices, "total"), Budget())


# --- Every seating tried ------------------------------------------------------------------


@pytest.mark.parametrize("fairness", FAIRNESS)
@pytest.mark.parametrize("kind", ["plain", "rounds", "quotas", "mixes"])
def test_no_seating_is_better(kind: str, fairness: Fairness) -> None:
    for seed in range(30):
        choices = tiny_choices(
            Random(f"least {kind} {seed}"),
            rounds=2 if kind == "rounds" else 1,
            least=True,
            quotas=kind == "quotas",
            mixes=kind == "mixes",
            people=3 if kind == "rounds" else 5,
            sessions=2 if kind == "rounds" else 3,
        )
        wanted = aims(choices, fairness)
        if choices.mixes:
            wanted = (*wanted, Aim("mixed"))
        found = cancelling.seat(choices, wanted, Budget())
        least = best(choices, wanted)
        if least is None:
            assert found.status == "infeasible", seed
            continue
        assert found.status == "optimal", seed
        assert found.taken is not None
        assert any(np.array_equal(found.taken, it) for it in seatings(choices)), seed
        assert tuple(cost(choices, aim, found.taken) for aim in wanted) == least, seed
        assert found.bounds == least, seed


# --- Larger ones, and little time ---------------------------------------------------------


def larger(seed: int, people: int = 60, sessions: int = 8, least: int = 7) -> Choices:
    """Return a round in which few want some of the sessions."""
    random = np.random.default_rng(seed)
    drawn = random.gumbel(size=(people, sessions)) + np.linspace(2.5, 0, sessions)
    rank = 1 + np.argsort(np.argsort(-drawn, axis=1), axis=1)
    level = np.minimum(rank, random.integers(2, 5, size=people)[:, None])
    most = [int(1.7 * people / sessions)] * sessions
    return given(level.tolist(), most, [least] * sessions)


def all_fates(choices: Choices, wanted: tuple[Aim, ...]) -> tuple[int, ...]:
    """Return what the best seating comes to, over every set of sessions that take place."""
    found = []
    sessions = range(len(choices.sessions))
    for fate in range(1 << len(sessions)):
        forced = frozenset(it for it in sessions if fate >> it & 1)
        closed = frozenset(sessions) - forced
        seats = flow.seat(choices, wanted, Budget(), forced=forced, closed=closed)
        if seats.status == "optimal":
            found.append(seats.bounds)
    return min(found)


@pytest.mark.parametrize("fairness", FAIRNESS)
def test_no_choice_of_sessions_is_better(fairness: Fairness) -> None:
    cancelled = 0
    for seed in range(8):
        choices = larger(seed, people=30, sessions=5, least=6)
        wanted = aims(choices, fairness)
        found = cancelling.seat(choices, wanted, Budget())
        assert found.bounds == all_fates(choices, wanted), seed
        assert found.taken is not None
        cancelled += len(set(range(5)) - set(found.taken[:, 0].tolist()))
    assert cancelled


@pytest.mark.parametrize("fairness", FAIRNESS)
def test_bounds_hold_when_time_runs_out(
    fairness: Fairness, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = 0
    for seed in range(6):
        choices = larger(seed)
        wanted = aims(choices, fairness)
        least = cancelling.seat(choices, wanted, Budget()).bounds
        for steps in range(1, 12):
            budget = Budget()
            with monkeypatch.context() as patch:
                _stop_after(patch, budget, steps)
                found = cancelling.seat(choices, wanted, budget)
            assert found.taken is not None
            size = np.bincount(found.taken[found.taken != NOBODY], minlength=8)
            assert np.all((size == 0) | (size >= choices.least))
            paid = tuple(cost(choices, aim, found.taken) for aim in wanted)
            assert least <= paid
            assert (found.status == "optimal") == (found.bounds == paid)
            assert found.status == "feasible" or paid == least
            stopped += found.status == "feasible"
            for place, bound in enumerate(found.bounds):
                if paid[:place] == least[:place]:
                    assert bound <= least[place]
                elif least[:place] < paid[:place]:
                    assert bound == 0
    assert stopped


def _stop_after(patch: pytest.MonkeyPatch, budget: Budget, flows: int) -> None:
    """Use up a budget with so many flows."""
    best_of = flow.RoundFlow.best
    left = [flows]

    def counted(self: flow.RoundFlow, *told: object) -> flow.RoundSeats | None:
        left[0] -= 1
        if left[0] <= 0:
            budget.stop.set()
        return best_of(self, *told)  # type: ignore[arg-type]

    patch.setattr(flow.RoundFlow, "best", counted)


def test_quotas_and_least_numbers_together() -> None:
    choices = given([[1, 2], [1, 2], [2, 1], [2, 1]], [4, 4], [0, 2])
    one_each = replace(choices, quotas=(Quota(1, (2, 3), 1),))
    found = cancelling.seat(one_each, aims(one_each, "generous"), Budget())
    # One of the last two fits in; another one joins, or it is cancelled: two at rank 2 both.
    assert found.bounds == (0, 2)


# --- What branches cost at least ----------------------------------------------------------


@pytest.mark.parametrize("fairness", FAIRNESS)
@pytest.mark.parametrize("kind", ["plain", "quotas", "mixes", "larger"])
def test_what_a_branch_costs_at_least_is_never_more_than_it_does(
    kind: str, fairness: Fairness
) -> None:
    above = 0
    for seed in range(30):
        random = Random(f"regrets {kind} {seed}")
        if kind == "larger":
            choices = larger(seed, people=30, sessions=5, least=6)
        else:
            choices = tiny_choices(
                random, least=True, quotas=kind == "quotas", mixes=kind == "mixes", people=6
            )
        wanted = (*aims(choices, fairness), *([Aim("mixed")] if choices.mixes else []))
        fate = [random.choice(("forced", "closed", "", "", "")) for _ in choices.sessions]
        forced = frozenset(it for it, told in enumerate(fate) if told == "forced")
        closed = frozenset(it for it, told in enumerate(fate) if told == "closed")
        round_ = flow.RoundFlow(choices, wanted, 0)
        seats = round_.best(forced, closed, Budget())
        if flow.contradicts(choices) or seats is None:
            continue
        asked = [it for it, told in enumerate(fate) if not told and choices.least[it] > 1]
        regrets = round_.regrets(seats, forced, closed, asked)
        for it in asked:
            for regret, branch in (
                (regrets.cancelled[it], (forced, closed | {it})),
                (regrets.forced[it], (forced | {it}, closed)),
            ):
                found = round_.best(*branch, Budget())
                if regret is None:
                    assert found is None, seed
                elif found is not None:
                    more = (found.costs - seats.costs)[: len(regret)]
                    assert regret.tolist() <= more.tolist(), (seed, it)
                    above += bool(np.any(regret))
    assert above


def test_with_what_branches_cost_few_flows_are_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = []
    best_of = flow.RoundFlow.best

    def counted(self: flow.RoundFlow, *told: object) -> flow.RoundSeats | None:
        solved.append(told)
        return best_of(self, *told)  # type: ignore[arg-type]

    monkeypatch.setattr(flow.RoundFlow, "best", counted)
    choices = larger(0, people=400, sessions=20, least=12)
    found = cancelling.seat(choices, aims(choices, "generous"), Budget())
    assert found.status == "optimal"
    assert len(solved) < 40
