"""A rule on what attendees lose where sessions of one slot need, or take, so many of them.

Which session is beside which decides whether all can have people enough, and all people a
seat. How little need be lost in a slot is known before any seat is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from agenda_solver.problem import Problem, Slot
from agenda_solver.rules.rule import (
    TIME_AND_ROOM,
    Cost,
    Decisions,
    Finding,
    Quantity,
    Whom,
    covered,
)
from agenda_solver.rules.words import moment_text, people_count, session_text
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.wishes import Choosers, Crowd, crowd


class SizesSuitTheWishes(Cost):
    """In each slot, sessions have people enough, and people a seat in what they wish for.

    Those who wish for something in a slot are seated there as well as can be: what they lose
    then, nobody can be spared. A person without a seat, or one too few in a session, costs
    as much as the dearest wish of all.
    """

    key = "wished_sizes"
    title = Text(
        "À chaque créneau, les sessions ont assez de participants, et les participants assez de "
        "places",
        "In each slot, sessions have attendees enough, and attendees places enough",
    )
    tier = 2
    unit = Text("vœux, ou points quand ils sont notés", "wishes, or points where they are rated")
    reads = TIME_AND_ROOM
    broken = Text(
        "{moment} : des places manquent, ou des sessions ont besoin de monde ; {people} au moins "
        "sans leur meilleur vœu",
        "{moment}: places are lacking, or sessions need people; {people} at least without their "
        "best wish",
    )
    unseated = Text(
        "{moment} : au moins {people} sans place",
        "{moment}: at least {people} without a seat",
    )
    few = Text(
        "{session} : il y manque {people}, vu ce qui a lieu en même temps",
        "{session} lacks {people}, because of what takes place at the same time",
    )

    def concerns(self, problem: Problem) -> bool:
        return crowd(problem) is not None

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        if (known := crowd(to.problem)) is not None:
            yield to.squeezed(known)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        known = crowd(problem)
        for slot in problem.event.slots if known else ():
            assert known is not None
            yield from self._lost(problem, timetable, known, slot)

    def _lost(
        self, problem: Problem, timetable: Timetable, known: Crowd, slot: Slot
    ) -> Iterator[Finding]:
        starting = [
            placement
            for placement in timetable.placements
            if (placement.day, placement.start) == (slot.day, slot.start)
        ]
        offered = [placement for placement in starting if placement.session in known.sessions]
        whom = Whom(sessions=tuple(placement.session for placement in offered))
        seating = _best(
            [known.least.get(placement.session, 0) for placement in offered],
            [_places(problem, known, placement) for placement in offered],
            list(_rows(known, slot, starting, whom.sessions)),
            known.dearest,
        )
        for session, lacking in zip(whom.sessions, seating.lacking, strict=True):
            if lacking:
                text = self.few.fill(
                    session=session_text(problem, session), people=people_count(lacking)
                )
                yield self.paid(lacking * known.dearest, Whom(sessions=(session,)), text)
        moment = moment_text(problem, slot.day, slot.start)
        for people, cost, text in (
            (seating.unseated, seating.lost_by_unseated, self.unseated),
            (seating.displaced, seating.lost_by_displaced, self.broken),
        ):
            if people:
                sentence = text.fill(moment=moment, people=people_count(people))
                yield self.paid(cost, whom, sentence)


def _places(problem: Problem, known: Crowd, placement: Placement) -> int | None:
    """Return how many a session takes where it is placed; None: any number."""
    room = problem.seats_in(placement.session, placement.room)
    limits = [limit for limit in (known.most.get(placement.session), room) if limit is not None]
    return min(limits, default=None)


def _rows(
    known: Crowd, slot: Slot, starting: Sequence[Placement], sessions: Sequence[str]
) -> Iterator[tuple[int, list[int]]]:
    """Yield how many choose alike in a slot, and what each session there is worth to them."""
    there = {placement.session for placement in starting}
    for alike in known.choosers:
        worth = dict(alike.worths)
        row = [worth.get(session, 0) for session in sessions]
        if any(row) and there.isdisjoint(alike.busy) and _is_there(alike, slot):
            yield alike.size, row


def _is_there(alike: Choosers, slot: Slot) -> bool:
    return not alike.present or covered(alike.present, slot.day, slot.start, slot.end)


# --- The best that a slot can be -------------------------------------------------------------


@dataclass(frozen=True)
class _Seating:
    """What a slot comes to at best.

    Attributes
    ----------
    lacking : tuple of int
        By session: how many people it needs and does not have.
    unseated, lost_by_unseated : int
        How many people have no seat, and what they lose.
    displaced, lost_by_displaced : int
        How many are in another session than their best, and what they lose.
    """

    lacking: tuple[int, ...]
    unseated: int = 0
    lost_by_unseated: int = 0
    displaced: int = 0
    lost_by_displaced: int = 0


def _best(
    least: Sequence[int],
    most: Sequence[int | None],
    rows: Sequence[tuple[int, list[int]]],
    dearest: int,
) -> _Seating:
    """Return the seating that loses least.

    Two more places stand beside the sessions: one for people without a seat; and one where
    wait, so that every session can have people enough, people who are not there. In a session
    each of these costs as much as the dearest wish.
    """
    people = sum(size for size, _ in rows)
    limits = [people if limit is None else min(limit, people) for limit in most]
    needed = [min(few, limit) for few, limit in zip(least, limits, strict=True)]
    losses: list[list[int | None]] = [
        [*(max(row) - worth for worth in row), max(row) + dearest, None] for _, row in rows
    ]
    flow = _Flow(
        [*needed, 0, 0],
        [*limits, people, sum(needed)],
        [*(size for size, _ in rows), sum(needed)],
        [*losses, [*(dearest for _ in least), None, 0]],
    )
    flow.settle()
    nobody, absent = len(least), len(rows)
    real = [
        sum(count for row, count in members.items() if row != absent) for members in flow.members
    ]
    lost = [
        (place == nobody, count, count * loss)
        for place, members in enumerate(flow.members)
        for row, count in members.items()
        if row != absent and (loss := losses[row][place])
    ]
    return _Seating(
        lacking=tuple(max(0, few - real[place]) for place, few in enumerate(least)),
        unseated=sum(count for without, count, _ in lost if without),
        lost_by_unseated=sum(loss for without, _, loss in lost if without),
        displaced=sum(count for without, count, _ in lost if not without),
        lost_by_displaced=sum(loss for without, _, loss in lost if not without),
    )


class _Flow:
    """People in places, all where they lose least; then moved until sizes are kept.

    What is too much somewhere goes by the cheapest path of moves to where there is too
    little, one person at a time: so what there is on the way is the cheapest for its sizes
    (successive shortest paths; Ahuja, Magnanti and Orlin, "Network Flows", 1993, section
    9.7). From every place, people go on to a last node, as many as its sizes let.

    Parameters
    ----------
    least, most : sequence of int
        Of each place.
    sizes : sequence of int
        How many people are alike.
    losses : sequence of sequence of (int or None)
        Of those who are alike, what each place costs them; None: they cannot be there.

    Attributes
    ----------
    members : list of dict
        By place: how many of those who are alike are in it.
    """

    def __init__(
        self,
        least: Sequence[int],
        most: Sequence[int],
        sizes: Sequence[int],
        losses: Sequence[Sequence[int | None]],
    ) -> None:
        self._least = least
        self._most = most
        self._losses = losses
        self._last = len(least)
        places = range(len(least))
        self.members: list[dict[int, int]] = [{} for _ in places]
        self._moves: list[list[list[tuple[int, int]]]] = [[[] for _ in places] for _ in places]
        for row, size in enumerate(sizes):
            known = [(loss, place) for place, loss in enumerate(losses[row]) if loss is not None]
            self._enter(row, min(known)[1], size)
        there = [sum(members.values()) for members in self.members]
        self._gone = [
            min(max(few, size), many) for few, size, many in zip(least, there, most, strict=True)
        ]
        self._excess = [size - gone for size, gone in zip(there, self._gone, strict=True)]
        self._excess.append(sum(self._gone) - sum(sizes))

    def _enter(self, row: int, place: int, size: int) -> None:
        before = self.members[place].get(row, 0)
        self.members[place][row] = before + size
        if size and not before:
            own = self._losses[row][place] or 0
            for other, loss in enumerate(self._losses[row]):
                if loss is not None and other != place:
                    heappush(self._moves[place][other], (loss - own, row))

    def settle(self) -> None:
        """Move people until nowhere are too many or too few."""
        while any(excess > 0 for excess in self._excess):
            path = self._cheapest_path()
            self._excess[path[0]] -= 1
            self._excess[path[-1]] += 1
            for here, to in pairwise(path):
                self._send(here, to)

    def _send(self, here: int, to: int) -> None:
        if to == self._last:
            self._gone[here] += 1
        elif here == self._last:
            self._gone[to] -= 1
        else:
            _, row = self._moves[here][to][0]
            self.members[here][row] -= 1
            self._enter(row, to, 1)

    def _cheapest_path(self) -> list[int]:
        """Return the nodes from where there is too much to where there is too little."""
        nodes = range(self._last + 1)
        arcs = [
            (here, to, cost)
            for here in nodes
            for to in nodes
            if here != to and (cost := self._cost(here, to)) is not None
        ]
        distance: list[float] = [0 if excess > 0 else inf for excess in self._excess]
        before: list[int | None] = [None for _ in nodes]
        changed = True
        while changed:
            changed = False
            for here, to, cost in arcs:
                if distance[here] + cost < distance[to]:
                    distance[to] = distance[here] + cost
                    before[to] = here
                    changed = True
        node: int | None = min(
            (node for node in nodes if self._excess[node] < 0), key=distance.__getitem__
        )
        path = []
        while node is not None:
            path.append(node)
            node = before[node]
        return path[::-1]

    def _cost(self, here: int, to: int) -> int | None:
        """Return what it costs to send one person on; None where that cannot be."""
        if to == self._last:
            return 0 if self._gone[here] < self._most[here] else None
        if here == self._last:
            return 0 if self._gone[to] > self._least[to] else None
        moves = self._moves[here][to]
        while moves and not self.members[here].get(moves[0][1]):
            heappop(moves)
        return moves[0][0] if moves else None
