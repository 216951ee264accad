"""Where every CP-SAT variable is born, fixed, hinted and read back.

One protocol, `agenda_solver.rules.rule.Decisions`, and two encodings of it; and `Eased`, in which
demands may give way.
"""

from collections.abc import Collection

from agenda_solver.decisions.eased import Eased
from agenda_solver.decisions.encoding import (
    Encoding,
    complete_hint,
)
from agenda_solver.decisions.fitting import FittingCallback, FittingSolver
from agenda_solver.decisions.intervals import Intervals
from agenda_solver.decisions.objective import Objective, hold, minimize
from agenda_solver.decisions.slots import Slots
from agenda_solver.domains import grid_starts, lengths
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Demand

# On a grid, a timetable of so many sessions is sooner found by the times that they may have; of
# fewer by intervals.
FEWEST_BY_TIME = 120
# Not where that would make a literal for each of more times, before what is demanded of them.
MOST_TIMES = 150_000


def encode(
    problem: Problem, demands: Collection[Demand] = DEMANDS, *, to_find: bool = False
) -> Encoding:
    """Return the encoding that suits the shape of a problem, its demands posted.

    Slots make few times, each an option to be chosen; a minute grid makes many, and the
    lengths are decided too: see `docs/decisions/0003-encodings.md`.

    Parameters
    ----------
    problem : Problem
        What is asked.
    demands : collection of Demand
        What must hold.
    to_find : bool
        Whether any timetable will do, as long as the demands hold.
    """
    by_time = problem.event.slots or problem.papers or (to_find and has_few_times(problem))
    return Slots(problem, demands) if by_time else Intervals(problem, demands)


def has_few_times(problem: Problem) -> bool:
    """Whether a timetable is sooner found if each time of a session is a literal of its own."""
    if problem.event.slots or problem.papers:
        return True
    if len(problem.sessions) < FEWEST_BY_TIME:
        return False
    times = (
        len(grid_starts(problem, session)) * len(lengths(problem, session))
        for session in problem.sessions
    )
    return sum(times) <= MOST_TIMES


__all__ = [
    "Eased",
    "Encoding",
    "FittingCallback",
    "FittingSolver",
    "Intervals",
    "Objective",
    "Slots",
    "complete_hint",
    "encode",
    "has_few_times",
    "hold",
    "minimize",
]
