"""What the page may ask for: anything else is refused before the board hears of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agenda_solver.words.moments import DAYBREAK

_LONGEST = 200
_MOST_ANNOUNCED = 50
Words = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
Tab = Annotated[str, Field(max_length=_LONGEST)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Clock = Annotated[str, Field(pattern=r"^\d{2}:\d{2}$")]


class Asked(BaseModel):
    """Something the page asks for; a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class ChangeAsked(Asked):
    """A change of what the tab has seen, by the number of that state."""

    tab: Tab = ""
    revision: int


class PlaceAsked(Asked):
    """A place for a session: a start, and where no end is given, it lasts as it did."""

    session: Words
    day: Day
    start: Clock
    end: Clock | None = None
    room: Words | None = None


class AttemptAsked(PlaceAsked):
    """A place for a session, and whether those that start with it go along."""

    block: bool = False


class MoveAsked(AttemptAsked, ChangeAsked):
    """A session is to be somewhere else."""


class SessionAsked(ChangeAsked):
    """A session is to be put aside."""

    session: Words


class LockAsked(SessionAsked):
    """What of a session is locked, or not any more; what is not named stays."""

    day: bool | None = None
    start: bool | None = None
    room: bool | None = None


class NameAsked(ChangeAsked):
    """What is shown is to have a name, or the state that has it is to be shown."""

    name: Words


class CompareAsked(Asked):
    """What is to be compared: what is published, or the state of a name."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, hide_input_in_errors=True, populate_by_name=True
    )

    against: Words = Field(alias="with")


Question = Literal["repair", "solve", "why", "free"]


class AnnouncementAsked(Asked):
    """Who does not come, or what does not take place or is closed; from when to when, by whom."""

    of: Literal["person", "session", "room"]
    id: Words
    by: Words | None = None
    day: Day | None = None
    start: Clock | None = None
    end: Clock | None = None


class QuestionAsked(ChangeAsked):
    """A question that takes its time; a repair may be of what is announced."""

    question: Question
    session: Words | None = None
    day: Day | None = None
    start: Clock | None = None
    end: Clock | None = None
    room: Words | None = None
    announced: Annotated[tuple[AnnouncementAsked, ...], Field(max_length=_MOST_ANNOUNCED)] = ()


class StopAsked(Asked):
    """Some work is to end with the best it has."""

    work: Words


class RecoverAsked(ChangeAsked):
    """What was kept aside is to be shown, or thrown away."""

    take: bool


class SaveAsked(ChangeAsked):
    """What is shown is to be written; over a file that another program has changed if forced."""

    force: bool = False


def day_of(words: str) -> date | None:
    """Return a date; None where there is no such day."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def minute_of(words: str) -> int | None:
    """Return minutes since midnight, of a night too; None where there is no such time."""
    hours, minutes = (int(part) for part in words.split(":"))
    minute = 60 * hours + minutes
    return minute if minutes < 60 and minute <= DAYBREAK else None
