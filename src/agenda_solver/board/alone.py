"""One board a file: whoever opens a second one is told where the first one is.

The mark beside the file says so; the board that wrote it holds a lock on it, which ends with
the board however that ends. Where the disk knows no such locks, the board is asked at its
address whether it is there.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from agenda_solver.board.aside import hidden_beside
from agenda_solver.files import FileFault, InputError, about_file
from agenda_solver.text import Text
from agenda_solver.words.names import without_marks

if sys.platform != "win32":
    import fcntl

_ASKED_FOR = 0.5  # seconds that a board on this machine has to answer


class BoardMark:
    """The mark beside a file that is on a board; see `BoardMark.of`."""

    def __init__(self, path: Path, held: int | None) -> None:
        self.path = path
        self._held = held

    @classmethod
    def of(cls, file: Path) -> BoardMark:
        """Mark a file as being on this board; where that cannot be written, nobody is told.

        Raises
        ------
        InputError
            If another board has it, with its address.
        """
        path = hidden_beside(file, "ouvert")
        try:
            held = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
        except (OSError, ValueError):
            return cls(path, None)
        refusal = _refusal(held, file, path)
        if refusal is not None:
            os.close(held)
            raise InputError([refusal])
        return cls(path, held)

    def tell(self, address: str) -> None:
        """Write where the board is, for whoever opens a second one."""
        if self._held is not None:
            data = json.dumps({"host": socket.gethostname(), "address": address}).encode()
            with suppress(OSError):
                os.ftruncate(self._held, 0)
                os.pwrite(self._held, data, 0) if _HAS_PWRITE else os.write(self._held, data)

    def remove(self) -> None:
        """Remove the mark: the board closes."""
        if self._held is not None:
            if sys.platform == "win32":  # where an open file cannot be removed
                os.close(self._held)
            with suppress(OSError):
                self.path.unlink()
            if sys.platform != "win32":
                os.close(self._held)
            self._held = None


_HAS_PWRITE = hasattr(os, "pwrite")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""In a folder that others write in, a mark may lead to a file that is none."""


def _refusal(held: int, file: Path, mark: Path) -> FileFault | None:
    """Return why a file cannot be had, once its mark is open; None where it can."""
    address, host = _written(held)
    if host not in ("", socket.gethostname()):
        return about_file(file.name, _ELSEWHERE, host=host, mark=mark)
    if not _is_held(held, address):
        return None
    return about_file(file.name, _OPEN if address else _OPENING, address=address)


def _written(held: int) -> tuple[str, str]:
    """Return the address that a mark tells, and the computer it is on; blank where it is none."""
    with suppress(OSError, ValueError, RecursionError, TypeError, KeyError):
        os.lseek(held, 0, os.SEEK_SET)
        data: Any = json.loads(os.read(held, _LONGEST))
        address, host = data["address"], data["host"]
        if isinstance(address, str) and isinstance(host, str):
            return without_marks(address), without_marks(host)
    return "", ""


def _is_held(held: int, address: str) -> bool:
    """Whether the board that wrote a mark is still there."""
    if sys.platform != "win32":
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:  # not every file system has locks
            pass
        else:
            return False
    return bool(address) and _answers(address)


def _answers(address: str) -> bool:
    """Whether a board answers at an address of this computer."""
    try:
        port = urlsplit(address).port
        with socket.create_connection(("127.0.0.1", port or 0), timeout=_ASKED_FOR):
            return True
    except (OSError, ValueError):
        return False


_LONGEST = 2_000

_OPEN = Text(
    "{path} est déjà ouvert sur un tableau : {address}",
    "{path} is open on a board already: {address}",
)
_OPENING = Text(
    "{path} est déjà ouvert sur un tableau ; le fermer d'abord",
    "{path} is open on a board already; close that first",
)
_ELSEWHERE = Text(
    "{path} est ouvert sur un tableau de l'ordinateur {host} ; s'il n'y est plus, effacer {mark}",
    "{path} is open on a board of the computer {host}; if it is not any more, delete {mark}",
)
