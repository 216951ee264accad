"""What a published programme says of its event, before the first day and after the last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agenda_solver.problem import Event, Problem
from agenda_solver.text import Text, clock, listing, same, with_capital, with_capital_text
from agenda_solver.timetable import Timetable
from agenda_solver.views.booklet import dates_text
from agenda_solver.views.particulars import PRACTICAL, event_place, in_one_line, lines_of
from agenda_solver.views.programme import daily_hours


@dataclass(frozen=True)
class CoverLine:
    """A line that tells one thing: ``Public : élus``."""

    title: Text
    words: Text


@dataclass(frozen=True)
class Passage:
    """What is told under a heading after the programme, a line each."""

    title: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Cover:
    """What stands around a programme.

    Attributes
    ----------
    when : Text
        On which days, and of one day at what time, with a capital.
    version : str
        As it is written, with a capital: ``Programme prévisionnel, version du 16/03/22``.
    facts : tuple of CoverLine
        Where it is, who holds it, for whom.
    introduction : tuple of Text
        A paragraph each.
    passages : tuple of Passage
        Practical information, partners, whom to ask.
    """

    title: str
    subtitle: str
    when: Text
    version: str
    facts: tuple[CoverLine, ...]
    introduction: tuple[Text, ...]
    passages: tuple[Passage, ...]


def cover(problem: Problem, timetable: Timetable) -> Cover:
    """Return what a published programme says of its event."""
    event = problem.event
    return Cover(
        in_one_line(event.name),
        in_one_line(event.subtitle),
        _when(problem, timetable),
        with_capital(in_one_line(event.version)),
        tuple(_facts(event)),
        tuple(lines_of(event.description)),
        tuple(_passages(event)),
    )


_FROM_TO = Text("{day}, de {start} à {end}", "{day}, {start} to {end}")
_PLACE = Text("Lieu", "Place")
_ORGANISERS = Text("Organisation", "Organised by")
_AUDIENCE = Text("Public", "For")
_PARTNERS = Text("Partenaires", "Partners")
_CONTACT = Text("Contact", "Contact")


def _when(problem: Problem, timetable: Timetable) -> Text:
    """Return the days; of a single one the hours that are announced, where they hold."""
    days = sorted(timetable.by_day) or sorted(problem.day)
    words = with_capital_text(dates_text(days))
    announced = problem.day[days[0]].announced if days[0] in problem.day else None
    hours = [(start, end) for _, start, end in daily_hours(problem, timetable)]
    if announced and all(announced.start <= one[0] and one[1] <= announced.end for one in hours):
        hours = [(announced.start, announced.end)]
    if len(days) > 1 or not hours:
        return words
    start, end = hours[0]
    return _FROM_TO.fill(day=words, start=clock(start), end=clock(end))


def _facts(event: Event) -> Iterator[CoverLine]:
    if place := event_place(event):
        yield CoverLine(_PLACE, same(place))
    if event.organisers:
        yield CoverLine(_ORGANISERS, listing(event.organisers))
    if event.audience:
        yield CoverLine(_AUDIENCE, same(in_one_line(event.audience)))


def _passages(event: Event) -> Iterator[Passage]:
    practical = (*lines_of(event.practical), *lines_of(event.link))
    if practical:
        yield Passage(PRACTICAL, practical)
    if event.partners:
        yield Passage(_PARTNERS, tuple(same(in_one_line(one)) for one in event.partners))
    if event.contact:
        yield Passage(_CONTACT, tuple(lines_of(event.contact)))
