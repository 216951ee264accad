"""The command `verify`: a solved programme judged, without the solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from agenda_solver.commands.options import (
    JsonOption,
    LangOption,
    TimetableArgument,
    in_locale,
    language_of,
)
from agenda_solver.commands.speaking import (
    DONE,
    FINDINGS,
    Refusals,
    change_line,
    finding_line,
    print_json,
    print_list,
    say,
    tell_notices,
)
from agenda_solver.files.opening import check_is_programme, load_programme
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from pathlib import Path

    from agenda_solver.files.workbook import Book
    from agenda_solver.verify import Verdict

HELP = in_locale(
    "Juge un programme résolu, même retouché à la main, sans le solveur.",
    "Judge a solved programme, even edited by hand, without the solver.",
)


def run(
    timetable: TimetableArgument,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Verify a solved workbook."""
    from agenda_solver.verify import verify as judge

    with Refusals(lang, as_json=as_json) as refusals:
        book = load_programme(timetable)
        refusals.language = language = language_of(lang, book.problem)
        tell_notices(book, language)
        if not book.timetable.placements:
            check_is_programme(book, timetable)
        verdict = judge(book.problem, book.timetable)
        if as_json:
            from agenda_solver.files.store.telling import verify_document

            print_json(verify_document(book, verdict, language))
        else:
            _show(book, timetable, verdict, language)
    seen = {finding.severity for finding in (*verdict.findings, *book.doubts)}
    raise typer.Exit(FINDINGS if seen & {"error", "warning"} else DONE)


def _show(book: Book, path: Path, verdict: Verdict, language: Language) -> None:
    """Say what must be acted on, then all that was seen, then whether the programme holds."""
    from agenda_solver.views.broken import unkept_of
    from agenda_solver.views.pressing import pressing_of

    for sentence in pressing_of(book.problem, book.timetable, verdict.findings):
        say(sentence, language)
    print_list(_BY_HAND, map(change_line, book.changes), language)
    graver = [finding for finding in verdict.findings if not finding.cost]
    for finding in (*graver, *book.doubts, *unkept_of(verdict.findings)):
        say(finding_line(finding, book, path), language)
    say((_BROKEN if verdict.errors else _KEPT), language)


_BY_HAND = Text("Modifié à la main :", "Changed by hand:")
_KEPT = Text("Toutes les demandes sont tenues.", "Every demand is kept.")
_BROKEN = Text("Ce programme ne tient pas toutes les demandes.", "Some demands are not kept.")
