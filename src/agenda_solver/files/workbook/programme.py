"""The sheet Programme: rooms across and time down, to be printed and pinned on a door."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Color, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import views
from agenda_solver.files.workbook.cells import (
    BAND,
    FONT,
    HEADER,
    INK,
    LONGEST,
    QUIET,
    TALLEST,
    cell_at,
    letter_width,
    plain,
    points,
    print_on,
    put,
    solid,
)
from agenda_solver.problem import KINDS, Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text, same
from agenda_solver.timetable import Timetable

PROGRAMME = Text("Programme", "Programme")

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
_TITLE_ROW, _ROOMS_ROW, _DAY_ROW = 34.0, 34.0, 26.0
_PADDING = 22.0
_TITLE_SIZES = (16, 14, 12, 11, 10)  # the largest that fits is taken

_Told = list[tuple[Literal["small", "title", "text"], str]]


def draw_programme(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    findings: Iterable[Finding],
    language: Language,
) -> None:
    """Draw the programme, a page a day; what is broken is red and says why."""
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
        return points(self.width)

    @property
    def sizes(self) -> Mapping[str, float]:
        """The size of each style of line."""
        return {"title": self.title, "text": round(0.9 * self.title), "small": 0.8 * self.title}


def _fit(grid: views.Grid, told: Mapping[views.Cell, _Told]) -> _Fit:
    """Choose the largest text for which each day fits on one page.

    The page is as wide as the sheet: where a day is too high for the smallest text, wider
    columns give shorter texts and a higher page, all of it printed smaller.
    """
    fitting = ((_PAGE_WIDTH - points(_TIME_COLUMN)) / grid.lanes - 3.75) / 5.25
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
    sheet_width = points(_TIME_COLUMN) + grid.lanes * points(width)
    page = _PAGE_HEIGHT * max(1.0, sheet_width / _PAGE_WIDTH)
    return _Fit(width, page - _TITLE_ROW - _ROOMS_ROW - _DAY_ROW, title)


def _fits(grid: views.Grid, told: Mapping[views.Cell, _Told], fit: _Fit) -> bool:
    return all(sum(_least_heights(day, told, fit)) <= fit.page for day in grid.days)


def _longest_word(told: Mapping[views.Cell, _Told], fit: _Fit) -> float:
    """Return the points that the longest word of a title needs."""
    words = (word for lines in told.values() for word in lines[1][1].split())
    return max(map(len, words), default=0) * letter_width(fit.title, "title") + _PADDING


def _needed(told: _Told, points: float, fit: _Fit) -> float:
    """Return the height that lines of text need in a cell so wide, in points."""
    height = 8.0
    for style, words in told:
        size = fit.sizes[style]
        letters = max(1, int((points - _PADDING) / letter_width(size, style)))
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
    return [min(h + share, TALLEST) for h, share in zip(least, shares, strict=True)]


def _set_up_page(sheet: Worksheet, problem: Problem, grid: views.Grid, fit: _Fit) -> None:
    sheet.column_dimensions["A"].width = _TIME_COLUMN
    for lane in range(grid.lanes):
        sheet.column_dimensions[get_column_letter(lane + 2)].width = fit.width
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = "1:2"
    print_on(sheet, paper=sheet.PAPERSIZE_A3)
    version = views.without_controls(problem.event.version).replace("&", "&&")
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.left is not None
    assert footer.right is not None
    footer.left.text, footer.right.text = version or None, "&P / &N"


def _draw_heading(sheet: Worksheet, problem: Problem, grid: views.Grid, language: Language) -> None:
    event = problem.event
    title = " – ".join(words for words in (event.name, event.place) if words)
    cell = _merged(sheet, (1, 1), (1, grid.lanes + 1))
    put(cell, title)
    cell.font = Font(name=FONT, size=16, bold=True, color=BAND)
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
    put(cell, words)
    cell.font = Font(name=FONT, size=11, bold=True, color=INK)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = solid(HEADER)


def _draw_band(sheet: Worksheet, row: int, grid: views.Grid, words: str) -> None:
    cell = _merged(sheet, (row, 1), (row, grid.lanes + 1))
    put(cell, words)
    cell.font = Font(name=FONT, size=13, bold=True, color="FFFFFF")
    cell.fill = solid(BAND)
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
        cell = cell_at(sheet, row, 1)
        put(cell, views.padded_clock(minute).say(language))
        cell.font = Font(name=FONT, size=11, bold=True, color=INK)
        cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
        cell.border = Border(top=_HAIR)
        sheet.row_dimensions[row].height = round(height, 1)


def _draw_cell(cell: Cell, told: _Told, colour: str, sizes: Mapping[str, float]) -> None:
    cell.value = _rich(told, sizes)
    cell.font = Font(name=FONT, size=sizes["text"], color=INK)
    cell.fill = solid(colour)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)


def _rich(told: _Told, sizes: Mapping[str, float]) -> CellRichText:
    fonts = {
        "small": InlineFont(rFont=FONT, sz=sizes["small"], color=Color(QUIET)),
        "title": InlineFont(rFont=FONT, sz=sizes["title"], color=Color(INK), b=True),
        "text": InlineFont(rFont=FONT, sz=sizes["text"], color=Color(INK)),
    }
    blocks = []
    left = LONGEST
    for number, (style, words) in enumerate(told):
        line = plain(words if number == 0 else f"\n{words}")[:left]
        left -= len(line)
        if line:
            blocks.append(TextBlock(fonts[style], line))
    return CellRichText(blocks)


def _comment(cell: Cell, sentences: Iterable[str]) -> None:
    words = plain("\n".join(dict.fromkeys(sentences)))
    cell.comment = Comment(words, "agenda-solver", height=120, width=320)


def _merged(
    sheet: Worksheet, first: tuple[int, int], last: tuple[int, int], *, border: bool = False
) -> Cell:
    """Merge the cells from a (row, column) to another; return the one that stands for them."""
    (top, left), (bottom, right) = first, last
    if border:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cell_at(sheet, row, column).border = Border(_LINE, _LINE, _LINE, _LINE)
    if first != last:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    return cell_at(sheet, top, left)
