"""Stored solutions, read back: what `solve --json` has printed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
)

from agenda_solver.files import FileFault, InputError, about_file
from agenda_solver.files.system import read_bytes
from agenda_solver.problem import Problem, label_of
from agenda_solver.problem.faults import fault_of
from agenda_solver.problem.schema import Clock, Count, Day_, Id
from agenda_solver.text import Text, quoted
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import end_after, read_clock
from agenda_solver.words.names import A_PERSON, A_ROOM, A_SESSION, AN_ATTENDEE, no_id


def read_solution(path: Path, problem: Problem) -> Timetable:
    """Read the placements of a stored result, who takes which part, and the seats.

    Parameters
    ----------
    path : Path
        A file with what `solve --json` prints, of this version or an earlier one.
    problem : Problem
        Whose sessions, rooms, people and attendees it names.

    Raises
    ------
    InputError
        If it cannot be read; one sentence for each fault, with its place.
    """
    data = _load(path)
    try:
        solution = _StoredSolution.model_validate(data, context={"problem": problem})
    except ValidationError as error:
        faults = map(fault_of, error.errors(include_url=False))
        raise InputError(
            [FileFault(fault.text, str(path), label_of(fault.path)) for fault in faults],
            problem.event.language,
        ) from None
    return Timetable.of(
        (
            Placement(row.session, row.day, row.start, _end_of(row), row.room)
            for row in solution.placements
        ),
        (Seat(row.attendee, row.session) for row in solution.seats),
        (Casting(row.session, row.role, row.number, row.person) for row in solution.cast),
    )


_LARGEST = 500_000_000  # bytes; the seats of a hundred thousand attendees are a tenth of it


def _load(path: Path) -> object:
    data = read_bytes(path, most=_LARGEST)
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_table, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError):
        raise InputError([about_file(path, _NOT_JSON)]) from None


_NOT_JSON = Text(
    "{path} : ce fichier n'est pas du JSON valable", "{path}: this file is not valid JSON"
)


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key is given twice")
    return table


def _refuse_constant(words: str) -> NoReturn:
    raise ValueError(f"{words} is not a number")


# --- What is read of it -------------------------------------------------------------------


def _is_known(table: str, what: Text) -> AfterValidator:
    """Refuse an id that the problem does not know; `table` is the look-up by id."""

    def check(value: str, info: ValidationInfo) -> str:
        problem: Problem = (info.context or {})["problem"]
        known: Mapping[str, object] = getattr(problem, table)
        if value not in known:
            raise NotUnderstoodError(no_id(value, what))
        return value

    return AfterValidator(check)


_SessionId = Annotated[Id, _is_known("session", A_SESSION)]
_RoomId = Annotated[Id, _is_known("room", A_ROOM)]
_PersonId = Annotated[Id, _is_known("person", A_PERSON)]
_AttendeeId = Annotated[Id, _is_known("attendee", AN_ATTENDEE)]


_AFTER_MIDNIGHT = re.compile(r"(2[4-9]):([0-5]\d)")


def _read_start(value: object) -> int:
    """Read a start, counted on after midnight: ``25:30``."""
    match = _AFTER_MIDNIGHT.fullmatch(value) if isinstance(value, str) else None
    return int(match[1]) * 60 + int(match[2]) if match else read_clock(value)


class _Stored(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _StoredPlacement(_Stored):
    session: _SessionId
    day: Day_
    start: Annotated[int, BeforeValidator(_read_start)]
    end: Clock
    room: _RoomId | None


def _is_to_be_filled(row: _StoredPart, info: ValidationInfo) -> _StoredPart:
    """Refuse a part that the problem leaves to nobody's choice."""
    problem: Problem = (info.context or {})["problem"]
    pools = {(role, number) for role, number, _ in problem.session[row.session].pools}
    if (row.role, row.number) not in pools:
        raise NotUnderstoodError(
            _NOT_OPEN.fill(role=quoted(row.role), number=row.number, session=quoted(row.session))
        )
    return row


def _end_of(row: _StoredPlacement) -> int:
    """Return when a placement ends: in the night after its day, where that is written so."""
    with suppress(NotUnderstoodError):  # an end that comes first is for `verify` to tell
        return end_after(row.start, row.end)
    return row.end


class _StoredPart(_Stored):
    session: _SessionId
    role: str
    number: Count
    person: _PersonId


class _StoredSeat(_Stored):
    attendee: _AttendeeId
    session: _SessionId


class _StoredSolution(_Stored):
    placements: list[_StoredPlacement]
    cast: list[Annotated[_StoredPart, AfterValidator(_is_to_be_filled)]] = []
    seats: list[_StoredSeat] = []


_NOT_OPEN = Text(
    "ce rôle de {session} n'est pas à pourvoir : {role}, numéro {number}",
    "this role of {session} is not to be filled: {role}, number {number}",
)
