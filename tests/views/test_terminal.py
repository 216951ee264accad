"""The programme as it is written for a terminal."""

from __future__ import annotations

from assises import DRAFT, PROBLEM, TIMETABLE, chosen, timetable

from agenda_solver.problem import Problem
from agenda_solver.views.terminal import programme_text
from agenda_solver.views.wrapping import WIDTH

FRENCH = """\
Assises
Rouen · version du 16/03/26

Mercredi 10 juin 2026

09h00  Café d'accueil
       jusqu'à 09h30
09h30  Ouverture
       jusqu'à 10h00 · Grand amphi
       animation : Adjointe au maire de Rouen
       09h30  Mot du préfet
              orateur : Préfet (à confirmer)
14h00  2 sessions en parallèle, jusqu'à 15h00
       • Atelier 1 : le financement et l'accompagnement de la coopération le financement et
         l'accompagnement de la coopération
         Salle Seine · Coopération
         animation : Présidente (Horizons Solidaires) · rapporteur : Adjointe au maire de Rouen ou
         Préfet (à confirmer) (à désigner)
       • Atelier 2
         Salle Orne (à confirmer)

Jeudi 11 juin 2026

09h00  Visite
       jusqu'à 09h30"""


def test_programme_in_french() -> None:
    assert programme_text(PROBLEM, TIMETABLE, "fr") == FRENCH


def test_programme_in_english() -> None:
    lines = programme_text(PROBLEM, TIMETABLE, "en").splitlines()
    assert lines[3:9] == [
        "Wednesday 10 June 2026",
        "",
        "09:00  Café d'accueil",
        "       until 09:30",
        "09:30  Ouverture",
        "       until 10:00 · Grand amphi",
    ]
    assert "14:00  2 sessions in parallel, until 15:00" in lines


def test_lines_are_not_wider_than_a_terminal() -> None:
    assert max(map(len, FRENCH.splitlines())) <= WIDTH


def test_a_block_that_no_longer_starts_together() -> None:
    text = programme_text(PROBLEM, timetable("a1 14h-15h seine", "a2 14h30-15h orne"), "fr")
    assert "parallèle" not in text
    assert "\n14h00  Atelier 1" in text
    assert "\n14h30  Atelier 2\n       jusqu'à 15h00 · Salle Orne (à confirmer)" in text


def test_a_block_that_does_not_end_together() -> None:
    text = programme_text(PROBLEM, timetable("a1 14h-15h seine", "a2 14h-14h30 orne"), "fr")
    assert "14h00  2 sessions en parallèle\n" in text
    assert "       • Atelier 2\n         jusqu'à 14h30 · Salle Orne (à confirmer)" in text


def test_what_is_at_the_same_time_is_told_as_parallel() -> None:
    text = programme_text(PROBLEM, timetable("cafe 14h-15h", "visite 14h-15h seine"), "fr")
    assert "14h00  2 sessions en parallèle, jusqu'à 15h00\n       • Café d'accueil\n" in text
    text = programme_text(PROBLEM, timetable("cafe 14h-15h", "visite 14h-14h55 seine"), "fr")
    assert "parallèle" not in text


def test_which_time_of_a_session_it_is() -> None:
    sessions = [{"id": "a", "title": "Atelier", "minutes": 60, "repeats": 2}]
    twice = Problem.read({**DRAFT, "sessions": sessions, "sequences": []})
    text = programme_text(twice, timetable("a 9h-10h seine", "a-2 10h-11h seine"), "fr")
    assert "09h00  Atelier\n" in text
    assert "10h00  Atelier (séance n° 2)\n" in text


def test_a_part_without_its_whole_stands_by_itself() -> None:
    text = programme_text(PROBLEM, timetable("mot 9h30-9h40 amphi"), "fr")
    assert "\n09h30  Mot du préfet\n       jusqu'à 09h40 · Grand amphi\n" in text


def test_what_is_not_placed_is_told() -> None:
    text = programme_text(PROBLEM, timetable("cafe 9h-9h30", "a1 14h-15h seine"), "fr")
    assert text.endswith(
        "\nPas au programme\n\n• Ouverture\n• Mot du préfet\n• Atelier 2\n• Visite"
    )


def test_a_title_does_not_steer_the_terminal() -> None:
    draft = {**DRAFT, "event": {"name": "As\x1b[2Jsises\nnormandes"}}
    text = programme_text(Problem.read(draft), TIMETABLE, "fr")
    assert text.startswith("As[2Jsises normandes\n")


def test_who_is_chosen_is_printed_as_anybody() -> None:
    printed = programme_text(PROBLEM, chosen("maire"), "fr")
    assert "rapporteur : Adjointe au maire de Rouen" in printed
    assert "à désigner" not in printed
