"""Who is done with a command is told the next one."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from command_line import Done, run

DRAFT = """
[event]
name = "Essai"
language = "fr"
[[days]]
date = 2027-03-01
[[sessions]]
id = "a"
title = "Atelier A"
kind = "workshop"
minutes = 60
rooms = []
"""


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("mon brouillon.toml")
    path.write_text(DRAFT, encoding="utf-8")
    return path


def told(done: Done) -> tuple[str, list[str]]:
    """Return what is said to be next, and the words of the command."""
    *_, step, command = done.stderr.splitlines()
    program, *words = shlex.split(command)
    assert program == "agenda-solver"
    return step, words


def test_one_after_the_other_from_a_draft_to_its_programme(draft: Path) -> None:
    Path("reponses.csv").write_text("Nom,Premier vœu\nAnne,Atelier A\n", encoding="utf-8")
    done = run("check", draft)
    step, words = told(done)
    assert step == "Rien n'est écrit. Pour faire le programme :"
    assert words == ["solve", "mon brouillon.toml", "-o", "programme.xlsx"]
    done = run(*words)
    step, words = told(done)
    assert step == "Pour le faire juger, après des retouches dans ce classeur :"
    assert run(*words).returncode == 0
    done = run("register", "programme.xlsx", "reponses.csv", "-o", "inscrits.xlsx")
    step, words = told(done)
    assert step == "Pour donner les places, en déplaçant le moins de monde possible :"
    assert words == ["assign", "inscrits.xlsx", "--keep", "-o", "programme-2.xlsx"]
    assert run(*words).returncode == 0
    done = run("register", draft, "reponses.csv", "-o", "inscrits.toml")
    step, words = told(done)
    assert step == "Pour faire le programme :"
    assert words == ["solve", "inscrits.toml", "-o", "programme-3.xlsx"]


def test_nothing_is_written_without_a_name(draft: Path) -> None:
    done = run("solve", draft, "--lang", "en")
    step, words = told(done)
    assert step == "Nothing is written. To keep the programme in a workbook:"
    assert words == ["solve", "mon brouillon.toml", "-o", "programme.xlsx"]
    assert [path.name for path in Path().iterdir()] == [draft.name]


def test_a_program_that_reads_the_result_is_told_nothing(draft: Path) -> None:
    for command in ("check", "solve"):
        assert "agenda-solver" not in run(command, draft, "--json").stderr


def test_init_leads_to_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    step, words = told(run("init", "a.xlsx", "--lang", "fr"))
    assert step == "Une fois rempli, le faire relire :"
    assert run(*words).returncode == 0
    assert words == ["check", "a.xlsx"]
