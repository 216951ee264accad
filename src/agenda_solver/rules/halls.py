"""Rules of a hall with a movable wall: it is used as a whole, or by its parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import TIME_AND_ROOM, Decisions, Demand, Finding, Whom
from agenda_solver.rules.words import room_text, session_text
from agenda_solver.text import Text, clock, duration, long_date, span
from agenda_solver.timetable import Placement, Timetable

_Use = tuple[Placement, str]
"""A session, and one of the rooms that it takes."""


class RoomIsWholeOrInParts(Demand):
    """Two rooms with some floor in common are never used at once: a hall and a part of it."""

    key = "room_parts"
    title = Text(
        "Une salle à cloison mobile sert entière ou en parties, jamais les deux à la fois",
        "A hall with a movable wall is used whole or in parts, never both at once",
    )
    wanted = Text(
        "{whole} comprend {part} : jamais les deux à la fois",
        "{whole} includes {part}: never both at once",
    )
    overlapping = Text(
        "{one} et {other} ont une partie en commun : jamais les deux à la fois",
        "{one} and {other} have a part in common: never both at once",
    )
    broken = Text(
        "{whole} comprend {part}, mais {one} ({one_room}) et {other} ({other_room}) ont lieu en "
        "même temps ({day}, {hours})",
        "{whole} includes {part}, but {one} ({one_room}) and {other} ({other_room}) take place "
        "at the same time ({day}, {hours})",
    )
    in_common = Text(
        "{whole} et {part} ont une partie en commun, mais {one} ({one_room}) et {other} "
        "({other_room}) ont lieu en même temps ({day}, {hours})",
        "{whole} and {part} have a part in common, but {one} ({one_room}) and {other} "
        "({other_room}) take place at the same time ({day}, {hours})",
    )
    tight = Text(
        "{one_room} et {other_room} ont une partie en commun : il faut {needed} de démontage et "
        "de montage entre {one} (fin à {end}) et {other} (début à {start}), le {day}",
        "{one_room} and {other_room} have a part in common: {needed} of teardown and setup are "
        "needed between {one} (ends {end}) and {other} (starts {start}) on {day}",
    )
    reads = TIME_AND_ROOM
    stands = ("rooms", "parts")
    gives_way = False

    def post(self, to: Decisions) -> None:
        for room, other in shared_floors(to.problem):
            with to.demand(self, Whom(rooms=(room, other))):
                to.never_both(room, other)

    def says(self, problem: Problem, whom: Whom) -> Text:
        room, other = whom.rooms
        names = room_text(problem, room), room_text(problem, other)
        if other in problem.pieces[room]:
            return self.wanted.fill(whole=names[0], part=names[1])
        return self.overlapping.fill(one=names[0], other=names[1])

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        if not any(room.parts for room in problem.rooms):
            return
        taking = timetable.taking(problem)
        used = [room.id for room in problem.rooms if room.id in taking]
        for rooms in combinations(used, 2):
            if _floor(problem, rooms[0]).isdisjoint(_floor(problem, rooms[1])):
                continue
            for pair in product(*([(one, room) for one in taking[room]] for room in rooms)):
                first, then = sorted(pair, key=lambda use: (use[0].day, use[0].start, use[0].end))
                needed = _after(problem, *first) + _before(problem, *then)
                start = problem.moment(then[0].day, then[0].start)
                pause = start - problem.moment(first[0].day, first[0].end)
                if pause < needed and first[0] != then[0]:
                    yield self._clash(problem, first, then, needed)

    def _clash(self, problem: Problem, first: _Use, then: _Use, needed: int) -> Finding:
        (one, one_room), (other, other_room) = first, then
        whole, part = sorted((one_room, other_room), key=lambda room: -len(_floor(problem, room)))
        text = self.tight
        if one.overlaps(other):
            nested = _floor(problem, part) <= _floor(problem, whole)
            text = self.broken if nested else self.in_common
        return self.finding(
            Whom(sessions=(one.session, other.session), rooms=(whole, part)),
            text,
            whole=room_text(problem, whole),
            part=room_text(problem, part),
            one=session_text(problem, one.session),
            one_room=room_text(problem, one_room),
            other=session_text(problem, other.session),
            other_room=room_text(problem, other_room),
            needed=duration(needed),
            day=long_date(other.day),
            hours=span(other.start, min(one.end, other.end)) if one.overlaps(other) else "",
            end=clock(one.end),
            start=clock(other.start),
        )


def shared_floors(problem: Problem) -> Iterator[tuple[str, str]]:
    """Yield every two rooms that have some floor in common, the larger one first."""
    for room, others in problem.sharing.items():
        for other in others:
            larger = len(problem.pieces[room]), list(problem.room).index(other)
            smaller = len(problem.pieces[other]), list(problem.room).index(room)
            if larger > smaller:
                yield room, other


def _floor(problem: Problem, room: str) -> frozenset[str]:
    """Return what a room takes of the building, read here a second time: `check` shares nothing."""
    every = [room]
    for one in every:
        every += [part for part in problem.room[one].parts if part not in every]
    undivided = {one for one in every if not problem.room[one].parts}
    return frozenset(undivided or {room})


def _before(problem: Problem, placement: Placement, room: str) -> int:
    """Minutes of setup."""
    session = problem.session[placement.session]
    if session.part_of is not None:
        return 0
    return problem.room[room].setup if session.setup is None else session.setup


def _after(problem: Problem, placement: Placement, room: str) -> int:
    """Minutes of teardown."""
    session = problem.session[placement.session]
    if session.part_of is not None:
        return 0
    return problem.room[room].teardown if session.teardown is None else session.teardown
