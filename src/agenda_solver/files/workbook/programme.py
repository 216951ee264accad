"""The sheet Programme: rooms across and time down, to be printed and pinned on a door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.cells import (
    BAND,
    FONT,
    HEADER,
    INK,
    LONGEST,
    QUIET,
    TALLEST,
    cell_at,
    plain,
    points,
    print_on,
    put,
    solid,
)
from agenda_solver.files.workbook.pages import (
    BROKEN,
    GREYED,
    broken,
    colours,
    comment,
    fitting_size,
    font,
    heading,
    line_count,
    sign_pages,
    text_width,
)
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text, listing
from agenda_solver.timetable import Timetable
from agenda_solver.views.grid import DayGrid, GridCell, GridColumn, ProgrammeGrid, programme_grid
from agenda_solver.views.programme import Item, unplaced
from agenda_solver.views.titles import (
    CANCELLED,
    day_title,
    is_cancelled,
    label_text,
    padded_clock,
    padded_span,
    people_text,
    room_title,
    session_title,
)

PROGRAMME = Text("Programme", "Programme")

_LINE = Side(style="thin", color="829AB1")
_HAIR = Side(style="hair", color="BCCCDC")

# Points, on A3 in landscape. A cell's text is measured as if printed at full size.
_PAGE_WIDTH, _PAGE_HEIGHT = 1130.0, 762.0
_TIME_COLUMN = 9.0
_NARROWEST, _WIDEST, _EXCEL_WIDEST = 15.0, 100.0, 250.0
_TITLE_ROW, _ROOMS_ROW, _DAY_ROW, _TIME_ROW = 34.0, 34.0, 26.0, 17.0
_PADDING = 16.0
_HEADING_SIZES = (18, 16, 14, 12)
_ROOM_SIZE = 11
_NOTE_SIZE = 10
_TITLE_SIZES = (16, 15, 14, 13, 12, 11, 10)  # the largest that fits is taken

_NOT_PLACED = Text("Pas au programme : {sessions}", "Not in the programme: {sessions}")
_RED = Text(
    "demande qui n'est pas tenue (la note de la case et le rapport disent laquelle)",
    "demand that is not kept (the note of the cell and the report say which)",
)

_Style = Literal["small", "title", "text"]
_Told = list[list[tuple[_Style, str]]]
"""The lines of a cell, each of one or more pieces."""


def draw_programme(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    findings: Iterable[Finding],
    language: Language,
) -> None:
    """Draw the programme, a page a day; what is broken is red and says why."""
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = "1:2"
    print_on(sheet, paper=sheet.PAPERSIZE_A3)
    sign_pages(sheet, problem, PROGRAMME, language)
    drawing = _Drawing(sheet, problem, timetable, findings, language)
    drawing.draw_heading()
    for day in drawing.grid.days:
        drawing.draw_day(day)
    drawing.draw_not_placed()


def _column_title(problem: Problem, column: GridColumn, grid: ProgrammeGrid) -> Text:
    if column.room is not None:
        return room_title(problem, column.room)
    return Text("Sans salle", "No room") if len(grid.columns) > 1 else PROGRAMME


# --- What a cell says ---------------------------------------------------------------------


def _told(
    problem: Problem,
    timetable: Timetable,
    cell: GridCell,
    grid: ProgrammeGrid,
    language: Language,
) -> _Told:
    """Return the lines of a cell: when and what kind, the title, the people, the parts."""
    placement = cell.item.placement
    session = problem.session[placement.session]
    head = [padded_span(placement.start, placement.end)]
    rooms = {column.room for column in grid.columns}
    if cell.lanes == grid.lanes and rooms != {placement.room}:
        head.append(room_title(problem, placement.room))
    head.append(label_text(session))
    told: _Told = [
        [("small", " · ".join(text.say(language) for text in head if text.fr))],
        [("title", session_title(problem, session.id).say(language))],
    ]
    if is_cancelled(problem, timetable, session.id):
        told.append([("title", CANCELLED.say(language))])
    people = people_text(problem, timetable, session).say(language)
    if people:
        told.append([("small", people)])
    return told + list(_parts_told(problem, timetable, cell.item.parts, language))


def _parts_told(
    problem: Problem, timetable: Timetable, parts: Iterable[Item], language: Language
) -> Iterator[list[tuple[_Style, str]]]:
    for part in parts:
        session = problem.session[part.placement.session]
        start = padded_clock(part.placement.start).say(language)
        people = people_text(problem, timetable, session).say(language)
        title = session_title(problem, session.id).say(language)
        line: list[tuple[_Style, str]] = [("text", f"{start}  {title}")]
        yield [*line, ("small", f" – {people}")] if people else line
        yield from _parts_told(problem, timetable, part.parts, language)


def _sessions_in(item: Item) -> Iterator[str]:
    yield item.placement.session
    for part in item.parts:
        yield from _sessions_in(part)


# --- How it is fitted on its pages --------------------------------------------------------


@dataclass(frozen=True)
class _Fit:
    """How the programme is fitted on its pages.

    Attributes
    ----------
    width : float
        Of a lane, in Excel's characters.
    title : int
        Size of a title; other lines are a little smaller.
    page : float
        Points that are left for a day's rows.
    """

    width: float
    title: int
    page: float

    @property
    def points(self) -> float:
        """The width of a lane in points."""
        return points(self.width)

    @property
    def sizes(self) -> Mapping[_Style, float]:
        """The size of each style of text."""
        return {
            "title": self.title,
            "text": round(0.9 * self.title),
            "small": round(0.82 * self.title, 1),
        }

    def needed(self, told: _Told, width: float) -> float:
        """Return the height that a cell's lines need in so many points."""
        height = 8.0
        for line in told:
            words = "".join(piece for _, piece in line)
            size = max(self.sizes[style] for style, _ in line)
            bold = any(style == "title" for style, _ in line)
            height += 1.22 * size * line_count(words, width - _PADDING, size, bold=bold)
        return height


def _wide_height(words: str, size: float, width: float, *, bold: bool = False) -> float:
    """Return the height of a row whose text goes over the whole sheet."""
    return 10 + 1.25 * size * line_count(words, width - _PADDING, size, bold=bold)


class _Drawing:
    def __init__(
        self,
        sheet: Worksheet,
        problem: Problem,
        timetable: Timetable,
        findings: Iterable[Finding],
        language: Language,
    ) -> None:
        self.sheet = sheet
        self.problem = problem
        self.timetable = timetable
        self.language = language
        self.grid = programme_grid(problem, timetable)
        self.colours = colours(problem)
        self.broken = broken(findings, language)
        self.told = {
            cell: _told(problem, timetable, cell, self.grid, language)
            for day in self.grid.days
            for cell in day.cells
        }
        self.rooms = [
            _column_title(problem, column, self.grid).say(language) for column in self.grid.columns
        ]
        self.not_placed = [session.id for session in unplaced(problem, timetable)]
        self.fit = self._fit()
        self.row = 1

    def _fit(self) -> _Fit:
        """Choose the largest text for which each day fits on one page.

        The page is as wide as the sheet: where a day is too high for the smallest text,
        wider columns give shorter texts and a higher page, all of it printed smaller.
        """
        fitting = ((_PAGE_WIDTH - points(_TIME_COLUMN)) / self.grid.lanes - 3.75) / 5.25
        first = min(max(fitting, _NARROWEST), _WIDEST)
        for title in _TITLE_SIZES:
            fit = self._fit_at(first, title)
            if self._fits(fit) and self._longest_word(fit) < fit.points:
                return fit
        width = first
        while not self._fits(fit) and width < min(4 * first, _EXCEL_WIDEST):
            width = min(width * 1.1, _EXCEL_WIDEST)
            fit = self._fit_at(width, fit.title)
        return fit

    def _fit_at(self, width: float, title: int) -> _Fit:
        sheet_width = self._sheet_width(width)
        page = _PAGE_HEIGHT * max(1.0, sheet_width / _PAGE_WIDTH)
        page -= self._title_height(sheet_width) + self._rooms_height(width) + _DAY_ROW
        if self.not_placed:
            page -= _wide_height(self._not_placed_words(), _NOTE_SIZE, sheet_width)
        return _Fit(width, title, page)

    def _sheet_width(self, width: float) -> float:
        return points(_TIME_COLUMN) + self.grid.lanes * points(width)

    def _title_size(self, sheet_width: float) -> float:
        return fitting_size(heading(self.problem), sheet_width - _PADDING, _HEADING_SIZES)

    def _title_height(self, sheet_width: float) -> float:
        words, size = heading(self.problem), self._title_size(sheet_width)
        return max(_TITLE_ROW, _wide_height(words, size, sheet_width, bold=True))

    def _rooms_height(self, width: float) -> float:
        needed = (
            _wide_height(words, _ROOM_SIZE, column.lanes * points(width), bold=True)
            for words, column in zip(self.rooms, self.grid.columns, strict=True)
        )
        return min(max(_ROOMS_ROW, *needed), TALLEST)

    def _fits(self, fit: _Fit) -> bool:
        return all(sum(self._least_heights(day, fit)) <= fit.page for day in self.grid.days)

    def _longest_word(self, fit: _Fit) -> float:
        """Return the points that the longest word of a title needs."""
        words = (word for lines in self.told.values() for word in lines[1][0][1].split())
        widths = (text_width(word, fit.title, bold=True) for word in words)
        return max(widths, default=0.0) + _PADDING

    def _least_heights(self, day: DayGrid, fit: _Fit) -> list[float]:
        """Return the height of each row between two times that lets every text be read."""
        heights = [_TIME_ROW] * (len(day.times) - 1)
        spans = sorted(((*_rows_of(day, cell), cell) for cell in day.cells), key=_rows_spanned)
        for first, last, cell in spans:
            needed = fit.needed(self.told[cell], cell.lanes * fit.points)
            lacking = needed - sum(heights[first:last])
            for row in range(first, last):
                heights[row] += max(0.0, lacking) / (last - first)
        legend = _wide_height(
            "    ".join(words for _, words in self._legend(day)),
            _NOTE_SIZE,
            self.grid.lanes * fit.points,
        )
        return [*heights, legend]

    def _heights(self, day: DayGrid) -> list[float]:
        """Share what is left of the page among the rows, by the minutes they stand for."""
        least = self._least_heights(day, self.fit)
        left = max(0.0, self.fit.page - sum(least))
        minutes = [end - start for start, end in pairwise(day.times)]
        shares = [*(left * m / sum(minutes) for m in minutes), 0.0]
        return [min(h + share, TALLEST) for h, share in zip(least, shares, strict=True)]

    # --- Drawing

    def draw_heading(self) -> None:
        """Write what every page begins with: the event and the rooms."""
        self.sheet.column_dimensions["A"].width = _TIME_COLUMN
        for lane in range(self.grid.lanes):
            self.sheet.column_dimensions[get_column_letter(lane + 2)].width = self.fit.width
        width = self._sheet_width(self.fit.width)
        cell = self._wide_cell(heading(self.problem), self._title_height(width))
        cell.font = font(self._title_size(width), bold=True, colour=BAND)
        lane = 0
        for words, column in zip(self.rooms, self.grid.columns, strict=True):
            first, lane = lane + 2, lane + column.lanes
            cell = self._merged((self.row, first), (self.row, lane + 1), border=True)
            put(cell, words)
            cell.font = font(_ROOM_SIZE, bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.fill = solid(HEADER)
        self.sheet.row_dimensions[self.row].height = round(self._rooms_height(self.fit.width), 1)
        self.row += 1

    def draw_day(self, day: DayGrid) -> None:
        """Draw a day on a page of its own."""
        if self.row > 3:
            self.sheet.row_breaks.append(Break(id=self.row - 1))
        cell = self._wide_cell(day_title(day.day).say(self.language), _DAY_ROW)
        cell.font = font(13, bold=True, colour="FFFFFF")
        cell.fill = solid(BAND)
        self._draw_times(day)
        for it in day.cells:
            self._draw_cell(day, it)
        self.row += len(day.times)
        self._draw_legend(day)

    def draw_not_placed(self) -> None:
        """Tell at the end which sessions have no place."""
        if not self.not_placed:
            return
        words = self._not_placed_words()
        height = _wide_height(words, _NOTE_SIZE, self._sheet_width(self.fit.width))
        cell = self._wide_cell(words, height)
        cell.font = font(_NOTE_SIZE, bold=True)
        sentences = [s for session in self.not_placed for s in self.broken.get(session, ())]
        if sentences:
            cell.fill = solid(BROKEN)
            comment(cell, sentences)

    def _not_placed_words(self) -> str:
        titles = [self.problem.session[session].label for session in self.not_placed]
        return _NOT_PLACED.fill(sessions=listing(titles)).say(self.language)

    def _draw_times(self, day: DayGrid) -> None:
        """Label each row with the time at which it starts; the last one only ends the day."""
        heights = self._heights(day)
        for row, (minute, height) in enumerate(zip(day.times, heights, strict=True), self.row):
            cell = cell_at(self.sheet, row, 1)
            put(cell, padded_clock(minute).say(self.language))
            cell.font = font(11, bold=True)
            cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
            cell.border = Border(top=_HAIR)
            self.sheet.row_dimensions[row].height = round(height, 1)

    def _draw_cell(self, day: DayGrid, it: GridCell) -> None:
        start, end = _rows_of(day, it)
        first = (self.row + start, it.lane + 2)
        last = (self.row + end - 1, it.lane + it.lanes + 1)
        cell = self._merged(first, last, border=True)
        cell.value = _rich(self.told[it], self.fit.sizes)
        cell.font = font(self.fit.sizes["text"])
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
        sentences = self._sentences(it)
        cell.fill = solid(BROKEN if sentences else self._colour(it))
        if sentences:
            comment(cell, sentences)

    def _sentences(self, it: GridCell) -> list[str]:
        return [s for session in _sessions_in(it.item) for s in self.broken.get(session, ())]

    def _label(self, it: GridCell) -> Text:
        session = it.item.placement.session
        if is_cancelled(self.problem, self.timetable, session):
            return CANCELLED
        return label_text(self.problem.session[session])

    def _colour(self, it: GridCell) -> str:
        return self.colours.get(self._label(it).fr, GREYED)

    def _legend(self, day: DayGrid) -> list[tuple[str, str]]:
        """Return the colours of a day and what they mean, if there is more than one."""
        found: dict[str, str] = {}
        for it in day.cells:
            if self._sentences(it):
                found[_RED.say(self.language)] = BROKEN
            else:
                label = self._label(it)
                found[label.say(self.language)] = self._colour(it)
        return [(colour, words) for words, colour in found.items()] if len(found) > 1 else []

    def _draw_legend(self, day: DayGrid) -> None:
        """Write it in the last row, beside the time at which the day ends."""
        legend = self._legend(day)
        if not legend:
            return
        cell = self._merged((self.row - 1, 2), (self.row - 1, self.grid.lanes + 1))
        blocks = []
        for colour, words in legend:
            square = InlineFont(rFont=FONT, sz=_NOTE_SIZE, color=Color(colour))
            text = InlineFont(rFont=FONT, sz=_NOTE_SIZE, color=Color(QUIET))
            blocks += [TextBlock(square, "██ "), TextBlock(text, f"{plain(words)}    ")]
        cell.value = CellRichText(blocks)
        cell.alignment = Alignment(horizontal="right", vertical="bottom", wrap_text=True)

    def _wide_cell(self, words: str, height: float) -> Cell:
        """Return the cell of the next row that goes over the whole sheet."""
        cell = self._merged((self.row, 1), (self.row, self.grid.lanes + 1))
        put(cell, words)
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
        self.sheet.row_dimensions[self.row].height = round(min(height, TALLEST), 1)
        self.row += 1
        return cell

    def _merged(
        self, first: tuple[int, int], last: tuple[int, int], *, border: bool = False
    ) -> Cell:
        """Merge the cells from a (row, column) to another; return the one that stands for them."""
        (top, left), (bottom, right) = first, last
        if border:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    cell_at(self.sheet, row, column).border = Border(_LINE, _LINE, _LINE, _LINE)
        if first != last:
            self.sheet.merge_cells(
                start_row=top, start_column=left, end_row=bottom, end_column=right
            )
        return cell_at(self.sheet, top, left)


def _rows_of(day: DayGrid, cell: GridCell) -> tuple[int, int]:
    placement = cell.item.placement
    return day.times.index(placement.start), day.times.index(placement.end)


def _rows_spanned(span: tuple[int, int, GridCell]) -> int:
    return span[1] - span[0]


def _rich(told: _Told, sizes: Mapping[_Style, float]) -> CellRichText:
    fonts: Mapping[_Style, InlineFont] = {
        "small": InlineFont(rFont=FONT, sz=sizes["small"], color=Color(QUIET)),
        "title": InlineFont(rFont=FONT, sz=sizes["title"], color=Color(INK), b=True),
        "text": InlineFont(rFont=FONT, sz=sizes["text"], color=Color(INK)),
    }
    blocks = []
    left = LONGEST
    for number, line in enumerate(told):
        for place, (style, words) in enumerate(line):
            piece = plain(f"\n{words}" if number and not place else words)[:left]
            left -= len(piece)
            if piece:
                blocks.append(TextBlock(fonts[style], piece))
    return CellRichText(blocks)
