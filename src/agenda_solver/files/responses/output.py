"""Writes attendees as CSV, as `registrations.csv` stands beside a draft."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from agenda_solver.files import InputError, writing
from agenda_solver.files.fields import Field
from agenda_solver.files.fields.kinds import Windows
from agenda_solver.files.toml.registrations import COLUMNS, LISTS
from agenda_solver.problem import Attendee, Problem, Window
from agenda_solver.text import Language, Text, cut, quoted
from agenda_solver.words.cells import words_of

_BETWEEN = "|"
_RATED = "="
_ALWAYS_THERE = ("id", "name", "email", "organisation", "category", "wishes")


def write_csv(
    path: Path, problem: Problem, language: Language = "fr", *, force: bool = False
) -> Path:
    """Write the attendees of a draft as CSV, which the draft can name instead of them.

    Text that a spreadsheet would take for a formula begins with an apostrophe.

    Parameters
    ----------
    path : Path
        Where it goes.
    problem : Problem
        The draft.
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
        If it must not or cannot be written, or if an attendee says what CSV cannot hold: an
        id or a need with ``|`` in it, a ranked wish with ``=``.
    """
    if faults := [fault for it in problem.attendees for fault in _faults(it)]:
        raise InputError(faults[:20])
    fields = [
        field
        for field in COLUMNS
        if field.toml in _ALWAYS_THERE or any(getattr(it, field.toml) for it in problem.attendees)
    ]
    lines = io.StringIO(newline="")
    # The byte order mark tells Excel that it is UTF-8.
    lines.write("\ufeff")
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow(field.heading.say(language) for field in fields)
    for attendee in problem.attendees:
        writer.writerow(_shielded(_words(attendee, field, language)) for field in fields)
    return writing.put(path, lines.getvalue().encode(), force=force)


def _words(attendee: Attendee, field: Field, language: Language) -> str:
    value = getattr(attendee, field.toml)
    if isinstance(field.kind, Windows):
        return _BETWEEN.join(map(_window, value))
    if isinstance(value, dict):
        return _BETWEEN.join(f"{session}{_RATED}{rating}" for session, rating in value.items())
    if isinstance(value, list):
        return _BETWEEN.join(value)
    if field.kind.is_text:
        return str(value)
    data = attendee.model_dump(mode="json", include={field.toml}, exclude_defaults=True)
    return words_of(field.kind.write(data[field.toml], language)) if data else ""


def _window(window: Window) -> str:
    hours = window.model_dump(mode="json")
    day = f"{window.day.isoformat()} " if window.day else ""
    whole = window == Window(day=window.day)
    return day.strip() if day and whole else f"{day}{hours['start']}-{hours['end']}"


def _shielded(words: str) -> str:
    """Return words that no spreadsheet takes for a formula, and that are read as they were."""
    if words.startswith(writing.FORMULAS):
        return f"'{words}"
    # Read back, an apostrophe before such a sign is taken for that mark.
    return f" {words}" if words[:1] == "'" and words[1:].startswith(writing.FORMULAS) else words


def _faults(attendee: Attendee) -> Iterator[Text]:
    items = [item for field in LISTS for item in getattr(attendee, field)]
    ranked = [] if isinstance(attendee.wishes, dict) else attendee.wishes
    for item in dict.fromkeys(items):
        for mark, held in (
            (_BETWEEN, _BETWEEN in item),
            (_RATED, _RATED in item and item in ranked),
        ):
            if held:
                yield _NOT_IN_CSV.fill(
                    attendee=quoted(cut(attendee.id, 60)), item=quoted(cut(item, 60)), mark=mark
                )


_NOT_IN_CSV = Text(
    "le participant {attendee} a {item}, où « {mark} » ne peut pas s'écrire en CSV : écrire un "
    "classeur (.xlsx) ou un brouillon (.toml)",
    "the attendee {attendee} has {item}, in which CSV cannot write “{mark}”: write a workbook "
    "(.xlsx) or a draft (.toml)",
)
