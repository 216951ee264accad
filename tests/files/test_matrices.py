"""Levels as sheets of their own: written, filled in, read back, and refused with a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from agenda_solver.files import InputError, toml, workbook
from agenda_solver.files.workbook.matrices import MATRICES, MATRIX_NAMED
from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.timetable import Placement, Timetable
from drawing import saved_again
from forum import RESULT

IDS = {
    "stretches": ["s1", "1e5"],
    "rooms": ["amphi", "=bleue"],
    "tracks": ["Sols", "007"],
    "sessions": ["vers", "eau"],
}
Levels = Mapping[tuple[str, str], Mapping[str, Mapping[str, int]]]
"""By table and attribute, the levels of each row."""


def problem_with(levels: Levels, **rows: Any) -> Problem:
    """Return a small conference with levels."""
    hours = {"s1": ("10:00", "11:00"), "1e5": ("14:00", "15:00")}
    data: dict[str, Any] = {
        "event": {"name": "Sols", "language": "fr"},
        "days": [{"id": "j", "date": "2027-06-10", "open": {"start": "09:00", "end": "18:00"}}],
        "rooms": [{"id": id_} for id_ in IDS["rooms"]],
        "stretches": [
            {"id": id_, "day": "j", "start": start, "end": end, "places": 2}
            for id_, (start, end) in hours.items()
        ],
        "tracks": [{"id": id_} for id_ in IDS["tracks"]],
        "sessions": [
            {"id": id_, "title": id_, "kind": "paper", "track": track}
            for id_, track in zip(IDS["sessions"], IDS["tracks"], strict=True)
        ],
        **rows,
    }
    for (table, key), of in levels.items():
        for row in data[table]:
            if of.get(row["id"]):
                row[key] = of[row["id"]]
    return Problem.read(data)


@st.composite
def with_levels(draw: st.DrawFn) -> Problem:
    """Draw levels of each kind, in any order."""
    levels = {}
    for matrix in MATRICES:
        across = st.permutations(IDS[matrix.across])
        levels[matrix.path] = {
            id_: {
                other: draw(st.integers(0, 999))
                for other in draw(across)[: draw(st.integers(0, 2))]
                if other != id_
            }
            for id_ in IDS[matrix.down]
        }
    return problem_with(levels)


DAY = date(2027, 6, 10)
SOLVED = replace(
    RESULT,
    timetable=Timetable.of(
        Placement(name, DAY, start, start + 30, "amphi")
        for name, start in (("vers", 600), ("eau", 840))
    ),
    findings=(),
)
few = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def saved_by_another(path: Path) -> Path:
    book = load_workbook(path)
    book.save(path)
    return path


def test_levels_of_all_kinds_at_once(tmp_path: Path) -> None:
    levels = {
        matrix.path: {
            id_: {
                other: 10 * n
                for n, other in enumerate(reversed(IDS[matrix.across]))
                if other != id_
            }
            for id_ in IDS[matrix.down]
        }
        for matrix in MATRICES
    }
    written_and_read(tmp_path, problem_with(levels), "en")


@pytest.mark.thorough
@given(with_levels(), st.sampled_from(["fr", "en"]))
@few
def test_nothing_is_lost(tmp_path: Path, problem: Problem, language: Language) -> None:
    written_and_read(tmp_path, problem, language)


def written_and_read(tmp_path: Path, problem: Problem, language: Language) -> None:
    """Hold that a draft and a solved workbook say the same, whoever saves them again."""
    path = workbook.write_draft(tmp_path / "a.xlsx", problem, language, force=True)
    for read in (workbook.read(path), workbook.read(saved_by_another(path))):
        assert (read.problem, read.notices) == (problem, ())
    path = workbook.write(tmp_path / "p.xlsx", problem, SOLVED, language, force=True)
    for again in (Path, saved_again, saved_by_another):
        solved = workbook.read(again(path))
        assert solved.problem == problem
        assert (solved.notices, solved.changes) == ((), ())


@pytest.mark.thorough
def test_each_of_a_real_conference(tmp_path: Path) -> None:
    problem = toml.read(Path("instances/colloque-trois-jours/agenda.toml"))
    first = next(session for session in problem.sessions if session.kind == "paper")
    placed = Timetable.of([Placement(first.id, problem.days[0].date, 660, 690, "salle-101")])
    path = workbook.write(
        tmp_path / "p.xlsx", problem, replace(RESULT, timetable=placed, findings=()), "fr"
    )
    book = load_workbook(path)
    assert [title for title in book.sheetnames if "×" in title] == [
        *("Sessions × Plages", "Thèmes × Plages", "Thèmes × Salles", "Thèmes × Thèmes"),
    ]
    assert book["Thèmes × Thèmes"].dimensions == "A1:Y25"
    read = workbook.read(saved_again(path))
    assert read.problem == problem
    assert (read.notices, read.changes) == ((), ())
    draft = toml.write(tmp_path / "a.toml", read.problem)
    assert toml.read(draft) == problem


def test_only_conferences_have_them(tmp_path: Path) -> None:
    for language in ("fr", "en"):
        path = workbook.write_template(tmp_path / f"{language}.xlsx", language)
        assert not any("×" in title for title in load_workbook(path).sheetnames)
    path = workbook.write_draft(tmp_path / "a.xlsx", problem_with({}), "en")
    titles = [title for title in load_workbook(path).sheetnames if "×" in title]
    assert titles == ["Tracks × Stretches", "Tracks × Rooms"]


def test_each_has_a_name_of_its_own() -> None:
    assert len({matrix.title.fr for matrix in MATRICES}) == len(MATRICES) == 6
    assert len(MATRIX_NAMED) == sum(len(matrix.names) for matrix in MATRICES)


# --- What a person fills in ---------------------------------------------------------------

LEVELS = {("tracks", "stretch_levels"): {"Sols": {"s1": 60}}}
GRID = "Thèmes × Plages"


def edited(path: Path, cells: Mapping[str, object], sheet: str = GRID) -> Path:
    book = load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    return path


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return workbook.write_draft(tmp_path / "a.xlsx", problem_with(LEVELS), "fr")


@pytest.fixture
def solved(tmp_path: Path) -> Path:
    return workbook.write(tmp_path / "p.xlsx", problem_with(LEVELS), SOLVED, "fr")


def sentences(path: Path) -> list[str]:
    with pytest.raises(InputError) as error:
        workbook.read(path)
    return [fault.sentence.fr.partition(", ")[2] for fault in error.value.faults]


def levels_of(path: Path) -> Mapping[str, Mapping[str, int]]:
    tracks = workbook.read(path).problem.tracks
    return {track.id: track.stretch_levels for track in tracks if track.stretch_levels}


@pytest.mark.parametrize(
    ("cells", "levels"),
    [
        ({"B2": None, "C3": 15}, {"007": {"1e5": 15}}),
        ({"B2": "60", "C2": "=30+30"}, "C2: cette formule n'a pas encore de valeur"),
        ({"C3": "beaucoup"}, "C3: « beaucoup » n'est pas un nombre entier"),
        ({"C3": 1.5}, "C3: « 1.5 » n'est pas un nombre entier"),
        ({"C3": -1}, "C3: attendu au moins 0"),
        ({"B1": "s9"}, "B1: « s9 » n'est pas l'id d'une plage (connus : s1, 1e5)"),
        ({"B1": "S 1"}, {"Sols": {"s1": 60}}),
        ({"C1": "s9"}, {"Sols": {"s1": 60}}),
        ({"A2": "Solss"}, "A2: « Solss » n'est pas l'id d'un thème ; peut-être « Sols » ?"),
        ({"A3": "Solss"}, {"Sols": {"s1": 60}}),
        ({"C1": "s1", "C2": 5}, "C1: « s1 » est déjà en B1 : n'en garder qu'une"),
        ({"A3": "sols", "B3": 5}, "A3: « sols » est déjà en A2 : n'en garder qu'une"),
        ({"C1": "s1"}, {"Sols": {"s1": 60}}),
        ({"E1": "s9", "E2": "=1+1"}, "E1: « s9 » n'est pas l'id d'une plage"),
        ({"A5": "Total", "B5": "=SUM(B2:B3)"}, {"Sols": {"s1": 60}}),
        ({"E2": 3}, "E1: il manque le nom de cette ligne ou de cette colonne"),
        ({"A7": "s1", "B7": 3}, "A7: « s1 » n'est pas l'id d'un thème"),
        ({"B1": "Sols", "C1": "007", "A2": "s1", "A3": "1e5"}, "A1: cette feuille est"),
        ({"D1": "remarque", "D2": "le 3", "D3": "=B2"}, "D1: « remarque » n'est pas l'id d'une"),
        ({"A6": "007", "A3": None, "B6": 7, "A9": "60 : une heure"}, {"Sols": {"s1": 60}}
         | {"007": {"s1": 7}}),
    ],
)  # fmt: skip
def test_what_is_filled_in(
    draft: Path, cells: dict[str, object], levels: str | Mapping[str, Mapping[str, int]]
) -> None:
    edited(draft, cells)
    if isinstance(levels, str):
        (sentence,) = sentences(draft)
        assert sentence.startswith(f"{GRID}!{levels}")
    else:
        assert levels_of(draft) == levels


def test_a_title_above_and_another_sign_between(draft: Path) -> None:
    book = load_workbook(draft)
    book[GRID].insert_rows(1, 2)
    book[GRID]["A1"] = "Ce que veulent les thèmes"
    book[GRID].title = "Thèmes x Plages"
    book.save(draft)
    assert levels_of(draft) == {"Sols": {"s1": 60}}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"D1": "remarque", "D2": "vu le 3", "D3": "à revoir"}, "D1"),
        ({"F3": "vu avec elles"}, "F3"),
        ({"A6": "légende", "B6": "une heure"}, "A6"),
        ({"D1": "Total", "D2": 60, "D3": 0}, "D1"),
        ({"A6": "Total", "B6": 60}, "A6"),
    ],
)
def test_what_stands_beside_the_levels(draft: Path, cells: dict[str, object], told: str) -> None:
    edited(draft, cells)
    read = workbook.read(draft)
    assert read.problem == problem_with(LEVELS)
    (notice,) = read.notices
    assert f"{GRID}!{told}: ce qui est écrit ici, à côté des niveaux, n'est pas lu" in notice.fr


@pytest.mark.parametrize("key", ["stretch_levels", "track_levels"])
def test_columns_before_the_names(tmp_path: Path, key: str) -> None:
    across = {"stretch_levels": "s1", "track_levels": "007"}[key]
    problem = problem_with({("tracks", key): {"Sols": {across: 60}}})
    path = workbook.write_draft(tmp_path / "a.xlsx", problem, "fr")
    book = load_workbook(path)
    sheet = book[{"stretch_levels": GRID, "track_levels": "Thèmes × Thèmes"}[key]]
    sheet.insert_cols(1, 2)
    sheet["A2"] = "Sciences de la terre"
    book.save(path)
    assert workbook.read(path).problem == problem


def test_what_is_hidden_is_read_and_told(draft: Path) -> None:
    book = load_workbook(draft)
    book[GRID].sheet_state = "hidden"
    for row in (2, 3):
        book[GRID].row_dimensions[row].hidden = True
    book.save(draft)
    read = workbook.read(draft)
    assert read.problem == problem_with(LEVELS)
    sheet, row = (notice.fr for notice in read.notices)
    assert f"{GRID}!A1: cette feuille est masquée" in sheet
    assert f"{GRID}!A2" in row


def test_a_sheet_that_is_renamed_or_copied(draft: Path) -> None:
    book = load_workbook(draft)
    book.copy_worksheet(book[GRID]).title = "Thèmes × Plages (2)"
    book.save(draft)
    read = workbook.read(draft)
    assert read.problem == problem_with(LEVELS)
    assert ["(2)!A1" in notice.fr for notice in read.notices] == [True]
    del book[GRID]
    book.save(draft)
    read = workbook.read(draft)
    assert read.problem == problem_with(LEVELS)
    assert "est lue comme la feuille « Thèmes × Plages »" in read.notices[0].fr


def test_a_track_has_no_level_with_itself(tmp_path: Path) -> None:
    path = workbook.write_draft(
        tmp_path / "a.xlsx", problem_with({("tracks", "track_levels"): {"Sols": {"007": 3}}}), "fr"
    )
    edited(path, {"C3": 5}, "Thèmes × Thèmes")
    assert sentences(path) == ["Thèmes × Thèmes!C3: un thème ne peut pas se nommer lui-même"]


def test_a_cell_and_the_matrix_differ(draft: Path) -> None:
    head = next(c for c in load_workbook(draft)["Thèmes"][1] if c.value == "niveaux des plages")
    cell = f"{head.column_letter}2"
    edited(draft, {cell: "s1 : 3"}, "Thèmes")
    (sentence,) = sentences(draft)
    assert sentence.startswith(f"{GRID}!B2: le niveau de « s1 » est un autre dans la cellule")
    assert f"Thèmes!{cell} (3)" in sentence
    edited(draft, {cell: "s1 : 60 ; 1e5 : 7"}, "Thèmes")
    assert levels_of(draft) == {"Sols": {"s1": 60, "1e5": 7}}


def test_a_track_that_only_sessions_name_has_a_row(tmp_path: Path) -> None:
    path = workbook.write_draft(tmp_path / "a.xlsx", problem_with({}, tracks=[]), "fr")
    assert workbook.read(path).problem == problem_with({}, tracks=[])
    edited(path, {"C3": 15})
    assert levels_of(path) == {"007": {"1e5": 15}}


def test_a_name_that_is_not_known_is_told_once(tmp_path: Path) -> None:
    levels = {
        **LEVELS,
        ("stretches", "room_levels"): {"s1": {"amphi": 1}},
        ("sessions", "stretch_levels"): {"vers": {"s1": 2}},
    }
    path = workbook.write_draft(tmp_path / "a.xlsx", problem_with(levels), "fr")
    edited(path, {"A2": "matin"}, "Plages")
    (sentence,) = sentences(path)
    assert sentence == (
        "Sessions × Plages!B1: « s1 » n'est pas l'id d'une plage (connus : matin, 1e5) "
        "(de même : Plages × Salles!A2 et Thèmes × Plages!B1)"
    )


# --- In a solved workbook -----------------------------------------------------------------


def test_a_level_that_is_changed_is_told_with_its_cell(solved: Path) -> None:
    edited(solved, {"B2": None, "C2": 30})
    edits = workbook.read(solved).changes
    assert [(edit.of, edit.id, edit.where.fr, edit.before, edit.after) for edit in edits] == [
        ("tracks", "Sols", f"{GRID}!B2", 60, None),
        ("tracks", "Sols", f"{GRID}!C2", None, 30),
    ]
    assert edits[0].text.fr == "« Sols », niveaux des plages, « s1 » : 60 → –"


def test_a_track_that_is_called_as_totals_are_is_not_changed_by_its_levels(tmp_path: Path) -> None:
    levels = {("tracks", "stretch_levels"): {"Total": {"1e5": 60, "s1": 5}}}
    sessions = [
        {"id": id_, "title": id_, "kind": "paper", "track": "Total"} for id_ in IDS["sessions"]
    ]
    tracks = [{"id": "Total"}]
    problem = problem_with(levels, sessions=sessions, tracks=tracks)
    path = workbook.write(tmp_path / "p.xlsx", problem, SOLVED, "fr")
    read = workbook.read(saved_by_another(path))  # its columns are in another order
    assert (read.problem, read.changes) == (problem, ())
    edited(path, {"B2": None, "C2": None})
    assert [edit.where.fr for edit in workbook.read(path).changes] == [f"{GRID}!C2", f"{GRID}!B2"]


def test_a_stretch_that_is_renamed_keeps_its_levels(solved: Path) -> None:
    edited(solved, {"A2": "matin"}, "Plages")
    read = workbook.read(solved)
    assert levels_of(solved) == {"Sols": {"matin": 60}}
    assert [(edit.before, edit.after) for edit in read.changes] == [("s1", "matin")]


def test_a_track_that_is_renamed_keeps_its_levels(solved: Path) -> None:
    edited(solved, {"A2": "Terres"}, "Thèmes")
    assert levels_of(solved) == {"Sols": {"s1": 60}}  # a session still names it
    book = load_workbook(solved)
    column = next(cell.column for cell in book["Sessions"][1] if cell.value == "thème")
    rows = {book["Sessions"].cell(row, 1).value: row for row in (2, 3)}
    book["Sessions"].cell(rows["vers"], column).value = "Terres"
    book.save(solved)
    read = workbook.read(solved)
    assert levels_of(solved) == {"Terres": {"s1": 60}}
    assert [(edit.before, edit.after) for edit in read.changes] == [("Sols", "Terres")]


def test_what_names_a_track_follows_it(tmp_path: Path) -> None:
    sessions = [
        {"id": "vers", "title": "vers", "kind": "paper", "track": "Sols"},
        {"id": "eau", "title": "eau", "kind": "paper", "track": "007", "tags": ["Sols"]},
    ]
    problem = problem_with(LEVELS, sessions=sessions)
    path = workbook.write(tmp_path / "p.xlsx", problem, SOLVED, "fr")
    book = load_workbook(path)
    book["Thèmes"]["A2"] = "Terres"
    for cell in (cell for row in book["Sessions"] for cell in row):
        if cell.value == "Sols" and cell.column_letter != "A":
            heading = book["Sessions"].cell(1, cell.column).value
            cell.value = "Terres" if heading == "thème" else cell.value
    book.save(path)
    read = workbook.read(path)
    assert [(edit.before, edit.after) for edit in read.changes] == [("Sols", "Terres")]
    assert levels_of(path) == {"Terres": {"s1": 60}}
    assert read.problem.session["eau"].tags == ["Terres"]


def test_a_deleted_row_takes_no_other_levels_along(tmp_path: Path) -> None:
    levels = {("sessions", "stretch_levels"): {"vers": {"s1": 2}, "eau": {"1e5": 7}}}
    path = workbook.write(tmp_path / "p.xlsx", problem_with(levels), SOLVED, "fr")
    book = load_workbook(path)
    row = next(row for row in (2, 3) if book["Sessions"].cell(row, 1).value == "vers")
    book["Sessions"].delete_rows(row)
    book.save(path)
    read = workbook.read(path)
    assert read.problem.session["eau"].stretch_levels == {"1e5": 7}
    assert [edit.kind for edit in read.changes] == ["removed"]
    (notice,) = read.notices
    assert "Sessions × Plages!A2: « vers » n'est plus dans la feuille" in notice.fr


def test_a_room_that_is_renamed_and_has_no_name_is_one_sentence(solved: Path) -> None:
    edited(solved, {"A2": "ronde"}, "Salles")
    edited(solved, {"B3": 5}, "Thèmes × Salles")
    (sentence,) = sentences(solved)
    assert sentence == (
        "Sessions!F2: « amphi » n'est pas l'id d'une salle (connus : ronde, =bleue) "
        "(de même : Sessions!F3 et Thèmes × Salles!B1)"
    )


def test_levels_of_what_is_deleted_are_told(solved: Path) -> None:
    book = load_workbook(solved)
    book["Thèmes"].delete_rows(2)
    column = next(cell.column for cell in book["Sessions"][1] if cell.value == "thème")
    for row in (2, 3):
        book["Sessions"].cell(row, column).value = "007"
    book.save(solved)
    read = workbook.read(solved)
    assert [track.id for track in read.problem.tracks] == ["007"]
    (notice,) = read.notices
    assert f"{GRID}!A2: « Sols » n'est plus dans la feuille « Thèmes »" in notice.fr


def test_a_matrix_that_is_deleted_is_as_it_was(solved: Path) -> None:
    book = load_workbook(solved)
    del book[GRID]
    book["Thèmes"].delete_cols(2, book["Thèmes"].max_column)
    book.save(solved)
    read = workbook.read(solved)
    assert read.problem == problem_with(LEVELS)
    assert ["« Thèmes × Plages » n'y est plus" in text.fr for text in read.notices] == [True]


# --- What differs, written into a draft ---------------------------------------------------


@pytest.mark.parametrize(
    "levels",
    [
        {("tracks", "stretch_levels"): {"Sols": {"1e5": 5}, "007": {"s1": 1}}},
        {("tracks", "stretch_levels"): {"Sols": {"s1": 61}}},
        {},
    ],
)
def test_what_differs_is_written_into_its_cells(draft: Path, levels: Levels) -> None:
    edited(draft, {"A9": "une remarque"})
    after = problem_with(levels)
    path = draft.with_name("b.xlsx")
    _, kept = workbook.write_changed(path, draft, workbook.read(draft), after, "fr")
    assert kept
    assert workbook.read(path).problem == after
    assert load_workbook(path)[GRID]["A9"].value == "une remarque"
