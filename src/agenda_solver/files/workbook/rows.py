"""The rows of the input sheets for a problem, as data of the sheets' columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from agenda_solver.files.fields import BY_KEY, SheetKey, grammar
from agenda_solver.files.fields.kinds import Levels, SomeLabels
from agenda_solver.files.grid.no_data import may_be_no_data
from agenda_solver.files.workbook.casting import chosen_by_role
from agenda_solver.problem import Path, Problem, Session
from agenda_solver.rules import COSTS
from agenda_solver.text import Language, Text, clock
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.programme import Item, programme
from agenda_solver.words.cells import YES, time_cell
from agenda_solver.words.moments import running_clock
from agenda_solver.words.pieces import NONE, write_list
from agenda_solver.words.windows import AT_ALL_TIMES

Cells = dict[Path, object]
"""What the cells of a row show, by the key of their column."""


def rows_of(
    key: SheetKey, problem: Problem, timetable: Timetable | None, language: Language
) -> list[Cells]:
    """Return the rows of an input sheet.

    Parameters
    ----------
    key : str
        Of the sheet.
    problem : Problem
    timetable : Timetable or None
        None in a draft: day, start and room of a session are then those it is locked in, and
        nobody has a seat.
    language : {"fr", "en"}
    """
    tables = _TABLES.get(key, {key})
    data = problem.model_dump(mode="json", exclude_defaults=True, exclude_none=True, include=tables)
    if key == "sessions":
        order = problem.sessions if timetable is None else in_order(problem, timetable)
        row_of = {row["id"]: row for row in data["sessions"]}
        rows = (
            _session(session, row_of[session.id], timetable, language)
            | _labels(problem, row_of[session.id], language)
            for session in order
        )
        return [_kept(key, row, language) for row in rows]
    if key == "stated":
        return list(_statements(data, language))
    if key == "attendees":
        return [_kept(key, row, language) for row in _attendees(data, timetable, language)]
    if key == "wishes":
        return list(_wishes(data))
    if key == "weights":
        return _weights(data.get("weights", {}), language)
    return [_kept(key, _cells(key, row, language), language) for row in _plain_rows(key, data)]


def filled_rows(problem: Problem, timetable: Timetable, language: Language) -> list[Cells]:
    """Return the rows of the sessions of a draft, with where they would like to be.

    They stand in the order of the draft. What is locked is so where the row says.
    """
    rows = {str(row["id",]): row for row in rows_of("sessions", problem, timetable, language)}
    blank = {str(row["id",]): row for row in rows_of("sessions", problem, None, language)}
    filled = []
    for session in problem.sessions:
        row = rows.get(session.id)
        if row is None:  # a further time of one that is repeated
            continue
        locked, placement = session.locked, timetable.by_session.get(session.id)
        if placement is None:
            row = blank[session.id]
        elif all(getattr(locked, key) == getattr(placement, key) for key in _LOCKABLE):
            row["@locked",] = YES.say(language)
        filled.append(row)
    return filled


_LOCKABLE = ("day", "start", "room")


def paths_of_rows(key: SheetKey, problem: Problem) -> list[Path]:
    """Return of which data of a draft each row that `rows_of` has tells, in the same order."""
    data = problem.model_dump(mode="json", exclude_defaults=True, include=_TABLES.get(key, {key}))
    if key == "event":
        return [("event",)]
    if key == "slots":
        return [("event", "slots", number) for number in range(len(problem.event.slots))]
    if key == "stated":
        owners: list[tuple[Path, Mapping[str, Any]]] = [(("event",), data["event"])]
        owners += [(("sessions", n), session) for n, session in enumerate(data["sessions"])]
        return [
            (*owner, "stated", number)
            for owner, row in owners
            for number in range(len(row.get("stated", [])))
        ]
    if key == "wishes":
        return [
            ("attendees", number, "wishes", wish)
            for number, attendee in enumerate(data.get("attendees", []))
            for wish in _keys(attendee.get("wishes", []))
        ]
    return [(key, number) for number in range(len(data.get(key, [])))]


def _keys(wishes: Mapping[str, Any] | list[str]) -> Iterable[str | int]:
    return wishes if isinstance(wishes, Mapping) else range(len(wishes))


_NOTHING: Mapping[SheetKey, tuple[Path, Text]] = {
    "rooms": (("open",), AT_ALL_TIMES),
    "equipment": (("open",), AT_ALL_TIMES),
    "people": (("present",), AT_ALL_TIMES),
    "sessions": (("needs",), NONE),
    "tracks": (("similar",), NONE),
    "attendees": (("needs",), NONE),
}
"""A column in which a word says what an empty cell does."""


def _kept(key: SheetKey, cells: Cells, language: Language) -> Cells:
    """Return the cells of a row, with one more where it might be taken for a total or a remark.

    Levels count for nothing there: as a rule they stand on another sheet.
    """
    levels = {column.key for column in BY_KEY[key].columns if isinstance(column.kind, Levels)}
    here = [value for path, value in cells.items() if value != "" and path not in levels]
    if key in _NOTHING and may_be_no_data(here):
        column, word = _NOTHING[key]
        cells.setdefault(column, word.say(language))
    return cells


_TABLES: Mapping[SheetKey, set[str]] = {
    "slots": {"event"},
    "stated": {"event", "sessions"},
    "wishes": {"attendees"},
}
"""The tables of the problem that a sheet shows, where it is not the one it is named after."""


def _plain_rows(key: SheetKey, data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of a table whose cells are its data."""
    if key == "event":
        return [data["event"]]
    rows: list[Mapping[str, Any]] = (data["event"] if key == "slots" else data).get(key, [])
    return rows


def _cells(key: SheetKey, data: Mapping[str, Any], language: Language) -> Cells:
    cells: Cells = {}
    for column in BY_KEY[key].columns:
        value = _at(data, column.key)
        if value is not None:
            cells[column.key] = column.kind.write(value, language)
    return cells


def _labels(problem: Problem, data: Mapping[str, Any], language: Language) -> Cells:
    """Return the cells of a session with words of one's own: none means a row called nearly so."""
    return {
        column.key: column.kind.write_among(value, problem.names[column.kind.table], language)
        for column in BY_KEY["sessions"].columns
        if isinstance(column.kind, SomeLabels) and column.kind.table
        if (value := _at(data, column.key)) is not None
    }


def _at(data: Any, path: Path) -> Any:
    for step in path:
        if not isinstance(data, Mapping) or step not in data:
            return None
        data = data[step]
    return data


def in_order(problem: Problem, timetable: Timetable) -> list[Session]:
    """Return the sessions in the order of the programme; those it does not show last."""
    shown = (
        problem.session[placement.session]
        for items in programme(problem, timetable).values()
        for placement in _walk(items)
    )
    by_id = {session.id: session for session in (*shown, *problem.sessions)}
    return list(by_id.values())


def _walk(items: Iterable[Item]) -> Iterator[Placement]:
    for item in items:
        yield item.placement
        yield from _walk(item.parts)


def _session(
    session: Session, data: Mapping[str, Any], timetable: Timetable | None, language: Language
) -> Cells:
    cells = _cells("sessions", data, language)
    minutes = data.get("minutes", {})
    if minutes and minutes["min"] == minutes["max"]:
        del cells["minutes", "max"]
    locked = data.get("locked", {})
    if timetable is None:
        if "day" in locked:
            cells["@day",] = date.fromisoformat(locked["day"])
        if "start" in locked:
            cells["@start",] = time_cell(locked["start"])
        if "room" in locked:
            cells["@room",] = locked["room"]
        if locked:
            cells["@locked",] = YES.say(language)
        return cells
    placement = timetable.by_session.get(data["id"])
    if placement is not None:
        cells["@day",] = placement.day
        cells["@start",] = time_cell(running_clock(placement.start))
        cells["@end",] = time_cell(clock(placement.end).en)
        if placement.room is not None:
            cells["@room",] = placement.room
    if locked:
        cells["@locked",] = grammar.write_locks(locked, language)
    chosen = chosen_by_role(session, timetable)
    if chosen:
        cells["@cast",] = grammar.write_roles(chosen)
    return cells


def _statements(data: Mapping[str, Any], language: Language) -> Iterator[Cells]:
    for statement in data["event"].get("stated", []):
        yield _cells("stated", statement, language)
    for session in data["sessions"]:
        for statement in session.get("stated", []):
            yield {("@session",): session["id"], **_cells("stated", statement, language)}


def _attendees(
    data: Mapping[str, Any], timetable: Timetable | None, language: Language
) -> Iterator[Cells]:
    """Yield a row for each attendee; their seats stand in the order of time."""
    seats = timetable.seats_of if timetable else {}
    placements = timetable.placements if timetable else ()
    order = {placement.session: number for number, placement in enumerate(placements)}
    for attendee in data.get("attendees", []):
        cells = _cells("attendees", attendee, language)
        if sessions := seats.get(attendee["id"]):
            in_time = sorted(
                sessions, key=lambda session: (order.get(session, len(order)), session)
            )
            cells["@seats",] = write_list(in_time, language)
        yield cells


def _wishes(data: Mapping[str, Any]) -> Iterator[Cells]:
    for attendee in data.get("attendees", []):
        wishes = attendee.get("wishes", [])
        rated = isinstance(wishes, dict)
        pairs = wishes.items() if rated else ((wish, n) for n, wish in enumerate(wishes, start=1))
        for session, number in pairs:
            yield {
                ("@attendee",): attendee["id"],
                ("@session",): session,
                ("@rating" if rated else "@rank",): number,
            }


def _weights(weights: Mapping[str, Any], language: Language) -> list[Cells]:
    """Return a row for each cost: those of a tier that is named first, in its order."""
    tiers: list[list[str]] = weights.get("tiers") or []
    tier_of = {key: number for number, keys in enumerate(tiers, start=1) for key in keys}
    titles = {cost.key: cost.title.say(language) for cost in COSTS}
    rows: list[Cells] = []
    for key in dict.fromkeys((*tier_of, *titles)):
        row: Cells = {("@rule",): key, ("@title",): titles[key]}
        if key in weights:
            row["@weight",] = weights[key]
        if key in tier_of:
            row["@tier",] = tier_of[key]
        rows.append(row)
    return rows
