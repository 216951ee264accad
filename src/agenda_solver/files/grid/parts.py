"""The parts of a workbook file, read as streams of XML: what the cells show, and no more.

openpyxl would read all that is in a file, styles, rules, validations and links, with no
limit of memory, and give up where one of them is odd. A reader here looks at each
element once as it goes by, and passes over what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from datetime import datetime
from typing import IO, Literal
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from agenda_solver.files.grid.cells import Area, Failed
from agenda_solver.words.cells import is_blank

LONGEST = 40_000  # characters kept of a cell; a spreadsheet allows 32,767
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any spreadsheet
_CHUNK = 1 << 16
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHERE = re.compile(r"([A-Za-z]{1,3})[0-9]{1,7}")
_SUM = re.compile(  # of a column, from above
    r"(?:SUM|SUBTOTAL|AGGREGATE|AVERAGE|COUNTA?)"
    r"\((?:\d+,){0,2}(?:\$?([A-Z]{1,3})\$?\d+:\$?\1\$?\d+|\w+\[)"
)
_LONGEST_SUM = 60  # characters of a formula by which it is known as a sum

Attributes = Mapping[str, str]
Row = dict[int, object]


class Enough(Exception):  # noqa: N818 - nothing is wrong
    """What is left of a part need not be read."""


class PartReader:
    """A reader of one part; each kind of part has its own."""

    def begin(self, tag: str, attributes: Attributes) -> None:
        """Note the beginning of an element."""

    def end(self, tag: str) -> None:
        """Note the end of an element."""

    def add(self, words: str) -> None:
        """Note text."""


def parse(stream: IO[bytes], part: PartReader) -> None:
    """Let the XML of a stream go by a reader.

    Raises
    ------
    expat.ExpatError, ValueError
        If it is no XML, or holds what no spreadsheet writes.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def begin(name: str, attributes: dict[str, str]) -> None:
        # By its local name: the namespace differs between the two kinds of workbook.
        part.begin(name[name.rfind(" ") + 1 :], attributes)

    def end(name: str) -> None:
        part.end(name[name.rfind(" ") + 1 :])

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = part.add
    parser.StartDoctypeDeclHandler = _refuse_doctype
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    """Refuse what could define entities; no spreadsheet writes it."""
    raise ValueError("DOCTYPE")


def _local(attributes: Attributes, name: str) -> str:
    """Return an attribute that has a namespace."""
    return next((value for key, value in attributes.items() if key.endswith(f" {name}")), "")


def _is_true(words: str | None) -> bool:
    return words in ("1", "true", "on")


# --- What a workbook is made of -----------------------------------------------------------


class Relations(PartReader):
    """Which other parts a part needs, by their id: the last word of their type, and their name."""

    def __init__(self) -> None:
        self.needed: dict[str, tuple[str, str]] = {}

    def begin(self, tag: str, attributes: Attributes) -> None:  # noqa: D102
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.needed[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))


class Contents(PartReader):
    """The names of the sheets with the ids of their parts, those hidden, and where dates begin."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.hidden: set[str] = set()
        self.from_1904 = False

    def begin(self, tag: str, attributes: Attributes) -> None:  # noqa: D102
        if tag == "sheet":
            title = attributes.get("name", "")
            self.sheets.append((title, _local(attributes, "id")))
            if attributes.get("state") in ("hidden", "veryHidden"):
                self.hidden.add(title)
        elif tag == "workbookPr":
            self.from_1904 = _is_true(attributes.get("date1904"))


class DrawnTable(PartReader):
    """A table that was drawn in a sheet: the row where it shows totals, if it does."""

    def __init__(self) -> None:
        self.totals: int | None = None

    def begin(self, tag: str, attributes: Attributes) -> None:  # noqa: D102
        if tag == "table" and attributes.get("totalsRowCount", "0") != "0":
            self.totals = range_boundaries(attributes["ref"])[3]


class Properties(PartReader):
    """What the document is called by those who know it: its identifier."""

    def __init__(self) -> None:
        self.identifier = ""
        self._open = False

    def begin(self, tag: str, attributes: Attributes) -> None:  # noqa: ARG002, D102
        self._open = tag == "identifier"

    def end(self, tag: str) -> None:  # noqa: ARG002, D102
        self._open = False

    def add(self, words: str) -> None:  # noqa: D102
        if self._open:
            self.identifier += words


Shown = Literal["number", "moment", "length"]


class Styles(PartReader):
    """How cells are shown: their numbers, by the number of a style, and the styles that strike."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.struck: set[str] = set()
        self._formats: dict[int, str] = {}
        self._of_cells = self._of_fonts = False
        self._strikes: list[bool] = []  # each font

    def begin(self, tag: str, attributes: Attributes) -> None:  # noqa: D102
        if tag in ("cellXfs", "fonts"):
            self._of_cells, self._of_fonts = tag == "cellXfs", tag == "fonts"
        elif tag == "font" and self._of_fonts:
            self._strikes.append(False)
        elif tag == "strike" and self._of_fonts and self._strikes:
            self._strikes[-1] = _is_true(attributes.get("val", "1"))
        elif tag == "numFmt":
            self._formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "xf" and self._of_cells:
            if self._has_struck_font(attributes.get("fontId", "")):
                self.struck.add(str(len(self.shown)))
            self.shown.append(self._shown(int(attributes.get("numFmtId", "0"))))

    def end(self, tag: str) -> None:  # noqa: D102
        if tag == "cellXfs":
            self._of_cells = False
        elif tag == "fonts":
            self._of_fonts = False

    def _has_struck_font(self, font: str) -> bool:
        return font.isdecimal() and any(self._strikes[int(font) : int(font) + 1])

    def _shown(self, number: int) -> Shown:
        code = self._formats.get(number) or BUILTIN_FORMATS.get(number, "General")
        if not is_date_format(code):
            return "number"
        return "length" if is_timedelta_format(code) else "moment"


# --- Text ---------------------------------------------------------------------------------


class _Worded(PartReader):
    """A reader of text, without the marks that tell how Japanese is pronounced."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open = False
        self._left = LONGEST

    def add(self, words: str) -> None:
        if self._open and self._left > 0:
            self._pieces.append(words[: self._left])
            self._left -= len(words)

    def _taken(self) -> str:
        words = "".join(self._pieces)
        self._pieces.clear()
        self._left = LONGEST
        return words


class Strings(_Worded):
    """The texts that cells share; None for one that shows nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str | None] = []
        self._aside = False

    def begin(self, tag: str, attributes: Attributes) -> None:  # noqa: ARG002, D102
        if tag == "t":
            self._open = not self._aside
        elif tag == "rPh":
            self._aside = True

    def end(self, tag: str) -> None:  # noqa: D102
        if tag == "t":
            self._open = False
        elif tag == "rPh":
            self._aside = False
        elif tag == "si":
            self.texts.append(_text(self._taken()))


def _text(words: str) -> str | None:
    """Return text as it is shown, None where it shows nothing.

    A file may write the letter A as ``_x0041_``.
    """
    if "_x" in words:
        words = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), words)
    return None if is_blank(words) else words


# --- The cells ----------------------------------------------------------------------------


class SheetCells(_Worded):
    """The cells of a sheet.

    Attributes
    ----------
    uncalculated : set of (int, int)
        The row and column of formulas that have no value yet.
    merged : list of Area
    tables : list of str
        The ids of the tables drawn in the sheet.
    hidden, struck : set of int
        The rows that are hidden; those in which a cell that shows something is struck through.
    summing : dict of int to int
        By row, how many of its cells sum up their column.

    Parameters
    ----------
    strings : list of (str or None)
        The texts that cells share.
    shown : list of str
        How numbers are shown, by style.
    strikes : set of str
        The styles that strike through.
    epoch : datetime
        Day 0 of the numbers that stand for dates.
    keep : callable
        Takes the number of each row that shows something, and its cells.
    """

    def __init__(
        self,
        strings: list[str | None],
        shown: list[Shown],
        epoch: datetime = CALENDAR_WINDOWS_1900,
        keep: Callable[[int, Row], None] = lambda _, __: None,
        strikes: Set[str] = frozenset(),
    ) -> None:
        super().__init__()
        self.uncalculated: set[tuple[int, int]] = set()
        self.merged: list[Area] = []
        self.tables: list[str] = []
        self.hidden: set[int] = set()
        self.struck: set[int] = set()
        self.summing: dict[int, int] = {}
        self.letters = 0  # of the texts that are not shared
        self._strings, self._shown = strings, shown
        self._epoch, self._keep, self._strikes = epoch, keep, strikes
        self._columns: dict[str, int] = {}
        self._inside: Literal["", "sheetData", "row", "c"] = ""
        self._aside = self._has_formula = self._in_formula = False
        self._formula = ""
        self._row, self._column = 0, -1
        self._is_hidden = False
        self._kind, self._style = "n", ""
        self._values: Row = {}

    def begin(self, tag: str, attributes: Attributes) -> None:  # noqa: D102
        if self._inside == "c":
            self._begin_inside(tag)
        elif self._inside == "row":
            if tag == "c":
                self._begin_cell(attributes)
        elif self._inside == "sheetData":
            if tag == "row":
                self._begin_row(attributes)
        elif tag == "sheetData":
            self._inside = "sheetData"
        elif tag == "mergeCell":
            left, top, right, bottom = range_boundaries(attributes["ref"])
            if left and top and right and bottom:
                self.merged.append(Area(top, left - 1, bottom, right - 1))
        elif tag == "tablePart":
            self.tables.append(_local(attributes, "id"))

    def end(self, tag: str) -> None:  # noqa: D102
        if self._inside == "c":
            self._end_inside(tag)
        elif self._inside == "row" and tag == "row":
            self._inside = "sheetData"
            if self._values:
                if self._is_hidden:
                    self.hidden.add(self._row)
                self._keep(self._row, self._values)
                self._values = {}
        elif self._inside == "sheetData" and tag == "sheetData":
            self._inside = ""

    def _begin_row(self, attributes: Attributes) -> None:
        self._inside = "row"
        number = attributes.get("r")
        self._is_hidden = _is_true(attributes.get("hidden"))
        self._row = int(number) if number else self._row + 1
        self._column = -1
        if not 1 <= self._row <= LAST_ROW:
            raise ValueError("row")

    def _begin_cell(self, attributes: Attributes) -> None:
        self._inside = "c"
        self._has_formula = False
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        where = attributes.get("r")
        if not where:
            self._column += 1
        elif (match := _WHERE.fullmatch(where)) is None:
            raise ValueError("cell")
        else:
            letters = match[1]
            if letters not in self._columns:
                self._columns[letters] = column_index_from_string(letters) - 1
            self._column = self._columns[letters]
        if self._column >= LAST_COLUMN:
            raise ValueError("column")

    def _begin_inside(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._open = not self._aside
        elif tag == "f":
            self._has_formula = self._in_formula = True
            self._formula = ""
        elif tag == "rPh":
            self._aside = True

    def _end_inside(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._open = False
        elif tag == "f":
            self._end_formula()
        elif tag == "rPh":
            self._aside = False
        elif tag == "c":
            self._inside = "row"
            words = self._taken()
            if words:
                value = self._value(words)
                if value is not None:
                    self._values[self._column] = value
                    if self._style in self._strikes:
                        self.struck.add(self._row)
            elif self._has_formula and self._kind != "str":  # a formula may well say ""
                self.uncalculated.add((self._row, self._column))

    def add(self, words: str) -> None:  # noqa: D102
        if self._in_formula:
            self._formula += words[:_LONGEST_SUM]
        else:
            super().add(words)

    def _end_formula(self) -> None:
        self._in_formula = False
        match = _SUM.match(self._formula)
        if match and (match[1] is None or self._columns.get(match[1]) == self._column):
            self.summing[self._row] = self.summing.get(self._row, 0) + 1

    def _value(self, words: str) -> object:
        if self._kind == "s":
            place = int(words)
            if place < 0:
                raise ValueError("string")
            return self._strings[place]
        if self._kind == "n":
            return self._number(words)
        if self._kind == "b":
            return _is_true(words.strip())
        if self._kind == "d":
            return from_ISO8601(words.strip())  # type: ignore[no-untyped-call]
        if self._kind == "e":
            return Failed(words)
        self.letters += len(words)
        return _text(words)

    def _number(self, words: str) -> object:
        try:
            value = float(words) if any(mark in words for mark in ".eE") else int(words)
        except ValueError:  # what other programs write there
            return _text(words)
        shown = self._shown[int(self._style)] if self._style else "number"
        if shown == "number":
            return value
        try:
            return from_excel(value, self._epoch, timedelta=shown == "length")
        except (OverflowError, ValueError):  # no such date: a spreadsheet shows ####
            return value
