"""How many times a session takes place, where the wishes decide: which may be left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from agenda_solver.problem.heirs import taken_out
from agenda_solver.problem.lookups import Lookups, Read
from agenda_solver.problem.repeats import with_repeats
from agenda_solver.problem.schema import Spot, Times


def with_bounds(problem: Lookups) -> Mapping[str, Times]:
    """Return the sessions of which as many times take place as are needed, with their bounds."""
    return {
        session.id: session.repeats
        for session in problem.sessions
        if isinstance(session.repeats, Times)
    }


def undecided(problem: Lookups, needed: Collection[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """Return the times that may be left out of each session, the last ones last.

    Not those up to its least number, nor up to one that is locked.

    Parameters
    ----------
    problem : Problem
        What is asked.
    needed : collection of str
        Ids of further sessions that must take place.
    """
    left: dict[str, tuple[str, ...]] = {}
    for first, bounds in with_bounds(problem).items():
        times = problem.repeats.get(first, (first,))
        fixed = [
            number
            for number, time in enumerate(times, start=1)
            if time in needed or problem.session[time].locked != Spot()
        ]
        optional = times[max([bounds.min, *fixed]) :]
        if optional and not bounds.settled:
            left[first] = optional
    return left


def with_all_times(problem: Read) -> Read:
    """Return a problem in which it is open again how many times sessions take place."""
    every = with_repeats(_with_bounds(problem, {"settled": False}))
    # Somebody may have lowered a maximum since it was settled.
    beyond = [
        time
        for first, bounds in with_bounds(every).items()
        for time in every.repeats.get(first, ())[bounds.max :]
        if every.session[time].locked == Spot()
    ]
    return taken_out(every, {"sessions": beyond}) if beyond else every


def without_times(problem: Read, gone: Collection[str]) -> Read:
    """Return a problem in which it is settled how many times: without some of them."""
    left = taken_out(problem, {"sessions": gone}) if gone else problem
    return _with_bounds(left, {"settled": True})


def _with_bounds(problem: Read, update: Mapping[str, Any]) -> Read:
    bounds = with_bounds(problem)
    sessions = [
        session.model_copy(update={"repeats": bounds[session.id].model_copy(update=update)})
        if session.id in bounds
        else session
        for session in problem.sessions
    ]
    return problem.with_tables(sessions=sessions) if bounds else problem
