"""Word documents as they are written and read: their paragraphs, and the programme they give."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path, PurePosixPath

import docx
from docx.document import Document

from agenda_solver.files import word
from agenda_solver.files.exporters import Exported, ExportOptions, Publication
from agenda_solver.files.importers import Imported, ImportOptions, SourceFile
from agenda_solver.files.programmes.document import IMPORTER
from agenda_solver.problem import Problem
from agenda_solver.text import Language
from agenda_solver.timetable import Timetable
from agenda_solver.views.editions import with_edition


def exported(
    problem: Problem,
    timetable: Timetable,
    choice: ExportOptions | None = None,
    language: Language = "fr",
    *,
    folder: bool = False,
) -> Exported:
    """Return what is written of a programme."""
    history = with_edition(None, problem, timetable)
    publication = Publication(problem, timetable, history, language)
    return word.EXPORTER.export(publication, choice or ExportOptions(), folder=folder)


def written(
    problem: Problem,
    timetable: Timetable,
    choice: ExportOptions | None = None,
    language: Language = "fr",
) -> bytes:
    """Return the document of a whole programme."""
    (data,) = exported(problem, timetable, choice, language).files.values()
    return data


def documents(
    problem: Problem, timetable: Timetable, choice: ExportOptions
) -> dict[PurePosixPath, Document]:
    """Return the documents of a folder."""
    files = exported(problem, timetable, choice, folder=True).files
    return {name: opened(data) for name, data in files.items()}


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def lines(document: Document) -> list[tuple[str, str]]:
    """Return the paragraphs of a document, those of tables last: their style, their words."""
    rows = [row for table in document.tables for row in table.rows]
    cells = [cell for row in rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    return [
        (paragraph.style.name or "", plain(paragraph.text))
        for paragraph in paragraphs
        if paragraph.style is not None and paragraph.text.strip()
    ]


def plain(words: str) -> str:
    """Return words with usual blanks."""
    return words.replace("\u00a0", " ")


def imported(data: bytes) -> Imported:
    """Return the draft that is made of a document."""
    return IMPORTER.read(SourceFile("programme.docx", data), ImportOptions())


def template(path: Path, *styles: str, text: str = "") -> Path:
    """Write a document that has these styles beside Normal, and no others."""
    document = docx.Document()
    for style in list(document.styles):
        if style.name not in (*styles, "Normal"):
            style.delete()
    if text:
        document.add_paragraph(text)
        document.sections[0].header.paragraphs[0].text = "Réseau fictif"
    document.core_properties.author = "Qui l'a fait"
    document.save(str(path))
    return path
