"""What the cells of a column hold, read as plain data for `Problem.read` and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel, to_excel
from pydantic_core import PydanticCustomError

from agenda_solver.files.grid.cells import NO, YES, words_of
from agenda_solver.files.workbook import grammar
from agenda_solver.files.workbook.grammar import NotUnderstoodError
from agenda_solver.problem import DAY_MINUTES, KINDS, MIXED, YEARS, clean, folded, parse_clock
from agenda_solver.text import Language, Text, cut, either, quoted, weekday

Table = Literal["rooms", "people", "tracks", "sessions", "attendees"]

FIRST_DAYS = 1905  # years before it are numbers that Excel shows as dates


# --- What ids, names and days mean --------------------------------------------------------


class Names:
    """Finds what a person means by an id or a name, whatever the capitals and accents."""

    def __init__(self, table: Table, rows: Iterable[tuple[str, str]]) -> None:
        self.table = table
        self._ids: set[str] = set()
        self._meant: dict[str, list[str]] = {}
        for id_, name in rows:
            self._ids.add(id_)
            for words in {folded(id_), folded(name)} - {""}:
                self._meant.setdefault(words, []).append(id_)

    def reserve(self, ids: Iterable[str]) -> None:
        """Note ids whose rows are gone: they mean nothing else."""
        self._ids.update(ids)

    def knows(self, words: str) -> bool:
        """Whether there is such an id."""
        return words in self._ids

    def find(self, words: str) -> str:
        """Return the id; words that mean nothing are returned for others to judge.

        Raises
        ------
        NotUnderstoodError
            If they may mean several.
        """
        if words in self._ids:
            return words
        meant = list(dict.fromkeys(self._meant.get(folded(words), [])))
        if len(meant) > 1:
            raise NotUnderstoodError(
                Text(
                    "{words} peut désigner {ids} : donner l'id",
                    "{words} may mean {ids}: give the id",
                ).fill(words=quoted(cut(words, _LONGEST)), ids=either(map(quoted, meant))),
                sure=True,
            )
        return meant[0] if meant else words


@dataclass
class Reading:
    """What it takes to understand a cell: the names of the workbook, its days and epoch.

    Attributes
    ----------
    names : mapping
        By table, the ids and the names in it.
    days : mapping of date to str
        The event's days, and the id of each.
    epoch : datetime
        Day 0 of the numbers that stand for dates.
    language : {"fr", "en"}
        The event's.
    """

    names: Mapping[Table, Names] = field(default_factory=dict)
    days: Mapping[date, str] = field(default_factory=dict)
    epoch: datetime = CALENDAR_WINDOWS_1900
    language: Language = "fr"

    def find(self, table: Table, words: str) -> str:
        """Return the id that words mean in a table."""
        return self.names[table].find(words) if table in self.names else words

    def knows(self, table: Table, words: str) -> bool:
        """Whether a table has such an id."""
        return table in self.names and self.names[table].knows(words)

    def day(self, value: object) -> date:
        """Read a day however it is written: a date, its id, ``10 juin``, ``mercredi``.

        Raises
        ------
        NotUnderstoodError
            If it is none, or may be several.
        """
        found: object = value.date() if isinstance(value, datetime) else value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            found = self._by_id(words_of(value)) or self._serial_day(value)
        if isinstance(value, str):
            found = self._in_words(clean(value))
        if isinstance(found, date) and found.year in YEARS:
            return found
        raise NotUnderstoodError(
            Text(
                "{value} n'est pas une date (attendu JJ/MM/AAAA)",
                "{value} is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
            ).fill(value=quoted(cut(words_of(value), _LONGEST)))
        )

    def _serial_day(self, value: float) -> date | None:
        """Read a date that has lost its format: days since the epoch of the workbook."""
        if not _FIRST_SERIAL <= value < _LAST_SERIAL:
            return None
        found = from_excel(value, self.epoch)
        return found.date() if isinstance(found, datetime) else None

    def _in_words(self, words: str) -> date | None:
        if found := _full_date(words) or self._by_id(words):
            return found
        match = _NAMED.fullmatch(words)
        assert match is not None
        rest: str = match["rest"] or ""
        number = _begins(match["week"], _WEEKDAYS) if match["week"] else None
        if number is None:
            return self._dated(words, match["words"])
        if not rest:
            return self._only(words, [day for day in self.days if day.isoweekday() == number])
        day = self._dated(words, rest) or self._of_month(words, rest, number)
        if day is not None and day.isoweekday() != number:
            raise NotUnderstoodError(
                Text("le {day} est un {week}", "{day} is a {week}").fill(
                    day=_short(day), week=weekday(day)
                ),
                sure=True,
            )
        return day

    def _by_id(self, words: str) -> date | None:
        meant = [day for day, id_ in self.days.items() if id_ == words]
        alike = [day for day, id_ in self.days.items() if id_.casefold() == words.casefold()]
        return self._only(words, meant or alike)

    def _dated(self, words: str, rest: str) -> date | None:
        """Read a date; where it has no year, among the days of the event."""
        if found := _full_date(rest):
            return found
        for pattern in _DATES_IN_SHORT:
            if match := pattern.fullmatch(rest):
                month = match["month"]
                number = int(month) if month.isdecimal() else _begins(month, _MONTHS)
                return self._nearest(words, int(match["day"]), number, match["year"])
        return None

    def _nearest(self, words: str, day: int, month: int | None, year: str | None) -> date | None:
        if year and len(year) == 4:
            return _date(int(year), month or 0, day)
        found = [
            it
            for it in self.days
            if (it.day, it.month) == (day, month) and (not year or it.year % 100 == int(year))
        ]
        return self._only(words, found)

    def _of_month(self, words: str, rest: str, weekday_number: int) -> date | None:
        match = _ORDINAL.fullmatch(rest)
        found = [it for it in self.days if match and it.day == int(match[1])]
        exact = [it for it in found if it.isoweekday() == weekday_number]
        return self._only(words, exact or found)

    @staticmethod
    def _only(words: str, meant: list[date]) -> date | None:
        if len(meant) > 1:
            days = either(map(_short, meant))
            raise NotUnderstoodError(
                Text(
                    "{words} peut désigner {days} : donner la date",
                    "{words} may mean {days}: give the date",
                ).fill(words=quoted(cut(words, _LONGEST)), days=days),
                sure=True,
            )
        return meant[0] if meant else None


_LONGEST = 60  # characters of a cell that a sentence repeats
_FIRST_SERIAL = 18_264  # 1950: smaller numbers are no dates
_LAST_SERIAL = 2_958_466
_NO_TIME = r"(?:[T ]+0?0:00(?::00)?)?"
_FULL_DATES = (
    re.compile(
        rf"(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>\d{{4}}){_NO_TIME}"
    ),
    re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_NO_TIME}"),
)
_TH = r"(?:er|st|nd|rd|th)?"
_DATES_IN_SHORT = (
    re.compile(r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})(?:\s?[/.-]\s?(?P<year>\d{2}))?"),
    re.compile(
        rf"(?P<day>\d{{1,2}}){_TH}\s*(?P<month>[^\W\d_]{{3,}})\.?(?:,?\s*(?P<year>\d{{4}}))?", re.I
    ),
    re.compile(
        rf"(?P<month>[^\W\d_]{{3,}})\.?\s*(?P<day>\d{{1,2}}){_TH}(?:,?\s+(?P<year>\d{{4}}))?", re.I
    ),
)
_ORDINAL = re.compile(rf"(\d{{1,2}}){_TH}", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:(?:le|on)\s+)?(?P<words>(?P<week>[^\W\d_]{3,})?\.?,?\s*(?P<rest>.*))",
    re.IGNORECASE | re.DOTALL,
)
_WEEKDAYS = tuple(
    (weekday(date(2024, 1, number)).fr, weekday(date(2024, 1, number)).en) for number in range(1, 8)
)
_MONTHS = (
    *(("janvier", "january"), ("février", "february"), ("mars", "march"), ("avril", "april")),
    *(("mai", "may"), ("juin", "june"), ("juillet", "july"), ("août", "august")),
    *(("septembre", "september"), ("octobre", "october"), ("novembre", "november")),
    ("décembre", "december"),
)


def _full_date(words: str) -> date | None:
    for pattern in _FULL_DATES:
        if match := pattern.fullmatch(words):
            return _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return None


def _begins(word: str, names: Sequence[tuple[str, str]]) -> int | None:
    """Return the number, from 1, of the only names that begin like a word."""
    begin = folded(word)
    found = [
        number
        for number, both in enumerate(names, start=1)
        if any(folded(name).startswith(begin) for name in both)
    ]
    return found[0] if len(found) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _short(day: date) -> Text:
    return Text(f"{day:%d/%m/%Y}", day.isoformat())


# --- Times of day and lengths -------------------------------------------------------------


def minute_of(value: object, epoch: datetime) -> int:
    """Read a time of day as Excel and people write it, as minutes since midnight.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    if isinstance(value, str):
        both = _DATE_AND_TIME.fullmatch(clean(value))
        return _minute(grammar.plain_clock(both["time"] if both else value))
    if isinstance(value, datetime) and value.year < FIRST_DAYS:
        # A number in a cell of times is read as a day of Excel's first years.
        value = to_excel(value, epoch)  # type: ignore[no-untyped-call]
    seconds = _seconds(value)
    if seconds is None:
        raise NotUnderstoodError(
            Text(
                "{value} n'est pas une heure (attendu HH:MM)",
                "{value} is not a time of day (expected HH:MM)",
            ).fill(value=quoted(cut(words_of(value), _LONGEST)))
        )
    minute = round(seconds / 60)
    if abs(seconds - 60 * minute) > 1:
        return _minute((datetime.min + timedelta(seconds=round(seconds))).time())
    return minute


def _minute(value: str | time) -> int:
    try:
        return parse_clock(value)
    except PydanticCustomError as error:
        context = error.context or {}
        raise NotUnderstoodError(Text(context["fr"], context["en"])) from None


_DATE_AND_TIME = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})(?:T|\s+(?:à\s+)?)(?P<time>\S.*)"
)


def day_of_moment(value: object) -> date | None:
    """Return the day of a cell that says a day and a time; None if it says a time only."""
    if isinstance(value, datetime):
        return value.date() if value.year >= FIRST_DAYS else None
    both = _DATE_AND_TIME.fullmatch(clean(value)) if isinstance(value, str) else None
    return _full_date(both["date"]) if both else None


def _seconds(value: object) -> float | None:
    """Return the seconds since midnight of what is not text; a whole day is 24:00."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        ).total_seconds()
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value * DAY_MINUTES * 60
    else:
        return None
    return seconds if 0 <= seconds <= DAY_MINUTES * 60 else None


def time_cell(words: str) -> time | str:
    """Return ``09:30`` as the time of a cell; there is none for 24:00."""
    hours, minutes = map(int, words.split(":"))
    return time(hours, minutes) if hours < 24 else words


def whole(value: object, example: int = 45) -> int:
    """Read a whole number, also where it is text.

    Parameters
    ----------
    value : object
        What a cell holds.
    example : int
        What might have been written, for the message.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and (match := _WHOLE.fullmatch(clean(value))):
        return int(match[1].replace(" ", "").replace("−", "-"))
    raise NotUnderstoodError(
        Text(
            "{value} n'est pas un nombre entier (attendu par exemple {example})",
            "{value} is not a whole number (expected {example}, for example)",
        ).fill(value=quoted(cut(words_of(value), _LONGEST)), example=example)
    )


# Three digits after a comma or a point may be thousands.
_WHOLE = re.compile(r"(\d{1,3}(?: \d{3}){1,4}|[-−]?\d{1,12})(?:[.,]0{1,2})?")
_HOURS = r"(\d{1,2})\s*(?:h|heures?|hours?|hrs?)"
_MINUTES = r"(\d{1,4})\s*(?:min|mn|minutes?|mins|m|'|′)\.?"
_LENGTHS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_HOURS}(?:\s*([0-5]\d)|\s*(?:et\s+|and\s+)?([0-5]?\d)\s*(?:min|mn|minutes?|mins|m|')\.?)?",
        rf"(?:())?{_MINUTES}",
        r"(\d{1,2}):([0-5]\d)(?::00)?",
    )
)
_PART_OF_HOURS = re.compile(r"(\d{1,2})[.,](\d{1,2})\s*(?:h|heures?|hours?)", re.IGNORECASE)


def length(value: object, epoch: datetime) -> int:
    """Read a length in minutes: ``90``, ``90 min``, ``1h30``, or a time of 1:30.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    if day_of_moment(value) is None:
        try:
            if isinstance(value, (time, datetime, timedelta)):
                return minute_of(value, epoch)
            words = clean(value) if isinstance(value, str) else ""
            minutes = _length_in_words(words)
            return whole(value) if minutes is None else minutes
        except NotUnderstoodError:
            pass
    raise NotUnderstoodError(
        Text(
            "{value} n'est pas une durée en minutes (attendu par exemple 90, ou 1h30)",
            "{value} is not a length in minutes (expected 90, for example, or 1h30)",
        ).fill(value=quoted(cut(words_of(value), _LONGEST)))
    )


def _length_in_words(words: str) -> int | None:
    for pattern in _LENGTHS:
        if match := pattern.fullmatch(words):
            hours, *minutes = match.groups()
            return 60 * int(hours or 0) + int(next(filter(None, minutes), 0))
    if match := _PART_OF_HOURS.fullmatch(words):
        tenths = 60 * int(match[1] + match[2])
        return tenths // 10 ** len(match[2]) if tenths % 10 ** len(match[2]) == 0 else None
    return None


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
        return whole(value, self.example)


class Length(Kind):
    """Minutes."""

    number_format = "0"

    def read(self, value: object, reading: Reading) -> int:  # noqa: D102
        return length(value, reading.epoch)


class Flag(Kind):
    """Yes or no."""

    def read(self, value: object, reading: Reading) -> bool:  # noqa: ARG002, D102
        return value if isinstance(value, bool) else grammar.read_flag(words_of(value))

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return (YES if data else NO).say(language)


class HowMuch(Whole):
    """How much a wish matters, as a whole number: ``oui`` is 1, ``non`` is 0."""

    def read(self, value: object, reading: Reading) -> int:  # noqa: D102
        if isinstance(value, bool):
            return int(value)
        try:
            return super().read(value, reading)
        except NotUnderstoodError as error:
            try:
                return int(grammar.read_flag(words_of(value)))
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
        minute = minute_of(value, reading.epoch)
        return f"{minute // 60:02d}:{minute % 60:02d}"

    def write(self, data: Any, language: Language) -> object:  # noqa: ARG002, D102
        return time_cell(data)


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
        return grammar.read_list(words_of(value), resolve)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return grammar.write_list(data, language)


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
        one_day = len(reading.days) == 1
        return grammar.read_windows(words_of(value), reading.day, one_day=one_day)

    def write(self, data: Any, language: Language) -> object:  # noqa: D102
        return grammar.write_windows(data, language)


class Walks(Kind):
    """How long it takes from one site to another."""

    wraps = True

    def read(self, value: object, reading: Reading) -> list[grammar.Data]:  # noqa: D102
        return grammar.read_walks(words_of(value), lambda words: length(words, reading.epoch))

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
