"""Table signs on paper: a sheet each, to be folded so that it is read from both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agenda_solver.cafe.table_signs import TableSign
from agenda_solver.files.inks import ACCENT, QUIET, RULE
from agenda_solver.files.signs.fitting import Pen, sizes
from agenda_solver.files.signs.sheets import (
    A4,
    Fill,
    Item,
    Measure,
    Panel,
    Paper,
    moved,
)
from agenda_solver.text import SEMICOLON, Language, strung

_WIDTH, _HEIGHT = A4[0], A4[1] / 2
_MARGIN = 16.0
_FOLD = (
    Fill(0, _HEIGHT - 0.1, 8, 0.2, RULE),
    Fill(_WIDTH - 8, _HEIGHT - 0.1, 8, 0.2, RULE),
)


def table_sheets(
    signs: Iterable[TableSign], language: Language, measure: Measure
) -> Iterator[tuple[Paper, list[str]]]:
    """Yield the sheet of each table, and what was too long for it and is cut."""
    for sign in signs:
        pen = _drawn(sign, language, measure)
        front = Panel(0, _HEIGHT, _WIDTH, _HEIGHT, tuple(pen.items))
        back = Panel(0, 0, _WIDTH, _HEIGHT, tuple(pen.items), turned=True)
        title = sign.title.say(language)
        sheet = Paper(title, language, _WIDTH, 2 * _HEIGHT, (front, back), _FOLD)
        yield sheet, pen.shortened


def _drawn(sign: TableSign, language: Language, measure: Measure) -> Pen:
    """Draw a side: the event, the number of the table, its topic, who stays there, the rounds."""
    pen = Pen(measure, _MARGIN, 12, _WIDTH - 2 * _MARGIN)
    pen.write(sign.event, 12, ink=QUIET, align="center", most=1)
    top, bottom = pen.y + 3, _HEIGHT - 12
    foot = Pen(measure, _MARGIN, 0, pen.width)
    foot.write(sign.about.say(language), 15, align="center", most=2)
    turns = strung(sign.turns, SEMICOLON)
    foot.y += 1.5
    foot.write(turns.say(language), 11, ink=QUIET, align="center", most=3)
    middle = Pen(measure, _MARGIN, 0, pen.width)
    large = 72 if sign.topic else 120
    middle.fit(
        sign.title.say(language),
        large * 0.5,
        sizes(large, 40),
        bold=True,
        ink=ACCENT,
        align="center",
        level=2,
    )
    if sign.topic:
        middle.y += 1
        middle.fill(_WIDTH / 2 - 15, middle.y, 30, 1, ACCENT)
        middle.y += 5
        room = bottom - top - foot.y - middle.y - 4
        middle.fit(sign.topic, room, sizes(38, 12), bold=True, align="center")
    above = top + max(0.0, (bottom - foot.y - top - middle.y) / 2)
    placed: list[Item] = [moved(item, above) for item in middle.items]
    placed += [moved(item, bottom - foot.y) for item in foot.items]
    pen.items += placed
    pen.shortened += [*middle.shortened, *foot.shortened]
    return pen
