"""The event that comes with the program is the one of the repository, and both its files are it."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

from agenda_solver.files import toml, workbook
from agenda_solver.files.example import read_example, responses
from agenda_solver.files.responses import register
from command_line import run

ROOT = Path(__file__).parents[2]
ASSISES = ROOT / "instances" / "assises-normandes-2026"
SHIPPED = ROOT / "src" / "agenda_solver" / "files" / "example"


def test_it_is_that_of_the_repository_before_anybody_registers() -> None:
    theirs = (ASSISES / "agenda.toml").read_text(encoding="utf-8").splitlines()
    ours = (SHIPPED / "agenda.toml").read_text(encoding="utf-8").splitlines()
    (place,) = (number for number, line in enumerate(theirs) if line.startswith("attendees ="))
    assert ours == [*theirs[:place], *theirs[place + 2 :]]
    assert responses() == (ASSISES / "reponses-google-forms.csv").read_bytes()


def test_a_wheel_holds_its_files() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["agenda_solver.files.example"]
    files = [path for path in SHIPPED.iterdir() if path.suffix != ".py" and path.is_file()]
    assert len(files) == 2
    assert all(any(fnmatch(path.name, pattern) for pattern in patterns) for path in files)


def test_its_answers_make_the_attendees_of_the_repository(tmp_path: Path) -> None:
    done = run("init", "--example", tmp_path / "draft.xlsx", "--lang", "en")
    assert done.returncode == 0
    assert "Written: " in done.stderr
    draft = workbook.read(tmp_path / "draft.xlsx").problem
    assert draft.sessions == read_example().sessions
    assert not draft.attendees
    registered = register(draft, tmp_path / "responses.csv").problem
    assert registered.attendees == toml.read(ASSISES / "agenda.toml").attendees


def test_nothing_is_written_over(tmp_path: Path) -> None:
    answers, draft = tmp_path / "reponses.csv", tmp_path / "brouillon.xlsx"
    answers.write_text("les miennes", encoding="utf-8")
    done = run("init", "--example", draft, "--lang", "fr")
    assert done.returncode == 2
    assert f"{answers}" in done.stderr
    assert (answers.read_text(encoding="utf-8"), draft.exists()) == ("les miennes", False)
    assert run("init", "--example", draft, "--lang", "fr", "--force").returncode == 0
    assert answers.read_bytes() == responses()
