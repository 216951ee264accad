"""What is contradictory, missing or impossible on sight, before any solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agenda_solver.domains import domains
from agenda_solver.preflight.contradictions import find_contradictions
from agenda_solver.preflight.doubts import find_doubts
from agenda_solver.preflight.prospects import Prospects
from agenda_solver.preflight.registrations import find_doubts_of_seats
from agenda_solver.preflight.seats import find_contradictions_of_seats
from agenda_solver.preflight.telling import GRID
from agenda_solver.problem import Problem
from agenda_solver.rules.attendees import SessionHasEnoughAttendees
from agenda_solver.rules.rule import Finding

__all__ = ["GRID", "impossible", "preflight"]

_LEAST = SessionHasEnoughAttendees.key
_TABLES = (
    *("event", "days", "rooms", "equipment", "people", "tracks", "sessions", "sequences"),
    "attendees",
)


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
        seated where they must; then warnings. Both in the order of the input.
    """
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
    rows = _rows(problem)
    return tuple(sorted(findings, key=lambda finding: _order(rows, finding)))


def impossible(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings proves that there is no timetable."""
    return any(finding.severity == "error" for finding in findings)


def _rows(problem: Problem) -> Mapping[tuple[str, str], int]:
    tables = {
        "days": [day.id for day in problem.days],
        "rooms": list(problem.room),
        "equipment": list(problem.movable),
        "people": list(problem.person),
        "tracks": [track.id for track in problem.tracks],
        "sessions": list(problem.session),
        "attendees": list(problem.attendee),
    }
    return {(name, key): row for name, keys in tables.items() for row, key in enumerate(keys)}


def _order(rows: Mapping[tuple[str, str], int], finding: Finding) -> tuple[bool, int, int]:
    table, row = str(finding.where[0]), finding.where[1]
    number = row if isinstance(row, int) else rows.get((table, row), 0)
    return finding.severity != "error", _TABLES.index(table), number
