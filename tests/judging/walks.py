"""Hands that change a timetable at random: each move is one that the board allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from agenda_solver.judging import moved, shelved
from agenda_solver.problem import Problem, Spot
from agenda_solver.timetable import Casting, Placement, Seat, Timetable

State = tuple[Problem, Timetable]


def anywhere(problem: Problem, timetable: Timetable, chance: Random) -> Placement:
    """Return a placement of some session, near the hours of others or not."""
    session = chance.choice(problem.sessions)
    starts = [each.start for each in timetable.placements] or [540]
    here = timetable.by_session.get(session.id)
    minutes = here.minutes if here else problem.usual_minutes(session.id)
    start = here.start if here and chance.random() < 0.3 else chance.choice(starts)
    start = max(0, start + chance.choice((0, 0, 0, 5, -30, 240)))
    day = here.day if here and chance.random() < 0.5 else chance.choice(problem.days).date
    rooms = [room.id for room in problem.rooms]
    room = here.room if here and chance.random() < 0.4 else chance.choice([*rooms, None])
    return Placement(session.id, day, start, start + minutes + chance.choice((0, 0, 0, 5)), room)


def _move(state: State, chance: Random) -> State:
    problem, timetable = state
    placement, block = anywhere(*state, chance), chance.random() < 0.5
    return problem, moved(problem, timetable, placement, block=block)


def _shelve(state: State, chance: Random) -> State:
    problem, timetable = state
    return problem, shelved(problem, timetable, chance.choice(problem.sessions).id)


def _reseat(state: State, chance: Random) -> State:
    problem, timetable = state
    seats = list(timetable.seats)
    if seats and chance.random() < 0.5:
        seats.pop(chance.randrange(len(seats)))
    elif problem.attendees:
        who, where = chance.choice(problem.attendees), chance.choice(problem.sessions)
        seats.append(Seat(who.id, where.id))
    return problem, replace(timetable, seats=tuple(seats))


def _recast(state: State, chance: Random) -> State:
    problem, timetable = state
    pools = [(session.id, *pool) for session in problem.sessions for pool in session.pools]
    if not pools:
        return _move(state, chance)
    session, role, number, people = chance.choice(pools)
    others = [
        each
        for each in timetable.cast
        if (each.session, each.role, each.number) != (session, role, number)
    ]
    chosen = Casting(session, role, number, chance.choice(people))
    cast = [*others, chosen] if chance.random() < 0.8 else others
    return problem, Timetable.of(timetable.placements, timetable.seats, cast)


def _lock(state: State, chance: Random) -> State:
    problem, timetable = state
    here = chance.choice(timetable.placements) if timetable.placements else None
    if here is None:
        return _move(state, chance)
    start = chance.choice((None, here.start))
    lock = Spot().model_copy(update={"day": here.day, "start": start, "room": here.room})
    rows = [
        row.model_copy(update={"locked": lock}) if row.id == here.session else row
        for row in problem.sessions
    ]
    return problem.with_tables(sessions=rows), timetable


STEPS: tuple[Callable[[State, Random], State], ...] = (_move, _shelve, _reseat, _recast, _lock)
WEIGHTS = (12, 1, 2, 2, 1)


def walk(state: State, chance: Random, steps: int) -> Iterator[State]:
    """Yield what becomes of a timetable, and of its draft, step by step."""
    yield state
    for _ in range(steps):
        (step,) = chance.choices(STEPS, WEIGHTS)
        state = step(state, chance)
        yield state
