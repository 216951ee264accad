"""Room by room: what takes place in each, and when it is free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agenda_solver.offers import Offers
from agenda_solver.problem import Problem, Room, Session, Window
from agenda_solver.rules.words import seats_count
from agenda_solver.text import Text, counted, same
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.programme import Item, boxes, programme, walk
from agenda_solver.views.titles import CANCELLED, dotted, is_cancelled
from agenda_solver.words.moments import DAY_MINUTES

# A shorter stretch of a room's day is only the time to change over.
LEAST_FREE = 30


@dataclass(frozen=True)
class RoomLine:
    """A line of a room's day: a session, one of its parts, or a stretch that is free.

    Attributes
    ----------
    start, end : int
        Minutes since midnight.
    session : str or None
        None where the room is free.
    setup, cleared : int or None
        When its setup begins and its teardown is over, where it has any.
    part : bool
        Whether it is told as a part of the session above.
    elsewhere : tuple of str
        The other rooms that it takes: of the half of a hall, the hall.
    """

    start: int
    end: int
    session: str | None = None
    setup: int | None = None
    cleared: int | None = None
    part: bool = False
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoomDay:
    """A room's day.

    Attributes
    ----------
    open : tuple of (int, int) or None
        Its opening hours; None where the room has none of its own, none: it is closed all day.
    closed : tuple of (int, int)
        When it is closed, all the same.
    """

    day: date
    lines: tuple[RoomLine, ...]
    open: tuple[tuple[int, int], ...] | None = None
    closed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class RoomProgramme:
    """What takes place in a room, or without one; no days where nothing does."""

    room: str | None
    days: tuple[RoomDay, ...] = ()


def is_closed_throughout(problem: Problem, room: str) -> bool:
    """Whether a room, or a part of it, is closed on all days of the event."""
    return Window() in _closings(problem, room)


def room_programmes(problem: Problem, timetable: Timetable) -> tuple[RoomProgramme, ...]:
    """Return each room's programme, in the draft's order; what has no room is last.

    A room that is used has every day on which something takes place anywhere.
    """
    days = {day: tuple(boxes(items)) for day, items in programme(problem, timetable).items()}
    programmes = []
    taking = timetable.taking(problem, floors=True)
    for room in problem.rooms:
        used = room.id in taking
        room_days = (_room_day(problem, room, day, items, taking) for day, items in days.items())
        programmes.append(RoomProgramme(room.id, tuple(room_days) if used else ()))
    roomless = [(day, tuple(_room_lines(problem, items, None))) for day, items in days.items()]
    left = tuple(RoomDay(day, lines) for day, lines in roomless if lines)
    return (*programmes, RoomProgramme(None, left)) if left else tuple(programmes)


def _room_day(
    problem: Problem,
    room: Room,
    day: date,
    items: Iterable[Item],
    taking: Mapping[str, Sequence[Placement]],
) -> RoomDay:
    lines = list(_room_lines(problem, items, room.id))
    taken = [_taken(line) for line in lines]
    # Of a hall nothing is free as a whole while one of its halves is used.
    taken += [
        (placement.start, placement.end)
        for part in problem.pieces[room.id]
        for placement in taking.get(part, ())
        if placement.day == day
    ]
    hours = tuple(_clipped(problem, day, _joined_windows(room.open, day))) if room.open else None
    usual = _usual_hours(problem, day, taken)
    closings = _joined_windows(_closings(problem, room.id), day)
    shut = tuple(_clipped(problem, day, closings))
    used = hours if hours is not None else usual or [(0, DAY_MINUTES)]
    if all(any(first <= start and end <= last for first, last in shut) for start, end in used):
        hours, shut = (), ()
    lines += _free(usual if hours is None else hours, [*taken, *shut])
    return RoomDay(day, tuple(sorted(lines, key=lambda line: line.start)), hours, shut)


def _closings(problem: Problem, room: str) -> list[Window]:
    """Return when a room is closed, or a part of it."""
    every = (problem.room[part] for part in (room, *problem.pieces[room]))
    return [window for part in every for window in part.closed]


def _clipped(
    problem: Problem, day: date, hours: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield what lies within the hours of the day itself: a room may be open until midnight."""
    opening = problem.day[day].open if day in problem.day else None
    for start, end in hours:
        first = max(start, opening.start) if opening else start
        last = min(end, opening.end if opening else problem.evening.get(day, DAY_MINUTES))
        if first < last:
            yield first, last


def _usual_hours(
    problem: Problem, day: date, taken: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return when a day is open; where that is not known, from its first use to its last."""
    opening = problem.day[day].open if day in problem.day else None
    if opening:
        return [(opening.start, opening.end)]
    return [(min(taken)[0], max(end for _, end in taken))] if taken else []


def _room_lines(problem: Problem, items: Iterable[Item], room: str | None) -> Iterator[RoomLine]:
    for item in items:
        placement = item.placement
        rooms = problem.rooms_of(placement.session, placement.room)
        taken = [one for one in rooms if room == one or room in problem.pieces[one]]
        if not (taken if room else placement.room is None):
            continue
        before, after = problem.occupancy(placement.session, taken[0]) if taken else (0, 0)
        yield RoomLine(
            placement.start,
            placement.end,
            placement.session,
            placement.start - before if before else None,
            placement.end + after if after else None,
            elsewhere=tuple(one for one in rooms if one != room),
        )
        for part in walk(item.parts):
            yield RoomLine(part.start, part.end, part.session, part=True)


def _taken(line: RoomLine) -> tuple[int, int]:
    """Return from when to when a room is taken, setup and teardown included."""
    return (
        line.start if line.setup is None else line.setup,
        line.end if line.cleared is None else line.cleared,
    )


def _joined_windows(windows: Iterable[Window], day: date) -> list[tuple[int, int]]:
    """Return the hours of a day in which windows are open; those that touch are one."""
    here = ((w.start, w.end) for w in windows if w.day in (None, day))
    return joined_stretches(here)


def joined_stretches(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches of time in their order, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _free(hours: Iterable[tuple[int, int]], taken: Iterable[tuple[int, int]]) -> Iterator[RoomLine]:
    """Yield what is left of some hours, where it is long enough to be of use."""
    busy = joined_stretches(taken)
    for opens, closes in hours:
        reached = opens
        for start, end in [*busy, (closes, closes)]:
            until = min(start, closes)
            if until - reached >= LEAST_FREE:
                yield RoomLine(reached, until)
            reached = max(reached, end)


def room_facts(room: Room) -> Text:
    """Return what is known of a room, beside its name: site, seats, what is in it."""
    facts = [same(room.site)] if room.site else []
    facts += [seats_count(room.capacity)] if room.capacity is not None else []
    facts += [same(feature) for feature in room.features]
    return dotted(facts)


def attendance_text(problem: Problem, session: Session, room: str | None) -> str:
    """Return how many are expected, of how many seats: ``45 / 60``; blank if not known."""
    seats = problem.seats_in(session.id, room)
    if session.expected is None:
        return ""
    return f"{session.expected} / {seats}" if seats is not None else str(session.expected)


def registered_texts(problem: Problem, timetable: Timetable) -> Mapping[str, Text]:
    """Return by session how many are registered: ``45 inscrits / 48 places``.

    Only sessions in which attendees need a seat are told, and none before seats are given
    out. What does not take place is told as such.
    """
    if not timetable.seats:
        return {}
    offers = Offers(problem, timetable)
    return {session: _registered_text(offers, session) for session in offers.placements}


def registered_count(number: int) -> Text:
    """Return so many who have a seat."""
    return counted(number, Text("inscrit", "registered"), Text("inscrits", "registered"))


def _registered_text(offers: Offers, session: str) -> Text:
    if is_cancelled(offers.problem, offers.timetable, session):
        return CANCELLED
    seated = registered_count(len(offers.timetable.seated.get(session, ())))
    limit = offers.limit(session)
    if limit is None:
        return seated
    return Text("{seated} / {limit}", "{seated} / {limit}").fill(
        seated=seated, limit=seats_count(limit)
    )
