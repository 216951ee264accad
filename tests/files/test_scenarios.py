"""What may happen, as an organiser writes it: tables and TOML, and what is not understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from agenda_solver.changes import (
    Changes,
    MoreRegister,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.files import InputError
from agenda_solver.files.scenarios import COLUMNS, read_scenarios
from agenda_solver.problem import Problem, Window
from agenda_solver.replan.scenarios import Scenario
from agenda_solver.text import same
from agenda_solver.timetable import Placement, Timetable

DAY = date(2026, 6, 10)
PROBLEM = Problem.read(
    {
        "event": {"name": "Assises"},
        "days": [{"date": DAY}],
        "rooms": [{"id": "seine", "name": "Salle Seine"}, {"id": "robec"}],
        "people": [
            {"id": "dupont", "name": "Anne Dupont"},
            {"id": "martin", "name": "Basile Martin"},
            {"id": "leroy@example.org", "name": "Zoé Leroy"},
        ],
        "sessions": [
            {"id": "eau", "title": "L'eau", "minutes": 60, "people": {"a": ["dupont"]}},
            {"id": "sol", "title": "Le sol", "minutes": 60, "people": {"a": ["martin"]}},
        ],
    }
)
TIMETABLE = Timetable.of(
    [Placement("eau", DAY, 540, 600, "seine"), Placement("sol", DAY, 600, 660, "robec")]
)
MORNING = Window.model_construct(day=None, start=540, end=720)


def read(path: Path, text: str) -> list[Scenario]:
    path.write_text(text, encoding="utf-8")
    return list(read_scenarios(path, PROBLEM, TIMETABLE)[0])


def refused(path: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as error:
        read(path, text)
    return [fault.sentence.fr for fault in error.value.faults]


def test_a_row_is_a_scenario(tmp_path: Path) -> None:
    rows = """Situation;Absents;Quand;Salles fermées;Sessions annulées;Inscriptions en plus
Grève des trains;dupont | Basile Martin;9h-12h;;;
;dupont;;;;
Fuite d'eau;;;Salle Seine | robec;;
;;9h-12h;robec;;
;;;;sol;eau=10
"""
    assert read(tmp_path / "cas.csv", rows) == [
        Scenario(
            Changes((PersonIsAway("dupont", MORNING), PersonIsAway("martin", MORNING))),
            same("Grève des trains"),
        ),
        Scenario(Changes((PersonCancels("dupont"),))),
        Scenario(Changes((RoomIsClosed("seine"), RoomIsClosed("robec"))), same("Fuite d'eau")),
        Scenario(Changes((RoomIsClosed("robec", MORNING),))),
        Scenario(Changes((SessionIsCancelled("sol"), MoreRegister("eau", 10)))),
    ]


def test_a_workbook_and_english_headings_too(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Case", "Absent", "Replacements"], ["Ill", "martin@9:00-10:00", "dupont=martin"]):
        book.active.append(row)
    book.save(tmp_path / "cases.xlsx")
    (scenario,), _ = read_scenarios(tmp_path / "cases.xlsx", PROBLEM, TIMETABLE)
    nine = Window.model_construct(day=None, start=540, end=600)
    assert scenario.changes.announced == (
        PersonIsAway("martin", nine),
        PersonIsReplaced("dupont", "martin"),
    )
    assert scenario.name == same("Ill")


def test_an_address_is_nobodys_hours(tmp_path: Path) -> None:
    (scenario,) = read(tmp_path / "cas.csv", "Absents;Quand\nleroy@example.org;\n")
    assert scenario.changes.announced == (PersonCancels("leroy@example.org"),)


def test_toml_says_the_same_under_the_keys_of_the_columns(tmp_path: Path) -> None:
    text = """
[[scenarios]]
name = "Grève"
absent = ["dupont", "martin"]
when = "9h-12h"

[[scenarios]]
closed = "seine"
registered = ["eau=10"]
"""
    first, second = read(tmp_path / "cas.toml", text)
    assert first.name == same("Grève")
    assert first.changes.announced == (
        PersonIsAway("dupont", MORNING),
        PersonIsAway("martin", MORNING),
    )
    assert second.changes.announced == (RoomIsClosed("seine"), MoreRegister("eau", 10))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Absents\ndurand\n", "ligne 2"),
        ("Absents;Quand\ndupont;demain\n", "« demain » n'est pas compris"),
        ("Sessions annulées;Quand\nsol;9h-10h\n", "ces heures ne concernent personne"),
        ("Situation;Absents\nRien;\n", "rien n'arrive"),
        ("Situation;Inscriptions\nFoule;eau\n", "attendu SESSION=COMBIEN"),
        ("Situation;Inscriptions\nFoule;eau=0\n", "attendu SESSION=COMBIEN"),
        ("Couleur;Forme\nrouge;ronde\n", "aucune colonne n'est reconnue"),
        ("Absents;Quand\n", "aucune situation"),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(
    rows: str, said: str, tmp_path: Path
) -> None:
    sentences = refused(tmp_path / "cas.csv", rows)
    assert any(said in sentence for sentence in sentences), sentences
    assert all("cas.csv" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 'x'\n", "[[scenarios]]"),
        ("[[scenarios]]\ncouleur = 'rouge'\n", "scenarios[1].couleur"),
        ("[[scenarios]]\nabsent = 'durand'\n", "scenarios[1].absent"),
        ("[[scenarios]\n", "cas.toml"),
    ],
)
def test_nor_in_toml(text: str, said: str, tmp_path: Path) -> None:
    assert any(said in sentence for sentence in refused(tmp_path / "cas.toml", text))


def test_no_two_columns_share_a_heading() -> None:
    known: dict[str, str] = {}
    for key, (title, others) in COLUMNS.items():
        for words in {key, title.fr.lower(), title.en.lower(), *others.split(", ")}:
            assert known.setdefault(words.lower(), key) == key
