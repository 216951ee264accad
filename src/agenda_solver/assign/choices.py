"""Who may sit where and what it is to them, as arrays: what every method of seating reads.

Attendees, sessions and rounds are numbered from 0, in the order of `Choices.attendees`,
`Choices.sessions` and `Offers.rounds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from agenda_solver.offers import Offers
from agenda_solver.problem import Attendee, Problem, within
from agenda_solver.timetable import Seat, Timetable

Ints = NDArray[np.int64]
Levels = NDArray[np.int16]
Flags = NDArray[np.bool_]

NOBODY = -1
"""In an array of seats: no seat in this round."""


@dataclass(frozen=True)
class Crowd:
    """At most so many of these attendees in a session: those of one organisation."""

    session: int
    attendees: tuple[int, ...]
    most: int


@dataclass(frozen=True)
class Mix:
    """Sessions of a round over which each of some groups of attendees should be spread evenly.

    Attributes
    ----------
    sessions : tuple of int
        At least two.
    groups : tuple of tuple of int
        Attendees who share an organisation or a category; those without one are a group too.
    """

    sessions: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]

    def shares(self, group: Sequence[int]) -> tuple[int, int]:
        """Return how many of a group a session has at least and at most, if it is even."""
        low, rest = divmod(len(group), len(self.sessions))
        return low, low + bool(rest)


@dataclass(frozen=True)
class Choices:
    """The seats of a timetable and those who may take them; n attendees, m sessions, R rounds.

    Attributes
    ----------
    level : array of n × m
        The rank of a session among an attendee's wishes, 1 being the first, or what it
        counts as where it is none of them; 0 where the attendee may not sit there.
    wished : array of n × m
        Whether it is one of the attendee's wishes.
    round_of : array of m
        The round in which each session starts.
    workshop : array of m
        What each session is a time or a sub-group of, by number: nobody sits in two of one.
    due : array of n × R
        Whether an attendee is due a seat in a round. Elsewhere there is none, unless one is
        in `must`.
    least, most : arrays of m
        A session has no attendees at all, or so many; `most` is n where it takes any.
    clashes : tuple of pairs of int
        Sessions of different rounds that overlap, and are not of one workshop.
    must : tuple of (int, tuple of int)
        An attendee, and sessions in one of which they sit.
    together : tuple of tuple of int
        Attendees who are in the same session in each round in which all of them are due a
        seat, or have none there.
    apart : tuple of pairs of int
        Attendees who are never in the same session.
    before : tuple of (int, int)
        Seats (attendee, session) that were given out before, and should be kept.
    """

    attendees: tuple[str, ...]
    sessions: tuple[str, ...]
    level: Levels
    wished: Flags
    round_of: Ints
    workshop: Ints
    due: Flags
    least: Ints
    most: Ints
    clashes: tuple[tuple[int, int], ...] = ()
    must: tuple[tuple[int, tuple[int, ...]], ...] = ()
    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    crowds: tuple[Crowd, ...] = ()
    mixes: tuple[Mix, ...] = ()
    before: tuple[tuple[int, int], ...] = ()

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        return int(self.due.shape[1])

    def seats(self, taken: Ints) -> tuple[Seat, ...]:
        """Return seats from an array of n × R: the session of each attendee in each round."""
        rows, columns = np.nonzero(taken != NOBODY)
        return tuple(
            Seat(self.attendees[row], self.sessions[session])
            for row, session in zip(rows, taken[rows, columns], strict=True)
        )

    def taken(self, seats: Iterable[Seat]) -> Ints:
        """Return the array of n × R of given seats; those that are not known are left out."""
        rows = {attendee: number for number, attendee in enumerate(self.attendees)}
        columns = {session: number for number, session in enumerate(self.sessions)}
        found = np.full(self.due.shape, NOBODY, dtype=np.int64)
        for seat in seats:
            if seat.attendee in rows and seat.session in columns:
                session = columns[seat.session]
                found[rows[seat.attendee], self.round_of[session]] = session
        return found


def choices(problem: Problem, timetable: Timetable, before: Iterable[Seat] = ()) -> Choices:
    """Read the choices that a timetable offers.

    Parameters
    ----------
    before : iterable of Seat
        Seats that were given out before. Those of attendees or sessions that are gone are
        forgotten.
    """
    offers = Offers(problem, timetable)
    sessions = tuple(offers.placements)
    attendees = problem.attendees
    number = {session: column for column, session in enumerate(sessions)}
    row = {attendee.id: place for place, attendee in enumerate(attendees)}
    found = _Levels(offers, sessions)
    limits = (offers.limit(session) for session in sessions)
    most = [len(attendees) if limit is None else limit for limit in limits]
    return Choices(
        attendees=tuple(row),
        sessions=sessions,
        level=found.level,
        wished=found.wished,
        round_of=np.array([offers.round_of[session] for session in sessions], dtype=np.int64),
        workshop=found.workshop,
        due=found.due,
        least=np.array([offers.least(session) for session in sessions], dtype=np.int64),
        most=np.minimum(np.array(most, dtype=np.int64), len(attendees)),
        clashes=tuple(_clashes(offers, sessions, found.workshop)),
        must=tuple(_must(problem, sessions)),
        together=tuple(_together(attendees, row)),
        apart=tuple(sorted(_apart(attendees, row))),
        crowds=tuple(_crowds(problem, sessions)),
        mixes=tuple(_mixes(problem, offers, number, found.due)),
        before=tuple(
            (row[seat.attendee], number[seat.session])
            for seat in before
            if seat.attendee in row and seat.session in number
        ),
    )


class _Levels:
    """What each session is to each attendee, and in which rounds they are due a seat."""

    def __init__(self, offers: Offers, sessions: tuple[str, ...]) -> None:
        self.offers = offers
        self.sessions = sessions
        problem = offers.problem
        size = len(problem.attendees), len(sessions)
        names = list(dict.fromkeys(map(problem.workshop, sessions)))
        self.columns: Mapping[str, list[int]] = {
            name: [c for c, it in enumerate(sessions) if problem.workshop(it) == name]
            for name in names
        }
        self.workshop: Ints = np.array(
            [names.index(problem.workshop(session)) for session in sessions], dtype=np.int64
        )
        self.level: Levels = np.zeros(size, dtype=np.int16)
        self.wished: Flags = np.zeros(size, dtype=np.bool_)
        self.due: Flags = np.zeros((size[0], len(offers.rounds)), dtype=np.bool_)
        for number, attendee in enumerate(problem.attendees):
            self._fill(number, attendee)
        round_of = [offers.round_of[session] for session in sessions]
        if sessions:
            self.level[~self.due[:, round_of]] = 0

    def _fill(self, number: int, attendee: Attendee) -> None:
        ranks = self.offers.ranks(attendee)
        self.due[number, list(self.offers.due(attendee))] = True
        row, wished = self.level[number], self.wished[number]
        last: dict[int, int] = {}
        for workshop, rank in ranks.items():
            row[self.columns[workshop]] = rank
            wished[self.columns[workshop]] = True
            kin = self.offers.kin[workshop]
            last[kin] = max(last.get(kin, 0), rank)
        for workshop, columns in self.columns.items():
            if workshop not in ranks:
                row[columns] = 1 + last.get(self.offers.kin[workshop], 0)
        if attendee.present or attendee.needs or attendee.id in self.offers.problem.person_of:
            shut = [not self._may_sit(attendee, session) for session in self.sessions]
            row[shut] = 0

    def _may_sit(self, attendee: Attendee, session: str) -> bool:
        """Whether an attendee is there, takes part in nothing meanwhile, and can get in."""
        offers = self.offers
        placement = offers.placements[session]
        here = placement.day, placement.start, placement.end
        if attendee.present and not within(attendee.present, *here):
            return False
        room = offers.problem.room[placement.room] if placement.room is not None else None
        if attendee.needs and not set(attendee.needs) <= set(room.features if room else ()):
            return False
        return not any(map(placement.overlaps, offers.busy(attendee.id)))


def _clashes(offers: Offers, sessions: Sequence[str], workshop: Ints) -> Iterator[tuple[int, int]]:
    for one, other in combinations(range(len(sessions)), 2):
        apart = offers.round_of[sessions[one]] != offers.round_of[sessions[other]]
        places = offers.placements[sessions[one]], offers.placements[sessions[other]]
        if apart and workshop[one] != workshop[other] and places[0].overlaps(places[1]):
            yield one, other


def _must(problem: Problem, sessions: Sequence[str]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for row, attendee in enumerate(problem.attendees):
        for workshop in dict.fromkeys(map(problem.workshop, attendee.must_attend)):
            yield (
                row,
                tuple(c for c, it in enumerate(sessions) if problem.workshop(it) == workshop),
            )


def _together(attendees: Sequence[Attendee], row: Mapping[str, int]) -> Iterator[tuple[int, ...]]:
    """Yield those who are together: with whom somebody is, and with whom these are in turn."""
    head = list(range(len(attendees)))

    def find(one: int) -> int:
        while head[one] != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    named = [(row[it.id], row[other]) for it in attendees for other in it.together]
    for one, other in named:
        head[find(one)] = find(other)
    groups: dict[int, list[int]] = {}
    for one in sorted({one for pair in named for one in pair}):
        groups.setdefault(find(one), []).append(one)
    yield from (tuple(group) for group in groups.values() if len(group) > 1)


def _apart(attendees: Sequence[Attendee], row: Mapping[str, int]) -> set[tuple[int, int]]:
    pairs = {
        (min(row[it.id], row[other]), max(row[it.id], row[other]))
        for it in attendees
        for other in it.apart
    }
    return {pair for pair in pairs if pair[0] != pair[1]}


def _crowds(problem: Problem, sessions: Sequence[str]) -> Iterator[Crowd]:
    groups = _groups(problem, "organisation", range(len(problem.attendees)))
    for column, session in enumerate(sessions):
        most = problem.session[session].per_organisation
        for label, group in groups.items():
            if most is not None and label and len(group) > most:
                yield Crowd(column, group, most)


def _mixes(
    problem: Problem, offers: Offers, number: Mapping[str, int], due: Flags
) -> Iterator[Mix]:
    for place, it in enumerate(offers.rounds):
        for key in ("organisation", "category"):
            mixed = [number[s] for s in it.sessions if key in problem.session[s].mixed]
            if len(mixed) > 1:
                groups = _groups(problem, key, np.flatnonzero(due[:, place]).tolist())
                yield Mix(tuple(mixed), tuple(groups.values()))


def _groups(problem: Problem, key: str, rows: Iterable[int]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        label = getattr(problem.attendees[row], key).casefold()
        found.setdefault(label, []).append(row)
    return {label: tuple(group) for label, group in found.items()}
