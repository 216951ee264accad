"""What sessions and people are called."""

import pytest
from assises import PROBLEM, TIMETABLE, chosen

from agenda_solver.problem import Session
from agenda_solver.text import Text, same
from agenda_solver.views.titles import label_text, people_text


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
        "animation: Présidente (Horizons Solidaires) · "
        "rapporteur: Adjointe au maire de Rouen or Préfet (to be confirmed) (to be named)"
    )


def test_who_is_chosen_is_told_as_anybody() -> None:
    text = people_text(PROBLEM, chosen("prefet"), PROBLEM.session["a1"])
    assert text.fr == (
        "animation : Présidente (Horizons Solidaires) · rapporteur : Préfet (à confirmer)"
    )


def test_who_is_not_named_yet_is_told_as_it_is_written() -> None:
    session = Session.model_validate(
        {"id": "a9", "title": "Mot", "minutes": 5, "people": {"orateur": ["Élu à confirmer"]}}
    )
    assert people_text(PROBLEM, TIMETABLE, session).fr == "orateur : Élu à confirmer"
