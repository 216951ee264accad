"""What is announced, in sentences."""

from __future__ import annotations

from agenda_solver.changes import (
    Announced,
    Changes,
    MoreRegister,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.problem import Problem
from agenda_solver.rules.words import moment_text, room_text, session_text, windows_text
from agenda_solver.text import Text, counted


def announced_texts(problem: Problem, changes: Changes) -> tuple[Text, ...]:
    """Return what is announced, a sentence each.

    Parameters
    ----------
    problem : Problem
        What was published.
    changes : Changes
        What is announced of its people, rooms and sessions.
    """
    sentences = [_announced_text(problem, change) for change in changes.announced]
    if changes.now is not None:
        sentences.append(_BEGUN.fill(when=moment_text(problem, *changes.now)))
    if changes.close_gaps:
        sentences.append(_GAPS)
    return tuple(sentences)


def _announced_text(problem: Problem, change: Announced) -> Text:
    match change:
        case PersonCancels(person):
            return _CANCELS.fill(person=problem.person[person].label)
        case PersonIsReplaced(person, by):
            return _REPLACES.fill(person=problem.person[person].label, by=problem.person[by].label)
        case PersonIsAway(person, window):
            when = windows_text(problem, [window])
            return _IS_AWAY.fill(person=problem.person[person].label, when=when)
        case SessionIsCancelled(session):
            return _IS_CANCELLED.fill(session=session_text(problem, session))
        case RoomIsClosed(room, window):
            sentence = _IS_CLOSED if window is None else _CLOSED_WHILE
            when = windows_text(problem, [window] if window else [])
            return sentence.fill(room=room_text(problem, room), when=when)
        case MoreRegister(session, number):
            return _MORE.fill(
                count=counted(number, *_REGISTER), session=session_text(problem, session)
            )


_CANCELS = Text("{person} ne vient pas", "{person} is not coming")
_REPLACES = Text("{by} remplace {person}", "{by} replaces {person}")
_IS_AWAY = Text("{person} n'est pas là {when}", "{person} is not there {when}")
_IS_CANCELLED = Text("{session} n'a plus lieu", "{session} does not take place any more")
_IS_CLOSED = Text("Salle fermée : {room}", "Room closed: {room}")
_CLOSED_WHILE = Text("Salle fermée {when} : {room}", "Room closed {when}: {room}")
_MORE = Text("{count} : {session}", "{count}: {session}")
_REGISTER = (
    Text("inscription de plus", "more registration"),
    Text("inscriptions de plus", "more registrations"),
)
_BEGUN = Text("ce qui a commencé ({when}) reste tel quel", "what has begun ({when}) stays as it is")
_GAPS = Text(
    "ce qui suit une session annulée peut avancer", "what follows a cancelled session may move up"
)
