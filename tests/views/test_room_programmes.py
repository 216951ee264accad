"""What takes place in each room, and when it is free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from assises import DRAFT, PROBLEM, THURSDAY, TIMETABLE, WEDNESDAY, timetable

from agenda_solver.problem import Problem
from agenda_solver.text import Text, same
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.rooms import (
    RoomDay,
    RoomLine,
    RoomProgramme,
    attendance_text,
    is_closed_throughout,
    registered_texts,
    room_facts,
    room_programmes,
)
from agenda_solver.views.terminal import programme_text
from agenda_solver.views.titles import is_cancelled

DAYS = ("2026-06-10", "2026-06-11")


def equipped(**more: Any) -> Problem:
    """Return the draft with more said of its first room, and of its opening."""
    sessions = [
        {**it, "expected": 80} if it["id"] == "ouverture" else it for it in DRAFT["sessions"]
    ]
    first, *rest = DRAFT["rooms"]
    return Problem.read({**DRAFT, "rooms": [{**first, **more}, *rest], "sessions": sessions})


def in_amphi(problem: Problem, *words: str) -> tuple[RoomDay, ...]:
    amphi, *_ = room_programmes(problem, timetable(*words))
    assert amphi.room == "amphi"
    return amphi.days


def test_what_takes_place_in_each_room() -> None:
    assert room_programmes(PROBLEM, TIMETABLE) == (
        RoomProgramme(
            "amphi",
            (
                RoomDay(
                    WEDNESDAY,
                    (
                        RoomLine(570, 600, "ouverture"),
                        RoomLine(570, 580, "mot", part=True),
                    ),
                ),
                RoomDay(THURSDAY, ()),
            ),
        ),
        RoomProgramme(
            "seine", (RoomDay(WEDNESDAY, (RoomLine(840, 900, "a1"),)), RoomDay(THURSDAY, ()))
        ),
        RoomProgramme(
            "orne", (RoomDay(WEDNESDAY, (RoomLine(840, 900, "a2"),)), RoomDay(THURSDAY, ()))
        ),
        RoomProgramme(
            None,
            (
                RoomDay(WEDNESDAY, (RoomLine(540, 570, "cafe"),)),
                RoomDay(THURSDAY, (RoomLine(540, 570, "visite"),)),
            ),
        ),
    )


def test_a_room_that_nobody_uses_has_no_days() -> None:
    found = room_programmes(PROBLEM, timetable("a1 14h-15h seine"))
    assert [(it.room, len(it.days)) for it in found] == [("amphi", 0), ("seine", 1), ("orne", 0)]


def test_setup_and_teardown_as_times_but_not_of_a_part() -> None:
    problem = equipped(setup=15, teardown=5)
    (day,) = in_amphi(problem, "ouverture 9h-10h amphi", "mot 9h-9h10 amphi")
    assert day.lines == (
        RoomLine(540, 600, "ouverture", setup=525, cleared=605),
        RoomLine(540, 550, "mot", part=True),
    )


def test_a_part_in_another_room_is_told_there() -> None:
    found = room_programmes(PROBLEM, timetable("ouverture 9h-10h amphi", "mot 9h-9h10 seine"))
    assert found[1].days[0].lines == (RoomLine(540, 550, "mot"),)


@pytest.mark.parametrize(("start", "free"), [("10h35", []), ("10h45", [RoomLine(605, 635)])])
def test_a_room_is_free_for_half_an_hour_or_more(start: str, free: list[RoomLine]) -> None:
    problem = equipped(setup=10, teardown=5)
    (day,) = in_amphi(problem, "ouverture 9h-10h amphi", f"a1 {start}-11h15 amphi")
    assert [line for line in day.lines if line.session is None] == free


def test_a_room_is_free_within_its_hours_only() -> None:
    windows = [
        *({"start": "8h", "end": "9h30"}, {"start": "9h30", "end": "11h"}),
        {"day": "2026-06-11", "start": "14h", "end": "15h"},
        {"day": "2026-06-10", "start": "16h", "end": "17h"},
    ]
    first, second = in_amphi(equipped(open=windows), "a1 9h-10h amphi", "+visite 9h-9h30")
    assert first.open == ((480, 660), (960, 1020))
    assert first.lines == (
        *(RoomLine(480, 540), RoomLine(540, 600, "a1"), RoomLine(600, 660)),
        RoomLine(960, 1020),
    )
    assert second.open == ((480, 660), (840, 900))
    assert second.lines == (RoomLine(480, 660), RoomLine(840, 900))


def test_a_room_is_closed_on_a_day() -> None:
    problem = equipped(open=[{"day": "2026-06-10"}])
    _, second = in_amphi(problem, "a1 9h-10h amphi", "+visite 9h-9h30")
    assert (second.open, second.lines) == ((), ())


def test_a_room_is_closed_for_some_hours() -> None:
    closed = [{"start": "10h30", "end": "12h"}, {"day": "2026-06-11", "start": "12h"}]
    problem = equipped(open=[{"start": "8h", "end": "13h"}], closed=closed)
    first, second = in_amphi(problem, "a1 9h-10h amphi", "+visite 9h-9h30")
    assert (first.open, first.closed) == (((480, 780),), ((630, 720),))
    free = [(line.start, line.end) for line in first.lines if line.session is None]
    assert free == [(480, 540), (600, 630), (720, 780)]
    assert second.closed == ((630, 1440),)


@pytest.mark.parametrize("closed", [[{"day": "2026-06-11"}], [{"start": "10h"}]])
@pytest.mark.parametrize("hours", [{}, {"open": [{"start": "10h", "end": "13h"}]}])
def test_a_room_is_closed_throughout_a_day(closed: Any, hours: Any) -> None:
    days = [{"date": day, "open": {"start": "10h", "end": "20h"}} for day in DAYS]
    problem = equipped(closed=closed, **hours)
    problem = Problem.read({**problem.dump(), "days": days})
    _, second = in_amphi(problem, "a1 9h-10h amphi", "+visite 9h-9h30")
    assert (second.open, second.closed, second.lines) == ((), (), ())


def test_a_room_that_is_closed_for_all_its_hours_is_so_for_the_day() -> None:
    hours = [{"start": "10h", "end": "13h"}]
    problem = equipped(open=hours, closed=[{"day": "2026-06-11", **hours[0]}])
    first, second = in_amphi(problem, "a1 11h-12h amphi", "+visite 9h-17h")
    assert (first.open, first.closed) == (((600, 780),), ())
    assert (second.open, second.closed, second.lines) == ((), (), ())


def test_where_a_half_is_closed_the_hall_is() -> None:
    rooms = [
        {**DRAFT["rooms"][0], "parts": ["seine", "orne"]},
        {"id": "seine", "closed": [{"start": "10h", "end": "11h"}]},
        {"id": "orne", "closed": [{"start": "10h30", "end": "12h"}]},
    ]
    problem = Problem.read({**DRAFT, "rooms": rooms})
    day, *_ = in_amphi(problem, "a1 9h-10h amphi")
    assert day.closed == ((600, 720),)
    assert not is_closed_throughout(problem, "amphi")
    rooms[2] = {"id": "orne", "closed": True}
    problem = Problem.read({**DRAFT, "rooms": rooms})
    assert [is_closed_throughout(problem, room) for room in problem.room] == [True, False, True]


def test_a_room_without_hours_is_free_while_the_day_is_open() -> None:
    days = [{"date": "2026-06-10", "open": {"start": "8h", "end": "11h"}}]
    problem = Problem.read({**DRAFT, "days": days})
    (day,) = in_amphi(problem, "a1 9h-10h amphi")
    assert day.open is None
    assert day.lines == (RoomLine(480, 540), RoomLine(540, 600, "a1"), RoomLine(600, 660))


def test_two_sessions_in_a_room_at_once_are_both_told() -> None:
    (day,) = in_amphi(PROBLEM, "a1 9h-10h amphi", "a2 9h30-10h30 amphi", "visite 12h-13h amphi")
    assert day.lines == (
        *(RoomLine(540, 600, "a1"), RoomLine(570, 630, "a2"), RoomLine(630, 720)),
        RoomLine(720, 780, "visite"),
    )


def test_what_is_known_of_a_room() -> None:
    problem = equipped(site="Aile nord", capacity=1, features=["pmr", "écran"])
    assert room_facts(problem.room["amphi"]) == Text(
        "Aile nord · 1 place · pmr · écran", "Aile nord · 1 seat · pmr · écran"
    )
    assert room_facts(problem.room["seine"]) == same("")


@pytest.mark.parametrize(("room", "words"), [("amphi", "80 / 120"), ("seine", "80"), (None, "80")])
def test_how_many_are_expected_of_how_many_seats(room: str | None, words: str) -> None:
    problem = equipped(capacity=120)
    assert attendance_text(problem, problem.session["ouverture"], room) == words
    assert attendance_text(problem, problem.session["a1"], room) == ""


def registered(*seats: Seat) -> Mapping[str, Text]:
    first, second, *rest = DRAFT["sessions"]
    workshops = [{**it, "capacity": {"min": 2}} if it["id"] == "a2" else it for it in rest]
    rooms = [{**DRAFT["rooms"][0], "capacity": 2}, *DRAFT["rooms"][1:]]
    attendees = [{"id": "p1", "wishes": ["a1"]}, {"id": "p2"}]
    problem = Problem.read(
        {
            **DRAFT,
            "rooms": rooms,
            "sessions": [first, second, *workshops],
            "attendees": attendees,
        }
    )
    placements = [p for p in TIMETABLE.placements if p.session not in ("a1", "a2")]
    placements += [
        Placement("a1", WEDNESDAY, 840, 900, "amphi"),
        Placement("a2", WEDNESDAY, 840, 900, "seine"),
    ]
    timetable = Timetable.of(placements, seats)
    text = programme_text(problem, timetable, "fr")
    assert ("annulé, trop peu d'inscrits" in text) == any(
        is_cancelled(problem, timetable, session) for session in ("a1", "a2")
    )
    return registered_texts(problem, timetable)


def test_how_many_are_registered_of_how_many_seats() -> None:
    told = registered(Seat("p1", "a1"))
    assert told["a1"] == Text("1 inscrit / 2 places", "1 registered / 2 seats")
    assert told["a2"] == Text("annulé, trop peu d'inscrits", "cancelled, too few registered")
    assert "ouverture" not in told
    assert registered(Seat("p1", "a2"), Seat("p2", "a2"))["a2"] == Text(
        "2 inscrits", "2 registered"
    )


def test_before_seats_are_given_out_nobody_is_registered_and_nothing_cancelled() -> None:
    assert registered() == {}
