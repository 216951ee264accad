"""A programme as a PDF with text: lines by where they stand on the page, and ruled tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from agenda_solver.files import InputError, in_file
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.programmes import draft_of
from agenda_solver.text import Text
from agenda_solver.words.programmes.lines import Raw, unwrapped

MOST_PAGES = 100
_GAP = 0.75  # of the height of a line: so much space below it is a blank line
_LETTER = 0.5  # of the height of a line, about the width of a letter


class Pdf(Importer):
    """A programme as a PDF; see `Importer`."""

    title = Text("un programme en PDF, avec son texte", "a programme as a PDF, with its text")
    endings = (".pdf",)

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        return given.data.startswith(b"%PDF")

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        raws = _raws(given)
        if not any(raw.words.strip() for raw in raws):
            raise InputError([in_file(given.name, _NO_TEXT)])
        return draft_of(given.name, "pdf", raws, choice)


def _raws(given: SourceFile) -> list[Raw]:
    import logging

    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts
    try:
        with pdfplumber.open(BytesIO(given.data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise InputError([in_file(given.name, _TOO_LONG.fill(most=MOST_PAGES))])
            return [raw for page in document.pages for raw in _page(page)]
    except InputError:
        raise
    except PdfminerException as error:
        locked = bool(error.args) and isinstance(error.args[0], PDFPasswordIncorrect)
        raise InputError([in_file(given.name, _LOCKED if locked else _DAMAGED)]) from None
    except Exception:  # a damaged file raises nearly anything
        raise InputError([in_file(given.name, _DAMAGED)]) from None


def _page(page: Any) -> Iterator[Raw]:
    """Yield the lines and the rows of tables of a page, from top to bottom."""
    number = page.page_number
    tables = [table for table in page.find_tables() if _is_table(table)]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda one: not any(_is_in(one, box) for box in boxes))
    lines = [(line["top"], line) for line in outside.extract_text_lines(return_chars=False)]
    left = min((line["x0"] for _, line in lines), default=0)
    blocks: list[tuple[float, Any]] = [*lines, *((table.bbox[1], table) for table in tables)]
    bottom: float | None = None
    count = 0
    for top, block in sorted(blocks, key=lambda pair: pair[0]):
        if not isinstance(block, dict):
            yield from _table(block, number)
            bottom = None
            continue
        count += 1
        height = block["bottom"] - block["top"]
        if bottom is None or top - bottom > _GAP * height:
            yield Raw(_LINE.fill(page=number, line=count), "", page=number)
        indent = round((block["x0"] - left) / max(_LETTER * height, 1))
        words = " " * max(indent, 0) + block["text"]
        yield Raw(_LINE.fill(page=number, line=count), words, page=number)
        bottom = block["bottom"]
    yield Raw(_LINE.fill(page=number, line=count), "", page=number)


def _is_table(table: Any) -> bool:
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


def _is_in(one: Any, box: Sequence[float]) -> bool:
    if "x0" not in one or "top" not in one:
        return False
    across, down = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _table(table: Any, page: int) -> Iterator[Raw]:
    for number, row in enumerate(table.extract(), 1):
        cells: list[str] = []
        spans: list[int] = []
        for cell in row:
            if cell is None and cells:  # a wider cell goes on
                spans[-1] += 1
            else:
                cells.append("\n".join(unwrapped((cell or "").split("\n"))))
                spans.append(1)
        place = _ROW.fill(page=page, row=number)
        yield Raw(place, "\n".join(cells), cells=tuple(cells), spans=tuple(spans), page=page)


_LINE = Text("page {page}, ligne {line}", "page {page}, line {line}")
_ROW = Text("page {page}, rangée {row} du tableau", "page {page}, row {row} of the table")
_NO_TEXT = Text(
    "ce PDF n'a pas de texte : c'est une image ; en coller le texte (« import - »), ou partir du "
    "document dont il vient",
    "this PDF has no text: it is an image; paste its text (“import -”), or take the document from "
    "which it comes",
)
_LOCKED = Text(
    "ce PDF est protégé par un mot de passe : l'enregistrer sans",
    "this PDF has a password: save it without one",
)
_DAMAGED = Text(
    "ce PDF est abîmé : l'enregistrer à nouveau, ou en coller le texte (« import - »)",
    "this PDF is damaged: save it again, or paste its text (“import -”)",
)
_TOO_LONG = Text(
    "ce PDF a plus de {most} pages : n'en garder que celles du programme",
    "this PDF has more than {most} pages: keep only those of the programme",
)

IMPORTER = Pdf()
