from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files import InputError, workbook
from agenda_solver.files.store.kept import SCHEMA
from agenda_solver.files.workbook import packing
from agenda_solver.history.lineage import problem_hash
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement, Timetable
from forum import DRAFT, PROBLEM, REPRODUCIBLE, RESULT, TIMETABLE, WEDNESDAY

RED = "F5A3A3"
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
    path = tmp_path / "forum.xlsx"
    if (result, problem) != (RESULT, PROBLEM):
        return workbook.write(path, problem, result, language)
    path.write_bytes(forum(language))
    return path


@cache
def forum(language: Language) -> bytes:
    """Return the solved forum as a workbook, drawn once."""
    with TemporaryDirectory() as folder:
        path = workbook.write(Path(folder) / "forum.xlsx", PROBLEM, RESULT, language)
        return path.read_bytes()


def sheets(path: Path) -> Workbook:
    return load_workbook(path)


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


# --- The whole ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "fr",
            [
                *("Programme", "Sessions", "Par salle", "Par intervenant"),
                *("Émargement", "Rapport"),
                *("Événement", "Jours", "Salles", "Intervenants", "Document"),
                *("Participants", "Vœux", "Poids", "_meta"),
            ],
        ),
        (
            "en",
            [
                *("Programme", "Sessions", "By room", "By person", "Attendance", "Report"),
                *("Event", "Days", "Rooms", "People", "Document"),
                *("Attendees", "Wishes", "Weights", "_meta"),
            ],
        ),
    ],
)
def test_the_sheets_in_either_language(
    tmp_path: Path, language: Language, names: list[str]
) -> None:
    book = sheets(written(tmp_path, language=language))
    assert book.sheetnames == names
    assert [sheet.sheet_state for sheet in book] == ["visible"] * (len(names) - 1) + ["veryHidden"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_written_is_read_back(tmp_path: Path, language: Language) -> None:
    book = workbook.read(written(tmp_path, language=language))
    assert book.problem == PROBLEM
    assert book.timetable.placements == TIMETABLE.placements
    assert (book.solved, book.changes, book.notices) == (True, (), ())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_draft_is_read_back(tmp_path: Path, language: Language) -> None:
    path = workbook.write_draft(tmp_path / "forum.xlsx", PROBLEM, language)
    book = workbook.read(path)
    assert book.problem == PROBLEM
    assert (book.timetable.placements, book.solved, book.notices) == ((), False, ())


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


@pytest.mark.parametrize("where", [(packing._Writer, "write_data"), (os, "fsync"), (os, "replace")])
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


# --- Sessions -----------------------------------------------------------------------------


def test_one_row_a_session_with_real_dates_and_times(tmp_path: Path) -> None:
    sheet = sheets(written(tmp_path))["Sessions"]
    header = [cell.value for cell in sheet[1]]
    assert header[:7] == ["id", "titre", "jour", "début", "fin", "salle", "verrouillé"]
    row = {name: cell.value for name, cell in zip(header, sheet[4], strict=True) if cell.value}
    assert row == {
        "id": "mot",
        "titre": "Mot du préfet",
        "jour": datetime(2026, 6, 10),
        "début": time(9, 30),
        "fin": time(9, 40),
        "salle": "amphi",
        "genre": "discours",
        "minutes": 10,
        "intervenants": "orateur : prefet",
        "partie de": "ouverture",
    }
    assert [sheet[name].number_format for name in ("C4", "D4", "E4")] == [
        *("dd/mm/yyyy", "hh:mm", "hh:mm")
    ]
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=7)] == [
        *("cafe", "ouverture", "mot", "a1", "a2", "soiree")
    ]


def test_it_is_an_excel_table_without_merged_cells(tmp_path: Path) -> None:
    sheet = sheets(written(tmp_path))["Sessions"]
    assert sheet.tables["Sessions"].ref.startswith("A1:")
    assert sheet.tables["Sessions"].ref.endswith("7")
    assert not sheet.merged_cells.ranges


def test_midnight_that_closes_a_day_is_text(tmp_path: Path) -> None:
    assert sheets(written(tmp_path))["Sessions"]["E7"].value == "24:00"


def test_what_is_broken_is_red_and_says_why(tmp_path: Path) -> None:
    sheet = sheets(written(tmp_path, replace(RESULT, findings=(BROKEN,))))["Sessions"]
    red = {cell.coordinate for row in sheet for cell in row if cell.fill.start_color.rgb[2:] == RED}
    assert red == {f"{column}{row}" for column in "CDEF" for row in (4, 6)}
    assert sheet["D4"].comment.text == "Deux sessions à la fois"


# --- What a file says otherwise than it shows ---------------------------------------------


@pytest.mark.parametrize("title", ["_x0041_", "a_x000D_b", "_x005F_", "_x12_", "x0041_"])
def test_what_looks_like_an_escape_is_shown_as_it_is(tmp_path: Path, title: str) -> None:
    path = written(tmp_path, problem=renamed(title))
    assert workbook.read(path).problem.sessions[0].title == title


def test_what_is_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    features = [f"équipement numéro {number}" for number in range(2_000)]
    rooms = [{**DRAFT["rooms"][0], "features": features}, *DRAFT["rooms"][1:]]
    problem = Problem.read({**DRAFT, "rooms": rooms})
    with pytest.raises(InputError) as caught:
        workbook.write_draft(tmp_path / "forum.xlsx", problem, "fr")
    (sentence,) = caught.value.sentences
    assert sentence.fr == (
        "Salles!E2: « équipement » est trop long pour une cellule (au plus 32767 caractères)"
    )
    assert list(tmp_path.iterdir()) == []


# --- _meta --------------------------------------------------------------------------------


def test_what_it_takes_to_verify_the_workbook_alone(tmp_path: Path) -> None:
    meta = {row[0]: row[1] for row in sheets(written(tmp_path))["_meta"].values}
    assert meta["schema"] == SCHEMA
    assert meta["input"] == problem_hash(PROBLEM)
    assert (meta["seed"], meta["status"]) == (7, "optimal")
    assert json.loads(meta["versions"]) == {"ortools": "9.15.6755"}
    assert json.loads(meta["tiers"])[1] == {
        **{"tier": 2, "rules": ["compact_day"], "status": "optimal", "cost": 90, "bound": 90}
    }
    assert Problem.read(json.loads(meta["problem"])) == PROBLEM


def test_a_long_problem_is_cut_to_what_cells_hold(tmp_path: Path) -> None:
    problem = renamed("_x0041_" + "ab\u00e9 " * 7_000)
    path = written(tmp_path, problem=problem)
    chunks = [row[1] for row in sheets(path)["_meta"].values if row[0] == "problem"]
    assert len(chunks) > 1
    assert max(map(len, chunks)) <= 30_000
    assert workbook.read(path).problem == problem


def test_the_hash_tells_two_problems_apart_but_not_the_order_of_keys() -> None:
    assert problem_hash(PROBLEM) != problem_hash(renamed("Café"))
    shuffled = Problem.read(dict(reversed(DRAFT.items())))
    assert problem_hash(shuffled) == problem_hash(PROBLEM)


# --- Read back with something missing -----------------------------------------------------


def edited(tmp_path: Path, change: Callable[[Worksheet], None], sheet: str = "Sessions") -> Path:
    path = written(tmp_path)
    book = load_workbook(path)
    change(book[sheet])
    book.save(path)
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        workbook.read(path)
    return [text.fr.replace(str(path), path.name) for text in caught.value.sentences]


def without_sheet(tmp_path: Path, name: str) -> Path:
    path = written(tmp_path)
    book = load_workbook(path)
    del book[name]
    book.save(path)
    return path


def test_without_the_sheet_of_the_sessions(tmp_path: Path) -> None:
    assert refused(without_sheet(tmp_path, "Sessions")) == [
        "forum.xlsx : il manque la feuille « Sessions » ; « agenda-solver init » écrit un "
        "brouillon où elles y sont toutes"
    ]


@pytest.mark.parametrize("name", ["Salles", "Vœux", "Document", "Événement", "Jours", "Poids"])
def test_an_input_sheet_that_is_gone_is_taken_as_it_was(tmp_path: Path, name: str) -> None:
    book = workbook.read(without_sheet(tmp_path, name))
    assert book.problem == PROBLEM
    told = [notice.fr for notice in book.notices]
    assert told in (
        [],  # there was nothing in it
        [
            f"forum.xlsx : la feuille « {name} » n'y est plus ; elle est prise telle que le "
            "programme l'avait écrite"
        ],
    )
    assert bool(told) == (name != "Poids")


@pytest.mark.parametrize("name", ["Programme", "Rapport", "Par salle"])
def test_views_may_go(tmp_path: Path, name: str) -> None:
    book = workbook.read(without_sheet(tmp_path, name))
    assert (book.problem, book.notices) == (PROBLEM, ())


def test_without_the_hidden_sheet_it_is_a_draft_that_wishes_for_its_timetable(
    tmp_path: Path,
) -> None:
    book = workbook.read(without_sheet(tmp_path, "_meta"))
    assert not book.solved
    assert book.timetable.placements == TIMETABLE.placements
    wished = book.problem.session["a1"].preferred
    (there,) = (p for p in TIMETABLE.placements if p.session == "a1")
    assert (wished.day, wished.start, wished.room) == (there.day, there.start, there.room)


@pytest.mark.parametrize("value", ["{", "[]", None, '{"event": {}}', json.dumps(DRAFT)])
def test_a_hidden_sheet_that_was_changed(tmp_path: Path, value: object) -> None:
    def change(sheet: Worksheet) -> None:
        for row in sheet.iter_rows():
            if row[0].value == "input":
                row[1].value = "0"
            if row[0].value == "problem":
                row[1].value = value

    book = workbook.read(edited(tmp_path, change, "_meta"))
    assert not book.solved
    assert [notice.fr for notice in book.notices] == [
        "forum.xlsx : la feuille cachée _meta a été modifiée ; le classeur est lu comme un "
        "brouillon"
    ]


def test_a_workbook_of_a_later_version(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"] = SCHEMA + 1

    assert refused(edited(tmp_path, change, "_meta")) == [
        "forum.xlsx : ce classeur vient d'une version plus récente d'agenda-solver"
    ]


def test_a_workbook_of_an_earlier_version(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"] = 1

    assert refused(edited(tmp_path, change, "_meta")) == [
        "forum.xlsx : ce classeur vient d'une version plus ancienne d'agenda-solver ; résoudre à "
        "nouveau"
    ]


def test_a_workbook_of_the_version_before(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"] = 2

    book = workbook.read(edited(tmp_path, change, "_meta"))
    assert (book.problem, book.timetable, book.solved) == (PROBLEM, TIMETABLE, True)
    assert (book.notices, book.changes) == ((), ())


def test_a_repeat_that_the_version_before_placed_once(tmp_path: Path) -> None:
    data = PROBLEM.dump()
    data["sessions"][0]["repeats"] = 2
    told = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def change(sheet: Worksheet) -> None:
        for label, value in sheet.iter_rows(max_col=2):
            if label.value == "schema":
                value.value = 2
            elif label.value == "problem":
                value.value = json.dumps(data)
            elif label.value == "input":
                value.value = sha256(told.encode()).hexdigest()

    assert refused(edited(tmp_path, change, "_meta")) == [
        "forum.xlsx : ce classeur vient d'une version plus ancienne d'agenda-solver ; résoudre à "
        "nouveau"
    ]


# --- Solved workbooks of which something was deleted ---------------------------------------


@pytest.mark.parametrize("heading", ["intervenants", "partie de", "minutes", "salle", "fin"])
def test_a_column_that_is_gone_is_taken_as_it_was(tmp_path: Path, heading: str) -> None:
    def change(sheet: Worksheet) -> None:
        (column,) = (cell.column for cell in sheet[1] if cell.value == heading)
        sheet.delete_cols(column)

    book = workbook.read(edited(tmp_path, change))
    assert book.problem == PROBLEM
    assert book.timetable.placements == TIMETABLE.placements
    assert [notice.fr for notice in book.notices] == [
        f"forum.xlsx, Sessions : la colonne « {heading} » n'y est plus ; elle est prise telle que "
        "le programme l'avait écrite"
    ]


def test_what_is_changed_on_a_view_is_told_not_to_be_read(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A3"] = "Jeudi"

    book = workbook.read(edited(tmp_path, change, "Programme"))
    assert (book.problem, book.changes) == (PROBLEM, ())
    assert [notice.fr for notice in book.notices] == [
        "forum.xlsx, Programme : ce qui est changé sur cette feuille n'est pas lu ; le changer "
        "dans la feuille « Sessions »"
    ]


def test_a_deleted_row_is_a_doubt(tmp_path: Path) -> None:
    book = workbook.read(edited(tmp_path, lambda sheet: sheet.delete_rows(2)))
    assert "cafe" not in book.problem.session
    (doubt,) = book.doubts
    assert (doubt.severity, doubt.sessions) == ("warning", ("cafe",))
    assert doubt.text.fr == (
        "la ligne de la session « cafe » a été supprimée : elle n'est plus au programme"
    )


def test_a_session_whose_start_is_cleared_has_no_time(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D2"] = None

    book = workbook.read(edited(tmp_path, change))
    assert "cafe" not in book.timetable.by_session
    assert [(it.kind, it.id) for it in book.changes] == [("unplaced", "cafe")]


# --- What would be lost without a word ------------------------------------------------------


def notices(path: Path) -> list[str]:
    return [notice.fr.partition(", ")[2] for notice in workbook.read(path).notices]


def draft(tmp_path: Path, change: Callable[[Workbook], None]) -> Path:
    path = workbook.write_draft(tmp_path / "forum.xlsx", PROBLEM, "fr")
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def test_a_second_sheet_of_sessions_is_told_not_to_be_read(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Sessions (suite)")
        for row in (["id", "titre", "jour", "début", "fin", "minutes"], ["x", "Oubliée"]):
            sheet.append(row)

    assert notices(draft(tmp_path, change)) == [
        "Sessions (suite)!A1: cette feuille ressemble à la feuille « Sessions », mais elle n'est "
        "pas lue : mettre ses lignes dans celle-là"
    ]


def test_a_row_above_the_headings_is_told_not_to_be_read(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Salles"].insert_rows(1)
        book["Salles"]["A1"], book["Salles"]["B1"] = "intruse", "Salle intruse"

    assert notices(draft(tmp_path, change)) == [
        "Salles!A1: cette ligne est au-dessus des en-têtes, elle n'est pas lue ; si elle compte, "
        "la mettre dessous"
    ]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("E2", "cette fin est le 19/03/2027, et la colonne « jour » dit le 10/06/2026"),
        ("D2", "ce début est le 19/03/2027, et la colonne « jour » dit le 10/06/2026"),
    ],
)
def test_a_moment_of_another_day_is_refused(tmp_path: Path, cell: str, sentence: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = datetime(2027, 3, 19, 9, 45)
        sheet[cell].number_format = "hh:mm"

    path = edited(tmp_path, change)
    assert f"forum.xlsx, Sessions!{cell}: {sentence}" in refused(path)


def test_a_date_in_a_time_is_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Jours"]["D2"] = datetime(2027, 3, 19, 18, 0)

    assert refused(draft(tmp_path, change)) == [
        "forum.xlsx, Jours!D2: cette cellule dit aussi une date (19/03/2027) : n'y laisser que "
        "l'heure"
    ]


def test_what_refers_to_a_deleted_session_means_no_other(tmp_path: Path) -> None:
    sessions = [
        {"id": "c1", "title": "Charlie", "minutes": 60},
        {"id": "c-1", "title": "Chloé", "minutes": 60},
        {"id": "b", "title": "Bravo", "minutes": 60, "after": ["c-1"]},
    ]
    problem = Problem.read({**DRAFT, "sessions": sessions, "attendees": []})
    timetable = Timetable.of(
        Placement(session, WEDNESDAY, start, start + 60, "amphi")
        for session, start in (("c1", 540), ("c-1", 600), ("b", 660))
    )
    path = written(tmp_path, replace(RESULT, timetable=timetable, findings=()), problem)
    book = load_workbook(path)
    book["Sessions"].delete_rows(3)
    book.save(path)
    assert workbook.read(path).problem.session["b"].after == []


def test_the_end_of_a_draft_is_a_wish_within_the_minutes(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Sessions"]
        (most,) = (cell.column for cell in sheet[1] if cell.value == "minutes au plus")
        sheet["C2"], sheet["D2"], sheet["E2"] = "10/06/2026", "9h00", "9h40"
        sheet.cell(2, most).value = 60

    first = workbook.read(draft(tmp_path, change)).problem.sessions[0]
    assert first.minutes is not None
    assert (first.minutes.min, first.minutes.ideal, first.minutes.max) == (30, 40, 60)


def test_an_end_that_is_a_moment_gives_the_day_too(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    (row,) = (row for row in book["Sessions"].iter_rows() if row[0].value == "a1")
    before = TIMETABLE.by_session["a1"]
    row[2].value = None
    row[4].value = datetime.combine(before.day, time(*divmod(before.end, 60)))
    book.save(path)
    assert workbook.read(path).timetable.by_session["a1"] == before
