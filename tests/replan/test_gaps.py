"""Closing the gap of a cancelled session, and what it costs beside keeping it."""

from __future__ import annotations

from typing import Any

import pytest
from published import draft, lines_of, planned, published, session

from agenda_solver.changes import SessionIsCancelled
from agenda_solver.difference import Version


def day(*sessions: dict[str, Any], **more: Any) -> Version:
    """Return a day on which sessions of an hour follow one another from nine."""
    problem = draft(*sessions, rooms=["amphi"], **more)
    lines = [f"{it['id']} {9 + hour}h-{10 + hour}h amphi" for hour, it in enumerate(sessions)]
    return published(problem, *lines)


THREE = tuple(map(session, "abc"))


def test_the_gap_stays_unless_it_is_to_be_closed() -> None:
    plan = planned(day(*THREE), SessionIsCancelled("a"))
    assert lines_of(plan) == ["b 10 amphi", "c 11 amphi"]
    assert {gap: price.amounts for gap, price in plan.gaps.items()} == {
        "kept": (1, 0, 0, 0, 0),
        "closed": (1, 2, 0, 0, 0),
    }
    closed = planned(day(*THREE), SessionIsCancelled("a"), close_gaps=True)
    assert lines_of(closed) == ["b 9 amphi", "c 10 amphi"]
    assert closed.price == closed.gaps["closed"]
    assert closed.gaps == plan.gaps


def test_what_is_locked_ends_what_moves_up() -> None:
    meal = session("meal", kind="meal", locked={"start": "11h"})
    before = day(session("a"), session("b"), meal, session("c"))
    plan = planned(before, SessionIsCancelled("a"), close_gaps=True)
    assert lines_of(plan) == ["b 9 amphi", "meal 11 amphi", "c 12 amphi"]


def test_what_may_not_be_so_early_moves_up_as_far_as_it_can() -> None:
    late = session("b", windows=[{"start": "9h30"}])
    before = day(session("a"), late, session("c"), event={"grid": 30})
    plan = planned(before, SessionIsCancelled("a"), close_gaps=True)
    assert plan.result.timetable is not None
    assert [it.start for it in plan.result.timetable.placements] == [9 * 60 + 30, 10 * 60 + 30]


def test_what_cannot_move_up_with_the_rest_stays_and_all_after_it() -> None:
    meal = session("meal", windows=[{"start": "11h"}], minutes={"min": 30, "max": 60})
    before = day(session("a"), session("b"), meal, session("c"))
    plan = planned(before, SessionIsCancelled("a"), close_gaps=True)
    assert lines_of(plan) == ["b 9 amphi", "meal 11 amphi", "c 12 amphi"]


def test_the_last_session_leaves_no_gap() -> None:
    plan = planned(day(*THREE), SessionIsCancelled("c"), close_gaps=True)
    assert plan.gaps == {}
    assert [it.text.en for it in plan.result.findings if it.rule == "change"] == [
        "Nothing moves up: nothing follows, or what follows cannot be any earlier"
    ]


def test_there_is_no_gap_where_something_goes_on() -> None:
    problem = draft(*map(session, "abc"), rooms=["amphi", "foyer"])
    before = published(problem, "a 9h-10h amphi", "b 9h-10h foyer", "c 10h-11h amphi")
    plan = planned(before, SessionIsCancelled("a"), close_gaps=True)
    assert lines_of(plan) == ["b 9 foyer", "c 10 amphi"]
    assert plan.gaps == {}


def test_the_parts_after_it_move_up_within_their_whole() -> None:
    mots = [session(f"mot-{it}", minutes=20, part_of="a") for it in (1, 2, 3)]
    problem = draft(session("a"), *mots, session("b"), rooms=["amphi"], event={"grid": 20})
    lines = ["mot-1 9h-9h20 amphi", "mot-2 9h20-9h40 amphi", "mot-3 9h40-10h amphi"]
    before = published(problem, "a 9h-10h amphi", *lines, "b 10h-11h amphi")
    plan = planned(before, SessionIsCancelled("mot-2"), close_gaps=True)
    assert plan.result.timetable is not None
    starts = {it.session: it.start for it in plan.result.timetable.placements}
    assert starts == {"a": 540, "mot-1": 540, "mot-3": 560, "b": 600}


@pytest.mark.parametrize("minutes", [60, None])
def test_on_slots_everything_moves_up_by_a_slot(minutes: int | None) -> None:
    slots = [
        {"day": "2026-06-10", "start": start, "end": end}
        for start, end in (("9h", "10h"), ("10h30", "11h30"), ("11h40", "12h40"))
    ]
    problem = draft(
        *(session(key, minutes=minutes) for key in "abc"), rooms=["amphi"], event={"slots": slots}
    )
    before = published(problem, "a 9h-10h amphi", "b 10h30-11h30 amphi", "c 11h40-12h40 amphi")
    plan = planned(before, SessionIsCancelled("a"), close_gaps=True)
    assert plan.result.timetable is not None
    assert [(it.session, it.start) for it in plan.result.timetable.placements] == [
        ("b", 540),
        ("c", 630),
    ]
