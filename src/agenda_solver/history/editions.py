"""What was published, version after version, and what each calendar tells of it.

A calendar that somebody has imported is not printed again: it is told what has changed
since. That takes what was published before, which a timetable alone does not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter

from agenda_solver.text import Text
from agenda_solver.words.moments import DAYBREAK, YEARS

_Minute = Annotated[int, Field(ge=0, le=DAYBREAK)]


# --- One version --------------------------------------------------------------------------


@dataclass(frozen=True)
class Announced:
    """What was published of a session.

    Attributes
    ----------
    label : Text
        Its track, or else its kind.
    start, end : int
        Minutes since midnight, on the wall clock of the event's zone.
    room : str or None
        The room's id; a part without a room has that of its whole.
    place : Text
        The room, its site and the event's place, as far as they are known.
    people : Text
        Who takes part, by role. Attendees are never named.
    besides : tuple of str
        Ids of the other rooms that it takes: where it is relayed, and the halves of a hall.
    particulars : tuple of Text
        What it is about, for whom and by whom, a line each.
    link : str
        The address of its page.
    """

    title: Text
    label: Text
    day: date
    start: _Minute
    end: _Minute
    room: str | None
    place: Text
    people: Text
    besides: tuple[str, ...] = ()
    particulars: tuple[Text, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class PersonsPart:
    """How a person is called, and the ids of the sessions they take part in."""

    name: str
    sessions: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """A version of the programme, as far as calendars tell it.

    Attributes
    ----------
    name : str
        The event's.
    zone : str
        The IANA zone of its wall clock.
    sessions : mapping of str to Announced
        Those that take place, by id, in the order of time.
    rooms : mapping of str to str
        What the rooms are called, by id.
    people : mapping of str to PersonsPart
        By the person's id.
    attendees : mapping of str to tuple of str
        Ids of the sessions in each attendee's agenda, by the attendee's id: their seats,
        what they take part in, and what is for everybody while they are there.
    """

    name: str
    zone: str
    sessions: Mapping[str, Announced]
    rooms: Mapping[str, str]
    people: Mapping[str, PersonsPart]
    attendees: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_room(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the sessions in each room that is used."""
        sessions_in: dict[str, list[str]] = {}
        for session, announced in self.sessions.items():
            own = () if announced.room is None else (announced.room,)
            for room in dict.fromkeys((*own, *announced.besides)):
                sessions_in.setdefault(room, []).append(session)
        return {room: tuple(sessions) for room, sessions in sessions_in.items()}


# --- Version after version ----------------------------------------------------------------


@dataclass(frozen=True)
class History:
    """All that was published of an event.

    Attributes
    ----------
    key : str
        A UUID by which calendars know the event: of its id, its name and its first day
        when it was first published. A name mended later does not change it.
    editions : tuple of Edition
        Oldest first, at least one; no two in a row are equal.
    """

    key: str
    editions: tuple[Edition, ...]

    @property
    def last(self) -> Edition:
        """What is published now."""
        return self.editions[-1]


# --- As plain data ------------------------------------------------------------------------

_PLAIN = TypeAdapter(History)


def to_data(history: History) -> Any:
    """Return a history as plain data, which JSON can hold."""
    return _PLAIN.dump_python(history, mode="json")


def from_data(data: Any) -> History:
    """Read what `to_data` has returned.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    history = _PLAIN.validate_python(data)
    UUID(history.key)
    if not history.editions:
        raise ValueError("a history without an edition")
    for edition in history.editions:
        _check(edition)
    json.dumps(to_data(history), ensure_ascii=False).encode()  # half a letter has no bytes
    return history


def _check(edition: Edition) -> None:
    """Refuse an edition whose zone, days or references are not real."""
    try:
        ZoneInfo(edition.zone)
    except (KeyError, OSError) as error:
        raise ValueError(f"no such zone: {edition.zone!r}") from error
    if any(session.day.year not in YEARS for session in edition.sessions.values()):
        raise ValueError("a day out of all reason")
    named = [
        *(session for part in edition.people.values() for session in part.sessions),
        *(session for sessions in edition.attendees.values() for session in sessions),
    ]
    unknown_room = not edition.rooms.keys() >= edition.by_room.keys()
    if unknown_room or not edition.sessions.keys() >= set(named):
        raise ValueError("a session or a room that the edition does not know")


# --- What a calendar tells ----------------------------------------------------------------

Scope = Literal["programme", "room", "person", "attendee"]


@dataclass(frozen=True)
class Diary:
    """A calendar: of the whole event, or of one room, person or attendee.

    Attributes
    ----------
    scope : {"programme", "room", "person", "attendee"}
    of : str
        The id of the room, person or attendee; empty for the whole event.
    """

    scope: Scope
    of: str = ""


Standing = Literal["on", "elsewhere", "cancelled"]
"""``elsewhere``: it takes place, but has left this calendar. ``cancelled``: it does not."""


@dataclass(frozen=True)
class DiaryEntry:
    """A session in a calendar, or one that was in it once.

    Attributes
    ----------
    session : str
        The session's id.
    announced : Announced
        What this calendar last said of it.
    zone : str
        The zone of its times.
    revision : int
        How many editions have changed it in this calendar since it came into it.
    standing : {"on", "elsewhere", "cancelled"}
    """

    session: str
    announced: Announced
    zone: str
    revision: int = 0
    standing: Standing = "on"


def diaries(history: History) -> tuple[Diary, ...]:
    """Return the calendars that hold or once held something.

    The whole event first; rooms, people and attendees in the order of the last edition,
    those that it does not know after them.
    """
    # Of the last edition first: whoever has left since comes after those who are there.
    newest = history.editions[::-1]
    owners: tuple[tuple[Scope, Iterable[str]], ...] = (
        ("room", (room for edition in newest for room in edition.rooms)),
        ("person", (person for edition in newest for person in edition.people)),
        ("attendee", (attendee for edition in newest for attendee in edition.attendees)),
    )
    all_ = (Diary(scope, of) for scope, ids in owners for of in dict.fromkeys(ids))
    used = (diary for diary in all_ if any(_sessions(edition, diary) for edition in newest))
    return (Diary("programme"), *used)


def name_of(history: History, diary: Diary) -> str:
    """Return what the event, the room or the person of a calendar is called; of an attendee, ""."""
    for edition in reversed(history.editions):
        if diary.scope == "programme":
            return edition.name
        if diary.scope == "room" and diary.of in edition.rooms:
            return edition.rooms[diary.of]
        if diary.scope == "person" and diary.of in edition.people:
            return edition.people[diary.of].name
    return ""


def entries(history: History, diary: Diary) -> tuple[DiaryEntry, ...]:
    """Return what a calendar tells now: what is in it, and what has left it.

    Returns
    -------
    tuple of DiaryEntry
        In the order of time; of those that have left, of the time they had.
    """
    by_session: dict[str, DiaryEntry] = {}
    for edition in history.editions:
        held = _sessions(edition, diary)
        for session in dict.fromkeys((*held, *by_session)):
            before = by_session.get(session)
            if session in held:
                now = _entry(edition, session, before)
            else:
                now = _left(edition, by_session[session])
            if before is None or now != before:
                revised = before.revision + 1 if before else now.revision
                by_session[session] = replace(now, revision=revised)
    return tuple(sorted(by_session.values(), key=_moment))


def _sessions(edition: Edition, diary: Diary) -> tuple[str, ...]:
    """Return the ids of the sessions that an edition has in a calendar."""
    match diary.scope:
        case "programme":
            return tuple(edition.sessions)
        case "room":
            return edition.by_room.get(diary.of, ())
        case "person":
            return edition.people[diary.of].sessions if diary.of in edition.people else ()
        case "attendee":
            return edition.attendees.get(diary.of, ())


def _entry(edition: Edition, session: str, before: DiaryEntry | None) -> DiaryEntry:
    return DiaryEntry(
        session, edition.sessions[session], edition.zone, before.revision if before else 0
    )


def _left(edition: Edition, before: DiaryEntry) -> DiaryEntry:
    return replace(
        before, standing="elsewhere" if before.session in edition.sessions else "cancelled"
    )


def _moment(entry: DiaryEntry) -> tuple[date, int, int, str]:
    announced = entry.announced
    return announced.day, announced.start, announced.end, entry.session
