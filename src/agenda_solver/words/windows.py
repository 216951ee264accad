"""Stretches of time: ``10/06/2026 9h15-10h15``, ``jusqu'à 12h30``, ``mercredi``, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from agenda_solver.text import Language, Text, clock
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.cells import flag_of
from agenda_solver.words.moments import (
    CLOCK,
    DAY_MINUTES,
    Calendar,
    clock_in,
    end_first,
    half_of,
    moment_text,
    read_moment,
    write_clock,
    write_day,
)
from agenda_solver.words.names import clean, folded, on_one_line, refused
from agenda_solver.words.pieces import bare, is_quoted, pieces_of

Data = dict[str, Any]

_TO = r"(?:->|=>|[-–—−→>]|[aà]\b|to\b|until\b|jusqu['’]?\s*[aà]\b)"
_FROM = r"(?:de|d[eè]s|[aà] partir de|apr[eè]s|from|after|since)"
_UNTIL = r"(?:jusqu['’]?\s*[aà]|jusque|avant|until|till|before)"
_HOURS = (
    rf"(?:{_FROM}\s+)?(?P<start>{CLOCK})\s*{_TO}\s*(?P<end>{CLOCK}|\d{{1,2}})"
    rf"|(?P<bare_start>\d{{1,2}})[-–](?P<bare_end>{CLOCK})"
    rf"|(?:de|from)\s+(?P<de>\d{{1,2}})\s*{_TO}\s*(?P<to>{CLOCK})"
    rf"|{_FROM}\s+(?P<only_start>{CLOCK})|{_UNTIL}\s*(?P<only_end>{CLOCK})"
)
_STARTS = ("start", "bare_start", "de", "only_start", "open_start")
_OPEN = re.compile(
    rf"(?P<open_start>{CLOCK})\s*[-–—→]|[-–—→]\s*(?P<open_end>{CLOCK})", re.IGNORECASE
)
_WINDOW = re.compile(
    rf"(?:(?P<day>\S.*?)(?:\s*[:]\s*|\s+))??(?:{_HOURS})(?:\s+(?:le|on)\s+(?P<on>\S.*))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\b(?:entre|between)\s+({CLOCK})\s+(?:et|and)\s+({CLOCK})", re.IGNORECASE)
_AND = re.compile(r"\s+(?:et|and)\s+|\s*&\s*", re.IGNORECASE)
_TO_A_DAY = re.compile(r"\s*(?:->|[-–—→])\s*|\s+(?:à|au|to|until)\s+", re.IGNORECASE)
_FROM_A_DAY = re.compile(r"(?:du|de|from)\s+(?=\S)", re.IGNORECASE)
_LONGEST_PIECE = 300  # characters; the id of a day has at most 200
AT_ALL_TIMES = Text("tout le temps", "always")
_AT_ALL_TIMES = ("toutletemps", "toujours", "always")
_EVERY_DAY = Text("tous les jours", "every day")
_EVERY = ("touslesjours", "chaquejour", "everyday", "eachday", "alldays")
WINDOWS = Text(
    "attendu des heures (9h15-10h15), un jour (10/06/2026), ou les deux (10/06/2026 9h15-10h15)",
    "expected hours (09:15-10:15), a day (2026-06-10), or both (2026-06-10 09:15-10:15)",
)
_WHICH_DAY = Text(
    "de quels jours parlent ces heures ? Écrire le jour devant les heures, chaque fois "
    "(10/06/2026 9h-12h ; 11/06/2026 9h-12h), ou « tous les jours 9h-12h »",
    "of which days are these hours? Write the day before the hours, each time "
    "(2026-06-10 09:00-12:00 ; 2026-06-11 09:00-12:00), or “every day 09:00-12:00”",
)
_ALWAYS = Text(
    "ensemble, ces heures veulent dire toujours ; attendu par exemple 9h15-10h15",
    "together, these hours mean always; expected 09:15-10:15, for example",
)


def says_every_day(words: str) -> bool:
    """Whether words say somewhere that all days are meant."""
    return any(word in folded(words) for word in _EVERY)


def read_windows(words: str | Iterable[str], calendar: Calendar) -> list[Data]:
    """Read ``10/06/2026 9h15-10h15 ; tous les jours jusqu'à 12h``.

    After a comma or “and”, hours are of the day before them. After ``;``, ``|`` or a new line
    they are of every day, which must be said where a day was named before.

    Parameters
    ----------
    words : str, or iterable of str
        Where there are several, each is read as if ``;`` stood between.
    calendar : Calendar
        The event's days; where it has one only, hours say enough.

    Returns
    -------
    list of dict
        Each with some of ``day``, ``start`` and ``end``, as a `problem.Window` reads them.

    Raises
    ------
    NotUnderstoodError
        If a piece is no window, or if it may mean several.
    """
    texts = (words,) if isinstance(words, str) else tuple(words)
    return [dict(window) for window in _windows(texts, calendar)]


def read_closings(words: str, calendar: Calendar) -> list[Data]:
    """Read when something is closed: stretches of time, ``oui`` and ``tout le temps``, ``non``.

    Raises
    ------
    NotUnderstoodError
        If it is none of these.
    """
    if folded(words) in _AT_ALL_TIMES:
        return [{}]
    with suppress(NotUnderstoodError):
        return [{}] if flag_of(words) else []
    return read_windows(words, calendar)


@lru_cache(maxsize=1_000)  # a hundred thousand attendees say it in a few ways
def _windows(texts: tuple[str, ...], calendar: Calendar) -> tuple[Data, ...]:
    if len(texts) == 1 and folded(texts[0]) in _AT_ALL_TIMES:
        return ()  # as an empty cell says
    windows: list[Data] = []
    named = False
    for piece in (piece for text in texts for piece in pieces_of(text, ";|\n")):
        here = _from_day_to_day(piece, calendar)
        if here is None:
            parts = [_Part.read(part, calendar) for part in _parts(piece)]
            here = _combined(parts)
            if here is None or (named and not calendar.has_one_day and _unnamed(parts)):
                raise refused(piece, _WHICH_DAY)
        named = named or any("day" in window for window in here)
        windows += here
    if _mean_always(windows):
        raise refused(" ; ".join(texts), _ALWAYS)
    return tuple(windows)


def _unnamed(parts: Sequence[_Part]) -> bool:
    """Whether hours stand alone, where a day was named before."""
    return any(part.day is None for part in parts) and not parts[0].every


def _mean_always(windows: Sequence[Data]) -> bool:
    """Whether “from 9:00” and “until 12:00” were meant for one window: two would be always."""
    until: dict[object, int] = {}
    for window in windows:
        if "start" not in window and "end" in window:
            day = window.get("day")
            until[day] = max(until.get(day, 0), _minute(window["end"]))
    return any(
        "end" not in window and _minute(window["start"]) < until.get(window.get("day"), 0)
        for window in windows
        if "start" in window
    )


def _minute(time: str) -> int:
    return clock_in(time) or 0  # what is none is told when the window itself is read


def _parts(piece: str) -> list[str]:
    """Cut a piece at its commas and “and”."""
    parts: list[str] = []
    for part in pieces_of(on_one_line(piece), ","):
        if is_quoted(part):
            parts.append(bare(part))
        else:
            parts += filter(clean, _AND.split(_BETWEEN.sub(r"\1-\2", bare(part))))
    return [clean(part) for part in parts]


@dataclass(frozen=True)
class _Part:
    """A day, hours, or both; `every` where the words say that all days are meant."""

    day: date | None
    hours: Data
    every: bool

    @classmethod
    def read(cls, words: str, calendar: Calendar) -> _Part:
        if len(words) > _LONGEST_PIECE:
            raise refused(words, WINDOWS)
        match = _OPEN.fullmatch(words) or _WINDOW.fullmatch(words)
        groups = match.groupdict() if match else {"day": words}
        named = groups.pop("day", None), groups.pop("on", None)
        if all(named):
            raise refused(words, WINDOWS)
        name = named[0] or named[1]
        hours = _hours(words, {key: value for key, value in groups.items() if value}, calendar)
        if name is None or folded(name) in _EVERY:
            if not hours:
                raise refused(words, WINDOWS)
            return cls(None, hours, name is not None)
        if not folded(name):
            raise refused(words, WINDOWS)
        try:
            return cls(calendar.read(name), hours, every=False)
        except NotUnderstoodError as error:
            raise (error if error.sure else refused(words, WINDOWS)) from None


def _hours(words: str, groups: Mapping[str, str], calendar: Calendar) -> Data:
    """Return the start and the end that a match has found."""
    hours: Data = {}
    for group, time in groups.items():
        key = "start" if group in _STARTS else "end"
        hours[key] = f"{time}h" if time.isdigit() else time
    if "end" in hours and clock_in(hours["end"]) == 0:
        hours["end"] = "24:00"
    halves = {half_of(time) is None for time in hours.values() if time[0].isdigit()}
    if len(halves) > 1 or any(_may_be_a_day(time, calendar) for time in hours.values()):
        raise refused(words, WINDOWS)
    return hours


def _may_be_a_day(time: str, calendar: Calendar) -> bool:
    """Whether ``10.06`` may be a day rather than a time."""
    if "." not in time:
        return False
    try:
        calendar.read(time)
    except NotUnderstoodError:
        return False
    return True


def _combined(parts: Sequence[_Part]) -> list[Data] | None:
    """Return the windows of parts between commas; None where they may mean several things."""
    if all(part.day and not part.hours for part in parts):
        return [{"day": part.day} for part in parts]
    if all(not part.day for part in parts):
        return [part.hours for part in parts]
    windows: list[Data] = []
    last: date | None = None
    for place, part in enumerate(parts):
        alone = part.day is not None and not part.hours
        if part.every or (last is None and part.day is None) or (alone and place > 0):
            return None
        last = part.day or last
        if part.hours:
            windows.append({"day": last, **part.hours})
    if not parts[0].hours and len(parts) > 1 and parts[1].day:
        return None
    return windows


# --- From a day to another ----------------------------------------------------------------


def _from_day_to_day(piece: str, calendar: Calendar) -> list[Data] | None:
    """Read ``du 10/06 14h au 11/06 12h``; return None where no two days are named."""
    words = on_one_line(bare(piece))
    if len(words) > _LONGEST_PIECE or _WINDOW.fullmatch(words):
        return None
    for sign in _TO_A_DAY.finditer(words):
        begin = _FROM_A_DAY.sub("", words[: sign.start()], count=1)
        first, last = (read_moment(end, calendar) for end in (begin, words[sign.end() :]))
        if first is None or last is None or first[0] is None or last[0] is None:
            continue
        return list(_days_between((first[0], first[1]), (last[0], last[1]), calendar))
    return None


def _days_between(
    first: tuple[date, int | None], last: tuple[date, int | None], calendar: Calendar
) -> Iterable[Data]:
    end = DAY_MINUTES if last[1] is None else last[1]
    if (first[0], first[1] or 0) >= (last[0], end):
        raise end_first(moment_text(*first), moment_text(*last))
    for day in sorted({first[0], last[0], *calendar.days}):
        if not first[0] <= day <= last[0]:
            continue
        start = first[1] or 0 if day == first[0] else 0
        until = end if day == last[0] else DAY_MINUTES
        if (start, until) == (0, DAY_MINUTES):
            yield {"day": day}
        elif start < until:
            yield {"day": day, "start": clock(start).en, "end": clock(until).en}


# --- Back ---------------------------------------------------------------------------------


def write_windows(windows: Sequence[Mapping[str, Any]], language: Language) -> str:
    """Write windows as they are read; dates so that no other month can be meant."""
    if len(windows) > 1:
        mixed = len({"day" in window for window in windows}) > 1
        # One until a time beside one from a time on would mean always: it says both times.
        wordings = [_HOURS_TOLD if "end" in window else _FROM_START for window in windows]
        return " ; ".join(
            _write_window(window, language, wording, mixed=mixed)
            for window, wording in zip(windows, wordings, strict=True)
        )
    return "".join(
        _write_window(window, language, _wording(window), mixed=False) for window in windows
    )


def _wording(window: Mapping[str, Any]) -> Text:
    """Return how the hours of a window that stands alone are best told."""
    if "end" not in window:  # until the day is over, which may be after 24:00
        return _FROM_START
    return _HOURS_TOLD if "start" in window else _UNTIL_END


def _write_window(
    window: Mapping[str, Any], language: Language, wording: Text, *, mixed: bool
) -> str:
    start, end = window.get("start", "00:00"), window.get("end", "24:00")
    times = wording.fill(start=write_clock(start, language), end=write_clock(end, language))
    hours = times.say(language)
    if "day" not in window:
        return f"{_EVERY_DAY.say(language)} {hours}" if mixed else hours
    day = write_day(window["day"], language)
    return f"{day} {hours}" if "start" in window or "end" in window else day


_HOURS_TOLD = Text("{start}-{end}", "{start}-{end}")
_UNTIL_END = Text("jusqu'à {end}", "until {end}")
_FROM_START = Text("à partir de {start}", "from {start}")
