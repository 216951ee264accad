"""What is wrong with a draft is told in one go: what cannot be read, and what cannot be."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from command_line import run

NOT_JUDGED = "Ce qui dépend de ce qui n'a pas pu être lu n'est pas encore jugé."

EVENT = """
attendees = "inscrits.csv"

[event]
name = "Forum"

[[days]]
id = "j1"
date = 2027-03-18
open = { start = "9h", end = "18h" }
"""
DRAFT = (
    EVENT
    + """
[[rooms]]
id = "bleue"
capacity = "beaucoup"

[[rooms]]
id = "verte"
capacity = 20

[[people]]
id = "durand"

[[sessions]]
id = "accueil"
title = "Accueil"
minutes = "une heure"

[[sessions]]
id = "atelier"
title = "Atelier"
minutes = 60
rooms = ["verte"]
expected = 50

[[sessions]]
id = "debat"
title = "Débat"
minutes = 60
people = { animation = ["durant"] }
before = ["bilan"]

[[sessions]]
id = "bilan"
title = "Bilan"
minutes = 60
before = ["debat"]
"""
)
REGISTERED = "id;vœux;présence\np1;atelier;9h-12h\np2;atelié;25h-26h\np1;bilan;\n"


def written(tmp_path: Path, draft: str, registered: str = "id\n") -> Path:
    (tmp_path / "inscrits.csv").write_text(registered, encoding="utf-8")
    path = tmp_path / "forum.toml"
    path.write_text(draft, encoding="utf-8")
    return path


def lines(text: str) -> list[str]:
    return text.splitlines()


SAYS = [
    "forum.toml, ligne 14, rooms[0].capacity (« bleue »): attendu un nombre entier",
    "forum.toml, ligne 26, sessions[0].minutes (« accueil »): « une heure » n'est pas une durée "
    "(attendu 1 à 1440 minutes, ou min et max)",
    "forum.toml, ligne 39, sessions[2].people.animation[0] (« debat »): « durant » n'est pas l'id "
    "d'un intervenant ; peut-être « durand » ?",
    "inscrits.csv, ligne 3, vœux: « atelié » n'est pas l'id d'une session ; peut-être "
    "« atelier » ?",
    "inscrits.csv, ligne 3, présence: « 25h » n'est pas une heure (attendu HH:MM)",
    "inscrits.csv, ligne 3, présence: « 26h » n'est pas une heure (attendu HH:MM)",
    "inscrits.csv, ligne 4, id: « p1 » est déjà à la ligne 2",
]
FOUND = [
    "ERREUR  forum.toml, ligne 28, sessions[1] (« atelier »): « Atelier » ne peut avoir lieu nulle "
    "part : « Atelier » a pour salle verte ; « Atelier » attend 50 personnes",
    "ERREUR  forum.toml, ligne 40, sessions[2].before[0] (« debat »): ces demandes se "
    "contredisent : « Débat » vient avant « Bilan » ; « Bilan » vient avant « Débat »",
]


def test_one_run_tells_every_layer(tmp_path: Path) -> None:
    done = run("check", written(tmp_path, DRAFT, REGISTERED))
    assert done.returncode == 2
    *said, summary = lines(done.stderr)
    assert set(said[:-2]) == set(SAYS)
    assert said[-2:] == FOUND
    assert summary == f"En tout : 7 fautes de lecture et 2 erreurs. {NOT_JUDGED}"


def test_the_document_has_both(tmp_path: Path) -> None:
    done = run("check", "--json", written(tmp_path, DRAFT, REGISTERED))
    document: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode, document["status"], document["exit"]) == (2, "error", 2)
    assert len(document["faults"]) == 7
    assert [finding["severity"] for finding in document["findings"]] == ["error"] * 2
    assert document["findings"][0]["sessions"] == ["atelier"]


def test_whoever_solves_is_told_as_much_and_nothing_is_written(tmp_path: Path) -> None:
    output = tmp_path / "programme.xlsx"
    done = run("solve", written(tmp_path, DRAFT, REGISTERED), "-o", output)
    assert done.returncode == 2
    assert lines(done.stderr)[-3:-1] == FOUND
    assert not output.exists()


def test_a_warning_is_told_by_check_alone(tmp_path: Path) -> None:
    doubt = 'id = "verte"\ncapacity = 20\nto_be_confirmed = true'
    draft = written(tmp_path, DRAFT.replace('id = "verte"\ncapacity = 20', doubt))
    says = "verte : cette salle reste à confirmer"
    assert says in run("check", draft).stderr
    assert says not in run("solve", draft, "-o", tmp_path / "p.xlsx").stderr


def test_nothing_more_is_said_of_what_is_right(tmp_path: Path) -> None:
    right = DRAFT.replace('"beaucoup"', "9").replace('"une heure"', "60").replace('nt"]', 'nd"]')
    done = run("check", written(tmp_path, right))
    assert done.returncode == 1
    judged, _, _ = done.stdout.partition("Pris pour acquis :\n")
    assert [line.partition("  ")[0] for line in lines(judged)] == ["ERREUR"] * 2
    assert lines(done.stderr)[-2:] == [
        "Rien n'est écrit. Pour savoir ce qu'il suffirait de changer :",
        f"  agenda-solver explain {tmp_path / 'forum.toml'}",
    ]


# --- Nothing follows ----------------------------------------------------------------------

ONE = EVENT + '[[rooms]]\nid = "a"\n\n[[sessions]]\nid = "s"\ntitle = "S"\nminutes = 60\n'


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        pytest.param(
            ONE.replace("2027-03-18", '"le 32 mars"') + 'locked = { day = "j1" }\n',
            "ligne 9, days[0].date (« j1 »): « le 32 mars » n'est pas une date",
            id="a day without its date can be named, and no session is told to have no day",
        ),
        pytest.param(
            ONE.replace('id = "a"', 'id = ""') + 'rooms = ["a"]\n',
            "ligne 12, rooms[0].id: ne peut pas être vide",
            id="a room that may be the one that is named",
        ),
        pytest.param(
            ONE.replace('id = "a"\n', 'id = "a"\nfeatures = 3\n') + 'needs = ["micro"]\n',
            "ligne 13, rooms[0].features (« a »): attendu une liste",
            id="a room that may have what is needed",
        ),
        pytest.param(
            ONE.replace('id = "a"\n', 'id = "a"\nat_once = "deux"\n')
            + '[[sessions]]\nid = "t"\ntitle = "T"\nminutes = 480\n',
            "ligne 13, rooms[0].at_once (« a »): attendu un nombre entier",
            id="a room that may hold two at once",
        ),
        pytest.param(
            ONE.replace("minutes = 60", "kind = 3\nminutes = 60").replace(
                '[[rooms]]\nid = "a"', ""
            ),
            "sessions[0].kind (« s »): « 3 » n'est pas un genre de session",
            id="a session that may be a break, which takes no room",
        ),
        pytest.param(
            ONE.replace("minutes = 60", "").replace("[event]", "[event]\nslots = 3"),
            "ligne 5, event.slots: attendu une liste",
            id="a session that may fill a slot",
        ),
        pytest.param(
            ONE + "external = true\nlocked = 9\n",
            "sessions[0].locked (« s »): attendu un groupe de clés et de valeurs",
            id="an external session that may be locked",
        ),
    ],
)
def test_of_what_cannot_be_read_nothing_follows(tmp_path: Path, draft: str, fault: str) -> None:
    done = run("check", written(tmp_path, draft))
    assert done.returncode == 2
    assert len(lines(done.stderr)) == 1, done.stderr
    assert fault in done.stderr


# --- Workbooks ----------------------------------------------------------------------------

SHEETS: dict[str, list[list[object]]] = {
    "Événement": [["information", "valeur"], ["nom", "Forum"]],
    "Jours": [["id", "date", "ouverture", "fermeture"], ["j1", "18/03/2027", "9h", "18h"]],
    "Salles": [["id", "places"], ["bleue", 50], ["verte", 20]],
    "Intervenants": [["id"], ["durand"]],
    "Sessions": [
        ["id", "titre", "jour", "début", "verrouillé", "minutes", "intervenants", "avant"],
        ["a", "A", None, None, None, 60, None, "b"],
        ["b", "B", None, None, None, 60, None, "a"],
        ["c", "C", "j1", "10h", "oui", 60, "animation : durand", None],
    ],
}


def book(tmp_path: Path, **cells: object) -> Path:
    """Write a draft with other cells: ``Sessions_D4``."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in SHEETS.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for name, value in cells.items():
        title, _, cell = name.rpartition("_")
        made[title][cell] = value
    path = tmp_path / "forum.xlsx"
    made.save(path)
    return path


CIRCLE = (
    "ERREUR  forum.xlsx, Sessions!H2: ces demandes se contredisent : « A » vient avant « B » ; "
    "« B » vient avant « A »"
)


def test_a_workbook_in_one_go(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        Sessions_G4="animation : durant",
        Sessions_D4="25h30",
        Salles_B2="beaucoup",
        Jours_C2="19h",
    )
    assert lines(run("check", path).stderr) == [
        "forum.xlsx, Jours!C2: la fin (18h00) doit venir après le début (19h00), ou le lendemain "
        "à 6h00 au plus tard",
        "forum.xlsx, Salles!B2: « beaucoup » n'est pas un nombre entier (attendu par exemple 45)",
        "forum.xlsx, Sessions!D4: « 25h30 » n'est pas une heure (attendu HH:MM)",
        "forum.xlsx, Sessions!G4: « durant » n'est pas l'id d'un intervenant ; peut-être "
        "« durand » ?",
        CIRCLE,
        f"En tout : 4 fautes de lecture et 1 erreur. {NOT_JUDGED}",
    ]


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        pytest.param(
            {"Jours_B2": "32/03/2027"},
            ["Jours!B2: « 32/03/2027 » n'est pas une date"],
            id="a day that a session is on",
        ),
        pytest.param(
            {"Intervenants_A2": "#REF!"},
            ["Intervenants!A2: « #REF! »", "ERREUR"],
            id="a person who takes part",
        ),
        pytest.param(
            {"Salles_A3": "bleue", "Sessions_A1": "id"},
            ["Salles!A3: l'id « bleue » est déjà à la ligne 2", "ERREUR"],
            id="a room that is there twice",
        ),
        pytest.param(
            {"Sessions_F1": "minuttes"},
            ["Sessions!F1: la colonne « minuttes » n'est pas connue"],
            id="a column that is spelt nearly so",
        ),
        pytest.param(
            {"Sessions_C4": "jeudi 45"},
            ["Sessions!C4: « jeudi 45 » n'est pas une date", "ERREUR"],
            id="a day of what is locked",
        ),
        pytest.param(
            {"Sessions_A3": None},
            ["Sessions!A3: il manque l'id"],
            id="a session that another comes before",
        ),
    ],
)
def test_in_a_workbook_nothing_follows(
    tmp_path: Path, cells: dict[str, object], faults: list[str]
) -> None:
    done = run("check", book(tmp_path, **cells))
    assert done.returncode == 2
    said = [line for line in lines(done.stderr) if not line.startswith("En tout")]
    assert len(said) == len(faults), done.stderr
    assert all(fault in line for fault, line in zip(faults, said, strict=True)), done.stderr


# --- From a least to a most ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ('before = [{ session = "t", min = 9, max = 8 }]', "sessions[0].before[0].max"),
        ('[[sequences]]\nsessions = ["s", "t"]\nmin = 9\nmax = 8', "sequences[0].max"),
        ('[[attendees]]\nid = "p1"\nseats = { min = 9, max = 8 }', "attendees[0].seats.max"),
    ],
)
def test_a_most_is_not_less_than_its_least(tmp_path: Path, more: str, where: str) -> None:
    other = '\n[[sessions]]\nid = "t"\ntitle = "T"\nminutes = 60\n'
    draft = ONE.replace('attendees = "inscrits.csv"', "")
    within, between = (f"{more}\n", "") if more[0] != "[" else ("", f"{more}\n")
    done = run("check", written(tmp_path, draft + within + other + between))
    assert done.returncode == 2
    assert where in done.stderr
    assert "au plus 8, alors qu'il en faut au moins 9 : changer l'un des deux" in done.stderr
    same = draft + within + other + between
    assert run("check", written(tmp_path, same.replace("max = 8", "max = 9"))).returncode != 2


def test_the_cell_of_a_most_that_is_less_than_its_least(tmp_path: Path) -> None:
    path = book(tmp_path)
    book_ = load_workbook(path)
    book_["Sessions"]["H3"] = f"{book_['Sessions']['A4'].value} [9-8]"
    book_.save(path)
    (first, *_) = lines(run("check", path).stderr)
    assert first.startswith("forum.xlsx, Sessions!H3: ")
    assert "au plus 8, alors qu'il en faut au moins 9 : changer l'un des deux" in first
