"""Where every CP-SAT variable is born, fixed, hinted and read back.

One protocol, `agenda_solver.rules.rule.Decisions`, and two encodings of it.
"""

from agenda_solver.decisions.encoding import (
    CoefficientError,
    Encoding,
    check_coefficients,
    complete_hint,
)
from agenda_solver.decisions.intervals import Intervals
from agenda_solver.decisions.slots import Slots
from agenda_solver.problem import Problem


def encode(problem: Problem) -> Encoding:
    """Return the encoding that suits the shape of a problem, its demands posted.

    Slots make few times, each an option to be chosen; a minute grid makes many, and the
    lengths are decided too: see `docs/decisions/0003-encodings.md`.
    """
    return Slots(problem) if problem.event.slots else Intervals(problem)


__all__ = [
    "CoefficientError",
    "Encoding",
    "Intervals",
    "Slots",
    "check_coefficients",
    "complete_hint",
    "encode",
]
