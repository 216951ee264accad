"""Papers in stretches, in stages: how many where, then rooms, then both, then places.

The first stage knows no rooms but by their classes, so what it proves bounds all others. A plan of
it is given rooms, with papers kept where they are; then one model has both, and begins with that.
Papers take their places behind. See `docs/decisions/0043-stretches-in-stages.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ortools.sat.python import cp_model

from agenda_solver.budget import Stage
from agenda_solver.search.stretches.closing import closed_up
from agenda_solver.search.stretches.counts import Counts, Spreading
from agenda_solver.search.stretches.figures import COUNTED, Figures, is_countable
from agenda_solver.search.stretches.places import placements_of
from agenda_solver.timetable import Placement

CAP = 100_000
"""What costs more is left out at first: no programme that is any good has it."""


@dataclass(frozen=True)
class Minimised:
    """What the search of a model comes to.

    Attributes
    ----------
    value : callable, optional
        Gives a variable's value in the best solution; None where there is none.
    cost, bound : int
        Of that solution, and what none costs less than.
    is_over : bool
        Whether that is proven, or that there is none.
    """

    value: Callable[[Any], int] | None
    cost: int
    bound: int
    is_over: bool


class Minimise(Protocol):
    """Searches a model for as long as a stage may take."""

    def __call__(
        self,
        model: cp_model.CpModel,
        stage: Stage,
        *,
        hinted: bool = False,
        first: bool = False,
        small: bool = False,
        enough: int | None = None,
    ) -> Minimised:
        """Return the best that is found, and what nothing costs less than.

        Parameters
        ----------
        hinted : bool
            Whether the model hints what all its variables follow from.
        first, small : bool
            Whether the first solution will do; and whether it is a small matter.
        enough : int, optional
            What costs no more than this ends the search.
        """


Judge = Callable[[Sequence[Placement]], int | None]
"""Takes where all papers are, and tells what that costs as the rules count; None: it cannot be."""


class StretchSearch:
    """The stages; see the module.

    Parameters
    ----------
    figures : Figures
    minimise : Minimise
        Searches a model.
    judge : Judge
        Is given each way to place all papers that may be better than those before.

    Attributes
    ----------
    is_exhausted : bool
        Whether all has been counted, and what was found costs more than that proves: the rest is
        what stages do not know.
    """

    def __init__(self, figures: Figures, minimise: Minimise, judge: Judge) -> None:
        self._figures = figures
        self._minimise = minimise
        self._judge = judge
        self._cap: int | None = CAP
        self._bound = 0
        self._is_counted = False
        self.is_exhausted = False
        self._best: tuple[int, Spreading] | None = None

    @property
    def bound(self) -> int:
        """What nothing costs less than, as the rules count."""
        return self._bound * self._figures.scale

    def run(self) -> None:
        """Find better and better ways to place all papers, while there is time for that."""
        first = self._first()
        if first is None:
            return
        self._give_rooms(first, "first rooms")
        for stage, one_room in _STAGES:
            if self._is_proven or self._is_counted:
                break
            plan = self._counted(stage, one_room=one_room, near=self._nearest)
            if plan is not None:
                self._give_rooms(plan, "rooms of counts")
        if not self._is_proven:
            self._search_with_rooms()

    def _first(self) -> Spreading | None:
        """Return any plan: of one room a track and stretch all papers surely find their places."""
        for cap in (self._cap, None):
            self._cap = cap
            for one_room in (True, False):
                first = self._counted("first counts", one_room=one_room, first=True)
                if first is not None:
                    return first
            if self._bound <= CAP:
                break  # not known to be impossible: the time is over
        return None

    @property
    def _nearest(self) -> Spreading | None:
        return self._best[1] if self._best is not None else None

    @property
    def _is_proven(self) -> bool:
        return self._best is not None and self._best[0] <= self.bound

    def _counted(
        self,
        stage: Stage,
        *,
        one_room: bool = False,
        first: bool = False,
        near: Spreading | None = None,
    ) -> Spreading | None:
        """Spread papers without rooms, and learn what none costs less than."""
        counts = Counts(self._figures, cap=self._cap, one_room=one_room)
        if near is not None and not (one_room and any(n > 1 for n in near.numbers.values())):
            counts.hint(near)
        else:
            near = None
        done = self._minimise(counts.model, stage, hinted=near is not None, first=first)
        if not one_room:
            self._learn(done)
            self._is_counted |= done.is_over
        return None if done.value is None else counts.read(done.value)

    def _learn(self, done: Minimised) -> None:
        """Take a bound: of what costs more than the cap nothing is known."""
        bound = done.bound
        if self._cap is not None:
            nothing = done.is_over and done.value is None
            bound = self._cap + 1 if nothing else min(bound, self._cap + 1)
        self._bound = max(self._bound, bound)

    def _give_rooms(self, plan: Spreading, stage: Stage) -> None:
        """Give rooms to a plan, its papers and numbers kept."""
        counts = Counts(self._figures, each_room=True, fixed=plan)
        done = self._minimise(counts.model, stage, enough=self._bound)
        if done.value is not None:
            self._place(counts.read(done.value))

    def _search_with_rooms(self) -> None:
        """Search with rooms and all, from the best plan."""
        counts = Counts(self._figures, each_room=True, cap=self._cap)
        if self._nearest is not None:
            counts.hint(self._nearest)
        hinted = self._nearest is not None
        done = self._minimise(counts.model, "counts with rooms", hinted=hinted, enough=self._bound)
        self._learn(done)
        if done.value is not None:
            self._place(counts.read(done.value))
        is_least = done.is_over or (done.value is not None and done.cost <= self._bound)
        self.is_exhausted = is_least and not self._is_proven

    def _place(self, plan: Spreading) -> None:
        """Give a plan's papers their places, and keep it if it is the best."""
        placements = placements_of(self._figures, plan, self._solve)
        cost = None if placements is None else self._judge(placements)
        if cost is not None and (self._best is None or cost < self._best[0]):
            self._best = cost, plan

    def _solve(self, model: cp_model.CpModel) -> Callable[[Any], int] | None:
        """Fill the places of a stretch: well, as a rule soon; or else at all."""
        done = self._minimise(model, "places of papers", small=True)
        if done.value is None and not done.is_over:
            done = self._minimise(model, "places of papers", first=True)
        return done.value


_STAGES: tuple[tuple[Stage, bool], ...] = (
    ("counts", False),
    ("counts in one room", True),
    ("counts again", False),
)
"""The stages without rooms, and whether each track has one room at a time in it."""

__all__ = [
    "COUNTED",
    "Figures",
    "Minimise",
    "Minimised",
    "StretchSearch",
    "closed_up",
    "is_countable",
]
