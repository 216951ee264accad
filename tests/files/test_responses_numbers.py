"""Wishes that are numbers, and numbers of workshops however they are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from form_answers import answers, event, ignored, only, wishes

from agenda_solver.files.responses import Registration, register
from agenda_solver.problem import Problem


def draft(titles: Mapping[str, str]) -> Problem:
    """Return a day with workshops, by id."""
    rows = [
        {"id": key, "title": title, "kind": "workshop", "minutes": 45}
        for key, title in titles.items()
    ]
    return Problem.read(
        {"event": {"name": "Forum"}, "days": [{"date": "2027-03-18"}], "sessions": rows}
    )


NUMBERED = draft(
    {"eau": "Atelier 1 : Eau", "jeunes": "Atelier n° 2 - Jeunes", "sante": "Atelier 10 : Santé"}
)
FIRMS = draft({str(number): f"Métier n° {number}" for number in range(1, 13)})


def wish(folder: Path, words: str, problem: Problem) -> list[str] | dict[str, int]:
    return only(answers(folder, [["Nom", "Vœu 1"], ["Un", words]], problem=problem)).wishes


@pytest.mark.parametrize(
    "words",
    [
        *("Atelier 1", "Atelier n°1", "ATELIER N° 1", "Atelier no 1", "Atelier 01", "Atelier I"),
        *("atelier 1 :", "A1", "AT 1", "1", "01", "n° 1", "L'atelier 1", "Atelier n° 1 : Eau"),
        "Ateliers 1",
    ],
)
def test_a_number_names_the_workshop(words: str, tmp_path: Path) -> None:
    assert wish(tmp_path, words, NUMBERED) == ["eau"]


@pytest.mark.parametrize(
    ("words", "session"),
    [("Atelier 2", "jeunes"), ("2", "jeunes"), ("Atelier n°10", "sante"), ("Atelier X", "sante")],
)
def test_the_sign_may_be_in_the_title(words: str, session: str, tmp_path: Path) -> None:
    assert wish(tmp_path, words, NUMBERED) == [session]


@pytest.mark.parametrize(
    "words", ["Atelier 11", "3", "B1", "Atelier 1 : Santé", "Atelier 1.2", "10h", "Salle 1"]
)
def test_other_numbers_and_other_words_name_none(words: str, tmp_path: Path) -> None:
    done = answers(tmp_path, [["Nom", "Vœu 1"], ["Un", words]], problem=NUMBERED)
    assert wishes(done) == [[]]
    assert [unknown.label for unknown in done.report.unknown] == [words]


def test_several_numbers_in_a_cell(tmp_path: Path) -> None:
    rows = [["Nom", "Ateliers, par ordre de préférence"], ["Un", "10, 2"], ["Deux", "1 ; 99"]]
    done = answers(tmp_path, rows, problem=NUMBERED)
    assert wishes(done) == [["sante", "jeunes"], ["eau"]]
    assert [unknown.label for unknown in done.report.unknown] == ["99"]


def test_two_rows_of_numbers_are_asked_about(tmp_path: Path) -> None:
    problem = draft(
        {"a1": "Atelier 1", "a2": "Atelier 2", "c1": "Conférence 1", "c2": "Conférence 2"}
    )
    done = answers(tmp_path, [["Nom", "Vœu 1"], ["Un", "1"]], problem=problem)
    assert wishes(done) == [[]]
    assert "  - ligne 2, « 1 » peut désigner « Atelier 1 » ou « Conférence 1 »" in done.lines("fr")


def test_a_number_within_a_title_is_not_its_number(tmp_path: Path) -> None:
    problem = draft({"a1": "Atelier 1", "a2": "Atelier 2", "ages": "Les 3 âges de la vie"})
    assert wish(tmp_path, "3", problem) == []


def test_letters_are_no_roman_numbers(tmp_path: Path) -> None:
    letters = draft({letter: f"Atelier {letter}" for letter in "ABI"})
    assert wish(tmp_path, "Atelier 1", letters) == []
    assert wish(tmp_path, "Atelier I", letters) == ["I"]
    roman = draft({"un": "Atelier I : Eau", "deux": "Atelier II : Air"})
    assert wish(tmp_path, "Atelier 2", roman) == ["deux"]


# --- The heading decides ------------------------------------------------------------------


def registered(folder: Path, rows: list[list[object]], problem: Problem) -> Registration:
    """Register rows of a workbook, whose numbers are numbers."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "voeux.xlsx")
    return register(problem, folder / "voeux.xlsx")


def test_wishes_as_numbers_are_wishes(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Nom", "Classe", "Vœu 1", "Vœu 2", "Vœu 3"],
        ["Un", 3, 7, 1, 12],
        ["Deux", 3, None, None, None],
        ["Trois", 4, 4, 4, 7],
        ["Quatre", 4, 1, 10, 30],
        ["Cinq", 4, "3", "05", 12.0],
    ]
    done = registered(tmp_path, rows, FIRMS)
    assert wishes(done) == [["7", "1", "12"], [], ["4", "7"], ["1", "10"], ["3", "5", "12"]]
    assert [(unknown.label, unknown.rows) for unknown in done.report.unknown] == [("30", (5,))]
    assert [person.group for person in done.problem.attendees] == ["3", "3", "4", "4", "4"]


@pytest.mark.parametrize("header", ["Atelier", "Choix", "N° d'atelier", "Numéro de l'atelier"])
def test_one_column_of_numbers(header: str, tmp_path: Path) -> None:
    done = registered(tmp_path, [["Nom", header], ["Un", 2], ["Deux", 1]], NUMBERED)
    assert wishes(done) == [["jeunes"], ["eau"]]


@pytest.mark.parametrize("header", ["Nombre d'ateliers", "Combien d'ateliers ?", "Choix du menu"])
def test_numbers_that_count_are_no_wishes(header: str, tmp_path: Path) -> None:
    done = registered(tmp_path, [["Nom", header], ["Un", 2], ["Deux", 1]], NUMBERED)
    assert (wishes(done), ignored(done)) == ([[], []], [header])
    assert not done.report.notices


def test_a_column_that_speaks_of_wishes_but_is_not_read_is_told(tmp_path: Path) -> None:
    done = registered(tmp_path, [["Nom", "Atelier : budget"], ["Un", 120], ["Deux", 300]], NUMBERED)
    assert [notice.fr for notice in done.report.notices] == [
        "« Atelier : budget » : l'en-tête parle de vœux ou d'ateliers, mais aucune réponse n'en "
        "nomme un du brouillon ; rien n'en est lu. Si ce sont des vœux, l'écrire sous « voeux » "
        "dans un fichier de correspondance (--mapping), et sous [libelles] ce que veut dire "
        "chaque réponse ; sinon, sous « ignorer »"
    ]


def test_a_wish_heading_whose_numbers_name_nothing_is_read_and_told(tmp_path: Path) -> None:
    done = answers(tmp_path, [["Nom", "Vœu 1"], ["Un", "17"], ["Deux", "18"]], problem=event())
    assert [unknown.label for unknown in done.report.unknown] == ["17", "18"]


def test_workshops_of_one_title_are_named_by_their_ids(tmp_path: Path) -> None:
    problem = draft({"matin": "Atelier Eau", "soir": "Atelier Eau"})
    done = answers(tmp_path, [["Nom", "Vœu 1"], ["Un", "Atelier Eau"]], problem=problem)
    assert done.report.unknown[0].may_mean == ("Atelier Eau (matin)", "Atelier Eau (soir)")
