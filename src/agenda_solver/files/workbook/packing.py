"""A workbook as a file: how it begins, and its bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.cells import FONT
from agenda_solver.problem import Event
from agenda_solver.views.titles import without_controls


def empty_book(event: Event) -> Workbook:
    """Return a workbook without a sheet, whose usual font is ours.

    Columns are measured by that font's digits, so that pages come out alike everywhere.
    """
    book = Workbook()
    del book["Sheet"]
    font = Font(name=FONT, size=10)
    # openpyxl has no public way to say so, and its stubs leave these out.
    book._fonts[0] = font  # type: ignore[attr-defined]
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]
    book.properties.creator = "agenda-solver"
    book.properties.title = without_controls(event.name)
    return book


def add_sheet(book: Workbook, title: str) -> Worksheet:
    """Return a new sheet, after those that are there."""
    sheet = book.create_sheet(title)
    assert isinstance(sheet, Worksheet)
    return sheet


_NO_DATE = b"2000-01-01T00:00:00Z"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def packed(book: Workbook, *, dated: bool) -> bytes:
    """Return the bytes of a workbook, with nothing in them of the moment they were written.

    If `dated`, the document's properties still say when it was made.
    """
    saved, packed = BytesIO(), BytesIO()
    book.save(saved)
    with ZipFile(saved) as before, ZipFile(packed, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "docProps/core.xml" and not dated:
                data = _DATES.sub(rb"\g<1>" + _NO_DATE, data)
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # else it tells which system it was written on
            after.writestr(entry, data)
    return packed.getvalue()
