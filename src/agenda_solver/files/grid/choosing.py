"""Opens whatever file somebody has, and takes the sheet that is meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from agenda_solver.files import InputError, about_file, in_file
from agenda_solver.files.grid.delimited import read_csv
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.grid.sheet import Given, RawSheet
from agenda_solver.files.grid.table import Headings, known_headings
from agenda_solver.files.kinds import kind_of
from agenda_solver.files.system import read_bytes
from agenda_solver.text import Text, listing, quoted
from agenda_solver.words.names import folded, instead, nearest, shown

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # with which workbooks begin, old ones too


def read_sheet(path: Path, headings: Headings[Any], given: Given | None = None) -> RawSheet:
    """Read the table of a file, whatever its name ends in: CSV, or one sheet of a workbook.

    Parameters
    ----------
    path : Path
        The file.
    headings : Headings
        What the columns may be called: by them a sheet is chosen, and a separator.
    given : Given, optional
        What somebody says of the file; None where nobody can.

    Returns
    -------
    RawSheet
        Of a workbook, the one that is asked for; else, of those that are seen, the first that
        has known headings, no fewer than half as many as another; else the first that shows
        something. It may be blank.

    Raises
    ------
    InputError
        If it cannot be read as a table.
    """
    data = read_bytes(path, path.name)
    if data.startswith((_ZIP, _OLE)):  # what is not a workbook is told there
        return _sheet_of_workbook(path, headings, given.sheet if given else None)
    kind = kind_of(data)
    if kind is not None and (given is None or given.encoding is None):
        raise InputError([about_file(path.name, _NOT_A_TABLE, kind=kind)])
    return read_csv(path.name, data, headings, given)


def _sheet_of_workbook(path: Path, headings: Headings[Any], asked: str | None) -> RawSheet:
    book = Opened(path)
    filled = [title for title in book.titles if book.first_rows(title)]
    if asked is not None:
        return book.sheet(_asked_title(path, book.titles, filled, asked))
    if not filled:
        return RawSheet(path.name, None)
    seen = [title for title in filled if title not in book.hidden] or filled
    known = {title: known_headings(book.first_rows(title), headings) for title in seen}
    most = max(known.values())
    title = next(title for title in seen if 2 * known[title] >= most)
    sheet = book.sheet(title)
    others = [other for other in filled if other != title]
    if not others:
        return sheet
    notice = _OTHER_SHEETS.fill(
        name=path.name, sheet=quoted(title), others=listing(map(quoted, others))
    )
    return replace(sheet, notices=(notice,))


def _asked_title(path: Path, titles: Iterable[str], filled: list[str], asked: str) -> str:
    title = next((title for title in titles if folded(title) == folded(asked)), None)
    if title is None or title not in filled:
        near = nearest(asked, {other: other for other in filled})
        message = instead(_NO_SHEET.fill(sheet=shown(asked)), near, map(quoted, titles))
        raise InputError([in_file(path.name, message)])
    return title


_NOT_A_TABLE = Text(
    "{path} est {kind} : exporter les réponses en CSV ou en .xlsx",
    "{path} is {kind}: export the answers as CSV or .xlsx",
)
_NO_SHEET = Text("il n'y a pas de feuille {sheet}", "there is no sheet {sheet}")
_OTHER_SHEETS = Text(
    "{name} : seule la feuille {sheet} est lue, pas {others}",
    "{name}: only the sheet {sheet} is read, not {others}",
)
