"""What becomes of those who are due nothing."""

from __future__ import annotations

from collections.abc import Iterator

from agenda_solver.problem import Problem
from agenda_solver.rules.attendees import Dues, SeatRule
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text, counted
from agenda_solver.timetable import Timetable


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
