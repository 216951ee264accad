"""A problem, from plain data and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from agenda_solver.problem.checks import table_faults
from agenda_solver.problem.clocks import clock_faults
from agenda_solver.problem.confirming import with_people_known
from agenda_solver.problem.faults import Fault, Path, ProblemError, fault_of
from agenda_solver.problem.heirs import taken_out
from agenda_solver.problem.lookups import Lookups
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.nights import with_nights
from agenda_solver.problem.references import TIMES
from agenda_solver.problem.repeats import repeat_faults, with_repeats
from agenda_solver.problem.unread import Unreadable, day_in_place
from agenda_solver.problem.values import date_of
from agenda_solver.text import Language
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import Calendar
from agenda_solver.words.names import clean


class Problem(Lookups):
    """Everything that is to be solved.

    Use `Problem.read` for data from outside: it resolves the ids of days and speaks in
    sentences.
    """

    @classmethod
    def read(
        cls, data: Mapping[str, Any], gone: Mapping[TableName, Mapping[int, Any]] | None = None
    ) -> Problem:
        """Read a problem from plain data: dicts, lists, strings, numbers, dates, times.

        Parameters
        ----------
        data : mapping
            The tables.
        gone : mapping, optional
            By table, rows that were there and are not any more, by their place in it. The
            data may name them still: what stands for them is named then, or nothing; see
            `taken_out`.

        Raises
        ------
        ProblemError
            If shape or references are wrong; it carries every fault found.
        """
        rest = read_partly(data, gone)
        if rest.faults or rest.problem is None:
            raise ProblemError(rest.faults, language_of(data), rest)
        return rest.problem

    def dump(self) -> dict[str, Any]:
        """Return plain data that `read` takes, without what is left at its default."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude_none=True)


@dataclass(frozen=True)
class Rest:
    """What is read of data, some of which cannot be.

    Attributes
    ----------
    faults : tuple of Fault
        What cannot be read; none that only follows from another.
    problem : Problem, optional
        What is read; None where that is no problem.
    unread : Unreadable
        What is not.
    """

    faults: tuple[Fault, ...]
    problem: Problem | None
    unread: Unreadable

    def without(self, faults: Iterable[Fault]) -> Rest:
        """Return this with more faults."""
        more = tuple(fault for fault in faults if not self.unread.explains(fault))
        unread = self.unread.with_more(fault.path for fault in more)
        return Rest((*self.faults, *more), self.problem, unread)


def read_partly(
    data: Mapping[str, Any],
    gone: Mapping[TableName, Mapping[int, Any]] | None = None,
    unread: Unreadable = Unreadable(),  # noqa: B008 (it is frozen)
) -> Rest:
    """Read what can be read; see `Problem.read`.

    Parameters
    ----------
    unread : Unreadable
        What is known not to be readable, and is told already.
    """
    faults: list[Fault] = []
    unread = _with_namesakes(unread, data)
    while True:
        problem, wrong = _attempt(unread.left_of(data) if unread.paths else data, gone)
        faults += [fault for fault in wrong if not unread.explains(fault)]
        grown = _with_namesakes(unread.with_more(fault.path for fault in wrong), data)
        if grown == unread:
            return Rest(tuple(faults), problem and with_repeats(problem), unread)
        unread = grown


def _with_namesakes(unread: Unreadable, data: Mapping[str, Any]) -> Unreadable:
    """Add the ids of other rows that are the same: what they mean cannot be read either."""
    same: list[Path] = []
    for table in ("rooms", "equipment", "people", "stretches", "tracks", "sessions", "attendees"):
        rows = data.get(table)
        if not isinstance(rows, list):
            continue
        ids = [row.get("id") if isinstance(row, Mapping) else None for row in rows]
        names = {number for number, field in unread.of_rows(table) if field == "id"}
        taken = {str(ids[number]) for number in names if number < len(ids)} - {"None"}
        same += [(table, n, "id") for n, id_ in enumerate(ids) if taken and str(id_) in taken]
    return unread.with_more(same)


def _attempt(
    data: Mapping[str, Any],
    gone: Mapping[TableName, Mapping[int, Any]] | None,
) -> tuple[Problem | None, list[Fault]]:
    """Return what data say, if that has the shape of a problem, and what is wrong with it."""
    try:
        read = Problem.model_validate(dict(data), context={"calendar": _calendar_of(data)})
    except ValidationError as error:
        return None, list(map(fault_of, error.errors(include_url=False)))
    problem = with_people_known(with_nights(read))
    gone = gone or {}
    repeats = list(repeat_faults(problem))
    # Below all others they do not change where these stand.
    known = _with_rows(problem, gone, below=True) if gone else problem
    wrong = _faults_among(known) if not repeats else _faults_but_of_times(known)
    faults = [fault for fault in wrong if _is_there(problem, fault.path)]
    if gone and not faults:
        ids = {table: {row.id for row in rows.values()} for table, rows in gone.items()}
        problem = taken_out(_with_rows(problem, gone), ids)
        repeats = list(repeat_faults(problem))
    return problem, [*faults, *repeats, *clock_faults(problem)]


def _faults_among(problem: Problem) -> Iterator[Fault]:
    """Yield what is wrong in rows, which may name the times that are made of one."""
    with_times = with_repeats(problem)
    yield from table_faults(with_times)
    if with_times is not problem:
        yield from repeat_faults(with_times)


def _faults_but_of_times(problem: Problem) -> Iterator[Fault]:
    """Yield what is wrong in rows whatever times there are, where these cannot be made."""
    for fault in table_faults(problem):
        if TIMES not in fault.follows:
            yield fault


def _with_rows(
    problem: Problem, more: Mapping[TableName, Mapping[int, Any]], *, below: bool = False
) -> Problem:
    """Return a problem with more rows in its tables, each in its place or all at the end."""
    tables = {table: list(getattr(problem, table)) for table in more}
    for table, rows in more.items():
        for place in sorted(rows):
            tables[table].insert(len(tables[table]) if below else place, rows[place])
    return problem.with_tables(**tables)


def _is_there(problem: Lookups, path: Path) -> bool:
    """Whether a path leads to a row of a problem."""
    table, number = path[:2]
    return not isinstance(number, int) or number < len(getattr(problem, str(table)))


def language_of(data: Mapping[str, Any]) -> Language | None:
    """Return the language that data ask for, where that can be read."""
    event = data.get("event")
    language = event.get("language", "fr") if isinstance(event, Mapping) else None
    return language if language in ("fr", "en") else None


def _calendar_of(data: Mapping[str, Any]) -> Calendar:
    """Return the event's days and their ids, before anything is checked."""
    ids: dict[str, date] = {}
    rows = data.get("days")
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        if not isinstance(row, Mapping) or "date" not in row:
            continue
        day, known = day_in_place(number), False
        with suppress(NotUnderstoodError):  # told when the row itself is read
            day, known = date_of(row["date"]), True
        id_ = row.get("id", day.isoformat() if known else None)
        if isinstance(id_, str):
            ids[clean(id_)] = day
    return Calendar(ids)
