"""Who sits in each session that takes registrations, and who waits for a seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from agenda_solver.problem import Problem
from agenda_solver.text import Names
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.names import listed
from agenda_solver.views.seats import Seats, Waiting


@dataclass(frozen=True)
class Interest:
    """How many wish for a workshop: as their first wish, among their first three, at all."""

    first: int = 0
    top3: int = 0
    all: int = 0


@dataclass(frozen=True)
class Roster:
    """Who sits in a session, and who would like to.

    Attributes
    ----------
    limit : int or None
        How many it takes, its room included; None: any number.
    seated : tuple of str
        Ids of the attendees, sorted by family name, or else by what they are called.
    interest : Interest
        For its workshop, with all its times and sub-groups.
    waiting : tuple of Waiting
        The next to be asked first: by the rank of the wish, then who has the worst seat,
        then who registered first.
    cancelled : bool
        Whether it does not take place, for lack of attendees; then nobody waits.
    """

    placement: Placement
    limit: int | None
    seated: tuple[str, ...] = ()
    interest: Interest = Interest()
    waiting: tuple[Waiting, ...] = ()
    cancelled: bool = False

    @property
    def left(self) -> int | None:
        """How many seats are left; None: any number."""
        return None if self.limit is None else max(0, self.limit - len(self.seated))


def rosters(problem: Problem, timetable: Timetable, names: Names = "full") -> tuple[Roster, ...]:
    """Return who sits in each session that takes registrations, in the order of time.

    Parameters
    ----------
    names : {"full", "initials", "codes"}
        What attendees are called, by which they are sorted.
    """
    seats = Seats(problem, timetable)
    interest = _interest(seats)
    lists = []
    for session, placement in seats.offers.placements.items():
        seated = timetable.seated.get(session, ())
        lists.append(
            Roster(
                placement,
                seats.offers.limit(session),
                listed(map(problem.attendee.__getitem__, seated), names),
                interest.get(problem.workshop(session), Interest()),
                tuple(seats.waiting.get(session, ())),
                session in seats.cancelled,
            )
        )
    return tuple(sorted(lists, key=lambda roster: (roster.placement.day, roster.placement.start)))


def _interest(seats: Seats) -> Mapping[str, Interest]:
    counts: dict[str, Counter[int]] = {}
    for ranks in seats.ranks.values():
        for workshop, rank in ranks.items():
            counts.setdefault(workshop, Counter())[rank] += 1
    return {
        workshop: Interest(count[1], sum(count[rank] for rank in (1, 2, 3)), sum(count.values()))
        for workshop, count in counts.items()
    }
