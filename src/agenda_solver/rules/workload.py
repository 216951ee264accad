"""Rules that spare a person: so many sessions a day, so many in a row.

A part of a session in which the person takes part does not count beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from agenda_solver.problem import Person, Problem
from agenda_solver.rules.easing import Leeway, counted_by, given_up
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import TIME_AND_PEOPLE, Decisions, Demand, Finding, Whom
from agenda_solver.rules.words import (
    session_text,
    sessions_count,
    sessions_text,
    some_sessions_text,
)
from agenda_solver.text import Text, clock, duration, long_date, span
from agenda_solver.timetable import Placement, Timetable

WAITING = 40
"""The price of somebody who may have to wait."""


class PersonHasFewSessionsADay(Demand):
    """A person takes part in no more sessions of a day than they say."""

    key = "person_per_day"
    title = Text(
        "Une personne n'a pas plus de sessions par jour que ce qui est dit pour elle",
        "A person has no more sessions a day than is said of them",
    )
    wanted = Text(
        "{person} a {most} par jour au plus ({sessions})",
        "{person} has {most} a day at most ({sessions})",
    )
    broken = Text(
        "{person} a {count} le {day}, au lieu de {most} au plus : {sessions}",
        "{person} has {count} on {day}, instead of {most} at most: {sessions}",
    )
    more = Text(
        "{person} : {count} par jour (au lieu de {most} au plus)",
        "{person}: {count} a day (instead of {most} at most)",
    )
    reads = TIME_AND_PEOPLE
    stands = ("people", "most_per_day")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for person in to.problem.people:
            sessions = to.problem.may_take_part(person.id)
            if person.most_per_day is not None and len(sessions) > person.most_per_day:
                with to.demand(self, Whom(people=(person.id,), sessions=sessions)):
                    to.few_a_day(sessions, person.most_per_day, person.id)

    def says(self, problem: Problem, whom: Whom) -> Text:
        person = problem.person[whom.people[0]]
        return self.wanted.fill(
            person=person.label,
            most=sessions_count(person.most_per_day or 0),
            sessions=some_sessions_text(problem, whom.sessions),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placements = timetable.by_person(problem)
        for person in problem.people:
            if person.most_per_day is None:
                continue
            own = _counted(problem, placements.get(person.id, ()))
            for day in dict.fromkeys(placement.day for placement in own):
                sessions = tuple(placement.session for placement in own if placement.day == day)
                if len(sessions) > person.most_per_day:
                    yield self.finding(
                        Whom(sessions=sessions, people=(person.id,)),
                        person=person.label,
                        count=sessions_count(len(sessions)),
                        day=long_date(day),
                        most=person.most_per_day,
                        sessions=sessions_text(problem, sessions),
                    )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": counted_by(40, 20)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        yield from _more_of(self, problem, timetable, "most_per_day")


class PersonHasARest(Demand):
    """A person has a rest after so many sessions in a row.

    In a row are sessions of which each starts less than the person's `rest` minutes after the
    one before it ends.
    """

    key = "person_in_a_row"
    title = Text(
        "Une personne a un repos après tant de sessions d'affilée",
        "A person has a rest after so many sessions in a row",
    )
    wanted = Text(
        "{person} a {most} d'affilée au plus, puis un repos de {rest} ({sessions})",
        "{person} has {most} in a row at most, then a rest of {rest} ({sessions})",
    )
    broken = Text(
        "{person} a {count} d'affilée, sans repos de {rest} ({day}, {hours}), au lieu de {most} au "
        "plus : {sessions}",
        "{person} has {count} in a row, without a rest of {rest} ({day}, {hours}), instead of "
        "{most} at most: {sessions}",
    )
    more = Text(
        "{person} : {count} d'affilée (au lieu de {most} au plus)",
        "{person}: {count} in a row (instead of {most} at most)",
    )
    reads = TIME_AND_PEOPLE
    stands = ("people", "most_in_a_row")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for person in to.problem.people:
            sessions = to.problem.may_take_part(person.id)
            if person.most_in_a_row is not None and len(sessions) > person.most_in_a_row:
                with to.demand(self, Whom(people=(person.id,), sessions=sessions)):
                    to.few_in_a_row(sessions, person.most_in_a_row, person.rest, person.id)

    def says(self, problem: Problem, whom: Whom) -> Text:
        person = problem.person[whom.people[0]]
        return self.wanted.fill(
            person=person.label,
            most=sessions_count(person.most_in_a_row or 0),
            rest=duration(person.rest),
            sessions=some_sessions_text(problem, whom.sessions),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placements = timetable.by_person(problem)
        for person in problem.people:
            if person.most_in_a_row is None:
                continue
            own = _counted(problem, placements.get(person.id, ()))
            for row in _rows(problem, own, person.rest):
                if len(row) > person.most_in_a_row:
                    sessions = tuple(placement.session for placement in row)
                    yield self.finding(
                        Whom(sessions=sessions, people=(person.id,)),
                        person=person.label,
                        count=sessions_count(len(row)),
                        rest=duration(person.rest),
                        day=long_date(row[0].day),
                        hours=span(row[0].start, row[-1].end),
                        most=person.most_in_a_row,
                        sessions=sessions_text(problem, sessions),
                    )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": counted_by(40, 20)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        yield from _more_of(self, problem, timetable, "most_in_a_row")


class PersonDoesNotWait(Demand):
    """A person who must not wait has their sessions of a day one after the other.

    No slot of the event lies between two of them. Where there are no slots, there are no more
    minutes between them than the person's pause.
    """

    key = "person_no_wait"
    title = Text(
        "Une personne qui ne doit pas attendre n'a rien d'ouvert entre deux sessions d'un jour",
        "A person who must not wait has nothing open between two sessions of a day",
    )
    wanted = Text(
        "{person} n'attend pas entre deux sessions ({sessions})",
        "{person} does not wait between two sessions ({sessions})",
    )
    broken = Text(
        "{person} attend {minutes} entre {one} (fin à {end}) et {other} (début à {start}), le "
        "{day}, mais ne doit pas attendre",
        "{person} waits {minutes} between {one} (ends {end}) and {other} (starts {start}) on "
        "{day}, but must not wait",
    )
    waits = Text("{person} peut attendre", "{person} may wait")
    reads = TIME_AND_PEOPLE
    stands = ("people", "no_wait")
    gives_way = True

    def post(self, to: Decisions) -> None:
        for person in to.problem.people:
            sessions = to.problem.may_take_part(person.id)
            if person.no_wait and len(sessions) > 1:
                with to.demand(self, Whom(people=(person.id,), sessions=sessions)):
                    to.no_wait(sessions, person.pause, person.id)

    def says(self, problem: Problem, whom: Whom) -> Text:
        return self.wanted.fill(
            person=problem.person[whom.people[0]].label,
            sessions=some_sessions_text(problem, whom.sessions),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placements = timetable.by_person(problem)
        for person in problem.people:
            own = placements.get(person.id, ())
            for one, other in _waits_of(problem, person, own) if person.no_wait else ():
                yield self.finding(
                    Whom(sessions=(one.session, other.session), people=(person.id,)),
                    person=person.label,
                    minutes=duration(other.start - one.end),
                    one=session_text(problem, one.session),
                    end=clock(one.end),
                    other=session_text(problem, other.session),
                    start=clock(other.start),
                    day=long_date(one.day),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, {"": given_up(WAITING)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        waiting = [finding.people[0] for finding in self.check(problem, timetable)]
        for person in dict.fromkeys(waiting):
            yield self.edit(
                self.waits,
                WAITING,
                Whom(people=(person,)),
                FieldChange(("people", person, "no_wait"), before=True, after=False),
                person=problem.person[person].label,
            )


def _more_of(
    rule: PersonHasFewSessionsADay | PersonHasARest,
    problem: Problem,
    timetable: Timetable,
    key: str,
) -> Iterator[Edit]:
    """Yield the edits by which people have more sessions than they say."""
    counts: dict[str, int] = {}
    for finding in rule.check(problem, timetable):
        (person,) = finding.people
        counts[person] = max(counts.get(person, 0), len(finding.sessions))
    for person, count in counts.items():
        most: int = getattr(problem.person[person], key)
        whom = Whom(people=(person,))
        if (price := rule.price(problem, whom, {"": count - most})) is None:
            continue
        yield rule.edit(
            rule.more,
            price,
            whom,
            FieldChange(("people", person, key), most, count),
            person=problem.person[person].label,
            count=sessions_count(count),
            most=most,
        )


def _waits_of(
    problem: Problem, person: Person, own: Iterable[Placement]
) -> Iterator[tuple[Placement, Placement]]:
    """Yield two sessions of a day that a person waits between: the last before, the first after."""
    latest: dict[date, Placement] = {}
    for placement in sorted(own, key=lambda placement: placement.start):
        before = latest.setdefault(placement.day, placement)
        if _is_left_open(problem, person, before, placement):
            yield before, placement
        if placement.end > before.end:
            latest[placement.day] = placement


def _is_left_open(problem: Problem, person: Person, before: Placement, then: Placement) -> bool:
    slots = [slot for slot in problem.event.slots if slot.day == then.day]
    if problem.event.slots:
        return any(before.end <= slot.start and slot.end <= then.start for slot in slots)
    return then.start - before.end > person.pause


def _counted(problem: Problem, own: Iterable[Placement]) -> list[Placement]:
    """Return what counts of a person's sessions, in the order of their starts."""
    there = {placement.session: placement for placement in own}
    order = {session: number for number, session in enumerate(problem.session)}
    return sorted(
        (
            placement
            for session, placement in there.items()
            if not any(whole in there for whole in problem.wholes(session))
        ),
        key=lambda placement: (placement.day, placement.start, order[placement.session]),
    )


def _rows(problem: Problem, own: list[Placement], rest: int) -> Iterator[list[Placement]]:
    """Yield the longest rows of sessions that follow one another without a rest."""
    longest: list[list[Placement]] = []
    for number, placement in enumerate(own):
        start = problem.moment(placement.day, placement.start)
        soon_after = [
            longest[earlier]
            for earlier, one in enumerate(own[:number])
            if start < problem.moment(one.day, one.end) + rest
        ]
        longest.append([*max(soon_after, key=len, default=[]), placement])
    for row in longest:
        if not any(row == other[: len(row)] and row != other for other in longest):
            yield row
