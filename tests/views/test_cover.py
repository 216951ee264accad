"""What a published programme says of its event."""

from __future__ import annotations

from datetime import date
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.cover import Cover, cover

DAY, THEN = date(2026, 6, 10), date(2026, 6, 11)
EVENT: dict[str, Any] = {
    "name": "Forum\ndes fleuves",
    "subtitle": "Un an après",
    "version": "programme prévisionnel, version du 16/03/26",
    "place": "Maison du Modèle",
    "address": "1 rue de l'Exemple\n99000 Villefictive",
    "organisers": ["Réseau fictif", "Région inventée"],
    "partners": ["Agence", "Fondation"],
    "audience": "élus",
    "description": "D'abord.\n\nEnsuite.",
    "practical": "Accès en tram",
    "contact": "contact@exemple.org",
    "note": "secret",
}


def covered(event: dict[str, Any], *days: date, **day: Any) -> Cover:
    """Return the cover of an event that has a session on each day, from 9:30 to 12:00."""
    sessions = [{"id": f"s{one}", "title": "Eau", "minutes": 150} for one in days]
    rows = [{"date": one.isoformat(), **day} for one in (DAY, THEN)]
    problem = Problem.read({"event": event, "days": rows, "sessions": sessions or [_ANY]})
    placed = (Placement(f"s{one}", one, 570, 720) for one in days)
    return cover(problem, Timetable.of(placed))


_ANY = {"id": "s", "title": "Eau", "minutes": 60}


def test_all_that_may_be_said() -> None:
    page = covered(EVENT, DAY)
    assert (page.title, page.subtitle) == ("Forum, des fleuves", "Un an après")
    assert page.version == "Programme prévisionnel, version du 16/03/26"
    assert [(fact.title.en, fact.words.fr) for fact in page.facts] == [
        ("Place", "Maison du Modèle, 1 rue de l'Exemple, 99000 Villefictive"),
        ("Organised by", "Réseau fictif et Région inventée"),
        ("For", "élus"),
    ]
    assert [line.fr for line in page.introduction] == ["D'abord.", "Ensuite."]
    assert [(one.title.fr, [line.fr for line in one.lines]) for one in page.passages] == [
        ("Informations pratiques", ["Accès en tram"]),
        ("Partenaires", ["Agence", "Fondation"]),
        ("Contact", ["contact@exemple.org"]),
    ]
    assert "secret" not in repr(page)


def test_nothing_is_said_of_what_is_not_known() -> None:
    page = covered({"name": "Forum"}, DAY)
    assert (page.subtitle, page.version) == ("", "")
    assert (page.facts, page.introduction, page.passages) == ((), (), ())


def test_when_it_is() -> None:
    assert covered({"name": "F"}, DAY).when == Text(
        "Mercredi 10 juin 2026, de 9h30 à 12h00", "Wednesday 10 June 2026, 09:30 to 12:00"
    )
    assert covered({"name": "F"}, DAY, THEN).when.fr == "Du mercredi 10 juin au jeudi 11 juin 2026"
    announced = {"announced": {"start": "9h00", "end": "17h00"}}
    assert covered({"name": "F"}, DAY, **announced).when.fr.endswith("de 9h00 à 17h00")
    too_short = {"announced": {"start": "9h00", "end": "11h00"}}
    assert covered({"name": "F"}, DAY, **too_short).when.fr.endswith("de 9h30 à 12h00")
    assert covered({"name": "F"}).when.fr == "Du mercredi 10 juin au jeudi 11 juin 2026"
