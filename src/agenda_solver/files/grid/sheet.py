"""What is read of a sheet, or of a CSV file, before anybody knows what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from agenda_solver.files import FileFault, on_line
from agenda_solver.files.grid.cells import Area, Rows, cell_name
from agenda_solver.text import Text, same

MOST_ROWS = 1_048_576  # that say something: as many as a spreadsheet has
MOST_COLUMNS = 200
MOST_CELLS = 8_000_000  # that say something: 100,000 attendees and their wishes have half of it


@dataclass(frozen=True)
class Given:
    """What somebody says of a file, where it is not recognised.

    Attributes
    ----------
    encoding, separator : str, optional
        Of a CSV file.
    sheet : str, optional
        The title of the sheet that is read, of a workbook.
    """

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class RawSheet:
    """A sheet of a workbook, or a CSV file.

    Attributes
    ----------
    file : str
        The file's name.
    title : str or None
        Of the sheet; None for a CSV file, which has one table and no sheets.
    rows : mapping of int to (mapping of int to object)
        What it shows: the rows as a spreadsheet numbers them, and their cells by the number
        of their column, from 0. What is blank is not there.
    blank : tuple of int
        The other rows that a CSV file has, of separators alone.
    totals : frozenset of int
        The rows in which a drawn table sums up what stands above.
    sums : frozenset of int
        The rows that sum up columns by formulas, and say nothing else but what that is.
    hidden, struck : frozenset of int
        The rows that are hidden, by a filter or a hand; those struck through, in part at least.
    uncalculated : frozenset of (int, int)
        The cells, by row and column, whose formula has no value yet.
    merged : tuple of Area
    notices : tuple of Text
        What was read otherwise than it may have been meant.
    """

    file: str
    title: str | None
    rows: Rows = field(default_factory=dict)
    blank: tuple[int, ...] = ()
    totals: frozenset[int] = frozenset()
    sums: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[Area, ...] = ()
    notices: tuple[Text, ...] = ()

    def place(self, row: int, column: int = 0) -> Text:
        """Say where in the file a cell stands: its line, or its sheet and what it is called."""
        if self.title is None:
            return on_line(row)
        return same(f"{self.title}!{cell_name(row, column)}")

    def fault(self, message: Text, row: int, column: int = 0) -> FileFault:
        """Return a fault of a cell, or of a row."""
        return FileFault(message, self.file, self.place(row, column))
