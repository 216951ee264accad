"""What hangs at a room's door on a day: what takes place there, for whoever stands before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.text import Text, listing
from agenda_solver.timetable import Timetable
from agenda_solver.views.booklet import BookletSession, booklet
from agenda_solver.views.pages import Colour
from agenda_solver.views.rooms import RoomLine, room_programmes
from agenda_solver.views.stretches import with_stretches
from agenda_solver.views.titles import (
    CANCELLED,
    clock_of_a_day,
    day_title,
    dotted,
    full_title,
    people_text,
    room_title,
)
from agenda_solver.words.names import on_one_line

_ALSO_IN = Text("aussi : {rooms}", "also: {rooms}")


@dataclass(frozen=True)
class DoorLine:
    """A session on a sign, or a part of the one above it.

    Attributes
    ----------
    title : Text
        With its subtitle, where it has one.
    facts : Text
        Its track or kind, where that helps; that it does not take place; where it is besides.
    """

    start: Text
    end: Text
    title: Text
    people: Text
    facts: Text
    colour: Colour
    part: bool = False


@dataclass(frozen=True)
class DoorSign:
    """The sign of a room for a day; it has at least one line."""

    room_id: str
    day: date
    event: str
    name: str
    site: str
    day_title: Text
    lines: tuple[DoorLine, ...]


def door_signs(problem: Problem, timetable: Timetable) -> tuple[DoorSign, ...]:
    """Return the sign of each room for each day on which something takes place in it.

    Nothing on it is of attendees: anybody may pass by.
    """
    return tuple(_Signs(*with_stretches(problem, timetable)).all())


class _Signs:
    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.timetable = timetable
        sessions = booklet(problem, timetable).with_parts
        self.sessions = {session.session: session for session in sessions}

    def all(self) -> Iterator[DoorSign]:
        for programme in room_programmes(self.problem, self.timetable):
            if programme.room is None:
                continue
            room = self.problem.room[programme.room]
            for day in programme.days:
                lines = tuple(self._lines(day.lines))
                if lines:
                    title = day_title(day.day)
                    event = on_one_line(self.problem.event.name)
                    yield DoorSign(*(room.id, day.day, event, room.label, room.site), title, lines)

    def _lines(self, lines: Iterable[RoomLine]) -> Iterator[DoorLine]:
        """Yield what takes place; a part has the colour of its whole."""
        colour: Colour = "calm"
        for line in lines:
            if line.session is not None:
                session = self.sessions[line.session]
                colour = colour if line.part else session.colour
                yield self._line(line, session, colour)

    def _line(self, line: RoomLine, session: BookletSession, colour: Colour) -> DoorLine:
        people = people_text(self.problem, self.timetable, self.problem.session[session.session])
        return DoorLine(
            clock_of_a_day(line.start),
            clock_of_a_day(line.end),
            full_title(self.problem, session.session),
            people,
            dotted(self._facts(session, line)),
            colour,
            line.part,
        )

    def _facts(self, session: BookletSession, line: RoomLine) -> Iterator[Text]:
        yield session.label
        if session.cancelled:
            yield CANCELLED
        if line.elsewhere:
            rooms = listing(room_title(self.problem, room) for room in line.elsewhere)
            yield _ALSO_IN.fill(rooms=rooms)
