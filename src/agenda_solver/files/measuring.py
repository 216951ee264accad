"""Text, as wide as it is printed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

# Widths of Arial's characters, in thousandths of its size; accents add nothing.
_WIDTHS: Mapping[str, int] = {
    character: width
    for width, characters in {
        222: "ijl'’‘|",
        278: " \u00a0.,:;!/\\tfI[]·",
        333: "()-r`“”°{}",
        500: "ckvxyzJs",
        556: "0123456789abdeghnopquL?_«»–$€#",
        611: "TFZ+=<>",
        667: "ABEKPSVXY&",
        722: "CDHNRUw",
        778: "GOQ",
        833: "mM",
        944: "W",
    }.items()
    for character in characters
}
_UNKNOWN = 1000
_BOLD = 1.08
# Screens and printers round letters up.
_SAFETY = 1.04


_BOUND = "\u00a0"
_BREAKS = re.compile(rf"[^\S{_BOUND}]+")


def unbroken_words(line: str) -> list[str]:
    """Return what of a line is never broken: words, and those that are bound to one another."""
    return [word for word in _BREAKS.split(line) if word]


@lru_cache(maxsize=50_000)
def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Return the points that a line of text takes."""
    letters = unicodedata.normalize("NFD", words)
    thousandths = sum(
        _WIDTHS.get(letter, _UNKNOWN) for letter in letters if not unicodedata.combining(letter)
    )
    return thousandths / 1000 * size * _SAFETY * (_BOLD if bold else 1)


def line_count(words: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in so many points."""
    return sum(_lines_of(line, width, size, bold=bold) for line in words.split("\n"))


@lru_cache(maxsize=50_000)
def _lines_of(line: str, width: float, size: float, *, bold: bool) -> int:
    blank = text_width(" ", size, bold=bold)
    lines, used = 1, 0.0
    for word in unbroken_words(line):
        needed = text_width(word, size, bold=bold)
        if used and used + blank + needed > width:
            lines, used = lines + 1, 0.0
        used += needed + (blank if used else 0)
        if used > width:  # a word without a blank goes on below
            lines += math.ceil(used / width) - 1
            used %= width
    return lines


def fitting_size(words: str, width: float, sizes: Iterable[float]) -> float:
    """Return the first of some sizes at which a title fits on one line, or else the last."""
    size = 0.0
    for size in sizes:
        if text_width(words, size, bold=True) <= width:
            break
    return size
