"""What the schema says of a field: its type, and so what a cell of it holds."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from agenda_solver.files.fields import kinds
from agenda_solver.problem import Path, Window, schema
from agenda_solver.problem.marks import Ref
from agenda_solver.text import Language


@cache
def annotations_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the types of the attributes of a table, as the schema writes them."""
    written: dict[str, Any] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            written |= inspect.get_annotations(base, eval_str=True)
    return {name: written[name] for name in model.model_fields}


def type_at(table: Any, path: Path) -> Any:
    """Return the type of what stands under a path of keys and indices, None where nothing can.

    Parameters
    ----------
    table : type
        The schema, or a row of one of its tables.
    path : tuple
    """
    found = table
    for step in path:
        found = _inside(parted(found)[0], step)
    return found


def _inside(plain: Any, step: str | int) -> Any:
    if get_origin(plain) is list:
        return get_args(plain)[0] if isinstance(step, int) else None
    if get_origin(plain) is dict:
        return get_args(plain)[1]
    if get_origin(plain) in (Union, types.UnionType):
        inner = (_inside(parted(one)[0], step) for one in get_args(plain))
        return next((one for one in inner if one is not None), None)
    is_table = isinstance(plain, type) and issubclass(plain, BaseModel)
    return annotations_of(plain).get(str(step)) if is_table else None


def parted(annotation: Any) -> tuple[Any, tuple[object, ...]]:
    """Return a type without None, and what the schema notes beside it."""
    notes: tuple[object, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            notes = (*annotation.__metadata__, *notes)
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            others = [one for one in get_args(annotation) if one is not types.NoneType]
            if len(others) > 1:
                return annotation, notes
            annotation = others[0]
        else:
            return annotation, notes


def kind_of(annotation: Any) -> kinds.Kind:
    """Return what the cells of a column hold whose data are of a type of the schema."""
    plain, notes = parted(annotation)
    if get_origin(plain) is list:
        return _kind_of_many(*parted(get_args(plain)[0]))
    for alias, kind in _NOTED:
        if _says(notes, alias):
            return kind()
    for of, kind in _PLAIN:
        if plain == of:
            return kind()
    ref = _ref(notes)
    if ref is None:
        return kinds.Kind()
    return kinds.Label(ref.table) if ref.free else kinds.Id(ref.table)


def _kind_of_many(plain: Any, notes: Sequence[object]) -> kinds.Kind:
    if plain in _ROWS:
        return _ROWS[plain]()
    if _says(notes, schema.Mixture):
        return kinds.Mixtures()
    ref = _ref(notes)
    return kinds.Items(ref.table if ref and not ref.free else None)


def _says(notes: Sequence[object], alias: Any) -> bool:
    """Whether all that an alias of the schema notes is noted."""
    return all(note in notes for note in alias.__metadata__)


def _ref(notes: Sequence[object]) -> Ref | None:
    return next((note for note in notes if isinstance(note, Ref)), None)


_NOTED: tuple[tuple[Any, type[kinds.Kind]], ...] = (
    (schema.End, kinds.End),
    (schema.Clock, kinds.Clock),
    (schema.Multiplier, kinds.HowMuch),
    (schema.Pause, kinds.Length),
    (schema.Length, kinds.Length),
    (schema.Step, kinds.Length),
    (schema.SessionKind, kinds.SessionKind),
)
"""Of a type that has a name of its own in the schema; the end of a day before its times."""

_PLAIN: tuple[tuple[Any, type[kinds.Kind]], ...] = (
    (int, kinds.Whole),
    (date, kinds.Day),
    (bool, kinds.Flag),
    (Language, kinds.Spoken),
    (schema.Roles, kinds.Roles),
)
_ROWS: Mapping[Any, type[kinds.Kind]] = {
    Window: kinds.Windows,
    schema.Walk: kinds.Walks,
    schema.Link: kinds.Links,
}
