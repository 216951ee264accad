"""What a rule says it reads, it reads, and nothing else: whoever asks it again relies on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from shuffled import STORED, forum, mixed, sees, shuffled, stored
from worlds import WORLDS

from agenda_solver.problem import Problem
from agenda_solver.rules import RULES, SEAT_RULES
from agenda_solver.rules.rule import ASPECTS, Aspect, Rule
from agenda_solver.rules.stability import stability
from agenda_solver.timetable import Timetable

EVERY_RULE: tuple[Rule, ...] = (*RULES, *SEAT_RULES)

LARGE = 40
"""Of more sessions than that, few timetables are tried."""


@cache
def pairs() -> tuple[tuple[Problem, Timetable, Timetable], ...]:
    """Two timetables of each draft that have little in common, several times."""
    return tuple(_pairs())


def _pairs() -> Iterator[tuple[Problem, Timetable, Timetable]]:
    for world in WORLDS:
        chance = Random(world.name)
        for _ in range(50):
            yield world.problem, *chance.sample(world.timetables(), k=2)
    chance = Random(0)
    for problem, timetable in (*[forum()] * 4, *map(stored, STORED)):
        for _ in range(2 if len(problem.sessions) > LARGE else 25):
            one = shuffled(problem, timetable, chance)
            yield problem, one, shuffled(problem, one, chance)


@cache
def seen(rule: Rule) -> dict[frozenset[Aspect], bool]:
    """Whether a rule sees a change of each aspect alone, and of all that it does not read."""
    sights: dict[frozenset[Aspect], bool] = defaultdict(bool)
    for problem, one, other in pairs():
        for changed in (*(frozenset({aspect}) for aspect in rule.reads), ASPECTS - rule.reads):
            if changed and not sights[changed]:
                sights[changed] = sees(rule, problem, one, mixed(one, other, changed))
    return sights


def by_key(rule: Rule) -> str:
    return rule.key


@pytest.mark.parametrize("rule", EVERY_RULE, ids=by_key)
def test_a_rule_sees_nothing_that_it_does_not_read(rule: Rule) -> None:
    assert not seen(rule)[ASPECTS - rule.reads]


# Which sessions are placed is an aspect of all: that is all this one looks at.
SEE_LESS = {"placed": {"time"}}


@pytest.mark.parametrize("rule", EVERY_RULE, ids=by_key)
def test_a_rule_sees_all_that_it_reads(rule: Rule) -> None:
    """So a mutant that leaves out one of the aspects is caught by the test above."""
    unseen = {aspect for aspect in rule.reads if not seen(rule)[frozenset({aspect})]}
    assert unseen == SEE_LESS.get(rule.key, set())


class ReadsTooLittle(Rule):
    """A rule that says that it reads less than it does."""

    def __init__(self, rule: Rule, forgotten: Aspect) -> None:
        self.key = rule.key  # type: ignore[misc]
        self.reads = rule.reads - {forgotten}  # type: ignore[misc]
        self.check = rule.check  # type: ignore[method-assign]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=by_key)
def test_a_rule_that_says_less_than_it_reads_is_caught(rule: Rule) -> None:
    for aspect in rule.reads - SEE_LESS.get(rule.key, set()):
        mutant = ReadsTooLittle(rule, aspect)
        assert seen(mutant)[ASPECTS - mutant.reads], aspect


def test_what_staying_near_costs_reads_what_it_says() -> None:
    for problem, timetable in (forum(), stored("assises-normandes-2026")):
        chance = Random(0)
        people = {session.id: frozenset(timetable.roster(session)) for session in problem.sessions}
        for cost in stability(timetable, people):
            for _ in range(40):
                one = shuffled(problem, timetable, chance)
                other = shuffled(problem, timetable, chance)
                unread = mixed(one, other, ASPECTS - cost.reads)
                assert not sees(cost, problem, one, unread), cost.key
