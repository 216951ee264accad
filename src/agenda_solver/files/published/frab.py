"""The XML of frab and pentabarf, `schedule.xml`: what apps for programmes read.

It is as voc's schema has it, and as those want it who read it otherwise: `<track>`,
`<subtitle>` and `<language>` are there though they are blank, lengths are below 24 hours, times
have their offset, what has no room is in one that says so, and namesakes are told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from agenda_solver import __version__
from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication
from agenda_solver.files.published.voc import GENERATOR, VocDocument, clock_length
from agenda_solver.text import Text, listing, same
from agenda_solver.views.listed import ListedDay, ListedSession, not_said


class FrabSchedule(Exporter):
    """A programme as XML; see `Exporter`."""

    title = Text(
        "le schedule.xml de frab et pentabarf, pour les applications de programme",
        "the schedule.xml of frab and pentabarf, for apps that show programmes",
    )
    ending = ".xml"

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:  # noqa: ARG002
        """See `Exporter`."""
        document = VocDocument(publication)
        root = _schedule(document)
        indent(root)
        data: bytes = tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
        return Exported({PurePosixPath("schedule.xml"): data}, tuple(_lacking(document)))


EXPORTER = FrabSchedule()


def _schedule(document: VocDocument) -> Element:
    root = Element("schedule")
    SubElement(root, "generator", name=GENERATOR, version=__version__)
    _add(root, "version", document.version)
    conference = SubElement(root, "conference")
    days, event = document.days, document.event
    _add(conference, "title", document.say(event.name))
    _add(conference, "acronym", document.acronym)
    _add(conference, "start", days[0].day.isoformat())
    _add(conference, "end", days[-1].day.isoformat())
    _add(conference, "days", str(len(days)))
    _add(conference, "timeslot_duration", clock_length(event.grid))
    if event.link:
        _add(conference, "url", event.link)
    _add(conference, "time_zone_name", event.zone)
    for track in document.tracks:
        SubElement(conference, "track", name=track)
    for number, day in enumerate(days, start=1):
        _add_day(root, document, number, day)
    return root


def _add_day(root: Element, document: VocDocument, number: int, day: ListedDay) -> None:
    hours = {"start": day.start.isoformat(), "end": day.end.isoformat()}
    element = SubElement(root, "day", {"index": str(number), "date": day.day.isoformat(), **hours})
    for room, sessions in day.rooms.items():
        name, guid = document.rooms[room], document.room_guids[room or ""]
        within = SubElement(element, "room", name=name, guid=guid)
        for session in sessions:
            _add_event(within, document, session, name)


def _add_event(within: Element, document: VocDocument, listed: ListedSession, room: str) -> None:
    session, start = listed.session, listed.start
    assert start is not None  # what has no time is in no room of a day
    known = {"id": str(document.numbers[session.id]), "guid": document.guids[session.id]}
    event = SubElement(within, "event", known)
    _add(event, "room", room)
    _add(event, "title", document.say(listed.title))
    _add(event, "subtitle", document.say(session.subtitle))
    _add(event, "type", document.say(listed.kind))
    _add(event, "date", start.isoformat())
    _add(event, "start", f"{start:%H:%M}")
    _add(event, "duration", clock_length(listed.minutes or 0))
    _add(event, "abstract", "")
    if about := listed.about.say(document.language):  # an empty one stops pretalx-downstream
        _add(event, "description", about)
    _add(event, "track", document.say(session.track))
    _add(event, "language", document.say(session.language))
    if session.link:
        _add(event, "url", session.link)
    persons = SubElement(event, "persons")
    for person in listed.people:
        ids = {"id": str(document.person_numbers[person.key]), "guid": document.person_guid(person)}
        SubElement(persons, "person", ids).text = document.name_apart(person)


def _add(parent: Element, tag: str, words: str) -> None:
    SubElement(parent, tag).text = words


def _lacking(document: VocDocument) -> Iterator[Text]:
    """Say what this XML cannot carry of a programme."""
    yield from document.lacking()
    sessions = document.listed.sessions
    people = {who.key: who for session in sessions for who in session.people}
    yield from document.listed.to_be_named()
    if alike := [same(people[key].name.fr) for key in people if key in document.namesakes]:
        yield _NAMESAKES.fill(people=listing(dict.fromkeys(alike)))
    numbered = any(str(document.numbers[one.session.id]) != one.session.id for one in sessions)
    yield from not_said(
        (
            (_IDS, numbered),
            (_ROLES, bool(people)),
            (_FUNCTIONS, any(who.function for who in people.values())),
            (_ORGANISATIONS, any(who.organisation for who in people.values())),
            (_CAPACITIES, any(one.capacity for one in document.listed.problem.rooms)),
        )
    )


_IDS = Text(
    "les identifiants (des nombres les remplacent, toujours les mêmes)",
    "ids (numbers stand for them, always the same)",
)
_ROLES = Text("les rôles des intervenants", "the roles of people")
_FUNCTIONS = Text("leurs fonctions", "their functions")
_ORGANISATIONS = Text("leurs organisations", "their organisations")
_CAPACITIES = Text("le nombre de places des salles", "how many people rooms hold")
_NAMESAKES = Text(
    "Des homonymes y sont distingués par leur organisation ou leur identifiant : {people}",
    "Namesakes are told apart by their organisation or their id: {people}",
)
