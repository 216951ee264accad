"""What a timetable costs in the model that gives way is what its edits cost, read from it."""

from __future__ import annotations

from random import Random

import pytest
from ortools.sat.python import cp_model
from worlds import WORLDS, World

from agenda_solver.decisions import Eased
from agenda_solver.explain.ways import measured, with_what_comes
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS, without_wishes
from agenda_solver.rules.easing import free_id
from agenda_solver.rules.edits import with_edits
from agenda_solver.rules.people import PersonIsInOnePlace
from agenda_solver.rules.programme import EverySessionIsPlaced
from agenda_solver.rules.rule import Demand
from agenda_solver.rules.stretches import ChairsAreFree
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify

FREED_BESIDES = ("visits",)
"""Where an edit of one demand frees another, that never gives way: nobody must walk any more."""


def price_in_the_model(problem: Problem, timetable: Timetable) -> int | None:
    """Return the least price of a timetable in which all take place, with those who are named."""
    eased = Eased(problem, DEMANDS)
    eased.close()
    eased.fix(timetable)
    eased.without(EverySessionIsPlaced.key)
    eased.without(PersonIsInOnePlace.key)
    eased.without(ChairsAreFree.key)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(eased.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status != cp_model.OPTIMAL or eased.read(solver.value).placements != timetable.placements:
        return None  # the only room that a session could have is not fixed
    return round(solver.objective_value)


def price_of_its_edits(problem: Problem, timetable: Timetable) -> int | None:
    """Return what the edits cost after which it keeps all demands; None where it cannot."""
    edits = measured(problem, timetable)
    left = with_edits(problem, edits)
    if verify(left, with_what_comes(timetable, edits)).errors:
        return None
    return sum(edit.price for edit in edits)


def compare(world: World, most: int) -> None:
    problem = without_wishes(world.problem)
    timetables = world.timetables()
    for timetable in Random(7).sample(timetables, min(most, len(timetables))):
        in_model = price_in_the_model(problem, timetable)
        if in_model is None and world.name in FREED_BESIDES:
            continue
        assert in_model == price_of_its_edits(problem, timetable), timetable


@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_the_model_charges_what_the_edits_cost(world: World) -> None:
    compare(world, 1)


@pytest.mark.thorough
@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_the_model_charges_what_the_edits_of_many_cost(world: World) -> None:
    compare(world, 60)


def test_every_demand_says_whether_it_gives_way() -> None:
    for rule in DEMANDS:
        gives_way = vars(type(rule)).get("gives_way")
        assert isinstance(gives_way, bool), rule.key
        assert gives_way == (type(rule).ease is not Demand.ease), rule.key


def test_an_id_that_is_taken_is_given_to_no_other_row() -> None:
    assert free_id("p-1", {"p"}) == "p-1"
    assert free_id("p-1", {"p-1", "p-1-2"}) == "p-1-3"
