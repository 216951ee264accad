"""What a workbook of CoSPLib says, and what a schedule of it is.

Their words are kept here: a *session* is a stretch of a day with so many time slots, in each of
its rooms; a *submission* is a talk. The workbooks and their reader: CoSPLib 1.0.2,
https://github.com/ahmedkheiri/CoSPLib; Pylyavskyy, Jacko and Kheiri, "A generic approach to
conference scheduling with integer programming", EJOR 317(2), 2024.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

TERMS = (
    "tracks_sessions",
    "tracks_rooms",
    "sessions_rooms",
    "similar_tracks",
    "rooms_per_track",
    "parallel_tracks",
    "consecutive_tracks",
    "timezones",
    "order",
    "submissions_sessions",
    "submissions_rooms",
    "presenter_conflicts",
    "attendee_conflicts",
    "chair_conflicts",
    "presenter_conflicts_at_once",
    "attendee_conflicts_at_once",
)
"""The terms of the objective, in the order of their weights."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Submission:
    """A talk: `order` is 0 where none is asked, `zone` hours from Greenwich."""

    id: str
    track: str
    slots: int
    order: int
    zone: float
    presenters: tuple[str, ...]
    attendees: tuple[str, ...]
    in_session: Mapping[str, int]
    in_room: Mapping[str, int]


@dataclass(frozen=True)
class Session:
    """A stretch of a day, in minutes since midnight, with so many time slots in each room."""

    id: str
    slots: int
    day: date
    start: int
    end: int


@dataclass(frozen=True)
class Hours:
    """When speakers should speak on their own clock, and what it costs where they do not."""

    zone: float
    suitable: tuple[int, int]
    less_suitable: tuple[int, int]
    small: int
    big: int


@dataclass(frozen=True)
class Conference:
    """One workbook. What a matrix leaves blank is not in its mapping."""

    submissions: Mapping[str, Submission]
    chairs: Mapping[str, tuple[str, ...]]
    sessions: Mapping[str, Session]
    rooms: tuple[str, ...]
    track_in_session: Mapping[tuple[str, str], int]
    track_in_room: Mapping[tuple[str, str], int]
    session_in_room: Mapping[tuple[str, str], int]
    similar: Mapping[frozenset[str], int]
    hours: Hours
    weights: Mapping[str, int]

    @property
    def tracks(self) -> tuple[str, ...]:
        """The tracks, in their order."""
        return tuple(self.chairs)


@dataclass(frozen=True)
class Schedule:
    """The track of each (session, room), and what is in each of its slots, in their order."""

    tracks: Mapping[tuple[str, str], str]
    slots: Mapping[tuple[str, str], tuple[str, ...]]


def read(path: Path) -> Conference:
    """Read a workbook of the data set."""
    sheets = _sheets(path)
    sessions = {session.id: session for session in map(_session, _rows(sheets["sessions"]))}
    rooms = [str(row[0]) for row in _rows(sheets["rooms"])]
    return Conference(
        submissions={
            row[0]: _submission(row, list(sessions), rooms) for row in _rows(sheets["submissions"])
        },
        chairs={str(row[0]): _names(row[1:2]) for row in _rows(sheets["tracks"])},
        sessions=sessions,
        rooms=tuple(rooms),
        track_in_session=_matrix(sheets["tracks_sessions|penalty"], list(sessions)),
        track_in_room=_matrix(sheets["tracks_rooms|penalty"], rooms),
        session_in_room=_matrix(sheets["sessions_rooms|penalty"], rooms),
        similar=_similar(sheets["similar tracks"]),
        hours=_hours(sheets["parameters"]),
        weights={
            term: int(row[4] or 0)
            for term, row in zip(TERMS, sheets["parameters"][1:], strict=False)
        },
    )


def read_schedule(path: Path, conference: Conference) -> Schedule:
    """Read a schedule that the authors have published: tracks, a blank row, submissions."""
    rows = next(iter(_sheets(path).values()))
    head, *below = rows
    rooms = [str(name) for name in head[1:] if name is not None]
    blank = next(number for number, row in enumerate(below) if row[0] is None)
    tracks = {
        (str(row[0]), room): str(track)
        for row in below[:blank]
        for room, track in zip(rooms, row[1:], strict=False)
        if track is not None
    }
    slots: dict[tuple[str, str], list[str]] = {}
    for row in below[blank:]:
        if row[0] is None:
            continue
        for room, cell in zip(rooms, row[1:], strict=False):
            if cell is not None and str(cell) in conference.submissions:
                slots.setdefault((str(row[0]), room), []).append(str(cell))
            else:
                slots.setdefault((str(row[0]), room), []).append("")
    return Schedule(tracks, {cell: tuple(names) for cell, names in slots.items()})


def _sheets(path: Path) -> dict[str, list[Row]]:
    import openpyxl

    workbook = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook}


def _rows(sheet: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows below the heading that have a name."""
    yield from (row for row in sheet[1:] if row and row[0] is not None)


def _submission(row: Row, sessions: Sequence[str], rooms: Sequence[str]) -> Submission:
    levels = [int(value or 0) for value in row[7:]]
    return Submission(
        id=str(row[0]),
        track=str(row[1]),
        slots=int(row[2]),
        order=int(row[3] or 0),
        zone=_zone(row[4]),
        presenters=_names(row[5:6]),
        attendees=_names(row[6:7]),
        in_session=dict(zip(sessions, levels, strict=False)),
        in_room=dict(zip(rooms, levels[len(sessions) :], strict=False)),
    )


def _session(row: Row) -> Session:
    day = row[2]
    return Session(
        str(row[0]),
        int(row[1]),
        day.date() if isinstance(day, datetime) else date.fromisoformat(str(day)),
        _minute(row[3]),
        _minute(row[4]),
    )


def _names(cells: Sequence[Any]) -> tuple[str, ...]:
    text = "" if not cells or cells[0] is None else str(cells[0])
    return tuple(name for name in text.split(", ") if name)


def _zone(value: Any) -> float:
    return float(str(value).upper().replace("GMT", "") or 0)


def _minute(value: time | datetime) -> int:
    return value.hour * 60 + value.minute


def _matrix(sheet: Sequence[Row], columns: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return what is in a matrix: its rows have names, its columns the order of their sheet.

    The rows of the OR60 workbooks are not in the order of the sheet that lists their names.
    """
    return {
        (str(row[0]), column): int(value)
        for row in _rows(sheet)
        for column, value in zip(columns, row[1:], strict=False)
        if value
    }


def _similar(sheet: Sequence[Row]) -> dict[frozenset[str], int]:
    """Return what it costs that two tracks are at once: a pair's cell above the diagonal.

    The columns are in the order of the rows, whatever their headings say.
    """
    names = [str(row[0]) for row in _rows(sheet)]
    place = {name: number for number, name in enumerate(names)}
    return {
        frozenset(pair): value
        for pair, value in _matrix(sheet, names).items()
        if place[pair[0]] < place[pair[1]]
    }


def _hours(sheet: Sequence[Row]) -> Hours:
    column = [row[1] for row in sheet]
    return Hours(
        zone=_zone(column[1]),
        suitable=(_minute(column[3]), _minute(column[4])),
        less_suitable=(_minute(column[6]), _minute(column[7])),
        small=int(column[8] or 0),
        big=int(column[10] or 0),
    )
