"""What sessions that are placed leave to the others: one class for each kind of demand.

A bond knows which of its sessions are placed. Of any other one it tells the starts that they
leave to it, all at once; and, of a stay that is not left, who would have to go. Sessions are
known by their numbers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agenda_solver.search.starts import (
    Stay,
    Ticks,
    before,
    between,
    each_of,
    union,
    with_room_for,
)


class Bond(ABC):
    """What some sessions demand of one another.

    Attributes
    ----------
    placed : dict of int to Stay
        Where those of its sessions are that are placed.
    reads_room : bool
        Whether it matters in which room a session is.
    """

    reads_room = False

    def __init__(self) -> None:
        self.placed: dict[int, Stay] = {}

    def put(self, session: int, stay: Stay) -> None:
        """Place a session."""
        self.placed[session] = stay

    def take(self, session: int) -> None:
        """Take a session out."""
        del self.placed[session]

    @abstractmethod
    def left(self, session: int, stay: Stay, starts: int) -> int:
        """Return which of some starts are left to a session.

        Parameters
        ----------
        session : int
            Not placed.
        stay : Stay
            Its length and room; the start is not looked at.
        starts : int
            Those that it might have.
        """

    def clashing(self, session: int, stay: Stay) -> Collection[int]:
        """Return who has to go where a session gets a stay, of those that are placed.

        The session itself, where it may not be there whoever goes.
        """
        if self.left(session, stay, 1 << stay.start):
            return ()
        return [
            other
            for other, there in self.placed.items()
            if self._clash(session, stay, other, there)
        ]

    def _clash(self, session: int, stay: Stay, other: int, there: Stay) -> bool:  # noqa: ARG002
        """Whether another session, where it is, and a stay exclude one another."""
        return True

    def wanted(self, session: int) -> int:  # noqa: ARG002
        """Return the starts that a session should rather have; 0 where it does not matter."""
        return 0


Around = Callable[[int], tuple[int, int]]
"""The ticks that a session takes before its start and after its end."""


class AtOnce(Bond):
    """So many sessions at once at most: a room, a person, pieces of equipment.

    Parameters
    ----------
    around : callable
        What a session takes beside its own time.
    kin : mapping of int to collection of int
        Which others do not count beside a session: its parts, and what it is a part of.
    weights : sequence of int
        How dear each session is to take out.
    most : int or None
        How many may be there at once; None: any number.
    counts : callable, optional
        Whether a session counts.
    besides : collection of str
        The rooms in which nobody counts.
    """

    def __init__(
        self,
        around: Around,
        kin: Mapping[int, Collection[int]],
        weights: Sequence[int],
        most: int | None = 1,
        counts: Callable[[int], bool] | None = None,
        besides: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.most = most
        self._around = around
        self._kin = kin
        self._weights = weights
        self._counts = counts
        self._besides = frozenset(besides)
        self.reads_room = bool(besides)
        self._taken: dict[int, int] = {}
        self._full: int | None = 0

    def put(self, session: int, stay: Stay) -> None:
        """See `Bond`."""
        super().put(session, stay)
        if stay.room in self._besides:
            return
        taken = self._taken[session] = self._ticks(session, stay)
        if self.most == 1 and self._full is not None:
            self._full |= taken if self._is_counted(session) else 0
        elif self.most != 1:
            self._full = None

    def take(self, session: int) -> None:
        """See `Bond`."""
        super().take(session)
        if self._taken.pop(session, None) is not None:
            self._full = None

    def _is_counted(self, session: int) -> bool:
        return self._counts is None or self._counts(session)

    def _ticks(self, session: int, stay: Stay) -> int:
        ahead, after = self._around(session)
        return between(stay.start - ahead, stay.end + after)

    def _full_beside(self, session: int) -> int:
        """Return the ticks at which there is no place for a session."""
        kin = self._kin.get(session)
        if kin and not self._taken.keys().isdisjoint(kin):
            return self._full_of(other for other in self._taken if other not in kin)
        if self._full is None:
            self._full = self._full_of(self._taken)
        return self._full

    def _full_of(self, sessions: Iterable[int]) -> int:
        counted = [self._taken[session] for session in sessions if self._is_counted(session)]
        if self.most == 1:
            return union(counted)
        if self.most is None or len(counted) < self.most:
            return 0
        levels = [0] * self.most  # where at least 1, 2… are
        for taken in counted:
            for number, level in enumerate(levels):
                levels[number], taken = level | taken, level & taken  # noqa: PLW2901
        return levels[-1]

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        if self.most is None or stay.room in self._besides or not self._is_counted(session):
            return starts
        full = self._full_beside(session)
        return starts & self._fitting(session, stay, full) if full else starts

    def left_unused(self, session: int, stay: Stay, around: tuple[int, int], starts: int) -> int:
        """Return which starts are left to a session that is elsewhere, while nobody is here."""
        used = union(taken for other, taken in self._taken.items() if other != session)
        ahead, after = around
        return (
            starts & with_room_for(~used, ahead + stay.length + after) << ahead if used else starts
        )

    def using(self, session: int, ticks: int) -> list[int]:
        """Return who else is here at some ticks."""
        return [other for other, taken in self._taken.items() if taken & ticks and other != session]

    def _fitting(self, session: int, stay: Stay, full: int) -> int:
        ahead, after = self._around(session)
        return with_room_for(~full, ahead + stay.length + after) << ahead

    def clashing(self, session: int, stay: Stay) -> Collection[int]:
        """See `Bond`: where several may be there, the cheapest go until there is a place."""
        if self.most is None or stay.room in self._besides or not self._is_counted(session):
            return ()
        ticks = self._ticks(session, stay)
        if not self._full_beside(session) & ticks:
            return ()
        kin = self._kin.get(session, ())
        there = [
            other
            for other, taken in self._taken.items()
            if taken & ticks and other not in kin and self._is_counted(other)
        ]
        if self.most == 1:
            return there
        going: list[int] = []
        for other in sorted(there, key=lambda one: self._weights[one]):
            left = [one for one in self._taken if one not in going and one not in kin]
            if not self._full_of(left) & ticks:
                break
            going.append(other)
        return going


class Order(Bond):
    """The first ends before the other starts, with a gap in these bounds, in ticks."""

    def __init__(self, first: int, then: int, at_least: int, at_most: int | None) -> None:
        super().__init__()
        self.first, self.then, self.at_least, self.at_most = first, then, at_least, at_most

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        if session == self.first:
            then = self.placed.get(self.then)
            if then is None:
                return starts
            last = then.start - stay.length - self.at_least
            starts &= before(last + 1)
            return (
                starts
                if self.at_most is None
                else starts & ~before(then.start - stay.length - self.at_most)
            )
        first = self.placed.get(self.first)
        if first is None:
            return starts
        starts &= ~before(first.end + self.at_least)
        return starts if self.at_most is None else starts & before(first.end + self.at_most + 1)


class Alone(Bond):
    """None of the others takes place at the same time as one session."""

    def __init__(self, session: int) -> None:
        super().__init__()
        self._session = session

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        if session == self._session:
            used = union(between(there.start, there.end) for there in self.placed.values())
            return starts & with_room_for(~used, stay.length)
        alone = self.placed.get(self._session)
        return (
            starts if alone is None else starts & ~between(alone.start - stay.length + 1, alone.end)
        )

    def _clash(self, session: int, stay: Stay, other: int, there: Stay) -> bool:
        if self._session not in (session, other):
            return False
        return stay.start < there.end and there.start < stay.end


class OneStart(Bond):
    """All start together."""

    def left(self, session: int, stay: Stay, starts: int) -> int:  # noqa: ARG002
        """See `Bond`."""
        for there in self.placed.values():
            starts &= 1 << there.start
        return starts

    def _clash(self, session: int, stay: Stay, other: int, there: Stay) -> bool:  # noqa: ARG002
        return stay.start != there.start


class Inside(Bond):
    """A part lies within its whole, and in its room if that has one."""

    reads_room = True

    def __init__(self, part: int, whole: int) -> None:
        super().__init__()
        self.part, self.whole = part, whole

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        if session == self.part:
            whole = self.placed.get(self.whole)
            if whole is None:
                return starts
            if whole.room is not None and stay.room != whole.room:
                return 0
            return starts & between(whole.start, whole.end - stay.length + 1)
        part = self.placed.get(self.part)
        if part is None:
            return starts
        if stay.room is not None and stay.room != part.room:
            return 0
        return starts & between(part.end - stay.length, part.start + 1)


class OneDay(Bond):
    """All take place on the same day."""

    def __init__(self, ticks: Ticks) -> None:
        super().__init__()
        self._ticks = ticks

    def left(self, session: int, stay: Stay, starts: int) -> int:  # noqa: ARG002
        """See `Bond`."""
        for there in self.placed.values():
            starts &= self._ticks.of_day(there.start)
        return starts

    def _clash(self, session: int, stay: Stay, other: int, there: Stay) -> bool:  # noqa: ARG002
        return self._ticks.day(stay.start) != self._ticks.day(there.start)


class OtherDays(OneDay):
    """No two take place on the same day."""

    def left(self, session: int, stay: Stay, starts: int) -> int:  # noqa: ARG002
        """See `Bond`."""
        for there in self.placed.values():
            starts &= ~self._ticks.of_day(there.start)
        return starts

    def _clash(self, session: int, stay: Stay, other: int, there: Stay) -> bool:
        return not super()._clash(session, stay, other, there)


@dataclass(frozen=True)
class Hall:
    """Where a session is counted: from one tick to before another, in a room or in any."""

    first: int
    until: int
    room: str | None

    @property
    def ticks(self) -> int:
        """Its ticks, as a set."""
        return between(max(0, self.first), max(0, self.until))

    def holds(self, stay: Stay) -> bool:
        """Whether a stay starts in it."""
        return self.first <= stay.start < self.until and self.room in (None, stay.room)


class FewGroups(Bond):
    """Of several groups, the sessions of so many at most are where they are counted.

    Parameters
    ----------
    groups : sequence of mapping of int to Hall
        Where each session of a group is counted.
    most : int
    weights : sequence of int
        How dear each session is to take out.
    """

    reads_room = True

    def __init__(
        self, groups: Sequence[Mapping[int, Hall]], most: int, weights: Sequence[int]
    ) -> None:
        super().__init__()
        self._most = most
        self._weights = weights
        self._halls: dict[int, list[tuple[int, Hall]]] = {}
        for group, halls in enumerate(groups):
            for session, hall in halls.items():
                self._halls.setdefault(session, []).append((group, hall))

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        held = {group for other, there in self.placed.items() for group in self._in(other, there)}
        for group, hall in self._halls.get(session, ()):
            if hall.room in (None, stay.room) and len(held | {group}) > self._most:
                starts &= ~hall.ticks
        return starts

    def _in(self, session: int, stay: Stay) -> Iterator[int]:
        for group, hall in self._halls.get(session, ()):
            if hall.holds(stay):
                yield group

    def clashing(self, session: int, stay: Stay) -> Collection[int]:
        """See `Bond`: the cheapest groups go."""
        if self.left(session, stay, 1 << stay.start):
            return ()
        others: dict[int, list[int]] = {}
        for other, there in self.placed.items():
            for group in self._in(other, there):
                others.setdefault(group, []).append(other)
        for group in self._in(session, stay):
            others.pop(group, None)
        prices = sorted(others.values(), key=lambda of: sum(self._weights[one] for one in of))
        return [one for of in prices[: len(prices) + 1 - self._most] for one in of]


class SharedRoom(Bond):
    """All that have a room have the same."""

    reads_room = True

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        for other, there in self.placed.items():
            if self._clash(session, stay, other, there):
                return 0
        return starts

    def _clash(self, session: int, stay: Stay, other: int, there: Stay) -> bool:  # noqa: ARG002
        return None not in (stay.room, there.room) and stay.room != there.room


class WalkBetween(Bond):
    """From one session to the next there is time to walk.

    Parameters
    ----------
    walk : callable
        The ticks that it takes from one room to another.
    kin : mapping of int to collection of int
        Between which sessions nobody walks: the one is a part of the other.
    """

    reads_room = True

    def __init__(
        self, walk: Callable[[str | None, str | None], int], kin: Mapping[int, Collection[int]]
    ) -> None:
        super().__init__()
        self._walk = walk
        self._kin = kin

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        for other, there in self.placed.items():
            if other not in self._kin.get(session, ()) and (
                walk := self._walk(stay.room, there.room)
            ):
                starts &= ~between(there.start - stay.length - walk + 1, there.end + walk)
        return starts

    def _clash(self, session: int, stay: Stay, other: int, there: Stay) -> bool:
        walk = self._walk(stay.room, there.room)
        near = stay.start < there.end + walk and there.start < stay.end + walk
        return bool(walk) and near and other not in self._kin.get(session, ())


class NothingBetween(Bond):
    """None of the others starts from the end of the first to the start of the next."""

    def __init__(self, first: int, then: int) -> None:
        super().__init__()
        self._first, self._then = first, then

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        first, then = self.placed.get(self._first), self.placed.get(self._then)
        if session == self._first:
            if then is None:
                return starts
            earlier = [other for other in self._others if other < then.start]
            return starts & ~before(max(earlier) - stay.length + 1) if earlier else starts
        if session == self._then:
            if first is None:
                return starts
            later = [other for other in self._others if other >= first.end]
            return starts & before(min(later) + 1) if later else starts
        if first is None or then is None:
            return starts
        return starts & ~between(first.end, then.start)

    @property
    def _others(self) -> list[int]:
        """The starts of the others that are placed."""
        ends = self._first, self._then
        return [there.start for other, there in self.placed.items() if other not in ends]

    def clashing(self, session: int, stay: Stay) -> Collection[int]:
        """See `Bond`: of the two, the one that comes after goes."""
        if self.left(session, stay, 1 << stay.start):
            return ()
        if session not in (self._first, self._then):
            return (self._then,)
        first = stay if session == self._first else self.placed[self._first]
        then = stay if session == self._then else self.placed[self._then]
        return [
            other
            for other, there in self.placed.items()
            if other not in (self._first, self._then) and first.end <= there.start < then.start
        ]


class FewADay(Bond):
    """On no day does somebody take part in more of these sessions than that.

    A part of a session in which they take part does not count.
    """

    def __init__(
        self, most: int, wholes: Mapping[int, Collection[int]], ticks: Ticks, weights: Sequence[int]
    ) -> None:
        super().__init__()
        self._most = most
        self._wholes = wholes
        self._ticks = ticks
        self._weights = weights

    def _counted(self, beside: int | None = None) -> list[int]:
        """Return which of those that are placed count, beside one that is not."""
        return [
            session
            for session in self.placed
            if beside not in self._wholes.get(session, ())
            and self.placed.keys().isdisjoint(self._wholes.get(session, ()))
        ]

    def _by_day(self, session: int) -> dict[int, list[int]]:
        by_day: dict[int, list[int]] = {}
        if self.placed.keys().isdisjoint(self._wholes.get(session, ())):
            for other in self._counted(session):
                by_day.setdefault(self._ticks.day(self.placed[other].start), []).append(other)
        return {day: there for day, there in by_day.items() if len(there) >= self._most}

    def left(self, session: int, stay: Stay, starts: int) -> int:  # noqa: ARG002
        """See `Bond`."""
        for there in self._by_day(session).values():
            starts &= ~self._ticks.of_day(self.placed[there[0]].start)
        return starts

    def clashing(self, session: int, stay: Stay) -> Collection[int]:
        """See `Bond`: the cheapest go."""
        there = self._by_day(session).get(self._ticks.day(stay.start), [])
        return sorted(there, key=lambda other: self._weights[other])[: len(there) - self._most + 1]


class FewInARow(FewADay):
    """Somebody takes part in no more of these sessions in a row than that.

    In a row are those of which each starts less than `rest` ticks after the one before ends.
    """

    def __init__(
        self,
        most: int,
        rest: int,
        wholes: Mapping[int, Collection[int]],
        ticks: Ticks,
        weights: Sequence[int],
    ) -> None:
        super().__init__(most, wholes, ticks, weights)
        self._rest = rest

    def left(self, session: int, stay: Stay, starts: int) -> int:
        """See `Bond`."""
        if not self.placed.keys().isdisjoint(self._wholes.get(session, ())):
            return starts
        if len(self._counted(session)) < self._most:
            return starts
        kept = 0
        for start in each_of(starts):
            if len(self._row(session, stay._replace(start=start))) <= self._most:
                kept |= 1 << start
        return kept

    def _row(self, session: int, stay: Stay) -> list[int]:
        """Return the longest row that a session is in, in order of time."""
        stays = {other: self.placed[other] for other in self._counted(session)} | {session: stay}
        ordered = sorted(stays, key=lambda one: (stays[one].start, one))
        ahead: dict[int, list[int]] = {}
        for number, one in enumerate(ordered):
            rows = [
                ahead[other]
                for other in ordered[:number]
                if stays[one].start < stays[other].end + self._rest
            ]
            ahead[one] = [*max(rows, key=len, default=[]), one]
        return max((row for row in ahead.values() if session in row), key=len)

    def clashing(self, session: int, stay: Stay) -> Collection[int]:
        """See `Bond`: the cheapest of a row that is too long go."""
        if self.left(session, stay, 1 << stay.start):
            return ()
        row = [other for other in self._row(session, stay) if other != session]
        return sorted(row, key=lambda other: self._weights[other])[: len(row) + 1 - self._most]


class NoWait(Bond):
    """What somebody has on a day follows one another: each is placed next to those there are.

    That is more than is asked: later ones could fill what is left open.

    Parameters
    ----------
    ticks : Ticks
    pause : int
        So many ticks may lie between two, where there are no slots.
    slots : sequence of (int, int)
        The first tick of each and the one after its last: none may lie between two.
    """

    def __init__(self, ticks: Ticks, pause: int, slots: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self._ticks = ticks
        self._pause = pause
        self._slots = slots

    def left(self, session: int, stay: Stay, starts: int) -> int:  # noqa: ARG002
        """See `Bond`."""
        for day in {self._ticks.day(there.start) for there in self.placed.values()}:
            there = [one for one in self.placed.values() if self._ticks.day(one.start) == day]
            begin, end = min(one.start for one in there), max(one.end for one in there)
            near = between(self._since(begin) - stay.length, self._until(end) + 1)
            starts &= ~self._ticks.of_day(begin) | near
        return starts

    def _until(self, end: int) -> int:
        """Return the last start at which there is no wait after an end."""
        if not self._slots:
            return end + self._pause
        return min((until - 1 for first, until in self._slots if first >= end), default=end - 1)

    def _since(self, begin: int) -> int:
        """Return the first end at which there is no wait before a start."""
        if not self._slots:
            return begin - self._pause
        return max((first + 1 for first, until in self._slots if until <= begin), default=begin + 1)

    def _clash(self, session: int, stay: Stay, other: int, there: Stay) -> bool:  # noqa: ARG002
        return self._ticks.day(stay.start) == self._ticks.day(there.start)


class NumberThere(Bond):
    """So many sessions at least, or at most, start at some of the starts.

    Parameters
    ----------
    inside : mapping of int to int
        By session, the starts at which it counts.
    bounds : (int or None, int or None)
        The least and the greatest number.
    weights : sequence of int
        How dear each session is to take out.
    """

    def __init__(
        self,
        inside: Mapping[int, int],
        bounds: tuple[int | None, int | None],
        weights: Sequence[int],
    ) -> None:
        super().__init__()
        self._inside = inside
        self._least, self._most = bounds
        self._weights = weights

    def _there(self) -> list[int]:
        return [one for one, stay in self.placed.items() if self._inside[one] >> stay.start & 1]

    def left(self, session: int, stay: Stay, starts: int) -> int:  # noqa: ARG002
        """See `Bond`."""
        here = self._inside[session]
        if self._most is not None and len(self._there()) >= self._most:
            starts &= ~here
        return starts & here if self._is_needed() else starts

    def _is_needed(self) -> bool:
        """Whether all that are not placed must be there."""
        if self._least is None:
            return False
        return len(self._there()) + len(self._inside) - len(self.placed) <= self._least

    def clashing(self, session: int, stay: Stay) -> Collection[int]:
        """See `Bond`: the cheapest of those there go, or of those that are not there."""
        if self.left(session, stay, 1 << stay.start):
            return ()
        there = self._there()
        is_inside = self._inside[session] >> stay.start & 1
        going = there if is_inside else [one for one in self.placed if one not in there]
        many = len(there) + 1 - (self._most or 0) if is_inside else 1
        cheapest = sorted(going, key=lambda one: self._weights[one])[:many]
        return cheapest if len(cheapest) == many else [*cheapest, session]

    def wanted(self, session: int) -> int:
        """See `Bond`: there, as long as too few are."""
        lacks = self._least is not None and len(self._there()) < self._least
        return self._inside[session] if lacks else 0
