"""Commands that are shown can be copied: they call the program as it is installed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from agenda_solver.commands import calling
from agenda_solver.commands.calling import command, program

BIN = Path(".venv") / "bin" / "agenda-solver"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the program is called, installed below it, and not on the path."""
    script = tmp_path / BIN
    script.parent.mkdir(parents=True)
    script.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.devnull)
    return tmp_path


def called_as(words: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(words), "check", "a.xlsx"])


def test_below_the_folder_by_its_path_from_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (BIN, home / BIN):
        called_as(words, monkeypatch)
        assert program() == str(BIN)
    (home / "elsewhere").mkdir()
    assert program(Path("elsewhere")) == str(home / BIN)


def test_where_the_shell_finds_it_by_its_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called_as(home / BIN, monkeypatch)
    monkeypatch.setenv("PATH", str(home / BIN.parent))
    assert program() == "agenda-solver"


def test_beside_the_folder_by_its_whole_path(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called_as(home / BIN, monkeypatch)
    (home / "mes documents").mkdir()
    monkeypatch.chdir("mes documents")
    assert program() == str(home / BIN)
    called_as(home / "mes documents" / "bin" / "agenda-solver", monkeypatch)
    monkeypatch.chdir(home)
    assert program() == '"mes documents/bin/agenda-solver"'
    called_as("agenda-solver", monkeypatch)
    assert program() == "./agenda-solver"


def test_in_powershell_what_is_quoted_is_called(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called_as(home / "mes documents" / "agenda-solver", monkeypatch)
    monkeypatch.setattr(calling, "POWERSHELL", True)
    assert program() == '& "mes documents/agenda-solver"'
    called_as(home / BIN, monkeypatch)
    assert program() == str(BIN)


def test_as_a_module_of_its_python(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called_as(home / "src" / "agenda_solver" / "__main__.py", monkeypatch)
    monkeypatch.setattr(sys, "executable", str(home / ".venv" / "bin" / "python"))
    assert program() == f"{Path('.venv') / 'bin' / 'python'} -m agenda_solver"


def test_in_another_program_by_its_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called_as(home / "pytest", monkeypatch)
    assert program() == "agenda-solver"


def test_a_command_holds_each_word_together(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called_as(home / BIN, monkeypatch)
    typed = command("solve", Path("mon brouillon.xlsx"), "-o", Path("sorties/programme.xlsx"))
    assert typed == f'{BIN} solve "mon brouillon.xlsx" -o sorties/programme.xlsx'
