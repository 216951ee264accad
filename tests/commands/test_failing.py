"""Commands that fail with `--json`: the faults are on standard output, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.assign import whole
from agenda_solver.cp_sat import SelfCheckError
from agenda_solver.files import InputError
from agenda_solver.files.store.schemas import drafts_schema, results_schema
from agenda_solver.text import same
from command_line import check_document, run

SMALL = """
[event]
name = "Petite journée"
[[days]]
date = 2026-06-10
open = { start = "9h", end = "12h" }
[[rooms]]
id = "r"
[[sessions]]
id = "a"
title = "Accueil"
minutes = 60
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def failed(*arguments: object, code: int = 2) -> list[dict[str, str]]:
    """Run a command that fails; return the faults of its document, as they are told too."""
    done = run(*arguments, "--json", "--lang", "fr")
    assert done.returncode == code
    document = json.loads(done.stdout)
    assert (document["status"], document["exit"]) == ("error", code)
    for fault in document["faults"]:
        assert fault["message"] in done.stderr
    faults: list[dict[str, str]] = document["faults"]
    return faults


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "none.toml"),
        ("solve", "none.toml"),
        ("verify", "none.xlsx"),
        ("assign", "none.xlsx"),
        ("replan", "none.xlsx"),
        ("explain", "none.xlsx"),
        ("diff", "none.toml", "none.toml"),
        ("register", "none.toml", "none.csv", "-o", "out.xlsx"),
        ("rotate", "none.toml"),
    ],
)
def test_a_file_that_is_not_there(arguments: tuple[str, ...]) -> None:
    (fault,) = failed(*arguments)
    assert fault == {
        "file": arguments[1],
        "where": "",
        "message": f"{arguments[1]} : ce fichier n'existe pas",
    }


def test_each_fault_of_a_draft_has_its_line_and_key(small: Path) -> None:
    small.write_text(SMALL.replace("60", '"une heure"').replace('"9h"', '"25h"'), "utf-8")
    assert failed("solve", small) == [
        {
            "file": "agenda.toml",
            "where": "ligne 6, days[0].open.start",
            "message": "« 25h » n'est pas une heure (attendu HH:MM)",
        },
        {
            "file": "agenda.toml",
            "where": "ligne 12, sessions[0].minutes (« a »)",
            "message": "« une heure » n'est pas une durée (attendu 1 à 1440 minutes, ou min et "
            "max)",
        },
    ]


def test_each_fault_of_a_workbook_has_its_cell(small: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    draft = tmp_path / "agenda.xlsx"
    assert run("convert", small, draft).returncode == 0
    book = load_workbook(draft)
    (row,) = (row for row in book["Sessions"].iter_rows() if row[0].value == "a")
    row[3].value = "25h30"
    book.save(draft)
    (fault,) = failed("check", draft)
    assert fault == {
        "file": "agenda.xlsx",
        "where": f"Sessions!{row[3].coordinate}",
        "message": "« 25h30 » n'est pas une heure (attendu HH:MM)",
    }


def test_an_option_that_makes_no_sense_concerns_no_file() -> None:
    (fault,) = failed("rotate", "--people", 12, "--names", "guests.txt")
    assert (fault["file"], fault["where"]) == ("", "")


def test_a_result_that_is_not_to_be_trusted(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise SelfCheckError("two at once")

    monkeypatch.setattr(whole, "solve", faulty)
    (fault,) = failed("solve", small, code=4)
    assert "two at once" in fault["message"]


def test_what_was_found_is_told_where_it_cannot_be_written(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One document, not two: the exit code and the sentence tell the rest."""

    def refuse(*_: object, **__: object) -> None:
        raise InputError([same("no room left")])

    monkeypatch.setattr("agenda_solver.files.workbook.write", refuse)
    done = run("solve", small, "-o", tmp_path / "out.xlsx", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["status"] == "optimal"
    assert "no room left" in done.stderr


def test_what_is_found_in_a_workbook_has_its_cell(small: Path, tmp_path: Path) -> None:
    small.write_text(SMALL.replace('id = "r"', 'id = "r"\nto_be_confirmed = true'), "utf-8")
    draft = tmp_path / "agenda.xlsx"
    assert run("convert", small, draft).returncode == 0
    documents = [json.loads(run("solve", path, "--json").stdout) for path in (small, draft)]
    in_toml, in_workbook = (document["findings"][0]["where"] for document in documents)
    assert in_toml == "rooms.r.to_be_confirmed"
    assert in_workbook.startswith("Salles!")


def test_what_is_impossible_has_its_core(small: Path) -> None:
    done = run("solve", small, "--json", "--lang", "fr")
    assert json.loads(done.stdout)["core"] == []
    small.write_text(SMALL.replace("60", "600"), "utf-8")
    done = run("solve", small, "--json", "--lang", "fr")
    assert done.returncode == 3
    core = json.loads(done.stdout)["core"]
    assert {demand["rule"] for demand in core} == {"opening_hours", "length"}


@pytest.mark.parametrize("arguments", [["check"], ["check", "a.toml", "--wrong"], ["chekc"]])
def test_a_command_line_that_is_not_understood(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "agenda_solver", *arguments, "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    document: Any = json.loads(done.stdout)
    check_document(document)
    assert (document["status"], document["exit"]) == ("error", 2)
    (fault,) = document["faults"]
    assert fault["message"] in done.stderr


@pytest.mark.parametrize("of", ["drafts", "results"])
def test_a_schema_alone_or_with_the_other(of: str) -> None:
    both = json.loads(run("schema").stdout)
    assert set(both) == {"drafts", "results"}
    assert json.loads(run("schema", of).stdout) == both[of]
    assert both["results"] == results_schema("en")
    french = json.loads(run("schema", of, "--lang", "fr").stdout)
    assert french == (drafts_schema("fr") if of == "drafts" else results_schema("fr"))
