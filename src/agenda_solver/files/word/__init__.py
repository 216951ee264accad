"""The programme as a Word document (.docx): to be sent, to be printed, to be written on.

It is drawn in Word's own styles, so that an organiser's template gives it their look. Of a
template all is kept but its text: pages, margins, headers, footers, fonts. Attendees are named in
none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Per, Publication
from agenda_solver.files.stems import FOLDERS, file_stems
from agenda_solver.files.word.drawing import draw
from agenda_solver.files.word.packing import packed
from agenda_solver.files.word.styles import blank
from agenda_solver.text import Text
from agenda_solver.views.booklet import Booklet, booklet
from agenda_solver.views.cover import cover
from agenda_solver.views.programme import without_time

_NAME = Text("programme.docx", "programme.docx")
_PER: tuple[Per, ...] = ("room", "person")
_ONE_FILE = Text(
    "{path} : un seul document ne contient que le programme entier ; pour un document par salle "
    "ou par intervenant, donner un dossier",
    "{path}: a single document holds the whole programme only; for one a room or a person, give "
    "a folder",
)
_NOT_IN_IT = Text("pas dans le document", "not in the document")


class WordDocuments(Exporter):
    """The whole programme in a document, or one for each room and person; see `Exporter`."""

    title = Text(
        "un document Word : le programme tel qu'on le publie",
        "a Word document: the programme as it is published",
    )
    ending = ".docx"
    folder = True
    contents = Text("document", "document"), Text("documents", "documents")
    options = frozenset({"per", "template"})

    def refusal(self, choice: ExportOptions, *, folder: bool) -> Text | None:
        """See `Exporter`."""
        return _ONE_FILE if choice.per and not folder else None

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:
        """See `Exporter`."""
        problem, language = publication.problem, publication.language
        book = booklet(problem, publication.timetable)
        page = cover(problem, publication.timetable)
        files, lacking = {}, dict.fromkeys(without_time(problem, publication.timetable, _NOT_IN_IT))
        for name, part, of in _documents(book, publication, choice, folder=folder):
            document, styles = blank(choice.template, language)
            draw(document, styles, part, page, language, of)
            files[name] = packed(document, page.title, choice.stamped)
            lacking |= dict.fromkeys(styles.lacking)
        return Exported(files, tuple(lacking))


EXPORTER = WordDocuments()


def _documents(
    book: Booklet, publication: Publication, choice: ExportOptions, *, folder: bool
) -> Iterator[tuple[PurePosixPath, Booklet, Text | None]]:
    """Yield what each document is called and holds, and of which room or person it is."""
    language = publication.language
    if not choice.per:
        yield PurePosixPath(_NAME.say(language)), book, None
    if not folder:
        return
    for per in _PER:
        if choice.per not in (None, per):
            continue
        names = book.rooms if per == "room" else book.people
        stems = file_stems(names)
        for key, name in names.items():
            part = book.of_room(key) if per == "room" else book.of_person(key)
            yield PurePosixPath(FOLDERS[per].say(language)) / f"{stems[key]}.docx", part, name
