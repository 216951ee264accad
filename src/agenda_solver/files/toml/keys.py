"""The keys of a draft, and the way out for whoever writes another, or a value of another shape."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from agenda_solver.files.fields import PARTS, SHEETS, Field
from agenda_solver.files.fields.kinds import Flag, Length, Reading, Whole
from agenda_solver.files.fields.schema import kind_of, parted, type_at
from agenda_solver.files.toml.output import inline
from agenda_solver.problem import Event, Fault, Minutes, Problem, Unnamed, Weights, Window
from agenda_solver.problem import Path as KeyPath
from agenda_solver.text import Text, cut
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.names import folded, instead, nearest


def meant(word: str, path: KeyPath, known: Iterable[str]) -> str | None:
    """Return the key that a word was perhaps meant for, if any comes near.

    Parameters
    ----------
    word : str
        What is written.
    path : tuple
        Of the table in which it stands.
    known : iterable of str
        The keys that may stand there.
    """
    keys = {folded(name): name for name in known}
    stand_for = _sheets() if not path else [*_named(_fields_of(path)), *_named(PARTS)]
    for words, key in stand_for:
        if folded(key.split(".")[0]) in keys:
            for other in words:
                keys.setdefault(other, key)
    return nearest(word, keys)


def translated(word: str) -> str | None:
    """Return the key for which a word stands, whatever the table."""
    fields = (one for sheet in SHEETS for one in sheet.fields)
    stand_for = (*_named(PARTS), *_named(fields), *_sheets())
    return next((key for words, key in stand_for if folded(word) in words), None)


_StandFor = Iterator[tuple[Collection[str], str]]  # words, folded, and a key


def _sheets() -> _StandFor:
    for sheet in SHEETS:
        if sheet.key in Problem.model_fields:
            yield (*sheet.names, *sheet.near), sheet.key


def _named(fields: Iterable[Field]) -> _StandFor:
    """Yield the keys of fields, and what they are called: those that are keys themselves first."""
    every = tuple(fields)
    keys = [field for field in every if field.in_schema]
    yield from ((field.names, field.toml) for field in keys)
    yield from ((field.near, field.toml) for field in keys)
    yield from ((field.names.union(field.near), field.toml) for field in every if field.instead)


def _fields_of(path: KeyPath) -> tuple[Field, ...]:
    """Return the fields of the table that stands under a path; none of a small one."""
    model = _expected(path)
    return next((sheet.fields for sheet in SHEETS if sheet.model is model), ())


# --- What the schema expects --------------------------------------------------------------


def _expected(path: KeyPath) -> Any:
    """Return the type of what stands under a path, None where nothing can."""
    return parted(type_at(Problem, path))[0]


def is_several(table: str) -> bool:
    """Whether a table of the draft has several rows, each under ``[[table]]``."""
    return get_origin(_expected((table,))) is list


def _keys(kind: Any) -> list[str]:
    """Return the keys of a table; none where any will do."""
    if get_origin(kind) in (Union, types.UnionType):
        return [name for one in get_args(kind) for name in _keys(parted(one)[0])]
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in (Weights, Unnamed):
        return list(kind.model_fields)
    return []


# --- The way out --------------------------------------------------------------------------

_TWO_BRACKETS = Text(
    "{sentence} : écrire [[{key}]], avec deux crochets",
    "{sentence}: write [[{key}]], with two brackets",
)
_ONE_BRACKET = Text(
    "{sentence} : écrire [{key}], avec un seul crochet, une seule fois",
    "{sentence}: write [{key}], with one bracket, once",
)
_WRITE = Text("{sentence} : écrire {value}", "{sentence}: write {value}")
_NO_QUOTES = Text(
    "{sentence} : écrire {value}, sans guillemets",
    "{sentence}: write {value}, without quotation marks",
)
_AT_THE_TOP = Text(
    "{sentence} ; l'écrire en haut du fichier, avant le premier titre entre crochets",
    "{sentence}; write it at the top of the file, before the first heading in brackets",
)
_UNDER_EVENT = Text("{sentence} ; l'écrire sous [event]", "{sentence}; write it under [event]")


def with_a_way_out(fault: Fault, data: Mapping[str, Any]) -> Text:
    """Return what is said of a fault and, where it is plain, what to write instead."""
    if not fault.path or not isinstance(key := fault.path[-1], str):
        return fault.text
    known = _keys(_expected(fault.path[:-1]))
    if known and key not in known:
        return _known_instead(fault, key, known)
    try:
        value = _value(data, fault.path)
    except (KeyError, IndexError, TypeError):
        return fault.text
    return next(_ways_out(fault, key, value), fault.text)


def _known_instead(fault: Fault, key: str, known: list[str]) -> Text:
    sentence, top = fault.text, len(fault.path) == 1
    if not top and key in Problem.model_fields:
        return _AT_THE_TOP.fill(sentence=sentence)
    if top and key in Event.model_fields:
        return _UNDER_EVENT.fill(sentence=sentence)
    return instead(fault.text, meant(key, fault.path[:-1], known), known)


def _ways_out(fault: Fault, key: str, value: object) -> Iterator[Text]:
    """Yield what to write for a value of another shape than its key expects."""
    kind, sentence = _expected(fault.path), fault.text
    if key == "attendees" and isinstance(value, str):
        return  # the name of a file, which is at fault itself
    if len(fault.path) == 1:
        several = is_several(key)
        if several != isinstance(value, list) or not value:
            yield (_TWO_BRACKETS if several else _ONE_BRACKET).fill(sentence=sentence, key=key)
    elif kind is int and isinstance(value, bool) and fault.path[0] == "tracks":
        yield _WRITE.fill(sentence=sentence, value=int(value))
    elif (written := _plainly(fault.path, value)) is not None:
        yield _NO_QUOTES.fill(sentence=sentence, value=written)
    elif (written := _grouped(kind, value)) is not None:
        yield _WRITE.fill(sentence=sentence, value=f"{key} = {written}")


def _plainly(path: KeyPath, value: object) -> str | None:
    """Return how a value that is text is written without quotation marks."""
    expected = type_at(Problem, path)
    kind = Length() if parted(expected)[0] is Minutes else kind_of(expected)
    if not isinstance(value, str) or not isinstance(kind, (Length, Whole, Flag)):
        return None
    try:
        return inline(kind.read(value, Reading()))
    except NotUnderstoodError:
        return None


def _grouped(kind: object, value: object) -> str | None:
    """Return how a value is written where a list or a table is expected."""
    if get_origin(kind) is list and isinstance(value, dict):
        return "[{ … }]"
    if get_origin(kind) is list and get_args(kind)[0] is not Window and isinstance(value, str):
        return f'["{cut(value, 60)}"]'
    if kind is not Minutes and isinstance(value, str | int) and (known := _keys(kind)):
        return f"{{ {', '.join(f'{name} = …' for name in known)} }}"
    return None


def _value(data: Any, path: KeyPath) -> object:
    for step in path:
        data = data[step]
    return data
