"""OptaPlanner's workbooks as ordinary problems, and what a cost there is worth in its points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from math import comb, gcd, lcm
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS
from optaplanner.workbook import Data, Room, Speaker, Tags, Talk, Timeslot


class NotExpressibleError(ValueError):
    """Something in the workbook that ordinary rules and weights do not say exactly."""


@dataclass(frozen=True)
class Adapted:
    """A workbook as a problem, and what a cost of it is worth.

    Attributes
    ----------
    reward : int
        Soft points of all rewards, were every pair in one timeslot diverse.
    paid_anyway : int
        Soft points that every timetable loses, whatever it is.
    scale : int
        How much a soft point costs.
    """

    problem: Problem
    reward: int
    paid_anyway: int
    scale: int

    def soft(self, cost: int) -> int:
        """Return the soft score of a timetable with that cost, or its bound from a bound."""
        return self.reward - self.paid_anyway + (-cost) // self.scale


def problem(data: Data) -> Problem:
    """Return the same task as an ordinary problem; see `adapt` for what its cost means."""
    return adapt(data).problem


def adapt(data: Data) -> Adapted:
    """Say a workbook with this package's ordinary schema, rules and weights.

    The grid must be full: as many talks of each type as its timeslots have rooms. Then two
    talks of one timeslot meet equally often in every timetable, and what OptaPlanner
    rewards for those that differ is a constant less what is paid for those that are alike.

    Raises
    ------
    NotExpressibleError
        If the workbook holds something that the rules cannot say exactly.
    """
    _refuse_what_differs(data)
    wishes = _wishes(data)
    tracks, tags = _tracks(data)
    scale = wishes.scale
    talks = {talk.code: talk for talk in data.talks}
    flow, popular = (
        _soft(data, "Content audience level flow violation"),
        _soft(data, "Popular talks"),
    )
    read = Problem.read(
        {
            "event": {
                "name": data.name,
                "language": "en",
                "zone": "UTC",
                "slots": [_window(slot) for slot in data.timeslots],
                "overflow": True,
            },
            "days": [{"date": day} for day in sorted({slot.day for slot in data.timeslots})],
            "rooms": [
                {
                    "id": room.name,
                    "capacity": room.capacity,
                    "features": _features(room, wishes.wanted),
                    "open": _open(data, room),
                }
                for room in data.rooms
            ],
            "people": [
                {
                    "id": speaker.name,
                    "pause": data.pause,
                    "present": _present(data, speaker),
                    "preferred": wishes.speaker_times[speaker.name],
                }
                for speaker in data.speakers
            ],
            "tracks": tracks,
            "sessions": [
                {
                    "id": talk.code,
                    "title": talk.title or talk.code,
                    "minutes": _minutes(data, talk.kind),
                    "tags": tags[talk.code],
                    "people": {"speaker": list(talk.speakers)} if talk.speakers else {},
                    "windows": _windows(timeslots_for(data, talk)),
                    "preferred_windows": wishes.talk_times[talk.code],
                    "rooms": [room.name for room in rooms_for(data, talk)],
                    "wanted": wishes.wanted[talk.code],
                    "needs": sorted(_required_tags(data, talk)),
                    "expected": talk.favorites,
                    "exclusive": sorted(talk.exclusive),
                    "after": sorted(talk.after),
                    "locked": _locked(talk),
                    "preferred": {"room": wishes.published.get(talk.code)},
                }
                for talk in data.talks
            ],
            "sequences": [
                {"id": f"{first} {then} {content}", "sessions": [first, then], "wish": True}
                for first in talks
                for then in talks
                if talks[first].level < talks[then].level
                for content in sorted(talks[first].contents & talks[then].contents)
            ],
            "weights": {
                **{cost.key: 0 for cost in COSTS},  # no other tier, which would want time
                "tiers": [list(WEIGHED)],
                "track_beside": scale,
                "track_room": scale,
                "track_day": scale,
                "wished_order": scale * flow,
                "popular_rooms": scale * popular,
                "preferred_times": wishes.times_weight,
                "room_wishes": wishes.rooms_weight,
                "preferred": wishes.published_weight,
            },
        }
    )
    return Adapted(read, _reward(data), wishes.paid_anyway, scale)


WEIGHED = (
    "track_beside",
    "track_room",
    "track_day",
    "wished_order",
    "popular_rooms",
    "preferred_times",
    "room_wishes",
    "preferred",
)


def _soft(data: Data, name: str) -> int:
    return data.weights.get(name, (0, 0, 0))[2]


def _window(slot: Timeslot) -> dict[str, Any]:
    return {"day": slot.day, "start": _written(slot.start), "end": _written(slot.end)}


def _written(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _windows(slots: Iterable[Timeslot]) -> list[dict[str, Any]]:
    """Return timeslots as windows; none at all as a minute in which nothing fits."""
    ordered = sorted(slots, key=lambda slot: (slot.day, slot.start, slot.end))
    never = [{"day": date(2000, 1, 1), "start": "00:00", "end": "00:01"}]
    return [_window(slot) for slot in ordered] or never


def _locked(talk: Talk) -> dict[str, Any]:
    """Return where a talk must stay: a published timeslot is not moved."""
    slot = talk.timeslot if talk.pinned else talk.published_timeslot
    where: dict[str, Any] = {"day": slot.day, "start": _written(slot.start)} if slot else {}
    return {**where, "room": talk.room} if talk.pinned else where


def _open(data: Data, room: Room) -> list[dict[str, Any]]:
    mine = {slot for slot in data.timeslots if slot.kinds == room.kinds}
    return _windows(mine - room.closed) if room.closed else []


def _present(data: Data, speaker: Speaker) -> list[dict[str, Any]]:
    """Return when a speaker is there; what overlapping timeslots blur, the talks' windows say."""
    return _windows(set(data.timeslots) - speaker.absent) if speaker.absent else []


def _speakers(data: Data, talk: Talk) -> list[Speaker]:
    return [speaker for speaker in data.speakers if speaker.name in talk.speakers]


def _minutes(data: Data, kind: str) -> int:
    return min(slot.minutes for slot in data.timeslots if kind in slot.kinds)


def _required_tags(data: Data, talk: Talk) -> frozenset[str]:
    speakers = _speakers(data, talk)
    return talk.rooms.required.union(*(speaker.rooms.required for speaker in speakers))


def timeslots_for(data: Data, talk: Talk) -> list[Timeslot]:
    """Return the timeslots that a talk may take by its type, its tags and its speakers."""
    speakers = _speakers(data, talk)
    asked = [talk.times, *(speaker.times for speaker in speakers)]
    absent = frozenset[Timeslot]().union(*(speaker.absent for speaker in speakers))
    return [
        slot
        for slot in data.timeslots
        if talk.kind in slot.kinds
        and slot not in absent
        and all(tags.required <= slot.tags and not tags.prohibited & slot.tags for tags in asked)
    ]


def rooms_for(data: Data, talk: Talk) -> list[Room]:
    """Return the rooms that a talk may take by its type and by the tags it cannot have.

    Those it must have are the needs of its session.
    """
    asked = [talk.rooms, *(speaker.rooms for speaker in _speakers(data, talk))]
    return [
        room
        for room in data.rooms
        if talk.kind in room.kinds and not any(tags.prohibited & room.tags for tags in asked)
    ]


# What two talks share, and what that costs: tags of ours, and a row of `tracks` for each.


def _tracks(data: Data) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Return the rows of `tracks`, and the tags of each talk."""
    groups: list[tuple[dict[str, int], Callable[[Talk], Iterable[str]]]] = [
        (
            {
                "beside": _soft(data, "Theme track conflict"),
                "one_room": _soft(data, "Theme track room stability"),
                "one_day": _soft(data, "Same day talks"),
            },
            lambda talk: (f"theme {theme}" for theme in talk.themes),
        ),
        (
            {"beside": _soft(data, "Sector conflict")},
            lambda talk: (f"sector {sector}" for sector in talk.sectors),
        ),
        (
            {
                "beside": _soft(data, "Content conflict"),
                "one_day": _soft(data, "Same day talks"),
            },
            lambda talk: (f"content {content}" for content in talk.contents),
        ),
        (
            {"beside": _soft(data, "Audience type theme track conflict")},
            lambda talk: (
                f"{theme} for {audience}" for theme in talk.themes for audience in talk.audiences
            ),
        ),
        # Rewards, turned round. Talks of different types overlap, but share no timeslot.
        (
            {"beside": _soft(data, "Audience level diversity")},
            lambda talk: [f"level {talk.level} ({talk.kind})"],
        ),
    ]
    if len({talk.language for talk in data.talks}) > 1:
        groups.append(
            (
                {"beside": _soft(data, "Language diversity")},
                lambda talk: [f"in {talk.language} ({talk.kind})"],
            )
        )
    rows: list[dict[str, Any]] = []
    tags: dict[str, list[str]] = {talk.code: [] for talk in data.talks}
    nothing = {"beside": 0, "beside_similar": 0, "one_room": 0, "one_day": 0}
    for multipliers, labels_of in groups:
        members: dict[str, list[str]] = {}
        for talk in data.talks:
            for label in sorted(labels_of(talk)):
                members.setdefault(label, []).append(talk.code)
        for label, codes in sorted(members.items()):
            if len(codes) > 1:
                rows.append({"id": label, **nothing, **multipliers})
                for code in codes:
                    tags[code].append(label)
    rows += _audiences(data, tags, nothing)
    rows += _crowds(data, tags, nothing)
    return rows, tags


def _crowds(
    data: Data, tags: Mapping[str, list[str]], nothing: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """Yield a track of the talks of a type that draw a crowd: at most two of them at once.

    Talks of different types overlap, but share no timeslot.
    """
    for kind in sorted({talk.kind for talk in data.talks}):
        crowds = [talk.code for talk in data.talks if talk.kind == kind and talk.risk > 0]
        if len(crowds) > 2:
            label = f"crowd ({kind})"
            yield {"id": label, **nothing, "at_once": 2}
            for code in crowds:
                tags[code].append(label)


def _audiences(
    data: Data, tags: Mapping[str, list[str]], nothing: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """Yield a track for each audience type, similar to every other one of the same talk type.

    A common audience type is rewarded, so that different ones cost.
    """
    for kind in sorted({talk.kind for talk in data.talks}):
        found: dict[str, list[str]] = {}
        for talk in data.talks:
            if talk.kind == kind:
                found.setdefault(f"audience {min(talk.audiences)} ({kind})", []).append(talk.code)
        labels = sorted(found)
        for number, label in enumerate(labels):
            yield {
                "id": label,
                **nothing,
                "beside_similar": _soft(data, "Audience type diversity"),
                "similar": labels[number + 1 :],
            }
            for code in found[label]:
                tags[code].append(label)


# Rewards of a full grid.


def _cells(data: Data, kind: str) -> Iterator[tuple[Timeslot, int]]:
    """Yield the timeslots of a type of talk, and how many rooms each has for it."""
    for slot in data.timeslots:
        if kind in slot.kinds:
            rooms = [room for room in data.rooms if kind in room.kinds and slot not in room.closed]
            yield slot, len(rooms)


def _reward(data: Data) -> int:
    names = ["Audience type diversity", "Audience level diversity"]
    if len({talk.language for talk in data.talks}) > 1:
        names.append("Language diversity")
    each = sum(_soft(data, name) for name in names)
    kinds = {talk.kind for talk in data.talks}
    cells = [cell for kind in kinds for cell in _cells(data, kind)]
    return each * sum(comb(rooms, 2) * slot.minutes for slot, rooms in cells)


# Wishes for timeslots and rooms.

FEATURE = 60  # what `room_wishes` and `preferred` take for a feature or a room


@dataclass(frozen=True)
class _Wishes:
    """Which timeslots and rooms are preferred, by talk and by speaker, and their weights.

    A wish for a tag of a room is one for a feature, and costs `FEATURE` a piece however long
    the talk; so a talk wishes for as many features of their own as its minutes ask for. A
    tag that is not liked is a wish for the feature to be without it.
    """

    talk_times: Mapping[str, list[dict[str, Any]]]
    speaker_times: Mapping[str, list[dict[str, Any]]]
    wanted: Mapping[str, list[str]]
    published: Mapping[str, str]
    times_weight: int
    rooms_weight: int
    published_weight: int
    scale: int
    paid_anyway: int


def _wishes(data: Data) -> _Wishes:
    each = {
        _soft(data, f"{who} {how} {what} tags")
        for who in ("Talk", "Speaker")
        for how in ("preferred", "undesired")
        for what in ("timeslot", "room")
    }
    if len(each) > 1:
        raise NotExpressibleError("tags that are preferred or undesired weigh differently")
    points = each.pop()
    moved = _soft(data, "Published room")
    published = {}
    paid_anyway = 0
    for talk in data.talks:
        required = _required_tags(data, talk)
        rooms = {room.name for room in rooms_for(data, talk) if required <= room.tags}
        if talk.published_room and len(rooms) > 1:
            published[talk.code] = talk.published_room
        elif talk.published_room and talk.published_room not in rooms:
            paid_anyway += moved
    lengths = [points * _minutes(data, talk.kind) for talk in data.talks]
    # The smallest scale at which a room that is not the published one, and each tag of a
    # room, cost a whole number of times what a feature or a room does.
    scale = lcm(
        FEATURE // gcd(FEATURE, moved) if published else 1,
        *(FEATURE // gcd(FEATURE, length) for length in lengths),
    )
    feature = gcd(*(scale * length for length in lengths)) or FEATURE
    return _Wishes(
        talk_times={talk.code: _liked(data, talk.times, [talk]) for talk in data.talks},
        speaker_times={
            speaker.name: _liked(
                data, speaker.times, [talk for talk in data.talks if speaker.name in talk.speakers]
            )
            for speaker in data.speakers
        },
        wanted={
            talk.code: _wanted(data, talk, scale * points * _minutes(data, talk.kind) // feature)
            for talk in data.talks
        },
        published=published,
        times_weight=scale * points,
        rooms_weight=feature // FEATURE,
        published_weight=scale * moved // FEATURE if published else 0,
        scale=scale,
        paid_anyway=paid_anyway,
    )


def _liked(data: Data, tags: Tags, talks: Collection[Talk]) -> list[dict[str, Any]]:
    """Return the timeslots that miss nothing, as windows; no window if all of them do."""
    possible = {slot for talk in talks for slot in timeslots_for(data, talk)}
    missed = {
        slot: len(tags.preferred - slot.tags) + len(tags.undesired & slot.tags) for slot in possible
    }
    if max(missed.values(), default=0) > 1:
        raise NotExpressibleError("a timeslot misses several tags of one talk or speaker")
    liked = [slot for slot in data.timeslots if missed.get(slot) == 0]
    _refuse_what_windows_blur(liked, possible)
    return _windows(liked) if any(missed.values()) else []


def _wanted(data: Data, talk: Talk, copies: int) -> list[str]:
    """Return the features that a talk wishes for: so many for each tag it or a speaker wants."""
    asked = [talk.rooms, *(speaker.rooms for speaker in _speakers(data, talk))]
    tags = Counter(tag for some in asked for tag in some.preferred)
    tags.update(_without(tag) for some in asked for tag in some.undesired)
    return [
        f"{tag} {number}"
        for tag, count in sorted(tags.items())
        for number in range(1, count * copies + 1)
    ]


def _without(tag: str) -> str:
    return f"without {tag}"


def _features(room: Room, wanted: Mapping[str, list[str]]) -> list[str]:
    """Return the features of a room: its tags, and the wishes that it meets."""
    wished = {feature for features in wanted.values() for feature in features}
    met = [
        feature
        for feature in sorted(wished)
        if (tag := feature.rpartition(" ")[0]) in room.tags
        or (tag.startswith("without ") and tag.removeprefix("without ") not in room.tags)
    ]
    return [*sorted(room.tags), *met]


# What cannot be said.


def _refuse_what_differs(data: Data) -> None:
    for slot in data.timeslots:
        if len(slot.kinds) != 1:
            raise NotExpressibleError("a timeslot takes talks of several types")
    for room in data.rooms:
        if len(room.kinds) != 1:
            raise NotExpressibleError(f"{room.name} takes talks of several types")
    for one, other in permutations(data.timeslots, 2):
        if one.kinds == other.kinds and _covered([one], other.day, other.start, 1):
            raise NotExpressibleError("two timeslots for one type of talk overlap")
    for kind in {talk.kind for talk in data.talks}:
        talks = [talk for talk in data.talks if talk.kind == kind]
        if len({slot.minutes for slot in data.timeslots if kind in slot.kinds}) != 1:
            raise NotExpressibleError(f"the timeslots of {kind} are of different lengths")
        if len(talks) != sum(rooms for _, rooms in _cells(data, kind)):
            raise NotExpressibleError(f"the talks of {kind} do not fill its timeslots and rooms")
        for talk in talks:
            if len(talk.audiences) != 1:
                raise NotExpressibleError(f"{talk.code} has not exactly one audience type")
            _refuse_other_times(data, talk)


def _refuse_other_times(data: Data, talk: Talk) -> None:
    """Refuse a talk whose windows leave it more than its own timeslots.

    A session of ours may start with any slot of the event whose length lets it in.
    """
    allowed = timeslots_for(data, talk)
    minutes = _minutes(data, talk.kind)
    for slot in data.timeslots:
        fits = slot.minutes >= minutes and _covered(allowed, slot.day, slot.start, minutes)
        own = any((mine.day, mine.start) == (slot.day, slot.start) for mine in allowed)
        if fits and not own:
            raise NotExpressibleError(f"{talk.code} fits a timeslot of another type")


def _refuse_what_windows_blur(inside: Collection[Timeslot], possible: Collection[Timeslot]) -> None:
    """Refuse timeslots that lie within others: windows that touch or overlap are one."""
    for slot in possible:
        if slot not in inside and _covered(inside, slot.day, slot.start, slot.minutes):
            raise NotExpressibleError("a timeslot lies within others that are not alike")


def _covered(slots: Iterable[Timeslot], day: date, start: int, minutes: int) -> bool:
    here = [range(slot.start, slot.end) for slot in slots if slot.day == day]
    return all(any(minute in span for span in here) for minute in range(start, start + minutes))
