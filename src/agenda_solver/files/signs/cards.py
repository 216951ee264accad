"""Badges on paper: eight on a sheet, 90 by 60 millimetres, with marks to cut along.

That is the size of the badge holders that are sold most, and of the inserts for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agenda_solver.files.inks import ACCENT, QUIET, RULE
from agenda_solver.files.signs.fitting import Pen, largest, sizes
from agenda_solver.files.signs.sheets import (
    A4,
    Fill,
    Measure,
    Panel,
    Paper,
    line_height,
)
from agenda_solver.text import Language, Text
from agenda_solver.views.badges import Badge

_ACROSS, _DOWN = 2, 4
_WIDTH, _HEIGHT = 90.0, 60.0
_LEFT, _TOP = (A4[0] - _ACROSS * _WIDTH) / 2, (A4[1] - _DOWN * _HEIGHT) / 2
_MARK, _APART = 6.0, 2.0
_MARGIN = 5.0
_BREADTH = _WIDTH - 2 * _MARGIN
_SIZES = sizes(10, 6.5)

BADGES = Text("Badges", "Badges")
_MORE = Text("… et {count} de plus", "… and {count} more")


def badge_sheets(
    badges: Iterable[Badge], language: Language, measure: Measure
) -> Iterator[tuple[Paper, list[str]]]:
    """Yield sheets of badges, and what was too long for one and is cut."""
    everybody, many = list(badges), _ACROSS * _DOWN
    groups = [everybody[at : at + many] for at in range(0, len(everybody), many)]
    for number, group in enumerate(groups, start=1):
        shortened: list[str] = []
        panels = []
        for place, badge in enumerate(group):
            pen = _drawn(badge, measure)
            shortened += pen.shortened
            x = _LEFT + place % _ACROSS * _WIDTH
            y = _TOP + place // _ACROSS * _HEIGHT
            panels.append(Panel(x, y, _WIDTH, _HEIGHT, tuple(pen.items)))
        title = f"{BADGES.say(language)} {number}"
        yield Paper(title, language, *A4, tuple(panels), _MARKS), shortened


def _marks() -> Iterator[Fill]:
    """Yield a short line at both ends of each cut, outside of what is cut out."""
    right, bottom = _LEFT + _ACROSS * _WIDTH, _TOP + _DOWN * _HEIGHT
    for column in range(_ACROSS + 1):
        for y in (_TOP - _APART - _MARK, bottom + _APART):
            yield Fill(_LEFT + column * _WIDTH - 0.1, y, 0.2, _MARK, QUIET)
    for row in range(_DOWN + 1):
        for x in (_LEFT - _APART - _MARK, right + _APART):
            yield Fill(x, _TOP + row * _HEIGHT - 0.1, _MARK, 0.2, QUIET)


_MARKS = tuple(_marks())


def _drawn(badge: Badge, measure: Measure) -> Pen:
    """Draw a badge: the event, who it is and from where, then their seats."""
    pen = Pen(measure, _MARGIN, 4, _BREADTH)
    pen.fit(badge.event, 2 * line_height(7), sizes(9, 7), ink=QUIET, align="center")
    for height in (17.0, 10.0) if badge.lines else (26.0,):
        who = _who(badge, measure, height)
        left = _HEIGHT - _MARGIN - pen.y - who.y
        seats = _seats(badge, measure, left - 6) if badge.lines else None
        if seats is None or not seats.shortened:
            break
    apart = max(0.0, left - (seats.y + 3 if seats else 0)) / 2
    pen.y += min(apart, 3.0) if seats else apart * 0.8
    pen.add(who)
    if seats:
        pen.y = _HEIGHT - _MARGIN - seats.y
        pen.fill(_MARGIN, pen.y - 2, _BREADTH, 0.2, RULE)
        pen.add(seats)
    return pen


def _who(badge: Badge, measure: Measure, height: float) -> Pen:
    """Write who it is, at most so high, and from where."""
    who = Pen(measure, _MARGIN, 0, _BREADTH)
    who.fit(badge.name, height, sizes(32, 11), bold=True, align="center", level=2)
    if badge.organisation:
        who.y += 0.8
        who.fit(badge.organisation, 9.8, sizes(13, 8), ink=ACCENT, align="center")
    return who


def _seats(badge: Badge, measure: Measure, height: float) -> Pen:
    """Write where somebody has seats, as many as there is room for, and how many more."""

    def fitting(size: float) -> Pen | None:
        lines = _lines(badge, measure, size)
        return lines if lines.y <= height and not lines.shortened else None

    if whole := largest(_SIZES, fitting):
        return whole
    size = _SIZES[-1]
    most = max(0, int(height / line_height(size) + 1e-6) - 1)
    lines = _lines(badge, measure, size, most)
    if more := len(badge.lines[most:]):
        words = _MORE.fill(count=more).say(badge.language)
        lines.write(words, size, ink=QUIET)
        lines.shortened.append(f"{badge.name} {words}")
    return lines


def _lines(badge: Badge, measure: Measure, size: float, most: int | None = None) -> Pen:
    """Write lines of a badge by themselves: one line each where not all of them have room."""
    column = Pen(measure, _MARGIN, 0, _BREADTH)
    clocks = [line.when.say(badge.language) for line in badge.lines]
    indent = max(measure(clock, size, True) for clock in clocks) + size * 0.2
    for clock, line in list(zip(clocks, badge.lines, strict=True))[:most]:
        begin = column.y
        column.write(clock, size, bold=True, ink=ACCENT, most=1)
        column.y = begin
        words = [text.say(badge.language) for text in (line.title, line.room) if text.fr]
        column.write(" – ".join(words), size, indent=indent, most=5 if most is None else 1)
    return column
