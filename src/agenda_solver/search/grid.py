"""A tier in which attendees hope for something, as a choice of one cell for each session."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from agenda_solver.domains import Time
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS, Tier
from agenda_solver.rules.rule import Demand
from agenda_solver.search.attendance import NEVER, once
from agenda_solver.search.audience import audience
from agenda_solver.search.concurrency import Concurrency
from agenda_solver.search.pair_bounds import least_cost
from agenda_solver.search.pair_costs import (
    FreeRecorder,
    Shortage,
    Sums,
    TierRecorder,
    moments,
    times_of_cells,
)
from agenda_solver.search.relations import Matrix, Truth, Vector
from agenda_solver.search.tables import CostTables, NotTabledError, Relation
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Party


class Grid:
    """See the module.

    Parameters
    ----------
    problem : Problem
        What is asked.
    tiers : sequence of Tier
        The tiers of the problem.
    number : int
        Which of them is to be kept small; those before it may not grow.
    timetable : Timetable
        Keeps every demand; who takes which part stays as it is there.
    demands : collection of Demand
        What must hold.

    Attributes
    ----------
    recorder : TierRecorder
        Which wrote down what the rules ask for.
    earlier : list of Sums
        What the tiers before it ask for.
    own : Sums
        What the tier asks for.
    allowed : matrix of bool
        By session and cell: whether the session may be there.
    start : tuple of int
        The timetable as a choice.

    Raises
    ------
    NotTabledError
        If nobody hopes for anything in that tier, or if it cannot be counted by cells.
    """

    def __init__(
        self,
        problem: Problem,
        tiers: Sequence[Tier],
        number: int,
        timetable: Timetable,
        demands: Collection[Demand] = DEMANDS,
    ) -> None:
        self.problem = problem
        self.number = number
        self.timetable = timetable
        self._tiers = tiers[: number + 1]
        self._demands = demands
        self.recorder = TierRecorder(problem, timetable, demands)
        self.earlier = [self.recorder.sums(tier, exactly=False) for tier in tiers[:number]]
        self.own = self.recorder.sums(tiers[number], exactly=True)
        if not self.own.hoping and not self.own.squeezed:
            raise NotTabledError("nobody hopes for anything")
        self.allowed = self.recorder.allowed
        for sums in (*self.earlier, self.own):
            for _, parties in sums.hoping:
                moments(parties, self.recorder)  # which do not overlap
        self.start = self.choice(timetable)

    def choice(self, timetable: Timetable) -> tuple[int, ...]:
        """Return a timetable as a choice."""
        numbers = self.recorder.cells.number
        placed = (timetable.by_session[session] for session in self.recorder.sessions)
        return tuple(
            numbers[(placement.day, placement.start, placement.end), placement.room]
            for placement in placed
        )

    def read(self, chosen: Sequence[int]) -> Timetable:
        """Return a choice as a timetable."""
        cells = self.recorder.cells.all
        placed = zip(self.recorder.sessions, (cells[cell] for cell in chosen), strict=True)
        return Timetable.of(
            (Placement(session, *time, room) for session, (time, room) in placed),
            cast=self.timetable.cast,
        )

    # --- What may be beside what ----------------------------------------------------------

    @cached_property
    def concurrency(self) -> Concurrency | None:
        """What decides which sessions may be at one time; None where that bounds nothing.

        Less is asked there than here: what cannot cost less there cannot here, either. See
        `floor` for what is to be added.
        """
        try:
            return self.relaxation.concurrency
        except NotTabledError:  # with all that may be chosen, it is no such sum
            return None

    @cached_property
    def floor(self) -> int:
        """What the tier comes to at least without all that `concurrency` counts."""
        return self.relaxation.floor

    @cached_property
    def relaxation(self) -> Relaxation:
        """The tier, whatever earlier ones and the timetable hold."""
        return Relaxation(self.problem, self._tiers, self.timetable, self._demands)

    # --- From sessions by time to cells ---------------------------------------------------

    def settled(self, by_time: Mapping[int, Iterable[int]]) -> tuple[int, ...] | None:
        """Return a choice with these sessions at each moment; None if there are no rooms.

        Each room by what it costs alone. Sessions that are not named stay where they are.
        Demands between sessions are for the caller to look at.

        Parameters
        ----------
        by_time : mapping of int to int
            By moment, the sessions as `concurrency` numbers them.
        """
        chosen = list(self.start)
        moment = once(times_of_cells(self.relaxation.moments, self.recorder))
        for time, places in by_time.items():
            sessions = [self.relaxation.rows[place] for place in places]
            cells = np.flatnonzero(moment == time)
            import networkx as nx

            graph: nx.Graph[tuple[str, int]] = nx.Graph()
            for session in sessions:
                for cell in cells[self.allowed[session][cells]].tolist():
                    price = int(self.own.alone[session, cell])
                    graph.add_edge(("session", session), ("cell", cell), weight=-price)
            matched = nx.max_weight_matching(graph, maxcardinality=True)
            if len(matched) < len(sessions):
                return None
            for one, other in matched:
                (_, session), (_, cell) = (one, other) if one[0] == "session" else (other, one)
                chosen[session] = cell
        return tuple(chosen)


class Relaxation:
    """What a tier comes to at least, in whatever timetable keeps the earlier ones small.

    Of these it is known what they may come to at most. What a session costs in a cell above
    its cheapest one, or a pair at one time, may not be more than that is above the least.

    Parameters
    ----------
    problem, timetable, demands
        See `Grid`.
    tiers : sequence of Tier
        Those before it, and the tier last.

    Attributes
    ----------
    recorder : FreeRecorder
    own : Sums
        What the tier asks for.
    allowed : matrix of bool
        By session and cell, as the recorder numbers them.
    """

    def __init__(
        self,
        problem: Problem,
        tiers: Sequence[Tier],
        timetable: Timetable,
        demands: Collection[Demand],
    ) -> None:
        self.problem = problem
        self.recorder = FreeRecorder(problem, timetable, demands)
        self.own = self.recorder.sums(tiers[-1], exactly=True)
        self.allowed = self.recorder.allowed
        self._small: list[tuple[float, Sums]] = []
        for tier in tiers[:-1]:
            self._keep_small(tier, _paid(tier, problem, timetable))

    def _keep_small(self, tier: Tier, most: int) -> None:
        """Leave out cells, and pairs, that alone make an earlier tier come to more than it may."""
        sums = self.recorder.partial_sums(tier)
        if sums.hoping or sums.squeezed or any(map(_pays_back, sums.costs)):
            return
        alone = np.where(self.allowed, sums.alone, np.inf)
        cheapest = alone.min(axis=1)
        spare = most - sums.constant - float(cheapest.sum())
        if spare >= 0:  # otherwise the timetable itself is not one of these
            self.allowed &= sums.alone - cheapest[:, None] <= spare
            self._small.append((spare, sums))

    @cached_property
    def concurrency(self) -> Concurrency | None:
        """What decides which sessions may be at one time; None where that bounds nothing.

        Less is asked there than here: what cannot cost less there cannot here, either. See
        `floor` for what is to be added.
        """
        if len(self.own.hoping) != 1 or any(map(_pays_back, self.own.costs)):
            return None
        if any(room.at_once > 1 for room in self.problem.rooms):  # a room is counted once there
            return None
        if any(session.also_in for session in self.problem.sessions):  # so is a session
            return None
        ((wish, parties),) = self.own.hoping
        if any(self.problem.session[wanted].part_of for wanted in _hoped(parties)):
            return None  # it goes where its whole goes
        rows = [self.recorder.sessions[row] for row in self.rows]
        return Concurrency(
            audience(parties, rows, self.moments),
            rooms=[self._rooms_at(time) for time in range(len(self.moments))],
            apart=self._pairs_kept(self._same),
            together=self._pairs_kept(self._other),
            people=[
                self._shortages[row].people if row in self._shortages else 0 for row in self.rows
            ],
            places={
                room.id: room.capacity
                for room in self.problem.room.values()
                if room.capacity is not None
            },
            wish=wish,
            place=self._place,
        )

    @cached_property
    def floor(self) -> int:
        """What the tier comes to at least without all that `concurrency` counts."""
        alone = self.own.alone.copy()
        for session, shortage in self._shortages.items():
            missing = np.maximum(0, shortage.people - shortage.places)
            alone[session] -= shortage.weight * missing
        least = np.where(self.allowed, alone, np.inf).min(axis=1)
        bounds = [round(float(least.sum())), least_cost(self._tables(alone))]
        return self.own.constant + max(bound for bound in bounds if bound is not None)

    @cached_property
    def moments(self) -> tuple[Time, ...]:
        """The times at which somebody may attend what they hope for."""
        ((_, parties),) = self.own.hoping
        return moments(parties, self.recorder)

    @cached_property
    def _once(self) -> Vector:
        """By cell: the moment that a session in it goes on at."""
        return once(times_of_cells(self.moments, self.recorder))

    @cached_property
    def rows(self) -> list[int]:
        """The sessions that are at one of the moments wherever they are, by their numbers.

        Not parts, which are told to be where they are now; they need no room of their own.
        """
        outside = self._once == NEVER
        return [
            row
            for row, (session, cells) in enumerate(
                zip(self.recorder.sessions, self.allowed, strict=True)
            )
            if not (cells & outside).any() and not self.problem.session[session].part_of
        ]

    @cached_property
    def _shortages(self) -> dict[int, Shortage]:
        """How many should find a place in the room of each session, where all weigh the same."""
        every = self.own.shortages
        return {
            session: every[session]
            for session in self.rows
            if session in every and every[session].weight == self._place
        }

    @cached_property
    def _place(self) -> int:
        return max((shortage.weight for shortage in self.own.shortages.values()), default=1)

    def _rooms_at(self, time: int) -> dict[int, tuple[str, ...]]:
        """Return the sessions that may be at a moment, and the rooms that they need one of."""
        rooms_of: dict[int, tuple[str, ...]] = {}
        for place, session in enumerate(self.rows):
            cells = np.flatnonzero(self.allowed[session] & (self._once == time))
            rooms = [self.recorder.cells.all[cell][1] for cell in cells]
            if rooms:
                known = tuple(room for room in rooms if room is not None)
                rooms_of[place] = () if None in rooms else known
        return rooms_of

    @cached_property
    def _same(self) -> Truth:
        """By two cells: whether both are at the same moment."""
        return (self._once[:, None] == self._once) & (self._once != NEVER)

    @cached_property
    def _other(self) -> Truth:
        """By two cells: whether they are at different moments."""
        known = self._once != NEVER
        return (self._once[:, None] != self._once) & known & known[:, None]

    def _pairs_kept(self, where: Truth) -> list[tuple[int, int]]:
        """Return the pairs of sessions of which all these pairs of cells are out of the question.

        A demand forbids them, or an earlier tier would come to more than it may.
        """
        place = {session: number for number, session in enumerate(self.rows)}
        kept = set[tuple[int, int]]()
        paid = [(0.0, relation) for relation in self.recorder.demands]
        paid += [(spare, relation) for spare, sums in self._small for relation in sums.costs]
        for spare, relation in paid if where.any() else ():
            pairs = np.argwhere(relation.weights * relation.worth[where].min() > spare).tolist()
            kept |= {(place[i], place[j]) for i, j in pairs if i in place and j in place}
        return sorted(kept)

    def _tables(self, alone: Matrix) -> CostTables:
        """Return what sessions pay alone and in pairs as tables.

        Without parts: where they are now they would take places that others may have.
        """
        names = self.recorder.sessions
        rows = [row for row, name in enumerate(names) if not self.problem.session[name].part_of]
        return CostTables(
            sessions=tuple(names[row] for row in rows),
            cells=self.recorder.cells,
            allowed=self.allowed[rows],
            constant=0,
            alone=alone[rows],
            costs=_among(rows, self.own.costs),
            demands=_among(rows, self.recorder.demands),
        )


def _among(rows: Sequence[int], relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return relations between some sessions only."""
    return tuple(
        replace(relation, weights=relation.weights[np.ix_(rows, rows)]) for relation in relations
    )


def _paid(tier: Tier, problem: Problem, timetable: Timetable) -> int:
    """Return what a tier comes to with a timetable."""
    return sum(
        weight * finding.cost
        for cost, weight in tier.weights.items()
        for finding in cost.check(problem, timetable)
    )


def _hoped(parties: Iterable[Party]) -> set[str]:
    return {session for party in parties for hope in party.hopes for session in hope.sessions}


def _pays_back(relation: Relation) -> bool:
    """Whether some pair costs less than nothing."""
    return bool(relation.weights.min() < 0 or relation.worth.min() < 0)
