"""The time that attendees have for lunch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.problem.schema import Lunch
from agenda_solver.rules.attendees import SeatRule, engagements
from agenda_solver.rules.rule import SEATS, TIME_AND_PEOPLE, Finding
from agenda_solver.rules.words import sessions_text
from agenda_solver.text import Text, long_date, span
from agenda_solver.timetable import Placement, Timetable


class AttendeeHasLunch(SeatRule):
    """The seats of an attendee leave them time for lunch, where the event asks for it.

    What they take part in themselves, or chair, counts, too; where that alone leaves none, it is
    not for the seats to mend. A seat in a meal is lunch.
    """

    key = "seat_lunch"
    title = Text(
        "Les places d'un participant lui laissent le temps de déjeuner, si l'évènement le demande",
        "The seats of an attendee leave them time for lunch, if the event asks for it",
    )
    reads = TIME_AND_PEOPLE | SEATS
    wanted = Text("{attendees} : le temps de déjeuner", "{attendees}: time for lunch")
    broken = Text(
        "{day} : pas {minutes} minutes pour déjeuner {hours}, entre {places} ({attendees})",
        "{day}: not {minutes} minutes for lunch from {hours}, between {places} ({attendees})",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        lunch = problem.event.lunch
        if lunch is None:
            return
        engaged = engagements(problem, timetable)
        hungry: dict[tuple[date, tuple[str, ...]], list[str]] = {}
        for attendee, sessions in timetable.seats_of.items():
            seats = [
                timetable.by_session[session]
                for session in dict.fromkeys(sessions)
                if session in timetable.by_session and not problem.is_rest(session)
            ]
            for day in sorted({seat.day for seat in seats}):
                own = [each for each in engaged.get(attendee, ()) if each.day == day]
                here = [seat for seat in seats if seat.day == day]
                if _is_hungry(lunch, own, here):
                    then = [
                        seat for seat in here if seat.start < lunch.end and seat.end > lunch.start
                    ]
                    then.sort(key=lambda seat: seat.start)
                    beside = tuple(seat.session for seat in then)
                    hungry.setdefault((day, beside), []).append(attendee)
        for (day, beside), attendees in hungry.items():
            yield self.finding(
                beside,
                attendees,
                day=long_date(day),
                minutes=lunch.minutes,
                hours=span(lunch.start, lunch.end),
                places=sessions_text(problem, beside),
            )


def _is_hungry(lunch: Lunch, own: Sequence[Placement], seats: Sequence[Placement]) -> bool:
    """Whether seats leave no time for lunch, by themselves or beside one's own part."""
    if _longest(seats, lunch.start, lunch.end) < lunch.minutes:
        return True
    beside = _longest([*own, *seats], lunch.start, lunch.end)
    return beside < lunch.minutes <= _longest(own, lunch.start, lunch.end)


def _longest(busy: Iterable[Placement], start: int, end: int) -> int:
    """Return the most minutes at a stretch, between two times, that nothing takes."""
    longest = 0
    for placement in sorted(busy, key=lambda placement: placement.start):
        longest = max(longest, min(end, placement.start) - start)
        start = max(start, placement.end)
    return max(longest, end - start)
