"""The JSON of pretalx and of frab: `schedule.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from agenda_solver.files import InputError, in_file
from agenda_solver.files.decoding import decoded
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.schedules.drafting import draft_of
from agenda_solver.files.schedules.entries import NamedRoom, Schedule, Speaker
from agenda_solver.files.schedules.voc import (
    EVENT_PLACE,
    ROOM_PLACE,
    add_day,
    add_event,
    set_zone,
    words_of,
)
from agenda_solver.text import Text

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
)
_ROOM = ("name", "slug", "guid", "description", "capacity")
_PERSON = ("id", "guid", "code", "name", "public_name", "full_public_name", "email")


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
    )
    schedule.lose(_others(conference, _CONFERENCE), EVENT_PLACE)
    days = [_mapping(day) for day in conference["days"]]
    events = [event for day in days for _, event in _events(day)]
    set_zone(
        schedule,
        words_of(conference.get("time_zone_name")),
        [words_of(event.get("date")) for event in events],
    )
    for room in map(_mapping, _sequence(conference.get("rooms"))):
        schedule.rooms.append(_room(room))
        place = ROOM_PLACE.fill(room=words_of(room.get("name")))
        schedule.lose(_others(room, _ROOM), place)
    for day in days:
        add_day(schedule, *(words_of(day.get(name)) for name in ("date", "day_start", "day_end")))
        for room_name, event in _events(day):
            _add(schedule, room_name, event)
    return schedule


def _events(day: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for room, events in _mapping(day.get("rooms")).items():
        for event in _sequence(events):
            yield room, _mapping(event)


def _room(room: Mapping[str, Any]) -> NamedRoom:
    capacity = room.get("capacity")
    notes = (
        words_of(room.get("description")),
        f"guid: {words_of(room.get('guid'))}" if words_of(room.get("guid")) else "",
    )
    return NamedRoom(
        words_of(room.get("name")),
        key=words_of(room.get("slug")),
        capacity=capacity if isinstance(capacity, int) and capacity > 0 else None,
        note="\n".join(filter(None, notes)),
    )


def _add(schedule: Schedule, room: str, event: Mapping[str, Any]) -> None:
    fields = {key: words_of(value) for key, value in event.items()}
    fields["room"] = fields.get("room") or room
    persons = [_mapping(person) for person in _sequence(event.get("persons"))]
    more = [
        key
        for key, value in event.items()
        if isinstance(value, (list, dict, bool)) and value and key != "persons"
    ]
    more += {name for person in persons for name in _others(person, _PERSON)}
    add_event(schedule, fields, _speakers(persons), sorted(more))


def _speakers(persons: Iterable[Mapping[str, Any]]) -> Iterator[Speaker]:
    for person in persons:
        names = (person.get(key) for key in ("public_name", "full_public_name", "name"))
        if name := next(filter(None, map(words_of, names)), ""):
            key = next(filter(None, map(words_of, map(person.get, ("code", "id", "guid")))), "")
            yield Speaker(name, key=key, email=words_of(person.get("email")))


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
