"""OptaPlanner's 37 constraints: hard, medium and soft points of a list of placements.

Written from OptaPlanner's `ConferenceSchedulingConstraintProvider`; it knows nothing of this
package's rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from agenda_solver.timetable import Placement
from optaplanner.workbook import Data, Room, Speaker, Talk, Timeslot


@dataclass(frozen=True)
class Score:
    """OptaPlanner's score; penalties are negative.

    Attributes
    ----------
    unassigned : int
        Timeslots and rooms that talks lack, two a talk; OptaPlanner shows them as ``init``.
    unpinned : int
        Pinned talks that are elsewhere. OptaPlanner never moves them, and so has no points.
    """

    hard: int
    medium: int
    soft: int
    unassigned: int = 0
    unpinned: int = 0

    @property
    def broken(self) -> int:
        """All that must not be: 0 only if every demand is kept and nothing published moved."""
        return self.unassigned + self.unpinned - self.hard - self.medium


@dataclass(frozen=True)
class Placed:
    """A talk with its timeslot and its room."""

    talk: Talk
    timeslot: Timeslot
    room: Room

    @property
    def minutes(self) -> int:
        """How long its timeslot lasts."""
        return self.timeslot.minutes


def score(data: Data, placements: Iterable[Placement]) -> Score:
    """Score placements; a talk outside its timeslots or rooms counts as not assigned."""
    placed = _placed(data, placements)
    totals = [0, 0, 0]
    for name, points in _points(data, placed).items():
        for level, weight in enumerate(data.weights.get(name, (0, 0, 0))):
            totals[level] += weight * points
    unpinned = sum(
        it.talk.pinned and (it.timeslot, it.room.name) != (it.talk.timeslot, it.talk.room)
        for it in placed
    )
    unassigned = 2 * (len(data.talks) - len(placed))
    return Score(totals[0], totals[1], totals[2], unassigned, unpinned)


def matches(data: Data, placements: Iterable[Placement]) -> dict[str, int]:
    """Return the points of each constraint before its weight, where there are any."""
    points = _points(data, _placed(data, placements))
    return {name: count for name, count in points.items() if count}


def assigned(data: Data) -> list[Placement]:
    """Return the placements that the workbook itself holds."""
    return [
        Placement(talk.code, talk.timeslot.day, talk.timeslot.start, talk.timeslot.end, talk.room)
        for talk in data.talks
        if talk.timeslot and talk.room
    ]


def _placed(data: Data, placements: Iterable[Placement]) -> list[Placed]:
    where = {placement.session: placement for placement in placements}
    slot_of = {(slot.day, slot.start, slot.end): slot for slot in data.timeslots}
    room_of = {room.name: room for room in data.rooms}
    placed = []
    for talk in data.talks:
        if (it := where.get(talk.code)) is not None:
            slot = slot_of.get((it.day, it.start, it.end))
            room = room_of.get(it.room or "")
            if slot and room and talk.kind in slot.kinds & room.kinds:
                placed.append(Placed(talk, slot, room))
    return placed


def _points(data: Data, placed: list[Placed]) -> dict[str, int]:
    """Return what each constraint counts: penalties below 0, rewards above."""
    speakers = {speaker.name: speaker for speaker in data.speakers}
    points: Counter[str] = Counter()
    for it in placed:
        for name, count in _alone(it, speakers):
            points[name] -= count
    for one, other in combinations(placed, 2):
        for name, count in _together(data, one, other):
            points[name] -= count
    for name, count in _same_timeslot(placed):
        points[name] += count
    points["Crowd control"] -= _crowds(placed)
    return dict(points)


def _alone(it: Placed, speakers: Mapping[str, Speaker]) -> Iterator[tuple[str, int]]:
    """Yield the penalties of one placed talk."""
    talk, slot, room = it.talk, it.timeslot, it.room
    who = [speakers[name] for name in talk.speakers]
    if slot in room.closed:
        yield "Room unavailable timeslot", it.minutes
    absent = sum(slot in speaker.absent for speaker in who)
    yield "Speaker unavailable timeslot", absent * it.minutes
    for what, asked, has in (
        ("Talk {} timeslot tags", [talk.times], slot.tags),
        ("Talk {} room tags", [talk.rooms], room.tags),
        ("Speaker {} timeslot tags", [speaker.times for speaker in who], slot.tags),
        ("Speaker {} room tags", [speaker.rooms for speaker in who], room.tags),
    ):
        for word, count in (
            ("required", sum(len(tags.required - has) for tags in asked)),
            ("preferred", sum(len(tags.preferred - has) for tags in asked)),
            ("prohibited", sum(len(tags.prohibited & has) for tags in asked)),
            ("undesired", sum(len(tags.undesired & has) for tags in asked)),
        ):
            yield what.format(word), count * it.minutes
    if talk.published_timeslot and slot != talk.published_timeslot:
        yield "Published timeslot", 1
    if talk.published_room and room.name != talk.published_room:
        yield "Published room", 1


def _together(data: Data, one: Placed, other: Placed) -> Iterator[tuple[str, int]]:
    """Yield the penalties of two placed talks."""
    overlap = _overlap(one.timeslot, other.timeslot)
    both = one.minutes + other.minutes
    speakers = len(set(one.talk.speakers) & set(other.talk.speakers))
    themes = len(one.talk.themes & other.talk.themes)
    contents = len(one.talk.contents & other.talk.contents)
    audiences = len(one.talk.audiences & other.talk.audiences)
    if overlap:
        if one.room.name == other.room.name:
            yield "Room conflict", overlap
        yield "Speaker conflict", speakers * overlap
        exclusive = len(one.talk.exclusive & other.talk.exclusive)
        yield "Talk mutually-exclusive-talks tags", exclusive * overlap
        yield "Theme track conflict", themes * overlap
        yield "Sector conflict", len(one.talk.sectors & other.talk.sectors) * overlap
        yield "Audience type theme track conflict", themes * audiences * overlap
        yield "Content conflict", contents * overlap
    if speakers and not _pause_exists(one.timeslot, other.timeslot, data.pause):
        yield "Consecutive talks pause", both
    if one.timeslot.day != other.timeslot.day:
        yield "Same day talks", (themes + contents) * both
    elif one.room.name != other.room.name:
        yield "Theme track room stability", themes * both
    for first, then in ((one, other), (other, one)):
        if not _ends_before(first.timeslot, then.timeslot):
            if first.talk.code in then.talk.after:
                yield "Talk prerequisite talks", both
            if first.talk.level < then.talk.level:
                yield "Content audience level flow violation", contents * both
        less_popular = first.talk.favorites < then.talk.favorites
        if less_popular and first.room.capacity > then.room.capacity:
            yield "Popular talks", both


def _same_timeslot(placed: list[Placed]) -> Iterator[tuple[str, int]]:
    """Yield the rewards of two talks in the very same timeslot."""
    for one, other in combinations(placed, 2):
        if one.timeslot == other.timeslot:
            # OptaPlanner's constraint is named for diversity, but counts common types.
            common = len(one.talk.audiences & other.talk.audiences)
            yield "Audience type diversity", common * one.minutes
            if one.talk.level != other.talk.level:
                yield "Audience level diversity", one.minutes
            if one.talk.language != other.talk.language:
                yield "Language diversity", one.minutes


def _crowds(placed: list[Placed]) -> int:
    """Return the minutes of talks with a risk beside two or more others; one alone is free."""
    crowds = Counter(it.timeslot for it in placed if it.talk.risk > 0)
    return sum(count * slot.minutes for slot, count in crowds.items() if count > 2)


def _overlap(one: Timeslot, other: Timeslot) -> int:
    if one.day != other.day:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _ends_before(one: Timeslot, other: Timeslot) -> bool:
    return (one.day, one.end) <= (other.day, other.start)


def _pause_exists(one: Timeslot, other: Timeslot, pause: int) -> bool:
    if one.day != other.day:
        return True
    return other.start - one.end >= pause or one.start - other.end >= pause
