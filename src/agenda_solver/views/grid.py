"""The programme laid out with rooms across and time down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from agenda_solver.problem import Problem
from agenda_solver.timetable import Timetable
from agenda_solver.views.programme import Item, boxes, programme, starting_together
from agenda_solver.words.numbering import numbering


@dataclass(frozen=True)
class GridColumn:
    """A room of the grid, and how many sessions stand in it side by side at most.

    `room` is None for what takes no room but has something beside it.
    """

    room: str | None
    lanes: int


@dataclass(frozen=True)
class GridCell:
    """An item in the grid: its first lane, counted from the left, and how many it spans.

    The item's parts are those told inside the cell: they are where their whole is.
    """

    item: Item
    lane: int
    lanes: int


@dataclass(frozen=True)
class DayGrid:
    """A day of the grid: its cells, and every minute at which one starts or ends."""

    day: date
    times: tuple[int, ...]
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class ProgrammeGrid:
    """The programme with rooms across and time down, the same columns on every day."""

    columns: tuple[GridColumn, ...]
    days: tuple[DayGrid, ...]

    @property
    def lanes(self) -> int:
        """How many lanes there are, over all the columns."""
        return sum(column.lanes for column in self.columns)


def programme_grid(problem: Problem, timetable: Timetable) -> ProgrammeGrid:
    """Lay the programme out with rooms across and time down.

    What has no room, a plenary, a break or a meal spans every column where nothing is
    beside it; a room that holds nothing else has no column, so that the others are wider.
    Where a room holds several sessions at once, as a person's hand may leave it, they
    stand side by side; what ends as it starts, or before, has no cell, nor a day of its own.
    """
    days = {
        day: lasting
        for day, items in programme(problem, timetable).items()
        if (lasting := [one for one in boxes(items) if one.placement.end > one.placement.start])
    }
    wide = {
        day: [item for item in items if _spans(problem, item) and _alone(item, items)]
        for day, items in days.items()
    }
    by_room = {
        room: {
            day: [i for i in items if i.placement.room == room and i not in wide[day]]
            for day, items in days.items()
        }
        for room in (*_by_number(problem, days.values()), None)
    }
    columns = tuple(
        GridColumn(room, max(map(_lanes, of_day.values())))
        for room, of_day in by_room.items()
        if any(of_day.values())
    ) or (GridColumn(_only_room(timetable), 1),)
    total = sum(column.lanes for column in columns)
    cells: dict[date, list[GridCell]] = {
        day: [GridCell(item, 0, total) for item in items] for day, items in wide.items()
    }
    first = 0
    for column in columns:
        for day, items in by_room[column.room].items():
            cells[day] += _side_by_side(items, first, column.lanes)
        first += column.lanes
    return ProgrammeGrid(columns, tuple(_day_grid(day, of_day) for day, of_day in cells.items()))


def _by_number(problem: Problem, days: Iterable[Sequence[Item]]) -> Sequence[str]:
    """Return the rooms in the order of the draft, or so that numbers go up from left to right.

    They do where sessions that begin together go by numbers, ``Atelier 1`` and ``Atelier 2``,
    and all of them agree on one order: nobody looks for the first workshop in the last column.
    """
    order = [room.id for room in problem.rooms]
    after: dict[str, set[str]] = {}
    for items in days:
        for group in starting_together(problem, items):
            numbered = all(numbering(problem.session[one.placement.session].title) for one in group)
            rooms = [one.placement.room for one in group if one.placement.room]
            if numbered and len({*rooms}) == len(group):
                for room, then in pairwise(rooms):
                    after.setdefault(then, set()).add(room)
    ordered: list[str] = []
    left = order
    while left:
        free = next((one for one in left if not after.get(one, set()) & {*left}), None)
        if free is None:  # they do not agree
            return order
        ordered.append(free)
        left = [room for room in left if room != free]
    return ordered


def _only_room(timetable: Timetable) -> str | None:
    """Return the room in which everything is, if there is one."""
    rooms = {placement.room for placement in timetable.placements}
    return rooms.pop() if len(rooms) == 1 else None


def _day_grid(day: date, cells: list[GridCell]) -> DayGrid:
    placements = [cell.item.placement for cell in cells]
    times = {p.start for p in placements} | {p.end for p in placements}
    ordered = sorted(cells, key=lambda cell: (cell.item.placement.start, cell.lane))
    return DayGrid(day, tuple(sorted(times)), tuple(ordered))


def _spans(problem: Problem, item: Item) -> bool:
    session = problem.session[item.placement.session]
    return item.placement.room is None or session.is_plenary or problem.is_rest(session.id)


def _alone(item: Item, items: Iterable[Item]) -> bool:
    return not any(other.placement.overlaps(item.placement) for other in items if other != item)


def _lanes(items: Sequence[Item]) -> int:
    return max((lane for lane, _ in _in_lanes(items)), default=0) + 1


def _in_lanes(items: Iterable[Item]) -> Iterator[tuple[int, Item]]:
    ends: list[int] = []
    for item in sorted(items, key=lambda item: item.placement.start):
        lane = next((n for n, end in enumerate(ends) if end <= item.placement.start), len(ends))
        ends[lane : lane + 1] = [item.placement.end]
        yield lane, item


def _side_by_side(items: Sequence[Item], first: int, lanes: int) -> Iterator[GridCell]:
    for lane, item in _in_lanes(items):
        if _alone(item, items):
            yield GridCell(item, first, lanes)
        else:
            yield GridCell(item, first + lane, 1)
