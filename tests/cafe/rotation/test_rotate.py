"""The whole of it: what is found keeps what is asked, and the goals are reached."""

import random
from dataclasses import replace
from itertools import combinations

import pytest

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation import (
    Cafe,
    Rotation,
    check,
    lower_bound,
    repeated_meetings,
    rotate,
)
from agenda_solver.cafe.rotation.annealing import Rotating, RotationCost, RotationWeights, annealed
from agenda_solver.cafe.rotation.judging import (
    revisits,
    third_meetings,
    unmet,
    within_organisation,
)
from agenda_solver.cafe.rotation.tables import assigned, settled


@pytest.mark.parametrize(
    ("people", "tables", "rounds"),
    [(12, 3, 3), (30, 5, 3), (64, 8, 8), (500, 50, 4), (25, 5, 5), (49, 7, 7), (36, 4, 3)],
)
@pytest.mark.parametrize("topics", [False, True])
def test_goals_are_met_at_once(people: int, tables: int, rounds: int, topics: bool) -> None:
    cafe = Cafe.even(people, tables, rounds, distinct_topics=topics)
    found = rotate(cafe, Budget(0.0))
    assert (found.status, found.method) == ("optimal", "closed form")
    assert found.repeats == found.bound == lower_bound(cafe)
    assert not check(cafe, found)
    assert not (topics and found.revisits)


@pytest.mark.parametrize(
    ("people", "tables", "rounds"), [(36, 6, 3), (64, 8, 9), (32, 8, 10), (100, 10, 4)]
)
def test_free_goals_are_met_at_once(people: int, tables: int, rounds: int) -> None:
    cafe = Cafe.even(people, tables, rounds, distinct_topics=False)
    found = rotate(cafe, Budget(0.0))
    assert (found.status, found.repeats) == ("optimal", 0)


def test_where_no_closed_form_does_it_the_search_does() -> None:
    cafe = Cafe.even(30, 6, 3)
    found = rotate(cafe, Budget(20))
    assert (found.status, found.repeats, found.revisits) == ("optimal", 0, 0)


def test_rounds_that_a_closed_form_lacks_are_added() -> None:
    cafe = Cafe.even(12, 4, 6, distinct_topics=False)
    found = rotate(cafe, Budget(1.0))
    assert not check(cafe, found)
    # Four rounds of the field; in two more everybody meets those of the own column at best.
    assert 6 <= lower_bound(cafe) <= found.repeats <= 12


def drawn(chance: random.Random) -> Cafe:
    """Return a café with any of what may be asked."""
    tables = chance.randint(2, 6)
    people = chance.randint(tables + 1, 24)
    seats = tuple(chance.randint(1, 6) for _ in range(tables))
    while sum(seats) < people:
        seats = tuple(it + 1 for it in seats)
    pairs = list(combinations(range(people), 2))
    with_hosts = chance.random() < 0.3 and people > tables
    hosts = tuple(chance.sample(range(people), tables)) if with_hosts else ()
    before = []
    if chance.random() < 0.4:
        first = Cafe(people, seats, tuple(range(tables)), 1, hosts=hosts)
        before = [settled(first, [None] * people, chance)]
    return Cafe(
        people,
        seats,
        tuple(chance.randrange(tables) for _ in range(tables)),
        len(before) + chance.randint(1, 4),
        organisation=tuple(chance.randrange(4) for _ in range(people)),
        forbidden=frozenset(chance.sample(pairs, chance.choice([0, 1, 2]))),
        wished=frozenset(chance.sample(pairs, chance.choice([0, 1, 2]))),
        distinct_topics=chance.random() < 0.7,
        carousel=chance.random() < 0.2,
        before=tuple(before),
        absent=frozenset(chance.sample(range(people), chance.choice([0, 0, 1, 2]))),
        hosts=hosts,
    )


@pytest.mark.thorough
def test_whatever_is_asked_is_kept() -> None:
    chance = random.Random(3)
    found = []
    for _ in range(60):
        cafe = drawn(chance)
        it = rotate(cafe, Budget(0.1, 1))
        found.append(it.status)
        if it.table:
            assert not check(cafe, it), cafe
            assert it.bound <= it.repeats
            assert (it.status == "optimal") == (it.bound == it.repeats)
        else:
            assert it.status in {"infeasible", "unknown"}
            assert it.advice
    assert found.count("optimal") > 10


def test_rounds_to_come_are_made_again_without_those_who_left() -> None:
    cafe = Cafe.even(35, 7, 4)
    planned = rotate(cafe).table
    left = frozenset({3, 17, 30})
    again = replace(cafe, before=planned[:2], absent=left, planned=planned[2:])
    found = rotate(again, Budget(3))
    assert not check(again, found)
    assert found.table[:2] == planned[:2]
    assert found.repeats <= 2
    assert all(row[person] is None for row in found.table[2:] for person in left)


def test_colleagues_are_in_a_column_and_forbidden_pairs_apart() -> None:
    organisation = tuple(person % 5 for person in range(35))  # five of seven people each
    forbidden = frozenset({(0, 1), (1, 2), (5, 11)})
    cafe = replace(Cafe.even(35, 7, 3), organisation=organisation, forbidden=forbidden)
    found = rotate(cafe, Budget(5))
    assert (found.status, found.repeats, found.within_organisation) == ("optimal", 0, 0)
    assert not check(cafe, found)


def test_wished_pairs_meet() -> None:
    wished = frozenset({(0, 9), (1, 17), (2, 20), (3, 4)})
    cafe = replace(Cafe.even(25, 5, 4), wished=wished)
    found = rotate(cafe, Budget(5))
    assert (found.status, found.unmet) == ("optimal", 0)


def test_carousel() -> None:
    cafe = Cafe(24, (6,) * 4, (0, 0, 1, 1), 2, carousel=True)
    found = rotate(cafe, Budget(1))
    assert (found.status, found.repeats, found.revisits) == ("optimal", 60, 0)
    assert not check(cafe, found)


def test_hosts_and_several_tables_a_topic() -> None:
    hosts = (3, 8, 13, 18)
    cafe = Cafe(24, (6,) * 4, (0, 0, 1, 1), 2, hosts=hosts)
    found = rotate(cafe, Budget(3))
    assert found.revisits == 0
    assert not check(cafe, found)


def test_demands_that_nobody_can_keep() -> None:
    assert rotate(Cafe(7, (3, 3), (0, 1), 2)).status == "infeasible"
    triangle = frozenset({(0, 1), (1, 2), (0, 2)})
    cafe = Cafe(6, (3, 3), (0, 1), 2, forbidden=triangle)
    found = rotate(cafe, Budget(0.5))
    assert (found.status, found.table) == ("infeasible", ())


def test_advice_says_how_many_tables_would_do() -> None:
    found = rotate(Cafe.even(30, 5, 3))
    assert [text.fr for text in found.advice] == ["Avec 7 tables, aucune rencontre répétée"]
    assert rotate(Cafe.even(28, 7, 3)).advice == ()
    more = rotate(Cafe.even(12, 3, 4), Budget(0.0))
    assert "plus de tours (4) que de sujets (3)" in more.advice[0].fr


def test_it_stops_when_told() -> None:
    budget = Budget(60)
    budget.stop.set()
    cafe = Cafe.even(40, 10, 12, distinct_topics=False)
    assert not check(cafe, rotate(cafe, budget))


# --- Counting -----------------------------------------------------------------------------


def test_what_is_kept_up_to_date_is_what_is_counted_from_scratch() -> None:
    chance = random.Random(5)
    for _ in range(40):
        cafe = replace(drawn(chance), carousel=False)
        nowhere = [None] * cafe.people
        coming = tuple(settled(cafe, nowhere, chance) for _ in range(cafe.still))
        first = (*cafe.before, *coming)
        weights = RotationWeights(8.0, 4.0, 1.0, 0.5, 0.25, 0.75)
        rounds, cost = annealed(cafe, first, weights, Budget(0.02), chance, heat=(5.0, 1.0))
        assert cost == Rotating(cafe, rounds).cost()
        held = revisits(cafe, cafe.before)
        assert cost == RotationCost(
            sum(
                row[one] is not None and row[one] == row[two]
                for row in rounds[len(cafe.before) :]
                for one, two in cafe.forbidden
            ),
            revisits(cafe, rounds) - held if cafe.keeps_topics else 0,
            repeated_meetings(rounds),
            third_meetings(rounds),
            within_organisation(cafe, rounds),
            unmet(cafe, rounds),
        )


def test_the_weight_told_along_the_way_is_right() -> None:
    chance = random.Random(6)
    for _ in range(40):
        cafe = replace(drawn(chance), carousel=False)
        from agenda_solver.cafe.rotation.annealing import _Cooling

        nowhere = [None] * cafe.people
        coming = tuple(settled(cafe, nowhere, chance) for _ in range(cafe.still))
        weights = RotationWeights(8.0, 4.0, 1.0, 0.5, 0.25, 0.75)
        cooling = _Cooling(cafe, (*cafe.before, *coming), weights, chance, [])
        if cooling.can_move:
            cooling.steps(2.0, -1.0)
        assert cooling.now == pytest.approx(cooling.rotating.cost().weighed(weights))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows[:1], "1 rounds instead of 2"),
        (lambda rows: ((0, 0, 0, 1), rows[1]), "3 people for 2 seats"),
        (lambda rows: ((0, 0, 1, None), rows[1]), "person 4 has no table"),
        (lambda rows: (rows[0], rows[0]), "0 told, 2 counted"),
        (lambda rows: (rows[0], (1, 0, 0, 1)), "people 1 and 4 are at one table"),
    ],
)
def test_check_sees_what_is_wrong(change, said: str) -> None:
    cafe = Cafe(4, (2, 2), (0, 1), 2, forbidden=frozenset({(0, 3)}), distinct_topics=False)
    right = Rotation(((0, 0, 1, 1), (0, 1, 0, 1)), 0, 0, "optimal", "by hand", revisits=2)
    assert not check(cafe, right)
    wrong = replace(right, table=change(right.table))
    assert any(said in fault.en for fault in check(cafe, wrong))


def test_assignment() -> None:
    assert assigned([[4, 1, 3], [2, 0, 5], [3, 2, 2]]) == [1, 0, 2]


def test_more_tables_than_people_and_hosts_who_may_be_alone() -> None:
    # One guest for three tables: hosts stay, two of them by themselves.
    cafe = Cafe(4, (3, 3, 3), (0, 1, 2), 3, hosts=(0, 1, 2))
    for seed in range(10):
        found = rotate(cafe, Budget(1, seed))
        assert (found.status, found.repeats, found.revisits) == ("optimal", 0, 0)
    # Five tables of one: nobody is left to be at the last.
    alone = Cafe(4, (1,) * 5, (0, 1, 2, 3, 4), 2)
    assert rotate(alone, Budget(1)).repeats == 0
