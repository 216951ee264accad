"""What a draft says of its sessions once they stand somewhere on the board.

Where they stand says what they would like: see `agenda_solver.board.opened`, which reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from agenda_solver.judging import landing
from agenda_solver.problem import Minutes, Problem, Session, Spot
from agenda_solver.timetable import Placement, Timetable

NOWHERE = Timetable.of(())


def filled_in(problem: Problem, placements: Iterable[Placement]) -> Problem:
    """Return a draft whose sessions are put somewhere: there they would like to be, for so long."""
    updates = {}
    for placement in placements:
        row = problem.session[placement.session]
        update = {"minutes": _minutes(problem, row, placement), "preferred": Spot()}
        if update != {key: getattr(row, key) for key in update}:
            updates[row.id] = update
    return problem.with_sessions(updates) if updates else problem


def _minutes(problem: Problem, row: Session, placement: Placement) -> Minutes | None:
    """Return how long a session may last that is to last as long as it does now."""
    minutes, lasts = row.minutes, placement.minutes
    if minutes is None:
        at = placement.day, placement.start, placement.room
        lands = landing(problem, NOWHERE, row.id, *at)
        return None if lasts == lands.minutes else Minutes(min=lasts, max=lasts)
    if lasts == problem.usual_minutes(row.id):
        return minutes
    if minutes.min == minutes.max:
        return Minutes(min=lasts, max=lasts)
    return Minutes(min=min(lasts, minutes.min), ideal=lasts, max=max(lasts, minutes.max))


def locked_along(problem: Problem, placements: Iterable[Placement]) -> Problem:
    """Return a draft in which the locks of what was moved are where it was moved to.

    A row has one day, one start and one room: a lock that stayed behind would be where the
    session is when the draft is read again.
    """
    updates = {}
    for placement in placements:
        locked = problem.session[placement.session].locked
        moved = {
            key: getattr(placement, key)
            for key, value in locked
            if value is not None and value != getattr(placement, key)
        }
        if moved:
            updates[placement.session] = {"locked": locked.model_copy(update=moved)}
    return problem.with_sessions(updates) if updates else problem


def unlocked(problem: Problem, sessions: Collection[str]) -> Problem:
    """Return a draft in which no lock on its start puts a session somewhere again."""
    updates = {
        session: {"locked": locked.model_copy(update={"start": None})}
        for session in sessions
        if (locked := problem.session[session].locked).start is not None
    }
    return problem.with_sessions(updates) if updates else problem


def with_wishes(problem: Problem, timetable: Timetable) -> Problem:
    """Return a draft, to be written, in which the sessions would like to be where they stand."""
    updates = {}
    for placement in timetable.placements:
        locked = problem.session[placement.session].locked
        wish = {
            key: getattr(placement, key)
            for key in ("day", "start", "room")
            if getattr(locked, key) != getattr(placement, key)
        }
        updates[placement.session] = {"preferred": Spot.model_construct(**wish)}
    return problem.with_sessions(updates)
