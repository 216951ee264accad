"""What a cell of any sheet shows, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agenda_solver.text import Text, listing

Row = Mapping[int, object]
"""The cells of a row that show something, by the number of their column, from 0."""

Rows = Mapping[int, Row]
"""The rows that show something, by their number in the sheet, from 1."""


class Failed(str):
    """What a formula shows that could not be calculated: ``#N/A``."""

    __slots__ = ()


@dataclass(frozen=True)
class Area:
    """Merged cells: rows from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column, whose number is from 0: ``A``, ``AB``."""
    named = ""
    while column >= 0:
        column, place = divmod(column, 26)
        named = chr(ord("A") + place) + named
        column -= 1
    return named


def cell_name(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell: ``D7``."""
    return f"{letters(column)}{row}"


_MOST_ROWS = 10  # that a sentence names


def rows_text(rows: Sequence[int]) -> Text:
    """Name rows: ``ligne 12``, ``lignes 3, 4 et 9``; of many, the first."""
    if len(rows) == 1:
        return Text("ligne {row}", "row {row}").fill(row=rows[0])
    if len(rows) > _MOST_ROWS:
        first = ", ".join(map(str, rows[:_MOST_ROWS]))
        return Text(f"lignes {first}… ({len(rows)} lignes)", f"rows {first}… ({len(rows)} rows)")
    return Text("lignes {rows}", "rows {rows}").fill(rows=listing(map(str, rows)))
