"""Reads a form's export as it comes, CSV or workbook: headers, and rows by their number."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from agenda_solver.files import FileFault, InputError, in_file
from agenda_solver.files.grid.cells import cell_name, letters
from agenda_solver.files.grid.opening import MOST_COLUMNS, MOST_ROWS, Opened
from agenda_solver.files.kinds import kind_of
from agenda_solver.files.system import read_bytes
from agenda_solver.files.writing import FORMULAS
from agenda_solver.text import Text, cut, listing, quoted, same
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import clean, folded

SEPARATORS = (";", ",", "\t")
_SEEN = 50  # rows by which the separator is known
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # with which workbooks begin, old ones too
_GRID = re.compile(r"(?P<question>.*?)\s*\[(?P<item>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\W*", re.S)
_LONGEST = 60  # characters of a header that a sentence repeats


@dataclass(frozen=True)
class Column:
    """A column: its number, from 0, and its header as it is written."""

    number: int
    header: str

    @property
    def title(self) -> Text:
        """What sentences call it."""
        if not self.header:
            letter = letters(self.number)
            return Text("colonne {letter}", "column {letter}").fill(letter=letter)
        question, item = self.parts
        if item is None:
            return quoted(cut(self.header, _LONGEST))
        half = _LONGEST // 2
        return quoted(f"{cut(question, half)} [{cut(item, half)}]".strip())

    @property
    def parts(self) -> tuple[str, str | None]:
        """The question, and the item of a grid between brackets, ``Question [Item]``."""
        match = _GRID.fullmatch(self.header)
        return (match["question"], clean(match["item"])) if match else (self.header, None)


@dataclass(frozen=True)
class Row:
    """A row: its number, as a spreadsheet counts from 1, and a cell for each column.

    Cells that are text have no blanks around them.
    """

    number: int
    cells: Sequence[object]

    def words(self, column: int) -> str:
        """Return what a cell shows."""
        return _words(self.cells[column])

    @property
    def is_blank(self) -> bool:
        """Whether no cell shows anything."""
        return not any(map(self.words, range(len(self.cells))))


def _words(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    return "" if cell is None else words_of(cell)


@dataclass(frozen=True)
class Table:
    """An export.

    Attributes
    ----------
    name : str
        The file's name.
    notices : tuple of Text
        What was read otherwise than it may have been meant.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notices: tuple[Text, ...] = ()

    def said(self, column: int) -> Iterator[tuple[int, str]]:
        """Yield the cells of a column that are not blank, with the numbers of their rows."""
        for row in self.rows:
            if words := row.words(column):
                yield row.number, words


def read_table(
    path: Path,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
) -> Table:
    """Read an export.

    Parameters
    ----------
    path : Path
        A CSV file or a workbook, whatever its name ends in.
    encoding : str, optional
        Of a CSV file. By default what its byte order mark says, else UTF-8, else
        Windows-1252, with a notice.
    separator : str, optional
        Of a CSV file. By default the one of ``;``, the comma and the tab that gives its
        first rows as many cells as it has headers.
    sheet : str, optional
        Of a workbook. By default its first that is not blank.

    Raises
    ------
    InputError
        If it cannot be read as a table.
    """
    data = read_bytes(path, path.name)
    if data.startswith((_ZIP, _OLE)):  # what is not a workbook is told there
        return _from_workbook(path, sheet)
    kind = kind_of(data)
    if kind is not None and encoding is None:
        raise InputError([_NOT_A_TABLE.fill(name=path.name, kind=kind)])
    text, notices = _decoded(path.name, data, encoding)
    return _from_csv(path.name, text, separator, notices)


_NOT_A_TABLE = Text(
    "{name} est {kind} : exporter les réponses en CSV ou en .xlsx",
    "{name} is {kind}: export the answers as CSV or .xlsx",
)
_EMPTY = Text(
    "ce fichier est vide : exporter à nouveau les réponses",
    "this file is empty: export the answers again",
)
_TOO_MANY_COLUMNS = Text("trop de colonnes (au plus {most})", "too many columns (at most {most})")
_TOO_MANY_ROWS = Text("trop de lignes (au plus {most})", "too many rows (at most {most})")


def _table(name: str, top: Sequence[object], rows: list[Row], notices: tuple[Text, ...]) -> Table:
    columns = tuple(Column(number, _words(cell)) for number, cell in enumerate(top))
    return Table(name, columns, tuple(rows), notices)


# --- CSV ----------------------------------------------------------------------------------


def _decoded(name: str, data: bytes, encoding: str | None) -> tuple[str, tuple[Text, ...]]:
    if encoding is not None:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), ()
        except LookupError:
            said = _NO_ENCODING
        except ValueError:  # and UnicodeError, which is one
            said = _OTHER_ENCODING
        raise InputError([in_file(name, said.fill(encoding=quoted(cut(encoding, 40))))])
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for known in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            told = (_WINDOWS_1252.fill(name=name),) if known == "cp1252" else ()
            return data.decode(known), told
    raise InputError([in_file(name, _NOT_UTF_8)])


_NO_ENCODING = Text(
    "{encoding} n'est pas un codage connu ; les plus courants sont utf-8 et cp1252",
    "{encoding} is no known encoding; the most usual are utf-8 and cp1252",
)
_OTHER_ENCODING = Text(
    "ce fichier n'est pas codé en {encoding} : donner un autre codage, ou aucun",
    "this file is not encoded as {encoding}: give another encoding, or none",
)
_NOT_UTF_8 = Text(
    "ce fichier n'est pas en UTF-8 : l'enregistrer en UTF-8, ou donner son codage",
    "this file is not UTF-8: save it as UTF-8, or give its encoding",
)
_WINDOWS_1252 = Text(
    "{name} : lu en Windows-1252, ce n'est pas de l'UTF-8 ; vérifier les accents",
    "{name}: read as Windows-1252, it is not UTF-8; check the accents",
)


class _QuotesError(Exception):
    """A row does not end as a CSV row does."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(row)


_QUOTES = Text(
    "des guillemets ne sont pas fermés, ou pas à leur place",
    "quotation marks are not closed, or out of place",
)
_BEYOND = Text(
    "il y a plus de cellules que d'en-têtes : vérifier le séparateur et les guillemets",
    "there are more cells than headers: check the separator and the quotation marks",
)


def _from_csv(name: str, text: str, separator: str | None, notices: tuple[Text, ...]) -> Table:
    records = _records(text, separator or _separator(text))
    try:
        header = next(records, None)
        if header is None:
            raise InputError([in_file(name, _EMPTY)])
        top = [_bare(cell) for cell in header[1]]
        while not folded(top[-1]):
            top.pop()
        if len(top) > MOST_COLUMNS:
            raise InputError([in_file(name, _TOO_MANY_COLUMNS.fill(most=MOST_COLUMNS))])
        rows: list[Row] = []
        for number, cells in records:
            if any(map(clean, cells[len(top) :])):
                raise InputError([in_file(name, _BEYOND, number)])
            if len(rows) == MOST_ROWS:
                raise InputError([in_file(name, _TOO_MANY_ROWS.fill(most=MOST_ROWS), number)])
            kept = [*map(_bare, cells[: len(top)]), *[""] * (len(top) - len(cells))]
            rows.append(Row(number, tuple(kept)))
    except _QuotesError as error:
        raise InputError([in_file(name, _QUOTES, error.row)]) from None
    return _table(name, top, rows, notices)


def _bare(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    return clean(cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULAS else cell)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the header, the first row that says something, and all rows after it.

    A line with nothing on it at all counts, as a spreadsheet shows it, and is no row.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begun = False
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            begun = begun or any(map(folded, cells))
            if begun and cells:
                yield number, cells
    except csv.Error:
        raise _QuotesError(number + 1) from None


def _separator(text: str) -> str:
    return max(SEPARATORS, key=lambda mark: _fit(text, mark))


def _fit(text: str, separator: str) -> tuple[float, int]:
    """Return how many of the first rows have as many cells as headers, and how many those are."""
    widths: list[int] = []
    with suppress(_QuotesError):
        for _, cells in _records(text, separator):
            widths.append(len(cells))
            if len(widths) > _SEEN:
                break
    if len(widths) == 0 or widths[0] < 2:
        return 0, len(widths)
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


# --- A workbook ---------------------------------------------------------------------------

_NO_SHEET = Text(
    "il n'y a pas de feuille {sheet} (au choix : {known})",
    "there is no sheet {sheet} (one of: {known})",
)
_OTHER_SHEETS = Text(
    "{name} : seule la feuille {sheet} est lue, pas {others}",
    "{name}: only the sheet {sheet} is read, not {others}",
)
_NOT_CALCULATED = Text(
    "cette formule n'a pas de valeur ; ouvrir le fichier dans un tableur et l'enregistrer",
    "this formula has no value; open the file in a spreadsheet program and save it",
)


def _from_workbook(path: Path, sheet: str | None) -> Table:
    book = Opened(path)
    title = _title(path.name, book, sheet)
    if title is None:
        raise InputError([in_file(path.name, _EMPTY)])
    others = [other for other in book.titles if other != title and book.first_rows(other)]
    notices: tuple[Text, ...] = ()
    if others and sheet is None:
        told = listing(map(quoted, others))
        notices = (_OTHER_SHEETS.fill(name=path.name, sheet=quoted(title), others=told),)
    if uncalculated := sorted(book.uncalculated(title)):
        raise InputError(
            FileFault(_NOT_CALCULATED, path.name, same(f"{title}!{cell_name(*place)}"))
            for place in uncalculated[:20]
        )
    rows = book.rows(title)
    width = 1 + max((max(cells) for cells in rows.values() if cells), default=0)
    whole = [
        Row(number, tuple(_tidy(cells.get(place)) for place in range(width)))
        for number, cells in rows.items()
    ]
    return _table(path.name, whole[0].cells, whole[1:], notices)


def _tidy(cell: object) -> object:
    return clean(cell) if isinstance(cell, str) else cell


def _title(name: str, book: Opened, sheet: str | None) -> str | None:
    if sheet is None:
        return next((title for title in book.titles if book.first_rows(title)), None)
    found = next((title for title in book.titles if folded(title) == folded(sheet)), None)
    if found is None or not book.first_rows(found):
        known = listing(quoted(title) for title in book.titles)
        raise InputError([in_file(name, _NO_SHEET.fill(sheet=quoted(sheet), known=known))])
    return found
