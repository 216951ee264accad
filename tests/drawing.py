"""A sheet as it is drawn, and as another program reads it; a workbook that was saved again."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.packing import add_sheet, packed
from agenda_solver.files.workbook.written import WrittenSheet


def saved(draw: Callable[[WrittenSheet], None], title: str = "Sheet") -> BytesIO:
    """Return a workbook of one sheet."""
    book = Workbook()
    del book["Sheet"]
    draw(add_sheet(book, title))
    return BytesIO(packed(book, dated=False))


def drawn(draw: Callable[[WrittenSheet], None], *, rich_text: bool = False) -> Worksheet:
    """Return a sheet, drawn and read."""
    return load_workbook(saved(draw), rich_text=rich_text).worksheets[0]


def saved_again(path: Path) -> Path:
    """Change something of a workbook that nobody sees, so that its sheets are read."""
    with ZipFile(path, "a") as archive:
        archive.writestr("another.xml", "<a/>")
    return path
