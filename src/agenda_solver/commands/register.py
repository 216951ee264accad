"""The command `register`: the answers to a form become attendees of a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.commands.documents import beside, check_output
from agenda_solver.commands.options import (
    DraftArgument,
    EncodingOption,
    ForceOption,
    JsonOption,
    LangOption,
    in_locale,
    language_of,
)
from agenda_solver.commands.speaking import (
    Refusals,
    print_json,
    show,
    tell_next,
    tell_notices,
    tell_written,
)
from agenda_solver.files import InputError
from agenda_solver.files.opening import Original, is_book, is_workbook, load
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.files import Draft
    from agenda_solver.problem import Problem


HELP = in_locale(
    "Lit les réponses d'un formulaire : les inscrits et leurs vœux entrent dans le brouillon.",
    "Read the answers to a form: attendees and their wishes enter the draft.",
)


def run(
    draft: DraftArgument,
    responses: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("RÉPONSES", "RESPONSES"),
            help=in_locale(
                "L'export du formulaire (.csv ou .xlsx).", "The form's export (.csv or .xlsx)."
            ),
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=in_locale("RÉSULTAT", "RESULT"),
            help=in_locale(
                "Le fichier à écrire : un brouillon (.xlsx, .toml), ou les seuls inscrits (.csv).",
                "The file to write: a draft (.xlsx or .toml), or the attendees alone (.csv).",
            ),
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar=in_locale("COLONNES.toml", "COLUMNS.toml"),
            help=in_locale(
                "Ce que dit chaque colonne, pour un export qui n'est pas reconnu.",
                "What each column says, for an export that is not recognised.",
            ),
        ),
    ] = None,
    encoding: EncodingOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read registrations into a draft."""
    with Refusals(lang, as_json=as_json) as refusals:
        if draft.suffix.lower() == ".csv" and responses.suffix.lower() in (".xlsx", ".toml"):
            raise InputError([_SWAPPED.fill(draft=responses, responses=draft)])
        asked = load(draft)
        refusals.language = language = language_of(lang, asked.problem)
        from agenda_solver.files.writing import check_not_input

        check_output(output, draft, force=force, formats=(".xlsx", ".toml", ".csv"))
        check_not_input(output, responses, _THE_RESPONSES)
        tell_notices(asked, language)
        from agenda_solver.files.responses import register as read_responses

        registered = read_responses(asked.problem, responses, mapping=mapping, encoding=encoding)
        written = _write_registered(
            output, Original(asked, draft), registered.problem, language, force=force
        )
        if as_json:
            from agenda_solver.files.store.registration import register_document

            print_json(register_document(registered.report, language))
        else:
            for line in registered.lines(language):
                show(line)
        tell_written(output, written, language)
        if not as_json:
            _tell_next(written, asked, language)


_SWAPPED = Text(
    "donner d'abord le brouillon ({draft}), puis les réponses ({responses})",
    "first give the draft ({draft}), then the responses ({responses})",
)
_THE_RESPONSES = Text(
    "{path} : ce sont les réponses elles-mêmes ; donner au résultat un autre nom",
    "{path}: these are the responses themselves; give the result another name",
)


def _tell_next(written: Path, asked: Draft, language: Language) -> None:
    if written.suffix.lower() == ".csv":
        return
    result = beside(written)
    if is_book(asked) and asked.solved and is_workbook(written):
        tell_next(_TO_SEAT, language, "assign", written, "--keep", "-o", result)
    else:
        tell_next(_TO_SOLVE, language, "solve", written, "-o", result)


_TO_SEAT = Text(
    "Pour donner les places, en déplaçant le moins de monde possible",
    "To give the seats, moving as few people as possible",
)
_TO_SOLVE = Text("Pour faire le programme", "To make the programme")


def _write_registered(
    output: Path, source: Original, problem: Problem, language: Language, *, force: bool
) -> Path:
    """Write a draft with its attendees; a solved workbook keeps its timetable."""
    from agenda_solver.files import responses, toml, workbook

    asked = source.asked
    if output.suffix.lower() == ".csv":
        return responses.write_csv(output, problem, language, force=force)
    if not is_workbook(output):
        return toml.write(output, problem, force=force)
    if is_book(asked) and asked.solved and asked.timetable.placements:
        result = asked.result_for(problem)
        assert result.timetable is not None
        lineage = source.lineage(problem, result.timetable)
        return workbook.write(output, problem, result, language, force=force, lineage=lineage)
    return workbook.write_draft(output, problem, language, force=force)
