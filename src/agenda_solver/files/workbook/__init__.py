"""Workbooks: drafts and solved ones, written for people, and read back as they leave them.

What counts when a workbook is read are its input sheets (`layout`): `Sessions` holds the
timetable too. The other sheets are views, and the hidden `_meta` tells what was solved, so
that what a person has changed since can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from agenda_solver.difference import Difference
from agenda_solver.files import FileFault, InputError, writing
from agenda_solver.files.fields import SHEETS, SheetKey
from agenda_solver.files.store.kept import Made
from agenda_solver.files.workbook import reading
from agenda_solver.files.workbook.changed import changed_book, filled_book
from agenda_solver.files.workbook.edits import changes_between
from agenda_solver.files.workbook.inputs import draw_event, draw_matrix, draw_table
from agenda_solver.files.workbook.matrices import grids_of, without_levels
from agenda_solver.files.workbook.meta import META, fill_meta
from agenda_solver.files.workbook.packing import add_sheet, empty_book, packed
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.files.workbook.programme import draw_programme
from agenda_solver.files.workbook.reading import Book
from agenda_solver.files.workbook.rows import Cells, filled_rows, rows_of
from agenda_solver.files.workbook.template import HOW_TO, draw_how_to, example, example_rows
from agenda_solver.files.workbook.written import TooManyRowsError, WrittenSheet
from agenda_solver.history.lineage import Lineage
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Names, Text, quoted
from agenda_solver.timetable import Timetable
from agenda_solver.views.agenda_page import AGENDAS, agenda_page
from agenda_solver.views.answers import ANSWER
from agenda_solver.views.attendance_page import ATTENDANCE, attendance_page
from agenda_solver.views.broken import broken_sessions
from agenda_solver.views.changes_page import CHANGES, changes_page
from agenda_solver.views.options import OptionRow
from agenda_solver.views.pages import Page, unshown
from agenda_solver.views.person_page import BY_PERSON, person_page
from agenda_solver.views.programme_page import PROGRAMME, programme_page
from agenda_solver.views.report import REPORT, report_page
from agenda_solver.views.room_page import BY_ROOM, room_page
from agenda_solver.views.roster_page import LISTS, roster_page
from agenda_solver.views.source_page import SOURCE
from agenda_solver.views.ways import WAYS_OUT
from agenda_solver.words.names import folded

__all__ = [
    "Book",
    "changes_between",
    "filled",
    "read",
    "write",
    "write_changed",
    "write_draft",
    "write_page",
    "write_template",
]

_ALWAYS: tuple[SheetKey, ...] = ("event", "days", "rooms", "people", "sessions", "weights")
_VIEWS = frozenset(
    folded(name)
    for text in (
        *(PROGRAMME, BY_ROOM, BY_PERSON, ATTENDANCE, LISTS, AGENDAS, REPORT, CHANGES),
        *(WAYS_OUT, ANSWER, HOW_TO, SOURCE),
    )
    for name in (text.fr, text.en)
)


def read(path: Path) -> Book:
    """Read a workbook: a draft that was filled in, or a solved one, even edited by hand.

    Raises
    ------
    InputError
        If it cannot be read; one sentence for each fault, with its sheet and cell.
    """
    return reading.read(path, views=_VIEWS)


def write(
    path: Path,
    problem: Problem,
    result: Result,
    language: Language,
    *,
    force: bool = False,
    names: Names = "full",
    difference: Difference | None = None,
    first: Sequence[Text] = (),
    origin: Text | None = None,
    lineage: Lineage | None = None,
    choices: Sequence[Text] = (),
    options: Sequence[OptionRow] = (),
    standbys: Sequence[Text] = (),
    made: Made | None = None,
) -> Path:
    """Write a solved workbook: views, sessions, report, and all that was asked.

    Lists and agendas are there once attendees have seats, and what changed where something
    did.

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
    names : {"full", "initials", "codes"}
        How attendees are called on the lists, the agendas and the report. The input sheets
        hold their names all the same: they are the organiser's.
    difference : Difference, optional
        From the timetable that was there before.
    first : sequence of Text
        What is to be known before anything else of what changed.
    origin : Text, optional
        What that was, for the head of the sheet that tells the changes.
    lineage : Lineage, optional
        The workbooks that this one comes from, and what was published.
    choices : sequence of Text
        What else could have been done, and what it would have come to.
    options : sequence of OptionRow
        The same of sessions that somebody cannot attend, for the sheet that tells the changes.
    standbys : sequence of Text
        Who could take their parts.
    made : Made, optional
        What the program was asked and answered last, where a person has moved sessions since:
        the workbook is then read as one that was edited by hand, and is told so.

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
    book = empty_book(problem.event)
    programme = add_sheet(book, PROGRAMME.say(language))
    page = programme_page(problem, result.timetable, result.findings)
    draw_programme(programme, page, language)
    inputs = _input_rows(problem, result.timetable, language)
    titles = {key: _name(key, language) for key in inputs}
    _draw_input(book, "sessions", inputs, titles, language, result.findings)
    shown = [programme]
    for view in _views(problem, result, result.timetable, names):
        shown.append(_draw(book, view, language))
    origins = lineage.origins if lineage else ()
    report = report_page(problem, result.timetable, result, names, origins=origins, choices=choices)
    _draw(book, report, language)
    if difference:
        changes = changes_page(difference, names, origin, first, options, standbys)
        shown.append(_draw(book, changes, language))
    _draw_inputs(book, inputs, problem, language)
    if made is None:
        fill_meta(add_sheet(book, META), problem, result, shown, lineage)
    else:
        fill_meta(add_sheet(book, META), made.problem, made.result, shown, made.lineage)
    data = packed(book, dated=not result.reproducible, edited=made is not None)
    return writing.put(path, data, force=force)


def _views(problem: Problem, result: Result, timetable: Timetable, names: Names) -> Iterator[Page]:
    """Yield the pages that only show, beside the programme."""
    yield room_page(problem, timetable, result.findings)
    yield person_page(problem, timetable, result.findings)
    if problem.attendees:
        yield attendance_page(problem, timetable, names)
    if timetable.seats:
        yield roster_page(problem, timetable, result.findings, names)
        yield agenda_page(problem, timetable, names)


def _draw(book: Workbook, page: Page, language: Language) -> WrittenSheet:
    sheet = add_sheet(book, page.title.say(language))
    try:
        draw_page(sheet, page, language)
    except TooManyRowsError:
        book.remove(sheet)
        return _draw(book, unshown(page), language)
    return sheet


def write_draft(
    path: Path,
    problem: Problem,
    language: Language,
    *,
    force: bool = False,
    pages: Sequence[Page] = (),
    timetable: Timetable | None = None,
) -> Path:
    """Write a draft workbook: the input sheets, for a person to fill in.

    Parameters
    ----------
    path : Path
        Where it goes.
    problem : Problem
        What the draft asks.
    language : {"fr", "en"}
    force : bool
        Whether a file that is already there is replaced.
    pages : sequence of Page
        Sheets that only show, after those.
    timetable : Timetable, optional
        Where sessions would like to be, as far as the draft is filled in.

    Returns
    -------
    Path
        Where it was written, as `write` does.

    Raises
    ------
    InputError
        As `write` does.
    """
    writing.check_free(path, force=force)
    book = empty_book(problem.event)
    inputs = _input_rows(problem, None, language)
    if timetable is not None:
        inputs["sessions"] = filled_rows(without_levels(problem), timetable, language)
    _draw_inputs(book, inputs, problem, language)
    for page in pages:
        _draw(book, page, language)
    book.active = book.sheetnames.index(_name("sessions", language))
    return writing.put(path, packed(book, dated=False), force=force)


def write_changed(
    path: Path,
    source: Path,
    asked: Book,
    after: Problem,
    language: Language,
    *,
    force: bool = False,
) -> tuple[Path, bool]:
    """Write a draft that was read from a workbook and changed since.

    All else that is in the workbook stays as it was, if what is written then reads as the
    changed draft; else the draft is written anew. Of a solved workbook only the draft is.

    Returns
    -------
    Path
        Where it was written, as `write` does.
    bool
        Whether all else is as it was.

    Raises
    ------
    InputError
        As `write` does; or if the source can no longer be read.
    """
    writing.check_free(path, force=force)
    data = None
    if not asked.solved and source.suffix.lower() == path.suffix.lower():
        data = changed_book(
            source, asked.problem, after, asked.place, language, lambda one: read(one).problem
        )
    if data is None:
        return write_draft(path, after, language, force=force), False
    return writing.put(path, data, force=force), True


def filled(
    source: Path,
    asked: Book,
    problem: Problem,
    timetable: Timetable,
    language: Language,
    *,
    reads_as: Callable[[Book], bool],
) -> bytes | None:
    """Return a draft workbook with what it is filled in with since it was read.

    All else that is in it stays as it was. None where it would not be read as it is to.

    Parameters
    ----------
    source : Path
        Where it was read.
    asked : Book
        What was read there.
    problem, timetable : Problem, Timetable
        What it asks now, without the wishes that the places of the sessions tell, and these.
    reads_as : callable
        Whether a workbook that is read says so.

    Raises
    ------
    InputError
        If the source can no longer be read.
    """
    return filled_book(source, asked, problem, timetable, language, lambda one: reads_as(read(one)))


def write_page(path: Path, page: Page, language: Language, *, force: bool = False) -> Path:
    """Write a workbook of one page that only shows, of an event.

    Returns
    -------
    Path
        Where it was written, as `write` does.

    Raises
    ------
    InputError
        As `write` does.
    """
    assert page.event is not None
    book = empty_book(page.event)
    _draw(book, page, language)
    return writing.put(path, packed(book, dated=False), force=force)


def write_template(
    path: Path, language: Language, *, program: str = "agenda-solver", force: bool = False
) -> Path:
    """Write a draft workbook to start from: how to fill it in, and an example that works.

    Parameters
    ----------
    program : str
        How this program is called, where it is installed.

    Returns
    -------
    Path
        Where it was written, as `write` does.

    Raises
    ------
    InputError
        As `write` does.
    """
    writing.check_free(path, force=force)
    book = empty_book(example(language).event)
    draw_how_to(add_sheet(book, HOW_TO.say(language)), path.name, program, language)
    _draw_inputs(book, example_rows(language), example(language), language)
    return writing.put(path, packed(book, dated=False), force=force)


# --- The input sheets ---------------------------------------------------------------------


def _name(key: SheetKey, language: Language) -> str:
    return next(sheet.name for sheet in SHEETS if sheet.key == key).say(language)


def _input_rows(
    problem: Problem, timetable: Timetable | None, language: Language
) -> dict[SheetKey, list[Cells]]:
    """Return the rows of the input sheets that are shown: the usual ones, and those in use."""
    plain = without_levels(problem)
    inputs = {sheet.key: rows_of(sheet.key, plain, timetable, language) for sheet in SHEETS}
    return {key: rows for key, rows in inputs.items() if rows or key in _ALWAYS}


def _draw_inputs(
    book: Workbook,
    inputs: Mapping[SheetKey, Sequence[Cells]],
    problem: Problem,
    language: Language,
) -> None:
    """Draw the input sheets that are not there yet, and after each those of its levels."""
    names = {key: _name(key, language) for key in inputs}
    grids = list(grids_of(problem))
    for sheet in SHEETS:
        if sheet.key in inputs and names[sheet.key] not in book.sheetnames:
            _draw_input(book, sheet.key, inputs, names, language)
        for grid in grids:
            if grid.matrix.down == sheet.key:
                draw_matrix(add_sheet(book, grid.matrix.title.say(language)), grid, language)


def _draw_input(
    book: Workbook,
    key: SheetKey,
    rows: Mapping[SheetKey, Sequence[Cells]],
    names: Mapping[SheetKey, str],
    language: Language,
    findings: Iterable[Finding] = (),
) -> None:
    sheet = add_sheet(book, names[key])
    if key == "event":
        draw_event(sheet, rows[key][0], language)
        return
    broken = broken_sessions(findings)
    marked = {
        place: [text.say(language) for text in broken[str(cells["id",])]]
        for place, cells in enumerate(rows[key])
        if str(cells.get(("id",))) in broken
    }
    try:
        draw_table(sheet, key, rows[key], language, names=names, broken=marked)
    except TooManyRowsError:
        message = _TOO_MANY_ROWS.fill(sheet=quoted(names[key]), number=len(rows[key]))
        raise InputError([FileFault(message)], language) from None


_TOO_MANY_ROWS = Text(
    "la feuille {sheet} aurait {number} lignes, plus qu'un tableur n'en a (1 048 576) : moins de "
    "vœux par personne, ou un brouillon en TOML (« -o brouillon.toml »)",
    "the sheet {sheet} would have {number} rows, more than a spreadsheet has (1,048,576): fewer "
    "wishes a person, or a draft in TOML (“-o draft.toml”)",
)
