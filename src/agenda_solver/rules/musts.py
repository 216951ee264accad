"""What those who must attend need of the timetable, where the seats have shown that they do.

Seats are given once the timetable is settled. Where they cannot be, the demands of the seats
that contradict one another are told to its solver, and another timetable is looked for: see
`docs/decisions/0018-timetable-and-seats.md`. So these demands are not in `RULES`: each is made for
what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import permutations, product
from typing import Literal, TypeVar

from agenda_solver.problem import Attendee, Openings, Problem, Window
from agenda_solver.rules.attendees import (
    AttendeeIsWhereTheyMust,
    AttendeesAreApart,
    CompanionsAreTogether,
    FewOfOneOrganisation,
    SeatRule,
    SessionHasEnoughAttendees,
    SessionHasPlacesForAll,
)
from agenda_solver.rules.audience import SPARED, RequiredAreApart, spared
from agenda_solver.rules.easing import OUTRIGHT, Amounts, Leeway, exceeded, given_up
from agenda_solver.rules.edits import Edit
from agenda_solver.rules.programme import CANCELLED
from agenda_solver.rules.rule import (
    ROOM,
    TIME,
    TIME_AND_ROOM,
    Allows,
    Decisions,
    Demand,
    Finding,
    Limit,
    Quantity,
    Whom,
    covered,
    is_in,
)
from agenda_solver.rules.words import (
    attendees_text,
    room_text,
    session_text,
    sessions_text,
    when_text,
    windows_text,
)
from agenda_solver.text import SEMICOLON, Text, listing, quoted, strung
from agenda_solver.timetable import Placement, Timetable

_Of = TypeVar("_Of", bound=Hashable)

Kind = Literal["must", "most", "least", "apart", "together", "quota"]


@dataclass(frozen=True)
class SeatDemand:
    """A demand of the seats, whatever the timetable.

    Attributes
    ----------
    kind : Kind
        An attendee must be in one of some sessions; a session takes no more than it has
        places, or no fewer than it needs; attendees are apart or together; or it takes no
        more than so many of these.
    attendees, sessions : tuple of str
        Ids of those whom it concerns.
    most : int
        Of a quota: how many.
    """

    kind: Kind
    attendees: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    most: int = 0


_RULES: Mapping[Kind, SeatRule] = {
    "must": AttendeeIsWhereTheyMust(),
    "most": SessionHasPlacesForAll(),
    "least": SessionHasEnoughAttendees(),
    "apart": AttendeesAreApart(),
    "together": CompanionsAreTogether(),
    "quota": FewOfOneOrganisation(),
}


class _SeenByTheTimetable(Demand):
    """A rule of the seats, as a demand of the timetable."""

    reads = TIME_AND_ROOM
    stands = ("attendees", "must_attend")
    gives_way = False

    def __init__(self, rule: SeatRule) -> None:
        self._rule = rule
        self.key = rule.key  # type: ignore[misc]
        self.title = rule.title  # type: ignore[misc]

    def says(self, problem: Problem, whom: Whom) -> Text:
        demand = self._rule.says(problem, whom.attendees, whom.sessions)
        return _with_what_decides(demand, problem, whom)


def _with_what_decides(demand: Text, problem: Problem, whom: Whom) -> Text:
    """Return a demand with what decides where those whom it concerns can be, all of them."""
    each = [
        tuple(_what_decides(problem, problem.attendee[attendee])) for attendee in whom.attendees
    ]
    known = [text for text in each[0] if all(text in own for own in each)] if each else []
    text = Text("{demand} ({known})", "{demand} ({known})")
    return text.fill(demand=demand, known=strung(known, SEMICOLON)) if known else demand


def _what_decides(problem: Problem, attendee: Attendee) -> Iterator[Text]:
    """Yield what decides where an attendee can be, and when."""
    if attendee.present:
        there = Text("là seulement {windows}", "there only {windows}")
        yield there.fill(windows=windows_text(problem, attendee.present))
    if attendee.needs:
        needs = Text("a besoin de : {needs}", "needs: {needs}")
        yield needs.fill(needs=listing(dict.fromkeys(attendee.needs)))
    person = problem.person_of.get(attendee.id)
    if person and (own := problem.may_take_part(person)):
        yield Text("intervient : {sessions}", "takes part: {sessions}").fill(
            sessions=sessions_text(problem, own)
        )
    if person and (chaired := problem.papers_chaired(person)):
        tracks = dict.fromkeys(problem.session[paper].track for paper in chaired)
        yield Text("préside : {tracks}", "chairs: {tracks}").fill(
            tracks=listing(map(quoted, tracks))
        )


class RequiredCanCome(Demand):
    """All can be at what they must attend, where it takes place once only.

    They are there, take part in nothing and chair nothing meanwhile, and its room has what they
    need and a place for each of them. Who takes part in it, or in a part of it, or may, or
    chairs it, is left out.
    """

    key = AttendeeIsWhereTheyMust.key
    title = Text(
        "Ce que des participants doivent suivre a lieu quand et où tous peuvent y être",
        "What attendees must attend is when and where all of them can be",
    )
    wanted = Text("{attendees} doivent suivre {sessions}", "{attendees} must attend {sessions}")
    too_many = Text(
        "{demand} : trop de monde pour {rooms}", "{demand}: too many people for {rooms}"
    )
    broken = Text(
        "{session} ({when}) est obligatoire, mais impossible, pour {attendees}",
        "{session} ({when}) is a must, but out of reach, for {attendees}",
    )
    reads = TIME_AND_ROOM
    stands = ("attendees", "must_attend")
    gives_way = True

    def says(self, problem: Problem, whom: Whom) -> Text:
        one = _RULES["must"].says(problem, whom.attendees, whom.sessions)
        demand = super().says(problem, whom) if len(whom.attendees) > 1 else one
        if whom.rooms:
            rooms = listing(room_text(problem, room) for room in whom.rooms)
            return self.too_many.fill(demand=demand, rooms=rooms)
        return _with_what_decides(demand, problem, whom)

    def limits(self, problem: Problem) -> Iterator[Limit]:
        fitting: dict[tuple[Window, ...], Allows] = {}
        for session, attendees in _who_must(problem).items():
            for windows, group in _alike(attendees, lambda known: tuple(known.present)):
                if windows:
                    fits = fitting.setdefault(windows, partial(_is_within, Openings(windows)))
                    whom = Whom((session,), attendees=group)
                    yield Limit(session, TIME, fits, whom, exceeds=partial(_outright, fits))
            for needs, group in _alike(attendees, lambda known: frozenset(known.needs)):
                if needs:
                    fit = frozenset(
                        room.id for room in problem.room.values() if needs <= {*room.features}
                    )
                    whom = Whom((session,), attendees=group)
                    fits = partial(is_in, fit)
                    yield Limit(session, ROOM, fits, whom, exceeds=partial(_outright, fits))
            everybody = tuple(attendee.id for attendee in attendees)
            small = tuple(
                room
                for room in problem.room
                if (seats := problem.seats_in(session, room)) is not None and seats < len(everybody)
            )
            if small:
                large = frozenset({None, *problem.room}.difference(small))
                whom = Whom((session,), rooms=small, attendees=everybody)
                yield Limit(session, ROOM, partial(is_in, large), whom)

    def post(self, to: Decisions) -> None:
        problem = to.problem
        for session, attendees in _who_must(problem).items():
            for attendee in attendees:
                person = problem.person_of.get(attendee.id)
                own = (
                    (*problem.sessions_with(person), *problem.papers_chaired(person))
                    if person
                    else ()
                )
                for other in dict.fromkeys(own):
                    if not problem.related(session, other):
                        with to.demand(self, Whom((session,), attendees=(attendee.id,))):
                            to.apart([session, other])

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        """Judge each attendee as if nobody else were there, and then how many they are."""
        for session, attendees in _who_must(problem).items():
            placement = timetable.by_session.get(session)
            if placement is None:
                continue
            room = problem.room.get(placement.room or "")
            kept_out = [
                attendee.id
                for attendee in attendees
                if (attendee.present and not covered(attendee.present, *_span(placement)))
                or not set(attendee.needs).issubset(room.features if room else ())
                or _is_engaged_meanwhile(problem, timetable, attendee, placement)
            ]
            places = problem.seats_in(session, placement.room)
            if places is not None and len(attendees) > places:
                kept_out = [attendee.id for attendee in attendees]
            if kept_out:
                yield self.finding(
                    Whom((session,), attendees=tuple(kept_out)),
                    session=session_text(problem, session),
                    when=when_text(problem, placement),
                    attendees=attendees_text(kept_out),
                )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        # That a room is too small for all gives way by another room, or by who is spared.
        return None if whom.rooms else Leeway(whom, {"": given_up(_price(whom))})

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        """Yield who need not attend what: they are not there, cannot enter, or take part elsewhere.

        See `Demand.ease`.
        """
        spare = [whom for whom, _, _ in exceeded(self, problem, timetable)]
        for session, attendees in _who_must(problem).items():
            placement = timetable.by_session.get(session)
            spare += [
                Whom((session,), attendees=(attendee.id,))
                for attendee in attendees
                if placement and _is_engaged_meanwhile(problem, timetable, attendee, placement)
            ]
        for whom in dict.fromkeys(spare):
            (session,) = whom.sessions
            yield self.edit(
                RequiredAreApart.spared,
                _price(whom),
                whom,
                *(spared(problem, problem.attendee[one], session) for one in whom.attendees),
                session=session_text(problem, session),
                attendees=attendees_text(whom.attendees),
            )


def _price(whom: Whom) -> int:
    """Return what it costs that some need no longer attend: less than that it is cancelled."""
    return min(SPARED * len(whom.attendees), CANCELLED - 1)


def _outright(fits: Allows, placement: Placement) -> Amounts:
    return {} if fits(placement) else {"": OUTRIGHT}


def _who_must(problem: Problem) -> Mapping[str, tuple[Attendee, ...]]:
    """Return who must attend each session that takes place once, and needs a seat in it."""
    offered = set(problem.offered)
    once = {
        workshop
        for workshop, sessions in problem.workshops.items()
        if len(sessions) == 1 and workshop in offered
    }
    attendees: dict[str, list[Attendee]] = {}
    for attendee in problem.attendees if once else ():
        person = problem.person_of.get(attendee.id)
        own = problem.may_be_held_by(person) if person else ()
        there = {whole for session in own for whole in (session, *problem.wholes(session))}
        for session in dict.fromkeys(attendee.must_attend):
            if session in once and session not in there:
                attendees.setdefault(session, []).append(attendee)
    return {session: tuple(known) for session, known in attendees.items()}


def _alike(
    attendees: Sequence[Attendee], what: Callable[[Attendee], _Of]
) -> Iterator[tuple[_Of, tuple[str, ...]]]:
    """Yield what attendees say, and the ids of those who say the same."""
    groups: dict[_Of, list[str]] = {}
    for attendee in attendees:
        groups.setdefault(what(attendee), []).append(attendee.id)
    for demand, group in groups.items():
        yield demand, tuple(group)


def _is_within(windows: Openings, placement: Placement) -> bool:
    return windows.hold(placement.day, placement.start, placement.end)


def _span(placement: Placement) -> tuple[date, int, int]:
    return placement.day, placement.start, placement.end


def _is_engaged_meanwhile(
    problem: Problem, timetable: Timetable, attendee: Attendee, placement: Placement
) -> bool:
    """Whether an attendee is part of, or chairs, what overlaps a session, unless it is its kin."""
    person = problem.person_of.get(attendee.id)
    chaired = problem.papers_chaired(person) if person else ()
    return any(
        (person in problem.session[other.session].roster or other.session in chaired)
        and other.overlaps(placement)
        and not problem.related(other.session, placement.session)
        for other in timetable.placements
    )


class RequiredAreSeated(Demand):
    """Some of those who must attend can be seated, as some demands of the seats ask.

    Less is asked than of the seats, never more: where a timetable breaks this, nobody can
    give its seats.

    Parameters
    ----------
    demands : sequence of SeatDemand
        Those that contradicted one another in some timetable.
    """

    key = AttendeeIsWhereTheyMust.key
    title = Text(
        "Chacun peut être là où il le doit",
        "Everybody can be where they must be",
    )
    reads = TIME_AND_ROOM
    gives_way = False

    def __init__(self, demands: Sequence[SeatDemand]) -> None:
        self.demands = tuple(demands)

    def post(self, to: Decisions) -> None:
        seats = _Seats(to, self.demands)
        post = {
            "must": seats.must,
            "most": seats.most,
            "least": seats.least,
            "apart": seats.apart,
            "together": seats.together,
            "quota": seats.quota,
        }
        for demand in self.demands:
            sessions = demand.sessions[:1] if demand.kind == "must" else demand.sessions
            whom = Whom(sessions=sessions, attendees=demand.attendees)
            with to.demand(_SeenByTheTimetable(_RULES[demand.kind]), whom):
                post[demand.kind](demand)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:  # noqa: ARG002
        """Nothing: the seats are judged, by their rules."""
        yield from ()


class _Seats:
    """The seats that those who must attend something may have in it, and who sits with them."""

    def __init__(self, to: Decisions, demands: Sequence[SeatDemand]) -> None:
        self.to = to
        self.problem = to.problem
        self.for_all = _for_all(self.problem)
        self.may_be_for_all = _may_be_for_all(self.problem)
        self._known_starts: dict[tuple[str, str, str], Quantity] = {}
        self.sessions_of: dict[str, list[str]] = {}
        self.musts = [demand for demand in demands if demand.kind == "must"]
        for demand in self.musts:
            self._open(demand.attendees, demand.sessions)
        for demand in demands:
            if demand.kind == "least":
                (session,) = demand.sessions
                everybody = self.problem.attendees
                joining = [each.id for each in everybody if self._may_join(each, session)]
                self._open(joining, demand.sessions)
        pairs = [demand.attendees for demand in demands if demand.kind == "together"]
        for _ in pairs:  # as many times as it may take along a chain
            for one, other in pairs:
                both = [*self.sessions_of.get(one, ()), *self.sessions_of.get(other, ())]
                self._open((one, other), both)

    def _open(self, attendees: Collection[str], sessions: Collection[str]) -> None:
        for attendee in attendees:
            known = self.sessions_of.setdefault(attendee, [])
            known += [session for session in dict.fromkeys(sessions) if session not in known]

    def _sitting(self, session: str, attendees: Collection[str] | None = None) -> list[Quantity]:
        """Return whether each of those who may have a seat in a session sits there."""
        return [
            self.to.sits(attendee, session)
            for attendee, sessions in self.sessions_of.items()
            if session in sessions and (attendees is None or attendee in attendees)
        ]

    def must(self, demand: SeatDemand) -> None:
        """Seat an attendee, unless they take part in it, or in a part of it, or chair it."""
        (attendee,) = demand.attendees
        workshop = self.problem.workshop(demand.sessions[0])
        there: list[Quantity | int] = [
            self.to.sits(attendee, session) for session in demand.sessions
        ]
        if person := self.problem.person_of.get(attendee):
            there += [
                self.to.takes_part(own, person)
                for own in self.problem.may_take_part(person)
                if workshop in map(self.problem.workshop, (own, *self.problem.wholes(own)))
            ]
            chaired = map(self.problem.workshop, self.problem.papers_chaired(person))
            there.append(int(workshop in chaired))
        self.to.at_least(_sum(there), 1)

    def most(self, demand: SeatDemand) -> None:
        (session,) = demand.sessions
        if not (sitting := self._sitting(session)):
            return
        limit = self.problem.session[session].capacity.max
        people = len(sitting) if limit is None else min(limit, len(sitting))
        self.to.at_least(self.to.places(session, people) - _sum(sitting), 0)

    def least(self, demand: SeatDemand) -> None:
        """Seat as many as are needed beside those who must be in a session, where they sit there.

        Who does not ask for it joins only where they are due a seat for what starts with it.
        """
        (session,) = demand.sessions
        everybody = _sum(self._sitting(session))
        needed = self.problem.session[session].capacity.min
        if not self.problem.session[session].cancellable:
            self.to.at_least(everybody - needed, 0)
        for must in self.musts:
            if session in must.sessions:
                self.to.at_least(everybody - needed * self.to.sits(must.attendees[0], session), 0)
        for attendee in self.problem.attendees:
            asked = _asked(self.problem, attendee)
            if session in self.sessions_of.get(attendee.id, ()) and session not in asked:
                self._join(attendee.id, session, asked)

    def _join(self, attendee: str, session: str, asked: Sequence[str]) -> None:
        """Seat somebody in what they do not ask for only where they may be due a seat then.

        They ask for something that starts with it, or all that does is for all.
        """
        due = _sum([self._starts(self.to.one_start, session, other) for other in asked])
        sits = self.to.sits(attendee, session)
        if session not in self.may_be_for_all:
            self.to.at_least(due - sits, 0)
        elif self.for_all == self.may_be_for_all:
            for other in self.problem.offered:
                if other not in self.for_all and other not in asked:
                    apart = self._starts(self.to.not_one_start, session, other)
                    self.to.at_least(due + apart - sits, 0)

    def _starts(self, starts: Callable[[str, str], Quantity], session: str, other: str) -> Quantity:
        """Return whether two sessions start together, or do not: asked for once only."""
        key = starts.__name__, session, other
        if key not in self._known_starts:
            self._known_starts[key] = starts(session, other)
        return self._known_starts[key]

    def _may_join(self, attendee: Attendee, session: str) -> bool:
        return session in self.may_be_for_all or bool(_asked(self.problem, attendee))

    def apart(self, demand: SeatDemand) -> None:
        one, other = demand.attendees
        for session in self.sessions_of.get(one, ()):
            if session in self.sessions_of.get(other, ()):
                self.to.at_least(1 - _sum(self._sitting(session, demand.attendees)), 0)

    def together(self, demand: SeatDemand) -> None:
        """Seat each of two in the session of the other, where both are due a seat."""
        for one, other in permutations(demand.attendees):
            for session in self.sessions_of[one]:
                for doubt in self._doubts(other, session):
                    beside = self.to.sits(other, session) + doubt
                    self.to.at_least(beside - self.to.sits(one, session), 0)
        # Who has a seat was due one, whatever they ask.
        for here, there in product(*map(self.sessions_of.__getitem__, demand.attendees)):
            if here != there:
                one, other = demand.attendees
                both = self.to.sits(one, here) + self.to.sits(other, there)
                self.to.at_least(1 + self.to.not_one_start(here, there) - both, 0)

    def _doubts(self, attendee: str, session: str) -> Iterator[Quantity | int]:
        """Yield what is 1 at least unless an attendee is due a seat when a session starts."""
        known = self.problem.attendee[attendee]
        if attendee in self.problem.person_of:
            return
        asked = _asked(self.problem, known)
        if session in asked or self.for_all.issuperset(self.problem.offered):
            asked = (session,)
        for other in asked:
            away = self.to.away(other, known.present) if known.present else 0
            yield away if other == session else away + self.to.not_one_start(session, other)

    def quota(self, demand: SeatDemand) -> None:
        (session,) = demand.sessions
        self.to.at_least(demand.most - _sum(self._sitting(session, demand.attendees)), 0)


def _asked(problem: Problem, attendee: Attendee) -> tuple[str, ...]:
    """Return the sessions with seats that an attendee wishes for or must attend."""
    workshops = problem.workshops_asked[attendee.id]
    return tuple(session for session in problem.offered if problem.workshop(session) in workshops)


def _for_all(problem: Problem) -> frozenset[str]:
    """Return the sessions that are offered to all: those of a block or that come again."""
    of_blocks = {session for sessions in problem.blocks.values() for session in sessions}
    return problem.repeated_for_all | of_blocks


def _may_be_for_all(problem: Problem) -> frozenset[str]:
    """Return the sessions that all may be due: any may start with one that is for everyone."""
    if any(session.everyone for session in problem.sessions):
        return frozenset(problem.offered)
    return _for_all(problem)


def _sum(quantities: Sequence[Quantity | int]) -> Quantity | int:
    total: Quantity | int = 0
    for quantity in quantities:
        total = total + quantity
    return total


class SeatsAreElsewhere(Demand):
    """Not all of what the seats depend on is as it was where nobody could give them.

    Told where what `RequiredAreSeated` asks does not suffice.

    Parameters
    ----------
    timetables : sequence of Timetable
        In which the seats cannot be given.
    """

    key = AttendeeIsWhereTheyMust.key
    title = Text(
        "Le programme n'est pas l'un de ceux où les places ne peuvent être données",
        "The programme is none of those in which the seats cannot be given",
    )
    wanted = Text(
        "chacun peut être là où il le doit, compte tenu des autres demandes sur les places",
        "everybody can be where they must be, with what else is asked of the seats",
    )
    reads = TIME_AND_ROOM
    gives_way = False

    def __init__(self, timetables: Sequence[Timetable]) -> None:
        self.timetables = tuple(timetables)

    def post(self, to: Decisions) -> None:
        problem = to.problem
        people = dict.fromkeys(problem.person_of.values())
        own = {(session, person) for person in people for session in problem.may_take_part(person)}
        chaired = (paper for person in people for paper in problem.papers_chaired(person))
        sessions = dict.fromkeys(
            [*problem.offered, *sorted(session for session, _ in own), *chaired]
        )
        for timetable in self.timetables:
            placements = {
                placement: _same_rooms(problem, placement.room)
                for placement in map(timetable.by_session.__getitem__, sessions)
            }
            taking_part = {
                (session, person): person in timetable.roster(problem.session[session])
                for session, person in sorted(own)
                if problem.session[session].pools
            }
            with to.demand(self, Whom()):
                to.not_again(placements, taking_part)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:  # noqa: ARG002
        """Nothing: the seats are judged, by their rules."""
        yield from ()


def _same_rooms(problem: Problem, room: str | None) -> Collection[str | None]:
    """Return the rooms that are the same to attendees as a room, itself included."""
    rooms: dict[str | None, object] = {
        row.id: (row.capacity, frozenset(row.features), row.site) for row in problem.room.values()
    }
    rooms[None] = (None, frozenset(), "")
    return [other for other, kind in rooms.items() if kind == rooms[room]]
