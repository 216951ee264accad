"""Makes words fit: in lines, as large as there is room, and blocks of them on pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from agenda_solver.files.inks import INK
from agenda_solver.files.signs.sheets import (
    Align,
    Fill,
    Item,
    Lettering,
    Level,
    Measure,
    line_height,
    moved,
)
from agenda_solver.text import with_bound_signs
from agenda_solver.views.titles import without_controls

T = TypeVar("T")


def broken(words: str, width: float, size: float, bold: bool, measure: Measure) -> Iterator[str]:
    """Yield words in lines of at most so many millimetres; what is longer is broken anywhere."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if measure(longer, size, bold) <= width:
            line = longer
            continue
        if line:
            yield line
        line = ""
        for piece in _pieces(word, width, size, bold, measure):
            if line:
                yield line
            line = piece
    yield line


def _pieces(word: str, width: float, size: float, bold: bool, measure: Measure) -> Iterator[str]:
    """Yield a word in pieces that fit, each of at least one letter."""
    if measure(word, size, bold) <= width:
        yield word
        return
    piece = ""
    for letter in word:
        if piece and measure(piece + letter, size, bold) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


@lru_cache(maxsize=10_000)
def in_one_piece(words: str) -> str:
    """Return words on one line, without what moves a line; signs stay with their word."""
    bound = with_bound_signs(" ".join(without_controls(words).split()))
    return bound.replace(" –", "\u00a0–")


class Pen:
    """Writes downwards in a column.

    Parameters
    ----------
    measure : Measure
        How wide words are.
    x, y, width : float
        Where the column begins, and how wide it is.

    Attributes
    ----------
    y : float
        Where it goes on.
    items : list of Item
        What is written.
    shortened : list of str
        What was too long, and was cut.
    """

    def __init__(self, measure: Measure, x: float, y: float, width: float) -> None:
        self.measure = measure
        self.x = x
        self.y = y
        self.width = width
        self.items: list[Item] = []
        self.shortened: list[str] = []

    def write(
        self,
        words: str,
        size: float,
        *,
        bold: bool = False,
        ink: str = INK,
        align: Align = "left",
        level: Level = 0,
        indent: float = 0.0,
        width: float | None = None,
        most: int = 6,
    ) -> float:
        """Write words in lines of one size, at most so many; return how high they are."""
        room = (self.width if width is None else width) - indent
        words = in_one_piece(words)
        if not words:
            return 0.0
        lines = list(islice(broken(words, room, size, bold, self.measure), most + 1))
        if len(lines) > most:
            self.shortened.append(words)
            lines = [*lines[: most - 1], self._cut(lines[most - 1], room, size, bold)]
        written = Lettering(
            *(tuple(lines), self.x + indent, self.y, room, size, bold, ink, align, level)
        )
        self.items.append(written)
        self.y += written.height
        return written.height

    def _cut(self, line: str, room: float, size: float, bold: bool) -> str:
        while line and self.measure(f"{line}…", size, bold) > room:
            line = line[:-1]
        return f"{line.rstrip()}…"

    def fit(
        self,
        words: str,
        height: float,
        sizes: Sequence[float],
        *,
        bold: bool = False,
        ink: str = INK,
        align: Align = "left",
        level: Level = 0,
    ) -> None:
        """Write words as large as their column and so much height allow.

        Of several sizes, the first at which no word is broken, if there is any; else the last.
        """
        words = in_one_piece(words)
        most = 1
        for size in sizes:
            most = max(1, int(height / line_height(size) + 1e-6))
            lines = broken(words, self.width, size, bold, self.measure)
            whole = all(self.measure(word, size, bold) <= self.width for word in words.split(" "))
            if whole and len(list(islice(lines, most + 1))) <= most:
                break
        self.write(words, size, bold=bold, ink=ink, align=align, level=level, most=most)

    def add(self, block: Pen) -> None:
        """Put a block that was drawn by itself below."""
        self.items += [moved(item, self.y) for item in block.items]
        self.y += block.y
        self.shortened += block.shortened

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        self.items.append(Fill(x, y, width, height, colour))


def sizes(largest: float, least: float, step: float = 0.94) -> list[float]:
    """Return sizes from the largest down to the least."""
    steps = [largest]
    while steps[-1] * step > least:
        steps.append(round(steps[-1] * step, 2))
    return [*steps, least]


def paged(
    draw: Callable[[T, float, bool], Pen],
    blocks: Iterable[T],
    first: float,
    last: float,
    scales: Sequence[float],
    *,
    joined: Callable[[T], bool] = lambda _: False,
) -> list[list[Pen]]:
    """Return blocks on as few pages as they take at the least scale, at the largest that does.

    Parameters
    ----------
    draw : callable
        Draws a block at a scale, as the first of a page or not: `Pen.y` is then its height.
    first, last : float
        Where blocks begin on a page, and where they end at the latest.
    scales : sequence of float
        From the largest to the least.
    joined : callable
        Whether a block should be on the page of the one before.
    """
    everything = list(blocks)

    def pages_at(scale: float) -> list[list[Pen]]:
        pages: list[list[Pen]] = [[]]
        y, begins = first, 0  # where on the page those begin to which the next one may belong
        for block in everything:
            page = pages[-1]
            if not joined(block):
                begins = len(page)
            pen = draw(block, scale, not page)
            if page and y + pen.y > last:
                moved_on = page[begins:] if begins else []
                if sum(one.y for one in moved_on) + pen.y > last - first:
                    moved_on = []
                del page[len(page) - len(moved_on) :]
                pages.append([*moved_on])
                y, begins = first + sum(one.y for one in moved_on), 0
                pen = draw(block, scale, not moved_on)
            pages[-1].append(pen)
            y += pen.y
        return pages

    fewest = pages_at(scales[-1])

    def fitting(scale: float) -> list[list[Pen]] | None:
        pages = pages_at(scale)
        few = len(pages) == len(fewest)
        return pages if few and all(_is_whole(page, last - first) for page in pages) else None

    return largest(scales[:-1], fitting) or fewest


def largest(steps: Sequence[float], fitting: Callable[[float], T | None]) -> T | None:
    """Return what fits at the first of some steps at which anything does; None if none does.

    What fits at a step is taken to fit at each later one, too: few are tried.
    """
    best = None
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        tried = fitting(steps[middle])
        if tried is None:
            low = middle + 1
        else:
            best, high = tried, middle
    return best


def _is_whole(page: Iterable[Pen], height: float) -> bool:
    """Whether a page holds what is on it, and nothing of it was cut."""
    pens = list(page)
    return sum(pen.y for pen in pens) <= height and not any(pen.shortened for pen in pens)
