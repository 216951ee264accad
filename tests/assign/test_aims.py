"""What seats come to, aim by aim, by hand; and that costs of seats add up to it."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from every_seating import seatings, tiny_choices

from agenda_solver.assign.aims import (
    Aim,
    aims,
    cost,
    day_losses,
    lack_costs,
    lacking,
    least_ranks,
    seat_costs,
    tie_aims,
    unevenness,
)
from agenda_solver.assign.choices import NOBODY, Choices, Mix

NO = NOBODY


def given(level: list[list[int]], round_of: list[int], **told: Any) -> Choices:
    """Return choices in which whoever may sit somewhere in a round is due a seat in it."""
    levels, rounds = np.array(level, dtype=np.int16), np.array(round_of)
    n, m = levels.shape
    due = [(levels[:, rounds == it] > 0).any(axis=1) for it in range(max(round_of) + 1)]
    base = Choices(
        attendees=tuple(f"a{row}" for row in range(n)),
        sessions=tuple(f"s{column}" for column in range(m)),
        level=levels,
        wished=levels > 0,
        round_of=rounds,
        workshop=np.arange(m),
        due=np.stack(due, axis=1),
        least=np.zeros(m, dtype=np.int64),
        most=np.full(m, n),
    )
    return replace(base, **told)


def test_aims_follow_fairness() -> None:
    choices = given([[1, 2, 3]], [0, 0, 0])
    worse = [("rank_or_worse", 3), ("rank_or_worse", 2)]
    told = {it: [(aim.kind, aim.at) for aim in aims(choices, it)] for it in ("generous", "total")}
    assert told["generous"] == [("lacking", 0), *worse]
    assert told["total"] == [("lacking", 0), ("ranks", 0)]
    first = aims(replace(choices, before=((0, 1),)), "first-choices")
    assert [(aim.kind, aim.at) for aim in first] == [("moved", 0), ("lacking", 0), *worse[::-1]]


def test_ranks_and_lacking_seats_are_counted() -> None:
    choices = given([[1, 2, 1, 3], [2, 1, 0, 0]], [0, 0, 1, 1])
    taken = np.array([[1, 3], [NO, NO]])
    paid = [cost(choices, aim, taken) for aim in aims(choices, "generous")]
    assert paid == [1, 1, 2]
    assert cost(choices, Aim("ranks"), taken) == 5


def test_who_sits_in_what_is_still_going_on_lacks_no_seat() -> None:
    choices = given([[1, 1], [1, 1]], [0, 1], clashes=((0, 1),))
    assert lacking(choices, np.array([[0, NO], [NO, 1]])).tolist() == [0, 1]
    swapped = given([[1, 1]], [1, 0], clashes=((0, 1),))
    assert not lacking(swapped, np.array([[1, NO]])).any()
    assert lacking(swapped, np.array([[NO, 0]])).tolist() == [1]


def test_nobody_lacks_more_seats_than_there_are_workshops_for_them() -> None:
    # A workshop three times, and once another, which only the second could attend.
    three = {"workshop": np.array([0, 0, 1, 0])}
    spare = np.array([[2, 2, 2], [1, 1, 1]])
    choices = given([[1, 1, 0, 1], [1, 1, 2, 1]], [0, 1, 1, 2], spare=spare, **three)
    assert choices.families == ((0, 1, 2),)
    assert choices.dues.tolist() == [[1], [2]]
    assert lacking(choices, np.array([[NO, NO, NO], [NO, NO, NO]])).tolist() == [1, 2]
    assert lacking(choices, np.array([[NO, 1, NO], [0, NO, NO]])).tolist() == [0, 1]
    assert lacking(choices, np.array([[NO, NO, 3], [NO, 2, 3]])).tolist() == [0, 0]
    assert choices.capped.tolist() == [[True], [True]]


def test_a_round_without_a_session_for_somebody_is_none_they_lack_where_others_do() -> None:
    # Once, the room has not what the second needs.
    twice = {"workshop": np.array([0, 0]), "spare": np.array([[1, 1], [1, 1]])}
    choices = given([[1, 1], [1, 0]], [0, 1], **twice)
    choices = replace(choices, due=np.ones((2, 2), dtype=np.bool_))
    assert choices.counted.tolist() == [[True, True], [True, False]]
    assert choices.capped.tolist() == [[True], [False]]
    assert lacking(choices, np.array([[0, NO], [0, NO]])).tolist() == [0, 0]
    assert lacking(choices, np.array([[NO, NO], [NO, NO]])).tolist() == [1, 1]


# --- Seats given out before ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("taken", "moved"),
    [([0, 2], 0), ([1, 2], 1), ([NO, 2], 1), ([1, NO], 2)],
)
def test_seats_that_change_or_are_given_up_moved(taken: list[int], moved: int) -> None:
    choices = given([[1, 2, 1]], [0, 0, 1], before=((0, 0), (0, 2)))
    assert cost(choices, Aim("moved"), np.array([taken])) == moved


def test_a_seat_moved_where_none_is_due_any_more() -> None:
    choices = given([[0, 1]], [0, 1], before=((0, 0),))
    assert not choices.due[0, 0]
    assert cost(choices, Aim("moved"), np.array([[NO, 1]])) == 1
    assert lack_costs(choices, Aim("moved")).tolist() == [[1, 0]]


def test_of_two_seats_at_once_one_moved_in_any_case() -> None:
    choices = given([[1, 1, 1]], [0, 0, 0], before=((0, 0), (0, 1)))
    paid = [cost(choices, Aim("moved"), np.array([[it]])) for it in (0, 1, 2, NO)]
    assert paid == [1, 1, 2, 2]
    assert seat_costs(choices, Aim("moved")).tolist() == [[1, 1, 2]]


@pytest.mark.parametrize("fairness", ["generous", "total", "first-choices", "ratings"])
def test_costs_of_seats_add_up_to_what_they_come_to(fairness: Any) -> None:
    moved = 0
    for seed in range(60):
        choices = tiny_choices(Random(seed), rounds=2, people=3, sessions=2)
        for aim in aims(choices, fairness):
            seat, lack = seat_costs(choices, aim), lack_costs(choices, aim)
            for taken in list(seatings(choices))[::5]:
                rows, rounds = np.nonzero(taken != NO)
                total = seat[rows, taken[rows, rounds]].sum() + lack[taken == NO].sum()
                assert total == cost(choices, aim, taken), (seed, aim)
                moved += aim.kind == "moved" and total > 0
    assert moved


# --- Ties ---------------------------------------------------------------------------------


def test_groups_are_uneven_by_who_is_too_many_or_too_few() -> None:
    mix = Mix((0, 1), ((0, 1, 2), (3, 4)))
    choices = given([[1, 1, 1]] * 5, [0, 0, 0], mixes=(mix,))
    assert unevenness(choices, np.array([[0], [0], [1], [0], [1]])) == 0
    # Three in one session: one too many there and one too few in the other; so are the two.
    assert unevenness(choices, np.array([[0], [0], [0], [1], [1]])) == 4
    # In the third session they count nowhere, and are too few in both.
    assert unevenness(choices, np.array([[0], [1], [2], [2], [NO]])) == 2


def test_losses_add_up_over_the_day() -> None:
    choices = given([[1, 2, 1, 3], [1, 2, 1, 2]], [0, 0, 1, 1])
    assert day_losses(choices, np.array([[1, 3], [0, 3]])).tolist() == [3, 1]
    # A seat that is lacking is worse than the worst they could have: a 4, or a 3.
    assert day_losses(choices, np.array([[1, NO], [NO, NO]])).tolist() == [1 + 3, 2 + 2]


def test_at_best_ranks_are_different_where_rounds_share_a_workshop() -> None:
    # Workshops A and B, each in both rounds.
    both = {"workshop": np.array([0, 1, 0, 1])}
    choices = given([[1, 2, 1, 2]], [0, 0, 1, 1], **both)
    assert day_losses(choices, np.array([[0, 3]])).tolist() == [0]
    assert day_losses(choices, np.array([[1, NO]])).tolist() == [2 + 3 - 1 - 2]


def test_at_best_is_what_a_short_or_tied_list_and_absences_leave() -> None:
    three = {"workshop": np.array([0, 1, 2, 0, 1, 2])}
    short = [1, 2, 2, 1, 2, 2]
    tied = [1, 1, 3, 1, 1, 3]
    without_first = [0, 2, 3, 0, 2, 3]
    choices = given([short, tied, without_first], [0, 0, 0, 1, 1, 1], **three)
    taken = np.array([[1, 5], [0, 5], [1, 5]])
    assert least_ranks(choices, taken).tolist() == [3, 2, 5]
    assert day_losses(choices, taken).tolist() == [1, 2, 0]


def test_rounds_are_ranked_together_through_a_third() -> None:
    # Rounds 0 and 2 share nothing, but each shares a workshop with round 1.
    workshop = np.array([0, 1, 0, 2, 2, 3])
    level = [[1, 2, 1, 3, 3, 4]]
    choices = given(level, [0, 0, 1, 1, 2, 2], workshop=workshop)
    assert least_ranks(choices, np.array([[1, 2, 4]])).tolist() == [1 + 2 + 3]
    apart = given([[1, 2, 1, 2, 1, 2]], [0, 0, 1, 1, 2, 2], workshop=np.array([0, 1, 0, 2, 4, 5]))
    assert least_ranks(apart, np.array([[1, 2, 4]])).tolist() == [1 + 2 + 1]


def test_nobody_loses_less_than_nothing() -> None:
    for seed in range(60):
        random = Random(seed)
        choices = tiny_choices(random, rounds=2, people=3, sessions=2)
        m = len(choices.sessions)
        choices = replace(choices, workshop=np.array([random.randrange(m) for _ in range(m)]))
        for taken in list(seatings(choices))[::3]:
            chosen = np.where(taken == NO, -1 - np.arange(2), choices.workshop[taken])
            once = chosen[:, 0] != chosen[:, 1]
            assert np.all(day_losses(choices, taken)[once] >= 0), seed


def test_ties_are_for_mixtures_and_for_days_of_several_rounds() -> None:
    choices = given([[1, 2, 1, 3]], [0, 0, 1, 1], mixes=(Mix((0, 1), ((0,),)),))
    taken = np.array([[1, 3]])
    kinds = [(aim.kind, aim.at) for aim in tie_aims(choices, "generous", taken)]
    assert kinds == [("mixed", 0), ("day", 4), ("day", 3), ("day", 2), ("even", 0)]
    assert [aim.kind for aim in tie_aims(choices, "total", taken)] == ["mixed", "even"]
    assert cost(choices, Aim("day", 3), taken) == 1
    assert cost(choices, Aim("day", 4), taken) == 0
    one_round = given([[1, 2]], [0, 0])
    assert tie_aims(one_round, "generous", np.array([[1]])) == (Aim("even"),)
    assert tie_aims(given([[1]], [0]), "generous", np.array([[0]])) == ()


def test_sizes_are_even_where_their_squares_add_up_to_little() -> None:
    choices = given([[1, 1, 1]] * 4, [0, 0, 1])
    assert cost(choices, Aim("even"), np.array([[0, NO], [0, 2], [1, NO], [1, 2]])) == 4 + 4 + 4
    assert cost(choices, Aim("even"), np.array([[0, NO], [0, 2], [0, NO], [NO, NO]])) == 9 + 1
    assert cost(choices, Aim("even"), np.full((4, 2), NO)) == 0
