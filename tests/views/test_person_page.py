from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

import drawing
from agenda_solver.files.workbook.pages import draw_page
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Timetable
from agenda_solver.views.person_page import BY_PERSON, person_page
from forum import DRAFT, TIMETABLE
from workshops import PROBLEM as WORKSHOPS
from workshops import TIMETABLE as SEATED

RED = "00F5A3A3"

PEOPLE = Problem.read(
    {
        **DRAFT,
        "people": [
            *DRAFT["people"],
            {
                **{"id": "maire", "name": "Aïcha Le Goff", "role": "Maire"},
                **{"organisation": "Ville de Rouen", "present": [{"day": "j1", "end": "16h"}]},
            },
            {"id": "absente", "name": "=Absente"},
            {"id": "absent", "name": "Absent"},
        ],
        "sessions": [
            {**session, "people": {"animation": ["maire"], "rapporteur": [{"one_of": ["maire"]}]}}
            if session["id"] in ("a1", "soiree")
            else session
            for session in DRAFT["sessions"]
        ],
    }
)


def drawn(
    problem: Problem = PEOPLE,
    timetable: Timetable = TIMETABLE,
    findings: Iterable[Finding] = (),
    language: Language = "fr",
) -> Worksheet:
    """Draw the sheet, and read it as another program would."""
    page = person_page(problem, timetable, findings)
    return drawing.drawn(lambda sheet: draw_page(sheet, page, language))


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def test_who_is_where_and_when() -> None:
    assert values(drawn()) == [
        ["Forum & débats – Rouen"],
        ["Jour", "Début", "Fin", "Session", "Rôle", "Salle"],
        ["Préfet", "à confirmer"],
        [
            *("Mercredi 10 juin 2026", "09h30", "09h40"),
            *("Mot du préfet\ndans « =1+1 Ouverture »", "orateur", "Grand amphi"),
        ],
        [],
        ["Aïcha Le Goff", "Maire · Ville de Rouen"],
        [
            *("Mercredi 10 juin 2026", "14h00", "15h00", "Atelier 1"),
            *("animation et rapporteur (à désigner)", "Grand amphi"),
        ],
        [
            *("Jeudi 11 juin 2026", "23h00", "24h00", "Soirée"),
            "animation et rapporteur (à désigner)",
        ],
        [],
        ["Sans intervention au programme : =Absente et Absent"],
    ]


def test_in_english() -> None:
    told = values(drawn(language="en"))
    assert (BY_PERSON.fr, BY_PERSON.en) == ("Par intervenant", "By person")
    assert told[1] == ["Day", "Start", "End", "Session", "Role", "Room"]
    assert told[3][3] == "Mot du préfet\nin “=1+1 Ouverture”"
    assert told[6][4] == "facilitation and rapporteur (to be named)"
    assert told[-1] == ["No part in the programme: =Absente and Absent"]


def test_what_has_no_place_is_told_last() -> None:
    fewer = Timetable.of(p for p in TIMETABLE.placements if p.session != "a1")
    rows = values(drawn(timetable=fewer))
    assert rows[7] == ["pas au programme", "Atelier 1", "animation et rapporteur (à désigner)"]


def broken(rule: str, **whom: tuple[str, ...]) -> Finding:
    return Finding(rule, "error", Text(f"{rule} !", f"{rule}!"), **whom)  # type: ignore[arg-type]


def reds(sheet: Worksheet) -> dict[int, set[str]]:
    """Return the rows that are red, and what their notes say."""
    found: dict[int, set[str]] = {}
    for cells in sheet:
        for cell in cells:
            if cell.fill.start_color.rgb == RED:
                notes = found.setdefault(cell.row, set())
                notes |= {cell.comment.text} if cell.comment else set()
    return found


def test_what_is_broken_is_red_and_says_why() -> None:
    assert reds(drawn(findings=[broken("salle", sessions=("a1",))])) == {7: {"salle !"}}
    english = drawn(findings=[broken("salle", sessions=("a1",))], language="en")
    assert reds(english) == {7: {"salle!"}}


def test_what_is_broken_for_another_is_not_held_against_somebody() -> None:
    finding = broken("présence", sessions=("a1", "mot"), people=("prefet",))
    assert reds(drawn(findings=[finding])) == {4: {"présence !"}}


def test_what_is_broken_for_a_person_as_a_whole() -> None:
    assert reds(drawn(findings=[broken("pause", people=("maire",))])) == {6: {"pause !"}}


def test_no_text_becomes_a_formula() -> None:
    problem = Problem.read(
        {**DRAFT, "people": [{"id": "prefet", "name": "=Préfet", "role": "@rôle"}]}
    )
    sheet = drawn(problem)
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=Préfet", "s")
    assert sheet["A3"].quotePrefix


def test_several_people_on_a_page_and_nobody_on_two() -> None:
    people = [{"id": f"p{n}", "name": f"Personne {n}"} for n in range(40)]
    sessions = [
        {**session, "people": {"orateur": [person["id"] for person in people]}}
        for session in DRAFT["sessions"]
    ]
    sheet = drawn(Problem.read({**DRAFT, "people": people, "sessions": sessions}))
    pages = [0, *(at.id for at in sheet.row_breaks.brk), sheet.max_row]
    assert len(pages) > 10
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert all(heights)
    for first, last in pairwise(pages):
        assert sum(heights[first:last]) <= 530
        names = [sheet.cell(row, 1).value for row in range(first + 1, last + 1)]
        of_each = [name for name in names if name and name.startswith("Personne")]
        # Each of these has six sessions, all of them below the name.
        assert len([n for n in names if n and "juin" in n]) == 6 * len(of_each)


def test_printed_on_a4_as_wide_as_the_page() -> None:
    sheet = drawn()
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$2", "A3")
    assert sheet.oddFooter.right.text == "Par intervenant – &P"


def test_nobody() -> None:
    draft = {**DRAFT, "people": [], "sessions": DRAFT["sessions"][:2], "attendees": []}
    assert len(values(drawn(Problem.read(draft), Timetable.of(())))) == 2


def test_a_session_that_is_cancelled_says_so() -> None:
    told = [row[3] for row in values(drawn(WORKSHOPS, SEATED))[3:] if len(row) > 3]
    assert told == ["=Eau", "Air – annulé, trop peu d'inscrits"]


def test_an_evening_ends_on_the_day_after() -> None:
    placements = [
        replace(placement, end=25 * 60 + 30) if placement.session == "soiree" else placement
        for placement in TIMETABLE.placements
    ]
    rows = values(drawn(timetable=replace(TIMETABLE, placements=tuple(placements))))
    assert "01h30 le lendemain" in [cell for row in rows for cell in row]
