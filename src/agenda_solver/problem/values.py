"""Values as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache

from pydantic import ValidationInfo

from agenda_solver.problem.faults import refuse, seen
from agenda_solver.text import Text, clock, quoted

DAY_MINUTES = 24 * 60
YEARS = range(1900, 2200)  # spreadsheets know no earlier date

_CLOCK = re.compile(
    r"(\d{1,2})\s*"
    r"(?:[:.]\s*(\d{2})(?::00)?|h\s*(?:(\d{2})\s*(?:min|mn)?)?|(?=[ap]))"
    r"\s*(?:([ap])\.?m\.?)?",
    re.IGNORECASE,
)
# Marks that show nothing, control characters, which a terminal would obey, and what no
# file may hold.
_INVISIBLE = dict.fromkeys(
    [
        *map(ord, "\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff"),
        *range(32),
        *range(127, 160),
        *range(0xD800, 0xE000),
    ]
)
for _kept in "\n\t":
    del _INVISIBLE[ord(_kept)]


def clean(words: str) -> str:
    """Return text in NFC, without the blanks and invisible marks around it."""
    if words.isascii() and words.isprintable():  # most are, and translating takes long
        return words.strip()
    composed = unicodedata.normalize("NFC", words.translate(_INVISIBLE))
    return composed.replace("\u00a0", " ").replace("\u202f", " ").strip()


@lru_cache(maxsize=20_000)
def folded(words: str) -> str:
    """Return words without case, accents, blanks and punctuation, to compare them."""
    spread = unicodedata.normalize("NFKD", clean(words).casefold().replace("œ", "oe"))
    return "".join(letter for letter in spread if letter.isalnum())


def parse_clock(value: object) -> int:
    """Read a time of day: ``09:30``, ``9h30``, ``9 h``, ``2:30 pm`` or a `datetime.time`.

    Returns
    -------
    int
        Minutes since midnight, 0 to 1440 (``24:00`` closes a day).

    Raises
    ------
    PydanticCustomError
        If it is not a time of day, to the minute.
    """
    if isinstance(value, time):
        if value.second or value.microsecond:
            raise refuse(
                Text(
                    "{value} a des secondes (attendu HH:MM)",
                    "{value} has seconds (expected HH:MM)",
                ).fill(value=quoted(value.isoformat()))
            )
        return value.hour * 60 + value.minute
    # Runs of blanks would make the pattern slow.
    words = " ".join(clean(value).split()) if isinstance(value, str) else ""
    match = _CLOCK.fullmatch(words) if len(words) < 40 else None
    hours, minutes = (int(match[1]), int(match[2] or match[3] or 0)) if match else (99, 0)
    if match and match[4]:
        hours = hours % 12 + 12 * (match[4] in "pP") if 1 <= hours <= 12 else 99
    if minutes > 59 or hours * 60 + minutes > DAY_MINUTES:
        raise refuse(
            Text(
                "{value} n'est pas une heure (attendu HH:MM)",
                "{value} is not a time of day (expected HH:MM)",
            ).fill(value=seen(value))
        )
    return hours * 60 + minutes


def parse_words(value: object) -> object:
    """Clean what is text, and leave the rest to be refused."""
    return clean(value) if isinstance(value, str) else value


def parse_day(value: object, info: ValidationInfo) -> object:
    """Read a date, or the id of one of the event's days."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date) and value.year in YEARS:
        return value
    if isinstance(value, str):
        known: Mapping[str, object] = (info.context or {}).get("days", {})
        words = clean(value)
        if words in known:
            return known[words]
        try:
            found = date.fromisoformat(words)
        except ValueError:
            found = date.min
        if found.year in YEARS:
            return found
    raise refuse(
        Text(
            "{value} n'est pas une date (attendu AAAA-MM-JJ, ou l'id d'une journée)",
            "{value} is not a date (expected YYYY-MM-DD, or the id of a day)",
        ).fill(value=seen(value))
    )


def check_order(start: int, end: int) -> None:
    """Refuse an end that does not come after its start."""
    if end <= start:
        raise refuse(
            Text(
                "la fin ({end}) doit venir après le début ({start})",
                "the end ({end}) must come after the start ({start})",
            ).fill(start=clock(start), end=clock(end))
        )


def write_clock(minute: int) -> str:
    """Write a time of day as it is read."""
    return clock(minute).en


def midnight_ends_a_day(minute: int) -> int:
    """Take 0:00 for 24:00, where something ends."""
    return minute or DAY_MINUTES
