"""The command `init`: a draft to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agenda_solver.commands.documents import check_output
from agenda_solver.commands.options import ForceOption, LangOption, in_locale
from agenda_solver.commands.speaking import Refusals, tell_written
from agenda_solver.process import FALLBACK

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
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Write an example of a draft workbook."""
    language = lang or FALLBACK
    with Refusals(language):
        check_output(output, None, force=force)
        from agenda_solver.files import workbook

        tell_written(output, workbook.write_template(output, language, force=force), language)
