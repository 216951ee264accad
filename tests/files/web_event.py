"""A programme of two days that tells all there is to tell, in French; names are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.files.exporters import Publication
from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.editions import with_edition

FIRST, SECOND = date(2026, 6, 10), date(2026, 6, 11)

DRAFT: dict[str, Any] = {
    "event": {
        "name": "Journées inventées de la coopération",
        "subtitle": "Échanger, comprendre, agir ensemble",
        "version": "programme prévisionnel, version du 16/03/26",
        "place": "Maison des associations",
        "address": "1 rue Inventée\n76000 Rouen",
        "description": "Deux journées pour les élus et les associations.\n\nEntrée libre.",
        "audience": "élus, agents et associations",
        "organisers": ["Réseau inventé", "Ville de Rouen"],
        "partners": ["Région inventée"],
        "practical": "Tramway : arrêt Inventé.\nParking derrière le bâtiment.",
        "contact": "02 00 00 00 00\ncontact@exemple.org",
        "link": "https://exemple.org/journees",
        "note": "NOTE-SECRÈTE",
    },
    "days": [{"date": "2026-06-10"}, {"date": "2026-06-11"}],
    "rooms": [
        {"id": "amphi", "name": "Grand amphithéâtre", "site": "Site du Parc"},
        {"id": "seine", "name": "Salle Seine"},
        {"id": "orne", "name": "Salle Orne", "to_be_confirmed": True},
    ],
    "people": [
        {"id": "presidente", "role": "Présidente", "organisation": "Réseau inventé"},
        {"id": "prefet", "role": "Préfet", "unconfirmed": True, "email": "prefet@exemple.org"},
        {"id": "maire", "name": "Marie Inventée", "role": "Maire", "note": "NOTE-SECRÈTE"},
    ],
    "sessions": [
        {"id": "accueil", "title": "Café d'accueil", "kind": "break", "minutes": 30},
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "ceremony",
            "minutes": 60,
            "people": {"animation": ["maire"]},
        },
        {
            "id": "mot-du-prefet",
            "title": "Mot du préfet",
            "kind": "speech",
            "minutes": 15,
            "part_of": "ouverture",
            "people": {"orateur": ["prefet"]},
        },
        {
            "id": "atelier 1/a",
            "title": "L'eau, bien commun",
            "subtitle": "Qui décide ?",
            "kind": "workshop",
            "minutes": 90,
            "block": "ateliers",
            "track": "Climat",
            "language": "anglais",
            "people": {
                "animation": ["presidente"],
                "rapporteur": [{"one_of": ["maire", "prefet"]}],
            },
            "description": "Le partage de l'eau entre l'amont et l'aval. " * 10,
            "questions": ["Qui paie ?", "Qui entretient ?"],
            "partners": ["Agence inventée"],
            "link": "https://exemple.org/eau",
            "needs": ["projector"],
            "note": "NOTE-SECRÈTE",
        },
        {
            "id": "atelier-2",
            "title": "Écoles jumelées",
            "kind": "workshop",
            "minutes": 90,
            "block": "ateliers",
            "track": "Jeunesse",
            "description": "Deux écoles s'écrivent.",
            "people": {"animation": ["maire"]},
        },
        {"id": "dejeuner", "title": "Déjeuner", "kind": "meal", "minutes": 60},
        {
            "id": "table-ronde",
            "title": "Agir à plusieurs",
            "kind": "round_table",
            "minutes": 75,
            "people": {"intervenants": ["presidente", "maire"]},
        },
    ],
    "attendees": [
        {"id": "p1", "name": "Zoé Participante", "email": "zoe@exemple.org"},
        {"id": "p2", "name": "Yves Participant", "organisation": "ORGANISATION-SECRÈTE"},
    ],
}
PROBLEM = Problem.read(DRAFT)
TIMETABLE = Timetable.of(
    [
        Placement("accueil", FIRST, 540, 570, None),
        Placement("ouverture", FIRST, 570, 630, "amphi"),
        Placement("mot-du-prefet", FIRST, 570, 585, "amphi"),
        Placement("atelier 1/a", FIRST, 840, 930, "seine"),
        Placement("atelier-2", FIRST, 840, 930, "orne"),
        Placement("dejeuner", SECOND, 720, 780, None),
        Placement("table-ronde", SECOND, 840, 915, "amphi"),
    ],
    seats=[Seat("p1", "atelier 1/a"), Seat("p2", "atelier-2")],
)


def publication(language: Language = "fr") -> Publication:
    """Return what is exported of it."""
    return Publication(PROBLEM, TIMETABLE, with_edition(None, PROBLEM, TIMETABLE), language)
