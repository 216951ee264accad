"""A workbook that nobody has saved again: what it was made from is what its sheets say.

They need not be read, and neither what differs be looked for. Only where something stands may
still be asked: of sessions and attendees that follows from how they are written, and of the
rest from reading the sheets after all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from agenda_solver.files.fields import BY_KEY, SheetKey
from agenda_solver.files.store.kept import Made
from agenda_solver.files.workbook.rows import in_order
from agenda_solver.files.workbook.tables import InputTable
from agenda_solver.problem import Path
from agenda_solver.text import Text, same
from agenda_solver.timetable import Seat, Timetable

_FIRST = 2  # the row below the headings


class PlacesOfData:
    """Says in which sheet and cell the data of a path stands."""

    def __init__(
        self,
        made: Made,
        titles: Mapping[SheetKey, str],
        place: Callable[[], Callable[[Path], Text]],
    ) -> None:
        """Take what was written, the titles of its sheets, and what says all places once read."""
        self._made = made
        self._titles = titles
        self._place = place

    def __call__(self, path: Path) -> Text:
        """Say where the data of a path stands."""
        match path:
            case ("sessions", int(number), *rest) if number < len(self._rows):
                return self._cell("sessions", self._rows[number], tuple(rest)) or self._read(path)
            case ("attendees", int(number), *rest):
                return self._cell("attendees", _FIRST + number, tuple(rest)) or self._read(path)
        return self._read(path)

    def _cell(self, key: SheetKey, row: int, column: Path) -> Text | None:
        """Return the cell of a row, None where it does not follow from the column alone."""
        table = self._tables[key]
        if column not in _PLAIN or (column and column not in table.columns):
            return None
        return same(f"{table.title}!{table.cell(row, column)}")

    @cached_property
    def _tables(self) -> Mapping[SheetKey, InputTable]:
        return {
            key: InputTable(
                BY_KEY[key],
                self._titles[key],
                columns={column.key: n for n, column in enumerate(BY_KEY[key].columns)},
            )
            for key in ("sessions", "attendees")
            if key in self._titles
        }

    @cached_property
    def _rows(self) -> list[int]:
        """The rows of the sessions, as the problem numbers them."""
        order = in_order(self._made.problem, self._made.timetable)
        row_of = {session.id: row for row, session in enumerate(order, start=_FIRST)}
        return [row_of[session.id] for session in self._made.problem.sessions]

    @cached_property
    def _read(self) -> Callable[[Path], Text]:
        return self._place()


_PLAIN: frozenset[Path] = frozenset({(), ("id",), ("@start",), ("@room",), ("@cast",), ("@seats",)})
"""The columns whose cells are where their row and their heading are."""


def timetable_of(made: Made) -> Timetable:
    """Return a timetable as the sheets tell it: everybody's seats in the order of time."""
    timetable = made.timetable
    order = {placement.session: number for number, placement in enumerate(timetable.placements)}
    seats = timetable.seats_of
    return Timetable.of(
        timetable.placements,
        (
            Seat(attendee.id, session)
            for attendee in made.problem.attendees
            for session in sorted(
                dict.fromkeys(seats.get(attendee.id, ())),
                key=lambda session: (order.get(session, len(order)), session),
            )
        ),
        timetable.cast,
    )
