"""A board that is served in this process, and who asks it as a browser does."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from agenda_solver.board import asked
from agenda_solver.board.asked import Question
from agenda_solver.board.running import RunningBoard
from agenda_solver.board.server import Server


@dataclass(frozen=True)
class Answer:
    """What the server has answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Tab:
    """A tab of the browser, at the address it was given."""

    address: str
    first_address: str = ""
    name: str = "one"

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def root(self) -> str:
        return urlsplit(self.address).path

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request as it is given."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        return self.send("GET", self.root + path)

    def post(self, what: str, **wanted: Any) -> Answer:
        """Ask for something as the page does."""
        body = json.dumps(wanted).encode()
        headers = {
            "Content-Type": "application/json",
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        return self.send("POST", f"{self.root}api/{what}", body, headers)

    def state(self) -> Any:
        return self.get("api/state").data

    def change(self, what: str, **wanted: Any) -> Any:
        """Change what is shown, as a tab that has seen the last change."""
        answer = self.post(what, tab=self.name, revision=self.state()["revision"], **wanted)
        assert answer.status in (200, 202), answer.body
        return answer.data

    @contextmanager
    def events(self) -> Iterator[Iterator[Any]]:
        """Hear what happens."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            head = f"GET {self.root}api/events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            line.sendall(f"{head}Connection: close\r\n\r\n".encode())
            with line.makefile("rb") as lines:
                yield (json.loads(each[6:]) for each in lines if each.startswith(b"data: "))


@contextmanager
def serving(board: RunningBoard) -> Iterator[Tab]:
    """Serve a board, and end it."""
    server = Server(board)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Tab(server.address, server.first_address)
    finally:
        server.stop()
        thread.join(10)
        assert not thread.is_alive()


def answered_by(board: RunningBoard, question: Question, **wanted: Any) -> Any:
    """Ask a question of a board that nobody serves, and return what came of it."""
    ended = threading.Event()

    def deliver(do: Callable[[], None]) -> None:
        do()
        ended.set()

    board.deliver = deliver
    board.ask(asked.QuestionAsked(revision=board.desk.revision, question=question, **wanted))
    assert ended.wait(60)
    return board.work()
