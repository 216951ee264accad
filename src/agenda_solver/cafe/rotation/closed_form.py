"""Rotations that are written down, not searched for: columns of people who take steps.

As many people as tables form a *column*: one at each table in every round. In round `m`,
column `x` stands `m · x` tables further than in the first. Two people of different columns
meet wherever their distance is the difference of two such steps. If ``(m − m′)(x − x′)`` is
never 0 they meet once at most:

- modulo the number of tables, while ``(rounds − 1) · largest x`` is below it;
- in the finite field of so many elements, if their number is a prime power: the lines of an
  affine plane. The people of each column, who never met, are one more round.

Two people of one column never meet. Column 0 never moves: it may be the hosts; all other
columns are at another table in every round. If people need more columns than there are,
columns are used again, in turn, and those of equal columns meet in every round.

Where a table takes as many people as there are tables, a pair of orthogonal Latin squares
gives four rounds without a meeting repeated: rows, columns and the two squares. For ten
tables these are Parker's (1959), made from a quasi-difference matrix over the integers modulo
7 and three points that stay (Bose, Shrikhande and Parker 1960).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np

from agenda_solver.cafe.rotation.cafe import Cafe
from agenda_solver.cafe.rotation.fields import Ints, cyclic, elementary, is_prime_power, multiplied


def column_count(cafe: Cafe) -> int:
    """Return how many columns people need: the places at a table."""
    return -(-len(cafe.present) // cafe.tables)


def fits(cafe: Cafe) -> bool:
    """Whether people may sit in columns: every table can take one of each.

    Where some hosts are there and others not, the first column would have a gap.
    """
    return (
        not cafe.before
        and len(cafe.host_at) == len(cafe.hosts)
        and min(cafe.seats) >= column_count(cafe)
    )


def patterns(cafe: Cafe) -> Iterator[Ints]:
    """Return the written-down rotations for a café: tables by round and place.

    There is a place for everybody who is there; who takes which is left open, but that hosts
    take the first ones. Places stand column by column, or square by square. Where rounds are
    more than the form has, it gives the first of them.
    """
    if not fits(cafe):
        return
    people, columns = len(cafe.present), column_count(cafe)
    for steps, plus in step_tables(cafe):
        # Those at the end of the last column are too many: one less at some tables each round.
        yield turned(steps, plus)[:, :people]
    if not (cafe.keeps_topics or cafe.hosts):
        for design in _designs(cafe.tables, columns):
            yield from _without(design[: cafe.still], design.shape[1] - people)


def step_tables(cafe: Cafe) -> Iterator[tuple[Ints, Ints]]:
    """Return steps by round and column, and the additions of the group they are taken in."""
    tables, columns = cafe.tables, column_count(cafe)
    rounds = min(cafe.still, tables)
    largest = tables - 1 if rounds == 1 else (tables - 1) // (rounds - 1)
    chosen = _columns(cafe, largest, columns)
    yield np.outer(np.arange(rounds), chosen) % tables, cyclic(tables)
    if is_prime_power(tables) and rounds > 2:
        chosen = _columns(cafe, tables - 1, columns)
        steps = [[multiplied(tables, m, x) for x in chosen] for m in range(rounds)]
        yield np.array(steps), elementary(tables)


def _columns(cafe: Cafe, largest: int, count: int) -> list[int]:
    """Return the number of each column: 0 for hosts only, where topics are to be distinct."""
    if not cafe.keeps_topics:
        return [column % (largest + 1) for column in range(count)]
    moving = [1 + column % max(1, largest) for column in range(count)]
    return [0, *moving][:count] if cafe.hosts else moving


def turned(steps: Ints, plus: Ints) -> Ints:
    """Return the tables by round and place, from the steps by round and column."""
    rounds, columns = steps.shape
    return plus[steps].reshape(rounds, columns * len(plus))


# --- Squares and planes -------------------------------------------------------------------


def _designs(tables: int, columns: int) -> Iterator[Ints]:
    """Return rounds in which nobody meets twice, for full tables only."""
    if columns == tables:
        yield _squares(tables)
    if (tables, columns) == (8, 4):
        yield _signed_planes()


def _squares(tables: int) -> Ints:
    """Return rounds for as many places at a table as tables, without a meeting repeated.

    They are all the lines of an affine plane, columns included; or the rows and columns of
    a square with what is written in it: two orthogonal Latin squares, or one.
    """
    if is_prime_power(tables):
        steps = [[multiplied(tables, m, x) for x in range(tables)] for m in range(tables)]
        lines = turned(np.array(steps), elementary(tables))
        return np.vstack([lines, np.arange(tables * tables) // tables])
    if tables == 10:
        return _ten_tables()
    row, column = np.divmod(np.arange(tables * tables), tables)
    return np.array([column, row, (row + column) % tables])


def _without(table: Ints, fewer: int) -> Iterator[Ints]:
    """Return rounds without so many places, no two of them ever at one table."""
    gone: list[int] = []
    for place in range(table.shape[1] if fewer else 0):
        if all(np.all(table[:, place] != table[:, other]) for other in gone):
            gone.append(place)
        if len(gone) == fewer:
            break
    if len(gone) == fewer:
        yield np.delete(table, gone, axis=1)


@cache
def _ten_tables() -> Ints:
    """Return four rounds of ten tables in which no two of a hundred people meet twice.

    Seven tables turn and three stay. Someone's tables are a column of the quasi-difference
    matrix turned by 0 to 6: all alike; or (stays, 0, a, −a) and its three shifts, once for
    each table that stays and each square `a`. Those who only see tables that stay form the
    two Latin squares of order 3.
    """
    turning = 7
    people: list[tuple[int, ...]] = [(turn,) * 4 for turn in range(turning)]
    for stays, square in enumerate((1, 2, 4), start=turning):
        for turn, shift in product(range(turning), range(4)):
            moving = [turn, (turn + square) % turning, (turn - square) % turning]
            tables = [stays, *moving]
            people.append((*tables[shift:], *tables[:shift]))
    for one, two in product(range(3), repeat=2):
        squares = (one, two, (one + two) % 3, (one + 2 * two) % 3)
        people.append(tuple(turning + table for table in squares))
    return np.array(people).T


SIGNS = 0xCC52496DBDB6B6DD9B6F66F6000000
"""Three bits a block, see `_signed_planes`."""


@cache
def _signed_planes() -> Ints:
    """Return ten rounds of eight tables in which no two of thirty-two people meet twice.

    Sixteen points, and two people a point: one with the sign +, one with −. Two affine planes
    of order 4 on the points have ten parallel classes of four blocks, and any two points
    share a block in each plane. Every block is two tables: its points with certain signs, and
    with the opposite ones. Two points must have their signs alike in one plane and opposite
    in the other: linear equations modulo 2, which have a solution for the second plane below.
    That ten rounds exist was first shown by Aguado (2004).
    """
    plane = _squares(4)
    moved = np.array([0, 7, 1, 6, 5, 2, 4, 3, 9, 14, 8, 15, 12, 11, 13, 10])
    classes = np.vstack([plane, plane[:, np.argsort(moved)]])
    rounds = []
    for number, blocks in enumerate(classes):
        sign = np.zeros(16, dtype=np.int64)
        for block in range(4):
            points = np.flatnonzero(blocks == block)
            if number >= len(plane):
                points = points[np.argsort(np.argsort(moved)[points])]
            bits = SIGNS >> 3 * (4 * number + block)
            sign[points[1:]] = [bits >> place & 1 for place in range(3)]
        rounds.append(np.concatenate([2 * blocks + sign, 2 * blocks + 1 - sign]))
    return np.array(rounds)
