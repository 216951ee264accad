"""Opens a workbook from anywhere: looked at before it is unpacked, read within limits."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TypeVar
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from agenda_solver.files import FileFault, InputError, about_file
from agenda_solver.files.grid import parts
from agenda_solver.files.grid.cells import Row, Rows, cell_name
from agenda_solver.files.grid.sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, RawSheet
from agenda_solver.files.grid.table import FIRST_ROWS
from agenda_solver.files.kinds import kind_of
from agenda_solver.files.seal import EDITED, PROPERTIES, seal_of
from agenda_solver.files.system import read_bytes
from agenda_solver.text import Text, same

# No workbook of ours passes these: the largest has 100,000 attendees, and a row for each wish.
# A small file that would take much time or memory has too high a ratio.
FARTHEST_ROW = 200_000  # where more than half of the rows above show nothing
MOST_MERGED = 50_000
MOST_LETTERS = 400_000_000  # of a sheet's texts
MOST_UNPACKED = 3_000_000_000  # bytes
MOST_STRINGS = 400_000_000  # bytes of the texts that cells share
MOST_PARTS = 5_000
SMALL = 1_000_000
MOST_RATIO = 100

# What zipfile, zlib, expat and the readers of parts raise where a file is damaged.
_DAMAGE = (
    BadZipFile,
    zlib.error,
    ExpatError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of old Office files, and of those with a password
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"

_Part = TypeVar("_Part", bound=parts.PartReader)


class Opened:
    """A workbook that can be read, sheet by sheet.

    Attributes
    ----------
    titles : tuple of str
        Of its sheets, in their order: those that are seen, then those that are hidden.
    hidden : frozenset of str
        The titles of those that are hidden.
    epoch : datetime
        Day 0 of the numbers that stand for dates.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._archive = _archive(path)
        self._names = {_name(entry): entry for entry in self._archive.infolist()}
        book = self._book_part()
        contents = self._read(book, parts.Contents())
        relations = self._relations(book)
        self.epoch: datetime = CALENDAR_MAC_1904 if contents.from_1904 else CALENDAR_WINDOWS_1900
        self._parts = {
            title: relations[id_][1]
            for title, id_ in contents.sheets
            if id_ in relations and relations[id_][0] == "worksheet"  # others are charts
        }
        self.hidden: frozenset[str] = frozenset(contents.hidden)
        self.titles: tuple[str, ...] = tuple(sorted(self._parts, key=self.hidden.__contains__))
        self._strings = self._shared(relations.values(), "sharedStrings", parts.Strings()).texts
        styles = self._shared(relations.values(), "styles", parts.Styles())
        self._shown, self._strikes = styles.shown, styles.struck
        self._cells = 0
        self._sheets: dict[str, RawSheet] = {}
        self._tops: dict[str, Rows] = {}

    @cached_property
    def untouched(self) -> bool:
        """Whether it is a workbook of ours that nobody has saved again: see `seal_of`."""
        return self._identifier == seal_of(self._archive.infolist())

    @cached_property
    def ours(self) -> bool:
        """Whether nobody has saved it again since the program wrote it, with edits or without."""
        seal = seal_of(self._archive.infolist())
        return self._identifier in (seal, f"{seal}{EDITED}")

    @cached_property
    def _identifier(self) -> str:
        """What the document is known by; empty where nothing is said of it."""
        if PROPERTIES.lower() not in self._names:
            return ""
        return self._read(PROPERTIES.lower(), parts.Properties()).identifier

    def first_rows(self, title: str) -> Rows:
        """Return the first rows of a sheet, among which its header is."""
        if title in self._sheets:
            return dict(islice(self._sheets[title].rows.items(), FIRST_ROWS))
        if title not in self._tops:
            rows: dict[int, Row] = {}

            def keep(number: int, cells: parts.Row) -> None:
                rows[number] = cells
                if len(rows) == FIRST_ROWS:
                    raise parts.Enough

            self._read(self._parts[title], self._reader(keep))
            self._tops[title] = rows
        return self._tops[title]

    def sheet(self, title: str) -> RawSheet:
        """Return a sheet, with the values that its formulas had last."""
        if title not in self._sheets:
            self._sheets[title] = self._read_sheet(title)
        return self._sheets[title]

    # --- A sheet --------------------------------------------------------------------------

    def _read_sheet(self, title: str) -> RawSheet:
        rows: dict[int, Row] = {}

        def keep(number: int, cells: parts.Row) -> None:
            self._cells += len(cells)
            rows[number] = {**rows[number], **cells} if number in rows else cells
            far = min((place for place in cells if place >= MOST_COLUMNS), default=0)
            self._refuse_place(title, number, far, len(rows))
            self._refuse_crowd(title, reader)

        reader = self._reader(keep)
        self._read(self._parts[title], reader)
        self._refuse_crowd(title, reader)
        return RawSheet(
            self._path.name,
            title,
            dict(sorted(rows.items())),
            totals=self._totals(title, reader.tables),
            sums=_sums(rows, reader),
            hidden=frozenset(reader.hidden),
            struck=frozenset(reader.struck),
            uncalculated=frozenset(reader.uncalculated),
            merged=tuple(reader.merged),
        )

    def _totals(self, title: str, ids: Iterable[str]) -> frozenset[int]:
        """Return the rows in which a table sums up what stands above."""
        part = self._parts[title]
        relations = self._relations(part) if ids else {}
        tables = [relations[id_][1] for id_ in ids if id_ in relations]
        rows = (self._read(table, parts.DrawnTable()).totals for table in tables)
        return frozenset(row for row in rows if row is not None)

    def _refuse_place(self, title: str, row: int, column: int, full: int) -> None:
        far = column >= MOST_COLUMNS or row > max(FARTHEST_ROW, 2 * full)
        if not far and full <= MOST_ROWS:
            return
        message = _TOO_MANY_ROWS if full > MOST_ROWS else _FAR_AWAY
        cell = same(f"{title}!{cell_name(row, column)}")
        raise InputError([FileFault(message.fill(most=MOST_ROWS), self._path.name, cell)])

    def _refuse_crowd(self, title: str, reader: parts.SheetCells) -> None:
        if (
            self._cells + len(reader.uncalculated) > MOST_CELLS
            or reader.letters > MOST_LETTERS
            or len(reader.merged) > MOST_MERGED
        ):
            raise InputError([FileFault(_CROWDED, self._path.name, same(title))])

    # --- Parts ----------------------------------------------------------------------------

    def _book_part(self) -> str:
        """Return the part that names the sheets."""
        for kind, name in self._relations("").values():
            if kind == "officeDocument" and name in self._names:
                return name
        return "xl/workbook.xml"

    def _relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return the kinds and the full names of the parts that one needs, by their ids."""
        folder, name = posixpath.split(part)
        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if beside not in self._names:
            return {}
        needed = self._read(beside, parts.Relations()).needed
        return {
            id_: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower())
            for id_, (kind, target) in needed.items()
        }

    def _shared(self, relations: Iterable[tuple[str, str]], kind: str, part: _Part) -> _Part:
        """Read the part of a kind, of which a workbook has one or none."""
        name = next((name for known, name in relations if known == kind), None)
        return part if name is None or name not in self._names else self._read(name, part)

    def _reader(self, keep: Callable[[int, parts.Row], None]) -> parts.SheetCells:
        return parts.SheetCells(self._strings, self._shown, self.epoch, keep, self._strikes)

    def _read(self, name: str, part: _Part) -> _Part:
        try:
            with suppress(parts.Enough), self._archive.open(self._names[name]) as stream:
                parts.parse(stream, part)
        except _DAMAGE:
            raise InputError([about_file(self._path.name, _DAMAGED)]) from None
        return part


def _sums(rows: Rows, reader: parts.SheetCells) -> frozenset[int]:
    """Return the rows that sum up columns, and say nothing beside but, first, what that is."""
    waiting: dict[int, set[int]] = {}
    for row, column in reader.uncalculated:
        if row in reader.summing:
            waiting.setdefault(row, set()).add(column)
    sums = set()
    for row, number in reader.summing.items():
        cells = rows.get(row, {})
        others = len(waiting.get(row, set()).union(cells)) - number
        if others == 0 or (others == 1 and isinstance(cells.get(min(cells, default=0)), str)):
            sums.add(row)
    return frozenset(sums)


# --- Before anything is unpacked ----------------------------------------------------------


def _archive(path: Path) -> ZipFile:
    """Return the archive that a workbook is, once it is known that unpacking it does no harm."""
    data = read_bytes(path)
    refusal = _not_archive(data)
    archive = None
    if refusal is None:
        try:
            archive = ZipFile(BytesIO(data))
        except _DAMAGE:
            refusal = _DAMAGED
        else:
            refusal = _refusal(data, {_name(entry): entry for entry in archive.infolist()})
    if archive is None or refusal is not None:
        raise InputError([about_file(path.name, refusal or _DAMAGED)])
    return archive


def _not_archive(data: bytes) -> Text | None:
    if not data:
        return _EMPTY
    if data.startswith(_OLE):
        return _WITH_PASSWORD if _LOCKED in data else _OTHER_KIND.fill(kind=_OLD, path="{path}")
    if not data.startswith(b"PK"):
        return _OTHER_KIND.fill(kind=kind_of(data) or _PLAIN, path="{path}")
    # Each entry of the list would take half a kilobyte of memory.
    return _TOO_MANY_PARTS if data.count(_ENTRY) > 2 * MOST_PARTS else None


def _refusal(data: bytes, entries: Mapping[str, ZipInfo]) -> Text | None:
    """Return why an archive is not unpacked, None if it is."""
    if len(entries) > MOST_PARTS:
        return _TOO_MANY_PARTS
    if any(entry.flag_bits & 1 for entry in entries.values()):
        return _WITH_PASSWORD
    if not any(name.startswith("xl/") for name in entries):
        return _OTHER_KIND.fill(kind=kind_of(data) or _PLAIN, path="{path}")
    if "xl/workbook.bin" in entries:
        return _OTHER_KIND.fill(kind=_BINARY, path="{path}")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries.values()):
        return _DAMAGED
    return _size_refusal(entries)


def _size_refusal(entries: Mapping[str, ZipInfo]) -> Text | None:
    unpacked = sum(entry.file_size for entry in entries.values())
    packed = sum(entry.compress_size for entry in entries.values())
    strings = entries.get("xl/sharedstrings.xml")
    if (
        unpacked > MOST_UNPACKED
        or (unpacked > SMALL and unpacked > MOST_RATIO * packed)
        or (strings is not None and strings.file_size > MOST_STRINGS)
    ):
        return _TOO_LARGE.fill(size=max(1, unpacked // 1_000_000), path="{path}")
    return None


def _name(entry: ZipInfo) -> str:
    """Return the name of a part: capitals and the kind of slash make no difference."""
    return entry.filename.replace("\\", "/").lstrip("/").lower()


_PLAIN = Text("un fichier texte", "a text file")
_OLD = Text("un classeur d'avant 2007 (.xls)", "a workbook from before 2007 (.xls)")
_BINARY = Text("un classeur binaire (.xlsb)", "a binary workbook (.xlsb)")
_OTHER_KIND = Text(
    "{path} est {kind}, pas un classeur .xlsx ; si un tableur l'ouvre, l'y enregistrer en .xlsx",
    "{path} is {kind}, not an .xlsx workbook; if a spreadsheet program opens it, save it there "
    "as .xlsx",
)
_EMPTY = Text("{path} : ce fichier est vide", "{path}: this file is empty")
_WITH_PASSWORD = Text(
    "{path} : ce classeur est protégé par un mot de passe ; l'enregistrer sans mot de passe",
    "{path}: this workbook is protected by a password; save it without one",
)
_DAMAGED = Text(
    "{path} : ce classeur est abîmé ou incomplet ; l'ouvrir dans un tableur et l'enregistrer à "
    "nouveau, ou redemander le fichier",
    "{path}: this workbook is damaged or incomplete; open it in a spreadsheet program and save "
    "it again, or ask for the file again",
)
_TOO_MANY_PARTS = Text(
    "{path} : ce classeur contient beaucoup trop de feuilles ou d'images ; copier les feuilles du "
    "programme dans un classeur neuf",
    "{path}: this workbook holds far too many sheets or pictures; copy the sheets of the "
    "programme to a new workbook",
)
_TOO_LARGE = Text(
    "{path} : une fois décompressé, ce classeur est trop grand ({size} Mo) ; copier les tableaux "
    "du programme dans un classeur neuf",
    "{path}: once unpacked, this workbook is too large ({size} MB); copy the tables of the "
    "programme to a new workbook",
)
_CROWDED = Text(
    "cette feuille contient beaucoup trop de cellules ou de texte ; n'y garder "
    "que le tableau du programme",
    "this sheet holds far too many cells or too much text; keep there only the "
    "table of the programme",
)
_TOO_MANY_ROWS = Text(
    "trop de lignes (au plus {most})",
    "too many rows (at most {most})",
)
_FAR_AWAY = Text(
    "cette cellule est remplie, très loin du tableau ; la vider",
    "this cell is filled, very far from the table; clear it",
)
