"""Which sessions may be beside each other: all sets of them, and what each is worth.

Where sessions are at the same time or do not touch at all, what attendees reach is a sum
over the times, and what they reach at one time depends on nothing but the set of sessions
that are then. `every_set` lists these sets as arrays. Each is made from one with a session
less, so that what sets which begin alike have in common is counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import pairwise
from math import comb
from operator import or_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agenda_solver.search.audience import Audience

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.unsignedinteger]
Bundle = tuple[int, ...]
"""Sessions that must be at the same time, or one alone."""

MOST_BYTES = 300_000_000
"""How much memory the sets of an event may take; with more, there are too many to list."""

_MOST_VISITED = 15_000_000
"""How many sets are looked at for one slot, with those that only begin others."""

_WORDS_AT_ONCE, _PAIRS_AT_ONCE = 1 << 19, 1 << 15
"""How many words of bits are counted at once, and sets that are made of two, about."""

_MOST_LIMITS = 200
"""How many unions of rooms are counted; beyond, a set may be listed that finds no rooms."""

_EVERYBODY = 1 << 40
"""The places of a room that holds everybody."""


class NotListedError(Exception):
    """There are more sets than memory should be taken for, or no time to list them."""


@dataclass(frozen=True)
class Concurrency:
    """What decides which sessions may be at one time, and what that is worth.

    A session is known by its place in `Audience.sessions`, a time by that in
    `Audience.times`. Every session is at exactly one of the times.

    Attributes
    ----------
    audience : Audience
    rooms : sequence of mappings
        By time: each session that may be at it, with the rooms that it may have then;
        without any, it needs none.
    apart : collection of pairs
        Sessions that may not be at the same time.
    together : collection of collections
        Sessions that must be at the same time: those of a block.
    people : sequence of int
        By session: how many should find a place in its room; 0 where nobody counts. Empty:
        nobody counts anywhere.
    places : mapping
        By room: how many it holds. A room that is not in it holds everybody.
    wish, place : int
        What a missed wish costs (a point of it, where they are rated), and somebody without
        a place.
    """

    audience: Audience
    rooms: Sequence[Mapping[int, Collection[str]]]
    apart: Collection[tuple[int, int]] = ()
    together: Collection[Collection[int]] = ()
    people: Sequence[int] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    wish: int = 1
    place: int = 1

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """All sessions, those that must be at the same time in one bundle."""
        bundle = {session: frozenset({session}) for session in range(len(self.audience.sessions))}
        for group in self.together:
            united = reduce(or_, (bundle[session] for session in group), frozenset[int]())
            bundle |= dict.fromkeys(united, united)
        return tuple(tuple(sorted(sessions)) for sessions in dict.fromkeys(bundle.values()))

    def matters(self, bundle: Bundle) -> bool:
        """Whether anybody misses or lacks anything because of a bundle."""
        sets = [step.fans for step in self.audience.steps] + [self.audience.busy]
        wished = any(fans[session] for fans in sets for session in bundle)
        return wished or (bool(self.people) and any(self.people[session] for session in bundle))

    def alike(self) -> list[tuple[int, ...]]:
        """Return the times by those that have the same sessions, rooms and attendees."""
        by_likeness: dict[tuple[object, int], list[int]] = {}
        for time, rooms in enumerate(self.rooms):
            may = frozenset((session, frozenset(names)) for session, names in rooms.items())
            by_likeness.setdefault((may, self.audience.there[time]), []).append(time)
        return [tuple(times) for times in by_likeness.values()]


@dataclass(frozen=True)
class SlotSets:
    """Times that are alike, and the sets of bundles that may be at one of them.

    Attributes
    ----------
    times : tuple of int
    full : bool
        Whether there is a set at each of the times, as not all sessions would fit otherwise.
    members : array of K × N
        The bundles of each set by number, filled up with the number of bundles.
    value : array of N
        What each set takes off the cost of a timetable without any. Who lacks a place is
        counted as if the sessions could exchange their rooms, but at least as many as if
        each had all its rooms to itself: never too many.
    """

    times: tuple[int, ...]
    full: bool
    members: Numbers
    value: NDArray[np.signedinteger]

    @property
    def bytes(self) -> int:
        """How much memory they take."""
        return self.members.nbytes + self.value.nbytes

    def sums(self, worth: Ints, first: int, last: int) -> Ints:
        """Return for each set from `first` to before `last` the sum over its bundles.

        Parameters
        ----------
        worth : array
            Of each bundle; 0 for the number that fills up.
        """
        total = np.zeros(last - first, dtype=np.int64)
        for row in self.members:
            total += worth.take(row[first:last])
        return total


def every_set(
    concurrency: Concurrency, bundles: Sequence[Bundle], on: Callable[[], bool] = lambda: True
) -> list[SlotSets]:
    """List all sets of bundles that may be at one time, slot by slot.

    Rooms suffice for a set where no union of rooms is short of the sessions that may have no
    others (Hall, "On representatives of subsets", 1935). A set is left out if the other
    times could not take all sessions outside it; and so is the empty set.

    Parameters
    ----------
    concurrency : Concurrency
    bundles : sequence of Bundle
        `Concurrency.bundles`, or some of them.
    on : callable
        Whether to go on.

    Raises
    ------
    NotListedError
        If they would take more than `MOST_BYTES`, or it is not to go on.
    """
    slots = [_Listing(concurrency, bundles, times) for times in concurrency.alike()]
    room = sum(len(slot.times) * slot.most for slot in slots)
    spare = room - sum(map(len, bundles))
    left = MOST_BYTES
    listed = []
    for slot in slots:
        listed.append(slot.listed(max(0, slot.most - spare), left, on))
        left -= listed[-1].bytes
    return listed


@dataclass
class _Sets:
    """Some sets of equally many bundles; K × N, and what is known of each.

    Attributes
    ----------
    reached : array of N × steps × words
        Whose hope of each step is at one of the sessions.
    busy : array of N × words
        Who takes part in one of them.
    taken : array of limits × N
        How many of the sessions count for each limit.
    size : array of N
        How many sessions that are.
    """

    members: Numbers
    reached: Words
    busy: Words
    taken: Ints
    size: Ints

    def some(self, chosen: Ints | Flags) -> _Sets:
        return _Sets(
            self.members[:, chosen],
            self.reached[chosen],
            self.busy[chosen],
            self.taken[:, chosen],
            self.size[chosen],
        )


class _Listing:
    """The sets that may be at one of some times which are alike."""

    def __init__(
        self, concurrency: Concurrency, bundles: Sequence[Bundle], times: tuple[int, ...]
    ) -> None:
        self.times = times
        self.concurrency = concurrency
        self.bundles = bundles
        self.rooms = {
            session: frozenset(names) for session, names in concurrency.rooms[times[0]].items()
        }
        limits = _limits(self.rooms)
        counts = np.array(
            [
                [sum(session in limited for session in bundle) for bundle in bundles]
                for limited, _ in limits
            ],
            dtype=np.int64,
        ).reshape(len(limits), len(bundles))
        limit = np.array([most for _, most in limits], dtype=np.int64)
        self.sizes = np.array([len(bundle) for bundle in bundles], dtype=np.int64)
        self.apart = _apart(concurrency, bundles)
        may = (counts <= limit[:, None]).all(axis=0) & ~self.apart.diagonal()
        may &= [all(session in self.rooms for session in bundle) for bundle in bundles]
        self.choices = np.flatnonzero(may)
        tight = counts[:, self.choices].sum(axis=1) > limit
        self.counts, self.limit = counts[tight], limit[tight]
        self._read_audience()
        self._read_people()
        smallest = int(self.sizes[self.choices].min(initial=1))
        self.depth = max(1, min(self.most // max(1, smallest), len(self.choices)))
        self.number: np.dtype[Any] = np.dtype(np.uint8 if len(bundles) < 1 << 8 else np.uint16)
        dearest = int(self.height.sum()) * 8 * self.fans.shape[2] * 8
        dearest += concurrency.place * sum(concurrency.people)
        self.amount: np.dtype[Any] = np.dtype(np.int32 if dearest < 1 << 31 else np.int64)

    @property
    def most(self) -> int:
        """No more sessions are at one time."""
        needy = sum(bool(names) for names in self.rooms.values())
        rooms = len(frozenset[str]().union(*self.rooms.values()))
        return len(self.rooms) - needy + min(needy, rooms)

    def _read_audience(self) -> None:
        """Turn those who are there into words of bits, by bundle."""
        audience = self.concurrency.audience
        here = audience.there[self.times[0]]
        length = 8 * max(1, -(-here.bit_length() // 64))

        def words(sets: Sequence[int]) -> Words:
            data = b"".join(
                (reduce(or_, (sets[session] for session in bundle)) & here).to_bytes(
                    length, "little"
                )
                for bundle in self.bundles
            )
            return np.frombuffer(data, dtype="<u8").reshape(len(self.bundles), -1)

        nobody = [0] * len(audience.sessions)
        self.busy = words(audience.busy)
        self.fans = np.stack(
            [words(step.fans) for step in audience.steps] or [words(nobody)], axis=1
        )
        self.height = np.array(
            [self.concurrency.wish * step.height for step in audience.steps] or [0]
        )

    def _read_people(self) -> None:
        """Find out how many should have a place in each session, and what the rooms hold.

        The bundle that fills up has nobody.
        """
        concurrency = self.concurrency
        rooms = frozenset[str]().union(*self.rooms.values())
        holds = {room: concurrency.places.get(room, _EVERYBODY) for room in rooms}
        # Whoever they are, there are no more; and so small numbers are counted quickly.
        many = sum(concurrency.people)
        width: np.dtype[Any] = np.dtype(np.int32 if many < 1 << 31 else np.int64)
        largest = sorted((min(many, places) for places in holds.values()), reverse=True)
        self.holds = np.array(largest, dtype=width)
        self.people = np.zeros((max(map(len, self.bundles)), len(self.bundles) + 1), dtype=width)
        self.lacking = np.zeros(len(self.bundles) + 1, dtype=width)
        for number in self.choices.tolist() if concurrency.people else ():
            for row, session in enumerate(self.bundles[number]):
                if allowed := self.rooms[session]:
                    people = concurrency.people[session]
                    self.people[row, number] = people
                    self.lacking[number] += max(0, people - max(holds[room] for room in allowed))

    def listed(self, least: int, most_bytes: int, on: Callable[[], bool]) -> SlotSets:
        """List the sets of at least so many sessions.

        Raises
        ------
        NotListedError
        """
        if self._bytes(self._at_most) > most_bytes:
            self._count(least, most_bytes, on)
        members, values = [np.zeros((self.depth, 0), self.number)], [np.zeros(0, self.amount)]
        memory = 0
        for sets, value in self._valued(least):
            memory += self._bytes(len(value))
            if memory > most_bytes or not on():
                raise NotListedError
            filled = np.full((self.depth, len(value)), len(self.bundles), dtype=self.number)
            filled[: len(sets)] = sets
            members.append(filled)
            values.append(value.astype(self.amount))
        return SlotSets(self.times, least > 0, np.hstack(members), np.concatenate(values))

    def _count(self, least: int, most_bytes: int, on: Callable[[], bool]) -> None:
        """See that sets are not too many, before it is told what each is worth.

        Raises
        ------
        NotListedError
        """
        count = visited = 0
        for sets in self._all(least):
            visited += len(sets.size)
            count += int((sets.size >= least).sum())
            if self._bytes(count) > most_bytes or visited > _MOST_VISITED or not on():
                raise NotListedError

    def _bytes(self, count: int) -> int:
        """How much memory so many sets take."""
        return count * (self.depth * self.number.itemsize + self.amount.itemsize)

    @property
    def _at_most(self) -> int:
        """How many sets there are at most."""
        return sum(comb(len(self.choices), size) for size in range(1, self.depth + 1))

    def _valued(self, least: int) -> Iterator[tuple[Numbers, Ints]]:
        """Yield all sets of at least so many sessions, some at once, and what each is worth."""
        waiting = [iter([self._first(counted=True)] if len(self.choices) else [])]
        while waiting:
            sets = next(waiting[-1], None)
            if sets is None:
                waiting.pop()
                continue
            kept = sets.some(sets.size >= least) if sets.size.min(initial=least) < least else sets
            yield kept.members, self._value(kept)
            if len(sets.members) + 1 < self.depth:
                waiting.append(self._longer(sets, least))
            elif len(sets.members) < self.depth:
                yield from self._last(sets, least)

    def _last(self, sets: _Sets, least: int) -> Iterator[tuple[Numbers, Ints]]:
        """Yield the sets that have one more bundle, of a higher number, and no room for another.

        Most sets are such ones. What those have in common that end with the same bundle is
        counted without a copy for each.
        """
        after = np.searchsorted(self.choices, sets.members[-1], side="right")
        barred: Flags = np.any(self.apart[sets.members], axis=0)
        order = np.argsort(after, kind="stable")
        starts = np.flatnonzero(np.diff(after[order], prepend=-1))
        for first, end in pairwise([*starts.tolist(), len(order)]):
            new = self.choices[after[order[first]] :]
            step = max(1, _PAIRS_AT_ONCE // max(1, len(new)))
            for here in range(first, end if len(new) else first, step):
                old = order[here : min(here + step, end)]
                fit = ~barred[old][:, new]
                fit &= sets.size[old][:, None] + self.sizes[new] >= least
                for taken, counts, limit in zip(sets.taken, self.counts, self.limit, strict=True):
                    fit &= taken[old][:, None] + counts[new] <= limit
                one, other = np.nonzero(fit)
                members = np.vstack([sets.members[:, old[one]], new[other].astype(self.number)])
                worth = self._worth_of_both(sets, old, new)[fit]
                yield members, self._less_lacking(worth, members)

    def _worth_of_both(self, sets: _Sets, old: Ints, new: Ints) -> Ints:
        """Return what each of some sets is worth with each of some bundles, as if with places."""
        busy = self.busy.any()
        worth = np.zeros((len(old), len(new)), dtype=np.int64)
        for word in range(sets.reached.shape[2]):
            due = sets.busy[old, word][:, None] | self.busy[new, word] if busy else None
            for step, height in enumerate(self.height.tolist()):
                reached = sets.reached[old, step, word][:, None] | self.fans[new, step, word]
                if due is not None:
                    reached &= ~due
                worth += (
                    np.bitwise_count(reached)
                    if height == 1
                    else (height * np.bitwise_count(reached).astype(np.int64))
                )
        return worth

    def _all(self, least: int) -> Iterator[_Sets]:
        """Yield all sets that are or begin one of so many sessions, some at once.

        Who reaches them is not told: without, it is much faster.
        """
        waiting = [iter([self._first(counted=False)] if len(self.choices) else [])]
        while waiting:
            sets = next(waiting[-1], None)
            if sets is None:
                waiting.pop()
            else:
                yield sets
                waiting.append(self._longer(sets, least))

    def _first(self, *, counted: bool) -> _Sets:
        """Return the sets of one bundle; who reaches them is told only if it is counted."""
        words = self.busy.shape[1] if counted else 0
        return _Sets(
            self.choices[None, :].astype(self.number),
            self.fans[self.choices, :, :words],
            self.busy[self.choices, :words],
            self.counts[:, self.choices],
            self.sizes[self.choices],
        )

    def _longer(self, sets: _Sets, least: int) -> Iterator[_Sets]:
        """Yield the sets that have one more bundle, of a higher number."""
        one = self.counts[:, self.choices].min(axis=1)
        grows = (sets.taken + one[:, None] <= self.limit[:, None]).all(axis=0)
        after = np.searchsorted(self.choices, sets.members[-1], side="right")
        upto = np.append(np.cumsum(self.sizes[self.choices][::-1])[::-1], 0)
        grows &= sets.size + upto[after] >= least
        sets, after = sets.some(grows), after[grows]
        ends = np.cumsum(len(self.choices) - after)
        words = 2 + sets.reached[:1].size + len(sets.members) // 4
        first = 0
        while first < len(after):
            done = ends[first - 1] if first else 0
            at_once = _WORDS_AT_ONCE // words
            last = int(np.searchsorted(ends, done + at_once, side="right"))
            last = max(last, first + 1)
            longer = self._with_one_more(sets, first, last, after)
            if len(longer.size):
                yield longer
            first = last

    def _with_one_more(self, sets: _Sets, first: int, last: int, after: Ints) -> _Sets:
        count = len(self.choices) - after[first:last]
        old = np.repeat(np.arange(first, last), count)
        start = np.repeat(np.cumsum(count) - count, count)
        new = self.choices[after[old] + np.arange(len(old)) - start]
        taken = sets.taken[:, old] + self.counts[:, new]
        fit = (taken <= self.limit[:, None]).all(axis=0)
        if self.apart.any():
            fit &= ~self.apart[new, sets.members[:, old]].any(axis=0)
        if not fit.all():
            old, new, taken = old[fit], new[fit], taken[:, fit]
        return _Sets(
            np.vstack([sets.members[:, old], new.astype(self.number)]),
            sets.reached[old] | self.fans[new, :, : sets.reached.shape[2]],
            sets.busy[old] | self.busy[new, : sets.busy.shape[1]],
            taken,
            sets.size[old] + self.sizes[new],
        )

    def _value(self, sets: _Sets) -> Ints:
        reached = sets.reached & ~sets.busy[:, None, :] if self.busy.any() else sets.reached
        worth: Ints = np.bitwise_count(reached).sum(axis=2, dtype=np.int64) @ self.height
        return self._less_lacking(worth, sets.members)

    def _less_lacking(self, worth: Ints, members: Numbers) -> Ints:
        """Return what sets are worth, less what it costs that people lack a place at least.

        No fewer do than with the larger session in the larger room: to exchange two rooms so
        that this holds does not make them more.
        """
        if not self.people.any():
            return worth
        people = np.concatenate([row[members] for row in self.people])
        people.sort(axis=0)
        largest = people[::-1][: len(self.holds)]
        without = np.maximum(largest - self.holds[: len(largest), None], 0).sum(axis=0)
        lacking = np.maximum(without, self.lacking[members].sum(axis=0))
        return worth - self.concurrency.place * lacking


def _limits(rooms: Mapping[int, frozenset[str]]) -> list[tuple[frozenset[int], int]]:
    """Return sets of sessions of which only so many can be at once, having no other rooms."""
    every = frozenset[str]().union(*rooms.values())
    unions: dict[frozenset[str], None] = {}
    for union in sorted(
        set(filter(None, rooms.values())), key=lambda names: (len(names), sorted(names))
    ):
        if len(unions) < _MOST_LIMITS:
            unions |= dict.fromkeys([union, *(other | union for other in unions)])
    if every:
        unions[every] = None
    return [
        (
            frozenset(session for session, names in rooms.items() if names and names <= union),
            len(union),
        )
        for union in unions
    ]


def _apart(concurrency: Concurrency, bundles: Sequence[Bundle]) -> Flags:
    """Return which bundles may not be at the same time; a bundle may be apart from itself."""
    number = {session: number for number, bundle in enumerate(bundles) for session in bundle}
    apart = np.zeros((len(bundles), len(bundles)), dtype=np.bool_)
    for one, other in concurrency.apart:
        if one in number and other in number:
            apart[number[one], number[other]] = apart[number[other], number[one]] = True
    return apart
