"""What a run of the solver says of itself: status, tiers, bounds, seed and versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agenda_solver.fairness import Fairness
from agenda_solver.rules.musts import SeatDemand
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text
from agenda_solver.timetable import Seat, Timetable

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
class SeatTier:
    """How far one aim of the seating was reached.

    Attributes
    ----------
    aim : Text
        What is kept small, in the organiser's words.
    status : Status
        ``optimal`` only where this aim and every earlier one are proven.
    cost : int
        What it comes to, counted from the seats themselves.
    bound : int
        No seating that is as good in the earlier aims has less.
    tie : bool
        Whether it only chooses among seatings in which the wishes come to the same.
    """

    aim: Text
    status: Status
    cost: int
    bound: int
    tie: bool = False


@dataclass(frozen=True)
class MorePlaces:
    """What more places in one session would bring; solved, not estimated.

    Attributes
    ----------
    session : str
        The session's id.
    places : int
        How many places more.
    ranks : mapping of int to int
        How many seats more (or fewer) there would be of each rank.
    without : int
        How many more (or fewer) seats would be lacking.
    """

    session: str
    places: int
    ranks: Mapping[int, int]
    without: int


@dataclass(frozen=True)
class Seating:
    """The outcome of seating the attendees.

    Attributes
    ----------
    status : Status
        ``infeasible`` only where it is proven that not everybody can be where they must.
    fairness : Fairness
        Whose wishes came first.
    method : str
        How it was solved: ``flow``, ``cancelling``, ``rounds``, ``mip`` or ``prices``.
    tiers : tuple of SeatTier
        The aims, the first one first.
    cancelled : tuple of str
        Ids of the sessions that do not take place, for lack of attendees.
    moved : tuple of Seat
        The seats that somebody had before, and has no longer; see `assign`.
    more_places : tuple of MorePlaces
        What more places would bring, the most useful first.
    findings : tuple of Finding
        Why it is impossible, where it is.
    contradicting : tuple of SeatDemand
        The demands of which the findings tell.
    seconds : float
        Wall-clock time.
    """

    status: Status
    fairness: Fairness
    method: str = ""
    tiers: tuple[SeatTier, ...] = ()
    cancelled: tuple[str, ...] = ()
    moved: tuple[Seat, ...] = ()
    more_places: tuple[MorePlaces, ...] = ()
    findings: tuple[Finding, ...] = ()
    contradicting: tuple[SeatDemand, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class GivenTimes:
    """How many times a session is given, where the wishes decide.

    Attributes
    ----------
    session : str
        The id of the first time.
    given : int
        How many times it is given.
    asking : int
        How many attendees wish for it, or must attend it.
    lacking : int
        How many of them have no seat in it.
    why : Text
        Why it is not given once more.
    """

    session: str
    given: int
    asking: int
    lacking: int
    why: Text


@dataclass(frozen=True)
class Repeated:
    """How many times sessions are given, where the wishes decide.

    Attributes
    ----------
    status : Status
        ``optimal`` only where it is proven that no other numbers keep more wishes, and no
        smaller ones as many.
    """

    status: Status
    sessions: tuple[GivenTimes, ...]


_WEAKEST_FIRST: tuple[Status, ...] = ("infeasible", "unknown", "feasible", "optimal")


@dataclass(frozen=True)
class Result:
    """The outcome of a solve.

    Attributes
    ----------
    status : Status
        Of the timetable; ``infeasible`` only where that is proven. See also `overall`.
    timetable : Timetable or None
        The best found; it has passed `verify`. None if there is none.
    seating : Seating or None
        How the attendees were seated; None where nobody needs a seat.
    repeated : Repeated or None
        How many times sessions are given; None where no wishes decide it.
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
    seating: Seating | None = None
    costs: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    encoding: str = ""
    reproducible: bool = False
    seed: int = 0
    workers: int = 8
    seconds: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    repeated: Repeated | None = None

    @property
    def overall(self) -> Status:
        """The weakest of the statuses of the timetable, the seating and the numbers of times."""
        stages = [self.status, *(part.status for part in (self.seating, self.repeated) if part)]
        return min(stages, key=_WEAKEST_FIRST.index)
