"""Tiny random events of which every timetable can be tried, with the seats of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from tiny import DAY, Brute, Tiny, accepted

from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS, tiers
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import verify

Costs = tuple[int, ...]

ROOMS = [{"id": "r1", "capacity": 2}, {"id": "r2", "capacity": 3, "features": ["pmr"]}]


def some_event(seed: int, *, together: float = 0.2, least: bool = True) -> Problem:
    """Return an event of two or three workshops, in two rooms, and those who must be there.

    Parameters
    ----------
    together : float
        How often an attendee names somebody to be together with.
    least : bool
        Whether a session may need a least number of attendees.
    """
    rng = Random(seed)
    hours = 9 + rng.choice((2, 2, 3))
    sessions = _sessions(rng, hours, least=least)
    named = [row["id"] for row in sessions]
    attendees = [_attendee(rng, number, named, hours) for number in range(rng.choice((2, 3, 4)))]
    for one in attendees:
        others = [other["id"] for other in attendees if other is not one]
        for key, often in (("together", together), ("apart", 0.2)):
            if rng.random() < often:
                one[key] = [rng.choice(others)]
    people = [{"id": "a0"}] if rng.random() < 0.25 else []
    if people:
        rng.choice(sessions)["people"] = {"speaker": ["a0"]}
    chaired = _chaired(Random(f"chair {seed}"), sessions, hours)
    if chaired:
        people = [{"id": "a0"}]
    slots = [{"day": DAY, "start": f"{at}h", "end": f"{at + 1}h"} for at in range(9, hours)]
    long = any(row["minutes"] > 60 for row in sessions)
    in_slots = not long and rng.random() < 0.5
    return Problem.read(
        {
            "event": {"name": "Petit", "grid": 60, **({"slots": slots} if in_slots else {})},
            "days": [{"date": DAY, "open": {"start": "9h", "end": f"{hours}h"}}],
            "rooms": ROOMS,
            "people": people,
            "sessions": sessions,
            "attendees": attendees,
            **chaired,
        }
    )


def _chaired(rng: Random, sessions: list[dict[str, Any]], hours: int) -> dict[str, Any]:
    """Make the last session a paper, now and then, that the first attendee chairs."""
    paper = sessions[-1]
    if rng.random() < 0.75 or not {"repeat_of", "group_of", "block"}.isdisjoint(paper):
        return {}
    paper |= {"kind": "paper", "track": "t"}
    return {
        "tracks": [{"id": "t", "chairs": ["a0"]}],
        "stretches": [{"id": "p", "day": DAY, "start": "9h", "end": f"{hours}h"}],
    }


def _sessions(rng: Random, hours: int, *, least: bool) -> list[dict[str, Any]]:
    sessions: list[dict[str, Any]] = []
    for number in range(rng.choice((2, 3, 3))):
        row: dict[str, Any] = {
            "id": f"s{number}",
            "title": f"S{number}",
            "kind": "workshop",
            "minutes": 60,
        }
        if hours > 11 and rng.random() < 0.2:
            row["minutes"] = 120
        if number and rng.random() < 0.3:
            row |= {rng.choice(("repeat_of", "group_of")): "s0", "minutes": sessions[0]["minutes"]}
        elif rng.random() < 0.25:
            row["block"] = "b"
        if rng.random() < 0.5:
            row["preferred"] = {"start": f"{rng.randrange(9, hours)}h"}
        elif rng.random() < 0.5:
            row["preferred"] = {"room": rng.choice(("r1", "r2"))}
        if rng.random() < 0.3:
            row["capacity"] = {rng.choice(("min" if least else "max", "max")): rng.choice((1, 2))}
        if rng.random() < 0.15:
            row["per_organisation"] = 1
        if rng.random() < 0.08:
            row["everyone"] = True
        sessions.append(row)
    return sessions


def _attendee(rng: Random, number: int, named: list[str], hours: int) -> dict[str, Any]:
    row: dict[str, Any] = {"id": f"a{number}", "organisation": rng.choice(("", "x", "x"))}
    if rng.random() < 0.65:
        row["must_attend"] = rng.sample(named, rng.choice((1, 1, 2)))
    row["wishes"] = rng.sample(named, rng.choice((0, 1, 2)))
    if rng.random() < 0.35:
        start = rng.randrange(9, hours)
        row["present"] = [{"start": f"{start}h", "end": f"{rng.randrange(start, hours) + 1}h"}]
    if rng.random() < 0.2:
        row["needs"] = ["pmr"]
    return row


# --- All of it ----------------------------------------------------------------------------


def best_of_all(problem: Problem) -> Costs | None:
    """Return what the best timetable with seats costs, tier by tier; None where there is none.

    Every timetable is judged by the rules alone, and every seating of it.
    """
    judged = ((costs_of(problem, timetable), timetable) for timetable in timetables(problem))
    for costs, timetable in sorted(
        ((costs, timetable) for costs, timetable in judged if costs is not None),
        key=lambda pair: pair[0],
    ):
        if has_seats(problem, timetable):
            return costs
    return None


def costs_of(problem: Problem, timetable: Timetable) -> Costs | None:
    """Return what a timetable costs, tier by tier; None where it breaks a demand."""
    verdict = verify(problem, timetable)
    if verdict.errors:
        return None
    return tuple(verdict.tier_cost(tier) for tier in tiers(problem))


def timetables(problem: Problem) -> Iterator[Timetable]:
    (day,) = problem.days
    assert day.open is not None
    places = [
        [
            Placement(row.id, day.date, start, start + row.minutes.max, room)
            for start in range(day.open.start, day.open.end, 60)
            for room in problem.room
            if row.minutes is not None and start + row.minutes.max <= day.open.end
        ]
        for row in problem.sessions
    ]
    yield from map(Timetable.of, product(*places))


def has_seats(problem: Problem, timetable: Timetable) -> bool:
    """Whether the seats of a timetable can be given, by trying every seating.

    How each may be seated alone is tried as for every seating of `tiny`.
    """
    brute = Brute(Tiny(problem, timetable))
    ways = [
        [[Seat(attendee.id, session) for session in way.sessions if session] for way in own]
        for attendee, own in zip(problem.attendees, brute.ways, strict=True)
    ]
    return any(
        accepted(
            problem, Timetable.of(timetable.placements, [seat for way in chosen for seat in way])
        )
        for chosen in product(*ways)
    )


# --- Drafts that have a programme with its seats ------------------------------------------------

HALLS: tuple[dict[str, Any], ...] = (
    {"id": "h1", "capacity": 3, "features": ["pmr", "boucle"]},
    {"id": "h2", "capacity": 4, "features": ["pmr"]},
    {"id": "h3", "capacity": 6},
)
SLOTS = (9, 10, 11, 12)


def planted(seed: int) -> tuple[Problem, Timetable]:
    """Return a draft made from a programme with its seats, and this programme.

    What is asked holds there: who must attend has a seat, is present and finds what they
    need; those who are together have the same seats, those who are apart none.
    """
    rng = Random(seed)
    cells = rng.sample([(at, hall["id"]) for at in SLOTS for hall in HALLS], rng.randint(4, 8))
    at = {f"s{number}": cell for number, cell in enumerate(cells)}
    seats: dict[str, tuple[str, ...]] = {}
    places = {
        key: next(hall["capacity"] for hall in HALLS if hall["id"] == room)
        for key, (_, room) in at.items()
    }
    attendees: list[dict[str, Any]] = []
    for number in range(rng.randint(3, 9)):
        key = f"a{number}"
        friend = attendees[-1] if attendees and rng.random() < 0.2 else None
        if friend and all(places[session] for session in seats[friend["id"]]):
            seats[key] = seats[friend["id"]]
            row = {**friend, "id": key, "together": [friend["id"]]}
        else:
            seats[key] = _some_seats(rng, at, places)
            row = _asking(rng, key, seats[key], at)
        for session in seats[key]:
            places[session] -= 1
        attendees.append(row)
    for row in attendees:
        strangers = [key for key, own in seats.items() if not set(own) & set(seats[row["id"]])]
        if row["id"] in strangers:
            strangers.remove(row["id"])
        if strangers and rng.random() < 0.3:
            row["apart"] = [rng.choice(strangers)]
    sessions = [_asked_of(rng, key, at, seats, attendees) for key in at]
    people = _speaking(rng, sessions, attendees, at, seats)
    in_slots = rng.random() < 0.5
    slots = [{"day": DAY, "start": f"{hour}h", "end": f"{hour + 1}h"} for hour in SLOTS]
    problem = Problem.read(
        {
            "event": {"name": "Planté", "grid": 60, **({"slots": slots} if in_slots else {})},
            "days": [{"date": DAY, "open": {"start": "9h", "end": "13h"}}],
            "rooms": list(HALLS),
            "people": people,
            "sessions": sessions,
            "attendees": attendees,
            "weights": {cost.key: 0 for cost in COSTS if cost.key != "preferred"},
        }
    )
    return problem, Timetable.of(
        (Placement(key, DAY, 60 * hour, 60 * hour + 60, room) for key, (hour, room) in at.items()),
        (Seat(key, session) for key, own in seats.items() for session in own),
    )


def _some_seats(
    rng: Random, at: dict[str, tuple[int, str]], places: dict[str, int]
) -> tuple[str, ...]:
    """Return seats, one at a time at most, where there are places left."""
    seats = []
    for hour in SLOTS:
        here = [key for key, (start, _) in at.items() if start == hour and places[key]]
        if here and rng.random() < 0.7:
            seats.append(rng.choice(here))
    return tuple(seats)


def _asking(
    rng: Random, key: str, seats: tuple[str, ...], at: dict[str, tuple[int, str]]
) -> dict[str, Any]:
    row: dict[str, Any] = {"id": key, "wishes": list(seats), "organisation": rng.choice("xyz")}
    row["must_attend"] = [session for session in seats if rng.random() < 0.7]
    hours = [at[session][0] for session in seats]
    if hours and rng.random() < 0.4:
        row["present"] = [{"start": f"{min(hours)}h", "end": f"{max(hours) + 1}h"}]
    features = {hall["id"]: set(hall.get("features", ())) for hall in HALLS}
    shared = set.intersection({"pmr", "boucle"}, *(features[at[it][1]] for it in seats))
    if seats and shared and rng.random() < 0.5:
        row["needs"] = [rng.choice(sorted(shared))]
    return row


def _asked_of(
    rng: Random,
    key: str,
    at: dict[str, tuple[int, str]],
    seats: dict[str, tuple[str, ...]],
    attendees: list[dict[str, Any]],
) -> dict[str, Any]:
    row: dict[str, Any] = {"id": key, "title": key.upper(), "kind": "workshop", "minutes": 60}
    there = [it["organisation"] for it in attendees if key in seats[it["id"]]]
    if there and rng.random() < 0.3:
        row["capacity"] = {"min": rng.randint(1, len(there)), "max": len(there)}
    if there and rng.random() < 0.2:
        row["per_organisation"] = max(map(there.count, there))
    if rng.random() < 0.4:
        row["preferred"] = {"start": f"{rng.choice(SLOTS)}h"}
    elif rng.random() < 0.4:
        row["preferred"] = {"room": rng.choice(HALLS)["id"]}
    beside = [other for other in at if at[other][0] == at[key][0]]
    if len(beside) > 1 and rng.random() < 0.3:
        row["block"] = f"b{at[key][0]}"
    return row


def _speaking(
    rng: Random,
    sessions: list[dict[str, Any]],
    attendees: list[dict[str, Any]],
    at: dict[str, tuple[int, str]],
    seats: dict[str, tuple[str, ...]],
) -> list[dict[str, Any]]:
    """Let some attendees speak where they have no seat at that time; return who speaks."""
    people = []
    named = {
        friend
        for row in attendees
        for friend in (row["id"], *row.get("together", ()))
        if "together" in row
    }
    for row in attendees:
        taken = {at[session][0] for session in seats[row["id"]]}
        free = [it for it in sessions if at[it["id"]][0] not in taken and "people" not in it]
        if free and row["id"] not in named and rng.random() < 0.3:
            rng.choice(free)["people"] = {"speaker": [row["id"]]}
            people.append({"id": row["id"]})
    return people
