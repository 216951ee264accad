"""Seats by prices, where a program would be too large: always seats, and often good bounds.

Each session has a price for a seat, and so have the limits for one organisation. At given
prices everybody picks their best day on their own: that is a bound of what any seating
comes to (Lagrangian relaxation: Held and Karp, "The traveling-salesman problem and minimum
spanning trees: part II", 1971; Geoffrion, 1974). Prices rise where too many want to go
(subgradient; its steps after Polyak, 1969). From what people pick, seats are made round by
round: the best for one round, the others being as they are, is a flow; and so on in turn,
as long as it helps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import ceil

import numpy as np

from agenda_solver.assign import flow
from agenda_solver.assign.aims import Aim, lack_costs, seat_costs
from agenda_solver.assign.aims import cost as cost_of
from agenda_solver.assign.choices import NOBODY, Choices, Flags, Floats, Ints
from agenda_solver.assign.method import TOLERANCE, MethodResult
from agenda_solver.budget import Budget, Stage

_MOST_WAYS = 4_000
"""Up to so many ways to spend a family of rounds are compared for each attendee."""

_PER_LAYER = 8.0
"""How much more an earlier aim weighs than a later one, while prices are looked for."""


def fits(choices: Choices) -> bool:
    """Whether seats can be looked for: unless somebody may have fewer than they are due.

    All demands are kept. Those on several people, `together` and `apart`, are met by seating
    these one after the other before all others: it may fail to find seats where there are
    some, and the bounds do not know of them.
    """
    return not choices.limited.any()


# What people pick.


class _Days:
    """The best day of each attendee at given prices.

    Rounds that share a workshop or exclude one another are one family: what somebody picks in one
    depends on the others. In a family of K rounds somebody's best day has in each round one
    of their K cheapest sessions of different workshops, among those that exclude the same
    ones: of K one is always left by the others.
    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.families = [_Family(choices, rounds) for rounds in _families(choices)]

    def picked(self, cost: Floats, lack: Floats, lacking: Floats) -> tuple[Ints, Floats]:
        """Return the best days (n × R), and what each costs (n).

        Parameters
        ----------
        cost : array of n × m
            Of each seat; infinite where there is none.
        lack : array of n × R
            Of no seat.
        lacking : array of n × R
            The part of it that somebody need not pay who sits in a session that goes on.
        """
        taken = np.full(self.choices.due.shape, NOBODY, dtype=np.int64)
        total = np.zeros(len(taken))
        for family in self.families:
            total += family.pick(cost, lack, lacking, taken)
        return taken, total


class _Family:
    def __init__(self, choices: Choices, rounds: Sequence[int]) -> None:
        self.choices = choices
        self.rounds = rounds
        size = len(choices.sessions)
        self.against = np.zeros((size + 1, size + 1), dtype=np.bool_)
        for one, other in choices.exclusive:
            self.against[one, other] = self.against[other, one] = True
        same = choices.workshop[:, None] == choices.workshop
        self.against[:size, :size] |= same & (choices.round_of[:, None] != choices.round_of)
        # Who sits in the first, row by row, need not be in the round, column by column.
        self.covers = np.zeros((size + 1, choices.rounds), dtype=np.bool_)
        for pair in choices.clashes:
            earlier, later = sorted(pair, key=lambda session: choices.round_of[session])
            self.covers[earlier, choices.round_of[later]] = True
        self.classes = [list(self._classes(number)) for number in rounds]
        self.exact = (
            np.prod(
                [
                    1 + sum(min(len(group), len(rounds)) for group in groups)
                    for groups in self.classes
                ]
            )
            <= _MOST_WAYS
        )

    def _classes(self, number: int) -> Iterator[list[Ints]]:
        """Yield the sessions of a round by workshop, those that exclude the same ones."""
        choices = self.choices
        alike: dict[bytes, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for session in np.flatnonzero(choices.round_of == number).tolist():
            others = np.zeros((2, len(choices.sessions)), dtype=np.bool_)
            for excluded, pairs in zip(others, (choices.clashes, choices.walks), strict=True):
                excluded[[a + b - session for a, b in pairs if session in (a, b)]] = True
            alike[others.tobytes()][int(choices.workshop[session])].append(session)
        for workshops in alike.values():
            yield [np.array(sessions) for sessions in workshops.values()]

    def pick(self, cost: Floats, lack: Floats, lacking: Floats, taken: Ints) -> Floats:
        """Put the best day of each into `taken`, and return what it costs."""
        if not self.exact:
            return self._pick_apart(cost, lack, taken)
        options = [
            self._options(cost, lack, groups, number)
            for groups, number in zip(self.classes, self.rounds, strict=True)
        ]
        shape = [len(cost), *(sessions.shape[1] for sessions, _ in options)]
        total = np.zeros(shape)
        for place, (_, price) in enumerate(options):
            total += _along(price, (place,), len(options))
        for one, other in combinations(range(len(options)), 2):
            total += _along(self._pair(options, one, other, lacking), (one, other), len(options))
        self._forbid_more_than_due(options, total)
        flat = total.reshape(len(cost), -1)
        best = flat.argmin(axis=1)
        rows = np.arange(len(cost))
        for number, (sessions, _), pick in zip(
            self.rounds, options, np.unravel_index(best, shape[1:]), strict=True
        ):
            chosen = sessions[rows, pick]
            taken[:, number] = np.where(chosen == len(self.choices.sessions), NOBODY, chosen)
        return flat[rows, best]

    def _forbid_more_than_due(self, options: list[tuple[Ints, Floats]], total: Floats) -> None:
        """Make the days dear in which somebody has more seats than they are due."""
        choices = self.choices
        for family, rounds in enumerate(choices.families):
            here = [place for place, number in enumerate(self.rounds) if number in rounds]
            capped = choices.capped[:, family]
            if not here or not capped.any():
                continue
            count: Floats = np.zeros([1] * total.ndim)
            for place in here:
                seated = (options[place][0] < len(choices.sessions)).astype(np.float64)
                count = count + _along(seated, (place,), len(options))
            most = choices.dues[:, family].reshape([-1] + [1] * len(options))
            total[np.broadcast_to(count > most, total.shape)] = np.inf

    def _options(
        self, cost: Floats, lack: Floats, groups: list[list[Ints]], number: int
    ) -> tuple[Ints, Floats]:
        """Return the sessions of a round among which a best day is, and none; and their costs."""
        nobody = np.full((len(cost), 1), len(self.choices.sessions))
        sessions, prices = [nobody], [lack[:, [number]]]
        for workshops in groups:
            which = np.stack(
                [
                    columns[cost[:, columns].argmin(axis=1)]
                    if len(columns) > 1
                    else np.broadcast_to(columns, len(cost))
                    for columns in workshops
                ],
                axis=1,
            )
            price = np.take_along_axis(cost, which, axis=1)
            few = len(self.rounds)
            if few < which.shape[1]:
                order = np.argpartition(price, few - 1, axis=1)[:, :few]
                which, price = (
                    np.take_along_axis(options, order, axis=1) for options in (which, price)
                )
            sessions.append(which)
            prices.append(price)
        return np.concatenate(sessions, axis=1), np.concatenate(prices, axis=1)

    def _pair(
        self, options: list[tuple[Ints, Floats]], one: int, other: int, lacking: Floats
    ) -> Floats:
        """Return what options of two rounds cost together beyond each (n × options²)."""
        first, second = options[one][0][:, :, None], options[other][0][:, None, :]
        extra = np.where(self.against[first, second], np.inf, 0.0)
        if self.choices.clashes:
            number = self.rounds[other]
            nobody = second == len(self.choices.sessions)
            extra -= (self.covers[first, number] & nobody) * lacking[:, number, None, None]
        return extra

    def _pick_apart(self, cost: Floats, lack: Floats, taken: Ints) -> Floats:
        """Pick each round on its own: a bound still, though the days may contradict."""
        total = np.zeros(len(cost))
        for number in self.rounds:
            here = np.flatnonzero(self.choices.round_of == number)
            which = cost[:, here].argmin(axis=1)
            price = cost[np.arange(len(cost)), here[which]]
            covered = self.covers[:, number].any()
            nothing = 0.0 * lack[:, number] if covered else lack[:, number]
            taken[:, number] = np.where(price < nothing, here[which], NOBODY)
            total += np.minimum(price, nothing)
        return total


def _along(values: Floats, places: Sequence[int], count: int) -> Floats:
    """Return an array of n × … with axes of length 1 for the other rounds of a family."""
    shape = [len(values)] + [1] * count
    for axis, place in enumerate(places):
        shape[1 + place] = values.shape[1 + axis]
    return values.reshape(shape)


def _families(choices: Choices) -> list[list[int]]:
    """Return the rounds, those together that share a workshop or exclude one another."""
    head = list(range(choices.rounds))
    groups = [
        choices.round_of[choices.workshop == workshop].tolist()
        for workshop in set(choices.workshop)
    ]
    groups += [choices.round_of[list(pair)].tolist() for pair in choices.exclusive]
    for group in groups:
        heads = {head[number] for number in group}
        head = [min(heads) if number in heads else number for number in head]
    return [
        [number for number, of in enumerate(head) if of == first] for first in sorted(set(head))
    ]


# Prices.


class _Market:
    """Prices of seats for some weights of the aims, and the bounds they prove."""

    def __init__(self, choices: Choices, aims: Sequence[Aim], days: _Days) -> None:
        self.choices = choices
        self.days = days
        shut = choices.level <= 0
        self._seat = [np.asarray(seat_costs(choices, aim), dtype=np.float64) for aim in aims]
        self._lack = [np.asarray(lack_costs(choices, aim), dtype=np.float64) for aim in aims]
        self._spare = float(choices.counted.sum() - choices.dues.sum())
        self._is_lacking = [aim.kind == "lacking" for aim in aims]
        self._shut = shut
        self.price: Floats = np.zeros(len(choices.sessions))
        self.toll: Floats = np.zeros(len(choices.quotas))
        self.contradiction = False

    def costs(self, weights: Sequence[float]) -> tuple[Floats, Floats, Floats]:
        """Return the weighed cost of each seat, of none, and the part that is for lacking it."""
        seat = np.zeros(self.choices.level.shape)
        lack = np.zeros(self.choices.due.shape)
        lacking = np.zeros(self.choices.due.shape)
        for number, weight in enumerate(weights):
            if weight:
                seat += weight * self._seat[number]
                lack += weight * self._lack[number]
                lacking += weight * self._lack[number] * self._is_lacking[number]
        return seat, lack, lacking

    def climb(
        self, weights: Sequence[float], target: float, steps: int, budget: Budget
    ) -> tuple[float, Ints]:
        """Better the prices; return the best bound of the weighed sum, and what is picked.

        Parameters
        ----------
        target : float
            What some seats come to, or what the best may.
        """
        seat, lack, lacking = self.costs(weights)
        seat[self._shut] = np.inf
        # Those due seats in fewer rounds than there are do not lack one in each of the others.
        spare = self._spare * sum(
            weight
            for weight, is_lacking in zip(weights, self._is_lacking, strict=False)
            if is_lacking
        )
        best, picked = -np.inf, np.full(self.choices.due.shape, NOBODY)
        price, toll = self.price.copy(), self.toll.copy()
        pace, since = 1.0, 0
        before: tuple[Floats, Floats] = (np.zeros_like(price), np.zeros_like(toll))
        for step in range(steps):
            if step and not budget.left:
                break
            bound, taken, excess, over = self._bound(seat, lack, lacking, price, toll)
            bound -= spare
            if bound > best:
                best, picked, since = bound, taken, 0
                self.price, self.toll = price.copy(), toll.copy()
            else:
                since += 1
                if since >= _PATIENCE:
                    pace, since = pace / 2, 0
                    price, toll = self.price.copy(), self.toll.copy()
            # What is free may be too much at no loss.
            excess[(price <= 0) & (excess < 0)] = 0
            over[(toll <= 0) & (over < 0)] = 0
            if not (excess.any() or over.any()):
                break  # no prices are better than these
            way = excess + _MEMORY * before[0], over + _MEMORY * before[1]
            before = way
            length = float(way[0] @ way[0] + way[1] @ way[1])
            aim = target if np.isfinite(target) else bound + _FIRST_GAP * abs(bound)
            gap = max(aim - bound, _LEAST_GAP * abs(bound), TOLERANCE)
            if length == 0 or pace < _LEAST_PACE:
                break
            price = np.maximum(0.0, price + pace * gap / length * way[0])
            toll = np.maximum(0.0, toll + pace * gap / length * way[1])
        return best, picked

    def _bound(
        self, seat: Floats, lack: Floats, lacking: Floats, price: Floats, toll: Floats
    ) -> tuple[float, Ints, Floats, Floats]:
        """Return the bound at some prices, what is picked, and by how much it is too much."""
        choices = self.choices
        cost = seat + price
        for quota, paid in zip(choices.quotas, toll, strict=True):
            if paid:
                cost[list(quota.attendees), quota.session] += paid
        total, taken = self._picked(cost, lack, lacking)
        limit = np.array([quota.most for quota in choices.quotas], dtype=np.float64)
        seated = np.bincount(taken[taken != NOBODY], minlength=len(choices.sessions))
        crowded = np.array(
            [
                (
                    taken[list(quota.attendees), choices.round_of[quota.session]] == quota.session
                ).sum()
                for quota in choices.quotas
            ],
            dtype=np.float64,
        )
        bound = total - float(price @ choices.most) - float(toll @ limit)
        return bound, taken, (seated - choices.most).astype(np.float64), crowded - limit

    def _picked(self, cost: Floats, lack: Floats, lacking: Floats) -> tuple[float, Ints]:
        must = self.choices.must
        if not must:
            taken, paid = self.days.picked(cost, lack, lacking)
            return float(paid.sum()), taken
        finite = cost[np.isfinite(cost)]
        gain = 1.0 + 2.0 * (np.abs(finite).max(initial=0) + lack.max(initial=0)) * len(lack[0])
        drawn = cost.copy()
        count = np.zeros(len(cost))
        for row, sessions in must:
            drawn[row, list(sessions)] -= gain
            count[row] += 1
        taken, paid = self.days.picked(drawn, lack, lacking)
        paid += gain * count
        exact = all(family.exact for family in self.days.families)
        self.contradiction = self.contradiction or (
            exact and any(not np.isin(taken[row], sessions).any() for row, sessions in must)
        )
        return float(paid.sum()), taken


_PATIENCE = 6
_MEMORY = 0.6
_LEAST_GAP = 1e-4
_LEAST_PACE = 1e-3
_FIRST_GAP = 0.05
"""Of the subgradient: after how many vain steps the pace halves; how much of a step's way
the next one keeps; how near to a target it is too near to aim at; when to end; and how far
the best is thought to be as long as there are no seats."""


# Seats.


@dataclass
class _Company:
    """Attendees who are seated one after the other: those with someone, or without someone."""

    groups: tuple[tuple[tuple[int, ...], ...], ...]  # of each round
    apart: dict[int, set[int]]
    rows: Ints

    @classmethod
    def of(cls, choices: Choices) -> _Company:
        apart: dict[int, set[int]] = defaultdict(set)
        for one, other in choices.apart:
            apart[one].add(other)
            apart[other].add(one)
        rows = {row for pair in choices.together for row in pair} | set(apart)
        return cls(choices.companies, dict(apart), np.array(sorted(rows), dtype=np.int64))

    def units(self, number: int, due: Flags) -> Iterator[tuple[int, ...]]:
        """Yield who is one in a round, given who is due a seat (n); the larger ones first."""
        yield from sorted(self.groups[number], key=len, reverse=True)
        grouped = {row for group in self.groups[number] for row in group}
        yield from ((row,) for row in self.rows.tolist() if row not in grouped and due[row])


class _Hall:
    """Seats that are bettered round by round."""

    def __init__(
        self, choices: Choices, aims: Sequence[Aim], market: _Market, weights: Sequence[float]
    ) -> None:
        self.choices = choices
        self.aims = aims
        self.company = _Company.of(choices)
        self.seat, self.lack, _ = market.costs(weights)
        self.price = market.price
        self.closed: set[int] = set()
        self.forced: set[int] = set(choices.bound)
        self.must: dict[tuple[int, int], int] = {}
        self.taken: Ints = np.full(choices.due.shape, NOBODY, dtype=np.int64)

    def fill(self, picked: Ints, budget: Budget) -> bool:
        """Seat everybody, beginning with what they picked; tell whether it could be done."""
        self.taken = picked.copy()
        self.taken[self.company.rows] = NOBODY
        if not self._place_musts(picked):
            return False
        for number in range(self.choices.rounds):
            if not self._reseat(number, budget):
                return False
        return self._cancel(budget)

    def better(self, budget: Budget) -> None:
        """Go round by round, and decide otherwise what takes place, as long as it helps."""
        self._turn(budget)
        while self._decide_otherwise(budget):
            self._turn(budget)

    def _turn(self, budget: Budget) -> None:
        """Go round by round as long as it helps."""
        while budget.left:
            before, taken = self.vector, self.taken.copy()
            done = all(self._reseat(number, budget) for number in range(self.choices.rounds))
            if not (done and self._cancel(budget)) or self.vector >= before:
                if self.vector > before or not done:
                    self.taken = taken
                return

    def _decide_otherwise(self, budget: Budget) -> bool:
        """Hold a session that is cancelled, or cancel one, if that helps; tell whether it did.

        What was cancelled for want of people may have enough once others are.
        """
        needed = {*self.must.values(), *self.choices.bound}
        helped = False
        for session in np.flatnonzero(self.choices.least > 1).tolist():
            if not budget.left:
                break
            if session in needed:
                continue
            kept = self.vector, self.taken.copy(), self.closed.copy(), self.forced.copy()
            held = session in self.closed
            (self.forced if held else self.closed).add(session)
            (self.closed if held else self.forced).discard(session)
            done = self._reseat(int(self.choices.round_of[session]), budget)
            if done and self._cancel(budget) and self.vector < kept[0]:
                helped = True
            else:
                _, self.taken, self.closed, self.forced = kept
        return helped

    @property
    def vector(self) -> tuple[int, ...]:
        """What the seats come to, aim by aim."""
        return tuple(cost_of(self.choices, aim, self.taken) for aim in self.aims)

    def _place_musts(self, picked: Ints) -> bool:
        """Choose when everybody is where they must be: when they picked it, if there is room."""
        choices = self.choices
        room = choices.most.copy()
        group_of = [
            {row: group for group in companies for row in group} for companies in choices.companies
        ]
        for row, sessions in choices.must:
            asked = [session for session in sessions if choices.level[row, session] > 0]
            asked.sort(
                key=lambda session: (
                    picked[row, choices.round_of[session]] != session,
                    self.price[session],
                )
            )
            for session in asked:
                number = int(choices.round_of[session])
                group = group_of[number].get(row, (row,))
                have = self.must.get((row, number))
                if have == session:
                    break
                if have is None and room[session] >= len(group) and self._is_free(group, session):
                    room[session] -= len(group)
                    for member in group:
                        self.must[member, number] = session
                        self._sit(member, session)
                    break
            else:
                return False
        return True

    def _is_free(self, group: Sequence[int], session: int) -> bool:
        """Whether what some must attend leaves them free for a session."""
        choices = self.choices
        number = int(choices.round_of[session])
        for row in group:
            if choices.level[row, session] <= 0:
                return False
            for (other, at), held in self.must.items():
                if other == row and (at == number or self._exclude(held, session)):
                    return False
                if other in self.company.apart.get(row, ()) and held == session:
                    return False
            if self._leaves_no_lunch(row, session):
                return False
        return True

    def _leaves_no_lunch(self, row: int, session: int) -> bool:
        """Whether a session would, with what somebody must attend, leave them no lunch."""
        held = {session, *(other for (who, _), other in self.must.items() if who == row)}
        return any(
            lunchless.attendee in (None, row)
            and all(held.intersection(group) for group in lunchless.groups)
            for lunchless in self.choices.lunchless
        )

    def _exclude(self, one: int, other: int) -> bool:
        same = self.choices.workshop[one] == self.choices.workshop[other]
        return bool(same) or (min(one, other), max(one, other)) in self._exclusive

    @property
    def _exclusive(self) -> set[tuple[int, int]]:
        return {(min(pair), max(pair)) for pair in self.choices.exclusive}

    def _sit(self, row: int, session: int) -> None:
        """Seat somebody where they must be, and free them of what is against it."""
        for number, held in enumerate(self.taken[row].tolist()):
            if held != NOBODY and self._exclude(held, session):
                self.taken[row, number] = NOBODY
        self.taken[row, self.choices.round_of[session]] = session
        for lunchless in self.choices.lunchless:
            own = set(self.taken[row].tolist())
            if lunchless.attendee in (None, row) and all(map(own.intersection, lunchless.groups)):
                musts = {other for (who, _), other in self.must.items() if who == row}
                extra = own.intersection(lunchless.sessions) - musts
                self.taken[row, np.isin(self.taken[row], list(extra))] = NOBODY

    def _reseat(self, number: int, budget: Budget) -> bool:
        """Find the best seats of a round, the other rounds being as they are."""
        part = self._part(number)
        fixed = self._place_company(part, number)
        if fixed is None:
            return False
        rows = self.company.rows
        seated = np.bincount(fixed[fixed != NOBODY], minlength=len(part.sessions))
        level, due = part.level.copy(), part.due.copy()
        level[rows], due[rows] = 0, False
        quotas = tuple(
            replace(
                quota, most=quota.most - int((fixed[list(quota.attendees)] == quota.session).sum())
            )
            for quota in part.quotas
        )
        rest = replace(
            part,
            level=level,
            due=due,
            quotas=quotas,
            most=part.most - seated,
            least=np.maximum(0, part.least - seated),
            must=tuple(entry for entry in part.must if entry[0] not in set(rows.tolist())),
            before=tuple(entry for entry in part.before if entry[0] not in set(rows.tolist())),
        )
        columns = np.flatnonzero(self.choices.round_of == number)
        at = {int(column): place for place, column in enumerate(columns)}
        result = flow.seat(
            rest,
            self.aims,
            budget,
            forced=frozenset(at[session] for session in self.forced if session in at),
            closed=frozenset(at[session] for session in self.closed if session in at),
        )
        if result.taken is None:
            return False
        here = result.taken[:, 0]
        here[rows] = fixed[rows]
        self.taken[:, number] = np.where(here == NOBODY, NOBODY, columns[here])
        return True

    def _part(self, number: int) -> Choices:
        """Return the choices that the other rounds leave for one round."""
        choices = self.choices
        columns = np.flatnonzero(choices.round_of == number)
        at = {int(column): place for place, column in enumerate(columns)}
        level = choices.level[:, columns].copy()
        due = choices.due[:, [number]].copy()
        due[self._is_full(number), 0] = False
        for other in range(choices.rounds):
            if other != number:
                held = self.taken[:, other]
                workshop = np.where(held == NOBODY, -1, choices.workshop[held])
                level[choices.workshop[columns] == workshop[:, None]] = 0
        others = self.taken.copy()
        others[:, number] = NOBODY
        level[choices.leaves_no_lunch(others, columns)] = 0
        clashes = set(choices.clashes)
        for pair in choices.exclusive:
            for one, other in (pair, pair[::-1]):
                if one in at:
                    sits = self.taken[:, choices.round_of[other]] == other
                    level[sits, at[one]] = 0
                    if pair in clashes and choices.round_of[other] < number:
                        due[sits] = False
        must = tuple(
            (row, (at[session],)) for (row, where), session in self.must.items() if where == number
        )
        for row, _ in must:
            due[row] = True
        level[~due[:, 0]] = 0
        return Choices(
            attendees=choices.attendees,
            sessions=tuple(choices.sessions[column] for column in columns),
            level=level,
            wished=choices.wished[:, columns],
            points=None if choices.points is None else choices.points[:, columns],
            round_of=np.zeros(len(columns), dtype=np.int64),
            workshop=choices.workshop[columns],
            due=due,
            least=choices.least[columns],
            most=choices.most[columns],
            must=must,
            quotas=tuple(
                replace(quota, session=at[quota.session])
                for quota in choices.quotas
                if quota.session in at
            ),
            before=tuple((row, at[session]) for row, session in choices.before if session in at),
        )

    def _is_full(self, number: int) -> Flags:
        """Return who has all seats they are due, in the other rounds of a family (n)."""
        choices = self.choices
        family = next(place for place, rounds in enumerate(choices.families) if number in rounds)
        others = [other for other in choices.families[family] if other != number]
        held = (self.taken[:, others] != NOBODY).sum(axis=1)
        return np.asarray(held >= choices.dues[:, family])

    def _place_company(self, part: Choices, number: int) -> Ints | None:
        """Seat those with or without someone in a round, one after the other, by price."""
        fixed = np.full(len(part.attendees), NOBODY, dtype=np.int64)
        columns = np.flatnonzero(self.choices.round_of == number)
        must = {row: sessions[0] for row, sessions in part.must}
        apart = self.company
        units = sorted(
            apart.units(number, self.choices.due[:, number]),
            key=lambda unit: not any(row in must for row in unit),
        )
        alone = set(must) - set(apart.rows.tolist())
        room = part.most - np.bincount([must[row] for row in alone], minlength=len(columns))
        room[[place for place, column in enumerate(columns) if column in self.closed]] = 0
        quotas = _Crowds(part, {row: must[row] for row in alone})
        for unit in units:
            members = list(unit)
            free = (part.level[members] > 0).all(axis=0) & (room >= len(unit))
            free &= quotas.admit(members)
            shunned = {fixed[session] for row in unit for session in apart.apart.get(row, ())}
            free[[session for session in shunned if session != NOBODY]] = False
            if any(other in apart.apart.get(one, ()) for one, other in product(unit, unit)):
                free[:] = False
            wanted = {must[row] for row in unit if row in must}
            if wanted:
                free[
                    [
                        session
                        for session in range(len(columns))
                        if session not in wanted or len(wanted) > 1
                    ]
                ] = False
                if not free.any():
                    return None
            cost = self.seat[members][:, columns].sum(axis=0)
            cost = np.where(free, cost + len(unit) * self.price[columns], np.inf)
            best = int(cost.argmin())
            lack = self.lack[members, number].sum()
            if free.any() and (wanted or cost[best] <= lack):
                fixed[members] = best
                room[best] -= len(unit)
                quotas.add(members, best)
        return fixed

    def _cancel(self, budget: Budget) -> bool:
        """Cancel the sessions with too few, or fill them where somebody must be there."""
        choices = self.choices
        while True:
            count = np.bincount(self.taken[self.taken != NOBODY], minlength=len(choices.sessions))
            few = np.flatnonzero((count > 0) & (count < choices.least))
            if not len(few):
                return True
            worst = int(few[np.argmin(count[few] / choices.least[few])])
            if worst in self.closed or worst in self.forced:
                return False
            needed = worst in self.must.values()
            (self.forced if needed else self.closed).add(worst)
            if not self._reseat(int(choices.round_of[worst]), budget):
                return False


class _Crowds:
    """How many more of each organisation a session takes."""

    def __init__(self, part: Choices, seated: dict[int, int]) -> None:
        self.size = len(part.sessions)
        self.left = [quota.most for quota in part.quotas]
        self.session = [quota.session for quota in part.quotas]
        self.of: dict[int, list[int]] = defaultdict(list)
        for number, quota in enumerate(part.quotas):
            for row in quota.attendees:
                self.of[row].append(number)
        for row, session in seated.items():
            self.add([row], session)

    def add(self, members: Sequence[int], session: int) -> None:
        """Seat some."""
        for row in members:
            for number in self.of.get(row, ()):
                self.left[number] -= self.session[number] == session

    def admit(self, members: Sequence[int]) -> Flags:
        """Return which sessions take these."""
        open_ = np.ones(self.size, dtype=np.bool_)
        wanted: dict[int, int] = defaultdict(int)
        for row in members:
            for number in self.of.get(row, ()):
                wanted[number] += 1
        for number, count in wanted.items():
            if count > self.left[number]:
                open_[self.session[number]] = False
        return open_


# Both.


def seat(choices: Choices, aims: Sequence[Aim], budget: Budget) -> MethodResult:
    """Seat everybody well, and say how much better it might be.

    Returns
    -------
    MethodResult
        ``infeasible`` only where somebody cannot be where they must, whatever the others
        do; ``unknown`` where no seats were found.
    """
    if flow.contradicts(choices):
        return MethodResult("infeasible")
    sums = [aim for aim in aims if aim.kind in flow.SUMS]
    days = _Days(choices)
    market = _Market(choices, sums, days)
    weights = [_PER_LAYER ** (len(sums) - 1 - number) for number in range(len(sums))]
    hall: _Hall | None = None
    target = np.inf
    stages: tuple[Stage, ...] = ("prices", "last prices")
    for stage in stages:
        _, picked = market.climb(weights, target, _STEPS, budget.part(stage))
        if market.contradiction:
            return MethodResult("infeasible")
        tried = _Hall(choices, sums, market, weights)
        if tried.fill(picked, budget):
            tried.better(budget.part(stage))
            if hall is None or tried.vector <= hall.vector:
                hall = tried
            target = float(np.dot(weights, hall.vector))
    if hall is None:
        return MethodResult("unknown")
    known = _bounds(market, sums, hall.vector, budget)
    bounds = [known[sums.index(aim)] if aim in sums else 0 for aim in aims]
    paid = [cost_of(choices, aim, hall.taken) for aim in aims]
    return MethodResult("optimal" if bounds == paid else "feasible", hall.taken, tuple(bounds))


_STEPS = 400


def _bounds(
    market: _Market, aims: Sequence[Aim], vector: tuple[int, ...], budget: Budget
) -> list[int]:
    """Return a bound for each aim, of seats that are as good in the earlier ones.

    Up to the first one that is not proven: what is lost there outweighs what may be known
    of the later ones.
    """
    bounds = [0] * len(aims)
    price, toll = market.price, market.toll
    for number, paid in enumerate(vector):
        weights = [_PER_LAYER ** (number - place) for place in range(number + 1)]
        held = float(np.dot(weights[:-1], vector[:number]))
        if paid and budget.left:
            scale = _PER_LAYER ** (number + 1 - len(aims))
            market.price, market.toll = scale * price, scale * toll
            bound, _ = market.climb(weights, held + paid, _STEPS, budget)
            slack = TOLERANCE * (1.0 + abs(held))
            bounds[number] = int(np.clip(ceil(bound - held - slack), 0, paid))
        if bounds[number] < paid:
            break
    return bounds
