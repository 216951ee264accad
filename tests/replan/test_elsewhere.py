"""What it takes to have a session elsewhere: by hand, and against every timetable there is."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from published import WEDNESDAY, draft, placed, session

from agenda_solver.budget import Budget
from agenda_solver.difference import Version
from agenda_solver.problem import Problem, Spot
from agenda_solver.replan.elsewhere import Elsewhere, elsewhere
from agenda_solver.rules import tiers
from agenda_solver.rules.stability import stability
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify

BUDGET = Budget(seconds=20.0, workers=1, reproducible=True)


def asked(
    problem: Problem,
    before: Timetable,
    key: str,
    start: int | None = None,
    room: str | None = None,
) -> Elsewhere:
    day = WEDNESDAY if start is not None else None
    spot = Spot.model_construct(day=day, start=start, room=room)
    return elsewhere(Version(problem, before), key, spot, BUDGET)


def small(**more: Any) -> Problem:
    return draft(
        session("a", "maire"),
        session("b", "maire", **more),
        rooms=["amphi", {"id": "petite", "capacity": 10}],
        people=[{"id": "maire", "present": "9h-12h"}],
        days=[{"date": WEDNESDAY, "open": {"start": "9h", "end": "13h"}}],
        event={"grid": 60},
    )


BEFORE = Timetable.of([placed("a 9h00-10h00 amphi"), placed("b 10h00-11h00 amphi")])


def test_it_is_there_already() -> None:
    assert asked(small(), BEFORE, "a", 540).here
    assert asked(small(), BEFORE, "a", 540, "amphi").here


def test_nothing_else_has_to_move() -> None:
    answer = asked(small(), BEFORE, "b", 660)
    assert answer.status == "optimal"
    assert answer.plan is not None
    assert answer.plan.price is not None
    assert answer.plan.price.amounts == (0, 1, 0, 0, 0)


def test_a_meal_at_another_hour_is_no_custom_any_more() -> None:
    meal = {**session("repas"), "kind": "repas", "minutes": 60, "rooms": []}
    open_ = [{"date": WEDNESDAY, "open": {"start": "9h", "end": "14h"}}]
    problem = draft(session("a"), meal, rooms=["amphi"], days=open_)
    before = Timetable.of([placed("a 9h00-10h00 amphi"), placed("repas 12h00-13h00")])
    answer = asked(problem, before, "repas", 600)
    assert "custom_meal" in {
        key for tier in verify(problem, before).tiers for key in (cost.key for cost in tier.weights)
    }
    assert answer.plan is not None
    assert answer.plan.result.timetable is not None
    assert answer.plan.result.timetable.by_session["repas"].start == 600
    assert len(answer.costs) == len(answer.freely)


def test_the_other_gives_way() -> None:
    answer = asked(small(), BEFORE, "b", 540)
    assert answer.plan is not None
    assert answer.plan.price is not None
    assert answer.plan.price.moved == 2


def test_somebody_is_away() -> None:
    answer = asked(small(), BEFORE, "b", 720)
    assert answer.status == "infeasible"
    assert answer.plan is None
    assert [finding.rule for finding in answer.kept_out] == ["person_present"]
    assert "10h00" not in answer.kept_out[0].text.fr
    assert "12h00" in answer.kept_out[0].text.fr


def test_a_room_is_too_small() -> None:
    answer = asked(small(expected=50), BEFORE, "b", room="petite")
    assert [finding.rooms for finding in answer.kept_out] == [("petite",)]


def test_it_is_locked_elsewhere() -> None:
    locked = small(locked={"start": "10h00"})
    answer = asked(locked, BEFORE, "b", 660)
    assert answer.locked is not None
    assert answer.locked.start == 600
    assert answer.status == "optimal"


def test_demands_that_contradict_it() -> None:
    order = small(after=[{"session": "a", "min": 0}])
    answer = asked(order, BEFORE, "b", 540)
    assert answer.status == "infeasible"
    assert answer.plan is not None
    assert answer.plan.reasons is not None
    assert any("a" in finding.sessions for finding in answer.plan.reasons.findings)


SLOTS = [{"day": WEDNESDAY, "start": f"{hour}h", "end": f"{hour + 1}h"} for hour in (9, 10, 11)]


def wished() -> Problem:
    """Return sessions that prefer times and rooms, on three slots of two rooms."""
    return draft(
        session("a", preferred={"start": "9h", "room": "amphi"}),
        session("b", "maire", preferred={"start": "9h"}),
        session("c", "maire", preferred={"start": "11h", "room": "petite"}),
        rooms=["amphi", "petite"],
        people=["maire"],
        event={"slots": SLOTS},
    )


@pytest.mark.parametrize(("key", "start"), [("a", 660), ("b", 660), ("c", 540)])
def test_no_timetable_is_nearer_or_costs_less(key: str, start: int) -> None:
    problem = wished()
    before = Timetable.of(
        [
            placed("a 9h00-10h00 amphi"),
            placed("b 9h00-10h00 petite"),
            placed("c 11h00-12h00 petite"),
        ]
    )
    places = [(slot, room) for slot in (540, 600, 660) for room in ("amphi", "petite")]
    first = stability(before)
    nearest, cheapest = [], []
    for chosen in product(places, repeat=3):
        timetable = Timetable.of(
            Placement(session, WEDNESDAY, slot, slot + 60, room)
            for session, (slot, room) in zip("abc", chosen, strict=True)
        )
        verdict = verify(problem, timetable, first)
        if verdict.errors or timetable.by_session[key].start != start:
            continue
        costs = [verdict.tier_cost(tier) for tier in verdict.tiers]
        nearest.append(costs)
        cheapest.append(costs[len(first) :])
    answer = asked(problem, before, key, start)
    assert len(tiers(problem)) == len(answer.costs)
    assert [tier.after for tier in answer.costs] == min(nearest)[len(first) :]
    assert [tier.after for tier in answer.freely] == min(cheapest)
    assert all(tier.proven for tier in answer.freely)
    was = verify(problem, before)
    assert [tier.before for tier in answer.costs] == [was.tier_cost(tier) for tier in was.tiers]
