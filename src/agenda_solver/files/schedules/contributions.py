"""Indico's contributions, as it imports and exports them: CSV of seven columns, no heading.

Start (local time), minutes, title, first name, last name, affiliation, e-mail.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress

from agenda_solver.files import on_line
from agenda_solver.files.decoding import decoded
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.schedules.drafting import draft_of
from agenda_solver.files.schedules.entries import Entry, Schedule, Speaker
from agenda_solver.files.schedules.voc import moment
from agenda_solver.files.writing import unshielded
from agenda_solver.text import Text, quoted
from agenda_solver.views.source_page import Check, LineAccount
from agenda_solver.words.moments import DAY_MINUTES
from agenda_solver.words.names import clean

_COLUMNS = 7
_START = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?")
_MINUTES = re.compile(r"\d{1,4}")


class Contributions(Importer):
    """Contributions as Indico has them; see `Importer`."""

    title = Text(
        "les contributions d'Indico : un CSV de sept colonnes, sans en-têtes",
        "the contributions of Indico: CSV of seven columns, without headings",
    )
    endings = (".csv",)

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        if given.kind is not None:
            return False
        with suppress(UnicodeDecodeError):
            rows = list(_rows(given.data.decode("utf-8-sig")))
            return bool(rows) and all(map(_is_contribution, (cells for _, cells in rows)))
        return False

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        text, notices = decoded(given.name, given.data, choice.encoding, can_be_given=True)
        schedule = Schedule()
        for number, cells in _rows(text):
            place = on_line(number)
            if len(cells) == _COLUMNS and cells[2]:
                _add(schedule, cells, place)
            else:
                words = ", ".join(filter(None, cells))
                schedule.accounts.append(LineAccount(place, words, "unread"))
        return draft_of(given.name, "indico", schedule, choice, notices)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that show something, and on which line each ends."""
    reader = csv.reader(io.StringIO(text))
    with suppress(csv.Error):  # a cell larger than any title
        for row in reader:
            cells = [clean(unshielded(cell)) for cell in row]
            if any(cells):
                yield reader.line_num, cells


def _is_contribution(cells: list[str]) -> bool:
    if len(cells) != _COLUMNS or not cells[2]:
        return False
    return bool(_START.fullmatch(cells[0]) or not cells[0]) and bool(
        _MINUTES.fullmatch(cells[1]) or not cells[1]
    )


def _add(schedule: Schedule, cells: list[str], place: Text) -> None:
    when, length, title, first, last, organisation, email = cells
    began = moment(when, "") if _START.fullmatch(when) else None
    minutes = int(length) if _MINUTES.fullmatch(length) else 0
    if when and began is None:
        schedule.checks.append(Check(_NO_MOMENT.fill(words=quoted(when)), (place,)))
    start = began.hour * 60 + began.minute if began else None
    name = " ".join(filter(None, (first, last)))
    speaker = Speaker(name or email or organisation, organisation=organisation, email=email)
    fits = 0 < minutes <= DAY_MINUTES
    schedule.entries.append(
        Entry(
            place,
            title,
            day=began.date() if began else None,
            start=start,
            end=start + minutes if start is not None and fits else None,
            minutes=minutes if fits else None,
            times=", ".join(filter(None, (when, length))),
            speakers=(speaker,) if speaker.name else (),
        )
    )


_NO_MOMENT = Text(
    "{words} n'est pas une date comme 2026-06-10T09:30",
    "{words} is no date such as 2026-06-10T09:30",
)

IMPORTER = Contributions()
