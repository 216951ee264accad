"""The tables of the pages, from what reads and writes what they tell of.

    python -m agenda_solver.files.page docs/*.md

rewrites what stands between ``<!-- fields: rooms, en -->`` and ``<!-- end of fields -->``, so
that no page can say other than the program does. For ``fields`` may stand ``cells``, what is
written in the cells of a workbook, ``mapping``, the keys of a mapping file,
``documents``, what `--json` prints, ``formats``, what `export` writes, and ``customs``, what
goes without saying.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from agenda_solver.files.exporters import FORMATS, Option, exporter, place_of
from agenda_solver.files.fields import BY_KEY, Field, Sheet
from agenda_solver.files.fields.kinds import SHOWN
from agenda_solver.files.fields.schema import default_of, notation_of, type_at
from agenda_solver.files.responses.mapping import KEYS, TABLES
from agenda_solver.files.store import page as documents
from agenda_solver.rules import COSTS
from agenda_solver.rules.rule import CUSTOMS, TIES
from agenda_solver.text import Language, Text, same

_Row = Sequence[Text]


def with_tables(page: str) -> str:
    """Return a page in Markdown, its tables as they should be."""
    return _MARKED.sub(lambda match: f"{match['head']}{_table(match)}{match['foot']}", page)


_MARKED = re.compile(
    r"(?P<head><!-- (?P<kind>\w+): (?P<name>\w+), (?P<language>fr|en) -->\n)"
    r".*?(?P<foot><!-- end of (?P=kind) -->)",
    re.DOTALL,
)


def _table(match: re.Match[str]) -> str:
    language: Language = "fr" if match["language"] == "fr" else "en"
    headings, rows_of = _KINDS[match["kind"]]
    rows = (headings, (same("---"),) * len(headings), *rows_of(match["name"]))
    lines = (" | ".join(cell.say(language) for cell in row) for row in rows)
    return "\n" + "".join(f"| {line} |\n" for line in lines) + "\n"


# --- The fields of a table ----------------------------------------------------------------

_FIELD = (
    Text("clé", "key"),
    Text("colonne du classeur", "column of the workbook"),
    Text("ce qu'elle dit", "what it says"),
    Text("s'écrit", "written"),
    Text("si elle manque", "if it is missing"),
)


def _fields(table: str) -> Iterator[_Row]:
    """Yield a row for each key of a table of TOML."""
    sheet = next(sheet for key, sheet in BY_KEY.items() if key == table)
    assert sheet.model is not None
    for field in sheet.fields:
        if field.in_schema and len(field.key) == 1:
            blank = _in_toml(field.blank) if field.blank else default_of(sheet.model, field.toml)
            notation = notation_of(type_at(sheet.model, field.key))
            name = same(f"`{field.toml}`")
            yield name, _columns(sheet, field), _meaning(field), notation, blank


def _meaning(field: Field) -> Text:
    words = _in_toml(field.help)
    if field.more is None:
        return words
    return Text(f"{words.fr} {field.more.fr}", f"{words.en} {field.more.en}")


def _in_toml(text: Text) -> Text:
    return text.fill(yes="`true`", no="`false`")


def _columns(sheet: Sheet, field: Field) -> Text:
    """Return where a workbook says it: the headings of its columns, or a sheet of its own."""
    headings = [
        column.heading
        for column in sheet.columns
        if column.toml.split(".", maxsplit=1)[0] == field.toml
    ]
    if headings:
        return Text(
            ", ".join(heading.fr for heading in headings),
            ", ".join(heading.en for heading in headings),
        )
    own = (other.name for key, other in BY_KEY.items() if key == field.toml)
    return next((Text("feuille {name}", "sheet {name}").fill(name=name) for name in own), same(""))


# --- Cells, and mapping files -------------------------------------------------------------


_CELL = Text("pour dire", "to say"), Text("on écrit, par exemple", "write, for example")


def _cells(_: str) -> Iterator[_Row]:
    """Yield what is written in cells, by what is said there."""
    for kind in SHOWN:
        yield from kind.examples


_KEY = Text("clé", "key"), Text("dit", "says")


def _mapping(_: str) -> Iterator[_Row]:
    """Yield the keys of a mapping file; those that say the same in one row."""
    alike: dict[Text, list[Text]] = {}
    for key, written in KEYS.items():
        name = Text("[{name}]", "[{name}]") if key in TABLES else same("{name}")
        alike.setdefault(written.help, []).append(name.fill(name=written.name))
    for words, names in alike.items():
        yield (
            Text(
                ", ".join(f"`{name.fr}`" for name in names),
                ", ".join(f"`{name.en}`" for name in names),
            ),
            words,
        )


_CUSTOM = (
    Text("ce qui va de soi", "what goes without saying"),
    Text("dans les poids", "as a weight"),
)
_TIERS: Mapping[str, int] = {"first": CUSTOMS, "last": TIES}


def _customs(name: str) -> Iterator[_Row]:
    """Yield what goes without saying: what comes first, or what only settles ties."""
    for cost in COSTS:
        if cost.tier == _TIERS[name]:
            yield cost.title, same(f"`{cost.key}`")


# --- Formats ------------------------------------------------------------------------------

_FORMAT = (
    same("`--to`"),
    Text("ce que c'est", "what it is"),
    Text("où", "where"),
    Text("options", "options"),
)


def _formats(_name: str) -> Iterator[_Row]:
    """Yield a row for each format."""
    for key in FORMATS:
        format_ = exporter(key)
        options = ", ".join(f"`--{one}`" for one in get_args(Option) if one in format_.options)
        yield same(f"`{key}`"), format_.title, place_of(format_), same(options)


_KINDS: Mapping[str, tuple[_Row, Callable[[str], Iterator[_Row]]]] = {
    "fields": (_FIELD, _fields),
    "cells": (_CELL, _cells),
    "mapping": (_KEY, _mapping),
    "customs": (_CUSTOM, _customs),
    "formats": (_FORMAT, _formats),
    "documents": (documents.HEADINGS, documents.rows_of),
}
"""What may stand between marks: the headings of its table, and its rows."""


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
