"""How findings on sight are made and worded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agenda_solver.problem import Path, Problem
from agenda_solver.rules.rule import Finding, Severity
from agenda_solver.rules.words import (
    session_text,
    sessions_text,
)
from agenda_solver.text import Text

# A sentence names so many sessions; the others are counted, and their ids are all there.
MOST_NAMED = 8

GRID = Text("les sessions commencent de {grid} en {grid} min", "sessions start every {grid} min")


def found(
    rule: str,
    severity: Severity,
    text: Text,
    where: Path,
    *,
    sessions: Iterable[str] = (),
    people: Iterable[str] = (),
    rooms: Iterable[str] = (),
) -> Finding:
    """Make a finding."""
    return Finding(
        rule,
        severity,
        text,
        sessions=tuple(sessions),
        people=tuple(people),
        rooms=tuple(rooms),
        where=where,
    )


def named(problem: Problem, sessions: Sequence[str]) -> Text:
    """Return the titles of sessions, the first few of many."""
    if len(sessions) <= MOST_NAMED:
        return sessions_text(problem, sessions)
    titles = [session_text(problem, session) for session in sessions[: MOST_NAMED - 1]]
    return Text("{titles} et {more} autres", "{titles} and {more} others").fill(
        titles=Text(", ".join(t.fr for t in titles), ", ".join(t.en for t in titles)),
        more=len(sessions) - len(titles),
    )


def and_so(texts: Iterable[Text]) -> Text:
    """Return sentences one after the other."""
    each = list(texts)
    return Text(" ; ".join(t.fr for t in each), "; ".join(t.en for t in each))
