"""What a move by hand is: where a session lands, and what goes along with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Timetable


def moved(
    problem: Problem, timetable: Timetable, placement: Placement, *, block: bool = False
) -> Timetable:
    """Return a timetable after a session was moved, or put where it was in none.

    What is inside of it goes along: its parts, at any depth, that are on its day, by as many
    minutes; and into its new room, those that were in its room. A session that is stretched
    over its start, its end being where it was, leaves its parts where they are, but for the
    room. A session that was in no timetable brings its parts, if none of them is in it: one after
    the other from its start, in the order of the draft, and in its room. Seats and cast are as
    they were.

    Parameters
    ----------
    problem : Problem
        What is asked.
    timetable : Timetable
        As it is.
    placement : Placement
        Where one session is to be.
    block : bool
        Whether the sessions of its block go along in the same way, and all their parts: else
        the session leaves its block, where its start changes.
    """
    here = timetable.by_session.get(placement.session)
    if here is None:
        parts = _laid_out(problem, timetable, placement)
        return timetable.with_placements((*timetable.placements, placement, *parts))
    stretched = placement.day == here.day and placement.end == here.end
    later = 0 if stretched else placement.start - here.start
    along = moving_along(problem, placement.session, block=block)

    def place(other: Placement) -> Placement:
        if other.session == placement.session:
            return placement
        if other.session not in along or other.day != here.day:
            return other
        return replace(
            other,
            day=placement.day,
            start=other.start + later,
            end=other.end + later,
            room=placement.room if other.room == here.room else other.room,
        )

    return timetable.with_placements(map(place, timetable.placements))


def _laid_out(problem: Problem, timetable: Timetable, whole: Placement) -> Iterator[Placement]:
    """Yield where the parts of a whole are that come with it: as long as usual, if that fits."""
    parts = problem.parts.get(whole.session, ())
    if any(part in timetable.by_session for part in parts):
        return
    lengths = [problem.usual_minutes(part) for part in parts]
    if sum(lengths) > whole.minutes:
        lengths = [_least(problem, part) for part in parts]
    start = whole.start
    for part, minutes in zip(parts, lengths, strict=True):
        placement = Placement(part, whole.day, start, start + minutes, whole.room)
        yield placement
        yield from _laid_out(problem, timetable, placement)
        start += minutes


def _least(problem: Problem, session: str) -> int:
    minutes = problem.session[session].minutes
    return minutes.min if minutes else problem.usual_minutes(session)


def moving_along(problem: Problem, session: str, *, block: bool = False) -> frozenset[str]:
    """Return the ids of a session and its parts; with its block, of the block's and all theirs."""
    name = problem.session[session].block if block else None
    return problem.with_their_parts(problem.blocks[name] if name else (session,))


def shelved(problem: Problem, timetable: Timetable, session: str) -> Timetable:
    """Return a timetable without a session and its parts; seats and cast are as they were."""
    away = moving_along(problem, session)
    return timetable.with_placements(
        placement for placement in timetable.placements if placement.session not in away
    )


def landing(
    problem: Problem, timetable: Timetable, session: str, day: date, start: int, room: str | None
) -> Placement:
    """Return where a session is when it is put down at a start.

    It lasts as long as it does now, or else as it usually does. Where a slot begins then, it is
    as long as the slot if it has no minutes of its own, and no longer if these may be fewer.
    """
    row, here = problem.session[session], timetable.by_session.get(session)
    minutes = here.minutes if here else problem.usual_minutes(session)
    if not (row.part_of or row.external):
        slot = next((s for s in problem.event.slots if (s.day, s.start) == (day, start)), None)
        lasts = slot.end - slot.start if slot else minutes
        if row.minutes is None:
            minutes = lasts
        elif slot and row.minutes.min < row.minutes.max:
            minutes = max(row.minutes.min, min(minutes, lasts))
    return Placement(session, day, start, start + minutes, room)
