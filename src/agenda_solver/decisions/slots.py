"""Start literals, and rooms by matching: for many sessions and few times.

One literal a session and time. Where the sessions of a time all compete for the same
rooms at once, no room is decided in the model: a set of sessions fits into the rooms of a
slot if and only if it satisfies Hall's condition, so for each slot and each union of the
sessions' room sets one cut bounds how many sessions may need one of its rooms, and the
rooms are found afterwards by bipartite matching (Lach and Lübbecke, "Curriculum based
course timetabling: new solutions to Udine benchmark instances", 2012). A room gets a
literal of its own only where a rule asks for it, and where times overlap without being
interchangeable.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise, product
from typing import ClassVar

from agenda_solver.decisions.encoding import (
    Expression,
    Literal,
    RoomShortage,
    Value,
    rooms_by_site,
    unrelated_families,
)
from agenda_solver.decisions.pairs import cliques, either_way
from agenda_solver.decisions.person_days import Edge, PersonDays
from agenda_solver.decisions.rooms import color, crowds_at, match
from agenda_solver.domains import Domain, Room, Time, domains
from agenda_solver.problem import Attendee, Problem, Window, within
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.programme import PartsLieWithinTheirWhole
from agenda_solver.rules.rule import Demand, Pair
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Party
from agenda_solver.words.moments import DAYBREAK

_RoomSet = tuple[str, Time, frozenset[Room]]
"""A session at a time, and rooms that have one literal for it."""

_Span = tuple[int, int, Literal]
"""From when to when something is there if a literal holds."""


@dataclass(frozen=True)
class _Choice:
    """A literal that puts a session at a time into one of a set of rooms.

    Or into one that it takes besides its own.
    """

    session: str
    time: Time
    rooms: frozenset[Room]
    literal: Literal
    besides: bool = False


@dataclass
class _Cluster:
    """Choices that compete for rooms, and the sets of rooms of which the model knows the size.

    In a slot, all compete with one another at once. The model is complete where every
    solution has rooms.
    """

    choices: list[_Choice]
    unions: dict[frozenset[Room], None]
    is_slot: bool
    is_complete: bool


class Slots(PersonDays):
    """See the module.

    Parameters
    ----------
    problem : Problem
        What is asked.
    demands : collection of Demand
        What must hold.
    explicit : bool
        If true, every room has its literal; no room is left to the matching.

    Attributes
    ----------
    most_pairs : int
        So many pairs are asked one by one whether their rooms differ; of more, the sessions
        in each room are counted.
    most_unions : int
        Where the room sets of a slot have no more unions, the model is told of all; else of
        some, and of others once a solution breaks Hall's condition there.
    """

    name = "slots"
    most_pairs: ClassVar[int] = 600
    most_unions: ClassVar[int] = 400

    def __init__(
        self, problem: Problem, demands: Collection[Demand] = DEMANDS, *, explicit: bool = False
    ) -> None:
        super().__init__(problem, demands)
        self.explicit = explicit
        self._domains: Mapping[str, Domain] = domains(problem, self.demands)
        self._at: dict[str, dict[Time, Literal]] = {}
        self._room_literals: dict[str, dict[Room, Literal]] = {}
        self._room_on_day: dict[str, dict[tuple[Room, date], Literal]] = {}
        self._with: dict[tuple[str, str], dict[Time, Literal]] = {}
        self._seat_at: dict[tuple[str, str], dict[Time, Literal]] = {}
        self._exclusive: set[Room] = set()
        self._holds: dict[Room, int] = {}
        self._never_both: list[tuple[str, str]] = []
        self._shared: list[_Cluster] = []
        for session in problem.sessions:
            self._at[session.id] = self._bear(session.id)
        self._post_limits_of_candidates()
        self.post_demands()

    def _bear(self, session: str) -> dict[Time, Literal]:
        domain = self._domains[session]
        around = self._times_around(session)
        literals = {
            time: self.model.new_bool_var(f"{session} at {time}")
            for time in domain.times
            if domain.rooms_at(time) and (around is None or self._fits(time, around))
        }
        self.model.add_exactly_one(literals.values())
        return literals

    def _post_limits_of_candidates(self) -> None:
        """Keep each session from the times at which whoever is chosen for it cannot be there."""
        for limit in (limit for demand in self.demands for limit in demand.limits(self.problem)):
            if limit.person is not None:
                impossible = [
                    literal
                    for time, literal in self._at[limit.session].items()
                    if not limit.allows(Placement(limit.session, *time))
                ]
                takes_part = self.takes_part(limit.session, limit.person)
                self.model.add_at_most_one([*impossible, takes_part])

    def _times_around(self, session: str) -> tuple[Time, ...] | None:
        """Return the times of a part's whole; None where nothing keeps it inside.

        The grid of a part may be a minute: most of its day is out of the question.
        """
        whole = self.problem.session[session].part_of
        inside = any(isinstance(demand, PartsLieWithinTheirWhole) for demand in self.demands)
        return self._domains[whole].times if whole and inside else None

    def _fits(self, time: Time, around: tuple[Time, ...]) -> bool:
        day, start, end = time
        return any(on == day and first <= start and end <= last for on, first, last in around)

    # --- Rooms ----------------------------------------------------------------------------

    def one_at_a_time(self, room: str) -> None:
        self.few_at_a_time(room, 1)

    def few_at_a_time(self, room: str, most: int) -> None:
        self._exclusive.add(room)
        self._holds[room] = most

    def never_both(self, room: str, other: str) -> None:
        self._never_both.append((room, other))

    def in_room(self, session: str, room: Room) -> Literal:
        return 1 if self._domains[session].rooms == (room,) else self._room_literal(session, room)

    def _room_literal(self, session: str, room: Room) -> Literal:
        if room not in self._domains[session].rooms:
            return 0
        literals = self._room_literals.setdefault(session, {})
        if room not in literals:
            literals[room] = self.model.new_bool_var(f"{session} in {room}")
        return literals[room]

    def close(self) -> None:
        """Share out the rooms, now that it is known which of them have literals."""
        for members in self._clusters():
            is_slot = self._is_slot(members)
            sets = self._room_sets(members, explicit=self.explicit or not is_slot)
            if not (is_slot or self.explicit):
                sets = self._merged(sets)
            room_sets = dict.fromkeys(rooms for *_, rooms in sets)
            unions = self._unions(room_sets) if is_slot else self._matched_sets(room_sets)
            is_complete = not is_slot or len(unions) <= self.most_unions
            if not is_complete:
                unions = self._first_unions(room_sets)
            choices = [*self._new_choices(sets), *self._besides(members)]
            self._shared.append(_Cluster(choices, dict.fromkeys(unions), is_slot, is_complete))
            single = [choice for choice in choices if len(choice.rooms) == 1]
            if not is_slot:
                self._pack_by_room(single)
                self._count(choices, unions)
            elif len(single) == len(choices):
                self._pack_by_room(single)
            else:
                given = dict.fromkeys(choice.rooms for choice in single)
                self._cut(choices, [*unions, *(one for one in given if one <= self._exclusive)])
            for rooms in self._never_both:
                self._keep_apart(choices, *rooms)
        self._link_room_literals()

    def _clusters(self) -> Iterator[list[tuple[str, Time]]]:
        """Yield sessions at times that may meet in a room, setup and teardown included."""
        spans = sorted(
            (*self._reach(session, time), session, time)
            for session, times in self._at.items()
            for time in times
            if self._domains[session].rooms != (None,) or self.problem.session[session].also_in
        )
        cluster: list[tuple[str, Time]] = []
        until = 0
        for start, end, session, time in spans:
            if cluster and start >= until:
                yield cluster
                cluster, until = [], 0
            cluster.append((session, time))
            until = max(until, end)
        if cluster:
            yield cluster

    def _reach(self, session: str, time: Time) -> tuple[int, int]:
        """Return the longest that a session can occupy a room around a time."""
        around = [
            self.problem.occupancy(session, room)
            for room in (*self._domains[session].rooms, *self.problem.session[session].also_in)
            if room is not None
        ]
        before = max((setup for setup, _ in around), default=0)
        after = max((teardown for _, teardown in around), default=0)
        moment = self.problem.moment(time[0], time[1])
        return moment - before, moment + time[2] - time[1] + after

    def _is_slot(self, cluster: list[tuple[str, Time]]) -> bool:
        """Whether any two sessions of a cluster exclude each other from a room."""
        if any(self._has_kin(session) for session, _ in cluster):
            return False
        return max(time[1] for _, time in cluster) < min(time[2] for _, time in cluster)

    def _has_kin(self, session: str) -> bool:
        return bool(self.problem.session[session].part_of or session in self.problem.parts)

    def _room_sets(self, cluster: list[tuple[str, Time]], *, explicit: bool) -> list[_RoomSet]:
        """Split the rooms of each session at each time into sets that get a literal.

        A hall that is made of others is decided in the model: which of these are to be had
        depends on it.
        """
        demanded = []
        shared = self._decided
        for session, time in cluster:
            rooms = self._domains[session].rooms_at(time)
            asked = {*self._room_literals.get(session, {}), *shared}
            alone = [room for room in rooms if explicit or room in asked]
            demanded += [(session, time, frozenset([room])) for room in alone]
            if rest := frozenset(rooms) - frozenset(alone):
                demanded.append((session, time, rest))
        return demanded

    def _unions(self, room_sets: Iterable[frozenset[Room]]) -> list[frozenset[Room]]:
        """Return all unions of the room sets that are to be matched, or too many of them.

        Rooms that are decided in the model are given first; what is left must satisfy
        Hall's condition for the sessions that are still to be matched. So a set of one
        room makes no union.
        """
        unions: dict[frozenset[Room], None] = {}
        for rooms in self._matched_sets(room_sets):
            if len(unions) <= self.most_unions:
                unions |= dict.fromkeys([rooms, *(union | rooms for union in unions)])
        return list(unions)

    def _matched_sets(self, room_sets: Iterable[frozenset[Room]]) -> list[frozenset[Room]]:
        return [
            rooms
            for rooms in dict.fromkeys(room_sets)
            if len(rooms) > 1 and rooms <= self._exclusive
        ]

    def _first_unions(self, room_sets: Iterable[frozenset[Room]]) -> list[frozenset[Room]]:
        """Return the room sets themselves, and the unions of all that are no larger than each.

        Where sessions differ in what they need alone, those are mostly the sets that matter.
        """
        sets = self._matched_sets(room_sets)
        sizes = sorted({len(rooms) for rooms in sets})
        nested = [
            frozenset[Room]().union(*(rooms for rooms in sets if len(rooms) <= size))
            for size in sizes
        ]
        return list(dict.fromkeys([*sets, *nested]))

    def _new_choices(self, sets: list[_RoomSet]) -> list[_Choice]:
        """Make the literals of a cluster, tied to those of the times."""
        by_time: dict[tuple[str, Time], list[frozenset[Room]]] = {}
        for session, time, rooms in sets:
            by_time.setdefault((session, time), []).append(rooms)
        choices = []
        for (session, time), split in by_time.items():
            at = self._at[session][time]
            literals = [at] if len(split) == 1 else [self.model.new_bool_var("") for _ in split]
            if len(split) > 1:
                self.model.add_exactly_one([*literals, at.negated()])
            choices += [
                _Choice(session, time, rooms, literal)
                for rooms, literal in zip(split, literals, strict=True)
            ]
        return choices

    def _besides(self, cluster: list[tuple[str, Time]]) -> Iterator[_Choice]:
        """Yield the rooms that sessions take besides their own, whichever that is."""
        for session, time in cluster:
            for room in dict.fromkeys(self.problem.session[session].also_in):
                at = self._at[session][time]
                yield _Choice(session, time, frozenset([room]), at, besides=True)

    def _merged(self, sets: list[_RoomSet]) -> list[_RoomSet]:
        """Let rooms that are alike to all have one literal: which of them it is, is coloured.

        Not those of which somebody asks which it is, which kin may share, or which are also
        taken otherwise.
        """
        users: dict[Room, list[tuple[str, Time]]] = {}
        for session, time, (room,) in (
            (session, time, tuple(rooms)) for session, time, rooms in sets
        ):
            users.setdefault(room, []).append((session, time))
        apart: set[Room] = {room for pair in self._never_both for room in pair}
        for session in dict.fromkeys(session for session, *_ in sets):
            apart |= set(self._room_literals.get(session, {}))
            apart |= set(self.problem.session[session].also_in)
            if self._has_kin(session):
                apart |= set(self._domains[session].rooms)
        alike: dict[object, list[Room]] = {}
        for room, using in users.items():
            alike.setdefault(room if room in apart else self._kind(room, using), []).append(room)
        merged = {room: frozenset(rooms) for rooms in alike.values() for room in rooms}
        return list(
            dict.fromkeys(
                (session, time, merged[room]) for session, time, rooms in sets for room in rooms
            )
        )

    def _kind(self, room: Room, using: list[tuple[str, Time]]) -> object:
        """Return what tells a room apart: who may use it when, and for how long they occupy it."""
        sessions = dict.fromkeys(session for session, _ in using)
        if room is None:
            return (tuple(using), None, ())
        around = tuple(self.problem.occupancy(session, room) for session in sessions)
        return (tuple(using), self._holds.get(room), around)

    def _count(self, choices: list[_Choice], alike: Iterable[frozenset[Room]]) -> None:
        """Let no more sessions be in some rooms that are alike at once than they hold."""
        for rooms in alike:
            inside = [choice for choice in choices if choice.rooms == rooms]
            spans = self._spans_in(str(next(iter(rooms))), inside)
            self._at_most_at_once(spans, sum(self._holds[room] for room in rooms))

    def _cut(self, choices: list[_Choice], unions: Iterable[frozenset[Room]]) -> None:
        """Post Hall's condition: no set of rooms is needed by more sessions than it has."""
        by_rooms: dict[frozenset[Room], list[_Choice]] = {}
        for choice in choices:
            by_rooms.setdefault(choice.rooms, []).append(choice)
        for union in unions:
            inside = [
                choice for rooms, there in by_rooms.items() if rooms <= union for choice in there
            ]
            most = sum(self._holds[room] for room in union)
            here = {(choice.session, choice.besides and choice.rooms) for choice in inside}
            lost = list(self._places_lost(choices, union)) if here else []
            if len(here) + sum(count for count, _ in lost) > most:
                without = sum(count * literal for count, literal in lost)
                self.model.add(sum(choice.literal for choice in inside) + without <= most)

    @cached_property
    def _decided(self) -> frozenset[str]:
        """The rooms of halls that are decided in the model, and not matched.

        Each hall that is made of others; its parts too, if it holds several sessions at once.
        """
        pairs = [pair for rooms in self._never_both for pair in (rooms, rooms[::-1])]
        halls = {room for room, _ in pairs if self.problem.pieces[room]}
        parts = {other for room, other in pairs if room in halls and self._holds.get(room) != 1}
        return frozenset(halls | parts)

    def _places_lost(
        self, choices: list[_Choice], union: frozenset[Room]
    ) -> Iterator[tuple[int, Literal]]:
        """Yield how many places of some rooms are lost where a hall is used as a whole."""
        for choice in choices if self._decided else ():
            (room, *others) = choice.rooms
            if others or room not in self._decided or room in union or room is None:
                continue
            if self._holds.get(room) == 1:
                shared = union & self._excluded[room]
                if shared:
                    yield sum(self._holds[one] for one in shared), choice.literal

    @cached_property
    def _excluded(self) -> Mapping[str, frozenset[str]]:
        """The rooms that are not to be had while a room is used, by that room."""
        excluded: dict[str, set[str]] = {room: set() for room in self.problem.room}
        for room, other in self._never_both:
            excluded[room].add(other)
            excluded[other].add(room)
        return {room: frozenset(others) for room, others in excluded.items()}

    def _pack_by_room(self, choices: list[_Choice]) -> None:
        by_room: dict[Room, list[_Choice]] = {}
        for choice in choices:
            (room,) = choice.rooms
            if room in self._exclusive:
                by_room.setdefault(room, []).append(choice)
        for room, here in by_room.items():
            sessions = dict.fromkeys(choice.session for choice in here)
            if (most := self._holds[room]) > 1:
                assert room is not None
                counted = [c for c in here if self.problem.counts_in(c.session, room)]
                self._at_most_at_once(self._spans_in(room, counted), most)
                continue
            for family in unrelated_families(self.problem, sessions):
                inside = set(family)
                self._pack([choice for choice in here if choice.session in inside], room)

    def _pack(self, choices: list[_Choice], room: Room) -> None:
        assert room is not None
        self._at_most_one_at_once(self._spans_in(room, choices))

    def _spans_in(self, room: str, choices: Iterable[_Choice]) -> list[_Span]:
        """Return from when to when each choice occupies a room."""
        around: dict[str, tuple[int, int]] = {}
        spans = []
        for choice in choices:
            if choice.session not in around:
                around[choice.session] = self.problem.occupancy(choice.session, room)
            setup, teardown = around[choice.session]
            start, end = self._start(choice.time), self._end(choice.time)
            spans.append((start - setup, end + teardown, choice.literal))
        return spans

    def _keep_apart(self, choices: list[_Choice], room: str, other: str) -> None:
        """Keep two rooms from being used at once: at each start, at most one of them is.

        By one session they may be: that one is told of its own room, and of those besides.
        """
        here, there = (
            [choice for choice in choices if choice.rooms == {one}] for one in (room, other)
        )
        both = (*here, *there)
        alike = self._holds.get(room) == self._holds.get(other) == 1
        alike &= not any(choice.besides or self._has_kin(choice.session) for choice in both)
        session = {id(choice.literal): choice.session for choice in both}
        for ones, others in _meetings(self._spans_in(room, here), self._spans_in(other, there)):
            if alike:
                self.model.add_at_most_one([*ones, *others])
                continue
            for one, then in product(ones, others):
                if session[id(one)] != session[id(then)]:
                    self.model.add_at_most_one([one, then])

    def _link_room_literals(self) -> None:
        chosen: dict[tuple[str, frozenset[Room]], list[_Choice]] = {}
        for cluster in self._shared:
            for choice in (choice for choice in cluster.choices if not choice.besides):
                chosen.setdefault((choice.session, choice.rooms), []).append(choice)
        for session, literals in self._room_literals.items():
            for room, literal in literals.items():
                there = chosen.get((session, frozenset([room])), [])
                self.model.add(sum(choice.literal for choice in there) == literal)
        for (session, room, day, start, end), literal in self._within_in_room.items():
            if isinstance(literal, int):
                continue
            there = chosen.get((session, frozenset([room])), [])
            within_hours = [
                choice.literal
                for choice in there
                if choice.time[0] == day and start <= choice.time[1] < end
            ]
            self.model.add(sum(within_hours) == literal)
        for session, by_day in self._room_on_day.items():
            for (room, day), literal in by_day.items():
                there = chosen.get((session, frozenset([room])), [])
                on_day = [choice.literal for choice in there if choice.time[0] == day]
                self.model.add(sum(on_day) == literal)

    # --- Intentions about time ------------------------------------------------------------

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        for family in unrelated_families(self.problem, sessions):
            self._at_most_one_at_once(
                (self._start(time), self._end(time) + gap, literal)
                for session in family
                for time, literal in self._times_with(session, person).items()
            )

    def _times_with(self, session: str, person: str | None) -> Mapping[Time, Literal]:
        """Return the literals of a session's times, 1 only where the person takes part in it."""
        takes_part = 1 if person is None else self.takes_part(session, person)
        if person is None or isinstance(takes_part, int):
            return self._at[session] if takes_part else {}
        key = (session, person)
        if key not in self._with:
            self._with[key] = {time: self.model.new_bool_var("") for time in self._at[session]}
            for time, literal in self._with[key].items():
                self.model.add_implication(literal, self._at[session][time])
            # The session has one time: so this is 1 at that time, and nowhere else.
            self.model.add(sum(self._with[key].values()) == takes_part)
        return self._with[key]

    def few_at_once(
        self, sessions: Collection[str], most: int, gap: int = 0, besides: Collection[str] = ()
    ) -> None:
        spans = [
            (self._start(time), self._end(time) + gap, literal)
            for session in sessions
            for time, literal in self._times_outside(session, besides).items()
        ]
        if most == 1:
            self._at_most_one_at_once(spans)
        else:
            self._at_most_at_once(spans, most)

    def _times_outside(self, session: str, rooms: Collection[str]) -> Mapping[Time, Literal]:
        """Return literals of a session's times, 1 where it is then in none of these rooms."""
        inside = [room for room in self._domains[session].rooms if room in rooms]
        if not inside:
            return self._at[session]
        if len(inside) == len(self._domains[session].rooms):
            return {}
        there = sum(self._room_literal(session, room) for room in inside)
        outside = {time: self.model.new_bool_var("") for time in self._at[session]}
        for time, literal in outside.items():
            self.model.add(literal >= self._at[session][time] - there)
        return outside

    def before(self, first: str, then: str, at_least: int = 0, at_most: int | None = None) -> None:
        self._not_later(first, lambda time: self._end(time) + at_least, then, self._start)
        if at_most is not None:
            self._not_later(then, self._start, first, lambda time: self._end(time) + at_most)

    def together(self, sessions: Collection[str]) -> None:
        by_start = [self._by_start(session) for session in sessions]
        for start in sorted(set().union(*by_start)):
            first, *others = (sum(starts.get(start, [])) for starts in by_start)
            for other in others:
                self.model.add(first == other)

    def within(self, part: str, whole: str) -> None:
        self._not_later(whole, self._start, part, self._start)
        self._not_later(part, self._end, whole, self._end)
        for room in self._domains[whole].rooms:
            if room is not None:
                self.model.add_implication(
                    self._room_literal(whole, room), self._room_literal(part, room)
                )

    def alone(self, session: str, others: Collection[str]) -> None:
        for other in others:
            self._at_most_one_at_once(
                (self._start(time), self._end(time), literal)
                for each in (session, other)
                for time, literal in self._at[each].items()
            )

    def nothing_between(self, first: str, then: str, others: Collection[str]) -> None:
        ended, starts = self._at[first], self._at[then]
        for other in others:
            for start, literals in self._by_start(other).items():
                before = [literal for time, literal in ended.items() if self._end(time) <= start]
                after = [literal for time, literal in starts.items() if self._start(time) > start]
                if before and after:
                    self.model.add(sum(literals) + sum(before) + sum(after) <= 2)

    def same_day(self, sessions: Collection[str]) -> None:
        first, *others = sessions
        for day in self.problem.day:
            for other in others:
                self.model.add(self.on_day(first, day) == self.on_day(other, day))

    def different_days(self, sessions: Collection[str]) -> None:
        for day in self.problem.day:
            times = self._times_on(day, sessions)
            self.model.add_at_most_one(literal for _, _, _, literal in times)

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        for one, other in combinations(sessions, 2):
            if self.problem.related(one, other):
                continue
            with_one, with_other = (self._times_with(session, person) for session in (one, other))
            for at_one, at_other, minutes in self._walks(one, other):
                for time, literal in with_one.items():
                    near = [
                        there
                        for then, there in with_other.items()
                        if self._end(time) + minutes > self._start(then)
                        and self._end(then) + minutes > self._start(time)
                    ]
                    if near:
                        self.model.add(literal + sum(near) + at_one + at_other <= 3)

    def _walks(self, one: str, other: str) -> Iterator[tuple[Literal, Literal, int]]:
        """Yield literals of two sites of two sessions, and the walk between them."""
        rooms = [
            rooms_by_site(self.problem, self._domains[session].rooms) for session in (one, other)
        ]
        for here, there in product(rooms[0].values(), rooms[1].values()):
            if minutes := self.problem.walk_minutes(here[0], there[0]):
                yield self._in_one_of(one, here), self._in_one_of(other, there), minutes

    def _in_one_of(self, session: str, rooms: Collection[Room]) -> Expression:
        """Return 1 if a session is in one of these rooms; no literal where it must be."""
        if set(rooms) == set(self._domains[session].rooms):
            return 1
        return sum(self._room_literal(session, room) for room in rooms)

    def _start(self, time: Time) -> int:
        return self.problem.moment(time[0], time[1])

    def _end(self, time: Time) -> int:
        return self.problem.moment(time[0], time[2])

    def _by_start(self, session: str) -> dict[int, list[Literal]]:
        starting: dict[int, list[Literal]] = {}
        for time, literal in self._at[session].items():
            starting.setdefault(self._start(time), []).append(literal)
        return starting

    def _at_most_one_at_once(self, spans: Iterable[_Span]) -> None:
        """Keep spans of time from overlapping: at each start, at most one is there."""
        for _, there in crowds_at(spans):
            if len(there) > 1:
                self.model.add_at_most_one(there)

    def _at_most_at_once(self, spans: Iterable[_Span], most: int) -> None:
        """Keep more spans of time than so many from overlapping."""
        for _, there in crowds_at(spans):
            if len(there) > most:
                self.model.add(sum(there) <= most)

    def _not_later(
        self,
        one: str,
        at_one: Callable[[Time], int],
        other: str,
        at_other: Callable[[Time], int],
        unless: Literal = None,
    ) -> None:
        """Keep a moment of one session from being later than a moment of another.

        Where `unless` is given, it is 1 if it is later.

        For each threshold, not both is one later and the other not: the disaggregated
        form, whose linear relaxation is tighter than a comparison of weighted sums. Of
        the thresholds after which the same moments of the one are later, the last one says
        what all of them say.
        """
        ones = [(at_one(time), literal) for time, literal in self._at[one].items()]
        others = [(at_other(time), literal) for time, literal in self._at[other].items()]
        moments = sorted({moment for moment, _ in others})
        below = {bisect_left(moments, moment) for moment, _ in ones}
        for threshold in (moments[count - 1] for count in sorted(below) if count):
            late = [literal for moment, literal in ones if moment > threshold]
            early = [literal for moment, literal in others if moment <= threshold]
            if unless is None:
                self.model.add_at_most_one([*late, *early])
            else:
                self.model.add(sum(late) + sum(early) <= 1 + unless)

    def _in_order(self, first: Edge, then: Edge, gap: int, *when: Literal) -> None:
        at = {"start": self._start, "end": self._end}
        self._not_later(
            first[0],
            lambda time: at[first[1]](time) + gap,
            then[0],
            at[then[1]],
            unless=sum(1 - literal for literal in when),
        )

    def _ended_by(self, session: str, day: date, minute: int) -> Expression:
        return self._sum_where(session, lambda time: int(time[0] == day and time[2] <= minute))

    # --- Literals and quantities ----------------------------------------------------------

    def on_day(self, session: str, day: date) -> Expression:
        return self._sum_where(session, lambda time: int(time[0] == day))

    def starts_at(self, session: str, minute: int) -> Expression:
        return self._sum_where(session, lambda time: int(time[1] == minute))

    def starts_among(self, session: str, minutes: Collection[int]) -> Expression:
        return self._sum_where(session, lambda time: int(time[1] in minutes))

    def ends_at(self, session: str, minute: int) -> Expression:
        return self._sum_where(session, lambda time: int(time[2] == minute))

    def start_from(self, session: str, minute: int) -> Expression:
        return self._sum_where(session, lambda time: abs(time[1] - minute))

    def end_from(self, session: str, minute: int) -> Expression:
        return self._sum_where(session, lambda time: abs(time[2] - minute))

    def length_from(self, session: str, minutes: int) -> Expression:
        return self._sum_where(session, lambda time: abs(time[2] - time[1] - minutes))

    def _sum_where(self, session: str, worth: Callable[[Time], int]) -> Expression:
        return self.weigh((worth(time), literal) for time, literal in self._at[session].items())

    def outside(self, session: str, windows: Collection[Window]) -> Expression:
        return self._sum_where(session, lambda time: int(not within(windows, *time)))

    def starts_within(self, session: str, day: date, start: int, end: int) -> Expression:
        return self._sum_where(session, lambda t: int(t[0] == day and start <= t[1] < end))

    def _new_in_room_within(
        self, session: str, room: Room, day: date, start: int, end: int
    ) -> Literal:
        domain = self._domains[session]
        shut = domain.closed.get(room, ())
        if room not in domain.rooms or not any(
            time[0] == day and start <= time[1] < end and time not in shut
            for time in self._at[session]
        ):
            return 0
        self._room_literal(session, room)
        return self.model.new_bool_var(f"{session} in {room} on {day} from {start}")

    def out_of_rank(self, session: str, rank: int, others: Collection[str]) -> Literal:
        out = self.model.new_bool_var("")
        starting = [self._by_start(other) for other in others]
        for start, literals in self._by_start(session).items():
            before = sum(
                literal
                for by_start in starting
                for moment, theirs in by_start.items()
                if moment < start
                for literal in theirs
            )
            for literal in literals:
                fits: Expression = before == rank - 1
                self.model.add(fits).only_enforce_if(literal, out.negated())
        return out

    def not_at(self, session: str, day: date, minute: int) -> Expression:
        return 1 - self._is_at(session, day, minute)

    def _is_at(self, session: str, day: date, minute: int) -> Expression:
        return self._sum_where(session, lambda time: int(time[:2] == (day, minute)))

    def only_elsewhere(self, session: str, day: date, minute: int, room: Room) -> Expression:
        elsewhere = self.model.new_bool_var(f"{session} elsewhere")
        there = self.in_room(session, room)
        self.model.add(self._is_at(session, day, minute) <= there + elsewhere)
        return elsewhere

    def days_of(self, sessions: Collection[str]) -> Expression:
        return sum(
            self._some((session, literal) for session, _, _, literal in times)
            for day in self.problem.day
            if (times := self._times_on(day, sessions))
        )

    def idle(self, day: date, sessions: Collection[str]) -> Expression:
        end = self.day_end(day, sessions, 0)
        start = self.day_start(day, sessions, end)
        times = self._times_on(day, sessions)
        lasted = self.weigh((until - since, literal) for _, since, until, literal in times)
        idle = self.model.new_int_var(0, DAYBREAK, f"idle on {day}")
        self.model.add(idle >= end - start - lasted)
        return idle

    def day_end(self, day: date, sessions: Collection[str], earliest: int) -> Expression:
        """Sum the steps from each end to the next that some session goes as far as."""
        times = self._times_on(day, sessions)
        ends = sorted({end for _, _, end, _ in times if end > earliest})
        return earliest + self.weigh(
            (end - before, self._some((s, literal) for s, _, e, literal in times if e >= end))
            for before, end in pairwise([earliest, *ends])
        )

    def day_start(self, day: date, sessions: Collection[str], latest: Expression) -> Expression:
        """Take, from daybreak back, each step that some session starts before."""
        times = self._times_on(day, sessions)
        starts = sorted({start for _, start, _, _ in times})
        taken = self.weigh(
            (after - start, self._some((s, literal) for s, at, _, literal in times if at <= start))
            for start, after in pairwise([*starts, DAYBREAK])
        )
        first = self.model.new_int_var(0, DAYBREAK, f"start of {day}")
        self.model.add(first <= latest)
        self.model.add(first <= DAYBREAK - taken)
        return first

    def _times_on(
        self, day: date, sessions: Collection[str]
    ) -> list[tuple[str, int, int, Literal]]:
        return [
            (session, start, end, literal)
            for session in sessions
            for (on, start, end), literal in self._at[session].items()
            if on == day
        ]

    def _some(self, literals: Iterable[tuple[str, Literal]]) -> Literal:
        """Return a literal that is 1 where one of these is; those of a session exclude."""
        some = self.model.new_bool_var("")
        by_session: dict[str, list[Literal]] = {}
        for session, literal in literals:
            by_session.setdefault(session, []).append(literal)
        for there in by_session.values():
            self.model.add(sum(there) <= some)
        return some

    # --- Who must attend --------------------------------------------------------------------

    def _let_sit(self, attendee: Attendee, session: str) -> None:
        seats = self._sitting[attendee.id]
        seat_at = self._seat_at[attendee.id, session] = {
            time: self.model.new_bool_var("")
            for time in self._at[session]
            if not attendee.present or within(attendee.present, *time)
        }
        for time, literal in seat_at.items():
            self.model.add_implication(literal, self._at[session][time])
        self.model.add(sum(seat_at.values()) == seats[session])
        for other, seat in seats.items():
            if other == session:
                continue
            if self.problem.workshop(other) == self.problem.workshop(session):
                self.model.add_at_most_one([seats[session], seat])
            else:
                self._not_at_once(seat_at, self._seat_at[attendee.id, other])
        for other, takes_part in self._parts_of(attendee):
            if other == session:
                self.model.add(seats[session] + takes_part <= 1)
            else:
                person = self.problem.person_of[attendee.id]
                self._not_at_once(seat_at, self._times_with(other, person))

    def _not_at_once(self, one: Mapping[Time, Literal], other: Mapping[Time, Literal]) -> None:
        self._at_most_one_at_once(
            (self._start(time), self._end(time), literal)
            for times in (one, other)
            for time, literal in times.items()
        )

    def _same(self, placement: Placement, rooms: Collection[Room]) -> Iterator[Expression]:
        session, time = placement.session, (placement.day, placement.start, placement.end)
        yield self._at[session].get(time, 0)
        if not set(self._domains[session].rooms).issubset(rooms):
            yield sum(self.in_room(session, room) for room in rooms)

    def one_start(self, one: str, other: str) -> Expression:
        same = self.model.new_bool_var("")
        others = self._by_start(other)
        for start, literals in self._by_start(one).items():
            self.model.add(sum(literals) + same <= 1 + sum(others.get(start, [])))
        return same

    def not_one_start(self, one: str, other: str) -> Expression:
        differ = self.model.new_bool_var("")
        starts, others = self._by_start(one), self._by_start(other)
        for start in starts.keys() & others.keys():
            self.model.add(sum(starts[start]) + sum(others[start]) + differ <= 2)
        return differ

    def away(self, session: str, windows: Collection[Window]) -> Expression:
        return self.outside(session, windows)

    # --- What attendees can be at -----------------------------------------------------------

    def _attends(self, party: Party) -> Iterator[tuple[int, Literal]]:
        """Yield a literal for each time and worth: for which of the sessions, no matter.

        What is worth the same is one choice at a time. What takes place several times is a
        choice of its own, to be made once.
        """
        spans = []
        for worth, sessions, several in _choices_of(party):
            literals = []
            for time, there in self._by_time(sessions, party.present).items():
                literal = self.model.new_bool_var("")
                self.model.add_bool_or([*there, literal.negated()])
                spans.append((self._start(time), self._end(time), literal))
                literals.append(literal)
                yield worth, literal
            if several:
                self.model.add_at_most_one(literals)
        self._at_most_one_at_once(spans)
        for session in party.busy:
            own = [
                (self._start(time), self._end(time), at) for time, at in self._at[session].items()
            ]
            self._at_most_one_at_once([*spans, *own])

    def _by_time(
        self, sessions: Iterable[str], present: Collection[Window]
    ) -> dict[Time, list[Literal]]:
        """Return the literals of sessions by time, of those times at which somebody is there."""
        literals: dict[Time, list[Literal]] = {}
        for session in sessions:
            for time, literal in self._at[session].items():
                if not present or within(present, *time):
                    literals.setdefault(time, []).append(literal)
        return literals

    # --- Pairs of sessions ----------------------------------------------------------------

    def overlaps(self, weights: Mapping[Pair, int]) -> Expression:
        """Count, minute by minute, how many sessions of a set are there at once."""
        terms: list[tuple[int, Literal]] = []
        for sessions, weight in cliques(weights):
            most = self._most_at_once(sessions)
            for minutes, there in self._crowds(sessions):
                terms += self._pairs(weight * minutes, there, most)
        return self.weigh(terms)

    def _crowds(self, sessions: Collection[str]) -> Iterator[tuple[int, list[list[Literal]]]]:
        """Yield stretches of time in minutes, and the literals of each session there."""
        spans = [
            [
                (self._start(time), self._end(time), literal)
                for time, literal in self._at[session].items()
            ]
            for session in sessions
        ]
        moments = sorted({moment for own in spans for *span, _ in own for moment in span})
        number = {moment: place for place, moment in enumerate(moments)}
        crowds: list[list[list[Literal]]] = [[] for _ in moments]
        for own in spans:
            there: dict[int, list[Literal]] = {}
            for start, end, literal in own:
                for place in range(number[start], number[end]):
                    there.setdefault(place, []).append(literal)
            for place, literals in there.items():
                crowds[place].append(literals)
        for (start, end), crowd in zip(pairwise(moments), crowds, strict=False):
            yield end - start, crowd

    def _most_at_once(self, sessions: Collection[str]) -> int:
        """Return how many of these sessions can be at once: as many as there are rooms."""
        rooms = {room for session in sessions for room in self._domains[session].rooms}
        if rooms <= self._exclusive and not any(map(self._has_kin, sessions)):
            return min(len(sessions), sum(self._holds[room] for room in rooms))
        return len(sessions)

    def _pairs(
        self, weight: int, there: list[list[Literal]], most: int
    ) -> Iterator[tuple[int, Literal]]:
        """Weigh the pairs of the sessions that are there: n (n - 1) / 2 of them for n.

        Parameters
        ----------
        weight : int
            What a pair weighs. What is minimised is not counted too high where this is
            positive, and not too low where it is negative.
        there : list
            By session, literals of which one is 1 if it is there.
        most : int
            No more sessions can be there.
        """
        most = min(most, len(there))
        if most < 2:
            return
        literals = [literal for own in there for literal in own]
        if weight > 0:
            levels = [self.model.new_bool_var("") for _ in range(1, most)]
            self.model.add(sum(literals) <= 1 + sum(levels))
        elif len(there) == 2:
            levels = [self.model.new_bool_var("")]
            for own in there:
                self.model.add(levels[0] <= sum(own))
        else:
            first, *levels = (self.model.new_bool_var("") for _ in range(most))
            self.model.add(first + sum(levels) <= sum(literals))
            for lower, upper in pairwise([first, *levels]):
                self.model.add_implication(upper, lower)
        yield from ((weight * count, level) for count, level in enumerate(levels, start=1))

    def on_other_days(self, weights: Mapping[Pair, int]) -> Expression:
        """Take the pairs on the same day from all pairs."""
        if len(self.problem.day) == 1:
            return 0
        total, terms = 0, list[tuple[int, Literal]]()
        for sessions, weight in cliques(weights):
            total += weight * len(sessions) * (len(sessions) - 1) // 2
            for day in self.problem.day:
                terms += self._pairs(-weight, self._literals_on(day, sessions), len(sessions))
        return total + self.weigh(terms)

    def _literals_on(self, day: date, sessions: Iterable[str]) -> list[list[Literal]]:
        on_day = [
            [literal for *_, literal in self._times_on(day, [session])] for session in sessions
        ]
        return [literals for literals in on_day if literals]

    def in_other_rooms(self, weights: Mapping[Pair, int]) -> Expression:
        """Compare few pairs one by one; of many, count how many sessions are in each room.

        See `docs/decisions/0009-rooms-of-tracks.md`.
        """
        pairs = either_way(weights)
        if len(pairs) <= self.most_pairs:
            return self.weigh((weight, self._apart(*pair)) for pair, weight in pairs.items())
        return self.weigh(
            term
            for sessions, weight in cliques(pairs)
            for term in self._crowds_by_room(weight, sessions)
        )

    def _apart(self, one: str, other: str) -> Literal:
        """Return a literal that is at least 1 if two are in different rooms on a day."""
        apart = self.model.new_bool_var("")
        for day in self.problem.day:
            others = self._rooms_on(other, day)
            for room in self._rooms_on(one, day):
                elsewhere = [
                    self._room_on(other, room_there, day)
                    for room_there in others
                    if room_there != room
                ]
                if elsewhere:
                    here = self._room_on(one, room, day)
                    self.model.add(here + sum(elsewhere) <= 1 + apart)
        return apart

    def _crowds_by_room(
        self, weight: int, sessions: Collection[str]
    ) -> Iterator[tuple[int, Literal]]:
        """Take the pairs in the same room of a day from all pairs of the day."""
        for day in self.problem.day:
            by_room = self._literals_by_room(day, sessions)
            if len(by_room) < 2:
                continue
            yield from self._pairs(weight, self._with_a_room(day, sessions), len(sessions))
            in_a_row = self._most_in_a_row(day, sessions)
            for room, there in by_room.items():
                most = in_a_row if self._holds.get(room) == 1 else len(sessions)
                yield from self._pairs(-weight, there, most)

    def _literals_by_room(
        self, day: date, sessions: Iterable[str]
    ) -> dict[Room, list[list[Literal]]]:
        by_room: dict[Room, list[list[Literal]]] = {}
        for session in sessions:
            for room in self._rooms_on(session, day):
                by_room.setdefault(room, []).append([self._room_on(session, room, day)])
        return by_room

    def _rooms_on(self, session: str, day: date) -> list[Room]:
        domain = self._domains[session]
        times = [time for time in self._at[session] if time[0] == day]
        return [
            room
            for room in domain.rooms
            if room is not None and any(time not in domain.closed.get(room, ()) for time in times)
        ]

    def _room_on(self, session: str, room: Room, day: date) -> Literal:
        """Return a literal that is 1 if the session is in that room on that day."""
        literal = self._room_literal(session, room)
        if len(self.problem.days) == 1:
            return literal
        literals = self._room_on_day.setdefault(session, {})
        if (room, day) not in literals:
            literals[room, day] = self.model.new_bool_var(f"{session} in {room} on {day}")
        return literals[room, day]

    def _with_a_room(self, day: date, sessions: Iterable[str]) -> list[list[Literal]]:
        """Return, by session, literals of which one is 1 if it has a room on that day."""
        literals_of = []
        for session in sessions:
            if None in self._domains[session].rooms:
                rooms = self._rooms_on(session, day)
                literals_of.append([self._room_on(session, room, day) for room in rooms])
            else:
                literals_of += self._literals_on(day, [session])
        return [literals for literals in literals_of if literals]

    def _most_in_a_row(self, day: date, sessions: Collection[str]) -> int:
        """Return how many of these sessions fit into a day, one after another."""
        if any(map(self._has_kin, sessions)):
            return len(sessions)
        count, until = 0, 0
        for end, start in sorted({(end, at) for _, at, end, _ in self._times_on(day, sessions)}):
            if start >= until:
                count, until = count + 1, end
        return min(count, len(sessions))

    def in_smaller_rooms(self, weights: Mapping[Pair, int]) -> Expression:
        """Compare by number of seats: the one in fewer than that, the other in as many."""
        terms = []
        for (one, other), weight in weights.items():
            ones, others = self._by_seats(one), self._by_seats(other)
            below = {bisect_left(sorted(others), seats + 1) for seats in ones}
            smaller = self.model.new_bool_var("")
            terms.append((weight, smaller))
            for rank in below:
                if rank == len(others):
                    continue
                more = sorted(others)[rank]
                few = [
                    literal
                    for seats, literals in ones.items()
                    if seats < more
                    for literal in literals
                ]
                many = [
                    literal
                    for seats, literals in others.items()
                    if seats >= more
                    for literal in literals
                ]
                if few and many:
                    self.model.add(sum(few) + sum(many) <= 1 + smaller)
        return self.weigh(terms)

    def _by_seats(self, session: str) -> dict[int, list[Literal]]:
        by_seats: dict[int, list[Literal]] = {}
        for room in self._domains[session].rooms:
            seats = self.problem.room[room].capacity if room is not None else None
            if seats is not None:
                by_seats.setdefault(seats, []).append(self._room_literal(session, room))
        return by_seats

    def out_of_order(self, weights: Mapping[Pair, int], *, on_one_day: bool = False) -> Expression:
        terms = []
        for (first, then), weight in weights.items():
            out = self.model.new_bool_var("")
            terms.append((weight, out))
            if on_one_day and len(self.problem.day) > 1:
                self._out_where(first, then, out, lambda gap: gap < 0, on_one_day=True)
            else:
                self._not_later(first, self._end, then, self._start, unless=out)
        return self.weigh(terms)

    def soon_after(self, weights: Mapping[Pair, int], minutes: int) -> Expression:
        terms = []
        for (first, then), weight in weights.items():
            soon = self.model.new_bool_var("")
            terms.append((weight, soon))
            self._out_where(first, then, soon, lambda gap: 0 <= gap <= minutes)
        return self.weigh(terms)

    def _out_where(
        self,
        first: str,
        then: str,
        out: Literal,
        counts: Callable[[int], bool],
        *,
        on_one_day: bool = False,
    ) -> None:
        """Let `out` be 1 where the minutes from the end of the first to the next count."""
        for time, literal in self._at[first].items():
            against = [
                other
                for later, other in self._at[then].items()
                if counts(self._start(later) - self._end(time))
                and (not on_one_day or later[0] == time[0])
            ]
            if against:
                self.model.add(literal + sum(against) <= 1 + out)

    # --- Reading back ---------------------------------------------------------------------

    def read(self, value: Value) -> Timetable:
        rooms: dict[str, Room] = {}
        for cluster in self._shared:
            rooms |= self._share_out(cluster, value)[0]
        placements = (
            Placement(session, *time, rooms.get(session))
            for session, times in self._at.items()
            for time, literal in times.items()
            if value(literal)
        )
        return Timetable.of(placements, cast=self._read_cast(value))

    @property
    def is_complete(self) -> bool:
        return all(cluster.is_complete for cluster in self._shared)

    def shortages(self, value: Value) -> list[RoomShortage]:
        lacking: dict[RoomShortage, None] = {}
        for cluster in self._shared:
            if not cluster.is_complete:
                _, short = self._share_out(cluster, value)
                assert not any(rooms in cluster.unions for rooms in short), "cut, and broken"
                lacking |= dict.fromkeys(map(RoomShortage, short))
        return list(lacking)

    def supply(self, shortages: Iterable[RoomShortage]) -> None:
        """Cut what is short of rooms in one slot in every slot: it would be short there next."""
        for rooms in dict.fromkeys(shortage.rooms for shortage in shortages):
            for cluster in self._shared:
                if not cluster.is_complete and rooms not in cluster.unions:
                    cluster.unions[rooms] = None
                    self._cut(cluster.choices, [rooms])

    def _share_out(
        self, cluster: _Cluster, value: Value
    ) -> tuple[dict[str, Room], list[frozenset[Room]]]:
        """Give each session of a cluster a room of its own; return sets that are too small, too.

        Where a room is not exclusive, or none is needed, there is nothing to share out.
        """
        chosen = [choice for choice in cluster.choices if value(choice.literal)]
        besides = [room for choice in chosen if choice.besides for room in choice.rooms]
        order = {room: number for number, room in enumerate(self._room_order)}
        given: dict[str, Room] = {}
        left = []
        for choice in (choice for choice in chosen if not choice.besides):
            free = [room for room in choice.rooms if room not in self._exclusive]
            if free or len(choice.rooms) == 1:
                given[choice.session] = min(free or choice.rooms, key=order.__getitem__)
            else:
                left.append(choice)
        if not cluster.is_slot:
            stays = {
                choice.session: dict(
                    self._occupied(choice, sorted(choice.rooms, key=order.__getitem__))
                )
                for choice in left
            }
            return given | color(stays, self._holds), []
        taken = Counter([*given.values(), *besides])
        for room in [*taken]:
            for other in self._excluded[room] if room is not None else ():
                taken[other] = self._holds.get(other, 1)
        places = {room: max(0, self._holds.get(room, 1) - taken[room]) for room in self._room_order}
        matched, short = match({choice.session: choice.rooms for choice in left}, places)
        return given | matched, short

    def _occupied(
        self, choice: _Choice, rooms: Iterable[Room]
    ) -> Iterator[tuple[Room, tuple[int, int]]]:
        """Yield from when to when a choice would occupy each of some rooms."""
        for room in rooms:
            ((start, end, _),) = self._spans_in(str(room), [choice])
            yield room, (start, end)

    @cached_property
    def _room_order(self) -> tuple[Room, ...]:
        return (*(room.id for room in self.problem.rooms), None)

    def fix(self, timetable: Timetable) -> None:
        for literal, value in self._values(timetable):
            self.model.add(literal == value)

    def hint(self, timetable: Timetable) -> None:
        for literal, value in self._values(timetable):
            self.model.add_hint(literal, value)

    def _values(self, timetable: Timetable) -> Iterator[tuple[Literal, int]]:
        """Yield the literals of times and people, and of the rooms that have some."""
        yield from self._cast_values(timetable)
        placed = {p.session: (p.day, p.start, p.end) for p in timetable.placements}
        for session, when in placed.items():
            for time, literal in self._at[session].items():
                yield literal, int(time == when)
        for cluster in self._shared:
            for choice in (choice for choice in cluster.choices if not choice.besides):
                shared = choice.literal is self._at[choice.session][choice.time]
                if choice.session in placed and not shared:
                    room = timetable.by_session[choice.session].room
                    there = choice.time == placed[choice.session] and room in choice.rooms
                    yield choice.literal, int(there)


def _meetings(
    spans: list[_Span], others: list[_Span]
) -> Iterator[tuple[list[Literal], list[Literal]]]:
    """Yield what of two lists is there at each start, where some of both is."""
    for moment in sorted({start for start, _, _ in (*spans, *others)}):
        here, there = (
            [literal for start, end, literal in known if start <= moment < end]
            for known in (spans, others)
        )
        if here and there:
            yield here, there


def _choices_of(party: Party) -> Iterator[tuple[int, list[str], bool]]:
    """Yield what a party may attend at a time: its worth, the sessions, whether there are several.

    Those in which it takes part itself are left out.
    """
    single: dict[int, list[str]] = {}
    for hope in party.hopes:
        sessions = [session for session in hope.sessions if session not in party.busy]
        if len(sessions) > 1:
            yield hope.worth, sessions, True
        else:
            single.setdefault(hope.worth, []).extend(sessions)
    for worth, sessions in single.items():
        yield worth, sessions, False
