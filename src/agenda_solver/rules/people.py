"""Rules that protect those who speak, animate or report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations

from agenda_solver.problem import Openings, Person, Problem, Window
from agenda_solver.rules.easing import (
    Leeway,
    both_sides,
    exceeded,
    free_id,
    graded,
    outside,
    span_of,
    widened,
)
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import (
    PEOPLE,
    TIME,
    TIME_AND_PEOPLE,
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
from agenda_solver.text import (
    Text,
    clock,
    duration,
    either,
    late_clock,
    listing,
    long_date,
    quoted,
    span,
)
from agenda_solver.timetable import Placement, Timetable

SOMEBODY_ELSE = 120
"""The price of somebody else in one session, or in a role."""

_SOMEBODY_ELSE = Text(
    "quelqu'un d'autre que {person} pour {session}{free}",
    "somebody other than {person} for {session}{free}",
)
_FOR_EXAMPLE = Text(" (par exemple {people})", " ({people}, for example)")
_TO_BE_FOUND = Text("à trouver, pour {person}", "to be found, for {person}")


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
    reads = TIME_AND_PEOPLE
    stands = ("people",)
    gives_way = False

    def post(self, to: Decisions) -> None:
        for person in to.problem.people:
            sessions = to.problem.may_take_part(person.id)
            if len(sessions) > 1:
                with to.demand(self, Whom(people=(person.id,), sessions=sessions)):
                    to.apart(sessions, person=person.id)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        rosters = timetable.rosters(problem)
        for one, other in timetable.overlapping_pairs():
            there = rosters[other.session]
            for person in rosters[one.session]:
                if person in there and not problem.related(one.session, other.session):
                    yield self.finding(
                        Whom(sessions=(one.session, other.session), people=(person,)),
                        person=problem.person[person].label,
                        one=session_text(problem, one.session),
                        other=session_text(problem, other.session),
                        day=long_date(one.day),
                        hours=span(other.start, min(one.end, other.end)),
                    )


class PersonIsPresent(Demand):
    """A person takes part only while they are present; and so chairs the papers of a track."""

    key = "person_present"
    title = Text(
        "Une personne n'intervient que pendant sa présence",
        "A person takes part only while present",
    )
    wanted = Text("{person} est là seulement {windows}", "{person} is there only {windows}")
    wanted_in_the_chair = Text(
        "{person}, qui préside le thème {track}, est là seulement {windows}",
        "{person}, who chairs the track {track}, is there only {windows}",
    )
    broken = Text(
        "{person} doit être à {session} {when}, mais est là seulement {windows}",
        "{person} is due at {session} {when}, but is there only {windows}",
    )
    away = Text(
        "{person} préside le thème {track}, mais n'est pas là pour {session} ({when})",
        "{person} chairs the track {track}, but is not there for {session} ({when})",
    )
    comes = Text(
        "{person} arrive à {time}{on} (au lieu de {before})",
        "{person} arrives at {time}{on} (instead of {before})",
    )
    stays = Text(
        "{person} reste jusqu'à {time}{on} (au lieu de {before})",
        "{person} stays until {time}{on} (instead of {before})",
    )
    is_there = Text(
        "{person} est là {windows} (au lieu de : {before})",
        "{person} is there {windows} (instead of: {before})",
    )
    reads = TIME_AND_PEOPLE
    stands = ("people", "present")
    gives_way = True

    def limits(self, problem: Problem) -> Iterator[Limit]:
        for person in problem.people:
            if person.present:
                certain = problem.sessions_with(person.id)
                allows = partial(_is_present, Openings(person.present))
                exceeds = partial(outside, person.present)
                for session in problem.may_take_part(person.id):
                    yield Limit(
                        session,
                        TIME,
                        allows,
                        Whom(people=(person.id,)),
                        person=None if session in certain else person.id,
                        exceeds=exceeds,
                    )
                for track, paper in _chaired(problem, person.id):
                    whom = Whom(people=(person.id,), tracks=(track,))
                    yield Limit(paper, TIME, allows, whom, exceeds=exceeds, track=track)

    def says(self, problem: Problem, whom: Whom) -> Text:
        (person,) = whom.people
        text = self.wanted_in_the_chair if whom.tracks else self.wanted
        return text.fill(
            person=problem.person[person].label,
            track=listing(map(quoted, whom.tracks)),
            windows=windows_text(problem, problem.person[person].present),
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            times = placement.day, placement.start, placement.end
            for who in timetable.rosters(problem)[placement.session]:
                person = problem.person[who]
                if person.present and not covered(person.present, *times):
                    yield self.finding(
                        Whom(sessions=(placement.session,), people=(who,)),
                        person=person.label,
                        session=session_text(problem, placement.session),
                        when=when_text(problem, placement),
                        windows=windows_text(problem, person.present),
                    )
            if problem.is_paper(placement.session):
                yield from self._without_a_chair(problem, placement)

    def _without_a_chair(self, problem: Problem, placement: Placement) -> Iterator[Finding]:
        paper = problem.session[placement.session]
        for who in dict.fromkeys(problem.chairs_of(paper.track)):
            person = problem.person[who]
            times = placement.day, placement.start, placement.end
            if person.present and who not in paper.roster and not covered(person.present, *times):
                yield self.finding(
                    Whom(sessions=(paper.id,), people=(who,)),
                    self.away,
                    person=person.label,
                    track=quoted(paper.track),
                    session=session_text(problem, paper.id),
                    when=when_text(problem, placement),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        # Whoever comes sooner does so for all that they do, in the chair or not.
        return Leeway(Whom(people=whom.people), both_sides(graded(50, 3, 220)))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        placements = timetable.by_person(problem)
        most: dict[str, dict[str, int]] = {}
        for whom, amounts, _ in exceeded(self, problem, timetable):
            of_person = most.setdefault(whom.people[0], {})
            for side, amount in amounts.items():
                of_person[side] = max(of_person.get(side, 0), amount)
        for name, amounts in most.items():
            person, whom = problem.person[name], Whom(people=(name,))
            price = self.price(problem, whom, amounts)
            assert price is not None
            chaired = (paper for _, paper in _chaired(problem, person.id))
            spans = [
                span_of(placement)
                for placement in (
                    *placements.get(person.id, ()),
                    *filter(None, map(timetable.by_session.get, chaired)),
                )
            ]
            wide = widened(person.present, spans)
            text, fields = _other_hours(problem, person.present, wide)
            yield self.edit(
                getattr(self, text),
                price,
                whom,
                FieldChange(("people", person.id, "present"), person.present, wide),
                person=person.label,
                **fields,
            )


def _chaired(problem: Problem, person: str) -> Iterator[tuple[str, str]]:
    """Yield the papers of the tracks that a person chairs, each with its track."""
    for paper in problem.papers_chaired(person):
        yield problem.session[paper].track, paper


def _other_hours(
    problem: Problem, before: list[Window], after: list[Window]
) -> tuple[str, dict[str, Text]]:
    """Return which sentence tells other hours shortest, and what it says."""
    changed = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    if len(before) == len(after) and len(changed) == 1:
        ((old, new),) = changed
        on = Text("", "")
        if len(problem.days) > 1 and new.day is not None:
            on = Text(" le {day}", " on {day}").fill(day=long_date(new.day))
        for text, side in (("comes", "start"), ("stays", "end")):
            if old.model_copy(update={side: getattr(new, side)}) == new:
                times = [late_clock(getattr(window, side)) for window in (new, old)]
                return text, {"time": times[0], "before": times[1], "on": on}
    hours = [windows_text(problem, windows) for windows in (after, before)]
    return "is_there", {"windows": hours[0], "before": hours[1]}


def may_be_replaced(problem: Problem, session: str, person: str) -> bool:
    """Whether somebody else could take a person's part, for the price of `SOMEBODY_ELSE`."""
    row = problem.session[session]
    return person in row.roster and not row.external


def replaced(problem: Problem, session: str, person: str, number: int, free: Sequence[str]) -> Edit:
    """Return the edit by which somebody still to be found takes a person's part in a session.

    Parameters
    ----------
    number : int
        Which of those to be found it is, from 1.
    free : sequence of str
        Names of a few who could.
    """
    row, name = problem.session[session], problem.person[person].label
    other = to_be_found(problem, person, number)
    people = {
        role: [other.id if entry == person else entry for entry in entries]
        for role, entries in row.people.items()
    }
    return Edit(
        PersonIsInOnePlace.key,
        (
            FieldChange(("people", other.id), None, other),
            FieldChange(("sessions", session, "people"), row.people, people),
        ),
        _SOMEBODY_ELSE.fill(
            person=name,
            session=session_text(problem, session),
            free=_FOR_EXAMPLE.fill(people=either(free)) if free else "",
        ),
        SOMEBODY_ELSE,
        sessions=(session,),
        people=(person,),
    )


def to_be_found(problem: Problem, person: str, number: int) -> Person:
    """Return somebody still to be found for a person, of those to be found the one of a number."""
    name = problem.person[person].label
    return Person.model_construct(
        id=free_id(f"{person}-{number}", problem.person),
        name=_TO_BE_FOUND.fill(person=name).say(problem.event.language),
        unconfirmed=True,
    )


def _is_present(present: Openings, placement: Placement) -> bool:
    return present.hold(placement.day, placement.start, placement.end)


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
    shorter = Text(
        "{person} : {pause} de pause (au lieu de {before})",
        "{person}: a pause of {pause} (instead of {before})",
    )
    reads = TIME_AND_PEOPLE
    stands = ("people", "pause")
    gives_way = True

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
        placements = timetable.by_person(problem)
        for person in problem.people:
            if not person.pause:
                continue
            for one, other, rest in _in_turn(problem, placements.get(person.id, ())):
                if rest < person.pause:
                    yield self.finding(
                        Whom(sessions=(one.session, other.session), people=(person.id,)),
                        person=person.label,
                        pause=duration(person.pause),
                        one=session_text(problem, one.session),
                        other=session_text(problem, other.session),
                        end=clock(one.end),
                        start=clock(other.start),
                    )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:
        pause = problem.person[whom.people[0]].pause
        return Leeway(whom, {"": graded(10, 1, most=pause)})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        placements = timetable.by_person(problem)
        for person in problem.people:
            own = placements.get(person.id, ())
            rests = (rest for _, _, rest in _in_turn(problem, own))
            pause = max(0, min(rests, default=person.pause))
            whom = Whom(people=(person.id,))
            if price := self.price(problem, whom, {"": person.pause - pause}):
                yield self.edit(
                    self.shorter,
                    price,
                    whom,
                    FieldChange(("people", person.id, "pause"), person.pause, pause),
                    person=person.label,
                    pause=duration(pause),
                    before=duration(person.pause),
                )


def _in_turn(
    problem: Problem, own: Iterable[Placement]
) -> Iterator[tuple[Placement, Placement, int]]:
    """Yield every two sessions of a person, the earlier one first, and the minutes between them.

    A session and its part are no two.
    """
    ordered = sorted(own, key=lambda placement: (placement.day, placement.start, placement.end))
    for first, then in combinations(ordered, 2):
        if not problem.related(first.session, then.session):
            rest = problem.moment(then.day, then.start) - problem.moment(first.day, first.end)
            yield first, then, rest


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
    reads = TIME_AND_ROOM | PEOPLE
    stands = ("event", "walk")
    gives_way = False

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
        placements = timetable.by_person(problem)
        for person in problem.people:
            own = [one for one in placements.get(person.id, ()) if one.room is not None]
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
