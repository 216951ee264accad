"""Groups that stay together and go from table to table."""

from __future__ import annotations

import random

from agenda_solver.budget import Budget
from agenda_solver.cafe.rotation.annealing import RotationWeights, annealed
from agenda_solver.cafe.rotation.cafe import Cafe, Round
from agenda_solver.cafe.rotation.tables import assigned, settled


def turned(cafe: Cafe, budget: Budget, chance: random.Random) -> tuple[Round, ...]:
    """Return rounds in which groups turn, each to a topic that it has not seen if there is one.

    The groups are those of the last round held, or of the first one planned; else people are
    mixed once. Hosts stay and see the groups go by.
    """
    known = cafe.before[-1:] or cafe.planned[:1]
    first = settled(cafe, known[0] if known else [None] * cafe.people, chance)
    if not known and (cafe.organisation or cafe.forbidden or cafe.wished):
        first = _mixed(cafe, first, budget, chance)
    groups: list[list[int]] = [[] for _ in range(cafe.tables)]
    for person, table in enumerate(first):
        if table is not None and person not in cafe.host_at:
            groups[table].append(person)
    rows = list(cafe.before)
    while len(rows) < cafe.rounds:
        if not rows:
            rows.append(first)
            continue
        seen = [
            {
                (person, cafe.topics[table])
                for person in group
                for row in rows
                if (table := row[person]) is not None
            }
            for group in groups
        ]
        to = assigned(
            [
                [sum((person, topic) in seen[number] for person in group) for topic in cafe.topics]
                for number, group in enumerate(groups)
            ]
        )
        at: list[int | None] = [None] * cafe.people
        for host, table in cafe.host_at.items():
            at[host] = table
        for group, table in zip(groups, to, strict=True):
            for person in group:
                at[person] = table
        rows.append(tuple(at))
    return tuple(rows)


def _mixed(cafe: Cafe, first: Round, budget: Budget, chance: random.Random) -> Round:
    """Return a round with forbidden pairs apart, colleagues apart and wished pairs together."""
    once = Cafe(
        cafe.people,
        cafe.seats,
        cafe.topics,
        1,
        organisation=cafe.organisation,
        forbidden=cafe.forbidden,
        wished=cafe.wished,
        absent=cafe.absent,
        hosts=cafe.hosts,
    )
    weights = RotationWeights(forbidden=10.0, organisation=1.0, wished=0.3)
    within = budget.part("groups of a carousel")
    (row,), _ = annealed(once, (first,), weights, within, chance)
    return row
