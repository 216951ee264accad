"""A mixed-integer program: columns and rows, its relaxation with columns as needed, its search.

Most columns of a seating never matter: nobody sits in a workshop they did not ask for
while one they asked for has room. So the relaxation is solved over few columns, and those
with which it could be better are added until there are none (sifting; Bixby, Gregory,
Lustig, Marsten and Shanno, "Very large-scale linear programming", 1992). The search leaves
out the columns whose reduced cost shows that no better solution has them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
    sparse_containers_pb2,
)
from ortools.math_opt.core.python import solver
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter
from pybind11_abseil.status import StatusNotOk  # type: ignore[import-untyped]

from agenda_solver.assign.choices import Flags, Floats, Ints
from agenda_solver.assign.method import TOLERANCE
from agenda_solver.budget import Budget

Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]

_LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
_BASIC = solution_pb2.BASIS_STATUS_BASIC


@dataclass
class Basis:
    """Where a relaxation ended: from there a similar one is not far."""

    columns: Ints
    rows: Ints


@dataclass(frozen=True)
class Relaxed:
    """What a relaxation came to.

    Attributes
    ----------
    outcome : Outcome
        ``unknown`` where the time was too short.
    bound : float
        No solution costs less; from the duals, so true however they were rounded.
    values, reduced : arrays of one a column
        The value, and by how much the bound rises at least where the value rises by one.
    """

    outcome: Outcome
    bound: float
    values: Floats
    reduced: Floats


class Program:
    """Columns from 0 to an upper bound, and rows between two bounds; costs are given later.

    A row without a finite bound is left out.

    Attributes
    ----------
    upper : array
        Of each column; finite.
    whole : array
        Whether a column is an integer.
    """

    def __init__(self) -> None:
        self.upper: Floats = np.zeros(0)
        self.whole: Flags = np.zeros(0, dtype=np.bool_)
        self._size = 0
        self._bounds: list[tuple[Floats, Floats]] = [(np.zeros(0), np.zeros(0))]
        self._parts: list[tuple[Ints, Ints, Floats]] = []
        self._entries: tuple[Ints, Ints, Floats] | None = None
        self._basis: Basis | None = None

    def add_columns(self, upper: ArrayLike, *, whole: bool = True) -> Ints:
        """Add columns, and return their numbers."""
        upper = np.atleast_1d(np.asarray(upper, dtype=np.float64))
        first = len(self.upper)
        self.upper = np.concatenate([self.upper, upper])
        self.whole = np.concatenate([self.whole, np.full(len(upper), whole)])
        return np.arange(first, len(self.upper))

    def add_rows(
        self,
        row: ArrayLike,
        column: ArrayLike,
        coefficient: ArrayLike,
        low: ArrayLike = -np.inf,
        high: ArrayLike = np.inf,
    ) -> Ints:
        """Add rows from their entries, and return the numbers of the rows.

        Rows are numbered from 0 in `row`, `low` and `high`; a row without entries is added
        too, if `low` or `high` has it. Entries of one row and column add up.
        """
        row = np.asarray(row, dtype=np.int64)
        column = np.asarray(column, dtype=np.int64)
        coefficient = np.broadcast_to(np.asarray(coefficient, dtype=np.float64), row.shape)
        count = max(int(row.max(initial=-1)) + 1, np.size(low), np.size(high))
        first, self._size = self._size, self._size + count
        bounds = (np.full(count, limit, dtype=np.float64) for limit in (low, high))
        self._bounds.append((next(bounds), next(bounds)))
        self._parts.append((row + first, column, coefficient))
        self._entries = None
        return np.arange(first, first + count)

    @property
    def low(self) -> Floats:
        """The lower bound of each row; may be changed."""
        return self._joined_bounds[0]

    @property
    def high(self) -> Floats:
        """The upper bound of each row; may be changed."""
        return self._joined_bounds[1]

    @property
    def _joined_bounds(self) -> tuple[Floats, Floats]:
        if len(self._bounds) > 1:
            low, high = zip(*self._bounds, strict=True)
            self._bounds = [(np.concatenate(low), np.concatenate(high))]
        return self._bounds[0]

    @property
    def entries(self) -> tuple[Ints, Ints, Floats]:
        """Rows, columns and coefficients, in this order and without repetition."""
        if self._entries is None:
            rows, columns, values = map(np.concatenate, zip(*self._parts, strict=True))
            key = rows * (len(self.upper) + 1) + columns
            order = np.argsort(key, kind="stable")
            _, first = np.unique(key[order], return_index=True)
            self._entries = (
                rows[order][first],
                columns[order][first],
                np.add.reduceat(values[order], first) if len(first) else values,
            )
            self._parts = [self._entries]
        return self._entries

    def keeps(self, values: Ints) -> bool:
        """Whether whole values keep every row and bound, counted in integers."""
        rows, columns, coefficient = self.entries
        total = np.zeros(len(self.low))
        np.add.at(total, rows, coefficient * values[columns])
        inside = (total >= self.low - TOLERANCE) & (total <= self.high + TOLERANCE)
        return bool(inside.all() and (values >= 0).all() and (values <= self.upper).all())

    def relax(self, cost: Floats, active: Flags, budget: Budget) -> Relaxed:
        """Minimise without integrality, over all columns; those it needs become active."""
        rows, columns, coefficient = self.entries
        size = len(self.upper)
        while True:
            answer = self._ask(cost, active, budget)
            reason = answer.termination.reason
            if reason == result_pb2.TERMINATION_REASON_INFEASIBLE and not active.all():
                active[:] = True
                continue
            if reason != result_pb2.TERMINATION_REASON_OPTIMAL:
                shut = reason == result_pb2.TERMINATION_REASON_INFEASIBLE
                return Relaxed(
                    "infeasible" if shut else "unknown", -np.inf, np.zeros(size), np.zeros(size)
                )
            solution = answer.solutions[0]
            self._keep_basis(solution.basis)
            duals = _spread(solution.dual_solution.dual_values, len(self.low))
            duals[(duals > 0) & np.isinf(self.low)] = 0.0
            duals[(duals < 0) & np.isinf(self.high)] = 0.0
            reduced = cost - np.bincount(columns, weights=coefficient * duals[rows], minlength=size)
            wanted = np.flatnonzero(~active & (reduced < -TOLERANCE))
            if not len(wanted):
                break
            if len(wanted) > _AT_ONCE:
                wanted = wanted[np.argpartition(reduced[wanted], _AT_ONCE)[:_AT_ONCE]]
            active[wanted] = True
        side = np.where(duals > 0, self.low, np.where(duals < 0, self.high, 0.0))
        bound = float(duals @ side + np.minimum(0.0, reduced) @ self.upper)
        values = _spread(solution.primal_solution.variable_values, size)
        return Relaxed("optimal", bound, values, reduced)

    def search(self, cost: Floats, active: Flags, budget: Budget) -> tuple[Outcome, Ints | None]:
        """Minimise an integer cost in whole numbers, over active columns only.

        Ends early, with the best it has, if the budget says so.
        """
        parameters = parameters_pb2.SolveParametersProto(
            # Costs are integers: less than one apart is the same.
            absolute_gap_tolerance=1.0 - 1e-3,
            relative_gap_tolerance=0.0,
            random_seed=budget.seed,
        )
        _limit(parameters, budget)
        model = self._model(cost, active, whole=True)
        answer = _aside(
            lambda: _solve(model, mathopt.SolverType.HIGHS, parameters, None, None), budget
        )
        if answer is None:
            return "unknown", None
        values: Ints | None = None
        for solution in answer.solutions:
            whole = np.rint(
                _spread(solution.primal_solution.variable_values, len(self.upper))
            ).astype(np.int64)
            if self.keeps(whole):
                values = whole
                break
        reason = answer.termination.reason
        if reason == result_pb2.TERMINATION_REASON_INFEASIBLE:
            return "infeasible", None
        if values is None:
            return "unknown", None
        done = reason == result_pb2.TERMINATION_REASON_OPTIMAL
        return ("optimal" if done else "feasible"), values

    def _model(self, cost: Floats, active: Flags, *, whole: bool) -> model_pb2.ModelProto:
        rows, columns, coefficient = self.entries
        bounded = np.isfinite(self.low) | np.isfinite(self.high)
        kept = active[columns] & bounded[rows]
        model = model_pb2.ModelProto()
        here = np.flatnonzero(active)
        model.variables.ids.extend(here.tolist())
        model.variables.lower_bounds.extend([0.0] * len(here))
        model.variables.upper_bounds.extend(self.upper[here].tolist())
        integers = self.whole[here] if whole else np.zeros(len(here), dtype=np.bool_)
        model.variables.integers.extend(integers.tolist())
        asked = np.flatnonzero(bounded)
        model.linear_constraints.ids.extend(asked.tolist())
        model.linear_constraints.lower_bounds.extend(self.low[asked].tolist())
        model.linear_constraints.upper_bounds.extend(self.high[asked].tolist())
        model.linear_constraint_matrix.row_ids.extend(rows[kept].tolist())
        model.linear_constraint_matrix.column_ids.extend(columns[kept].tolist())
        model.linear_constraint_matrix.coefficients.extend(coefficient[kept].tolist())
        paid = here[cost[here] != 0]
        model.objective.linear_coefficients.ids.extend(paid.tolist())
        model.objective.linear_coefficients.values.extend(cost[paid].tolist())
        return model

    def _ask(self, cost: Floats, active: Flags, budget: Budget) -> result_pb2.SolveResultProto:
        """Solve the relaxation over active columns.

        HiGHS is much faster from nothing, and GLOP goes on from where the last one ended.
        """
        model = self._model(cost, active, whole=False)
        if self._basis is None:
            parameters = parameters_pb2.SolveParametersProto(random_seed=budget.seed)
            _limit(parameters, budget)
            answer = _aside(
                lambda: _solve(model, mathopt.SolverType.HIGHS, parameters, None, None), budget
            )
            if answer is not None and _is_solved(answer):
                return answer
        parameters = parameters_pb2.SolveParametersProto()
        _limit(parameters, budget)
        start = model_parameters_pb2.ModelSolveParametersProto()
        if self._basis is not None:
            parameters.presolve = parameters_pb2.EMPHASIS_OFF
            parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX
            bounded = np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))
            here = np.flatnonzero(active)
            columns = _padded(self._basis.columns, len(self.upper), _LOWER)[here]
            rows = _padded(self._basis.rows, len(self.low), _BASIC)[bounded]
            start.initial_basis.variable_status.ids.extend(here.tolist())
            start.initial_basis.variable_status.values.extend(columns.tolist())
            start.initial_basis.constraint_status.ids.extend(bounded.tolist())
            start.initial_basis.constraint_status.values.extend(rows.tolist())
        interrupter = SolveInterrupter()
        answer = _aside(
            lambda: _solve(model, mathopt.SolverType.GLOP, parameters, start, interrupter),
            budget,
            interrupter.interrupt,
        )
        return answer if answer is not None else result_pb2.SolveResultProto()

    def _keep_basis(self, basis: solution_pb2.BasisProto) -> None:
        columns = np.full(len(self.upper), _LOWER, dtype=np.int64)
        rows = np.full(len(self.low), _BASIC, dtype=np.int64)
        columns[list(basis.variable_status.ids)] = list(basis.variable_status.values)
        rows[list(basis.constraint_status.ids)] = list(basis.constraint_status.values)
        self._basis = Basis(columns, rows)


_AT_ONCE = 50_000
"""How many columns become active at once, at most."""


def _padded(status: Ints, size: int, rest: int) -> Ints:
    return np.concatenate([status, np.full(size - len(status), rest, dtype=np.int64)])


def _spread(sparse: sparse_containers_pb2.SparseDoubleVectorProto, size: int) -> Floats:
    values = np.zeros(size)
    values[list(sparse.ids)] = list(sparse.values)
    return values


def _is_solved(answer: result_pb2.SolveResultProto) -> bool:
    optimal = answer.termination.reason == result_pb2.TERMINATION_REASON_OPTIMAL
    return optimal and answer.solutions[0].HasField("basis")


def _limit(parameters: parameters_pb2.SolveParametersProto, budget: Budget) -> None:
    left = budget.left
    parameters.time_limit.seconds = int(left)
    parameters.time_limit.nanos = int((left - int(left)) * 1e9)


def _solve(
    model: model_pb2.ModelProto,
    kind: mathopt.SolverType,
    parameters: parameters_pb2.SolveParametersProto,
    start: model_parameters_pb2.ModelSolveParametersProto | None,
    interrupter: SolveInterrupter | None,
) -> result_pb2.SolveResultProto:
    return solver.solve(
        model,
        kind.value,
        mathopt.StreamableSolverInitArguments().to_proto(),
        parameters,
        start or model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        interrupter.pybind_interrupter if interrupter is not None else None,
    )


def _aside(
    solve: Callable[[], result_pb2.SolveResultProto],
    budget: Budget,
    interrupt: Callable[[], None] | None = None,
) -> result_pb2.SolveResultProto | None:
    """Solve in a thread, so that who is told to stop does not wait for it.

    HiGHS does not listen to an interrupter (MathOpt 9.15), and looks at its time limit now and
    then: it is waited for a little, and then left to itself.
    """
    answers: list[result_pb2.SolveResultProto] = []
    if not budget.left:
        return None

    def work() -> None:
        # What a solver refuses is no answer; whoever asks for seats goes on without.
        with suppress(StatusNotOk):
            answers.append(solve())

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    while worker.is_alive() and not budget.stopped and not budget.overdrawn:
        worker.join(0.05)
    if worker.is_alive() and interrupt is not None:
        interrupt()
        worker.join()
    return answers[0] if answers else None
