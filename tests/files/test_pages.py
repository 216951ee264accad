"""The one page class: rows on pages, what is kept together, what is told again, looks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.problem import Event
from agenda_solver.text import Language, Text, same
from agenda_solver.views.pages import Block, Cell, Notepad, Page, Row, Spread, wide

EVENT = Event(name="Forum & débats", version="v2")
# A landscape page holds 520 points: with 95 points of air, a row of small text takes 104.8.
TALL = 95.0
ROW = Row((Cell("a", "small"),), TALL)


def page(*blocks: Block | Spread | Notepad, **more: Any) -> Page:
    return Page(Text("Essai", "Trial"), EVENT, (20.0, 20.0), blocks, **more)


def drawn(it: Page) -> Worksheet:
    return drawing.drawn(lambda sheet: draw_page(sheet, it, "fr"))


def told(sheet: Worksheet) -> list[list[list[Any]]]:
    """Return page by page what each row says; rows that only leave space are blank."""
    pages: list[list[list[Any]]] = [[]]
    turns = {at.id for at in sheet.row_breaks.brk}
    for number, row in enumerate(sheet.values, start=1):
        pages[-1].append([value for value in row if value is not None])
        if number in turns:
            pages.append([])
    return pages


@pytest.mark.parametrize(("language", "bound"), [("fr", "a\u00a0: b"), ("en", "a : b")])
def test_no_line_begins_with_a_sign(language: Language, bound: str) -> None:
    """But what is typed as it stands has blanks that a shell knows."""
    row = Row((Cell("a : b"), Cell("tapez : b", "command")))
    book = drawing.saved(lambda sheet: draw_page(sheet, page(Block((row,))), language))
    (values,) = load_workbook(book).worksheets[0].values
    assert values == (bound, "tapez : b")


def test_text_stands_apart_from_text_on_its_left() -> None:
    cells = (Cell("a"), Cell("b"), Cell("c", align="center"), Cell("d"), Cell("e", indent=2))
    sheet = drawn(page(Block((Row(cells),))))
    assert [cell.alignment.indent for cell in sheet[1]] == [0, 1, 0, 0, 2]


def test_a_row_may_begin_at_its_top() -> None:
    both = Row((Cell("a\nb"), Cell("c"))), Row((Cell("a\nb"), Cell("c")), from_top=True)
    middle, top = drawn(page(Block(both))).rows
    assert {cell.alignment.vertical for cell in middle} == {"center"}
    assert {cell.alignment.vertical for cell in top} == {"top"}


def test_what_is_together_on_no_page_is_cut_as_all_else() -> None:
    """Else what stands before it would have a page of its own, and its header be told once."""
    block = Block((ROW,) * 5, header=(named("h"),), top=(named("suite"),), together=True)
    assert told(drawn(page(Block((named("titre"),)), block))) == [
        [["titre"], ["h"], ["a"], ["a"]],
        [["suite"], ["h"], ["a"], ["a"]],
        [["suite"], ["h"], ["a"]],
    ]


def named(words: str) -> Row:
    return Row((Cell(words, "small"),), TALL)


def test_pages_are_turned_before_a_row_that_is_cut() -> None:
    sheet = drawn(page(Block((ROW,) * 9)))
    assert [len(rows) for rows in told(sheet)] == [4, 4, 1]
    assert sheet.row_dimensions[1].height == 104.8


def test_every_page_begins_with_the_head() -> None:
    sheet = drawn(page(Block((ROW,) * 5), head=(ROW,)))
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")
    assert [len(rows) for rows in told(sheet)] == [4, 2]


def test_a_header_is_told_again_and_is_never_last() -> None:
    block = Block(
        (named("1"), named("2"), named("3")), lead=(named("titre"),), header=(named("h"),)
    )
    sheet = drawn(page(Block((ROW, ROW)), block))
    assert told(sheet) == [
        [["a"], ["a"]],
        [["titre"], ["h"], ["1"], ["2"]],
        [["h"], ["3"]],
    ]


def test_where_the_page_turns_its_top_is_told() -> None:
    block = Block((named("1"), named("2")), header=(named("h"),), top=(named("suite"),))
    sheet = drawn(page(Block((ROW, ROW, ROW)), block))
    assert told(sheet) == [[["a"]] * 3, [["suite"], ["h"], ["1"], ["2"]]]
    sheet = drawn(page(Block((ROW, ROW)), block))
    assert told(sheet) == [[["a"], ["a"], ["h"], ["1"]], [["suite"], ["h"], ["2"]]]


def test_what_belongs_together_is_on_one_page() -> None:
    apart, together = Block((ROW,) * 3), Block((ROW,) * 3, together=True)
    assert [len(rows) for rows in told(drawn(page(apart, apart)))] == [4, 2]
    assert [len(rows) for rows in told(drawn(page(apart, together)))] == [3, 3]


def test_a_row_that_is_joined_is_not_the_last_of_its_page() -> None:
    group = replace(ROW, joined=True)
    assert [len(rows) for rows in told(drawn(page(Block((ROW, ROW, ROW, group, ROW)))))] == [3, 2]


def test_a_gap_is_left_between_blocks_but_not_where_a_page_begins() -> None:
    sheet = drawn(page(Block((ROW,), gap=9), Block((ROW,), gap=9), Block((ROW,), new_page=True)))
    assert told(sheet) == [[["a"], [], ["a"]], [["a"]]]
    assert sheet.row_dimensions[2].height == 9


def test_remarks_come_last() -> None:
    assert told(drawn(page(Block((ROW,)), remarks=(named("fin"),)))) == [[["a"], [], ["fin"]]]


def test_a_page_is_printed_smaller_where_that_lets_each_part_have_one() -> None:
    part = Block((ROW,) * 5, new_page=True)
    for smaller, pages in (((1.0, 1.1), 1), ((1.0,), 2), ((1.0, 1.001), 2)):
        sheet = drawn(page(part, part, smaller=smaller))
        assert len(told(sheet)) == 2 * pages
        assert sheet.column_dimensions["A"].width == 20 * (1.1 if pages == 1 else 1)


def test_one_column_takes_what_the_others_leave() -> None:
    sheet = drawn(replace(page(Block((ROW,)), portrait=True), widths=(5.0, None, 22.0)))
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert sum(5.25 * width + 3.75 for width in widths) == 535.0


def test_cards_stand_side_by_side_with_lines_to_cut_along() -> None:
    cards = tuple((named(name), named("puis"), named("fin")) for name in ("Ada", "Bob", "Cléo"))
    sheet = drawn(replace(page(Spread(cards, cut=8), across=2, gutter=3.0), widths=(20.0,)))
    assert told(sheet) == [
        [["Ada", "Bob"], ["puis", "puis"], ["fin", "fin"], []],
        [["Cléo"], ["puis"], ["fin"], []],
    ]
    below = [sheet.cell(4, column).border.bottom.style for column in range(1, 4)]
    assert below == ["dashed"] * 3
    between = [sheet.cell(row, 2).border.left.style for row in (1, 2, 3, 4)]
    assert between == ["dashed"] * 4


def test_text_on_cards_is_where_it_is_put() -> None:
    row = Row((Cell("a"), Cell("b"), Cell("c", indent=1)))
    sheet = drawn(replace(page(Spread(((row,),), cut=8), across=2), widths=(20.0,) * 3))
    assert [cell.alignment.indent for cell in sheet[1][:3]] == [0, 0, 1]


def test_lines_to_write_on_fill_the_page() -> None:
    parts = ((wide("Tour 1", "key"),), (wide("Tour 2", "key"),))
    notes = Notepad((wide("Table 1", "topic"),), parts, same("Notes"), wide("Fin", "key"), ())
    sheet = drawn(page(notes, portrait=True))
    assert not sheet.row_breaks.brk
    heights = [sheet.row_dimensions[row].height or 0 for row in range(1, sheet.max_row + 1)]
    assert 640 < sum(heights) <= 762


def test_a_cell_may_go_over_several_columns_and_shares_their_line() -> None:
    row = Row((Cell("a", span=2), Cell("b")), ruled=True)
    sheet = drawn(replace(page(Block((row, wide("c", "note")))), widths=(10.0, 10.0, 10.0)))
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:B1", "A2:C2"}
    assert [sheet.cell(1, column).border.bottom.style for column in (1, 2, 3)] == ["hair"] * 3


def test_roles_and_colours_are_drawn() -> None:
    row = Row((Cell("=1", "lead", "calm", align="right", indent=1), Cell(3, "free", 11)))
    sheet = drawn(page(Block((row,))))
    formula, number = sheet["A1"], sheet["B1"]
    assert (formula.font.sz, formula.font.b, formula.fill.start_color.rgb) == (11, True, "00EEF1F4")
    assert (formula.alignment.horizontal, formula.alignment.indent) == ("right", 1)
    assert (formula.data_type, formula.quotePrefix) == ("s", True)
    assert (number.value, number.font.i, number.fill.start_color.rgb) == (3, True, "00D5F0D8")


def test_what_is_broken_is_red_and_says_why_once() -> None:
    why = Text("Trop tard", "Too late")
    row = Row((Cell("a"), Cell("b")), broken=(why, why), subject=1)
    sheet = drawn(page(Block((row,))))
    assert {sheet.cell(1, column).fill.start_color.rgb for column in (1, 2)} == {"00F5A3A3"}
    assert sheet["A1"].comment is None
    assert sheet["B1"].comment.text == "Trop tard"


def test_a_blank_cell_is_left_as_it_is() -> None:
    sheet = drawn(replace(page(Spread(((ROW, ROW), (ROW,)), cut=0), across=2), widths=(20.0,)))
    assert (sheet["C1"].value, sheet["C2"].value, sheet["C2"].has_style) == ("a", None, False)


def test_the_foot_names_the_event_the_version_and_the_page() -> None:
    foot = drawn(page(Block((ROW,)))).oddFooter
    assert (foot.left.text, foot.right.text) == ("Forum && débats – v2", "Essai – &P")
    assert drawn(replace(page(Block((ROW,))), event=None)).oddFooter.left.text is None
