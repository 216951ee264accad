"""What of a draft may give way: an edit that a person can make, its price and its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from agenda_solver.problem import Path, Problem, taken_out
from agenda_solver.problem.references import TABLES
from agenda_solver.text import Text


@dataclass(frozen=True)
class FieldChange:
    """One field of the draft, from one value to another; or a row that comes, or goes.

    Attributes
    ----------
    where : tuple
        The table, the id of the row (of a sequence its number; none for the event) and the
        keys of the field: ``("people", "p3", "present")``, ``("event", "slots")``,
        ``("days", "2026-06-10", "open", "end")``. Of a row that comes or goes, table and id.
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
        """Return the draft with this change, whatever else has been changed in it."""
        name, *path = self.where
        if name == "event":
            return problem.with_tables(event=self._written(problem.event, path))
        table = next(table for table in TABLES if table == name)
        rows, (row_id, *keys) = getattr(problem, table), path
        if not keys and self.before is None:
            return problem.with_tables(**{table: [*rows, self.after]})
        if not keys:
            return taken_out(problem, {table: {row_id}})
        changed = [
            self._written(row, keys) if row_id in (number, row.id) else row
            for number, row in enumerate(rows)
        ]
        return problem.with_tables(**{table: changed})

    def _written(self, row: Any, keys: list[Any]) -> Any:
        """Return a row of the schema in which the value under these keys is another."""
        key, *deeper = keys
        old = getattr(row, key)
        new = self._written(old, deeper) if deeper else _changed(old, self.before, self.after)
        return row.model_copy(update={key: new})


def _changed(value: Any, before: Any, after: Any) -> Any:
    """Return a value as it was changed from one to another; of a list, only what was."""
    if value == before:
        return after
    if isinstance(value, list):
        left = [item for item in value if item not in before or item in after]
        return [*left, *(item for item in after if item not in before and item not in left)]
    if isinstance(value, dict):
        keys = {*before, *after}
        changed = {key: _changed(value[key], before[key], after[key]) for key in keys & {*value}}
        return {**value, **changed}
    return after


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
        What it costs an organiser, against what others cost; see
        `docs/decisions/0029-ways-out.md`.
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


# --- A step less ----------------------------------------------------------------------------

_COUNTS = ("expected", "number", "most_per_day", "most_in_a_row", "at_once")
"""Keys of what is counted by ones, where other numbers are minutes on the grid."""


def lesser(edit: Edit, grid: int) -> Iterator[Edit]:
    """Yield an edit with one step less of what it changes: of the grid, or of what is counted.

    Nothing where no step is left, or where it changes what has none.
    """
    for number, change in enumerate(edit.changes):
        for after in _nearer(change.before, change.after, _step(change, grid)):
            changes = list(edit.changes)
            changes[number] = replace(change, after=after)
            yield replace(edit, changes=tuple(changes))


def _step(change: FieldChange, grid: int) -> int:
    return 1 if change.where[-1] in _COUNTS else grid


def _nearer(before: Any, after: Any, step: int) -> Iterator[Any]:
    """Yield values between two, each a step nearer to the first in one place."""
    if isinstance(before, bool) or isinstance(after, bool):
        return
    if isinstance(before, int) and isinstance(after, int):
        if abs(after - before) > step:
            yield after - step if after > before else after + step
    elif isinstance(before, list) and isinstance(after, list):
        for number, (old, new) in enumerate(zip(before, after, strict=False)):
            for nearer in _nearer(old, new, step):
                yield [*after[:number], nearer, *after[number + 1 :]]
    elif isinstance(before, BaseModel) and type(before) is type(after):
        for key in type(before).model_fields:
            for nearer in _nearer(getattr(before, key), getattr(after, key), step):
                yield after.model_copy(update={key: nearer})
