"""What a page is made of: rows of cells, what of it is kept together, and what is told again.

Pages say what is written, and in which role; they know no format. What draws them decides
how a role looks, and where a page ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from agenda_solver.problem import Event, Problem
from agenda_solver.text import Text, with_capital

Value = Text | str | float | None

Role = Literal[
    "poster",
    "door",
    "title",
    "topic",
    "heading",
    "lead",
    "section",
    "chapter",
    "name",
    "band",
    "header",
    "body",
    "key",
    "guide",
    "guide key",
    "command",
    "text",
    "strong",
    "small",
    "small key",
    "facts",
    "aside",
    "note",
    "faint",
    "free",
]
"""What a cell is for.

What a page is about: ``poster``, ``door`` (a room's name, to be read from afar), ``title``,
``topic`` (of a café's table or round) and ``heading`` (of a report). What stands over others:
``lead``, ``section``, ``chapter``, ``name`` (over what is told of somebody), ``band`` (over a
day) and ``header`` (over columns). Text, the largest first, and of each what stands out:
``body`` and ``key``, ``guide`` and ``guide key``, ``text`` and ``strong``, ``small`` and
``small key``; ``command`` is typed as it is. More discreet, the largest first: ``facts``,
``aside``, ``note``, ``faint``, and ``free`` where nothing takes place.
"""

Colour = Literal["header", "band", "calm", "cancelled", "broken"] | int
"""What is behind a cell; a number is that of a track or kind, see `label_colours`."""

Align = Literal["left", "center", "right"]

WHOLE = 0
"""The span of a cell that goes over all the columns."""


@dataclass(frozen=True)
class Cell:
    """What one cell says.

    Attributes
    ----------
    span : int
        How many columns it goes over; see `WHOLE`.
    indent : int
        How far it is moved to the right.
    """

    value: Value = None
    role: Role = "text"
    colour: Colour | None = None
    span: int = 1
    align: Align = "left"
    indent: int = 0


@dataclass(frozen=True)
class Row:
    """Cells side by side; without any, space that is left where a page does not begin.

    Attributes
    ----------
    air : float
        Points above and below its text, together.
    ruled : bool
        Whether a line is drawn under it.
    broken : tuple of Text
        The demands that are not kept for what it tells: it is red, and says why.
    subject : int
        Which of its cells is what it tells of.
    joined : bool
        Whether it is never the last one of a page before the next row.
    from_top : bool
        Whether its cells begin at its top, beside one of many lines.
    """

    cells: tuple[Cell, ...] = ()
    air: float = 4.0
    ruled: bool = False
    broken: tuple[Text, ...] = ()
    subject: int = 0
    joined: bool = False
    from_top: bool = False


def wide(
    value: Value, role: Role, *, colour: Colour | None = None, air: float = 4.0, indent: int = 0
) -> Row:
    """Return a row whose one text goes over the whole page."""
    return Row((Cell(value, role, colour, WHOLE, indent=indent),), air)


@dataclass(frozen=True)
class Bars:
    """Numbers that belong together, one for each line of a chart."""

    name: Text
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """Numbers as bars.

    Attributes
    ----------
    lines : tuple of Text
        What the numbers are of, from top to bottom, or from left to right if `upright`.
    bars : tuple of Bars
        The darkest first.
    stacked : bool
        Whether bars of a line stand on one another: they add up.
    upright : bool
        Whether bars go up.
    title : Text or None
        What they are, where nothing above says it.
    """

    lines: tuple[Text, ...]
    bars: tuple[Bars, ...]
    stacked: bool = False
    upright: bool = False
    title: Text | None = None


@dataclass(frozen=True)
class Block:
    """Rows one below the other.

    Attributes
    ----------
    lead, header : tuple of Row
        What they begin with; never the last ones of a page. The header is told again where
        the page turns between them.
    top : tuple of Row
        What a page begins with that turns before them or between them.
    gap : float
        Points of space before them, where no page begins.
    new_page : bool
        Whether they begin a page.
    together : bool
        Whether they are on one page, if one can hold them.
    chart : Chart or None
        What stands below them.
    """

    rows: tuple[Row, ...]
    lead: tuple[Row, ...] = ()
    header: tuple[Row, ...] = ()
    top: tuple[Row, ...] = ()
    gap: float = 0.0
    new_page: bool = False
    together: bool = False
    chart: Chart | None = None


@dataclass(frozen=True)
class Spread:
    """Cards side by side, as many as the page has across, each on one page if one can hold it.

    Attributes
    ----------
    lead : tuple of Row
        What begins a page of its own before the first ones, where there is any.
    top : tuple of Row
        What a page begins with that turns between them.
    gap : float
        Points of space before those that stand side by side.
    cut : float
        Points below them, where they are to be cut out; 0: they are not.
    """

    cards: tuple[tuple[Row, ...], ...]
    lead: tuple[Row, ...] = ()
    top: tuple[Row, ...] = ()
    gap: float = 0.0
    cut: float = 0.0


@dataclass(frozen=True)
class Notepad:
    """A page to write on: parts, with as many lines below each as the page has room for.

    Attributes
    ----------
    lead : tuple of Row
        What the page begins with.
    parts : tuple of tuple of Row
        What is told above the lines of each part.
    words : Text
        What the lines of each part are for.
    last : Row
        What is told above the last lines.
    top : tuple of Row
        What another page begins with, where one is not enough.
    """

    lead: tuple[Row, ...]
    parts: tuple[tuple[Row, ...], ...]
    words: Text
    last: Row
    top: tuple[Row, ...]


@dataclass(frozen=True)
class Page:
    """What is printed under one title, on as many pages as it takes.

    Attributes
    ----------
    title : Text
        What it is called, among the others and at the foot of each page.
    event : Event or None
        Of which event and version it tells, if of any.
    widths : tuple of (float or None)
        Of the columns, in characters of usual text; of those of one card, where there are
        several across. One may be None: what is left.
    blocks : tuple of (Block, Spread or Notepad)
    head : tuple of Row
        What every page begins with.
    portrait : bool
        Whether a sheet of paper stands upright.
    remarks : tuple of Row
        What is told after everything else.
    across : int
        How many cards stand side by side, with `gutter` characters in between.
    smaller : tuple of float
        By how much less than usual it may be printed for each block that begins a page to
        have one page, the first that is enough; if none is, the first.
    """

    title: Text
    event: Event | None
    widths: tuple[float | None, ...]
    blocks: tuple[Block | Spread | Notepad, ...]
    head: tuple[Row, ...] = ()
    remarks: tuple[Row, ...] = ()
    portrait: bool = False
    across: int = 1
    gutter: float = 0.0
    smaller: tuple[float, ...] = (1.0,)


def continued(title: Text) -> Text:
    """Return a title as it is told again on the next page."""
    return Text("{title} (suite)", "{title} (continued)").fill(title=title)


def event_heading(problem: Problem, *, subtitle: bool = False, version: bool = False) -> str:
    """Return the name of the event and its place; its subtitle and version where asked for."""
    event = problem.event
    parts = (
        event.name,
        event.subtitle if subtitle else "",
        event.place,
        with_capital(event.version) if version else "",
    )
    return " – ".join(words for words in parts if words)


def columns_header(
    titles: Sequence[Text], aligned: Sequence[Align] | None = None, *, air: float = 4.0
) -> Row:
    """Return the row over columns that says what is in each."""
    aligns = aligned or ["left"] * len(titles)
    return Row(
        tuple(
            Cell(title, "header", "header", align=align)
            for title, align in zip(titles, aligns, strict=True)
        ),
        air,
    )


def unshown(page: Page) -> Page:
    """Return what stands for a page that has more rows than a spreadsheet."""
    return replace(page, blocks=(Block((wide(_TOO_LONG, "body"),)),), head=(), remarks=())


_TOO_LONG = Text(
    "Cette feuille aurait plus de lignes qu'un tableur n'en a (1 048 576). « agenda-solver export "
    "--attendees » écrit un fichier pour chaque participant.",
    "This sheet would have more rows than a spreadsheet has (1,048,576). “agenda-solver export "
    "--attendees” writes a file for each attendee.",
)
