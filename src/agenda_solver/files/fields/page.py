"""The tables of the pages on drafts, from the table of fields.

    python -m agenda_solver.files.fields.page docs/solve.md docs/resoudre.md …

rewrites what stands between ``<!-- fields: rooms, en -->`` and ``<!-- end of fields -->``,
so that no page can say other than the program does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from agenda_solver.files.fields.field import Field, Sheet, SheetKey
from agenda_solver.files.fields.schema import default_of, notation_of, type_at
from agenda_solver.files.fields.sheets import BY_KEY
from agenda_solver.text import Language, Text, same

_TABLE = re.compile(
    r"(?P<head><!-- fields: (?P<sheet>\w+), (?P<language>fr|en) -->\n)"
    r".*?"
    r"(?P<foot><!-- end of fields -->)",
    re.DOTALL,
)
_HEADINGS = (
    Text("clé", "key"),
    Text("colonne du classeur", "column of the workbook"),
    Text("ce qu'elle dit", "what it says"),
    Text("s'écrit", "written"),
    Text("si elle manque", "if it is missing"),
)


def with_tables(page: str) -> str:
    """Return a page in Markdown, its tables of fields as they should be."""
    return _TABLE.sub(lambda match: f"{match['head']}{_table(match)}{match['foot']}", page)


def _table(match: re.Match[str]) -> str:
    sheet = next(sheet for key, sheet in BY_KEY.items() if key == match["sheet"])
    language: Language = "fr" if match["language"] == "fr" else "en"
    rows = [_HEADINGS, (same("---"),) * len(_HEADINGS), *_rows(sheet)]
    lines = (" | ".join(cell.say(language) for cell in row) for row in rows)
    return "\n" + "".join(f"| {line} |\n" for line in lines) + "\n"


def _rows(sheet: Sheet) -> Iterator[tuple[Text, ...]]:
    """Yield a row for each key of a table of TOML."""
    for field in sheet.fields:
        if field.in_schema and len(field.key) == 1 and sheet.model is not None:
            key = field.toml
            default = _said(field.blank) if field.blank else default_of(sheet.model, key)
            notation = notation_of(type_at(sheet.model, field.key))
            yield same(f"`{key}`"), _columns(sheet, field), _meaning(field), notation, default


def _meaning(field: Field) -> Text:
    said = _said(field.help)
    if field.more is None:
        return said
    return Text(f"{said.fr} {field.more.fr}", f"{said.en} {field.more.en}")


def _said(text: Text) -> Text:
    return text.fill(yes="`true`", no="`false`")


def _columns(sheet: Sheet, field: Field) -> Text:
    """Return where a workbook says it: the headings of its columns, or a sheet of its own."""
    key = field.toml
    headings = [
        column.heading for column in sheet.columns if column.toml.split(".", maxsplit=1)[0] == key
    ]
    if headings:
        return Text(
            ", ".join(heading.fr for heading in headings),
            ", ".join(heading.en for heading in headings),
        )
    own: SheetKey | None = next((of for of in BY_KEY if of == key), None)
    if own is None:
        return same("")
    return Text("feuille {name}", "sheet {name}").fill(name=BY_KEY[own].name)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
