"""Levels as sheets: a row for each track, a column for each stretch, a number where they cross.

Each column of the table of fields that holds levels has such a sheet: nothing else names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from agenda_solver.files.fields import BY_KEY, SHEETS, Field, Sheet, grammar
from agenda_solver.files.fields.kinds import Levels
from agenda_solver.files.grid.sheet import MOST_COLUMNS
from agenda_solver.problem import Problem
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.references import TABLES
from agenda_solver.text import Text


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
