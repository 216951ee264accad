"""The command `board`: the programme in the browser, on this machine only."""

from __future__ import annotations

import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.budget import Stop
from agenda_solver.commands.options import JsonOption, LangOption, in_locale
from agenda_solver.commands.speaking import Refusals, show
from agenda_solver.files import InputError
from agenda_solver.process import ENDING
from agenda_solver.text import Text

if TYPE_CHECKING:
    from agenda_solver.board.server import Server

HELP = in_locale(
    "Ouvre le programme dans le navigateur, sur cette machine seulement : déplacer, voir ce qui "
    "casse, réparer, enregistrer.",
    "Open the programme in the browser, on this machine only: move, see what breaks, repair, save.",
)


def run(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("FICHIER", "FILE"),
            help=in_locale(
                "Un programme (.xlsx), ou un brouillon (.xlsx, .toml).",
                "A programme (.xlsx), or a draft (.xlsx, .toml).",
            ),
        ),
    ],
    port: Annotated[
        int,
        typer.Option(
            min=0,
            max=65535,
            help=in_locale(
                "Le port ; sinon, un qui est libre.", "The port; else one that is free."
            ),
        ),
    ] = 0,
    no_browser: Annotated[
        bool,
        typer.Option(
            "--no-browser",
            help=in_locale("N'ouvre pas le navigateur.", "Do not open the browser."),
        ),
    ] = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Serve a programme to the browser of this machine."""
    with Refusals(lang, as_json=as_json) as refusals:
        _check_extra()
        from agenda_solver.board.running import RunningBoard
        from agenda_solver.board.server import Server

        board = RunningBoard(file, lang)
        refusals.language = board.language
        server = Server(board, port)
    ENDING.stopping, ENDING.stop = _CLOSING, _ServerStop(server)
    show(server.address)
    if not no_browser:
        webbrowser.open(server.address)
    server.run()


_CLOSING = Text("Le tableau se ferme.", "The board closes.")


class _ServerStop(Stop):
    """Lets the server end where the run is to."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.heeded = True
        self._server = server

    def set(self) -> None:
        """Ask the server to end."""
        super().set()
        self._server.stop()


def _check_extra() -> None:
    """Refuse where what serves is not there.

    Raises
    ------
    InputError
        With what to install.
    """
    if not all(map(find_spec, ("starlette", "uvicorn"))):
        raise InputError([_NO_LIBRARY])


_NO_LIBRARY = Text(
    "Il manque de quoi ouvrir le tableau ; l'installer par « pip install starlette uvicorn »",
    "What opens the board is missing; install it by “pip install starlette uvicorn”",
)
