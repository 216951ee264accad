"""The command `verify`: a solved programme judged, without the solver."""

from __future__ import annotations

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
    tell,
    tell_notices,
)
from agenda_solver.text import Text

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
        from agenda_solver.files import workbook

        book = workbook.read(timetable)
        refusals.language = language = language_of(lang, book.problem)
        tell_notices(book, language)
        if not book.solved and not book.timetable.placements:
            tell(_NO_TIMES, language)
        verdict = judge(book.problem, book.timetable)
        if as_json:
            from agenda_solver.files.store.telling import verify_document

            print_json(verify_document(book, verdict, language))
        else:
            print_list(_BY_HAND, (change_line(change) for change in book.changes), language)
            for finding in (*verdict.findings, *book.doubts):
                say(finding_line(finding, book, timetable), language)
            say((_BROKEN if verdict.errors else _KEPT), language)
    raise typer.Exit(FINDINGS if verdict.errors or book.doubts else DONE)


_NO_TIMES = Text(
    "Ce classeur est un brouillon, sans heures : « solve » en fait un programme.",
    "This workbook is a draft, without times: “solve” makes a programme of it.",
)
_BY_HAND = Text("Modifié à la main :", "Changed by hand:")
_KEPT = Text("Toutes les demandes sont tenues.", "Every demand is kept.")
_BROKEN = Text("Ce programme ne tient pas toutes les demandes.", "Some demands are not kept.")
