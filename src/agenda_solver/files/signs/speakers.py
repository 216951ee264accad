"""Sheets to be sent to speakers on paper: a page each, or more where there is more to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from agenda_solver.files.inks import ACCENT, QUIET, RULE
from agenda_solver.files.signs.fitting import Pen, paged, sizes
from agenda_solver.files.signs.sheets import (
    A4,
    Measure,
    Panel,
    Paper,
    line_height,
)
from agenda_solver.text import Text, with_capital_text
from agenda_solver.views.pages import continued
from agenda_solver.views.particulars import PRACTICAL
from agenda_solver.views.speaker_sheets import SpeakerPart, SpeakerRest, SpeakerSheet
from agenda_solver.views.titles import dotted

_WIDTH, _HEIGHT = A4
_MARGIN = 20.0
_BREADTH = _WIDTH - 2 * _MARGIN
_BOTTOM = _HEIGHT - 17
_SCALES = sizes(1.15, 0.85, 0.97)
_CLOCK = 36.0

_PARTS = Text("Votre programme", "Your programme")
_RESTS = Text("Repas et pauses", "Meals and breaks")

_Draw = Callable[[float, bool], Pen]


def speaker_pages(
    sheets: Iterable[SpeakerSheet], version: str, measure: Measure
) -> Iterator[tuple[SpeakerSheet, list[Paper], list[str]]]:
    """Yield the sheets of each person, and what was too long for any and is cut."""
    for sheet in sheets:
        yield sheet, *_Speaker(sheet, version, measure).sheets()


class _Speaker:
    def __init__(self, sheet: SpeakerSheet, version: str, measure: Measure) -> None:
        self.sheet = sheet
        self.version = version
        self.measure = measure

    def sheets(self) -> tuple[list[Paper], list[str]]:
        """Return the sheets, and what was cut."""
        pages = paged(_drawn, self._blocks(), self._head().y, _BOTTOM, _SCALES)
        shortened: list[str] = []
        sheets = []
        for number, blocks in enumerate(pages):
            pen = self._head(again=number > 0)
            for block in blocks:
                pen.add(block)
            pen.y = _HEIGHT - 13
            pen.write(self.version, 8, ink=QUIET, align="right", most=1)
            shortened += pen.shortened
            panel = Panel(0, 0, _WIDTH, _HEIGHT, tuple(pen.items))
            sheets.append(Paper(self.sheet.name, self.sheet.language, _WIDTH, _HEIGHT, (panel,)))
        return sheets, shortened

    def _say(self, text: Text) -> str:
        return text.say(self.sheet.language)

    def _head(self, *, again: bool = False) -> Pen:
        """Write of which event it is, and for whom."""
        pen = Pen(self.measure, _MARGIN, 16, _BREADTH)
        pen.write(self.sheet.event, 13, bold=True, ink=ACCENT, most=3)
        pen.write(self._say(with_capital_text(self.sheet.dates)), 11, ink=QUIET, most=1)
        pen.y += 2
        pen.fill(_MARGIN, pen.y, _BREADTH, 0.8, ACCENT)
        pen.y += 6
        name = Text(self.sheet.name, self.sheet.name)
        pen.fit(
            self._say(continued(name) if again else name), 24, sizes(26, 14), bold=True, level=2
        )
        pen.write(self._say(self.sheet.about), 11.5, ink=QUIET, most=3)
        pen.y += 2
        return pen

    def _blocks(self) -> Iterator[_Draw]:
        """Yield what is told, in pieces that are not torn apart."""
        day = None
        for number, part in enumerate(self.sheet.parts):
            heading = None if number else _PARTS
            yield partial(self._part, part, part.day != day, heading)
            day = part.day
        day = None
        several = len({rest.day for rest in self.sheet.rests}) > 1
        for number, rest in enumerate(self.sheet.rests):
            heading = None if number else _RESTS
            yield partial(self._rest, rest, several and rest.day != day, heading)
            day = rest.day
        for number, words in enumerate(self.sheet.practical):
            yield partial(self._practical, words, None if number else PRACTICAL)

    def _pen(self, heading: Text | None, scale: float, first: bool) -> Pen:
        """Return a pen under the heading of a section, if one begins."""
        pen = Pen(self.measure, _MARGIN, 0, _BREADTH)
        if heading:
            pen.y = 2 if first else 7 * scale
            pen.write(self._say(heading), 14 * scale, bold=True, ink=ACCENT, level=3)
            pen.y += 1.5
        return pen

    def _part(
        self, part: SpeakerPart, new_day: bool, heading: Text | None, scale: float, first: bool
    ) -> Pen:
        pen = self._pen(heading, scale, first)
        if new_day or first:
            pen.y += 0 if heading else 3 * scale
            pen.fill(_MARGIN, pen.y, _BREADTH, line_height(11.5 * scale) + 2.4, "EEF1F4")
            pen.y += 1.2
            pen.write(self._say(part.day), 11.5 * scale, bold=True, indent=2)
            pen.y += 1.2
        pen.y += 3 * scale
        clock = Pen(self.measure, _MARGIN + 2, pen.y, _CLOCK)
        clock.fit(
            self._say(part.hours),
            line_height(13 * scale),
            sizes(13 * scale, 8),
            bold=True,
            ink=ACCENT,
        )
        clock.write(self._say(part.length), 10 * scale, ink=QUIET)
        what = Pen(self.measure, _MARGIN + _CLOCK + 4, pen.y, _BREADTH - _CLOCK - 4)
        what.write(self._say(part.title), 13 * scale, bold=True)
        what.y += 0.8
        for words, fact in part.facts:
            begin = what.y
            key = what.write(self._say(words), 9.5 * scale, ink=QUIET, width=21 * scale, most=1)
            what.y = begin
            value = what.write(self._say(fact), 10.5 * scale, indent=21 * scale, most=8)
            what.y = begin + max(key, value) + 0.3
        pen.items += [*clock.items, *what.items]
        pen.shortened += what.shortened
        pen.y = max(clock.y, what.y) + 2 * scale
        pen.fill(_MARGIN, pen.y, _BREADTH, 0.2, RULE)
        return pen

    def _rest(
        self, rest: SpeakerRest, new_day: bool, heading: Text | None, scale: float, first: bool
    ) -> Pen:
        pen = self._pen(heading, scale, first)
        size = 10.5 * scale
        if new_day:
            pen.y += 0 if heading else 1.5
            pen.write(self._say(rest.day), size, bold=True, indent=2)
        begin = pen.y
        pen.write(self._say(rest.hours), size, ink=ACCENT, bold=True, indent=2, width=_CLOCK + 4)
        below, pen.y = pen.y, begin
        pen.write(self._say(dotted([rest.title, rest.place])), size, indent=_CLOCK + 4, most=3)
        pen.y = max(below, pen.y) + 0.6
        return pen

    def _practical(self, words: Text, heading: Text | None, scale: float, first: bool) -> Pen:
        pen = self._pen(heading, scale, first)
        pen.write(self._say(words), 10.5 * scale, indent=2, most=12)
        pen.y += 0.8
        return pen


def _drawn(block: _Draw, scale: float, first: bool) -> Pen:
    return block(scale, first)
