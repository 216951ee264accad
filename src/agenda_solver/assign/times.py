"""How many times a session is given, where the wishes decide: as many as they need, and fit.

Numbers of times are tried: first as many as there are people for, as far as a timetable has
room for them; then fewer where nobody loses a wish by it, and more where somebody lacks one.
Each is judged by a timetable with its seats. See `docs/decisions/0028-as-many-times.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from agenda_solver.assign import RatedSeats, rated_seats, with_seats
from agenda_solver.assign.plans import KeptWishes, WishPlan, WishPlanner, fitting, wishes_kept
from agenda_solver.assign.whole import RefusedTimetables, SolvedWhole, solve_with_seats
from agenda_solver.budget import Budget
from agenda_solver.domains import domains
from agenda_solver.fairness import Fairness
from agenda_solver.offers import Offers
from agenda_solver.preflight import preflight
from agenda_solver.preflight.prospects import Prospects
from agenda_solver.problem import Problem
from agenda_solver.problem.times import undecided, with_all_times, with_bounds, without_times
from agenda_solver.ratings import scale
from agenda_solver.result import GivenTimes, Repeated, Result, Status
from agenda_solver.solve import Progress, is_possible, solve, with_less_missed
from agenda_solver.text import Text
from agenda_solver.timetable import Seat, Timetable
from agenda_solver.verify import verify
from agenda_solver.wishes import fans

Counts = Mapping[str, int]
"""How many of the times that may be left out each session is given, by the first one's id."""

Key = tuple[int, ...]

_Known = frozenset[tuple[str, int]]


def solve_with_times(
    problem: Problem,
    budget: Budget | None = None,
    *,
    fairness: Fairness = "generous",
    pinned: Iterable[Seat] = (),
    start: Timetable | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> SolvedWhole:
    """Find how many times sessions are given, and the best timetable with its seats.

    Parameters
    ----------
    problem : Problem
        What is asked. Where it was settled how many times a session is given, that is open
        again, but for times that are locked or in which a seat is `pinned`.
    budget, fairness, pinned, start, progress
        See `agenda_solver.assign.whole.solve_with_seats`.

    Returns
    -------
    SolvedWhole
        With the problem in which the numbers are settled. With status ``infeasible`` only
        where it is proven that no numbers have a timetable with seats.

    Raises
    ------
    SelfCheckError
        See `agenda_solver.solve.solve`.
    """
    solving = _Solving(fairness, tuple(pinned), progress)
    if not with_bounds(problem):
        return solving(problem, budget or Budget(), start)
    return _Numbers(with_all_times(problem), budget or Budget(), solving, start).run()


@dataclass(frozen=True)
class _Solving:
    """How timetables are solved with their seats: see `solve_with_seats`."""

    fairness: Fairness
    pinned: tuple[Seat, ...]
    progress: Callable[[Progress], None] | None

    def __call__(self, problem: Problem, budget: Budget, start: Timetable | None) -> SolvedWhole:
        return solve_with_seats(
            problem,
            budget,
            fairness=self.fairness,
            pinned=self.pinned,
            start=start,
            progress=self.progress,
        )


@dataclass(frozen=True)
class _Trial:
    """Numbers of times, and a timetable with its seats."""

    counts: Counts
    whole: SolvedWhole
    key: Key

    @property
    def timetable(self) -> Timetable:
        assert self.whole.result.timetable is not None
        return self.whole.result.timetable

    @property
    def is_found(self) -> bool:
        return self.whole.result.timetable is not None


class _Numbers:
    """The search for how many times."""

    def __init__(
        self,
        problem: Problem,
        budget: Budget,
        solving: _Solving,
        start: Timetable | None,
    ) -> None:
        self.problem = problem
        self.budget = budget
        self.solving = solving
        self.start = start
        self.optional = undecided(problem, {seat.session for seat in solving.pinned})
        self.possible: dict[_Known, Status] = {}  # whether there is a timetable
        self.tried: set[_Known] = set()

    def run(self) -> SolvedWhole:
        best = self._planned()
        if best is None or not best.is_found:
            counts = self._as_needed()
            best = self._tried(counts, self.budget.part("first numbers"), self.start)
        if not best.is_found:
            best = self._tried({}, self.budget.part("timetable"), self.start)
        if not best.is_found:
            return self._without_timetable(best)
        self.budget = self.budget.part("other numbers")
        better: _Trial | None = best
        while better is not None:
            best = self._with_fewer(better)
            better = next(self._better(best), None)
        return replace(best.whole, result=replace(best.whole.result, repeated=self._summary(best)))

    def settled(self, counts: Counts) -> Problem:
        """Return the problem with so many times."""
        gone = [
            time for first, times in self.optional.items() for time in times[counts.get(first, 0) :]
        ]
        return without_times(self.problem, gone)

    def _tried(self, counts: Counts, budget: Budget, start: Timetable | None) -> _Trial:
        problem = self.settled(counts)
        whole = self.solving(problem, budget, start and _among(start, problem))
        self.budget.spend(budget.work)
        self.tried.add(_known(counts))
        return self._judged(counts, whole)

    def _judged(self, counts: Counts, whole: SolvedWhole) -> _Trial:
        timetable = whole.result.timetable
        key = key_of(whole.problem, timetable) if timetable else ()
        return _Trial(counts, whole, key)

    def _without_timetable(self, trial: _Trial) -> SolvedWhole:
        """Return that there is no timetable; impossible only if more times make none possible."""
        whole = trial.whole
        proven = whole.result.status == "infeasible" and not (
            whole.refusals.demands or whole.refusals.timetables
        )
        if proven and self._is_easier_with_fewer:
            return whole
        if whole.result.status == "infeasible" and self.optional:
            return replace(whole, result=replace(whole.result, status="unknown"))
        return whole

    @cached_property
    def _is_easier_with_fewer(self) -> bool:
        """Whether a timetable with more times would be one with fewer."""
        problem = self.problem
        workshops = set(map(problem.workshop, self.optional))
        quotas = (
            *(quota for day in problem.days for quota in day.sessions),
            *(quota for slot in problem.event.slots for quota in slot.sessions),
        )
        return not any(quota.min for quota in quotas) and not any(
            problem.workshop(session) in workshops
            for attendee in problem.attendees
            for session in attendee.must_attend
        )

    # --- As ratings need them ---------------------------------------------------------------

    def _planned(self) -> _Trial | None:
        """Return the best of some timetables that aim at plans; None where there are no plans.

        The first aims at what is worth most, were there no clashes, and each further one at as
        much that is near to what could be kept in the best one so far.
        """
        if self.solving.fairness != "ratings" or not self._can_be_planned:
            return None
        budget = self.budget.part("planned numbers")
        planner = WishPlanner(self._prospects, self.optional, seats=fitting(self.problem))
        plan = planner.best(budget)
        if plan is None:
            return None
        problem = self.settled(plan.counts)
        search = budget.part("first of plans")
        result = solve(
            planner.aimed_at(problem, replace(plan, kept=KeptWishes())),
            search,
            start=self.start and _among(self.start, problem),
            progress=self.solving.progress,
            whole=budget,
        )
        budget.spend(search.work)
        best = None
        if result.timetable is not None:
            best = self._aimed(planner, plan, problem, result.timetable, budget)
        self.budget.spend(budget.work)
        if best is None:
            return None
        self.tried.add(_known(plan.counts))
        rest = self.budget.part("seats of an option")
        return self._seated(plan.counts, problem, result, best.timetable, rest, best)

    def _aimed(
        self,
        planner: WishPlanner,
        plan: WishPlan,
        problem: Problem,
        timetable: Timetable,
        budget: Budget,
    ) -> RatedSeats | None:
        """Return the best timetable of those that aim at plans, one after the other.

        Each is found near to the one before it, be that better or worse than the best: from
        the best alone there is soon nothing else to be found.
        """
        best: RatedSeats | None = None
        worth, aim = -1, plan
        for number in count():
            annealing = replace(budget.part("timetable of a plan"), seed=budget.seed + number)
            aimed = planner.aimed_at(problem, aim)
            timetable = with_less_missed(aimed, timetable, annealing)
            budget.spend(annealing.work)
            rest = budget.part("seats of an option")
            seated = rated_seats(problem, timetable, rest, pinned=self.solving.pinned)
            if seated is None:
                return best
            kept = wishes_kept(problem, seated.timetable)
            if kept.worth > worth:
                best, worth = seated, kept.worth
            if worth >= plan.bound or not budget.left:
                return best
            aim = planner.nearest(plan, kept, budget)
        return best

    @property
    def _can_be_planned(self) -> bool:
        """Whether wishes are rated, and each session fills a slot."""
        problem = self.problem
        return bool(problem.event.slots) and scale(problem) is not None

    # --- As many as there are people for ---------------------------------------------------

    def _as_needed(self) -> Counts:
        """Return as many times as there are people for, as far as they are soon known to fit."""
        counts: Counter[str] = Counter()
        waiting = self._steps()
        kept = self.budget.left - self.budget.part("numbers as needed").seconds
        while waiting and self.budget.left > kept:
            many = self._fitting(counts, waiting, kept)
            counts.update(waiting[:many])
            if many == len(waiting):
                break
            full = waiting[many]
            waiting = [first for first in waiting[many + 1 :] if first != full]
        return counts

    def _steps(self) -> list[str]:
        """Return the first session of each further time there are people for.

        Where most people are without a place comes first.
        """
        wanted = sorted(
            (-people, number, first)
            for number, first in enumerate(self.optional)
            for people in self._people_left(first)
        )
        return [first for *_, first in wanted]

    def _people_left(self, first: str) -> Iterator[int]:
        """Yield how many have no place in a session without each of its further times."""
        optional = {time for times in self.optional.values() for time in times}
        workshop = self.problem.workshops[self.problem.workshop(first)]
        left: int | None = self._asking(first)
        for session in workshop:
            if session not in optional:
                left = self._less(left, session)
        for time in self.optional[first]:
            if not left or left <= 0:
                return
            yield left
            left = self._less(left, time)

    def _less(self, people: int | None, session: str) -> int | None:
        places = self._places[session]
        return None if people is None or places is None else people - places

    def _asking(self, first: str) -> int:
        """Return how many ask for a session, or are due a seat in it."""
        if self.problem.session[first].everyone:
            return len(self.problem.attendees)
        return fans(self.problem).get(self.problem.workshop(first), 0)

    @cached_property
    def _places(self) -> Mapping[str, int | None]:
        """How many each session takes at most, in the largest room it may be in; None: any."""
        prospects = self._prospects
        return {
            session.id: prospects.most(session.id) if session.id in prospects.fit else 0
            for session in self.problem.sessions
        }

    @cached_property
    def _prospects(self) -> Prospects:
        fit = {key: domain for key, domain in domains(self.problem).items() if not domain.empty}
        return Prospects(self.problem, fit)

    def _fitting(self, counts: Counter[str], waiting: Sequence[str], kept: float) -> int:
        """Return how many of the times that wait there is a timetable for, the first ones.

        As many as are known once no more time is left than is kept for what follows.
        """
        low, high = 0, len(waiting) + 1  # so many fit; so many do not
        many = len(waiting)
        while high - low > 1 and self.budget.left > kept:
            if self._fits(counts + Counter(waiting[:many])):
                low = many
            else:
                high = many
            many = (low + high) // 2
        return low

    def _fits(self, counts: Counts) -> bool:
        """Whether a timetable with so many times is known, looking for one if need be."""
        if self._is_possible(counts) is None:
            budget = self.budget.part("numbers that fit")
            self.possible[_known(counts)] = is_possible(self.settled(counts), budget)
            self.budget.spend(budget.work)
        return self._is_possible(counts) in ("optimal", "feasible")

    def _is_possible(self, counts: Counts) -> Status | None:
        """Tell what is known of whether there is a timetable with so many times."""
        status = self.possible.get(_known(counts))
        if status is None and self._is_easier_with_fewer:
            for known, other in self.possible.items():
                many = dict(known)
                if other == "infeasible" and all(counts.get(key, 0) >= many[key] for key in many):
                    return "infeasible"
        return status

    # --- Fewer, and more -------------------------------------------------------------------

    def _with_fewer(self, best: _Trial) -> _Trial:
        """Return a trial without the times that nobody needs."""
        fewer = best
        while (less := self._without_one(fewer)) is not None:
            fewer = less
        if fewer is best:
            return best
        again = self._tried(fewer.counts, self.budget.part("another number"), fewer.timetable)
        return again if again.is_found and again.key <= fewer.key else fewer

    def _without_one(self, best: _Trial) -> _Trial | None:
        """Return a trial with one time less, in the same timetable; None where that is worse."""
        seated = best.timetable.seated
        spare = [
            (len(seated.get(time, ())), time, first)
            for first, times in self.optional.items()
            for time in times[: best.counts.get(first, 0)]
        ]
        for _, time, first in sorted(spare):
            if not self.budget.left:
                break
            if self._has_places(best, first):
                counts = {**best.counts, first: best.counts[first] - 1}
                trial = self._closed(best, counts, first, time)
                if trial is not None and trial.key < best.key:
                    return trial
        return None

    def _has_places(self, best: _Trial, first: str) -> bool:
        """Whether those who sit in a session find places in its other times."""
        offers = Offers(best.whole.problem, best.timetable)
        times = [time for time in self._times(first) if time in offers.placements]
        limits = [offers.limit(time) for time in times]
        seated = sum(len(best.timetable.seated.get(time, ())) for time in times)
        known = [limit for limit in limits if limit is not None]
        return len(known) < len(limits) or sum(sorted(known)[1:]) >= seated

    def _times(self, first: str) -> tuple[str, ...]:
        return self.problem.repeats.get(first, (first,))

    def _closed(self, best: _Trial, counts: Counts, first: str, gone: str) -> _Trial | None:
        """Return a trial without a time of a session, all else at its place; or None."""
        problem = self.settled(counts)
        held = [time for time in self._times(first) if time in best.whole.problem.session]
        left = [time for time in held if time != gone]
        names = dict(zip(left, held, strict=False))
        timetable = _among(_renamed(best.timetable, names, gone), problem)
        budget = self.budget.part("seats of an option")
        return self._seated(counts, problem, best.whole.result, timetable, budget)

    def _seated(
        self,
        counts: Counts,
        problem: Problem,
        solved: Result,
        timetable: Timetable,
        budget: Budget,
        rated: RatedSeats | None = None,
    ) -> _Trial | None:
        """Return a trial with a timetable that was found otherwise, and its seats; or None."""
        verdict = verify(problem, timetable)
        if verdict.errors:
            return None
        bare = replace(
            solved,
            status="feasible",
            timetable=timetable,
            tiers=(),
            costs=verdict.costs,
            findings=(*preflight(problem), *verdict.findings),
        )
        result = with_seats(
            problem,
            bare,
            budget,
            fairness=self.solving.fairness,
            pinned=self.solving.pinned,
            rated=rated,
        )
        is_seated = result.seating is None or result.seating.status in ("optimal", "feasible")
        whole = SolvedWhole(result, RefusedTimetables(), problem)
        return self._judged(counts, whole) if is_seated else None

    def _better(self, best: _Trial) -> Iterator[_Trial]:
        """Yield trials that are better, with numbers that differ by one or two times."""
        for counts in self._changes(best):
            if not self.budget.left:
                return
            if _known(counts) in self.tried or not self._fits(counts):
                continue
            trial = self._tried(counts, self.budget.part("another number"), best.timetable)
            if trial.is_found and trial.key < best.key:
                yield trial

    def _changes(self, best: _Trial) -> Iterator[Counts]:
        """Yield other numbers, as long as somebody lacks a wish.

        One more, first of what most lack: even where nobody does, at another time more may
        come to something else. Then that with one less of another; then one less of any.
        """
        if not best.key[0]:
            return
        counts = best.counts
        lacking = sorted(
            (-self._lacking(best, first), number, first)
            for number, (first, times) in enumerate(self.optional.items())
            if counts.get(first, 0) < len(times)
        )
        wanted = [first for *_, first in lacking]
        held = [first for first, many in counts.items() if many]
        more = [_changed(counts, first, 1) for first in wanted]
        yield from more
        for first, one_more in zip(wanted, more, strict=True):
            if not self._fits(one_more):
                yield from (_changed(one_more, other, -1) for other in held if other != first)
        yield from (_changed(counts, other, -1) for other in held)

    def _lacking(self, best: _Trial, first: str) -> int:
        """Return how many ask for a session and have no seat in it."""
        return len(_asking(self.problem, first) - _sitting(self.problem, best.timetable, first))

    # --- What is told ----------------------------------------------------------------------

    def _summary(self, best: _Trial) -> Repeated:
        """Return how many times each session is given, and why not more."""
        sessions = tuple(
            self._given(best, first, bounds.max)
            for first, bounds in with_bounds(self.problem).items()
        )
        return Repeated("optimal" if self._is_proven(best) else "feasible", sessions)

    def _given(self, best: _Trial, first: str, most: int) -> GivenTimes:
        given = sum(time in best.whole.problem.session for time in self._times(first))
        lacking = self._lacking(best, first)
        if not lacking:
            why = _ALL_HAVE_A_SEAT
        elif best.counts.get(first, 0) == len(self.optional.get(first, ())):
            why = _NO_MORE_ASKED.fill(most=most)
        else:
            why = self._why_not(_changed(best.counts, first, 1))
        asking = len(_asking(self.problem, first))
        return GivenTimes(first, given, asking, lacking, why)

    def _why_not(self, counts: Counts) -> Text:
        """Return why there are not so many times."""
        possible = self._is_possible(counts)
        if possible == "infeasible":
            return _NO_PLACE
        if possible == "unknown":
            return _NO_PLACE_SEEN
        return _IN_VAIN if _known(counts) in self.tried else _NOT_TRIED

    def _is_proven(self, best: _Trial) -> bool:
        """Whether no numbers are better: nobody lacks anything, and fewer have no places."""
        missed, *_, lacking, _ = best.key
        needed = {first: len(list(self._people_left(first))) for first in self.optional}
        return not missed and not lacking and needed == {**dict.fromkeys(needed, 0), **best.counts}


def _known(counts: Counts) -> _Known:
    return frozenset((first, many) for first, many in counts.items() if many)


def _changed(counts: Counts, first: str, by: int) -> Counts:
    return {**counts, first: counts.get(first, 0) + by}


def _among(timetable: Timetable, problem: Problem) -> Timetable:
    """Return what of a timetable is of a problem, without seats."""
    known = problem.session
    return Timetable.of(
        (placement for placement in timetable.placements if placement.session in known),
        cast=(casting for casting in timetable.cast if casting.session in known),
    )


def _renamed(timetable: Timetable, names: Mapping[str, str], gone: str) -> Timetable:
    """Return a timetable without a session, and in which others have new ids."""
    return Timetable.of(
        (
            replace(placement, session=names.get(placement.session, placement.session))
            for placement in timetable.placements
            if placement.session != gone
        ),
        cast=(
            replace(casting, session=names.get(casting.session, casting.session))
            for casting in timetable.cast
            if casting.session != gone
        ),
    )


def _asking(problem: Problem, first: str) -> frozenset[str]:
    """Return the ids of those who wish for a workshop, or must attend it."""
    times = set(problem.workshops[problem.workshop(first)])
    return frozenset(
        attendee.id
        for attendee in problem.attendees
        if times.intersection((*attendee.wished, *attendee.must_attend))
    )


def _sitting(problem: Problem, timetable: Timetable, first: str) -> frozenset[str]:
    """Return the ids of those who have a seat in a workshop."""
    times = problem.workshops[problem.workshop(first)]
    return frozenset(who for time in times for who in timetable.seated.get(time, ()))


def key_of(problem: Problem, timetable: Timetable) -> Key:
    """Return how good numbers of times are, the lower the better.

    What wishes are missed; how many have their first wish, their second, and so on; how many
    lack a seat; and how many times there are. None of it depends on which rounds there are.
    """
    offers = Offers(problem, timetable)
    missed, kept = 0, Counter[int]()
    for attendee in problem.attendees:
        seats = timetable.seats_of.get(attendee.id, ())
        taken = set(map(problem.workshop, seats))
        for place, (workshop, worth) in enumerate(offers.points(attendee).items()):
            kept[place] += workshop in taken
            missed += 0 if workshop in taken else worth
    lacking = sum(standing.session is None for standing in offers.standings())
    places = max((len(attendee.wishes) for attendee in problem.attendees), default=0)
    return (missed, *(-kept[place] for place in range(places)), lacking, len(problem.sessions))


_ALL_HAVE_A_SEAT = Text(
    "tous ceux qui le demandent y ont une place", "all who ask for it have a seat in it"
)
_NO_MORE_ASKED = Text("le maximum est {most}", "the maximum is {most}")
_NO_PLACE = Text(
    "une fois de plus ne tient pas avec les autres", "one more does not fit beside the others"
)
_NO_PLACE_SEEN = Text(
    "une fois de plus n'a pas trouvé de place dans le temps imparti",
    "no place was found for one more in the time given",
)
_IN_VAIN = Text(
    "une fois de plus, essayée, ne sert pas mieux les vœux",
    "one more was tried, and does not serve the wishes better",
)
_NOT_TRIED = Text(
    "une fois de plus n'a pas été essayée dans le temps imparti",
    "one more was not tried in the time given",
)
