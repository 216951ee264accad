"""What the document says, and what was settled."""

from __future__ import annotations

from typing import Any

import pytest
from assises import timetable

from agenda_solver.problem import Problem
from agenda_solver.views.statements import what_is_settled


def stated(**tables: Any) -> Problem:
    sessions = [
        {"id": "a", "title": "A", "minutes": 60, "rooms": [], "stated": tables.get("session", [])}
    ]
    return Problem.read(
        {
            "event": {"name": "E", "stated": tables.get("event", [])},
            "days": tables.get("days", [{"date": "2026-06-10"}]),
            "sessions": sessions,
        }
    )


def settled(problem: Problem, *words: str) -> list[list[str]]:
    return [
        [row.about.fr, row.statement.fr, row.source, row.settled.fr, row.kept.fr]
        for row in what_is_settled(problem, timetable(*words))
    ]


def test_two_statements_of_a_session_and_which_is_kept() -> None:
    problem = stated(
        session=[
            {"start": "14h30", "source": "le programme"},
            {"start": "14h00", "end": "15h45", "text": "de 14h à 15h45"},
        ]
    )
    assert settled(problem, "a 14h-15h45") == [
        ["A", "à 14h30", "le programme", "de 14h00 à 15h45", "non"],
        ["A", "de 14h00 à 15h45 : « de 14h à 15h45 »", "", "de 14h00 à 15h45", "oui"],
    ]


def test_a_statement_of_a_session_that_is_not_placed() -> None:
    problem = stated(session=[{"start": "14h30"}])
    assert settled(problem) == [["A", "à 14h30", "", "pas au programme", "non"]]


@pytest.mark.parametrize(("end", "kept"), [("17h00", "oui"), ("17h01", "non")])
def test_the_hours_of_the_event_hold_the_programme_or_not(end: str, kept: str) -> None:
    problem = stated(event=[{"start": "9h00", "end": "17h00", "source": "page 1"}])
    (row,) = settled(problem, f"a 16h-{end}")
    assert row == ["l'évènement", "de 9h00 à 17h00", "page 1", f"de 16h00 à {end}", kept]


def test_the_days_of_the_event() -> None:
    problem = stated(event=[{"day": "2026-06-10"}, {"day": "2021-06-29"}])
    assert [(row[3], row[4]) for row in settled(problem, "a 9h-10h")] == [
        ("mercredi 10 juin 2026", "oui"),
        ("mercredi 10 juin 2026", "non"),
    ]


def test_words_alone_are_for_a_person_to_check() -> None:
    problem = stated(event=[{"about": "lien d'inscription", "text": "forms.gle/1"}])
    assert settled(problem) == [
        ["l'évènement – lien d'inscription", "« forms.gle/1 »", "", "", "à vérifier"]
    ]
