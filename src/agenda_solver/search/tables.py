"""What the rules ask for, as tables: a cell for each session, a price for each pair.

The third realisation of `Decisions`, beside the two encodings for CP-SAT. Where every
demand and cost is about one session or about two, a timetable is a choice of one cell (a
time and a room) for each session, and what it costs is a sum of table entries: a
generalised quadratic assignment problem. Nothing is searched here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import combinations, permutations, product
from typing import cast

import numpy as np

from agenda_solver.domains import Domain, domains
from agenda_solver.problem import Pool, Problem, Window, within
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Cost, Decisions, Demand, Pair, Quantity, Whom
from agenda_solver.search.relations import Cells, Matrix, Truth, Vector
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Crowd, Party

# All tables together hold so many numbers at most; the search keeps some four of each.
MOST_ENTRIES = 8_000_000


class NotTabledError(Exception):
    """Something is asked for that is not a sum over sessions and pairs of sessions."""


@dataclass(frozen=True)
class Amount(Quantity):
    """A sum over sessions and pairs of sessions, not yet added up.

    Attributes
    ----------
    constant : int
    alone : tuple of (factor, session, worth)
        What a session is worth at each cell.
    pairs : tuple of (factor, relation, weights)
        What each pair weighs where its cells are in a relation.
    """

    constant: int = 0
    alone: tuple[tuple[int, str, Vector], ...] = ()
    pairs: tuple[tuple[int, str, Mapping[Pair, int]], ...] = ()

    def __add__(self, other: Amount | int) -> Amount:
        if isinstance(other, int):
            return replace(self, constant=self.constant + other)
        return Amount(
            self.constant + other.constant, self.alone + other.alone, self.pairs + other.pairs
        )

    def __radd__(self, other: int) -> Amount:
        return self + other

    def __sub__(self, other: Amount | int) -> Amount:
        return self + -1 * other

    def __rsub__(self, other: int) -> Amount:
        return -1 * self + other

    def __mul__(self, factor: int) -> Amount:
        return Amount(
            self.constant * factor,
            tuple((factor * times, session, worth) for times, session, worth in self.alone),
            tuple((factor * times, name, weights) for times, name, weights in self.pairs),
        )

    def __rmul__(self, factor: int) -> Amount:
        return self * factor


@dataclass(frozen=True)
class Relation:
    """What pairs of sessions weigh, and between which cells: weight × worth is paid.

    Attributes
    ----------
    weights : matrix
        By the first session and the second.
    worth : matrix
        By the cell of the first session and the cell of the second.
    """

    weights: Matrix
    worth: Matrix

    def total(self, chosen: Vector) -> int:
        """Return what a choice of a cell for each session comes to."""
        return round(float((self.weights * self.worth[np.ix_(chosen, chosen)]).sum()))


@dataclass(frozen=True)
class CostTables:
    """A problem as a choice of one cell for each session.

    A choice is a vector that holds the number of each session's cell.

    Attributes
    ----------
    sessions : tuple of str
        Ids; a session is known by its place here.
    cells : Cells
    allowed : matrix of bool
        By session and cell: what the demands about one placement leave.
    constant : int
        Is paid whatever is chosen.
    alone : matrix
        By session and cell: what is paid for that.
    costs : tuple of Relation
        What is paid for pairs.
    demands : tuple of Relation
        Which pairs of cells are forbidden to which pairs of sessions: none may be paid.
    """

    sessions: tuple[str, ...]
    cells: Cells
    allowed: Truth
    constant: int
    alone: Matrix
    costs: tuple[Relation, ...]
    demands: tuple[Relation, ...]

    def cost(self, chosen: Vector) -> int:
        """Return what a choice costs."""
        alone = float(self.alone[np.arange(len(self.sessions)), chosen].sum())
        return self.constant + round(alone) + sum(pairs.total(chosen) for pairs in self.costs)

    def broken(self, chosen: Vector) -> int:
        """Return how many demands a choice breaks; one that is not `allowed` is one more."""
        outside = ~self.allowed[np.arange(len(self.sessions)), chosen]
        return int(outside.sum()) + sum(pairs.total(chosen) for pairs in self.demands)

    def timetable(self, chosen: Vector) -> Timetable:
        """Return a choice as a timetable."""
        placed = zip(self.sessions, chosen, strict=True)
        return Timetable.of(self._placement(session, int(cell)) for session, cell in placed)

    def _placement(self, session: str, cell: int) -> Placement:
        (day, start, end), room = self.cells.all[cell]
        return Placement(session, day, start, end, room)

    def choice(self, timetable: Timetable) -> Vector:
        """Return a timetable as a choice: every session is placed in one of the cells."""
        placed = (timetable.by_session[session] for session in self.sessions)
        return np.array([self.cells.number[(p.day, p.start, p.end), p.room] for p in placed])


def tabulate(
    problem: Problem, weights: Mapping[Cost, int], demands: Collection[Demand] = DEMANDS
) -> CostTables:
    """Return a problem as tables.

    Parameters
    ----------
    problem : Problem
        What is asked.
    weights : mapping of Cost to int
        The costs that are weighed against one another, as in a `Tier`.
    demands : collection of Demand
        What must hold.

    Raises
    ------
    NotTabledError
        If some of it is not a sum over sessions and pairs, or if the tables are too large.
    """
    recorder = Recorder(problem, demands)
    for cost, weight in weights.items():
        for amount in cost.amounts(recorder):
            recorder.pay(amount, weight)
    return recorder.tables()


def relaxed(
    problem: Problem, weights: Mapping[Cost, int], demands: Collection[Demand] = DEMANDS
) -> CostTables:
    """Return as tables what can be told of a problem, for a bound.

    A cost that is no sum over sessions and pairs is left out, as it is never below 0; and so
    is a demand, or what it asks of sessions for which somebody may be chosen. So no timetable
    that keeps the demands costs less in truth than it does there.

    Parameters
    ----------
    problem, weights, demands
        See `tabulate`.

    Raises
    ------
    NotTabledError
        If the tables are too large.
    """
    recorder = _Relaxation(problem, demands)
    for cost, weight in weights.items():
        with suppress(NotTabledError):
            for amount in list(cost.amounts(recorder)):
                recorder.pay(amount, weight)
    return recorder.tables()


class Recorder(Decisions):
    """Writes down what the rules ask for.

    Parameters
    ----------
    problem : Problem
        What is asked.
    demands : collection of Demand
        What must hold.
    held : mapping of str to Domain, optional
        Of some sessions, the placements they may have, instead of their domain.

    Raises
    ------
    NotTabledError
        If some of it is not a sum over sessions and pairs, or if the tables are too large.
    """

    def __init__(
        self,
        problem: Problem,
        demands: Collection[Demand] = DEMANDS,
        held: Mapping[str, Domain] | None = None,
    ) -> None:
        self._read_people(problem)
        self.problem = problem
        self._domains = {**domains(problem, demands), **(held or {})}
        self._cells = _cells(problem, self._domains)
        self._row = {session.id: row for row, session in enumerate(problem.sessions)}
        self._constant = 0
        self._alone = np.zeros((len(problem.sessions), len(self._cells)))
        self._worth: dict[object, Matrix] = {}
        self._paid: dict[object, Matrix] = {}
        self._forbidden: dict[object, Matrix] = {}
        self._demands = demands

    def _read_people(self, problem: Problem) -> None:
        """Decline where somebody is to be chosen."""
        if any(
            isinstance(who, Pool)
            for session in problem.sessions
            for who in _everybody(session.people)
        ):
            raise NotTabledError("who takes part is to be chosen")

    @contextmanager
    def demand(self, rule: Demand, whom: Whom) -> Iterator[None]:
        """See `Decisions.demand`: names are not kept."""
        yield

    # --- Adding up ------------------------------------------------------------------------

    def pay(self, amount: Quantity | int, weight: int = 1) -> None:
        """Add an amount to what is paid."""
        amount = amount_of(amount)
        # First of all: where there is no table, nothing of the amount is to be paid.
        tables = [self._table(self._paid, relation) for _, relation, _ in amount.pairs]
        self._constant += weight * amount.constant
        for factor, session, worth in amount.alone:
            self._alone[self._row[session]] += weight * factor * worth
        for table, (factor, _, weights) in zip(tables, amount.pairs, strict=True):
            for (one, other), times in weights.items():
                table[self._row[one], self._row[other]] += weight * factor * times

    def tables(self) -> CostTables:
        """Return what was recorded, with the demands that relate sessions."""
        for demand in self._demands:
            self._post(demand)
        return CostTables(
            sessions=tuple(self._row),
            cells=self._cells,
            allowed=self._allowed(),
            constant=self._constant,
            alone=self._alone,
            costs=self._relations(self._paid),
            demands=self._relations(self._forbidden),
        )

    def _post(self, demand: Demand) -> None:
        demand.post(self)

    def _relations(self, tables: Mapping[object, Matrix]) -> tuple[Relation, ...]:
        kept = ((self._worth[name], weights) for name, weights in tables.items() if weights.any())
        return tuple(Relation(weights, worth) for worth, weights in kept if worth.any())

    def _allowed(self) -> Truth:
        allowed = np.zeros(self._alone.shape, dtype=bool)
        for session, domain in self._domains.items():
            for time in domain.times:
                for room in domain.rooms_at(time):
                    allowed[self._row[session], self._cells.number[time, room]] = True
        return allowed

    def _table(self, tables: dict[object, Matrix], name: object) -> Matrix:
        """Return the weights by which a relation is paid, all of them 0 at first."""
        if name not in tables:
            known = len(self._paid) + len(self._forbidden)
            if (known + 1) * len(self._cells) ** 2 > MOST_ENTRIES:
                raise NotTabledError("pairs are related in too many ways")
            tables[name] = np.zeros((len(self._row), len(self._row)))
        return tables[name]

    def _forbid(
        self, name: object, worth: Callable[[], Truth], pairs: Iterable[tuple[str, str]]
    ) -> None:
        """Forbid to pairs of sessions the pairs of cells that are in a relation."""
        if name not in self._worth:
            self._worth[name] = worth().astype(np.float64)
        table = self._table(self._forbidden, name)
        for one, other in pairs:
            table[self._row[one], self._row[other]] = 1

    # --- Intentions -----------------------------------------------------------------------

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        self._forbid(
            ("apart", gap), lambda: self._cells.too_near(gap, gap), self._unrelated(sessions)
        )

    def alone(self, session: str, others: Collection[str]) -> None:
        pairs = ((session, other) for other in others)
        self._forbid(("apart", 0), lambda: self._cells.too_near(0, 0), pairs)

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        self._forbid("walk", self._cells.too_near_to_walk, self._unrelated(sessions))

    def one_at_a_time(self, room: str) -> None:
        self._keep_out(room)
        by_need: dict[tuple[int, int], list[Pair]] = defaultdict(list)
        # Of all sessions, also those that are never in this room: so most rooms ask for the
        # same of the same pairs, and share a table.
        around = {session: self.problem.occupancy(session, room) for session in self._row}
        if len({*around.values()}) == 1:
            gap = sum(around[self.problem.sessions[0].id])
            self._forbid_in(room, (gap, gap), None)
            return
        for one, other in self._unrelated(self._row):
            need = around[one][1] + around[other][0], around[other][1] + around[one][0]
            by_need[need].append((one, other))
        for need, pairs in by_need.items():
            self._forbid_in(room, need, pairs)

    def _keep_out(self, room: str) -> None:
        """Keep others out of a room that some sessions take besides their own."""
        besides = self.problem.taken_besides[room]
        for one, other in product(besides, self._row):
            first = other not in besides or one < other
            if first and not self.problem.related(one, other):
                self._forbid_at_once(one, room, other, room)

    def _forbid_in(self, room: str, need: tuple[int, int], pairs: list[Pair] | None) -> None:
        """Forbid to pairs, or to all, to be in a room at once: one table for rooms alike."""
        name = ("room", *need, None if pairs is None else frozenset(pairs))
        here = self._cells.too_near_in(room, *need)
        if name in self._worth:
            self._worth[name] += here
        else:
            self._forbid(name, lambda: here, self._unrelated(self._row) if pairs is None else pairs)

    def few_at_a_time(self, room: str, most: int) -> None:
        raise NotTabledError("a room that holds several sessions concerns more than two")

    def never_both(self, room: str, other: str) -> None:
        for one, then in permutations(self._row, 2):
            self._forbid_at_once(one, room, then, other)

    def _forbid_at_once(self, one: str, room: str, then: str, other: str) -> None:
        """Forbid to two sessions to be at once, the one in a room and the other in another."""
        besides = (
            room in self.problem.session[one].also_in,
            other in self.problem.session[then].also_in,
        )
        here, there = self.problem.occupancy(one, room), self.problem.occupancy(then, other)
        need = here[1] + there[0], there[1] + here[0]
        inside = None if besides[0] else room, None if besides[1] else other
        self._forbid(
            ("at once", *inside, *need),
            partial(self._cells.too_near_in_two, *inside, *need),
            [(one, then)],
        )

    def few_at_once(
        self, sessions: Collection[str], most: int, gap: int = 0, besides: Collection[str] = ()
    ) -> None:
        if len(sessions) <= most:
            return
        if most > 1:
            raise NotTabledError("of so many sessions some may be at once")
        self._forbid(
            ("apart", gap, *sorted(besides)),
            lambda: self._cells.too_near_outside(besides, gap),
            combinations(sessions, 2),
        )

    def same_room(self, sessions: Collection[str]) -> None:
        self._forbid("same room", self._cells.in_two_rooms, combinations(sessions, 2))

    def no_wait(self, sessions: Collection[str], pause: int, person: str) -> None:
        raise NotTabledError("waiting between two sessions concerns more than two")

    def few_a_day(self, sessions: Collection[str], most: int, person: str) -> None:
        raise NotTabledError("how many sessions of a day concerns more than two")

    def few_in_a_row(self, sessions: Collection[str], most: int, rest: int, person: str) -> None:
        raise NotTabledError("how many sessions in a row concerns more than two")

    def before(self, first: str, then: str, at_least: int = 0, at_most: int | None = None) -> None:
        name = ("before", at_least, at_most)
        self._forbid(name, lambda: self._cells.not_before(at_least, at_most), [(first, then)])

    def together(self, sessions: Collection[str]) -> None:
        self._forbid("together", self._cells.not_together, combinations(sessions, 2))

    def within(self, part: str, whole: str) -> None:
        self._forbid("within", self._cells.not_within, [(part, whole)])

    def nothing_between(self, first: str, then: str, others: Collection[str]) -> None:
        raise NotTabledError("nothing between two sessions concerns three")

    def same_day(self, sessions: Collection[str]) -> None:
        self._forbid("same day", self._cells.on_other_days, combinations(sessions, 2))

    def different_days(self, sessions: Collection[str]) -> None:
        pairs = combinations(sessions, 2)
        self._forbid("different days", lambda: ~self._cells.on_other_days(), pairs)

    def _unrelated(self, sessions: Collection[str]) -> Iterator[Pair]:
        for one, other in combinations(sessions, 2):
            if not self.problem.parts or not self.problem.related(one, other):
                yield one, other

    def filled(self, session: str) -> None:
        """See `Decisions.filled`: nobody is to be chosen."""

    # --- Who must attend ------------------------------------------------------------------

    def at_least(self, quantity: Quantity | int, least: int) -> None:
        raise NotTabledError("who must attend")

    def not_again(
        self,
        placements: Mapping[Placement, Collection[str | None]],
        taking_part: Mapping[tuple[str, str], bool],
    ) -> None:
        raise NotTabledError("many sessions that are not all as they were")

    def sits(self, attendee: str, session: str) -> Amount:
        raise NotTabledError("who must attend")

    def places(self, session: str, people: int) -> Amount:
        raise NotTabledError("who must attend")

    def one_start(self, one: str, other: str) -> Amount:
        raise NotTabledError("who may fill a session")

    def not_one_start(self, one: str, other: str) -> Amount:
        raise NotTabledError("who must attend together")

    def away(self, session: str, windows: Collection[Window]) -> Amount:
        raise NotTabledError("who must attend together")

    # --- Quantities of one session --------------------------------------------------------

    def on_day(self, session: str, day: date) -> Amount:
        return _worth(session, self._cells.on_day(day))

    def in_room(self, session: str, room: str | None) -> Amount:
        return _worth(session, self._cells.in_room(room))

    def starts_at(self, session: str, minute: int) -> Amount:
        return _worth(session, self._cells.minute == minute)

    def starts_among(self, session: str, minutes: Collection[int]) -> Amount:
        return _worth(session, np.isin(self._cells.minute, list(minutes)))

    def ends_at(self, session: str, minute: int) -> Amount:
        return _worth(session, self._cells.until == minute)

    def start_from(self, session: str, minute: int) -> Amount:
        return _worth(session, abs(self._cells.minute - minute))

    def end_from(self, session: str, minute: int) -> Amount:
        return _worth(session, abs(self._cells.until - minute))

    def length_from(self, session: str, minutes: int) -> Amount:
        return _worth(session, abs(self._cells.end - self._cells.start - minutes))

    def outside(self, session: str, windows: Collection[Window]) -> Amount:
        outside = [not within(windows, *time) for time, _ in self._cells.all]
        return _worth(session, np.array(outside))

    def starts_within(self, session: str, day: date, start: int, end: int) -> Amount:
        return _worth(session, self._starting(day, start, end))

    def _starting(self, day: date, start: int, end: int) -> Truth:
        within = (self._cells.minute >= start) & (self._cells.minute < end)
        return self._cells.on_day(day) & within

    def not_at(self, session: str, day: date, minute: int) -> Amount:
        return _worth(session, ~self._at(day, minute))

    def _at(self, day: date, minute: int) -> Truth:
        return self._cells.on_day(day) & (self._cells.minute == minute)

    def only_elsewhere(self, session: str, day: date, minute: int, room: str | None) -> Amount:
        return _worth(session, self._at(day, minute) & ~self._cells.in_room(room))

    def takes_part(self, session: str, person: str) -> Amount:
        raise NotTabledError("who takes part")

    def any_of(self, literals: Collection[Quantity | int]) -> Amount:
        raise NotTabledError("one of several")

    def few_groups(self, groups: Collection[Collection[Quantity | int]], most: int = 1) -> None:
        raise NotTabledError("which track has a room concerns more than two")

    def in_room_within(self, session: str, room: str, day: date, start: int, end: int) -> Amount:
        return _worth(session, self._starting(day, start, end) & self._cells.in_room(room))

    def whether_any(self, literals: Collection[Quantity | int]) -> Amount:
        raise NotTabledError("one of several")

    def beyond(self, literals: Collection[Quantity | int], most: int) -> Amount:
        raise NotTabledError("some of several")

    def pairs_of(
        self, ones: Collection[Quantity | int], others: Collection[Quantity | int]
    ) -> Amount:
        raise NotTabledError("some of several")

    def interrupted(self, literals: Sequence[Quantity | int]) -> Amount:
        raise NotTabledError("which stretches a track has concerns more than two")

    def out_of_rank(self, session: str, rank: int, others: Collection[str]) -> Amount:
        raise NotTabledError("a rank concerns more than two")

    def in_two_rooms(self, weights: Mapping[Pair, int], day: date, start: int, end: int) -> Amount:
        raise NotTabledError("rooms of a stretch")

    def missed(self, parties: Collection[Party]) -> Amount:
        raise NotTabledError("what attendees can be at")

    def lacking(
        self, sessions: Collection[str], people: int, most: Mapping[str, int] | None = None
    ) -> Amount:
        if len(sessions) > 1:
            raise NotTabledError("the places of several rooms together")
        (session,) = sessions
        limit = min(people, (most or {}).get(session, people))
        seats = {room: self.problem.seats_in(session, room) for room in (None, *self.problem.room)}
        known = (seats[room] for _, room in self._cells.all)
        places = np.array([limit if count is None else count for count in known])
        return _worth(session, people - np.minimum(places, limit))

    def squeezed(self, crowd: Crowd) -> Amount:
        raise NotTabledError("how many attend what is at one time")

    # --- Quantities of pairs --------------------------------------------------------------

    def overlaps(self, weights: Mapping[Pair, int]) -> Amount:
        return self._pairs("overlaps", self._cells.overlaps, weights)

    def on_other_days(self, weights: Mapping[Pair, int]) -> Amount:
        return self._pairs("same day", self._cells.on_other_days, weights)

    def in_other_rooms(self, weights: Mapping[Pair, int]) -> Amount:
        return self._pairs("other rooms", self._cells.in_other_rooms, weights)

    def in_smaller_rooms(self, weights: Mapping[Pair, int]) -> Amount:
        return self._pairs("smaller rooms", self._cells.in_smaller_rooms, weights)

    def out_of_order(self, weights: Mapping[Pair, int], *, on_one_day: bool = False) -> Amount:
        if not on_one_day:
            return self._pairs("order", self._cells.out_of_order, weights)
        cells = self._cells
        return self._pairs(
            "order of a day", lambda: cells.out_of_order() & ~cells.on_other_days(), weights
        )

    def soon_after(self, weights: Mapping[Pair, int], minutes: int) -> Amount:
        return self._pairs(
            f"soon after {minutes}", partial(self._cells.soon_after, minutes), weights
        )

    def _pairs(
        self, name: str, worth: Callable[[], Matrix | Truth], weights: Mapping[Pair, int]
    ) -> Amount:
        if name not in self._worth:
            self._worth[name] = worth().astype(np.float64)
        return Amount(pairs=((1, name, weights),))

    # --- Quantities of many ---------------------------------------------------------------

    def days_of(self, sessions: Collection[str]) -> Amount:
        raise NotTabledError("the days of several sessions")

    def idle(self, day: date, sessions: Collection[str]) -> Amount:
        raise NotTabledError("the idle minutes of a day")

    def day_end(self, day: date, sessions: Collection[str], earliest: int) -> Amount:
        """See `Decisions.day_end`: told only where none of them can end later."""
        if any(end > earliest for _, end in self._spans(day, sessions)):
            raise NotTabledError("the end of a day")
        return Amount(earliest)

    def day_start(self, day: date, sessions: Collection[str], latest: Quantity) -> Amount:
        """See `Decisions.day_start`: told only where none of them can start earlier."""
        amount = amount_of(latest)
        if amount != Amount(amount.constant) or any(
            start < amount.constant for start, _ in self._spans(day, sessions)
        ):
            raise NotTabledError("the start of a day")
        return amount

    def _spans(self, day: date, sessions: Collection[str]) -> Iterator[tuple[int, int]]:
        for session in sessions:
            for on, start, end in self._domains[session].times:
                if on == day:
                    yield start, end


class _Relaxation(Recorder):
    """Writes down what can be written down; see `relaxed`."""

    def _read_people(self, problem: Problem) -> None:
        """Take any: what is asked of one person is left out."""

    def _post(self, demand: Demand) -> None:
        with suppress(NotTabledError):
            super()._post(demand)

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        """See `Decisions.apart`."""
        super().apart(certain(self.problem, sessions, person), gap)

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        """See `Decisions.walk`."""
        super().walk(certain(self.problem, sessions, person))


def certain(problem: Problem, sessions: Collection[str], person: str | None) -> Collection[str]:
    """Return the sessions in which a person takes part, whoever is chosen; without one, all."""
    if person is None:
        return sessions
    own = {*problem.sessions_with(person)}
    return [session for session in sessions if session in own]


def amount_of(amount: Quantity | int) -> Amount:
    """Return an amount: whatever this recorder gives is one, or a plain number."""
    return amount if isinstance(amount, Amount) else Amount(cast(int, amount))


def _everybody(people: Mapping[str, Iterable[object]]) -> Iterator[object]:
    for entries in people.values():
        yield from entries


def _worth(session: str, worth: Vector | Truth) -> Amount:
    return Amount(alone=((1, session, np.asarray(worth, dtype=np.int64)),))


def _cells(problem: Problem, known: Mapping[str, Domain]) -> Cells:
    """Return the cells of which some session may have one.

    Raises
    ------
    NotTabledError
        If they are too many for tables over all pairs of them.
    """
    cells = dict.fromkeys(
        (time, room)
        for domain in known.values()
        for time in domain.times
        for room in domain.rooms_at(time)
    )
    if max(len(cells), len(known)) * len(cells) > MOST_ENTRIES:
        raise NotTabledError("too many cells")
    return Cells(problem, sorted(cells, key=lambda cell: (cell[0], cell[1] or "")))
