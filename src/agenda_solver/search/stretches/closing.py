"""Papers that follow one another from the first place of their room, where nothing is lost by it.

A place that is left free before others costs nothing by itself, and may be of use: who gives a
paper or follows it may be elsewhere then. So that rooms fill from their first place is no demand;
it is tried once all else is settled, and kept where it is as good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from agenda_solver.domains import Domain
from agenda_solver.problem import Problem, Stretch
from agenda_solver.timetable import Placement, Timetable

IsAsGood = Callable[[Timetable], bool]
"""Tells whether a timetable is as good as the one before it."""


def closed_up(
    problem: Problem, timetable: Timetable, domains: Mapping[str, Domain], is_as_good: IsAsGood
) -> Timetable:
    """Return a timetable in which papers begin earlier in their rooms, where that is as good.

    Parameters
    ----------
    problem : Problem
        What is asked.
    timetable : Timetable
        It keeps all demands.
    domains : mapping of str to Domain
        Where each paper may be.
    is_as_good : callable
        Is asked of all rooms of all stretches at once, then of one after the other.
    """
    moved = [
        closer
        for (stretch, _), papers in _cells(problem, timetable).items()
        if (closer := _closer(problem.stretch[stretch], papers, domains)) != papers
    ]
    together = _with(timetable, [placement for closer in moved for placement in closer])
    if not moved or is_as_good(together):
        return together if moved else timetable
    for closer in moved if len(moved) > 1 else ():
        other = _with(timetable, closer)
        if is_as_good(other):
            timetable = other
    return timetable


def _cells(problem: Problem, timetable: Timetable) -> dict[tuple[str, str], list[Placement]]:
    """Return the papers of each room of a stretch, as they follow one another."""
    cells: dict[tuple[str, str], list[Placement]] = {}
    for placement in sorted(timetable.placements, key=lambda one: (one.day, one.start)):
        stretch = problem.stretch_at(placement.day, placement.start)
        if problem.is_paper(placement.session) and stretch and placement.room is not None:
            cells.setdefault((stretch, placement.room), []).append(placement)
    return cells


def _closer(
    stretch: Stretch, papers: Sequence[Placement], domains: Mapping[str, Domain]
) -> list[Placement]:
    """Return the papers of a room, each as early as it may be after the one before."""
    closer: list[Placement] = []
    until = stretch.start
    for paper in papers:
        domain = domains[paper.session]
        times = [
            (start, end)
            for day, start, end in domain.times
            if day == paper.day
            and until <= start <= paper.start
            and end <= stretch.end
            and paper.room in domain.rooms_at((day, start, end))
        ]
        start, end = min(
            times,
            key=lambda time: (time[0], abs(time[1] - time[0] - paper.minutes)),
            default=(paper.start, paper.end),
        )
        closer.append(replace(paper, start=start, end=end))
        until = end
    return closer


def _with(timetable: Timetable, placements: Sequence[Placement]) -> Timetable:
    """Return a timetable with some sessions elsewhere."""
    moved = {placement.session: placement for placement in placements}
    return timetable.with_placements(moved.get(one.session, one) for one in timetable.placements)
