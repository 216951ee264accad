"""The styles of a Word document: ours, or an organiser's own, as far as they have them.

A paragraph says what it is, by a role; which style that is, the document knows. Styles are
Word's own, so that whoever opens it changes the look of all titles at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from agenda_solver.files.documents import opened_template
from agenda_solver.files.inks import ACCENT, INK, QUIET, RULE
from agenda_solver.text import Language, Text, listing, quoted

Role = Literal[
    "title",
    "subtitle",
    "day",
    "session",
    "within",
    "lead",
    "body",
    "bullet",
    "strong",
    "table",
]
"""What a paragraph, a run or a table is.

``title`` and ``subtitle`` of the event; ``day``, over a day or what comes after the programme;
``session``, the time and title of what begins; ``within``, the title of one of several at once or
of a part; ``lead``, what is told of the event; ``body``, of a session, and ``bullet``, an item of a
list of it; ``strong`` words; a ``table``.
"""

# The style of each role, and what stands for it where a document has none.
_STYLES: Mapping[Role, Sequence[str]] = {
    "title": ("Title", "Heading 1"),
    "subtitle": ("Subtitle",),
    "day": ("Heading 1",),
    "session": ("Heading 2",),
    "within": ("Heading 3",),
    "lead": ("Normal",),
    "body": ("Body Text", "Normal"),
    "bullet": ("List Bullet", "List Paragraph"),
    "strong": ("Strong",),
    "table": ("Table Grid",),
}
_WANTED: Mapping[str, Text] = {
    "Title": Text("Titre", "Title"),
    "Subtitle": Text("Sous-titre", "Subtitle"),
    "Heading 1": Text("Titre 1", "Heading 1"),
    "Heading 2": Text("Titre 2", "Heading 2"),
    "Heading 3": Text("Titre 3", "Heading 3"),
    "List Bullet": Text("Liste à puces", "List Bullet"),
    "Table Grid": Text("Grille du tableau", "Table Grid"),
}
"""The styles that are missed where a document has none, by what Word calls them."""

_LACKING = Text(
    "Le modèle n'a pas {styles} : ce qui devait l'avoir est écrit comme le reste (dans Word, "
    "employer une fois ces styles dans le modèle, puis l'enregistrer)",
    "The template has no {styles}: what was to have it is written like the rest (in Word, use "
    "these styles once in the template, then save it)",
)
_STYLE = Text("le style {name}", "style {name}")

_SPOKEN: Mapping[Language, str] = {"fr": "fr-FR", "en": "en-GB"}


class StyleChoice:
    """Which style each role has in a document.

    Parameters
    ----------
    document : Document
    own : bool
        Whether it looks as we do, and not as a template.
    """

    def __init__(self, document: Document, *, own: bool) -> None:
        self.own = own
        names = {style.name for style in document.styles}
        self._names = {
            role: next((name for name in wanted if name in names), None)
            for role, wanted in _STYLES.items()
        }
        self._missing = tuple(name for name in _WANTED if name not in names)

    def __getitem__(self, role: Role) -> str | None:
        """Return the name of its style; None for the one that whatever has none has."""
        return self._names[role]

    @property
    def lacking(self) -> Iterator[Text]:
        """Yield which styles the template does not have, in one sentence, if so."""
        if self._missing and not self.own:
            styles = listing(_STYLE.fill(name=quoted(_WANTED[name])) for name in self._missing)
            yield _LACKING.fill(styles=styles)


def blank(template: Path | None, language: Language) -> tuple[Document, StyleChoice]:
    """Return a document without text: in our look, or with all else that a template has.

    Raises
    ------
    InputError
        If the template cannot be read.
    """
    document = docx.Document() if template is None else opened_template(template)
    _empty(document)
    _speak(document, _SPOKEN[language])
    if template is None:
        _dress(document)
    return document, StyleChoice(document, own=template is None)


def _empty(document: Document) -> None:
    """Take the text out, and what only it needs: pictures, links, comments; pages stay."""
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    xml = document.element.xml
    for key, relation in list(document.part.rels.items()):
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind not in _OF_THE_WHOLE and f'"{key}"' not in xml:
            del document.part.rels[key]
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del document.part.package.rels[key]


_OF_THE_WHOLE = frozenset(
    (
        "styles",
        "settings",
        "numbering",
        "theme",
        "fontTable",
        "webSettings",
        "footnotes",
        "endnotes",
    )
)


def _speak(document: Document, tag: str) -> None:
    """Say in which language it is, for who checks the spelling or reads it aloud."""
    properties = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if properties is None:  # no defaults: then what everything is based on
        properties = document.styles["Normal"].element.get_or_add_rPr()
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), tag)


# --- Our look -----------------------------------------------------------------------------

_FACE = "Arial"
_HEADER = "E8EDF2"
_TEXT_WIDTH = 17.0  # centimetres between the margins
_TIME = 3.1  # centimetres of the column of times, to the left of titles
_BULLET = 0.45


@dataclass(frozen=True)
class _Look:
    """How a style looks: points of its size and around it, centimetres from the margin."""

    size: float
    colour: str = INK
    bold: bool = False
    before: float = 0.0
    after: float = 2.0
    left: float = 0.0
    hanging: float = 0.0
    ruled: bool = False


_LOOKS: Mapping[str, _Look] = {
    "Normal": _Look(10.5, after=3),
    "Title": _Look(20, ACCENT, bold=True, after=6),
    "Subtitle": _Look(12, QUIET, after=3),
    "Heading 1": _Look(14, ACCENT, bold=True, before=20, after=4, ruled=True),
    "Heading 2": _Look(11, ACCENT, bold=True, before=11, after=2, left=_TIME, hanging=_TIME),
    "Heading 3": _Look(10, bold=True, before=6, after=1, left=_TIME),
    "Body Text": _Look(10, left=_TIME),
    "List Bullet": _Look(10, after=1, left=_TIME + _BULLET, hanging=_BULLET),
    "Table Grid": _Look(9, after=0),
    "Footer": _Look(8, QUIET, after=0),
}


_UNUSED = ("Light ", "Medium ", "Dark ", "Colorful ")
"""How the many looks of tables are called that the library's blank document brings along."""


def _dress(document: Document) -> None:
    """Give a document our page and our styles, without the looks of tables that nobody uses."""
    for style in list(document.styles):
        if style.name is not None and style.name.startswith(_UNUSED):
            style.delete()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.bottom_margin = Cm(2)
    section.top_margin, section.footer_distance = Cm(1.8), Cm(1)
    for name, look in _LOOKS.items():
        _look_like(document.styles[name], look)


def _look_like(style: Any, look: _Look) -> None:
    _set_face(style)
    font, paragraph = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.bold, False
    font.color.rgb = _rgb(look.colour)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing = 1.1
    paragraph.left_indent, paragraph.first_line_indent = Cm(look.left), Cm(-look.hanging)
    paragraph.tab_stops.clear_all()
    if look.hanging:
        paragraph.tab_stops.add_tab_stop(Cm(look.left))
    _set_rule(style, ruled=look.ruled)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour)


def _set_face(style: Any) -> None:
    """Set the font, which the theme of the document would decide otherwise."""
    style.font.name = _FACE
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    fonts.set(qn("w:cs"), _FACE)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:  # between letters
        style.element.rPr.remove(spacing)


def _set_rule(style: Any, *, ruled: bool) -> None:
    """Draw a line below, or none."""
    properties = style.element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is not None:
        properties.remove(borders)
    if not ruled:
        return
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "2"), ("color", ACCENT)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    properties.insert_element_before(
        borders,
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"),
        *("w:outlineLvl", "w:rPr"),
    )


def move_to_margin(paragraph: Paragraph) -> None:
    """Take from a paragraph in a cell what sets it below the titles of the page."""
    indent = paragraph.paragraph_format
    style: Any = paragraph.style
    hanging = style.paragraph_format.first_line_indent or 0
    indent.left_indent = -hanging
    indent.space_before = Pt(0)
    if hanging:
        indent.tab_stops.add_tab_stop(-hanging)


def lay_out(table: Table, *, people: bool, rooms: bool, parts: bool) -> None:
    """Set a table over the page, its titles below the others, with lines between rows only.

    What has parts, such as the papers of a stretch, is most of what is written in it.
    """
    properties = table._tbl.tblPr
    borders: Any = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        shown = side in ("top", "bottom", "insideH")
        for key, value in (("val", "single" if shown else "nil"), ("sz", "4"), ("color", RULE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    margins: Any = OxmlElement("w:tblCellMar")
    for side, width in (("top", 50), ("left", 0), ("bottom", 50), ("right", 120)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")
    table.autofit = False
    shares = [2.4 if parts else 1.3, *([1.15] if people else []), *([0.6] if rooms else [])]
    left = _TEXT_WIDTH - _TIME
    widths = [_TIME, *(left * share / sum(shares) for share in shares)]
    for column, centimetres in zip(table.columns, widths, strict=True):
        column.width = Cm(centimetres)
        for cell in column.cells:
            cell.width = Cm(centimetres)
    for cell in table.rows[0].cells:
        shade: Any = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", _HEADER)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
