"""What is impossible on sight of a draft, some of which cannot be read.

What cannot be read may say anything. So only what holds whatever it says is told: proofs from
a problem that asks no more than the draft, and doubts about what is all there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from agenda_solver.domains import domains
from agenda_solver.preflight.contradictions import find_contradictions
from agenda_solver.preflight.doubts import find_doubts
from agenda_solver.preflight.prospects import Prospects
from agenda_solver.preflight.seats import find_contradictions_of_seats
from agenda_solver.preflight.telling import in_order
from agenda_solver.problem import Problem, taken_out
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.unread import Unreadable
from agenda_solver.rules.rule import Finding

ASKS_NO_MORE: Mapping[str, frozenset[str]] = {
    "event": frozenset(
        ("name", "version", "place", "gap", "walk", "walks", "lunch", "seats", "stated", "note")
    ),
    "days": frozenset(("open", "announced", "note")),
    "rooms": frozenset(
        (
            *(
                "id",
                "name",
                "site",
                "capacity",
                "features",
                "open",
                "closed",
                "parts",
                "setup",
                "teardown",
            ),
            *("to_be_confirmed", "note"),
        )
    ),
    "equipment": frozenset(("name", "open", "changeover", "note")),
    "sessions": frozenset(
        (
            *("title", "track", "tags", "locked", "preferred", "windows", "preferred_windows"),
            *("disliked", "people", "needs", "wanted", "expected", "capacity", "everyone"),
            *("mixed", "per_organisation", "block", "exclusive", "same_day", "different_days"),
            *("before", "after", "stated", "note"),
        )
    ),
    "sequences": frozenset(("id", "sessions", "wish", "between", "min", "max", "note", "")),
}
"""By table, the fields that ask nothing where they are blank; all features are a room's then."""

_LOCAL_DOUBTS = frozenset(("statements", "stated", "announced", "unconfirmed"))
"""The rules whose doubts are only about the rows they name."""


def preflight_of_readable(problem: Problem, unread: Unreadable) -> tuple[Finding, ...]:
    """Judge what can be read of a draft on sight.

    Parameters
    ----------
    problem : Problem
        What is asked, where what cannot be read is blank.
    unread : Unreadable
        What that is.

    Returns
    -------
    tuple of Finding
        Errors, which hold whatever is written where nothing can be read; then warnings.
    """
    judged = _asking_no_more(problem, unread)
    if judged is None:
        return ()
    findings = (_placed(finding, judged.problem is problem) for finding in _findings(judged))
    odd = _odd_rows(problem, unread)
    nameless = {("rooms", problem.rooms[row].id) for row in _nameless(unread, "rooms")}
    sure = (
        finding
        for finding in findings
        if not (nameless if finding.severity == "error" else odd).intersection(_named(finding))
    )
    return in_order(problem, sure)


@dataclass(frozen=True)
class _Judged:
    """A problem that asks no more than the draft, and whether all its seats are in it."""

    problem: Problem
    whole: bool


def _findings(judged: _Judged) -> Iterator[Finding]:
    problem = judged.problem
    possible = domains(problem)
    fit = {session: domain for session, domain in possible.items() if not domain.empty}
    yield from find_contradictions(problem, possible, fit)
    if judged.whole:
        yield from find_contradictions_of_seats(Prospects(problem, fit))
    yield from (doubt for doubt in find_doubts(problem, fit) if doubt.rule in _LOCAL_DOUBTS)


def _asking_no_more(problem: Problem, unread: Unreadable) -> _Judged | None:
    """Return a problem that asks no more, whatever is unread; None where there is none.

    Sessions, people and attendees of whom it could ask more are not in it.
    """
    if unread.unknown or any(len(path) == 1 and path != ("weights",) for path in unread.paths):
        return None
    if not all(
        field in ASKS_NO_MORE[table]
        for table in ("days", "rooms", "equipment", "sequences")
        for _, field in unread.of_rows(table)
    ) or any(path[1] not in ASKS_NO_MORE["event"] for path in unread.paths if path[0] == "event"):
        return None
    gone: Mapping[TableName, set[str]] = {
        "sessions": _dependents(problem, set(_doubtful_sessions(problem, unread))),
        "people": {problem.people[row].id for row in _nameless(unread, "people")},
        "attendees": {problem.attendees[row].id for row in _nameless(unread, "attendees")},
    }
    if len(gone["sessions"]) >= len(problem.sessions):
        return None
    featured = _with_features(problem, unread)
    whole = not any(gone.values())
    return _Judged(featured if whole else taken_out(featured, gone), whole)


def _doubtful_sessions(problem: Problem, unread: Unreadable) -> Iterator[str]:
    """Yield the sessions of which something is unread that may free them of what is asked."""
    for row, field in unread.of_rows("sessions"):
        session = problem.sessions[row]
        if field not in ASKS_NO_MORE["sessions"] or (field == "locked" and session.external):
            yield session.id


def _nameless(unread: Unreadable, table: str) -> Iterator[int]:
    return (row for row, field in unread.of_rows(table) if field in ("", "id"))


def _dependents(problem: Problem, gone: set[str]) -> set[str]:
    """Return sessions with all that are parts, times or sub-groups of one of them."""
    while True:
        more = {
            session.id
            for session in problem.sessions
            if gone.intersection((session.part_of, session.repeat_of, session.group_of))
        }
        if more <= gone:
            return gone
        gone = gone | more


def _with_features(problem: Problem, unread: Unreadable) -> Problem:
    """Return a problem in which rooms whose features are unread have all that are asked for."""
    rows = {row for row, field in unread.of_rows("rooms") if field == "features"}
    if not rows:
        return problem
    needs = [need for session in problem.sessions for need in session.needs]
    needs += [need for attendee in problem.attendees for need in attendee.needs]
    every = list(dict.fromkeys(needs))
    rooms = [
        room.model_copy(update={"features": every}) if row in rows else room
        for row, room in enumerate(problem.rooms)
    ]
    return problem.with_tables(rooms=rooms)


def _odd_rows(problem: Problem, unread: Unreadable) -> frozenset[tuple[str, str]]:
    """Return the tables and ids of the rows of which something is unread."""
    return frozenset(
        (table, getattr(problem, table)[row].id)
        for table in ("days", "rooms", "people", "sessions")
        for row, _ in unread.of_rows(table)
    )


def _named(finding: Finding) -> Iterator[tuple[str, str]]:
    groups: Mapping[str, Collection[str]] = {
        "sessions": finding.sessions,
        "people": finding.people,
        "rooms": finding.rooms,
    }
    yield from ((table, id_) for table, ids in groups.items() for id_ in ids)
    if len(finding.where) > 1:
        yield str(finding.where[0]), str(finding.where[1])


def _placed(finding: Finding, same: bool) -> Finding:
    """Return a finding without its place where the number of that row is another."""
    by_number = len(finding.where) > 1 and isinstance(finding.where[1], int)
    return replace(finding, where=()) if by_number and not same else finding
