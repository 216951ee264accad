"""Draws the page Programme: rooms across and time down, each day as large as a page lets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.inks import ACCENT, INK, QUIET
from agenda_solver.files.measuring import (
    fitting_size,
    line_count,
    text_width,
    unbroken_words,
)
from agenda_solver.files.workbook.cells import (
    FONT,
    HEADER,
    LONGEST,
    TALLEST,
    cell_at,
    plain,
    points,
    print_on,
    put,
    solid,
)
from agenda_solver.files.workbook.looks import comment, font, shade
from agenda_solver.files.workbook.pages import A4_LANDSCAPE, A4_PORTRAIT, sign
from agenda_solver.text import Language, Text, as_printed
from agenda_solver.views.programme_page import Box, PieceRole, ProgrammeDay, ProgrammePage

_LINE = Side(style="thin", color="829AB1")
_HAIR = Side(style="hair", color="BCCCDC")


@dataclass(frozen=True)
class _Paper:
    """A sheet of paper, in points without its margins, and for how many lanes at most it is.

    A cell's text is measured as if printed at full size.
    """

    size: str
    width: float
    height: float
    lanes: float = inf

    @property
    def upright(self) -> bool:
        return self.height > self.width


_A4, _A3 = Worksheet.PAPERSIZE_A4, Worksheet.PAPERSIZE_A3
_POSTER = _Paper(_A3, 1130.0, 762.0)
_SMALLER = (_Paper(_A4, *A4_PORTRAIT, 1), _Paper(_A4, *A4_LANDSCAPE, 3))
_LEAST_TITLE = 12  # on smaller paper: what needs a smaller one has a poster
_TIME_COLUMN = 9.0
_NARROWEST, _WIDEST, _EXCEL_WIDEST = 15.0, 100.0, 250.0
_TITLE_ROW, _ROOMS_ROW, _DAY_ROW, _TIME_ROW = 34.0, 34.0, 26.0, 17.0
_PADDING = 16.0
_HEADING_SIZES = (18, 16, 14, 12)
_ROOM_SIZE = 11
_NOTE_SIZE = 10
_TITLE_SIZES = (16, 15, 14, 13, 12, 11, 10)  # the largest that fits is taken

_Lines = list[list[tuple[PieceRole, str]]]
"""The lines of a box in one language, each of one or more pieces."""


def draw_programme(sheet: Worksheet, page: ProgrammePage, language: Language) -> None:
    """Draw the programme, a page a day; what is broken is red and says why."""
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = "1:2"
    drawing = _ProgrammeDrawing(sheet, page, language)
    print_on(sheet, paper=drawing.paper.size)
    if drawing.paper.upright:
        sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
    sign(sheet, page.event, page.title, language)
    drawing.draw_heading()
    for day in page.days:
        drawing.draw_day(day)
    drawing.draw_not_placed()
    drawing.draw_particulars()


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
    def sizes(self) -> Mapping[PieceRole, float]:
        """The size of each role of text."""
        return {
            "title": self.title,
            "text": round(0.9 * self.title),
            "small": round(0.82 * self.title, 1),
        }

    def needed(self, lines: _Lines, width: float) -> float:
        """Return the height that a cell's lines need in so many points."""
        height = 8.0
        for line in lines:
            words = "".join(piece for _, piece in line)
            size = max(self.sizes[role] for role, _ in line)
            bold = any(role == "title" for role, _ in line)
            height += 1.22 * size * line_count(words, width - _PADDING, size, bold=bold)
        return height


def _wide_height(words: str, size: float, width: float, *, bold: bool = False) -> float:
    """Return the height of a row whose text goes over the whole sheet."""
    return 10 + 1.25 * size * line_count(words, width - _PADDING, size, bold=bold)


class _ProgrammeDrawing:
    def __init__(self, sheet: Worksheet, page: ProgrammePage, language: Language) -> None:
        self.sheet = sheet
        self.page = page
        self.language = language
        self.lines = {box: self._say_lines(box) for day in page.days for box in day.boxes}
        self.rooms = [(name.say(language), lanes) for name, lanes in page.rooms]
        self.paper, self.fit = self._paper_and_fit()
        self.row = 1

    def _say_lines(self, box: Box) -> _Lines:
        return [
            [(role, as_printed(text.say(self.language), self.language)) for role, text in line]
            for line in box.lines
        ]

    def _paper_and_fit(self) -> tuple[_Paper, _Fit]:
        """Choose the smallest paper on which each day is read with ease, else a poster.

        The page is as wide as the sheet: where a day is too high for the smallest text of a
        poster, wider columns give shorter texts and a higher page, all of it printed smaller.
        """
        for paper in _SMALLER:
            if self.page.lanes <= paper.lanes and (fit := self._largest(paper, _LEAST_TITLE)):
                return paper, fit
        if fit := self._largest(_POSTER, min(_TITLE_SIZES)):
            return _POSTER, fit
        width = first = self._lane(_POSTER)
        fit = self._fit_at(_POSTER, width, min(_TITLE_SIZES))
        while not self._fits(fit) and width < min(4 * first, _EXCEL_WIDEST):
            width = min(width * 1.1, _EXCEL_WIDEST)
            fit = self._fit_at(_POSTER, width, fit.title)
        return _POSTER, fit

    def _largest(self, paper: _Paper, least: int) -> _Fit | None:
        """Return the largest text, of so much at least, for which each day fits on one page."""
        for title in (size for size in _TITLE_SIZES if size >= least):
            fit = self._fit_at(paper, self._lane(paper), title)
            if self._fits(fit) and self._longest_word(fit) < fit.points:
                return fit
        return None

    def _lane(self, paper: _Paper) -> float:
        """Return how wide a lane is for all of them to fill a page, within bounds."""
        fitting = ((paper.width - points(_TIME_COLUMN)) / self.page.lanes - 3.75) / 5.25
        return min(max(fitting, _NARROWEST), _WIDEST)

    def _fit_at(self, paper: _Paper, width: float, title: int) -> _Fit:
        sheet_width = self._sheet_width(width)
        page = paper.height * max(1.0, sheet_width / paper.width)
        page -= self._title_height(sheet_width) + self._rooms_height(width) + _DAY_ROW
        if self.page.not_placed:
            words = self.page.not_placed.words.say(self.language)
            page -= _wide_height(words, _NOTE_SIZE, sheet_width)
        page -= self._particulars_height(sheet_width)
        return _Fit(width, title, page)

    def _particulars_height(self, sheet_width: float) -> float:
        words = "\n".join(text.say(self.language) for text in self.page.particulars)
        return _wide_height(words, _NOTE_SIZE, sheet_width) if words else 0.0

    def _sheet_width(self, width: float) -> float:
        return points(_TIME_COLUMN) + self.page.lanes * points(width)

    def _title_size(self, sheet_width: float) -> float:
        return fitting_size(self.page.heading, sheet_width - _PADDING, _HEADING_SIZES)

    def _title_height(self, sheet_width: float) -> float:
        words, size = self.page.heading, self._title_size(sheet_width)
        return max(_TITLE_ROW, _wide_height(words, size, sheet_width, bold=True))

    def _rooms_height(self, width: float) -> float:
        needed = (
            _wide_height(words, _ROOM_SIZE, lanes * points(width), bold=True)
            for words, lanes in self.rooms
        )
        return min(max(_ROOMS_ROW, *needed), TALLEST)

    def _fits(self, fit: _Fit) -> bool:
        return all(sum(self._least_heights(day, fit)) <= fit.page for day in self.page.days)

    def _longest_word(self, fit: _Fit) -> float:
        """Return the points that the longest word of a title needs."""
        words = (word for lines in self.lines.values() for word in unbroken_words(lines[1][0][1]))
        widths = (text_width(word, fit.title, bold=True) for word in words)
        return max(widths, default=0.0) + _PADDING

    def _least_heights(self, day: ProgrammeDay, fit: _Fit) -> list[float]:
        """Return the height of each row between two times that lets every text be read."""
        heights = [_TIME_ROW] * (len(day.minutes) - 1)
        for box in sorted(day.boxes, key=lambda box: box.last - box.first):
            needed = fit.needed(self.lines[box], box.lanes * fit.points)
            lacking = needed - sum(heights[box.first : box.last])
            for row in range(box.first, box.last):
                heights[row] += max(0.0, lacking) / (box.last - box.first)
        legend = _wide_height(
            "    ".join(text.say(self.language) for _, text in day.legend),
            _NOTE_SIZE,
            self.page.lanes * fit.points,
        )
        return [*heights, legend]

    def _heights(self, day: ProgrammeDay) -> list[float]:
        """Share what is left of the page among the rows, by the minutes they stand for."""
        least = self._least_heights(day, self.fit)
        left = max(0.0, self.fit.page - sum(least))
        minutes = [end - start for start, end in pairwise(day.minutes)]
        shares = [*(left * m / sum(minutes) for m in minutes), 0.0]
        return [min(h + share, TALLEST) for h, share in zip(least, shares, strict=True)]

    # --- Drawing

    def draw_heading(self) -> None:
        """Write what every page begins with: the event and the rooms."""
        self.sheet.column_dimensions["A"].width = _TIME_COLUMN
        for lane in range(self.page.lanes):
            self.sheet.column_dimensions[get_column_letter(lane + 2)].width = self.fit.width
        width = self._sheet_width(self.fit.width)
        cell = self._wide_cell(self.page.heading, self._title_height(width))
        cell.font = font(self._title_size(width), bold=True, colour=ACCENT)
        lane = 0
        for words, lanes in self.rooms:
            first, lane = lane + 2, lane + lanes
            cell = self._merged((self.row, first), (self.row, lane + 1), border=True)
            put(cell, words)
            cell.font = font(_ROOM_SIZE, bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.fill = solid(HEADER)
        self.sheet.row_dimensions[self.row].height = round(self._rooms_height(self.fit.width), 1)
        self.row += 1

    def draw_day(self, day: ProgrammeDay) -> None:
        """Draw a day on a page of its own."""
        if self.row > 3:
            self.sheet.row_breaks.append(Break(id=self.row - 1))
        cell = self._wide_cell(day.title.say(self.language), _DAY_ROW)
        cell.font = font(13, bold=True, colour="FFFFFF")
        cell.fill = solid(ACCENT)
        self._draw_times(day)
        for box in day.boxes:
            self._draw_box(box)
        self.row += len(day.times)
        self._draw_legend(day)

    def draw_not_placed(self) -> None:
        """Tell at the end which sessions have no place."""
        if self.page.not_placed:
            words = self.page.not_placed.words.say(self.language)
            height = _wide_height(words, _NOTE_SIZE, self._sheet_width(self.fit.width))
            cell = self._wide_cell(words, height)
            cell.font = font(_NOTE_SIZE, bold=True)
            self._redden(cell, self.page.not_placed.broken)

    def draw_particulars(self) -> None:
        """Tell at the very end who holds the event, how to come and whom to ask."""
        words = "\n".join(text.say(self.language) for text in self.page.particulars)[:LONGEST]
        if words:
            height = self._particulars_height(self._sheet_width(self.fit.width))
            self._wide_cell(words, height).font = font(_NOTE_SIZE, colour=QUIET)

    def _redden(self, cell: Cell, sentences: Iterable[Text]) -> None:
        words = [sentence.say(self.language) for sentence in sentences]
        if words:
            cell.fill = solid(shade("broken"))
            comment(cell, words)

    def _draw_times(self, day: ProgrammeDay) -> None:
        """Label each row with the time at which it starts; the last one only ends the day."""
        heights = self._heights(day)
        for row, (time, height) in enumerate(zip(day.times, heights, strict=True), self.row):
            cell = cell_at(self.sheet, row, 1)
            put(cell, time.say(self.language))
            cell.font = font(11, bold=True)
            cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
            cell.border = Border(top=_HAIR)
            self.sheet.row_dimensions[row].height = round(height, 1)

    def _draw_box(self, box: Box) -> None:
        first = (self.row + box.first, box.lane + 2)
        last = (self.row + box.last - 1, box.lane + box.lanes + 1)
        cell = self._merged(first, last, border=True)
        cell.value = _rich(self.lines[box], self.fit.sizes)
        cell.font = font(self.fit.sizes["text"])
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
        cell.fill = solid(shade(box.colour))
        self._redden(cell, box.broken)

    def _draw_legend(self, day: ProgrammeDay) -> None:
        """Write it in the last row, beside the time at which the day ends."""
        if not day.legend:
            return
        cell = self._merged((self.row - 1, 2), (self.row - 1, self.page.lanes + 1))
        blocks = []
        for colour, words in day.legend:
            square = InlineFont(rFont=FONT, sz=_NOTE_SIZE, color=Color(shade(colour)))
            text = InlineFont(rFont=FONT, sz=_NOTE_SIZE, color=Color(QUIET))
            blocks += [
                TextBlock(square, "██ "),
                TextBlock(text, f"{plain(words.say(self.language))}    "),
            ]
        cell.value = CellRichText(blocks)
        cell.alignment = Alignment(horizontal="right", vertical="bottom", wrap_text=True)

    def _wide_cell(self, words: str, height: float) -> Cell:
        """Return the cell of the next row that goes over the whole sheet."""
        cell = self._merged((self.row, 1), (self.row, self.page.lanes + 1))
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


def _rich(lines: _Lines, sizes: Mapping[PieceRole, float]) -> CellRichText:
    fonts: Mapping[PieceRole, InlineFont] = {
        "small": InlineFont(rFont=FONT, sz=sizes["small"], color=Color(QUIET)),
        "title": InlineFont(rFont=FONT, sz=sizes["title"], color=Color(INK), b=True),
        "text": InlineFont(rFont=FONT, sz=sizes["text"], color=Color(INK)),
    }
    blocks = []
    left = LONGEST
    for number, line in enumerate(lines):
        for place, (role, words) in enumerate(line):
            piece = plain(f"\n{words}" if number and not place else words)[:left]
            left -= len(piece)
            if piece:
                blocks.append(TextBlock(fonts[role], piece))
    return CellRichText(blocks)
