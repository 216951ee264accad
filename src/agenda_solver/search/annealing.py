"""Simulated annealing over tables: one session moves, or two change places.

Burkard and Rendl, "A thermodynamically motivated simulation procedure for combinatorial
optimization problems" (1984), did this for quadratic assignment; Connolly, "An improved
annealing scheme for the QAP" (1990), for one temperature scale found by sampling. What
every session would pay in every cell is kept up to date (`State.price`), so a step sees
all moves of one session at once, and draws one of them by its Boltzmann weight
(heat bath) instead of proposing and refusing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agenda_solver.budget import FIRST_COOLING_OF_PAIRS
from agenda_solver.search.relations import Matrix, Vector
from agenda_solver.search.tables import CostTables

OUT_OF_THE_QUESTION = 1e13
"""The price of a cell that a session may not have; whole numbers stay exact up to 9e15."""

Stack = NDArray[np.float64]
"""Matrices of several relations, one behind the other."""


class Exchange(NamedTuple):
    """A session goes to a cell; the other, if there is one, takes its place."""

    session: int
    cell: int
    other: int | None


class State:
    """A choice of cells, and what every session would pay in every cell.

    Parameters
    ----------
    tables : CostTables
        What is asked.
    penalty : float
        Is paid for each broken demand.
    chosen : Vector
        The cell of each session.

    Attributes
    ----------
    price : Matrix
        By session and cell: what the session would pay there, all others staying where
        they are. What a pair pays is in the price of both.
    """

    def __init__(self, tables: CostTables, penalty: float, chosen: Vector) -> None:
        self.tables = tables
        self._sessions = np.arange(len(tables.sessions))
        self._base = np.where(tables.allowed, tables.alone, OUT_OF_THE_QUESTION)
        self._weigh(penalty)
        self.start_from(chosen)

    def _weigh(self, penalty: float) -> None:
        """Turn each relation to both of its sessions: what one is to pay because of the other.

        `_weights[one, :, other]` and `_worths[cell of one, :, cell of other]`, multiplied
        and summed over the relations in the middle, are all that the two pay for each other.
        """
        weights, worths = [], []
        relations = [(pairs.weights, pairs.worth) for pairs in self.tables.costs]
        relations += [(penalty * pairs.weights, pairs.worth) for pairs in self.tables.demands]
        for weight, worth in relations:
            if np.array_equal(worth, worth.T):
                weights.append(weight + weight.T)
                worths.append(worth)
            else:
                weights += [weight, weight.T]
                worths += [worth, worth.T]
        self._weights = _stacked(weights, len(self._sessions))
        self._worths = _stacked(worths, len(self.tables.cells))
        itself = self._worths.diagonal(axis1=0, axis2=2).T[:, :, None]
        crossed = self._worths + self._worths.transpose(2, 1, 0)
        self._swapped: Stack = crossed - itself - itself.transpose(2, 1, 0)

    def start_from(self, chosen: Vector) -> None:
        """Take up a choice."""
        self.chosen = chosen.copy()
        paid = np.tensordot(self._weights, self._worths[chosen], axes=((0, 1), (0, 1)))
        self.price: Matrix = self._base + paid
        self._pay()

    def _pay(self) -> None:
        self._paid = self.price[self._sessions, self.chosen]

    def changes(self, session: int) -> NDArray[np.float64]:
        """Return what the sum grows by with each change of a session, see `change`."""
        moves = self.moves(session)
        return np.concatenate((moves, self.swaps(session, moves)))

    def change(self, session: int, number: int) -> Exchange:
        """Return a change of a session by its number: first the cells, then the others."""
        cells = len(self.tables.cells)
        if number < cells:
            return Exchange(session, number, None)
        other = number - cells
        return Exchange(session, int(self.chosen[other]), other)

    def moves(self, session: int) -> NDArray[np.float64]:
        """Return what the sum grows by if a session moves to each cell, by cell."""
        return self.price[session] - self._paid[session]

    def swaps(self, session: int, moves: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what the sum grows by if a session changes places with each other one.

        Both prices were quoted with the other session where it was: what the two pay for
        each other is mended by `_swapped`.
        """
        cell = self.chosen[session]
        grows = moves[self.chosen]
        grows += self.price[:, cell]
        grows -= self._paid
        mended = self._swapped[cell][:, self.chosen]
        mended *= self._weights[session]
        grows += mended.sum(axis=0)
        return grows

    def make(self, change: Exchange) -> None:
        """Move a session, or let two change places."""
        session, cell, other = change
        before = self.chosen[session]
        weights = self._weights[session]
        if other is not None:
            weights = weights - self._weights[other]
            self.chosen[other] = before
        self.chosen[session] = cell
        self.price += weights.T @ (self._worths[cell] - self._worths[before])
        self._pay()


def _stacked(matrices: list[Matrix], size: int) -> Stack:
    """Put matrices one behind the other, so that one row of all of them lies together."""
    none = np.zeros((size, 0, size))
    return np.ascontiguousarray(np.stack(matrices, axis=1)) if matrices else none


@dataclass(frozen=True)
class Cooling:
    """How hot a search begins, and how cold it ends: in what a change of one move costs."""

    hot: float
    cold: float

    def at(self, part: float) -> float:
        """Return the temperature when this part of the time is over, 0 to 1."""
        return self.hot * (self.cold / self.hot) ** part


# Measured on quadratic assignments of 18 to 72 sessions, see docs/decisions.
HOT, COLD = 0.5, 0.02
PENALTY = 5.0
SAMPLE = 100


def usual_change(tables: CostTables, chosen: Vector) -> float:
    """Return what a change matters on average, seen from a choice; demands aside."""
    state = State(tables, 0.0, chosen)
    some = range(0, len(chosen), 1 + len(chosen) // SAMPLE)
    changes = np.concatenate([state.changes(session) for session in some])
    matter = np.abs(changes[np.abs(changes) < OUT_OF_THE_QUESTION / 2])
    matter = matter[matter > 0]
    return float(matter.mean()) if matter.size else 1.0


BATCH = 64
COOLINGS = 6
"""At least so many, each as long as all before it: what is small is soon known to be settled."""
SETTLED = 3
"""So many in a row that end at the best known have little left to find."""


class Annealer:
    """Cools again and again, longer each time, and keeps the best choice.

    Parameters
    ----------
    tables : CostTables
        What is asked.
    seed : int
        Of the random choices.
    seconds : float
        How long `run` may take, as `clock` tells it.
    clock : callable
        Returns seconds, from the number of steps so far or from the time.
    stop : callable
        Whether to end at once; asked some hundred times a second.
    report : callable
        Told each better choice that breaks no demand, and its cost.
    start : Vector, optional
        Where the first cooling begins; the others begin anywhere.

    Attributes
    ----------
    settled : bool
        Whether `run` ended before its time, with little left to find.
    """

    def __init__(
        self,
        tables: CostTables,
        *,
        seed: int,
        seconds: float,
        clock: Callable[[int], float],
        stop: Callable[[], bool],
        report: Callable[[Vector, int], None],
        start: Vector | None = None,
    ) -> None:
        self.tables = tables
        self._start = start
        self.seconds = seconds
        self.settled = False
        self._clock = clock
        self._stop = stop
        self._report = report
        self._random = np.random.default_rng(seed)
        self._steps = 0
        self._best: int | None = None

    def run(self) -> None:
        """Search until the time is over, or what is found is settled."""
        if not self.tables.allowed.any(axis=1).all():
            return
        usual = usual_change(self.tables, self._anywhere())
        cooling = Cooling(HOT * usual, COLD * usual)
        penalty = PENALTY * usual
        costs: list[int | None] = []
        began = self._clock(self._steps)
        for end in self._ends():
            costs.append(self._cool(cooling, penalty, began + end))
            if self._stop():
                return
            if costs[-1] is None:
                penalty *= 2
            elif costs[-SETTLED:] == SETTLED * [self._best] and end < self.seconds:
                self.settled = True
                return

    def _ends(self) -> Iterator[float]:
        """Yield when each cooling ends, in seconds from the beginning."""
        doublings = COOLINGS - 1
        if self.seconds > FIRST_COOLING_OF_PAIRS:
            doublings = max(doublings, math.ceil(math.log2(self.seconds / FIRST_COOLING_OF_PAIRS)))
        yield from (self.seconds / 2**number for number in range(doublings, -1, -1))

    def _anywhere(self) -> Vector:
        """Return a choice at random."""
        return np.array(
            [self._random.choice(np.flatnonzero(allowed)) for allowed in self.tables.allowed]
        )

    def _cool(self, cooling: Cooling, penalty: float, end: float) -> int | None:
        """Search once, from anywhere, until a time; return the cost of what it came to.

        None where that breaks a demand.
        """
        begins = self._anywhere() if self._start is None else self._start
        self._start = None
        state = State(self.tables, penalty, begins)
        paid = self.tables.cost(state.chosen) + penalty * self.tables.broken(state.chosen)
        least, best_judged = paid, None
        begin = self._clock(self._steps)
        while (now := self._clock(self._steps)) < end and not self._stop():
            heat = cooling.at((now - begin) / (end - begin))
            for change, grows in self._drawn(state, heat):
                state.make(change)
                paid += grows
                if paid < least - 0.5:
                    least, best_judged = paid, self._judged(state.chosen)
        return best_judged

    def _drawn(self, state: State, heat: float) -> Iterator[tuple[Exchange, float]]:
        """Draw a change of one session after another, each by its Boltzmann weight.

        The largest of weights with Gumbel noise falls on each as often as it weighs.
        """
        sessions, cells = self.tables.allowed.shape
        noise = self._random.gumbel(scale=heat, size=(BATCH, cells + sessions))
        for number, session in enumerate(self._random.integers(sessions, size=BATCH)):
            self._steps += 1
            changes = state.changes(session)
            drawn = int((changes - noise[number]).argmin())
            if changes[drawn] or drawn not in (state.chosen[session], cells + session):
                yield state.change(session, drawn), float(changes[drawn])

    def _judged(self, chosen: Vector) -> int | None:
        """Return what a choice costs, and report it if it is the best; None if it is broken."""
        if self.tables.broken(chosen):
            return None
        cost = self.tables.cost(chosen)
        if self._best is None or cost < self._best:
            self._best = cost
            self._report(chosen.copy(), cost)
        return cost
