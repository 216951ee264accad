"""Sheets of paper as they are printed: what stands where on them, whatever prints it.

Places and lengths are millimetres from the upper left corner, sizes of letters are points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from agenda_solver.files.inks import INK
from agenda_solver.text import Language

Align = Literal["left", "center", "right"]
Level = Literal[0, 2, 3]
"""0: not a heading; 2: of a sheet; 3: within it."""
Measure = Callable[[str, float, bool], float]
"""How many millimetres a line of words takes, by size and whether it is bold."""

A4 = 210.0, 297.0
POINT = 25.4 / 72
LINE = 1.2
"""How far apart lines are, in sizes of their letters."""


@dataclass(frozen=True)
class Lettering:
    """Lines of text, one below the other."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    size: float
    bold: bool = False
    ink: str = INK
    align: Align = "left"
    level: Level = 0

    @property
    def height(self) -> float:
        """How high they are together."""
        return len(self.lines) * line_height(self.size)


@dataclass(frozen=True)
class Fill:
    """A rectangle that is filled."""

    x: float
    y: float
    width: float
    height: float
    colour: str

    lines: ClassVar[tuple[str, ...]] = ()


Item = Lettering | Fill


@dataclass(frozen=True)
class Panel:
    """A part of a sheet that is read for itself; its items are placed from its own corner.

    Attributes
    ----------
    turned : bool
        Whether it stands on its head: the back of a sheet that is folded. It tells once more
        what another panel tells.
    """

    x: float
    y: float
    width: float
    height: float
    items: tuple[Item, ...]
    turned: bool = False


@dataclass(frozen=True)
class Paper:
    """A sheet of A4.

    Attributes
    ----------
    title : str
        What is on it, in a list of sheets.
    language : {"fr", "en"}
        In which it is written.
    marks : tuple of Fill
        Where to cut or to fold.
    """

    title: str
    language: Language
    width: float
    height: float
    panels: tuple[Panel, ...]
    marks: tuple[Fill, ...] = ()


def line_height(size: float) -> float:
    """Return how high a line is."""
    return size * LINE * POINT


def moved(item: Item, down: float) -> Item:
    """Return an item further down."""
    return replace(item, y=item.y + down)
