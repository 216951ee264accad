"""What an organiser announces after the programme is out: who and what will not be there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agenda_solver.problem import Window

CHANGE = "change"
"""The key of what is found of a change, and of no rule."""


@dataclass(frozen=True)
class PersonCancels:
    """A person takes no part any more."""

    person: str


@dataclass(frozen=True)
class PersonIsReplaced:
    """Another person takes all the parts of a person; both are known to the problem."""

    person: str
    by: str


@dataclass(frozen=True)
class PersonIsAway:
    """A person is not there in a window; without a day in it, on any day."""

    person: str
    window: Window


@dataclass(frozen=True)
class SessionIsCancelled:
    """A session does not take place, nor its parts."""

    session: str


@dataclass(frozen=True)
class RoomIsClosed:
    """A room cannot be used: in a window, or at all."""

    room: str
    window: Window | None = None


@dataclass(frozen=True)
class MoreRegister:
    """So many more people register for a session than were known."""

    session: str
    number: int


Announced = (
    PersonCancels
    | PersonIsReplaced
    | PersonIsAway
    | SessionIsCancelled
    | RoomIsClosed
    | MoreRegister
)


@dataclass(frozen=True)
class Changes:
    """All that is announced at once.

    Attributes
    ----------
    announced : tuple of Announced
    now : (date, minute) or None
        What has begun by then is as it is: it keeps its day, start and room.
    close_gaps : bool
        Whether what comes after a cancelled session moves up.
    """

    announced: tuple[Announced, ...] = ()
    now: tuple[date, int] | None = None
    close_gaps: bool = False

    @property
    def cancelling(self) -> frozenset[str]:
        """Ids of the people who do not come."""
        return frozenset(
            change.person for change in self.announced if isinstance(change, PersonCancels)
        )

    @property
    def replacing(self) -> tuple[PersonIsReplaced, ...]:
        """Who is to take over from whom."""
        return tuple(change for change in self.announced if isinstance(change, PersonIsReplaced))
