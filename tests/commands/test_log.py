"""The log of the solver, for engineers."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import run

DRAFT = """
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
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.toml"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_the_solver_tells_of_its_work_in_the_log_only(draft: Path) -> None:
    log = draft.with_name("solver.log")
    silent, told = run("solve", draft), run("solve", draft, "--log", log)
    assert told == silent
    assert "Starting CP-SAT solver" in log.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_kept(draft: Path) -> None:
    log = draft.with_name("solver.log")
    log.write_text("mine", encoding="utf-8")
    refused = run("solve", draft, "--log", log)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "existe déjà" in refused.stderr
    assert log.read_text(encoding="utf-8") == "mine"
    assert run("solve", draft, "--log", log, "--force").returncode == 0
    assert "Starting CP-SAT solver" in log.read_text(encoding="utf-8")
    assert run("solve", draft, "--log", draft, "--force").returncode == 2
    assert draft.read_text(encoding="utf-8") == DRAFT
