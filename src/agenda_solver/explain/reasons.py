"""Why there is no timetable: smallest sets of demands that cannot hold together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from math import gcd

from agenda_solver.budget import Budget
from agenda_solver.cp_sat import new_solver, run_stoppable
from agenda_solver.decisions import Intervals
from agenda_solver.decisions.encoding import Claim
from agenda_solver.preflight import GRID
from agenda_solver.problem import Hours, Link, Problem, Slot, Window
from agenda_solver.problem import Sequence as SessionSequence
from agenda_solver.result import Status
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Demand, Finding, Whom
from agenda_solver.words.moments import DAYBREAK


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot hold together.

    Attributes
    ----------
    findings : tuple of Finding
        One a demand, each a sentence that names who and where.
    minimal : bool
        Whether it is proven that any one of them left out, the others can hold.
    enough : bool
        Whether it is proven that any one of them left out, all that is asked can hold.
    others : tuple of Conflict
        More of them, of which no two, and none with this one, have a demand in common, or name
        a session, a person or a room both: from each at least one demand must go.
    """

    findings: tuple[Finding, ...]
    minimal: bool
    enough: bool = False
    others: tuple[Conflict, ...] = ()

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        """Its demands, and those of the others."""
        return (*self.findings, *(finding for each in self.others for finding in each.findings))


MOST_CONFLICTS = 4  # nobody reads more at once


def conflict(
    problem: Problem, budget: Budget | None = None, further: Sequence[Demand] = ()
) -> Conflict | None:
    """Find demands that cannot hold together, none of which can be left out, and more such.

    Every demand gets a literal that switches it on. The solver names a set of literals
    that suffices for a contradiction (an unsatisfiable core of its assumptions); then
    each is left out in turn, and stays out where the rest is still contradictory
    (deletion-based minimisation; Chinneck and Dravnieks, "Locating minimal infeasible
    constraint sets in linear programs", 1991). Each demand of that set is then done
    without, to see whether there is a shorter reason, or none. Unless there is none without
    any one of them, sets that share nothing with it are looked for. A set is proven once more
    without presolve before it is told. If its demands could hold with starts at any minute,
    the grid is told with them.

    Parameters
    ----------
    problem : Problem
        What is asked.
    budget : Budget, optional
        How to search. Once its part for reasons is used up, what is known is returned as not
        minimal.
    further : sequence of Demand
        What must hold as well.

    Returns
    -------
    Conflict or None
        None if all demands can hold together, or if time was too short to tell.
    """
    budget = replace((budget or Budget()).part("reasons"), workers=1)
    blame = _Blame(problem, budget, further)
    core = blame.core_of(blame.encoding.claims)
    if core is None:
        return None
    core, minimal = blame.smaller(*blame.minimised(core))
    enough = minimal and blame.hold_without_any(core)
    cores = [(core, minimal), *([] if enough else blame.apart_from(core))]
    conflicts = [
        _conflict(problem, blame.in_order(claims), known, budget, further)
        for claims, known in blame.proven(cores)
    ]
    if not conflicts:
        return None
    first, *others = conflicts
    if any(finding.rule == "grid" for finding in first.findings):
        finer = budget.part("finer grid")
        enough = enough and _holds_at_any_minute(problem, blame.encoding.claims, finer, further)
    return replace(first, enough=enough, others=tuple(others))


def _conflict(
    problem: Problem,
    core: Sequence[Claim],
    minimal: bool,
    budget: Budget,
    further: Sequence[Demand],
) -> Conflict:
    findings = [claimed(problem, claim) for claim in core]
    if _holds_at_any_minute(problem, core, budget.part("finer grid"), further):
        text = GRID.fill(grid=problem.event.grid)
        findings.append(Finding("grid", "error", text, where=("event", "grid")))
    return Conflict(tuple(findings), minimal)


def blamed(
    problem: Problem,
    budget: Budget,
    further: Sequence[Demand],
    near: Callable[[Demand, Whom], bool],
) -> tuple[Finding, ...]:
    """Return demands that contradict one another although those near a conflict give way.

    Not minimised; none where none are known in time.
    """
    blame = _Blame(problem, budget, further)
    left = [
        claim
        for claim in blame.encoding.claims
        if not (claim.rule.gives_way and near(claim.rule, claim.whom))
    ]
    return tuple(claimed(problem, claim) for claim in blame.core_of(left) or ())


def _holds_at_any_minute(
    problem: Problem, core: Sequence[Claim], budget: Budget, further: Sequence[Demand]
) -> bool:
    """Whether demands that contradict one another on the grid would not without it."""
    grid = _finest_grid(problem)
    if grid == problem.event.grid:
        return False
    event = problem.event.model_copy(update={"grid": grid})
    blame = _Blame(problem.model_copy(update={"event": event}), budget, further)
    named = {(claim.rule.key, claim.whom) for claim in core}
    same = [claim for claim in blame.encoding.claims if (claim.rule.key, claim.whom) in named]
    return blame.assume(same) in _HELD


_Core = tuple[list[Claim], bool]
"""Claims that contradict one another, and whether none of them is known to be idle."""

_HELD: tuple[Status, ...] = ("optimal", "feasible")


def _finest_grid(problem: Problem) -> int:
    """Return the grid on which demands hold if they hold at any minute.

    With the order of sessions given, every demand bounds the difference of two times by a
    whole number; where all these numbers are multiples of a grid, times can be rounded
    down to it.
    """
    event, sessions = problem.event, problem.sessions
    windows: list[Window | Hours | Slot] = [
        *(window for session in sessions for window in session.windows),
        *(window for person in problem.people for window in person.present),
        *(window for room in problem.rooms for window in (*room.open, *room.closed)),
        *(window for item in problem.equipment for window in item.open),
        *(day.open for day in problem.days if day.open),
        *event.slots,
    ]
    links: list[Link | SessionSequence] = [
        *(link for session in sessions for link in (*session.before, *session.after)),
        *problem.sequences,
    ]
    numbers: list[int | None] = [event.gap, *(person.pause for person in problem.people)]
    numbers += [person.rest for person in problem.people if person.most_in_a_row]
    numbers += [item.changeover for item in problem.equipment]
    numbers += [event.walk, *(walk.minutes for walk in event.walks)]
    quotas = [quota for day in problem.days for quota in day.sessions]
    numbers += [minute for quota in quotas for minute in (quota.start, quota.end)]
    numbers += [minute for window in windows for minute in (window.start, _end_of(window))]
    numbers += [minutes for link in links for minutes in (link.min, link.max)]
    for room in problem.rooms:
        numbers += [room.setup, room.teardown]
    for session in sessions:
        numbers += [session.setup, session.teardown, session.locked.start]
        if session.minutes:
            numbers += [session.minutes.min, session.minutes.max]
    return gcd(event.grid, *(number for number in numbers if number is not None))


def _end_of(window: Window | Hours | Slot) -> int:
    """Return when hours end; a window without an end bounds nothing."""
    return 0 if isinstance(window, Window) and window.end == DAYBREAK else window.end


class _Blame:
    """A model in which every demand can be switched off, and the time spent on it."""

    def __init__(self, problem: Problem, budget: Budget, further: Sequence[Demand]) -> None:
        self.encoding = Intervals(problem, (*DEMANDS, *further), blame=True)
        self.encoding.close()
        self.budget = budget
        self.known = dict[int, tuple[Status, list[Claim]]]()

    def core_of(self, claims: Sequence[Claim]) -> list[Claim] | None:
        """Return claims that already contradict one another, or None if none are known."""
        status, core = self._assume(claims, presolve=True)
        return core if status == "infeasible" else None

    def minimised(self, core: list[Claim]) -> tuple[list[Claim], bool]:
        """Leave out each claim that is not needed, and tell whether all were tried."""
        tried = 0
        while tried < len(core):
            rest = core[:tried] + core[tried + 1 :]
            status, smaller = self._assume(rest, presolve=True)
            if status == "unknown":
                return core, False
            if status == "infeasible":
                # The claims already found to be needed are in every core of the rest.
                core = [claim for claim in rest if claim in smaller or claim in core[:tried]]
            else:
                tried += 1
        return core, True

    def smaller(self, core: list[Claim], minimal: bool) -> tuple[list[Claim], bool]:
        """Look for shorter reasons: for each claim of a core, one that does without it."""
        best = core
        for claim in core if minimal else []:
            status, other = self._without(claim)
            if status == "infeasible":
                core, known = self.minimised(other)
                if known and len(core) < len(best):
                    best = core
        return best, minimal

    def hold_without_any(self, core: Sequence[Claim]) -> bool:
        """Whether all demands are proven to hold together once any one of a core is gone."""
        return all(self._without(claim)[0] in _HELD for claim in core)

    def apart_from(self, core: list[Claim]) -> list[_Core]:
        """Return further cores: no two, and none with this one, name anybody both.

        A change of the draft may free a session or a person of several demands at once: only
        what has none of them in common takes a change of its own.
        """
        rest, cores = self.encoding.claims, list[_Core]()
        while len(cores) + 1 < MOST_CONFLICTS:
            named = _named(core)
            rest = [claim for claim in rest if claim not in core and not named & _named([claim])]
            other = self.core_of(rest)
            if other is None:
                break
            core, minimal = self.minimised(other)
            cores.append((core, minimal))
        return cores

    def _without(self, claim: Claim) -> tuple[Status, list[Claim]]:
        """Tell whether all demands but one can hold together, and which cannot."""
        number = claim.literal.index
        if number not in self.known:
            rest = [other for other in self.encoding.claims if other is not claim]
            self.known[number] = self._assume(rest, presolve=True)
        return self.known[number]

    def in_order(self, core: Collection[Claim]) -> list[Claim]:
        """Return claims in the order of the draft."""
        return [claim for claim in self.encoding.claims if claim in core]

    def proven(self, cores: Sequence[_Core]) -> list[_Core]:
        """Prove contradictions again without presolve, in half as much time again.

        Without proof of the first, the others are not told either.
        """
        self.budget = self.budget.part("proof of reasons")
        return list(
            takewhile(lambda core: self._assume(core[0], presolve=False)[0] == "infeasible", cores)
        )

    def assume(self, claims: Sequence[Claim]) -> Status:
        """Tell whether these demands can hold together."""
        return self._assume(claims, presolve=True)[0]

    def _assume(self, claims: Sequence[Claim], *, presolve: bool) -> tuple[Status, list[Claim]]:
        if not self.budget.left:
            return "unknown", []
        model = self.encoding.model
        model.clear_assumptions()
        model.add_assumptions([claim.literal for claim in claims])
        solver = new_solver(self.budget)
        parameters = solver.parameters
        # What presolve gains here it loses again in setting up each of many small solves.
        parameters.cp_model_presolve = presolve
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        parameters.linearization_level = 0
        status = run_stoppable(solver, model, self.budget)
        self.budget.spend(solver.deterministic_time)
        if status != "infeasible":
            return status, []
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return status, [claim for claim in claims if claim.literal.index in named]


def _named(claims: Iterable[Claim]) -> set[tuple[str, object]]:
    """Return the sessions, people and rooms that demands name."""
    return {
        (table, key)
        for claim in claims
        for table in ("sessions", "people", "rooms")
        for key in getattr(claim.whom, table)
    }


def claimed(problem: Problem, claim: Claim) -> Finding:
    """Return a demand as a sentence that names who and where."""
    return Finding(
        rule=claim.rule.key,
        severity="error",
        text=claim.rule.says(problem, claim.whom),
        sessions=claim.whom.sessions,
        people=claim.whom.people,
        rooms=claim.whom.rooms,
        attendees=claim.whom.attendees,
        where=claim.rule.place(problem, claim.whom),
    )
