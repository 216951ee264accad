"""The solved workbook: written for people to read and print, and read back as they leave it.

What counts when it is read is the sheet `Sessions` (when and where) and the hidden sheet
`_meta` (the whole problem); the other sheets are views.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import views
from agenda_solver.files import writing
from agenda_solver.files.workbook.cells import FONT
from agenda_solver.files.workbook.meta import META, fill_meta, problem_hash
from agenda_solver.files.workbook.programme import PROGRAMME, draw_programme
from agenda_solver.files.workbook.reading import Solved, read
from agenda_solver.files.workbook.report import REPORT, fill_report
from agenda_solver.files.workbook.sessions import SESSIONS, fill_sessions
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.text import Language

__all__ = ["Solved", "problem_hash", "read", "write"]


def write(
    path: Path, problem: Problem, result: Result, language: Language, *, force: bool = False
) -> Path:
    """Write a solved workbook: programme, sessions, report, and what it takes to verify it.

    Parameters
    ----------
    path : Path
        Where it goes.
    problem : Problem
        What was asked.
    result : Result
        The outcome of the solve; it has a timetable.
    language : {"fr", "en"}
    force : bool
        Whether a file that is already there is replaced.

    Returns
    -------
    Path
        Where it was written: beside `path`, numbered, if that file is open elsewhere.

    Raises
    ------
    InputError
        If it must not or cannot be written; what was there before is as it was.
    """
    if result.timetable is None:
        raise ValueError("there is no timetable to write")
    writing.check_free(path, force=force)
    book = _empty_book()
    book.properties.creator = "agenda-solver"
    book.properties.title = views.without_controls(problem.event.name)
    programme = _sheet(book, PROGRAMME.say(language))
    draw_programme(programme, problem, result.timetable, result.findings, language)
    fill_sessions(_sheet(book, SESSIONS), problem, result.timetable, language)
    fill_report(_sheet(book, REPORT.say(language)), problem, result.timetable, result, language)
    fill_meta(_sheet(book, META), problem, result)
    return writing.put(path, _packed(book, dated=not result.reproducible), force=force)


def _empty_book() -> Workbook:
    """Return a workbook without a sheet, whose usual font is ours.

    Columns are measured by that font's digits, so that pages come out alike everywhere.
    """
    book = Workbook()
    del book["Sheet"]
    font = Font(name=FONT, size=10)
    # openpyxl has no public way to say so, and its stubs leave these out.
    book._fonts[0] = font  # type: ignore[attr-defined]
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]
    return book


def _sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.create_sheet(title)
    assert isinstance(sheet, Worksheet)
    return sheet


_NO_DATE = b"2000-01-01T00:00:00Z"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def _packed(book: Workbook, *, dated: bool) -> bytes:
    """Return the bytes of a workbook, with nothing in them of the moment they were written.

    If `dated`, the document's properties still say when it was made.
    """
    saved, packed = BytesIO(), BytesIO()
    book.save(saved)
    with ZipFile(saved) as before, ZipFile(packed, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "docProps/core.xml" and not dated:
                data = _DATES.sub(rb"\g<1>" + _NO_DATE, data)
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # else it tells which system it was written on
            after.writestr(entry, data)
    return packed.getvalue()
