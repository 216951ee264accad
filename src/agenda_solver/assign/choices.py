"""Who may sit where and what it is to them, as arrays: what every method of seating reads.

Attendees, sessions and rounds are numbered from 0, in the order of `Choices.attendees`,
`Choices.sessions` and `Offers.rounds`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from agenda_solver.offers import Offers, exclude
from agenda_solver.problem import Problem, within
from agenda_solver.problem.schema import Lunch
from agenda_solver.ratings import scale, worths
from agenda_solver.timetable import Seat, Timetable
from agenda_solver.words.names import folded

Ints = NDArray[np.int64]
Levels = NDArray[np.int16]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

NOBODY = -1
"""In an array of seats: no seat in this round."""


@dataclass(frozen=True)
class Quota:
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
class Lunchless:
    """Who sits in a session of each of these groups has no time for lunch: so nobody does.

    Attributes
    ----------
    groups : tuple of tuple of int
        Sessions of one round each that end at one time.
    attendee : int or None
        Whom alone it concerns, as something else takes time from them; None: everybody.
    """

    groups: tuple[tuple[int, ...], ...]
    attendee: int | None = None

    @property
    def sessions(self) -> tuple[int, ...]:
        """The sessions of all groups."""
        return tuple(session for group in self.groups for session in group)


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
        Whether an attendee may be due a seat in a round, one given out before included.
        Elsewhere there is none, unless one is in `must`.
    asked : array of n × R, optional
        The same had nothing been given out before. Absent: as `due`.
    lunchless : tuple of Lunchless
        What nobody has together, for lunch.
    spare : array of n × R, optional
        In how many of the rounds that share workshops with a round an attendee has no seat,
        of those in which they may be due one: so many that there are no workshops left for
        them. Absent: in none.
    beyond : array of n, optional
        How many of the seats due to an attendee, over all rounds, are more than they may have
        in all: nobody lacks these. Absent: none of anybody.
    least, most : arrays of m
        A session has no attendees at all, or so many; `most` is n where it takes any.
    clashes : tuple of pairs of int
        Sessions of different rounds that overlap.
    walks : tuple of pairs of int
        Sessions of different rounds between which there is no time to walk.
    must : tuple of (int, tuple of int)
        An attendee, and sessions in one of which they sit.
    together : tuple of pairs of int
        Attendees who are in the same session in each round in which both are due a seat that
        was not only given out before, or have none there.
    apart : tuple of pairs of int
        Attendees who are never in the same session.
    friends : tuple of pairs of int
        Attendees of whom the first wishes to be where the second is.
    before : tuple of (int, int)
        Seats (attendee, session) that were given out before, and should be kept.
    at_least : array of n, optional
        How many seats each attendee should have over all rounds, of those due to them. Absent:
        nobody is to have any number.
    points : array of n × m, optional
        What each session is worth to each attendee, 0 where they do not wish for it; equal
        for those of one round that are of one level. Absent: nobody rates their wishes.
    held : array of m, optional
        Which sessions take place in any case, with their least number of attendees. Absent: none.
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
    walks: tuple[tuple[int, int], ...] = ()
    must: tuple[tuple[int, tuple[int, ...]], ...] = ()
    together: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    friends: tuple[tuple[int, int], ...] = ()
    quotas: tuple[Quota, ...] = ()
    mixes: tuple[Mix, ...] = ()
    before: tuple[tuple[int, int], ...] = ()
    asked: Flags | None = None
    spare: Ints | None = None
    lunchless: tuple[Lunchless, ...] = ()
    beyond: Ints | None = None
    at_least: Ints | None = None
    points: Ints | None = None
    held: Flags | None = None

    @property
    def bound(self) -> frozenset[int]:
        """The sessions that take place in any case, and need a least number of attendees."""
        if self.held is None:
            return frozenset()
        return frozenset(np.flatnonzero(self.held & (self.least > 0)).tolist())

    @property
    def exclusive(self) -> tuple[tuple[int, int], ...]:
        """Sessions of different rounds in both of which nobody sits: `clashes` and `walks`."""
        return self.clashes + self.walks

    @cached_property
    def companies(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """For each round, those who sit in one session of it or nowhere: `together`, and due."""
        asked = self.due if self.asked is None else self.asked
        return tuple(
            tuple(joined(pair for pair in self.together if due[list(pair)].all()))
            for due in asked.T
        )

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        return int(self.due.shape[1])

    @cached_property
    def families(self) -> tuple[tuple[int, ...], ...]:
        """The rounds, those together that share a workshop."""
        head = np.arange(self.rounds)
        for workshop in np.unique(self.workshop):
            joined = np.unique(head[self.round_of[self.workshop == workshop]])
            head[np.isin(head, joined)] = joined[0]
        return tuple(tuple(np.flatnonzero(head == first).tolist()) for first in np.unique(head))

    @cached_property
    def dues(self) -> Ints:
        """How many seats each attendee is due, and has at most, in each family (n × families)."""
        due = self._by_family(self.due)
        if self.spare is not None:
            due = due - self.spare[:, [rounds[0] for rounds in self.families]]
        return due

    @cached_property
    def limited(self) -> Flags:
        """Who may have fewer seats over all rounds than they are due in each (n)."""
        if self.beyond is None:
            return np.zeros(len(self.attendees), dtype=np.bool_)
        return np.asarray(self.beyond > 0)

    @cached_property
    def open(self) -> Flags:
        """Whether there is a session in which an attendee may sit, in each round (n × R)."""
        open_: Flags = np.zeros(self.due.shape, dtype=np.bool_)
        for number in range(self.rounds):
            open_[:, number] = (self.level[:, self.round_of == number] > 0).any(axis=1)
        return open_

    @cached_property
    def capped(self) -> Flags:
        """Who could have more seats than they are due, but may not (n × families)."""
        return np.asarray(self._by_family(self.open) > self.dues)

    def _by_family(self, flags: Flags) -> Ints:
        """Count flags of rounds (n × R) by family."""
        counts = np.zeros((len(flags), len(self.families)), dtype=np.int64)
        for family, rounds in enumerate(self.families):
            counts[:, family] = flags[:, list(rounds)].sum(axis=1)
        return counts

    @cached_property
    def counted(self) -> Flags:
        """In which rounds (n × R) it is a lack to have no seat.

        Where somebody is due a seat; but where no session is open to them it is none as long
        as they are due seats in fewer rounds anyway.
        """
        counted = self.due.copy()
        for family, rounds in enumerate(self.families):
            spare = counted[:, list(rounds)].sum(axis=1) - self.dues[:, family]
            for number in rounds:
                spared = (spare > 0) & counted[:, number] & ~self.open[:, number]
                counted[spared, number] = False
                spare -= spared
        return counted

    def leaves_no_lunch(self, taken: Ints, columns: Ints) -> Flags:
        """Whether a session of some columns would, with other seats, leave somebody no lunch."""
        barred: Flags = np.zeros((len(taken), len(columns)), dtype=np.bool_)
        for lunchless in self.lunchless:
            sits = np.array([np.isin(taken, group).any(axis=1) for group in lunchless.groups])
            if lunchless.attendee is not None:
                sits[:, np.arange(len(taken)) != lunchless.attendee] = False
            for place, group in enumerate(lunchless.groups):
                rest = np.delete(sits, place, axis=0).all(axis=0, keepdims=True)
                barred |= rest.T & np.isin(columns, group)
        return barred

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
        taken = np.full(self.due.shape, NOBODY, dtype=np.int64)
        for seat in seats:
            if seat.attendee in rows and seat.session in columns:
                session = columns[seat.session]
                taken[rows[seat.attendee], self.round_of[session]] = session
        return taken


def choices(
    problem: Problem,
    timetable: Timetable,
    before: Iterable[Seat] = (),
    pinned: Iterable[Seat] = (),
) -> Choices:
    """Read the choices that a timetable offers.

    Parameters
    ----------
    before : iterable of Seat
        Seats that were given out before. Those of attendees or sessions that are gone are
        forgotten.
    pinned : iterable of Seat
        Of those who must attend a workshop: in which of its sub-groups or at which of its
        times.
    """
    before = tuple(before)
    offers = Offers(problem, timetable, before)
    sessions = tuple(offers.placements)
    attendees = problem.attendees
    number = {session: column for column, session in enumerate(sessions)}
    row = {attendee.id: place for place, attendee in enumerate(attendees)}
    levels = _Levels(offers, sessions)
    clashes, walks = _exclusive(offers, sessions, levels.round_of)
    lunchless = tuple(_lunchless(offers, sessions, row))
    for full in lunchless:
        if len(full.groups) == 1:
            rows = slice(None) if full.attendee is None else full.attendee
            levels.level[rows, list(full.sessions)] = 0
    limits = (offers.limit(session) for session in sessions)
    most = [len(attendees) if limit is None else limit for limit in limits]
    offered = Choices(
        attendees=tuple(row),
        sessions=sessions,
        level=levels.level,
        wished=levels.wished,
        round_of=levels.round_of,
        workshop=levels.workshop,
        due=levels.due,
        asked=levels.asked,
        spare=levels.spare,
        points=levels.points,
        held=np.array(
            [not problem.session[session].cancellable for session in sessions], dtype=np.bool_
        ),
        least=np.array([offers.least(session) for session in sessions], dtype=np.int64),
        most=np.minimum(np.array(most, dtype=np.int64), len(attendees)),
        clashes=clashes,
        walks=walks,
        must=tuple(_must(offers, sessions, pinned)),
        together=_pairs_of(row, ((each.id, each.together) for each in attendees)),
        apart=_pairs_of(row, ((each.id, each.apart) for each in attendees)),
        friends=tuple(
            (row[each.id], row[friend])
            for each in attendees
            for friend in dict.fromkeys(each.friends)
            if friend in row and friend != each.id
        ),
        quotas=tuple(_quotas(problem, sessions)),
        mixes=tuple(_mixes(problem, offers, number, levels.asked)),
        before=tuple(
            dict.fromkeys(
                (row[seat.attendee], number[seat.session])
                for seat in before
                if seat.attendee in row and seat.session in number
            )
        ),
        lunchless=tuple(full for full in lunchless if len(full.groups) > 1),
    )
    return replace(offered, beyond=_beyond(offers, offered), at_least=_at_least(offers, offered))


def _at_least(offers: Offers, offered: Choices) -> Ints | None:
    """Return how many seats each attendee should have in all, see `Choices`."""
    due = offered.dues.sum(axis=1)
    if offered.beyond is not None:
        due = due - offered.beyond
    least = np.array(list(map(offers.least_seats, offers.problem.attendees)), dtype=np.int64)
    least = np.minimum(least, due)
    return least if least.any() else None


def _beyond(offers: Offers, offered: Choices) -> Ints | None:
    """Return how many seats are due to each attendee that they may not have, see `Choices`."""
    due = offered.dues.sum(axis=1).tolist()
    most = map(offers.most_seats, offers.problem.attendees)
    beyond = [
        0 if limit is None else max(0, count - limit)
        for count, limit in zip(due, most, strict=True)
    ]
    return np.array(beyond, dtype=np.int64) if any(beyond) else None


class _Levels:
    """What each session is to each attendee, and in which rounds they are due a seat.

    As `Offers.ranks`, `Offers.next_rank` and `Offers.due` define it, for all at once.
    """

    def __init__(self, offers: Offers, sessions: tuple[str, ...]) -> None:
        self.offers = offers
        self.sessions = sessions
        self.attendees = offers.problem.attendees
        named = list(map(offers.problem.workshop, sessions))
        self.number = {workshop: place for place, workshop in enumerate(dict.fromkeys(named))}
        self.workshop: Ints = np.array([self.number[name] for name in named], dtype=np.int64)
        self.round_of: Ints = np.array([offers.round_of[name] for name in sessions], dtype=np.int64)
        size = len(self.attendees), len(self.number)
        ranks, after = self._ranks()
        wished = ranks > 0
        must: Flags = np.zeros(size, dtype=np.bool_)
        for row, attendee in enumerate(self.attendees):
            for session in attendee.must_attend:
                workshop = self.number.get(offers.problem.workshop(session))
                if workshop is not None:
                    must[row, workshop] = True
        there, served = self._present()
        # Where they would be due one had nothing been given out before.
        self.asked: Flags = self._due(wished | must, there)
        self.given = list(map(offers.given, self.attendees))
        self.due: Flags = self.asked.copy()
        for row, given in enumerate(self.given):
            self.due[row, list(given)] = True
        self.spare = self._spare(wished | must, there)
        self.wished: Flags = wished[:, self.workshop]
        self.points = self._points()
        self.level: Levels = np.where(wished, ranks, after)[:, self.workshop]
        for row in there:
            self.level[row, ~(there[row] & served[row])] = 0
        open_: Flags = self.asked[:, self.round_of].copy()
        for row, column in self._kept():
            open_[row, column] = True
        self.level[~open_] = 0

    def _kept(self) -> Iterator[tuple[int, int]]:
        """Yield the seats given out before, where no other is due."""
        named = list(self.number)
        for row, given in enumerate(self.given):
            for number, workshops in given.items():
                if not self.asked[row, number]:
                    for column in np.flatnonzero(self.round_of == number).tolist():
                        if named[self.workshop[column]] in workshops:
                            yield row, column

    def _wishes(self) -> tuple[Ints, Ints, Ints]:
        """Return rows, workshops and keys (a lower one is better) of all wishes.

        Those of one attendee stand together, the best one first, and each workshop once.
        """
        of = {
            session: self.number[workshop]
            for workshop, sessions in self.offers.problem.workshops.items()
            if workshop in self.number
            for session in sessions
        }
        rows: list[int] = []
        workshops: list[int] = []
        keys: list[int] = []
        for row, attendee in enumerate(self.attendees):
            wishes = attendee.wishes
            if isinstance(wishes, dict):
                keyed = [(wish, -rating) for wish, rating in wishes.items() if rating]
            else:
                keyed = [(wish, place) for place, wish in enumerate(wishes)]
            for wish, key in keyed:
                if wish in of:
                    rows.append(row)
                    workshops.append(of[wish])
                    keys.append(key)
        triples = np.array([rows, workshops, keys], dtype=np.int64)
        triples = triples[:, np.lexsort((triples[2], triples[0]))]
        _, first = np.unique(triples[0] * len(self.number) + triples[1], return_index=True)
        triples = triples[:, np.sort(first)]
        return triples[0], triples[1], triples[2]

    def _ranks(self) -> tuple[Levels, Levels]:
        """Return the rank of each workshop that is wished, else 0, and that of any other."""
        size = len(self.attendees), len(self.number)
        row, workshop, key = self._wishes()
        kin = np.array([self.offers.kin[name] for name in self.number], dtype=np.int64)
        order = np.lexsort((key, kin[workshop], row))
        row, workshop, key = row[order], workshop[order], key[order]
        list_ = row * (1 + kin.max(initial=0)) + kin[workshop]
        starts = np.append(True, list_[1:] != list_[:-1])[: len(row)]
        worse = starts | np.append(True, key[1:] != key[:-1])[: len(row)]
        total = np.cumsum(worse)
        # Ranks are counted from where each list starts.
        rank = total - np.maximum.accumulate(np.where(starts, total - 1, 0))
        ranks: Levels = np.zeros(size, dtype=np.int16)
        ranks[row, workshop] = rank
        last: Levels = np.zeros((size[0], 1 + int(kin.max(initial=0))), dtype=np.int16)
        np.maximum.at(last, (row, kin[workshop]), rank.astype(np.int16))
        return ranks, (1 + last)[:, kin]

    def _points(self) -> Ints | None:
        """Return what each session is worth (n × m); None where nobody rates their wishes."""
        known = scale(self.offers.problem)
        if known is None:
            return None
        points: Ints = np.zeros((len(self.attendees), len(self.number)), dtype=np.int64)
        for row, attendee in enumerate(self.attendees):
            for session, worth in reversed(worths(attendee, known)):
                workshop = self.number.get(self.offers.problem.workshop(session))
                if workshop is not None:
                    points[row, workshop] = worth
        return points[:, self.workshop]

    def _present(self) -> tuple[Mapping[int, Flags], Mapping[int, Flags]]:
        """Return for those whom something may keep out which sessions (m) they can be at.

        First whether they are there, and neither a part of theirs nor what they must avoid
        excludes it; then whether the room has what they need.
        """
        placements = [self.offers.placements[session] for session in self.sessions]
        problem = self.offers.problem
        rooms = [
            problem.room[placement.room].features if placement.room else ()
            for placement in placements
        ]
        speaks = problem.person_of
        known: dict[object, Flags] = {}

        def flags(key: object, answers: Iterable[bool]) -> Flags:
            if key not in known:
                known[key] = np.fromiter(answers, dtype=np.bool_, count=len(placements))
            return known[key]

        there: dict[int, Flags] = {}
        served: dict[int, Flags] = {}
        for row, attendee in enumerate(self.attendees):
            kept_out = attendee.present or attendee.needs or attendee.must_avoid
            if not (kept_out or attendee.id in speaks):
                continue
            windows = attendee.present
            there[row] = flags(
                tuple((window.day, window.start, window.end) for window in windows),
                (
                    not windows or within(windows, placement.day, placement.start, placement.end)
                    for placement in placements
                ),
            )
            busy = self.offers.busy(attendee.id)
            if busy:
                free = (
                    not any(exclude(problem, placement, part) for part in busy)
                    for placement in placements
                )
                there[row] = there[row] & np.fromiter(free, np.bool_, len(placements))
            if attendee.must_avoid:
                may = [not self.offers.avoids(attendee, session) for session in self.sessions]
                there[row] = there[row] & np.array(may, dtype=np.bool_)
            needs = frozenset(attendee.needs)
            served[row] = flags(needs, (needs <= set(features) for features in rooms))
        return there, served

    def _due(self, asked: Flags, there: Mapping[int, Flags]) -> Flags:
        rounds = self.offers.rounds
        due: Flags = np.zeros((len(self.attendees), len(rounds)), dtype=np.bool_)
        speaks = self.offers.problem.person_of
        checked = [
            row
            for row in there
            for attendee in [self.attendees[row]]
            if attendee.present or attendee.must_avoid or attendee.id in speaks
        ]
        for number, moment in enumerate(rounds):
            here = self.round_of == number
            due[:, number] = moment.for_all or asked[:, np.unique(self.workshop[here])].any(axis=1)
            for row in checked:
                due[row, number] &= bool(there[row][here].any())
        return due

    def _spare(self, asked: Flags, there: Mapping[int, Flags]) -> Ints | None:
        """Return in how many rounds that share workshops there are none left, see `Choices`."""
        spare: Ints = np.zeros(self.due.shape, dtype=np.int64)
        for family in self.offers.families:
            if len(family) > 1:
                spare[:, list(family)] = self._spare_in(family, asked, there)[:, None]
        return spare if spare.any() else None

    def _spare_in(self, family: Sequence[int], asked: Flags, there: Mapping[int, Flags]) -> Ints:
        """Return in how many rounds of a family there are no workshops left (n).

        Those are alike who may be due seats in the same rounds, ask for the same workshops
        if it matters, are there at the same sessions, and were given the same there.
        """
        columns = np.flatnonzero(np.isin(self.round_of, family))
        workshops = np.unique(self.workshop[columns])
        all_due = [number for number in family if self.offers.rounds[number].for_all]
        if len(all_due) < len(family):
            wanted = np.ascontiguousarray(asked[:, workshops])
            row_of = {attendee.id: row for row, attendee in enumerate(self.attendees)}
            for group in set(map(self.offers.company, self.offers.companions)):
                rows = [row_of[attendee] for attendee in group]
                wanted[rows] = wanted[rows].any(axis=0)
        else:
            wanted = np.ones((len(asked), len(workshops)), dtype=np.bool_)
        due = np.ascontiguousarray(self.due[:, list(family)])
        known: dict[Hashable, int] = {}
        spare: Ints = np.zeros(len(due), dtype=np.int64)
        for row in np.flatnonzero(due.sum(axis=1) > 1).tolist():
            free = there[row][columns] if row in there else None
            rounds = [number for number, is_due in zip(family, due[row], strict=True) if is_due]
            given = [item for item in self.given[row].items() if item[0] in rounds]
            key = (
                due[row].tobytes(),
                wanted[row].tobytes(),
                b"" if free is None else free.tobytes(),
                frozenset(given) if len(given) > 1 else None,
            )
            if key not in known:
                known[key] = len(rounds) - self.offers.dues(self.attendees[row], rounds)
            spare[row] = known[key]
        return spare


_Pairs = tuple[tuple[int, int], ...]


def _exclusive(offers: Offers, sessions: Sequence[str], round_of: Ints) -> tuple[_Pairs, _Pairs]:
    """Return the sessions of different rounds that overlap, and those too far to walk."""
    problem = offers.problem
    places = [offers.placements[session] for session in sessions]
    moments = [
        (problem.moment(place.day, place.start), problem.moment(place.day, place.end))
        for place in places
    ]
    start, end = np.array(moments, dtype=np.int64).reshape(-1, 2).T[:, :, None]
    several = round_of[:, None] != round_of
    day = np.array([place.day.toordinal() for place in places], dtype=np.int64)
    overlap = (day[:, None] == day) & (start < end.T) & (end > start.T)
    rest = np.maximum(start - end.T, start.T - end)
    rooms = {place.room: place.room for place in places}
    room_of = [list(rooms).index(place.room) for place in places]
    minutes = np.array(
        [[problem.walk_minutes(one, other) for other in rooms] for one in rooms], dtype=np.int64
    ).reshape(len(rooms), len(rooms))
    far = (rest >= 0) & (rest < minutes[np.ix_(room_of, room_of)])
    return _pairs(overlap & several), _pairs(far & several)


def _pairs(flags: Flags) -> _Pairs:
    return tuple((int(one), int(other)) for one, other in np.argwhere(np.triu(flags)))


def _lunchless(
    offers: Offers, sessions: Sequence[str], row: Mapping[str, int]
) -> Iterator[Lunchless]:
    """Yield the smallest groups of sessions that leave no time for lunch together."""
    lunch = offers.problem.event.lunch
    if lunch is None:
        return
    groups: dict[date, dict[tuple[int, int], list[int]]] = {}
    for column, session in enumerate(sessions):
        place = offers.placements[session]
        rest = offers.problem.is_rest(session)
        if place.start < lunch.end and lunch.start < place.end and not rest:
            times = groups.setdefault(place.day, {})
            times.setdefault((place.start, place.end), []).append(column)
    busy = {attendee: offers.busy(attendee) for attendee in offers.problem.person_of}
    for day, times in groups.items():
        for full in _full(lunch, list(times), ()):
            yield Lunchless(tuple(tuple(times[time]) for time in full))
        for attendee, parts in busy.items():
            own = [(part.start, part.end) for part in parts if part.day == day]
            for full in _full(lunch, list(times), own) if own else ():
                yield Lunchless(tuple(tuple(times[time]) for time in full), row[attendee])


_Time = tuple[int, int]
"""A start and an end, in minutes since midnight."""


def _full(
    lunch: Lunch, times: Sequence[_Time], own: Sequence[_Time]
) -> Iterator[tuple[_Time, ...]]:
    """Yield the smallest sets of times, none of which overlap, that leave none for lunch."""
    if not _leaves(lunch, own):
        return
    smallest: list[tuple[_Time, ...]] = []
    grown: list[tuple[_Time, ...]] = [()]
    while grown:
        larger = [
            (*some, time)
            for some in grown
            for time in sorted(times)
            if not some or some[-1][1] <= time[0]
        ]
        full = [some for some in larger if not _leaves(lunch, (*own, *some))]
        small = [some for some in full if not any(set(less) <= set(some) for less in smallest)]
        smallest += small
        yield from small
        grown = [some for some in larger if some not in full]


def _leaves(lunch: Lunch, busy: Sequence[_Time]) -> bool:
    """Whether some times leave as many minutes in a row as lunch takes."""
    free, longest = lunch.start, 0
    for start, end in sorted(busy):
        longest = max(longest, min(start, lunch.end) - free)
        free = max(free, end)
    return max(longest, lunch.end - free) >= lunch.minutes


def _must(
    offers: Offers, sessions: Sequence[str], pinned: Iterable[Seat]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    problem = offers.problem
    only: dict[tuple[str, str], set[str]] = {}
    for seat in pinned:
        only.setdefault((seat.attendee, problem.workshop(seat.session)), set()).add(seat.session)
    # Where nobody needs a seat, whoever must be there needs none either.
    columns: dict[str, list[int]] = {problem.workshop(session): [] for session in problem.offered}
    for column, session in enumerate(sessions):
        columns[problem.workshop(session)].append(column)
    for row, attendee in enumerate(problem.attendees):
        if not attendee.must_attend:
            continue
        # Who takes part in a workshop, or in a part of it, is there without a seat.
        own = {
            problem.workshop(session)
            for placement in offers.busy(attendee.id)
            for session in (placement.session, *problem.wholes(placement.session))
        }
        for workshop in dict.fromkeys(map(problem.workshop, attendee.must_attend)):
            if workshop in columns and workshop not in own:
                times = only.get((attendee.id, workshop), sessions)
                yield (
                    row,
                    tuple(column for column in columns[workshop] if sessions[column] in times),
                )


def _pairs_of(row: Mapping[str, int], named: Iterable[tuple[str, Sequence[str]]]) -> _Pairs:
    """Return each two of whom one names the other, by their numbers."""
    pairs = {
        (min(row[one], row[other]), max(row[one], row[other]))
        for one, others in named
        for other in others
    }
    return tuple(sorted(pair for pair in pairs if pair[0] != pair[1]))


def joined(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Yield the groups into which pairs join those who are in them, each in order."""
    head: dict[int, int] = {}

    def find(one: int) -> int:
        while head.setdefault(one, one) != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    for one, other in pairs:
        head[find(one)] = find(other)
    groups: dict[int, list[int]] = {}
    for one in sorted(head):
        groups.setdefault(find(one), []).append(one)
    yield from map(tuple, groups.values())


def _quotas(problem: Problem, sessions: Sequence[str]) -> Iterator[Quota]:
    groups = _groups(problem, "organisation", range(len(problem.attendees)))
    for column, session in enumerate(sessions):
        most = problem.session[session].per_organisation
        for label, group in groups.items():
            if most is not None and label and len(group) > most:
                yield Quota(column, group, most)


def _mixes(
    problem: Problem, offers: Offers, number: Mapping[str, int], due: Flags
) -> Iterator[Mix]:
    for place, moment in enumerate(offers.rounds):
        for key in ("organisation", "category"):
            mixed = [number[s] for s in moment.sessions if key in problem.session[s].mixed]
            if len(mixed) > 1:
                groups = _groups(problem, key, np.flatnonzero(due[:, place]).tolist())
                yield Mix(tuple(mixed), tuple(groups.values()))


def _groups(problem: Problem, key: str, rows: Iterable[int]) -> Mapping[str, tuple[int, ...]]:
    groups: dict[str, list[int]] = {}
    for row in rows:
        label = folded(getattr(problem.attendees[row], key))
        groups.setdefault(label, []).append(row)
    return {label: tuple(group) for label, group in groups.items()}
