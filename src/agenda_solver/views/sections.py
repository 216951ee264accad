"""The tables of a report: what each tells, and how it stands on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agenda_solver.text import Text
from agenda_solver.views.pages import Align, Block, Cell, Chart, Colour, Row, Value, wide

SECTION_WIDTHS = (27.0, 15.0, 15.0, 15.0, 13.0, 12.0)


@dataclass(frozen=True)
class Group:
    """A line inside a table that tells what the next ones are about."""

    title: Text
    total: int | None = None


SectionRow = Sequence[Value] | Group


@dataclass(frozen=True)
class Section:
    """A table of a report.

    Attributes
    ----------
    columns : tuple of int
        How many columns of the page each of its own takes.
    header : tuple of Text
        Empty where the first column names what the others tell.
    note : Text
        How to read it.
    numbers : int
        How many of the last columns are numbers.
    colour : Colour, optional
        Of its rows.
    chart : Chart, optional
        What of it people would rather look at.
    """

    title: Text
    columns: tuple[int, ...]
    rows: Sequence[SectionRow]
    header: tuple[Text, ...] = ()
    note: Text | None = None
    numbers: int = 0
    colour: Colour | None = None
    chart: Chart | None = None

    @property
    def block(self) -> Block:
        """The table on a page."""
        lead = [wide(self.title, "section")]
        if self.note:
            lead.append(wide(self.note, "note"))
        header = (self._header_row(),) if self.header else ()
        return Block(
            tuple(map(self._row, self.rows)), tuple(lead), header, gap=12, chart=self.chart
        )

    def _header_row(self) -> Row:
        return Row(
            tuple(
                Cell(title, "header", "header", columns, align)
                for title, columns, align in zip(
                    self.header, self.columns, self._aligned(), strict=True
                )
            )
        )

    def _row(self, row: SectionRow) -> Row:
        if isinstance(row, Group):
            title = Cell(row.title, "strong", "calm", len(SECTION_WIDTHS) - 1)
            total = Cell(row.total, "strong", "calm", align="right")
            return Row((title, total), joined=True)
        if len(row) == 1:
            return Row((Cell(row[0], "text", self.colour, len(SECTION_WIDTHS)),), ruled=True)
        named = not self.header
        return Row(
            tuple(
                Cell(
                    value,
                    "strong" if named and column == 0 else "text",
                    self.colour,
                    columns,
                    align,
                )
                for column, (value, columns, align) in enumerate(
                    zip(row, self.columns, self._aligned(), strict=True)
                )
            ),
            ruled=True,
        )

    def _aligned(self) -> Iterator[Align]:
        words = len(self.columns) - self.numbers
        for column in range(len(self.columns)):
            yield "left" if column < words else "right"


def proof_section(title: Text, aims: Iterable[tuple[Sequence[Text], Text]]) -> Section:
    """Return what counts, the first one first, and how far it is proven.

    What counts together has a line each, and what holds of it beside the first.
    """
    return Section(
        title,
        (1, 3, 2),
        [
            (_NOTHING, aim, _NOTHING) if line else (_THEN if place else _FIRST, aim, proof)
            for place, (together, proof) in enumerate(aims)
            for line, aim in enumerate(together)
        ],
        (Text("Ordre", "Order"), Text("Ce qui compte", "What counts"), Text("Preuve", "Proof")),
    )


_FIRST, _THEN, _NOTHING = Text("d'abord", "first"), Text("ensuite", "then"), Text("", "")
