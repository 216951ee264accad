"""Closing the gap of a session that does not take place: what follows it moves up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable


def moved_up(
    before: Timetable, published: Problem, problem: Problem, over: Collection[str] = ()
) -> Timetable:
    """Return the published timetable with its gaps closed, to stay near to.

    Where nothing else goes on when a session was to take place, what comes next that day
    starts when it would have, and so on, as far as the first one that cannot move: one whose
    start is locked, what is external, and what has begun. A part makes room for the parts
    after it. On slots everything moves up by as many slots.

    Parameters
    ----------
    before : Timetable
        What was published, with its seats.
    published : Problem
        What was asked then.
    problem : Problem
        What is asked now: sessions of `before` that are not in it are gone.
    over : collection of str
        Ids of the sessions that have begun.
    """
    left = {it.session: it for it in before.placements if it.session in problem.session}
    gone = [
        it for it in before.placements if it.session not in left and it.session in published.session
    ]
    for hole in sorted(gone, key=lambda it: (it.day, it.start), reverse=True):
        _close(hole, published.session[hole.session].part_of, problem, left, over)
    return Timetable.of(left.values(), before.seats, before.cast)


def _close(
    hole: Placement,
    whole: str | None,
    problem: Problem,
    left: dict[str, Placement],
    over: Collection[str],
) -> None:
    """Move up what follows a hole among the parts of one whole, or among what is no part."""
    beside = [
        it
        for it in left.values()
        if it.day == hole.day and problem.session[it.session].part_of == whole
    ]
    if any(it.overlaps(hole) for it in beside):
        return
    after = sorted((it for it in beside if it.start >= hole.end), key=lambda it: it.start)
    run: list[Placement] = []
    for _, together in groupby(after, key=lambda it: it.start):
        group = list(together)
        if any(_is_fixed(problem, it.session, over) for it in group):
            break
        run += group
    if not run:
        return
    starts = _earlier(hole, run, problem)
    for it in run:
        for session in (it.session, *_parts_of(problem, it.session)):
            if session in left:
                left[session] = _at(left[session], it.start, *starts[it.start])


def _is_fixed(problem: Problem, session: str, over: Collection[str]) -> bool:
    it = problem.session[session]
    inside = (session, *_parts_of(problem, session))
    return it.external or any(
        other in over or problem.session[other].locked.start is not None for other in inside
    )


def _parts_of(problem: Problem, session: str) -> Iterable[str]:
    return (it.id for it in problem.sessions if session in problem.wholes(it.id))


def _earlier(
    hole: Placement, run: list[Placement], problem: Problem
) -> Mapping[int, tuple[int, int | None]]:
    """Return, by start, the earlier start; and on slots where that slot ends."""
    slots = sorted({(it.start, it.end) for it in problem.event.slots if it.day == hole.day})
    starts = [start for start, _ in slots]
    if all(start in starts for start in (hole.start, *(it.start for it in run))):
        steps = starts.index(run[0].start) - starts.index(hole.start)
        return {it.start: slots[starts.index(it.start) - steps] for it in run}
    minutes = run[0].start - hole.start
    return {it.start: (it.start - minutes, None) for it in run}


def _at(placement: Placement, whole: int, start: int, end: int | None) -> Placement:
    """Return a placement moved up with its whole, and ended with its slot if that is shorter."""
    first = placement.start - whole + start
    last = first + placement.minutes
    return replace(placement, start=first, end=last if end is None else min(last, end))
