"""Draws a page of any kind on a sheet that is printed: what each role looks like, and fitting."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from openpyxl.chart import BarChart
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.measuring import fitting_size, line_count
from agenda_solver.files.workbook.cells import TALLEST, characters, points, print_on
from agenda_solver.files.workbook.charts import chart_height, drawn_chart
from agenda_solver.files.workbook.looks import BROKEN, HAIR, STYLES, font, shade
from agenda_solver.files.workbook.written import Fingerprint, Look, WrittenSheet
from agenda_solver.problem import Event
from agenda_solver.text import Language, Text, as_printed, cut
from agenda_solver.views.pages import (
    WHOLE,
    Block,
    Cell,
    Chart,
    Notepad,
    Page,
    Row,
    Spread,
    Value,
)
from agenda_solver.views.titles import without_controls

# --- Rows, one below the other ------------------------------------------------------------

# Points, without the margins and with some to spare.
A4_LANDSCAPE = (780.0, 520.0)
A4_PORTRAIT = (535.0, 762.0)
_INSET = 5.0  # points of a cell that its text does not use
_TITLE_INSET = 12.0  # the same of a title, to be safe

_MOST_BREAKS = 1023  # between pages: Excel has no more, and divides the others by itself
_PLAIN = font()
_RULED = Border(bottom=HAIR)
_SCISSORS = Side(style="dashed", color="829AB1")
_BELOW, _BETWEEN = Border(bottom=_SCISSORS), Border(left=_SCISSORS)
_CORNER = Border(left=_SCISSORS, bottom=_SCISSORS)


@dataclass(frozen=True)
class _Entry:
    """A cell as it is drawn: over so many columns, and with which lines around it."""

    value: str | float | None = None
    font: Font = _PLAIN
    fill: str | None = None
    columns: int = 1
    align: str = "left"
    indent: int = 0
    border: Border | None = None
    vertical: str = "center"


_BLANK = _Entry()


@dataclass(frozen=True)
class _Line:
    """A row as it is drawn, and how high."""

    entries: tuple[_Entry, ...]
    height: float
    broken: tuple[Text, ...] = ()
    subject: int = 0


class _Rows:
    """Writes rows on a sheet, and turns the page before one that is cut."""

    def __init__(self, sheet: WrittenSheet, page: float) -> None:
        """Begin at the top; `page` is the height of a page in points, without its margins."""
        self.sheet = sheet
        self.page = page
        self._row = 1
        self._used = 0.0
        self._titles = 0.0
        self._looks: dict[tuple[object, ...], Look] = {}

    def repeat(self) -> None:
        """Have every page begin with the rows so far, on paper and on screen."""
        self._titles = self._used
        self.sheet.print_title_rows = f"1:{self._row - 1}"
        self.sheet.freeze_panes = f"A{self._row}"

    def fits(self, height: float) -> bool:
        """Whether so much is left of the page, or nothing is on it yet."""
        return self._used <= self._titles or self._used + height <= self.page

    def holds(self, height: float) -> bool:
        """Whether a page has so much room, where nothing is on it yet."""
        return self._titles + height <= self.page

    def turn(self) -> None:
        """Begin a new page, unless one has just begun."""
        if self._used > self._titles:
            if len(self.sheet.row_breaks) < _MOST_BREAKS:
                self.sheet.row_breaks.append(Break(id=self._row - 1))
            self._used = self._titles

    def skip(self, height: float) -> None:
        """Leave some space, but not at the top of a page."""
        if height and self._used > self._titles:
            self.sheet.write(self._take(height), height=height)

    def place(self, chart: BarChart, height: float) -> None:
        """Put a chart here, over blank rows that are as high as it is."""
        self.sheet.add_chart(chart, f"A{self._row}")
        for _ in range(math.ceil(height / TALLEST)):
            part = min(height, TALLEST)
            self.sheet.write(self._take(part), height=part)
            height -= part

    def add(self, line: _Line, broken: Sequence[str]) -> None:
        """Write a row; red, with the sentences on what is `broken` there."""
        if not self.fits(line.height):
            self.turn()
        row = self._take(line.height)
        cells, subjects, column = [], [], 1
        for entry in line.entries:
            subjects.append(column)
            look = self._look(entry, BROKEN if broken else entry.fill)
            cells.append((column, entry.value, look))
            if entry.columns > 1:
                cells += self._covered(row, column, entry)
            column += entry.columns
        self.sheet.write(row, cells, height=line.height)
        if broken:
            self.sheet.note(row, subjects[line.subject], broken)

    def _covered(self, row: int, column: int, entry: _Entry) -> list[tuple[int, None, Look | None]]:
        """Return the cells that are merged into the first of an entry, dressed alike."""
        last = column + entry.columns - 1
        self.sheet.merge(row, column, last)
        look = self._look(entry, entry.fill)
        return [(covered, None, look) for covered in range(column + 1, last + 1)]

    def _take(self, height: float) -> int:
        self._used += height
        self._row += 1
        return self._row - 1

    def _look(self, entry: _Entry, fill: str | None) -> Look | None:
        """Return how the cells of an entry look; openpyxl takes long to tell."""
        bare = entry is _BLANK or entry == _BLANK
        if bare and fill is None:
            return None
        aligned = entry.align, entry.vertical, entry.indent
        key = bare, id(entry.font), fill, *aligned, id(entry.border)
        if key not in self._looks:
            self._looks[key] = self.sheet.look(fill=fill) if bare else self._dressed(entry, fill)
        return self._looks[key]

    def _dressed(self, entry: _Entry, fill: str | None) -> Look:
        alignment = Alignment(
            horizontal=entry.align, vertical=entry.vertical, indent=entry.indent, wrap_text=True
        )
        return self.sheet.look(font=entry.font, alignment=alignment, fill=fill, border=entry.border)


# --- The page -----------------------------------------------------------------------------


def draw_page(sheet: WrittenSheet, page: Page, language: Language) -> None:
    """Draw a page, as large as lets each block that begins one have one."""
    print_on(sheet, paper=sheet.PAPERSIZE_A4)
    sheet.fingerprint = Fingerprint()
    if page.portrait:
        sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
    if page.event:
        sign(sheet, page.event, page.title, language)
    sheet.sheet_view.showGridLines = False
    drawings = (_Drawing(sheet, page, language, smaller) for smaller in page.smaller)
    fitting = (drawing for drawing in drawings if len(page.smaller) == 1 or drawing.fits())
    drawing = next(fitting, None) or _Drawing(sheet, page, language, page.smaller[0])
    drawing.draw()


class _Drawing:
    """Draws on columns that are so much wider than the paper, which prints them smaller."""

    def __init__(self, sheet: WrittenSheet, page: Page, language: Language, smaller: float) -> None:
        self.page = page
        self.language = language
        width, height = A4_PORTRAIT if page.portrait else A4_LANDSCAPE
        card = _filled(page.widths, width)
        columns = [*card, *((page.gutter, *card) * (page.across - 1))]
        self.columns = [smaller * column for column in columns]
        self.widths = [points(column) for column in self.columns]
        self.rows = _Rows(sheet, smaller * height)

    def fits(self) -> bool:
        """Whether each block that begins a page has one page only, with what follows it."""
        head = _height(self._lines(self.page.head))
        return all(
            head + _height(self._lines(rows)) <= self.rows.page
            for rows in _pages_of(self.page.blocks)
        )

    def draw(self) -> None:
        """Draw what every page begins with, then one block after the other."""
        for column, width in enumerate(self.columns, start=1):
            self.rows.sheet.column_dimensions[get_column_letter(column)].width = width
        if self.page.head:
            self._add_rows(self.page.head)
            self.rows.repeat()
        for block in self.page.blocks:
            if isinstance(block, Block):
                self._draw_block(block)
            elif isinstance(block, Spread):
                self._draw_spread(block)
            else:
                self._draw_notepad(block)
        for row in self.page.remarks:
            self._draw_block(Block((row,), gap=_BEFORE_REMARK))

    # Blocks.

    def _draw_block(self, block: Block) -> None:
        if block.new_page:
            self.rows.turn()
        begun = self._lines([*block.lead, *block.header])
        groups = [self._lines(rows) for rows in _joined_rows(block.rows)]
        needed = _height(begun) + sum(map(_height, groups))
        together = block.together and self.rows.holds(_height(self._lines(block.top)) + needed)
        first = groups if together else groups[:1]
        if not self.rows.fits(block.gap + _height(begun) + sum(map(_height, first))):
            self.rows.turn()
            self._add_rows(block.top)
        self.rows.skip(block.gap)
        self._add(begun)
        for number, group in enumerate(groups):
            if number and not together and not self.rows.fits(_height(group)):
                self.rows.turn()
                self._add_rows([*block.top, *block.header])
            self._add(group)
        if block.chart is not None:
            self._draw_chart(block.chart)

    def _draw_chart(self, chart: Chart) -> None:
        """Draw a chart over rows that are left blank for it."""
        height = chart_height(chart)
        if not self.rows.fits(_ABOVE_CHART + height):
            self.rows.turn()
        self.rows.skip(_ABOVE_CHART)
        drawn = drawn_chart(chart, sum(self.widths), self.language)
        self.rows.place(drawn, height)

    def _draw_spread(self, spread: Spread) -> None:
        if spread.lead:
            self.rows.turn()
            self._add_rows(spread.lead)
        across = self.page.across
        for at in range(0, len(spread.cards), across):
            lines = [
                self._beside(rows, cut_apart=bool(spread.cut))
                for rows in zip_longest(*spread.cards[at : at + across])
            ]
            needed = spread.gap + spread.cut + _height(lines)
            if (at or not spread.lead) and not self.rows.fits(needed):
                self.rows.turn()
                self._add_rows(spread.top)
            self.rows.skip(spread.gap)
            self._add(lines)
            if spread.cut:
                self.rows.add(_Line(self._cut_below(), spread.cut), ())

    def _draw_notepad(self, notepad: Notepad) -> None:
        self.rows.turn()
        self._add_rows(notepad.lead)
        parts = list(map(self._lines, notepad.parts))
        lines, last = _lines_for_notes(sum(map(_height, parts)), len(parts), self.rows.page)
        for part in parts:
            if not self.rows.fits(_height(part) + (_LEAST_LINES + 1) * _LINE):
                self.rows.turn()
                self._add_rows(notepad.top)
            self._add(part)
            self._leave_lines(notepad.words, lines)
        if not self.rows.fits((last + 1) * _LINE):
            self.rows.turn()
            self._add_rows(notepad.top)
        self._add_rows([notepad.last])
        self._leave_lines(None, last)

    def _leave_lines(self, words: Text | None, number: int) -> None:
        """Leave lines to write on; the first says what for."""
        for line in range(number):
            cell = Cell(words if line == 0 else None, "note", span=WHOLE)
            used = _NOTE_HEIGHT if line == 0 and words else 0.0
            self._add_rows([Row((cell,), _LINE - used, ruled=True)])
        self.rows.skip(_AFTER_NOTES)

    # Rows.

    def _add_rows(self, rows: Iterable[Row]) -> None:
        self._add(self._lines(rows))

    def _add(self, lines: Iterable[_Line]) -> None:
        for line in lines:
            if not line.entries:
                self.rows.skip(line.height)
                continue
            self.rows.add(line, [text.say(self.language) for text in line.broken])

    def _lines(self, rows: Iterable[Row]) -> list[_Line]:
        return list(map(self._line, rows))

    def _line(self, row: Row, *, apart: bool = True) -> _Line:
        """Return a row as it is drawn; `apart`: its texts do not touch one another."""
        entries = tuple(
            self._entry(cell, row, max(cell.indent, _gutter(before, cell) if apart else 0))
            for before, cell in zip((None, *row.cells), row.cells, strict=False)
        )
        return _Line(entries, self._line_height(entries, row.air), row.broken, row.subject)

    def _line_height(self, entries: Iterable[_Entry], air: float) -> float:
        needed, column = 0.0, 0
        for entry in entries:
            width = sum(self.widths[column : column + entry.columns])
            needed = max(needed, _text_height(entry, width))
            column += entry.columns
        return min(needed + air, TALLEST)

    def _entry(self, cell: Cell, row: Row, indent: int) -> _Entry:
        value = self._say(cell.value)
        if isinstance(value, str) and cell.role != "command":
            value = as_printed(value, self.language)
        style = STYLES[cell.role]
        columns = cell.span or len(self.widths)
        size = style.sizes[0]
        if len(style.sizes) > 1:
            size = fitting_size(str(value), sum(self.widths) - _TITLE_INSET, style.sizes)
        return _Entry(
            value,
            font(size, bold=style.bold, italic=style.italic, colour=style.ink, face=style.face),
            None if cell.colour is None else shade(cell.colour),
            columns,
            cell.align,
            indent,
            _RULED if row.ruled else None,
            "top" if row.from_top else "center",
        )

    def _say(self, value: Value) -> str | float | None:
        return value.say(self.language) if isinstance(value, Text) else value

    # Cards.

    def _beside(self, rows: Sequence[Row | None], *, cut_apart: bool) -> _Line:
        """Return the rows of cards that stand side by side as one, with a gutter in between."""
        entries: list[_Entry] = []
        air = 0.0
        for row in rows:
            if entries:
                entries.append(_Entry(border=_BETWEEN) if cut_apart else _BLANK)
            if row is None:
                entries += [_BLANK] * len(self.page.widths)
            else:
                entries += self._line(row, apart=False).entries  # cards are small
                air = max(air, row.air)
        return _Line(tuple(entries), self._line_height(entries, air))

    def _cut_below(self) -> tuple[_Entry, ...]:
        return tuple(
            _Entry(border=_CORNER if number and not place else _BELOW)
            for number in range(self.page.across)
            for place in range(len(self.page.widths) + bool(number))
        )


_BEFORE_REMARK = 12.0
_ABOVE_CHART = 6.0
_LINE = 20.0  # points between two lines to write on
_LEAST_LINES = 3
_AFTER_NOTES = 10.0
_NOTE_HEIGHT = 11.0
_HEAD = 75.0  # points of a page to write on above its parts, at most


def _gutter(before: Cell | None, cell: Cell) -> int:
    """Return by how much text stands apart from that on its left, which may fill its cell."""
    return int(before is not None and before.align == cell.align == "left")


def _height(lines: Iterable[_Line]) -> float:
    return sum(line.height for line in lines)


def _lines_for_notes(height: float, parts: int, page: float) -> tuple[int, int]:
    """Return how many lines each part has, and the end: all take one page if they can."""
    left = page - _HEAD - height - parts * _AFTER_NOTES - (_LEAST_LINES + 1) * _LINE
    lines = max(_LEAST_LINES, int(left / parts / _LINE))
    more = int((left - parts * lines * _LINE) / _LINE)
    return lines, _LEAST_LINES + max(0, more)


def _filled(widths: Sequence[float | None], page: float) -> list[float]:
    """Return the widths of columns, where one takes what the others leave of the page."""
    rest = characters(page - sum(points(width) for width in widths if width is not None))
    return [rest if width is None else width for width in widths]


def _joined_rows(rows: Iterable[Row]) -> list[list[Row]]:
    """Return rows in groups: each with those that must follow it on its page."""
    groups: list[list[Row]] = []
    follows = False
    for row in rows:
        if follows:
            groups[-1].append(row)
        else:
            groups.append([row])
        follows = row.joined
    return groups


def _pages_of(blocks: Iterable[Block | Spread | Notepad]) -> list[list[Row]]:
    """Return the rows of each block that begins a page, with those of the blocks after it."""
    pages: list[list[Row]] = []
    for block in blocks:
        if isinstance(block, Block):
            if block.new_page or not pages:
                pages.append([])
            pages[-1] += [*block.lead, *block.header, *block.rows]
    return pages


def _text_height(entry: _Entry, width: float) -> float:
    """Return the points that a cell's text needs in so much width."""
    if entry.value is None:
        return 0.0
    size = float(entry.font.size or 9)
    space = max(width - _INSET - 7 * entry.indent, size)
    return 1.22 * size * line_count(str(entry.value), space, size, bold=bool(entry.font.bold))


# --- The foot -----------------------------------------------------------------------------

_LONGEST_FOOTER = 120  # characters; Excel holds 255 for the three parts


def sign(sheet: Worksheet, event: Event, title: Text, language: Language) -> None:
    """Say at the foot of each page of which event and version it is, and which sheet.

    A sheet is often printed alone: its pages are counted from one.
    """
    sheet.page_setup.firstPageNumber = 1
    sheet.page_setup.useFirstPageNumber = True
    # The version is what a page is told by: the name gives way.
    name = cut(event.name, max(20, _LONGEST_FOOTER - len(event.version) - 3))
    version = " – ".join(words for words in (name, event.version) if words)
    footer = sheet.oddFooter
    assert footer is not None
    for part, words in (
        (footer.left, _footed(version)),
        (footer.right, f"{_footed(title.say(language))} – &P"),
    ):
        assert part is not None
        part.text, part.size = words, 8


def _footed(words: str) -> str:
    return cut(without_controls(words), _LONGEST_FOOTER).replace("&", "&&")
