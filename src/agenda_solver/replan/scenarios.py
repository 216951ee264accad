"""What may happen to a published programme: each person away, each room closed, and others."""

from __future__ import annotations

from dataclasses import dataclass, fields

from agenda_solver.changes import Announced, Changes, PersonCancels, RoomIsClosed
from agenda_solver.difference import Version
from agenda_solver.text import Text


@dataclass(frozen=True)
class Scenario:
    """Something that may happen.

    Attributes
    ----------
    changes : Changes
        What would be announced then.
    name : Text or None
        What an organiser calls it; where nobody does, what is announced tells.
    """

    changes: Changes
    name: Text | None = None

    @property
    def key(self) -> str:
        """What it is kept under: the same changes have the same."""
        return repr(self.changes)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of whom and of what it concerns, in the order of what is announced."""
        named = (
            getattr(change, field.name)
            for change in self.changes.announced
            for field in fields(change)
            if field.name in ("person", "session", "room")
        )
        return tuple(dict.fromkeys(named))


def each_alone(before: Version) -> tuple[Scenario, ...]:
    """Return a scenario for each person who takes part or chairs, and each room in use.

    People first, both in the order of the draft.
    """
    problem = before.problem
    busy, used = _busy(before), _used(before)
    changes: list[Announced] = [
        PersonCancels(person.id) for person in problem.people if person.id in busy
    ]
    changes += [RoomIsClosed(room.id) for room in problem.rooms if room.id in used]
    return tuple(Scenario(Changes((change,))) for change in changes)


def idle(before: Version) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return ids of the people who take part in nothing, and of the rooms that nothing is in."""
    busy, used = _busy(before), _used(before)
    people = (person.id for person in before.problem.people if person.id not in busy)
    rooms = (room.id for room in before.problem.rooms if room.id not in used)
    return tuple(people), tuple(rooms)


def _busy(before: Version) -> set[str]:
    rosters = (*before.rosters.values(), *before.chairs.values())
    return {person for roster in rosters for person in roster}


def _used(before: Version) -> set[str]:
    return {
        room
        for session, placement in before.placements.items()
        for room in before.problem.floor_of(session, placement.room)
    }
