"""What the document says of the event and its sessions, and what was settled."""

from __future__ import annotations

from dataclasses import dataclass

from agenda_solver.problem import Problem, Session, Statement
from agenda_solver.rules.words import placement_text, statement_text
from agenda_solver.text import Text, listing, long_date, quoted, same, span
from agenda_solver.timetable import Timetable
from agenda_solver.views.programme import daily_hours
from agenda_solver.views.titles import NOT_PLACED
from agenda_solver.words.cells import NO, YES

KEPT, NOT_KEPT = YES, NO
TO_CHECK = Text("à vérifier", "to be checked")


@dataclass(frozen=True)
class Settled:
    """What the document says of something, and what became of it.

    Attributes
    ----------
    about : Text
        The event or a session, and what of it.
    statement : Text
        What the document says.
    source : str
        Where it says so.
    settled : Text
        What the programme has.
    kept : Text
        `KEPT` or `NOT_KEPT`; what is only words is `TO_CHECK`, by a person.
    """

    about: Text
    statement: Text
    source: str
    settled: Text
    kept: Text


def what_is_settled(problem: Problem, timetable: Timetable) -> list[Settled]:
    """Return what the document says of the event and its sessions, and what was settled."""
    rows = [
        _row(statement, _THE_EVENT, _event_settled(problem, timetable, statement))
        for statement in problem.event.stated
    ]
    rows += [
        _row(
            statement, same(session.label), _session_settled(problem, timetable, session, statement)
        )
        for session in problem.sessions
        for statement in session.stated
    ]
    return rows


_THE_EVENT = Text("l'évènement", "the event")


def _row(statement: Statement, of: Text, outcome: tuple[Text, Text]) -> Settled:
    words = statement_text(statement.model_copy(update={"source": ""}))
    if statement.text and (statement.day, statement.start, statement.end) != (None, None, None):
        words = Text("{words} : {text}", "{words}: {text}").fill(
            words=words, text=quoted(statement.text)
        )
    about = of
    if statement.about:
        about = Text(f"{of.fr} – {statement.about}", f"{of.en} – {statement.about}")
    return Settled(about, words, statement.source, *outcome)


def _session_settled(
    problem: Problem, timetable: Timetable, session: Session, statement: Statement
) -> tuple[Text, Text]:
    placement = timetable.by_session.get(session.id)
    if placement is None:
        return NOT_PLACED, NOT_KEPT
    pairs = (
        (statement.day, placement.day),
        (statement.start, placement.start),
        (statement.end, placement.end),
    )
    kept = [wanted == actual for wanted, actual in pairs if wanted is not None]
    if not kept:
        return same(""), TO_CHECK
    return placement_text(problem, placement), KEPT if all(kept) else NOT_KEPT


def _event_settled(
    problem: Problem, timetable: Timetable, statement: Statement
) -> tuple[Text, Text]:
    if (statement.day, statement.start, statement.end) == (None, None, None):
        return same(""), TO_CHECK
    if statement.day is not None and statement.day not in problem.day:
        return listing(long_date(day) for day in problem.day), NOT_KEPT
    if (statement.start, statement.end) == (None, None):
        return listing(long_date(day) for day in problem.day), KEPT
    hours = {
        day: (first, last)
        for day, first, last in daily_hours(problem, timetable)
        if statement.day in (None, day)
    }
    kept = all(
        (statement.start is None or statement.start <= first)
        and (statement.end is None or last <= statement.end)
        for first, last in hours.values()
    )
    several = len(problem.days) > 1
    hours_text = listing(
        Text("{day} {hours}", "{day} {hours}").fill(day=long_date(day), hours=span(first, last))
        if several
        else span(first, last)
        for day, (first, last) in hours.items()
    )
    return hours_text, KEPT if kept else NOT_KEPT
