"""Other programmes that `solve` finds: each in its workbook, told and in the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agenda_solver.files import workbook
from command_line import run

DAY = """
[event]
name = "Petite journée"
grid = 60
[[days]]
date = 2026-06-10
open = { start = "9h", end = "12h" }
[[rooms]]
id = "r"
name = "Salle"
[[people]]
id = "maire"
[[sessions]]
id = "a"
title = "Audience"
minutes = 60
people = { orateur = ["maire"] }
[[sessions]]
id = "b"
title = "Bilan"
minutes = 60
people = { orateur = ["maire"] }
[weights]
typed_order = 0
compact_day = 0
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.toml"
    path.write_text(DAY, encoding="utf-8")
    return path


def test_none_is_told_where_any_were_asked_for(draft: Path, tmp_path: Path) -> None:
    fixed = draft.read_text(encoding="utf-8").replace('"12h"', '"11h"')
    alone = tmp_path / "seul.toml"
    alone.write_text(fixed.partition('[[sessions]]\nid = "b"')[0], encoding="utf-8")
    alone.write_text(alone.read_text(encoding="utf-8").replace('"11h"', '"10h"'), encoding="utf-8")
    impossible = tmp_path / "court.toml"
    impossible.write_text(fixed.replace('"11h"', '"10h"'), encoding="utf-8")
    for path in (alone, impossible):
        asked = json.loads(run("solve", path, "--alternatives", 2, "--json").stdout)
        assert asked["alternatives"] == []
        assert "alternatives" not in json.loads(run("solve", path, "--json").stdout)


def test_each_has_its_workbook(draft: Path, tmp_path: Path) -> None:
    output = tmp_path / "programme.xlsx"
    done = run("solve", draft, "-o", output, "--alternatives", 1, "--reproducible")
    assert done.returncode == 0
    assert "\nProgramme 2, aussi bon : 2 sessions ont une nouvelle heure" in done.stdout
    assert "aucun n'est plus différent, c'est prouvé.\nPar rapport au premier :\n" in done.stdout
    first, second = (
        workbook.read(tmp_path / name).timetable.by_session
        for name in ("programme.xlsx", "programme-2.xlsx")
    )
    assert all(first[session].start != second[session].start for session in "ab")
    assert run("verify", tmp_path / "programme-2.xlsx").returncode == 0


def test_a_file_that_is_there_is_kept(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "programme-3.xlsx").write_text("mine")
    output = tmp_path / "programme.xlsx"
    done = run("solve", draft, "-o", output, "--alternatives", 2, "--lang", "fr")
    assert done.returncode == 2
    assert "programme-3.xlsx existe déjà" in done.stderr
    assert not output.exists()


def test_the_document_has_them(draft: Path) -> None:
    document = json.loads(
        run("solve", draft, "--alternatives", 1, "--json", "--reproducible").stdout
    )
    (other,) = document["alternatives"]
    assert (other["new_times"], other["proven"], other["status"]) == (2, True, "optimal")
    assert {change["session"] for change in other["changes"] if "kinds" in change} == {"a", "b"}


def test_fewer_than_asked_for(draft: Path) -> None:
    draft.write_text(DAY.replace("minutes = 60", 'minutes = 60\nlocked = { room = "r" }'), "utf-8")
    done = run("solve", draft, "--alternatives", 9, "--lang", "en", "--reproducible")
    assert done.returncode == 0
    assert "no more are as good, or were found in time." in done.stderr
