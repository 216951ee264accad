"""Builds the model of a problem and searches it, tier by tier.

Each tier is minimised with every earlier one held at its best; a tier is called optimal
only where it and all before it are proven. What leaves here has been judged by `verify`,
and its costs are recomputed from the timetable.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from platform import python_version
from typing import Any

from ortools.sat.python import cp_model

from agenda_solver import __version__
from agenda_solver.decisions import Encoding, check_coefficients, complete_hint, encode
from agenda_solver.preflight import impossible, preflight
from agenda_solver.problem import Problem
from agenda_solver.result import Result, Status, TierResult
from agenda_solver.rules import Tier, tiers
from agenda_solver.timetable import Timetable
from agenda_solver.verify import Verdict, verify

# While later tiers wait, a tier may take this part of the time that is left.
SHARE_OF_TIME = 0.6


class SelfCheckError(RuntimeError):
    """The solver's answer did not pass `verify`: a fault in this program, not the input."""


@dataclass(frozen=True)
class Progress:
    """How far a search is, each time it finds something better.

    Attributes
    ----------
    tier, tiers : int
        Which tier is being solved, and how many there are.
    cost : int
        Its best cost so far.
    bound : int
        No timetable costs less in this tier.
    seconds : float
        Since the search began.
    """

    tier: int
    tiers: int
    cost: int
    bound: int
    seconds: float


@dataclass(frozen=True)
class Settings:
    """How to search.

    Attributes
    ----------
    seconds : float
        Time allowed for the search; with `reproducible`, a deterministic measure of work
        that comes to about as much.
    seed : int
        Of the solver's random choices.
    workers : int
        Threads. Eight find and prove more than two even on two cores.
    reproducible : bool
        One worker and no clock: the same timetable each time, found more slowly.
    """

    seconds: float = 60.0
    seed: int = 0
    workers: int = 8
    reproducible: bool = False


class _Search:
    """The model of one problem, and what has been found in it."""

    def __init__(
        self,
        problem: Problem,
        settings: Settings,
        stop: threading.Event,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.problem = problem
        self.settings = settings
        self.stop = stop
        self.progress = progress
        self.began = time.monotonic()
        self.work = 0.0
        self.timings: dict[str, float] = {}
        self.tiers = tiers(problem)
        self.encoding: Encoding = encode(problem)
        self.amounts = [self._amount(tier) for tier in self.tiers]
        self.encoding.close()
        self.model = self.encoding.model
        self.timings["build"] = self.seconds
        self.timetable: Timetable | None = None
        self.results: list[TierResult] = []

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.began

    def _amount(self, tier: Tier) -> Any:
        return sum(
            weight * amount
            for cost, weight in tier.weights.items()
            for amount in cost.amounts(self.encoding)
        )

    def run(self) -> Status:
        """Solve the tiers in turn; without any, find a timetable."""
        status = self._run_tier(0) if self.tiers else self._find()
        for number in range(1, len(self.tiers)):
            if self.timetable is None or self.stop.is_set():
                break
            self._run_tier(number)
        if self.timetable is None:
            return status
        proven = len(self.results) == len(self.tiers) and all(
            result.status == "optimal" for result in self.results
        )
        return "optimal" if proven else "feasible"

    def _find(self) -> Status:
        status, solver = self._solve(None)
        if status in ("optimal", "feasible"):
            self.timetable = self.encoding.read(solver.value)
        return status

    def _run_tier(self, number: int) -> Status:
        amount = self.amounts[number]
        self.model.minimize(amount)
        objective = self.model.proto.objective
        check_coefficients(list(objective.coeffs))
        status, solver = self._solve(number)
        if status not in ("optimal", "feasible"):
            return status
        self.timetable = self.encoding.read(solver.value)
        # The objective is a float; the cost of the timetable found is a whole number.
        cost, bound = round(solver.objective_value), math.ceil(solver.best_objective_bound - 1e-6)
        earlier = all(result.status == "optimal" for result in self.results)
        proven = status == "optimal" and bound == cost and earlier
        self.results.append(
            TierResult(
                tier=self.tiers[number].number,
                rules=tuple(rule.key for rule in self.tiers[number].weights),
                status="optimal" if proven else "feasible",
                cost=cost,
                bound=min(bound, cost),
            )
        )
        self.model.add(amount <= cost)
        complete_hint(self.model, list(solver.response_proto.solution))
        return status

    def _left(self, number: int | None) -> float:
        """Return what is left of the time, for one tier."""
        used = self.work if self.settings.reproducible else self.seconds
        left = max(0.0, self.settings.seconds - used)
        last = number is None or number == len(self.tiers) - 1
        return left if last else left * SHARE_OF_TIME

    def _solve(self, number: int | None) -> tuple[Status, cp_model.CpSolver]:
        solver = new_solver(self.settings, self._left(number))
        tier = self.tiers[number] if number is not None else None
        callback = _Callback(self, tier)
        status = run_stoppable(solver, self.model, self.stop, callback)
        self.work += solver.deterministic_time
        name = f"tier {tier.number}" if tier else "find"
        self.timings[name] = solver.wall_time
        if status == "infeasible" and not self._proven_again():
            status = "unknown"
        return status, solver

    def _proven_again(self) -> bool:
        """Prove "impossible" once more without presolve (google/or-tools #5274)."""
        seconds = max(self._left(None), min(10.0, self.settings.seconds))
        solver = new_solver(self.settings, seconds)
        solver.parameters.cp_model_presolve = False
        return run_stoppable(solver, self.model, self.stop) == "infeasible"


class _Callback(cp_model.CpSolverSolutionCallback):
    """Reports each better solution."""

    def __init__(self, search: _Search, tier: Tier | None) -> None:
        super().__init__()
        self._search = search
        self._tier = tier

    def on_solution_callback(self) -> None:
        """See CP-SAT."""
        search = self._search
        search.timings.setdefault("feasible", search.seconds)
        if search.progress and self._tier:
            search.progress(
                Progress(
                    tier=self._tier.number,
                    tiers=len(search.tiers),
                    cost=round(self.objective_value),
                    bound=math.ceil(self.best_objective_bound - 1e-6),
                    seconds=search.seconds,
                )
            )


def new_solver(settings: Settings, seconds: float) -> cp_model.CpSolver:
    """Return a solver with the parameters that every search here shares."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = settings.seed
    # Presolve's inclusion detection has made wrong "optimal" (google/or-tools #5293).
    parameters.presolve_inclusion_work_limit = 0
    # Ctrl-C is the caller's: OR-Tools would leave Python's own handler removed.
    parameters.catch_sigint_signal = False
    if settings.reproducible:
        parameters.num_workers = 1
        parameters.linearization_level = 2
        parameters.max_deterministic_time = seconds
    else:
        parameters.num_workers = settings.workers
        parameters.max_time_in_seconds = seconds
    return solver


_STATUS: Mapping[int, Status] = {
    int(cp_model.OPTIMAL): "optimal",
    int(cp_model.FEASIBLE): "feasible",
    int(cp_model.INFEASIBLE): "infeasible",
    int(cp_model.UNKNOWN): "unknown",
}


def run_stoppable(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    stop: threading.Event,
    callback: cp_model.CpSolverSolutionCallback | None = None,
) -> Status:
    """Solve in a thread of its own, so that this one can hear signals and stop it.

    Raises
    ------
    SelfCheckError
        If CP-SAT finds the model invalid.
    """
    found: list[int] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            found.append(int(solver.solve(model, callback)))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.02)
        if stop.is_set():
            solver.stop_search()
    if failed:
        raise failed[0]
    if found[0] not in _STATUS:
        raise SelfCheckError(f"CP-SAT: {solver.status_name()}: {model.validate()}")
    return _STATUS[found[0]]


def versions() -> Mapping[str, str]:
    """Return the versions that a result depends on."""
    return {
        "agenda-solver": __version__,
        "ortools": version("ortools"),
        "python": python_version(),
    }


def solve(
    problem: Problem,
    settings: Settings | None = None,
    *,
    start: Timetable | None = None,
    stop: threading.Event | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Find the best timetable of a problem, and prove it where time allows.

    Parameters
    ----------
    problem : Problem
        What is asked.
    settings : Settings, optional
        How to search.
    start : Timetable, optional
        A timetable to start from; what the demands forbid in it is ignored.
    stop : threading.Event, optional
        Once set, the search ends and the best so far is returned.
    progress : callable, optional
        Told of each better timetable, from another thread.

    Returns
    -------
    Result
        With status ``infeasible`` only where that is proven.

    Raises
    ------
    SelfCheckError
        If the solver's answer does not pass `verify`.
    CoefficientError
        If weights or times are too large to be summed safely.
    """
    settings = settings or Settings()
    stop = stop or threading.Event()
    began = time.monotonic()
    blank = Result(
        status="unknown",
        timetable=None,
        reproducible=settings.reproducible,
        seed=settings.seed,
        workers=1 if settings.reproducible else settings.workers,
        versions=versions(),
    )
    on_sight = preflight(problem)
    blank = replace(blank, findings=on_sight, timings={"preflight": time.monotonic() - began})
    if impossible(on_sight):
        return replace(blank, status="infeasible", seconds=time.monotonic() - began)
    search = _Search(problem, settings, stop, progress)
    if start is not None:
        search.encoding.hint(start)
    status = search.run()
    result = replace(
        blank,
        status=status,
        encoding=search.encoding.name,
        seconds=time.monotonic() - began,
        timings={**blank.timings, **search.timings},
    )
    return result if search.timetable is None else _judged(result, problem, search)


def _judged(result: Result, problem: Problem, search: _Search) -> Result:
    """Return the result with its timetable, once `verify` agrees with the solver."""
    assert search.timetable is not None
    verdict: Verdict = verify(problem, search.timetable)
    if verdict.errors:
        raise SelfCheckError("; ".join(finding.text.en for finding in verdict.errors))
    settled = []
    for tier, told in zip(verdict.tiers, search.results, strict=False):
        cost = verdict.tier_cost(tier)
        if cost > told.cost or (told.status == "optimal" and cost != told.cost):
            raise SelfCheckError(f"tier {tier.number}: the solver says {told.cost}, it is {cost}")
        settled.append(replace(told, cost=cost))
    settled += [_unsolved(tier, verdict.tier_cost(tier)) for tier in verdict.tiers[len(settled) :]]
    return replace(
        result,
        timetable=search.timetable,
        tiers=tuple(settled),
        costs=verdict.costs,
        findings=(*result.findings, *verdict.findings),
    )


def _unsolved(tier: Tier, cost: int) -> TierResult:
    """Return what is known of a tier that the search did not come to."""
    keys = tuple(rule.key for rule in tier.weights)
    return TierResult(tier=tier.number, rules=keys, status="feasible", cost=cost, bound=0)
