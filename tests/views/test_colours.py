"""A colour for each track and kind."""

from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.views.colours import label_colours

SESSIONS: list[dict[str, Any]] = [
    {"id": "ouverture", "title": "Ouverture", "kind": "plenary", "minutes": 60},
    {"id": "mot", "title": "Mot", "kind": "speech", "minutes": 5, "part_of": "ouverture"},
    {"id": "pause", "title": "Pause", "kind": "break", "minutes": 15},
    {"id": "repas", "title": "Repas", "kind": "meal", "minutes": 60},
    {"id": "bal", "title": "Bal", "kind": "session", "track": "Fête", "minutes": 60},
]


def colours(*sessions: dict[str, Any]) -> dict[str, Any]:
    draft = {"event": {"name": "Forum"}, "days": [{"date": "2026-06-10"}], "sessions": sessions}
    return dict(label_colours(Problem.read(draft)))


def test_kinds_have_their_colour_tracks_what_is_left_and_breaks_are_calm() -> None:
    assert colours(*SESSIONS) == {
        "pause": "calm",
        "repas": "calm",
        "accueil": "calm",
        "pot": "calm",
        "plénière": 0,
        "Fête": 1,
        "discours": 4,
    }


def test_a_kind_has_the_same_colour_in_every_event() -> None:
    workshop = {"id": "a", "title": "Eau", "kind": "workshop", "minutes": 60}
    assert colours(workshop)["atelier"] == colours(*SESSIONS, workshop)["atelier"]
    assert colours(*SESSIONS, workshop)["Fête"] != colours(workshop)["atelier"]


def test_no_two_of_nine_tracks_share_a_colour_with_a_kind_or_another() -> None:
    tracks = [
        {"id": f"t{n}", "title": "Eau", "track": f"Thème {n}", "minutes": 60} for n in range(9)
    ]
    numbers = colours({"id": "p", "title": "P", "kind": "plenary", "minutes": 60}, *tracks)
    named = [number for number in numbers.values() if number != "calm"]
    assert sorted(named) == list(range(10))
