"""Reads CSV as any office writes it: its encoding, its separator, its quotation marks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from agenda_solver.files import InputError, in_file
from agenda_solver.files.decoding import decoded
from agenda_solver.files.grid.cells import Row
from agenda_solver.files.grid.sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Given, RawSheet
from agenda_solver.files.grid.table import Headings, header_row
from agenda_solver.files.writing import unshielded
from agenda_solver.text import Text
from agenda_solver.words.names import clean

SEPARATORS = (";", ",", "\t", "|")
_NO_SEPARATOR = "\x1f"
_SEEN = 50  # rows by which the separator is known
_DECLARED = re.compile(r'"?sep=([^\w\s"]|\t)"?[^\S\r\n]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


class _QuotesError(Exception):
    """A row does not end as a CSV row does."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(row)


def read_csv(
    name: str, data: bytes, headings: Headings[Any], given: Given | None = None
) -> RawSheet:
    """Read a CSV file.

    Its rows are numbered as a spreadsheet does, which shows neither the line ``sep=;`` nor
    that a cell holds several lines.

    Parameters
    ----------
    name : str
        The file's name.
    data : bytes
        What it holds.
    headings : Headings
        What its columns may be called. The separator is the one that gives the first rows as
        many cells as there are headings, unless the file or somebody says which it is.
    given : Given, optional
        What somebody says of the file; None where nobody can.

    Raises
    ------
    InputError
        If it cannot be read so, or holds too much.
    """
    asked = given or Given()
    text, notices = decoded(name, data, asked.encoding, can_be_given=given is not None)
    declared = _DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    if (inner := _unwrapped(text)) is not None:
        text, notices = inner, (*notices, _WRAPPED.fill(name=name))
    separator = asked.separator or (declared and declared[1]) or _separator(text, headings)
    try:
        rows, blank = _rows(name, text, separator)
    except _QuotesError as error:
        raise InputError([in_file(name, _QUOTES, error.row)]) from None
    return RawSheet(name, None, rows, tuple(blank), notices=notices)


def _rows(name: str, text: str, separator: str) -> tuple[dict[int, Row], list[int]]:
    """Return the rows that show something, and the numbers of the others."""
    rows: dict[int, Row] = {}
    blank: list[int] = []
    cells = 0
    for number, record in _records(text, separator):
        row = _row(record)
        cells += max(1, len(row))
        if row:
            rows[number] = row
        else:
            blank.append(number)
        if any(map(_bare, islice(record, MOST_COLUMNS, None))):
            raise InputError([in_file(name, _TOO_MANY_COLUMNS.fill(most=MOST_COLUMNS), number)])
        if len(rows) > MOST_ROWS + 1:  # one holds the headings
            raise InputError([in_file(name, _TOO_MANY_ROWS.fill(most=MOST_ROWS), number)])
        if cells > MOST_CELLS:
            raise InputError([in_file(name, _TOO_MANY_CELLS.fill(most=MOST_CELLS), number)])
    return rows, blank


def _row(record: list[str]) -> Row:
    """Return the cells that show something, of those that are looked at."""
    cells = map(_bare, record[:MOST_COLUMNS])
    return {column: words for column, words in enumerate(cells) if words}


def _bare(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    return clean(unshielded(cell))


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that have a separator or a word, by their number in a spreadsheet."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if record:
                yield number, record
    except csv.Error:
        raise _QuotesError(number + 1) from None


def _unwrapped(text: str) -> str | None:
    """Return what is between the quotation marks where they are around each line, whole.

    So it comes out of a spreadsheet that took the lines for one column.
    """
    lines: dict[int, str] = {}
    if not text.startswith('"'):
        return None
    try:
        for number, record in _records(text, _NO_SEPARATOR):
            line = "".join(record)
            if "\n" in line or not any(map(line.__contains__, SEPARATORS)):
                return None
            lines[number] = line
    except _QuotesError:  # each cell has its own
        return None
    return "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1))


def _separator(text: str, headings: Headings[Any]) -> str:
    return max(SEPARATORS, key=lambda mark: _fit(text, mark, headings))


def _fit(text: str, separator: str, headings: Headings[Any]) -> tuple[float, int]:
    """Return how many of the first rows have as many cells as headings, and how many those are."""
    records: dict[int, list[str]] = {}
    with suppress(_QuotesError):
        for number, record in islice(_records(text, separator), _SEEN):
            records[number] = record
    rows = {number: row for number, record in records.items() if (row := _row(record))}
    header = header_row(rows, headings)
    widths = [len(record) for number, record in records.items() if number >= header]
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


_WRAPPED = Text(
    "{name} : chaque ligne entière est entre guillemets ; lue sans eux",
    "{name}: each whole line is between quotation marks; read without them",
)
_QUOTES = Text(
    "des guillemets ne sont pas fermés, ou pas à leur place",
    "quotation marks are not closed, or out of place",
)
_TOO_MANY_ROWS = Text("trop de lignes (au plus {most})", "too many rows (at most {most})")
_TOO_MANY_COLUMNS = Text("trop de colonnes (au plus {most})", "too many columns (at most {most})")
_TOO_MANY_CELLS = Text("trop de cellules (au plus {most})", "too many cells (at most {most})")
