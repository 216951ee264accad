"""What of a problem cannot be read, and what is left of its data without it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agenda_solver.problem.faults import Fault, Path

_KEYS = {"days": "date", "sequences": "sessions"}
"""Without which a row is none, where that is not its id."""
_FIRST_OF_ALL = date(1900, 1, 1).toordinal()


@dataclass(frozen=True)
class Unreadable:
    """What cannot be read of the data of a problem.

    Attributes
    ----------
    paths : frozenset of tuple
        A table, a row of one, or a field of a row: what is a part of a field is all of it.
    unknown : bool
        Whether there is more that is not read, and nobody knows of what it is.
    """

    paths: frozenset[Path] = frozenset()
    unknown: bool = False

    def __contains__(self, path: object) -> bool:
        whole = _field(path) if isinstance(path, tuple) else ()
        return any(whole[:length] in self.paths for length in range(1, len(whole) + 1))

    def with_more(self, paths: Iterable[Path]) -> Unreadable:
        """Return this and more."""
        return Unreadable(self.paths.union(map(_field, paths)), self.unknown)

    def lost(self, table: str) -> bool:
        """Whether a table has rows of which it is not known how they are named."""
        return (
            self.unknown
            or (table,) in self.paths
            or any(
                path[0] == table and (len(path) == 2 or path[2] in ("id", _KEYS.get(table, "id")))
                for path in self.paths
                if len(path) > 1
            )
        )

    def explains(self, fault: Fault) -> bool:
        """Whether a fault may only follow from what cannot be read."""
        lost = any(map(self.lost, fault.follows))
        return lost or fault.path in self or any(map(self.has_field, fault.follows))

    def has_field(self, name: str) -> bool:
        """Whether a field of some row, ``sessions.repeats``, or of the event is unread."""
        table, _, key = name.partition(".")
        return bool(key) and any((path[0], path[-1]) == (table, key) for path in self.paths)

    def of_rows(self, table: str) -> Iterator[tuple[int, str]]:
        """Yield the number and each field that is unread of the rows of a table; blank: all."""
        for path in self.paths:
            if path[0] == table and len(path) > 1 and isinstance(number := path[1], int):
                yield number, str(path[2]) if len(path) > 2 else ""

    def left_of(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return data in which what is unread is blank.

        Each row is in its place. Where it cannot be without a name, it has one that nothing
        names; `placeholder` gives it.
        """
        left = dict(data)
        for path in sorted(self.paths, key=len):
            if len(path) == 1:
                left.pop(str(path[0]), None)
        for table in {str(path[0]) for path in self.paths if len(path) > 1} & left.keys():
            if table == "event":
                gone = {str(path[1]) for path in self.paths if path[0] == table and path[1:]}
                left[table] = _without(left[table], gone)
                if "name" in gone:
                    left[table]["name"] = ""
            elif isinstance(left[table], list):
                left[table] = self._rows_left(table, left)
        return left

    def _rows_left(self, table: str, data: Mapping[str, Any]) -> list[Any]:
        rows = list(data[table])
        fields: dict[int, set[str]] = {}
        for number, name in self.of_rows(table):
            fields.setdefault(number, set()).add(name)
        for number, gone in fields.items():
            if number < len(rows):
                rows[number] = _row_left(table, number, data, gone)
        return rows


def placeholder(number: int) -> str:
    """Return the id of a row whose own cannot be read."""
    return f"?{number + 1}"


def day_in_place(number: int) -> date:
    """Return the date of a day whose own cannot be read: none that an event has."""
    return date.fromordinal(_FIRST_OF_ALL + number)


def _row_left(
    table: str, number: int, data: Mapping[str, Any], gone: Collection[str]
) -> dict[str, Any]:
    """Return a row without some fields; of those that it must have, with the least."""
    row, whole = data[table][number], "" in gone
    kept = {} if whole else _without(row, gone)
    least = {
        key: value for key, value in _least(table, number, data).items() if key in gone or whole
    }
    if table == "sequences" and least:
        least["wish"] = True  # so it asks nothing
    return {**kept, **least}


def _least(table: str, number: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the least that a row of a table says."""
    if table == "days":
        return {"date": day_in_place(number)}
    if table == "sequences":
        rows = data.get("sessions", ())
        ids = [row["id"] for row in rows if isinstance(row, dict) and "id" in row]
        return {"sessions": (ids * 2)[:2]}
    least: dict[str, Any] = {"id": placeholder(number)}
    return {**least, "title": "", "minutes": 1} if table == "sessions" else least


def _without(row: object, gone: Collection[object]) -> dict[str, Any]:
    return (
        {key: value for key, value in row.items() if key not in gone}
        if isinstance(row, dict)
        else {}
    )


def _field(path: Path) -> Path:
    """Return the field of a row of which a path is a part."""
    if path[:1] == ("weights",):
        return path[:1]
    return path[:2] if path[:1] == ("event",) else path[:3]
