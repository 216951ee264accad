"""Tiny drafts of papers with conflicts, and the edits that may be made in them, written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from random import Random
from typing import Any

from every_edit import possible

from agenda_solver.problem import Person, Problem, Room, Session, Spot, Stretch, Track, Window
from agenda_solver.rules.stretches import stretches_to_add

DAY = "2027-06-10"
HOUR = 60
Change = Callable[[Problem], Problem]
Choice = tuple[int, Change]
"""A price, and what is changed for it."""


def impossible(seed: int) -> Problem:
    """Return a tiny draft of papers that is impossible."""
    chance = Random(seed)
    while True:
        problem = _draft(chance)
        if not possible(problem):
            return problem


def _draft(chance: Random) -> Problem:
    hours = [("9h", "10h"), ("11h", "12h")][: chance.randint(1, 2)]
    rooms = [{"id": "a"}, {"id": "b"}][: chance.choice((1, 2, 2))]
    only = {"rooms": ["a"]} if chance.random() < 0.4 else {}
    stretches = [
        {"id": f"s{start}", "day": DAY, "start": start, "end": end, "places": chance.randint(1, 2)}
        for start, end in hours
    ]
    late = {"start": chance.choice(("9h", "10h", "11h", "13h")), "end": "19h"}
    tracks = [f"T{number}" for number in range(chance.choice((1, 2, 2, 3)))]
    sessions = [
        {
            **{"id": f"p{number}", "title": "P", "kind": "paper"},
            "track": tracks[number % len(tracks)],
            "people": {"author": [chance.choice("xy")]} if chance.random() < 0.3 else {},
        }
        for number in range(chance.randint(2, 5))
    ]
    meal = {"id": "m", "title": "M", "kind": "meal", "minutes": 60}
    morning = {"windows": [{"start": "9h", "end": "12h"}]}
    return Problem.read(
        {
            "event": {"name": "e", "grid": HOUR},
            "days": [{"date": DAY, "open": {"start": "9h", "end": chance.choice(("12h", "13h"))}}],
            "rooms": rooms,
            "people": [
                {"id": "x", **({"present": [late]} if chance.random() < 0.6 else {})},
                {"id": "y"},
            ],
            "stretches": [{**stretch, **only} for stretch in stretches],
            "tracks": [
                {"id": track, "chairs": [chance.choice("xy")] if chance.random() < 0.6 else []}
                for track in tracks
            ],
            "sessions": [*sessions, *([{**meal, **morning}] if chance.random() < 0.4 else [])],
        }
    )


def cheaper(problem: Problem, price: int) -> int | None:
    """Return the least price below one for which up to three edits make a draft possible."""
    choices = [*_stretches(problem), *_rooms(problem), *_people(problem), *_hours(problem)]
    sets = (some for number in (1, 2, 3) for some in combinations(choices, number))
    priced = [(sum(cost for cost, _ in some), some) for some in sets]
    for least, some in sorted(priced, key=lambda pair: pair[0]):
        if least >= price:
            return None
        edited = problem
        for _, change in some:
            edited = change(edited)
        if possible(edited):
            return least
    return None


def _with(table: str, row_id: str, update: Callable[[Any], dict[str, Any]]) -> Change:
    def change(problem: Problem) -> Problem:
        rows = [
            row.model_copy(update=update(row)) if row.id == row_id else row
            for row in getattr(problem, table)
        ]
        return problem.with_tables(**{table: rows})

    return change


def _and(table: str, row: Any, then: Change = lambda problem: problem) -> Change:
    return lambda problem: then(problem.with_tables(**{table: [*getattr(problem, table), row]}))


def _stretches(problem: Problem) -> Iterator[Choice]:
    for stretch in stretches_to_add(problem):
        yield 100, _and("stretches", stretch)


def _rooms(problem: Problem) -> Iterator[Choice]:
    def named(stretch: Stretch, room: str) -> Change:
        def update(row: Stretch) -> dict[str, Any]:
            return {} if row.rooms is None else {"rooms": [*row.rooms, room]}

        return _with("stretches", stretch.id, update)

    for stretch in (*problem.stretches, *stretches_to_add(problem)):
        hours = {"day": stretch.day, "start": stretch.start, "end": stretch.end}
        for number in range(3):
            room = Room.model_construct(
                id=f"{number} {stretch.id}", open=[Window.model_construct(**hours)]
            )
            yield 60, _and("rooms", room, named(stretch, room.id))
        for room in problem.rooms if stretch.rooms is not None else ():
            if room.id not in (stretch.rooms or ()):
                yield 15, named(stretch, room.id)


def _people(problem: Problem) -> Iterator[Choice]:
    def instead(person: str, other: Person) -> Callable[[Track], dict[str, Any]]:
        return lambda row: {"chairs": [other.id if one == person else one for one in row.chairs]}

    def besides(other: Person) -> Callable[[Track], dict[str, Any]]:
        return lambda row: {"chairs": [*row.chairs, other.id]}

    for track in problem.tracks:
        for person in track.chairs:
            other, more = Person(id=f"instead {track.id}"), Person(id=f"besides {track.id}")
            yield 120, _and("people", other, _with("tracks", track.id, instead(person, other)))
            yield 120, _and("people", more, _with("tracks", track.id, besides(more)))
    for session in problem.sessions:
        for _ in session.roster:
            other = Person(id=f"instead {session.id}")
            yield (
                120,
                _and(
                    "people",
                    other,
                    _with("sessions", session.id, lambda _, o=other: {"people": {"x": [o.id]}}),
                ),
            )


def _hours(problem: Problem) -> Iterator[Choice]:
    (day,) = problem.days
    for more in range(30, 241, 30):
        for person in problem.people:
            if person.present:
                price = min(220, 50 + 3 * more // 5)
                yield price, _with("people", person.id, lambda row, m=more: _present(row, m))
        yield 20 + 2 * more // 5, _with("days", day.id, lambda row, m=more: _open(row, 0, m))
        yield 20 + 2 * more // 5, _with("days", day.id, lambda row, m=more: _open(row, m, 0))
    for session in problem.sessions:
        if session.kind == "meal":
            for hour in (9, 10, 11):
                yield 60, _with("sessions", session.id, lambda _, h=hour: _locked(h))
            for hours in (1, 2):
                for sides in ((hours, 0), (0, hours)):
                    price = 20 + 24 * hours
                    yield price, _with("sessions", session.id, lambda row, s=sides: _wide(row, *s))


def _present(person: Person, more: int) -> dict[str, Any]:
    (window,) = person.present
    return {"present": [window.model_copy(update={"start": window.start - more})]}


def _open(day: Any, before: int, after: int) -> dict[str, Any]:
    hours = {"start": day.open.start - before, "end": day.open.end + after}
    return {"open": day.open.model_copy(update=hours)}


def _locked(hour: int) -> dict[str, Any]:
    return {"locked": Spot.model_construct(start=hour * HOUR)}


def _wide(session: Session, before: int, after: int) -> dict[str, Any]:
    (window,) = session.windows
    hours = {"start": window.start - before * HOUR, "end": window.end + after * HOUR}
    return {"windows": [window.model_copy(update=hours)]}
