"""Closing the gap of a session that does not take place: what follows it moves up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from agenda_solver.domains import limits_by_session
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS
from agenda_solver.timetable import Placement, Timetable


def moved_up(
    before: Timetable, published: Problem, problem: Problem, over: Collection[str] = ()
) -> Timetable:
    """Return the published timetable with its gaps closed, to stay near to.

    Where nothing else goes on when a session was to take place, what comes next that day
    starts when it would have, and so on, as far as the first one that cannot move: one whose
    start is locked, what is external, what has begun, and what would be where it may not be
    (too early for lunch, or for the speaker). Where what comes next cannot start so early,
    it moves up as far as it can, and all after it by as much. A part makes room for the
    parts after it. On slots everything moves up by as many slots.

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
    left = {
        placement.session: placement
        for placement in before.placements
        if placement.session in problem.session
    }
    gone = [
        placement
        for placement in before.placements
        if placement.session not in left and placement.session in published.session
    ]
    limits = limits_by_session(problem, DEMANDS)

    def allowed(placement: Placement) -> bool:
        asked = (limit for limit in limits[placement.session] if limit.person is None)
        return all(limit.allows(placement) for limit in asked)

    for hole in sorted(gone, key=lambda placement: (placement.day, placement.start), reverse=True):
        _close(hole, published.session[hole.session].part_of, problem, left, over, allowed)
    return Timetable.of(left.values(), before.seats, before.cast)


def _close(
    hole: Placement,
    whole: str | None,
    problem: Problem,
    left: dict[str, Placement],
    over: Collection[str],
    allowed: Callable[[Placement], bool],
) -> None:
    """Move up what follows a hole among the parts of one whole, or among what is no part."""
    beside = [
        placement
        for placement in left.values()
        if placement.day == hole.day and problem.session[placement.session].part_of == whole
    ]
    if any(placement.overlaps(hole) for placement in beside):
        return
    after = sorted(
        (placement for placement in beside if placement.start >= hole.end),
        key=lambda placement: placement.start,
    )
    for shift in _shifts(hole, after, problem):
        if moved := _moved(after, shift, problem, left, over, allowed):
            left.update(moved)
            return


Shift = Callable[[int], tuple[int, int | None] | None]
"""Gives, by a start, the earlier one, and on slots where that slot ends; None: there is none."""


def _moved(
    after: Iterable[Placement],
    shift: Shift,
    problem: Problem,
    left: Mapping[str, Placement],
    over: Collection[str],
    allowed: Callable[[Placement], bool],
) -> dict[str, Placement]:
    """Return where what comes after a hole goes, as far as the first one that cannot move so."""
    moved: dict[str, Placement] = {}
    for start, group in groupby(after, key=lambda placement: placement.start):
        together = [
            session
            for placement in group
            for session in (placement.session, *_parts_of(problem, placement.session))
            if session in left
        ]
        earlier = shift(start)
        if earlier is None or any(_is_fixed(problem, session, over) for session in together):
            break
        there = {session: _at(left[session], start, *earlier) for session in together}
        if not all(map(allowed, there.values())):
            break
        moved |= there
    return moved


def _is_fixed(problem: Problem, session: str, over: Collection[str]) -> bool:
    asked = problem.session[session]
    return asked.external or asked.locked.start is not None or session in over


def _parts_of(problem: Problem, session: str) -> Iterable[str]:
    return (part.id for part in problem.sessions if session in problem.wholes(part.id))


def _shifts(hole: Placement, after: Sequence[Placement], problem: Problem) -> Iterator[Shift]:
    """Yield by how much may be moved up, the most first: as many slots, or steps of the grid."""
    if not after:
        return
    slots = sorted({(slot.start, slot.end) for slot in problem.event.slots if slot.day == hole.day})
    starts = [start for start, _ in slots]
    if hole.start in starts and after[0].start in starts:
        most = starts.index(after[0].start) - starts.index(hole.start)
        yield from (partial(_by_slots, slots, starts, steps) for steps in range(most, 0, -1))
    else:
        most = after[0].start - hole.start
        yield from (
            partial(_by_minutes, minutes) for minutes in range(most, 0, -problem.event.grid)
        )


def _by_slots(
    slots: Sequence[tuple[int, int]], starts: Sequence[int], steps: int, start: int
) -> tuple[int, int | None] | None:
    return slots[starts.index(start) - steps] if start in starts else None


def _by_minutes(minutes: int, start: int) -> tuple[int, int | None]:
    return start - minutes, None


def _at(placement: Placement, whole: int, start: int, end: int | None) -> Placement:
    """Return a placement moved up with its whole, and ended with its slot if that is shorter."""
    first = placement.start - whole + start
    last = first + placement.minutes
    return replace(placement, start=first, end=last if end is None else min(last, end))
