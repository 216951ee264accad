"""A plan B for everything that may happen: for each scenario the least change that works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agenda_solver.budget import Budget, Stop
from agenda_solver.replan.cluster import OnCluster
from agenda_solver.replan.executors import Executor, InProcesses, InThisProcess, Planning
from agenda_solver.replan.outcomes import PlanOutcome, plan_of
from agenda_solver.replan.plan import Plan
from agenda_solver.replan.planning import Planner
from agenda_solver.replan.scenarios import Scenario
from agenda_solver.result import Status


@dataclass(frozen=True)
class PlanB:
    """What is planned for a scenario.

    Attributes
    ----------
    scenario : Scenario
    outcome : PlanOutcome
        What was found.
    plan : Plan
        The same with the problem; its timetable was verified.
    """

    scenario: Scenario
    outcome: PlanOutcome
    plan: Plan

    @property
    def status(self) -> Status:
        """The weakest of what is proven of times, rooms and seats."""
        return self.plan.result.overall

    @property
    def gravity(self) -> tuple[int, ...]:
        """By what the gravest comes first.

        What has no plan; what nothing was found for; then by what a plan changes: sessions that
        do not take place, people without a seat, times, rooms, seats.
        """
        price = self.plan.price
        if price is None:
            return (2 if self.status == "infeasible" else 1,)
        cancelled, *others = price.amounts
        return (0, cancelled, price.unseated, *others)

    @property
    def changes_nothing(self) -> bool:
        """Whether the programme stays as it is."""
        price, changed = self.plan.price, self.plan.difference
        chairs = changed is not None and any(part.chairs for part in changed.people)
        return price is not None and not any(self.gravity) and not price.touched and not chairs


def gravest_first(plans: Sequence[PlanB]) -> list[PlanB]:
    """Return plans, the gravest first, and those alike as they were."""
    return sorted(plans, key=lambda one: one.gravity, reverse=True)


def contingency(
    work: Planning,
    scenarios: Sequence[Scenario],
    executor: Executor | None = None,
    *,
    stop: Stop | None = None,
    known: Mapping[str, PlanOutcome] | None = None,
) -> Iterator[PlanB]:
    """Yield a plan for each scenario, as soon as it is there.

    Parameters
    ----------
    work : Planning
        What was published, and how to search.
    scenarios : sequence of Scenario
        What may happen; the same changes are looked at once.
    executor : Executor, optional
        Where it is searched: in this process otherwise.
    stop : Stop, optional
        Once it is set, no more plans come.
    known : mapping of str to PlanOutcome
        What was found before, by the scenario's key: it is judged again, and not searched.

    Raises
    ------
    SelfCheckError
        If a plan does not pass `verify`, or changes something else than was told.
    """
    stop, known = stop or Stop(), known or {}
    left: list[Scenario] = []
    for scenario in dict.fromkeys(scenarios):
        if scenario.key in known:
            yield made(work, scenario, known[scenario.key])
        else:
            left.append(scenario)
    tasks = [scenario.changes for scenario in left]
    for number, outcome in (executor or InThisProcess()).run(work, tasks, stop):
        yield made(work, left[number], outcome)


def executor_of(workers: int | None = None, scheduler: str | None = None) -> Executor:
    """Return where plans are searched.

    Parameters
    ----------
    workers : int, optional
        In so many processes of this machine; in this one otherwise.
    scheduler : str, optional
        The address of a Dask scheduler: on its cluster.
    """
    if scheduler is not None:
        return OnCluster(scheduler)
    return InThisProcess() if workers is None else InProcesses(workers)


def made(work: Planning, scenario: Scenario, outcome: PlanOutcome) -> PlanB:
    """Return the plan that came to something, judged here.

    Raises
    ------
    SelfCheckError
        If it does not pass `verify`, or changes something else than was told.
    """
    planner = Planner(
        before=work.before,
        problem=work.problem,
        changes=scenario.changes,
        budget=Budget(),
        fairness=work.fairness,
        held=frozenset(),
        pinned=work.pinned,
        progress=None,
        least=work.least,
        alone=work.alone,
    )
    return PlanB(scenario, outcome, plan_of(planner, outcome))


def in_order(scenarios: Sequence[Scenario], plans: Sequence[PlanB]) -> list[PlanB]:
    """Return plans in the order of their scenarios, however they came."""
    place = {scenario: number for number, scenario in enumerate(scenarios)}
    return sorted(plans, key=lambda one: place[one.scenario])
