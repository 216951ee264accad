"""What `docs/` tell of `--json`, from the models of its documents; see `files.page`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from agenda_solver.files.store.documents import DOCUMENTS, Document, ResultDocument, SolveDocument
from agenda_solver.files.store.records import Meaning, Record
from agenda_solver.text import Text, same

BY_COMMAND = {kind.__name__.removesuffix("Document").lower(): kind for kind in DOCUMENTS}
"""The documents by the command that prints them, or by ``error``."""

HEADINGS = (Text("clé", "key"), Text("ce qu'elle dit", "what it says"))


def rows_of(command: str) -> Iterator[tuple[Text, Text]]:
    """Yield a row for each key; of what says the same as that of `solve`, only the others."""
    kind = BY_COMMAND[command]
    known = (
        SolveDocument
        if issubclass(kind, ResultDocument) and kind is not SolveDocument
        else Document
    )
    for name, field in kind.model_fields.items():
        if name not in known.model_fields or kind is SolveDocument:
            (meaning,) = (mark for mark in field.metadata if isinstance(mark, Meaning))
            keys = _keys(field.annotation)
            yield (
                same(f"`{field.alias or name}`"),
                _WITH_KEYS.fill(meaning=meaning, keys=keys) if keys else meaning,
            )


_WITH_KEYS = Text("{meaning} : {keys}", "{meaning}: {keys}")


def _keys(annotation: Any) -> str:
    """Return the keys of the records that a field holds, and of lists of records in them."""
    keys: dict[str, None] = {}
    for record in _records(annotation):
        for name, field in record.model_fields.items():
            inner = _keys(field.annotation) if get_origin(field.annotation) is tuple else ""
            keys[f"`{name}` ({inner})" if inner else f"`{name}`"] = None
    return ", ".join(keys)


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records(part)
