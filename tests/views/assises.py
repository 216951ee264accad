"""A programme of two days, with everything that is told of one, made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.words.moments import read_clock

WEDNESDAY, THURSDAY = date(2026, 6, 10), date(2026, 6, 11)

DRAFT: dict[str, Any] = {
    "event": {"name": "Assises", "place": "Rouen", "version": "version du 16/03/26"},
    "days": [{"date": "2026-06-10"}, {"date": "2026-06-11"}],
    "rooms": [
        {"id": "amphi", "name": "Grand amphi"},
        {"id": "seine", "name": "Salle Seine"},
        {"id": "orne", "name": "Salle Orne", "to_be_confirmed": True},
    ],
    "people": [
        {"id": "hs", "role": "Présidente", "organisation": "Horizons Solidaires"},
        {"id": "prefet", "role": "Préfet", "unconfirmed": True},
        {"id": "maire", "role": "Adjointe au maire de Rouen", "organisation": "maire de Rouen"},
    ],
    "sessions": [
        {"id": "cafe", "title": "Café d'accueil", "kind": "break", "minutes": 30},
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "plenary",
            "minutes": 30,
            "people": {"animation": ["maire"]},
        },
        {
            "id": "mot",
            "title": "Mot du préfet",
            "kind": "speech",
            "minutes": 10,
            "part_of": "ouverture",
            "people": {"orateur": ["prefet"]},
        },
        {
            "id": "a1",
            "title": "Atelier 1 : " + "le financement et l'accompagnement de la coopération " * 2,
            "kind": "workshop",
            "minutes": 60,
            "block": "ateliers",
            "track": "Coopération",
            "people": {"animation": ["hs"], "rapporteur": [{"one_of": ["maire", "prefet"]}]},
        },
        {
            "id": "a2",
            "title": "Atelier 2",
            "kind": "workshop",
            "minutes": 60,
            "block": "ateliers",
        },
        {"id": "visite", "title": "Visite", "minutes": 30, "rooms": []},
    ],
}
PROBLEM = Problem.read(DRAFT)


def placed(words: str) -> Placement:
    """Read ``a1 14h-15h seine``; with ``+`` in front, on the second day."""
    day = THURSDAY if words.startswith("+") else WEDNESDAY
    session, hours, *room = words.removeprefix("+").split()
    start, end = map(read_clock, hours.split("-"))
    return Placement(session, day, start, end, room[0] if room else None)


def timetable(*words: str) -> Timetable:
    return Timetable.of(map(placed, words))


TIMETABLE = timetable(
    "cafe 9h-9h30",
    "ouverture 9h30-10h amphi",
    "mot 9h30-9h40 amphi",
    "a1 14h-15h seine",
    "a2 14h-15h orne",
    "+visite 9h-9h30",
)


def chosen(person: str) -> Timetable:
    """Return the same with somebody chosen to report on the first workshop."""
    return Timetable.of(TIMETABLE.placements, cast=[Casting("a1", "rapporteur", 0, person)])
