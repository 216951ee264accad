"""The contract: what a rule tells the solver is what its `check` judges, timetable by timetable.

Every rule × every encoding, on worlds so small that every timetable can be judged. The same
misreading in both halves of a rule passes here; the hand cases beside this file catch it.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache, partial
from random import Random
from typing import Any

import pytest
from ortools.sat.python import cp_model
from worlds import BY_NAME, WORLDS, World

from agenda_solver.decisions import Encoding, FittingSolver, Intervals, Slots
from agenda_solver.decisions.encoding import RoomShortage
from agenda_solver.problem import Problem
from agenda_solver.rules import BY_KEY, COSTS, DEMANDS, RULES, SEAT_RULES, tiers
from agenda_solver.rules.rule import Cost, Demand, Rule
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify

Times = frozenset[object]

# --- The encodings ------------------------------------------------------------------------


@dataclass(frozen=True)
class Coding:
    """A way to encode decisions, and what its solutions can be compared by.

    Attributes
    ----------
    matched : bool
        Rooms may be found by matching, one solution standing for many timetables.
    named : bool
        Every demand is switched on by its literal; more placements are tried.
    """

    name: str
    encode: Callable[[Problem, Collection[Demand]], Encoding]
    matched: bool = False
    named: bool = False

    def __repr__(self) -> str:
        return self.name


def by_name(problem: Problem, demands: Collection[Demand]) -> Encoding:
    """Encode with every demand switched on by its literal."""
    encoding = Intervals(problem, demands, blame=True)
    for claim in encoding.claims:
        encoding.model.add(claim.literal == 1)
    return encoding


INTERVALS = Coding("intervals", Intervals)
SLOTS = Coding("slots", Slots, matched=True)
EXPLICIT = Coding("slots-explicit", partial(Slots, explicit=True))
NAMED = Coding("intervals-by-name", by_name, named=True)
CODINGS = (INTERVALS, EXPLICIT, SLOTS)


class Crowds(Slots):
    """Counts the sessions in each room, however few pairs there are."""

    most_pairs = 0


COUNTED = Coding("slots-counted", Crowds, matched=True)


class Later(Slots):
    """Is told which rooms are too few for which sessions only where a solution shows it."""

    most_unions = 0

    def _first_unions(self, room_sets: object) -> list[Any]:  # noqa: ARG002
        return []


LATER = Coding("slots-later", Later, matched=True)


# --- What a model allows, and what check allows ---------------------------------------------


class _Collector(cp_model.CpSolverSolutionCallback):
    def __init__(self, encoding: Encoding) -> None:
        super().__init__()
        self.encoding = encoding
        self.found: set[Timetable] = set()

    def on_solution_callback(self) -> None:
        if not self.encoding.shortages(self.Value):  # in its native form: twice as quick
            self.found.add(self.encoding.read(self.Value))


_known: dict[tuple[Any, ...], frozenset[Timetable]] = {}


def solutions(demands: Sequence[Demand], world: World, coding: Coding) -> frozenset[Timetable]:
    """Every timetable that a model accepts; variables beside it repeat some.

    Equal models have equal solutions, and are enumerated once: most rules have nothing to
    say in most worlds. How a solution is read also depends on what was said about rooms, as
    the only room that is left, or rooms to be matched, are not in the model.
    """
    encoding = coding.encode(world.problem, demands)
    encoding.close()
    told = tuple(rule for rule in demands if _speaks_of_rooms(rule, world, coding))
    key = (world, coding, str(encoding.model.proto), told)
    if key not in _known:
        try:
            _known[key] = _enumerate(encoding)
        except KeyError as fault:
            raise AssertionError(f"{coding} finds what it cannot read back") from fault
    return _known[key]


def _speaks_of_rooms(rule: Demand, world: World, coding: Coding) -> bool:
    limits = next(iter(rule.limits(world.problem)), None)
    posts = coding.matched and type(rule).post is not Demand.post
    return "room" in rule.reads and (limits is not None or posts)


def _enumerate(encoding: Encoding) -> frozenset[Timetable]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    collector = _Collector(encoding)
    status = solver.solve(encoding.model, collector)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    return frozenset(collector.found)


def keeps(rule: Demand, world: World, timetable: Timetable) -> bool:
    return next(iter(rule.check(world.problem, timetable)), None) is None


@cache
def accepted(rule: Demand, world: World) -> frozenset[Timetable]:
    """Every timetable of a world, the wide ones too, of which `check` finds no fault."""
    return frozenset(t for t in world.wide_timetables(rule.key) if keeps(rule, world, t))


@cache
def paid(cost: Cost, world: World) -> frozenset[int]:
    """What the timetables of a world cost, as `check` counts."""
    return frozenset(
        sum(finding.cost for finding in cost.check(world.problem, timetable))
        for timetable in world.timetables()
    )


@cache
def accepted_by_all(demands: tuple[Demand, ...], world: World) -> frozenset[Timetable]:
    left = frozenset(world.timetables())
    for rule in demands:
        left &= accepted(rule, world)
    return left


def times(timetables: Iterable[Timetable]) -> frozenset[Times]:
    return frozenset(
        frozenset((p.session, p.day, p.start, p.end) for p in timetable.placements)
        | frozenset(timetable.cast)
        for timetable in timetables
    )


# --- Where each rule is at stake ---------------------------------------------------------------

AT_STAKE: Mapping[str, str] = {
    "placed": "lone, slots",
    "opening_hours": "closed at night, "
    "night, evening, lone, two days, slot part, wishes, hours, two evenings",
    "slot": "night on slots, slots",
    "length": "lone, slots",
    "windows": "chairs, lone, two days, blocks, classes",
    "session_count": "quotas, quotas on slots",
    "locked": "closed at night, night, evening, quotas on slots, stands, "
    "one room, two days, nested, blocks, slots, hours, threads, parallel, plenaries",
    "before": "two days, order, slot part, speeches",
    "sequence": "opening, order, hours",
    "track_order": "tracks, threads",
    "block": "blocks, two blocks, tracks, track rooms, parallel, classes",
    "part": "quotas, interpreted parts, relays, licences, foyer, wall of parts, "
    "part, nested, opening, slot part, late whole, threads, exclusive part, habits of "
    "parts, speeches, required",
    "plenary": "for all, part, opening, order, hours, plenaries",
    "repeats": "turns, classes",
    "exclusive": "labels, turns, exclusive part",
    "same_day": "labels",
    "different_days": "labels",
    "same_room": "halves, halves on slots",
    "track_at_once": "licences, licences on slots",
    "room_given": "for all, "
    "stretches, places, chairs, closed, closed at night, halves, halves on slots, "
    "wall, walls, wall of parts, foyer, stands, booth, licences on slots, "
    "relay, relays, relay on slots, halls on a slot, "
    "rooms, one room, two days, part, nested, hall, one slot, crowded, slots, slot "
    "part, wishes, track rooms, parallel, walks, walkers, room wishes, crowds, visits, plenaries, "
    "sizes",
    "room_one_at_a_time": "for all, stretches, places, chairs, "
    "closed, closed at night, halves, halves on slots, "
    "wall, walls, foyer, stands, booth, relay, relays, relay on slots, halls on a slot, "
    "rooms, one room, two days, part, hall, one slot, crowded, slots, slot "
    "part, track rooms, parallel, walks, walkers, room wishes, crowds, visits, plenaries, "
    "sizes",
    "room_parts": "closed, wall, walls, wall of parts, relay, halls on a slot",
    "room_open": "relay, wall, rooms, two days, nested, hall, room wishes",
    "room_closed": "closed, closed at night",
    "room_needs": "wall, rooms, hall, one slot",
    "equipment": "booth, licences, licences on slots",
    "equipment_hours": "booth",
    "room_seats": "relay, wall, rooms, hall, one slot, plenaries",
    "role_filled": "companies, "
    "interpreters, interpreted parts, "
    "one room, people, casting, doubles, part, walkers",
    "person_one_place": "places, chairs, night, night on slots, companies, companies on slots, "
    "interpreters, interpreted parts, shifts, "
    "one room, people, casting, doubles, two days, part, opening, order, "
    "slots, walks, walkers, habits, habits of parts, speeches, mornings, hopes",
    "person_present": "chairs, night, night on slots, evening, people, casting, two days, hall",
    "person_pause": "companies, people, casting, two days, part, order, slots",
    "person_per_day": "interpreters, shifts",
    "person_in_a_row": "interpreters, interpreted parts, shifts",
    "person_no_wait": "companies, companies on slots",
    "walk": "walks, walkers",
    "must_apart": "places, hopes, required, visits",
    "must_walk": "visits",
    "paper_stretch": "places",
    "stretch_track": "stretches, places, chairs",
    "stretch_alone": "chairs, for all",
    "chair_free": "chairs",
    "chair_room": "places",
    "custom_apart": "night, night on slots, companies on slots, "
    "casting, track rooms, labels, turns, room wishes, hopes, classes, crowds, "
    "sizes, licences on slots, shifts, quotas on slots, day, reports, two mornings, blocks, "
    "two evenings",
    "custom_frame": "day, two mornings, two evenings",
    "custom_report": "reports",
    "custom_meal": "day, two evenings",
    "custom_early": "closed at night, night, day, for all",
    "custom_numbers": "reports, two mornings",
    "stated": "lone, two days, slots, late whole, midnight, wishes",
    "preferred": "night, night on slots, lone, rooms, two days, two blocks, hall, one slot, "
    "late whole, midnight, "
    "wishes, hours",
    "preferred_times": "habits, mornings",
    "announced": "lone, wishes, hours",
    "room_wishes": "room wishes",
    "overflow": "parallel, room wishes",
    "registered_seats": "plenaries",
    "protocol": "speeches",
    "track_beside": "tracks, threads, track rooms, parallel, habits, habits of parts",
    "wished_order": "tracks, threads",
    "wishes": "places, hopes, classes, agendas, required, crowds, sizes",
    "wished_places": "crowds, sizes",
    "wished_sizes": "sizes",
    "stretch_levels": "stretches",
    "stretch_beside": "stretches",
    "stretch_rooms": "stretches, places",
    "stretch_parallel": "stretches, places",
    "stretch_gaps": "stretches",
    "stretch_number": "stretches",
    "paper_speakers": "places",
    "paper_wishes": "places",
    "remote_hours": "places",
    "paper_rank": "stretches",
    "ideal_length": "lone, slots, wishes",
    "typed_order": "night, night on slots, companies on slots, "
    "casting, track rooms, labels, turns, room wishes, hopes, classes, crowds, "
    "sizes, licences on slots, shifts, quotas on slots, day, reports, two mornings, two evenings",
    "compact_day": "stretches, places, chairs, for all, closed, closed at night, "
    "night, night on slots, two evenings, evening, companies, companies on slots, "
    "quotas, quotas on slots, halves, halves on slots, "
    "interpreters, interpreted parts, shifts, "
    "wall, walls, wall of parts, foyer, stands, booth, licences, "
    "licences on slots, relay, relays, relay on slots, "
    "lone, rooms, one room, people, casting, two days, part, nested, opening, "
    "order, blocks, two blocks, hall, slots, slot part, late whole, midnight, wishes, hours, "
    "tracks, threads, track rooms, parallel, labels, turns, exclusive part, walks, walkers, "
    "habits, habits of parts, room wishes, speeches, mornings, hopes, classes, agendas, required, "
    "crowds, visits, plenaries, "
    "sizes, day, reports, two mornings",
    "track_room": "track rooms, parallel",
    "track_day": "track rooms",
    "popular_rooms": "rooms, hall, one slot, track rooms, parallel, room wishes",
    "track_close": "habits, habits of parts",
    "person_close": "habits, habits of parts",
    "person_one_day": "habits, mornings",
    "tie_rests": "day",
    "tie_breaks": "day",
    "tie_quarters": "day",
    "tie_one_room": "one slot, room wishes, crowds",
    "tie_rooms": "one slot, track rooms, room wishes, crowds, sizes",
    "tie_numbers": "track rooms, parallel",
    "tie_days": "night, two evenings",
}
"""The worlds in which some timetables keep a rule and some break it; or pay it and do not."""

NEVER_FREE: Mapping[str, str] = {
    "custom_apart": "casting, doubles, one slot, labels, room wishes, hopes, classes, crowds, "
    "licences on slots, quotas on slots, reports, two mornings",
    "custom_frame": "two mornings",
    "typed_order": "casting, doubles, one slot, labels, room wishes, hopes, classes, crowds, "
    "licences on slots, quotas on slots, reports, two mornings",
    "stated": "wishes",
    "preferred": "midnight",
    "preferred_times": "habits",
    "announced": "wishes",
    "track_beside": "tracks",
    "wished_order": "tracks",
    "wishes": "hopes, classes, sizes",
    "compact_day": ", ".join(BY_NAME),
}
"""The worlds in which every timetable pays a cost."""


def worlds_at_stake(rule: Rule) -> list[World]:
    return [BY_NAME[name] for name in AT_STAKE[rule.key].split(", ")]


def at_stake(rules: Iterable[Rule]) -> list[Any]:
    """Return each rule with each of the worlds in which it is at stake."""
    return [
        pytest.param(rule, world, id=f"{rule.key}-{world}")
        for rule in rules
        for world in worlds_at_stake(rule)
    ]


def elsewhere_at_stake(rules: Iterable[Any], world: World) -> list[Any]:
    return [rule for rule in rules if world not in worlds_at_stake(rule)]


# --- The contract ---------------------------------------------------------------------------


def assert_contract(rule: Rule | tuple[Demand, ...], world: World, coding: Coding) -> None:
    """Hold a rule, or several demands together, to what its `check` says of a world.

    Raises
    ------
    AssertionError
        If the encoding accepts other timetables than `check`, or counts another cost.
    """
    if isinstance(rule, Cost):
        _assert_cost(rule, world, coding, (), sample(world))
        kept = sample(world, accepted_by_all(DEMANDS, world), most=2)
        _assert_cost(rule, world, coding, DEMANDS, kept)
        return
    demands = rule if isinstance(rule, tuple) else (rule,)
    found = solutions(demands, world, coding)
    wanted = (
        accepted_by_all(demands, world) if isinstance(rule, tuple) else accepted(demands[0], world)
    )
    _assert_none(found - wanted, f"{coding} accepts, and check does not:")
    if coding.matched:
        missing = times(wanted) - times(found)
        _assert_none(missing, f"check accepts, and {coding} does not, in any room:")
    else:
        _assert_none(wanted - found, f"check accepts, and {coding} does not:")


def _assert_none(timetables: Collection[object], words: str) -> None:
    if timetables:
        first = min(timetables, key=repr)
        raise AssertionError(f"{words} {len(timetables)} timetables, such as {first}")


def _assert_cost(
    cost: Cost,
    world: World,
    coding: Coding,
    demands: Collection[Demand],
    timetables: Iterable[Timetable],
    held: Cost | None = None,
) -> None:
    encoding = coding.encode(world.problem, demands)
    amount: Any = sum(cost.amounts(encoding))
    if held is not None:
        held.hold(encoding)
    if not isinstance(amount, int):
        encoding.close()
        encoding.model.minimize(amount)
    open_model = encoding.model.clone().proto
    for timetable in timetables:
        paid = [finding.cost for finding in cost.check(world.problem, timetable)]
        assert min(paid, default=0) >= 0, f"{cost.key} pays back, and bounds say it does not"
        wanted = sum(paid)
        if isinstance(amount, int):
            found = amount
        else:
            encoding.fix(timetable)
            solver = solve(encoding)
            assert solver is not None, f"{coding} cannot be fixed to {timetable}"
            found = solver.value(amount)
            encoding.model.proto.copy_from(open_model)
        assert found == wanted, f"{coding} counts {found}, check {wanted}, for {timetable}"


def sample(
    world: World, inside: Collection[Timetable] | None = None, most: int = 8
) -> list[Timetable]:
    """Take a few timetables of a world, the same each time."""
    there = [t for t in world.timetables() if inside is None or t in inside]
    return there if len(there) <= most else Random(world.name).sample(there, most)


def solve(encoding: Encoding) -> cp_model.CpSolver | None:
    """Solve to the end; None where there is no solution."""
    solver = FittingSolver(encoding)
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    status = solver.solve(encoding.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    return solver if status == cp_model.OPTIMAL else None


EACH_DEMAND = [pytest.param(rule, id=rule.key) for rule in DEMANDS]
EACH_COST = [pytest.param(rule, id=rule.key) for rule in COSTS]
each_world = pytest.mark.parametrize("world", WORLDS, ids=repr)


@pytest.mark.thorough
@each_world
def test_where_nothing_is_demanded_everything_may_be(world: World) -> None:
    # The universe is written by hand in the world: an encoding tries all of it.
    for coding in CODINGS:
        assert_contract((), world, coding)


@pytest.mark.parametrize(("rule", "world"), at_stake(DEMANDS))
def test_a_demand_alone_allows_what_its_check_allows(rule: Demand, world: World) -> None:
    for coding in CODINGS:
        assert_contract(rule, world, coding)


@pytest.mark.thorough
@each_world
def test_where_it_is_not_at_stake_a_demand_allows_all_there_is(world: World) -> None:
    for rule in elsewhere_at_stake(DEMANDS, world):
        assert accepted(rule, world) == frozenset(world.timetables()), rule.key
        # With nothing said, an encoding accepts all there is, as where nothing is demanded.
        if not says_nothing(rule, world.problem):
            for coding in CODINGS:
                assert_contract(rule, world, coding)


def says_nothing(rule: Demand, problem: Problem) -> bool:
    """Whether a demand has nothing to tell the solver about a problem."""
    heard = _Heard(problem)
    rule.post(heard)  # type: ignore[arg-type]
    return not heard.intentions and next(iter(rule.limits(problem)), None) is None


class _Heard:
    """`Decisions` that keep the names of the intentions they are told."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.intentions: list[str] = []

    def demand(self, *_: object) -> AbstractContextManager[None]:
        return nullcontext()

    def __getattr__(self, name: str) -> Callable[..., None]:
        def told(*_: object, **__: object) -> None:
            self.intentions.append(name)

        return told


@each_world
def test_all_demands_together_allow_what_their_checks_allow(world: World) -> None:
    for coding in (*CODINGS, NAMED):
        assert_contract(DEMANDS, world, coding)


@each_world
def test_a_demand_by_name_allows_what_its_check_allows(world: World) -> None:
    # With the literals of one rule on and all others off, a timetable stands or falls by
    # that rule alone. More is tried by name, so it is asked timetable by timetable.
    for rule in DEMANDS:
        kept = accepted(rule, world)
        broken = frozenset(world.timetables()) - kept
        if not broken:
            continue
        for timetable in [*sample(world, kept, most=2), *sample(world, broken, most=4)]:
            encoding = Intervals(world.problem, blame=True)
            for claim in encoding.claims:
                encoding.model.add(claim.literal == int(claim.rule is rule))
            encoding.fix(timetable)
            assert (solve(encoding) is not None) == (timetable in kept), (rule.key, timetable)


@pytest.mark.parametrize(("cost", "world"), at_stake(COSTS))
def test_a_cost_counts_what_its_check_counts(cost: Cost, world: World) -> None:
    for coding in CODINGS:
        assert_contract(cost, world, coding)


@pytest.mark.parametrize(
    ("cost", "world"), at_stake([BY_KEY["custom_apart"], BY_KEY["custom_frame"]])
)
def test_what_holds_where_nothing_is_paid_forbids_nothing_free(cost: Cost, world: World) -> None:
    free = {t for t in world.timetables() if not any(True for _ in cost.check(world.problem, t))}
    for coding in CODINGS:
        encoding = coding.encode(world.problem, ())
        cost.hold(encoding)
        encoding.close()
        open_model = encoding.model.clone().proto
        for timetable in sample(world, free, most=4):
            encoding.fix(timetable)
            assert solve(encoding) is not None, f"{coding} forbids {timetable}"
            encoding.model.proto.copy_from(open_model)


@pytest.mark.parametrize("key", ["compact_day", "announced"])
@pytest.mark.parametrize("world", worlds_at_stake(BY_KEY["custom_apart"]), ids=repr)
def test_hours_cost_the_same_where_nothing_is_beside_anything(key: str, world: World) -> None:
    # What is one after the other is told of each day, too: that must forbid nothing.
    cost, apart = BY_KEY[key], BY_KEY["custom_apart"]
    assert isinstance(cost, Cost)
    assert isinstance(apart, Cost)
    free = {t for t in world.timetables() if not any(True for _ in apart.check(world.problem, t))}
    for coding in CODINGS:
        _assert_cost(cost, world, coding, (), sample(world, free, most=2), held=apart)


@pytest.mark.thorough
@each_world
def test_where_it_is_not_at_stake_a_cost_is_always_the_same(world: World) -> None:
    for cost in elsewhere_at_stake(COSTS, world):
        assert len(paid(cost, world)) == 1, cost.key
        for coding in CODINGS:
            _assert_cost(cost, world, coding, (), sample(world, most=2))


@pytest.mark.parametrize("world", worlds_at_stake(BY_KEY["track_room"]), ids=repr)
def test_rooms_that_are_counted_cost_the_same(world: World) -> None:
    assert_contract(BY_KEY["track_room"], world, COUNTED)


ON_SLOTS = [
    world for world in worlds_at_stake(BY_KEY["room_one_at_a_time"]) if world.problem.event.slots
]


@pytest.mark.parametrize("world", ON_SLOTS, ids=repr)
def test_what_is_said_later_of_rooms_is_all_that_its_check_says(world: World) -> None:
    assert_contract(BY_KEY["room_one_at_a_time"], world, LATER)


def test_once_supplied_a_model_allows_what_it_allowed_with_rooms_for_all() -> None:
    supplied = 0
    for world in ON_SLOTS:
        encoding = Later(world.problem, DEMANDS)
        encoding.close()
        fitting = _enumerate(encoding)
        while lacking := _lacking(encoding):
            encoding.supply(lacking)
            supplied += 1
        assert _enumerate(encoding) == fitting, world
    assert supplied > 1


def _lacking(encoding: Encoding) -> list[RoomShortage]:
    """Return what some solution of a model lacks."""

    class Lacking(cp_model.CpSolverSolutionCallback):
        def __init__(self) -> None:
            super().__init__()
            self.shortages: list[RoomShortage] = []

        def on_solution_callback(self) -> None:
            self.shortages += encoding.shortages(self.Value)

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    callback = Lacking()
    solver.solve(encoding.model, callback)
    return callback.shortages


# --- The best of a world ----------------------------------------------------------------------


def tier_costs(problem: Problem, timetable: Timetable) -> tuple[int, ...]:
    verdict = verify(problem, timetable)
    assert not verdict.errors
    return tuple(verdict.tier_cost(tier) for tier in verdict.tiers)


@cache
def best(world: World) -> tuple[int, ...] | None:
    """The lowest costs, the first tier first, of all timetables that break no demand."""
    kept = accepted_by_all(DEMANDS, world)
    return min((tier_costs(world.problem, timetable) for timetable in kept), default=None)


@pytest.mark.parametrize("coding", [*CODINGS, LATER, NAMED], ids=repr)
@each_world
def test_tier_by_tier_the_best_found_is_the_best_there_is(world: World, coding: Coding) -> None:
    encoding = coding.encode(world.problem, DEMANDS)
    amounts: list[Any] = [
        sum(weight * a for cost, weight in tier.weights.items() for a in cost.amounts(encoding))
        for tier in tiers(world.problem)
    ]
    encoding.close()
    found = []
    for amount in amounts:
        encoding.model.minimize(amount)
        solver = solve(encoding)
        if solver is None:
            break
        found.append(solver.value(amount))
        encoding.model.add(amount <= found[-1])
        timetable = encoding.read(solver.value)
    assert (tuple(found) or None) == best(world)
    if found:
        # The timetable is judged, not the objective believed.
        assert tier_costs(world.problem, timetable) == tuple(found)


@pytest.mark.thorough
def test_two_worlds_are_impossible_and_no_others() -> None:
    impossible = [BY_NAME["casting"], BY_NAME["crowded"]]
    assert [world for world in WORLDS if best(world) is None] == impossible


# --- What is not complete ---------------------------------------------------------------------


@each_world
def test_every_check_judges_a_timetable_that_lacks_a_session(world: World) -> None:
    for whole in sample(world, most=3):
        for left_out in world.problem.session:
            placements = [it for it in whole.placements if it.session != left_out]
            timetable = Timetable.of(placements, cast=whole.cast)
            for rule in RULES:
                found = list(rule.check(world.problem, timetable))
                assert all(finding.rule == rule.key for finding in found)


# --- Where each rule is at stake, as its check tells ---------------------------------------------


def test_every_rule_is_listed() -> None:
    assert list(AT_STAKE) == [rule.key for rule in RULES]
    assert set(NEVER_FREE) <= {cost.key for cost in COSTS}


@pytest.mark.parametrize("rule", EACH_DEMAND)
def test_a_demand_is_kept_and_broken_in_its_worlds(rule: Demand) -> None:
    kept = {world.name for world in WORLDS if accepted(rule, world)}
    broken = {
        world.name
        for world in WORLDS
        if not accepted(rule, world).issuperset(world.wide_timetables(rule.key))
    }
    assert broken == set(AT_STAKE[rule.key].split(", "))
    assert kept == set(BY_NAME)


@pytest.mark.parametrize("rule", EACH_COST)
def test_a_cost_is_paid_and_saved_in_its_worlds(rule: Cost) -> None:
    costs = {world.name: paid(rule, world) for world in WORLDS}
    assert {name for name, some in costs.items() if len(some) > 1} == set(
        AT_STAKE[rule.key].split(", ")
    )
    assert {name for name, some in costs.items() if 0 not in some} == set(
        NEVER_FREE.get(rule.key, "").split(", ")
    ) - {""}


# --- What every rule says of itself -------------------------------------------------------------

EACH_RULE = [pytest.param(rule, id=rule.key) for rule in RULES]


def texts(rule: Rule) -> dict[str, Text]:
    named = {name for kind in type(rule).__mro__ for name in vars(kind)}
    return {name: told for name in named if isinstance(told := getattr(rule, name), Text)}


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def test_keys_are_unique() -> None:
    assert list(BY_KEY) == [rule.key for rule in (*RULES, *SEAT_RULES)]
    assert len({type(rule) for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", EACH_RULE)
def test_both_languages_use_the_same_placeholders(rule: Rule) -> None:
    said = texts(rule)
    assert {"title", "broken", "wanted" if isinstance(rule, Demand) else "unit"} <= set(said)
    for name, text in said.items():
        assert placeholders(text.fr) == placeholders(text.en), name
        assert text.fr, name
        assert text.en, name


@pytest.mark.parametrize("rule", EACH_RULE)
def test_a_rule_is_told_in_a_line(rule: Rule) -> None:
    told = type(rule).__doc__ or ""
    first = told.partition("\n")[0]
    assert first.endswith(".")
    assert "__doc__" in vars(type(rule))
    assert rule.reads, "a rule reads something"
    # A title is a heading: no placeholder, no full stop, one line.
    assert not placeholders(rule.title.fr)
    assert not rule.title.fr.endswith(".")


# --- Whether the worlds hold enough ---------------------------------------------------------------

PLURALS: Mapping[str, Callable[[Problem], Iterable[int]]] = {
    "days": lambda p: [len(p.days)],
    "slots": lambda p: [len(p.event.slots)],
    "quotas of a day": lambda p: [len(day.sessions) for day in p.days],
    "quotas of a slot": lambda p: [len(slot.sessions) for slot in p.event.slots],
    "rooms": lambda p: [len(p.rooms)],
    "parts of a room": lambda p: [len(room.parts) for room in p.rooms],
    "sessions at once in a room": lambda p: [room.at_once for room in p.rooms],
    "movable equipment": lambda p: [len(p.equipment)],
    "pieces of equipment": lambda p: [item.number for item in p.equipment],
    "windows of equipment": lambda p: [len(item.open) for item in p.equipment],
    "rooms besides": lambda p: [len(session.also_in) for session in p.sessions],
    "features of a room": lambda p: [len(room.features) for room in p.rooms],
    "opening windows of a room": lambda p: [len(room.open) for room in p.rooms],
    "people": lambda p: [len(p.people)],
    "sessions of a person": lambda p: [len(p.sessions_with(person.id)) for person in p.people],
    "windows of a person": lambda p: [len(person.present) for person in p.people],
    "sessions": lambda p: [len(p.sessions)],
    "people of a session": lambda p: [len(session.roster) for session in p.sessions],
    "roles of a session": lambda p: [len(session.people) for session in p.sessions],
    "parts of a session to be filled": lambda p: [len(session.pools) for session in p.sessions],
    "people for a part": lambda p: [len(who) for it in p.sessions for _, _, who in it.pools],
    "needs of a session": lambda p: [len(session.needs) for session in p.sessions],
    "windows of a session": lambda p: [len(session.windows) for session in p.sessions],
    "rooms named for a session": lambda p: [len(session.rooms or []) for session in p.sessions],
    "sessions named before": lambda p: [len(session.before) for session in p.sessions],
    "sessions named after": lambda p: [len(session.after) for session in p.sessions],
    "statements of a session": lambda p: [len(session.stated) for session in p.sessions],
    "statements of the event": lambda p: [len(p.event.stated)],
    "parts of a session": lambda p: [len(p.parts.get(session.id, ())) for session in p.sessions],
    "wholes of a session": lambda p: [len(p.wholes(session.id)) for session in p.sessions],
    "exclusive labels of a session": lambda p: [len(it.exclusive) for it in p.sessions],
    "labels of a same day": lambda p: [len(it.same_day) for it in p.sessions],
    "labels of one room": lambda p: [len(it.same_room) for it in p.sessions],
    "labels of different days": lambda p: [len(it.different_days) for it in p.sessions],
    "repeats of a session": lambda p: [
        sum(other.repeat_of == it.id for other in p.sessions) for it in p.sessions
    ],
    "windows a session prefers": lambda p: [len(it.preferred_windows) for it in p.sessions],
    "windows a person prefers": lambda p: [len(person.preferred) for person in p.people],
    "features wished for": lambda p: [len(it.wanted) for it in p.sessions],
    "rooms disliked": lambda p: [len(it.disliked) for it in p.sessions],
    "walks": lambda p: [len(p.event.walks)],
    "blocks": lambda p: [len(p.blocks)],
    "sequences": lambda p: [len(p.sequences)],
    "tracks": lambda p: [len(p.track)],
    "sessions of a track": lambda p: [len(sessions) for sessions in p.by_track.values()],
    "tracks similar to a track": lambda p: [len(track.similar) for track in p.tracks],
    "attendees": lambda p: [len(p.attendees)],
    "wishes of an attendee": lambda p: [len(it.wishes) for it in p.attendees],
    "windows of an attendee": lambda p: [len(it.present) for it in p.attendees],
    "what an attendee must attend": lambda p: [len(it.must_attend) for it in p.attendees],
    "sessions of a workshop": lambda p: [len(sessions) for sessions in p.workshops.values()],
}
ALWAYS_ONE = {
    "days",
    "sessions at once in a room",
    "pieces of equipment",
    "sessions",
    "people for a part",
    "sessions of a workshop",
}


@pytest.mark.parametrize("plural", PLURALS)
def test_the_worlds_hold_none_and_one_and_several_of_everything(plural: str) -> None:
    numbers = {min(n, 2) for world in WORLDS for n in PLURALS[plural](world.problem)}
    assert numbers == ({1, 2} if plural in ALWAYS_ONE else {0, 1, 2})


@each_world
def test_a_world_is_tiny_and_no_timetable_stands_in_it_twice(world: World) -> None:
    assert len(set(world.timetables())) == len(world.timetables()) <= 5000
