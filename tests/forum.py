"""A small forum, its timetable and the outcome of its solve, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.result import Result, TierResult
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Seat, Timetable

WEDNESDAY, THURSDAY = date(2026, 6, 10), date(2026, 6, 11)

DRAFT: dict[str, Any] = {
    "event": {
        "name": "Forum & débats",
        "place": "Rouen",
        "version": "version du 16/03/26",
        "stated": [{"about": "lien", "text": "forms.gle/1", "source": "page 1"}],
    },
    "days": [{"id": "j1", "date": "2026-06-10"}, {"id": "j2", "date": "2026-06-11"}],
    "rooms": [
        {"id": "amphi", "name": "Grand amphi"},
        {"id": "seine", "name": "Salle Seine", "to_be_confirmed": True},
        {"id": "robec", "name": "Petite salle"},
        {"id": "aubette", "name": "petite salle"},
    ],
    "people": [{"id": "prefet", "role": "Préfet", "unconfirmed": True}],
    "sessions": [
        {"id": "cafe", "title": "Café d'accueil", "kind": "break", "minutes": 30},
        {
            "id": "ouverture",
            "title": "=1+1 Ouverture",
            "kind": "plenary",
            "minutes": 60,
            "stated": [{"start": "9h30", "source": "le programme"}],
        },
        {
            "id": "mot",
            "title": "Mot du préfet",
            "kind": "speech",
            "minutes": 10,
            "part_of": "ouverture",
            "people": {"orateur": ["prefet"]},
        },
        {"id": "a1", "title": "Atelier 1", "kind": "workshop", "minutes": 60, "block": "b"},
        {"id": "a2", "title": "Atelier 2", "kind": "workshop", "minutes": 60, "block": "b"},
        {"id": "soiree", "title": "Soirée", "minutes": 60, "track": "Fête", "rooms": []},
    ],
    "attendees": [{"id": "p1", "wishes": ["a1"]}],
}
PROBLEM = Problem.read(DRAFT)
TIMETABLE = Timetable.of(
    [
        Placement("cafe", WEDNESDAY, 540, 570),
        Placement("ouverture", WEDNESDAY, 570, 630, "amphi"),
        Placement("mot", WEDNESDAY, 570, 580, "amphi"),
        Placement("a1", WEDNESDAY, 840, 900, "amphi"),
        Placement("a2", WEDNESDAY, 840, 900, "seine"),
        Placement("soiree", THURSDAY, 1380, 1440),
    ]
)
PAID = Finding(
    "stated",
    "info",
    Text("annoncé à 9h00", "announced at 9:00"),
    sessions=("ouverture",),
    where=("sessions", 1, "stated", 0),
    cost=30,
)
RESULT = Result(
    status="optimal",
    timetable=TIMETABLE,
    tiers=(
        TierResult(1, ("stated", "preferred"), "optimal", 60, 60),
        TierResult(2, ("compact_day",), "optimal", 90, 90),
    ),
    costs={"stated": 60, "preferred": 0, "compact_day": 90},
    findings=(PAID,),
    encoding="intervals",
    seed=7,
    workers=8,
    seconds=1.23456,
    timings={"search": 0.98765},
    versions={"ortools": "9.15.6755"},
)
REPRODUCIBLE = replace(RESULT, reproducible=True, workers=1)
SEATED = replace(RESULT, timetable=Timetable.of(TIMETABLE.placements, [Seat("p1", "a1")]))
