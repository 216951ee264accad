"""What attendees hope for of a timetable: that what they wish is not all at once.

Definitions that the rules, the model and the search share; nothing is decided here. Which
seats there are in a timetable, and who takes them, is for `offers` and `assign`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from agenda_solver.problem import Attendee, Problem, Window
from agenda_solver.problem.same import SameProblem
from agenda_solver.ratings import Scale, scale, worths


@dataclass(frozen=True)
class Hope:
    """Something to attend: any one of these sessions.

    Attributes
    ----------
    sessions : tuple of str
        Ids: the times and sub-groups of one workshop.
    worth : int
        See `agenda_solver.ratings`.
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
        Ids of the sessions in which they take part themselves, as speakers do, and of those
        that they must attend and that take place once.
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


@dataclass(frozen=True)
class Choosers:
    """Attendees who wish for the same, and could be there at the same times.

    Attributes
    ----------
    worths : tuple of (str, int)
        The sessions that they wish for, and what each is worth to them.
    present : tuple of Window
        When they are there; empty: always.
    busy : tuple of str
        Ids of the sessions in which they take part themselves.
    size : int
        How many they are.
    """

    worths: tuple[tuple[str, int], ...]
    present: tuple[Window, ...]
    busy: tuple[str, ...]
    size: int = 1


@dataclass(frozen=True)
class Crowd:
    """All who choose among the sessions of one slot, and how many each session needs and takes.

    Attributes
    ----------
    choosers : tuple of Choosers
    sessions : tuple of str
        Ids of the sessions in which attendees need a seat, in the order of the draft.
    least, most : mapping of str to int
        How many attendees a session needs, and how many it takes at most; of those that say so.
    dearest : int
        The most that any of these wishes is worth.
    """

    choosers: tuple[Choosers, ...]
    sessions: tuple[str, ...]
    least: Mapping[str, int]
    most: Mapping[str, int]
    dearest: int


def parties(problem: Problem) -> tuple[Party, ...]:
    """Return those who wish for something, equals together, in the order of the draft."""
    return _read(SameProblem(problem))[0]


def fans(problem: Problem) -> Mapping[str, int]:
    """Return how many must attend each workshop, or wish for it and have it within reach.

    By the id of its first session; see `within_reach`.
    """
    return _read(SameProblem(problem))[1]


def crowd(problem: Problem) -> Crowd | None:
    """Return who chooses among sessions of which some say their sizes; None if it is settled.

    Which sessions are beside each other matters where attendees choose one for each slot:
    slots do not overlap, and no workshop is given several times. It is settled where every
    session is in a block or has its time.
    """
    return _crowd(SameProblem(problem))


@lru_cache(maxsize=4)
def _crowd(known: SameProblem) -> Crowd | None:
    problem = known.problem
    sessions = tuple(problem.session[session] for session in problem.offered)
    least = {session.id: session.capacity.min for session in sessions if session.capacity.min}
    most = {
        session.id: session.capacity.max for session in sessions if session.capacity.max is not None
    }
    workshops = {problem.workshop(session.id) for session in sessions}
    free = any(session.block is None and session.locked.start is None for session in sessions)
    if not (least or most) or not free or len(workshops) < len(sessions) or not _in_turn(problem):
        return None
    choosers = _choosers(problem)
    dearest = max((worth for alike in choosers for _, worth in alike.worths), default=0)
    ids = tuple(session.id for session in sessions)
    return Crowd(choosers, ids, least, most, dearest) if choosers else None


def _in_turn(problem: Problem) -> bool:
    """Whether there are slots, none of which overlaps another."""
    slots = sorted((slot.day, slot.start, slot.end) for slot in problem.event.slots)
    return bool(slots) and all(
        day < then or end <= start for (day, _, end), (then, start, _) in pairwise(slots)
    )


def _choosers(problem: Problem) -> tuple[Choosers, ...]:
    """Return who wishes for something; what they must attend is worth as much as any wish."""
    offered = set(problem.offered)
    known = scale(problem)
    asked = [
        (attendee, {wish: worth for wish, worth in worths(attendee, known) if wish in offered})
        for attendee in problem.attendees
    ]
    dearest = max((worth for _, own in asked for worth in own.values()), default=1)
    sizes: Counter[tuple[tuple[tuple[str, int], ...], tuple[Window, ...], tuple[str, ...]]]
    sizes = Counter()
    for attendee, own in asked:
        own |= {session: dearest for session in attendee.must_attend if session in offered}
        if own:
            alike = tuple(sorted(own.items()))
            sizes[alike, tuple(attendee.present), busy_in(problem, attendee.id)] += 1
    return tuple(Choosers(*alike, size) for alike, size in sizes.items())


@lru_cache(maxsize=4)
def _read(known: SameProblem) -> tuple[tuple[Party, ...], Mapping[str, int]]:
    """Look at all attendees, of whom there may be very many, once for all who ask."""
    problem = known.problem
    offered = set(problem.offered)
    sessions = {
        workshop: there
        for workshop, its_own in problem.workshops.items()
        if (there := tuple(session for session in its_own if session in offered))
    }
    workshops = {
        session: workshop for workshop in sessions for session in problem.workshops[workshop]
    }
    moments = {workshop: _moments(problem, there) for workshop, there in sessions.items()}
    sizes: Counter[tuple[tuple[_Wish, ...], tuple[Window, ...], tuple[str, ...], int]] = Counter()
    fans: Counter[str] = Counter()
    known_scale = scale(problem)
    for attendee in problem.attendees:
        asked = _dearest_first(attendee, workshops, known_scale)
        reached = _matched([moments[workshop] for workshop, _ in asked])
        for number in reached:
            fans[asked[number][0]] += 1
        most = sum(asked[number][1] for number in reached)
        wishes = [wish for wish in asked if wish[1]]
        if len(reached) == len(asked):  # then it does not matter which comes first
            wishes.sort(key=lambda wish: (-wish[1], wish[0]))
        if wishes:
            due = (
                sessions[workshop][0]
                for workshop, worth in asked
                if not worth and len(sessions[workshop]) == 1
            )
            busy = tuple(dict.fromkeys((*busy_in(problem, attendee.id), *due)))
            sizes[tuple(wishes), tuple(attendee.present), busy, most] += 1
    hopes = {wish: Hope(sessions[wish[0]], wish[1]) for wishes, *_ in sizes for wish in wishes}
    read = tuple(
        Party(tuple(hopes[wish] for wish in wishes), present, busy, most, size)
        for (wishes, present, busy, most), size in sizes.items()
    )
    return read, fans


def busy_in(problem: Problem, attendee: str) -> tuple[str, ...]:
    """Return the ids of the sessions in which an attendee takes part, as a speaker or otherwise."""
    person = problem.person_of.get(attendee)
    return problem.sessions_with(person) if person is not None else ()


_Wish = tuple[str, int]
"""A workshop, by the id of its first session, and what it is worth; 0 if it is no wish."""


def _dearest_first(
    attendee: Attendee, workshops: Mapping[str, str], known: Scale | None
) -> list[_Wish]:
    """Return what an attendee wishes for of these workshops, by their sessions, each once.

    Before them comes what they must attend, which is worth nothing: it is not to be weighed.
    """
    worth_of = {workshops[session]: 0 for session in attendee.must_attend if session in workshops}
    for session, worth in worths(attendee, known):
        workshop = workshops.get(session)
        if workshop is not None and workshop not in worth_of:
            worth_of[workshop] = worth
    return list(worth_of.items())


def within_reach(problem: Problem, hopes: Sequence[Hope]) -> list[Hope]:
    """Return the hopes that could all be kept, if blocks alone stood in the way.

    The sessions of a block are at one time, so of them one can be attended; which hopes can
    be kept together is then a matching of hopes to times, and taking the dearest first is
    best (Edmonds and Fulkerson, "Transversals and matroid partition", 1965).

    Parameters
    ----------
    problem : Problem
        What is asked.
    hopes : sequence of Hope
        The dearest first.
    """
    return [
        hopes[number] for number in _matched([_moments(problem, hope.sessions) for hope in hopes])
    ]


_Moment = tuple[str | None, str]
"""A block; or, of a session without one, its own id."""


def _moments(problem: Problem, sessions: Iterable[str]) -> tuple[_Moment, ...]:
    blocks = ((session, problem.session[session].block) for session in sessions)
    return tuple((block, "") if block else (None, session) for session, block in blocks)


def _matched(moments: Sequence[Sequence[_Moment]]) -> list[int]:
    """Return the numbers of those that can have a moment each, the first ones preferred."""
    taken: dict[_Moment, int] = {}
    several = any(len(own) > 1 for own in moments)
    kept = []
    for number, own in enumerate(moments):
        if own[0] not in taken:
            taken[own[0]] = number
        elif not (several and _finds(number, moments, taken, set())):
            continue
        kept.append(number)
    return kept


def _finds(
    number: int,
    moments: Sequence[Sequence[_Moment]],
    taken: dict[_Moment, int],
    tried: set[_Moment],
) -> bool:
    """Find a moment for one of them, moving earlier ones to others if need be."""
    for moment in moments[number]:
        if moment not in tried:
            tried.add(moment)
            if moment not in taken or _finds(taken[moment], moments, taken, tried):
                taken[moment] = number
                return True
    return False
