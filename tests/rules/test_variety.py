"""What it costs to be like an earlier programme: counted by hand, and in the model."""

from __future__ import annotations

import pytest
from drafts import draft, paid, timetable, told

from agenda_solver.problem import Problem
from agenda_solver.rules.variety import HasNewRooms, HasNewTimes

FIRST = timetable("a 9h-10h amphi", "b 10h-11h foyer")
SECOND = timetable("a 11h-12h amphi", "b 10h-11h amphi")


def two() -> Problem:
    return draft("a", "b", rooms=["amphi", "foyer"])


@pytest.mark.parametrize(
    ("lines", "times", "rooms"),
    [
        (("a 9h-10h amphi", "b 10h-11h foyer"), 2, 2),
        (("a 9h14-10h14 amphi", "b 9h-10h foyer"), 1, 2),
        (("a 9h15-10h15 amphi", "b 9h-10h foyer"), 0, 2),
        (("a 8h46-9h46 foyer", "b 11h-12h amphi"), 1, 0),
        (("a 8h45-9h45 foyer", "b 11h-12h amphi"), 0, 0),
    ],
)
def test_like_one(lines: tuple[str, ...], times: int, rooms: int) -> None:
    assert paid(HasNewTimes([FIRST]), two(), *lines) == times
    assert paid(HasNewRooms([FIRST]), two(), *lines) == rooms


@pytest.mark.parametrize(
    ("lines", "times", "rooms"),
    [
        (("a 9h-10h amphi", "b 12h-13h foyer"), 1, 2),
        (("a 11h-12h foyer", "b 12h-13h amphi"), 1, 1),
        (("a 10h-11h foyer", "b 12h-13h amphi"), 0, 1),
    ],
)
def test_like_one_of_two(lines: tuple[str, ...], times: int, rooms: int) -> None:
    assert paid(HasNewTimes([FIRST, SECOND]), two(), *lines) == times
    assert paid(HasNewRooms([FIRST, SECOND]), two(), *lines) == rooms


def test_sentences() -> None:
    lines = ("a 9h-10h amphi", "b 12h-13h amphi")
    assert told(HasNewTimes([FIRST]), two(), *lines) == [
        ("« A » : la même heure", "“A”: the same time")
    ]
    assert told(HasNewRooms([FIRST]), two(), *lines) == [
        ("« A » : la même salle", "“A”: the same room")
    ]
