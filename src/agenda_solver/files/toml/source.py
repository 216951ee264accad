"""A parsed draft: where each thing stands in it, and how its faults are told."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agenda_solver.files import (
    MORE_FAULTS,
    MOST_FAULTS,
    WHOLE,
    FileFault,
    InputError,
    Readable,
    about_file,
    on_line,
)
from agenda_solver.files.toml.keys import with_a_way_out
from agenda_solver.files.toml.lines import Lines
from agenda_solver.problem import MOST_SESSIONS, Fault, label_of
from agenda_solver.problem import Path as KeyPath
from agenda_solver.text import Language, Text
from agenda_solver.words.names import shown

if TYPE_CHECKING:
    from agenda_solver.files.toml.registrations import Registrations


class Source:
    """The text of a draft and what it says.

    Attributes
    ----------
    path : Path
        The TOML file.
    data : dict
        What `Problem.read` takes.
    beside : Registrations, optional
        The file beside the draft in which the attendees are, where there is one.
    """

    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self.path = path
        self.data = data
        self.beside: Registrations | None = None
        self._text = text

    def place(self, path: KeyPath) -> Text:
        """Return where a path stands: line and key, without the draft's name."""
        if self.beside is not None and _is_attendee(path):
            return self.beside.place(path)
        path = self._written(self._first_time(path))
        key, line = self._key(path), self._lines.of(path)
        if line is None:
            return key
        return Text("{line}, {key}", "{line}, {key}").fill(line=on_line(line), key=key)

    def refusal(
        self,
        faults: Iterable[Fault],
        of_files: Iterable[FileFault] = (),
        readable: Readable | None = None,
    ) -> InputError:
        """Return faults as sentences that say where they stand.

        Parameters
        ----------
        faults : iterable of Fault
            What is wrong with what the draft says.
        of_files : iterable of FileFault
            What is wrong with the file beside it.
        readable : Readable, optional
            What can be read all the same.
        """
        every = sorted([*map(self._placed, faults), *of_files], key=lambda fault: fault.order)
        shown = [*dict.fromkeys(every)]
        if len(shown) > MOST_FAULTS:
            more = about_file(self.path.name, MORE_FAULTS, number=MOST_FAULTS)
            shown, readable = [*shown[:MOST_FAULTS], more], None
        return InputError(shown, self._language, readable=readable)

    def _placed(self, fault: Fault) -> FileFault:
        text, path = fault.text, fault.path
        if self.beside is not None and _is_attendee(path):
            where = self.beside.within(path)
            line_beside = (2, *self.beside.order(path))
            return FileFault(text, self.beside.name, where, order=line_beside)
        where = self.place(path) if path else WHOLE
        line = self._lines.of(self._written(self._first_time(path))) if path else None
        text = with_a_way_out(fault, self.data)
        order = (1,) if line is None else (0, line)
        return FileFault(text, self.path.name, where, order=order)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @property
    def _language(self) -> Language | None:
        event = self.data.get("event")
        language = event.get("language", "fr") if isinstance(event, dict) else None
        return language if language in ("fr", "en") else None

    def _first_time(self, path: KeyPath) -> KeyPath:
        """Return the path of what is written: a repeat stands where the session does."""
        rows = self.data.get("sessions")
        if path[:1] != ("sessions",) or len(path) < 2 or not isinstance(rows, list):
            return path
        repeated = [n for n, row in enumerate(rows) for _ in range(_further(row, rows))]
        number = path[1]
        if not isinstance(number, int) or not 0 <= number - len(rows) < len(repeated):
            return path
        return ("sessions", repeated[number - len(rows)], *path[2:])

    def _written(self, path: KeyPath) -> KeyPath:
        """Return the part of a path that the draft writes out.

        ``minutes = 0`` is read as a range: its faults are those of ``minutes.min``.
        """
        value: Any = self.data
        for length, step in enumerate(path):
            if type(value) not in (dict, list):
                return path[:length]
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return path  # what is missing has a name too
        return path

    def _key(self, path: KeyPath) -> Text:
        """Return a path as TOML writes it, with the id of the row where it has one."""
        row: Any = self.data
        for step in path[:2]:
            try:
                row = row[step]
            except (KeyError, IndexError, TypeError):
                return label_of(path)
        name = row.get("id") if isinstance(row, dict) else None
        if not isinstance(name, str) or len(path) < 2 or path[2:] == ("id",):
            return label_of(path)
        named = Text("{key} ({id})", "{key} ({id})")
        return named.fill(key=label_of(path), id=shown(name))


def _further(row: object, rows: Iterable[object]) -> int:
    """Return how many times of a session stand in no row of their own."""
    times = row.get("repeats", 1) if isinstance(row, dict) else 1
    if not isinstance(row, dict) or not isinstance(times, dict):
        return _count(times) - 1
    if times.get("settled"):
        return 0
    others = (other for other in rows if isinstance(other, dict))
    written = len([other for other in others if other.get("repeat_of") == row.get("id")])
    return max(0, _count(times.get("max")) - 1 - written)


def _count(times: object) -> int:
    return times if isinstance(times, int) and 1 <= times <= MOST_SESSIONS else 1


def _is_attendee(path: KeyPath) -> bool:
    return len(path) > 1 and path[0] == "attendees"
