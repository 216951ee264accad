"""Seats for the attendees of a timetable: proven where it can be, judged by the seat rules.

`assign` seats everybody; `with_seats` does so for what `solve` found. Which method is used
depends on what is asked, see `seating`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from agenda_solver.assign.aims import Aim, aims, lacking
from agenda_solver.assign.choices import Choices, Ints, choices
from agenda_solver.assign.contradictions import with_reasons
from agenda_solver.assign.keeping import seats_for_moves
from agenda_solver.assign.places import more_places
from agenda_solver.assign.seating import FAST, Outcome, find
from agenda_solver.budget import Budget
from agenda_solver.cp_sat import SelfCheckError
from agenda_solver.difference import seats_lost
from agenda_solver.fairness import Fairness
from agenda_solver.offers import Offers
from agenda_solver.problem import Problem
from agenda_solver.result import MorePlaces, Result, Seating
from agenda_solver.rules import SEAT_RULES
from agenda_solver.rules.rule import Finding
from agenda_solver.timetable import Seat, Timetable
from agenda_solver.verify import verify

__all__ = ["RatedSeats", "assign", "rated_seats", "with_seats"]

# With `reproducible`, what counts is not the clock but how large the problem is, as seats
# that somebody may take, and how fast its method: for so many sessions together.
MOST_EFFORT = 4_000_000
EFFORT_OF_OTHERS = 100


def assign(
    problem: Problem,
    timetable: Timetable,
    budget: Budget | None = None,
    *,
    fairness: Fairness = "generous",
    before: Iterable[Seat] | None = None,
    pinned: Iterable[Seat] = (),
) -> tuple[Timetable, Seating]:
    """Seat the attendees of a timetable, which stays as it is.

    Parameters
    ----------
    problem : Problem
        Who is registered, and what they wish.
    timetable : Timetable
        When and where the sessions are; seats in it are not looked at.
    budget : Budget, optional
        How long to search, and the seed; once it is to stop, the best so far is returned.
    fairness : Fairness
        Whose wishes come first.
    before : iterable of Seat, optional
        Seats given out before: as few as possible change, before anything else is looked
        at. Those of attendees or sessions that are gone are forgotten.
    pinned : iterable of Seat
        Of those who must attend a workshop: in which of its sub-groups or at which of its
        times.

    Returns
    -------
    timetable : Timetable
        With the seats, attendee by attendee in the order of the draft; with none where
        no seating was found.
    seating : Seating
        How far each aim was reached; why it is impossible, where it is; what more places
        would bring.

    Raises
    ------
    SelfCheckError
        If the seats do not pass the seat rules, or come to something else than was told.
    """
    seated = _assign(problem, timetable, budget or Budget(), fairness, before, pinned)
    return seated.timetable, seated.seating


@dataclass(frozen=True)
class RatedSeats:
    """A timetable with seats that are the best by ratings, and otherwise as they come.

    Attributes
    ----------
    proven : bool
        Whether no seats in this timetable are worth more.
    """

    timetable: Timetable
    proven: bool


def rated_seats(
    problem: Problem, timetable: Timetable, budget: Budget, *, pinned: Iterable[Seat] = ()
) -> RatedSeats | None:
    """Return seats for what ratings say alone; None where none are found.

    Nothing of them is judged: `with_seats` goes on from them.
    """
    offered = choices(problem, timetable, (), pinned)
    wanted = _by_ratings(offered)
    outcome = find(offered, "ratings", budget.by_clock(), wanted=wanted, ties=False)
    if outcome.taken is None:
        return None
    return RatedSeats(replace(timetable, seats=offered.seats(outcome.taken)), outcome.proven)


def _by_ratings(offered: Choices) -> tuple[Aim, ...]:
    """Return the first aims of seats by ratings, as far as the ratings themselves."""
    wanted = aims(offered, "ratings")
    place = next(place for place, aim in enumerate(wanted) if aim.kind in ("points", "ranks"))
    return wanted[: place + 1]


def with_seats(
    problem: Problem,
    result: Result,
    budget: Budget | None = None,
    *,
    fairness: Fairness = "generous",
    before: Iterable[Seat] | None = None,
    pinned: Iterable[Seat] = (),
    rated: RatedSeats | None = None,
    places: bool = True,
) -> Result:
    """Return the result of a solve with its attendees seated: the second stage of a solve.

    Where there is no timetable the result stays as it is; where nobody needs a seat there
    are none in it. See `assign` for the other parameters.

    Parameters
    ----------
    rated : RatedSeats, optional
        Where it is by ratings, and without `before`, of which they know nothing: seats in the
        same timetable, from which to go on.
    places : bool
        Whether it is told what more places would bring.

    Raises
    ------
    SelfCheckError
        As `assign`.
    """
    if result.timetable is None:
        return result
    if not Offers(problem, result.timetable).placements:
        bare = replace(result.timetable, seats=())
        return replace(
            result, timetable=bare, seating=None, findings=_judged(problem, result, bare)
        )
    budget = budget or Budget()
    began = budget.spent
    known = rated.timetable.seats if rated is not None and rated.proven else ()
    seated = _assign(
        problem, result.timetable, budget, fairness, before, pinned, known, places=places
    )
    return replace(
        result,
        timetable=seated.timetable,
        seating=seated.seating,
        repeated=None,
        reproducible=budget.reproducible,
        findings=(*_judged(problem, result, seated.timetable), *seated.seating.findings),
        seconds=result.seconds + budget.spent - began,
        timings={
            **result.timings,
            "seats": seated.seconds_for_seats,
            "more places": seated.seconds_for_places,
        },
    )


def _judged(problem: Problem, result: Result, timetable: Timetable) -> tuple[Finding, ...]:
    """Return a result's findings, with what the rules say of another timetable."""
    assert result.timetable is not None
    before = set(verify(problem, result.timetable).findings)
    kept = (finding for finding in result.findings if finding not in before)
    return (*kept, *verify(problem, timetable).findings)


@dataclass(frozen=True)
class _Seated:
    """A timetable with its seats, and how long they took."""

    timetable: Timetable
    seating: Seating
    seconds_for_seats: float
    seconds_for_places: float = 0.0


def _assign(
    problem: Problem,
    timetable: Timetable,
    budget: Budget,
    fairness: Fairness,
    before: Iterable[Seat] | None,
    pinned: Iterable[Seat],
    known: Sequence[Seat] = (),
    *,
    places: bool = True,
) -> _Seated:
    budget = budget.by_clock()
    began = budget.spent
    given = tuple(dict.fromkeys(before or ()))
    offered = choices(problem, timetable, given, pinned)
    best = (_by_ratings(offered), offered.taken(known)) if known else None
    outcome = find(offered, fairness, budget, best=best)
    seating = Seating(outcome.status, fairness, outcome.method, outcome.tiers)
    bare = Timetable.of(timetable.placements, (), timetable.cast)
    if outcome.taken is None:
        if outcome.status == "infeasible":
            seating = with_reasons(problem, offered, seating, budget)
        seconds = budget.spent - began
        return _Seated(bare, replace(seating, seconds=seconds), seconds)
    seated = replace(bare, seats=offered.seats(outcome.taken))
    _check(problem, seated, outcome, given)
    findings = tuple(_seats_for_moves(offered, fairness, outcome, budget))
    seats_done = budget.spent
    more = _more_places(offered, fairness, outcome, budget) if places else ()
    ended = budget.spent
    seating = replace(
        seating,
        cancelled=Offers(problem, seated).cancelled(),
        moved=seats_lost(problem, given, seated),
        more_places=more,
        findings=findings,
        seconds=ended - began,
    )
    return _Seated(seated, seating, seats_done - began, ended - seats_done)


def _more_places(
    offered: Choices, fairness: Fairness, outcome: Outcome, budget: Budget
) -> tuple[MorePlaces, ...]:
    """Tell what more places would bring, as far as time allows; or always as far."""
    if budget.stop.is_set():
        return ()
    if not budget.reproducible:
        return more_places(offered, fairness, outcome, budget.part("more places"))
    effort = offered.level.size * (1 if outcome.method in FAST else EFFORT_OF_OTHERS)
    sessions = MOST_EFFORT // max(1, effort)
    return more_places(offered, fairness, outcome, budget, most_sessions=sessions)


def _seats_for_moves(
    offered: Choices, fairness: Fairness, outcome: Outcome, budget: Budget
) -> Iterator[Finding]:
    """Say who has no seat, and would have one if more of those seated before moved."""
    assert outcome.taken is not None
    left = lacking(offered, outcome.taken)
    if not offered.before or not left.any() or not outcome.proven or budget.stop.is_set():
        return
    wanted = (Aim("lacking"), Aim("moved"))
    freely = find(offered, fairness, budget, wanted=wanted, ties=False)
    if freely.taken is None or not freely.proven:
        return
    still = lacking(offered, freely.taken)
    if np.sum(still) < np.sum(left):
        more = freely.costs[1] - outcome.costs[0]
        yield seats_for_moves(_whose(offered, left), _whose(offered, still), more)


def _whose(offered: Choices, lack: Ints) -> list[str]:
    """Return the ids of those who lack a seat."""
    return [offered.attendees[row] for row in np.flatnonzero(lack)]


# --- Judging what was found ---------------------------------------------------------------


def _check(
    problem: Problem,
    timetable: Timetable,
    outcome: Outcome,
    before: Iterable[Seat],
) -> None:
    """Judge seats by the rules, and count the aims again from the timetable alone.

    Raises
    ------
    SelfCheckError
        If they break a demand, or come to something else than is told.
    """
    broken = [
        finding
        for rule in SEAT_RULES
        for finding in rule.check(problem, timetable)
        if finding.severity == "error"
    ]
    if broken:
        raise SelfCheckError("; ".join(finding.text.en for finding in broken))
    counted = _Count(problem, timetable, before)
    for aim, tier in zip(outcome.wanted, outcome.tiers, strict=False):
        if (cost := counted.of(aim)) != tier.cost:
            raise SelfCheckError(f"{aim.text.en}: the method says {tier.cost}, it is {cost}")


class _Count:
    """What the seats of a timetable come to, counted from its standings."""

    def __init__(self, problem: Problem, timetable: Timetable, before: Iterable[Seat]) -> None:
        before = tuple(before)
        offers = Offers(problem, timetable, before)
        seats = set(timetable.seats)
        self.moved = sum(
            seat not in seats and seat.attendee in problem.attendee
            for seat in before
            if seat.session in offers.placements
        )
        self.offers = offers
        self.levels: Counter[int] = Counter()
        self.lacking = 0
        for standing in offers.standings():
            if standing.session is None:
                self.lacking += 1
            elif standing.rank is not None:
                self.levels[standing.rank] += 1
            else:
                ranks = offers.ranks(problem.attendee[standing.attendee])
                self.levels[offers.next_rank(ranks, standing.session)] += 1

    def of(self, aim: Aim) -> int:
        if aim.kind == "moved":
            return self.moved
        if aim.kind == "lacking":
            return self.lacking
        if aim.kind == "few":
            return sum(map(self.offers.too_few, self.offers.problem.attendees))
        if aim.kind == "points":
            of_each = map(self.offers.points_of, self.offers.problem.attendees)
            return sum(most - given for given, most in of_each)
        if aim.kind == "ranks":
            return sum(level * count for level, count in self.levels.items())
        return sum(count for level, count in self.levels.items() if level >= aim.at)
