"""Who is more than the places that suit them: sessions and rooms, or days, or what is asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from agenda_solver.problem import Problem

Place = TypeVar("Place", bound=Hashable)
Wanting = TypeVar("Wanting", bound=Hashable)


def copies(
    problem: Problem, rooms: Iterable[str | None], most: int
) -> Iterator[tuple[str | None, int]]:
    """Yield rooms, one that holds several sessions at once as often as it does, numbered."""
    for room in rooms:
        at_once = 1 if room is None else problem.room[room].at_once
        yield from ((room, copy) for copy in range(min(at_once, most)))


def crowd_of(
    suits: Mapping[Wanting, Sequence[Place]],
) -> tuple[list[Wanting], set[Place]] | None:
    """Return sessions that are more than all the places that suit one of them.

    There are some exactly if the sessions cannot have a place each (Hall). Where all were
    asked in vain who could move along, the places they might have moved to are too few; the
    crowd is whoever has no other.
    """
    matching = _Matching(suits)
    for session in suits:
        asked = matching.place(session)
        if asked is not None:
            return [one for one in suits if asked.issuperset(suits[one])], asked
    return None


def most_placed(suits: Mapping[Wanting, Sequence[Place]]) -> int:
    """Return how many can have a place of their own at most."""
    matching = _Matching(suits)
    return sum(matching.place(session) is None for session in suits)


class _Matching(Generic[Wanting, Place]):
    """Who has which place: sessions get one after another, and move along for others."""

    def __init__(self, suits: Mapping[Wanting, Sequence[Place]]) -> None:
        self._suits = suits
        self._holder: dict[Place, Wanting] = {}
        self._held: dict[Wanting, Place] = {}

    def place(self, newcomer: Wanting) -> set[Place] | None:
        """Give a session a place; if there is none, return those that were asked for in vain."""
        asked_by: dict[Place, Wanting] = {}
        free = next((one for one in self._suits[newcomer] if one not in self._holder), None)
        if free is not None:
            asked_by[free] = newcomer
        else:
            free = self._freed(newcomer, asked_by)
        if free is None:
            return set(asked_by)
        taken: Place | None = free
        while taken is not None:
            mover = asked_by[taken]
            left = self._held.get(mover)
            self._holder[taken], self._held[mover] = mover, taken
            taken = left
        return None

    def _freed(self, newcomer: Wanting, asked_by: dict[Place, Wanting]) -> Place | None:
        """Return a free place, found by asking who holds another; tell who asked for which."""
        queue = deque([newcomer])
        while queue:
            one = queue.popleft()
            for place in self._suits[one]:
                if place in asked_by:
                    continue
                asked_by[place] = one
                if place not in self._holder:
                    return place
                queue.append(self._holder[place])
        return None
