"""A sheet as it is drawn, and as another program reads it; a workbook that was saved again."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
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
    """Return a sheet, drawn and read; blanks at which no line breaks are read as any other."""
    return unbound(load_workbook(saved(draw), rich_text=rich_text).worksheets[0])


def unbound(sheet: Worksheet) -> Worksheet:
    """Return a sheet whose texts have no blanks at which no line breaks."""
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, CellRichText):
            for piece in cell.value:
                assert isinstance(piece, TextBlock)
                piece.text = piece.text.replace(BOUND, " ")
        elif isinstance(cell.value, str) and BOUND in cell.value:
            kind = cell.data_type
            cell.value = cell.value.replace(BOUND, " ")
            cell.data_type = kind  # what begins with "=" is no formula
    return sheet


BOUND = "\u00a0"


def saved_again(path: Path) -> Path:
    """Change something of a workbook that nobody sees, so that its sheets are read."""
    with ZipFile(path, "a") as archive:
        archive.writestr("another.xml", "<a/>")
    return path
