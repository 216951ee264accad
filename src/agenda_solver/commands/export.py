"""The command `export`: a programme in a format that others read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from agenda_solver.commands.completing import formats
from agenda_solver.commands.options import (
    FULL_NAMES,
    LOCALE,
    AttendeesOption,
    ForceOption,
    LangOption,
    NamesOption,
    ReproducibleOption,
    TimetableArgument,
    in_locale,
    language_of,
)
from agenda_solver.commands.speaking import Refusals, say, tell, tell_notices, tell_written
from agenda_solver.files.opening import check_is_programme, load_programme
from agenda_solver.text import Language, Text, counted

if TYPE_CHECKING:
    from agenda_solver.files.exporters import Exporter, ExportOptions, Publication


HELP = in_locale(
    "Écrit un programme pour d'autres : calendriers, pages web, tableaux (« --list » dit tout).",
    "Write a programme for others: calendars, web pages, tables (“--list” tells all).",
)


def _print_formats(wanted: bool) -> None:
    if wanted:
        from agenda_solver.files.exporters import format_lines

        for line in format_lines():
            say(line, LOCALE)
        raise typer.Exit


def run(
    timetable: TimetableArgument,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            autocompletion=formats,
            metavar="FORMAT",
            help=in_locale("Le format ; « --list » les dit.", "The format; “--list” tells them."),
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=in_locale("CHEMIN", "PATH"),
            help=in_locale(
                "Le dossier à remplir, ou le fichier à écrire, selon le format et la fin du nom.",
                "The folder to fill or the file to write, by the format and how the name ends.",
            ),
        ),
    ],
    per: Annotated[
        Literal["room", "person"] | None,
        typer.Option(
            "--per",
            help=in_locale(
                "Seulement un fichier par salle, ou par intervenant.",
                "Only a file for each room, or each person.",
            ),
        ),
    ] = None,
    attendees: AttendeesOption = False,
    names: NamesOption = FULL_NAMES,
    map_: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar=in_locale("NOM|FICHIER.toml", "NAME|FILE.toml"),
            help=in_locale(
                "Les colonnes d'un tableau : une correspondance fournie, ou la vôtre.",
                "The columns of a table: a map that is supplied, or your own.",
            ),
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar=in_locale("FICHIER", "FILE"),
            help=in_locale(
                "Un document dont les styles sont repris.",
                "A document whose styles are taken.",
            ),
        ),
    ] = None,
    reproducible: ReproducibleOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
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
    """Write a timetable in another format."""
    with Refusals(lang) as refusals:
        from agenda_solver.files import exporters

        format_ = exporters.exporter(to)
        book = load_programme(timetable)
        refusals.language = language = language_of(lang, book.problem)
        made = stamp(reproducible=reproducible)
        choice = exporters.ExportOptions(per, attendees, names, made, map_, template)
        exporters.check(format_, output, choice, timetable, force=force)
        tell_notices(book, language)
        check_is_programme(book, timetable)
        history = book.lineage.history
        assert history is not None
        publication = exporters.Publication(
            book.problem, book.timetable, history, language, book.result
        )
        export(format_, output, publication, choice, force=force)


def stamp(*, reproducible: bool) -> datetime | None:
    """Return when an export is made; None where it is to be the same each time."""
    return None if reproducible else datetime.now(UTC)


def export(
    format_: Exporter, output: Path, publication: Publication, choice: ExportOptions, *, force: bool
) -> None:
    """Write a programme in a format; say where, and what the format could not carry."""
    from agenda_solver.files import exporters

    written = exporters.write(format_, output, publication, choice, force=force)
    language: Language = publication.language
    if written.folder:
        count = counted(len(written.paths), *format_.contents)
        tell(_WRITTEN.fill(path=output, count=count), language)
    else:
        tell_written(output, written.paths[0], language)
    for sentence in written.lacking:
        tell(sentence, language)


_WRITTEN = Text("Écrit : {path} ({count})", "Written: {path} ({count})")
