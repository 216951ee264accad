"""Which group of people is at which table: sizes that fit, and topics not seen yet."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

from agenda_solver.cafe.rotation.cafe import Cafe, Round


def settled(cafe: Cafe, row: Sequence[int | None], chance: random.Random) -> Round:
    """Return a round with everybody present at a table, evenly, and most where they were.

    Parameters
    ----------
    row : sequence
        The table of each person; None for those who have none yet. Who is absent leaves.
    """
    at: list[int | None] = [None] * cafe.people
    for host, table in cafe.host_at.items():
        at[host] = table
    wanting = [person for person in cafe.present if person not in cafe.host_at]
    chance.shuffle(wanting)
    wishes = Counter(row[person] for person in wanting)
    room = list(cafe.most)
    top = max(cafe.most)
    hosted = set(cafe.host_at.values())
    full = [
        table
        for table, most in enumerate(cafe.most)
        if most == top and (top > 1 or table not in hosted)
    ]
    chance.shuffle(full)
    full.sort(key=lambda table: wishes[table])
    for table in full[: cafe.empty]:
        room[table] -= 1
    for table in hosted:
        room[table] -= 1
    left = []
    for person in wanting:
        wish = row[person]
        if wish is not None and room[wish] > 0:
            at[person] = wish
            room[wish] -= 1
        else:
            left.append(person)
    seats = [table for table, many in enumerate(room) for _ in range(many)]
    chance.shuffle(seats)
    for person, table in zip(left, seats, strict=True):
        at[person] = table
    return tuple(at)


def assigned(costs: Sequence[Sequence[int]]) -> list[int]:
    """Return the column of each row of a square matrix, for the least sum."""
    assignment = SimpleLinearSumAssignment()
    for row, line in enumerate(costs):
        for column, cost in enumerate(line):
            assignment.add_arc_with_cost(row, column, cost)
    assignment.solve()
    return [assignment.right_mate(row) for row in range(len(costs))]


def interchangeable(cafe: Cafe) -> bool:
    """Whether any group may sit at any table."""
    return not cafe.hosts and min(cafe.seats) >= max(cafe.most)


def relabelled(cafe: Cafe, rounds: tuple[Round, ...]) -> tuple[Round, ...]:
    """Let whole tables change places within rounds so that fewer people see a topic again.

    One round at a time, given the others, until none gets better: who meets whom stays.
    """
    if not interchangeable(cafe) or len(set(cafe.topics)) == 1:
        return rounds
    rows = list(rounds)
    better = True
    while better:
        better = False
        for number in range(len(cafe.before), len(rows)):
            seen = [
                {
                    cafe.topics[table]
                    for other, row in enumerate(rows)
                    if other != number and (table := row[person]) is not None
                }
                for person in range(cafe.people)
            ]
            costs = [[0] * cafe.tables for _ in range(cafe.tables)]
            for person, here in enumerate(rows[number]):
                if here is not None:
                    for there, topic in enumerate(cafe.topics):
                        costs[here][there] += topic in seen[person]
            to = assigned(costs)
            less = sum(
                costs[table][table] - costs[table][to[table]] for table in range(cafe.tables)
            )
            if less > 0:
                better = True
                rows[number] = tuple(None if table is None else to[table] for table in rows[number])
    return tuple(rows)
