"""The JSON of pretalx and of frab: `schedule.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from agenda_solver.files import InputError, in_file
from agenda_solver.files.decoding import decoded
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.published.voc import GENERATOR
from agenda_solver.files.schedules.drafting import draft_of
from agenda_solver.files.schedules.entries import NamedRoom, Schedule, Speaker
from agenda_solver.files.schedules.voc import (
    EVENT_PLACE,
    ROOM_PLACE,
    add_day,
    add_event,
    room_named,
    set_zone,
    words_of,
)
from agenda_solver.history.numbers import guid_line
from agenda_solver.text import Text
from agenda_solver.words.unnamed import is_unnamed

_CONFERENCE = (
    "title",
    "time_zone_name",
    "url",
    "start",
    "end",
    "daysCount",
    "rooms",
    "tracks",
    "days",
    "meta",
    "description",
)
_ROOM = ("name", "slug", "guid", "description", "capacity")
_PERSON = (
    *("id", "guid", "code", "name", "public_name", "full_public_name", "email"),
    *("roles", "function", "organisation", "to_be_named", "to_be_confirmed"),
)


class VocJson(Importer):
    """A schedule as JSON; see `Importer`."""

    title = Text("le schedule.json de pretalx ou de frab", "the schedule.json of pretalx or frab")
    endings = (".json",)

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        begins = given.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        return given.ending == ".json" or (begins == b"{" and b'"conference"' in given.data)

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        text, notices = decoded(given.name, given.data, choice.encoding, can_be_given=True)
        try:
            document = json.loads(text)
        except ValueError as error:
            line = getattr(error, "lineno", None)
            raise InputError([in_file(given.name, _NOT_JSON, line)]) from None
        except RecursionError:
            raise InputError([in_file(given.name, _NO_SCHEDULE)]) from None
        whole = _mapping(_mapping(document).get("schedule", document))
        conference = _mapping(whole.get("conference"))
        if not isinstance(conference.get("days"), list):
            raise InputError([in_file(given.name, _NO_SCHEDULE)])
        return draft_of(given.name, "pretalx", _schedule(whole, conference), choice, notices)


def _schedule(whole: Mapping[str, Any], conference: Mapping[str, Any]) -> Schedule:
    schedule = Schedule(
        name=words_of(conference.get("title")),
        version=words_of(whole.get("version")),
        link=words_of(conference.get("url") or whole.get("url")),
        description=words_of(conference.get("description")),
    )
    ids = _Ids(conference)
    schedule.lose([*_others(conference, _CONFERENCE), *ids.lost], EVENT_PLACE)
    days = [_mapping(day) for day in conference["days"]]
    events = [event for day in days for _, event in _events(day)]
    set_zone(
        schedule,
        words_of(conference.get("time_zone_name")),
        [words_of(event.get("date")) for event in events],
    )
    for room in map(_mapping, _sequence(conference.get("rooms"))):
        if room_named(words_of(room.get("name"))):
            schedule.rooms.append(_room(room, ids))
        place = ROOM_PLACE.fill(room=words_of(room.get("name")))
        schedule.lose(_others(room, _ROOM), place)
    for day in days:
        add_day(schedule, *(words_of(day.get(name)) for name in ("date", "day_start", "day_end")))
        for room_name, event in _events(day):
            _add(schedule, room_name, event, ids, words_of(day.get("date")))
    return schedule


class _Ids:
    """The ids that a draft had, by UUID, as our own export keeps them beside the schedule."""

    def __init__(self, conference: Mapping[str, Any]) -> None:
        meta = _mapping(conference.get("meta"))
        kept = _mapping(meta.get(GENERATOR))
        self.lost = _others(meta, (GENERATOR,))
        self._kept = {name: _mapping(ids) for name, ids in kept.items()}

    def of(self, kind: str, guid: object) -> str:
        """Return the id of what a UUID is of; "" where it is not known."""
        return words_of(self._kept.get(kind, {}).get(words_of(guid)))


def _events(day: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for room, events in _mapping(day.get("rooms")).items():
        for event in _sequence(events):
            yield room, _mapping(event)


def _room(room: Mapping[str, Any], ids: _Ids) -> NamedRoom:
    capacity = room.get("capacity")
    notes = (
        words_of(room.get("description")),
        guid_line(words_of(room.get("guid"))),
    )
    return NamedRoom(
        words_of(room.get("name")),
        key=ids.of("rooms", room.get("guid")) or words_of(room.get("slug")),
        capacity=capacity if isinstance(capacity, int) and capacity > 0 else None,
        note="\n".join(filter(None, notes)),
    )


def _add(schedule: Schedule, room: str, event: Mapping[str, Any], ids: _Ids, day: str) -> None:
    fields = {key: words_of(value) for key, value in event.items()}
    fields["room"] = fields.get("room") or room
    fields["code"] = ids.of("sessions", event.get("guid")) or fields.get("code", "")
    persons = [_mapping(person) for person in _sequence(event.get("persons"))]
    more = [
        key
        for key, value in event.items()
        if isinstance(value, (list, dict, bool)) and value and key != "persons"
    ]
    more += {name for person in persons for name in _others(person, _PERSON)}
    add_event(schedule, fields, _speakers(persons, ids), sorted(more), day=day)


def _speakers(persons: Iterable[Mapping[str, Any]], ids: _Ids) -> Iterator[Speaker]:
    for person in persons:
        names = (person.get(key) for key in ("public_name", "full_public_name", "name"))
        name = next(filter(None, map(words_of, names)), "")
        own = map(words_of, map(person.get, ("code", "id", "guid")))
        key = ids.of("people", person.get("guid")) or next(filter(None, own), "")
        roles = list(filter(None, map(words_of, _sequence(person.get("roles"))))) or [""]
        for role in roles if name else ():
            yield Speaker(
                name,
                key=key,
                function=words_of(person.get("function")),
                organisation=words_of(person.get("organisation")),
                email=words_of(person.get("email")),
                role=role,
                to_be_named=person.get("to_be_named") is True and is_unnamed(name),
            )


def _others(data: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    return sorted(key for key, value in data.items() if key not in known and value)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _sequence(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


_NOT_JSON = Text(
    "ce JSON n'est pas bien formé : l'exporter à nouveau",
    "this JSON is not well-formed: export it again",
)
_NO_SCHEDULE = Text(
    "ce JSON n'est pas un programme de pretalx ou de frab : il y faut « conference » et ses "
    "« days »",
    "this JSON is no schedule of pretalx or frab: it takes “conference” and its “days”",
)

IMPORTER = VocJson()
