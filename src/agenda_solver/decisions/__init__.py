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
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Demand


def encode(problem: Problem, demands: Collection[Demand] = DEMANDS) -> Encoding:
    """Return the encoding that suits the shape of a problem, its demands posted.

    Slots make few times, each an option to be chosen; a minute grid makes many, and the
    lengths are decided too: see `docs/decisions/0003-encodings.md`.
    """
    return Slots(problem, demands) if problem.event.slots else Intervals(problem, demands)


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
    "hold",
    "minimize",
]
