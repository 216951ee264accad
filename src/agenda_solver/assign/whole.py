"""A timetable and its seats, solved as one: no timetable that nobody can be seated in.

The timetable is solved first, then its seats. Where they cannot be given, what contradicts
is told to the next search for a timetable, as demands that every timetable with seats keeps:
so the first timetable with seats is as good as the search says, and where there is no
timetable left, there is none with seats. See `docs/decisions/0018-timetable-and-seats.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from agenda_solver.assign import with_seats
from agenda_solver.assign.aims import Aim
from agenda_solver.assign.choices import choices
from agenda_solver.assign.contradictions import with_reasons
from agenda_solver.assign.seating import find
from agenda_solver.budget import Budget, Stage
from agenda_solver.fairness import Fairness
from agenda_solver.problem import Problem
from agenda_solver.result import Result, Seating
from agenda_solver.rules.attendees import AttendeeIsWhereTheyMust
from agenda_solver.rules.musts import (
    RequiredAreSeated,
    RequiredCanCome,
    SeatDemand,
    SeatsAreElsewhere,
)
from agenda_solver.rules.rule import Demand, Finding
from agenda_solver.solve import Progress, solve
from agenda_solver.text import SEMICOLON, Text, counted, strung
from agenda_solver.timetable import Seat, Timetable


@dataclass
class RefusedTimetables:
    """Why timetables were refused whose seats cannot be given.

    Attributes
    ----------
    demands : dict of SeatDemand
        Those that contradicted one another, in the order in which they were met.
    timetables : list of Timetable
        Those in which others do.
    """

    demands: dict[SeatDemand, None] = field(default_factory=dict)
    timetables: list[Timetable] = field(default_factory=list)

    def add(self, timetable: Timetable, seating: Seating) -> None:
        """Refuse a timetable whose seats are proven impossible.

        Demands that have been told, and are met in vain, are not all that contradicts.
        """
        known = len(self.demands)
        self.demands |= dict.fromkeys(seating.contradicting)
        if len(self.demands) == known:
            self.timetables.append(timetable)

    @property
    def as_demands(self) -> tuple[Demand, ...]:
        """What every timetable keeps whose seats can be given."""
        demands: list[Demand] = [RequiredCanCome()]
        if self.demands:
            demands.append(RequiredAreSeated(tuple(self.demands)))
        if self.timetables:
            demands.append(SeatsAreElsewhere(self.timetables))
        return tuple(demands)


@dataclass(frozen=True)
class SolvedWhole:
    """A timetable with its seats, or why there is none.

    Attributes
    ----------
    result : Result
        Its status is that of the whole where there is no timetable.
    refusals : RefusedTimetables
        What was told to the search because of the seats.
    problem : Problem
        What was solved.
    """

    result: Result
    refusals: RefusedTimetables
    problem: Problem


def solve_with_seats(
    problem: Problem,
    budget: Budget | None = None,
    *,
    fairness: Fairness = "generous",
    pinned: Iterable[Seat] = (),
    start: Timetable | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> SolvedWhole:
    """Find the best timetable whose seats can be given, and give them.

    Parameters
    ----------
    problem : Problem
        What is asked.
    budget : Budget, optional
        How long to search, and how; see `agenda_solver.solve.solve`.
    fairness : Fairness
        Whose wishes come first.
    pinned : iterable of Seat
        See `agenda_solver.assign.assign`.
    start : Timetable, optional
        A timetable to start from.
    progress : callable, optional
        Told of each better timetable, from another thread.

    Returns
    -------
    SolvedWhole
        With status ``infeasible`` only where it is proven that no timetable has seats.

    Raises
    ------
    SelfCheckError
        See `agenda_solver.solve.solve`.
    """
    budget = budget or Budget()
    pinned = tuple(pinned)
    refusals = RefusedTimetables()
    stage, results = _stage(problem), list[Result]()
    while True:
        search = budget.part(stage)
        solved = solve(
            problem,
            search,
            start=start,
            further=refusals.as_demands if problem.attendees else (),
            progress=progress,
            whole=budget,
        )
        budget.spend(search.work)
        result = with_seats(problem, solved, budget.part("seats"), fairness=fairness, pinned=pinned)
        results.append(result)
        if not _is_refused(result):
            break
        assert result.timetable is not None
        assert result.seating is not None
        refusals.add(result.timetable, result.seating)
        start = result.timetable
        if not budget.left:
            break
    return SolvedWhole(_as_a_whole(results), refusals, problem)


def _stage(problem: Problem) -> Stage:
    """Tell what the search for a timetable is before: how hard seats in it may be.

    A flow takes moments. A program is due where rounds depend on one another, or people; and
    where sessions with least sizes may be cancelled as well, or somebody must be somewhere, it
    can take long until seats are good, or another timetable is needed for them.
    """
    sessions = [problem.session[session] for session in problem.offered]
    people = problem.attendees
    if not sessions or not people:
        return "timetable"
    if any(session.capacity.min > 1 and session.cancellable for session in sessions) or any(
        each.must_attend or each.together or each.apart for each in people
    ):
        return "timetable before least sizes"
    several = any(len(problem.workshops[problem.workshop(each)]) > 1 for each in problem.offered)
    limited = any(problem.most_seats(each) is not None for each in people)
    if several or limited or problem.has_walks or problem.event.lunch or not problem.event.slots:
        return "timetable before a program"
    return "timetable before a flow"


def refused(
    problem: Problem, timetable: Timetable, budget: Budget, *, pinned: Iterable[Seat] = ()
) -> Seating | None:
    """Return why the seats of a timetable cannot be given; None where they can, or may."""
    offered = choices(problem, timetable, (), pinned)
    budget = budget.by_clock()
    outcome = find(offered, "generous", budget, wanted=(Aim("lacking"),), ties=False)
    if outcome.status != "infeasible":
        return None
    seating = Seating(outcome.status, "generous", outcome.method)
    return with_reasons(problem, offered, seating, budget)


def _as_a_whole(results: Sequence[Result]) -> Result:
    """Return the last result, with what all took; without a timetable that has no seats."""
    result = results[-1]
    if _is_refused(result):
        result = _without_timetable(result)
    refused = list(filter(_is_refused, results))
    if result.status == "unknown" and refused:
        result = replace(result, findings=(*result.findings, _in_vain(refused)))
    return replace(
        result,
        seconds=sum(each.seconds for each in results),
        timings=_summed(each.timings for each in results),
    )


def _is_refused(result: Result) -> bool:
    """Whether the seats of a timetable cannot be given."""
    return result.seating is not None and result.seating.status == "infeasible"


def _without_timetable(result: Result) -> Result:
    doubts = tuple(finding for finding in result.findings if finding.severity == "warning")
    nothing = replace(result, status="unknown", timetable=None, seating=None)
    return replace(nothing, tiers=(), costs={}, findings=doubts)


def _in_vain(refused: Sequence[Result]) -> Finding:
    """Say that timetables were found, and why not everybody can be seated in the last one."""
    seating = refused[-1].seating
    assert seating is not None
    reasons = [finding.text for finding in seating.findings] or [_NO_REASON]
    text = _IN_VAIN.fill(
        programmes=counted(len(refused), Text("programme", "programme"), _PROGRAMMES),
        reasons=strung(reasons, SEMICOLON),
    )
    return Finding(AttendeeIsWhereTheyMust.key, "warning", text)


def _summed(timings: Iterable[Mapping[str, float]]) -> Mapping[str, float]:
    total: Counter[str] = Counter()
    for seconds in timings:
        total.update(seconds)
    return dict(total)


_PROGRAMMES = Text("programmes", "programmes")
_NO_REASON = Text(
    "une raison plus courte n'a pas été trouvée dans le temps imparti",
    "no shorter reason was found in the time given",
)
_IN_VAIN = Text(
    "{programmes} sans pouvoir y placer chacun là où il le doit, sans preuve qu'aucun ne le "
    "permet ; dans le dernier : {reasons}",
    "{programmes} found in which not everybody can be seated where they must, without a proof "
    "that there is no other; in the last one: {reasons}",
)
