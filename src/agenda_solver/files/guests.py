"""Reads who comes to a world café: a list of names, or a table with organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from agenda_solver.cafe.asked import MOST_PEOPLE, Guest
from agenda_solver.files import InputError, in_file
from agenda_solver.files.responses.table import Table, read_table
from agenda_solver.files.system import read_bytes
from agenda_solver.text import Text, cut, quoted
from agenda_solver.words.names import clean, folded

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "identifiant", "code"),
    "name": ("nom", "name", "nom et prénom", "prénom et nom", "full name", "participant"),
    "first": ("prénom", "first name"),
    "organisation": ("organisation", "organization", "structure"),
}
_FIELD_OF = {folded(name): field for field, names in _COLUMNS.items() for name in names}


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
    notices: tuple[Text, ...] = ()
    if path.suffix.lower() == ".txt":
        found = list(_lines(path))
    else:
        table = read_table(path)
        found, notices = list(_rows(table)), table.notices
    if not found:
        raise InputError([in_file(path.name, _EMPTY)])
    if len(found) > MOST_PEOPLE:
        raise InputError([in_file(path.name, _TOO_MANY.fill(most=MOST_PEOPLE))])
    first: dict[str, int] = {}
    faults = []
    for row, guest in found:
        for words in {folded(guest.id), folded(guest.name)} - {""}:
            if first.setdefault(words, row) != row:
                said = _TWICE.fill(name=quoted(cut(guest.label, 60)), first=first[words])
                faults.append(in_file(path.name, said, row))
    if faults:
        raise InputError(dict.fromkeys(faults))
    return tuple(guest for _, guest in found), notices


def _lines(path: Path) -> Iterator[tuple[int, Guest]]:
    data = read_bytes(path, path.name)
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([in_file(path.name, _NOT_UTF_8)]) from None
    for number, line in enumerate(words.splitlines(), start=1):
        if name := clean(line):
            yield number, Guest(name, name)


def _rows(table: Table) -> Iterator[tuple[int, Guest]]:
    columns: dict[str, int] = {}
    for column in table.columns:
        field = _FIELD_OF.get(folded(column.header))
        if field:
            columns.setdefault(field, column.number)
    if "name" not in columns and "id" not in columns:
        raise InputError([in_file(table.name, _NO_NAMES)])
    for row in table.rows:
        told = {field: row.words(number) for field, number in columns.items()}
        name = " ".join(words for key in ("first", "name") if (words := told.get(key)))
        if name or told.get("id"):
            yield row.number, Guest(told.get("id") or name, name, told.get("organisation", ""))
        elif not row.is_blank:
            raise InputError([in_file(table.name, _NAMELESS, row.number)])


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
_NOT_UTF_8 = Text(
    "ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8",
    "this file is not UTF-8: save it as UTF-8",
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
