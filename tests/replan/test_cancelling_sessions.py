"""A session is taken out of a draft with whatever names it; what is left is a draft."""

from __future__ import annotations

from typing import Any

import pytest
from published import draft, session

from agenda_solver.problem import Link, Problem
from agenda_solver.replan.cancelling import cancelled


def without(problem: Problem, *sessions: str) -> Problem:
    left = cancelled(problem, sessions)
    assert Problem.read(left.dump()) == left
    return left


def sequences(problem: Problem) -> list[dict[str, Any]]:
    return [it.model_dump(exclude_defaults=True) for it in problem.sequences]


def test_a_session_goes_with_its_parts_at_any_depth() -> None:
    problem = draft(
        session("ouverture"),
        session("mots", minutes=30, part_of="ouverture"),
        session("mot", minutes=10, part_of="mots"),
        session("suite"),
    )
    assert list(without(problem, "ouverture").session) == ["suite"]
    assert list(without(problem, "mots").session) == ["ouverture", "suite"]


def test_nothing_changes_for_a_session_that_is_not_there() -> None:
    problem = draft(session("a"))
    assert without(problem, "b") is problem


def test_who_was_to_come_before_or_after_it_is_free() -> None:
    problem = draft(session("a", before=["b", "c"]), session("b"), session("c", after=["b"]))
    left = without(problem, "b")
    assert left.session["a"].before == [Link(session="c")]
    assert left.session["c"].after == []


@pytest.mark.parametrize(
    ("sequence", "left"),
    [
        ({}, [{"sessions": ["a", "c", "d"]}]),
        ({"wish": True, "max": 0}, [{"sessions": ["a", "c", "d"], "wish": True, "max": 0}]),
        # What followed at once need not move closer: only what is side by side stays so.
        (
            {"max": 0},
            [{"sessions": ["a", "c", "d"], "min": 0}, {"sessions": ["c", "d"], "max": 0}],
        ),
        (
            {"between": False},
            [
                {"sessions": ["a", "c", "d"], "min": 0},
                {"sessions": ["c", "d"], "between": False},
            ],
        ),
    ],
)
def test_a_sequence_stays_in_order(sequence: dict[str, Any], left: list[dict[str, Any]]) -> None:
    sessions = [session(key) for key in "abcd"]
    problem = draft(*sessions, sequences=[{"sessions": list("abcd"), **sequence}])
    assert sequences(without(problem, "b")) == left


def test_the_end_of_a_sequence_leaves_the_others_as_close() -> None:
    sessions = [session(key) for key in "abc"]
    problem = draft(*sessions, sequences=[{"sessions": list("abc"), "max": 0}])
    assert sequences(without(problem, "c")) == [{"sessions": ["a", "b"], "max": 0}]
    assert sequences(without(problem, "b", "c")) == []


def test_the_next_time_stands_for_a_workshop() -> None:
    problem = draft(
        session("jeu"),
        session("jeu-2", repeat_of="jeu"),
        session("jeu-3", repeat_of="jeu"),
        attendees=[
            {"id": "p1", "wishes": ["jeu"], "must_attend": ["jeu"]},
            {"id": "p2", "wishes": {"jeu": 2, "jeu-2": 5}},
        ],
    )
    left = without(problem, "jeu")
    assert [(it.id, it.repeat_of) for it in left.sessions] == [("jeu-2", None), ("jeu-3", "jeu-2")]
    assert left.attendee["p1"].wishes == left.attendee["p1"].must_attend == ["jeu-2"]
    assert left.attendee["p2"].wishes == {"jeu-2": 5}
    assert without(problem, "jeu-2").session["jeu-3"].repeat_of == "jeu"


def test_the_next_group_stands_for_a_workshop_and_its_times() -> None:
    problem = draft(
        session("jeu"),
        session("b", group_of="jeu"),
        session("c", group_of="jeu"),
        session("b-2", repeat_of="b"),
        attendees=[{"id": "p1", "wishes": ["jeu", "c"]}],
    )
    left = without(problem, "jeu")
    assert [(it.id, it.group_of, it.repeat_of) for it in left.sessions] == [
        ("b", None, None),
        ("c", "b", None),
        ("b-2", None, "b"),
    ]
    assert left.attendee["p1"].wishes == ["b", "c"]
    # A further time takes the place of its sub-group, and stands for the workshop.
    left = without(problem, "jeu", "b")
    assert [(it.id, it.group_of, it.repeat_of) for it in left.sessions] == [
        ("c", None, None),
        ("b-2", "c", None),
    ]
    assert left.attendee["p1"].wishes == ["c"]


def test_wishes_and_musts_for_what_is_gone_are_forgotten() -> None:
    problem = draft(
        session("a"),
        session("b"),
        attendees=[
            {"id": "p1", "wishes": ["a", "b"], "must_attend": ["a"]},
            {"id": "p2", "wishes": {"a": 3}},
        ],
    )
    left = without(problem, "a")
    assert [it.wishes for it in left.attendees] == [["b"], []]
    assert left.attendee["p1"].must_attend == []


def test_what_took_registrations_still_does() -> None:
    problem = draft(
        session("a", block="x"), session("b", block="x"), session("c"), attendees=["p1"]
    )
    assert problem.offered == ("a", "b")
    assert without(problem, "a").offered == ("b",)


def test_a_track_that_is_gone_is_similar_to_none() -> None:
    problem = draft(
        session("a", track="climat"),
        session("b", track="eau"),
        tracks=[{"id": "eau", "similar": ["climat"]}],
    )
    assert without(problem, "a").track["eau"].similar == []
