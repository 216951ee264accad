"""Rules that protect what is already printed: costs of differing from an earlier timetable.

They are not in `RULES`: each is made with the timetable to stay near to, and comes before
all that the problem itself asks for. In the order of `stability`, one tier each, they say
in the user's terms what a small change is; a weighted sum would leave open whose room
changes (see `docs/decisions/0014-minimal-change.md`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import (
    PEOPLE,
    ROOM,
    TIME_AND_ROOM,
    Cost,
    Decisions,
    Finding,
    Quantity,
    covered,
)
from agenda_solver.rules.words import attendees_count, placement_text, room_text, session_text
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Hope, Party, busy_in

SESSIONS = Text("sessions", "sessions")


class _Stays(Cost):
    """A cost of differing from the placements of an earlier timetable."""

    unit = SESSIONS
    broken: ClassVar[Text]

    def __init__(self, before: Timetable) -> None:
        self.before = before

    def _placed_before(self, problem: Problem) -> Iterator[Placement]:
        """Yield the earlier placements of the sessions that are still asked for."""
        return (
            placement
            for placement in self.before.placements
            if placement.session in problem.session
        )

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for old in self._placed_before(problem):
            new = timetable.by_session.get(old.session)
            if new is not None and (cost := self._paid(old, new)):
                yield self._finding(problem, old, new, cost)

    def _paid(self, old: Placement, new: Placement) -> int:
        """Return what it costs that a session is where it is, and not where it was."""
        raise NotImplementedError

    def _finding(self, problem: Problem, old: Placement, new: Placement, cost: int) -> Finding:
        rooms = [room for room in (old.room, new.room) if room is not None]
        return Finding(
            rule=self.key,
            severity="info",
            text=self.broken.fill(
                session=session_text(problem, old.session),
                before=placement_text(problem, old),
                after=placement_text(problem, new),
                room=room_text(problem, old.room),
                other=room_text(problem, new.room),
            ),
            sessions=(old.session,),
            rooms=tuple(dict.fromkeys(rooms)),
            cost=cost,
        )


class LeavesUntouched(_Stays):
    """Sessions stay as they were: at their time, in their room, with the same people.

    Parameters
    ----------
    before : Timetable
    people : mapping of str to frozenset of str
        Who took part in each session, by its id.
    """

    key = "untouched"
    title = Text(
        "Les sessions gardent leur heure, leur salle et leurs intervenants",
        "Sessions keep their time, their room and their people",
    )
    broken = Text(
        "{session} change : {before}, puis {after}", "{session} changes: {before}, then {after}"
    )
    others = Text(
        "{session} n'a plus les mêmes intervenants", "{session} does not have the same people"
    )
    reads = TIME_AND_ROOM | PEOPLE
    tier = 1

    def __init__(self, before: Timetable, people: Mapping[str, frozenset[str]]) -> None:
        super().__init__(before)
        self.people = people

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for old in self._placed_before(to.problem):
            if not self._may_have_its_people(to.problem, old.session):
                yield 1
                continue
            moved = to.not_at(old.session, old.day, old.start)
            room = to.only_elsewhere(old.session, old.day, old.start, old.room)
            people = (
                1 - to.takes_part(old.session, person)
                for person in sorted(self.people[old.session])
            )
            yield to.any_of([moved, room, *people])

    def _may_have_its_people(self, problem: Problem, session: str) -> bool:
        """Whether those who took part, and nobody else, can take part again."""
        named, pools = set(problem.session[session].roster), problem.session[session].pools
        people = self.people[session]
        return named <= people and len(named) + len(pools) == len(people)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        yield from super().check(problem, timetable)
        for old in self._placed_before(problem):
            new = timetable.by_session.get(old.session)
            if new is None or self._paid(old, new):
                continue
            if set(timetable.roster(problem.session[old.session])) != self.people[old.session]:
                text = self.others.fill(session=session_text(problem, old.session))
                yield Finding(self.key, "info", text, sessions=(old.session,), cost=1)

    def _paid(self, old: Placement, new: Placement) -> int:
        return int(old.room != new.room or _has_moved(old, new))


class KeepsTheTimes(_Stays):
    """Sessions stay at the day and the start that they had."""

    key = "times_kept"
    title = Text("Les sessions gardent leur jour et leur heure", "Sessions keep their day and time")
    broken = Text(
        "{session} change d'heure : {before}, puis {after}",
        "{session} changes its time: {before}, then {after}",
    )
    reads = TIME_AND_ROOM
    tier = 1

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for old in self._placed_before(to.problem):
            yield to.not_at(old.session, old.day, old.start)

    def _paid(self, old: Placement, new: Placement) -> int:
        return int(_has_moved(old, new))


class KeepsTheRooms(_Stays):
    """Sessions that stay at their time stay in their room."""

    key = "rooms_kept"
    title = Text(
        "Les sessions qui gardent leur heure gardent leur salle",
        "Sessions that keep their time keep their room",
    )
    broken = Text(
        "{session} change de salle : {room}, puis {other}",
        "{session} changes rooms: {room}, then {other}",
    )
    reads = TIME_AND_ROOM
    tier = 2

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for old in self._placed_before(to.problem):
            yield to.only_elsewhere(old.session, old.day, old.start, old.room)

    def _paid(self, old: Placement, new: Placement) -> int:
        return int(old.room != new.room and not _has_moved(old, new))


class KeepsEveryRoom(_Stays):
    """Sessions stay in their room, also those that change their time.

    How many of those that keep their time change rooms is settled by the tier before, so
    what is kept small here is how many of the others do.
    """

    key = "every_room_kept"
    title = Text(
        "Les sessions gardent leur salle, même si elles changent d'heure",
        "Sessions keep their room, even if they change their time",
    )
    broken = Text(
        "{session} change de salle : {room}, puis {other}",
        "{session} changes rooms: {room}, then {other}",
    )
    reads = ROOM
    tier = 3

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for old in self._placed_before(to.problem):
            yield 1 - to.in_room(old.session, old.room)

    def _paid(self, old: Placement, new: Placement) -> int:
        return int(old.room != new.room)


class KeepsTheSeats(Cost):
    """Those who have a seat can keep it: nothing else of theirs is then, and the room is large.

    How many seats change in the end is for `assign` to settle: here, who could not come to a
    session whose room is too small as well is counted twice.
    """

    key = "seats_kept"
    title = Text("Les places déjà données restent", "Seats given out before stay")
    unit = Text("places", "seats")
    reads = TIME_AND_ROOM
    tier = 4
    clashes = Text(
        "{session} : à l'heure d'une autre place, ou d'une absence, pour {people}",
        "{session}: at the time of another seat, or while away, for {people}",
    )
    small = Text(
        "{session} : la salle n'a plus de place pour {people}",
        "{session}: the room has no place any more for {people}",
    )

    def __init__(self, before: Timetable) -> None:
        self.before = before

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        yield to.missed(self._parties(to.problem))
        for session, seated in self._seated(to.problem).items():
            yield to.lacking((session,), seated)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        lost = Counter(
            session
            for attendee, seats in self._known_seats(problem).items()
            for session in _lost(problem, timetable, attendee, seats)
        )
        for session, cost in lost.items():
            yield self._finding(problem, session, cost, self.clashes)
        for session, seated in self._seated(problem).items():
            room = timetable.by_session[session].room if session in timetable.by_session else None
            places = problem.seats_in(session, room)
            if places is not None and places < seated:
                yield self._finding(problem, session, seated - places, self.small)

    def _finding(self, problem: Problem, session: str, cost: int, text: Text) -> Finding:
        text = text.fill(session=session_text(problem, session), people=attendees_count(cost))
        return Finding(self.key, "info", text, sessions=(session,), cost=cost)

    def _parties(self, problem: Problem) -> tuple[Party, ...]:
        """Return those who have the same seats, each hoping for the seats they have."""
        sizes = Counter(
            Party(
                hopes=tuple(Hope((session,), 1) for session in sorted(seats)),
                present=tuple(problem.attendee[attendee].present),
                busy=busy_in(problem, attendee),
                most=len(seats),
            )
            for attendee, seats in self._known_seats(problem).items()
        )
        return tuple(replace(party, size=size) for party, size in sizes.items())

    def _known_seats(self, problem: Problem) -> dict[str, list[str]]:
        """Return the sessions in which each attendee had a seat, as far as all are known."""
        offered = set(problem.offered)
        return {
            attendee.id: seats
            for attendee in problem.attendees
            if (
                seats := [
                    seat for seat in self.before.seats_of.get(attendee.id, ()) if seat in offered
                ]
            )
        }

    def _seated(self, problem: Problem) -> dict[str, int]:
        """Return how many of those who are still registered have a seat in each session."""
        offered = set(problem.offered)
        return Counter(
            seat.session
            for seat in self.before.seats
            if seat.session in offered and seat.attendee in problem.attendee
        )


class KeepsTheLengths(_Stays):
    """Sessions last as long as they did, so that they end when it is printed."""

    key = "lengths_kept"
    title = Text("Les sessions gardent leur durée", "Sessions keep their length")
    unit = Text("minutes", "minutes")
    broken = Text(
        "{session} change de durée : {before}, puis {after}",
        "{session} changes its length: {before}, then {after}",
    )
    reads = TIME_AND_ROOM
    tier = 5

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for old in self._placed_before(to.problem):
            yield to.length_from(old.session, old.minutes)

    def _paid(self, old: Placement, new: Placement) -> int:
        return abs(old.minutes - new.minutes)


def _lost(
    problem: Problem, timetable: Timetable, attendee: str, seats: Collection[str]
) -> Iterator[str]:
    """Yield the sessions of seats that an attendee cannot keep, and as few as can be.

    Of those that could be kept one by one, to keep the one that ends first is always best.
    """
    there = timetable.by_session
    busy = [there[session] for session in busy_in(problem, attendee) if session in there]
    present = problem.attendee[attendee].present
    until: Placement | None = None
    placed = [there[session] for session in seats if session in there]
    yield from (session for session in seats if session not in there)
    for placement in sorted(placed, key=lambda each: (each.day, each.end, each.start)):
        here = not present or covered(present, placement.day, placement.start, placement.end)
        free = not any(
            placement.overlaps(other) or other.session == placement.session for other in busy
        )
        if not (here and free) or (until is not None and until.overlaps(placement)):
            yield placement.session
        else:
            until = placement


def _has_moved(old: Placement, new: Placement) -> bool:
    return (old.day, old.start) != (new.day, new.start)


RANKED: frozenset[str] = frozenset(
    rule.key for rule in (LeavesUntouched, KeepsTheTimes, KeepsTheRooms, KeepsEveryRoom)
)
"""Keys of the costs by which ways that need different people are compared."""


def stability(
    before: Timetable, untouched: Mapping[str, frozenset[str]] | None = None
) -> tuple[Cost, ...]:
    """Return what staying near to a timetable costs, what matters most first.

    Parameters
    ----------
    before : Timetable
        What to stay near to, with its seats.
    untouched : mapping of str to frozenset of str, optional
        Who took part in each session, by its id, where sessions touched at all come first.
    """
    first: tuple[Cost, ...] = ()
    if untouched is not None:
        first = (LeavesUntouched(before, untouched),)
    placed = KeepsTheTimes(before), KeepsTheRooms(before), KeepsEveryRoom(before)
    seated = (KeepsTheSeats(before),) if before.seats else ()
    return (*first, *placed, *seated, KeepsTheLengths(before))
