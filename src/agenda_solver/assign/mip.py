"""Seats under every demand at once, as a mixed-integer program.

A column is how many of a group of equals sit in a session. The aims come one by one, each
earlier one held. First a search with all of them weighed in one sum guesses what each may
come to; then each is proven by the relaxation, or bettered by a search for less, which
leaves out every column that its reduced cost rules out (Dantzig, Fulkerson and Johnson,
"Solution of a large-scale traveling-salesman problem", 1954).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, combinations, pairwise, product, takewhile
from math import ceil, comb, floor
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from agenda_solver.assign.aims import TIES, Aim, Kind, lack_costs, missing_ranks, seat_costs
from agenda_solver.assign.aims import cost as cost_of
from agenda_solver.assign.choices import NOBODY, Choices, Flags, Floats, Ints, Levels, joined
from agenda_solver.assign.method import TOLERANCE, MethodResult
from agenda_solver.assign.rounds import colour
from agenda_solver.budget import Budget

if TYPE_CHECKING:
    from agenda_solver.assign.program import Outcome, Relaxed

MOST_SEATS = 600_000, 200_000
"""Up to so many seats that somebody may take a program ends in a minute: one round, several."""

_MOST_WEIGHT = 1e6
"""The largest weight in a weighted sum: whole numbers stay exact within HiGHS's tolerances."""

_MOST_ROWS = 200_000
"""Up to so many rows for what adds up over a day."""

_MOST_STEPS = 20_000
"""So many places may have a column of their own."""

_FEW = 2_000
"""So many columns are always few enough for a guess."""


def fits(choices: Choices) -> bool:
    """Whether a program of such a size can be hoped to end in a minute or so.

    No other method knows how many seats somebody has at most over all rounds.
    """
    if choices.limited.any():
        return True
    several = bool((choices.dues.sum(axis=1) > 1).any())
    return int(np.count_nonzero(choices.level)) <= MOST_SEATS[several]


def seat(
    choices: Choices,
    aims: Sequence[Aim],
    budget: Budget,
    *,
    held: Sequence[int] = (),
    start: Ints | None = None,
) -> MethodResult:
    """Seat the attendees, as well as the budget allows, with bounds.

    Parameters
    ----------
    aims : sequence of Aim
        The first one comes first.
    held : sequence of int
        What the first of the aims come to at best, where that is known.
    start : array of n × R, optional
        Seats that keep every demand: what comes out is no worse.

    Returns
    -------
    MethodResult
        ``infeasible`` where the demands contradict each other, ``unknown`` where the time
        was too short for any seats.
    """
    return _MipSearch(choices, tuple(aims), budget, tuple(held), start).best_seats()


class _MipSearch:
    """Aim by aim: a guess, then its proof or something better."""

    def __init__(
        self,
        choices: Choices,
        aims: Sequence[Aim],
        budget: Budget,
        held: Sequence[int],
        start: Ints | None,
    ) -> None:
        self.choices = choices
        self.aims = aims
        self.held = held
        self.budget = budget
        # In one unit, equals would share what is lost over a day, and companions lose alike.
        self.model = _Model(choices, alike=all(aim.kind != "day" for aim in aims))
        self.program = self.model.program
        self.costs: list[Floats] = []
        self.constants: list[int] = []
        self.rows: list[int] = []
        self.taken = start
        self.active = self._likely()

    def best_seats(self) -> MethodResult:
        """Return the best seats, and what is proven of them."""
        if self.model.impossible:
            return MethodResult("infeasible")
        sums = list(takewhile(lambda aim: aim.kind not in TIES, self.aims))
        for aim in self.aims[: len(sums)]:
            self._ask(aim)
        for number, least in enumerate(self.held[: len(sums)]):
            self._hold(number, least)
        if self.taken is not None and sums and not self.held:
            self._hold(0, self._paid(0))
        outcome = self._guess(min(len(self.held), len(sums)))
        if self.taken is None:
            return MethodResult("unknown" if self.held else outcome)
        bounds = [*self.held[: len(sums)]]
        for number in range(len(bounds), len(self.aims)):
            bounds.append(self._prove(number))
        costs = [cost_of(self.choices, aim, self.taken) for aim in self.aims]
        return MethodResult("optimal" if bounds == costs else "feasible", self.taken, tuple(bounds))

    def _likely(self) -> Flags:
        """Return columns with which to begin: wishes, and a few others of each attendee."""
        model, choices = self.model, self.choices
        heads = model.heads[model.unit]
        active = np.ones(len(self.program.upper), dtype=np.bool_)
        active[: model.seats] = choices.wished[heads, model.session]
        lot = np.random.default_rng(self.budget.seed).random(model.seats)
        active[: model.seats] |= lot < 3.0 / max(1, len(choices.sessions) / choices.rounds)
        for attendee, sessions in choices.must:
            columns = model.column[model.unit_of[attendee], list(sessions)]
            active[columns[columns >= 0]] = True
        return active

    def _ask(self, aim: Aim) -> None:
        """Take an aim into the program: its costs, and a row to hold it later."""
        cost, constant = self.model.costs(aim, self.budget)
        columns = np.flatnonzero(cost)
        row = self.program.add_rows(
            np.zeros(len(columns)), columns, cost[columns], low=-np.inf, high=np.inf
        )
        self.costs.append(cost)
        self.constants.append(constant)
        self.rows.append(int(row[0]))
        self.active = _extended(self.active, len(self.program.upper), True)

    def _cost(self, number: int) -> Floats:
        return _extended(self.costs[number], len(self.program.upper), 0.0)

    def _paid(self, number: int) -> int:
        assert self.taken is not None
        return cost_of(self.choices, self.aims[number], self.taken)

    def _hold(self, number: int, most: int) -> None:
        self.program.high[self.rows[number]] = most - self.constants[number]

    # A guess.

    def _guess(self, first: int) -> Outcome:
        """Look for seats that are good in all aims from one on, weighed in one sum."""
        numbers = range(first, len(self.costs))
        weighed = np.zeros(len(self.program.upper))
        base = floor(
            min(len(self.choices.attendees) + 1, _MOST_WEIGHT ** (1 / max(1, len(numbers) - 1)))
        )
        for number in numbers:
            weighed = weighed * base + self._cost(number)
        relaxed = self._relax(weighed)
        if relaxed.outcome != "optimal":
            return relaxed.outcome
        weighed = _extended(weighed, len(self.program.upper), 0.0)
        few = self._cheapest(relaxed)
        outcome: Outcome = "unknown"
        for columns in (self._undecided(relaxed, few), few, np.ones_like(few)):
            outcome, values = self.program.search(weighed, columns, self.budget.part("guess"))
            if values is not None:
                self._take(values)
                if columns is few or self._meets(relaxed, numbers):
                    break
        return outcome

    def _undecided(self, relaxed: Relaxed, few: Flags) -> Flags:
        """Return the columns of units that a relaxation does not seat in whole, and its own."""
        seats = self.model.seats
        part = np.abs(relaxed.values - np.rint(relaxed.values)) > TOLERANCE
        undecided = np.zeros(len(self.model.units), dtype=np.bool_)
        undecided[self.model.unit[part[:seats]]] = True
        likely = relaxed.values > TOLERANCE
        likely[:seats] |= few[:seats] & undecided[self.model.unit]
        likely[seats:] = True
        return likely

    def _meets(self, relaxed: Relaxed, numbers: Iterable[int]) -> bool:
        """Whether the seats are as good as a relaxation, each aim rounded up."""
        return all(
            self._paid(number)
            <= ceil(self._cost(number) @ relaxed.values - TOLERANCE) + self.constants[number]
            for number in numbers
        )

    def _cheapest(self, relaxed: Relaxed) -> Flags:
        """Return the columns that a good solution is likely to have."""
        chosen = np.ones(len(self.program.upper), dtype=np.bool_)
        few = max(_FEW, 4 * len(self.model.units) * self.choices.rounds)
        if few < self.model.seats:
            reduced = relaxed.reduced[: self.model.seats]
            limit = max(0.0, float(np.partition(reduced, few)[few])) + TOLERANCE
            chosen[: self.model.seats] = reduced <= limit
        return chosen | (relaxed.values > 0)

    def _take(self, values: Ints) -> None:
        """Take seats, unless those there are are better."""
        taken = self.model.taken(values)
        if self.taken is None or self._vector(taken) <= self._vector(self.taken):
            self.taken = taken

    def _vector(self, taken: Ints) -> tuple[int, ...]:
        asked = self.aims[: len(self.costs)]
        return tuple(cost_of(self.choices, aim, taken) for aim in asked)

    def _relax(self, cost: Floats) -> Relaxed:
        """Relax, with nobody in a session more than it takes place."""
        while True:
            cost = _extended(cost, len(self.program.upper), 0.0)
            relaxed = self.program.relax(cost, self.active, self.budget)
            if relaxed.outcome != "optimal" or not self._cut(relaxed):
                return relaxed

    def _cut(self, relaxed: Relaxed) -> bool:
        """Add the rows, broken by a relaxation, that nobody is in a cancelled session."""
        model = self.model
        added = False
        for session, opened in model.opens.items():
            columns = np.flatnonzero(model.session == session)
            limit = relaxed.values[opened] * model.copies[model.unit[columns]]
            broken = columns[relaxed.values[columns] > limit + 1e-4]
            if len(broken):
                added = True
                count = np.arange(len(broken))
                self.program.add_rows(
                    np.concatenate([count, count]),
                    np.concatenate([broken, np.full(len(broken), opened)]),
                    np.concatenate([np.ones(len(broken)), -model.copies[model.unit[broken]]]),
                    high=np.zeros(len(broken)),
                )
        return added

    # A proof, or something better.

    def _prove(self, number: int) -> int:
        """Prove what an aim comes to, or better it; hold it, and return its bound."""
        if number >= len(self.costs):
            self.model.all_seated = self._everybody_sits(number)
            late = not self.budget.left
            if late or number > len(self.costs) or not self._counts(self.aims[number]):
                return 0
            self._ask(self.aims[number])
        cost = self._cost(number)
        bound = self.held[number] if number < len(self.held) else 0
        at_first = self._paid(number)
        narrow = True
        while bound < (paid := self._paid(number)) and self.budget.left:
            relaxed = self._relax(cost)
            if relaxed.outcome == "optimal":
                bound = max(bound, ceil(relaxed.bound - TOLERANCE) + self.constants[number])
            elif relaxed.outcome == "infeasible":
                bound = paid
            if bound >= paid or relaxed.outcome == "unknown":
                break
            self._hold(number, paid - 1)
            margin = paid - 1 - self.constants[number] - relaxed.bound
            useful = _extended(relaxed.reduced <= margin + TOLERANCE, len(self.program.upper), 1)
            few = useful & self._cheapest(relaxed)
            narrow = narrow and not np.array_equal(few, useful)
            outcome, values = self.program.search(
                cost,
                few if narrow else useful,
                self.budget.part("guess") if narrow else self.budget,
            )
            if values is not None:
                self._take(values)
            if narrow:
                narrow = False
            elif outcome == "infeasible":
                bound = paid
            elif outcome == "optimal" and values is not None and self._paid(number) < paid:
                bound = max(bound, int(np.rint(cost @ values)) + self.constants[number])
            else:
                break
        paid = self._paid(number)
        self._hold(number, paid)
        if paid < at_first and number + 1 < len(self.costs):
            self._guess(number + 1)
        return min(bound, paid)

    def _counts(self, aim: Aim) -> bool:
        """Whether the program can tell what an aim comes to."""
        if aim.kind == "even":
            return int(self.choices.most.sum()) <= _MOST_STEPS
        return aim.kind != "day" or self.model.counts_days()

    def _everybody_sits(self, number: int) -> bool:
        """Whether nobody due a seat is without one, now that an earlier aim is held at that."""
        return not self.choices.clashes and any(
            aim.kind == "lacking" and self._paid(earlier) == 0
            for earlier, aim in enumerate(self.aims[:number])
        )


def _extended(values: NDArray[Any], size: int, rest: float) -> NDArray[Any]:
    return np.concatenate([values, np.full(size - len(values), rest, dtype=values.dtype)])


@dataclass(frozen=True)
class _Unit:
    """Attendees who are one to the program.

    Attributes
    ----------
    members : tuple of int
        Either equals, each of whom sits where they like, or some who sit together.
    copies : int
        How many sit by themselves: 1 where they sit together.
    """

    members: tuple[int, ...]
    copies: int

    @property
    def weight(self) -> int:
        """How many seats one copy takes."""
        return len(self.members) // self.copies


class _Model:
    """The program of some choices, and what its columns mean.

    Attributes
    ----------
    unit, session : arrays
        Of each seat column, which come first.
    """

    def __init__(self, choices: Choices, *, alike: bool = True) -> None:
        self.choices = choices
        self.units = tuple(_units(choices, alike=alike))
        self.unit_of = np.zeros(len(choices.attendees), dtype=np.int64)
        for number, unit in enumerate(self.units):
            self.unit_of[list(unit.members)] = number
        self.copies: Ints = np.array([unit.copies for unit in self.units], dtype=np.int64)
        self.weight: Ints = np.array([unit.weight for unit in self.units], dtype=np.int64)
        self.heads: Ints = np.array([unit.members[0] for unit in self.units], dtype=np.int64)
        allowed = self._allowed()
        self.unit, self.session = map(np.asarray, np.nonzero(allowed))
        self.seats = len(self.unit)
        self.column = np.full(allowed.shape, -1, dtype=np.int64)
        self.column[self.unit, self.session] = np.arange(self.seats)
        self.round = choices.round_of[self.session]
        from agenda_solver.assign.program import Program

        self.program = Program()
        self.program.add_columns(self.copies[self.unit])
        self.missing = missing_ranks(choices)
        self.impossible = False
        self.all_seated = False
        self.due = choices.due[self.heads]
        self.dues = choices.dues[self.heads]
        self.limited = np.flatnonzero(choices.limited[self.heads]).tolist()
        self._sits_on = self._later_rounds()
        self._lack: dict[tuple[int, int], int] = {}
        self._short: dict[tuple[int, int], int] = {}
        self.opens: dict[int, int] = {}
        self._add_rounds()
        self._add_dues()
        self._add_workshops()
        self._add_exclusive()
        self._add_lunch()
        self._add_limits()
        self._add_musts()
        self._add_company()
        self._add_quotas()

    # What a seat is.

    def _allowed(self) -> Flags:
        """Return where each unit may sit (units × m)."""
        choices = self.choices
        free: Flags = np.asarray(choices.level > 0)
        for number, companies in enumerate(choices.companies):
            here = np.flatnonzero(choices.round_of == number)
            for group in companies:
                rows = np.array(group)[:, None]
                free[rows, here] = free[rows, here].all(axis=0)
        bars = np.asarray(free[self.heads])
        for one, other in choices.apart:
            if self.unit_of[one] == self.unit_of[other]:
                bars[self.unit_of[one]] = False
        return bars

    def _later_rounds(self) -> dict[int, list[int]]:
        """Return by round the sessions that began before and are still going on."""
        clashing: dict[int, set[int]] = defaultdict(set)
        for one, other in self.choices.clashes:
            earlier, later = sorted(
                (one, other), key=lambda session: self.choices.round_of[session]
            )
            clashing[int(self.choices.round_of[later])].add(earlier)
        return {number: sorted(sessions) for number, sessions in clashing.items()}

    def _exclude(self, sessions: Sequence[int]) -> bool:
        """Whether nobody may sit in two of some sessions."""
        choices = self.choices
        exclusive = set(choices.exclusive)
        return all(
            choices.round_of[one] == choices.round_of[other]
            or choices.workshop[one] == choices.workshop[other]
            or (one, other) in exclusive
            or (other, one) in exclusive
            for one, other in combinations(sessions, 2)
        )

    def total(self, cost: Ints) -> Floats:
        """Return what one copy adds to a sum of costs, by seat column, from n × m costs."""
        if all(unit.weight == 1 for unit in self.units):
            return cost[self.heads[self.unit], self.session].astype(np.float64)
        by_unit = np.zeros((len(self.units), cost.shape[1]))
        np.add.at(by_unit, self.unit_of, cost)
        return by_unit[self.unit, self.session] / self.copies[self.unit]

    # Demands.

    def _add_by_unit(self, chosen: Flags) -> None:
        """Let each unit have at most one seat a copy among some seat columns."""
        columns = np.flatnonzero(chosen)
        units, row = np.unique(self.unit[columns], return_inverse=True)
        if len(units):
            self.program.add_rows(row, columns, 1.0, high=self.copies[units])

    def _add_rounds(self) -> None:
        choices = self.choices
        self.covers: list[Flags] = []
        for number in range(choices.rounds):
            here = np.flatnonzero(choices.round_of == number).tolist()
            on = self._sits_on.get(number, [])
            self.covers.append(np.isin(self.session, [*here, *on]))
            if self._exclude([*here, *on]):
                self._add_by_unit(self.covers[number])
            else:
                self._add_by_unit(np.isin(self.session, here))
                self._add_lack(number)

    def _add_lack(self, number: int) -> None:
        """Count who has no seat in a round where a sum does not tell it."""
        units = np.flatnonzero(self.due[:, number])
        lack = self.program.add_columns(self.copies[units])
        at = np.full(len(self.units), -1, dtype=np.int64)
        at[units] = np.arange(len(units))
        columns = np.flatnonzero(self.covers[number] & self.due[self.unit, number])
        self.program.add_rows(
            np.concatenate([np.arange(len(units)), at[self.unit[columns]]]),
            np.concatenate([lack, columns]),
            1.0,
            low=self.copies[units],
        )
        self._lack |= {
            (number, int(unit)): int(column) for unit, column in zip(units, lack, strict=True)
        }

    def _add_dues(self) -> None:
        """Let nobody have more seats than they are due; count what they lack, if it takes rows."""
        choices = self.choices
        capped = np.zeros(self.dues.shape, dtype=np.bool_)
        np.logical_or.at(capped, self.unit_of, choices.capped)
        for family, rounds in enumerate(choices.families):
            here = np.isin(self.round, rounds)
            for unit in np.flatnonzero(capped[:, family]).tolist():
                columns = np.flatnonzero(here & (self.unit == unit))
                most = self.copies[unit] * self.dues[unit, family]
                self.program.add_rows(np.zeros(len(columns)), columns, 1.0, high=most)
            if self._goes_on(rounds):
                for unit in np.flatnonzero(self._spare(family)).tolist():
                    self._add_short(family, unit)
        for unit in self.limited:
            columns = np.flatnonzero(self.unit == unit)
            most = int(self.dues[unit].sum()) - self._beyond(unit)
            self.program.add_rows(np.zeros(len(columns)), columns, 1.0, high=most)

    def _beyond(self, unit: int) -> int:
        """Return how many of the seats due to somebody they may not have."""
        assert self.choices.beyond is not None
        return int(self.choices.beyond[self.heads[unit]])

    def _goes_on(self, rounds: Iterable[int]) -> bool:
        """Whether what begins before one of some rounds may still be going on then."""
        return any(number in self._sits_on for number in rounds)

    def _spare(self, family: int) -> Ints:
        """Return in how many rounds of a family each unit need not sit."""
        rounds = list(self.choices.families[family])
        spare: Ints = self.due[:, rounds].sum(axis=1) - self.dues[:, family]
        return spare

    def _add_short(self, family: int, unit: int) -> None:
        """Count what somebody lacks who is due seats in fewer rounds than there are.

        It is the smaller of two: of the seats due those they do not have, and the rounds in
        which they neither sit nor sit on. A column tells which.
        """
        rounds = [number for number in self.choices.families[family] if self.due[unit, number]]
        most = len(rounds)
        lack, which = self.program.add_columns([most, 1])
        self._short[family, unit] = int(lack)
        own = self.unit == unit
        seats = np.flatnonzero(own & np.isin(self.round, self.choices.families[family]))
        apart = [self._lack[number, unit] for number in rounds if (number, unit) in self._lack]
        summed = [number for number in rounds if (number, unit) not in self._lack]
        covers = [np.flatnonzero(own & self.covers[number]) for number in summed]
        columns = np.concatenate([seats, [lack, which], *covers, apart, [lack, which]])
        first = len(seats) + 2
        sign = np.ones(len(columns))
        sign[first + sum(map(len, covers)) :] = [*[-1.0] * len(apart), 1.0, -most]
        sign[len(seats) + 1] = most
        self.program.add_rows(
            np.arange(len(columns)) >= first,
            columns.astype(np.int64),
            sign,
            low=[float(self.dues[unit, family]), float(len(summed) - most)],
        )

    def _add_workshops(self) -> None:
        choices = self.choices
        for workshop in np.unique(choices.workshop):
            times = np.flatnonzero(choices.workshop == workshop)
            if len(set(choices.round_of[times])) > 1:
                self._add_by_unit(np.isin(self.session, times))

    def _add_exclusive(self) -> None:
        choices = self.choices
        against: dict[tuple[int, int], list[int]] = defaultdict(list)
        for one, other in choices.exclusive:
            earlier, later = sorted((one, other), key=lambda session: choices.round_of[session])
            against[earlier, int(choices.round_of[later])].append(later)
        for (earlier, number), sessions in against.items():
            here = np.flatnonzero(choices.round_of == number).tolist()
            on = self._sits_on.get(number, [])
            if earlier not in on or not self._exclude([*here, *on]):
                self._add_by_unit(np.isin(self.session, [earlier, *sessions]))

    def _add_lunch(self) -> None:
        """Leave everybody time for lunch."""
        for lunchless in self.choices.lunchless:
            columns = np.flatnonzero(np.isin(self.session, lunchless.sessions))
            if lunchless.attendee is not None:
                columns = columns[self.unit[columns] == self.unit_of[lunchless.attendee]]
            units, row = np.unique(self.unit[columns], return_inverse=True)
            if len(units):
                most = np.full(len(units), len(lunchless.groups) - 1.0)
                self.program.add_rows(row, columns, 1.0, high=most)

    def _add_limits(self) -> None:
        choices, program = self.choices, self.program
        for session in range(len(choices.sessions)):
            columns = np.flatnonzero(self.session == session)
            weight = self.weight[self.unit[columns]]
            most, least = int(choices.most[session]), int(choices.least[session])
            zeros = np.zeros(len(columns), dtype=np.int64)
            if session in choices.bound:
                if least > most:
                    self.impossible = True
                program.add_rows(zeros, columns, weight, low=least, high=most)
                continue
            if least <= 1:
                if most < int((weight * self.copies[self.unit[columns]]).sum()):
                    program.add_rows(
                        zeros, columns, weight, high=max(most, 0) if least <= most else 0
                    )
                continue
            if most < least:
                program.add_rows(zeros, columns, weight, high=0)
                continue
            opened = int(program.add_columns(1)[0])
            self.opens[session] = opened
            program.add_rows(
                np.concatenate([zeros, [0], zeros + 1, [1]]),
                np.concatenate([columns, [opened], columns, [opened]]),
                np.concatenate([weight, [-most], weight, [-least]]),
                low=[-np.inf, 0],
                high=[0, np.inf],
            )

    def _add_musts(self) -> None:
        for attendee, sessions in self.choices.must:
            unit = self.unit_of[attendee]
            columns = self.column[unit, list(sessions)]
            columns = columns[columns >= 0]
            if not len(columns):
                self.impossible = True
            copies = int(self.copies[unit])
            self.program.add_rows(np.zeros(len(columns)), columns, 1.0, low=copies, high=copies)

    def _add_company(self) -> None:
        """Add who sits with whom, where that is not one unit, and who does not."""
        choices = self.choices
        for number, group in (
            (number, group)
            for number, companies in enumerate(choices.companies)
            for group in companies
        ):
            for one, other in pairwise(np.unique(self.unit_of[list(group)])):
                here = np.flatnonzero((choices.round_of == number) & (self.column[one] >= 0))
                pairs = np.column_stack([self.column[one, here], self.column[other, here]])
                self.program.add_rows(
                    np.repeat(np.arange(len(here)), 2),
                    pairs.ravel(),
                    np.tile([1.0, -1.0], len(here)),
                    low=0.0,
                    high=0.0,
                )
        for one, other in choices.apart:
            first, second = self.unit_of[one], self.unit_of[other]
            here = np.flatnonzero((self.column[first] >= 0) & (self.column[second] >= 0))
            if first != second and len(here):
                pairs = np.column_stack([self.column[first, here], self.column[second, here]])
                self.program.add_rows(
                    np.repeat(np.arange(len(here)), 2), pairs.ravel(), 1.0, high=1.0
                )

    def _members_in(self, session: int, group: Iterable[int]) -> tuple[Ints, Ints]:
        """Return seat columns of a session, and how many of a group are in one copy."""
        units, count = np.unique(self.unit_of[list(group)], return_counts=True)
        columns = self.column[units, session]
        kept = columns >= 0
        return columns[kept], count[kept] // self.copies[units[kept]]

    def _add_quotas(self) -> None:
        for quota in self.choices.quotas:
            columns, count = self._members_in(quota.session, quota.attendees)
            self.program.add_rows(np.zeros(len(columns)), columns, count, high=quota.most)

    # Aims: what each column adds, and what is added anyway.

    def costs(self, aim: Aim, budget: Budget) -> tuple[Floats, int]:
        """Return the cost of each column in an aim, and a constant; may add columns.

        Of what is lost over a day, no more is told than there is time for: see `_day`.
        """
        if aim.kind in self._counted:
            return self._counted[aim.kind](), 0
        if aim.kind == "day":
            return self._day(aim.at, budget), 0
        cost = np.zeros(len(self.program.upper))
        if aim.kind == "moved":
            for attendee, session in self.choices.before:
                column = self.column[self.unit_of[attendee], session]
                if column >= 0:
                    cost[column] -= 1
            return cost, len(self.choices.before)
        if aim.kind == "lacking":
            return self._lacking()
        lack = lack_costs(self.choices, aim)
        spared = seat_costs(self.choices, aim) - lack[:, self.choices.round_of]
        cost[: self.seats] = self.total(spared)
        return cost, int(lack.sum())

    @property
    def _counted(self) -> Mapping[Kind, Callable[[], Floats]]:
        """What is counted by columns of its own."""
        return {"mixed": self._mixed, "few": self._few, "even": self._squares}

    def _lacking(self) -> tuple[Floats, int]:
        """Count the seats that are lacking."""
        cost = np.zeros(len(self.program.upper))
        total = np.zeros(len(self.units), dtype=np.int64)
        seats = self.weight * self.copies
        for family, rounds in enumerate(self.choices.families):
            if not self._goes_on(rounds):
                cost[: self.seats] -= np.isin(self.round, rounds) * self.weight[self.unit]
                total += seats * self.dues[:, family]
                continue
            plain = self._spare(family) == 0
            for number in rounds:
                due = plain & self.due[:, number]
                if all(at != number for at, _ in self._lack):
                    cost[: self.seats] -= (self.covers[number] & due[self.unit]) * self.weight[
                        self.unit
                    ]
                    total += np.where(due, seats, 0)
                for unit in np.flatnonzero(due).tolist():
                    if (number, unit) in self._lack:
                        cost[self._lack[number, unit]] = self.weight[unit]
        for (_, unit), column in self._short.items():
            cost[column] = self.weight[unit]
        for unit in self.limited:
            cost = self._without_those_beyond(unit, cost, int(total[unit]))
            total[unit] = 0
        return cost, int(total.sum())

    def _few(self) -> Floats:
        """Count the seats that are lacking of the least number of each."""
        choices = self.choices
        assert choices.at_least is not None
        least = choices.at_least[self.heads] * self.copies
        units = np.flatnonzero(least)
        few = self.program.add_columns(least[units], whole=False)
        at = np.full(len(self.units), -1, dtype=np.int64)
        at[units] = np.arange(len(units))
        columns = np.flatnonzero(at[self.unit] >= 0)
        self.program.add_rows(
            np.concatenate([at[self.unit[columns]], np.arange(len(units))]),
            np.concatenate([columns, few]),
            1.0,
            low=least[units],
        )
        cost = np.zeros(len(self.program.upper))
        cost[few] = self.weight[units]
        return cost

    def _without_those_beyond(self, unit: int, cost: Floats, total: int) -> Floats:
        """Count as lacking only what is more than the seats due that somebody may not have."""
        counted = [
            *np.flatnonzero(self.unit == unit).tolist(),
            *(column for (_, whose), column in self._lack.items() if whose == unit),
            *(column for (_, whose), column in self._short.items() if whose == unit),
        ]
        weight = int(self.weight[unit])
        own = self.program.add_columns([total // weight + self.choices.rounds], whole=False)
        self.program.add_rows(
            np.zeros(len(counted) + 1),
            np.array([*counted, *own]),
            np.array([*(-cost[counted] / weight), 1.0]),
            low=float(total // weight - self._beyond(unit)),
        )
        cost = _extended(cost, len(self.program.upper), weight)
        cost[counted] = 0
        return cost

    def _mixed(self) -> Floats:
        """Count who is too many or too few of a group in a session."""
        counts: list[Ints] = []
        for mix in self.choices.mixes:
            for group, session in product(mix.groups, mix.sessions):
                low, high = mix.shares(group)
                over, under = self.program.add_columns([len(group)] * 2, whole=False)
                columns, count = self._members_in(session, group)
                zeros = np.zeros(len(columns), dtype=np.int64)
                self.program.add_rows(
                    np.concatenate([zeros, [0], zeros + 1, [1]]),
                    np.concatenate([columns, [over], columns, [under]]),
                    np.concatenate([count, [-1], count, [1]]),
                    low=[-np.inf, low],
                    high=[high, np.inf],
                )
                counts.append(np.array([over, under]))
        cost = np.zeros(len(self.program.upper))
        if counts:
            cost[np.concatenate(counts)] = 1.0
        return cost

    def _squares(self) -> Floats:
        """Count the squares of the sizes, by steps: each is dearer than the one before it."""
        steps: list[Ints] = []
        for session, most in enumerate(self.choices.most.tolist()):
            columns = np.flatnonzero(self.session == session)
            own = self.program.add_columns(np.ones(most), whole=False)
            self.program.add_rows(
                np.zeros(len(columns) + most),
                np.concatenate([columns, own]),
                np.concatenate([self.weight[self.unit[columns]], np.full(most, -1.0)]),
                low=0.0,
                high=0.0,
            )
            steps.append(own)
        cost = np.zeros(len(self.program.upper))
        for own in steps:
            cost[own] = 2.0 * np.arange(len(own)) + 1.0
        return cost

    def _day(self, at: int, budget: Budget) -> Floats:
        """Count who loses so many ranks or more over the day.

        Somebody does if, for some shares of the loss over the rounds, they sit in each round
        at its share or worse: one row for each way to share it. For two rounds these rows
        leave nothing to guess: they are the bounds that Makarov (1981) proved sharp. They may
        be many, and take longer than there is time: with fewer of them less is counted, so
        that what is proven still holds.
        """
        due = np.setdiff1d(np.flatnonzero(self.due.any(axis=1)), self.limited)
        counted = self.program.add_columns(np.ones(len(due)))
        for unit, column in zip(due, counted, strict=True):
            if not budget.left:
                break
            self._add_shares(int(unit), int(column), at)
        cost = np.zeros(len(self.program.upper))
        cost[counted] = self.weight[due]
        return cost

    def counts_days(self) -> bool:
        """Whether what is lost over a day may be shared over the rounds in few enough ways."""
        worst = 1.0 + self.choices.level.max(initial=0)
        rows = worst ** (self.dues.sum(axis=1) - 1.0)
        for family, rounds in enumerate(self.choices.families):
            due = self.due[:, list(rounds)].sum(axis=1)
            rows *= [comb(all_, left) for all_, left in zip(due, self._spare(family), strict=True)]
            rows *= 2.0 ** len(set(rounds) & set(self._sits_on))
        return bool(rows.sum() <= _MOST_ROWS)

    def _add_shares(self, unit: int, column: int, at: int) -> None:
        choices, head = self.choices, int(self.heads[unit])
        columns = np.arange(*np.searchsorted(self.unit, [unit, unit + 1]))
        level = choices.level[head, self.session[columns]]
        number = self.round[columns]
        # At best they had any session of their own, those that the others of a unit bar too.
        own = choices.level[head]
        may = np.flatnonzero(own)
        best = [
            _best_sums(own[may], choices.round_of[may], choices.workshop[may], family)
            for family in choices.families
        ]
        goes_on = {
            moment: np.isin(self.session[columns], sessions)
            for moment, sessions in self._sits_on.items()
        }
        for counted, covered in self._days(unit):
            least = sum(
                sums[min(len(sums) - 1, len(counted.intersection(family)))]
                for sums, family in zip(best, choices.families, strict=True)
            )
            moments = sorted(counted)
            worst = [self._worst(head, moment) for moment in moments]
            elsewhere = np.where(np.isin(number, [*counted, *covered]), 0.0, -1.0)
            for moment, seated in goes_on.items():
                elsewhere[seated] += 1.0 if moment in covered else -1.0
            for shares in _shares(max(at + least, len(moments)), worst):
                sign = elsewhere.copy()
                for moment, share in zip(moments, shares, strict=True):
                    sign[(number == moment) & (level < share)] -= 1.0
                used = np.flatnonzero(sign)
                self.program.add_rows(
                    np.zeros(len(used) + 1),
                    np.concatenate([columns[used], [column]]),
                    np.concatenate([sign[used], [-1.0]]),
                    high=len(covered) - 1,
                )

    def _days(self, unit: int) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
        """Yield the rounds in which somebody may have a seat or lack one, with all others empty.

        And those in which they are not due one as they sit in what is still going on.
        """
        by_family = []
        for family, rounds in enumerate(self.choices.families):
            due = frozenset(number for number in rounds if self.due[unit, number])
            long = sorted(due & set(self._sits_on))
            ways = [
                (frozenset(some), frozenset(covered))
                for size in range(1 + len(long))
                for covered in combinations(long, size)
                for some in combinations(
                    sorted(due.difference(covered)),
                    min(int(self.dues[unit, family]), len(due) - size),
                )
            ]
            by_family.append(ways)
        for chosen in product(*by_family):
            counted, covered = zip(*chosen, strict=True)
            yield frozenset().union(*counted), frozenset().union(*covered)

    def _worst(self, row: int, moment: int) -> int:
        """Return the worst that a round may count as to somebody."""
        if self.all_seated:
            here = self.choices.round_of == moment
            return int(self.choices.level[row, here].max(initial=0))
        families = self.choices.families
        family = next(place for place, rounds in enumerate(families) if moment in rounds)
        return int(self.missing[row, family])

    # And back.

    def taken(self, values: Ints) -> Ints:
        """Return the seats (n × R) that some values of the columns mean."""
        taken = np.full(self.choices.due.shape, NOBODY, dtype=np.int64)
        used = np.flatnonzero(values[: self.seats])
        alone = used[self.copies[self.unit[used]] == 1]
        for column in alone:
            rows = list(self.units[self.unit[column]].members)
            taken[rows, self.round[column]] = self.session[column]
        for unit in np.unique(self.unit[used]):
            if self.copies[unit] > 1:
                columns = used[self.unit[used] == unit]
                sessions = np.repeat(self.session[columns], values[columns])
                members = np.array(self.units[unit].members)
                whose = colour(
                    self.choices.round_of[sessions], self.choices.workshop[sessions], len(members)
                )
                taken[members[whose], self.choices.round_of[sessions]] = sessions
        return taken


def _best_sums(level: Levels, number: Ints, workshop: Ints, rounds: Sequence[int]) -> list[int]:
    """Return the least sum of ranks in some rounds with no seat, with one, and so on."""
    here = np.isin(number, rounds)
    best = [int(level[here & (workshop == own)].min()) for own in np.unique(workshop[here])]
    return [0, *accumulate(sorted(best))]


def _shares(total: int, worst: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the ways to share a sum, each share from 1 to a worst."""
    if not worst:
        if total <= 0:
            yield ()
        return
    if len(worst) == 1:
        if 1 <= total <= worst[0]:
            yield (total,)
        return
    for share in range(1, min(worst[0], total) + 1):
        for rest in _shares(total - share, worst[1:]):
            yield (share, *rest)


def _units(choices: Choices, *, alike: bool = True) -> Iterator[_Unit]:
    """Yield the attendees, those who sit together or are equal in one unit."""
    single = set(chain.from_iterable(choices.apart)) | {row for row, _ in choices.before}
    single.update(np.flatnonzero(choices.capped.any(axis=1) | choices.limited).tolist())
    none = np.zeros(len(choices.attendees), dtype=np.int64)
    beyond = none if choices.beyond is None else choices.beyond
    least = none if choices.at_least is None else choices.at_least
    done: set[int] = set()
    for group in joined(choices.together):
        same = alike and all(
            bool((of[list(group)] == of[group[0]]).all())
            for of in (choices.due, choices.dues, beyond, least)
        )
        # Where a seat is due to them only since it was given out before, each keeps their own.
        same &= all(
            group in choices.companies[number] for number in np.flatnonzero(choices.due[group[0]])
        )
        if same:
            yield _Unit(group, 1)
        else:
            yield from (_Unit((row,), 1) for row in group)
        done.update(group)
    marks: dict[int, list[int]] = defaultdict(list)
    for number, members in enumerate(
        chain(
            (quota.attendees for quota in choices.quotas),
            (group for mix in choices.mixes for group in mix.groups),
        )
    ):
        for row in members:
            marks[row].append(number)
    must: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for row, sessions in choices.must:
        must[row].append(sessions)
    equals: dict[object, list[int]] = defaultdict(list)
    for row in range(len(choices.attendees)):
        if row in done:
            continue
        key: object = row
        if alike and row not in single and not choices.exclusive and not choices.lunchless:
            key = (
                choices.level[row].tobytes(),
                b"" if choices.points is None else choices.points[row].tobytes(),
                choices.due[row].tobytes(),
                choices.dues[row].tobytes(),
                int(least[row]),
                tuple(marks[row]),
                tuple(sorted(must[row])),
            )
        equals[key].append(row)
    yield from (_Unit(tuple(rows), len(rows)) for rows in equals.values())
