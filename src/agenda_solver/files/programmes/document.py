"""A programme as a Word document: its paragraphs and tables, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.kinds import DOCUMENT
from agenda_solver.files.programmes import draft_of
from agenda_solver.text import Text
from agenda_solver.words.programmes.lines import Raw

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_HEADINGS = ("heading", "titre", "title")
_TOP = ("title", "titre")
_LISTS = ("list", "liste", "puce")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class WordDocument(Importer):
    """A programme as .docx; see `Importer`."""

    title = Text("un programme dans un document Word", "a programme in a Word document")
    endings = (".docx",)

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        return given.kind == DOCUMENT

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        from agenda_solver.files.documents import damaged, opened

        document = opened(given.name, given.data)
        try:
            raws = list(_raws(document))
        except Exception:  # its parts are read when they are asked for
            raise damaged(given.name) from None
        return draft_of(given.name, "docx", raws, choice)


def _raws(document: Document) -> Iterator[Raw]:
    from docx.table import Table

    paragraph = table = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            table += 1
            yield from _rows(block, table)
        else:
            paragraph += 1
            place = _PARAGRAPH.fill(number=paragraph)
            yield from _paragraph(block, place)
    yield from _around(document)


def _paragraph(paragraph: Paragraph, place: Text) -> Iterator[Raw]:
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    level = 0
    if style.startswith(_HEADINGS):
        digits = "".join(filter(str.isdecimal, style))
        level = int(digits) + 1 if digits else int(style.startswith(_TOP))
    listed = style.startswith(_LISTS) or paragraph._p.find(f"{_W}pPr/{_W}numPr") is not None
    for number, line in enumerate(paragraph.text.split("\n")):
        yield Raw(place, line, level, listed and number == 0, wraps=False)
    for box in paragraph._p.iter(f"{_W}txbxContent"):
        for inner in box.iter(f"{_W}p"):
            yield Raw(place, "".join(text.text or "" for text in inner.iter(f"{_W}t")), wraps=False)


def _rows(table: Table, number: int) -> Iterator[Raw]:
    """Yield the rows of a table; one of a single column is a box around lines."""
    narrow = len(table.columns) == 1
    for place, row in enumerate(table.rows, 1):
        where = _ROW.fill(table=number, row=place)
        cells, spans = [], []
        for cell in row._tr.tc_lst:
            cells.append("" if cell.vMerge == "continue" else _cell(cell))
            spans.append(cell.grid_span)
        if narrow:
            yield from (Raw(where, line, wraps=False) for line in "\n".join(cells).split("\n"))
        else:
            yield Raw(where, "\n".join(cells), cells=tuple(cells), spans=tuple(spans), wraps=False)
    yield Raw(_ROW.fill(table=number, row=len(table.rows)), "")


def _cell(cell: Any) -> str:
    """Return the lines of a cell, those of a list with a bullet."""
    from docx.text.paragraph import Paragraph

    lines = []
    for element in cell.iter(f"{_W}p"):
        listed = element.find(f"{_W}pPr/{_W}numPr") is not None
        text = Paragraph(element, cell).text
        lines.append(f"• {text}" if listed and text.strip() else text)
    return "\n".join(lines)


def _around(document: Document) -> Iterator[Raw]:
    """Yield the headers and footers, which are no part of the programme."""
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                for paragraph in part.paragraphs:
                    yield Raw(_HEADER, paragraph.text, aside=_HEADER)


_PARAGRAPH = Text("paragraphe {number}", "paragraph {number}")
_ROW = Text("tableau {table}, ligne {row}", "table {table}, row {row}")
_HEADER = Text("en-tête ou pied de page", "header or footer")

IMPORTER = WordDocument()
