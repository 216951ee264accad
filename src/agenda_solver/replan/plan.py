"""From a published timetable and what has changed since to the nearest one that holds.

What is near is told by `agenda_solver.rules.stability`: first how many sessions change
their time, then how many others change rooms, and so on, each proven where it can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agenda_solver.difference import Difference
from agenda_solver.problem import Problem
from agenda_solver.result import Result, Status

Way = Literal["replaced", "without", "moved", "cancelled"]
"""What becomes of a session that a person cannot attend as it is.

``replaced``: another person takes the part. ``without``: the others carry it. ``moved``:
it takes place when the person can. ``cancelled``: it does not take place.
"""


@dataclass(frozen=True)
class Price:
    """What a plan changes, what matters most first; see `agenda_solver.rules.stability`.

    Attributes
    ----------
    cancelled : int
        Sessions that do not take place any more.
    moved : int
        Sessions whose day or start changes.
    rooms : int
        Other sessions whose room changes.
    rooms_of_moved : int
        Sessions whose day or start changes, and their room too.
    seats : int
        Seats given out before that their attendees cannot keep.
    proven : bool
        Whether no plan of this kind changes less.
    """

    cancelled: int
    moved: int
    rooms: int
    rooms_of_moved: int
    seats: int
    proven: bool


@dataclass(frozen=True)
class Option:
    """One way to answer for one session, and what the whole plan comes to with it.

    Attributes
    ----------
    session : str
        The session that cannot stay as it is.
    way : Way
    person : str
        Who cannot be there.
    by : str or None
        Who takes the part, where somebody is to.
    status : Status
        Of the solve; ``infeasible`` where it is proven that this way leads nowhere.
    price : Price or None
        None where there is no plan, or none was found.
    chosen : bool
        Whether this is the way that the plan takes.
    """

    session: str
    way: Way
    person: str
    by: str | None
    status: Status
    price: Price | None
    chosen: bool = False


@dataclass(frozen=True)
class Plan:
    """The nearest timetable, and how it differs from the published one.

    Attributes
    ----------
    problem : Problem
        What is asked now: the changes are in it.
    result : Result
        Its tiers begin with those of `agenda_solver.rules.stability`; without a timetable
        if none is possible or none was found.
    difference : Difference or None
        From the published timetable; None without a timetable.
    price : Price or None
        What the plan changes.
    options : tuple of Option
        For each session that a person cannot attend as it is: the ways, each solved.
    gone : mapping of str to str
        Titles of the sessions that do not take place any more, by id.
    """

    problem: Problem
    result: Result
    difference: Difference | None = None
    price: Price | None = None
    options: tuple[Option, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
