"""A programme as a web page: its headings, paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from agenda_solver.files import InputError, in_file
from agenda_solver.files.decoding import decoded
from agenda_solver.files.importers import Imported, Importer, ImportOptions, SourceFile
from agenda_solver.files.kinds import PAGE
from agenda_solver.files.programmes import draft_of
from agenda_solver.text import Text
from agenda_solver.words.programmes.lines import Raw

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(["script", "style", "template", "noscript", "svg", "iframe", "object", "head"])
_ASIDE = frozenset(["nav", "footer", "form", "button", "select"])
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "body",
        "html",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "hr",
        "fieldset",
        "nav",
        "footer",
        "form",
    ]
)
_ENCODING = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WIDEST = 50  # columns that a cell may go over


class WebPage(Importer):
    """A programme as HTML; see `Importer`."""

    title = Text("un programme sur une page web", "a programme on a web page")
    endings = (".html", ".htm")

    def takes(self, given: SourceFile) -> bool:
        """See `Importer`."""
        return given.kind == PAGE and given.ending != ".xml" and b"<?xml" not in given.data[:5]

    def read(self, given: SourceFile, choice: ImportOptions) -> Imported:
        """See `Importer`."""
        from lxml.etree import LxmlError
        from lxml.html import HTMLParser, document_fromstring

        declared = _ENCODING.search(given.data[:4_000])
        encoding = choice.encoding or (declared[1].decode("ascii") if declared else None)
        text, notices = decoded(given.name, given.data, encoding, can_be_given=True)
        try:
            # As bytes: a text that declares an encoding is refused.
            parser = HTMLParser(encoding="utf-8", no_network=True)
            page = document_fromstring(text.encode(), parser=parser)
        except (LxmlError, ValueError):
            raise InputError([in_file(given.name, _NOT_READ)]) from None
        raws = _Lines().of(page)
        return draft_of(given.name, "html", raws, choice, notices)


class _Lines:
    """Collects the lines of a page, as they would be read."""

    def __init__(self) -> None:
        self.raws: list[Raw] = []
        self.words: list[str] = []
        self.level = 0
        self.bullet = False
        self.aside = 0
        self.tables = 0

    def of(self, page: HtmlElement) -> list[Raw]:
        """Return the lines of a page."""
        self._walk(page, 0)
        self._end()
        return self.raws

    def _walk(self, element: HtmlElement, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or "hidden" in element.attrib:
            return
        if tag == "br":
            self._end()
        elif tag == "table" and not self.aside and _is_wide(element):
            self._table(element)
        else:
            self._inside(element, tag, depth)

    def _inside(self, element: HtmlElement, tag: str, depth: int) -> None:
        block = tag in _BLOCKS
        if block:
            self._end(space=tag not in ("li", "dt", "dd", "tr"))
        self.aside += tag in _ASIDE
        if re.fullmatch(r"h[1-6]", tag):
            self.level = int(tag[1])
        self.bullet = self.bullet or tag == "li"
        depth += tag in ("ul", "ol")
        if tag == "li":
            self.words.append("  " * max(depth - 1, 0))
        self.words.append(_plain(element.text))
        for child in element:
            self._walk(child, depth)
            self.words.append(_plain(child.tail))
        if block:
            self._end(space=tag not in ("li", "dt", "dd", "tr"))
        self.aside -= tag in _ASIDE

    def _end(self, *, space: bool = False) -> None:
        """End a line, if there is one; `space`: what comes next stands apart from it."""
        words = "".join(self.words)
        if words.strip():
            lead = len(words) - len(words.lstrip(" "))
            line = " " * lead + " ".join(words.split())
            place = _LINE.fill(number=sum(bool(raw.words) for raw in self.raws) + 1)
            why = _AROUND if self.aside else None
            self.raws.append(Raw(place, line, self.level, self.bullet, aside=why, wraps=False))
            self.level, self.bullet = 0, False
        if space and self.raws and self.raws[-1].words:
            self.raws.append(Raw(self.raws[-1].place, ""))
        self.words = []

    def _table(self, table: HtmlElement) -> None:
        self._end(space=True)
        self.tables += 1
        below: dict[int, int] = {}  # by column, how many rows a cell above still goes over
        for number, row in enumerate(_rows(table), 1):
            cells: list[str] = []
            spans: list[int] = []
            for cell in row:
                while below.get(sum(spans), 0) > 0:
                    below[sum(spans)] -= 1
                    cells.append("")
                    spans.append(1)
                wide = _number(cell, "colspan")
                for column in range(sum(spans), sum(spans) + wide):
                    below[column] = _number(cell, "rowspan") - 1
                cells.append("\n".join(raw.words for raw in _Lines().of(cell) if raw.words))
                spans.append(wide)
            if any(cells):
                place = _ROW.fill(table=self.tables, row=number)
                words = "\n".join(cells)
                self.raws.append(
                    Raw(place, words, cells=tuple(cells), spans=tuple(spans), wraps=False)
                )
        self.raws.append(Raw(_ROW.fill(table=self.tables, row=0), ""))


def _is_wide(table: HtmlElement) -> bool:
    """Whether a table has several columns, and is no mere frame around a page."""
    rows = list(_rows(table))
    nested = next(table.iterdescendants("table"), None) is not None
    return not nested and max((len(row) for row in rows), default=0) > 1


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    for row in table.iter("tr"):
        yield [cell for cell in row if cell.tag in ("td", "th")]


def _number(cell: HtmlElement, name: str) -> int:
    words = cell.get(name, "1").strip()
    return min(max(int(words), 1), _WIDEST) if words.isdecimal() else 1


def _plain(words: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", words or "")


_LINE = Text("ligne {number} de la page", "line {number} of the page")
_ROW = Text("tableau {table}, ligne {row}", "table {table}, row {row}")
_AROUND = Text("autour de la page : menu, pied", "around the page: menu, footer")
_NOT_READ = Text(
    "cette page ne peut pas être lue : en coller le texte (« import - »)",
    "this page cannot be read: paste its text (“import -”)",
)

IMPORTER = WebPage()
