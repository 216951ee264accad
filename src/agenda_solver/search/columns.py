"""What no timetable can miss less: a proof by columns, a column being the sessions of a time.

Sessions that are at one time share their public; what is reached is a sum over the times of
what the set of sessions there is worth (`concurrency.every_set`). A timetable chooses sets so that
each session is in exactly one: a set partitioning problem, with a column for each set, whose
linear relaxation is much closer than that of any model with a choice of time for each
session (Gilmore and Gomory, "A linear programming approach to the cutting-stock problem",
1961; Barnhart et al., "Branch-and-price: column generation for solving huge integer
programs", 1998). Times that are alike share their columns.

1. *Bound.* The relaxation is solved over few columns; those that could better it are added
   until there are none. Between two such steps the prices of the sessions move half the way
   only (Wentges, "Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming",
   1997). Whatever the prices, what all sessions cost and the best set at each time is worth
   above the prices of its sessions is an upper bound (Lagrangian relaxation). Prices are
   rounded to integers first and everything is counted in integers, over every column: no
   tolerance of a solver is in the bound.
2. *Fixing.* A column with which that bound is worse than a cost cannot be in a timetable of
   that cost. So of millions of columns some hundreds are left, and a search in whole numbers
   over them finds a timetable of that cost or proves that there is none. Then the cost rises.

Only what `Concurrency` tells is kept to: demands between sessions at different times, earlier
tiers and what else is asked are left out. So the bound holds with them, and a choice that is
found is a timetable only if the rules say so. Where an attendee hopes for one of several
sessions, each of them counts as reached, which is never less than is reached in truth: the
bound holds there too.

`prove` is called like this::

    proof = prove(Concurrency(audience, rooms), best=lambda: what the best one costs)
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import gcd

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.math_opt.core.python import solver
from ortools.math_opt.python import mathopt
from pybind11_abseil.status import StatusNotOk  # type: ignore[import-untyped]

from agenda_solver.budget import Budget
from agenda_solver.search.concurrency import (
    Bundle,
    Concurrency,
    Ints,
    NotListedError,
    SlotSets,
    every_set,
)

Floats = NDArray[np.float64]

Start = Sequence[Mapping[int, Sequence[int]]]
"""Timetables, the sessions by time: those of the best ones known."""


@dataclass(frozen=True)
class Proof:
    """What is known so far.

    Attributes
    ----------
    bound : int
        No timetable costs less; 0 where nothing is known.
    by_time : mapping or None
        A choice of sessions for each time that costs less than the best known, if one was
        found. Sessions that matter to nobody may be missing.
    cost : int or None
        What that costs as `Concurrency` counts: in truth, as much or more.
    complete : bool
        Whether no choice costs less than `by_time` and the best known. A timetable is
        optimal if it costs `bound` in truth.
    """

    bound: int
    by_time: Mapping[int, tuple[int, ...]] | None = None
    cost: int | None = None
    complete: bool = False


def _nothing_known() -> int | None:
    return None


def _unheard(_: Proof) -> None:
    """Nobody listens."""


def prove(
    concurrency: Concurrency,
    *,
    start: Start = (),
    best: Callable[[], int | None] = _nothing_known,
    budget: Budget | None = None,
    report: Callable[[Proof], None] = _unheard,
    whole: bool = True,
) -> Proof:
    """Prove how little can be missed, and look for it.

    Parameters
    ----------
    concurrency : Concurrency
        What may be at one time, and what that is worth.
    start : sequence of mappings
        Timetables to start from; the bound does not depend on them, only how soon it is there.
    best : callable
        Returns what the best timetable known costs, in truth. It may become better
        meanwhile. Only what costs less is looked for.
    budget : Budget, optional
        Once it is used up or to stop, `prove` returns soon with what it has.
    report : callable
        Is told what is known each time that it becomes more.
    whole : bool
        Whether a choice of whole columns is looked for once the relaxation is solved.

    Returns
    -------
    Proof
        Where there are too many sets to list, the bound is what attendees must miss because
        they wish for more than there are times: known at once, and often 0.
    """
    search = _ColumnSearch(concurrency, best, report, budget or Budget())
    search.raise_to(_too_much_to_wish(concurrency))
    try:
        slots, bundles = _listed(concurrency, search.budget)
    except NotListedError:
        return replace(search.known, complete=search.complete)
    search.run(_Columns(concurrency, slots, bundles), start, whole=whole)
    return replace(search.known, complete=search.complete)


def _listed(concurrency: Concurrency, budget: Budget) -> tuple[list[SlotSets], list[Bundle]]:
    """List all sets; where they are too many, those of what matters to somebody.

    To place the others as well can cost more, but not less.

    Raises
    ------
    NotListedError
    """
    every = list(concurrency.bundles)
    try:
        return every_set(concurrency, every, lambda: budget.left > 0), every
    except NotListedError:
        few = [bundle for bundle in every if concurrency.matters(bundle)]
        if not few or len(few) == len(every):
            raise
        return every_set(concurrency, few, lambda: budget.left > 0), few


def _too_much_to_wish(concurrency: Concurrency) -> int:
    """Return what is missed at least as nobody reaches more sessions than there are times."""
    audience = concurrency.audience
    length = max(1, *(members.bit_length() for members in audience.there)) if audience.there else 1

    def counts(sets: Sequence[int]) -> Ints:
        size = -(-length // 8)
        here = (members & ((1 << length) - 1) for members in sets)
        data = np.frombuffer(
            b"".join(members.to_bytes(size, "little") for members in here), dtype=np.uint8
        )
        bits = np.unpackbits(data.reshape(len(sets), size), axis=1)
        return bits.sum(axis=0, dtype=np.int64)

    times = counts(audience.there)
    reached = sum(
        step.height * int(np.minimum(counts(step.fans), times).sum()) for step in audience.steps
    )
    return max(0, concurrency.wish * (audience.most - reached))


# --- Columns ------------------------------------------------------------------------------

_SCALE = 1 << 20
"""Prices are rounded to such parts of one."""

_CHUNK = 1 << 16
"""How many columns are priced at once: what fits into a processor's cache."""

_BEST_OF_CHUNK, _AT_ONCE = 200, 2000
"""How many columns become active at once: of each chunk, and in all."""

_SOME = 5000
"""Over how many columns prices are fitted first."""

_MANY, _ONE_IN = 1_000_000, 16
"""Of more columns than that, the relaxation is first solved over one in so many."""

_KEPT = 6000
"""How many active columns stay active, those nearest to being wanted, when others are added."""


@dataclass(frozen=True)
class _Priced:
    """What prices of the sessions come to.

    Attributes
    ----------
    total : int
        No timetable takes off more than that, in parts of `_SCALE`.
    top : tuple of int
        By slot: what the best set is worth above its prices; 0 where there may be none.
    wanted : array
        Columns that are worth the most above their prices.
    """

    total: int
    top: tuple[int, ...]
    wanted: Ints


class _Columns:
    """The columns of all slots, numbered one slot behind the other."""

    def __init__(
        self, concurrency: Concurrency, slots: Sequence[SlotSets], bundles: Sequence[Bundle]
    ) -> None:
        self.concurrency = concurrency
        self.slots = slots
        self.bundles = bundles
        self.first = np.cumsum([0, *(len(slot.value) for slot in slots)])
        self.width = max((len(slot.members) for slot in slots), default=0)
        steps = (concurrency.wish * step.height for step in concurrency.audience.steps)
        self.unit = gcd(*steps, concurrency.place if any(concurrency.people) else 0) or 1

    def some(self) -> _Columns:
        """Return one in so many columns of each slot; see `of_some`."""
        slots = [
            replace(
                slot,
                members=slot.members[:, ::_ONE_IN].copy(),
                value=slot.value[::_ONE_IN].copy(),
            )
            for slot in self.slots
        ]
        return _Columns(self.concurrency, slots, self.bundles)

    def of_some(self, some: _Columns, chosen: Ints) -> Ints:
        """Return the numbers here of columns of `some`."""
        slots = some.slot_of(chosen)
        return self.first[slots] + _ONE_IN * (chosen - some.first[slots])

    def slot_of(self, chosen: Ints) -> Ints:
        """Return the number of the slot that each column is of."""
        return np.searchsorted(self.first, chosen, side="right") - 1

    def members(self, chosen: Ints) -> Ints:
        """Return the bundles of each column in a row, filled up as in `SlotSets.members`."""
        members = np.full((len(chosen), self.width), len(self.bundles), dtype=np.int64)
        slots = self.slot_of(chosen)
        for number, slot in enumerate(self.slots):
            rows = np.flatnonzero(slots == number)
            members[rows, : len(slot.members)] = slot.members[
                :, chosen[rows] - self.first[number]
            ].T
        return members

    def value(self, chosen: Ints) -> Ints:
        """Return what each column takes off the cost."""
        values = np.zeros(len(chosen), dtype=np.int64)
        slots = self.slot_of(chosen)
        for number, slot in enumerate(self.slots):
            rows = np.flatnonzero(slots == number)
            values[rows] = slot.value[chosen[rows] - self.first[number]]
        return values

    def cost(self, taken_off: int) -> int:
        """Return the least cost where no more than so much is taken off what is paid at most."""
        most = self.concurrency.wish * self.concurrency.audience.most
        return most - taken_off // self.unit * self.unit

    def is_choice(self, chosen: Ints) -> bool:
        """Whether each bundle is in exactly one of these columns, and no slot has too many."""
        taken = np.bincount(self.members(chosen).ravel(), minlength=len(self.bundles))
        counts = np.bincount(self.slot_of(chosen), minlength=len(self.slots)).tolist()
        return bool((taken[: len(self.bundles)] == 1).all()) and all(
            count <= len(slot.times) for count, slot in zip(counts, self.slots, strict=True)
        )

    def by_time(self, chosen: Ints) -> dict[int, tuple[int, ...]]:
        """Return the sessions at each time."""
        free = [list(slot.times) for slot in self.slots]
        sessions: dict[int, tuple[int, ...]] = {when: () for times in free for when in times}
        bundles = [*self.bundles, ()]
        for number, row in zip(self.slot_of(chosen), self.members(chosen).tolist(), strict=True):
            sessions[free[number].pop(0)] = tuple(
                session for bundle in row for session in bundles[bundle]
            )
        return sessions

    def at(self, number: int, sessions: Sequence[int]) -> Ints:
        """Return the column of a slot that has just these sessions, if there is one."""
        here, slot = set(sessions), self.slots[number]
        wanted = {n for n, bundle in enumerate(self.bundles) if here.issuperset(bundle)}
        filled = sorted([*wanted, *[len(self.bundles)] * (len(slot.members) - len(wanted))])
        if len(filled) != len(slot.members):
            return np.zeros(0, dtype=np.int64)
        same = np.ones(len(slot.value), dtype=np.bool_)
        for row, member in zip(slot.members, filled, strict=True):
            same &= row == member
        return np.flatnonzero(same) + self.first[number]

    def usual_prices(self, seed: int) -> Floats:
        """Return what each bundle adds to the worth of a set, on average over some sets."""
        some = np.random.default_rng(seed).integers(self.first[-1], size=_SOME)
        adds = np.zeros((len(some), len(self.bundles) + 1 + len(self.slots)))
        np.put_along_axis(adds, self.members(some), 1.0, axis=1)
        adds[:, len(self.bundles)] = 0.0
        adds[np.arange(len(some)), len(self.bundles) + 1 + self.slot_of(some)] = 1.0
        prices = np.linalg.lstsq(adds, self.value(some).astype(np.float64))[0]
        return prices[: len(self.bundles)].astype(np.float64)

    def chunks(self, prices: Ints) -> Iterator[tuple[int, int, Ints]]:
        """Yield slot, first column, and by column what it is worth above its prices."""
        worth = np.append(prices, 0)
        for number, slot in enumerate(self.slots):
            for first in range(0, len(slot.value), _CHUNK):
                last = min(first + _CHUNK, len(slot.value))
                above = slot.value[first:last].astype(np.int64) * _SCALE
                above -= slot.sums(worth, first, last)
                yield number, int(self.first[number]) + first, above

    def priced(self, prices: Ints, above: Floats) -> _Priced:
        """Price every column.

        Parameters
        ----------
        prices : array
            Of each bundle, in parts of `_SCALE`.
        above : array
            By slot: how much more than its prices a column must be worth to be wanted, or so.
        """
        tops: list[list[int]] = [[] if slot.full else [0] for slot in self.slots]
        best, worth = [], []
        for number, first, value in self.chunks(prices):
            tops[number].append(int(value.max()))
            best_here = np.argpartition(-value, min(_BEST_OF_CHUNK, len(value)) - 1)[
                :_BEST_OF_CHUNK
            ]
            best.append(best_here + first)
            worth.append(value[best_here] - above[number] * _SCALE)
        wanted, by = np.concatenate(best), np.concatenate(worth)
        if len(wanted) > _AT_ONCE:
            wanted = wanted[np.argpartition(-by, _AT_ONCE)[:_AT_ONCE]]
        top = tuple(max(values, default=0) for values in tops)
        total = int(prices.sum()) + sum(
            len(slot.times) * most for slot, most in zip(self.slots, top, strict=True)
        )
        return _Priced(total, top, wanted)

    def least_costs(self, prices: Ints, priced: _Priced) -> NDArray[np.int32]:
        """Return by column how much more than the bound a timetable with it costs at least.

        In units of the cost.
        """
        least = np.zeros(self.first[-1], dtype=np.int32)
        bound = priced.total // _SCALE // self.unit
        for number, first, value in self.chunks(prices):
            taken_off = (priced.total - priced.top[number] + value) // _SCALE // self.unit
            least[first : first + len(value)] = np.minimum(bound - taken_off, _FAR)
        return least


_FAR = 1 << 16
"""So many units above the bound, and more, are the same."""


# --- The search ---------------------------------------------------------------------------

_NEARLY = 1e-6
"""What a solver of linear programs calls 0."""

_FIRST_SIZE, _LARGEST_SIZE = 1000, 100_000
"""How many columns are searched in whole numbers at first, and at most."""


@dataclass(frozen=True)
class _Prices:
    """What a relaxation over few columns says that each bundle, and each slot, is worth."""

    bundles: Floats
    slots: Floats
    objective: float


class _ColumnSearch:
    """A proof in the making."""

    def __init__(
        self,
        concurrency: Concurrency,
        best: Callable[[], int | None],
        report: Callable[[Proof], None],
        budget: Budget,
    ) -> None:
        self.known = Proof(0)
        self.concurrency = concurrency
        self.best = best
        self.report = report
        self.budget = budget

    @property
    def to_beat(self) -> int | None:
        """What the best timetable costs, be it found here or elsewhere."""
        costs = [cost for cost in (self.best(), self.known.cost) if cost is not None]
        return min(costs, default=None)

    def raise_to(self, bound: int) -> None:
        """Tell a bound, if it is more than is known."""
        if bound > self.known.bound:
            self._tell(replace(self.known, bound=bound))

    @property
    def complete(self) -> bool:
        """Whether nothing can be better than the best."""
        to_beat = self.to_beat
        return to_beat is not None and self.known.bound >= to_beat

    def _tell(self, known: Proof) -> None:
        self.known = known
        self.known = replace(known, complete=self.complete)
        self.report(self.known)

    def run(self, columns: _Columns, start: Start, *, whole: bool) -> None:
        """Solve the relaxation, and search what is left if whole columns are asked for."""
        if not columns.first[-1]:
            return
        prices = self._relax(columns, start)
        if whole:
            self._search(columns, prices)

    def _relax(self, columns: _Columns, start: Start) -> Ints:
        """Solve the relaxation, and return the prices of the best bound.

        Of many columns, over some of them first: what those come to bounds nothing, but with
        their prices little is left to do.
        """
        prices = _in_parts(columns.usual_prices(self.budget.seed))
        begun = np.zeros(0, dtype=np.int64)
        if columns.first[-1] > _MANY:
            some = columns.some()
            active = self._first_columns(some, (), prices)
            prices, active = self._descend(some, prices, active, lambda _: None)
            begun = columns.of_some(some, active)
        active = np.union1d(begun, self._first_columns(columns, start, prices))
        return self._descend(columns, prices, active, self.raise_to)[0]

    def _descend(
        self, columns: _Columns, best: Ints, active: Ints, tell: Callable[[int], None]
    ) -> tuple[Ints, Ints]:
        """Add columns, and tell bounds, until there is little between the two.

        Returns
        -------
        prices, active : array of int
            Those of the best bound, and the columns it was found with.
        """
        total = columns.priced(best, np.zeros(len(columns.slots))).total
        tell(columns.cost(total // _SCALE))
        program, reached = _Program(columns), -np.inf
        while self.budget.left and not self.complete:
            relaxed = program.relaxed(active, self.budget)
            if relaxed is None:
                break
            there = _in_parts(relaxed.bundles)
            for prices in ((there + best) // 2, there):
                priced = columns.priced(prices, relaxed.slots)
                if priced.total < total:
                    best, total = prices, priced.total
                    tell(columns.cost(total // _SCALE))
                new = np.setdiff1d(program.bettering(priced.wanted, relaxed), active)
                if len(new):
                    break
            near = columns.cost(int(np.floor(relaxed.objective + _NEARLY)))
            if not len(new) or columns.cost(total // _SCALE) >= near:
                break
            if relaxed.objective > reached + _NEARLY:  # or else it might come round again
                active = program.nearest(active, relaxed, _KEPT)
            reached = max(reached, relaxed.objective)
            active = np.union1d(active, new)
        return best, active

    def _first_columns(self, columns: _Columns, start: Start, prices: Ints) -> Ints:
        """Return those of the timetables known, and those that are worth the most."""
        known = [
            columns.at(number, timetable.get(when, ()))
            for timetable in start
            for number, slot in enumerate(columns.slots)
            for when in slot.times
        ]
        wanted = columns.priced(prices, np.zeros(len(columns.slots))).wanted
        return np.unique(np.concatenate([*known, wanted]))

    def _search(self, columns: _Columns, prices: Ints) -> None:
        """Search for what costs little more than the bound, then for what costs more.

        What is found proves that nothing costs less, once it costs no more than what was
        searched for.
        """
        priced = columns.priced(prices, np.zeros(len(columns.slots)))
        least = columns.least_costs(prices, priced)
        bound = columns.cost(priced.total // _SCALE)
        sizes = np.cumsum(np.bincount(least)).tolist()
        size, level = _FIRST_SIZE, -1
        program = _Program(columns)
        while self.budget.left and not self.complete and level < len(sizes) - 1:
            level = max(level + 1, bisect_right(sizes, size) - 1)
            if (to_beat := self.to_beat) is not None:
                level = max(0, min(level, -((bound - to_beat) // columns.unit) - 1))
            if sizes[level] > _LARGEST_SIZE:
                break
            solution = program.searched(np.flatnonzero(least <= level), self.budget)
            if solution is None:
                break
            size = 4 * sizes[level]
            self._learn(columns, solution, bound + level * columns.unit)

    def _learn(self, columns: _Columns, solution: _IntegerOutcome, searched: int) -> None:
        """Take over what a search found that would have found whatever costs `searched`."""
        known = self.known
        bound = searched + columns.unit
        if np.isfinite(solution.most):
            bound = min(bound, columns.cost(int(solution.most // 1)))
        if solution.chosen is not None:
            cost = columns.cost(int(columns.value(solution.chosen).sum()))
            if (to_beat := self.to_beat) is None or cost < to_beat:
                known = replace(known, by_time=columns.by_time(solution.chosen), cost=cost)
        self._tell(replace(known, bound=max(known.bound, bound)))


def _in_parts(prices: Floats) -> Ints:
    return np.rint(prices * _SCALE).astype(np.int64)


# --- Linear programs ----------------------------------------------------------------------


@dataclass(frozen=True)
class _IntegerOutcome:
    """What a search in whole numbers over some columns came to.

    Attributes
    ----------
    most : float
        No choice of these columns takes off more.
    chosen : array or None
    """

    most: float
    chosen: Ints | None


class _Program:
    """To choose columns so that each bundle is in one: the relaxation, and the search."""

    def __init__(self, columns: _Columns) -> None:
        self.columns = columns
        times = [len(slot.times) for slot in columns.slots]
        least = [
            count if slot.full else 0 for count, slot in zip(times, columns.slots, strict=True)
        ]
        ones = [1.0] * len(columns.bundles)
        self.low, self.high = [*ones, *map(float, least)], [*ones, *map(float, times)]
        # To leave out a bundle, or a time, costs more than any column takes off.
        self.dear = 1.0 + max(int(np.abs(slot.value).max(initial=0)) for slot in columns.slots)

    def relaxed(self, active: Ints, budget: Budget) -> _Prices | None:
        """Choose parts of columns, and return what bundles and slots are worth then.

        Bundles and times may be left out, as a few columns may not suffice. None if time is
        over.
        """
        answer = _solved(self._model(active, whole=False), _limited(budget))
        if answer.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            return None
        solution = answer.solutions[0]
        duals = np.zeros(len(self.low))
        dual_values = solution.dual_solution.dual_values
        duals[list(dual_values.ids)] = list(dual_values.values)
        here = len(self.columns.bundles)
        return _Prices(duals[:here], duals[here:], solution.primal_solution.objective_value)

    def bettering(self, wanted: Ints, prices: _Prices) -> Ints:
        """Return the columns that are worth more than their prices and that of their slot."""
        return wanted[self._above(wanted, prices) > _NEARLY]

    def nearest(self, active: Ints, prices: _Prices, most: int) -> Ints:
        """Return so many columns at most: those that lack least to be worth their prices."""
        if len(active) <= most:
            return active
        return active[np.argpartition(-self._above(active, prices), most)[:most]]

    def _above(self, chosen: Ints, prices: _Prices) -> Floats:
        """Return by column what it is worth above its prices and that of its slot."""
        costs = np.append(prices.bundles, 0.0)[self.columns.members(chosen)].sum(axis=1)
        costs += prices.slots[self.columns.slot_of(chosen)]
        return np.asarray(self.columns.value(chosen) - costs, dtype=np.float64)

    def searched(self, active: Ints, budget: Budget) -> _IntegerOutcome | None:
        """Choose whole columns; None if nothing is known in time.

        HiGHS does not listen to an interrupter (MathOpt 9.15): it is left to its time limit.
        """
        if not len(active):
            return _IntegerOutcome(-np.inf, None)
        model = self._model(active, whole=True)
        parameters = _limited(budget)
        # Values are integers: less than one apart is the same.
        parameters.absolute_gap_tolerance = 1.0 - 1e-3
        parameters.relative_gap_tolerance = 0.0
        parameters.random_seed = budget.seed
        answers: list[result_pb2.SolveResultProto] = []
        worker = threading.Thread(
            target=lambda: answers.append(_solved(model, parameters)), daemon=True
        )
        worker.start()
        while worker.is_alive() and not budget.stopped:
            worker.join(0.05)
        return self._solution_of(active, answers[0]) if answers else None

    def _solution_of(
        self, active: Ints, answer: result_pb2.SolveResultProto
    ) -> _IntegerOutcome | None:
        """Return what an answer says, counted in integers; None where it says nothing."""
        reason = answer.termination.reason
        if reason == result_pb2.TERMINATION_REASON_INFEASIBLE:
            return _IntegerOutcome(-np.inf, None)
        chosen: Ints | None = None
        if reason == result_pb2.TERMINATION_REASON_UNSPECIFIED:
            return None
        if answer.solutions:
            values = answer.solutions[0].primal_solution.variable_values
            chosen = active[
                [
                    column
                    for column, value in zip(values.ids, values.values, strict=True)
                    if value > 0.5
                ]
            ]
            if not self.columns.is_choice(chosen):
                return None
            if reason == result_pb2.TERMINATION_REASON_OPTIMAL:
                return _IntegerOutcome(int(self.columns.value(chosen).sum()), chosen)
        return _IntegerOutcome(answer.termination.objective_bounds.dual_bound + 1e-3, chosen)

    def _model(self, active: Ints, *, whole: bool) -> model_pb2.ModelProto:
        """Return a model with a variable for each active column; in parts, also for each row."""
        value = self.columns.value(active).astype(np.float64)
        members = self.columns.members(active)
        number = np.arange(len(active))
        filled = members < len(self.columns.bundles)
        rows = [members[filled], len(self.columns.bundles) + self.columns.slot_of(active)]
        variables = [np.broadcast_to(number[:, None], members.shape)[filled], number]
        if not whole:
            rows.append(np.arange(len(self.low)))
            variables.append(len(active) + rows[-1])
            value = np.concatenate([value, np.full(len(self.low), -self.dear)])
        row, variable = np.concatenate(rows), np.concatenate(variables)
        order = np.lexsort((variable, row))
        model = model_pb2.ModelProto()
        model.variables.ids.extend(range(len(value)))
        model.variables.lower_bounds.extend([0.0] * len(value))
        model.variables.upper_bounds.extend([1.0 if whole else np.inf] * len(value))
        model.variables.integers.extend([whole] * len(value))
        model.linear_constraints.ids.extend(range(len(self.low)))
        model.linear_constraints.lower_bounds.extend(self.low)
        model.linear_constraints.upper_bounds.extend(self.high)
        model.linear_constraint_matrix.row_ids.extend(row[order].tolist())
        model.linear_constraint_matrix.column_ids.extend(variable[order].tolist())
        model.linear_constraint_matrix.coefficients.extend([1.0] * len(row))
        model.objective.maximize = True
        paid = np.flatnonzero(value)
        model.objective.linear_coefficients.ids.extend(paid.tolist())
        model.objective.linear_coefficients.values.extend(value[paid].tolist())
        return model


def _limited(budget: Budget) -> parameters_pb2.SolveParametersProto:
    parameters = parameters_pb2.SolveParametersProto()
    parameters.time_limit.FromMilliseconds(int(1000 * budget.left))
    return parameters


def _solved(
    model: model_pb2.ModelProto, parameters: parameters_pb2.SolveParametersProto
) -> result_pb2.SolveResultProto:
    # What a solver refuses is no answer: what is known already stays.
    with suppress(StatusNotOk):
        return solver.solve(
            model,
            mathopt.SolverType.HIGHS.value,
            mathopt.StreamableSolverInitArguments().to_proto(),
            parameters,
            model_parameters_pb2.ModelSolveParametersProto(),
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            None,
        )
    return result_pb2.SolveResultProto()
