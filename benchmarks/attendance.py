"""Attendees and what they wish to hear, to measure timetables on; and a scorer of its own.

    python benchmarks/attendance.py

draws the wishes in `benchmarks/attendance/` again. What is stored is the instance, not the
seed: a line for each attendee, the numbers of the sessions that they wish for.

An instance is named ``SESSIONSxSLOTSxROOMSxPEOPLE``. Every session may be in any slot and any
room, and every room holds everybody; there are as many sessions as rooms in all slots
together. Who wishes for two sessions of one slot misses one of them.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import mean

from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS
from agenda_solver.timetable import Placement

FOLDER = Path(__file__).parent / "attendance"
WISHES = {
    "20x4x5x100": 4,
    "60x12x5x300": 8,
    "120x12x10x1000": 8,
    "300x30x10x5000": 12,
}
"""How many sessions each attendee wishes for, by instance."""

FIRST_DAY = date(2027, 3, 1)
SLOTS_A_DAY = 6
TIMETABLES_AT_RANDOM = 20

Wishes = tuple[tuple[int, ...], ...]
"""The numbers of the sessions that each attendee wishes for, smallest first."""


@dataclass(frozen=True)
class Event:
    """Sessions, slots and rooms, by numbers from 0, and who wishes for what."""

    sessions: int
    slots: int
    rooms: int
    wishes: Wishes

    @property
    def total(self) -> int:
        """How many wishes there are."""
        return sum(map(len, self.wishes))


# --- The instances ------------------------------------------------------------------------


def draw(sessions: int, people: int, wishes: int, seed: int = 0) -> Wishes:
    """Draw wishes: of sessions 0, 1, 2… in proportion to 1/k, 1/(k+1), 1/(k+2)…, none twice.

    With `k` a fifteenth of the sessions, the favourite draws as much of all wishes in a large
    event as in a small one. Only `random.Random.random` is used, which gives the same numbers
    in every Python.
    """
    chance = random.Random(seed)
    upto = list(accumulate(10**6 // (it + 1 + sessions // 15) for it in range(sessions)))
    found = []
    for _ in range(people):
        wished: set[int] = set()
        while len(wished) < wishes:
            wished.add(bisect_right(upto, int(chance.random() * upto[-1])))
        found.append(tuple(sorted(wished)))
    return tuple(found)


def shape(name: str) -> tuple[int, int, int, int]:
    """Return how many sessions, slots, rooms and people an instance has."""
    sessions, slots, rooms, people = map(int, name.split("x"))
    return sessions, slots, rooms, people


def drawn(name: str) -> Wishes:
    """Draw the wishes of an instance."""
    sessions, _, _, people = shape(name)
    return draw(sessions, people, WISHES[name])


def written(wishes: Wishes) -> str:
    """Return wishes as they are stored: a line for each attendee."""
    return "".join(",".join(map(str, row)) + "\n" for row in wishes)


def read(name: str) -> Event:
    """Return a stored instance."""
    sessions, slots, rooms, _ = shape(name)
    lines = (FOLDER / f"{name}.csv").read_text("ascii").splitlines()
    return Event(sessions, slots, rooms, tuple(tuple(map(int, it.split(","))) for it in lines))


# --- As a problem -------------------------------------------------------------------------


def problem(event: Event) -> Problem:
    """Say an event with the ordinary schema; what attendees miss is all that costs."""
    return Problem.read(
        {
            "event": {
                "name": "attendance",
                "language": "en",
                "zone": "UTC",
                "slots": [
                    {"day": day, "start": _clock(start), "end": _clock(start + 60)}
                    for day, start in map(time_of, range(event.slots))
                ],
            },
            "days": [
                {"date": FIRST_DAY + timedelta(days=it)}
                for it in range(-(-event.slots // SLOTS_A_DAY))
            ],
            "rooms": [{"id": f"r{room}"} for room in range(event.rooms)],
            "sessions": [
                {"id": f"s{session}", "title": f"Session {session}"}
                for session in range(event.sessions)
            ],
            "attendees": [
                {"id": f"p{number}", "wishes": [f"s{session}" for session in wished]}
                for number, wished in enumerate(event.wishes)
            ],
            "weights": {**{cost.key: 0 for cost in COSTS}, "wishes": 1},
        }
    )


def time_of(slot: int) -> tuple[date, int]:
    """Return the day of a slot, and the minute at which it starts."""
    days, place = divmod(slot, SLOTS_A_DAY)
    return FIRST_DAY + timedelta(days=days), 9 * 60 + 75 * place


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


# --- The score ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Score:
    """How many wishes are missed, and how many broken demands there are."""

    value: int
    hard: int


def score(event: Event, placements: Iterable[Placement]) -> Score:
    """Score a timetable by the numbers of an event alone.

    Somebody attends one session of each slot in which there are sessions that they wish for;
    their other wishes are missed, and so are those for sessions that are nowhere. Broken is a
    session that is not in the timetable exactly once, in a slot and a room of the event, and
    each session too many in a room.
    """
    slots = {time_of(slot): slot for slot in range(event.slots)}
    rooms = {f"r{room}" for room in range(event.rooms)}
    placed = list(placements)
    slot_of: dict[int, int] = {}
    filled: Counter[tuple[int, str | None]] = Counter()
    hard = 0
    for placement in placed:
        slot = slots.get((placement.day, placement.start))
        if slot is None or placement.minutes != 60 or placement.room not in rooms:
            hard += 1
            continue
        slot_of[int(placement.session.removeprefix("s"))] = slot
        filled[slot, placement.room] += 1
    times = Counter(placement.session for placement in placed)
    hard += sum(abs(times[f"s{session}"] - 1) for session in range(event.sessions))
    hard += sum(count - 1 for count in filled.values())
    return Score(missed(event, slot_of), hard)


def missed(event: Event, slot_of: dict[int, int]) -> int:
    """Return how many wishes are missed, by the slot of each session."""
    reached = sum(
        len({slot_of[session] for session in wished if session in slot_of})
        for wished in event.wishes
    )
    return event.total - reached


def at_random(event: Event) -> int:
    """Return what is missed with a timetable at random: the mean of some, rounded."""
    found = []
    for seed in range(TIMETABLES_AT_RANDOM):
        chance = random.Random(seed)
        order = sorted(range(event.sessions), key=lambda _: chance.random())
        found.append(missed(event, {it: place // event.rooms for place, it in enumerate(order)}))
    return round(mean(found))


def main() -> None:
    """Draw and store the wishes of all instances."""
    FOLDER.mkdir(exist_ok=True)
    for name in WISHES:
        (FOLDER / f"{name}.csv").write_text(written(drawn(name)), encoding="ascii")


if __name__ == "__main__":
    main()
