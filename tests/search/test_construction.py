"""A first programme without a model: what is placed together, who is chosen, who has to go."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda_solver.files import toml
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.musts import SeatsAreElsewhere
from agenda_solver.search import construct
from agenda_solver.search.construction import Construction
from agenda_solver.search.start_sets import StartSets
from agenda_solver.search.starts import Ticks, any_of, before, between, each_of, with_room_for
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify

INSTANCES = Path(__file__).parents[2] / "instances"
DAY = "2026-06-10"


def problem(
    sessions: list[dict[str, Any]], rooms: int = 2, slots: int = 2, **tables: Any
) -> Problem:
    """Return a problem on slots of an hour from 9h; sessions are an hour long."""
    hours = [{"day": DAY, "start": f"{9 + k}h", "end": f"{10 + k}h"} for k in range(slots)]
    return Problem.read(
        {
            "event": {"name": "e", "slots": hours},
            "days": [{"date": DAY}],
            "rooms": [{"id": f"r{number}", "capacity": 50} for number in range(rooms)],
            "sessions": [{"title": row["id"], "minutes": 60, **row} for row in sessions],
            **tables,
        }
    )


def placed(asked: Problem, **options: Any) -> Timetable:
    constructed = construct(asked, **options)
    assert constructed.timetable is not None, (constructed.unplaced, constructed.broken)
    assert constructed.verdict is not None
    assert not verify(asked, constructed.timetable).errors
    return constructed.timetable


def starts(timetable: Timetable) -> dict[str, int]:
    return {session: there.start // 60 for session, there in timetable.by_session.items()}


# --- Sets of starts -----------------------------------------------------------------------


def test_what_a_set_of_starts_holds() -> None:
    assert before(3) == 0b111
    assert before(-1) == 0
    assert between(1, 3) == 0b110
    assert list(each_of(0b1011)) == [0, 1, 3]
    assert {any_of(0b1010, Random(seed)) for seed in range(20)} == {1, 3}


@given(st.integers(0, 2**20), st.integers(1, 9))
def test_there_is_room_from_where_all_ticks_are_free(free: int, ticks: int) -> None:
    wanted = [t for t in range(21) if all(free >> t + k & 1 for k in range(ticks))]
    assert list(each_of(with_room_for(free, ticks))) == wanted


def test_a_tick_is_as_long_as_all_moments_allow() -> None:
    ticks = Ticks.of([570, 630, 660], [1440], early=15)
    assert ticks == Ticks(30, 540)
    assert ticks.at(570) == 1
    assert ticks.moment(1) == 570
    assert ticks.day(ticks.at(570)) == 0
    assert ticks.of_day(1) == before(30)  # 540 minutes of the day are over at tick 0


# --- What is placed together --------------------------------------------------------------


def test_a_block_moves_as_one() -> None:
    fixed = {"id": "fixed", "locked": {"day": DAY, "start": "9h"}}
    block = [{"id": name, "block": "b"} for name in ("one", "other")]
    timetable = placed(problem([fixed, *block]))
    assert starts(timetable) == {"fixed": 9, "one": 10, "other": 10}


def test_a_block_sends_away_whoever_has_its_rooms() -> None:
    # Once the lone ones are placed, no slot has three rooms left.
    block = [{"id": f"b{number}", "block": "b"} for number in range(3)]
    lone = [{"id": f"s{number}"} for number in range(3)]
    asked = problem([*lone, *block], rooms=3)
    construction = Construction(StartSets(asked), 0, lambda _: False)
    spread = {"s0": ("9h", "r0"), "s1": ("9h", "r1"), "s2": ("10h", "r0")}
    construction.follow(
        placed(
            problem(
                [
                    {"id": name, "locked": {"day": DAY, "start": start, "room": room}}
                    for name, (start, room) in spread.items()
                ],
                rooms=3,
            )
        )
    )
    assert construction.unplaced == ("b0", "b1", "b2")
    assert construction.run()
    timetable = construction.timetable()
    assert not verify(asked, timetable).errors
    assert construction.steps > 1


def test_parts_are_placed_within_their_whole() -> None:
    asked = Problem.read(
        {
            "event": {"name": "e", "grid": 10},
            "days": [{"date": DAY, "open": {"start": "9h", "end": "12h"}}],
            "rooms": [{"id": "r"}],
            "sessions": [
                {"id": "p1", "title": "p1", "minutes": 20, "part_of": "w"},
                {"id": "p2", "title": "p2", "minutes": 40, "part_of": "w"},
                {"id": "w", "title": "w", "minutes": 60},
                {"id": "s", "title": "s", "minutes": 120},
            ],
            "sequences": [{"sessions": ["p2", "p1"]}],
        }
    )
    at = placed(asked).by_session
    assert at["w"].start == at["p2"].start
    assert at["p2"].end == at["p1"].start
    assert {at[key].room for key in ("p1", "p2", "w", "s")} == {"r"}


# --- Who is chosen --------------------------------------------------------------------------


def test_whoever_is_free_takes_a_part() -> None:
    people = [{"id": "busy"}, {"id": "late", "present": [{"start": "10h", "end": "11h"}]}]
    people.append({"id": "free"})
    talks = [
        {"id": "own", "people": {"speaker": ["busy"]}, "locked": {"start": "9h"}},
        {
            "id": "open",
            "people": {"speaker": [{"one_of": ["busy", "late", "free"]}]},
            "locked": {"start": "9h"},
        },
    ]
    timetable = placed(problem(talks, people=people))
    assert timetable.by_part["open", "speaker", 0] == ("free",)


def test_nobody_is_chosen_for_two_parts_of_a_session() -> None:
    pools = [{"one_of": ["a", "b"]}, {"one_of": ["a"]}]
    talk = {"id": "open", "people": {"speaker": pools}}
    timetable = placed(problem([talk], people=[{"id": "a"}, {"id": "b"}]))
    assert timetable.by_part == {("open", "speaker", 0): ("b",), ("open", "speaker", 1): ("a",)}


# --- Who has to go --------------------------------------------------------------------------


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_a_full_grid_is_filled(seed: int) -> None:
    """Each session may be in three slots and three rooms; what was planted fills all cells."""
    random, size = Random(seed), 6
    sessions = []
    for slot in range(size):
        for room in range(size):
            hours = {slot, *random.sample(range(size), 2)}
            rooms = {room, *random.sample(range(size), 2)}
            sessions.append(
                {
                    "id": f"s{slot}{room}",
                    "windows": [{"start": f"{9 + k}h", "end": f"{10 + k}h"} for k in sorted(hours)],
                    "rooms": [f"r{number}" for number in sorted(rooms)],
                }
            )
    random.shuffle(sessions)
    placed(problem(sessions, rooms=size, slots=size), seed=seed)


def test_where_there_is_no_programme_it_gives_up() -> None:
    constructed = construct(problem([{"id": f"s{number}"} for number in range(5)]))
    assert constructed.timetable is None
    assert len(constructed.unplaced) == 1


def test_it_gives_up_when_it_is_to_stop() -> None:
    asked = problem([{"id": f"s{number}"} for number in range(4)])
    constructed = construct(asked, stop=lambda steps: steps >= 2)
    assert constructed.timetable is None
    assert len(constructed.unplaced) == 2


def test_what_no_bond_tells_of_other_programmes_is_left_to_a_model() -> None:
    asked = problem([{"id": "s"}])
    other = SeatsAreElsewhere([placed(asked)])
    assert construct(asked, (*DEMANDS, other)).timetable is None


# --- The same, and near to another ----------------------------------------------------------


def test_it_is_the_same_each_time() -> None:
    asked = toml.read(INSTANCES / "synthetic-60x8x10" / "agenda.toml")
    assert placed(asked, seed=3) == placed(asked, seed=3)


def test_it_stays_near_to_a_timetable() -> None:
    asked = problem([{"id": f"s{number}"} for number in range(4)])
    other = placed(asked, seed=1)
    assert placed(asked, seed=2, near=other) == other


# --- The stored instances ---------------------------------------------------------------------


LARGE = ("colloque-trois-jours", "congres-deux-jours", "synthetic-200x12x20")
NAMES = [
    pytest.param(name, marks=pytest.mark.thorough if name in LARGE else ())
    for name in sorted(path.parent.name for path in INSTANCES.glob("*/agenda.toml"))
]


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_instance_has_a_first_programme(name: str) -> None:
    placed(toml.read(INSTANCES / name / "agenda.toml"))
