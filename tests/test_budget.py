"""The one clock of a run: what a stage may take of it, and what a stop ends."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest

import agenda_solver
from agenda_solver.budget import SHARES, Budget, Stage

HOUSE = Path(agenda_solver.__file__).parent
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in HOUSE.rglob("*.py")
    if path.name not in ("budget.py", "process.py")  # which hears who asks for the stop
}


class Clock:
    """A clock that is set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(
            "agenda_solver.budget.time", SimpleNamespace(monotonic=lambda: self.now)
        )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_the_clock_counts_from_when_a_budget_was_made(clock: Clock) -> None:
    budget = Budget(60.0)
    clock.now += 25.0
    assert (budget.spent, budget.left) == (25.0, 35.0)
    clock.now += 40.0
    assert (budget.spent, budget.left) == (65.0, 0.0)


def test_where_a_run_is_to_be_reproducible_work_counts_and_no_clock(clock: Clock) -> None:
    budget = Budget(60.0, reproducible=True)
    clock.now += 1000.0
    assert budget.left == 60.0
    budget.spend(45.0)
    assert budget.left == 15.0
    assert budget.part("tier").left == pytest.approx(9.0)  # with an account of its own
    assert budget.by_clock().left == 0.0


def test_a_part_is_that_of_its_stage_and_what_it_leaves_stays(clock: Clock) -> None:
    budget = Budget(60.0, seed=3, workers=2)
    tier = budget.part("tier")
    assert (tier.seconds, tier.seed, tier.workers) == (36.0, 3, 2)
    clock.now += 10.0
    assert tier.left == 26.0
    assert budget.part("tier").seconds == 30.0
    assert budget.at_most(5.0).seconds == 5.0
    assert budget.at_most(500.0).seconds == 50.0


def test_seats_have_their_time_however_late_it_is(clock: Clock) -> None:
    budget = Budget(60.0)
    clock.now += 55.0
    assert budget.part("seats").seconds == 4.5  # the rest is for judging them
    clock.now += 4.0
    assert budget.part("seats").seconds == 3.0
    clock.now += 60.0
    assert budget.part("seats").seconds == 3.0


def test_a_part_that_waits_goes_on_until_something_is_found(clock: Clock) -> None:
    budget, found = Budget(60.0), list[str]()
    tier = budget.part("tier").until(lambda: not found, budget)
    clock.now += 40.0
    assert tier.left == 20.0
    assert tier.part("solver alone").left == 2.0
    found.append("a timetable")
    assert tier.left == 0.0  # 36 seconds were its own
    found.clear()
    clock.now += 20.0
    assert tier.left == 0.0


def test_where_no_clock_counts_a_part_waits_for_nothing() -> None:
    budget = Budget(60.0, reproducible=True)
    assert budget.part("tier").until(lambda: True, budget).left == 36.0


def test_parts_of_one_kind_have_as_much_each_and_what_one_leaves_is_the_others(
    clock: Clock,
) -> None:
    budget = Budget(60.0)
    assert budget.shared(3).seconds == 20.0
    clock.now += 10.0
    assert budget.shared(2).seconds == 25.0
    assert budget.shared(0).seconds == 50.0


def test_nobody_waits_long_for_who_heeds_only_a_limit_of_their_own(clock: Clock) -> None:
    budget = Budget(10.0)
    clock.now += 10.6
    assert not budget.overdrawn
    clock.now += 0.2
    assert budget.overdrawn


def test_a_timetable_leaves_time_to_its_seats() -> None:
    """A third and more where sessions have least sizes; all is its own where nobody sits."""
    budget = Budget(60.0)
    stages: tuple[Stage, ...] = (
        "timetable before least sizes",
        "timetable before a program",
        "timetable before a flow",
        "timetable",
    )
    assert [round(budget.part(stage).seconds) for stage in stages] == [36, 45, 54, 60]


def test_a_stop_ends_every_part(clock: Clock) -> None:
    budget = Budget(60.0)
    parts = [budget.part(stage) for stage in SHARES]
    parts[0].stop.set()
    clock.now += 0.5
    assert all(it.stopped and not it.left for it in (budget, *parts))
    later = {stage: budget.part(stage) for stage in SHARES}
    assert {stage for stage, part in later.items() if part.left} == {"seats"}


def test_after_a_stop_seats_take_no_fresh_clock(clock: Clock) -> None:
    budget = Budget(3600.0)
    clock.now += 5.0
    budget.stop.set()
    clock.now += 0.25
    budget.stop.set()  # again
    seats = budget.part("seats")
    assert seats.left == 0.75
    assert not seats.stopped
    assert seats.part("ties").left == pytest.approx(0.3)
    clock.now += 0.75
    assert seats.left == budget.part("seats").left == 0.0


def test_each_stage_has_its_share_and_somebody_who_takes_it() -> None:
    assert set(SHARES) == set(get_args(Stage))
    said = set(re.findall(r'"([a-z ]+)"', "\n".join(SOURCES.values())))
    assert set(SHARES) <= said


def test_nobody_else_has_a_clock_or_a_stop() -> None:
    for path, source in SOURCES.items():
        for foreign in ("monotonic", "perf_counter", "threading.Event", "threading import"):
            assert foreign not in source, path
