"""What is decided: where and when every session takes place, and who sits where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from agenda_solver.problem import Problem, Session
from agenda_solver.problem.same import SameProblem
from agenda_solver.problem.schema import AttendeeId, PersonId, RoomId, SessionId
from agenda_solver.words.moments import DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Placement:
    """A session's day, start, end and room.

    Attributes
    ----------
    session : str
        The session's id.
    day : datetime.date
        The day it takes place.
    start, end : int
        Minutes since midnight on that day; the session fills ``[start, end)``. In an evening
        that goes on after the midnight that ends the day, they may be more than 1440.
    room : str or None
        The room's id; None where it takes no room.
    """

    session: SessionId
    day: date
    start: int
    end: int
    room: RoomId | None = None

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start

    def overlaps(self, other: Placement) -> bool:
        """Whether the two take place at once, for a minute or more."""
        apart = 0
        if self.day != other.day:  # an evening may go on after midnight
            apart = (other.day - self.day).days * DAY_MINUTES
        return self.start < other.end + apart and other.start + apart < self.end


@dataclass(frozen=True, slots=True)
class Seat:
    """An attendee's place in a session, by their ids."""

    attendee: AttendeeId
    session: SessionId


@dataclass(frozen=True, slots=True, order=True)
class Casting:
    """Who takes a part for which the draft names several people, one of whom is to be chosen.

    Attributes
    ----------
    session, role : str
        The session's id, and the role.
    number : int
        Which entry of the role it is, from 0, as `Session.people` lists them.
    person : str
        The id of the person who was chosen.
    """

    session: SessionId
    role: str
    number: int
    person: PersonId


@dataclass(frozen=True)
class Timetable:
    """A set of placements, at most one a session, who takes which part, and the seats.

    It may be incomplete or contradictory, as a person's hand may leave it: `verify`
    judges it.
    """

    placements: tuple[Placement, ...]
    seats: tuple[Seat, ...] = field(default=())
    cast: tuple[Casting, ...] = field(default=())

    @classmethod
    def of(
        cls,
        placements: Iterable[Placement],
        seats: Iterable[Seat] = (),
        cast: Iterable[Casting] = (),
    ) -> Timetable:
        """Make a timetable in programme order: by day, start, end and id."""
        ordered = sorted(placements, key=lambda p: (p.day, p.start, p.end, p.session, p.room or ""))
        return cls(tuple(ordered), tuple(seats), tuple(sorted(cast)))

    def with_placements(self, placements: Iterable[Placement]) -> Timetable:
        """Return these placements, with the seats and the cast of this timetable.

        What is looked up in these alone is not looked up again.
        """
        other = Timetable.of(placements, self.seats, self.cast)
        for name in _WITHOUT_PLACEMENTS & vars(self).keys():
            vars(other)[name] = vars(self)[name]
        return other

    @cached_property
    def by_session(self) -> Mapping[str, Placement]:
        """Placements by the session's id."""
        return {placement.session: placement for placement in self.placements}

    @cached_property
    def by_day(self) -> Mapping[date, tuple[Placement, ...]]:
        """Placements by day, in the order of time."""
        by_day: dict[date, list[Placement]] = {}
        for placement in sorted(self.placements, key=lambda p: (p.day, p.start, p.end)):
            by_day.setdefault(placement.day, []).append(placement)
        return {day: tuple(placements) for day, placements in by_day.items()}

    @cached_property
    def by_room(self) -> Mapping[str, tuple[Placement, ...]]:
        """Placements by room, in the order of time; those without a room left out."""
        by_room: dict[str, list[Placement]] = {}
        for placement in sorted(self.placements, key=lambda p: (p.day, p.start, p.end)):
            if placement.room is not None:
                by_room.setdefault(placement.room, []).append(placement)
        return {room: tuple(placements) for room, placements in by_room.items()}

    def taking(
        self, problem: Problem, *, floors: bool = False
    ) -> Mapping[str, tuple[Placement, ...]]:
        """Return placements by each room that they take, their own or besides, in time's order.

        With `floors`, they take what those rooms are made of, too.
        """
        rooms_of = problem.floor_of if floors else problem.rooms_of
        taking: dict[str, list[Placement]] = {}
        for placement in sorted(self.placements, key=lambda p: (p.day, p.start, p.end)):
            for room in rooms_of(placement.session, placement.room):
                taking.setdefault(room, []).append(placement)
        return {room: tuple(placements) for room, placements in taking.items()}

    @cached_property
    def by_part(self) -> Mapping[tuple[str, str, int], tuple[str, ...]]:
        """Ids of those who were chosen for a part, by its session, its role and its number.

        One, unless a hand has chosen several.
        """
        by_part: dict[tuple[str, str, int], list[str]] = {}
        for casting in self.cast:
            by_part.setdefault((casting.session, casting.role, casting.number), []).append(
                casting.person
            )
        return {part: tuple(people) for part, people in by_part.items()}

    @cached_property
    def _chosen(self) -> Mapping[str, tuple[str, ...]]:
        by_session: dict[str, list[str]] = {}
        for casting in self.cast:
            by_session.setdefault(casting.session, []).append(casting.person)
        return {session: tuple(people) for session, people in by_session.items()}

    @cached_property
    def seated(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the attendees in each session that has some, by the session's id."""
        by_session: dict[str, list[str]] = {}
        for seat in self.seats:
            by_session.setdefault(seat.session, []).append(seat.attendee)
        return {session: tuple(attendees) for session, attendees in by_session.items()}

    @cached_property
    def seats_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the sessions in which each attendee with a seat has one, by their id."""
        by_attendee: dict[str, list[str]] = {}
        for seat in self.seats:
            by_attendee.setdefault(seat.attendee, []).append(seat.session)
        return {attendee: tuple(sessions) for attendee, sessions in by_attendee.items()}

    @cached_property
    def sitting(self) -> Mapping[str, frozenset[str]]:
        """Ids of the attendees in each session that has some, each once, by the session's id."""
        return {session: frozenset(attendees) for session, attendees in self.seated.items()}

    def roster(self, session: Session) -> tuple[str, ...]:
        """Ids of those who take part in a session, in any role: named, or chosen for it."""
        return tuple(dict.fromkeys((*session.roster, *self._chosen.get(session.id, ()))))

    def by_person(self, problem: Problem) -> Mapping[str, tuple[Placement, ...]]:
        """Return placements by each person who takes part, in the order they have here."""
        known = SameProblem(problem)
        if known not in self._by_person:
            rosters = self.rosters(problem)
            by_person: dict[str, list[Placement]] = {}
            for placement in self.placements:
                for person in rosters[placement.session]:
                    by_person.setdefault(person, []).append(placement)
            self._by_person[known] = {who: tuple(there) for who, there in by_person.items()}
        return self._by_person[known]

    @cached_property
    def _by_person(self) -> dict[SameProblem, Mapping[str, tuple[Placement, ...]]]:
        return {}

    def rosters(self, problem: Problem) -> Mapping[str, tuple[str, ...]]:
        """Return what `roster` returns of each session of a problem, by its id."""
        known = SameProblem(problem)
        if known not in self._rosters:
            self._rosters[known] = {
                session.id: self.roster(session) for session in problem.sessions
            }
        return self._rosters[known]

    @cached_property
    def _rosters(self) -> dict[SameProblem, Mapping[str, tuple[str, ...]]]:
        return {}

    def overlapping_pairs(self) -> tuple[tuple[Placement, Placement], ...]:
        """Every two placements that take place at once, the earlier one first."""
        return self._overlapping

    @cached_property
    def _overlapping(self) -> tuple[tuple[Placement, Placement], ...]:
        return tuple(self._find_overlapping())

    def _find_overlapping(self) -> Iterator[tuple[Placement, Placement]]:
        placements = sorted(self.placements, key=lambda p: (p.day, p.start, p.end))
        for number, one in enumerate(placements):
            until = one.day.toordinal() * DAY_MINUTES + one.end
            for other in placements[number + 1 :]:
                if other.day.toordinal() * DAY_MINUTES + other.start >= until:
                    break
                if one.overlaps(other):
                    yield one, other


_WITHOUT_PLACEMENTS = frozenset({"seated", "seats_of", "sitting", "by_part", "_chosen", "_rosters"})
"""What is looked up in the seats and the cast of a timetable, wherever its sessions are."""
