"""A workbook as a file: how it begins, and its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Font
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.merge import MergeCell, MergeCells
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element

from agenda_solver.files.seal import EDITED, PROPERTIES, seal_of
from agenda_solver.files.workbook.cells import FONT
from agenda_solver.files.workbook.written import Run, WrittenSheet
from agenda_solver.problem import Event
from agenda_solver.views.titles import without_controls


def empty_book(event: Event) -> Workbook:
    """Return a workbook without a sheet, whose usual font is ours.

    Columns are measured by that font's digits, so that pages come out alike everywhere.
    """
    book = Workbook()
    del book["Sheet"]
    font = Font(name=FONT, size=10)
    # openpyxl has no public way to say so, and its stubs leave these out.
    book._fonts[0] = font  # type: ignore[attr-defined]
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]
    book.properties.creator = None  # else "openpyxl"; it tells of nobody
    book.properties.title = without_controls(event.name)
    return book


def add_sheet(book: Workbook, title: str) -> WrittenSheet:
    """Return a new sheet, after those that are there."""
    sheet = WrittenSheet(book, title)
    book._add_sheet(sheet)  # type: ignore[attr-defined]
    return sheet


def packed(book: Workbook, *, dated: bool, edited: bool = False) -> bytes:
    """Return the bytes of a workbook, with nothing in them of the moment they were written.

    If `dated`, the document's properties still say when it was made; if `edited`, that its
    sheets say otherwise than what was solved. What is written of its sheets is given up on the
    way: it is packed once.
    """
    data = BytesIO()
    book.properties.identifier = _UNSEALED
    with _Archive(data, dated=dated) as archive:
        _Writer(book, archive).write_data()
        archive.seal(EDITED if edited else "")
    return data.getvalue()


class _Archive(ZipFile):
    """A file of parts that bear no date, and of which one tells what the others are."""

    def __init__(self, file: BytesIO, *, dated: bool) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._dated = dated
        self._properties = b""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add a part, by its name; the one that is sealed is kept for the end."""
        if zinfo_or_arcname == PROPERTIES:
            self._properties = data
        else:
            super().writestr(_entry(zinfo_or_arcname), data)

    def seal(self, mark: str) -> None:
        """Add the part that tells what the others are."""
        seal = f"{seal_of(self.infolist())}{mark}"
        data = self._properties.replace(_UNSEALED.encode(), seal.encode())
        if not self._dated:
            data = _DATES.sub(rb"\g<1>" + _NO_DATE, data)
        super().writestr(_entry(PROPERTIES), data)

    def stream(self, name: str, pieces: Iterator[bytes], size: int) -> None:
        """Add a part of so many bytes, piece by piece."""
        entry = _entry(name)
        entry.file_size = size
        with self.open(entry, "w") as part:
            for piece in pieces:
                part.write(piece)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # else it tells which system it was written on
    return entry


_UNSEALED = "agenda-solver, unsealed"
_NO_DATE = b"2000-01-01T00:00:00Z"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class _Writer(ExcelWriter):
    """Writes what openpyxl holds as openpyxl does, and the written rows in between."""

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet, which has no images."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        around = BytesIO()
        writer: Any = _SheetWriter(ws, around)
        writer.write()
        ws._rels = writer._rels
        pieces = _MARK.split(around.getvalue())
        size = sum(map(len, pieces)) + sum(run.size for run in ws.runs)
        archive: _Archive = self._archive  # type: ignore[attr-defined]
        archive.stream(ws.path[1:], _woven(pieces, ws.runs), size)
        self.manifest.append(ws)


_MARK = re.compile(rb"<written ?/>|<written></written>")


def _woven(pieces: Iterable[bytes], runs: list[Run]) -> Iterator[bytes]:
    """Yield what stands around the written rows, and these in between, which are given up."""
    for piece in pieces:
        yield piece
        if runs:
            yield from runs.pop(0).pieces


class _SheetWriter(WorksheetWriter):
    """Writes a sheet, with a mark where written rows stand."""

    ws: Any

    def write_rows(self) -> None:
        """Write the rows that have cells, and the marks."""
        writer: Any = self
        self.ws.finish()
        first = [run.first for run in self.ws.runs]
        stream = writer.xf.send(True)
        with stream.element("sheetData"):
            for number, row in writer.rows():
                while first and first[0] < number:
                    first.pop(0)
                    stream.write(Element("written"))
                writer.write_row(stream, row, number)
            for _ in first:
                stream.write(Element("written"))
        writer.xf.send(None)

    def write_legacy(self) -> None:
        """Say that there are comments, in written rows too."""
        self.ws._comments += self.ws.noted
        super().write_legacy()

    def write_merged_cells(self) -> None:
        """Write which cells are merged."""
        merged = [*map(str, self.ws.merged_cells.ranges), *self.ws.merged]
        if merged:
            writer: Any = self
            writer.xf.send(MergeCells(mergeCell=[*map(MergeCell, merged)]).to_tree())
