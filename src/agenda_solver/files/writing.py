"""Puts a finished file in its place: all of it or nothing, and never over another unasked."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from agenda_solver.files import InputError
from agenda_solver.text import Text


def put(path: Path, data: bytes, *, force: bool = False) -> Path:
    """Write a file, by way of a temporary one beside it.

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
        Where it was written: beside `path`, numbered, if that file is open elsewhere.

    Raises
    ------
    InputError
        If it must not or cannot be written; what was there before is as it was.
    """
    check_free(path, force=force)
    try:
        return _put(path, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError([_UNWRITABLE.fill(path=path, reason=reason)]) from None


def check_free(path: Path, *, force: bool = False) -> None:
    """Refuse a path where nothing may be written, before any work is done.

    Raises
    ------
    InputError
        If its folder is missing or closed to us, or if it exists and `force` is not given.
    """
    try:
        refusal = _refusal(path, force=force)
    except (OSError, RuntimeError) as error:  # a name too long, a loop of links
        refusal = _UNWRITABLE.fill(path=path, reason=getattr(error, "strerror", None) or error)
    if refusal is not None:
        raise InputError([refusal])


_UNWRITABLE = Text(
    "{path} : impossible d'écrire ce fichier ({reason})",
    "{path}: this file cannot be written ({reason})",
)


def _refusal(path: Path, *, force: bool) -> Text | None:
    if not path.parent.is_dir():
        return Text(
            "{path} : le dossier {folder} n'existe pas ; le créer d'abord",
            "{path}: the folder {folder} does not exist; create it first",
        ).fill(path=path, folder=path.parent)
    if path.is_dir():
        return Text("{path} est un dossier", "{path} is a folder").fill(path=path)
    if os.path.lexists(path) and not force:
        return Text(
            "{path} existe déjà : choisir un autre nom, ou --force pour le remplacer",
            "{path} exists already: choose another name, or --force to replace it",
        ).fill(path=path)
    draft = _draft(path)
    draft.open("xb").close()
    draft.unlink()
    return None


def _draft(path: Path) -> Path:
    """Return a name beside the file, short enough where that of the file is not."""
    return path.with_name(f".agenda-solver-{os.getpid()}.tmp")


def _put(path: Path, data: bytes) -> Path:
    draft = _draft(path)
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.replace(draft, path)
        except PermissionError:
            # Windows does so while the file is open, in Excel for one.
            path = _sibling(path)
            os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _sibling(path: Path) -> Path:
    numbered = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(name for name in numbered if not name.exists())
