"""The command `export`: a programme in a format that others read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from agenda_solver.commands.documents import NOT_SOLVED, check_output
from agenda_solver.commands.options import (
    AttendeesOption,
    ForceOption,
    LangOption,
    ReproducibleOption,
    TimetableArgument,
    in_locale,
    language_of,
)
from agenda_solver.commands.speaking import Refusals, tell, tell_notices, tell_written
from agenda_solver.files import InputError, about_file
from agenda_solver.text import Language, Text, counted

if TYPE_CHECKING:
    from agenda_solver.history.editions import History


HELP = in_locale(
    "Écrit les calendriers (iCalendar) d'un programme : en entier, par salle, par intervenant.",
    "Write the calendars (iCalendar) of a programme: whole, by room, by person.",
)


def run(
    timetable: TimetableArgument,
    to: Annotated[
        Literal["ics"],
        typer.Option("--to", help=in_locale("Le format.", "The format.")),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=in_locale("DOSSIER", "FOLDER"),
            help=in_locale(
                "Le dossier à remplir, ou un fichier .ics pour le programme entier seul.",
                "The folder to fill, or an .ics file for the whole programme only.",
            ),
        ),
    ],
    attendees: AttendeesOption = False,
    reproducible: ReproducibleOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Write the calendars of a timetable."""
    with Refusals(lang) as refusals:
        from agenda_solver.files import workbook

        book = workbook.read(timetable)
        refusals.language = language = language_of(lang, book.problem)
        check_calendars(output, timetable, force=force, attendees=attendees)
        tell_notices(book, language)
        history = book.lineage.history
        if history is None or not book.has_times:
            raise InputError([about_file(timetable, NOT_SOLVED)])
        _FORMATS[to](
            output,
            history,
            language,
            attendees=attendees,
            reproducible=reproducible,
            force=force,
        )


def check_calendars(output: Path, source: Path, *, force: bool, attendees: bool) -> None:
    """Refuse at once where calendars cannot be written, as far as can be seen now."""
    from agenda_solver.files.calendars import ONE_FILE
    from agenda_solver.files.writing import check_free

    if output.is_dir():
        return
    if output.suffix.lower() != ".ics":
        check_free(output)
        return
    if attendees:
        raise InputError([about_file(output, ONE_FILE)])
    check_output(output, source, force=force, formats=(".ics",))


def write_calendars(
    output: Path,
    history: History,
    language: Language,
    *,
    attendees: bool,
    reproducible: bool,
    force: bool,
) -> None:
    """Write calendars, and say where."""
    from agenda_solver.files import calendars

    stamped = None if reproducible else datetime.now(UTC)
    written = calendars.write_calendars(
        output, history, language, attendees=attendees, stamped=stamped, force=force
    )
    if len(written) == 1 and output.suffix.lower() == ".ics":
        tell_written(output, written[0], language)
    else:
        count = counted(
            len(written), Text("calendrier", "calendar"), Text("calendriers", "calendars")
        )
        tell(_CALENDARS.fill(path=output, count=count), language)


_CALENDARS = Text("Écrit : {path} ({count})", "Written: {path} ({count})")


_FORMATS = {"ics": write_calendars}
