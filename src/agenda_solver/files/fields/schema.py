"""What the schema says of a field: its type, so what a cell of it holds, and its default."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from agenda_solver.files.fields import kinds
from agenda_solver.problem import Minutes, Path, Window, schema
from agenda_solver.problem.marks import Ref, TableName
from agenda_solver.text import Language, Text, same


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
    annotation = table
    for step in path:
        annotation = _inside(parted(annotation)[0], step)
    return annotation


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
    if _says(notes, schema.Closings):
        return kinds.Closings()
    if get_origin(plain) is list:
        return _kind_of_many(*parted(get_args(plain)[0]))
    if _says(notes, schema.SessionKind):
        return kinds.OneOf(schema.KINDS)
    if plain in _LEVELS_OF:
        return kinds.Levels(_LEVELS_OF[plain])
    noted = (kind() for alias, kind in _NOTED if _says(notes, alias))
    return next(noted, None) or _kind_of_one(plain, _ref(notes))


def _kind_of_one(plain: Any, ref: Ref | None) -> kinds.Kind:
    if plain is date:
        return kinds.Date(ref.table if ref else None)
    if ref is not None:
        return kinds.Label(ref.table) if ref.free else kinds.Id(ref.table)
    return next((kind() for of, kind in _PLAIN if plain == of), kinds.Kind())


def _kind_of_many(plain: Any, notes: Sequence[object]) -> kinds.Kind:
    if plain in _ROWS:
        return _ROWS[plain]()
    if _says(notes, schema.Mixture):
        return kinds.SomeOf(schema.MIXED)
    if _says(notes, schema.Question):
        return kinds.OneALine()
    if _says(notes, schema.Organisation):
        return kinds.OneALine(";\n")
    ref = _ref(notes)
    if ref is None:
        return kinds.Items()
    return kinds.SomeLabels(ref.table) if ref.free else kinds.Items(ref.table)


def _says(notes: Sequence[object], alias: Any) -> bool:
    """Whether all that an alias of the schema notes is noted."""
    return all(note in notes for note in alias.__metadata__)


def _ref(notes: Sequence[object]) -> Ref | None:
    return next((note for note in notes if isinstance(note, Ref)), None)


_NOTED: tuple[tuple[Any, type[kinds.Kind]], ...] = (
    (schema.Prose, kinds.Prose),
    (schema.Repeats, kinds.HowOften),
    (schema.End, kinds.End),
    (schema.Start, kinds.Start),
    (schema.Clock, kinds.Clock),
    (schema.Multiplier, kinds.HowMuch),
    (schema.Pause, kinds.Length),
    (schema.Length, kinds.Length),
    (schema.Step, kinds.Length),
)
"""Of a type that has a name of its own in the schema; the end of a day before its times."""

_PLAIN: tuple[tuple[Any, type[kinds.Kind]], ...] = (
    (int, kinds.Whole),
    (bool, kinds.Flag),
    (Language, kinds.Spoken),
    (schema.Roles, kinds.Roles),
)
_LEVELS_OF: Mapping[Any, TableName] = {
    schema.StretchLevels: "stretches",
    schema.RoomLevels: "rooms",
    schema.TrackLevels: "tracks",
}
_ROWS: Mapping[Any, type[kinds.Kind]] = {
    Window: kinds.Windows,
    schema.Walk: kinds.Walks,
    schema.Link: kinds.Links,
    schema.SessionQuota: kinds.Quotas,
    schema.DayQuota: kinds.Quotas,
}


# --- In TOML ------------------------------------------------------------------------------


def default_of(model: type[BaseModel], key: str) -> Text:
    """Return what holds where a key is not written, as TOML writes it; blank: nothing."""
    attribute = model.model_fields[key]
    if attribute.is_required():
        return Text("obligatoire", "required")
    default = attribute.get_default(call_default_factory=True)
    if isinstance(default, bool):
        return same(f"`{str(default).lower()}`")
    return same(f"`{default}`" if isinstance(default, int | str) and default != "" else "")


def notation_of(annotation: Any) -> Text:
    """Return how TOML writes a value of a type of the schema."""
    plain, notes = parted(annotation)
    if get_origin(plain) is list:
        item = notation_of(get_args(plain)[0])
        whole = ", `true`" if _says(notes, schema.Closings) else ""
        return Text(_in_list(item.fr) + whole, _in_list(item.en) + whole)
    if plain is Minutes or _says(notes, schema.Repeats):
        return same("`90`, `{ min, ideal, max }`" if plain is Minutes else "`3`, `{ min, max }`")
    if get_origin(plain) in (Union, types.UnionType):
        return notation_of(get_args(plain)[0])
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        return same(f"`{{ {', '.join(annotations_of(plain))} }}`")
    if _ref(notes) and plain is str:
        return same('`"id"`')
    noted = (text for alias, text in _WRITTEN if _says(notes, alias))
    return next(noted, _WRITTEN_PLAINLY.get(plain, _WRITTEN_PLAINLY[str]))


def _in_list(item: str) -> str:
    return f"`[{item[1:-1]}]`"


_MINUTES = same("minutes")
_WRITTEN: tuple[tuple[Any, Text], ...] = (
    (schema.Start, Text('`"9h30"`', '`"09:30"`')),
    (schema.Clock, Text('`"9h30"`', '`"09:30"`')),
    (schema.Pause, _MINUTES),
    (schema.Length, _MINUTES),
    (schema.Step, _MINUTES),
    (schema.SessionKind, Text('`"atelier"`', '`"workshop"`')),
    (schema.Mixture, Text('`"catégorie"`', '`"category"`')),
)
_WRITTEN_PLAINLY: Mapping[Any, Text] = {
    str: Text('`"texte"`', '`"text"`'),
    bool: same("`true`, `false`"),
    int: Text("un nombre", "a number"),
    date: same("`2026-10-03`"),
    Language: same('`"fr"`, `"en"`'),
    schema.Roles: Text('`{ rôle = ["id"] }`', '`{ role = ["id"] }`'),
    **dict.fromkeys(_LEVELS_OF, same("`{ id = 3 }`")),
}
