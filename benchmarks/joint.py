"""Choices that everybody rates: which is in which slot, and who is in which, looked at at once.

The JSON holds how many people and slots there are; of each choice, its least and its
greatest number of people; which two share a slot (`same`) or must not (`different`); who
must not be in which choice (`avoid`); and `points`, 0 to 100, of each person for each
choice. Everybody is in one choice in each slot, in none twice; every choice takes place.

The answer is scored by the `score.py` that lies beside the JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS
from agenda_solver.timetable import Timetable

Json = dict[str, Any]

DAY = date(2027, 3, 1)
FIRST, EVERY, LASTS = 9 * 60, 75, 60


def read(path: Path) -> Json:
    """Read a problem."""
    data: Json = json.loads(path.read_text(encoding="utf-8"))
    return data


# --- As a problem -------------------------------------------------------------------------


def problem(data: Json) -> Problem:
    """Say a problem with the ordinary schema.

    Points are ratings of wishes; every choice takes place in any case.
    """
    choices = range(len(data["choices"]))
    avoid: dict[int, list[int]] = {}
    for person, choice in data["avoid"]:
        avoid.setdefault(person, []).append(choice)
    slots = [_start(slot) for slot in range(data["slots"])]
    return Problem.read(
        {
            "event": {
                "name": "joint",
                "language": "en",
                "zone": "UTC",
                "slots": [
                    {"day": DAY, "start": _clock(start), "end": _clock(start + LASTS)}
                    for start in slots
                ],
            },
            "days": [{"date": DAY}],
            "sessions": [_session(data, choice) for choice in choices],
            "attendees": [
                {
                    "id": f"p{person}",
                    "must_avoid": [f"c{choice}" for choice in avoid.get(person, ())],
                    "wishes": {
                        f"c{choice}": points
                        for choice, points in enumerate(row)
                        if points and choice not in avoid.get(person, ())
                    },
                }
                for person, row in enumerate(data["points"])
            ],
            "weights": {cost.key: 0 for cost in COSTS if cost.tier != AUDIENCE},
        }
    )


AUDIENCE = 2
"""The tier of what attendees wish for: it is all that is weighed."""


def _session(data: Json, choice: int) -> Json:
    asked = data["choices"][choice]
    labels = [f"pair {number}" for number, pair in enumerate(data["different"]) if choice in pair]
    block = _first_in_slot(data, choice)
    return {
        "id": f"c{choice}",
        "title": f"Choice {choice}",
        "kind": "workshop",
        "minutes": LASTS,
        "rooms": [],
        "capacity": {"min": asked["min"], "max": asked["max"]},
        "cancellable": False,
        "exclusive": labels,
        **({} if block is None else {"block": f"block {block}"}),
    }


def _first_in_slot(data: Json, choice: int) -> int | None:
    """Return the first of those that share a slot with a choice; None if none does."""
    known = {choice}
    while more := {it for pair in data["same"] if known & {*pair} for it in pair} - known:
        known |= more
    return min(known) if len(known) > 1 else None


def _start(slot: int) -> int:
    return FIRST + EVERY * slot


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


# --- The answer ---------------------------------------------------------------------------


def answer(data: Json, timetable: Timetable) -> Json:
    """Return the slot of each choice, and the choice of each person in each slot.

    A choice in which nobody is does not take place.
    """
    slot_of = {
        int(placement.session.removeprefix("c")): (placement.start - FIRST) // EVERY
        for placement in timetable.placements
    }
    seats: list[list[int | None]] = [[None] * data["slots"] for _ in range(data["people"])]
    for seat in timetable.seats:
        choice = int(seat.session.removeprefix("c"))
        seats[int(seat.attendee.removeprefix("p"))][slot_of[choice]] = choice
    taken = {choice for row in seats for choice in row}
    choices = range(len(data["choices"]))
    return {
        "slot": [slot_of[choice] if choice in taken else None for choice in choices],
        "seats": seats,
    }


def score(path: Path, told: Json) -> Json:
    """Return what the scorer beside a problem says of an answer: points, worst, broken."""
    with TemporaryDirectory() as folder:
        answered = Path(folder) / "answer.json"
        answered.write_text(json.dumps(told), encoding="utf-8")
        scorer = [sys.executable, str(path.parent / "score.py"), str(path), str(answered)]
        output = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    scored: Json = json.loads(output)
    return scored
