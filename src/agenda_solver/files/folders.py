"""Puts many finished files in one folder: all of them or none, and never over others unasked."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from agenda_solver.files import FileFault, InputError, about_file, drafts, replacing
from agenda_solver.files.system import refusal_of, why
from agenda_solver.files.writing import check_free, led_to, taken_among
from agenda_solver.process import ENDING
from agenda_solver.text import Text


def put_all(
    folder: Path, files: Mapping[PurePosixPath, bytes], *, force: bool = False
) -> tuple[Path, ...]:
    """Write files into a folder, which is made if there is none; what else it holds stays.

    A whole folder is made beside it, which then takes its place: whenever the run is killed,
    the files are all as they were, or all new; see `agenda_solver.files.replacing`. A link to
    a folder is written through.

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
    check_folder(folder)
    ENDING.writing = True
    try:
        _check(folder, files, force=force)
        _place(folder, led_to(folder).resolve(), files, force=force)
    except OSError as error:
        raise refusal_of(about_file(folder, _UNWRITABLE, why=why(error)), error) from None
    return tuple(folder / name for name in files)


def check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be filled at one go, before any work is done.

    Raises
    ------
    InputError
        If it is none, or neither it nor what is around it can be written to, or if it is one
        that another cannot take the place of: the current folder, or a whole disk.
    """
    try:
        place = led_to(folder).resolve()
        if place.parent.is_dir():
            drafts.clear(place.parent)  # which may put it in its place
        if not os.path.lexists(place):
            check_free(folder)
        elif not place.is_dir():
            raise InputError([about_file(folder, _NO_FOLDER)])
        elif fixed := _fixed(place):
            inner = folder / _INNER
            raise InputError([about_file(folder, _NOT_REPLACED, why=fixed, inner=inner)])
        else:
            _refuse_closed(place)
    except OSError as error:
        raise refusal_of(about_file(folder, _UNWRITABLE, why=why(error)), error) from None
    except ValueError:  # no name at all to the system
        reason = why(OSError(errno.EINVAL, ""))
        raise InputError([about_file(folder, _UNWRITABLE, why=reason)]) from None


_INNER = "export"
_UNWRITABLE = Text(
    "{path} : impossible d'écrire dans ce dossier ({why}) ; choisir un autre dossier",
    "{path}: this folder cannot be written to ({why}); choose another folder",
)
_NO_FOLDER = Text(
    "{path} n'est pas un dossier : choisir un autre nom",
    "{path} is not a folder: choose another name",
)
_NOT_REPLACED = Text(
    "{path} ne peut pas être remplacé d'un coup ({why}) : donner un dossier à l'intérieur, "
    "par exemple {inner}",
    "{path} cannot be replaced at one go ({why}): give a folder within it, such as {inner}",
)
_CURRENT = Text("le dossier courant y est", "the current folder is in it")
_DISK = Text("c'est un disque entier", "it is a whole disk")


def _fixed(place: Path) -> Text | None:
    """Return why no other folder can take the place of one, if so."""
    if place.is_mount():
        return _DISK
    with suppress(OSError):  # there is no current folder any more
        if Path.cwd().resolve().is_relative_to(place):
            return _CURRENT
    try:
        with drafts.draft_in(place.parent):
            return None
    except OSError as error:
        return _AROUND.fill(folder=place.parent, why=why(error))


_AROUND = Text("dans {folder}, {why}", "in {folder}, {why}")


def _refuse_closed(folder: Path) -> None:
    """Raise what the system does where nothing may be written; leave no trace there."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "")


def _check(folder: Path, names: Iterable[PurePosixPath], *, force: bool) -> None:
    """Refuse what may not be written, each of them in a sentence."""
    names = list(names)
    inner = {within for name in names for within in name.parents if within.parts}
    for path in (folder / within for within in sorted(inner)):
        if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
            raise InputError([about_file(path, _NO_FOLDER)])
        if path.is_dir():
            _refuse_closed(path)
    _check_taken(folder, names, force=force)


def _check_taken(folder: Path, names: Iterable[PurePosixPath], *, force: bool) -> None:
    taken = (taken_among(folder / name, force=force) for name in names)
    refused: list[FileFault] = [fault for fault in taken if fault]
    if len(refused) > _TOLD_EACH and not force:
        there = about_file(folder, _ALL_THERE, count=len(refused), first=refused[0].file)
        raise InputError([there])
    if refused:
        raise InputError(refused)


_TOLD_EACH = 3
"""How many files that are there already are told one by one."""
_ALL_THERE = Text(
    "{path} contient déjà {count} des fichiers à écrire, dont {first} : choisir un autre dossier, "
    "ou --force pour les remplacer",
    "{path} holds {count} of the files to be written already, such as {first}: choose another "
    "folder, or --force to replace them",
)


def _place(folder: Path, place: Path, files: Mapping[PurePosixPath, bytes], *, force: bool) -> None:
    with drafts.stage_in(place.parent) as stage:
        new = stage / replacing.NEW
        new.mkdir()
        is_there = os.path.lexists(place)
        if is_there:
            replacing.take_along(place, new, files)
        _fill(new, files, place)
        if is_there:
            _check_taken(folder, files, force=force)  # what has come meanwhile
            replacing.replace(stage, place, files)
        else:
            os.rename(new, place)
    drafts.sync_name(place.parent)


def _fill(new: Path, files: Mapping[PurePosixPath, bytes], place: Path) -> None:
    """Write files, open to whom those were that they replace, until the disk has them."""
    for name, data in files.items():
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        with suppress(FileNotFoundError):
            path.chmod(stat.S_IMODE((place / name).stat().st_mode))
    # To wait for the whole disk takes long where others write to it, and file by file where
    # there are many.
    if len(files) < _MANY or not replacing.sync_disk(new):
        for name in files:
            with (new / name).open("rb+") as file:
                os.fsync(file.fileno())
        for path in {new, *((new / name).parent for name in files)}:
            drafts.sync_name(path)


_MANY = 20  # files
