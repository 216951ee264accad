"""Timetables that differ in some aspects only, and what a rule sees of the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from drafts import BOTH, draft, session

from agenda_solver.files import toml
from agenda_solver.files.store.solutions import read_solution
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Aspect, Rule
from agenda_solver.timetable import Casting, Placement, Seat, Timetable

ROOT = Path(__file__).parents[2]
STORED = sorted(path.stem for path in (ROOT / "solutions").glob("*.json"))
LONG = ("colloque-trois-jours", "congres-deux-jours", "synthetic-200x12x20")
EACH_STORED = [
    pytest.param(name, marks=pytest.mark.thorough if name in LONG else ()) for name in STORED
]
"""The stored programmes, of which the large ones are left to the thorough part."""


@cache
def stored(name: str) -> tuple[Problem, Timetable]:
    """Return a stored draft and its stored solution."""
    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    return problem, read_solution(ROOT / "solutions" / f"{name}.json", problem)


@cache
def forum() -> tuple[Problem, Timetable]:
    """Return a forum of two sites in which everything is asked of the seats, and some seats."""
    rooms = [
        {"id": "grande", "site": "nord", "capacity": 3, "features": ["pmr"]},
        {"id": "petite", "site": "sud", "capacity": 2},
    ]
    ways: dict[str, dict[str, Any]] = {
        "a": {"capacity": {"min": 2}},
        "b": {"per_organisation": 1, "cancellable": False, "capacity": {"min": 1}},
        "c": {"people": {"animation": [{"one_of": ["p0", "p1"]}]}},
        "d": {"everyone": True},
        "e": {"people": {"animation": ["p2"]}},
        "j": {"capacity": {"min": 1}},
        "f": {"people": {"animation": [{"one_of": ["p3", "p2"]}]}, "part_of": "e"},
    }
    sessions = [session(key, kind="workshop", **more) for key, more in ways.items()]
    sessions += [session("g"), session("h", repeat_of="a"), session("i", 30, kind="meal")]
    own: list[dict[str, Any]] = [
        {"together": ["p1"], "wishes": ["a", "b"]},
        {"apart": ["p0", "p2"], "must_attend": ["e", "c"], "seats": {"max": 2, "parts": True}},
        {"wishes": ["c", "a"], "organisation": "Mairie", "seats": {"min": 2, "parts": True}},
        {"must_avoid": ["a", "d"]},
        {
            "present": [{"start": "9h", "end": "12h"}],
            "must_avoid": ["d"],
            "wishes": ["e", "d"],
            "needs": ["pmr"],
        },
        {"organisation": "mairie", "must_attend": ["a"], "wishes": ["c"], "together": ["p4"]},
        *({"wishes": wishes} for wishes in (["d", "j"], ["b", "j"], ["j", "c"])),
    ]
    problem = draft(
        *sessions,
        days=BOTH,
        rooms=rooms,
        people=[{"id": f"p{number}"} for number in range(4)],
        attendees=[{"id": f"p{number}", **row} for number, row in enumerate(own)],
        event={"walk": 20, "lunch": {"minutes": 60}, "seats": {"min": 1}},
    )
    starts = [540, 540, 660, 660, 720, 720, 720, 600, 780, 810]
    placements = [
        Placement(key.id, BOTH[row % 2], start, start + 60, rooms[row % 2]["id"])
        for row, (key, start) in enumerate(zip(problem.sessions, starts, strict=True))
    ]
    seats = {
        "p0": "a b e",
        "p1": "c d",
        "p2": "b",
        "p3": "c",
        "p4": "d e b",
        "p5": "a b h",
        "p6": "b",
    }
    taken = [Seat(attendee, each) for attendee, words in seats.items() for each in words.split()]
    return problem, Timetable.of(placements, taken)


def mixed(one: Timetable, other: Timetable, aspects: Collection[Aspect]) -> Timetable:
    """Return a timetable that has some aspects of another, and all else of its own."""

    def place(own: Placement) -> Placement:
        theirs = other.by_session[own.session]
        if "time" in aspects:
            own = replace(own, day=theirs.day, start=theirs.start, end=theirs.end)
        return replace(own, room=theirs.room) if "room" in aspects else own

    return Timetable.of(
        map(place, one.placements),
        other.seats if "seats" in aspects else one.seats,
        other.cast if "people" in aspects else one.cast,
    )


def shuffled(problem: Problem, timetable: Timetable, chance: Random) -> Timetable:
    """Return a timetable with some sessions, seats and parts elsewhere, kept or broken."""
    placements = list(timetable.placements)
    times = [(each.day, each.start) for each in placements]
    rooms = [each.room for each in placements]
    for number in chance.sample(range(len(placements)), k=-(-len(placements) // 3)):
        own = placements[number]
        day, start = chance.choice(times)
        later = chance.choice((0, 0, 5, 60))
        lasts = own.minutes + chance.choice((0, 0, 0, 15))
        placements[number] = Placement(
            own.session, day, start + later, start + later + lasts, chance.choice(rooms)
        )
    cast = [
        Casting(session.id, role, part, chance.choice(people))
        for session in problem.sessions
        for role, part, people in session.pools
        if chance.random() < 0.8
    ]
    return Timetable.of(placements, _reseated(problem, timetable.seats, chance), cast)


def _reseated(problem: Problem, seats: Iterable[Seat], chance: Random) -> list[Seat]:
    offered = problem.offered
    kept = [seat for seat in seats if chance.random() < 0.8]
    moved = chance.sample(range(len(kept)), k=len(kept) // 5)
    for number in moved:
        kept[number] = Seat(kept[number].attendee, chance.choice(offered))
    return kept


def sees(rule: Rule, problem: Problem, one: Timetable, other: Timetable) -> bool:
    """Whether a rule finds other things in the one than in the other.

    In another order of the sessions, the same may be found in another order.
    """
    before, after = (tuple(rule.check(problem, each)) for each in (one, other))
    in_order = [each.session for each in one.placements] == [
        each.session for each in other.placements
    ]
    return before != after if in_order else Counter(before) != Counter(after)
