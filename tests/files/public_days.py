"""Two invented days with all that a programme may say, and how it is published and read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from agenda_solver.files import exporters
from agenda_solver.files.exporters import Exported, ExportOptions, Publication
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile, read
from agenda_solver.history.editions import History
from agenda_solver.problem import Pool, Problem, Unnamed
from agenda_solver.text import Language
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.editions import with_edition
from agenda_solver.views.listed import Listed
from agenda_solver.views.titles import room_title

FIRST, SECOND = date(2027, 3, 26), date(2027, 3, 27)
DRAFT: dict[str, Any] = {
    "event": {
        "name": "Rencontres d'été",
        "version": "v2",
        "language": "fr",
        "link": "https://exemple.org/2027",
        "place": "Maison commune",
    },
    "days": [
        {"date": "2027-03-26", "announced": {"start": "08:30", "end": "18:00"}},
        {"date": "2027-03-27"},
    ],
    "rooms": [
        {"id": "amphi", "name": "Amphi <Est>", "capacity": 200},
        {"id": "cave", "name": "Cave", "to_be_confirmed": True},
        {"id": "relais", "name": "Salle relais"},
        {"id": "libre", "name": "Salle libre"},
    ],
    "people": [
        {"id": "ada", "name": "Ada LOVELACE", "organisation": "Calcul", "email": "ada@exemple.org"},
        {"id": "maire1", "role": "Maire", "organisation": "Ville A"},
        {"id": "maire2", "role": "Maire", "organisation": "Ville B"},
        {"id": "prefet", "role": "Préfet", "unconfirmed": True},
        {"id": "zoe", "name": "Zoé & Cie"},
    ],
    "sessions": [
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "opening",
            "minutes": 60,
            "also_in": ["relais"],
            "people": {"animation": ["ada"]},
        },
        {
            "id": "mot",
            "title": "Mot d'accueil",
            "kind": "speech",
            "part_of": "ouverture",
            "minutes": 15,
            "people": {"intervention": ["maire1", "prefet"]},
        },
        {"id": "pause", "title": "Pause", "kind": "break", "minutes": 30},
        {
            "id": "7",
            "title": "Atelier",
            "kind": "workshop",
            "minutes": 90,
            "subtitle": "De la source à la mer",
            "description": "On parle d'eau.\n\nEt de ceux qui la boivent.",
            "questions": ["Qui paie ?"],
            "track": "Eau",
            "language": "anglais",
            "link": "https://exemple.org/2027/eau",
            "people": {
                "animation": ["ada", "maire2"],
                "restitution": ["ada", "Élue à désigner", {"one_of": ["maire1", "zoe"]}],
            },
            "note": "guid: 0A1B2C3D-0000-4000-8000-00000000000a",
        },
        {
            "id": "nuit",
            "title": "Nuit des cartes",
            "minutes": 60,
            "people": {"animation": ["Élue à désigner"]},
        },
        {"id": "bilan", "title": "Bilan", "kind": "closing", "minutes": 30},
        {"id": "rien", "title": "Sans heure", "minutes": 45},
    ],
}
PLACEMENTS = (
    Placement("ouverture", FIRST, 540, 600, "amphi"),
    Placement("mot", FIRST, 540, 555),
    Placement("pause", FIRST, 600, 630),
    Placement("7", FIRST, 630, 720, "cave"),
    Placement("nuit", FIRST, 1470, 1530, "cave"),
    Placement("bilan", SECOND, 600, 630, "amphi"),
)


def problem(**event: Any) -> Problem:
    return Problem.read({**DRAFT, "event": {**DRAFT["event"], **event}})


def publication(
    asked: Problem | None = None,
    timetable: Timetable | None = None,
    language: Language = "fr",
    history: History | None = None,
) -> Publication:
    asked = asked or problem()
    timetable = timetable or Timetable.of(PLACEMENTS)
    return Publication(asked, timetable, with_edition(history, asked, timetable), language)


def exported(key: str, published: Publication, choice: ExportOptions | None = None) -> Exported:
    return exporters.exporter(key).export(published, choice or ExportOptions(), folder=False)


def data_of(done: Exported) -> bytes:
    (data,) = done.files.values()
    return data


def read_back(done: Exported) -> Imported:
    ((name, data),) = done.files.items()
    return read(SourceFile(name.name, data), ImportOptions())


# --- What a programme says, as far as lists carry it ----------------------------------------


class Line(NamedTuple):
    """A session: when, where, who by role."""

    id: str
    day: date
    start: int
    end: int
    room: str
    people: frozenset[tuple[str, str]]

    def told(self, **kept: Any) -> Line:
        return self._replace(**kept)


def published_lines(published: Publication) -> Mapping[tuple[str, date, int], Line]:
    """Return what is published of each session, by its title and its moment."""
    listed = Listed(published.problem, published.timetable)
    lines = {}
    for one in listed.sessions:
        assert one.placement is not None
        people = {
            (role, who.name.say(published.language)) for who in one.people for role in who.roles
        }
        place = one.placement
        room = listed.rooms[one.room].say(published.language) if one.room else ""
        line = Line(one.session.id, place.day, place.start, place.end, room, frozenset(people))
        lines[one.title.say(published.language), place.day, place.start] = line
    assert len(lines) == len(listed.sessions)
    return lines


def drafted_lines(problem: Problem) -> Mapping[tuple[str, date, int], Line]:
    """Return what a draft states of each session that has a time, in the same way."""
    lines = {}
    for session in problem.sessions:
        if not session.stated:
            continue
        (stated,) = session.stated
        day = stated.day or problem.days[0].date
        assert stated.start is not None
        assert session.minutes is not None
        people = {
            (role, _called(problem, entry))
            for role, entries in session.people.items()
            for entry in entries
        }
        room = session.preferred.room
        lines[session.title, day, stated.start] = Line(
            session.id,
            day,
            stated.start,
            stated.end or stated.start + session.minutes.min,
            room_title(problem, room).fr if room else "",
            frozenset(people),
        )
    return lines


def _called(problem: Problem, entry: str | Pool | Unnamed) -> str:
    assert not isinstance(entry, Pool)
    if isinstance(entry, Unnamed):
        return entry.label
    person = problem.person[entry]
    return f"{person.label} (à confirmer)" if person.unconfirmed else person.label
