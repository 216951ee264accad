"""Carries what the page asks to the board, and back what it answers; nothing is decided here."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.resources import files
from typing import TypeVar

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from agenda_solver.board import asked
from agenda_solver.board.desk import BoardError, Refusal
from agenda_solver.board.guard import TOO_LONG, BodyTooLongError, Guard, new_token
from agenda_solver.board.running import RunningBoard
from agenda_solver.board.shown import Plain
from agenda_solver.board.texts import page_texts
from agenda_solver.process import say_where
from agenda_solver.text import Text

HERE = "127.0.0.1"
_HEARTBEAT = 15.0
"""Seconds after which a tab is told that the board is still there."""
MOST_EVENTS = 1_000
"""So many events wait at most for a tab that hears none: it then begins anew with the state."""

_STATUS: dict[Refusal, int] = {"stale": 409, "busy": 409, "unknown": 422, "impossible": 422}

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What of the page's folder is given out."""

_Asked = TypeVar("_Asked", bound=asked.Asked)


def page_files() -> dict[str, tuple[bytes, str]]:
    """Return the files of the page by their name, each with its kind."""
    known = {}
    for file in files("agenda_solver.board").joinpath("page").iterdir():
        kind = _KINDS.get("." + file.name.rpartition(".")[2])
        if kind is not None and file.is_file():
            known[file.name] = (file.read_bytes(), kind)
    return known


class Application:
    """What is served: the page, and what it asks for."""

    def __init__(self, board: RunningBoard) -> None:
        self._board = board
        self._files = page_files()
        self._tabs: set[asyncio.Queue[Plain | None]] = set()

    def app(self) -> Starlette:
        """Return it as what a server runs."""
        board = self._board
        app = Starlette(
            routes=[
                self._get("state", lambda _: board.state()),
                self._get("texts", lambda _: page_texts(board.language)),
                self._get("places", lambda query: board.places(query.get("session", ""))),
                self._get("candidates", lambda query: board.candidates(query.get("person", ""))),
                Route("/api/events", self._events),
                self._get("work", lambda _: board.work()),
                self._post("try", asked.AttemptAsked, board.attempt),
                self._post("compare", asked.CompareAsked, lambda of: board.compare(of.against)),
                self._post("move", asked.MoveAsked, board.move),
                self._post("shelve", asked.SessionAsked, board.shelve),
                self._post("lock", asked.LockAsked, board.lock),
                self._post("undo", asked.ChangeAsked, board.undo),
                self._post("redo", asked.ChangeAsked, board.redo),
                self._post("name", asked.NameAsked, board.name),
                self._post("restore", asked.NameAsked, board.restore),
                self._post("ask", asked.QuestionAsked, board.ask, 202),
                self._post("stop", asked.StopAsked, board.stop),
                self._post("save", asked.SaveAsked, board.save),
                self._post("recover", asked.RecoverAsked, board.recover),
                Route("/", self._file),
                Route("/{name}", self._file),
            ],
            exception_handlers={Exception: self._failed},
        )
        app.router.redirect_slashes = False
        return app

    def close(self) -> None:
        """Let go of every tab."""
        for events in self._tabs:
            _hand_over(events, None)

    def _get(self, name: str, answer: Callable[[Mapping[str, str]], object]) -> Route:
        """Return what answers a question that changes nothing."""

        async def endpoint(request: Request) -> Response:
            return self._answered(lambda: answer(request.query_params))

        return Route(f"/api/{name}", endpoint, methods=["GET"])

    def _post(
        self, name: str, model: type[_Asked], answer: Callable[[_Asked], Plain], status: int = 200
    ) -> Route:
        """Return what answers a request of one shape."""

        async def endpoint(request: Request) -> Response:
            try:
                wanted = model.model_validate_json(await request.body())
            except BodyTooLongError:
                return self._refused(413, TOO_LONG)
            except ValidationError:
                return self._refused(422, _NOT_UNDERSTOOD)
            return self._answered(lambda: answer(wanted), status)

        return Route(f"/api/{name}", endpoint, methods=["POST"])

    def _answered(self, answer: Callable[[], object], status: int = 200) -> Response:
        try:
            return JSONResponse(answer(), status)
        except BoardError as error:
            return self._refused(_STATUS[error.kind], error.text)

    def _refused(self, status: int, text: Text) -> Response:
        return JSONResponse({"error": text.say(self._board.language)}, status)

    async def _failed(self, _: Request, error: Exception) -> Response:
        """Answer where the program is at fault; what is told of that names nobody."""
        say_where(error)
        return self._refused(500, _FAULT)

    async def _file(self, request: Request) -> Response:
        known = self._files.get(request.path_params.get("name", "index.html"))
        if known is None:
            return Response(status_code=404)
        data, kind = known
        if kind.startswith("text/html"):
            data = data.replace(b'lang="fr"', f'lang="{self._board.language}"'.encode(), 1)
        return Response(data, media_type=kind)

    # --- What happens -----------------------------------------------------------------------

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[bytes]:
        """Yield what happens, and now and then that the board is still there."""
        events: asyncio.Queue[Plain | None] = asyncio.Queue(MOST_EVENTS)
        loop = asyncio.get_running_loop()
        leave = self._board.listen(lambda event: _deliver(loop, lambda: _hand_over(events, event)))
        self._tabs.add(events)
        try:
            while True:
                try:
                    event = await asyncio.wait_for(events.get(), _HEARTBEAT)
                except TimeoutError:
                    yield b": here\n\n"
                    continue
                if event is None:
                    return
                yield f"data: {json.dumps(event)}\n\n".encode()
        finally:
            self._tabs.discard(events)
            leave()


def _hand_over(events: asyncio.Queue[Plain | None], event: Plain | None) -> None:
    """Let a tab hear an event, or the end of them all: that, too, where too many wait."""
    if events.full():
        while not events.empty():
            events.get_nowait()
        event = None
    events.put_nowait(event)


def _deliver(loop: asyncio.AbstractEventLoop, do: Callable[[], None]) -> None:
    """Have something done between two requests, from whichever thread."""
    with suppress(RuntimeError):  # the board has closed
        loop.call_soon_threadsafe(do)


_NOT_UNDERSTOOD = Text(
    "Cette demande n'est pas de celles que le tableau comprend.",
    "This request is none that the board understands.",
)
_FAULT = Text(
    "C'est une faute du logiciel ; rien n'a changé. Merci de la signaler avec ce que dit la "
    "fenêtre où le tableau a été lancé.",
    "This is a fault of the software; nothing has changed. Please report it with what the window "
    "says in which the board was started.",
)


# --- The server ---------------------------------------------------------------------------


class Server:
    """A server of one board, at an address that only its organiser is given.

    Attributes
    ----------
    address : str
        With the token.
    first_address : str
        Leads there once: it may be seen where a browser is started with it.
    app : Guard
        What is served.
    """

    def __init__(self, board: RunningBoard, port: int = 0, token: str | None = None) -> None:
        token = new_token() if token is None else token
        self._socket = _listening(port)
        port = self._socket.getsockname()[1]
        self.address = f"http://{HERE}:{port}/{token}/"
        self._board = board
        self._application = Application(board)
        self.app = Guard(self._application.app(), token, port, board.language)
        self.first_address = f"http://{HERE}:{port}/{self.app.ticket}"
        config = uvicorn.Config(
            self.app,
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
            timeout_keep_alive=30,
            h11_max_incomplete_event_size=32_768,
        )
        self._server = _Patient(config)

    def run(self) -> None:
        """Serve until `stop` is called."""
        gc.freeze()  # what is loaded stays: to look through all of it takes longer than a move
        asyncio.run(self._run())

    async def _run(self) -> None:
        self._loop = loop = asyncio.get_running_loop()
        self._board.deliver = lambda do: _deliver(loop, do)
        await self._server.serve([self._socket])

    def stop(self) -> None:
        """End, from whichever thread, as soon as what was asked is answered."""
        self._server.should_exit = True
        self._board.end()
        with suppress(AttributeError, RuntimeError):  # it has not begun, or has ended
            self._loop.call_soon_threadsafe(self._application.close)


class _Patient(uvicorn.Server):
    """A server that leaves signals to the process it is in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listening(port: int) -> socket.socket:
    """Return a socket that only this machine reaches.

    Raises
    ------
    OSError
        If the port is taken, or not ours to take.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere, two could then listen on one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HERE, port))
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made
