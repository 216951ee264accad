"""The command `convert`: a draft from TOML to a workbook, or back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agenda_solver.commands.documents import check_output
from agenda_solver.commands.options import (
    DraftArgument,
    ForceOption,
    LangOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.speaking import Refusals, tell, tell_notices, tell_written
from agenda_solver.files.opening import is_book, is_workbook, load
from agenda_solver.text import Text

HELP = in_locale(
    "Convertit un brouillon, de TOML en classeur ou l'inverse, sans perte.",
    "Convert a draft from TOML to a workbook, or back, without loss.",
)


def run(
    draft: DraftArgument,
    output: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("RÉSULTAT", "RESULT"),
            help=in_locale(
                "Le fichier à écrire (.xlsx ou .toml).", "The file to write (.xlsx or .toml)."
            ),
        ),
    ],
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Convert a draft."""
    with Refusals(lang) as refusals:
        asked = load(draft)
        refusals.language = language = language_of(lang, asked.problem)
        check_output(output, draft, force=force, formats=(".xlsx", ".toml"))
        tell_notices(asked, language)
        if is_book(asked) and asked.solved:
            tell(_DRAFT_ONLY, language)
        from agenda_solver.files import toml, workbook

        if is_workbook(output):
            written = workbook.write_draft(output, asked.problem, language, force=force)
        else:
            written = toml.write(output, asked.problem, force=force)
        tell_written(output, written, language)


_DRAFT_ONLY = Text(
    "Ce classeur est résolu : seul le brouillon est converti, sans les heures et salles trouvées.",
    "This workbook is solved: only the draft is converted, not the times and rooms found.",
)
