"""What each session is for, and what shape the event has: told from what is typed.

The kind that is typed says it; where nothing or only "session" is typed, the title does. What
is concluded so changes nothing that is written: it is what customs go by, and it is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from agenda_solver.problem.schema import RESTS, Day, Session, Slot
from agenda_solver.words.moments import DAY_MINUTES
from agenda_solver.words.occasions import Occasion, is_told, occasions_in, spread

Shape = Literal["thread", "blocks", "tracks"]
"""One session after the other, blocks of parallel ones between those for all, or tracks."""

# What each typed kind may be, by words in its title; the first is what it is without any.
_OWN: Mapping[str, Occasion] = {
    "welcome": "welcome",
    "opening": "opening",
    "report": "report",
    "closing": "closing",
    "drink": "drink",
    "visit": "visit",
    "workshop": "workshop",
}
# Where words of the title say it, whatever their place: the typed kind agrees.
_AGREES: Mapping[str, frozenset[Occasion]] = {
    "break": frozenset({"welcome", "opening", "closing", "drink", "meal", "break"}),
    "meal": frozenset({"drink", "meal"}),
    "ceremony": frozenset({"opening", "closing", "welcome", "report"}),
    "speech": frozenset({"opening", "closing"}),
    "plenary": frozenset({"opening", "closing", "report"}),
    "round_table": frozenset(),
    "session": frozenset(),
}
# What no words of a title make of a typed kind.
_NEVER: Mapping[str, frozenset[Occasion]] = {
    "ceremony": frozenset({"workshop", "break", "round_table"}),
    "speech": frozenset({"workshop", "break", "meal", "drink", "welcome", "visit", "round_table"}),
    "plenary": frozenset({"workshop", "break", "meal", "drink", "welcome", "visit", "round_table"}),
    "round_table": frozenset({"workshop", "break", "meal", "drink", "welcome", "visit"}),
}
_AS_BREAK: Mapping[Occasion, Occasion] = {"opening": "welcome", "closing": "drink"}
_RESTS: Mapping[str, Occasion] = {"break": "break", "meal": "meal"}

# What is called a visit, and is seen in a room.
ON_STAGE = re.compile(r"\b(?:spectacle|concert)s?\b")

# Of so much more than there are hours for, some must be parallel.
MUCH_MORE = 1.4
_USUAL_HOURS = 10 * 60


def occasions_of(session: Session) -> tuple[Occasion, ...]:
    """Return what a session is for, what it is most likely first; none: anything else.

    A report that is a closing, too, is both.
    """
    if own := _OWN.get(session.kind):
        return (own,)
    if session.kind == "paper":
        return ()  # its title tells what it talks of
    spoken = occasions_in(session.title)
    kept = tuple(occasion for occasion in spoken if _counts(session, occasion))
    if session.kind in _RESTS:
        rest = next(iter(kept), _RESTS[session.kind])
        return (_AS_BREAK.get(rest, rest),)
    if session.kind == "round_table" and not kept:
        return ("round_table",)
    if session.kind == "ceremony":
        kept = tuple("opening" if one == "welcome" else one for one in kept)
    first = kept[:1]
    both = first in (("closing",), ("report",)) and {"closing", "report"} <= {*kept}
    return ("report", "closing") if both else first


def _counts(session: Session, occasion: Occasion) -> bool:
    """Whether words of the title say what a session is, and not what it talks of."""
    if occasion in _NEVER.get(session.kind, ()):
        return False
    return occasion in _AGREES.get(session.kind, ()) or is_told(session.title, occasion)


def kind_of(session: Session) -> str:
    """Return the kind of a session; where none is typed, the one that its title tells."""
    if session.kind != "session":
        return session.kind
    first = next(iter(occasions_of(session)), None)
    return first or "session"


# --- The shape of the event -------------------------------------------------------------------


def shape_of(sessions: Collection[Session], days: Iterable[Day], slots: Collection[Slot]) -> Shape:
    """Return what shape an event has.

    It has tracks where sessions of several are typed, or where it holds much more than its
    hours; blocks, where some sessions are of one block, or are workshops.
    """
    own = [one for one in sessions if not one.part_of and not one.external]
    tracks = {one.track for one in own if one.track and not one.block}
    if len(tracks) > 1 or _at_least(own) > MUCH_MORE * _hours(days, slots):
        return "tracks"
    workshops = [one for one in own if one.block or kind_of(one) == "workshop"]
    return "blocks" if len(workshops) > 1 else "thread"


def _at_least(sessions: Iterable[Session]) -> int:
    """Return how long sessions last one after the other, those of a block and workshops at once."""
    longest: dict[str | None, int] = {}
    alone = 0
    for one in sessions:
        minutes = one.minutes.min if one.minutes else 1
        times = minutes * (one.repeats if isinstance(one.repeats, int) else one.repeats.min)
        if one.block or kind_of(one) == "workshop":
            longest[one.block] = max(longest.get(one.block, 0), times)
        else:
            alone += times
    return alone + sum(longest.values())


def _hours(days: Iterable[Day], slots: Collection[Slot]) -> int:
    """Return the minutes that there are: of the slots, or of the days."""
    if slots:
        return sum(slot.end - slot.start for slot in slots)
    return sum(_of_day(day) for day in days)


def _of_day(day: Day) -> int:
    if day.open is None and day.announced is None:
        return _USUAL_HOURS
    spans = [hours for hours in (day.open, day.announced) if hours is not None]
    longest = max(hours.end - hours.start for hours in spans)
    return min(longest, DAY_MINUTES)


def is_rest(session: Session) -> bool:
    """Whether everybody rests: a break, a meal, a welcome or a drink."""
    return kind_of(session) in RESTS


def is_elsewhere(session: Session) -> bool:
    """Whether it takes no room but one that is named: everybody rests, or goes out."""
    kind = kind_of(session)
    return kind in RESTS or (kind == "visit" and not ON_STAGE.search(spread(session.title)))
