"""The sheet Changements: what is otherwise than it was, by session, by person, by attendee."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.difference import Difference
from agenda_solver.files.workbook.cells import BAND, HEADER, QUIET, print_on
from agenda_solver.files.workbook.pages import (
    A4_LANDSCAPE,
    CALM,
    Entry,
    Rows,
    font,
    heading,
    sign_pages,
)
from agenda_solver.text import Language, Names, Text
from agenda_solver.views import news
from agenda_solver.views.news import Row

CHANGES = Text("Changements", "Changes")

# So that each table can have its own: how many of these a cell of it spans.
_WIDTHS = (28.0, 10.0, 28.0, 17.0, 19.0, 36.0)
_SPANS: dict[int, tuple[int, ...]] = {4: (2, 1, 2, 1), 3: (1, 3, 2)}
_BEFORE, _AFTER = Text("Avant", "Before"), Text("Après", "After")
_SESSION = Text("Session", "Session")
_NAMES: dict[Names, Text] = {
    "full": Text("Participant", "Attendee"),
    "initials": Text("Initiales", "Initials"),
    "codes": Text("Code", "Code"),
}


def draw_changes(
    sheet: Worksheet,
    difference: Difference,
    language: Language,
    names: Names = "full",
    origin: Text | None = None,
) -> None:
    """Draw a table for sessions, one for people and one for attendees; empty ones are left out.

    Parameters
    ----------
    sheet : Worksheet
        An empty one.
    difference : Difference
        What is told.
    language : {"fr", "en"}
    names : {"full", "initials", "codes"}
        How attendees are called.
    origin : Text, optional
        What the new programme was made from.
    """
    print_on(sheet, paper=sheet.PAPERSIZE_A4)
    sign_pages(sheet, difference.after.problem, CHANGES, language)
    sheet.sheet_view.showGridLines = False
    drawing = _Drawing(sheet, language)
    drawing.draw_title(heading(difference.after.problem), origin)
    drawing.draw_table(
        Text("Par session", "By session"),
        (_SESSION, Text("Ce qui change", "What changes")),
        news.by_session(difference),
    )
    drawing.draw_table(
        Text("Par intervenant", "By person"),
        (Text("Intervenant", "Person"), _SESSION),
        news.by_person(difference),
    )
    drawing.draw_table(
        Text("Par participant", "By attendee"),
        (_NAMES[names],),
        news.by_attendee(difference, names),
    )


class _Drawing:
    def __init__(self, sheet: Worksheet, language: Language) -> None:
        self.language = language
        self.rows = Rows(sheet, _WIDTHS, A4_LANDSCAPE[1])

    def draw_title(self, title: str, origin: Text | None) -> None:
        """Write what every page begins with, then what the programme was made from."""
        wide = len(_WIDTHS)
        self.rows.add([Entry(title, font(11, bold=True, colour=BAND), columns=wide)], 6)
        self.rows.repeat()
        if origin is not None:
            words = origin.say(self.language)
            self.rows.add([Entry(words, font(9, colour=QUIET), columns=wide)], 6)

    def draw_table(self, title: Text, about: Sequence[Text], rows: Sequence[Row]) -> None:
        """Write a table; where the page turns, its title and its header are told again."""
        if not rows:
            return
        self.rows.skip(10)
        head = [Entry(title.say(self.language), _TITLE, CALM, len(_WIDTHS))]
        header = self._entries([*about, _BEFORE, _AFTER], header=True)
        for number, row in enumerate(rows):
            line = self._entries([*row.about, row.before, row.after])
            needed = self.rows.height(line, _ROOMY)
            if number == 0:
                needed += self.rows.height(head, _ROOMY) + self.rows.height(header)
            turned = not self.rows.fits(needed)
            if turned:
                self.rows.turn()
            if turned or number == 0:
                self.rows.add(head, _ROOMY)
                self.rows.add(header)
            self.rows.add(line, _ROOMY)

    def _entries(self, texts: Sequence[Text], *, header: bool = False) -> list[Entry]:
        """Return the cells of a row: what it is about, then what was and what is."""
        spans = _SPANS[len(texts)]
        fonts = [_STRONG, *[_PLAIN] * (len(texts) - 2), _STRONG]
        return [
            Entry(
                text.say(self.language),
                _HEADER if header else its_font,
                HEADER if header else None,
                span,
                ruled=not header,
            )
            for text, its_font, span in zip(texts, fonts, spans, strict=True)
        ]


_ROOMY = 6.0  # points around the text of a row
_TITLE, _HEADER = font(11, bold=True, colour=BAND), font(9, bold=True)
_PLAIN, _STRONG = font(10), font(10, bold=True)
