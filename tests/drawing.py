"""A sheet as it is drawn, and as another program reads it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.packing import add_sheet, packed
from agenda_solver.files.workbook.written import Sheet


def saved(draw: Callable[[Sheet], None], title: str = "Sheet") -> BytesIO:
    """Return a workbook of one sheet."""
    book = Workbook()
    del book["Sheet"]
    draw(add_sheet(book, title))
    return BytesIO(packed(book, dated=False))


def drawn(draw: Callable[[Sheet], None], *, rich_text: bool = False) -> Worksheet:
    """Return a sheet, drawn and read."""
    return load_workbook(saved(draw), rich_text=rich_text).worksheets[0]
