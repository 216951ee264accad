"""Students who rank all courses (PrefLib 00009): adapter, and a scorer of its own.

The data says who ranks what; how many a course takes is part of the instance: ``2003/17``
are the students of 2003 in courses of at most 17. Each is to be in one course, with the
least sum of ranks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Seat, Timetable

DAY = date(2027, 3, 1)

CAPACITIES = {"2003": (17, 21), "2004": (22, 28)}
"""How many a course takes in the instances of each year."""


@dataclass(frozen=True)
class Students:
    """Who ranks what.

    Attributes
    ----------
    year : str
        When they registered.
    courses : int
        Courses are numbered from 1.
    rankings : tuple of tuple of int
        The courses of each student, best first.
    """

    year: str
    courses: int
    rankings: tuple[tuple[int, ...], ...]


def read(path: Path) -> Students:
    """Read a file of strict and complete orders (``.soc``).

    Raises
    ------
    ValueError
        If it does not hold as many orders as it says, each of all courses.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    said = dict(line[2:].split(": ", 1) for line in lines if re.match(r"# [A-Z0-9 ]+: ", line))
    courses = int(said["NUMBER ALTERNATIVES"])
    rankings: list[tuple[int, ...]] = []
    for line in lines:
        if line and not line.startswith("#"):
            count, _, order = line.partition(":")
            rankings += [tuple(map(int, order.split(",")))] * int(count)
    if len(rankings) != int(said["NUMBER VOTERS"]):
        raise ValueError(f"{path.name}: not as many orders as it says")
    if any(sorted(order) != list(range(1, courses + 1)) for order in rankings):
        raise ValueError(f"{path.name}: an order is not one of all courses")
    return Students(said["TITLE"].split()[0], courses, tuple(rankings))


def problem(students: Students, capacity: int) -> Problem:
    """Say it with the ordinary schema: the courses are workshops that start together."""
    return Problem.read(
        {
            "event": {"name": f"AGH {students.year}", "language": "en", "zone": "UTC"},
            "days": [{"date": DAY}],
            "sessions": [
                {
                    "id": f"c{course}",
                    "title": f"Course {course}",
                    "kind": "workshop",
                    "block": "courses",
                    "minutes": 90,
                    "rooms": [],
                    "capacity": {"max": capacity},
                }
                for course in range(1, students.courses + 1)
            ],
            "attendees": [
                {"id": f"s{number}", "wishes": [f"c{course}" for course in order]}
                for number, order in enumerate(students.rankings)
            ],
        }
    )


def timetable(students: Students) -> Timetable:
    """Return the timetable: all at once."""
    return Timetable.of(
        Placement(f"c{course}", DAY, 540, 630) for course in range(1, students.courses + 1)
    )


@dataclass(frozen=True)
class Score:
    """The sum of ranks, how many there are of each, and how many broken demands."""

    value: int
    profile: dict[str, int]
    hard: int


def score(students: Students, capacity: int, seats: Iterable[Seat]) -> Score:
    """Score seats: everybody is in one course, and none has more than it takes."""
    given = [(int(seat.attendee[1:]), int(seat.session[1:])) for seat in seats]
    ranks = Counter(students.rankings[student].index(course) + 1 for student, course in given)
    courses = Counter(course for _, course in given)
    each = Counter(student for student, _ in given)
    wrong = sum(each[student] != 1 for student in range(len(students.rankings)))
    wrong += sum(size > capacity for size in courses.values())
    profile = {str(rank): ranks[rank] for rank in sorted(ranks)}
    return Score(sum(rank * count for rank, count in ranks.items()), profile, wrong)
