"""Two columns of a page, which were pasted line beside line: put one below the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from agenda_solver.words.programmes.hours import leading_span
from agenda_solver.words.programmes.lines import Raw

_GAP = re.compile(r"\s{3,}(?=\S)")
_FEW = 3  # sessions with hours in each column
_NEAR = 2  # letters by which lines of a column begin apart
_CLEAR = 2  # letters of nothing before the right column


@dataclass(frozen=True)
class _Gutter:
    """Where the right column begins, and the lines beside each other."""

    column: int
    first: int
    last: int


def in_reading_order(raws: Sequence[Raw]) -> list[Raw]:
    """Return lines, of two columns side by side the left one first.

    Columns are side by side where in each some lines begin with hours and a title; hours beside
    titles are a table, and stay as they are.

    Parameters
    ----------
    raws : sequence of Raw
    """
    return [raw for _, page in groupby(raws, lambda raw: raw.page) for raw in _in_order(list(page))]


def _in_order(raws: Sequence[Raw]) -> Iterator[Raw]:
    lines = [raw.words.expandtabs() for raw in raws]
    gutter = _gutter(lines)
    if gutter is None or any(raw.cells for raw in raws):
        yield from raws
        return
    beside = range(gutter.first, gutter.last + 1)
    yield from raws[: gutter.first]
    yield from (replace(raws[n], words=lines[n][: gutter.column].rstrip()) for n in beside)
    yield replace(raws[gutter.last], words="")
    yield from (replace(raws[n], words=lines[n][gutter.column :]) for n in beside)
    yield from raws[gutter.last + 1 :]


def _gutter(lines: Sequence[str]) -> _Gutter | None:
    """Return what lies between two columns; None where there is one."""
    begins = Counter(
        gap.end() for line in lines for gap in _GAP.finditer(line) if _is_session(line[gap.end() :])
    )
    if not begins:
        return None
    column = max(begins, key=lambda place: (_around(begins, place), -place)) - _NEAR
    heads = [
        n
        for n, line in enumerate(lines)
        if any(
            abs(gap.end() - column - _NEAR) <= _NEAR and _is_session(line[gap.end() :])
            for gap in _GAP.finditer(line)
        )
    ]
    if len(heads) < _FEW:
        return None
    first, last = heads[0], heads[-1]
    while first > 0 and _is_clear(lines[first - 1], column):
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip() and _is_clear(lines[last + 1], column):
        last += 1
    inside = lines[first : last + 1]
    left = sum(_is_session(line[:column]) for line in inside)
    clear = all(_is_clear(line, column) for line in inside)
    return _Gutter(column, first, last) if left >= _FEW and clear else None


def _around(begins: Counter[int], place: int) -> int:
    return sum(begins[place + apart] for apart in range(-_NEAR, _NEAR + 1))


def _is_session(words: str) -> bool:
    span = leading_span(_GAP.split(words.strip())[0])
    if span is not None and span.alone:
        span = leading_span(words)
    return span is not None and not span.alone


def _is_clear(line: str, column: int) -> bool:
    """Whether nothing of a line goes from the left column over to the right one."""
    return not line[column - _CLEAR : column + 1].strip() or not line[: column + 1].strip()
