"""A session is taken out of a draft with whatever names it; what is left is a draft."""

from __future__ import annotations

from typing import Any

import pytest
from one_session import draft, faults, problem_of, session

from agenda_solver.problem import Link, Pool, Problem, taken_out
from agenda_solver.rules.words import session_text


def without(problem: Problem, *sessions: str) -> Problem:
    left = taken_out(problem, {"sessions": problem.with_their_parts(sessions)})
    assert Problem.read(left.dump()) == left
    return left


def sequences(problem: Problem) -> list[dict[str, Any]]:
    return [it.model_dump(exclude_defaults=True) for it in problem.sequences]


def test_a_session_goes_with_its_parts_at_any_depth() -> None:
    problem = problem_of(
        session("ouverture"),
        session("mots", minutes=30, part_of="ouverture"),
        session("mot", minutes=10, part_of="mots"),
        session("suite"),
    )
    assert list(without(problem, "ouverture").session) == ["suite"]
    assert list(without(problem, "mots").session) == ["ouverture", "suite"]


def test_nothing_changes_for_a_session_that_is_not_there() -> None:
    problem = problem_of(session("a"))
    assert without(problem, "b") == problem


def test_who_was_to_come_before_or_after_it_is_free() -> None:
    problem = problem_of(session("a", before=["b", "c"]), session("b"), session("c", after=["b"]))
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
    problem = problem_of(*sessions, sequences=[{"sessions": list("abcd"), **sequence}])
    assert sequences(without(problem, "b")) == left


def test_the_end_of_a_sequence_leaves_the_others_as_close() -> None:
    sessions = [session(key) for key in "abc"]
    problem = problem_of(*sessions, sequences=[{"sessions": list("abc"), "max": 0}])
    assert sequences(without(problem, "c")) == [{"sessions": ["a", "b"], "max": 0}]
    assert sequences(without(problem, "b", "c")) == []


def test_the_next_time_stands_for_a_workshop() -> None:
    problem = problem_of(
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
    problem = problem_of(
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
    problem = problem_of(
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
    problem = problem_of(
        session("a", block="x"), session("b", block="x"), session("c"), attendees=[{"id": "p1"}]
    )
    assert problem.offered == ("a", "b")
    assert without(problem, "a").offered == ("b",)


def test_a_track_that_is_gone_is_similar_to_none() -> None:
    problem = problem_of(
        session("a", track="climat"),
        session("b", track="eau"),
        tracks=[{"id": "eau", "similar": ["climat"]}],
    )
    assert without(problem, "a").track["eau"].similar == []


def test_the_next_time_keeps_the_order_that_was_asked_of_the_first() -> None:
    problem = problem_of(
        session("accueil", before=["jeu"]),
        session("jeu"),
        session("jeu-2", repeat_of="jeu", after=["jeu"]),
        session("bilan", after=[{"session": "jeu", "min": 5, "max": 10}]),
        sequences=[{"sessions": ["accueil", "jeu", "bilan"]}],
    )
    left = without(problem, "jeu")
    assert left.session["accueil"].before == [Link(session="jeu-2")]
    # The second time need not be as close: it was asked of the first one only.
    assert left.session["bilan"].after == [Link(session="jeu-2", min=5)]
    assert left.session["jeu-2"].after == []
    assert sequences(left) == [{"sessions": ["accueil", "jeu-2", "bilan"]}]


def test_the_next_time_stands_where_it_stood_in_a_sequence() -> None:
    sessions = [session("jeu"), session("jeu-2", repeat_of="jeu"), session("a"), session("b")]
    problem = problem_of(
        *sessions,
        sequences=[
            {"sessions": ["jeu", "a", "jeu-2"]},
            {"sessions": ["a", "jeu", "b"], "max": 0},
            {"sessions": ["jeu", "jeu-2"]},
        ],
    )
    assert sequences(without(problem, "jeu")) == [
        {"sessions": ["a", "jeu-2"]},
        {"sessions": ["a", "jeu-2", "b"], "min": 0},
    ]


def test_what_came_between_two_times_comes_before_the_one_that_is_left() -> None:
    """To come after it, as after the first time, would be impossible."""
    times = [session("jeu"), session("jeu-2", repeat_of="jeu")]
    pause = session("pause", after=["jeu"], before=["jeu-2"])
    left = without(problem_of(*times, pause), "jeu")
    assert (left.session["pause"].after, left.session["pause"].before) == (
        [],
        [Link(session="jeu-2")],
    )
    # However that is said.
    after_pause = session("bilan", after=["pause"], before=["jeu-2"])
    problem = problem_of(*times, session("pause", after=["jeu"]), after_pause)
    assert without(problem, "jeu").session["pause"].after == []
    in_order = [{"sessions": ["jeu", "pause"]}, {"sessions": ["pause", "jeu-2"]}]
    problem = problem_of(*times, session("pause"), sequences=in_order)
    assert sequences(without(problem, "jeu")) == [{"sessions": ["pause", "jeu-2"]}]


def test_what_is_said_of_the_order_of_a_later_time_ends_with_it() -> None:
    times = [session("jeu"), session("jeu-2", repeat_of="jeu")]
    pause = session("pause", before=["jeu-2"])
    problem = problem_of(*times, pause, sequences=[{"sessions": ["pause", "jeu-2"]}])
    left = without(problem, "jeu-2")
    assert (left.session["pause"].before, left.sequences) == ([], [])


def test_another_group_does_not_take_the_place_of_one_in_the_order() -> None:
    problem = problem_of(session("jeu"), session("b", group_of="jeu"), session("c", after=["jeu"]))
    assert without(problem, "jeu").session["c"].after == []


def test_a_part_does_not_become_one_of_the_next_time() -> None:
    problem = problem_of(
        session("jeu"), session("jeu-2", repeat_of="jeu"), session("mot", part_of="jeu")
    )
    left = taken_out(problem, {"sessions": ["jeu"]})
    assert left.session["mot"].part_of is None


def test_an_attendee_who_goes_is_nobody_s_friend() -> None:
    attendees = [
        {"id": "p1", "together": ["p2", "p3"], "apart": ["p2"]},
        {"id": "p2"},
        {"id": "p3"},
    ]
    problem = problem_of(session("a"), attendees=attendees)
    left = taken_out(problem, {"attendees": ["p2"]})
    assert [it.id for it in left.attendees] == ["p1", "p3"]
    assert (left.attendee["p1"].together, left.attendee["p1"].apart) == (["p3"], [])


def test_a_room_that_goes_is_nobody_s() -> None:
    rooms = [{"id": "amphi"}, {"id": "hall"}]
    problem = problem_of(
        session("a", rooms=["amphi"], locked={"room": "amphi", "start": "9h"}),
        session("b", rooms=["hall", "amphi"], disliked=["amphi"]),
        rooms=rooms,
    )
    left = taken_out(problem, {"rooms": ["amphi"]})
    assert left.session["a"].rooms is None  # any: none would be to take no room
    assert left.session["a"].locked.room is None
    assert left.session["a"].locked.start == 540
    assert (left.session["b"].rooms, left.session["b"].disliked) == (["hall"], [])


def test_a_person_who_goes_has_no_part() -> None:
    people = {"animation": ["a", {"one_of": ["b", "c"]}, {"one_of": ["a"]}], "accueil": ["a"]}
    problem = problem_of(session("s", people=people), people=[{"id": key} for key in "abc"])
    left = taken_out(problem, {"people": ["a", "b"]})
    assert left.session["s"].people == {"animation": [Pool(one_of=["c"])]}


# --- Which time it is ---------------------------------------------------------------------


def numbers(problem: Problem) -> dict[str, int]:
    return {it.id: problem.time_number(it.id) for it in problem.sessions}


def test_each_time_keeps_its_number_when_others_are_cancelled() -> None:
    problem = problem_of(session("eau", repeats=4), session("feu"))
    assert numbers(problem) == {"eau": 1, "feu": 1, "eau-2": 2, "eau-3": 3, "eau-4": 4}
    left = without(problem, "eau-2")
    assert numbers(left) == {"eau": 1, "feu": 1, "eau-3": 3, "eau-4": 4}
    left = without(left, "eau")
    assert numbers(left) == {"feu": 1, "eau-3": 3, "eau-4": 4}
    left = without(left, "eau-4")
    assert numbers(left) == {"feu": 1, "eau-3": 3}
    assert session_text(left, "eau-3").fr == "« Eau » (séance n° 3)"


def test_a_new_time_comes_after_those_that_are_left() -> None:
    left = without(problem_of(session("eau", repeats=3)), "eau-2")
    more = [*left.dump()["sessions"], session("soir", repeat_of="eau")]
    assert numbers(problem_of(*more)) == {"eau": 1, "eau-3": 3, "soir": 4}


def test_the_times_of_a_session_that_is_repeated_again_are_numbered_on() -> None:
    problem = problem_of(session("eau", number=2, repeats=3))
    assert numbers(problem) == {"eau": 2, "eau-2": 3, "eau-3": 4}


def test_a_time_has_a_greater_number_than_the_one_before() -> None:
    rows = [
        session("eau", number=2),
        session("eau-b", repeat_of="eau", number=3),
        session("eau-c", repeat_of="eau", number=3),
    ]
    assert faults(draft(sessions=rows)) == [
        (
            "sessions[2].number",
            "la séance n° 3 vient après la séance n° 3 : lui donner un plus grand numéro, ou aucun",
            "no. 3 comes after no. 3: give it a greater number, or none",
        )
    ]
