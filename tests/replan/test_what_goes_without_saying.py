"""What customs and ties make of a programme that is out: neither moves anything by itself."""

from __future__ import annotations

from typing import Any

from published import WEDNESDAY, draft, lines_of, planned, published, session, window

from agenda_solver.changes import PersonIsAway, RoomIsClosed
from agenda_solver.difference import Version
from agenda_solver.rules import ties
from agenda_solver.views.pressing import pressing

ROOMS = [{"id": "grande", "capacity": 200}, {"id": "petite", "capacity": 30}, {"id": "bleue"}]
LUNCH = session("repas", title="Déjeuner")
OPEN = {"date": WEDNESDAY, "open": {"start": "9h", "end": "14h"}}


def day(*rows: dict[str, Any]) -> Version:
    """Publish a talk of Ana's after lunch, in a room that is much too large."""
    talk = session("sujet", "ana", expected=25)
    problem = draft(*rows, talk, LUNCH, rooms=ROOMS, people=["ana"], days=[OPEN])
    return published(problem, "repas 12h-13h", "sujet 13h-14h grande")


def test_nothing_moves_for_what_would_read_better() -> None:
    before = day()
    assert ties(before.problem) is not None
    plan = planned(before, RoomIsClosed("bleue"))
    assert plan.result.timetable == before.timetable


def test_what_has_to_move_goes_where_nothing_is_beside_lunch() -> None:
    plan = planned(day(), PersonIsAway("ana", window("13h", "14h")))
    assert sorted(lines_of(plan)) == ["repas 12", "sujet 11 grande"]
    assert pressing(plan.problem, plan.result) == []


def test_a_custom_that_gives_way_to_a_change_is_told_first() -> None:
    away = [PersonIsAway("ana", window(*hours)) for hours in (("9h", "12h"), ("13h", "14h"))]
    plan = planned(day(), *away)
    assert sorted(lines_of(plan)) == ["repas 12", "sujet 12 grande"]
    assert [text.fr for text in pressing(plan.problem, plan.result)] == [
        "« Sujet » empiète sur « Déjeuner » pendant 1 h (mercredi 10 juin 2026, de 12h00 à 13h00)"
    ]
