"""The text that the bytes of a file say, whatever program wrote them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from contextlib import suppress

from agenda_solver.files import InputError, in_file
from agenda_solver.text import Text, cut, quoted

_MARKS_OF_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_8 = "utf-8-sig"  # programs on Windows begin with a byte order mark
_OLD: Mapping[str, str] = {
    "cp1252": "Windows-1252",
    "mac-roman": "Mac OS Roman",
    "cp850": "MS-DOS (850)",
}
"""The encodings of one byte a letter, in the order in which they are tried, by their names."""
_ODD = re.compile(  # letters that nobody writes here, and capitals inside a word
    r"[^\x00-\x7fàâäáãåæçéèêëíìîïñóòôöõøœšúùûüÿžßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒŠÚÙÛÜŸŽ"
    r"«»‹›“”‘’„–—…•·€£°ºª²³§©®™½¼×\xa0]|(?<=[a-z])[À-ÖØ-ÞŒŠŸŽ]"
)
_BEYOND = bytes(range(128, 256))
_MOST_ODD = 0.1  # of the letters beyond ASCII: more, and it is another encoding


def decoded(
    name: str, data: bytes, encoding: str | None = None, *, can_be_given: bool = False
) -> tuple[str, tuple[Text, ...]]:
    """Return the text of a table or list, and what was read otherwise than may be meant.

    Parameters
    ----------
    name : str
        What sentences call the file.
    data : bytes
        What it holds.
    encoding : str, optional
        As somebody gave it. By default what the byte order mark says, else UTF-8, else that of
        old programs in which the accents are those that people write, with a notice.
    can_be_given : bool
        Whether somebody can give the encoding: where none fits, the sentence says so.

    Raises
    ------
    InputError
        If it is not encoded so.
    """
    if encoding is not None:
        return _decoded_as(name, data, encoding), ()
    with suppress(UnicodeDecodeError):
        return data.decode("utf-16" if data.startswith(_MARKS_OF_UTF_16) else _UTF_8), ()
    old = None if data.startswith(_MARKS_OF_UTF_16) else _old_encoding(data)
    if old is not None:
        return data.decode(old), (_AS_OLD.fill(name=name, encoding=_OLD[old]),)
    raise InputError([in_file(name, _UNKNOWN_OR_GIVEN if can_be_given else _UNKNOWN)])


def _old_encoding(data: bytes) -> str | None:
    """Return the encoding in which the letters are usual ones, or else the first that fits."""
    first: str | None = None
    for encoding in _OLD:
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            first = first or (encoding if encoding == "cp1252" else None)
            beyond = len(data) - len(data.translate(None, _BEYOND))
            if len(_ODD.findall(text)) <= _MOST_ODD * beyond:
                return encoding
    return first


def _decoded_as(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        message = _NO_ENCODING
    except ValueError:  # and UnicodeError, which is one
        message = _OTHER_ENCODING
    raise InputError([in_file(name, message.fill(encoding=quoted(cut(encoding, 40))))])


def decoded_toml(name: str, data: bytes) -> str:
    """Return the text of a TOML file, which is in UTF-8 always.

    Raises
    ------
    InputError
        If it is not; the sentence names the line.
    """
    if data.startswith(_MARKS_OF_UTF_16):
        raise InputError([in_file(name, _UTF_16)])
    try:
        return data.decode(_UTF_8)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError([in_file(name, _NOT_UTF_8, line)]) from None


_AS_OLD = Text(
    "{name} : lu en {encoding}, ce n'est pas de l'UTF-8 ; vérifier les accents",
    "{name}: read as {encoding}, it is not UTF-8; check the accents",
)
_UNKNOWN = Text(
    "ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8",
    "this file is not UTF-8: save it as UTF-8",
)
_UNKNOWN_OR_GIVEN = Text(
    "ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8, ou donner son codage",
    "this file is not UTF-8: save it as UTF-8, or give its encoding",
)
_NO_ENCODING = Text(
    "{encoding} n'est pas un codage connu ; les plus courants sont utf-8 et cp1252",
    "{encoding} is no known encoding; the most usual are utf-8 and cp1252",
)
_OTHER_ENCODING = Text(
    "ce fichier n'est pas codé en {encoding} : donner un autre codage, ou aucun",
    "this file is not encoded as {encoding}: give another encoding, or none",
)
_UTF_16 = Text(
    "ce fichier est en UTF-16 : l'enregistrer en UTF-8",
    "this file is UTF-16: save it as UTF-8",
)
_NOT_UTF_8 = Text(
    "ce caractère n'est pas en UTF-8 : enregistrer le fichier en UTF-8",
    "this character is not UTF-8: save the file as UTF-8",
)
