"""What one row says of another, by its id: the schema marks it with a `Ref`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from agenda_solver.problem.faults import Fault, Path
from agenda_solver.problem.lookups import Lookups, Read
from agenda_solver.problem.marks import Ref, TableName
from agenda_solver.problem.walk import GONE, changed, visit
from agenda_solver.text import Text
from agenda_solver.words.moments import not_of_the_event
from agenda_solver.words.names import (
    A_PERSON,
    A_ROOM,
    A_SESSION,
    A_STRETCH,
    A_TRACK,
    AN_ATTENDEE,
    no_id,
)

Ids = Mapping[TableName, Mapping[Any, Any]]
"""By table, which id takes the place of which."""

Gone = Mapping[TableName, Collection[Any]]
"""By table, the ids of rows that are gone."""

TABLES: tuple[TableName, ...] = get_args(TableName)
TIMES = "sessions.repeats"
"""The field from which sessions are made that others may name."""
KEYS: Mapping[str, str] = {"days": "date"}
"""By what the rows of a table are named, where it is not their id."""


@dataclass(frozen=True)
class Reference:
    """A place in which a row names another."""

    path: Path
    ref: Ref
    id: Any


def references(row: object) -> Iterator[Reference]:
    """Yield every reference of a problem, or of one of its rows; their paths begin in it."""
    return (Reference(*place) for place in visit(row, _is_a_reference))


def _is_a_reference(mark: object) -> bool:
    return isinstance(mark, Ref)


def _must_be_there(mark: object) -> bool:
    return isinstance(mark, Ref) and not mark.free


def key_of(table: str, row: Any) -> Any:
    """Return by what a row of a table is named."""
    return getattr(row, KEYS.get(table, "id"))


# --- Following ----------------------------------------------------------------------------

Row = TypeVar("Row")


def renamed_row(row: Row, ids: Ids) -> Row:
    """Return a row that names others by their new ids."""

    def new(ref: Ref, id_: Any) -> Any:
        return ids.get(ref.table, {}).get(id_, id_)

    renamed: Row = changed(row, _is_a_reference, new)
    return renamed


def rename(problem: Read, ids: Ids) -> Read:
    """Return a problem in which rows have new ids, and whatever names them names these.

    Parameters
    ----------
    problem : Problem
        What is asked.
    ids : mapping
        By table, the new id of each row that has one; of a day, its new date.
    """
    if not any(ids.values()):
        return problem
    tables: dict[str, Any] = {}
    for name, table in _tables(problem):
        tables[name] = [_named(name, renamed_row(row, ids), ids.get(name, {})) for row in table]
    return problem.with_tables(event=renamed_row(problem.event, ids), **tables)


def _named(table: str, row: Any, ids: Mapping[Any, Any]) -> Any:
    key = KEYS.get(table, "id")
    old = getattr(row, key, None)
    return row.model_copy(update={key: ids[old]}) if old in ids else row


def without(problem: Read, gone: Gone, heirs: Ids | None = None) -> Read:
    """Return a problem without some rows, and in which nothing names them.

    Parameters
    ----------
    problem : Problem
        What is asked.
    gone : mapping
        By table, the ids of the rows that go; of a day, its date.
    heirs : mapping, optional
        By table, which row stands for one that is gone: it is named instead, but by itself.
    """
    tables: dict[str, Any] = {}
    for name, table in _tables(problem):
        ids = gone.get(name, ())
        left = (row for row in table if not ids or key_of(name, row) not in ids)
        followed = (_without(name, row, gone, heirs or {}) for row in left)
        tables[name] = [row for row in followed if row is not GONE]
    return problem.with_tables(event=_without("event", problem.event, gone, {}), **tables)


def _without(table: str, row: Any, gone: Gone, heirs: Ids) -> Any:
    own = getattr(row, KEYS.get(table, "id"), None)

    def left(ref: Ref, id_: Any) -> Any:
        if ref.free or id_ not in gone.get(ref.table, ()):
            return id_
        heir = heirs.get(ref.table, {}).get(id_, GONE) if ref.passes else GONE
        return GONE if (ref.table, heir) == (table, own) else heir

    return changed(row, _is_a_reference, left)


def _tables(problem: Lookups) -> Iterator[tuple[TableName, list[Any]]]:
    return ((name, getattr(problem, name)) for name in TABLES)


# --- Faults -------------------------------------------------------------------------------


def reference_faults(problem: Lookups) -> Iterator[Fault]:
    """Yield what is named and not there, and what names itself."""
    known = {table: _known_ids(problem, table) for table in TABLES}
    for path, ref, id_ in visit(problem, _must_be_there):
        if id_ not in known[ref.table]:
            follows = (ref.table, TIMES) if ref.table == "sessions" else (ref.table,)
            yield Fault(path, _unknown(problem, ref.table, id_), follows)
        elif ref.table == path[0] and ref.table in _ITSELF and _is_its_own(problem, path, id_):
            yield Fault(path, _ITSELF[ref.table])


def _known_ids(problem: Lookups, table: TableName) -> Collection[Any]:
    if table == "tracks":  # one that a session alone names is one too
        return problem.track.keys()
    return {key_of(table, row): None for row in getattr(problem, table)}.keys()


def _is_its_own(problem: Lookups, path: Path, id_: Any) -> bool:
    table, number, *_ = path
    return bool(getattr(problem, str(table))[number].id == id_)


_ITSELF: Mapping[str, Text] = {
    "rooms": Text("une salle ne peut pas se nommer elle-même", "a room cannot name itself"),
    "sessions": Text("une session ne peut pas se nommer elle-même", "a session cannot name itself"),
    "tracks": Text("un thème ne peut pas se nommer lui-même", "a track cannot name itself"),
    "attendees": Text(
        "un participant ne peut pas se nommer lui-même", "an attendee cannot name themselves"
    ),
}
A_ROW_OF: Mapping[TableName, Text] = {
    "sessions": A_SESSION,
    "rooms": A_ROOM,
    "tracks": A_TRACK,
    "people": A_PERSON,
    "stretches": A_STRETCH,
}
"""What a row of a table is called."""


def _unknown(problem: Lookups, table: TableName, value: Any) -> Text:
    if table == "days":
        return not_of_the_event(value, problem.day)
    if table == "attendees":  # who the others are is nobody's business
        return no_id(value, AN_ATTENDEE)
    return problem.names[table].unknown(value, A_ROW_OF[table])
