"""The page Émargement: everybody who is registered, by family name, to be signed each day.

After it, on a page without a name, how many eat at each sitting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from agenda_solver.problem import Attendee, Problem, joined
from agenda_solver.rules.words import need_text, people_count
from agenda_solver.text import Names, Text, counted, day_and_month
from agenda_solver.timetable import Timetable
from agenda_solver.views.meals import Sitting, sittings
from agenda_solver.views.names import listed, shown_names
from agenda_solver.views.pages import Block, Cell, Page, Role, Row, continued, event_heading, wide
from agenda_solver.views.roster_page import (
    NAME_TITLES,
    NUMBER,
    SIGNATURE,
    RosterColumn,
    roster_columns,
)
from agenda_solver.views.titles import day_title, dotted, padded_span, place_title, session_title
from agenda_solver.words.moments import DAY_MINUTES

ATTENDANCE = Text("Émargement", "Attendance")

_TITLE = Text("Émargement général", "General attendance sheet")
_MEALS = Text("Repas", "Meals")
_MEAL = Text("repas", "meal"), Text("repas", "meals")
_AS_CHOSEN = Text(
    "de {surely} à {most} repas, au choix des participants",
    "{surely} to {most} meals, as attendees choose",
)
_NEED = Text("{need} : {number}", "{need}: {number}")
_NOT_COUNTED = Text(
    "Ne sont comptés que les participants inscrits ; les intervenants qui ne le sont pas "
    "s'y ajoutent.",
    "Only registered attendees are counted; speakers who are not come on top.",
)
_AWAY = "–"
_MOST_DAYS = 4  # columns to sign in that a sheet of paper holds
_WIDTH, _LEAST = 44.0, 11.0  # characters of all these columns, and of one
_NUMBER_WIDTH = 5.0


def attendance_page(problem: Problem, timetable: Timetable, names: Names = "full") -> Page:
    """Return the list of all attendees; where they are not there on a day, that is marked."""
    days = sorted(timetable.by_day) or sorted(problem.day)
    every = tuple(roster_columns(problem, names))
    signed = days if len(days) <= _MOST_DAYS else days[:1]
    # A signature takes more room than what else is known of somebody is worth.
    columns = every if len(signed) == 1 else every[:1]
    spare = sum(column.width for column in every[len(columns) :])
    width = max(_LEAST, ((_WIDTH if not columns else _WIDTH / 2) + spare) / len(signed))
    return Page(
        ATTENDANCE,
        problem.event,
        (_NUMBER_WIDTH, None, *(column.width for column in columns), *(width for _ in signed)),
        (
            _list(problem, columns, signed if len(days) == len(signed) else (), names),
            *_meals(problem, timetable),
        ),
        head=(wide(event_heading(problem), "note"),),
        portrait=True,
    )


# --- The list -----------------------------------------------------------------------------


def _list(
    problem: Problem, columns: Sequence[RosterColumn], days: Sequence[date], names: Names
) -> Block:
    titles = [day_and_month(day) for day in days] if len(days) > 1 else [SIGNATURE]
    header = (NUMBER, NAME_TITLES[names], *(column.title for column in columns), *titles)
    called = shown_names(problem.attendees, names)
    rows = (
        _row(
            number,
            _by_family(problem.attendee[key], called[key], names),
            [column.value(problem.attendee[key]) for column in columns],
            [_presence(problem.attendee[key], day) for day in days] or [""],
        )
        for number, key in enumerate(listed(problem.attendees, names), start=1)
    )
    return Block(
        tuple(rows),
        lead=(
            wide(_TITLE, "title"),
            wide(people_count(len(problem.attendees)), "facts"),
            Row(air=6.0),
        ),
        header=(Row(tuple(_cells(header, "header", "header")), 6.0),),
        top=(wide(continued(_TITLE), "title"),),
        new_page=True,
    )


def _row(number: int, name: str, more: Sequence[str], signed: Sequence[str]) -> Row:
    cells = _cells((number, name, *more, *signed), "text", "key", centred=len(signed))
    return Row(tuple(cells), 11.0, ruled=True, subject=1)


def _cells(
    values: Sequence[Text | str | int], role: Role, name: Role, *, centred: int = 0
) -> Iterator[Cell]:
    for place, value in enumerate(values):
        middle = place == 0 or place >= len(values) - centred
        yield Cell(
            value,
            name if place == 1 else role,
            "header" if role == "header" else None,
            align="center" if middle else "left",
        )


def _by_family(attendee: Attendee, called: str, names: Names) -> str:
    """Return a name with the family name first, by which the list goes, where it is known."""
    if names != "full" or not (attendee.family_name and attendee.given_name):
        return called
    apart = called.removeprefix(attendee.name)  # what tells namesakes apart
    return f"{attendee.family_name.upper()} {attendee.given_name}{apart}"


def _presence(attendee: Attendee, day: date) -> str:
    here = any(start < DAY_MINUTES and end > 0 for start, end in joined(attendee.present, day))
    return "" if here or not attendee.present else _AWAY


# --- Meals --------------------------------------------------------------------------------


def _meals(problem: Problem, timetable: Timetable) -> Iterator[Block]:
    eaten = sittings(problem, timetable)
    if not eaten:
        return
    rows = tuple(row for sitting in eaten for row in _sitting(problem, sitting))
    yield Block((wide(_MEALS, "title"), *rows, wide(_NOT_COUNTED, "note", air=16)), new_page=True)


def _sitting(problem: Problem, sitting: Sitting) -> Iterator[Row]:
    placement = sitting.placement
    when = padded_span(placement.start, placement.end)
    where = place_title(problem, placement.session, placement.room)
    yield wide(session_title(problem, placement.session), "section", air=14)
    yield wide(dotted([day_title(placement.day), when, where]), "aside")
    yield wide(_number(sitting), "key")
    if sitting.needs:
        needs = (
            _NEED.fill(need=need_text(problem, need), number=number)
            for need, number in sitting.needs.items()
        )
        yield wide(dotted(needs), "body")


def _number(sitting: Sitting) -> Text:
    if sitting.perhaps:
        return _AS_CHOSEN.fill(surely=sitting.surely, most=sitting.surely + sitting.perhaps)
    return counted(sitting.surely, *_MEAL)
