"""The workbook of a world café: its pages, and what it takes to go on.

The sheet Rotation tells the table of each person in each round, and is what counts when the
workbook is read again: a hand may correct who really was where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.cafe.asked import WorldCafe
from agenda_solver.cafe.rotation import Rotation, Round
from agenda_solver.cafe.sheets import cards_page, report_page, tables_page, turns_page
from agenda_solver.files import FileFault, InputError, about_file, writing
from agenda_solver.files.fields import ATTENDEES
from agenda_solver.files.grid import table as grids
from agenda_solver.files.grid.cells import Rows
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.grid.table import Headings, find_table
from agenda_solver.files.store.kept_cafe import CAFE_SCHEMA, cafe_data, read_cafe_data
from agenda_solver.files.workbook.cells import HEADER, cell_at, print_on, put, solid
from agenda_solver.files.workbook.looks import font
from agenda_solver.files.workbook.meta import cells_by_key, told_by, write_rows
from agenda_solver.files.workbook.packing import add_sheet, empty_book, packed
from agenda_solver.files.workbook.pages import draw_page, sign
from agenda_solver.text import Language, Text, listing, quoted, same
from agenda_solver.views.pages import Value
from agenda_solver.words.cells import words_of
from agenda_solver.words.moments import whole_in
from agenda_solver.words.names import folded, shown

ROTATION = Text("Rotation", "Rotation")
META = "_cafe"

_ID, _NAME, _ORGANISATION = (
    ATTENDEES.column(key).heading for key in ("id", "name", "organisation")
)
_TURN = Text("Tour {number}", "Round {number}")


def write_cafe(
    path: Path,
    cafe: WorldCafe,
    rotation: Rotation,
    language: Language,
    *,
    figures: Sequence[tuple[Text, Value]] = (),
    force: bool = False,
) -> Path:
    """Write the sheets of a world café, to be printed on A4, and what it takes to go on.

    Parameters
    ----------
    path : Path
        Where it goes.
    cafe : WorldCafe
        What was asked.
    rotation : Rotation
        The outcome; it has tables.
    language : {"fr", "en"}
    figures : sequence of tuple of Text and Value
        How it was computed, for the report.
    force : bool
        Whether a file that is already there is replaced.

    Returns
    -------
    Path
        Where it was written: beside `path`, numbered, if that file is open elsewhere.

    Raises
    ------
    InputError
        If it must not or cannot be written; what was there before is as it was.
    """
    writing.check_free(path, force=force)
    book = empty_book(cafe.event)
    for printed in (turns_page, tables_page, cards_page):
        page = printed(cafe, rotation)
        draw_page(add_sheet(book, page.title.say(language)), page, language)
    _fill_rotation(add_sheet(book, ROTATION.say(language)), cafe, rotation, language)
    report = report_page(cafe, rotation, figures)
    draw_page(add_sheet(book, report.title.say(language)), report, language)
    write_rows(add_sheet(book, META), CAFE_SCHEMA, {"cafe": cafe_data(cafe)})
    return writing.put(path, packed(book, dated=True), force=force)


# --- The sheet that is read again ---------------------------------------------------------


def _fill_rotation(
    sheet: Worksheet, cafe: WorldCafe, rotation: Rotation, language: Language
) -> None:
    """Write a row for each person: the number of their table in each round."""
    turns = [_TURN.fill(number=number + 1) for number in range(len(rotation.table))]
    header = [text.say(language) for text in (_ID, _NAME, _ORGANISATION, *turns)]
    for column, words in enumerate(header, start=1):
        cell = cell_at(sheet, 1, column)
        put(cell, words)
        cell.font, cell.fill = font(bold=True), solid(HEADER)
        width = (12.0, 34.0, 30.0)[column - 1] if column < 4 else 10.0
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, guest in enumerate(cafe.guests):
        at = (row[number] for row in rotation.table)
        tables = [None if table is None else table + 1 for table in at]
        for column, value in enumerate((guest.id, guest.name, guest.organisation, *tables), 1):
            put(cell_at(sheet, number + 2, column), value)
    sheet.freeze_panes = "D2"
    print_on(sheet, paper=sheet.PAPERSIZE_A4)
    sheet.print_title_rows = "1:1"
    sign(sheet, cafe.event, ROTATION, language)


@dataclass(frozen=True)
class Held:
    """A café that was written before.

    Attributes
    ----------
    table : tuple of Round
        Who is at which table, as the sheet Rotation says now.
    notices : tuple of Text
        What in that sheet was not read.
    """

    cafe: WorldCafe
    table: tuple[Round, ...]
    notices: tuple[Text, ...] = ()


def read_cafe(path: Path) -> Held | None:
    """Read a workbook that `write_cafe` has written; None for any other.

    Raises
    ------
    InputError
        If it cannot be read; a sentence for each fault, with its sheet and cell.
    """
    book = Opened(path)
    if META not in book.titles:
        return None
    cafe = _cafe(path, book.sheet(META).rows)
    title = next((title for title in book.titles if title in (ROTATION.fr, ROTATION.en)), None)
    if title is None:
        raise InputError([about_file(path.name, _NO_ROTATION)])
    table = find_table(book.sheet(title), _headings(cafe))
    return Held(cafe, _Seating(table, cafe).rounds(), table.notices)


def _cafe(path: Path, rows: Rows) -> WorldCafe:
    cells = cells_by_key(rows)
    if cells.get("schema") == [CAFE_SCHEMA]:
        with suppress(ValueError, TypeError):
            return read_cafe_data(told_by(cells.get("cafe", ())))
    raise InputError([about_file(path.name, _OTHER_VERSION)])


def _columns(cafe: WorldCafe) -> Mapping[str, Text]:
    """Return the headings that are read: of the ids, and of each round by its number from 0."""
    turns = range(len(cafe.turns))
    return {"id": _ID, **{str(turn): _TURN.fill(number=turn + 1) for turn in turns}}


def _headings(cafe: WorldCafe) -> Headings[str]:
    keys = {
        folded(words): key for key, text in _columns(cafe).items() for words in (text.fr, text.en)
    }
    return Headings(lambda heading: keys.get(folded(heading)))


class _Seating:
    """Reads the sheet Rotation, as a hand may have left it."""

    def __init__(self, table: grids.Table[str], cafe: WorldCafe) -> None:
        self.table = table
        self.cafe = cafe
        self.faults: list[FileFault] = []

    def rounds(self) -> tuple[Round, ...]:
        self._refuse_missing_columns()
        columns, turns = self.table.columns, range(len(self.cafe.turns))
        number_of = {folded(guest.id): number for number, guest in enumerate(self.cafe.guests)}
        seats: dict[int, list[int | None]] = {}
        for row, cells in self.table.rows.items():
            words = words_of(cells.get(columns["id"], ""))
            guest = number_of.get(folded(words))
            if guest is None or guest in seats:
                message = _TWICE if guest in seats else _UNKNOWN
                self._fault(message.fill(id=shown(words)), row, columns["id"])
            else:
                seats[guest] = [self._seat(row, columns[str(turn)]) for turn in turns]
        self._refuse_missing_guests(seats)
        guests = range(len(self.cafe.guests))
        return tuple(tuple(seats[guest][turn] for guest in guests) for turn in turns)

    def _refuse_missing_columns(self) -> None:
        for key, heading in _columns(self.cafe).items():
            if key not in self.table.columns:
                raise InputError([self._whole(_NO_COLUMN.fill(column=quoted(heading)))])

    def _refuse_missing_guests(self, seats: Mapping[int, object]) -> None:
        missing = [guest.id for at, guest in enumerate(self.cafe.guests) if at not in seats]
        if missing and not self.faults:
            self.faults.append(self._whole(_MISSING.fill(ids=listing(missing[:_MOST_NAMED]))))
        if self.faults:
            raise InputError(self.faults)

    def _seat(self, row: int, column: int) -> int | None:
        words = words_of(self.table.rows[row].get(column, ""))
        if not words:
            return None
        tables = len(self.cafe.tables)
        table = whole_in(words)
        if table is None or not 1 <= table <= tables:
            self._fault(_NO_TABLE.fill(words=shown(words), tables=tables), row, column)
            return None
        return table - 1

    def _fault(self, message: Text, row: int, column: int) -> None:
        self.faults.append(self.table.sheet.fault(message, row, column))

    def _whole(self, message: Text) -> FileFault:
        """Return a fault of the sheet as a whole."""
        sheet = self.table.sheet
        return FileFault(message, sheet.file, same(sheet.title or ""))


_MOST_NAMED = 8
_NO_ROTATION = Text(
    "{path} : la feuille Rotation manque, elle dit qui était à quelle table ; reprendre le "
    "classeur d'origine",
    "{path}: the sheet Rotation is missing, it tells who was at which table; take the original "
    "workbook",
)
_OTHER_VERSION = Text(
    "{path} : ce classeur vient d'une autre version d'agenda-solver ; refaire tous les tours",
    "{path}: this workbook comes from another version of agenda-solver; make all rounds again",
)
_NO_COLUMN = Text(
    "il manque la colonne {column} : la remettre", "the column {column} is missing: put it back"
)
_UNKNOWN = Text(
    "{id} n'est l'id de personne : le corriger, ou enlever la ligne",
    "{id} is nobody's id: correct it, or leave the row out",
)
_TWICE = Text(
    "{id} a déjà une ligne plus haut : n'en garder qu'une",
    "{id} has a row further up already: keep one of them",
)
_MISSING = Text(
    "il manque la ligne de {ids} : la remettre ; pour dire qu'une personne n'était pas là, vider "
    "ses cellules",
    "the row of {ids} is missing: put it back; to say that somebody was not there, clear their "
    "cells",
)
_NO_TABLE = Text(
    "{words} n'est pas le numéro d'une table (1 à {tables}, ou rien pour qui n'était pas là)",
    "{words} is not the number of a table (1 to {tables}, or nothing for who was not there)",
)
