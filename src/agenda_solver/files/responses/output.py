"""Writes attendees as CSV, as `registrations.csv` stands beside a draft."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from agenda_solver.files import writing
from agenda_solver.files.fields import Field
from agenda_solver.files.grid.no_data import may_be_no_data
from agenda_solver.files.toml.registrations import COLUMNS, LISTS
from agenda_solver.problem import Attendee, Problem
from agenda_solver.text import Language
from agenda_solver.words.cells import words_of
from agenda_solver.words.pieces import NONE, RATED, says_none, shield

_BETWEEN = "|"
_NEEDS = "needs"
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
        If it must not or cannot be written.
    """
    fields = [
        field
        for field in COLUMNS
        if field.toml in _ALWAYS_THERE
        or any(_is_said(_value(each, field)) for each in problem.attendees)
        or (field.toml == _NEEDS and any(map(_may_be_no_data, problem.attendees)))
    ]
    lines = io.StringIO(newline="")
    # The byte order mark tells Excel that it is UTF-8.
    lines.write("\ufeff")
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow(field.heading.say(language) for field in fields)
    for attendee in problem.attendees:
        words = {field.key: _words(attendee, field, language) for field in fields}
        if _may_be_no_data(attendee):
            words[_NEEDS,] = words[_NEEDS,] or NONE.say(language)
        writer.writerow(map(writing.shielded, words.values()))
    return writing.put(path, lines.getvalue().encode(), force=force)


def _may_be_no_data(attendee: Attendee) -> bool:
    """Whether a row might be taken for a total or a remark, if nothing more stood in it."""
    others = (attendee.name, attendee.email, attendee.organisation, *attendee.wishes)
    return may_be_no_data([attendee.id, *filter(None, others)])


def _value(attendee: Attendee, field: Field) -> object:
    """Return what an attendee says, under a key or under a part of one."""
    value: object = attendee
    for name in field.key:
        value = getattr(value, str(name))
    return value


def _is_said(value: object) -> bool:
    return bool(value) or (value == 0 and value is not False)


def _words(attendee: Attendee, field: Field, language: Language) -> str:
    value: Any = _value(attendee, field)
    if isinstance(value, dict):
        return _BETWEEN.join(f"{_item(wish)}{RATED}{rating}" for wish, rating in value.items())
    if field.toml in LISTS:
        return _BETWEEN.join(map(_item, value))
    if field.kind.is_text:
        return str(value)
    data: Any = attendee.model_dump(mode="json", include={field.toml}, exclude_defaults=True)
    for name in field.key:
        data = data.get(name) if data else None
    return "" if data is None else words_of(field.kind.write(data, language))


def _item(words: str) -> str:
    return shield(words, always=RATED in words or says_none(words))
