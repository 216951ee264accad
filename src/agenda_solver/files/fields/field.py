"""A field of a draft, and a table of them: a sheet of a workbook, a table of TOML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import BaseModel

from agenda_solver.files.fields.kinds import Kind
from agenda_solver.problem import Path
from agenda_solver.text import Text
from agenda_solver.words.cells import NO, YES
from agenda_solver.words.names import folded

SheetKey = Literal[
    "event",
    "days",
    "slots",
    "rooms",
    "equipment",
    "people",
    "sessions",
    "stretches",
    "tracks",
    "sequences",
    "stated",
    "attendees",
    "wishes",
    "weights",
]


@dataclass(frozen=True)
class Field:
    """One thing that a draft says of a room, a session…: an attribute of the schema.

    A field whose key begins with ``@`` has no attribute: it stands in workbooks, or in the
    answers to a form, and what it says goes elsewhere in the schema.

    Attributes
    ----------
    key : tuple
        Where its data stands in that of its row.
    heading : Text
        Of its column in a workbook, in `registrations.csv`, in a form.
    width : float
        Of its column, in Excel's characters; 0: a workbook has no column for it.
    help : Text
        What it says. ``{yes}`` and ``{no}`` stand for what is written for these.
    also : tuple of str
        Other headings that mean the same.
    near : tuple of str
        Words, folded, by which somebody may mean it who writes keys, or asks in a form.
    cell : Text, optional
        What else a workbook says of it: how a cell is written.
    blank : Text, optional
        What holds where nothing is written.
    more : Text, optional
        What else the pages of `docs/` say of it.
    rare : bool
        Whether most events leave it blank: its column is folded away until it is used.
    instead : str
        Of a field without an attribute, the key that says it in TOML.
    kind : Kind
        What its cells hold: as the schema has it, unless its row says so.
    """

    key: Path
    heading: Text
    width: float
    help: Text
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    cell: Text | None = None
    blank: Text | None = None
    more: Text | None = None
    rare: bool = False
    instead: str = ""
    kind: Kind = field(default_factory=Kind)

    @property
    def in_schema(self) -> bool:
        """Whether an attribute of the schema holds it."""
        return not str(self.key[0]).startswith("@")

    @property
    def toml(self) -> str:
        """The key under which TOML says it; blank where it does not."""
        return str(self.key[0]) if self.in_schema else self.instead

    @cached_property
    def names(self) -> frozenset[str]:
        """Every heading it may have, folded."""
        key = "".join(map(str, self.key)) if self.in_schema else ""
        names = (key, self.heading.fr, self.heading.en, *self.also)
        return frozenset(map(folded, names)) - {""}

    @property
    def note(self) -> Text:
        """What the heading of its column says to whoever fills in a workbook."""
        words = self.help
        if self.cell:
            words = Text(
                f"{words.fr.removesuffix('.')} : {self.cell.fr}",
                f"{words.en.removesuffix('.')}: {self.cell.en}",
            )
        if self.blank:
            words = Text(
                f"{words.fr} Vide : {self.blank.fr}.", f"{words.en} Blank: {self.blank.en}."
            )
        return words.fill(yes=YES, no=NO)


def named(fields: Iterable[Field], heading: str, *, loosely: bool = False) -> Field | None:
    """Return the field that a heading names, in French or in English.

    Parameters
    ----------
    fields : iterable of Field
        Those it may name.
    heading : str
        As it is written: capitals, accents, blanks and punctuation do not matter.
    loosely : bool
        Whether words that may mean a field name it too, where no heading does.
    """
    words, among = folded(heading), tuple(fields)
    exactly = (one for one in among if words in one.names)
    nearly = (one for one in among if loosely and words in one.near)
    return next(exactly, None) or next(nearly, None)


@dataclass(frozen=True)
class Sheet:
    """A table of a draft: its name, its fields, and what it is for.

    Attributes
    ----------
    model : type, optional
        Its rows in the schema; None where what its rows say stands in those of another.
    needed : tuple of tuple
        Keys of the columns without which it cannot be read.
    also : tuple of str
        Other names of its sheet.
    near : str
        Words, folded, by which somebody may mean its table in TOML.
    """

    key: SheetKey
    model: type[BaseModel] | None
    name: Text
    help: Text
    fields: tuple[Field, ...]
    needed: tuple[Path, ...]
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """The fields that have a column in a workbook, from left to right."""
        return tuple(one for one in self.fields if one.width)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name its sheet may have, folded."""
        return frozenset(folded(name) for name in (self.name.fr, self.name.en, *self.also))

    def column(self, *key: str | int) -> Field:
        """Return the column of a key."""
        return next(column for column in self.columns if column.key == key)

    def named(self, heading: str) -> Field | None:
        """Return the column that a heading names."""
        return named(self.columns, heading)
