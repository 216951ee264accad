"""What of a draft may give way: an edit that a person can make, its price and its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agenda_solver.problem import Path, Problem, taken_out
from agenda_solver.problem.references import TABLES, key_of
from agenda_solver.text import Text


@dataclass(frozen=True)
class FieldChange:
    """One field of the draft, from one value to another; or a row that comes, or goes.

    Attributes
    ----------
    where : tuple
        The table, the id of the row (the date of a day; none for the event) and the keys of
        the field: ``("people", "p3", "present")``, ``("days", date, "open", "end")``,
        ``("event", "slots")``. Of a row that comes or goes, the table and its id.
    before, after : object
        Values of the schema. Of a row that comes, nothing is before; of one that goes, after.
    """

    where: Path
    before: Any
    after: Any

    @property
    def field(self) -> str:
        """The key of the field in the table of fields, ``open.end``; of a whole row, nothing."""
        first = 1 if self.where[0] == "event" else 2
        return ".".join(map(str, self.where[first:]))

    def applied(self, problem: Problem) -> Problem:
        """Return the draft with this change."""
        name, *path = self.where
        if name == "event":
            return problem.with_tables(event=_with(problem.event, path, self.after))
        table = next(table for table in TABLES if table == name)
        rows, (row_id, *keys) = getattr(problem, table), path
        if not keys and self.before is None:
            return problem.with_tables(**{table: [*rows, self.after]})
        if not keys:
            return taken_out(problem, {table: {row_id}})
        changed = [
            _with(row, keys, self.after) if key_of(table, row) == row_id else row for row in rows
        ]
        return problem.with_tables(**{table: changed})


def _with(row: Any, keys: list[Any], value: Any) -> Any:
    """Return a row of the schema in which another value stands under these keys."""
    key, *deeper = keys
    new = _with(getattr(row, key), deeper, value) if deeper else value
    return row.model_copy(update={key: new})


@dataclass(frozen=True)
class Edit:
    """What an organiser changes in a draft, in one decision.

    Attributes
    ----------
    rule : str
        The key of the demand that gives way.
    changes : tuple of FieldChange
        The field that is written otherwise; rarely several.
    text : Text
        The sentence: « l'ambassadeur reste jusqu'à 14h50 (au lieu de 14h30) ».
    price : int
        What it costs an organiser, against what other edits cost.
    sessions, people, rooms : tuple of str
        Ids of those concerned.
    """

    rule: str
    changes: tuple[FieldChange, ...]
    text: Text
    price: int
    sessions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()

    def applied(self, problem: Problem) -> Problem:
        """Return the draft with this edit."""
        for change in self.changes:
            problem = change.applied(problem)
        return problem


def with_edits(problem: Problem, edits: Iterable[Edit]) -> Problem:
    """Return a draft with edits made in it."""
    for edit in edits:
        problem = edit.applied(problem)
    return problem
