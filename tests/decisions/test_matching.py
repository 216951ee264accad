"""Rooms for sessions whose times are known."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

import pytest

from agenda_solver.decisions import Slots
from agenda_solver.decisions.rooms import color, crowds_at, match
from agenda_solver.problem import Problem

DAY = "2026-06-10"


def test_a_matching_gives_each_a_room() -> None:
    given, short = match({"a": ["r", "s"], "b": ["r"], "c": ["s", "t"]}, {"r": 1, "s": 1, "t": 1})
    assert given == {"a": "s", "b": "r", "c": "t"}
    assert short == []


def test_a_room_holds_as_many_as_are_free() -> None:
    given, short = match({"a": ["r"], "b": ["r"], "c": ["r", "s"]}, {"r": 2, "s": 1})
    assert given == {"a": "r", "b": "r", "c": "s"}
    assert short == []


def test_what_alternating_paths_reach_is_short() -> None:
    wanted = {"a": ["r", "s"], "b": ["r", "s"], "c": ["r"], "d": ["t", "u"], "e": ["s", "t"]}
    given, short = match(wanted, dict.fromkeys("rstu", 1))
    assert short == [frozenset("rs")]
    assert len(given) == 4
    assert len(set(given.values())) == 4


def test_a_room_that_is_taken_is_short_by_itself() -> None:
    assert match({"a": ["r"]}, {"r": 0}) == ({}, [frozenset("r")])


@pytest.mark.parametrize("seed", range(30))
def test_a_matching_is_as_large_as_any_and_what_is_short_breaks_hall(seed: int) -> None:
    chance = Random(seed)
    rooms = "rstu"
    wanted = {
        f"s{number}": chance.sample(rooms, chance.randint(1, 3))
        for number in range(chance.randint(1, 6))
    }
    free = {room: chance.randint(0, 2) for room in rooms}
    given, short = match(wanted, free)
    assert all(room in wanted[session] for session, room in given.items())
    assert all(list(given.values()).count(room) <= free[room] for room in rooms)
    assert len(short) == len(wanted) - len(given)
    for union in short:
        inside = [session for session, own in wanted.items() if union.issuperset(own)]
        assert len(inside) > sum(free[room] for room in union)


@pytest.mark.parametrize("seed", range(20))
def test_as_many_colours_are_enough_as_are_there_at_once(seed: int) -> None:
    chance = Random(seed)
    spans = [(start, start + chance.randint(1, 9)) for start in chance.choices(range(30), k=25)]
    crowds = list(crowds_at([(*span, number) for number, span in enumerate(spans)]))
    most = max(len(there) for _, there in crowds)
    rooms = [f"r{number}" for number in range(most)]
    stays = {f"s{number}": dict.fromkeys(rooms, span) for number, span in enumerate(spans)}
    given = color(stays, dict.fromkeys(rooms, 1))
    assert given.keys() == stays.keys()
    for (one, span), (other, then) in combinations(enumerate(spans), 2):
        if max(span[0], then[0]) < min(span[1], then[1]):
            assert given[f"s{one}"] != given[f"s{other}"]


def test_a_room_for_two_is_coloured_twice() -> None:
    stays = {name: {"foyer": (0, 60)} for name in "ab"}
    assert color(stays, {"foyer": 2}) == {"a": "foyer", "b": "foyer"}


def test_at_each_start_stands_what_is_there() -> None:
    spans = [(0, 10, "a"), (10, 20, "b"), (5, 15, "c"), (5, 5, "nothing")]
    assert list(crowds_at(spans)) == [(0, ["a"]), (5, ["a", "c"]), (10, ["c", "b"])]


# --- Rooms that are alike -------------------------------------------------------------------------


def morning(*sessions: dict[str, Any], **rooms: dict[str, Any]) -> Slots:
    return Slots(
        Problem.read(
            {
                "event": {"name": "e", "grid": 30},
                "days": [{"date": DAY, "open": {"start": "9:00", "end": "11:00"}}],
                "rooms": [{"id": room, "capacity": 30, **more} for room, more in rooms.items()],
                "sessions": [
                    {"id": f"s{number}", "title": "s", "minutes": 60, "expected": 20, **more}
                    for number, more in enumerate(sessions)
                ],
            }
        )
    )


def literals_of(encoding: Slots) -> set[frozenset[str | None]]:
    """Return the rooms that share a literal."""
    encoding.close()
    return {choice.rooms for cluster in encoding._shared for choice in cluster.choices}


def test_rooms_that_are_alike_to_all_have_one_literal() -> None:
    encoding = morning({}, {}, {"expected": 40}, a={}, b={}, c={"capacity": 50})
    assert literals_of(encoding) == {frozenset("ab"), frozenset("c")}


@pytest.mark.parametrize(
    "more",
    [
        {"open": [{"start": "9:00", "end": "10:00"}]},
        {"features": ["stage"]},
        {"setup": 30},
        {"at_once": 2},
    ],
    ids=str,
)
def test_a_room_that_differs_for_somebody_has_its_own(more: dict[str, Any]) -> None:
    encoding = morning({}, {"needs": ["stage"]} if "features" in more else {}, a={}, b={}, c=more)
    assert literals_of(encoding) == {frozenset("ab"), frozenset("c")}


def test_a_room_that_is_asked_for_has_its_own() -> None:
    encoding = morning({}, {}, a={}, b={}, c={})
    encoding.in_room("s0", "b")
    assert literals_of(encoding) == {frozenset("ac"), frozenset("b")}


def test_a_room_that_somebody_takes_besides_has_its_own() -> None:
    encoding = morning({"rooms": ["d"], "also_in": ["a"]}, {}, a={}, b={}, c={}, d={})
    assert frozenset("a") in literals_of(encoding)


def test_a_hall_and_its_halves_have_their_own() -> None:
    encoding = morning({}, {}, a={}, b={}, ab={"parts": ["a", "b"], "capacity": None}, c={}, d={})
    assert literals_of(encoding) == {*map(frozenset, (["ab"], "a", "b", "cd"))}


def test_rooms_that_kin_may_share_have_their_own() -> None:
    encoding = morning({}, {"part_of": "s0", "minutes": 30}, {}, a={}, b={})
    assert literals_of(encoding) == {frozenset("a"), frozenset("b")}
