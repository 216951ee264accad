"""From a published timetable and what has changed since to the nearest one that holds.

What is near is told by `agenda_solver.rules.stability`: first how many sessions change
their time, then how many others change rooms, and so on, each proven where it can be; or
first how many are touched at all. Where people cannot attend sessions as they are, the ways
to go on are decided together, so that most sessions are kept and least changes: see
`docs/decisions/0014-minimal-change.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from agenda_solver.budget import Budget
from agenda_solver.changes import Changes
from agenda_solver.difference import Version
from agenda_solver.fairness import Fairness
from agenda_solver.least import Least
from agenda_solver.problem import Problem
from agenda_solver.replan.plan import Beside, Gap, Instruction, Option, Plan, Price, Standbys, Way
from agenda_solver.replan.planning import Planner
from agenda_solver.solve import Progress
from agenda_solver.timetable import Seat, Timetable

__all__ = [
    "Beside",
    "Gap",
    "Instruction",
    "Option",
    "Plan",
    "Price",
    "Standbys",
    "Way",
    "replan",
]


def replan(
    before: Version,
    problem: Problem,
    changes: Changes,
    budget: Budget | None = None,
    *,
    fairness: Fairness = "generous",
    held: Collection[str] = (),
    pinned: Iterable[Seat] = (),
    least: Least = "times",
    start: Timetable | None = None,
    alone: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """Find the smallest change of a published timetable that works, and prove it.

    Parameters
    ----------
    before : Version
        What was published: what was asked, and the timetable with its seats and with those
        who were chosen for the parts that one of several takes.
    problem : Problem
        What is asked now, before the changes: that of `before`, or what a person has made of
        it since. A session that is not in it any more is cancelled, one whose place a person
        has changed is locked there.
    changes : Changes
        What is announced. Whom or what `problem` does not know is passed over.
    budget : Budget, optional
        How to search; it is shared by all that is solved. Once it is to stop, the best plan so
        far is returned.
    fairness : Fairness
        Whose wishes come first where seats are given out anew.
    held : collection of str
        Ids of sessions that stay: where they are locked, or else where they were.
    pinned : iterable of Seat
        As in `agenda_solver.assign.assign`.
    least : {"times", "touched"}
        What is kept least; what the other comes to is told beside it.
    start : Timetable, optional
        One that works, for the search to begin with.
    alone : bool
        Whether the plan alone is looked for: not what else could be done, nor what more places
        would bring; and where there is no plan, one way out.
    progress : callable, optional
        Told of each nearer timetable, from another thread.

    Returns
    -------
    Plan
        Its result is ``infeasible`` only where that is proven; then it has the reasons.

    Raises
    ------
    SelfCheckError
        If what was found does not pass `verify`.
    """
    planner = Planner(
        before=before,
        problem=problem,
        changes=changes,
        budget=budget or Budget(),
        fairness=fairness,
        held=frozenset(held),
        pinned=tuple(pinned),
        progress=progress,
        least=least,
        start=start,
        alone=alone,
    )
    return planner.plan()
