"""Finds the table in a sheet: its headings, its rows, and what is no data, which it tells."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from agenda_solver.files.grid.around import names_a_list
from agenda_solver.files.grid.cells import Row, Rows
from agenda_solver.files.grid.no_data import Body, NoData, Reason, remarks_on
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.text import Text
from agenda_solver.words.cells import words_of

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
        grouped headings do, can then stand above the headings; or fewer, where half of these
        are known.
    naming : frozenset
        What names that which a row is about: of these, each row of data says something.
    by_id : bool
        Whether that is an id, which may be any word.
    known : set of str
        Names of which it is known that they are those of data, whatever they look like.
    of_nothing : bool
        Whether a row of data may well name nothing.
    """

    key: Callable[[str], Key | None]
    guessed: bool = False
    naming: frozenset[Key] = frozenset()
    by_id: bool = False
    known: Set[str] = frozenset()
    of_nothing: bool = False

    def named(self, row: Row) -> dict[int, Key]:
        """Return what the cells of a row stand for, if they are headings."""
        keys = {column: self.key(words_of(value)) for column, value in row.items()}
        return {column: key for column, key in keys.items() if key is not None}


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
        yield from remarks_on(self.sheet, self.left_out, self.rows, len(self.headings))

    @property
    def notices(self) -> tuple[Text, ...]:
        """What was read otherwise than it may have been meant, each with its place."""
        placed = (self.sheet.fault(message, row, column) for row, column, message in self.remarks())
        return (*self.sheet.notices, *(fault.sentence for fault in placed))


def header_row(rows: Rows, headings: Headings[Key]) -> int:
    """Return the row that is most like headings among the first, where that is no data."""
    return _head(rows, headings)[0]


def known_headings(rows: Rows, headings: Headings[Key]) -> int:
    """Return how many of the headings of a table are known, given its first rows."""
    return len(headings.named(_head(rows, headings)[1]))


def _head(rows: Rows, headings: Headings[Key]) -> tuple[int, Row]:
    """Return the row of the headings and its cells, with those of the row above it they share."""
    header, head, most, widest = min(rows, default=1), dict[int, object](), 0, 0
    head = dict(rows.get(header, {}))
    for above, number in pairwise([0, *list(rows)[:FIRST_ROWS]]):
        cells = rows[number]
        shared = _shared(rows.get(above, {}), cells, headings) if above == number - 1 else {}
        named = len(headings.named(cells)) + len(shared)
        wider = widest < len(cells) and 2 * named >= len(cells)
        below_titles = named > 1 and (2 * widest <= len(cells) or wider or bool(shared))
        if named > most and (not headings.guessed or not widest or below_titles):
            header, head, most = number, {**shared, **cells}, named
        widest = max(widest, len(cells))
    return header, head


def _shared(above: Row, cells: Row, headings: Headings[Key]) -> Row:
    """Return the headings that stand a row higher: ``Nom`` beside ``Vœux`` over ``1``, ``2``.

    Where a heading is split into several below it, those that are not stand beside it, or in
    cells that are as high as both rows.
    """
    named = headings.named(cells)
    if not named or len(named) < len(cells):
        return {}
    higher = {place: value for place, value in above.items() if place not in cells}
    return {place: higher[place] for place in headings.named(higher)}


def find_table(sheet: RawSheet, headings: Headings[Key]) -> Table[Key]:
    """Return the table of a sheet."""
    header, top = _head(sheet.rows, headings)
    columns: dict[Key, int] = {}
    for column, key in headings.named(top).items():
        columns.setdefault(key, column)
    first = header - 1 if top.keys() - sheet.rows.get(header, top).keys() else header
    above = {number: cells for number, cells in sheet.rows.items() if number < first}
    below = {number: cells for number, cells in sheet.rows.items() if number > header}
    naming = {columns[key] for key in headings.naming if key in columns}
    body = Body(sheet, top, naming, below, headings.by_id, headings.known, headings.of_nothing)
    left_out = [_above(number, cells, set(columns.values())) for number, cells in above.items()]
    left_out += body.no_data()
    others = {row.row for row in left_out}
    rows = {number: cells for number, cells in below.items() if number not in others}
    return Table(sheet, header, top, columns, rows, tuple(left_out))


def find_list(sheet: RawSheet) -> Table[Key]:
    """Return a table of one column without headings: a name a line, perhaps under a title."""
    first = min(sheet.rows, default=0)
    titles = [
        NoData(first, column, "title", words_of(value))
        for column, value in sheet.rows.get(first, {}).items()
        if names_a_list(words_of(value))
    ]
    below = {row: cells for row, cells in sheet.rows.items() if not titles or row > first}
    left_out = (*titles, *Body(sheet, {}, frozenset(), below).no_data())
    others = {row.row for row in left_out}
    rows = {row: cells for row, cells in below.items() if row not in others}
    return Table(sheet, 0, {}, {}, rows, left_out)


def _above(number: int, cells: Row, columns: set[int]) -> NoData:
    inside = columns & set(cells)
    column = min(inside) if len(inside) > 1 else min(cells)
    reason: Reason = "above" if len(inside) > 1 else "title"
    return NoData(number, column, reason, words_of(cells[column]))
