"""After each of many moves, the judge says what `verify` says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from shuffled import EACH_STORED, forum, stored
from walks import anywhere, walk
from worlds import WORLDS, World

from agenda_solver.judging import Judge, moved
from agenda_solver.judging.judge import Change
from agenda_solver.problem import Problem
from agenda_solver.rules import RULES
from agenda_solver.rules.rule import ASPECTS, Finding, Rule
from agenda_solver.rules.stability import stability
from agenda_solver.timetable import Timetable
from agenda_solver.verify import verify

LARGE = 40
"""Of more sessions than that, fewer moves are made."""


def assert_says_the_same(problem: Problem, timetable: Timetable, chance: Random, steps: int) -> int:
    """Walk, judging each step two ways; return how many verdicts were not the one before."""
    judge, differ, last = Judge(problem), 0, None
    for asked, changed in walk((problem, timetable), chance, steps):
        judge = judge.with_problem(asked)
        verdict = judge.verdict(changed)
        assert verdict == verify(asked, changed)
        differ += verdict != last
        last = verdict
    return differ


@pytest.mark.parametrize("name", EACH_STORED)
def test_of_a_stored_programme(name: str) -> None:
    problem, timetable = stored(name)
    steps = 25 if len(problem.sessions) > LARGE else 100
    assert assert_says_the_same(problem, timetable, Random(name), steps) > steps / 2


def test_of_a_forum_where_everything_is_asked_of_the_seats() -> None:
    assert assert_says_the_same(*forum(), Random(0), 300) > 150


@pytest.mark.parametrize("world", WORLDS, ids=repr)
def test_of_a_tiny_world(world: World) -> None:
    chance = Random(world.name)
    assert_says_the_same(world.problem, chance.choice(world.timetables()), chance, 12)


def test_where_a_session_stands_twice() -> None:
    for world in WORLDS:
        for rule in world.wide:
            judge = Judge(world.problem)
            for timetable in list(world.wide_timetables(rule))[::-101]:
                assert judge.verdict(timetable) == verify(world.problem, timetable)


@pytest.mark.parametrize("name", ["assises-normandes-2026", "forum-des-metiers"])
def test_a_move_that_is_only_tried_leaves_no_trace(name: str) -> None:
    (problem, timetable), chance = stored(name), Random(0)
    judge = Judge(problem)
    before = judge.verdict(timetable)
    for block in (False, True) * 10:
        placement = anywhere(problem, timetable, chance)
        after = moved(problem, timetable, placement, block=block)
        assert judge.verdict(after) == verify(problem, after)
    assert judge.verdict(timetable) == before


def test_with_what_costs_before_all_else() -> None:
    problem, timetable = stored("assises-normandes-2026")
    first = stability(timetable)
    judge = Judge(problem, first)
    chance = Random(0)
    for _ in range(40):
        timetable = moved(problem, timetable, anywhere(problem, timetable, chance))
        assert judge.verdict(timetable) == verify(problem, timetable, first)


def test_the_same_problem_keeps_its_judge() -> None:
    problem, _ = stored("cuf-2022")
    judge = Judge(problem)
    assert judge.with_problem(problem) is judge


class Counted(Rule):
    """A rule that counts how often it is asked."""

    def __init__(self, rule: Rule) -> None:
        self.key, self.reads = rule.key, rule.reads  # type: ignore[misc]
        self.rule, self.times = rule, 0

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        self.times += 1
        return self.rule.check(problem, timetable)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Counted]:
    rules = [Counted(rule) for rule in RULES]
    monkeypatch.setattr("agenda_solver.judging.judge.asked_rules", lambda *_: tuple(rules))
    return rules


def asked_again(rules: list[Counted]) -> set[str]:
    keys = {rule.key for rule in rules if rule.times}
    for rule in rules:
        rule.times = 0
    return keys


def test_only_what_reads_what_changed_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, timetable = stored("assises-normandes-2026")
    rules = counted(monkeypatch)
    judge = Judge(problem)
    judge.verdict(timetable)
    assert asked_again(rules) == {rule.key for rule in RULES}
    judge.verdict(Timetable.of(timetable.placements, timetable.seats, timetable.cast))
    assert asked_again(rules) == set()
    here = next(each for each in timetable.placements if each.room)
    other = next(room.id for room in problem.rooms if room.id != here.room)
    judge.verdict(moved(problem, timetable, replace(here, room=other)))
    assert asked_again(rules) == {rule.key for rule in RULES if "room" in rule.reads}


@pytest.mark.parametrize(
    ("changed", "aspects", "reordered"),
    [
        ({}, set(), False),
        ({"room": "x"}, {"room"}, False),
        ({"end": 605}, {"time"}, False),
        ({"start": 650, "end": 710}, {"time"}, True),
        ({"start": 650, "end": 710, "room": "x"}, {"time", "room"}, True),
    ],
)
def test_what_a_move_changes(changed: dict[str, Any], aspects: set[str], reordered: bool) -> None:
    _, timetable = stored("assises-normandes-2026")
    one, other = (
        replace(each, day=timetable.placements[0].day, start=start, end=start + 60, room="y")
        for each, start in zip(timetable.placements, (540, 600), strict=False)
    )
    before = Timetable.of([one, other])
    change = Change.between(before, Timetable.of([replace(one, **changed), other]))
    assert (change.aspects, change.reordered) == (aspects, reordered)


def test_with_another_session_everything_has_changed() -> None:
    _, timetable = stored("assises-normandes-2026")
    fewer = timetable.with_placements(timetable.placements[1:])
    assert Change.between(timetable, fewer).aspects == ASPECTS
    again = Timetable.of([*timetable.placements, timetable.placements[0]])
    assert Change.between(again, again).aspects == set()
    swapped = Timetable.of([*timetable.placements[1:], *[timetable.placements[1]]])
    assert Change.between(again, swapped).aspects == ASPECTS
