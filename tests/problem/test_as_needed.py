"""Sessions given as many times as needed: their rows, what is wrong, and what is left out."""

from typing import Any

import pytest
from one_session import draft, faults, problem_of, session

from agenda_solver.problem import Problem, taken_out
from agenda_solver.problem.schema import Times
from agenda_solver.problem.times import undecided, with_all_times, without_times

FIVE = {"min": 1, "max": 5}


def ids(problem: Problem) -> list[str]:
    return [row.id for row in problem.sessions]


def test_each_time_that_there_may_be_is_a_session() -> None:
    problem = problem_of(session("eau", repeats={"min": 2, "max": 4}), session("feu"))
    assert ids(problem) == ["eau", "feu", "eau-2", "eau-3", "eau-4"]
    assert problem.session["eau"].repeats == Times(min=2, max=4)
    assert problem.session["eau-2"].repeats == 1
    assert undecided(problem) == {"eau": ("eau-3", "eau-4")}
    assert Problem.read(problem.dump()) == problem


def test_a_least_that_is_not_said_is_one() -> None:
    problem = problem_of(session("eau", repeats={"max": 3}))
    assert undecided(problem) == {"eau": ("eau-2", "eau-3")}


def test_a_time_that_has_a_row_is_one_of_them() -> None:
    soir = session("eau-soir", repeat_of="eau", locked={"start": "20h"})
    problem = problem_of(session("eau", repeats={"min": 1, "max": 4}), soir)
    assert ids(problem) == ["eau", "eau-soir", "eau-2", "eau-3"]
    # What is locked takes place, and what comes before it.
    assert undecided(problem) == {"eau": ("eau-2", "eau-3")}
    assert undecided(problem, {"eau-2"}) == {"eau": ("eau-3",)}


def test_the_times_are_named_elsewhere() -> None:
    pot = session("pot", after=["eau-3"])
    problem = problem_of(session("eau", repeats=FIVE), pot)
    assert problem.session["pot"].after[0].session == "eau-3"
    left = without_times(problem, ["eau-3", "eau-4", "eau-5"])
    assert left.session["pot"].after == []
    assert ids(left) == ["eau", "pot", "eau-2"]


def test_what_is_settled_is_read_as_it_is_and_can_be_opened_again() -> None:
    problem = problem_of(session("eau", repeats=FIVE), session("feu"))
    settled = without_times(problem, ["eau-3", "eau-4", "eau-5"])
    assert settled.session["eau"].repeats == Times(min=1, max=5, settled=True)
    assert not undecided(settled)
    assert Problem.read(settled.dump()) == settled
    again = with_all_times(settled)
    assert sorted(ids(again)) == sorted(ids(problem))
    assert undecided(again) == undecided(problem)


def test_a_row_that_was_deleted_may_come_again() -> None:
    settled = without_times(problem_of(session("eau", repeats=FIVE)), ["eau-5"])
    left = taken_out(settled, {"sessions": ["eau-2"]})
    assert ids(left) == ["eau", "eau-3", "eau-4"]
    assert ids(with_all_times(left)) == ["eau", "eau-3", "eau-4", "eau-2", "eau-5"]


def test_the_next_time_takes_the_bounds_of_a_first_one_that_goes() -> None:
    settled = without_times(problem_of(session("eau", repeats=FIVE)), ["eau-4", "eau-5"])
    left = taken_out(settled, {"sessions": ["eau"]})
    assert left.session["eau-2"].repeats == Times(min=1, max=5, settled=True)
    again = with_all_times(left)
    assert ids(again) == ["eau-2", "eau-3", "eau-2-2", "eau-2-3", "eau-2-4"]
    assert Problem.read(again.dump()) == again


def test_a_maximum_that_is_lowered_later_is_kept() -> None:
    rows = [session(f"eau-{n}", repeat_of="eau") for n in (2, 3, 4)]
    lowered = problem_of(session("eau", repeats={"max": 2, "settled": True}), *rows)
    assert ids(lowered) == ["eau", "eau-2", "eau-3", "eau-4"]
    assert ids(with_all_times(lowered)) == ["eau", "eau-2"]


def test_only_those_who_ask_are_due_one_of_as_many_as_needed() -> None:
    problem = problem_of(session("eau", repeats={"max": 3}), session("feu", repeats=2))
    assert problem.repeated_for_all == {"feu", "feu-2"}


@pytest.mark.parametrize(
    ("repeats", "place", "fr", "en"),
    [
        (
            {"min": 3, "max": 2},
            "sessions[0].repeats.max",
            "au plus 2, alors qu'il en faut au moins 3 : changer l'un des deux",
            "at most 2, where at least 3 is asked for: change one of the two",
        ),
        (
            {"min": 0, "max": 2},
            "sessions[0].repeats.min",
            "attendu au moins 1",
            "expected at least 1",
        ),
        ({"min": 2}, "sessions[0].repeats.max", "il manque cette information", "this is missing"),
    ],
)
def test_bounds_that_are_none(repeats: dict[str, int], place: str, fr: str, en: str) -> None:
    assert faults(draft({"repeats": repeats})) == [(place, fr, en)]


@pytest.mark.parametrize(
    ("rows", "place", "fr", "en"),
    [
        (
            [{"id": "a", "repeats": FIVE, "part_of": "b"}, {"id": "b"}],
            "sessions[0].repeats",
            "une session qui a des parties n'est pas répétée, ni une partie : donner une ligne "
            "par séance",
            "a session with parts is not repeated, nor is a part: give a row to each time",
        ),
        (
            [{"id": "a", "repeats": FIVE}, {"id": "a-3"}],
            "sessions[0].repeats",
            "« a-3 » serait l'id d'une répétition, mais est déjà pris : changer l'un des deux ids",
            "“a-3” would be the id of a repeat, but is already taken: change one of the two ids",
        ),
        (
            [{"id": "a", "repeats": {"max": 2}}, *({"id": n, "repeat_of": "a"} for n in "bc")],
            "sessions[0].repeats",
            "3 séances ont déjà leur ligne, pour 2 au plus : supprimer des lignes, ou augmenter "
            "le maximum",
            "3 times have a row already, with 2 at most: delete rows, or raise the maximum",
        ),
    ],
)
def test_what_cannot_be_given_as_needed(
    rows: list[dict[str, Any]], place: str, fr: str, en: str
) -> None:
    sessions = [{"title": "T", "minutes": 30, **row} for row in rows]
    assert faults(draft(sessions=sessions))[0] == (place, fr, en)
