"""Small drafts and timetables for the hand cases, in no more words than a case needs.

A case asks three readers of a rule and holds them to one another: `check`, which reads the
finished timetable; `allows`; and `post` or `amounts`, heard by `Settled`, which takes the
protocol at its word on a timetable that is already decided. No solver is in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import combinations, pairwise, product
from typing import Any

from agenda_solver.problem import Problem, Slot, Window, within
from agenda_solver.rules.rule import Cost, Demand, Finding, Rule, Whom
from agenda_solver.text import Text
from agenda_solver.timetable import Casting, Placement, Timetable
from agenda_solver.wishes import Crowd, Party
from agenda_solver.words.moments import read_clock

WEDNESDAY = date(2026, 6, 10)
THURSDAY = date(2026, 6, 11)
BOTH = (WEDNESDAY, THURSDAY)

Sentence = tuple[str, str]
"""A sentence in French and in English."""


def session(key: str, minutes: object = 60, **more: object) -> dict[str, Any]:
    """Return a session of the draft; its title is its id, capitalised."""
    return {"id": key, "title": key.capitalize(), "minutes": minutes, **more}


def draft(
    *sessions: dict[str, Any] | str,
    days: Collection[object] = (WEDNESDAY,),
    rooms: Collection[object] = (),
    people: Collection[object] = (),
    event: dict[str, Any] | None = None,
    **tables: object,
) -> Problem:
    """Read a draft; a session, room or person may be told by its id, a day by its date."""
    return Problem.read(
        {
            "event": {"name": "Assises", **(event or {})},
            "days": [day if isinstance(day, dict) else {"date": day} for day in days],
            "rooms": [_named(room) for room in rooms],
            "people": [_named(person) for person in people],
            "sessions": [session(it) if isinstance(it, str) else it for it in sessions],
            **tables,
        }
    )


def stretch(key: str, day: object, start: str, end: str, **more: Any) -> dict[str, Any]:
    """Return a stretch of three places."""
    return {"id": key, "day": day, "start": start, "end": end, **{"places": 3, **more}}


def stretches(**more: dict[str, Any]) -> list[dict[str, Any]]:
    """Return three: s1 9h-10h30 and s2 11h-12h30 on Wednesday, s3 9h-10h30 on Thursday."""
    return [
        stretch("s1", WEDNESDAY, "9h", "10h30", **more.get("s1", {})),
        stretch("s2", WEDNESDAY, "11h", "12h30", **more.get("s2", {})),
        stretch("s3", THURSDAY, "9h", "10h30", **more.get("s3", {})),
    ]


def paper(key: str, track: str = "climat", **more: Any) -> dict[str, Any]:
    """Return a paper; its title is its id, capitalised."""
    return {"id": key, "title": key.capitalize(), "kind": "paper", "track": track, **more}


def colloquium(*papers: dict[str, Any], **tables: Any) -> Problem:
    """Return a draft of papers, with two days, two rooms and three stretches."""
    return draft(
        *papers,
        **{"days": BOTH, "rooms": ["amphi", "salle"], "stretches": stretches(), **tables},
    )


def _named(row: object) -> dict[str, Any]:
    told: dict[str, Any] = row if isinstance(row, dict) else {"id": row}
    return {"name": told["id"].capitalize(), **told}


def placed(line: str) -> Placement:
    """Read ``"a 9h00-10h00 amphi"``; ``"+1 a 9h00-10h00"`` is on the day after."""
    words = line.split()
    day = WEDNESDAY + timedelta(days=int(words.pop(0))) if line[0] in "+-" else WEDNESDAY
    key, hours, *room = words
    start, end = map(_minute, hours.split("-"))
    return Placement(key, day, start, end, *room)


def _minute(words: str) -> int:
    """Read a time of day, after 24h that of an evening which goes on: ``25h30``."""
    hour, _, rest = words.partition("h")
    return 60 * int(hour) + int(rest or 0) if "h" in words else read_clock(words)


def chosen(line: str) -> list[Casting]:
    """Read ``"a animation: maire"``: who was chosen for each entry of a role, from the first."""
    part, _, people = line.partition(":")
    key, role = part.split()
    told = [who.split() for who in people.split(",")]
    return [Casting(key, role, number, one) for number, who in enumerate(told) for one in who]


def timetable(*lines: str) -> Timetable:
    """Make a timetable of lines as `placed` and, those with a colon, `chosen` read them."""
    placements = [placed(line) for line in lines if ":" not in line]
    cast = [it for line in lines if ":" in line for it in chosen(line)]
    return Timetable.of(placements, cast=cast)


# --- What a rule says of a timetable ------------------------------------------------------


def findings(rule: Rule, problem: Problem, *lines: str) -> list[Finding]:
    """What `check` finds, once it agrees with what the rule tells the solver."""
    programme = timetable(*lines)
    found = list(rule.check(problem, programme))
    assert all(finding.rule == rule.key for finding in found)
    complete = len(problem.sessions) == len(programme.by_session) == len(programme.placements)
    if complete and all(placement.day in problem.day for placement in programme.placements):
        settled = Settled(problem, programme)
        if isinstance(rule, Demand):
            assert all(finding.severity == "error" and not finding.cost for finding in found)
            rule.post(settled)
            allowed = all(
                limit.allows(programme.by_session[limit.session])
                for limit in rule.limits(problem)
                if limit.person is None
                or limit.person in programme.roster(problem.session[limit.session])
            )
            assert (allowed and settled.held) == (not found), "check and solver disagree"
        if isinstance(rule, Cost):
            assert all(one.severity == rule.severity and one.cost > 0 for one in found)
            assert sum(rule.amounts(settled)) == sum(finding.cost for finding in found)
    return found


def told(rule: Rule, problem: Problem, *lines: str) -> list[Sentence]:
    """What is found, as sentences."""
    return [_both(finding.text) for finding in findings(rule, problem, *lines)]


def kept(rule: Rule, problem: Problem, *lines: str) -> bool:
    """Whether nothing is found."""
    return not findings(rule, problem, *lines)


def paid(rule: Cost, problem: Problem, *lines: str) -> int:
    """What is paid, before the rule's weight."""
    return sum(finding.cost for finding in findings(rule, problem, *lines))


def wanted(rule: Demand, problem: Problem) -> list[Sentence]:
    """The demands of a rule, each once, as they stand in a list of reasons."""
    settled = Settled(problem, Timetable.of(()))
    rule.post(settled)
    whoms = [limit.whom for limit in rule.limits(problem)] + settled.whoms
    return [_both(rule.says(problem, whom)) for whom in dict.fromkeys(whoms)]


def _both(text: Text) -> Sentence:
    return text.fr, text.en


# --- The protocol on a timetable that is decided ------------------------------------------


class Settled:
    """`Decisions` that are taken: intentions are judged, quantities are numbers."""

    def __init__(self, problem: Problem, programme: Timetable) -> None:
        self.problem = problem
        self.programme = programme
        self.by_session = programme.by_session
        self.whoms: list[Whom] = []
        self.held = True

    @contextmanager
    def demand(self, rule: Demand, whom: Whom) -> Iterator[None]:
        assert isinstance(rule, Demand)
        self.whoms.append(whom)
        yield

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        theirs = [key for key in sessions if person is None or person in self._roster(key)]
        for one, other in self._strangers(theirs):
            self._hold(self._gap(one, other) >= gap or self._gap(other, one) >= gap)

    def one_at_a_time(self, room: str) -> None:
        inside = self._taking(room)
        for one, other in self._strangers(inside):
            around = {key: self.problem.occupancy(key, room) for key in (one, other)}
            self._hold(
                self._gap(one, other) >= around[one][1] + around[other][0]
                or self._gap(other, one) >= around[other][1] + around[one][0]
            )

    def few_at_a_time(self, room: str, most: int) -> None:
        inside = [
            self._around(key, room)
            for key in self._taking(room)
            if self.problem.counts_in(key, room)
        ]
        for moment, _ in inside:
            self._hold(sum(start <= moment < end for start, end in inside) <= most)

    def never_both(self, room: str, other: str) -> None:
        for one, then in product(self._taking(room), self._taking(other)):
            (start, end), (since, until) = self._around(one, room), self._around(then, other)
            self._hold(one == then or end <= since or until <= start)

    def _taking(self, room: str) -> list[str]:
        """Return who takes a room, as theirs or besides."""
        return [
            key
            for key, it in self.by_session.items()
            if room == it.room or room in self.problem.session[key].also_in
        ]

    def _around(self, session: str, room: str) -> tuple[int, int]:
        setup, teardown = self.problem.occupancy(session, room)
        start, end = self._moments(session)
        return start - setup, end + teardown

    def few_at_once(
        self, sessions: Collection[str], most: int, gap: int = 0, besides: Collection[str] = ()
    ) -> None:
        spans = [
            self._moments(key)
            for key in sessions
            if key in self.by_session and self.by_session[key].room not in besides
        ]
        for moment, _ in spans:
            self._hold(sum(start <= moment < end + gap for start, end in spans) <= most)

    def same_room(self, sessions: Collection[str]) -> None:
        rooms = {self.by_session[it].room for it in sessions if it in self.by_session}
        self._hold(len(rooms - {None}) <= 1)

    def no_wait(self, sessions: Collection[str], pause: int, person: str) -> None:
        own = [self.by_session[it] for it in sessions if it in self.by_session]
        own = [it for it in own if person in self._roster(it.session)]
        slots = self.problem.event.slots
        for one in own:
            later = [it for it in own if it.day == one.day and it.end > one.end]
            start = min((it.start for it in later), default=0)
            empty = [it for it in slots if it.day == one.day and one.end <= it.start]
            waits = any(it.end <= start for it in empty) if slots else start > one.end + pause
            self._hold(not waits)

    def few_a_day(self, sessions: Collection[str], most: int, person: str) -> None:
        days = [self.by_session[it].day for it in self._counted(sessions, person)]
        self._hold(all(days.count(day) <= most for day in days))

    def few_in_a_row(self, sessions: Collection[str], most: int, rest: int, person: str) -> None:
        counted = self._counted(sessions, person)
        for row in combinations(sorted(counted, key=lambda it: self._moments(it)[0]), most + 1):
            self._hold(any(self._gap(one, other) >= rest for one, other in pairwise(row)))

    def _counted(self, sessions: Collection[str], person: str) -> list[str]:
        own = [it for it in sessions if it in self.by_session and person in self._roster(it)]
        return [it for it in own if not set(own) & set(self.problem.wholes(it))]

    def before(self, first: str, then: str, at_least: int = 0, at_most: int | None = None) -> None:
        if {first, then} <= set(self.by_session):
            gap = self._gap(first, then)
            self._hold(at_least <= gap and (at_most is None or gap <= at_most))

    def together(self, sessions: Collection[str]) -> None:
        starts = {
            (self.by_session[key].day, self.by_session[key].start)
            for key in sessions
            if key in self.by_session
        }
        self._hold(len(starts) <= 1)

    def within(self, part: str, whole: str) -> None:
        inner, outer = self.by_session.get(part), self.by_session.get(whole)
        if inner and outer:
            self._hold(inner.day == outer.day)
            self._hold(outer.start <= inner.start and inner.end <= outer.end)
            self._hold(outer.room in (None, inner.room))

    def alone(self, session: str, others: Collection[str]) -> None:
        for other in others:
            if {session, other} <= set(self.by_session):
                self._hold(not self.by_session[session].overlaps(self.by_session[other]))

    def in_turn(self, sessions: Sequence[str]) -> Iterable[tuple[str, str]]:
        return pairwise(sessions)

    def nothing_between(self, first: str, then: str, others: Collection[str]) -> None:
        if {first, then} <= set(self.by_session):
            after, until = self._moments(first)[1], self._moments(then)[0]
            for other in others:
                if other in self.by_session:
                    self._hold(not after <= self._moments(other)[0] < until)

    def same_day(self, sessions: Collection[str]) -> None:
        self._hold(len({self.by_session[it].day for it in sessions if it in self.by_session}) <= 1)

    def different_days(self, sessions: Collection[str]) -> None:
        days = [self.by_session[it].day for it in sessions if it in self.by_session]
        self._hold(len(set(days)) == len(days))

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        there = [it for it in sessions if person is None or person in self._roster(it)]
        for one, other in self._strangers(there):
            rooms = [self.by_session[it].room for it in (one, other)]
            if walk := self.problem.walk_minutes(*rooms):
                self._hold(self._gap(one, other) >= walk or self._gap(other, one) >= walk)

    def filled(self, session: str) -> None:
        it = self.problem.session[session]
        taken = [
            self.programme.by_part.get((session, role, number), ()) for role, number, _ in it.pools
        ]
        everyone = [person for people in taken for person in people]
        if session in self.by_session:
            self._hold(all(len(people) == 1 for people in taken))
            self._hold(len(set(everyone) - set(it.roster)) == len(everyone))
            for people, (_, _, choices) in zip(taken, it.pools, strict=True):
                self._hold(set(people) <= set(choices))

    def _roster(self, session: str) -> tuple[str, ...]:
        return self.programme.roster(self.problem.session[session])

    def on_day(self, session: str, day: date) -> int:
        return int(self.by_session[session].day == day)

    def in_room(self, session: str, room: str | None) -> int:
        return int(self.by_session[session].room == room)

    def starts_at(self, session: str, minute: int) -> int:
        return int(self.by_session[session].start == minute)

    def starts_among(self, session: str, minutes: Collection[int]) -> int:
        return int(self.by_session[session].start in minutes)

    def ends_at(self, session: str, minute: int) -> int:
        return int(self.by_session[session].end == minute)

    def start_from(self, session: str, minute: int) -> int:
        return abs(self.by_session[session].start - minute)

    def end_from(self, session: str, minute: int) -> int:
        return abs(self.by_session[session].end - minute)

    def length_from(self, session: str, minutes: int) -> int:
        return abs(self.by_session[session].minutes - minutes)

    def outside(self, session: str, windows: Collection[Window]) -> int:
        it = self.by_session[session]
        return int(not within(windows, it.day, it.start, it.end))

    def few_groups(self, groups: Collection[Collection[int]], most: int = 1) -> None:
        self._hold(sum(map(any, groups)) <= most)

    def in_room_within(self, session: str, room: str, day: date, start: int, end: int) -> int:
        within = self.starts_within(session, day, start, end)
        return int(bool(within) and self.by_session[session].room == room)

    def whether_any(self, literals: Collection[int]) -> int:
        return int(any(literals))

    def beyond(self, literals: Collection[int], most: int) -> int:
        return max(0, sum(literals) - most)

    def pairs_of(self, ones: Collection[int], others: Collection[int]) -> int:
        return sum(ones) * sum(others)

    def interrupted(self, literals: Sequence[int]) -> int:
        used = [number for number, literal in enumerate(literals) if literal]
        return int(bool(used) and used[-1] - used[0] + 1 > len(used))

    def out_of_rank(self, session: str, rank: int, others: Collection[str]) -> int:
        own = self._moments(session)[0]
        return int(sum(self._moments(it)[0] < own for it in others) != rank - 1)

    def in_two_rooms(
        self, weights: Mapping[tuple[str, str], int], day: date, start: int, end: int
    ) -> int:
        def there(session: str) -> str | None:
            within = self.starts_within(session, day, start, end)
            return self.by_session[session].room if within else None

        return sum(
            weight
            for (one, other), weight in weights.items()
            if there(one) and there(other) and there(one) != there(other)
        )

    def starts_within(self, session: str, day: date, start: int, end: int) -> int:
        it = self.by_session.get(session)
        return int(it is not None and it.day == day and start <= it.start < end)

    def at_least(self, quantity: int, least: int) -> None:
        self._hold(quantity >= least)

    def not_at(self, session: str, day: date, minute: int) -> int:
        it = self.by_session[session]
        return int((it.day, it.start) != (day, minute))

    def only_elsewhere(self, session: str, day: date, minute: int, room: str | None) -> int:
        it = self.by_session[session]
        return int((it.day, it.start) == (day, minute) and it.room != room)

    def takes_part(self, session: str, person: str) -> int:
        return int(person in self._roster(session))

    def any_of(self, literals: Collection[Any]) -> int:
        return int(any(literals))

    def missed(self, parties: Collection[Party]) -> int:
        return sum(it.size * max(0, it.most - self._attended(it)) for it in parties)

    def _attended(self, party: Party) -> int:
        """Try every way to choose a session, or none, for each hope."""
        choices = [
            [None, *(session for session in hope.sessions if self._is_free(party, session))]
            for hope in party.hopes
        ]
        return max(
            sum(hope.worth for hope, it in zip(party.hopes, chosen, strict=True) if it)
            for chosen in product(*choices)
            if not any(
                self.by_session[one].overlaps(self.by_session[other])
                for one, other in combinations(filter(None, chosen), 2)
            )
        )

    def _is_free(self, party: Party, session: str) -> bool:
        it = self.by_session[session]
        there = not party.present or within(party.present, it.day, it.start, it.end)
        return there and not any(it.overlaps(self.by_session[other]) for other in party.busy)

    def lacking(
        self, sessions: Collection[str], people: int, most: Mapping[str, int] | None = None
    ) -> int:
        places = 0
        for session in sessions:
            seats = self.problem.seats_in(session, self.by_session[session].room)
            known = (people, seats, (most or {}).get(session))
            places += min(it for it in known if it is not None)
        return max(0, people - places)

    def squeezed(self, crowd: Crowd) -> int:
        return sum(self._lost(crowd, slot) for slot in self.problem.event.slots)

    def _lost(self, crowd: Crowd, slot: Slot) -> int:
        """Try every way to seat those who wish for something in a slot."""
        there = [
            it for it in self.programme.placements if (it.day, it.start) == (slot.day, slot.start)
        ]
        offered = [it for it in there if it.session in crowd.sessions]
        people = []
        for alike in crowd.choosers:
            worth = [dict(alike.worths).get(it.session, 0) for it in offered]
            busy = any(it.session in alike.busy for it in there)
            present = not alike.present or within(alike.present, slot.day, slot.start, slot.end)
            if any(worth) and present and not busy:
                people += alike.size * [worth]
        found = []
        for seats in product(range(len(offered) + 1), repeat=len(people)):
            sizes = [seats.count(place) for place in range(len(offered))]
            if any(
                self.lacking((it.session,), size, crowd.most)
                for it, size in zip(offered, sizes, strict=True)
            ):
                continue
            few = sum(
                max(0, crowd.least.get(it.session, 0) - size)
                for it, size in zip(offered, sizes, strict=True)
            )
            lost = sum(
                max(worth) + (crowd.dearest if place == len(offered) else -worth[place])
                for worth, place in zip(people, seats, strict=True)
            )
            found.append(few * crowd.dearest + lost)
        return min(found)

    def days_of(self, sessions: Collection[str]) -> int:
        return len({self.by_session[it].day for it in sessions})

    def idle(self, day: date, sessions: Collection[str]) -> int:
        there = self._on(day, sessions)
        span = max((it.end for it in there), default=0) - min((it.start for it in there), default=0)
        return max(0, span - sum(it.minutes for it in there))

    def day_end(self, day: date, sessions: Collection[str], earliest: int) -> int:
        return max([earliest, *(it.end for it in self._on(day, sessions))])

    def day_start(self, day: date, sessions: Collection[str], latest: int) -> int:
        return min([latest, *(it.start for it in self._on(day, sessions))])

    def overlaps(self, weights: Mapping[tuple[str, str], int]) -> int:
        return sum(
            weight * max(0, min(a.end, b.end) - max(a.start, b.start))
            for a, b, weight in self._weighed(weights)
            if a.day == b.day
        )

    def on_other_days(self, weights: Mapping[tuple[str, str], int]) -> int:
        return sum(weight for a, b, weight in self._weighed(weights) if a.day != b.day)

    def in_other_rooms(self, weights: Mapping[tuple[str, str], int]) -> int:
        return sum(
            weight
            for a, b, weight in self._weighed(weights)
            if a.day == b.day and None not in (a.room, b.room) and a.room != b.room
        )

    def in_smaller_rooms(self, weights: Mapping[tuple[str, str], int]) -> int:
        seats = {room.id: room.capacity for room in self.problem.rooms}
        return sum(
            weight
            for a, b, weight in self._weighed(weights)
            if a.room is not None
            and b.room is not None
            and (few := seats[a.room]) is not None
            and (many := seats[b.room]) is not None
            and few < many
        )

    def out_of_order(
        self, weights: Mapping[tuple[str, str], int], *, on_one_day: bool = False
    ) -> int:
        return sum(
            weight
            for (one, other), weight in weights.items()
            if self._gap(one, other) < 0
            and (not on_one_day or self.by_session[one].day == self.by_session[other].day)
        )

    def soon_after(self, weights: Mapping[tuple[str, str], int], minutes: int) -> int:
        return sum(weight for pair, weight in weights.items() if 0 <= self._gap(*pair) <= minutes)

    def _weighed(
        self, weights: Mapping[tuple[str, str], int]
    ) -> Iterator[tuple[Placement, Placement, int]]:
        for (one, other), weight in weights.items():
            yield self.by_session[one], self.by_session[other], weight

    def _on(self, day: date, sessions: Collection[str]) -> list[Placement]:
        return [self.by_session[key] for key in sessions if self.by_session[key].day == day]

    def _strangers(self, sessions: Collection[str]) -> list[tuple[str, str]]:
        there = [key for key in sessions if key in self.by_session]
        pairs = combinations(there, 2)
        return [pair for pair in pairs if not self.problem.related(*pair)]

    def _moments(self, session: str) -> tuple[int, int]:
        it = self.by_session[session]
        day = (it.day - WEDNESDAY).days * 24 * 60
        return day + it.start, day + it.end

    def _gap(self, first: str, then: str) -> int:
        return self._moments(then)[0] - self._moments(first)[1]

    def _hold(self, held: bool) -> None:
        self.held = self.held and held
