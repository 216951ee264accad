"""The peers' JSON: sessions, rooms, timeslots and speakers, as several tools can read them.

Two sets are read from it. `peers`: a timetable with as few pairs of sessions as possible
that share a theme and run at once. `replan`: a published timetable after a change, of which
as little as possible should change.

The scorers read the JSON and the placements; they know nothing of this package's rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS
from agenda_solver.timetable import Placement, Timetable

Json = dict[str, Any]


def read(path: Path | str) -> Json:
    """Read one of the peers' files."""
    data: Json = json.loads(Path(path).read_text(encoding="utf-8"))
    return data


# --- The scores ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Score:
    """What placements are worth.

    Attributes
    ----------
    value : int
        See `score` and `changed`.
    hard : int
        Broken demands, see `broken`.
    """

    value: int
    hard: int


@dataclass(frozen=True)
class _Placed:
    """A session of the JSON with its timeslot and its room."""

    session: Json
    slot: Json
    room: Json

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.slot["start"])

    @property
    def end(self) -> datetime:
        return datetime.fromisoformat(self.slot["end"])

    def at_once(self, other: _Placed) -> bool:
        return self.start < other.end and other.start < self.end


def score(data: Json, placements: Iterable[Placement]) -> Score:
    """Count the pairs of sessions that share a theme and run at the same time."""
    placed = _placed(data, placements)
    clashes = sum(
        one.at_once(other) and bool({*one.session["themes"]} & {*other.session["themes"]})
        for one, other in combinations(placed, 2)
    )
    return Score(clashes, _broken(data, placed, seats=True))


def changed(data: Json, placements: Iterable[Placement], *, seats: bool) -> Score:
    """Count 1000 for each session whose time changes, 1 for each other whose room does.

    With `seats`, a room must seat those who are expected.
    """
    placed = _placed(data, placements)
    value = 0
    for it in placed:
        if it.slot["id"] != it.session["published_timeslot"]:
            value += 1000
        elif it.room["id"] != it.session["published_room"]:
            value += 1
    return Score(value, _broken(data, placed, seats=seats))


def _placed(data: Json, placements: Iterable[Placement]) -> list[_Placed]:
    """Return the sessions that are placed once, in one of the timeslots and the rooms."""
    told: dict[str, list[Placement]] = {}
    for placement in placements:
        told.setdefault(placement.session, []).append(placement)
    slot_of = {_span(slot): slot for slot in data["timeslots"]}
    room_of = {room["id"]: room for room in data["rooms"]}
    found = []
    for session in data["sessions"]:
        here = told.get(session["id"], [])
        if len(here) == 1:
            slot = slot_of.get((here[0].day, here[0].start, here[0].end))
            room = room_of.get(here[0].room)
            if slot and room:
                found.append(_Placed(session, slot, room))
    return found


def _span(slot: Json) -> tuple[date, int, int]:
    start, end = datetime.fromisoformat(slot["start"]), datetime.fromisoformat(slot["end"])
    return start.date(), start.hour * 60 + start.minute, end.hour * 60 + end.minute


def _broken(data: Json, placed: list[_Placed], *, seats: bool) -> int:
    """Count the broken demands: each session, person or pair that breaks one is one."""
    broken = len(data["sessions"]) - len(placed)
    broken += sum(_broken_alone(data, it, seats=seats) for it in placed)
    broken += sum(_broken_together(data, one, other) for one, other in combinations(placed, 2))
    ends = {it.session["id"]: it.end for it in placed}
    for it in placed:
        for first in it.session.get("prerequisites", []):
            broken += first in ends and ends[first] > it.start
    return broken


def _broken_alone(data: Json, it: _Placed, *, seats: bool) -> int:
    session, slot, room = it.session, it.slot, it.room
    speakers = {speaker["id"]: speaker for speaker in data["speakers"]}
    minutes = (it.end - it.start).total_seconds() / 60
    return sum(
        (
            minutes < session["duration"],
            slot["id"] in room["unavailable"],
            seats and session["favorite_count"] > room["capacity"],
            *(slot["id"] in speakers[who]["unavailable"] for who in session["speakers"]),
            *(tag not in room["tags"] for tag in session.get("required_room_tags", [])),
            *(tag in room["tags"] for tag in session.get("prohibited_room_tags", [])),
            *(tag not in slot["tags"] for tag in session.get("required_timeslot_tags", [])),
            *(tag in slot["tags"] for tag in session.get("prohibited_timeslot_tags", [])),
        )
    )


def _broken_together(data: Json, one: _Placed, other: _Placed) -> int:
    first, then = sorted((one, other), key=lambda it: it.start)
    shared = len({*one.session["speakers"]} & {*other.session["speakers"]})
    between = (then.start - first.end).total_seconds() / 60
    # Overnight there is pause enough; on one day it is asked for, and never less than none.
    near = first.start.date() == then.start.date() and between < data["min_pause_minutes"]
    groups = [{*it.session.get("mutually_exclusive", [])} for it in (one, other)]
    return (
        (shared if near else 0)
        + (one.at_once(other) and one.room["id"] == other.room["id"])
        + (one.at_once(other) and bool(groups[0] & groups[1]))
    )


# --- As problems of this package ----------------------------------------------------------


def problem(data: Json) -> Problem:
    """Return the task as an ordinary problem.

    A theme alone would count two sessions that share two themes twice. So each session's
    track is the set of its themes, and sets that share a theme are similar tracks.
    """
    themes = {session["id"]: _joined(session["themes"]) for session in data["sessions"]}
    sets = {_joined(session["themes"]): {*session["themes"]} for session in data["sessions"]}
    labels = sorted(label for label, some in sets.items() if some)
    tracks = [
        {
            "id": label,
            # Named one way only, so that each two tracks are similar once.
            "similar": [other for other in labels[number + 1 :] if sets[label] & sets[other]],
            "one_room": 0,
        }
        for number, label in enumerate(labels)
    ]
    return Problem.read(
        {
            **_common(data, overflow=False),
            "tracks": tracks,
            "sessions": [
                {**session, "track": themes[session["id"]]} for session in _sessions(data)
            ],
            "weights": {**_NO_WEIGHT, "tiers": [["track_beside"]], "track_beside": 1},
        }
    )


def clash_minutes(data: Json) -> int:
    """Return what one clash costs in the problem: the length of the timeslots.

    Raises
    ------
    ValueError
        If there are several; then a cost in minutes does not count pairs.
    """
    lengths = {end - start for _, start, end in map(_span, data["timeslots"])}
    if len(lengths) != 1:
        raise ValueError("timeslots of different lengths: a cost in minutes does not count pairs")
    return lengths.pop()


def replan_problem(data: Json, *, seats: bool) -> Problem:
    """Return what is asked of a published timetable after the change; nothing is wished.

    Without `seats`, a room may have too few, at no cost.
    """
    return Problem.read(
        {
            **_common(data, overflow=not seats),
            "sessions": list(_sessions(data)),
            "weights": _NO_WEIGHT,
        }
    )


def published_timetable(data: Json) -> Timetable:
    """Return the published timetable, which the change has made impossible."""
    spans = {slot["id"]: _span(slot) for slot in data["timeslots"]}
    return Timetable.of(
        Placement(session["id"], *spans[session["published_timeslot"]], session["published_room"])
        for session in data["sessions"]
    )


_NO_WEIGHT = {cost.key: 0 for cost in COSTS}  # no other tier, which would want time


def _joined(themes: Iterable[str]) -> str:
    return " + ".join(sorted(themes))


def _common(data: Json, *, overflow: bool) -> dict[str, Any]:
    """Return what both tasks share: the event, its days, its rooms and its people."""
    return {
        "event": {
            "name": data["name"],
            "language": "en",
            "zone": "UTC",
            "slots": [{"id": slot["id"], **_window(slot)} for slot in data["timeslots"]],
            "overflow": overflow,
        },
        "days": [{"date": day} for day in sorted({_span(slot)[0] for slot in data["timeslots"]})],
        "rooms": [
            {
                "id": room["id"],
                "capacity": room["capacity"],
                "features": room["tags"],
                "open": _without(data, room["unavailable"]),
            }
            for room in data["rooms"]
        ],
        "people": [
            {
                "id": speaker["id"],
                "pause": data["min_pause_minutes"],
                "present": _without(data, speaker["unavailable"]),
            }
            for speaker in data["speakers"]
        ],
    }


def _sessions(data: Json) -> Iterator[dict[str, Any]]:
    for session in data["sessions"]:
        prohibited = {*session.get("prohibited_room_tags", [])}
        rooms = [room["id"] for room in data["rooms"] if not prohibited & {*room["tags"]}]
        yield {
            "id": session["id"],
            "title": session.get("title") or session["id"],
            "people": {"speaker": session["speakers"]} if session["speakers"] else {},
            "expected": session["favorite_count"],
            "needs": session.get("required_room_tags", []),
            "exclusive": session.get("mutually_exclusive", []),
            "after": session.get("prerequisites", []),
            "windows": _windows_of(data, session),
            **({"rooms": rooms} if prohibited else {}),
        }


def _windows_of(data: Json, session: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the timeslots that are long enough and have the right tags, if not all do."""
    required = {*session.get("required_timeslot_tags", [])}
    prohibited = {*session.get("prohibited_timeslot_tags", [])}
    unfit = [
        slot["id"]
        for slot in data["timeslots"]
        if required - {*slot["tags"]}
        or prohibited & {*slot["tags"]}
        or _span(slot)[2] - _span(slot)[1] < session["duration"]
    ]
    return _without(data, unfit)


def _without(data: Json, unavailable: Iterable[str]) -> list[dict[str, Any]]:
    """Return the windows that are left; a minute in which nothing fits if none is."""
    closed = {*unavailable}
    if not closed:
        return []
    left = [_window(slot) for slot in data["timeslots"] if slot["id"] not in closed]
    return left or [{"day": _span(data["timeslots"][0])[0], "start": "00:00", "end": "00:01"}]


def _window(slot: Json) -> dict[str, Any]:
    day, start, end = _span(slot)
    return {"day": day, "start": _written(start), "end": _written(end)}


def _written(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
