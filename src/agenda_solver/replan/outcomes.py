"""What a plan comes to without the problem it is of: small enough to be sent and to be kept.

It holds ids alone, and sentences only where there is no plan. Where the problem is, the plan
is made from it again, and its timetable is judged there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from agenda_solver.changes import CHANGE
from agenda_solver.cp_sat import SelfCheckError
from agenda_solver.difference import Version, difference
from agenda_solver.replan.plan import Gap, Option, Plan, Price
from agenda_solver.replan.ways import Remedies
from agenda_solver.result import Result
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text
from agenda_solver.verify import verify

if TYPE_CHECKING:
    from agenda_solver.replan.planning import Planner


@dataclass(frozen=True)
class WayToldAlone:
    """What would have to be otherwise for there to be a plan; it was tried.

    Attributes
    ----------
    sentences : tuple of Text
        What to change.
    price : int or None
        As of `agenda_solver.explain.WayOut`; None where a session is given up.
    proven : bool
        Whether nothing cheaper would do, among what was looked at.
    """

    sentences: tuple[Text, ...]
    price: int | None
    proven: bool


@dataclass(frozen=True)
class PlanOutcome:
    """What a plan comes to.

    Attributes
    ----------
    result : Result
        With its seats; without what is worked out again where the problem is: its costs and
        what is said of it.
    remedies : tuple of Remedy
        What becomes of each session that somebody cannot attend.
    settled : bool
        Whether it is proven that no other remedies keep more, or change less.
    price, otherwise, options, gaps
        See `agenda_solver.replan.Plan`.
    why : tuple of Text
        Where there is no plan: the reasons.
    ways : tuple of WayToldAlone
        Then what would be enough.
    """

    result: Result
    remedies: Remedies = ()
    settled: bool = False
    price: Price | None = None
    otherwise: Price | None = None
    options: tuple[Option, ...] = ()
    gaps: Mapping[Gap, Price] = field(default_factory=dict)
    why: tuple[Text, ...] = ()
    ways: tuple[WayToldAlone, ...] = ()


OUTCOMES = TypeAdapter(PlanOutcome)
"""Writes outcomes as JSON, and reads them."""


def outcome_of(plan: Plan) -> PlanOutcome:
    """Return what a plan comes to."""
    result = plan.result
    why, ways = ((), ()) if result.timetable is not None else _without_plan(plan)
    seating = result.seating and replace(result.seating, contradicting=())
    return PlanOutcome(
        replace(result, seating=seating, costs={}, findings=(), timings={}),
        remedies=plan.remedies,
        settled=plan.settled,
        price=plan.price,
        otherwise=plan.otherwise,
        options=plan.options,
        gaps=plan.gaps,
        why=why,
        ways=ways,
    )


def _without_plan(plan: Plan) -> tuple[tuple[Text, ...], tuple[WayToldAlone, ...]]:
    """Return why there is no plan, and what would be enough."""
    known = plan.reasons.findings if plan.reasons else plan.result.findings
    why = tuple(finding.text for finding in known if finding.severity == "error")
    ways = [
        WayToldAlone(
            tuple(edit.text for edit in way.edits), way.price, proven=way.status == "optimal"
        )
        for way in plan.ways
    ]
    ways += [WayToldAlone((text,), None, proven=False) for text in plan.giving_up]
    return why, tuple(ways)


def plan_of(planner: Planner, outcome: PlanOutcome) -> Plan:
    """Return the plan that came to something, made again from its problem.

    Parameters
    ----------
    planner : Planner
        What it is made from; nothing is searched.
    outcome : PlanOutcome

    Raises
    ------
    SelfCheckError
        If the timetable breaks a demand, or changes something else than was told.
    """
    case = planner.case_with(outcome.remedies)
    problem, result = case.problem, outcome.result
    timetable = result.timetable
    if timetable is None:
        errors = tuple(Finding(CHANGE, "error", text) for text in outcome.why)
        return Plan(problem, replace(result, findings=(*planner.notes, *errors)))
    verdict = verify(problem, timetable)
    if verdict.errors:
        raise SelfCheckError("; ".join(finding.text.en for finding in verdict.errors))
    bare = replace(timetable, seats=())
    of_seats = result.seating.findings if result.seating else ()
    changed = difference(planner.before, Version(problem, timetable))
    price = outcome.price and Price.of(changed, proven=outcome.price.proven)
    if price != outcome.price:
        raise SelfCheckError(f"{price} is not {outcome.price}")
    result = replace(
        result,
        costs=verify(problem, bare, planner.near_to(planner.published)).costs,
        findings=(*planner.notes, *planner.on_sight(problem), *verdict.findings, *of_seats),
    )
    plan = Plan(
        problem,
        result,
        difference=changed,
        price=price,
        least=planner.least,
        otherwise=outcome.otherwise,
        options=outcome.options,
        standbys=tuple(planner.standbys(outcome.remedies)),
        gaps=outcome.gaps,
        remedies=outcome.remedies,
        settled=outcome.settled,
    )
    return planner.with_sentences(plan, changed)
