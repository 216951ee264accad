"""What the Tab key proposes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agenda_solver.commands import completing

ROOT = Path(__file__).parents[2]
CUF = ROOT / "instances" / "cuf-2022" / "agenda.toml"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("COMP_WORDS", f"agenda-solver explain '{CUF}' --why ")
    return monkeypatch


@pytest.mark.usefixtures("typed")
def test_ids_of_the_file_are_proposed_with_what_they_are_called() -> None:
    proposed = dict(completing.ids("sessions")("jeun"))
    assert list(proposed) == ["jeunesse-climat"]
    assert "eunesse" in proposed["jeunesse-climat"]


@pytest.mark.usefixtures("typed")
def test_a_title_leads_to_its_id() -> None:
    title = completing.ids("sessions")("")[0][1]
    assert completing.ids("sessions")(title[:12].upper())


@pytest.mark.usefixtures("typed")
def test_after_a_sign_nothing_is_proposed() -> None:
    person = completing.ids("people", "@")("")[0][0]
    assert completing.ids("people", "@")(f"{person}@14h") == []


def test_other_shells_tell_what_is_typed_in_another_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COMP_WORDS", raising=False)
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"agenda-solver replan {CUF} --close-room ")
    assert completing.ids("rooms")("")


@pytest.mark.parametrize("words", ["agenda-solver solve nothing.xlsx", "agenda-solver 'open", ""])
def test_without_a_file_that_can_be_read_nothing_is_proposed(
    monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("COMP_WORDS", words)
    assert completing.ids("people")("") == []


def test_formats_are_proposed() -> None:
    assert [key for key, _ in completing.formats("i")] == ["ics", "indico"]


def test_a_shell_that_asks_is_answered() -> None:
    asking = {
        "COMP_WORDS": f"agenda-solver explain {CUF} --why odd",
        "COMP_CWORD": "4",
        completing.IN_PROGRESS: "complete_bash",
    }
    script = "import sys; sys.argv[0] = 'agenda-solver'; from agenda_solver.cli import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **asking},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["odd-europe"]
    assert done.stderr == ""
