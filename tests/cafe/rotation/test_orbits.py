"""Rounds that are one round turned, and columns whose steps are searched for."""

import random

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
    found = [it.tolist() for it in differences.searched(cafe, Budget(10), random.Random(0))]
    counts = [repeated_meetings(table) for table in found]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0
    for person in range(60):
        assert not topics or len({row[person] for row in found[-1]}) == 4


def test_hosts_are_a_column_that_takes_no_step() -> None:
    cafe = Cafe(60, (6,) * 10, tuple(range(10)), 4, hosts=tuple(range(10)))
    found = list(differences.searched(cafe, Budget(10), random.Random(0)))
    assert repeated_meetings(found[-1].tolist()) == 0
    assert all(row[:10] == list(range(10)) for row in found[-1].tolist())


EVENS = [Cafe.even(*numbers) for numbers in ((80, 10, 5), (100, 12, 5), (58, 8, 4), (23, 6, 3))]
UNEVEN = Cafe(46, (8, *(6,) * 3, *(5,) * 4), tuple(range(8)), 3, distinct_topics=False)
FEWER = Cafe(44, (6,) * 8, tuple(range(8)), 3, distinct_topics=False)
HOSTED = Cafe(60, (6,) * 10, tuple(range(10)), 4, hosts=tuple(range(10)))


@pytest.mark.parametrize("cafe", [*EVENS, UNEVEN, FEWER, HOSTED])
def test_repeats_of_columns_are_those_of_people(cafe: Cafe) -> None:
    shapes = list(differences.shapes(cafe))
    assert shapes
    for shape in shapes:
        for plus in differences._additions(shape.group):
            turning = differences.Turning(cafe, shape, plus, random.Random(1))
            for steps in (0, 4):
                turning.cool(steps, Budget(10))
                rows = turning.table().tolist()
                again = sum(
                    cafe.keeps_topics * (len(seen) - len(set(seen)))
                    for seen in list(zip(*rows, strict=True))[len(cafe.hosts) :]
                )
                assert turning.least == repeated_meetings(rows) + differences.TOPIC * again
            for row in rows:
                filled = [row.count(table) for table in range(cafe.tables)]
                assert len(row) == cafe.people
                assert all(map(int.__le__, filled, cafe.most))
                assert all(map(int.__ge__, filled, cafe.least))


def test_rings_of_few_tables_and_tables_that_stay_have_rotations_of_their_own() -> None:
    # Eight tables in a ring and two that stay: each column sits together once.
    shapes = list(differences.shapes(EVENS[0]))
    assert [(it.group, it.rings, it.columns[it.rings :]) for it in shapes[:3]] == [
        (10, 1, ()),
        (8, 1, (1, 1)),
        (5, 2, ()),
    ]
    # In nine rounds some column would sit together twice.
    assert all(it.group != 7 for it in differences.shapes(Cafe.even(64, 8, 9)))
    # Tables of different sizes are in different rings.
    assert [(it.group, it.columns) for it in differences.shapes(UNEVEN)] == [(2, (6, 5, 5, 4, 3))]


@pytest.mark.parametrize(("people", "tables"), [(80, 10), (100, 12)])
def test_nobody_meets_twice_in_five_rounds(people: int, tables: int) -> None:
    cafe = Cafe.even(people, tables, 5, distinct_topics=False)
    *_, best = differences.searched(cafe, Budget(600), random.Random(0))
    assert repeated_meetings(best.tolist()) == 0
