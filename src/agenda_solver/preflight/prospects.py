"""What seats a draft may offer, whatever its timetable: the most that can be hoped for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from agenda_solver.domains import Domain, Time
from agenda_solver.problem import Attendee, Problem, Window, within


@dataclass(frozen=True)
class Gathering:
    """Sessions with seats that start together in every timetable, and none starts with them.

    Attributes
    ----------
    sessions : tuple of str
        Their ids, in the order of the draft.
    block : str or None
        The block that they are; None where they are locked at one start.
    for_all : bool
        Whether all who are there are due a seat, see `agenda_solver.offers.Round`.
    """

    sessions: tuple[str, ...]
    block: str | None
    for_all: bool


class Prospects:
    """The seats that a draft may offer.

    Attributes
    ----------
    offered : tuple of str
        Ids of the sessions in which attendees need a seat and that can take place.
    """

    def __init__(self, problem: Problem, fit: Mapping[str, Domain]) -> None:
        """Look at a draft.

        Parameters
        ----------
        problem : Problem
            What is asked.
        fit : mapping of str to Domain
            The sessions that can take place, and the placements they may have.
        """
        self.problem = problem
        self.fit = fit
        self._there: dict[tuple[tuple[Window, ...], Gathering], bool] = {}
        self.offered = tuple(session for session in problem.offered if session in fit)

    @cached_property
    def workshops(self) -> Mapping[str, tuple[str, ...]]:
        """The times and sub-groups of each workshop, by its first; see `Problem.workshop`.

        A workshop of which a session cannot take place is left out: that is told as such.
        """
        by_workshop: dict[str, list[str]] = {}
        for session in self.problem.offered:
            by_workshop.setdefault(self.problem.workshop(session), []).append(session)
        return {
            workshop: tuple(sessions)
            for workshop, sessions in by_workshop.items()
            if all(session in self.fit for session in sessions)
        }

    @cached_property
    def asked(self) -> Mapping[str, frozenset[str]]:
        """The workshops that each attendee wishes for, by the attendee's id."""
        return {
            attendee.id: frozenset(self.workshop_of[session] for session in attendee.wished)
            for attendee in self.problem.attendees
        }

    @cached_property
    def workshop_of(self) -> Mapping[str, str]:
        """Of what each session is a time or a sub-group, by its id."""
        return {session.id: self.problem.workshop(session.id) for session in self.problem.sessions}

    def most(self, session: str) -> int | None:
        """Return how many attendees a session takes at most, in its largest room; None: any."""
        places = [self._places(session, room) for room in self.fit[session].rooms]
        known = [count for count in places if count is not None]
        return max(known) if len(known) == len(places) else None

    def _places(self, session: str, room: str | None) -> int | None:
        known = (
            self.problem.session[session].capacity.max,
            self.problem.seats_in(session, room),
        )
        return min((count for count in known if count is not None), default=None)

    def most_at_once(self, sessions: Sequence[str]) -> int | None:
        """Return how many attendees these sessions take at most at one time; None: any.

        Each that takes a room has one of its own, or its share of one that holds several.
        """
        if any(self.most(session) is None for session in sessions):
            return None
        housed = [session for session in sessions if None not in self.fit[session].rooms]
        every = dict.fromkeys(room for session in housed for room in self.fit[session].rooms)
        rooms = [
            room
            for room in every
            for _ in range(min(len(housed), self.problem.room[room].at_once if room else 1))
        ]
        gains = [
            [
                (self._places(session, room) or 0) if room in self.fit[session].rooms else 0
                for room in rooms
            ]
            for session in housed
        ]
        others = (self.most(session) or 0 for session in sessions if session not in housed)
        return _best_assignment(gains) + sum(others)

    # When.

    @cached_property
    def _common_starts(self) -> Mapping[str, set[tuple[date, int]]]:
        """The starts that suit all the sessions of each block."""
        return {
            block: set.intersection(*(_starts(self.fit[session].times) for session in sessions))
            for block, sessions in self.problem.blocks.items()
            if all(session in self.fit for session in sessions)
        }

    @cached_property
    def times(self) -> Mapping[str, tuple[Time, ...]]:
        """When each session may take place; of a block, where all of it may start."""
        times: dict[str, tuple[Time, ...]] = {}
        for session, domain in self.fit.items():
            starts = self._common_starts.get(self.problem.session[session].block or "")
            times[session] = tuple(
                time for time in domain.times if not starts or time[:2] in starts
            )
        return times

    def at_once(self, one: str, other: str) -> bool:
        """Whether two sessions take place at the same time in every timetable."""
        block = self.problem.session[one].block
        if block is not None and block == self.problem.session[other].block:
            return True
        first, second = self.times[one], self.times[other]
        return len({day for day, _, _ in (*first, *second)}) == 1 and (
            max(start for _, start, _ in first) < min(end for _, _, end in second)
            and max(start for _, start, _ in second) < min(end for _, _, end in first)
        )

    def may_be_there(self, windows: Iterable[Window], session: str) -> bool:
        """Whether somebody who is present then may be so all along a session."""
        return any(within(windows, *time) for time in self.times[session])

    @cached_property
    def gatherings(self) -> tuple[Gathering, ...]:
        """Blocks, and sessions that are locked at one start, with none that may start then."""
        starts = {session: _starts(self.times[session]) for session in self.offered}
        groups: dict[tuple[str | None, date, int], list[str]] = {}
        for session in self.offered:
            block = self.problem.session[session].block
            moment = min(starts[session])
            if block is not None or len(starts[session]) == 1:
                key = (block, date.min, 0) if block is not None else (None, *moment)
                groups.setdefault(key, []).append(session)
        return tuple(
            Gathering(tuple(sessions), block, self._are_for_all(sessions))
            for (block, _, _), sessions in groups.items()
            if len(sessions) > 1 and self._are_by_themselves(sessions, starts)
        )

    def _are_by_themselves(
        self, sessions: Sequence[str], starts: Mapping[str, set[tuple[date, int]]]
    ) -> bool:
        """Whether no other can be going on when these start, and none is a part of another."""
        then = set.union(*(starts[session] for session in sessions))
        beside = (other for other in self.offered if other not in sessions)
        return not (
            any(self._may_go_on(other, then) for other in beside)
            or any(self.problem.related(*pair) for pair in combinations(sessions, 2))
        )

    def _may_go_on(self, session: str, moments: Iterable[tuple[date, int]]) -> bool:
        """Whether a session may have begun, and not ended, at one of these moments."""
        until: dict[tuple[date, int], int] = {}
        for day, start, end in self.times[session]:
            until[day, start] = max(end, until.get((day, start), 0))
        return any(
            day == on and start <= minute < end
            for on, minute in moments
            for (day, start), end in until.items()
        )

    def _are_for_all(self, sessions: Iterable[str]) -> bool:
        repeated = self.problem.repeated_for_all
        each = [self.problem.session[session] for session in sessions]
        return any(session.everyone for session in each) or all(
            session.block or session.id in repeated for session in each
        )

    def surely_free(self, attendee: Attendee, gathering: Gathering) -> bool:
        """Whether an attendee is there when these sessions start, with nothing else to do."""
        person = self.problem.person_of.get(attendee.id)
        if person is not None and self.problem.may_be_held_by(person):
            return False
        avoided = {self.workshop_of[session] for session in attendee.must_avoid}
        if avoided and any(self.workshop_of[session] in avoided for session in gathering.sessions):
            return False
        windows = tuple(attendee.present)
        return not windows or self._is_there(windows, gathering)

    def _is_there(self, windows: tuple[Window, ...], gathering: Gathering) -> bool:
        """Whether who is present then is so all along one of these sessions, whenever it is."""
        known = self._there.get((windows, gathering))  # many attendees say the same
        if known is None:
            known = any(
                all(within(windows, *time) for time in self.times[session])
                for session in gathering.sessions
            )
            self._there[windows, gathering] = known
        return known


def _starts(times: Iterable[Time]) -> set[tuple[date, int]]:
    return {(day, start) for day, start, _ in times}


_NOBODY = -1


def _best_assignment(gains: Sequence[Sequence[int]]) -> int:
    """Return the most that rows gain when each takes a column of its own, or none.

    The Hungarian method with potentials, row by row (Jonker and Volgenant, 1987).
    """
    # A row may also gain nothing, in a column that it shares with no other.
    costs = [[-gain for gain in row] + [0] * len(gains) for row in gains]
    width = len(costs[0]) if costs else 0
    of_row, of_column = [0] * len(costs), [0] * width
    holder = [_NOBODY] * width
    for newcomer in range(len(costs)):
        slack: dict[int, int] = {}
        came: dict[int, int] = {}
        free, reached = list(range(width)), list[int]()
        row, last = newcomer, _NOBODY
        while row != _NOBODY:
            for column in free:
                reduced = costs[row][column] - of_row[row] - of_column[column]
                if column not in slack or reduced < slack[column]:
                    slack[column], came[column] = reduced, last
            last = min(free, key=slack.__getitem__)
            step = slack[last]
            of_row[newcomer] += step
            for column in reached:
                of_column[column] -= step
                of_row[holder[column]] += step
            for column in free:
                slack[column] -= step
            free.remove(last)
            reached.append(last)
            row = holder[last]
        while last != _NOBODY:
            before = came[last]
            holder[last] = newcomer if before == _NOBODY else holder[before]
            last = before
    return -sum(costs[row][column] for column, row in enumerate(holder) if row != _NOBODY)
