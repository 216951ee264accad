"""Hours inside a line of a programme, and what stands around them.

``09h30 Ouverture``, ``9h-9h15 :``, ``de 14h à 15h45``, ``à partir de 9h``, ``Matinée (10h-13h)``,
``9.30``, ``9:30 am – 10:15 am``, ``Déjeuner, 12h30``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agenda_solver.words.moments import DAY_MINUTES, clock_in, length_in
from agenda_solver.words.programmes.phrases import flat

_HALF = r"(?:\s?[ap]\.?\s?m\b\.?)"
_SAYS_HALF = re.compile(_HALF)
_CLOCK = (
    r"(?:(?<![\d.,])(?:[01]?\d|2[0-4])\s?(?:h(?:eures?)?\s?[0-5]\d(?:\s?(?:min|mn)\b)?|heures?\b|h(?![\w'])"
    rf"|:\s?[0-5]\d(?::00)?|[.][0-5]\d(?![.,/]?\d))(?!\d){_HALF}?"
    rf"|(?<![\d.,/])(?:1[0-2]|0?[1-9]){_HALF}"
    r"|(?<!apres-)(?<!apres )\b(?:midi|noon|midday|minuit|midnight)\b)"
)
_TO = r"\s*(?:->|=>|[-‐-―−→>/]+|\ba\b|\bto\b|\buntil\b|\btill\b|\bjusqu'a\b)\s*"
_FROM = (
    r"(?:(?:des|de|a partir de|a compter de|entre|vers|from|between|starting (?:at|from)|as of|"
    r"at|a|"
    r"around|by|le)\s+)?"
)
_BARE = r"(?<![\d.,/h:])(?:[01]?\d|2[0-4])"
_RANGE = (
    rf"{_FROM}(?:(?P<start>{_CLOCK})(?:{_TO}|(?P<both>\s+(?:et|and)\s+))(?P<end>{_CLOCK})"
    rf"|(?P<bare>{_BARE})(?:\s?[-–—/]\s?|\s+(?:a|to|et|and)\s+)(?P<till>{_CLOCK}))"
)
_UNTIL = rf"(?:jusqu'a|until|till|fin (?:a|vers)|ends? at)\s+(?P<until>{_CLOCK})"
_ONE = rf"{_FROM}(?P<one>{_CLOCK})"
_ANY = re.compile(rf"(?:{_RANGE}|{_UNTIL}|{_ONE})")
_LEAD = re.compile(r"[\s|>*•·–—:\-]*[(\[]?\s*(?:horaires?\s*:\s*|time\s*:\s*)?")
_MEET = re.compile(r"(?:rdv|r\.v\.|rendez-vous)\s*:?\s+")
_AFTER = re.compile(
    r"\s*(?:environ|approx\.?|noon\b|midday\b)?\s*[)\]]?\s*(?:[-–—:.|,;>•·]|->|→|i(?=\s))*\s*"
)
_NEXT_DAY = re.compile(r"\s*\(?(?:le lendemain|the (?:day after|next day))\b(?!\s+d)")
_BEFORE_THE_END = re.compile(r"(?:[(\[]|\s[-–—|:]|[:,.…|\t]|\.{2,}|\s)\s*$")
_DOTS = re.compile(r"\.{3,}\s*$|(?:\.\s){3,}$|…\s*$")
_AROUND_THE_END = re.compile(r"\s*[)\]]?\s*[.:;]?\s*$")
_SENTENCE = re.compile(r"\b(?:sera|seront|est|sont|aura|auront|lieu|will|is|are|be|takes?)\b")
_EARLIEST = 6 * 60
_LENGTH = re.compile(
    r"[(\[]?\s*(?:duree|durees|duration|length)?\s*:?\s*(?<![\d\w])"
    r"(?P<length>\d{1,2}\s?h(?:\s?[0-5]\d)?|\d{1,3}\s?(?:min(?:utes?)?|mn|')(?![\w])\.?|\d{1,2}[.,]5\s?h)"
    r"\s*[)\]]?"
)


@dataclass(frozen=True)
class Span:
    """From when to when, in minutes since midnight, and the words that say so.

    Attributes
    ----------
    alone : bool
        Whether nothing else stands in the line.
    rest : str
        What else stands in it.
    first : bool
        Whether the hours come before the rest.
    """

    start: int | None
    end: int | None
    words: str
    rest: str = ""
    first: bool = True

    @property
    def alone(self) -> bool:
        """Whether nothing else stands in the line."""
        return not self.rest


def leading_span(line: str) -> Span | None:
    """Return the hours with which a line begins, and what follows them."""
    words = flat(line)
    lead = _LEAD.match(words)
    assert lead is not None
    meet = _MEET.match(words, lead.end())
    match = _ANY.match(words, meet.end() if meet else lead.end())
    if match is None or not _stands(words, match):
        return None
    night = _NEXT_DAY.match(words, match.end()) if match["end"] or match["till"] else None
    after = _AFTER.match(words, night.end() if night else match.end())
    assert after is not None
    rest = line[after.end() :].strip()
    if rest and after.end() == match.end() and rest[0].isalnum() and words[match.end() - 1] == "h":
        return None  # ``9hectares``
    if meet:
        rest = f"{line[meet.start() : meet.end()].strip(' :')} {rest}".strip()
    return _span(line, match, rest)


def trailing_span(line: str) -> Span | None:
    """Return the hours with which a line ends, and what stands before them."""
    words = flat(line)
    for match in _ANY.finditer(words):
        if not _AROUND_THE_END.fullmatch(words, match.end()) or not _stands(words, match):
            continue
        before = words[: match.start()]
        mark = _BEFORE_THE_END.search(before)
        dotted = bool(_DOTS.search(before))
        if not before.strip() or mark is None or (_SENTENCE.search(before) and not dotted):
            continue
        rest = line[: mark.start()].rstrip(" .…:,;|–—-\t(")
        span = _span(line, match, rest, first=False)
        if span is not None and (span.end is not None or (span.start or 0) >= _EARLIEST):
            return span  # else it is a length: ``Atelier (1h30)``
    return None


def spans_within(line: str) -> list[Span]:
    """Return all hours of a line, wherever they stand."""
    words = flat(line)
    spans = (_span(line, match, "") for match in _ANY.finditer(words) if _stands(words, match))
    return [span for span in spans if span is not None]


def length_within(line: str) -> tuple[int, str] | None:
    """Return a length that a line tells as an aside, ``(45 min)``, and the line without it."""
    words = flat(line)
    for match in _LENGTH.finditer(words):
        last = match.end() == len(words) and "h" not in match["length"]
        within = words.count("(", 0, match.start()) > words.count(")", 0, match.start())
        aside = match[0].lstrip()[:1] in tuple("([") or "dur" in match[0] or last
        if within and match[0].lstrip()[:1] != "(":  # ``(2 rotations de 45 min)``
            continue
        minutes = length_in(match["length"].replace(",5", ".5").rstrip("."))
        if aside and minutes and minutes <= DAY_MINUTES:
            rest = f"{line[: match.start()]} {line[match.end() :]}"
            return minutes, " ".join(rest.split()).strip(" –—-:,|")
    return None


def _stands(words: str, match: re.Match[str]) -> bool:
    """Whether a time is one, and not a part of a number, a date or a length."""
    after = words[match.end() : match.end() + 12]
    if match["one"] and re.match(r"\s?(?:de\s+(?:trajet|route|marche|formation)|/)", after):
        return False
    one = match["one"]
    if one and match.start() > 3 and re.fullmatch(r"[0-5]\.\d{2}", one):
        return False
    return not re.match(r"\s?(?:€|euros?|%|km|m2|ha\b)", after)


def _span(line: str, match: re.Match[str], rest: str, *, first: bool = True) -> Span | None:
    start = _minute(match["start"] or match["one"] or match["bare"])
    if match["both"] and not re.match(r"entre|between", match[0]):
        words = line[match.start() : match.end()].strip()
        return Span(start, None, words, rest, first)  # ``20h et 22h``: twice
    end = _minute(match["end"] or match["till"] or match["until"])
    written = match["end"] or match["till"]
    if written and start is not None and end is not None:
        start = _of_the_same_half(match["start"] or match["bare"], written, start, end)
    if start is None and end is None:
        return None
    if end is not None and start is not None and end <= start:
        end = _later(start, end)
    return Span(start, end, line[match.start() : match.end()].strip(), rest, first)


def _later(start: int, end: int) -> int | None:
    """Return an end that is written before its start: of the night, or of the other half-day."""
    if start >= 17 * 60 and end <= 4 * 60:
        return end + DAY_MINUTES
    late = end + DAY_MINUTES // 2
    return late if end < 8 * 60 and start < late <= start + 6 * 60 else None


def _minute(words: str | None) -> int | None:
    if not words:
        return None
    words = re.sub(r"(?<=[ap])\.?\s?(?=m)", "", re.sub(r"\s+", " ", words)).strip(" .")
    if words in ("minuit", "midnight"):
        return DAY_MINUTES
    words = {"midday": "noon"}.get(words, words)
    return int(words) * 60 if words.isdecimal() else clock_in(words)


def _of_the_same_half(first: str, last: str, start: int, end: int) -> int:
    """Return a start to which the half of the day of its end applies: ``2-3 pm``."""
    late = re.search(r"p\.?\s?m", last)
    if late and not _SAYS_HALF.search(first) and start < 12 * 60 and start + 12 * 60 < end:
        return start + 12 * 60
    return start
