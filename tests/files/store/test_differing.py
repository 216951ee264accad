from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from agenda_solver.difference import Version, difference
from agenda_solver.files.store.differing import diff_document
from agenda_solver.files.store.telling import replan_document, solve_document
from agenda_solver.problem import Problem
from agenda_solver.replan import Option, Plan, Price
from agenda_solver.result import Result
from agenda_solver.text import quoted
from agenda_solver.timetable import Timetable
from workshops import DRAFT, PROBLEM, RESULT, TIMETABLE

EAU = TIMETABLE.by_session["eau"]
PLACED = [it for it in TIMETABLE.placements if it.session not in ("eau", "repas")]
AFTER = Timetable.of(
    [*PLACED, replace(EAU, start=660, end=720, room="grande")], TIMETABLE.seats[1:]
)
CHANGED = difference(Version(PROBLEM, TIMETABLE), Version(PROBLEM, AFTER))
OLD: dict[str, Any] = {"day": "2026-06-10", "start": "10:00", "end": "11:00", "room": "petite"}
NEW: dict[str, Any] = {"day": "2026-06-10", "start": "11:00", "end": "12:00", "room": "grande"}


def test_what_changed_as_plain_data() -> None:
    told = diff_document(CHANGED, (), "fr").plain()
    of_eau = {"people": ["hote"], "title": "=Eau"}
    lunch = {"day": "2026-06-10", "start": "12:00", "end": "13:00", "room": None}
    assert told["changes"] == [
        {
            "kind": "time",
            "kinds": ["time", "room"],
            "session": "eau",
            "before": {**OLD, **of_eau},
            "after": {**NEW, **of_eau},
            "message": "« =Eau » : 10h00, Petite salle → 11h00, Grande salle",
        },
        {
            "kind": "cancelled",
            "kinds": ["cancelled"],
            "session": "repas",
            "before": {**lunch, "people": [], "title": "Déjeuner"},
            "after": None,
            "message": "« Déjeuner » : 12h00 → n'a plus lieu",
        },
        {
            "kind": "part",
            "person": "hote",
            "session": "eau",
            "before": OLD,
            "after": NEW,
            "message": "Noé Hôte, « =Eau » : 10h00, Petite salle → 11h00, Grande salle",
        },
        {
            "kind": "seat",
            "attendee": "p1",
            "before": {"session": "eau", **OLD},
            "after": None,
            "message": "p1 : « =Eau », 10h00, Petite salle → pas de place",
        },
        {
            "kind": "seat",
            "attendee": "p2",
            "before": {"session": "eau", **OLD},
            "after": {"session": "eau", **NEW},
            "message": "p2 : « =Eau », 10h00, Petite salle → 11h00, Grande salle",
        },
    ]
    assert set(told["versions"]) == {"agenda-solver"}
    assert json.loads(json.dumps(told)) == told


def test_no_difference() -> None:
    same = Version(Problem.read(DRAFT), TIMETABLE)
    assert diff_document(difference(same, same), (), "en").plain()["changes"] == []


def test_a_plan_as_plain_data() -> None:
    price = Price(1, 1, 0, 1, 2, 3, proven=True)
    options = (
        Option("eau", "moved", "hote", None, "optimal", price, chosen=True),
        Option("eau", "replaced", "hote", "autre", "infeasible", None),
    )
    result = replace(RESULT, timetable=AFTER)
    told = replan_document(
        Plan(PROBLEM, result, CHANGED, price, options, {"repas": quoted("Déjeuner")}), "en"
    ).plain()
    priced = {
        **{"sessions": 1, "times": 1, "rooms": 0, "rooms_of_moved": 1, "seats": 2},
        "unseated": 0,
        "touched": 3,
        "proven": True,
    }
    assert told["price"] == priced
    assert told["options"] == [
        {
            **{"session": "eau", "way": "moved", "person": "hote", "by": None},
            "beside": [],
            **{"status": "optimal", "chosen": True, "price": priced},
            **{"deserted": False, "instruction": None},
        },
        {
            **{"session": "eau", "way": "replaced", "person": "hote", "by": "autre"},
            "beside": [],
            **{"status": "infeasible", "chosen": False, "price": None},
            **{"deserted": False, "instruction": None},
        },
    ]
    assert told["summary"][0] == "1 session does not take place any more: “Déjeuner”."
    assert told["changes"] == diff_document(CHANGED, (), "en").plain()["changes"]
    of_search = solve_document(PROBLEM, result, "en").plain()
    assert {key: told[key] for key in of_search} == of_search


def test_no_plan_as_plain_data() -> None:
    told = replan_document(Plan(PROBLEM, Result("infeasible", None)), "fr").plain()
    assert (told["status"], told["price"], told["options"]) == ("infeasible", None, [])
    assert told["changes"] == []
