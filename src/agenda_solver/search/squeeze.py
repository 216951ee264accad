"""What attendees lose by the sizes of sessions, kept up to date while sessions change places.

What the sessions of one slot come to depends on which they are, and on how many each takes
in its room: it is a minimum-cost flow, solved once for each such set and remembered.

A flow takes milliseconds, so which change is worth one is told by prices: what one person
more would cost in each session, from the flow of the slot that it is in (its dual variables).
With the same prices, everybody taking what is best for them bounds from below what any other
set of sessions loses (weak duality), and that is counted for all changes of a session at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from ortools.graph.python import min_cost_flow

from agenda_solver.problem import Problem, Slot, within
from agenda_solver.search.attendance import Moved
from agenda_solver.search.margins import Margins, marginal_costs
from agenda_solver.search.relations import Cells, Matrix, Truth, Vector
from agenda_solver.wishes import Crowd

Beside = tuple[tuple[int, int], ...]
"""The sessions of one slot by their numbers, each with how many it takes."""

Prices = Mapping[int, float]
"""What one person more would cost in each session of a slot, by its number."""

LARGE = 10_000
"""Of so many choosers times sessions, prices tell sooner what is worth a flow; of fewer, a flow
takes no longer, and chance does better than prices."""

ELSEWHERE = -1
"""The slot of a session that starts with none."""


class Squeeze:
    """What a crowd loses, slot by slot; see `attendance.Counted`.

    Parameters
    ----------
    crowd : Crowd
    problem : Problem
    sessions : sequence of str
        Ids of all sessions.
    cells : Cells
    chosen : sequence of int
        The cell of each session.

    Attributes
    ----------
    attended : int
        What is lost, as a negative number.
    by_room : bool
        Whether it matters in which room a session is.
    """

    def __init__(
        self,
        crowd: Crowd,
        problem: Problem,
        sessions: Sequence[str],
        cells: Cells,
        chosen: Sequence[int],
    ) -> None:
        number = {session: place for place, session in enumerate(sessions)}
        slots = problem.event.slots
        start = {(slot.day, slot.start): place for place, slot in enumerate(slots)}
        self._slot = [start.get(time[:2], ELSEWHERE) for time, _ in cells.all]
        self._flow = _Flow(crowd, number, slots)
        by_cell: dict[str, list[int | None]] = {}
        for key in crowd.sessions:
            seats = {room: problem.seats_in(key, room) for room in (None, *problem.room)}
            by_cell[key] = [seats[room] for _, room in cells.all]
        self.by_room = any(places is not None for cell in by_cell.values() for places in cell)
        people = sum(alike.size for alike in crowd.choosers)
        self._takes = {
            number[session]: [
                min(crowd.most.get(session, people), people if places is None else places, people)
                for places in by_cell[session]
            ]
            for session in crowd.sessions
        }
        busy = {number[session] for alike in crowd.choosers for session in alike.busy}
        for session in busy:
            self._takes.setdefault(session, [0] * len(cells))
        self._cell = list(chosen)
        self._members: list[set[int]] = [set() for _ in slots]
        for session in self._takes:
            if (slot := self._slot[chosen[session]]) != ELSEWHERE:
                self._members[slot].add(session)
        large = len(crowd.choosers) * len(crowd.sessions) >= LARGE
        self._margins = self._flow.margins() if large else None
        self._now = [0] * len(slots)
        for slot in range(len(slots)):
            self._renew(slot)
        self.attended = -sum(self._now)

    def _renew(self, slot: int) -> None:
        members = self._members[slot]
        beside = self._beside(members, {})
        self._now[slot] = self._flow.lost(slot, beside)
        if self._margins:
            self._margins.renew(slot, members, self._flow.prices(slot, beside))

    def _lost(self, slot: int, members: Iterable[int], moved: Moved) -> int:
        return self._flow.lost(slot, self._beside(members, moved))

    def _beside(self, members: Iterable[int], moved: Moved) -> Beside:
        cell = self._cell
        return tuple(
            sorted(
                (session, self._takes[session][moved.get(session, cell[session])])
                for session in members
            )
        )

    def moved(self, session: int) -> Vector:
        """Return about how much less would be lost if a session moved, by cell.

        No less than would be, where it does not matter in which room a session is, and nobody
        who chooses takes part in one themselves. Nothing is told of few: one change at a time
        is weighed.
        """
        if not self._margins or session not in self._takes:
            return np.zeros(len(self._slot), dtype=np.int64)
        return self._margins.moved(session)[self._slot]

    def swapped(self, session: int) -> Vector:
        """Return about how much less would be lost if two changed places, by the other.

        See `moved`.
        """
        if not self._margins or session not in self._takes:
            return np.zeros(len(self._cell), dtype=np.int64)
        return self._margins.swapped(session)

    def moves(self, session: int, cell: int) -> int:
        """Return how much less would be lost if a session moved to a cell."""
        return self.grows({session: cell})

    def swaps(self, one: int, other: int) -> int:
        """Return how much less would be lost if two sessions changed places."""
        return self.grows({one: self._cell[other], other: self._cell[one]})

    def grows(self, moved: Moved) -> int:
        """Return how much less would be lost after any change."""
        after = self._after(moved)
        return sum(
            self._now[slot] - self._lost(slot, members, moved) for slot, members in after.items()
        )

    def _after(self, moved: Moved) -> Mapping[int, set[int]]:
        """Return who would be in the slots of which something changes."""
        after: dict[int, set[int]] = {}
        for session, cell in moved.items():
            if session in self._takes and cell != self._cell[session]:
                here, there = self._slot[self._cell[session]], self._slot[cell]
                for slot in {here, there} - {ELSEWHERE}:
                    after.setdefault(slot, set(self._members[slot]))
                if here != there:
                    after.get(here, set()).discard(session)
                    after.get(there, set()).add(session)
        return after

    def make(self, moved: Moved) -> None:
        """Take up a change."""
        after = self._after(moved)
        if self._margins:
            self._margins.leave([one for one, cell in moved.items() if cell != self._cell[one]])
        for session, cell in moved.items():
            self._cell[session] = cell
        for slot, members in after.items():
            self._members[slot] = members
            self._renew(slot)
        self.attended = -sum(self._now)


class _Flow:
    """What is lost in a slot, by what is there.

    Parameters
    ----------
    crowd : Crowd
    number : mapping of str to int
        Of each session.
    slots : sequence of Slot
    """

    def __init__(self, crowd: Crowd, number: Mapping[str, int], slots: Sequence[Slot]) -> None:
        self._dearest = crowd.dearest
        self._size = np.array([alike.size for alike in crowd.choosers])
        self._worth: Matrix = np.zeros((len(crowd.choosers), len(number)), dtype=np.int64)
        self._busy: Truth = np.zeros(self._worth.shape, dtype=bool)
        for row, alike in enumerate(crowd.choosers):
            for session, worth in alike.worths:
                self._worth[row, number[session]] = worth
            self._busy[row, [number[session] for session in alike.busy]] = True
        self._there = np.array(
            [
                [
                    not alike.present or within(alike.present, slot.day, slot.start, slot.end)
                    for alike in crowd.choosers
                ]
                for slot in slots
            ]
        )
        self._offered = {number[session] for session in crowd.sessions}
        self._least = {number[session]: few for session, few in crowd.least.items()}
        self._known: dict[tuple[int, Beside], tuple[int, Prices]] = {}

    def margins(self) -> Margins:
        """Return what bounds what is lost in all slots, with nothing in any of them."""
        return Margins(self._worth.T, self._size, self._there, self._dearest, self._offered)

    def lost(self, slot: int, beside: Beside) -> int:
        """Return what is lost in a slot at best."""
        return self._seated(slot, beside)[0]

    def prices(self, slot: int, beside: Beside) -> Prices:
        """Return what one person more would cost in each session of a slot."""
        return self._seated(slot, beside)[1]

    def _seated(self, slot: int, beside: Beside) -> tuple[int, Prices]:
        key = slot, beside
        if key not in self._known:
            self._known[key] = self._solved(slot, beside)
        return self._known[key]

    def _solved(self, slot: int, beside: Beside) -> tuple[int, Prices]:
        every = [session for session, _ in beside]
        offered = [(session, most) for session, most in beside if session in self._offered]
        sessions = [session for session, _ in offered]
        worth = self._worth[:, sessions]
        here = self._there[slot] & ~self._busy[:, every].any(axis=1) & (worth > 0).any(axis=1)
        worth, size = worth[here], self._size[here]
        most = np.array([many for _, many in offered], dtype=np.int64)
        least = np.array([self._least.get(session, 0) for session in sessions], dtype=np.int64)
        if not size.size:
            return int(self._dearest * least.sum()), dict.fromkeys(sessions, 0)
        best = worth.max(axis=1)
        settled = np.bincount(worth.argmax(axis=1), weights=size, minlength=len(sessions))
        if (settled >= least).all() and (settled <= most).all():
            return 0, dict.fromkeys(sessions, self._dearest)
        people = int(size.sum())
        filled = np.minimum(least, most)
        losses = np.hstack([best[:, None] - worth, (best + self._dearest)[:, None]])
        paid, costs = self._cost(losses, size, filled, most)
        # The first so many of a session were told to cost as much less as they save.
        lost = paid + int(self._dearest * (least.sum() - people))
        return lost, dict(zip(sessions, costs.tolist(), strict=False))

    def _cost(
        self, losses: Matrix, size: Vector, filled: Vector, most: Vector
    ) -> tuple[int, Matrix]:
        """Return the cheapest flow: from people to sessions, or to none, and on to the end.

        To go on from a session costs nothing for as many as it needs, and as much as the
        dearest wish for each further one. With it: what one person more would cost in each.
        """
        people, sessions = losses.shape[0], losses.shape[1] - 1
        flow = min_cost_flow.SimpleMinCostFlow()
        nobody, end = people + sessions, people + sessions + 1
        rows, places = np.divmod(np.arange(people * (sessions + 1)), sessions + 1)
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            rows, people + places, size[rows], losses.reshape(-1)
        )
        on = np.arange(people, nobody)
        flow.add_arcs_with_capacity_and_unit_cost(
            on, np.full(sessions, end), filled, np.zeros(sessions, dtype=np.int64)
        )
        flow.add_arcs_with_capacity_and_unit_cost(
            on, np.full(sessions, end), most - filled, np.full(sessions, self._dearest)
        )
        flow.add_arc_with_capacity_and_unit_cost(nobody, end, int(size.sum()), self._dearest)
        supply = np.concatenate([size, np.zeros(sessions + 1, dtype=np.int64), [-size.sum()]])
        flow.set_nodes_supplies(np.arange(end + 1), supply)
        status = flow.solve()
        assert status == flow.OPTIMAL, status
        seated = flow.flows(arcs).reshape(losses.shape)
        here = seated[:, :-1].sum(axis=0)
        onward = np.where(here < most, self._dearest, np.inf)
        onward[here < filled] = 0
        onward = np.append(onward, self._dearest)
        return int(flow.optimal_cost()), marginal_costs(losses, seated > 0, onward)
