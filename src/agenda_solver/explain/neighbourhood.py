"""Around a conflict: which demands may give way, and which are left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agenda_solver.budget import Budget
from agenda_solver.explain.reasons import Conflict, blamed
from agenda_solver.preflight import preflight
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Demand, Finding, Whom

SMALL = 40
"""A draft of no more sessions than that is its own neighbourhood."""

FEW_PEOPLE = 6
"""Of no more people than that, all sessions are near."""


@dataclass(frozen=True)
class Neighbourhood:
    """What is near a conflict.

    Attributes
    ----------
    whole : bool
        Whether everything is.
    sessions, people, rooms : frozenset of str
        Ids of what is.
    """

    whole: bool = False
    sessions: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()

    def holds(self, _rule: Demand, whom: Whom) -> bool:
        """Whether a demand touches it; the hours of a day, and counts over it, always do."""
        return (
            self.whole
            or bool(whom.days or whom.windows)
            or not self.sessions.isdisjoint(whom.sessions)
            or not self.people.isdisjoint(whom.people)
            or not self.rooms.isdisjoint(whom.rooms)
        )

    def wider(self, problem: Problem, findings: Iterable[Finding]) -> Neighbourhood:
        """Return a neighbourhood with all that findings name, and the sessions of few people."""
        sessions, people, rooms = set(self.sessions), set(self.people), set(self.rooms)
        for finding in findings:
            sessions.update(finding.sessions)
            people.update(finding.people)
            rooms.update(finding.rooms)
        if len(people) < FEW_PEOPLE:
            for person in people:
                sessions.update(problem.may_take_part(person))
        return Neighbourhood(False, frozenset(sessions), frozenset(people), frozenset(rooms))


def neighbourhoods(
    problem: Problem, budget: Budget, further: Sequence[Demand], known: Conflict | None
) -> Iterator[Neighbourhood]:
    """Yield ever wider neighbourhoods of what is impossible in a draft, the whole at last.

    First what is impossible on sight, or else the conflict that is known; then, as long as
    what is left alone is still impossible, the conflict in that.
    """
    if len(problem.sessions) <= SMALL:
        yield Neighbourhood(whole=True)
        return
    errors = [finding for finding in preflight(problem) if finding.severity == "error"]
    near = Neighbourhood().wider(problem, errors or (known.every_finding if known else ()))
    if errors or known:
        yield near
    while budget.left:
        findings = blamed(problem, budget, further, near.holds)
        wider = near.wider(problem, findings)
        if wider == near:
            break
        near = wider
        yield near
    yield Neighbourhood(whole=True)
