"""The sheet Par intervenant: for each person, when and where to be, and in which role."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.cells import BAND, HEADER, QUIET, print_on, solid
from agenda_solver.files.workbook.pages import (
    A4_LANDSCAPE,
    BROKEN,
    Entry,
    Rows,
    comment,
    font,
    heading,
    sign_pages,
)
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text, listing, quoted
from agenda_solver.timetable import Timetable
from agenda_solver.views.people import Agenda, Appearance, agendas, person_facts
from agenda_solver.views.titles import (
    CANCELLED,
    day_title,
    is_cancelled,
    padded_clock,
    room_title,
    session_title,
)

BY_PERSON = Text("Par intervenant", "By person")

_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("Jour", "Day"), 24),
    (Text("Début", "Start"), 9),
    (Text("Fin", "End"), 9),
    (Text("Session", "Session"), 60),
    (Text("Rôle", "Role"), 20),
    (Text("Salle", "Room"), 22),
)
_TIMES = (1, 2)
_NOT_PLACED = Text("pas au programme", "not in the programme")
_WITHIN = Text("{title}\ndans {whole}", "{title}\nin {whole}")
_WITH_MARK = Text("{title} – {mark}", "{title} – {mark}")
_IDLE = Text("Sans intervention au programme : {people}", "No part in the programme: {people}")

_Rowful = list[list[Entry]]


def draw_by_person(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    findings: Iterable[Finding],
    language: Language,
) -> None:
    """Draw everybody's agenda, several on a page; what is broken is red and says why."""
    print_on(sheet, paper=sheet.PAPERSIZE_A4)
    sign_pages(sheet, problem, BY_PERSON, language)
    sheet.sheet_view.showGridLines = False
    drawing = _Drawing(sheet, problem, timetable, findings, language)
    drawing.draw_titles()
    everybody = agendas(problem, timetable)
    for agenda in everybody:
        if agenda.appearances:
            drawing.draw_person(agenda)
    drawing.draw_idle([it.person for it in everybody if not it.appearances])


class _Drawing:
    def __init__(
        self,
        sheet: Worksheet,
        problem: Problem,
        timetable: Timetable,
        findings: Iterable[Finding],
        language: Language,
    ) -> None:
        self.problem = problem
        self.timetable = timetable
        self.language = language
        self.rows = Rows(sheet, [width for _, width in _COLUMNS], A4_LANDSCAPE[1])
        self.errors = [finding for finding in findings if finding.severity == "error"]

    def draw_titles(self) -> None:
        """Write what every page begins with."""
        title = font(11, bold=True, colour=BAND)
        self.rows.add([Entry(heading(self.problem), title, columns=len(_COLUMNS))], 6)
        self.rows.add(
            Entry(text.say(self.language), font(9, bold=True), HEADER, align=_align(column))
            for column, (text, _) in enumerate(_COLUMNS)
        )
        self.rows.repeat()

    def draw_person(self, agenda: Agenda) -> None:
        """Write a person's name and appearances, on one page if one can hold them."""
        head = self._head(agenda.person)
        lines = [self._entries(appearance) for appearance in agenda.appearances]
        self.rows.skip(8)
        height = self.rows.height(head, 8) + sum(self.rows.height(line, 6) for line in lines)
        if not self.rows.fits(height):
            self.rows.turn()
        cells = self.rows.add(head, 8)
        self._redden(cells, self._sentences(agenda.person, None))
        for appearance, line in zip(agenda.appearances, lines, strict=True):
            cells = self.rows.add(line, 6)
            self._redden(cells, self._sentences(agenda.person, appearance.session))

    def draw_idle(self, people: Iterable[str]) -> None:
        """Tell in one line who takes part in nothing."""
        names = [self.problem.person[person].label for person in people]
        if names:
            self.rows.skip(12)
            words = _IDLE.fill(people=listing(names)).say(self.language)
            self.rows.add([Entry(words, font(10, colour=QUIET), columns=len(_COLUMNS))], 8)

    def _head(self, person: str) -> list[Entry]:
        it = self.problem.person[person]
        facts = person_facts(self.problem, it).say(self.language)
        return [
            Entry(it.label, font(11, bold=True, colour=BAND), _SHADE, 4),
            Entry(facts, font(9, colour=QUIET), _SHADE, 2),
        ]

    def _entries(self, appearance: Appearance) -> list[Entry]:
        placement = appearance.placement
        if placement is None:
            day, start, end, room = _NOT_PLACED.say(self.language), "", "", ""
        else:
            day = day_title(placement.day).say(self.language)
            start, end = (
                padded_clock(minute).say(self.language)
                for minute in (placement.start, placement.end)
            )
            room = room_title(self.problem, placement.room).say(self.language)
        title = self._title(appearance.session).say(self.language)
        values = (day, start, end, title, appearance.roles.say(self.language), room)
        return [
            Entry(value, font(10, bold=column in _TIMES), align=_align(column), ruled=True)
            for column, value in enumerate(values)
        ]

    def _title(self, session: str) -> Text:
        title = session_title(self.problem, session)
        if is_cancelled(self.problem, self.timetable, session):
            title = _WITH_MARK.fill(title=title, mark=CANCELLED)
        for whole in self.problem.wholes(session)[:1]:
            return _WITHIN.fill(title=title, whole=quoted(self.problem.session[whole].label))
        return title

    def _sentences(self, person: str, session: str | None) -> list[str]:
        """Return what is broken for a person in a session, or for the person as a whole."""
        return [
            finding.text.say(self.language)
            for finding in self.errors
            if (
                session in finding.sessions and person in (finding.people or (person,))
                if session
                else person in finding.people and not finding.sessions
            )
        ]

    def _redden(self, cells: list[Cell], sentences: list[str]) -> None:
        if sentences:
            for cell in cells:
                cell.fill = solid(BROKEN)
            comment(cells[-3] if len(cells) > 2 else cells[0], sentences)


_SHADE = "EEF1F4"


def _align(column: int) -> str:
    return "center" if column in _TIMES else "left"
