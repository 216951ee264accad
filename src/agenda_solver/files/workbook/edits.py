"""Where a person has changed what in a workbook since it was written, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from agenda_solver.difference import DraftRow, Version, difference, role_changes, row_changes
from agenda_solver.files.fields import SHEETS, Field, Sheet, kinds
from agenda_solver.files.workbook.matrices import level_changes
from agenda_solver.files.workbook.rows import Cells, rows_of
from agenda_solver.history.edits import (
    EditKind,
    HandEdit,
    Renamed,
    deleted_sessions,
    seats_typed,
    without_deleted,
)
from agenda_solver.problem import Attendee, Path, Problem, Window
from agenda_solver.rules.words import LONGEST_TITLE
from agenda_solver.text import Language, Text, clock, cut, quoted, same, strung
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.edits import (
    EditWords,
    field_changed,
    field_rewritten,
    row_added,
    row_deleted,
    written,
)
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import DAY_MINUTES, running_clock


def changes_between(
    before: Version, after: Version, place: Callable[[Path], Text], renamed: Renamed
) -> tuple[HandEdit, ...]:
    """Return what differs: the timetable first, then its seats, then the input sheets.

    What follows from a change is not told as another one: where a session is deleted, or
    its id is changed, the rows that refer to it follow.

    Parameters
    ----------
    before : Version
        What was written, under the ids of now; see `under_new_ids`.
    after : Version
        What is there.
    place : callable
        Says in which sheet and cell the data of a path stands.
    renamed : Renamed
        The ids that have been changed.
    """
    edits = _Edits(before, after, place)
    return (
        *edits.renames(renamed),
        *edits.moves(),
        *edits.choices(),
        *edits.added_sessions(),
        *edits.deleted_sessions(),
        *edits.seats(),
        *(
            edit
            for sheet in SHEETS
            for edit in (edits.wishes() if sheet.key == "wishes" else edits.rows(sheet))
        ),
    )


class _Edits:
    """What differs, told with its cell; ids that were changed are the new ones."""

    def __init__(self, before: Version, after: Version, place: Callable[[Path], Text]) -> None:
        self.before = before
        self.after = after
        self.left = without_deleted(before, after)
        self.old, self.new = self.left.problem, after.problem
        self.changed = difference(self.left, replace(after, as_written=True))
        self.words = EditWords(self.changed)
        self.place = place
        # One language, or all would differ where a person has changed the event's.
        self.language: Language = self.new.event.language
        self.number = {session.id: number for number, session in enumerate(self.new.sessions)}

    # --- The timetable --------------------------------------------------------------------

    def moves(self) -> Iterator[HandEdit]:
        """Yield the sessions that were there, and are elsewhere."""
        changes = {change.session: change for change in self.changed.sessions}
        for session in self.new.sessions:
            change = changes.get(session.id)
            if session.id not in self.old.session or change is None:
                continue
            before, after = change.before, change.after
            if _plain(before) == _plain(after):
                continue
            kind: EditKind = (
                "placed" if before is None else "unplaced" if after is None else "moved"
            )
            yield HandEdit(
                kind,
                "sessions",
                session.id,
                self._cell(session.id, f"@{_first_moved(before, after)}"),
                self.words.moved(change),
                _plain(before),
                _plain(after),
            )

    def choices(self) -> Iterator[HandEdit]:
        """Yield the roles that somebody else takes, or nobody."""
        for change in role_changes(self.left, self.after):
            yield HandEdit(
                "chosen",
                "sessions",
                change.session,
                self._cell(change.session, "@cast"),
                self.words.chosen(change),
                {"role": change.role, "people": list(change.before)},
                {"role": change.role, "people": list(change.after)},
            )

    def added_sessions(self) -> Iterator[HandEdit]:
        """Yield the rows that a person has added to `Sessions`."""
        for session in self.new.sessions:
            if session.id not in self.old.session:
                placement = self.after.timetable.by_session.get(session.id)
                text = self.words.added(session.id, placement)
                where = self._cell(session.id, "id")
                yield HandEdit(
                    "added", "sessions", session.id, where, text, None, _plain(placement)
                )

    def deleted_sessions(self) -> Iterator[HandEdit]:
        """Yield the rows that are gone from `Sessions`."""
        for deleted in deleted_sessions(self.before, self.left, self.after):
            text = self.words.deleted(deleted, self.before)
            was = _plain(deleted.placement)
            yield HandEdit("removed", "sessions", deleted.session, same(""), text, was, None)

    def seats(self) -> Iterator[HandEdit]:
        """Yield the seats that are new, gone, or in another session."""
        number = {attendee.id: number for number, attendee in enumerate(self.new.attendees)}
        for change in seats_typed(self.changed):
            yield HandEdit(
                "seat",
                "attendees",
                change.attendee,
                self.place(("attendees", number[change.attendee], "@seats")),
                self.words.turned(change),
                change.session_before,
                change.session_after,
            )

    def _cell(self, session: str, key: str) -> Text:
        return self.place(("sessions", self.number[session], key))

    # --- Rows -----------------------------------------------------------------------------

    def renames(self, renamed: Renamed) -> Iterator[HandEdit]:
        """Yield the ids that have been changed."""
        for table, ids in renamed.items():
            rows: Mapping[str, Any] = {row.id: row for row in getattr(self.new, table)}
            places = {id_: number for number, id_ in enumerate(rows)}
            for before, after in ids.items():
                name = quoted(cut(_label(rows[after]), LONGEST_TITLE))
                where = self.place((table, places[after], "id"))
                text = field_changed(name, same("id"), before, after)
                yield HandEdit("changed", table, after, where, text, before, after)

    def rows(self, sheet: Sheet) -> Iterator[HandEdit]:
        """Yield the rows of a sheet that are new, gone, or have another cell."""
        for change in row_changes(self._rows(sheet, self.old), self._rows(sheet, self.new)):
            was, now = change.before, change.after
            if was is not None and now is not None:
                yield from self._cells(sheet, was, now, change.fields)
            elif sheet.key == "sessions":
                pass  # told with the timetable
            elif now is not None:
                where = self.place((*now.path, *_first_cell(sheet, now).key))
                yield HandEdit("added", sheet.key, now.key, where, row_added(quoted(now.name)))
            elif was is not None:
                text = row_deleted(sheet.name, quoted(was.name))
                yield HandEdit("removed", sheet.key, was.key, same(""), text)

    def _cells(
        self, sheet: Sheet, was: DraftRow, now: DraftRow, changed: Collection[Path]
    ) -> Iterator[HandEdit]:
        name = quoted(was.name) if sheet.key != "event" else None
        for column in sheet.columns:
            if column.key not in changed:
                continue
            if isinstance(column.kind, kinds.Windows) and self._at_the_same_hours(
                was.fields.get(column.key), now.fields.get(column.key)
            ):
                continue
            if isinstance(column.kind, kinds.Levels):
                yield from self._levels(sheet, column, name, was, now)
                continue
            where = self.place((*now.path, *column.key))
            if sheet.key == "attendees" and column.key in _PRIVATE:
                text = field_rewritten(name, column.heading)
                yield HandEdit("changed", sheet.key, now.key, where, text)
            else:
                old, new = was.fields.get(column.key), now.fields.get(column.key)
                text = field_changed(name, column.heading, old, new)
                pair = _json(old), _json(new)
                yield HandEdit("changed", sheet.key, now.key, where, text, *pair)

    def _levels(
        self, sheet: Sheet, column: Field, name: Text | None, was: DraftRow, now: DraftRow
    ) -> Iterator[HandEdit]:
        """Yield each level of a row that differs: it has a cell of its own, as a rule."""
        cells = was.fields.get(column.key), now.fields.get(column.key)
        for id_, old, new in level_changes(*cells):
            where = self.place((*now.path, *column.key, id_))
            text = field_changed(name, strung([column.heading, quoted(id_)]), old, new)
            yield HandEdit("changed", sheet.key, now.key, where, text, old, new)

    def _at_the_same_hours(self, was: object, now: object) -> bool:
        """Whether two cells say the same, as until 24:00 where no day goes on longer."""
        if self.old.passes_midnight or self.new.passes_midnight or not (was and now):
            return False
        with suppress(NotUnderstoodError):
            return self._hours_of_days(was) == self._hours_of_days(now)
        return False

    def _hours_of_days(self, cell: object) -> list[tuple[date | None, int, int]]:
        windows = Window.read(str(cell), self.new.calendar)
        return [(window.day, window.start, min(window.end, DAY_MINUTES)) for window in windows]

    def _rows(self, sheet: Sheet, problem: Problem) -> Iterator[DraftRow]:
        """Yield the rows of a sheet as they are written, but for when and where."""
        timetable = Timetable.of([]) if sheet.key == "sessions" else None
        counts: dict[Path, int] = {}
        labels = _labels(sheet, problem)
        for cells in rows_of(sheet.key, problem, timetable, self.language):
            owner = _owner(sheet, problem, cells)
            number = counts.get(owner, 0)
            counts[owner] = number + 1
            key = str(cells.get(("id",), cells.get(("@rule",), cells.get(("@session",), ""))))
            if sheet.key == "event":
                path, key = owner, ""
            elif sheet.key == "weights":
                path = (*owner, key)
            elif sheet.key == "sessions":
                # They are told in the order of time, and stand in that of the draft.
                path = (*owner, self.number.get(key, 0))
            else:
                path = (*owner, number)
            name = labels.get(key) or _first_words(sheet, cells)
            yield DraftRow(key, cut(name, LONGEST_TITLE), path, cells)

    def wishes(self) -> Iterator[HandEdit]:
        """Yield the attendees who have other wishes."""
        for change in row_changes(self._wishes(self.old), self._wishes(self.new)):
            was, now = change.before, change.after
            if was is not None and now is not None and change.fields:
                old, new = (_wishes_text(row.fields.get(_WISHES)) for row in (was, now))
                where = self.place((*now.path, *_WISHES))
                text = field_changed(quoted(now.name), Text("vœux", "wishes"), old, new)
                yield HandEdit("changed", "wishes", now.key, where, text, old, new)

    def _wishes(self, problem: Problem) -> Iterator[DraftRow]:
        """Yield what those wish for who are there now; whoever was not had no wishes."""
        for number, attendee in enumerate(self.new.attendees):
            known = problem.attendee.get(attendee.id)
            fields = {_WISHES: known.wishes} if known and known.wishes else {}
            yield DraftRow(attendee.id, attendee.id, ("attendees", number), fields)


# What is told of attendees stays in logs and messages: their names do not.
_PRIVATE = (("name",), ("email",), ("note",))
_WISHES: Path = ("wishes",)


def _first_moved(before: Placement | None, after: Placement | None) -> str:
    if before is None or after is None:
        return "start"
    return next(
        key
        for key in ("start", "day", "end", "room")
        if getattr(before, key) != getattr(after, key)
    )


def _plain(placement: Placement | None) -> Mapping[str, Any] | None:
    if placement is None:
        return None
    return {
        "day": placement.day.isoformat(),
        "start": running_clock(placement.start),
        "end": clock(placement.end).en,
        "room": placement.room,
    }


# --- Rows as they are written -------------------------------------------------------------


def _owner(sheet: Sheet, problem: Problem, cells: Cells) -> Path:
    """Return the path of the list that the row is one of."""
    if sheet.key == "slots":
        return ("event", "slots")
    if sheet.key != "stated":
        return (sheet.key,)
    session = cells.get(("@session",))
    if session is None:
        return ("event", "stated")
    ids = [session.id for session in problem.sessions]
    return ("sessions", ids.index(str(session)), "stated")


def _labels(sheet: Sheet, problem: Problem) -> Mapping[str, str]:
    """Return how the rows of a sheet are called, by their id."""
    if sheet.key in ("sessions", "rooms", "people", "attendees"):
        return {row.id: _label(row) for row in getattr(problem, sheet.key)}
    return {}


def _label(row: Any) -> str:
    if isinstance(row, Attendee):
        return row.id  # who attends is nobody's business
    label: str = getattr(row, "label", "") or getattr(row, "name", "") or row.id
    return label


def _first_cell(sheet: Sheet, row: DraftRow) -> Field:
    return next((column for column in sheet.columns if column.key in row.fields), sheet.columns[0])


def _first_words(sheet: Sheet, cells: Cells) -> str:
    first = next((cells[column.key] for column in sheet.columns if column.key in cells), "")
    return written(first).fr


def _wishes_text(wishes: object) -> str | None:
    if isinstance(wishes, dict):
        return " ; ".join(f"{session} {rating}" for session, rating in wishes.items())
    return " ; ".join(wishes) if isinstance(wishes, list) else None


def _json(value: object) -> object:
    return value if value is None or isinstance(value, (str, int)) else written(value).en
