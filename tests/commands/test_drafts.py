"""A draft is not a programme: whoever asks one for a timetable is told so, in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import run

CUF = Path(__file__).parents[2] / "instances" / "cuf-2022" / "agenda.toml"
COMMANDS = (
    ("verify",),
    ("assign", "-o", "a.xlsx"),
    ("replan", "--close-room", "armand-ouest", "-o", "a.xlsx"),
    ("export", "--to", "ics", "-o", "calendars"),
)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a draft as text, and as a workbook."""
    workbook = tmp_path_factory.mktemp("drafts") / "draft.xlsx"
    assert run("convert", CUF, workbook).returncode == 0
    return CUF, workbook


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "fr",
            "{path} : c'est un brouillon, pas encore un programme ; « solve » en fait d'abord un",
        ),
        ("en", "{path}: this is a draft, not a programme yet; “solve” makes one of it first"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_one_sentence_and_nothing_written(
    drafts: tuple[Path, Path],
    command: tuple[str, ...],
    language: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for draft in drafts:
        done = run(command[0], draft, *command[1:], "--lang", language)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == sentence.format(path=draft) + "\n"
    assert not list(tmp_path.iterdir())


def test_the_same_as_a_document(drafts: tuple[Path, Path]) -> None:
    done = run("verify", drafts[1], "--json")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (2, "error")


def test_a_file_that_is_not_there_is_not_called_a_draft(tmp_path: Path) -> None:
    done = run("verify", tmp_path / "nowhere.toml", "--lang", "en")
    assert done.returncode == 2
    assert "draft" not in done.stderr
