"""Invented programmes as the files that organisers have: text, a page, a Word document, a PDF.

The last two are made of text here: ``#`` begins a heading, ``-`` an item of a list, ``|`` a row of
a table; a form feed a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx

from agenda_solver.files.importers import SourceFile

HERE = Path(__file__).parent
_STYLES = {1: "Title", 2: "Heading 1", 3: "Heading 2"}


def source_of(path: Path) -> SourceFile:
    """Return an invented programme as the file that its name says: ``02-tableau.docx.txt``."""
    name = path.name
    if name.endswith(".docx.txt"):
        return SourceFile(name.removesuffix(".txt"), word_document(path.read_text("utf-8")))
    if name.endswith(".pdf.txt"):
        return SourceFile(name.removesuffix(".txt"), pdf(path.read_text("utf-8")))
    return SourceFile(name, path.read_bytes())


def word_document(text: str) -> bytes:
    """Return a Word document with the headings, lists, tables and lines of a text."""
    document = docx.Document()
    for is_row, lines in groupby(text.splitlines(), lambda line: line.startswith("|")):
        if is_row:
            _add_table(document, [line.strip().strip("|").split("|") for line in lines])
            continue
        for line in lines:
            marks = len(line) - len(line.lstrip("#"))
            if marks:
                document.add_paragraph(line[marks:].strip(), _STYLES[marks])
            elif line.startswith("- "):
                document.add_paragraph(line[2:], "List Bullet")
            else:
                document.add_paragraph(line)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _add_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=False):
            cell.text = words.strip().replace(" / ", "\n")


def pdf(text: str) -> bytes:
    """Return a PDF that shows the lines of a text where they stand, in one width of letters."""
    contents = [_page(lines) for lines in _pages(text)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        parts += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (5 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _file(parts)


def _pages(text: str) -> Iterator[list[str]]:
    for page in text.split("\f"):
        yield page.strip("\n").split("\n")


def _page(lines: list[str]) -> bytes:
    content = [b"BT /F 8 Tf 14 TL 40 800 Td"]
    for line in lines:
        words = line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(")
        content.append(b"(" + words.replace(b")", rb"\)") + b") Tj T*")
    return b"\n".join([*content, b"ET"])


def _file(parts: list[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1,
        len(data),
    )
    return data + head + table + tail
