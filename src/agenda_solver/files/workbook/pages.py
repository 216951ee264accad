"""What the sheets that are printed share: measured text, rows on pages, colours, footers."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.cells import (
    FONT,
    INK,
    TALLEST,
    cell_at,
    plain,
    points,
    put,
    solid,
)
from agenda_solver.problem import KINDS, Event, Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text, cut
from agenda_solver.views.titles import label_text, without_controls

# --- Colours ------------------------------------------------------------------------------

HAIR = Side(style="hair", color="9FB3C8")
BROKEN = "F5A3A3"
CALM = "EEF1F4"
GREYED = "C3CCD5"
_PASTELS = (
    *("CFE8FC", "D5F0D8", "FDE9C4", "E3D9F7", "FAD7E3"),
    *("CDEFEF", "F1E7B8", "D9E2EC", "F8D9C2", "DDEBC0"),
)


def colours(problem: Problem) -> Mapping[str, str]:
    """Return a colour for each track and kind, by its French label.

    They follow the draft, so that a programme that changes keeps its colours; the rest of
    everybody is grey.
    """
    calm = {KINDS[kind].fr for kind in ("break", "meal")}
    # Parts are mostly told inside their whole: they take what colours are left.
    ordered = sorted(problem.sessions, key=lambda session: session.part_of is not None)
    labels = dict.fromkeys(label_text(session).fr for session in ordered)
    coloured = [label for label in labels if label not in calm]
    found = {label: _PASTELS[n % len(_PASTELS)] for n, label in enumerate(coloured)}
    return {**dict.fromkeys(calm, CALM), **found}


def broken(findings: Iterable[Finding], language: Language) -> Mapping[str, list[str]]:
    """Return by session the sentences of the demands that are broken for it."""
    found: dict[str, list[str]] = {}
    for finding in findings:
        if finding.severity == "error":
            for session in finding.sessions:
                found.setdefault(session, []).append(finding.text.say(language))
    return found


def comment(cell: Cell, sentences: Iterable[str]) -> None:
    """Say why a cell is red."""
    words = plain("\n".join(dict.fromkeys(sentences)))
    lines = sum(math.ceil(len(line) / 45) for line in words.split("\n"))
    cell.comment = Comment(words, "agenda-solver", height=30 + 18 * lines, width=320)


# --- Text, as wide as it is printed -------------------------------------------------------

# Widths of Arial's characters, in thousandths of its size; accents add nothing.
_WIDTHS: Mapping[str, int] = {
    character: width
    for width, characters in {
        222: "ijl'’‘|",
        278: " .,:;!/\\tfI[]·",
        333: "()-r`“”°{}",
        500: "ckvxyzJs",
        556: "0123456789abdeghnopquL?_«»–$€#",
        611: "TFZ+=<>",
        667: "ABEKPSVXY&",
        722: "CDHNRUw",
        778: "GOQ",
        833: "mM",
        944: "W",
    }.items()
    for character in characters
}
_UNKNOWN = 1000
_BOLD = 1.08
# Screens and printers round letters up.
_SAFETY = 1.04


@lru_cache(maxsize=50_000)
def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Return the points that a line of text takes."""
    letters = unicodedata.normalize("NFD", words)
    thousandths = sum(
        _WIDTHS.get(letter, _UNKNOWN) for letter in letters if not unicodedata.combining(letter)
    )
    return thousandths / 1000 * size * _SAFETY * (_BOLD if bold else 1)


def line_count(words: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in so many points."""
    return sum(_lines_of(line, width, size, bold=bold) for line in words.split("\n"))


def _lines_of(line: str, width: float, size: float, *, bold: bool) -> int:
    blank = text_width(" ", size, bold=bold)
    lines, used = 1, 0.0
    for word in line.split():
        needed = text_width(word, size, bold=bold)
        if used and used + blank + needed > width:
            lines, used = lines + 1, 0.0
        used += needed + (blank if used else 0)
        if used > width:  # a word without a blank goes on below
            lines += math.ceil(used / width) - 1
            used %= width
    return lines


def fitting_size(words: str, width: float, sizes: Iterable[float]) -> float:
    """Return the first of some sizes at which a title fits on one line, or else the last."""
    size = 0.0
    for size in sizes:
        if text_width(words, size, bold=True) <= width:
            break
    return size


# --- Rows, one below the other ------------------------------------------------------------

_INSET = 5.0  # points of a cell that its text does not use


@cache
def font(size: float = 9, *, bold: bool = False, italic: bool = False, colour: str = INK) -> Font:
    """Return a font of the workbook, one and the same for the same words."""
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=colour)


PLAIN = font()


@dataclass(frozen=True)
class Entry:
    """What one cell of a row shows, and how.

    Attributes
    ----------
    columns : int
        How many columns it goes over.
    indent : int
        How far it is moved to the right.
    ruled : bool
        Whether a line is drawn under it.
    border : Border, optional
        The lines around it, instead.
    """

    value: object = None
    font: Font = PLAIN
    colour: str | None = None
    columns: int = 1
    align: str = "left"
    indent: int = 0
    ruled: bool = False
    border: Border | None = None

    def height(self, width: float) -> float:
        """Return the points its text needs in so wide a cell."""
        if self.value is None:
            return 0.0
        size = float(self.font.size or 9)
        space = max(width - _INSET - 7 * self.indent, size)
        return 1.22 * size * line_count(str(self.value), space, size, bold=bool(self.font.bold))


_BLANK = Entry()
_RULED = Border(bottom=HAIR)


class Rows:
    """Puts rows on a sheet that is printed, and turns the page before one that is cut.

    Attributes
    ----------
    row : int
        The row that comes next.
    """

    def __init__(self, sheet: Worksheet, widths: Iterable[float], page: float) -> None:
        """Begin at the top; `page` is the height of a page in points, without its margins."""
        self.sheet = sheet
        self.widths = [points(width) for width in widths]
        self.page = page
        self.row = 1
        self._used = 0.0
        self._titles = 0.0
        self._styles: dict[tuple[object, ...], StyleArray] = {}
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width

    def repeat(self) -> None:
        """Have every page begin with the rows so far, on paper and on screen."""
        self._titles = self._used
        self.sheet.print_title_rows = f"1:{self.row - 1}"
        self.sheet.freeze_panes = f"A{self.row}"

    def height(self, entries: Iterable[Entry], padding: float = 4.0) -> float:
        """Return the points that a row of entries needs."""
        needed, column = 0.0, 0
        for entry in entries:
            width = sum(self.widths[column : column + entry.columns])
            needed = max(needed, entry.height(width))
            column += entry.columns
        return min(needed + padding, TALLEST)

    def fits(self, height: float) -> bool:
        """Whether so much is left of the page, or nothing is on it yet."""
        return self._used <= self._titles or self._used + height <= self.page

    def turn(self) -> None:
        """Begin a new page, unless one has just begun."""
        if self._used > self._titles:
            self.sheet.row_breaks.append(Break(id=self.row - 1))
            self._used = self._titles

    def skip(self, height: float) -> None:
        """Leave some space, but not at the top of a page."""
        if self._used > self._titles:
            self._take(height)

    def add(self, entries: Iterable[Entry], padding: float = 4.0) -> list[Cell]:
        """Write a row; return its cells."""
        entries = list(entries)
        height = self.height(entries, padding)
        if not self.fits(height):
            self.turn()
        row = self._take(height)
        cells, column = [], 1
        for entry in entries:
            cells.append(self._write(row, column, entry))
            column += entry.columns
        return cells

    def _take(self, height: float) -> int:
        self.sheet.row_dimensions[self.row].height = round(height, 1)
        self._used += height
        self.row += 1
        return self.row - 1

    def _write(self, row: int, column: int, entry: Entry) -> Cell:
        last = column + entry.columns - 1
        cell = cell_at(self.sheet, row, column)
        if entry != _BLANK:
            self._dress(cell, entry)
            put(cell, entry.value)
            for covered in range(column + 1, last + 1):
                self._dress(cell_at(self.sheet, row, covered), entry)
        if last > column:
            self._merge(row, column, last)
        return cell

    def _dress(self, cell: Cell, entry: Entry) -> None:
        """Give a cell its looks; openpyxl takes long to tell whether it knows them already.

        It has no public way to copy them at once, and its stubs leave this one out.
        """
        border = _RULED if entry.ruled else entry.border
        key = id(entry.font), entry.colour, entry.align, entry.indent, id(border)
        if key not in self._styles:
            cell.font = entry.font
            cell.alignment = Alignment(
                horizontal=entry.align,
                vertical="center",
                indent=entry.indent,
                wrap_text=True,
            )
            if entry.colour:
                cell.fill = solid(entry.colour)
            if border:
                cell.border = border
            self._styles[key] = copy(cell._style)  # type: ignore[attr-defined]
        cell._style = copy(self._styles[key])  # type: ignore[attr-defined]

    def _merge(self, row: int, first: int, last: int) -> None:
        """Merge cells of a row, that look alike.

        openpyxl's own compares them with all those merged before, which takes minutes for
        thousands.
        """
        merged = CellRange(min_row=row, max_row=row, min_col=first, max_col=last)
        self.sheet.merged_cells.ranges.add(merged)


# --- The page -----------------------------------------------------------------------------

# Points, without the margins and with some to spare.
A4_LANDSCAPE = (780.0, 520.0)
A4_PORTRAIT = (535.0, 762.0)
_LONGEST_FOOTER = 120  # characters; Excel holds 255 for the three parts


def heading(problem: Problem) -> str:
    """Return the name of the event and its place."""
    event = problem.event
    return " – ".join(words for words in (event.name, event.place) if words)


def sign_pages(sheet: Worksheet, problem: Problem, title: Text, language: Language) -> None:
    """Say at the foot of each page of which event and version it is, and which sheet."""
    sign(sheet, problem.event, title, language)


def sign(sheet: Worksheet, event: Event, title: Text, language: Language) -> None:
    """Say the same where there is an event, but no draft of it.

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
