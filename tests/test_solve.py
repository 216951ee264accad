"""Tiers in turn, statuses, bounds, and that nothing leaves without having been judged."""

from __future__ import annotations

import functools
import threading
import time
from importlib import import_module
from random import Random
from typing import Any
from unittest.mock import Mock

import pytest
from ortools.sat.python import cp_model

from agenda_solver import cp_sat
from agenda_solver.budget import SHARES, Budget, InterruptedBudget
from agenda_solver.cp_sat import SelfCheckError, new_solver, run_stoppable
from agenda_solver.decisions import encode
from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS, tiers
from agenda_solver.rules.rooms import RoomHoldsOneSession
from agenda_solver.rules.stability import stability
from agenda_solver.search.columns import Proof
from agenda_solver.search.construction import Constructed
from agenda_solver.solve import Progress, solve
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.verify import verify

module = import_module("agenda_solver.solve")

DAY = {"date": "2026-06-10", "open": {"start": "9h", "end": "12h"}}
ROOM = {"id": "r", "capacity": 50}


def draft(*sessions: dict[str, Any], **more: Any) -> Problem:
    named = [{"title": it["id"], "minutes": 60, **it} for it in sessions]
    tables = {"event": {"name": "e"}, "days": [DAY], "rooms": [ROOM], **more}
    return Problem.read({**tables, "sessions": named})


@pytest.fixture
def without_construction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the first timetable to CP-SAT."""
    monkeypatch.setattr(module, "construct", lambda *_, **__: Constructed())


def test_the_best_timetable_is_proven_and_verified() -> None:
    problem = draft({"id": "a", "preferred": {"start": "10h"}}, {"id": "b"})
    result = solve(problem)
    assert result.status == "optimal"
    assert result.timetable is not None
    assert verify(problem, result.timetable).errors == ()
    # a at ten as it prefers, and b beside it: the day runs 9 to 11 or 10 to 12.
    assert result.timetable.by_session["a"].start == 10 * 60
    assert result.costs["preferred"] == 0


def test_an_earlier_tier_is_never_traded_for_a_later_one() -> None:
    # To start at eleven as preferred makes the day longer, whatever that weighs later on.
    problem = draft({"id": "a", "preferred": {"start": "11h"}}, weights={"compact_day": 1000})
    result = solve(problem)
    assert result.timetable is not None
    assert result.timetable.by_session["a"].start == 11 * 60
    assert [(tier.cost, tier.bound) for tier in result.tiers] == [(0, 0), (240_000, 240_000)]


def test_an_ideal_length_outweighs_a_shorter_day() -> None:
    ideal = {"min": 30, "ideal": 60, "max": 90}
    result = solve(draft({"id": "a", "minutes": ideal}, {"id": "b", "minutes": ideal}))
    assert result.timetable is not None
    assert [placement.minutes for placement in result.timetable.placements] == [60, 60]


def test_the_user_orders_the_tiers() -> None:
    problem = draft(
        {"id": "a", "preferred": {"start": "11h"}},
        weights={"tiers": [["compact_day"], ["preferred"]]},
    )
    result = solve(problem)
    assert result.timetable is not None
    assert result.timetable.by_session["a"].start == 9 * 60
    # An hour for the wish that is not kept, and the two hours it is missed by.
    assert result.costs["preferred"] == 180
    assert result.tiers[0].rules == ("compact_day",)


def test_without_any_cost_a_timetable_is_optimal() -> None:
    off = {cost.key: 0 for cost in COSTS}
    result = solve(draft({"id": "a"}, weights=off))
    assert (result.status, result.tiers, result.costs) == ("optimal", (), {})


def test_impossible_on_sight_needs_no_solver() -> None:
    result = solve(draft({"id": "a", "minutes": 240}))
    assert (result.status, result.timetable) == ("infeasible", None)
    assert [finding.rule for finding in result.findings] != []
    assert set(result.timings) == {"preflight"}


def test_impossible_is_proven_again_without_presolve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "preflight", lambda _: ())
    presolved: list[bool] = []

    def recorded(solver: cp_model.CpSolver, *rest: Any) -> Any:
        presolved.append(solver.parameters.cp_model_presolve)
        return run_stoppable(solver, *rest)

    monkeypatch.setattr(module, "run_stoppable", recorded)
    # Four hours of sessions for a room that is open three.
    problem = draft(*({"id": name} for name in "abcd"))
    assert solve(problem).status == "infeasible"
    assert presolved == [True, False]


@pytest.mark.usefixtures("without_construction")
def test_impossible_is_not_said_when_the_second_proof_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "preflight", lambda _: ())
    told = iter(["infeasible", "unknown"])

    def doubtful(*arguments: Any) -> Any:
        run_stoppable(*arguments)
        return next(told)

    monkeypatch.setattr(module, "run_stoppable", doubtful)
    assert solve(draft({"id": "a"})).status == "unknown"


@pytest.mark.usefixtures("without_construction")
def test_who_finds_nothing_has_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """While later tiers wait, too: without a timetable there is nothing to wait for."""
    given: list[float] = []

    def in_vain(solver: cp_model.CpSolver, _: Any, budget: Budget, *__: Any) -> Any:
        given.append(solver.parameters.max_time_in_seconds)
        run_stoppable(solver, cp_model.CpModel(), budget)
        return "unknown"

    monkeypatch.setattr(module, "run_stoppable", in_vain)
    assert solve(draft({"id": "a"}), Budget(100.0)).status == "unknown"
    assert given[0] == pytest.approx(100, abs=2)


@pytest.mark.usefixtures("without_construction")
def test_who_finds_nothing_has_the_time_of_what_comes_after_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[float] = []

    def in_vain(solver: cp_model.CpSolver, _: Any, budget: Budget, *__: Any) -> Any:
        given.append(solver.parameters.max_time_in_seconds)
        run_stoppable(solver, cp_model.CpModel(), budget)
        return "unknown"

    monkeypatch.setattr(module, "run_stoppable", in_vain)
    whole = Budget(100.0)
    part = whole.part("timetable before least sizes")
    assert solve(draft({"id": "a"}), part, whole=whole).status == "unknown"
    assert given[0] == pytest.approx(100, abs=2)


@pytest.mark.usefixtures("without_construction")
def test_what_is_found_late_ends_the_part_of_its_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Budget] = []

    def found(solver: cp_model.CpSolver, model: Any, budget: Budget, *rest: Any) -> Any:
        given.append(budget)
        return run_stoppable(solver, model, budget, *rest)

    monkeypatch.setattr(module, "run_stoppable", found)
    assert solve(draft({"id": "a"}), Budget(100.0)).status == "optimal"
    first, *_ = given
    assert first.left == pytest.approx(60, abs=2)


@pytest.mark.usefixtures("without_construction")
def test_with_no_clock_who_finds_nothing_looks_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same search, for longer, would find the same."""
    given: list[tuple[int, float]] = []

    def in_vain(solver: cp_model.CpSolver, _: Any, budget: Budget, *__: Any) -> Any:
        parameters = solver.parameters
        given.append((parameters.random_seed, parameters.max_deterministic_time))
        run_stoppable(solver, cp_model.CpModel(), budget)
        return "unknown"

    monkeypatch.setattr(module, "run_stoppable", in_vain)
    budget = Budget(100.0, seed=7, reproducible=True)
    assert solve(draft({"id": "a"}), budget).status == "unknown"
    assert given == [(7, pytest.approx(60)), (8, pytest.approx(100))]


@pytest.mark.usefixtures("without_construction")
def test_a_tier_is_optimal_only_if_the_earlier_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def first_stopped_early(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        status = run_stoppable(*arguments)
        return "feasible" if calls == 1 else status

    monkeypatch.setattr(module, "run_stoppable", first_stopped_early)
    result = solve(draft({"id": "a"}))
    assert [tier.status for tier in result.tiers] == ["feasible", "feasible"]
    assert result.status == "feasible"


def test_a_timetable_that_breaks_a_demand_never_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    # A seeded fault: the solver is not told that a room holds one session at a time.
    monkeypatch.setattr(RoomHoldsOneSession, "post", lambda *_: None)
    with pytest.raises(SelfCheckError, match="at the same time"):
        solve(draft({"id": "a"}, {"id": "b"}))


def test_a_model_that_is_invalid_never_leaves() -> None:
    model = cp_model.CpModel()
    some = [model.new_bool_var("") for _ in range(2)]
    model.add_cumulative([model.new_fixed_size_interval_var(0, 1, "")], [1], sum(some))
    with pytest.raises(SelfCheckError, match="MODEL_INVALID: capacity"):
        run_stoppable(new_solver(Budget(5)), model, Budget(5))


def test_a_cost_that_the_solver_gets_wrong_never_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    from agenda_solver.rules.organiser import LastsItsIdealLength

    monkeypatch.setattr(LastsItsIdealLength, "amounts", lambda *_: iter(()))
    minutes = {"min": 30, "ideal": 60, "max": 60}
    with pytest.raises(SelfCheckError, match="tier 2"):
        solve(draft({"id": "a", "minutes": minutes}))


LARGE = {"preferred": 1000, "compact_day": 999, "tiers": [["preferred", "compact_day"]]}


def test_weights_too_large_to_be_trusted_are_solved_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = draft(
        {"id": "a", "preferred": {"start": "10h"}},
        {"id": "b", "preferred": {"start": "10h"}},
        people=[{"id": "p"}],
        weights=LARGE,
    )
    exact = solve(asked)
    assert exact.status == "optimal"
    monkeypatch.setattr("agenda_solver.decisions.objective.COEFFICIENT_LIMIT", 5000)
    rounded = solve(asked)
    assert rounded.timetable is not None
    for tier, other in zip(rounded.tiers, exact.tiers, strict=True):
        assert tier.bound <= other.cost <= tier.cost
        assert tier.status != "optimal" or tier.bound == tier.cost


def heavy(first: str = "9h", **weights: int) -> Problem:
    """Return a draft whose costs come to more than 2**30: of eight talks two are at once."""
    hours = ("9h", "10h"), ("10h", "11h"), ("11h", "12h"), ("12h", "13h")
    return draft(
        *({"id": f"s{number}", "track": "t", "preferred": {"start": "9h"}} for number in range(7)),
        {"id": "s7", "track": "t", "preferred": {"start": first}},
        event={
            "name": "Colloque",
            "slots": [{"day": "2026-06-10", "start": start, "end": end} for start, end in hours],
        },
        days=[{"date": "2026-06-10"}],
        rooms=[{"id": f"r{number}"} for number in range(4)],
        tracks=[{"id": "t", "beside": 1000, "one_room": 0}],
        weights={
            "tiers": [["track_beside", "preferred"]],
            "track_beside": 1000,
            "compact_day": 0,
            **weights,
        },
    )


# Of a pair in each slot, the sixty minutes; of three starts, the hour that is missed, and how far.
LEAST_AT_ONCE, LEAST_MISSED = 4 * 60 * 1000 * 1000, 2 * (120 + 180 + 240)


def test_sums_beyond_the_limit_that_share_much_are_proven() -> None:
    asked = heavy(preferred=30)
    encoding = encode(asked)
    (tier, *_) = tiers(asked)
    amount: Any = sum(
        weight * amount
        for cost, weight in tier.weights.items()
        for amount in cost.amounts(encoding)
    )
    assert sum(map(abs, cp_model.FlatIntExpr(amount).coeffs)) > 2**30
    result = solve(asked)
    assert result.status == "optimal"
    assert result.tiers[0].cost == LEAST_AT_ONCE + 30 * LEAST_MISSED


def test_sums_beyond_the_limit_that_share_little_are_solved() -> None:
    (tier, *_) = solve(heavy("13h01", preferred=7), Budget(seconds=5)).tiers
    # The last one would start when all is over: best at noon, as near as it comes.
    best = LEAST_AT_ONCE + 7 * (LEAST_MISSED - 240 + 60 + 61)
    assert tier.bound <= best <= tier.cost
    assert tier.status != "optimal" or tier.bound == tier.cost
    assert tier.cost - best < 1000 * 1000


def test_stopped_before_it_began_nothing_is_found() -> None:
    budget = Budget()
    budget.stop.set()
    result = solve(draft({"id": "a"}), budget)
    assert result.status in {"unknown", "feasible", "optimal"}
    assert result.timetable is None or verify(draft({"id": "a"}), result.timetable).errors == ()


def test_a_search_can_be_stopped_from_outside() -> None:
    # To find the two factors of a product of primes takes far longer than this test.
    model = cp_model.CpModel()
    factors = [model.new_int_var(2, 2**31, "") for _ in range(2)]
    model.add_multiplication_equality(1_073_741_789 * 1_073_741_783, factors)
    budget = Budget(300)
    solver = new_solver(budget)
    threading.Timer(0.3, budget.stop.set).start()
    assert run_stoppable(solver, model, budget) == "unknown"
    assert budget.spent < budget.seconds


def test_progress_tells_tier_cost_and_bound() -> None:
    told = []
    result = solve(draft({"id": "a", "preferred": {"start": "10h"}}), progress=told.append)
    assert {progress.tiers for progress in told} == {len(result.tiers)}
    assert told[-1].cost == result.tiers[-1].cost
    assert all(progress.bound <= progress.cost for progress in told)


def test_progress_never_gets_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    # CP-SAT has no hint in the first tier: in its own order it begins with something worse.
    wishes = [{"preferred": {"start": f"{hour}h"}} for hour in (11, 10, 9)]
    problem = draft(*({"id": name, **wish} for name, wish in zip("abc", wishes, strict=True)))
    best = solve(problem)
    assert best.timetable is not None
    constructed = Constructed(best.timetable, verify(problem, best.timetable))
    known_solver = module.new_solver

    def in_order(*arguments: Any) -> Any:
        solver = known_solver(*arguments)
        solver.parameters.cp_model_presolve = False
        solver.parameters.search_branching = cp_model.FIXED_SEARCH
        return solver

    monkeypatch.setattr(module, "new_solver", in_order)
    monkeypatch.setattr(module, "construct", lambda *_, **__: constructed)
    # A tier that costs nothing would not be looked at.
    monkeypatch.setattr(module.TierSearch, "_settle_for_nothing", lambda *_: False)
    heard: list[tuple[int, int]] = []
    tell = module.TierSearch.tell

    def hear(search: Any, tier: Any, cost: int, *arguments: Any, **more: Any) -> None:
        heard.append((tier.number, cost))
        tell(search, tier, cost, *arguments, **more)

    monkeypatch.setattr(module.TierSearch, "tell", hear)
    shown: list[Progress] = []
    result = solve(problem, Budget(workers=1), progress=shown.append)
    for tier in result.tiers:
        costs = [cost for number, cost in heard if number == tier.tier]
        kept = [progress.cost for progress in shown if progress.tier == tier.tier]
        bounds = [progress.bound for progress in shown if progress.tier == tier.tier]
        assert kept == sorted(kept, reverse=True)
        assert bounds == sorted(bounds)
        assert all(tier.cost <= cost for cost in costs)
    first = [cost for number, cost in heard if number == 1]
    assert first != sorted(first, reverse=True)


def test_of_two_searches_progress_tells_the_better() -> None:
    shown: list[Progress] = []
    search = module.TierSearch(draft({"id": "a"}), Budget(), shown.append)
    tier, later = search.tiers[:2]
    search.tell(tier, 143, 0)
    search.tell(tier, 164, 3, 12)
    search.tell(tier, 143, 2)
    search.tell(tier, 143, 0, 11)
    search.tell(tier, 143, 0)
    search.tell(tier, 112, 0, 9)
    search.tell(later, 500, 0)
    assert [(it.tier, it.cost, it.bound, it.missed) for it in shown] == [
        (tier.number, 143, 0, None),
        (tier.number, 143, 3, None),
        (tier.number, 143, 3, 11),
        (tier.number, 112, 3, 9),
        (later.number, 500, 0, None),
    ]


@pytest.mark.parametrize("reproducible", [False, True])
def test_a_stop_after_the_first_programme_ends_with_it(reproducible: bool) -> None:
    problem = draft({"id": "a", "preferred": {"start": "11h"}}, {"id": "b"})
    budget = Budget(reproducible=reproducible)
    told: list[Progress] = []

    def stop(progress: Progress) -> None:
        told.append(progress)
        budget.stop.set()

    result = solve(problem, budget, progress=stop)
    assert result.timetable is not None
    assert result.status == "feasible"
    assert [progress.cost for progress in told] == [result.tiers[0].cost]
    assert [tier.status for tier in result.tiers] == ["feasible"] * len(result.tiers)
    assert result.encoding == "construction"
    assert "build" not in result.timings


def test_a_model_is_not_waited_for_once_there_is_a_programme(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    budget, given_up = Budget(), threading.Event()

    def slowly(*_: Any, **__: Any) -> Any:
        budget.stop.set()
        try:
            while True:
                time.sleep(0.001)
        finally:
            given_up.set()

    monkeypatch.setattr(module, "encode", slowly)
    result = solve(draft({"id": "a", "preferred": {"start": "11h"}}), budget)
    assert result.timetable is not None
    assert result.status == "feasible"
    assert given_up.wait(10)


def test_what_fails_while_a_model_is_built_is_not_kept_quiet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a fault")

    monkeypatch.setattr(module, "encode", broken)
    with pytest.raises(RuntimeError, match="a fault"):
        solve(draft({"id": "a", "preferred": {"start": "11h"}}))


def test_while_a_model_is_built_the_programme_is_made_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = module.encode
    better = threading.Event()

    def slowly(*arguments: Any, **more: Any) -> Any:
        assert better.wait(60)
        return known(*arguments, **more)

    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        if progress.cost < told[0].cost:
            better.set()

    counted = Mock(side_effect=module.least_cost)
    monkeypatch.setattr(module, "encode", slowly)
    monkeypatch.setattr(cp_sat, "SOON", 0.0)
    monkeypatch.setattr(module, "HEAD_START", float("inf"))  # no bound of the later tier
    monkeypatch.setattr(module, "least_cost", counted)
    monkeypatch.setitem(SHARES, "solver alone", lambda *_: 0.0)
    result = solve(congress(), Budget(30.0), progress=tell)
    assert better.is_set()
    assert result.timetable is not None
    assert counted.call_count == 1  # the race after it has the same tables


def test_what_costs_nothing_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "encode", None)  # asked for nothing
    off = {cost.key: 0 for cost in COSTS if cost.key != "preferred"}
    result = solve(draft({"id": "a", "preferred": {"start": "9h"}}, weights=off))
    assert result.status == "optimal"
    assert [(tier.cost, tier.bound, tier.status) for tier in result.tiers] == [(0, 0, "optimal")]


def test_a_start_is_a_hint_and_no_more() -> None:
    problem = draft({"id": "a", "preferred": {"start": "10h"}})
    day = problem.days[0].date
    for minute in (9 * 60, 23 * 60):
        start = Timetable.of([Placement("a", day, minute, minute + 60, "r")])
        result = solve(problem, start=start)
        assert result.timetable is not None
        assert result.timetable.by_session["a"].start == 10 * 60


def test_reproducible_means_one_worker_and_no_clock() -> None:
    solver = new_solver(Budget(seconds=7, reproducible=True, workers=8))
    assert solver.parameters.num_workers == 1
    assert solver.parameters.max_deterministic_time == 7
    assert solver.parameters.max_time_in_seconds > 1e6


def test_reproducible_repeats() -> None:
    problem = draft(*({"id": name, "minutes": 30} for name in "abcd"))
    runs = [solve(problem, Budget(reproducible=True)) for _ in range(3)]
    assert len({run.timetable for run in runs}) == 1
    assert runs[0].workers == 1


def test_seed_and_versions_go_with_the_result() -> None:
    result = solve(draft({"id": "a", "preferred": {"start": "11h"}}), Budget(seed=5))
    assert result.seed == 5
    assert set(result.versions) == {"agenda-solver", "ortools", "python"}
    assert set(result.timings) == {
        "preflight",
        "construct",
        "build",
        "feasible",
        "tier 1",
        "tier 2",
    }


def test_doubts_go_with_the_result() -> None:
    twice = [{"start": "9h"}, {"start": "10h"}]
    result = solve(draft({"id": "a", "stated": twice}))
    doubt, *rest = result.findings
    assert (doubt.severity, doubt.rule) == ("warning", "statements")
    assert {finding.severity for finding in rest} == {"info"}


# --- Annealing beside CP-SAT ------------------------------------------------------------------


def congress(**more: Any) -> Problem:
    """Return a congress whose rooms are full at every slot: which pairs meet is all there is."""
    slots = [{"day": "2026-06-10", "start": f"{hour}h", "end": f"{hour + 1}h"} for hour in range(6)]
    return Problem.read(
        {
            "event": {"name": "e", "slots": slots},
            "days": [{"date": "2026-06-10"}],
            "rooms": [{"id": "small", "capacity": 20}, {"id": "big", "capacity": 50}],
            "sessions": [
                {"id": f"s{n}", "title": "s", "track": "abc"[n % 3], "expected": n}
                for n in range(12)
            ],
            "tracks": [{"id": "a", "similar": ["b"]}, {"id": "b"}],
            "weights": {"popular_rooms": 1, "tiers": [["popular_rooms", "track_beside"]]},
            **more,
        }
    )


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP-SAT has no head start: both searches begin."""
    monkeypatch.setitem(SHARES, "solver alone", lambda *_: 0.0)


@pytest.fixture
def without_cp_sat(monkeypatch: pytest.MonkeyPatch, at_once: None) -> None:  # noqa: ARG001
    """CP-SAT finds nothing in the first tier, nor a bound."""

    def idle(
        solver: Any, model: Any, budget: Budget, callback: Any = None, beside: Any = None
    ) -> Any:
        if beside:
            beside(lambda: budget.stopped)
            solver.parameters.max_time_in_seconds = 0
        return run_stoppable(solver, model, budget, callback)

    monkeypatch.setattr(module, "run_stoppable", idle)


@pytest.mark.thorough
@pytest.mark.usefixtures("without_cp_sat")
def test_what_annealing_finds_is_kept_and_never_called_optimal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "least_cost", lambda *_: None)
    problem = congress()
    told: list[Any] = []
    result = solve(problem, Budget(seconds=2), progress=told.append)
    assert result.timetable is not None
    assert verify(problem, result.timetable).errors == ()
    first = result.tiers[0]
    assert (first.status, first.bound, result.status) == ("feasible", 0, "feasible")
    assert [progress.cost for progress in told if progress.tier == 1][-1] == first.cost
    assert first.cost == solve(problem).tiers[0].cost


@pytest.mark.thorough
@pytest.mark.usefixtures("without_cp_sat")
def test_what_annealing_finds_is_optimal_where_tables_allow_no_less() -> None:
    result = solve(congress(), Budget(seconds=20))
    assert result.tiers[0].status == "optimal"
    assert result.tiers[0].cost == result.tiers[0].bound == 120


@pytest.mark.usefixtures("at_once")
def test_both_together_prove_what_one_alone_proves() -> None:
    result = solve(congress(), Budget(seconds=30))
    assert result.tiers[0].status == "optimal"
    assert result.tiers[0].cost == result.tiers[0].bound


@pytest.mark.usefixtures("at_once")
def test_a_race_is_stopped_from_outside() -> None:
    budget = Budget(seconds=300)
    threading.Timer(1.0, budget.stop.set).start()
    result = solve(congress(), budget)
    assert budget.spent < budget.seconds
    assert result.timetable is not None


@pytest.mark.usefixtures("at_once")
def test_a_race_repeats_where_that_is_asked() -> None:
    runs = [solve(congress(), Budget(seconds=0.4, reproducible=True)) for _ in range(2)]
    assert runs[0].timetable is not None
    assert runs[0].timetable == runs[1].timetable
    assert runs[0].tiers == runs[1].tiers


@pytest.mark.usefixtures("at_once")
def test_annealing_proves_nothing_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "preflight", lambda _: ())
    # Twelve sessions for ten cells.
    closed = [{"id": "small", "capacity": 20, "open": [{"start": "2h"}]}, {"id": "big"}]
    assert solve(congress(rooms=closed), Budget(seconds=20)).status == "infeasible"


def test_few_sessions_and_what_is_no_sum_over_pairs_are_left_to_cp_sat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "Annealer", None)  # asked for nothing
    monkeypatch.setitem(SHARES, "solver alone", lambda *_: 0.0)
    few = [{"id": f"s{n}", "title": "s", "track": "a"} for n in range(5)]
    assert solve(congress(sessions=few)).status == "optimal"
    compact = {"tiers": [["compact_day", "track_beside"]]}
    assert solve(congress(weights=compact), Budget(seconds=20)).timetable is not None


@pytest.mark.parametrize("reproducible", [False, True])
@pytest.mark.parametrize("known", [True, False])
def test_a_later_tier_is_proven_by_tables_where_cp_sat_has_no_bound(
    monkeypatch: pytest.MonkeyPatch, known: bool, reproducible: bool
) -> None:
    run = module.run_stoppable

    def without_proof(*arguments: Any) -> Any:
        status = run(*arguments)
        return "feasible" if status == "optimal" else status

    monkeypatch.setattr(module, "run_stoppable", without_proof)
    monkeypatch.setattr(module.TierSearch, "bound", lambda *_: module.NO_BOUND)
    monkeypatch.setattr(module, "HEAD_START", 0.0)
    if not known:
        monkeypatch.setattr(module, "least_cost", lambda *_: None)
    off = {cost.key: 0 for cost in COSTS if cost.key not in ("preferred", "track_beside")}
    # Of twelve sessions of one track, two are at each of six times.
    tracks, sessions = [{"id": "a"}], [dict(s, track="a") for s in congress().dump()["sessions"]]
    weights = {**off, "tiers": [["preferred"], ["track_beside"]]}
    problem = congress(weights=weights, tracks=tracks, sessions=sessions)
    *_, tier = solve(problem, Budget(seconds=20, reproducible=reproducible)).tiers
    assert tier.rules == ("track_beside",)
    assert tier.cost == 6 * 60
    assert tier.status == ("optimal" if known else "feasible")
    assert tier.bound == (6 * 60 if known else 0)


# --- What attendees hope for ------------------------------------------------------------------


def hoping(**more: Any) -> Problem:
    """Return an event of nine workshops, three at a time; each wishes for four of them."""
    slots = [{"day": "2026-06-10", "start": f"{hour}h", "end": f"{hour + 1}h"} for hour in range(3)]
    wishes = [[f"w{(n * step + n) % 9}" for step in (0, 1, 2, 4)] for n in range(12)]
    return Problem.read(
        {
            "event": {"name": "e", "slots": slots},
            "days": [{"date": "2026-06-10"}],
            "rooms": [{"id": f"r{n}", "capacity": 3 + n} for n in range(3)],
            "sessions": [
                {"id": f"w{n}", "title": f"w{n}", "kind": "workshop", "track": "ab"[n % 2]}
                for n in range(9)
            ],
            "attendees": [
                {"id": f"a{n}", "wishes": list(dict.fromkeys(wished))}
                for n, wished in enumerate(wishes)
            ],
            **more,
        }
    )


KEYS = ("wishes", "wished_places")


def wished_tier(result: Any) -> Any:
    return next(tier for tier in result.tiers if set(tier.rules) & set(KEYS))


@pytest.fixture
def annealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP-SAT has no head start: what attendees hope for is annealed, with columns beside it."""
    monkeypatch.setitem(SHARES, "solver alone on hopes", lambda *_: 0.0)


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP-SAT is not told what attendees miss."""

    def refused(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(module, "MOST_LITERALS", 0)
    monkeypatch.setattr("agenda_solver.decisions.encoding.Encoding.missed", refused)


@functools.cache
def least_missed() -> int:
    """Return what the tier of the wishes comes to at best, as CP-SAT alone proves it."""
    budget = Budget(seconds=30)
    search = module.TierSearch(hoping(), budget, None)
    wished = next(it for it in search.tiers if {cost.key for cost in it.weights} & set(KEYS))
    search._build([wished])
    search.model.minimize(search.amounts[0])
    solver = new_solver(budget)
    assert run_stoppable(solver, search.model, budget) == "optimal"
    return round(solver.objective_value)


@pytest.mark.usefixtures("annealed")
def test_annealing_and_columns_prove_what_cp_sat_proves() -> None:
    result = solve(hoping(), Budget(seconds=30))
    tier = wished_tier(result)
    assert (tier.status, tier.cost, tier.bound) == ("optimal", least_missed(), least_missed())


@pytest.mark.usefixtures("crowded")
def test_of_a_crowd_cp_sat_is_not_told() -> None:
    problem = hoping()
    result = solve(problem, Budget(seconds=10))
    tier = wished_tier(result)
    assert result.timetable is not None
    assert sum(result.costs[key] for key in KEYS) == tier.cost
    assert tier.cost == tier.bound > 0
    assert tier.status == "optimal"
    # What comes after is searched with the times held: it proves nothing for other times.
    later = result.tiers[result.tiers.index(tier) + 1]
    assert later.cost > 0
    assert (later.status, later.bound) == ("feasible", 0)
    assert result.status == "feasible"


@pytest.mark.usefixtures("crowded")
def test_of_a_crowd_what_comes_after_does_not_cost_wishes() -> None:
    # Popular ones in big rooms, and the tracks each in one: both may change rooms only.
    weights = {"tiers": [["wishes"], ["wished_places"], ["track_room", "popular_rooms"]]}
    result = solve(hoping(weights=weights), Budget(seconds=10))
    assert [tier.rules for tier in result.tiers[:2]] == [("wishes",), ("wished_places",)]
    alone = solve(hoping(weights={"tiers": [["wishes"]]}), Budget(seconds=10))
    assert result.tiers[0].cost == alone.tiers[0].cost
    assert result.tiers[0].status == "optimal"


@pytest.mark.usefixtures("crowded")
def test_a_crowd_in_the_first_tier_needs_no_model_of_it() -> None:
    off = {cost.key: 0 for cost in COSTS if cost.key not in KEYS}
    result = solve(hoping(weights=off), Budget(seconds=10))
    assert [(tier.status, tier.rules) for tier in result.tiers] == [("optimal", KEYS)]
    assert result.status == "optimal"


SIZED = ("wishes", "wished_sizes")


def sized(**more: Any) -> Problem:
    """Return six workshops of sizes, on three slots, and in which room they are matters."""
    asked = hoping()
    sizes = [{"min": 4}, {"min": 4, "max": 6}, {"max": 4}, {"min": 6}, {}, {"max": 5}]
    workshops = [
        {
            "id": f"w{number}",
            "title": f"w{number}",
            "kind": "workshop",
            "track": "ab"[number % 2],
            "capacity": size,
        }
        for number, size in enumerate(sizes)
    ]
    chance = Random(2)
    attendees = [
        {"id": f"a{number}", "wishes": [f"w{it}" for it in chance.sample(range(6), 2)]}
        for number in range(14)
    ]
    told = {**asked.dump(), "sessions": workshops, "attendees": attendees}
    off = {cost.key: 0 for cost in COSTS if cost.key not in (*SIZED, "track_room")}
    return Problem.read({**told, "weights": off, **more})


def sized_tier(result: Any) -> Any:
    return next(tier for tier in result.tiers if "wished_sizes" in tier.rules)


@functools.cache
def least_lost() -> int:
    tier = sized_tier(solve(sized(), Budget(seconds=40)))
    assert tier.status == "optimal"
    return int(tier.cost)


@pytest.fixture
def crowded_by_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP-SAT is not told how many are in each session."""
    least_lost()

    def refused(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(module, "MOST_SEATS", 0)
    monkeypatch.setattr("agenda_solver.decisions.encoding.Encoding.squeezed", refused)


@pytest.mark.thorough
@pytest.mark.usefixtures("crowded_by_sizes")
def test_annealing_of_sizes_finds_what_cp_sat_proves() -> None:
    problem = sized()
    result = solve(problem, Budget(seconds=4))
    tier = sized_tier(result)
    assert tier.cost == least_lost() > 0
    assert result.costs["wished_sizes"] > 0
    # No search has proven it, and nothing says so.
    assert (tier.status, tier.bound, result.status) == ("feasible", 0, "feasible")


@pytest.mark.thorough
@pytest.mark.usefixtures("crowded_by_sizes")
def test_what_comes_after_sizes_takes_no_place_from_them() -> None:
    # The tracks each in one room: what moves there may not come into a smaller one.
    result = solve(sized(), Budget(seconds=4))
    assert [tier.rules for tier in result.tiers] == [SIZED, ("track_room",)]
    assert sum(result.costs[key] for key in SIZED) == result.tiers[0].cost == least_lost()


@pytest.mark.usefixtures("crowded_by_sizes")
def test_where_sizes_cost_nothing_that_is_proven() -> None:
    attendees = [{"id": f"a{n}", "wishes": [f"w{n % 6}"]} for n in range(12)]
    workshops = [
        {"id": f"w{n}", "title": "w", "kind": "workshop", "capacity": {"min": 2}} for n in range(6)
    ]
    result = solve(sized(attendees=attendees, sessions=workshops), Budget(seconds=10))
    tier = sized_tier(result)
    assert (tier.status, tier.cost, tier.bound) == ("optimal", 0, 0)


@pytest.mark.usefixtures("annealed")
def test_without_columns_nothing_is_called_optimal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agenda_solver.search.columns.prove", lambda *_, **__: None)
    monkeypatch.setattr(module, "MOST_LITERALS", 0)
    result = solve(hoping(), Budget(seconds=3))
    tier = wished_tier(result)
    assert (tier.status, tier.bound) == ("feasible", 0)
    assert tier.cost == least_missed()


@pytest.mark.usefixtures("annealed")
def test_a_choice_of_columns_that_breaks_a_demand_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    apart = [{"id": f"w{n}", "title": "w", "kind": "workshop"} for n in range(9)]
    for it in apart[:2]:
        it["exclusive"] = ["never together"]
    told: list[Proof] = []

    def prove(_: Any, *, report: Any, **__: Any) -> None:
        together = {0: (0, 1, 2), 1: (3, 4, 5), 2: (6, 7, 8)}
        told.append(Proof(bound=0, by_time=together, cost=-1))
        report(told[0])

    monkeypatch.setattr("agenda_solver.search.columns.prove", prove)
    result = solve(hoping(sessions=apart), Budget(seconds=3))
    assert told
    assert result.timetable is not None
    assert verify(hoping(sessions=apart), result.timetable).errors == ()


@pytest.mark.usefixtures("annealed")
def test_a_better_choice_of_columns_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    class Idle:
        """Finds nothing."""

        def __init__(self, *_: Any, **__: Any) -> None: ...

        def run(self, seconds: float) -> None: ...

    monkeypatch.setattr(module, "AttendanceAnnealer", Idle)
    monkeypatch.setattr(module, "MOST_LITERALS", 0)
    result = solve(hoping(), Budget(seconds=20))
    assert wished_tier(result).status == "optimal"


@pytest.mark.usefixtures("annealed")
def test_what_fails_in_the_proof_is_not_kept_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("agenda_solver.search.columns.prove", broken)
    with pytest.raises(ZeroDivisionError):
        solve(hoping(), Budget(seconds=10))


def constructed(problem: Problem) -> tuple[Any, int]:
    """Return a search that has a first programme, and the number of the tier of the wishes."""
    search = module.TierSearch(problem, Budget(seconds=60), None)
    search._construct()
    return search, next(filter(search._is_hoped, range(len(search.tiers))))


def test_a_later_tier_is_bounded_while_an_earlier_one_is_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "HEAD_START", 0.0)
    monkeypatch.setattr(module._Bound, "_find", lambda *_: None)
    search, number = constructed(hoping())
    assert search.bound_ahead(number) is None  # nobody hopes for anything after it
    beside = module._Bound(search, number - 1).beside(new_solver(search.budget))
    assert beside is not None
    beside(lambda: search.ahead is not None and not search.ahead._thread.is_alive())
    bound = search.least[search.tiers[number].number]
    assert 0 < bound <= least_missed()
    # The tier itself begins with that.
    assert search._hopes(number, search._known(number)).best.bound == bound


def test_what_was_begun_ahead_goes_on_in_its_tier() -> None:
    search, number = constructed(hoping())
    assert search.bound_ahead(number - 1) is not None
    race = search._hopes(number, search._known(number))
    race._grid.concurrency = None  # what is asked anew after it
    race._prove(search.budget)
    assert not search.ahead._thread.is_alive()
    assert race.best.bound >= search.least[search.tiers[number].number] > 0


def test_what_is_ahead_ends_with_a_stop_or_its_search() -> None:
    budget = InterruptedBudget(10.0)
    budget.stop.set()
    assert budget.left == 0.0
    search, number = constructed(hoping())
    ahead = search.bound_ahead(number - 1)
    search.end()
    ahead._thread.join(20)
    assert not ahead._thread.is_alive()


def test_what_fails_ahead_is_not_kept_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("agenda_solver.search.columns.prove", broken)
    search, number = constructed(hoping())
    with pytest.raises(ZeroDivisionError):
        search.bound_ahead(number - 1).run(lambda: False)


@pytest.mark.usefixtures("crowded")
def test_progress_tells_how_many_wishes_are_missed() -> None:
    told: list[Any] = []
    result = solve(hoping(weights={"wished_places": 0}), Budget(seconds=5), progress=told.append)
    number = wished_tier(result).tier
    missed = [it.missed for it in told if it.tier == number and it.missed is not None]
    assert missed
    assert missed == sorted(missed, reverse=True)
    assert {it.missed for it in told if it.tier != number} <= {None}


def test_progress_of_cp_sat_tells_it_too() -> None:
    told: list[Any] = []
    result = solve(hoping(weights={"wished_places": 0}), Budget(seconds=20), progress=told.append)
    tier = wished_tier(result)
    last = [it for it in told if it.tier == tier.tier][-1]
    assert last.missed == last.cost == tier.cost


@pytest.mark.usefixtures("crowded")
def test_hopes_are_stopped_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    def waiting(*_: Any, budget: Budget, **__: Any) -> None:
        while not budget.stopped:
            time.sleep(0.01)

    monkeypatch.setattr("agenda_solver.search.columns.prove", waiting)
    budget = Budget(seconds=300)
    threading.Timer(1.0, budget.stop.set).start()
    result = solve(hoping(), budget)
    assert budget.spent < budget.seconds
    assert result.timetable is not None
    assert verify(hoping(), result.timetable).errors == ()


@pytest.mark.usefixtures("annealed")
def test_hopes_repeat_where_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "agenda_solver.search.columns.prove", None
    )  # asked for nothing: it takes a clock
    runs = [solve(hoping(), Budget(seconds=0.5, reproducible=True)) for _ in range(2)]
    assert runs[0].timetable == runs[1].timetable is not None
    assert runs[0].tiers == runs[1].tiers


@pytest.mark.usefixtures("annealed")
def test_hopes_that_cells_cannot_tell_are_left_to_cp_sat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LITERALS", 0)
    monkeypatch.setattr(module, "AttendanceAnnealer", None)  # asked for nothing
    weights = {"tiers": [["wishes", "compact_day"]]}
    result = solve(hoping(weights=weights), Budget(seconds=20))
    assert result.tiers[0].rules == ("wishes", "compact_day")
    assert result.timetable is not None


def test_what_comes_before_all_else_is_left_to_cp_sat(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = hoping(weights={cost.key: 0 for cost in COSTS})
    before = solve(problem).timetable
    assert before is not None
    seats = [Seat(f"a{n}", f"w{n % 9}") for n in range(12)]
    published = Timetable.of(before.placements, seats)
    monkeypatch.setattr(module, "Grid", None)  # asked for nothing
    result = solve(problem, Budget(seconds=20), first=stability(published))
    assert {tier.status for tier in result.tiers} == {"optimal"}
    assert ("seats_kept",) in [tier.rules for tier in result.tiers]
