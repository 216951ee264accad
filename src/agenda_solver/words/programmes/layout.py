"""How a programme is laid out, as its lines together tell: where it begins, where hours stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from agenda_solver.words.names import folded
from agenda_solver.words.numbering import numbering
from agenda_solver.words.programmes.dates import dates_within, weekday_alone, without_dates
from agenda_solver.words.programmes.facts import is_place, label_in
from agenda_solver.words.programmes.hours import leading_span, trailing_span
from agenda_solver.words.programmes.lines import Line
from agenda_solver.words.programmes.people import announced_in, function_alone, name_in, people_in
from agenda_solver.words.programmes.phrases import (
    BEGIN,
    DAY_WORD,
    HALF_DAY,
    HEAD,
    NUMBERED,
    SEVERAL,
)
from agenda_solver.words.programmes.places import is_room

_FEW = 3  # sessions with hours of their own, in a programme with hours
_WHOLE_DAY = 5 * 60  # minutes: hours so long beside a date are those of the event
_NO_LEADS = frozenset(
    (
        "jour",
        "day",
        "page",
        "article",
        "odd",
        "sdg",
        "le",
        "les",
        "rue",
        "du",
        "des",
        "de",
        "salle",
        "room",
    )
)
_LONGEST, _LONGEST_TITLE, _LONGEST_PLACE = 160, 120, 60
_OFTEN = 3  # of so many lines in cells, one


class Layout:
    """What is told by all lines together; see the module.

    Parameters
    ----------
    lines : sequence of Line
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines

    @cached_property
    def begin(self) -> int:
        """The first line of the programme."""
        first = self._first
        heads = [n for n, line in enumerate(self.lines) if BEGIN.fullmatch(line.flat)]
        before = [n for n in heads if first is None or n <= first]
        if before and (first is not None or before[-1] + 1 < len(self.lines)):
            return self._after_the_title(before[-1], first)
        if first is None:
            first = next(
                (n for n, line in enumerate(self.lines) if _is_head(line)), len(self.lines)
            )
        while first and (
            first - 1 in self.places
            or self._leads_to(self.lines[first - 1], first)
            or self._is_untimed(first - 1)
        ):
            first -= 1
        return first

    def _after_the_title(self, head: int, first: int | None) -> int:
        """Return where the programme begins: below its heading, or below the title that follows."""
        between = self.lines[head + 1 : first] if first is not None else ()
        people = any(announced_in(line.words) or people_in(line.words) for line in between)
        if first is None or not between or people or not self.has_hours:
            return head
        if any(_is_head(line) or label_in(line) for line in between):
            return head
        while first > head + 1 and self._leads_to(self.lines[first - 1], first):
            first -= 1
        return first

    def _is_untimed(self, number: int) -> bool:
        """Whether a line before the first sure session is one without hours."""
        return bool(number and not self.has_hours and _is_head(self.lines[number]))

    @cached_property
    def _first(self) -> int | None:
        """The first line that is a session for sure, or the half of a day."""
        return next((n for n, line in enumerate(self.lines) if self._is_sure(n, line)), None)

    def _is_sure(self, number: int, line: Line) -> bool:
        if "title" in line.given or label_in(line) or BEGIN.fullmatch(line.flat):
            return "title" in line.given
        dated = dates_within(line.words)
        words = without_dates(line.words, dated)
        span = leading_span(words)
        if span and span.alone:
            return number + 1 < len(self.lines) and self._is_time_over_title(number) and not dated
        if span and dated and (span.end or 0) - (span.start or 0) >= _WHOLE_DAY:
            return False
        if span:
            return len(words) < _LONGEST and not self._is_of_the_event(number, words)
        plural = SEVERAL.match(line.flat) and line.flat.endswith(":")
        if is_half_day(line) or self.is_numbered(line) or plural:
            return True
        tail = None if dated or len(words) >= _LONGEST_TITLE else trailing_span(words)
        return bool(tail and (HEAD.match(line.flat) or tail.end))

    def _is_time_over_title(self, number: int) -> bool:
        """Whether a time alone is that of a session: there is another one before long."""
        alone = [n for n in self.alone if n >= number]
        return len(alone) > 1

    def _is_of_the_event(self, number: int, words: str) -> bool:
        """Whether hours before the programme are those of the whole event."""
        heads = [
            n for n, line in enumerate(self.lines) if BEGIN.fullmatch(line.flat) and n > number
        ]
        timed = [n for n in sorted((*self.timed, *self.tailed)) if n > number]
        span = leading_span(words)
        whole = span is not None and (
            span.end is not None or bool(dates_within(self.lines[number].words))
        )
        return bool(heads and timed and heads[0] < timed[0] and whole)

    def _leads_to(self, line: Line, first: int) -> bool:
        """Whether a line before the first session is a heading of it, such as a day."""
        if label_in(line):
            return False
        dated = dates_within(line.words)
        if dated or weekday_alone(line.words):
            rest = without_dates(line.words, dated)
            days = [n for n, other in enumerate(self.lines) if n > first and is_day(other)]
            return len(rest) < 40 and bool(days)
        return bool(is_half_day(line) or DAY_WORD.match(line.flat) or line.given.get("heading"))

    @cached_property
    def leads(self) -> frozenset[str]:
        """The words that number sessions here: ``carrefour``, of ``Carrefour 1`` and ``2``."""
        numbers: dict[str, set[int]] = {}
        for line in self.lines:
            if (numbered := numbering(line.words)) and not leading_span(line.words):
                numbers.setdefault(numbered.lead, set()).add(numbered.number)
        return frozenset(
            lead
            for lead, some in numbers.items()
            if len(some) > 1 and lead not in _NO_LEADS and lead
        )

    def is_numbered(self, line: Line) -> bool:
        """Whether a line is a session that goes by a number or a letter."""
        if NUMBERED.match(line.flat):
            return True
        number = numbering(line.words) if self.leads else None
        return number is not None and number.lead in self.leads and not leading_span(line.words)

    def is_plural(self, words: str) -> bool:
        """Whether words begin with what is numbered here, in the plural: ``Carrefours``."""
        return any(folded(words).startswith(f"{lead}s") for lead in self.leads)

    @cached_property
    def alone(self) -> list[int]:
        """The lines that are hours and nothing else."""
        spans = (
            (n, leading_span(line.words)) for n, line in enumerate(self.lines) if not line.given
        )
        return [n for n, span in spans if span and span.alone]

    @cached_property
    def timed(self) -> list[int]:
        """The lines that begin with hours, or are rows of a table with hours."""
        return [
            n
            for n, line in enumerate(self.lines)
            if ("title" in line.given and "hours" in line.given)
            or (not line.given and not label_in(line) and leading_span(line.words))
        ]

    @cached_property
    def tailed(self) -> list[int]:
        """The lines that end with hours."""
        return [
            n
            for n, line in enumerate(self.lines)
            if n not in self.timed
            and not line.given
            and not label_in(line)
            and len(line.words) < _LONGEST
            and trailing_span(line.words)
            and not dates_within(line.words)
            and not is_half_day(line)
        ]

    @cached_property
    def has_hours(self) -> bool:
        """Whether sessions have hours of their own, as a rule."""
        return len(self.timed) + len(self.tailed) >= _FEW

    @cached_property
    def hours_last(self) -> bool:
        """Whether hours stand after the title, as a rule."""
        return len(self.tailed) > len(self.timed)

    @cached_property
    def hours_below(self) -> bool:
        """Whether hours that stand alone come below the title, as a rule."""
        inside = [n for n in self.alone if n >= self.begin]
        if not inside:
            return False
        below = [n for n in inside if n and not self.lines[n].blank and self.lines[n].last]
        above = [n for n in inside if self.lines[n].blank and not self.lines[n].last]
        if len(below) != len(above):
            return len(below) > len(above)
        last = self.lines[inside[-1] + 1 :]
        return not last or (bool(below) and all(line.blank for line in last[:1]))

    @cached_property
    def moments_below(self) -> frozenset[int]:
        """The lines that are the day and hours of the session right above, as a rule."""
        return frozenset(
            n
            for n, line in enumerate(self.lines)
            if n and not line.blank and _is_moment(line) and _may_be_titled(self.lines[n - 1])
        )

    @cached_property
    def names_inside(self) -> bool:
        """Whether lines below the title of a cell name people, as some surely do."""
        inside = [line for line in self.lines if "inside" in line.given]
        return _OFTEN * sum(bool(people_in(line.words)) for line in inside) >= len(inside) > 0

    @cached_property
    def functions_below(self) -> bool:
        """Whether below a name that stands alone is told, in a line, what somebody does."""
        return any(
            not then.blank and name_in(line.words) and function_alone(then.words)
            for line, then in pairwise(self.lines)
        )

    @cached_property
    def places(self) -> frozenset[int]:
        """The lines that say where what follows is: short ones right above hours, most a place."""
        above = [
            n
            for n, line in enumerate(self.lines[:-1])
            if n + 1 in self.timed and not self.lines[n + 1].blank and _may_be_a_place(line)
        ]
        some = [n for n in above if is_room(self.lines[n].words) or is_place(self.lines[n])]
        if len(above) < 2 or 2 * len(some) < len(above):
            return frozenset()
        others = [
            n
            for n, line in enumerate(self.lines[:-1])
            if line.blank and not self.lines[n + 1].blank and is_room(line.words)
        ]
        return frozenset((*above, *others))

    @cached_property
    def last(self) -> int:
        """The last line that is a session for sure."""
        sure = [n for n, line in enumerate(self.lines) if self._is_sure(n, line)]
        return sure[-1] if sure else len(self.lines)


def _is_moment(line: Line) -> bool:
    dated = dates_within(line.words)
    span = leading_span(without_dates(line.words, dated))
    return len(dated) == 1 and span is not None and span.alone


def _may_be_titled(line: Line) -> bool:
    """Whether a line may be the title of a session that has its own day below it."""
    titled = HEAD.match(line.flat) or NUMBERED.match(line.flat) or numbering(line.words)
    return bool(titled) and line.blank and not leading_span(line.words)


def _may_be_a_place(line: Line) -> bool:
    """Whether a line is short, apart, and nothing else that is known."""
    other = is_day(line) or is_half_day(line) or label_in(line) or announced_in(line.words)
    headings = (BEGIN, HEAD, NUMBERED, SEVERAL)
    if other or any(pattern.match(line.flat) for pattern in headings) or line.given:
        return False
    return line.blank and len(line.words) <= _LONGEST_PLACE and not leading_span(line.words)


def is_day(line: Line) -> bool:
    """Whether a line is a day, and hardly anything more."""
    dated = dates_within(line.words)
    if not dated or label_in(line):
        return weekday_alone(line.words) is not None
    rest = without_dates(line.words, dated)
    span = leading_span(rest)
    return len(rest) < 50 and (span is None or span.alone)


def is_half_day(line: Line) -> bool:
    """Whether a line is the half of a day, with its hours or a heading."""
    match = HALF_DAY.match(line.flat)
    if match is None:
        return False
    rest = line.words[match.end() :]
    span = trailing_span("x " + rest) or leading_span(rest)
    if span is not None:
        rest = rest.replace(span.words, "")
    rest = rest.strip(" :–—-()[].,*|")
    if not rest:
        return match["half"] not in ("midi", "noon", "mid-day", "midday") or span is None
    opened = line.words[match.end() :].lstrip()[:1] in (":", "–", "—", "-", "(", "|")
    some = match["half"] not in ("soiree", "soir", "evening", "midi")
    return some and opened and len(rest) < 60 and not HEAD.match(line.flat, match.end() + 3)


def _is_head(line: Line) -> bool:
    return (
        bool(HEAD.match(line.flat))
        and len(line.words) < 110
        and not re.search(r"[.;]\s*$", line.words)
    )
