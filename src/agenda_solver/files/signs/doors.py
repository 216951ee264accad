"""Door signs on paper: a sheet for a room and a day, its name to be read from afar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from agenda_solver.files.inks import ACCENT, QUIET, RULE, STRIPES
from agenda_solver.files.signs.fitting import Pen, paged, sizes
from agenda_solver.files.signs.sheets import (
    A4,
    POINT,
    Measure,
    Panel,
    Paper,
    line_height,
)
from agenda_solver.text import Language, Text
from agenda_solver.views.door_signs import DoorLine, DoorSign
from agenda_solver.views.pages import Colour, continued

_WIDTH, _HEIGHT = A4[1], A4[0]
_MARGIN = 14.0
_BREADTH = _WIDTH - 2 * _MARGIN
# How high the name of the room is at most: less where all of the day then goes on one page.
_NAME_HEIGHTS = 46.0, 30.0, 20.0
_BOTTOM = _HEIGHT - 12
# At 1, a title has letters of 30 points: capitals 7.5 mm high. The least, 18 points, can be
# read from three metres still: 4.5 mm there are as 0.6 mm at arm's length.
_TITLE = 30.0
_SCALES = sizes(1.7, 0.6, 0.95)
_PART = 0.72
_BAR = 2.6


def door_sheets(
    signs: Iterable[DoorSign], language: Language, version: str, measure: Measure
) -> Iterator[tuple[DoorSign, list[Paper], list[str]]]:
    """Yield the sheets of each sign: one, or more where that would be too small to read.

    With them comes what was too long for any, and is cut.
    """
    for sign in signs:
        yield sign, *_Door(sign, language, version, measure).sheets()


class _Door:
    def __init__(self, sign: DoorSign, language: Language, version: str, measure: Measure) -> None:
        self.sign = sign
        self.language = language
        self.version = version
        self.measure = measure

    def sheets(self) -> tuple[list[Paper], list[str]]:
        """Return the sheets, and what was cut."""
        height, pages = self._pages()
        shortened: list[str] = []
        sheets = []
        for number, rows in enumerate(pages):
            pen = self._head(height, again=number > 0)
            shortened += pen.shortened
            for row in rows:
                pen.add(row)
            pen.y = _HEIGHT - 10
            pen.write(self.version, 8, ink=QUIET, align="right", most=1)
            shortened += pen.shortened
            title = f"{self.sign.name} – {self.sign.day_title.say(self.language)}"
            panel = Panel(0, 0, _WIDTH, _HEIGHT, tuple(pen.items))
            sheets.append(Paper(title, self.language, _WIDTH, _HEIGHT, (panel,)))
        return sheets, shortened

    def _pages(self) -> tuple[float, list[list[Pen]]]:
        """Return how high the name is at most, and the rows of each page."""
        lines = self.sign.lines
        rows = [
            (line, after is not None and after.part)
            for line, after in zip_longest(lines, lines[1:])
        ]
        tried = []
        for height in _NAME_HEIGHTS:
            first = self._head(height, again=False).y
            pages = paged(self._row, rows, first, _BOTTOM, _SCALES, joined=_is_part)
            tried.append((height, pages))
            if len(pages) == 1:
                break
        return min(tried, key=lambda one: len(one[1]))

    def _head(self, height: float, *, again: bool) -> Pen:
        """Write of which event and day it is, the name of the room, and where it is."""
        day = Pen(self.measure, _MARGIN, 11, _BREADTH)
        words = self.sign.day_title.say(self.language)
        day.write(words, 16, bold=True, ink=ACCENT, align="right", most=1)
        pen = Pen(self.measure, _MARGIN, 11, _BREADTH - self.measure(words, 16, True) - 8)
        pen.fit(self.sign.event, 8, sizes(14, 9), ink=QUIET)
        pen.items += day.items
        pen.y, pen.width = 19.5, _BREADTH
        name = Text(self.sign.name, self.sign.name)
        words = (continued(name) if again else name).say(self.language)
        pen.fit(words, height, sizes(125, 30), bold=True, ink=ACCENT, level=2)
        pen.write(self.sign.site, 16, ink=QUIET, most=1)
        pen.y += 1.5
        pen.fill(_MARGIN, pen.y, _BREADTH, 1.2, ACCENT)
        pen.y += 1.2
        return pen

    def _row(self, row: tuple[DoorLine, bool], scale: float, first: bool) -> Pen:
        """Write a session: when, then what and by whom; a part of it smaller."""
        line, goes_on = row
        size = _TITLE * scale * (_PART if line.part else 1)
        air = 3.2 * scale * (_PART if line.part else 1)
        x, clocks = _MARGIN + _BAR + 3.5, self._clocks(scale)
        pen = Pen(self.measure, x + clocks, air, _BREADTH - (x - _MARGIN) - clocks)
        pen.write(line.title.say(self.language), size, bold=not line.part, level=3)
        pen.write(line.people.say(self.language), max(11.0, size / 2), most=4)
        pen.write(line.facts.say(self.language), max(10.0, size * 0.42), ink=QUIET, most=2)
        indent = size * POINT if line.part else 0
        clock = Pen(self.measure, x + indent, air, clocks - indent - 2)
        start, end = (text.say(self.language) for text in (line.start, line.end))
        clock.fit(start, line_height(size), sizes(size, 8), bold=True, ink=ACCENT)
        clock.write(f"– {end}", size * 0.55, ink=QUIET, most=2)
        pen.items += clock.items
        pen.y = max(pen.y, clock.y) + air
        top, bottom = 0 if line.part else air, pen.y - (0 if goes_on else air)
        pen.fill(_MARGIN, top, _BAR, bottom - top, stripe(line.colour))
        if not line.part and not first:
            pen.fill(_MARGIN, 0, _BREADTH, 0.25, RULE)
        return pen

    def _clocks(self, scale: float) -> float:
        """Return how wide the column of times is."""
        starts = (line.start.say(self.language) for line in self.sign.lines)
        widest = max(self.measure(start, _TITLE * scale, True) for start in starts)
        return min(widest, 60 * scale) + 5 * scale


def _is_part(row: tuple[DoorLine, bool]) -> bool:
    line, _ = row
    return line.part


def stripe(colour: Colour) -> str:
    """Return the strong shade of a track or kind; a quiet one for what has none."""
    return STRIPES[colour % len(STRIPES)] if isinstance(colour, int) else RULE
