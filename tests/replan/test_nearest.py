"""Who was chosen before is chosen again, wherever that can be."""

from __future__ import annotations

import pytest
from published import draft, placed, session

from agenda_solver.replan import nearest
from agenda_solver.replan.parts import Case
from agenda_solver.timetable import Casting, Timetable


def chosen(**people: str) -> tuple[Casting, ...]:
    return tuple(Casting(key, "orateur", 0, person) for key, person in people.items())


def among(key: str, *people: str) -> dict[str, object]:
    return session(key, people={"orateur": [{"one_of": list(people)}]})


@pytest.mark.parametrize(
    ("before", "found", "again"),
    [
        # Each has taken the other's part: neither can go back alone.
        ({"a": "x", "b": "y"}, {"a": "y", "b": "x"}, {"a": "x", "b": "y"}),
        # z is away, so that y is needed for b still.
        ({"a": "y", "b": "z"}, {"a": "x", "b": "y"}, {"a": "x", "b": "y"}),
        # Of three, two go back; the second only once the first has.
        (
            {"a": "x", "b": "y", "c": "z"},
            {"a": "v", "b": "x", "c": "w"},
            {"a": "x", "b": "y", "c": "w"},
        ),
    ],
)
def test_those_chosen_before_are_chosen_again(
    before: dict[str, str], found: dict[str, str], again: dict[str, str]
) -> None:
    problem = draft(
        *(among(key, *"vwxyz") for key in before),
        people=[*"vwxy", {"id": "z", "present": [{"start": "12h"}]}],
        rooms=["amphi", "foyer", "salon"],
    )
    rooms = dict(zip("abc", ("amphi", "foyer", "salon"), strict=True))
    placements = [placed(f"{key} 9h-10h {rooms[key]}") for key in before]
    case = Case(problem, chosen(**before))
    best = nearest._as_cast_before(case, Timetable.of(placements, cast=chosen(**found)))
    assert {it.session: it.person for it in best.cast} == again
