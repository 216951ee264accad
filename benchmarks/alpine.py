"""Round tables of a conference at which people rate abstracts: adapter, and a scorer of its own.

Data: `shygon/alpine_scheduler` (MIT). In each of 18 slots there are 10 rooms, in each of which
somebody presents their abstract to at most 11 others. Asked for is a timetable, and with it who
listens where: the sum of the ratings that the listeners gave what they hear.

All of it is said with the ordinary schema: an abstract is presented as many times as its ratings
need, once to three times; everybody is due a place in each slot in which they do not present,
and takes part 9 to 16 times in all.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS
from agenda_solver.timetable import Placement, Timetable

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


# --- As a problem -------------------------------------------------------------------------


def problem(conference: Conference) -> Problem:
    """Say a conference with the ordinary schema; nothing but the ratings is weighed."""
    wishes: dict[int, dict[str, int]] = defaultdict(dict)
    for (listener, abstract), rating in sorted(conference.ratings.items()):
        wishes[listener][session_id(abstract)] = rating
    slots = [time_of(slot) for slot in range(SLOTS)]
    least, most = PARTICIPATIONS
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
                "seats": {"min": least, "max": most, "parts": True},
            },
            "days": [{"date": day} for day in sorted({day for day, _ in slots})],
            "rooms": [{"id": f"r{room}"} for room in range(ROOMS)],
            "people": [{"id": person_id(presenter)} for presenter in conference.abstracts],
            "sessions": [
                {
                    "id": session_id(abstract),
                    "title": f"Abstract {abstract}",
                    "people": {"speakers": [person_id(abstract)]},
                    "capacity": {"max": LISTENERS},
                    "repeats": {"min": 1, "max": MOST_TIMES},
                    "everyone": True,
                }
                for abstract in conference.abstracts
            ],
            "attendees": [
                {"id": person_id(person), "wishes": wishes[person]} for person in conference.people
            ],
            "weights": {cost.key: 0 for cost in COSTS if cost.tier != AUDIENCE},
        }
    )


AUDIENCE = 2
"""The tier of what attendees wish for: it is all that is weighed."""


def person_id(person: int) -> str:
    """Return somebody's id, as a presenter and as an attendee."""
    return f"p{person}"


def session_id(abstract: int) -> str:
    """Return the id of the first time that an abstract is presented."""
    return f"a{abstract}"


def abstract_of(session: str) -> int:
    """Return the abstract that is presented in a session, whichever time it is."""
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
            tuple(int(who[1:]) for who in timetable.seated.get(placement.session, ())),
        )
        for placement in timetable.placements
    )
