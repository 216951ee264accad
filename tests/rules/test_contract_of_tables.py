"""The contract for the tables that annealing searches: they count what `check` counts.

The third realisation of `Decisions`, held to the worlds that the encodings are held to. Where
a rule asks for what is no sum over pairs the tables decline, and this is told here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pytest
from test_contract import keeps, sample
from worlds import BY_NAME, WORLDS, World

from agenda_solver.rules import COSTS, DEMANDS
from agenda_solver.rules.rule import Cost, Demand, Rule
from agenda_solver.search import CostTables, NotTabledError, tabulate
from agenda_solver.search.pair_bounds import least_cost
from agenda_solver.search.tables import relaxed
from agenda_solver.timetable import Timetable

PAIRED = [world for world in WORLDS if not world.casts]
"""The worlds in which nobody is left to choose for a part: of the others there are no tables."""

DECLINED: Mapping[str, str] = {
    "sequence": "opening, order, hours",
    "equipment": "licences, licences on slots",
    "session_count": "quotas, quotas on slots",
    "track_at_once": "licences, licences on slots",
    "person_no_wait": "companies on slots",
    "person_per_day": "shifts",
    "person_in_a_row": "shifts",
    "room_one_at_a_time": "halls on a slot, relays, walls, foyer, stands",
    "wishes": "hopes, classes, agendas, required, crowds, sizes, places",
    "wished_places": "crowds",
    "wished_sizes": "sizes",
    "announced": "lone, wishes, hours",
    "compact_day": ", ".join(world.name for world in PAIRED),
    "track_close": "habits, habits of parts",
    "person_close": "habits, habits of parts",
    "person_one_day": "habits, mornings",
    "tie_days": "two evenings, night",
    "stretch_track": "stretches, places, chairs",
    "chair_free": "chairs",
    "chair_room": "places",
    "stretch_levels": "stretches",
    "stretch_beside": "stretches",
    "stretch_rooms": "stretches, places",
    "stretch_parallel": "stretches, places",
    "stretch_gaps": "stretches",
    "stretch_number": "stretches",
    "paper_speakers": "places",
    "paper_wishes": "places",
    "paper_rank": "stretches",
}
"""The worlds in which a rule asks for what is no sum over pairs."""


def tables(world: World, rule: Rule) -> CostTables:
    """Tables of the costs of one rule alone.

    Raises
    ------
    NotTabledError
        If the rule, or the world, asks for more than pairs.
    """
    if isinstance(rule, Cost):
        return tabulate(world.problem, {rule: 1}, ())
    assert isinstance(rule, Demand)
    return tabulate(world.problem, {}, (rule,))


def tabled(rule: Rule) -> Iterator[tuple[World, CostTables]]:
    """Yield the worlds of which there are tables for a rule: all but those it asks too much of."""
    for world in PAIRED:
        if world.name not in DECLINED.get(rule.key, "").split(", "):
            yield world, tables(world, rule)


def inside(known: CostTables, timetables: Collection[Timetable]) -> list[Timetable]:
    """Those whose placements are cells; a demand alone may leave out some."""
    return [
        timetable
        for timetable in timetables
        if all(
            ((p.day, p.start, p.end), p.room) in known.cells.number for p in timetable.placements
        )
    ]


@pytest.mark.parametrize("rule", DEMANDS, ids=lambda rule: rule.key)
def test_a_demand_is_broken_where_its_check_says_so(rule: Demand) -> None:
    for world, known in tabled(rule):
        timetables = sample(world, most=60)
        there = inside(known, timetables)
        for timetable in there:
            broken = known.broken(known.choice(timetable))
            assert (broken == 0) == keeps(rule, world, timetable), (world, timetable)
        # What is no cell is refused by a limit, so by the check too.
        assert not any(keeps(rule, world, it) for it in timetables if it not in there), world


@pytest.mark.parametrize("rule", COSTS, ids=lambda rule: rule.key)
def test_a_cost_is_what_its_check_counts(rule: Cost) -> None:
    for world, known in tabled(rule):
        for timetable in inside(known, sample(world, most=60)):
            wanted = sum(finding.cost for finding in rule.check(world.problem, timetable))
            assert known.cost(known.choice(timetable)) == wanted, (world, timetable)


@pytest.mark.parametrize("world", PAIRED, ids=repr)
def test_a_choice_is_read_back_as_the_timetable_it_came_from(world: World) -> None:
    known = tabulate(world.problem, {}, ())
    for timetable in sample(world):
        assert known.timetable(known.choice(timetable)) == timetable


def test_where_a_rule_asks_for_more_than_pairs_tables_decline() -> None:
    for rule in (*DEMANDS, *COSTS):
        for name in filter(None, DECLINED.get(rule.key, "").split(", ")):
            with pytest.raises(NotTabledError):
                tables(BY_NAME[name], rule)


@pytest.mark.parametrize("world", [it for it in WORLDS if it.casts], ids=repr)
def test_where_somebody_is_to_be_chosen_tables_decline(world: World) -> None:
    with pytest.raises(NotTabledError, match="who takes part is to be chosen"):
        tabulate(world.problem, {}, ())


@pytest.mark.parametrize("world", WORLDS, ids=repr)
def test_no_timetable_costs_less_than_the_bound(world: World) -> None:
    kept = [it for it in sample(world, most=60) if all(keeps(rule, world, it) for rule in DEMANDS)]
    for cost in COSTS:
        bound = least_cost(relaxed(world.problem, {cost: 1}))
        assert bound is not None
        for timetable in kept:
            paid = sum(finding.cost for finding in cost.check(world.problem, timetable))
            assert bound <= paid, (cost.key, timetable)
