"""Lines that fit a terminal: what goes on stands under where it began."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

WIDTH = 100
"""Where nothing tells how wide a terminal is."""


def wrapped(words: str, width: int = WIDTH, opening: str = "", margin: str | None = None) -> str:
    """Write words on lines of at most so many cells.

    Parameters
    ----------
    words : str
        Parted at blanks only, but not before or after the marks that French sets off; what is
        longer than a line is cut, a path behind its folders.
    opening : str
        What the first line begins with: a time, a bullet.
    margin : str, optional
        What each further line begins with; as a rule as many blanks as the opening is long.
    """
    margin = " " * cell_len(opening) if margin is None else margin
    lines: list[str] = []
    line, gap = opening, ""
    room = max(1, width - max(cell_len(opening), cell_len(margin)))
    for word in _BLANKS.split(words.strip(" ")):
        for piece in _pieces(word, room):
            if line != opening and cell_len(line + gap + piece) > width:
                lines.append(line)
                line, gap = margin, ""
            line, gap = line + gap + piece, ""
        gap = " "
    return "\n".join([*lines, line.rstrip()])


def _pieces(word: str, room: int) -> Iterator[str]:
    """Yield a word, in pieces where it is longer than a line: a path by its folders."""
    if cell_len(word) <= room:
        yield word
        return
    for piece in _FOLDERS.findall(word):
        yield from chop_cells(piece, room)


_FOLDERS = re.compile(r"[^/]*/+|[^/]+")
_BLANKS = re.compile(r"(?<!«) +(?![:;?!»](?: |$))")
