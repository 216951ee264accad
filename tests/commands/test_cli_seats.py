"""Registrations and seats as they are typed: from a form's export to lists, and late changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from command_line import run

FORUM = """
[event]
name = "Petit forum"
[[days]]
date = 2026-06-10
open = { start = "14h", end = "16h" }
[[rooms]]
id = "petite"
name = "Petite salle"
capacity = 2
[[rooms]]
id = "moyenne"
name = "Salle moyenne"
capacity = 3
[[rooms]]
id = "grande"
name = "Grande salle"
capacity = 3
[[sessions]]
id = "eau"
title = "Atelier 1 : Eau, sol, air"
kind = "atelier"
block = "ateliers"
minutes = 60
rooms = ["petite"]
[[sessions]]
id = "ecole"
title = "Atelier 2 : L'école"
kind = "atelier"
block = "ateliers"
minutes = 60
rooms = ["moyenne"]
[[sessions]]
id = "sante"
title = "Atelier 3 : La santé"
kind = "atelier"
block = "ateliers"
minutes = 60
rooms = ["grande"]
"""

ANSWERS = """Horodateur,Adresse e-mail,Nom et prénom,Premier vœu,Deuxième vœu
03/04/2026 10:00,a@example.org,Inscrite fictive A,"Atelier 1 : Eau, sol, air",Atelier 2 : L'école
03/04/2026 10:01,b@example.org,Inscrit fictif B,"Atelier 1 : Eau, sol, air",Atelier 3 : La santé
03/04/2026 10:02,c@example.org,Inscrite fictive C,"Atelier 1 : Eau, sol, air",Atelier 2 : L'école
03/04/2026 10:03,d@example.org,Inscrit fictif D,Atelier 2 : L'école,Atelier 3 : La santé
04/04/2026 10:04,a@example.org,Inscrite fictive A,"Atelier 1 : Eau, sol, air",Atelier 3 : La santé
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "forum.toml"
    path.write_text(FORUM, encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "reponses.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme of those who answered."""
    folder = tmp_path_factory.mktemp("seats")
    registered, programme = folder / "inscrits.xlsx", folder / "programme.xlsx"
    (folder / "forum.toml").write_text(FORUM, encoding="utf-8")
    (folder / "reponses.csv").write_text(ANSWERS, encoding="utf-8")
    done = run("register", folder / "forum.toml", folder / "reponses.csv", "-o", registered)
    assert done.returncode == 0, done.stderr
    done = run("solve", registered, "-o", programme)
    assert done.returncode == 0, done.stderr
    return programme


@pytest.fixture
def solved(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path))


def seats(told: dict[str, Any]) -> dict[str, str]:
    return {seat["attendee"]: seat["session"] for seat in told["seats"]}


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    head, *others = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in others]


def change(path: Path, sheet: str, key: str, column: str, value: object) -> None:
    book = load_workbook(path)
    table = book[sheet]
    headers = [cell.value for cell in table[1]]
    for row in table.iter_rows(min_row=2):
        if row[headers.index("id")].value == key:
            row[headers.index(column)].value = value
    book.save(path)


def test_a_form_is_registered_and_its_second_answer_counts(
    draft: Path, answers: Path, tmp_path: Path
) -> None:
    registered = tmp_path / "inscrits.xlsx"
    done = run("register", draft, answers, "-o", registered)
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in rows(registered, "Participants")] == [
        "p001",
        "p002",
        "p003",
        "p004",
    ]
    wishes = [
        (row["session"], row["rang"])
        for row in rows(registered, "Vœux")
        if row["participant"] == "p001"
    ]
    assert wishes == [("eau", 1), ("sante", 2)]
    assert "example.org" not in done.stdout + done.stderr
    assert "fictive" not in done.stdout + done.stderr


def test_everybody_is_seated_and_the_report_says_what_more_places_would_bring(
    draft: Path, answers: Path, tmp_path: Path
) -> None:
    registered = tmp_path / "inscrits.toml"
    assert run("register", draft, answers, "-o", registered).returncode == 0
    done = run("solve", registered, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert told["status"] == "optimal"
    assert [stage["stage"] for stage in told["stages"]] == ["timetable", "seats"]
    assert told["wishes"] == {"1": 3, "2": 1, "none": 0}
    (more,) = told["more_places"]
    assert (more["session"], more["places"], more["wishes"]) == ("eau", 1, {"1": 1, "2": -1})
    shown = run("solve", registered).stdout
    assert "1 place de plus" in shown
    assert "fictif" not in shown


def test_the_solved_workbook_has_the_seats_and_its_lists(solved: Path) -> None:
    names = load_workbook(solved).sheetnames
    assert {"Listes", "Agendas", "Rapport", "Participants"} <= set(names)
    assert all(row["places"] for row in rows(solved, "Participants"))
    judged = run("verify", solved)
    assert judged.returncode == 0, judged.stdout


def test_somebody_without_a_seat_comes_first_and_is_to_be_checked(solved: Path) -> None:
    change(solved, "Participants", "p001", "places", None)
    judged = run("verify", solved)
    lines = judged.stdout.splitlines()
    assert judged.returncode == 1
    assert (lines[0], lines[-1]) == (
        "1 personne n'a pas de place",
        "Toutes les demandes sont tenues.",
    )
    assert json.loads(run("verify", solved, "--json").stdout)["pressing"] == lines[:1]


def test_names_can_be_kept_off_the_door(draft: Path, answers: Path, tmp_path: Path) -> None:
    registered, programme = tmp_path / "inscrits.toml", tmp_path / "programme.xlsx"
    assert run("register", draft, answers, "-o", registered).returncode == 0
    assert run("solve", registered, "-o", programme, "--names", "codes").returncode == 0
    book = load_workbook(programme)
    printed = [
        str(cell)
        for sheet in ("Listes", "Agendas", "Rapport")
        for row in book[sheet].iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    assert any("p001" in cell for cell in printed)
    assert not any("fictif" in cell or "fictive" in cell for cell in printed)


def test_assign_keeps_the_timetable_and_moves_as_few_as_possible(
    solved: Path, tmp_path: Path
) -> None:
    before = {row["id"]: row["places"] for row in rows(solved, "Participants")}
    change(solved, "Salles", "petite", "places", 1)
    later = tmp_path / "programme-2.xlsx"
    done = run("assign", solved, "--keep", "-o", later, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert told["status"] == "optimal"
    (moved,) = told["changes"]
    assert (moved["kind"], moved["before"]["session"]) == ("seat", "eau")
    after = seats(told)
    assert {key for key in before if before[key] != after[key]} == {moved["attendee"]}
    assert run("verify", later).returncode == 0
    differing = json.loads(run("diff", solved, later, "--json").stdout)
    assert told["changes"] == differing["changes"]
    assert moved["message"].startswith(f"{moved['attendee']} : « ")
    shown = run("assign", solved, "--keep", "-o", tmp_path / "programme-3.xlsx").stdout
    assert f"Changent de place :\n  - {moved['message']}\n" in shown


def test_a_late_registration_enters_a_solved_workbook(solved: Path, tmp_path: Path) -> None:
    late = tmp_path / "tard.csv"
    late.write_text(
        "Nom;E-mail;Vœu 1\nParticipante fictive E;e@example.org;Atelier 2\n", encoding="utf-8"
    )
    registered, later = tmp_path / "inscrits-2.xlsx", tmp_path / "programme-2.xlsx"
    done = run("register", solved, late, "-o", registered)
    assert done.returncode == 0, done.stderr
    done = run("assign", registered, "--keep", "-o", later, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert seats(told)["p005"] == "ecole"
    assert [it["attendee"] for it in told["changes"]] == ["p005"]


def test_a_seat_typed_by_hand_is_kept(solved: Path, tmp_path: Path) -> None:
    change(solved, "Participants", "p004", "places", "sante")
    judged = run("verify", solved)
    assert "p004" in judged.stdout
    later = tmp_path / "programme-2.xlsx"
    told = json.loads(run("assign", solved, "-o", later, "--json").stdout)
    assert seats(told)["p004"] == "sante"


def test_a_sub_group_typed_by_hand_is_kept(draft: Path, tmp_path: Path) -> None:
    groups = FORUM.replace('id = "ecole"', 'id = "ecole"\ngroup_of = "sante"')
    people = "".join(f'[[attendees]]\nid = "p{n}"\nwishes = ["sante"]\n' for n in range(3))
    draft.write_text(groups + people, encoding="utf-8")
    programme, later = tmp_path / "programme.xlsx", tmp_path / "programme-2.xlsx"
    assert run("solve", draft, "-o", programme).returncode == 0
    was = rows(programme, "Participants")[0]["places"]
    other = "ecole" if was == "sante" else "sante"
    change(programme, "Participants", "p0", "places", other)
    for command in ("assign", "solve"):
        done = run(command, programme, "-o", later, "--force", "--json")
        assert done.returncode == 0, done.stderr
        assert seats(json.loads(done.stdout))["p0"] == other


def test_a_room_that_is_too_full_is_told_with_its_cells(solved: Path) -> None:
    for key in ("p001", "p002", "p003"):
        change(solved, "Participants", key, "places", "eau")
    judged = run("verify", solved)
    assert judged.returncode == 1
    assert "3 participants pour 2 places" in judged.stdout
    assert "Participants!" in judged.stdout


def test_a_draft_has_no_seats_to_give_yet(draft: Path, tmp_path: Path) -> None:
    book = tmp_path / "brouillon.xlsx"
    assert run("convert", draft, book).returncode == 0
    done = run("assign", book, "-o", tmp_path / "programme.xlsx")
    assert done.returncode == 2
    assert "« solve »" in done.stderr
    assert not (tmp_path / "programme.xlsx").exists()


def test_who_must_be_in_two_places_makes_the_seats_impossible(draft: Path, tmp_path: Path) -> None:
    told = FORUM + '[[attendees]]\nid = "p1"\nmust_attend = ["eau", "ecole"]\n'
    draft.write_text(told, encoding="utf-8")
    output = tmp_path / "programme.xlsx"
    done = run("solve", draft, "-o", output)
    assert done.returncode == 3
    assert "p1" in done.stdout
    assert not output.exists()


# --- What attendees must decides which programme it is --------------------------------------

JURY = """
[event]
name = "Jury"
language = "fr"
grid = 30
[[days]]
date = 2026-10-03
open = { start = "09:00", end = "11:00" }
[[rooms]]
id = "haut"
name = "Salle haute"
capacity = 12
[[rooms]]
id = "rez"
name = "Rez-de-chaussée"
capacity = 12
features = ["pmr"]
[[sessions]]
id = "un"
title = "Atelier 1"
kind = "atelier"
minutes = 60
preferred = { start = "10:00", room = "haut" }
[[sessions]]
id = "deux"
title = "Atelier 2"
kind = "atelier"
minutes = 60
[[attendees]]
id = "A1"
must_attend = ["un"]
present = [{ end = "10:00" }]
needs = ["pmr"]
[[attendees]]
id = "A2"
wishes = ["un"]
"""


def test_a_programme_is_found_in_which_everybody_is_where_they_must(tmp_path: Path) -> None:
    path, solved = tmp_path / "jury.toml", tmp_path / "jury.xlsx"
    path.write_text(JURY, encoding="utf-8")
    done = run("solve", path, "-o", solved)
    assert done.returncode == 0
    assert "Horaires et salles : prouvé, on ne peut pas faire mieux" in done.stdout
    assert "Places : prouvé, on ne peut pas faire mieux" in done.stdout
    told = json.loads(run("verify", solved, "--json").stdout)
    assert {finding["severity"] for finding in told["findings"]} == {"info"}
    placed = json.loads(run("solve", path, "--json").stdout)["placements"]
    (one,) = (it for it in placed if it["session"] == "un")
    assert (one["start"], one["room"]) == ("09:00", "rez")


def test_impossible_is_told_with_the_reasons_and_no_programme(tmp_path: Path) -> None:
    path = tmp_path / "jury.toml"
    held = JURY.replace("preferred", "locked", 1)
    path.write_text(held.replace('needs = ["pmr"]', "needs = []"), encoding="utf-8")
    done = run("solve", path, "-o", tmp_path / "jury.xlsx")
    assert done.returncode == 3
    assert not (tmp_path / "jury.xlsx").exists()
    assert "optimal" not in done.stdout
    assert done.stdout.startswith("Impossible, c'est prouvé : aucun programme")
    assert "A1" in done.stdout


def test_seats_that_one_programme_does_not_have_are_not_called_impossible_at_all(
    tmp_path: Path,
) -> None:
    path, solved = tmp_path / "jury.toml", tmp_path / "jury.xlsx"
    path.write_text(JURY.replace('must_attend = ["un"]', "must_attend = []"), encoding="utf-8")
    assert run("solve", path, "-o", solved).returncode == 0
    book = load_workbook(solved)
    sheet = book["Participants"]
    heading = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, heading["obligatoire"]).value = "un"
    book.save(solved)
    done = run("assign", solved)
    assert done.returncode == 3
    assert "Places : impossible dans ce programme, c'est prouvé" in done.stdout
    assert "« solve » en cherche un autre" in done.stdout


def test_responses_that_cannot_be_read_are_refused_in_a_sentence(
    draft: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "reponses.pdf"
    bad.write_bytes(b"%PDF-1.7")
    output = tmp_path / "inscrits.xlsx"
    done = run("register", draft, bad, "-o", output)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "reponses.pdf" in done.stderr
    assert not output.exists()
