"""What differs between two timetables of one event: by session, by person, by attendee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable

Kind = Literal["time", "room", "length", "people", "cancelled", "added"]
"""What is otherwise: the day or start, only the room, only the end, only who takes part."""


@dataclass(frozen=True)
class Version:
    """A timetable, and what was asked when it was made."""

    problem: Problem
    timetable: Timetable


@dataclass(frozen=True)
class SessionChange:
    """What became of a session.

    Attributes
    ----------
    session : str
        The session's id.
    kinds : tuple of Kind
        What is otherwise, what matters most first.
    before, after : Placement or None
        Where it was and is; None where it was not, or is not any more.
    people_before, people_after : tuple of str
        Ids of those who took part and take part.
    """

    session: str
    kinds: tuple[Kind, ...]
    before: Placement | None
    after: Placement | None
    people_before: tuple[str, ...] = ()
    people_after: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonChange:
    """What became of a person's part in a session: new, gone, or at another time or place.

    Attributes
    ----------
    before, after : Placement or None
        Of the session; None where they took no part, or take none any more.
    """

    person: str
    session: str
    before: Placement | None
    after: Placement | None


@dataclass(frozen=True)
class AttendeeChange:
    """What became of a seat: another session, another time or place, given up, or new.

    Attributes
    ----------
    before, after : Placement or None
        Of the session in which the attendee had and has the seat.
    """

    attendee: str
    before: Placement | None
    after: Placement | None


@dataclass(frozen=True)
class Difference:
    """What differs between two versions; see `difference`."""

    before: Version
    after: Version
    sessions: tuple[SessionChange, ...]
    people: tuple[PersonChange, ...]
    attendees: tuple[AttendeeChange, ...]

    def __bool__(self) -> bool:
        return bool(self.sessions or self.people or self.attendees)
