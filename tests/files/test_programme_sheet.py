from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.pages import A4_LANDSCAPE
from agenda_solver.files.workbook.programme import draw_programme
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.programme_page import programme_page
from agenda_solver.words.moments import read_clock
from forum import DRAFT, PROBLEM, TIMETABLE, WEDNESDAY
from workshops import PROBLEM as WORKSHOPS
from workshops import TIMETABLE as SEATED

RED = "00F5A3A3"
BROKEN = Finding(
    "room_one_at_a_time",
    "error",
    Text("Deux sessions à la fois", "Two sessions at once"),
    sessions=("mot", "a2"),
)
A3_WIDTH, A3_HEIGHT = 1130, 770


def drawn(
    problem: Problem = PROBLEM,
    timetable: Timetable = TIMETABLE,
    findings: Iterable[Finding] = (),
    language: Language = "fr",
) -> Worksheet:
    """Draw the sheet, and read it as another program would."""
    book, saved = Workbook(), BytesIO()
    draw_programme(book.worksheets[0], programme_page(problem, timetable, findings), language)
    book.save(saved)
    return load_workbook(saved).worksheets[0]


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def placed(*words: str) -> Timetable:
    """Read ``a1 14h-15h amphi``, all of it on Wednesday."""
    found = []
    for session, hours, *room in map(str.split, words):
        start, end = map(read_clock, hours.split("-"))
        found.append(Placement(session, WEDNESDAY, start, end, *room))
    return Timetable.of(found)


def colour(sheet: Worksheet, name: str) -> str:
    return str(sheet[name].fill.start_color.rgb)


def test_rooms_across_and_time_down() -> None:
    sheet = drawn()
    assert values(sheet) == [
        ["Forum & débats – Rouen – Version du 16/03/26"],
        ["Grand amphi", "Salle Seine (à confirmer)"],
        ["Mercredi 10 juin 2026"],
        ["09h00", "09h00–09h30\nCafé d'accueil"],
        [
            "09h30",
            "09h30–10h30 · Grand amphi\n=1+1 Ouverture\n"
            "09h30  Mot du préfet – orateur\u00a0: Préfet (à confirmer)",
        ],
        ["10h30"],
        ["14h00", "14h00–15h00\nAtelier 1", "14h00–15h00\nAtelier 2"],
        ["15h00"],
        ["Jeudi 11 juin 2026"],
        ["23h00", "23h00–24h00 · Fête\nSoirée"],
        ["24h00"],
    ]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {
        *("A1:C1", "A3:C3", "A9:C9"),  # headings
        *("B4:C4", "B5:C5", "B10:C10"),  # nothing is beside these
    }


def test_in_english() -> None:
    told = values(drawn(language="en"))
    assert told[2] == ["Wednesday 10 June 2026"]
    assert told[4][1].splitlines()[2] == "09:30  Mot du préfet – speaker: Préfet (to be confirmed)"
    assert told[7] == ["15:00"]


def test_a_session_is_merged_over_its_duration() -> None:
    sheet = drawn(timetable=placed("a1 14h-16h amphi", "a2 14h30-15h seine"))
    assert [row[0].value for row in sheet.iter_rows(min_row=4, max_row=7)] == [
        *("14h00", "14h30", "15h00", "16h00")
    ]
    assert "B4:B6" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_a_day_on_which_nothing_lasts_is_left_out() -> None:
    sheet = drawn(timetable=placed("ouverture 9h30-9h30 amphi", "a1 14h-13h seine"))
    assert values(sheet)[0] == ["Forum & débats – Rouen – Version du 16/03/26"]
    assert "Mercredi" not in str(values(sheet))


def test_two_sessions_in_a_room_at_once_stand_side_by_side() -> None:
    sheet = drawn(timetable=placed("a1 14h-15h seine", "a2 14h30-15h30 seine"))
    assert sheet["B2"].value == "Salle Seine (à confirmer)"
    assert {"B2:C2", "B4:B5", "C5:C6"} <= {str(it) for it in sheet.merged_cells.ranges}


def test_a_plenary_names_its_room_where_no_column_does() -> None:
    sheet = drawn(timetable=placed("ouverture 9h-10h amphi", "a2 14h-15h seine"))
    assert values(sheet)[1] == ["Salle Seine (à confirmer)"]
    assert sheet["B4"].value.startswith("09h00–10h00 · Grand amphi\n")
    alone = drawn(timetable=placed("ouverture 9h-10h amphi"))
    assert values(alone)[1] == ["Grand amphi"]
    assert alone["B4"].value.startswith("09h00–10h00\n")


def test_what_has_no_place_is_told_at_the_end() -> None:
    lost = Finding("placed", "error", Text("Pas de place", "No place"), sessions=("soiree",))
    timetable = placed("ouverture 9h-10h amphi", "mot 9h-9h05 amphi", "a1 14h-15h amphi")
    sheet = drawn(timetable=timetable, findings=[lost])
    last = sheet.cell(sheet.max_row, 1)
    assert last.value == "Pas au programme : Café d'accueil, Atelier 2 et Soirée"
    assert last.fill.start_color.rgb == RED
    assert last.comment.text == "Pas de place"
    told = drawn(timetable=timetable, language="en")
    last = told.cell(told.max_row, 1)
    assert last.value == "Not in the programme: Café d'accueil, Atelier 2 and Soirée"
    assert last.comment is None


def test_colour_by_track_or_kind() -> None:
    sheet = drawn()
    colours = {name: colour(sheet, name) for name in ("B4", "B5", "B7", "C7", "B10")}
    assert colours["B7"] == colours["C7"]
    assert len(set(colours.values())) == 4


def test_a_session_keeps_its_colour_when_the_programme_changes() -> None:
    other = placed("a1 9h-10h amphi")
    assert colour(drawn(timetable=other), "B4") == colour(drawn(), "B7")


def test_what_is_broken_is_red_and_says_why() -> None:
    sheet = drawn(findings=(BROKEN,))
    # The speech stands in the cell of the opening it is a part of.
    for name in ("B5", "C7"):
        assert colour(sheet, name) == RED
        assert sheet[name].comment.text == "Deux sessions à la fois"
    assert sheet["B7"].comment is None
    assert colour(sheet, "B7") != RED
    assert "██ demande qui n'est pas tenue (la note de la case" in sheet["B8"].value
    english = drawn(findings=(BROKEN,), language="en")
    assert english["C7"].comment.text == "Two sessions at once"


def test_the_colours_that_are_told_are_those_of_what_one_chooses_from() -> None:
    kinds = {"a1": "workshop", "a2": "round_table", "cafe": "break", "ouverture": "ceremony"}
    sessions = [{**one, "kind": kinds.get(one["id"], "session")} for one in DRAFT["sessions"]]
    sheet = drawn(Problem.read({**DRAFT, "sessions": sessions}))
    assert values(sheet)[7] == ["15h00", "██ atelier    ██ table ronde    "]


A4, A3 = 9, 8


@pytest.mark.parametrize(
    ("lanes", "paper", "orientation"),
    [(1, A4, "portrait"), (2, A4, "landscape"), (3, A4, "landscape"), (4, A3, "landscape")],
)
def test_the_paper_is_as_large_as_it_takes(lanes: int, paper: int, orientation: str) -> None:
    rooms = [{"id": f"r{n}", "name": f"Salle {n}"} for n in range(lanes)]
    sessions = [{"id": f"s{n}", "title": f"Sujet {n}", "minutes": 60} for n in range(lanes)]
    problem = Problem.read({**DRAFT, "rooms": rooms, "sessions": sessions, "attendees": []})
    at_once = (f"s{n} 9h-10h r{n}" for n in range(lanes))
    setup = drawn(problem, placed(*at_once)).page_setup
    assert (setup.paperSize, setup.orientation) == (paper, orientation)


def test_a_long_day_of_one_column_has_a_poster() -> None:
    sessions = [{"id": f"s{n}", "title": "Un long sujet " * 20, "minutes": 15} for n in range(20)]
    problem = Problem.read({**DRAFT, "sessions": sessions, "attendees": []})
    day = (Placement(f"s{n}", WEDNESDAY, 480 + 15 * n, 495 + 15 * n, "amphi") for n in range(20))
    setup = drawn(problem, Timetable.of(day)).page_setup
    assert (setup.paperSize, setup.orientation) == (A3, "landscape")


def test_a_page_a_day() -> None:
    sheet = drawn()
    setup = sheet.page_setup
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [at.id for at in sheet.row_breaks.brk] == [8]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B3", "$1:$2")


def test_a_page_says_what_it_is_of() -> None:
    footer = drawn().oddFooter
    assert footer.left.text == "Forum && débats – version du 16/03/26"
    assert footer.right.text == "Programme – &P"


def scale(sheet: Worksheet, lanes: int) -> float:
    """Return how much higher than a page the sheet is, as wide as it is."""
    width = sheet.column_dimensions["B"].width
    return max(1.0, (5.25 * 9 + 3.75 + lanes * (5.25 * width + 3.75)) / A3_WIDTH)


def test_each_day_fits_on_its_page() -> None:
    sheet = drawn()
    heights = [sheet.row_dimensions[row].height for row in range(1, 12)]
    assert sum(heights[:8]) <= A4_LANDSCAPE[1]
    assert sum(heights[:2]) + sum(heights[8:]) <= A4_LANDSCAPE[1]
    columns = [sheet.column_dimensions[name].width for name in "ABC"]
    assert sum(5.25 * width + 3.75 for width in columns) <= A4_LANDSCAPE[0] + 1


def test_a_crowded_day_is_printed_smaller() -> None:
    """Forty long titles one after another: wider columns make room for them."""
    title = "Un titre qui n'en finit pas et qui dit tout ce que la session veut dire " * 3
    sessions = [{"id": f"s{n}", "title": title, "minutes": 15} for n in range(40)]
    rooms = [{"id": f"r{n}"} for n in range(8)]
    problem = Problem.read({**DRAFT, "rooms": rooms, "sessions": sessions, "attendees": []})
    placements = [
        Placement(f"s{n}", WEDNESDAY, 480 + 15 * n, 495 + 15 * n, f"r{n % 8}") for n in range(40)
    ]
    sheet = drawn(problem, Timetable.of(placements))
    assert scale(sheet, 8) > 1.2
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert sum(heights) <= A3_HEIGHT * scale(sheet, 8)


def test_long_names_are_not_cut() -> None:
    event = {**DRAFT["event"], "name": "Les rencontres internationales de la Normandie " * 6}
    rooms = [{**DRAFT["rooms"][0], "name": "Amphithéâtre Marie Curie, aile nord, " * 8}]
    sheet = drawn(Problem.read({**DRAFT, "event": event, "rooms": [*rooms, *DRAFT["rooms"][1:]]}))
    assert sheet.row_dimensions[1].height > 34
    assert sheet.row_dimensions[2].height > 34


def test_no_text_becomes_a_formula() -> None:
    problem = Problem.read(
        {
            **DRAFT,
            "event": {"name": "=1+1"},
            "rooms": [{**room, "name": f"@{room['id']}"} for room in DRAFT["rooms"]],
        }
    )
    sheet = drawn(problem)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert sheet["A1"].quotePrefix
    assert sheet["B2"].value == "@amphi"


def test_an_empty_timetable() -> None:
    sheet = drawn(timetable=Timetable.of(()))
    assert values(sheet)[1] == ["Programme"]
    assert sheet.cell(3, 1).value.startswith("Pas au programme : Café d'accueil, ")


def test_a_session_that_is_cancelled_is_grey_and_says_so() -> None:
    sheet = drawn(WORKSHOPS, SEATED)
    cells = {str(cell.value): cell for row in sheet for cell in row if cell.value}
    (air,) = (cell for words, cell in cells.items() if "Air" in words)
    assert air.value.split("\n")[1:3] == ["Air", "annulé, trop peu d'inscrits"]
    assert str(air.fill.start_color.rgb) == "00C3CCD5"
    (sol,) = (cell for words, cell in cells.items() if "Sol" in words)
    assert str(sol.fill.start_color.rgb) != "00C3CCD5"
    assert any("██ annulé, trop peu d'inscrits" in words for words in cells)
    unseated = drawn(WORKSHOPS, Timetable.of(SEATED.placements))
    assert not any("annulé" in str(cell) for row in unseated.values for cell in row)
