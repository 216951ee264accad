"""One module per format; what they share is what they read, and how they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agenda_solver.text import Language, Text, listing, same

if TYPE_CHECKING:
    from agenda_solver.problem import Path as KeyPath
    from agenda_solver.problem import Problem
    from agenda_solver.problem.unread import Unreadable
    from agenda_solver.rules.rule import Finding

MOST_FAULTS = 100  # nobody reads more at once
MORE_FAULTS = Text(
    "{path} : ce ne sont que les {number} premières fautes ; les corriger, puis recommencer",
    "{path}: these are only the first {number} faults; mend them, then try again",
)
WHOLE = same("")
"""Where something stands that is about a file as a whole."""


@dataclass(frozen=True)
class FileFault:
    """Why a file is refused: where in it, what is wrong, and a way out.

    Attributes
    ----------
    message : Text
        What is wrong.
    file : str
        The file, as its user knows it; empty where none is concerned, as by an option.
    where : Text
        Where in the file: a sheet and a cell, or a line and a key; empty: the whole of it.
    named : bool
        Whether the message itself says which file it is about.
    order : tuple of int
        Where it stands among the others: its sheet, row and column, or its line.
    """

    message: Text
    file: str = ""
    where: Text = WHOLE
    named: bool = False
    order: tuple[int, ...] = field(default=(), compare=False)

    @property
    def sentence(self) -> Text:
        """The message, after where that is."""
        if self.named or not (self.file or self.where.en):
            return self.message
        place = self.where if self.where.en else same(self.file)
        if self.file and self.where.en:
            place = Text("{file}, {where}", "{file}, {where}").fill(
                file=self.file, where=self.where
            )
        return Text("{place}: {message}", "{place}: {message}").fill(
            place=place, message=self.message
        )


def in_file(file: str, message: Text, line: int | None = None) -> FileFault:
    """Return a fault of a file, on a line of it or of the whole."""
    where = WHOLE if line is None else on_line(line)
    return FileFault(message, file, where)


def on_line(line: int) -> Text:
    """Say where something stands in a file of lines."""
    return Text("ligne {line}", "line {line}").fill(line=line)


def about_file(file: object, sentence: Text, **fields: object) -> FileFault:
    """Return a fault of a whole file, whose sentence says itself which; as ``{path}``."""
    return FileFault(sentence.fill(path=file, **fields), str(file), named=True)


class InputError(Exception):
    """A file cannot be read or must not be written, or an option is not understood.

    Attributes
    ----------
    faults : tuple of FileFault
        What is wrong, and where; a text stands for a fault that concerns no file.
    language : {"fr", "en"} or None
        The language the input itself asks for, where it could be read.
    of_machine : bool
        Whether it is the machine that failed: a disk that is full, or broken.
    readable : Readable, optional
        What of a draft can be read all the same.
    """

    def __init__(
        self,
        faults: Iterable[FileFault | Text],
        language: Language | None = None,
        *,
        of_machine: bool = False,
        readable: Readable | None = None,
    ) -> None:
        self.faults = tuple(
            fault if isinstance(fault, FileFault) else FileFault(fault) for fault in faults
        )
        self.language = language
        self.of_machine = of_machine
        self.readable = readable
        super().__init__("; ".join(text.en for text in self.sentences))

    @property
    def sentences(self) -> tuple[Text, ...]:
        """Each names the place (file, sheet and cell, or key and line) and a way out."""
        return tuple(fault.sentence for fault in self.faults)


@dataclass(frozen=True)
class Draft:
    """What a file asks.

    Attributes
    ----------
    problem : Problem
        What is to be solved.
    place : callable
        Says where a path of the problem stands in the file: a key and its line, or a sheet
        and its cell.
    notices : tuple of Text
        What was read otherwise than it may have been meant, or not at all.
    """

    problem: Problem
    place: Callable[[KeyPath], Text]
    notices: tuple[Text, ...] = ()

    def where(self, finding: Finding) -> Text | None:
        """Say where in the file a finding stands; None where it has no place."""
        paths = [_numbered(self.problem, path) for path in self.paths(finding)]
        return listing(dict.fromkeys(map(self.place, paths))) if paths else None

    def place_of(self, path: KeyPath) -> Text:
        """Say where a path stands whose row is given by its id."""
        return self.place(_numbered(self.problem, path))

    def paths(self, finding: Finding) -> list[KeyPath]:
        """Return the paths of what a finding is about."""
        return [finding.where] if finding.where else []


@dataclass(frozen=True)
class Readable(Draft):
    """What can be read of a draft that is refused.

    Attributes
    ----------
    problem : Problem
        What it asks where what cannot be read is blank.
    unread : Unreadable
        What that is.
    """

    unread: Unreadable = field(kw_only=True)


def _numbered(problem: Problem, path: KeyPath) -> KeyPath:
    """Return a path whose row is given by its number, where a finding gives its id."""
    if len(path) < 2 or isinstance(path[1], int):
        return path
    rows = getattr(problem, str(path[0]), None)
    ids = [row.id for row in rows] if isinstance(rows, list) else []
    return (path[0], ids.index(path[1]), *path[2:]) if path[1] in ids else path
