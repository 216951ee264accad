"""Who is who: people of one name, people at one address, and lists that come one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from form_answers import answers, csv_text, event

from agenda_solver.files.responses import Registration, register
from agenda_solver.problem import Problem

WATER, YOUTH = "Atelier 1", "Atelier 2"


def listed(
    folder: Path, name: str, rows: Sequence[Sequence[str]], draft: Problem | None = None
) -> Registration:
    """Register a list under its own name."""
    (folder / name).write_text(csv_text(rows), encoding="utf-8")
    return register(draft or event(), folder / name)


def people(done: Registration) -> list[tuple[str, str, object]]:
    return [(one.id, one.name, one.wishes) for one in done.problem.attendees]


def notices(done: Registration) -> list[str]:
    return [notice.fr for notice in done.report.notices]


# --- In one file --------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["Classe", "Service", "Délégation", "Téléphone", "Né le"])
def test_who_differs_in_any_column_is_somebody_else(header: str, tmp_path: Path) -> None:
    rows = [["Nom", "Prénom", header, "Vœu 1"]]
    rows += [["Fictive", "Léa", "CE1", WATER], ["Fictive", "Léa", "CM2", YOUTH]]
    done = answers(tmp_path, rows)
    assert people(done) == [
        ("p008", "Léa Fictive", ["eau"]),
        ("p009", "Léa Fictive", ["jeunesse"]),
    ]
    assert notices(done) == [
        f"lignes 2 et 3 : même nom, mais autre chose sous « {header} » ; gardées comme des "
        "personnes différentes. Si c'est la même, ne garder qu'une ligne"
    ]
    again = answers(tmp_path, rows, problem=done.problem)
    assert again.problem == done.problem
    assert len(again.report.same) == 2


def test_a_number_of_rows_tells_nobody_apart(tmp_path: Path) -> None:
    rows = [["N°", "Horodateur", "Nom", "Vœu 1"]]
    rows += [["1", "04/05/2026 09:00:00", "Fictive", WATER]]
    rows += [["2", "05/05/2026 09:00:00", "Fictive", YOUTH]]
    done = answers(tmp_path, rows)
    assert people(done) == [("p008", "Fictive", ["jeunesse"])]
    assert done.report.superseded == ((2, 3),)
    assert notices(done) == [
        "lignes 2 et 3 : même nom, sans adresse ; lues comme une personne qui a répondu à nouveau. "
        "Si elles sont plusieurs, dire dans une colonne « groupe » ce qui les distingue"
    ]


def test_a_list_without_times_has_no_second_answers(tmp_path: Path) -> None:
    rows = [["Nom", "Vœu 1"], ["Fictive", WATER], ["Fictive", YOUTH], ["Fictive", WATER]]
    done = answers(tmp_path, rows)
    assert people(done) == [("p008", "Fictive", ["eau"]), ("p009", "Fictive", ["jeunesse"])]
    assert done.report.superseded == ((2, 4),)
    assert notices(done) == [
        "lignes 2 et 3 : même nom, et rien d'autre ne dit qui c'est ; gardées comme des personnes "
        "différentes. Si c'est la même, ne garder qu'une ligne"
    ]


def test_the_same_address_and_name_is_a_second_answer(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail", "Service", "Vœu 1"]]
    rows += [["Léa Fictive", "lea@example.org", "DRH", WATER]]
    rows += [["Fictive Léa", "LEA@example.org", "Ressources humaines", YOUTH]]
    done = answers(tmp_path, rows)
    assert [wishes for _, _, wishes in people(done)] == [["jeunesse"]]
    assert done.report.superseded == ((2, 3),)


def test_a_shorter_name_at_the_same_address_is_told(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail"], ["Léa Fictive", "a@example.org"], ["Fictive", "a@example.org"]]
    done = answers(tmp_path, rows)
    assert len(done.problem.attendees) == 1
    assert "un nom plus ou moins complet ; lues comme une personne" in notices(done)[0]


def test_one_address_of_a_school_is_that_of_many(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail", "Classe", "Vœu 1"]]
    rows += [["Léa Fictive", "ecole@example.org", "CE1", WATER]]
    rows += [["Luc Fictif", "ecole@example.org", "CE1", WATER]]
    rows += [["Léa Fictive", "ecole@example.org", "CM2", YOUTH]]
    done = answers(tmp_path, rows)
    assert [one.group for one in done.problem.attendees] == ["CE1", "CE1", "CM2"]
    assert "lignes 2, 3 et 4 : une même adresse, des noms différents" in notices(done)[0]
    again = answers(tmp_path, rows, problem=done.problem)
    assert again.problem == done.problem


def test_an_answer_without_its_address_is_that_of_its_namesake_alike(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail", "Classe"], ["Léa Fictive", "a@example.org", "CE1"]]
    rows += [["Léa Fictive", "", "CE1"], ["Léa Fictive", "", "CM2"]]
    done = answers(tmp_path, rows)
    assert [(one.email, one.group) for one in done.problem.attendees] == [
        ("a@example.org", "CE1"),
        ("", "CM2"),
    ]


# --- One file after another ---------------------------------------------------------------

FIRST = [["Nom", "Vœu 1"], ["Léa Fictive", WATER], ["Ana Fictive", WATER]]
SECOND = [["Nom", "Vœu 1"], ["Léa Fictive", YOUTH], ["Luc Fictif", WATER]]


def test_people_of_two_lists_are_two(tmp_path: Path) -> None:
    one = listed(tmp_path, "ce1.csv", FIRST)
    two = listed(tmp_path, "cm2.csv", SECOND, one.problem)
    assert people(two) == [
        ("p008", "Léa Fictive", ["eau"]),
        ("p009", "Ana Fictive", ["eau"]),
        ("p010", "Léa Fictive", ["jeunesse"]),
        ("p011", "Luc Fictif", ["eau"]),
    ]
    assert notices(two) == [
        "ligne 2 : « p008 » a le même nom, mais vient d'une autre liste ; gardée comme une autre "
        "personne. Si c'est la même, écrire « p008 » dans une colonne « id »"
    ]


def test_a_list_that_comes_again_changes_its_own_people(tmp_path: Path) -> None:
    one = listed(tmp_path, "ce1.csv", FIRST)
    both = listed(tmp_path, "cm2.csv", SECOND, one.problem).problem
    later = [*SECOND, ["Zoé Fictive", YOUTH]]
    later[1] = ["Léa Fictive", WATER]
    done = listed(tmp_path, "cm2 (1).csv", later, both)
    assert people(done)[2:] == [
        ("p010", "Léa Fictive", ["eau"]),
        ("p011", "Luc Fictif", ["eau"]),
        ("p012", "Zoé Fictive", ["jeunesse"]),
    ]
    assert done.problem.attendee["p012"].source == "cm2"
    assert not done.report.notices
    whole = listed(tmp_path, "ce1.csv", FIRST, done.problem)
    assert whole.problem == done.problem


def test_the_id_says_that_they_are_one(tmp_path: Path) -> None:
    one = listed(tmp_path, "ce1.csv", FIRST)
    rows = [["id", *SECOND[0]], ["p008", *SECOND[1]], ["", *SECOND[2]]]
    done = listed(tmp_path, "cm2.csv", rows, one.problem)
    assert people(done)[0] == ("p008", "Léa Fictive", ["jeunesse"])
    assert len(done.problem.attendees) == 3
    assert not done.report.notices


def test_another_group_is_another_person(tmp_path: Path) -> None:
    rows = [["Nom", "Classe", "Vœu 1"], ["Léa Fictive", "CE1", WATER]]
    one = listed(tmp_path, "ecole.csv", rows)
    rows = [rows[0], ["Léa Fictive", "CM2", YOUTH], rows[1]]
    done = listed(tmp_path, "ecole.csv", rows, one.problem)
    assert [(attendee.id, attendee.group) for attendee in done.problem.attendees] == [
        ("p008", "CE1"),
        ("p009", "CM2"),
    ]


def test_another_name_at_a_known_address_is_another_person(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail"], ["Léa Fictive", "bureau@example.org"]]
    one = listed(tmp_path, "a.csv", rows)
    done = listed(tmp_path, "b.csv", [rows[0], ["Luc Fictif", rows[1][1]]], one.problem)
    assert [name for _, name, _ in people(done)] == ["Léa Fictive", "Luc Fictif"]
    assert notices(done) == [
        "ligne 2 : l'adresse est celle de « p008 », mais le nom est autre ; gardée comme une autre "
        "personne. Si c'est la même, écrire « p008 » dans une colonne « id »"
    ]


def test_who_wrote_an_address_needs_no_list(tmp_path: Path) -> None:
    rows = [["Nom", "E-mail", "Vœu 1"], ["Léa Fictive", "a@example.org", WATER]]
    one = listed(tmp_path, "a.csv", [*rows, ["Luc Fictif", "l@example.org", WATER]])
    late = listed(
        tmp_path, "b.csv", [rows[0], ["Léa Fictive", "a@example.org", YOUTH]], one.problem
    )
    assert people(late)[0] == ("p008", "Léa Fictive", ["jeunesse"])
    assert [attendee.source for attendee in late.problem.attendees] == ["", ""]
