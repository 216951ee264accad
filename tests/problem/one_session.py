"""Drafts of one session or a few, with more in them or in other tables, and what is wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from agenda_solver.problem import (
    Problem,
    ProblemError,
    label_of,
)

JUNE_10, JUNE_11 = date(2026, 6, 10), date(2026, 6, 11)


def draft(session: Mapping[str, object] | None = None, /, **tables: object) -> dict[str, Any]:
    """Return the data of a one-session draft, with more in its session or other tables."""
    return {
        "event": {"name": "Assises"},
        "days": [{"id": "mercredi", "date": JUNE_10}],
        "rooms": [{"id": "amphi"}],
        "people": [{"id": "maire"}],
        "sessions": [{"id": "ouverture", "title": "Ouverture", "minutes": 60, **(session or {})}],
        **tables,
    }


def event(**keys: object) -> dict[str, Any]:
    return draft(event={"name": "Assises", **keys})


def day(**keys: object) -> dict[str, Any]:
    return draft(days=[{"id": "mercredi", "date": JUNE_10, **keys}])


def room(**keys: object) -> dict[str, Any]:
    return draft(rooms=[{"id": "amphi", **keys}])


def person(**keys: object) -> dict[str, Any]:
    return draft(people=[{"id": "maire", **keys}])


def attendee(**keys: object) -> dict[str, Any]:
    return draft(attendees=[{"id": "p1", **keys}])


def sequence(**keys: object) -> dict[str, Any]:
    return draft(sequences=[{"id": "suite", **keys}])


def session(key: str, **more: object) -> dict[str, Any]:
    return {"id": key, "title": key.capitalize(), "minutes": 60, **more}


def problem_of(*sessions: dict[str, Any], **tables: object) -> Problem:
    return Problem.read(draft(sessions=sessions, **tables))


def faults(data: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the faults of a draft: where, in French, in English."""
    with pytest.raises(ProblemError) as caught:
        Problem.read(data)
    return [(label_of(it.path).fr, it.text.fr, it.text.en) for it in caught.value.faults]


MINIMAL = {"id": "a", "title": "A", "minutes": 60}
RICH: dict[str, Any] = {
    "event": {
        "id": "e",
        "name": "Congrès",
        "language": "en",
        "zone": "Europe/Berlin",
        "version": "version du 16/03/22",
        "place": "Paris",
        "grid": 15,
        "gap": 5,
        "slots": [{"id": "s1", "day": "mercredi", "start": "9h", "end": "24:00"}],
        "stated": [
            {"about": "lien", "text": "https://a.fr", "source": "p. 1"},
            {"day": "2021-06-29", "start": "9h", "end": "17h"},
        ],
        "note": "n",
    },
    "days": [
        {
            "id": "mercredi",
            "date": "2026-06-10",
            "open": {"start": "8h", "end": "24:00"},
            "announced": {"start": "9h", "end": "17h"},
        },
        {"date": "2026-06-11"},
    ],
    "rooms": [
        {
            "id": "amphi",
            "name": "Amphi",
            "site": "Nord",
            "capacity": 0,
            "features": ["pmr"],
            "open": [{"day": "mercredi"}, {"start": "00:00", "end": "12:00"}],
            "setup": 10,
            "teardown": 5,
            "to_be_confirmed": True,
        },
        {"id": "hall", "at_once": 2},
        {"id": "tout", "parts": ["amphi", "hall"]},
    ],
    "equipment": [
        {
            "id": "piano",
            "name": "Piano",
            "number": 2,
            "open": [{"day": "mercredi"}],
            "changeover": 10,
            "note": "n",
        },
    ],
    "people": [
        {
            "id": "maire",
            "role": "Maire",
            "email": "m@a.fr",
            "present": [{"start": "9h30"}, {"day": "2026-06-11", "end": "12h"}],
            "pause": 15,
            "unconfirmed": True,
            "protocol_rank": 0,
        },
        {"id": "adjoint"},
    ],
    "sessions": [
        {
            "id": "ouverture",
            "title": "Ouverture",
            "kind": "plénière",
            "plenary": False,
            "minutes": {"min": 30, "ideal": 45, "max": 60},
            "locked": {"day": "mercredi", "start": "00:00", "room": "amphi"},
            "preferred": {"start": "9h"},
            "windows": [{"day": "mercredi", "end": "12h"}],
            "people": {"accueil": ["maire", {"one_of": ["maire", "adjoint"]}]},
            "needs": ["pmr"],
            "also_in": ["hall"],
            "expected": 0,
            "capacity": {"min": 2, "max": 10},
            "setup": 0,
            "teardown": 0,
            "before": ["atelier", {"session": "pot", "min": 0, "max": 30}],
            "stated": [
                {"day": "mercredi", "start": "9h", "end": "10h", "text": "9h", "source": "p"}
            ],
        },
        {"id": "mot", "title": "Mot", "part_of": "ouverture", "kind": "discours", "minutes": 5},
        {"id": "atelier", "title": "A", "block": "b", "rooms": ["hall", "amphi"], "repeats": 2},
        {"id": "pot", "title": "Pot", "kind": "pause", "rooms": [], "minutes": 30},
        {
            "id": "visite",
            "title": "Visite",
            "external": True,
            "locked": {"day": "2026-06-11", "start": "9h"},
            "minutes": 60,
        },
    ],
    "sequences": [
        {"id": "s", "sessions": ["ouverture", "atelier"], "between": False, "min": 0, "max": 0}
    ],
    "attendees": [
        {"id": "p1", "wishes": ["atelier"], "together": ["p2"], "present": [{"end": "12h"}]},
        {"id": "p2", "wishes": {"atelier": 3}, "apart": ["p1"], "must_attend": ["ouverture"]},
    ],
    "weights": {"stated": 0, "preferred": 7, "tiers": [["preferred"], ["stated", "compact_day"]]},
}

MISSING = ("il manque cette information", "this is missing")
