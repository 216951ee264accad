"""A Word document as it comes: opened with care, or refused in a sentence."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document

from agenda_solver.files import InputError, about_file, in_file
from agenda_solver.files.kinds import DOCUMENT, kind_of
from agenda_solver.files.system import read_bytes
from agenda_solver.text import Text

_MOST_UNPACKED = 300_000_000  # bytes
_CONTENTS = "[Content_Types].xml"
_OF_A_TEMPLATE = b"wordprocessingml.template.main+xml"
_OF_A_DOCUMENT = b"wordprocessingml.document.main+xml"

_DAMAGED = Text(
    "ce document est abîmé : l'ouvrir dans Word et l'enregistrer à nouveau en .docx",
    "this document is damaged: open it in Word and save it again as .docx",
)
_TOO_LARGE = Text(
    "ce document est trop grand pour un programme : n'en garder que les pages du programme",
    "this document is too large for a programme: keep only the pages of the programme",
)
_NO_DOCUMENT = Text(
    "--template : {path} n'est pas un document Word, mais {kind} ; l'enregistrer en .docx ou .dotx",
    "--template: {path} is no Word document but {kind}; save it as .docx or .dotx",
)
_PLAIN = Text("du texte", "text")


def opened(name: str, data: bytes) -> Document:
    """Open a document, having looked at what it unpacks to.

    Raises
    ------
    InputError
        If it is none, or is too large.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise InputError([in_file(name, _TOO_LARGE)])
            data = _as_document(archive, data)
        return docx.Document(BytesIO(data))
    except InputError:
        raise
    except Exception:  # a damaged file raises nearly anything
        raise damaged(name) from None


def damaged(name: str) -> InputError:
    """Return the refusal of a document of which parts are missing or broken."""
    return InputError([in_file(name, _DAMAGED)])


def opened_template(path: Path) -> Document:
    """Open the document whose styles are taken.

    Raises
    ------
    InputError
        If it cannot be read, or is no document.
    """
    data = read_bytes(path)
    kind = kind_of(data)
    if kind is not DOCUMENT:
        raise InputError([about_file(path, _NO_DOCUMENT, kind=kind or _PLAIN)])
    return opened(path.name, data)


def _as_document(archive: ZipFile, data: bytes) -> bytes:
    """Return a template (.dotx), which no library opens, as the document that it holds."""
    if _OF_A_TEMPLATE not in archive.read(_CONTENTS):
        return data
    document = BytesIO()
    with ZipFile(document, "w", ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            part = archive.read(entry)
            if entry.filename == _CONTENTS:
                part = part.replace(_OF_A_TEMPLATE, _OF_A_DOCUMENT)
            copy.writestr(entry, part)
    return document.getvalue()
