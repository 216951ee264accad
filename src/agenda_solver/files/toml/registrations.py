"""Reads the registrations that may stand beside a draft, as CSV."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from agenda_solver.files import MOST_FAULTS, InputError, on_line
from agenda_solver.files.kinds import kind_of
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.keys import day_first
from agenda_solver.files.toml.source import Source
from agenda_solver.problem import Fault
from agenda_solver.problem import Path as KeyPath
from agenda_solver.text import Text, listing, quoted, same
from agenda_solver.words.names import clean, folded

COLUMNS: Mapping[str, Text] = {
    "id": Text("id", "id"),
    "name": Text("nom", "name"),
    "email": Text("e-mail", "e-mail"),
    "organisation": Text("organisation", "organisation"),
    "category": Text("catégorie", "category"),
    "present": Text("présence", "present"),
    "needs": Text("besoins", "needs"),
    "wishes": Text("vœux", "wishes"),
    "must_attend": Text("obligatoire", "must attend"),
    "together": Text("ensemble", "together"),
    "apart": Text("séparé", "apart"),
    "note": Text("note", "note"),
    "language": Text("langue", "language"),
}
_ALSO: Mapping[str, str] = {
    "identifiant": "id",
    "courriel": "email",
    "adresse e-mail": "email",
    "email address": "email",
    "organization": "organisation",
    "structure": "organisation",
    "présent": "present",
    "doit suivre": "must_attend",
    "séparé de": "apart",
    "remarque": "note",
}
_LISTS = ("needs", "wishes", "must_attend", "together", "apart")
_SEPARATORS = (";", ",", "\t")
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_WITHIN = "|"
_WINDOW = re.compile(
    r"(?:(?P<day>\S.*?)\s+)?"
    r"(?P<start>\d{1,2}\s*[:hH]\s*\d{0,2})\s*[-–à]\s*(?P<end>\d{1,2}\s*[:hH]\s*\d{0,2})"
)

_Numbered = Iterator[tuple[int, list[str]]]


class _QuotesError(Exception):
    """The row that begins on a line does not end as a CSV row does."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


_FIELD_OF: Mapping[str, str] = {
    **{folded(name): field for field, text in COLUMNS.items() for name in (text.fr, text.en)},
    **{folded(name): field for name, field in _ALSO.items()},
}


@dataclass(frozen=True)
class Registrations:
    """The attendees of a CSV file, as plain data, and where each stands.

    Attributes
    ----------
    name : str
        The file's name.
    headers : mapping of str to str
        The header of each field that has a column, as it is written.
    rows : list of dict
        What `Problem.read` takes.
    lines : list of int
        The line of each row in the file.
    notices : tuple of Text
        What was read otherwise than it may have been meant.
    """

    name: str
    headers: Mapping[str, str]
    rows: list[dict[str, Any]]
    lines: list[int]
    notices: tuple[Text, ...] = ()

    def place(self, path: KeyPath) -> Text:
        """Return where an attendee stands, or one of its fields: file, line and column."""
        return Text("{file}, {where}", "{file}, {where}").fill(
            file=self.name, where=self.within(path)
        )

    def within(self, path: KeyPath) -> Text:
        """Return where an attendee stands in the file: line and column."""
        _, row, *fields = path
        if not isinstance(row, int):
            return same(str(row))
        line = on_line(self.lines[row])
        if not fields or not isinstance(fields[0], str):
            return line
        column = self.headers.get(fields[0], fields[0])
        return Text("{line}, {column}", "{line}, {column}").fill(line=line, column=column)


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
    folder = source.path.parent
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        said = Text(
            "{name} n'est pas dans le dossier du brouillon : y placer le fichier",
            "{name} is not in the draft's folder: put the file there",
        )
        raise source.refusal([Fault(("attendees",), said.fill(name=quoted(name)))])
    try:
        data = read_bytes(path, quoted(name))
    except InputError as error:
        raise source.refusal(Fault(("attendees",), said) for said in error.sentences) from None
    text, notices = _decoded(source, name, data)
    try:
        return _table(source, name, text, notices)
    except _QuotesError as error:
        said = Text(
            "des guillemets ne sont pas fermés, ou pas à leur place",
            "quotation marks are not closed, or out of place",
        )
        raise source.file_refusal(name, said, error.line) from None


def _decoded(source: Source, name: str, data: bytes) -> tuple[str, tuple[Text, ...]]:
    """Decode a spreadsheet's export: as its mark says, else UTF-8, else as Windows does."""
    kind = kind_of(data)
    if kind is not None:
        raise source.refusal([Fault(("attendees",), _NOT_CSV.fill(name=quoted(name), kind=kind))])
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ("utf-16",) if marked else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            told = (_WINDOWS_1252.fill(name=name),) if encoding == "cp1252" else ()
            return data.decode(encoding), told
    raise source.refusal([Fault(("attendees",), _NOT_UTF_8.fill(name=quoted(name)))])


_NOT_CSV = Text(
    "{name} est {kind}, pas du CSV : l'exporter en CSV (UTF-8)",
    "{name} is {kind}, not CSV: export it as CSV (UTF-8)",
)
_NOT_UTF_8 = Text(
    "{name} : ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8",
    "{name}: this file is not UTF-8: save it as UTF-8",
)
_WINDOWS_1252 = Text(
    "{name} : lu en Windows-1252, ce n'est pas de l'UTF-8 ; vérifier les accents",
    "{name}: read as Windows-1252, it is not UTF-8; check the accents",
)


_TOO_MANY_ROWS = Text("trop de lignes (au plus {most})", "too many rows (at most {most})")
_TOO_MANY_COLUMNS = Text("trop de colonnes (au plus {most})", "too many columns (at most {most})")


def _table(source: Source, name: str, text: str, notices: tuple[Text, ...]) -> Registrations:
    separator = max(_SEPARATORS, key=lambda mark: len(_known(text, mark)))
    rows = _numbered(text, separator)
    top, headers = next(rows, (1, []))
    fields = _fields(source, name, top, headers)
    columns = {field: clean(header) for field, header in zip(fields, headers, strict=True) if field}
    table = Registrations(name, columns, [], [], notices)
    source.beside = table
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for line, cells in rows:
        number = len(table.rows)
        if number >= MOST_ROWS:
            raise source.file_refusal(name, _TOO_MANY_ROWS.fill(most=MOST_ROWS), line)
        if len(faults) > MOST_FAULTS:
            break
        table.lines.append(line)
        table.rows.append(_attendee(fields, cells))
        faults += _row_faults(number, fields, cells)
        one = str(table.rows[-1].get("id", ""))
        if one in first:
            said = Text("{id} est déjà à la ligne {line}", "{id} is already on line {line}")
            faults.append(
                Fault(("attendees", number, "id"), said.fill(id=quoted(one), line=first[one]))
            )
        if one:
            first.setdefault(one, line)
    if faults:
        raise source.refusal(faults)
    return table


def _numbered(text: str, separator: str) -> _Numbered:
    """Yield the rows that are not blank, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(clean(cell) for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise _QuotesError(line) from None


def _known(text: str, separator: str) -> list[str]:
    """Return the headers that are known if this is the separator."""
    try:
        _, headers = next(_numbered(text, separator), (1, []))
    except _QuotesError:
        return []
    return [header for header in headers if folded(header) in _FIELD_OF]


def _fields(source: Source, name: str, line: int, headers: list[str]) -> list[str | None]:
    """Return the field of each column; None for one that has no header."""
    if len(headers) > MOST_COLUMNS:
        raise source.file_refusal(name, _TOO_MANY_COLUMNS.fill(most=MOST_COLUMNS), line)
    fields = [_FIELD_OF.get(folded(header)) for header in headers]
    for number, (header, field) in enumerate(zip(headers, fields, strict=True)):
        if field is None and clean(header):
            said = Text(
                "la colonne {header} n'est pas connue (au choix : {known})",
                "the column {header} is not known (one of: {known})",
            )
            said = said.fill(header=quoted(clean(header)), known=listing(COLUMNS.values()))
            raise source.file_refusal(name, said, line)
        if field is not None and field in fields[:number]:
            twice = [clean(headers[fields.index(field)]), clean(header)]
            said = Text("deux colonnes pour la même chose : {twice}", "two columns alike: {twice}")
            raise source.file_refusal(name, said.fill(twice=listing(map(quoted, twice))), line)
    if "id" not in fields:
        raise source.file_refusal(
            name, Text("il manque la colonne id", "the column id is missing"), line
        )
    return fields


def _attendee(fields: list[str | None], cells: list[str]) -> dict[str, Any]:
    pairs = ((field, _cell(cell)) for field, cell in zip(fields, cells, strict=False) if field)
    return {field: _value(field, cell) for field, cell in pairs if cell}


def _cell(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    return clean(cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t") else cell)


def _value(field: str, cell: str) -> object:
    items = [item for part in cell.split(_WITHIN) if (item := clean(part))]
    if field == "present":
        return [_window(item) for item in items]
    if field == "wishes" and any("=" in item for item in items):
        return {clean(wish): _rating(clean(rating)) for wish, _, rating in _rated(items)}
    return items if field in _LISTS else cell


def _rated(items: list[str]) -> Iterator[tuple[str, str, str]]:
    return (item.rpartition("=") for item in items)


def _rating(rating: str) -> int | str:
    return int(rating) if re.fullmatch(r"[0-9]{1,9}", rating) else rating


def _window(words: str) -> dict[str, str]:
    """Read ``10/06/2026 9h00-12h30``: a day, or hours, or both."""
    match = _WINDOW.fullmatch(" ".join(words.split()))
    found = match.groupdict() if match else {"day": words}
    if found["day"] and (day := day_first(found["day"])):
        found["day"] = day.isoformat()
    return {key: value for key, value in found.items() if value}


def _row_faults(number: int, fields: list[str | None], cells: list[str]) -> Iterator[Fault]:
    """Yield what the cells of a row get wrong before they mean anything."""
    beyond = [cell for cell in cells[len(fields) :] if clean(cell)]
    unnamed = [cell for field, cell in zip(fields, cells, strict=False) if not field]
    if beyond or any(clean(cell) for cell in unnamed):
        yield Fault(
            ("attendees", number),
            Text("une cellule n'a pas d'en-tête", "a cell has no header"),
        )
    for field, cell in zip(fields, cells, strict=False):
        if field != "wishes" or "=" not in cell:
            continue
        items = [clean(item) for item in cell.split(_WITHIN)]
        wishes = [clean(wish) for wish, _, _ in _rated([item for item in items if item])]
        if "" in wishes:
            yield Fault(
                ("attendees", number, field),
                Text(
                    "chaque vœu a une note (id=note), ou aucun",
                    "each wish has a rating (id=rating), or none has",
                ),
            )
        elif len(set(wishes)) < len(wishes):
            yield Fault(
                ("attendees", number, field),
                Text("un vœu est noté deux fois", "a wish is rated twice"),
            )
