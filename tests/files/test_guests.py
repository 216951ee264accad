"""Lists of those who come to a world café, as they are kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from agenda_solver.cafe.asked import Guest
from agenda_solver.files import InputError
from agenda_solver.files.guests import read_guests


def listed(folder: Path, name: str, words: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(words, encoding=encoding)
    return path


def test_a_name_a_line(tmp_path: Path) -> None:
    path = listed(tmp_path, "noms.txt", "\ufeffZoé Fictive\n\n  Bob Fictif \n")
    assert read_guests(path) == (
        (Guest("Zoé Fictive", "Zoé Fictive"), Guest("Bob Fictif", "Bob Fictif")),
        (),
    )


@pytest.mark.parametrize(
    ("words", "guests"),
    [
        (
            "nom;organisation\nZoé;Ville\nBob;\n",
            [Guest("Zoé", "Zoé", "Ville"), Guest("Bob", "Bob")],
        ),
        ("Code,Name,Notes\np1,Zoe,x\n", [Guest("p1", "Zoe")]),
        ("Prénom;Nom;Structure\nZoé;Fictive;Asso\n", [Guest("Zoé Fictive", "Zoé Fictive", "Asso")]),
        ("id\np1\np2\n", [Guest("p1"), Guest("p2")]),
        ("Participant;Société\nZoé;Ville\n", [Guest("Zoé", "Zoé", "Ville")]),
        (
            "Titre;Nom;Association;Organisation\nMme;Zoé;oui;Ville\n",
            [Guest("Zoé", "Zoé", "Ville")],
        ),
    ],
)
def test_columns_by_their_headers(tmp_path: Path, words: str, guests: list[Guest]) -> None:
    assert list(read_guests(listed(tmp_path, "noms.csv", words))[0]) == guests


def test_a_workbook_is_a_list_too(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Nom", "Organisation"])
    book.worksheets[0].append(["Zoé", "Ville"])
    book.save(tmp_path / "noms.xlsx")
    assert read_guests(tmp_path / "noms.xlsx")[0] == (Guest("Zoé", "Zoé", "Ville"),)


def test_other_encodings_are_told_of(tmp_path: Path) -> None:
    path = listed(tmp_path, "noms.csv", "nom;organisation\nZoé;Ville\n", "cp1252")
    guests, notices = read_guests(path)
    assert guests[0].name == "Zoé"
    assert "Windows-1252" in notices[0].fr


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("noms.txt", "\n \n", "noms.txt: cette liste est vide"),
        ("noms.txt", "Zoé\nBob\nZOE\n", "noms.txt, ligne 3: « ZOE » est déjà à la ligne 1"),
        ("noms.csv", "qui;quoi\nZoé;x\n", "noms.csv: il n'y a pas de colonne « nom »"),
        ("noms.csv", "nom;quoi\nZoé;x\n;y\n", "noms.csv, ligne 3: cette ligne n'a pas de nom"),
        (
            "noms.csv",
            "id;nom\np1;Zoé\np1;Bob\n",
            "noms.csv, ligne 3: « Bob » est déjà à la ligne 2",
        ),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, words: str, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_guests(listed(tmp_path, name, words))
    assert caught.value.sentences[0].fr.startswith(said)


def test_a_text_file_is_read_in_any_encoding_too(tmp_path: Path) -> None:
    guests, notices = read_guests(listed(tmp_path, "noms.txt", "Zoé\n", "cp1252"))
    assert guests[0].name == "Zoé"
    assert "Windows-1252" in notices[0].fr
    assert read_guests(listed(tmp_path, "noms.txt", "Zoé\n", "utf-16"))[0] == guests


def test_what_is_no_name_is_told(tmp_path: Path) -> None:
    words = "sep=|\nInscrits au café\n\nPrénom|Nom|Structure\nZoé|Fictive|Asso\nTotal||1\n"
    guests, notices = read_guests(listed(tmp_path, "noms.csv", words))
    assert guests == (Guest("Zoé Fictive", "Zoé Fictive", "Asso"),)
    assert [notice.fr for notice in notices] == [
        "noms.csv, ligne 1: « Inscrits au café » est pris pour un titre, cette ligne n'est pas "
        "lue ; si elle compte, la mettre sous les en-têtes",
        "noms.csv, ligne 5: « Total » est pris pour un total, cette ligne n'est pas lue ; si c'est "
        "une ligne du tableau, écrire des mots dans une autre de ses cellules",
    ]


def test_what_is_no_name_in_lines_is_told(tmp_path: Path) -> None:
    words = "Liste des invités :\n\nZoé Fictive\nBob Fictif\n\nTotal : 2\nMis à jour le 3 mars\n"
    guests, notices = read_guests(listed(tmp_path, "noms.txt", words))
    assert [guest.name for guest in guests] == ["Zoé Fictive", "Bob Fictif"]
    otherwise = "si c'est une ligne de la liste, la faire commencer par un autre mot"
    assert [notice.fr for notice in notices] == [
        f"noms.txt, ligne 1: « Liste des invités : » est pris pour un titre, cette ligne n'est pas "
        f"lue ; {otherwise}",
        f"noms.txt, ligne 6: « Total : 2 » est pris pour un total, cette ligne n'est pas lue ; "
        f"{otherwise}",
        f"noms.txt, ligne 7: « Mis à jour le 3 mars » est pris pour une remarque, cette ligne "
        f"n'est pas lue ; {otherwise}",
    ]


def test_codes_that_a_spreadsheet_has_made_dates(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Id", "Nom", "Organisation"])
    book.worksheets[0].append([datetime(2027, 2, 1), "Zoé", datetime(2027, 2, 1)])
    book.save(tmp_path / "noms.xlsx")
    with pytest.raises(InputError) as caught:
        read_guests(tmp_path / "noms.xlsx")
    assert [sentence.fr for sentence in caught.value.sentences] == [
        "noms.xlsx, Sheet!A2: « 01/02/2027 » n'est ni un id ni un nom ; un tableur en a fait une "
        "date, c'était sans doute « 1-2 » ou « 2-1 » : mettre la colonne au format « Texte », puis "
        "le retaper"
    ]


def test_a_list_may_be_too_long(tmp_path: Path) -> None:
    path = listed(tmp_path, "noms.txt", "".join(f"Fictif {n}\n" for n in range(5_001)))
    with pytest.raises(InputError, match="at most 5000"):
        read_guests(path)
