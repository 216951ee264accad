"""How many times sessions are given, where the wishes decide, in the organiser's words."""

from __future__ import annotations

from collections.abc import Iterator

from agenda_solver.problem import Problem
from agenda_solver.result import GivenTimes, Repeated
from agenda_solver.rules.words import people_count, title_text
from agenda_solver.text import Text


def repeated_text(repeated: Repeated) -> Text:
    """Return how far the numbers of times are proven."""
    return _PROVEN if repeated.status == "optimal" else _CHOSEN


def given_texts(problem: Problem, repeated: Repeated) -> Iterator[Text]:
    """Yield how many times each session is given, and why not more."""
    for given in repeated.sessions:
        yield _GIVEN.fill(
            session=title_text(problem, given.session),
            times=_ONCE if given.given == 1 else _TIMES.fill(times=given.given),
            people=people_count(given.asking),
            why=why_text(given),
        )


def why_text(given: GivenTimes) -> Text:
    """Return why a session is not given once more, with how many have no seat in it."""
    if not given.lacking:
        return given.why
    return _LACKING.fill(people=people_count(given.lacking), why=given.why)


_PROVEN = Text(
    "Nombre de séances : prouvé, aucun autre ne répond mieux aux vœux",
    "Number of times: proven, no other serves the wishes better",
)
_CHOSEN = Text(
    "Nombre de séances : choisi d'après les vœux, pas prouvé le meilleur",
    "Number of times: chosen by the wishes, not proven the best",
)
_GIVEN = Text(
    "{session} : {times}, demandé par {people} ; {why}",
    "{session}: {times}, asked for by {people}; {why}",
)
_ONCE, _TIMES = Text("une fois", "once"), Text("{times} fois", "{times} times")
_LACKING = Text("{people} sans place ; {why}", "{people} without a seat; {why}")
