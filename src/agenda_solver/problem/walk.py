"""Where in a row what the schema marks stands: to visit it, or to put something else there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from agenda_solver.problem.faults import Path

Wanted = Callable[[object], bool]
"""Which marks are looked for."""

Change = Callable[[Any, Any], Any]
"""What takes the place of a marked value; `GONE` where nothing does."""

GONE: Final = object()
_NOTHING = (None, "")


@dataclass(frozen=True)
class MarkedField:
    """A field of a row in which there are marks; `default` is `GONE` where it must be there."""

    name: str
    node: Node
    default: Any


@dataclass(frozen=True)
class Node:
    """Where the marks are in the values of one type.

    Attributes
    ----------
    mark : object
        Of the value itself; None where it has none.
    items, values : Node, optional
        Of what is in a list, and of what is under the keys of a dict.
    keys : object
        The mark of the keys of a dict.
    rows : mapping of type to tuple of MarkedField
        The fields of each kind of row that the value may be.
    least : int
        The fewest items that make a list.
    """

    mark: Any = None
    items: Node | None = None
    values: Node | None = None
    keys: Any = None
    rows: Mapping[type, tuple[MarkedField, ...]] = field(default_factory=dict)
    least: int = 1


def visit(row: Any, wanted: Wanted) -> Iterator[tuple[Path, Any, Any]]:
    """Yield what is marked in a row: its path, its mark and its value."""
    node = node_of(row.__class__, wanted)
    return _visit(node, row, ()) if node else iter(())


def changed(row: Any, wanted: Wanted, change: Change) -> Any:
    """Return a row in which what is marked is changed; itself where nothing is.

    What is gone from a list or from the keys of a dict leaves the others; a field without
    anything left has its default, and a row that must have it is `GONE`.
    """
    node = node_of(row.__class__, wanted)
    return _changed(node, row, change) if node else row


@lru_cache
def node_of(kind: type, wanted: Wanted) -> Node | None:
    """Return where the marks are in rows of a kind; None where there are none."""
    return _node(kind, (), wanted)


def _node(annotation: Any, marks: tuple[object, ...], wanted: Wanted) -> Node | None:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _node(arguments[0], (*arguments[1:], *marks), wanted)
    if origin in (Union, UnionType):
        return _either(_node(argument, marks, wanted) for argument in arguments)
    if origin in (list, tuple):
        items = _node(arguments[0], (), wanted)
        least = max((getattr(mark, "min_length", 1) for mark in marks), default=1)
        return Node(items=items, least=least) if items else None
    if origin is dict:
        keys, values = (_node(argument, (), wanted) for argument in arguments)
        return Node(keys=keys and keys.mark, values=values) if keys or values else None
    if isinstance(annotation, type) and (of_row := tuple(_fields(annotation, wanted))):
        return Node(rows={annotation: of_row})
    mark = next(filter(wanted, marks), None)
    return Node(mark=mark) if mark is not None else None


def _either(nodes: Iterable[Node | None]) -> Node | None:
    """Return the node of a value that is of one of several types; a value shows which."""
    joined = Node()
    for node in filter(None, nodes):
        joined = Node(
            joined.mark or node.mark,
            joined.items or node.items,
            joined.values or node.values,
            joined.keys or node.keys,
            {**joined.rows, **node.rows},
            max(joined.least, node.least),
        )
    return joined if joined != Node() else None


def _fields(kind: type, wanted: Wanted) -> Iterator[MarkedField]:
    """Yield the fields of a model or of a dataclass in which there are marks."""
    if issubclass(kind, BaseModel):
        for name, info in kind.model_fields.items():
            if node := _node(info.annotation, tuple(info.metadata), wanted):
                default = GONE if info.is_required() else info.get_default()
                yield MarkedField(name, node, default)
    elif is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        for own in fields(kind):
            if node := _node(hints[own.name], (), wanted):
                yield MarkedField(own.name, node, GONE if own.default is MISSING else own.default)


def _visit(node: Node, value: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(value, (list, tuple)):
        if node.items:
            for number, item in enumerate(value):
                yield from _visit(node.items, item, (*path, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            if node.keys is not None:
                yield (*path, key), node.keys, key
            if node.values:
                yield from _visit(node.values, item, (*path, key))
    elif type(value) in node.rows:
        alone = getattr(value, "alone", None)  # it has the path of the whole
        for own in node.rows[type(value)]:
            place = path if own.name == alone else (*path, own.name)
            yield from _visit(own.node, getattr(value, own.name), place)
    elif _has_mark(node, value):
        yield path, node.mark, value


def _has_mark(node: Node, value: Any) -> bool:
    """Whether a value is marked: it is there, and no row beside which there are marked values."""
    return node.mark is not None and value not in _NOTHING and not isinstance(value, BaseModel)


def _changed(node: Node, value: Any, change: Change) -> Any:
    if isinstance(value, (list, tuple)):
        return _changed_list(node, value, change) if node.items else value
    if isinstance(value, dict):
        return _changed_dict(node, value, change)
    if type(value) in node.rows:
        return _changed_row(node.rows[type(value)], value, change)
    return change(node.mark, value) if _has_mark(node, value) else value


def _changed_list(node: Node, value: Any, change: Change) -> Any:
    assert node.items
    items = [_changed(node.items, item, change) for item in value]
    if all(new is old for new, old in zip(items, value, strict=True)):
        return value
    left: list[Any] = []
    for item in items:
        is_an_id = node.items.mark is not None and not isinstance(item, BaseModel)
        if item is not GONE and not (is_an_id and item in left):  # two may have become one
            left.append(item)
    return type(value)(left) if len(left) >= node.least else GONE


def _changed_dict(node: Node, value: dict[Any, Any], change: Change) -> Any:
    """Return a dict with other keys; of two that have become one, the higher value counts."""
    left: dict[Any, Any] = {}
    for key, item in value.items():
        new_key = key if node.keys is None else change(node.keys, key)
        new = _changed(node.values, item, change) if node.values else item
        if new_key is not GONE and new is not GONE:
            left[new_key] = max(left[new_key], new) if new_key in left else new
    if len(left) == len(value) and all(left.get(key) is value[key] for key in value):
        return value
    return left or GONE


def _changed_row(of_row: tuple[MarkedField, ...], value: Any, change: Change) -> Any:
    new: dict[str, Any] = {}
    for own in of_row:
        old = getattr(value, own.name)
        inner = _changed(own.node, old, change)
        if inner is GONE and own.default is GONE:
            return GONE
        if inner is not old:
            new[own.name] = own.default if inner is GONE else inner
    if not new:
        return value
    return value.model_copy(update=new) if isinstance(value, BaseModel) else replace(value, **new)
