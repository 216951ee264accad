"""The command `schema`: the JSON Schema of drafts, and of what `--json` prints."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from agenda_solver.commands.options import LOCALE, LangOption, in_locale

HELP = in_locale(
    "Affiche le JSON Schema des brouillons et des résultats (--json).",
    "Print the JSON Schema of drafts and of results (--json).",
)


def run(
    of: Annotated[
        Literal["drafts", "results"] | None,
        typer.Argument(
            help=in_locale(
                "Des brouillons, ou des résultats ; sans rien, des deux.",
                "Of drafts, or of results; nothing: of both.",
            ),
        ),
    ] = None,
    lang: LangOption = None,
) -> None:
    """Print the JSON Schema of drafts, of results, or of both by their names."""
    language = lang or LOCALE
    from agenda_solver.files.store.schemas import drafts_schema, results_schema

    schemas = {"drafts": drafts_schema, "results": results_schema}
    both = {name: schema(language) for name, schema in schemas.items()}
    typer.echo(json.dumps(both[of] if of else both, ensure_ascii=False, indent=2))
