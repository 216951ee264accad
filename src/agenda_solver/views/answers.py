"""An answer that `explain` gives, as a page: what was asked of which file, and what it is told."""

from __future__ import annotations

from collections.abc import Iterable

from agenda_solver.problem import Problem, Spot, Window
from agenda_solver.rules.words import session_text, spot_text, windows_text
from agenda_solver.text import Names, Text
from agenda_solver.views.names import shown_names
from agenda_solver.views.pages import Block, Page, event_heading, wide
from agenda_solver.views.reasons import Paragraph, paragraph_block

ANSWER = Text("Réponse", "Answer")
_WIDTHS = (118.0,)


def answer_page(problem: Problem, question: Text, answer: Iterable[Paragraph], file: str) -> Page:
    """Return the page of an answer.

    Parameters
    ----------
    problem : Problem
        Of which something was asked.
    question : Text
        What.
    answer : iterable of Paragraph
        What it is told.
    file : str
        The name of the file of which it was asked.
    """
    first = (
        wide(event_heading(problem), "heading"),
        wide(_OF.fill(file=file), "aside"),
        wide(question, "lead", air=6.0),
    )
    return Page(ANSWER, problem.event, _WIDTHS, (Block(first), *map(paragraph_block, answer)))


_OF = Text("Fichier : {file}", "File: {file}")


# --- What is asked ------------------------------------------------------------------------


def why_asked(problem: Problem, session: str, spot: Spot | None) -> Text:
    """Ask why a session is where it is, or what of another place."""
    name = session_text(problem, session)
    if spot is None:
        return _WHY.fill(session=name)
    return _ELSEWHERE.fill(session=name, spot=spot_asked(problem, spot))


def spot_asked(problem: Problem, spot: Spot) -> Text:
    """Return a place as one says it; the day where there are several."""
    if len(problem.days) == 1:
        spot = spot.model_copy(update={"day": None})
    return spot_text(problem, spot)


def why_not_asked(problem: Problem, attendee: str, session: str, names: Names) -> Text:
    """Ask why an attendee is not in a workshop."""
    return _WHY_NOT.fill(
        attendee=shown_names(problem.attendees, names)[attendee],
        session=session_text(problem, session),
    )


def who_can_asked(problem: Problem, session: str) -> Text:
    """Ask who could take part in a session."""
    return _WHO_CAN.fill(session=session_text(problem, session))


def who_is_free_asked(problem: Problem, window: Window) -> Text:
    """Ask who is free in a stretch of time."""
    return _WHO_IS_FREE.fill(when=windows_text(problem, [window]))


PRICES_ASKED = Text("Ce que coûtent les demandes", "What the demands cost")
_WHY = Text("Pourquoi {session} est là", "Why {session} is there")
_ELSEWHERE = Text("{session} ailleurs : {spot}", "{session} elsewhere: {spot}")
_WHY_NOT = Text(
    "Ce qu'il faudrait pour que {attendee} soit dans {session}",
    "What it would take that {attendee} were in {session}",
)
_WHO_CAN = Text("Qui pourrait intervenir dans {session}", "Who could take part in {session}")
_WHO_IS_FREE = Text("Qui est libre {when}", "Who is free {when}")
