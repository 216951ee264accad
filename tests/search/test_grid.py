"""What is less than a tier can come to; and timetables from sessions by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from hoping import DAYS, event, grids, hoped, solved

from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.search import Grid, pair_bounds
from agenda_solver.search.columns import prove
from agenda_solver.search.grid import Relaxation
from agenda_solver.solve import solve
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.verify import verify

EARLIER = [["preferred"], ["wishes", "wished_places"]]


@pytest.mark.parametrize(
    ("shape", "events", "least"),
    [
        ({"plain": True}, 5, 5),
        ({"weights": {"wished_sizes": 0}}, 6, 4),
        ({"weights": {"tiers": EARLIER, "wished_sizes": 0}}, 4, 2),
        ({}, 5, 1),  # what sizes of sessions cost is not in the bound: then it is met less often
    ],
    ids=["plain", "of any size", "preferences before", "all"],
)
def test_the_bound_and_the_floor_are_never_above_what_a_timetable_costs(
    shape: dict[str, Any], events: int, least: int
) -> None:
    met = 0
    for grid in grids(events, sessions=4, slots=2, rooms=2, **shape):
        best = None
        now = verify(grid.problem, grid.timetable)
        spent = tuple(map(now.tier_cost, now.tiers[: grid.number]))
        for chosen in product(*(np.flatnonzero(row).tolist() for row in grid.allowed)):
            verdict = verify(grid.problem, grid.read(chosen))
            cost = verdict.tier_cost(verdict.tiers[grid.number])
            earlier = tuple(map(verdict.tier_cost, verdict.tiers[: grid.number]))
            small = all(one <= other for one, other in zip(earlier, spent, strict=True))
            if not verdict.errors and small and (best is None or cost < best):
                best = cost
        assert grid.concurrency is not None
        assert best is not None
        bound = grid.floor + prove(grid.concurrency, budget=Budget(10)).bound
        assert bound <= best
        met += bound == best
    assert met >= least


def test_what_an_earlier_tier_cannot_pay_for_is_not_beside_each_other() -> None:
    plain = event(Random(0), sessions=4, slots=2, rooms=2, plain=True)
    sessions = [session.model_dump(exclude_defaults=True) for session in plain.sessions]
    track = [session | {"track": "t"} for session in sessions[:2]]
    asked = Problem.read(
        plain.model_dump(exclude_defaults=True)
        | {
            "sessions": [*track, *sessions[2:]],
            "weights": {"tiers": [["track_beside"], ["wishes", "wished_places"]]},
        }
    )
    day, bests = asked.days[0].date, []
    for starts in ((9, 10, 9, 10), (9, 9, 10, 10)):
        timetable = Timetable.of(
            Placement(session, day, 60 * start, 60 * start + 60, f"r{starts[:n].count(start)}")
            for n, (session, start) in enumerate(zip(("s0", "s1", "s2", "s3"), starts, strict=True))
        )
        grid = Grid(asked, *hoped(asked), timetable)
        most = _cost(asked, timetable, 0)
        known = [
            _cost(asked, other, grid.number)
            for chosen in product(*map(np.flatnonzero, grid.allowed))
            if not verify(asked, other := grid.read(chosen)).errors
            and _cost(asked, other, 0) <= most
        ]
        assert grid.concurrency is not None
        assert list(grid.concurrency.apart) == ([] if most else [(0, 1)])
        bests.append(grid.floor + prove(grid.concurrency, budget=Budget(10)).bound)
        assert bests[-1] <= min(known)
    assert bests[0] >= bests[1]


def _cost(asked: Problem, timetable: Timetable, number: int) -> int:
    verdict = verify(asked, timetable)
    return verdict.tier_cost(verdict.tiers[number])


@pytest.mark.thorough
@pytest.mark.parametrize("seeds", [range(4)])
def test_the_bound_holds_whoever_is_chosen_for_a_part(seeds: Sequence[int]) -> None:
    # Of the two who may speak one comes late: whom the timetable has is not what others have.
    late = {"present": [{"day": DAYS[0], "start": "10h"}]}
    people = [{"id": "p0"}, {"id": "p1", **late}, {"id": "p2"}]
    for seed in seeds:
        plain = event(Random(seed), sessions=4, slots=2, rooms=2, plain=True)
        speaks = {"speaker": [{"one_of": ["p1", "p2"]}]}
        sessions = [
            session.model_dump(exclude_defaults=True) | ({"people": speaks} if number < 2 else {})
            for number, session in enumerate(plain.sessions)
        ]
        asked = Problem.read(
            plain.model_dump(exclude_defaults=True) | {"sessions": sessions, "people": people}
        )
        timetable = solve(asked, Budget(seconds=1)).timetable
        assert timetable is not None
        grid = Grid(asked, *hoped(asked), timetable)
        free = grid.relaxation
        best = min(
            verdict.tier_cost(verdict.tiers[grid.number])
            for chosen in product(*map(np.flatnonzero, free.allowed))
            for who in product(("p1", "p2"), repeat=2)
            if not (verdict := verify(asked, _placed(free, chosen, who))).errors
        )
        assert grid.concurrency is not None
        assert grid.floor + prove(grid.concurrency, budget=Budget(10)).bound <= best


def _placed(free: Relaxation, chosen: Sequence[int], who: Sequence[str]) -> Timetable:
    cells, sessions = free.recorder.cells.all, free.recorder.sessions
    placed = zip(sessions, (cells[cell] for cell in chosen), strict=True)
    return Timetable.of(
        (Placement(session, *time, room) for session, (time, room) in placed),
        cast=[
            Casting(session, "speaker", 0, one) for session, one in zip(sessions, who, strict=False)
        ],
    )


def test_what_is_paid_for_parts_bounds_nothing() -> None:
    grid = next(grids(1, plain=True))
    whole = grid.problem.sessions[0]
    part = {"id": "part", "title": "part", "minutes": 20, "part_of": whole.id}
    sessions = [session.model_dump(exclude_defaults=True) for session in grid.problem.sessions]
    here = grid.timetable.by_session[whole.id]
    there = replace(here, session="part", end=here.start + 20)
    timetable = Timetable.of([*grid.timetable.placements, there])
    for preferred, bounded in (({}, True), ({"preferred": {"start": "9h10"}}, False)):
        told = [*sessions, part | preferred]
        asked = Problem.read(
            grid.problem.model_dump(exclude_defaults=True)
            | {"sessions": told, "weights": {"tiers": [["wishes", "preferred"]]}}
        )
        other = Grid(asked, *hoped(asked), timetable)
        assert (other.concurrency is not None) == bounded
        if bounded:
            assert other.concurrency is not None
            # Only the part has no rooms: all others need one still.
            assert all(rooms for at in other.concurrency.rooms for rooms in at.values())


def in_one_room(**more: Any) -> tuple[Problem, Timetable, Timetable]:
    """Return an event, a timetable with a track in two rooms, and one with it in one room.

    The track can be in one room if the part of a walk, which has a room, leaves that.
    """
    asked = Problem.read(
        {
            "event": {
                "name": "e",
                "slots": [
                    {"day": DAYS[0], "start": "9h", "end": "10h"},
                    {"day": DAYS[0], "start": "10h", "end": "11h"},
                ],
            },
            "days": [{"date": DAYS[0]}],
            "rooms": [{"id": "r0"}, {"id": "r1"}],
            "tracks": [{"id": "t"}],
            "sessions": [
                {"id": "part", "title": "part", "minutes": 60, "part_of": "walk"},
                {"id": "walk", "title": "walk", "minutes": 60, "rooms": []},
                {"id": "s0", "title": "s0", "kind": "workshop", "track": "t", "rooms": ["r0"]},
                {"id": "s1", "title": "s1", "kind": "workshop", "track": "t"} | more,
            ],
            "attendees": [{"id": "a", "wishes": ["s0", "s1"]}],
            "weights": {"tiers": [["wishes", "track_room", "preferred"]]},
        }
    )

    def placed(part: str, **track: tuple[int, str]) -> Timetable:
        where = {"part": (9, part), "walk": (9, None), **track}
        return Timetable.of(
            Placement(session, asked.days[0].date, 60 * hour, 60 * hour + 60, room)
            for session, (hour, room) in where.items()
        )

    two, one = placed("r0", s0=(10, "r0"), s1=(9, "r1")), placed("r1", s0=(9, "r0"), s1=(10, "r0"))
    assert not verify(asked, two).errors
    assert not verify(asked, one).errors
    return asked, two, one


def test_the_floor_does_not_depend_on_where_parts_are_now() -> None:
    asked, two, one = in_one_room()
    tiers, number = hoped(asked)
    assert _cost(asked, one, number) == 0 < _cost(asked, two, number)
    assert Grid(asked, tiers, number, two).floor == 0


def test_where_pairs_have_no_bound_the_floor_is_what_sessions_cost_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # All but the preferred room costs: the constant is above 0, what is paid for that room below.
    asked, _, one = in_one_room(preferred={"room": "r0"})
    tiers, number = hoped(asked)
    monkeypatch.setattr(pair_bounds, "LARGEST", 0)
    assert Grid(asked, tiers, number, one).floor == _cost(asked, one, number) == 0


def test_a_choice_by_columns_is_a_timetable_of_that_cost() -> None:
    for grid in grids(5, plain=True):
        assert grid.concurrency is not None
        proof = prove(grid.concurrency, budget=Budget(10))
        assert proof.by_time is not None
        chosen = grid.settled(proof.by_time)
        assert chosen is not None
        verdict = verify(grid.problem, grid.read(chosen))
        assert verdict.errors == ()
        assert verdict.tier_cost(verdict.tiers[grid.number]) == grid.floor + proof.bound


def test_where_the_rooms_do_not_suffice_there_is_no_choice() -> None:
    grid = next(grids(1, plain=True))
    every = range(len(grid.recorder.sessions))
    assert grid.settled({0: every}) is None


def test_a_timetable_is_a_choice_and_back() -> None:
    for grid in grids(5):
        assert grid.read(grid.start) == grid.timetable
        assert grid.choice(grid.timetable) == grid.start


def test_what_pays_back_bounds_nothing() -> None:
    grid = next(grids(1, plain=True))
    relation = grid.recorder.demands[0]
    paying = type(relation)(-relation.weights, relation.worth)
    problem, timetable = event(Random(1), plain=True), solved(Random(1), plain=True)
    assert timetable is not None
    other = Grid(problem, *hoped(problem), timetable)
    object.__setattr__(other.relaxation.own, "costs", (paying,))
    assert other.concurrency is None
