"""The programme in figures, and what is not as it should be or not certain yet."""

from __future__ import annotations

from assises import DRAFT, PROBLEM, TIMETABLE, chosen, timetable

from agenda_solver.problem import Problem
from agenda_solver.text import Text, same
from agenda_solver.views.figures import (
    LengthOff,
    RoomFigures,
    figures,
    lengths_off,
    room_figures,
    to_confirm,
)


def test_sessions_that_are_not_as_long_as_ideal() -> None:
    minutes = {"min": 10, "ideal": 30, "max": 90}
    sessions = [{**it, "minutes": minutes} for it in DRAFT["sessions"]]
    problem = Problem.read({**DRAFT, "sessions": sessions})
    assert lengths_off(problem, TIMETABLE) == [
        *(LengthOff("mot", 10, 30), LengthOff("a1", 60, 30), LengthOff("a2", 60, 30))
    ]
    assert lengths_off(PROBLEM, TIMETABLE) == []


def test_what_is_to_be_confirmed_and_what_depends_on_it() -> None:
    found = to_confirm(PROBLEM, TIMETABLE)
    assert [(it.what, it.name, it.sessions) for it in found] == [
        (Text("salle", "room"), same("Salle Orne"), ("a2",)),
        (Text("intervenant", "person"), same("Préfet"), ("mot", "a1")),
        (
            Text("rapporteur, à désigner", "rapporteur, to be named"),
            Text("Adjointe au maire de Rouen ou Préfet", "Adjointe au maire de Rouen or Préfet"),
            ("a1",),
        ),
    ]


def test_what_is_chosen_is_no_more_to_be_named() -> None:
    found = to_confirm(PROBLEM, chosen("maire"))
    assert [(it.name.fr, it.sessions) for it in found] == [
        ("Salle Orne", ("a2",)),
        ("Préfet", ("mot",)),
    ]


def test_how_much_each_room_is_used() -> None:
    # Six hours on Wednesday, half an hour on Thursday; the part counts with its whole.
    assert room_figures(PROBLEM, TIMETABLE) == [
        RoomFigures("amphi", 1, 30, 30 / 390),
        RoomFigures("seine", 1, 60, 60 / 390),
        RoomFigures("orne", 1, 60, 60 / 390),
    ]


def test_what_overlaps_in_a_room_is_counted_once() -> None:
    (_, seine, _) = room_figures(PROBLEM, timetable("a1 14h-15h seine", "a2 14h30-16h seine"))
    assert seine == RoomFigures("seine", 2, 120, 1.0)
    assert room_figures(PROBLEM, timetable())[0] == RoomFigures("amphi", 0, 0, 0.0)


def test_the_programme_in_figures() -> None:
    assert [(what.fr, value.fr) for what, value in figures(PROBLEM, TIMETABLE)] == [
        (
            "Jours et heures",
            "mercredi 10 juin 2026 de 9h00 à 15h00 et jeudi 11 juin 2026 de 9h00 à 9h30",
        ),
        ("Sessions au programme", "6 sur 6"),
        ("Durée des sessions, en tout", "3 h 30"),
        ("En même temps, au plus", "2 sessions"),
        ("Salles utilisées", "3 sur 3"),
        ("Intervenants", "3 (dont 1 à confirmer)"),
    ]
    english = {what.en: value.en for what, value in figures(PROBLEM, TIMETABLE)}
    assert english["Rooms in use"] == "3 of 3"
    assert english["At the same time, at most"] == "2 sessions"


def test_who_is_not_named_yet_is_to_be_named() -> None:
    sessions = [
        {**it, "people": {"orateur": ["Élu à confirmer"]}} if it["id"] == "a2" else it
        for it in DRAFT["sessions"]
    ]
    problem = Problem.read({**DRAFT, "sessions": sessions})
    found = to_confirm(problem, TIMETABLE)
    assert (found[-1].what.fr, found[-1].name, found[-1].sessions) == (
        *("orateur, à désigner", same("Élu à confirmer")),
        ("a2",),
    )
