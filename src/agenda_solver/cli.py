"""The command line: a draft comes in, is checked, solved and verified; a timetable goes out."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Annotated

import typer

from agenda_solver import __version__
from agenda_solver.commands import (
    assign,
    board,
    check,
    completing,
    contingency,
    convert,
    diff,
    explain,
    export,
    import_,
    init,
    register,
    replan,
    rotate,
    schema,
    solve,
    verify,
)
from agenda_solver.commands.options import in_locale
from agenda_solver.commands.speaking import NOTHING_FOUND, UNREADABLE, tell
from agenda_solver.commands.usage import UsageError, refuse_usage
from agenda_solver.process import ENDING, MACHINE_FAILED, NOTHING_YET, OutputError
from agenda_solver.text import Text

app = typer.Typer(
    name="agenda-solver",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=in_locale(
        "Des programmes sans conflit : un brouillon entre, un programme prouvé sort.",
        "Conflict-free programmes: a draft in, a proven timetable out.",
    ),
)


def add(command: ModuleType) -> None:
    """Add a command: a module with `HELP` and `run`, by its own name."""
    name = command.__name__.rpartition(".")[2].rstrip("_")  # `import` is a word of Python
    app.command(name, help=command.HELP)(command.run)


for command in (
    *(check, solve, init, import_, convert, register, assign, verify),
    *(explain, replan, contingency, diff, board, export, rotate, schema),
):
    add(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"agenda-solver {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help=in_locale("Affiche la version.", "Show the version."),
        ),
    ] = False,
    _completion: Annotated[bool, completing.INSTALL] = False,
) -> None:
    pass


def run() -> int:
    """Run the command line; return its exit code."""
    completing.begin()
    try:
        code: int = app(standalone_mode=False) or 0
        sys.stdout.flush()
    except SystemExit as answered:  # a shell that asked for completion
        return int(answered.code or 0)
    except UsageError as error:
        refuse_usage(error)
        return UNREADABLE
    except OSError as error:
        from agenda_solver.files.system import why

        sentence = _NOT_SHOWN if isinstance(error, OutputError) else _MACHINE
        tell(sentence.fill(why=why(error)), ENDING.language)
        return MACHINE_FAILED
    if code == NOTHING_FOUND and ENDING.number:
        tell(NOTHING_YET, ENDING.language)
        return 128 + ENDING.number
    return code


_NOT_SHOWN = Text(
    "Le résultat ne peut pas être affiché ({why}).", "The result cannot be shown ({why})."
)
_MACHINE = Text(
    "L'ordinateur n'a pas pu aller au bout ({why}).", "The computer could not finish ({why})."
)
