"""How findings on sight are made and worded."""

from __future__ import annotations

from collections.abc import Iterable

from agenda_solver.problem import Path
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
