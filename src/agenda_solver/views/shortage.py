"""Where a day holds more than its hours: the sum that explains why a custom is broken."""

from __future__ import annotations

from collections.abc import Iterable

from agenda_solver.problem import Day, Problem
from agenda_solver.text import Text, clock, duration
from agenda_solver.timetable import Placement, Timetable


def shortage_text(problem: Problem, timetable: Timetable, day: Day) -> Text | None:
    """Return by how much the programme of a day is longer than its hours; None if it is not.

    From the opening, or from a start that is locked: where most is lacking.
    """
    if day.open is None or problem.shape == "tracks":
        return None
    own = set(problem.habits.own)
    here = [one for one in timetable.by_day.get(day.date, ()) if one.session in own]
    locked = (problem.session[one.session].locked.start for one in here)
    lacking, start, total = max(
        (_total(problem, here, start) - (day.open.end - start), start, _total(problem, here, start))
        for start in {day.open.start, *(start for start in locked if start is not None)}
    )
    if lacking <= 0:
        return None
    return _SUM.fill(
        start=clock(start),
        total=duration(total),
        hours=duration(day.open.end - start),
        lacking=duration(lacking),
    )


def _total(problem: Problem, placements: Iterable[Placement], start: int) -> int:
    """Return how long sessions last from then on, those of a block and workshops at once."""
    total, longest = 0, dict[str | None, int]()
    for one in placements:
        if one.start < start:
            continue
        if problem.habits.is_parallel(one.session):
            block = problem.session[one.session].block
            longest[block] = max(longest.get(block, 0), one.minutes)
        else:
            total += one.minutes
    return total + sum(longest.values())


_SUM = Text(
    "à partir de {start}, {total} de programme pour {hours} d'ouverture, il manque {lacking}",
    "from {start} on, {total} of programme for {hours} of opening, {lacking} are lacking",
)
