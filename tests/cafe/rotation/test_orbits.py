"""Rounds that are one round turned, and columns whose steps are searched for."""

import random

import numpy as np
import pytest

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation import Cafe, differences, orbits, repeated_meetings


@pytest.mark.parametrize(
    ("people", "tables", "rounds"), [(15, 5, 7), (13, 4, 6), (20, 5, 4), (9, 3, 8)]
)
def test_repeats_of_the_orbits_are_those_of_the_rounds(
    people: int, tables: int, rounds: int
) -> None:
    most = Cafe.even(people, tables, rounds).most
    for turn in (it for it in range(2, rounds + 1) if rounds % it == 0):
        turning = orbits._Turning(people, turn, rounds // turn, most)
        told = turning.cooled(Budget(0.05), random.Random(1))
        rows = turning.rounds()
        assert len(rows) == rounds
        assert told == repeated_meetings(rows)
        for row in rows:
            assert sorted(row) == sorted(rows[0])  # tables as full as in the first


def test_kirkmans_schoolgirls() -> None:
    # 15 in rows of three on 7 days, no two twice in a row: Kirkman 1850.
    cafe = Cafe.even(15, 5, 7, distinct_topics=False)
    found = list(orbits.searched(cafe, Budget(10), random.Random(0)))
    assert repeated_meetings(found[-1]) == 0


@pytest.mark.parametrize("topics", [False, True])
def test_steps_for_a_number_of_tables_without_a_field(topics: bool) -> None:
    cafe = Cafe.even(60, 10, 4, distinct_topics=topics)
    found = [it.tolist() for it in differences.searched(cafe, Budget(10), np.random.default_rng(0))]
    counts = [repeated_meetings(table) for table in found]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0
    for person in range(60):
        assert not topics or len({row[person] for row in found[-1]}) == 4


def test_hosts_are_a_column_that_takes_no_step() -> None:
    cafe = Cafe(60, (6,) * 10, tuple(range(10)), 4, hosts=tuple(range(10)))
    found = list(differences.searched(cafe, Budget(10), np.random.default_rng(0)))
    assert repeated_meetings(found[-1].tolist()) == 0
    assert all(row[:10] == list(range(10)) for row in found[-1].tolist())
