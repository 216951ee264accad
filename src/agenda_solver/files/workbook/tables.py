"""Finds the input sheets of a workbook, and in each the table a person has left there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TypeVar

from agenda_solver.files.fields import (
    BY_KEY,
    EVENT,
    EVENT_ITEM,
    EVENT_VALUE,
    SHEETS,
    Field,
    Sheet,
    SheetKey,
)
from agenda_solver.files.grid import table as grids
from agenda_solver.files.grid.cells import Failed, Row, Rows, cell_name, letters
from agenda_solver.files.grid.no_data import NoData, remarks_on
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.files.grid.table import FIRST_ROWS, Headings, find_table, header_row
from agenda_solver.problem import Path
from agenda_solver.text import Text, listing, quoted, strung
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import folded, nearest, perhaps, shown, twice

_ALIKE = 0.8
_MOST_LISTED = 8

Say = Callable[[str, str, Text], None]
"""Takes the title of a sheet, a cell and a sentence about it."""


@dataclass
class InputTable:
    """A sheet as it was found.

    Attributes
    ----------
    title : str
        How the sheet is called in the workbook.
    header : int
        The row of the header.
    columns : dict of tuple to int
        The number of each known column, from 0, by its key.
    rows : dict of int to (dict of tuple to object)
        By its number in the sheet, what a row's cells show, by the key of the column.
    items : dict of tuple to int
        Of the event, whose data stand one below the other: the row of each, even if blank.
    unread : set of (int, tuple)
        The cells that cannot be read, by the number of the row and the key of the column:
        what is said of them is told already.
    unclear : bool
        Whether there are cells that are not read, and nobody knows of what they are.
    """

    sheet: Sheet
    title: str
    header: int = 1
    columns: dict[Path, int] = field(default_factory=dict)
    rows: dict[int, dict[Path, object]] = field(default_factory=dict)
    items: dict[Path, int] = field(default_factory=dict)
    unread: set[tuple[int, Path]] = field(default_factory=set)
    unclear: bool = False

    def leave_out(self, key: Path) -> None:
        """Take a column for one that cannot be read."""
        self.unread |= {(number, key) for number in (self.header, *self.rows)}

    def cell(self, row: int, key: Path) -> str:
        """Return the cell of a row where data stands, or its first cell."""
        return cell_name(row, self.columns.get(self.nearest(key), 0))

    def nearest(self, key: Path) -> Path:
        """Return the key of the column that holds data, or part of it; none if none does."""
        for length in range(len(key), 0, -1):
            for column in self.columns:
                if column == key[:length] or (length == len(key) and column[:length] == key):
                    return column
        return ()


def _heading(column: Field) -> Text:
    return quoted(column.heading)


_Key = TypeVar("_Key", bound=Hashable)


def find_sheets(opened: Opened, fault: Say) -> Mapping[SheetKey, str]:
    """Return the titles of the input sheets that have a name in either language, by their key."""
    return titles_of(opened, {sheet.key: sheet.names for sheet in SHEETS}, fault)


def titles_of(opened: Opened, names: Mapping[_Key, Collection[str]], fault: Say) -> dict[_Key, str]:
    """Return the title of each sheet that there is, by its key, given the folded names of all."""
    titles: dict[_Key, str] = {}
    for title in opened.titles:
        key = next((key for key, known in names.items() if folded(title) in known), None)
        if key in titles and title in opened.hidden:  # one that is seen stands for it
            continue
        if key in titles:
            fault(title, "A1", _TWICE.fill(first=quoted(titles[key])))
        elif key is not None:
            titles[key] = title
    return titles


def find_renamed(
    opened: Opened, titles: Mapping[SheetKey, str], key: SheetKey, views: frozenset[str]
) -> str | None:
    """Return the title of a sheet whose name is not known, but whose header is that of a sheet."""
    for title in opened.titles:
        if title in titles.values() or title.startswith("_") or folded(title) in views:
            continue
        first = opened.first_rows(title)
        # A copy of a sheet that was found is like that one, not like one that is missing.
        alike = max(SHEETS, key=lambda sheet: _likeness(sheet, first))
        if alike is BY_KEY[key] and _likeness(alike, first):
            return title
    return None


def _likeness(sheet: Sheet, first: Rows) -> int:
    """Return how many headings a sheet shares with its first rows; 0 if they are too few."""
    if sheet is EVENT:
        header, label, _ = _event_columns(first)
        labels = [cells[label] for cells in first.values() if label in cells]
        return sum(_column(EVENT, words) is not None for words in labels) if header else 0
    headings = _headings(sheet)
    named = headings.named(first.get(header_row(first, headings), {}))
    enough = set(sheet.needed) <= set(named.values()) and 2 * len(named) > len(sheet.columns[:6])
    return len(named) if enough else 0


_TWICE = Text(
    "cette feuille tient lieu de la feuille {first}, qui est là aussi : n'en garder qu'une",
    "this sheet stands for the sheet {first}, which is there too: keep one of them",
)


# --- One sheet ----------------------------------------------------------------------------


def read_table(
    opened: Opened, sheet: Sheet, title: str, fault: Say, notice: Say, known: Set[str] = frozenset()
) -> InputTable:
    """Read the table of a sheet; what cannot be read is told to `fault`.

    Parameters
    ----------
    opened : Opened
    sheet : Sheet
    title : str
        How it is called in the workbook.
    fault, notice : callable
        Take what is to be told.
    known : set of str
        The ids that the program wrote there: their rows are data, whatever they look like.
    """
    raw = opened.sheet(title)
    table = InputTable(sheet, title)
    if sheet is EVENT:
        begin, left_out = _read_event(table, raw.rows, fault, notice), set[int]()
        _tell_around_event(table, raw, begin, notice)
        uncalculated = [place for place in sorted(raw.uncalculated) if place[0] >= begin]
    else:
        whole = find_table(raw, replace(_headings(sheet), known=known))
        begin = _read_rows(table, whole, fault, notice)
        left_out = {row.row for row in whole.left_out}
        uncalculated = whole.uncalculated
        if sheet.key in _FILLED and not table.rows and not raw.uncalculated:
            fault(title, cell_name(begin, 0), _NO_ROWS)
    refuse_unreadable(table, raw, uncalculated, begin, fault, left_out)
    return table


def refuse_unreadable(
    table: InputTable,
    raw: RawSheet,
    uncalculated: Iterable[tuple[int, int]],
    begin: int,
    fault: Say,
    left_out: Set[int] = frozenset(),
) -> None:
    """Refuse cells that say nothing: errors, formulas without a value, merged ones.

    Parameters
    ----------
    uncalculated : iterable of (int, int)
        The cells of the table whose formula has no value yet.
    begin : int
        The row below the headings.
    left_out : set of int
        Rows that are no data.
    """
    _refuse_errors(table, fault)
    for row, column in uncalculated:
        key = next((key for key, place in table.columns.items() if place == column), None)
        if key is not None:
            fault(table.title, cell_name(row, column), _UNCALCULATED)
            table.unread |= {(row, one) for one in _keys_at(table, row, column)}
    _refuse_merged(raw, table, begin, left_out, fault)


_FILLED: tuple[SheetKey, ...] = ("days", "sessions")
_NO_ROWS = Text(
    "cette feuille n'a pas de ligne : il en faut au moins une",
    "this sheet has no row: it takes one at least",
)


def _read_rows(table: InputTable, whole: grids.Table[Path], fault: Say, notice: Say) -> int:
    """Read a table whose rows are things; return the row after its header."""
    if not whole.headings:
        return 2
    table.header = whole.header
    left_out = _name_columns(table, whole, fault, notice)
    for row, column, message in whole.remarks():
        notice(table.title, cell_name(row, column), message)
    _tell_unnamed(table, whole, fault, notice)
    for number, cells in whole.rows.items():
        known = {key: cells[place] for key, place in table.columns.items() if place in cells}
        if known:
            table.rows[number] = known
    for key in left_out:
        table.leave_out(key)
    return table.header + 1


def _headings(sheet: Sheet) -> Headings[Path]:
    def key(heading: str) -> Path | None:
        column = _column(sheet, heading)
        return None if column is None else column.key

    if sheet.key == "stated":  # what is said of the event names nothing, and is any words
        return Headings(key, naming=frozenset({("@session",)}), by_id=True, of_nothing=True)
    naming = {("id",)}.intersection(sheet.needed) or sheet.needed
    return Headings(key, naming=frozenset(naming), by_id=True)


def _column(sheet: Sheet, heading: object) -> Field | None:
    return sheet.named(words_of(heading))


def _name_columns(
    table: InputTable, whole: grids.Table[Path], fault: Say, notice: Say
) -> list[Path]:
    """Note where the columns are; return the keys of those that cannot be read."""
    table.columns |= whole.columns
    unknown: dict[int, object] = {}
    left_out: list[Path] = []
    for place, value in whole.headings.items():
        column = _column(table.sheet, value)
        if column is None:
            unknown[place] = value
        elif (first := whole.columns[column.key]) != place:
            sentence = Text(
                "{here} et {there} ({first}) sont la même colonne : n'en garder qu'une",
                "{here} and {there} ({first}) are the same column: keep one of them",
            ).fill(
                here=shown(words_of(value)),
                there=shown(words_of(whole.headings[first])),
                first=cell_name(table.header, first),
            )
            fault(table.title, cell_name(table.header, place), sentence)
            left_out.append(column.key)
    alike = {place: _alike(table, words_of(value)) for place, value in unknown.items()}
    _tell_unknown(table, unknown, alike, fault, notice)
    for key in table.sheet.needed:
        needed = table.sheet.column(*key)
        # One that is spelt nearly so has been told already.
        if key not in table.columns and needed not in (near[0] for near in alike.values() if near):
            sentence = Text("il manque la colonne {title}", "the column {title} is missing")
            fault(table.title, cell_name(table.header, 0), sentence.fill(title=_heading(needed)))
            left_out.append(key)
    return [*left_out, *(near[0].key for near in alike.values() if near)]


def _tell_unknown(
    table: InputTable,
    unknown: Row,
    alike: Mapping[int, tuple[Field, str] | None],
    fault: Say,
    notice: Say,
) -> None:
    for place, value in unknown.items():
        near = alike[place]
        if near is not None:
            sentence = _UNKNOWN.fill(heading=shown(words_of(value)))
            fault(table.title, cell_name(table.header, place), perhaps(sentence, near[1]))
    strange = [place for place in unknown if alike[place] is None]
    if strange:
        sentence = _STRANGE if len(strange) == 1 else _STRANGE_ONES
        words = some(shown(words_of(unknown[place])) for place in strange)
        notice(table.title, cell_name(table.header, strange[0]), sentence.fill(headings=words))


def some(items: Iterable[Text | str]) -> Text:
    """List the first of what may be many."""
    every = list(items)
    if len(every) <= _MOST_LISTED:
        return listing(every)
    rest = Text("{n} autres", "{n} others").fill(n=len(every) - _MOST_LISTED + 1)
    return listing([*every[: _MOST_LISTED - 1], rest])


_UNKNOWN = Text("la colonne {heading} n'est pas connue", "the column {heading} is not known")
_STRANGE = Text(
    "la colonne {headings} n'est pas connue, elle n'est pas lue",
    "the column {headings} is not known, it is not read",
)
_STRANGE_ONES = Text(
    "les colonnes {headings} ne sont pas connues, elles ne sont pas lues",
    "the columns {headings} are not known, they are not read",
)


def _alike(table: InputTable, heading: str) -> tuple[Field, str] | None:
    """Return the column that is missing, and the heading of it that is nearly this one."""
    missing = {
        name: (column, name)
        for column in table.sheet.columns
        if column.key not in table.columns
        for name in (column.heading.fr, column.heading.en, *column.also)
    }
    return nearest(heading, missing, alike=_ALIKE)


def _tell_unnamed(table: InputTable, whole: grids.Table[Path], fault: Say, notice: Say) -> None:
    """Tell of columns that have no heading: between others, one was forgotten."""
    known = table.columns.values()
    first: dict[int, int] = {}
    for number, cells in whole.rows.items():
        for place in cells:
            if place not in whole.headings:
                first.setdefault(place, number)
    inside = [p for p in first if min(known, default=0) < p < max(known, default=0)]
    for place in sorted(inside):
        fault(table.title, cell_name(table.header, place), _UNNAMED)
        table.unclear = True
    beside = sorted(set(first) - set(inside))
    if beside:
        sentence = _ASIDE if len(beside) == 1 else _ASIDES
        columns = some(letters(place) for place in beside)
        cell = cell_name(first[beside[0]], beside[0])
        notice(table.title, cell, sentence.fill(letters=columns))


_UNNAMED = Text(
    "cette colonne n'a pas de titre, mais des valeurs : lui donner un titre, ou la vider",
    "this column has no heading, but values: give it a heading, or clear it",
)
_ASIDE = Text(
    "la colonne {letters}, à côté du tableau, n'a pas de titre : elle n'est pas lue",
    "the column {letters}, beside the table, has no heading: it is not read",
)
_ASIDES = Text(
    "les colonnes {letters}, à côté du tableau, n'ont pas de titre : elles ne sont pas lues",
    "the columns {letters}, beside the table, have no headings: they are not read",
)


# --- The event, whose data stand one below the other --------------------------------------


def _read_event(table: InputTable, rows: Rows, fault: Say, notice: Say) -> int:
    """Read what each row says of the event; return the first that says something."""
    header, label, value = _event_columns(rows)
    for number, cells in rows.items():
        if number <= header:
            continue
        here = cell_name(number, label)
        if label not in cells:
            if value in cells:
                fault(table.title, here, _NO_ITEM.fill(known=_items(table)))
                table.unclear = True
            continue
        column = _column(EVENT, cells[label])
        if column is None:
            _tell_unknown_item(table, here, cells[label], fault, notice)
        elif column.key in table.items:
            first = cell_name(table.items[column.key], label)
            there = Text("en {first}", "in {first}").fill(first=first)
            fault(table.title, here, twice(words_of(cells[label]), there))
            table.unread.add((number, column.key))
        else:
            table.items[column.key] = number
            table.columns[column.key] = value
            table.rows[number] = {column.key: cells[value]} if value in cells else {}
    return header + 1


def _tell_around_event(table: InputTable, raw: RawSheet, begin: int, notice: Say) -> None:
    """Tell of titles above the items, and of rows that are hidden or struck through."""
    titles = [
        NoData(number, min(cells), "title", words_of(cells[min(cells)]))
        for number, cells in raw.rows.items()
        if number < begin - 1
    ]
    rows = {number: raw.rows[number] for number, cells in table.rows.items() if cells}
    for row, column, message in remarks_on(raw, titles, rows, 2):
        notice(table.title, cell_name(row, column), message)


def _event_columns(rows: Rows) -> tuple[int, int, int]:
    """Return the row of the header, 0 if there is none, and where items and values stand."""
    for number in list(rows)[:FIRST_ROWS]:
        heads = {folded(words_of(value)): place for place, value in rows[number].items()}
        items, values = (
            [heads[folded(name)] for name in (text.fr, text.en) if folded(name) in heads]
            for text in (EVENT_ITEM, EVENT_VALUE)
        )
        if items and values:
            return number, items[0], values[0]
    return 0, 0, 1


def _tell_unknown_item(
    table: InputTable, cell: str, value: object, fault: Say, notice: Say
) -> None:
    near = _alike(table, words_of(value))
    item = shown(words_of(value))
    if near is None:
        notice(table.title, cell, _STRANGE_ITEM.fill(item=item))
    else:
        fault(table.title, cell, perhaps(_UNKNOWN_ITEM.fill(item=item), near[1]))
        table.leave_out(near[0].key)


_UNKNOWN_ITEM = Text("{item} n'est pas une information connue", "{item} is not a known item")
_STRANGE_ITEM = Text(
    "{item} n'est pas une information connue, elle n'est pas lue",
    "{item} is not a known item, it is not read",
)


def _items(table: InputTable) -> Text:
    """Return the items that no row above has, for whoever has to name one."""
    left = [column.heading for column in EVENT.columns if column.key not in table.items]
    return strung(left)


_NO_ITEM = Text(
    "il manque le nom de cette information (au choix : {known})",
    "the name of this item is missing (one of: {known})",
)


# --- Cells that say nothing that can be read ----------------------------------------------


def _refuse_errors(table: InputTable, fault: Say) -> None:
    for row, key, value in _cells(table):
        if isinstance(value, Failed):
            sentence = Text(
                "{value} est une erreur de calcul : taper la valeur elle-même",
                "{value} is an error of a formula: type the value itself",
            )
            fault(table.title, table.cell(row, key), sentence.fill(value=shown(words_of(value))))
            table.unread.add((row, key))


def _refuse_merged(
    raw: RawSheet, table: InputTable, begin: int, left_out: Set[int], fault: Say
) -> None:
    """Refuse merged cells that say one thing for several rows or columns of the table."""
    places = set(table.columns.values())
    for area in raw.merged:
        inside = [place for place in places if area.left <= place <= area.right]
        several = area.top != area.bottom or len(inside) > 1
        says = area.left in raw.rows.get(area.top, {})
        if area.top in left_out and area.top == area.bottom:
            continue
        if inside and several and says and area.bottom >= begin:
            cells = f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}"
            fault(table.title, cells, _MERGED)
            table.unread |= {
                (row, key)
                for row in range(area.top, area.bottom + 1)
                for column in inside
                for key in _keys_at(table, row, column)
            }


def _keys_at(table: InputTable, row: int, column: int) -> Iterator[Path]:
    """Yield the keys of what stands in a cell."""
    for key, place in table.columns.items():
        if place == column and table.items.get(key, row) == row:
            yield key


def _cells(table: InputTable) -> Iterator[tuple[int, Path, object]]:
    for row, cells in table.rows.items():
        for key, value in cells.items():
            yield row, key, value


_UNCALCULATED = Text(
    "cette formule n'a pas encore de valeur : ouvrir le classeur dans un tableur et "
    "l'enregistrer, ou taper la valeur",
    "this formula has no value yet: open the workbook in a spreadsheet program and save it, "
    "or type the value",
)
_MERGED = Text(
    "ces cellules sont fusionnées : les séparer, et remplir chacune",
    "these cells are merged: split them, and fill each",
)
