"""What the demands leave to each session, as sets of starts: the fourth realisation of `Decisions`.

Of each session, its length and its room, what the demands about one placement leave is a whole
number, see `starts`. What relates sessions becomes a bond, see `bonds`. Nothing is placed here;
who places sessions is `construction`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import chain, pairwise
from typing import Any, cast

from agenda_solver.domains import Room, Time, domains
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Decisions, Demand, Pair, Quantity, Whom
from agenda_solver.search import bonds
from agenda_solver.search.starts import ALL, Stay, Ticks, before, between, first_of, union
from agenda_solver.timetable import Placement
from agenda_solver.words.moments import DAY_MINUTES

# Of more orders than so many, what follows from two of them is not written down.
MOST_ORDERS = 20_000
# So often at most what is left is narrowed by orders and blocks.
MOST_ROUNDS = 30

_OPEN: frozenset[Time] = frozenset()

Part = tuple[str, int, tuple[str, ...]]
"""A role, the number of its entry, and the people of whom one is to be chosen."""


@dataclass(frozen=True)
class _Unsaid(Quantity):
    """A quantity that no bond tells."""

    def __add__(self, other: object) -> _Unsaid:
        return self

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __add__


@dataclass(frozen=True)
class _Starting(Quantity):
    """How many of some sessions start at some of the starts.

    Attributes
    ----------
    inside : tuple of (int, int)
        Sessions, and the starts of each.
    sign : {1, -1}
    """

    inside: tuple[tuple[str, tuple[int, int]], ...]
    sign: int = 1

    def __add__(self, other: object) -> Any:
        if other == 0:
            return self
        if isinstance(other, _Starting) and other.sign == self.sign:
            return _Starting(self.inside + other.inside, self.sign)
        return _Unsaid()

    __radd__ = __add__

    def __sub__(self, other: object) -> Any:
        return self if other == 0 else _Unsaid()

    def __rsub__(self, other: object) -> Any:
        return -1 * self if other == 0 else _Unsaid()

    def __mul__(self, factor: int) -> Any:
        return _Starting(self.inside, self.sign * factor) if factor in (1, -1) else _Unsaid()

    __rmul__ = __mul__


@dataclass(frozen=True)
class _Inside(_Unsaid):
    """Whether a session starts at some of the starts in a room; a sum of these is not told."""

    session: str
    hall: bonds.Hall


def _halls(quantity: object) -> Iterator[tuple[str, bonds.Hall]]:
    """Yield where sessions are counted."""
    if isinstance(quantity, _Inside):
        yield quantity.session, quantity.hall
    elif isinstance(quantity, _Starting):
        yield from ((session, bonds.Hall(*hours, None)) for session, hours in quantity.inside)


class StartSets:
    """See the module. A session is known by its number in the draft.

    Parameters
    ----------
    problem : Problem
        What is asked.
    demands : collection of Demand
        What must hold.

    Attributes
    ----------
    sessions : tuple of str
        Ids.
    ticks : Ticks
    own : list
        By session: the starts that are left by length in ticks and room.
    bonds : list
        By session: the bonds that concern it, whoever is chosen to take part.
    of_person : list
        By session and person: the bonds that concern it if they take part.
    may_come : list
        By session and person: the starts at which they can take part, by length.
    parts : list
        By session: the parts for which somebody may be chosen.
    filled_parts : set of int
        The sessions of which somebody must take each part, and nobody two.
    kin : mapping of int to collection of int
        What a session is a part of, and its parts.
    weights : list of int
        How dear each session is to take out; whoever places sessions counts that.
    unsaid : list of str
        The keys of demands that no bond tells, or not all of them: see `verify`.
    """

    def __init__(self, problem: Problem, demands: Collection[Demand] = DEMANDS) -> None:
        self.problem = problem
        self.demands = tuple(demands)
        self.sessions = tuple(session.id for session in problem.sessions)
        self.number = {session: number for number, session in enumerate(self.sessions)}
        self._domains = domains(problem, self.demands)
        self.weights = [1] * len(self.sessions)
        self.unsaid: list[str] = []
        self.kin: dict[int, frozenset[int]] = self._kin()
        self.ticks = self._ticks()
        self.own = [self._own(session) for session in self.sessions]
        self.bonds: list[list[bonds.Bond]] = [[] for _ in self.sessions]
        self.of_person: list[dict[str, list[bonds.Bond]]] = [{} for _ in self.sessions]
        self.parts: list[tuple[Part, ...]] = [session.pools for session in problem.sessions]
        self.filled_parts: set[int] = set()
        self.may_come: list[dict[str, dict[int, int]]] = [
            {person: {} for _, _, people in parts for person in people} for parts in self.parts
        ]
        self.one_at_once: dict[str, bonds.AtOnce] = {}
        self._never_both: list[tuple[str, str]] = []
        self._orders: dict[tuple[int, int], list[tuple[int, int | None]]] = defaultdict(list)
        self._blocks: list[tuple[int, ...]] = []
        self._rule = ""
        for demand in self.demands:
            self._rule = demand.key
            demand.post(cast(Decisions, self))
        self._post_limits_of_candidates()
        self._tie_orders()
        self._narrow()

    # --- Sessions by themselves -----------------------------------------------------------

    def _kin(self) -> dict[int, frozenset[int]]:
        kin: dict[int, set[int]] = defaultdict(set)
        for session in self.problem.sessions:
            for whole in self.problem.wholes(session.id):
                if whole in self.number:
                    kin[self.number[session.id]].add(self.number[whole])
                    kin[self.number[whole]].add(self.number[session.id])
        return {number: frozenset(others) for number, others in kin.items()}

    def _ticks(self) -> Ticks:
        problem = self.problem
        alike = {id(domain.times): domain.times for domain in self._domains.values()}
        moments = {
            problem.moment(day, minute)
            for times in alike.values()
            for day, *span in times
            for minute in span
        }
        around = {
            minutes
            for session in problem.sessions
            for room in problem.room
            for minutes in problem.occupancy(session.id, room)
        }
        return Ticks.of(moments, [DAY_MINUTES, *around], max(around, default=0))

    def _own(self, session: str) -> dict[tuple[int, Room], int]:
        """Return the starts that a session's domain leaves, by its length and its room."""
        domain = self._domains[session]
        own: dict[tuple[int, Room], int] = {}
        for room in domain.rooms:
            closed = domain.closed.get(room, _OPEN)
            # Times that come out alike are one object, see `domains`.
            key = id(domain.times), id(closed)
            if key not in self._lengths:
                times = (time for time in domain.times if time not in closed)
                self._lengths[key] = self._by_length(times)
            own |= {(length, room): starts for length, starts in self._lengths[key].items()}
        return own

    @cached_property
    def _lengths(self) -> dict[tuple[int, int], dict[int, int]]:
        return {}

    def _by_length(self, times: Iterable[Time]) -> dict[int, int]:
        by_length: dict[int, int] = defaultdict(int)
        for day, start, end in times:
            by_length[(end - start) // self.ticks.minutes] |= 1 << self._tick((day, start, end))
        return dict(sorted(by_length.items()))

    def _tick(self, time: Time) -> int:
        return self.ticks.at(self.problem.moment(time[0], time[1]))

    def _post_limits_of_candidates(self) -> None:
        """Write down when those who may be chosen for a part can take it."""
        limits: dict[tuple[int, str], list[Callable[[Placement], bool]]] = defaultdict(list)
        for limit in (limit for demand in self.demands for limit in demand.limits(self.problem)):
            if limit.person is not None:
                limits[self.number[limit.session], limit.person].append(limit.allows)
        for number, people in enumerate(self.may_come):
            session = self.sessions[number]
            for person in people:
                allowing = limits[number, person]
                people[person] = self._by_length(
                    time
                    for time in self._domains[session].times
                    if all(allows(Placement(session, *time)) for allows in allowing)
                )

    # --- Rooms ----------------------------------------------------------------------------

    def rooms_of(self, session: int, room: Room) -> tuple[str, ...]:
        """Return the rooms that a session takes if that is its own."""
        return self._rooms_of[session].get(room, ())

    @cached_property
    def _rooms_of(self) -> list[dict[Room, tuple[str, ...]]]:
        return [
            {room: self.problem.rooms_of(self.sessions[number], room) for _, room in own}
            for number, own in enumerate(self.own)
        ]

    def around(self, session: int, room: str) -> tuple[int, int]:
        """Return the ticks of setup and teardown of a session in a room."""
        key = session, room
        if key not in self._around:
            minutes = self.problem.occupancy(self.sessions[session], room)
            self._around[key] = self.ticks.long(minutes[0]), self.ticks.long(minutes[1])
        return self._around[key]

    @cached_property
    def _around(self) -> dict[tuple[int, str], tuple[int, int]]:
        return {}

    def line_of(self, room: str) -> bonds.AtOnce:
        """Return what is in a room; any number may be, as long as nothing is demanded of it."""
        if room not in self.one_at_once:
            self.one_at_once[room] = self._room_line(room, None)
        return self.one_at_once[room]

    def _room_line(self, room: str, most: int | None) -> bonds.AtOnce:
        counts: Callable[[int], bool] | None = None
        if most != 1:
            counts = lambda session: self.problem.counts_in(self.sessions[session], room)  # noqa: E731
        kin = self.kin if most == 1 else {}
        return bonds.AtOnce(
            lambda session: self.around(session, room), kin, self.weights, most, counts
        )

    def one_at_a_time(self, room: str) -> None:
        self.one_at_once[room] = self._room_line(room, 1)

    def few_at_a_time(self, room: str, most: int) -> None:
        self.one_at_once[room] = self._room_line(room, most)

    def never_both(self, room: str, other: str) -> None:
        self._never_both.append((room, other))

    @cached_property
    def excluded(self) -> Mapping[str, tuple[str, ...]]:
        """The rooms in which nobody may be while somebody is in a room, by that room."""
        excluded: dict[str, list[str]] = {room: [] for room in self.problem.room}
        for room, other in self._never_both:
            excluded[room].append(other)
            excluded[other].append(room)
        return {room: tuple(others) for room, others in excluded.items()}

    # --- Intentions -----------------------------------------------------------------------

    @contextmanager
    def demand(self, rule: Demand, whom: Whom) -> Iterator[None]:  # noqa: ARG002
        """See `Decisions.demand`: the rule is known by its key."""
        self._rule = rule.key
        yield

    def _leave_unsaid(self) -> None:
        if self._rule not in self.unsaid:
            self.unsaid.append(self._rule)

    def _tie(self, bond: bonds.Bond, sessions: Iterable[str], person: str | None = None) -> None:
        """Let a bond concern sessions, or those of them in which a person takes part."""
        for session in sessions:
            number = self.number[session]
            if person is None or person in self.problem.session[session].roster:
                self.bonds[number].append(bond)
            else:
                self.of_person[number].setdefault(person, []).append(bond)

    def _no_time(self, gap: int = 0) -> Callable[[int], tuple[int, int]]:
        ticks = 0, self.ticks.long(gap)
        return lambda _: ticks

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        if len(sessions) > 1:
            line = bonds.AtOnce(self._no_time(gap), self.kin, self.weights)
            self._tie(line, sessions, person)

    def few_at_once(
        self, sessions: Collection[str], most: int, gap: int = 0, besides: Collection[str] = ()
    ) -> None:
        if len(sessions) > most:
            line = bonds.AtOnce(self._no_time(gap), {}, self.weights, most, besides=besides)
            self._tie(line, sessions)

    def alone(self, session: str, others: Collection[str]) -> None:
        self._tie(bonds.Alone(self.number[session]), (session, *others))

    def before(self, first: str, then: str, at_least: int = 0, at_most: int | None = None) -> None:
        most = None if at_most is None else at_most // self.ticks.minutes
        pair = self.number[first], self.number[then]
        self._orders[pair].append((self.ticks.long(at_least), most))

    def together(self, sessions: Collection[str]) -> None:
        self._tie(bonds.OneStart(), sessions)
        self._blocks.append(tuple(self.number[session] for session in sessions))

    def within(self, part: str, whole: str) -> None:
        self._tie(bonds.Inside(self.number[part], self.number[whole]), (part, whole))

    def nothing_between(self, first: str, then: str, others: Collection[str]) -> None:
        between_ = bonds.NothingBetween(self.number[first], self.number[then])
        self._tie(between_, (first, then, *others))

    def same_day(self, sessions: Collection[str]) -> None:
        self._tie(bonds.OneDay(self.ticks), sessions)

    def different_days(self, sessions: Collection[str]) -> None:
        self._tie(bonds.OtherDays(self.ticks), sessions)

    def same_room(self, sessions: Collection[str]) -> None:
        self._tie(bonds.SharedRoom(), sessions)

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        self._tie(bonds.WalkBetween(self._walk, self.kin), sessions, person)

    def _walk(self, room: Room, other: Room) -> int:
        key = room, other
        if key not in self._walks:
            self._walks[key] = self.ticks.long(self.problem.walk_minutes(room, other))
        return self._walks[key]

    @cached_property
    def _walks(self) -> dict[tuple[Room, Room], int]:
        return {}

    def few_a_day(self, sessions: Collection[str], most: int, person: str) -> None:
        bond = bonds.FewADay(most, self._wholes, self.ticks, self.weights)
        self._tie(bond, sessions, person)

    def few_in_a_row(self, sessions: Collection[str], most: int, rest: int, person: str) -> None:
        ticks = self.ticks.long(rest)
        bond = bonds.FewInARow(most, ticks, self._wholes, self.ticks, self.weights)
        self._tie(bond, sessions, person)

    @cached_property
    def _wholes(self) -> Mapping[int, frozenset[int]]:
        return {
            number: frozenset(
                self.number[whole] for whole in self.problem.wholes(session) if whole in self.number
            )
            for number, session in enumerate(self.sessions)
        }

    def no_wait(self, sessions: Collection[str], pause: int, person: str) -> None:
        slots = [
            (self._tick((slot.day, slot.start, slot.end)), self.ticks.at(end))
            for slot in self.problem.event.slots
            for end in [self.problem.moment(slot.day, slot.end)]
        ]
        bond = bonds.NoWait(self.ticks, pause // self.ticks.minutes, slots)
        self._tie(bond, sessions, person)
        # Who is taken out may leave a wait between the others.
        self._leave_unsaid()

    def in_turn(self, sessions: Sequence[str]) -> Iterable[Pair]:
        """See `Decisions.in_turn`."""
        return pairwise(sessions)

    def filled(self, session: str) -> None:
        """See `Decisions.filled`: whoever places a session chooses who takes its parts."""
        number, roster = self.number[session], self.problem.session[session].roster
        self.filled_parts.add(number)
        self.parts[number] = tuple(
            (role, entry, tuple(person for person in people if person not in roster))
            for role, entry, people in self.parts[number]
        )

    # --- What is counted ------------------------------------------------------------------

    def starts_within(self, session: str, day: Any, start: int, end: int) -> _Starting:
        first, until = (
            -(-(self.problem.moment(day, minute) - self.ticks.zero) // self.ticks.minutes)
            for minute in (start, end)
        )
        return _Starting(((session, (first, until)),))

    def in_room_within(self, session: str, room: str, day: Any, start: int, end: int) -> _Inside:
        """Return where it is counted: only `few_groups` knows what to do with it."""
        ((_, hours),) = self.starts_within(session, day, start, end).inside
        return _Inside(session, bonds.Hall(*hours, room))

    def few_groups(self, groups: Collection[Collection[Quantity | int]], most: int = 1) -> None:
        """See `Decisions.few_groups`."""
        halls = [
            {self.number[session]: hall for one in group for session, hall in _halls(one)}
            for group in groups
        ]
        if len([group for group in halls if group]) > most:
            bond = bonds.FewGroups(halls, most, self.weights)
            self._tie(bond, [self.sessions[number] for number in {*chain.from_iterable(halls)}])

    def at_least(self, quantity: Quantity | int, least: int) -> None:
        if isinstance(quantity, int):
            if quantity < least:
                self._leave_unsaid()
            return
        if not isinstance(quantity, _Starting):
            self._leave_unsaid()
            return
        inside = {
            self.number[session]: between(max(0, first), max(0, until))
            for session, (first, until) in quantity.inside
        }
        bounds = (least, None) if quantity.sign == 1 else (None, -least)
        bond = bonds.NumberThere(inside, bounds, self.weights)
        self._tie(bond, (self.sessions[number] for number in inside))

    def not_again(
        self,
        placements: Mapping[Placement, Collection[str | None]],  # noqa: ARG002
        taking_part: Mapping[tuple[str, str], bool],  # noqa: ARG002
    ) -> None:
        """See `Decisions.not_again`: no bond tells it."""
        self._leave_unsaid()

    def __getattr__(self, name: str) -> Callable[..., _Unsaid]:
        """Whatever else is asked or demanded, no bond tells it."""
        if not hasattr(Decisions, name):
            raise AttributeError(name)

        def asked(*_: object, **__: object) -> _Unsaid:
            self._leave_unsaid()
            return _Unsaid()

        return asked

    # --- Orders ---------------------------------------------------------------------------

    def _tie_orders(self) -> None:
        """Write down what comes before what, and what follows from that."""
        gaps = {pair: max(least for least, _ in bounds) for pair, bounds in self._orders.items()}
        for (first, then), bounds in self._orders.items():
            for least, most in bounds:
                self._tie_order(first, then, least, most)
        for (first, then), least in self._followed(gaps).items():
            if (first, then) not in gaps:
                self._tie_order(first, then, least, None)

    def _tie_order(self, first: int, then: int, least: int, most: int | None) -> None:
        bond = bonds.Order(first, then, least, most)
        for number in (first, then):
            self.bonds[number].append(bond)

    def _followed(self, gaps: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
        """Return the least gap of all pairs of which the one comes before the other."""
        after: dict[int, dict[int, int]] = defaultdict(dict)
        for (first, then), least in gaps.items():
            after[first][then] = least
        followed: dict[tuple[int, int], int] = {}
        steps = 0
        for first in sorted(after):
            known = dict(after[first])
            waiting = list(known)
            while waiting:
                middle = waiting.pop()
                shortest = min((length for length, _ in self.own[middle]), default=0)
                for then, least in after.get(middle, {}).items():
                    gap = known[middle] + shortest + least
                    if then != first and gap > known.get(then, gap - 1):
                        known[then] = gap
                        waiting.append(then)
                steps += 1
                if steps > MOST_ORDERS:  # or in a circle, which nothing satisfies
                    return {}
            followed |= {(first, then): least for then, least in known.items()}
        return followed

    def _narrow(self) -> None:
        """Leave out starts that an order, or a block, leaves to nobody."""
        changed = True
        for _ in range(MOST_ROUNDS):
            if not changed:
                break
            changed = any([*map(self._narrow_block, self._blocks)])
            for (first, then), limits in self._orders.items():
                changed |= self._narrow_order(first, then, max(least for least, _ in limits))

    def _narrow_block(self, block: tuple[int, ...]) -> bool:
        common = ALL
        for number in block:
            common &= union(self.own[number].values())
        changes = [self._keep(number, lambda _: common) for number in block]
        return any(changes)

    def _narrow_order(self, first: int, then: int, gap: int) -> bool:
        if not self.own[first] or not self.own[then]:
            return False
        end = min(first_of(starts) + length for (length, _), starts in self.own[first].items())
        last = max(starts.bit_length() - 1 for starts in self.own[then].values())
        changed = self._keep(then, lambda _: ~before(end + gap))
        return self._keep(first, lambda length: before(last - gap - length + 1)) or changed

    def _keep(self, number: int, left: Callable[[int], int]) -> bool:
        """Keep of a session's starts those that are left by its length; whether that changes."""
        own = self.own[number]
        kept = {key: starts & left(key[0]) for key, starts in own.items()}
        if kept == own:
            return False
        self.own[number] = {key: starts for key, starts in kept.items() if starts}
        return True

    # --- Sessions that move as one --------------------------------------------------------

    @cached_property
    def units(self) -> tuple[tuple[int, ...], ...]:
        """Sessions that are placed together: blocks, and wholes with their parts.

        Each in the order in which its sessions are to be placed: wholes before their parts,
        what comes before others first, who has the fewest openings before the others.
        """
        unit = {number: {number} for number in range(len(self.sessions))}
        for group in [*self._blocks, *((part, *wholes) for part, wholes in self._wholes.items())]:
            joined = set().union(*(unit[number] for number in group))
            unit |= dict.fromkeys(joined, joined)
        distinct = {min(members): members for members in unit.values()}
        return tuple(
            tuple(sorted(members, key=self._rank)) for _, members in sorted(distinct.items())
        )

    @cached_property
    def mates(self) -> tuple[tuple[int, ...], ...]:
        """By session, those with which it starts together."""
        mates: list[dict[int, None]] = [{} for _ in self.sessions]
        for block in self._blocks:
            for number in block:
                mates[number] |= dict.fromkeys(other for other in block if other != number)
        return tuple(map(tuple, mates))

    @cached_property
    def keys(self) -> tuple[tuple[tuple[int, Room], ...], ...]:
        """By session, the lengths and rooms with which it may start at some time."""
        return tuple(map(tuple, self.own))

    @cached_property
    def by_rooms(self) -> tuple[frozenset[Room], ...]:
        """By session, its rooms that are demanded something of."""
        busy = {*self.one_at_once, *(room for pair in self._never_both for room in pair)}
        return tuple(
            frozenset(room for room, taken in rooms.items() if busy.intersection(taken))
            for rooms in self._rooms_of
        )

    def _rank(self, number: int) -> tuple[int, int, int, int]:
        openings = sum(starts.bit_count() for starts in self.own[number].values())
        return len(self._wholes[number]), self._depth[number], openings, number

    @cached_property
    def _depth(self) -> Mapping[int, int]:
        """How many others each session comes after, as far as is known."""
        depth = dict.fromkeys(range(len(self.sessions)), 0)
        for number, own in enumerate(self.bonds):
            depth[number] = sum(
                isinstance(bond, bonds.Order) and bond.then == number for bond in own
            )
        return depth

    # --- From stays to a timetable --------------------------------------------------------

    def placement(self, session: int, stay: Stay) -> Placement:
        """Return where a session is."""
        moment = self.ticks.moment(stay.start)
        days, start = divmod(moment, DAY_MINUTES)
        if moment in self._after_midnight(self.sessions[session]):
            days, start = days - 1, start + DAY_MINUTES
        day = self.problem.first_date + timedelta(days=days)
        end = start + stay.length * self.ticks.minutes
        return Placement(self.sessions[session], day, start, end, stay.room)

    def _after_midnight(self, session: str) -> frozenset[int]:
        """Return at which moments a session starts in the night that ends a day."""
        times = self._domains[session].times
        if id(times) not in self._late:
            self._late[id(times)] = frozenset(
                self.problem.moment(day, start) for day, start, _ in times if start >= DAY_MINUTES
            )
        return self._late[id(times)]

    @cached_property
    def _late(self) -> dict[int, frozenset[int]]:
        return {}

    def stay(self, placement: Placement) -> Stay | None:
        """Return where a session is that has a placement; None where it may not be there."""
        moment = self.problem.moment(placement.day, placement.start)
        if (
            moment - self.ticks.zero
        ) % self.ticks.minutes or placement.minutes % self.ticks.minutes:
            return None
        length = placement.minutes // self.ticks.minutes
        stay = Stay(self.ticks.at(moment), length, placement.room)
        starts = self.own[self.number[placement.session]].get((length, placement.room), 0)
        return stay if stay.start >= 0 and starts >> stay.start & 1 else None
