"""Why a session is where it is: what its demands leave, and the other moments."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.budget import Budget
from agenda_solver.explain.placing import whereabouts
from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify

WEDNESDAY = date(2026, 6, 10)


def session(key: str, minutes: int = 60, **more: Any) -> dict[str, Any]:
    return {"id": key, "title": key.capitalize(), "minutes": minutes, **more}


def draft(*sessions: dict[str, Any], **tables: Any) -> Problem:
    event = {"name": "Assises", "grid": 60}
    return Problem.read({"event": event, "days": [DAY], "sessions": list(sessions), **tables})


def placed(line: str) -> Placement:
    """Read ``"a 9-10 amphi"``."""
    key, hours, room = line.split()
    start, end = (int(60 * float(hour)) for hour in hours.split("-"))
    return Placement(key, WEDNESDAY, start, end, room)


DAY = {"date": WEDNESDAY, "open": {"start": "9h", "end": "13h"}}
PROBLEM = draft(
    session("a", people={"orateur": ["maire"]}, needs=["projecteur"]),
    session("b", people={"orateur": ["maire"]}, preferred={"start": "10h"}),
    rooms=[{"id": "amphi", "features": ["projecteur"]}, {"id": "petite"}],
    people=[{"id": "maire", "present": "9h-12h"}],
)
TIMETABLE = Timetable.of([placed("a 9-10 amphi"), placed("b 10-11 petite")])


def test_what_each_demand_leaves() -> None:
    why = whereabouts(PROBLEM, TIMETABLE, "a")
    leaves = {each.finding.rule: (each.starts, each.rooms) for each in why.leaves}
    assert leaves["person_present"] == (3, None)
    assert leaves["room_needs"] == (None, 1)
    assert (why.starts, why.rooms) == (3, 1)


def test_the_other_moments() -> None:
    why = whereabouts(PROBLEM, TIMETABLE, "a")
    assert why.tried == 2
    assert [moment.placement.start for moment in why.moments] == [660]
    assert why.in_the_way == (("b", 1),)


def test_what_another_moment_costs() -> None:
    why = whereabouts(PROBLEM, TIMETABLE, "b")
    (moment,) = (each for each in why.moments if each.placement.start == 660)
    moved = Timetable.of([placed("a 9-10 amphi"), placed("b 11-12 petite")])
    was, would_be = verify(PROBLEM, TIMETABLE), verify(PROBLEM, moved)
    assert [(tier.before, tier.after) for tier in moment.costs] == [
        (was.tier_cost(tier), would_be.tier_cost(tier)) for tier in was.tiers
    ]
    assert [finding.rule for finding in moment.unkept] == ["preferred", "compact_day"]


def test_a_block_moves_as_one() -> None:
    workshops = draft(
        session("a", block="b"),
        session("b", block="b"),
        session("mot", 30, part_of="a"),
        rooms=[{"id": "amphi"}, {"id": "petite"}],
    )
    before = Timetable.of(
        [
            placed("a 9-10 amphi"),
            placed("b 9-10 petite"),
            placed("mot 9-9.5 amphi"),
        ]
    )
    assert not verify(workshops, before).errors
    why = whereabouts(workshops, before, "a")
    assert why.fitting == why.tried == 3


def test_no_time_no_trial() -> None:
    assert whereabouts(PROBLEM, TIMETABLE, "a", Budget(seconds=0.0)).tried == 0
