"""The command `check`: what in a draft is contradictory, missing or impossible on sight."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from agenda_solver.commands.documents import beside, cells_of
from agenda_solver.commands.options import (
    DraftArgument,
    JsonOption,
    LangOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.speaking import (
    DONE,
    FINDINGS,
    Refusals,
    finding_line,
    print_assumed,
    print_json,
    say,
    tell_next,
    tell_notices,
)
from agenda_solver.files.opening import load
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.files import Draft
    from agenda_solver.rules.rule import Finding

HELP = in_locale(
    "Dit ce qui, dans un brouillon, se contredit, manque ou ne peut pas tenir.",
    "Tell what in a draft is contradictory, missing or impossible on sight.",
)


def run(draft: DraftArgument, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """Check a draft, without the solver."""
    from agenda_solver.preflight import preflight
    from agenda_solver.preflight.questions import find_questions

    with Refusals(lang, as_json=as_json, checks=True) as refusals:
        asked = load(draft)
        problem = asked.problem
        refusals.language = language = language_of(lang, problem)
        tell_notices(asked, language)
        findings, questions = preflight(problem), find_questions(problem)
        if as_json:
            from agenda_solver.files.store.telling import check_document

            every = (*findings, *questions)
            print_json(check_document(problem, every, language, cells_of(asked)))
        else:
            _print(findings, questions, asked, draft, language)
            _tell_next(findings, draft, language)
    doubtful = any(finding.severity != "info" for finding in findings)
    raise typer.Exit(FINDINGS if doubtful else DONE)


def _print(
    findings: Sequence[Finding],
    questions: Sequence[Finding],
    asked: Draft,
    draft: Path,
    language: Language,
) -> None:
    for finding in findings:
        say(finding_line(finding, asked, draft), language)
    if not findings and not questions:
        say(_NOTHING_TO_REPORT, language)
    for question in questions:
        say(finding_line(question, asked, draft), language)
    print_assumed(asked, asked.problem, language)


def _tell_next(findings: Sequence[Finding], draft: Path, language: Language) -> None:
    from agenda_solver.preflight import impossible

    if impossible(findings):
        tell_next(_WAYS_OUT, language, "explain", draft)
    else:
        tell_next(_TO_SOLVE, language, "solve", draft, "-o", beside(draft))


_WAYS_OUT = Text(
    "Rien n'est écrit. Pour savoir ce qu'il suffirait de changer",
    "Nothing is written. To learn what it would be enough to change",
)
_TO_SOLVE = Text(
    "Rien n'est écrit. Pour faire le programme", "Nothing is written. To make the programme"
)
_NOTHING_TO_REPORT = Text("Rien à signaler.", "Nothing to report.")
