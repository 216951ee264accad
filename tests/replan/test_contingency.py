"""Plans for everything that may happen: the same as `replan` makes, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from published import WEDNESDAY, draft, published, session, window

from agenda_solver.budget import Budget, Stop
from agenda_solver.changes import (
    Announced,
    Changes,
    MoreRegister,
    PersonCancels,
    PersonIsAway,
    RoomIsClosed,
)
from agenda_solver.cp_sat import SelfCheckError
from agenda_solver.difference import Version
from agenda_solver.files.workbook import read
from agenda_solver.replan import replan
from agenda_solver.replan.contingency import PlanB, contingency, gravest_first, made
from agenda_solver.replan.executors import Planning
from agenda_solver.replan.outcomes import outcome_of
from agenda_solver.replan.scenarios import Scenario, each_alone, idle
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify
from agenda_solver.views.plan_b import change_lines

SOLUTIONS = Path(__file__).parents[2] / "solutions"


def event() -> Version:
    problem = draft(
        session("a", "ana"),
        session("b", "bea"),
        session("c"),
        rooms=["amphi", "foyer", "cave"],
        people=["ana", "bea", "zoe"],
    )
    return published(problem, "a 9h-10h amphi", "b 10h-11h amphi", "c 10h-11h foyer")


def plans_of(before: Version, scenarios: Iterable[Scenario], **more: object) -> list[PlanB]:
    work = replace(Planning(before, before.problem), **more)  # type: ignore[arg-type]
    return list(contingency(work, list(scenarios)))


def check_as_replanned(before: Version, one: PlanB) -> None:
    """Hold that a plan is what `replan` gives, in status, price and whatever they are told by."""
    plan = replan(before, before.problem, one.scenario.changes, Budget(60.0))
    assert one.status == plan.result.overall, one.scenario
    assert one.plan.price == plan.price, one.scenario
    if one.plan.result.timetable is not None:
        assert not verify(one.plan.problem, one.plan.result.timetable).errors
    assert one.plan.overridden == plan.overridden
    assert one.plan.gone == plan.gone


def test_there_is_a_scenario_for_each_who_takes_part_and_each_room_in_use() -> None:
    changes = [scenario.changes.announced for scenario in each_alone(event())]
    assert changes == [
        (PersonCancels("ana"),),
        (PersonCancels("bea"),),
        (RoomIsClosed("amphi"),),
        (RoomIsClosed("foyer"),),
    ]
    assert idle(event()) == (("zoe",), ("cave",))


def test_who_only_chairs_is_missed_too() -> None:
    problem = draft(
        session("p", "bea", kind="paper", track="eau"),
        rooms=["amphi"],
        people=["ana", "bea"],
        stretches=[{"id": "s", "day": WEDNESDAY, "start": "9h", "end": "11h", "places": 2}],
        tracks=[{"id": "eau", "chairs": ["ana"]}],
    )
    before = published(problem, "p 9h-10h amphi")
    assert idle(before) == ((), ())
    (one,) = plans_of(before, [one for one in each_alone(before) if "ana" in str(one.changes)])
    assert not one.changes_nothing
    assert [line.en for line in change_lines(one)] == [
        "nobody chairs the track “eau” any more: say who does, below “chairs” (sheet Tracks)"
    ]


def test_each_plan_is_what_replan_gives() -> None:
    before = event()
    others: list[tuple[Announced, ...]] = [
        (PersonCancels("ana"), PersonCancels("bea")),
        (PersonIsAway("ana", window("9h", "10h")), RoomIsClosed("foyer")),
        (RoomIsClosed("amphi", window("10h", "11h")),),
        tuple(RoomIsClosed(room) for room in ("amphi", "foyer", "cave")),
    ]
    scenarios = [*each_alone(before), *(Scenario(Changes(each)) for each in others)]
    plans = plans_of(before, scenarios)
    assert [one.scenario for one in plans] == scenarios
    for one in plans:
        check_as_replanned(before, one)


def test_a_plan_for_a_workbook_is_told_as_replan_tells_its_own() -> None:
    before = event()
    for one in plans_of(before, each_alone(before), alone=False):
        plan = replan(before, before.problem, one.scenario.changes, Budget(60.0))
        made_again = replace(one.plan, result=plan.result, reasons=plan.reasons, ways=plan.ways)
        assert made_again == replace(plan, standbys=one.plan.standbys)


@pytest.mark.thorough
def test_so_it_is_for_everybody_of_the_assises() -> None:
    before = read(SOLUTIONS / "assises-normandes-2026.xlsx").published
    plans = plans_of(before, each_alone(before))
    assert len(plans) == 21
    for one in plans:
        check_as_replanned(before, one)
    first, second, *_ = gravest_first(plans)
    assert {first.scenario.ids, second.scenario.ids} == {("auditorium",), ("hall",)}
    assert first.outcome.ways
    assert second.outcome.ways


@pytest.mark.thorough
def test_so_it_is_for_some_of_a_congress() -> None:
    before = read(SOLUTIONS / "congres-deux-jours.xlsx").published
    scenarios = each_alone(before)
    for one in plans_of(before, [*scenarios[::12], scenarios[-2]]):
        check_as_replanned(before, one)


def test_what_has_no_plan_comes_first_and_says_what_would_be_enough() -> None:
    before = event()
    closed = tuple(RoomIsClosed(room) for room in ("amphi", "foyer", "cave"))
    scenarios = [*each_alone(before), Scenario(Changes(closed))]
    first, *others = gravest_first(plans_of(before, scenarios))
    assert first.scenario == scenarios[-1]
    assert first.plan.price is None
    assert first.outcome.why
    assert first.outcome.ways
    prices = [one.plan.price for one in others]
    assert all(prices)
    assert [one.gravity for one in others] == sorted((one.gravity for one in others), reverse=True)


def test_more_who_register_take_a_larger_room() -> None:
    problem = draft(
        {**session("a"), "expected": 20},
        rooms=[{"id": "small", "capacity": 25}, {"id": "large", "capacity": 90}],
    )
    before = published(problem, "a 9h-10h small")
    plans = plans_of(
        before, [Scenario(Changes((MoreRegister("a", number),))) for number in (5, 10, 100)]
    )
    fits, moves, none = plans
    assert fits.changes_nothing
    assert moves.plan.price is not None
    assert moves.plan.price.amounts == (0, 0, 1, 0, 0)
    assert none.plan.price is None


def test_a_known_outcome_is_judged_again_and_not_searched() -> None:
    before = event()
    work = Planning(before, before.problem)
    scenario, *_ = each_alone(before)
    (searched,) = contingency(work, [scenario])
    known = {scenario.key: searched.outcome}
    stop = Stop()
    stop.set()
    assert list(contingency(work, [scenario], stop=stop, known=known)) == [searched]
    assert not list(contingency(work, [scenario], stop=stop))


def test_an_outcome_that_breaks_a_demand_or_says_another_price_is_refused() -> None:
    before = event()
    work = Planning(before, before.problem)
    scenario = Scenario(Changes((RoomIsClosed("amphi", window("9h", "10h")),)))
    (right,) = contingency(work, [scenario])
    wrong = replace(right.outcome, result=replace(right.outcome.result, timetable=before.timetable))
    with pytest.raises(SelfCheckError):
        made(work, scenario, wrong)
    assert right.outcome.price is not None
    dearer = replace(right.outcome, price=replace(right.outcome.price, moved=7))
    with pytest.raises(SelfCheckError):
        made(work, scenario, dearer)


def test_an_outcome_is_what_a_plan_comes_to() -> None:
    before = event()
    changes = Changes((PersonCancels("ana"),))
    plan = replan(before, before.problem, changes, Budget(60.0), alone=True)
    one = made(Planning(before, before.problem), Scenario(changes), outcome_of(plan))
    assert one.plan.result.tiers == plan.result.tiers
    assert one.plan.result.costs == plan.result.costs
    assert isinstance(one.plan.result.timetable, Timetable)
    assert WEDNESDAY in {placement.day for placement in one.plan.result.timetable.placements}
