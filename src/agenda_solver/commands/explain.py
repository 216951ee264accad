"""The command `explain`: why there is no programme, or why a programme is as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agenda_solver.budget import Budget
from agenda_solver.commands.documents import load
from agenda_solver.commands.options import (
    ApplyOption,
    ExplainedOption,
    ForceOption,
    JsonOption,
    LangOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    WaysOption,
    WorkersOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.reasons import WAYS, WaysAsked, explain_draft
from agenda_solver.commands.searching import distrusted, stoppable
from agenda_solver.commands.speaking import Refusals, tell_notices

HELP = in_locale(
    "Dit pourquoi aucun programme n'est possible, et ce qu'il suffirait de changer.",
    "Tell why no programme is possible, and what it would be enough to change.",
)


def run(
    draft: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("BROUILLON", "DRAFT"),
            help=in_locale(
                "Le brouillon : un classeur (.xlsx), même déjà résolu, ou un fichier .toml.",
                "The draft: a workbook (.xlsx), even solved before, or a .toml file.",
            ),
        ),
    ],
    ways: WaysOption = WAYS,
    apply: ApplyOption = None,
    output: ExplainedOption = None,
    seconds: SecondsOption = 60.0,
    seed: SeedOption = 0,
    workers: WorkersOption = 8,
    reproducible: ReproducibleOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a draft."""
    wanted = WaysAsked(draft, ways, apply, output, force)
    with Refusals(lang, as_json=as_json) as refusals:
        asked = load(draft)
        refusals.language = language = language_of(lang, asked.problem)
        wanted.check()
        tell_notices(asked, language)
        stop = stoppable(language)
        with distrusted():
            budget = Budget(seconds, seed, workers, reproducible, stop)
            code = explain_draft(asked, wanted, budget, language, as_json=as_json)
    raise typer.Exit(code)
