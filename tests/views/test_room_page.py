from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.room_page import BY_ROOM, room_page
from forum import DRAFT, PROBLEM, THURSDAY, TIMETABLE, WEDNESDAY
from workshops import PROBLEM as WORKSHOPS
from workshops import TIMETABLE as SEATED

RED = "00F5A3A3"


def drawn(
    problem: Problem = PROBLEM,
    timetable: Timetable = TIMETABLE,
    findings: Iterable[Finding] = (),
    language: Language = "fr",
) -> Worksheet:
    """Draw the sheet, and read it as another program would."""
    page = room_page(problem, timetable, findings)
    return drawing.drawn(lambda sheet: draw_page(sheet, page, language), rich_text=True)


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def with_room(**more: object) -> Problem:
    """Return the forum with more said of its first room."""
    first, *rest = DRAFT["rooms"]
    return Problem.read({**DRAFT, "rooms": [{**first, **more}, *rest]})


def breaks(sheet: Worksheet) -> list[int]:
    return [at.id for at in sheet.row_breaks.brk]


def test_a_room_after_the_other_in_the_order_of_the_draft() -> None:
    assert values(drawn()) == [
        ["Forum & débats – Rouen"],
        [
            *("Début", "Fin", "Session", "Thème", "Intervenants", "Montage dès", "Libérée à"),
            *("Public / places", "Besoins"),
        ],
        ["Grand amphi"],
        ["Mercredi 10 juin 2026"],
        ["09h30", "10h30", "=1+1 Ouverture"],
        ["09h30", "09h40", "Mot du préfet", "orateur : Préfet (à confirmer)"],
        ["10h30", "14h00", "libre (3 h 30)"],
        ["14h00", "15h00", "Atelier 1"],
        ["Jeudi 11 juin 2026 – rien ce jour-là"],
        ["Salle Seine (à confirmer)"],
        ["Mercredi 10 juin 2026"],
        ["14h00", "15h00", "Atelier 2"],
        ["Jeudi 11 juin 2026 – rien ce jour-là"],
        ["Sans salle"],
        ["Mercredi 10 juin 2026"],
        ["09h00", "09h30", "Café d'accueil"],
        ["Jeudi 11 juin 2026"],
        ["23h00", "24h00", "Soirée", "Fête"],
        [],
        ["Salles qui ne servent pas : Petite salle et petite salle"],
    ]


def test_a_column_for_labels_only_where_there_is_one() -> None:
    def heading(*sessions: dict[str, Any]) -> list[str]:
        rows = [{**DRAFT["sessions"][0], "id": str(n), **it} for n, it in enumerate(sessions)]
        problem = Problem.read({**DRAFT, "sessions": rows, "attendees": []})
        placed = [Placement(it.id, WEDNESDAY, 540, 600, "amphi") for it in problem.sessions]
        page = room_page(problem, Timetable.of(placed), ())
        (header,) = page.head[1:]
        columns = [cell.value.fr for cell in header.cells if isinstance(cell.value, Text)]
        assert len(columns) == len(page.widths)
        assert sum(filter(None, page.widths)) == pytest.approx(146)
        return columns[3:-5]

    talk = {"title": "L'eau", "kind": "workshop"}
    assert heading(talk) == ["Genre"]
    assert heading(talk, {"track": "Climat"}) == ["Genre, thème"]
    assert heading({"track": "Climat"}) == ["Thème"]
    # An opening is none that the public is told of, and some titles say it.
    assert heading({"title": "Ouverture", "kind": "opening"}, {**talk, "title": "Atelier"}) == []


def test_a_day_is_not_cut_and_a_page_says_which() -> None:
    """Six rows a day: two days do not fit beneath a title, the second is whole on its page."""
    days = [{"date": f"2026-06-{day}", "open": {"start": "8h", "end": "20h"}} for day in (10, 11)]
    rows = [
        {"id": f"{day}-{n}", "title": "Un titre " * 12, "minutes": 60}
        for day in (10, 11)
        for n in range(6)
    ]
    rooms = [{"id": "amphi", "name": "Amphi"}]
    problem = Problem.read({"event": {"name": "x"}, "days": days, "rooms": rooms, "sessions": rows})
    placed = [
        Placement(f"{day.day}-{n}", day, 540 + 90 * n, 600 + 90 * n, "amphi")
        for day in (WEDNESDAY, THURSDAY)
        for n in range(6)
    ]
    sheet = drawn(problem, Timetable.of(placed))
    bands = [n for n, row in enumerate(sheet.values, start=1) if "juin 2026" in str(row[0])]
    titles = [n for n, row in enumerate(sheet.values, start=1) if "Amphi" in str(row[0])]
    assert [sheet.cell(n, 1).value for n in titles] == ["Amphi", "Amphi (suite)"]
    assert breaks(sheet) == [titles[1] - 1]
    assert bands == [titles[0] + 1, titles[1] + 1]


def test_a_day_that_is_longer_than_a_page_is_told_again() -> None:
    rows = [{"id": str(n), "title": "Un titre " * 60, "minutes": 30} for n in range(20)]
    rooms = [{"id": "amphi", "name": "Amphi"}]
    days = [{"date": "2026-06-10"}]
    problem = Problem.read({"event": {"name": "x"}, "days": days, "rooms": rooms, "sessions": rows})
    placed = [Placement(str(n), WEDNESDAY, 480 + 30 * n, 510 + 30 * n, "amphi") for n in range(20)]
    told = values(drawn(problem, Timetable.of(placed)))
    at = [n for n, row in enumerate(told) if row == ["Amphi (suite)"]]
    assert at
    assert all(told[n + 1] == ["Mercredi 10 juin 2026"] for n in at)
    # The first page is no title alone.
    assert told[2] == ["Amphi"]
    assert told[4][:2] == ["08h00", "08h30"]


def test_in_english() -> None:
    told = values(drawn(language="en"))
    assert (BY_ROOM.fr, BY_ROOM.en) == ("Par salle", "By room")
    assert told[1][5:] == ["Setup from", "Cleared by", "Expected / seats", "Needs"]
    assert ["10:30", "14:00", "free (3 h 30 min)"] in told
    assert ["Thursday 11 June 2026 – nothing on this day"] in told
    assert told[-1] == ["Rooms that are not used: Petite salle and petite salle"]


def test_what_whoever_sets_the_room_up_must_know() -> None:
    first, second, *rest = DRAFT["sessions"]
    problem = Problem.read(
        {
            **DRAFT,
            "rooms": [
                {
                    **{"id": "amphi", "name": "Amphi", "capacity": 150, "site": "Aile nord"},
                    **{"features": ["pmr", "écran"], "setup": 15, "teardown": 5},
                    "open": [{"day": "j1", "start": "8h", "end": "12h"}],
                },
                *DRAFT["rooms"][1:],
            ],
            "sessions": [first, {**second, "expected": 130, "needs": ["écran", "son"]}, *rest],
        }
    )
    told = values(drawn(problem))
    assert told[3:6] == [
        ["Aile nord · 150 places · pmr · écran"],
        ["Mercredi 10 juin 2026 – salle ouverte 08h00–12h00"],
        ["08h00", "09h15", "libre (1 h 15)"],
    ]
    assert told[6] == [
        *("09h30", "10h30", "=1+1 Ouverture"),
        *("09h15", "10h35", "130 / 150", "écran, son"),
    ]
    # Setup and teardown are those of the whole.
    assert told[7][:2] == ["09h30", "09h40"]
    assert len(told[7]) == 4
    assert ["Jeudi 11 juin 2026 – salle fermée – rien ce jour-là"] in told


def test_a_room_that_is_closed_says_so() -> None:
    first, second, third, fourth = DRAFT["rooms"]
    rooms = [
        {**first, "closed": [{"day": "j1", "start": "11h", "end": "12h30"}, {"day": "j2"}]},
        {**second, "closed": [{"start": "8h", "end": "9h"}], "open": [{"start": "8h"}]},
        {**third, "closed": True},
        fourth,
    ]
    problem = Problem.read({**DRAFT, "rooms": rooms})
    told = values(drawn(problem))
    bands = [row[0] for row in told if row and " juin 2026" in row[0]]
    assert bands[:3] == [
        "Mercredi 10 juin 2026 – salle fermée 11h00–12h30",
        "Jeudi 11 juin 2026 – salle fermée – rien ce jour-là",
        "Mercredi 10 juin 2026 – salle ouverte 08h00–24h00 – fermée 08h00–09h00",
    ]
    assert ["10h30", "11h00", "libre (30 min)"] in told
    assert ["12h30", "14h00", "libre (1 h 30)"] in told
    assert told[-1] == ["Salles qui ne servent pas : Petite salle (fermée) et petite salle"]
    english = values(drawn(problem, language="en"))
    assert ["Wednesday 10 June 2026 – room closed 11:00–12:30"] in english
    assert english[-1] == ["Rooms that are not used: Petite salle (closed) and petite salle"]


def test_setup_on_the_day_before() -> None:
    problem = with_room(setup=30, teardown=20)
    night = [
        Placement("a1", WEDNESDAY, 10, 70, "amphi"),
        Placement("a2", WEDNESDAY, 1400, 1435, "amphi"),
    ]
    told = values(drawn(problem, Timetable.of(night)))
    assert told[4] == ["00h10", "01h10", "Atelier 1", "23h40 la veille", "01h30"]
    assert told[6][-2:] == ["22h50", "00h15 le lendemain"]


def test_what_is_broken_is_red_and_says_why() -> None:
    clash = Finding("x", "error", Text("Deux à la fois", "Two at once"), sessions=("a2",))
    paid = Finding("y", "info", Text("une heure plus tard", "an hour later"), sessions=("a1",))
    sheet = drawn(findings=(clash, paid))
    row = [[*told][2:3] for told in sheet.values].index(["Atelier 2"]) + 1
    assert {cell.fill.start_color.rgb for cell in sheet[row]} == {RED}
    assert sheet.cell(row, 3).comment.text == "Deux à la fois"
    red = {cell.row for cells in sheet for cell in cells if cell.fill.start_color.rgb == RED}
    assert red == {row}
    assert drawn(findings=(clash,), language="en").cell(row, 3).comment.text == "Two at once"


def test_no_text_becomes_a_formula() -> None:
    sheet = drawn(with_room(name="=1+1"))
    assert sheet["A3"].value == "=1+1"
    assert (sheet["A3"].data_type, sheet["C5"].data_type) == ("s", "s")
    assert sheet["C5"].quotePrefix


def test_printed_a_page_a_room() -> None:
    sheet = drawn()
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth) == (9, "landscape", 1)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$2", "A3")
    assert breaks(sheet) == [9, 13]
    assert sheet["A3"].font.sz == 30
    assert sheet.oddFooter.left.text == "Forum && débats – version du 16/03/26"
    assert sheet.oddFooter.right.text == "Par salle – &P"
    assert setup.firstPageNumber == 1


def test_wrapped_rows_have_their_height() -> None:
    sheet = drawn()
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    first, second, *rest = DRAFT["sessions"]
    long = {**second, "title": "Un titre qui n'en finit pas " * 10}
    taller = drawn(Problem.read({**DRAFT, "sessions": [first, long, *rest]}))
    assert taller.row_dimensions[5].height > 4 * sheet.row_dimensions[5].height


def crowded(number: int) -> Worksheet:
    """Draw a day of so many sessions of five minutes in one room."""
    sessions = [{"id": f"s{n}", "title": f"Session {n}", "minutes": 5} for n in range(number)]
    problem = Problem.read({**DRAFT, "sessions": sessions, "attendees": []})
    placed = [
        Placement(f"s{n}", THURSDAY, 480 + 5 * n, 485 + 5 * n, "amphi") for n in range(number)
    ]
    return drawn(problem, Timetable.of(placed))


def test_a_full_room_is_printed_smaller_on_one_page() -> None:
    usual, full = crowded(5), crowded(28)
    assert breaks(full) == []
    assert full.column_dimensions["C"].width > usual.column_dimensions["C"].width


def test_a_room_with_several_pages_is_named_on_each() -> None:
    sheet = crowded(100)
    (first, *_) = breaks(sheet)
    assert sheet.cell(first + 1, 1).value == "Grand amphi (suite)"
    assert [*sheet.values][-3][2] == "Session 99"


def test_where_attendees_have_seats_those_are_told() -> None:
    told = {row[2]: row[-1] for row in values(drawn(WORKSHOPS, SEATED)) if len(row) > 4}
    assert told["=Eau"] == "2 inscrits / 2 places"
    assert told["Sol"] == "4 inscrits / 20 places"
    assert told["Air"] == "annulé, trop peu d'inscrits"
    english = {
        row[2]: row[-1] for row in values(drawn(WORKSHOPS, SEATED, language="en")) if row[2:]
    }
    assert english["=Eau"] == "2 registered / 2 seats"
    assert english["Air"] == "cancelled, too few registered"


def test_before_seats_are_given_out_those_expected_are_told() -> None:
    told = values(drawn(WORKSHOPS, Timetable.of(SEATED.placements)))
    assert not any("inscrits" in str(cell) for row in told for cell in row)
