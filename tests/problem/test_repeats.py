from typing import Any

import pytest
from one_session import RICH, draft, faults

from agenda_solver.problem import (
    Problem,
)


def test_each_time_is_a_session_of_its_own() -> None:
    problem = Problem.read(RICH)
    assert [it.id for it in problem.sessions[-2:]] == ["visite", "atelier-2"]
    once, again = problem.session["atelier"], problem.session["atelier-2"]
    assert (once.repeats, once.repeat_of) == (1, None)
    assert (again.repeats, again.repeat_of) == (1, "atelier")
    assert (again.title, again.rooms, again.minutes) == (once.title, once.rooms, once.minutes)
    assert (once.block, again.block) == ("b", None)
    assert Problem.read(problem.dump()) == problem


def test_a_repeat_keeps_what_is_said_of_the_session_and_not_of_its_place() -> None:
    kept = {
        "kind": "workshop",
        "track": "t",
        "tags": ["u"],
        "windows": [{"end": "12:00"}],
        "preferred_windows": [{"end": "11:00"}],
        "rooms": ["amphi"],
        "disliked": ["amphi"],
        "people": {"orateur": ["maire"]},
        "needs": ["pmr"],
        "wanted": ["piano"],
        "expected": 12,
        "capacity": {"min": 2},
        "exclusive": ["x"],
        "before": [{"session": "pot"}],
        "after": [{"session": "pot", "min": 5}],
        "setup": 5,
        "teardown": 6,
        "plenary": True,
        "note": "n",
    }
    first_only = {
        "block": "b",
        "locked": {"start": "09:00"},
        "preferred": {"room": "amphi"},
        "stated": [{"text": "deux fois"}],
        "same_day": ["x"],
        "different_days": ["y"],
    }
    data = draft({**kept, **first_only, "repeats": 3})
    data["sessions"].append({"id": "pot", "title": "Pot", "minutes": 30})
    problem = Problem.read(data)
    assert list(problem.session) == ["ouverture", "pot", "ouverture-2", "ouverture-3"]
    assert problem.sessions_with("maire") == ("ouverture", "ouverture-2", "ouverture-3")
    (first, _, *others) = problem.dump()["sessions"]
    assert {key: first[key] for key in first_only} == first_only
    for number, other in enumerate(others, start=2):
        minutes = {"min": 60, "max": 60}
        assert other == {
            "id": f"ouverture-{number}",
            "title": "Ouverture",
            "minutes": minutes,
            "repeat_of": "ouverture",
            **kept,
        }


def test_a_repeat_comes_at_any_time_after_what_the_first_follows_closely() -> None:
    data = draft({"after": [{"session": "pot", "min": 5, "max": 10}], "repeats": 2})
    data["sessions"].append({"id": "pot", "title": "Pot", "minutes": 30})
    first, _, second = Problem.read(data).sessions
    assert [(link.min, link.max) for it in (first, second) for link in it.after] == [
        (5, 10),
        (5, None),
    ]


A_PART = (
    "une session qui a des parties n'est pas répétée, ni une partie : donner une ligne par séance",
    "a session with parts is not repeated, nor is a part: give a row to each time",
)


@pytest.mark.parametrize(
    ("sessions", "place", "fr", "en"),
    [
        (
            [{"id": "a", "repeats": 2, "repeat_of": "b"}, {"id": "b"}],
            "sessions[0].repeats",
            "une session qui en répète une autre (repeat_of) n'est pas elle-même répétée",
            "a session that repeats another (repeat_of) is not repeated itself",
        ),
        ([{"id": "a", "repeats": 2, "part_of": "b"}, {"id": "b"}], "sessions[0].repeats", *A_PART),
        ([{"id": "a", "part_of": "b"}, {"id": "b", "repeats": 2}], "sessions[1].repeats", *A_PART),
        (
            [
                {
                    "id": "a",
                    "repeats": 2,
                    "external": True,
                    "locked": {"day": "mercredi", "start": "9h"},
                }
            ],
            "sessions[0].repeats",
            "une session extérieure n'est pas répétée : lui donner une ligne par séance",
            "an external session is not repeated: give it a row for each time",
        ),
        (
            [{"id": "a", "repeats": 3}, {"id": "a-3"}],
            "sessions[0].repeats",
            "« a-3 » serait l'id d'une répétition, mais est déjà pris : changer l'un des deux ids",
            "“a-3” would be the id of a repeat, but is already taken: change one of the two ids",
        ),
        (
            [{"id": "a", "repeats": 1000}, *({"id": f"b{n}"} for n in range(1001))],
            "sessions[0].repeats",
            "avec les répétitions, il y aurait 2001 sessions (au plus 2000 sont possibles)",
            "with what is repeated there would be 2001 sessions (at most 2000 are possible)",
        ),
        ([{"id": "a" * 199, "repeats": 2}], "sessions[0].id", "texte trop long", "text too long"),
        (
            [{"id": "a"}, {"id": "b", "repeat_of": "a"}, {"id": "c", "repeat_of": "b"}],
            "sessions[2].repeat_of",
            "cette session en répète elle-même une autre : nommer la première, « a »",
            "this session repeats another itself: name the first one, “a”",
        ),
        (
            [{"id": "a", "repeat_of": "a"}],
            "sessions[0].repeat_of",
            "une session ne peut pas se nommer elle-même",
            "a session cannot name itself",
        ),
    ],
)
def test_what_cannot_be_repeated(
    sessions: list[dict[str, Any]], place: str, fr: str, en: str
) -> None:
    rows = [{"title": "T", "minutes": 30, **it} for it in sessions]
    assert (place, fr, en) == faults(draft(sessions=rows))[0]


@pytest.mark.parametrize(
    ("sessions", "fr", "en"),
    [
        (
            [{"id": "a"}, {"id": "b", "group_of": "a"}, {"id": "c", "group_of": "b"}],
            "cette session est elle-même un sous-groupe d'une autre : nommer la première, « a »",
            "this session is a sub-group of another itself: name the first one, “a”",
        ),
        (
            [{"id": "a"}, {"id": "b", "repeat_of": "a"}, {"id": "c", "group_of": "b"}],
            "cette session en répète elle-même une autre : nommer la première, « a »",
            "this session repeats another itself: name the first one, “a”",
        ),
        (
            [{"id": "a"}, {"id": "b"}, {"id": "c", "group_of": "a", "repeat_of": "b"}],
            "une session en répète une autre (repeat_of) ou en est un sous-groupe (group_of), pas "
            "les deux : ne garder que repeat_of, une répétition est du même atelier que la "
            "première",
            "a session repeats another (repeat_of) or is a sub-group of one (group_of), not both: "
            "keep only repeat_of, a repeat belongs to the same workshop as the first one",
        ),
        (
            [{"id": "a"}, {"id": "b"}, {"id": "c", "group_of": "c"}],
            "une session ne peut pas se nommer elle-même",
            "a session cannot name itself",
        ),
        (
            [{"id": "a"}, {"id": "b"}, {"id": "c", "group_of": "d"}],
            "« d » n'est pas l'id d'une session (connus : a, b, c)",
            "“d” is not the id of a session (known: a, b, c)",
        ),
    ],
)
def test_what_cannot_be_a_sub_group(sessions: list[dict[str, Any]], fr: str, en: str) -> None:
    rows = [{"title": "T", "minutes": 30, **it} for it in sessions]
    assert faults(draft(sessions=rows)) == [("sessions[2].group_of", fr, en)]


@pytest.mark.thorough
def test_as_many_as_there_may_be_are_repeated() -> None:
    sessions = [{"id": it, "title": "T", "minutes": 30, "repeats": 1000} for it in "ab"]
    assert len(Problem.read(draft(sessions=sessions)).sessions) == 2000


def test_a_time_of_what_is_not_there_is_told_once() -> None:
    lost = {"id": "b", "title": "B", "minutes": 30, "repeat_of": "nowhere", "number": 2}
    told = faults(draft(sessions=[{"id": "a", "title": "A", "minutes": 30}, lost]))
    assert [place for place, *_ in told] == ["sessions[1].repeat_of"]


# --- Its times, named elsewhere -----------------------------------------------------------


def times(a: dict[str, Any], b: dict[str, Any] | None = None, **tables: object) -> dict[str, Any]:
    """Return a draft in which `a` is given three times, unless it says otherwise."""
    rows = ({"id": "a", "repeats": 3, **a}, {"id": "b", **(b or {})}, {"id": "c"})
    return draft(sessions=[{"title": "T", "minutes": 30, **row} for row in rows], **tables)


def test_a_time_is_named_like_any_session() -> None:
    after = {"after": ["a-2"], "before": [{"session": "a-3", "max": 30}]}
    more = {"wishes": ["a-2"], "must_attend": ["a-3"]}
    problem = Problem.read(
        times(
            {}, after, sequences=[{"sessions": ["a", "c", "a-2"]}], attendees=[{"id": "p", **more}]
        )
    )
    assert [link.session for link in problem.session["b"].after] == ["a-2"]
    assert problem.sequences[0].sessions == ["a", "c", "a-2"]
    assert Problem.read(problem.dump()) == problem


def test_a_time_that_is_not_given_is_told_with_those_that_are() -> None:
    assert faults(times({}, {"after": ["a-4"]})) == [
        (
            "sessions[1].after[0]",
            "« a-4 » n'est pas l'id d'une session (connus : a, b, c, a-2, a-3)",
            "“a-4” is not the id of a session (known: a, b, c, a-2, a-3)",
        )
    ]


def test_a_time_is_neither_repeated_nor_a_workshop_of_its_own() -> None:
    for key in ("repeat_of", "group_of"):
        assert [place for place, *_ in faults(times({}, {key: "a-2"}))] == [f"sessions[1].{key}"]


def test_where_its_times_cannot_be_made_nothing_is_said_of_those_who_name_them() -> None:
    for wrong in ({"part_of": "c"}, {"repeats": "trois"}):
        told = faults(times(wrong, {"after": ["a-2"]}))
        assert [place for place, *_ in told] == ["sessions[0].repeats"]
