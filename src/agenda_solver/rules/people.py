"""Rules that protect those who speak, animate or report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from agenda_solver.problem import Person, Problem, within
from agenda_solver.rules.rule import (
    TIME,
    TIME_AND_ROOM,
    Decisions,
    Demand,
    Finding,
    Limit,
    Whom,
    covered,
)
from agenda_solver.rules.words import (
    room_text,
    session_text,
    sessions_text,
    when_text,
    windows_text,
)
from agenda_solver.text import Text, clock, duration, long_date, span
from agenda_solver.timetable import Placement, Timetable


class PersonIsInOnePlace(Demand):
    """A person is in one place at a time, in any role."""

    key = "person_one_place"
    title = Text(
        "Une personne est à un seul endroit à la fois, quel que soit son rôle",
        "A person is in one place at a time, in any role",
    )
    wanted = Text(
        "{people} est à un seul endroit à la fois ({sessions})",
        "{people} is in one place at a time ({sessions})",
    )
    broken = Text(
        "{person} doit être à {one} et à {other} en même temps ({day}, {hours})",
        "{person} is due at {one} and at {other} at the same time ({day}, {hours})",
    )
    reads = TIME
    stands = ("people",)

    def post(self, to: Decisions) -> None:
        for person in to.problem.people:
            sessions = to.problem.may_take_part(person.id)
            if len(sessions) > 1:
                with to.demand(self, Whom(people=(person.id,), sessions=sessions)):
                    to.apart(sessions, person=person.id)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for one, other in timetable.overlapping_pairs():
            if problem.related(one.session, other.session):
                continue
            there = timetable.roster(problem.session[other.session])
            for person in timetable.roster(problem.session[one.session]):
                if person in there:
                    yield self.finding(
                        Whom(sessions=(one.session, other.session), people=(person,)),
                        person=problem.person[person].label,
                        one=session_text(problem, one.session),
                        other=session_text(problem, other.session),
                        day=long_date(one.day),
                        hours=span(other.start, min(one.end, other.end)),
                    )


class PersonIsPresent(Demand):
    """A person takes part only while they are present."""

    key = "person_present"
    title = Text(
        "Une personne n'intervient que pendant sa présence",
        "A person takes part only while present",
    )
    wanted = Text("{person} est là seulement {windows}", "{person} is there only {windows}")
    broken = Text(
        "{person} doit être à {session} {when}, mais est là seulement {windows}",
        "{person} is due at {session} {when}, but is there only {windows}",
    )
    reads = TIME
    stands = ("people", "present")

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for person in problem.people:
            if person.present:
                certain = problem.sessions_with(person.id)
                for session in problem.may_take_part(person.id):
                    yield Limit(
                        session,
                        TIME,
                        partial(_is_present, person),
                        Whom(people=(person.id,)),
                        person=None if session in certain else person.id,
                    )

    def says(self, problem: Problem, whom: Whom) -> Text:
        (person,) = whom.people
        return self.wanted.fill(
            person=problem.person[person].label,
            windows=windows_text(problem, problem.person[person].present),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            for who in timetable.roster(problem.session[placement.session]):
                person = problem.person[who]
                there = covered(person.present, placement.day, placement.start, placement.end)
                if person.present and not there:
                    yield self.finding(
                        Whom(sessions=(placement.session,), people=(who,)),
                        person=person.label,
                        session=session_text(problem, placement.session),
                        when=when_text(problem, placement),
                        windows=windows_text(problem, person.present),
                    )


def _is_present(person: Person, placement: Placement) -> bool:
    return within(person.present, placement.day, placement.start, placement.end)


class PersonHasAPause(Demand):
    """A person has the pause they want between two appearances."""

    key = "person_pause"
    title = Text(
        "Une personne a la pause qu'elle souhaite entre deux interventions",
        "A person has the pause they want between two appearances",
    )
    wanted = Text(
        "{person} a {pause} de pause entre deux interventions ({sessions})",
        "{person} has a pause of {pause} between two appearances ({sessions})",
    )
    broken = Text(
        "{person} n'a pas {pause} de pause entre {one} (fin à {end}) et {other} (début à {start})",
        "{person} lacks a pause of {pause} between {one} (ends {end}) and {other} (starts {start})",
    )
    reads = TIME
    stands = ("people", "pause")

    def post(self, to: Decisions) -> None:
        for person in to.problem.people:
            sessions = to.problem.may_take_part(person.id)
            if person.pause and len(sessions) > 1:
                with to.demand(self, Whom(people=(person.id,), sessions=sessions)):
                    to.apart(sessions, gap=person.pause, person=person.id)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (person,) = whom.people
        return self.wanted.fill(
            person=problem.person[person].label,
            pause=duration(problem.person[person].pause),
            sessions=sessions_text(problem, whom.sessions),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for person in problem.people:
            if not person.pause:
                continue
            own = [
                placement
                for placement in timetable.placements
                if person.id in timetable.roster(problem.session[placement.session])
            ]
            own.sort(key=lambda placement: (placement.day, placement.start, placement.end))
            for one, other in combinations(own, 2):
                rest = problem.moment(other.day, other.start) - problem.moment(one.day, one.end)
                if rest < person.pause and not problem.related(one.session, other.session):
                    yield self.finding(
                        Whom(sessions=(one.session, other.session), people=(person.id,)),
                        person=person.label,
                        pause=duration(person.pause),
                        one=session_text(problem, one.session),
                        other=session_text(problem, other.session),
                        end=clock(one.end),
                        start=clock(other.start),
                    )


class TimeToWalk(Demand):
    """A person has the time to walk from the site of one session to that of the next."""

    key = "walk"
    title = Text(
        "Une personne a le temps d'aller d'un site à l'autre entre deux sessions",
        "A person has the time to walk from one site to another between two sessions",
    )
    wanted = Text(
        "{people} a le temps d'aller d'un site à l'autre ({sessions})",
        "{people} has the time to walk from one site to another ({sessions})",
    )
    broken = Text(
        "{person} n'a pas le temps d'aller d'un site à l'autre ({walk}) entre {one} ({room}, "
        "fin à {end}) et {other} ({other_room}, début à {start})",
        "{person} has no time to walk from one site to another ({walk}) between {one} ({room}, "
        "ends {end}) and {other} ({other_room}, starts {start})",
    )
    reads = TIME_AND_ROOM
    stands = ("event", "walk")

    def post(self, to: Decisions) -> None:
        if not to.problem.has_walks:
            return
        for person in to.problem.people:
            sessions = [
                session
                for session in to.problem.may_take_part(person.id)
                if to.problem.may_take_room(session)
            ]
            if len(sessions) > 1:
                with to.demand(self, Whom(people=(person.id,), sessions=tuple(sessions))):
                    to.walk(sessions, person.id)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for person in problem.people:
            own = [
                placement
                for placement in timetable.placements
                if placement.room is not None
                and person.id in timetable.roster(problem.session[placement.session])
            ]
            own.sort(key=lambda placement: (placement.day, placement.start, placement.end))
            for one, other in combinations(own, 2):
                walk = minutes_to_walk(problem, one, other)
                rest = problem.moment(other.day, other.start) - problem.moment(one.day, one.end)
                if walk > max(rest, 0) and not problem.related(one.session, other.session):
                    yield self.finding(
                        Whom(
                            sessions=(one.session, other.session),
                            people=(person.id,),
                            rooms=tuple(
                                placement.room for placement in (one, other) if placement.room
                            ),
                        ),
                        person=person.label,
                        walk=duration(walk),
                        room=room_text(problem, one.room),
                        one=session_text(problem, one.session),
                        end=clock(one.end),
                        other_room=room_text(problem, other.room),
                        other=session_text(problem, other.session),
                        start=clock(other.start),
                    )


def minutes_to_walk(problem: Problem, one: Placement, other: Placement) -> int:
    """Minutes from one site to another, read here a second time: `check` shares nothing."""
    here, there = (
        problem.room[placement.room].site if placement.room else "" for placement in (one, other)
    )
    if not here or not there or here == there:
        return 0
    for walk in problem.event.walks:
        if walk.sites in ([here, there], [there, here]):
            return walk.minutes
    return problem.event.walk
