"""What a replan comes to: the nearest timetable, what it changes, and what else could be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from agenda_solver.changes import PersonIsReplaced, SessionIsCancelled
from agenda_solver.difference import Difference
from agenda_solver.explain import Conflict, WayOut
from agenda_solver.least import Least
from agenda_solver.offers import Offers
from agenda_solver.problem import Problem
from agenda_solver.result import Result, Status
from agenda_solver.substitutes import Substitute
from agenda_solver.text import Text

if TYPE_CHECKING:
    from agenda_solver.replan.ways import Remedy

Way = Literal["replaced", "without", "moved", "cancelled"]
"""What becomes of a session that a person cannot attend as it is.

``replaced``: another person takes the part. ``without``: the others carry it. ``moved``:
it takes place when the person can. ``cancelled``: it does not take place.
"""


Instruction = PersonIsReplaced | SessionIsCancelled
"""What an organiser announces to take a way that is offered."""

Gap = Literal["kept", "closed"]
"""What becomes of the time of a cancelled session: it stays free, or what follows moves up."""


@dataclass(frozen=True)
class Price:
    """What a plan changes, what matters most first; see `agenda_solver.rules.stability`.

    Attributes
    ----------
    cancelled : int
        Sessions that do not take place any more; a part goes with its whole, uncounted.
    moved : int
        Sessions whose day or start changes.
    rooms : int
        Other sessions whose room changes.
    rooms_of_moved : int
        Sessions whose day or start changes, and their room too.
    seats : int
        Seats given out before that their attendees cannot keep.
    unseated : int
        People who lack a seat that they are due, those included who lacked it before; 0 where
        no seats were given out.
    touched : int
        Sessions whose time, room or people change.
    proven : bool
        Whether it is proven that no plan of this kind changes fewer times; as few times, and
        fewer rooms; and so on. Of the seats, that none of this timetable keeps more, and of
        these none leaves fewer lacking.
    """

    cancelled: int
    moved: int
    rooms: int
    rooms_of_moved: int
    seats: int
    touched: int
    proven: bool
    unseated: int = 0

    @classmethod
    def of(cls, difference: Difference, *, proven: bool) -> Price:
        """Count what differs from the published version."""
        moved, both = difference.count("time"), difference.count("time", "room")
        return cls(
            cancelled=len(difference.cancelled),
            moved=moved,
            rooms=difference.count("room") - both,
            rooms_of_moved=both,
            seats=len(difference.seats_lost),
            touched=len(difference.touched),
            proven=proven,
            unseated=_unseated(difference) if difference.before.timetable.seats else 0,
        )

    @property
    def amounts(self) -> tuple[int, ...]:
        """How much changes, what matters most first: of two plans the lesser is nearer."""
        return self.cancelled, self.moved, self.rooms, self.rooms_of_moved, self.seats


def _unseated(difference: Difference) -> int:
    after = difference.after
    standings = Offers(after.problem, after.timetable).standings()
    return len({standing.attendee for standing in standings if standing.session is None})


@dataclass(frozen=True)
class Beside:
    """What becomes of the part of another person who cannot attend the session, either."""

    person: str
    way: Way
    by: str | None


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
    beside : tuple of Beside
        What becomes of the parts of the others who cannot be there.
    deserted : bool
        Whether nobody is left in it: it is never taken unless the organiser says so.
    instruction : Instruction or None
        What to announce for this way to be taken, where that alone does it.
    """

    session: str
    way: Way
    person: str
    by: str | None
    status: Status
    price: Price | None
    chosen: bool = False
    beside: tuple[Beside, ...] = ()
    deserted: bool = False
    instruction: Instruction | None = None


@dataclass(frozen=True)
class Standbys:
    """Who of the draft could take a part that somebody cannot.

    Attributes
    ----------
    session, person : str
        Ids of the session, and of who cannot be there.
    could : tuple of Substitute
        The likeliest first; those who would be free if one thing changed come last.
    """

    session: str
    person: str
    could: tuple[Substitute, ...]

    @property
    def free(self) -> tuple[Substitute, ...]:
        """Those who are free at that time."""
        return tuple(one for one in self.could if one.is_free)

    @property
    def nearly_free(self) -> tuple[Substitute, ...]:
        """Those who would be if one thing changed."""
        return tuple(one for one in self.could if not one.is_free)


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
        For each session that a person cannot attend as it is: the ways, each solved, the one
        first that an organiser would rather give, and last what leads nowhere.
    standbys : tuple of Standbys
        For each of their parts who of the draft could take it.
    gone : mapping of str to Text
        Titles of the sessions that do not take place any more, by id; a part goes with its
        whole.
    gaps : mapping of Gap to Price
        Where a session is cancelled and what follows could move up: what either comes to.
    overridden : tuple of Text
        What is not as it is announced, why, and what is planned instead: to be told first.
    reasons : Conflict or None
        Demands that cannot hold together, where it is proven that there is no timetable.
    ways : tuple of WayOut
        What would have to be otherwise for there to be one, the cheapest first.
    least : {"times", "touched"}
        What is kept least.
    otherwise : Price or None
        What the plan would change if the other were kept least; None where that comes to no
        less of it, or was not found to.
    giving_up : tuple of Text
        Where there is no timetable and no way out is known: which sessions could be cancelled.
    remedies : tuple of Remedy
        What becomes of each session that a person cannot attend as it is.
    settled : bool
        Whether it is proven that no other remedies keep more, or change less.
    """

    problem: Problem
    result: Result
    difference: Difference | None = None
    price: Price | None = None
    options: tuple[Option, ...] = ()
    gone: Mapping[str, Text] = field(default_factory=dict)
    gaps: Mapping[Gap, Price] = field(default_factory=dict)
    overridden: tuple[Text, ...] = ()
    reasons: Conflict | None = None
    least: Least = "times"
    otherwise: Price | None = None
    standbys: tuple[Standbys, ...] = ()
    ways: tuple[WayOut, ...] = ()
    giving_up: tuple[Text, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    settled: bool = False
