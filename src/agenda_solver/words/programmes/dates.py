"""Days inside a line of a programme: ``Lundi 20 et mardi 21 juin 2022``, ``June 10th``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from agenda_solver.text import MONTHS, WEEKDAYS
from agenda_solver.words.moments import NUMERIC_DATE, YEARS, date_in_numbers
from agenda_solver.words.programmes.phrases import LEGAL, flat

_MONTHS = {flat(name): number for number, both in enumerate(MONTHS, 1) for name in both} | {
    flat(name)[:length]: number
    for number, both in enumerate(MONTHS, 1)
    for name in both
    for length in (3, 4)
    if len(name) > length and flat(name)[:length] not in ("mar", "jui", "juin")
}
_WEEKDAYS = {flat(name): number for number, both in enumerate(WEEKDAYS, 1) for name in both}
_DAY_NAMES = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_SHORT_NAMES = r"(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b|(?:lun|mer|jeu|ven|sam|dim)\."
_WEEK = rf"(?:(?P<week>{_DAY_NAMES}|{_SHORT_NAMES})[\s|.,]*(?:the\s+|le\s+)?)?"
_MONTH = rf"(?P<month>(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![\w]))\.?"
_YEAR = r"(?:[\s|,]+(?P<year>20\d\d)(?!\d))?"
_TH = r"(?:\s?(?:er|st|nd|rd|th)\b)?"
_AND = r"\s*(?:,|et|and|&|-|–|—|au|to|/)\s*"
_MORE = rf"(?P<more>(?:{_AND}(?:(?:le\s+)?(?:{_DAY_NAMES})[\s|]+)?\d{{1,2}}(?!\d){_TH})*)"
_NOT_DAY_1 = r"(?<!jour )(?<!journee )(?<!day )(?<![\d/.:h])"
_DAY_FIRST = re.compile(
    rf"{_NOT_DAY_1}{_WEEK}(?:du\s+|le\s+)?(?P<day>[0-3]?\d){_TH}{_MORE}[\s|]*"
    rf"(?:of\s+)?{_MONTH}{_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_WEEK}{_MONTH}\s+(?P<day>[0-3]?\d)(?!\d|\s?h|:){_TH}{_MORE}{_YEAR}"
)
_NUMBERS = re.compile(rf"(?<![\d/.:]){_WEEK}{NUMERIC_DATE}")
_SHORT = re.compile(rf"(?<![\d/.:]){_WEEK}(?P<day>[0-3]?\d)/(?P<number>[01]?\d)(?![\d/])")
_NAKED = re.compile(rf"(?<!\w){_WEEK.rstrip('?')}(?P<day>[0-3]?\d)(?![\d:/.h]|\s?h\b){_TH}")
_ALONE = re.compile(rf"(?P<week>{_DAY_NAMES})(?![\w])")
_RANGE = re.compile(r"\s*(?:-|–|—|au|to)\s*")
_AROUND = re.compile(
    r"[\s|:,.()\[\]–—•*>-]*(?:le|du|on|the|au|programme du|programme|journee du)?[\s|:,.()–—•*>-]*"
)


@dataclass(frozen=True)
class Dated:
    """A day as it is written.

    Attributes
    ----------
    day, month, year, weekday : int or None
        What is said of it.
    start, end : int
        Where in the line it stands.
    """

    day: int | None
    month: int | None
    year: int | None
    weekday: int | None
    start: int
    end: int

    def on(self, years: tuple[int, ...]) -> date | None:
        """Return the date, in its own year or else the first of some in which it can be."""
        if self.day is None or self.month is None:
            return None
        for year in (self.year,) if self.year else years:
            try:
                day = date(year, self.month, self.day)
            except ValueError:
                continue
            if self.year or self.weekday in (None, day.isoweekday()):
                return day
        return None


def dates_within(line: str) -> list[Dated]:
    """Return the days that a line names, in their order; none after words that mean no day."""
    words = flat(line)
    dated: dict[int, list[Dated]] = {}
    taken: list[tuple[int, int]] = []
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _NUMBERS, _SHORT, _NAKED):
        for match in pattern.finditer(words):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if _means_no_day(words, match):
                taken.append(match.span())
            elif days := list(_days(match)):
                taken.append(match.span())
                dated[match.start()] = days
    return [day for place in sorted(dated) for day in dated[place]]


def _means_no_day(words: str, match: re.Match[str]) -> bool:
    """Whether words right before a date say that it is none of the event."""
    begin = match.start("day") if "day" in match.re.groupindex else match.start()
    return any(
        not words[legal.end() : begin].strip(" .:,le0123456789h")
        for legal in LEGAL.finditer(words, 0, begin)
    )


def weekday_alone(line: str) -> int | None:
    """Return the day of the week that a line is: ``Mardi``; None where it is more."""
    words = flat(line).strip(" :–—-.*")
    match = _ALONE.fullmatch(words)
    return _WEEKDAYS[match["week"]] if match else None


def without_dates(line: str, dated: list[Dated]) -> str:
    """Return a line without its days."""
    if not dated:
        return line
    before, after = line[: dated[0].start], line[max(day.end for day in dated) :]
    lead = _AROUND.fullmatch(flat(before))
    return " ".join(((" " if lead else before) + after).split()).strip(" ,:–—-|·•()")


def _days(match: re.Match[str]) -> Iterator[Dated]:
    groups = match.groupdict()
    weekday = _weekday(groups.get("week"))
    if "one" in groups:
        day = date_in_numbers(match)
        if day is not None and day.year in YEARS:
            yield Dated(day.day, day.month, day.year, weekday, match.start(), match.end())
        return
    month = _MONTHS.get(groups.get("month") or "") or (
        int(groups["number"]) if groups.get("number") else None
    )
    if (month or 1) > 12:
        return
    year = int(groups["year"]) if groups.get("year") else None
    first, more = int(groups["day"]), groups.get("more") or ""
    if not 1 <= first <= 31:
        return
    yield Dated(first, month, year, weekday, match.start(), match.end())
    others = [int(number) for number in re.findall(r"\d{1,2}", more)]
    if len(others) == 1 and _RANGE.match(more) and first < others[0] <= first + 6:
        others = list(range(first + 1, others[0] + 1))
    for other in others:
        yield Dated(other, month, year, None, match.start(), match.end())


def _weekday(word: str | None) -> int | None:
    if not word:
        return None
    begin = word.rstrip(".")
    return next((number for name, number in _WEEKDAYS.items() if name.startswith(begin)), None)


def years_around(year: int) -> tuple[int, ...]:
    """Return the years that a day without one may be of, the likeliest first."""
    return tuple(year + apart for apart in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6))


def day_after(day: date) -> date:
    """Return the next day."""
    return day + timedelta(days=1)
