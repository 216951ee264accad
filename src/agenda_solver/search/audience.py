"""The attendees of a problem as sets of bits: who hopes for what, and can be there when.

Where sessions are at the same time or do not touch at all, an attendee can attend one
session at each time. What is missed is then what all hope for less, over the times, how
many hope for a session that is there: the bits of a union. Ratings are told in steps: who
rates a session 4 is in the sets of all steps up to 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

from agenda_solver.domains import Time
from agenda_solver.problem import within
from agenda_solver.wishes import Party


@dataclass(frozen=True)
class Step:
    """All hopes that are worth so much at least.

    Attributes
    ----------
    height : int
        How much more that is than the step below.
    fans : tuple of int
        By session: the set of attendees whose hope for it is worth so much, as bits.
    """

    height: int
    fans: tuple[int, ...]


@dataclass(frozen=True)
class Audience:
    """Who hopes for what.

    Where a hope is for one of several sessions, what is missed is counted too low if somebody
    could attend two of these.

    Attributes
    ----------
    sessions : tuple of str
        Ids; a session is known by its place here.
    times : tuple of Time
        A time is known by its place here.
    steps : tuple of Step
        The lowest first.
    busy : tuple of int
        By session: the set of attendees who take part in it themselves.
    there : tuple of int
        By time: the set of attendees who are there then.
    most : int
        What could be attended if only blocks stood in the way; see `Party`.
    """

    sessions: tuple[str, ...]
    times: tuple[Time, ...]
    steps: tuple[Step, ...]
    busy: tuple[int, ...]
    there: tuple[int, ...]
    most: int

    def attended(self, time: int, sessions: Sequence[int]) -> int:
        """Return what the sessions that are at one time are worth to all together."""
        here = self.there[time] & ~reduce(or_, (self.busy[session] for session in sessions), 0)
        return sum(
            step.height
            * (reduce(or_, (step.fans[session] for session in sessions), 0) & here).bit_count()
            for step in self.steps
        )

    def missed(self, by_time: Mapping[int, Sequence[int]]) -> int:
        """Return what is missed with these sessions at each time."""
        return self.most - sum(self.attended(time, sessions) for time, sessions in by_time.items())


def audience(parties: Sequence[Party], sessions: Sequence[str], times: Sequence[Time]) -> Audience:
    """Return parties as sets of bits, one bit an attendee.

    Parameters
    ----------
    parties : sequence of Party
    sessions : sequence of str
        Ids, those of all that somebody hopes for among them; who takes part in others is not
        told.
    times : sequence of Time
        All times at which sessions may be; no two of them overlap.
    """
    place = {session: number for number, session in enumerate(sessions)}
    worths = sorted({hope.worth for party in parties for hope in party.hopes})
    fans = {worth: [0] * len(sessions) for worth in worths}
    busy, there = [0] * len(sessions), [0] * len(times)
    first = 0
    for party in parties:
        bits = ((1 << party.size) - 1) << first
        first += party.size
        for hope in party.hopes:
            for session in hope.sessions:
                for worth in worths:
                    if worth <= hope.worth:
                        fans[worth][place[session]] |= bits
        for session in party.busy:
            if session in place:
                busy[place[session]] |= bits
        for number, time in enumerate(times):
            if not party.present or within(party.present, *time):
                there[number] |= bits
    return Audience(
        sessions=tuple(sessions),
        times=tuple(times),
        steps=tuple(
            Step(worth - below, tuple(fans[worth])) for below, worth in pairwise([0, *worths])
        ),
        busy=tuple(busy),
        there=tuple(there),
        most=sum(party.size * party.most for party in parties),
    )
