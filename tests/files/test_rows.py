"""The rows of the input sheets, as data of their columns."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from agenda_solver.files.workbook.rows import filled_rows, rows_of
from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS
from agenda_solver.timetable import Placement, Timetable
from forum import PROBLEM, THURSDAY, TIMETABLE, WEDNESDAY


def problem(**fields: Any) -> Problem:
    """A problem of one session, with these fields."""
    session = {"id": "s", "title": "S", "minutes": 30}
    days = [{"id": "j1", "date": WEDNESDAY}]
    rooms = [{"id": "a"}]
    data = {"event": {"name": "F"}, "days": days, "rooms": rooms, "sessions": [session]}
    return Problem.read({**data, **fields})


def of_session(timetable: Timetable | None = None, **fields: Any) -> dict[Any, object]:
    """The row of one session with these fields."""
    session = {"id": "s", "title": "S", "minutes": 30, **fields}
    (row,) = rows_of("sessions", problem(sessions=[session]), timetable, "fr")
    return row


def test_the_event_has_a_row_and_only_what_is_said() -> None:
    assert rows_of("event", problem(), None, "fr") == [{("name",): "F"}]


def test_days_and_rooms_with_real_values() -> None:
    days = [{"id": "j1", "date": WEDNESDAY, "open": {"start": "9h", "end": "24h"}}]
    rooms = [
        {
            "id": "a",
            "capacity": 0,
            "features": ["pmr", "a;b"],
            "open": [{"day": "j1", "start": "9h"}, {"end": "12h"}],
            "to_be_confirmed": True,
        }
    ]
    asked = problem(days=days, rooms=rooms)
    assert rows_of("days", asked, None, "fr") == [
        {
            ("id",): "j1",
            ("date",): WEDNESDAY,
            ("open", "start"): time(9),
            ("open", "end"): "24:00",
        }
    ]
    assert rows_of("rooms", asked, None, "fr") == [
        {
            ("id",): "a",
            ("capacity",): 0,
            ("features",): 'pmr ; "a;b"',
            ("open",): "10/06/2026 à partir de 09h00 ; tous les jours 00h00-12h00",
            ("to_be_confirmed",): "oui",
        }
    ]
    (room,) = rows_of("rooms", asked, None, "en")
    assert room["open",] == "2026-06-10 from 09:00 ; every day 00:00-12:00"
    assert room["to_be_confirmed",] == "yes"


def test_a_length_and_a_range() -> None:
    assert of_session()["minutes", "min"] == 30
    assert ("minutes", "max") not in of_session()
    row = of_session(minutes={"min": 30, "ideal": 40, "max": 60})
    assert [row["minutes", key] for key in ("min", "ideal", "max")] == [30, 40, 60]


def test_any_room_and_no_room() -> None:
    assert ("rooms",) not in of_session()
    assert of_session(rooms=[])["rooms",] == "aucune"


def test_in_a_draft_a_row_stands_where_it_is_locked() -> None:
    row = of_session(locked={"day": "j1", "start": "9h30"}, preferred={"room": "a"})
    assert row["@day",] == WEDNESDAY
    assert row["@start",] == time(9, 30)
    assert row["@locked",] == "oui"
    assert row["preferred", "room"] == "a"
    assert ("@room",) not in row


def test_in_a_solved_workbook_a_row_tells_its_place_and_its_lock() -> None:
    placed = Timetable.of([Placement("s", WEDNESDAY, 600, 1440, "a")])
    row = of_session(placed, locked={"day": "j1", "start": "9h30", "room": "a"})
    assert [row[f"@{key}",] for key in ("day", "start", "end", "room")] == [
        WEDNESDAY,
        time(10),
        "24:00",
        "a",
    ]
    assert row["@locked",] == "jour : 10/06/2026 ; début : 09h30 ; salle : a"


def test_a_draft_that_is_filled_in_tells_places_in_its_own_order() -> None:
    locked = {"day": "j1", "start": "10h", "room": "a"}
    sessions = [
        {"id": "here", "locked": locked},
        {"id": "moved", "locked": {"room": "a"}},
        {"id": "free"},
        {"id": "left", "locked": {"start": "11h"}},
    ]
    asked = problem(sessions=[{"title": "S", "minutes": 30, **one} for one in sessions])
    placements = [
        Placement("moved", WEDNESDAY, 540, 570),
        Placement("here", WEDNESDAY, 600, 630, "a"),
        Placement("free", WEDNESDAY, 600, 630, "a"),
    ]
    rows = filled_rows(asked, Timetable.of(placements), "fr")
    keys = "@day", "@start", "@end", "@room", "@locked"
    assert {row["id",]: [row.get((key,)) for key in keys] for row in rows} == {
        "here": [WEDNESDAY, time(10), time(10, 30), "a", "oui"],
        "moved": [WEDNESDAY, time(9), time(9, 30), None, "salle : a"],
        "free": [WEDNESDAY, time(10), time(10, 30), "a", None],
        "left": [None, time(11), None, None, "oui"],
    }
    assert [row["id",] for row in rows] == ["here", "moved", "free", "left"]


def test_sessions_stand_in_the_order_of_the_programme() -> None:
    there = [it for it in TIMETABLE.placements if it.session not in ("cafe", "a2")]
    rows = rows_of("sessions", PROBLEM, Timetable.of(there), "fr")
    assert [row["id",] for row in rows] == ["ouverture", "mot", "a1", "soiree", "cafe", "a2"]
    assert [row["id",] for row in rows_of("sessions", PROBLEM, None, "fr")] == list(PROBLEM.session)


def test_no_row_is_lost_where_sessions_are_parts_of_each_other() -> None:
    sessions = [
        {"id": one, "title": "", "minutes": 30, "part_of": other}
        for one, other in (("x", "y"), ("y", "x"))
    ]
    placed = Timetable.of(Placement(it, WEDNESDAY, 600, 630) for it in ("x", "y"))
    rows = rows_of("sessions", problem(sessions=sessions), placed, "fr")
    assert sorted(str(row["id",]) for row in rows) == ["x", "y"]


def test_statements_of_the_event_and_of_sessions() -> None:
    rows = rows_of("stated", PROBLEM, None, "fr")
    assert [(row.get(("@session",)), row["source",]) for row in rows] == [
        (None, "page 1"),
        ("ouverture", "le programme"),
    ]


def test_wishes_ranked_and_rated() -> None:
    attendees = [{"id": "p1", "wishes": ["s"]}, {"id": "p2", "wishes": {"s": 0}}, {"id": "p3"}]
    assert rows_of("wishes", problem(attendees=attendees), None, "fr") == [
        {("@attendee",): "p1", ("@session",): "s", ("@rank",): 1},
        {("@attendee",): "p2", ("@session",): "s", ("@rating",): 0},
    ]


def test_a_row_for_each_weight_those_of_a_tier_first() -> None:
    keys = [cost.key for cost in COSTS]
    weights = {keys[0]: 3, "tiers": [[keys[2]], [keys[0], keys[1]]]}
    rows = rows_of("weights", problem(weights=weights), None, "fr")
    assert [row["@rule",] for row in rows] == [keys[2], keys[0], keys[1], *keys[3:]]
    assert [row.get(("@tier",)) for row in rows[:4]] == [1, 2, 2, None]
    assert [row.get(("@weight",)) for row in rows[:3]] == [None, 3, None]


def test_slots() -> None:
    slots = [{"day": THURSDAY, "start": "9h", "end": "10h"}]
    days = [{"id": "j2", "date": date(2026, 6, 11)}]
    asked = problem(event={"name": "F", "slots": slots}, days=days)
    assert rows_of("slots", asked, None, "fr") == [
        {("day",): THURSDAY, ("start",): time(9), ("end",): time(10)}
    ]
    assert rows_of("slots", problem(), None, "fr") == []
