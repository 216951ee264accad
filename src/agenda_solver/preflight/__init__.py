"""What is contradictory, missing or impossible on sight, before any solver."""

from __future__ import annotations

from collections.abc import Iterable

from agenda_solver.domains import domains
from agenda_solver.preflight.contradictions import find_contradictions
from agenda_solver.preflight.doubts import find_doubts
from agenda_solver.preflight.prospects import Prospects
from agenda_solver.preflight.registrations import find_doubts_of_seats
from agenda_solver.preflight.seats import find_contradictions_of_seats
from agenda_solver.preflight.telling import GRID, in_order
from agenda_solver.problem import Problem
from agenda_solver.problem.times import undecided, without_times
from agenda_solver.rules.attendees import SessionHasEnoughAttendees
from agenda_solver.rules.rule import Finding

__all__ = ["GRID", "impossible", "preflight"]

_LEAST = SessionHasEnoughAttendees.key


def preflight(problem: Problem) -> tuple[Finding, ...]:
    """Judge a draft on sight.

    Parameters
    ----------
    problem : Problem
        What is asked.

    Returns
    -------
    tuple of Finding
        Errors, each of which proves that there is no timetable, or none in which all can be
        seated where they must; then warnings. Both in the order of the input. Where the
        wishes decide how many times a session is given, it is so whatever the number is.
    """
    optional = undecided(problem)
    findings = _judged(problem)
    if not optional:
        return findings
    gone = {time for times in optional.values() for time in times}
    fewest = without_times(problem, gone)
    # More times take more room, fewer have fewer seats: what both break is broken anyway.
    broken = {finding.rule for finding in findings if finding.severity == "error"}
    errors = (
        finding
        for finding in _judged(fewest)
        if finding.severity == "error" and finding.rule in broken
    )
    return (*errors, *(finding for finding in findings if finding.severity != "error"))


def _judged(problem: Problem) -> tuple[Finding, ...]:
    possible = domains(problem)
    # A session that fits nowhere is told once; the counts go on without it.
    fit = {session: domain for session, domain in possible.items() if not domain.empty}
    prospects = Prospects(problem, fit)
    seats = tuple(find_contradictions_of_seats(prospects))
    cancelled = {
        session for finding in seats for session in finding.sessions if finding.rule == _LEAST
    }
    findings = (
        *find_contradictions(problem, possible, fit),
        *seats,
        *find_doubts(problem, fit),
        *find_doubts_of_seats(prospects, cancelled),
    )
    return in_order(problem, findings)


def impossible(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings proves that there is no timetable."""
    return any(finding.severity == "error" for finding in findings)
