"""What attendees miss, kept up to date while sessions change places.

Those of whose hopes each is for one session are bits: at each time the union of those who
hope for some session there is counted, whole words of a processor at once. Where a
workshop is given several times, which hope is kept at which time is a matching, made for
each party by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from agenda_solver.domains import Time
from agenda_solver.problem import within
from agenda_solver.search.audience import Audience, audience
from agenda_solver.search.relations import Vector
from agenda_solver.wishes import Party

Moved = Mapping[int, int]
"""The new cell of each session that changes its place, by their numbers."""

Words = NDArray[np.uint64]
"""Sets of attendees as bits, a row each."""

NEVER = -1
"""The time of a session that takes place when nobody hopes for anything, or at several times."""


def once(times: Sequence[tuple[int, ...]]) -> Vector:
    """Return, by cell, the one time that a session in it goes on at, or `NEVER`."""
    return np.array([of[0] if len(of) == 1 else NEVER for of in times], dtype=np.int64)


class Counted(Protocol):
    """What attendees attend, kept up to date."""

    attended: int

    def moved(self, session: int) -> Vector:
        """Return about how much more would be attended if a session moved, by time."""

    def swapped(self, session: int) -> Vector:
        """Return about how much more would be attended if two changed places, by the other."""

    def moves(self, session: int, cell: int) -> int:
        """Return how much more would be attended if a session moved to a cell."""

    def swaps(self, one: int, other: int) -> int:
        """Return how much more would be attended if two sessions changed places."""

    def grows(self, moved: Moved) -> int:
        """Return how much more would be attended after any change."""

    def make(self, moved: Moved) -> None:
        """Take up a change."""


class Union:
    """Who hopes for a session that is there, at each time, as bits.

    Parameters
    ----------
    height : int
        What each bit is worth.
    fans, busy : sequence of int
        By session: who hopes for it, and who takes part in it.
    there : sequence of int
        By time: who is there.
    everybody : int
        All bits.
    times : sequence of tuple of int
        By cell: the times that a session in it goes on at.
    chosen : sequence of int
        The cell of each session.

    Attributes
    ----------
    attended : int
        What all attend together.
    """

    def __init__(
        self,
        height: int,
        fans: Sequence[int],
        busy: Sequence[int],
        there: Sequence[int],
        everybody: int,
        times: Sequence[tuple[int, ...]],
        chosen: Sequence[int],
    ) -> None:
        self._height = height
        self._fans = fans
        self._busy = busy
        self._there = there
        self._times = times
        self._masked = any(busy) or any(bits != everybody for bits in there)
        self._matters = [bool(fan or own) for fan, own in zip(fans, busy, strict=True)]
        self._once = once(times).tolist()
        self._start_from(chosen)

    def _start_from(self, chosen: Sequence[int]) -> None:
        sessions = range(len(chosen))
        self._cell = list(chosen)
        self._at = [self._once[cell] for cell in chosen]
        self._members: list[list[int]] = [[] for _ in self._there]
        for session in sessions:
            if self._matters[session]:
                for time in self._times[chosen[session]]:
                    self._members[time].append(session)
        self._union = [0] * len(self._there)
        self._due = [0] * len(self._there)
        self._count = [0] * len(self._there)
        self._others = [0] * len(chosen)
        self._others_due = [0] * len(chosen)
        self._bytes = 8 * max(1, -(-max(bits.bit_length() for bits in self._there) // 64))
        self._rows = np.stack([self._row(bits) for bits in self._fans])
        self._open = np.zeros_like(self._rows)
        self._common = np.empty_like(self._rows)
        self._sizes = np.empty(self._rows.shape, dtype=np.uint8)
        # One more: of the last time, at which nobody hopes for anything, nobody is told.
        self._open_at = np.zeros((len(self._there) + 1, self._rows.shape[1]), dtype=np.uint64)
        self._own = np.zeros(len(chosen), dtype=np.int64)
        self._now = np.array(self._at)
        for time in range(len(self._there)):
            self._unite(time)
        self.attended = self._height * sum(self._count)

    def _unite(self, time: int) -> None:
        """Count a time anew; and, of each session there, who hopes for one of the others."""
        members = self._members[time]
        self._union[time] = _without_each(members, self._fans, self._others)
        if self._masked:
            self._due[time] = _without_each(members, self._busy, self._others_due)
        self._count[time] = self._counted(time, self._union[time], self._due[time])

        self._open_at[time] = self._row(self._missing(time, self._union[time], self._due[time]))
        for session in members:
            if self._at[session] == time:
                missing = self._missing(time, self._others[session], self._others_due[session])
                self._open[session] = self._row(missing)
                self._own[session] = (missing & self._fans[session]).bit_count()

    def _missing(self, time: int, union: int, due: int) -> int:
        """Return who is there and free, and hopes for none of these."""
        return self._there[time] & ~union & ~due

    def _row(self, bits: int) -> Words:
        return np.frombuffer(bits.to_bytes(self._bytes, "little"), dtype=np.uint64)

    def moved(self, session: int) -> Vector:
        """Return about how much more would be attended if a session moved, by time.

        What those miss who take part in it themselves is left out. There is one time more,
        for `NEVER`.
        """
        here = self._now[session]
        if here < 0:
            return np.zeros(len(self._open_at), dtype=np.int64)
        more = np.bitwise_count(self._rows[session] & self._open_at).sum(axis=1, dtype=np.int64)
        more -= self._own[session]
        more[here] = 0
        return self._height * more

    def swapped(self, session: int) -> Vector:
        """Return about how much more would be attended if two changed places, by the other.

        What those miss who take part in one of them themselves is left out.
        """
        here = self._now[session]
        if here < 0:
            return np.zeros_like(self._own)
        more = self._size(self._rows[session], self._open)
        more += self._size(self._open[session], self._rows)
        more -= self._own
        more -= self._own[session]
        more[self._now == here] = 0
        if self._height != 1:
            more *= self._height
        return more

    def _size(self, one: Words, many: Words) -> Vector:
        """Return how many bits a set has in common with each of many."""
        np.bitwise_and(one, many, out=self._common)
        np.bitwise_count(self._common, out=self._sizes)
        return np.add.reduce(self._sizes, axis=1, dtype=np.int64)

    def _counted(self, time: int, union: int, due: int) -> int:
        return (union & self._there[time] & ~due).bit_count() if self._masked else union.bit_count()

    def moves(self, session: int, cell: int) -> int:
        """Return how much more would be attended if a session moved to a cell."""
        here, there = self._at[session], self._once[cell]
        if here < 0 or there < 0:
            return self.grows({session: cell})
        if here == there:
            return 0
        left, reached = self._others[session], self._union[there] | self._fans[session]
        if self._masked:
            gone, come = self._others_due[session], self._due[there] | self._busy[session]
            after = self._counted(here, left, gone) + self._counted(there, reached, come)
        else:
            after = left.bit_count() + reached.bit_count()
        return self._height * (after - self._count[here] - self._count[there])

    def swaps(self, one: int, other: int) -> int:
        """Return how much more would be attended if two sessions changed places."""
        here, there = self._at[one], self._at[other]
        if here < 0 or there < 0:
            return self.grows({one: self._cell[other], other: self._cell[one]})
        if here == there:
            return 0
        fans, others, count = self._fans, self._others, self._count
        left, reached = others[one] | fans[other], others[other] | fans[one]
        if self._masked:
            gone = self._others_due[one] | self._busy[other]
            come = self._others_due[other] | self._busy[one]
            after = self._counted(here, left, gone) + self._counted(there, reached, come)
        else:
            after = left.bit_count() + reached.bit_count()
        return self._height * (after - count[here] - count[there])

    def grows(self, moved: Moved) -> int:
        """Return how much more would be attended after any change."""
        some = {session: cell for session, cell in moved.items() if self._matters[session]}
        grows = 0
        for time in self._touched(some):
            there = [other for other in self._members[time] if other not in some]
            there += [other for other, cell in some.items() if time in self._times[cell]]
            union = reduce(or_, (self._fans[other] for other in there), 0)
            due = reduce(or_, (self._busy[other] for other in there), 0)
            grows += self._counted(time, union, due) - self._count[time]
        return self._height * grows

    def _touched(self, moved: Moved) -> set[int]:
        before = {time for session in moved for time in self._times[self._cell[session]]}
        return before.union(*(self._times[cell] for cell in moved.values()))

    def make(self, moved: Moved) -> None:
        """Take up a change."""
        touched = set[int]()
        for session, cell in moved.items():
            before, after = self._times[self._cell[session]], self._times[cell]
            self._cell[session] = cell
            self._at[session] = self._now[session] = self._once[cell]
            if self._once[cell] < 0:
                self._open[session] = 0
                self._own[session] = 0
            if self._matters[session] and before != after:
                for time in before:
                    self._members[time].remove(session)
                for time in after:
                    self._members[time].append(session)
                touched.update(before, after)
        for time in touched:
            before_ = self._count[time]
            self._unite(time)
            self.attended += self._height * (self._count[time] - before_)


def _without_each(members: Sequence[int], bits: Sequence[int], others: list[int]) -> int:
    """Return the union of the members' bits; write down that of all but each."""
    own = [bits[member] for member in members]
    before = [0, *accumulate(own, or_)]
    after = 0
    for number in range(len(own) - 1, -1, -1):
        others[members[number]] = before[number] | after
        after |= own[number]
    return after


class Matched:
    """What parties attend who may choose among several sessions of one workshop.

    Which hopes can be kept together is a matching of hopes to times; to take the dearest
    first is best (Edmonds and Fulkerson, "Transversals and matroid partition", 1965).

    Parameters
    ----------
    parties : sequence of Party
    number : mapping of str to int
        Of each session.
    moments : sequence of Time
        The times at which somebody hopes for something.
    times, chosen
        See `Union`.

    Attributes
    ----------
    attended : int
        What all attend together.
    """

    def __init__(
        self,
        parties: Sequence[Party],
        number: Mapping[str, int],
        moments: Sequence[Time],
        times: Sequence[tuple[int, ...]],
        chosen: Sequence[int],
    ) -> None:
        self._times = times
        self._moments = moments
        self._cell = list(chosen)
        self._parties = parties
        self._hopes = [
            [(hope.worth, [number[wanted] for wanted in hope.sessions]) for hope in party.hopes]
            for party in parties
        ]
        self._busy = [[number[wanted] for wanted in party.busy] for party in parties]
        self._away = [
            frozenset(
                time
                for time, moment in enumerate(moments)
                if party.present and not within(party.present, *moment)
            )
            for party in parties
        ]
        self._of: dict[int, list[int]] = defaultdict(list)
        for place, (hopes, busy) in enumerate(zip(self._hopes, self._busy, strict=True)):
            for session in {*busy, *(wanted for _, sessions in hopes for wanted in sessions)}:
                self._of[session].append(place)
        self._now = [self._best(place, {}) for place in range(len(parties))]
        self.attended = sum(self._now)

    def _best(self, place: int, moved: Moved) -> int:
        """Return what a party attends at best."""

        def times(session: int) -> tuple[int, ...]:
            return self._times[moved.get(session, self._cell[session])]

        taken: dict[int, int] = {}
        out = self._away[place].union(*map(times, self._busy[place]))
        hopes = [
            [time for session in sessions for time in times(session) if time not in out]
            for _, sessions in self._hopes[place]
        ]
        kept = sum(
            worth
            for number, (worth, _) in enumerate(self._hopes[place])
            if _reached(hopes, number, taken, set())
        )
        return self._parties[place].size * kept

    def moved(self, session: int) -> Vector:  # noqa: ARG002
        """Return nothing: one change at a time is weighed."""
        return np.zeros(len(self._moments) + 1, dtype=np.int64)

    def swapped(self, session: int) -> Vector:  # noqa: ARG002
        """Return nothing: one change at a time is weighed."""
        return np.zeros(len(self._cell), dtype=np.int64)

    def _concerned(self, moved: Moved) -> Iterator[int]:
        if all(
            self._times[self._cell[session]] == self._times[cell] for session, cell in moved.items()
        ):
            return
        yield from sorted({place for session in moved for place in self._of.get(session, ())})

    def moves(self, session: int, cell: int) -> int:
        """Return how much more would be attended if a session moved to a cell."""
        return self.grows({session: cell})

    def swaps(self, one: int, other: int) -> int:
        """Return how much more would be attended if two sessions changed places."""
        return self.grows({one: self._cell[other], other: self._cell[one]})

    def grows(self, moved: Moved) -> int:
        """Return how much more would be attended after any change."""
        return sum(self._best(place, moved) - self._now[place] for place in self._concerned(moved))

    def make(self, moved: Moved) -> None:
        """Take up a change."""
        for place in self._concerned(moved):
            best = self._best(place, moved)
            self.attended += best - self._now[place]
            self._now[place] = best
        for session, cell in moved.items():
            self._cell[session] = cell


def _reached(
    hopes: Sequence[Sequence[int]], number: int, taken: dict[int, int], tried: set[int]
) -> bool:
    """Find a time for a hope, moving earlier ones to others if need be."""
    for time in hopes[number]:
        if time in tried:
            continue
        tried.add(time)
        if time not in taken or _reached(hopes, taken[time], taken, tried):
            taken[time] = number
            return True
    return False


class Attendance:
    """All parties, and what they miss together.

    Parameters
    ----------
    parties : sequence of Party
    sessions : sequence of str
        Ids of all sessions.
    moments : sequence of Time
        The times at which somebody hopes for something; no two of them overlap.
    times : sequence of tuple of int
        By cell: the moments that a session in it goes on at.
    chosen : sequence of int
        The cell of each session.

    Attributes
    ----------
    counted : list
        The parties by how what they attend is counted.
    once : array of int
        By cell: the moment that a session in it goes on at; `NEVER` if none or several.
    """

    def __init__(
        self,
        parties: Sequence[Party],
        sessions: Sequence[str],
        moments: Sequence[Time],
        times: Sequence[tuple[int, ...]],
        chosen: Sequence[int],
    ) -> None:
        self.once = once(times)
        self._most = sum(party.size * party.most for party in parties)
        simple = [
            party for party in parties if all(len(hope.sessions) == 1 for hope in party.hopes)
        ]
        others = [party for party in parties if any(len(hope.sessions) > 1 for hope in party.hopes)]
        self.counted: list[Counted] = [
            Union(*planes, times, chosen) for planes in _planes(audience(simple, sessions, moments))
        ]
        if others:
            number = {session: place for place, session in enumerate(sessions)}
            self.counted.append(Matched(others, number, moments, times, chosen))

    @property
    def missed(self) -> int:
        """What all miss of what they hope for."""
        return self._most - sum(counted.attended for counted in self.counted)


def _planes(known: Audience) -> Iterator[tuple[int, list[int], list[int], list[int], int]]:
    """Lay the steps that are equally high side by side: their bits are counted at once.

    Yields the height; by session the bits of those who hope for it and of those who are
    busy in it; by time the bits of those who are there; and all bits.
    """
    size = max((bits.bit_length() for step in known.steps for bits in step.fans), default=0)
    everybody = (1 << size) - 1
    for height in sorted({step.height for step in known.steps}):
        steps = [step for step in known.steps if step.height == height]
        yield (
            height,
            [
                _side_by_side(bits, size)
                for bits in zip(*(step.fans for step in steps), strict=True)
            ],
            [_side_by_side([bits] * len(steps), size) for bits in known.busy],
            [_side_by_side([bits] * len(steps), size) for bits in known.there],
            _side_by_side([everybody] * len(steps), size),
        )


def _side_by_side(bits: Iterable[int], size: int) -> int:
    kept = (1 << size) - 1
    return sum((row & kept) << place * size for place, row in enumerate(bits))
