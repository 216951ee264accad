"""Rooms that are made of others: a hall with a movable wall, and its halves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from agenda_solver.problem.schema import Room


def pieces(rooms: Collection[Room]) -> Mapping[str, tuple[str, ...]]:
    """Return the rooms that each room is made of, at any depth, by its id."""
    parts = {room.id: room.parts for room in rooms}
    return {room: _below(parts, room) for room in parts}


def _below(parts: Mapping[str, Collection[str]], room: str) -> tuple[str, ...]:
    reached: dict[str, None] = {}
    waiting = list(parts.get(room, ()))
    while waiting:
        part = waiting.pop(0)
        if part != room and part not in reached:
            reached[part] = None
            waiting += parts.get(part, ())
    return tuple(reached)


def sharing(rooms: Collection[Room]) -> Mapping[str, tuple[str, ...]]:
    """Return, by room, the others that have some of its floor: never both are used at once."""
    if not any(room.parts for room in rooms):
        return {room.id: () for room in rooms}
    below = pieces(rooms)
    floor = {
        room: {part for part in (room, *parts) if not below.get(part)} or {room}
        for room, parts in below.items()
    }
    return {
        room: tuple(other for other in floor if other != room and not floor[other].isdisjoint(own))
        for room, own in floor.items()
    }


def as_a_whole(rooms: Collection[Room]) -> Mapping[str, Room]:
    """Return rooms by id; what is left blank of a whole is what its parts have together.

    As many places as all of them; what each of them offers; their site, where it is one.
    """
    rows = {room.id: room for room in rooms}
    below = pieces(rooms)
    return {
        room.id: _together(room, [rows[part] for part in below[room.id] if part in rows])
        for room in rooms
    }


def _together(room: Room, every: Iterable[Room]) -> Room:
    parts = [part for part in every if not part.parts]
    if not parts:
        return room
    known = [part.capacity for part in parts if part.capacity is not None]
    sites = {part.site for part in parts}
    blank: dict[str, Any] = {}
    if room.capacity is None and len(known) == len(parts):
        blank["capacity"] = sum(known)
    if not room.features:
        every_other = [set(part.features) for part in parts[1:]]
        blank["features"] = [
            feature
            for feature in parts[0].features
            if all(feature in others for others in every_other)
        ]
    if not room.site and len(sites) == 1:
        blank["site"] = sites.pop()
    return room.model_copy(update=blank)
