"""The flow finds the best seats, aim by aim, and the weights of aims are large enough."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from every_seating import best, seatings, tiny_choices

from agenda_solver.assign import flow
from agenda_solver.assign.aims import Aim, aims, cost
from agenda_solver.assign.choices import NOBODY, Choices, Ints, Mix, Quota
from agenda_solver.budget import Budget
from agenda_solver.fairness import Fairness

FAIRNESS: tuple[Fairness, ...] = ("generous", "total", "first-choices")


def given(level: list[list[int]], most: list[int], **told: Any) -> Choices:
    """Return the choices of one round; everybody is due a seat."""
    n, m = len(level), len(most)
    base = Choices(
        attendees=tuple(f"a{row}" for row in range(n)),
        sessions=tuple(f"s{column}" for column in range(m)),
        level=np.array(level, dtype=np.int16).reshape(n, m),
        wished=np.array(level).reshape(n, m) > 0,
        round_of=np.zeros(m, dtype=np.int64),
        workshop=np.arange(m),
        due=np.ones((n, 1), dtype=np.bool_),
        least=np.zeros(m, dtype=np.int64),
        most=np.array(most, dtype=np.int64),
    )
    return replace(base, **told)


def seated(choices: Choices, fairness: Fairness = "generous") -> list[int]:
    """Return where each attendee sits in the only round."""
    found = flow.seat(choices, aims(choices, fairness), Budget())
    assert found.status == "optimal"
    assert found.taken is not None
    return found.taken[:, 0].tolist()


def check(choices: Choices, wanted: tuple[Aim, ...], told: object) -> None:
    """Compare with every seating."""
    found = flow.seat(choices, wanted, Budget())
    least = best(choices, wanted)
    if least is None:
        assert found.status == "infeasible", told
        return
    assert found.status == "optimal", told
    assert found.taken is not None
    assert any(np.array_equal(found.taken, it) for it in seatings(choices)), told
    assert tuple(cost(choices, aim, found.taken) for aim in wanted) == least, told
    assert found.bounds == least, told


# --- By hand ------------------------------------------------------------------------------


def ranks(choices: Choices, fairness: Fairness) -> list[int]:
    """Return the ranks that there are, the best first."""
    rows = seated(choices, fairness)
    return sorted(int(choices.level[row, column]) for row, column in enumerate(rows))


def test_generous_avoids_the_worst_rank_and_first_choices_seeks_the_first() -> None:
    choices = given([[1, 2, 4], [1, 2, 4], [2, 1, 3]], [1, 1, 1])
    assert ranks(choices, "generous") == [1, 2, 3]
    assert ranks(choices, "first-choices") == [1, 1, 4]


def test_the_least_total_may_leave_somebody_at_a_worse_rank() -> None:
    choices = given([[1, 4, 2], [2, 1, 3], [1, 2, 5]], [1, 1, 1])
    assert ranks(choices, "total") == [1, 1, 2]
    uneven = given([[1, 2, 5], [1, 4, 5], [1, 5, 5]], [1, 1, 1])
    assert ranks(uneven, "generous") == ranks(uneven, "total") == [1, 2, 5]
    apart = given([[3, 1, 5], [5, 3, 1], [1, 5, 4]], [0, 2, 1])
    assert ranks(apart, "generous") == [1, 3, 4]
    assert ranks(apart, "total") == [1, 1, 5]


def test_those_who_may_not_sit_anywhere_lack_a_seat() -> None:
    choices = given([[0, 0], [1, 0]], [5, 5])
    assert seated(choices) == [NOBODY, 0]


def test_who_must_sit_somewhere_goes_before_first_wishes() -> None:
    choices = given([[1, 2], [1, 2]], [1, 1], must=((1, (0,)),))
    assert seated(choices) == [1, 0]


@pytest.mark.parametrize("sessions", [(), (2,)])
def test_who_must_sit_where_they_may_not_has_no_seats(sessions: tuple[int, ...]) -> None:
    choices = given([[1, 2, 0]], [1, 1, 1], must=((0, sessions),))
    assert flow.seat(choices, aims(choices, "generous"), Budget()).status == "infeasible"


def test_too_many_must_sit_in_one_session() -> None:
    choices = given([[1, 2], [1, 2]], [1, 9], must=((0, (0,)), (1, (0,))))
    assert flow.seat(choices, aims(choices, "generous"), Budget()).status == "infeasible"


def test_who_must_sit_in_two_sessions_at_once_has_no_seats() -> None:
    choices = given([[1, 2]], [1, 1], must=((0, (0,)), (0, (1,))))
    assert flow.seat(choices, aims(choices, "generous"), Budget()).status == "infeasible"


def test_nobody_is_registered() -> None:
    choices = given([], [3, 3])
    found = flow.seat(choices, aims(choices, "generous"), Budget())
    assert found.status == "optimal"
    assert found.taken is not None
    assert found.taken.shape == (0, 1)


def test_a_forced_session_has_its_least_number_of_attendees() -> None:
    choices = given([[1, 2], [1, 2], [1, 2]], [3, 3], least=np.array([0, 2]))
    wanted = aims(choices, "total")
    free = flow.seat(choices, wanted, Budget())
    forced = flow.seat(choices, wanted, Budget(), forced=frozenset({1}))
    assert (free.bounds, forced.bounds) == ((0, 3), (0, 5))
    assert forced.taken is not None
    assert int((forced.taken == 1).sum()) == 2


def test_a_session_cannot_be_forced_beyond_its_limit() -> None:
    choices = given([[1, 1]] * 3, [3, 1], least=np.array([0, 2]))
    found = flow.seat(choices, aims(choices, "total"), Budget(), forced=frozenset({1}))
    assert found.status == "infeasible"


def test_a_closed_session_is_empty() -> None:
    choices = given([[1, 2], [1, 2]], [2, 1])
    found = flow.seat(choices, aims(choices, "generous"), Budget(), closed=frozenset({0}))
    assert found.taken is not None
    assert sorted(found.taken[:, 0].tolist()) == [NOBODY, 1]


def test_an_organisation_has_no_more_seats_than_it_may() -> None:
    choices = given([[1, 2]] * 3, [3, 3], quotas=(Quota(0, (0, 1), 1),))
    rows = seated(choices)
    assert rows[2] == 0
    assert sorted(rows[:2]) == [0, 1]


def test_groups_are_spread_evenly_among_equal_seats() -> None:
    mix = Mix((0, 1), ((0, 1), (2, 3)))
    choices = given([[1, 1]] * 4, [2, 2], mixes=(mix,))
    wanted = (*aims(choices, "generous"), Aim("mixed"))
    found = flow.seat(choices, wanted, Budget())
    assert found.taken is not None
    rows = found.taken[:, 0].tolist()
    assert sorted(rows[:2]) == sorted(rows[2:]) == [0, 1]


def test_as_few_seats_as_possible_move() -> None:
    # The third comes late, and would be better off where the first two are.
    choices = given([[1, 2], [1, 2], [1, 3]], [2, 2], before=((0, 0), (1, 0)))
    assert seated(choices) == [0, 0, 1]


# --- What is a flow -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "is_one"),
    [
        ({}, True),
        ({"least": np.array([0, 1, 0])}, True),  # one attendee or none: no condition
        ({"least": np.array([0, 2, 0])}, False),
        ({"together": ((0, 1),)}, False),
        ({"apart": ((0, 1),)}, False),
        ({"quotas": (Quota(0, (0, 1), 1), Quota(0, (2,), 1))}, True),
        ({"quotas": (Quota(0, (0, 1), 1), Quota(0, (1, 2), 1))}, False),
    ],
)
def test_what_is_a_flow(told: dict[str, Any], is_one: bool) -> None:
    choices = given([[1, 2, 3]] * 3, [3, 3, 3], **told)
    assert flow.fits(choices) == is_one
    if not flow.fits_but_for_least(choices):
        with pytest.raises(ValueError, match="no flow"):
            flow.seat(choices, aims(choices, "total"), Budget())


def test_mixed_groups_are_a_flow_where_they_cross_nothing() -> None:
    mix = Mix((0, 1), ((0, 1), (2,)))
    level, most = [[1, 2]] * 3, [3, 3]
    mixed = (Aim("lacking"), Aim("mixed"))
    assert flow.fits(given(level, most, mixes=(mix,)), mixed)
    crossing = {"mixes": (mix,), "quotas": (Quota(0, (1, 2), 1),)}
    assert not flow.fits(given(level, most, **crossing), mixed)
    assert flow.fits(given(level, most, **crossing))  # nobody asks for even groups
    assert not flow.fits(given(level, most, mixes=(mix, mix)), mixed)
    assert not flow.fits(given(level, most), (Aim("day", 2),))


def test_rounds_that_share_a_workshop_are_a_flow_where_nobody_could_sit_in_it_twice() -> None:
    two = {
        "round_of": np.array([0, 1]),
        "workshop": np.array([0, 0]),
        "due": np.array([[True, False], [False, True]]),
    }
    assert flow.fits(given([[1, 0], [0, 1]], [1, 1], **two))
    both = {**two, "due": np.ones((2, 2), dtype=np.bool_)}
    assert not flow.fits(given([[1, 1], [0, 1]], [1, 1], **both))
    other = {**both, "workshop": np.array([0, 1])}
    assert flow.fits(given([[1, 1], [0, 1]], [1, 1], **other))
    assert not flow.fits(given([[1, 1], [0, 1]], [1, 1], clashes=((0, 1),), **other))


# --- Every seating tried ------------------------------------------------------------------


@pytest.mark.parametrize("fairness", FAIRNESS)
@pytest.mark.parametrize("kind", ["plain", "rounds", "quotas", "mixes", "both"])
def test_no_seating_is_better(kind: str, fairness: Fairness) -> None:
    for seed in range(30):
        choices = tiny_choices(
            Random(f"{kind} {seed}"),
            rounds=2 if kind == "rounds" else 1,
            quotas=kind in ("quotas", "both"),
            mixes=kind in ("mixes", "both"),
            people=3 if kind == "rounds" else 5,
            sessions=2 if kind == "rounds" else 3,
        )
        wanted = aims(choices, fairness)
        if choices.mixes:
            wanted = (*wanted, Aim("mixed"))
        check(choices, wanted, seed)


@pytest.mark.parametrize("fairness", FAIRNESS)
def test_no_seating_is_better_with_aims_in_stages(
    fairness: Fairness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "_LARGEST", 0)  # each aim on its own
    for seed in range(25):
        random = Random(f"stages {seed}")
        choices = tiny_choices(random, quotas=seed % 2 == 0, mixes=True, people=5)
        check(choices, (*aims(choices, fairness), Aim("mixed")), seed)


# --- Weights ------------------------------------------------------------------------------


def larger(seed: int, people: int = 60, sessions: int = 8) -> Choices:
    """Return a round in which seats are short and wishes are alike."""
    random = np.random.default_rng(seed)
    drawn = random.gumbel(size=(people, sessions)) + np.linspace(2, 0, sessions)
    rank = 1 + np.argsort(np.argsort(-drawn, axis=1), axis=1)
    level = np.minimum(rank, random.integers(2, sessions + 1, size=people)[:, None])
    seats = random.multinomial(people, np.ones(sessions) / sessions)
    return given(level.tolist(), seats.tolist())


@pytest.mark.parametrize("fairness", FAIRNESS)
def test_weights_are_as_good_as_powers_of_all_attendees_and_as_stages(
    fairness: Fairness, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(15):
        choices = larger(seed)
        wanted = aims(choices, fairness)
        least = flow.seat(choices, wanted, Budget()).bounds
        with monkeypatch.context() as patch:
            patch.setattr(flow, "_LARGEST", 1 << 30)
            assert flow.seat(choices, wanted, Budget()).bounds == least
            patch.setattr(flow, "_LARGEST", 0)
            assert flow.seat(choices, wanted, Budget()).bounds == least
        small = larger(seed, people=12, sessions=5)
        wanted = aims(small, fairness)
        least = flow.seat(small, wanted, Budget()).bounds
        with monkeypatch.context() as patch:

            def powers(self: flow.RoundFlow, first: int, last: int) -> list[int]:
                base = 1 + len(self.rows) * int(self.choices.level.max())
                return [base**it for it in reversed(range(last - first))]

            patch.setattr(flow.RoundFlow, "_weights", powers)
            assert flow.seat(small, wanted, Budget()).bounds == least


def test_costs_of_0_or_1_weigh_powers_of_the_sessions_and_two() -> None:
    choices = larger(0)
    round_ = flow.RoundFlow(choices, aims(choices, "generous"), 0)
    count = len(round_.aims)
    assert round_._weights(0, count) == [(8 + 2) ** it for it in reversed(range(count))]


def test_more_aims_than_one_number_holds_are_taken_in_stages() -> None:
    choices = larger(3, people=120, sessions=40)
    wanted = aims(choices, "generous")
    round_ = flow.RoundFlow(choices, wanted, 0)
    assert round_._weighable(0) < len(wanted)
    found = flow.seat(choices, wanted, Budget())
    assert found.status == "optimal"
    assert found.taken is not None
    assert found.bounds == tuple(cost(choices, aim, found.taken) for aim in wanted)


def test_without_time_the_first_aims_are_proven_and_the_others_have_no_bound() -> None:
    choices = larger(3, people=120, sessions=40)
    wanted = aims(choices, "generous")
    found = flow.seat(choices, wanted, Budget(seconds=0.0))
    least = flow.seat(choices, wanted, Budget()).bounds
    proven = flow.RoundFlow(choices, wanted, 0)._weighable(0)
    assert found.status == "feasible"
    assert found.bounds == least[:proven] + (0,) * (len(wanted) - proven)


def test_sessions_that_are_not_wished_for_share_their_arcs() -> None:
    random = np.random.default_rng(0)
    rank = 1 + np.argsort(np.argsort(random.random((3_000, 40)), axis=1), axis=1)
    choices = given(np.minimum(rank, 6).tolist(), [80] * 40)
    round_ = flow.RoundFlow(choices, aims(choices, "generous"), 0)
    assert len(round_._arcs.tail) < 8 * 3_000
    assert flow.seat(choices, aims(choices, "generous"), Budget()).status == "optimal"


# --- Short lists --------------------------------------------------------------------------


def of_lists(lists: list[list[int]], most: list[int]) -> Choices:
    """Return choices from ranked lists; what is not on a list comes after its last wish."""
    level = [
        [it.index(column) + 1 if column in it else len(it) + 1 for column in range(len(most))]
        for it in lists
    ]
    return given(level, most)


@pytest.mark.thorough
@pytest.mark.parametrize("fairness", FAIRNESS)
def test_a_shorter_list_never_reaches_a_better_seat(fairness: Fairness) -> None:
    # Among equally good seatings, which one is found is chance; so all of them are looked at.
    for seed in range(100):
        random = Random(f"lists {seed}")
        m = random.randint(3, 4)
        most = [random.choice((1, 1, 2)) for _ in range(m)]
        lists = [random.sample(range(m), random.randint(1, m)) for _ in range(random.randint(1, 3))]
        whole = random.sample(range(m), m)
        short = whole[: random.randint(1, m - 1)]
        with_whole, with_short = (
            min(
                whole.index(taken[0, 0]) if taken[0, 0] != NOBODY else m
                for taken in _best_seatings(of_lists([mine, *lists], most), fairness)
            )
            for mine in (whole, short)
        )
        assert with_whole <= with_short, seed


def _best_seatings(choices: Choices, fairness: Fairness) -> list[Ints]:
    wanted = aims(choices, fairness)
    least = flow.seat(choices, wanted, Budget()).bounds
    return [
        taken
        for taken in seatings(choices)
        if tuple(cost(choices, aim, taken) for aim in wanted) == least
    ]
