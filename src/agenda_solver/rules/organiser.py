"""Costs that protect what the organiser has said, planned and would like."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from agenda_solver.problem import Problem, Window
from agenda_solver.rules.programme import LastsAsLongAsAllowed, WithinOpeningHours
from agenda_solver.rules.rule import (
    TIME,
    TIME_AND_ROOM,
    UNKEPT,
    Cost,
    Decisions,
    Finding,
    Quantity,
    Whom,
    covered,
)
from agenda_solver.rules.words import (
    hours_text,
    placement_text,
    session_text,
    spot_text,
    statement_text,
    when_text,
    windows_text,
)
from agenda_solver.text import Text, duration, either, long_date, span
from agenda_solver.timetable import Placement, Timetable

# A wish that is not kept costs `UNKEPT`, and the minutes it is missed by. The fixed part
# makes one kept and one broken statement cheaper than two that are half kept.
UNKEPT_UNIT = Text(
    "minutes, et 60 de plus par jour, heure ou salle non tenus",
    "minutes, and 60 more for each day, time or room not kept",
)


class KeepsToTheStatements(Cost):
    """What the document says of the event and of each session is kept.

    Each day, start and end that is not kept costs an hour, and the minutes by which a
    time is missed. Hours stated of the event are the business of `KeepsAnnouncedHours`.
    """

    key = "stated"
    title = Text("Ce que le document annonce est tenu", "What the document says is kept")
    tier = 1
    weight = 2
    unit = UNKEPT_UNIT
    reads = TIME_AND_ROOM
    broken = Text(
        "{session} : annoncé {statement} ; retenu : {kept}",
        "{session}: announced {statement}; settled: {kept}",
    )
    other_day = Text(
        "le document annonce {statement}, qui n'est pas un jour de l'évènement",
        "the document says {statement}, which is not a day of the event",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for statement in to.problem.event.stated:
            if statement.day is not None and statement.day not in to.problem.day:
                yield UNKEPT
        for session in to.problem.sessions:
            for statement in session.stated:
                yield from _wish(to, session.id, statement.day, statement.start)
                if statement.end is not None:
                    yield UNKEPT * (1 - to.ends_at(session.id, statement.end))
                    yield to.end_from(session.id, statement.end)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        days = {day.date for day in problem.days}
        for statement in problem.event.stated:
            if statement.day is not None and statement.day not in days:
                yield self.paid(
                    UNKEPT, Whom(), self.other_day.fill(statement=statement_text(statement))
                )
        for placement in timetable.placements:
            for statement in problem.session[placement.session].stated:
                cost = _missed(placement, statement.day, statement.start, statement.end)
                if cost:
                    text = self.broken.fill(
                        session=session_text(problem, placement.session),
                        statement=statement_text(statement),
                        kept=placement_text(problem, placement),
                    )
                    yield self.paid(cost, Whom(sessions=(placement.session,)), text)


class KeepsToThePreferences(Cost):
    """A session has the day, the start and the room it would like.

    Each one that it has not costs an hour, and the minutes by which a start is missed.
    """

    key = "preferred"
    title = Text(
        "Une session a le jour, l'heure et la salle qu'elle préfère",
        "A session has the day, the start and the room it prefers",
    )
    tier = 1
    unit = UNKEPT_UNIT
    reads = TIME_AND_ROOM
    broken = Text(
        "{session} préfère : {spot} ; retenu : {kept}", "{session} prefers: {spot}; settled: {kept}"
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session in to.problem.sessions:
            spot = session.preferred
            yield from _wish(to, session.id, spot.day, spot.start)
            if spot.room is not None:
                yield UNKEPT * (1 - to.in_room(session.id, spot.room))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            spot = problem.session[placement.session].preferred
            cost = _missed(placement, spot.day, spot.start, None)
            if spot.room is not None and placement.room != spot.room:
                cost += UNKEPT
            if cost:
                text = self.broken.fill(
                    session=session_text(problem, placement.session),
                    spot=spot_text(problem, spot),
                    kept=placement_text(problem, placement),
                )
                yield self.paid(cost, Whom(sessions=(placement.session,)), text)


def _wish(
    to: Decisions, session: str, day: date | None, start: int | None
) -> Iterator[Quantity | int]:
    if day is not None:
        yield UNKEPT * (1 - to.on_day(session, day)) if day in to.problem.day else UNKEPT
    if start is not None:
        yield UNKEPT * (1 - to.starts_at(session, start))
        yield to.start_from(session, start)


def _missed(placement: Placement, day: date | None, start: int | None, end: int | None) -> int:
    cost = UNKEPT if day is not None and placement.day != day else 0
    for wanted, actual in ((start, placement.start), (end, placement.end)):
        if wanted is not None and wanted != actual:
            cost += UNKEPT + abs(actual - wanted)
    return cost


class KeepsToThePreferredTimes(Cost):
    """A session lies within the windows that it, and those who take part, would prefer.

    One that does not costs as many minutes as it usually lasts: once for its own windows,
    and once for each person who would rather take part at another time.
    """

    key = "preferred_times"
    title = Text(
        "Une session a lieu aux heures que préfèrent la session et ses intervenants",
        "A session lies within the windows that it and those who take part prefer",
    )
    tier = 1
    unit = Text(
        "minutes de session hors des heures préférées", "minutes of sessions outside these windows"
    )
    reads = TIME
    broken = Text(
        "{session} préfère : {windows} ; retenu : {kept}",
        "{session} prefers: {windows}; settled: {kept}",
    )
    person_prefers = Text(
        "{person} préfère intervenir {windows} ; {session} a lieu {when}",
        "{person} would rather take part {windows}; {session} takes place {when}",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session in to.problem.sessions:
            if session.preferred_windows:
                missed = to.outside(session.id, session.preferred_windows)
                yield to.problem.usual_minutes(session.id) * missed
        for person in to.problem.people:
            if person.preferred:
                for part in to.problem.sessions_with(person.id):
                    yield to.problem.usual_minutes(part) * to.outside(part, person.preferred)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            session = problem.session[placement.session]
            cost, name = problem.usual_minutes(session.id), session_text(problem, session.id)
            if _is_outside(session.preferred_windows, placement):
                text = self.broken.fill(
                    session=name,
                    windows=windows_text(problem, session.preferred_windows, either),
                    kept=when_text(problem, placement),
                )
                yield self.paid(cost, Whom(sessions=(session.id,)), text)
            for who in session.roster:
                person = problem.person[who]
                if _is_outside(person.preferred, placement):
                    text = self.person_prefers.fill(
                        person=person.label,
                        windows=windows_text(problem, person.preferred, either),
                        session=name,
                        when=when_text(problem, placement),
                    )
                    yield self.paid(cost, Whom(sessions=(session.id,), people=(who,)), text)


def _is_outside(windows: Collection[Window], placement: Placement) -> bool:
    return bool(windows) and not covered(windows, placement.day, placement.start, placement.end)


class KeepsAnnouncedHours(Cost):
    """The programme lies within the hours that were announced, minute by minute.

    They are a day's `announced` hours, and what a statement about the event says.
    """

    key = "announced"
    title = Text(
        "Le programme tient dans les horaires annoncés",
        "The programme lies within the announced hours",
    )
    tier = 1
    reads = TIME
    broken = Text(
        "{day} : programme {actual} ; annoncé : {hours} ({minutes} hors de ces horaires)",
        "{day}: programme {actual}; announced: {hours} ({minutes} outside)",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        sessions = _ours(to.problem)
        for day, start, end in to.problem.announced_hours():
            if end is not None:
                yield to.day_end(day, sessions, end) - end
            if start is not None:
                yield start - to.day_start(day, sessions, start)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for day, start, end in problem.announced_hours():
            on_day = [
                placement
                for placement in timetable.by_day.get(day, ())
                if not problem.session[placement.session].external
            ]
            if not on_day:
                continue
            first = min(placement.start for placement in on_day)
            last = max(placement.end for placement in on_day)
            early = max(0, start - first) if start is not None else 0
            late = max(0, last - end) if end is not None else 0
            if early + late:
                text = self.broken.fill(
                    day=long_date(day),
                    actual=span(first, last),
                    hours=hours_text(start, end),
                    minutes=duration(early + late),
                )
                yield self.paid(early + late, Whom(), text)


def _ours(problem: Problem) -> tuple[str, ...]:
    return tuple(session.id for session in problem.sessions if not session.external)


class LastsItsIdealLength(Cost):
    """A session lasts as long as it ideally should: each minute off costs one."""

    key = "ideal_length"
    title = Text("Une session a sa durée idéale", "A session has its ideal length")
    tier = 3
    # A minute less of the day weighs two: it ends earlier, and it is shorter.
    weight = 3
    reads = TIME
    broken = Text(
        "{session} dure {actual} au lieu de {ideal}",
        "{session} lasts {actual} instead of {ideal}",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session in to.problem.sessions:
            if session.minutes and session.minutes.ideal is not None:
                yield to.length_from(session.id, session.minutes.ideal)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            minutes = problem.session[placement.session].minutes
            ideal = minutes.ideal if minutes else None
            if ideal is None or placement.end - placement.start == ideal:
                continue
            text = self.broken.fill(
                session=session_text(problem, placement.session),
                actual=duration(placement.end - placement.start),
                ideal=duration(ideal),
            )
            off = abs(placement.end - placement.start - ideal)
            yield self.paid(off, Whom(sessions=(placement.session,)), text)


class KeepsTheDayCompact(Cost):
    """A day is compact and ends early.

    It costs the minutes from its first start to its last end, and again those from its
    opening to its last end. What is external does not count; nor, for the first start, papers in
    stretches: their stretch starts when the draft says, and an empty first place shortens no day.
    """

    key = "compact_day"
    title = Text("La journée est compacte et finit tôt", "The day is compact and ends early")
    tier = 3
    reads = TIME
    measured_by = frozenset({WithinOpeningHours.key, LastsAsLongAsAllowed.key})
    broken = Text("{day} : programme {hours}", "{day}: programme {hours}")

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        sessions = _ours(to.problem)
        starting = tuple(one for one in sessions if not to.problem.is_paper(one))
        for day in to.problem.days:
            opening = day.opening
            end = to.day_end(day.date, sessions, opening)
            yield end - opening
            yield end - to.day_start(day.date, starting, end)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for day in problem.days:
            on_day = [
                placement
                for placement in timetable.by_day.get(day.date, ())
                if not problem.session[placement.session].external
            ]
            if not on_day:
                continue
            opening = day.opening
            first = min(placement.start for placement in on_day)
            last = max(placement.end for placement in on_day)
            late = max(last, opening)
            starts = (one.start for one in on_day if not problem.is_paper(one.session))
            cost = (late - opening) + (late - min((*starts, late)))
            text = self.broken.fill(day=long_date(day.date), hours=span(first, last))
            yield self.paid(cost, Whom(), text)
