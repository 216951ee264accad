"""The whole verdict behind the names of the one that re-asks only what may differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agenda_solver.domains import grid_starts
from agenda_solver.problem import Problem
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import Verdict, verify


class Judge:
    """Judges timetables of a problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def verdict(self, timetable: Timetable) -> Verdict:
        """Judge a timetable."""
        return verify(self.problem, timetable)

    def with_problem(self, problem: Problem) -> Judge:
        """Return a judge of another problem."""
        return Judge(problem)


@dataclass(frozen=True)
class Place:
    """Where a session may go, or the first reason why not."""

    day: date
    room: str | None
    start: int
    allowed: bool
    reason: Text | None


def places_of(problem: Problem, timetable: Timetable, session: str) -> tuple[Place, ...]:
    """Return where a session may go."""
    return tuple(_places(problem, timetable, session))


def _places(problem: Problem, timetable: Timetable, session: str) -> Iterator[Place]:
    row = problem.session[session]
    here = timetable.by_session.get(session)
    minutes = here.minutes if here else problem.usual_minutes(session)
    rooms = [room.id for room in problem.rooms] if problem.takes_room(session) else [None]
    others = [each for each in timetable.placements if each.session != session]
    for day, start in grid_starts(problem, row):
        for room in rooms:
            placement = Placement(session, day, start, start + minutes, room)
            busy = next(
                (each for each in others if each.room == room and each.overlaps(placement)), None
            )
            reason = None
            if busy is not None and room is not None:
                title = problem.session[busy.session].label
                reason = Text("{title} y a lieu", "{title} takes place there").fill(title=title)
            yield Place(day, room, start, reason is None, reason)
