"""A stored programme on the board, as the page of a browser asks it: what is waited for.

An instance is named after a stored workbook. The command is started as a process, and asked over
HTTP as the page does: the whole state, moves to other starts, where a session may go, a move that
is tried, saving. Opening and ending are measured on the clock; what is between them in processor
time of the board, whatever else the machine does, as Linux counts it.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

SOLUTIONS = Path(__file__).parent.parent / "solutions"
INSTANCES = tuple(sorted(path.stem for path in SOLUTIONS.glob("*.xlsx")))
MOVES, SESSIONS = 40, 8
"""So many moves are made, and of so many sessions it is asked where they may go."""


@dataclass(frozen=True)
class Waited:
    """Milliseconds.

    Attributes
    ----------
    opened : float
        From the start of the command to the whole state, on the clock.
    state : float
        To have that once more, after many moves.
    move, move_most : float
        To make a first move, to keep it aside and to have the state, as a rule and at most.
    later : float
        The same after many moves, of which people would have to be told.
    attempt : float
        To try a move, as a rule.
    places : float
        To be told where a session may go, as a rule.
    saved : float
        To write the workbook, and to read it again.
    ended : float
        From the request to end to the end, on the clock.
    """

    opened: float
    state: float
    move: float
    move_most: float
    later: float
    attempt: float
    places: float
    saved: float
    ended: float


class Page:
    """Asks a board as its page does."""

    def __init__(self, address: str, process: int) -> None:
        self.address = address
        self.now: Any = {}
        # The process that was started waits for the one that works.
        self._works = Path(f"/proc/{process}/task/{process}/children").read_text().split()[0]

    def took(self, do: Callable[[], object]) -> float:
        """Return the processor time that the board takes for something, in milliseconds."""
        before = self._spent()
        do()
        return round((self._spent() - before) / 1e6, 1)

    def _spent(self) -> int:
        """Return its processor time so far, in nanoseconds."""
        threads = Path(f"/proc/{self._works}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads)

    def get(self, path: str) -> Any:
        """Return what is there."""
        with urlopen(self.address + path) as answer:
            return json.load(answer)

    def post(self, name: str, **wanted: Any) -> Any:
        """Return what is answered."""
        data = json.dumps(wanted).encode()
        request = Request(f"{self.address}api/{name}", data, {"Content-Type": "application/json"})
        with urlopen(request) as answer:
            return json.load(answer)

    def change(self, name: str, **wanted: Any) -> None:
        """Ask for a change of what was seen last."""
        self.now = self.post(name, tab="benchmark", revision=self.now["revision"], **wanted)


def waited(instance: str, seed: int) -> Waited:
    """Put a stored programme on the board, and tell how long each answer took."""
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(SOLUTIONS / f"{instance}.xlsx", folder))
        command = [sys.executable, "-m", "agenda_solver", "board", str(path), "--no-browser"]
        began = time.monotonic()
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as board:
            assert board.stdout is not None
            try:
                page = Page(board.stdout.readline().strip(), board.pid)
                page.now = page.get("api/state")
                opened = _since(began)
                answers = _asked(page, random.Random(seed))
            finally:
                began = time.monotonic()
                board.send_signal(signal.SIGINT)
                board.wait()
            return Waited(opened=opened, ended=_since(began), **answers)


def _asked(page: Page, chance: random.Random) -> dict[str, float]:
    free = {session["id"] for session in page.now["sessions"] if not session["external"]}
    placements = [each for each in page.now["placements"] if each["session"] in free]
    starts = sorted({each["start"] for each in placements})
    chosen = [chance.choice(placements) for _ in range(MOVES)]
    places = [_place(each, chance.choice(starts)) for each in chosen]
    attempts = [page.took(lambda to=to: page.post("try", **to)) for to in places[:SESSIONS]]
    maps = [
        page.took(lambda of=each["session"]: page.get(f"api/places?session={of}"))
        for each in chosen[:SESSIONS]
    ]
    moves = []
    for to in places:
        moves.append(page.took(lambda to=to: page.change("move", **to)))
        if page.now["undo"]:
            page.change("undo")
    later = [page.took(lambda to=to: page.change("move", **to)) for to in places]
    return {
        "state": page.took(lambda: page.get("api/state")),
        "move": median(moves),
        "move_most": max(moves),
        "later": median(later[-SESSIONS:]),
        "attempt": median(attempts),
        "places": median(maps),
        "saved": page.took(lambda: page.change("save")),
    }


def _place(placement: Any, start: str) -> dict[str, Any]:
    return {**{key: placement[key] for key in ("session", "day", "room")}, "start": start}


def _since(began: float) -> float:
    return round(1000 * (time.monotonic() - began), 1)
