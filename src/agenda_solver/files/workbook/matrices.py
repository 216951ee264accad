"""Levels as sheets: a row for each track, a column for each stretch, a number where they cross.

Each column of the table of fields that holds levels has such a sheet: nothing else names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from agenda_solver.files.fields import BY_KEY, SHEETS, Field, Sheet, grammar
from agenda_solver.files.fields.kinds import Levels, Reading, Whole
from agenda_solver.files.grid.cells import Row, cell_name
from agenda_solver.files.grid.sheet import MOST_COLUMNS, RawSheet
from agenda_solver.files.grid.table import Headings, header_row
from agenda_solver.files.workbook.tables import InputTable, Say, refuse_unreadable
from agenda_solver.problem import Problem
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.references import TABLES
from agenda_solver.text import Text
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import twice


@dataclass(frozen=True)
class Matrix:
    """The sheet of a column that holds levels.

    Attributes
    ----------
    down : str
        The table whose rows have levels: each has a row here.
    column : Field
        The column of that table in which they stand otherwise.
    across : str
        The table whose rows the levels are about: each has a column here.
    """

    down: TableName
    column: Field
    across: TableName

    @property
    def sheet(self) -> Sheet:
        """The sheet of that table."""
        return BY_KEY[self.down]

    @property
    def key(self) -> str:
        """The attribute of the schema."""
        return str(self.column.key[0])

    @property
    def path(self) -> tuple[TableName, str]:
        """The table and the attribute."""
        return self.down, self.key

    @property
    def title(self) -> Text:
        """How the sheet is called."""
        one, other = self.sheet.name, BY_KEY[self.across].name
        return Text("{one} × {other}", "{one} × {other}").fill(one=one, other=other)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name it may have, folded; the sign between is hard to type."""
        parts = (self.sheet.names, ("", "x"), BY_KEY[self.across].names)
        return frozenset(map("".join, product(*parts)))


MATRICES: tuple[Matrix, ...] = tuple(
    Matrix(table, column, column.kind.table)
    for sheet in SHEETS
    for table in TABLES
    for column in sheet.columns
    if table == sheet.key and isinstance(column.kind, Levels) and column.kind.table
)
MATRIX_NAMED: Mapping[str, Matrix] = {name: matrix for matrix in MATRICES for name in matrix.names}
"""By every folded name that a sheet of levels may have."""


def level_changes(was: object, now: object) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield what differs between two cells of levels, as they are written, level by level."""
    old, new = (grammar.read_levels(str(cell or ""), str) for cell in (was, now))
    for id_ in dict.fromkeys((*old, *new)):
        if old.get(id_) != new.get(id_):
            yield id_, old.get(id_), new.get(id_)


# --- Of a problem -------------------------------------------------------------------------


@dataclass(frozen=True)
class LevelGrid:
    """What a matrix shows of a problem.

    Attributes
    ----------
    rows, columns : mapping of str to str
        The ids along the side and the head, and what each is called.
    levels : mapping of str to (mapping of str to int)
        By the ids of a row and of a column.
    """

    matrix: Matrix
    rows: Mapping[str, str]
    columns: Mapping[str, str]
    levels: Mapping[str, Mapping[str, int]]


def grids_of(problem: Problem) -> Iterator[LevelGrid]:
    """Yield the matrices of a draft: those in use, and what tracks of stretches may prefer.

    None where a sheet has not so many columns: the levels are left in their cells.
    """
    for matrix in MATRICES:
        things: Iterable[Any] = getattr(problem, matrix.down)
        levels = {row.id: own for row in things if (own := getattr(row, matrix.key))}
        offered = problem.stretches and matrix.down == "tracks" != matrix.across
        if not (levels or offered):
            continue
        rows, columns = _called(problem, matrix.down), _called(problem, matrix.across)
        if matrix.down == "sessions":  # there are hundreds, of which a few have any
            rows = {id_: rows[id_] for id_ in rows if id_ in levels}
        if rows and columns and len(columns) < MOST_COLUMNS:
            yield LevelGrid(matrix, rows, columns, levels)


def _called(problem: Problem, table: TableName) -> Mapping[str, str]:
    """Return what the rows of a table are called, by their ids; a session may name tracks."""
    rows: Iterable[Any] = problem.track.values() if table == "tracks" else getattr(problem, table)
    return {row.id: getattr(row, "title", "") or getattr(row, "name", "") for row in rows}


def without_levels(problem: Problem) -> Problem:
    """Return a problem whose tables tell no level that stands in a matrix."""
    blank: dict[str, dict[str, Any]] = {}
    for grid in grids_of(problem):
        if grid.levels:
            blank.setdefault(grid.matrix.down, {})[grid.matrix.key] = {}
    tables = {
        table: [row.model_copy(update=none) for row in getattr(problem, table)]
        for table, none in blank.items()
    }
    return problem.with_tables(**tables) if tables else problem


# --- As it is read ------------------------------------------------------------------------

FindId = Callable[[TableName, str], str]
"""Returns the id that a heading means in a table; raises `NotUnderstoodError` if it is none."""


class Stranger(NamedTuple):
    """A heading that has levels, but is no id of the table of which it should be one."""

    table: TableName
    words: str
    text: Text
    cell: str


@dataclass
class ReadMatrix:
    """A matrix as it was found.

    Attributes
    ----------
    table : InputTable
        Where its cells are: the columns by the ids they are about, the names along the side
        without a key.
    rows : dict of str to int
        The number of the row of each id.
    levels : dict of str to (dict of str to int)
        By the ids of a row and of a column.
    strangers : list of Stranger
    """

    table: InputTable
    rows: dict[str, int] = field(default_factory=dict)
    levels: dict[str, dict[str, int]] = field(default_factory=dict)
    strangers: list[Stranger] = field(default_factory=list)


def read_matrix(
    matrix: Matrix, raw: RawSheet, find: FindId, reading: Reading, fault: Say
) -> ReadMatrix:
    """Read a matrix; what of it cannot be read is told to `fault`, with its cell.

    A heading that is no id counts for nothing where it has no level.
    """
    return _Reader(matrix, raw, find, fault).read(reading)


class _Reader:
    """Reads one matrix: its names first, then the levels of those that are known."""

    def __init__(self, matrix: Matrix, raw: RawSheet, find: FindId, fault: Say) -> None:
        self.matrix, self.raw, self.find, self.fault = matrix, raw, find, fault
        self.title = raw.title or ""
        tops = {n: _right(cells) for n, cells in raw.rows.items() if _right(cells)}
        header = header_row(tops, Headings(self._column))
        self.result = ReadMatrix(InputTable(matrix.sheet, self.title, header, {(): 0}))

    def read(self, reading: Reading) -> ReadMatrix:
        table, header = self.result.table, self.result.table.header
        cells = self._cells(header)
        columns = self._names(header, cells)
        table.columns |= {(id_,): place for id_, place in columns.items()}
        for number in self.result.rows.values():
            values = self.raw.rows[number]
            table.rows[number] = {
                (id_,): values[place] for id_, place in columns.items() if place in values
            }
        uncalculated = sorted(cells & self.raw.uncalculated)
        refuse_unreadable(table, self.raw, uncalculated, header + 1, self.fault)
        for id_, number in self.result.rows.items():
            self.result.levels[id_] = dict(self._levels(number, reading))
        return self.result

    def _cells(self, header: int) -> set[tuple[int, int]]:
        """Return the cells below the head that say something; sums below it do not."""
        shown = {(row, place) for row, cells in self.raw.rows.items() for place in cells}
        return {
            (row, place)
            for row, place in shown | self.raw.uncalculated
            if row > header and row not in self.raw.sums
        }

    def _names(self, header: int, cells: Iterable[tuple[int, int]]) -> Mapping[str, int]:
        """Note which ids the rows are of, and return the columns by theirs."""
        filled_rows, filled = ({cell[side] for cell in cells if cell[1]} for side in (0, 1))
        columns: dict[str, int] = {}
        for place in sorted({*_right(self.raw.rows.get(header, {})), *filled}):
            self._name(header, place, columns, has_levels=place in filled)
        for row in sorted({row for row, _ in cells}):
            self._name(row, 0, self.result.rows, has_levels=row in filled_rows)
        return columns

    def _column(self, words: str) -> str | None:
        with suppress(NotUnderstoodError):
            return self.find(self.matrix.across, words)
        return None

    def _name(self, row: int, column: int, known: dict[str, int], *, has_levels: bool) -> None:
        """Note which id a heading means; what means none is told if it has levels."""
        cell, words = cell_name(row, column), words_of(self.raw.rows.get(row, {}).get(column, ""))
        table = self.matrix.across if column else self.matrix.down
        if not words:
            if has_levels:
                self.fault(self.title, cell, _NO_NAME)
            return
        try:
            id_ = self.find(table, words)
        except NotUnderstoodError as error:
            if has_levels:
                self.result.strangers.append(Stranger(table, words, error.text, cell))
            return
        if known.setdefault(id_, column or row) != (column or row) and has_levels:
            first = cell_name(row, known[id_]) if column else cell_name(known[id_], 0)
            there = Text("en {cell}", "in {cell}").fill(cell=first)
            self.fault(self.title, cell, _TWICE.fill(sentence=twice(words, there)))

    def _levels(self, number: int, reading: Reading) -> Iterator[tuple[str, int]]:
        table = self.result.table
        for key, value in table.rows[number].items():
            if (number, key) in table.unread:
                continue
            try:
                yield str(key[0]), Whole(60).read(value, reading)
            except NotUnderstoodError as error:
                self.fault(self.title, table.cell(number, key), error.text)


def _right(cells: Row) -> Row:
    """Return the cells of a row but for its name."""
    return {place: value for place, value in cells.items() if place}


_NO_NAME = Text(
    "il manque le nom de cette ligne ou de cette colonne : l'écrire ici, ou effacer ses niveaux",
    "the name of this row or column is missing: write it here, or clear its levels",
)
_TWICE = Text(
    "{sentence} : n'en garder qu'une, avec tous ses niveaux",
    "{sentence}: keep one of them, with all of its levels",
)
