"""What the operating system refuses, in words; and how a file's bytes are read."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

from agenda_solver.files import FileFault, InputError, about_file
from agenda_solver.text import Text

LARGEST = 500_000_000  # bytes; of 100,000 attendees, a form's export or a workbook has a tenth

_DENIED = Text("l'accès est refusé", "access is denied")
_ELSEWHERE = Text("un autre programme s'en sert", "another program is using it")
_NO_ANSWER = Text("le disque ne répond pas", "the disk does not answer")
_FULL = Text("il n'y a plus de place sur le disque", "there is no room left on the disk")
_NOT_A_NAME = Text("ce nom n'est pas permis ici", "this name is not allowed here")

# By name: not every system has them all.
_REASONS: Mapping[str, Text] = {
    "ENOENT": Text("rien n'existe sous ce nom", "nothing exists under this name"),
    "EACCES": _DENIED,
    "EPERM": _DENIED,
    "EISDIR": Text("c'est un dossier", "it is a folder"),
    "ENOTDIR": Text(
        "ce chemin passe par un fichier, pas par un dossier",
        "this path leads through a file, not a folder",
    ),
    "EEXIST": Text("ce nom est déjà pris", "this name is already taken"),
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EFBIG": Text("il est trop grand pour ce disque", "it is too large for this disk"),
    "ENAMETOOLONG": Text("ce nom est trop long", "this name is too long"),
    "EINVAL": _NOT_A_NAME,
    "EILSEQ": _NOT_A_NAME,
    "EROFS": Text("ce disque est en lecture seule", "this disk is read-only"),
    "ELOOP": Text("ce lien mène à lui-même", "this link leads to itself"),
    "EBUSY": _ELSEWHERE,
    "ETXTBSY": _ELSEWHERE,
    "EDEADLK": _ELSEWHERE,
    "EMFILE": Text("trop de fichiers sont ouverts", "too many files are open"),
    "ENFILE": Text("trop de fichiers sont ouverts", "too many files are open"),
    "ENOMEM": Text("la mémoire manque", "there is no memory left"),
    "EBADF": Text("la sortie est fermée", "the output is closed"),
    "EIO": Text("le disque a une panne", "the disk has failed"),
    "ENODEV": _NO_ANSWER,
    "ENXIO": _NO_ANSWER,
    "ESTALE": _NO_ANSWER,
    "ETIMEDOUT": _NO_ANSWER,
    "EHOSTDOWN": _NO_ANSWER,
    "ENETUNREACH": _NO_ANSWER,
    "EHOSTUNREACH": _NO_ANSWER,
    "ECONNRESET": _NO_ANSWER,
    "ENOTCONN": _NO_ANSWER,
}
_OTHER = Text("erreur {code} du système", "system error {code}")
_SHARING_VIOLATIONS = (32, 33)  # Windows, while another program holds the file


def why(error: OSError) -> Text:
    """Return why the operating system refuses, to be put between brackets."""
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return _ELSEWHERE
    code = _name(error)
    return _REASONS.get(code, _OTHER.fill(code=code))


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, str(error.errno or "?"))


_OF_MACHINE = ("ENOSPC", "EDQUOT", "EIO", "ENOMEM", "EMFILE", "ENFILE")


def refusal_of(fault: FileFault, error: OSError) -> InputError:
    """Return the refusal of what the system refuses, which may be for the machine's sake."""
    return InputError([fault], of_machine=_name(error) in _OF_MACHINE)


def unreadable(name: object, error: OSError) -> FileFault:
    """Say that a file cannot be read, and why.

    Parameters
    ----------
    name : object
        What the file is called: a path, or a `Text`.
    error : OSError
        What was raised on reading it.
    """
    if error.errno == errno.ENOENT:
        sentence = Text("{path} : ce fichier n'existe pas", "{path}: this file does not exist")
    elif error.errno == errno.EISDIR:
        sentence = Text(
            "{path} : c'est un dossier, pas un fichier", "{path}: this is a folder, not a file"
        )
    else:
        sentence = Text(
            "{path} : ce fichier ne peut pas être lu ({why})",
            "{path}: this file cannot be read ({why})",
        )
    return about_file(name, sentence, why=why(error))


def read_bytes(path: Path, name: object | None = None, *, most: int = LARGEST) -> bytes:
    """Return what a file holds.

    Parameters
    ----------
    path : Path
        The file.
    name : object, optional
        What the sentences call it: a path, or a `Text`. By default, its path.
    most : int
        The bytes beyond which it is refused.

    Raises
    ------
    InputError
        If it is no file, or cannot be read, or is far too large.
    """
    name = path if name is None else name
    try:
        if path.is_dir():  # Windows would only deny access to it
            raise IsADirectoryError(errno.EISDIR, "")
        if path.exists() and not path.is_file():  # a pipe or a device, which may never end
            raise InputError([about_file(name, _NOT_A_FILE)])
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise refusal_of(unreadable(name, error), error) from None
    except (ValueError, RuntimeError):  # no name at all to the system; a loop of links
        raise InputError([unreadable(name, OSError(errno.EINVAL, ""))]) from None
    if len(data) > most:
        raise InputError([about_file(name, _TOO_LARGE, most=most // 1_000_000)])
    return data


_NOT_A_FILE = Text("{path} : ce n'est pas un fichier", "{path}: this is not a file")
_TOO_LARGE = Text(
    "{path} : ce fichier dépasse {most} Mo, ce n'est sans doute pas le bon",
    "{path}: this file is larger than {most} MB, it is probably not the right one",
)
