"""The programme as it is handed to whoever comes: what is told of each session, and nothing else.

What serves the organiser only is not in it: which demands are broken, how long a room is set
up, how many are expected. Kinds are told where they help to choose, in words of everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from agenda_solver.problem import Event, Problem, Session
from agenda_solver.text import Text, day_and_month, long_date, same
from agenda_solver.timetable import Timetable
from agenda_solver.views.colours import label_colours
from agenda_solver.views.names import in_order
from agenda_solver.views.pages import Colour
from agenda_solver.views.particulars import for_and_by, language_text, lines_of
from agenda_solver.views.people import roles_by_person
from agenda_solver.views.programme import Item, programme, starting_together, walk
from agenda_solver.views.stretches import with_stretches
from agenda_solver.views.titles import (
    TOLD_KINDS,
    bracketed,
    day_title,
    introduced,
    is_cancelled,
    label_text,
    place_title,
    public_label,
    role_text,
    roles_of,
    room_title,
    session_title,
)

_SORTS: Mapping[str, tuple[str, Text]] = {
    **dict.fromkeys(
        ("opening", "ceremony", "plenary", "report", "closing"),
        ("plenary", Text("Plénières", "Plenary sessions")),
    ),
    "speech": ("speech", Text("Interventions", "Talks")),
    "round_table": ("round_table", Text("Tables rondes", "Round tables")),
    "workshop": ("workshop", Text("Ateliers", "Workshops")),
    "session": ("session", Text("Présentations et échanges", "Presentations and discussions")),
    "visit": ("visit", Text("Visites et sorties", "Visits and outings")),
    "paper": ("paper", Text("Communications", "Papers")),
}
"""Under which sort sessions of each kind are looked for, and how it is called."""


@dataclass(frozen=True)
class BookletRole:
    """A role in a session, in the singular where one takes it, and who does: see `introduced`."""

    role: Text
    people: tuple[Text, ...]


@dataclass(frozen=True)
class BookletSession:
    """What is told of a session, or of a part of one.

    Attributes
    ----------
    start, end : int
        Minutes since midnight of `day`.
    label : Text
        Its track; else its kind, where that helps and the title does not say it; else blank.
    colour : Colour
        That of its track, or of a kind of which there are several sessions to choose from.
    place : Text
        Where it is; of a part, blank where that is where its whole is.
    sort : str
        The key of its sort; blank for what is of none, such as a break.
    rooms, people : frozenset of str
        Ids of all that it takes and who has, or may yet have, a role in it or its parts.
    about : tuple of Text
        What it is about, a line each.
    particulars : tuple of Text
        For whom it is, who holds it and with whom, in which language: a line each.
    rest : bool
        Whether everybody rests: a break, a meal, a welcome or a drink.
    """

    session: str
    day: date
    start: int
    end: int
    title: Text
    subtitle: str
    label: Text
    colour: Colour
    place: Text
    sort: str
    track: str
    rooms: frozenset[str]
    people: frozenset[str]
    roles: tuple[BookletRole, ...]
    about: tuple[Text, ...]
    questions: tuple[str, ...]
    particulars: tuple[Text, ...]
    link: str
    parts: tuple[BookletSession, ...] = ()
    rest: bool = False
    cancelled: bool = False


@dataclass(frozen=True)
class BookletDay:
    """A day: groups of sessions, each of those that take place at once; see `starting_together`."""

    day: date
    title: Text
    groups: tuple[tuple[BookletSession, ...], ...]


@dataclass(frozen=True)
class Booklet:
    """A programme for those who come.

    Attributes
    ----------
    event : Event
        Of which only what is for everybody is told: no note, nothing of what was asked.
    dates : Text
        On which days it is.
    rooms, people, tracks, sorts : mapping
        What to look for, in the order in which it is offered, by id, and how it is called:
        what at least one session that is placed has.
    """

    event: Event
    dates: Text
    days: tuple[BookletDay, ...]
    rooms: Mapping[str, Text]
    people: Mapping[str, Text]
    tracks: Mapping[str, Text]
    sorts: Mapping[str, Text]

    @property
    def sessions(self) -> Iterator[BookletSession]:
        """All sessions, each once and without their parts, in the order in which they stand."""
        for day in self.days:
            for group in day.groups:
                yield from group

    @property
    def with_parts(self) -> Iterator[BookletSession]:
        """All sessions, each followed by its parts, and theirs."""
        left = list(self.sessions)[::-1]
        while left:
            session = left.pop()
            yield session
            left += session.parts[::-1]

    def of_room(self, room: str) -> Booklet:
        """Return what takes place in a room."""
        return self._only(session.session for session in self.sessions if room in session.rooms)

    def of_person(self, person: str) -> Booklet:
        """Return that in which a person takes part."""
        return self._only(session.session for session in self.sessions if person in session.people)

    def without_days(self) -> Booklet:
        """Return the same without its sessions."""
        return self._only(())

    def _only(self, sessions: Iterable[str]) -> Booklet:
        kept = frozenset(sessions)
        days = (
            replace(day, groups=tuple(filter(None, (_those(kept, one) for one in day.groups))))
            for day in self.days
        )
        return replace(self, days=tuple(day for day in days if day.groups))


def together_title(group: Iterable[BookletSession]) -> Text:
    """Return what sessions that take place at once are together: ``Ateliers en parallèle``."""
    sorts = {session.sort for session in group}
    named = dict(_SORTS.values())
    known = named.get(sorts.pop()) if len(sorts) == 1 else None
    return _TOGETHER.fill(sessions=known) if known else _AT_ONCE


_TOGETHER = Text("{sessions} en parallèle", "{sessions} in parallel")
_AT_ONCE = Text("En parallèle", "In parallel")


def _those(kept: frozenset[str], group: Iterable[BookletSession]) -> tuple[BookletSession, ...]:
    return tuple(session for session in group if session.session in kept)


def booklet(problem: Problem, timetable: Timetable) -> Booklet:
    """Return a programme for those who come; what has no place is not in it."""
    problem, timetable = with_stretches(problem, timetable)
    maker = _Maker(problem, timetable)
    days = tuple(
        BookletDay(
            day,
            day_title(day),
            tuple(
                tuple(maker.session(item) for item in group)
                for group in starting_together(problem, items)
            ),
        )
        for day, items in programme(problem, timetable).items()
    )
    dates = dates_text([day.day for day in days] or sorted(problem.day))
    return Booklet(problem.event, dates, days, *maker.choices())


def dates_text(days: Iterable[date]) -> Text:
    """Write on which days something is: one, or from the first to the last."""
    first, *others = days
    if not others:
        return long_date(first)
    last = others[-1]
    since = day_and_month(first) if first.year == last.year else long_date(first)
    return Text("du {first} au {last}", "{first} to {last}").fill(first=since, last=long_date(last))


class _Maker:
    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.timetable = timetable
        self.colours = label_colours(problem)

    def session(self, item: Item, room: str | None = None) -> BookletSession:
        """Return what is told of an item; of a part, not again the room of its whole."""
        placement = item.placement
        session = self.problem.session[placement.session]
        label = public_label(session)
        elsewhere = placement.room != room or session.also_in
        place = place_title(self.problem, session.id, placement.room) if elsewhere else same("")
        return BookletSession(
            session.id,
            placement.day,
            placement.start,
            placement.end,
            session_title(self.problem, session.id),
            session.subtitle,
            label,
            self.colours[label_text(session).fr] if self._is_coloured(session) else "calm",
            place,
            self._sort(session),
            session.track,
            frozenset(
                room
                for one in walk([item])
                for room in self.problem.floor_of(one.session, one.room)
            ),
            frozenset(
                person
                for one in walk([item])
                for person in roles_by_person(
                    self.problem, self.problem.session[one.session], self.timetable
                )
            ),
            tuple(self._roles(session)),
            tuple(lines_of(session.description)),
            tuple(session.questions),
            tuple(_particulars(session)),
            session.link,
            tuple(self.session(part, placement.room) for part in item.parts),
            self.problem.is_rest(session.id),
            is_cancelled(self.problem, self.timetable, session.id),
        )

    def _sort(self, session: Session) -> str:
        key, _ = _SORTS.get(self.problem.kind_of(session.id), ("", None))
        return key

    def _is_coloured(self, session: Session) -> bool:
        """Whether its colour tells something: a track, or a kind of which it is told."""
        return bool(session.track) or self.problem.kind_of(session.id) in TOLD_KINDS

    def _roles(self, session: Session) -> Iterator[BookletRole]:
        for role, entries in roles_of(session, self.timetable):
            if entries:
                people = tuple(introduced(self.problem, entry) for entry in entries)
                yield BookletRole(role_text(self.problem, role, len(entries)), people)

    def choices(self) -> Iterator[Mapping[str, Text]]:
        """Yield the rooms, people, tracks and sorts of what is placed, as `Booklet` has them."""
        placed = self.timetable.by_session.values()
        sessions = [one for one in self.problem.sessions if one.id in self.timetable.by_session]
        rooms = {room for one in placed for room in self.problem.rooms_of(one.session, one.room)}
        yield {
            room.id: room_title(self.problem, room.id)
            for room in self.problem.rooms
            if room.id in rooms
        }
        people = {
            one
            for session in sessions
            for one in roles_by_person(self.problem, session, self.timetable)
        }
        yield self._people(people)
        tracks = dict.fromkeys(one.track for one in sessions if one.track)
        yield {track: same(track) for track in tracks}
        sorts = {self._sort(one) for one in sessions if not one.part_of}
        yield {key: name for key, name in dict(_SORTS.values()).items() if key in sorts}

    def _people(self, people: Iterable[str]) -> Mapping[str, Text]:
        known = (self.problem.person[person] for person in people)
        ordered = sorted(known, key=lambda person: (in_order(person.label), person.id))
        return {
            person.id: bracketed(
                same(person.label), [same(person.organisation)] if person.organisation else []
            )
            for person in ordered
        }


def _particulars(session: Session) -> Iterator[Text]:
    yield from for_and_by(session.audience, session.organisers, session.partners)
    if session.language:
        yield language_text(session.language)
