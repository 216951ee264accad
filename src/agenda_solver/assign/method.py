"""What every method of seating is given, and what it gives back."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from agenda_solver.assign.choices import Ints
from agenda_solver.result import Status


@dataclass
class Budget:
    """How long a method may take.

    Attributes
    ----------
    seconds : float
        From when the budget was made.
    stop : threading.Event
        Once set, a method ends soon with the best it has.
    """

    seconds: float = 60.0
    seed: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds that are left; 0 where it is to stop."""
        if self.stop.is_set():
            return 0.0
        return max(0.0, self.seconds - (time.monotonic() - self.began))


@dataclass(frozen=True)
class MethodResult:
    """What a method found for some aims.

    Attributes
    ----------
    status : Status
        ``optimal`` where every aim is proven, ``infeasible`` where it is proven that no
        seating keeps the demands.
    taken : array of n × R or None
        The session of each attendee in each round, see `Choices.seats`.
    bounds : tuple of int
        For each aim what no seating can be below that is as good in the earlier ones; 0
        where nothing is known.
    """

    status: Status
    taken: Ints | None = None
    bounds: tuple[int, ...] = ()
