"""Costs that spare people waiting between two sessions, and coming on several days."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import TIME, Cost, Decisions, Finding, Quantity, Whom
from agenda_solver.text import Text, duration, listing, long_date, quoted, span
from agenda_solver.timetable import Placement, Timetable

# Each day more costs an hour.
ONE_DAY_MORE = 60


class PersonIsClose(Cost):
    """A person who so wishes has their sessions of a day one after the other.

    It costs the minutes from their first start to their last end that their sessions do
    not fill. A part of a session in which they take part anyway does not count.
    """

    key = "person_close"
    title = Text(
        "Une personne qui le souhaite intervient sans attendre entre deux sessions",
        "A person who so wishes does not wait between two sessions",
    )
    tier = 3
    unit = Text("minutes d'attente", "minutes of waiting")
    reads = TIME
    broken = Text(
        "{person} attend {minutes} entre ses sessions ({day}, {hours})",
        "{person} waits {minutes} between sessions ({day}, {hours})",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for person in to.problem.people:
            if person.close:
                yield from _waiting(to, to.problem.sessions_with(person.id))

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for person in problem.people:
            if not person.close:
                continue
            own = {session.id for session in problem.sessions if person.id in session.roster}
            for day, placements, idle in _waits(problem, timetable, own):
                text = self.broken.fill(
                    person=person.label,
                    minutes=duration(idle),
                    day=long_date(day),
                    hours=span(placements[0].start, max(placement.end for placement in placements)),
                )
                whom = Whom(
                    tuple(placement.session for placement in placements), people=(person.id,)
                )
                yield self.paid(idle, whom, text)


class TrackIsClose(Cost):
    """A track that wants it has its sessions of a day one after the other.

    It costs the minutes from the first start to the last end that its sessions do not
    fill, times what the track says. A part of one of its sessions does not count.
    """

    key = "track_close"
    title = Text(
        "Les sessions d'un thème qui le demande se suivent sans attente",
        "The sessions of a track that so wishes follow one another without waiting",
    )
    tier = 3
    unit = Text(
        "minutes d'attente, multipliées selon le thème",
        "minutes of waiting, times what the track says",
    )
    reads = TIME
    broken = Text(
        "{track} : {minutes} d'attente entre ses sessions ({day}, {hours})",
        "{track}: {minutes} of waiting between its sessions ({day}, {hours})",
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for track, sessions in to.problem.by_track.items():
            times = to.problem.track[track].close
            if times:
                for minutes in _waiting(to, sessions):
                    yield minutes * times

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for track in problem.tracks:
            if not track.close:
                continue
            own = {
                session.id
                for session in problem.sessions
                if track.id in (session.track, *session.tags)
            }
            for day, placements, idle in _waits(problem, timetable, own):
                text = self.broken.fill(
                    track=quoted(track.id),
                    minutes=duration(idle),
                    day=long_date(day),
                    hours=span(placements[0].start, max(placement.end for placement in placements)),
                )
                whom = Whom(tuple(placement.session for placement in placements))
                yield self.paid(idle * track.close, whom, text)


def _waiting(to: Decisions, sessions: Collection[str]) -> Iterator[Quantity]:
    """Yield the minutes of each day that sessions leave open, parts of others left out."""
    outer = [session for session in sessions if not set(to.problem.wholes(session)) & set(sessions)]
    if len(outer) > 1:
        for day in to.problem.day:
            yield to.idle(day, outer)


def _waits(
    problem: Problem, timetable: Timetable, own: set[str]
) -> Iterator[tuple[date, list[Placement], int]]:
    """Yield the days on which sessions leave time open, their placements and how long."""
    for day in problem.days:
        placements = [
            placement
            for placement in timetable.by_day.get(day.date, ())
            if placement.session in own
            and not any(placement in own for placement in problem.wholes(placement.session))
        ]
        if placements:
            first = min(placement.start for placement in placements)
            last = max(placement.end for placement in placements)
            idle = last - first - sum(placement.end - placement.start for placement in placements)
            if idle > 0:
                yield day.date, placements, idle


class PersonComesOnOneDay(Cost):
    """A person who so wishes comes on one day: each day more costs an hour."""

    key = "person_one_day"
    title = Text(
        "Une personne qui le souhaite intervient un seul jour",
        "A person who so wishes comes on one day",
    )
    tier = 3
    unit = Text("60 par jour de plus", "60 for each day more")
    reads = TIME
    broken = Text(
        "{person} intervient {count} jours : {days}", "{person} takes part on {count} days: {days}"
    )

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if len(to.problem.days) < 2:
            return
        for person in to.problem.people:
            sessions = to.problem.sessions_with(person.id)
            if person.one_day and len(sessions) > 1:
                yield ONE_DAY_MORE * (to.days_of(sessions) - 1)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        named: dict[str, list[Placement]] = {}
        for placement in timetable.placements:
            for who in problem.session[placement.session].roster:
                named.setdefault(who, []).append(placement)
        for person in problem.people:
            own = named.get(person.id, []) if person.one_day else []
            days = sorted({placement.day for placement in own})
            if len(days) > 1:
                text = self.broken.fill(
                    person=person.label, count=len(days), days=listing(map(long_date, days))
                )
                whom = Whom(tuple(placement.session for placement in own), people=(person.id,))
                yield self.paid(ONE_DAY_MORE * (len(days) - 1), whom, text)
