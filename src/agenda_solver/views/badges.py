"""A badge for each attendee: who it is, from where, and where their seats are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agenda_solver.problem import Problem
from agenda_solver.text import Language, Names, Text, weekday
from agenda_solver.timetable import Timetable
from agenda_solver.views.agendas import (
    AgendaLine,
    attendee_agendas,
    line_room,
)
from agenda_solver.views.names import shown_names
from agenda_solver.views.titles import padded_clock, session_title
from agenda_solver.words.names import on_one_line

_ON_A_DAY = Text("{day} {time}", "{day} {time}")


@dataclass(frozen=True)
class BadgeLine:
    """Where an attendee has a seat, or a part of their own; of several days, on which."""

    when: Text
    title: Text
    room: Text


@dataclass(frozen=True)
class Badge:
    """What an attendee wears, in their language where that is known."""

    attendee_id: str
    language: Language
    event: str
    name: str
    organisation: str
    lines: tuple[BadgeLine, ...]


def badges(
    problem: Problem, timetable: Timetable, language: Language, names: Names = "full"
) -> tuple[Badge, ...]:
    """Return a badge for each attendee, in the order of lists.

    The organisation is told beside full names only: with initials, it would say who it is.

    Parameters
    ----------
    language : {"fr", "en"}
        Of those of whom no language is known.
    names : {"full", "initials", "codes"}
        How attendees are called.
    """
    called = shown_names(problem.attendees, names)
    event = on_one_line(problem.event.name)
    return tuple(
        Badge(
            attendee.id,
            attendee.language or language,
            event,
            called[attendee.id],
            attendee.organisation if names == "full" else "",
            tuple(_lines(problem, timetable, agenda.lines)),
        )
        for agenda in attendee_agendas(problem, timetable, names)
        for attendee in (problem.attendee[agenda.attendee],)
    )


def _lines(
    problem: Problem, timetable: Timetable, lines: tuple[AgendaLine, ...]
) -> Iterator[BadgeLine]:
    several = len(timetable.by_day) > 1
    for line in lines:
        if line.kind not in ("seat", "role"):
            continue
        time = padded_clock(line.start)
        day = weekday(line.day)
        short = Text(f"{day.fr[:3]}.", day.en[:3])
        yield BadgeLine(
            _ON_A_DAY.fill(day=short, time=time) if several else time,
            session_title(problem, line.sessions[0]),
            line_room(problem, timetable, line),
        )
