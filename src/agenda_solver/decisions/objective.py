"""What is to be kept small, in numbers that the solver can be trusted with.

CP-SAT 9.15 can call a wrong solution optimal where the coefficients of one sum come to 2**31 or
more (google/or-tools #5293). So larger ones are divided by what they share. Where that does not
suffice they are rounded, and it is known how far what the solver says may be off: a bound is
lowered by that, so that nothing is called proven that is not. See `docs/decisions/0002-tiers.md`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

COEFFICIENT_LIMIT = 2**30  # half of what is known to be dangerous


@dataclass(frozen=True)
class Objective:
    """How to read what the solver says of an amount that it keeps small.

    Attributes
    ----------
    least_off, most_off : int
        The amount is what the solver says, and so much more: at least, and at most.
    step, rest : int
        Every amount is `rest` and a multiple of `step`.
    """

    least_off: int = 0
    most_off: int = 0
    step: int = 1
    rest: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether an amount can be told from what the solver says."""
        return self.least_off == self.most_off

    def amount(self, value: float) -> int:
        """Return what the amount is at most, of what the solver says of a solution."""
        return round(value) + self.most_off

    def bound(self, value: float) -> int:
        """Return what the amount is at least, of a bound of the solver that is not quite whole."""
        least = math.ceil(value - 1e-6) + self.least_off
        return self.rest - (self.rest - least) // self.step * self.step


def minimize(model: cp_model.CpModel, amount: Any) -> Objective:
    """Let a model keep an amount small, and return how to read what its solver says of that."""
    if isinstance(amount, int):
        model.minimize(amount)
        return Objective()
    flat = cp_model.FlatIntExpr(amount)
    coefficients, total = list(flat.coeffs), sum(map(abs, flat.coeffs))
    if total < COEFFICIENT_LIMIT:
        model.minimize(amount)
        return Objective()
    step = math.gcd(*coefficients)
    factor = step if total // step < COEFFICIENT_LIMIT else 2 * total // COEFFICIENT_LIMIT + 1
    scaled = [_nearest(coefficient, factor) for coefficient in coefficients]
    whole, rest = divmod(flat.offset, factor)
    model.minimize(cp_model.LinearExpr.weighted_sum(flat.vars, scaled) + whole)
    model.proto.objective.scaling_factor = float(factor)
    offs = [
        [(coefficient - factor * rounded) * value for value in _range(model, variable)]
        for variable, coefficient, rounded in zip(flat.vars, coefficients, scaled, strict=True)
    ]
    return Objective(rest + sum(map(min, offs)), rest + sum(map(max, offs)), step, flat.offset)


def _nearest(number: int, factor: int) -> int:
    """Return how many times a factor is nearest to a number."""
    return (2 * number + factor) // (2 * factor)


def _range(model: cp_model.CpModel, variable: Any) -> Sequence[int]:
    """Return the least and the greatest value of a variable."""
    domain = model.proto.variables[variable.index].domain
    return domain[0], domain[len(domain) - 1]


def hold(model: cp_model.CpModel, amount: Any, most: int) -> None:
    """Let an amount be no more than that, exactly, however large its coefficients are.

    Those that are too large are split in two, each part in a sum of its own.
    """
    if isinstance(amount, int):
        model.add_bool_or([True] if amount <= most else [])
        return
    flat = cp_model.FlatIntExpr(amount)
    if sum(map(abs, flat.coeffs)) < COEFFICIENT_LIMIT:
        model.add(amount <= most)
        return
    shared = math.gcd(*flat.coeffs)
    left = (most - flat.offset) // shared
    part = max(2, COEFFICIENT_LIMIT // (2 * len(flat.coeffs) + 2))
    high, low = zip(
        *(divmod(coefficient // shared, part) for coefficient in flat.coeffs), strict=True
    )
    most_low = sum(
        coefficient * max(map(abs, _range(model, variable)))
        for variable, coefficient in zip(flat.vars, low, strict=True)
    )
    carried = model.new_int_var(-most_low // part - 1, most_low // part + 1, "carried")
    left_high, left_low = divmod(left, part)
    weighted = cp_model.LinearExpr.weighted_sum
    model.add(weighted(flat.vars, low) - part * carried <= left_low)
    model.add(weighted(flat.vars, high) + carried <= left_high)
