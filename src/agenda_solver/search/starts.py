"""Sets of starts as whole numbers: bit t is set where something may start at tick t.

A tick is the longest step that hits every moment of the problem. Python's integers are as long
as they need to be, so that a set of the starts of several days is one of them, and what is asked
of all starts at once is a shift and an "and". A negative number has infinitely many bits: -1 is
the set of all starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import gcd
from random import Random
from typing import NamedTuple

from agenda_solver.domains import Room
from agenda_solver.words.moments import DAY_MINUTES

ALL = -1
"""Every start."""

_DRAWS = 8
"""So often a bit is drawn at random, before the next one that is set is taken."""


class Stay(NamedTuple):
    """Where a session is: a start and a length in ticks, and a room."""

    start: int
    length: int
    room: Room

    @property
    def end(self) -> int:
        """The tick after its last one."""
        return self.start + self.length


def before(tick: int) -> int:
    """Return the starts before a tick."""
    return (1 << tick) - 1 if tick > 0 else 0


def between(first: int, until: int) -> int:
    """Return the starts from a tick to before another."""
    return before(until) & ~before(first)


def first_of(starts: int) -> int:
    """Return the first of some starts; there is one."""
    return (starts & -starts).bit_length() - 1


def each_of(starts: int) -> Iterator[int]:
    """Yield some starts, the first one first."""
    while starts:
        start = first_of(starts)
        yield start
        starts &= starts - 1


def union(sets: Iterable[int]) -> int:
    """Return the starts that are in one of some sets."""
    known = 0
    for starts in sets:
        known |= starts
    return known


def any_of(starts: int, random: Random) -> int:
    """Return one of some starts at random; those after many that are not set more often."""
    length = starts.bit_length()
    for _ in range(_DRAWS):
        start = random.randrange(length)
        if starts >> start & 1:
            return start
    start = random.randrange(length)
    later = starts >> start
    return start + first_of(later) if later else first_of(starts)


def with_room_for(free: int, ticks: int) -> int:
    """Return the starts from which on so many ticks are free, by doubling."""
    known = 1
    while known < ticks:
        step = min(known, ticks - known)
        free &= free >> step
        known += step
    return free


@dataclass(frozen=True)
class Ticks:
    """How moments are counted in ticks.

    Attributes
    ----------
    minutes : int
        How long a tick is.
    zero : int
        The moment of tick 0, in minutes since midnight of the event's first day.
    """

    minutes: int
    zero: int

    @classmethod
    def of(cls, moments: Iterable[int], lengths: Iterable[int], early: int) -> Ticks:
        """Return the longest ticks that count all of these moments and lengths of time.

        Tick 0 is `early` minutes before the first moment, or somewhat earlier.
        """
        known = sorted(moments)
        minutes = gcd(*known, *lengths) or 1
        return cls(minutes, (known[0] if known else 0) - -(-early // minutes) * minutes)

    def at(self, moment: int) -> int:
        """Return the tick of a moment."""
        return (moment - self.zero) // self.minutes

    def long(self, minutes: int) -> int:
        """Return how many ticks take at least so many minutes."""
        return -(-minutes // self.minutes)

    def moment(self, tick: int) -> int:
        """Return the moment of a tick."""
        return tick * self.minutes + self.zero

    def day(self, tick: int) -> int:
        """Return the number of the day, from the event's first, on which a tick is."""
        return self.moment(tick) // DAY_MINUTES

    def of_day(self, tick: int) -> int:
        """Return the starts on the day of a tick."""
        midnight = self.day(tick) * DAY_MINUTES
        # The first tick that is not before midnight.
        first, until = (
            -(-(at - self.zero) // self.minutes) for at in (midnight, midnight + DAY_MINUTES)
        )
        return between(first, until)
