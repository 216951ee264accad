"""Puts a finished file in its place: all of it or nothing, and never over another unasked."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path

from agenda_solver.files import FileFault, InputError, about_file, drafts
from agenda_solver.files.system import refusal_of, why
from agenda_solver.process import ENDING
from agenda_solver.text import Text

# Text in a CSV that begins so is a formula to a spreadsheet, unless an apostrophe is before it.
# East Asian spreadsheets take wide signs for the same.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

_LONGEST = 240  # bytes of a name to which a number can still be added


def shielded(words: str) -> str:
    """Return words that no spreadsheet takes for a formula, and that are read as they were."""
    if words.startswith(FORMULAS):
        return f"'{words}"
    # Read back, an apostrophe before such a sign is taken for that mark.
    return f" {words}" if unshielded(words) != words else words


def unshielded(words: str) -> str:
    """Return words without the apostrophe that keeps them from being a formula."""
    return words[1:] if words[:1] == "'" and words[1:].startswith(FORMULAS) else words


def put(path: Path, data: bytes, *, force: bool = False) -> Path:
    """Write a file, by way of a temporary one beside it.

    A link is written through: it stays, and what it leads to is replaced.

    Parameters
    ----------
    path : Path
        Where it goes.
    data : bytes
        The whole of it.
    force : bool
        Whether a file that is already there is replaced.

    Returns
    -------
    Path
        Where it was written: `path`, or beside it and numbered if that file is open in
        another program; `elsewhere` says so.

    Raises
    ------
    InputError
        If it must not or cannot be written; what was there before is as it was.
    """
    check_free(path, force=force)
    ENDING.writing = True
    try:
        target = led_to(path)
        written = _put(target, data, force=force)
    except FileExistsError:
        raise InputError([about_file(path, _EXISTS)]) from None
    except OSError as error:
        raise refusal_of(unwritable(path, error), error) from None
    return path if written == target else written


def check_free(path: Path, *, force: bool = False) -> None:
    """Refuse a path where nothing may be written, before any work is done.

    Raises
    ------
    InputError
        If its folder is missing or closed to us, or if it exists and `force` is not given.
    """
    try:
        refusal = _refusal(path, force=force)
    except OSError as error:
        raise refusal_of(unwritable(path, error), error) from None
    except ValueError:  # no name at all to the system
        refusal = unwritable(path, OSError(errno.EINVAL, ""))
    if refusal is not None:
        raise InputError([refusal])


def check_not_input(output: Path, source: Path, refusal: Text | None = None) -> None:
    """Refuse to write over what was read, however it is called: by a link, by another path.

    Parameters
    ----------
    refusal : Text, optional
        What to say, if the source is not the draft; with the placeholder ``path``.

    Raises
    ------
    InputError
        If both are the same file.
    """
    with suppress(OSError, ValueError):  # there is no such file, or its name is impossible
        if output.samefile(source):
            raise InputError([about_file(output, refusal or _SAME_FILE)])


def elsewhere(asked: Path, written: Path) -> Text | None:
    """Say that a file was not written where it was asked for, and why.

    Parameters
    ----------
    asked, written : Path
        What `put` was given, and what it returned.

    Returns
    -------
    Text or None
        None where both are the same.
    """
    if asked == written:
        return None
    lock = _lock_of(led_to(asked))
    if lock is not None:
        return _OPEN.fill(asked=asked, written=written, lock=lock)
    return _HELD.fill(asked=asked, written=written)


_UNWRITABLE = Text(
    "{path} : impossible d'écrire ce fichier ({why}) ; choisir un autre nom ou un autre dossier",
    "{path}: this file cannot be written ({why}); choose another name or another folder",
)
_EXISTS = Text(
    "{path} existe déjà : choisir un autre nom, ou --force pour le remplacer",
    "{path} exists already: choose another name, or --force to replace it",
)
_SAME_FILE = Text(
    "{path} est le brouillon lui-même : donnez un autre nom au résultat",
    "{path} is the draft itself: give the result another name",
)
_OPEN = Text(
    "{asked} est ouvert dans un autre programme : écrit sous {written} ; le fermer avant de le "
    "remplacer (s'il n'est ouvert nulle part, effacer {lock})",
    "{asked} is open in another program: written as {written}; close it before replacing it "
    "(if it is open nowhere, delete {lock})",
)
_HELD = Text(
    "{asked} ne peut pas être remplacé, sans doute ouvert dans un autre programme : écrit sous "
    "{written} ; le fermer avant de le remplacer",
    "{asked} cannot be replaced, probably open in another program: written as {written}; "
    "close it before replacing it",
)


def unwritable(path: Path, error: OSError) -> FileFault:
    """Say that a file cannot be written, and why."""
    return about_file(path, _UNWRITABLE, why=why(error))


def _refusal(path: Path, *, force: bool) -> FileFault | None:
    if path.is_dir():
        return about_file(path, _IS_FOLDER)
    target = led_to(path)
    if not target.parent.is_dir():
        parent = path.parent if target == path else target.parent
        return about_file(path, _NO_FOLDER, folder=parent)
    if taken := _taken(path, target, force=force):
        return taken
    with drafts.draft_in(target.parent):
        return None


def _taken(path: Path, target: Path, *, force: bool) -> FileFault | None:
    """Return why what is there may not be replaced, if so."""
    if os.path.lexists(path) and not force:
        return about_file(path, _EXISTS)
    if target.exists() and not target.is_file():
        return about_file(path, Text("{path} n'est pas un fichier", "{path} is not a file"))
    if target.exists() and not target.stat().st_mode & 0o222:
        return about_file(path, _PROTECTED)
    return None


def taken_among(path: Path, *, force: bool) -> FileFault | None:
    """Return why a file that is to be replaced with others may not be, if so.

    One that is open in another program cannot be written beside it, as `put` does: its next
    save would undo what was written.
    """
    if path.is_dir():
        return about_file(path, _IS_FOLDER)
    if os.path.lexists(path) and force and (lock := _lock_of(path)) is not None:
        return about_file(path, _OPEN_AMONG, lock=lock)
    return _taken(path, path, force=force)


_IS_FOLDER = Text("{path} est un dossier", "{path} is a folder")
_OPEN_AMONG = Text(
    "{path} est ouvert dans un autre programme : le fermer, puis recommencer (s'il n'est ouvert "
    "nulle part, effacer {lock})",
    "{path} is open in another program: close it, then try again (if it is open nowhere, delete "
    "{lock})",
)
_NO_FOLDER = Text(
    "{path} : le dossier {folder} n'existe pas ; le créer d'abord",
    "{path}: the folder {folder} does not exist; create it first",
)
_PROTECTED = Text(
    "{path} est protégé en écriture : lever la protection, ou choisir un autre nom",
    "{path} is write-protected: lift the protection, or choose another name",
)


def led_to(path: Path) -> Path:
    """Return what a link leads to, or the path itself where it is none.

    Raises
    ------
    OSError
        If it leads to itself.
    """
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, "")
    return target


# --- Into its place -----------------------------------------------------------------------


def _put(target: Path, data: bytes, *, force: bool) -> Path:
    drafts.clear(target.parent)
    with drafts.draft_in(target.parent) as (draft, file):
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        if target.exists():
            with suppress(OSError):
                draft.chmod(stat.S_IMODE(target.stat().st_mode))
        if sys.platform == "win32":
            file.close()  # it moves no open file; elsewhere closing would end the lock
        written = _placed(draft, target, force=force)
    drafts.sync_name(target.parent)
    return written


def _placed(draft: Path, target: Path, *, force: bool) -> Path:
    """Move a draft to its place, or beside it if the file there is open elsewhere."""
    if not force:
        _move_to_new(draft, target)
        return target
    if target.exists() and _lock_of(target) is not None:
        # To replace it would succeed, and be undone by the next save in that program.
        return _beside(draft, target)
    try:
        os.replace(draft, target)
    except PermissionError:  # Windows, while the file is open
        return _beside(draft, target)
    return target


def _beside(draft: Path, target: Path) -> Path:
    """Move a draft to the first numbered name that is free."""
    stem = target.stem if len(os.fsencode(target.name)) <= _LONGEST else target.stem[:40]
    for number in count(2):
        sibling = target.with_name(f"{stem} ({number}){target.suffix}")
        with suppress(FileExistsError):
            _move_to_new(draft, sibling)
            return sibling
    raise AssertionError("numbers do not end")


def _move_to_new(draft: Path, target: Path) -> None:
    """Move a draft to a name that is free, even if another run takes it at this moment."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "") from None
        os.rename(draft, target)


def _lock_of(path: Path) -> Path | None:
    """Return the mark that LibreOffice or Excel leaves beside a file it has opened."""
    marks = (path.with_name(f".~lock.{path.name}#"), path.with_name(f"~${path.name}"))
    return next((mark for mark in marks if os.path.lexists(mark)), None)
