"""Writes who is to be told what, as CSV that a mail merge takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from agenda_solver.files import writing
from agenda_solver.files.fields import ATTENDEES
from agenda_solver.text import Language, Text
from agenda_solver.views.news import Letter

_COLUMNS = (
    ATTENDEES.column("id").heading,
    Text("qui", "who"),
    ATTENDEES.column("email").heading,
    ATTENDEES.column("language").heading,
    Text("objet", "subject"),
    Text("phrase", "sentence"),
)


def write_letters(
    path: Path, letters: Iterable[Letter], language: Language = "fr", *, force: bool = False
) -> Path:
    """Write a letter a row: who, their address, the language, the subject and the news.

    The separator is ``;`` and the file begins with a byte order mark, so that Excel opens it
    as it is where the computer speaks French; Thunderbird, Word and LibreOffice find both by
    themselves. Text that a spreadsheet would take for a formula begins with an apostrophe.
    Those without an address are in it too, with an empty cell: they are to be told otherwise.

    The file holds names and addresses: it is for the organiser, and not to be published.

    Parameters
    ----------
    path : Path
        Where it goes.
    letters : iterable of Letter
        As `agenda_solver.views.news.letters` writes them.
    language : {"fr", "en"}
        Of the headers.
    force : bool
        Whether a file that is already there is replaced.

    Returns
    -------
    Path
        Where it was written: beside `path`, numbered, if that file is open elsewhere.

    Raises
    ------
    InputError
        If it must not or cannot be written.
    """
    lines = io.StringIO(newline="")
    lines.write("\ufeff")
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.say(language) for column in _COLUMNS)
    for letter in letters:
        cells = (letter.person or letter.attendee or "", letter.name, letter.email, letter.language)
        writer.writerow(writing.shielded(words) for words in (*cells, letter.subject, letter.words))
    return writing.put(path, lines.getvalue().encode(), force=force)
