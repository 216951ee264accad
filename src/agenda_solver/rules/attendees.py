"""Demands that protect the attendees, and what becomes of those who have no seat.

They read the seats of a finished timetable, and speak only where it has some. The seats
are not decided with the timetable; so nothing here is told to its solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar

from agenda_solver.offers import Offers
from agenda_solver.problem import Attendee, Problem, Window
from agenda_solver.problem.schema import Times
from agenda_solver.rules.people import minutes_to_walk
from agenda_solver.rules.rule import (
    ASPECTS,
    PEOPLE,
    ROOM,
    SEATS,
    TIME,
    TIME_AND_PEOPLE,
    Finding,
    Rule,
    Severity,
    covered,
)
from agenda_solver.rules.words import (
    LONGEST_TITLE,
    attendees_count,
    attendees_text,
    moment_text,
    place_text,
    room_text,
    seats_count,
    session_text,
    sessions_text,
    when_text,
    windows_text,
)
from agenda_solver.text import (
    SEMICOLON,
    Text,
    clock,
    counted,
    cut,
    duration,
    listing,
    quoted,
    strung,
)
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.names import folded


class SeatRule(Rule):
    """What holds of the seats of a timetable, or is told of them.

    Attributes
    ----------
    wanted : Text
        The rule as a sentence, for those it concerns; see `says`.
    broken : Text
        The sentence when it does not hold.
    severity : {"error", "warning", "info"}
        ``error`` for a demand.
    """

    reads = SEATS
    wanted: ClassVar[Text]
    broken: ClassVar[Text]
    severity: ClassVar[Severity] = "error"

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        if timetable.seats:
            yield from self.judge(problem, timetable)

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        """Judge the seats of a timetable that has some."""
        raise NotImplementedError

    def says(
        self, problem: Problem, attendees: Sequence[str] = (), sessions: Collection[str] = ()
    ) -> Text:
        """Return the rule as a sentence that names who and where, by their ids."""
        return self.wanted.fill(
            attendees=attendees_text(attendees), sessions=sessions_text(problem, sessions)
        )

    def finding(
        self,
        sessions: tuple[str, ...],
        attendees: Sequence[str] = (),
        *,
        text: Text | None = None,
        room: str | None = None,
        **fields: object,
    ) -> Finding:
        """Make the finding that this rule is broken."""
        return Finding(
            rule=self.key,
            severity=self.severity,
            text=(text or self.broken).fill(attendees=attendees_text(attendees), **fields),
            sessions=sessions,
            rooms=() if room is None else (room,),
            attendees=tuple(attendees),
        )


class SeatIsInTheProgramme(SeatRule):
    """A seat is in a session that takes place and takes registrations, and counts once."""

    key = "seat_placed"
    title = Text(
        "Une place est dans une session du programme qui prend des inscriptions",
        "A seat is in a session of the programme that takes registrations",
    )
    wanted = Text("{sessions} : sur inscription", "{sessions}: by registration")
    broken = Text(
        "{session} n'est pas au programme, mais une place y est donnée à {attendees}",
        "{session} is not in the programme, but a seat in it is given to {attendees}",
    )
    closed = Text(
        "{session} ne prend pas d'inscriptions, mais une place y est donnée à {attendees}",
        "{session} takes no registrations, but a seat in it is given to {attendees}",
    )
    twice = Text(
        "{session} : la place de {attendees} y figure plusieurs fois",
        "{session}: the seat of {attendees} is listed several times",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        offered = set(problem.offered)
        placed = {placement.session for placement in timetable.placements}
        for session, attendees in timetable.seated.items():
            name = session_text(problem, session)
            each = tuple(dict.fromkeys(attendees))
            if session not in placed:
                yield self.finding((session,), each, session=name)
            if session not in offered:
                yield self.finding((session,), each, text=self.closed, session=name)
            if len(each) < len(attendees):
                times = Counter(attendees)
                again = [attendee for attendee in each if times[attendee] > 1]
                yield self.finding((session,), again, text=self.twice, session=name)


class AttendeeIsInOnePlace(SeatRule):
    """An attendee has a seat in one session at a time, and none while they take part in one.

    Two times or sub-groups of one workshop are the business of `AttendeeSeesAWorkshopOnce`.
    """

    key = "seat_one_place"
    title = Text(
        "Un participant est à un seul endroit à la fois",
        "An attendee is in one place at a time",
    )
    reads = TIME_AND_PEOPLE | SEATS
    wanted = Text(
        "{attendees} : à un seul endroit à la fois ({sessions})",
        "{attendees}: in one place at a time ({sessions})",
    )
    broken = Text(
        "{one} et {other} ont lieu en même temps, avec une place dans les deux pour {attendees}",
        "{one} and {other} take place at the same time, with a seat in both for {attendees}",
    )
    speaks = Text(
        "{attendees} a une place dans {session}, mais intervient dans {other} en même temps",
        "{attendees} has a seat in {session}, but takes part in {other} at the same time",
    )
    chairs = Text(
        "{attendees} a une place dans {session}, mais préside {other} en même temps",
        "{attendees} has a seat in {session}, but chairs {other} at the same time",
    )
    speaks_here = Text(
        "{attendees} a une place dans {session}, mais y intervient : il n'en faut pas",
        "{attendees} has a seat in {session}, but takes part in it: none is needed",
    )
    chairs_here = Text(
        "{attendees} a une place dans {session}, mais la préside : il n'en faut pas",
        "{attendees} has a seat in {session}, but chairs it: none is needed",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placed = _placed(problem, timetable)
        for one, other in timetable.overlapping_pairs():
            pair = one.session, other.session
            if [placed.get(pair[0]), placed.get(pair[1])] != [one, other]:
                continue
            if len(set(map(problem.workshop, pair))) < 2:
                continue
            if attendees := _in_several(timetable, pair):
                names = [session_text(problem, session) for session in pair]
                yield self.finding(pair, attendees, one=names[0], other=names[1])
        parts = own_parts(problem, timetable)
        for attendee, engaged in engagements(problem, timetable).items():
            for seat in _seats(placed, timetable, attendee):
                for own in engaged:
                    speaks = own in parts.get(attendee, ())
                    yield from self._beside(problem, attendee, seat, own, speaks=speaks)

    def _beside(
        self, problem: Problem, attendee: str, seat: Placement, own: Placement, *, speaks: bool
    ) -> Iterator[Finding]:
        name = session_text(problem, seat.session)
        if own.session == seat.session:
            text = self.speaks_here if speaks else self.chairs_here
            yield self.finding((seat.session,), [attendee], text=text, session=name)
        elif own.overlaps(seat):
            text = self.speaks if speaks else self.chairs
            other = session_text(problem, own.session)
            sessions = seat.session, own.session
            yield self.finding(sessions, [attendee], text=text, session=name, other=other)


class AttendeeHasTimeToWalk(SeatRule):
    """An attendee has the time to walk from the site of one seat to that of the next.

    And between a seat and a part that they take themselves, or a paper that they chair.
    """

    key = "seat_walk"
    title = Text(
        "Un participant a le temps d'aller d'un site à l'autre entre deux sessions",
        "An attendee has the time to walk from one site to another between two sessions",
    )
    reads = ASPECTS
    wanted = Text(
        "{attendees} : le temps d'aller d'un site à l'autre ({sessions})",
        "{attendees}: the time to walk from one site to another ({sessions})",
    )
    broken = Text(
        "{attendees} : pas le temps d'aller d'un site à l'autre ({walk}) entre {one} ({place}, "
        "fin à {end}) et {other} ({other_place}, début à {start})",
        "{attendees}: no time to walk from one site to another ({walk}) between {one} ({place}, "
        "ends {end}) and {other} ({other_place}, starts {start})",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        if not (problem.event.walk or problem.event.walks):
            return
        placed = _placed(problem, timetable)
        sitting = {session: timetable.sitting.get(session, frozenset()) for session in placed}
        engaged: dict[str, set[str]] = {}
        for attendee, placements in engagements(problem, timetable).items():
            for own in placements:
                engaged.setdefault(own.session, set()).add(attendee)
        for first, then in _too_near(problem, timetable):
            here, there = (sitting.get(each.session, frozenset()) for each in (first, then))
            late = here & there
            late |= here.intersection(engaged.get(then.session, ()))
            late |= there.intersection(engaged.get(first.session, ()))
            attendees = _in_order(timetable, late)
            if not attendees:
                continue
            yield self.finding(
                (first.session, then.session),
                attendees,
                walk=duration(minutes_to_walk(problem, first, then)),
                one=session_text(problem, first.session),
                place=room_text(problem, first.room),
                end=clock(first.end),
                other=session_text(problem, then.session),
                other_place=room_text(problem, then.room),
                start=clock(then.start),
            )


def _in_time(placement: Placement) -> tuple[date, int, int, str]:
    """Return what to sort by: the order of `Timetable.of`, which is no other while that is."""
    return placement.day, placement.start, placement.end, placement.session


def _too_near(problem: Problem, timetable: Timetable) -> Iterator[tuple[Placement, Placement]]:
    """Yield every two placements of which the later begins before one can be there."""
    furthest = max([problem.event.walk, *(walk.minutes for walk in problem.event.walks)])
    placements = sorted(timetable.by_session.values(), key=_in_time)
    for number, first in enumerate(placements):
        until = problem.moment(first.day, first.end) + furthest
        for then in placements[number + 1 :]:
            if problem.moment(then.day, then.start) >= until:
                break
            if _is_late(problem, first, then):
                yield first, then


def _is_late(problem: Problem, one: Placement, other: Placement) -> bool:
    """Whether of two that do not overlap the later one begins before one can be there."""
    first, then = sorted((one, other), key=_in_time)
    rest = problem.moment(then.day, then.start) - problem.moment(first.day, first.end)
    return not first.overlaps(then) and rest < minutes_to_walk(problem, first, then)


class AttendeeSeesAWorkshopOnce(SeatRule):
    """An attendee has a seat in one time, or one sub-group, of a workshop at most."""

    key = "seat_once"
    title = Text(
        "Un participant n'a qu'une place dans un même atelier (séances, sous-groupes)",
        "An attendee has one seat in a workshop only (its times, its sub-groups)",
    )
    reads = TIME | SEATS
    wanted = Text(
        "{attendees} : une seule place dans {sessions}", "{attendees}: one seat only in {sessions}"
    )
    broken = Text(
        "{several} sont un même atelier, avec plusieurs places pour {attendees}",
        "{several} are one workshop, with several seats for {attendees}",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        by_workshop: dict[str, list[str]] = {}
        for seat in sorted(_placed(problem, timetable).values(), key=_in_time):
            by_workshop.setdefault(problem.workshop_of[seat.session], []).append(seat.session)
        again: dict[tuple[str, ...], list[str]] = {}
        for sessions in by_workshop.values():
            for attendee in _in_several(timetable, sessions) if len(sessions) > 1 else ():
                own = _among(sessions, timetable.seats_of[attendee])
                again.setdefault(own, []).append(attendee)
        for several, attendees in again.items():
            yield self.finding(several, attendees, several=sessions_text(problem, several))


class SessionHasPlacesForAll(SeatRule):
    """A session has no more attendees than it takes, nor than its room seats."""

    key = "seat_room"
    title = Text(
        "Une session n'a pas plus de participants que de places",
        "A session has no more attendees than seats",
    )
    reads = ROOM | SEATS
    wanted = Text(
        "{sessions} : pas plus de participants que de places",
        "{sessions}: no more attendees than seats",
    )
    broken = Text("{session} : {count} pour {places}", "{session}: {count} for {places}")
    in_room = Text(
        "{session} ({place}) : {count} pour {places}", "{session} ({place}): {count} for {places}"
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement, attendees in _classes(problem, timetable):
            takes = problem.session[placement.session].capacity.max
            holds = problem.seats_in(placement.session, placement.room)
            name, count = session_text(problem, placement.session), attendees_count(len(attendees))
            if takes is not None and len(attendees) > takes and (holds is None or takes <= holds):
                places = seats_count(takes)
                yield self.finding((placement.session,), session=name, count=count, places=places)
            elif holds is not None and len(attendees) > holds:
                yield self.finding(
                    (placement.session,),
                    text=self.in_room,
                    room=placement.room,
                    session=name,
                    count=count,
                    place=place_text(problem, placement),
                    places=seats_count(holds),
                )


class SessionHasEnoughAttendees(SeatRule):
    """A session has the least number of attendees that it needs, or none: it is cancelled."""

    key = "seat_least"
    title = Text(
        "Une session a assez de participants pour avoir lieu, ou n'en a aucun",
        "A session has attendees enough to take place, or none",
    )
    wanted = Text(
        "{sessions} : assez de participants, ou aucun", "{sessions}: attendees enough, or none"
    )
    broken = Text(
        "{session} : {count}, il en faut au moins {least}, ou aucun",
        "{session}: {count}, at least {least} are needed, or none",
    )

    held = Text(
        "{session} a lieu en tout cas, avec au moins {least} : {count}",
        "{session} takes place in any case, with at least {least}: {count}",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for session in _placed(problem, timetable):
            asked = problem.session[session]
            people = len(set(timetable.seated.get(session, ())))
            if people < asked.capacity.min and (people or not asked.cancellable):
                yield self.finding(
                    (session,),
                    text=self.broken if asked.cancellable else self.held,
                    session=session_text(problem, session),
                    count=attendees_count(people),
                    least=asked.capacity.min,
                )


class AttendeeIsPresent(SeatRule):
    """An attendee has a seat only where they are present from its start to its end."""

    key = "seat_present"
    title = Text(
        "Un participant n'a une place que pendant sa présence",
        "An attendee has a seat only while present",
    )
    reads = TIME | SEATS
    wanted = Text(
        "{attendees} : une place seulement pendant sa présence",
        "{attendees}: a seat only while present",
    )
    broken = Text(
        "{session} ({when}) : une place est donnée à {attendees}, là seulement {windows}",
        "{session} ({when}): a seat is given to {attendees}, there only {windows}",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placed = _placed(problem, timetable)
        away: dict[tuple[Placement, tuple[Window, ...]], list[str]] = {}
        for attendee in problem.attendees:
            for placement in _seats(placed, timetable, attendee.id) if attendee.present else ():
                windows = problem.presences[attendee.id]
                if not _there(windows, placement):
                    away.setdefault((placement, windows), []).append(attendee.id)
        for (placement, windows), attendees in away.items():
            yield self.finding(
                (placement.session,),
                attendees,
                session=session_text(problem, placement.session),
                when=when_text(problem, placement),
                windows=windows_text(problem, windows),
            )


class RoomHasWhatAttendeesNeed(SeatRule):
    """An attendee has a seat only in a room that has everything they need."""

    key = "seat_needs"
    title = Text(
        "Une salle a ce dont ses participants ont besoin (accès PMR, boucle magnétique…)",
        "A room has what its attendees need (step-free access, hearing loop…)",
    )
    reads = ROOM | SEATS
    wanted = Text(
        "{attendees} : une salle qui a ce qu'il faut", "{attendees}: a room that has what it takes"
    )
    broken = Text(
        "{session} a pour salle {place}, où il manque, pour {attendees} : {missing}",
        "{session} is in {place}, which lacks, for {attendees}: {missing}",
    )
    no_room = Text(
        "{session} n'a pas de salle, mais il y faut, pour {attendees} : {missing}",
        "{session} has no room, but it takes, for {attendees}: {missing}",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placed = _placed(problem, timetable)
        lacking: dict[tuple[Placement, tuple[str, ...]], list[str]] = {}
        for attendee in problem.attendees:
            for placement in _seats(placed, timetable, attendee.id) if attendee.needs else ():
                there = () if placement.room is None else problem.room[placement.room].features
                missing = tuple(need for need in dict.fromkeys(attendee.needs) if need not in there)
                if missing:
                    lacking.setdefault((placement, missing), []).append(attendee.id)
        for (placement, missing), attendees in lacking.items():
            yield self.finding(
                (placement.session,),
                attendees,
                text=self.no_room if placement.room is None else self.broken,
                room=placement.room,
                session=session_text(problem, placement.session),
                place=room_text(problem, placement.room),
                missing=listing(missing),
            )


class AttendeeIsWhereTheyMust(SeatRule):
    """An attendee has a seat in what they must attend, in any of its times or sub-groups.

    Who takes part in it, or in a part of it, is there anyway; and where no registration is
    taken, so may be everybody.
    """

    key = "seat_must"
    title = Text(
        "Un participant a une place dans les sessions qu'il doit suivre",
        "An attendee has a seat in the sessions they must attend",
    )
    reads = PEOPLE | SEATS
    wanted = Text("{attendees} doit suivre {sessions}", "{attendees} must attend {sessions}")
    broken = Text(
        "{session} : présence obligatoire, mais pas de place, pour {attendees}",
        "{session}: a must, but without a seat, for {attendees}",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placed = _placed(problem, timetable)
        offered = {problem.workshop(session) for session in problem.offered}
        engaged = engagements(problem, timetable)
        missed: dict[str, list[str]] = {}
        for attendee in problem.attendees:
            if not attendee.must_attend:
                continue
            there = [seat.session for seat in _seats(placed, timetable, attendee.id)]
            for own in engaged.get(attendee.id, ()):
                there += [own.session, *problem.wholes(own.session)]
            attended = set(map(problem.workshop, there))
            for workshop in dict.fromkeys(map(problem.workshop, attendee.must_attend)):
                if workshop in offered and workshop not in attended:
                    missed.setdefault(workshop, []).append(attendee.id)
        for workshop, attendees in missed.items():
            yield self.finding((workshop,), attendees, session=session_text(problem, workshop))


class AttendeeIsNotWhereTheyMustNot(SeatRule):
    """An attendee has no seat in what they must avoid, in none of its times or sub-groups."""

    key = "seat_avoid"
    title = Text(
        "Un participant n'a pas de place dans les sessions où il ne doit pas être",
        "An attendee has no seat in the sessions they must not be in",
    )
    wanted = Text(
        "{attendees} ne doit pas être dans {sessions}", "{attendees} must not be in {sessions}"
    )
    broken = Text(
        "{session} : une place est donnée à {attendees}, qui ne doit pas y être",
        "{session}: a seat is given to {attendees}, who must not be there",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placed = _placed(problem, timetable)
        wrong: dict[str, list[str]] = {}
        for attendee in problem.attendees:
            avoided = set(map(problem.workshop, attendee.must_avoid))
            for placement in _seats(placed, timetable, attendee.id) if avoided else ():
                if problem.workshop(placement.session) in avoided:
                    wrong.setdefault(placement.session, []).append(attendee.id)
        for session, attendees in wrong.items():
            yield self.finding((session,), attendees, session=session_text(problem, session))


class CompanionsAreTogether(SeatRule):
    """Two who are together are in one session in each round in which both are due a seat.

    Or neither has a seat in it. Who is there, and together with two others, brings these
    together.
    """

    key = "seat_together"
    title = Text(
        "Ceux qui doivent être ensemble ont leur place dans la même session",
        "Those who must be together have their seats in the same session",
    )
    reads = ASPECTS
    wanted = Text("{attendees} sont ensemble", "{attendees} are together")
    broken = Text(
        "{moment} : {attendees} doivent être ensemble, mais sont séparés ({places})",
        "{moment}: {attendees} must be together, but are apart ({places})",
    )
    nowhere = Text("sans place", "no seat")

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        named = {attendee for pair in companions(problem) for attendee in pair}
        if not named:
            return
        dues = Dues(problem, timetable)
        for moment, sessions in dues.rounds.items():
            due = {each for each in named if dues.is_due(problem.attendee[each], moment)}
            for group in companies(problem, due):
                seats = {
                    attendee: _among(sessions, timetable.seats_of.get(attendee, ()))
                    for attendee in group
                }
                if len(set(seats.values())) > 1:
                    yield self._separated(problem, group, moment, seats)

    def _separated(
        self,
        problem: Problem,
        group: tuple[str, ...],
        moment: _Moment,
        seats: Mapping[str, tuple[str, ...]],
    ) -> Finding:
        where: dict[tuple[str, ...], list[str]] = {}
        for attendee, sessions in seats.items():
            where.setdefault(sessions, []).append(attendee)
        each = [
            Text("{place} : {attendees}", "{place}: {attendees}").fill(
                place=sessions_text(problem, sessions) if sessions else self.nowhere,
                attendees=attendees_text(attendees),
            )
            for sessions, attendees in where.items()
        ]
        return self.finding(
            tuple(dict.fromkeys(session for sessions in where for session in sessions)),
            group,
            moment=moment_text(problem, *moment),
            places=strung(each, SEMICOLON),
        )


class AttendeesAreApart(SeatRule):
    """Those who are apart have no seats in the same session."""

    key = "seat_apart"
    title = Text(
        "Ceux qui doivent être séparés n'ont pas leur place dans la même session",
        "Those who must be apart do not have their seats in the same session",
    )
    wanted = Text("{attendees} sont séparés", "{attendees} are apart")
    broken = Text(
        "{attendees} doivent être séparés, mais sont ensemble dans {session}",
        "{attendees} must be apart, but are together in {session}",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placed = _placed(problem, timetable)
        for one, other in opponents(problem):
            here = [placement.session for placement in _seats(placed, timetable, one)]
            for session in _among(here, timetable.seats_of.get(other, ())):
                name = session_text(problem, session)
                yield self.finding((session,), (one, other), session=name)


class FewOfOneOrganisation(SeatRule):
    """A session has no more attendees of one organisation than it says.

    Those who name none are not counted; names are compared whatever their capitals, accents
    and blanks.
    """

    key = "seat_organisation"
    title = Text(
        "Une session n'a pas trop de participants d'une même organisation",
        "A session does not have too many attendees of one organisation",
    )
    wanted = Text(
        "{sessions} : pas trop de participants d'une même organisation",
        "{sessions}: not too many attendees of one organisation",
    )
    broken = Text(
        "{session} : {count} de {organisation}, au plus {most} par organisation ({attendees})",
        "{session}: {count} of {organisation}, at most {most} an organisation ({attendees})",
    )

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement, attendees in _classes(problem, timetable):
            most = problem.session[placement.session].per_organisation
            if most is None:
                continue
            groups: dict[str, list[str]] = {}
            for known in filter(None, map(problem.attendee.get, attendees)):
                if label := folded(known.organisation):
                    groups.setdefault(label, []).append(known.id)
            for group in groups.values():
                if len(group) > most:
                    yield self.finding(
                        (placement.session,),
                        group,
                        session=session_text(problem, placement.session),
                        count=attendees_count(len(group)),
                        organisation=quoted(
                            cut(problem.attendee[group[0]].organisation, LONGEST_TITLE)
                        ),
                        most=most,
                    )


# --- What becomes of them -----------------------------------------------------------------


class EverybodyDueHasASeat(SeatRule):
    """Whoever is due a seat in a round has one: those who have none are told, round by round.

    Who sits in a session that began before and is still going on is not told. Nobody is due
    more seats than there are workshops, in the rounds that share some, that they could have;
    nor more than they have at most over the whole event.
    """

    key = "seat_lacking"
    title = Text(
        "Chacun a une place à chaque heure où il doit en avoir une",
        "Everybody has a seat each time that they are due one",
    )
    reads = ASPECTS
    wanted = Text("{attendees} : une place à chaque fois", "{attendees}: a seat each time")
    broken = Text("{moment} : {without} ({attendees})", "{moment}: {without} ({attendees})")
    severity = "warning"

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placed = _placed(problem, timetable)
        dues = Dues(problem, timetable)
        without: dict[_Moment, list[str]] = {moment: [] for moment in dues.rounds}
        for attendee in problem.attendees:
            for moment in dues.lacking(attendee, _places(placed, timetable, attendee.id)):
                without[moment].append(attendee.id)
        for moment, attendees in without.items():
            if attendees:
                yield self.finding(
                    dues.rounds[moment],
                    attendees,
                    moment=moment_text(problem, *moment),
                    without=_without_seat(len(attendees)),
                )


def _sits_through(seats: Sequence[Placement], day: date, minute: int) -> bool:
    return any(seat.day == day and seat.start < minute < seat.end for seat in seats)


def _without_seat(number: int) -> Text:
    """Return that so many attendees have no seat."""
    return counted(
        number,
        Text("participant n'a pas de place", "attendee has no seat"),
        Text("participants n'ont pas de place", "attendees have no seat"),
    )


class SessionIsNotCancelled(SeatRule):
    """A session that needs a least number of attendees has some: what has none is cancelled."""

    key = "seat_cancelled"
    title = Text(
        "Une session a lieu, faute de quoi il est dit combien la souhaitent",
        "A session takes place, or else it is told how many wish for it",
    )
    reads = TIME | SEATS
    wanted = Text("{sessions} : avec des participants", "{sessions}: with attendees")
    broken = Text(
        "{session} n'a pas lieu, faute de participants : il en faut {least}, {wished}",
        "{session} does not take place for lack of attendees: it takes {least}, {wished}",
    )
    severity = "info"

    def judge(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        placed = {placement.session for placement in timetable.placements}
        cancelled = [
            session
            for session in problem.offered
            if session in placed
            and problem.session[session].capacity.min
            and not timetable.seated.get(session)
        ]
        if not cancelled:
            return
        offers = Offers(problem, timetable)
        demand = Counter(
            (workshop, rank == 1)
            for attendee in problem.attendees
            for workshop, rank in offers.ranks(attendee).items()
        )
        for session in cancelled:
            workshop = problem.workshop(session)
            first = demand[workshop, True]
            yield self.finding(
                (session,),
                session=session_text(problem, session),
                least=problem.session[session].capacity.min,
                wished=_wished(first + demand[workshop, False], first),
            )


def _wished(number: int, first: int) -> Text:
    """Return how many wish for something, and how many of them first of all."""
    if not number:
        return wishers_text(number)
    return Text("{wishers} (en premier : {first})", "{wishers} (first of all: {first})").fill(
        wishers=wishers_text(number), first=first
    )


def wishers_text(number: int) -> Text:
    """Return that so many attendees wish for something."""
    if not number:
        return Text("personne ne l'a parmi ses vœux", "nobody wishes for it")
    return counted(
        number,
        Text("participant l'a parmi ses vœux", "attendee wishes for it"),
        Text("participants l'ont parmi leurs vœux", "attendees wish for it"),
    )


# --- Who sits where, and who is due a seat, told from scratch -----------------------------

Two = tuple[str, str]
"""The ids of two attendees."""


def companions(problem: Problem) -> tuple[Two, ...]:
    """Return the ids of each two who are together, whichever of them says so."""
    return _each_two((attendee.id, attendee.together) for attendee in problem.attendees)


def opponents(problem: Problem) -> tuple[Two, ...]:
    """Return the ids of each two who are apart, whichever of them says so."""
    return _each_two((attendee.id, attendee.apart) for attendee in problem.attendees)


def _each_two(named: Iterable[tuple[str, Sequence[str]]]) -> tuple[Two, ...]:
    pairs: dict[frozenset[str], Two] = {}
    for attendee, others in named:
        for other in others:
            if other != attendee:
                pairs.setdefault(frozenset((attendee, other)), (attendee, other))
    return tuple(pairs.values())


def companies(problem: Problem, there: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Return those who are in one session where these are there, in the order of the draft.

    Each two who are together; so somebody who is with two others brings these together.
    """
    near: dict[str, set[str]] = {}
    for one, other in companions(problem):
        if one in there and other in there:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    groups: list[set[str]] = []
    met: set[str] = set()
    for one in near:
        if one in met:
            continue
        group, todo = {one}, [one]
        while todo:
            more = near[todo.pop()] - group
            group |= more
            todo += more
        met |= group
        groups.append(group)
    order = {attendee.id: place for place, attendee in enumerate(problem.attendees)}
    ordered = (tuple(sorted(group, key=order.__getitem__)) for group in groups)
    return tuple(sorted(ordered, key=lambda group: order[group[0]]))


def _placed(problem: Problem, timetable: Timetable) -> Mapping[str, Placement]:
    """Return where the sessions are that take registrations."""
    return {
        session: timetable.by_session[session]
        for session in problem.offered
        if session in timetable.by_session
    }


def _classes(problem: Problem, timetable: Timetable) -> Iterator[tuple[Placement, tuple[str, ...]]]:
    """Yield the sessions that have attendees, each with these."""
    for session, placement in _placed(problem, timetable).items():
        attendees = tuple(dict.fromkeys(timetable.seated.get(session, ())))
        if attendees:
            yield placement, attendees


def _seats(
    placed: Mapping[str, Placement], timetable: Timetable, attendee: str
) -> tuple[Placement, ...]:
    """Return where an attendee has a seat, in the order of time."""
    return tuple(sorted(_places(placed, timetable, attendee), key=_in_time))


def _places(
    placed: Mapping[str, Placement], timetable: Timetable, attendee: str
) -> list[Placement]:
    """Return where an attendee has a seat, in any order."""
    held = dict.fromkeys(timetable.seats_of.get(attendee, ()))
    return [placed[session] for session in held if session in placed]


def _in_several(timetable: Timetable, sessions: Sequence[str]) -> list[str]:
    """Return who has a seat in two of these sessions or more, in the order of the seats."""
    known: set[str] = set()
    several: set[str] = set()
    for session in sessions:
        here = timetable.sitting.get(session, frozenset())
        several |= known & here
        known |= here
    return _in_order(timetable, several)


def _in_order(timetable: Timetable, attendees: Collection[str]) -> list[str]:
    """Return some of those who have seats, in the order of these."""
    return [each for each in timetable.seats_of if each in attendees] if attendees else []


def _among(sessions: Sequence[str], held: Sequence[str]) -> tuple[str, ...]:
    """Return the sessions, of some, in which somebody has a seat."""
    return tuple(session for session in sessions if session in held)


def own_parts(problem: Problem, timetable: Timetable) -> Mapping[str, tuple[Placement, ...]]:
    """Return where attendees take part in the programme, those who do, by their id."""
    by_person = timetable.by_person(problem)
    return {
        attendee: by_person[person]
        for attendee, person in problem.person_of.items()
        if person in by_person
    }


def engagements(problem: Problem, timetable: Timetable) -> Mapping[str, tuple[Placement, ...]]:
    """Return where attendees are anyhow, those who are: their parts, and papers they chair."""
    parts = own_parts(problem, timetable)
    engaged = {
        attendee: dict.fromkeys(
            (
                *parts.get(attendee, ()),
                *filter(None, map(timetable.by_session.get, problem.papers_chaired(person))),
            )
        )
        for attendee, person in problem.person_of.items()
    }
    return {attendee: tuple(own) for attendee, own in engaged.items() if own}


def _there(windows: Collection[Window], placement: Placement) -> bool:
    """Whether somebody who is present then is so all along a session."""
    return covered(windows, placement.day, placement.start, placement.end)


_Moment = tuple[date, int]
"""A day, and minutes since its midnight."""


class Dues:
    """The rounds of a timetable, and who is due a seat in each.

    Attributes
    ----------
    rounds : mapping of _Moment to tuple of str
        The sessions that take registrations, by when they start, in the order of time.
    """

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        placed = _placed(problem, timetable)
        by_start: dict[_Moment, list[Placement]] = {}
        for placement in placed.values():
            by_start.setdefault((placement.day, placement.start), []).append(placement)
        self._problem = problem
        self._placements = dict(sorted(by_start.items()))
        self.rounds: Mapping[_Moment, tuple[str, ...]] = {
            moment: tuple(placement.session for placement in here)
            for moment, here in self._placements.items()
        }
        # Of what is given as many times as needed, only those are due one who ask for it.
        as_needed = {row.id for row in problem.sessions if isinstance(row.repeats, Times)}
        repeated = {row.repeat_of for row in problem.sessions if row.repeat_of} - as_needed
        of_all = {
            session.id
            for session in problem.sessions
            if session.block or repeated.intersection((session.id, session.repeat_of))
        }
        of_everyone = {session.id for session in problem.sessions if session.everyone}
        self._workshop = problem.workshop_of
        self._workshops = {
            moment: frozenset(map(self._workshop.__getitem__, sessions))
            for moment, sessions in self.rounds.items()
        }
        self._rounds_of: dict[str, set[_Moment]] = {}
        for moment, workshops in self._workshops.items():
            for workshop in workshops:
                self._rounds_of.setdefault(workshop, set()).add(moment)
        self._concerning: dict[str, frozenset[_Moment]] = {}
        self._are_of_all = frozenset(
            moment
            for moment, sessions in self.rounds.items()
            if of_all.issuperset(sessions) or not of_everyone.isdisjoint(sessions)
        )
        self._parts = own_parts(problem, timetable)
        self._engaged = engagements(problem, timetable)

    def is_due(self, attendee: Attendee, moment: _Moment) -> bool:
        """Whether an attendee is due a seat in a round.

        They ask for one of its sessions, or all do; and are there in one of them, with
        nothing else to do, nor somewhere from which they come too late.
        """
        return moment in self._that_concern(attendee.id) and (
            self._is_always_free(attendee)
            or any(self._is_free(attendee, placement) for placement in self._placements[moment])
        )

    def _that_concern(self, attendee: str) -> frozenset[_Moment]:
        """Return the rounds of which somebody asks for a session, or that all are due."""
        if attendee not in self._concerning:
            asked = self._asked(attendee) & self._rounds_of.keys()
            here = map(self._rounds_of.__getitem__, asked)
            self._concerning[attendee] = self._are_of_all.union(*here)
        return self._concerning[attendee]

    def lacking(self, attendee: Attendee, seats: Sequence[Placement]) -> list[_Moment]:
        """Return the rounds in which an attendee lacks a seat, given where they have one."""
        taken = {(seat.day, seat.start) for seat in seats}
        untaken = self._that_concern(attendee.id) - taken
        moments: list[_Moment] = []
        for number in sorted({self._family_of[moment] for moment in untaken}):
            family = self._families[number]
            empty = [
                moment
                for moment in family
                if moment in untaken
                and self.is_due(attendee, moment)
                and not _sits_through(seats, *moment)
            ]
            if empty:
                due = [moment for moment in family if self.is_due(attendee, moment)]
                still = self._dues(attendee, due) - len(taken.intersection(family))
                had = {self._workshop[seat.session] for seat in seats}
                new = [moment for moment in empty if self._workshops[moment] - had]
                old = [moment for moment in empty if moment not in new]
                moments += [*new, *old][: max(0, still)]
        beyond = self._beyond(attendee) if moments else 0
        return sorted(moments)[: max(0, len(moments) - beyond)]

    def _beyond(self, attendee: Attendee) -> int:
        """Return how many seats somebody is due more, over all rounds, than they may have."""
        parts = len(self._parts.get(attendee.id, ()))
        most = self._problem.most_seats(attendee, parts)
        if most is None:
            return 0
        due = 0
        for family in self._families:
            due += self._dues(attendee, [each for each in family if self.is_due(attendee, each)])
        return max(0, due - most)

    @cached_property
    def _families(self) -> list[list[_Moment]]:
        """The rounds, those together that share a workshop, or are so with a third one."""
        families: list[list[_Moment]] = []
        for moment in self.rounds:
            kin = [
                family
                for family in families
                if any(self._workshops[moment] & self._workshops[other] for other in family)
            ]
            families = [family for family in families if family not in kin]
            families.append([*(other for family in kin for other in family), moment])
        return [sorted(family) for family in families]

    @cached_property
    def _family_of(self) -> Mapping[_Moment, int]:
        return {moment: number for number, family in enumerate(self._families) for moment in family}

    @cached_property
    def _company(self) -> Mapping[str, tuple[str, ...]]:
        """With whom somebody is, or these are in turn, and they themselves."""
        groups = companies(self._problem, self._problem.attendee)
        return {attendee: group for group in groups for attendee in group}

    def _dues(self, attendee: Attendee, due: Sequence[_Moment]) -> int:
        """Return how many seats somebody is due in rounds that share workshops.

        As many as can be given a workshop of their own, but one at least.
        """
        options = [set(self._open_to(attendee, moment)) for moment in due]
        return max(_with_their_own(options), min(1, len(due)))

    def _open_to(self, attendee: Attendee, moment: _Moment) -> Iterator[str]:
        """Yield the workshops of a round that somebody, or who is with them, asks for, or all do.

        Those only in which they can be.
        """
        of_all = moment in self._are_of_all
        company = self._company.get(attendee.id, (attendee.id,))
        asked = frozenset[str]().union(*map(self._asked, company))
        for placement in self._placements[moment]:
            workshop = self._workshop[placement.session]
            if (of_all or workshop in asked) and self._is_free(attendee, placement):
                yield workshop

    def _asked(self, attendee: str) -> frozenset[str]:
        return self._problem.workshops_asked[attendee]

    def _is_always_free(self, attendee: Attendee) -> bool:
        """Whether nothing keeps somebody from being anywhere at any time."""
        return not (attendee.present or attendee.must_avoid or attendee.id in self._engaged)

    def _is_free(self, attendee: Attendee, placement: Placement) -> bool:
        if self._is_always_free(attendee):
            return True
        engaged = self._engaged.get(attendee.id, ())
        if self._workshop[placement.session] in map(self._workshop.get, attendee.must_avoid):
            return False
        windows = self._problem.presences[attendee.id]
        return (not windows or _there(windows, placement)) and not any(
            own.overlaps(placement) or _is_late(self._problem, own, placement) for own in engaged
        )


def _with_their_own(options: Sequence[set[str]]) -> int:
    """Return how many rounds can have a workshop that no other has, of those open to each.

    From a round without one, those are reached that could give up what it could have, and
    so on; where one of them could have what nobody has, each gives up its own in turn.
    """
    holder: dict[str, int] = {}
    held: dict[int, str] = {}
    for first in range(len(options)):
        reached_from: dict[str, int] = {}
        todo, free = [first], ""
        while todo and not free:
            number = todo.pop()
            for workshop in options[number] - reached_from.keys():
                reached_from[workshop] = number
                if workshop in holder:
                    todo.append(holder[workshop])
                else:
                    free = workshop
                    break
        while free:
            number = reached_from[free]
            given_up = held.get(number, "")
            holder[free], held[number] = number, free
            free = given_up if number != first else ""
    return len(holder)
