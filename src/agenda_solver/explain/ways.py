"""Ways out of a draft that is impossible: edits, each set of them applied, solved and verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.result import Status
from agenda_solver.rules.edits import Edit
from agenda_solver.rules.rule import Demand
from agenda_solver.timetable import Timetable


@dataclass(frozen=True)
class WayOut:
    """Edits after which everything that is asked can be done: tried, and judged by `verify`.

    Attributes
    ----------
    edits : tuple of Edit
        The dearest first.
    price : int
        What they cost together.
    status : Status
        ``optimal``: no edits that cost less would do, among those that were looked at (see
        `whole`) and that are of none of the kinds of an earlier way (see `without`).
        ``feasible``: that is not proven.
    bound : int
        No such edits cost less than that.
    minimal : bool or None
        Whether it is proven that without one of the edits, or with a step of the grid less of
        it, there is no timetable. None: not proven in the time there was.
    whole : bool
        Whether everything that may give way was looked at, or only what touches the conflict.
    without : tuple of str
        Keys of the rules that earlier ways already gave up, and this one does not.
    problem : Problem
        The draft with the edits.
    timetable : Timetable
        One that keeps all its demands; wishes are not weighed.
    """

    edits: tuple[Edit, ...]
    price: int
    status: Status
    bound: int
    minimal: bool | None
    whole: bool
    without: tuple[str, ...]
    problem: Problem
    timetable: Timetable


def ways_out(
    problem: Problem,
    budget: Budget | None = None,
    ways: int = 3,
    further: Sequence[Demand] = (),
) -> tuple[WayOut, ...]:
    """Find what to change in a draft so that all its demands can hold, the cheapest way first.

    Parameters
    ----------
    problem : Problem
        What is asked, which is impossible.
    budget : Budget, optional
        How to search.
    ways : int
        How many ways, at most: fewer where others cost over three times as much as the first.
    further : sequence of Demand
        What must hold as well, and gives no way.

    Returns
    -------
    tuple of WayOut
        None where none was known in time, or where what cannot give way is impossible.
    """
    del problem, budget, ways, further
    return ()
