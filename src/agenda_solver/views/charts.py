"""What of a report people would rather look at: its figures as bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.text import Text, clock, same
from agenda_solver.timetable import Timetable
from agenda_solver.views.pages import Bars, Chart
from agenda_solver.views.programme import daily_hours
from agenda_solver.views.rosters import Roster
from agenda_solver.views.titles import day_title
from agenda_solver.views.wishes import Tally, rank_text

_STEP = 30  # minutes between two bars of a day
_SHOWN_RANKS = 8
_MOST_LINES = 40
"""Nobody tells more bars apart."""

_FIRST = Text("1er vœu", "1st wish")
_OTHER = Text("autre vœu", "another wish")
_UNWISHED = Text("hors vœux", "not wished")
_NO_SEAT = Text("sans place", "no seat")
_SEATS = Text("Places", "Seats")
_ROOMS_IN_USE = Text(
    "Salles occupées, demi-heure par demi-heure", "Rooms in use, half-hour by half-hour"
)


def ranks_chart(tally: Tally) -> Chart | None:
    """Return how many seats are of each rank, of those who have made wishes."""
    lines = [(rank_text(rank), count) for rank, count in tally.ranks.items()]
    shown = lines[:_SHOWN_RANKS]
    if later := sum(count for _, count in lines[_SHOWN_RANKS:]):
        shown.append((Text("plus loin", "later"), later))
    shown += [
        (text, count)
        for text, count in ((_UNWISHED, tally.unwished), (_NO_SEAT, tally.without))
        if count
    ]
    return _chart([text for text, _ in shown], (Bars(_SEATS, tuple(n for _, n in shown)),))


def fill_chart(rosters: Sequence[tuple[Text, Roster]]) -> Chart | None:
    """Return how many seats of each session are taken, and left."""
    held = [(title, roster) for title, roster in rosters if not roster.cancelled]
    taken = tuple(len(roster.seated) for _, roster in held)
    left = tuple(max(0, roster.left or 0) for _, roster in held)
    bars = (
        Bars(Text("inscrits", "registered"), taken),
        Bars(Text("places libres", "seats left"), left),
    )
    return _chart([title for title, _ in held], bars, stacked=True)


def labels_chart(tallies: Sequence[tuple[str, Tally]]) -> Chart | None:
    """Return what the wishes of each organisation, or each category, have become."""
    kinds: tuple[tuple[Text, Callable[[Tally], int]], ...] = (
        (_FIRST, lambda tally: tally.ranks.get(1, 0)),
        (_OTHER, lambda tally: sum(n for rank, n in tally.ranks.items() if rank > 1)),
        (_UNWISHED, lambda tally: tally.unwished),
        (_NO_SEAT, lambda tally: tally.without),
    )
    bars = (Bars(name, tuple(count(tally) for _, tally in tallies)) for name, count in kinds)
    shown = tuple(each for each in bars if any(each.numbers))
    return _chart([same(label) for label, _ in tallies], shown, stacked=True)


def rooms_chart(problem: Problem, timetable: Timetable) -> Chart | None:
    """Return how many rooms are in use over each day, half-hour by half-hour."""
    hours = {day: (first, last) for day, first, last in daily_hours(problem, timetable)}
    if not hours:
        return None
    first = min(start for start, _ in hours.values()) // _STEP * _STEP
    moments = range(first, max(end for _, end in hours.values()), _STEP)
    bars = tuple(
        Bars(day_title(day), tuple(_rooms_in_use(problem, timetable, day, moments)))
        for day in hours
    )
    chart = _chart([clock(moment) for moment in moments], bars, upright=True)
    return chart and replace(chart, title=_ROOMS_IN_USE)


def _rooms_in_use(
    problem: Problem, timetable: Timetable, day: date, moments: range
) -> Iterator[int]:
    """Yield how many rooms are in use at some time of each half-hour."""
    taking = timetable.taking(problem, floors=True)
    for moment in moments:
        yield sum(
            any(
                placement.day == day and placement.start < moment + _STEP and placement.end > moment
                for placement in placements
            )
            for room, placements in taking.items()
            if room is not None
        )


def _chart(
    lines: Sequence[Text], bars: tuple[Bars, ...], *, stacked: bool = False, upright: bool = False
) -> Chart | None:
    """Return a chart; None of a single line, of none, or of more than can be looked at."""
    if not bars or not 1 < len(lines) <= _MOST_LINES:
        return None
    return Chart(tuple(lines), bars, stacked, upright)
