"""A draft as TOML, with the registrations that may stand beside it as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agenda_solver.files import Draft, FileFault, InputError, Readable, about_file, in_file
from agenda_solver.files.decoding import decoded_toml
from agenda_solver.files.kinds import WORKBOOK, kind_of
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.changed import write_changed
from agenda_solver.files.toml.output import dumps, write
from agenda_solver.files.toml.registrations import read_registrations
from agenda_solver.files.toml.source import Source
from agenda_solver.files.toml.syntax import parsed
from agenda_solver.problem import Fault, Problem
from agenda_solver.problem import Path as KeyPath
from agenda_solver.problem.reading import read_partly
from agenda_solver.problem.unread import Unreadable
from agenda_solver.rules import weight_faults
from agenda_solver.text import Text
from agenda_solver.words.names import clean

MOST_BYTES = 4_000_000
MOST_VALUES = 200_000

__all__ = ["dumps", "read", "read_draft", "write", "write_changed"]


def read(path: Path) -> Problem:
    """Read what a draft asks; see `read_draft`."""
    return read_draft(path).problem


def read_draft(path: Path) -> Draft:
    """Read a draft from a TOML file.

    ``attendees = "registrations.csv"`` stands for a CSV file in the draft's folder. Its
    columns are the fields of an attendee, in French or in English; ``|`` separates the ids
    in a cell, and a rated wish is ``id=rating``.

    Parameters
    ----------
    path : Path
        The TOML file.

    Returns
    -------
    Draft
        What it asks; a place is a line and a key, without the draft's name.

    Raises
    ------
    InputError
        If a file cannot be read, or what it says has no sense; a sentence for each fault.
    """
    text = _text(path)
    source = Source(path, text, parsed(path, text))
    if _values(source.data) > MOST_VALUES:
        raise InputError([in_file(path.name, _TOO_MANY.fill(most=MOST_VALUES))])
    beside = _attendees(source)
    rest = read_partly(source.data, unread=Unreadable().with_more(beside.unread))
    if rest.problem is not None:
        rest = rest.without(weight_faults(rest.problem))
    faults = (*beside.of_rows, *rest.faults)
    problem, notices = rest.problem, beside.notices
    if faults or beside.of_file or problem is None:
        readable = None
        if problem is not None:
            readable = Readable(problem, source.place, notices, unread=rest.unread)
        raise source.refusal(faults, beside.of_file, readable)
    return Draft(problem, source.place, notices)


@dataclass(frozen=True)
class _Beside:
    """What is to be told of the file beside a draft: of all of it, or of some of its rows."""

    of_file: tuple[FileFault, ...] = ()
    of_rows: tuple[Fault, ...] = ()
    notices: tuple[Text, ...] = ()

    @property
    def unread(self) -> Iterator[KeyPath]:
        """The paths of what cannot be read."""
        if self.of_file:
            yield ("attendees",)
        yield from (fault.path for fault in self.of_rows)


def _attendees(source: Source) -> _Beside:
    """Put the attendees of the file beside a draft, if there is one, into its data."""
    name = source.data.get("attendees")
    if not isinstance(name, str):
        return _Beside()
    try:
        registrations = read_registrations(source, clean(name))
    except InputError as error:
        return _Beside(error.faults)
    source.data["attendees"] = registrations.rows
    return _Beside((), registrations.faults, registrations.table.notices)


def _text(path: Path) -> str:
    data = read_bytes(path, most=MOST_BYTES)
    kind = kind_of(data)
    if kind is WORKBOOK:
        raise InputError([about_file(path.name, _A_WORKBOOK)])
    if kind is not None:
        raise InputError([about_file(path.name, _NOT_TOML, kind=kind)])
    return decoded_toml(path.name, data)


_A_WORKBOOK = Text(
    "{path} est un classeur (.xlsx) : lui donner un nom en .xlsx",
    "{path} is a workbook (.xlsx): give it a name that ends in .xlsx",
)


def _values(data: object) -> int:
    """Return how many values there are: to judge each takes time and memory."""
    count, left = 0, [data]
    while left and count <= MOST_VALUES:
        value = left.pop()
        if isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
        count += 1
    return count


_TOO_MANY = Text(
    "il y a plus de {most} valeurs ; un brouillon n'est jamais si long",
    "there are more than {most} values; no draft is that long",
)
_NOT_TOML = Text(
    "{path} est {kind}, pas un brouillon en TOML",
    "{path} is {kind}, not a draft in TOML",
)
