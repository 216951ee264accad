"""The command `init`: a draft to fill in, or a real one to try everything on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agenda_solver.commands.calling import program
from agenda_solver.commands.documents import check_output
from agenda_solver.commands.options import ForceOption, LangOption, in_locale
from agenda_solver.commands.speaking import Refusals, tell_next, tell_written
from agenda_solver.process import FALLBACK
from agenda_solver.text import Language, Text

HELP = in_locale(
    "Écrit un brouillon à remplir : un classeur avec un exemple et un mode d'emploi.",
    "Write a draft to fill in: a workbook with an example and a how-to.",
)


def run(
    output: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("CLASSEUR.xlsx", "WORKBOOK.xlsx"),
            help=in_locale("Le classeur à écrire.", "The workbook to write."),
        ),
    ],
    example: Annotated[
        bool,
        typer.Option(
            "--example",
            help=in_locale(
                "Plutôt un vrai évènement, déjà rempli, et à côté les réponses de ses inscrits "
                "(inventés) à un formulaire, pour essayer toutes les commandes.",
                "Rather a real event, filled in, and beside it what its (invented) attendees "
                "answered to a form, to try every command.",
            ),
        ),
    ] = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Write an example of a draft workbook."""
    language = lang or FALLBACK
    with Refusals(language):
        check_output(output, None, force=force)
        if example:
            _write_example(output, language, force=force)
            tell_next(_TO_CHECK, language, "check", output)
            return
        from agenda_solver.files import workbook

        written = workbook.write_template(
            output, language, program=program(output.parent), force=force
        )
        tell_written(output, written, language)
        tell_next(_ONCE_FILLED_IN, language, "check", output)


def _write_example(output: Path, language: Language, *, force: bool) -> None:
    """Write the draft of a real event, and the answers beside it."""
    from agenda_solver.files import workbook, writing
    from agenda_solver.files.example import RESPONSES_NAME, read_example, responses

    answers = output.with_name(RESPONSES_NAME.say(language))
    writing.check_free(answers, force=force)
    draft = workbook.write_draft(output, read_example(), language, force=force)
    tell_written(output, draft, language)
    tell_written(answers, writing.put(answers, responses(), force=force), language)


_TO_CHECK = Text("Pour le faire relire", "To have it checked")
_ONCE_FILLED_IN = Text("Une fois rempli, le faire relire", "Once it is filled in, have it checked")
