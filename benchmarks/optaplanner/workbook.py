"""OptaPlanner's workbooks, as OptaPlanner reads them; only the first five sheets are input."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl


@dataclass(frozen=True)
class Timeslot:
    """A stretch of a day; `kinds` are the types of talk that fit it."""

    day: date
    start: int
    end: int
    kinds: frozenset[str]
    tags: frozenset[str] = frozenset()

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True)
class Tags:
    """The tags that a timeslot or a room must or should have, or not have."""

    required: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()
    prohibited: frozenset[str] = frozenset()
    undesired: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Room:
    """A room; `closed` are the timeslots in which it is not available."""

    name: str
    capacity: int
    kinds: frozenset[str]
    tags: frozenset[str] = frozenset()
    closed: frozenset[Timeslot] = frozenset()


@dataclass(frozen=True)
class Speaker:
    """Somebody who talks; `absent` are the timeslots in which they are not available."""

    name: str
    times: Tags = Tags()
    rooms: Tags = Tags()
    absent: frozenset[Timeslot] = frozenset()


@dataclass(frozen=True)
class Talk:
    """What is to be placed."""

    code: str
    kind: str
    title: str = ""
    speakers: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    level: int = 1
    contents: frozenset[str] = frozenset()
    language: str = "en"
    times: Tags = Tags()
    rooms: Tags = Tags()
    exclusive: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    favorites: int = 0
    risk: int = 0
    pinned: bool = False
    timeslot: Timeslot | None = None
    room: str | None = None
    published_timeslot: Timeslot | None = None
    published_room: str | None = None


Weight = tuple[int, int, int]
"""Hard, medium and soft points of one unit."""


@dataclass(frozen=True)
class Data:
    """What a workbook holds.

    Attributes
    ----------
    pause : int
        Minutes that a speaker needs between two talks.
    weights : mapping of str to Weight
        By the constraint's name; absent: 0.
    """

    name: str
    pause: int
    weights: Mapping[str, Weight]
    timeslots: tuple[Timeslot, ...]
    rooms: tuple[Room, ...]
    speakers: tuple[Speaker, ...]
    talks: tuple[Talk, ...]


UNAVAILABLE = "555753"  # the fill of a cell that marks an unavailable timeslot


def read(path: Path | str) -> Data:
    """Read one of OptaPlanner's workbooks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles that it does not define
        book = openpyxl.load_workbook(path)
    pause, weights = _configuration(book["Configuration"])
    timeslots = tuple(map(_timeslot, _rows(book["Timeslots"], 2)))
    kinds = frozenset(kind for timeslot in timeslots for kind in timeslot.kinds)
    slot_of = {(slot.day, slot.start, slot.end): slot for slot in timeslots}
    return Data(
        name=Path(path).stem,
        pause=pause,
        weights=weights,
        timeslots=timeslots,
        rooms=tuple(_room(row, timeslots, kinds) for row in _rows(book["Rooms"], 3)),
        speakers=tuple(_speaker(row, timeslots) for row in _rows(book["Speakers"], 3)),
        talks=tuple(_talk(row, slot_of) for row in _rows(book["Talks"], 2)),
    )


def _configuration(sheet: Any) -> tuple[int, dict[str, Weight]]:
    weights: dict[str, Weight] = {}
    for name, points, *_ in sheet.iter_rows(min_row=5, values_only=True):
        if name:
            found = re.fullmatch(r"(-?\d+)hard/(-?\d+)medium/(-?\d+)soft", points)
            if not found:
                raise ValueError(f"{points} is not a weight")
            weights[name] = int(found[1]), int(found[2]), int(found[3])
    return int(sheet["B2"].value), weights


def _rows(sheet: Any, first: int) -> Iterator[list[Any]]:
    for row in sheet.iter_rows(min_row=first):
        if row[0].value not in (None, ""):
            yield list(row)


def _tags(cell: Any) -> frozenset[str]:
    return frozenset(tag for tag in str(cell.value or "").split(", ") if tag)


def _clock(words: str) -> int:
    hours, minutes = words.split(":")
    return int(hours) * 60 + int(minutes)


def _day(words: str) -> date:
    return date.fromisoformat(words[-10:])  # "Mon 2018-10-01"


def _timeslot(row: list[Any]) -> Timeslot:
    day, start, end = (row[column].value for column in range(3))
    return Timeslot(_day(day), _clock(start), _clock(end), _tags(row[3]), _tags(row[4]))


def _marked(cells: list[Any], timeslots: tuple[Timeslot, ...]) -> frozenset[Timeslot]:
    """Return the timeslots whose cell is filled with the colour for unavailable."""
    pairs = zip(cells, timeslots, strict=True)
    return frozenset(slot for cell, slot in pairs if str(cell.fill.fgColor.rgb)[-6:] == UNAVAILABLE)


def _room(row: list[Any], timeslots: tuple[Timeslot, ...], kinds: frozenset[str]) -> Room:
    return Room(
        name=row[0].value,
        capacity=int(row[1].value),
        kinds=_tags(row[2]) or kinds,
        tags=_tags(row[3]),
        closed=_marked(row[4 : 4 + len(timeslots)], timeslots),
    )


def _four(cells: list[Any]) -> Tags:
    return Tags(*map(_tags, cells))


def _speaker(row: list[Any], timeslots: tuple[Timeslot, ...]) -> Speaker:
    absent = _marked(row[9 : 9 + len(timeslots)], timeslots)
    return Speaker(row[0].value, _four(row[1:5]), _four(row[5:9]), absent)


def _talk(row: list[Any], slot_of: Mapping[tuple[date, int, int], Timeslot]) -> Talk:
    def slot(column: int) -> Timeslot | None:
        day, start, end = (cell.value for cell in row[column : column + 3])
        return slot_of[_day(day), _clock(start), _clock(end)] if day else None

    return Talk(
        code=row[0].value,
        title=row[1].value,
        kind=row[2].value,
        speakers=tuple(name for name in str(row[3].value or "").split(", ") if name),
        themes=_tags(row[4]),
        sectors=_tags(row[5]),
        audiences=_tags(row[6]),
        level=int(row[7].value),
        contents=_tags(row[8]),
        language=row[9].value,
        times=_four(row[10:14]),
        rooms=_four(row[14:18]),
        exclusive=_tags(row[18]),
        after=_tags(row[19]),
        favorites=int(row[20].value),
        risk=int(row[21].value),
        pinned=bool(row[22].value),
        timeslot=slot(23),
        room=row[26].value or None,
        published_timeslot=slot(27),
        published_room=row[30].value or None,
    )
