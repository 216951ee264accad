"""Times of an evening that goes on after midnight, where they are written as on the clock.

Who writes 0:30 on a Saturday that is open from 18:00 to 2:00 means the night that ends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from operator import is_
from typing import Any, TypeVar

from agenda_solver.problem.lookups import Read
from agenda_solver.problem.schema import (
    Hours,
    Session,
    Slot,
    Spot,
    Statement,
    Stretch,
    Tables,
    Window,
)
from agenda_solver.words.moments import DAY_MINUTES, in_evening

_HOURS = (
    ("rooms", "open"),
    ("rooms", "closed"),
    ("equipment", "open"),
    ("people", "present"),
    ("attendees", "present"),
    ("sessions", "windows"),
    ("sessions", "preferred_windows"),
)
_Timed = TypeVar("_Timed", Slot, Statement, Stretch, Window)


def with_nights(problem: Read) -> Read:
    """Return a problem in which times of a night are those of the evening that it ends.

    Where nothing says of which day they are, only if they are in the hours of no other.
    """
    evenings = Evenings(problem)
    if not evenings:
        return problem
    tables: dict[str, list[Any]] = {
        "sessions": [_session(session, evenings) for session in problem.sessions]
    }
    for table, key in _HOURS:
        rows = tables.get(table, getattr(problem, table))
        tables[table] = _with_windows(rows, key, evenings)
    event = problem.event.model_copy(
        update={
            "slots": [evenings.timed(slot) for slot in problem.event.slots],
            "stated": [evenings.timed(statement) for statement in problem.event.stated],
        }
    )
    stretches = [evenings.timed(stretch) for stretch in problem.stretches]
    return problem.with_tables(event=event, stretches=stretches, **tables)


class Evenings:
    """The days that go on after midnight, and when they open."""

    def __init__(self, problem: Tables) -> None:
        hours = {day.date: day.open or day.announced for day in problem.days}
        self._late: Mapping[date, Hours] = {
            day: own for day, own in hours.items() if own and own.end > DAY_MINUTES
        }
        self._others = [own for day, own in hours.items() if day not in self._late]

    def __bool__(self) -> bool:
        return bool(self._late)

    def start(self, day: date | None, start: int) -> int:
        """Return a start in minutes of its day."""
        return self._hours(day, start, start)[0]

    def timed(self, row: _Timed) -> _Timed:
        """Return a row with the hours of its evening."""
        if row.start is None:
            return row
        end = row.start if row.end is None else row.end
        start, end = self._hours(row.day, row.start, end)
        if start == row.start:
            return row
        return row.model_copy(update={"start": start, **({"end": end} if row.end else {})})

    def _hours(self, day: date | None, start: int, end: int) -> tuple[int, int]:
        if day is not None:
            own = self._late.get(day)
            return self._on(own, start, end) if own else (start, end)
        every = {self._on(own, start, end) for own in self._late.values()}
        elsewhere = any(own is None or own.start <= start for own in self._others)
        return every.pop() if len(every) == 1 and not elsewhere else (start, end)

    @staticmethod
    def _on(own: Hours, start: int, end: int) -> tuple[int, int]:
        return in_evening(start, end, opening=own.start, closing=own.end)


def _session(session: Session, evenings: Evenings) -> Session:
    update = {key: _spot(getattr(session, key), evenings) for key in ("locked", "preferred")}
    stated = [evenings.timed(statement) for statement in session.stated]
    return session.model_copy(update={**update, "stated": stated})


def _spot(spot: Spot, evenings: Evenings) -> Spot:
    if spot.start is None:
        return spot
    return spot.model_copy(update={"start": evenings.start(spot.day, spot.start)})


def _with_windows(rows: list[Any], key: str, evenings: Evenings) -> list[Any]:
    """Return rows with the hours of evenings in a column of windows.

    What has no day, or begins with the day, may be of the night before as well.
    """
    changed = []
    for row in rows:
        windows = getattr(row, key)
        own = [
            evenings.timed(window) if window.day and window.start else window for window in windows
        ]
        same = all(map(is_, own, windows))
        changed.append(row if same else row.model_copy(update={key: own}))
    return changed
