"""The page Agendas: where each attendee is and when, on cards to be cut out and handed over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from agenda_solver.problem import Problem
from agenda_solver.text import Names, Text
from agenda_solver.timetable import Timetable
from agenda_solver.views.agendas import (
    AgendaLine,
    AttendeeAgenda,
    attendee_agendas,
    line_room,
    line_text,
)
from agenda_solver.views.names import shown_names
from agenda_solver.views.pages import Cell, Page, Role, Row, Spread
from agenda_solver.views.titles import day_title, padded_span
from agenda_solver.words.names import on_one_line

AGENDAS = Text("Agendas", "Agendas")

_CARD = (11.5, 40.5, 17.5)  # time, what, where
_AIR, _CUT = 1.6, 8.0


def agenda_page(problem: Problem, timetable: Timetable, names: Names = "full") -> Page:
    """Return a card for each attendee."""
    called = shown_names(problem.attendees, names)
    cards = (
        tuple(_card(problem, timetable, agenda, called[agenda.attendee], names))
        for agenda in attendee_agendas(problem, timetable, names)
    )
    return Page(
        AGENDAS,
        problem.event,
        _CARD,
        (Spread(tuple(cards), cut=_CUT),),
        across=2,
        gutter=3.0,
    )


def _card(
    problem: Problem, timetable: Timetable, agenda: AttendeeAgenda, name: str, names: Names
) -> Iterator[Row]:
    """Yield the rows of a card: of what event, who, then where and when."""
    days = [
        (day_title(day), list(lines))
        for day, lines in groupby(agenda.lines, key=lambda line: line.day)
    ]
    event = on_one_line(problem.event.name)
    about: Text | str = event
    if len(days) == 1:
        about = Text("{event} – {day}", "{event} – {day}").fill(event=event, day=days[0][0])
    yield Row((Cell(about, "faint", span=len(_CARD)),), _AIR)
    organisation = problem.attendee[agenda.attendee].organisation if names == "full" else ""
    yield Row(
        (
            Cell(name, "name", "calm", len(_CARD) - 1, indent=1),
            Cell(organisation, "faint", "calm"),
        ),
        _AIR,
    )
    for title, lines in days:
        if len(days) > 1:
            yield Row((Cell(title, "small key", span=len(_CARD)),), _AIR, ruled=True)
        for line in lines:
            yield _line(problem, timetable, line)


def _line(problem: Problem, timetable: Timetable, line: AgendaLine) -> Row:
    """Return a line; the attendee's own ones stand out."""
    what = line_text(problem, timetable, line)
    role: Role = "small" if line.kind in ("all", "choice") else "small key"
    return Row(
        (
            Cell(padded_span(line.start, line.end), role),
            Cell(what, role),
            Cell(line_room(problem, timetable, line), "small", indent=1),
        ),
        _AIR,
        ruled=True,
    )
