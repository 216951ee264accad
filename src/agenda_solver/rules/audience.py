"""Rules that protect what attendees wish: that it is not all at once, and that it has places.

They read the wishes, not the seats: those are given once the timetable is settled. What
clashes is missed in every seating; with the places that lack it bounds what the best one
misses: see `docs/decisions/0013-wishes-in-the-timetable.md`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations, pairwise
from typing import Literal

from agenda_solver.problem import Attendee, Problem
from agenda_solver.problem.same import SameProblem
from agenda_solver.rules.easing import Leeway, left_out
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.people import minutes_to_walk
from agenda_solver.rules.rule import (
    ROOM,
    TIME,
    TIME_AND_ROOM,
    Cost,
    Decisions,
    Demand,
    Finding,
    Quantity,
    Whom,
    covered,
)
from agenda_solver.rules.words import (
    attendees_text,
    people_count,
    room_text,
    seats_count,
    session_text,
)
from agenda_solver.text import Text, clock, duration, listing
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Hope, Party, busy_in, crowd, fans, parties, within_reach

SPARED = 60
"""The price of what somebody need no longer attend."""

Span = tuple[int, int]
"""From one minute to another, both since the midnight before the event."""


class RequiredAreApart(Demand):
    """What an attendee must attend is not at the same time, where it takes place once only."""

    key = "must_apart"
    title = Text(
        "Ce qu'un participant doit suivre n'a pas lieu en même temps",
        "What an attendee must attend is not at the same time",
    )
    wanted = Text(
        "{sessions} n'ont pas lieu en même temps : les mêmes participants doivent les suivre",
        "{sessions} are not at the same time: the same attendees must attend them",
    )
    broken = Text(
        "{one} et {other} ont lieu en même temps, mais sont obligatoires pour {attendees}",
        "{one} and {other} take place at the same time, but are required of {attendees}",
    )
    spared = Text(
        "{session} n'est plus obligatoire pour {attendees}",
        "{session} is no longer required of {attendees}",
    )
    reads = TIME
    gives_way = True

    def post(self, to: Decisions) -> None:
        asked = (_required(to.problem, attendee) for attendee in to.problem.attendees)
        for sessions in dict.fromkeys(required for required in asked if len(required) > 1):
            with to.demand(self, Whom(sessions=sessions)):
                to.apart(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        by_session: dict[str, list[str]] = {}
        for attendee, (required, _) in _all_required(SameProblem(problem)).items():
            for session in required:
                by_session.setdefault(session, []).append(attendee)
        for one, other in timetable.overlapping_pairs() if by_session else ():
            pair = one.session, other.session
            theirs = set(by_session.get(other.session, ()))
            both = [attendee for attendee in by_session.get(one.session, ()) if attendee in theirs]
            if both and not problem.related(*pair):
                finding = self.finding(
                    Whom(sessions=pair),
                    one=session_text(problem, one.session),
                    other=session_text(problem, other.session),
                    attendees=attendees_text(both),
                )
                yield replace(finding, attendees=tuple(both))

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, members=dict.fromkeys(whom.sessions, SPARED))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        alike: dict[tuple[str, ...], list[Attendee]] = {}
        for attendee in problem.attendees:
            if len(required := _required(problem, attendee)) > 1:
                alike.setdefault(required, []).append(attendee)
        clashing = {
            frozenset((one.session, other.session)) for one, other in timetable.overlapping_pairs()
        }
        for required, attendees in alike.items():
            pairs = [
                pair
                for pair in combinations(required, 2)
                if frozenset(pair) in clashing and not problem.related(*pair)
            ]
            for session in left_out(pairs, dict.fromkeys(required, SPARED)):
                ids = tuple(attendee.id for attendee in attendees)
                yield self.edit(
                    self.spared,
                    SPARED,
                    Whom(sessions=(session,), attendees=ids),
                    *(spared(problem, attendee, session) for attendee in attendees),
                    session=session_text(problem, session),
                    attendees=attendees_text(ids),
                )


def spared(problem: Problem, attendee: Attendee, session: str) -> FieldChange:
    """Return the change after which an attendee need not attend a session."""
    workshop = problem.workshop(session)
    left = [one for one in attendee.must_attend if problem.workshop(one) != workshop]
    return FieldChange(("attendees", attendee.id, "must_attend"), attendee.must_attend, left)


class RequiredLeaveTimeToWalk(Demand):
    """Between what an attendee must attend, or takes part in, there is time to walk.

    As far as it takes place once only.
    """

    key = "must_walk"
    title = Text(
        "Un participant a le temps d'aller d'un site à l'autre entre ce qu'il doit suivre",
        "An attendee has the time to walk from one site to another between what they must attend",
    )
    wanted = Text(
        "{sessions} laissent le temps d'aller d'un site à l'autre : les mêmes participants "
        "doivent les suivre ou y intervenir",
        "{sessions} leave the time to walk from one site to another: the same attendees must "
        "attend them or take part",
    )
    broken = Text(
        "Pas le temps d'aller d'un site à l'autre ({walk}) entre {one} ({room}, fin à {end}) et "
        "{other} ({other_room}, début à {start}), pour {attendees}",
        "No time to walk from one site to another ({walk}) between {one} ({room}, ends {end}) "
        "and {other} ({other_room}, starts {start}), for {attendees}",
    )
    reads = TIME_AND_ROOM
    gives_way = False

    def post(self, to: Decisions) -> None:
        if not to.problem.has_walks:
            return
        asked = (_attended(to.problem, attendee) for attendee in to.problem.attendees)
        for attended in dict.fromkeys(asked):
            sessions = tuple(filter(to.problem.may_take_room, attended))
            if len(sessions) > 1:
                with to.demand(self, Whom(sessions=sessions)):
                    to.walk(sessions)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        if not (problem.event.walk or problem.event.walks):
            return
        follow: dict[tuple[Placement, Placement], list[str]] = {}
        for attendee, (_, attended) in _all_required(SameProblem(problem)).items():
            there = map(timetable.by_session.get, attended)
            placed = sorted(
                (placement for placement in there if placement),
                key=lambda placement: (placement.day, placement.start, placement.end),
            )
            for pair in combinations(placed, 2):
                follow.setdefault(pair, []).append(attendee)
        for (one, other), attendees in follow.items():
            walk = minutes_to_walk(problem, one, other)
            rest = problem.moment(other.day, other.start) - problem.moment(one.day, one.end)
            if walk > max(rest, 0) and not problem.related(one.session, other.session):
                finding = self.finding(
                    Whom(
                        sessions=(one.session, other.session),
                        rooms=tuple(placement.room for placement in (one, other) if placement.room),
                    ),
                    walk=duration(walk),
                    one=session_text(problem, one.session),
                    room=room_text(problem, one.room),
                    end=clock(one.end),
                    other=session_text(problem, other.session),
                    other_room=room_text(problem, other.room),
                    start=clock(other.start),
                    attendees=attendees_text(attendees),
                )
                yield replace(finding, attendees=tuple(attendees))


@lru_cache(maxsize=4)
def _all_required(
    known: SameProblem,
) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return what `_required` and `_attended` tell of those of whom they tell something."""
    problem = known.problem
    return {
        attendee.id: (required, _attended(problem, attendee))
        for attendee in problem.attendees
        if (required := _required(problem, attendee))
    }


def _attended(problem: Problem, attendee: Attendee) -> tuple[str, ...]:
    """Return what an attendee must attend at one time only or takes part in; see `_required`.

    Nothing where they must attend nothing: then it is about the person alone.
    """
    required = _required(problem, attendee)
    return tuple(sorted({*required, *busy_in(problem, attendee.id)})) if required else ()


def _required(problem: Problem, attendee: Attendee) -> tuple[str, ...]:
    """Return what an attendee must attend and can at one time only, in the order of its ids."""
    workshops = {problem.workshop(session) for session in attendee.must_attend}
    times = (problem.workshops[workshop] for workshop in workshops)
    return tuple(sorted(only[0] for only in times if len(only) == 1))


class WishesDoNotClash(Cost):
    """What an attendee wishes is not all at once, nor when they are away or speak.

    Of each attendee, what they can attend at best is compared with what they could if only
    the sessions of a block were at once. A wish counts 1, or as it is rated.
    """

    key = "wishes"
    title = Text(
        "Ce que les participants souhaitent n'a pas lieu en même temps",
        "What attendees wish for is not at the same time",
    )
    tier = 2
    unit = Text("vœux, ou points quand ils sont notés", "wishes, or points where they are rated")
    reads = TIME
    broken = Text(
        "{session} : un autre vœu a lieu au même moment pour {people}",
        "{session}: another wish takes place at the same time for {people}",
    )
    away = Text(
        "{session} : un vœu impossible pour {people} (absence, intervention ou session "
        "obligatoire au même moment)",
        "{session}: a wish out of reach for {people} (away, taking part or required elsewhere "
        "at that time)",
    )
    unplaced = Text(
        "{session} n'est pas au programme, mais c'est un vœu de {people}",
        "{session} is not in the programme, but is a wish of {people}",
    )

    def concerns(self, problem: Problem) -> bool:
        return any(_can_miss(party) for party in parties(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if able_to_miss := [party for party in parties(to.problem) if _can_miss(party)]:
            yield to.missed(able_to_miss)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        missed: dict[tuple[tuple[str, ...], _Why], tuple[int, int]] = {}
        for hopeful in _all_hopeful(SameProblem(problem)):
            for sessions, why, worth in hopeful.missed(timetable):
                people, cost = missed.get((sessions, why), (0, 0))
                size = hopeful.party.size
                missed[sessions, why] = people + size, cost + worth * size
        for (sessions, why), (people, cost) in missed.items():
            sentence: Text = getattr(self, why)
            text = sentence.fill(
                session=session_text(problem, sessions[0]), people=people_count(people)
            )
            yield self.paid(cost, Whom(sessions=sessions), text)


_Why = Literal["broken", "away", "unplaced"]
"""Which sentence says why something is missed."""

_Missed = tuple[tuple[str, ...], _Why, int]
"""The sessions of a hope that is not kept, why, and how much of its worth is lost."""


_Known = tuple[tuple[Placement | None, ...], tuple[_Missed, ...]]
"""Where the sessions of a party are, and what the party misses then."""


class _Hopeful:
    """What a party misses. It is looked at again only where a session of theirs has moved."""

    def __init__(self, problem: Problem, party: Party) -> None:
        self.party = party
        self._problem = problem
        named = (session for hope in party.hopes for session in hope.sessions)
        self._sessions = tuple(dict.fromkeys((*named, *party.busy)))
        # Of the last two timetables that differed: a move is tried, and taken back.
        self._known: tuple[_Known, _Known] = ((), ()), ((), ())

    def missed(self, timetable: Timetable) -> tuple[_Missed, ...]:
        """Return what they miss, by what they hope for."""
        there = tuple(map(timetable.by_session.get, self._sessions))
        last, before = self._known
        if there == last[0]:
            return last[1]
        latest = before if there == before[0] else (there, tuple(self._missed(timetable)))
        self._known = latest, last
        return latest[1]

    def _missed(self, timetable: Timetable) -> Iterator[_Missed]:
        party, placed = self.party, timetable.by_session
        if not _can_miss(party) and any(one in placed for one in party.hopes[0].sessions):
            return
        chances = [
            [
                _span(self._problem, placed[session])
                for session in hope.sessions
                if session in placed and _is_free(timetable, party, session)
            ]
            for hope in party.hopes
        ]
        kept = _kept([hope.worth for hope in party.hopes], chances)
        missed = party.most - sum(party.hopes[number].worth for number in kept)
        if missed <= 0:
            return
        lost = [
            (hope, chances[number]) for number, hope in enumerate(party.hopes) if number not in kept
        ]
        for hope, possible in reversed(lost):
            if hope in self._reached and missed:
                worth = min(hope.worth, missed)
                missed -= worth
                is_placed = any(session in placed for session in hope.sessions)
                yield hope.sessions, _why(bool(possible), is_placed), worth

    @cached_property
    def _reached(self) -> frozenset[Hope]:
        return frozenset(within_reach(self._problem, self.party.hopes))


def _why(possible: bool, is_placed: bool) -> _Why:
    if possible:
        return "broken"
    return "away" if is_placed else "unplaced"


@lru_cache(maxsize=4)
def _all_hopeful(known: SameProblem) -> tuple[_Hopeful, ...]:
    """Return the parties of a problem, once for all its timetables."""
    return tuple(_Hopeful(known.problem, party) for party in parties(known.problem))


def _can_miss(party: Party) -> bool:
    """Whether some timetable makes a party miss something."""
    return bool(party.present or party.busy) or party.most > party.hopes[0].worth


def _is_free(timetable: Timetable, party: Party, session: str) -> bool:
    """Whether a party is there all along a session, and takes part in nothing meanwhile."""
    placement = timetable.by_session[session]
    if party.present and not covered(party.present, placement.day, placement.start, placement.end):
        return False
    busy = (timetable.by_session.get(other) for other in party.busy)
    return not any(other is not None and other.overlaps(placement) for other in busy)


def _span(problem: Problem, placement: Placement) -> Span:
    start = problem.moment(placement.day, placement.start)
    return start, start + placement.minutes


# --- The best that somebody can attend -------------------------------------------------------


def _kept(worths: Sequence[int], chances: Sequence[Sequence[Span]]) -> frozenset[int]:
    """Return which hopes are kept, at the most they can be worth together.

    Parameters
    ----------
    worths : sequence of int
        What each is worth.
    chances : sequence of sequences of (int, int)
        When each could be attended: at one of these times, from a minute to another.
    """
    times = sorted({span for spans in chances for span in spans})
    if all(end <= start for (_, end), (start, _) in pairwise(times)):
        return _matched(worths, chances)
    return _scheduled(worths, chances)


def _matched(worths: Sequence[int], chances: Sequence[Sequence[Span]]) -> frozenset[int]:
    """Match hopes to times, none of which overlaps another: the dearest first is best."""
    taken: dict[Span, int] = {}

    def finds(hope: int, tried: set[Span]) -> bool:
        for span in chances[hope]:
            if span not in tried:
                tried.add(span)
                if span not in taken or finds(taken[span], tried):
                    taken[span] = hope
                    return True
        return False

    for hope in sorted(range(len(worths)), key=lambda hope: -worths[hope]):
        finds(hope, set())
    return frozenset(taken.values())


@dataclass(frozen=True)
class _Plan:
    """What somebody attends so far: the last hope, and the plan before it; at first nothing."""

    worth: int = 0
    hope: int | None = None
    before: _Plan | None = None

    def __iter__(self) -> Iterator[int]:
        plan: _Plan | None = self
        while plan is not None and plan.hope is not None:
            yield plan.hope
            plan = plan.before


def _scheduled(worths: Sequence[int], chances: Sequence[Sequence[Span]]) -> frozenset[int]:
    """Choose among times that overlap, going from the first of them to the last.

    At each, what is best so far is known for each set of the hopes that are kept already and
    come again; without these, for one set only (the textbook case of activities with
    weights, for example Kleinberg and Tardos, "Algorithm Design", 2005, section 6.1).
    """
    spans = sorted((*span, hope) for hope, own in enumerate(chances) for span in own)
    starts = [start for start, _, _ in spans]
    last = {hope: number for number, (_, _, hope) in enumerate(spans)}
    plans: list[dict[frozenset[int], _Plan]] = [{} for _ in range(len(spans) + 1)]
    plans[0][frozenset()] = _Plan()

    def reach(number: int, kept: frozenset[int], plan: _Plan) -> None:
        again = frozenset(hope for hope in kept if last[hope] >= number)
        if plan.worth >= plans[number].get(again, plan).worth:
            plans[number][again] = plan

    for number, (_, end, hope) in enumerate(spans):
        for kept, plan in plans[number].items():
            reach(number + 1, kept, plan)
            if hope not in kept:
                longer = _Plan(plan.worth + worths[hope], hope, plan)
                reach(bisect_left(starts, end), kept | {hope}, longer)
    (best,) = plans[-1].values()
    return frozenset(best)


# --- Places ----------------------------------------------------------------------------------


class PopularHaveRoom(Cost):
    """A workshop has places for all who wish for it and could come.

    Those who must attend it count too. It needs no more places than it takes attendees at
    most. Where the capacity of a room is not known, there is a place for everybody. Where
    `wished_sizes` says what sizes cost, nothing is said here.
    """

    key = "wished_places"
    title = Text(
        "Un atelier souhaité a une salle où tous ceux qui le souhaitent ont une place",
        "A workshop is in a room with a place for all who wish for it",
    )
    tier = 2
    unit = Text("personnes sans place", "people without a place")
    reads = ROOM
    broken = Text(
        "{session} : vœu de {people}, pour {places} ({rooms})",
        "{session}: wished for by {people}, with {places} ({rooms})",
    )

    def concerns(self, problem: Problem) -> bool:
        return crowd(problem) is None and any(True for _ in _crowds(problem))

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for sessions, people in _crowds(to.problem):
            most = {
                session: most
                for session in sessions
                if (most := _most(to.problem, session)) is not None
            }
            yield to.lacking(sessions, people, most)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for workshop, people in _wanted(problem):
            sessions = _offered(problem, workshop)
            there = [
                timetable.by_session[session]
                for session in sessions
                if session in timetable.by_session
            ]
            known = [
                seats for placement in there if (seats := _places(problem, placement)) is not None
            ]
            if len(known) == len(sessions) and sum(known) < people:
                rooms = tuple(
                    dict.fromkeys(
                        placement.room for placement in there if placement.room is not None
                    )
                )
                text = self.broken.fill(
                    session=session_text(problem, workshop),
                    people=people_count(fans(problem)[workshop]),
                    places=seats_count(sum(known)),
                    rooms=listing(room_text(problem, room) for room in rooms),
                )
                whom = Whom(sessions=sessions, rooms=rooms)
                yield self.paid(people - sum(known), whom, text)


def _wanted(problem: Problem) -> Iterator[tuple[str, int]]:
    """Yield how many wish for each workshop, no more than it takes at most."""
    for workshop, people in fans(problem).items():
        limits = [_most(problem, session) for session in _offered(problem, workshop)]
        known = [limit for limit in limits if limit is not None]
        yield workshop, people if len(known) < len(limits) else min(people, sum(known))


def _offered(problem: Problem, workshop: str) -> tuple[str, ...]:
    """Return the times and sub-groups of a workshop that take registrations."""
    offered = set(problem.offered)
    return tuple(session for session in problem.workshops[workshop] if session in offered)


def _most(problem: Problem, session: str) -> int | None:
    """Return how many attendees a session says it takes; None: any number."""
    return problem.session[session].capacity.max


def _places(problem: Problem, placement: Placement) -> int | None:
    """Return how many places a session has where it is placed; None: for any number."""
    room = problem.seats_in(placement.session, placement.room)
    known = [limit for limit in (_most(problem, placement.session), room) if limit is not None]
    return min(known, default=None)


def _crowds(problem: Problem) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the sessions of workshops that may lack places, and how many wish for them."""
    for workshop, people in _wanted(problem):
        sessions = _offered(problem, workshop)
        if sum(_least_places(problem, session, people) for session in sessions) < people:
            yield sessions, people


def _least_places(problem: Problem, session: str, people: int) -> int:
    """Return how many of so many people find a place in the smallest room of a session."""
    rooms = problem.room if problem.may_take_room(session) else ()
    known = [_most(problem, session), *(problem.seats_in(session, room) for room in rooms)]
    return min([people, *(seats for seats in known if seats is not None)])
