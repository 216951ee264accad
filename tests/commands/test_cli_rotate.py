"""World cafés as they are typed: from numbers, names, a draft, and between two rounds."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import test_cli
from command_line import run

ROOT = Path(__file__).parents[2]
INSTANCE = ROOT / "instances" / "world-cafe-cooperation" / "agenda.toml"
CUF = ROOT / "instances" / "cuf-2022" / "agenda.toml"
SOLVED = ROOT / "solutions" / "world-cafe-cooperation.xlsx"

SMALL = ("--people", 12, "--tables", 3)


def rotated(*arguments: object) -> Any:
    """Return what a run says as JSON, once it is done."""
    done = run("rotate", "--seconds", 2, *arguments, "--json", "--lang", "fr")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def met(data: Any) -> Counter[tuple[str, str]]:
    return Counter(
        pair
        for tables in data["rounds"]
        for table in tables
        for pair in combinations(sorted(table["people"]), 2)
    )


def where(data: Any, person: str) -> list[int | None]:
    """Return the table of a person in each round."""
    return [
        next((it["table"] for it in tables if person in it["people"]), None)
        for tables in data["rounds"]
    ]


# --- From numbers -------------------------------------------------------------------------


def test_numbers_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "cafe.xlsx"
    done = test_cli.run(
        *("rotate", *SMALL, "--start", "14h", "--pause", 10, "-o", path, "--lang", "fr")
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Tour 1 · 14h00–14h20"
    assert lines[1].startswith("  Table 1 : ")
    assert "Tour 3 · 15h00–15h20" in lines
    assert "12 rencontres répétées ; moins est impossible : c'est prouvé" in lines
    assert done.stderr.splitlines()[-1] == f"Écrit : {path}"
    assert load_workbook(path).sheetnames[:3] == ["Tours", "Tables", "Cartes"]


def test_the_json_says_what_was_found() -> None:
    data = rotated(*SMALL, "--seed", 5)
    (stage,) = data["stages"]
    assert stage["stage"] == "rotation"
    assert data["status"] == stage["status"] == "optimal"
    assert stage["tiers"] == [{"tier": 1, "cost": data["repeats"], "bound": data["bound"]}]
    assert data["seed"] == 5
    assert data["versions"]["agenda-solver"]
    assert len(data["rounds"]) == 3
    for tables in data["rounds"]:
        assert sorted(int(it) for table in tables for it in table["people"]) == [*range(1, 13)]
    assert sum(times - 1 for times in met(data).values()) == data["repeats"] == 12
    assert all(sorted(where(data, str(person))) == [1, 2, 3] for person in range(1, 13))


def test_with_one_topic_people_may_come_back_to_a_table() -> None:
    assert rotated(*SMALL, "--topics", 1)["repeats"] == 6


def test_uneven_tables_and_named_topics() -> None:
    data = rotated("--people", 17, "--seats", "6,6,5", "--topics", "Eau;École;Santé")
    for tables in data["rounds"]:
        assert [table["topic"] for table in tables] == ["Eau", "École", "Santé"]
        assert [len(table["people"]) for table in tables] == [6, 6, 5]


def test_in_a_carousel_groups_stay_together() -> None:
    data = rotated(*SMALL, "--carousel")
    groups = [sorted(table["people"] for table in tables) for tables in data["rounds"]]
    assert groups[0] == groups[1] == groups[2]
    assert sorted(where(data, "1")) == [1, 2, 3]


def test_hosts_stay() -> None:
    data = rotated(*SMALL, "--hosts", "2,4,6")
    for tables in data["rounds"]:
        assert [table["hosts"] for table in tables] == [["2"], ["4"], ["6"]]
        assert sum(len(table["people"]) for table in tables) == 9


def test_who_is_kept_apart_and_who_should_meet() -> None:
    data = rotated(*SMALL, "--forbid", "1,2", "--forbid", "3;4;5", "--wish", "6,12")
    pairs = met(data)
    assert not any(pairs[pair] for pair in [("1", "2"), ("3", "4"), ("3", "5"), ("4", "5")])
    assert pairs["12", "6"]
    assert data["unmet"] == 0


@pytest.mark.thorough
def test_people_who_cannot_be_kept_apart_are_impossible(tmp_path: Path) -> None:
    path = tmp_path / "cafe.xlsx"
    asked = ("rotate", *SMALL, "--forbid", "1,2,3,4", "--seconds", 1)
    done = run(*asked, "-o", path, "--lang", "fr")
    assert done.returncode == 3
    assert "paires interdites" in done.stdout
    assert not path.exists()
    data = json.loads(run(*asked, "--json").stdout)
    assert (data["status"], data["repeats"], data["rounds"]) == ("infeasible", None, [])


# --- Names --------------------------------------------------------------------------------


def test_names_and_organisations(tmp_path: Path) -> None:
    path = tmp_path / "noms.csv"
    rows = [f"Fictif {n:02};Collectivité {n % 4}" for n in range(1, 13)]
    path.write_text("\n".join(["nom;organisation", *rows]), encoding="utf-8")
    done = run("rotate", "--names", path, "--tables", 4, "--rounds", 2, "--lang", "fr")
    assert done.returncode == 0, done.stderr
    assert "Fictif 01" in done.stdout
    assert "Personne n'est à la table de quelqu'un de son organisation" in done.stdout
    data = rotated("--names", path, "--tables", 4, "--rounds", 2, "--absent", "fictif 03")
    assert where(data, "Fictif 03") == [None, None]
    assert data["within_organisation"] == 0


# --- A draft ------------------------------------------------------------------------------


def test_a_draft_of_rounds(tmp_path: Path) -> None:
    data = rotated(INSTANCE, "-o", tmp_path / "cafe.xlsx")
    assert (data["status"], data["repeats"]) == ("optimal", 180)
    assert [table["topic"] for table in data["rounds"][0]] == ["Sujet 1", "Sujet 2", "Sujet 3"]
    assert data["rounds"][2][0]["hosts"] == ["Intervenant fictif 2"]
    for person in (f"p{number:03}" for number in range(1, 37)):
        assert sorted(where(data, person)) == [1, 2, 3]


def test_a_solved_programme_and_other_words_for_its_topics() -> None:
    done = run("rotate", SOLVED, "--topics", "Crises;Retours;Projets", "--seconds", 2)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Tour 1 · 14h30–14h55\n  Table 1 · Crises · Salle 1 : ")


# --- Between two rounds -------------------------------------------------------------------


@pytest.mark.thorough
def test_the_remaining_rounds_are_made_again(tmp_path: Path) -> None:
    first, again, last = (tmp_path / f"{name}.xlsx" for name in ("first", "again", "last"))
    before = rotated(*SMALL, "--start", "14h", "-o", first)
    after = rotated(first, "--from", 2, "--absent", "3,7", "-o", again)
    assert after["rounds"][0] == before["rounds"][0]
    assert where(after, "3")[1:] == where(after, "7")[1:] == [None, None]
    for tables in after["rounds"][1:]:
        assert sum(len(table["people"]) for table in tables) == 10
    final = rotated(again, "--from", 3, "--absent", 1, "-o", last)
    assert final["rounds"][:2] == after["rounds"][:2]
    assert where(final, "3")[2] is None  # who has left does not come back
    assert where(final, "1")[2] is None


def test_who_really_sat_where_counts(tmp_path: Path) -> None:
    path = tmp_path / "cafe.xlsx"
    before = rotated(*SMALL, "-o", path)
    book = load_workbook(path)
    rows = book["Rotation"]
    one = next(row for row in rows.iter_rows() if row[0].value == "1")
    other = next(row for row in rows.iter_rows() if row[3].value not in ("Tour 1", one[3].value))
    one[3].value, other[3].value = other[3].value, one[3].value
    book.save(path)
    after = rotated(path, "--from", 2)
    assert where(after, "1")[0] == where(before, str(other[0].value))[0]
    assert sum(times - 1 for times in met(after).values()) == after["repeats"]


# --- What is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "combien de personnes ?"),
        (("--people", 5), "combien de tables ?"),
        (("--people", 5, "--tables", 1), "au moins deux tables"),
        (("--people", 18, "--seats", "6,6,5"), "18 personnes, mais 17 places"),
        (("--people", 12, "--seats", "6,a"), "--seats « 6,a » : donner un nombre par table"),
        (("--people", 12, "--tables", 2, "--seats", "6,3,3"), "--seats donne les places de 3"),
        ((*SMALL, "--names", "noms.txt"), "n'en donner qu'un"),
        ((*SMALL, "--forbid", "1,99"), "« 99 » n'est personne : ils vont de « 1 » à « 12 »"),
        ((*SMALL, "--wish", "1"), "« 1 » : nommer deux personnes"),
        ((*SMALL, "--hosts", "1,2"), "--hosts nomme 2 personnes, mais il y a 3 tables"),
        ((*SMALL, "--start", "25h"), "--start : « 25h » n'est pas une heure"),
        ((*SMALL, "--minutes", 15), "donner le début du premier tour"),
        ((*SMALL, "--start", "23h30"), "avant minuit"),
        ((*SMALL, "--topics", "Eau;Eau"), "un sujet est écrit deux fois"),
        ((*SMALL, "--from", 2), "donner son classeur"),
        ((CUF, "--people", 9), "n'a pas de tours"),
        ((INSTANCE, "--people", 9), "--people : le fichier le dit déjà"),
        ((INSTANCE, "--topics", "Eau;Sol"), "--topics donne 2 sujets, mais il y en a 3"),
        ((INSTANCE, "--seats", "20,20"), "--seats donne les places de 2 tables"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(
    tmp_path: Path, arguments: tuple[object, ...], said: str
) -> None:
    done = run("rotate", *arguments, "-o", tmp_path / "cafe.xlsx", "--lang", "fr")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout
    assert not (tmp_path / "cafe.xlsx").exists()


def test_a_cafe_that_has_begun_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cafe.xlsx"
    rotated(*SMALL, "-o", path)
    for arguments, said in [
        ((), "dire à partir de quel tour le refaire (--from 2)"),
        (("--from", 4), "--from 4 : il y a 3 tours"),
        (("--from", 2, "--tables", 4), "--tables : le fichier le dit déjà"),
        (("--from", 2, "--hosts", "1,2,3"), "--hosts : le fichier le dit déjà"),
        (("--from", 2, "--absent", 99), "« 99 » n'est personne"),
        (("--from", 2, "-o", path, "--force"), "le brouillon lui-même"),
    ]:
        done = run("rotate", path, *arguments, "--lang", "fr")
        assert done.returncode == 2, done.stderr
        assert said in done.stderr


def test_each_table_has_a_sign(tmp_path: Path) -> None:
    page, pdf = tmp_path / "tables.html", tmp_path / "tables.pdf"
    topics = ("--topics", "Eau;École;Santé")
    done = run("rotate", *SMALL, *topics, "--signs", page, "--lang", "fr")
    assert done.returncode == 0, done.stderr
    assert f"Écrit : {page}" in done.stderr
    assert [words in page.read_text() for words in ("Table 3", "École", "Table 4")] == [
        *(True, True, False)
    ]
    assert run("rotate", *SMALL, "--signs", pdf).returncode == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    again = run("rotate", *SMALL, "--signs", page, "--lang", "en")
    assert (again.returncode, str(page) in again.stderr) == (2, True)
    wrong = run("rotate", *SMALL, "--signs", tmp_path / "tables.docx", "--lang", "fr")
    assert wrong.returncode == 2
    assert "un nom en .html ou en .pdf" in wrong.stderr
