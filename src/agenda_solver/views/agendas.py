"""Where each attendee is, and when: their seats, their parts, and what is for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from agenda_solver.offers import Standing
from agenda_solver.problem import FOR_ALL, RESTS, Attendee, Problem, joined
from agenda_solver.text import SEMICOLON, Names, Text, listing, same, strung
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.names import listed
from agenda_solver.views.people import Appearance, agendas
from agenda_solver.views.seats import Seats
from agenda_solver.views.titles import CANCELLED, NO_SEAT, is_cancelled, place_title, session_title

LineKind = Literal["seat", "role", "all", "choice", "lacking"]


@dataclass(frozen=True)
class AgendaLine:
    """A line of an attendee's agenda.

    Attributes
    ----------
    kind : {"seat", "role", "all", "choice", "lacking"}
        A seat; a part in the programme; what is for everybody; sessions of which one is to
        be chosen; a seat that is due and lacking.
    start, end : int
        Minutes since midnight.
    sessions : tuple of str
        Where to be; where a seat is lacking, what is waited for, the best wish first.
    roles : Text or None
        What the attendee does there.
    """

    kind: LineKind
    day: date
    start: int
    end: int
    sessions: tuple[str, ...] = ()
    roles: Text | None = None


@dataclass(frozen=True)
class AttendeeAgenda:
    """Where an attendee is, in the order of time."""

    attendee: str
    lines: tuple[AgendaLine, ...] = ()


def attendee_agendas(
    problem: Problem, timetable: Timetable, names: Names = "full"
) -> tuple[AttendeeAgenda, ...]:
    """Return every attendee's agenda, sorted by what they are called.

    It has their seats, what they do themselves, and all that is for everybody while they
    are there; the parts of a session are told with it only to those who take part in them.
    """
    return _Agendas(Seats(problem, timetable)).all(names)


def shared_sessions(problem: Problem, timetable: Timetable) -> dict[str, set[str]]:
    """Return by attendee the sessions on their agenda for which they need no seat."""
    return _Agendas(Seats(problem, timetable)).shared()


class _Agendas:
    def __init__(self, seats: Seats) -> None:
        self.seats = seats
        self.problem = seats.problem
        self.timetable = seats.timetable
        self.offers = seats.offers

    def all(self, names: Names) -> tuple[AttendeeAgenda, ...]:
        attendees = map(self.problem.attendee.__getitem__, listed(self.problem.attendees, names))
        shared = list(self._shared())
        return tuple(
            AttendeeAgenda(attendee.id, tuple(self._lines(attendee, shared)))
            for attendee in attendees
        )

    def shared(self) -> dict[str, set[str]]:
        """Return by attendee the sessions of their agenda that need no seat."""
        shared = list(self._shared())
        return {
            attendee.id: {
                session
                for line in self._open_to(attendee, self._own(attendee), shared)
                for session in line.sessions
            }
            for attendee in self.problem.attendees
        }

    def _lines(self, attendee: Attendee, shared: Iterable[AgendaLine]) -> list[AgendaLine]:
        own = self._own(attendee)
        lacking = [
            self._lacking_line(standing.round, attendee.id)
            for standing in self._lacking.get(attendee.id, ())
        ]
        lines = [*own, *lacking, *self._open_to(attendee, own, shared)]
        return sorted(lines, key=lambda line: (line.day, line.start, line.end))

    def _own(self, attendee: Attendee) -> list[AgendaLine]:
        own = [self._seat_line(session) for session in self.seats.seats_of(attendee.id)]
        own += [
            AgendaLine("role", *_when(role.placement), (role.session,), role.roles)
            for role in self._roles.get(self.problem.person_of.get(attendee.id, ""), ())
            if role.placement
        ]
        return own

    def _open_to(
        self, attendee: Attendee, own: Iterable[AgendaLine], shared: Iterable[AgendaLine]
    ) -> Iterator[AgendaLine]:
        """Yield what needs no seat, where an attendee is there and not elsewhere."""
        for line in shared:
            if _is_there(attendee, line) and not self._is_missed(line, own):
                yield line

    @cached_property
    def _roles(self) -> Mapping[str, tuple[Appearance, ...]]:
        return {one.person: one.appearances for one in agendas(self.problem, self.timetable)}

    @cached_property
    def _waits(self) -> Mapping[str, list[str]]:
        """By attendee, the sessions they wait for, the best wish first."""
        ranked: dict[str, list[tuple[int, str]]] = {}
        for session, waiting in self.seats.waiting.items():
            for entry in waiting:
                ranked.setdefault(entry.attendee, []).append((entry.rank, session))
        return {
            attendee: [session for _, session in sorted(entries)]
            for attendee, entries in ranked.items()
        }

    @cached_property
    def _lacking(self) -> Mapping[str, list[Standing]]:
        lacking: dict[str, list[Standing]] = {}
        for standing in self.seats.standings:
            if standing.session is None:
                lacking.setdefault(standing.attendee, []).append(standing)
        return lacking

    def _seat_line(self, session: str) -> AgendaLine:
        return AgendaLine("seat", *_when(self.offers.placements[session]), (session,))

    def _lacking_line(self, number: int, attendee: str) -> AgendaLine:
        round_ = self.offers.rounds[number]
        end = max(self.offers.placements[session].end for session in round_.sessions)
        waited = self._waits.get(attendee, ())
        here = tuple(session for session in waited if session in round_.sessions)
        return AgendaLine("lacking", round_.day, round_.start, end, here)

    def _shared(self) -> Iterator[AgendaLine]:
        """Yield what needs no seat; of sessions that start together, one is to be chosen."""
        groups: dict[tuple[date, int], list[Placement]] = {}
        for placement in self.timetable.placements:
            session = self.problem.session[placement.session]
            if placement.session in self.offers.placements or session.part_of is not None:
                continue
            if self._is_for_everybody(placement.session):
                yield AgendaLine("all", *_when(placement), (placement.session,))
            else:
                groups.setdefault((placement.day, placement.start), []).append(placement)
        for (day, start), group in groups.items():
            sessions = tuple(placement.session for placement in group)
            kind: LineKind = "choice" if len(group) > 1 else "all"
            yield AgendaLine(kind, day, start, max(one.end for one in group), sessions)

    def _is_for_everybody(self, session: str) -> bool:
        known, kind = self.problem.session[session], self.problem.kind_of(session)
        return known.is_plenary or known.external or kind in (*RESTS, *FOR_ALL)

    def _is_missed(self, line: AgendaLine, own: Iterable[AgendaLine]) -> bool:
        """Whether somebody is elsewhere: all the time, or where it is not for everybody."""
        return any(
            other.day == line.day
            and other.start < line.end
            and line.start < other.end
            and not self._takes_part(other, line)
            and (
                (other.start <= line.start and line.end <= other.end)
                or self._holds(line, other)
                or not self._is_for_everybody(line.sessions[0])
            )
            for other in own
        )

    def _takes_part(self, own: AgendaLine, line: AgendaLine) -> bool:
        """Whether somebody has a role in a part of it: they are there for the whole."""
        return own.kind == "role" and self._holds(line, own) and own.sessions != line.sessions

    def _holds(self, line: AgendaLine, own: AgendaLine) -> bool:
        """Whether it is the same session, or the whole of it."""
        return any(
            session in (part, *self.problem.wholes(part))
            for session in line.sessions
            for part in own.sessions
        )


def _when(placement: Placement) -> tuple[date, int, int]:
    return placement.day, placement.start, placement.end


def _is_there(attendee: Attendee, line: AgendaLine) -> bool:
    """Whether an attendee is present for at least a part of it."""
    return not attendee.present or any(
        start < line.end and line.start < end for start, end in joined(attendee.present, line.day)
    )


_MOST_CHOICES = 3


def line_text(problem: Problem, timetable: Timetable, line: AgendaLine) -> Text:
    """Return what a line of an agenda says, beside its time and its room."""
    if line.kind == "lacking":
        waited = [session_title(problem, session) for session in line.sessions]
        return _WAITS.fill(sessions=listing(waited)) if waited else NO_SEAT
    if line.kind == "choice":
        if len(line.sessions) > _MOST_CHOICES:
            return _SOME_CHOICES.fill(count=len(line.sessions))
        choices = [_with_room(problem, timetable, session) for session in line.sessions]
        return _CHOICES.fill(sessions=strung(choices, SEMICOLON))
    title = session_title(problem, line.sessions[0])
    more = [line.roles] if line.roles else []
    if is_cancelled(problem, timetable, line.sessions[0]):
        more.append(CANCELLED)
    return Text(
        " – ".join([title.fr, *(text.fr for text in more)]),
        " – ".join([title.en, *(text.en for text in more)]),
    )


def line_room(problem: Problem, timetable: Timetable, line: AgendaLine) -> Text:
    """Return where it is; nothing where that is to be chosen, or a seat is lacking."""
    if line.kind in ("lacking", "choice"):
        return same("")
    session = line.sessions[0]
    return place_title(problem, session, timetable.by_session[session].room)


def _with_room(problem: Problem, timetable: Timetable, session: str) -> Text:
    title = session_title(problem, session)
    room = place_title(problem, session, timetable.by_session[session].room)
    if not room.fr:
        return title
    return Text("{title} ({room})", "{title} ({room})").fill(title=title, room=room)


_WAITS = Text("pas de place (liste d'attente : {sessions})", "no seat (waiting list: {sessions})")
_CHOICES = Text("au choix : {sessions}", "to choose: {sessions}")
_SOME_CHOICES = Text("{count} sessions au choix", "{count} sessions to choose from")
