"""Sheets as a PDF, by fpdf2: what is on them is text, in fonts that the file holds.

Two fonts come along (DejaVu Sans Condensed: Latin with all its accents, Greek, Cyrillic, Arabic,
Hebrew, Armenian, Georgian). What they have not is looked for in the fonts of this machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF

from agenda_solver.files.signs.fonts import fonts_with
from agenda_solver.files.signs.sheets import Fill, Lettering, Panel, Paper, line_height
from agenda_solver.text import Language, Text

_FACE = "signs"
_STYLES = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
_MEASURED = 100.0  # points
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_MISSING = "\ufffd"


def _shipped(style: str) -> AbstractContextManager[Path]:
    """Return the file of a font that comes along."""
    return as_file(files(__package__).joinpath("faces", _STYLES[style]))


@cache
def _shipped_letters() -> frozenset[int]:
    """Return the letters that all of the fonts have that come along."""
    known = []
    for style in _STYLES:
        with _shipped(style) as path, TTFont(path, lazy=True) as font:
            known.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*known)


class Typesetter:
    """Measures words in the fonts of a PDF, then draws sheets with them.

    Attributes
    ----------
    missing : dict of str to None
        The letters that no font of this machine has: a sign stands for each.
    """

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}
        self._pdf = FPDF(unit="mm", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        for style in _STYLES:
            with _shipped(style) as path:
                self._pdf.add_font(_FACE, style, path)
        self._known = set(_shipped_letters())
        self._more: list[str] = []
        self._widths: dict[tuple[str, bool], float] = {}

    def measure(self, words: str, size: float, bold: bool) -> float:
        """Return how many millimetres a line of words takes."""
        key = words, bold
        if key not in self._widths:
            shown = self._write_in(words, _MEASURED, bold)
            self._widths[key] = self._pdf.get_string_width(shown)
        return self._widths[key] * size / _MEASURED

    def draw(
        self,
        chapters: Iterable[tuple[str, Sequence[Paper]]],
        title: str,
        language: Language,
        stamped: datetime | None,
    ) -> bytes:
        """Return the PDF: each chapter by its name, and its sheets.

        Parameters
        ----------
        stamped : datetime or None
            When it is made. None: the same bytes each time.
        """
        pdf = self._pdf
        pdf.set_title(title)
        pdf.set_lang(language)
        pdf.set_creator("agenda-solver")
        pdf.set_creation_date(stamped or _NO_TIME)
        for name, sheets in chapters:
            before = None
            for number, sheet in enumerate(sheets):
                pdf.add_page("L" if sheet.width > sheet.height else "P")
                if not number:
                    pdf.start_section(name)
                if sheet.title != before:
                    pdf.start_section(sheet.title, level=1)
                before = sheet.title
                for mark in sheet.marks:
                    self._fill(mark, 0, 0)
                for panel in sheet.panels:
                    self._panel(panel)
        return bytes(pdf.output())

    def _panel(self, panel: Panel) -> None:
        if panel.turned:
            middle = panel.x + panel.width / 2, panel.y + panel.height / 2
            with self._pdf.rotation(180, *middle):
                self._items(panel)
        else:
            self._items(panel)

    def _items(self, panel: Panel) -> None:
        for item in panel.items:
            if isinstance(item, Fill):
                self._fill(item, panel.x, panel.y)
            else:
                self._words(item, panel.x, panel.y)

    def _fill(self, area: Fill, x: float, y: float) -> None:
        self._pdf.set_fill_color(*_shade(area.colour))
        self._pdf.rect(area.x + x, area.y + y, area.width, area.height, style="F")

    def _words(self, words: Lettering, x: float, y: float) -> None:
        self._pdf.set_text_color(*_shade(words.ink))
        height = line_height(words.size)
        for number, line in enumerate(words.lines):
            self._pdf.set_xy(x + words.x, y + words.y + number * height)
            shown = self._write_in(line, words.size, words.bold)
            self._pdf.cell(words.width, height, shown, align=words.align[0].upper())

    def _write_in(self, words: str, size: float, bold: bool) -> str:
        """Choose the font for some words; return them in the letters that are to be had."""
        strange = {ord(letter) for letter in words} - self._known
        if strange - set(map(ord, self.missing)):
            self._look_for(strange)
        shown = "".join(_MISSING if letter in self.missing else letter for letter in words)
        self._pdf.set_font(_FACE, "B" if bold else "", size)
        self._pdf.set_text_shaping(_is_joined(shown))
        return shown

    def _look_for(self, strange: set[int]) -> None:
        for path, letters in fonts_with(strange):
            name = f"{_FACE}{len(self._more)}"
            self._pdf.add_font(name, "", path)
            self._more.append(name)
            self._known |= letters
        self.missing |= dict.fromkeys(map(chr, sorted(strange - self._known)))
        self._pdf.set_fallback_fonts(self._more, exact_match=False)


def _is_joined(words: str) -> bool:
    """Whether letters change with their neighbours, or run from right to left.

    To shape words takes more than twice as long, and most need none.
    """
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN")
        or unicodedata.category(letter) in ("Mn", "Mc")
        for letter in words
        if letter >= "\u0300"
    )


def _shade(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue


MISSING = Text(
    "Aucune police de cette machine n'a ces lettres, un signe les remplace : {letters} (les pages "
    "HTML les ont, si le navigateur les a)",
    "No font of this machine has these letters, a sign stands for them: {letters} (the HTML pages "
    "have them, if the browser does)",
)
