"""A table of one's own, a session a row: its columns in any order, under whatever headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from agenda_solver.files import InputError, in_file
from agenda_solver.files.drafting import NO_DATE
from agenda_solver.files.fields import BY_KEY
from agenda_solver.files.grid.cells import Row
from agenda_solver.files.grid.choosing import read_sheet
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.grid.sheet import RawSheet
from agenda_solver.files.grid.table import Headings, Table, find_table
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.kinds import WORKBOOK
from agenda_solver.files.schedules.columns import IGNORED, ColumnNames
from agenda_solver.files.schedules.drafting import draft_of
from agenda_solver.files.schedules.entries import Entry, Schedule, Speaker
from agenda_solver.text import Text, listing, long_date, quoted
from agenda_solver.views.source_page import Check, LineAccount
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.cells import words_of
from agenda_solver.words.moments import end_after, length_in, whole_in
from agenda_solver.words.names import folded
from agenda_solver.words.programmes.dates import dates_within, years_around
from agenda_solver.words.programmes.hours import spans_within
from agenda_solver.words.programmes.people import people_in

_TIMES = ("start", "hours")
_NEEDED = ("title",)
_OF_ONE = ("organisation", "email")  # what columns say of the only one who takes part


class ScheduleTable(Importer):
    """A table; see `Importer`."""

    title = Text(
        "un tableau, une ligne par session (.xlsx ou CSV)",
        "a table, a row a session (.xlsx or CSV)",
    )
    endings = (".xlsx", ".csv", ".tsv")

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        return given.kind == WORKBOOK or (given.kind is None and given.ending in (".csv", ".tsv"))

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        names = ColumnNames(choice.mapping, choice.encoding)
        headings = Headings(names.key, naming=frozenset(_NEEDED), of_nothing=True)
        table = find_table(sheet_of(given, headings, names), headings)
        missing = [key for key in _NEEDED if key not in table.columns]
        if missing or not any(key in table.columns for key in _TIMES):
            known = listing(quoted(words_of(value)) for value in table.headings.values())
            raise InputError([in_file(given.name, _NO_COLUMNS.fill(headings=known))])
        schedule = TableRows(table, choice).read()
        return draft_of(given.name, "table", schedule, choice, notices_of(table))


def sheet_of(given: SourceFile, headings: Headings[str], names: ColumnNames) -> RawSheet:
    """Return the sheet of a source, which the reader of tables takes from a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(given.name).name or "-")
        path.write_bytes(given.data)
        if given.kind == WORKBOOK and _is_draft(Opened(path)):
            raise InputError([in_file(given.name, _DRAFT)])
        return read_sheet(path, headings, names.given)


def notices_of(table: Table[str]) -> tuple[Text, ...]:
    """Return what was read otherwise than meant; rows that are no data have their account."""
    apart = {row.row for row in table.left_out}
    faults = (
        table.sheet.fault(message, row, column)
        for row, column, message in table.remarks()
        if row not in apart
    )
    return (*table.sheet.notices, *(fault.sentence for fault in faults))


def _is_draft(book: Opened) -> bool:
    titles = set(map(folded, book.titles))
    return all(
        titles & {folded(name) for name in (BY_KEY[key].name.fr, BY_KEY[key].name.en)}
        for key in ("event", "sessions", "rooms")
    )


class TableRows:
    """Makes a schedule of the rows of a table, in their order.

    A day that is written once, in a cell or above its rows, is that of the rows below.

    Attributes
    ----------
    schedule : Schedule
        What is made so far.
    """

    def __init__(self, table: Table[str], choice: ImportOptions) -> None:
        self.table = table
        self.choice = choice
        self.schedule = Schedule()
        self.day: date | None = None
        self.labels: dict[str, date] = {}

    def read(self) -> Schedule:
        """Return the schedule of all rows."""
        apart = {row.row: row for row in self.table.left_out}
        for number in sorted({*self.table.rows, *apart}):
            if number in apart:
                self._aside(number, apart[number].words)
            else:
                self._row(number, self.table.rows[number])
        self._unknown_columns()
        if self.labels:
            days = listing(
                _DAY_IS.fill(words=quoted(words), day=long_date(day))
                for words, day in self.labels.items()
            )
            self.schedule.checks.insert(0, Check(_DAYS_SUPPOSED.fill(days=days)))
        return self.schedule

    def _aside(self, number: int, words: str) -> None:
        """Take a row that is no data for a day, where it names one."""
        place = self.table.sheet.place(number)
        dates = self._dates(words)
        if dates and number > self.table.header:
            self.day = dates[0]
        elif number < self.table.header and not self.schedule.name:
            self.schedule.name = words
        made = (long_date(dates[0]),) if dates else ()
        self.schedule.accounts.append(LineAccount(place, words, "apart", made))

    def _words(self, cells: Row) -> dict[str, str]:
        """Return what a row says, by the keys of its columns."""
        columns = self.table.columns.items()
        words = {key: words_of(cells[at]) for key, at in columns if at in cells}
        return {key: value for key, value in words.items() if value}

    def _row(self, number: int, cells: Row) -> None:
        words = self._words(cells)
        place = self.table.sheet.place(number)
        shown = ", ".join(filter(None, map(words_of, cells.values())))
        if day := self._day(words.get("day") or _dated_part(words)):
            self.day = day
        if "title" not in words:
            self.schedule.accounts.append(LineAccount(place, shown, "unread", (_NO_TITLE,)))
            return
        start, end = self._hours(words, place)
        minutes = self._minutes(words, place)
        self.schedule.entries.append(
            Entry(
                place,
                " ".join(words["title"].split()),
                key=words.get("id", ""),
                subtitle=words.get("subtitle", ""),
                kind=words.get("kind", ""),
                day=self.day,
                start=start,
                end=end if end is not None or start is None or not minutes else start + minutes,
                minutes=minutes,
                times=", ".join(
                    words[key]
                    for key in ("day", "hours", "start", "end", "minutes")
                    if key in words
                ),
                room=words.get("room", ""),
                track=words.get("track", ""),
                language=words.get("language", ""),
                description=words.get("description", ""),
                link=words.get("link", ""),
                speakers=self._speakers(words, number),
            )
        )

    def _speakers(self, words: Mapping[str, str], row: int) -> tuple[Speaker, ...]:
        """Return who takes part; of several, nobody knows whose another column is."""
        speakers = (
            *_in_cell(words.get("people", ""), ""),
            *_in_cell(words.get("moderator", ""), "animation"),
        )
        kept: dict[str, str] = {}
        if len(speakers) == 1:
            (one,) = speakers
            organisation = one.organisation or words.get("organisation", "")
            kept = {"organisation": organisation, "email": words.get("email", "")}
            speakers = (replace(one, organisation=organisation, email=kept["email"]),)
        for key in _OF_ONE:
            if key in words and kept.get(key) != words[key]:
                self._lose(self.table.columns[key], row)
        return speakers

    # --- Days and hours ---------------------------------------------------------------------

    def _day(self, words: str) -> date | None:
        """Return the day that words name; one that only has a name is the next one."""
        if not words:
            return None
        if dates := self._dates(words):
            return dates[0]
        if words not in self.labels:
            first = self.choice.day or NO_DATE
            self.labels[words] = first + timedelta(days=len(self.labels))
        return self.labels[words]

    def _dates(self, words: str) -> list[date]:
        year = (self.choice.day or date.today()).year
        dates = (dated.on(years_around(year)) for dated in dates_within(words))
        return [day for day in dates if day is not None]

    def _hours(self, words: Mapping[str, str], place: Text) -> tuple[int | None, int | None]:
        """Return when a session starts and ends, from one cell or from two."""
        start: int | None = None
        end: int | None = None
        for key in ("hours", "start"):
            spans = spans_within(words.get(key, ""))
            if spans:
                start = spans[0].start if start is None else start
                end = spans[0].end if end is None else end
            elif words.get(key):
                self._not_understood(words[key], _NO_HOUR, place)
        if spans := spans_within(words.get("end", "")):
            end = spans[0].start if spans[0].start is not None else spans[0].end
        elif words.get("end"):
            self._not_understood(words["end"], _NO_HOUR, place)
        if start is None or end is None:
            return start, None
        try:
            return start, end_after(start, end)
        except NotUnderstoodError as error:
            self.schedule.checks.append(Check(error.text, (place,)))
            return start, None

    def _minutes(self, words: Mapping[str, str], place: Text) -> int | None:
        written = words.get("minutes", "")
        if not written:
            return None
        minutes = whole_in(written) or length_in(written)
        if minutes is None:
            spans = spans_within(written)  # a length that a spreadsheet shows as a time: 01:30
            minutes = spans[0].start if spans else None
        if not minutes:
            self._not_understood(written, _NO_LENGTH, place)
        return minutes or None

    def _not_understood(self, words: str, what: Text, place: Text) -> None:
        self.schedule.checks.append(Check(what.fill(words=quoted(words)), (place,)))

    # --- Columns ----------------------------------------------------------------------------

    def _unknown_columns(self) -> None:
        """Note the columns that are not read, with the rows in which they say something."""
        read = set(self.table.columns.values())
        for column in self.table.headings:
            if column in read and self.table.columns.get(IGNORED) != column:
                continue
            for number, cells in self.table.rows.items():
                if column in cells:
                    self._lose(column, number)

    def _lose(self, column: int, row: int) -> None:
        """Note that a draft has no place for what a cell says."""
        heading = words_of(self.table.headings[column])
        self.schedule.lose([heading], self.table.sheet.place(row, column))


def _dated_part(words: Mapping[str, str]) -> str:
    """Return the cell of a start that holds a date too, as calendars export it."""
    return next((words[key] for key in _TIMES if key in words and dates_within(words[key])), "")


def _in_cell(cell: str, role: str) -> Iterable[Speaker]:
    if not cell:
        return []
    mentions = people_in(cell, expected=True)
    if not mentions:
        return [Speaker(cell, role=role)]
    return [
        Speaker(
            one.name or one.function or one.organisation,
            function=one.function if one.name else "",
            organisation=one.organisation,
            role=role,
        )
        for one in mentions
    ]


_NO_COLUMNS = Text(
    "il y faut une colonne des titres et une des heures, et elles ne sont pas reconnues "
    "(en-têtes : {headings}) : un fichier de correspondance le dit (--mapping) ; des "
    "communications, sans heures, se lisent par « --from papers »",
    "it takes a column of titles and one of times, and they are not recognised (headings: "
    "{headings}): a mapping file tells (--mapping); papers, without times, are read by "
    "“--from papers”",
)
_DRAFT = Text(
    "c'est déjà un brouillon : « check » le relit, « solve » en fait un programme",
    "this is a draft already: “check” looks it over, “solve” makes a programme of it",
)
_NO_TITLE = Text("sans titre", "without a title")
_NO_HOUR = Text("{words} n'est pas une heure", "{words} is no time")
_NO_LENGTH = Text("{words} n'est pas une durée", "{words} is no length")
_DAY_IS = Text("{words} : {day}", "{words}: {day}")
_DAYS_SUPPOSED = Text(
    "des jours n'ont pas de date, elles sont mises à la place : les corriger ({days})",
    "some days have no date, these stand instead: correct them ({days})",
)

IMPORTER = ScheduleTable()
