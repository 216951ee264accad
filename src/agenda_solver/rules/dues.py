"""How many seats somebody has over the whole event: at most, at least, or none at all."""

from __future__ import annotations

from collections.abc import Iterator

from agenda_solver.problem import Problem
from agenda_solver.rules.attendees import Dues, SeatRule
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import seats_count
from agenda_solver.text import Text, counted
from agenda_solver.timetable import Timetable


class AttendeeHasNotTooManySeats(SeatRule):
    """An attendee has no more seats over the whole event than they, or all, have at most."""

    key = "seat_most_seats"
    title = Text(
        "Un participant n'a pas plus de places que demandé sur tout l'évènement",
        "An attendee has no more seats over the whole event than asked",
    )
    wanted = Text(
        "{attendees} : pas trop de places sur tout l'évènement",
        "{attendees}: not too many seats over the whole event",
    )
    broken = Text("{attendees} : {count}, {most} au plus", "{attendees}: {count}, {most} at most")

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        offered = _offered(problem, timetable)
        too_many: dict[tuple[int, int], list[str]] = {}
        for attendee in problem.attendees:
            most = problem.most_seats(attendee)
            count = len(offered.intersection(timetable.seats_of.get(attendee.id, ())))
            if most is not None and count > most:
                too_many.setdefault((count, most), []).append(attendee.id)
        for (count, most), attendees in too_many.items():
            yield self.finding((), attendees, count=seats_count(count), most=most)


class AttendeeHasSeatsEnough(SeatRule):
    """Whoever has fewer seats over the whole event than they, or all, should have is told."""

    key = "seat_too_few"
    title = Text(
        "Chacun a autant de places que demandé sur tout l'évènement",
        "Everybody has as many seats over the whole event as asked",
    )
    wanted = Text(
        "{attendees} : assez de places sur tout l'évènement",
        "{attendees}: seats enough over the whole event",
    )
    broken = Text("{attendees} : {count}, {least} demandées", "{attendees}: {count}, {least} asked")
    one = Text("{attendees} : {count}, {least} demandée", "{attendees}: {count}, {least} asked")
    severity = "warning"

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        offered = _offered(problem, timetable)
        too_few: dict[tuple[int, int], list[str]] = {}
        for attendee in problem.attendees:
            least = problem.least_seats(attendee)
            count = len(offered.intersection(timetable.seats_of.get(attendee.id, ())))
            if count < least:
                too_few.setdefault((count, least), []).append(attendee.id)
        for (count, least), attendees in too_few.items():
            text = self.one if least == 1 else self.broken
            yield self.finding((), attendees, text=text, count=seats_count(count), least=least)


def _offered(problem: Problem, timetable: Timetable) -> set[str]:
    """Return the sessions of the programme that take registrations."""
    return set(problem.offered).intersection(timetable.by_session)


class EverybodyHasSomething(SeatRule):
    """Whoever has no seat at all is told, even if they are due none.

    Who lacks one in some round is told there; and who takes part in the programme has
    something.
    """

    key = "seat_nothing"
    title = Text(
        "Chacun a une place quelque part, ou intervient",
        "Everybody has a seat somewhere, or takes part",
    )
    wanted = Text("{attendees} : une place quelque part", "{attendees}: a seat somewhere")
    broken = Text("{without} ({attendees})", "{without} ({attendees})")
    severity = "warning"

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        busy = {
            person
            for placement in timetable.placements
            for person in timetable.roster(problem.session[placement.session])
        }
        dues = Dues(problem, timetable)
        nothing = [
            attendee.id
            for attendee in problem.attendees
            if not timetable.seats_of.get(attendee.id)
            and problem.person_of.get(attendee.id) not in busy
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
