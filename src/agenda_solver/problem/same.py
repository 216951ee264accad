"""A problem as a key: what is looked up in it is kept as long as others ask for it."""

from __future__ import annotations

from agenda_solver.problem.reading import Problem


class SameProblem:
    """A problem, known again if it is the very same one: it never changes.

    Attributes
    ----------
    problem : Problem
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def __hash__(self) -> int:
        return id(self.problem)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameProblem) and self.problem is other.problem
