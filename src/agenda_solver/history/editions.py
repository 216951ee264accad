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
from agenda_solver.words.moments import DAY_MINUTES, YEARS

_Minute = Annotated[int, Field(ge=0, le=DAY_MINUTES)]


# --- One version --------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
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
    """

    title: Text
    label: Text
    day: date
    start: _Minute
    end: _Minute
    room: str | None
    place: Text
    people: Text


@dataclass(frozen=True)
class Part:
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
    sessions : mapping of str to Told
        Those that take place, by id, in the order of time.
    rooms : mapping of str to str
        What the rooms are called, by id.
    people : mapping of str to Part
        By the person's id.
    attendees : mapping of str to tuple of str
        Ids of the sessions in each attendee's agenda, by the attendee's id: their seats,
        what they take part in, and what is for everybody while they are there.
    """

    name: str
    zone: str
    sessions: Mapping[str, Told]
    rooms: Mapping[str, str]
    people: Mapping[str, Part]
    attendees: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_room(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the sessions in each room that is used."""
        found: dict[str, list[str]] = {}
        for session, told in self.sessions.items():
            if told.room is not None:
                found.setdefault(told.room, []).append(session)
        return {room: tuple(sessions) for room, sessions in found.items()}


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
    for it in history.editions:
        _check(it)
    json.dumps(to_data(history), ensure_ascii=False).encode()  # half a letter has no bytes
    return history


def _check(it: Edition) -> None:
    """Refuse an edition whose zone, days or references are not real."""
    try:
        ZoneInfo(it.zone)
    except (KeyError, OSError) as error:
        raise ValueError(f"no such zone: {it.zone!r}") from error
    if any(told.day.year not in YEARS for told in it.sessions.values()):
        raise ValueError("a day out of all reason")
    named = [
        *(session for part in it.people.values() for session in part.sessions),
        *(session for sessions in it.attendees.values() for session in sessions),
    ]
    if not it.sessions.keys() >= set(named) or not it.rooms.keys() >= it.by_room.keys():
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
class Entry:
    """A session in a calendar, or one that was in it once.

    Attributes
    ----------
    session : str
        The session's id.
    told : Told
        What this calendar last said of it.
    zone : str
        The zone of its times.
    revision : int
        How many editions have changed it in this calendar since it came into it.
    standing : {"on", "elsewhere", "cancelled"}
    """

    session: str
    told: Told
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
        ("room", (room for it in newest for room in it.rooms)),
        ("person", (person for it in newest for person in it.people)),
        ("attendee", (attendee for it in newest for attendee in it.attendees)),
    )
    all_ = (Diary(scope, of) for scope, ids in owners for of in dict.fromkeys(ids))
    found = (diary for diary in all_ if any(_sessions(it, diary) for it in newest))
    return (Diary("programme"), *found)


def name_of(history: History, diary: Diary) -> str:
    """Return what the event, the room or the person of a calendar is called; of an attendee, ""."""
    for it in reversed(history.editions):
        if diary.scope == "programme":
            return it.name
        if diary.scope == "room" and diary.of in it.rooms:
            return it.rooms[diary.of]
        if diary.scope == "person" and diary.of in it.people:
            return it.people[diary.of].name
    return ""


def entries(history: History, diary: Diary) -> tuple[Entry, ...]:
    """Return what a calendar tells now: what is in it, and what has left it.

    Returns
    -------
    tuple of Entry
        In the order of time; of those that have left, of the time they had.
    """
    found: dict[str, Entry] = {}
    for it in history.editions:
        held = _sessions(it, diary)
        for session in dict.fromkeys((*held, *found)):
            before = found.get(session)
            now = _entry(it, session, before) if session in held else _left(it, found[session])
            if before is None or now != before:
                found[session] = replace(now, revision=before.revision + 1) if before else now
    return tuple(sorted(found.values(), key=_moment))


def _sessions(it: Edition, diary: Diary) -> tuple[str, ...]:
    """Return the ids of the sessions that an edition has in a calendar."""
    match diary.scope:
        case "programme":
            return tuple(it.sessions)
        case "room":
            return it.by_room.get(diary.of, ())
        case "person":
            return it.people[diary.of].sessions if diary.of in it.people else ()
        case "attendee":
            return it.attendees.get(diary.of, ())


def _entry(it: Edition, session: str, before: Entry | None) -> Entry:
    return Entry(session, it.sessions[session], it.zone, before.revision if before else 0)


def _left(it: Edition, before: Entry) -> Entry:
    return replace(before, standing="elsewhere" if before.session in it.sessions else "cancelled")


def _moment(entry: Entry) -> tuple[date, int, int, str]:
    return entry.told.day, entry.told.start, entry.told.end, entry.session
