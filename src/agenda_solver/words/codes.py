"""Codes such as ``1-2``, of which a spreadsheet makes dates: what was typed, and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from agenda_solver.text import MONTHS, Text, cut_text, either, quoted

_CODE = re.compile(r"\d{1,4}(?:[-/.]\d{1,4}){1,2}")
_NUMBERS = re.compile(r"\d+")
_FULL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]00:00(?::00)?)?")
_NAMED = re.compile(r"(\d{1,2})[-/ ]([^\W\d_]{3,9})\.?(?:[-/ ]\d{2,4})?")
_OF_A_YEAR = re.compile(r"([^\W\d_]{3,9})\.?[-/ ](\d{2,4})")
_ACCENTS = str.maketrans("éû", "eu")  # those of months
_MOST_TYPED = 3  # codes that a sentence names
_LONGEST = 40

Numbers = tuple[int, ...]


def dates_of(words: str) -> frozenset[Numbers]:
    """Return the numbers that may have been typed where words are a date; none where they are not.

    ``01/02/2027``, ``01-févr`` and ``Feb-01`` may all have been ``1-2``.
    """
    plain = _plain(words)
    if len(plain) > _LONGEST:
        return frozenset()
    if full := _FULL.fullmatch(plain):
        return _of_date(int(full[3]), int(full[2]), int(full[1]))
    if full := _ISO.fullmatch(plain):
        return _of_date(int(full[1]), int(full[2]), int(full[3]))
    if (named := _NAMED.fullmatch(plain)) and (month := _month(named[2])):
        day = int(named[1])
        return frozenset({(day, month), (month, day)})
    if (named := _OF_A_YEAR.fullmatch(plain)) and (month := _month(named[1])):
        year = int(named[2])
        return frozenset({(month, year), (month, year % 100), (year % 100, month)})
    return frozenset()


def _of_date(year: int, month: int, day: int) -> frozenset[Numbers]:
    short = year % 100
    numbers: set[Numbers] = {(day, month), (month, day)}
    numbers |= {(one, other, y) for one, other in list(numbers) for y in (year, short)}
    numbers |= {(y, month, day) for y in (year, short)}
    if day == 1:  # a month and a year
        numbers |= {(month, y) for y in (year, short)} | {(y, month) for y in (year, short)}
    return frozenset(numbers)


def _month(words: str) -> int | None:
    """Return the month that words begin: ``févr``, ``Feb``."""
    for number, names in enumerate(MONTHS, start=1):
        if any(_plain(name).startswith(words) for name in names):
            return number
    return None


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().translate(_ACCENTS)


def codes_behind(words: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known codes of which a spreadsheet may have made the date that words are."""
    typed = dates_of(words)
    if not typed:
        return ()
    codes = (code for code in known if _CODE.fullmatch(code.strip(" :")))
    return tuple(code for code in codes if tuple(map(int, _NUMBERS.findall(code))) in typed)


def made_a_date(sentence: Text, codes: Iterable[str]) -> Text:
    """Add to a sentence the codes that were perhaps typed, and how to keep them."""
    few = list(dict.fromkeys(codes))[:_MOST_TYPED]
    typed = either(cut_text(quoted(code), _LONGEST) for code in few)
    return _MADE.fill(sentence=sentence, codes=typed)


def no_code(value: date) -> Text:
    """Say of the date that stands for an id what was typed, perhaps."""
    codes = (f"{value.day}-{value.month}", f"{value.month}-{value.day}")
    words = quoted(f"{value:%d/%m/%Y}")
    return made_a_date(_NO_NAME.fill(words=words), codes)


_MADE = Text(
    "{sentence} ; un tableur en a fait une date, c'était sans doute {codes} : mettre la colonne au "
    "format « Texte », puis le retaper",
    "{sentence}; a spreadsheet made a date of it, it was probably {codes}: format the column as "
    "“Text”, then type it again",
)
_NO_NAME = Text("{words} n'est ni un id ni un nom", "{words} is neither an id nor a name")
