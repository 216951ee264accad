"""The time that attendees have for lunch: just enough, too little, and the sentence then."""

from __future__ import annotations

from typing import Any

from drafts import draft, session, timetable

from agenda_solver.problem import Problem
from agenda_solver.rules.lunch import AttendeeHasLunch
from agenda_solver.timetable import Seat, Timetable

HALF_AN_HOUR = {"minutes": 30, "start": "12h", "end": "14h"}
NOON = [session(key, kind="workshop") for key in ("midi", "une", "deux")]
LINES = ("midi 12h-13h", "une 13h-14h", "deux 14h-15h")


def forum(*more: dict[str, Any], lunch: object = HALF_AN_HOUR, **tables: Any) -> Problem:
    event = {"lunch": lunch} if lunch else {}
    attendees = [{"id": key} for key in ("p", "q")]
    return draft(*NOON, *more, event=event, attendees=attendees, **tables)


def seated(*lines: str, **seats: str) -> Timetable:
    taken = [Seat(who, where) for who, told in seats.items() for where in told.split()]
    return Timetable.of(timetable(*(lines or LINES)).placements, taken)


def told(problem: Problem, programme: Timetable) -> list[tuple[str, str]]:
    found = list(AttendeeHasLunch().check(problem, programme))
    assert all(finding.severity == "error" for finding in found)
    return [(finding.text.fr, finding.text.en) for finding in found]


def test_an_hour_is_left() -> None:
    assert told(forum(), seated(p="midi deux", q="une deux")) == []


def test_no_time_is_left() -> None:
    assert told(forum(), seated(p="midi une deux", q="midi une")) == [
        (
            "mercredi 10 juin 2026 : pas 30 minutes pour déjeuner de 12h00 à 14h00, entre "
            "« Midi » et « Une » (p et q)",
            "Wednesday 10 June 2026: not 30 minutes for lunch from 12:00 to 14:00, between "
            "“Midi” and “Une” (p and q)",
        )
    ]


def test_it_is_the_longest_stretch_that_counts() -> None:
    long = ("midi 12h-12h45", "une 13h15-14h30", "deux 15h-16h")
    assert told(forum(), seated(*long, p="midi une")) == []
    short = ("midi 12h-12h50", "une 13h19-14h30", "deux 15h-16h")
    assert len(told(forum(), seated(*short, p="midi une"))) == 1
    around = ("midi 11h-12h20", "une 12h40-13h30", "deux 13h30-16h")
    assert len(told(forum(), seated(*around, p="midi une deux"))) == 1
    assert told(forum(), seated(*around, p="midi une")) == []


def test_a_seat_in_a_meal_is_lunch() -> None:
    meal = session("buffet", kind="meal", registration=True)
    lines = ("midi 12h-13h", "buffet 13h-14h", "une 15h-16h", "deux 16h-17h")
    assert told(forum(meal), seated(*lines, p="midi buffet")) == []


def test_ones_own_part_takes_time_too() -> None:
    talk = session("mot", people={"orateur": ["p"]})
    lines = ("midi 12h-13h", "mot 13h-14h", "une 14h-15h", "deux 15h-16h")
    speaks = forum(talk, people=[{"id": "p"}])
    assert len(told(speaks, seated(*lines, p="midi"))) == 1
    assert told(speaks, seated(*lines, q="midi")) == []
    # Where it leaves no time by itself, the seats are not to blame.
    all_noon = ("midi 14h-15h", "mot 12h-14h", "une 15h-16h", "deux 16h-17h")
    assert told(speaks, seated(*all_noon, p="midi")) == []


def test_nothing_is_asked_unless_the_event_says_so() -> None:
    assert told(forum(lunch=None), seated(p="midi une")) == []
    assert forum(lunch={"minutes": 30}).event.lunch == forum().event.lunch
