"""Commands as they are typed, run in this process: another one takes half a second to begin."""

from __future__ import annotations

from dataclasses import dataclass

from typer.testing import CliRunner

from agenda_solver.cli import app


@dataclass(frozen=True)
class Done:
    """What a command leaves behind: its exit code, and what it has said where."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object, columns: int = 100) -> Done:
    """Run a command, on a terminal of so many columns.

    Raises
    ------
    AssertionError
        If it ends in an exception of its own: a user would see a traceback.
    """
    done = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Done(done.exit_code, done.stdout, done.stderr)
