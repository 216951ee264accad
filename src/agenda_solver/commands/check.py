"""The command `check`: what in a draft is contradictory, missing or impossible on sight."""

from __future__ import annotations

import typer

from agenda_solver.commands.documents import cells_of, load
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
    print_json,
    say,
    tell_notices,
)
from agenda_solver.text import Text

HELP = in_locale(
    "Dit ce qui, dans un brouillon, se contredit, manque ou ne peut pas tenir.",
    "Tell what in a draft is contradictory, missing or impossible on sight.",
)


def run(draft: DraftArgument, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """Check a draft, without the solver."""
    from agenda_solver.preflight import preflight

    with Refusals(lang, as_json=as_json, checks=True) as refusals:
        asked = load(draft)
        problem = asked.problem
        refusals.language = language = language_of(lang, problem)
        tell_notices(asked, language)
        findings = preflight(problem)
        if as_json:
            from agenda_solver.files.store.telling import check_document

            print_json(check_document(problem, findings, language, cells_of(asked)))
        elif findings:
            for finding in findings:
                say(finding_line(finding, asked, draft), language)
        else:
            say(_NOTHING_TO_REPORT, language)
    doubtful = any(finding.severity != "info" for finding in findings)
    raise typer.Exit(FINDINGS if doubtful else DONE)


_NOTHING_TO_REPORT = Text("Rien à signaler.", "Nothing to report.")
