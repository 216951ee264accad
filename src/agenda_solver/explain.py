"""Why there is no timetable: a smallest set of demands that cannot hold together."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from agenda_solver.decisions import Intervals
from agenda_solver.decisions.encoding import Claim
from agenda_solver.problem import Problem
from agenda_solver.result import Status
from agenda_solver.rules.rule import Finding
from agenda_solver.solve import Settings, new_solver, run_stoppable


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot hold together.

    Attributes
    ----------
    findings : tuple of Finding
        One a demand, each a sentence that names who and where.
    minimal : bool
        Whether it is proven that any one of them left out, the others can hold.
    """

    findings: tuple[Finding, ...]
    minimal: bool


def conflict(
    problem: Problem, *, seconds: float = 20.0, seed: int = 0, stop: threading.Event | None = None
) -> Conflict | None:
    """Find demands that cannot hold together, none of which can be left out.

    Every demand gets a literal that switches it on. The solver names a set of literals
    that suffices for a contradiction (an unsatisfiable core of its assumptions); then
    each is left out in turn, and stays out where the rest is still contradictory
    (deletion-based minimisation; Chinneck and Dravnieks, "Locating minimal infeasible
    constraint sets in linear programs", 1991). Each demand of that set is then done
    without, to see whether there is a shorter reason. The set is proven once more
    without presolve before it is told.

    Parameters
    ----------
    problem : Problem
        What is asked.
    seconds : float
        Time allowed; once it is up, what is known is returned as not minimal.
    seed : int
        Of the solver's random choices.
    stop : threading.Event, optional
        Once set, the search ends.

    Returns
    -------
    Conflict or None
        None if all demands can hold together, or if time was too short to tell.
    """
    blame = _Blame(problem, seconds, seed, stop or threading.Event())
    core = blame.core_of(blame.encoding.claims)
    if core is None:
        return None
    core, minimal = blame.smaller(*blame.minimised(core))
    if not blame.proven(core):
        return None
    ordered = [claim for claim in blame.encoding.claims if claim in core]
    return Conflict(tuple(_finding(problem, claim) for claim in ordered), minimal)


class _Blame:
    def __init__(self, problem: Problem, seconds: float, seed: int, stop: threading.Event) -> None:
        self.encoding = Intervals(problem, blame=True)
        self.encoding.close()
        self.until = time.monotonic() + seconds
        self.settings = Settings(seed=seed, workers=1)
        self.stop = stop

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
            other = self.core_of([it for it in self.encoding.claims if it is not claim])
            if other is not None:
                found, known = self.minimised(other)
                if known and len(found) < len(best):
                    best = found
        return best, minimal

    def proven(self, core: Sequence[Claim]) -> bool:
        """Prove the contradiction again without presolve."""
        self.until = max(self.until, time.monotonic() + 5.0)
        return self._assume(core, presolve=False)[0] == "infeasible"

    def _assume(self, claims: Sequence[Claim], *, presolve: bool) -> tuple[Status, list[Claim]]:
        left = self.until - time.monotonic()
        if left <= 0 or self.stop.is_set():
            return "unknown", []
        model = self.encoding.model
        model.clear_assumptions()
        model.add_assumptions([claim.literal for claim in claims])
        solver = new_solver(self.settings, left)
        parameters = solver.parameters
        # What presolve gains here it loses again in setting up each of many small solves.
        parameters.cp_model_presolve = presolve
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        parameters.linearization_level = 0
        status = run_stoppable(solver, model, self.stop)
        if status != "infeasible":
            return status, []
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return status, [claim for claim in claims if claim.literal.index in named]


def _finding(problem: Problem, claim: Claim) -> Finding:
    return Finding(
        rule=claim.rule.key,
        severity="error",
        text=claim.rule.says(problem, claim.whom),
        sessions=claim.whom.sessions,
        people=claim.whom.people,
        rooms=claim.whom.rooms,
    )
