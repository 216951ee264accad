"""The stored drafts, their solutions, and what is said when they become impossible."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.explain import conflict
from agenda_solver.files import toml
from agenda_solver.files.result_json import read_solution
from agenda_solver.problem import Problem
from agenda_solver.rules import tiers
from agenda_solver.solve import solve
from agenda_solver.verify import verify

ROOT = Path(__file__).parent.parent
NAMES = sorted(path.parent.name for path in (ROOT / "instances").glob("*/agenda.toml"))
DRAFTS = [
    "assises-normandes-2026",
    "cuf-2022",
    "journee-icci-2025",
    "plateforme-aect-2022",
    "world-cafe-cooperation",
]


def data(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "instances" / name / "agenda.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_solution_is_what_it_says(name: str) -> None:
    """Judge without the solver: no error, and the costs and bounds that are claimed."""
    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    path = ROOT / "solutions" / f"{name}.json"
    claimed = json.loads(path.read_text("utf-8"))
    verdict = verify(problem, read_solution(path, problem))
    assert verdict.errors == ()
    assert dict(verdict.costs) == claimed["costs"]
    (stage,) = claimed["stages"]
    costs = [verdict.tier_cost(tier) for tier in tiers(problem)]
    assert [tier["cost"] for tier in stage["tiers"]] == costs
    assert all(tier["bound"] <= tier["cost"] for tier in stage["tiers"])
    if claimed["status"] == "optimal":
        assert [tier["bound"] for tier in stage["tiers"]] == costs


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_workbook_holds_the_stored_solution(name: str) -> None:
    from agenda_solver.files import workbook

    problem = toml.read(ROOT / "instances" / name / "agenda.toml")
    solved = workbook.read(ROOT / "solutions" / f"{name}.xlsx")
    assert solved.problem == problem
    stored = read_solution(ROOT / "solutions" / f"{name}.json", problem)
    assert solved.timetable.by_session == stored.by_session


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_solved_to_the_stored_optimum(name: str) -> None:
    result = solve(toml.read(ROOT / "instances" / name / "agenda.toml"))
    claimed = json.loads((ROOT / "solutions" / f"{name}.json").read_text("utf-8"))
    assert result.status == claimed["status"] == "optimal"
    proven = [tier["cost"] for tier in claimed["stages"][0]["tiers"]]
    assert [tier.cost for tier in result.tiers] == proven


def reasons(name: str, change: Callable[[dict[str, Any]], None]) -> list[tuple[str, str]]:
    draft = data(name)
    change(draft)
    problem = Problem.read(draft)
    assert solve(problem).status == "infeasible"
    found = conflict(problem)
    assert found is not None
    assert found.minimal
    return [(finding.rule, finding.text.fr) for finding in found.findings]


ATELIERS = [
    "« Atelier 1 : Le financement et l'accompagnement de la coopér… »",
    "« Atelier 2 : Jeunesse, engagement et mobilité internationale… »",
    "« Atelier 3 : Ouverture internationale, animation du territoi… »",
    "« Atelier 4 : développement économique et attractivité du ter… »",
]


def test_assises_with_three_rooms_for_four_workshops() -> None:
    def close_two_rooms(draft: dict[str, Any]) -> None:
        closed = {"cailly", "aubette"}
        draft["rooms"] = [room for room in draft["rooms"] if room["id"] not in closed]

    one, two, three, four = ATELIERS
    assert reasons("assises-normandes-2026", close_two_rooms) == [
        *(("room_given", f"{name} a besoin d'une salle") for name in ATELIERS),
        ("room_needs", f"{one} a besoin de : projecteur et tables mobiles"),
        ("room_needs", f"{two} a besoin de : projecteur, tables mobiles et pmr"),
        ("room_needs", f"{three} a besoin de : tables mobiles et pmr"),
        ("room_needs", f"{four} a besoin de : projecteur et tables mobiles"),
        ("block", f"{one}, {two}, {three} et {four} commencent ensemble"),
        ("room_one_at_a_time", "Salle Seine n'accueille qu'une session à la fois"),
        ("room_one_at_a_time", "Salle Robec n'accueille qu'une session à la fois"),
        ("room_one_at_a_time", "Atelier du quai n'accueille qu'une session à la fois"),
    ]


def test_cuf_with_an_elected_official_in_two_workshops_of_a_block() -> None:
    def call_her_twice(draft: dict[str, Any]) -> None:
        (workshop,) = [it for it in draft["sessions"] if it["id"] == "empreinte-carbone"]
        workshop["people"]["intervenants"].append("elue-egalite")

    first = [
        "« Les ODD - Objectifs de développement durable et coopération… »",
        "« Le changement climatique a-t-il des effets genrés ? »",
        "« Comment mesurer l’empreinte carbone dans les projets de coo… »",
    ]
    assert reasons("cuf-2022", call_her_twice) == [
        ("block", f"{first[0]}, {first[1]} et {first[2]} commencent ensemble"),
        (
            "person_one_place",
            "Conseillère régionale déléguée à l'égalité est à un seul endroit à la fois "
            f"({first[1]}, {first[2]} et « Les changements climatiques responsables de "
            "nouvelles crise… »)",
        ),
    ]


def test_aect_with_an_ambassador_who_comes_after_lunch() -> None:
    def call_him_after_lunch(draft: dict[str, Any]) -> None:
        (ambassador,) = [it for it in draft["people"] if it["id"] == "ambassadeur"]
        ambassador["present"] = [{"start": "14h30", "end": "15h00"}]

    morning = [
        "« Evolution et nouvelles opportunités de l'AECT »",
        "« Pause »",
        "« Présentation et rôle de SO Coopération »",
        "« Présentation sur la Feuille de route AECT de la région Nouv… »",
        "« Buffet déjeunatoire »",
    ]
    assert reasons("plateforme-aect-2022", call_him_after_lunch) == [
        ("windows", "« Buffet déjeunatoire » doit avoir lieu de 12h30 à 14h45"),
        (
            "person_present",
            "Ambassadeur, délégué à l'action extérieure des collectivités territoriales "
            "est là seulement de 14h30 à 15h00",
        ),
        *(("sequence", f"{first} vient avant {then}") for first, then in pairwise(morning)),
    ]


def test_icci_with_three_long_round_tables_in_a_short_day() -> None:
    """450 minutes of round tables, 120 of lunch: the day is full before anybody can talk."""

    def lengthen(draft: dict[str, Any]) -> None:
        (day,) = draft["days"]
        day["open"] = {"start": "8h00", "end": "17h30"}
        for person in draft["people"]:
            person.pop("present", None)
        for session in draft["sessions"]:
            if session["id"].startswith("table-ronde"):
                session["minutes"] = 150
            elif session["id"] == "dejeuner":
                session["minutes"] = 120

    found = reasons("journee-icci-2025", lengthen)
    assert [text for rule, text in found if rule in ("opening_hours", "length")] == [
        "jeudi 6 novembre 2025 : ouvert de 8h00 à 17h30",
        "« Table-ronde 1 : De quoi la solidarité internationale est-el… » dure 2 h 30",
        "« Déjeuner » dure 2 h",
        "« Table-ronde 2 : Soutenir les initiatives citoyennes pour la… » dure 2 h 30",
        "« Table-ronde 3 : Qualifier le changement. Engageons de nouve… » dure 2 h 30",
    ]
    assert {rule for rule, _ in found} >= {"sequence", "plenary"}
