"""Builds the model of a problem and searches it, tier by tier.

Each tier is minimised with every earlier one held at its best; a tier is called optimal
only where it and all before it are proven. What leaves here has been judged by `verify`,
and its costs are recomputed from the timetable.

What attendees miss is annealed on slots, with a proof by columns beside it. Where they are
many, CP-SAT is not even told: what comes after is solved with their sessions held in time.
See `docs/decisions/0008-local-search.md`.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from platform import python_version
from typing import TYPE_CHECKING, Any, cast

from ortools.sat.python import cp_model

from agenda_solver import __version__
from agenda_solver.budget import (
    PLACED_A_SECOND,
    STEPS_A_SECOND,
    WISH_STEPS_A_SECOND,
    Budget,
    InterruptedBudget,
)
from agenda_solver.cp_sat import (
    Meanwhile,
    SelfCheckError,
    complete_hints,
    new_solver,
    processors,
    run_beside,
    run_stoppable,
    search_lightly,
)
from agenda_solver.decisions import (
    Encoding,
    FittingCallback,
    Objective,
    complete_hint,
    encode,
    has_few_times,
    hold,
    minimize,
)
from agenda_solver.paper_stages import PaperStages
from agenda_solver.preflight import impossible, preflight
from agenda_solver.problem import Problem
from agenda_solver.result import Result, Status, TierResult
from agenda_solver.rules import DEMANDS, Tier, tiers, ties
from agenda_solver.rules.rule import TIME, Cost, Decisions, Demand
from agenda_solver.search import (
    Account,
    Annealer,
    AttendanceAnnealer,
    CostTables,
    Grid,
    NotTabledError,
    Position,
    Relaxation,
    Vector,
    construct,
    least_cost,
    relaxed,
    tabulate,
)
from agenda_solver.timetable import Timetable
from agenda_solver.verify import Verdict, verify
from agenda_solver.wishes import Crowd, Party

if TYPE_CHECKING:
    from agenda_solver.budget import Stage
    from agenda_solver.search.columns import Proof

# So many sessions get a model without costs first, told by their times, where they have no
# timetable yet.
FEWEST_TO_FIND_FIRST = 50
# So few sessions are CP-SAT's.
FEWEST_TO_ANNEAL = 12
# So long CP-SAT searches alone before a bound is looked for beside it, in seconds.
HEAD_START = 1.0
# Attendees times slots: of more, CP-SAT is not told what they miss. It would take long to
# build, and find nothing that annealing does not.
MOST_LITERALS = 20_000
# The same of attendees times sessions times slots, where it matters how many are in each.
MOST_SEATS = 5_000
# Of more sessions, equally good timetables are not compared: that would take long.
MOST_FOR_TIES = 150
# What is said of a bound that is not known.
NO_BOUND = -(2**53)


@dataclass(frozen=True)
class Progress:
    """How far a search is, each time it finds something better; in a tier it never gets worse.

    Attributes
    ----------
    tier, tiers : int
        Which tier is being solved, and how many there are.
    cost : int
        Its best cost so far.
    bound : int
        No timetable costs less in this tier.
    seconds : float
        Since the search began.
    missed : int or None
        In a tier that counts what attendees miss: how much that is.
    """

    tier: int
    tiers: int
    cost: int
    bound: int
    seconds: float
    missed: int | None = None


@dataclass(frozen=True)
class _TierOutcome:
    """How far the search of one tier came.

    Attributes
    ----------
    cost, bound : int
        Of the timetable, if there is one; and what none costs less than.
    solution : tuple of int
        The value of every variable of the model, where CP-SAT found the timetable.
    """

    status: Status
    timetable: Timetable | None = None
    cost: int = 0
    bound: int = 0
    solution: tuple[int, ...] = ()

    def joined(self, other: _TierOutcome) -> _TierOutcome:
        """Return the better timetable of two searches, with the better bound."""
        if other.status == "infeasible" and self.timetable is None:
            return other
        with_timetable = [outcome for outcome in (self, other) if outcome.timetable is not None]
        best = min(with_timetable, key=lambda outcome: outcome.cost, default=self)
        bound = max(self.bound, other.bound)
        proven = bool(with_timetable) and bound >= best.cost
        return replace(best, status="optimal" if proven else best.status, bound=bound)


class TierSearch:
    """The model of one problem, and what has been found in it."""

    def __init__(
        self,
        problem: Problem,
        budget: Budget,
        progress: Callable[[Progress], None] | None,
        start: Timetable | None = None,
        first: Sequence[Cost] = (),
        further: Sequence[Demand] = (),
        whole: Budget | None = None,
    ) -> None:
        self.problem = problem
        self.further = tuple(further)
        self.demands = (*DEMANDS, *further)
        self.own_budget = budget
        self.budget = budget.until(lambda: not self.is_found, whole) if whole else budget
        self.progress = progress
        self.start = start
        self.first = tuple(first)
        self.timings: dict[str, float] = {}
        self.tiers = tiers(problem, first)
        self.timetable: Timetable | None = None
        self.results: list[TierResult] = []
        self.heard = {tier.number: _heard(problem, tier) for tier in self.tiers}
        self.held: tuple[str, ...] = ()
        self.roomy: tuple[str, ...] = ()
        self.settled: dict[int, int] = {}
        self.least: dict[int, int] = {}
        self.shown: dict[int, Progress] = {}
        self._showing = threading.Lock()
        self.last_build = 0.0
        self.objective = Objective()
        self.encoding_name = "construction"
        self.ahead: _BoundAhead | None = None
        self.papers = PaperStages(self)
        self._judged: tuple[Timetable, Verdict] | None = None

    def _build(self, wanted: Collection[Tier], meanwhile: Meanwhile | None = None) -> bool:
        """Make a model with the costs of some tiers; tell whether it is done.

        Once there is a timetable, nobody waits for a model longer than they are asked to, and
        that can be made better `meanwhile`.
        """
        if self.timetable is None:
            self._make_model(wanted)
        elif not run_beside(lambda: self._make_model(wanted), self._is_late, meanwhile):
            return False
        self.encoding_name = self.encoding.name
        return True

    def _is_late(self) -> bool:
        return self.budget.stopped or not (self.budget.reproducible or self.budget.left)

    def _make_model(self, wanted: Collection[Tier]) -> None:
        """Make a model, and say where to start."""
        began = self.budget.spent
        to_find = not wanted and self.timetable is None
        self.encoding: Encoding = encode(self.problem, self.demands, to_find=to_find)
        self.missed = {
            tier.number: _Missed(self.encoding, settled=tier.number in self.settled)
            for tier in wanted
        }
        self.amounts = [self._amount(tier) for tier in wanted]
        for tier, result in zip(self.tiers, self.results, strict=False):
            if not result.cost:
                for cost in tier.weights:
                    cost.hold(self.encoding)
        self.encoding.close()
        self.model = self.encoding.model
        self._hold_times()
        if self.start is not None:
            self.encoding.hint(self.start)
        self.last_build = self.budget.spent - began
        self.timings["build"] = self.timings.get("build", 0.0) + self.last_build

    def _hold_times(self) -> None:
        """Keep sessions where they are, as far as what attendees miss depends on it.

        At their times; and, where it matters how many are in each, in no smaller room.
        """
        assert self.timetable is not None or not self.held
        for session in self.held:
            placement = self.timetable.by_session[session]  # type: ignore[union-attr]
            self.model.add(self.encoding.not_at(session, placement.day, placement.start) == 0)
            self.model.add(self.encoding.ends_at(session, placement.end) == 1)
        seats = {room.id: room.capacity for room in self.problem.room.values()}
        for session in self.roomy:
            here = self.timetable.by_session[session].room  # type: ignore[union-attr]
            places = seats.get(here) if here is not None else None
            for room, many in seats.items():
                if many is not None and (places is None or many < places):
                    self.model.add(self.encoding.in_room(session, room) == 0)

    def _build_on(self, wanted: Collection[Tier]) -> bool:
        """Make a model with the costs of more tiers, and begin with what is found so far.

        What the later tiers ask for is not in the first model: which room a session is in,
        as a rule, for each session and room. So there is soon a timetable to start from.
        """
        self.start = self.timetable
        if not self._build(wanted):
            return False
        self._hold_results()
        self.objective = minimize(self.model, self.amounts[len(self.results)])
        self._complete()
        return True

    def _hold_results(self) -> None:
        """Let no tier come to more than was found."""
        for amount, result in zip(self.amounts, self.results, strict=False):
            hold(self.model, amount, result.cost - self.settled.get(result.tier, 0))

    def _complete(self) -> None:
        """Hint every variable, where those of the timetable are hinted."""
        self.budget.spend(complete_hints(self.model, self.budget))

    def _amount(self, tier: Tier) -> Any:
        asked = cast(Decisions, self.missed[tier.number])
        return sum(
            weight * amount
            for cost, weight in tier.weights.items()
            for amount in cost.amounts(asked)
        )

    def run(self) -> Status:
        """Solve the tiers in turn; without any, find a timetable."""
        self.papers.run()
        status = self._begin()
        self._run_tiers()
        if self.timetable is None:
            return status
        self._settle_ties()
        self.papers.close_up()
        proven = len(self.results) == len(self.tiers) and all(
            result.status == "optimal" for result in self.results
        )
        return "optimal" if proven else "feasible"

    def _begin(self) -> Status:
        """Find a first timetable, with the first tier where that is as soon done."""
        if self.timetable is None:
            self._construct()
        if self.timetable is not None:
            return "feasible"
        many = len(self.problem.sessions) >= FEWEST_TO_FIND_FIRST and has_few_times(self.problem)
        if many or not self.tiers or self._is_crowded(0):
            self._build(())
            return self._find()
        self._build(self.tiers[:1])
        return self._run_tier(0)

    def _run_tiers(self) -> None:
        built = 1
        for number in range(len(self.results), len(self.tiers)):
            if self.timetable is None or number > len(self.results):
                break
            if self.papers.have_settled(number, has_time=self._has_time):
                self._settle(number, self._known(number).joined(self._least(number)))
                continue
            if not self._has_time:
                break
            if (number == 0 or number >= built) and self._settle_for_nothing(number):
                continue
            if self.papers.are_too_many:
                break
            if self._is_crowded(number):
                built = 0
                if self._run_crowded(number):
                    continue
            if number == 0:
                if not self._build(self.tiers[:1], self._ahead):
                    break
            elif number >= built:
                built = next(
                    filter(self._is_crowded, range(number + 1, len(self.tiers))), len(self.tiers)
                )
                if not self._build_on(self.tiers[:built]):
                    break
            self._run_tier(number)

    # --- What stages of papers ask ----------------------------------------------------------

    def part_of(self, stage: Stage) -> Budget:
        """Return a part of what is for this search; as long as nothing is found, all there is."""
        return self.own_budget.part(stage).until(lambda: not self.is_found, self.budget)

    def around(self, problem: Problem, budget: Budget) -> Timetable | None:
        """Search a problem in which some sessions are held where they are in the timetable."""
        search = TierSearch(problem, budget, None, self.timetable, further=self.further)
        search.run()
        search.end()
        return search.timetable

    def take(self, timetable: Timetable, verdict: Verdict, encoding: str) -> None:
        """Keep a timetable that was found without a model of all."""
        self.timetable = timetable
        self.encoding_name = encoding
        self._judged = timetable, verdict
        self.note_found()

    # --- From first to last -----------------------------------------------------------------

    def _construct(self) -> None:
        """Place the sessions without a model, so that there is soon a timetable."""
        began = self.budget.spent
        budget = self.budget.part("first programme")
        most = budget.seconds * PLACED_A_SECOND

        def is_over(steps: int) -> bool:
            return steps > most if budget.reproducible else not budget.left

        constructed = construct(
            self.problem,
            self.demands,
            seed=budget.seed,
            near=self.start,
            first=self.first,
            stop=is_over,
        )
        self.budget.spend(constructed.steps / PLACED_A_SECOND)
        self.timings["construct"] = self.budget.spent - began
        if constructed.timetable is None or constructed.verdict is None:
            return
        self.timetable = constructed.timetable
        self._judged = constructed.timetable, constructed.verdict
        self.note_found()
        if self.tiers:
            self.tell(self.tiers[0], constructed.verdict.tier_cost(self.tiers[0]), bound=0)

    def _ahead(self, is_over: Callable[[], bool]) -> None:
        """Make the first programme better in the first tier, while the model of it is built.

        Not where no clock counts: what came of it would depend on how long that takes.
        """
        if self.budget.reproducible or self.timetable is None:
            return
        best, budget = self._known(0), self.budget.part("tier")
        race: _Race | _Hopes | None = None
        if self._is_hoped(0):
            race = self._hopes(0, best)
        elif (tables := self._tables(0)) is not None:
            race = _Race(self, self.tiers[0], tables, best, budget)
        if race is not None:
            race.run_ahead(is_over)
            self.timetable = race.best.timetable

    def _settle_for_nothing(self, number: int) -> bool:
        """Settle a tier in which the timetable costs as little as any can, such as 0."""
        known = self._known(number)
        if known.cost > max(0, self._least(number).bound):
            return False
        self._settle(number, replace(known, status="optimal", bound=known.cost))
        self.tell(self.tiers[number], known.cost, known.cost)
        return True

    def _settle_ties(self) -> None:
        """Choose among equally good timetables, in a little of the time that is left.

        Not where the timetable is to stay near to another one, nor where there are many.
        """
        tier = ties(self.problem)
        settled = len(self.results) == len(self.tiers) and not (self.first or self.held)
        few = len(self.problem.sessions) <= MOST_FOR_TIES
        if tier is None or not (settled and few and self._has_time):
            return
        parts = [
            Tier(tier.number + place, {cost: tier.weights[cost] for cost in part})
            for place, part in enumerate(_one_by_one(tier))
        ]
        self.start = self.timetable
        if not self._build((*self.tiers, *parts)):
            return
        self._hold_results()
        built = len(self.tiers)
        budget = self.budget.part("ties of a timetable")
        for part, amount in zip(parts, self.amounts[built:], strict=True):
            if any(cost.reads != TIME for cost in part.weights):
                self._keep_times()
            self.objective = minimize(self.model, amount)
            self._complete()
            # What each leaves over is for those after it; the last has all that is left.
            self._settle_tie(amount, budget.shared(1 if part is parts[-1] else 3))

    def _settle_tie(self, amount: Any, budget: Budget) -> None:
        """Take the best of one of the ties that is soon found, and let later ones keep it."""
        solver = new_solver(budget, self.encoding)
        status = run_stoppable(solver, self.model, budget)
        self.budget.spend(solver.deterministic_time)
        self.timings["ties"] = self.timings.get("ties", 0.0) + solver.wall_time
        if status in ("optimal", "feasible"):
            self.timetable = self.encoding.read(solver.value)
            hold(self.model, amount, self.objective.amount(solver.objective_value))

    def _keep_times(self) -> None:
        """Let every session stay at its time."""
        assert self.timetable is not None
        for placement in self.timetable.placements:
            session, start = placement.session, placement.start
            self.model.add(self.encoding.not_at(session, placement.day, start) == 0)
            self.model.add(self.encoding.ends_at(session, placement.end) == 1)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        self.encoding.hint(self.timetable)

    @property
    def _has_time(self) -> bool:
        """Whether there is time for another model: it takes no less than the last one."""
        building = 0.0 if self.budget.reproducible else self.last_build
        return self.budget.left > building

    def _find(self) -> Status:
        outcome = self._solve(None, self.budget)
        self.timetable = outcome.timetable
        if outcome.timetable is not None:
            self.note_found()
        return outcome.status

    def _run_tier(self, number: int) -> Status:
        amount = self.amounts[number]
        self.objective = minimize(self.model, amount)
        self._tell_known(number)
        outcome = self._search_tier(number)
        if outcome.status == "unknown" and not self.is_found and self.budget.left:
            # With no clock, the same search for longer would find the same.
            outcome = self._solve(number, replace(self.budget, seed=self.budget.seed + 1))
        if self.timetable is not None:
            outcome = outcome.joined(self._known(number))
        if outcome.timetable is None:
            return outcome.status
        if self.tiers[number].number in self.least:
            outcome = outcome.joined(self._least(number))
        self._settle(number, outcome)
        hold(self.model, amount, outcome.cost)
        if self._has_time and (outcome.solution or self._is_hoped(number)):
            self._hint(outcome)
        return outcome.status

    def _settle(self, number: int, outcome: _TierOutcome) -> None:
        """Keep what was found of a tier."""
        assert outcome.timetable is not None
        self.timetable, cost = outcome.timetable, outcome.cost
        # With times held, what is proven holds for these times only.
        bound = max(0, NO_BOUND if self.held else min(outcome.bound, cost))  # none is below 0
        earlier = all(result.status == "optimal" for result in self.results)
        settled = outcome.status == "optimal" or bool(self.held)
        proven = earlier and settled and bound == cost
        self.results.append(
            TierResult(
                tier=self.tiers[number].number,
                rules=tuple(rule.key for rule in self.tiers[number].weights),
                status="optimal" if proven else "feasible",
                cost=cost,
                bound=bound,
            )
        )

    # --- What attendees hope for ----------------------------------------------------------

    def _is_hoped(self, number: int) -> bool:
        """Whether a tier is annealed because attendees hope for something in it.

        A tier of `first` is not: it keeps near to a timetable, and what it forbids is for
        CP-SAT to prove.
        """
        heard = self.heard[self.tiers[number].number]
        hoped = bool(heard.parties or heard.crowds)
        return bool(self.problem.event.slots and hoped) and number >= len(self.first)

    def _is_crowded(self, number: int) -> bool:
        """Whether so many hope for something in a tier that CP-SAT is not told."""
        if number >= len(self.tiers) or not self._is_hoped(number):
            return False
        return _are_many(self.problem, self.heard[self.tiers[number].number])

    def _run_crowded(self, number: int) -> bool:
        """Anneal a tier without a model of it; tell whether that can be done."""
        began = self.budget.spent
        tier = self.tiers[number]
        race = self._hopes(number, self._balanced(number))
        if race is None:
            return False
        self.tell(tier, race.best.cost, race.best.bound)
        race.run()
        self._settle(number, race.best)
        self.settled[tier.number] = race.account.weighed
        heard = self.heard[tier.number]
        self.held = tuple(dict.fromkeys((*self.held, *heard.sessions)))
        self.roomy = tuple(session for crowd in heard.crowds for session in crowd.sessions)
        self.timings[f"tier {tier.number}"] = self.budget.spent - began
        return True

    def with_less_missed(self, timetable: Timetable) -> Timetable:
        """Return a timetable in which less is missed, annealed from another; or that one."""
        number = next(filter(self._is_hoped, range(len(self.tiers))), None)
        if number is None:
            return timetable
        self.timetable = timetable
        verdict = verify(self.problem, timetable)
        self.results = [_unsolved(tier, verdict.tier_cost(tier)) for tier in self.tiers[:number]]
        cost = verdict.tier_cost(self.tiers[number])
        race = self._hopes(number, _TierOutcome("feasible", timetable, cost, bound=0))
        if race is None:
            return timetable
        race.anneal()
        assert race.best.timetable is not None
        return race.best.timetable

    def _balanced(self, number: int) -> _TierOutcome:
        """Return what there is, or a timetable whose slots suit how many people there are.

        From where too much is in one slot annealing hardly comes away: a first session in
        an empty slot leaves most people there without a seat.
        """
        known = self._known(number)
        crowds = self.heard[self.tiers[number].number].crowds
        if not crowds:
            return known
        self.start = self.timetable
        if not self._build(self.tiers[:number]):
            return known
        self._hold_results()
        self.model.minimize(sum(self.encoding.unbalance(crowd) for crowd in crowds))
        outcome = self._solve(None, self._part(number).part("solver alone on hopes"))
        if outcome.timetable is None:
            return known
        balanced = self._known(number, outcome.timetable)
        return min(known, balanced, key=lambda outcome: outcome.cost)

    def _hopes(self, number: int, best: _TierOutcome) -> _Hopes | None:
        """Return a race for what attendees hope for; None where cells cannot tell it."""
        if best.timetable is None:
            return None
        try:
            grid = Grid(self.problem, self.tiers, number, best.timetable, self.demands)
        except NotTabledError:
            return None
        budget = self._part(number)
        shared = budget.reproducible or bool(self.first)
        if shared and not self._is_crowded(number):
            budget = budget.part("annealing before the solver")
        best = replace(best, bound=max(best.bound, self._least(number).bound))
        return _Hopes(self, self.tiers[number], grid, best, budget)

    def _search_hopes(self, number: int) -> _TierOutcome:
        """Search with CP-SAT; where that is not soon over, with annealing and columns."""
        outcome = self._solve(number, self._part(number).part("solver alone on hopes"))
        if outcome.status in ("optimal", "infeasible") or not self.budget.left:
            return outcome
        if self.timetable is not None:
            outcome = outcome.joined(self._known(number))
        race = self._hopes(number, outcome)
        if race is not None:
            race.run()
            outcome = race.best
        if outcome.status == "optimal" or not self.budget.left:
            return outcome
        if outcome.timetable is not None:
            self._hint(outcome)
        return outcome.joined(self._solve(number, self._part(number)))

    def _hint(self, outcome: _TierOutcome) -> None:
        """Hint every variable, so that CP-SAT begins with a timetable."""
        if outcome.solution:
            complete_hint(self.model, outcome.solution)
            return
        assert outcome.timetable is not None
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        self.encoding.hint(outcome.timetable)
        self._complete()

    def _known(self, number: int, timetable: Timetable | None = None) -> _TierOutcome:
        """Return what a tier costs with a timetable: the one that there is already."""
        timetable = timetable or self.timetable
        assert timetable is not None
        cost = self.verdict(timetable).tier_cost(self.tiers[number])
        return _TierOutcome("feasible", timetable, cost, bound=0)  # none is below 0

    def _least(self, number: int) -> _TierOutcome:
        """Return what is known of how little a tier costs, by its tables or by columns."""
        least = self.least.get(self.tiers[number].number, NO_BOUND)
        return _TierOutcome("unknown", bound=least)

    def bound_ahead(self, number: int) -> _BoundAhead | None:
        """Return what bounds a tier after this one, in which attendees hope for something.

        None where there is no such tier, or where columns do not bound it.
        """
        later = next(filter(self._is_hoped, range(number + 1, len(self.tiers))), None)
        if later is None or self.timetable is None:
            return None
        if self.ahead is None:
            tier = self.tiers[later]
            with suppress(NotTabledError):
                relaxation = Relaxation(self.problem, [tier], self.timetable, self.demands)
                if not relaxation.own.squeezed:
                    self.ahead = _BoundAhead(self, tier, relaxation)
        return self.ahead

    def end(self) -> None:
        """Let nothing go on that was begun beside."""
        if self.ahead is not None:
            self.ahead.end()

    def _tell_known(self, number: int) -> None:
        """Report what a tier costs with the timetable that there is already, if there is one."""
        if self.timetable is not None:
            self.tell(self.tiers[number], self._known(number).cost, bound=0)

    def verdict(self, timetable: Timetable) -> Verdict:
        """Return what `verify` says of a timetable; of the same one, it is asked once."""
        if self._judged is None or self._judged[0] is not timetable:
            self._judged = timetable, verify(self.problem, timetable, self.first)
        return self._judged[1]

    def _search_tier(self, number: int) -> _TierOutcome:
        """Search with CP-SAT; where that is not soon over, with annealing beside it."""
        if self._is_hoped(number):
            return self._search_hopes(number)
        tables = self._tables(number)
        if tables is None:
            return self._search_bounded(number)
        outcome = self._solve(number, self._part(number).part("solver alone"))
        if outcome.status in ("optimal", "infeasible") or not self.budget.left:
            return outcome
        if self.timetable is not None:
            outcome = outcome.joined(self._known(number))
        if outcome.timetable is not None:
            self._hint(outcome)
        budget = self._part(number)
        race = _Race(self, self.tiers[number], tables, outcome, budget)
        proven = self._solve(number, budget, race)
        return race.best.joined(proven)

    def _search_bounded(self, number: int) -> _TierOutcome:
        """Search with CP-SAT, with a bound from tables beside it where pairs cost something."""
        few = len(self.problem.sessions) < FEWEST_TO_ANNEAL
        if few or not self.problem.event.slots:
            return self._solve(number, self._part(number))
        bound = _Bound(self, number)
        outcome = self._solve(number, self._part(number), bound)
        return outcome.joined(_TierOutcome("unknown", bound=bound.known(outcome)))

    def _tables(self, number: int) -> CostTables | None:
        """Return the first tier as tables, where pairs of sessions may make it hard.

        Of a later one there are none: what an earlier tier holds fixed is not in them.
        """
        few = len(self.problem.sessions) < FEWEST_TO_ANNEAL
        if number > 0 or few or not self.problem.event.slots:
            return None
        return self._first_tables

    @cached_property
    def _first_tables(self) -> CostTables | None:
        try:
            tables = tabulate(self.problem, self.tiers[0].weights, self.demands)
        except NotTabledError:
            return None
        return tables if tables.costs else None

    def _part(self, number: int) -> Budget:
        """Return what one tier may take: as long as nothing is found, all that is left."""
        if number == len(self.tiers) - 1:
            return self.budget
        return self.budget.part("tier").until(lambda: not self.is_found, self.budget)

    def _solve(
        self, number: int | None, budget: Budget, race: _Race | _Bound | None = None
    ) -> _TierOutcome:
        solver = new_solver(budget, self.encoding)
        if number is None:
            search_lightly(solver)
        tier = self.tiers[number] if number is not None else None
        beside = race.beside(solver) if race else None
        callback = _Callback(self, tier)
        status = run_stoppable(solver, self.model, budget, callback, beside)
        self.budget.spend(solver.deterministic_time)
        name = f"tier {tier.number}" if tier else "find"
        self.timings[name] = self.timings.get(name, 0.0) + solver.wall_time
        if status == "infeasible":
            return _TierOutcome("infeasible" if self._proven_again() else "unknown")
        bound = self.bound(solver.best_objective_bound)
        kept = callback.timetable
        if status == "unknown" and kept is None:
            return _TierOutcome("unknown", bound=bound)
        if kept is not None and (
            status == "unknown" or callback.objective < solver.objective_value
        ):
            # What came after it has not enough rooms, or is worse.
            status, timetable = "feasible", kept
            value, solution = callback.objective, callback.solution
        else:
            timetable = self.encoding.read(solver.value)
            value, solution = solver.objective_value, tuple(solver.response_proto.solution)
        return _TierOutcome(
            status,
            timetable=timetable,
            # The objective is a float; the cost of the timetable found is a whole number.
            cost=self._cost(number, timetable, value),
            bound=bound,
            solution=solution,
        )

    def _cost(self, number: int | None, timetable: Timetable, value: float) -> int:
        """Return what a timetable of the solver costs, of what the solver says it does."""
        if number is None or self.objective.is_exact:
            return self.objective.amount(value)
        return self._known(number, timetable).cost

    def bound(self, value: float) -> int:
        """Return what no timetable costs less than, of what the solver says of it."""
        return self.objective.bound(value) if math.isfinite(value) else NO_BOUND

    @property
    def is_found(self) -> bool:
        """Whether there is a timetable."""
        return "feasible" in self.timings

    def note_found(self) -> None:
        """Note that there is a timetable: from now on, a stop is waited for."""
        self.timings.setdefault("feasible", self.budget.spent)
        self.budget.stop.heeded = True

    def tell(self, tier: Tier, cost: int, bound: int, missed: int | None = None) -> None:
        """Report what a search finds in a tier, if it is better than all before it.

        Several searches find something in turn, or beside each other: the first solution of
        one may be worse than what another has.
        """
        self.note_found()
        # With times held, what is proven holds for these times only.
        bound = max(NO_BOUND if self.held else bound, self.least.get(tier.number, NO_BOUND))
        with self._showing:
            before = self.shown.get(tier.number)
            if before is not None:
                bound = max(bound, before.bound)
                if before.cost < cost or (before.cost == cost and missed is None):
                    cost, missed = before.cost, before.missed
            least = max(0, min(bound, cost))
            state = Progress(tier.number, len(self.tiers), cost, least, self.budget.spent, missed)
            if before is not None and replace(state, seconds=before.seconds) == before:
                return
            self.shown[tier.number] = state
            if self.progress:
                self.progress(state)

    def is_least(self, tier: Tier) -> bool:
        """Whether nothing costs less in a tier than what was told, by a bound from its tables."""
        least, shown = self.least.get(tier.number), self.shown.get(tier.number)
        return least is not None and shown is not None and shown.cost <= least

    def _proven_again(self) -> bool:
        """Prove "impossible" once more without presolve (google/or-tools #5274)."""
        budget = self.budget.part("proof again")
        solver = new_solver(budget)
        solver.parameters.cp_model_presolve = False
        return run_stoppable(solver, self.model, budget) == "infeasible"


class _Callback(FittingCallback):
    """Reports each better solution."""

    def __init__(self, search: TierSearch, tier: Tier | None) -> None:
        super().__init__(search.encoding)
        self._search = search
        self._tier = tier

    def on_fitting(self) -> None:
        """See `FittingCallback`."""
        self._search.note_found()
        if self._tier:
            bound = self._search.bound(self.best_objective_bound)
            missed = self._search.missed[self._tier.number].amount
            missed_now = None if missed is None else self.value(missed)
            cost = self._search.objective.amount(self.objective_value)
            self._search.tell(self._tier, cost, bound, missed_now)
            if self._search.is_least(self._tier):
                self.stop_search()


class _Bound:
    """What no timetable of a tier costs less than, by its tables, found beside CP-SAT.

    What is soon proven is not waited for, and ends without it. What time is left then is for
    the bound of a later tier.
    """

    def __init__(self, search: TierSearch, number: int) -> None:
        self._search = search
        self._number = number
        self._tier = search.tiers[number]

    def beside(self, solver: cp_model.CpSolver) -> Meanwhile | None:
        """Return what is to be run beside a solver; see `run_stoppable`.

        What must be reproducible comes after it instead.
        """
        if self._search.budget.reproducible:
            return None

        def run(over: Callable[[], bool]) -> None:
            began = self._search.budget.spent
            while not over() and self._search.budget.spent < began + HEAD_START:
                time.sleep(0.02)
            self._find(lambda: not over() and not self._search.budget.stopped)
            if self._search.is_least(self._tier):
                solver.stop_search()
            elif (ahead := self._search.bound_ahead(self._number)) is not None:
                ahead.run(lambda: over() or self._search.budget.stopped)

        return run

    def known(self, outcome: _TierOutcome) -> int:
        """Return the bound, once CP-SAT has ended with an outcome."""
        if self._search.budget.reproducible and outcome.status not in ("optimal", "infeasible"):
            self._find(lambda: True)
        return self._search.least.get(self._tier.number, NO_BOUND)

    def _find(self, on: Callable[[], bool]) -> None:
        search = self._search
        with suppress(NotTabledError):
            tables = relaxed(search.problem, self._tier.weights, search.demands) if on() else None
            least = least_cost(tables, on) if tables and tables.costs else None
            if least is not None:
                search.least[self._tier.number] = least


class _BoundAhead:
    """What attendees miss at least in a later tier, by columns, found while CP-SAT has another.

    Nothing is asked of columns here that earlier tiers ask for, so their bound holds whatever
    those come to, and need not wait for it. It works while `run` is called, in a thread of
    its own: what was begun goes on the next time.
    """

    def __init__(self, search: TierSearch, tier: Tier, relaxation: Relaxation) -> None:
        self._search = search
        self._tier = tier
        self._relaxation = relaxation
        whole = search.budget
        self._budget = InterruptedBudget(
            whole.seconds, whole.seed, stop=whole.stop, began=whole.began
        )
        self._failed: list[BaseException] = []
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def run(self, is_over: Callable[[], bool]) -> None:
        """Let it work until it is done, or over."""
        self._budget.gate.set()
        while self._thread.is_alive() and not is_over():
            self._thread.join(0.02)
        self._budget.gate.clear()
        if self._failed:
            raise self._failed[0]

    def end(self) -> None:
        """Let it end."""
        self._budget.seconds = 0.0
        self._budget.gate.set()

    def _work(self) -> None:
        try:
            with suppress(NotTabledError):
                self._prove()
        except BaseException as error:
            self._failed.append(error)

    def _prove(self) -> None:
        concurrency = self._relaxation.concurrency if self._budget.left else None
        if concurrency is not None:
            from agenda_solver.search.columns import prove

            prove(concurrency, budget=self._budget, report=self._hear, whole=False)

    def _hear(self, proof: Proof) -> None:
        known = self._search.least.get(self._tier.number, NO_BOUND)
        bound = proof.bound + self._relaxation.floor
        self._search.least[self._tier.number] = max(known, bound)


class _Race:
    """Annealing, for a good timetable, beside CP-SAT, for the bound.

    Annealing takes this thread, and so one processor; CP-SAT has the others. Each ends
    the search of both when its news make the timetable's cost and the bound meet.

    Attributes
    ----------
    best : _TierOutcome
        The best timetable by annealing, or what the search began with, and the best bound.
    """

    def __init__(
        self,
        search: TierSearch,
        tier: Tier,
        tables: CostTables,
        best: _TierOutcome,
        budget: Budget,
    ) -> None:
        self.best = best
        self._search = search
        self._tier = tier
        self._tables = tables
        self._budget = budget

    def beside(self, solver: cp_model.CpSolver) -> Meanwhile | None:
        """Return what is to be run beside a solver; see `run_stoppable`.

        What must be reproducible is run before it instead, by steps and not by the clock.
        """
        if self._budget.reproducible:
            self._budget = self._budget.part("annealing before the solver")
            self._anneal(lambda: False, lambda steps: steps / STEPS_A_SECOND)
            self._search.budget.spend(self._budget.seconds)
            solver.parameters.max_deterministic_time -= self._budget.seconds
            return None
        solver.parameters.num_workers = max(1, min(self._budget.workers, processors() - 1))
        solver.parameters.linearization_level = 2
        solver.best_bound_callback = lambda bound: self._raise(bound, solver)

        def run(over: Callable[[], bool]) -> None:
            self._anneal(over, lambda _: self._budget.spent)
            if self._proven:
                solver.stop_search()

        return run

    def run_ahead(self, is_over: Callable[[], bool]) -> None:
        """Anneal before there is a solver."""
        self._anneal(is_over, lambda _: self._budget.spent)

    def _anneal(self, over: Callable[[], bool], clock: Callable[[int], float]) -> None:
        self._bound(lambda: not over() and bool(self._budget.left))
        Annealer(
            self._tables,
            seed=self._budget.seed,
            seconds=self._budget.left,
            clock=clock,
            stop=lambda: over() or self._proven or not self._budget.left,
            report=self._take,
            start=self._start,
        ).run()

    def _bound(self, on: Callable[[], bool]) -> None:
        """Take the bound of the tables, found once for all races of a tier."""
        known = self._search.least
        if self._tier.number not in known and (least := least_cost(self._tables, on)) is not None:
            known[self._tier.number] = least
        bound = known.get(self._tier.number, NO_BOUND)
        self.best = replace(self.best, bound=max(self.best.bound, bound))

    @property
    def _start(self) -> Vector | None:
        best = self.best.timetable
        return None if best is None else self._tables.choice(best)

    @property
    def _proven(self) -> bool:
        return self.best.timetable is not None and self.best.bound >= self.best.cost

    def _take(self, chosen: Vector, cost: int) -> None:
        if self.best.timetable is None or cost < self.best.cost:
            timetable = self._tables.timetable(chosen)
            self.best = _TierOutcome("feasible", timetable, cost, self.best.bound)
            self._search.tell(self._tier, cost, self.best.bound)

    def _raise(self, bound: float, solver: cp_model.CpSolver) -> None:
        self.best = replace(self.best, bound=max(self.best.bound, self._search.bound(bound)))
        if self._proven:
            solver.stop_search()


class _Hopes:
    """Annealing of what attendees hope for, and a proof by columns between two of them.

    One after the other: beside each other, they would take the interpreter from each other,
    and the columns, quick alone, would come to nothing.

    Attributes
    ----------
    best : _TierOutcome
        The best timetable, and the best bound.
    """

    def __init__(
        self, search: TierSearch, tier: Tier, grid: Grid, best: _TierOutcome, budget: Budget
    ) -> None:
        self.best = best
        self._search = search
        self._tier = tier
        self._grid = grid
        self._budget = budget
        self._ends_early: Callable[[], bool] | None = None

    @property
    def account(self) -> Account:
        """What the tier comes to with the best timetable."""
        assert self.best.timetable is not None
        return Position(self._grid, self._grid.choice(self.best.timetable)).account

    def anneal(self) -> None:
        """Search until the time is over, or nothing is missed; by steps where no clock counts."""
        work = self._budget.left
        self._annealing().run(work)
        if self._budget.reproducible:
            self._search.budget.spend(work)

    def run(self) -> None:
        """Search until the time is over, or the best is proven.

        What must be reproducible is annealed by steps and not by the clock; what columns
        find depends on the clock, so there is no proof by them.
        """
        budget = self._budget
        if budget.reproducible:
            self.anneal()
            return
        annealing = self._annealing()
        annealing.run(budget.part("annealing before columns").seconds)
        # Columns know nothing of the sizes of sessions: where these cost, nothing is proven.
        lost = self._grid.own.squeezed and self.account.lost
        if not self._is_over() and not lost:
            self._prove(budget.part("columns"))
        if not self._is_over():
            annealing.run(budget.left)
        if self._is_proven:
            self.best = replace(self.best, status="optimal")

    def run_ahead(self, is_over: Callable[[], bool]) -> None:
        """Anneal before there is a solver."""
        self._ends_early = is_over
        self._annealing().run(self._budget.left)
        self._ends_early = None

    @property
    def _is_proven(self) -> bool:
        return self.best.bound >= self.best.cost

    def _is_over(self) -> bool:
        early = self._ends_early is not None and self._ends_early()
        return early or self._is_proven or not self._budget.left

    def _annealing(self) -> AttendanceAnnealer:
        budget = self._budget
        return AttendanceAnnealer(
            self._grid,
            seed=budget.seed,
            clock=lambda steps: (
                steps / WISH_STEPS_A_SECOND if budget.reproducible else budget.spent
            ),
            stop=self._is_over,
            report=lambda better: self._take(
                self._grid.read(better.chosen), better.cost, better.missed
            ),
        )

    def _take(self, timetable: Timetable, cost: int, missed: int | None) -> None:
        if cost < self.best.cost:
            self.best = _TierOutcome("feasible", timetable, cost, self.best.bound)
            self._search.tell(self._tier, cost, self.best.bound, missed)

    # --- The proof ------------------------------------------------------------------------

    def _prove(self, budget: Budget) -> None:
        if (ahead := self._search.ahead) is not None:
            # What earlier tiers leave out seldom bounds more, and would be begun anew.
            ahead.run(lambda: self._is_over() or not budget.left)
            ahead.end()
            least = self._search.least.get(self._tier.number, NO_BOUND)
            self.best = replace(self.best, bound=max(self.best.bound, least))
        if self._is_over() or not budget.left:
            return
        if (concurrency := self._grid.concurrency) is not None:
            from agenda_solver.search.columns import prove

            prove(
                concurrency,
                best=lambda: self.best.cost - self._grid.floor,
                budget=budget,
                report=self._hear,
            )

    def _hear(self, proof: Proof) -> None:
        """Take what columns know; a choice of theirs only if the rules have nothing against it."""
        bound = max(self.best.bound, proof.bound + self._grid.floor)
        self.best = replace(self.best, bound=bound)
        if proof.by_time is None or proof.cost is None:
            return
        if proof.cost + self._grid.floor >= self.best.cost:
            return
        chosen = self._grid.settled(proof.by_time)
        if chosen is None:
            return
        timetable = self._grid.read(chosen)
        verdict = verify(self._search.problem, timetable, self._search.first)
        earlier = zip(self._search.tiers, self._search.results, strict=False)
        if not verdict.errors and all(
            verdict.tier_cost(tier) <= result.cost for tier, result in earlier
        ):
            self._take(timetable, verdict.tier_cost(self._tier), None)


class _Missed:
    """Passes on to an encoding what costs ask for, and keeps what attendees miss.

    Where that is settled, as the sessions that they hope for stay at their times, it is not
    asked for: it makes the model large.
    """

    def __init__(self, encoding: Encoding, *, settled: bool) -> None:
        self.amount: Any = None
        self._encoding = encoding
        self._settled = settled

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoding, name)

    def missed(self, parties: Collection[Party]) -> Any:
        """See `Decisions.missed`."""
        if self._settled:
            return 0
        missed = self._encoding.missed(parties)
        self.amount = missed if self.amount is None else self.amount + missed
        return missed

    def squeezed(self, crowd: Crowd) -> Any:
        """See `Decisions.squeezed`."""
        return 0 if self._settled else self._encoding.squeezed(crowd)


class _Heard:
    """Hears who hopes for something in a tier, and says that all else costs nothing."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.parties: list[Party] = []
        self.crowds: list[Crowd] = []

    def __getattr__(self, _: str) -> Callable[..., int]:
        return lambda *_, **__: 0

    def missed(self, parties: Collection[Party]) -> int:
        """See `Decisions.missed`."""
        self.parties += parties
        return 0

    def squeezed(self, crowd: Crowd) -> int:
        """See `Decisions.squeezed`."""
        self.crowds.append(crowd)
        return 0

    @property
    def sessions(self) -> Iterator[str]:
        """The sessions on whose times it depends what is missed; some several times."""
        for party in self.parties:
            yield from party.busy
            yield from (session for hope in party.hopes for session in hope.sessions)
        for crowd in self.crowds:
            yield from crowd.sessions
            yield from (session for alike in crowd.choosers for session in alike.busy)


def _one_by_one(tier: Tier) -> Iterator[list[Cost]]:
    """Yield the costs of a tier that look at times only, the dearest first; then the others.

    Each is sooner settled alone, and which room is a question of its own once the times are.
    """
    in_time = [cost for cost in tier.weights if cost.reads == TIME]
    yield from ([cost] for cost in sorted(in_time, key=lambda cost: -tier.weights[cost]))
    if rest := [cost for cost in tier.weights if cost.reads != TIME]:
        yield rest


def _heard(problem: Problem, tier: Tier) -> _Heard:
    """Return who hopes for something in a tier."""
    heard = _Heard(problem)
    for cost in tier.weights:
        for _ in cost.amounts(cast(Decisions, heard)):
            pass
    return heard


def _are_many(problem: Problem, heard: _Heard) -> bool:
    """Whether those who hope for something are so many that CP-SAT is not told."""
    slots = len(problem.event.slots)
    seats = sum(len(crowd.choosers) * len(crowd.sessions) for crowd in heard.crowds)
    return len(heard.parties) * slots > MOST_LITERALS or seats * slots > MOST_SEATS


def is_told(problem: Problem, tier: Tier) -> bool:
    """Whether CP-SAT can be told a tier: not where too many attendees hope for something."""
    return not _are_many(problem, _heard(problem, tier))


def versions() -> Mapping[str, str]:
    """Return the versions that a result depends on."""
    return {
        "agenda-solver": __version__,
        "ortools": version("ortools"),
        "python": python_version(),
    }


def solve(
    problem: Problem,
    budget: Budget | None = None,
    *,
    start: Timetable | None = None,
    first: Sequence[Cost] = (),
    further: Sequence[Demand] = (),
    progress: Callable[[Progress], None] | None = None,
    whole: Budget | None = None,
) -> Result:
    """Find the best timetable of a problem, and prove it where time allows.

    Parameters
    ----------
    problem : Problem
        What is asked.
    budget : Budget, optional
        How long to search, and how; once it is to stop, the best so far is returned.
    start : Timetable, optional
        A timetable to start from; what the demands forbid in it is ignored.
    first : sequence of Cost
        What is kept small before all that the problem asks for, one after the other: see
        `agenda_solver.rules.stability`.
    further : sequence of Demand
        What must hold as well: see `agenda_solver.rules.musts`.
    progress : callable, optional
        Told of each better timetable, from another thread.
    whole : Budget, optional
        What the budget is a part of: as long as there is no timetable, the search may take
        all that is left of it.

    Returns
    -------
    Result
        With status ``infeasible`` only where that is proven.

    Raises
    ------
    SelfCheckError
        If the solver's answer does not pass `verify`.
    """
    budget = budget or Budget()
    began = budget.spent
    blank = Result(
        status="unknown",
        timetable=None,
        reproducible=budget.reproducible,
        seed=budget.seed,
        workers=budget.threads,
        versions=versions(),
    )
    on_sight = preflight(problem)
    blank = replace(blank, findings=on_sight, timings={"preflight": budget.spent - began})
    if impossible(on_sight):
        return replace(blank, status="infeasible", seconds=budget.spent - began)
    search = TierSearch(problem, budget, progress, start, first, further, whole)
    try:
        status = search.run()
    finally:
        search.end()
    result = replace(
        blank,
        status=status,
        encoding=search.encoding_name,
        seconds=budget.spent - began,
        timings={**blank.timings, **search.timings},
    )
    return result if search.timetable is None else _judged(result, search)


def with_less_missed(
    problem: Problem,
    timetable: Timetable,
    budget: Budget,
    *,
    further: Sequence[Demand] = (),
    progress: Callable[[Progress], None] | None = None,
) -> Timetable:
    """Return a timetable in which attendees miss less, annealed from one, if that finds any.

    No model is made, nothing is proven, and what comes before or after what attendees miss
    is no worse, or not looked at.

    Parameters
    ----------
    timetable : Timetable
        It keeps all demands.
    further : sequence of Demand
        What must hold as well.
    """
    search = TierSearch(problem, budget, progress, timetable, further=further)
    return search.with_less_missed(timetable)


def is_possible(problem: Problem, budget: Budget) -> Status:
    """Tell whether there is a timetable, whatever it costs.

    Returns
    -------
    Status
        ``optimal`` or ``feasible`` where there is one; ``infeasible`` only where there is none.

    Raises
    ------
    SelfCheckError
        If CP-SAT finds the model invalid.
    """
    if impossible(preflight(problem)):
        return "infeasible"
    encoding = encode(problem, to_find=True)
    encoding.close()
    solver = new_solver(budget, encoding)
    search_lightly(solver)
    status = run_stoppable(solver, encoding.model, budget)
    budget.spend(solver.deterministic_time)
    return status


def _judged(result: Result, search: TierSearch) -> Result:
    """Return the result with its timetable, once `verify` agrees with the solver."""
    assert search.timetable is not None
    verdict = search.verdict(search.timetable)
    if verdict.errors:
        raise SelfCheckError("; ".join(finding.text.en for finding in verdict.errors))
    settled = []
    for tier, claimed in zip(verdict.tiers, search.results, strict=False):
        cost = verdict.tier_cost(tier)
        if cost > claimed.cost or (claimed.status == "optimal" and cost != claimed.cost):
            raise SelfCheckError(
                f"tier {tier.number}: the solver says {claimed.cost}, it is {cost}"
            )
        settled.append(replace(claimed, cost=cost))
    settled += [
        _unsolved(tier, verdict.tier_cost(tier), search.least.get(tier.number, 0))
        for tier in verdict.tiers[len(settled) :]
    ]
    return replace(
        result,
        timetable=search.timetable,
        tiers=tuple(settled),
        costs=verdict.costs,
        findings=(*result.findings, *verdict.findings),
    )


def _unsolved(tier: Tier, cost: int, least: int = 0) -> TierResult:
    """Return what is known of a tier that the search did not come to."""
    keys = tuple(rule.key for rule in tier.weights)
    bound = max(0, min(least, cost))  # none is below 0
    return TierResult(tier=tier.number, rules=keys, status="feasible", cost=cost, bound=bound)
