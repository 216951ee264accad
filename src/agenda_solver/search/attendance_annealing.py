"""Annealing for what attendees hope for: a session moves, or two change places.

What attendees miss is no sum over pairs of sessions, so `annealing` cannot have it in its
tables. Here sets of attendees are kept as bits, see `attendance`, and all changes of one session
are weighed at once (heat bath). The demands are filters: a change that breaks one is not
made, and neither is one after which an earlier tier comes to more than it did.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from agenda_solver.search.attendance import Moved
from agenda_solver.search.grid import Grid
from agenda_solver.search.pair_costs import Account, Pairs, Prices
from agenda_solver.search.relations import Truth


@dataclass(frozen=True)
class Better:
    """A choice that is better than all before it.

    Attributes
    ----------
    chosen : tuple of int
        The cell of each session.
    cost : int
        What the tier comes to.
    missed : int
        What attendees miss.
    """

    chosen: tuple[int, ...]
    cost: int
    missed: int


class Position:
    """A choice, and what it comes to.

    Parameters
    ----------
    grid : Grid
    chosen : sequence of int
        The cell of each session; breaks no demand.

    Attributes
    ----------
    chosen : list of int
        The cell of each session.
    account : Account
        What the tier comes to.
    """

    def __init__(self, grid: Grid, chosen: Sequence[int]) -> None:
        self.chosen = list(chosen)
        self._held: list[list[int]] = [[] for _ in range(len(grid.recorder.cells))]
        for session, cell in enumerate(chosen):
            self._held[cell].append(session)
        self._allowed = grid.allowed
        self._demands = Pairs(grid.recorder.demands, self.chosen, self._held)
        near = [around.relation for around in self._demands.around if not around.plain]
        relations = [*self._demands.others, *near]
        self._broken = Prices(np.zeros(grid.allowed.shape), relations, self.chosen)
        self._near = [
            (relation.weights + relation.weights.T, relation.worth.diagonal()) for relation in near
        ]
        self._linked = bool(relations)
        self.account = Account(grid.own, grid.recorder, self.chosen, self._held)
        earlier = (Account(sums, grid.recorder, self.chosen, self._held) for sums in grid.earlier)
        self._earlier = [account for account in earlier if account]
        self._most = [account.cost for account in self._earlier]
        self._across = _Cells(grid)
        self._cells = np.array(chosen)
        self._even = self.account.even
        times = {time: number for number, (time, _) in enumerate(grid.recorder.cells.all)}
        self._time = np.array([times[time] for time, _ in grid.recorder.cells.all])
        self._shared = np.ones(len(grid.recorder.cells), dtype=bool)
        for around in self._demands.around:
            self._shared &= ~around.crowded
        self._free = self._shared | np.array([not there for there in self._held])

    def prospects(self, session: int) -> NDArray[np.float64]:
        """Return about how much more would be paid with each change of a session.

        See `Account.prospects` for what is not in it. First come the cells to move to, if
        any are free, then the sessions to change places with.
        """
        home = self.chosen[session]
        free, may = self._options(session)
        if self._linked:
            broken = self._broken.matrix
            there, back = broken[session][self._cells], broken[:, home]
            for weights, worth in self._near:  # who changes places is no longer there
                there = there - weights[session] * worth[self._cells]
                back = back - weights[session] * worth[home]
            may &= (there == 0) & (back == 0)
            free &= broken[session] == 0
        moves = bool(free.any())
        to_cells, to_others = self.account.prospects(session, self._cells, moves=moves)
        for account, most in zip(self._earlier, self._most, strict=True):
            cells, others = account.prospects(session, self._cells, moves=moves)
            may &= others <= most - account.cost
            if cells is not None:
                free &= cells <= most - account.cost
        to_others[~may] = OUT_OF_THE_QUESTION
        if to_cells is None:
            return to_others
        to_cells[~free] = OUT_OF_THE_QUESTION
        return np.concatenate((to_cells, to_others))

    def _options(self, session: int) -> tuple[Truth, Truth]:
        """Return the cells and the others that a session may change to, for all it knows itself."""
        home = self.chosen[session]
        free = self._free & self._allowed[session]
        free[home] = False
        may = self._allowed[session][self._cells] & self._allowed[:, home]
        if self._even:
            may &= self._time[self._cells] != self._time[home]
        else:
            may &= self._cells != home
        return free, may

    def closed(self, sessions: Sequence[int]) -> float:
        """Return which part of the changes of these sessions demands and earlier tiers close."""
        every = sum(
            int(options.sum()) for session in sessions for options in self._options(session)
        )
        open_changes = (self.prospects(session) < OUT_OF_THE_QUESTION for session in sessions)
        return 1.0 - sum(int(changes.sum()) for changes in open_changes) / max(1, every)

    def change(self, session: int, number: int) -> tuple[Moved, int]:
        """Return a change by its number from the end, and how much more the tier comes to."""
        other = len(self.chosen) + number
        if other < 0:
            cell = len(self._free) + other
            return {session: cell}, self.account.moves(session, cell)
        moved = {session: self.chosen[other], other: self.chosen[session]}
        return moved, self.account.swaps(session, other)

    def holds(self, moved: Moved) -> bool:
        """Whether a change breaks no demand and lets no earlier tier grow."""
        return self._demands.holds(moved) and all(
            account.cost + account.grows(moved) <= most
            for account, most in zip(self._earlier, self._most, strict=True)
        )

    def make(self, moved: Moved, grows: int) -> None:
        """Take up a change, of which it is known what it adds to the tier."""
        for account in self._earlier:
            account.make(moved, account.grows(moved))
        self.account.make(moved, grows)
        self._broken.make(moved)
        for session in moved:
            home = self.chosen[session]
            self._held[home].remove(session)
            self._free[home] = True
        for session, cell in moved.items():
            self._held[cell].append(session)
            self.chosen[session] = self._cells[session] = cell
        for cell in moved.values():
            self._free[cell] = self._shared[cell]

    def carried(self, session: int, cell: int) -> Moved | None:
        """Return a change that moves a session and all that must move with it, or against it.

        Between two times, as Kempe's chains do: who cannot be where they are any longer
        goes to the other time, in the same room; into the cell that becomes free if they
        are in the one that is taken.
        """
        home = self.chosen[session]
        if cell == home:
            return None
        moved = {session: cell}
        waiting = [session]
        while waiting:
            mover = waiting.pop()
            for other in self._demands.clashes(mover, moved):
                if other in moved:
                    return None
                there = self.chosen[other]
                to = home if there == cell else self._across.across(there, home, cell)
                if to is None or not self._allowed[other][to]:
                    return None
                moved[other] = to
                waiting.append(other)
        return moved


class _Cells:
    """Which cell is in the same room at another time."""

    def __init__(self, grid: Grid) -> None:
        self._number = grid.recorder.cells.number
        self._all = grid.recorder.cells.all

    def across(self, cell: int, one: int, other: int) -> int | None:
        """Return the cell in the room of one, at the other of the times of two cells."""
        time, room = self._all[cell]
        times = [self._all[one][0], self._all[other][0]]
        if time not in times:
            return None
        times.remove(time)
        return self._number.get((times[0], room))


OUT_OF_THE_QUESTION = 1e13
"""The price of a change that may not be made."""
BATCH = 16
"""Steps between two looks at the clock."""
TRIES = 12
"""So many changes of a session are tried at once, where demands forbid those before."""
NOISE = 1 << 18
"""How many random numbers are drawn in advance."""
HOT, COLD = 0.2, 0.03
"""The temperatures between which it cools, in what a change of one move costs."""
SAMPLE = 50
"""So many sessions are asked, about, what is usual."""
COOLINGS = 4
LONGER = 4
"""Each cooling ends after so many times as long as the one before it."""
SETTLED = 3
"""So many in a row that end at the best known have little left to find."""
CHAINS = 0.6
"""How often a chain is tried at once, where all other changes are closed."""
PAUSE = 0.2
"""Seconds between two reports."""


class AttendanceAnnealer:
    """Cools again and again, longer each time, and keeps the best choice.

    Parameters
    ----------
    grid : Grid
        What is asked.
    seed : int
        Of the random choices.
    clock : callable
        Returns seconds, from the number of steps so far or from the time.
    stop : callable
        Whether to end at once; asked some hundred times a second.
    report : callable
        Told each better choice, at most some times a second, and the best at the end.

    Attributes
    ----------
    steps : int
        Sessions taken so far.
    settled : bool
        Whether `run` ended before its time, with little left to find.
    """

    def __init__(
        self,
        grid: Grid,
        *,
        seed: int,
        clock: Callable[[int], float],
        stop: Callable[[], bool],
        report: Callable[[Better], None],
    ) -> None:
        self.grid = grid
        self.steps = 0
        self.settled = False
        self._random = Random(seed)
        self._clock = clock
        self._stop = stop
        self._report = report
        self._cells = [np.flatnonzero(row).tolist() for row in grid.allowed]
        self._movable = [session for session, cells in enumerate(self._cells) if len(cells) > 1]
        self._gumbel = np.random.default_rng(seed).gumbel(size=NOISE)
        self._position = Position(grid, grid.start)
        self._usual: float | None = None
        self._chains = 0.0
        self._best = self._seen()
        self._reported = self._best.cost
        self._told_at = -math.inf

    def run(self, seconds: float) -> None:
        """Search until the time is over, as `clock` tells it, or what is found is settled.

        Once more, it goes on from where it was, as hot as the first time: what changes matter
        is measured where it began.
        """
        if not self._movable:
            self.settled = True
            return
        if self._usual is None:
            some = self._movable[:: 1 + len(self._movable) // SAMPLE]
            self._usual = self._usual_change(some)
            self._chains = CHAINS * self._position.closed(some)
        ended: list[int] = []
        began = self._clock(self.steps)
        for end in _ends(seconds):
            ended.append(self._cool(HOT * self._usual, COLD * self._usual, began + end))
            self._tell()
            if self._stop():
                return
            if ended[-SETTLED:] == SETTLED * [self._best.cost]:
                self.settled = True
                return

    def _seen(self) -> Better:
        account = self._position.account
        return Better(tuple(self._position.chosen), account.cost, account.missed)

    def _usual_change(self, some: Sequence[int]) -> float:
        """Return what a change matters on average, where it does; demands and sizes aside.

        Sizes give back much of what wishes take: with them, it would begin too cold.
        """
        account, cells = self._position.account, np.array(self._position.chosen)
        both = (account.prospects(session, cells, moves=True, sizes=False) for session in some)
        changes = np.abs(
            np.concatenate([prices for two in both for prices in two if prices is not None])
        )
        matter = changes[changes > 0]
        return float(matter.mean()) if matter.size else 1.0

    def _cool(self, hot: float, cold: float, end: float) -> int:
        """Search once, from where it is, until a time; return the least cost on the way."""
        begin = self._clock(self.steps)
        least = self._position.account.cost
        while (now := self._clock(self.steps)) < end and not self._stop():
            part = (now - begin) / (end - begin)
            least = min(least, self._batch(hot * (cold / hot) ** part))
            if now >= self._told_at + PAUSE:
                self._tell()
                self._told_at = now
        return least

    def _tell(self) -> None:
        if self._best.cost < self._reported:
            self._reported = self._best.cost
            self._report(self._best)

    def _batch(self, heat: float) -> int:
        """Take some sessions one after the other, each to where chance has it; see the module."""
        least = self._position.account.cost
        self.steps += BATCH
        for session in self._random.choices(self._movable, k=BATCH):
            if self._random.random() < self._chains:
                self._carry(session, self._random.choice(self._cells[session]), heat)
            else:
                self._step(session, heat)
            if self._position.account.cost < least:
                least = self._position.account.cost
                if least < self._best.cost:
                    self._best = self._seen()
        return least

    def _step(self, session: int, heat: float) -> None:
        """Draw a change of a session, or none, each by its Boltzmann weight; make it if it holds.

        The largest of weights with Gumbel noise falls on each as often as it weighs. What
        was not in the weight is asked of chance afterwards (Metropolis).
        """
        prospects = self._position.prospects(session)
        noise = self._noise(len(prospects) + 1)
        weights = prospects - heat * noise[:-1]
        for _ in range(TRIES):
            drawn = int(weights.argmin())
            if weights[drawn] >= -heat * noise[-1]:
                return
            moved, grows = self._position.change(session, drawn - len(prospects))
            if grows <= prospects[drawn] + self._patience(heat) and self._make(moved, grows):
                return
            weights[drawn] = math.inf
        self._carry(session, self._random.choice(self._cells[session]), heat)

    def _noise(self, size: int) -> NDArray[np.float64]:
        """Return some of the noise, from anywhere in it: to make it anew takes longer."""
        first = int(self._random.random() * (NOISE - size))
        return self._gumbel[first : first + size]

    def _patience(self, heat: float) -> float:
        """Return how much worse a change may be this time."""
        return -heat * math.log(1.0 - self._random.random())

    def _make(self, moved: Moved, grows: int) -> bool:
        """Make a change if it holds."""
        if not self._position.holds(moved):
            return False
        self._position.make(moved, grows)
        return True

    def _carry(self, session: int, cell: int, heat: float) -> None:
        """Move a session with all that must move with it, if chance has it."""
        moved = self._position.carried(session, cell)
        if moved is not None:
            grows = self._position.account.grows(moved)
            if grows <= self._patience(heat):
                self._make(moved, grows)


def _ends(seconds: float) -> Iterator[float]:
    """Yield when each cooling ends, in seconds from the beginning."""
    yield from (seconds / LONGER**number for number in range(COOLINGS - 1, -1, -1))
