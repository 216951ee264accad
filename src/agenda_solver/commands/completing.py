"""What a shell proposes while a command is typed: the ids of the file it names, and formats."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

import typer

from agenda_solver.commands.options import LOCALE, in_locale
from agenda_solver.text import Text

Table = Literal["people", "rooms", "sessions"]
Proposals = list[tuple[str, str]]
"""What may be typed, and what that is."""

IN_PROGRESS = "_AGENDA_SOLVER_COMPLETE"
"""The variable by which a shell asks."""

_LINES = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")
"""Variables in which shells tell what is typed: bash, and others."""


def begin() -> None:
    """Let a shell that asks be answered; nothing otherwise."""
    if IN_PROGRESS in os.environ:
        from typer._completion_classes import completion_init

        completion_init()


def ids(table: Table, sign: str = "") -> Callable[[str], Proposals]:
    """Return what proposes the rows of a table of the file that was typed before.

    Parameters
    ----------
    sign : str
        What comes between an id and what is typed after it, such as ``@``.
    """

    def propose(incomplete: str) -> Proposals:
        if sign and sign in incomplete:
            return []
        begun = incomplete.casefold()
        return [
            (key, label)
            for key, label in _rows(table)
            if key.casefold().startswith(begun) or label.casefold().startswith(begun)
        ]

    return propose


def _rows(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the ids of the file that is typed, and what they are called."""
    from agenda_solver.files import InputError
    from agenda_solver.files.opening import load

    for path in _files():
        with suppress(InputError):
            yield from ((row.id, row.label) for row in getattr(load(path).problem, table))
            return


def _files() -> Iterator[Path]:
    """Yield the files among the words that are typed so far.

    An option that has no value yet keeps the arguments before it from being parsed.
    """
    line = next((os.environ[name] for name in _LINES if name in os.environ), "")
    with suppress(ValueError):  # a quote is still open
        for word in shlex.split(line):
            if Path(word).is_file():
                yield Path(word)


def formats(incomplete: str) -> Proposals:
    """Propose the formats of `export`."""
    from agenda_solver.files.exporters import FORMATS, exporter

    return [(key, exporter(key).title.say(LOCALE)) for key in FORMATS if key.startswith(incomplete)]


# --- Its options --------------------------------------------------------------------------


def _install(wanted: bool) -> None:
    if wanted:
        from typer._completion_classes import completion_init
        from typer._completion_shared import install

        completion_init()
        shell, path = install()
        typer.echo(_INSTALLED.fill(shell=shell, path=path).say(LOCALE))
        raise typer.Exit


_INSTALLED = Text(
    "Complétion pour {shell} installée dans {path} ; elle marche dans une nouvelle fenêtre.",
    "Completion for {shell} installed in {path}; it works in a new window.",
)

INSTALL = typer.Option(
    "--install-completion",
    callback=_install,
    is_eager=True,
    help=in_locale(
        "Installe la complétion : la touche Tab propose commandes, options et identifiants.",
        "Install completion: the Tab key proposes commands, options and ids.",
    ),
)
