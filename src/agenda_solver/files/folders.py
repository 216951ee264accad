"""Puts many finished files in one folder: all of them or none, and never over others unasked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from agenda_solver.files import FileFault, InputError, about_file
from agenda_solver.files.system import refusal_of, why
from agenda_solver.files.writing import check_free
from agenda_solver.process import ENDING
from agenda_solver.text import Text

_NEW, _OLD = "new", "old"


def put_all(
    folder: Path, files: Mapping[PurePosixPath, bytes], *, force: bool = False
) -> tuple[Path, ...]:
    """Write files into a folder, which is made if there is none; what else it holds stays.

    All are written beside their places first, then moved: if one cannot be, those before
    it are as they were.

    Parameters
    ----------
    folder : Path
        Where they go.
    files : mapping of PurePosixPath to bytes
        The whole of each, by its name in the folder.
    force : bool
        Whether files that are already there are replaced.

    Returns
    -------
    tuple of Path
        Where they were written, in the order of `files`.

    Raises
    ------
    InputError
        If one must not or cannot be written; nothing has changed then.
    ValueError
        If a name leads out of the folder.
    """
    for name in files:
        if name.is_absolute() or ".." in name.parts or not name.parts:
            raise ValueError(f"{name} is not in the folder")
    targets = {folder / name: data for name, data in files.items()}
    is_new = not os.path.lexists(folder)
    if is_new:
        check_free(folder)
    else:
        _check(folder, targets, force=force)
    ENDING.writing = True
    try:
        if is_new:
            _make(folder, files)
        else:
            _fill(folder, targets)
    except OSError as error:
        raise refusal_of(about_file(folder, _UNWRITABLE, why=why(error)), error) from None
    return tuple(targets)


_UNWRITABLE = Text(
    "{path} : impossible d'écrire dans ce dossier ({why}) ; choisir un autre dossier",
    "{path}: this folder cannot be written to ({why}); choose another folder",
)
_NO_FOLDER = Text(
    "{path} n'est pas un dossier : choisir un autre nom",
    "{path} is not a folder: choose another name",
)


def _check(folder: Path, targets: Mapping[Path, bytes], *, force: bool) -> None:
    """Refuse what may not be written, each of them in a sentence."""
    refused: list[FileFault] = []
    inner = {within for target in targets for within in target.parents if folder in within.parents}
    for path in (folder, *sorted(inner)):
        if os.path.lexists(path) and not path.is_dir():
            raise InputError([about_file(path, _NO_FOLDER)])
    for target in targets:
        if target.parent.is_dir():
            try:
                check_free(target, force=force)
            except InputError as error:
                refused += error.faults
    if refused:
        raise InputError(refused)


def _make(folder: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    """Write a folder that is new under another name, then give it its own."""
    with _stage_in(folder.parent) as stage:
        for name, data in files.items():
            _write(stage / name, data)
        stage.rename(folder)


def _fill(folder: Path, targets: Mapping[Path, bytes]) -> None:
    """Write files beside their places, then move them all; undo that if one will not go."""
    with _stage_in(folder) as stage:
        drafts = {target: stage / _NEW / str(n) for n, target in enumerate(targets)}
        for target, draft in drafts.items():
            _write(draft, targets[target])
        kept = {target: stage / _OLD / str(n) for n, target in enumerate(targets)}
        (stage / _OLD).mkdir()
        moved: list[Path] = []
        made: list[Path] = []
        try:
            for target, draft in drafts.items():
                made += _make_parents(target)
                if os.path.lexists(target):
                    shutil.copy2(target, kept[target], follow_symlinks=False)
                moved.append(target)
                os.replace(draft, target)
        except BaseException:  # an interruption too
            for target in moved:
                _undo(target, kept[target])
            for path in reversed(made):
                with suppress(OSError):
                    path.rmdir()
            raise


def _undo(target: Path, kept: Path) -> None:
    with suppress(OSError):
        if os.path.lexists(kept):
            os.replace(kept, target)
        else:
            target.unlink(missing_ok=True)


def _make_parents(target: Path) -> list[Path]:
    """Make the folders that lead to a file; return those that were not there."""
    missing = [path for path in target.parents if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
    return missing[::-1]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@contextmanager
def _stage_in(folder: Path) -> Iterator[Path]:
    """Make a folder of any name in another; what is left of it in the end is removed."""
    stage = folder / f".agenda-solver-{os.urandom(8).hex()}.tmp"
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
