"""What each role and each colour of a page looks like."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, Side

from agenda_solver.files.inks import ACCENT, INK, PASTELS, QUIET, RULE
from agenda_solver.files.workbook.cells import FONT, HEADER, plain
from agenda_solver.views.pages import Colour, Role

HAIR = Side(style="hair", color=RULE)
BROKEN = "F5A3A3"
_COLOURS: Mapping[str, str] = {
    "header": HEADER,
    "band": ACCENT,
    "calm": "EEF1F4",
    "cancelled": "C3CCD5",
    "broken": BROKEN,
}


def shade(colour: Colour) -> str:
    """Return a colour as Excel writes it; tracks and kinds share what there is."""
    return PASTELS[colour % len(PASTELS)] if isinstance(colour, int) else _COLOURS[colour]


@dataclass(frozen=True)
class Style:
    """How a role looks: of several sizes, the first at which it fits on one line."""

    sizes: tuple[float, ...]
    bold: bool = False
    italic: bool = False
    ink: str = INK
    face: str = FONT


STYLES: Mapping[Role, Style] = {
    "poster": Style((18,), bold=True, ink=ACCENT),
    "door": Style((30, 26, 22, 18), bold=True, ink=ACCENT),
    "title": Style((20, 18, 16, 14), bold=True, ink=ACCENT),
    "topic": Style((20, 18, 16, 14, 12), bold=True, ink=ACCENT),
    "heading": Style((15, 14, 13, 12), bold=True, ink=ACCENT),
    "lead": Style((11,), bold=True, ink=ACCENT),
    "section": Style((12,), bold=True, ink=ACCENT),
    "chapter": Style((12,), bold=True, ink="FFFFFF"),
    "name": Style((11,), bold=True, ink=ACCENT),
    "band": Style((11,), bold=True, ink="FFFFFF"),
    "header": Style((9,), bold=True),
    "body": Style((10,)),
    "key": Style((10,), bold=True),
    "guide": Style((9.5,)),
    "guide key": Style((9.5,), bold=True),
    "command": Style((10,), bold=True, face="Courier New"),
    "text": Style((9,)),
    "strong": Style((9,), bold=True),
    "small": Style((8,)),
    "small key": Style((8,), bold=True),
    "facts": Style((11,), ink=QUIET),
    "aside": Style((10,), ink=QUIET),
    "note": Style((9,), ink=QUIET),
    "faint": Style((8,), ink=QUIET),
    "free": Style((9,), italic=True, ink=QUIET),
}


@cache
def font(
    size: float = 9,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str = INK,
    face: str = FONT,
) -> Font:
    """Return a font of the workbook, one and the same for the same words."""
    return Font(name=face, size=size, bold=bold, italic=italic, color=colour)


def comment(cell: Cell, sentences: Iterable[str]) -> None:
    """Say why a cell is red."""
    words = plain("\n".join(dict.fromkeys(sentences)))
    lines = sum(math.ceil(len(line) / 45) for line in words.split("\n"))
    cell.comment = Comment(words, "agenda-solver", height=30 + 18 * lines, width=320)
