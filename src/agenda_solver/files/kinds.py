"""What a file is, by its first bytes, whatever its name says."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from agenda_solver.text import Text

WORKBOOK = Text("un classeur (.xlsx)", "a workbook (.xlsx)")
_SHEETS = Text("un classeur LibreOffice (.ods)", "a LibreOffice workbook (.ods)")
DOCUMENT = Text("un document Word (.docx)", "a Word document (.docx)")
_WRITER = Text("un document LibreOffice (.odt)", "a LibreOffice document (.odt)")
_ARCHIVE = Text("une archive (.zip)", "an archive (.zip)")
_OLD_OFFICE = Text("un ancien fichier Office (.xls ou .doc)", "an old Office file (.xls or .doc)")
PAGE = Text("une page web (.html)", "a web page (.html)")
_JSON = Text("du JSON", "JSON")
_NOT_TEXT = Text("un fichier qui n'est pas du texte", "a file that is not text")

_BEGINNINGS = (
    (b"%PDF", Text("un PDF", "a PDF")),
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    (b"{\\rtf", Text("un document RTF", "an RTF document")),
    (b"\x89PNG", Text("une image", "an image")),
    (b"\xff\xd8\xff", Text("une image", "an image")),
)
_MEMBERS = (
    ("xl/workbook.xml", WORKBOOK),
    ("word/document.xml", DOCUMENT),
)
_MIME_TYPES = (
    (b"application/vnd.oasis.opendocument.spreadsheet", _SHEETS),
    (b"application/vnd.oasis.opendocument.text", _WRITER),
)
_TAG = re.compile(rb"\s*<(!doctype|html|\?xml)", re.IGNORECASE)
_BRACE = re.compile(rb"\s*\{")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # the marks of UTF-16, a text whose bytes may be zero


def kind_of(data: bytes) -> Text | None:
    """Return what a file is, such as "un PDF"; None for plain text of no kind we know."""
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data)
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if _TAG.match(data):
        return PAGE
    if _BRACE.match(data):
        return _JSON
    return _NOT_TEXT if b"\0" in data[:1000] and not data.startswith(_WIDE) else None


def _packed_kind(data: bytes) -> Text:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype") if _is_small(archive, "mimetype") else b""
    except (BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return _ARCHIVE
    kinds = [kind for member, kind in _MEMBERS if member in names]
    kinds += [kind for beginning, kind in _MIME_TYPES if mime.startswith(beginning)]
    return kinds[0] if kinds else _ARCHIVE


def _is_small(archive: ZipFile, member: str) -> bool:
    return member in archive.namelist() and archive.getinfo(member).file_size < 200
