"""Exports of Microsoft Forms, as workbooks and as CSV."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from form_answers import BUDGET, EAU, JEUNESSE, SANTE, answers, event, ignored, only, wishes
from openpyxl import Workbook

from agenda_solver.files import InputError
from agenda_solver.files.responses import Registration, register

OWN = ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"]
BEGAN = datetime(2026, 4, 3, 9, 0)
ENDED = datetime(2026, 4, 3, 9, 5)


def workbook(folder: Path, *rows: list[object], sheets: tuple[str, ...] = ("Form1",)) -> Path:
    book = Workbook()
    book.active.title = sheets[0]
    for row in rows:
        book.active.append(row)
    for title in sheets[1:]:
        book.create_sheet(title).append(["autre chose"])
    path = folder / "Réponses.xlsx"
    book.save(path)
    return path


def registered(folder: Path, *rows: list[object]) -> Registration:
    return register(event(), workbook(folder, *rows))


def test_a_ranking_question_is_an_ordered_list(tmp_path: Path) -> None:
    header = [*OWN, "Classez les ateliers"]
    row = [1, BEGAN, ENDED, "un@example.org", "Participant fictif 001", f"{SANTE};{EAU};{BUDGET};"]
    done = registered(tmp_path, header, row)
    assert only(done).wishes == ["sante", "eau", "budget"]
    assert only(done).id == "p008"  # after p007, who is of the programme
    assert only(done).email == "un@example.org"


def test_answers_from_a_csv_of_the_same_kind(tmp_path: Path) -> None:
    text = "\ufeff" + ";".join([*OWN, "Ateliers souhaités"]) + "\r\n"
    text += f'1;3/4/2026 9:00;3/4/2026 9:05;anonymous;;"{EAU};{JEUNESSE};"\r\n'
    done = answers(tmp_path, text)
    assert wishes(done) == [["eau", "jeunesse"]]


def test_the_anonymous_are_known_by_the_questions_of_the_form(tmp_path: Path) -> None:
    header = [*OWN, "Votre nom et prénom", "Votre structure", "Votre adresse e-mail", "Vœu 1"]
    account = [1, BEGAN, ENDED, "anonymous", "anonymous"]
    who = ["Participante fictive 002", "Ville fictive"]
    rows = [
        [*account, *who, "deux@example.org", EAU],
        [*account, *who, None, SANTE],
        [*account, *who[:1], "Autre ville", None, JEUNESSE],
    ]
    done = registered(tmp_path, header, *rows)
    first, second = done.problem.attendees
    assert (first.name, first.email, first.wishes) == (who[0], "deux@example.org", ["sante"])
    assert (second.organisation, second.wishes) == ("Autre ville", ["jeunesse"])
    assert done.report.superseded == ((2, 3),)


def test_who_gives_no_name_is_somebody_for_each_row(tmp_path: Path) -> None:
    row = [1, BEGAN, ENDED, "anonymous", None, EAU]
    done = registered(tmp_path, [*OWN, "Vœu 1"], row, row)
    assert [it.id for it in done.problem.attendees] == ["p008", "p009"]
    assert [it.fr for it in done.report.notices] == [
        "lignes 2 et 3 : ni nom ni adresse ; lues à nouveau, elles feraient de nouveaux "
        "participants"
    ]


def test_the_columns_of_the_form_itself_are_not_read(tmp_path: Path) -> None:
    header = [*OWN, "Heure de la dernière modification", "Vœu 1"]
    done = registered(tmp_path, header, [1, BEGAN, ENDED, "a@example.org", "A", None, EAU])
    assert ignored(done) == ["ID", "Heure de début", "Heure de la dernière modification"]


def test_the_later_answer_counts_by_its_time(tmp_path: Path) -> None:
    later = [1, BEGAN, datetime(2026, 5, 1), "a@example.org", "Participant fictif", SANTE]
    sooner = [2, BEGAN, ENDED, "a@example.org", "Participant fictif", EAU]
    done = registered(tmp_path, [*OWN, "Vœu 1"], later, sooner)
    assert only(done).wishes == ["sante"]


def test_a_likert_question_has_a_column_for_each_workshop(tmp_path: Path) -> None:
    who = [1, BEGAN, ENDED, "a@example.org", "Participant fictif"]
    done = registered(tmp_path, [*OWN, EAU, SANTE], [*who, "2e choix", "1er choix"])
    assert only(done).wishes == ["sante", "eau"]


# --- Workbooks ----------------------------------------------------------------------------


def test_numbers_and_blank_rows_of_a_workbook(tmp_path: Path) -> None:
    rows = [["Nom", "Structure", "Vœu 1"], [], ["Participant fictif", 76, EAU]]
    done = registered(tmp_path, *rows)
    assert only(done).organisation == "76"
    assert done.report.new == ((3, "p008"),)


def test_only_the_first_sheet_is_read_and_it_is_said(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Nom"], ["Participante fictive"], sheets=("Form1", "Notes"))
    done = register(event(), path)
    assert [it.fr for it in done.report.notices] == [
        "Réponses.xlsx : seule la feuille « Form1 » est lue, pas « Notes »"
    ]


def test_a_formula_without_a_value_is_refused_with_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Nom", "Vœu 1"], ["Participante fictive", "=A1"])
    with pytest.raises(InputError) as caught:
        register(event(), path)
    assert [it.fr for it in caught.value.sentences] == [
        "Réponses.xlsx, Form1!B2: cette formule n'a pas de valeur ; ouvrir le fichier dans un "
        "tableur et l'enregistrer"
    ]


def test_a_sheet_that_would_unpack_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Nom"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/bombe.xml", b"0" * 120_000_000)
    with pytest.raises(InputError, match="too large"):
        register(event(), path)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this file is empty"):
        register(event(), workbook(tmp_path))
