"""What is asked and taken for granted, as commands tell it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from command_line import run
from drawing import unbound

EVENING = """
[event]
name = "Journée d'étude"
grid = 15
[[days]]
date = 2027-03-18
[[rooms]]
id = "amphi"
name = "Amphithéâtre"
capacity = 100
[[sessions]]
id = "accueil"
title = "Accueil"
minutes = 30
[[sessions]]
id = "ouverture"
title = "Ouverture"
minutes = 60
"""
QUESTION = (
    "à quelle heure la journée commence-t-elle, et quand finit-elle ? Aucune heure n'est donnée : "
    "l'écrire dans « ouverture » et « fermeture »"
)
OPEN = 'open = { start = "9h", end = "12h" }'


@pytest.fixture
def evening(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.toml"
    path.write_text(EVENING, encoding="utf-8")
    return path


def answered(path: Path) -> Path:
    draft = EVENING.replace("date = 2027-03-18", f"date = 2027-03-18\n{OPEN}")
    path.write_text(draft, encoding="utf-8")
    return path


def test_check_asks_and_says_what_it_takes_for_granted(evening: Path) -> None:
    done = run("check", evening)
    assert done.returncode == 0
    question, heading, *taken = done.stdout.splitlines()
    assert question == f"QUESTION  agenda.toml, ligne 5, days[0].open: {QUESTION}"
    assert heading == "Pris pour acquis :"
    assert taken[2:] == [
        "  - accueil (avant tout le reste), d'après le titre : « Accueil » "
        "(ligne 11, sessions[0].kind (« accueil »))",
        "  - ouverture (au début, rien à côté), d'après le titre : « Ouverture » "
        "(ligne 15, sessions[1].kind (« ouverture »))",
        "Pour dire autrement : changer le genre, verrouiller une heure, ou écrire un ordre dans "
        "« avant » ou « après »",
    ]


def test_what_a_cell_answers_is_not_asked_again(evening: Path) -> None:
    done = run("check", answered(evening), "--lang", "en")
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing to report.\nTaken for granted:\n  - the event: ")
    assert "QUESTION" not in done.stdout


def test_a_workbook_is_asked_by_its_cells(evening: Path, tmp_path: Path) -> None:
    book = tmp_path / "brouillon.xlsx"
    assert run("convert", evening, book).returncode == 0
    done = run("check", book, "--lang", "en")
    assert done.returncode == 0
    question = done.stdout.splitlines()[0]
    sheet = load_workbook(book)["Jours"]
    (column,) = [cell.column_letter for cell in sheet[1] if cell.value == "ouverture"]
    assert question.startswith(f"QUESTION  brouillon.xlsx, Jours!{column}2: when does the day ")
    kind = next(c.column_letter for c in load_workbook(book)["Sessions"][1] if c.value == "genre")
    assert f"by the title: “Accueil” (Sessions!{kind}2)\n" in done.stdout


def test_the_document_of_check_holds_both(evening: Path) -> None:
    done = run("check", evening, "--json")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    (question,) = document["findings"]
    assert (question["severity"], question["rule"]) == ("question", "custom_early")
    assert (question["message"], question["where"]) == (QUESTION, "days.2027-03-18.open")
    assert document["assumed"][2] == {
        "custom": "custom_frame",
        "message": "accueil (avant tout le reste), d'après le titre : « Accueil »",
        "where": "sessions.accueil.kind",
    }


def test_solve_says_what_it_took_for_granted(evening: Path, tmp_path: Path) -> None:
    output = tmp_path / "programme.xlsx"
    done = run("solve", evening, "-o", output)
    assert done.returncode == 0
    assert "Pris pour acquis :\n  - l'évènement : un seul fil" in done.stdout
    assert "QUESTION" not in done.stdout
    report = [
        [cell.value for cell in row if cell.value]
        for row in unbound(load_workbook(output)["Rapport"])
    ]
    assert ["Pris pour acquis"] in report
    assert ["accueil (avant tout le reste), d'après le titre : « Accueil »"] in report
    asked = report.index(["Questions"])
    assert report[asked + 2] == [QUESTION]
    # What is left to custom is kept: the day begins when somebody is up.
    assert "08h30  Accueil" in done.stdout
    solved = json.loads(run("verify", output, "--json").stdout)
    assert solved["assumed"][-1]["where"].startswith("Sessions!")
