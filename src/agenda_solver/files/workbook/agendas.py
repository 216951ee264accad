"""The sheet Agendas: where each attendee is and when, to be cut out and handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby, zip_longest

from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.cells import BAND, QUIET, print_on
from agenda_solver.files.workbook.pages import (
    A4_LANDSCAPE,
    CALM,
    Entry,
    Rows,
    font,
    sign_pages,
)
from agenda_solver.problem import Problem
from agenda_solver.text import Language, Names, Text, cut
from agenda_solver.timetable import Timetable
from agenda_solver.views.agendas import (
    AgendaLine,
    AttendeeAgenda,
    attendee_agendas,
    line_room,
    line_text,
)
from agenda_solver.views.names import shown_names
from agenda_solver.views.titles import day_title, padded_span

AGENDAS = Text("Agendas", "Agendas")

_CARD = (11.5, 40.5, 17.5)  # time, what, where
_GUTTER = 3.0
_ACROSS = 2
_CUT = 8.0
_SCISSORS = Side(style="dashed", color="829AB1")
_BELOW, _BETWEEN = Border(bottom=_SCISSORS), Border(left=_SCISSORS)
_CORNER = Border(left=_SCISSORS, bottom=_SCISSORS)
_NAME, _FAINT = font(11, bold=True, colour=BAND), font(8, colour=QUIET)
_PLAIN, _BOLD = font(8), font(8, bold=True)
_LONGEST_EVENT, _LONGEST_SHARED = 70, 55  # characters, for one line each
_PADDING = 1.6

_Row = list[Entry]


def draw_agendas(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    language: Language,
    names: Names = "full",
) -> None:
    """Draw a card for each attendee, two across, with dashed lines to cut along."""
    print_on(sheet, paper=sheet.PAPERSIZE_A4)
    sign_pages(sheet, problem, AGENDAS, language)
    sheet.sheet_view.showGridLines = False
    drawing = _Drawing(sheet, problem, timetable, language, names)
    agendas = attendee_agendas(problem, timetable, names)
    for at in range(0, len(agendas), _ACROSS):
        drawing.draw_cards(agendas[at : at + _ACROSS])


class _Drawing:
    def __init__(
        self,
        sheet: Worksheet,
        problem: Problem,
        timetable: Timetable,
        language: Language,
        names: Names,
    ) -> None:
        self.sheet = sheet
        self.problem = problem
        self.timetable = timetable
        self.language = language
        self.names = names
        self.called = shown_names(problem.attendees, names)
        widths = [*_CARD, *(_GUTTER, *_CARD) * (_ACROSS - 1)]
        self.rows = Rows(sheet, widths, A4_LANDSCAPE[1])

    def draw_cards(self, agendas: tuple[AttendeeAgenda, ...]) -> None:
        """Write cards side by side, on one page if one can hold them."""
        cards = [list(self._card(agenda)) for agenda in agendas]
        rows = [_beside(row) for row in zip_longest(*cards)]
        if not self.rows.fits(_CUT + sum(self.rows.height(row, _PADDING) for row in rows)):
            self.rows.turn()
        for row in rows:
            self.rows.add(row, _PADDING)
        self.rows.add(_CUT_BELOW, _CUT)

    def _card(self, agenda: AttendeeAgenda) -> Iterator[_Row]:
        """Yield the rows of a card: of what event, who, then where and when."""
        it = self.problem.attendee[agenda.attendee]
        days = [(day, list(lines)) for day, lines in groupby(agenda.lines, key=_day_of)]
        titles = [day_title(day).say(self.language) for day, _ in days]
        event = [cut(self.problem.event.name, _LONGEST_EVENT), *titles[: len(titles) == 1]]
        yield [Entry(" – ".join(event), _FAINT, columns=len(_CARD))]
        about = it.organisation if self.names == "full" else ""
        yield [
            Entry(self.called[it.id], _NAME, CALM, len(_CARD) - 1, indent=1),
            Entry(about, _FAINT, CALM),
        ]
        for title, (_, lines) in zip(titles, days, strict=True):
            if len(days) > 1:
                yield [Entry(title, _BOLD, columns=len(_CARD), ruled=True)]
            for line in lines:
                yield self._line(line)

    def _line(self, line: AgendaLine) -> _Row:
        """Return a line; the attendee's own ones stand out, and are told whole."""
        when = padded_span(line.start, line.end).say(self.language)
        what = line_text(self.problem, self.timetable, line).say(self.language)
        where = line_room(self.problem, self.timetable, line).say(self.language)
        if line.kind == "all":
            what = cut(what, _LONGEST_SHARED)
        its_font = _PLAIN if line.kind in ("all", "choice") else _BOLD
        fonts = its_font, its_font, _PLAIN
        return [
            Entry(words, it, ruled=True)
            for words, it in zip((when, what, where), fonts, strict=True)
        ]


def _day_of(line: AgendaLine) -> date:
    return line.day


def _beside(rows: tuple[_Row | None, ...]) -> _Row:
    """Return the rows of cards that stand side by side as one, with a gutter in between."""
    found: _Row = []
    for row in rows:
        found += [Entry(border=_BETWEEN)] if found else []
        found += row or [Entry() for _ in _CARD]
    return found


_CUT_BELOW = [
    Entry(border=_CORNER if number and not place else _BELOW)
    for number in range(_ACROSS)
    for place in range(len(_CARD) + bool(number))
]
