from __future__ import annotations

from itertools import pairwise
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.problem import Problem
from agenda_solver.text import Language, Names
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.agenda_page import AGENDAS, agenda_page
from workshops import DAY, DRAFT, PROBLEM, TIMETABLE


def drawn(
    problem: Problem = PROBLEM,
    timetable: Timetable = TIMETABLE,
    language: Language = "fr",
    names: Names = "full",
) -> Worksheet:
    """Draw the sheet, and read it as another program would."""
    page = agenda_page(problem, timetable, names)
    return drawing.drawn(lambda sheet: draw_page(sheet, page, language))


def card(sheet: Worksheet, row: int, place: int) -> list[list[Any]]:
    """Return a card by its first row and its place on the page, up to where it is cut."""
    found = []
    for cells in sheet.iter_rows(min_row=row, min_col=1 + 4 * place, max_col=3 + 4 * place):
        told = [cell.value for cell in cells if cell.value is not None]
        if not told:
            break
        found.append(told)
    return found


def test_two_cards_beside_each_other() -> None:
    sheet = drawn()
    head = ["Forum & débats – Mercredi 10 juin 2026"]
    assert card(sheet, 1, 0) == [
        head,
        ["Ali Fictif"],
        ["09h00–10h00", "Ouverture", "Grande salle"],
        ["10h00–11h00", "Sol", "Salle haute"],
        ["12h00–13h00", "Déjeuner"],
    ]
    assert card(sheet, 7, 0)[1] == ["Éric Fictif", "Ville"]
    assert card(sheet, 7, 0)[3] == ["10h00–11h00", "=Eau", "Petite salle"]
    assert [card(sheet, row, place)[1][0] for row in (1, 7, 13) for place in (0, 1)] == [
        *("Ali Fictif", "Bob Fictif", "Éric Fictif", "Ève Fictive", "Ida Fictive", "Max Fictif")
    ]
    assert card(sheet, 13, 1)[3] == ["10h00–11h00", "pas de place (liste d'attente : =Eau)"]
    assert card(sheet, 19, 0)[1][0] == "Zoé Fictive"
    assert card(sheet, 19, 1) == []


def test_what_is_ones_own_stands_out() -> None:
    sheet = drawn()
    assert [sheet.cell(row, 2).font.b for row in (3, 4, 5)] == [False, True, False]


def test_in_english() -> None:
    sheet = drawn(language="en")
    assert (AGENDAS.fr, AGENDAS.en) == ("Agendas", "Agendas")
    assert card(sheet, 1, 0)[0] == ["Forum & débats – Wednesday 10 June 2026"]
    assert card(sheet, 13, 1)[3] == ["10:00–11:00", "no seat (waiting list: =Eau)"]


def test_without_names() -> None:
    sheet = drawn(names="codes")
    assert card(sheet, 1, 0)[1] == ["p1"]
    words = " ".join(str(cell) for row in sheet.values for cell in row if cell)
    assert not any(hidden in words for hidden in ("Fictif", "Fictive", "Ville"))


def test_several_days_are_told_apart() -> None:
    days = [*DRAFT["days"], {"date": "2026-06-11"}]
    later = [
        Placement("repas", DAY.replace(day=11), 720, 780) if p.session == "repas" else p
        for p in TIMETABLE.placements
    ]
    sheet = drawn(Problem.read({**DRAFT, "days": days}), Timetable.of(later, TIMETABLE.seats))
    assert card(sheet, 1, 0) == [
        ["Forum & débats"],
        ["Ali Fictif"],
        ["Mercredi 10 juin 2026"],
        ["09h00–10h00", "Ouverture", "Grande salle"],
        ["10h00–11h00", "Sol", "Salle haute"],
        ["Jeudi 11 juin 2026"],
        ["12h00–13h00", "Déjeuner"],
    ]


def test_no_text_becomes_a_formula() -> None:
    sheet = drawn()
    (cell,) = {c for row in sheet["B9:B11"] for c in row if c.value == "=Eau"}
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_no_card_is_cut_by_a_page() -> None:
    people = [{"id": f"a{n}", "name": f"Nom {n}"} for n in range(61)]
    seats = [Seat(f"a{n}", "sol") for n in range(20)]
    problem = Problem.read({**DRAFT, "attendees": people, "sessions": DRAFT["sessions"][:3]})
    placed = [p for p in TIMETABLE.placements if p.session in problem.session]
    sheet = drawn(problem, Timetable.of(placed, seats))
    pages = [0, *(at.id for at in sheet.row_breaks.brk), sheet.max_row]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert len(pages) > 3
    for first, last in pairwise(pages):
        assert sum(heights[first:last]) <= 520
        assert str(sheet.cell(first + 1, 1).value).startswith("Forum & débats")
        assert sheet.cell(last, 1).border.bottom.style == "dashed"


def test_printed_on_a4_with_lines_to_cut_along() -> None:
    sheet = drawn()
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth) == (9, "landscape", 1)
    assert sheet.oddFooter.right.text == "Agendas – &P"
    assert [sheet.cell(row, 4).border.left.style for row in range(1, 7)] == ["dashed"] * 6
    assert [sheet.cell(6, column).border.bottom.style for column in range(1, 8)] == ["dashed"] * 7
