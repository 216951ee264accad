from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from forum import DRAFT, PROBLEM, REPRODUCIBLE, RESULT, THURSDAY, TIMETABLE, WEDNESDAY
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files import InputError, workbook
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement, Timetable

BROKEN = Finding(
    "room_one_at_a_time",
    "error",
    Text("Deux sessions à la fois", "Two sessions at once"),
    sessions=("mot", "a2"),
)


def written(
    tmp_path: Path,
    result: Result = RESULT,
    problem: Problem = PROBLEM,
    language: Language = "fr",
) -> Path:
    return workbook.write(tmp_path / "forum.xlsx", problem, result, language)


def sheets(path: Path) -> Workbook:
    return load_workbook(path)


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


# --- The whole ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Programme", "Sessions", "Rapport", "_meta"]),
        ("en", ["Programme", "Sessions", "Report", "_meta"]),
    ],
)
def test_the_sheets_in_either_language(
    tmp_path: Path, language: Language, names: list[str]
) -> None:
    book = sheets(written(tmp_path, language=language))
    assert book.sheetnames == names
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 3 + ["veryHidden"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_written_is_read_back(tmp_path: Path, language: Language) -> None:
    solved = workbook.read(written(tmp_path, language=language))
    assert solved.problem == PROBLEM
    assert solved.timetable == TIMETABLE


def test_a_reproducible_run_writes_the_same_bytes(tmp_path: Path) -> None:
    one = workbook.write(tmp_path / "one.xlsx", PROBLEM, REPRODUCIBLE, "fr")
    slower = replace(REPRODUCIBLE, seconds=99.0, timings={"search": 98.0})
    other = workbook.write(tmp_path / "other.xlsx", PROBLEM, slower, "fr")
    assert one.read_bytes() == other.read_bytes()
    properties = sheets(one).properties
    assert properties.created == properties.modified == datetime(2000, 1, 1)


def test_the_moment_of_writing_is_told_in_the_properties_only(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert sheets(path).properties.created.year >= 2024
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    path = written(tmp_path)
    before = path.read_bytes()
    with pytest.raises(InputError, match="exists already"):
        workbook.write(path, PROBLEM, REPRODUCIBLE, "fr")
    assert path.read_bytes() == before
    assert workbook.write(path, PROBLEM, REPRODUCIBLE, "fr", force=True) == path
    assert path.read_bytes() != before


@pytest.mark.parametrize("where", [(Workbook, "save"), (os, "fsync"), (os, "replace")])
def test_what_fails_on_the_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: tuple[Any, str]
) -> None:
    path = written(tmp_path)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(*where, fail)
    with pytest.raises(KeyboardInterrupt):
        workbook.write(path, PROBLEM, REPRODUCIBLE, "fr", force=True)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_there_must_be_a_timetable(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no timetable"):
        written(tmp_path, Result("infeasible", None))


# --- Values, never formulas ---------------------------------------------------------------

TRAPS = ["=1+1", "+33 2 31", "-1", "@nom", '=HYPERLINK("http://x")', "#N/A", "=", "'quoted"]


def renamed(title: str) -> Problem:
    first, *rest = DRAFT["sessions"]
    return Problem.read({**DRAFT, "sessions": [{**first, "title": title}, *rest]})


@pytest.mark.parametrize("title", TRAPS)
def test_what_looks_like_a_formula_is_text(tmp_path: Path, title: str) -> None:
    cell = sheets(written(tmp_path, problem=renamed(title)))["Sessions"]["B2"]
    assert (cell.value, cell.data_type) == (title, "s")
    assert bool(cell.quotePrefix) == (title[0] in "=+-@")


def test_no_cell_of_any_sheet_is_a_formula(tmp_path: Path) -> None:
    path = written(tmp_path, problem=renamed("=1+1"))
    types = {cell.data_type for sheet in sheets(path) for row in sheet.iter_rows() for cell in row}
    assert types == {"s", "n", "d"}


def test_control_characters_and_endless_titles(tmp_path: Path) -> None:
    problem = renamed("a\x00b\x1bc\n" + "é" * 29_000)
    path = written(tmp_path, problem=problem)
    assert sheets(path)["Sessions"]["B2"].value == "abc\n" + "é" * 29_000
    assert workbook.read(path).problem == problem


# --- Programme ----------------------------------------------------------------------------


def programme(tmp_path: Path, result: Result = RESULT) -> Worksheet:
    sheet = sheets(written(tmp_path, result))["Programme"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_rooms_across_and_time_down(tmp_path: Path) -> None:
    sheet = programme(tmp_path)
    assert values(sheet) == [
        ["Forum & débats – Rouen"],
        ["Grand amphi", "Salle Seine (à confirmer)"],
        ["Mercredi 10 juin 2026"],
        ["09h00", "09h00–09h30 · pause\nCafé d'accueil"],
        [
            "09h30",
            "09h30–10h30 · Grand amphi · plénière\n=1+1 Ouverture\n"
            "09h30  Mot du préfet\norateur : Préfet (à confirmer)",
        ],
        ["10h30"],
        ["14h00", "14h00–15h00 · atelier\nAtelier 1", "14h00–15h00 · atelier\nAtelier 2"],
        ["15h00"],
        ["Jeudi 11 juin 2026"],
        ["23h00", "23h00–24h00 · Fête\nSoirée"],
        ["24h00"],
    ]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {
        *("A1:C1", "A3:C3", "A9:C9"),  # headings
        *("B4:C4", "B5:C5", "B10:C10"),  # nothing is beside these
    }


def test_a_session_is_merged_over_its_duration(tmp_path: Path) -> None:
    placements = [
        Placement("a1", WEDNESDAY, 840, 960, "amphi"),
        Placement("a2", WEDNESDAY, 870, 900, "seine"),
    ]
    sheet = programme(tmp_path, replace(RESULT, timetable=Timetable.of(placements)))
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == [
        *("14h00", "14h30", "15h00", "16h00")
    ]
    assert "B4:B6" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_colour_by_track_or_kind(tmp_path: Path) -> None:
    sheet = programme(tmp_path)
    colours = {name: sheet[name].fill.start_color.rgb for name in ("B4", "B5", "B7", "C7", "B10")}
    assert colours["B7"] == colours["C7"]
    assert len(set(colours.values())) == 4


def test_what_is_broken_is_red_and_says_why(tmp_path: Path) -> None:
    sheet = programme(tmp_path, replace(RESULT, findings=(BROKEN,)))
    # The speech stands in the cell of the opening it is a part of.
    for name in ("B5", "C7"):
        assert sheet[name].fill.start_color.rgb == "00F5A3A3"
        assert sheet[name].comment.text == "Deux sessions à la fois"
    assert sheet["B7"].comment is None


def test_printed_on_a3_a_page_a_day(tmp_path: Path) -> None:
    sheet = programme(tmp_path)
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (8, "landscape")
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [at.id for at in sheet.row_breaks.brk] == [8]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B3", "$1:$2")
    assert sheet.oddFooter.left.text == "version du 16/03/26"


def test_each_day_fits_on_its_page(tmp_path: Path) -> None:
    sheet = programme(tmp_path)
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    scale = max(1.0, sum(5.25 * width + 3.75 for width in widths) / 1130)
    heights = [sheet.row_dimensions[row].height for row in range(1, 12)]
    assert sum(heights[:8]) <= 745 * scale + 1
    assert sum(heights[:2]) + sum(heights[8:]) <= 745 * scale + 1


def test_a_crowded_day_is_printed_smaller(tmp_path: Path) -> None:
    """Forty long titles one after another: wider columns make room for them."""
    title = "Un titre qui n'en finit pas et qui dit tout ce que la session veut dire " * 3
    sessions = [{"id": f"s{n}", "title": title, "minutes": 15} for n in range(40)]
    rooms = [{"id": f"r{n}"} for n in range(8)]
    problem = Problem.read({**DRAFT, "rooms": rooms, "sessions": sessions, "attendees": []})
    placements = [
        Placement(f"s{n}", WEDNESDAY, 480 + 15 * n, 495 + 15 * n, f"r{n % 8}") for n in range(40)
    ]
    result = replace(RESULT, timetable=Timetable.of(placements), findings=())
    sheet = sheets(written(tmp_path, result, problem))["Programme"]
    width = sheet.column_dimensions["B"].width
    scale = (5.25 * 9 + 3.75 + 8 * (5.25 * width + 3.75)) / 1130
    assert scale > 1.2
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert sum(heights) <= 745 * scale + 1


# --- Sessions -----------------------------------------------------------------------------


def test_one_row_a_session_with_real_dates_and_times(tmp_path: Path) -> None:
    sheet = sheets(written(tmp_path))["Sessions"]
    assert [cell.value for cell in sheet[1]] == [
        *("id", "titre", "jour", "début", "fin", "salle", "nom de la salle", "genre"),
        *("filière", "intervenants", "bloc", "partie de"),
    ]
    assert [cell.value for cell in sheet[4]] == [
        *("mot", "Mot du préfet", datetime(2026, 6, 10), time(9, 30), time(9, 40)),
        *("amphi", "Grand amphi", "discours", None, "orateur : Préfet (à confirmer)"),
        *(None, "ouverture"),
    ]
    assert [sheet[name].number_format for name in ("C4", "D4", "E4")] == [
        *("dd/mm/yyyy", "hh:mm", "hh:mm")
    ]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        *("cafe", "ouverture", "mot", "a1", "a2", "soiree")
    ]


def test_it_is_an_excel_table_without_merged_cells(tmp_path: Path) -> None:
    sheet = sheets(written(tmp_path))["Sessions"]
    assert sheet.tables["Sessions"].ref == "A1:L7"
    assert not sheet.merged_cells.ranges


def test_midnight_that_closes_a_day_is_text(tmp_path: Path) -> None:
    assert sheets(written(tmp_path))["Sessions"]["E7"].value == "24:00"


# --- Rapport ------------------------------------------------------------------------------

REPORT = [
    ["Forum & débats"],
    ["Prouvé optimal : aucun programme ne fait mieux"],
    [],
    ["Demandes et constats"],
    ["Gravité", "Constat", "Règle"],
    ["demandes", "Toutes les demandes sont tenues"],
    ["coût", "annoncé à 9h00", "stated"],
    [],
    ["Ce que dit le document"],
    ["Sur", "Le document dit", "Source", "Retenu", "Tenu"],
    ["l'évènement – lien", "« forms.gle/1 »", "page 1", "à vérifier"],
    [
        *("=1+1 Ouverture", "à 9h30", "le programme"),
        *("le mercredi 10 juin 2026 de 9h30 à 10h30, Grand amphi", "oui"),
    ],
    [],
    ["À confirmer"],
    ["Quoi", "Nom", "Id"],
    ["salle", "Salle Seine", "seine"],
    ["intervenant", "Préfet", "prefet"],
    [],
    ["Coûts, par niveau"],
    ["Niveau", "Règles", "Coût", "Au mieux (borne)", "État"],
]


def report(tmp_path: Path, result: Result = RESULT) -> list[list[Any]]:
    return values(sheets(written(tmp_path, result))["Rapport"])


def test_the_report_in_the_organisers_words(tmp_path: Path) -> None:
    told = report(tmp_path)
    assert told[: len(REPORT)] == REPORT
    (tier,) = (row for row in told if row[:1] == [2])
    assert tier == [2, "La journée est compacte et finit tôt", 90, 90, "prouvé optimal"]
    assert ["stated", "Ce que le document annonce est tenu", 2, 60] in told
    assert told[told.index(["Calcul"]) + 2 :] == [
        ["graine", 7],
        ["processus", 8],
        ["encodage", "intervals"],
        ["ortools", "9.15.6755"],
        ["empreinte de l'entrée", workbook.problem_hash(PROBLEM)],
        ["secondes", 1.23],
        ["search", 0.99],
    ]


def test_what_is_broken_is_told_first(tmp_path: Path) -> None:
    told = report(tmp_path, replace(RESULT, findings=(BROKEN,)))
    assert told[5] == ["erreur", "Deux sessions à la fois", "room_one_at_a_time"]
    assert ["demandes", "Toutes les demandes sont tenues"] not in told


def test_a_reproducible_run_does_not_tell_its_time(tmp_path: Path) -> None:
    assert not {"secondes", "search"} & {row[0] for row in report(tmp_path, REPRODUCIBLE) if row}


# --- _meta --------------------------------------------------------------------------------


def test_what_it_takes_to_verify_the_workbook_alone(tmp_path: Path) -> None:
    meta = {row[0]: row[1] for row in sheets(written(tmp_path))["_meta"].values}
    assert meta["schema"] == 1
    assert meta["input"] == workbook.problem_hash(PROBLEM)
    assert (meta["seed"], meta["status"]) == (7, "optimal")
    assert json.loads(meta["versions"]) == {"ortools": "9.15.6755"}
    assert json.loads(meta["tiers"])[1] == {
        **{"tier": 2, "status": "optimal", "cost": 90, "bound": 90}
    }
    assert Problem.read(json.loads(meta["problem"])) == PROBLEM


def test_a_long_problem_is_cut_to_what_cells_hold(tmp_path: Path) -> None:
    problem = renamed("_x0041_" + "ab\u00e9 " * 7_000)
    path = written(tmp_path, problem=problem)
    chunks = [row[1] for row in sheets(path)["_meta"].values if row[0] == "problem"]
    assert len(chunks) > 1
    assert max(map(len, chunks)) <= 30_000
    assert "_x0041_" not in "".join(chunks)
    assert workbook.read(path).problem == problem


def test_the_hash_tells_two_problems_apart_but_not_the_order_of_keys() -> None:
    assert workbook.problem_hash(PROBLEM) != workbook.problem_hash(renamed("Café"))
    shuffled = Problem.read(dict(reversed(DRAFT.items())))
    assert workbook.problem_hash(shuffled) == workbook.problem_hash(PROBLEM)


# --- Read back after a person has changed it ----------------------------------------------


def edited(tmp_path: Path, change: Callable[[Worksheet], None], sheet: str = "Sessions") -> Path:
    path = written(tmp_path)
    book = load_workbook(path)
    change(book[sheet])
    book.save(path)
    return path


def with_cells(tmp_path: Path, **cells: object) -> Path:
    def change(sheet: Worksheet) -> None:
        for name, value in cells.items():
            sheet[name] = value

    return edited(tmp_path, change)


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        workbook.read(path)
    return [text.fr.replace(str(path), path.name) for text in caught.value.sentences]


def test_rows_may_move_and_go(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, len(rows))
        for row in rows[:0:-1]:  # the first one goes, the others turn round
            sheet.append(row)

    solved = workbook.read(edited(tmp_path, change))
    assert solved.timetable == Timetable.of(p for p in TIMETABLE.placements if p.session != "cafe")


def test_columns_may_move_and_be_in_english(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        names = {"jour": " DAY ", "début": "Start", "fin": "end", "salle": "ROOM"}
        for row in sheet.iter_rows():
            row[0].value, row[5].value = row[5].value, row[0].value
        for cell in sheet[1]:
            cell.value = names.get(cell.value, cell.value)

    assert workbook.read(edited(tmp_path, change)).timetable == TIMETABLE


def test_a_session_whose_time_is_blanked_is_not_placed(tmp_path: Path) -> None:
    path = with_cells(tmp_path, C2=None, D2="  ", E2=None)
    assert "cafe" not in workbook.read(path).timetable.by_session


def test_blank_rows_and_notes_in_other_columns_do_not_count(tmp_path: Path) -> None:
    path = with_cells(tmp_path, B12="Note à moi-même", N3="voir avec Paul")
    assert workbook.read(path).timetable == TIMETABLE


def moved(**fields: Any) -> Timetable:
    """Return the timetable with one thing changed about the first workshop."""
    return Timetable.of(
        replace(p, **fields) if p.session == "a1" else p for p in TIMETABLE.placements
    )


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        (time(9, 30), 570),
        (time(9, 29, 59, 999_000), 570),
        (datetime(2026, 6, 10, 9, 30), 570),
        (timedelta(hours=9, minutes=30), 570),
        (0.395833, 570),
        (0, 0),
        ("9h30", 570),
        ("09H30", 570),
        ("9:30", 570),
        ("09:30:00", 570),
        (" 9h ", 540),
    ],
)
def test_a_time_however_it_is_written(tmp_path: Path, written: object, minute: int) -> None:
    assert workbook.read(with_cells(tmp_path, D5=written)).timetable == moved(start=minute)


@pytest.mark.parametrize("written", ["24:00", "24h", 1, 1.0, timedelta(days=1)])
def test_midnight_however_it_is_written(tmp_path: Path, written: object) -> None:
    assert workbook.read(with_cells(tmp_path, E5=written)).timetable == moved(end=1440)


def test_midnight_as_excel_shows_it(tmp_path: Path) -> None:
    """In a cell of times, 24:00 is the first day of Excel's calendar."""

    def change(sheet: Worksheet) -> None:
        sheet["E5"] = 1
        sheet["E5"].number_format = "hh:mm"

    assert workbook.read(edited(tmp_path, change)).timetable == moved(end=1440)


@pytest.mark.parametrize(
    "written",
    [THURSDAY, datetime(2026, 6, 11), "2026-06-11", "11/06/2026", "11.6.2026", "j2", " J2 ", 46184],
)
def test_a_day_however_it_is_written(tmp_path: Path, written: object) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C5"] = written
        if isinstance(written, int):
            sheet["C5"].number_format = "General"

    assert workbook.read(edited(tmp_path, change)).timetable == moved(day=THURSDAY)


def test_a_day_that_is_not_of_the_event_is_for_verify_to_judge(tmp_path: Path) -> None:
    solved = workbook.read(with_cells(tmp_path, C5="12/06/2026"))
    assert solved.timetable == moved(day=date(2026, 6, 12))


@pytest.mark.parametrize("written", ["seine", " SEINE ", "Salle Seine", "salle\u00a0seine"])
def test_a_room_by_its_id_or_its_name(tmp_path: Path, written: str) -> None:
    assert workbook.read(with_cells(tmp_path, F5=written)).timetable == moved(room="seine")


def test_no_room(tmp_path: Path) -> None:
    assert workbook.read(with_cells(tmp_path, F5=None)).timetable == moved(room=None)


def test_ids_that_excel_takes_for_numbers(tmp_path: Path) -> None:
    sessions = [{"id": "12", "title": "Douze", "minutes": 60}]
    problem = Problem.read({**DRAFT, "sessions": sessions, "attendees": []})
    timetable = Timetable.of([Placement("12", WEDNESDAY, 540, 600, "amphi")])
    path = written(tmp_path, replace(RESULT, timetable=timetable, findings=()), problem)
    book = load_workbook(path)
    book["Sessions"]["A2"] = 12.0
    book.save(path)
    assert workbook.read(path).timetable == timetable


# --- Refused, each fault with its cell ----------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("A5", "a9", "« a9 » n'est pas l'id d'une session"),
        ("A5", None, "il manque l'id de la session"),
        ("A5", "cafe", "« cafe » est déjà à la ligne 2 (ici ligne 5)"),
        ("C5", None, "il manque le jour"),
        ("C5", "31/02/2026", "« 31/02/2026 » n'est pas une date (attendu JJ/MM/AAAA)"),
        ("C5", "bientôt", "« bientôt » n'est pas une date (attendu JJ/MM/AAAA)"),
        ("C5", True, "« True » n'est pas une date (attendu JJ/MM/AAAA)"),
        ("D5", None, "il manque le début"),
        ("E5", None, "il manque la fin"),
        ("D5", "25h30", "« 25h30 » n'est pas une heure (attendu HH:MM)"),
        ("D5", 9, "« 9 » n'est pas une heure (attendu HH:MM)"),
        ("D5", 9.5, "« 9.5 » n'est pas une heure (attendu HH:MM)"),
        ("D5", -0.5, "« -0.5 » n'est pas une heure (attendu HH:MM)"),
        ("D5", time(9, 30, 20), "« 09:30:20 » a des secondes (attendu HH:MM)"),
        ("D5", "#N/A", "« #N/A » n'est pas une heure (attendu HH:MM)"),
        ("F5", "cave", "« cave » n'est pas l'id d'une salle"),
        ("F5", "Petite salle", "« Petite salle » peut désigner robec ou aubette : donner l'id"),
    ],
)
def test_a_cell_that_is_not_understood(
    tmp_path: Path, cell: str, value: object, sentence: str
) -> None:
    path = with_cells(tmp_path, **{cell: value})
    assert refused(path) == [f"forum.xlsx, Sessions!{cell}: {sentence}"]


def test_every_fault_is_told(tmp_path: Path) -> None:
    path = with_cells(tmp_path, A3="a9", D5="25h30", F5="cave", E7="tard")
    assert [line.split(":")[0] for line in refused(path)] == [
        *("forum.xlsx, Sessions!A3", "forum.xlsx, Sessions!D5"),
        *("forum.xlsx, Sessions!F5", "forum.xlsx, Sessions!E7"),
    ]


def test_a_fault_in_english(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        workbook.read(with_cells(tmp_path, D5="25h30"))
    (sentence,) = caught.value.sentences
    assert sentence.en.endswith(
        "forum.xlsx, Sessions!D5: “25h30” is not a time of day (expected HH:MM)"
    )
    assert caught.value.language == "fr"


def test_a_missing_column(tmp_path: Path) -> None:
    assert refused(with_cells(tmp_path, D1="commence à")) == [
        "forum.xlsx, Sessions!1: il manque la colonne « début »"
    ]


def test_a_column_given_twice(tmp_path: Path) -> None:
    assert refused(with_cells(tmp_path, M1="Start")) == [
        "forum.xlsx, Sessions!M1: la colonne « Start » est déjà en D1"
    ]


def test_too_many_rows(tmp_path: Path) -> None:
    assert refused(with_cells(tmp_path, A10001="x", A10002="y")) == [
        "forum.xlsx, Sessions!A10001: trop de lignes (au plus 10000)"
    ]


def test_a_blank_cell_far_away_does_no_harm(tmp_path: Path) -> None:
    assert workbook.read(with_cells(tmp_path, XFD1048576=" ")).timetable == TIMETABLE


def without_sheet(tmp_path: Path, name: str) -> Path:
    path = written(tmp_path)
    book = load_workbook(path)
    del book[name]
    book.save(path)
    return path


def test_without_the_sheet_of_the_sessions(tmp_path: Path) -> None:
    assert refused(without_sheet(tmp_path, "Sessions")) == [
        "forum.xlsx : il manque la feuille Sessions"
    ]


def test_a_workbook_of_somebody_else(tmp_path: Path) -> None:
    assert refused(without_sheet(tmp_path, "_meta")) == [
        "forum.xlsx : ce n'est pas un classeur écrit par solve (il y manque la feuille _meta)"
    ]


@pytest.mark.parametrize("value", ["{", "[]", None, '{"event": {}}'])
def test_a_hidden_sheet_that_was_changed(tmp_path: Path, value: object) -> None:
    def change(sheet: Worksheet) -> None:
        for row in sheet.iter_rows():
            if row[0].value == "problem":
                row[1].value = value

    assert refused(edited(tmp_path, change, "_meta")) == [
        "forum.xlsx : la feuille cachée _meta a été modifiée ; résoudre à nouveau"
    ]


def test_a_hidden_sheet_whose_problem_is_another(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for row in sheet.iter_rows():
            if row[0].value == "problem":
                row[1].value = json.dumps(renamed("Thé").dump())

    assert refused(edited(tmp_path, change, "_meta")) == [
        "forum.xlsx : la feuille cachée _meta a été modifiée ; résoudre à nouveau"
    ]


def test_a_workbook_of_a_later_version(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"] = 2

    assert refused(edited(tmp_path, change, "_meta")) == [
        "forum.xlsx : ce classeur vient d'une version plus récente d'agenda-solver"
    ]


DAMAGED = "forum.xlsx : ce n'est pas un classeur .xlsx, ou il est abîmé"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_file_that_was_cut_short(tmp_path: Path, share: float) -> None:
    path = written(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path) == [DAMAGED]


def repacked(path: Path, **changed: bytes) -> Path:
    """Replace members of the archive, named by their last part without its ending."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, changed.get(Path(name).stem, data))
    return path


@pytest.mark.parametrize("member", ["workbook", "sheet2", "styles"])
def test_an_archive_whose_members_are_not_xml(tmp_path: Path, member: str) -> None:
    assert refused(repacked(written(tmp_path), **{member: b"<not xml"})) == [DAMAGED]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData>&a;</sheetData></worksheet>'
    assert refused(repacked(written(tmp_path), sheet2=bomb)) == [DAMAGED]


def test_a_small_file_that_unpacks_to_a_large_one(tmp_path: Path) -> None:
    path = repacked(written(tmp_path), sheet1=b"<!-- " + b" " * 5_000_000 + b" -->")
    assert refused(path) == [
        "forum.xlsx : ce fichier, une fois décompressé, est trop grand pour un programme (5 Mo)"
    ]


def test_an_old_or_locked_workbook(tmp_path: Path) -> None:
    path = tmp_path / "forum.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert refused(path) == [
        "forum.xlsx : ce classeur est protégé par un mot de passe ou date d'avant .xlsx ; "
        "l'enregistrer en .xlsx, sans mot de passe"
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (sentence,) = refused(tmp_path / "forum.xlsx")
    assert sentence.startswith("forum.xlsx : ce fichier ne peut pas être lu (")


def test_a_wrong_dimension_hides_no_row(tmp_path: Path) -> None:
    path = written(tmp_path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml")
    wrong = sheet.replace(b'<dimension ref="A1:L7"', b'<dimension ref="A1:B2"')
    assert wrong != sheet
    assert workbook.read(repacked(path, sheet2=wrong)).timetable == TIMETABLE
