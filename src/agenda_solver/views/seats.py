"""What attendees wished for and what they were given, for all that is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from agenda_solver.offers import Offers, Standing, exclude
from agenda_solver.problem import Attendee, Problem
from agenda_solver.timetable import Timetable
from agenda_solver.views.titles import is_cancelled


@dataclass(frozen=True)
class Waiting:
    """Somebody who wishes for a session more than for what they have meanwhile.

    Attributes
    ----------
    rank : int
        Which of their wishes it is, 1 being the first.
    seat : str or None
        The session in which they have a seat meanwhile; None where they have none.
    seat_rank : int or None
        Which of their wishes that is; None where it is none of them.
    """

    attendee: str
    rank: int
    seat: str | None = None
    seat_rank: int | None = None


class Seats:
    """What was wished for and what was given, looked up once for everything told of it.

    Attributes
    ----------
    offers : Offers
        The sessions that take registrations.
    ranks : mapping of str to mapping of str to int
        By attendee, the rank of each workshop that they wish for.
    cancelled : frozenset of str
        Ids of the sessions that do not take place, for lack of attendees.
    """

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.timetable = timetable
        self.offers = Offers(problem, timetable)
        self.ranks = {attendee.id: self.offers.ranks(attendee) for attendee in problem.attendees}
        self.cancelled = frozenset(
            session
            for session in self.offers.placements
            if is_cancelled(problem, timetable, session)
        )

    @cached_property
    def kin_of(self) -> tuple[int, ...]:
        """Tell of each round with which others it is ranked; see `Offers.kin`."""
        kin, workshop = self.offers.kin, self.problem.workshop
        return tuple(kin[workshop(round_.sessions[0])] for round_ in self.offers.rounds)

    def seats_of(self, attendee: str) -> list[str]:
        """Return the sessions that take registrations in which an attendee has a seat."""
        seats = self.timetable.seats_of.get(attendee, ())
        return [session for session in seats if session in self.offers.placements]

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """What became of each attendee in each round in which a seat is due to them."""
        return tuple(self.offers.standings())

    def is_asked(self, standing: Standing) -> bool:
        """Whether somebody has wished for anything at that time."""
        ranks = self.ranks[standing.attendee]
        return any(self.offers.kin[workshop] == self.kin_of[standing.round] for workshop in ranks)

    @cached_property
    def waiting(self) -> Mapping[str, list[Waiting]]:
        """By session, who waits for a seat in it, the next to be asked first."""
        lists: dict[str, list[Waiting]] = {}
        for attendee in self.problem.attendees:
            seats = self.seats_of(attendee.id)
            has = {self.problem.workshop(session) for session in seats}
            for workshop, rank in self.ranks[attendee.id].items():
                for session in () if workshop in has else self._open_times(workshop):
                    if self._may_sit(attendee, session):
                        entry = self._as_waiting(attendee, session, rank, seats)
                        lists.setdefault(session, []).extend([entry] if entry else [])
        for waiting in lists.values():
            waiting.sort(key=_who_is_next)
        return lists

    def _open_times(self, workshop: str) -> list[str]:
        return [
            session
            for session in self.problem.workshops[workshop]
            if session in self.offers.placements and session not in self.cancelled
        ]

    def _may_sit(self, attendee: Attendee, session: str) -> bool:
        """Whether an attendee could be in a session: free, and its room has what is needed."""
        room = self.offers.placements[session].room
        features = self.problem.room[room].features if room is not None else ()
        return set(attendee.needs) <= set(features) and self.offers.is_free(attendee, session)

    def _as_waiting(
        self, attendee: Attendee, session: str, rank: int, seats: Iterable[str]
    ) -> Waiting | None:
        """Return how somebody waits, unless their seat meanwhile is as good, or demanded."""
        problem, ranks = self.problem, self.ranks[attendee.id]
        placement = self.offers.placements[session]
        meanwhile = [
            seat for seat in seats if exclude(problem, self.offers.placements[seat], placement)
        ]
        must = {problem.workshop(wanted) for wanted in attendee.must_attend}
        if must & {problem.workshop(seat) for seat in meanwhile}:
            return None
        if not meanwhile:
            return Waiting(attendee.id, rank)
        ranked = [(ranks.get(problem.workshop(seat)), seat) for seat in meanwhile]
        best, seat = min(ranked, key=lambda pair: (pair[0] is None, pair[0] or 0))
        return None if best is not None and best <= rank else Waiting(attendee.id, rank, seat, best)


def _who_is_next(waiting: Waiting) -> tuple[int, int, int]:
    """Sort a waiting list; those who are alike stay in the order of registration."""
    if waiting.seat is None:
        return waiting.rank, 0, 0
    if waiting.seat_rank is None:
        return waiting.rank, 1, 0
    return waiting.rank, 2, -waiting.seat_rank
