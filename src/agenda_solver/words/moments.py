"""Times of day, days, and lengths, however they are written.

A time of day is a number of minutes since midnight, 0 to 1440; a day is a `datetime.date`.
An evening belongs to its day: what ends at 1:30 in the night is 25 hours and a half into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from agenda_solver.text import (
    MONTHS,
    WEEKDAYS,
    Language,
    Text,
    clock,
    either,
    listing,
    long_date,
    quoted,
    weekday,
)
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.names import clean, folded, nearest, on_one_line, perhaps, shown

DAY_MINUTES = 24 * 60
DAYBREAK = DAY_MINUTES + 6 * 60  # an evening goes on until 6:00 of the next day at most
_LONGEST_EVENING = 18 * 60  # 9:00 to 5:00 is a slip for 17:00, 9:00 to 2:00 a long day
_EVENING = 18 * 60  # whoever starts so late may mean the next morning
YEARS = range(1900, 2200)  # spreadsheets know no earlier date

# --- Times of day -------------------------------------------------------------------------

_NAMED_CLOCKS = {"midi": 12 * 60, "noon": 12 * 60}
CLOCK = (
    r"(?:\d{1,2}\s*(?:[:.]\s*\d{2}(?::00)?|h(?:eures?)?\s*(?:\d{2}(?:\s*(?:min|mn)\b)?)?|(?=[ap]))"
    rf"(?:\s*[ap]\.?m\b\.?)?|{'|'.join(_NAMED_CLOCKS)})"
)
"""The pattern of a time of day, in any case; `read_clock` reads what it finds."""
_CLOCK = re.compile(rf"(?:(?:[aà]|at)\s+)?{CLOCK}", re.IGNORECASE)
_AFTER_MIDNIGHT = re.compile(r"24\s*[:.h]\s*([0-5]\d)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_HALF = re.compile(r"([ap])\.?m", re.IGNORECASE)
_LONGEST_CLOCK = 40  # characters


def read_clock(value: object) -> int:
    """Read ``09:30``, ``9h30``, ``à 9 heures 30``, ``midi``, ``2:30 pm``, or a `datetime.time`.

    Raises
    ------
    NotUnderstoodError
        If it is not a time of day, to the minute; ``24:00`` closes a day.
    """
    if isinstance(value, time):
        if value.second or value.microsecond:
            raise NotUnderstoodError(
                Text(
                    "{value} a des secondes (attendu HH:MM)",
                    "{value} has seconds (expected HH:MM)",
                ).fill(value=quoted(value.isoformat()))
            )
        return value.hour * 60 + value.minute
    minute = clock_in(value) if isinstance(value, str) else None
    if minute is None:
        raise not_a_clock(value)
    return minute


def read_start(value: object) -> int:
    """Read when something starts: a time of day, or ``24:30`` for half past midnight.

    Raises
    ------
    NotUnderstoodError
        If it is neither.
    """
    match = _AFTER_MIDNIGHT.fullmatch(on_one_line(value)) if isinstance(value, str) else None
    return DAY_MINUTES + int(match[1]) if match else read_clock(value)


def write_start(minute: int) -> str:
    """Write a start so that `read_start` reads it, in the first hour of a night for sure."""
    words = clock(minute).en
    return words.replace("00:", "24:") if DAY_MINUTES < minute < DAY_MINUTES + 60 else words


def running_clock(minute: int) -> str:
    """Write a minute of a day for programs: ``24:30`` and ``25:30`` are in its night."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def in_evening(start: int, end: int, *, opening: int, closing: int) -> tuple[int, int]:
    """Return hours as those of an evening, where they come before it on the clock.

    Where a day goes on from 18:00 to 2:00, what is there from 0:30 to 1:30 comes after its
    midnight.
    """
    late = start < opening and start + DAY_MINUTES < closing and end <= opening
    return (start + DAY_MINUTES, end + DAY_MINUTES) if late else (start, end)


def not_a_clock(value: object) -> NotUnderstoodError:
    """Return the refusal of what is not a time of day."""
    return NotUnderstoodError(
        Text(
            "{value} n'est pas une heure (attendu HH:MM)",
            "{value} is not a time of day (expected HH:MM)",
        ).fill(value=shown(value))
    )


def clock_in(words: str) -> int | None:
    """Return the time of day that words are; None where they are none."""
    words = on_one_line(words)
    if len(words) >= _LONGEST_CLOCK or not _CLOCK.fullmatch(words):
        return None
    if not (numbers := _DIGITS.findall(words)):
        return next(minute for name, minute in _NAMED_CLOCKS.items() if name in folded(words))
    hours, minutes = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    if half := half_of(words):
        hours = hours % 12 + 12 * (half == "p") if 1 <= hours <= 12 else 99
    minute = hours * 60 + minutes
    return minute if minutes <= 59 and minute <= DAY_MINUTES else None


def half_of(clock: str) -> str | None:
    """Return ``a`` or ``p`` where a time of day is of a half of the day: ``2:30 pm``."""
    match = _HALF.search(clock)
    return match[1].lower() if match else None


def write_clock(words: str, language: Language) -> str:
    """Write ``09:30`` as the language does."""
    return words.replace(":", "h") if language == "fr" else words


def end_after(start: int, end: int) -> int:
    """Return an end that comes after its start: that of an evening is of the next day.

    Raises
    ------
    NotUnderstoodError
        If it comes before its start, and is not that of an evening.
    """
    if end > start:
        return end
    late = end + DAY_MINUTES
    if late <= DAYBREAK and late - start <= _LONGEST_EVENING:
        return late
    raise end_first(clock(start), clock(end), evening=start >= _EVENING)


def minutes_between(start: str, end: str) -> int:
    """Return how long it is from a start to an end, as times of day are written.

    Raises
    ------
    NotUnderstoodError
        If the end comes first.
    """
    first = read_start(start)
    return end_after(first, read_clock(end)) - first


def end_first(start: Text, end: Text, *, evening: bool = False) -> NotUnderstoodError:
    """Return the refusal of an end that does not come after its start."""
    sentence = _EVENING_ENDS if evening else _END_FIRST
    return NotUnderstoodError(sentence.fill(start=start, end=end, last=clock(DAYBREAK)), sure=True)


_END_FIRST = Text(
    "la fin ({end}) doit venir après le début ({start})",
    "the end ({end}) must come after the start ({start})",
)
_EVENING_ENDS = Text(
    "la fin ({end}) doit venir après le début ({start}), ou le lendemain à {last} au plus tard",
    "the end ({end}) must come after the start ({start}), or by {last} on the day after",
)


# --- Days ---------------------------------------------------------------------------------

NUMERIC_DATE = (
    r"(?P<one>\d{1,4})\s?[/.-]\s?(?P<two>\d{1,2})\s?[/.-]\s?(?P<three>\d{4}|\d{1,2})(?!\d)"
)
"""The pattern of a date in numbers; `date_in_numbers` says which is the day."""
_FULL_DATE = re.compile(rf"{NUMERIC_DATE}(?:[T ]+0?0:00(?::00)?)?")
_TH = r"(?:er|st|nd|rd|th)?"
_SHORT_DATES = (
    re.compile(r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})(?:\s?[/.-]\s?(?P<year>\d{2}))?"),
    re.compile(
        rf"(?P<day>\d{{1,2}}){_TH}\s*(?P<month>[^\W\d_]{{3,}})\.?(?:,?\s*(?P<year>\d{{4}}))?", re.I
    ),
    re.compile(
        rf"(?P<month>[^\W\d_]{{3,}})\.?\s*(?P<day>\d{{1,2}}){_TH}(?:,?\s+(?P<year>\d{{4}}))?", re.I
    ),
)
_ORDINAL = re.compile(rf"(\d{{1,2}}){_TH}", re.IGNORECASE)
_NAMED_DAY = re.compile(
    r"(?:(?:le|on)\s+)?(?P<words>(?P<week>[^\W\d_]{3,})?\.?,?\s*(?P<rest>.*))",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_MOMENT = 300  # characters; the id of a day has at most 200
_ISO_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(?=\d)")


def full_date(words: str) -> date | None:
    """Read ``10/06/2026`` or ``2026-06-10``; in short, the day comes first."""
    match = _FULL_DATE.fullmatch(words)
    return date_in_numbers(match, short_years=False) if match else None


def date_in_numbers(
    match: re.Match[str], *, day_first: bool = True, short_years: bool = True
) -> date | None:
    """Return the date that a match of `NUMERIC_DATE` is.

    Parameters
    ----------
    match : re.Match
    day_first : bool
        Whether the day comes before the month, where the year does not come first.
    short_years : bool
        Whether ``26`` may stand for 2026.
    """
    one, two, three = (int(match[name]) for name in ("one", "two", "three"))
    if len(match["one"]) == 4:
        return _date(one, two, three) if len(match["three"]) < 4 else None
    if len(match["one"]) > 2 or (len(match["three"]) < 4 and not short_years):
        return None
    year = three if len(match["three"]) == 4 else three + 2000
    return _date(year, two, one) if day_first else _date(year, one, two)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, eq=False)
class Calendar:
    """The days of an event: what it takes to understand a day.

    Attributes
    ----------
    ids : mapping of str to date
        The event's days, by their ids.
    epoch : datetime
        Day 0 of the numbers that stand for dates in a workbook.
    """

    ids: Mapping[str, date] = field(default_factory=dict)
    epoch: datetime = datetime(1899, 12, 30)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The event's days, each once."""
        return tuple(dict.fromkeys(self.ids.values()))

    @property
    def has_one_day(self) -> bool:
        """Whether a time of day says enough."""
        return len(self.days) == 1

    def read(self, words: str) -> date:
        """Read a day: ``10/06/2026``, ``10 juin``, ``mercredi``, its id.

        Raises
        ------
        NotUnderstoodError
            If it is none, or may be several.
        """
        day = self._in_words(clean(words))
        if day is None or day.year not in YEARS:
            raise not_a_day(words, self._named)
        return day

    @property
    def _named(self) -> Mapping[str, str]:
        """The ids that are names, not dates."""
        return {id_: id_ for id_ in self.ids if full_date(id_) is None}

    def by_id(self, words: str) -> date | None:
        """Return the day that has an id; None where none has."""
        if words in self.ids:
            return self.ids[words]
        alike = [day for id_, day in self.ids.items() if id_.casefold() == words.casefold()]
        return self._only(words, alike)

    def _in_words(self, words: str) -> date | None:
        if day := full_date(words) or self.by_id(words):
            return day
        match = _NAMED_DAY.fullmatch(words)
        assert match is not None
        rest: str = match["rest"] or ""
        number = _begins(match["week"], WEEKDAYS) if match["week"] else None
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

    def _dated(self, words: str, rest: str) -> date | None:
        """Read a date; where it has no year, among the days of the event."""
        if day := full_date(rest):
            return day
        for pattern in _SHORT_DATES:
            if match := pattern.fullmatch(rest):
                month = match["month"]
                number = int(month) if month.isdecimal() else _begins(month, MONTHS)
                return self._nearest(words, int(match["day"]), number, match["year"])
        return None

    def _nearest(self, words: str, day: int, month: int | None, year: str | None) -> date | None:
        if year and len(year) == 4:
            return _date(int(year), month or 0, day)
        alike = [
            known
            for known in self.days
            if (known.day, known.month) == (day, month)
            and (not year or known.year % 100 == int(year))
        ]
        return self._only(words, alike)

    def _of_month(self, words: str, rest: str, weekday_number: int) -> date | None:
        match = _ORDINAL.fullmatch(rest)
        alike = [day for day in self.days if match and day.day == int(match[1])]
        exact = [day for day in alike if day.isoweekday() == weekday_number]
        return self._only(words, exact or alike)

    @staticmethod
    def _only(words: str, meant: list[date]) -> date | None:
        if len(meant) > 1:
            raise NotUnderstoodError(
                Text(
                    "{words} peut désigner {days} : donner la date",
                    "{words} may mean {days}: give the date",
                ).fill(words=shown(words), days=either(map(_short, meant))),
                sure=True,
            )
        return meant[0] if meant else None


def not_a_day(value: object, named: Mapping[str, str] | None = None) -> NotUnderstoodError:
    """Return the refusal of what is not a day; `named` has the ids it may be a slip for."""
    sentence = _NO_DAY.fill(value=shown(value))
    near = nearest(str(value), named) if named else None
    if near is not None:
        return NotUnderstoodError(perhaps(sentence, near))
    return NotUnderstoodError(_DATE_EXPECTED.fill(sentence=sentence))


_NO_DAY = Text("{value} n'est pas une date", "{value} is not a date")
_DATE_EXPECTED = Text(
    "{sentence} (attendu JJ/MM/AAAA)", "{sentence} (expected DD/MM/YYYY or YYYY-MM-DD)"
)


def not_of_the_event(day: date, known: Iterable[date]) -> Text:
    """Say that the event has no such day, and which it has."""
    return Text(
        "{day} n'est pas une journée de l'évènement (connues : {known})",
        "{day} is not a day of the event (known: {known})",
    ).fill(day=long_date(day), known=listing(map(long_date, known)))


def _begins(word: str, names: Sequence[tuple[str, str]]) -> int | None:
    """Return the number, from 1, of the only names that begin like a word."""
    begin = folded(word)
    numbers = [
        number
        for number, both in enumerate(names, start=1)
        if any(folded(name).startswith(begin) for name in both)
    ]
    return numbers[0] if len(numbers) == 1 else None


def _short(day: date) -> Text:
    return Text(f"{day:%d/%m/%Y}", day.isoformat())


def write_day(words: str, language: Language) -> str:
    """Write ``2026-06-10`` as the language does."""
    return "/".join(reversed(words.split("-"))) if language == "fr" else words


def moment_text(day: date, minute: int | None) -> Text:
    """Write a day in short, and a time of it."""
    if minute is None:
        return _short(day)
    return Text("{day} {time}", "{day} {time}").fill(day=_short(day), time=clock(minute))


def read_moment(words: str, calendar: Calendar) -> tuple[date | None, int | None] | None:
    """Read a day, a time of day, or both, the day first; None where it is neither."""
    if len(words) > _LONGEST_MOMENT:
        return None
    words = on_one_line(_ISO_MOMENT.sub(r"\1 ", clean(words)))
    if (day := _day_in(words, calendar)) is not None:
        return day, None
    parts = words.split(" ")
    for place in range(len(parts)):
        minute = clock_in(" ".join(parts[place:]))
        if minute is None:
            continue
        day = _day_in(" ".join(parts[:place]), calendar) if place else None
        return (day, minute) if day or not place else None
    return None


def _day_in(words: str, calendar: Calendar) -> date | None:
    try:
        return calendar.read(words.rstrip(",:"))
    except NotUnderstoodError:
        return None


# --- Lengths ------------------------------------------------------------------------------

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
# Three digits after a comma or a point may be thousands.
_WHOLE = re.compile(r"(\d{1,3}(?: \d{3}){1,4}|[-−]?\d{1,12})(?:[.,]0{1,2})?")


def read_length(words: str) -> int:
    """Read a length in minutes: ``90``, ``90 min``, ``1h30``, ``1,5 h``.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    minutes = length_in(words)
    if minutes is None:
        minutes = whole_in(words)
    if minutes is None:
        raise not_a_length(words)
    return minutes


def not_a_length(value: object) -> NotUnderstoodError:
    """Return the refusal of what is not a length."""
    return NotUnderstoodError(
        Text(
            "{value} n'est pas une durée en minutes (attendu par exemple 90, ou 1h30)",
            "{value} is not a length in minutes (expected 90, for example, or 1h30)",
        ).fill(value=shown(value))
    )


def length_in(words: str) -> int | None:
    """Return the minutes of words with a unit, as ``1h30``; None where they are none."""
    words = clean(words)
    for pattern in _LENGTHS:
        if match := pattern.fullmatch(words):
            hours, *minutes = match.groups()
            return 60 * int(hours or 0) + int(next(filter(None, minutes), 0))
    if match := _PART_OF_HOURS.fullmatch(words):
        tenths = 60 * int(match[1] + match[2])
        return tenths // 10 ** len(match[2]) if tenths % 10 ** len(match[2]) == 0 else None
    return None


def whole_in(words: str) -> int | None:
    """Return the whole number that words are; None where they are none."""
    match = _WHOLE.fullmatch(clean(words))
    return int(match[1].replace(" ", "").replace("−", "-")) if match else None
