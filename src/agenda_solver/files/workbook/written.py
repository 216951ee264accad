"""Rows as they stand in the file: lists of everybody are drawn so, and take little memory.

openpyxl makes an object of each cell, and another where it writes it. Here, a row is the text
that the file will hold, from the moment it is drawn.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache, lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.compat import safe_string
from openpyxl.styles import Alignment, Border, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.grid.cells import letters
from agenda_solver.files.workbook.cells import plain, solid
from agenda_solver.files.workbook.looks import comment
from agenda_solver.words.cells import is_blank, words_of

LAST_ROW = 1_048_576  # of any spreadsheet
_TOGETHER = 500  # rows that are encoded at once
_ESCAPED = re.compile("_?x[0-9A-Fa-f]{4}_")


class Fingerprint:
    """By what it can be told that the texts of a view have changed.

    Blanks do not count, nor do escaped letters, which not every program writes alike.
    """

    def __init__(self) -> None:
        self._letters = hashlib.sha256()

    def add(self, value: object) -> None:
        """Take the next cell into account."""
        self._letters.update(_bare(value) if isinstance(value, str) else _bare_letters(value))

    def __str__(self) -> str:
        return self._letters.hexdigest()


def _bare_letters(value: object) -> bytes:
    """Return what counts of a cell's value."""
    if is_blank(value):
        return b""
    return "".join(_ESCAPED.sub("", words_of(value)).split()).encode()


@lru_cache(maxsize=20_000)  # agendas and lists say the same of many people
def _bare(words: str) -> bytes:
    return _bare_letters(words)


class TooManyRowsError(Exception):
    """A sheet would have more rows than a spreadsheet has."""


class Look(NamedTuple):
    """How cells look: the number of the style, and of the same for text like a formula."""

    style: int
    quoted: int


@dataclass
class Run:
    """Rows one below the other, as the file holds them, in pieces."""

    first: int
    last: int
    pieces: list[bytes] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many bytes they take."""
        return sum(map(len, self.pieces))


class WrittenSheet(Worksheet):
    """A sheet that has written rows; other rows may have cells of openpyxl's.

    Attributes
    ----------
    runs : list of Run
        The written rows, from top to bottom.
    merged : list of str
        The cells merged in them.
    noted : list of CommentRecord
        The comments in them.
    fingerprint : Fingerprint, optional
        Of them, if the sheet is a view.
    """

    def __init__(self, book: Workbook, title: str | None = None) -> None:
        super().__init__(book, title)
        self.runs: list[Run] = []
        self.merged: list[str] = []
        self.noted: list[CommentRecord] = []
        self.fingerprint: Fingerprint | None = None
        self._rows: list[str] = []
        # The top, left, bottom and right of what is written.
        self._edges: tuple[int, int, int, int] | None = None

    def look(
        self,
        *,
        font: Font | None = None,
        alignment: Alignment | None = None,
        fill: str | None = None,
        border: Border | None = None,
        number_format: str | None = None,
    ) -> Look:
        """Return how cells look that are dressed so; what is not said is as usual."""
        cell = Cell(self, 1, 1)
        if font is not None:
            cell.font = font
        if alignment is not None:
            cell.alignment = alignment
        if fill is not None:
            cell.fill = solid(fill)
        if border is not None:
            cell.border = border
        if number_format is not None:
            cell.number_format = number_format
        style = cell.style_id
        cell._style = copy(cell._style)  # type: ignore[attr-defined]  # the book holds that one
        cell.quotePrefix = True
        return Look(style, cell.style_id)

    def write(
        self,
        row: int,
        cells: Iterable[tuple[int, object, Look | None]] = (),
        *,
        height: float | None = None,
        fits: bool = False,
    ) -> None:
        """Write a row below those that are there: columns from 1, values, and looks.

        If it `fits`, the height is the one its text needs, and it grows with what is typed.

        Raises
        ------
        TooManyRowsError
            If no spreadsheet has such a row.
        """
        if row > LAST_ROW:
            raise TooManyRowsError
        texts = []
        first = last = 0
        for column, value, look in cells:
            text = self._cell(row, column, value, look)
            if text:
                first, last = first or column, column
                texts.append(text)
            if self.fingerprint is not None and value is not None:
                self.fingerprint.add(value)
        if last:
            self._stretch(row, first, last)
        high = "" if height is None else f' ht="{safe_string(round(height, 1))}"'
        kept = "" if fits or height is None else ' customHeight="1"'
        if not self.runs or self.runs[-1].last != row - 1:
            self.finish()
            self.runs.append(Run(row, row))
        self.runs[-1].last = row
        self._rows.append(f'<row r="{row}"{high}{kept}>{"".join(texts)}</row>')
        if len(self._rows) == _TOGETHER:
            self.finish()

    def note(self, row: int, column: int, sentences: Sequence[str]) -> None:
        """Say why a written cell is red."""
        cell = Cell(self, row, column)
        comment(cell, sentences)
        self.noted.append(CommentRecord.from_cell(cell))

    def merge(self, row: int, first: int, last: int) -> None:
        """Merge cells of a written row, that look alike."""
        self.merged.append(f"{letters(first - 1)}{row}:{letters(last - 1)}{row}")

    def finish(self) -> None:
        """Encode the rows that were written last, as openpyxl would."""
        if self._rows:
            self.runs[-1].pieces.append("".join(self._rows).encode("utf-8", "xmlcharrefreplace"))
            self._rows.clear()

    def calculate_dimension(self) -> str:
        """Return the range of the cells that are there."""
        places = [*self._cells]
        if self._edges:
            top, left, bottom, right = self._edges
            places += [(top, left), (bottom, right)]
        if not places:
            return "A1:A1"
        rows, columns = zip(*places, strict=True)
        first, last = letters(min(columns) - 1), letters(max(columns) - 1)
        return f"{first}{min(rows)}:{last}{max(rows)}"

    def _stretch(self, row: int, first: int, last: int) -> None:
        top, left, _, right = self._edges or (row, first, row, last)
        self._edges = (top, min(left, first), row, max(right, last))

    # --- A cell ---------------------------------------------------------------------------

    def _cell(self, row: int, column: int, value: object, look: Look | None) -> str:
        style = look.style if look else 0
        if isinstance(value, str):
            words, quoted = _inline(value)
            if words:
                if quoted:
                    style = look.quoted if look else self.look().quoted
                return f'<c r="{_letters(column)}{row}"{_styled(style)} t="inlineStr">{words}</c>'
        elif isinstance(value, bool):
            return f'<c r="{_letters(column)}{row}"{_styled(style)} t="b"><v>{value:d}</v></c>'
        elif isinstance(value, int | float):
            number = safe_string(value)
            return f'<c r="{_letters(column)}{row}"{_styled(style)}><v>{number}</v></c>'
        elif value is not None:
            number, style = self._moment(value, style)
            return f'<c r="{_letters(column)}{row}"{_styled(style)}><v>{number}</v></c>'
        return f'<c r="{_letters(column)}{row}" s="{style}"/>' if style else ""

    def _moment(self, value: object, style: int) -> tuple[str, int]:
        """Return the number that stands for a moment, and a style that shows it as one."""
        assert isinstance(value, date | time)
        cell = Cell(self, 1, 1)
        styles: Sequence[StyleArray] = self.parent._cell_styles  # type: ignore[union-attr]
        cell._style = copy(styles[style])  # type: ignore[attr-defined]
        cell.value = value
        number = to_excel(value, self.parent.epoch)  # type: ignore[no-untyped-call,union-attr]
        return safe_string(number), cell.style_id


@cache
def _letters(column: int) -> str:
    return letters(column - 1)


@cache
def _styled(style: int) -> str:
    return f' s="{style}"' if style else ""


@lru_cache(maxsize=50_000)
def _inline(value: str) -> tuple[str, bool]:
    """Return a text as a cell holds it, and whether a spreadsheet would read a formula in it."""
    words = plain(value)
    if not words:
        return "", False
    bare = words.strip()
    kept = ' xml:space="preserve"' if bare and bare != words else ""
    return f"<is><t{kept}>{escape(words)}</t></is>", words[0] in "=+-@"
