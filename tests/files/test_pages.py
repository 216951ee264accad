from __future__ import annotations

import pytest
from forum import DRAFT
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from agenda_solver.files.workbook.pages import (
    Entry,
    Rows,
    colours,
    fitting_size,
    font,
    line_count,
    text_width,
)
from agenda_solver.problem import Problem


def test_letters_are_as_wide_as_they_are_printed() -> None:
    assert text_width("iiii", 10) < text_width("mmmm", 10) / 3
    assert text_width("été", 10) == text_width("ete", 10)
    assert text_width("ete", 20) == 2 * text_width("ete", 10)
    assert text_width("ete", 10, bold=True) > text_width("ete", 10)


@pytest.mark.parametrize(
    ("words", "lines"),
    [("", 1), ("aaaa", 1), ("aaaa aaaa", 2), ("aa aa", 1), ("a\na", 2), ("a" * 20, 5)],
)
def test_lines_of_a_text(words: str, lines: int) -> None:
    width = text_width("aa aa", 10) + 0.1
    assert line_count(words, width, 10) == lines


def test_the_largest_title_that_fits() -> None:
    width = text_width("Titre", 20, bold=True)
    assert fitting_size("Titre", width, (30, 20, 10)) == 20
    assert fitting_size("Titre" * 9, width, (30, 20, 10)) == 10


def test_pages_are_turned_before_a_row_that_is_cut() -> None:
    sheet = Workbook().worksheets[0]
    rows = Rows(sheet, [20, 20], 100)
    rows.add([Entry("Titre", font(10))], 20)
    rows.repeat()
    for _ in range(5):
        rows.add([Entry("a"), Entry("b")], 20)
    # A page holds the title and two rows: 32 points, and twice 31.
    assert [at.id for at in sheet.row_breaks.brk] == [3, 5]
    rows.turn()
    rows.turn()
    rows.skip(10)
    assert [at.id for at in sheet.row_breaks.brk] == [3, 5, 6]
    assert rows.row == 7


def test_an_entry_may_go_over_several_columns() -> None:
    sheet = Workbook().worksheets[0]
    rows = Rows(sheet, [10, 10, 10], 100)
    cells = rows.add([Entry("a", columns=2), Entry("b")])
    assert [cell.coordinate for cell in cells] == ["A1", "C1"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:B1"]


def test_cells_that_are_merged_share_their_line() -> None:
    sheet = Workbook().worksheets[0]
    rows = Rows(sheet, [10, 10, 10], 100)
    rows.add([Entry("a", columns=2, ruled=True), Entry("b")])
    assert [sheet.cell(1, column).border.bottom.style for column in (1, 2, 3)] == [
        *("hair", "hair", None)
    ]


def test_cells_that_look_alike_are_dressed_alike_and_apart() -> None:
    sheet = Workbook().worksheets[0]
    rows = Rows(sheet, [10, 10, 10], 100)
    line = Border(left=Side(style="dashed"))
    looks = [
        Entry("=1", font(12, bold=True), "FF0000", align="right", indent=1),
        Entry("a", font(12, bold=True), "FF0000", align="right", indent=1),
        Entry("b", border=line),
    ]
    formula, alike, other = rows.add(looks)
    for cell in (formula, alike):
        assert (cell.font.sz, cell.font.b, cell.fill.start_color.rgb) == (12, True, "00FF0000")
        assert (cell.alignment.horizontal, cell.alignment.indent) == ("right", 1)
    assert [cell.quotePrefix for cell in (formula, alike)] == [True, False]
    assert (other.font.sz, other.border.left.style, other.fill.fill_type) == (9, "dashed", None)


def test_a_blank_entry_leaves_its_cell_as_it_is() -> None:
    sheet = Workbook().worksheets[0]
    (cell,) = Rows(sheet, [10], 100).add([Entry()])
    assert (cell.value, cell.has_style) == (None, False)


def test_a_colour_for_each_label_and_grey_for_the_rest_of_everybody() -> None:
    found = colours(Problem.read(DRAFT))
    assert found["pause"] == found["repas"]
    assert set(found) == {"pause", "repas", "plénière", "atelier", "Fête", "discours"}
    assert len(set(found.values())) == 5
