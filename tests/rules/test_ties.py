"""Which of equally good timetables."""

from __future__ import annotations

from typing import Any

from drafts import BOTH, WEDNESDAY, draft, kept, paid, session

from agenda_solver.problem import Problem
from agenda_solver.rules.ties import (
    BreaksComeWhenNeeded,
    DaysAreAlike,
    PlenariesStayInOneRoom,
    RestsAreShort,
    RoomFits,
    StartsOnTheQuarter,
    WorkshopsByTheirNumbers,
)
from agenda_solver.solve import solve

OPEN = {"date": WEDNESDAY, "open": {"start": "09:00", "end": "17:00"}}
ROOMS = [
    {"id": "grande", "capacity": 200},
    {"id": "moyenne", "capacity": 60},
    {"id": "petite", "capacity": 30},
    {"id": "hall"},
]
LUNCH = session("repas", 60, title="Buffet", rooms=["hall"])


def day(*sessions: Any, **more: Any) -> Problem:
    return draft(*sessions, **{"days": [OPEN], "rooms": ROOMS, **more})


def test_a_break_is_short() -> None:
    rest = day(session("pause", {"min": 10, "max": 30}))
    assert kept(RestsAreShort(), rest, "pause 10h-10h10")
    assert paid(RestsAreShort(), rest, "pause 10h-10h25") == 15


def test_a_break_that_has_an_ideal_length_is_as_long_as_that() -> None:
    ideal = day(session("pause", {"min": 10, "ideal": 20, "max": 30}))
    assert kept(RestsAreShort(), ideal, "pause 10h-10h25")


def test_a_break_is_not_right_after_lunch() -> None:
    rest = day(LUNCH, session("pause", 15))
    assert paid(BreaksComeWhenNeeded(), rest, "repas 12h-13h hall", "pause 13h-13h15") == 1
    assert paid(BreaksComeWhenNeeded(), rest, "repas 12h-13h hall", "pause 13h59-14h14") == 1
    assert kept(BreaksComeWhenNeeded(), rest, "repas 12h-13h hall", "pause 14h-14h15")
    assert paid(BreaksComeWhenNeeded(), rest, "repas 12h-13h hall", "pause 11h45-12h") == 1


def test_a_lunch_may_follow_a_welcome() -> None:
    assert kept(
        BreaksComeWhenNeeded(),
        day(LUNCH, session("accueil", 30)),
        "accueil 11h30-12h",
        "repas 12h-13h hall",
    )


def test_starts_on_the_quarter() -> None:
    one = day(session("pause", 15))
    assert kept(StartsOnTheQuarter(), one, "pause 10h45-11h")
    assert paid(StartsOnTheQuarter(), one, "pause 10h40-10h55") == 1
    assert kept(StartsOnTheQuarter(), day(session("pause", 15), event={"grid": 15}))


def test_what_is_for_all_stays_in_one_room() -> None:
    both = day("un", "deux", LUNCH)
    rule = PlenariesStayInOneRoom()
    assert kept(rule, both, "un 9h-10h grande", "deux 10h-11h grande")
    assert paid(rule, both, "un 9h-10h grande", "deux 10h-11h moyenne") == 1


def test_the_smallest_room_that_fits() -> None:
    few = day(session("un", expected=25), LUNCH)
    costs = [paid(RoomFits(), few, f"un 9h-10h {room['id']}") for room in ROOMS]
    assert costs == [2, 1, 0, 3]  # of the hall the size is not known, and lunch is served there
    assert costs_of_everybody() == [0, 1, 2, 3]


def costs_of_everybody() -> list[int]:
    """What the rooms cost for everybody, where nobody says how many come."""
    many = day("un", LUNCH)
    return [paid(RoomFits(), many, f"un 9h-10h {room['id']}") for room in ROOMS]


def test_numbers_of_a_block_follow_the_rooms() -> None:
    block = day(session("a", block="x"), session("b", block="x"))
    rule = WorkshopsByTheirNumbers()
    assert kept(rule, block, "a 9h-10h grande", "b 9h-10h moyenne")
    assert paid(rule, block, "a 9h-10h moyenne", "b 9h-10h grande") == 1


def test_days_are_alike() -> None:
    talks = draft(
        *(session(key, 60) for key in ("accueil", "b", "c", "d")),
        days=[{"date": date, "open": {"start": "09:00", "end": "18:00"}} for date in BOTH],
    )
    rule = DaysAreAlike()
    assert paid(rule, talks, "accueil 9h-10h", "b 10h-11h", "+1 c 9h-10h", "+1 d 10h-11h") == 240
    assert paid(rule, talks, "accueil 9h-10h", "b 10h-11h", "c 11h-12h", "+1 d 9h-10h") == 240 + 120


def test_spare_time_is_before_the_evening() -> None:
    late = {"date": WEDNESDAY, "open": {"start": "09:00", "end": "22:00"}}
    meal = session("repas", 60, title="Dîner")
    dinner = draft(session("accueil", 60), session("b", 60), meal, days=[late])
    rule = DaysAreAlike()
    assert paid(rule, dinner, "accueil 9h-10h", "b 10h-11h", "repas 19h-20h") == 120
    assert paid(rule, dinner, "accueil 9h-10h", "b 17h-18h", "repas 19h-20h") == 540 + 2 * 420


def test_ties_are_settled_and_told_to_nobody() -> None:
    problem = day(session("a", expected=50, block="x"), session("b", expected=25, block="x"), LUNCH)
    result = solve(problem)
    assert result.status == "optimal"
    assert result.timetable is not None
    rooms = {one.session: one.room for one in result.timetable.placements}
    assert rooms == {"a": "moyenne", "b": "petite", "repas": "hall"}
    assert not {key for key in result.costs if key.startswith("tie_")}
