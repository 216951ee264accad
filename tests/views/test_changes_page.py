from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.difference import Difference, Version, difference
from agenda_solver.files import workbook
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.problem import Problem
from agenda_solver.text import Language, Names, Text, same
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.views.changes_page import CHANGES, changes_page
from agenda_solver.views.options import OptionRow
from workshops import DAY, DRAFT, PROBLEM, RESULT, TIMETABLE

ORIGIN = Text("Établi à partir de programme.xlsx", "Made from programme.xlsx")
WAS = Version(PROBLEM, TIMETABLE)


def changed(*placements: Placement, seats: tuple[Seat, ...] = TIMETABLE.seats) -> Difference:
    placed = {**TIMETABLE.by_session, **{it.session: it for it in placements}}
    return difference(WAS, Version(PROBLEM, Timetable.of(placed.values(), seats)))


EAU = TIMETABLE.by_session["eau"]
REPAS = TIMETABLE.by_session["repas"]
CHANGED = changed(
    replace(EAU, start=660, end=720, room="grande"),
    replace(REPAS, start=750, end=810),
    seats=TIMETABLE.seats[1:],
)


def drawn(
    found: Difference = CHANGED,
    language: Language = "fr",
    names: Names = "full",
    origin: Text | None = None,
) -> Worksheet:
    """Draw the sheet, and read it as another program would."""
    page = changes_page(found, names, origin)
    return drawing.drawn(lambda sheet: draw_page(sheet, page, language))


def rows(sheet: Worksheet) -> list[list[Any]]:
    """Return what each row says; those that only leave space are left out."""
    told = ([cell for cell in row if cell is not None] for row in sheet.values)
    return [row for row in told if row]


def test_three_tables() -> None:
    assert rows(drawn(origin=ORIGIN)) == [
        ["Forum & débats – Rouen"],
        ["Établi à partir de programme.xlsx"],
        ["Par session"],
        ["Session", "Ce qui change", "Avant", "Après"],
        ["=Eau", "heure et salle", "10h00, Petite salle", "11h00, Grande salle"],
        ["Déjeuner", "heure", "12h00", "12h30"],
        ["Par intervenant"],
        ["Intervenant", "Session", "Avant", "Après"],
        ["Noé Hôte", "=Eau", "10h00, Petite salle", "11h00, Grande salle"],
        ["Par participant"],
        ["Participant", "Avant", "Après"],
        ["Tous les participants", "Déjeuner\n12h00", "Déjeuner\n12h30"],
        ["Zoé Fictive", "=Eau\n10h00, Petite salle", "pas de place"],
        ["Éric Fictif", "=Eau\n10h00, Petite salle", "=Eau\n11h00, Grande salle"],
    ]


def test_in_english_and_by_code() -> None:
    found = changed(seats=TIMETABLE.seats[1:])
    assert (CHANGES.fr, CHANGES.en) == ("Changements", "Changes")
    assert rows(drawn(found, "en", "codes")) == [
        ["Forum & débats – Rouen"],
        ["By attendee"],
        ["Code", "Before", "After"],
        ["p1", "=Eau\n10:00, Petite salle", "no seat"],
    ]


def test_without_names() -> None:
    words = " ".join(str(cell) for row in rows(drawn(names="initials")) for cell in row)
    assert "Z. F." in words
    assert not any(hidden in words for hidden in ("Zoé", "Éric", "Fictif", "Fictive"))


def test_no_text_becomes_a_formula() -> None:
    cells = [cell for row in drawn().iter_rows() for cell in row if cell.value == "=Eau"]
    assert len(cells) == 2
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_printed_on_a4_with_a_title_on_every_page() -> None:
    sheet = drawn()
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth) == (9, "landscape", 1)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text == "Changements – &P"


def test_a_page_that_turns_begins_with_the_header_of_its_table() -> None:
    people = [{"id": f"a{n}", "name": f"Nom {n}"} for n in range(90)]
    problem = Problem.read({**DRAFT, "attendees": people})
    seats = [[Seat(f"a{n}", session) for n in range(90)] for session in ("eau", "sol")]
    old, new = (Version(problem, Timetable.of(TIMETABLE.placements, it)) for it in seats)
    sheet = drawn(difference(old, new))
    breaks = [at.id for at in sheet.row_breaks.brk]
    assert len(breaks) >= 3
    for last in breaks:
        assert sheet.cell(last + 1, 1).value == "Par participant"
        assert sheet.cell(last + 2, 1).value == "Participant"
        assert sheet.cell(last, 1).value not in ("Par participant", "Participant")
    names = [row[0] for row in rows(sheet) if str(row[0]).startswith("Nom")]
    assert names == [f"Nom {n}" for n in range(90)]


# --- In a workbook ------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "title"), [("fr", "Changements"), ("en", "Changes")])
def test_a_workbook_has_the_sheet_and_is_read_again(
    tmp_path: Path, language: Language, title: str
) -> None:
    path = tmp_path / "suite.xlsx"
    result = replace(RESULT, timetable=CHANGED.after.timetable)
    workbook.write(path, PROBLEM, result, language, difference=CHANGED, origin=ORIGIN)
    assert title in load_workbook(path).sheetnames
    book = workbook.read(path)
    assert book.solved
    assert (book.changes, book.notices) == ((), ())


def test_without_a_difference_there_is_no_sheet(tmp_path: Path) -> None:
    path = tmp_path / "suite.xlsx"
    workbook.write(path, PROBLEM, RESULT, "fr", difference=difference(WAS, WAS))
    assert "Changements" not in load_workbook(path).sheetnames


def test_a_hand_in_the_sheet_changes_nothing_but_is_told(tmp_path: Path) -> None:
    path = tmp_path / "suite.xlsx"
    result = replace(RESULT, timetable=CHANGED.after.timetable)
    workbook.write(path, PROBLEM, result, "fr", difference=CHANGED)
    edited = load_workbook(path)
    edited["Changements"]["A4"] = "Autre chose"
    edited.save(path)
    book = workbook.read(path)
    assert book.timetable == CHANGED.after.timetable
    assert any("Changements" in notice.fr for notice in book.notices)


def test_the_day_is_that_of_the_event() -> None:
    days = [{"date": DAY.isoformat()}, {"date": "2026-06-11"}]
    problem = Problem.read({**DRAFT, "days": days})
    old = Version(problem, TIMETABLE)
    placed = {**TIMETABLE.by_session, "repas": replace(REPAS, day=DAY.replace(day=11))}
    sheet = drawn(difference(old, Version(problem, Timetable.of(placed.values(), TIMETABLE.seats))))
    assert ["Déjeuner", "heure", "mercredi 10 juin 12h00", "jeudi 11 juin 12h00"] in rows(sheet)


def test_the_choices_stand_below_the_changes() -> None:
    options = (
        OptionRow(same("« Eau »"), same("Luc remplace Anne"), same("rien"), None, chosen=False),
        OptionRow(same("« Eau »"), same("sans Anne"), same("rien"), same("retenu"), chosen=True),
    )
    page = changes_page(CHANGED, options=options, standbys=[same("libres : Luc")])
    choices, standbys = page.blocks[-2:]
    assert [
        [cell.value.fr if isinstance(cell.value, Text) else "" for cell in row.cells]
        for row in choices.rows
    ] == [
        ["« Eau »", "Luc remplace Anne", "rien"],
        ["« Eau »", "sans Anne", "rien (retenu)"],
    ]
    assert [row.cells[0].role for row in choices.rows] == ["body", "key"]
    assert [row.cells[0].value for row in standbys.rows] == [same("libres : Luc")]
