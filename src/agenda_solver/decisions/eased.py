"""Intervals of which some demands may give way, at a price: what `explain` searches for edits.

Each demand that may give way has literals: that it is exceeded by no more than a rung of its
ladder. Each implies the next, and each that does not hold adds to the price what the next
rung costs more. Beside the demands, a session may not take place, and somebody else may take
a person's part in one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import combinations, pairwise
from operator import mul

from ortools.sat.python import cp_model

from agenda_solver.decisions.encoding import Expression, Literal, Value
from agenda_solver.decisions.intervals import Intervals, Moments, Variables, product_of
from agenda_solver.domains import Room, candidate_rooms, grid_starts, latest_ends, lengths
from agenda_solver.problem import Minutes, Problem, Session, Slot, Stretch
from agenda_solver.rules.easing import MOST_MORE, OUTRIGHT, Ladder, Leeway, that_may_leave
from agenda_solver.rules.people import SOMEBODY_ELSE, PersonIsInOnePlace, may_be_replaced
from agenda_solver.rules.programme import (
    ANOTHER_SLOT,
    BETWEEN,
    LONGER,
    SHORTER,
    EverySessionIsPlaced,
    FillsASlot,
    LastsAsLongAsAllowed,
    slots_to_add,
)
from agenda_solver.rules.rooms import ADDED_ROOM, SessionHasARoom
from agenda_solver.rules.rule import Allows, Demand, Limit, Pair, Whom
from agenda_solver.rules.stretches import (
    ANOTHER_STRETCH,
    ChairsAreFree,
    ChairsAreInOneRoom,
    NothingForAllInStretches,
    PapersAreInStretches,
    chaired,
    rooms_held,
    stretches_to_add,
)
from agenda_solver.timetable import Placement, Timetable

_ALONE = NothingForAllInStretches()

Near = Callable[[Demand, Whom], bool]
"""Whether a demand is among those that may give way."""


@dataclass
class _Levels:
    """The literals of one ladder: by the number of a rung, that no more is needed."""

    ladder: Ladder
    literals: dict[int, Literal] = field(default_factory=dict)


@dataclass(frozen=True)
class _Claimed:
    """A demand about one placement, and how it may give way."""

    rule: Demand
    limit: Limit
    leeway: Leeway | None


class Eased(Intervals):
    """See the module.

    Parameters
    ----------
    problem : Problem
        What is asked.
    demands : collection of Demand
        What must hold, or gives way.
    near : callable
        Which demands may give way, of those that ever do.
    """

    name = "eased"

    def __init__(
        self, problem: Problem, demands: Collection[Demand], near: Near | None = None
    ) -> None:
        self._near = near or (lambda _rule, _whom: True)
        self._levels: dict[tuple[str, object, str], _Levels] = {}
        self._released: dict[tuple[str, object, str], tuple[int, Literal]] = {}
        self._keeps: dict[str, Literal] = {}
        self._cancelling: dict[str, int] = {}
        self._there: dict[tuple[str, str], Literal] = {}
        self._somebody_else: dict[tuple[str, str], Literal] = {}
        self._other_chairs: dict[tuple[str, str], Literal] = {}
        self._added_rooms: list[Literal] = []
        self._more_of: dict[tuple[str, str], Expression] = {}
        self._current: tuple[Demand, Leeway] | None = None
        self._limits: dict[str, list[_Claimed]] = {session.id: [] for session in problem.sessions}
        self._more_stretches = tuple(stretches_to_add(problem))
        self._stretch_literals: dict[str, Literal] = {}
        asked, stretches = problem, [*problem.stretches, *self._more_stretches]
        if self._more_stretches:
            problem = problem.with_tables(stretches=stretches)
        for rule in demands:
            # What is for all is kept out of stretches that are added only where they are.
            for limit in rule.limits(asked if rule.key == _ALONE.key else problem):
                leeway = self._leeway(rule, problem, limit.whom) if limit.exceeds else None
                self._limits[limit.session].append(_Claimed(rule, limit, leeway))
        self._more_slots = tuple(slots_to_add(problem))
        self._slot_literals: dict[Slot, Literal] = {}
        slots = [*problem.event.slots, *self._more_slots]
        event = problem.event.model_copy(update={"slots": slots})
        self._with_more_slots = problem.with_tables(event=event) if self._more_slots else problem
        super().__init__(problem, demands)

    def _leeway(self, rule: Demand, problem: Problem, whom: Whom) -> Leeway | None:
        if not rule.gives_way or not self._near(rule, whom):
            return None
        return rule.leeway(problem, whom)

    # --- Birth ----------------------------------------------------------------------------

    def _bear(self, session: Session) -> Variables:
        """Make a session's variables within what it could be given at most."""
        placed, whom = EverySessionIsPlaced(), Whom(sessions=(session.id,))
        cancelling = placed.price(self.problem, whom, {"": OUTRIGHT})
        if cancelling and self._near(placed, whom):
            self._keeps[session.id] = self.model.new_bool_var(f"{session.id} takes place")
            self._cancelling[session.id] = cancelling
        certain = [
            claimed
            for claimed in self._limits[session.id]
            if claimed.limit.person is None
            and self._may_be_replaced(session.id, claimed) is None
            and not self._not_freed(claimed.limit)
        ]
        by_time = [one for one in certain if "room" not in one.limit.reads]
        by_room = [one for one in certain if "time" not in one.limit.reads]
        moments = list(self._most_moments(session, by_time))
        rooms = [
            room
            for room in self._candidate_rooms(session)
            if all(_at_most(one, Placement(session.id, date.min, 0, 0, room)) for one in by_room)
        ]
        if not moments or not rooms:
            self.model.add_bool_or(self._not_kept(session.id))
            moments, rooms = moments or [(0, 1)], rooms or [None]
        tried = self._tried[session.id] = product_of(moments)
        self._late[session.id] = self._after_midnight(grid_starts(self._with_more_slots, session))
        variables = self._new_variables(session, moments, rooms)
        self._confine(variables, moments, tried, [])
        return variables

    def _may_be_replaced(self, session: str, claimed: _Claimed) -> str | None:
        """Return who is concerned by a limit, if somebody else could take their part."""
        people = claimed.limit.whom.people if claimed.limit.track is None else ()
        return people[0] if people and self._is_replaceable(session, people[0]) else None

    def _is_replaceable(self, session: str, person: str) -> bool:
        return may_be_replaced(self.problem, session, person) and self._near(
            EverySessionIsPlaced(), Whom(sessions=(session,), people=(person,))
        )

    def _most_moments(self, session: Session, limits: Sequence[_Claimed]) -> Iterator[Moments]:
        """Yield the starts and lengths that a session could be given at most."""
        problem = self._with_more_slots
        latest = latest_ends(problem, session)
        tried = self._lengths(session)
        for day, start in grid_starts(problem, session):
            for length in tried:
                placement = Placement(session.id, day, start, start + length)
                if start + length <= latest(day, start) and all(
                    self._could_be_there(one, placement) for one in limits
                ):
                    yield self.problem.moment(day, start), length

    def _could_be_there(self, claimed: _Claimed, placement: Placement) -> bool:
        if _at_most(claimed, placement):
            return True
        return isinstance(claimed.rule, FillsASlot) and self._fills_one_more(placement)

    def _fills_one_more(self, placement: Placement) -> bool:
        """Whether a placement takes a slot that would have to be added."""
        timed = self.problem.session[placement.session].minutes is not None
        return any(
            (slot.day, slot.start) == (placement.day, placement.start)
            and (placement.end == slot.end or (timed and placement.end < slot.end))
            for slot in self._more_slots
        )

    def _lengths(self, session: Session) -> list[int]:
        tried = set(lengths(self._with_more_slots, session))
        if session.minutes is None:
            return sorted(tried)
        leeway = self._leeway(LastsAsLongAsAllowed(), self.problem, Whom((session.id,)))
        if leeway:
            grid = self.problem.event.grid
            most_over = {side: ladder[-1].amount for side, ladder in leeway.ladders.items()}
            shortest = max(session.minutes.min - most_over[SHORTER], 1)
            longest = session.minutes.max + most_over.get(LONGER, 0)
            least, most = -(-shortest // grid) * grid, longest // grid * grid
            if least <= most:
                minutes = Minutes.model_construct(min=least, max=most)
                wide = session.model_copy(update={"minutes": minutes})
                tried |= set(lengths(self.problem, wide))
        return sorted(tried)

    def _candidate_rooms(self, session: Session) -> tuple[Room, ...]:
        return candidate_rooms(self.problem, session)

    def _new_variables(
        self, session: Session, moments: Collection[Moments], rooms: Collection[Room]
    ) -> Variables:
        variables = super()._new_variables(session, moments, rooms)
        keep = self._keeps.get(session.id)
        if keep is None:
            return variables
        literals = {room: self.model.new_bool_var(f"{session.id} in {room}") for room in rooms}
        self.model.add(sum(literals.values()) == keep)
        return Variables(variables.start, variables.length, variables.end, literals)

    def _not_kept(self, *sessions: str) -> list[Literal]:
        return [self._keeps[one].negated() for one in sessions if one in self._keeps]

    def _kept(self, *sessions: str) -> list[Literal]:
        return [self._keeps[one] for one in sessions if one in self._keeps]

    # --- Rungs ----------------------------------------------------------------------------

    def _level(self, rule: Demand, leeway: Leeway, side: str, number: int) -> list[Literal]:
        """Return the literal of a rung; none for the last: beyond it nothing is possible."""
        ladder = leeway.ladders[side]
        if number == len(ladder) - 1:
            return []
        levels = self._levels.setdefault((rule.key, leeway.key, side), _Levels(ladder))
        if number not in levels.literals:
            name = f"{rule.key} {side} {leeway.key} at most {ladder[number].amount}"
            levels.literals[number] = self.model.new_bool_var(name)
        return [levels.literals[number]]

    def _post_limits_of_candidates(self, limits: Iterable[Limit]) -> None:  # noqa: ARG002
        """Post what holds only where somebody takes part, and what may give way."""
        for session, claimed in self._limits.items():
            for one in claimed:
                person = one.limit.person or self._may_be_replaced(session, one)
                base = self._kept(session)
                if person is not None:
                    base = [*base, self.takes_part(session, person)]
                held = self._not_freed(one.limit)
                base += held
                if one.leeway is not None:
                    self._post_eased(one, base)
                elif isinstance(one.rule, FillsASlot):
                    self._post_slots(session)
                elif person is not None or held or one.limit.reads >= {"time", "room"}:
                    self._post_limit(one.limit, base)
        for stretch in self._more_stretches:
            self._add_stretch(stretch)

    def _add_stretch(self, stretch: Stretch) -> None:
        """Let papers start in one more stretch only where it is added; then nothing is for all."""
        added = self.model.new_bool_var(f"one more stretch {stretch.id}")
        self._stretch_literals[stretch.id] = added
        for papers in self.problem.papers.values():
            for paper in papers:
                self._keep_where(paper, partial(_is_elsewhere, stretch), [added.negated()])
        for limit in _ALONE.limits(self.problem.with_tables(stretches=[stretch])):
            leeway = self._leeway(_ALONE, self.problem, limit.whom)
            own = self._level(_ALONE, leeway, "", 0) if leeway and limit.exceeds else []
            self._keep_where(limit.session, limit.allows, [added, *own, *self._not_freed(limit)])

    def _keep_where(self, session: str, allows: Allows, when: list[Literal]) -> None:
        tried = self._tried[session]
        allowed = [moment for moment in tried if allows(self._placed(session, moment, None))]
        self._confine(self._variables[session], allowed, tried, [*self._kept(session), *when])

    def _not_freed(self, limit: Limit) -> list[Literal]:
        """Return the literal of what would free a placement of a limit, that it does not."""
        if limit.track is not None:
            return self._still_chairs(limit.whom.people[0], limit.track)
        if limit.freed_by is None:
            return []
        rule, whom = limit.freed_by
        leeway = self._leeway(rule, self.problem, whom)
        return self._level(rule, leeway, "", 0) if leeway else []

    def _still_chairs(self, person: str, track: str) -> list[Literal]:
        whom = Whom(people=(person,), tracks=(track,))
        if not self._near(ChairsAreFree(), whom):
            return []
        if (track, person) not in self._other_chairs:
            other = self.model.new_bool_var(f"somebody other than {person} chairs {track}")
            self._other_chairs[track, person] = other
        return [self._other_chairs[track, person].negated()]

    def _post_slots(self, session: str) -> None:
        """Let a session start with one more slot only where that is added."""
        tried = self._tried[session]
        for slot in self._more_slots:
            if slot not in self._slot_literals:
                self._slot_literals[slot] = self.model.new_bool_var(f"one more slot {slot.day}")
            added = self.problem.moment(slot.day, slot.start)
            others = [moment for moment in tried if moment[0] != added]
            without = self._slot_literals[slot].negated()
            self._confine(self._variables[session], others, tried, [*self._kept(session), without])

    def _post_eased(self, claimed: _Claimed, base: list[Literal]) -> None:
        limit, leeway = claimed.limit, claimed.leeway
        assert leeway is not None
        variables = self._variables[limit.session]
        if "time" not in limit.reads:
            for room, literal in variables.rooms.items():
                self._post_in_room(claimed, room, literal)
            return
        spots: list[tuple[Room, list[Literal]]] = [(None, base)]
        if "room" in limit.reads:
            spots = [
                (room, [*base, literal])
                for room, literal in variables.rooms.items()
                if limit.room in (None, room)
            ]
        for room, when in spots:
            self._post_at_times(claimed, room, when)

    def _post_in_room(self, claimed: _Claimed, room: Room, literal: Literal) -> None:
        """Let a session be in a room only where as much is conceded as that takes."""
        limit, leeway = claimed.limit, claimed.leeway
        assert leeway is not None
        for side, amount in _amounts(limit, Placement(limit.session, date.min, 0, 0, room)):
            short = [n for n, rung in enumerate(leeway.ladders[side]) if rung.amount < amount]
            if short:
                level = self._level(claimed.rule, leeway, side, short[-1])
                self.model.add_bool_or([literal.negated(), *(one.negated() for one in level)])

    def _post_at_times(self, claimed: _Claimed, room: Room, when: list[Literal]) -> None:
        """Keep a session to the times at which it exceeds a limit no more than each rung says."""
        limit, leeway = claimed.limit, claimed.leeway
        assert leeway is not None
        tried, variables = self._tried[limit.session], self._variables[limit.session]
        over = {
            moment: dict(_amounts(limit, self._placed(limit.session, moment, room)))
            for moment in tried
        }
        for side, ladder in leeway.ladders.items():
            allowed = [
                [moment for moment in tried if over[moment].get(side, 0) <= rung.amount]
                for rung in ladder
            ]
            for number, moments in enumerate(allowed):
                # Where the next rung allows no more, it says the same.
                if number + 1 < len(ladder) and len(allowed[number + 1]) == len(moments):
                    continue
                level = self._level(claimed.rule, leeway, side, number)
                self._confine(variables, moments, tried, [*when, *level])

    # --- Demands that relate placements ---------------------------------------------------

    @contextmanager
    def demand(self, rule: Demand, whom: Whom) -> Iterator[None]:
        leeway = self._leeway(rule, self.problem, whom)
        self._current = (rule, leeway) if leeway else None
        with self._under(*(self._due(whom) if isinstance(rule, ChairsAreFree) else ())):
            yield
        self._current = None

    def _due(self, whom: Whom) -> Iterator[Literal]:
        """Yield the literals that a person still chairs tracks, and takes part in sessions."""
        (person,) = whom.people
        for track in whom.tracks:
            yield from self._still_chairs(person, track)
        for session in whom.sessions:
            if not isinstance(there := self.takes_part(session, person), int):
                yield there

    def _rungs(self, side: str = "") -> Iterator[tuple[int, list[Literal]]]:
        """Yield by how much the demand may be exceeded, and the literals under which no more."""
        if self._current is None or side not in self._current[1].ladders:
            yield 0, []
            return
        rule, leeway = self._current
        for number, rung in enumerate(leeway.ladders[side]):
            if rung.amount < OUTRIGHT:
                yield rung.amount, self._level(rule, leeway, side, number)

    def _in_it(self, *sessions: str) -> list[Literal]:
        """Return the literals that none of these is left out of the demand, and all are kept."""
        literals = self._kept(*sessions)
        if self._current is None:
            return literals
        rule, leeway = self._current
        for session in that_may_leave(sessions, leeway.members):
            if price := leeway.members.get(session):
                key = (rule.key, leeway.key, session)
                if key not in self._released:
                    out = self.model.new_bool_var(f"{session} out of {rule.key} {leeway.key}")
                    self._released[key] = price, out
                literals.append(self._released[key][1].negated())
        return literals

    @contextmanager
    def _under(self, *literals: Literal) -> Iterator[None]:
        before, self._enforced = self._enforced, [*self._enforced, *literals]
        yield
        self._enforced = before

    @property
    def _has_members(self) -> bool:
        return self._current is not None and bool(self._current[1].members)

    def apart(self, sessions: Collection[str], gap: int = 0, person: str | None = None) -> None:
        if self._has_members:
            for pair in combinations(sessions, 2):
                with self._under(*self._in_it(*pair)):
                    super().apart(pair, gap, person)
            return
        for amount, level in self._rungs():
            with self._under(*level):
                super().apart(sessions, max(0, gap - amount), person)

    def few_groups(self, groups: Collection[Collection[Expression]], most: int = 1) -> None:
        for amount, level in self._rungs():
            with self._under(*level):
                super().few_groups(groups, most + amount)

    def few_at_once(
        self, sessions: Collection[str], most: int, gap: int = 0, besides: Collection[str] = ()
    ) -> None:
        for amount, level in self._rungs():
            with self._under(*level):
                super().few_at_once(sessions, most + amount, gap, besides)

    def _outside_of(self, session: str, rooms: Collection[str]) -> Literal | None:
        outside = super()._outside_of(session, rooms)
        keep = self._keeps.get(session)
        if outside is None or keep is None:
            return outside
        both = self.model.new_bool_var(f"{session} takes place elsewhere")
        self.model.add_bool_or([outside.negated(), keep.negated(), both])
        return both

    def in_turn(self, sessions: Sequence[str]) -> Iterable[Pair]:
        return combinations(sessions, 2)

    def before(self, first: str, then: str, at_least: int = 0, at_most: int | None = None) -> None:
        for amount, level in self._rungs():
            least = max(0, at_least - amount)
            most = None if at_most is None else at_most + amount
            with self._under(*self._in_it(first, then), *level):
                super().before(first, then, least, most)
            if self._current and self._current[1].apart and self._has_members:
                with self._under(*level):
                    self._no_overlap(
                        [self._interval(first, 0, least), self._interval(then, 0, least)]
                    )
        if self._current and self._current[1].apart and not self._has_members:
            self._no_overlap([self._interval(first), self._interval(then)])

    def together(self, sessions: Collection[str]) -> None:
        for pair in combinations(sessions, 2):
            with self._under(*self._in_it(*pair)):
                super().together(pair)

    def within(self, part: str, whole: str) -> None:
        with self._under(*self._kept(part, whole)):
            super().within(part, whole)

    def alone(self, session: str, others: Collection[str]) -> None:
        for _, level in self._rungs():
            with self._under(*level):
                super().alone(session, others)

    def nothing_between(self, first: str, then: str, others: Collection[str]) -> None:
        for other in others:
            for _, level in self._rungs(BETWEEN):
                with self._under(*self._kept(first, then, other), *level):
                    super().nothing_between(first, then, (other,))

    def same_day(self, sessions: Collection[str]) -> None:
        for pair in combinations(sessions, 2):
            with self._under(*self._in_it(*pair)):
                super().same_day(pair)

    def different_days(self, sessions: Collection[str]) -> None:
        for pair in combinations(sessions, 2):
            with self._under(*self._in_it(*pair)):
                super().different_days(pair)

    def same_room(self, sessions: Collection[str]) -> None:
        for pair in combinations(sessions, 2):
            with self._under(*self._in_it(*pair)):
                super().same_room(pair)
                if all(map(self.problem.takes_room, pair)):
                    # One more room would be another one.
                    for session in pair:
                        self._post(self.in_room(session, None) == 0)

    def walk(self, sessions: Collection[str], person: str | None = None) -> None:
        for pair in combinations(sessions, 2):
            with self._under(*self._kept(*pair)):
                super().walk(pair, person)

    def few_a_day(self, sessions: Collection[str], most: int, person: str) -> None:
        for amount, level in self._rungs():
            with self._under(*level):
                super().few_a_day(sessions, most + amount, person)

    def few_in_a_row(self, sessions: Collection[str], most: int, rest: int, person: str) -> None:
        for amount, level in self._rungs():
            with self._under(*level):
                super().few_in_a_row(sessions, most + amount, rest, person)

    def no_wait(self, sessions: Collection[str], pause: int, person: str) -> None:
        for _, level in self._rungs():
            with self._under(*level):
                super().no_wait(sessions, pause, person)

    def filled(self, session: str) -> None:
        self._let_nobody_take_two(session)
        for _, level in self._rungs():
            with self._under(*self._kept(session), *level):
                self._let_somebody_take_each_part(session)

    def at_least(self, quantity: Expression, least: int) -> None:
        for amount, level in self._rungs():
            with self._under(*level):
                super().at_least(quantity, least - amount)

    def starts_within(self, session: str, day: date, start: int, end: int) -> Literal:
        there = super().starts_within(session, day, start, end)
        keep = self._keeps.get(session)
        if keep is None or isinstance(there, int):
            return there
        both = self.model.new_bool_var(f"{session} starts within")
        self.model.add_implication(both, there)
        self.model.add_implication(both, keep)
        self.model.add_bool_or([there.negated(), keep.negated(), both])
        return both

    def takes_part(self, session: str, person: str) -> Literal:
        """Return whether a person takes part: not where somebody else does, or it is cancelled."""
        takes_part = super().takes_part(session, person)
        if not isinstance(takes_part, int) or not takes_part:
            return takes_part
        keep = self._keeps.get(session)
        if not self._is_replaceable(session, person):
            return 1 if keep is None else keep
        if (session, person) not in self._there:
            there = self.model.new_bool_var(f"{person} at {session}")
            other = self.model.new_bool_var(f"somebody other than {person} at {session}")
            self.model.add_bool_or([there, other, *self._not_kept(session)])
            if keep is not None:
                self.model.add_implication(there, keep)
            self._there[session, person], self._somebody_else[session, person] = there, other
        return self._there[session, person]

    def _interval(
        self, session: str, before: int = 0, after: int = 0, present: Literal = None
    ) -> cp_model.IntervalVar:
        return super()._interval(
            session, before, after, self._keeps.get(session) if present is None else present
        )

    # --- The price ------------------------------------------------------------------------

    def close(self) -> None:
        """Keep the rungs in order, and say what giving way costs."""
        super().close()
        self._bound_slots()
        self._add_rooms_of_stretches()
        self._bound_stretches()
        terms = [
            *self._terms_of_levels(),
            *((price, out) for price, out in self._released.values()),
            *((price, self._keeps[one].negated()) for one, price in self._cancelling.items()),
            *((SOMEBODY_ELSE, other) for other in self._somebody_else.values()),
            *((SOMEBODY_ELSE, other) for other in self._other_chairs.values()),
            *((ANOTHER_SLOT, added) for added in self._slot_literals.values()),
            *((ADDED_ROOM, added) for added in self._added_rooms),
            *((ANOTHER_STRETCH, added) for added in self._stretch_literals.values()),
        ]
        self.model.minimize(self.weigh(terms))
        for _, given in terms:
            positive = given.index >= 0
            self.model.add_hint(given if positive else given.negated(), 0 if positive else 1)

    def _terms_of_levels(self) -> Iterator[tuple[int, Literal]]:
        for levels in self._levels.values():
            numbers, paid = sorted(levels.literals), 0
            for number, following in zip(numbers, [*numbers[1:], None], strict=True):
                literal = levels.literals[number]
                if following is not None:
                    self.model.add_implication(literal, levels.literals[following])
                price = levels.ladder[number + 1].price
                yield price - paid, literal.negated()
                paid = price

    def _bound_slots(self) -> None:
        """Tell how many sessions the rooms hold in all slots: no search would prove it.

        Each starts with a slot, and no two with the same slot in one room.
        """
        rooms = sum(room.at_once for room in self.problem.rooms)
        if not self.problem.event.slots or not rooms:
            return
        inside = [
            literal
            for session, claimed in self._limits.items()
            if any(isinstance(one.rule, FillsASlot) for one in claimed)
            for room, literal in self._variables[session].rooms.items()
            if room is not None
        ]
        slots = len(self.problem.event.slots) + sum(self._slot_literals.values())
        self.model.add(sum(inside) <= rooms * slots)

    def _add_rooms_of_stretches(self) -> None:
        """Let papers without a room be in rooms that are added: of one track, one at a time."""
        for stretch in self.problem.stretches:
            for track, papers in self.problem.papers.items():
                there = list(self._without_a_room(papers, stretch))
                if there:
                    added = self._new_rooms(min(len(there), MOST_MORE), f"{track} {stretch.id}")
                    self._more_of[track, stretch.id] = added
                    self.model.add_cumulative(there, [1] * len(there), added)
                    self._chair(track, stretch, added)

    def _without_a_room(
        self, papers: Iterable[str], stretch: Stretch
    ) -> Iterator[cp_model.IntervalVar]:
        """Yield when papers are in a stretch, present where they have no room of the draft."""
        for paper in papers:
            there: Literal = 0
            if self.problem.takes_room(paper) and None in self._variables[paper].rooms:
                there = self._new_in_room_within(
                    paper, None, stretch.day, stretch.start, stretch.end
                )
            if not isinstance(there, int):
                row = self.problem.session[paper]
                yield self._interval(paper, row.setup or 0, row.teardown or 0, there)

    def _bound_stretches(self) -> None:
        """Tell how many papers the rooms of stretches hold, by track: no search would prove it."""
        stretches = self.problem.stretches
        most = max((stretch.places or 0 for stretch in stretches), default=0)
        if not most or not all(stretch.places for stretch in stretches):
            return
        cells: dict[tuple[str, str], list[Expression]] = {}
        for track, papers in self.problem.papers.items():
            inside = [paper for paper in papers if self.problem.takes_room(paper)]
            held: list[Expression] = []
            for stretch in stretches:
                held.append(self._more_of.get((track, stretch.id), 0))
                rooms = zip(self.problem.rooms, rooms_held(self, inside, stretch), strict=True)
                for room, some in rooms:
                    cells.setdefault((stretch.id, room.id), []).append(some)
                    held.append(room.at_once * some)
            rows = [self.problem.session[paper] for paper in inside]
            # What says how long it is may end in the first of its places.
            fills = (row.fills if row.minutes is None else 1 for row in rows)
            kept = (self._keeps.get(paper, 1) for paper in inside)
            self.model.add(sum(map(mul, fills, kept)) <= most * sum(held))
        for (name, _), tracks in cells.items():
            self.model.add(sum(tracks) <= self._stretch_literals.get(name, 1))

    def _new_rooms(self, most: int, name: str) -> Expression:
        """Return how many rooms are added."""
        more = [self.model.new_bool_var(f"{n + 1} more rooms {name}") for n in range(most)]
        for fewer, one_more in pairwise(more):
            self.model.add_implication(one_more, fewer)
        self._added_rooms += more
        added = self.model.new_int_var(0, most, f"rooms {name}")
        self.model.add(added == sum(more))
        return added

    def _chair(self, track: str, stretch: Stretch, added: Expression) -> None:
        """Keep a track to as many rooms in a stretch, with those added, as people chair it."""
        chairs = chaired(self.problem).get(track)
        if chairs:
            held = rooms_held(self, self.problem.papers[track], stretch)
            with self.demand(ChairsAreInOneRoom(), Whom(people=chairs, tracks=(track,))):
                for more, level in self._rungs():
                    self.model.add(sum(held) + added <= len(chairs) + more).only_enforce_if(level)

    def without(self, rule: str) -> None:
        """Let a rule no longer give way: for the ways that do without it."""
        for (key, _, _), levels in self._levels.items():
            if key == rule and levels.literals:
                self.model.add_bool_and([levels.literals[min(levels.literals)]])
        for given in self._given(rule):
            self.model.add_bool_and([given.negated()])

    def _given(self, rule: str) -> Iterator[Literal]:
        """Yield the literals of what is conceded of a rule all at once."""
        yield from (out for (key, _, _), (_, out) in self._released.items() if key == rule)
        if rule == EverySessionIsPlaced.key:
            yield from (keep.negated() for keep in self._keeps.values())
        if rule == FillsASlot.key:
            yield from self._slot_literals.values()
        if rule == PersonIsInOnePlace.key:
            yield from self._somebody_else.values()
        if rule == SessionHasARoom.key:
            yield from self._added_rooms
        if rule == PapersAreInStretches.key:
            yield from self._stretch_literals.values()
        if rule == ChairsAreFree.key:
            yield from self._other_chairs.values()

    # --- Reading back ---------------------------------------------------------------------

    def read(self, value: Value) -> Timetable:
        kept = {one for one in self._variables if one not in self._keeps or value(self._keeps[one])}
        placements = (
            self._placed(
                session,
                (value(variables.start), value(variables.length)),
                next((room for room, literal in variables.rooms.items() if value(literal)), None),
            )
            for session, variables in self._variables.items()
            if session in kept
        )
        cast = (casting for casting in self._read_cast(value) if casting.session in kept)
        return Timetable.of(placements, cast=cast)

    def replaced(self, value: Value) -> list[tuple[str, str]]:
        """Return where somebody else takes whose part: the session, and the person."""
        return [key for key, other in self._somebody_else.items() if value(other)]

    def replaced_chairs(self, value: Value) -> list[tuple[str, str]]:
        """Return where somebody else chairs a track: the track, and the person who did."""
        return [key for key, other in self._other_chairs.items() if value(other)]


def _is_elsewhere(stretch: Stretch, placement: Placement) -> bool:
    inside = stretch.start <= placement.start < stretch.end
    return placement.day != stretch.day or not inside


def _amounts(limit: Limit, placement: Placement) -> Iterable[tuple[str, int]]:
    assert limit.exceeds is not None
    return limit.exceeds(placement).items()


def _at_most(claimed: _Claimed, placement: Placement) -> bool:
    """Whether a placement is possible if its limit gives way as far as it ever does."""
    if claimed.limit.allows(placement):
        return True
    if claimed.leeway is None:
        return False
    ladders = claimed.leeway.ladders
    return all(
        amount <= ladders[side][-1].amount if side in ladders else not amount
        for side, amount in _amounts(claimed.limit, placement)
    )
