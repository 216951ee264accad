"""Both sides of every number that switches a method: what is best, and proven, is the same."""

from __future__ import annotations

import functools
from importlib import import_module
from typing import Any

import pytest

from agenda_solver import decisions
from agenda_solver.budget import SHARES, Budget
from agenda_solver.decisions import FittingSolver, Intervals, Slots, pairs
from agenda_solver.decisions.encoding import RoomShortage
from agenda_solver.explain import ways, ways_out
from agenda_solver.problem import Problem
from agenda_solver.search import construct, construction, start_sets, tables
from agenda_solver.search.start_sets import StartSets
from agenda_solver.solve import solve
from agenda_solver.verify import verify

module = import_module("agenda_solver.solve")

DAY = "2026-06-10"


@functools.cache
def themed() -> Problem:
    """Nine sessions of two themes in three slots and four rooms, of which each suits some."""
    features = [["a", "b"], ["a", "c"], ["b"], ["c"]]
    needs = "aabbccaab"
    return Problem.read(
        {
            "event": {
                "name": "e",
                "slots": [
                    {"day": DAY, "start": f"{hour}:00", "end": f"{hour + 1}:00"}
                    for hour in (9, 10, 11)
                ],
            },
            "days": [{"date": DAY}],
            "rooms": [{"id": f"r{n}", "features": words} for n, words in enumerate(features)],
            "tracks": [{"id": "one"}, {"id": "other"}],
            "sessions": [
                {
                    "id": f"s{n}",
                    "title": "s",
                    "needs": [need],
                    "track": "one" if n % 3 else "other",
                    **({"preferred": {"start": "9:00"}} if need == "a" else {}),
                }
                for n, need in enumerate(needs)
            ],
        }
    )


@functools.cache
def afternoon() -> Problem:
    """Five sessions on a grid, three rooms of which two are alike, and two speakers."""
    speakers = ["ada", "bea", "ada", "bea", "ada"]
    return Problem.read(
        {
            "event": {"name": "e", "grid": 30},
            "days": [{"date": DAY, "open": {"start": "14:00", "end": "17:00"}}],
            "rooms": [{"id": "a"}, {"id": "b"}, {"id": "c", "features": ["stage"]}],
            "people": [{"id": "ada"}, {"id": "bea", "present": [{"start": "15:00"}]}],
            "tracks": [{"id": "one"}, {"id": "other"}],
            "sessions": [
                {
                    "id": f"s{n}",
                    "title": "s",
                    "minutes": 60 if n % 2 else {"min": 30, "ideal": 60, "max": 60},
                    "people": {"speaker": [who]},
                    "needs": ["stage"] if n < 2 else [],
                    "track": "one" if n % 2 else "other",
                    **({"preferred": {"start": "14:30"}} if n > 2 else {}),
                }
                for n, who in enumerate(speakers)
            ],
        }
    )


@functools.cache
def tied() -> Problem:
    """Six sessions in three rooms and four slots: a row of three, a block of two, a wish each."""
    rows: list[dict[str, Any]] = [
        {"id": "a", "before": ["b"]},
        {"id": "b", "before": ["c"]},
        {"id": "c"},
        {"id": "d", "block": "x"},
        {"id": "e", "block": "x"},
        {"id": "f"},
    ]
    hours = [{"day": DAY, "start": f"{hour}:00", "end": f"{hour + 1}:00"} for hour in range(9, 13)]
    return Problem.read(
        {
            "event": {"name": "e", "slots": hours},
            "days": [{"date": DAY}],
            "rooms": [{"id": f"r{n}"} for n in range(3)],
            "sessions": [{"title": "s", "preferred": {"start": "9:00"}, **row} for row in rows],
        }
    )


def told_of(problem: Problem) -> list[tuple[str, int, int]]:
    """Return what is proven of each tier."""
    result = solve(problem, Budget(seconds=120))
    assert result.timetable is not None
    assert verify(problem, result.timetable).errors == ()
    return [(tier.status, tier.cost, tier.bound) for tier in result.tiers]


@functools.cache
def known() -> list[tuple[str, int, int]]:
    best = told_of(themed())
    assert {status for status, _, _ in best} == {"optimal"}
    assert sum(cost for _, cost, _ in best)
    return best


ANNEALED = {(module, "FEWEST_TO_ANNEAL"): 1}

SWITCHES: dict[str, dict[tuple[Any, str], Any]] = {
    "a timetable first": {(module, "FEWEST_TO_FIND_FIRST"): 1},
    "annealing": ANNEALED,
    "no tables for annealing": {**ANNEALED, (tables, "MOST_ENTRIES"): 0},
    "no ties": {(module, "MOST_FOR_TIES"): 0},
    "rooms cut later": {(Slots, "most_unions"): 0},
    "rooms cut later, after a timetable first": {
        (Slots, "most_unions"): 0,
        (module, "FEWEST_TO_FIND_FIRST"): 1,
    },
    "rooms cut later, beside annealing": {(Slots, "most_unions"): 0, **ANNEALED},
    "sessions in each room": {(Slots, "most_pairs"): 0},
    "sets of all pairs only": {(pairs, "MOST_MISSING"): 0.0},
    "sets of few pairs": {(pairs, "MOST_MISSING"): 0.9},
}


@pytest.mark.parametrize("switch", SWITCHES)
def test_the_same_is_best_and_proven(switch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = known()
    for (where, name), value in SWITCHES[switch].items():
        monkeypatch.setattr(where, name, value)
    if (module, "FEWEST_TO_FIND_FIRST") in SWITCHES[switch]:
        monkeypatch.setattr(module.TierSearch, "_construct", lambda _: None)
    if (module, "FEWEST_TO_ANNEAL") in SWITCHES[switch]:
        monkeypatch.setitem(SHARES, "solver alone", lambda *_: 0.01)
    assert told_of(themed()) == expected


def test_rooms_cut_later_are_cut_in_these(monkeypatch: pytest.MonkeyPatch) -> None:
    # With no union at first, some of what is found lacks rooms; and it repeats.
    monkeypatch.setattr(Slots, "most_unions", 0)
    monkeypatch.setattr(Slots, "_first_unions", lambda *_: [])
    supplied: list[Any] = []
    supply = Slots.supply
    monkeypatch.setattr(
        Slots, "supply", lambda self, lacking: (supplied.append(lacking), supply(self, lacking))
    )
    assert told_of(themed()) == known()
    assert supplied
    budget = functools.partial(Budget, seconds=5, reproducible=True)
    assert solve(themed(), budget()).timetable == solve(themed(), budget()).timetable


def test_what_is_found_before_the_time_is_up_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    # What CP-SAT finds next has not enough rooms, and there is no time to look again.
    monkeypatch.setattr(Slots, "most_unions", 0)
    monkeypatch.setattr(FittingSolver, "_goes_on", lambda _: False)
    asked: list[Any] = []

    def none_but_the_first(*_: Any) -> list[RoomShortage]:
        asked.append(None)
        return [] if len(asked) == 1 else [RoomShortage(frozenset({"r0"}))]

    monkeypatch.setattr(Slots, "shortages", none_but_the_first)
    monkeypatch.setattr(module.TierSearch, "_construct", lambda _: None)
    result = solve(themed(), Budget(seconds=5, workers=1))
    assert len(asked) > 1
    assert result.timetable is not None
    assert verify(themed(), result.timetable).errors == ()


GRIDS: dict[str, dict[str, int]] = {
    "by their times": {"FEWEST_BY_TIME": 5},
    "too few for that": {"FEWEST_BY_TIME": 6},
    "too many times for that": {"FEWEST_BY_TIME": 5, "MOST_TIMES": 10},
}


@pytest.mark.parametrize("switch", GRIDS)
def test_on_a_grid_the_same_is_best_and_proven(
    switch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = told_of(afternoon())
    assert {status for status, _, _ in expected} == {"optimal"}
    assert sum(cost for _, cost, _ in expected)
    for name, value in GRIDS[switch].items():
        monkeypatch.setattr(decisions, name, value)
    kind = Slots if switch == "by their times" else Intervals
    assert isinstance(decisions.encode(afternoon(), to_find=True), kind)
    assert isinstance(decisions.encode(afternoon()), Intervals)
    # Nothing is constructed, so that it is found in a model.
    monkeypatch.setattr(module, "FEWEST_TO_FIND_FIRST", 1)
    monkeypatch.setattr(module.TierSearch, "_construct", lambda _: None)
    assert told_of(afternoon()) == expected


@pytest.mark.parametrize("switch", GRIDS)
def test_on_a_grid_the_same_is_possible(switch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Ada has three hours on stage, and there are three: a fourth session of hers has none.
    for name, value in GRIDS[switch].items():
        monkeypatch.setattr(decisions, name, value)
    monkeypatch.setattr(module, "preflight", lambda _: ())
    assert module.is_possible(afternoon(), Budget(seconds=120)) == "optimal"
    data = afternoon().dump()
    for number, session in enumerate(data["sessions"]):
        session |= {"needs": ["stage"], "minutes": 45 if number else 30}
    assert module.is_possible(Problem.read(data), Budget(seconds=120)) == "infeasible"


CONSTRUCTIONS: dict[str, dict[tuple[Any, str], Any]] = {
    "nothing is changed": {},
    "what follows from orders is not written down": {(start_sets, "MOST_ORDERS"): 0},
    "starts are not narrowed": {(start_sets, "MOST_ROUNDS"): 0},
    "nothing is tried before others go": {(construction, "NODES"): 0},
    "little is drawn": {
        (construction, "NODES"): 0,
        (construction, "DRAWS"): 1,
        (construction, "DRAWS_BESIDE"): 1,
    },
    "a room of each start": {(construction, "ROOMS_OF_A_START"): 1},
    "nothing is constructed": {(construction, "MENDINGS"): 0},
}


@pytest.mark.parametrize("switch", CONSTRUCTIONS)
def test_from_any_construction_the_same_is_best_and_proven(
    switch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for (where, name), value in CONSTRUCTIONS[switch].items():
        monkeypatch.setattr(where, name, value)
    built = construct(tied())
    assert (built.timetable is None) == (switch == "nothing is constructed")
    if built.timetable is not None:
        assert verify(tied(), built.timetable).errors == ()
    # One in a row and the block at nine; then 120 each for the next and who is left, 180.
    assert told_of(tied()) == [("optimal", 420, 420), ("optimal", 900, 900)]


def test_what_orders_leave_out_depends_on_how_much_is_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def left() -> tuple[int, int]:
        openings = StartSets(tied())
        starts = sum(mask.bit_count() for own in openings.own for mask in own.values())
        return starts, sum(map(len, openings.bonds))

    starts, bonds = left()
    monkeypatch.setattr(start_sets, "MOST_ORDERS", 0)
    assert left()[1] < bonds  # that the first comes before the third
    monkeypatch.setattr(start_sets, "MOST_ROUNDS", 0)
    assert left()[0] > starts


def test_ways_that_are_too_dear_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = [{"id": "r", "open": "14h-15h"}, {"id": "s"}]
    asked = Problem.read(
        {
            "event": {"name": "e"},
            "days": [{"date": DAY, "open": {"start": "9h", "end": "12h"}}],
            "rooms": rooms,
            "sessions": [{"id": "a", "title": "A", "minutes": 60, "rooms": ["r"]}],
        }
    )
    known = [way.price for way in ways_out(asked, Budget(120, workers=1), 2)]
    assert len(known) == 2
    monkeypatch.setattr(ways, "NOT_DEAR", 0)
    monkeypatch.setattr(ways, "TOO_DEAR", known[1] / known[0])
    assert [way.price for way in ways_out(asked, Budget(120, workers=1), 2)] == known
    monkeypatch.setattr(ways, "TOO_DEAR", known[1] / known[0] - 0.01)
    assert [way.price for way in ways_out(asked, Budget(120, workers=1), 2)] == known[:1]
