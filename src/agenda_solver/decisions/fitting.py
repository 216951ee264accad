"""Solves again while the rooms do not suffice for what is found.

A model need not be told from the beginning which rooms are too few for which sessions: of
the sets of rooms there may be thousands, of which a handful matters. What an encoding left
out (`Encoding.shortages`) is looked for in each solution, added, and solved again. A
solution that is kept lacks nothing; what is proven of a model that was told less holds of
the whole one.
"""

from __future__ import annotations

import math

from ortools.sat.python import cp_model

from agenda_solver.decisions.encoding import Encoding, RoomShortage, complete_hint
from agenda_solver.timetable import Timetable


class FittingCallback(cp_model.CpSolverSolutionCallback):
    """Keeps the best solution whose sessions have rooms, and ends a search at one without.

    Attributes
    ----------
    lacking : list of RoomShortage
        What the last solution lacks.
    timetable : Timetable or None
        Of the best solution that lacks nothing, where some may: with `objective`, what is
        minimised, and `solution`, the value of every variable.
    """

    def __init__(self, encoding: Encoding) -> None:
        super().__init__()
        self.encoding = encoding
        self.lacking: list[RoomShortage] = []
        self.timetable: Timetable | None = None
        self.objective = 0.0
        self.solution: tuple[int, ...] = ()

    def on_solution_callback(self) -> None:
        """See CP-SAT."""
        if self.encoding.is_complete:
            self.on_fitting()
            return
        lacking = self.encoding.shortages(self.value)
        if lacking:
            self.lacking += lacking
            self.stop_search()
        elif not self.lacking:
            if self.timetable is None or self.objective_value < self.objective:
                self.timetable = self.encoding.read(self.value)
                self.objective = self.objective_value
                self.solution = tuple(self.response_proto.solution)
            self.on_fitting()

    def on_fitting(self) -> None:
        """Hear of a solution that lacks nothing."""


class FittingSolver(cp_model.CpSolver):
    """A solver of an encoding's model, whose solutions lack no rooms.

    `solve` ends with ``UNKNOWN`` if the time is over before such a solution is found; what
    its callback keeps may still be a worse one. Times are those of all its searches.

    Attributes
    ----------
    encoding : Encoding or None
        The encoding, where its model may be short of something.
    is_stopped : bool
        Whether it was told to stop: no other search begins then.
    """

    def __init__(self, encoding: Encoding | None = None) -> None:
        super().__init__()
        self.encoding = encoding
        self.is_stopped = False
        self._work = 0.0
        self._seconds = 0.0
        self._bound = -math.inf

    def solve(
        self,
        model: cp_model.CpModel,
        solution_callback: cp_model.CpSolverSolutionCallback | None = None,
    ) -> cp_model.CpSolverStatus:
        """See CP-SAT, and the class."""
        encoding = self.encoding
        if encoding is None or encoding.is_complete:
            return super().solve(model, solution_callback)
        callback = (
            solution_callback
            if isinstance(solution_callback, FittingCallback)
            else FittingCallback(encoding)
        )
        while True:
            status = super().solve(model, callback)
            lacking, callback.lacking = callback.lacking, []
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                lacking += encoding.shortages(self.value)
            if not lacking:
                return status
            encoding.supply(lacking)
            if not self._goes_on():
                return cp_model.UNKNOWN
            complete_hint(model, callback.solution or self.response_proto.solution)

    def stop_search(self) -> None:
        """See CP-SAT: between two searches there is none that hears it."""
        self.is_stopped = True
        super().stop_search()

    def _goes_on(self) -> bool:
        """Leave to another search what the last one did not take; false where that is nothing."""
        if self.is_stopped:
            return False
        parameters, work, seconds = self.parameters, super().deterministic_time, super().wall_time
        if parameters.max_deterministic_time <= work or parameters.max_time_in_seconds <= seconds:
            return False
        parameters.max_deterministic_time -= work
        parameters.max_time_in_seconds -= seconds
        self._work += work
        self._seconds += seconds
        self._bound = max(self._bound, super().best_objective_bound)
        return True

    @property
    def best_objective_bound(self) -> float:
        """See CP-SAT: the best of all searches, each of which was told no more than the next."""
        return max(self._bound, super().best_objective_bound)

    @property
    def deterministic_time(self) -> float:
        """See CP-SAT."""
        return self._work + super().deterministic_time

    @property
    def wall_time(self) -> float:
        """See CP-SAT."""
        return self._seconds + super().wall_time
