"""Reads a sheet of levels: where its headings are, what they mean, and the levels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from agenda_solver.files.fields import BY_KEY
from agenda_solver.files.fields.kinds import Reading, Whole
from agenda_solver.files.grid.around import is_amount, kind_of_words
from agenda_solver.files.grid.cells import Row, cell_name
from agenda_solver.files.grid.no_data import remarks_on
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.files.grid.table import Headings, header_row
from agenda_solver.files.workbook.matrices import Matrix
from agenda_solver.files.workbook.tables import InputTable, Say, refuse_unreadable
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.references import A_ROW_OF
from agenda_solver.text import Text, quoted
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import Names, perhaps, shown, twice

Ids = Mapping[TableName, Collection[str]]
"""By table, ids of its rows."""


@dataclass(frozen=True)
class KnownIds:
    """What the headings of a matrix may mean.

    Attributes
    ----------
    reading : Reading
        Knows what ids and names mean.
    there, gone : mapping of str to (collection of str)
        By table, the ids of the rows of now, and of those that the program had written and
        that are gone.
    """

    reading: Reading
    there: Ids
    gone: Ids

    def knows(self, table: TableName, words: str) -> bool:
        """Whether words mean a row of a table."""
        try:
            return self.reading.find(table, words) in self.there[table]
        except NotUnderstoodError:
            return False

    def find(self, table: TableName, words: str) -> str:
        """Return the id that words mean in a table.

        Raises
        ------
        NotUnderstoodError
            If they mean no row of it, or may mean several.
        """
        id_ = self.reading.find(table, words)
        if id_ in self.there[table]:
            return id_
        names = Names((known, "") for known in self.there[table])
        if not self.is_gone(table, words):
            names = self.reading.names.get(table, names)
            raise NotUnderstoodError(names.unknown(words, A_ROW_OF[table]))
        text = _IDLE.fill(id=shown(words), sheet=quoted(BY_KEY[table].name))
        near = names.nearest(words)
        raise NotUnderstoodError(text if near is None else perhaps(text, near))

    def is_gone(self, table: TableName, words: str) -> bool:
        """Whether words are the id of a row that is gone."""
        return words in self.gone[table]


class Stranger(NamedTuple):
    """A heading that is no id of the table of which it should be one, and has more than words.

    Attributes
    ----------
    table : str
        That table.
    cell : str
    text : Text
        What is to be told.
    is_refused : bool
        Whether levels would be lost.
    """

    table: TableName
    cell: str
    text: Text
    is_refused: bool


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
    rows: Mapping[str, int] = field(default_factory=dict)
    levels: dict[str, dict[str, int]] = field(default_factory=dict)
    strangers: list[Stranger] = field(default_factory=list)


def read_matrix(
    matrix: Matrix, raw: RawSheet, ids: KnownIds, reading: Reading, fault: Say, notice: Say
) -> ReadMatrix:
    """Read a matrix; what of it cannot be read is told to `fault`, with its cell.

    A heading that is no id counts for nothing where it has no level: a remark, a total.
    """
    layout = _layout(raw, matrix.down, matrix.across, ids)
    turned = _layout(raw, matrix.across, matrix.down, ids)
    if turned.known > layout.known:
        table = InputTable(matrix.sheet, raw.title or "", turned.header)
        down, across = quoted(matrix.sheet.name), quoted(BY_KEY[matrix.across].name)
        corner = cell_name(turned.header, turned.side)
        fault(table.title, corner, _TURNED.fill(down=down, across=across))
        return ReadMatrix(table)
    return _Reader(matrix, raw, ids, layout, fault).read(reading, notice)


# --- Where the headings are ---------------------------------------------------------------


class _Layout(NamedTuple):
    """The row of the names along the head, the column of those down the side; how many mean one."""

    header: int
    side: int
    known: int


def _layout(raw: RawSheet, down: TableName, across: TableName, ids: KnownIds) -> _Layout:
    """Return where the names of the rows of two tables are, if those of one go down a column."""

    def knows(table: TableName, cells: Row, column: int) -> bool:
        return column in cells and ids.knows(table, words_of(cells[column]))

    columns = sorted({column for cells in raw.rows.values() for column in cells})
    sides = (one for one in columns if any(knows(down, cells, one) for cells in raw.rows.values()))
    side = next(sides, 0)
    others = {n: {c: cells[c] for c in cells if c != side} for n, cells in raw.rows.items()}
    tops = {number: cells for number, cells in others.items() if cells}
    header = header_row(tops, Headings(lambda words: ids.knows(across, words) or None))
    head = tops.get(header, {})
    along = sum(knows(across, head, column) for column in head)
    beside = sum(knows(down, cells, side) for n, cells in raw.rows.items() if n > header)
    return _Layout(header, side, along + beside)


# --- What stands there --------------------------------------------------------------------


Cells = Mapping[tuple[int, int], object]
"""What cells show, by their row and column."""


class _Heading(NamedTuple):
    """A cell that should name a row of a table, and the cells of its row or column."""

    table: TableName
    cell: str
    words: str
    values: Cells

    @property
    def has_levels(self) -> bool:
        """Whether numbers stand there that are no sums."""
        is_sum = kind_of_words(self.words) in ("total", "sum", "count")
        return not is_sum and any(map(_may_be_level, self.values.values()))


def _may_be_level(value: object) -> bool:
    return not isinstance(value, str) or is_amount(words_of(value))


class _Reader:
    """Reads one matrix: its names first, then the levels of those that are known."""

    def __init__(
        self, matrix: Matrix, raw: RawSheet, ids: KnownIds, layout: _Layout, fault: Say
    ) -> None:
        self.matrix, self.raw, self.ids, self.layout = matrix, raw, ids, layout
        self.title, self.fault = raw.title or "", fault
        self.result = ReadMatrix(
            InputTable(matrix.sheet, self.title, layout.header, {(): layout.side})
        )

    def read(self, reading: Reading, notice: Say) -> ReadMatrix:
        result, table = self.result, self.result.table
        cells = self._cells()
        columns = self._ids(self._across(cells))
        result.rows = self._ids(self._down(cells))
        table.columns |= {(id_,): place for id_, place in columns.items()}
        for number in result.rows.values():
            values = self.raw.rows[number]
            table.rows[number] = {
                (id_,): values[place] for id_, place in columns.items() if place in values
            }
        uncalculated = sorted(cells.keys() & self.raw.uncalculated)
        begin = self.layout.header + 1
        refuse_unreadable(table, self.raw, uncalculated, begin, self.fault)
        for id_, number in result.rows.items():
            result.levels[id_] = dict(self._levels(number, reading))
        filled = {row: self.raw.rows[row] for row, levels in table.rows.items() if levels}
        for row, column, text in remarks_on(self.raw, (), filled, 0):
            notice(self.title, cell_name(row, column), text)
        return result

    def _cells(self) -> Cells:
        """Return the cells below the head that say something; sums below it do not.

        What a formula comes to that has no value yet is None.
        """
        cells = {
            **dict.fromkeys(self.raw.uncalculated),
            **{(row, c): cells[c] for row, cells in self.raw.rows.items() for c in cells},
        }
        return {
            place: cells[place]
            for place in cells
            if place[0] > self.layout.header and place[0] not in self.raw.sums
        }

    def _across(self, cells: Cells) -> Mapping[int, _Heading]:
        """Return the headings along the head, by their columns."""
        header, beside = self.layout.header, self._beside(cells, 1)
        columns = {*self.raw.rows.get(header, {}), *beside} - {self.layout.side}
        return {
            column: self._heading(self.matrix.across, header, column, beside.get(column, {}))
            for column in sorted(columns)
        }

    def _down(self, cells: Cells) -> Mapping[int, _Heading]:
        """Return the headings along the side, by their rows."""
        side, beside = self.layout.side, self._beside(cells, 0)
        return {
            row: self._heading(self.matrix.down, row, side, beside.get(row, {}))
            for row in sorted({row for row, _ in cells})
        }

    def _beside(self, cells: Cells, part: Literal[0, 1]) -> Mapping[int, Cells]:
        """Return the cells beside the names of the side, by their rows (0) or columns (1)."""
        groups: dict[int, dict[tuple[int, int], object]] = {}
        for place, value in cells.items():
            if place[1] != self.layout.side:
                groups.setdefault(place[part], {})[place] = value
        return groups

    def _heading(self, table: TableName, row: int, column: int, values: Cells) -> _Heading:
        words = words_of(self.raw.rows.get(row, {}).get(column, ""))
        return _Heading(table, cell_name(row, column), words, values)

    def _ids(self, headings: Mapping[int, _Heading]) -> Mapping[str, int]:
        """Return the rows or columns of the ids that headings mean; of those alike, the first."""
        known: dict[str, int] = {}
        for number, heading in headings.items():
            id_ = self._id(heading)
            if id_ is None:
                continue
            first = known.setdefault(id_, number)
            if first != number and heading.values:
                there = Text("en {cell}", "in {cell}").fill(cell=headings[first].cell)
                sentence = _TWICE.fill(sentence=twice(heading.words, there))
                self.fault(self.title, heading.cell, sentence)
        return known

    def _id(self, heading: _Heading) -> str | None:
        """Return the id that a heading means; one that means none is noted, if it has values."""
        table, words, cell = heading.table, heading.words, heading.cell
        try:
            if not words:
                raise NotUnderstoodError(_NO_NAME)
            return self.ids.find(table, words)
        except NotUnderstoodError as error:
            text = error.text
        if heading.has_levels:
            is_refused = not self.ids.is_gone(table, words)
            self.result.strangers.append(Stranger(table, cell, text, is_refused))
        elif heading.values:
            cell = cell if words else cell_name(*min(heading.values))
            self.result.strangers.append(Stranger(table, cell, _ASIDE, is_refused=False))
        return None

    def _levels(self, number: int, reading: Reading) -> Iterator[tuple[str, int]]:
        table = self.result.table
        for key, value in table.rows[number].items():
            if (number, key) in table.unread:
                continue
            try:
                yield str(key[0]), Whole(60).read(value, reading)
            except NotUnderstoodError as error:
                self.fault(self.title, table.cell(number, key), error.text)


_IDLE = Text(
    "{id} n'est plus dans la feuille {sheet}, ces niveaux ne comptent plus : les effacer, ou "
    "écrire ici son nouveau nom",
    "{id} is no longer in the sheet {sheet}, these levels no longer count: clear them, or write "
    "its new name here",
)
_ASIDE = Text(
    "ce qui est écrit ici, à côté des niveaux, n'est pas lu",
    "what is written here, beside the levels, is not read",
)
_NO_NAME = Text(
    "il manque le nom de cette ligne ou de cette colonne : l'écrire ici, ou effacer ses niveaux",
    "the name of this row or column is missing: write it here, or clear its levels",
)
_TURNED = Text(
    "cette feuille est dans l'autre sens : les noms de la feuille {down} vont dans la première "
    "colonne, ceux de {across} dans la première ligne",
    "this sheet is the other way round: the names of the sheet {down} go into the first column, "
    "those of {across} into the first row",
)
_TWICE = Text(
    "{sentence} : n'en garder qu'une, avec tous ses niveaux",
    "{sentence}: keep one of them, with all of its levels",
)
