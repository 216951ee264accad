"""Rules for another programme that is as good: costs of being like earlier timetables.

They are not in `RULES`: each is made with the timetables to differ from, and comes before
all that the problem itself asks for; that nothing of it gets worse is a demand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from agenda_solver.problem import Problem
from agenda_solver.rules import Tier
from agenda_solver.rules.rule import (
    ROOM,
    TIME,
    TIME_AND_ROOM,
    Cost,
    Decisions,
    Demand,
    Finding,
    Quantity,
    Whom,
)
from agenda_solver.rules.stability import SESSIONS
from agenda_solver.rules.words import session_text
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable
from agenda_solver.words.moments import DAYBREAK

NEAR = 15
"""Two starts that are fewer minutes apart are the same to whoever plans a day."""


class _IsAsBefore(Cost):
    """A cost of being where some earlier timetable has a session."""

    unit = SESSIONS
    same: Text

    def __init__(self, earlier: Sequence[Timetable]) -> None:
        self.earlier = tuple(earlier)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for session in problem.sessions:
            if session.id in timetable.by_session and self._is_same(session.id, timetable):
                text = self.same.fill(session=session_text(problem, session.id))
                yield Finding(self.key, "info", text, sessions=(session.id,), cost=1)

    def _is_same(self, session: str, timetable: Timetable) -> bool:
        """Whether a session is as some earlier timetable has it."""
        raise NotImplementedError


class HasNewTimes(_IsAsBefore):
    """Sessions start at other times than in all earlier timetables, by `NEAR` or more."""

    key = "new_times"
    title = Text("Les sessions ont d'autres heures", "Sessions have other times")
    same = Text("{session} : la même heure", "{session}: the same time")
    reads = TIME
    tier = 1

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session in to.problem.sessions:
            near = [
                to.starts_within(
                    session.id, day, max(0, start - NEAR + 1), min(start + NEAR, DAYBREAK)
                )
                for day, start in self._starts(session.id)
            ]
            yield near[0] if len(near) == 1 else to.any_of(near)

    def _starts(self, session: str) -> list[tuple[date, int]]:
        """Return the different starts that a session has had."""
        placements = (timetable.by_session[session] for timetable in self.earlier)
        return list(dict.fromkeys((placement.day, placement.start) for placement in placements))

    def _is_same(self, session: str, timetable: Timetable) -> bool:
        here = timetable.by_session[session]
        return any(
            day == here.day and abs(start - here.start) < NEAR
            for day, start in self._starts(session)
        )


class HasNewRooms(_IsAsBefore):
    """Sessions are in other rooms than in all earlier timetables."""

    key = "new_rooms"
    title = Text("Les sessions ont d'autres salles", "Sessions have other rooms")
    same = Text("{session} : la même salle", "{session}: the same room")
    reads = ROOM
    tier = 2

    def amounts(self, to: Decisions) -> Iterator[Quantity | int]:
        for session in to.problem.sessions:
            for room in self._rooms(session.id):
                yield to.in_room(session.id, room)

    def _rooms(self, session: str) -> list[str | None]:
        rooms = (timetable.by_session[session].room for timetable in self.earlier)
        return list(dict.fromkeys(rooms))

    def _is_same(self, session: str, timetable: Timetable) -> bool:
        return timetable.by_session[session].room in self._rooms(session)


class TierCostsNoMore(Demand):
    """A tier of the problem comes to no more than it did.

    Parameters
    ----------
    tier : Tier
    most : int
        What it may come to.
    """

    title = Text("Le programme n'est pas moins bon", "The programme is no worse")
    wanted = Text("Le programme n'est pas moins bon", "The programme is no worse")
    broken = Text(
        "Le programme est moins bon : {cost} au lieu de {most}",
        "The programme is worse: {cost} instead of {most}",
    )
    reads = TIME_AND_ROOM
    gives_way = False

    def __init__(self, tier: Tier, most: int) -> None:
        self.tier = tier
        self.most = most
        self.key = f"no_worse_{tier.number}"  # type: ignore[misc]

    def post(self, to: Decisions) -> None:
        spent: Quantity | int = 0
        for cost, weight in self.tier.weights.items():
            for amount in cost.amounts(to):
                spent = spent + weight * amount
        with to.demand(self, Whom()):
            to.at_least(self.most - spent, 0)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        paid = sum(
            weight * finding.cost
            for cost, weight in self.tier.weights.items()
            for finding in cost.check(problem, timetable)
        )
        if paid > self.most:
            yield self.finding(Whom(), cost=paid, most=self.most)
