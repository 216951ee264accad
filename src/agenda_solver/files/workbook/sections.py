"""The tables of the sheet Rapport: how they are told, and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agenda_solver.files.workbook.cells import BAND, HEADER, QUIET
from agenda_solver.files.workbook.pages import CALM, Entry, Rows, font
from agenda_solver.text import Language, Text

WIDTHS = (27.0, 15.0, 15.0, 15.0, 13.0, 12.0)

Row = Sequence[object]


@dataclass(frozen=True)
class Section:
    """A table of the report.

    Attributes
    ----------
    columns : tuple of int
        How many columns of the sheet each of its own takes.
    header : tuple of Text
        Empty where the first column names what the others tell.
    note : Text
        How to read it.
    numbers : int
        How many of the last columns are numbers.
    colour : str, optional
        Of its rows.
    """

    title: Text
    columns: tuple[int, ...]
    rows: Sequence[Row]
    header: tuple[Text, ...] = ()
    note: Text | None = None
    numbers: int = 0
    colour: str | None = None


@dataclass(frozen=True)
class Group:
    """A line inside a table that tells what the next ones are about."""

    title: Text
    total: int | None = None


class Drawing:
    """Draws one section below the other."""

    def __init__(self, rows: Rows, language: Language) -> None:
        """Begin at the top of the sheet, whose columns are `WIDTHS`."""
        self.rows = rows
        self.language = language

    def draw(self, section: Section) -> None:
        """Write a section; where the page turns, its header is told again."""
        head = self._header(section)
        first = self._entries(section, section.rows[0])
        height = 40 + self.rows.height(head) + self.rows.height(first)
        if not self.rows.fits(height):
            self.rows.turn()
        self.rows.skip(12)
        self.add_wide(section.title.say(self.language), 12, BAND, bold=True)
        if section.note:
            self.add_wide(section.note.say(self.language), 9, QUIET)
        self._add(head)
        table = [self._entries(section, row) for row in section.rows]
        for row, entries, below in zip(section.rows, table, [*table[1:], []], strict=True):
            kept = [entries, below] if isinstance(row[0], Group) else [entries]
            if not self.rows.fits(sum(map(self.rows.height, kept))):
                self.rows.turn()
                self._add(head)
            self._add(entries)

    def _add(self, entries: Sequence[Entry]) -> None:
        if entries:
            self.rows.add(entries)

    def add_wide(self, words: str, size: float, ink: str, *, bold: bool = False) -> None:
        """Write a line over the whole sheet."""
        its_font = font(size, bold=bold, colour=ink)
        self.rows.add([Entry(words, its_font, columns=len(WIDTHS))])

    def _header(self, section: Section) -> list[Entry]:
        return [
            Entry(text.say(self.language), font(bold=True), HEADER, columns, align)
            for text, columns, align in zip(
                section.header, section.columns, _aligned(section), strict=bool(section.header)
            )
        ]

    def _entries(self, section: Section, row: Row) -> list[Entry]:
        if isinstance(row[0], Group):
            group = row[0]
            words = group.title.say(self.language)
            return [
                Entry(words, font(bold=True), CALM, len(WIDTHS) - 1),
                Entry(group.total, font(bold=True), CALM, align="right"),
            ]
        told = [v.say(self.language) if isinstance(v, Text) else v for v in row]
        if len(row) == 1:
            return [Entry(told[0], font(), section.colour, len(WIDTHS), ruled=True)]
        return [
            Entry(
                value,
                font(bold=not section.header and column == 0),
                section.colour,
                columns,
                align,
                ruled=True,
            )
            for column, (value, columns, align) in enumerate(
                zip(told, section.columns, _aligned(section), strict=True)
            )
        ]


def _aligned(section: Section) -> list[str]:
    words = len(section.columns) - section.numbers
    return ["left"] * words + ["right"] * section.numbers
