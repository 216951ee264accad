"""What was taken for granted, as a section of the screen and of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agenda_solver.preflight.assumptions import Assumption, assumptions
from agenda_solver.preflight.questions import find_questions
from agenda_solver.problem import Path, Problem
from agenda_solver.text import Text, few_of
from agenda_solver.views.sections import Section

TAKEN_FOR_GRANTED = Text("Pris pour acquis", "Taken for granted")
_OTHERWISE = Text(
    "Pour dire autrement : changer le genre, verrouiller une heure, ou écrire un ordre dans "
    "« avant » ou « après »",
    "To say otherwise: change the kind, lock a time, or write an order in “before” or “after”",
)
_SHOWN = 3


def assumed_lines(problem: Problem, place_of: Callable[[Path], Text]) -> Iterator[Text]:
    """Yield what was taken for granted, each with where to say otherwise."""
    for assumption in assumptions(problem):
        yield Text("{text} ({where})", "{text} ({where})").fill(
            text=assumption.text, where=_some_places(assumption, place_of)
        )


def otherwise(problem: Problem) -> Text | None:
    """Return how to say what a session is; None where nothing of a session was assumed."""
    return _OTHERWISE if any(one.sessions for one in assumptions(problem)) else None


def _some_places(assumption: Assumption, place_of: Callable[[Path], Text]) -> Text:
    return few_of([place_of(path) for path in assumption.places], _SHOWN)


def assumed_section(problem: Problem) -> Section:
    """Return what was taken for granted, for the report."""
    return Section(
        TAKEN_FOR_GRANTED,
        (6,),
        [(assumption.text,) for assumption in assumptions(problem)],
        (Text("Ce que personne n'a écrit", "What nobody wrote"),),
        _OTHERWISE,
    )


def questions_section(problem: Problem) -> Section:
    """Return what is still asked, for the report."""
    return Section(
        QUESTIONS,
        (6,),
        [(question.text,) for question in find_questions(problem)],
        (Text("Ce que le brouillon ne dit pas", "What the draft does not say"),),
    )


QUESTIONS = Text("Questions", "Questions")
