"""What the cells of a column hold, read as plain data for `Problem.read` and written back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from agenda_solver.files.fields import grammar, quotas
from agenda_solver.problem.marks import TableName
from agenda_solver.text import Language, Text, same
from agenda_solver.words import NotUnderstoodError, cells
from agenda_solver.words.cells import NO, YES, words_of
from agenda_solver.words.moments import Calendar, write_start
from agenda_solver.words.names import Names, clean, shown
from agenda_solver.words.pieces import (
    bare,
    read_lines,
    read_list,
    word_for_word,
    write_lines,
    write_list,
)
from agenda_solver.words.stars import rating_in
from agenda_solver.words.unnamed import is_unnamed, named_in
from agenda_solver.words.windows import AT_ALL_TIMES, read_closings, read_windows, write_windows


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

    names: Mapping[TableName, Names] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    language: Language = "fr"

    def find(self, table: TableName, words: str) -> str:
        """Return the id that words mean in a table."""
        return self.names[table].find(words) if table in self.names else words

    def knows(self, table: TableName, words: str) -> bool:
        """Whether a table has such an id."""
        return table in self.names and self.names[table].knows(words)

    def day(self, value: object) -> date:
        """Read a day however it is written: see `cells.day_of`."""
        return cells.day_of(value, self.calendar)


class Kind:
    """What the cells of a column hold: words, unless a subclass says otherwise.

    Attributes
    ----------
    number_format : str, optional
        How a spreadsheet shows it.
    table : str, optional
        The table whose ids a spreadsheet offers, if it `offers` any.
    choices : tuple of Text
        The words that it offers instead.
    examples : tuple of (Text, Text)
        For the pages of `docs/`: what is said, and how it is written.
    """

    number_format: str | None = None
    offers: ClassVar[bool] = True
    table: TableName | None = None
    choices: tuple[Text, ...] = ()
    examples: tuple[tuple[Text, Text], ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether any words will do."""
        return type(self) is Kind

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


class Whole(Kind):
    """A whole number."""

    number_format = "0"

    def __init__(self, example: int = 45) -> None:
        self.example = example

    def read(self, value: object, reading: Reading) -> int:  # noqa: ARG002, D102
        return cells.whole(value, self.example)


class Rating(Whole):
    """How many stars or points."""

    def read(self, value: object, reading: Reading) -> int:  # noqa: D102
        stars = rating_in(words_of(value)) if isinstance(value, str) else None
        return super().read(value, reading) if stars is None else stars


class HowOften(Whole):
    """A whole number, or the least and the most that it may be."""

    examples = (
        (
            Text("combien de fois, selon les vœux", "how many times, as wishes need"),
            Text("`1 à 5`", "`1 to 5`"),
        ),
    )

    def read(self, value: object, reading: Reading) -> Any:  # noqa: D102
        # A spreadsheet makes a date of « 1-5 ».
        is_words = isinstance(value, (str, date))
        return quotas.read_times(words_of(value)) if is_words else super().read(value, reading)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return quotas.write_times(data, language)


class Length(Whole):
    """Minutes."""

    examples = ((Text("une durée", "a length"), same("`90`, `1h30`, `90 min`")),)

    def read(self, value: object, reading: Reading) -> int:  # noqa: D102
        return cells.length_of(value, reading.calendar.epoch)


class Flag(Kind):
    """Yes or no."""

    choices = (YES, NO)
    examples = ((Text("oui, non", "yes, no"), Text("`oui`, `non`, `x`", "`yes`, `no`, `x`")),)

    def read(self, value: object, reading: Reading) -> bool:  # noqa: ARG002, D102
        return cells.flag_of(value)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return (YES if data else NO).say(language)


class HowMuch(Whole):
    """How much a wish matters, as a whole number: ``oui`` is 1, ``non`` is 0."""

    examples = (
        (
            Text("combien un souhait compte pour un thème", "how much a wish matters for a track"),
            Text("`0`, `1`, `2` ; `non`, `oui`", "`0`, `1`, `2`; `no`, `yes`"),
        ),
    )

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


@dataclass(frozen=True)
class Date(Kind):
    """A date, of one of the event's days where those are offered."""

    table: TableName | None = None
    number_format = "dd/mm/yyyy"
    examples = (
        (
            Text("une date", "a date"),
            Text(
                "`10/06/2026`, `10 juin 2026`, l'id du jour, ou une date d'Excel",
                "`2026-06-10`, `10 June 2026`, the id of the day, or a date of Excel; "
                "`10/06/2026` is the tenth of June",
            ),
        ),
    )

    def read(self, value: object, reading: Reading) -> date:  # noqa: D102
        return reading.day(value)

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return date.fromisoformat(data)


class Clock(Kind):
    """A time of day."""

    number_format = "hh:mm"
    examples = (
        (
            Text("une heure", "a time"),
            Text(
                "`9h30`, `9:30`, `09:30`, ou une heure d'Excel",
                "`09:30`, `9h30`, `9:30 am`, or a time of Excel",
            ),
        ),
    )

    def read(self, value: object, reading: Reading) -> str:  # noqa: D102
        minute = cells.minute_of(value, reading.calendar.epoch)
        return f"{minute // 60:02d}:{minute % 60:02d}"

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return cells.time_cell(data)


class Start(Clock):
    """A time of day at which something starts, perhaps in the night that ends its day."""

    def read(self, value: object, reading: Reading) -> str:  # noqa: D102
        return write_start(cells.start_of(value, reading.calendar.epoch))


class End(Clock):
    """A time of day that ends something: midnight is that of the next day."""

    def read(self, value: object, reading: Reading) -> str:  # noqa: D102
        late = cells.late_time(value, reading.calendar.epoch)
        words = super().read(value if late is None else late, reading)
        return "24:00" if words == "00:00" else words


class OneOf(Kind):
    """One of a few words: the problem reads it."""

    def __init__(self, words: Mapping[str, Text]) -> None:
        self.choices = tuple(words.values())
        self._words = words

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return self._words[data].say(language)


class SomeOf(OneOf):
    """Some of a few words."""

    def read(self, value: object, reading: Reading) -> list[str]:  # noqa: ARG002, D102
        return read_list(words_of(value))

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return write_list([self._words[key].say(language) for key in data], language)


class Spoken(Kind):
    """A language, the event's or that of a person: the problem reads it."""

    choices = (same("fr"), same("en"))


class Locks(Kind):
    """What of a session's row is locked: all, or a part."""

    choices = (YES, NO)


@dataclass(frozen=True)
class Label(Kind):
    """A word of one's own, which may be the id of a row of some table."""

    table: TableName


@dataclass(frozen=True)
class Id(Kind):
    """The id, or the name, of a row of some table."""

    table: TableName

    def read(self, value: object, reading: Reading) -> str:  # noqa: D102
        return reading.find(self.table, words_of(value))


class OneRoom(Id):
    """The room of a session; those that it takes besides have a column of their own."""

    def __init__(self) -> None:
        super().__init__("rooms")

    def read(self, value: object, reading: Reading) -> str:  # noqa: D102
        words = words_of(value)
        room = reading.find("rooms", words)
        refusal = None if reading.knows("rooms", room) else _not_one_room(words, reading)
        if refusal is not None:
            raise NotUnderstoodError(refusal)
        return room


def _not_one_room(words: str, reading: Reading) -> Text | None:
    """Return why words that are no room's are not those of one room; None: nobody knows."""
    if is_unnamed(words):
        named = named_in(words)
        known = reading.knows("rooms", reading.find("rooms", named))
        return (_UNSURE_ROOM if known else _NO_ROOM_YET).fill(words=shown(words), room=shown(named))
    for between, sentence in _SEVERAL_ROOMS:
        rooms = [reading.find("rooms", bare(one)) for one in between.split(words)]
        if len(rooms) > 1 and any(reading.knows("rooms", one) for one in rooms):
            return sentence.fill(words=shown(words))
    return None


_UNSURE_ROOM = Text(
    "{words} : écrire ici {room}, et oui sous « à confirmer », feuille Salles",
    "{words}: write {room} here, and yes below “to be confirmed”, sheet Rooms",
)
_NO_ROOM_YET = Text(
    "{words} ne nomme pas de salle : laisser cette cellule vide, `solve` en choisit une",
    "{words} names no room: leave this cell blank, `solve` chooses one",
)
_SEVERAL_ROOMS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (
        re.compile(r"[;,|\n+&]|\s(?:et|and)\s"),
        Text(
            "{words} : une seule salle ici ; celles qu'elle prend en plus vont dans la colonne "
            "« aussi dans »",
            "{words}: one room only here; those that it takes besides go into the column “also in”",
        ),
    ),
    (
        re.compile(r"/|\s(?:ou|or)\s"),
        Text(
            "{words} : une seule salle ici ; celles entre lesquelles choisir vont dans la colonne "
            "« salles possibles »",
            "{words}: one room only here; those to choose from go into the column “possible rooms”",
        ),
    ),
)


@dataclass(frozen=True)
class Items(Kind):
    """Several ids of a table, or several words where there is no table."""

    table: TableName | None = None
    examples = (
        (
            Text("plusieurs choses", "several things"),
            Text("`projecteur ; pmr`", "`projector ; interpretation`"),
        ),
    )

    def read(self, value: object, reading: Reading) -> list[str]:  # noqa: D102
        table = self.table
        resolve = (lambda words: reading.find(table, words)) if table else clean
        return read_list(words_of(value), resolve)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return write_list(data, language)


@dataclass(frozen=True)
class SomeLabels(Items):
    """Several words of one's own, each of which may be the id or the name of a row."""

    offers: ClassVar[bool] = False

    def read(self, value: object, reading: Reading) -> list[str]:  # noqa: D102
        table = self.table
        resolve = (lambda words: reading.find(table, words)) if table else clean
        return read_list(words_of(value), lambda words: word_for_word(words) or resolve(words))

    def write_among(self, data: Sequence[str], names: Names, language: Language) -> object:
        """Write words among ids and names: what looks like another of them stays itself."""
        return write_list(data, language, literal=lambda words: not names.is_itself(words))


class Prose(Kind):
    """Words that may be long: they make no row taller."""


@dataclass(frozen=True)
class OneALine(Kind):
    """Several things, one below the other, that may hold commas and colons.

    Attributes
    ----------
    marks : str
        What may stand between them.
    """

    marks: str = "\n"

    def read(self, value: object, reading: Reading) -> list[str]:  # noqa: ARG002, D102
        return read_lines(words_of(value), self.marks)

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return write_lines(data, self.marks)


class Windows(Kind):
    """Stretches of time."""

    examples = (
        (
            Text("des heures de présence ou d'ouverture", "hours of presence or opening"),
            Text(
                "`9h15-10h15`, `jusqu'à 12h30`, `à partir de 14h`, `10/06/2026 9h-12h`, "
                "`9h-12h ; 14h-18h`, `22h-1h30`",
                "`09:15-10:15`, `until 12:30`, `from 14:00`, `2026-06-10 09:00-12:00`, "
                "`09:00-12:00 ; 14:00-18:00`, `22:00-01:30`",
            ),
        ),
    )

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: D102
        if isinstance(value, (date, datetime)):
            return [{"day": reading.day(value)}]
        return read_windows(words_of(value), reading.calendar)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return write_windows(data, language)


class Closings(Windows):
    """Stretches of time, or all of it."""

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: D102
        if isinstance(value, (date, datetime)):
            return super().read(value, reading)
        return read_closings(words_of(value), reading.calendar)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return AT_ALL_TIMES.say(language) if data is True else super().write(data, language)


class Walks(Kind):
    """How long it takes from one site to another."""

    examples = (
        (
            Text("des trajets entre sites", "walks between sites"),
            Text(
                "`Nord – Sud : 10 ; Nord – Gare : 15`", "`North – South: 10 ; North – Station: 15`"
            ),
        ),
    )

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: ARG002, D102
        return grammar.read_walks(words_of(value))

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return grammar.write_walks(data)


@dataclass(frozen=True)
class Levels(Kind):
    """What it costs to be in one of some rooms, stretches…: each with a whole number."""

    table: TableName | None = None
    offers: ClassVar[bool] = False
    examples = (
        (
            Text("des niveaux : ce que coûte chacun", "levels: what each costs"),
            Text("`Salle bleue : 3 ; Amphi : 10`", "`Blue room: 3 ; Hall: 10`"),
        ),
    )

    def read(self, value: object, reading: Reading) -> grammar.Data:  # noqa: D102
        table = self.table
        resolve = (lambda words: reading.find(table, words)) if table else clean
        return grammar.read_levels(words_of(value), resolve)

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return grammar.write_levels(data)


class Quotas(Kind):
    """How many sessions, of which kind, at which hours."""

    examples = (
        (
            Text("combien de sessions", "how many sessions"),
            Text(
                "`au moins 8`, `8 à 10 ateliers`, `9h-12h30 : au moins 8 ; 14h-18h : 6`",
                "`at least 8`, `8 to 10 workshops`, `09:00-12:30: at least 8 ; 14:00-18:00: 6`",
            ),
        ),
    )

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: D102
        return quotas.read_quotas(words_of(value), reading.calendar)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return quotas.write_quotas(data, language)


class Roles(Kind):
    """People by role."""

    table = "people"
    examples = (
        (
            Text("des intervenants et leurs rôles", "people and their roles"),
            Text(
                "`animation : dupont ; intervention : durand, martin`",
                "`moderator: dupont ; speaker: durand, martin`",
            ),
        ),
        (
            Text(
                "l'un ou l'autre, à choisir par `solve`",
                "one or the other, whom `solve` chooses",
            ),
            Text("`intervention : martin / petit`", "`speaker: martin / petit`"),
        ),
        (
            Text("quelqu'un qui reste à nommer", "somebody who is yet to be named"),
            Text("`intervention : élu à confirmer`", "`speaker: mayor (tbc)`"),
        ),
    )

    def read(self, value: object, reading: Reading) -> grammar.Data:  # noqa: D102
        return grammar.read_roles(
            words_of(value), reading.language, lambda words: reading.find("people", words)
        )

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return grammar.write_roles(data)


class TakenRoles(Roles):
    """Who takes the roles for which one of several is to be chosen."""

    def read(self, value: object, reading: Reading) -> Any:  # noqa: D102
        return grammar.read_chosen(words_of(value), lambda words: reading.find("people", words))


class Links(Kind):
    """Other sessions, and the pauses between."""

    table = "sessions"
    examples = (
        (Text("après une session", "after a session"), Text("`ouverture`", "`opening`")),
        (
            Text("après elle, de 10 à 30 minutes plus tard", "after it, 10 to 30 minutes later"),
            Text("`ouverture [10-30]`", "`opening [10-30]`"),
        ),
    )

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: D102
        return grammar.read_links(
            words_of(value),
            lambda words: reading.find("sessions", words),
            lambda words: reading.knows("sessions", words),
        )

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return grammar.write_links(data)


SHOWN: tuple[type[Kind], ...] = (
    *(Clock, Date, Length, Flag, Items, Windows, Roles, Links, HowMuch, Walks, Quotas, HowOften),
    Levels,
)
"""Those whose examples `docs/` show, in this order."""
