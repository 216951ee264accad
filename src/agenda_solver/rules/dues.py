"""How many seats somebody has over the whole event: at most, at least, or none at all."""

from __future__ import annotations

from collections.abc import Iterator

from agenda_solver.problem import Attendee, Problem
from agenda_solver.rules.attendees import Dues, SeatRule, engagements, own_parts
from agenda_solver.rules.rule import PEOPLE, SEATS, TIME_AND_PEOPLE, Finding
from agenda_solver.rules.words import parts_count, seats_count
from agenda_solver.text import Text, counted, listing
from agenda_solver.timetable import Timetable


class AttendeeHasNotTooManySeats(SeatRule):
    """An attendee has no more seats over the whole event than they, or all, have at most."""

    key = "seat_most_seats"
    title = Text(
        "Un participant n'a pas plus de places que demandé sur tout l'évènement",
        "An attendee has no more seats over the whole event than asked",
    )
    reads = PEOPLE | SEATS
    wanted = Text(
        "{attendees} : pas trop de places sur tout l'évènement",
        "{attendees}: not too many seats over the whole event",
    )
    broken = Text("{attendees} : {count}, {most} au plus", "{attendees}: {count}, {most} at most")

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        counts = _Counts(problem, timetable)
        too_many: dict[tuple[_Count, int], list[str]] = {}
        for attendee in problem.attendees:
            most = problem.most_seats(attendee)
            if most is None:
                continue
            count = counts.of(attendee)
            if sum(count) > most and count[0]:
                too_many.setdefault((count, most), []).append(attendee.id)
        for (count, most), attendees in too_many.items():
            yield self.finding((), attendees, count=_count_text(count), most=most)


class AttendeeHasSeatsEnough(SeatRule):
    """Whoever has fewer seats over the whole event than they, or all, should have is told."""

    key = "seat_too_few"
    title = Text(
        "Chacun a autant de places que demandé sur tout l'évènement",
        "Everybody has as many seats over the whole event as asked",
    )
    reads = PEOPLE | SEATS
    wanted = Text(
        "{attendees} : assez de places sur tout l'évènement",
        "{attendees}: seats enough over the whole event",
    )
    broken = Text("{attendees} : {count}, {least} demandées", "{attendees}: {count}, {least} asked")
    one = Text("{attendees} : {count}, {least} demandée", "{attendees}: {count}, {least} asked")
    severity = "warning"

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        counts = _Counts(problem, timetable)
        too_few: dict[tuple[_Count, int], list[str]] = {}
        for attendee in problem.attendees:
            least = problem.least_seats(attendee)
            if least and sum(count := counts.of(attendee)) < least:
                too_few.setdefault((count, least), []).append(attendee.id)
        for (count, least), attendees in too_few.items():
            text = self.one if least == 1 else self.broken
            yield self.finding((), attendees, text=text, count=_count_text(count), least=least)


_Count = tuple[int, int]
"""How many seats somebody has, and of how many sessions in which they take part it counts."""


class _Counts:
    """How many seats each attendee has, and how many parts of their own that count as well."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self._problem = problem
        self._timetable = timetable
        self._offered = set(problem.offered).intersection(timetable.by_session)
        self._parts = own_parts(problem, timetable)

    def of(self, attendee: Attendee) -> _Count:
        """Return the two numbers of an attendee."""
        seats = self._offered.intersection(self._timetable.seats_of.get(attendee.id, ()))
        parts = self._parts.get(attendee.id, ()) if self._problem.counts_parts(attendee) else ()
        return len(seats), len(parts)


def _count_text(count: _Count) -> Text:
    seats, parts = count
    return listing([seats_count(seats), parts_count(parts)]) if parts else seats_count(seats)


class EverybodyHasSomething(SeatRule):
    """Whoever has no seat at all is told, even if they are due none.

    Who lacks one in some round is told there; and who takes part in the programme, or
    chairs papers, has something.
    """

    key = "seat_nothing"
    title = Text(
        "Chacun a une place quelque part, ou intervient",
        "Everybody has a seat somewhere, or takes part",
    )
    reads = TIME_AND_PEOPLE | SEATS
    wanted = Text("{attendees} : une place quelque part", "{attendees}: a seat somewhere")
    broken = Text("{without} ({attendees})", "{without} ({attendees})")
    severity = "warning"

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        engaged = engagements(problem, timetable)
        dues = Dues(problem, timetable)
        nothing = [
            attendee.id
            for attendee in problem.attendees
            if not timetable.seats_of.get(attendee.id)
            and attendee.id not in engaged
            and not dues.lacking(attendee, ())
        ]
        if nothing:
            yield self.finding((), nothing, without=counted(len(nothing), _ONE, _SEVERAL))


_ONE = Text(
    "participant n'a aucune place : il n'en a demandé nulle part, ni n'en doit avoir d'office",
    "attendee has no seat at all: they asked for none, and nowhere is one due to all",
)
_SEVERAL = Text(
    "participants n'ont aucune place : ils n'en ont demandé nulle part, ni n'en doivent avoir "
    "d'office",
    "attendees have no seat at all: they asked for none, and nowhere is one due to all",
)
