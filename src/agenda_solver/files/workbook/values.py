"""What the cells of a column hold, read as plain data for `Problem.read` and written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from agenda_solver.files.workbook import grammar
from agenda_solver.problem import KINDS, MIXED
from agenda_solver.problem.marks import TableName
from agenda_solver.text import Language
from agenda_solver.words import NotUnderstoodError, cells
from agenda_solver.words.cells import words_of
from agenda_solver.words.moments import Calendar
from agenda_solver.words.names import Names, clean, folded
from agenda_solver.words.pieces import read_list, write_list
from agenda_solver.words.windows import read_windows, write_windows

Table = TableName


@dataclass
class Reading:
    """What it takes to understand a cell: the names of the workbook and its days.

    Attributes
    ----------
    names : mapping
        By table, the ids and the names in it.
    calendar : Calendar
        The event's days, and day 0 of the numbers that stand for dates.
    language : {"fr", "en"}
        The event's.
    """

    names: Mapping[Table, Names] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    language: Language = "fr"

    def find(self, table: Table, words: str) -> str:
        """Return the id that words mean in a table."""
        return self.names[table].find(words) if table in self.names else words

    def knows(self, table: Table, words: str) -> bool:
        """Whether a table has such an id."""
        return table in self.names and self.names[table].knows(words)

    def day(self, value: object) -> date:
        """Read a day however it is written: see `cells.day_of`."""
        return cells.day_of(value, self.calendar)


# --- The kinds of cells -------------------------------------------------------------------


class Kind:
    """What the cells of a column hold: words, unless a subclass says otherwise.

    Attributes
    ----------
    number_format : str, optional
        How a spreadsheet shows it.
    wraps : bool
        Whether it may take several lines.
    """

    number_format: str | None = None
    wraps = False

    def read(self, value: object, reading: Reading) -> Any:  # noqa: ARG002
        """Return plain data for `Problem.read`.

        Raises
        ------
        NotUnderstoodError
            If the cell does not say what its column is for.
        """
        return words_of(value)

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002
        """Return what the cell of such data shows, as `read` understands it."""
        return data


class Words(Kind):
    """Words that may be long."""

    wraps = True


class Whole(Kind):
    """A whole number."""

    number_format = "0"

    def __init__(self, example: int = 45) -> None:
        self.example = example

    def read(self, value: object, reading: Reading) -> int:  # noqa: ARG002, D102
        return cells.whole(value, self.example)


class Length(Kind):
    """Minutes."""

    number_format = "0"

    def read(self, value: object, reading: Reading) -> int:  # noqa: D102
        return cells.length_of(value, reading.calendar.epoch)


class Flag(Kind):
    """Yes or no."""

    def read(self, value: object, reading: Reading) -> bool:  # noqa: ARG002, D102
        return cells.flag_of(value)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return (cells.YES if data else cells.NO).say(language)


class HowMuch(Whole):
    """How much a wish matters, as a whole number: ``oui`` is 1, ``non`` is 0."""

    def read(self, value: object, reading: Reading) -> int:  # noqa: D102
        if isinstance(value, bool):
            return int(value)
        try:
            return super().read(value, reading)
        except NotUnderstoodError as error:
            try:
                return int(cells.flag_of(value))
            except NotUnderstoodError:
                raise error from None


class Day(Kind):
    """A date."""

    number_format = "dd/mm/yyyy"

    def read(self, value: object, reading: Reading) -> date:  # noqa: D102
        return reading.day(value)

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return date.fromisoformat(data)


class Clock(Kind):
    """A time of day."""

    number_format = "hh:mm"

    def read(self, value: object, reading: Reading) -> str:  # noqa: D102
        minute = cells.minute_of(value, reading.calendar.epoch)
        return f"{minute // 60:02d}:{minute % 60:02d}"

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return cells.time_cell(data)


class End(Clock):
    """A time of day that ends something: midnight is that of the next day."""

    def read(self, value: object, reading: Reading) -> str:  # noqa: D102
        words = super().read(value, reading)
        return "24:00" if words == "00:00" else words


class SessionKind(Kind):
    """What kind of session it is, whatever the capitals and accents."""

    def read(self, value: object, reading: Reading) -> str:  # noqa: ARG002, D102
        words = words_of(value)
        return _KIND_OF.get(folded(words), words)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return KINDS[data].say(language)


_KIND_OF = {
    folded(words): kind for kind, text in KINDS.items() for words in (kind, text.fr, text.en)
}


class Spoken(Kind):
    """A language: the event's, or that of a person."""

    def read(self, value: object, reading: Reading) -> str:  # noqa: ARG002, D102
        words = folded(words_of(value))
        return {"francais": "fr", "french": "fr", "anglais": "en", "english": "en"}.get(
            words, words
        )


@dataclass(frozen=True)
class Id(Kind):
    """The id, or the name, of a row of some table."""

    table: Table

    def read(self, value: object, reading: Reading) -> str:  # noqa: D102
        return reading.find(self.table, words_of(value))


@dataclass(frozen=True)
class Items(Kind):
    """Several ids of a table, or several words where there is no table."""

    table: Table | None = None
    wraps = True

    def read(self, value: object, reading: Reading) -> list[str]:  # noqa: D102
        table = self.table
        resolve = (lambda words: reading.find(table, words)) if table else clean
        return read_list(words_of(value), resolve)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return write_list(data, language)


class Mixtures(Items):
    """By what attendees are mixed, whatever the capitals and accents."""

    def read(self, value: object, reading: Reading) -> list[str]:  # noqa: D102
        return [_MIXED_BY.get(folded(it), it) for it in super().read(value, reading)]

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return super().write([MIXED[it].say(language) for it in data], language)


_MIXED_BY = {folded(words): key for key, text in MIXED.items() for words in (key, text.fr, text.en)}


class Windows(Kind):
    """Stretches of time."""

    wraps = True

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: D102
        if isinstance(value, (date, datetime)):
            return [{"day": reading.day(value)}]
        return read_windows(words_of(value), reading.calendar)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return write_windows(data, language)


class Walks(Kind):
    """How long it takes from one site to another."""

    wraps = True

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: ARG002, D102
        return grammar.read_walks(words_of(value))

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return grammar.write_walks(data)


class Roles(Kind):
    """People by role."""

    wraps = True

    def read(self, value: object, reading: Reading) -> grammar.Data:  # noqa: D102
        return grammar.read_roles(
            words_of(value), reading.language, lambda words: reading.find("people", words)
        )

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return grammar.write_roles(data)


class Chosen(Roles):
    """Who takes the roles for which one of several is to be chosen."""

    def read(self, value: object, reading: Reading) -> Any:  # noqa: D102
        return grammar.read_chosen(words_of(value), lambda it: reading.find("people", it))


class Links(Kind):
    """Other sessions, and the pauses between."""

    wraps = True

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: D102
        return grammar.read_links(
            words_of(value),
            lambda words: reading.find("sessions", words),
            lambda words: reading.knows("sessions", words),
        )

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return grammar.write_links(data)
