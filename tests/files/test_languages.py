from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from agenda_solver.files import InputError, toml, workbook
from agenda_solver.files.responses.output import write_csv
from agenda_solver.problem import Problem

DRAFT: dict[str, Any] = {
    "event": {"name": "Forum"},
    "days": [{"date": "2026-06-10"}],
    "people": [{"id": "anne", "language": "en"}, {"id": "luc"}],
    "sessions": [{"id": "eau", "title": "Eau", "minutes": 60}],
    "attendees": [{"id": "p1", "language": "en"}, {"id": "p2"}],
}
PROBLEM = Problem.read(DRAFT)


def spoken(problem: Problem) -> list[str | None]:
    return [it.language for it in (*problem.people, *problem.attendees)]


def test_a_workbook_says_in_which_language_each_is_written_to(tmp_path: Path) -> None:
    path = workbook.write_draft(tmp_path / "brouillon.xlsx", PROBLEM, "fr")
    assert spoken(workbook.read(path).problem) == ["en", None, "en", None]


def test_a_person_may_write_it_in_words(tmp_path: Path) -> None:
    path = workbook.write_draft(tmp_path / "brouillon.xlsx", PROBLEM, "fr")
    book = load_workbook(path)
    (cell,) = [it for row in book["Intervenants"] for it in row if it.value == "en"]
    cell.value = "Français"
    book.save(path)
    assert spoken(workbook.read(path).problem)[0] == "fr"
    cell.value = "latin"
    book.save(path)
    with pytest.raises(InputError) as refused:
        workbook.read(path)
    (said,) = refused.value.sentences
    assert said.fr == f"brouillon.xlsx, Intervenants!{cell.coordinate}: attendu fr ou en"


def test_a_toml_draft_says_it(tmp_path: Path) -> None:
    path = toml.write(tmp_path / "agenda.toml", PROBLEM)
    assert spoken(toml.read_draft(path).problem) == ["en", None, "en", None]


def test_registrations_say_it(tmp_path: Path) -> None:
    write_csv(tmp_path / "inscrits.csv", PROBLEM)
    header = (tmp_path / "inscrits.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.endswith(";langue")
    bare = Problem.read({key: it for key, it in DRAFT.items() if key != "attendees"})
    path = toml.write(tmp_path / "agenda.toml", bare)
    words = path.read_text(encoding="utf-8")
    path.write_text(f'attendees = "inscrits.csv"\n{words}', encoding="utf-8")
    assert spoken(toml.read_draft(path).problem) == ["en", None, "en", None]
