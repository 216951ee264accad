"""The one clock of a run: what each stage may take of it, and the one way to stop it.

A run has a `Budget`. Each stage gets a part of it, by its name in `SHARES`; a part that is
not used up stays with the budget it was taken from.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

Stage = Literal[
    # solve
    "programme before others",
    "timetable",
    "timetable before a flow",
    "timetable before a program",
    "timetable before least sizes",
    "first programme",
    "tier",
    "ties of a timetable",
    "numbers as needed",
    "planned numbers",
    "first of plans",
    "timetable of a plan",
    "first numbers",
    "numbers that fit",
    "other numbers",
    "another number",
    "solver alone",
    "solver alone on hopes",
    "annealing before the solver",
    "annealing before columns",
    "columns",
    "proof again",
    # assign
    "seats",
    "seats of an option",
    "first seats",
    "method while others wait",
    "last method",
    "prices",
    "last prices",
    "guess",
    "ties",
    "more places",
    "contradictions",
    # explain
    "reasons",
    "proof of reasons",
    "finer grid",
    "edits",
    "way",
    "less of an edit",
    # replan
    "nearest",
    "nearest elsewhere",
    "exchanges",
    "ways there",
    "option",
    "options",
    "other way",
    "ways out",
    "polishing",
    # papers in stretches
    "stretches",
    "first counts",
    "counts",
    "counts in one room",
    "counts again",
    "first rooms",
    "rooms of counts",
    "counts with rooms",
    "places of papers",
    "around papers",
    "papers closed up",
    # rotate
    "people in places",
    "groups of a carousel",
    "differences",
    "orbits",
    "wishes",
    "spread repeats",
    "possible at all",
]

SHARES: dict[Stage, Callable[[float, float], float]] = {
    # What is left is for other programmes that are as good.
    "programme before others": lambda left, _: 0.5 * left,
    # What the seats in it are to be decides how much of the time is theirs; see
    # `agenda_solver.assign.whole`.
    "timetable": lambda left, _: left,
    "timetable before a flow": lambda left, _: 0.9 * left,
    "timetable before a program": lambda left, _: 0.75 * left,
    "timetable before least sizes": lambda left, _: 0.6 * left,
    # Without a model; most have one at once, and what comes to nothing ends by itself.
    "first programme": lambda left, _: 0.5 * left,
    # While later tiers wait; see `Budget.until`.
    "tier": lambda left, _: 0.6 * left,
    # Which of equally good timetables: never worth waiting for.
    "ties of a timetable": lambda left, _: min(4.0, 0.1 * left),
    # How many times sessions are given, where the wishes decide: others are tried afterwards.
    "numbers as needed": lambda left, _: 0.3 * left,
    "planned numbers": lambda left, _: 0.8 * left,
    "first of plans": lambda left, _: 0.2 * left,
    "timetable of a plan": lambda left, whole: min(left, max(0.1 * whole, 0.3 * left)),
    "first numbers": lambda left, _: 0.7 * left,
    "numbers that fit": lambda left, _: min(2.0, 0.1 * left),
    "other numbers": lambda left, _: min(30.0, left),
    "another number": lambda left, _: 0.3 * left,
    # What is no paper is placed well, before other tiers are searched with all.
    "around papers": lambda left, _: min(30.0, 0.4 * left),
    # The stages of papers in stretches, each of what is left of theirs.
    "stretches": lambda left, _: 0.7 * left,
    "first counts": lambda left, _: 0.2 * left,
    "counts": lambda left, _: 0.08 * left,
    "counts in one room": lambda left, _: 0.25 * left,
    "counts again": lambda left, _: 0.5 * left,
    "first rooms": lambda left, _: min(2.0, 0.1 * left),
    "rooms of counts": lambda left, _: min(20.0, 0.3 * left),
    "counts with rooms": lambda left, _: 0.95 * left,
    # However late it is, what was found is to become a programme.
    "places of papers": lambda left, whole: min(1.0, max(0.05 * left, LATE * whole)),
    # Judged only, however late it is; most is done at once.
    "papers closed up": lambda left, whole: min(2.0, max(0.1 * left, LATE * whole)),
    # CP-SAT begins without annealing beside it: most are proven by then, less of what
    # attendees hope for.
    "solver alone": lambda left, _: min(3.0, 0.1 * left),
    "solver alone on hopes": lambda left, _: min(1.0, 0.1 * left),
    # Where both cannot run beside each other.
    "annealing before the solver": lambda left, _: 0.5 * left,
    # Columns, which may prove that nothing better is left, wait for some annealing.
    "annealing before columns": lambda left, _: min(2.0, 0.2 * left),
    "columns": lambda left, _: 0.5 * left,
    # "Impossible" is proven twice.
    "proof again": lambda left, whole: max(left, LATE * whole),
    # However late it is, there is some time for seats.
    # What they are judged by takes the rest.
    "seats": lambda left, whole: max(0.9 * left, LATE * whole),
    "seats of an option": lambda left, whole: max(left, LATE * whole),
    # From which a program goes on.
    "first seats": lambda left, _: 0.2 * left,
    "method while others wait": lambda left, _: 0.7 * left,
    "last method": lambda left, _: left,
    # For a search for prices, and as much for seats by them; twice.
    "prices": lambda left, whole: min(left, 0.25 * whole),
    "last prices": lambda left, whole: min(left, 0.15 * whole),
    "guess": lambda left, _: 0.5 * left,
    "ties": lambda left, _: min(20.0, 0.4 * left),
    "more places": lambda left, _: min(5.0, 0.5 * left),
    "contradictions": lambda left, _: min(10.0, left),
    # Also where "impossible" took all the time, with half as much for their proof.
    "reasons": lambda left, whole: min(20.0, max(0.6 * left, LATE * whole)),
    "proof of reasons": lambda left, whole: left + 0.5 * whole,
    "finer grid": lambda left, whole: max(left, LATE * whole),
    # What to change comes after the reasons, which may have taken all the time.
    "edits": lambda left, whole: min(60.0, max(left, 0.5 * whole)),
    # While others wait.
    "way": lambda left, _: 0.6 * left,
    "less of an edit": lambda left, _: 0.25 * left,
    # One search may take half, while others wait.
    "nearest": lambda left, _: max(0.1, 0.5 * left),
    # What the best programme would cost is told after the nearest.
    "nearest elsewhere": lambda left, _: 0.6 * left,
    "exchanges": lambda left, _: min(5.0, 0.1 * left),
    "ways there": lambda left, _: left,
    "option": lambda left, _: min(5.0, max(0.1, 0.5 * left)),
    # What could be done instead, in all; no more begins with less left than `LEAST_TO_BEGIN`.
    "options": lambda left, _: min(15.0, left),
    # What else could be kept least.
    "other way": lambda left, _: min(15.0, 0.5 * left),
    "ways out": lambda left, _: min(7.5, left),
    "polishing": lambda left, _: min(5.0, max(1.0, 0.5 * left)),
    "people in places": lambda left, _: min(1.0, left),
    "groups of a carousel": lambda left, _: min(2.0, left),
    "differences": lambda left, _: 0.3 * left,
    "orbits": lambda left, _: 0.25 * left,
    # Also once the time is up: they are the last.
    "wishes": lambda _, whole: min(3.0, 0.25 * whole),
    "spread repeats": lambda _, whole: min(1.0, 0.1 * whole),
    "possible at all": lambda _, __: 5.0,
}
"""The seconds that each stage may take, from those that are left and those there were."""

LATE = 0.05
"""What a stage has of the whole that no result can be without, though all is used up."""
BEYOND, A_MOMENT = 0.05, 0.2
"""How much longer than asked a solver is waited for that heeds only a limit of its own."""
AFTER_A_STOP = 1.0
"""What the seats of a timetable have that was found before a stop."""
LEAST_TO_BEGIN = 5.0
"""With less left, nothing more is looked for that could be done instead."""
FIRST_COOLING, FIRST_COOLING_OF_ORBITS = 1.0, 0.5
"""Of rotations; later ones are longer."""
FIRST_COOLING_OF_PAIRS = 2.0
"""That of sessions on slots lasts so long at most; each is as long as all before it."""
PLACED_A_SECOND = 2_000
"""How many sessions that a construction places count as a second, where no clock counts."""
STEPS_A_SECOND = 10_000
"""How many steps of annealing count as a second, where no clock counts."""
WISH_STEPS_A_SECOND = 5_000
"""The same of what attendees hope for, which weighs more at each step."""


def _now() -> float:
    """Return the seconds of the clock."""
    return time.monotonic()


class Stop:
    """Says, once set, that a run is to end with the best it has.

    Attributes
    ----------
    at : float or None
        When it was set, by the clock of `Budget`.
    heeded : bool
        Whether the run then ends with something: until there is, it need not be waited for.
    """

    def __init__(self) -> None:
        self.at: float | None = None
        self.heeded = False

    def set(self) -> None:
        """Ask the run to end."""
        if self.at is None:
            self.at = _now()

    def is_set(self) -> bool:
        """Whether the run is to end."""
        return self.at is not None


@dataclass(eq=False)
class Budget:
    """What a run, or a stage of one, may take, from when it was made.

    Attributes
    ----------
    seconds : float
        With `reproducible`, a deterministic measure of work that comes to about as much.
    seed : int
        Of all random choices.
    workers : int
        Threads. Eight find and prove more than two even on two cores.
    reproducible : bool
        One worker and no clock: the same result each time, found more slowly.
    several : bool
        Whether it has its `workers` although no clock counts: what is proven does not depend on
        how busy the machine is, while which of equally good results it is may vary.
    stop : Stop
        The run's: every part of a budget has the same one.
    log : callable or None
        Is given each line that the solver says of its work.
    clocked : bool
        Whether the clock counts although `reproducible`; see `by_clock`.
    closing : bool
        Whether it was made after the stop, for what a result cannot be without.
    work : float
        What was spent, where the clock does not count.
    waits : callable or None
        Whether what it is for is still to be found: until then it may take all that is left
        of what it was taken from; see `until`.
    whole : Budget or None
        What it was taken from, where it `waits`.
    """

    seconds: float = 60.0
    seed: int = 0
    workers: int = 8
    reproducible: bool = False
    stop: Stop = field(default_factory=Stop)
    log: Callable[[str], None] | None = None
    clocked: bool = False
    closing: bool = False
    work: float = 0.0
    waits: Callable[[], bool] | None = None
    whole: Budget | None = None
    several: bool = False
    began: float = field(default_factory=_now)

    @property
    def threads(self) -> int:
        """How many threads the solver may take."""
        return 1 if self.reproducible and not self.several else self.workers

    @property
    def spent(self) -> float:
        """Seconds since it was made, by the clock."""
        return _now() - self.began

    @property
    def left(self) -> float:
        """Seconds that are left; 0 where the run is to stop."""
        if self.stopped:
            return 0.0
        if self.whole is not None and self.waits is not None and self.waits():
            return self.whole.left
        used = self.work if self.reproducible and not self.clocked else self.spent
        return max(0.0, self.seconds - used)

    @property
    def overdrawn(self) -> bool:
        """Whether somebody who heeds only a limit of their own is no longer waited for."""
        return self.spent > (1.0 + BEYOND) * self.seconds + A_MOMENT

    @property
    def stopped(self) -> bool:
        """Whether to end soon, with the best there is."""
        return self.stop.is_set() and not self.closing

    def spend(self, work: float) -> None:
        """Count work, which matters where the clock does not."""
        self.work += work

    def part(self, stage: Stage) -> Budget:
        """Return the budget of a stage that begins now.

        What is found before a stop still needs its seats: those have `AFTER_A_STOP`, counted
        from the stop.
        """
        if stage == "seats" and self.stopped and self.stop.at is not None:
            return self._of(max(0.0, self.stop.at + AFTER_A_STOP - _now()), closing=True)
        return self._of(SHARES[stage](self.left, self.seconds), closing=self.closing)

    def until(self, waits: Callable[[], bool], whole: Budget) -> Budget:
        """Return this part of a whole, which ends once it is used up and nothing is waited for.

        Who finds nothing does not end early. Where no clock counts a part is what it is.
        """
        return self if self.reproducible else replace(self, waits=waits, whole=whole)

    def shared(self, many: int) -> Budget:
        """Return a part for one of many that are still to come, and are to have as much."""
        return self._of(self.left / max(1, many), closing=self.closing)

    def at_most(self, seconds: float) -> Budget:
        """Return a part of so many seconds, or of what is left."""
        return self._of(min(seconds, self.left), closing=self.closing)

    def _of(self, seconds: float, *, closing: bool) -> Budget:
        part = replace(self, seconds=seconds, closing=closing, work=0.0, began=_now())
        return replace(part, waits=None, whole=None)

    def by_clock(self) -> Budget:
        """Return the same budget for a stage that knows no other measure than the clock."""
        return replace(self, clocked=True)


@dataclass(eq=False)
class InterruptedBudget(Budget):
    """The budget of what works at times only, and waits between them.

    Attributes
    ----------
    gate : Event
        Set while it may work.
    """

    gate: threading.Event = field(default_factory=threading.Event)

    @property
    def left(self) -> float:
        """See `Budget`; it waits here."""
        while not (self.gate.wait(0.1) or self.stopped):
            pass
        return super().left
