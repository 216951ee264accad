"""What is written down of each tier, and what is held instead."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS, tiers
from agenda_solver.rules.musts import RequiredAreSeated, SeatDemand, SeatsAreElsewhere
from agenda_solver.rules.rule import Demand
from agenda_solver.search import Grid, NotTabledError, Position
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.verify import verify

DAY = date(2026, 6, 10)
WORKSHOPS = {"a": 9, "b": 10, "c": 11}
"""At what hour each is in the timetables here, in room `r`."""


def problem(*more_sessions: dict[str, Any], **more: Any) -> Problem:
    slots = [{"day": DAY, "start": f"{hour}h", "end": f"{hour + 1}h"} for hour in range(9, 13)]
    workshops = [{"id": name, "title": name, "kind": "workshop"} for name in WORKSHOPS]
    changed = {it["id"]: it for it in more_sessions}
    named = [{**it, **changed.pop(str(it["id"]), {})} for it in workshops]
    tables: dict[str, Any] = {
        "event": {"name": "e", "slots": slots},
        "days": [{"date": DAY}],
        "rooms": [{"id": "r"}, {"id": "q"}],
        "sessions": [*named, *({"title": it["id"], **it} for it in changed.values())],
        "attendees": [{"id": "x", "wishes": ["a", "b", "c"]}],
    }
    return Problem.read({**tables, **more})


def timetable(*others: Placement, **kept: Any) -> Timetable:
    placed = [Placement(it, DAY, 60 * at, 60 * at + 60, "r") for it, at in WORKSHOPS.items()]
    return Timetable.of([*placed, *others], **kept)


def grid(asked: Problem, placed: Timetable, key: str = "wishes") -> Grid:
    assert verify(asked, placed).errors == ()
    every = tiers(asked)
    number = next(it for it, tier in enumerate(every) if key in {cost.key for cost in tier.weights})
    return Grid(asked, every, number, placed)


def hours(found: Grid, session: str) -> list[int]:
    """Return the hours that a session may have."""
    cells = np.flatnonzero(found.allowed[found.recorder.sessions.index(session)])
    return sorted({found.recorder.cells.all[cell][0][1] // 60 for cell in cells})


def test_without_hopes_there_is_nothing_to_anneal() -> None:
    with pytest.raises(NotTabledError):
        grid(problem(), timetable(), key="compact_day")


def test_hopes_at_times_that_overlap_are_left_to_cp_sat() -> None:
    whole = {"id": "a", "minutes": 60}
    half = {"id": "b", "minutes": 30}
    placed = Timetable.of(
        [
            Placement("a", DAY, 540, 600, "r"),
            Placement("b", DAY, 540, 570, "q"),
            Placement("c", DAY, 660, 720, "r"),
        ]
    )
    with pytest.raises(NotTabledError, match="overlap"):
        grid(problem(whole, half), placed)


def test_what_an_exact_sum_cannot_be_told_of_is_left_to_cp_sat() -> None:
    # The end of the day in the tier of the wishes itself.
    asked = problem(weights={"tiers": [["wishes", "compact_day"]]})
    with pytest.raises(NotTabledError):
        grid(asked, timetable())


def test_in_an_earlier_tier_the_day_is_kept_from_growing() -> None:
    asked = problem(weights={"tiers": [["compact_day"], ["wishes"]]})
    found = grid(asked, timetable())
    assert hours(found, "a") == [9, 10, 11]
    assert hours(grid(problem(), timetable()), "a") == [9, 10, 11, 12]


def test_in_an_earlier_tier_somebody_who_waits_keeps_their_times() -> None:
    waits = {
        "people": [{"id": "p", "close": True}],
        "weights": {"tiers": [["person_close"], ["wishes"]]},
    }
    speaks = [{"id": it, "people": {"speaker": ["p"]}} for it in ("a", "c")]
    found = grid(problem(*speaks, **waits), timetable())
    assert (hours(found, "a"), hours(found, "c")) == ([9], [11])
    assert hours(found, "b") == [9, 10, 11, 12]


def test_in_an_earlier_tier_somebody_keeps_to_their_days() -> None:
    days = DAY, date(2026, 6, 11)
    slots = [{"day": day, "start": f"{it}h", "end": f"{it + 1}h"} for day in days for it in (9, 10)]
    speaks = [{"id": it, "people": {"speaker": ["p"]}} for it in "ac"]
    asked = problem(
        *speaks,
        event={"name": "e", "slots": slots},
        days=[{"date": day} for day in days],
        people=[{"id": "p", "one_day": True}],
        weights={"tiers": [["person_one_day"], ["wishes"]]},
    )
    starts = {"a": 540, "b": 540, "c": 600}
    rooms = {"a": "r", "b": "q", "c": "r"}
    placed = (Placement(it, DAY, at, at + 60, rooms[it]) for it, at in starts.items())
    found = grid(asked, Timetable.of(placed))
    on = {it: {time[0] for time in found.recorder.times([it])} for it in "abc"}
    assert on == {"a": {DAY}, "b": set(days), "c": {DAY}}


def test_what_nothing_may_come_between_stays_and_the_others_outside() -> None:
    sequence = [{"sessions": ["a", "b"], "between": False}]
    found = grid(problem(sequences=sequence), timetable())
    assert (hours(found, "a"), hours(found, "b")) == ([9], [10])
    assert hours(found, "c") == [9, 11, 12]


def grid_with(asked: Problem, placed: Timetable, *further: Demand) -> Grid:
    every = tiers(asked)
    number = next(it for it, tier in enumerate(every) if "wishes" in {c.key for c in tier.weights})
    return Grid(asked, every, number, placed, (*DEMANDS, *further))


def test_where_those_who_must_attend_are_seated_stays() -> None:
    asked = problem({"id": "speech", "people": {"speaker": ["x"]}}, people=[{"id": "x"}])
    placed = timetable(Placement("speech", DAY, 720, 780, "r"))
    must = SeatDemand("must", ("x",), ("a", "b"))
    found = grid_with(asked, placed, RequiredAreSeated([must, SeatDemand("most", (), ("a",))]))
    assert [hours(found, it) for it in ("a", "b", "speech")] == [[9], [10], [12]]
    assert hours(found, "c") == [9, 10, 11, 12]
    # The bound is of all timetables: there, they may be anywhere.
    assert found.concurrency is not None
    assert {len(rooms) for rooms in found.concurrency.rooms} == {4}


def test_of_a_timetable_without_seats_one_session_stays_elsewhere() -> None:
    asked = problem()
    moved = Placement("c", DAY, 720, 780, "r")
    refused = timetable().placements
    placed = Timetable.of([*refused[:2], moved])
    found = grid_with(asked, placed, SeatsAreElsewhere([Timetable.of(refused)]))
    assert hours(found, "a") == [9, 10, 11, 12]
    assert hours(found, "c") == [12]


def test_who_is_chosen_for_a_part_stays_chosen() -> None:
    pool = {"id": "a", "people": {"speaker": [{"one_of": ["p", "q"]}]}}
    speaks = {"id": "b", "people": {"speaker": ["p"]}}
    asked = problem(pool, speaks, people=[{"id": "p"}, {"id": "q"}])
    by_p, by_q = (timetable(cast=[Casting("a", "speaker", 0, it)]) for it in "pq")
    for placed, holds in ((by_p, False), (by_q, True)):
        found = grid(asked, placed)
        position = Position(found, found.start)
        cells = found.recorder.cells.number
        assert position.holds({0: cells[(DAY, 600, 660), "q"]}) == holds
        assert found.read(found.start).cast == placed.cast


def test_parts_stay_where_they_are() -> None:
    opening = {"id": "o", "minutes": 60, "kind": "plenary", "locked": {"start": "12h"}}
    talk = {"id": "t", "minutes": 20, "part_of": "o"}
    parts = (Placement("o", DAY, 720, 780, "r"), Placement("t", DAY, 720, 740, "r"))
    found = grid(problem(opening, talk), timetable(*parts))
    assert found.allowed[found.recorder.sessions.index("t")].sum() == 1


def test_a_speaker_who_goes_on_at_several_times_misses_all_of_them() -> None:
    # A round table beside two slots; who speaks there also wishes for what is then.
    table = {"id": "t", "minutes": 120, "external": True, "rooms": []}
    table["locked"] = {"day": DAY, "start": "9h"}
    table["people"] = {"speaker": ["x"]}
    asked = problem(table, people=[{"id": "x"}])
    found = grid(asked, timetable(Placement("t", DAY, 540, 660)))
    position = Position(found, found.start)
    verdict = verify(asked, found.timetable)
    assert position.account.cost == verdict.costs["wishes"] == 2
    cells = found.recorder.cells.number
    moved = {0: cells[(DAY, 720, 780), "r"]}
    assert position.account.grows(moved) == -1
    position.make(moved, -1)
    assert verify(asked, found.read(position.chosen)).costs["wishes"] == 1
