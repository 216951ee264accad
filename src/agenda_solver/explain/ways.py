"""Ways out of a draft that is impossible: edits, each set of them applied, solved and verified."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from agenda_solver.budget import Budget
from agenda_solver.cp_sat import new_solver, run_stoppable
from agenda_solver.decisions import Eased, encode
from agenda_solver.explain.neighbourhood import Neighbourhood, neighbourhoods
from agenda_solver.explain.reasons import Conflict
from agenda_solver.problem import Pool, Problem, Room
from agenda_solver.problem.schema import Roles
from agenda_solver.result import Status
from agenda_solver.rules import DEMANDS, without_wishes
from agenda_solver.rules.casting import EveryRoleIsFilled
from agenda_solver.rules.edits import Edit, lesser, with_edits
from agenda_solver.rules.people import replaced
from agenda_solver.rules.programme import EverySessionIsPlaced
from agenda_solver.rules.rule import Demand
from agenda_solver.rules.stretches import added_stretches, chair_replaced
from agenda_solver.substitutes import substitutes
from agenda_solver.timetable import Casting, Timetable
from agenda_solver.verify import verify

EFFORT_A_SECOND = 0.05
"""Deterministic time that is enough for a way, for each second that was given.

Proofs took a tenth of a unit to seven tenths on all drafts that are proven at all, each unit
ten seconds; who is still searching after that hardly finds anything better.
"""

TOO_DEAR = 3
"""A way that costs over so many times what the first does is none worth telling."""

NOT_DEAR = 120
"""Unless it costs no more than that: who has a cheap way still wants to choose."""

MOST_NAMED = 3
"""So many are named who could take somebody's part."""


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

    @property
    def verified(self) -> bool:
        """Whether `verify` finds no broken demand in the timetable of the draft with the edits."""
        return not verify(self.problem, self.timetable).errors


def ways_out(
    problem: Problem,
    budget: Budget | None = None,
    ways: int = 3,
    further: Sequence[Demand] = (),
    known: Conflict | None = None,
) -> tuple[WayOut, ...]:
    """Find what to change in a draft so that all its demands can hold, the cheapest way first.

    A model in which demands may give way, at a price, is minimised. What has to be changed is
    read from its timetable, written into the draft, and tried there. For the next way the
    kind of the dearest edit is ruled out: to rule out the very edits would give near copies.

    Parameters
    ----------
    problem : Problem
        What is asked, which is impossible.
    budget : Budget, optional
        How to search.
    ways : int
        How many ways, at most: fewer where others cost much, over three times what the first does.
    further : sequence of Demand
        What must hold as well.
    known : Conflict, optional
        Why it is impossible, where that is known: it is looked for around there first.

    Returns
    -------
    tuple of WayOut
        None where none was known in time, or where what cannot give way is impossible.
    """
    budget = replace((budget or Budget()).part("edits"), workers=1)
    asked = without_wishes(problem)
    for near in neighbourhoods(asked, budget, further, known):
        search = _Search(asked, near, budget, further)
        known_ways = tuple(search.ways(ways))
        if search.status != "infeasible" or near.whole:
            of_all = (replace(way, problem=with_edits(problem, way.edits)) for way in known_ways)
            return tuple(way for way in of_all if way.verified)
    return ()


class _Search:
    """A model of what may give way in a neighbourhood, and what was made of its solutions."""

    def __init__(
        self, problem: Problem, near: Neighbourhood, budget: Budget, further: Sequence[Demand]
    ) -> None:
        self.problem, self.near, self.budget = problem, near, budget
        self.further = tuple(further)
        self.eased = Eased(problem, (*DEMANDS, *further), near.holds)
        self.eased.close()
        self.status: Status = "unknown"

    def ways(self, most: int) -> Iterator[WayOut]:
        """Yield ways, each without the kind of the dearest edit of those before it."""
        without: list[str] = []
        first: int | None = None
        for left in range(most, 0, -1):
            part = self.budget.part("way") if left > 1 else self.budget
            way = self._next_way(tuple(without), part)
            if way is None or (first is not None and way.price > max(TOO_DEAR * first, NOT_DEAR)):
                return
            first = way.price if first is None else first
            yield way
            dearest = way.edits[0].rule
            without.append(dearest)
            self.eased.without(dearest)

    def _next_way(self, without: tuple[str, ...], budget: Budget) -> WayOut | None:
        if not budget.left:
            return None
        solver = new_solver(budget)
        effort = EFFORT_A_SECOND * self.budget.seconds
        if budget.reproducible:
            effort = min(effort, budget.left)
        solver.parameters.max_deterministic_time = effort
        status = run_stoppable(solver, self.eased.model, budget)
        self.budget.spend(solver.deterministic_time)
        if not without:
            self.status = status
        if status not in ("optimal", "feasible"):
            return None
        timetable = self.eased.read(solver.value)
        others = self.eased.replaced(solver.value)
        chairs = self.eased.replaced_chairs(solver.value)
        edits = measured(self.problem, timetable, others, (*DEMANDS, *self.further), chairs)
        return self._tried(
            edits, timetable, status, round(solver.best_objective_bound), without, budget
        )

    def _tried(
        self,
        edits: tuple[Edit, ...],
        timetable: Timetable,
        status: Status,
        bound: int,
        without: tuple[str, ...],
        budget: Budget,
    ) -> WayOut | None:
        """Return a way out of edits, if the draft with them is as good as it should be."""
        if not edits:
            return None
        least, minimal = self._least(edits, proven=status == "optimal", budget=budget)
        problem, timetable = with_edits(self.problem, least), with_what_comes(timetable, edits)
        if least != edits or self.further or verify(problem, timetable).errors:
            solved = self._timetable_of(problem, budget)[1]
            if solved is None or verify(problem, solved).errors:
                return None
            timetable = solved
        edits = least
        price = sum(edit.price for edit in edits)
        return WayOut(
            edits,
            price,
            "optimal" if price <= bound else "feasible",
            min(bound, price),
            minimal,
            self.near.whole,
            without,
            problem,
            timetable,
        )

    def _least(
        self, edits: tuple[Edit, ...], *, proven: bool, budget: Budget
    ) -> tuple[tuple[Edit, ...], bool | None]:
        """Return edits of which none, and no step of one, can be done without; and if proven.

        Where nothing cheaper would do, that already tells all but the steps that cost nothing.
        """
        minimal: bool | None = True
        part = budget.part("less of an edit")
        tried = 0
        while tried < len(edits):
            for fewer in self._lesser(edits, tried, proven=proven):
                status, _ = self._timetable_of(with_edits(self.problem, fewer), part)
                if status in ("optimal", "feasible"):
                    edits, tried = fewer, -1
                    break
                if status != "infeasible":
                    minimal = None
            tried += 1
        return edits, minimal

    def _lesser(
        self, edits: tuple[Edit, ...], number: int, *, proven: bool
    ) -> Iterator[tuple[Edit, ...]]:
        """Yield edits without one of them, or with a step of the grid less of it."""
        before, edit, after = edits[:number], edits[number], edits[number + 1 :]
        if not proven:
            yield (*before, *after)
        for less in lesser(edit, self.problem.event.grid):
            yield (*before, less, *after)

    def _timetable_of(self, problem: Problem, budget: Budget) -> tuple[Status, Timetable | None]:
        """Return whether all demands of a draft can hold, and a timetable in which they do."""
        if not budget.left:
            return "unknown", None
        encoding = encode(problem, (*DEMANDS, *self.further), to_find=True)
        encoding.close()
        solver = new_solver(budget, encoding)
        status = run_stoppable(solver, encoding.model, budget)
        self.budget.spend(solver.deterministic_time)
        known = status in ("optimal", "feasible")
        return status, encoding.read(solver.value) if known else None


def measured(
    problem: Problem,
    timetable: Timetable,
    others: Collection[tuple[str, str]] = (),
    demands: Collection[Demand] = DEMANDS,
    chairs: Collection[tuple[str, str]] = (),
) -> tuple[Edit, ...]:
    """Return the edits of a draft after which a timetable keeps its demands, the dearest first.

    Parameters
    ----------
    problem : Problem
        What is asked.
    timetable : Timetable
        Any timetable; a session that is not in it does not take place.
    others : collection of (str, str)
        Where somebody else takes whose part: the session, and the person.
    demands : collection of Demand
        Those that must hold.
    chairs : collection of (str, str)
        Which tracks somebody else chairs, and instead of whom.
    """
    edits = [
        chair_replaced(problem, track, person, number)
        for number, (track, person) in enumerate(chairs, start=len(others) + 1)
    ]
    for number, (session, person) in enumerate(others, start=1):
        if session in timetable.by_session:
            free = _who_is_free(problem, timetable, session, person)
            edits.append(replaced(problem, session, person, number, free))
    with_others = with_edits(problem, edits)
    placed = EverySessionIsPlaced()
    edits += placed.ease(with_others, timetable)
    edits += added_stretches(with_others, timetable)
    left = with_edits(problem, edits)
    for rule in demands:
        if rule.gives_way and rule.key != placed.key:
            edits += rule.ease(left, timetable)
    return tuple(sorted(edits, key=lambda edit: -edit.price))


def _who_is_free(problem: Problem, timetable: Timetable, session: str, person: str) -> list[str]:
    """Return the names of a few who have a part like somebody's elsewhere, and are free for it."""
    likely = substitutes(problem, timetable, session, instead_of=person)
    near = (
        problem.person[one.person] for one in likely if one.is_free and one.fit in ("pool", "role")
    )
    return [one.label for one in near if not one.unconfirmed][:MOST_NAMED]


def with_what_comes(timetable: Timetable, edits: Collection[Edit]) -> Timetable:
    """Return a timetable in which rooms and people that edits add are where they are needed."""
    rooms: dict[str, str] = {}
    cast = list(timetable.cast)
    for edit in edits:
        comes = {change.where[1]: change.after for change in edit.changes if not change.field}
        for row in comes.values():
            if isinstance(row, Room):
                rooms.update(dict.fromkeys(edit.sessions, row.id))
        for change in edit.changes:
            if edit.rule == EveryRoleIsFilled.key and change.field == "people":
                cast += _castings(edit.sessions[0], change.after, comes.keys())
    placements = [
        replace(placement, room=rooms.get(placement.session, placement.room))
        for placement in timetable.placements
    ]
    return Timetable.of(placements, timetable.seats, cast)


def _castings(session: str, people: Roles, coming: Collection[object]) -> Iterator[Casting]:
    """Yield the parts that those take who come."""
    for role, entries in people.items():
        for number, entry in enumerate(entries):
            if isinstance(entry, Pool):
                for person in entry.one_of:
                    if person in coming:
                        yield Casting(session, role, number, person)
