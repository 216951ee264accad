"""Indico's contributions: seven columns, a row a session, and each loss in the report."""

from __future__ import annotations

import csv
import io

import pytest
from public_days import DRAFT, data_of, exported, publication

from agenda_solver.problem import Problem
from agenda_solver.words.name_parts import name_parts


def test_seven_columns_without_headings_on_the_clock_of_the_event() -> None:
    data = data_of(exported("indico", publication()))
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.decode().split("\r\n") == [
        "2027-03-26T09:00,60,Ouverture,Ada,LOVELACE,Calcul,ada@exemple.org",
        "2027-03-26T09:00,15,Mot d'accueil,,Maire,Ville A,",
        "2027-03-26T10:00,30,Pause,,,,",
        "2027-03-26T10:30,90,Atelier,Ada,LOVELACE,Calcul,ada@exemple.org",
        "2027-03-27T00:30,60,Nuit des cartes,,Élue à désigner,,",
        "2027-03-27T10:00,30,Bilan,,,,",
        ",45,Sans heure,,,,",
        "",
    ]


def test_each_loss_is_told() -> None:
    assert [sentence.fr for sentence in exported("indico", publication()).lacking] == [
        "« Mot d'accueil » : une seule personne par contribution, donc sans Préfet (à confirmer)",
        "« Atelier » : une seule personne par contribution, donc sans Maire, Élue à désigner et "
        "Maire (Ville A) ou Zoé & Cie (à désigner)",
        "Sans adresse e-mail, Indico les laisse de côté : Maire et Élue à désigner",
        "À l'intérieur d'une autre session, et à côté d'elle dans ce format : « Mot d'accueil »",
        "Ce format ne dit pas : les identifiants, les genres, les salles, les thèmes, les "
        "sous-titres, les descriptions et les rôles",
    ]


def test_the_speaker_is_the_first_who_has_an_address() -> None:
    people = [
        {**row, "email": "zoe@exemple.org"} if row["id"] == "maire2" else {**row, "email": ""}
        for row in DRAFT["people"]
    ]
    data = data_of(exported("indico", publication(Problem.read({**DRAFT, "people": people}))))
    (row,) = (row for row in csv.reader(io.StringIO(data.decode())) if row[2] == "Atelier")
    assert row[3:] == ["", "Maire", "Ville B", "zoe@exemple.org"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", ("Ada", "Lovelace")),
        ("Jean-Marc DE LA TOUR", ("Jean-Marc", "DE LA TOUR")),
        ("Anne Marie Dupont", ("Anne Marie", "Dupont")),
        ("Ada King de Lovelace", ("Ada", "King de Lovelace")),
        ("Zoé", ("", "Zoé")),
        ("UNESCO", ("", "UNESCO")),
        ("UNESCO PARIS", ("UNESCO", "PARIS")),
        ("Jean D.", ("Jean", "D.")),
        ("", ("", "")),
    ],
)
def test_a_name_has_a_part_that_comes_last(name: str, parts: tuple[str, str]) -> None:
    assert name_parts(name) == parts
    assert " ".join(filter(None, parts)) == name
