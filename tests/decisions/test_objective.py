"""Sums too large to be trusted are kept small, and held, as if they were not."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest
from ortools.sat.python import cp_model

from agenda_solver.decisions import hold, minimize
from agenda_solver.decisions.objective import COEFFICIENT_LIMIT, Objective

LIMIT = "agenda_solver.decisions.objective.COEFFICIENT_LIMIT"


def test_the_limit_is_half_of_where_answers_were_wrong() -> None:
    assert COEFFICIENT_LIMIT == 2**30


class Sum:
    """A sum of three variables, and all the values that it can have."""

    def __init__(self, coefficients: list[int], constant: int = 0) -> None:
        self.model = cp_model.CpModel()
        self.domains = [(0, 1), (0, 1), (-1, 2)]
        self.variables = [self.model.new_int_var(low, high, "") for low, high in self.domains]
        self.coefficients, self.constant = coefficients, constant
        self.amount = constant + cp_model.LinearExpr.weighted_sum(self.variables, coefficients)
        self.model.add(sum(self.variables) >= 1)

    def amounts(self) -> list[int]:
        return sorted(
            self.constant + sum(c * x for c, x in zip(self.coefficients, values, strict=True))
            for values in product(*(range(low, high + 1) for low, high in self.domains))
            if sum(values) >= 1
        )

    def solved(self) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        self.status = solver.solve(self.model)
        return solver

    def found(self, solver: cp_model.CpSolver) -> int:
        values = map(solver.value, self.variables)
        return self.constant + sum(c * x for c, x in zip(self.coefficients, values, strict=True))

    @property
    def largest(self) -> int:
        return sum(map(abs, self.model.proto.objective.coeffs))


def test_within_the_limit_nothing_is_changed() -> None:
    some = Sum([COEFFICIENT_LIMIT - 3, -1, 1], 7)
    assert minimize(some.model, some.amount) == Objective()
    assert some.largest == COEFFICIENT_LIMIT - 1


def test_beyond_it_coefficients_are_divided_by_what_they_share() -> None:
    some = Sum([30 * 2**26, -60, 90], 7)
    objective = minimize(some.model, some.amount)
    assert some.largest < COEFFICIENT_LIMIT
    assert objective.is_exact
    solver = some.solved()
    assert objective.amount(solver.objective_value) == some.found(solver) == some.amounts()[0]
    assert objective.bound(solver.best_objective_bound) == some.amounts()[0]


@pytest.mark.parametrize("seed", range(40))
def test_beyond_that_they_are_rounded_and_a_bound_stays_one(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LIMIT, 50)
    random = Random(seed)
    step = random.choice([1, 3])
    some = Sum([step * random.randint(-99, 99) for _ in range(3)], random.randint(-9, 9))
    objective = minimize(some.model, some.amount)
    assert some.largest < 50 + len(some.coefficients)
    solver = some.solved()
    bound = objective.bound(solver.best_objective_bound)
    assert bound <= some.amounts()[0] <= some.found(solver)
    assert some.found(solver) <= objective.amount(solver.objective_value)
    assert (bound - some.constant) % step == 0


@pytest.mark.parametrize("seed", range(40))
def test_what_is_held_is_held_to_the_unit(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LIMIT, 50)
    random = Random(seed)
    step = random.choice([1, 3])
    some = Sum([step * random.randint(-99, 99) for _ in range(3)], random.randint(-9, 9))
    amounts = some.amounts()
    for most in (amounts[0] - 1, amounts[0], amounts[len(amounts) // 2], amounts[-1]):
        model = some.model.clone()
        hold(model, some.amount, most)
        assert _all(model, some) == [amount for amount in amounts if amount <= most]


def _all(model: Any, some: Sum) -> list[int]:
    """Return the amounts of all that a model allows."""
    kept = []
    for values in product(*(range(low, high + 1) for low, high in some.domains)):
        fixed = model.clone()
        for variable, value in zip(some.variables, values, strict=True):
            fixed.add(fixed.get_int_var_from_proto_index(variable.index) == value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(fixed) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            terms = zip(some.coefficients, values, strict=True)
            kept.append(some.constant + sum(c * x for c, x in terms))
    return sorted(kept)


def test_a_plain_number_is_held_too() -> None:
    for most, status in ((3, cp_model.OPTIMAL), (2, cp_model.INFEASIBLE)):
        model = cp_model.CpModel()
        assert minimize(model, 3) == Objective()
        hold(model, 3, most)
        assert cp_model.CpSolver().solve(model) == status
