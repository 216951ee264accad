from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agenda_solver.changes import Changes, PersonCancels
from agenda_solver.explain import Conflict
from agenda_solver.files.store.telling import (
    check_document,
    contingency_document,
    solve_document,
    verify_document,
)
from agenda_solver.files.workbook import Book
from agenda_solver.history.edits import HandEdit
from agenda_solver.problem import label_of
from agenda_solver.replan import Plan, Price
from agenda_solver.replan.contingency import PlanB
from agenda_solver.replan.outcomes import PlanOutcome
from agenda_solver.replan.scenarios import Scenario
from agenda_solver.result import Result, Status
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text, same
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify
from forum import PAID, PROBLEM, REPRODUCIBLE, RESULT, TIMETABLE

# --- Out ----------------------------------------------------------------------------------


def test_a_solve() -> None:
    told = solve_document(PROBLEM, RESULT, "fr").plain()
    assert list(told) == [
        *("schema", "status", "pressing", "stages", "cost", "bound", "costs", "findings"),
        *("assumed", "wishes"),
        *("placements", "cast", "seats", "cancelled", "more_places"),
        *("seconds", "timings", "seed", "workers", "versions", "core", "ways"),
    ]
    assert told["schema"] == 1
    assert told["status"] == "optimal"
    assert told["pressing"] == ["Salle à confirmer : Salle Seine (1 session)"]
    assert told["stages"] == [
        {
            "stage": "timetable",
            "status": "optimal",
            "tiers": [{"tier": 1, "cost": 60, "bound": 60}, {"tier": 2, "cost": 90, "bound": 90}],
        }
    ]
    assert told["costs"] == {"stated": 60, "preferred": 0, "compact_day": 90}
    assert told["placements"][0] == {
        "session": "cafe",
        "title": "Café d'accueil",
        "day": "2026-06-10",
        "start": "09:00",
        "end": "09:30",
        "room": None,
        "kind": "break",
        "track": None,
        "block": None,
        "part_of": None,
        "people": [],
    }
    (speech,) = [row for row in told["placements"] if row["session"] == "mot"]
    assert (speech["kind"], speech["part_of"]) == ("speech", "ouverture")
    assert speech["people"] == [{"id": "prefet", "role": "orateur"}]
    (workshop,) = [row for row in told["placements"] if row["session"] == "a1"]
    assert (workshop["block"], workshop["track"]) == ("b", None)
    (party,) = [row for row in told["placements"] if row["session"] == "soiree"]
    assert (party["block"], party["track"]) == (None, "Fête")
    assert told["placements"][-1]["end"] == "24:00"
    assert (told["wishes"], told["cast"], told["seats"]) == ({}, [], [])
    assert (told["seconds"], told["timings"]) == (1.235, {"search": 0.988})
    assert (told["seed"], told["workers"]) == (7, 8)
    assert told["versions"] == {"ortools": "9.15.6755"}


def test_several_tiers_have_no_cost_of_the_whole() -> None:
    told = solve_document(PROBLEM, RESULT, "fr").plain()
    assert (told["cost"], told["bound"]) == (None, None)


def test_a_single_tier_is_the_whole() -> None:
    told = solve_document(PROBLEM, replace(RESULT, tiers=RESULT.tiers[:1]), "fr").plain()
    assert (told["cost"], told["bound"]) == (60, 60)


def test_no_timetable() -> None:
    told = solve_document(PROBLEM, Result("infeasible", None), "fr").plain()
    assert told["status"] == "infeasible"
    assert told["stages"] == [{"stage": "timetable", "status": "infeasible", "tiers": []}]
    assert (told["cost"], told["bound"], told["placements"]) == (None, None, [])


def test_a_reproducible_run_does_not_tell_its_time() -> None:
    told = solve_document(PROBLEM, REPRODUCIBLE, "fr").plain()
    assert (told["seconds"], told["timings"]) == (None, {})


@pytest.mark.parametrize(
    ("language", "message"), [("fr", "annoncé à 9h00"), ("en", "announced at 9:00")]
)
def test_a_finding_in_the_language_asked_for(language: Any, message: str) -> None:
    document = check_document(PROBLEM, [PAID], language)
    assert document.plain()["findings"] == [
        {
            "rule": "stated",
            "severity": "info",
            "message": message,
            "where": "sessions[1].stated[0]",
            "sessions": ["ouverture"],
            "people": [],
            "rooms": [],
            "attendees": [],
        }
    ]


def book(timetable: Timetable, *changes: HandEdit) -> Book:
    return Book(PROBLEM, label_of, timetable=timetable, solved=True, changes=changes)


def test_a_timetable_that_breaks_nothing_is_feasible() -> None:
    verdict = verify(PROBLEM, TIMETABLE)
    told = verify_document(book(TIMETABLE), verdict, "fr").plain()
    assert told["status"] == "feasible"
    (stage,) = told["stages"]
    assert [tier["cost"] for tier in stage["tiers"]] == [
        verdict.tier_cost(tier) for tier in verdict.tiers
    ]
    assert {tier["bound"] for tier in stage["tiers"]} == {None}
    assert told["costs"] == dict(verdict.costs)


def test_a_timetable_that_breaks_a_demand_is_not() -> None:
    broken = Timetable.of(TIMETABLE.placements[1:])
    told = verify_document(book(broken), verify(PROBLEM, broken), "fr").plain()
    assert told["status"] == "infeasible"
    assert told["pressing"][0] == "1 demande n'est pas tenue"
    assert told["findings"][0]["message"] == "« Café d'accueil » n'est pas au programme"
    assert told["findings"][0]["where"] == "sessions[0].@start"


def test_what_was_changed_by_hand() -> None:
    moved = HandEdit(
        "moved",
        "sessions",
        "a1",
        same("Sessions!D5"),
        Text("Atelier : 10h00 → 11h00", "Workshop: 10:00 → 11:00"),
        {"start": "10:00"},
        {"start": "11:00"},
    )
    told = verify_document(book(TIMETABLE, moved), verify(PROBLEM, TIMETABLE), "fr").plain()
    assert told["changes"] == [
        {
            "kind": "moved",
            "session": "a1",
            "before": {"start": "10:00"},
            "after": {"start": "11:00"},
            "where": "Sessions!D5",
            "message": "Atelier : 10h00 → 11h00",
        }
    ]


# --- Why there is nothing -----------------------------------------------------------------


def test_demands_that_cannot_hold_together_are_the_core() -> None:
    blamed = Finding(
        "room_given",
        "error",
        Text("« Atelier 1 » a besoin d'une salle", "“Atelier 1” needs a room"),
        sessions=("a1",),
        where=("sessions", 3),
    )
    reasons = Conflict((blamed,), minimal=True)
    told = solve_document(PROBLEM, Result("infeasible", None), "fr", reasons).plain()
    assert told["findings"] == []
    assert told["core"] == [
        {
            "rule": "room_given",
            "message": "« Atelier 1 » a besoin d'une salle",
            "where": "sessions[3]",
            "sessions": ["a1"],
            "people": [],
            "rooms": [],
            "conflict": 1,
        }
    ]


# --- Plans B ------------------------------------------------------------------------------

NOTHING = Price(0, 0, 0, 0, 0, 0, proven=True)


def planned(status: Status, price: Price | None) -> PlanB:
    plan = Plan(PROBLEM, Result(status, TIMETABLE if price else None), None, price, ())
    scenario = Scenario(Changes((PersonCancels(PROBLEM.people[0].id),)))
    return PlanB(scenario, PlanOutcome(plan.result), plan)


@pytest.mark.parametrize(
    ("plans", "expected", "status"),
    [
        ([planned("optimal", NOTHING)], 1, "optimal"),
        ([planned("optimal", NOTHING), planned("infeasible", None)], 2, "optimal"),
        ([planned("feasible", replace(NOTHING, proven=False))], 1, "feasible"),
        ([planned("optimal", NOTHING), planned("unknown", None)], 2, "unknown"),
        ([planned("optimal", NOTHING)], 2, "unknown"),
        ([], 1, "unknown"),
    ],
)
def test_how_far_plans_are_known(plans: list[PlanB], expected: int, status: Status) -> None:
    told = contingency_document(PROBLEM, plans, expected, "fr").plain()
    assert (told["status"], told["expected"]) == (status, expected)
    assert [row["status"] for row in told["scenarios"]] == [one.status for one in plans]
