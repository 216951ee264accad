"""What seats a timetable offers: who is due one, who may take it, and what it is to them.

Definitions that the seating and its verification share; neither decides anything here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agenda_solver.problem import Attendee, Problem, within
from agenda_solver.ratings import Scale, scale, worths
from agenda_solver.timetable import Placement, Seat, Timetable


@dataclass(frozen=True)
class Round:
    """The sessions with seats that start at one moment: each attendee has a seat in one.

    Attributes
    ----------
    sessions : tuple of str
        Their ids, in the order of the draft.
    for_all : bool
        Whether all who are there are due a seat: one of the sessions is for everyone, or each
        of them belongs to a block or takes place several times, whoever wishes for it.
        Otherwise those are who wish for one of them.
    """

    day: date
    start: int
    sessions: tuple[str, ...]
    for_all: bool


@dataclass(frozen=True)
class Standing:
    """What became of an attendee who is due a seat in a round.

    Attributes
    ----------
    session : str or None
        Where the seat is; None where there is none.
    rank : int or None
        Which of their wishes it is, 1 being the first; None where it is none of them.
    """

    attendee: str
    round: int
    session: str | None
    rank: int | None


class Offers:
    """The seats of a timetable.

    Attributes
    ----------
    placements : mapping of str to Placement
        Of the sessions in which attendees need a seat, by id, in the order of the draft.
    """

    def __init__(self, problem: Problem, timetable: Timetable, before: Iterable[Seat] = ()) -> None:
        """Look at a timetable; what it does not place offers nothing.

        Parameters
        ----------
        before : iterable of Seat
            Seats that were given out before: they are due where they may be kept, those too
            for which nobody has asked, see `given` and `dues`.
        """
        self.problem = problem
        self.timetable = timetable
        self._free: dict[tuple[str, str], bool] = {}
        placed = timetable.by_session
        self.placements: Mapping[str, Placement] = {
            session: placed[session] for session in problem.offered if session in placed
        }
        self._given: dict[str, set[str]] = {}
        for seat in before:
            if seat.session in self.placements:
                self._given.setdefault(seat.attendee, set()).add(seat.session)

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """The rounds, in the order of time."""
        starting: dict[tuple[date, int], list[str]] = {}
        for session, placement in self.placements.items():
            starting.setdefault((placement.day, placement.start), []).append(session)
        return tuple(
            Round(day, start, tuple(sessions), self._are_for_all(sessions))
            for (day, start), sessions in sorted(starting.items())
        )

    def _are_for_all(self, sessions: Iterable[str]) -> bool:
        repeated = self.problem.repeated_for_all
        each = [self.problem.session[session] for session in sessions]
        return any(session.everyone for session in each) or all(
            session.block is not None or session.id in repeated for session in each
        )

    @cached_property
    def round_of(self) -> Mapping[str, int]:
        """The number of the round in which each session starts."""
        return {
            session: number
            for number, moment in enumerate(self.rounds)
            for session in moment.sessions
        }

    def limit(self, session: str) -> int | None:
        """Return how many attendees a session takes: as it says, and its room; None: any."""
        room = self.placements[session].room
        known = (
            self.problem.session[session].capacity.max,
            self.problem.seats_in(session, room),
        )
        return min((most for most in known if most is not None), default=None)

    def least(self, session: str) -> int:
        """Return how many attendees a session needs to take place."""
        return self.problem.session[session].capacity.min

    # What a seat is to somebody.

    @cached_property
    def kin(self) -> Mapping[str, int]:
        """Tell which rounds are ranked together, by workshop: those that share a workshop."""
        kin = list(range(len(self.rounds)))

        def head(number: int) -> int:
            while kin[number] != number:
                kin[number] = kin[kin[number]]
                number = kin[number]
            return number

        first: dict[str, int] = {}
        for session, number in self.round_of.items():
            other = first.setdefault(self.problem.workshop(session), number)
            kin[head(number)] = head(other)
        return {workshop: head(number) for workshop, number in first.items()}

    def ranks(self, attendee: Attendee) -> Mapping[str, int]:
        """Return which wish of an attendee each workshop is, 1 being the first.

        Wishes are counted among those for the same moment; where workshops take place at
        several moments, among those for all of these. Equal ratings are one rank, and a
        rating of 0 is no wish.
        """
        ranks: dict[str, int] = {}
        last: dict[int, tuple[int, int | None]] = {}
        for session, rating in _best_first(attendee):
            workshop = self._workshop[session]
            if workshop in ranks or (kin := self.kin.get(workshop)) is None:
                continue
            rank, before = last.get(kin, (0, None))
            rank += before is None or rating != before
            ranks[workshop] = rank
            last[kin] = rank, rating
        return ranks

    def next_rank(self, ranks: Mapping[str, int], session: str) -> int:
        """Return the rank of a session that an attendee does not wish for: after their last.

        So a shorter list never brings a better seat within reach.
        """
        kin = self.kin[self.problem.workshop(session)]
        return 1 + max((rank for wish, rank in ranks.items() if self.kin[wish] == kin), default=0)

    @cached_property
    def scale(self) -> Scale | None:
        """What wishes are worth, where somebody rates them."""
        return scale(self.problem)

    def points(self, attendee: Attendee) -> Mapping[str, int]:
        """Return what each workshop is worth to an attendee; those that are left out, nothing."""
        points: dict[str, int] = {}
        for session, worth in worths(attendee, self.scale):
            points.setdefault(self._workshop[session], worth)
        return points

    def points_of(self, attendee: Attendee) -> tuple[int, int]:
        """Return how many points an attendee's seats are worth, and how many they might be.

        At most that is with what they rate highest in each round in which they may be due a
        seat, whether there is a place for them or not.
        """
        points = self.points(attendee)
        most = sum(
            max(points.get(workshop, 0) for workshop in self._workshops[number])
            for number in self.due(attendee)
        )
        seats = self.timetable.seats_of.get(attendee.id, ())
        taken = (self._workshop[session] for session in seats if session in self.placements)
        return sum(points.get(workshop, 0) for workshop in taken), most

    @cached_property
    def families(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the rounds, those together that share a workshop, directly or not."""
        of: dict[int, list[int]] = {}
        for number, moment in enumerate(self.rounds):
            of.setdefault(self.kin[self._workshop[moment.sessions[0]]], []).append(number)
        return tuple(map(tuple, of.values()))

    # Who is due a seat, and where.

    def busy(self, attendee: str) -> tuple[Placement, ...]:
        """Return where an attendee is anyhow: where they take part, and what papers they chair."""
        person = self.problem.person_of.get(attendee)
        if person is None:
            return ()
        placed = self.timetable.by_session
        chaired = (paper for paper in self.problem.papers_chaired(person) if paper in placed)
        return tuple(dict.fromkeys((*self._parts(attendee), *map(placed.__getitem__, chaired))))

    def _parts(self, attendee: str) -> tuple[Placement, ...]:
        """Return where an attendee takes part in the programme, as a speaker or otherwise."""
        return self._by_person.get(self.problem.person_of.get(attendee, ""), ())

    @cached_property
    def _by_person(self) -> Mapping[str, tuple[Placement, ...]]:
        return self.timetable.by_person(self.problem)

    def is_free(self, attendee: Attendee, session: str) -> bool:
        """Whether an attendee may be at a session: there, and kept from it by no part of theirs."""
        known = (attendee.id, session)
        if known not in self._free:
            self._free[known] = self._finds_free(attendee, session)
        return self._free[known]

    def _finds_free(self, attendee: Attendee, session: str) -> bool:
        if self.avoids(attendee, session):
            return False
        placement = self.placements[session]
        present = not attendee.present or within(
            attendee.present, placement.day, placement.start, placement.end
        )
        return present and not any(
            exclude(self.problem, placement, part) for part in self.busy(attendee.id)
        )

    def due(self, attendee: Attendee) -> tuple[int, ...]:
        """Return the numbers of the rounds in which an attendee may be due a seat.

        Where workshops take place several times it may be in fewer of them: see `dues`.
        """
        asked = self._asked(attendee)
        always = self._is_always_free(attendee)
        given = self.given(attendee)
        return tuple(
            number
            for number, moment in enumerate(self.rounds)
            if number in given
            or (
                (moment.for_all or not asked.isdisjoint(self._workshops[number]))
                and (always or any(self.is_free(attendee, session) for session in moment.sessions))
            )
        )

    def dues(self, attendee: Attendee, rounds: Sequence[int]) -> int:
        """Return how many seats an attendee is due in some rounds.

        One in each, but no more than there are workshops to have there: nobody goes to one
        of them twice. What neither they nor those with whom they are together wish for or
        must attend counts only where all are due a seat. Whether there are places enough, in
        rooms with what they need, makes no difference. A seat given out before is a promise:
        they are due no fewer than they were given there, wherever they may still be.

        Parameters
        ----------
        rounds : sequence of int
            Of one family, see `families`: those in which they may be due a seat, see `due`.
        """
        if len(rounds) < 2:
            return len(rounds)
        always = self._is_always_free(attendee)
        company = map(self.problem.attendee.__getitem__, self.company(attendee.id))
        asked = set[str]().union(*map(self._asked, company))
        open_to = (
            {
                self._workshop[session]
                for session in self.rounds[number].sessions
                if (self.rounds[number].for_all or self._workshop[session] in asked)
                and (always or self.is_free(attendee, session))
            }
            for number in rounds
        )
        given = self.given(attendee)
        kept = distinct(given[number] for number in rounds if number in given)
        return max(1, kept, distinct(open_to))

    def given(self, attendee: Attendee) -> Mapping[int, frozenset[str]]:
        """Return the workshops of the seats given out before, by round, where they may be kept."""
        given: dict[int, frozenset[str]] = {}
        for session in self._given.get(attendee.id, ()):
            number = self.round_of[session]
            if self.is_free(attendee, session):
                given[number] = given.get(number, frozenset()) | {self._workshop[session]}
        return given

    def beyond(self, attendee: Attendee, due: Sequence[int]) -> int:
        """Return how many of the seats due to an attendee are more than they may have in all."""
        most = self.most_seats(attendee)
        if most is None:
            return 0
        families = ([number for number in due if number in family] for family in self.families)
        return max(0, sum(self.dues(attendee, rounds) for rounds in families) - most)

    def most_seats(self, attendee: Attendee) -> int | None:
        """Return how many seats an attendee has at most over the whole event; None: any."""
        return self.problem.most_seats(attendee, len(self._parts(attendee.id)))

    def least_seats(self, attendee: Attendee) -> int:
        """Return how many seats an attendee should have over the whole event."""
        return self.problem.least_seats(attendee, len(self._parts(attendee.id)))

    def too_few(self, attendee: Attendee) -> int:
        """Return how many of the seats that an attendee should have, and is due, they do not."""
        seats = self.timetable.seats_of.get(attendee.id, ())
        short = self.least_seats(attendee) - sum(session in self.placements for session in seats)
        if short <= 0:
            return 0
        due = self.due(attendee)
        families = ([number for number in due if number in family] for family in self.families)
        all_due = sum(self.dues(attendee, rounds) for rounds in families)
        return min(short, short - self.least_seats(attendee) + all_due - self.beyond(attendee, due))

    def _asked(self, attendee: Attendee) -> set[str]:
        """Return the workshops that an attendee wishes for or must attend."""
        return {*self.ranks(attendee), *map(self._workshop_of, attendee.must_attend)}

    def company(self, attendee: str) -> frozenset[str]:
        """Return the ids of an attendee, of whom they are with, and of whom these are in turn."""
        company, todo = {attendee}, [attendee]
        while todo:
            more = self.companions.get(todo.pop(), set()) - company
            company |= more
            todo += more
        return frozenset(company)

    @cached_property
    def companions(self) -> Mapping[str, set[str]]:
        """The ids of those with whom each attendee is together, whichever of them says so."""
        companions: dict[str, set[str]] = {}
        for attendee in self.problem.attendees:
            for other in attendee.together:
                companions.setdefault(attendee.id, set()).add(other)
                companions.setdefault(other, set()).add(attendee.id)
        return companions

    def _is_always_free(self, attendee: Attendee) -> bool:
        return (
            not attendee.present
            and not attendee.must_avoid
            and attendee.id not in self.problem.person_of
        )

    @cached_property
    def _avoided(self) -> Mapping[str, frozenset[str]]:
        """The workshops in which an attendee must not be, of those of whom it is said."""
        return {
            attendee.id: frozenset(map(self.problem.workshop, attendee.must_avoid))
            for attendee in self.problem.attendees
            if attendee.must_avoid
        }

    def avoids(self, attendee: Attendee, session: str) -> bool:
        """Whether an attendee must not be in the workshop of a session."""
        return self._workshop[session] in self._avoided.get(attendee.id, ())

    @cached_property
    def _workshops(self) -> tuple[frozenset[str], ...]:
        """The workshops of each round."""
        return tuple(frozenset(map(self._workshop_of, moment.sessions)) for moment in self.rounds)

    def _workshop_of(self, session: str) -> str:
        return self._workshop[session]

    @cached_property
    def _workshop(self) -> Mapping[str, str]:
        return {session.id: self.problem.workshop(session.id) for session in self.problem.sessions}

    def standings(self) -> Iterator[Standing]:
        """Yield what became of everybody in each round in which they are due a seat.

        Who sits in a session that began before and is still going on is not due another.
        Where fewer seats are due than there are rounds, those that are lacking are told in
        the first rounds in which there is something that the attendee does not have yet.
        Where somebody may have fewer seats over the whole event, no more are lacking.
        """
        for attendee in self.problem.attendees:
            seats: dict[int, str] = {}
            for session in self.timetable.seats_of.get(attendee.id, ()):
                if session in self.placements:
                    seats.setdefault(self.round_of[session], session)
            ranks = self.ranks(attendee)
            due = self.due(attendee)
            lacking = self._lacking(attendee, due, seats)
            for number in due:
                if number in seats:
                    rank = ranks.get(self._workshop[seats[number]])
                    yield Standing(attendee.id, number, seats[number], rank)
                elif number in lacking:
                    yield Standing(attendee.id, number, None, None)

    def _lacking(
        self, attendee: Attendee, due: Sequence[int], seats: Mapping[int, str]
    ) -> set[int]:
        """Return the rounds in which an attendee lacks a seat, given those they have, by round."""
        had = {self._workshop[session] for session in seats.values()}
        lacking: set[int] = set()
        for family in self.families:
            rounds = [number for number in due if number in family]
            empty = [
                number
                for number in rounds
                if number not in seats and not self._sits_on(seats.values(), self.rounds[number])
            ]
            if empty:
                empty.sort(key=lambda number: self._workshops[number] <= had)
                count = self.dues(attendee, rounds) - sum(number in seats for number in family)
                lacking.update(empty[: max(0, count)])
        beyond = self.beyond(attendee, due) if lacking else 0
        return set(sorted(lacking)[: max(0, len(lacking) - beyond)])

    def _sits_on(self, seats: Iterable[str], moment: Round) -> bool:
        return any(
            placement.day == moment.day and placement.start < moment.start < placement.end
            for placement in (self.placements[session] for session in seats)
        )

    def profile(self) -> Counter[int | None]:
        """Return how many seats there are of each rank; None: no seat, or none that is wished."""
        return Counter(standing.rank for standing in self.standings())

    def cancelled(self) -> tuple[str, ...]:
        """Return the sessions with a least number of attendees that have none at all."""
        return tuple(
            session
            for session in self.placements
            if self.least(session) and not self.timetable.seated.get(session)
        )


def exclude(problem: Problem, one: Placement, other: Placement) -> bool:
    """Whether nobody can attend both: they overlap, or leave no time to walk between them."""
    return one.overlaps(other) or lack_time_to_walk(problem, one, other)


def lack_time_to_walk(problem: Problem, one: Placement, other: Placement) -> bool:
    """Whether one ends too short a time before the other starts to walk from site to site."""
    if not problem.has_walks:
        return False
    first, then = sorted((one, other), key=lambda placement: (placement.day, placement.start))
    rest = problem.moment(then.day, then.start) - problem.moment(first.day, first.end)
    return 0 <= rest < problem.walk_minutes(one.room, other.room)


def distinct(open_to: Iterable[Iterable[Hashable]]) -> int:
    """Return to how many of some rounds different workshops can be given, of those open to each.

    A matching, found by augmenting paths (Kuhn, *Naval Research Logistics Quarterly* 2, 1955).
    """
    options = list(map(tuple, open_to))
    round_of: dict[Hashable, int] = {}

    def finds(number: int, tried: set[Hashable]) -> bool:
        for workshop in options[number]:
            if workshop not in tried:
                tried.add(workshop)
                if workshop not in round_of or finds(round_of[workshop], tried):
                    round_of[workshop] = number
                    return True
        return False

    return sum(finds(number, set()) for number in range(len(options)))


def _best_first(attendee: Attendee) -> list[tuple[str, int]]:
    """Return the wishes of an attendee, with their rating, or else their place in the list."""
    wishes = attendee.wishes
    if isinstance(wishes, dict):
        rated = [(session, rating) for session, rating in wishes.items() if rating]
        return sorted(rated, key=lambda wish: -wish[1])
    return [(session, place) for place, session in enumerate(wishes)]
