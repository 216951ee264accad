"""What each session is for and what shape the event has, from what is typed."""

from __future__ import annotations

from typing import Any

import pytest

from agenda_solver.problem import Problem, Session
from agenda_solver.problem.occasions import kind_of, occasions_of


def a_session(kind: str, title: str) -> Session:
    return Session.model_validate({"id": "a", "title": title, "kind": kind, "minutes": 30})


@pytest.mark.parametrize(
    ("kind", "title", "occasions"),
    [
        # The typed kind says it, whatever the title.
        ("clôture", "La parole au président", ("closing",)),
        ("cocktail", "Un moment ensemble", ("drink",)),
        ("accueil", "Hall ouvert", ("welcome",)),
        ("visite", "Clôture des marais", ("visit",)),
        # A workshop is never opening, closing or report.
        ("atelier", "Ouverture", ("workshop",)),
        ("session", "Atelier de clôture", ("workshop",)),
        # A word counts where the kind agrees, else at the beginning or in a short title.
        ("plénière", "Grande conférence d'ouverture de nos quinze ans", ("opening",)),
        ("session", "Grand débat sur l'ouverture des marchés du soir", ()),
        ("session", "Notre conférence d'ouverture", ("opening",)),
        (
            "table ronde",
            "Qui décide de l'ouverture et de la clôture des écoles ?",
            ("round_table",),
        ),
        ("table ronde", "Table ronde de clôture", ("closing",)),
        # A break of the morning is a welcome, one that closes a drink.
        ("pause", "Accueil", ("welcome",)),
        ("pause", "Mot d'accueil autour d'un café", ("welcome",)),
        ("pause", "Clôture conviviale", ("drink",)),
        ("pause", "Pot de clôture", ("drink",)),
        ("pause", "Un temps pour souffler", ("break",)),
        ("repas", "Cocktail dînatoire", ("drink",)),
        ("cérémonie", "Accueil par la ville", ("opening",)),
        ("plénière", "Restitution des groupes et conclusion", ("report", "closing")),
        ("plénière", "Déjeuner sur l'herbe : une œuvre, trois regards", ()),
    ],
)
def test_what_a_session_is_for(kind: str, title: str, occasions: tuple[str, ...]) -> None:
    assert occasions_of(a_session(kind, title)) == occasions


def test_a_kind_that_is_not_typed_is_told_by_the_title() -> None:
    assert kind_of(a_session("session", "Déjeuner")) == "meal"
    assert kind_of(a_session("session", "Le climat")) == "session"
    assert kind_of(a_session("discours", "Déjeuner")) == "speech"


def an_event(
    *sessions: dict[str, Any], hours: tuple[str, str] | None = ("09:00", "17:00")
) -> Problem:
    day: dict[str, Any] = {"date": "2027-03-04"}
    if hours:
        day["open"] = {"start": hours[0], "end": hours[1]}
    rows = [
        {"id": str(n), "title": f"Sujet {n}", "minutes": 60, **s} for n, s in enumerate(sessions)
    ]
    return Problem.read({"event": {"name": "Essai"}, "days": [day], "sessions": rows})


def test_one_thread() -> None:
    assert an_event({}, {}, {"kind": "atelier"}).shape == "thread"


def test_blocks() -> None:
    assert an_event({"block": "b"}, {"block": "b"}).shape == "blocks"
    assert an_event({"kind": "atelier"}, {"title": "Atelier du soir"}).shape == "blocks"
    assert an_event(*[{"block": "b"}] * 30).shape == "blocks"


def test_tracks_that_are_typed() -> None:
    assert an_event({"track": "a"}, {"track": "b"}).shape == "tracks"
    assert an_event({"track": "a"}, {"track": "a"}).shape == "thread"


def test_much_more_than_the_hours_is_parallel() -> None:
    assert an_event(*[{}] * 11).shape == "thread"  # 11 hours for 8: too much, told as such
    assert an_event(*[{}] * 12).shape == "tracks"
    assert an_event(*[{}] * 14, hours=None).shape == "thread"  # ten hours a day, unless typed
    assert an_event(*[{}] * 15, hours=None).shape == "tracks"


def test_a_rest_needs_no_room() -> None:
    problem = an_event({"title": "Pause"}, {"title": "Sujet"}, {"kind": "pot"})
    assert [problem.takes_room(session.id) for session in problem.sessions] == [False, True, False]
