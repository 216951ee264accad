"""How two cells of a timetable lie to one another, as matrices over all pairs of cells.

A cell is a time and a room that a session may have. Each function answers one question for
every two cells at once: the row is the cell of the first session, the column that of the
second.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from agenda_solver.domains import Room, Time
from agenda_solver.problem import Problem

Cell = tuple[Time, Room]
"""A day, a start and an end; and a room, or None."""

Matrix = NDArray[np.float64]
Vector = NDArray[np.int64]
Truth = NDArray[np.bool_]

NO_ROOM = -1
NOT_KNOWN = -1


class Cells:
    """All the cells of a problem, and what is known of each.

    Attributes
    ----------
    start, end : array of int
        Minutes since midnight of the event's first day.
    minute, until : array of int
        Start and end in minutes since midnight of the cell's own day.
    """

    def __init__(self, problem: Problem, cells: Sequence[Cell]) -> None:
        self.all = tuple(cells)
        self.number = {cell: number for number, cell in enumerate(self.all)}
        self._rooms = tuple(problem.room.values())
        self._walk_minutes = problem.walk_minutes
        self._moment = problem.moment
        numbers = {None: NO_ROOM} | {room.id: row for row, room in enumerate(problem.rooms)}
        self._room = _vector(numbers[room] for _, room in self.all)
        self._midnight = _vector(problem.moment(day, 0) for (day, _, _), _ in self.all)
        self.minute = _vector(start for (_, start, _), _ in self.all)
        self.until = _vector(end for (_, _, end), _ in self.all)
        self.start: Vector = self._midnight + self.minute
        self.end: Vector = self._midnight + self.until

    def __len__(self) -> int:
        return len(self.all)

    # --- One cell -------------------------------------------------------------------------

    def on_day(self, day: date) -> Truth:
        """Return which cells are on a day."""
        return self._midnight == self._moment(day, 0)

    def in_room(self, room: str | None) -> Truth:
        """Return which cells are in a room; with None, which are in none."""
        rooms = [known.id for known in self._rooms]
        return self._room == (NO_ROOM if room is None else rooms.index(room))

    # --- Two cells ------------------------------------------------------------------------

    def overlaps(self) -> Matrix:
        """Return the minutes at which both take place."""
        until = np.minimum(_first(self.end), _second(self.end))
        since = np.maximum(_first(self.start), _second(self.start))
        return np.maximum(until - since, 0).astype(np.float64)

    def on_other_days(self) -> Truth:
        """Whether the two are on different days."""
        return _first(self._midnight) != _second(self._midnight)

    def in_other_rooms(self) -> Truth:
        """Whether the two are on the same day in different rooms; both have one."""
        return self.in_two_rooms() & ~self.on_other_days()

    def in_two_rooms(self) -> Truth:
        """Whether the two are in different rooms; both have one."""
        return _both(self._room != NO_ROOM) & (_first(self._room) != _second(self._room))

    def in_smaller_rooms(self) -> Truth:
        """Whether the first has fewer seats than the second; both are known."""
        known = [NOT_KNOWN if room.capacity is None else room.capacity for room in self._rooms]
        seats = np.array([*known, NOT_KNOWN])[self._room]
        return _both(seats != NOT_KNOWN) & (_first(seats) < _second(seats))

    def out_of_order(self) -> Truth:
        """Whether the first has not ended when the second starts."""
        return _first(self.end) > _second(self.start)

    def soon_after(self, minutes: int) -> Truth:
        """Whether the second starts so many minutes after the first, or sooner."""
        between = _second(self.start) - _first(self.end)
        return np.greater_equal(between, 0) & np.less_equal(between, minutes)

    def too_near(self, after_first: Vector | int, after_second: Vector | int) -> Truth:
        """Whether neither ends so many minutes before the other starts."""
        between = _second(self.start) - _first(self.end)
        return np.less(between, after_first) & np.less(between.T, after_second)

    def too_near_to_walk(self) -> Truth:
        """Whether there is no time to walk from the one to the other."""
        places: list[Room] = [*(room.id for room in self._rooms), None]
        minutes = [[self._walk_minutes(one, other) for other in places] for one in places]
        walk = np.array(minutes)[_first(self._room), _second(self._room)]
        return self.too_near(walk, walk) & (walk > 0)

    def too_near_in(self, room: str, after_first: int, after_second: int) -> Truth:
        """Whether both are in a room, and `too_near` there."""
        return _both(self.in_room(room)) & self.too_near(after_first, after_second)

    def too_near_in_two(
        self, room: str | None, other: str | None, after_first: int, after_second: int
    ) -> Truth:
        """Whether the first is in one room, the second in another, and `too_near`; None: any."""
        anywhere = np.ones(len(self), dtype=bool)
        here, there = (anywhere if one is None else self.in_room(one) for one in (room, other))
        return here[:, None] & there[None, :] & self.too_near(after_first, after_second)

    def too_near_outside(self, rooms: Iterable[str], gap: int) -> Truth:
        """Whether both are in none of some rooms, and `too_near`."""
        inside = [self.in_room(room) for room in rooms]
        outside: Truth = ~np.any(inside, axis=0) if inside else np.ones(len(self), dtype=bool)
        return _both(outside) & self.too_near(gap, gap)

    def not_before(self, at_least: int, at_most: int | None) -> Truth:
        """Whether the first does not end before the second starts, with such a gap."""
        gap = _second(self.start) - _first(self.end)
        return (gap < at_least) | (at_most is not None and gap > at_most)

    def not_together(self) -> Truth:
        """Whether the two do not start at the same time."""
        return _first(self.start) != _second(self.start)

    def not_within(self) -> Truth:
        """Whether the first does not lie within the second, in its room if it has one."""
        early = _first(self.start) < _second(self.start)
        late = _first(self.end) > _second(self.end)
        elsewhere = _first(self._room) != _second(self._room)
        return early | late | (elsewhere & (_second(self._room) != NO_ROOM))


def _vector(values: Iterable[int]) -> Vector:
    return np.fromiter(values, dtype=np.int64)


def _first(of_cell: Vector) -> Vector:
    """Stand a value a cell upright, for the first of two cells."""
    return of_cell[:, None]


def _second(of_cell: Vector) -> Vector:
    """Lay a value a cell flat, for the second of two cells."""
    return of_cell[None, :]


def _both(of_cell: Truth) -> Truth:
    """Whether something holds of both of two cells."""
    return of_cell[:, None] & of_cell[None, :]
