"""Why there is no timetable, in sentences: what cannot hold together, and what ties it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agenda_solver.problem import Problem
from agenda_solver.rules.people import PersonIsPresent
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import session_text, some_sessions_text, windows_text
from agenda_solver.text import Text, strung
from agenda_solver.views.pages import Block, wide

if TYPE_CHECKING:
    from agenda_solver.explain import Conflict
    from agenda_solver.result import Result

Where = Callable[[Finding], Text | None]
"""Says where in the draft a finding stands."""


@dataclass(frozen=True)
class Paragraph:
    """Sentences under a heading; without any, the heading is one."""

    heading: Text
    sentences: tuple[Text, ...] = ()


def under(heading: Text, sentences: Iterable[Text]) -> Iterator[Paragraph]:
    """Yield sentences under a heading; nothing where there are none."""
    listed = tuple(sentences)
    if listed:
        yield Paragraph(heading, listed)


def paragraph_block(paragraph: Paragraph) -> Block:
    """Return a paragraph as it stands on a page."""
    rows = tuple(wide(text, "text", indent=1) for text in paragraph.sentences)
    return Block(rows, lead=(wide(paragraph.heading, "strong", air=6.0),))


def why_paragraphs(
    problem: Problem, result: Result, reasons: Conflict | None, where: Where
) -> list[Paragraph]:
    """Return why there is no timetable: what the draft shows on sight, and what was proven."""
    of_seats = result.seating.findings if result.seating else ()
    errors = [finding for finding in result.findings if finding.severity == "error"]
    on_sight = (placed_text(finding, where) for finding in errors if finding not in of_seats)
    return [
        *under(_ON_SIGHT, on_sight),
        *(reason_paragraphs(problem, reasons, where) if reasons else []),
    ]


_ON_SIGHT = Text("Au vu du brouillon :", "As the draft shows:")


def reason_paragraphs(problem: Problem, conflict: Conflict, where: Where) -> list[Paragraph]:
    """Return why there is no timetable: each conflict, and what ties its demands."""
    if not conflict.others:
        return list(_of_one(_heading(conflict), problem, conflict, where))
    every = (conflict, *conflict.others)
    paragraphs = [Paragraph(_SEVERAL.fill(number=len(every)))]
    for number, each in enumerate(every, start=1):
        paragraphs += _of_one(_NUMBERED.fill(number=number), problem, each, where)
    return paragraphs


def _heading(conflict: Conflict) -> Text:
    if not conflict.minimal:
        return _NOT_MINIMAL
    return _ENOUGH if conflict.enough else _PERHAPS_NOT_ENOUGH


_ENOUGH = Text(
    "Ces demandes ne peuvent pas tenir ensemble ; en lever une seule suffit :",
    "These demands cannot hold together; to give up any one of them is enough:",
)
_PERHAPS_NOT_ENOUGH = Text(
    "Ces demandes ne peuvent pas tenir ensemble ; l'une au moins doit céder, et cela peut ne pas "
    "suffire :",
    "These demands cannot hold together; at least one must give way, and that may not be enough:",
)
_NOT_MINIMAL = Text(
    "Ces demandes ne peuvent pas tenir ensemble (peut-être pas toutes en cause) :",
    "These demands cannot hold together (perhaps not all of them to blame):",
)
_SEVERAL = Text(
    "Au moins {number} blocages indépendants : dans chacun, ces demandes ne peuvent pas tenir "
    "ensemble, et l'une au moins doit céder.",
    "At least {number} independent conflicts: in each, these demands cannot hold together, and at "
    "least one must give way.",
)
_NUMBERED = Text("Blocage {number} :", "Conflict {number}:")


def _of_one(
    heading: Text, problem: Problem, conflict: Conflict, where: Where
) -> Iterator[Paragraph]:
    yield Paragraph(heading, tuple(placed_text(finding, where) for finding in conflict.findings))
    yield from under(_TIED, ties_of(problem, conflict.findings))


_TIED = Text("Ce qui les lie :", "What ties them:")


def placed_text(finding: Finding, where: Where) -> Text:
    """Return a finding's sentence, after where in the draft it stands."""
    place = where(finding)
    if place is None or not place.en:
        return finding.text
    return Text("{place} : {text}", "{place}: {text}").fill(place=place, text=finding.text)


def ties_of(problem: Problem, findings: Iterable[Finding]) -> Iterator[Text]:
    """Yield which sessions bring together those who are blamed for when they are there.

    A sentence that says only when somebody is there does not say for what they are needed:
    that is told of the sessions which the others name, of those that several of them share,
    and of a person's only one.
    """
    blamed = list(findings)
    named = {session for finding in blamed for session in finding.sessions}
    people = dict.fromkeys(
        person
        for finding in blamed
        if finding.rule == PersonIsPresent.key
        for person in finding.people
    )
    of_session: dict[str, list[str]] = {}
    for person in people:
        own = problem.sessions_with(person)
        for session in own:
            if session in named or len(own) == 1 or _shared(problem, session, people) > 1:
                of_session.setdefault(session, []).append(person)
    alone: dict[str, list[str]] = {}
    for session in (row.id for row in problem.sessions if row.id in of_session):
        if len(of_session[session]) > 1:
            yield _TOGETHER.fill(
                session=session_text(problem, session),
                people=_and_last(_there(problem, person) for person in of_session[session]),
            )
        else:
            alone.setdefault(of_session[session][0], []).append(session)
    for person, sessions in alone.items():
        yield _TAKES_PART.fill(
            person=problem.person[person].label, sessions=some_sessions_text(problem, sessions)
        )


def _shared(problem: Problem, session: str, people: Iterable[str]) -> int:
    return sum(session in problem.sessions_with(person) for person in people)


def _there(problem: Problem, person: str) -> Text:
    return Text("{person}, là {windows}", "{person}, there {windows}").fill(
        person=problem.person[person].label,
        windows=windows_text(problem, problem.person[person].present),
    )


def _and_last(texts: Iterable[Text]) -> Text:
    """List what has commas of its own."""
    *first, last = texts
    return Text("{first}, et {last}", "{first}, and {last}").fill(first=strung(first), last=last)


_TOGETHER = Text("{session} réunit {people}", "{session} brings together {people}")
_TAKES_PART = Text("{person} intervient dans {sessions}", "{person} takes part in {sessions}")
