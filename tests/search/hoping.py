"""Small events at random in which attendees hope for something."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS, Tier, tiers
from agenda_solver.search import Grid, NotTabledError
from agenda_solver.solve import solve
from agenda_solver.timetable import Timetable

DAYS = ("2026-06-10", "2026-06-11")


def event(
    random: Random,
    sessions: int = 6,
    slots: int = 3,
    rooms: int = 3,
    people: int = 8,
    *,
    plain: bool = False,
    **more: Any,
) -> Problem:
    """Return an event; a plain one has no demands but rooms, no preferences, no speakers."""
    names = [f"s{number}" for number in range(sessions)]
    workshops = [_workshop(random, name, people, plain=plain) for name in names]
    if not plain:
        first, then, twice, other = random.sample(names, 4)
        workshops[names.index(first)]["before"] = [then]
        workshops[names.index(twice)]["repeats"] = random.choice((1, 2))
        for name in (then, other):
            workshops[names.index(name)]["exclusive"] = ["x"]
    return Problem.read(
        {
            "event": {"name": "e", "slots": list(_slots(slots))},
            "days": [{"date": day} for day in DAYS],
            "rooms": [{"id": f"r{it}", "capacity": 2 + it} for it in range(rooms)],
            "people": [{"id": f"p{it}"} for it in range(3)],
            "sessions": workshops,
            "attendees": [_attendee(random, it, names, slots, plain=plain) for it in range(people)],
            **more,
        }
    )


def _slots(count: int) -> Iterator[dict[str, Any]]:
    for number, (day, hour) in enumerate(product(DAYS, (9, 10, 11))):
        if number < count:
            yield {"day": day, "start": f"{hour}h", "end": f"{hour + 1}h"}


def _workshop(random: Random, name: str, people: int, *, plain: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"id": name, "title": name, "kind": "workshop"}
    if plain:
        return told
    if random.random() < 0.4:
        told["people"] = {"speaker": [f"p{random.randrange(3)}"]}
    if random.random() < 0.3:
        told["preferred"] = {"day": random.choice(DAYS)}
    if random.random() < 0.3:
        told["capacity"] = {"max": random.randint(1, people)}
    return told


def _attendee(
    random: Random, number: int, names: list[str], slots: int, *, plain: bool
) -> dict[str, Any]:
    wished = random.sample(names, random.randint(1, min(4, len(names))))
    rated = not plain and random.random() < 0.4
    told: dict[str, Any] = {
        "id": f"p{number}" if number < 3 else f"a{number}",
        "wishes": {name: random.choice((1, 2, 5)) for name in wished} if rated else wished,
    }
    if not plain and random.random() < 0.3:
        told["present"] = [{"day": DAYS[0], "start": f"{random.randint(9, 10)}h"}]
        if slots > 3:
            told["present"].append({"day": DAYS[1]})
    return told


def solved(random: Random, **shape: Any) -> Timetable | None:
    """Return any timetable that keeps the demands of an event."""
    without_costs = {cost.key: 0 for cost in COSTS}
    return solve(event(random, **{**shape, "weights": without_costs}), Budget(seconds=5)).timetable


def hoped(problem: Problem) -> tuple[tuple[Tier, ...], int]:
    """Return the tiers, and the number of the one in which attendees hope."""
    every = tiers(problem)
    keys = [{cost.key for cost in tier.weights} for tier in every]
    return every, next(it for it, known in enumerate(keys) if "wishes" in known)


def grids(count: int, seed: int = 0, **shape: Any) -> Iterator[Grid]:
    """Yield so many events at random, each with a timetable that keeps its demands.

    Those that have no timetable, or in which nobody can miss anything, are left out.
    """
    while count:
        seed += 1
        problem = event(Random(seed), **shape)
        timetable = solved(Random(seed), **shape)
        try:
            if timetable is not None:
                yield Grid(problem, *hoped(problem), timetable)
                count -= 1
        except (NotTabledError, StopIteration):
            continue
