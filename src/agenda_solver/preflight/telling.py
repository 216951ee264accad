"""How findings on sight are made and worded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agenda_solver.problem import Path, Problem
from agenda_solver.rules.rule import Finding, Severity
from agenda_solver.text import SEMICOLON, Text, strung

GRID = Text("les sessions commencent de {grid} en {grid} min", "sessions start every {grid} min")


def make_finding(
    rule: str,
    severity: Severity,
    text: Text,
    where: Path,
    *,
    sessions: Iterable[str] = (),
    people: Iterable[str] = (),
    rooms: Iterable[str] = (),
    attendees: Iterable[str] = (),
) -> Finding:
    """Make a finding."""
    return Finding(
        rule,
        severity,
        text,
        sessions=tuple(sessions),
        people=tuple(people),
        rooms=tuple(rooms),
        attendees=tuple(attendees),
        where=where,
    )


def and_so(texts: Iterable[Text]) -> Text:
    """Return sentences one after the other."""
    each = list(texts)
    return strung(each, SEMICOLON)


def in_order(problem: Problem, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, errors first, and both in the order of the input."""
    rows = _rows(problem)
    return tuple(sorted(findings, key=lambda finding: _order(rows, finding)))


_TABLES = (
    *("event", "days", "rooms", "equipment", "people", "stretches", "tracks", "sessions"),
    *("sequences", "attendees"),
)


def _rows(problem: Problem) -> Mapping[tuple[str, str], int]:
    tables = {
        "days": [day.id for day in problem.days],
        "rooms": list(problem.room),
        "equipment": list(problem.movable),
        "people": list(problem.person),
        "stretches": [stretch.id for stretch in problem.stretches],
        "tracks": [track.id for track in problem.tracks],
        "sessions": list(problem.session),
        "attendees": list(problem.attendee),
    }
    return {(name, key): row for name, keys in tables.items() for row, key in enumerate(keys)}


def _order(rows: Mapping[tuple[str, str], int], finding: Finding) -> tuple[bool, int, int]:
    table, row = (str(finding.where[0]), finding.where[1]) if finding.where else ("event", 0)
    number = row if isinstance(row, int) else rows.get((table, row), 0)
    return finding.severity != "error", _TABLES.index(table), number
