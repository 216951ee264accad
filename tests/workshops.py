"""Three workshops at one time, their attendees and their seats, made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.result import MorePlaces, Result, Seating, SeatTier
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Seat, Timetable

DAY = date(2026, 6, 10)

DRAFT: dict[str, Any] = {
    "event": {"name": "Forum & débats", "place": "Rouen"},
    "days": [{"date": "2026-06-10"}],
    "rooms": [
        {"id": "grande", "name": "Grande salle"},
        {"id": "petite", "name": "Petite salle", "capacity": 2},
        {"id": "haute", "name": "Salle haute", "capacity": 30},
    ],
    "people": [{"id": "hote", "name": "Noé Hôte"}],
    "sessions": [
        {"id": "ouverture", "title": "Ouverture", "kind": "plenary", "minutes": 60},
        {
            **{"id": "eau", "title": "=Eau", "kind": "workshop", "minutes": 60, "block": "b"},
            "people": {"animation": ["hote"]},
        },
        {
            **{"id": "sol", "title": "Sol", "kind": "workshop", "minutes": 60, "block": "b"},
            "capacity": {"max": 20},
            "mixed": ["category"],
        },
        {
            **{"id": "air", "title": "Air", "kind": "workshop", "minutes": 60, "block": "b"},
            "capacity": {"min": 2},
            "people": {"animation": ["hote"]},
        },
        {"id": "repas", "title": "Déjeuner", "kind": "meal", "minutes": 60},
    ],
    "attendees": [
        {
            **{"id": "p1", "name": "Zoé Fictive", "organisation": "Ville", "category": "élus"},
            "wishes": ["eau", "sol"],
        },
        {"id": "p2", "name": "Éric Fictif", "organisation": "Ville", "wishes": ["eau"]},
        {"id": "p3", "name": "Ève Fictive", "organisation": "Asso", "wishes": ["sol", "eau"]},
        {"id": "p4", "name": "Ali Fictif", "wishes": ["air", "eau", "sol"]},
        {"id": "p5", "name": "Bob Fictif", "wishes": ["eau"]},
        {"id": "p6", "name": "Ida Fictive"},
        {"id": "p7", "name": "Max Fictif", "wishes": ["eau", "air"]},
    ],
}
PROBLEM = Problem.read(DRAFT)
TIMETABLE = Timetable.of(
    [
        Placement("ouverture", DAY, 540, 600, "grande"),
        Placement("eau", DAY, 600, 660, "petite"),
        Placement("sol", DAY, 600, 660, "haute"),
        Placement("air", DAY, 600, 660, "grande"),
        Placement("repas", DAY, 720, 780),
    ],
    [
        *(Seat("p1", "eau"), Seat("p2", "eau"), Seat("p3", "sol")),
        *(Seat("p4", "sol"), Seat("p5", "sol"), Seat("p6", "sol")),
    ],
)
SEATING = Seating(
    "feasible",
    "generous",
    "flow",
    tiers=(
        SeatTier(Text("places manquantes", "seats lacking"), "optimal", 1, 1),
        SeatTier(Text("places au rang 3 ou pire", "seats at rank 3 or worse"), "feasible", 2, 1),
    ),
    cancelled=("air",),
    moved=(Seat("p5", "eau"), Seat("p7", "eau"), Seat("parti", "fermé")),
    more_places=(MorePlaces("eau", 2, {1: 2, 3: -1}, -1),),
)
RESULT = Result("optimal", TIMETABLE, seating=SEATING)
