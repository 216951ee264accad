"""What the encodings share: the model, demands by name, hints, and reading back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, permutations, product
from typing import Any, ClassVar

from ortools.sat.python import cp_model

from agenda_solver.decisions.objective import COEFFICIENT_LIMIT
from agenda_solver.problem import Attendee, Problem, Session, Slot, within
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Decisions, Demand, Pair, Whom
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.wishes import Choosers, Crowd, Party

Literal = Any
"""A Boolean variable, its negation, or a constant 0 or 1."""

Expression = Any
"""A linear expression, or a constant."""

Value = Callable[[Any], int]
"""Gives a variable's value in a solution."""


@dataclass(frozen=True)
class Claim:
    """A demand by name, and the literal that switches it on."""

    rule: Demand
    whom: Whom
    literal: Literal


@dataclass(frozen=True)
class RoomShortage:
    """What a solution lacks, because the model was not told of it.

    Attributes
    ----------
    rooms : frozenset
        More sessions need one of these rooms at once than they hold.
    """

    rooms: frozenset[str | None]


class Encoding(Decisions, ABC):
    """A CP-SAT model of a problem's timetable: where every variable is born and read.

    Subclasses realise `agenda_solver.rules.rule.Decisions`.

    Parameters
    ----------
    problem : Problem
        What is asked.
    demands : collection of Demand
        What must hold.

    Attributes
    ----------
    model : CpModel
        The model, without an objective.
    """

    name: ClassVar[str]

    def __init__(self, problem: Problem, demands: Collection[Demand] = DEMANDS) -> None:
        self.problem = problem
        self.demands = tuple(demands)
        self.model = cp_model.CpModel()
        self._enforced: list[Literal] = []
        self._parts: dict[str, dict[tuple[str, int], dict[str, Literal]]] = {
            session.id: self._bear_parts(session) for session in problem.sessions
        }
        self._presence: dict[tuple[str, str], Literal] = {}
        self._sitting: dict[str, dict[str, Literal]] = {}
        self._within_in_room: dict[tuple[str, str, date, int, int], Literal] = {}

    def _bear_parts(self, session: Session) -> dict[tuple[str, int], dict[str, Literal]]:
        """Make the literals of who takes each part that is open: one of several, or nobody."""
        parts: dict[tuple[str, int], dict[str, Literal]] = {}
        for role, number, people in session.pools:
            name = f"{session.id} {role} {number}"
            parts[role, number] = {
                person: self.model.new_bool_var(f"{name}: {person}") for person in people
            }
            self.model.add_at_most_one(parts[role, number].values())
        return parts

    def post_demands(self) -> None:
        """Post the demands that relate placements."""
        for demand in self.demands:
            demand.post(self)

    @contextmanager
    def demand(self, rule: Demand, whom: Whom) -> Iterator[None]:  # noqa: ARG002
        """See `Decisions.demand`; where nobody is to blame, names are not kept."""
        yield

    # --- Who takes which part ---------------------------------------------------------------

    def filled(self, session: str) -> None:
        self._let_somebody_take_each_part(session)
        self._let_nobody_take_two(session)

    def _let_somebody_take_each_part(self, session: str) -> None:
        for chosen in self._parts[session].values():
            self.model.add_bool_or(chosen.values()).only_enforce_if(self._enforced)

    def _let_nobody_take_two(self, session: str) -> None:
        parts = self._parts[session]
        for person in dict.fromkeys(person for chosen in parts.values() for person in chosen):
            most = 0 if person in self.problem.session[session].roster else 1
            taken = [chosen[person] for chosen in parts.values() if person in chosen]
            if len(taken) > most:
                self.model.add(sum(taken) <= most).only_enforce_if(self._enforced)

    def takes_part(self, session: str, person: str) -> Literal:
        """Return 1 where a person takes part in a session anyway, else a literal, else 0."""
        if person in self.problem.session[session].roster:
            return 1
        parts = self._parts[session].values()
        taken = [chosen[person] for chosen in parts if person in chosen]
        if len(taken) < 2:
            return taken[0] if taken else 0
        key = (session, person)
        if key not in self._presence:
            self._presence[key] = self.model.new_bool_var(f"{person} in {session}")
            self.model.add_max_equality(self._presence[key], taken)
        return self._presence[key]

    def any_of(self, literals: Collection[Expression]) -> Expression:
        """See `Decisions.any_of`."""
        some = self.model.new_bool_var("any")
        for literal in literals:
            self.model.add(some >= literal)
        return some

    # --- Rooms of stretches -------------------------------------------------------------------

    def few_groups(self, groups: Collection[Collection[Expression]], most: int = 1) -> None:
        held = [self.any_of(group) for group in map(_not_never, groups) if group]
        if len(held) > most:
            self.model.add(sum(held) <= most).only_enforce_if(self._enforced)

    def in_room_within(self, session: str, room: str, day: date, start: int, end: int) -> Literal:
        key = (session, room, day, start, end)
        if key not in self._within_in_room:
            self._within_in_room[key] = self._new_in_room_within(*key)
        return self._within_in_room[key]

    @abstractmethod
    def _new_in_room_within(
        self, session: str, room: str, day: date, start: int, end: int
    ) -> Literal:
        """Make the literal of `in_room_within`; 0 where that cannot be."""

    def whether_any(self, literals: Collection[Expression]) -> Literal:
        """See `Decisions.whether_any`."""
        possible = _not_never(literals)
        if not possible:
            return 0
        some = self.any_of(possible)
        self.model.add(some <= sum(possible))
        return some

    def beyond(self, literals: Collection[Expression], most: int) -> Expression:
        """See `Decisions.beyond`."""
        possible = _not_never(literals)
        if len(possible) <= most:
            return 0
        beyond = self.model.new_int_var(0, len(possible) - most, "")
        self.model.add(beyond >= sum(possible) - most)
        return beyond

    def pairs_of(self, ones: Collection[Expression], others: Collection[Expression]) -> Expression:
        """Count either side in steps: the pairs of steps that are taken are as many."""
        steps = [self._steps(_not_never(literals)) for literals in (ones, others)]
        both = []
        for one, other in product(*steps):
            both.append(self.model.new_bool_var(""))
            self.model.add(both[-1] >= one + other - 1)
        return sum(both)

    def _steps(self, literals: Collection[Expression]) -> list[Literal]:
        steps = [self.model.new_bool_var("") for _ in literals]
        if steps:
            self.model.add(sum(steps) >= sum(literals))
        for lower, upper in pairwise(steps):
            self.model.add_implication(upper, lower)
        return steps

    def interrupted(self, literals: Sequence[Expression]) -> Expression:
        """Carry what came before from each to the next, and what comes after the other way."""
        carried = [self._carried(way) for way in (literals, literals[::-1])]
        gap = self.model.new_bool_var("")
        for before, here, after in zip(carried[0], literals, carried[1][::-1], strict=True):
            self.model.add(before + after <= 1 + here + gap)
        return gap

    def _carried(self, literals: Sequence[Expression]) -> list[Literal]:
        carried: list[Literal] = []
        for literal in literals:
            some = self.model.new_bool_var("")
            self.model.add(some >= literal)
            if carried:
                self.model.add(some >= carried[-1])
            carried.append(some)
        return carried

    def in_two_rooms(
        self, weights: Mapping[Pair, int], day: date, start: int, end: int
    ) -> Expression:
        terms = []
        for (one, other), weight in weights.items():
            here, there = (
                {
                    room: literal
                    for room in self.problem.room
                    if not _is_never(literal := self.in_room_within(session, room, day, start, end))
                }
                for session in (one, other)
            )
            apart = self.model.new_bool_var("")
            for room, literal in here.items():
                elsewhere = [theirs for where, theirs in there.items() if where != room]
                if elsewhere:
                    self.model.add(literal + sum(elsewhere) <= 1 + apart)
            if here and there:
                terms.append((weight, apart))
        return self.weigh(terms)

    def _read_cast(self, value: Value) -> Iterator[Casting]:
        for session, parts in self._parts.items():
            for (role, number), chosen in parts.items():
                for person, literal in chosen.items():
                    if value(literal):
                        yield Casting(session, role, number, person)

    def _cast_values(self, timetable: Timetable) -> Iterator[tuple[Literal, int]]:
        """Yield the literals of who takes which part, of the sessions that are placed."""
        for session in timetable.by_session:
            for part, chosen in self._parts[session].items():
                taken_by = timetable.by_part.get((session, *part), ())
                for person, literal in chosen.items():
                    yield literal, int(person in taken_by)

    # --- Who must attend ----------------------------------------------------------------------

    def at_least(self, quantity: Expression, least: int) -> None:
        if not isinstance(quantity, int):
            self.model.add(quantity >= least).only_enforce_if(self._enforced)
        elif quantity < least:
            self.model.add_bool_or([]).only_enforce_if(self._enforced)

    def not_again(
        self,
        placements: Mapping[Placement, Collection[str | None]],
        taking_part: Mapping[tuple[str, str], bool],
    ) -> None:
        same: list[Expression] = [
            fact for placement, rooms in placements.items() for fact in self._same(placement, rooms)
        ]
        for (session, person), there in taking_part.items():
            takes_part = self.takes_part(session, person)
            same.append(takes_part if there else 1 - takes_part)
        self.at_least(len(same) - sum(same), 1)

    @abstractmethod
    def _same(self, placement: Placement, rooms: Collection[str | None]) -> Iterator[Expression]:
        """Yield what is 1 if a session has the time of a placement, and one of these rooms."""

    def sits(self, attendee: str, session: str) -> Literal:
        seats = self._sitting.setdefault(attendee, {})
        if session not in seats:
            seats[session] = self.model.new_bool_var(f"{attendee} sits in {session}")
            self._let_sit(self.problem.attendee[attendee], session)
            self._let_in(self.problem.attendee[attendee], session)
        return seats[session]

    @abstractmethod
    def _let_sit(self, attendee: Attendee, session: str) -> None:
        """Let an attendee sit only while they are there, and in one place at a time."""

    def _parts_of(self, attendee: Attendee) -> Iterator[tuple[str, Literal]]:
        """Yield the sessions in which an attendee takes part or may, and whether they do."""
        if person := self.problem.person_of.get(attendee.id):
            for session in self.problem.may_take_part(person):
                yield session, self.takes_part(session, person)

    def _let_in(self, attendee: Attendee, session: str) -> None:
        """Let an attendee sit only in a room that has what they need."""
        if needs := set(attendee.needs):
            suitable = [
                room.id for room in self.problem.room.values() if needs.issubset(room.features)
            ]
            there = sum(self.in_room(session, room) for room in suitable)
            self.model.add(self._sitting[attendee.id][session] <= there)

    def same_room(self, sessions: Collection[str]) -> None:
        """See `Decisions.same_room`: the one is nowhere but where the other is, if anywhere."""
        for one, other in permutations(sessions, 2):
            for room in self.problem.room:
                here: Expression = self.in_room(one, room)
                there: Expression = self.in_room(other, room) + self.in_room(other, None)
                self.model.add(here <= there).only_enforce_if(self._enforced)

    # --- What attendees can be at -------------------------------------------------------------

    def missed(self, parties: Collection[Party]) -> Expression:
        most = [party.size * party.most for party in parties]
        return sum(most) - self.weigh((party.size, self._attended(party)) for party in parties)

    def _attended(self, party: Party) -> Expression:
        """Return what a party attends, no more than it hopes for.

        It could attend more only where a block is not kept together. That it cannot is told
        by the variable's domain, so that what is missed is known to be none or more without
        a search: the sum of the literals alone leaves bounds below zero for long.
        """
        attends = list(self._attends(party))
        if sum(worth for worth, _ in attends) >= COEFFICIENT_LIMIT:
            return self.weigh(attends)  # too large for a constraint, see `objective`
        worth = self.model.new_int_var(0, party.most, "")
        self.model.add(worth <= self.weigh(attends))
        return worth

    @abstractmethod
    def _attends(self, party: Party) -> Iterator[tuple[int, Literal]]:
        """Yield literals of what a party attends, and what each is worth to it.

        The party is free to choose, as far as the timetable lets it: at most one session of
        a hope, none while it is away or takes part in one, and no two at once.
        """

    def lacking(
        self, sessions: Collection[str], people: int, most: Mapping[str, int] | None = None
    ) -> Expression:
        limits = {session: min(people, (most or {}).get(session, people)) for session in sessions}
        places = sum(self.places(session, limit) for session, limit in limits.items())
        if len(sessions) == 1:  # in one room there are never too many places
            return people - places
        lacking = self.model.new_int_var(0, people, "lacking")
        self.model.add(lacking >= people - places)
        return lacking

    def places(self, session: str, people: int) -> Expression:
        """Return how many of so many people find a place in the room of a session.

        As many as in most rooms, unless it is in another: only about those it is asked, as
        each makes the model larger.
        """
        places = {
            room: people if seats is None else min(seats, people)
            for room in (None, *self.problem.room)
            for seats in [self.problem.seats_in(session, room)]
        }
        ((usual, _),) = Counter(places.values()).most_common(1)
        return usual + self.weigh(
            (minutes - usual, self.in_room(session, room))
            for room, minutes in places.items()
            if minutes != usual
        )

    def squeezed(self, crowd: Crowd) -> Expression:
        people = sum(alike.size for alike in crowd.choosers)
        slots = self.problem.event.slots
        there = {
            session: {
                slot: at
                for slot in slots
                if not isinstance(at := self._in_slot(session, slot), int) or at
            }
            for session in crowd.sessions
        }
        seated: dict[str, list[Any]] = {session: [] for session in crowd.sessions}
        terms: list[tuple[int, Any]] = []
        for alike in crowd.choosers:
            for slot in slots:
                if not alike.present or within(alike.present, slot.day, slot.start, slot.end):
                    ways = {session: at[slot] for session, at in there.items() if slot in at}
                    terms += self._lost(crowd, alike, slot, ways, seated)
        for session, here in seated.items():
            limit = min(people, crowd.most.get(session, people))
            self.model.add(sum(here) <= self.places(session, limit))
            if needed := crowd.least.get(session):
                few = self.model.new_int_var(0, needed, f"too few in {session}")
                self.model.add(few + sum(here) >= needed * sum(there[session].values()))
                terms.append((crowd.dearest, few))
        return self.weigh(terms)

    def unbalance(self, crowd: Crowd) -> Expression:
        """Return how many people, over the slots, are too many or too few for what is there.

        As if all who are there chose, whatever they wish for: a rough guess, but a quick one.
        """
        terms: list[tuple[int, Any]] = []
        for slot in self.problem.event.slots:
            people = sum(
                alike.size
                for alike in crowd.choosers
                if not alike.present or within(alike.present, slot.day, slot.start, slot.end)
            )
            there = {session: self._in_slot(session, slot) for session in crowd.sessions}
            needed = sum(few * there[session] for session, few in crowd.least.items())
            places = sum(
                min(people, crowd.most.get(session, people)) * at for session, at in there.items()
            )
            for off in (needed - people, people - places):
                amount = self.model.new_int_var(0, people + sum(crowd.least.values()), "")
                self.model.add(amount >= off)
                terms.append((1, amount))
        return self.weigh(terms)

    def _lost(
        self,
        crowd: Crowd,
        alike: Choosers,
        slot: Slot,
        ways: Mapping[str, Literal],
        seated: Mapping[str, list[Any]],
    ) -> Iterator[tuple[int, Any]]:
        """Seat those who choose alike in a slot, and yield what they lose."""
        worths = {session: worth for session, worth in alike.worths if session in ways}
        if not worths:
            return
        busy = sum(self._in_slot(session, slot) for session in alike.busy)
        choose = self.model.new_bool_var("")  # whether something that they wish for is there
        best = self.model.new_int_var(0, max(worths.values()), "")
        for session, worth in worths.items():
            self.model.add(choose >= ways[session] - busy)
            self.model.add(best >= worth * (ways[session] - busy))
        self.model.add(choose <= sum(ways[session] for session in worths))
        for session in alike.busy:
            self.model.add(choose + self._in_slot(session, slot) <= 1)
        here = []
        for session, at in ways.items():
            seats = self.model.new_int_var(0, alike.size, "")
            self.model.add(seats <= alike.size * at)
            here.append(seats)
            seated[session].append(seats)
            yield -worths.get(session, 0) - crowd.dearest, seats
        self.model.add(sum(here) <= alike.size * choose)
        yield alike.size, best
        yield alike.size * crowd.dearest, choose

    def _in_slot(self, session: str, slot: Slot) -> Expression:
        """Return 1 if a session starts with a slot."""
        return 1 - self.not_at(session, slot.day, slot.start)

    @abstractmethod
    def close(self) -> None:
        """Post what can only be posted once everything has been asked for."""

    @property
    def is_complete(self) -> bool:
        """Whether every solution of the model, once closed, is a timetable."""
        return True

    def shortages(self, value: Value) -> Sequence[RoomShortage]:  # noqa: ARG002
        """Return what a solution lacks to be a timetable, where the model is not complete."""
        return ()

    def supply(self, shortages: Iterable[RoomShortage]) -> None:
        """Let no solution lack what one lacked."""

    @abstractmethod
    def read(self, value: Value) -> Timetable:
        """Return the timetable of a solution."""

    @abstractmethod
    def fix(self, timetable: Timetable) -> None:
        """Allow this timetable only; its placements are in the sessions' domains."""

    @abstractmethod
    def hint(self, timetable: Timetable) -> None:
        """Suggest a timetable to start from; placements out of the domains are left out."""

    def weigh(self, terms: Iterable[tuple[int, Literal]]) -> Expression:
        """Return a weighted sum."""
        pairs = [(coefficient, literal) for coefficient, literal in terms if coefficient]
        return cp_model.LinearExpr.weighted_sum(
            [literal for _, literal in pairs], [coefficient for coefficient, _ in pairs]
        )


def _is_never(literal: Expression) -> bool:
    return isinstance(literal, int) and not literal


def _not_never(literals: Iterable[Expression]) -> list[Expression]:
    """Return the literals but those that are known to be 0."""
    return [literal for literal in literals if not _is_never(literal)]


def unrelated_families(problem: Problem, sessions: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield sets of sessions that together hold every two that are not kin.

    No two sessions of one set are kin (one a part of the other), so each set can be kept
    apart as a whole. Without parts there is one set: all of them.
    """
    inside = set(sessions)
    above = {session: [w for w in problem.wholes(session) if w in inside] for session in sessions}
    wholes = {whole for containing in above.values() for whole in containing}
    leaves = tuple(session for session in sessions if session not in wholes)
    yield leaves
    ordered = [session for session in sessions if session in wholes]
    for whole in ordered:
        yield (whole, *(leaf for leaf in leaves if whole not in above[leaf]))
    for one, other in combinations(ordered, 2):
        if not problem.related(one, other):
            yield one, other


def rooms_by_site(problem: Problem, rooms: Iterable[str | None]) -> dict[str, list[str]]:
    """Return rooms by their site; those of which no site is known are left out."""
    by_site: dict[str, list[str]] = {}
    for room in rooms:
        if room is not None and (site := problem.room[room].site):
            by_site.setdefault(site, []).append(room)
    return by_site


def complete_hint(model: cp_model.CpModel, solution: Sequence[int]) -> None:
    """Hint every variable of a model; an incomplete hint is worse than none."""
    model.clear_hints()  # type: ignore[no-untyped-call]
    for index, value in enumerate(solution):
        model.add_hint(model.get_int_var_from_proto_index(index), value)
