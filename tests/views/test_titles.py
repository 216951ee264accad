"""What sessions and people are called."""

import pytest
from assises import DRAFT, PROBLEM, TIMETABLE, chosen

from agenda_solver.problem import Pool, Problem, Session, Unnamed
from agenda_solver.text import Text, same
from agenda_solver.views.titles import (
    introduced,
    label_text,
    people_text,
    public_label,
    role_text,
)


def test_the_label_is_the_track_or_else_the_kind() -> None:
    assert label_text(PROBLEM.session["a1"]) == same("Coopération")
    assert label_text(PROBLEM.session["a2"]) == Text("atelier", "workshop")


@pytest.mark.parametrize(
    ("title", "label"), [("Déjeuner", "repas"), ("Soirée de gala", "session"), ("Sujet", "session")]
)
def test_where_no_kind_is_typed_the_title_tells_it(title: str, label: str) -> None:
    session = Session.model_validate({"id": "a", "title": title, "minutes": 30})
    assert label_text(session).fr == label


def test_people_by_role_in_both_languages() -> None:
    text = people_text(PROBLEM, TIMETABLE, PROBLEM.session["a1"])
    assert text.en == (
        "facilitation: Présidente (Horizons Solidaires) · "
        "rapporteur: Adjointe au maire de Rouen or Préfet (to be confirmed) (to be named)"
    )


def test_who_is_chosen_is_told_as_anybody() -> None:
    text = people_text(PROBLEM, chosen("prefet"), PROBLEM.session["a1"])
    assert text.fr == (
        "animation : Présidente (Horizons Solidaires) · rapporteur : Préfet (à confirmer)"
    )


def test_nobody_takes_part_beside_themselves() -> None:
    session = PROBLEM.session["a1"]
    alone = "animation : Présidente (Horizons Solidaires)"
    assert people_text(PROBLEM, TIMETABLE, session, without="maire").fr == alone
    assert people_text(PROBLEM, chosen("maire"), session, without="maire").fr == alone
    assert people_text(PROBLEM, chosen("prefet"), session, without="maire").fr != alone


def test_who_is_not_named_yet_is_told_as_it_is_written() -> None:
    session = Session.model_validate(
        {"id": "a9", "title": "Mot", "minutes": 5, "people": {"orateur": ["Élu à confirmer"]}}
    )
    assert people_text(PROBLEM, TIMETABLE, session).fr == "orateur : Élu à confirmer"


@pytest.mark.parametrize(
    ("kind", "title", "label"),
    [
        ("ceremony", "Ouverture", ""),
        ("break", "Pause", ""),
        ("plenary", "Bilan", ""),
        ("round_table", "L'eau", "table ronde"),
        ("round_table", "Table ronde : l'eau", ""),
        ("workshop", "ATELIER 2", ""),
        ("workshop", "Les cartes", "atelier"),
    ],
)
def test_words_of_organisers_are_not_told_to_the_public(kind: str, title: str, label: str) -> None:
    session = Session.model_validate({"id": "a", "title": title, "kind": kind, "minutes": 30})
    assert public_label(session).fr == label


def test_a_track_is_told_to_the_public() -> None:
    assert public_label(PROBLEM.session["a1"]) == same("Coopération")


@pytest.mark.parametrize(
    ("role", "one"),
    [
        ("intervenants", "intervenant"),
        ("Grands témoins", "Grand témoin"),
        ("keynote speakers", "keynote speaker"),
        ("discours", "discours"),
        ("débats", "débats"),
        ("animation", "animation"),
    ],
)
def test_one_of_several_is_one(role: str, one: str) -> None:
    event = Problem.read({**DRAFT, "event": {**DRAFT["event"], "language": "fr"}})
    assert (role_text(event, role, 1).fr, role_text(event, role, 2).fr) == (one, role)


def test_known_roles_are_told_in_the_language_that_is_shown() -> None:
    french = Problem.read({**DRAFT, "event": {**DRAFT["event"], "language": "fr"}})
    english = Problem.read({**DRAFT, "event": {**DRAFT["event"], "language": "en"}})
    assert role_text(french, "intervenants", 2) == Text("intervenants", "speakers")
    assert role_text(french, "intervenants", 1) == Text("intervenant", "speaker")
    assert role_text(french, "Animation", 1) == Text("Animation", "Facilitation")
    assert role_text(english, "speakers", 2) == Text("intervention", "speakers")
    # What a draft writes in another language than its own is left as it is, and so is the rest.
    assert role_text(french, "host", 1) == Text("host", "host")
    assert role_text(french, "fil rouge", 1) == Text("fil rouge", "fil rouge")


def test_a_programme_introduces_with_function_and_organisation() -> None:
    problem = Problem.read(
        {
            "event": {"name": "Forum"},
            "days": [{"date": "2026-06-10"}],
            "sessions": [{"id": "a", "title": "A", "minutes": 60}],
            "people": [
                {"id": "lee", "name": "Ann Lee", "role": "maire", "organisation": "Ville"},
                {"id": "prefet", "role": "Préfet de la Manche", "organisation": "la Manche"},
                {"id": "tbc", "role": "Élue", "unconfirmed": True},
            ],
        }
    )
    assert introduced(problem, "lee").fr == "Ann Lee, maire, Ville"
    assert introduced(problem, "prefet").fr == "Préfet de la Manche"
    assert introduced(problem, "tbc").en == "Élue (to be confirmed)"
    assert introduced(problem, Pool(one_of=["lee", "tbc"])) == Text(
        "Ann Lee, maire, Ville ou Élue (à confirmer) (à désigner)",
        "Ann Lee, maire, Ville or Élue (to be confirmed) (to be named)",
    )
    assert introduced(problem, Unnamed("élu à confirmer")).fr == "élu à confirmer"
