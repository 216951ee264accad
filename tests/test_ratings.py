"""What wishes are worth, where some are rated and others only in an order."""

from __future__ import annotations

import pytest

from agenda_solver.problem import Problem
from agenda_solver.ratings import Scale, scale, worths


def problem(*wishes: object) -> Problem:
    return Problem.read(
        {
            "event": {"name": "Trois ateliers"},
            "days": [{"date": "2027-03-01"}],
            "sessions": [
                {"id": it, "title": it, "kind": "workshop", "minutes": 60} for it in "abcd"
            ],
            "attendees": [{"id": f"p{n}", "wishes": it} for n, it in enumerate(wishes)],
        }
    )


def test_where_nobody_rates_each_wish_is_worth_one() -> None:
    asked = problem(["a", "b"], [], {"a": 0})
    assert scale(asked) is None
    assert worths(asked.attendees[0], None) == [("a", 1), ("b", 1)]


def test_ratings_are_worth_what_they_say_the_dearest_first() -> None:
    asked = problem({"a": 3, "b": 90, "c": 0})
    assert scale(asked) == Scale(90, 0, 0)
    assert worths(asked.attendees[0], scale(asked)) == [("b", 90), ("a", 3)]


def test_an_order_goes_down_evenly_from_the_highest_rating() -> None:
    asked = problem(["a", "b", "c", "d"], ["d"], {"a": 40})
    known = scale(asked)
    assert known == Scale(highest=40, longest=4, ordered=2)
    assert worths(asked.attendees[0], known) == [("a", 40), ("b", 30), ("c", 20), ("d", 10)]
    assert worths(asked.attendees[1], known) == [("d", 40)]


@pytest.mark.parametrize("highest", [1, 2, 5, 100])
def test_the_last_of_the_longest_list_is_still_worth_something(highest: int) -> None:
    known = Scale(highest, 40, 1)
    values = [known.worth(place) for place in range(40)]
    assert values == sorted(values, reverse=True)
    assert (values[0], values[-1] > 0) == (highest, True)
