"""Writes a draft workbook that was changed: what differs is written, all else stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import coordinate_from_string, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files import InputError
from agenda_solver.files.fields import SHEETS
from agenda_solver.files.system import read_bytes
from agenda_solver.files.workbook.matrices import MATRIX_NAMED, level_changes
from agenda_solver.files.workbook.rows import Cells, filled_rows, paths_of_rows, rows_of
from agenda_solver.problem import Path as KeyPath
from agenda_solver.problem import Problem
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Timetable
from agenda_solver.words.names import folded

if TYPE_CHECKING:
    from agenda_solver.files.workbook.reading import Book

PlaceOf = Callable[[KeyPath], Text]
"""Says in which sheet and cell a path of the draft stands."""


def changed_book(
    source: Path,
    before: Problem,
    after: Problem,
    place_of: PlaceOf,
    language: Language,
    read: Callable[[Path], Problem],
) -> bytes | None:
    """Return a draft workbook with what differs written into its cells.

    None where that cannot be done: what is written then would not read as the changed draft.

    Parameters
    ----------
    source : Path
        The workbook from which the draft was read.
    before, after : Problem
        What was read, and what it asks now.
    place_of : callable
        Says in which cell of the source a path stands.
    language : {"fr", "en"}
        That of the words in cells.
    read : callable
        Reads the draft of a workbook.
    """
    book = load_workbook(BytesIO(read_bytes(source)))
    for sheet in SHEETS:
        old = rows_of(sheet.key, before, None, language)
        new = rows_of(sheet.key, after, None, language)
        if old == new:
            continue
        if sheet.key == "weights" or not _written(
            book, old, new, paths_of_rows(sheet.key, before), place_of
        ):
            return None
    return _read_again(book, source.name, lambda path: read(path) == after)


def filled_book(
    source: Path,
    asked: Book,
    problem: Problem,
    timetable: Timetable,
    language: Language,
    reads_as: Callable[[Path], bool],
) -> bytes | None:
    """Return a draft workbook in whose rows stands where its sessions would like to be.

    None where that cannot be done: what is written then would not read so.

    Parameters
    ----------
    source : Path
        The workbook from which the draft was read.
    asked : Book
        What was read.
    problem, timetable : Problem, Timetable
        What it asks now, and where the sessions are.
    reads_as : callable
        Whether a workbook says so.
    """
    book = load_workbook(BytesIO(read_bytes(source)))
    before = {str(row["id",]): row for row in rows_of("sessions", asked.problem, None, language)}
    number = {session.id: place for place, session in enumerate(asked.problem.sessions)}
    for row in filled_rows(problem, timetable, language):
        id_ = str(row["id",])
        was = asked.timetable.by_session.get(id_)
        for column in _columns(before[id_], row, moved=was != timetable.by_session.get(id_)):
            sheet, cell = _cell(book, asked.place(("sessions", number[id_], *column)))
            _write(sheet, cell, row.get(column))
    return _read_again(book, source.name, reads_as)


def _columns(before: Cells, after: Cells, *, moved: bool) -> Iterator[KeyPath]:
    """Yield the columns of a row to be written: what differs, and its place where it moves."""
    for column in dict.fromkeys((*before, *after)):
        if column not in _PLACE and before.get(column) != after.get(column):
            yield column
    if moved:
        yield from _PLACE


_PLACE: tuple[KeyPath, ...] = (("@day",), ("@start",), ("@end",), ("@room",), ("@locked",))


def _read_again(book: Workbook, name: str, reads_as: Callable[[Path], bool]) -> bytes | None:
    """Return a workbook as it is saved; None where it does not read as it is to."""
    data = BytesIO()
    book.save(data)
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data.getvalue())
        try:
            return data.getvalue() if reads_as(path) else None
        except InputError:
            return None


def _written(
    book: Workbook,
    old: Sequence[Cells],
    new: Sequence[Cells],
    paths: Sequence[KeyPath],
    place_of: PlaceOf,
) -> bool:
    """Write the rows of a sheet that differ; whether there is a place for all of them."""
    if not old:
        return False
    pairs = list(_paired(old, new))
    for number, (was, now) in enumerate(pairs[: len(old)]):
        for column in {*was, *now}:
            if was.get(column) != now.get(column):
                path = (*paths[number], *column)
                sheet, cell = _cell(book, place_of(path))
                if folded(sheet.title) in MATRIX_NAMED:
                    _write_levels(book, path, was.get(column), now.get(column), place_of)
                else:
                    _write(sheet, cell, now.get(column))
    sheet, last = _cell(book, place_of(paths[-1]))
    row = coordinate_from_string(last)[1]
    for _, cells in pairs[len(old) :]:
        if any(cell.value is not None for cell in sheet[row + 1]):
            return False
        _add_row(sheet, row)
        row += 1
        for column, value in cells.items():
            _, above = _cell(book, place_of((*paths[-1], *column)))
            _write(sheet, f"{coordinate_from_string(above)[0]}{row}", value)
    return True


def _paired(
    old: Sequence[Cells], new: Sequence[Cells]
) -> Iterator[tuple[Mapping[KeyPath, object], Mapping[KeyPath, object]]]:
    """Yield each row as it was and is, then those that are new.

    A row is told by its id; of rows without one, where some go, by what it says.
    """
    has_ids = all(("id",) in row for row in (*old, *new))
    if not has_ids and len(new) >= len(old):
        yield from zip(old, new, strict=False)
        yield from (({}, row) for row in new[len(old) :])
        return
    left: dict[object, list[Cells]] = {}
    for row in new:
        left.setdefault(_identity(row), []).append(row)
    for row in old:
        alike = left.get(_identity(row))
        yield row, alike.pop(0) if alike else {}
    yield from (({}, row) for alike in left.values() for row in alike)


def _identity(row: Cells) -> object:
    """Return what tells a row from others: its id, of whom it is and which session, or all."""
    if ("id",) in row:
        return row["id",]
    wish = row.get(("@attendee",)), row.get(("@session",))
    return wish if all(wish) else tuple(row.items())


def _cell(book: Workbook, place: Text) -> tuple[Worksheet, str]:
    title, _, cell = place.fr.rpartition("!")
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return sheet, cell


def _write_levels(
    book: Workbook, path: KeyPath, was: object, now: object, place_of: PlaceOf
) -> None:
    """Write the levels of a row that differ, each into its cell of their matrix."""
    for id_, _, level in level_changes(was, now):
        sheet, cell = _cell(book, place_of((*path, id_)))
        _write(sheet, cell, level)


def _write(sheet: Worksheet, cell: str, value: Any) -> None:
    sheet[cell] = value
    if isinstance(value, str):
        sheet[cell].data_type = "s"  # what begins with "=" stays text


def _add_row(sheet: Worksheet, above: int) -> None:
    """Make room for a row below the last one: it looks alike, and is of the same table."""
    for column in range(1, sheet.max_column + 1):
        # openpyxl has no public way to take all of a cell's looks, and its stubs leave it out.
        looks = sheet.cell(above, column)._style  # type: ignore[union-attr]
        sheet.cell(above + 1, column)._style = copy(looks)  # type: ignore[union-attr]
    for table in sheet.tables.values():
        if range_boundaries(table.ref)[3] == above:
            first, _, last = table.ref.partition(":")
            table.ref = f"{first}:{coordinate_from_string(last)[0]}{above + 1}"
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
