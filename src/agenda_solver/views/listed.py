"""Session by session: what a list of the programme says, that another program reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from agenda_solver.difference import Version
from agenda_solver.problem import KINDS, Entry, Event, Person, Problem, Session
from agenda_solver.problem.clocks import moment_in
from agenda_solver.problem.occasions import kind_of
from agenda_solver.rules.words import some_sessions_text
from agenda_solver.text import Text, listing, same
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.editions import where_text
from agenda_solver.views.particulars import session_about
from agenda_solver.views.programme import programme, unplaced, walk, without_time
from agenda_solver.views.titles import (
    NO_ROOM,
    TO_BE_CONFIRMED,
    bracketed,
    entry_text,
    roles_of,
    room_title,
    session_title,
)
from agenda_solver.words.moments import DAYBREAK


@dataclass(frozen=True)
class ListedPerson:
    """Somebody who takes part in a session.

    Attributes
    ----------
    key : str
        A person's id. Of somebody yet to be named it is one of their own: they are nobody
        else's namesake.
    name : Text
        As it is printed, and whether that is to be confirmed.
    roles : tuple of str
        In the session.
    person : Person or None
        None for somebody yet to be named, or to be chosen.
    """

    key: str
    name: Text
    roles: tuple[str, ...]
    person: Person | None = None

    @property
    def organisation(self) -> str:
        """For whom they are there; nothing where that is the name itself."""
        if self.person is None or self.person.organisation == self.person.label:
            return ""
        return self.person.organisation

    @property
    def function(self) -> str:
        """What they are; nothing where that is the name itself."""
        if self.person is None or self.person.role == self.person.label:
            return ""
        return self.person.role

    @property
    def email(self) -> str:
        """Their address, where it is known."""
        return self.person.email if self.person else ""


@dataclass(frozen=True)
class ListedSession:
    """A session, and what is said of it.

    Attributes
    ----------
    session : Session
    title, kind, about : Text
    room : str or None
        The room's id; a part without a room has that of its whole.
    place : Text
        What the room is called.
    where : Text
        The rooms it takes, their sites, and where the event is.
    people : tuple of ListedPerson
    zone : str
        In which its times are.
    placement : Placement or None
        None where it has no time.
    """

    session: Session
    title: Text
    kind: Text
    about: Text
    room: str | None
    place: Text
    where: Text
    people: tuple[ListedPerson, ...]
    zone: str
    placement: Placement | None

    @property
    def start(self) -> datetime | None:
        """When it starts, on the clock of its zone; None where it has no time."""
        placement = self.placement
        return moment_in(self.zone, placement.day, placement.start) if placement else None

    @property
    def end(self) -> datetime | None:
        """When it ends; as it starts, where a hand has put the end before."""
        placement = self.placement
        if placement is None:
            return None
        return moment_in(self.zone, placement.day, max(placement.start, placement.end))

    @property
    def minutes(self) -> int | None:
        """How long it lasts; of what has no time, as long as it should."""
        if self.placement is not None:
            return max(0, self.placement.minutes)
        minutes = self.session.minutes
        return None if minutes is None else minutes.ideal or minutes.min


@dataclass(frozen=True)
class ListedDay:
    """A day, from when to when something is on, and what is in each room, in their order."""

    day: date
    start: datetime
    end: datetime
    rooms: Mapping[str | None, tuple[ListedSession, ...]]


class Listed:
    """A programme as a list of what takes place.

    Parameters
    ----------
    problem, timetable : Problem, Timetable
        What is published.
    """

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self._timetable = timetable
        self._placements = Version(problem, timetable).placements

    @property
    def event(self) -> Event:
        """The event."""
        return self.problem.event

    @cached_property
    def sessions(self) -> tuple[ListedSession, ...]:
        """Those that take place, in the order of time, the parts after their whole."""
        placed = Timetable.of(self._placements.values())
        return tuple(
            self._listed(self.problem.session[placement.session], placement)
            for items in programme(self.problem, placed).values()
            for placement in walk(items)
        )

    @cached_property
    def without_time(self) -> tuple[ListedSession, ...]:
        """Those that have no time."""
        left = unplaced(self.problem, self._timetable)
        return tuple(self._listed(session, None) for session in left)

    @cached_property
    def rooms(self) -> Mapping[str | None, Text]:
        """What the rooms are called in which something is, by id, no two alike.

        What has no room is in one that says so, which comes last.
        """
        used = {session.room for session in self.sessions}
        rooms = [room for room in self.problem.rooms if room.id in used]
        plain: dict[str | None, Text] = {
            room.id: room_title(self.problem, room.id) for room in rooms
        }
        if None in used:
            plain[None] = NO_ROOM
        often = Counter(words for name in plain.values() for words in {name.fr, name.en})
        return {
            room: name
            if room is None or often[name.fr] == often[name.en] == 1
            else bracketed(name, [same(room)])
            for room, name in plain.items()
        }

    @cached_property
    def days(self) -> tuple[ListedDay, ...]:
        """The days of the event, also those on which nothing is."""
        dates = {day.date for day in self.problem.days}
        dates |= {placement.day for placement in self._placements.values()}
        return tuple(map(self._day, sorted(dates)))

    def _day(self, day: date) -> ListedDay:
        sessions = [one for one in self.sessions if one.placement and one.placement.day == day]
        start, end = self._hours(day)
        return ListedDay(
            day,
            moment_in(self.event.zone, day, start),
            moment_in(self.event.zone, day, end),
            {
                room: within
                for room in self.rooms
                if (within := tuple(one for one in sessions if one.room == room))
            },
        )

    def _hours(self, day: date) -> tuple[int, int]:
        """Return from when to when a day is: as it is announced, and as long as something is on."""
        placements = [one for one in self._placements.values() if one.day == day]
        starts = [one.start for one in placements]
        ends = [min(max(one.start, one.end), DAYBREAK) for one in placements]
        known = next((one for one in self.problem.days if one.date == day), None)
        hours = known and (known.announced or (known.open if not placements else None))
        if hours:
            starts.append(hours.start)
            ends.append(hours.end)
        return min(starts, default=0), max(ends, default=_LAST_MINUTE)

    def _listed(self, session: Session, placement: Placement | None) -> ListedSession:
        problem = self.problem
        wholes = (self._placements.get(whole) for whole in problem.wholes(session.id))
        rooms = (one.room for one in (placement, *wholes) if one is not None)
        room = next((one for one in rooms if one is not None), None)
        concluded = kind_of(session)
        return ListedSession(
            session,
            session_title(problem, session.id),
            KINDS[session.kind if concluded == "visit" else concluded],
            session_about(session),
            room,
            room_title(problem, room),
            where_text(problem, session.id, room),
            tuple(self._people(session)),
            problem.event.zone,
            placement,
        )

    def _people(self, session: Session) -> Iterator[ListedPerson]:
        by_key: dict[str, tuple[Entry, list[str]]] = {}
        for role, entries in roles_of(session, self._timetable):
            for number, entry in enumerate(entries):
                key = entry if isinstance(entry, str) else f"/{session.id}/{role}/{number}"
                roles = by_key.setdefault(key, (entry, []))[1]
                if role not in roles:
                    roles.append(role)
        for key, (entry, roles) in by_key.items():
            if not isinstance(entry, str):
                yield ListedPerson(key, entry_text(self.problem, entry), tuple(roles))
                continue
            person = self.problem.person[entry]
            more = [TO_BE_CONFIRMED] if person.unconfirmed else []
            yield ListedPerson(key, bracketed(same(person.label), more), tuple(roles), person)

    # --- What lists cannot say ----------------------------------------------------------------

    def untimed(self) -> Iterator[Text]:
        """Say which sessions have no time, where a list has no place for them."""
        yield from without_time(self.problem, self._timetable, _NOT_IN_FILE)

    def called_off(self) -> Iterator[Text]:
        """Say which sessions do not take place, where a list has only what does."""
        left = [one for one in self._timetable.by_session if one not in self._placements]
        if left:
            yield _CALLED_OFF.fill(sessions=some_sessions_text(self.problem, left))

    def in_several_rooms(self) -> Iterator[Text]:
        """Say which sessions are in several rooms, where a list has place for one."""
        yield from self._some(
            _SEVERAL_ROOMS, (one for one in self.sessions if one.session.also_in and one.room)
        )

    def within_others(self) -> Iterator[Text]:
        """Say which sessions are within others, where a list has them side by side."""
        yield from self._some(_WITHIN, (one for one in self.sessions if one.session.part_of))

    def to_be_named(self) -> Iterator[Text]:
        """Say where somebody is yet to be named, where a list only knows people."""
        yield from self._some(
            _TO_BE_NAMED,
            (one for one in self.sessions if any(who.person is None for who in one.people)),
        )

    def _some(self, sentence: Text, sessions: Iterable[ListedSession]) -> Iterator[Text]:
        ids = [one.session.id for one in sessions]
        if ids:
            yield sentence.fill(sessions=some_sessions_text(self.problem, ids))


def not_said(things: Iterable[tuple[Text, bool]]) -> Iterator[Text]:
    """Say what a format has no place for, of things of which each is there or not."""
    there = [thing for thing, is_there in things if is_there]
    if there:
        yield _NOT_SAID.fill(things=listing(there))


_LAST_MINUTE = 24 * 60 - 1
_NOT_IN_FILE = Text("pas dans ce fichier", "not in this file")
_CALLED_OFF = Text(
    "Annulé, donc pas dans ce fichier : {sessions}",
    "Cancelled, and so not in this file: {sessions}",
)
_NOT_SAID = Text("Ce format ne dit pas : {things}", "This format does not say: {things}")
_SEVERAL_ROOMS = Text(
    "Une salle par session dans ce format, la première est donnée : {sessions}",
    "A session has one room in this format, the first is given: {sessions}",
)
_WITHIN = Text(
    "À l'intérieur d'une autre session, et à côté d'elle dans ce format : {sessions}",
    "Within another session, and beside it in this format: {sessions}",
)
_TO_BE_NAMED = Text(
    "Qui reste à désigner est une personne dans ce format, une par session : {sessions}",
    "Who is yet to be named is a person in this format, one for each session: {sessions}",
)
