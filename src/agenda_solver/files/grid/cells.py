"""What a cell of any sheet shows, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
