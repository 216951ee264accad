"""Finds the table in a sheet: its headings, its rows, and what is no data, which it tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from agenda_solver.files.grid.cells import Failed, Row, Rows
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.text import Text
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import folded

FIRST_ROWS = 10  # among which the headings are looked for

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Headings(Generic[Key]):
    """What the headings of a table may be.

    Attributes
    ----------
    key : callable
        Returns what a heading stands for, None where it is nothing known.
    guessed : bool
        Whether that is a guess, as for the questions of a form. What such a form was answered
        may read like a heading as well: only what fills half as many columns, as a title or
        grouped headings do, can then stand above the headings.
    """

    key: Callable[[str], Key | None]
    guessed: bool = False

    def named(self, row: Row) -> dict[int, Key]:
        """Return what the cells of a row stand for, if they are headings."""
        keys = {column: self.key(words_of(value)) for column, value in row.items()}
        return {column: key for column, key in keys.items() if key is not None}


Reason = Literal["title", "above", "headings", "sum", "total", "note"]
"""Why a row is no data: words above the headings, a row there that fills several columns of
the table, the headings once more, the row of sums of a drawn table, a total that somebody
wrote, a remark below. What is no data on sight, as a title and a drawn row of sums, is not
told."""


@dataclass(frozen=True)
class NoData:
    """A row that is no data: its number, where its words begin, and why."""

    row: int
    column: int
    reason: Reason


@dataclass(frozen=True)
class Table(Generic[Key]):
    """The table of a sheet.

    Attributes
    ----------
    sheet : RawSheet
    header : int
        The row of the headings.
    headings : mapping of int to object
        Its cells, by column.
    columns : mapping
        The column of each heading that is known, by what it stands for; the first of those
        alike.
    rows : mapping of int to (mapping of int to object)
        The data.
    left_out : tuple of NoData
        The other rows that show something.
    """

    sheet: RawSheet
    header: int
    headings: Row
    columns: Mapping[Key, int]
    rows: Rows
    left_out: tuple[NoData, ...] = ()

    @property
    def uncalculated(self) -> list[tuple[int, int]]:
        """The cells of the data, by row and column, whose formula has no value yet."""
        others = {row.row for row in self.left_out}
        return sorted(
            (row, column)
            for row, column in self.sheet.uncalculated
            if row > self.header and row not in others
        )

    def remarks(self) -> Iterator[tuple[int, int, Text]]:
        """Yield what deserves to be known of the rows: a row, a column, and a sentence."""
        for row in self.left_out:
            if row.reason in _SENTENCES:
                yield row.row, row.column, _SENTENCES[row.reason]

    @property
    def notices(self) -> tuple[Text, ...]:
        """What was read otherwise than it may have been meant, each with its place."""
        placed = (self.sheet.fault(message, row, column) for row, column, message in self.remarks())
        return (*self.sheet.notices, *(fault.sentence for fault in placed))


def header_row(rows: Rows, headings: Headings[Key]) -> int:
    """Return the row that is most like headings among the first, where that is no data."""
    header, most, widest = min(rows, default=1), 0, 0
    for number in list(rows)[:FIRST_ROWS]:
        cells = rows[number]
        named = len(headings.named(cells))
        below_titles = named > 1 and 2 * widest <= len(cells)
        if named > most and (not headings.guessed or not widest or below_titles):
            header, most = number, named
        widest = max(widest, len(cells))
    return header


def find_table(sheet: RawSheet, headings: Headings[Key]) -> Table[Key]:
    """Return the table of a sheet."""
    header = header_row(sheet.rows, headings)
    top = sheet.rows.get(header, {})
    columns: dict[Key, int] = {}
    for column, key in headings.named(top).items():
        columns.setdefault(key, column)
    left_out = {
        number: _above(number, cells, set(columns.values()))
        for number, cells in sheet.rows.items()
        if number < header
    }
    below = {number: cells for number, cells in sheet.rows.items() if number > header}
    left_out |= {
        number: NoData(number, min(below[number]), reason)
        for number, reason in _no_data(sheet, top, below).items()
    }
    rows = {number: cells for number, cells in below.items() if number not in left_out}
    return Table(
        sheet, header, top, columns, rows, tuple(left_out[row] for row in sorted(left_out))
    )


# --- What is no data ----------------------------------------------------------------------

_TOTAL = re.compile(r"(?:sous|sub|grand)?(?:total|totaux|totals)(?:general|generaux)?[0-9]*")
_NUMBER = re.compile(r"[-+]?\d[\d\s]*(?:[.,]\d+)?%?")


def _above(number: int, cells: Row, columns: set[int]) -> NoData:
    inside = columns & set(cells)
    if len(inside) > 1:
        return NoData(number, min(inside), "above")
    return NoData(number, min(cells), "title")


def _no_data(sheet: RawSheet, headings: Row, below: Rows) -> dict[int, Reason]:
    """Return the rows below the headings that are no data, and why."""
    others: dict[int, Reason] = {}
    for row, cells in below.items():
        if row in sheet.totals:
            others[row] = "sum"
        elif len(cells) > 1 and all(headings.get(c) == value for c, value in cells.items()):
            others[row] = "headings"
    numbers = [row for row in below if row not in others]
    for above, row in reversed(list(pairwise([0, *numbers]))):  # what is below all data
        if _is_total(below[row]):
            others[row] = "total"
        elif _is_note(below[row]) and row > above + 1:
            others[row] = "note"
        else:
            break
    return others


def _is_total(cells: Row) -> bool:
    """Whether a row begins with the word, and holds nothing but numbers beside it."""
    label, *amounts = (cells[column] for column in sorted(cells))
    return bool(_TOTAL.fullmatch(folded(words_of(label)))) and all(map(_is_amount, amounts))


def _is_amount(value: object) -> bool:
    return not isinstance(value, str) or isinstance(value, Failed) or bool(_NUMBER.fullmatch(value))


def _is_note(cells: Row) -> bool:
    """Whether a row is one cell that begins with an asterisk."""
    return len(cells) == 1 and all(words_of(value).startswith("*") for value in cells.values())


_SENTENCES: Mapping[Reason, Text] = {
    "above": Text(
        "cette ligne est au-dessus des en-têtes, elle n'est pas lue",
        "this row is above the headings, it is not read",
    ),
    "headings": Text(
        "cette ligne répète les en-têtes, elle n'est pas lue",
        "this row repeats the headings, it is not read",
    ),
    "total": Text(
        "cette ligne est un total, elle n'est pas lue", "this row is a total, it is not read"
    ),
    "note": Text(
        "cette ligne est une remarque sous le tableau, elle n'est pas lue",
        "this row is a remark below the table, it is not read",
    ),
}
