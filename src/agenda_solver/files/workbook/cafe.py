"""The workbook of a world café: a page a round, a page a table, a card a person.

The sheet Rotation tells the table of each person in each round, and is what counts when the
workbook is read again: a hand may correct who really was where.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import __version__
from agenda_solver.cafe.asked import Guest, Table, Turn, WorldCafe
from agenda_solver.cafe.rotation import Rotation, Round
from agenda_solver.cafe.sittings import meetings, sittings, summary
from agenda_solver.files import FileFault, InputError, about_file, writing
from agenda_solver.files.grid.cells import Row, cell_name
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.workbook.cells import BAND, HEADER, QUIET, cell_at, print_on, put, solid
from agenda_solver.files.workbook.packing import add_sheet, empty_book, packed
from agenda_solver.files.workbook.pages import (
    A4_LANDSCAPE,
    A4_PORTRAIT,
    CALM,
    Entry,
    Rows,
    fitting_size,
    font,
    sign,
)
from agenda_solver.files.workbook.sections import WIDTHS, Drawing, Section
from agenda_solver.problem import Event
from agenda_solver.text import Language, Text, cut, listing, quoted, same
from agenda_solver.views.names import in_order
from agenda_solver.views.titles import dotted
from agenda_solver.words.cells import words_of
from agenda_solver.words.names import folded

TURNS = Text("Tours", "Rounds")
TABLES = Text("Tables", "Tables")
CARDS = Text("Cartes", "Cards")
ROTATION = Text("Rotation", "Rotation")
REPORT = Text("Rapport", "Report")
META = "_cafe"
SCHEMA = 1

_ID = Text("id", "id")
_NAME = Text("nom", "name")
_ORGANISATION = Text("organisation", "organisation")
_TURN = Text("Tour {number}", "Round {number}")
_HOSTS = Text("accueil : {people}", "host: {people}")
_CONTINUED = Text("{title} (suite)", "{title} (continued)")
_NOTES = Text("Notes", "Notes")
_TO_REPORT = Text("À retenir pour la restitution", "To report to all")
_NOBODY = Text("personne", "nobody")

_TITLE_SIZES = (20, 18, 16, 14, 12)
_SMALL, _BOLD, _FAINT = font(9), font(10, bold=True), font(9, colour=QUIET)
_LINE = 20.0  # points between two lines to write on
_CHUNK = 30_000  # characters; a cell holds a few more


def write_cafe(
    path: Path,
    cafe: WorldCafe,
    rotation: Rotation,
    language: Language,
    *,
    figures: Sequence[tuple[Text, object]] = (),
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
    figures : sequence of tuple of Text and object
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
    drawing = _Pages(cafe, rotation, language)
    drawing.draw_turns(add_sheet(book, TURNS.say(language)))
    drawing.draw_tables(add_sheet(book, TABLES.say(language)))
    drawing.draw_cards(add_sheet(book, CARDS.say(language)))
    _fill_rotation(add_sheet(book, ROTATION.say(language)), cafe, rotation, language)
    drawing.draw_report(add_sheet(book, REPORT.say(language)), figures)
    _fill_meta(add_sheet(book, META), cafe)
    return writing.put(path, packed(book, dated=True), force=force)


# --- Printed pages ------------------------------------------------------------------------


class _Pages:
    def __init__(self, cafe: WorldCafe, rotation: Rotation, language: Language) -> None:
        self.cafe = cafe
        self.rotation = rotation
        self.language = language
        self.sittings = sittings(cafe, rotation)

    def _begin(
        self, sheet: Worksheet, title: Text, widths: Sequence[float], *, portrait: bool = True
    ) -> Rows:
        print_on(sheet, paper=sheet.PAPERSIZE_A4)
        if portrait:
            sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
        sign(sheet, self.cafe.event, title, self.language)
        sheet.sheet_view.showGridLines = False
        return Rows(sheet, widths, (A4_PORTRAIT if portrait else A4_LANDSCAPE)[1])

    def _say(self, text: Text) -> str:
        return text.say(self.language)

    def _add_title(self, rows: Rows, title: Text) -> None:
        words = self._say(title)
        size = fitting_size(words, sum(rows.widths) - 12, _TITLE_SIZES)
        its_font = font(size, bold=True, colour=BAND)
        rows.add([Entry(words, its_font, columns=len(rows.widths))])

    def _add_wide(self, rows: Rows, words: str, size: float = 10) -> None:
        if words:
            rows.add([Entry(words, font(size, colour=QUIET), columns=len(rows.widths))])

    # A page a round.

    def draw_turns(self, sheet: Worksheet) -> None:
        """Draw a page for each round, to be pinned up: tables, and who sits there."""
        rows = self._begin(sheet, TURNS, [_BLOCK, *(_GUTTER, _BLOCK) * (_BLOCKS - 1)])
        for turn in range(len(self.sittings)):
            rows.turn()
            title = self.cafe.turn_title(turn)
            self._add_turn_head(rows, title)
            blocks = [list(self._block(turn, table)) for table in range(len(self.cafe.tables))]
            for at in range(0, len(blocks), _BLOCKS):
                lines = [_beside(it) for it in zip_longest(*blocks[at : at + _BLOCKS])]
                if at and not rows.fits(_APART + sum(rows.height(line, 3) for line in lines)):
                    rows.turn()
                    self._add_turn_head(rows, _CONTINUED.fill(title=title))
                rows.skip(_APART)
                for line in lines:
                    rows.add(line, 3)

    def _add_turn_head(self, rows: Rows, title: Text) -> None:
        self._add_wide(rows, cut(self.cafe.event.name, _LONGEST_EVENT), 9)
        self._add_title(rows, title)

    def _block(self, turn: int, table: int) -> Iterator[Entry]:
        """Yield the lines of a table in a round: what and where, then who."""
        yield Entry(self._say(self.cafe.table_title(table)), _BOLD, HEADER)
        if about := self._about(table, self.cafe.where(table, turn)):
            yield Entry(about, _FAINT)
        for guest in self.sittings[turn][table]:
            yield Entry(self.cafe.guests[guest].label, _SMALL, ruled=True)

    def _about(self, table: int, room: str) -> str:
        hosts = self.cafe.hosts(table)
        told = [same(room), _HOSTS.fill(people=listing(hosts)) if hosts else same("")]
        return self._say(dotted(told))

    # A page a table.

    def draw_tables(self, sheet: Worksheet) -> None:
        """Draw a page for each table: who comes in each round, and lines for notes."""
        rows = self._begin(sheet, TABLES, (_THIRD,) * 3)
        for table in range(len(self.cafe.tables)):
            rows.turn()
            self._draw_table(rows, table)

    def _draw_table(self, rows: Rows, table: int) -> None:
        title = self.cafe.table_title(table)
        rooms = dict.fromkeys(filter(None, self.cafe.tables[table].rooms))
        about = self._about(table, next(iter(rooms)) if len(rooms) == 1 else "")
        self._add_wide(rows, cut(self.cafe.event.name, _LONGEST_EVENT), 9)
        self._add_title(rows, title)
        self._add_wide(rows, about)
        parts = [
            list(self._round_at(turn, table, several=len(rooms) > 1))
            for turn in range(len(self.sittings))
        ]
        told = sum(rows.height(entries) for part in parts for entries in part)
        lines, last = _lines_for_notes(told, len(parts))
        for part in parts:
            height = sum(map(rows.height, part)) + (_LEAST_LINES + 1) * _LINE
            if not rows.fits(height):
                rows.turn()
                self._add_title(rows, _CONTINUED.fill(title=title))
            for entries in part:
                rows.add(entries)
            _add_lines(rows, self._say(_NOTES), lines)
        if not rows.fits((last + 1) * _LINE):
            rows.turn()
            self._add_title(rows, _CONTINUED.fill(title=title))
        rows.add(self._band(_TO_REPORT))
        _add_lines(rows, "", last)

    def _round_at(self, turn: int, table: int, *, several: bool) -> Iterator[list[Entry]]:
        room = same(self.cafe.where(table, turn) if several else "")
        yield self._band(dotted([self.cafe.turn_title(turn), room]))
        names = [self.cafe.guests[it].label for it in self.sittings[turn][table]]
        names = names or [self._say(_NOBODY)]
        for at in range(0, len(names), 3):
            yield [Entry(name, _SMALL) for name in names[at : at + 3]]

    def _band(self, words: Text) -> list[Entry]:
        return [Entry(self._say(words), _BOLD, HEADER, 3)]

    # A card a person.

    def draw_cards(self, sheet: Worksheet) -> None:
        """Draw a card for each person, two across, with dashed lines to cut along."""
        widths = [*_CARD, *(_CARD_GUTTER, *_CARD) * (_ACROSS - 1)]
        rows = self._begin(sheet, CARDS, widths, portrait=False)
        order = sorted(
            range(len(self.cafe.guests)), key=lambda it: in_order(self.cafe.guests[it].label)
        )
        for at in range(0, len(order), _ACROSS):
            cards = [list(self._card(guest)) for guest in order[at : at + _ACROSS]]
            lines = [_cards_beside(it) for it in zip_longest(*cards)]
            if not rows.fits(_CUT + sum(rows.height(line, 3) for line in lines)):
                rows.turn()
            for line in lines:
                rows.add(line, 3)
            rows.add(_CUT_BELOW, _CUT)

    def _card(self, guest: int) -> Iterator[list[Entry]]:
        """Yield the rows of a card: of what event, who, then where and when."""
        it = self.cafe.guests[guest]
        yield [Entry(cut(self.cafe.event.name, _LONGEST_EVENT), font(8, colour=QUIET), columns=3)]
        yield [
            Entry(self._say(it.title), font(11, bold=True, colour=BAND), CALM, 2, indent=1),
            Entry(it.organisation or None, font(8, colour=QUIET), CALM),
        ]
        for turn, tables in enumerate(self.rotation.table):
            table = tables[guest]
            what, where = same("–"), ""
            if table is not None:
                what, where = self.cafe.table_title(table), self.cafe.where(table, turn)
            yield [
                Entry(self._say(self.cafe.turn_title(turn)), _SMALL, ruled=True),
                Entry(self._say(what), font(9, bold=True), ruled=True),
                Entry(where or None, _SMALL, ruled=True),
            ]

    # The report.

    def draw_report(self, sheet: Worksheet, figures: Sequence[tuple[Text, object]]) -> None:
        """Tell what became of what was asked, who meets again, and how it was computed."""
        rows = self._begin(sheet, REPORT, WIDTHS)
        drawing = Drawing(rows, self.language)
        drawing.add_wide(cut(self.cafe.event.name, _LONGEST_EVENT), 14, BAND, bold=True)
        again = sorted(
            (-often, pair) for pair, often in meetings(self.rotation).items() if often > 1
        )
        for section in (
            Section(
                Text("En bref", "In short"),
                (6,),
                [(text,) for text in summary(self.cafe, self.rotation)],
            ),
            Section(
                Text("Se retrouvent à une même table", "Sit together again"),
                (2, 3, 1),
                [
                    (self.cafe.guests[one].label, self.cafe.guests[other].label, -often)
                    for often, (one, other) in again[:_MOST_PAIRS]
                ],
                (same(""), same(""), Text("Fois", "Times")),
                _ONLY_FIRST.fill(shown=_MOST_PAIRS, all=len(again))
                if len(again) > _MOST_PAIRS
                else None,
                numbers=1,
            ),
            Section(Text("Le calcul", "The computation"), (2, 4), list(figures)),
        ):
            if section.rows:
                drawing.draw(section)


_BLOCKS = 3
_BLOCK, _GUTTER, _THIRD = 31.0, 2.0, 33.3
_APART = 10.0
_HEAD = 75.0  # points of a table's page above its rounds, at most
_LEAST_LINES = 3
_LONGEST_EVENT = 80
_MOST_PAIRS = 200
_ONLY_FIRST = Text("Les {shown} premières paires de {all}.", "The first {shown} pairs of {all}.")

_CARD = (20.0, 33.0, 16.5)  # when, which table, where
_CARD_GUTTER, _ACROSS, _CUT = 3.0, 2, 9.0
_SCISSORS = Side(style="dashed", color="829AB1")
_BELOW, _BETWEEN = Border(bottom=_SCISSORS), Border(left=_SCISSORS)
_CORNER = Border(left=_SCISSORS, bottom=_SCISSORS)
_CUT_BELOW = [
    Entry(border=_CORNER if number and not place else _BELOW)
    for number in range(_ACROSS)
    for place in range(len(_CARD) + bool(number))
]


def _beside(lines: Iterable[Entry | None]) -> list[Entry]:
    """Return the lines of tables that stand side by side as a row."""
    found: list[Entry] = []
    for line in lines:
        found += [Entry()] if found else []
        found.append(line or Entry())
    return found


def _cards_beside(rows: Iterable[list[Entry] | None]) -> list[Entry]:
    """Return the rows of cards that stand side by side as one, with a gutter in between."""
    found: list[Entry] = []
    for row in rows:
        found += [Entry(border=_BETWEEN)] if found else []
        found += row or [Entry() for _ in _CARD]
    return found


def _lines_for_notes(told: float, turns: int) -> tuple[int, int]:
    """Return how many lines each round has, and the end: a table takes one page if it can."""
    left = A4_PORTRAIT[1] - _HEAD - told - turns * _APART - (_LEAST_LINES + 1) * _LINE
    lines = max(_LEAST_LINES, int(left / turns / _LINE))
    more = int((left - turns * lines * _LINE) / _LINE)
    return lines, _LEAST_LINES + max(0, more)


def _add_lines(rows: Rows, words: str, number: int) -> None:
    """Leave lines to write on; the first says what for."""
    for line in range(number):
        rows.add(
            [Entry(words if line == 0 else None, _FAINT, columns=3, ruled=True)],
            _LINE - (_FAINT_HEIGHT if line == 0 and words else 0),
        )
    rows.skip(_APART)


_FAINT_HEIGHT = 11.0


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


def _fill_meta(sheet: Worksheet, cafe: WorldCafe) -> None:
    # Written so, nothing in it reads as an escaped letter.
    words = json.dumps(_data(cafe)).replace("_x", r"\u005fx")
    chunks = [words[at : at + _CHUNK] for at in range(0, len(words), _CHUNK)]
    rows = [("schema", SCHEMA), ("agenda-solver", __version__), *(("cafe", it) for it in chunks)]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            put(cell_at(sheet, number, column), value)
    sheet.sheet_state = "veryHidden"


def _data(cafe: WorldCafe) -> dict[str, Any]:
    """Return a café as plain data; its rounds are in the sheet Rotation."""
    return {
        "event": cafe.event.model_dump(mode="json", exclude_defaults=True),
        "guests": [[it.id, it.name, it.organisation] for it in cafe.guests],
        "tables": [[it.topic, it.limit, it.hosts, it.rooms] for it in cafe.tables],
        "turns": [[it.start, it.end, it.day.isoformat() if it.day else None] for it in cafe.turns],
        "topics": cafe.topics,
        "forbidden": sorted(cafe.forbidden),
        "wished": sorted(cafe.wished),
        "carousel": cafe.carousel,
        "staying": cafe.staying,
        "absent": sorted(cafe.absent),
    }


@dataclass(frozen=True)
class Held:
    """A café that was written before.

    Attributes
    ----------
    table : tuple of Round
        Who is at which table, as the sheet Rotation says now.
    """

    cafe: WorldCafe
    table: tuple[Round, ...]


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
    cafe = _cafe(path, book.sheet(META).rows.values())
    title = next((it for it in book.titles if it in (ROTATION.fr, ROTATION.en)), None)
    if title is None:
        raise InputError([about_file(path.name, _NO_ROTATION)])
    return Held(cafe, _Sheet(path.name, title, cafe).read(book.sheet(title).rows))


def _cafe(path: Path, rows: Iterable[Row]) -> WorldCafe:
    found: dict[str, list[object]] = {}
    for cells in rows:
        found.setdefault(str(cells.get(0)), []).append(cells.get(1, ""))
    if found.get("schema") != [SCHEMA]:
        raise InputError([about_file(path.name, _OTHER_VERSION)])
    try:
        data = json.loads("".join(map(str, found["cafe"])))
        return WorldCafe(
            event=Event.model_validate(data["event"]),
            guests=tuple(Guest(*it) for it in data["guests"]),
            tables=tuple(
                Table(topic, limit, tuple(hosts), tuple(rooms))
                for topic, limit, hosts, rooms in data["tables"]
            ),
            turns=tuple(
                Turn(start, end, date.fromisoformat(day) if day else None)
                for start, end, day in data["turns"]
            ),
            topics=tuple(data["topics"]),
            forbidden=frozenset((one, other) for one, other in data["forbidden"]),
            wished=frozenset((one, other) for one, other in data["wished"]),
            carousel=data["carousel"],
            staying=tuple(data["staying"]),
            absent=frozenset(data["absent"]),
        )
    except (KeyError, ValueError, TypeError, RecursionError):
        raise InputError([about_file(path.name, _OTHER_VERSION)]) from None


class _Sheet:
    """Reads the sheet Rotation, as a hand may have left it."""

    def __init__(self, name: str, title: str, cafe: WorldCafe) -> None:
        self.name = name
        self.title = title
        self.cafe = cafe
        self.faults: list[FileFault] = []

    def read(self, rows: Mapping[int, Row]) -> tuple[Round, ...]:
        top, *others = rows.items() or [(1, {})]
        columns = self._columns(top[1])
        number_of = {folded(it.id): number for number, it in enumerate(self.cafe.guests)}
        found: dict[int, list[int | None]] = {}
        for row, cells in others:
            words = words_of(cells.get(columns["id"], ""))
            guest = number_of.get(folded(words))
            if guest is None or guest in found:
                said = _TWICE if guest in found else _UNKNOWN
                self._fault(row, columns["id"], said.fill(id=quoted(cut(words, 60))))
            else:
                found[guest] = [
                    self._table(row, columns[str(turn)], cells)
                    for turn in range(len(self.cafe.turns))
                ]
        missing = [it.id for number, it in enumerate(self.cafe.guests) if number not in found]
        if missing and not self.faults:
            text = _MISSING.fill(ids=listing(missing[:_MOST_NAMED]))
            self.faults.append(FileFault(text, self.name, same(self.title)))
        if self.faults:
            raise InputError(self.faults)
        return tuple(
            tuple(found[guest][turn] for guest in range(len(self.cafe.guests)))
            for turn in range(len(self.cafe.turns))
        )

    def _columns(self, header: Row) -> Mapping[str, int]:
        """Return the column of the ids, and of each round by its number from 0."""
        names = {folded(words_of(value)): column for column, value in header.items()}
        wanted = {"id": _ID}
        wanted |= {str(turn): _TURN.fill(number=turn + 1) for turn in range(len(self.cafe.turns))}
        found = {}
        for key, text in wanted.items():
            column = next((names[w] for w in map(folded, (text.fr, text.en)) if w in names), None)
            if column is None:
                said = _NO_COLUMN.fill(column=quoted(text))
                raise InputError([FileFault(said, self.name, same(self.title))])
            found[key] = column
        return found

    def _table(self, row: int, column: int, cells: Row) -> int | None:
        words = words_of(cells.get(column, ""))
        if not words.strip():
            return None
        tables = len(self.cafe.tables)
        if not (words.isdecimal() and 1 <= int(words) <= tables):
            self._fault(row, column, _NO_TABLE.fill(words=quoted(cut(words, 60)), tables=tables))
            return None
        return int(words) - 1

    def _fault(self, row: int, column: int, said: Text) -> None:
        cell = f"{self.title}!{cell_name(row, column)}"
        self.faults.append(FileFault(said, self.name, same(cell)))


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
