"""What is kept least is the organiser's to say, and what the other comes to is told beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from published import WEDNESDAY, draft, lines_of, planned, published, session, window

from agenda_solver.changes import PersonIsAway, RoomIsClosed
from agenda_solver.difference import Version
from agenda_solver.least import Least
from agenda_solver.replan import Plan
from agenda_solver.views.news import plan_summary

SIZES = (40, 30, 20)


def crowded() -> Version:
    """Return an event in which a closed room moves everybody to the next one, or one to ten.

    Three sessions at nine are each in a room that holds ten more than come.
    """
    rooms = [{"id": f"r{size}", "capacity": size} for size in SIZES]
    rows = [session(f"s{size}", expected=size - 10) for size in SIZES]
    problem = draft(
        *rows,
        rooms=[*rooms, {"id": "tent", "capacity": 10}],
        days=[{"date": WEDNESDAY, "open": {"start": "9h", "end": "11h"}}],
    )
    return published(problem, *(f"s{size} 9h-10h r{size}" for size in SIZES))


def told(plan: Plan) -> list[str]:
    return [text.fr for text in plan_summary(plan)]


def test_fewest_times_move_more_rooms() -> None:
    plan = planned(crowded(), RoomIsClosed("r40"))
    assert plan.price is not None
    assert (plan.price.moved, plan.price.rooms, plan.price.touched) == (0, 3, 3)
    assert plan.otherwise is not None
    assert plan.otherwise.proven
    assert (plan.otherwise.moved, plan.otherwise.rooms, plan.otherwise.touched) == (1, 0, 1)
    assert told(plan) == [
        "3 sessions changent de salle ; moins est impossible.",
        "Autre façon : 1 session touchée en tout au lieu de 3 (moins est impossible), mais 1 "
        "change d'heure (--least touched).",
    ]


def test_fewest_touched_move_more_times() -> None:
    plan = planned(crowded(), RoomIsClosed("r40"), least="touched")
    assert plan.price is not None
    assert plan.price.proven
    assert (plan.price.moved, plan.price.rooms, plan.price.touched) == (1, 0, 1)
    assert told(plan) == [
        "1 session touchée en tout : 1 session change d'heure (dont 1 aussi de salle) ; moins "
        "est impossible.",
        "Autre façon : aucune session ne change d'heure au lieu de 1, mais 3 sessions touchées en "
        "tout (--least times).",
    ]
    assert plan_summary(plan)[1].en == (
        "Another way: no session changes its time instead of 1, but 3 sessions touched in all "
        "(--least times)."
    )
    assert [it.rules for it in plan.result.tiers[:2]] == [("untouched",), ("times_kept",)]


@pytest.mark.parametrize("least", ["times", "touched"])
def test_where_both_come_to_the_same_nothing_is_said(least: Least) -> None:
    problem = draft(session("a", "ana"), session("b"), rooms=["amphi"], people=["ana"])
    before = published(problem, "a 9h-10h amphi", "b 10h-11h amphi")
    plan = planned(before, PersonIsAway("ana", window("9h", "10h")), least=least)
    assert lines_of(plan) == ["b 10 amphi", "a 11 amphi"]
    assert plan.otherwise is None
    assert not any("Autre façon" in line for line in told(plan))


def test_where_the_other_way_is_less_in_all_nothing_is_held_against_it() -> None:
    plan = planned(crowded(), RoomIsClosed("r40"))
    assert plan.otherwise is not None
    less = replace(plan.otherwise, moved=0, rooms_of_moved=0, touched=2, rooms=0)
    assert told(replace(plan, otherwise=less))[1] == (
        "Autre façon : 2 sessions touchées en tout au lieu de 3 (moins est impossible) "
        "(--least touched)."
    )
