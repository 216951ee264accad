"""Codes such as 1-2, of which a spreadsheet has made dates, at each door."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from agenda_solver.files import InputError, toml, workbook
from agenda_solver.files.responses import register
from agenda_solver.problem import Problem

CODED = Problem.read(
    {
        "event": {"name": "Forum"},
        "days": [{"date": "2026-06-10"}],
        "rooms": [{"id": "2-1"}, {"id": "1-2"}],
        "sessions": [
            {"id": code, "title": f"Atelier {code}", "kind": "workshop", "minutes": 45}
            for code in ("1-1", "1-2", "2-1", "3-1")
        ],
    }
)
FIRST = datetime(2026, 2, 1)
REMEDY = (
    "un tableur en a fait une date, c'était sans doute « 1-2 » ou « 2-1 » : mettre la colonne au "
    "format « Texte », puis le retaper"
)
OF_ROOMS = REMEDY.replace("« 1-2 » ou « 2-1 »", "« 2-1 » ou « 1-2 »")


def sentences(path: Path, **cells: object) -> list[str]:
    """Type into cells of the sheet of the sessions, and return what is refused."""
    workbook.write_draft(path, CODED, "fr", force=True)
    book = load_workbook(path)
    for cell, value in cells.items():
        book["Sessions"][cell] = value
    book.save(path)
    with pytest.raises(InputError) as caught:
        workbook.read(path)
    return [sentence.fr for sentence in caught.value.sentences]


def test_an_id_of_a_draft(tmp_path: Path) -> None:
    assert sentences(tmp_path / "forum.xlsx", A2=FIRST) == [
        f"forum.xlsx, Sessions!A2: « 01/02/2026 » n'est ni un id ni un nom ; {REMEDY}"
    ]


def test_a_reference_of_a_draft(tmp_path: Path) -> None:
    workbook.write_draft(tmp_path / "forum.xlsx", CODED, "fr")
    headings = [cell.value for cell in load_workbook(tmp_path / "forum.xlsx")["Sessions"][1]]
    rooms = chr(ord("A") + headings.index("salle"))
    assert sentences(tmp_path / "forum.xlsx", **{f"{rooms}2": FIRST}) == [
        f"forum.xlsx, Sessions!{rooms}2: « 01/02/2026 » n'est pas l'id d'une salle ; {OF_ROOMS}"
    ]


def test_a_reference_of_the_registrations(tmp_path: Path) -> None:
    (tmp_path / "inscrits.csv").write_text("id;vœux\na;01-févr\n", "utf-8")
    draft = 'attendees = "inscrits.csv"\n' + toml.dumps(CODED)
    (tmp_path / "forum.toml").write_text(draft, "utf-8")
    with pytest.raises(InputError) as caught:
        toml.read_draft(tmp_path / "forum.toml")
    assert [sentence.fr for sentence in caught.value.sentences] == [
        f"inscrits.csv, ligne 2, vœux: « 01-févr » n'est pas l'id d'une session ; {REMEDY}"
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_wish(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"reponses.{kind}"
    if kind == "csv":
        path.write_text("Nom;Vœu 1;Vœu 2\nAna;01-févr;3-1\n", "utf-8")
    else:
        book = Workbook()
        book.worksheets[0].append(["Nom", "Vœu 1", "Vœu 2"])
        book.worksheets[0].append(["Ana", FIRST, "3-1"])
        book.save(path)
    done = register(CODED, path)
    assert done.problem.attendees[0].wishes == ["3-1"]
    words = "01-févr" if kind == "csv" else "01/02/2026"
    assert f"  - ligne 2, « {words} » n'est pas un titre du brouillon ; {REMEDY}" in (
        done.report.lines("fr")
    )
