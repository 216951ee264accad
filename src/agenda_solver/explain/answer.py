"""Why a draft is impossible and what to change, in the time there is for both."""

from __future__ import annotations

from collections.abc import Sequence

from agenda_solver.budget import Budget
from agenda_solver.explain.reasons import Conflict, conflict
from agenda_solver.explain.ways import WayOut, ways_out
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Demand, Finding

LARGE = 120  # sessions above which to find a smallest conflict takes longer than all else


def reasons_and_ways(
    problem: Problem,
    on_sight: Sequence[Finding],
    budget: Budget,
    ways: int = 3,
    further: Sequence[Demand] = (),
) -> tuple[Conflict | None, tuple[WayOut, ...]]:
    """Return what cannot hold together, and what it would be enough to change.

    Of a large draft that is impossible on sight that says why: no smallest conflict is looked
    for, and ways out are looked for around what is seen.

    Parameters
    ----------
    problem : Problem
        What is asked, which is impossible.
    on_sight : sequence of Finding
        What preflight sees; its errors tell why.
    budget, ways, further
        See `ways_out`.
    """
    seen = any(finding.severity == "error" for finding in on_sight)
    if seen and len(problem.sessions) > LARGE:
        return None, _cheapest_first(ways_out(problem, budget, ways, further))
    reasons = conflict(problem, budget, further)
    return reasons, _cheapest_first(ways_out(problem, budget, ways, further, reasons))


def _cheapest_first(ways: Sequence[WayOut]) -> tuple[WayOut, ...]:
    """Return ways in the order of their prices: a later one may be cheaper if none is proven."""
    return tuple(sorted(ways, key=lambda way: way.price))
