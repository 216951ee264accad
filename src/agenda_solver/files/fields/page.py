"""The tables of the pages on drafts, from the table of fields.

    python -m agenda_solver.files.fields.page docs/solve.md docs/resoudre.md …

rewrites what stands between ``<!-- fields: rooms, en -->`` and ``<!-- end of fields -->``,
so that no page can say other than the program does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from agenda_solver.files.fields.field import Field, Sheet, SheetKey
from agenda_solver.files.fields.schema import default_of, notation_of, type_at
from agenda_solver.files.fields.sheets import BY_KEY
from agenda_solver.text import Language, Text, same

Row = Sequence[Text]

_HEADINGS = (
    Text("clé", "key"),
    Text("colonne du classeur", "column of the workbook"),
    Text("ce qu'elle dit", "what it says"),
    Text("s'écrit", "written"),
    Text("si elle manque", "if it is missing"),
)


def with_tables(page: str) -> str:
    """Return a page in Markdown, its tables of fields as they should be."""
    return filled(page, "fields", _HEADINGS, _rows_of)


def filled(
    page: str, kind: str, headings: Sequence[Text], rows_of: Callable[[str], Iterable[Row]]
) -> str:
    """Return a page, its tables of a kind as they should be: what is between its marks."""

    def table(match: re.Match[str]) -> str:
        language: Language = "fr" if match["language"] == "fr" else "en"
        rows = [headings, (same("---"),) * len(headings), *rows_of(match["name"])]
        lines = (" | ".join(cell.say(language) for cell in row) for row in rows)
        body = "".join(f"| {line} |\n" for line in lines)
        return f"{match['head']}\n{body}\n{match['foot']}"

    marks = (
        rf"(?P<head><!-- {kind}: (?P<name>\w+), (?P<language>fr|en) -->\n)"
        rf".*?(?P<foot><!-- end of {kind} -->)"
    )
    return re.sub(marks, table, page, flags=re.DOTALL)


def _rows_of(name: str) -> Iterator[Row]:
    return _rows(next(sheet for key, sheet in BY_KEY.items() if key == name))


def _rows(sheet: Sheet) -> Iterator[Row]:
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
