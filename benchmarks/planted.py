"""Drafts in which something impossible is planted; each conflict is one that organisers meet."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from agenda_solver.problem import Problem

ROOT = Path(__file__).parent.parent
Draft = dict[str, Any]
Change = Callable[[Draft], None]


def stored(name: str) -> Draft:
    """Return a stored draft without its attendees: what becomes impossible is not their doing."""
    draft = tomllib.loads((ROOT / "instances" / name / "agenda.toml").read_text("utf-8"))
    draft.pop("attendees", None)
    return draft


def planted(name: str, *changes: Change) -> Problem:
    """Return a stored draft after some changes."""
    draft = stored(name)
    for change in changes:
        change(draft)
    return Problem.read(draft)


def row(draft: Draft, table: str, row_id: str) -> dict[str, Any]:
    """Return a row of a draft by its id."""
    return next(one for one in draft[table] if one["id"] == row_id)


# --- Drafts of one thread and of blocks -------------------------------------------------------


def ambassador_after_lunch(draft: Draft) -> None:
    """He is there from 14:30 to 15:00, but speaks before the buffet, over by 14:45."""
    row(draft, "people", "ambassadeur")["present"] = [{"start": "14h30", "end": "15h00"}]


def no_room_in_the_afternoon(draft: Draft) -> None:
    """One of the three rooms of the workshops is closed from 13:00 on, as a fourth is."""
    row(draft, "rooms", "salle-a")["open"] = [{"end": "13h00"}]


def three_rooms_for_four_workshops(draft: Draft) -> None:
    """Of the rooms with movable tables three are left, for four workshops at once."""
    closed = {"cailly", "aubette"}
    draft["rooms"] = [room for room in draft["rooms"] if room["id"] not in closed]


def two_hours_for_the_ministry(draft: Draft) -> None:
    """Whoever speaks at the opening is there from 12:00 on only."""
    row(draft, "people", "prefecture")["present"] = [{"start": "12h00", "end": "14h00"}]


def official_called_twice(draft: Draft) -> None:
    """She speaks in two workshops of a block."""
    row(draft, "sessions", "empreinte-carbone")["people"]["intervenants"].append("elue-egalite")


def long_round_tables(draft: Draft) -> None:
    """450 minutes of round tables and 120 of lunch, in a day that ends at 17:30."""
    (day,) = draft["days"]
    day["open"] = {"start": "8h00", "end": "17h30"}
    for person in draft["people"]:
        person.pop("present", None)
    for session in draft["sessions"]:
        if session["id"].startswith("table-ronde"):
            session["minutes"] = 150
        elif session["id"] == "dejeuner":
            session["minutes"] = 120


# --- Counts -----------------------------------------------------------------------------------


def seventeen_in_sixteen_cells() -> Problem:
    """Four rooms, four slots, seventeen sessions."""
    hours = [("9:00", "10:00"), ("10:15", "11:15"), ("11:30", "12:30"), ("14:00", "15:00")]
    day = "2027-03-01"
    return Problem.read(
        {
            "event": {
                "name": "Dix-sept sessions",
                "slots": [{"day": day, "start": start, "end": end} for start, end in hours],
            },
            "days": [{"date": day}],
            "rooms": [{"id": f"salle-{number}"} for number in range(1, 5)],
            "sessions": [
                {"id": f"s{number:02}", "title": f"Session {number}"} for number in range(1, 18)
            ],
        }
    )


def too_much_for_two_rooms() -> Problem:
    """Thirteen hours of sessions for two rooms that are open six hours each."""
    minutes = [60, 90, 75, 45, 90, 60, 60, 75, 90, 75, 60]
    return Problem.read(
        {
            "event": {"name": "Deux salles", "grid": 15},
            "days": [{"date": "2027-03-01", "open": {"start": "9:00", "end": "15:00"}}],
            "rooms": [{"id": "grande", "name": "Grande salle"}, {"id": "petite"}],
            "sessions": [
                {"id": f"s{number}", "title": f"Session {number}", "minutes": length}
                for number, length in enumerate(minutes, start=1)
            ],
        }
    )


# --- Congresses ---------------------------------------------------------------------------------


def workshop_room_is_closed(draft: Draft) -> None:
    """A room of the annexe is closed from noon of the first day on."""
    row(draft, "rooms", "atelier-1")["open"] = [{"day": "jeudi", "end": "12:00"}]


def one_hour_left(draft: Draft) -> None:
    """A speaker of several sessions is there for an hour."""
    row(draft, "people", busiest(draft))["present"] = [
        {"day": "jeudi", "start": "9:30", "end": "10:30"}
    ]


def busiest(draft: Draft, number: int = 0) -> str:
    """Return the id of who takes part in most sessions, or in most but so many others."""
    times: dict[str, int] = {}
    for session in draft["sessions"]:
        for entry in _roster(session):
            times[entry] = times.get(entry, 0) + 1
    return sorted(times, key=lambda person: (-times[person], person))[number]


def _roster(session: Mapping[str, Any]) -> Iterable[str]:
    entries = (entry for role in session.get("people", {}).values() for entry in role)
    return [entry for entry in entries if isinstance(entry, str)]


def busiest_is_away(draft: Draft) -> None:
    """Who has most sessions is there in one slot only."""
    slot = draft["event"]["slots"][0]
    row(draft, "people", busiest(draft))["present"] = [slot]


def two_in_one_cell(draft: Draft) -> None:
    """Two sessions are locked in one room at one time."""
    spot = draft["event"]["slots"][-1]
    for session in draft["sessions"][-2:]:
        session["locked"] = {"day": spot["day"], "start": spot["start"], "room": "S02"}


def no_room_as_large(draft: Draft) -> None:
    """More are expected at a session than the largest room seats."""
    most = max(room["capacity"] for room in draft["rooms"])
    draft["sessions"][5]["expected"] = most + 20
    draft["sessions"][5].pop("locked", None)


CASES: Mapping[str, Callable[[], Problem]] = {
    "cuf": lambda: planted("cuf-2022", official_called_twice),
    "aect": lambda: planted("plateforme-aect-2022", ambassador_after_lunch),
    "assises": lambda: planted("assises-normandes-2026", three_rooms_for_four_workshops),
    "icci": lambda: planted("journee-icci-2025", long_round_tables),
    "aect, two conflicts": lambda: planted(
        "plateforme-aect-2022", ambassador_after_lunch, no_room_in_the_afternoon
    ),
    "assises, two conflicts": lambda: planted(
        "assises-normandes-2026", three_rooms_for_four_workshops, two_hours_for_the_ministry
    ),
    "Hall on slots": seventeen_in_sixteen_cells,
    "Hall on a grid": too_much_for_two_rooms,
    "congress, closed room": lambda: planted("congres-deux-jours", workshop_room_is_closed),
    "congress, one hour": lambda: planted("congres-deux-jours", one_hour_left),
    "60, three conflicts": lambda: planted(
        "synthetic-60x8x10", busiest_is_away, two_in_one_cell, no_room_as_large
    ),
    "200, three conflicts": lambda: planted(
        "synthetic-200x12x20", busiest_is_away, two_in_one_cell, no_room_as_large
    ),
}
"""Impossible drafts by name."""
