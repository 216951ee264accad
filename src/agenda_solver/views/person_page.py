"""The page Par intervenant: for each person, when and where to be, and in which role."""

from __future__ import annotations

from collections.abc import Iterable

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text, listing, quoted, same
from agenda_solver.timetable import Timetable
from agenda_solver.views.broken import errors_of
from agenda_solver.views.pages import (
    Align,
    Block,
    Cell,
    Page,
    Row,
    columns_header,
    event_heading,
    wide,
)
from agenda_solver.views.people import Agenda, Appearance, agendas, person_facts
from agenda_solver.views.stretches import with_stretches
from agenda_solver.views.titles import (
    CANCELLED,
    NOT_PLACED,
    clock_of_a_day,
    day_title,
    full_title,
    is_cancelled,
    padded_clock,
    place_title,
)

BY_PERSON = Text("Par intervenant", "By person")

_COLUMNS: tuple[tuple[Text, float, Align], ...] = (
    (Text("Jour", "Day"), 24, "left"),
    (Text("Début", "Start"), 9, "center"),
    (Text("Fin", "End"), 9, "center"),
    (Text("Session", "Session"), 60, "left"),
    (Text("Rôle", "Role"), 20, "left"),
    (Text("Salle", "Room"), 22, "left"),
)
_ALIGNED = tuple(align for _, _, align in _COLUMNS)
_SESSION = 3
_WITHIN = Text("{title}\ndans {whole}", "{title}\nin {whole}")
_WITH_MARK = Text("{title} – {mark}", "{title} – {mark}")
_IDLE = Text("Sans intervention au programme : {people}", "No part in the programme: {people}")


def person_page(
    problem: Problem, timetable: Timetable, findings: Iterable[Finding], *, apart: bool = False
) -> Page:
    """Return everybody's agenda, on a page each if `apart`; what is broken says why."""
    problem, timetable = with_stretches(problem, timetable)
    pages = _PersonPages(problem, timetable, findings, apart=apart)
    everybody = agendas(problem, timetable)
    idle = [problem.person[agenda.person].label for agenda in everybody if not agenda.appearances]
    return Page(
        BY_PERSON,
        problem.event,
        tuple(width for _, width, _ in _COLUMNS),
        tuple(pages.block(agenda) for agenda in everybody if agenda.appearances),
        head=(
            wide(event_heading(problem), "lead", air=6),
            columns_header([title for title, _, _ in _COLUMNS], _ALIGNED),
        ),
        remarks=(wide(_IDLE.fill(people=listing(idle)), "aside", air=8),) if idle else (),
    )


class _PersonPages:
    def __init__(
        self, problem: Problem, timetable: Timetable, findings: Iterable[Finding], *, apart: bool
    ) -> None:
        self.problem = problem
        self.timetable = timetable
        self.apart = apart
        self.errors = tuple(errors_of(findings))

    def block(self, agenda: Agenda) -> Block:
        """Return a person's name and appearances."""
        person = self.problem.person[agenda.person]
        name = Row(
            (
                Cell(person.label, "name", "calm", 4),
                Cell(person_facts(person), "note", "calm", 2),
            ),
            air=8,
            broken=self._sentences(agenda.person, None),
        )
        lines = (self._line(agenda.person, appearance) for appearance in agenda.appearances)
        return Block((name, *lines), gap=8, new_page=self.apart, together=True)

    def _line(self, person: str, appearance: Appearance) -> Row:
        placement = appearance.placement
        day, start, end, room = NOT_PLACED, same(""), same(""), same("")
        if placement is not None:
            day = day_title(placement.day)
            start, end = padded_clock(placement.start), clock_of_a_day(placement.end)
            room = place_title(self.problem, placement.session, placement.room)
        values = (day, start, end, self._title(appearance.session), appearance.roles, room)
        cells = (
            Cell(value, "key" if align == "center" else "body", align=align)
            for value, align in zip(values, _ALIGNED, strict=True)
        )
        return Row(
            tuple(cells),
            air=6,
            ruled=True,
            broken=self._sentences(person, appearance.session),
            subject=_SESSION,
        )

    def _title(self, session: str) -> Text:
        title = full_title(self.problem, session)
        if is_cancelled(self.problem, self.timetable, session):
            title = _WITH_MARK.fill(title=title, mark=CANCELLED)
        for whole in self.problem.wholes(session)[:1]:
            return _WITHIN.fill(title=title, whole=quoted(self.problem.session[whole].label))
        return title

    def _sentences(self, person: str, session: str | None) -> tuple[Text, ...]:
        """Return what is broken for a person in a session, or for the person as a whole."""
        return tuple(
            finding.text
            for finding in self.errors
            if (
                session in finding.sessions and person in (finding.people or (person,))
                if session
                else person in finding.people and not finding.sessions
            )
        )
