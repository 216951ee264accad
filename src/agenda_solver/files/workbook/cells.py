"""What the sheets share: cells whose text stays text, colours, pages."""

from __future__ import annotations

import re

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767  # characters in a cell
TALLEST = 400.0  # points of a row: Excel draws no more than 409

FONT = "Arial"
HEADER = "D9E2EC"


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell that may be written: not one that was merged into another."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(words: str) -> str:
    """Return text as a file writes it so that it is shown as it is.

    There, ``_x0041_`` is the letter A (ECMA-376, part 1, 22.9.2.19).
    """
    return _ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", words))


def plain(words: str) -> str:
    """Return what a cell can hold of a text."""
    return escaped(words)[:LONGEST]


def put(cell: Cell, value: object) -> None:
    """Put a value into a cell, where text stays text even if it looks like a formula."""
    if not isinstance(value, str):
        cell.value = value  # type: ignore[assignment]
        return
    words = plain(value)
    if words:
        cell.value = words
        cell.data_type = "s"
        cell.quotePrefix = words[0] in "=+-@"


def points(width: float) -> float:
    """Return the width in points of a column, from Excel's count of its digits."""
    return 5.25 * width + 3.75


def characters(width: float) -> float:
    """Return the width in Excel's characters of a column of so many points."""
    return (width - 3.75) / 5.25


def solid(colour: str) -> PatternFill:
    """Return a background."""
    return PatternFill("solid", start_color=colour)


def print_on(sheet: Worksheet, *, paper: str) -> None:
    """Print on landscape pages, as wide as the sheet."""
    sheet.page_setup.paperSize = paper
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    margins.bottom, margins.header, margins.footer = 0.5, 0.2, 0.2
