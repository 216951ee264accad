"""Pairs of sessions that weigh, taken together where all pairs of a set weigh the same.

The sum over the pairs of a set of sessions asks only how many of them are somewhere: of `n`
at the same time there are n (n - 1) / 2 pairs at the same time. That takes a few literals a
place instead of one a pair, and it tells the linear relaxation that a track of twelve
sessions does not fit beside itself into ten slots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from agenda_solver.rules.rule import Pair

# A session joins a set if it lacks no more than this part of the pairs.
MOST_MISSING = 0.25


def either_way(weights: Mapping[Pair, int]) -> dict[Pair, int]:
    """Return the weights of pairs whose order does not matter, each pair once."""
    merged: dict[Pair, int] = {}
    for (one, other), weight in weights.items():
        pair = (other, one) if (other, one) in merged else (one, other)
        merged[pair] = merged.get(pair, 0) + weight
    return {pair: weight for pair, weight in merged.items() if weight}


def cliques(weights: Mapping[Pair, int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Split the weights of pairs into sets of sessions whose every pair weighs the same.

    A pair's weights in all the sets that hold both add up to its own. A weight may be
    negative: a track but for a few pairs is the whole track, less these pairs. Sets are
    taken greedily, the sessions with many partners first.

    Yields
    ------
    tuple
        Two or more sessions, and the weight of every two of them.
    """
    left: dict[str, dict[str, int]] = {}
    for (one, other), weight in either_way(weights).items():
        left.setdefault(one, {})[other] = weight
        left.setdefault(other, {})[one] = weight
    while left:
        members = _grow(left)
        counts = Counter(left[a].get(b, 0) for a, b in combinations(members, 2))
        missing = counts.pop(0, 0)
        ((weight, times),) = counts.most_common(1)
        if times <= missing:  # more would be owed than is paid
            members = members[:2]
            weight = left[members[0]][members[1]]
        for pair in combinations(members, 2):
            _subtract(left, pair, weight)
        yield tuple(members), weight


def _grow(left: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Grow a set from the session with the most partners, keeping as many as possible."""
    members = [max(left, key=lambda session: len(left[session]))]
    partners = Counter(dict.fromkeys(left[members[0]], 1))
    while partners:
        # Ties are broken by name, so that the same sets are found each time.
        best = max(partners, key=lambda session: (partners[session], session))
        if len(members) - partners[best] > MOST_MISSING * len(members):
            break
        members.append(best)
        del partners[best]
        partners.update(session for session in left[best] if session not in members)
    return members


def _subtract(left: dict[str, dict[str, int]], pair: Pair, weight: int) -> None:
    for one, other in (pair, pair[::-1]):
        partners = left.setdefault(one, {})
        partners[other] = partners.get(other, 0) - weight
        if not partners[other]:
            del partners[other]
        if not partners:
            del left[one]
