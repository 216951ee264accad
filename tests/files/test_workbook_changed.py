"""What is changed in a draft workbook is written into its cells; all else stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from agenda_solver.files import workbook
from agenda_solver.problem import Problem
from agenda_solver.rules.edits import FieldChange

DAY = {
    "event": {"name": "Journée"},
    "days": [{"date": "2026-06-10", "open": {"start": "9h", "end": "11h"}}],
    "rooms": [{"id": "r", "capacity": 40}],
    "people": [{"id": "maire", "present": [{"start": "9h", "end": "10h"}]}, {"id": "préfet"}],
    "sessions": [
        {"id": "a", "title": "Accueil", "minutes": 30, "people": {"mot": ["maire"]}},
        {"id": "b", "title": "Bilan", "minutes": 30, "locked": {"start": "9h"}},
    ],
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = workbook.write_draft(tmp_path / "brouillon.xlsx", Problem.read(DAY), "fr")
    book = load_workbook(path)
    book["Intervenants"]["A2"].comment = Comment("à rappeler", "moi")
    book.create_sheet("Nos notes")["A1"] = "=1+1"
    book["Sessions"].column_dimensions["B"].width = 77
    book.save(path)
    return path


def changed(source: Path, *changes: FieldChange) -> tuple[Path, bool]:
    asked = workbook.read(source)
    after = asked.problem
    for change in changes:
        after = change.applied(after)
    path, is_kept = workbook.write_changed(
        source.with_name("changé.xlsx"), source, asked, after, "fr"
    )
    assert workbook.read(path).problem == after
    return path, is_kept


def test_cells_are_written_and_all_else_stays(source: Path) -> None:
    asked = workbook.read(source).problem
    day, maire = asked.days[0], asked.person["maire"]
    assert day.open is not None
    path, is_kept = changed(
        source,
        FieldChange(("days", day.id, "open", "end"), day.open.end, 12 * 60),
        FieldChange(("people", "maire", "present"), maire.present, []),
        FieldChange(("sessions", "a", "people"), {"mot": ["maire"]}, {"mot": ["préfet"]}),
    )
    assert is_kept
    book = load_workbook(path)
    assert book["Nos notes"]["A1"].value == "=1+1"
    assert book["Intervenants"]["A2"].comment.text == "à rappeler"
    assert book["Sessions"].column_dimensions["B"].width == 77


def test_a_row_that_comes_is_of_the_same_table(source: Path) -> None:
    asked = workbook.read(source).problem
    new = asked.person["maire"].model_copy(update={"id": "adjoint", "name": "=L'adjointe"})
    path, is_kept = changed(
        source,
        FieldChange(("people", "adjoint"), None, new),
        FieldChange(("sessions", "a", "people"), {"mot": ["maire"]}, {"mot": ["adjoint"]}),
    )
    assert is_kept
    sheet = load_workbook(path)["Intervenants"]
    assert sheet["A4"].value == "adjoint"
    assert all(table.ref.endswith("4") for table in sheet.tables.values())


def test_a_lock_and_a_session_that_goes(source: Path) -> None:
    asked = workbook.read(source).problem
    locked = asked.session["b"].locked
    path, is_kept = changed(
        source, FieldChange(("sessions", "b", "locked"), locked, type(locked)())
    )
    assert is_kept
    path.unlink()
    path, is_kept = changed(source, FieldChange(("sessions", "a"), asked.session["a"], None))
    assert is_kept
    assert "Nos notes" in load_workbook(path).sheetnames


@pytest.mark.parametrize("rated", [False, True])
def test_what_is_said_of_a_session_that_goes_goes_with_it(tmp_path: Path, rated: bool) -> None:
    orders = [{"a": 3, "c": 5, "b": 1}, {"c": 2}] if rated else [["c", "a", "b"], ["a"]]
    problem = Problem.read(
        DAY
        | {
            "event": {"name": "Journée", "stated": [{"text": "entrée libre", "about": "accès"}]},
            "sessions": [
                {
                    **{"id": key, "title": key, "minutes": 30, "kind": "workshop"},
                    "stated": [{"start": "9h"}, {"start": "9h30", "source": "affiche"}],
                }
                for key in "abc"
            ],
            "attendees": [{"id": f"p{n}", "wishes": wishes} for n, wishes in enumerate(orders)],
        }
    )
    path = workbook.write_draft(tmp_path / "brouillon.xlsx", problem, "fr")
    book = load_workbook(path)
    book["Document"]["F2"].comment = Comment("à l'entrée", "moi")
    book["Vœux"]["A2"].comment = Comment("par téléphone", "moi")
    last = book["Document"].max_row
    book["Document"][f"A{last}"].comment = Comment("de la dernière", "moi")
    book.save(path)
    out, is_kept = changed(path, FieldChange(("sessions", "a"), problem.session["a"], None))
    assert is_kept
    book = load_workbook(out)
    assert book["Document"]["F2"].comment.text == "à l'entrée"
    assert book["Document"][f"A{last}"].comment.text == "de la dernière"
    assert book["Document"][f"A{last}"].value == "c"
    assert book["Vœux"]["A2"].comment.text == "par téléphone"


def test_what_has_no_column_is_written_anew(source: Path) -> None:
    asked = workbook.read(source)
    maire = asked.problem.person["maire"]
    book = load_workbook(source)
    sheet = book["Intervenants"]
    sheet.tables.clear()
    cell = asked.place_of(("people", "maire", "present")).fr.rpartition("!")[2]
    sheet.delete_cols(sheet[cell].column)
    book.save(source)
    _, is_kept = changed(source, FieldChange(("people", "maire", "present"), [], maire.present))
    assert not is_kept
