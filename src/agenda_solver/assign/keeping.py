"""Late changes: whose seat changes, and what it costs those who have none that few may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text, counted
from agenda_solver.timetable import Seat, Timetable

KEY = "moved"


@dataclass(frozen=True)
class Move:
    """A seat that changes: from one session to another, given up, or new.

    Attributes
    ----------
    attendee : str
        The attendee's id.
    before, after : str or None
        The session's id; None where there was no seat, or is none any more.
    """

    attendee: str
    before: str | None
    after: str | None


def moves(problem: Problem, before: Iterable[Seat], timetable: Timetable) -> tuple[Move, ...]:
    """Return the seats that differ from those given out before, attendee by attendee.

    A seat that somebody had and one that they have now are one move where the two sessions
    start at the same moment; what is left over is paired as it comes. Those who are no
    longer registered are not named.

    Parameters
    ----------
    problem : Problem
        Those who are registered now.
    before : iterable of Seat
        The seats given out before; their attendees and sessions may be gone.
    timetable : Timetable
        With the seats as they are now.
    """
    had: dict[str, list[str]] = {}
    for seat in before:
        had.setdefault(seat.attendee, []).append(seat.session)
    return tuple(
        move
        for attendee in problem.attendees
        for move in _moves_of(
            attendee.id,
            had.get(attendee.id, ()),
            timetable.seats_of.get(attendee.id, ()),
            timetable,
        )
    )


def _moves_of(
    attendee: str, had: Sequence[str], has: Sequence[str], timetable: Timetable
) -> Iterator[Move]:
    lost = [session for session in dict.fromkeys(had) if session not in has]
    # Of two seats at one moment, which only a hand gives, the one that stays is the other's.
    new = [
        session
        for session in has
        if session not in had or any(_at_once(timetable, session, one) for one in lost)
    ]
    pairs: dict[str, str] = {}
    for at_once in (True, False):
        for one in lost:
            fitting = [other for other in new if not at_once or _at_once(timetable, one, other)]
            if one not in pairs and fitting:
                pairs[one] = fitting[0]
                new.remove(fitting[0])
    yield from (Move(attendee, session, pairs.get(session)) for session in lost)
    yield from (Move(attendee, None, session) for session in new if session not in had)


def _at_once(timetable: Timetable, one: str, other: str) -> bool:
    places = [timetable.by_session.get(session) for session in (one, other)]
    moments = {(place.day, place.start) if place else None for place in places}
    return len(moments) == 1 and None not in moments


def moved(problem: Problem, before: Iterable[Seat], timetable: Timetable) -> tuple[Seat, ...]:
    """Return the seats that somebody who is still registered had, and has no longer."""
    return tuple(
        Seat(move.attendee, move.before)
        for move in moves(problem, before, timetable)
        if move.before is not None
    )


def seats_for_moves(left: Sequence[str], still: Sequence[str], more: int) -> Finding:
    """Say that somebody has no seat only because others keep theirs.

    Parameters
    ----------
    left : sequence of str
        Ids of those who lack a seat.
    still : sequence of str
        Ids of those who would, if more seats changed.
    more : int
        How many more.
    """
    fields = {
        "left": counted(len(left), _LEFT_ONE, _LEFT_MANY),
        "still": len(still),
        "more": counted(more, _SEAT, _SEATS),
    }
    alone = _NONE_OF_ONE if len(left) == 1 else _NONE_OF_MANY
    text = _FEWER if still else alone
    return Finding(KEY, "info", text.fill(**fields), attendees=tuple(left))


_LEFT_ONE = Text("participant reste sans place", "attendee is left without a seat")
_LEFT_MANY = Text("participants restent sans place", "attendees are left without a seat")
_SEAT = Text("autre place déjà donnée changeait", "other seat given out before changed")
_SEATS = Text("autres places déjà données changeaient", "other seats given out before changed")
_NONE_OF_ONE = Text("{left} ; il en aurait une si {more}", "{left}, and would have one if {more}")
_NONE_OF_MANY = Text(
    "{left} ; ils en auraient une si {more}", "{left}, and would have one if {more}"
)
_FEWER = Text(
    "{left} ; ils ne seraient que {still} si {more}", "{left}; there would be {still} if {more}"
)
