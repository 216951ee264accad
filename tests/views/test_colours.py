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


def test_tracks_and_kinds_are_numbered_as_the_draft_has_them_and_breaks_are_calm() -> None:
    problem = Problem.read(
        {
            "event": {"name": "Forum"},
            "days": [{"date": "2026-06-10"}],
            "sessions": SESSIONS,
        }
    )
    assert label_colours(problem) == {
        "pause": "calm",
        "repas": "calm",
        "accueil": "calm",
        "pot": "calm",
        "plénière": 0,
        "Fête": 1,
        "discours": 2,
    }
