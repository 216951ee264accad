"""Who could take somebody's part in a session: who is there and free then, and who nearly is.

Nothing is searched: the others stay where they are. Whether somebody is free is asked of the
rules that protect people, of a timetable in which they take part as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from agenda_solver.problem import Person, Problem, Session, Window, people_in
from agenda_solver.problem.schema import joined
from agenda_solver.rules.people import (
    PersonHasAPause,
    PersonIsInOnePlace,
    PersonIsPresent,
    TimeToWalk,
)
from agenda_solver.rules.rule import Demand, Finding
from agenda_solver.rules.stretches import ChairsAreFree, track_text
from agenda_solver.rules.words import session_text, when_text, windows_text
from agenda_solver.rules.workload import (
    PersonDoesNotWait,
    PersonHasARest,
    PersonHasFewSessionsADay,
)
from agenda_solver.text import Text, clock, duration, late_clock, listing, span
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.moments import DAYBREAK

Fit = Literal["pool", "role", "organisation", "other"]
"""How near somebody is to the one they replace, the nearest first.

``pool``: the draft names them for this role of the session. ``role``: they have it, or may
have it, in another session. ``organisation``: they are of the same one.
"""

_FITS: tuple[Fit, ...] = ("pool", "role", "organisation", "other")

# Whoever is in two places at once also lacks the pause and the walk between them.
_PROTECTING: tuple[Demand, ...] = (
    PersonIsPresent(),
    PersonIsInOnePlace(),
    ChairsAreFree(),
    TimeToWalk(),
    PersonHasAPause(),
    PersonHasFewSessionsADay(),
    PersonHasARest(),
    PersonDoesNotWait(),
)
MUST_ATTEND = "must_attend"
# So many minutes more are little to ask, and nobody waits longer for a session.
_WAITS = 60


@dataclass(frozen=True)
class Obstacle:
    """One thing that keeps somebody from a session, and would have to change.

    Attributes
    ----------
    rule : str
        The key of the rule that would be broken.
    text : Text
        What it is, to be said of the person: ``présence seulement de 9h00 à 10h00``.
    takes : Text
        What would have to be otherwise: ``présence jusqu'à 12h45 au lieu de 10h00``.
    sessions : tuple of str
        Ids of the other sessions that it is about.
    minutes : int
        For how long they are not there, where it is that.
    """

    rule: str
    text: Text
    takes: Text
    sessions: tuple[str, ...] = ()
    minutes: int = 0


@dataclass(frozen=True)
class Substitute:
    """Somebody who could take part in a session.

    Attributes
    ----------
    person : str
        The person's id.
    fit : {"pool", "role", "organisation", "other"}
    obstacles : tuple of Obstacle
        What keeps them from it; none: they are free.
    gives_up : tuple of str
        Ids of the sessions in which they have a seat at that time, as an attendee.
    """

    person: str
    fit: Fit
    obstacles: tuple[Obstacle, ...] = ()
    gives_up: tuple[str, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether nothing has to change."""
        return not self.obstacles

    @property
    def is_nearly_free(self) -> bool:
        """Whether one thing has to change."""
        return len(self.obstacles) == 1


def substitutes(
    problem: Problem,
    timetable: Timetable,
    session: str,
    *,
    instead_of: str | None = None,
    at: Placement | None = None,
    without: Collection[str] = (),
) -> tuple[Substitute, ...]:
    """Return who is free for a session, then who would be if one thing changed.

    Parameters
    ----------
    problem, timetable : Problem, Timetable
        What is asked, and the timetable in which all others stay as they are.
    session : str
        Its id.
    instead_of : str, optional
        Whose part is to be taken: those of the same role and organisation come first. Without
        it, those of any of the session's roles, and of its people's organisations.
    at : Placement, optional
        When and where the session is; where the timetable has it if that is not said. One
        without a place has no substitutes.
    without : collection of str
        Ids of people who are not asked. Who takes part already is not.

    Returns
    -------
    tuple of Substitute
        The likeliest first: the free ones; those of whom a little more time is asked, those
        who take part in another session, and those who would have to come for long. Of each
        of these by `fit`; then those who give up no seat, are confirmed, and have no rank of
        the protocol.
    """
    placement = at or timetable.by_session.get(session)
    if placement is None:
        return ()
    known = problem.session[session]
    there = set(timetable.roster(known))
    likeness = _Likeness.of(problem, timetable, known, instead_of)
    asking = _Asking(problem, timetable, placement, known)
    return asking.ranked(
        (person, likeness.fit(person))
        for person in problem.people
        if person.id not in there and person.id not in without
    )


def free_people(problem: Problem, timetable: Timetable, window: Window) -> tuple[Substitute, ...]:
    """Return who is free in a stretch of time, then who would be if one thing changed.

    Parameters
    ----------
    problem, timetable : Problem, Timetable
        What is asked, and what takes place.
    window : Window
        With its day; without one it is the first day of the event.

    Returns
    -------
    tuple of Substitute
        As of `substitutes`, all with the same `fit`.
    """
    placement = Placement("", window.day or problem.first_date, window.start, window.end)
    asking = _Asking(problem, timetable, placement, Session.model_construct(id="", title=""))
    return asking.ranked((person, "other") for person in problem.people)


def obstacles(
    problem: Problem, timetable: Timetable, person: str, session: str, at: Placement | None = None
) -> tuple[Obstacle, ...]:
    """Return what keeps somebody from a session, or would if they took part in it.

    Parameters
    ----------
    problem, timetable : Problem, Timetable
        What is asked, and the timetable in which all others stay as they are.
    person, session : str
        Their ids.
    at : Placement, optional
        When and where the session is; where the timetable has it if that is not said. One
        without a place has no obstacles.
    """
    placement = at or timetable.by_session.get(session)
    if placement is None:
        return ()
    asking = _Asking(problem, timetable, placement, problem.session[session])
    return tuple(asking.obstacles(problem.person[person]))


# --- Likeness -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Likeness:
    """Who is near to whom: by the pool, by the role, by the organisation."""

    pool: frozenset[str]
    same_role: frozenset[str]
    organisations: frozenset[str]

    @classmethod
    def of(
        cls, problem: Problem, timetable: Timetable, session: Session, instead_of: str | None
    ) -> _Likeness:
        chosen = {
            casting.role: casting.person
            for casting in timetable.cast
            if casting.session == session.id and casting.person == instead_of
        }
        roles = {
            role
            for role, entries in session.people.items()
            if instead_of is None or instead_of in entries or role in chosen
        }
        asked = timetable.roster(session) if instead_of is None else (instead_of,)
        people = (problem.person[person] for person in asked if person in problem.person)
        return cls(
            pool=frozenset(
                one for role, _, several in session.pools if role in roles for one in several
            ),
            same_role=frozenset(
                person for other in problem.sessions for person in _having(other, roles)
            ),
            organisations=frozenset(
                person.organisation for person in people if person.organisation
            ),
        )

    def fit(self, person: Person) -> Fit:
        if person.id in self.pool:
            return "pool"
        if person.id in self.same_role:
            return "role"
        return "organisation" if person.organisation in self.organisations else "other"


def _having(session: Session, roles: Collection[str]) -> Iterator[str]:
    """Yield who has, or may have, some roles in a session."""
    for role, entries in session.people.items():
        if role in roles:
            for entry in entries:
                yield from people_in(entry)


# --- What stands in the way ---------------------------------------------------------------


@dataclass(frozen=True)
class _Asking:
    """Asks what would keep people from a session at its place."""

    problem: Problem
    timetable: Timetable
    placement: Placement
    session: Session

    def ranked(self, people: Iterable[tuple[Person, Fit]]) -> tuple[Substitute, ...]:
        """Return those who are free, or nearly, the likeliest first."""
        likely = []
        for number, (person, fit) in enumerate(people):
            hindering = tuple(self.obstacles(person))
            if len(hindering) < 2 and self._comes_that_day(person):
                one = Substitute(person.id, fit, hindering, tuple(self._gives_up(person)))
                likely.append((*_order(one, person), number, one))
        return tuple(one for *_, one in sorted(likely))

    def _comes_that_day(self, person: Person) -> bool:
        return not person.present or bool(self._there(person))

    def _there(self, person: Person) -> list[tuple[int, int]]:
        """Return when somebody is there on the day of the session, from and until."""
        spans = joined(person.present, self.placement.day)
        return [(since, until) for since, until in spans if until > 0 and since < DAYBREAK]

    def obstacles(self, person: Person) -> Iterator[Obstacle]:
        """Yield what would have to change, one for each other session that is in the way.

        Of a track that they chair, it is one for all its papers.
        """
        about: set[tuple[str, ...]] = set()
        for finding in self._broken(person):
            sessions = tuple(
                session for session in finding.sessions if session != self.placement.session
            )
            is_chair = finding.rule == ChairsAreFree.key
            what = self._tracks_of(sessions) if is_chair else sessions
            if what and what in about:
                continue
            about.add(what)
            yield self._obstacle(person, finding.rule, sessions)
        for required in self._required(person):
            if (required,) not in about:
                yield self._obstacle(person, MUST_ATTEND, (required,))

    def _broken(self, person: Person) -> Iterator[Finding]:
        """Yield what the rules say of somebody who takes part in the session as well."""
        problem, timetable = self._of_one(person)
        for rule in _PROTECTING:
            for finding in rule.check(problem, timetable):
                if self.placement.session in finding.sessions:
                    yield finding

    def _of_one(self, person: Person) -> tuple[Problem, Timetable]:
        """Return what is asked of one person with the session, and all they are in or chair."""
        own = [
            placement
            for placement in self._placed.get(person.id, ())
            if placement.session != self.placement.session
        ]
        taking_part = {"": [person.id]}
        ids = {placement.session for placement in own}
        chaired = [one for one in self._chaired(person) if one.session not in ids]
        around = {placement.session for placement in chaired}
        around |= {whole for session in ids for whole in self.problem.wholes(session)}
        if self.session.id in self.problem.session:
            around.update(self.problem.wholes(self.session.id))
        sessions = [self.session.model_copy(update={"people": taking_part})] + [
            self.problem.session[session].model_copy(
                update={"people": taking_part if session in ids else {}}
            )
            for session in sorted(ids | around - {self.session.id})
        ]
        tracks = [
            track.model_copy(update={"chairs": [one for one in track.chairs if one == person.id]})
            for track in self.problem.tracks
        ]
        problem = self.problem.with_tables(
            people=[person], sessions=sessions, tracks=tracks, attendees=[]
        )
        return problem, Timetable.of([*own, *chaired, self.placement])

    def _chaired(self, person: Person) -> Iterator[Placement]:
        """Yield where the other papers are of the tracks that somebody chairs."""
        for track, papers in self.problem.papers.items():
            if person.id in self.problem.chairs_of(track):
                for paper in papers:
                    placement = self.timetable.by_session.get(paper)
                    if placement is not None and paper != self.placement.session:
                        yield placement

    def _tracks_of(self, sessions: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.problem.session[session].track for session in sessions))

    @cached_property
    def _placed(self) -> Mapping[str, tuple[Placement, ...]]:
        """Where each person takes part, by their id."""
        placed: dict[str, list[Placement]] = {}
        for placement in self.timetable.placements:
            for person in self.timetable.roster(self.problem.session[placement.session]):
                placed.setdefault(person, []).append(placement)
        return {person: tuple(own) for person, own in placed.items()}

    @cached_property
    def _attendees(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the attendees that a person is as well, by the person's id."""
        attendees: dict[str, list[str]] = {}
        for attendee, person in self.problem.person_of.items():
            attendees.setdefault(person, []).append(attendee)
        return {person: tuple(own) for person, own in attendees.items()}

    def _required(self, person: Person) -> Iterator[str]:
        """Yield what somebody must attend at that time, and at no other."""
        for attendee in self._attendees.get(person.id, ()):
            for session in self.problem.attendee[attendee].must_attend:
                occasions = self.problem.workshops[self.problem.workshop(session)]
                there = [
                    self.timetable.by_session[one]
                    for one in occasions
                    if one in self.timetable.by_session
                ]
                if there and all(self._is_beside(placement) for placement in there):
                    yield there[0].session

    def _gives_up(self, person: Person) -> Iterator[str]:
        for attendee in self._attendees.get(person.id, ()):
            for session in self.timetable.seats_of.get(attendee, ()):
                placement = self.timetable.by_session.get(session)
                if placement is not None and self._is_beside(placement):
                    yield session

    def _is_beside(self, placement: Placement) -> bool:
        if placement.session == self.placement.session:
            return False
        known = self.placement.session in self.problem.session
        if known and self.problem.related(placement.session, self.placement.session):
            return False
        return placement.overlaps(self.placement)

    # In words.

    def _obstacle(self, person: Person, rule: str, sessions: tuple[str, ...]) -> Obstacle:
        if rule == PersonIsPresent.key:
            return self._absence(person)
        words = {
            "sessions": listing(map(self._session_text, sessions)),
            "tracks": listing(map(track_text, self._tracks_of(sessions))),
            "pause": duration(person.pause),
            "rest": duration(person.rest),
            "most": person.most_per_day or person.most_in_a_row or 0,
        }
        text, takes = _WORDS[rule]
        return Obstacle(rule, text.fill(**words), takes.fill(**words), sessions)

    def _session_text(self, session: str) -> Text:
        placement = self.timetable.by_session[session]
        return Text("{session} ({when})", "{session} ({when})").fill(
            session=session_text(self.problem, session),
            when=when_text(self.problem, placement),
        )

    def _absence(self, person: Person) -> Obstacle:
        start, end = self.placement.start, self.placement.end
        ours = [window for window in person.present if window.day in (None, *self.problem.day)]
        text = _THERE_ONLY.fill(windows=windows_text(self.problem, ours)) if ours else _NEVER_THERE
        there = self._there(person)
        missing = (
            end - start - sum(max(0, min(end, until) - max(start, since)) for since, until in there)
        )
        return Obstacle(
            PersonIsPresent.key, text, _presence_text(there, start, end), minutes=missing
        )


def _presence_text(there: Collection[tuple[int, int]], start: int, end: int) -> Text:
    """Return for which longer presence a session could be attended."""
    for since, until in there:
        if since <= start <= until + _WAITS:
            return _UNTIL.fill(end=late_clock(end), until=late_clock(until))
        if since - _WAITS <= end <= until:
            return _FROM.fill(start=clock(start), since=clock(since))
    return _THEN.fill(hours=span(start, end))


def _order(one: Substitute, person: Person) -> tuple[int, int, int, bool, bool, bool]:
    """Return by what the likeliest comes first."""
    return (
        _difficulty(one.obstacles),
        _FITS.index(one.fit),
        sum(obstacle.minutes for obstacle in one.obstacles),
        bool(one.gives_up),
        person.unconfirmed,
        person.protocol_rank is not None,
    )


def _difficulty(hindering: Collection[Obstacle]) -> int:
    """Return how much is to change: a little of their time, another session, or much time."""
    for obstacle in hindering:
        if obstacle.rule in (PersonIsInOnePlace.key, ChairsAreFree.key, MUST_ATTEND):
            return 2
        return 3 if obstacle.minutes > _WAITS else 1
    return 0


_NEVER_THERE = Text("aucune présence pendant l'évènement", "never there during the event")
_THERE_ONLY = Text("présence seulement {windows}", "there only {windows}")
_UNTIL = Text("présence jusqu'à {end} au lieu de {until}", "there until {end} instead of {until}")
_FROM = Text("présence dès {start} au lieu de {since}", "there from {start} instead of {since}")
_THEN = Text("présence {hours}", "there {hours}")
_MOVE_OR_LEAVE = Text(
    "{sessions} à une autre heure, ou sans cette personne",
    "{sessions} at another time, or without that person",
)
_WORDS: Mapping[str, tuple[Text, Text]] = {
    PersonIsInOnePlace.key: (Text("déjà dans {sessions}", "already in {sessions}"), _MOVE_OR_LEAVE),
    ChairsAreFree.key: (
        Text("préside alors {tracks}", "chairs {tracks} then"),
        Text("quelqu'un d'autre pour présider {tracks}", "somebody else to chair {tracks}"),
    ),
    TimeToWalk.key: (
        Text(
            "pas le temps d'aller d'un site à l'autre : {sessions}",
            "no time to walk from one site to another: {sessions}",
        ),
        _MOVE_OR_LEAVE,
    ),
    PersonHasAPause.key: (
        Text("moins de {pause} de pause : {sessions}", "a pause of less than {pause}: {sessions}"),
        Text("une pause plus courte que {pause}", "a pause shorter than {pause}"),
    ),
    PersonHasFewSessionsADay.key: (
        Text(
            "déjà autant de sessions ce jour-là qu'au plus ({most})",
            "already as many sessions that day as at most ({most})",
        ),
        Text("une session de plus ce jour-là", "one session more that day"),
    ),
    PersonHasARest.key: (
        Text("pas de repos de {rest} : {sessions}", "no rest of {rest}: {sessions}"),
        Text("une session de plus d'affilée", "one session more in a row"),
    ),
    PersonDoesNotWait.key: (
        Text("attendrait : {sessions}", "would have to wait: {sessions}"),
        Text("un temps d'attente", "some waiting"),
    ),
    MUST_ATTEND: (
        Text("doit suivre {sessions}", "must attend {sessions}"),
        Text("ne pas avoir à suivre {sessions}", "not having to attend {sessions}"),
    ),
}
