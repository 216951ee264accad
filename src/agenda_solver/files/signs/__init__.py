"""Signs and sheets to be printed: at doors, for speakers, on tables, to be worn.

What they say comes from `agenda_solver.views` and `agenda_solver.cafe`; where it stands on the
paper is worked out once, as sheets, which `page` and `pdf` print alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from agenda_solver.cafe.drafts import tables_of
from agenda_solver.cafe.table_signs import table_signs
from agenda_solver.files import InputError, about_file
from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication
from agenda_solver.files.signs.cards import BADGES, badge_sheets
from agenda_solver.files.signs.doors import door_sheets
from agenda_solver.files.signs.speakers import speaker_pages
from agenda_solver.files.signs.tables import table_sheets
from agenda_solver.files.stems import FOLDERS, file_stems
from agenda_solver.files.writing import check_free, put
from agenda_solver.text import Language, Text, cut, listing, quoted
from agenda_solver.views.badges import badges
from agenda_solver.views.door_signs import door_signs
from agenda_solver.views.programme import without_time
from agenda_solver.views.speaker_sheets import speaker_sheets

if TYPE_CHECKING:
    from agenda_solver.cafe.asked import WorldCafe
    from agenda_solver.files.signs.sheets import Measure, Paper

DOORS = Text("Affiches de porte", "Door signs")
PEOPLE = Text("Feuilles des intervenants", "Speakers' sheets")
TABLES = Text("Affiches de table", "Table signs")

_NAMES = {
    DOORS: Text("portes", "doors"),
    PEOPLE: FOLDERS["person"],
    TABLES: Text("tables", "tables"),
    BADGES: Text("badges", "badges"),
}
_ALL = Text("affiches.pdf", "signs.pdf")


@dataclass(frozen=True)
class Chapter:
    """Sheets of one sort.

    Attributes
    ----------
    of : mapping of str to list of Paper
        Those of each room or person, by its id; of what has none, by a blank one.
    """

    title: Text
    of: dict[str, list[Paper]] = field(default_factory=dict)

    @property
    def sheets(self) -> list[Paper]:
        """All of them, in order."""
        return [sheet for sheets in self.of.values() for sheet in sheets]


class Signs(Exporter):
    """HTML pages in a folder, or a PDF; with `per`, a PDF for each; see `Exporter`."""

    title = Text(
        "de quoi imprimer : affiches de porte, feuilles des intervenants, affiches de table d'un "
        "world café, badges",
        "what is to be printed: door signs, speakers' sheets, table signs of a world café, badges",
    )
    ending = ".pdf"
    folder = True
    options = frozenset({"per", "attendees", "names"})

    def refusal(self, choice: ExportOptions, *, folder: bool) -> Text | None:
        """See `Exporter`."""
        return None if folder and choice.per is None else _missing_library()

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:
        """See `Exporter`."""
        if folder and choice.per is None:
            return _as_pages(publication, choice)
        return _as_pdf(publication, choice, folder=folder)


EXPORTER = Signs()
_LIBRARIES = ("fpdf", "uharfbuzz")


def _missing_library() -> Text | None:
    """Return how to come by what writes a PDF, if it is not there; ``{path}`` is the PDF."""
    return None if all(map(find_spec, _LIBRARIES)) else _NO_LIBRARY


_NO_LIBRARY = Text(
    "{path} : il manque de quoi écrire un PDF ; l'installer par « pip install fpdf2 uharfbuzz », "
    "ou donner un dossier, sans --per : il aura des pages HTML à imprimer",
    "{path}: what writes a PDF is missing; install it by “pip install fpdf2 uharfbuzz”, or give a "
    "folder, without --per: it will have HTML pages to print",
)


def check_table_signs(path: Path, *, force: bool) -> None:
    """Refuse at once where table signs cannot be written, as far as can be seen now.

    Raises
    ------
    InputError
        With a sentence that says why.
    """
    if path.suffix.lower() not in _TABLE_SIGNS:
        raise InputError([about_file(path, _NO_TABLE_SIGNS)])
    if path.suffix.lower() == ".pdf" and (reason := _missing_library()):
        raise InputError([about_file(path, reason)])
    check_free(path, force=force)


def write_table_signs(path: Path, cafe: WorldCafe, language: Language, *, force: bool) -> Path:
    """Write the sign of each table of a café, as a page or a PDF, by how the name ends.

    Raises
    ------
    InputError
        If it must not or cannot be written.
    """
    signs, event = table_signs(cafe), cafe.event.name
    if path.suffix.lower() == ".pdf":
        from agenda_solver.files.signs.pdf import Typesetter  # noqa: PLC0415

        setter = Typesetter()
        sheets = [sheet for sheet, _ in table_sheets(signs, language, setter.measure)]
        now = datetime.now(UTC)
        data = setter.draw([(TABLES.say(language), sheets)], event, language, now)
    else:
        from agenda_solver.files.signs.page import page, width_in_browsers  # noqa: PLC0415

        sheets = [sheet for sheet, _ in table_sheets(signs, language, width_in_browsers)]
        data = page(sheets, TABLES, event, language)
    return put(path, data, force=force)


_TABLE_SIGNS = (".html", ".pdf")
_NO_TABLE_SIGNS = Text(
    "{path} : donnez aux affiches de table un nom en .html ou en .pdf",
    "{path}: give the table signs a name that ends in .html or .pdf",
)


def _as_pages(publication: Publication, choice: ExportOptions) -> Exported:
    from agenda_solver.files.signs.page import page, width_in_browsers  # noqa: PLC0415

    language, event = publication.language, publication.problem.event.name
    making = _Making(publication, choice, width_in_browsers)
    files = {
        PurePosixPath(f"{_NAMES[chapter.title].say(language)}.html"): page(
            chapter.sheets, chapter.title, event, language
        )
        for chapter in making.chapters()
    }
    return Exported(files, tuple(making.lacking()))


def _as_pdf(publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:
    from agenda_solver.files.signs.pdf import MISSING, Typesetter  # noqa: PLC0415

    language, event = publication.language, publication.problem.event.name
    setter = Typesetter()
    making = _Making(publication, choice, setter.measure)
    chapters = list(making.chapters())
    files: dict[PurePosixPath, bytes] = {}
    if folder:
        for chapter in chapters:
            for name, sheets in _pieces(chapter, publication):
                fresh = Typesetter()
                title = f"{sheets[0].title} – {event}"
                parts = [(chapter.title.say(language), sheets)]
                files[name] = fresh.draw(parts, title, language, choice.stamped)
    else:
        parts = [(chapter.title.say(language), chapter.sheets) for chapter in chapters]
        data = setter.draw(parts, event, language, choice.stamped)
        files[PurePosixPath(_ALL.say(language))] = data
    lacking = list(making.lacking())
    if setter.missing:
        lacking.append(MISSING.fill(letters=listing(map(quoted, list(setter.missing)[:_SOME]))))
    return Exported(files, tuple(lacking))


def _pieces(
    chapter: Chapter, publication: Publication
) -> Iterator[tuple[PurePosixPath, list[Paper]]]:
    """Yield the sheets of each room or person by the name of their file; others in one."""
    language = publication.language
    name = _NAMES[chapter.title].say(language)
    if chapter.title not in (DOORS, PEOPLE):
        yield PurePosixPath(f"{name}.pdf"), chapter.sheets
        return
    folder = FOLDERS["room"].say(language) if chapter.title == DOORS else name
    stems = file_stems(chapter.of)
    for key, sheets in chapter.of.items():
        yield PurePosixPath(folder, f"{stems[key]}.pdf"), sheets


class _Making:
    """Draws what is asked for, chapter by chapter; then tells what could not go in."""

    def __init__(self, publication: Publication, choice: ExportOptions, measure: Measure) -> None:
        self.publication = publication
        self.problem = publication.problem
        self.timetable = publication.timetable
        self.language = publication.language
        self.choice = choice
        self.measure = measure
        self.shortened: dict[str, None] = {}

    def chapters(self) -> Iterator[Chapter]:
        """Yield the chapters that have any sheets.

        Raises
        ------
        InputError
            If none has.
        """
        asked = {"room": (self._doors,), "person": (self._people,)}
        usual = self._doors, self._people, self._tables
        made = [make() for make in (asked[self.choice.per] if self.choice.per else usual)]
        if self.choice.attendees:
            made.append(self._badges())
        chapters = [chapter for chapter in made if chapter.sheets]
        if not chapters:
            raise InputError([_NOTHING])
        yield from chapters

    def _doors(self) -> Chapter:
        chapter = Chapter(DOORS)
        signs = door_signs(self.problem, self.timetable)
        version = self.problem.event.version
        for sign, sheets, cut_ in door_sheets(signs, self.language, version, self.measure):
            chapter.of.setdefault(sign.room_id, []).extend(sheets)
            self._note(cut_)
        return chapter

    def _people(self) -> Chapter:
        chapter = Chapter(PEOPLE)
        people = speaker_sheets(self.problem, self.timetable, self.language)
        version = self.problem.event.version
        for sheet, sheets, cut_ in speaker_pages(people, version, self.measure):
            chapter.of[sheet.person_id] = sheets
            self._note(cut_)
        return chapter

    def _tables(self) -> Chapter:
        cafe = tables_of(self.problem, self.timetable)
        sheets: list[Paper] = []
        for sheet, cut_ in table_sheets(
            table_signs(cafe) if cafe else (), self.language, self.measure
        ):
            sheets.append(sheet)
            self._note(cut_)
        return Chapter(TABLES, {"": sheets})

    def _badges(self) -> Chapter:
        everybody = badges(self.problem, self.timetable, self.language, self.choice.names)
        sheets: list[Paper] = []
        for sheet, cut_ in badge_sheets(everybody, self.language, self.measure):
            sheets.append(sheet)
            self._note(cut_)
        return Chapter(BADGES, {"": sheets})

    def _note(self, shortened: Iterable[str]) -> None:
        self.shortened |= dict.fromkeys(cut(words, 60) for words in shortened)

    def lacking(self) -> Iterator[Text]:
        """Say what is on no sheet, and what was too long for its place."""
        yield from without_time(self.problem, self.timetable, _ON_NO_SIGN)
        if self.choice.attendees and not self.problem.attendees:
            yield _NO_ATTENDEES
        if self.shortened:
            yield _SHORTENED.fill(words=listing(map(quoted, list(self.shortened)[:_SOME])))


_SOME = 8
_NOTHING = Text(
    "rien à imprimer : dans ce programme, aucune session n'a de salle ni d'intervenant",
    "nothing to print: in this programme, no session has a room or a person",
)
_ON_NO_SIGN = Text("sur aucune affiche", "on no sign")
_NO_ATTENDEES = Text(
    "Pas de badges : ce programme n'a pas de participants",
    "No badges: this programme has no attendees",
)
_SHORTENED = Text(
    "Trop long pour sa place, et coupé : {words}", "Too long for its place, and cut: {words}"
)
