"""What the pages on papers show is what is printed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl
import pytest

from agenda_solver.problem import Problem
from test_docs import assert_shown, blocks, draft, run, shown

PAGES = ("docs/papers.md", "docs/communications.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_command_on_papers_prints_what_the_page_shows(page: str, tmp_path: Path) -> None:
    (tmp_path / "agenda.toml").write_text(draft(page), encoding="utf-8")
    (one,) = shown(blocks(page, "console")[0])
    done = run(one.command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert_shown(one.output, done.stdout)


@pytest.mark.parametrize("page", PAGES)
def test_a_table_of_papers_becomes_what_is_printed(page: str, tmp_path: Path) -> None:
    (table,) = blocks(page, "csv")
    (tmp_path / "submission.csv").write_text(table, encoding="utf-8")
    _, imported, solved, *_ = map(shown, blocks(page, "console"))
    for one, code in zip(imported, (0, 1), strict=True):
        done = run(one.command, tmp_path)
        assert done.returncode == code, done.stderr
        assert_shown(one.output, done.output)
    name = imported[1].command.split()[-1]
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write(blocks(page, "toml")[1])
    for one in solved:
        done = run(one.command, tmp_path)
        assert done.returncode == 0, done.stderr
        assert_shown(one.output, done.stdout)
    assert len(list(tmp_path.glob("*.docx"))) == 1


FILLED = {
    "docs/communications.md": [
        ("Jours", 2, {"ouverture": "9h", "fermeture": "18h"}),
        ("Salles", 2, {"nom": "Amphi", "places": 80, "à confirmer": None}),
        (
            "Plages",
            3,
            {"id": "2", "jour": "10/06/2027", "début": "11h", "fin": "12h30", "places": 3},
        ),
        ("Thèmes", 2, {"présidence": "Dan Exemple"}),
        (
            *("Sessions", 5),
            {
                **{"id": "repas", "titre": "Déjeuner", "genre": "repas", "minutes": 60},
                **{"jour": "10/06/2027", "début": "13h", "verrouillé": "oui"},
            },
        ),
    ],
    "docs/papers.md": [
        ("Days", 2, {"opens": "9:00", "closes": "18:00"}),
        ("Rooms", 2, {"name": "Hall", "capacity": 80, "to be confirmed": None}),
        (
            "Stretches",
            3,
            {"id": "2", "day": "2027-06-10", "start": "11:00", "end": "12:30", "places": 3},
        ),
        ("Tracks", 2, {"chairs": "Dan Example"}),
        (
            *("Sessions", 5),
            {
                **{"id": "lunch", "title": "Lunch", "kind": "meal", "minutes": 60},
                **{"day": "2027-06-10", "start": "13:00", "locked": "yes"},
            },
        ),
    ],
}


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
def test_a_workbook_is_filled_in_as_the_page_says(page: str, tmp_path: Path) -> None:
    (table,) = blocks(page, "csv")
    (tmp_path / "submission.csv").write_text(table, encoding="utf-8")
    *_, (imported,), then = map(shown, blocks(page, "console"))
    done = run(imported.command, tmp_path)
    assert_shown(imported.output, done.output)
    (path,) = tmp_path.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet, row, cells in FILLED[page]:
        columns = {cell.value: cell.column for cell in book[sheet][1]}
        for heading, value in cells.items():
            book[sheet].cell(row, columns[heading]).value = value
    book.save(path)
    for one in then:
        done = run(one.command, tmp_path)
        assert done.returncode == 0, done.stderr
        assert_shown(one.output, done.output)


def test_both_pages_tell_of_the_same_papers() -> None:
    here, there = (Problem.read(tomllib.loads(draft(page))) for page in PAGES)
    assert [one.fills for one in here.sessions] == [one.fills for one in there.sessions]
    assert list(map(len, here.papers.values())) == list(map(len, there.papers.values())) == [3, 1]
