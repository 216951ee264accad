"""Which paper begins when, and in which of its track's rooms: one stretch after the other.

Once it is known which papers of which track are in a stretch, and in which rooms, what is left is
small: each paper takes a place in a room, whoever has two papers is at one at a time, and papers
that ask for a rank have so many before them. Then what attendees would follow is at once as
little as may be, and rooms fill from their first place.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from agenda_solver.domains import Time
from agenda_solver.search.stretches.counts import Spreading
from agenda_solver.search.stretches.figures import Figures
from agenda_solver.timetable import Placement

Solve = Callable[[cp_model.CpModel], Callable[[Any], int] | None]
"""Solves a small model: gives the value of each variable; None where nothing is found."""

_Choice = tuple[int, Time, int]
"""A paper, its time and its room."""


def placements_of(figures: Figures, plan: Spreading, solve: Solve) -> list[Placement] | None:
    """Return where each paper of a plan is; None where some cannot be."""
    placements: list[Placement] = []
    for stretch in range(len(figures.stretches)):
        placed = _Stretch(figures, plan, stretch).placed(solve)
        if placed is None:
            return None
        placements += placed
    return placements


class _Stretch:
    def __init__(self, figures: Figures, plan: Spreading, stretch: int) -> None:
        self._figures = figures
        self._plan = plan
        self._stretch = stretch
        self._model = cp_model.CpModel()
        self._choices: dict[_Choice, Any] = {}
        self._costs: list[tuple[int, Any]] = []
        self._papers = [
            paper for (there, _), own in plan.papers.items() if there == stretch for paper in own
        ]

    def placed(self, solve: Solve) -> list[Placement] | None:
        """Return the placements of the papers in this stretch."""
        if not self._papers:
            return []
        for paper in self._papers:
            if not self._bear(paper):
                return None
        self._keep_apart()
        self._keep_orders()
        self._pay_for_pairs()
        self._pay_for_ranks()
        self._minimise()
        value = solve(self._model)
        if value is None:
            return None
        return [
            Placement(self._figures.papers[paper].id, *time, self._figures.rooms[room])
            for (paper, time, room), literal in self._choices.items()
            if value(literal)
        ]

    def _minimise(self) -> None:
        """Minimise what costs, then what is missed, then how late papers are."""
        late = [(self._place(time), literal) for (_, time, _), literal in self._choices.items()]
        terms: list[tuple[int, Any]] = []
        scale = 1
        for costs, most in (
            (late, 8 * len(self._papers)),
            (missed := self._missed(), sum(number for number, _ in missed)),
            (self._costs, 0),
        ):
            terms += [(scale * cost, literal) for cost, literal in costs]
            scale *= most + 1
        self._model.minimize(
            cp_model.LinearExpr.weighted_sum(
                [literal for _, literal in terms], [cost for cost, _ in terms]
            )
        )

    def _missed(self) -> list[tuple[int, Any]]:
        """Return how many would follow two papers, and whether these are at once."""
        clashes = self._figures.clashes
        here = [pair for pair in combinations(sorted(self._papers), 2) if pair in clashes]
        missed = []
        for one, other in here:
            at_once = self._model.new_bool_var("")
            missed.append((clashes[one, other], at_once))
            there = self._during[one], self._during[other]
            for moment in there[0].keys() & there[1].keys():
                self._model.add(sum(there[0][moment]) + sum(there[1][moment]) <= 1 + at_once)
        return missed

    @cached_property
    def _during(self) -> dict[int, dict[int, list[Any]]]:
        """By paper and start of a place, the choices in which it is under way then."""
        moments = sorted({time[1] for _, time, _ in self._choices})
        during: dict[int, dict[int, list[Any]]] = {paper: {} for paper in self._papers}
        for (paper, time, _), literal in self._choices.items():
            for moment in moments:
                if time[1] <= moment < time[2]:
                    during[paper].setdefault(moment, []).append(literal)
        return during

    def _place(self, time: Time) -> int:
        row = self._figures.stretches[self._stretch]
        return (time[1] - row.start) * 8 // max(1, row.end - row.start)

    def _bear(self, paper: int) -> bool:
        """Make the choices of a paper; tell whether there is any."""
        row, stretch = self._figures.papers[paper], self._figures.stretches[self._stretch]
        domain = self._figures.domains[row.id]
        rooms = self._plan.rooms.get((self._stretch, row.track), ())
        own = []
        for time in domain.times:
            if time[0] != stretch.day or not stretch.start <= time[1] < stretch.end:
                continue
            possible = domain.rooms_at(time)
            for room in rooms:
                if self._figures.rooms[room] in possible:
                    literal = self._model.new_bool_var("")
                    self._choices[paper, time, room] = literal
                    own.append(literal)
                    if cost := row.room_levels.get(room):
                        self._costs.append((cost, literal))
        self._model.add_exactly_one(own)
        return bool(own)

    def _keep_apart(self) -> None:
        by_whom: dict[object, list[tuple[Time, Any]]] = {}
        for (paper, time, room), literal in self._choices.items():
            for whom in (room, *self._figures.due(paper)):
                by_whom.setdefault(whom, []).append((time, literal))
        for there in by_whom.values():
            for moment in {time[1] for time, _ in there}:
                at_once = [literal for time, literal in there if time[1] <= moment < time[2]]
                if len(at_once) > 1:
                    self._model.add_at_most_one(at_once)

    def _keep_orders(self) -> None:
        """Let a paper start once those have ended that come before it."""
        own: dict[int, list[tuple[Time, Any]]] = {}
        for (paper, time, _), literal in self._choices.items():
            own.setdefault(paper, []).append((time, literal))
        for first, then in self._figures.orders:
            if first in own and then in own:
                for moment in {time[1] for time, _ in own[then]}:
                    late = [literal for time, literal in own[first] if time[2] > moment]
                    started = [literal for time, literal in own[then] if time[1] <= moment]
                    self._model.add(sum(late) + sum(started) <= 1)

    def _in_room(self, paper: int) -> dict[int, Any]:
        rooms: dict[int, list[Any]] = {}
        for (own, _, room), literal in self._choices.items():
            if own == paper:
                rooms.setdefault(room, []).append(literal)
        return {room: sum(literals) for room, literals in rooms.items()}

    def _pay_for_pairs(self) -> None:
        """Pay for two papers of one track in two rooms; those of two tracks are so anyway."""
        here = set(self._papers)
        for one, other in combinations(sorted(here), 2):
            weight = self._figures.conflicts.get((one, other), 0)
            papers = self._figures.papers[one], self._figures.papers[other]
            rooms = self._plan.rooms.get((self._stretch, papers[0].track), ())
            if weight and papers[0].track == papers[1].track and len(rooms) > 1:
                apart = self._model.new_bool_var("")
                ones, others = self._in_room(one), self._in_room(other)
                for room, literal in ones.items():
                    elsewhere = sum(there for where, there in others.items() if where != room)
                    self._model.add(literal + elsewhere <= 1 + apart)
                self._costs.append((weight, apart))

    def _pay_for_ranks(self) -> None:
        weight = self._figures.weight("paper_rank")
        for paper in self._papers:
            row = self._figures.papers[paper]
            if row.rank is None or not weight:
                continue
            before = sum(
                len(own)
                for (stretch, track), own in self._plan.papers.items()
                if track == row.track and stretch < self._stretch
            )
            out = self._model.new_bool_var("")
            self._costs.append((weight, out))
            by_start = self._starts(row.track, paper)
            for (own, time, _), literal in self._choices.items():
                if own == paper:
                    earlier = sum(there for start, there in by_start if start < time[1])
                    fits = earlier == row.rank - 1 - before
                    if isinstance(fits, bool):
                        if not fits:
                            self._model.add_implication(literal, out)
                    else:
                        self._model.add(fits).only_enforce_if(literal, out.negated())

    def _starts(self, track: int, but: int) -> list[tuple[int, Any]]:
        return [
            (time[1], literal)
            for (paper, time, _), literal in self._choices.items()
            if paper != but and self._figures.papers[paper].track == track
        ]
