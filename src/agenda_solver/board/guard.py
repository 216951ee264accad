"""Who may ask: the browser that was given the address, on this machine, from the page itself.

Whatever else is sent is refused before anything is read of it. A page elsewhere knows neither
the token, nor could it read an answer; a name that is made to lead here is no name of ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agenda_solver.text import Language, Text

MOST_BYTES = 1_000_000
"""The longest body that is read."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe(32)


class Guard:
    """Lets through what comes from the page itself, and puts the headers on every answer.

    What is under the token goes on without it, as if it stood at the root.

    Attributes
    ----------
    ticket : str
        Leads to the page once. Everybody on a machine sees what a browser is started with:
        that is this, and not the token.
    """

    def __init__(self, app: ASGIApp, token: str, port: int, language: Language) -> None:
        self._app = app
        self._token = token.encode()
        self.ticket = new_token()
        self._is_used = False
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no sockets to open
            return
        send = _with_headers(send)
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        if self._takes_ticket(scope["path"]):
            await RedirectResponse(f"/{self._token.decode()}/", 303)(scope, receive, send)
            return
        path = self._within(scope["path"])
        if path is None:
            await Response(status_code=404)(scope, receive, send)
            return
        if not path:
            await RedirectResponse(f"{scope['path']}/")(scope, receive, send)
            return
        inside = {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}
        await self._app(inside, _Limited(receive), send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return self._refused(400, OTHER_HOST)
        if origins and origins != [f"http://{hosts[0]}"]:
            return self._refused(403, OTHER_ORIGIN)
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return self._refused(403, OTHER_ORIGIN)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return Response(status_code=405)
        return self._refusal_of_body(headers) if scope["method"] == "POST" else None

    def _refusal_of_body(self, headers: Headers) -> Response | None:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            return self._refused(415, NOT_JSON)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:20]) > MOST_BYTES:
            return self._refused(413, TOO_LONG)
        return None

    def _takes_ticket(self, path: str) -> bool:
        """Whether a path is the ticket, for the first time."""
        given = path[1:].encode("utf-8", "surrogateescape")
        if self._is_used or not secrets.compare_digest(given, self.ticket.encode()):
            return False
        self._is_used = True
        return True

    def _within(self, path: str) -> str | None:
        """Return a path below the token, blank where it ends with that; None where it is none."""
        head, slash, rest = path[1:].partition("/")
        right = secrets.compare_digest(head.encode("utf-8", "surrogateescape"), self._token)
        return f"{slash}{rest}" if right and path.startswith("/") else None

    def _refused(self, status: int, text: Text) -> Response:
        return JSONResponse({"error": text.say(self._language)}, status)


class BodyTooLongError(Exception):
    """More is sent than is read."""


class _Limited:
    """Receives a body as long as it is not too long, whatever its header says."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._taken = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        if self._taken > MOST_BYTES:
            raise BodyTooLongError
        return message


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending


OTHER_HOST = Text(
    "Cette adresse n'est pas celle du tableau.", "This address is not that of the board."
)
OTHER_ORIGIN = Text(
    "Cette demande vient d'une autre page que le tableau.",
    "This request comes from another page than the board.",
)
NOT_JSON = Text("Une demande est du JSON (application/json).", "A request is application/json.")
TOO_LONG = Text("Cette demande est trop longue.", "This request is too long.")
