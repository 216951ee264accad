"""The solved workbook: written for people to read and print, and read back as they leave it.

What counts when it is read is the sheet `Sessions` (when and where) and the hidden sheet
`_meta` (the whole problem); the other sheets are views.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

# openpyxl guards itself with it, but only where it is installed.
import defusedxml  # noqa: F401
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from pydantic_core import PydanticCustomError

from agenda_solver import __version__, views
from agenda_solver.files import InputError
from agenda_solver.files.writing import check_free, put
from agenda_solver.problem import DAY_MINUTES, KINDS, Problem, ProblemError, clean, parse_clock
from agenda_solver.result import Result
from agenda_solver.rules import BY_KEY, tiers
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text, either, quoted, same
from agenda_solver.timetable import Placement, Timetable

SCHEMA = 1
META = "_meta"
SESSIONS = "Sessions"
PROGRAMME = Text("Programme", "Programme")
REPORT = Text("Rapport", "Report")

LONGEST = 32_767  # characters in a cell
CHUNK = 30_000
MOST_ROWS = 10_000
MOST_COLUMNS = 200
EXCEL_ROWS = 1_048_576
MOST_UNPACKED = 200_000_000
SMALL = 1_000_000
MOST_RATIO = 100


# --- Out ----------------------------------------------------------------------------------


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
    check_free(path, force=force)
    book = _empty_book()
    book.properties.creator = "agenda-solver"
    book.properties.title = views.without_controls(problem.event.name)
    programme = _sheet(book, PROGRAMME.say(language))
    _draw_programme(programme, problem, result.timetable, result.findings, language)
    _fill_sessions(_sheet(book, SESSIONS), problem, result.timetable, language)
    _fill_report(_sheet(book, REPORT.say(language)), problem, result.timetable, result, language)
    _fill_meta(_sheet(book, META), problem, result)
    return put(path, _packed(book, dated=not result.reproducible), force=force)


def problem_hash(problem: Problem) -> str:
    """Return the SHA-256 of a problem, by which two inputs can be told apart."""
    words = json.dumps(problem.dump(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def _empty_book() -> Workbook:
    """Return a workbook without a sheet, whose usual font is ours.

    Columns are measured by that font's digits, so that pages come out alike everywhere.
    """
    book = Workbook()
    del book["Sheet"]
    font = Font(name=_FONT, size=10)
    book._fonts[0] = font
    book._named_styles["Normal"].font = font
    return book


def _sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.create_sheet(title)
    assert isinstance(sheet, Worksheet)
    return sheet


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


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


def _plain(words: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", words)[:LONGEST]


def _set(cell: Cell, value: object) -> None:
    """Put a value into a cell, where text stays text even if it looks like a formula."""
    if not isinstance(value, str):
        cell.value = value  # type: ignore[assignment]
        return
    words = _plain(value)
    if words:
        cell.value = words
        cell.data_type = "s"
        cell.quotePrefix = words[0] in "=+-@"


# --- The sheet Programme ------------------------------------------------------------------

_FONT = "Arial"
_INK = "1F2933"
_QUIET = "52606D"
_BAND = "243B53"
_LINE = Side(style="thin", color="829AB1")
_HAIR = Side(style="hair", color="BCCCDC")
_PASTELS = (
    *("CFE8FC", "D5F0D8", "FDE9C4", "E3D9F7", "FAD7E3"),
    *("CDEFEF", "F1E7B8", "D9E2EC", "F8D9C2", "DDEBC0"),
)
_CALM = "EEF1F4"
_BROKEN = "F5A3A3"

# Points, on A3 in landscape. A cell's text is measured as if printed at full size.
_PAGE_WIDTH, _PAGE_HEIGHT = 1130.0, 745.0
_TIME_COLUMN = 9.0
_NARROWEST, _WIDEST, _EXCEL_WIDEST = 15.0, 100.0, 250.0
_TITLE_ROW, _ROOMS_ROW, _DAY_ROW, _TALLEST_ROW = 34.0, 34.0, 26.0, 400.0
_PADDING = 22.0
_TITLE_SIZES = (16, 14, 12, 11, 10)  # the largest that fits is taken

_Told = list[tuple[Literal["small", "title", "text"], str]]


def _draw_programme(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    findings: Iterable[Finding],
    language: Language,
) -> None:
    grid = views.programme_grid(problem, timetable)
    told = {cell: _told(problem, cell, grid, language) for day in grid.days for cell in day.cells}
    fit = _fit(grid, told)
    _set_up_page(sheet, problem, grid, fit)
    _draw_heading(sheet, problem, grid, language)
    colours = _colours(problem, grid)
    broken = _broken(findings, language)
    row = 3
    for number, day in enumerate(grid.days):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        _draw_band(sheet, row, grid, views.day_title(day.day).say(language))
        _draw_times(sheet, row + 1, day, _heights(day, told, fit), language)
        for cell in day.cells:
            start, end = _rows_of(day, cell)
            top_left = _merged(
                sheet,
                (row + 1 + start, cell.lane + 2),
                (row + end, cell.lane + cell.lanes + 1),
                border=True,
            )
            session = cell.item.placement.session
            sentences = [s for id_ in _sessions_in(cell.item) for s in broken.get(id_, ())]
            colour = _BROKEN if sentences else colours[_label(problem, session).fr]
            _draw_cell(top_left, told[cell], colour, fit.sizes)
            if sentences:
                _comment(top_left, sentences)
        row += 1 + len(day.times)


def _label(problem: Problem, session: str) -> Text:
    """Return a session's track, or else its kind."""
    it = problem.session[session]
    return same(it.track) if it.track else KINDS[it.kind]


def _colours(problem: Problem, grid: views.Grid) -> Mapping[str, str]:
    """Return a colour for each track and kind; what is for everybody to rest is grey."""
    calm = {KINDS[kind].fr for kind in ("break", "meal")}
    labels = dict.fromkeys(
        _label(problem, cell.item.placement.session).fr for day in grid.days for cell in day.cells
    )
    coloured = [label for label in labels if label not in calm]
    found = {label: _PASTELS[n % len(_PASTELS)] for n, label in enumerate(coloured)}
    return {**dict.fromkeys(calm, _CALM), **found}


def _broken(findings: Iterable[Finding], language: Language) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in findings:
        if finding.severity == "error":
            for session in finding.sessions:
                found.setdefault(session, []).append(finding.text.say(language))
    return found


def _sessions_in(item: views.Item) -> Iterator[str]:
    yield item.placement.session
    for part in item.parts:
        yield from _sessions_in(part)


def _told(problem: Problem, cell: views.Cell, grid: views.Grid, language: Language) -> _Told:
    """Return the lines of a cell: when and what kind, the title, the people, the parts."""
    placement = cell.item.placement
    session = problem.session[placement.session]
    head = [views.padded_span(placement.start, placement.end)]
    if cell.lanes == grid.lanes and len(grid.columns) > 1:
        head.append(views.room_title(problem, placement.room))
    head.append(_label(problem, session.id))
    told: _Told = [
        ("small", " · ".join(text.say(language) for text in head if text.fr)),
        ("title", session.label),
    ]
    people = views.people_text(problem, session).say(language)
    if people:
        told.append(("small", people))
    return told + _parts_told(problem, cell.item.parts, language)


def _parts_told(problem: Problem, parts: Iterable[views.Item], language: Language) -> _Told:
    told: _Told = []
    for part in parts:
        session = problem.session[part.placement.session]
        start = views.padded_clock(part.placement.start).say(language)
        told.append(("text", f"{start}  {session.label}"))
        people = views.people_text(problem, session).say(language)
        if people:
            told.append(("small", people))
        told += _parts_told(problem, part.parts, language)
    return told


@dataclass(frozen=True)
class _Fit:
    """How the programme is fitted on its pages.

    Attributes
    ----------
    width : float
        Of a lane, in Excel's characters.
    page : float
        Points that are left for a day's rows.
    title : int
        Size of a title; other lines are a little smaller.
    """

    width: float
    page: float
    title: int

    @property
    def points(self) -> float:
        """The width of a lane in points."""
        return _points(self.width)

    @property
    def sizes(self) -> Mapping[str, float]:
        """The size of each style of line."""
        return {"title": self.title, "text": round(0.9 * self.title), "small": 0.8 * self.title}


def _points(width: float) -> float:
    return 5.25 * width + 3.75


def _fit(grid: views.Grid, told: Mapping[views.Cell, _Told]) -> _Fit:
    """Choose the largest text for which each day fits on one page.

    The page is as wide as the sheet: where a day is too high for the smallest text, wider
    columns give shorter texts and a higher page, all of it printed smaller.
    """
    fitting = ((_PAGE_WIDTH - _points(_TIME_COLUMN)) / grid.lanes - 3.75) / 5.25
    first = min(max(fitting, _NARROWEST), _WIDEST)
    for title in _TITLE_SIZES:
        fit = _fit_at(grid, first, title)
        if _fits(grid, told, fit) and _longest_word(told, fit) < fit.points:
            return fit
    width = first
    while not _fits(grid, told, fit) and width < min(4 * first, _EXCEL_WIDEST):
        width = min(width * 1.1, _EXCEL_WIDEST)
        fit = _fit_at(grid, width, fit.title)
    return fit


def _fit_at(grid: views.Grid, width: float, title: int) -> _Fit:
    sheet_width = _points(_TIME_COLUMN) + grid.lanes * _points(width)
    page = _PAGE_HEIGHT * max(1.0, sheet_width / _PAGE_WIDTH)
    return _Fit(width, page - _TITLE_ROW - _ROOMS_ROW - _DAY_ROW, title)


def _fits(grid: views.Grid, told: Mapping[views.Cell, _Told], fit: _Fit) -> bool:
    return all(sum(_least_heights(day, told, fit)) <= fit.page for day in grid.days)


def _longest_word(told: Mapping[views.Cell, _Told], fit: _Fit) -> float:
    """Return the points that the longest word of a title needs."""
    words = (word for lines in told.values() for word in lines[1][1].split())
    return max(map(len, words), default=0) * _letter(fit.title, "title") + _PADDING


def _letter(size: float, style: str) -> float:
    """Return the width of an ordinary letter: titles are bold."""
    return size * (0.58 if style == "title" else 0.53)


def _needed(told: _Told, points: float, fit: _Fit) -> float:
    """Return the height that lines of text need in a cell so wide, in points."""
    height = 8.0
    for style, words in told:
        size = fit.sizes[style]
        letters = max(1, int((points - _PADDING) / _letter(size, style)))
        height += 1.25 * size * max(1, len(textwrap.wrap(words, letters)))
    return height


def _least_heights(day: views.DayGrid, told: Mapping[views.Cell, _Told], fit: _Fit) -> list[float]:
    """Return the height of each row between two times that lets every text be read."""
    least = 1.5 * fit.title
    heights = [least] * (len(day.times) - 1)
    spans = sorted(((*_rows_of(day, cell), cell) for cell in day.cells), key=lambda s: s[1] - s[0])
    for first, last, cell in spans:
        lacking = _needed(told[cell], cell.lanes * fit.points, fit) - sum(heights[first:last])
        for row in range(first, last):
            heights[row] += max(0.0, lacking) / (last - first)
    return [*heights, least]


def _rows_of(day: views.DayGrid, cell: views.Cell) -> tuple[int, int]:
    placement = cell.item.placement
    return day.times.index(placement.start), day.times.index(placement.end)


def _heights(day: views.DayGrid, told: Mapping[views.Cell, _Told], fit: _Fit) -> list[float]:
    """Share what is left of the page among the rows, by the minutes they stand for."""
    least = _least_heights(day, told, fit)
    left = max(0.0, fit.page - sum(least))
    minutes = [end - start for start, end in pairwise(day.times)]
    shares = [*(left * m / sum(minutes) for m in minutes), 0.0]
    return [min(h + share, _TALLEST_ROW) for h, share in zip(least, shares, strict=True)]


def _set_up_page(sheet: Worksheet, problem: Problem, grid: views.Grid, fit: _Fit) -> None:
    sheet.column_dimensions["A"].width = _TIME_COLUMN
    for lane in range(grid.lanes):
        sheet.column_dimensions[get_column_letter(lane + 2)].width = fit.width
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = "1:2"
    _print_on(sheet, paper=sheet.PAPERSIZE_A3)
    version = views.without_controls(problem.event.version).replace("&", "&&")
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.left is not None
    assert footer.right is not None
    footer.left.text, footer.right.text = version or None, "&P / &N"


def _print_on(sheet: Worksheet, *, paper: str) -> None:
    """Print on landscape pages, as wide as the sheet."""
    sheet.page_setup.paperSize = paper
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    margins.bottom, margins.header, margins.footer = 0.5, 0.2, 0.2


def _draw_heading(sheet: Worksheet, problem: Problem, grid: views.Grid, language: Language) -> None:
    event = problem.event
    title = " – ".join(words for words in (event.name, event.place) if words)
    cell = _merged(sheet, (1, 1), (1, grid.lanes + 1))
    _set(cell, title)
    cell.font = Font(name=_FONT, size=16, bold=True, color=_BAND)
    cell.alignment = Alignment(horizontal="left", vertical="center")
    sheet.row_dimensions[1].height = _TITLE_ROW
    sheet.row_dimensions[2].height = _ROOMS_ROW
    lane = 0
    for column in grid.columns:
        _draw_room(
            _merged(sheet, (2, lane + 2), (2, lane + column.lanes + 1), border=True),
            _column_title(problem, column, grid).say(language),
        )
        lane += column.lanes


def _column_title(problem: Problem, column: views.Column, grid: views.Grid) -> Text:
    if column.room is not None:
        return views.room_title(problem, column.room)
    return Text("Sans salle", "No room") if len(grid.columns) > 1 else PROGRAMME


def _draw_room(cell: Cell, words: str) -> None:
    _set(cell, words)
    cell.font = Font(name=_FONT, size=11, bold=True, color=_INK)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = _solid("D9E2EC")


def _draw_band(sheet: Worksheet, row: int, grid: views.Grid, words: str) -> None:
    cell = _merged(sheet, (row, 1), (row, grid.lanes + 1))
    _set(cell, words)
    cell.font = Font(name=_FONT, size=13, bold=True, color="FFFFFF")
    cell.fill = _solid(_BAND)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    sheet.row_dimensions[row].height = _DAY_ROW


def _draw_times(
    sheet: Worksheet,
    first: int,
    day: views.DayGrid,
    heights: Sequence[float],
    language: Language,
) -> None:
    """Label each row with the time at which it starts; the last one only ends the day."""
    for row, (minute, height) in enumerate(zip(day.times, heights, strict=True), start=first):
        cell = _cell(sheet, row, 1)
        _set(cell, views.padded_clock(minute).say(language))
        cell.font = Font(name=_FONT, size=11, bold=True, color=_INK)
        cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
        cell.border = Border(top=_HAIR)
        sheet.row_dimensions[row].height = round(height, 1)


def _draw_cell(cell: Cell, told: _Told, colour: str, sizes: Mapping[str, float]) -> None:
    cell.value = _rich(told, sizes)
    cell.font = Font(name=_FONT, size=sizes["text"], color=_INK)
    cell.fill = _solid(colour)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)


def _rich(told: _Told, sizes: Mapping[str, float]) -> CellRichText:
    fonts = {
        "small": InlineFont(rFont=_FONT, sz=sizes["small"], color=Color(_QUIET)),
        "title": InlineFont(rFont=_FONT, sz=sizes["title"], color=Color(_INK), b=True),
        "text": InlineFont(rFont=_FONT, sz=sizes["text"], color=Color(_INK)),
    }
    blocks = []
    left = LONGEST
    for number, (style, words) in enumerate(told):
        line = _plain(words if number == 0 else f"\n{words}")[:left]
        left -= len(line)
        if line:
            blocks.append(TextBlock(fonts[style], line))
    return CellRichText(blocks)


def _comment(cell: Cell, sentences: Iterable[str]) -> None:
    words = _plain("\n".join(dict.fromkeys(sentences)))
    cell.comment = Comment(words, "agenda-solver", height=120, width=320)


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour)


def _merged(
    sheet: Worksheet, first: tuple[int, int], last: tuple[int, int], *, border: bool = False
) -> Cell:
    """Merge the cells from a (row, column) to another; return the one that stands for them."""
    (top, left), (bottom, right) = first, last
    if border:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                _cell(sheet, row, column).border = Border(_LINE, _LINE, _LINE, _LINE)
    if first != last:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    return _cell(sheet, top, left)


# --- The sheet Sessions -------------------------------------------------------------------

_WIDTHS: Mapping[str, int] = {
    "id": 22,
    "title": 60,
    "day": 12,
    "start": 8,
    "end": 8,
    "room": 18,
    "room_name": 26,
    "kind": 14,
    "track": 18,
    "people": 50,
    "block": 14,
    "part_of": 22,
}
_FORMATS: Mapping[str, str] = {"day": "dd/mm/yyyy", "start": "hh:mm", "end": "hh:mm"}


def _fill_sessions(
    sheet: Worksheet, problem: Problem, timetable: Timetable, language: Language
) -> None:
    table = views.sessions_table(problem, timetable, language)
    rows = [list(table.columns), *table.itertuples(index=False)]
    for number, values in enumerate(rows, start=1):
        for column, (key, value) in enumerate(
            zip(views.SESSION_COLUMNS, values, strict=True), start=1
        ):
            cell = _cell(sheet, number, column)
            _set(cell, value)
            if number == 1:
                cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
                cell.fill = _solid(_BAND)
            elif key in _FORMATS:
                cell.number_format = _FORMATS[key]
    for column, width in enumerate(_WIDTHS.values(), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    corner = f"{get_column_letter(len(views.SESSION_COLUMNS))}{len(rows)}"
    excel_table = Table(displayName="Sessions", ref=f"A1:{corner}")
    excel_table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(excel_table)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    _print_on(sheet, paper=sheet.PAPERSIZE_A4)


# --- The sheet Rapport --------------------------------------------------------------------

_Row = Sequence[object]
_REPORT_WIDTHS = (38, 60, 32, 44, 14)


@dataclass(frozen=True)
class _Section:
    title: Text
    header: tuple[Text, ...]
    rows: Sequence[_Row]


_SEVERITIES: Mapping[str, Text] = {
    "error": Text("erreur", "error"),
    "warning": Text("à vérifier", "warning"),
    "info": Text("coût", "cost"),
}
_STATUSES: Mapping[str, Text] = {
    "optimal": Text("prouvé optimal", "proven optimal"),
    "feasible": Text("pas prouvé", "not proven"),
    "infeasible": Text("impossible", "impossible"),
    "unknown": Text("rien trouvé", "nothing found"),
}


def _fill_report(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    result: Result,
    language: Language,
) -> None:
    for column, width in enumerate(_REPORT_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _print_on(sheet, paper=sheet.PAPERSIZE_A4)
    _line(sheet, 1, [problem.event.name], Font(name=_FONT, size=14, bold=True, color=_BAND))
    status = views.status_text(result).say(language)
    _line(sheet, 2, [status], Font(name=_FONT, size=11, bold=True, color=_INK))
    row = 4
    for section in _sections(problem, timetable, result, language):
        if not section.rows:
            continue
        title = Font(name=_FONT, size=11, bold=True, color=_BAND)
        _line(sheet, row, [section.title.say(language)], title)
        header = [text.say(language) for text in section.header]
        _line(sheet, row + 1, header, Font(name=_FONT, size=9, bold=True, color=_INK), "D9E2EC")
        for values in section.rows:
            told = [v.say(language) if isinstance(v, Text) else v for v in values]
            _line(sheet, row + 2, told, Font(name=_FONT, size=9, color=_INK), wrap=True)
            sheet.row_dimensions[row + 2].height = _report_height(told)
            row += 1
        row += 3


def _report_height(told: Iterable[object]) -> float:
    lines = (
        len(textwrap.wrap(str(words), int(_points(width) / _letter(9, "text"))))
        for words, width in zip(told, _REPORT_WIDTHS, strict=False)
    )
    return 12.0 * max(1, *lines) + 2


def _line(
    sheet: Worksheet,
    row: int,
    values: Iterable[object],
    font: Font,
    colour: str | None = None,
    *,
    wrap: bool = False,
) -> None:
    for column, value in enumerate(values, start=1):
        cell = _cell(sheet, row, column)
        _set(cell, value)
        cell.font = font
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=wrap)
        if colour:
            cell.fill = _solid(colour)


def _sections(
    problem: Problem, timetable: Timetable, result: Result, language: Language
) -> Iterator[_Section]:
    yield _Section(
        Text("Contraintes et constats", "Demands and findings"),
        (Text("Gravité", "Severity"), Text("Constat", "Finding"), Text("Règle", "Rule")),
        _finding_rows(result.findings),
    )
    statements = views.statements_table(problem, timetable, language)
    yield _Section(
        Text("Ce que dit le document", "What the document says"),
        tuple(_capital(title) for title in views.STATEMENT_COLUMNS.values()),
        list(statements.itertuples(index=False)),
    )
    yield _Section(
        Text("À confirmer", "To be confirmed"),
        (Text("Quoi", "What"), Text("Nom", "Name"), Text("Id", "Id")),
        _unconfirmed_rows(problem),
    )
    yield _Section(
        Text("Coûts, par niveau", "Costs, by tier"),
        (
            Text("Niveau", "Tier"),
            Text("Règles", "Rules"),
            Text("Coût", "Cost"),
            Text("Au mieux (borne)", "At best (bound)"),
            Text("État", "Status"),
        ),
        [
            (tier.tier, _titles(tier.rules), tier.cost, tier.bound, _STATUSES[tier.status])
            for tier in result.tiers
        ],
    )
    yield _Section(
        Text("Coûts, par règle", "Costs, by rule"),
        (
            Text("Clé", "Key"),
            Text("Règle", "Rule"),
            Text("Poids", "Weight"),
            Text("Coût", "Cost"),
        ),
        _cost_rows(problem, result),
    )
    yield _Section(
        Text("Calcul", "Run"),
        (Text("Quoi", "What"), Text("Valeur", "Value")),
        _run_rows(problem, result),
    )


def _capital(text: Text) -> Text:
    return Text(text.fr[0].upper() + text.fr[1:], text.en[0].upper() + text.en[1:])


def _titles(rules: Iterable[str]) -> Text:
    texts = [BY_KEY[key].title for key in rules]
    return Text(" ; ".join(t.fr for t in texts), "; ".join(t.en for t in texts))


def _finding_rows(findings: Iterable[Finding]) -> list[_Row]:
    rows: list[_Row] = [
        (_SEVERITIES[finding.severity], finding.text, finding.rule) for finding in findings
    ]
    if all(finding.severity != "error" for finding in findings):
        kept = Text("Aucune contrainte n'est violée", "No demand is broken")
        rows.insert(0, (Text("contraintes", "demands"), kept))
    return rows


def _unconfirmed_rows(problem: Problem) -> list[_Row]:
    rooms = [room for room in problem.rooms if room.to_be_confirmed]
    people = [person for person in problem.people if person.unconfirmed]
    return [
        *((Text("salle", "room"), room.label, room.id) for room in rooms),
        *((Text("intervenant", "person"), person.label, person.id) for person in people),
    ]


def _cost_rows(problem: Problem, result: Result) -> list[_Row]:
    weights = {cost.key: weight for tier in tiers(problem) for cost, weight in tier.weights.items()}
    return [(key, BY_KEY[key].title, weights.get(key), cost) for key, cost in result.costs.items()]


def _run_rows(problem: Problem, result: Result) -> list[_Row]:
    rows: list[_Row] = [
        (Text("graine", "seed"), result.seed),
        (Text("processus", "workers"), result.workers),
        (Text("encodage", "encoding"), result.encoding),
        *result.versions.items(),
        (Text("empreinte de l'entrée", "input hash"), problem_hash(problem)),
    ]
    if result.reproducible:
        return rows
    seconds = [(Text("secondes", "seconds"), round(result.seconds, 2))]
    return [*rows, *seconds, *((k, round(v, 2)) for k, v in result.timings.items())]


# --- The sheet _meta ----------------------------------------------------------------------


def _fill_meta(sheet: Worksheet, problem: Problem, result: Result) -> None:
    stages = [
        {"tier": tier.tier, "status": tier.status, "cost": tier.cost, "bound": tier.bound}
        for tier in result.tiers
    ]
    rows: list[tuple[str, object]] = [
        ("schema", SCHEMA),
        ("agenda-solver", __version__),
        ("input", problem_hash(problem)),
        ("seed", result.seed),
        ("workers", result.workers),
        ("encoding", result.encoding),
        ("versions", json.dumps(dict(result.versions))),
        ("status", result.status),
        ("tiers", json.dumps(stages)),
    ]
    # Excel reads _x0041_ in a cell as the letter A.
    words = json.dumps(problem.dump()).replace("_x", r"\u005fx")
    rows += [("problem", words[at : at + CHUNK]) for at in range(0, len(words), CHUNK)]
    for number, (key, value) in enumerate(rows, start=1):
        for column, content in enumerate((key, value), start=1):
            cell = _cell(sheet, number, column)
            _set(cell, content)
    sheet.sheet_state = "veryHidden"


# --- In -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Solved:
    """What a solved workbook holds: what was asked, and the timetable as it stands now."""

    problem: Problem
    timetable: Timetable


def read(path: Path) -> Solved:
    """Read a solved workbook, also after a person has changed it.

    Rows may have moved or gone: a session without a row, or without day, start and end,
    is not in the timetable. A room may be named by its id or by its name.

    Raises
    ------
    InputError
        If it cannot be read; one sentence for each fault, with its sheet and cell.
    """
    rows, epoch = _load(path)
    problem = _read_problem(path, rows.get(META, {}))
    if SESSIONS not in rows:
        raise InputError([_no_sheet(path, SESSIONS)], problem.event.language)
    return Solved(problem, _Reader(path, problem, epoch).timetable(rows[SESSIONS]))


_Rows = Mapping[int, tuple[object, ...]]


def _load(path: Path) -> tuple[Mapping[str, _Rows], datetime]:
    """Return the rows of the sheets that count, by their number; blank ones left out."""
    _check_archive(path)
    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            rows = {
                sheet.title: dict(_sheet_rows(path, sheet))
                for sheet in book.worksheets
                if sheet.title in (META, SESSIONS)
            }
            return rows, book.epoch
    except InputError:
        raise
    except Exception:  # openpyxl raises whatever a damaged file leads it to
        raise InputError([_damaged(path)]) from None


def _check_archive(path: Path) -> None:
    """Look at a file before unpacking it: a small one may hold more than memory does."""
    try:
        with path.open("rb") as file:
            if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
                raise InputError([_OLD_OR_LOCKED.fill(path=path)])
            with ZipFile(file) as archive:
                entries = archive.infolist()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            [
                Text(
                    "{path} : ce fichier ne peut pas être lu ({reason})",
                    "{path}: this file cannot be read ({reason})",
                ).fill(path=path, reason=reason)
            ]
        ) from None
    except (BadZipFile, ValueError, NotImplementedError):
        raise InputError([_damaged(path)]) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise InputError([_TOO_LARGE.fill(path=path, size=unpacked // 1_000_000)])


_OLD_OR_LOCKED = Text(
    "{path} : ce classeur est protégé par un mot de passe ou date d'avant .xlsx ; "
    "l'enregistrer en .xlsx, sans mot de passe",
    "{path}: this workbook has a password or is older than .xlsx; "
    "save it as .xlsx, without a password",
)
_TOO_LARGE = Text(
    "{path} : ce fichier, une fois décompressé, est trop grand pour un programme ({size} Mo)",
    "{path}: this file, once unpacked, is too large for a programme ({size} MB)",
)


def _damaged(path: Path) -> Text:
    return Text(
        "{path} : ce n'est pas un classeur .xlsx, ou il est abîmé",
        "{path}: this is not an .xlsx workbook, or it is damaged",
    ).fill(path=path)


def _no_sheet(path: Path, sheet: str) -> Text:
    if sheet == META:
        return Text(
            "{path} : ce n'est pas un classeur écrit par solve (il y manque la feuille {sheet})",
            "{path}: this is not a workbook written by solve (its sheet {sheet} is missing)",
        ).fill(path=path, sheet=sheet)
    return Text(
        "{path} : il manque la feuille {sheet}", "{path}: the sheet {sheet} is missing"
    ).fill(path=path, sheet=sheet)


def _sheet_rows(path: Path, sheet: Any) -> Iterator[tuple[int, tuple[object, ...]]]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    rows = sheet.iter_rows(min_row=1, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(islice(rows, EXCEL_ROWS), start=1):
        if any(not _blank(value) for value in values):
            if number > MOST_ROWS:
                raise InputError(
                    [
                        Text(
                            "{path}, {sheet}!A{row}: trop de lignes (au plus {most})",
                            "{path}, {sheet}!A{row}: too many rows (at most {most})",
                        ).fill(path=path, sheet=sheet.title, row=number, most=MOST_ROWS)
                    ]
                )
            yield number, values


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


def _read_problem(path: Path, rows: _Rows) -> Problem:
    if not rows:
        raise InputError([_no_sheet(path, META)])
    found: dict[str, list[object]] = {}
    for values in rows.values():
        found.setdefault(str(values[0]), []).append(values[1])
    schema = found.get("schema", [None])[0]
    if isinstance(schema, int) and schema > SCHEMA:
        raise InputError(
            [
                Text(
                    "{path} : ce classeur vient d'une version plus récente d'agenda-solver",
                    "{path}: this workbook comes from a newer version of agenda-solver",
                ).fill(path=path)
            ]
        )
    try:
        problem = Problem.read(json.loads("".join(map(str, found["problem"]))))
    except (KeyError, ValueError, TypeError, AttributeError, ProblemError, RecursionError):
        raise InputError([_altered(path)]) from None
    if found.get("input") != [problem_hash(problem)]:
        raise InputError([_altered(path)], problem.event.language)
    return problem


def _altered(path: Path) -> Text:
    return Text(
        "{path} : la feuille cachée {sheet} a été modifiée ; résoudre à nouveau",
        "{path}: the hidden sheet {sheet} has been changed; solve again",
    ).fill(path=path, sheet=META)


_NEEDED = ("id", "day", "start", "end", "room")


class _Reader:
    """Reads the sheet Sessions, and gathers every fault on its way."""

    def __init__(self, path: Path, problem: Problem, epoch: datetime) -> None:
        self.path = path
        self.problem = problem
        self.epoch = epoch
        self.faults: list[Text] = []
        self.sessions = _Names((session.id, "") for session in problem.sessions)
        self.rooms = _Names((room.id, room.name) for room in problem.rooms)

    def timetable(self, rows: _Rows) -> Timetable:
        columns = self._columns(rows.get(1, ()))
        self._refuse_faults()
        seen: dict[str, int] = {}
        placements: list[Placement] = []
        for number, values in rows.items():
            if number > 1:
                cells = {
                    key: (f"{get_column_letter(column + 1)}{number}", values[column])
                    for key, column in columns.items()
                }
                placements += self._placement(number, cells, seen)
        self._refuse_faults()
        return Timetable.of(placements)

    def _refuse_faults(self) -> None:
        if self.faults:
            raise InputError(self.faults, self.problem.event.language)

    def _fault(self, cell: str, text: Text) -> None:
        self.faults.append(
            Text("{path}, {sheet}!{cell}: {text}", "{path}, {sheet}!{cell}: {text}").fill(
                path=self.path, sheet=SESSIONS, cell=cell, text=text
            )
        )

    def _columns(self, header: tuple[object, ...]) -> Mapping[str, int]:
        """Return where each column stands that counts, by its key."""
        keys = {
            clean(words).casefold(): key
            for key in _NEEDED
            for words in (views.SESSION_COLUMNS[key].fr, views.SESSION_COLUMNS[key].en)
        }
        found: dict[str, int] = {}
        for column, value in enumerate(header):
            key = keys.get(clean(str(value)).casefold())
            if key in found:
                self._fault(
                    f"{get_column_letter(column + 1)}1",
                    Text(
                        "la colonne {title} est déjà en {first}",
                        "the column {title} is already in {first}",
                    ).fill(
                        title=quoted(clean(str(value))),
                        first=f"{get_column_letter(found[key] + 1)}1",
                    ),
                )
            elif key is not None:
                found[key] = column
        for key in _NEEDED:
            if key not in found:
                title = views.SESSION_COLUMNS[key]
                self._fault(
                    "1",
                    Text("il manque la colonne {title}", "the column {title} is missing").fill(
                        title=Text(quoted(title.fr).fr, quoted(title.en).en)
                    ),
                )
        return found

    def _placement(
        self, number: int, cells: Mapping[str, tuple[str, object]], seen: dict[str, int]
    ) -> Iterator[Placement]:
        values = {key: value for key, (_, value) in cells.items()}
        if all(_blank(value) for value in values.values()):
            return
        session = self._session(values["id"], number, seen)
        if all(_blank(values[key]) for key in ("day", "start", "end")):
            self._check(cells, {"id": session})
            return
        day, room = self._day(values["day"]), self._room(values["room"])
        start, end = _minute(values["start"], "start"), _minute(values["end"], "end")
        read = {"id": session, "day": day, "start": start, "end": end, "room": room}
        self._check(cells, read)
        if (
            isinstance(session, str)
            and isinstance(day, date)
            and isinstance(start, int)
            and isinstance(end, int)
            and not isinstance(room, Text)
        ):
            yield Placement(session, day, start, end, room)

    def _check(self, cells: Mapping[str, tuple[str, object]], read: Mapping[str, object]) -> None:
        """Note the cells that were not understood: they were read as a sentence."""
        for key, value in read.items():
            if isinstance(value, Text):
                self._fault(cells[key][0], value)

    def _session(self, value: object, number: int, seen: dict[str, int]) -> str | Text:
        if _blank(value):
            return Text("il manque l'id de la session", "the session's id is missing")
        found = self.sessions.find(_words(value), Text("une session", "a session"))
        if isinstance(found, str) and seen.setdefault(found, number) != number:
            return Text(
                "{session} est déjà à la ligne {first} (ici ligne {row})",
                "{session} is already in row {first} (here row {row})",
            ).fill(session=quoted(found), first=seen[found], row=number)
        return found

    def _room(self, value: object) -> str | Text | None:
        if _blank(value):
            return None
        return self.rooms.find(_words(value), Text("une salle", "a room"))

    def _day(self, value: object) -> date | Text:
        if _blank(value):
            return Text("il manque le jour", "the day is missing")
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = (
            self._day_in_words(clean(value))
            if isinstance(value, str)
            else _serial_day(value, self.epoch)
        )
        return found or Text(
            "{value} n'est pas une date (attendu JJ/MM/AAAA)",
            "{value} is not a date (expected DD/MM/YYYY)",
        ).fill(value=quoted(_words(value)))

    def _day_in_words(self, words: str) -> date | None:
        for day in self.problem.days:
            if clean(day.id).casefold() == words.casefold():
                return day.date
        numbers = _DAY_FIRST.fullmatch(words)
        try:
            if numbers:
                return date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
            return date.fromisoformat(words)
        except ValueError:
            return None


class _Names:
    """Finds what a person means by an id or a name, whatever the capitals."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self.ids: set[str] = set()
        self.meant: dict[str, list[str]] = {}
        for id_, name in rows:
            self.ids.add(id_)
            for words in {id_.casefold(), clean(name).casefold()} - {""}:
                self.meant.setdefault(words, []).append(id_)

    def find(self, words: str, what: Text) -> str | Text:
        """Return the id, or why there is none."""
        if words in self.ids:
            return words
        meant = self.meant.get(words.casefold(), [])
        if len(meant) == 1:
            return meant[0]
        sentence = (
            Text("{words} peut désigner {ids} : donner l'id", "{words} may mean {ids}: give the id")
            if meant
            else Text("{words} n'est pas l'id d'{what}", "{words} is not the id of {what}")
        )
        return sentence.fill(words=quoted(words), what=what, ids=either(map(same, meant)))


_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MIDNIGHT = time()


def _words(value: object) -> str:
    """Return what a cell shows, where a number or a time stands for text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def _serial_day(value: object, epoch: datetime) -> date | None:
    """Read a date that has lost its format: days since the epoch of the workbook."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value < 2_958_466:
        return None
    found = from_excel(value, epoch)
    return found.date() if isinstance(found, datetime) else None


def _minute(value: object, key: str) -> int | Text:
    """Read a time of day as Excel and people write it: the minute, or why it is none."""
    if _blank(value):
        return {
            "start": Text("il manque le début", "the start is missing"),
            "end": Text("il manque la fin", "the end is missing"),
        }[key]
    try:
        seconds = _seconds(value)
        if seconds is None:
            return parse_clock(value)
        minute = round(seconds / 60)
        if abs(seconds - 60 * minute) > 1:
            return parse_clock((datetime.min + timedelta(seconds=round(seconds))).time())
        return minute
    except PydanticCustomError as error:
        context = error.context or {}
        return Text(context["fr"], context["en"])


def _seconds(value: object) -> float | None:
    """Return the seconds since midnight of what is not text; Excel has them to a few.

    24:00 is a whole day for Excel: the first of its calendar.
    """
    if isinstance(value, datetime):
        if value.year < 1905 and value.time() == _MIDNIGHT:
            return DAY_MINUTES * 60
        value = value.time()
    if isinstance(value, time):
        return timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        ).total_seconds()
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value * DAY_MINUTES * 60
    else:
        return None
    return seconds if 0 <= seconds <= DAY_MINUTES * 60 else None
