"""Make the synthetic problems of `instances/`: planted feasible, stored, never re-made.

    python benchmarks/generate.py 60x8x10 200x12x20

writes ``instances/synthetic-60x8x10/agenda.toml`` and so on. A timetable is drawn first;
everything that is asked is then drawn so that this timetable keeps it: what a room lacks,
who is away and when, who is expected, what comes before what. Wishes are drawn without
looking at it, so that there is something to weigh.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomli_w

FIRST_DAY = date(2027, 3, 1)
SLOTS_A_DAY = 5
SLOT, PAUSE, OPENING = 45, 15, 9 * 60
FEATURES = ("projecteur", "pmr", "interprétation", "enregistrement")
TRACKS = ("Climat", "Jeunesse", "Santé", "Culture", "Économie", "Migrations")
INSTANCES = Path(__file__).parent.parent / "instances"

Cell = tuple[int, int]
"""A slot and a room, by number."""


def generate(sessions: int, rooms: int, slots: int, seed: int = 0) -> dict[str, Any]:
    """Return a draft with so many sessions, rooms and slots.

    Parameters
    ----------
    sessions, rooms, slots : int
        At least one cell (room in a slot) per session must remain once the opening
        plenary has a slot to itself.
    seed : int
        Of all that is drawn.
    """
    chance = random.Random(f"{sessions}x{rooms}x{slots}/{seed}")
    halls = [_room(chance, number) for number in range(rooms)]
    closed = {(slot, room) for slot in range(1, slots) for room in range(rooms) if _rarely(chance)}
    free = [
        (slot, room)
        for slot in range(1, slots)
        for room in range(rooms)
        if (slot, room) not in closed
    ]
    biggest = max(range(rooms), key=lambda room: halls[room]["capacity"])
    cells = [(0, biggest), *chance.sample(free, sessions - 1)]
    for room, hall in enumerate(halls):
        shut = sorted(slot for slot, where in closed if where == room)
        if shut:
            hall["open"] = [_window(slot) for slot in range(slots) if slot not in shut]
    items = [_session(chance, number, cells[number], halls, slots) for number in range(sessions)]
    items[0] |= {"title": "Ouverture", "kind": "plenary", "locked": {"room": f"S{biggest + 1:02}"}}
    people = _people(chance, items, cells, slots)
    _orders(chance, items, cells)
    return {
        "event": {
            "name": f"Congrès inventé {sessions}x{rooms}x{slots}",
            "note": "tout est inventé : problème de mesure",
            "slots": [_slot(slot) for slot in range(slots)],
        },
        "days": [_day(day) for day in range(-(-slots // SLOTS_A_DAY))],
        "rooms": halls,
        "people": people,
        "sessions": items,
        # The timetable that is planted has its opening anywhere.
        "weights": {"custom_frame": 0},
    }


def _rarely(chance: random.Random) -> bool:
    return chance.random() < 0.04


def _room(chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": f"S{number + 1:02}",
        "name": f"Salle {number + 1}",
        "capacity": chance.choice((30, 40, 60, 80, 120, 200)) + 5 * number,
        "features": [feature for feature in FEATURES if chance.random() < 0.65],
        "setup": 5,
        "teardown": 5,
    }


def _session(
    chance: random.Random, number: int, cell: Cell, halls: list[dict[str, Any]], slots: int
) -> dict[str, Any]:
    hall = halls[cell[1]]
    item: dict[str, Any] = {
        "id": f"T{number + 1:03}",
        "title": f"Session {number + 1}",
        "track": chance.choice(TRACKS),
        "minutes": SLOT if chance.random() < 0.8 else {"min": 30, "ideal": 45, "max": 45},
        "expected": int(hall["capacity"] * chance.uniform(0.3, 1.0)),
        "needs": chance.sample(
            hall["features"], min(len(hall["features"]), chance.choice((0, 0, 1, 2)))
        ),
    }
    if chance.random() < 0.25:
        wished = _slot(chance.randrange(slots))
        item["preferred"] = {"day": wished["day"], "start": wished["start"]}
    if chance.random() < 0.15:
        item.setdefault("preferred", {})["room"] = f"S{chance.randrange(len(halls)) + 1:02}"
    if chance.random() < 0.1:
        said = _slot(chance.randrange(slots))
        item["stated"] = [{"start": said["start"], "source": "affiche inventée"}]
    return item


def _people(
    chance: random.Random, items: list[dict[str, Any]], cells: list[Cell], slots: int
) -> list[dict[str, Any]]:
    """Give each session one or two speakers; each is away in some slots they do not need."""
    busy: list[set[int]] = [set() for _ in range(int(len(items) * 0.9))]
    for item, (slot, _) in zip(items, cells, strict=True):
        idle = [person for person, taken in enumerate(busy) if slot not in taken and len(taken) < 4]
        speakers = chance.sample(idle, chance.choice((1, 1, 2)))
        for person in speakers:
            busy[person].add(slot)
        item["people"] = {"speaker": [f"P{person + 1:03}" for person in speakers]}
    people = []
    for number, taken in enumerate(busy):
        person: dict[str, Any] = {
            "id": f"P{number + 1:03}",
            "name": f"Personne inventée {number + 1}",
        }
        if chance.random() < 0.5:
            person["present"] = [
                _window(slot) for slot in range(slots) if slot in taken or chance.random() < 0.7
            ]
        if not any(slot + 1 in taken for slot in taken) and chance.random() < 0.2:
            person["pause"] = 30
        people.append(person)
    return people


def _orders(chance: random.Random, items: list[dict[str, Any]], cells: list[Cell]) -> None:
    """Ask for some orders and some blocks that the planted timetable keeps."""
    for _ in range(len(items) // 12):
        one, other = sorted(chance.sample(range(1, len(items)), 2), key=lambda it: cells[it][0])
        if cells[one][0] < cells[other][0]:
            items[one].setdefault("before", []).append(items[other]["id"])
    for number in range(len(items) // 30):
        one = chance.randrange(1, len(items))
        beside = [it for it in range(1, len(items)) if cells[it][0] == cells[one][0]]
        if not any("block" in items[it] for it in beside):
            for it in beside[:3]:
                items[it]["block"] = f"B{number + 1}"


def _slot(number: int) -> dict[str, Any]:
    start = OPENING + number % SLOTS_A_DAY * (SLOT + PAUSE)
    day = FIRST_DAY + timedelta(number // SLOTS_A_DAY)
    return {"day": day.isoformat(), "start": _clock(start), "end": _clock(start + SLOT)}


def _window(slot: int) -> dict[str, Any]:
    """Return a slot with the time around it that setup and teardown take."""
    start = OPENING + slot % SLOTS_A_DAY * (SLOT + PAUSE)
    day = FIRST_DAY + timedelta(slot // SLOTS_A_DAY)
    return {"day": day.isoformat(), "start": _clock(start - 5), "end": _clock(start + SLOT + 5)}


def _day(number: int) -> dict[str, Any]:
    closing = OPENING + SLOTS_A_DAY * (SLOT + PAUSE)
    return {
        "id": f"J{number + 1}",
        "date": (FIRST_DAY + timedelta(number)).isoformat(),
        "open": {"start": _clock(OPENING), "end": _clock(closing)},
        "announced": {"start": _clock(OPENING), "end": _clock(closing - 60)},
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def main() -> None:
    """Write the drafts named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shape", nargs="+", help="sessions x rooms x slots, as 60x8x10")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    for shape in asked.shape:
        sessions, rooms, slots = map(int, shape.split("x"))
        folder = INSTANCES / f"synthetic-{shape}"
        folder.mkdir(parents=True, exist_ok=True)
        draft = generate(sessions, rooms, slots, asked.seed)
        (folder / "agenda.toml").write_text(tomli_w.dumps(draft), encoding="utf-8")


if __name__ == "__main__":
    main()
