"""What a draft can be imported from: one protocol, and each format by its key.

A format is a module with an `IMPORTER`, and a line in `FORMATS`; it is loaded when a source may
be of it. The first that takes a source reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from agenda_solver.files import InputError, in_file
from agenda_solver.files.kinds import kind_of
from agenda_solver.text import Language, Text, quoted

if TYPE_CHECKING:
    from agenda_solver.problem import Problem
    from agenda_solver.views.source_page import SourceReport

FORMATS = {
    "frab": "agenda_solver.files.schedules.frab",
    "papers": "agenda_solver.files.schedules.papers",
    "pretalx": "agenda_solver.files.schedules.voc_json",
    "ics": "agenda_solver.files.schedules.agenda",
    "indico": "agenda_solver.files.schedules.contributions",
    "pdf": "agenda_solver.files.programmes.pdf",
    "docx": "agenda_solver.files.programmes.document",
    "html": "agenda_solver.files.programmes.web",
    "table": "agenda_solver.files.schedules.table",
    "text": "agenda_solver.files.programmes.plain",
}
"""The module of each format, by its key; those that look more closely come first."""


@dataclass(frozen=True)
class SourceFile:
    """A source as it comes.

    Attributes
    ----------
    name : str
        What sentences call it: the file's name.
    data : bytes
        What it holds.
    """

    name: str
    data: bytes

    @property
    def ending(self) -> str:
        """How the name ends, in small letters: ``.docx``."""
        return Path(self.name).suffix.lower()

    @cached_property
    def kind(self) -> Text | None:
        """What it is by its first bytes, such as "un PDF"; None for plain text."""
        return kind_of(self.data)


@dataclass(frozen=True)
class ImportOptions:
    """How a source is read.

    Attributes
    ----------
    language : {"fr", "en"} or None
        Of the event; None: that of the source, as far as it can be told.
    day : date or None
        The first day, where the source has no dates.
    encoding : str or None
        Of its text, where it is not recognised.
    mapping : Path or None
        A file that says what the columns of a table are.
    """

    language: Language | None = None
    day: date | None = None
    encoding: str | None = None
    mapping: Path | None = None


@dataclass(frozen=True)
class Imported:
    """A draft, what became of each line of its source, and what is to be known first."""

    problem: Problem
    report: SourceReport
    notices: tuple[Text, ...] = ()


class Importer(Protocol):
    """A format: what it is, which sources are of it, and how a draft is made of one.

    Attributes
    ----------
    title : Text
        What it is, for `import --list`.
    endings : tuple of str
        Of its files: ``.docx``.
    """

    title: Text
    endings: tuple[str, ...]

    def takes(self, given: SourceFile) -> bool:
        """Whether a source is of this format, by its first bytes and its name."""

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """Return what a source says as a draft.

        Raises
        ------
        InputError
            If it cannot be read, or no session is in it.
        """


def importer(key: str) -> Importer:
    """Return a format by its key.

    Raises
    ------
    InputError
        If there is none.
    """
    if key not in FORMATS:
        raise InputError([_UNKNOWN.fill(key=quoted(key), known=", ".join(FORMATS))])
    format_: Importer = import_module(FORMATS[key]).IMPORTER
    return format_


def format_lines() -> Iterator[Text]:
    """Yield each format as a line: its key, how its files end, what it is."""
    for key in FORMATS:
        format_ = importer(key)
        yield _LINE.fill(key=key, endings=", ".join(format_.endings), title=format_.title)


def read(given: SourceFile, choice: ImportOptions, key: str | None = None) -> Imported:
    """Make a draft of a source.

    Parameters
    ----------
    given : SourceFile
    choice : ImportOptions
    key : str, optional
        Of its format, where that is not to be told from the source.

    Raises
    ------
    InputError
        If it is of no format that is known, cannot be read, or holds no session.
    """
    if not given.data.strip():
        raise InputError([in_file(given.name, _EMPTY)])
    if key is not None:
        return importer(key).read(given, choice)
    for format_ in map(importer, FORMATS):
        if format_.takes(given):
            return format_.read(given, choice)
    kind = given.kind
    if kind is None:
        raise InputError([in_file(given.name, _NO_FORMAT)])
    raise InputError([in_file(given.name, _OTHER_KIND.fill(kind=kind))])


_LINE = Text("{key}  {title} ({endings})", "{key}  {title} ({endings})")
_UNKNOWN = Text(
    "--from : le format {key} n'existe pas (au choix : {known} ; « import --list » dit ce qu'ils "
    "sont)",
    "--from: there is no format {key} (one of: {known}; “import --list” tells what they are)",
)
_EMPTY = Text(
    "ce fichier est vide : il n'y a rien à lire", "this file is empty: there is nothing to read"
)
_NO_FORMAT = Text(
    "ce format n'est pas connu ; « import --list » dit ceux qui le sont, --from en choisit un",
    "this format is not known; “import --list” tells those that are, --from chooses one",
)
_OTHER_KIND = Text(
    "c'est {kind}, que « import » ne lit pas ; l'enregistrer en .docx, .pdf, .html ou .txt, ou "
    "coller son texte (« import - »)",
    "this is {kind}, which “import” does not read; save it as .docx, .pdf, .html or .txt, or "
    "paste its text (“import -”)",
)
