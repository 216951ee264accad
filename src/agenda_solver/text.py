"""What a user reads: every text in French and in English, one of the two shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["fr", "en"]
Names = Literal["full", "initials", "codes"]
"""How attendees are called on paper: by name, by initials, or by id."""

WEEKDAYS = (
    ("lundi", "Monday"),
    ("mardi", "Tuesday"),
    ("mercredi", "Wednesday"),
    ("jeudi", "Thursday"),
    ("vendredi", "Friday"),
    ("samedi", "Saturday"),
    ("dimanche", "Sunday"),
)
MONTHS = (
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in the two languages, with the same ``{placeholders}``."""

    fr: str
    en: str

    def say(self, language: Language) -> str:
        """Return the sentence in one language."""
        return self.fr if language == "fr" else self.en

    def fill(self, **fields: object) -> Text:
        """Replace the placeholders; a field that is a `Text` is told in each language."""
        return Text(
            self.fr.format(**{name: _in_language(value, "fr") for name, value in fields.items()}),
            self.en.format(**{name: _in_language(value, "en") for name, value in fields.items()}),
        )


def _in_language(value: object, language: Language) -> str:
    return value.say(language) if isinstance(value, Text) else str(value)


def same(words: str) -> Text:
    """Return words that read alike in both languages: a name, an id."""
    return Text(words, words)


_MIDNIGHT = 24 * 60


def clock(minute: int) -> Text:
    """Write a time of day, from minutes since midnight: ``14h30``, ``14:30``.

    What comes after the midnight that ends the day is written as on the clock: ``1h30``.
    """
    hours, minutes = divmod(minute if minute <= _MIDNIGHT else minute - _MIDNIGHT, 60)
    return Text(f"{hours}h{minutes:02d}", f"{hours:02d}:{minutes:02d}")


def late_clock(minute: int) -> Text:
    """Write a time of day, and that it is of the next day where it comes after midnight."""
    if minute <= _MIDNIGHT:
        return clock(minute)
    return Text("{time} (le lendemain)", "{time} (the day after)").fill(time=clock(minute))


def span(start: int, end: int) -> Text:
    """Write a stretch of time: ``de 14h00 à 15h45``, ``14:00 to 15:45``."""
    return Text("de {start} à {end}", "{start} to {end}").fill(
        start=clock(start), end=late_clock(end)
    )


def duration(minutes: int) -> Text:
    """Write a length of time: ``45 min``, ``1 h 30``, ``1 h 30 min``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return same(f"{rest} min")
    if not rest:
        return same(f"{hours} h")
    return Text(f"{hours} h {rest:02d}", f"{hours} h {rest:02d} min")


def weekday(day: date) -> Text:
    """Return the day of the week."""
    return Text(*WEEKDAYS[day.weekday()])


def day_and_month(day: date) -> Text:
    """Write a date without its year: ``mercredi 10 juin``, ``Wednesday 10 June``."""
    month = MONTHS[day.month - 1]
    ordinal = "1er" if day.day == 1 else str(day.day)
    return Text(
        f"{weekday(day).fr} {ordinal} {month[0]}",
        f"{weekday(day).en} {day.day} {month[1]}",
    )


def long_date(day: date) -> Text:
    """Write a date: ``mercredi 10 juin 2026``, ``Wednesday 10 June 2026``."""
    return Text("{day} {year}", "{day} {year}").fill(day=day_and_month(day), year=day.year)


def counted(number: int, one: Text, many: Text) -> Text:
    """Write a number and what is counted: ``1 place``, ``12 places``; French takes 0 as one."""
    return Text(
        f"{number} {one.fr if number < 2 else many.fr}",
        f"{number} {one.en if number == 1 else many.en}",
    )


def quoted(words: str | Text) -> Text:
    """Put somebody's words between the language's quotation marks."""
    text = words if isinstance(words, Text) else same(words)
    return Text(f"« {text.fr} »", f"“{text.en}”")


def cut(words: str, most: int) -> str:
    """Return words on one line, cut after so many characters where they are longer."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def cut_text(text: Text, most: int) -> Text:
    """Return a text cut so in both languages."""
    return Text(cut(text.fr, most), cut(text.en, most))


SEMICOLON = Text(" ; ", "; ")


def with_capital(words: str) -> str:
    """Return words that begin as a line does."""
    return words[:1].upper() + words[1:]


def with_capital_text(text: Text) -> Text:
    """Return a text that begins so in both languages."""
    return Text(with_capital(text.fr), with_capital(text.en))


_SIGNS = re.compile(r" (?=[:;?!»])|(?<=«) |(?<=n°) ")


def with_bound_signs(words: str) -> str:
    """Return French words whose signs never begin a line: they stay with what is beside them."""
    return _SIGNS.sub("\u00a0", words)


def as_printed(words: str, language: Language) -> str:
    """Return words as they are printed in a language, whose lines may break at blanks."""
    return with_bound_signs(words) if language == "fr" else words


def strung(texts: Iterable[Text], between: str | Text = ", ") -> Text:
    """Return texts one after the other, with something in between."""
    string = between if isinstance(between, Text) else same(between)
    both = list(texts)
    return Text(string.fr.join(t.fr for t in both), string.en.join(t.en for t in both))


def either(items: Iterable[Text | str]) -> Text:
    """List alternatives: ``a, b ou c``, ``a, b or c``."""
    texts = [item if isinstance(item, Text) else same(item) for item in items]
    return Text(_with_last([t.fr for t in texts], "ou"), _with_last([t.en for t in texts], "or"))


def listing(items: Iterable[Text | str]) -> Text:
    """List things: ``a, b et c``, ``a, b and c``."""
    texts = [item if isinstance(item, Text) else same(item) for item in items]
    return Text(_with_last([t.fr for t in texts], "et"), _with_last([t.en for t in texts], "and"))


def few_of(items: Sequence[Text], most: int) -> Text:
    """List the first so many things, and tell how many there are besides."""
    more = len(items) - most
    others = Text("autre", "other"), Text("autres", "others")
    return listing((*items[:most], counted(more, *others)) if more > 0 else items)


def _with_last(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
