"""What attendees hope for of a timetable: that what they wish is not all at once.

Definitions that the rules, the model and the search share; nothing is decided here. Which
seats there are in a timetable, and who takes them, is for `offers` and `assign`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from agenda_solver.problem import Attendee, Problem, Window


@dataclass(frozen=True)
class Hope:
    """Something to attend: any one of these sessions.

    Attributes
    ----------
    sessions : tuple of str
        Ids: the times and sub-groups of one workshop.
    worth : int
        1, or the wish's rating.
    """

    sessions: tuple[str, ...]
    worth: int


@dataclass(frozen=True)
class Party:
    """Attendees who hope for the same, and could be there at the same times.

    Attributes
    ----------
    hopes : tuple of Hope
        The dearest first.
    present : tuple of Window
        When they are there; empty: always.
    busy : tuple of str
        Ids of the sessions in which they take part themselves: speakers, as a rule.
    most : int
        What they could attend if nothing stood in the way but that the sessions of a block
        start together.
    size : int
        How many they are.
    """

    hopes: tuple[Hope, ...]
    present: tuple[Window, ...]
    busy: tuple[str, ...]
    most: int
    size: int = 1


def parties(problem: Problem) -> tuple[Party, ...]:
    """Return those who wish for something, equals together, in the order of the draft."""
    found = Counter(
        party for attendee in problem.attendees if (party := _party(problem, attendee)).hopes
    )
    return tuple(replace(party, size=size) for party, size in found.items())


def _party(problem: Problem, attendee: Attendee) -> Party:
    offered = set(problem.offered)
    hopes = []
    for workshop, worth in _dearest_first(problem, attendee).items():
        sessions = tuple(it for it in problem.workshops[workshop] if it in offered)
        if sessions:
            hopes.append(Hope(sessions, worth))
    return Party(
        hopes=tuple(hopes),
        present=tuple(attendee.present),
        busy=busy_in(problem, attendee.id),
        most=sum(hope.worth for hope in within_reach(problem, hopes)),
    )


def busy_in(problem: Problem, attendee: str) -> tuple[str, ...]:
    """Return the ids of the sessions in which an attendee takes part, as a speaker or otherwise."""
    person = problem.person_of.get(attendee)
    return problem.sessions_with(person) if person is not None else ()


def _dearest_first(problem: Problem, attendee: Attendee) -> Mapping[str, int]:
    """Return what each workshop that an attendee wishes for is worth to them."""
    wishes = attendee.wishes
    if isinstance(wishes, dict):
        rated = sorted(wishes.items(), key=lambda wish: -wish[1])
    else:
        rated = [(session, 1) for session in wishes]
    found: dict[str, int] = {}
    for session, worth in rated:
        if worth:
            found.setdefault(problem.workshop(session), worth)
    return found


def within_reach(problem: Problem, hopes: list[Hope]) -> Iterator[Hope]:
    """Yield the hopes that could all be kept, if blocks alone stood in the way.

    The sessions of a block are at one time, so of them one can be attended; which hopes can
    be kept together is then a matching of hopes to times, and taking the dearest first is
    best (Edmonds and Fulkerson, "Transversals and matroid partition", 1965).
    """
    taken: dict[_Moment, int] = {}
    for number, hope in enumerate(hopes):
        if _reached(problem, hopes, number, taken, set()):
            yield hope


_Moment = tuple[str | None, str]
"""A block; or, of a session without one, its own id."""


def _reached(
    problem: Problem,
    hopes: list[Hope],
    number: int,
    taken: dict[_Moment, int],
    tried: set[_Moment],
) -> bool:
    """Find a time for a hope, moving earlier ones to others if need be."""
    for session in hopes[number].sessions:
        block = problem.session[session].block
        time = (block, "") if block else (None, session)
        if time in tried:
            continue
        tried.add(time)
        if time not in taken or _reached(problem, hopes, taken[time], taken, tried):
            taken[time] = number
            return True
    return False
