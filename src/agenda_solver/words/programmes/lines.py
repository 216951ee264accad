"""The lines of a programme: cleaned, put together where they were wrapped, and told from the page.

Whatever the document, its text comes as lines in their order; what a table holds comes as rows
of cells. Each keeps the place where it stands, so that everything can be accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from agenda_solver.text import Text
from agenda_solver.words.names import clean
from agenda_solver.words.programmes.dates import dates_within
from agenda_solver.words.programmes.hours import leading_span, trailing_span
from agenda_solver.words.programmes.people import announced_in, people_in
from agenda_solver.words.programmes.phrases import (
    BEGIN,
    END,
    HALF_DAY,
    HEAD,
    LABELS,
    NUMBERED,
    ROOM,
    SEVERAL,
    flat,
)

_BULLET = re.compile(
    r"\s*(?:[•·▪▫◦●○■□◆◇➢➤►▶→✓✔➡➔➜➝★☆❖∙⁃‣–—*]\s*|-\s+|-(?=[«\"A-ZÀ-Þ])|o\s+(?=[A-ZÀ-Þ«])|>\s+|z\s+(?=[A-ZÀ-Þ«0-9]))"
)
_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})\s?(?:[.)]|/(?=\s))\s+(?=[^\W\d_«\"“])")
_HASHES = re.compile(r"\s*(#{1,6})\s+")
_MARKUP = (
    (re.compile(r"\^\{?\s*(ères?|ème|res?|er|nde?|st|nd|rd|th|e)\s*\}?"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+|mailto:[^)\s]+)\)"), r"\1 \2"),
    (re.compile(r"<((?:https?://|mailto:)?[^\s<>]+[@.][^\s<>]+)>"), r"\1"),
    (re.compile(r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|\*{2,}"), ""),
    (re.compile(r"(?<![\w_])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\w_])"), ""),
    (re.compile(r"^\s*(?:[➡👉🔹🔸🔷🔶▶✅✔☑🟢🔵🟠⭐]\ufe0f?\s*)+"), "• "),
    (re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]+\s*"), ""),
    (re.compile(r"</?(?:b|i|u|strong|em|sup|sub|span|p|div)\b[^>]*>", re.IGNORECASE), ""),
)
_ORNAMENT = re.compile(r"[\W_]*")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|p\.)\s*)?\d{1,3}\s*(?:(?:/|sur|of|de)\s*\d{1,3})?\W*")
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|?)+")
_GAP = re.compile(r"\t+|\s{3,}")
_HANGING = re.compile(
    r"(?:(?<![\w])(?:de|du|des|d'|la|le|les|l'|un|une|et|ou|a|au|aux|en|dans|pour|par|sur|avec|entre|sans|"
    r"vers|chez|the|of|and|or|for|to|in|on|with|from|by|as|at|an)|[,(&–—-]|(?<=\s):)\s*$"
)
_LETTER = re.compile(r"\s[A-Z]$")  # ``Parallel sessions A``
_ROOM_FIRST = re.compile(r"[^:]{0,30}\s:\s")
_ANNOUNCES = re.compile(r"\s(?:avec|par|with|by)\s*$")
_ASIDE = re.compile(r"\([^()]{3,60}\)")  # alone in its line
_ENDS = re.compile(r"[.!?…»;]\s*$")
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})-$")
_LONGEST_OPEN = 400  # characters of a line with a parenthesis that is open
_LONGEST_PART = 120  # characters of the rest of a title, after a colon
_HANGS_FROM = 20  # characters of a line that ends in a small word
_GLUED = re.compile(
    r"(?<=[\s.)])(?<![-–—àa/]\s)(?:[01]?\d|2[0-3])\s?[hH:]\s?(?:[0-5]\d)?(?=\s?(?:[A-ZÀ-Þ«]|[-–—]\s?\d))"
)
_GLUED_FROM = 3  # times of day in one line
_NARROW = 60  # characters of the longest line
_OFTEN = 5  # of so many lines, one that goes on in small letters
_SHORT_HALF, _SHORT_HEAD = 40, 110  # characters of a heading
_NEAR_BEGIN = 12  # characters before a date with which a line begins
_SHORT_WORD = 5  # characters of a word that did not fit into a narrow cell
_WRAPPED_FROM = 45  # characters of a line that may have been broken to fit


@dataclass(frozen=True)
class Raw:
    """A line of a document, as it comes.

    Attributes
    ----------
    place : Text
        Where it stands: ``ligne 12``.
    words : str
    level : int
        Of a heading, from 1; 0: it is none.
    bullet : bool
        Whether it is an item of a list.
    cells : tuple of str
        Of a row of a table, its cells; `words` are these together.
    spans : tuple of int
        Over how many columns each of them goes.
    page : int
        On which page it stands, from 1; 0: there are none.
    wraps : bool
        Whether what goes on in the next line may be one line with it.
    aside : Text or None
        Why it is no part of the programme, where that is known.
    """

    place: Text
    words: str
    level: int = 0
    bullet: bool = False
    cells: tuple[str, ...] = ()
    spans: tuple[int, ...] = ()
    page: int = 0
    wraps: bool = True
    aside: Text | None = None


@dataclass(frozen=True)
class Line:
    """A line as it is meant.

    Attributes
    ----------
    numbers : tuple of int
        Which of the raw lines it is, from 0.
    words : str
        Without its bullet.
    bullet : bool
    number : str
        By which it goes in a numbered list.
    indent : int
        How far it begins to the right.
    blank : bool
        Whether there is space before it.
    last : bool
        Whether there is space after it.
    level : int
        Of a heading; 0: it is none.
    cells : tuple of str
    spans : tuple of int
    given : dict
        What a table says of it besides its words: ``start``, ``end``, ``room`` and so on.
    """

    numbers: tuple[int, ...]
    words: str
    bullet: bool = False
    number: str = ""
    indent: int = 0
    blank: bool = False
    last: bool = False
    level: int = 0
    cells: tuple[str, ...] = ()
    spans: tuple[int, ...] = ()
    given: dict[str, str] = field(default_factory=dict)

    @property
    def flat(self) -> str:
        """The words in small letters, without accents."""
        return flat(self.words)


@dataclass(frozen=True)
class Aside:
    """A raw line that is no part of the programme, and why."""

    number: int
    why: Text


def tidy(words: str) -> str:
    """Return the words of a line without marks of layout."""
    for pattern, instead in _MARKUP:
        words = pattern.sub(instead, words)
    return clean(words.replace("\t", "\n\t\n").replace("\n\t\n", "\t")).replace("’", "’")


def meant_lines(raws: Sequence[Raw]) -> tuple[list[Line], list[Aside]]:
    """Return the lines that say something, and those that only belong to the page."""
    asides = list(_of_the_page(raws))
    apart = {aside.number for aside in asides}
    lines = [
        _line(number, replace(raw, words=words), raws, apart)
        for number, raw in enumerate(raws)
        if number not in apart and tidy(raw.words)
        for words in ([raw.words] if raw.cells else _unglued(raw.words))
    ]
    return list(_put_together(lines, raws)), asides


def _line(number: int, raw: Raw, raws: Sequence[Raw], apart: set[int]) -> Line:
    words = tidy(raw.words)
    level, bullet = raw.level, raw.bullet
    if hashes := _HASHES.match(words):
        level, words = len(hashes[1]), words[hashes.end() :]
    indent = len(raw.words) - len(raw.words.lstrip())
    mark = _BULLET.match(words)
    if mark and len(words) > mark.end():
        bullet, words = True, words[mark.end() :]
    listed = _NUMBER.match(words) if not dates_within(words[:14]) else None
    if listed:
        bullet, words = True, words[listed.end() :]
    cells, spans = raw.cells, raw.spans
    if not cells and "|" in words and not _RULE.fullmatch(words):
        cells = tuple(cell.strip() for cell in words.strip().strip("|").split("|"))
    elif not cells and _GAP.search(words) and len(parts := _GAP.split(words.strip())) > 1:
        cells = ("", *parts) if raw.words.startswith("\t") else tuple(parts)
    if len([cell for cell in cells if cell]) < 2 and not raw.cells:
        cells = ()
    piped = bool(cells) and not raw.cells
    plain = " ".join((words.replace("|", " ") if piped else words).split())
    return Line(
        (number,),
        plain,
        bullet,
        listed["number"] if listed else "",
        indent,
        _is_space(number - 1, raws, apart),
        _is_space(number + 1, raws, apart),
        level,
        cells,
        spans or (1,) * len(cells),
    )


def _unglued(words: str) -> list[str]:
    """Return the lines of a text that lost its line ends, before each time of day."""
    places = [match.start() for match in _GLUED.finditer(words)]
    if len(places) < _GLUED_FROM:
        return [words]
    return [
        words[begin:end]
        for begin, end in pairwise([0, *places, len(words)])
        if words[begin:end].strip()
    ]


def _is_space(number: int, raws: Sequence[Raw], apart: set[int]) -> bool:
    if not 0 <= number < len(raws):
        return True
    return number in apart or not tidy(raws[number].words)


# --- The page ----------------------------------------------------

_HEADER = Text("en-tête ou pied de page", "header or footer")
_PAGE = Text("numéro de page", "page number")
_MARKS = Text("ornement", "ornament")


def _of_the_page(raws: Sequence[Raw]) -> Iterator[Aside]:
    """Yield the lines that are ornaments, page numbers, headers or footers."""
    repeated = _repeated(raws)
    pages = max((raw.page for raw in raws), default=0)
    for number, raw in enumerate(raws):
        words = tidy(raw.words)
        if not words:
            continue
        if raw.aside is not None:
            yield Aside(number, raw.aside)
        elif _RULE.fullmatch(words) or (not raw.cells and _ORNAMENT.fullmatch(words)):
            yield Aside(number, _MARKS)
        elif number in repeated:
            yield Aside(number, _HEADER)
        elif _PAGE_NUMBER.fullmatch(flat(words)) and (pages or "page" in flat(words)):
            yield Aside(number, _PAGE)


def _repeated(raws: Sequence[Raw]) -> set[int]:
    """Return the lines that stand at the edge of several pages, numbers aside."""
    edges: dict[str, list[int]] = {}
    for number in _edges(raws):
        key = re.sub(r"\d+", "0", flat(tidy(raws[number].words)))
        edges.setdefault(key, []).append(number)
    pages = {raw.page for raw in raws if raw.page}
    return {
        number
        for key, numbers in edges.items()
        if key and len({raws[n].page for n in numbers}) > max(1, len(pages) // 2 - 1)
        for number in numbers
        if len({raws[n].page for n in numbers}) > 1 and not _is_first(number, numbers, raws)
    }


def _is_first(number: int, numbers: Sequence[int], raws: Sequence[Raw]) -> bool:
    """Whether it is the first line of all: a title, unless that is the line below."""
    some = [n for n, raw in enumerate(raws) if tidy(raw.words)][:2]
    below = flat(tidy(raws[some[-1]].words))
    return number == min(numbers) == some[0] and below[:15] not in flat(raws[number].words)


def _edges(raws: Sequence[Raw]) -> Iterator[int]:
    by_page: dict[int, list[int]] = {}
    for number, raw in enumerate(raws):
        if raw.page and tidy(raw.words):
            by_page.setdefault(raw.page, []).append(number)
    for numbers in by_page.values():
        yield from dict.fromkeys((*numbers[:2], *numbers[-2:]))


# --- Wrapped lines ----------------------------------------------------


def _put_together(lines: Sequence[Line], raws: Sequence[Raw]) -> Iterator[Line]:
    """Yield lines, those that go on in the next one put together."""
    current: Line | None = None
    for line in lines:
        if current is not None and _goes_on(current, line, raws):
            current = _joined(current, line)
        else:
            if current is not None:
                yield current
            current = line
    if current is not None:
        yield current


def _goes_on(line: Line, then: Line, raws: Sequence[Raw]) -> bool:
    """Whether a line is broken, and the next one is the rest of it."""
    if _ANNOUNCES.search(line.flat) and not (then.blank or then.bullet or then.cells):
        return True
    if not _may_be_one(line, then, raws):
        return False
    depth = line.words.count("(") - line.words.count(")")
    if depth > 0 and len(line.words) < _LONGEST_OPEN:
        return ")" in then.words[:120]
    if then.blank:
        return _is_title_broken_apart(line, then)
    span = leading_span(line.words)
    return not (span and span.alone) and _is_broken(line, then, raws)


def _may_be_one(line: Line, then: Line, raws: Sequence[Raw]) -> bool:
    """Whether nothing says that two lines are two."""
    if line.cells or then.cells or line.level != then.level or not raws[line.numbers[-1]].wraps:
        return False
    heading = BEGIN.fullmatch(line.flat) or END.fullmatch(line.flat)
    return not (heading or then.bullet or begins_anew(then))


def _is_broken(line: Line, then: Line, raws: Sequence[Raw]) -> bool:
    """Whether a line ends where no sentence and no heading does."""
    small = then.words[:1].islower() or then.words[:1] in ",;:)&"
    if small:
        hyphen = bool(_HYPHEN.search(line.words))
        return hyphen or not _ENDS.search(line.words) or len(line.words) >= _WRAPPED_FROM
    hangs = _HANGING.search(line.flat) and not _LETTER.search(line.words)
    if hangs and not announced_in(line.words) and not _is_label(line):
        return len(line.words) >= _HANGS_FROM and (
            not line.words.endswith(":") or len(then.words) <= _LONGEST_PART
        )
    last = len(raws[line.numbers[-1]].words.strip())
    if is_narrow(raws) and not _ENDS.search(line.words):
        return last + 1 + len(then.words.split()[0]) > usual_width(raws, line)
    wide = max(_WRAPPED_FROM + 15, usual_width(raws, line) - 12)
    return last >= wide and not _ENDS.search(line.words)


def is_narrow(raws: Sequence[Raw]) -> bool:
    """Whether lines were broken to fit a narrow column: many go on within a sentence."""
    words = [raw.words.strip() for raw in raws if raw.words.strip()]
    on = sum(one[:1].islower() for one in words)
    return _OFTEN * on >= len(words) and max(map(len, words), default=0) <= _NARROW


def usual_width(raws: Sequence[Raw], line: Line) -> int:
    """Return how wide the lines around a line are, at most."""
    first = max(0, line.numbers[0] - 40)
    near = [
        len(raw.words.strip()) for raw in raws[first : line.numbers[0] + 40] if raw.words.strip()
    ]
    ordered = sorted(near)
    return ordered[int(len(ordered) * 0.95)] if ordered else 0


def _is_title_broken_apart(line: Line, then: Line) -> bool:
    """Whether a heading goes on after a blank line: ``… des Assises`` / ``de la Coopération``."""
    small = re.match(r"(?:de|du|des|d'|et|pour|sur|of|and|for)\b", then.flat)
    return bool(
        small
        and then.words[:1].islower()
        and len(line.words) < 80
        and len(then.words) < 80
        and not _ENDS.search(line.words)
        and not line.bullet
        and not leading_span(line.words)
        and line.numbers[0] < 12
    )


def _is_label(line: Line) -> bool:
    return any(pattern.match(line.flat) for pattern in LABELS.values())


def begins_anew(line: Line) -> bool:
    """Whether a line is none that goes on from the one before it, by its own words."""
    words = line.flat
    if leading_span(line.words) or _is_label(line) or announced_in(line.words):
        return True
    if _ASIDE.fullmatch(line.words) or (ROOM.match(words) and _ROOM_FIRST.match(words)):
        return True
    dated = any(day.start < _NEAR_BEGIN for day in dates_within(line.words))
    if dated or any(pattern.fullmatch(words) for pattern in (BEGIN, END)) or NUMBERED.match(words):
        return True
    if line.words[:1].islower():
        return False
    half, head = HALF_DAY.match(words), HEAD.match(words)
    if (half and len(words) < _SHORT_HALF) or (head and len(words) < _SHORT_HEAD):
        return True
    return bool(SEVERAL.match(words) or people_in(line.words) or trailing_span(line.words))


def _joined(line: Line, then: Line) -> Line:
    if _HYPHEN.search(line.words) and then.words[:1].islower():
        words = line.words[:-1] + then.words
    else:
        words = f"{line.words} {then.words}"
    return replace(line, words=words, numbers=(*line.numbers, *then.numbers), last=then.last)


def raws_of(text: str) -> list[Raw]:
    """Return the lines of a text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").split("\n")
    pages = "\f" in text
    page, raws = 1, []
    for number, words in enumerate(lines, 1):
        page += words.count("\f")
        place = Text("ligne {number}", "line {number}").fill(number=number)
        raws.append(Raw(place, words.replace("\f", ""), page=page if pages else 0))
    return raws


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Return the lines of a narrow cell, those put together that were broken to fit."""
    width = max(map(len, lines), default=0)
    whole: list[str] = []
    for words in filter(None, (line.strip() for line in lines)):
        if whole and _goes_on_in_a_cell(whole[-1].split("\n")[-1], words, width):
            whole[-1] = f"{whole[-1]} {words}"
        else:
            whole.append(words)
    return whole


def _goes_on_in_a_cell(before: str, words: str, width: int) -> bool:
    if _BULLET.match(words) or leading_span(words):
        return False
    if words[:1].islower() or before.endswith((",", ";", "-", "&", "(")):
        return True
    if _HANGING.search(flat(before)) or before.count("(") > before.count(")"):
        return True
    last = len(before) % max(width, 1) or width
    return last >= width - _SHORT_WORD and not _ENDS.search(before) and not people_in(words)
