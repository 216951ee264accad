from collections.abc import Iterable
from itertools import combinations
from random import Random

import pytest

from agenda_solver.decisions.pairs import cliques, either_way
from agenda_solver.rules.rule import Pair


def all_pairs(sessions: Iterable[str], weight: int = 1) -> dict[Pair, int]:
    return dict.fromkeys(combinations(sessions, 2), weight)


def told(weights: dict[Pair, int]) -> list[tuple[str, int]]:
    """Return the sets, their sessions in the order of the alphabet."""
    return [("".join(sorted(sessions)), weight) for sessions, weight in cliques(weights)]


def test_either_way_is_one_pair() -> None:
    assert either_way({("b", "a"): 2, ("a", "b"): 3, ("a", "c"): 0}) == {("b", "a"): 5}
    assert either_way({("b", "a"): 2, ("a", "b"): -2}) == {}


def test_a_track_is_one_set() -> None:
    assert told(all_pairs("abcdef", 3)) == [("abcdef", 3)]
    assert told({}) == []


def test_two_tracks_that_share_sessions_are_two_sets() -> None:
    weights = all_pairs("abcdef")
    for pair, weight in all_pairs("efghi", 2).items():
        weights[pair] = weights.get(pair, 0) + weight
    assert sorted(told(weights)) == [("abcdef", 1), ("efghi", 2)]


def test_a_track_but_for_a_pair_is_the_track_less_the_pair() -> None:
    weights = all_pairs("abcdefgh")
    del weights["b", "c"]
    assert told(weights) == [("abcdefgh", 1), ("bc", -1)]


def test_sessions_of_two_lengths_are_three_sets() -> None:
    minutes = {session: 30 if session in "abcde" else 60 for session in "abcdefghijklm"}
    weights = {pair: minutes[pair[0]] + minutes[pair[1]] for pair in all_pairs(minutes)}
    assert sorted(told(weights)) == [("abcde", -30), ("abcdefghijklm", 90), ("fghijklm", 30)]


def test_pairs_without_a_third_stay_pairs() -> None:
    assert len(told({("a", "c"): 1, ("a", "d"): 1, ("b", "c"): 1, ("b", "d"): 1})) == 4


@pytest.mark.parametrize("seed", range(40))
def test_the_sets_of_a_pair_add_up_to_its_weight(seed: int) -> None:
    random = Random(seed)
    sessions = [f"s{number}" for number in range(random.randint(2, 20))]
    weights = {
        pair if random.random() < 0.5 else pair[::-1]: random.choice([1, 2, 2, 60, 90])
        for pair in combinations(sessions, 2)
        if random.random() < random.choice([0.2, 0.95])
    }
    found: dict[Pair, int] = {}
    for members, weight in cliques(weights):
        assert len(set(members)) == len(members) >= 2
        for one, other in combinations(sorted(members), 2):
            found[one, other] = found.get((one, other), 0) + weight
    assert {pair: weight for pair, weight in found.items() if weight} == {
        (min(pair), max(pair)): weight for pair, weight in weights.items()
    }
