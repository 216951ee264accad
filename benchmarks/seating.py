"""Attendees and workshops to measure the seating on: adapter, and a scorer of its own.

    python benchmarks/seating.py

draws the wishes in `benchmarks/wishes/` again. What is stored is the instance, not the seed.
The largest would be 1.3 MB: it is drawn each time, and refused unless it is what it was.

An instance is named ``PEOPLExWORKSHOPSxWISHES``, and a variant of it ``…/VARIANT``. A few
workshops draw most wishes; all have about as many places, in all a tenth more than people.
Variants draw nothing: who leaves, who is with whom and so on follows from the numbers of
people and workshops.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from agenda_solver.problem import Problem
from agenda_solver.timetable import Placement, Seat, Timetable

FOLDER = Path(__file__).parent / "wishes"
STORED = ("200x8x5", "1000x20x5", "10000x50x5")
DRAWN = {"100000x100x5": "4d01739cf7feb04444112c087a0b31855e5e688e7e9646af81d318ad0fc1a85b"}
DAY = date(2027, 3, 1)
LATE = 20  # one more in twenty registers late; they stand at the end of the file

Wishes = tuple[tuple[int, ...], ...]
"""The numbers of the workshops that each attendee wishes for, best first."""


@dataclass(frozen=True)
class Event:
    """Attendees, workshops and what is asked, by numbers from 0.

    Attributes
    ----------
    places : tuple of int
        Of each workshop, each time that it takes place.
    rounds : tuple of tuple of int
        The workshops that take place in each round.
    least : int
        A workshop has no attendees in a round, or at least so many.
    here : frozenset of int
        The attendees who are there; the others' wishes do not count.
    must : mapping of int to int
        Attendees who must be in a workshop, and which.
    step_free : frozenset of int
        Attendees who need a room with step-free access: that of an even workshop.
    organisations, categories : int
        Attendee `a` is of organisation ``a % organisations``; 0: there are none.
    per_organisation : int
        At most so many of one organisation in a workshop; 0: any number.
    """

    wishes: Wishes
    places: tuple[int, ...]
    rounds: tuple[tuple[int, ...], ...]
    here: frozenset[int]
    least: int = 0
    together: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    must: Mapping[int, int] = field(default_factory=dict)
    step_free: frozenset[int] = frozenset()
    organisations: int = 0
    per_organisation: int = 0
    categories: int = 0

    @cached_property
    def sessions(self) -> Mapping[str, tuple[int, int]]:
        """The workshop and the round of each session, by its id."""
        return {
            f"w{workshop:02}-{number + 1}": (workshop, number)
            for number, workshops in enumerate(self.rounds)
            for workshop in workshops
        }

    @cached_property
    def first(self) -> Mapping[int, str]:
        """The id of the first session of each workshop: what is wished for."""
        found: dict[int, str] = {}
        for session, (workshop, _) in self.sessions.items():
            found.setdefault(workshop, session)
        return found


# --- The instances ------------------------------------------------------------------------


def draw(people: int, workshops: int, wishes: int, seed: int = 0) -> Wishes:
    """Draw wishes: of workshops 0, 1, 2… in proportion to 1/1, 1/2, 1/3…, none twice.

    Only `random.Random.random` is used, which gives the same numbers in every Python.
    """
    chance = random.Random(seed)
    upto = list(accumulate(10**6 // (workshop + 1) for workshop in range(workshops)))
    found = []
    for _ in range(people):
        row: list[int] = []
        while len(row) < wishes:
            workshop = bisect_right(upto, int(chance.random() * upto[-1]))
            if workshop not in row:
                row.append(workshop)
        found.append(tuple(row))
    return tuple(found)


def shape(name: str) -> tuple[int, int, int]:
    """Return how many people, workshops and wishes an instance has."""
    people, workshops, wishes = map(int, name.split("x"))
    return people, workshops, wishes


def written(wishes: Wishes) -> str:
    """Return wishes as they are stored: a line for each attendee."""
    return "".join(",".join(map(str, row)) + "\n" for row in wishes)


def drawn(name: str) -> Wishes:
    """Draw the wishes of an instance, those who register late at the end."""
    people, workshops, wishes = shape(name)
    return draw(people + people // LATE, workshops, wishes)


def read(name: str) -> Wishes:
    """Return the stored wishes of an instance; draw those that are too many to store.

    Raises
    ------
    ValueError
        If what is drawn is not what was drawn before.
    """
    if name in STORED:
        lines = (FOLDER / f"{name}.csv").read_text("ascii").splitlines()
        return tuple(tuple(map(int, line.split(","))) for line in lines)
    wishes = drawn(name)
    if hashlib.sha256(written(wishes).encode()).hexdigest() != DRAWN[name]:
        raise ValueError(f"{name} is not drawn as it was before")
    return wishes


def places(seats: int, workshops: int) -> tuple[int, ...]:
    """Share seats out over workshops."""
    return tuple(seats // workshops + (it < seats % workshops) for it in range(workshops))


def one_round(name: str) -> Event:
    """Return an instance as it is: one round, in which everybody is due a seat."""
    people, workshops, _ = shape(name)
    seats = places(people * 11 // 10, workshops)
    return Event(read(name), seats, (tuple(range(workshops)),), frozenset(range(people)))


def least_numbers(name: str) -> Event:
    """Return an instance in which each workshop is three quarters full, or cancelled."""
    event = one_round(name)
    return replace(event, least=3 * min(event.places) // 4)


def equal_rounds(name: str) -> Event:
    """Return an instance in which every workshop takes place three times."""
    event = one_round(name)
    return replace(event, rounds=event.rounds * 3)


def different_rounds(name: str) -> Event:
    """Return an instance of three rounds, in two of which each workshop takes place."""
    people, workshops, _ = shape(name)
    rounds = tuple(tuple(it for it in range(workshops) if it % 3 != number) for number in range(3))
    seats = -(-people * 11 // (10 * min(map(len, rounds))))
    return replace(one_round(name), rounds=rounds, places=(seats,) * workshops)


def side_rules(name: str) -> Event:
    """Return an instance with all side rules at once."""
    event = one_round(name)
    people = len(event.here)
    return replace(
        event,
        here=event.here - frozenset(range(20, people, 50)),
        least=3 * min(event.places) // 4,
        together=tuple((it, it + 1) for it in range(0, people, 25)),
        apart=tuple((it, it + 2) for it in range(5, people, 25)),
        must={it: event.wishes[it][1] for it in range(10, people, 50)},
        step_free=frozenset(range(15, people, 50)),
        organisations=40,
        per_organisation=3,
        categories=3,
    )


def late_change(name: str) -> Event:
    """Return an instance after 4 % have left, 5 % joined, and a workshop has lost 30 %."""
    event = one_round(name)
    people = len(event.here)
    joined = frozenset(range(people, people + people // LATE))
    favourite, *others = event.places
    return replace(
        event,
        here=event.here - frozenset(range(0, people, 25)) | joined,
        places=(favourite - 3 * favourite // 10, *others),
    )


VARIANTS = {
    "": one_round,
    "total": one_round,
    "first-choices": one_round,
    "least": least_numbers,
    "rounds": equal_rounds,
    "offers": different_rounds,
    "rules": side_rules,
    "keep": late_change,
    "lottery": one_round,
}

INSTANCES = (
    *STORED,
    *DRAWN,
    *("10000x50x5/total", "10000x50x5/first-choices", "10000x50x5/least", "10000x50x5/rounds"),
    *("10000x50x5/keep", "10000x50x5/offers", "1000x20x5/offers", "1000x20x5/rules"),
    "10000x50x5/lottery",
)


def event(instance: str) -> Event:
    """Return an instance by its name, with that of its variant."""
    name, _, variant = instance.partition("/")
    return VARIANTS[variant](name)


# --- As a problem -------------------------------------------------------------------------


def attendee_id(number: int) -> str:
    """Return an attendee's id."""
    return f"p{number:06}"


def problem(event: Event) -> Problem:
    """Say an event with the ordinary schema and rules."""
    rooms = bool(event.step_free)
    return Problem.read(
        {
            "event": {"name": "seats", "language": "en", "zone": "UTC"},
            "days": [{"date": DAY}],
            "rooms": [_room(event, it) for it in range(len(event.places))] if rooms else [],
            "sessions": [_session(event, it, rooms=rooms) for it in event.sessions],
            "attendees": [_attendee(event, it) for it in sorted(event.here)],
        }
    )


def timetable(event: Event, seats: Iterable[Seat] = ()) -> Timetable:
    """Return the timetable: a round every two hours."""
    rooms = bool(event.step_free)
    return Timetable.of(
        (
            Placement(session, DAY, start, start + 90, f"r{workshop:02}" if rooms else None)
            for session, (workshop, number) in event.sessions.items()
            for start in (9 * 60 + 120 * number,)
        ),
        seats,
    )


def _room(event: Event, workshop: int) -> dict[str, Any]:
    return {
        "id": f"r{workshop:02}",
        "capacity": event.places[workshop],
        "features": ["pmr"] if _is_step_free(workshop) else [],
    }


def _is_step_free(workshop: int) -> bool:
    return workshop % 2 == 0


def _session(event: Event, session: str, *, rooms: bool) -> dict[str, Any]:
    workshop, number = event.sessions[session]
    first = event.first[workshop]
    return {
        "id": session,
        "title": session,
        "kind": "workshop",
        "minutes": 90,
        "block": f"round-{number + 1}",
        "capacity": {"min": event.least, "max": event.places[workshop]},
        "rooms": [f"r{workshop:02}"] if rooms else [],
        "mixed": ["category"] if event.categories else [],
        **({"per_organisation": event.per_organisation} if event.per_organisation else {}),
        **({"repeat_of": first} if session != first else {}),
    }


def _attendee(event: Event, number: int) -> dict[str, Any]:
    first = event.first
    told: dict[str, Any] = {
        "id": attendee_id(number),
        "wishes": [first[workshop] for workshop in event.wishes[number]],
    }
    for key, pairs in (("together", event.together), ("apart", event.apart)):
        with_them = [other for one, other in pairs if one == number and other in event.here]
        told[key] = list(map(attendee_id, with_them))
    if number in event.must:
        told["must_attend"] = [first[event.must[number]]]
    if number in event.step_free:
        told["needs"] = ["pmr"]
    if event.organisations:
        told["organisation"] = f"organisation {number % event.organisations:02}"
    if event.categories:
        told["category"] = f"category {number % event.categories}"
    return told


def lottery(event: Event, seed: int = 0) -> Iterator[Seat]:
    """Yield the seats of one round by lot: everybody in turn takes the best that is left.

    Nobody gains by a false list (random serial dictatorship). Whose wishes are all full goes
    where there is room.
    """
    chance = random.Random(seed)
    left = list(event.places)
    (workshops,) = event.rounds
    for attendee in sorted(event.here, key=lambda _: chance.random()):
        wished = (workshop for workshop in event.wishes[attendee] if left[workshop])
        workshop = next(wished, None)
        if workshop is None:
            workshop = max(workshops, key=left.__getitem__)
        left[workshop] -= 1
        yield Seat(attendee_id(attendee), event.first[workshop])


# --- The score ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Score:
    """What seats come to.

    Attributes
    ----------
    value : int
        The sum of ranks; what somebody does not wish for counts as one after their last wish.
    profile : mapping of str to int
        How many seats there are of each rank; ``none``: those that nobody wished for.
    lacking : int
        How many seats there are too few: everybody has one in each round.
    moved : int
        How many of the seats given out before are not kept, of those who are still here.
    hard : int
        How many broken demands.
    """

    value: int
    profile: Mapping[str, int]
    lacking: int
    moved: int
    hard: int


def score(event: Event, seats: Iterable[Seat], before: Iterable[Seat] = ()) -> Score:
    """Score seats by the numbers of an event alone."""
    given = list(_numbered(event, seats))
    ranks: Counter[int] = Counter()
    unwished = value = 0
    for attendee, workshop, _ in given:
        wishes = event.wishes[attendee]
        if workshop in wishes:
            ranks[wishes.index(workshop) + 1] += 1
            value += wishes.index(workshop) + 1
        else:
            unwished += 1
            value += len(wishes) + 1
    profile = {str(rank): ranks[rank] for rank in sorted(ranks)}
    kept = {(attendee, workshop, number) for attendee, workshop, number in given}
    still = {it for it in _numbered(event, before) if it[0] in event.here}
    return Score(
        value,
        {**profile, "none": unwished},
        len(event.here) * len(event.rounds) - len({(it[0], it[2]) for it in given}),
        len(still - kept),
        _alone(event, given) + _between(event, given) + _crowded(event, given),
    )


Given = tuple[int, int, int]
"""A seat, by numbers: attendee, workshop, round."""


def _numbered(event: Event, seats: Iterable[Seat]) -> Iterator[Given]:
    for seat in seats:
        yield int(seat.attendee.removeprefix("p")), *event.sessions[seat.session]


def _alone(event: Event, given: Sequence[Given]) -> int:
    """Count what is wrong with what one attendee has."""
    at_once = Counter((attendee, number) for attendee, _, number in given)
    again = Counter((attendee, workshop) for attendee, workshop, _ in given)
    away = sum(attendee not in event.here for attendee, _, _ in given)
    steps = sum(
        attendee in event.step_free and not _is_step_free(workshop)
        for attendee, workshop, _ in given
    )
    missed = sum(
        attendee in event.here and (attendee, workshop) not in again
        for attendee, workshop in event.must.items()
    )
    twice = sum(count - 1 for count in (*at_once.values(), *again.values()))
    return away + steps + missed + twice


def _between(event: Event, given: Sequence[Given]) -> int:
    """Count the pairs that are not together, or not apart."""
    at = {(attendee, number): workshop for attendee, workshop, number in given}
    wrong = 0
    for number in range(len(event.rounds)):
        for pairs, same in ((event.together, True), (event.apart, False)):
            for one, other in pairs:
                if one in event.here and other in event.here:
                    where = at.get((one, number)), at.get((other, number))
                    alike = where[0] == where[1] and (same or where[0] is not None)
                    wrong += alike != same
    return wrong


def _crowded(event: Event, given: Sequence[Given]) -> int:
    """Count the workshops with too many, too few, or too many of one organisation."""
    sizes = Counter((workshop, number) for _, workshop, number in given)
    wrong = sum(size > event.places[workshop] for (workshop, _), size in sizes.items())
    wrong += sum(size < event.least for size in sizes.values())
    if event.per_organisation:
        crowds = Counter(
            (workshop, number, attendee % event.organisations)
            for attendee, workshop, number in given
        )
        wrong += sum(count > event.per_organisation for count in crowds.values())
    return wrong


def main() -> None:
    """Draw and store the wishes of the instances that are stored."""
    FOLDER.mkdir(exist_ok=True)
    for name in STORED:
        (FOLDER / f"{name}.csv").write_text(written(drawn(name)), encoding="ascii")


if __name__ == "__main__":
    main()
