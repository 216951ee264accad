"""Who hears what at best, were there no clashes: how many times, and what a timetable aims at.

Where workshops take place as many times as the wishes need, and have too few places for them,
most wishes cannot be kept in any timetable: to keep all of them apart aims at nothing. A plan
says which are kept at best, in a program that knows places, how many sessions fit and how many
seats somebody may have, but not when anything is. A timetable in which nothing of a plan
clashes is as good as any can be; see `docs/decisions/0028-as-many-times.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from agenda_solver.assign.choices import Ints
from agenda_solver.budget import Budget
from agenda_solver.offers import Offers
from agenda_solver.preflight.prospects import Prospects
from agenda_solver.problem import Attendee, Problem, within
from agenda_solver.ratings import scale, worths
from agenda_solver.timetable import Timetable
from agenda_solver.wishes import busy_in


@dataclass(frozen=True)
class KeptWishes:
    """Wishes that are kept.

    Attributes
    ----------
    wishes : frozenset of (str, str)
        Attendees, and workshops that they wish for and have a seat in, by their ids.
    worth : int
        What these are worth together.
    """

    wishes: frozenset[tuple[str, str]] = frozenset()
    worth: int = 0


@dataclass(frozen=True)
class WishPlan:
    """How many times each session takes place, and which wishes are kept, were there no clashes.

    Attributes
    ----------
    counts : mapping of str to int
        How many of the times that may be left out, by the id of the first one.
    kept : KeptWishes
    bound : int
        No timetable with any numbers is worth more.
    """

    counts: Mapping[str, int]
    kept: KeptWishes
    bound: int


class WishPlanner:
    """The program of plans.

    Its columns are how many times beyond the least each session takes place; which wishes are
    kept; and how many other seats somebody has.
    """

    def __init__(
        self, prospects: Prospects, optional: Mapping[str, Sequence[str]], *, seats: int | None
    ) -> None:
        """Make the program.

        Parameters
        ----------
        prospects : Prospects
            Of the problem with all times.
        optional : mapping
            The times that may be left out, by the first one.
        seats : int, optional
            How many sessions fit into the slots and rooms; None: any number.
        """
        from agenda_solver.assign.program import Program

        self.problem = prospects.problem
        self.prospects = prospects
        self.optional = optional
        self.program = Program()
        self.again: Ints = self.program.add_columns([len(times) for times in optional.values()])
        self.wishes = list(self._wishes())
        self.kept: Ints = self.program.add_columns(np.ones(len(self.wishes)))
        self.other: Ints = self.program.add_columns(
            np.array([self._slots(attendee) * self._all_are_due for attendee in self._attendees])
        )
        self._add_places()
        self._add_seats()
        self._add_sessions(seats)

    @property
    def _attendees(self) -> Sequence[Attendee]:
        return self.problem.attendees

    def _wishes(self) -> Iterator[tuple[int, str, int]]:
        """Yield the number of an attendee, a workshop they wish for, and what it is worth."""
        known = scale(self.problem)
        for number, attendee in enumerate(self._attendees):
            avoided = set(map(self.problem.workshop, attendee.must_avoid))
            own = set(map(self.problem.workshop, busy_in(self.problem, attendee.id)))
            worth: dict[str, int] = {}
            for session, points in worths(attendee, known):
                worth.setdefault(self.problem.workshop(session), points)
            for workshop, points in worth.items():
                if workshop in self.prospects.workshops and workshop not in avoided | own:
                    yield number, workshop, points

    @property
    def _all_are_due(self) -> bool:
        """Whether who asks for nothing may be due seats, too."""
        return any(session.everyone for session in self.problem.sessions)

    def _slots(self, attendee: Attendee) -> int:
        """Return in how many slots somebody is there."""
        return sum(
            not attendee.present or within(attendee.present, slot.day, slot.start, slot.end)
            for slot in self.problem.event.slots
        )

    @cached_property
    def _may_be_left_out(self) -> frozenset[str]:
        return frozenset(time for times in self.optional.values() for time in times)

    # Rows.

    def _add_places(self) -> None:
        """Let nobody be in a workshop for whom there is no place in its times."""
        number = {
            self.problem.workshop(first): column
            for first, column in zip(self.optional, self.again, strict=True)
        }
        wished: dict[str, list[int]] = {}
        for (_, workshop, _), column in zip(self.wishes, self.kept, strict=True):
            wished.setdefault(workshop, []).append(int(column))
        for workshop, columns in wished.items():
            sessions = self.prospects.workshops[workshop]
            certain = [s for s in sessions if s not in self._may_be_left_out]
            places = [self.prospects.most(session) for session in sessions]
            if any(count is None for count in places):
                continue
            each = max(count for count in places if count is not None)
            sure = sum(self.prospects.most(session) or 0 for session in certain)
            more = [int(number[workshop])] if workshop in number else []
            self.program.add_rows(
                np.zeros(len(columns) + len(more)),
                np.array(columns + more),
                np.array([1.0] * len(columns) + [-each] * len(more)),
                high=sure,
            )
        self._add_all_places()

    def _add_all_places(self) -> None:
        """Let there be no more seats, wished for or not, than places."""
        places = {session: self.prospects.most(session) for session in self.prospects.offered}
        if any(count is None for count in places.values()):
            return
        sure = sum(n or 0 for session, n in places.items() if session not in self._may_be_left_out)
        each = [max(places.get(time) or 0 for time in times) for times in self.optional.values()]
        columns = np.concatenate([self.kept, self.other, self.again])
        ones = np.ones(len(self.kept) + len(self.other))
        weights = np.concatenate([ones, -np.array(each, dtype=np.float64)])
        self.program.add_rows(np.zeros_like(columns), columns, weights, high=sure)

    def _add_seats(self) -> None:
        """Let nobody have more seats than slots, nor more or fewer than they are to have."""
        seats: list[list[int]] = [[int(column)] for column in self.other]
        for (who, _, _), column in zip(self.wishes, self.kept, strict=True):
            seats[who].append(int(column))
        for who, attendee in enumerate(self._attendees):
            parts = set(busy_in(self.problem, attendee.id))
            sure = len(parts - self._may_be_left_out)
            perhaps = [
                int(column)
                for times, column in zip(self.optional.values(), self.again, strict=True)
                if parts.intersection(times)
            ]
            slots = self._slots(attendee)
            self._add_row(seats[who] + perhaps, high=max(0, slots - sure))
            counted = self.problem.counts_parts(attendee)
            most = self.problem.most_seats(attendee, sure)
            least = self.problem.least_seats(attendee, sure) if self._all_are_due else 0
            if most is not None or least:
                self._add_row(
                    seats[who] + (perhaps if counted else []),
                    low=least,
                    high=np.inf if most is None else most,
                )

    def _add_row(self, columns: Sequence[int], low: float = -np.inf, high: float = np.inf) -> None:
        self.program.add_rows(np.zeros(len(columns)), columns, 1.0, low=low, high=high)

    def _add_sessions(self, seats: int | None) -> None:
        """Let there be no more sessions than fit."""
        if seats is not None:
            sure = len(self.problem.sessions) - len(self._may_be_left_out)
            self._add_row(self.again.tolist(), high=max(0, seats - sure))

    # Plans.

    def best(self, budget: Budget) -> WishPlan | None:
        """Return a plan that is worth as much as any, as far as the time allows."""
        cost = np.zeros(len(self.program.upper))
        cost[self.kept] = [-points for _, _, points in self.wishes]
        active = np.ones(len(cost), dtype=np.bool_)
        relaxed = self.program.relax(cost, active, budget)
        outcome, values = self.program.search(cost, active, budget)
        if values is None:
            return None
        worth = -round(float(cost @ values))
        return self._plan(values, worth if outcome == "optimal" else int(-relaxed.bound + 1e-6))

    def nearest(self, plan: WishPlan, kept: KeptWishes, budget: Budget) -> WishPlan:
        """Return the plan with the same numbers, worth as much, that is nearest to what is kept."""
        cost = np.zeros(len(self.program.upper))
        weight = len(kept.wishes) + 1  # of a point: more than all that is kept
        cost[self.kept] = [
            -weight * points - ((self._attendees[who].id, workshop) in kept.wishes)
            for who, workshop, points in self.wishes
        ]
        times = np.array([plan.counts.get(first, 0) for first in self.optional], dtype=np.float64)
        fixed = self.program.add_rows(np.arange(len(times)), self.again, 1, low=times, high=times)
        _, values = self.program.search(cost, np.ones(len(cost), dtype=np.bool_), budget)
        self.program.low[fixed], self.program.high[fixed] = -np.inf, np.inf
        return plan if values is None else self._plan(values, plan.bound)

    def _plan(self, values: Ints, bound: int) -> WishPlan:
        kept = [wish for wish, column in zip(self.wishes, self.kept, strict=True) if values[column]]
        counts = dict(zip(self.optional, map(int, values[self.again]), strict=True))
        return WishPlan(
            counts,
            KeptWishes(
                frozenset((self._attendees[who].id, workshop) for who, workshop, _ in kept),
                sum(points for _, _, points in kept),
            ),
            bound,
        )

    def aimed_at(self, problem: Problem, plan: WishPlan) -> Problem:
        """Return a problem in which nobody wishes for anything but what a plan keeps."""
        known = scale(problem)
        attendees = []
        for attendee in problem.attendees:
            rated: dict[str, int] = {}
            for session, points in worths(attendee, known):
                if (attendee.id, problem.workshop(session)) in plan.kept.wishes:
                    rated.setdefault(session, points)
            attendees.append(attendee.model_copy(update={"wishes": rated or []}))
        return problem.with_tables(attendees=attendees)


def wishes_kept(problem: Problem, timetable: Timetable) -> KeptWishes:
    """Return who has a seat in which workshop that they wish for."""
    offers = Offers(problem, timetable)
    kept: dict[tuple[str, str], int] = {}
    for attendee in problem.attendees:
        points = offers.points(attendee)
        for workshop in map(problem.workshop, timetable.seats_of.get(attendee.id, ())):
            if workshop in points:
                kept[attendee.id, workshop] = points[workshop]
    return KeptWishes(frozenset(kept), sum(kept.values()))


def fitting(problem: Problem) -> int | None:
    """Return how many sessions fit into the slots and rooms at most; None: any number."""
    if any(not problem.may_take_room(session.id) for session in problem.sessions):
        return None
    return len(problem.event.slots) * sum(room.at_once for room in problem.rooms)
