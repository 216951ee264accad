"""Reads who comes to a world café: a list of names, or a table with organisations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from agenda_solver.cafe.asked import MOST_PEOPLE, Guest
from agenda_solver.files import MOST_FAULTS, InputError, in_file
from agenda_solver.files.decoding import decoded
from agenda_solver.files.fields import ATTENDEES, named
from agenda_solver.files.grid.cells import Row
from agenda_solver.files.grid.choosing import read_sheet
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.files.grid.table import Headings, Table, find_list, find_table
from agenda_solver.files.system import read_bytes
from agenda_solver.text import Text
from agenda_solver.words.cells import words_of
from agenda_solver.words.codes import no_code
from agenda_solver.words.names import clean, folded, shown

_FIELDS = tuple(
    field
    for field in ATTENDEES.fields
    if field.key in {("id",), ("name",), ("given_name",), ("organisation",)}
)


def _key(heading: str, *, loosely: bool = True) -> str | None:
    """Return what of a guest a heading names."""
    field = named(_FIELDS, heading, loosely=loosely)
    return str(field.key[0]) if field else None


_HEADINGS = Headings[str](_key, naming=frozenset(("id", "name", "@first_name")))


def _columns(headings: Row) -> Mapping[str, int]:
    """Return the column of each field: that which names it, or else the first that may."""
    columns: dict[str, int] = {}
    for loosely in (False, True):
        for column, heading in headings.items():
            if key := _key(words_of(heading), loosely=loosely):
                columns.setdefault(key, column)
    return columns


def read_guests(path: Path) -> tuple[tuple[Guest, ...], tuple[Text, ...]]:
    """Read a list of people: of a text file, each line; of a CSV file or workbook, each row.

    Returns
    -------
    tuple of Guest
        In the order of the file; who has no id is known by name.
    tuple of Text
        What was read otherwise than it may have been meant.

    Raises
    ------
    InputError
        If it cannot be read, or names somebody twice.
    """
    read = _names_of_lines if path.suffix.lower() == ".txt" else _names_of_rows
    names, notices = read(path)
    if not names:
        raise InputError([in_file(path.name, _EMPTY)])
    if len(names) > MOST_PEOPLE:
        raise InputError([in_file(path.name, _TOO_MANY.fill(most=MOST_PEOPLE))])
    _refuse_twice(path.name, names)
    return tuple(guest for _, guest in names), notices


_Names = list[tuple[int, Guest]]
"""Who is named, and on which line."""


def _refuse_twice(file: str, names: _Names) -> None:
    first: dict[str, int] = {}
    faults = []
    for line, guest in names:
        for words in {folded(guest.id), folded(guest.name)} - {""}:
            if first.setdefault(words, line) != line:
                message = _TWICE.fill(name=shown(guest.label), first=first[words])
                faults.append(in_file(file, message, line))
    if faults:
        raise InputError(dict.fromkeys(faults))


def _names_of_lines(path: Path) -> tuple[_Names, tuple[Text, ...]]:
    text, notices = decoded(path.name, read_bytes(path, path.name))
    lines = enumerate(map(clean, text.splitlines()), start=1)
    rows = {number: {0: name} for number, name in lines if name}
    table: Table[str] = find_list(RawSheet(path.name, None, rows, notices=notices))
    names = ((number, words_of(cells[0])) for number, cells in table.rows.items())
    return [(number, Guest(name, name)) for number, name in names], table.notices


def _names_of_rows(path: Path) -> tuple[_Names, tuple[Text, ...]]:
    table = find_table(read_sheet(path, _HEADINGS), _HEADINGS)
    if not table.headings:
        raise InputError([in_file(path.name, _EMPTY)])
    columns = _columns(table.headings)
    if "name" not in columns and "id" not in columns:
        raise InputError([in_file(path.name, _NO_NAMES)])
    names = [(number, _guest(cells, columns)) for number, cells in table.rows.items()]
    _refuse_dates(table, columns)
    nameless = [table.sheet.fault(_NAMELESS, number) for number, guest in names if not guest.id]
    if nameless:
        raise InputError(nameless[:1])
    return names, table.notices


def _refuse_dates(table: Table[str], columns: Mapping[str, int]) -> None:
    """Refuse what a spreadsheet has made a date of: nobody is called so."""
    called = [column for field, column in columns.items() if field in ("id", "name")]
    faults = [
        table.sheet.fault(no_code(value), number, column)
        for number, cells in table.rows.items()
        for column in called
        if isinstance(value := cells.get(column), date)
    ]
    if faults:
        raise InputError(faults[:MOST_FAULTS])


def _guest(cells: Row, columns: Mapping[str, int]) -> Guest:
    words = {field: words_of(cells.get(column, "")) for field, column in columns.items()}
    name = " ".join(filter(None, (words.get("given_name"), words.get("name"))))
    return Guest(words.get("id") or name, name, words.get("organisation", ""))


_EMPTY = Text(
    "cette liste est vide : y mettre un nom par ligne",
    "this list is empty: put a name a line in it",
)
_TOO_MANY = Text("trop de personnes (au plus {most})", "too many people (at most {most})")
_TWICE = Text(
    "{name} est déjà à la ligne {first} : ajouter ce qui distingue les deux personnes, ou enlever "
    "une ligne",
    "{name} is on line {first} already: add what tells the two people apart, or leave one out",
)
_NO_NAMES = Text(
    "il n'y a pas de colonne « nom » : nommer ainsi celle des noms (« organisation » celle des "
    "organisations), ou donner un fichier .txt avec un nom par ligne",
    "there is no column “name”: call the column of the names so (“organisation” that of the "
    "organisations), or give a .txt file with a name a line",
)
_NAMELESS = Text(
    "cette ligne n'a pas de nom : le donner, ou enlever la ligne",
    "this row has no name: give it, or leave the row out",
)
