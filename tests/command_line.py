"""Commands as they are typed, run in this process: another one takes half a second to begin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from typer.testing import CliRunner

from agenda_solver.cli import app
from agenda_solver.files.store.schemas import results_schema
from drawing import unbound


@dataclass(frozen=True)
class Done:
    """What a command leaves behind: its exit code, and what it has said where."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class DoneHere(Done):
    """What a command of this process leaves behind: what it has said in order, too."""

    output: str


def run(*arguments: object, columns: int | None = None) -> DoneHere:
    """Run a command, on a terminal of so many columns; for another program where none are given.

    Raises
    ------
    AssertionError
        If it ends in an exception of its own: a user would see a traceback. If what it
        prints with ``--json`` is not one document, as the schema has it.
    """
    done = CliRunner(env={"COLUMNS": None if columns is None else str(columns)}).invoke(
        app, list(map(str, arguments))
    )
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    if "--json" in arguments and done.stdout:
        check_document(json.loads(done.stdout))
    return DoneHere(done.exit_code, done.stdout, done.stderr, done.output)


def words_of(path: Path) -> list[str]:
    """Return what the first sheet of a workbook says, cell by cell."""
    sheet = unbound(load_workbook(path).worksheets[0])
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def check_document(document: object) -> None:
    """Refuse a document that is not as the schema has it.

    Raises
    ------
    jsonschema.ValidationError
        If it is otherwise.
    """
    _DOCUMENTS.validate(document)


_DOCUMENTS = Draft202012Validator(results_schema())
