from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from forum import PAID, PROBLEM, REPRODUCIBLE, RESULT, SEATED, TIMETABLE

from agenda_solver.files import InputError
from agenda_solver.files.result_json import (
    findings_json,
    read_solution,
    to_json,
    verdict_json,
)
from agenda_solver.files.workbook import Book, Change
from agenda_solver.problem import Problem, label_of
from agenda_solver.result import Result
from agenda_solver.text import Text, same
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.verify import verify

# --- Out ----------------------------------------------------------------------------------


def test_a_solve() -> None:
    told = to_json(PROBLEM, RESULT, "fr")
    assert list(told) == [
        *("status", "stages", "cost", "bound", "costs", "findings", "wishes", "placements"),
        *("cast", "seats", "seconds", "timings", "seed", "workers", "versions"),
    ]
    assert told["status"] == "optimal"
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
    }
    assert told["placements"][-1]["end"] == "24:00"
    assert (told["wishes"], told["cast"], told["seats"]) == ({}, [], [])
    assert (told["seconds"], told["timings"]) == (1.235, {"search": 0.988})
    assert (told["seed"], told["workers"]) == (7, 8)
    assert told["versions"] == {"ortools": "9.15.6755"}


def test_several_tiers_have_no_cost_of_the_whole() -> None:
    told = to_json(PROBLEM, RESULT, "fr")
    assert (told["cost"], told["bound"]) == (None, None)


def test_a_single_tier_is_the_whole() -> None:
    told = to_json(PROBLEM, replace(RESULT, tiers=RESULT.tiers[:1]), "fr")
    assert (told["cost"], told["bound"]) == (60, 60)


def test_no_timetable() -> None:
    told = to_json(PROBLEM, Result("infeasible", None), "fr")
    assert told["status"] == "infeasible"
    assert told["stages"] == [{"stage": "timetable", "status": "infeasible", "tiers": []}]
    assert (told["cost"], told["bound"], told["placements"]) == (None, None, [])


def test_a_reproducible_run_does_not_tell_its_time() -> None:
    told = to_json(PROBLEM, REPRODUCIBLE, "fr")
    assert (told["seconds"], told["timings"]) == (None, {})


@pytest.mark.parametrize(
    ("language", "message"), [("fr", "annoncé à 9h00"), ("en", "announced at 9:00")]
)
def test_a_finding_in_the_language_asked_for(language: Any, message: str) -> None:
    assert findings_json([PAID], language) == [
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


def book(timetable: Timetable, *changes: Change) -> Book:
    return Book(PROBLEM, label_of, timetable=timetable, solved=True, changes=changes)


def test_a_timetable_that_breaks_nothing_is_feasible() -> None:
    verdict = verify(PROBLEM, TIMETABLE)
    told = verdict_json(book(TIMETABLE), verdict, "fr")
    assert told["status"] == "feasible"
    (stage,) = told["stages"]
    assert [tier["cost"] for tier in stage["tiers"]] == [
        verdict.tier_cost(tier) for tier in verdict.tiers
    ]
    assert {tier["bound"] for tier in stage["tiers"]} == {None}
    assert told["costs"] == dict(verdict.costs)


def test_a_timetable_that_breaks_a_demand_is_not() -> None:
    broken = Timetable.of(TIMETABLE.placements[1:])
    told = verdict_json(book(broken), verify(PROBLEM, broken), "fr")
    assert told["status"] == "infeasible"
    assert told["findings"][0]["message"] == "« Café d'accueil » n'est pas au programme"
    assert told["findings"][0]["where"] == "sessions[0].@start"


def test_what_was_changed_by_hand() -> None:
    moved = Change(
        "moved",
        "sessions",
        "a1",
        same("Sessions!D5"),
        Text("Atelier : 10h00 → 11h00", "Workshop: 10:00 → 11:00"),
        {"start": "10:00"},
        {"start": "11:00"},
    )
    told = verdict_json(book(TIMETABLE, moved), verify(PROBLEM, TIMETABLE), "fr")
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


# --- In -----------------------------------------------------------------------------------


def stored(tmp_path: Path, told: object) -> Path:
    path = tmp_path / "forum.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told), "utf-8")
    return path


def refused(tmp_path: Path, told: object, problem: Problem = PROBLEM) -> list[str]:
    path = stored(tmp_path, told)
    with pytest.raises(InputError) as caught:
        read_solution(path, problem)
    return [text.fr.replace(str(path), "forum.json") for text in caught.value.sentences]


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = stored(tmp_path, to_json(PROBLEM, SEATED, "fr"))
    assert read_solution(path, PROBLEM) == SEATED.timetable


OPEN = Problem.read(
    {
        "event": {"name": "Forum"},
        "days": [{"date": "2026-06-10"}],
        "people": [{"id": "maire"}, {"id": "prefet"}],
        "sessions": [
            {
                "id": "a1",
                "title": "Atelier",
                "minutes": 60,
                "people": {"animation": ["prefet", {"one_of": ["maire", "prefet"]}]},
            }
        ],
    }
)
CHOSEN = {"session": "a1", "role": "animation", "number": 1, "person": "maire"}


def test_who_takes_which_part_is_written_and_read_back(tmp_path: Path) -> None:
    cast = Timetable.of([], cast=[Casting("a1", "animation", 1, "maire")])
    told = to_json(OPEN, Result("feasible", cast), "fr")
    assert told["cast"] == [CHOSEN]
    assert read_solution(stored(tmp_path, told), OPEN) == cast


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"session": "a9"}, "session: « a9 » n'est pas l'id d'une session"),
        ({"person": "p9"}, "person: « p9 » n'est pas l'id d'un intervenant"),
        *(
            (changed, f"number: ce rôle de « a1 » n'est pas à pourvoir : {told}")
            for changed, told in [
                ({"number": 0}, "« animation », numéro 0"),
                ({"number": True}, "« animation », numéro true"),
                ({"number": None}, "« animation », numéro null"),
                ({"role": "orateur"}, "« orateur », numéro 1"),
            ]
        ),
    ],
)
def test_each_fault_of_who_takes_a_part(tmp_path: Path, changed: Any, sentence: str) -> None:
    told = {"placements": [], "cast": [CHOSEN, {**CHOSEN, **changed}]}
    assert refused(tmp_path, told, OPEN) == [f"forum.json, cast[1].{sentence}"]


def row(**changed: object) -> dict[str, object]:
    whole = {"session": "a1", "day": "2026-06-10", "start": "9:00", "end": "10:00", "room": None}
    return {**whole, **changed}


def test_one_row(tmp_path: Path) -> None:
    path = stored(tmp_path, {"placements": [row()]})
    expected = Placement("a1", TIMETABLE.placements[0].day, 540, 600)
    assert read_solution(path, PROBLEM).placements == (expected,)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"session": "a9"}, "session: « a9 » n'est pas l'id d'une session"),
        ({"session": 9}, "session: attendu un texte"),
        ({"room": "cave"}, "room: « cave » n'est pas l'id d'une salle"),
        ({"day": "10/06"}, "day: « 10/06 » n'est pas une date (attendu AAAA-MM-JJ)"),
        ({"start": "25h30"}, "start: « 25h30 » n'est pas une heure (attendu HH:MM)"),
    ],
)
def test_each_fault_names_its_key(tmp_path: Path, changed: Any, sentence: str) -> None:
    told = {"placements": [row(), row(**changed)]}
    assert refused(tmp_path, told) == [f"forum.json, placements[1].{sentence}"]


def test_every_fault_is_told(tmp_path: Path) -> None:
    told = {
        "placements": [row(session="a9"), row(room="cave")],
        "seats": [{"attendee": "p9", "session": "a1"}],
    }
    assert refused(tmp_path, told)[1:] == [
        "forum.json, placements[1].room: « cave » n'est pas l'id d'une salle",
        "forum.json, seats[0].attendee: « p9 » n'est pas l'id d'un participant",
    ]


@pytest.mark.parametrize("told", [[], {}, {"placements": None}, {"placements": {}}])
def test_without_placements(tmp_path: Path, told: object) -> None:
    assert refused(tmp_path, told) == ["forum.json, placements: attendu une liste"]


def test_a_row_that_is_not_a_table(tmp_path: Path) -> None:
    assert refused(tmp_path, {"placements": [1]}) == [
        "forum.json, placements[0].session: attendu un texte"
    ]


@pytest.mark.parametrize(
    "told", ["", "{", '{"placements": [NaN]}', '{"placements": [], "placements": []}', "[" * 99999]
)
def test_what_is_not_json(tmp_path: Path, told: str) -> None:
    assert refused(tmp_path, told) == ["forum.json : ce fichier n'est pas du JSON valable"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.json", Text("ce fichier n'existe pas", "this file does not exist")),
        ("", Text("c'est un dossier, pas un fichier", "this is a folder, not a file")),
    ],
)
def test_a_file_that_is_not_there(tmp_path: Path, name: str, said: Text) -> None:
    path = tmp_path / name
    with pytest.raises(InputError) as caught:
        read_solution(path, PROBLEM)
    assert caught.value.sentences == (Text(f"{path} : {said.fr}", f"{path}: {said.en}"),)


def test_a_file_that_we_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored(tmp_path, {})

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(InputError) as caught:
        read_solution(path, PROBLEM)
    assert caught.value.sentences == (
        Text(
            f"{path} : ce fichier ne peut pas être lu (l'accès est refusé)",
            f"{path}: this file cannot be read (access is denied)",
        ),
    )
