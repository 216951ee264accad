"""The JSON of pretalx and of voc, `schedule.json`: what a website shows the programme from.

It is as voc's schema has it. What a draft says and the schema has no place for is in what it
leaves free: `conference.meta`, and the objects of persons.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from agenda_solver import __version__
from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication
from agenda_solver.files.published.voc import GENERATOR, VocDocument, clock_length, slug
from agenda_solver.text import Text
from agenda_solver.views.listed import ListedDay, ListedPerson, ListedSession

SCHEMA = "https://c3voc.de/schedule/schema.json"

# Inside <script>, these would end it; JavaScript takes two of them for ends of lines.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


class PretalxSchedule(Exporter):
    """A programme as JSON; see `Exporter`."""

    title = Text(
        "le schedule.json de pretalx, pour un site web",
        "the schedule.json of pretalx, for a website",
    )
    ending = ".json"

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:  # noqa: ARG002
        """See `Exporter`."""
        document = VocDocument(publication)
        words = json.dumps(_document(document), ensure_ascii=False, indent=1)
        data = f"{words.translate(_ESCAPED)}\n".encode()
        lacking = tuple(document.lacking())
        return Exported({PurePosixPath("schedule.json"): data}, lacking)


EXPORTER = PretalxSchedule()


def _document(document: VocDocument) -> dict[str, Any]:
    link = document.event.link
    return {
        "$schema": SCHEMA,
        "generator": {"name": GENERATOR, "version": __version__},
        "schedule": {
            "version": document.version,
            **({"base_url": link} if link else {}),
            "conference": _conference(document),
        },
    }


def _conference(document: VocDocument) -> dict[str, Any]:
    days, event = document.days, document.event
    return {
        "acronym": document.acronym,
        "title": document.say(event.name),
        **({"description": event.description} if event.description else {}),
        "start": days[0].day.isoformat(),
        "end": days[-1].day.isoformat(),
        "daysCount": len(days),
        "timeslot_duration": clock_length(event.grid),
        "time_zone_name": event.zone,
        **({"url": event.link} if event.link else {}),
        "tracks": [_track(track) for track in document.tracks],
        "rooms": [_room(document, room) for room in document.rooms],
        "days": [_day(document, number, day) for number, day in enumerate(days, start=1)],
        "meta": {GENERATOR: _ids(document)},
    }


def _track(name: str) -> dict[str, Any]:
    short = slug(name)
    return {"name": name, **({"slug": short} if len(short) > 1 else {})}


def _room(document: VocDocument, room: str | None) -> dict[str, Any]:
    known = document.listed.problem.room[room] if room is not None else None
    return {
        "name": document.rooms[room],
        "guid": document.room_guids[room or ""],
        "capacity": known.capacity if known else None,
    }


def _day(document: VocDocument, number: int, day: ListedDay) -> dict[str, Any]:
    return {
        "index": number,
        "date": day.day.isoformat(),
        "day_start": day.start.isoformat(),
        "day_end": day.end.isoformat(),
        "rooms": {
            document.rooms[room]: [_event(document, one, room) for one in sessions]
            for room, sessions in day.rooms.items()
        },
    }


def _event(document: VocDocument, listed: ListedSession, room: str | None) -> dict[str, Any]:
    session, start, end = listed.session, listed.start, listed.end
    assert start is not None
    assert end is not None  # what has no time is in no room of a day
    code, number = document.code(listed), document.numbers[session.id]
    title = document.say(listed.title)
    return {
        "id": number,
        "guid": document.guids[session.id],
        **({"code": code} if code else {}),
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "end": end.isoformat(),
        "duration": clock_length(listed.minutes or 0),
        "room": document.rooms[room],
        "slug": slug(f"{document.acronym} {number} {title}"),
        "url": session.link or document.event.link,
        "title": title,
        "subtitle": document.say(session.subtitle),
        "track": document.say(session.track),
        "type": document.say(listed.kind),
        "language": document.say(session.language) or None,
        "abstract": "",
        "description": listed.about.say(document.language),
        "persons": [_person(document, person) for person in listed.people],
        "links": [],
        "attachments": [],
    }


def _person(document: VocDocument, person: ListedPerson) -> dict[str, Any]:
    name = document.say(person.name)
    known = {
        "function": document.say(person.function),
        "organisation": document.say(person.organisation),
        "to_be_named": person.person is None,
        "to_be_confirmed": bool(person.person and person.person.unconfirmed),
    }
    return {
        "guid": document.person_guid(person),
        "name": name,
        "public_name": name,
        "roles": list(person.roles),
        **{key: value for key, value in known.items() if value},
    }


def _ids(document: VocDocument) -> dict[str, dict[str, str]]:
    """Return the ids of the draft by UUID, so that they come back."""
    people = dict(_people(document))
    return {
        "sessions": {guid: id_ for id_, guid in document.guids.items()},
        "rooms": {document.room_guids[room]: room for room in document.rooms if room is not None},
        "people": people,
    }


def _people(document: VocDocument) -> Iterator[tuple[str, str]]:
    for session in document.listed.sessions:
        for person in session.people:
            if person.person is not None:
                yield document.person_guid(person), person.key
