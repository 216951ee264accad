"""The command `import`: a draft from what there is, every line of it accounted for."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agenda_solver.commands.documents import check_output
from agenda_solver.commands.options import (
    LOCALE,
    EncodingOption,
    ForceOption,
    JsonOption,
    LangOption,
    in_locale,
)
from agenda_solver.commands.speaking import (
    Refusals,
    print_json,
    say,
    show,
    tell,
    tell_next,
    tell_written,
)
from agenda_solver.files import InputError, about_file
from agenda_solver.files.opening import is_workbook
from agenda_solver.text import Language, Text

if TYPE_CHECKING:
    from agenda_solver.files.importers import Imported, SourceFile


HELP = in_locale(
    "Fait un brouillon de ce qu'il y a : un programme en texte, en Word, en PDF, une page web, un "
    "tableau, un agenda, l'export d'un autre logiciel.",
    "Make a draft of what there is: a programme as text, a Word document, a PDF, a web page, a "
    "table, a calendar, what another program exports.",
)

_PASTED = "-"


def _print_formats(wanted: bool) -> None:
    if wanted:
        from agenda_solver.files.importers import format_lines

        for line in format_lines():
            say(line, LOCALE)
        raise typer.Exit


def run(
    source: Annotated[
        Path,
        typer.Argument(
            metavar=in_locale("SOURCE", "SOURCE"),
            help=in_locale(
                "Le document à lire ; « - » : ce qui est collé, ou vient d'un autre programme.",
                "The document to read; “-”: what is pasted, or comes from another program.",
            ),
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=in_locale("BROUILLON", "DRAFT"),
            help=in_locale(
                "Le brouillon à écrire (.xlsx ou .toml).", "The draft to write (.xlsx or .toml)."
            ),
        ),
    ],
    format_key: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FORMAT",
            help=in_locale(
                "Le format, s'il n'est pas reconnu ; « --list » les dit.",
                "The format, where it is not recognised; “--list” tells them.",
            ),
        ),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--day",
            formats=["%Y-%m-%d", "%d/%m/%Y"],
            metavar=in_locale("JOUR", "DAY"),
            help=in_locale(
                "La première journée, si le document n'a pas de date : 10/06/2026.",
                "The first day, where the document has no date: 2026-06-10.",
            ),
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar=in_locale("COLONNES.toml", "COLUMNS.toml"),
            help=in_locale(
                "D'un tableau : ce que dit chaque colonne, si ses en-têtes ne le disent pas.",
                "Of a table: what each column says, where its headings do not tell.",
            ),
        ),
    ] = None,
    encoding: EncodingOption = None,
    force: ForceOption = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
    _formats: Annotated[
        bool,
        typer.Option(
            "--list",
            callback=_print_formats,
            is_eager=True,
            help=in_locale("Affiche les formats.", "Show the formats."),
        ),
    ] = False,
) -> None:
    """Make a draft of a source."""
    with Refusals(lang, as_json=as_json) as refusals:
        from agenda_solver.files import importers

        check_output(output, None, force=force, formats=(".xlsx", ".toml"))
        if not is_workbook(output):
            check_output(report_path(output), None, force=force, formats=(".txt",))
        given = _given(source, output)
        choice = importers.ImportOptions(lang, day.date() if day else None, encoding, mapping)
        imported = importers.read(given, choice, format_key)
        refusals.language = language = lang or imported.problem.event.language
        for notice in imported.notices:
            tell(notice, language)
        if as_json:
            from agenda_solver.files.store.imported import import_document

            print_json(import_document(imported.report, language))
        else:
            for line in imported.report.lines(language):
                show(line)
        refusals.answered = True
        _write(output, imported, language, force=force)


def _given(source: Path, output: Path) -> SourceFile:
    """Return what is to be read, from a file or from what is pasted."""
    from agenda_solver.files.importers import SourceFile
    from agenda_solver.files.system import read_bytes
    from agenda_solver.files.writing import check_not_input

    if str(source) == _PASTED:
        if sys.stdin is None:
            raise InputError([_NOTHING_PASTED])
        return SourceFile(_PASTED, sys.stdin.buffer.read())
    check_not_input(output, source)
    if source.is_dir():
        raise InputError([about_file(source, _FOLDER)])
    return SourceFile(source.name, read_bytes(source))


def report_path(output: Path) -> Path:
    """Return where the report goes beside a draft as text."""
    return output.with_name(f"{output.stem}-source.txt")


def _write(output: Path, imported: Imported, language: Language, *, force: bool) -> None:
    """Write the draft, and what became of each line of its source; say what comes next."""
    from agenda_solver.files import toml, workbook, writing
    from agenda_solver.views.source_page import source_page

    problem, report = imported.problem, imported.report
    if is_workbook(output):
        page = source_page(report, problem.event)
        written = workbook.write_draft(output, problem, language, force=force, pages=(page,))
        tell_written(output, written, language)
    else:
        written = toml.write(output, problem, force=force)
        tell_written(output, written, language)
        beside = report_path(output)
        put = writing.put(beside, report.text(language).encode(), force=force)
        tell_written(beside, put, language)
    tell_next(_TO_CHECK, language, "check", written)


_FOLDER = Text(
    "{path} : c'est un dossier ; donner le document qui est dedans",
    "{path}: this is a folder; give the document in it",
)
_NOTHING_PASTED = Text("il n'y a rien à lire", "there is nothing to read")
_TO_CHECK = Text("Pour le faire relire", "To have it checked")
