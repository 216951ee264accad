"""A workshop given as many times as needed, from the draft to a programme that is changed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from command_line import run

PEOPLE = "\n".join(f'[[attendees]]\nid = "p{n}"\nwishes = ["eau"]' for n in range(5))
DRAFT = (
    """
[event]
name = "Ateliers"
slots = [
    { day = 2026-06-10, start = "9h", end = "10h" },
    { day = 2026-06-10, start = "10h", end = "11h" },
    { day = 2026-06-10, start = "11h", end = "12h" },
    { day = 2026-06-10, start = "14h", end = "15h" },
]
[[days]]
date = 2026-06-10
[[rooms]]
id = "salle"
capacity = 2
[[sessions]]
id = "eau"
title = "Eau"
kind = "atelier"
repeats = { min = 1, max = 4 }
"""
    + PEOPLE
)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme of the draft, with which nobody has done anything yet."""
    folder = tmp_path_factory.mktemp("ateliers")
    (folder / "agenda.toml").write_text(DRAFT, encoding="utf-8")
    done = run("solve", folder / "agenda.toml", "-o", folder / "programme.xlsx", "--seconds", "20")
    assert done.returncode == 0, done.stderr
    assert "Nombre de séances : prouvé, aucun autre ne répond mieux aux vœux" in done.stdout
    assert "« Eau » : 3 fois, demandé par 5 personnes" in done.stdout
    return folder / "programme.xlsx"


def as_json(*arguments: object) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run(*arguments, "--json").stdout)
    return document


def edited(solved: Path, tmp_path: Path, edit: Any) -> Path:
    """Return a programme that somebody has changed."""
    book = load_workbook(solved)
    edit(book)
    path = tmp_path / "retouche.xlsx"
    book.save(path)
    return path


def column(sheet: Any, heading: str) -> int:
    (number,) = (cell.column for cell in sheet[1] if cell.value == heading)
    return int(number)


def rows(path: Path) -> dict[str, Any]:
    """Return what the sheet of the sessions says of repeats, by their ids."""
    sheet = load_workbook(path)["Sessions"]
    repeats = column(sheet, "répétitions")
    return {row[0].value: row[repeats - 1].value for row in sheet.iter_rows(min_row=2)}


def test_a_draft_is_checked_with_what_it_must_have(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT.replace("max = 4", "max = 40"), encoding="utf-8")
    document = as_json("check", path)
    assert not [it for it in document["findings"] if it["severity"] == "error"]
    path.write_text(DRAFT.replace("min = 1, max = 4", "min = 5, max = 8"), encoding="utf-8")
    document = as_json("check", path)
    assert document["status"] == "infeasible"


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT.replace("min = 1, max = 4", "min = 5, max = 4"), encoding="utf-8")
    done = run("check", path)
    assert done.returncode == 2
    assert (
        "agenda.toml, ligne 19, sessions[0].repeats.max (« eau »): au plus 4, alors qu'il en "
        "faut au moins 5 : changer l'un des deux" in done.stdout + done.stderr
    )


def test_what_a_cell_says_is_written_otherwise_in_a_text(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT.replace("{ min = 1, max = 4 }", '"1 à 4"'), encoding="utf-8")
    assert run("check", path).stderr == (
        "agenda.toml, ligne 19, sessions[0].repeats (« eau »): attendu un nombre entier : écrire "
        "{ min = 1, max = 4 }, sans guillemets\n"
    )


@pytest.mark.thorough
def test_a_date_that_a_spreadsheet_made_of_it_is_refused(solved: Path, tmp_path: Path) -> None:
    def mistype(book: Any) -> None:
        sheet = book["Sessions"]
        sheet.cell(2, column(sheet, "répétitions")).value = date(2026, 5, 1)

    done = run("check", edited(solved, tmp_path, mistype))
    assert done.returncode == 2
    assert "attendu un nombre, ou un minimum et un maximum : 3, ou 1 à 5" in done.stderr


def test_each_time_that_is_given_has_its_row(solved: Path) -> None:
    assert rows(solved) == {"eau": "1 à 4, fixé", "eau-2": None, "eau-3": None}
    assert run("verify", solved).returncode == 0
    document = as_json("solve", solved.parent / "agenda.toml")
    assert document["stages"][-1] == {"stage": "repeats", "status": "optimal", "tiers": []}
    assert document["repeated"] == [
        {
            "session": "eau",
            "given": 3,
            "asking": 5,
            "lacking": 0,
            "why": "tous ceux qui le demandent y ont une place",
        }
    ]


def test_a_changed_programme_keeps_its_times(solved: Path, tmp_path: Path) -> None:
    def touch(book: Any) -> None:
        book["Salles"].cell(2, column(book["Salles"], "nom")).value = "Verrière"

    path = edited(solved, tmp_path, touch)
    assert run("verify", path).returncode == 0
    assert run("assign", path, "--keep", "-o", tmp_path / "places.xlsx").returncode == 0
    assert rows(tmp_path / "places.xlsx") == rows(solved)


def test_how_many_is_decided_anew_by_solve(solved: Path, tmp_path: Path) -> None:
    def withdraw(book: Any) -> None:
        book["Participants"].delete_rows(2, 3)
        wishes = book["Vœux"]
        for row in range(wishes.max_row, 1, -1):
            if wishes.cell(row, 1).value in ("p0", "p1", "p2"):
                wishes.delete_rows(row)

    path = edited(solved, tmp_path, withdraw)
    assert run("solve", path, "-o", tmp_path / "moins.xlsx").returncode == 0
    assert rows(tmp_path / "moins.xlsx") == {"eau": "1 à 4, fixé"}


@pytest.mark.thorough
def test_without_bounds_there_are_as_many_as_rows(solved: Path, tmp_path: Path) -> None:
    def clear(book: Any) -> None:
        book["Sessions"].cell(2, column(book["Sessions"], "répétitions")).value = None

    path = edited(solved, tmp_path, clear)
    assert run("solve", path, "-o", tmp_path / "encore.xlsx").returncode == 0
    assert rows(tmp_path / "encore.xlsx") == {"eau": None, "eau-2": None, "eau-3": None}


def test_a_time_that_is_cancelled_is_gone(solved: Path, tmp_path: Path) -> None:
    path = tmp_path / "annule.xlsx"
    done = run("replan", solved, "--cancel-session", "eau", "-o", path)
    assert done.returncode == 0, done.stderr
    assert rows(path) == {"eau-2": "1 à 4, fixé", "eau-3": None}
    assert "Toutes les demandes sont tenues." in run("verify", path).stdout


def test_why_the_fewest_are_impossible(tmp_path: Path) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT.replace("min = 1, max = 4", "min = 5, max = 8"), encoding="utf-8")
    for command in ("solve", "explain"):
        done = run(command, path)
        assert done.returncode == 3
        assert "5 sessions" in done.stdout
        assert "8 sessions" not in done.stdout
