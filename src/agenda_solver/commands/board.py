"""The command `board`: the programme in the browser, on this machine only."""

from __future__ import annotations

import json
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.budget import Budget, Stop
from agenda_solver.commands.options import (
    JsonOption,
    LangOption,
    SecondsOption,
    SeedOption,
    WorkersOption,
    in_locale,
)
from agenda_solver.commands.speaking import Refusals, tell, tell_next, tell_notices
from agenda_solver.files import InputError
from agenda_solver.files.system import why
from agenda_solver.process import ENDING
from agenda_solver.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from agenda_solver.board.alone import BoardMark
    from agenda_solver.board.running import RunningBoard
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
    seconds: SecondsOption = 60.0,
    seed: SeedOption = 0,
    workers: WorkersOption = 8,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Serve a programme to the browser of this machine."""
    with Refusals(lang, as_json=as_json) as refusals:
        _check_extra()
        from agenda_solver.board.alone import BoardMark
        from agenda_solver.board.running import RunningBoard

        mark = BoardMark.of(file)
        try:
            board = RunningBoard(file, lang, _budget(seconds, seed, workers))
            refusals.language = board.language
            tell_notices(board.keeping.asked, board.language)
            if board.unreadable is not None:
                tell(_UNREADABLE.fill(path=board.unreadable), board.language)
            _serve(board, _server(board, port), mark, browser=not no_browser, as_json=as_json)
        finally:
            mark.remove()


def _serve(
    board: RunningBoard, server: Server, mark: BoardMark, *, browser: bool, as_json: bool
) -> None:
    """Say where the board is, and serve until the run is to end."""
    ENDING.language, ENDING.stopping = board.language, _CLOSING
    ENDING.stop = _ServerStop(server)
    mark.tell(server.address)
    typer.echo(_on_one_line(server.address) if as_json else server.address)  # never wrapped
    if browser:
        webbrowser.open(server.first_address)
    tell(_HOW_TO_END, board.language)
    server.run()
    if board.desk.is_dirty:
        tell_next(_KEPT, board.language, "board", board.keeping.path)


def _on_one_line(address: str) -> str:
    from agenda_solver.files.store.documents import BoardDocument

    return json.dumps(BoardDocument(address=address).plain())


def _budget(seconds: float, seed: int, workers: int) -> Callable[[Stop], Budget]:
    return lambda stop: Budget(seconds, seed, workers, stop=stop)


def _server(board: RunningBoard, port: int) -> Server:
    """Return a server at a port.

    Raises
    ------
    InputError
        If the port is taken.
    """
    from agenda_solver.board.server import Server

    try:
        return Server(board, port)
    except OSError as error:
        raise InputError([_NO_PORT.fill(port=port, why=why(error))], board.language) from None


_CLOSING = Text("Le tableau se ferme.", "The board closes.")
_HOW_TO_END = Text(
    "Cette adresse n'ouvre le tableau que sur cet ordinateur. Ctrl-C le ferme.",
    "This address opens the board on this computer only. Ctrl-C closes it.",
)
_KEPT = Text(
    "Ce qui n'est pas enregistré est gardé à côté ; pour le reprendre",
    "What is not saved is kept beside; to take it up again",
)
_UNREADABLE = Text(
    "Ce qui avait été gardé à côté n'est pas lisible par cette version : rien n'en est repris, "
    "c'est laissé dans {path}",
    "What had been kept beside cannot be read by this version: nothing of it is taken up, it is "
    "left in {path}",
)
_NO_PORT = Text(
    "Le port {port} ne peut pas être pris ({why}) : en donner un autre par --port, ou aucun.",
    "Port {port} cannot be had ({why}): give another by --port, or none.",
)


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
