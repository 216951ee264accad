"""The placements a session may have: what the demands about one placement leave.

Pure: preflight reads it on sight, the encodings make their variables from it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import gcd

from agenda_solver.problem import Minutes, Problem, Session, changed_clock
from agenda_solver.problem.places import filled_by, starts_in
from agenda_solver.problem.same import SameProblem
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Allows, Demand, Limit
from agenda_solver.timetable import Placement
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK

Time = tuple[date, int, int]
"""A day, and a start and an end in minutes since its midnight."""

Room = str | None


@dataclass(frozen=True)
class Domain:
    """The placements one session may have.

    Attributes
    ----------
    times : tuple of Time
        In the order of time.
    rooms : tuple of (str or None)
        In the problem's order, None last.
    closed : mapping of str to frozenset of Time
        By room, the times that are not possible in it although they are elsewhere.
    """

    times: tuple[Time, ...]
    rooms: tuple[Room, ...]
    closed: Mapping[Room, frozenset[Time]]

    @property
    def empty(self) -> bool:
        """Whether there is no placement at all."""
        return not self.times or not self.rooms

    def rooms_at(self, time: Time) -> tuple[Room, ...]:
        """Return the rooms that are possible at a time."""
        if not self.closed:
            return self.rooms
        return tuple(room for room in self.rooms if time not in self.closed.get(room, ()))


def grid_starts(problem: Problem, session: Session) -> list[tuple[date, int]]:
    """Return the starts that are worth trying, in the order of time.

    They are the multiples of the event's grid, as far as the evening of a day goes on, or the
    starts of its slots; and, on either, the times that the session, one of its block or its
    whole names, and those at which a day opens. A moment is of one day: what an evening has
    is no start of the day after. A paper starts as the places of its stretches do.
    """
    if problem.is_paper(session.id):
        return sorted(
            (stretch.day, start)
            for stretch in problem.stretches
            for start in starts_in(stretch, session, problem.event.grid)
        )
    named = _near_starts(problem, session)
    grid, zone = _grid(problem, session), problem.event.zone
    starts: set[tuple[date, int]] = set()
    for day in problem.days:
        late = problem.evening[day.date]
        starts |= {
            (day.date, minute) for minute in named if minute != DAY_MINUTES or late > DAY_MINUTES
        }
        if not problem.event.slots or session.part_of:
            night = -(-problem.night_before[day.date] // grid) * grid
            starts |= {
                (day.date, minute)
                for minute in range(night, late, grid)
                if minute < DAY_MINUTES or not changed_clock(zone, day.date, minute)
            }
            if day.open:
                starts.add((day.date, day.open.start))
    starts |= {(slot.day, slot.start) for slot in problem.event.slots}
    return sorted(starts - {_of_the_day_after(*start) for start in starts})


def _of_the_day_after(day: date, minute: int) -> tuple[date, int]:
    return day + timedelta(days=1), minute - DAY_MINUTES


def latest_ends(problem: Problem, session: Session) -> Callable[[date, int], int]:
    """Return when a session must be over that starts at a time of a day.

    An evening goes on after midnight as far as the hours of its day do, or those of the
    session; and to daybreak where it is said that the session, its whole or one of its block
    starts then.
    """
    named = _near_starts(problem, session)

    def latest(day: date, start: int) -> int:
        if start in named:
            return DAYBREAK
        own = (window.end for window in session.windows if window.day in (None, day))
        return max(problem.evening[day], *(end for end in own if end < DAYBREAK), 0)

    return latest


def _near_starts(problem: Problem, session: Session) -> set[int]:
    """Return the starts that a session, one of its block or its whole names."""
    mates = problem.blocks[session.block] if session.block else (session.id,)
    near = (*mates, *problem.wholes(session.id))
    return {minute for other in near for minute in _named_starts(problem.session[other])}


def _grid(problem: Problem, session: Session) -> int:
    """Return the grid of a session: that of a part is as fine as the lengths around it.

    Four speeches of seven minutes follow one another within half an hour, although the
    event's grid is five minutes.
    """
    if session.part_of is None:
        return problem.event.grid
    around = [problem.session[part] for part in problem.parts[session.part_of]]
    steps = {length for part in around if part.minutes for length in _named_lengths(part.minutes)}
    steps |= {day.open.start for day in problem.days if day.open}
    steps |= {slot.start for slot in problem.event.slots}
    steps |= {
        start
        for whole in problem.wholes(session.id)
        for start in _named_starts(problem.session[whole])
    }
    return gcd(problem.event.grid, *steps)


def _named_lengths(minutes: Minutes) -> set[int]:
    return {minutes.min, minutes.max, *([minutes.ideal] if minutes.ideal is not None else [])}


def _named_starts(session: Session) -> set[int]:
    starts = {spot.start for spot in (session.locked, session.preferred)}
    starts |= {statement.start for statement in session.stated}
    return {minute for minute in starts if minute is not None}


def lengths(problem: Problem, session: Session) -> list[int]:
    """Return the lengths that are worth trying: on the grid, or named by the session."""
    minutes = session.minutes
    if minutes is None and problem.is_paper(session.id):
        filled = (filled_by(stretch, session) for stretch in problem.stretches)
        return sorted({length for lengths in filled for length in lengths})
    if minutes is None:
        return sorted({slot.end - slot.start for slot in problem.event.slots})
    named = _named_lengths(minutes)
    for statement in session.stated:
        if statement.start is not None and statement.end is not None:
            named.add(statement.end - statement.start)
    tried = named | set(_on_grid(minutes, problem.event.grid))
    return sorted(length for length in tried if minutes.min <= length <= minutes.max)


def _on_grid(minutes: Minutes, grid: int) -> range:
    first = -(-minutes.min // grid) * grid
    return range(first, minutes.max + 1, grid)


def candidate_rooms(problem: Problem, session: Session) -> tuple[Room, ...]:
    """Return the rooms a session may be tried in; None where it may have none.

    What it takes besides is not its own.
    """
    if not problem.may_take_room(session.id):
        return (None,)
    besides = problem.not_its_own(session.id)
    return (*(room.id for room in problem.rooms if room.id not in besides), None)


def limits_by_session(
    problem: Problem, demands: Iterable[Demand] = DEMANDS
) -> Mapping[str, list[Limit]]:
    """Return the demands about one placement, by the session they limit."""
    by_session: dict[str, list[Limit]] = {session.id: [] for session in problem.sessions}
    for demand in demands:
        for limit in demand.limits(problem):
            by_session[limit.session].append(limit)
    return by_session


def domain(problem: Problem, session: Session, limits: Iterable[Limit]) -> Domain:
    """Return the placements that a session's limits leave, whoever is chosen to take part.

    Parameters
    ----------
    problem : Problem
        What is asked.
    session : Session
        One of its sessions.
    limits : iterable of Limit
        The demands about the session's placement, see `limits_by_session`.
    """
    return _Shared(problem).domain(session, limits)


class _Shared:
    """What sessions have in common, each part of it found once.

    Times that come out alike are one object, and so are the times at which a room is closed:
    what a callable, of one limit or of many, leaves of them is kept by who they are.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._one_of: dict[tuple[Time, ...], tuple[Time, ...]] = {}
        self._tried: dict[Hashable, tuple[Time, ...]] = {}
        self._left: dict[tuple[Allows, int], tuple[Time, ...]] = {}
        self._closed: dict[tuple[tuple[Allows, ...], int, Room], frozenset[Time]] = {}
        self._parts: dict[tuple[int, int], frozenset[Time]] = {}

    def domain(self, session: Session, limits: Iterable[Limit]) -> Domain:
        """Return the domain of a session; see the function `domain`."""
        by_time, by_room, by_both = sort_limits(limit for limit in limits if limit.person is None)
        tried = self._times(session)
        for limit in filter(_is_of_the_event, by_time):
            tried = self._allowed(tried, limit.allows, session)
        times = tried
        for limit in by_time:
            times = self._allowed(times, limit.allows, session)
        in_room: dict[Room, list[Allows]] = {}
        for limit in by_both:
            in_room.setdefault(limit.room, []).append(limit.allows)
        closed = {
            room: self._part(self._shut(tried, room, in_room, session), times)
            for room in candidate_rooms(self.problem, session)
            if _suits(session, room, by_room)
        }
        kept = tuple(room for room, shut in closed.items() if len(shut) < len(times) or not times)
        return Domain(times, kept, {room: closed[room] for room in kept if closed[room]})

    def _times(self, session: Session) -> tuple[Time, ...]:
        """Return the times that are worth trying."""
        tried = lengths(self.problem, session)
        is_paper = self.problem.is_paper(session.id)
        alike = (
            (session.fills if is_paper else 0),
            frozenset(_near_starts(self.problem, session)),
            _grid(self.problem, session),
            session.part_of is None,
            tuple(tried),
            tuple((window.day, window.end) for window in session.windows),
        )
        if alike not in self._tried:
            latest = latest_ends(self.problem, session)
            self._tried[alike] = self._known(
                (day, start, start + length)
                for day, start in grid_starts(self.problem, session)
                for length in tried
                if start + length <= latest(day, start)
            )
        return self._tried[alike]

    def _known(self, times: Iterable[Time]) -> tuple[Time, ...]:
        made = tuple(times)
        return self._one_of.setdefault(made, made)

    def _allowed(
        self, times: tuple[Time, ...], allows: Allows, session: Session
    ) -> tuple[Time, ...]:
        """Return which times are allowed."""
        key = allows, id(times)
        if key not in self._left:
            self._left[key] = self._known(
                time for time in times if allows(Placement(session.id, *time))
            )
        return self._left[key]

    def _shut(
        self,
        times: tuple[Time, ...],
        room: Room,
        in_room: Mapping[Room, Sequence[Allows]],
        session: Session,
    ) -> frozenset[Time]:
        """Return at which times a room is not possible, by what is asked in it and in any.

        It is asked of all times that the event leaves: those are the same for many sessions.
        """
        asked = tuple(
            allows for where in dict.fromkeys((None, room)) for allows in in_room.get(where, ())
        )
        if not asked:
            return frozenset()
        key = asked, id(times), room
        if key not in self._closed:
            self._closed[key] = frozenset(
                time
                for time in times
                if not all(allows(Placement(session.id, *time, room)) for allows in asked)
            )
        return self._closed[key]

    def _part(self, shut: frozenset[Time], times: tuple[Time, ...]) -> frozenset[Time]:
        """Return which of these times are among those at which a room is not possible."""
        if not shut:
            return shut
        key = id(shut), id(times)
        if key not in self._parts:
            self._parts[key] = shut.intersection(times)
        return self._parts[key]


def _is_of_the_event(limit: Limit) -> bool:
    """Whether a limit is that of everybody, such as the hours of a day."""
    return not (limit.whom.sessions or limit.whom.people)


def _suits(session: Session, room: Room, limits: Iterable[Limit]) -> bool:
    """Whether a session may be in a room, whenever it is."""
    placement = Placement(session.id, date.min, 0, 0, room)
    return all(limit.allows(placement) for limit in limits)


def sort_limits(limits: Iterable[Limit]) -> tuple[list[Limit], list[Limit], list[Limit]]:
    """Sort limits into those that look at the time, at the room, and at both."""
    kinds: tuple[list[Limit], list[Limit], list[Limit]] = ([], [], [])
    for limit in limits:
        if "room" not in limit.reads:
            kinds[0].append(limit)
        elif "time" not in limit.reads:
            kinds[1].append(limit)
        else:
            kinds[2].append(limit)
    return kinds


def domains(problem: Problem, demands: Iterable[Demand] = DEMANDS) -> Mapping[str, Domain]:
    """Return the domain of every session, by its id.

    They are found once for all who ask: on sight, for the model, for the local search.
    """
    limiting = (demand for demand in demands if type(demand).limits is not Demand.limits)
    return _domains(SameProblem(problem), tuple(limiting))


@lru_cache(maxsize=4)
def _domains(known: SameProblem, demands: tuple[Demand, ...]) -> Mapping[str, Domain]:
    problem, shared = known.problem, _Shared(known.problem)
    limits = limits_by_session(problem, demands)
    return {session.id: shared.domain(session, limits[session.id]) for session in problem.sessions}


def covered_minutes(stretches: Iterable[tuple[int, int]]) -> int:
    """Return how many minutes lie in one of these, each from a moment to a later one."""
    ordered = sorted(stretches)
    total, until = 0, ordered[0][0] if ordered else 0
    for begin, end in ordered:
        total += max(0, end - max(begin, until))
        until = max(until, end)
    return total
