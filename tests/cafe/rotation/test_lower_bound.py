"""The bound is below every rotation, and where nothing is special it is what FACTS say."""

import random
from collections.abc import Iterator
from itertools import combinations, product

import pytest

from agenda_solver.cafe.rotation import Cafe, lower_bound, repeated_meetings
from agenda_solver.cafe.rotation.bound import least_again
from agenda_solver.cafe.rotation.cafe import Round
from agenda_solver.cafe.rotation.judging import third_meetings

MOST_ROTATIONS = 6000


def drawn(chance: random.Random) -> Cafe:
    """Return a tiny café with any of what may be asked."""
    people = chance.randint(3, 6)
    tables = chance.randint(2, 3)
    seats = tuple(chance.randint(1, 4) for _ in range(tables))
    while sum(seats) < people:
        seats = tuple(chance.randint(1, 4) for _ in range(tables))
    topics = tuple(chance.randrange(tables) for _ in range(tables))
    pairs = list(combinations(range(people), 2))
    held = tuple(
        tuple(chance.choice([None, *range(tables)]) for _ in range(people))
        for _ in range(chance.choice([0, 0, 0, 1, 2]))
    )
    hosts = tuple(chance.sample(range(people), tables)) if chance.random() < 0.3 else ()
    return Cafe(
        people,
        seats,
        topics if chance.random() < 0.4 else tuple(range(tables)),
        len(held) + chance.randint(1, 3),
        forbidden=frozenset(chance.sample(pairs, chance.choice([0, 0, 0, 1]))),
        distinct_topics=chance.random() < 0.6,
        carousel=chance.random() < 0.15,
        before=held,
        absent=frozenset({people - 1}) if chance.random() < 0.2 else frozenset(),
        hosts=hosts,
    )


def every_round(cafe: Cafe) -> Iterator[Round]:
    """Return the rounds that keep the demands, told once more in the plainest way."""
    choices = [
        [None] if person in cafe.absent else range(len(cafe.seats)) for person in range(cafe.people)
    ]
    for row in product(*choices):
        filled = [row.count(table) for table in range(len(cafe.seats))]
        fits = all(people <= seats for people, seats in zip(filled, cafe.seats, strict=True))
        even = all(
            filled[one] < filled[two] + 2 or filled[two] == cafe.seats[two]
            for one in range(len(filled))
            for two in range(len(filled))
        )
        hosted = all(
            host in cafe.absent or row[host] == table for table, host in enumerate(cafe.hosts)
        )
        apart = all(row[one] is None or row[one] != row[two] for one, two in cafe.forbidden)
        if fits and even and hosted and apart:
            yield row


def keeps(cafe: Cafe, rows: tuple[Round, ...]) -> bool:
    """Whether nobody comes back to a topic, where that is asked; groups stay in a carousel."""
    for person in set(cafe.present) - set(cafe.hosts):
        coming = [cafe.topics[row[person]] for row in rows]
        held = [cafe.topics[row[person]] for row in cafe.before if row[person] is not None]
        if cafe.keeps_topics and (len(set(coming)) < len(coming) or set(coming) & set(held)):
            return False
    moving = [person for person in cafe.present if person not in cafe.hosts]
    return not cafe.carousel or all(
        (row[one] == row[two]) == (rows[0][one] == rows[0][two])
        for row in rows
        for one, two in combinations(moving, 2)
    )


def fewest(cafe: Cafe) -> tuple[int, int] | None:
    """Return the fewest repeats of all rotations, and of those the fewest third meetings.

    None if there is no rotation, or too many.
    """
    rounds = list(every_round(cafe))
    if len(rounds) ** cafe.still > MOST_ROTATIONS:
        return None
    every = product(rounds, repeat=cafe.still)
    kept = [(*cafe.before, *rows) for rows in every if keeps(cafe, rows)]
    if not kept:
        return None
    return min((repeated_meetings(rows), third_meetings(rows)) for rows in kept)


def test_no_rotation_of_a_tiny_cafe_is_below_the_bound() -> None:
    chance = random.Random(0)
    tried = met = 0
    while tried < 150:
        cafe = drawn(chance)
        least = fewest(cafe)
        if least is None:
            continue
        tried += 1
        repeats, thirds = least
        met += lower_bound(cafe) == repeats
        assert lower_bound(cafe) <= repeats, cafe
        assert least_again(cafe, repeats) <= thirds, cafe
    assert met > 0.7 * tried  # nor does the bound say nothing


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "free", "topics"),
    [
        (12, 3, 3, 6, 12),
        (30, 5, 3, 10, 20),
        (64, 8, 8, 0, 56),
        (100, 10, 4, 0, 30),
        (500, 50, 4, 0, 0),
        (36, 6, 3, 0, 12),
    ],
)
def test_the_bound_by_hand(people: int, tables: int, rounds: int, free: int, topics: int) -> None:
    assert lower_bound(Cafe.even(people, tables, rounds, distinct_topics=False)) == free
    assert lower_bound(Cafe.even(people, tables, rounds)) == topics


def test_more_meetings_than_pairs() -> None:
    # 4 rounds of 2 tables of 2: 8 meetings, and only 6 pairs.
    assert lower_bound(Cafe.even(4, 2, 4, distinct_topics=False)) == 2
    # Two of them never meet: 5 pairs are left, for 8 meetings.
    apart = Cafe(4, (2, 2), (0, 1), 4, forbidden=frozenset({(0, 1)}), distinct_topics=False)
    assert lower_bound(apart) == 3


def test_more_meetings_than_pairs_have_twice() -> None:
    # 7 rounds of 2 tables of 2: 14 meetings, and only 6 pairs that meet twice.
    assert least_again(Cafe.even(4, 2, 7, distinct_topics=False), 8) == 2
    assert least_again(Cafe.even(4, 2, 6, distinct_topics=False), 6) == 0
    held = ((0, 0, 1, 1),) * 3
    # Two pairs have met three times; ten meetings are to come, and four pairs may meet twice.
    cafe = Cafe(4, (2, 2), (0, 1), 8, before=held, distinct_topics=False)
    assert least_again(cafe, 12) == 2 + (10 - 8)


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "repeats", "again"),
    [
        (58, 8, 4, 6, 4),
        (58, 8, 4, 12, 0),
        (30, 5, 3, 20, 10),
        (60, 8, 7, 24, 20),
        (30, 5, 2, 10, 0),
    ],
)
def test_few_repeats_are_of_few_pairs(
    people: int, tables: int, rounds: int, repeats: int, again: int
) -> None:
    assert least_again(Cafe.even(people, tables, rounds), repeats) == again


def test_rounds_held_count_and_so_does_what_they_leave() -> None:
    held = ((0, 0, 1, 1), (0, 0, 1, 1))
    cafe = Cafe(4, (2, 2), (0, 1), 2, before=held, distinct_topics=False)
    assert lower_bound(cafe) == 2


def test_of_a_carousel_every_round_but_the_first_is_repeated() -> None:
    cafe = Cafe(12, (4, 4, 4), (0, 1, 2), 3, carousel=True)
    assert lower_bound(cafe) == 2 * 3 * 6
