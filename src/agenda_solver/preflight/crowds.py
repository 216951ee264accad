"""Who is more than the places that suit them: sessions and rooms, or days, or what is asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

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

    There are some exactly if the sessions cannot have a place each (Hall). Sessions are
    given a place one after another, moving others along where that frees one. Where all
    were asked in vain, the places they might have moved to are too few; the crowd is
    whoever has no other.
    """
    holder: dict[Place, Wanting] = {}
    for session in suits:
        asked_by: dict[Place, Wanting] = {}
        queue = deque([session])
        free: Place | None = None
        while queue and free is None:
            one = queue.popleft()
            for place in suits[one]:
                if place in asked_by:
                    continue
                asked_by[place] = one
                if place not in holder:
                    free = place
                    break
                queue.append(holder[place])
        if free is None:
            return [session for session in suits if asked_by.keys() >= set(suits[session])], set(
                asked_by
            )
        _move_along(holder, asked_by, session, free)
    return None


def most_placed(suits: Mapping[Wanting, Sequence[Place]]) -> int:
    """Return how many can have a place of their own at most."""
    left = dict(suits)
    while (crowd := crowd_of(left)) is not None:
        del left[crowd[0][-1]]  # with one less, this crowd is one too many less
    return len(left)


def _move_along(
    holder: dict[Place, Wanting],
    asked_by: Mapping[Place, Wanting],
    newcomer: Wanting,
    free: Place,
) -> None:
    had = {session: place for place, session in holder.items()}
    place = free
    while True:
        session = asked_by[place]
        holder[place] = session
        if session == newcomer:
            return
        place = had[session]
