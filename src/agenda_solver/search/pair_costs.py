"""What each tier comes to, kept up to date while sessions change places.

The rules are asked as for `tables`; what is no sum over pairs of sessions is either
counted apart, for what attendees miss and for the places of several rooms, or kept from
growing: the sessions of which it speaks are held where that alone could make it grow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from agenda_solver.domains import Domain, Time
from agenda_solver.problem import Problem, Session, Window
from agenda_solver.rules import DEMANDS, Tier
from agenda_solver.rules.rule import Cost, Demand, Quantity
from agenda_solver.search.attendance import Attendance, Counted, Moved
from agenda_solver.search.relations import Matrix, Truth, Vector
from agenda_solver.search.squeeze import Squeeze
from agenda_solver.search.tables import (
    Amount,
    NotTabledError,
    Recorder,
    Relation,
    amount_of,
    certain,
)
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Crowd, Party


@dataclass(frozen=True)
class Shared:
    """People for whom there are places in several sessions together.

    Attributes
    ----------
    weight, people : int
        How many they are; each of them who finds no place costs the weight.
    places : mapping of int to sequence of int
        By session, the places in each cell.
    """

    weight: int
    people: int
    places: Mapping[int, Sequence[int]]


@dataclass(frozen=True)
class Shortage:
    """People who should find a place in the room of one session.

    Attributes
    ----------
    weight, people : int
        How many they are; each of them who finds no place costs the weight.
    places : array of int
        By cell, the places there are.
    """

    weight: int
    people: int
    places: Vector


@dataclass(frozen=True)
class Sums:
    """What one tier asks for.

    Attributes
    ----------
    constant : int
    alone : matrix
        By session and cell: what it costs that the session is there.
    shortages : mapping of int to Shortage
        By session: those who lack a place in it; what they cost is in `alone`.
    costs : tuple of Relation
    shared : tuple of Shared
    hoping : tuple of (int, tuple of Party)
        A weight, and those whose missed hopes weigh so much.
    squeezed : tuple of (int, Crowd)
        A weight, and those who lose by the sizes of sessions, which weighs so much.
    """

    constant: int
    alone: Matrix
    shortages: Mapping[int, Shortage]
    costs: tuple[Relation, ...]
    shared: tuple[Shared, ...]
    hoping: tuple[tuple[int, tuple[Party, ...]], ...]
    squeezed: tuple[tuple[int, Crowd], ...] = ()


class TierRecorder(Recorder):
    """Writes down what the rules ask for, tier by tier, and holds what it cannot write down.

    Parameters
    ----------
    problem : Problem
        What is asked.
    timetable : Timetable
        Keeps every demand. Who takes which part stays as it is there.
    demands : collection of Demand
        What must hold.

    Attributes
    ----------
    shut : matrix of bool
        By session and cell: where what cannot be written down might grow.

    Raises
    ------
    NotTabledError
        If the tables are too large.
    """

    def __init__(
        self,
        problem: Problem,
        timetable: Timetable,
        demands: Collection[Demand] = DEMANDS,
    ) -> None:
        self._timetable = timetable
        super().__init__(self._as_told(problem), demands, _held(problem, timetable))
        self._holds = True
        self._hoping: dict[str, tuple[Party, ...]] = {}
        self._places: dict[str, tuple[int, Mapping[int, Sequence[int]]]] = {}
        self._squeezed: dict[str, Crowd] = {}
        self._weighed: list[tuple[int, str]] = []
        self._shortages: dict[int, tuple[int, Vector]] = {}
        self.cells = self._cells
        self.shut: Truth = np.zeros(self._alone.shape, dtype=bool)
        for demand in self._demands:
            demand.post(self)
        self.demands = self._relations(self._forbidden)
        # Costs read the draft as it is: who is chosen for a part is not theirs to know.
        self.problem = problem

    def _as_told(self, problem: Problem) -> Problem:
        """Return what demands are told: those who are chosen for a part have it."""
        return _with_cast(problem, self._timetable)

    @property
    def sessions(self) -> tuple[str, ...]:
        """Ids of all sessions; a session is known by its place here."""
        return tuple(self._row)

    @property
    def allowed(self) -> Truth:
        """By session and cell: whether the session may be there, all that is held considered."""
        return self._allowed() & ~self.shut

    def times(self, sessions: Collection[str]) -> list[Time]:
        """Return the times that some of these sessions may have, in the order of time."""
        some = self.allowed[[self._row[session] for session in sessions]].any(axis=0)
        return sorted({self.cells.all[cell][0] for cell in np.flatnonzero(some)})

    def sums(self, tier: Tier, *, exactly: bool) -> Sums:
        """Return what a tier asks for.

        Parameters
        ----------
        tier : Tier
        exactly : bool
            If false, what is no such sum is left out, and held instead.

        Raises
        ------
        NotTabledError
            If it is asked for exactly, and is no such sum.
        """
        self._holds = not exactly
        self._constant = 0
        self._alone = np.zeros(self._alone.shape)
        self._paid.clear()
        self._weighed.clear()
        self._shortages.clear()
        shortages: dict[int, Shortage] = {}
        for cost, weight in tier.weights.items():
            for amount in cost.amounts(self):
                self.pay(amount, weight)
                for session, (people, places) in self._shortages.items():
                    shortages.setdefault(session, Shortage(weight, people, places))
                self._shortages.clear()
        return Sums(
            constant=self._constant,
            alone=self._alone,
            shortages=shortages,
            costs=self._relations(self._paid),
            shared=tuple(
                Shared(weight, *self._places[name])
                for weight, name in self._weighed
                if name in self._places
            ),
            hoping=tuple(
                (weight, self._hoping[name])
                for weight, name in self._weighed
                if name in self._hoping
            ),
            squeezed=tuple(
                (weight, self._squeezed[name])
                for weight, name in self._weighed
                if name in self._squeezed
            ),
        )

    def pay(self, amount: Quantity | int, weight: int = 1) -> None:
        """Add an amount to what is paid."""
        if isinstance(amount, Amount):
            counted = [(weight * pair[0], pair[1]) for pair in amount.pairs if not pair[2]]
            apart = self._hoping.keys() | self._places.keys() | self._squeezed.keys()
            self._weighed += [pair for pair in counted if pair[1] in apart]
            amount = replace(amount, pairs=tuple(pair for pair in amount.pairs if pair[2]))
        super().pay(amount, weight)

    # --- What is counted apart ------------------------------------------------------------

    def missed(self, parties: Collection[Party]) -> Amount:
        """See `Decisions.missed`."""
        name = f"missed {len(self._hoping)}"
        self._hoping[name] = tuple(parties)
        return Amount(pairs=((1, name, {}),))

    def lacking(
        self, sessions: Collection[str], people: int, most: Mapping[str, int] | None = None
    ) -> Amount:
        """See `Decisions.lacking`."""
        by_session = {
            session: super(TierRecorder, self).lacking((session,), people, most)
            for session in sessions
        }
        places = {
            self._row[session]: people - lacking.alone[0][2]
            for session, lacking in by_session.items()
        }
        if len(sessions) == 1:
            ((session, here),) = places.items()
            self._shortages[session] = int(here.max()), here
            (alone,) = by_session.values()
            return alone
        name = f"lacking {len(self._places)}"
        self._places[name] = people, {row: here.tolist() for row, here in places.items()}
        return Amount(pairs=((1, name, {}),))

    def squeezed(self, crowd: Crowd) -> Amount:
        """See `Decisions.squeezed`."""
        name = f"squeezed {len(self._squeezed)}"
        self._squeezed[name] = crowd
        return Amount(pairs=((1, name, {}),))

    # --- What is held ---------------------------------------------------------------------

    def _hold(self, session: str, cells: Truth) -> None:
        """Keep a session from some cells; from all but its own if an exact sum is wanted."""
        if not self._holds:
            raise NotTabledError("what is no sum over sessions and pairs")
        self.shut[self._row[session]] |= cells

    def _hold_time(self, session: str) -> None:
        placement = self._timetable.by_session[session]
        here = (self._cells.minute == placement.start) & (self._cells.until == placement.end)
        self._hold(session, ~(here & self._cells.on_day(placement.day)))

    def _hold_place(self, session: str) -> None:
        placement = self._timetable.by_session[session]
        self._hold_time(session)
        self._hold(session, ~self._cells.in_room(placement.room))

    def at_least(self, quantity: Quantity | int, least: int) -> None:
        """See `Decisions.at_least`: all that it comes from is held."""

    def not_again(
        self,
        placements: Mapping[Placement, Collection[str | None]],
        taking_part: Mapping[tuple[str, str], bool],  # noqa: ARG002
    ) -> None:
        """See `Decisions.not_again`: one that is elsewhere stays so; who takes part is held."""
        for placement, rooms in placements.items():
            now = self._timetable.by_session[placement.session]
            if now.room not in rooms or replace(now, room=placement.room) != placement:
                self._hold_place(placement.session)
                break

    def sits(self, attendee: str, session: str) -> Amount:
        """See `Decisions.sits`: the session stays, and so does what they take part in."""
        self._hold_place(session)
        person = self.problem.person_of.get(attendee)
        for other in self.problem.may_take_part(person) if person else ():
            self._hold_place(other)
        return Amount()

    def starts_within(self, session: str, day: date, start: int, end: int) -> Amount:
        """See `Decisions.starts_within`: the session stays in there, or out of there."""
        inside, now = self._starting(day, start, end), self._timetable.by_session[session]
        there = now.day == day and start <= now.start < end
        self._hold(session, ~inside if there else inside)
        return Amount(int(there))

    def places(self, session: str, people: int) -> Amount:  # noqa: ARG002
        """See `Decisions.places`: the session stays."""
        self._hold_place(session)
        return Amount()

    def one_start(self, one: str, other: str) -> Amount:
        """See `Decisions.one_start`: both stay."""
        self._hold_time(one)
        self._hold_time(other)
        return Amount()

    def not_one_start(self, one: str, other: str) -> Amount:
        """See `Decisions.not_one_start`: both stay."""
        return self.one_start(one, other)

    def away(self, session: str, windows: Collection[Window]) -> Amount:  # noqa: ARG002
        """See `Decisions.away`: the session stays."""
        self._hold_time(session)
        return Amount()

    def few_at_a_time(self, room: str, most: int) -> None:  # noqa: ARG002
        """See `Decisions.few_at_a_time`: those in the room stay, the others stay away."""
        for session, placement in self._timetable.by_session.items():
            if room in self.problem.rooms_of(session, placement.room):
                self._hold_place(session)
            else:
                self._hold(session, self._cells.in_room(room))

    def few_at_once(
        self, sessions: Collection[str], most: int, gap: int = 0, besides: Collection[str] = ()
    ) -> None:
        """See `Decisions.few_at_once`: where that concerns more than two, all stay."""
        if most == 1:
            super().few_at_once(sessions, most, gap, besides)
        elif len(sessions) > most:
            for session in sessions:
                self._hold_place(session)

    def no_wait(self, sessions: Collection[str], pause: int, person: str) -> None:  # noqa: ARG002
        """See `Decisions.no_wait`: they stay at their times."""
        for session in sessions:
            self._hold_time(session)

    def few_a_day(self, sessions: Collection[str], most: int, person: str) -> None:  # noqa: ARG002
        """See `Decisions.few_a_day`: they stay on their days."""
        for session in sessions:
            day = self._timetable.by_session[session].day
            self._hold(session, ~self._cells.on_day(day))

    def few_in_a_row(
        self,
        sessions: Collection[str],
        most: int,  # noqa: ARG002
        rest: int,  # noqa: ARG002
        person: str,  # noqa: ARG002
    ) -> None:
        """See `Decisions.few_in_a_row`: they stay at their times."""
        for session in sessions:
            self._hold_time(session)

    def nothing_between(self, first: str, then: str, others: Collection[str]) -> None:
        """See `Decisions.nothing_between`: the two stay at their times, the others outside."""
        self._hold_time(first)
        self._hold_time(then)
        ended, starts = (self._timetable.by_session[session] for session in (first, then))
        since = self.problem.moment(ended.day, ended.end)
        until = self.problem.moment(starts.day, starts.start)
        for other in others:
            self._hold(other, (self._cells.start >= since) & (self._cells.start <= until))

    def days_of(self, sessions: Collection[str]) -> Amount:
        """See `Decisions.days_of`: they stay on the days that they have."""
        days = {self._timetable.by_session[session].day for session in sessions}
        elsewhere = ~np.any([self._cells.on_day(day) for day in days], axis=0)
        for session in sessions:
            self._hold(session, elsewhere)
        return Amount(len(days))

    def idle(self, day: date, sessions: Collection[str]) -> Amount:
        """See `Decisions.idle`: those of that day stay at their times, the others away."""
        for session in sessions:
            if self._timetable.by_session[session].day == day:
                self._hold_time(session)
            else:
                self._hold(session, self._cells.on_day(day))
        return Amount()

    def day_end(self, day: date, sessions: Collection[str], earliest: int) -> Amount:
        """See `Decisions.day_end`: none of them ends later than now."""
        if not self._holds:
            return super().day_end(day, sessions, earliest)
        now = max([earliest, *(placement.end for placement in self._on(day, sessions))])
        for session in sessions:
            self._hold(session, self._cells.on_day(day) & (self._cells.until > now))
        return Amount(now)

    def day_start(self, day: date, sessions: Collection[str], latest: Quantity) -> Amount:
        """See `Decisions.day_start`: none of them starts earlier than now."""
        if not self._holds:
            return super().day_start(day, sessions, latest)
        starts = (placement.start for placement in self._on(day, sessions))
        now = min([amount_of(latest).constant, *starts])
        for session in sessions:
            self._hold(session, self._cells.on_day(day) & (self._cells.minute < now))
        return Amount(now)

    def _on(self, day: date, sessions: Collection[str]) -> Iterator[Placement]:
        there = (self._timetable.by_session[session] for session in sessions)
        return (placement for placement in there if placement.day == day)


class FreeRecorder(TierRecorder):
    """Writes down what the rules ask for, for a bound: nothing is held, nobody is chosen yet.

    What is no sum over sessions and pairs is left out of the demands. Only parts stay where
    they are: they are for the caller to leave out, and nothing may be paid for them.
    """

    def pay(self, amount: Quantity | int, weight: int = 1) -> None:
        """Add an amount to what is paid."""
        if isinstance(amount, Amount):
            paying = {session for _, session, _ in amount.alone}
            paying |= {
                session for _, _, pairs in amount.pairs for pair in pairs for session in pair
            }
            if any(self.problem.session[session].part_of for session in paying):
                raise NotTabledError("what is paid for parts, which go where their whole goes")
        super().pay(amount, weight)

    def partial_sums(self, tier: Tier) -> Sums:
        """Return what a tier asks for, without the costs that are no sums over pairs."""
        tabled = dict[Cost, int]()
        for cost, weight in tier.weights.items():
            with suppress(NotTabledError):
                self.sums(Tier(tier.number, {cost: weight}), exactly=True)
                tabled[cost] = weight
        return self.sums(Tier(tier.number, tabled), exactly=True)

    def _read_people(self, problem: Problem) -> None:
        """Take any: what is asked of somebody who may be chosen is left out."""

    def _as_told(self, problem: Problem) -> Problem:
        return problem

    def _hold(self, session: str, cells: Truth) -> None:
        """Keep a session from nothing."""
        if not self._holds:
            super()._hold(session, cells)

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        """See `Decisions.apart`."""
        super().apart(certain(self.problem, sessions, person), gap)

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        """See `Decisions.walk`."""
        super().walk(certain(self.problem, sessions, person))


def _with_cast(problem: Problem, timetable: Timetable) -> Problem:
    """Return a problem in which those who are chosen for a part have it."""

    def cast(session: Session) -> Session:
        people = {role: list(entries) for role, entries in session.people.items()}
        for role, number, _ in session.pools:
            (people[role][number],) = timetable.by_part[session.id, role, number]
        return session.model_copy(update={"people": people})

    return problem.with_tables(
        sessions=[cast(session) if session.pools else session for session in problem.sessions]
    )


def _held(problem: Problem, timetable: Timetable) -> dict[str, Domain]:
    """Return where parts stay: their times are many, and their whole goes with them."""
    placed = (timetable.by_session[session.id] for session in problem.sessions if session.part_of)
    return {
        placement.session: Domain(
            ((placement.day, placement.start, placement.end),), (placement.room,), {}
        )
        for placement in placed
    }


# --- Kept up to date --------------------------------------------------------------------------


class Neighbours:
    """A relation that few pairs of sessions are in: of each session, the others are asked.

    Parameters
    ----------
    relations : iterable of Relation
    chosen : list of int
        The cell of each session, kept up to date by others.
    """

    def __init__(self, relations: Iterable[Relation], chosen: list[int]) -> None:
        self._chosen = chosen
        self._near = _near(list(relations), len(chosen))

    def paid(self, session: int, cell: int, moved: Moved) -> int:
        """Return what a session pays in a cell for all others; of those moved, later ones only."""
        chosen = self._chosen
        paid = 0
        for other, worth in self._near[session]:
            if other not in moved:
                paid += worth[cell][chosen[other]]
            elif other > session:
                paid += worth[cell][moved[other]]
        return paid

    def clashes(self, session: int, cell: int, moved: Moved) -> Iterator[int]:
        """Yield the others because of which a session pays in a cell."""
        for other, worth in self._near[session]:
            if worth[cell][moved.get(other, self._chosen[other])]:
                yield other


def _near(
    relations: Sequence[Relation], sessions: int
) -> list[list[tuple[int, Sequence[Sequence[int]]]]]:
    """Return, by session, the others that it is related to, and what their cells are worth."""
    weights: dict[tuple[int, int], dict[int, tuple[int, int]]] = defaultdict(dict)
    for number, relation in enumerate(relations):
        for one, other in np.argwhere(relation.weights + relation.weights.T):
            both = relation.weights[one, other], relation.weights[other, one]
            weights[int(one), int(other)][number] = int(both[0]), int(both[1])
    known: dict[tuple[tuple[int, tuple[int, int]], ...], Sequence[Sequence[int]]] = {}
    near: list[list[tuple[int, Sequence[Sequence[int]]]]] = [[] for _ in range(sessions)]
    for (one, other), by_relation in weights.items():
        name = tuple(by_relation.items())
        if name not in known:
            worth = sum(
                there * relations[number].worth + back * relations[number].worth.T
                for number, (there, back) in name
            )
            known[name] = np.asarray(worth).astype(np.int64).tolist()
        near[one].append((other, known[name]))
    return near


class Prices:
    """What every session would pay in every cell, all others staying where they are.

    Parameters
    ----------
    alone : matrix
        By session and cell: what it pays whatever the others do.
    relations : sequence of Relation
    chosen : list of int
        The cell of each session, kept up to date by others.

    Attributes
    ----------
    matrix : matrix
        By session and cell.
    """

    def __init__(self, alone: Matrix, relations: Sequence[Relation], chosen: list[int]) -> None:
        self.matrix = alone.copy()
        self._chosen = chosen
        near = _near(relations, len(chosen))
        known = {id(worth): np.array(worth, dtype=np.float64) for of in near for _, worth in of}
        self._near = [[(other, known[id(worth)]) for other, worth in of] for of in near]
        for session, cell in enumerate(chosen):
            for other, worth in self._near[session]:
                self.matrix[other] += worth[cell]

    def make(self, moved: Moved) -> None:
        """Take up a change, before the cells of those moved are changed."""
        for session, cell in moved.items():
            home = self._chosen[session]
            for other, worth in self._near[session]:
                self.matrix[other] += worth[cell] - worth[home]


class Neighbourhoods:
    """A relation of cells that have few others near them: who is in those is asked.

    Parameters
    ----------
    relation : Relation
    chosen : list of int
        The cell of each session, kept up to date by others.
    held : list of list of int
        By cell: the sessions in it, kept up to date by others.

    Attributes
    ----------
    relation : Relation
    crowded : array of bool
        By cell: whether two sessions in it may be in the relation.
    plain : bool
        Whether only sessions in one cell may be.
    """

    def __init__(self, relation: Relation, chosen: list[int], held: list[list[int]]) -> None:
        self._chosen = chosen
        self._held = held
        self._weights = relation.weights.astype(np.int64).tolist()
        both = (relation.worth != 0) | (relation.worth.T != 0)
        self._near = [
            [(int(cell), int(there[cell]), int(back[cell])) for cell in np.flatnonzero(some)]
            for some, there, back in zip(both, relation.worth, relation.worth.T, strict=True)
        ]
        self._worth = relation.worth.astype(np.int64)
        self.crowded = self._worth.diagonal() != 0
        self.plain = not both[~np.eye(len(both), dtype=bool)].any()
        self.relation = relation

    def paid(self, session: int, cell: int, moved: Moved) -> int:
        """Return what a session pays in a cell for all others; of those moved, later ones only."""
        paid = 0
        weights = self._weights
        own = weights[session]
        for near, there, back in self._near[cell]:
            for other in self._held[near]:
                if other != session and other not in moved:
                    paid += own[other] * there + weights[other][session] * back
        if len(moved) > 1:
            for other, new in moved.items():
                if other > session:
                    paid += own[other] * int(self._worth[cell, new])
                    paid += weights[other][session] * int(self._worth[new, cell])
        return paid

    def rivals(self, session: int, cell: int) -> Iterator[int]:
        """Yield the others because of which a session would pay in a cell."""
        weights = self._weights
        for near, there, back in self._near[cell]:
            for other in self._held[near]:
                if other != session and (
                    weights[session][other] * there + weights[other][session] * back
                ):
                    yield other

    def clashes(self, session: int, cell: int, moved: Moved) -> Iterator[int]:
        """Yield the others because of which a session pays in a cell, some being moved."""
        yield from (other for other in self.rivals(session, cell) if other not in moved)
        weights = self._weights
        for other, new in moved.items():
            there, back = int(self._worth[cell, new]), int(self._worth[new, cell])
            if (
                other != session
                and weights[session][other] * there + weights[other][session] * back
            ):
                yield other


def narrow(relation: Relation) -> bool:
    """Whether a cell has fewer others near it than a session has others that it is related to."""
    related = relation.weights + relation.weights.T != 0
    near = (relation.worth != 0) | (relation.worth.T != 0)
    return bool(near.sum() * len(related) < related.sum() * len(near))


class Pairs:
    """All that pairs of sessions pay for one another.

    Attributes
    ----------
    around : list of Neighbourhoods
        What sessions pay for those in cells near theirs: in the same room, as a rule.
    others : list of Relation
        What sessions pay for certain others, wherever they are.
    """

    def __init__(
        self, relations: Iterable[Relation], chosen: list[int], held: list[list[int]]
    ) -> None:
        known = list(relations)
        self._chosen = chosen
        self.others = [relation for relation in known if not narrow(relation)]
        self.around = [
            Neighbourhoods(relation, chosen, held) for relation in known if narrow(relation)
        ]
        self._all: list[Neighbours | Neighbourhoods] = [*self.around]
        if self.others:
            self._all.append(Neighbours(self.others, chosen))

    def __bool__(self) -> bool:
        return bool(self._all)

    def holds(self, moved: Moved) -> bool:
        """Whether nothing is paid by those that are moved."""
        return not any(
            pairs.paid(session, cell, moved)
            for pairs in self._all
            for session, cell in moved.items()
        )

    def clashes(self, session: int, moved: Moved) -> list[int]:
        """Return the others because of which one of those moved pays."""
        return [
            other for pairs in self._all for other in pairs.clashes(session, moved[session], moved)
        ]

    def grows(self, moved: Moved) -> int:
        """Return how much more would be paid after a change."""
        stay = {session: self._chosen[session] for session in moved}
        return sum(
            pairs.paid(session, cell, moved) - pairs.paid(session, stay[session], stay)
            for pairs in self._all
            for session, cell in moved.items()
        )


class Places:
    """How many people find no place in several rooms together.

    Parameters
    ----------
    shared : iterable of Shared
    chosen : list of int
        The cell of each session, kept up to date by others.
    """

    def __init__(self, shared: Iterable[Shared], chosen: list[int]) -> None:
        self._chosen = chosen
        self._of: dict[int, list[Shared]] = defaultdict(list)
        for shared_places in shared:
            for session in shared_places.places:
                self._of[session].append(shared_places)

    def __bool__(self) -> bool:
        return bool(self._of)

    @property
    def lacking(self) -> int:
        """How many find no place, each by what it weighs."""
        every = {
            id(shared_places): shared_places for of in self._of.values() for shared_places in of
        }
        return sum(self._lacking(shared_places, {}) for shared_places in every.values())

    def grows(self, moved: Moved) -> int:
        """Return how much more would be paid after a change."""
        concerned = {
            id(shared_places): shared_places
            for session in moved
            for shared_places in self._of.get(session, ())
        }
        return sum(
            self._lacking(shared_places, moved) - self._lacking(shared_places, {})
            for shared_places in concerned.values()
        )

    def _lacking(self, shared: Shared, moved: Moved) -> int:
        places = sum(
            by_cell[moved.get(session, self._chosen[session])]
            for session, by_cell in shared.places.items()
        )
        return shared.weight * max(0, shared.people - places)


def moments(parties: Iterable[Party], recorder: TierRecorder) -> tuple[Time, ...]:
    """Return the times at which somebody may attend what they hope for.

    Raises
    ------
    NotTabledError
        If two of them overlap without being the same.
    """
    hoped = {session for party in parties for hope in party.hopes for session in hope.sessions}
    times = recorder.times(hoped)
    for (day, _, end), (then, start, _) in pairwise(times):
        if day == then and start < end:
            raise NotTabledError("hopes for sessions at times that overlap")
    return tuple(times)


def times_of_cells(known: Sequence[Time], recorder: TierRecorder) -> list[tuple[int, ...]]:
    """Return, by cell, which of these times a session in it goes on at."""
    return [
        tuple(
            number
            for number, (on, first, last) in enumerate(known)
            if on == day and start < last and first < end
        )
        for (day, start, end), _ in recorder.cells.all
    ]


class Account:
    """What a tier comes to, kept up to date while sessions change places.

    Parameters
    ----------
    sums : Sums
        What the tier asks for.
    recorder : TierRecorder
        Which wrote it down.
    chosen : list of int
        The cell of each session, kept up to date by others.
    held : list of list of int
        By cell: the sessions in it, kept up to date by others.

    Attributes
    ----------
    cost : int
        What the tier comes to.
    even : bool
        Whether it matters when a session is, and no more than that.
    """

    def __init__(
        self,
        sums: Sums,
        recorder: TierRecorder,
        chosen: list[int],
        held: list[list[int]],
    ) -> None:
        self._chosen = chosen
        self._alone = sums.alone.astype(np.int64).tolist()
        self._pairs = Pairs(sums.costs, chosen, held)
        self._places = Places(sums.shared, chosen)
        self._sums = bool(self._pairs) or bool(self._places)
        self._squeezes = [
            (weight, Squeeze(crowd, recorder.problem, recorder.sessions, recorder.cells, chosen))
            for weight, crowd in sums.squeezed
        ]
        self.even = (
            not self._sums
            and not (sums.alone != sums.alone[:, :1]).any()
            and not any(squeeze.by_room for _, squeeze in self._squeezes)
        )
        self._prices = Prices(sums.alone, sums.costs, chosen)
        self._rows = np.arange(len(chosen))
        self._attendances = [
            (weight, _attendance(parties, recorder, chosen)) for weight, parties in sums.hoping
        ]
        self._counted: list[tuple[int, Counted]] = [
            (weight, counted)
            for weight, attendance in self._attendances
            for counted in attendance.counted
        ]
        self._counted += self._squeezes
        alone = sum(by_cell[cell] for by_cell, cell in zip(self._alone, chosen, strict=True))
        array = np.array(chosen)
        self.cost = (
            sums.constant
            + alone
            + sum(pairs.total(array) for pairs in sums.costs)
            + self._places.lacking
            + self.weighed
        )

    def __bool__(self) -> bool:
        """Whether it comes to more with one timetable than with another."""
        return not self.even or bool(self._counted)

    @property
    def weighed(self) -> int:
        """What it comes to because of what attendees miss, or lose by the sizes of sessions."""
        missed = sum(weight * attendance.missed for weight, attendance in self._attendances)
        return missed - sum(weight * squeeze.attended for weight, squeeze in self._squeezes)

    @property
    def lost(self) -> int:
        """What attendees lose by the sizes of sessions, whatever that weighs."""
        return -sum(squeeze.attended for _, squeeze in self._squeezes)

    @property
    def missed(self) -> int:
        """What attendees miss of what they hope for, whatever that weighs."""
        return sum(attendance.missed for _, attendance in self._attendances)

    def prospects(
        self, session: int, cells: Vector, *, moves: bool, sizes: bool = True
    ) -> tuple[NDArray[np.float64] | None, NDArray[np.float64]]:
        """Return about how much more would be paid with each change of a session.

        What two that change places pay for one another is told as if only one of them did;
        what is about several sessions of one workshop is left out.

        Parameters
        ----------
        session : int
        cells : array of int
            The cell of each session.
        moves : bool
            Whether moves are of interest.
        sizes : bool
            Whether what is lost by the sizes of sessions is.

        Returns
        -------
        array of float or None
            By cell: if the session moved there.
        array of float
            By session: if the two changed places.
        """
        home = self._chosen[session]
        own, prices = self._prices.matrix[session], self._prices.matrix
        to_cells = own - own[home] if moves else None
        if self.even:
            to_others = np.zeros(len(cells))
        else:
            to_others = own[cells] - own[home] + prices[:, home] - prices[self._rows, cells]
        for weight, attendance in self._attendances:
            for counted in attendance.counted:
                to_others -= weight * counted.swapped(session)
                if to_cells is not None:
                    to_cells -= weight * counted.moved(session)[attendance.once]
        for weight, squeeze in self._squeezes if sizes else ():
            to_others -= weight * squeeze.swapped(session)
            if to_cells is not None:
                to_cells -= weight * squeeze.moved(session)
        return to_cells, to_others

    def moves(self, session: int, cell: int) -> int:
        """Return how much more would be paid if a session moved to a cell."""
        alone = self._alone[session]
        grows = alone[cell] - alone[self._chosen[session]]
        for weight, counted in self._counted:
            grows -= weight * counted.moves(session, cell)
        return grows + self._summed({session: cell}) if self._sums else grows

    def swaps(self, one: int, other: int) -> int:
        """Return how much more would be paid if two sessions changed places."""
        here, there = self._chosen[one], self._chosen[other]
        alone, others = self._alone[one], self._alone[other]
        grows = alone[there] - alone[here] + others[here] - others[there]
        for weight, counted in self._counted:
            grows -= weight * counted.swaps(one, other)
        return grows + self._summed({one: there, other: here}) if self._sums else grows

    def grows(self, moved: Moved) -> int:
        """Return how much more would be paid after any change."""
        grows = sum(
            self._alone[session][cell] - self._alone[session][self._chosen[session]]
            for session, cell in moved.items()
        )
        for weight, counted in self._counted:
            grows -= weight * counted.grows(moved)
        return grows + self._summed(moved)

    def _summed(self, moved: Moved) -> int:
        return self._pairs.grows(moved) + self._places.grows(moved)

    def make(self, moved: Moved, grows: int) -> None:
        """Take up a change, before the cells of those moved are changed."""
        self.cost += grows
        self._prices.make(moved)
        for _, counted in self._counted:
            counted.make(moved)


def _attendance(
    parties: Sequence[Party], recorder: TierRecorder, chosen: Sequence[int]
) -> Attendance:
    known = moments(parties, recorder)
    return Attendance(parties, recorder.sessions, known, times_of_cells(known, recorder), chosen)
