"""The XML of frab, pentabarf and pretalx: `schedule.xml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

from agenda_solver.files import InputError, in_file
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
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

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FIRST_BYTES = 10_000
_CONFERENCE = ("title", "time_zone_name", "url", "start", "end", "days", "track")
_CONTAINERS = ("persons", "links", "attachments", "recording")
_CARRIED_BY_ROOM = ("name", "guid")


class FrabXml(Importer):
    """A schedule as XML; see `Importer`."""

    title = Text("le XML de frab, pentabarf ou pretalx", "the XML of frab, pentabarf or pretalx")
    endings = (".xml",)

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        return (
            b"<schedule" in given.data[:_FIRST_BYTES] and b"<html" not in given.data[:_FIRST_BYTES]
        )

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        return draft_of(given.name, "frab", _schedule(_root(given)), choice)


def _root(given: SourceFile) -> Element:
    try:
        root: Element = fromstring(given.data)
    except ParseError as error:
        raise InputError([in_file(given.name, _NOT_XML, error.position[0])]) from None
    except (defusedxml.DefusedXmlException, ValueError, LookupError):
        raise InputError([in_file(given.name, _ENTITIES)]) from None
    if root.tag != "schedule":
        raise InputError([in_file(given.name, _NO_SCHEDULE)])
    return root


def _schedule(root: Element) -> Schedule:
    conference = root.find("conference")
    schedule = Schedule(version=_text(root, "version"))
    dates = [words_of(one.text) for one in root.iter("date")]
    if conference is not None:
        schedule.name = _text(conference, "title")
        schedule.link = _text(conference, "url") or _text(root, "url")
        lost = {one.tag for one in conference if one.tag not in _CONFERENCE and words_of(one.text)}
        schedule.lose(sorted(lost), EVENT_PLACE)
    set_zone(schedule, _text(conference, "time_zone_name") if conference is not None else "", dates)
    for day in root.iter("day"):
        add_day(schedule, *(day.get(name, "") for name in ("date", "start", "end")))
        for room in day.iter("room"):
            if room.get("name"):
                _add_room(schedule, room, day.get("date", ""))
    return schedule


def _add_room(schedule: Schedule, room: Element, day: str) -> None:
    name = words_of(room.get("name"))
    if room_named(name) and all(known.name != name for known in schedule.rooms):
        schedule.rooms.append(NamedRoom(name, note=guid_line(room.get("guid", ""))))
    schedule.lose(sorted(set(room.attrib) - set(_CARRIED_BY_ROOM)), ROOM_PLACE.fill(room=name))
    for event in room.iter("event"):
        fields = {one.tag: words_of(one.text) for one in event if one.tag not in _CONTAINERS}
        fields |= {key: words_of(value) for key, value in event.attrib.items()}
        fields["room"] = fields.get("room") or name
        more = [one.tag for one in event if one.tag in _CONTAINERS[1:] and _holds(one)]
        add_event(schedule, fields, _speakers(event), more, day=day)


def _holds(element: Element) -> bool:
    return any(words_of(one.text) or one.attrib for one in element)


def _speakers(event: Element) -> Iterator[Speaker]:
    for person in event.iterfind("persons/person"):
        if name := words_of(person.text):
            yield Speaker(name, key=words_of(person.get("id") or person.get("guid")))


def _text(element: Element, tag: str) -> str:
    return words_of(element.findtext(tag))


_NOT_XML = Text(
    "ce XML n'est pas bien formé : l'exporter à nouveau",
    "this XML is not well-formed: export it again",
)
_ENTITIES = Text(
    "ce XML a des entités ou un codage qui ne sont pas lus : l'exporter à nouveau",
    "this XML has entities or an encoding that are not read: export it again",
)
_NO_SCHEDULE = Text(
    "ce XML n'est pas un programme de frab : il y faut <schedule>",
    "this XML is no schedule of frab's: it takes <schedule>",
)

IMPORTER = FrabXml()
