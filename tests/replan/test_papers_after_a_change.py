"""After a change of a conference, papers move as little as trying every timetable finds."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from published import WEDNESDAY, budget, window

from agenda_solver.changes import (
    Announced,
    Changes,
    PersonCancels,
    PersonIsAway,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.difference import Version
from agenda_solver.problem import Problem
from agenda_solver.problem.places import bounds_of
from agenda_solver.replan import replan
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify
from thorough import some_and_more

PEOPLE, ROOMS = ("ana", "bob"), ("r1", "r2")
HOURS = (("s1", "9h", "10h"), ("s2", "10h30", "11h30"), ("s3", "14h", "15h"))


def some_conference(random: Random) -> Problem:
    """Draw three papers with people, in two tracks that are chaired, and three stretches."""
    return Problem.read(
        {
            "event": {"name": "C"},
            "days": [{"date": WEDNESDAY}],
            "rooms": [{"id": room} for room in ROOMS],
            "people": [{"id": person} for person in PEOPLE],
            "stretches": [
                {"id": key, "day": WEDNESDAY, "start": start, "end": end}
                | {"places": random.choice([1, 1, 2])}
                for key, start, end in HOURS
            ],
            "tracks": [{"id": track, "chairs": random.sample(PEOPLE, 1)} for track in "TV"],
            "sessions": [
                {"id": key, "title": key, "kind": "paper", "track": random.choice("TV")}
                | {"people": {"author": random.sample(PEOPLE, random.choice([0, 0, 1, 2]))}}
                for key in "klm"
            ],
        }
    )


def every_programme(problem: Problem) -> list[Timetable]:
    """Return every timetable that keeps all demands."""
    places = [
        [
            Placement(session.id, stretch.day, start, end, room)
            for stretch in problem.stretches
            for bounds in [bounds_of(stretch)]
            for start, end in zip(bounds, bounds[session.fills :], strict=False)
            for room in ROOMS
        ]
        for session in problem.sessions
    ]
    timetables = map(Timetable.of, product(*places))
    return [timetable for timetable in timetables if not verify(problem, timetable).errors]


def some_change(random: Random) -> Announced:
    _, start, end = random.choice(HOURS)
    person, room, hours = random.choice(PEOPLE), random.choice(ROOMS), window(start, end)
    drawn: list[Announced] = [
        PersonCancels(person),
        PersonIsAway(person, hours),
        RoomIsClosed(room, random.choice([hours, None])),
        SessionIsCancelled("k"),
    ]
    return random.choice(drawn)


def moved(before: Timetable, after: Timetable) -> tuple[int, int, int]:
    """Count who changes the time; of those who stay, the room; and of the others."""
    times = rooms = both = 0
    for new in after.placements:
        old = before.by_session[new.session]
        late, elsewhere = new.start != old.start, new.room != old.room
        times += late
        rooms += elsewhere and not late
        both += elsewhere and late
    return times, rooms, both


@pytest.mark.parametrize("seeds", some_and_more(1, 60))
def test_papers_move_as_little_as_can_be(seeds: range) -> None:
    for seed in seeds:
        random = Random(seed)
        problem = some_conference(random)
        programmes = every_programme(problem)
        if not programmes:
            continue
        before = random.choice(programmes)
        change = some_change(random)
        plan = replan(Version(problem, before), problem, Changes((change,)), budget())
        if plan.result.timetable is None or plan.price is None:
            assert plan.result.status == "infeasible"
            continue
        after = plan.result.timetable
        assert not verify(plan.problem, after).errors
        found = plan.price.moved, plan.price.rooms, plan.price.rooms_of_moved
        nearest = min(moved(before, one) for one in every_programme(plan.problem))
        assert found == moved(before, after) == nearest
        assert plan.price.proven
