"""How many attendees eat at each sitting, and what they need: for whoever cooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.agendas import attendee_agendas


@dataclass(frozen=True)
class Sitting:
    """A meal, and who comes.

    Attributes
    ----------
    surely : int
        How many have a seat in it, or are there while nothing else is theirs.
    perhaps : int
        How many choose among what starts with it.
    needs : mapping of str to int
        By need, how many of both say so; what most need first.
    """

    placement: Placement
    surely: int
    perhaps: int
    needs: Mapping[str, int]


def sittings(problem: Problem, timetable: Timetable) -> tuple[Sitting, ...]:
    """Return the meals of a programme in the order of time; none where there is no attendee.

    Whoever takes part in the programme and is no attendee is not counted.
    """
    meals = {
        placement.session: placement
        for placement in timetable.placements
        if problem.kind_of(placement.session) == "meal"
    }
    if not meals or not problem.attendees:
        return ()
    surely: Counter[str] = Counter()
    perhaps: Counter[str] = Counter()
    needs: dict[str, Counter[str]] = {meal: Counter() for meal in meals}
    for agenda in attendee_agendas(problem, timetable, "codes"):
        wanted = problem.attendee[agenda.attendee].needs
        for line in agenda.lines:
            for meal in meals.keys() & set(line.sessions) if line.kind != "lacking" else ():
                (perhaps if line.kind == "choice" else surely)[meal] += 1
                needs[meal].update(wanted)
    return tuple(
        Sitting(placement, surely[meal], perhaps[meal], dict(needs[meal].most_common()))
        for meal, placement in sorted(meals.items(), key=lambda one: _moment(one[1]))
    )


def _moment(placement: Placement) -> tuple[date, int, int]:
    return placement.day, placement.start, placement.end
