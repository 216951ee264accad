from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.files import workbook
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Names, Text
from agenda_solver.timetable import Seat, Timetable
from agenda_solver.views.roster_page import LISTS, roster_page
from workshops import DRAFT, PROBLEM, RESULT, TIMETABLE

RED = "00F5A3A3"


def drawn(
    problem: Problem = PROBLEM,
    timetable: Timetable = TIMETABLE,
    findings: Iterable[Finding] = (),
    language: Language = "fr",
    names: Names = "full",
) -> Worksheet:
    """Draw the sheet, and read it as another program would."""
    page = roster_page(problem, timetable, findings, names)
    return drawing.drawn(lambda sheet: draw_page(sheet, page, language))


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


HEADER = ["N°", "Nom", "Organisation", "Catégorie", "Émargement"]


def test_a_list_that_is_printed_cuts_no_title() -> None:
    long = "Sol : " + "tout ce que le sous-sol nous cache encore " * 3
    sessions = [
        {**one, "title": long} if one.get("title") == "Sol" else one for one in DRAFT["sessions"]
    ]
    told = values(drawn(Problem.read({**DRAFT, "sessions": sessions})))
    assert [2, "Bob Fictif", f"1er vœu ; a « {long.strip()} » (hors des vœux)"] in told


def test_a_list_to_sign_and_who_waits() -> None:
    assert values(drawn()) == [
        ["Forum & débats – Rouen"],
        ["=Eau"],
        ["Mercredi 10 juin 2026 · 10h00–11h00 · Petite salle"],
        ["2 inscrits · 2 places · 0 libre"],
        ["animation : Noé Hôte"],
        [],
        HEADER,
        [1, "Éric Fictif", "Ville"],
        [2, "Zoé Fictive", "Ville", "élus"],
        [],
        ["Liste d'attente : 3 personnes"],
        ["N°", "Nom", "Organisation", "Son vœu, et sa place pour l'instant"],
        [1, "Max Fictif", "1er vœu ; pas de place"],
        [2, "Bob Fictif", "1er vœu ; a « Sol » (hors des vœux)"],
        [3, "Ali Fictif", "2e vœu ; a « Sol » (3e vœu)"],
        ["Sol"],
        ["Mercredi 10 juin 2026 · 10h00–11h00 · Salle haute"],
        ["4 inscrits · 20 places · 16 libres"],
        [],
        HEADER,
        [1, "Ali Fictif"],
        [2, "Bob Fictif"],
        [3, "Ève Fictive", "Asso"],
        [4, "Ida Fictive"],
        [],
        ["N'ont pas lieu, trop peu d'inscrits : Air"],
    ]


def test_in_english() -> None:
    told = values(drawn(language="en"))
    assert (LISTS.fr, LISTS.en) == ("Listes", "Rosters")
    assert ["2 registered · 2 seats · 0 left"] in told
    assert ["No.", "Name", "Organisation", "Category", "Signature"] in told
    assert ["Waiting list: 3 people"] in told
    assert [2, "Bob Fictif", "1st wish; has “Sol” (not a wish)"] in told
    assert told[-1] == ["Do not take place, too few registered: Air"]


@pytest.mark.parametrize(
    ("names", "title", "zoe"),
    [("initials", "Initiales", [2, "Z. F."]), ("codes", "Code", [1, "p1"])],
)
def test_without_names_nothing_says_who_it_is(names: Names, title: str, zoe: list[object]) -> None:
    told = values(drawn(names=names))
    assert ["N°", title, "Émargement"] in told
    assert zoe in told
    words = " ".join(str(cell) for row in told for cell in row)
    assert not any(hidden in words for hidden in ("Zoé", "Fictive", "Ville", "élus"))


def test_columns_that_would_be_empty_are_left_out() -> None:
    people = [{"id": it["id"], "wishes": it.get("wishes", [])} for it in DRAFT["attendees"]]
    told = values(drawn(Problem.read({**DRAFT, "attendees": people})))
    assert ["N°", "Nom", "Émargement"] in told


def test_a_session_without_anybody_has_no_page() -> None:
    seats = [seat for seat in TIMETABLE.seats if seat.session == "eau"]
    people = [
        {**it, "wishes": [w for w in it.get("wishes", []) if w != "sol"]}
        for it in DRAFT["attendees"]
    ]
    problem = Problem.read({**DRAFT, "attendees": people})
    told = values(drawn(problem, Timetable.of(TIMETABLE.placements, seats)))
    assert ["Sol"] not in told
    assert told[-1] == ["Sans inscrit : Sol"]


def test_a_seat_that_breaks_a_demand_is_red_and_says_why() -> None:
    late = Finding(
        "x", "error", Text("p2 part avant", "p2 leaves before"), ("eau",), attendees=("p2",)
    )
    sheet = drawn(findings=[late])
    red = {cell.row for row in sheet for cell in row if cell.fill.start_color.rgb == RED}
    assert red == {8}
    assert sheet["B8"].comment.text == "p2 part avant"


def test_printed_a_page_a_session() -> None:
    sheet = drawn()
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "portrait")
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")
    assert [at.id for at in sheet.row_breaks.brk] == [15]
    assert sheet.oddFooter.right.text == "Listes – &P"


def test_no_text_becomes_a_formula() -> None:
    sheet = drawn()
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=Eau", "s")
    assert sheet["A2"].quotePrefix


def test_a_long_list_goes_on_with_its_title_and_header() -> None:
    people = [{"id": f"a{n}", "name": f"Nom {n}", "wishes": ["eau"]} for n in range(120)]
    problem = Problem.read({**DRAFT, "attendees": people})
    seats = [Seat(f"a{n}", "sol") for n in range(100)]
    sheet = drawn(problem, Timetable.of(TIMETABLE.placements, seats))
    told = values(sheet)
    pages = [0, *(at.id for at in sheet.row_breaks.brk), sheet.max_row]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert all(heights)
    for first, last in pairwise(pages):
        assert sum(heights[first:last]) <= 762
        assert told[first][0] in ("Forum & débats – Rouen", "=Eau (suite)", "Sol", "Sol (suite)")
    assert told.count(["Sol (suite)"]) >= 2
    assert told.count(["N°", "Nom", "Émargement"]) == 1 + told.count(["Sol (suite)"])
    assert [row[1] for row in told if row[0:1] == [100]][-1] == "Nom 99"


# --- The whole workbook -------------------------------------------------------------------


def test_a_workbook_has_lists_and_agendas_once_attendees_have_seats(tmp_path: Path) -> None:
    path = workbook.write(tmp_path / "a.xlsx", PROBLEM, RESULT, "fr")
    assert load_workbook(path).sheetnames[:8] == [
        *("Programme", "Sessions", "Par salle", "Par intervenant"),
        *("Émargement", "Listes", "Agendas", "Rapport"),
    ]
    before = replace(RESULT, timetable=Timetable.of(TIMETABLE.placements), seating=None)
    path = workbook.write(tmp_path / "b.xlsx", PROBLEM, before, "fr")
    assert not {"Listes", "Agendas"} & set(load_workbook(path).sheetnames)


def test_what_is_written_on_a_list_by_hand_is_told_to_be_lost(tmp_path: Path) -> None:
    path = workbook.write(tmp_path / "a.xlsx", PROBLEM, RESULT, "fr")
    assert workbook.read(path).notices == ()
    book = load_workbook(path)
    book["Listes"]["E8"] = "signé"
    book.save(path)
    (notice,) = workbook.read(path).notices
    assert "Listes" in notice.fr


def test_without_names_the_input_sheets_keep_them(tmp_path: Path) -> None:
    path = workbook.write(tmp_path / "a.xlsx", PROBLEM, RESULT, "fr", names="codes")
    book = load_workbook(path)
    hidden = {
        sheet.title
        for sheet in book
        if any("Ali Fictif" in str(cell) for row in sheet.values for cell in row)
    }
    assert hidden == {"Participants", "_meta"}
    assert workbook.read(path).problem == PROBLEM
