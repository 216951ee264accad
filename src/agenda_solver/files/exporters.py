"""What a programme can be exported to: one protocol, and each format by its key.

A format is a module with an `EXPORTER`, and a line in `FORMATS`; it is loaded when it is
asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, Protocol

from agenda_solver.files import InputError, about_file
from agenda_solver.files.folders import check_folder, put_all
from agenda_solver.files.writing import check_free, check_not_input, put
from agenda_solver.text import Language, Names, Text, listing, quoted

if TYPE_CHECKING:
    from agenda_solver.history.editions import History
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.timetable import Timetable

FORMATS = {
    "ics": "agenda_solver.files.calendars",
    "html": "agenda_solver.files.html",
    "report": "agenda_solver.files.html.report",
    "docx": "agenda_solver.files.word",
    "xlsx": "agenda_solver.files.workbook.outgoing",
    "signs": "agenda_solver.files.signs",
    "frab": "agenda_solver.files.published.frab",
    "json": "agenda_solver.files.published.schedule_json",
    "indico": "agenda_solver.files.published.contributions_csv",
    "csv": "agenda_solver.files.published.mapped_csv",
}
"""The module of each format, by what is typed for it."""

Option = Literal["per", "attendees", "names", "map", "template"]
Per = Literal["room", "person"]


@dataclass(frozen=True)
class Publication:
    """What is exported: what was asked, the timetable, and all that was published before.

    `result` is how the timetable came to be, where that is known.
    """

    problem: Problem
    timetable: Timetable
    history: History
    language: Language
    result: Result | None = None


@dataclass(frozen=True)
class ExportOptions:
    """What of it, and how.

    Attributes
    ----------
    per : {"room", "person"} or None
        Files for each of these only.
    attendees : bool
        Whether each attendee has a file too.
    names : {"full", "initials", "codes"}
        How attendees are called.
    stamped : datetime or None
        When it is made, in any zone. None: the same bytes each time.
    map : str or None
        Which columns a table has: the name of a map, or the path of one's own.
    template : Path or None
        A document whose styles are taken.
    """

    per: Per | None = None
    attendees: bool = False
    names: Names = "full"
    stamped: datetime | None = None
    map: str | None = None
    template: Path | None = None

    @property
    def options(self) -> Iterator[Option]:
        """What was chosen otherwise than as a rule."""
        if self.per is not None:
            yield "per"
        if self.attendees:
            yield "attendees"
        if self.names != "full":
            yield "names"
        if self.map is not None:
            yield "map"
        if self.template is not None:
            yield "template"


@dataclass(frozen=True)
class Exported:
    """Finished files by their names in a folder, or one file, and what could not go into them."""

    files: Mapping[PurePosixPath, bytes]
    lacking: tuple[Text, ...] = ()


class Exporter(Protocol):
    """A format: what it is, and how a publication is put into it.

    Attributes
    ----------
    title : Text
        What it holds.
    ending : str or None
        That of the one file it can be, such as ``.ics``; None where it always is a folder.
    folder : bool
        Whether it can fill a folder.
    contents : tuple of Text
        What a file in the folder is called, one and several.
    options : set of Option
        Those it can follow; others are refused.
    """

    title: Text
    ending: str | None = None
    folder: bool = False
    contents: tuple[Text, Text] = (Text("fichier", "file"), Text("fichiers", "files"))
    options: frozenset[Option] = frozenset()

    def refusal(self, choice: ExportOptions, *, folder: bool) -> Text | None:  # noqa: ARG002
        """Return why a choice cannot be followed, if so; ``{path}`` is where it was to go."""
        return None

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:
        """Return the files of a folder, or one file."""


def exporter(key: str) -> Exporter:
    """Return a format by its key.

    Raises
    ------
    InputError
        If there is none.
    """
    if key not in FORMATS:
        raise InputError([_UNKNOWN.fill(key=quoted(key), known=", ".join(FORMATS))])
    exporter: Exporter = import_module(FORMATS[key]).EXPORTER
    return exporter


_UNKNOWN = Text(
    "--to : le format {key} n'existe pas (au choix : {known} ; « export --list » dit ce qu'ils "
    "contiennent)",
    "--to: there is no format {key} (one of: {known}; “export --list” tells what they hold)",
)


def format_lines() -> Iterator[Text]:
    """Yield each format as a line: its key, whether it is a file or a folder, what it holds."""
    for key in FORMATS:
        format_ = exporter(key)
        yield _LINE.fill(key=key, title=format_.title, place=place_of(format_))


def place_of(format_: Exporter) -> Text:
    """Return whether a format is a file or a folder."""
    if format_.ending is None:
        return _FOLDER
    return (_EITHER if format_.folder else _FILE).fill(ending=format_.ending)


_LINE = Text("{key}  {title} ({place})", "{key}  {title} ({place})")
_FOLDER = Text("un dossier", "a folder")
_FILE = Text("un fichier {ending}", "a file, {ending}")
_EITHER = Text("un dossier, ou un fichier {ending}", "a folder, or a file, {ending}")


def check(
    format_: Exporter, output: Path, choice: ExportOptions, source: Path, *, force: bool = False
) -> None:
    """Refuse at once what cannot be written, as far as can be seen now.

    Raises
    ------
    InputError
        With a sentence that says why.
    """
    if not _is_folder(format_, output, choice):
        check_not_input(output, source, _THE_PROGRAMME)
        check_free(output, force=force)
    else:
        check_folder(output)


@dataclass(frozen=True)
class Written:
    """What was written where, and what could not go into it."""

    paths: tuple[Path, ...]
    folder: bool
    lacking: tuple[Text, ...] = ()


def write(
    format_: Exporter,
    output: Path,
    publication: Publication,
    choice: ExportOptions,
    *,
    force: bool = False,
) -> Written:
    """Export to a file, if its name ends as one of the format does, or else to a folder.

    Parameters
    ----------
    force : bool
        Whether files that are already there are replaced.

    Raises
    ------
    InputError
        If a file must not or cannot be written; then none is.
    """
    folder = _is_folder(format_, output, choice)
    export = format_.export(publication, choice, folder=folder)
    if folder:
        return Written(put_all(output, export.files, force=force), True, export.lacking)
    (data,) = export.files.values()
    return Written((put(output, data, force=force),), False, export.lacking)


def _is_folder(format_: Exporter, output: Path, choice: ExportOptions) -> bool:
    """Whether a folder is asked for; refuse what the format cannot be, or follow."""
    one_file = output.suffix.lower() == format_.ending and not (format_.folder and output.is_dir())
    if not one_file and not format_.folder:
        raise InputError([about_file(output, _ENDING, ending=format_.ending)])
    given = output.suffix.lower()
    other = not one_file and given in _FILE_ENDINGS and not output.is_dir()
    if other and format_.ending:
        raise InputError([about_file(output, _OTHER_ENDING, given=given, ending=format_.ending)])
    unknown = [f"--{option}" for option in choice.options if option not in format_.options]
    if unknown:
        raise InputError([_NOT_FOLLOWED.fill(options=listing(unknown), title=format_.title)])
    if reason := format_.refusal(choice, folder=not one_file):
        raise InputError([about_file(output, reason)])
    return not one_file


_ENDING = Text(
    "{path} : donnez au résultat un nom en {ending}",
    "{path}: give the result a name that ends in {ending}",
)
_FILE_ENDINGS = frozenset(
    {
        ".csv",
        ".doc",
        ".docx",
        ".dotx",
        ".htm",
        ".html",
        ".ics",
        ".json",
        ".odt",
        ".pdf",
        ".toml",
        ".txt",
        ".xls",
        ".xlsx",
        ".xml",
        ".zip",
    }
)
"""How a new name ends where a file is meant, not a folder: one of another format."""
_OTHER_ENDING = Text(
    "{path} : ce format n'écrit pas de fichier en {given} ; donnez un nom en {ending}, ou le nom "
    "d'un dossier",
    "{path}: this format writes no file in {given}; give a name that ends in {ending}, or the "
    "name of a folder",
)
_THE_PROGRAMME = Text(
    "{path} est le programme lui-même : donnez un autre nom au résultat",
    "{path} is the programme itself: give the result another name",
)
_NOT_FOLLOWED = Text(
    "{options} : ce format ne le permet pas ({title})",
    "{options}: this format does not allow it ({title})",
)
