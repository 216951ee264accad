"""What every draft is made with: rooms to be named, what is stated twice, what it cannot hold."""

from __future__ import annotations

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.drafting import kind_told, unnamed_rooms
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile, read

PROGRAMME = "Rencontre fictive\nMardi 20 juin 2028\n9h00 Ouverture par {who}\n{more}\n10h00 Pause\n"
TABLE = "titre,début,intervenants\nOuverture,9h00,{one}\nTable ronde,10h00,{other}\n"


def programme(who: str, more: str = "") -> Imported:
    text = PROGRAMME.format(who=who, more=more)
    return read(SourceFile("programme.txt", text.encode()), ImportOptions())


def test_rooms_to_be_named_have_ids_of_their_own() -> None:
    rooms = unnamed_rooms(2, ["salle-a-preciser-1"], "fr")
    assert [(room["id"], room["name"]) for room in rooms] == [
        ("salle-a-preciser-1-2", "Salle à préciser 1"),
        ("salle-a-preciser-2", "Salle à préciser 2"),
    ]


def test_a_text_too_long_for_a_draft_is_refused_with_its_line() -> None:
    with pytest.raises(InputError) as refused:
        programme("Ada Fictive", "Ce que l'on y dira de la ville. " * 1_000)
    (sentence,) = refused.value.sentences
    assert sentence.fr == "programme.txt, ligne 3: texte trop long"


def test_two_organisations_of_a_person_are_told_in_a_programme() -> None:
    draft = programme(
        "Ada Fictive (Ville fictive)", "9h30 Table ronde avec Ada Fictive (ONG Terre)"
    )
    (person,) = draft.problem.people
    assert person.organisation == "Ville fictive"
    assert (
        "ligne 3 et ligne 4 : Ada Fictive a deux organisations, la première est gardée : "
        "« Ville fictive », « ONG Terre »" in [check.sentence.fr for check in draft.report.checks]
    )


def test_two_functions_of_a_person_are_told_in_a_table() -> None:
    text = TABLE.format(one='"Ada Fictive, géographe"', other='"Ada Fictive, présidente"')
    draft = read(SourceFile("table.csv", text.encode()), ImportOptions(language="en"))
    (person,) = draft.problem.people
    assert person.role == "géographe"
    assert (
        "line 3: Ada Fictive has two functions, the first is kept: “géographe”, “présidente”"
        in [check.sentence.en for check in draft.report.checks]
    )


def test_what_is_stated_again_alike_is_not_told() -> None:
    draft = programme("Ada Fictive, maire", "9h30 Table ronde avec Ada Fictive, maire de Fiction")
    assert all("Ada Fictive" not in check.text.fr for check in draft.report.checks)


def test_a_room_is_not_taken_for_who_stands_behind_it() -> None:
    draft = programme("Ada Fictive", "9h30 Débat - salle des fêtes - Luc Fictif, hydrologue")
    debate = draft.problem.sessions[1]
    assert (debate.title, debate.preferred.room) == ("Débat", "salle-des-fetes")
    assert [(person.name, person.role) for person in draft.problem.people] == [
        ("Ada Fictive", ""),
        ("Luc Fictif", "hydrologue"),
    ]


def test_a_room_before_who_takes_part_is_read() -> None:
    draft = programme(
        "Ada Fictive", "9h30 Atelier - L'eau - salle Groix - intervenant : Luc Fictif"
    )
    workshop = draft.problem.sessions[1]
    assert (workshop.title, workshop.preferred.room) == ("Atelier - L'eau", "salle-groix")
    assert workshop.people == {"intervenants": ["luc-fictif"]}


@pytest.mark.parametrize(
    ("title", "hint", "kind"),
    [
        ("Nothing to tell", "Training", "workshop"),
        ("Rien à dire", "Social event", "visit"),
        ("Déjeuner", "lecture", "meal"),
        ("Rien à dire", "quelque chose", "session"),
    ],
)
def test_the_kind_is_what_the_title_tells_or_else_the_words_beside_it(
    title: str, hint: str, kind: str
) -> None:
    assert kind_told(title, hint) == kind
