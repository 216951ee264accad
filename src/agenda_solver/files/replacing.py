"""Puts a whole folder in the place of another, in one step where the system has one.

Linux and macOS exchange two folders in one step: whoever reads sees the old one or the new
one, whenever the run is killed. Elsewhere, as on Windows, the old one is renamed and then the
new one: for an instant there is no folder of that name, and never a mixture of both. If the
run is killed at that instant, both stand whole beside the place, and the next run that writes
there puts the new one in it.

What the folder holds that we did not write goes along: the new folder has it too before it
takes the place, by a second name of the same file where the disk allows that, else by a copy.
What somebody saved there meanwhile is brought over from the old one before that goes.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

NEW = "new"
"""The folder in a stage that is to take the place."""

OURS, END = ".agenda-solver-", ".tmp"
"""How the name begins and ends of what is not in its place yet."""

_OLD, _PLAN = "old", "plan.json"


@dataclass(frozen=True)
class _Plan:
    """What is to happen, written when the new folder is whole.

    Attributes
    ----------
    folder : str
        The name of the place, beside the stage.
    former : list of int
        The device and number of the folder that was there; where both are exchanged, it is
        by them that one knows which is which.
    files : list of str
        What we wrote, by their names in the folder.
    """

    folder: str
    former: list[int]
    files: list[str]


def replace(stage: Path, folder: Path, files: Collection[PurePosixPath]) -> None:
    """Put the new folder of a stage in the place of one that is there.

    Parameters
    ----------
    stage : Path
        A folder beside it, which holds the new one.
    folder : Path
        The place; no link.
    files : collection of PurePosixPath
        What of the new folder we wrote: whatever else the old one holds at the last moment
        is brought over by `settle`.
    """
    there = folder.lstat()
    plan = _Plan(folder.name, [there.st_dev, there.st_ino], [str(name) for name in files])
    with (stage / _PLAN).open("x", encoding="utf-8") as file:
        json.dump(asdict(plan), file)
        file.flush()
        os.fsync(file.fileno())
    if not exchange(stage / NEW, folder):
        (stage / _OLD).mkdir()
        _rename_both(stage, folder)


def _rename_both(stage: Path, folder: Path) -> None:
    old = stage / _OLD / folder.name
    os.rename(folder, old)
    try:
        os.rename(stage / NEW, folder)
    except BaseException:
        os.rename(old, folder)
        raise


def settle(stage: Path) -> None:
    """Finish what a stage is for, wherever it stands: then nothing in it is needed any more.

    Where nothing has taken its place yet, nothing does now.

    Raises
    ------
    OSError
        If what others saved in the old folder cannot be brought over; it stays in the stage.
    """
    plan = _plan_of(stage)
    if plan is None:
        return
    folder = stage.parent / plan.folder
    aside = stage / _OLD / plan.folder
    if aside.is_dir() and not os.path.lexists(folder):
        os.rename(stage / NEW, folder)
    for former in (aside, stage / NEW):
        if former.is_dir() and (former == aside or _identity(former) == plan.former):
            _bring_over(former, folder, frozenset(plan.files))


def _plan_of(stage: Path) -> _Plan | None:
    """Return the plan of a stage; None where it was not written to its end."""
    with suppress(OSError, ValueError, TypeError):
        plan = _Plan(**json.loads((stage / _PLAN).read_text("utf-8")))
        if Path(plan.folder).name == plan.folder:
            return plan
    return None


def _identity(path: Path) -> list[int]:
    there = path.lstat()
    return [there.st_dev, there.st_ino]


# --- What others have in the folder -------------------------------------------------------


def take_along(old: Path, new: Path, files: Collection[PurePosixPath]) -> None:
    """Let a new folder have what an old one holds, but the files that we write.

    Raises
    ------
    OSError
        If something cannot be taken along.
    """
    written = frozenset(map(str, files))
    protections = []
    for entry in _entries(old):
        name = entry.relative_to(old)
        if _is_folder(entry):
            (new / name).mkdir(exist_ok=True)
            protections.append((entry, new / name))
        elif name.as_posix() not in written:
            _double(entry, new / name)
    for entry, copy in reversed(protections):  # one that is protected can take nothing more
        shutil.copystat(entry, copy)


def _entries(folder: Path) -> Iterator[Path]:
    """Yield what a folder holds, at any depth; drafts of ours are none of it."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(OURS) and entry.name.endswith(END):
            continue
        if _is_folder(entry) and entry.is_mount():
            raise OSError(errno.EBUSY, "")
        yield entry
        if _is_folder(entry):
            yield from _entries(entry)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _double(path: Path, other: Path) -> None:
    """Give a file a second name; where the disk has no such thing, copy it."""
    try:
        os.link(path, other, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, other, follow_symlinks=False)
        if not other.is_symlink():
            with other.open("rb+") as file:
                os.fsync(file.fileno())


def _bring_over(former: Path, folder: Path, written: frozenset[str]) -> None:
    """Move what somebody saved in the old folder since the new one was made."""
    for entry in list(_entries(former)):
        name = entry.relative_to(former)
        place = folder / name
        if _is_folder(entry):
            if not place.exists():
                place.mkdir()
        elif name.as_posix() not in written and _is_later(entry, place):
            os.replace(entry, place)


def _is_later(path: Path, other: Path) -> bool:
    """Whether a file is missing elsewhere, or has changed after the one there."""
    if not os.path.lexists(other):
        return True
    one, two = path.lstat(), other.lstat()
    if (one.st_dev, one.st_ino) == (two.st_dev, two.st_ino):
        return False
    return _changed(one) > _changed(two)


def _changed(status: os.stat_result) -> tuple[int, int]:
    """Return when a file changed: when it came there, then when it was written."""
    came = 0 if os.name == "nt" else status.st_ctime_ns  # on Windows, when it was made
    return came, status.st_mtime_ns


# --- What the system can do ---------------------------------------------------------------

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system or the disk cannot."""
    library = _library()
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, first, _HERE, second, _EXCHANGE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _EXCHANGE)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number))


def sync_disk(folder: Path) -> bool:
    """Let the disk of a folder keep all that was written; return False where none can so."""
    library = _library()
    if not hasattr(library, "syncfs"):
        return False
    number = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(number):
            raise OSError(ctypes.get_errno(), "")
    finally:
        os.close(number)
    return True


def _library() -> Any:
    """Return the functions of the system; none of these on Windows."""
    return None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)
