"""How few repeated meetings there can be at best: two ways to count drawers and pigeons.

*Pairs.* So many meetings take place in all; so many pairs can meet for the first time. The
same is counted for each person.

*Tables.* People who were at one table have so many tables to go to next; where there are
more people than tables, some meet again. Spread evenly they meet least, and every round after
the first pays that anew. Who may not come back to a topic has fewer tables to go to.
"""

from __future__ import annotations

from collections import Counter

from agenda_solver.cafe.rotation.cafe import Cafe, Round
from agenda_solver.cafe.rotation.judging import meetings


def lower_bound(cafe: Cafe) -> int:
    """Return a number of repeated meetings that no rotation can be below.

    Rounds already held, people who are absent, hosts, forbidden pairs, tables of different
    sizes and, where `Cafe.keeps_topics`, distinct topics are all looked at.
    """
    held = meetings(cafe.before)
    already = sum(often - 1 for often in held.values())
    if not cafe.still:
        return already
    if cafe.carousel:
        return already + _carousel(cafe, held)
    return already + max(_by_pairs(cafe, held), _by_people(cafe, held), _by_tables(cafe))


def least_again(cafe: Cafe, repeats: int) -> int:
    """Return a number of meetings beyond a pair's second that none can be below.

    No rotation, that is, that has no more repeats than so many. Any two rounds have so many
    pairs in common at least (see `_by_tables`); a pair that meets k times is one of k(k−1)/2 of
    these, and has k−1 repeats. So few repeats are many in common only where pairs meet often:
    beyond its second each meeting makes up for half of the rounds, less one, at most.
    """
    held = meetings(cafe.before)
    already = sum(often - 2 for often in held.values() if often > 2)
    if cafe.carousel:
        return already
    if cafe.before:
        return already + max(0, _left_over(cafe, held))
    rounds = cafe.rounds
    lacking = rounds * (rounds - 1) // 2 * _after_any(cafe) - repeats
    in_common = -(-2 * lacking // (rounds - 1)) if rounds > 2 else 0
    return max(0, _left_over(cafe, held), in_common)


def _left_over(cafe: Cafe, held: Counter[tuple[int, int]]) -> int:
    """Return the meetings to come that are more than two for each pair that may meet."""
    present, hosts = set(cafe.present), set(cafe.host_at)
    never = {(min(pair), max(pair)) for pair in cafe.forbidden}
    once = sum(
        often == 1 and {*pair} <= present and not {*pair} <= hosts and pair not in never
        for pair, often in held.items()
    )
    fresh = sum(_strangers(cafe, held).values()) // 2
    return cafe.still * _meetings_of_a_round(cafe) - 2 * fresh - once


# --- Pairs --------------------------------------------------------------------------------


def _meetings_of_a_round(cafe: Cafe) -> int:
    """Return how many pairs are at one table in a round: the same in every round."""
    top = max(cafe.most)
    return sum(_pairs(seats) for seats in cafe.most) - cafe.empty * (top - 1)


def _strangers(cafe: Cafe, held: Counter[tuple[int, int]]) -> Counter[int]:
    """Return how many people each person may still meet for the first time."""
    present = set(cafe.present)
    never: set[tuple[int, int]] = {(min(pair), max(pair)) for pair in cafe.forbidden}
    never.update(held)
    strangers = Counter({person: len(present) - 1 for person in present})
    hosts = sorted(cafe.host_at)
    never.update((one, two) for one in hosts for two in hosts if one < two)
    for one, two in never:
        if one in present and two in present:
            strangers[one] -= 1
            strangers[two] -= 1
    return strangers


def _by_pairs(cafe: Cafe, held: Counter[tuple[int, int]]) -> int:
    fresh = sum(_strangers(cafe, held).values()) // 2
    return max(0, cafe.still * _meetings_of_a_round(cafe) - fresh)


def _by_people(cafe: Cafe, held: Counter[tuple[int, int]]) -> int:
    strangers = _strangers(cafe, held)
    smallest = min(cafe.least)
    again = 0
    for person in cafe.present:
        table = cafe.host_at.get(person)
        others = (smallest if table is None else cafe.least[table]) - 1
        again += max(0, cafe.still * others - strangers[person])
    return -(-again // 2)


def _carousel(cafe: Cafe, held: Counter[tuple[int, int]]) -> int:
    """As above for the first round to come; in all others whole groups meet again.

    Where hosts stay, only the groups that go from one to the next are looked at.
    """
    if cafe.host_at:
        groups = sum(_pairs(seats - 1) for seats in cafe.most) - cafe.empty * (max(cafe.most) - 2)
        return (cafe.still - 1) * groups
    groups = _meetings_of_a_round(cafe)
    fresh = sum(_strangers(cafe, held).values()) // 2
    after_held = max((_after(cafe, row) for row in cafe.before), default=0)
    return (cafe.still - 1) * groups + max(after_held, groups - fresh)


# --- Tables -------------------------------------------------------------------------------


def _by_tables(cafe: Cafe) -> int:
    after_held = max((_after(cafe, row) for row in cafe.before), default=0)
    return after_held + (cafe.still - 1) * max(after_held, _after_any(cafe))


def _again(cafe: Cafe, table: int, people: int) -> int:
    """Return how many pairs of those at a table are, at best, together again in one round."""
    if not cafe.keeps_topics:
        return _spread(people, cafe.tables)
    elsewhere = sum(topic != cafe.topics[table] for topic in cafe.topics)
    return _spread(people, elsewhere) if elsewhere else 0


def _moving(cafe: Cafe, table: int, people: int) -> int:
    """Return how many of those at a table may have to go elsewhere."""
    return people - (cafe.keeps_topics and table in cafe.host_at.values())


def _after(cafe: Cafe, row: Round) -> int:
    """Return the meetings of a round to come that repeat one of a round already held."""
    staying = set(cafe.host_at) if cafe.keeps_topics else set()
    groups = Counter(
        table
        for person, table in enumerate(row)
        if table is not None and person not in cafe.absent and person not in staying
    )
    return sum(_again(cafe, table, people) for table, people in groups.items())


def _after_any(cafe: Cafe) -> int:
    """Return the meetings of a round that repeat one of another round to come, at best.

    Which tables have an empty seat is free: those where it saves most. What is saved grows
    with the people at a table, so to choose the largest savings is best.
    """
    full = [
        _again(cafe, table, _moving(cafe, table, seats)) for table, seats in enumerate(cafe.most)
    ]
    top = max(cafe.most)
    saved = sorted(
        full[table] - _again(cafe, table, _moving(cafe, table, seats - 1))
        for table, seats in enumerate(cafe.most)
        if seats == top
    )
    return sum(full) - sum(saved[len(saved) - cafe.empty :])


def _pairs(people: int) -> int:
    return people * (people - 1) // 2


def _spread(people: int, tables: int) -> int:
    """Return the pairs at one table when people spread evenly over tables."""
    each, more = divmod(people, tables)
    return tables * _pairs(each) + more * each
