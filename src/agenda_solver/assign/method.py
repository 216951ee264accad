"""What every method of seating gives back."""

from __future__ import annotations

from dataclasses import dataclass

from agenda_solver.assign.choices import Ints
from agenda_solver.result import Status

TOLERANCE = 1e-6
"""By how much a bound may be wrong, being a sum of rounded numbers."""


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
