"""What was announced is no way out: who is away stays away, what is closed stays closed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain

from agenda_solver.changes import Changes, PersonIsAway, RoomIsClosed
from agenda_solver.problem import Problem
from agenda_solver.rules.people import PersonIsPresent
from agenda_solver.rules.programme import StaysWhereLocked
from agenda_solver.rules.room_hours import RoomIsNotClosed
from agenda_solver.rules.rule import TIME_AND_ROOM, Demand, Limit
from agenda_solver.text import Text


class StaysAsAnnounced(Demand):
    """The hours of whom and of what is announced hold, and what is over stays where it was.

    They hold as demands of the draft already, which may give way where nothing is possible;
    this one does not.

    Parameters
    ----------
    changes : Changes
        What is announced.
    over : collection of str
        Ids of sessions that stay where they are.
    """

    key = "stays_announced"
    title = Text("Ce qui est annoncé reste ainsi", "What is announced stays so")
    wanted = Text("Ce qui est annoncé reste ainsi", "What is announced stays so")
    reads = TIME_AND_ROOM
    gives_way = False

    def __init__(self, changes: Changes, over: Collection[str]) -> None:
        announced = changes.announced
        self.people = {change.person for change in announced if isinstance(change, PersonIsAway)}
        self.rooms = {change.room for change in announced if isinstance(change, RoomIsClosed)}
        self.over = frozenset(over)

    def limits(self, problem: Problem) -> Iterator[Limit]:
        """Yield the limits of those who are away, what is closed, and what is over."""
        limits = chain(
            (one for one in PersonIsPresent().limits(problem) if self.people & {*one.whom.people}),
            (one for one in RoomIsNotClosed().limits(problem) if self.rooms & {*one.whom.rooms}),
            (one for one in StaysWhereLocked().limits(problem) if self.over & {*one.whom.sessions}),
        )
        for limit in limits:
            yield replace(limit, exceeds=None)
