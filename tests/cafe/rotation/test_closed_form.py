"""The closed forms: nobody meets twice where they say so; tables are even; hosts stay."""

from collections import Counter

import pytest

from agenda_solver.cafe.rotation import Cafe, lower_bound, repeated_meetings
from agenda_solver.cafe.rotation.closed_form import patterns
from agenda_solver.cafe.rotation.fields import cyclic, elementary, multiplied, negatives


def best(cafe: Cafe) -> int:
    whole = [table.tolist() for table in patterns(cafe) if len(table) == cafe.rounds]
    return min(map(repeated_meetings, whole))


@pytest.mark.parametrize("size", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_a_field_is_a_field(size: int) -> None:
    plus = elementary(size)
    rows = [[multiplied(size, one, two) for two in range(size)] for one in range(size)]
    assert all(sorted(row) == list(range(size)) for row in rows[1:])  # no divisors of zero
    for one in range(1, min(size, 6)):
        for two in range(size):
            for three in range(size):
                assert rows[one][plus[two, three]] == plus[rows[one][two], rows[one][three]]


@pytest.mark.parametrize("size", [1, 4, 6, 12])
def test_a_group_has_inverses(size: int) -> None:
    for plus in (cyclic(size), elementary(size)):
        assert all(plus[one, negatives(plus)[one]] == 0 for one in range(size))
        assert all(sorted(row) == list(range(size)) for row in plus.tolist())


@pytest.mark.parametrize("tables", [2, 3, 4, 5, 7, 8, 9])
@pytest.mark.parametrize("topics", [False, True])
def test_prime_powers_meet_the_bound(tables: int, topics: bool) -> None:
    for rounds in range(1, tables + 1):
        for people in range(tables, tables * (tables + 2), 1 + tables // 2):
            cafe = Cafe.even(people, tables, rounds, distinct_topics=topics)
            assert best(cafe) == lower_bound(cafe), cafe


@pytest.mark.parametrize("tables", [6, 10, 12, 15])
def test_few_steps_modulo_any_number(tables: int) -> None:
    for rounds in range(2, 5):
        columns = (tables - 1) // (rounds - 1)
        assert best(Cafe.even(columns * tables, tables, rounds)) == 0
        free = Cafe.even((columns + 1) * tables, tables, rounds, distinct_topics=False)
        assert best(free) == 0


@pytest.mark.parametrize(
    ("people", "tables", "rounds"),
    [(64, 8, 9), (9, 3, 4), (36, 6, 3), (100, 10, 4), (93, 10, 4), (32, 8, 10), (30, 8, 10)],
)
def test_designs_have_no_repeat(people: int, tables: int, rounds: int) -> None:
    assert best(Cafe.even(people, tables, rounds, distinct_topics=False)) == 0


@pytest.mark.parametrize(
    ("people", "tables", "rounds"), [(33, 5, 3), (31, 6, 3), (95, 10, 4), (31, 8, 10), (61, 8, 8)]
)
@pytest.mark.parametrize("topics", [False, True])
def test_tables_are_even_in_every_round(
    people: int, tables: int, rounds: int, topics: bool
) -> None:
    least, more = divmod(people, tables)
    sizes = sorted([least + 1] * more + [least] * (tables - more))
    found = list(patterns(Cafe.even(people, tables, rounds, distinct_topics=topics)))
    assert found
    for table in found:
        assert table.shape[1] == people
        for row in table.tolist():
            assert sorted(Counter(row).values()) == sizes


@pytest.mark.parametrize("topics", [False, True])
def test_hosts_take_the_first_places_and_stay(topics: bool) -> None:
    cafe = Cafe(42, (6,) * 7, tuple(range(7)), 5, hosts=tuple(range(7)), distinct_topics=topics)
    for table in patterns(cafe):
        assert all(row[:7] == list(range(7)) for row in table.tolist())
        if topics:
            for place in range(7, 42):
                assert len(set(table[:, place].tolist())) == 5
    assert best(cafe) == lower_bound(cafe) == 0


def test_places_of_a_column_never_meet() -> None:
    for table in patterns(Cafe.even(35, 7, 6)):
        columns = table.reshape(6, 5, 7)
        assert all(
            len(set(columns[number, column].tolist())) == 7
            for number in range(6)
            for column in range(5)
        )


def test_nothing_where_a_table_is_too_small_for_a_column() -> None:
    assert not list(patterns(Cafe(12, (6, 3, 3), (0, 1, 2), 3)))
