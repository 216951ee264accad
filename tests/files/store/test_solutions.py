from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.store.solutions import read_solution
from agenda_solver.files.store.telling import solve_document
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.text import Text
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from forum import PROBLEM, SEATED, TIMETABLE


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
    path = stored(tmp_path, solve_document(PROBLEM, SEATED, "fr").text())
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
    told = solve_document(OPEN, Result("feasible", cast), "fr").plain()
    assert told["cast"] == [CHOSEN]
    assert told["placements"] == []
    assert read_solution(stored(tmp_path, told), OPEN) == cast


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"session": "a9"}, ".session: « a9 » n'est pas l'id d'une session"),
        ({"person": "p9"}, ".person: « p9 » n'est pas l'id d'un intervenant"),
        ({"number": True}, ".number: attendu un nombre entier"),
        ({"number": None}, ".number: attendu un nombre entier"),
        *(
            (changed, f": ce rôle de « a1 » n'est pas à pourvoir : {part}")
            for changed, part in [
                ({"number": 0}, "« animation », numéro 0"),
                ({"role": "orateur"}, "« orateur », numéro 1"),
            ]
        ),
    ],
)
def test_each_fault_of_who_takes_a_part(tmp_path: Path, changed: Any, sentence: str) -> None:
    told = {"placements": [], "cast": [CHOSEN, {**CHOSEN, **changed}]}
    assert refused(tmp_path, told, OPEN) == [f"forum.json, cast[1]{sentence}"]


def row(**changed: object) -> dict[str, object]:
    whole = {"session": "a1", "day": "2026-06-10", "start": "9:00", "end": "10:00", "room": None}
    return {**whole, **changed}


def test_a_solution_of_the_first_version(tmp_path: Path) -> None:
    """Its rows say less, and its document no version."""
    seat = {"attendee": "p1", "session": "a1"}
    told = {"status": "optimal", "placements": [row(title="Atelier 1")], "seats": [seat]}
    assert read_solution(stored(tmp_path, told), PROBLEM).seats == (Seat("p1", "a1"),)


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
        (
            {"day": "10/06"},
            "day: « 10/06 » n'est pas une date (attendu JJ/MM/AAAA)",
        ),
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


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([], ": attendu un groupe de clés et de valeurs"),
        ({}, ", placements: il manque cette information"),
        ({"placements": None}, ", placements: attendu une liste"),
        ({"placements": {}}, ", placements: attendu une liste"),
    ],
)
def test_without_placements(tmp_path: Path, told: object, sentence: str) -> None:
    assert refused(tmp_path, told) == [f"forum.json{sentence}"]


def test_a_row_that_is_not_a_table(tmp_path: Path) -> None:
    assert refused(tmp_path, {"placements": [1]}) == [
        "forum.json, placements[0]: attendu un groupe de clés et de valeurs"
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
