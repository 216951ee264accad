"""Values as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from pydantic import ValidationInfo

from agenda_solver.text import Text, clock
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import (
    DAY_MINUTES,
    YEARS,
    Calendar,
    end_first,
    not_a_day,
)
from agenda_solver.words.names import clean, folded, on_one_line, shown
from agenda_solver.words.windows import read_closings, read_windows


def parse_day(value: object, info: ValidationInfo) -> date:
    """Read a date, or what is a day of the event."""
    return date_of(value, _calendar(info))


def date_of(value: object, calendar: Calendar | None = None) -> date:
    """Read a date, or words for one.

    Parameters
    ----------
    value : object
    calendar : Calendar, optional
        The days of the event, where they are known.

    Raises
    ------
    NotUnderstoodError
        If it is none.
    """
    if isinstance(value, str):
        return (calendar or Calendar()).read(value)
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date) or value.year not in YEARS:
        raise not_a_day(value)
    return value


def _calendar(info: ValidationInfo) -> Calendar:
    """Return the days of the event whose data is read."""
    calendar: Calendar | None = (info.context or {}).get("calendar")
    return Calendar() if calendar is None else calendar


def parse_windows(value: object, info: ValidationInfo) -> object:
    """Read stretches of time that are written in words; leave those that are tables."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        return value
    words = [item for item in items if isinstance(item, str)]
    if not words:
        return value
    tables = [item for item in items if not isinstance(item, str)]
    return [*tables, *read_windows(words, _calendar(info))]


def parse_closings(value: object, info: ValidationInfo) -> object:
    """Read when something is closed: ``true`` is all along, which is one window of all times."""
    if isinstance(value, bool):
        return [{}] if value else []
    return (
        read_closings(value, _calendar(info))
        if isinstance(value, str)
        else parse_windows(value, info)
    )


def parse_words(value: object) -> object:
    """Clean what is text, and leave the rest to be refused."""
    return clean(value) if isinstance(value, str) else value


def parse_line(value: object) -> object:
    """Clean what is text, on one line, and leave the rest to be refused."""
    return on_one_line(value) if isinstance(value, str) else value


_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>\"/@:]+\.[^\s<>\"/@:.]+(:\d+)?([/?#][^\s<>\"]*)?")


def parse_web_address(value: object) -> object:
    """Read the address of a page, with or without ``https://``; leave what is no text.

    Raises
    ------
    NotUnderstoodError
        If it is none: a page must not lead elsewhere.
    """
    if not isinstance(value, str):
        return value
    words = clean(value).removeprefix("<").removesuffix(">")
    scheme = _SCHEME.match(words)
    begin = scheme[0].lower() if scheme else "https://"
    rest = words[scheme.end() :] if scheme else words
    if words and not _ADDRESS.fullmatch(rest):
        raise NotUnderstoodError(_NO_ADDRESS.fill(words=shown(words)))
    return begin + rest if words else ""


_NO_ADDRESS = Text(
    "{words} n'est pas l'adresse d'une page (attendue par exemple https://exemple.org/programme)",
    "{words} is not the address of a page (expected https://example.org/programme, for example)",
)

_LANGUAGES = {"francais": "fr", "french": "fr", "anglais": "en", "english": "en"}


def parse_language(value: object) -> object:
    """Read a language by its name; what is none is left to be refused."""
    key = folded(value) if isinstance(value, str) else value
    return _LANGUAGES.get(key, key) if isinstance(key, str) else value


def check_order(start: int, end: int) -> None:
    """Refuse an end that does not come after its start."""
    if end <= start:
        raise end_first(clock(start), clock(end))


def write_clock(minute: int) -> str:
    """Write a time of day as it is read."""
    return clock(minute).en


def midnight_ends_a_day(minute: int) -> int:
    """Take 0:00 for 24:00, where something ends."""
    return minute or DAY_MINUTES
