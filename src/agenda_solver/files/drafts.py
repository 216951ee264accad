"""What is written beside its place until it is whole, and what killed runs left of such drafts.

A draft is a file or a folder of a name of ours. Whoever writes one holds a lock on it, which
ends with the run: one that nobody holds was left behind, and the next run that writes in the
same folder removes it. A folder may have been about to take its place: see
`agenda_solver.files.replacing`.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path

from agenda_solver.files import replacing
from agenda_solver.process import ENDING

if sys.platform != "win32":
    import fcntl

_FORGOTTEN = 3600  # seconds after which nobody still writes a draft, where none can be locked


@contextmanager
def draft_in(folder: Path) -> Iterator[tuple[Path, BufferedWriter]]:
    """Open a new file of any name in a folder; it is gone in the end, unless it was moved."""
    with ENDING.unbroken():
        path, file = _locked_file(folder)
        try:
            with file:
                yield path, file
        finally:
            path.unlink(missing_ok=True)


def _locked_file(folder: Path) -> tuple[Path, BufferedWriter]:
    """Return a new file that no other run takes for one that was left behind."""
    while True:
        path = _new_name(folder)
        file = path.open("xb")
        _lock(file)
        if path.exists():  # another run may have cleared it before it was locked
            return path, file
        file.close()


@contextmanager
def stage_in(folder: Path) -> Iterator[Path]:
    """Make a new folder of any name in another, that only its owner may enter.

    What is left of it in the end is removed; what `replacing.settle` has still to do there
    is done first.
    """
    with ENDING.unbroken():
        stage, lock = _locked_folder(folder)
        try:
            yield stage
        finally:
            try:
                _settle_and_remove(stage)
            finally:
                if lock is not None:
                    os.close(lock)


def _locked_folder(folder: Path) -> tuple[Path, int | None]:
    """Return a new folder that no other run takes for one that was left behind."""
    while True:
        stage = _new_name(folder)
        stage.mkdir(mode=0o700)
        if sys.platform == "win32":
            return stage, None
        with suppress(FileNotFoundError):  # cleared already
            lock = os.open(stage, os.O_RDONLY)
            _lock(lock)
            if stage.exists():
                return stage, lock
            os.close(lock)


def _new_name(folder: Path) -> Path:
    return folder / f"{replacing.OURS}{os.urandom(8).hex()}{replacing.END}"


def _lock(draft: BufferedWriter | int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # not every file system has locks
            fcntl.flock(draft, fcntl.LOCK_EX)


# --- What was left behind -----------------------------------------------------------------


def clear(folder: Path) -> None:
    """Remove the drafts of runs that were killed: those that nobody holds."""
    with suppress(OSError):
        for path in folder.glob(f"{replacing.OURS}*{replacing.END}"):
            with suppress(OSError):
                _remove_if_forgotten(path)


def _remove_if_forgotten(path: Path) -> None:
    if sys.platform == "win32":
        if time.time() - path.stat().st_mtime > _FORGOTTEN:
            _remove(path)
        return
    number = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with the run that holds it
        _remove(path)
    finally:
        os.close(number)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        _settle_and_remove(path)
    else:
        path.unlink()


def _settle_and_remove(stage: Path) -> None:
    replacing.settle(stage)
    for folder, _, _ in os.walk(stage):  # what is protected from writing cannot be emptied
        with suppress(OSError):
            Path(folder).chmod(stat.S_IRWXU)
    shutil.rmtree(stage, ignore_errors=True)


# --- The disk -----------------------------------------------------------------------------


def sync_name(folder: Path) -> None:
    """Let the disk keep the names in a folder too, where a folder can be told so."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
