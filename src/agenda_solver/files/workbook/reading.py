"""Reads a solved workbook back as a person may have left it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

# openpyxl guards itself with it, but only where it is installed.
import defusedxml  # noqa: F401
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel, to_excel
from pydantic_core import PydanticCustomError

from agenda_solver import views
from agenda_solver.files import InputError
from agenda_solver.files.workbook.meta import META, SCHEMA, problem_hash
from agenda_solver.files.workbook.sessions import SESSIONS
from agenda_solver.problem import DAY_MINUTES, Problem, ProblemError, clean, parse_clock
from agenda_solver.text import Text, clock, either, quoted, same
from agenda_solver.timetable import Placement, Timetable

MOST_ROWS = 10_000
MOST_COLUMNS = 200
EXCEL_ROWS = 1_048_576
MOST_UNPACKED = 200_000_000
SMALL = 1_000_000
MOST_RATIO = 100


@dataclass(frozen=True)
class Solved:
    """What a solved workbook holds: what was asked, and the timetable as it stands now."""

    problem: Problem
    timetable: Timetable


def read(path: Path) -> Solved:
    """Read a solved workbook, also after a person has changed it.

    Rows may have moved or gone: a session without a row, or without day, start and end,
    is not in the timetable. A room may be named by its id or by its name.

    Raises
    ------
    InputError
        If it cannot be read; one sentence for each fault, with its sheet and cell.
    """
    rows, epoch = _load(path)
    problem = _read_problem(path, rows.get(META, {}))
    if SESSIONS not in rows:
        raise InputError([_no_sheet(path, SESSIONS)], problem.event.language)
    return Solved(problem, _Reader(path, problem, epoch).timetable(rows[SESSIONS]))


_Rows = Mapping[int, tuple[object, ...]]


def _load(path: Path) -> tuple[Mapping[str, _Rows], datetime]:
    """Return the rows of the sheets that count, by their number; blank ones left out."""
    _check_archive(path)
    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            rows = {
                sheet.title: dict(_sheet_rows(path, sheet))
                for sheet in book.worksheets
                if sheet.title in (META, SESSIONS)
            }
            return rows, book.epoch
    except InputError:
        raise
    except Exception:  # openpyxl raises whatever a damaged file leads it to
        raise InputError([_damaged(path)]) from None


def _check_archive(path: Path) -> None:
    """Look at a file before unpacking it: a small one may hold more than memory does."""
    try:
        with path.open("rb") as file:
            if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
                raise InputError([_OLD_OR_LOCKED.fill(path=path)])
            with ZipFile(file) as archive:
                entries = archive.infolist()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            [
                Text(
                    "{path} : ce fichier ne peut pas être lu ({reason})",
                    "{path}: this file cannot be read ({reason})",
                ).fill(path=path, reason=reason)
            ]
        ) from None
    except (BadZipFile, ValueError, NotImplementedError):
        raise InputError([_damaged(path)]) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise InputError([_TOO_LARGE.fill(path=path, size=unpacked // 1_000_000)])


_OLD_OR_LOCKED = Text(
    "{path} : ce classeur est protégé par un mot de passe ou date d'avant .xlsx ; "
    "l'enregistrer en .xlsx, sans mot de passe",
    "{path}: this workbook has a password or is older than .xlsx; "
    "save it as .xlsx, without a password",
)
_TOO_LARGE = Text(
    "{path} : ce fichier, une fois décompressé, est trop grand pour un programme ({size} Mo)",
    "{path}: this file, once unpacked, is too large for a programme ({size} MB)",
)


def _damaged(path: Path) -> Text:
    return Text(
        "{path} : ce n'est pas un classeur .xlsx, ou il est abîmé",
        "{path}: this is not an .xlsx workbook, or it is damaged",
    ).fill(path=path)


def _no_sheet(path: Path, sheet: str) -> Text:
    if sheet == META:
        return Text(
            "{path} : ce n'est pas un classeur écrit par solve (il y manque la feuille {sheet})",
            "{path}: this is not a workbook written by solve (its sheet {sheet} is missing)",
        ).fill(path=path, sheet=sheet)
    return Text(
        "{path} : il manque la feuille {sheet}", "{path}: the sheet {sheet} is missing"
    ).fill(path=path, sheet=sheet)


def _sheet_rows(path: Path, sheet: Any) -> Iterator[tuple[int, tuple[object, ...]]]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    rows = sheet.iter_rows(min_row=1, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(islice(rows, EXCEL_ROWS), start=1):
        # Most of a million rows may be absent: they are told apart without looking at each cell.
        if values.count(None) < len(values) and not all(map(_blank, values)):
            if number > MOST_ROWS:
                raise InputError(
                    [
                        Text(
                            "{path}, {sheet}!A{row}: trop de lignes (au plus {most})",
                            "{path}, {sheet}!A{row}: too many rows (at most {most})",
                        ).fill(path=path, sheet=sheet.title, row=number, most=MOST_ROWS)
                    ]
                )
            yield number, values


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


def _read_problem(path: Path, rows: _Rows) -> Problem:
    if not rows:
        raise InputError([_no_sheet(path, META)])
    found: dict[str, list[object]] = {}
    for values in rows.values():
        found.setdefault(str(values[0]), []).append(values[1])
    schema = found.get("schema", [None])[0]
    if isinstance(schema, int) and schema > SCHEMA:
        raise InputError(
            [
                Text(
                    "{path} : ce classeur vient d'une version plus récente d'agenda-solver",
                    "{path}: this workbook comes from a newer version of agenda-solver",
                ).fill(path=path)
            ]
        )
    try:
        problem = Problem.read(json.loads("".join(map(str, found["problem"]))))
    except (KeyError, ValueError, TypeError, AttributeError, ProblemError, RecursionError):
        raise InputError([_altered(path)]) from None
    if found.get("input") != [problem_hash(problem)]:
        raise InputError([_altered(path)], problem.event.language)
    return problem


def _altered(path: Path) -> Text:
    return Text(
        "{path} : la feuille cachée {sheet} a été modifiée ; résoudre à nouveau",
        "{path}: the hidden sheet {sheet} has been changed; solve again",
    ).fill(path=path, sheet=META)


_NEEDED = ("id", "day", "start", "end", "room")


class _Reader:
    """Reads the sheet Sessions, and gathers every fault on its way."""

    def __init__(self, path: Path, problem: Problem, epoch: datetime) -> None:
        self.path = path
        self.problem = problem
        self.epoch = epoch
        self.faults: list[Text] = []
        self.sessions = _Names((session.id, "") for session in problem.sessions)
        self.rooms = _Names((room.id, room.name) for room in problem.rooms)

    def timetable(self, rows: _Rows) -> Timetable:
        columns = self._columns(rows.get(1, ()))
        self._refuse_faults()
        seen: dict[str, int] = {}
        placements: list[Placement] = []
        for number, values in rows.items():
            if number > 1:
                cells = {
                    key: (f"{get_column_letter(column + 1)}{number}", values[column])
                    for key, column in columns.items()
                }
                placements += self._placement(number, cells, seen)
        self._refuse_faults()
        return Timetable.of(placements)

    def _refuse_faults(self) -> None:
        if self.faults:
            raise InputError(self.faults, self.problem.event.language)

    def _fault(self, cell: str, text: Text) -> None:
        self.faults.append(
            Text("{path}, {sheet}!{cell}: {text}", "{path}, {sheet}!{cell}: {text}").fill(
                path=self.path, sheet=SESSIONS, cell=cell, text=text
            )
        )

    def _columns(self, header: tuple[object, ...]) -> Mapping[str, int]:
        """Return where each column stands that counts, by its key."""
        keys = {
            clean(words).casefold(): key
            for key in _NEEDED
            for words in (views.SESSION_COLUMNS[key].fr, views.SESSION_COLUMNS[key].en)
        }
        found: dict[str, int] = {}
        for column, value in enumerate(header):
            key = keys.get(clean(str(value)).casefold())
            if key in found:
                self._fault(
                    f"{get_column_letter(column + 1)}1",
                    Text(
                        "la colonne {title} est déjà en {first}",
                        "the column {title} is already in {first}",
                    ).fill(
                        title=quoted(clean(str(value))),
                        first=f"{get_column_letter(found[key] + 1)}1",
                    ),
                )
            elif key is not None:
                found[key] = column
        for key in _NEEDED:
            if key not in found:
                title = views.SESSION_COLUMNS[key]
                self._fault(
                    "1",
                    Text("il manque la colonne {title}", "the column {title} is missing").fill(
                        title=Text(quoted(title.fr).fr, quoted(title.en).en)
                    ),
                )
        return found

    def _placement(
        self, number: int, cells: Mapping[str, tuple[str, object]], seen: dict[str, int]
    ) -> Iterator[Placement]:
        values = {key: value for key, (_, value) in cells.items()}
        if all(_blank(value) for value in values.values()):
            return
        session = self._session(values["id"], number, seen)
        if all(_blank(values[key]) for key in ("day", "start", "end")):
            self._check(cells, {"id": session})
            return
        day, room = self._day(values["day"]), self._room(values["room"])
        start = _minute(values["start"], self.epoch, _NO_START)
        end = _minute(values["end"], self.epoch, _NO_END)
        if isinstance(start, int) and isinstance(end, int) and end <= start:
            end = _END_FIRST.fill(start=clock(start), end=clock(end))
        read = {"id": session, "day": day, "start": start, "end": end, "room": room}
        self._check(cells, read)
        if (
            isinstance(session, str)
            and isinstance(day, date)
            and isinstance(start, int)
            and isinstance(end, int)
            and not isinstance(room, Text)
        ):
            yield Placement(session, day, start, end, room)

    def _check(self, cells: Mapping[str, tuple[str, object]], read: Mapping[str, object]) -> None:
        """Note the cells that were not understood: they were read as a sentence."""
        for key, value in read.items():
            if isinstance(value, Text):
                self._fault(cells[key][0], value)

    def _session(self, value: object, number: int, seen: dict[str, int]) -> str | Text:
        if _blank(value):
            return Text("il manque l'id de la session", "the session's id is missing")
        found = self.sessions.find(_words(value), Text("une session", "a session"))
        if isinstance(found, str) and seen.setdefault(found, number) != number:
            return Text(
                "{session} est déjà à la ligne {first} (ici ligne {row})",
                "{session} is already in row {first} (here row {row})",
            ).fill(session=quoted(found), first=seen[found], row=number)
        return found

    def _room(self, value: object) -> str | Text | None:
        if _blank(value):
            return None
        return self.rooms.find(_words(value), Text("une salle", "a room"))

    def _day(self, value: object) -> date | Text:
        if _blank(value):
            return Text("il manque le jour", "the day is missing")
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = (
            self._day_in_words(clean(value))
            if isinstance(value, str)
            else _serial_day(value, self.epoch)
        )
        return found or Text(
            "{value} n'est pas une date (attendu JJ/MM/AAAA)",
            "{value} is not a date (expected DD/MM/YYYY)",
        ).fill(value=quoted(_words(value)))

    def _day_in_words(self, words: str) -> date | None:
        for day in self.problem.days:
            if clean(day.id).casefold() == words.casefold():
                return day.date
        numbers = _DAY_FIRST.fullmatch(words)
        try:
            if numbers:
                return date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
            return date.fromisoformat(words)
        except ValueError:
            return None


class _Names:
    """Finds what a person means by an id or a name, whatever the capitals."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self.ids: set[str] = set()
        self.meant: dict[str, list[str]] = {}
        for id_, name in rows:
            self.ids.add(id_)
            for words in {id_.casefold(), clean(name).casefold()} - {""}:
                self.meant.setdefault(words, []).append(id_)

    def find(self, words: str, what: Text) -> str | Text:
        """Return the id, or why there is none."""
        if words in self.ids:
            return words
        meant = self.meant.get(words.casefold(), [])
        if len(meant) == 1:
            return meant[0]
        sentence = (
            Text("{words} peut désigner {ids} : donner l'id", "{words} may mean {ids}: give the id")
            if meant
            else Text("{words} n'est pas l'id d'{what}", "{words} is not the id of {what}")
        )
        return sentence.fill(words=quoted(words), what=what, ids=either(map(same, meant)))


_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_NO_START = Text("il manque le début", "the start is missing")
_NO_END = Text("il manque la fin", "the end is missing")
_END_FIRST = Text(
    "la fin ({end}) doit venir après le début ({start})",
    "the end ({end}) must come after the start ({start})",
)


def _words(value: object) -> str:
    """Return what a cell shows, where a number or a time stands for text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def _serial_day(value: object, epoch: datetime) -> date | None:
    """Read a date that has lost its format: days since the epoch of the workbook."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value < 2_958_466:
        return None
    found = from_excel(value, epoch)
    return found.date() if isinstance(found, datetime) else None


def _minute(value: object, epoch: datetime, missing: Text) -> int | Text:
    """Read a time of day as Excel and people write it: the minute, or why it is none."""
    if _blank(value):
        return missing
    if isinstance(value, datetime) and value.year < 1905:
        # A number in a cell of times is read as a day of Excel's first years.
        value = to_excel(value, epoch)  # type: ignore[no-untyped-call]
    try:
        seconds = _seconds(value)
        if seconds is None:
            return parse_clock(value if isinstance(value, str) else _words(value))
        minute = round(seconds / 60)
        if abs(seconds - 60 * minute) > 1:
            return parse_clock((datetime.min + timedelta(seconds=round(seconds))).time())
        return minute
    except PydanticCustomError as error:
        context = error.context or {}
        return Text(context["fr"], context["en"])


def _seconds(value: object) -> float | None:
    """Return the seconds since midnight of what is not text; a whole day is 24:00."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        ).total_seconds()
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value * DAY_MINUTES * 60
    else:
        return None
    return seconds if 0 <= seconds <= DAY_MINUTES * 60 else None
