from collections.abc import Iterator
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from agenda_solver.budget import Budget
from agenda_solver.changes import Changes
from agenda_solver.difference import Version
from agenda_solver.replan import replan
from agenda_solver.rules.stability import stability
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify
from peers import (
    Score,
    changed,
    clash_minutes,
    problem,
    published_timetable,
    replan_problem,
    score,
)

MON, TUE = date(2026, 5, 4), date(2026, 5, 5)
# Two on one day with ten minutes between, and one on the next.
TIMES = {"M1": (MON, 540, 585), "M2": (MON, 595, 640), "T1": (TUE, 540, 585)}


def session(name: str, **more: object) -> dict[str, Any]:
    usual = {"id": name, "title": name.upper(), "duration": 45, "speakers": [], "themes": []}
    return {**usual, "favorite_count": 10, "required_room_tags": [], **more}


def sample(*sessions: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "sample",
        "min_pause_minutes": 10,
        "timeslots": [
            {
                "id": name,
                "start": f"{day}T{start // 60:02}:{start % 60:02}",
                "end": f"{day}T{end // 60:02}:{end % 60:02}",
                "tags": ["Monday"] if day == MON else [],
            }
            for name, (day, start, end) in TIMES.items()
        ],
        "rooms": [
            {"id": "big", "capacity": 100, "tags": ["Recorded"], "unavailable": []},
            {"id": "small", "capacity": 20, "tags": [], "unavailable": ["T1"]},
        ],
        "speakers": [
            {"id": "ann", "unavailable": []},
            {"id": "bob", "unavailable": ["M1", "M2"]},
            {"id": "eve", "unavailable": ["M1", "M2", "T1"]},
        ],
        "sessions": list(sessions),
    }


def at(name: str, slot: str, room: str = "big") -> Placement:
    return Placement(name, *TIMES[slot], room)


# --- The scores, by hand ------------------------------------------------------------------


def test_a_pair_that_shares_themes_is_one_clash():
    data = sample(session("a", themes=["AI", "Web"]), session("b", themes=["AI", "Web"]))
    assert score(data, [at("a", "M1"), at("b", "M1", "small")]) == Score(1, 0)
    assert score(data, [at("a", "M1"), at("b", "M2")]) == Score(0, 0)


@pytest.mark.parametrize(
    ("wrong", "slot", "room"),
    [
        ({}, "T1", "small"),  # the room is closed
        ({"favorite_count": 21}, "M1", "small"),
        ({"speakers": ["ann", "bob"]}, "M2", "big"),
        ({"required_room_tags": ["Recorded"]}, "M1", "small"),
        ({"prohibited_room_tags": ["Recorded"]}, "M1", "big"),
        ({"required_timeslot_tags": ["Monday"]}, "T1", "big"),
        ({"prohibited_timeslot_tags": ["Monday"]}, "M1", "big"),
        ({"duration": 46}, "M1", "big"),
    ],
)
def test_each_demand_of_a_session_that_is_broken_counts(
    wrong: dict[str, Any], slot: str, room: str
):
    data = sample(session("a", **wrong))
    assert score(data, [at("a", slot, room)]).hard == 1
    assert verify(problem(data), Timetable.of([at("a", slot, room)])).errors


def test_just_enough_is_enough():
    data = sample(session("a", favorite_count=20, speakers=["bob"], duration=45))
    assert score(data, [at("a", "T1")]).hard == 0
    assert score(sample(session("a", favorite_count=20)), [at("a", "M1", "small")]).hard == 0


def test_demands_between_two_sessions():
    apart = sample(session("a"), session("b"))
    assert score(apart, [at("a", "M1"), at("b", "M1")]).hard == 1
    ann = sample(session("a", speakers=["ann"]), session("b", speakers=["ann"]))
    assert score(ann, [at("a", "M1"), at("b", "M1", "small")]).hard == 1
    assert score(ann, [at("b", "M1"), at("a", "M2")]).hard == 0
    longer = {**ann, "min_pause_minutes": 11}
    assert score(longer, [at("b", "M1"), at("a", "M2")]).hard == 1
    assert score(longer, [at("b", "M2"), at("a", "T1")]).hard == 0
    ordered = sample(session("a"), session("b", prerequisites=["a"]))
    assert score(ordered, [at("a", "M1"), at("b", "M2")]).hard == 0
    assert score(ordered, [at("a", "M1"), at("b", "M1", "small")]).hard == 1
    assert score(ordered, [at("a", "T1"), at("b", "M2")]).hard == 1
    groups = sample(session("a", mutually_exclusive=["x"]), session("b", mutually_exclusive=["x"]))
    assert score(groups, [at("a", "M1"), at("b", "M1", "small")]).hard == 1


def test_a_session_that_is_missing_twice_there_or_off_the_slots_is_broken():
    data = sample(session("a"), session("b"))
    assert score(data, []).hard == 2
    assert score(data, [at("a", "M1"), at("b", "M2"), at("b", "T1")]).hard == 1
    off = Placement("b", MON, 541, 586, "big")
    assert score(data, [at("a", "T1"), off]).hard == 1


def published(name: str, slot: str, room: str, **more: object) -> dict[str, Any]:
    return session(name, published_timeslot=slot, published_room=room, **more)


def test_a_change_of_time_outweighs_rooms_and_takes_the_room_with_it():
    data = sample(published("a", "M1", "big"), published("b", "M1", "small"))
    assert changed(data, [at("a", "M1"), at("b", "M1", "small")], seats=True) == Score(0, 0)
    swapped = [at("a", "M1", "small"), at("b", "M1")]
    assert changed(data, swapped, seats=True) == Score(2, 0)
    assert changed(data, [at("a", "T1"), at("b", "M2")], seats=True) == Score(2000, 0)
    assert changed(data, [at("a", "T1"), at("b", "M1")], seats=True) == Score(1001, 0)


def test_seats_count_only_as_a_demand():
    data = sample(published("a", "M1", "small", favorite_count=21))
    assert changed(data, [at("a", "M1", "small")], seats=False) == Score(0, 0)
    assert changed(data, [at("a", "M1", "small")], seats=True) == Score(0, 1)


# --- The adapters against the scores ------------------------------------------------------


def timetables(data: dict[str, Any]) -> Iterator[list[Placement]]:
    """Every way to give the sessions a timeslot and a room of their own."""
    cells = [(slot, room["id"]) for slot in TIMES for room in data["rooms"]]
    names = [session["id"] for session in data["sessions"]]
    for chosen in permutations(cells, len(names)):
        yield [at(name, *cell) for name, cell in zip(names, chosen, strict=True)]


def test_costs_and_errors_are_those_of_the_score():
    data = sample(
        session("a", themes=["AI", "Web"], speakers=["ann"]),
        session("b", themes=["AI", "Web"], mutually_exclusive=["x"]),
        session("c", themes=["Web"], mutually_exclusive=["x"], prerequisites=["a"]),
        session("d", themes=["IoT"], required_room_tags=["Recorded"]),
    )
    draft = problem(data)
    kept = set()
    for placements in timetables(data):
        told = score(data, placements)
        verdict = verify(draft, Timetable.of(placements))
        (tier,) = verdict.tiers
        assert verdict.tier_cost(tier) == clash_minutes(data) * told.value
        assert bool(verdict.errors) == bool(told.hard)
        kept.add((told.value, not told.hard))
    assert {(0, True), (1, True), (1, False)} <= kept


def test_a_speaker_who_is_never_there_has_no_time_left():
    data = sample(session("a", speakers=["eve"]))
    draft = problem(data)
    for placements in timetables(data):
        assert verify(draft, Timetable.of(placements)).errors
        assert score(data, placements).hard


@pytest.mark.parametrize("seats", [True, False])
def test_the_least_change_has_the_least_score(seats: bool):
    # Bob is away on Monday, so that `a` moves to Tuesday; `b` no longer fits its room.
    data = sample(
        published("a", "M1", "big", speakers=["bob"]),
        published("b", "M2", "small", favorite_count=21),
        published("c", "T1", "big"),
    )
    draft, before = replan_problem(data, seats=seats), published_timetable(data)
    found = []
    for placements in timetables(data):
        told = changed(data, placements, seats=seats)
        verdict = verify(draft, Timetable.of(placements), stability(before))
        assert bool(verdict.errors) == bool(told.hard)
        if not told.hard:
            times, rooms, *_ = (verdict.tier_cost(tier) for tier in verdict.tiers)
            assert told.value == 1000 * times + rooms
            found.append(told.value)
    assert min(found) == (2001 if seats else 2000)
    plan = replan(Version(draft, before), draft, Changes(), Budget(workers=1))
    assert plan.result.timetable is not None
    assert changed(data, plan.result.timetable.placements, seats=seats).value == min(found)
    assert plan.price is not None
    assert plan.price.proven


def test_timeslots_of_several_lengths_are_refused():
    data = sample(session("a"))
    data["timeslots"][0]["end"] = f"{MON}T09:46"
    with pytest.raises(ValueError, match="different lengths"):
        clash_minutes(data)
