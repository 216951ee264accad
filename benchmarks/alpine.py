"""Round tables of a conference at which people rate abstracts: adapter, and a scorer of its own.

Data: `shygon/alpine_scheduler` (MIT). In each of 18 slots there are 10 rooms, in each of which
somebody presents their abstract to at most 11 others. Asked for is a timetable, and with it who
listens where: the sum of the ratings that the listeners gave what they hear.

The package finds timetables; how often an abstract is presented, and who listens where, are
particular enough to be programs of their own here:

1. *Who hears what*, were there no clashes: an upper bound of the value, and the wishes of the
   problem. An abstract of which there are too few places is wished for by those who get one.
2. A *timetable* with these wishes, by `solve`.
3. The *seats* in it, for all ratings.

Then again, from the timetable there is: of all that 1. could be, as much as is possible of what
is heard by now.
"""

from __future__ import annotations

import csv
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from agenda_solver.assign.program import Program
from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS
from agenda_solver.solve import solve
from agenda_solver.timetable import Placement, Seat, Timetable

SLOTS = 18
ROOMS = 10
LISTENERS = 11
MOST_TIMES = 3
PARTICIPATIONS = 9, 16
"""How often somebody takes part, at least and at most: the range of the published schedule."""

FIRST_DAY = date(2027, 3, 1)
SLOTS_A_DAY = 6

Pair = tuple[int, int]
"""A listener, and the abstract that they hear."""


@dataclass(frozen=True)
class Conference:
    """Who is there, and who gave an abstract which rating.

    Attributes
    ----------
    people : tuple of int
        Everybody's number, also of those who rated nothing.
    abstracts : tuple of int
        The numbers of those who have an abstract, which is known by its presenter.
    ratings : mapping of (int, int) to int
        0 to 5, by listener and abstract. One's own abstract is left out.
    """

    people: tuple[int, ...]
    abstracts: tuple[int, ...]
    ratings: Mapping[Pair, int]


def read(path: Path) -> Conference:
    """Read who rated what (``rating_example.csv``)."""
    people: set[int] = set()
    abstracts: set[int] = set()
    ratings: dict[Pair, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listener, abstract = row["person_id"], row["abstract_id"]
            people |= {int(it) for it in (listener, abstract) if it}
            if abstract:
                abstracts.add(int(abstract))
            if row["rating"] and listener != abstract:
                ratings[int(listener), int(abstract)] = int(row["rating"])
    return Conference(tuple(sorted(people)), tuple(sorted(abstracts)), ratings)


# --- The score ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """One room in one slot: who presents their abstract there, and who listens."""

    slot: int
    presenter: int
    listeners: tuple[int, ...]


def read_schedule(path: Path) -> tuple[Table, ...]:
    """Read a schedule as it is published: a line for each room, slot by slot, presenter first."""
    rows = [[int(it) for it in line.split(",")] for line in path.read_text("ascii").splitlines()]
    return tuple(Table(it // ROOMS, row[0], tuple(row[1:])) for it, row in enumerate(rows))


@dataclass(frozen=True)
class Score:
    """The sum of the ratings that listeners gave what they hear; and how much is broken."""

    value: int
    hard: int


def score(conference: Conference, tables: Sequence[Table]) -> Score:
    """Score a schedule by the ratings alone.

    Broken is: each table too many in a slot, each table in a slot that there is not, and each
    listener too many at a table; each time that an abstract is presented too often, or too
    rarely (not at all); each time somebody is in a second place in a slot, or hears an
    abstract again; everybody who takes part too often or too rarely; and each who is not of the
    conference, or presents without an abstract.
    """
    in_slot = Counter(table.slot for table in tables)
    hard = sum(max(0, count - ROOMS) for count in in_slot.values())
    hard += sum(table.slot not in range(SLOTS) for table in tables)
    hard += sum(max(0, len(table.listeners) - LISTENERS) for table in tables)
    times = Counter(table.presenter for table in tables)
    hard += sum(max(1 - times[it], times[it] - MOST_TIMES, 0) for it in conference.abstracts)
    there = Counter(
        (table.slot, person) for table in tables for person in (table.presenter, *table.listeners)
    )
    heard = Counter((listener, table.presenter) for table in tables for listener in table.listeners)
    hard += sum(count - 1 for count in (*there.values(), *heard.values()))
    taking_part: Counter[int] = Counter()
    for (_, person), count in there.items():
        taking_part[person] += count
    least, most = PARTICIPATIONS
    hard += sum(not least <= taking_part[it] <= most for it in conference.people)
    hard += len(taking_part.keys() - set(conference.people))
    hard += len(times.keys() - set(conference.abstracts))
    return Score(sum(conference.ratings.get(pair, 0) for pair in heard), hard)


# --- Who hears what -----------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """How often each abstract is presented and who hears it, were there no clashes.

    Attributes
    ----------
    times : mapping of int to int
        By abstract.
    heard : frozenset of (int, int)
        Listeners and what they hear, where they rated it above 0.
    bound : int
        No schedule has a greater value.
    """

    times: Mapping[int, int]
    heard: frozenset[Pair]
    bound: int


def plan(conference: Conference, budget: Budget) -> Plan | None:
    """Say who hears what at best: a program without slots."""
    program, columns = _without_slots(conference)
    cost = np.zeros(len(program.upper))
    for pair, column in columns.items():
        cost[column] = -conference.ratings[pair]
    active = np.ones(len(cost), dtype=np.bool_)
    relaxed = program.relax(cost, active, budget)
    outcome, values = program.search(cost, active, budget)
    if values is None:
        return None
    value = -round(float(cost @ values))
    heard = frozenset(pair for pair, column in columns.items() if values[column])
    times = {it: 1 + int(values[number]) for number, it in enumerate(conference.abstracts)}
    return Plan(times, heard, value if outcome == "optimal" else int(-relaxed.bound + 1e-6))


def nearest(conference: Conference, first: Plan, heard: Collection[Pair], budget: Budget) -> Plan:
    """Return the plan of the same value, and with the same times, nearest to what is heard."""
    program, columns = _without_slots(conference)
    cost = np.zeros(len(program.upper))
    weight = len(heard) + 1  # of a point: more than all that is heard
    for pair, column in columns.items():
        cost[column] = -weight * conference.ratings[pair] - (pair in heard)
    again = np.arange(len(conference.abstracts))
    times = [first.times[abstract] - 1 for abstract in conference.abstracts]
    program.add_rows(again, again, 1, low=times, high=times)
    active = np.ones(len(cost), dtype=np.bool_)
    _, values = program.search(cost, active, budget)
    if values is None:
        return first
    return Plan(first.times, frozenset(it for it, at in columns.items() if values[at]), first.bound)


def _without_slots(conference: Conference) -> tuple[Program, Mapping[Pair, int]]:
    """Return the program of who hears what, and the columns of those who rate it above 0.

    The first columns, one an abstract, are how often it is presented beyond the first time.
    """
    program = Program()
    people = {person: number for number, person in enumerate(conference.people)}
    again = program.add_columns(np.full(len(conference.abstracts), MOST_TIMES - 1.0))
    of = dict(zip(conference.abstracts, again, strict=True))
    pairs = [pair for pair, rating in conference.ratings.items() if rating]
    heard = program.add_columns(np.ones(len(pairs)))
    # What else somebody listens to, which they rate 0 or not at all.
    other = program.add_columns(np.full(len(people), float(SLOTS)))
    program.add_rows(np.zeros_like(again), again, 1, high=SLOTS * ROOMS - len(again))
    program.add_rows(
        [*again, *(of[abstract] for _, abstract in pairs)],
        [*again, *heard],
        [*np.full(len(again), -LISTENERS), *np.ones(len(heard))],
        high=np.full(len(again), LISTENERS),
    )
    own = np.array([float(person in of) for person in people])
    least, most = PARTICIPATIONS
    program.add_rows(
        [*(people[person] for person, _ in pairs), *range(len(people)), *(people[it] for it in of)],
        [*heard, *other, *again],
        1,
        low=least - own,
        high=most - own,
    )
    every = np.concatenate([heard, other, again])
    weights = [*np.ones(len(heard) + len(other)), *np.full(len(again), -LISTENERS)]
    program.add_rows(np.zeros_like(every), every, weights, high=LISTENERS * len(again))
    return program, {pair: int(column) for pair, column in zip(pairs, heard, strict=True)}


# --- The timetable ------------------------------------------------------------------------


def problem(conference: Conference, plan: Plan) -> Problem:
    """Say with the ordinary schema that nobody is to miss what they hear in a plan."""
    wishes: dict[int, dict[str, int]] = defaultdict(dict)
    for listener, abstract in sorted(plan.heard):
        wishes[listener][session_id(abstract, 0)] = conference.ratings[listener, abstract]
    slots = [time_of(slot) for slot in range(SLOTS)]
    return Problem.read(
        {
            "event": {
                "name": "alpine",
                "language": "en",
                "zone": "UTC",
                "slots": [
                    {"day": day, "start": _clock(start), "end": _clock(start + 60)}
                    for day, start in slots
                ],
            },
            "days": [{"date": day} for day in sorted({day for day, _ in slots})],
            "rooms": [{"id": f"r{room}", "capacity": LISTENERS} for room in range(ROOMS)],
            "people": [{"id": person_id(it)} for it in conference.abstracts],
            "sessions": [
                {
                    "id": session_id(abstract, time),
                    "title": f"Abstract {abstract}",
                    "people": {"speakers": [person_id(abstract)]},
                    **({"repeat_of": session_id(abstract, 0)} if time else {}),
                }
                for abstract in conference.abstracts
                for time in range(plan.times[abstract])
            ],
            "attendees": [{"id": person_id(it), "wishes": wishes[it]} for it in conference.people],
            "weights": {**{cost.key: 0 for cost in COSTS}, "wishes": 1},
        }
    )


def person_id(person: int) -> str:
    """Return somebody's id, as a presenter and as an attendee."""
    return f"p{person}"


def session_id(abstract: int, time: int) -> str:
    """Return the id of a session: an abstract, for the first time (0) or a later one."""
    return f"a{abstract}-{time + 1}"


def abstract_of(session: str) -> int:
    """Return the abstract that is presented in a session."""
    return int(session.removeprefix("a").partition("-")[0])


def time_of(slot: int) -> tuple[date, int]:
    """Return the day of a slot, and the minute at which it starts."""
    days, place = divmod(slot, SLOTS_A_DAY)
    return FIRST_DAY + timedelta(days=days), 60 * (9 + place)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def slot_of(placement: Placement) -> int:
    """Return the slot of a placement."""
    return (placement.day - FIRST_DAY).days * SLOTS_A_DAY + placement.start // 60 - 9


def tables(timetable: Timetable) -> tuple[Table, ...]:
    """Return a timetable and its seats as they are scored."""
    return tuple(
        Table(
            slot_of(placement),
            abstract_of(placement.session),
            tuple(int(it[1:]) for it in timetable.seated.get(placement.session, ())),
        )
        for placement in timetable.placements
    )


# --- The seats ----------------------------------------------------------------------------


def seats(conference: Conference, timetable: Timetable, budget: Budget) -> Timetable | None:
    """Return a timetable with those who listen, so that the sum of ratings is the greatest."""
    placements = timetable.placements
    people = {person: number for number, person in enumerate(conference.people)}
    slot = np.array([slot_of(it) for it in placements])
    abstract = np.array([conference.abstracts.index(abstract_of(it.session)) for it in placements])
    presenter = np.array([people[it] for it in conference.abstracts])[abstract]
    presents = np.zeros((len(people), SLOTS), dtype=np.bool_)
    presents[presenter, slot] = True
    who, where = np.nonzero(~presents[:, slot])
    worth = np.zeros((len(people), len(conference.abstracts)))
    for (listener, heard), rating in conference.ratings.items():
        worth[people[listener], conference.abstracts.index(heard)] = rating
    cost = -worth[who, abstract[where]]

    program = Program()
    columns = program.add_columns(np.ones(len(who)))
    program.add_rows(where, columns, 1, high=np.full(len(placements), LISTENERS))
    program.add_rows(who * SLOTS + slot[where], columns, 1, high=np.ones(len(people) * SLOTS))
    once = who * len(conference.abstracts) + abstract[where]
    program.add_rows(once, columns, 1, high=np.ones(worth.size))
    own = presents.sum(axis=1)
    least, most = PARTICIPATIONS
    program.add_rows(who, columns, 1, low=least - own, high=most - own)
    # Who rated little must sit somewhere: anywhere, so that a part of the places will do.
    some = (cost < 0) | ((who + where) % 5 == 0)
    for active in (some, np.ones_like(some)):
        program.relax(cost, active, budget)
        _, values = program.search(cost, active, budget)
        if values is not None:
            taken = np.flatnonzero(values)
            given = (
                Seat(person_id(conference.people[who[it]]), placements[where[it]].session)
                for it in taken
            )
            return replace(timetable, seats=tuple(given))
    return None


# --- All of it ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Schedule:
    """The best schedule that was found.

    Attributes
    ----------
    tables : tuple of Table
        None, where the time was too short for any.
    bound : int or None
        No schedule comes to more.
    trace : tuple of (float, int)
        When something better was found, in seconds, and what it comes to.
    """

    tables: tuple[Table, ...] = ()
    bound: int | None = None
    trace: tuple[tuple[float, int], ...] = ()


ROUNDS = 3
SEATING = 5.0
"""How many seconds of a round are left for seats and the next plan: half of it at most."""


def schedule(conference: Conference, budget: Budget) -> Schedule:
    """Find a timetable and seats, as good as the time allows.

    If there is too little time for any seats at all, it takes longer.
    """
    began = time.monotonic()
    first = plan(conference, budget)
    if first is None:
        return Schedule()
    best, value = Schedule(bound=first.bound), -1
    wished, start = first, None
    for number in range(ROUNDS):
        share = budget.left / (ROUNDS - number)
        seconds = max(share - SEATING, share / 2)
        asked = replace(budget.at_most(seconds), seed=budget.seed + number)
        timetable = solve(problem(conference, wished), asked, start=start).timetable
        budget_for_seats = budget if best.tables else Budget()
        given = timetable and seats(conference, timetable, budget_for_seats)
        if given is None:
            continue
        found = tables(given)
        scored = score(conference, found).value
        if scored > value:
            value, start = scored, timetable
            trace = (*best.trace, (round(time.monotonic() - began, 2), value))
            best = Schedule(found, first.bound, trace)
            if value == first.bound:
                break
            wished = nearest(conference, first, heard(conference, found), budget)
    return best


def heard(conference: Conference, tables: Sequence[Table]) -> frozenset[Pair]:
    """Return who hears what, where they rate it above 0."""
    pairs = ((listener, table.presenter) for table in tables for listener in table.listeners)
    return frozenset(pair for pair in pairs if conference.ratings.get(pair))
