"""Interval variables on a minute grid: for few sessions and fine times.

Each session has a start, a length and an end in minutes since midnight of the event's
first day, and one literal a room; rooms and people are kept free of overlaps by
``NoOverlap`` over (optional) intervals, as in the CP-SAT scheduling recipes
(https://github.com/google/or-tools/blob/stable/ortools/sat/docs/scheduling.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, product

from ortools.sat.python import cp_model

from agenda_solver.decisions.encoding import (
    Claim,
    Expression,
    Literal,
    Value,
    rooms_by_site,
    unrelated_families,
)
from agenda_solver.decisions.pairs import either_way
from agenda_solver.decisions.person_days import Edge, PersonDays
from agenda_solver.domains import (
    Room,
    Time,
    candidate_rooms,
    covered_minutes,
    domains,
    grid_starts,
    latest_ends,
    lengths,
    limits_by_session,
    sort_limits,
)
from agenda_solver.problem import Attendee, Problem, Session, Window, joined
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.cliques import complete_sets
from agenda_solver.rules.rule import Demand, Limit, Pair, Whom
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Party
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK

Moments = tuple[int, int]
"""A start in minutes since the event's first midnight, and a length."""


@dataclass(frozen=True)
class Variables:
    """What is decided of one session."""

    start: Expression
    length: Expression
    end: Expression
    rooms: Mapping[Room, Literal]


@dataclass(frozen=True)
class _Span:
    """From when to when sessions are on a day, at least."""

    day: date
    sessions: frozenset[str]
    end: Expression
    earliest: int
    start: Expression = None


class Intervals(PersonDays):
    """See the module. With `blame`, every demand can be switched on by its literal.

    Parameters
    ----------
    problem : Problem
        What is asked.
    demands : collection of Demand
        What must hold.
    blame : bool
        If true, placements are tried that the demands forbid, and each demand holds only
        under the literal of its `Claim`, so that a minimal set of demands that cannot
        hold together can be found.

    Attributes
    ----------
    claims : list of Claim
        With `blame`, the demands by name; else empty.
    """

    name = "intervals"

    def __init__(
        self, problem: Problem, demands: Collection[Demand] = DEMANDS, *, blame: bool = False
    ) -> None:
        super().__init__(problem, demands)
        self.blame = blame
        self.claims: list[Claim] = []
        self._claim_literals: dict[tuple[str, Whom], Literal] = {}
        self._variables: dict[str, Variables] = {}
        self._tried: dict[str, Collection[Moments]] = {}
        self._late: dict[str, frozenset[int]] = {}
        self._day_literals: dict[str, dict[date, Literal]] = {}
        self._one_day_literals: dict[Pair, Literal] = {}
        self._in_turn_literals: dict[Pair, tuple[Literal, Literal]] = {}
        self._inside_literals: dict[tuple[str, tuple[Window, ...]], Literal] = {}
        self._exclusive: set[str] = set()
        self._never_both: list[tuple[str, str]] = []
        self._threads: list[tuple[str, ...]] = []
        self._spans: list[_Span] = []
        born = self._bear_to_blame if blame else self._bear
        for session in problem.sessions:
            self._variables[session.id] = born(session)
        if blame:
            self._post_limits_by_name()
        else:
            limits = limits_by_session(problem, self.demands)
            self._post_limits_of_candidates(
                limit for of_session in limits.values() for limit in of_session
            )
        self.post_demands()

    def close(self) -> None:
        """Keep the rooms apart of which never two are used."""
        for rooms in self._never_both:
            besides = {session for room in rooms for session in self.problem.taken_besides[room]}
            if self._exclusive.issuperset(rooms) and not besides:
                self._share(*rooms)
            else:
                self._keep_apart(*rooms)
        for span in self._spans:
            for thread in self._threads:
                self._fit(thread, span)

    def _fit(self, thread: Collection[str], span: _Span) -> None:
        """Tell that a day is as long as what is there one after the other.

        That follows from where they are; but of what is on several days, the relaxation does
        not see it.
        """
        inside = [session for session in thread if session in span.sessions]
        starts = [
            start - self.problem.moment(span.day, 0)
            for session in inside
            for start, _ in self._tried[session]
            if self._start_of(session, start)[0] == span.day
        ]
        if len(inside) > 1 and starts:
            lasted = self.weigh(
                (min(length for _, length in self._tried[session]), self.on_day(session, span.day))
                for session in inside
            )
            # Of a day without any of them the end is the earliest there is.
            self.model.add(span.end - min(span.earliest, *starts) >= lasted)
            if span.start is not None:
                self.model.add(span.end - span.start >= lasted)

    # --- Birth ----------------------------------------------------------------------------

    def _bear(self, session: Session) -> Variables:
        """Make a session's variables within the domain that its limits leave."""
        left = domains(self.problem, self.demands)[session.id]
        if left.empty:
            self.model.add_bool_or([])
            self._tried[session.id] = [(0, 1)]
            return self._new_variables(session, [(0, 1)], (None,))
        moments = [self._moments(time) for time in left.times]
        tried = self._tried[session.id] = product_of(moments)
        self._late[session.id] = self._after_midnight((day, start) for day, start, _ in left.times)
        variables = self._new_variables(session, moments, left.rooms)
        self._confine(variables, moments, tried, [])
        for room, closed in left.closed.items():
            open_then = [self._moments(time) for time in left.times if time not in closed]
            self._confine(variables, open_then, tried, [variables.rooms[room]])
        return variables

    def _bear_to_blame(self, session: Session) -> Variables:
        """Make a session's variables as if nothing were demanded of its placement."""
        moments = self._tried[session.id] = list(self._moments_to_blame[session.id])
        rooms = candidate_rooms(self.problem, session)
        variables = self._new_variables(session, moments, rooms)
        latest = latest_ends(self.problem, session)
        in_time = [
            (start, length)
            for start, length in moments
            if self._placed(session.id, (start, length), None).end
            <= latest(*self._start_of(session.id, start))
        ]
        self._confine(variables, in_time, moments, [])
        return variables

    @cached_property
    def _moments_to_blame(self) -> Mapping[str, tuple[Moments, ...]]:
        """Every start on the grid and, with each, the lengths worth trying, by session.

        Beside the lengths that are allowed, a very short one stands for all that would
        make room for others; a session with parts may also be longer.
        """
        grid = self.problem.event.grid
        every = range(0, DAY_MINUTES, grid)
        variables = {}
        for session in self.problem.sessions:
            tried = {*lengths(self.problem, session), min(grid, DAY_MINUTES)}
            if session.id in self.problem.parts:
                tried |= set(range(grid, DAY_MINUTES // 2 + 1, grid))
            starts = set(grid_starts(self.problem, session))
            late = self._late[session.id] = self._after_midnight(starts)
            starts |= {
                start
                for start in product(self.problem.day, every)
                if self.problem.moment(*start) not in late
            }
            variables[session.id] = tuple(
                (self.problem.moment(*start), length)
                for start in sorted(starts)
                for length in sorted(tried)
            )
        return variables

    def _new_variables(
        self, session: Session, moments: Collection[Moments], rooms: Collection[Room]
    ) -> Variables:
        model = self.model
        start = self._new_number((moment[0] for moment in moments), f"start {session.id}")
        length = self._new_number((moment[1] for moment in moments), f"length {session.id}")
        end = self._new_number((sum(moment) for moment in moments), f"end {session.id}")
        model.add(start + length == end)
        if len(rooms) == 1:
            literals = dict.fromkeys(rooms, model.new_constant(1))
        else:
            literals = {room: model.new_bool_var(f"{session.id} in {room}") for room in rooms}
            model.add_exactly_one(literals.values())
        return Variables(start, length, end, literals)

    def _new_number(self, values: Iterable[int], name: str) -> Expression:
        known = cp_model.Domain.from_values(sorted(set(values)))
        return self.model.new_int_var_from_domain(known, name)

    def _moments(self, time: Time) -> Moments:
        day, start, end = time
        return self.problem.moment(day, start), end - start

    def _confine(
        self,
        variables: Variables,
        allowed: Collection[Moments],
        tried: Collection[Moments],
        when: list[Literal],
    ) -> None:
        """Keep a session to some of the moments that are tried, when literals hold."""
        if len(allowed) == len(tried):
            return
        pieces = list(_pieces(allowed, tried))
        if not pieces:
            self.model.add_bool_or([literal.negated() for literal in when])
        elif len(pieces) == 1:
            self._keep_to(variables, pieces[0], when)
        else:
            literals = [self.model.new_bool_var("") for _ in pieces]
            self.model.add_bool_or(literals).only_enforce_if(when)
            for piece, literal in zip(pieces, literals, strict=True):
                self._keep_to(variables, piece, [literal])

    def _keep_to(self, variables: Variables, piece: _Piece, when: list[Literal]) -> None:
        for expression, values in (
            (variables.start, piece.starts),
            (variables.length, piece.lengths),
            (variables.end, piece.ends),
        ):
            within = cp_model.Domain.from_values(sorted(values))
            self.model.add_linear_expression_in_domain(expression, within).only_enforce_if(when)

    # --- Demands by name ------------------------------------------------------------------

    @contextmanager
    def demand(self, rule: Demand, whom: Whom) -> Iterator[None]:
        before = self._enforced
        self._enforced = [self._claim(rule, whom)] if self.blame else []
        yield
        self._enforced = before

    def _claim(self, rule: Demand, whom: Whom) -> Literal:
        key = (rule.key, whom)
        if key not in self._claim_literals:
            literal = self.model.new_bool_var(f"{rule.key} {whom}")
            self._claim_literals[key] = literal
            self.claims.append(Claim(rule, whom, literal))
        return self._claim_literals[key]

    def _post_limits_by_name(self) -> None:
        for rule in self.demands:
            for limit in rule.limits(self.problem):
                self._post_limit(limit, [self._claim(rule, limit.whom)])

    def _post_limits_of_candidates(self, limits: Iterable[Limit]) -> None:
        for limit in limits:
            if limit.person is not None:
                self._post_limit(limit, [])

    def _post_limit(self, limit: Limit, claims: list[Literal]) -> None:
        if limit.person is not None:
            claims = [*claims, self.takes_part(limit.session, limit.person)]
        variables = self._variables[limit.session]
        by_time, by_room, _ = sort_limits([limit])
        if by_room:
            for room, literal in variables.rooms.items():
                if not limit.allows(Placement(limit.session, date.min, 0, 0, room)):
                    self.model.add_bool_and(literal.negated()).only_enforce_if(claims)
            return
        tried = self._tried[limit.session]
        rooms: list[tuple[Room, list[Literal]]] = (
            [(None, claims)]
            if by_time
            else [
                (room, [*claims, literal])
                for room, literal in variables.rooms.items()
                if limit.room in (None, room)
            ]
        )
        for room, when in rooms:
            allowed = [
                moment
                for moment in tried
                if limit.allows(self._placed(limit.session, moment, room))
            ]
            self._confine(variables, allowed, tried, when)

    def _placed(self, session: str, moments: Moments, room: Room) -> Placement:
        day, minute = self._start_of(session, moments[0])
        return Placement(session, day, minute, minute + moments[1], room)

    def _after_midnight(self, starts: Iterable[tuple[date, int]]) -> frozenset[int]:
        """Return the moments of those starts that are after the midnight that ends their day."""
        return frozenset(
            self.problem.moment(day, minute) for day, minute in starts if minute >= DAY_MINUTES
        )

    def _start_of(self, session: str, moment: int) -> tuple[date, int]:
        """Return the day and the minute of it at which a session starts that starts at a moment."""
        days, minute = divmod(moment, DAY_MINUTES)
        if moment in self._late.get(session, ()):
            days, minute = days - 1, minute + DAY_MINUTES
        return self.problem.first_date + timedelta(days=days), minute

    # --- Intentions -----------------------------------------------------------------------

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        for family in unrelated_families(self.problem, sessions):
            self._no_overlap(list(self._intervals_of(family, gap, person)))
            if person is None and not self._enforced:
                self._threads.append(family)

    def _intervals_of(
        self, sessions: Iterable[str], gap: int, person: str | None
    ) -> Iterator[cp_model.IntervalVar]:
        """Yield the intervals of sessions, those in which the person may take part optional."""
        for session in sessions:
            takes_part = 1 if person is None else self.takes_part(session, person)
            if not isinstance(takes_part, int):
                yield self._interval(session, 0, gap, takes_part)
            elif takes_part:
                yield self._interval(session, 0, gap)

    def one_at_a_time(self, room: str) -> None:
        self._exclusive.add(room)
        for family in unrelated_families(self.problem, list(self._inside_of(room))):
            self._no_overlap([self._interval_in(session, room) for session in family])

    def few_at_a_time(self, room: str, most: int) -> None:
        there = [
            self._interval_in(session, room)
            for session in self._inside_of(room)
            if self.problem.counts_in(session, room)
        ]
        self._at_most(there, most)

    def never_both(self, room: str, other: str) -> None:
        if self.blame:
            self._keep_apart(room, other)
        else:
            self._never_both.append((room, other))

    def _keep_apart(self, room: str, other: str) -> None:
        """Keep each session in a room from each in another, two by two."""
        for one, then in product(self._inside_of(room), self._inside_of(other)):
            if one != then:
                self._no_overlap([self._interval_in(one, room), self._interval_in(then, other)])

    def _share(self, room: str, other: str) -> None:
        """Keep two rooms as if they were one, each of which holds one session at a time."""
        inside = {one: [*self._inside_of(one)] for one in (room, other)}
        sessions = list(dict.fromkeys([*inside[room], *inside[other]]))
        for family in unrelated_families(self.problem, sessions):
            self._no_overlap(
                [
                    self._interval_in(session, one)
                    for session in family
                    for one in (room, other)
                    if session in inside[one]
                ]
            )
        for one, then in product(inside[room], inside[other]):
            if self.problem.related(one, then):
                self._no_overlap([self._interval_in(one, room), self._interval_in(then, other)])

    def _inside_of(self, room: str) -> Iterator[str]:
        """Yield the sessions that may be in a room, or take it besides their own."""
        besides = self.problem.taken_besides[room]
        for session, variables in self._variables.items():
            if room in variables.rooms or session in besides:
                yield session

    def _interval_in(self, session: str, room: str) -> cp_model.IntervalVar:
        """Return for how long a session occupies a room, if it is there."""
        around = self.problem.occupancy(session, room)
        return self._interval(session, *around, self._variables[session].rooms.get(room))

    def few_at_once(
        self, sessions: Collection[str], most: int, gap: int = 0, besides: Collection[str] = ()
    ) -> None:
        counted = [
            self._interval(session, 0, gap, outside)
            for session in sessions
            if (outside := self._outside_of(session, besides)) is not None
        ]
        if most == 1:
            self._no_overlap(counted)
        else:
            self._at_most(counted, most)

    def _outside_of(self, session: str, rooms: Collection[str]) -> Literal | None:
        """Return a literal that is 1 where a session is in none of these rooms; None: never."""
        variables = self._variables[session]
        within = [room for room in variables.rooms if room in rooms]
        if not within:
            return self.model.new_constant(1)
        if len(within) == len(variables.rooms):
            return None
        return self._in_one_of(variables, within).negated()

    def before(self, first: str, then: str, at_least: int = 0, at_most: int | None = None) -> None:
        gap = self._variables[then].start - self._variables[first].end
        self._post(gap >= at_least)
        if at_most is not None:
            self._post(gap <= at_most)

    def together(self, sessions: Collection[str]) -> None:
        first, *others = (self._variables[session].start for session in sessions)
        for other in others:
            self._post(first == other)

    def within(self, part: str, whole: str) -> None:
        inner, outer = self._variables[part], self._variables[whole]
        self._post(inner.start >= outer.start)
        self._post(inner.end <= outer.end)
        for room, literal in outer.rooms.items():
            if room is not None:
                self.model.add_implication(literal, inner.rooms.get(room, 0)).only_enforce_if(
                    self._enforced
                )

    def alone(self, session: str, others: Collection[str]) -> None:
        alone = self._interval(session)
        for other in others:
            self._no_overlap([alone, self._interval(other)])

    def nothing_between(self, first: str, then: str, others: Collection[str]) -> None:
        after, until = self._variables[first].end, self._variables[then].start
        for other in others:
            start, earlier = self._variables[other].start, self.model.new_bool_var("")
            self._post(start <= after - 1, earlier)
            self._post(start >= until, earlier.negated())

    def same_day(self, sessions: Collection[str]) -> None:
        first, *others = sessions
        for day in self.problem.day:
            for other in others:
                self._post(self.on_day(first, day) == self.on_day(other, day))

    def different_days(self, sessions: Collection[str]) -> None:
        for day in self.problem.day:
            self._post(sum(self.on_day(session, day) for session in sessions) <= 1)

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        there: dict[str, Literal] = {
            session: 1 if person is None else self.takes_part(session, person)
            for session in sessions
        }
        for one, other in combinations(sessions, 2):
            if not self.problem.related(one, other):
                self._walk(one, other, there[one], there[other])

    def _walk(self, one: str, other: str, *when: Literal) -> None:
        """Leave time between two sessions, whichever is first, for the walk between them."""
        first, then = self._variables[one], self._variables[other]
        rooms = [rooms_by_site(self.problem, variables.rooms) for variables in (first, then)]
        earlier = self.model.new_bool_var(f"{one} earlier than {other}")
        for here, there in product(rooms[0].values(), rooms[1].values()):
            if minutes := self.problem.walk_minutes(here[0], there[0]):
                at = self._in_one_of(first, here), self._in_one_of(then, there)
                self._post(then.start - first.end >= minutes, *at, *when, earlier)
                self._post(first.start - then.end >= minutes, *at, *when, earlier.negated())

    def _in_order(self, first: Edge, then: Edge, gap: int, *when: Literal) -> None:
        self._post(self._moment(then) - self._moment(first) >= gap, *when)

    def _ended_by(self, session: str, day: date, minute: int) -> Literal:
        if not minute:
            return 0
        midnight = self.problem.moment(day, 0)
        ends = range(midnight + 1, midnight + minute + 1)
        before = self._is_among(self._variables[session].end, ends)
        if not self.problem.passes_midnight:
            return before
        # An evening that goes on after midnight belongs to the day before.
        ended, on_day = self.model.new_bool_var(""), self.on_day(session, day)
        self.model.add_bool_or([before.negated(), on_day.negated(), ended])
        self.model.add_implication(ended, before)
        self.model.add_implication(ended, on_day)
        return ended

    def _moment(self, edge: Edge) -> Expression:
        variables = self._variables[edge[0]]
        return variables.start if edge[1] == "start" else variables.end

    def _in_one_of(self, variables: Variables, rooms: Collection[Room]) -> Literal:
        """Return a literal that is 1 where a session is in one of these rooms."""
        literals = [variables.rooms[room] for room in rooms]
        if len(literals) == 1:
            return literals[0]
        there = self.model.new_bool_var("")
        self.model.add(sum(literals) == there)
        return there

    def _post(self, bounded: Expression, *when: Literal) -> None:
        self.model.add(bounded).only_enforce_if([*self._enforced, *when])

    def _no_overlap(self, intervals: list[cp_model.IntervalVar]) -> None:
        if len(intervals) > 1:
            self.model.add_no_overlap(intervals).only_enforce_if(self._enforced)

    def _at_most(self, intervals: list[cp_model.IntervalVar], most: int) -> None:
        if len(intervals) > most:
            ones = [1] * len(intervals)
            self.model.add_cumulative(intervals, ones, most).only_enforce_if(self._enforced)

    def _interval(
        self, session: str, before: int = 0, after: int = 0, present: Literal = None
    ) -> cp_model.IntervalVar:
        variables, name = self._variables[session], f"{session} +{before}+{after}"
        start, end, size = (
            variables.start - before,
            variables.end + after,
            variables.length + before + after,
        )
        if present is None:
            return self.model.new_interval_var(start, size, end, name)
        return self.model.new_optional_interval_var(start, size, end, present, name)

    # --- Literals and quantities ----------------------------------------------------------

    def on_day(self, session: str, day: date) -> Literal:
        if session not in self._day_literals:
            self._day_literals[session] = self._new_day_literals(session)
        return self._day_literals[session].get(day, 0)

    def _new_day_literals(self, session: str) -> dict[date, Literal]:
        days = [day.date for day in self.problem.days]
        if len(days) == 1:
            return {days[0]: self.model.new_constant(1)}
        literals = {day: self.model.new_bool_var(f"{session} on {day}") for day in days}
        self.model.add_exactly_one(literals.values())
        start, late = self._variables[session].start, self._late.get(session, frozenset())
        for day, literal in literals.items():
            midnight = self.problem.moment(day, 0)
            if not late:
                last = midnight + DAY_MINUTES - 1
                self.model.add_linear_constraint(start, midnight, last).only_enforce_if(literal)
                continue
            moments = range(midnight, midnight + DAYBREAK)
            here = [moment for moment in moments if self._start_of(session, moment)[0] == day]
            within = cp_model.Domain.from_values(here)
            self.model.add_linear_expression_in_domain(start, within).only_enforce_if(literal)
        return literals

    def in_room(self, session: str, room: Room) -> Literal:
        return self._variables[session].rooms.get(room, 0)

    def starts_at(self, session: str, minute: int) -> Literal:
        return self._starts_at_one_of(session, product(self.problem.day, [minute]))

    def starts_among(self, session: str, minutes: Collection[int]) -> Literal:
        return self._starts_at_one_of(session, product(self.problem.day, minutes))

    def _starts_at_one_of(self, session: str, starts: Iterable[tuple[date, int]]) -> Literal:
        """Return whether a session starts so; a moment may be of either day around a midnight."""
        known = ((start, self.problem.moment(*start)) for start in starts)
        if self.problem.passes_midnight:
            known = (pair for pair in known if self._start_of(session, pair[1]) == pair[0])
        moments = [moment for _, moment in known]
        return self._is_among(self._variables[session].start, moments) if moments else 0

    # The midnight between two days ends the one: no end is at 0:00.

    def ends_at(self, session: str, minute: int) -> Literal:
        moments = [self.problem.moment(day, minute) for day in self.problem.day]
        return self._is_among(self._variables[session].end, moments) if minute else 0

    def _is_among(self, moment: Expression, moments: Iterable[int]) -> Literal:
        inside = cp_model.Domain.from_values(sorted(moments))
        literal = self.model.new_bool_var("")
        self.model.add_linear_expression_in_domain(moment, inside).only_enforce_if(literal)
        self.model.add_linear_expression_in_domain(moment, inside.complement()).only_enforce_if(
            literal.negated()
        )
        return literal

    def start_from(self, session: str, minute: int) -> Expression:
        return self._distance(self._minute_of_day(session, self._variables[session].start), minute)

    def end_from(self, session: str, minute: int) -> Expression:
        return self._distance(self._minute_of_day(session, self._variables[session].end), minute)

    def length_from(self, session: str, minutes: int) -> Expression:
        return self._distance(self._variables[session].length, minutes)

    def _minute_of_day(self, session: str, moment: Expression) -> Expression:
        offset = self.weigh(
            (self.problem.moment(day.date, 0), self.on_day(session, day.date))
            for day in self.problem.days
        )
        return moment - offset

    def _distance(self, expression: Expression, target: int) -> Expression:
        distance = self.model.new_int_var(0, 2 * DAY_MINUTES, "")
        self.model.add(distance >= expression - target)
        self.model.add(distance >= target - expression)
        return distance

    def outside(self, session: str, windows: Collection[Window]) -> Literal:
        variables, outside = self._variables[session], self.model.new_bool_var(f"{session} outside")
        inside = []
        for day in self.problem.day:
            for start, end in self._hours(windows, day):
                literal = self.model.new_bool_var("")
                self.model.add_implication(literal, self._of_evening(session, day, end))
                self.model.add(variables.start >= self.problem.moment(day, start)).only_enforce_if(
                    literal
                )
                self.model.add(variables.end <= self.problem.moment(day, end)).only_enforce_if(
                    literal
                )
                inside.append(literal)
        self.model.add_bool_or([*inside, outside])
        return outside

    def starts_within(self, session: str, day: date, start: int, end: int) -> Literal:
        return self._starts_at_one_of(session, product([day], range(start, end)))

    def _hours(self, windows: Collection[Window], day: date) -> Iterator[tuple[int, int]]:
        """Yield the hours of windows on a day: the night belongs to it where anything may."""
        most = DAYBREAK if self.problem.passes_midnight else DAY_MINUTES
        for start, end in joined(windows, day):
            if max(start, 0) < min(end, most):
                yield max(start, 0), min(end, most)

    def _of_evening(self, session: str, day: date, end: int) -> Literal:
        """Return whether a session is of a day; 1 where what ends then tells it apart anyway.

        The first hours of the day after are beside those of an evening.
        """
        tells = end <= DAY_MINUTES or len(self.problem.days) == 1
        return self.model.new_constant(1) if tells else self.on_day(session, day)

    def _new_in_room_within(
        self, session: str, room: Room, day: date, start: int, end: int
    ) -> Literal:
        here, then = self.in_room(session, room), self.starts_within(session, day, start, end)
        if isinstance(here, int) or isinstance(then, int):
            return 0
        both = self.model.new_bool_var(f"{session} in {room} on {day} from {start}")
        self.model.add_implication(both, here)
        self.model.add_implication(both, then)
        self.model.add_bool_or([both, here.negated(), then.negated()])
        return both

    def out_of_rank(self, session: str, rank: int, others: Collection[str]) -> Literal:
        out, start = self.model.new_bool_var(""), self._variables[session].start
        before = []
        for other in others:
            earlier, there = self.model.new_bool_var(""), self._variables[other].start
            self.model.add(there <= start - 1).only_enforce_if(earlier)
            self.model.add(there >= start).only_enforce_if(earlier.negated())
            before.append(earlier)
        fits: Expression = sum(before) == rank - 1
        if isinstance(fits, bool):
            return int(not fits)
        self.model.add(fits).only_enforce_if(out.negated())
        return out

    def not_at(self, session: str, day: date, minute: int) -> Literal:
        literal = self._starts_at_one_of(session, [(day, minute)])
        return 1 if isinstance(literal, int) else literal.negated()

    def only_elsewhere(self, session: str, day: date, minute: int, room: Room) -> Literal:
        elsewhere = self.model.new_bool_var(f"{session} elsewhere")
        there = self.in_room(session, room)
        self.model.add_bool_or([self.not_at(session, day, minute), there, elsewhere])
        return elsewhere

    def days_of(self, sessions: Collection[str]) -> Expression:
        days = {day: self.model.new_bool_var(f"some on {day}") for day in self.problem.day}
        for day, some in days.items():
            for session in sessions:
                self.model.add(self.on_day(session, day) <= some)
        return sum(days.values())

    def idle(self, day: date, sessions: Collection[str]) -> Expression:
        end = self.day_end(day, sessions, 0)
        start = self.day_start(day, sessions, end)
        idle = self.model.new_int_var(0, DAYBREAK, f"idle on {day}")
        lasted = sum(self._minutes_on(session, day) for session in sessions)
        self.model.add(idle >= end - start - lasted)
        return idle

    def _minutes_on(self, session: str, day: date) -> Expression:
        """Return at most the minutes that a session lasts on a day."""
        minutes = self.model.new_int_var(0, DAY_MINUTES, f"{session} on {day}")
        self.model.add(minutes <= self._variables[session].length)
        self.model.add(minutes <= DAY_MINUTES * self.on_day(session, day))
        return minutes

    def day_end(self, day: date, sessions: Collection[str], earliest: int) -> Expression:
        latest = self.model.new_int_var(earliest, DAYBREAK, f"end of {day}")
        for session in sessions:
            end = self._variables[session].end - self.problem.moment(day, 0)
            self.model.add(latest >= end).only_enforce_if(self.on_day(session, day))
        self._spans.append(_Span(day, frozenset(sessions), latest, earliest))
        return latest

    def day_start(self, day: date, sessions: Collection[str], latest: Expression) -> Expression:
        first = self.model.new_int_var(0, DAYBREAK, f"start of {day}")
        self.model.add(first <= latest)
        for session in sessions:
            start = self._variables[session].start - self.problem.moment(day, 0)
            self.model.add(first <= start).only_enforce_if(self.on_day(session, day))
        ends = [span for span in self._spans if span.end is latest]
        self._spans += [replace(span, sessions=frozenset(sessions), start=first) for span in ends]
        return first

    # --- Who must attend --------------------------------------------------------------------

    def _let_sit(self, attendee: Attendee, session: str) -> None:
        seats = self._sitting[attendee.id]
        without = seats[session].negated()
        if attendee.present:
            inside = self._inside(session, tuple(attendee.present))
            self.model.add_implication(seats[session], inside)
        for other, seat in seats.items():
            if other == session:
                continue
            one_workshop = self.problem.workshop(other) == self.problem.workshop(session)
            in_turn = () if one_workshop else self._in_turn(session, other)
            self.model.add_bool_or([without, seat.negated(), *in_turn])
        for other, takes_part in self._parts_of(attendee):
            elsewhere = [] if isinstance(takes_part, int) else [takes_part.negated()]
            in_turn = () if other == session else self._in_turn(session, other)
            self.model.add_bool_or([without, *elsewhere, *in_turn])

    def _same(self, placement: Placement, rooms: Collection[Room]) -> Iterator[Expression]:
        variables = self._variables[placement.session]
        start = self.problem.moment(placement.day, placement.start)
        yield self._is_among(variables.start, [start])
        yield self._is_among(variables.length, [placement.minutes])
        if not set(variables.rooms).issubset(rooms):
            yield sum(variables.rooms.get(room, 0) for room in rooms)

    def one_start(self, one: str, other: str) -> Literal:
        same = self.model.new_bool_var("")
        starts = self._variables[one].start, self._variables[other].start
        self.model.add(starts[0] == starts[1]).only_enforce_if(same)
        return same

    def not_one_start(self, one: str, other: str) -> Literal:
        differ = self.model.new_bool_var("")
        starts = self._variables[one].start, self._variables[other].start
        self.model.add(starts[0] != starts[1]).only_enforce_if(differ)
        return differ

    def away(self, session: str, windows: Collection[Window]) -> Literal:
        variables, away = self._variables[session], self.model.new_bool_var("")
        for day in self.problem.day:
            for start, end in self._hours(windows, day):
                early, late = self.model.new_bool_var(""), self.model.new_bool_var("")
                first, last = self.problem.moment(day, start), self.problem.moment(day, end)
                self.model.add(variables.start <= first - 1).only_enforce_if(early)
                self.model.add(variables.end >= last + 1).only_enforce_if(late)
                other = self._of_evening(session, day, end).negated()
                self.model.add_bool_or([away.negated(), early, late, other])
        return away

    # --- What attendees can be at -----------------------------------------------------------

    def _attends(self, party: Party) -> Iterator[tuple[int, Literal]]:
        """Yield a literal for each session; two of them only where one is over before."""
        attends: dict[str, Literal] = {}
        for hope in party.hopes:
            own = [session for session in hope.sessions if session not in party.busy]
            attends |= {session: self.model.new_bool_var(f"at {session}") for session in own}
            self.model.add_at_most_one(attends[session] for session in own)
            yield from ((hope.worth, attends[session]) for session in own)
        for session, literal in attends.items():
            if party.present:
                self.model.add_implication(literal, self._inside(session, party.present))
            for other in party.busy:
                self.model.add_bool_or([literal.negated(), *self._in_turn(session, other)])
        for one, other in combinations(attends, 2):
            not_both = attends[one].negated(), attends[other].negated()
            self.model.add_bool_or([*not_both, *self._in_turn(one, other)])

    def _inside(self, session: str, windows: tuple[Window, ...]) -> Literal:
        """Return a literal that is 1 only if the session lies within these windows."""
        key = (session, windows)
        if key not in self._inside_literals:
            self._inside_literals[key] = self.outside(session, windows).negated()
        return self._inside_literals[key]

    def _in_turn(self, one: str, other: str) -> tuple[Literal, Literal]:
        """Return two literals: the one, or the other, only if it is over before the next."""
        pair = (min(one, other), max(one, other))
        if pair not in self._in_turn_literals:
            self._in_turn_literals[pair] = self._over(*pair), self._over(*pair[::-1])
        return self._in_turn_literals[pair]

    def _over(self, first: str, then: str) -> Literal:
        over = self.model.new_bool_var(f"{first} over before {then}")
        end, start = self._variables[first].end, self._variables[then].start
        self.model.add(end <= start).only_enforce_if(over)
        return over

    # --- Pairs of sessions ----------------------------------------------------------------

    def overlaps(self, weights: Mapping[Pair, int]) -> Expression:
        """Count, of four lengths, the one that the search finds shortest.

        Two sessions are there at once for as long as one of them lasts, or from the start
        of one to the end of the other; not at all, where that is negative.
        """
        terms = []
        together: dict[Pair, Expression] = {}
        for (one, other), weight in either_way(weights).items():
            a, b = self._variables[one], self._variables[other]
            minutes = self.model.new_int_var(0, DAY_MINUTES, "")
            lengths_ = (a.length, b.length, a.end - b.start, b.end - a.start)
            shortest = [self.model.new_bool_var("") for _ in lengths_]
            self.model.add_bool_or(shortest)
            for literal, length in zip(shortest, lengths_, strict=True):
                self.model.add(minutes >= length).only_enforce_if(literal)
            terms.append((weight, minutes))
            together[one, other] = minutes
        self._overflow(together)
        return self.weigh(terms)

    def _overflow(self, together: Mapping[Pair, Expression]) -> None:
        """Tell that of what does not fit one after the other, something is at once.

        Each minute holds one session, or some beside one another. That follows from where
        they are, but the relaxation does not see it.
        """
        sessions = next(complete_sets(together), [])
        lasted = sum(self._variables[session].length for session in sessions)
        hours = covered_minutes(
            {
                (start, start + length)
                for session in sessions
                for start, length in self._tried[session]
            }
        )
        pairs = [pair for pair in together if set(pair).issubset(sessions)]
        if pairs:
            self.model.add(sum(together[pair] for pair in pairs) >= lasted - hours)

    def on_other_days(self, weights: Mapping[Pair, int]) -> Expression:
        if len(self.problem.days) == 1:
            return 0
        return self.weigh(
            (weight, self._one_day(*pair).negated()) for pair, weight in either_way(weights).items()
        )

    def in_other_rooms(self, weights: Mapping[Pair, int]) -> Expression:
        terms = []
        for (one, other), weight in either_way(weights).items():
            elsewhere = self.model.new_bool_var("")
            others = self._variables[other].rooms
            for room, literal in self._variables[one].rooms.items():
                if room is not None:
                    # Where the one is in this room, the other is in it too, or in none.
                    fine = [theirs for there, theirs in others.items() if there in (room, None)]
                    same_day = self._one_day(one, other)
                    self.model.add_bool_or(
                        [literal.negated(), same_day.negated(), elsewhere, *fine]
                    )
            terms.append((weight, elsewhere))
        return self.weigh(terms)

    def _one_day(self, one: str, other: str) -> Literal:
        """Return a literal that is 1 if two sessions are on the same day, and only then."""
        pair = (min(one, other), max(one, other))
        if pair not in self._one_day_literals:
            same = self.model.new_bool_var(f"{one} and {other} on one day")
            for day in self.problem.days:
                here, there = self.on_day(one, day.date), self.on_day(other, day.date)
                self.model.add_bool_or([here.negated(), there.negated(), same])
                self.model.add_bool_or([here.negated(), there, same.negated()])
            self._one_day_literals[pair] = same
        return self._one_day_literals[pair]

    def in_smaller_rooms(self, weights: Mapping[Pair, int]) -> Expression:
        terms = []
        for (one, other), weight in weights.items():
            smaller = self.model.new_bool_var("")
            others = self._variables[other].rooms
            for room, literal in self._variables[one].rooms.items():
                if (seats := self._seats(room)) is not None:
                    # Where the one has so many seats, the other has no more, or none known.
                    fine = [
                        theirs
                        for there, theirs in others.items()
                        if (more := self._seats(there)) is None or more <= seats
                    ]
                    self.model.add_bool_or([literal.negated(), smaller, *fine])
            terms.append((weight, smaller))
        return self.weigh(terms)

    def _seats(self, room: Room) -> int | None:
        return None if room is None else self.problem.room[room].capacity

    def out_of_order(self, weights: Mapping[Pair, int], *, on_one_day: bool = False) -> Expression:
        terms = []
        for (first, then), weight in weights.items():
            out = self.model.new_bool_var("")
            in_order = self._variables[first].end <= self._variables[then].start
            matters = [out.negated()]
            if on_one_day and len(self.problem.days) > 1:
                matters.append(self._one_day(first, then))
            self.model.add(in_order).only_enforce_if(matters)
            terms.append((weight, out))
        return self.weigh(terms)

    def soon_after(self, weights: Mapping[Pair, int], minutes: int) -> Expression:
        terms = []
        for (first, then), weight in weights.items():
            soon, sooner, later = (self.model.new_bool_var("") for _ in range(3))
            between = self._variables[then].start - self._variables[first].end
            self.model.add(between <= -1).only_enforce_if(sooner)
            self.model.add(between >= minutes + 1).only_enforce_if(later)
            self.model.add_bool_or([soon, sooner, later])
            terms.append((weight, soon))
        return self.weigh(terms)

    # --- Reading back ---------------------------------------------------------------------

    def read(self, value: Value) -> Timetable:
        placements = (
            self._placed(
                session,
                (value(variables.start), value(variables.length)),
                next(room for room, literal in variables.rooms.items() if value(literal)),
            )
            for session, variables in self._variables.items()
        )
        return Timetable.of(placements, cast=self._read_cast(value))

    def fix(self, timetable: Timetable) -> None:
        for expression, value in self._values(timetable):
            self.model.add(expression == value)

    def hint(self, timetable: Timetable) -> None:
        for expression, value in self._values(timetable):
            if isinstance(expression, cp_model.IntVar):
                self.model.add_hint(expression, value)

    def _values(self, timetable: Timetable) -> Iterator[tuple[Expression, int]]:
        yield from self._cast_values(timetable)
        for placement in timetable.by_session.values():
            variables = self._variables[placement.session]
            yield variables.start, self.problem.moment(placement.day, placement.start)
            yield variables.length, placement.minutes
            if len(variables.rooms) > 1:
                for room, literal in variables.rooms.items():
                    yield literal, int(room == placement.room)


@dataclass(frozen=True)
class _Piece:
    """Moments told by three sets: the start, the length and the end lie in one each."""

    starts: frozenset[int]
    lengths: frozenset[int]
    ends: frozenset[int]


def _pieces(allowed: Collection[Moments], tried: Collection[Moments]) -> Iterator[_Piece]:
    """Cut a set of moments into few pieces whose union, among those tried, is the set."""
    whole = _piece(allowed)
    if _holds(whole, tried) == len(allowed):
        if allowed:
            yield whole
        return
    by_day: dict[int, list[Moments]] = {}
    for start, length in allowed:
        by_day.setdefault(start // DAY_MINUTES, []).append((start, length))
    for moments in by_day.values():
        piece = _piece(moments)
        if _holds(piece, tried) == len(moments):
            yield piece
        else:
            yield from _pieces_by_lengths(moments)


def product_of(moments: Collection[Moments]) -> list[Moments]:
    """Return every start of some moments with every length of them."""
    lengths = sorted({length for _, length in moments})
    return [
        (start, length) for start in sorted({moment[0] for moment in moments}) for length in lengths
    ]


def _piece(moments: Collection[Moments]) -> _Piece:
    return _Piece(
        frozenset(start for start, _ in moments),
        frozenset(length for _, length in moments),
        frozenset(start + length for start, length in moments),
    )


def _holds(piece: _Piece, tried: Collection[Moments]) -> int:
    return sum(
        start in piece.starts and length in piece.lengths and start + length in piece.ends
        for start, length in tried
    )


def _pieces_by_lengths(moments: Collection[Moments]) -> Iterator[_Piece]:
    """Group the starts that have the same lengths: each group is a product of sets."""
    by_start: dict[int, set[int]] = {}
    for start, length in moments:
        by_start.setdefault(start, set()).add(length)
    groups: dict[frozenset[int], list[int]] = {}
    for start, ends in by_start.items():
        groups.setdefault(frozenset(ends), []).append(start)
    for same, starts in groups.items():
        yield _piece([(start, length) for start in starts for length in same])
