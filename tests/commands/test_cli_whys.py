"""Questions about a programme that are asked of `explain`, and the sentences that answer them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.files import workbook
from agenda_solver.problem import Problem
from agenda_solver.result import Result, Seating
from agenda_solver.timetable import Placement, Seat, Timetable
from command_line import run, words_of
from workshops import DAY

DRAFT: dict[str, Any] = {
    "event": {"name": "Forum", "grid": 60},
    "days": [{"date": DAY, "open": {"start": "9h", "end": "13h"}}],
    "rooms": [
        {"id": "grande", "name": "Grande salle", "features": ["micro"]},
        {"id": "petite", "name": "Petite salle", "capacity": 1},
    ],
    "people": [{"id": "maire", "role": "Maire", "present": "9h-12h"}, {"id": "juge"}],
    "sessions": [
        {
            **{"id": "ouverture", "title": "Ouverture", "minutes": 60, "needs": ["micro"]},
            **{"people": {"orateur": ["maire"]}, "preferred": {"start": "9h"}},
        },
        {"id": "eau", "title": "Eau", "kind": "workshop", "minutes": 60, "block": "b"},
        {"id": "sol", "title": "Sol", "kind": "workshop", "minutes": 60, "block": "b"},
    ],
    "attendees": [
        {"id": "p1", "name": "Zoé Fictive", "wishes": ["eau", "sol"]},
        {"id": "p2", "name": "Éric Fictif", "wishes": ["eau", "sol"]},
        {"id": "p3", "name": "Ève Fictive", "wishes": ["eau"], "present": "9h-10h"},
    ],
}
PROBLEM = Problem.read(DRAFT)
TIMETABLE = Timetable.of(
    [
        Placement("ouverture", DAY, 540, 600, "grande"),
        Placement("eau", DAY, 600, 660, "petite"),
        Placement("sol", DAY, 600, 660, "grande"),
    ],
    [Seat("p1", "eau"), Seat("p2", "sol")],
)


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "programme.xlsx"
    seating = Seating("optimal", "generous", "flow")
    workbook.write(path, PROBLEM, Result("optimal", TIMETABLE, seating=seating), "fr")
    return path


def answered(*words: object, code: int = 0) -> str:
    """Return what a question is answered, and hold the document to the same sentences."""
    done = run("explain", *words)
    assert done.returncode == code, done.stderr
    document = json.loads(run("explain", *words, "--json").stdout)
    told = done.stdout.replace("  - ", "")
    assert document["answer"]
    assert all(sentence in told for sentence in document["answer"])
    return done.stdout


def test_why_a_session_is_where_it_is(programme: Path) -> None:
    assert answered(programme, "--why", "ouverture") == (
        "« Ouverture » : de 9h00 à 10h00, Grande salle.\n"
        "Ce qui laisse le moins de choix :\n"
        "  - Maire est là seulement de 9h00 à 12h00 : 3 heures de début\n"
        "  - mercredi 10 juin 2026 : ouvert de 9h00 à 13h00 : 4 heures de début\n"
        "  - « Ouverture » a besoin de : micro : 1 salle\n"
        "Tout cela ensemble laisse 3 heures de début et 1 salle.\n"
        "Les autres sessions restant où elles sont, sur 2 autres heures de début, 1 convient.\n"
        "Les autres se heurtent à : « Sol » (1).\n"
        "À un autre moment :\n"
        "  - de 11h00 à 12h00, Grande salle : 1200 de plus pour ce qui va de soi, 180 de plus pour "
        "ce qui est annoncé ou préféré et 180 de plus pour les durées idéales et une journée "
        "compacte — « Ouverture » vient après « Eau » et « Sol » (et 3 autres)\n"
    )


def test_what_it_takes_to_have_it_at_another_time(programme: Path) -> None:
    words = answered(
        *(programme, "--why", "Ouverture", "--at", "10h", "--lang", "en", "--reproducible")
    )
    assert words.startswith("“Ouverture”, 10:00: possible.\n")
    assert "3 sessions change their time; fewer is impossible.\n" in words
    assert "What would not be kept any more:\n  - “Ouverture” prefers: 09:00" in words
    assert words.rstrip().endswith("(proven).")


def test_a_time_that_cannot_be(programme: Path) -> None:
    words = answered(
        *(programme, "--why", "ouverture", "--at", "12h", "--lang", "fr", "--reproducible"), code=3
    )
    assert words.startswith(
        "« Ouverture », 12h00 : impossible, où que soient les autres sessions :\n"
        "  - Maire doit être à « Ouverture » de 12h00 à 13h00, mais est là seulement de 9h00 à "
        "12h00\n"
        "Ce qui le permettrait (chaque ligne a été essayée) :\n"
        "  - Maire reste jusqu'à 13h00 (au lieu de 12h00) — prouvé : rien de moins coûteux "
        "ne suffit"
    )


def test_a_room_that_cannot_be(programme: Path) -> None:
    words = answered(
        *(programme, "--why", "ouverture", "--in", "Petite salle", "--lang", "en"),
        *("--reproducible",),
        code=3,
    )
    assert words.startswith(
        "“Ouverture”, Petite salle: impossible, wherever the other sessions are:\n"
        "  - “Ouverture” is in Petite salle, which lacks: micro\n"
    )


def test_where_it_is_already(programme: Path) -> None:
    words = answered(programme, "--why", "ouverture", "--at", "9h")
    assert words == "« Ouverture » y est déjà : 9h00.\n"


def test_why_not_in_that_workshop(programme: Path) -> None:
    assert answered(programme, "--why-not", "p2", "eau") == (
        "« Eau » est complet.\n"
        "p2 : « Sol » → « Eau » (1er vœu).\n"
        "Il faudrait que :\n"
        "  - 1 personne passe de son 1er à son 2e vœu\n"
        "Par exemple :\n"
        "  - p1 : « Eau » → « Sol »\n"
        "En tout, ce serait aussi bien.\n"
        "Moins cher est impossible, c'est prouvé.\n"
    )
    english = answered(
        *(programme, "--why-not", "Éric Fictif", "Eau", "--lang", "en", "--names", "initials")
    )
    assert "É. F.: “Sol” → “Eau” (1st wish).\n" in english
    assert "  - 1 person goes from their 1st to their 2nd wish\n" in english
    assert "  - Z. F.: “Eau” → “Sol”\n" in english


def test_who_is_away_then(programme: Path) -> None:
    words = answered(programme, "--why-not", "p3", "eau", code=3)
    assert words.startswith("p3 ne peut pas être dans « Eau », quoi que fassent les autres :\n")


def test_who_could_take_part(programme: Path) -> None:
    assert answered(programme, "--who-can", "sol") == "Libres :\n  - Maire\n  - juge\n"
    words = answered(programme, "--who-is-free", "12h-13h", "--lang", "en")
    assert words.startswith("Free:\n  - juge\nFree if one thing changed:\n  - Maire: ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--why", "overture"),
            "--why « overture » : « overture » n'est pas l'id d'une session ; peut-être "
            "« ouverture » ?",
        ),
        (
            ("--why", "eau", "--in", "petit"),
            "--in « petit » : « petit » n'est pas l'id d'une salle ; peut-être « petite » ?",
        ),
        (
            ("--why", "eau", "--at", "demain"),
            "--at « demain » : ce n'est pas un moment (attendu par exemple 14h30)",
        ),
        (
            ("--why-not", "pp3", "eau"),
            "--why-not « pp3 » : « pp3 » n'est pas l'id d'un participant ; peut-être « p3 » ?",
        ),
        (
            ("--at", "9h"),
            "--at et --in disent où serait une session : la donner par --why",
        ),
        (
            ("--why", "eau", "--who-can", "eau"),
            "une question à la fois : --why, --why-not, --who-can, --who-is-free ou --prices",
        ),
    ],
)
def test_what_is_not_understood(programme: Path, words: tuple[str, ...], sentence: str) -> None:
    done = run("explain", programme, *words, "--lang", "fr")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == sentence


def test_nobody_being_free_is_an_answer(programme: Path) -> None:
    alone = ("--who-is-free", "8h-9h")
    assert answered(programme, *alone).startswith("Libres :\n  - juge\n")
    busy = Problem.read(DRAFT | {"people": [DRAFT["people"][0]]})
    path = programme.with_name("seul.xlsx")
    workbook.write(path, busy, Result("optimal", TIMETABLE), "fr")
    assert answered(path, "--who-can", "ouverture") == "Personne n'est libre.\n"
    assert json.loads(run("explain", path, *alone, "--json").stdout)["status"] == "feasible"


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (("--who-can", "sol"), ["Qui pourrait intervenir dans « Sol »", "Libres :", "Maire"]),
        (("--who-is-free", "12h-13h"), ["Qui est libre de 12h00 à 13h00", "Libres :", "juge"]),
        (
            ("--why", "ouverture", "--at", "9h"),
            ["« Ouverture » ailleurs : 9h00", "« Ouverture » y est déjà : 9h00."],
        ),
        (("--why", "ouverture"), ["Pourquoi « Ouverture » est là"]),
        (
            ("--why-not", "p2", "eau", "--names", "initials"),
            ["Ce qu'il faudrait pour que É. F. soit dans « Eau »", "« Eau » est complet."],
        ),
    ],
)
def test_the_same_as_a_workbook(
    programme: Path, tmp_path: Path, words: tuple[str, ...], sentences: list[str]
) -> None:
    output = tmp_path / "réponse.xlsx"
    done = run("explain", programme, *words, "-o", output, "--lang", "fr")
    assert done.returncode == 0
    assert str(output) in done.stderr
    shown = words_of(output)
    assert shown[:2] == ["Forum", "Fichier : programme.xlsx"]
    assert shown[2 : 2 + len(sentences)] == sentences
    answer = [line.removeprefix("  - ") for line in done.stdout.splitlines()]
    assert shown[3:] == answer
    again = run("explain", programme, *words, "-o", output)
    assert (again.returncode, again.stdout) == (2, "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--why", "eau", "--ways", 2), "--ways et --apply vont avec les pistes d'un brouillon"),
        (("--who-can", "eau", "--apply", 1, "-o", "x.xlsx"), "--ways et --apply vont avec"),
        (("--why", "eau", "--names", "full"), "--names dit comment nommer les participants"),
        (("--why", "eau", "-o", "x.toml"), "x.toml : le résultat est un classeur"),
    ],
)
def test_what_goes_with_no_question_is_refused(
    programme: Path, words: tuple[object, ...], sentence: str
) -> None:
    done = run("explain", programme, *words, "--lang", "fr")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)


def test_a_draft_has_no_places_to_ask_about(tmp_path: Path) -> None:
    path = tmp_path / "brouillon.xlsx"
    workbook.write_draft(path, PROBLEM, "fr")
    done = run("explain", path, "--why", "eau", "--lang", "fr")
    assert done.returncode == 2
    assert "c'est un brouillon, pas encore un programme" in done.stderr


def test_a_programme_without_seats_is_seated_first(tmp_path: Path) -> None:
    path = tmp_path / "programme.xlsx"
    bare = Timetable.of(TIMETABLE.placements)
    workbook.write(path, PROBLEM, Result("optimal", bare), "fr")
    done = run("explain", path, "--why-not", "p1", "eau", "--lang", "fr")
    assert done.returncode == 2
    assert done.stderr == (
        "--why-not : ce programme n'a pas encore de places ; « assign » les donne\n"
    )


def test_what_would_allow_it_is_in_the_document(programme: Path) -> None:
    words = ("--why", "ouverture", "--at", "12h", "--reproducible", "--json")
    way, *_ = json.loads(run("explain", programme, *words).stdout)["ways"]
    (edit,) = way["edits"]
    assert way["verified"]
    assert edit["message"] == "Maire reste jusqu'à 13h00 (au lieu de 12h00)"
