"""The scorer of world cafés, by hand, and beside the count of the package."""

import rotate
from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation import Cafe
from agenda_solver.cafe.rotation import rotate as rotated


def test_by_hand() -> None:
    asked = rotate.numbers("4/2/3")
    apart, again = (0, 0, 1, 1), (1, 1, 0, 0)
    assert rotate.score(asked, [apart, (0, 1, 0, 1), (0, 1, 1, 0)]) == rotate.Score(0, 0)
    assert rotate.score(asked, [apart, again, apart]) == rotate.Score(4, 0)
    topics = rotate.numbers("4/2/2/topics")
    assert rotate.score(topics, [apart, again]) == rotate.Score(2, 0)
    assert rotate.score(topics, [apart, (0, 1, 1, 0)]) == rotate.Score(0, 2)


def test_what_is_missing_or_uneven_is_broken() -> None:
    asked = rotate.numbers("4/2/2")
    assert rotate.score(asked, [(0, 0, 1, 1)]).hard == 1
    assert rotate.score(asked, [(0, 0, 1, 1), (0, 0, 0, 1)]).hard == 1
    assert rotate.score(asked, [(0, 0, 1, 1), (0, 1, 0, None)]).hard == 1


def test_it_counts_as_the_package_does() -> None:
    for instance in ("12/3/3", "12/3/3/topics", "25/5/5/topics", "32/8/10"):
        asked = rotate.numbers(instance)
        cafe = Cafe.even(asked.people, asked.tables, asked.rounds, distinct_topics=asked.topics)
        found = rotated(cafe, Budget(seconds=0.0))
        assert rotate.score(asked, found.table) == rotate.Score(found.repeats, 0)
