"""Tiny random problems of seating, and their best seatings by trying every one.

A seating is accepted by the seat rules, which judge any timetable. What it costs is counted
here anew from the draft: nothing of `offers`, `choices` or `aims` is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agenda_solver.fairness import Fairness
from agenda_solver.problem import Attendee, Problem
from agenda_solver.rules import SEAT_RULES
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.words.names import folded

FAIRNESS: tuple[Fairness, ...] = ("generous", "total", "first-choices", "ratings")
DAY = date(2026, 6, 10)
MOST_SEATINGS = 7_000

# Rules about several people, or about how many there are: told of a whole seating only.
ABOUT_SEVERAL = ("seat_together", "seat_apart", "seat_organisation", "seat_room", "seat_least")

Numbers = NDArray[Any]

Key = tuple[str, int]
"""The kind of an aim, and from which rank or loss on it counts."""


def accepted(problem: Problem, timetable: Timetable) -> bool:
    """Whether the seat rules find no demand broken, even where nobody has a seat."""
    return not any(
        finding.severity == "error"
        for rule in SEAT_RULES
        for finding in rule.judge(problem, timetable)
    )


@dataclass(frozen=True)
class Tiny:
    """A problem with its timetable, and seats that were given out before."""

    problem: Problem
    timetable: Timetable
    before: tuple[Seat, ...] = ()

    @cached_property
    def rounds(self) -> tuple[tuple[str, ...], ...]:
        """The sessions with seats that start at each moment, the earliest first."""
        found: dict[int, list[str]] = {}
        for session in self.problem.offered:
            found.setdefault(self.timetable.by_session[session].start, []).append(session)
        return tuple(tuple(found[start]) for start in sorted(found))

    def with_seats(self, seats: Sequence[Seat]) -> Timetable:
        return Timetable.of(self.timetable.placements, seats)

    # What a session is.

    def family(self, session: str) -> str:
        """The first of the times and sub-groups of a workshop."""
        it = self.problem.session[session]
        for first in (it.repeat_of, it.group_of):
            if first:
                return self.family(first)
        return session

    @cached_property
    def kin(self) -> tuple[frozenset[int], ...]:
        """For each round, the rounds that share workshops with it, directly or not."""
        families = [{self.family(session) for session in sessions} for sessions in self.rounds]
        kin = [{number} for number in range(len(families))]
        for _ in families:
            for one, other in product(range(len(families)), repeat=2):
                if families[one] & families[other]:
                    kin[one] |= kin[other]
        return tuple(map(frozenset, kin))

    def limit(self, session: str) -> int:
        room = self.timetable.by_session[session].room
        known = (
            self.problem.session[session].capacity.max,
            self.problem.room[room].capacity if room else None,
        )
        return min([len(self.problem.attendees), *(it for it in known if it is not None)])

    # What it is to somebody.

    def free(self, attendee: Attendee, session: str) -> bool:
        """Whether somebody is there at a session and does not speak meanwhile."""
        here = self.timetable.by_session[session]
        there = not attendee.present or any(
            window.start <= here.start and here.end <= window.end for window in attendee.present
        )
        person = next(
            (
                it.id
                for it in self.problem.people
                if it.id == attendee.id or (it.email and it.email == attendee.email)
            ),
            None,
        )
        speaks = any(
            person in it.roster and self.is_near(self.timetable.by_session[it.id], here)
            for it in self.problem.sessions
        )
        may = self.family(session) not in map(self.family, attendee.must_avoid)
        return there and may and not speaks

    def is_near(self, one: Placement, other: Placement) -> bool:
        """Whether two sessions are at once, or too near to walk from the one to the other."""
        sites = {self.problem.room[it.room].site for it in (one, other) if it.room}
        walk = self.problem.event.walk if sites == {"Nord", "Sud"} else 0
        return one.start < other.end + walk and other.start < one.end + walk

    def ranks(self, attendee: Attendee, number: int) -> Mapping[str, int]:
        """Which wish each workshop is that can be had in a round or one of its kin."""
        here = {self.family(s) for other in self.kin[number] for s in self.rounds[other]}
        wishes = attendee.wishes
        if isinstance(wishes, dict):
            best: dict[str, int] = {}
            for session, rating in wishes.items():
                family = self.family(session)
                if rating and family in here:
                    best[family] = max(rating, best.get(family, 0))
            ratings = sorted(set(best.values()), reverse=True)
            return {family: ratings.index(rating) + 1 for family, rating in best.items()}
        listed = dict.fromkeys(self.family(it) for it in wishes if self.family(it) in here)
        return {family: place for place, family in enumerate(listed, start=1)}

    def _comes_again(self, session: str) -> bool:
        return any(other.repeat_of == session for other in self.problem.sessions)

    def _is_as_needed(self, session: str) -> bool:
        row = self.problem.session[session]
        first = self.problem.session[row.repeat_of] if row.repeat_of else row
        return not isinstance(first.repeats, int)

    def is_for_all(self, number: int) -> bool:
        if any(self.problem.session[it].everyone for it in self.rounds[number]):
            return True
        return all(
            self.problem.session[it].block
            or (
                (self.problem.session[it].repeat_of or self._comes_again(it))
                and not self._is_as_needed(it)
            )
            for it in self.rounds[number]
        )

    def is_due(self, attendee: Attendee, number: int) -> bool:
        sessions = self.rounds[number]
        named = {self.family(it) for it in (*_wished(attendee), *attendee.must_attend)}
        asked = self.is_for_all(number) or any(self.family(it) in named for it in sessions)
        return asked and any(self.free(attendee, it) for it in sessions)

    def open_in(self, attendee: Attendee, number: int) -> tuple[str, ...]:
        """The sessions of a round for somebody: none but those given where no other is due."""
        if self.is_due(attendee, number):
            return self.rounds[number]
        families = [
            self.family(it)
            for it in self.rounds[number]
            if self.free(attendee, it) and Seat(attendee.id, it) in self.before
        ]
        return tuple(it for it in self.rounds[number] if self.family(it) in families)

    def company(self, attendee: Attendee) -> list[Attendee]:
        """Somebody, and all who are together with them through others."""
        everybody, found = self.problem.attendees, [attendee]
        for it in found:
            found += [
                other
                for other in everybody
                if other not in found and (other.id in it.together or it.id in other.together)
            ]
        return found

    def dues(self, attendee: Attendee, kin: frozenset[int]) -> int:
        """Seats due in some rounds: as many as can each be in a workshop of its own.

        And no fewer than were given before in different workshops where they may be.
        """
        due = [number for number in sorted(kin) if self.open_in(attendee, number)]
        named = {
            self.family(it)
            for other in self.company(attendee)
            for it in (*_wished(other), *other.must_attend)
        }
        open_to = [
            {
                self.family(it)
                for it in self.rounds[number]
                if self.free(attendee, it) and (self.is_for_all(number) or self.family(it) in named)
            }
            for number in due
        ]
        given = [
            {
                self.family(it)
                for it in self.rounds[number]
                if self.free(attendee, it) and Seat(attendee.id, it) in self.before
            }
            for number in due
        ]
        return max(_in_different(open_to), _in_different(given), min(1, len(due)))

    def level(self, attendee: Attendee, number: int, session: str) -> int:
        ranks = self.ranks(attendee, number)
        return ranks.get(self.family(session), max(ranks.values(), default=0) + 1)

    @cached_property
    def highest(self) -> int:
        """The highest of all ratings; 0 where nobody rates."""
        rated = [it.wishes for it in self.problem.attendees if isinstance(it.wishes, dict)]
        return max((rating for wishes in rated for rating in wishes.values()), default=0)

    def points(self, attendee: Attendee, session: str) -> int:
        """What a session is worth: its rating, or what its place in a list is worth."""
        family, wishes = self.family(session), attendee.wishes
        if isinstance(wishes, dict):
            return max((r for it, r in wishes.items() if self.family(it) == family), default=0)
        longest = max(
            len(it.wishes) for it in self.problem.attendees if not isinstance(it.wishes, dict)
        )
        places = [place for place, it in enumerate(wishes) if self.family(it) == family]
        if not places:
            return 0
        return self.highest - self.highest * places[0] // longest

    def goes_on(self, session: str, number: int) -> bool:
        """Whether a session of an earlier round has not ended when a later one starts."""
        here = self.timetable.by_session[session]
        start = self.timetable.by_session[self.rounds[number][0]].start
        return here.start < start < here.end


def _in_different(open_to: Sequence[Set[str]]) -> int:
    """In how many of some rounds somebody can be in a workshop of its own."""
    return max(
        len(set(some) - {None})
        for some in product(*([None, *workshops] for workshops in open_to))
        if len(set(some) - {None}) == sum(it is not None for it in some)
    )


def _wished(attendee: Attendee) -> list[str]:
    wishes = attendee.wishes
    return [it for it in wishes if not isinstance(wishes, dict) or wishes[it]]


@dataclass(frozen=True)
class Way:
    """One way to seat one attendee: a session or None for each round, and what it costs."""

    sessions: tuple[str | None, ...]
    lacking: int
    levels: tuple[int, ...]
    missed: int
    loss: int
    moved: int


def _seated(sessions: Sequence[str | None], kin: frozenset[int]) -> int:
    return sum(sessions[number] is not None for number in kin)


class Brute:
    """Every seating of a tiny problem, those that break a demand included."""

    def __init__(self, tiny: Tiny) -> None:
        self.tiny = tiny
        self.ways = [tuple(self._ways_of(it)) for it in tiny.problem.attendees]
        self._judged: dict[int, bool] = {}

    def _ways_of(self, attendee: Attendee) -> Iterator[Way]:
        """Yield how somebody may be seated, if it were for the rules about one person alone.

        Where they are due no seat they have none, and no more than they are due.
        """
        tiny = self.tiny
        due = [number for number in range(len(tiny.rounds)) if tiny.open_in(attendee, number)]
        open_to = [(None, *tiny.open_in(attendee, n)) for n in range(len(tiny.rounds))]
        dues = {kin: tiny.dues(attendee, kin) for kin in set(tiny.kin)}
        most_seats = attendee.seats.max or len(tiny.rounds)
        beyond = max(0, sum(dues.values()) - most_seats)
        possible = [
            it
            for it in product(*open_to)
            if all(_seated(it, kin) <= most for kin, most in dues.items())
            and self._is_possible(attendee, it)
        ]
        open_now = self._open_to(attendee, due)
        for sessions in possible:
            lacking = {
                kin: min(
                    most - _seated(sessions, kin),
                    sum(
                        number in kin
                        and sessions[number] is None
                        and not any(tiny.goes_on(it, number) for it in sessions if it)
                        for number in due
                    ),
                )
                for kin, most in dues.items()
            }
            yield Way(
                sessions,
                lacking=max(0, sum(lacking.values()) - beyond),
                levels=tuple(
                    tiny.level(attendee, number, it) for number, it in enumerate(sessions) if it
                ),
                missed=sum(
                    max(tiny.points(attendee, it) for it in tiny.rounds[number])
                    - (tiny.points(attendee, here) if here else 0)
                    for number, here in enumerate(sessions)
                    if number in due
                ),
                # Which seats somebody does without who may not have all is open.
                loss=0 if beyond else self._loss(attendee, sessions, open_now, lacking),
                moved=sum(
                    seat.attendee == attendee.id and seat.session not in sessions
                    for seat in tiny.before
                ),
            )

    def _is_possible(self, attendee: Attendee, sessions: Sequence[str | None]) -> bool:
        """Whether the rules say nothing of one person who sits alone.

        Those about several people, or about how many there are, have their say later.
        """
        return self._complaints(attendee, sessions).isdisjoint({attendee.id})

    def _complaints(
        self, attendee: Attendee, sessions: Sequence[str | None], *, but: Set[str] = frozenset()
    ) -> set[str]:
        """Return whom the rules blame where one person sits alone."""
        seats = [Seat(attendee.id, it) for it in sessions if it]
        timetable = self.tiny.with_seats(seats)
        return {
            finding.attendees[0]
            for rule in SEAT_RULES
            if rule.key not in ABOUT_SEVERAL and rule.key not in but
            for finding in rule.judge(self.tiny.problem, timetable)
            if finding.severity == "error" and len(finding.attendees) == 1
        }

    def _open_to(self, attendee: Attendee, due: Sequence[int]) -> set[str]:
        """Return the sessions in which somebody may sit, if it were for this session alone."""
        return {
            session
            for number in due
            for session in self.tiny.open_in(attendee, number)
            if attendee.id not in self._complaints(attendee, [session], but={"seat_must"})
        }

    def _loss(
        self,
        attendee: Attendee,
        sessions: Sequence[str | None],
        open_now: Set[str],
        lacking: Mapping[frozenset[int], int],
    ) -> int:
        """By how much the ranks add up to more than with the best workshops they may be in.

        A seat that is lacking is worse than any that they may have.
        """
        tiny, loss = self.tiny, 0
        for kin, lack in lacking.items():
            best: dict[str, int] = {}
            for number in kin:
                for session in open_now.intersection(tiny.rounds[number]):
                    best[tiny.family(session)] = tiny.level(attendee, number, session)
            held = [(number, sessions[number]) for number in kin if sessions[number]]
            loss += sum(tiny.level(attendee, number, it) for number, it in held if it)
            loss += lack * (1 + max(best.values(), default=0))
            loss -= sum(sorted(best.values())[: len(held) + lack])
        return loss

    @property
    def size(self) -> int:
        return int(np.prod([len(ways) for ways in self.ways]))

    def _summed(self, tables: Sequence[Sequence[int]]) -> Numbers:
        """Add up a number for each way of each attendee, for every seating."""
        total = np.zeros(1, dtype=np.int64)
        for table in tables:
            total = np.add.outer(total, np.array(table, dtype=np.int64)).ravel()
        return total

    def _each(self, tell: Callable[[Way], int]) -> Numbers:
        return self._summed([[int(tell(way)) for way in ways] for ways in self.ways])

    def _counts(self, session: str, group: Set[str]) -> Numbers:
        return self._summed(
            [
                [int(it.id in group and session in way.sessions) for way in ways]
                for it, ways in zip(self.tiny.problem.attendees, self.ways, strict=True)
            ]
        )

    @cached_property
    def fits(self) -> Numbers:
        """Whether each seating keeps to the sizes of the sessions; the rules say so too."""
        everybody = {it.id for it in self.tiny.problem.attendees}
        fine = np.ones(self.size, dtype=bool)
        for session in self.tiny.problem.offered:
            size = self._counts(session, everybody)
            asked = self.tiny.problem.session[session]
            none = (size == 0) & asked.cancellable
            fine &= (size <= self.tiny.limit(session)) & (none | (size >= asked.capacity.min))
        return fine

    @cached_property
    def unevenness(self) -> Numbers:
        tiny, total = self.tiny, np.zeros(self.size, dtype=np.int64)
        for (number, sessions), key in product(
            enumerate(tiny.rounds), ("organisation", "category")
        ):
            mixed = [it for it in sessions if key in tiny.problem.session[it].mixed]
            groups: dict[str, set[str]] = {}
            for it in tiny.problem.attendees:
                if tiny.is_due(it, number):
                    groups.setdefault(folded(getattr(it, key)), set()).add(it.id)
            for group, session in product(groups.values(), mixed if len(mixed) > 1 else ()):
                low, high = len(group) // len(mixed), -(-len(group) // len(mixed))
                size = self._counts(session, group)
                total += np.maximum(0, size - high) + np.maximum(0, low - size)
        return total

    def keys(self, fairness: Fairness) -> tuple[Key, ...]:
        """The aims, the first one first."""
        ways = [way for ways in self.ways for way in ways]
        worst = max((level for way in ways for level in way.levels), default=0)
        ranks: dict[Fairness, list[Key]] = {
            "generous": [("rank_or_worse", at) for at in range(worst, 1, -1)],
            "total": [("ranks", 0)],
            "first-choices": [("rank_or_worse", at) for at in range(2, worst + 1)],
        }
        ranks["ratings"] = [("points" if self.tiny.highest else "ranks", 0), *ranks["generous"]]
        moved = [("moved", 0)] if self.tiny.before else []
        return (*moved, ("lacking", 0), *ranks[fairness])

    def tie_keys(self, fairness: Fairness) -> tuple[Key, ...]:
        """The aims for ties."""
        tiny = self.tiny
        several = any(
            sum(tiny.dues(it, kin) for kin in set(tiny.kin)) > 1 for it in tiny.problem.attendees
        )
        worst = max((2, *(way.loss for ways in self.ways for way in ways)))
        days = range(worst, 1, -1) if several and fairness == "generous" else ()
        return (("mixed", 0), *(("day", at) for at in days), ("even", 0))

    def costs(self, key: Key) -> Numbers:
        """What each seating comes to in an aim."""
        kind, at = key
        if kind == "mixed":
            return self.unevenness
        if kind == "even":
            everybody = {it.id for it in self.tiny.problem.attendees}
            return sum(self._counts(it, everybody) ** 2 for it in self.tiny.problem.offered)
        tell: dict[str, Callable[[Way], int]] = {
            "moved": lambda way: way.moved,
            "lacking": lambda way: way.lacking,
            "points": lambda way: way.missed,
            "ranks": lambda way: sum(way.levels),
            "rank_or_worse": lambda way: sum(level >= at for level in way.levels),
            "day": lambda way: way.loss >= at,
        }
        return self._each(tell[kind])

    def seating(self, number: int) -> tuple[Seat, ...]:
        found: list[Seat] = []
        for it, ways in zip(
            reversed(self.tiny.problem.attendees), reversed(self.ways), strict=True
        ):
            number, place = divmod(number, len(ways))
            found += [Seat(it.id, session) for session in ways[place].sessions if session]
        return tuple(reversed(found))

    def is_accepted(self, number: int) -> bool:
        if number not in self._judged:
            timetable = self.tiny.with_seats(self.seating(number))
            self._judged[number] = accepted(self.tiny.problem, timetable)
        return self._judged[number]

    def best(self, fairness: Fairness, *, ties: bool = False) -> Mapping[Key, int] | None:
        """Return what the best seating comes to in each aim; None where none is accepted."""
        keys = (*self.keys(fairness), *(self.tie_keys(fairness) if ties else ()))
        candidates = np.flatnonzero(self.fits)
        if not len(candidates):
            return None
        columns = np.array([self.costs(key)[candidates] for key in keys])
        for place in np.lexsort(columns[::-1]):
            if self.is_accepted(int(candidates[place])):
                return dict(zip(keys, map(int, columns[:, place]), strict=True))
        return None


# --- Random problems ----------------------------------------------------------------------

SPICES = (
    *("least", "must", "present", "needs", "together", "apart", "per_organisation", "mixed"),
    *("speakers", "before", "rated", "short", "alike", "walk"),
    *("everyone", "lunch", "seats"),
)
SHAPES = (
    *("one", "one", "one", "choice", "two", "repeated", "groups", "overlap", "both"),
    *("thrice", "again", "long", "avoid", "held"),
)


def tiny_problem(seed: int) -> Tiny:
    """Return a random problem: its shape, and up to three of the demands, are drawn."""
    rng = random.Random(seed)
    shape = rng.choice(SHAPES)
    spices = set(rng.sample(SPICES, rng.choice((0, 1, 1, 2, 3))))
    starts, sessions = _sessions(rng, shape)
    ways = 1
    for start in set(starts.values()):
        ways *= 1 + sum(it == start for it in starts.values())
    most = max(n for n in range(2, 7) if ways**n <= MOST_SEATINGS)
    attendees = [_attendee(rng, n, spices) for n in range(rng.randint(2, most))]
    people = [{"id": "a0"}, {"id": "x", "email": "b@example.org"}] if "speakers" in spices else []
    for it in people:
        rng.choice(sessions)["people"] = {"speaker": [it["id"]]}
    if people:
        attendees[1]["email"] = "b@example.org"
    _say_wishes(rng, attendees, [it["id"] for it in sessions], spices)
    _say_sizes(rng, sessions, spices)
    if "everyone" in spices:
        rng.choice(sessions)["everyone"] = True
    if "everyone" in spices:
        rng.choice(sessions)["everyone"] = True
    for it in sessions if seed % 4 == 1 else ():
        if times := it.get("repeats"):  # as many times as needed, which is so many
            it["repeats"] = {"min": times, "max": times}
    problem = Problem.read(
        {
            "event": _event(rng, spices),
            "days": [{"date": DAY}],
            "rooms": [
                {"id": "r1", "capacity": 4, "features": ["pmr"], "site": "Nord"},
                {"id": "r2", "capacity": 2, "site": "Sud"},
                {"id": "r3"},
            ],
            "people": people,
            "sessions": sessions,
            "attendees": attendees,
        }
    )
    return Tiny(problem, _timetable(rng, problem, starts), _before(rng, problem, starts, spices))


def _event(rng: random.Random, spices: Set[str]) -> dict[str, Any]:
    event: dict[str, Any] = {"name": "Petit"}
    if "walk" in spices:
        event["walk"] = rng.choice((20, 90))
    if "lunch" in spices:
        until, minutes = rng.choice(("13:00", "15:00")), rng.choice((50, 70, 130))
        event["lunch"] = {"minutes": minutes, "start": "10:00", "end": until}
    return event


def _say_wishes(
    rng: random.Random, attendees: list[dict[str, Any]], named: list[str], spices: Set[str]
) -> None:
    for it in attendees:
        it["wishes"] = _wishes(rng, named, spices)
        if "must" in spices and rng.random() < 0.3:
            it["must_attend"] = [rng.choice(named)]
        if "avoid" in spices and rng.random() < 0.5:
            it["must_avoid"] = [rng.choice(named)]
        for key in ("together", "apart"):
            others = [other["id"] for other in attendees if other is not it]
            if key in spices and rng.random() < 0.4:
                it[key] = [rng.choice(others)]
    for it in attendees[1:]:
        if "alike" in spices and rng.random() < 0.7:
            it |= {key: attendees[0][key] for key in ("organisation", "category", "wishes")}


def _say_sizes(rng: random.Random, sessions: list[dict[str, Any]], spices: Set[str]) -> None:
    for it in sessions:
        it["capacity"] = {"max": rng.randint(0, 3)} if rng.random() < 0.8 else {}
        if "least" in spices:
            it["capacity"]["min"] = rng.randint(0, 3)
        if "held" in spices and rng.random() < 0.4:
            it["capacity"]["min"] = rng.randint(1, 2)
            it["cancellable"] = False
        if "per_organisation" in spices and rng.random() < 0.6:
            it["per_organisation"] = rng.randint(1, 2)
        if "mixed" in spices and rng.random() < 0.8:
            it["mixed"] = rng.choice((["organisation"], ["category"], ["organisation", "category"]))


def _sessions(rng: random.Random, shape: str) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Return the start of each session, repeats included, and the sessions."""
    count = rng.randint(2, 4) if shape in ("one", "choice") else 4
    ids = ["s1", "s2", "s3", "s4"][:count]
    first, second = 600, 720
    it: dict[str, dict[str, Any]] = {
        key: {"id": key, "title": key, "kind": "workshop", "minutes": 60} for key in ids
    }
    starts = dict.fromkeys(ids, first)
    if shape == "two":
        starts |= {"s3": second, "s4": second}
    elif shape == "overlap":
        starts |= {"s3": first + 45, "s4": first + 45}
        if rng.random() < 0.5:
            it["s1"]["minutes"] = 30
    elif shape in ("repeated", "both"):
        # Two workshops that take place twice; or one, beside two that do not.
        del it["s4"]
        it["s1"]["repeats"] = 2
        starts = {"s1": first, "s1-2": second, "s2": first}
        if shape == "repeated":
            del it["s3"]
            it["s2"]["repeats"] = 2
            starts["s2-2"] = second
        else:
            starts["s3"] = second
    elif shape in ("thrice", "again", "long"):
        starts = _three_times(rng, shape, it)
    elif shape == "groups":
        it["s2"]["group_of"] = "s1"
        if rng.random() < 0.4:
            starts |= {"s2": second, "s4": second}
    if shape in ("one", "two", "groups", "overlap") and rng.random() < 0.8:
        for key, session in it.items():
            session["block"] = f"b{starts[key]}"
    return starts, list(it.values())


def _three_times(rng: random.Random, shape: str, it: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Let a workshop take place three times: alone, or beside one that does so once, or is long."""
    del it["s3"], it["s4"]
    it["s1"]["repeats"] = 3
    starts = {"s1": 600, "s1-2": 720, "s1-3": 840, "s2": 600}
    if shape == "thrice":
        del it["s2"], starts["s2"]
    elif shape == "long":
        it["s2"]["minutes"] = 150
        if rng.random() < 0.5:
            it["s2"]["block"] = "b"
    return starts


def _attendee(rng: random.Random, number: int, spices: Set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": f"a{number}",
        "organisation": rng.choice(("É", " e", "B", "")),
        "category": rng.choice(("élu", "technicien", "")),
    }
    if "seats" in spices and rng.random() < 0.6:
        found["seats"] = {"max": rng.choice((1, 1, 2))}
    if "present" in spices and rng.random() < 0.4:
        start, end = rng.choice((("00:00", "11:00"), ("11:40", "24:00"), ("10:40", "24:00")))
        found["present"] = [{"start": start, "end": end}]
    if "needs" in spices and rng.random() < 0.4:
        found["needs"] = ["pmr"]
    return found


def _wishes(rng: random.Random, named: list[str], spices: Set[str]) -> list[str] | dict[str, int]:
    # The first session is the favourite.
    order = sorted(named, key=lambda it: rng.random() * (1 if it == "s1" else 2))
    wished = order[: rng.randint(0, len(order))] if "short" in spices else order
    if "rated" in spices and rng.random() < 0.7:
        return {session: rng.randint(0, 3) for session in wished}
    return wished


def _timetable(rng: random.Random, problem: Problem, starts: Mapping[str, int]) -> Timetable:
    rooms = ["r1", "r2", "r3", None]
    placements = []
    for session in problem.sessions:
        start = starts[session.id]
        assert session.minutes is not None
        end = start + session.minutes.max
        placements.append(Placement(session.id, DAY, start, end, rng.choice(rooms)))
    return Timetable.of(placements)


def _before(
    rng: random.Random, problem: Problem, starts: Mapping[str, int], spices: Set[str]
) -> tuple[Seat, ...]:
    """Return seats given out before; a hand may have given two at one moment."""
    if "before" not in spices:
        return ()
    return tuple(
        Seat(it.id, session)
        for it in problem.attendees
        for session in rng.sample(sorted(starts), 2)
        if rng.random() < 0.5
    )
