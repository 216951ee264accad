"""What a run of the solver says of itself: status, tiers, bounds, seed and versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agenda_solver.rules.rule import Finding
from agenda_solver.timetable import Timetable

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class TierResult:
    """How far one tier was solved.

    Attributes
    ----------
    tier : int
        1 comes first.
    rules : tuple of str
        Keys of the costs in it.
    status : Status
        ``optimal`` only where this tier and every earlier one are proven.
    cost : int
        Weighted cost of the timetable in this tier, recomputed from the timetable.
    bound : int
        No timetable that is as good in the earlier tiers costs less.
    """

    tier: int
    rules: tuple[str, ...]
    status: Status
    cost: int
    bound: int


@dataclass(frozen=True)
class Result:
    """The outcome of a solve.

    Attributes
    ----------
    status : Status
        ``infeasible`` only where that is proven.
    timetable : Timetable or None
        The best found; it has passed `verify`. None if there is none.
    tiers : tuple of TierResult
        In the order they were solved.
    costs : mapping of str to int
        Weighted cost by rule.
    findings : tuple of Finding
        What is doubtful or impossible on sight, then what `verify` says of the timetable.
    encoding : str
        How the decisions were encoded: ``intervals`` or ``slots``.
    reproducible : bool
        Whether the run was asked to be repeatable to the byte.
    seconds : float
        Wall-clock time of the whole solve.
    timings : mapping of str to float
        Seconds of each phase, see `solve`.
    """

    status: Status
    timetable: Timetable | None
    tiers: tuple[TierResult, ...] = ()
    costs: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    encoding: str = ""
    reproducible: bool = False
    seed: int = 0
    workers: int = 8
    seconds: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
