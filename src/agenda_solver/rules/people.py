"""Rules that protect those who speak, animate or report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from agenda_solver.problem import Person, Problem, within
from agenda_solver.rules.rule import TIME, Decisions, Demand, Finding, Limit, Whom, covered
from agenda_solver.rules.words import session_text, sessions_text, when_text, windows_text
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

    def post(self, to: Decisions) -> None:
        for person in to.problem.people:
            sessions = to.problem.sessions_with(person.id)
            if len(sessions) > 1:
                with to.demand(self, Whom(people=(person.id,), sessions=sessions)):
                    to.apart(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for one, other in timetable.overlapping_pairs():
            if problem.related(one.session, other.session):
                continue
            there = problem.session[other.session].roster
            for person in problem.session[one.session].roster:
                if person in there:
                    yield self.found(
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

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for person in problem.people:
            if person.present:
                for session in problem.sessions_with(person.id):
                    yield Limit(
                        session, TIME, partial(_is_present, person), Whom(people=(person.id,))
                    )

    def says(self, problem: Problem, whom: Whom) -> Text:
        (person,) = whom.people
        return self.wanted.fill(
            person=problem.person[person].label,
            windows=windows_text(problem, problem.person[person].present),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            for who in problem.session[placement.session].roster:
                person = problem.person[who]
                there = covered(person.present, placement.day, placement.start, placement.end)
                if person.present and not there:
                    yield self.found(
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

    def post(self, to: Decisions) -> None:
        for person in to.problem.people:
            sessions = to.problem.sessions_with(person.id)
            if person.pause and len(sessions) > 1:
                with to.demand(self, Whom(people=(person.id,), sessions=sessions)):
                    to.apart(sessions, gap=person.pause)

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
                if person.id in problem.session[placement.session].roster
            ]
            own.sort(key=lambda placement: (placement.day, placement.start, placement.end))
            for one, other in combinations(own, 2):
                rest = problem.moment(other.day, other.start) - problem.moment(one.day, one.end)
                if rest < person.pause and not problem.related(one.session, other.session):
                    yield self.found(
                        Whom(sessions=(one.session, other.session), people=(person.id,)),
                        person=person.label,
                        pause=duration(person.pause),
                        one=session_text(problem, one.session),
                        other=session_text(problem, other.session),
                        end=clock(one.end),
                        start=clock(other.start),
                    )
