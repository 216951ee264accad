"""World cafés to measure rotations on, and a scorer of its own.

An instance is named ``PEOPLE/TABLES/ROUNDS``: anybody may be at a table twice. In
``PEOPLE/TABLES/ROUNDS/topics`` nobody may. No host is among the people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

INSTANCES = (
    *("12/3/3", "12/3/3/topics", "30/5/3", "30/5/3/topics", "36/6/3", "36/6/3/topics"),
    *("25/5/5", "25/5/5/topics", "49/7/7", "49/7/7/topics", "64/8/8", "64/8/8/topics"),
    *("500/50/4", "500/50/4/topics", "64/8/9", "32/8/10", "100/10/4", "100/10/4/topics"),
    *("80/10/5", "80/10/5/topics", "100/12/5", "100/12/5/topics"),
)

# The best that was known when we began: by a closed form, or by annealing for 10 to 20 seconds.
KNOWN = {
    **{"12/3/3": 6, "12/3/3/topics": 12, "30/5/3": 10, "30/5/3/topics": 20},
    **{"64/8/8": 0, "64/8/8/topics": 56, "500/50/4": 0, "64/8/9": 0},
    **{"32/8/10": 15, "100/10/4": 7, "100/10/4/topics": 44},
}


@dataclass(frozen=True)
class Numbers:
    """What the name of an instance says."""

    people: int
    tables: int
    rounds: int
    topics: bool


@dataclass(frozen=True)
class Score:
    """Repeated meetings, and how often somebody is missing, crowded out or at a topic again."""

    value: int
    hard: int


def numbers(instance: str) -> Numbers:
    """Read the name of an instance."""
    people, tables, rounds, *topics = instance.split("/")
    return Numbers(int(people), int(tables), int(rounds), topics == ["topics"])


def score(asked: Numbers, table: Sequence[Sequence[int | None]]) -> Score:
    """Count repeated meetings from the tables of each round."""
    met: set[frozenset[int]] = set()
    value = 0
    hard = abs(len(table) - asked.rounds)
    for row in table:
        groups: list[list[int]] = [[] for _ in range(asked.tables)]
        for person, at in enumerate(row):
            if at is None:
                hard += 1
            else:
                groups[at].append(person)
        hard += abs(len(row) - asked.people)
        hard += max(map(len, groups)) > min(map(len, groups)) + 1
        for group in groups:
            for number, one in enumerate(group):
                pairs = {frozenset((one, other)) for other in group[number + 1 :]}
                value += len(pairs & met)
                met |= pairs
    if asked.topics:
        hard += sum(len(seen) - len(set(seen)) for seen in zip(*table, strict=True))
    return Score(value, hard)
