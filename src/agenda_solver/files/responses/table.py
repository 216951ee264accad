"""Reads a form's export as it comes, CSV or workbook: headers, and rows by their number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agenda_solver.files import InputError, in_file
from agenda_solver.files.grid.cells import Rows, letters
from agenda_solver.files.grid.choosing import read_sheet
from agenda_solver.files.grid.sheet import Given
from agenda_solver.files.grid.table import Headings, Table, find_table
from agenda_solver.files.responses.headers import core, meaning, rank_said
from agenda_solver.text import Text, cut, quoted
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import clean

_GRID = re.compile(r"(?P<question>.*?)\s*\[(?P<item>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\W*", re.S)
_LONGEST = 60  # characters of a header that a sentence repeats
_MOST_TOLD = 20  # cells that have no value


@dataclass(frozen=True)
class Column:
    """A column: its number, from 0, and its header as it is written."""

    number: int
    header: str

    @property
    def title(self) -> Text:
        """What sentences call it."""
        if not self.header:
            letter = letters(self.number)
            return Text("colonne {letter}", "column {letter}").fill(letter=letter)
        question, item = self.parts
        if item is None:
            return quoted(cut(self.header, _LONGEST))
        half = _LONGEST // 2
        return quoted(f"{cut(question, half)} [{cut(item, half)}]".strip())

    @property
    def parts(self) -> tuple[str, str | None]:
        """The question, and the item of a grid between brackets, ``Question [Item]``."""
        match = _GRID.fullmatch(self.header)
        return (match["question"], clean(match["item"])) if match else (self.header, None)


@dataclass(frozen=True)
class ExportRow:
    """A row: its number, as a spreadsheet counts from 1, and a cell for each column.

    Cells that are text have no blanks around them.
    """

    number: int
    cells: Sequence[object]

    def words(self, column: int) -> str:
        """Return what a cell shows."""
        return _words(self.cells[column])

    @property
    def is_blank(self) -> bool:
        """Whether no cell shows anything."""
        return not any(map(self.words, range(len(self.cells))))


def _words(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    return "" if cell is None else words_of(cell)


@dataclass(frozen=True)
class Export:
    """An export.

    Attributes
    ----------
    name : str
        The file's name.
    notices : tuple of Text
        What was read otherwise than it may have been meant.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[ExportRow, ...]
    notices: tuple[Text, ...] = ()

    def answers(self, column: int) -> Iterator[tuple[int, str]]:
        """Yield the cells of a column that are not blank, with the numbers of their rows."""
        for row in self.rows:
            if words := row.words(column):
                yield row.number, words


def _key(heading: str) -> str | None:
    return meaning(heading) or ("wishes" if rank_said(core(heading)) else None)


_NAMING = frozenset(("id", "name", "first_name", "last_name", "email", "timestamp"))
HEADINGS = Headings(_key, guessed=True, naming=_NAMING)
"""What a form may ask, as far as its questions alone say."""


def read_export(path: Path, given: Given) -> Export:
    """Read an export.

    Parameters
    ----------
    path : Path
        A CSV file or a workbook, whatever its name ends in.
    given : Given
        What somebody says of it.

    Raises
    ------
    InputError
        If it cannot be read as a table.
    """
    sheet = read_sheet(path, HEADINGS, given)
    if not sheet.rows:
        raise InputError([in_file(path.name, _EMPTY)])
    table = find_table(sheet, HEADINGS)
    if uncalculated := table.uncalculated[:_MOST_TOLD]:
        raise InputError(sheet.fault(_NOT_CALCULATED, *place) for place in uncalculated)
    width = _width(table)
    columns = tuple(Column(place, _words(table.headings.get(place))) for place in range(width))
    blank: Rows = {number: {} for number in sheet.blank if number > table.header}
    rows = tuple(
        ExportRow(number, tuple(_tidy(cells.get(place)) for place in range(width)))
        for number, cells in sorted({**blank, **table.rows}.items())
    )
    return Export(path.name, columns, rows, table.notices)


def _width(table: Table[str]) -> int:
    """Return how many columns there are: in CSV, a cell beyond the headings is a mistake."""
    width = 1 + max(table.headings)
    farthest = {number: max(cells) for number, cells in table.rows.items()}
    if table.sheet.title is not None:
        return max(width, 1 + max(farthest.values(), default=0))
    for number, column in farthest.items():
        if column >= width:
            raise InputError([table.sheet.fault(_BEYOND, number, column)])
    return width


def _tidy(cell: object) -> object:
    return clean(cell) if isinstance(cell, str) else cell


_EMPTY = Text(
    "ce fichier est vide : exporter à nouveau les réponses",
    "this file is empty: export the answers again",
)
_BEYOND = Text(
    "il y a plus de cellules que d'en-têtes : vérifier le séparateur et les guillemets",
    "there are more cells than headers: check the separator and the quotation marks",
)
_NOT_CALCULATED = Text(
    "cette formule n'a pas de valeur ; ouvrir le fichier dans un tableur et l'enregistrer",
    "this formula has no value; open the file in a spreadsheet program and save it",
)
