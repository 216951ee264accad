from __future__ import annotations

import re
import zipfile
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.files import InputError, workbook
from agenda_solver.files.workbook import packing, pages
from agenda_solver.files.workbook import written as written_rows
from agenda_solver.files.workbook.cells import cell_at, put
from agenda_solver.files.workbook.written import Fingerprint, WrittenSheet
from agenda_solver.text import Text
from agenda_solver.views.pages import Block, Page, wide
from drawing import unbound
from forum import PROBLEM

VALUES: list[Any] = [
    *("Salle", "a & b < c > d", " bords ", "deux\nlignes", "é’œ", "_x0041_", "x" * 40_000),
    *("=1+1", "+33 6", "-", "@nom", "'", "\x07"),
    *(0, 7, -3, 2.5, 0.1 + 0.2, 1e20, 12_345_678_901_234_567),
    *(True, False, None, ""),
    *(date(2026, 6, 10), time(9, 30)),
]


def usual(sheet: WrittenSheet) -> None:
    """Draw the values as openpyxl does."""
    for column, value in enumerate(VALUES, start=1):
        cell = cell_at(sheet, 2, column)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        put(cell, value)
    sheet.row_dimensions[2].height = 12.34


def written(sheet: WrittenSheet) -> None:
    look = sheet.look(font=Font(bold=True), alignment=Alignment(wrap_text=True))
    cells = ((column, value, look) for column, value in enumerate(VALUES, start=1))
    sheet.write(2, cells, height=12.34)


def told(sheet: Worksheet) -> list[Any]:
    return [
        (
            *(cell.coordinate, cell.value, cell.data_type, cell.number_format),
            *(cell.font.b, cell.alignment.wrap_text, bool(cell.quotePrefix)),
        )
        for row in sheet.iter_rows()
        for cell in row
    ]


def test_a_written_row_reads_as_one_of_cells() -> None:
    one, other = drawing.drawn(usual), drawing.drawn(written)
    assert told(other) == told(one)
    assert other.dimensions == one.dimensions
    assert other.row_dimensions[2].height == pytest.approx(12.3)


def test_rows_of_both_kinds_stand_in_their_order() -> None:
    def draw(sheet: WrittenSheet) -> None:
        put(cell_at(sheet, 1, 2), "un")
        for row in (2, 3, 5):
            sheet.write(row, [(1, row, None)])
        put(cell_at(sheet, 4, 1), "quatre")
        put(cell_at(sheet, 6, 1), "six")

    xml = zipfile.ZipFile(drawing.saved(draw)).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<row r="(\d)"', xml) == list("123456")
    assert "written" not in xml
    assert '<dimension ref="A1:B6"' in xml


def test_so_many_rows_that_they_are_encoded_in_pieces() -> None:
    def draw(sheet: WrittenSheet) -> None:
        for row in range(1, 1202):
            sheet.write(row, [(1, f"é{row}", None)])

    sheet = drawing.drawn(draw)
    assert [value for (value,) in sheet.values] == [f"é{row}" for row in range(1, 1202)]


def test_words_that_are_like_the_mark_of_written_rows() -> None:
    def draw(sheet: WrittenSheet) -> None:
        put(cell_at(sheet, 1, 1), "<written />")
        sheet.write(2, [(1, "<written></written>", None)])

    assert list(drawing.drawn(draw).values) == [("<written />",), ("<written></written>",)]


def test_comments_and_merged_cells() -> None:
    def draw(sheet: WrittenSheet) -> None:
        sheet.write(1, [(1, "a", None), (2, None, None)])
        sheet.merge(1, 1, 28)
        sheet.note(1, 1, ["Deux fois", "Deux fois", "La même"])

    sheet = drawing.drawn(draw)
    assert list(map(str, sheet.merged_cells.ranges)) == ["A1:AB1"]
    assert sheet["A1"].comment.text == "Deux fois\nLa même"
    assert sheet.dimensions == "A1:AB1"


def test_a_sheet_without_anything() -> None:
    assert drawing.drawn(lambda _: None).dimensions == "A1:A1"


def test_a_height_that_fits_grows() -> None:
    def draw(sheet: WrittenSheet) -> None:
        sheet.write(1, [(1, "a", None)], height=20, fits=True)
        sheet.write(2, [(1, "a", None)], height=20)
        sheet.write(3, [(1, "a", None)])

    xml = zipfile.ZipFile(drawing.saved(draw)).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall("<row [^>]*>", xml) == [
        '<row r="1" ht="20">',
        '<row r="2" ht="20" customHeight="1">',
        '<row r="3">',
    ]


def test_looks_are_not_mixed_up_with_those_of_formulas() -> None:
    sheet = WrittenSheet(Workbook(), "a")
    bold = Font(bold=True)
    assert sheet.look(font=bold) == sheet.look(font=bold)
    assert len({*sheet.look(font=bold), *sheet.look()}) == 4


def test_the_fingerprint_does_not_see_blanks_and_escapes() -> None:
    one, other = Fingerprint(), Fingerprint()
    for value in ("Salle bleue", None, 3, "_x0041_b"):
        one.add(value)
    for value in ("Salle  ", "bleue", " ", 3, "x0041_b"):
        other.add(value)
    assert str(one) == str(other)
    other.add("!")
    assert str(one) != str(other)


def test_a_workbook_bears_no_date() -> None:
    parts = zipfile.ZipFile(drawing.saved(written)).infolist()
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}
    assert drawing.saved(written).getvalue() == drawing.saved(written).getvalue()
    assert isinstance(drawing.saved(written), BytesIO)


def long_page() -> Page:
    rows = tuple(wide("mot", "body") for _ in range(500))
    return Page(Text("Essai", "Trial"), None, (20.0, 20.0), (Block(rows),))


def test_a_page_that_no_spreadsheet_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written_rows, "LAST_ROW", 499)
    book = packing.empty_book(PROBLEM.event)
    workbook._draw(book, long_page(), "fr")
    sheet = load_workbook(BytesIO(packing.packed(book, dated=False)))["Essai"]
    (told,) = (value for row in unbound(sheet).values for value in row if value)
    assert told == (
        "Cette feuille aurait plus de lignes qu'un tableur n'en a (1 048 576). « agenda-solver "
        "export --attendees » écrit un fichier pour chaque participant."
    )


def test_a_table_that_no_spreadsheet_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written_rows, "LAST_ROW", 4)
    with pytest.raises(InputError) as caught:
        workbook.write_draft(tmp_path / "a.xlsx", PROBLEM, "fr")
    (sentence,) = caught.value.sentences
    assert sentence.fr.startswith("la feuille « Salles » aurait 4 lignes, plus qu'un tableur")
    assert list(tmp_path.iterdir()) == []


def test_no_more_page_breaks_than_excel_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MOST_BREAKS", 2)
    sheet = drawing.drawn(lambda sheet: pages.draw_page(sheet, long_page(), "fr"))
    assert len(sheet.row_breaks) == 2
