"""Reads the registrations that may stand beside a draft, as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agenda_solver.files import InputError
from agenda_solver.files.fields import ATTENDEES, Field, named
from agenda_solver.files.fields.kinds import Flag, Items, Reading, Whole
from agenda_solver.files.grid.cells import Row
from agenda_solver.files.grid.delimited import read_csv
from agenda_solver.files.grid.table import Headings, Table, find_table
from agenda_solver.files.kinds import kind_of
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.source import Source
from agenda_solver.problem import Fault
from agenda_solver.problem import Path as KeyPath
from agenda_solver.text import Text, listing, quoted, same
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import instead, nearest, shown, twice
from agenda_solver.words.pieces import RATED, read_list, read_rated
from agenda_solver.words.stars import rating_in

_HAVE_PARTS = {field.key[:-1] for field in ATTENDEES.fields}

COLUMNS = tuple(
    field for field in ATTENDEES.fields if field.in_schema and field.key not in _HAVE_PARTS
)
"""What each column of the file says, in the order in which it is written."""

LISTS = tuple(field.toml for field in COLUMNS if isinstance(field.kind, Items))


def _key(heading: str) -> str | None:
    """Return what of an attendee a heading names: an attribute, or a part of one after a dot."""
    field = named(COLUMNS, heading)
    return _dotted(field) if field else None


def _dotted(field: Field) -> str:
    return ".".join(map(str, field.key))


_HEADINGS = Headings[str](_key, naming=frozenset(("id",)), by_id=True)
_NAMES = {name: name for field in COLUMNS for name in (field.heading.fr, field.heading.en)}
"""The headings that may be meant by another."""


@dataclass(frozen=True)
class Registrations:
    """The attendees of a CSV file, as plain data, and where each stands.

    Attributes
    ----------
    table : Table
        What the file holds.
    rows : list of dict
        What `Problem.read` takes.
    faults : tuple of Fault
        What the rows get wrong before they mean anything.
    """

    table: Table[str]
    rows: list[dict[str, Any]]
    faults: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.table.sheet.file

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The line of each row in the file."""
        return tuple(self.table.rows)

    def place(self, path: KeyPath) -> Text:
        """Return where an attendee stands, or one of its fields: file, line and column."""
        return Text("{file}, {where}", "{file}, {where}").fill(
            file=self.name, where=self.within(path)
        )

    def order(self, path: KeyPath) -> tuple[int, ...]:
        """Return the number of the line on which an attendee stands."""
        return (self.lines[row],) if isinstance(row := path[1], int) else ()

    def within(self, path: KeyPath) -> Text:
        """Return where an attendee stands in the file: line and column."""
        _, row, *fields = path
        if not isinstance(row, int):
            return same(str(row))
        line = self.table.sheet.place(self.lines[row])
        if not fields or not isinstance(fields[0], str):
            return line
        keys = (".".join(map(str, fields)), fields[0])
        column = next((self.table.columns[key] for key in keys if key in self.table.columns), None)
        heading = fields[0] if column is None else words_of(self.table.headings[column])
        return Text("{line}, {column}", "{line}, {column}").fill(line=line, column=heading)


def read_registrations(source: Source, name: str) -> Registrations:
    """Read the CSV file that a draft names for its attendees.

    Parameters
    ----------
    source : Source
        The draft. From here on it knows where each attendee stands.
    name : str
        The file's name, in the draft's folder.

    Raises
    ------
    InputError
        If it cannot be read; a sentence for each fault.
    """
    data = _bytes(source, name)
    table = find_table(read_csv(name, data, _HEADINGS), _HEADINGS)
    _refuse_headings(table)
    rows = [_attendee(table, cells) for cells in table.rows.values()]
    source.beside = Registrations(table, rows, tuple(_faults(table, rows)))
    return source.beside


def _bytes(source: Source, name: str) -> bytes:
    folder = source.path.parent
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        message = Text(
            "{name} n'est pas dans le dossier du brouillon : y placer le fichier",
            "{name} is not in the draft's folder: put the file there",
        )
        raise source.refusal([Fault(("attendees",), message.fill(name=quoted(name)))])
    try:
        data = read_bytes(path, quoted(name))
    except InputError as error:
        sentences = error.sentences
        raise source.refusal(Fault(("attendees",), text) for text in sentences) from None
    kind = kind_of(data)
    if kind is not None:
        raise source.refusal([Fault(("attendees",), _NOT_CSV.fill(name=quoted(name), kind=kind))])
    return data


_NOT_CSV = Text(
    "{name} est {kind}, pas du CSV : l'exporter en CSV (UTF-8)",
    "{name} is {kind}, not CSV: export it as CSV (UTF-8)",
)


def _refuse_headings(table: Table[str]) -> None:
    """Refuse a heading that is not known, or there twice: each column must say something."""
    for column, words in table.headings.items():
        heading = words_of(words)
        field = _HEADINGS.key(heading)
        if field is None:
            sentence = _UNKNOWN.fill(header=shown(heading))
            known = [field.heading for field in COLUMNS]
            message = instead(sentence, nearest(heading, _NAMES), known)
            raise InputError([table.sheet.fault(message, table.header, column)])
        first = table.columns[field]
        if first != column:
            both = listing(map(quoted, (words_of(table.headings[first]), heading)))
            message = _TWICE.fill(twice=both)
            raise InputError([table.sheet.fault(message, table.header, column)])
    if "id" not in table.columns:
        raise InputError([table.sheet.fault(_NO_ID, table.header)])


_UNKNOWN = Text("la colonne {header} n'est pas connue", "the column {header} is not known")
_TWICE = Text("deux colonnes pour la même chose : {twice}", "two columns alike: {twice}")
_NO_ID = Text("il manque la colonne id", "the column id is missing")


def _attendee(table: Table[str], cells: Row) -> dict[str, Any]:
    attendee: dict[str, Any] = {}
    for field, column in table.columns.items():
        if column in cells:
            name, _, part = field.partition(".")
            of = attendee.setdefault(name, {}) if part else attendee
            of[part or name] = _value(field, str(cells[column]))  # CSV has clean text alone
    return attendee


def _value(field: str, cell: str) -> object:
    wishes = read_rated(cell) if field == "wishes" and RATED in cell else []
    if any(rating is not None for _, rating in wishes):
        return {wish: _rating(rating or "") for wish, rating in wishes}
    return read_list(cell) if field in LISTS else _plain(field, cell)


def _plain(field: str, cell: str) -> object:
    """Return a number, or yes and no, as the problem takes them; it reads other words itself."""
    if field in _PLAIN:
        with suppress(NotUnderstoodError):  # told when the problem is read
            return _PLAIN[field].read(cell, Reading())
    return cell


_PLAIN = {_dotted(field): field.kind for field in COLUMNS if isinstance(field.kind, Flag | Whole)}


def _rating(words: str) -> int | str:
    number = rating_in(words)
    return words if number is None else number


def _faults(table: Table[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """Yield what the rows get wrong before they mean anything."""
    first: dict[str, int] = {}
    for number, (line, cells) in enumerate(table.rows.items()):
        if not cells.keys() <= table.headings.keys():
            yield Fault(("attendees", number), _NO_HEADING)
        yield from _rating_faults(number, str(cells.get(table.columns.get("wishes", -1), "")))
        one = str(rows[number].get("id", ""))
        if one in first:
            message = twice(one, _ON_LINE.fill(line=first[one]))
            yield Fault(("attendees", number, "id"), message)
        elif one:
            first[one] = line


def _rating_faults(number: int, cell: str) -> Iterator[Fault]:
    wishes = read_rated(cell) if RATED in cell else []  # most are ranked, and many to read
    rated = [wish for wish, rating in wishes if rating is not None]
    if not rated:
        return
    if "" in rated or len(rated) < len(wishes):
        yield Fault(("attendees", number, "wishes"), _HALF_RATED)
    elif len(set(rated)) < len(rated):
        yield Fault(("attendees", number, "wishes"), _RATED_TWICE)


_NO_HEADING = Text("une cellule n'a pas d'en-tête", "a cell has no header")
_ON_LINE = Text("à la ligne {line}", "on line {line}")
_HALF_RATED = Text(
    "chaque vœu a une note (id=note), ou aucun",
    "each wish has a rating (id=rating), or none has",
)
_RATED_TWICE = Text("un vœu est noté deux fois", "a wish is rated twice")
