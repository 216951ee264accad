"""The contract for the tables that annealing searches: they count what `check` counts.

The third realisation of `Decisions`, held to the worlds that the encodings are held to. Where
a rule asks for what is no sum over pairs the tables decline, and this is told here too.
"""

from __future__ import annotations

from collections.abc import Collection

import pytest
from test_contract import keeps, sample
from worlds import WORLDS, World

from agenda_solver.rules import COSTS, DEMANDS
from agenda_solver.rules.rule import Cost, Demand, Rule
from agenda_solver.search import NotTabledError, Tables, tabulate
from agenda_solver.timetable import Timetable

each_world = pytest.mark.parametrize("world", WORLDS, ids=repr)


def tables(world: World, rule: Rule) -> Tables:
    """Tables of one rule alone; where they decline, there is nothing to test."""
    try:
        if isinstance(rule, Cost):
            return tabulate(world.problem, {rule: 1}, ())
        assert isinstance(rule, Demand)
        return tabulate(world.problem, {}, (rule,))
    except NotTabledError as reason:
        pytest.skip(str(reason))


def inside(known: Tables, timetables: Collection[Timetable]) -> list[Timetable]:
    """Those whose placements are cells; a demand alone may leave out some."""
    return [
        timetable
        for timetable in timetables
        if all(
            ((p.day, p.start, p.end), p.room) in known.cells.number for p in timetable.placements
        )
    ]


@each_world
@pytest.mark.parametrize("rule", DEMANDS, ids=lambda rule: rule.key)
def test_a_demand_is_broken_where_its_check_says_so(rule: Demand, world: World) -> None:
    known = tables(world, rule)
    timetables = sample(world, most=60)
    there = inside(known, timetables)
    for timetable in there:
        broken = known.broken(known.choice(timetable))
        assert (broken == 0) == keeps(rule, world, timetable), timetable
    # What is no cell is refused by a limit, so by the check too.
    assert not any(keeps(rule, world, it) for it in timetables if it not in there)


@each_world
@pytest.mark.parametrize("rule", COSTS, ids=lambda rule: rule.key)
def test_a_cost_is_what_its_check_counts(rule: Cost, world: World) -> None:
    known = tables(world, rule)
    for timetable in inside(known, sample(world, most=60)):
        wanted = sum(finding.cost for finding in rule.check(world.problem, timetable))
        assert known.cost(known.choice(timetable)) == wanted, timetable


@each_world
def test_a_choice_is_read_back_as_the_timetable_it_came_from(world: World) -> None:
    try:
        known = tabulate(world.problem, {}, ())
    except NotTabledError as reason:
        pytest.skip(str(reason))
    for timetable in sample(world):
        assert known.timetable(known.choice(timetable)) == timetable


DECLINED = {
    *("sequence", "compact_day", "announced", "track_close", "person_close", "person_one_day"),
    *("wishes", "wished_places"),
}
"""Rules that in some world ask for more than pairs."""


def test_only_these_rules_ask_for_more_than_pairs() -> None:
    declined = set()
    for world in WORLDS:
        for rule in (*DEMANDS, *COSTS):
            try:
                tables(world, rule)
            except pytest.skip.Exception as reason:
                if "chosen" not in str(reason):
                    declined.add(rule.key)
    assert declined == DECLINED
