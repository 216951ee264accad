"""The hidden sheet _meta: what was solved, and how, so that later changes can be told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import __version__
from agenda_solver.files import InputError, about_file
from agenda_solver.files.grid.cells import Rows
from agenda_solver.files.store.kept import (
    OLDEST,
    SCHEMA,
    Kept,
    Made,
    OlderError,
    kept_data,
    read_kept,
)
from agenda_solver.files.workbook.cells import cell_at, put
from agenda_solver.files.workbook.written import Fingerprint, WrittenSheet
from agenda_solver.history.lineage import Lineage
from agenda_solver.problem import Problem
from agenda_solver.result import Result, Status
from agenda_solver.text import Text

META = "_meta"
CHUNK = 30_000  # characters; a cell holds a few more
LONGEST_COMPARED = 20_000  # rows of a view: in a longer one, nobody is told of what they change


def fingerprint_of(cells: Iterable[object]) -> str:
    """Return by what it can be told that the texts of a view have changed."""
    fingerprint = Fingerprint()
    for value in cells:
        fingerprint.add(value)
    return str(fingerprint)


def fill_meta(
    sheet: Worksheet,
    problem: Problem,
    result: Result,
    views: Iterable[WrittenSheet] = (),
    lineage: Lineage | None = None,
) -> None:
    """Write the problem whole, its timetable, how that came to be, and what `views` show.

    Where it comes from an earlier workbook, that is told too.
    """
    shown = {view.title: _fingerprint(view) for view in views if _length(view) <= LONGEST_COMPARED}
    kept = kept_data(problem, result, shown, lineage or Lineage())
    write_rows(sheet, SCHEMA, kept)


def write_rows(sheet: Worksheet, schema: int, kept: Mapping[str, Any]) -> None:
    """Write what is kept by key, and the number of its schema, and hide the sheet."""
    rows = [("schema", schema), ("agenda-solver", __version__), *_rows(kept)]
    for number, row in enumerate(rows, start=1):
        for column, content in enumerate(row, start=1):
            put(cell_at(sheet, number, column), content)
    sheet.sheet_state = "veryHidden"


def _length(view: WrittenSheet) -> int:
    return view.runs[-1].last if view.runs else 0


def _fingerprint(view: WrittenSheet) -> str:
    """Return the fingerprint of a view, whose rows are all written, or all have cells."""
    if view.fingerprint is not None:
        return str(view.fingerprint)
    return fingerprint_of(cell.value for row in view.iter_rows() for cell in row)


def _rows(kept: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield the rows of each field: its value, or its JSON in as many pieces as it takes."""
    for key, value in kept.items():
        if isinstance(value, (str, int)):
            yield key, value
            continue
        # Written so, nothing in it reads as an escaped letter, and no chunk grows.
        words = json.dumps(value).replace("_x", r"\u005fx")
        for at in range(0, len(words), CHUNK):
            yield key, words[at : at + CHUNK]


def read_meta(path: Path, rows: Rows) -> Made | None:
    """Read what a workbook was made from; None where somebody has changed it.

    Raises
    ------
    InputError
        If another version of the program wrote it.
    """
    cells = cells_by_key(rows)
    (schema, *_) = cells.get("schema", [None])
    if not isinstance(schema, int):
        return None
    if not OLDEST <= schema <= SCHEMA:
        sentence = _NEWER if schema > SCHEMA else _OLDER
        raise InputError([about_file(path.name, sentence)])
    try:
        return read_kept(_kept(cells), schema)
    except OlderError:
        raise InputError([about_file(path.name, _OLDER)]) from None


def cells_by_key(rows: Rows) -> dict[str, list[object]]:
    """Return what `write_rows` has written: the cells of each key."""
    cells: dict[str, list[object]] = {}
    for row in rows.values():
        cells.setdefault(str(row.get(0)), []).append(row.get(1, ""))
    return cells


def told_by(cells: Iterable[object]) -> Any:
    """Return what the JSON in some cells says; what is none stays text, and is refused as such."""
    words = "".join(map(str, cells))
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        return words


def _kept(cells: Mapping[str, list[object]]) -> dict[str, Any]:
    return {
        key: cells[key][0] if key in _PLAIN else told_by(cells[key])
        for key in Kept.model_fields.keys() & cells.keys()
    }


_PLAIN = {key for key, field in Kept.model_fields.items() if field.annotation in (str, int, Status)}


_NEWER = Text(
    "{path} : ce classeur vient d'une version plus récente d'agenda-solver",
    "{path}: this workbook comes from a newer version of agenda-solver",
)
_OLDER = Text(
    "{path} : ce classeur vient d'une version plus ancienne d'agenda-solver ; résoudre à nouveau",
    "{path}: this workbook comes from an older version of agenda-solver; solve again",
)
