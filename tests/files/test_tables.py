from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.fields import BY_KEY, SheetKey
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.workbook.tables import InputTable, find_renamed, find_sheets, read_table
from agenda_solver.text import Text

Lines = list[list[Any]]
SESSIONS = ["id", "titre", "début", "minutes"]


class Told:
    """What was said of the cells of a workbook, in French."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.notices: list[str] = []

    def fault(self, sheet: str, cell: str, text: Text) -> None:
        self.faults.append(f"{sheet}!{cell}: {text.fr}")

    def notice(self, sheet: str, cell: str, text: Text) -> None:
        self.notices.append(f"{sheet}!{cell}: {text.fr}")


def opened(tmp_path: Path, *merged: str, **sheets: Lines) -> Opened:
    book = Workbook()
    del book["Sheet"]
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        assert isinstance(sheet, Worksheet)
        for line in lines:
            sheet.append(line)
        for area in merged:
            sheet.merge_cells(area)
    book.save(tmp_path / "forum.xlsx")
    return Opened(tmp_path / "forum.xlsx")


def table(
    tmp_path: Path, key: SheetKey, lines: Lines, *merged: str
) -> tuple[InputTable, list[str], list[str]]:
    told = Told()
    book = opened(tmp_path, *merged, S=lines)
    found = read_table(book, BY_KEY[key], "S", told.fault, told.notice)
    return found, told.faults, told.notices


# --- Which sheet is which -----------------------------------------------------------------


def test_sheets_by_their_names_in_either_language(tmp_path: Path) -> None:
    told = Told()
    book = opened(tmp_path, EVENT=[], Jours=[], salles=[], Rooms=[], Divers=[])
    found = find_sheets(book, told.fault)
    assert found == {"event": "EVENT", "days": "Jours", "rooms": "salles"}
    assert told.faults == [
        "Rooms!A1: cette feuille tient lieu de la feuille « salles », qui est là aussi : "
        "n'en garder qu'une"
    ]


ROOMS = [["id", "nom", "places", "site"], ["amphi", "Amphi", 200, "A"]]
EVENT = [["information", "valeur"], ["nom", "Forum"], ["langue", "fr"]]


@pytest.mark.parametrize(
    ("key", "lines", "found"),
    [
        ("rooms", ROOMS, True),
        ("rooms", [["Nos salles"], [], *ROOMS], True),
        ("rooms", [line[:2] for line in ROOMS], False),
        ("rooms", [line[1:] for line in ROOMS], False),
        ("rooms", [], False),
        ("sessions", ROOMS, False),
        ("event", EVENT, True),
        ("event", EVENT[1:], False),
        ("event", [["information", "valeur"], ["budget", 3]], False),
    ],
)
def test_a_sheet_by_its_header(tmp_path: Path, key: SheetKey, lines: Lines, found: bool) -> None:
    book = opened(tmp_path, Divers=[["budget", 3000]], Autre=lines)
    assert find_renamed(book, {}, key, frozenset()) == ("Autre" if found else None)


def test_a_copy_of_a_sheet_is_not_taken_for_another_one(tmp_path: Path) -> None:
    people = [["id", "nom", "e-mail", "organisation", "présence", "fonction"]]
    book = opened(tmp_path, Intervenants=people, Copie=people)
    known = find_sheets(book, Told().fault)
    assert find_renamed(book, known, "attendees", frozenset()) is None


def test_views_and_hidden_sheets_are_not_looked_at(tmp_path: Path) -> None:
    book = opened(tmp_path, _meta=ROOMS, Rapport=ROOMS)
    assert find_renamed(book, {}, "rooms", frozenset({"rapport"})) is None


# --- Tables -------------------------------------------------------------------------------


def test_a_table(tmp_path: Path) -> None:
    lines = [SESSIONS, ["a", "Un", None, 60], [], ["b", "Deux", "9h", 45]]
    found, faults, notices = table(tmp_path, "sessions", lines)
    assert (faults, notices, found.header) == ([], [], 1)
    assert found.rows == {
        2: {("id",): "a", ("title",): "Un", ("minutes", "min"): 60},
        4: {("id",): "b", ("title",): "Deux", ("@start",): "9h", ("minutes", "min"): 45},
    }
    assert found.cell(4, ("title",)) == "B4"
    assert found.cell(4, ("minutes",)) == "D4"
    assert found.cell(4, ("minutes", "min", 0)) == "D4"
    assert found.cell(4, ("people",)) == "A4"


@pytest.mark.parametrize("above", [1, 4, 9])
def test_a_header_below_a_title(tmp_path: Path, above: int) -> None:
    lines = [["Programme", "session", n] for n in range(above)] + [SESSIONS, ["a", "Un"]]
    found, faults, _ = table(tmp_path, "sessions", lines)
    assert (found.header, list(found.rows), faults) == (above + 1, [above + 2], [])


def test_a_header_too_far_below(tmp_path: Path) -> None:
    lines = [["Programme", n] for n in range(12)] + [SESSIONS, ["a", "Un"]]
    _, faults, _ = table(tmp_path, "sessions", lines)
    assert faults[0] == "S!A1: il manque la colonne « id »"


def test_a_blank_sheet_is_a_table_without_rows(tmp_path: Path) -> None:
    found, faults, notices = table(tmp_path, "rooms", [])
    assert (found.rows, faults, notices) == ({}, [], [])


@pytest.mark.parametrize("lines", [[], [SESSIONS], [["Programme"], SESSIONS]])
def test_some_sheets_take_a_row(tmp_path: Path, lines: Lines) -> None:
    _, faults, _ = table(tmp_path, "sessions", lines)
    row = max(len(lines), 1) + 1
    assert faults == [f"S!A{row}: cette feuille n'a pas de ligne : il en faut au moins une"]


@pytest.mark.parametrize(
    ("header", "faults", "notices"),
    [
        (["ID", " Titre\u00a0", "Debut"], [], []),
        (["id", "titre", "quand"], ["A1: il manque la colonne « début »"], None),
        (["id", "titre", "Heure de début (*)"], [], []),
        (
            ["id", "titre", "débutt"],
            ["C1: la colonne « débutt » n'est pas connue ; peut-être « début » ?"],
            [],
        ),
        (
            ["id", "title", "start", "titre"],
            ["D1: « titre » et « title » (B1) sont la même colonne : n'en garder qu'une"],
            [],
        ),
        (
            ["id", "titre", "début", "Budget"],
            [],
            ["D1: la colonne « Budget » n'est pas connue, elle n'est pas lue"],
        ),
        (
            ["id", "titre", "début", 2026, True, "x" * 90],
            [],
            [
                "D1: les colonnes « 2026 », « oui » et « " + "x" * 59 + "… » ne sont pas connues, "
                "elles ne sont pas lues"
            ],
        ),
        (
            ["id", "titre", "début", *(f"libre {n}" for n in range(20))],
            [],
            [
                "D1: les colonnes « libre 0 », « libre 1 », « libre 2 », « libre 3 », « libre 4 », "
                "« libre 5 », « libre 6 » et 13 autres ne sont pas connues, elles ne sont pas lues"
            ],
        ),
    ],
)
def test_headings(
    tmp_path: Path, header: list[Any], faults: list[str], notices: list[str] | None
) -> None:
    _, told, noticed = table(tmp_path, "sessions", [header, ["a", "Un", "9h"]])
    assert told == [f"S!{it}" for it in faults]
    if notices is not None:
        assert noticed == [f"S!{it}" for it in notices]


def test_columns_without_a_heading(tmp_path: Path) -> None:
    lines = [[None, "id", "titre", None, "début"], [1, "a", "Un", "ici", "9h", "vu", "ok"]]
    found, faults, notices = table(tmp_path, "sessions", lines)
    assert faults == [
        "S!D1: cette colonne n'a pas de titre, mais des valeurs : lui donner un titre, ou la vider"
    ]
    assert notices == [
        "S!A2: les colonnes A, F et G, à côté du tableau, n'ont pas de titre : "
        "elles ne sont pas lues"
    ]
    assert found.rows == {2: {("id",): "a", ("title",): "Un", ("@start",): "9h"}}


def test_a_row_in_other_columns_only_is_no_row(tmp_path: Path) -> None:
    lines = [[*SESSIONS, "Budget"], ["a", "Un"], [None, None, None, None, 300]]
    found, faults, _ = table(tmp_path, "sessions", lines)
    assert (list(found.rows), faults) == ([2], [])


@pytest.mark.parametrize(
    ("area", "told"),
    [
        ("A2:A3", True),  # one thing for two rows
        ("B2:C2", True),  # one thing for two columns
        ("D1:D3", False),  # nothing
        ("E2:E3", False),  # beside the table
        ("A1:D1", False),  # its header
    ],
)
def test_merged_cells(tmp_path: Path, area: str, told: bool) -> None:
    lines = [SESSIONS[:3], ["a", "Un", "9h", None, "vu"], ["b", "Deux", "10h"]]
    lines = lines if area != "A1:D1" else [["Programme"], *lines]
    _, faults, _ = table(tmp_path, "sessions", lines, area)
    said = f"S!{area}: ces cellules sont fusionnées : les séparer, et remplir chacune"
    assert (said in faults) is told


def test_formulas_and_errors(tmp_path: Path) -> None:
    lines = [[*SESSIONS, "Budget"], ["a", "=1+1", "#N/A", 60, "=1/0"], ["b", "Deux", None, "=2"]]
    _, faults, _ = table(tmp_path, "sessions", lines)
    formula = (
        "cette formule n'a pas encore de valeur : ouvrir le classeur dans un tableur et "
        "l'enregistrer, ou taper la valeur"
    )
    assert faults == [
        "S!C2: « #N/A » est une erreur de calcul : taper la valeur elle-même",
        f"S!B2: {formula}",
        f"S!D3: {formula}",
    ]


# --- The event ----------------------------------------------------------------------------


def test_the_event_is_read_downwards(tmp_path: Path) -> None:
    lines = [["Notre forum"], ["item", None, "value"], ["Nom", None, "Forum"], [], ["pas", "x"]]
    found, faults, notices = table(tmp_path, "event", lines)
    assert faults == []
    assert notices == [
        "S!A1: « Notre forum » est pris pour un titre, cette ligne n'est pas lue ; si elle compte, "
        "la mettre sous les en-têtes"
    ]
    assert found.rows == {3: {("name",): "Forum"}, 5: {}}
    assert found.items == {("name",): 3, ("grid",): 5}
    assert found.cell(5, ("grid",)) == "C5"


def test_an_event_without_a_header(tmp_path: Path) -> None:
    found, faults, _ = table(tmp_path, "event", [["nom", "Forum"], ["langue", "fr"]])
    assert (found.rows, faults) == ({1: {("name",): "Forum"}, 2: {("language",): "fr"}}, [])


def test_what_is_wrong_with_the_event(tmp_path: Path) -> None:
    lines = [*EVENT, ["name", "Autre"], ["fuseau horair", "x"], [None, "y"], ["budget", 3]]
    _, faults, notices = table(tmp_path, "event", lines)
    assert faults == [
        "S!A4: « name » est déjà en A2",
        "S!A5: « fuseau horair » n'est pas une information connue ; peut-être « fuseau horaire » ?",
        "S!A6: il manque le nom de cette information (au choix : id, fuseau horaire, version, "
        "lieu, pas, pause, trajet, trajets, salle trop petite, déjeuner (minutes), "
        "déjeuner à partir de, déjeuner jusqu'à, convenable à partir de, convenable jusqu'à, "
        "possible à partir de, possible jusqu'à, places au moins, places au plus, "
        "interventions comptées, note, sous-titre, adresse, description, public visé, "
        "organisateurs, partenaires, lien, contact, informations pratiques)",
    ]
    assert notices == ["S!A7: « budget » n'est pas une information connue, elle n'est pas lue"]
