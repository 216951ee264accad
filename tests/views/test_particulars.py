"""What a programme says besides when, where and who."""

from __future__ import annotations

from assises import DRAFT, TIMETABLE

from agenda_solver.problem import Problem
from agenda_solver.views.editions import edition
from agenda_solver.views.particulars import event_particulars, session_particulars
from agenda_solver.views.person_page import person_page
from agenda_solver.views.programme_page import programme_page
from agenda_solver.views.room_page import room_page
from agenda_solver.views.terminal import programme_text

EVENT = {
    **DRAFT["event"],
    "subtitle": "Coopérer autrement",
    "address": "1 quai des Exemples,\n76000 Rouen",
    "description": "Une journée pour se rencontrer.",
    "audience": "élus et associations",
    "organisers": ["Réseau Inventé", "Ville de l'Exemple"],
    "partners": ["Région Imaginaire"],
    "link": "exemple.org/assises",
    "contact": "bonjour@exemple.org\n01 00 00 00 00",
    "practical": "Accueil dès 9h.\n\nEntrée par la cour.",
}
WORKSHOP = {
    "subtitle": "Du premier projet au second",
    "description": "Un atelier pour commencer.\nEt pour continuer.",
    "questions": ["Par où commencer ?", "Avec qui, et comment ?"],
    "audience": "associations",
    "language": "anglais",
    "organisers": ["Réseau Inventé"],
    "partners": ["Lycée A", "Lycée B"],
    "link": "https://exemple.org/a2",
}
PROBLEM = Problem.read(
    {
        **DRAFT,
        "event": EVENT,
        "sessions": [
            {**row, **WORKSHOP} if row["id"] in ("a2", "mot") else row for row in DRAFT["sessions"]
        ],
    }
)


def test_of_the_event() -> None:
    lines = event_particulars(PROBLEM.event)
    assert [text.fr for text in lines] == [
        "Une journée pour se rencontrer.",
        "Lieu : Rouen, 1 quai des Exemples, 76000 Rouen",
        "Public : élus et associations",
        "Organisation : Réseau Inventé et Ville de l'Exemple",
        "Avec : Région Imaginaire",
        "Accueil dès 9h.",
        "Entrée par la cour.",
        "Contact : bonjour@exemple.org, 01 00 00 00 00",
        "https://exemple.org/assises",
    ]
    assert [text.en for text in lines[:5]] == [
        "Une journée pour se rencontrer.",
        "Place: Rouen, 1 quai des Exemples, 76000 Rouen",
        "For: élus et associations",
        "Organised by Réseau Inventé and Ville de l'Exemple",
        "With Région Imaginaire",
    ]
    assert lines[7].en == "Contact: bonjour@exemple.org, 01 00 00 00 00"


def test_of_a_session() -> None:
    lines = session_particulars(PROBLEM.session["a2"])
    assert [text.fr for text in lines] == [
        "Du premier projet au second",
        "Un atelier pour commencer.",
        "Et pour continuer.",
        "– Par où commencer ?",
        "– Avec qui, et comment ?",
        "Public : associations",
        "Organisation : Réseau Inventé",
        "Avec : Lycée A et Lycée B",
        "Langue : anglais",
        "https://exemple.org/a2",
    ]
    assert lines[8].en == "Language: anglais"
    assert session_particulars(PROBLEM.session["cafe"]) == ()


def test_on_the_terminal() -> None:
    text = programme_text(PROBLEM, TIMETABLE, "fr")
    assert text.startswith("Assises\nCoopérer autrement\nRouen · version du 16/03/26\n")
    assert (
        "       • Atelier 2\n         Du premier projet au second\n"
        "         Salle Orne (à confirmer) · anglais\n" in text
    )
    assert text.endswith("\n\n" + "\n".join(t.fr for t in event_particulars(PROBLEM.event)))
    assert "Un atelier pour commencer" not in text


def test_on_the_page() -> None:
    page = programme_page(PROBLEM, TIMETABLE, ())
    assert page.heading == "Assises – Coopérer autrement – Rouen – Version du 16/03/26"
    assert page.particulars == event_particulars(PROBLEM.event)
    boxes = [[[text.fr for _, text in line] for line in box.lines] for box in page.days[0].boxes]
    assert [
        ["14h00–15h00 · anglais"],
        ["Atelier 2"],
        ["Du premier projet au second"],
    ] in boxes


def test_under_a_title_on_a_door_and_for_a_person() -> None:
    for page in (room_page(PROBLEM, TIMETABLE, ()), person_page(PROBLEM, TIMETABLE, ())):
        words = str(page)
        assert "Mot du préfet – Du premier projet au second" in words


def test_in_calendars() -> None:
    sessions = edition(PROBLEM, TIMETABLE).sessions
    assert sessions["a2"].particulars == session_particulars(PROBLEM.session["a2"])
    assert sessions["a2"].link == "https://exemple.org/a2"
    assert sessions["a2"].place.fr.endswith("Rouen, 1 quai des Exemples,\n76000 Rouen")
