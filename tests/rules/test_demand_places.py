"""Each demand tells where in the draft it is asked, for whoever wants to change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from drafts import Settled, draft, session
from worlds import WORLDS

from agenda_solver.problem import Path, Problem
from agenda_solver.rules import BY_KEY, DEMANDS
from agenda_solver.rules.rule import Demand, Whom
from agenda_solver.timetable import Timetable


def whoms(rule: Demand, problem: Problem) -> Iterator[Whom]:
    settled = Settled(problem, Timetable.of(()))
    rule.post(settled)
    yield from (limit.whom for limit in rule.limits(problem))
    yield from settled.whoms


def leads_to(problem: Problem, path: Path) -> Any:
    """What stands at a path; rows are named by their number or their id."""
    value: Any = problem
    for step in path:
        if isinstance(value, list):
            rows = {row.id: row for row in value} if isinstance(step, str) else value
            value = rows[step]
        else:
            value = getattr(value, str(step))
    return value


@pytest.mark.parametrize("rule", DEMANDS, ids=lambda rule: rule.key)
def test_a_place_is_in_the_draft(rule: Demand) -> None:
    places = [
        (world.problem, rule.place(world.problem, whom))
        for world in WORLDS
        for whom in whoms(rule, world.problem)
    ]
    assert places or rule.key == "placed"  # it is asked of no session apart
    for problem, path in places:
        leads_to(problem, path)


def place(key: str, problem: Problem) -> Path:
    rule = BY_KEY[key]
    assert isinstance(rule, Demand)
    return rule.place(problem, next(whoms(rule, problem)))


HOURS = {"date": "2026-06-10", "open": {"start": "9h", "end": "12h"}}


def test_a_day_and_a_person_by_the_hours_that_are_asked() -> None:
    prefect = {"id": "p", "present": [{"start": "10h"}]}
    asked = draft(session("a", people={"x": ["p"]}), days=[HOURS], people=[prefect])
    assert place("opening_hours", asked) == ("days", "2026-06-10", "open")
    assert place("person_present", asked) == ("people", "p", "present")
    assert place("length", asked) == ("sessions", "a", "minutes")


def test_an_order_where_it_is_written() -> None:
    asked = draft(session("a"), session("b", after=["x", "a"]), session("x"))
    rule = BY_KEY["before"]
    assert isinstance(rule, Demand)
    assert rule.place(asked, Whom(sessions=("a", "b"))) == ("sessions", "b", "after", 1)
    both = draft(session("a", before=["b"]), session("b", after=["a"]))
    assert place("before", both) == ("sessions", "a", "before", 0)
    sequences = [{"sessions": ["b", "x"], "wish": True}, {"sessions": ["x", "b", "a"]}]
    chain = draft(session("a"), session("b"), session("x"), sequences=sequences)
    assert place("sequence", chain) == ("sequences", 1, "sessions")


def test_a_lock_by_what_it_holds() -> None:
    hall = draft(session("a", locked={"room": "hall"}), rooms=["hall"])
    assert place("locked", hall) == ("sessions", "a", "locked", "room")
    nine = draft(session("a", locked={"day": "2026-06-10", "start": "9h"}))
    assert place("locked", nine) == ("sessions", "a", "locked", "start")
