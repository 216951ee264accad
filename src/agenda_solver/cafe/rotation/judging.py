"""What a rotation comes to, and whether it keeps what is asked, read from its tables alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from agenda_solver.cafe.rotation.cafe import Cafe, Rotation, Round
from agenda_solver.text import Text


def _at_tables(row: Round) -> dict[int, list[int]]:
    """Return who sits at each table of a round."""
    tables: dict[int, list[int]] = {}
    for person, table in enumerate(row):
        if table is not None:
            tables.setdefault(table, []).append(person)
    return tables


def meetings(table: Iterable[Round]) -> Counter[tuple[int, int]]:
    """Return how often each pair of people, the smaller number first, is at one table."""
    return Counter(
        pair
        for row in table
        for people in _at_tables(row).values()
        for pair in combinations(people, 2)
    )


def repeated_meetings(table: Iterable[Round]) -> int:
    """Return the meetings beyond the first, over all pairs of people."""
    return sum(often - 1 for often in meetings(table).values())


def third_meetings(table: Iterable[Round]) -> int:
    """Return the meetings beyond the second, over all pairs of people."""
    return sum(often - 2 for often in meetings(table).values() if often > 2)


def revisits(cafe: Cafe, table: Sequence[Round]) -> int:
    """Return how often somebody is at a topic where they have been, hosts left aside."""
    again = 0
    for person in set(range(cafe.people)) - set(cafe.hosts):
        seen = [cafe.topics[row[person]] for row in table if row[person] is not None]  # type: ignore[index]
        again += len(seen) - len(set(seen))
    return again


def within_organisation(cafe: Cafe, table: Iterable[Round]) -> int:
    """Return the meetings of two people of one organisation."""
    if not cafe.organisation:
        return 0
    of = cafe.organisation
    return sum(often for (one, two), often in meetings(table).items() if of[one] == of[two])


def unmet(cafe: Cafe, table: Iterable[Round]) -> int:
    """Return how many wished pairs never meet."""
    met = meetings(table)
    return sum(not met[min(pair), max(pair)] for pair in cafe.wished)


def check(cafe: Cafe, rotation: Rotation) -> tuple[Text, ...]:
    """Return what is wrong with a rotation; nothing where it keeps what is asked.

    It reads the tables from scratch and shares nothing with what made them. People are
    named by their number, from 1, and so are tables and rounds.
    """
    return tuple(_faults(cafe, rotation))


def _faults(cafe: Cafe, rotation: Rotation) -> Iterator[Text]:
    if len(rotation.table) != cafe.rounds:
        yield Text("{one} tours au lieu de {two}", "{one} rounds instead of {two}").fill(
            one=len(rotation.table), two=cafe.rounds
        )
        return
    for number, row in enumerate(rotation.table):
        if number < len(cafe.before):
            if tuple(row) != tuple(cafe.before[number]):
                yield Text(
                    "Tour {round} : il a déjà eu lieu, et il est changé",
                    "Round {round}: it was held already, and it is changed",
                ).fill(round=number + 1)
        else:
            yield from _faults_of_round(cafe, number + 1, row)
    if cafe.carousel:
        yield from _parted_groups(cafe, rotation.table[len(cafe.before) :])
    yield from _miscounted(cafe, rotation)


def _faults_of_round(cafe: Cafe, number: int, row: Round) -> Iterator[Text]:
    for person in range(cafe.people):
        if (row[person] is None) != (person in cafe.absent):
            yield Text(
                "Tour {round} : la personne {person} n'a pas de table, ou est absente et en a une",
                "Round {round}: person {person} has no table, or is absent and has one",
            ).fill(round=number, person=person + 1)
    at = _at_tables(row)
    filled = [len(at.get(table, ())) for table in range(cafe.tables)]
    for table, seats in enumerate(cafe.seats):
        if filled[table] > seats:
            yield Text(
                "Tour {round}, table {table} : {many} personnes pour {seats} places",
                "Round {round}, table {table}: {many} people for {seats} seats",
            ).fill(round=number, table=table + 1, many=filled[table], seats=seats)
        if filled[table] < min(seats, max(filled) - 1):
            yield Text(
                "Tour {round}, table {table} : {many} personnes, une autre table en a {most}",
                "Round {round}, table {table}: {many} people, another table has {most}",
            ).fill(round=number, table=table + 1, many=filled[table], most=max(filled))
    for table, host in enumerate(cafe.hosts):
        if host not in cafe.absent and row[host] != table:
            yield Text(
                "Tour {round} : l'hôte de la table {table} n'y est pas",
                "Round {round}: the host of table {table} is not there",
            ).fill(round=number, table=table + 1)
    for one, other in sorted(cafe.forbidden):
        if row[one] is not None and row[one] == row[other]:
            yield Text(
                "Tour {round} : les personnes {one} et {other} sont à la même table",
                "Round {round}: people {one} and {other} are at one table",
            ).fill(round=number, one=one + 1, other=other + 1)


def _parted_groups(cafe: Cafe, rows: Sequence[Round]) -> Iterator[Text]:
    moving = [
        tuple(None if person in cafe.hosts else table for person, table in enumerate(row))
        for row in rows
    ]
    for number, row in enumerate(moving[1:], start=len(cafe.before) + 2):
        if sorted(_at_tables(row).values()) != sorted(_at_tables(moving[0]).values()):
            yield Text(
                "Tour {round} : un groupe n'est plus ensemble",
                "Round {round}: a group is no longer together",
            ).fill(round=number)


def _miscounted(cafe: Cafe, rotation: Rotation) -> Iterator[Text]:
    counts = (
        (rotation.repeats, repeated_meetings(rotation.table)),
        (rotation.again, third_meetings(rotation.table)),
        (rotation.revisits, revisits(cafe, rotation.table)),
        (rotation.within_organisation, within_organisation(cafe, rotation.table)),
        (rotation.unmet, unmet(cafe, rotation.table)),
    )
    for claimed, counted in counts:
        if claimed != counted:
            yield Text(
                "{claimed} annoncé, {counted} compté", "{claimed} told, {counted} counted"
            ).fill(claimed=claimed, counted=counted)
