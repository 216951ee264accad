"""The contract for what sessions leave to one another: bonds allow what `check` allows.

The fourth realisation of `Decisions`, held to the worlds that the encodings are held to.
"""

from __future__ import annotations

import pytest
from test_contract import elsewhere_at_stake, keeps, sample, worlds_at_stake
from worlds import WORLDS, World

from agenda_solver.rules import DEMANDS
from agenda_solver.rules.rule import Demand
from agenda_solver.search import construct
from agenda_solver.search.construction import Construction
from agenda_solver.search.start_sets import StartSets

STRICTER = ["person_no_wait"]
"""Who must not wait is placed next to what they have: more than is asked."""


def assert_left(world: World, rule: Demand, most: int) -> None:
    """Place all sessions as in some timetables, where nobody has to go for it."""
    construction = Construction(StartSets(world.problem, (rule,)), 0, lambda _: False)
    for timetable in sample(world, most=most):
        construction.follow(timetable)
        left, kept = not construction.unplaced, keeps(rule, world, timetable)
        assert kept or not left, (world, timetable)
        assert left or not kept or rule.key in STRICTER, (world, timetable)
        construction.send_away(world.problem.session)


@pytest.mark.parametrize("rule", DEMANDS, ids=lambda rule: rule.key)
def test_what_is_left_is_what_its_check_allows(rule: Demand) -> None:
    for world in worlds_at_stake(rule):
        assert_left(world, rule, most=40)


@pytest.mark.thorough
@pytest.mark.parametrize("world", WORLDS, ids=repr)
def test_elsewhere_too(world: World) -> None:
    for rule in elsewhere_at_stake(DEMANDS, world):
        assert_left(world, rule, most=40)


IMPOSSIBLE = ["casting", "crowded"]


@pytest.mark.parametrize("world", WORLDS, ids=repr)
def test_whatever_is_possible_is_constructed(world: World) -> None:
    constructed = construct(world.problem)
    assert (constructed.timetable is None) == (world.name in IMPOSSIBLE)
