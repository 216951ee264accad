"""A Word document as a file: its bytes, with nothing in them of the machine or of who made it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

from agenda_solver.views.titles import without_controls

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def packed(document: Document, title: str, stamped: datetime | None) -> bytes:
    """Return the bytes of a document; the same each time where it is not `stamped`."""
    about = document.core_properties
    about.title = without_controls(title)[:255]  # as many as python-docx takes
    about.author = about.last_modified_by = about.comments = about.subject = about.keywords = ""
    about.category = about.content_status = about.identifier = about.version = ""
    about.revision = 1
    about.created = about.modified = (stamped or _NO_DATE).astimezone(UTC).replace(microsecond=0)
    about.last_printed = _NO_DATE
    written = BytesIO()
    document.save(written)
    return _undated(written)


def _undated(written: BytesIO) -> bytes:
    """Return an archive whose parts bear no date, and no mark of the system."""
    data = BytesIO()
    with ZipFile(written) as archive, ZipFile(data, "w", ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            entry = ZipInfo(part.filename)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # else it tells which system it was written on
            copy.writestr(entry, archive.read(part))
    return data.getvalue()
