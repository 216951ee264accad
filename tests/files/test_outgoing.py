"""The workbook to be sent: what it shows, and that nothing is behind it."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from agenda_solver.files import workbook
from agenda_solver.history.lineage import Lineage
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import verify
from agenda_solver.views.editions import with_edition
from command_line import run

DAY = date(2026, 6, 10)
DRAFT: dict[str, Any] = {
    "event": {"name": "Forum", "note": "secret-note-1"},
    "days": [{"date": "2026-06-10", "note": "secret-note-2"}],
    "rooms": [
        {"id": "amphi", "name": "Amphithéâtre", "capacity": 1, "note": "secret-note-3"},
        {"id": "cave", "name": "Cave fermée"},
    ],
    "people": [
        {
            "id": "prefet",
            "role": "Préfet",
            "email": "prefet@secret.example",
            "note": "secret-note-4",
            "present": ["10 juin, jusqu'à 12h30"],
        },
        {"id": "absent", "name": "Personne Sans-Rôle"},
    ],
    "sessions": [
        {
            "id": "a",
            "title": "Atelier",
            "kind": "workshop",
            "minutes": 60,
            "expected": 50,
            "people": {"animation": ["prefet"]},
            "note": "secret-note-5",
        }
    ],
    "attendees": [
        {
            "id": f"p{number}",
            "name": f"Zoé{number} Secret-Nom",
            "email": f"zoe{number}@secret.example",
            "organisation": "secret-organisation",
            "category": "secret-categorie",
            "note": "secret-note-6",
            "wishes": ["a"],
        }
        for number in (1, 2)
    ],
}
# The session ends after the prefect has left: a demand that is broken.
LATE = [Placement("a", DAY, 720, 780, "amphi")]


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    problem = Problem.read(DRAFT)
    timetable = Timetable.of(LATE, [Seat("p1", "a")])
    findings = verify(problem, timetable).findings
    assert [finding for finding in findings if finding.severity == "error"]
    path = tmp_path_factory.mktemp("solved") / "programme.xlsx"
    result = Result(status="feasible", timetable=timetable, findings=tuple(findings))
    lineage = Lineage(history=with_edition(None, problem, timetable))
    return workbook.write(path, problem, result, "fr", lineage=lineage)


def sent(solved: Path, path: Path, *options: str) -> list[str]:
    """Export a workbook; return what was said."""
    done = run("export", solved, "--to", "xlsx", "-o", path, "--lang", "fr", *options)
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def titles(path: Path) -> list[str]:
    return openpyxl.load_workbook(path).sheetnames


PAGES = ["Programme", "Par salle", "Par intervenant"]


def test_the_pages_only(solved: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    lines = sent(solved, path)
    assert titles(path) == PAGES
    assert lines[-1] == (
        "Sans les listes ni les agendas des participants (--names codes ou initials les ajoute "
        "sous ces noms, --attendees sous leur nom)"
    )
    words = "".join(parts(path).values())
    assert not re.search("secret|Zoé|p1|p2", words, re.IGNORECASE)


@pytest.mark.parametrize("options", [(), ("--names", "codes"), ("--attendees",)])
def test_nothing_is_behind_them(solved: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    path = tmp_path / "a.xlsx"
    sent(solved, path, *options)
    files = parts(path)
    assert not [name for name in files if "omment" in name or "vmlDrawing" in name]
    book = openpyxl.load_workbook(path)
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not book.defined_names
    assert not re.search("creator|lastModifiedBy|Company|Manager", files["docProps/core.xml"])
    assert not re.search("Company|Manager", files["docProps/app.xml"])
    assert not any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row)
    words = "".join(files.values())
    assert "secret-note" not in words
    assert "secret.example" not in words


@pytest.mark.parametrize(
    ("names", "shown"), [("codes", "p1"), ("initials", "Z. S.-N."), ("full", "Zoé1 Secret-Nom")]
)
def test_attendees_as_they_are_to_be_called(
    solved: Path, tmp_path: Path, names: str, shown: str
) -> None:
    path = tmp_path / "a.xlsx"
    lines = sent(solved, path, "--names", names, *(["--attendees"] if names == "full" else []))
    assert lines[-1] == f"Écrit : {path}"
    assert titles(path) == [*PAGES, "Émargement", "Listes", "Agendas"]
    words = "".join(parts(path).values())
    assert shown in words
    if names != "full":
        assert not re.search("secret|Zoé", words.replace("Secret-Nom", "Secret"), re.IGNORECASE)


def test_only_rooms_or_people(solved: Path, tmp_path: Path) -> None:
    for per, page in (("room", "Par salle"), ("person", "Par intervenant")):
        sent(solved, tmp_path / f"{per}.xlsx", "--per", per)
        assert titles(tmp_path / f"{per}.xlsx") == [page]


def test_each_person_has_a_page_where_only_they_are_asked_for(tmp_path: Path) -> None:
    people = [{"id": key, "role": key.title()} for key in ("préfet", "maire", "élue")]
    sessions = [
        {"id": one["id"], "title": "Mot", "minutes": 60, "people": {"orateur": [one["id"]]}}
        for one in people
    ]
    problem = Problem.read({**DRAFT, "people": people, "sessions": sessions, "attendees": []})
    placed = [Placement(one["id"], DAY, 540 + 60 * n, 600 + 60 * n) for n, one in enumerate(people)]
    timetable = Timetable.of(placed)
    lineage = Lineage(history=with_edition(None, problem, timetable))
    result = Result(status="feasible", timetable=timetable)
    book = workbook.write(tmp_path / "a.xlsx", problem, result, "fr", lineage=lineage)
    for options, breaks in (((), 0), (("--per", "person"), 2)):
        sent(book, tmp_path / "b.xlsx", *options, "--force")
        sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["Par intervenant"]
        assert len(sheet.row_breaks.brk) == breaks


def test_what_is_between_the_organiser_and_somebody_is_not_printed(
    solved: Path, tmp_path: Path
) -> None:
    """Hours of presence, demands that are broken, who has no part, which room is not used."""
    path = tmp_path / "a.xlsx"
    sent(solved, path)
    internal = "présence|12h30|Sans-Rôle|Cave fermée|F5A3A3|n'est pas là"
    assert not re.search(internal, "".join(parts(path).values()))
    pages = openpyxl.load_workbook(solved)["Par intervenant"]
    words = " ".join(str(cell.value) for row in pages.iter_rows() for cell in row)
    assert "Préfet" in words
    assert "présence" not in words


def test_nobody_has_a_seat(tmp_path: Path) -> None:
    problem = Problem.read(DRAFT)
    timetable = Timetable.of(LATE)
    lineage = Lineage(history=with_edition(None, problem, timetable))
    result = Result(status="feasible", timetable=timetable)
    solved = workbook.write(tmp_path / "a.xlsx", problem, result, "fr", lineage=lineage)
    lines = sent(solved, tmp_path / "b.xlsx", "--attendees")
    assert lines[-1] == (
        "Ni listes ni agendas : personne n'a de place dans ce programme (« agenda-solver assign » "
        "les donne)"
    )
    assert titles(tmp_path / "b.xlsx") == [*PAGES, "Émargement"]
    assert len(sent(solved, tmp_path / "c.xlsx")) == 1


def test_nothing_can_be_made_of_it(solved: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sent(solved, path, "--names", "codes")
    for words in (("check",), ("verify",), ("export", "--to", "ics", "-o", tmp_path / "b")):
        done = run(words[0], path, *words[1:], "--lang", "fr")
        assert done.returncode == 2
        assert done.stderr == (
            "a.xlsx ne fait que montrer un programme, pour l'envoyer : donner le classeur dont il "
            "vient\n"
        )


def test_the_same_bytes_each_time(solved: Path, tmp_path: Path) -> None:
    for name in "ab":
        sent(solved, tmp_path / f"{name}.xlsx", "--reproducible")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_it_is_not_written_over_what_it_comes_from(solved: Path) -> None:
    done = run("export", solved, "--to", "xlsx", "-o", solved, "--force", "--lang", "fr")
    assert done.returncode == 2
    assert done.stderr == (
        f"{solved} est le programme lui-même : donnez un autre nom au résultat\n"
    )


@pytest.mark.parametrize("page", ["classeur.md", "workbook.md"])
def test_the_example_of_the_pages(
    solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    words = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    (line,) = re.findall(r"agenda-solver (export .*)", words)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "programme.xlsx").write_bytes(solved.read_bytes())
    done = run(*line.split())
    assert done.returncode == 0
    assert titles(tmp_path / line.split()[-1]) == PAGES
