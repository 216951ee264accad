"""Draws a programme as a Word document: paragraphs in the order of reading, each with a style.

What takes place at once stands in a table, a row a session, its time beside each as beside every
other title: `import` reads back what is written here, as other programmes that are published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from agenda_solver.files.word.styles import Role, StyleChoice, lay_out, move_to_margin
from agenda_solver.text import (
    SEMICOLON,
    Language,
    Text,
    as_printed,
    cut,
    same,
    strung,
    with_capital_text,
)
from agenda_solver.views.booklet import (
    Booklet,
    BookletDay,
    BookletRole,
    BookletSession,
    together_title,
)
from agenda_solver.views.cover import Cover
from agenda_solver.views.titles import CANCELLED, clock_of_a_day, padded_clock, without_controls
from agenda_solver.words.names import folded

_PROGRAMME = Text("Programme", "Programme")
_HOURS = Text("Horaires", "Time")
_ROOM = Text("Salle", "Room")
_TRACK = Text("Thème", "Track")
_KIND = Text("Format", "Format")
_SPEAKERS = Text("Intervenants", "Speakers")
_LABELLED = Text("{title} : ", "{title}: ")
_SPAN = same("{start} – {end}")
_BESIDE = same("{title} – {more}")
_TIMED = Text("{time} : {title}", "{time}: {title}")
_PAGE = Text("page ", "page ")

_SPOKEN_OF = frozenset(
    (
        *("intervenant", "intervenante", "intervenants", "intervenantes", "intervention"),
        *("speaker", "speakers"),
    )
)
"""The roles that the heading of a column says already, folded."""

_LONGEST_FOOTER = 90  # characters
_MOST_TOGETHER = 900  # characters that are told of a session, on one page
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def draw(
    document: Document,
    styles: StyleChoice,
    book: Booklet,
    cover: Cover,
    language: Language,
    of: Text | None = None,
) -> None:
    """Draw a programme, or what of it is somebody's or a room's: then `of` is its name."""
    drawing = _Drawing(document, styles, language)
    drawing.cover(cover, of)
    for day in book.days:
        drawing.day(day, _PROGRAMME if len(book.days) == 1 else day.title)
    for passage in cover.passages:
        drawing.add("day", passage.title)
        for line in passage.lines:
            drawing.add("lead", line)
    if styles.own:
        drawing.foot(cover)


class _Drawing:
    def __init__(self, document: Document, styles: StyleChoice, language: Language) -> None:
        self.document = document
        self.styles = styles
        self.language = language
        self.cell: _Cell | None = None  # of a table, where one is being filled

    # --- Paragraphs

    def add(self, role: Role, words: Text | str = "") -> Paragraph:
        """Add a paragraph, to the cell that is being filled or to the document."""
        style = self.styles[role]
        if self.cell is None:
            paragraph = self.document.add_paragraph(style=style)
        else:
            paragraph = _next_in(self.cell)
            paragraph.style = style
            if self.styles.own:
                move_to_margin(paragraph)
        self._run(paragraph, words)
        return paragraph

    def _fact(self, role: Role, title: Text, words: Text | str) -> Paragraph:
        """Add a line that tells one thing: ``Salle : Hall``."""
        return self._tell(self.add(role), title, words)

    def _tell(self, paragraph: Paragraph, title: Text | str, words: Text | str) -> Paragraph:
        self._run(paragraph, _LABELLED.fill(title=title), "strong")
        self._run(paragraph, words)
        return paragraph

    def _run(self, paragraph: Paragraph, words: Text | str, role: Role | None = None) -> None:
        text = self._say(words)
        if not text.strip():
            return
        run = paragraph.add_run(text)
        if role is not None:
            run.style = self.styles[role]
            run.bold = run.bold or (role == "strong" and not self.styles[role]) or None

    def _say(self, words: Text | str) -> str:
        """Return words on one line, with nothing in them that no document holds."""
        text = words.say(self.language) if isinstance(words, Text) else words
        kept = without_controls(_NO_XML.sub("", text))
        blank = " " if kept.endswith(" ") else ""
        line = " ".join(kept.split()) + blank
        return as_printed(line, self.language)

    # --- The event

    def cover(self, cover: Cover, of: Text | None) -> None:
        """Write what the programme is."""
        self.add("title", cover.title)
        lines: tuple[Text | str, ...] = (cover.subtitle, of or "", cover.when, cover.version)
        for line in lines:
            if self._say(line):
                self.add("subtitle", line)
        for fact in cover.facts:
            self._fact("lead", fact.title, fact.words)
        for paragraph in () if of else cover.introduction:
            self.add("lead", paragraph)

    def foot(self, cover: Cover) -> None:
        """Say at the foot of each page of which programme and version it is, and its number."""
        section = self.document.sections[0]
        paragraph = section.footer.paragraphs[0]
        paragraph.style = "Footer"
        width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
        paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        name = cut(self._say(cover.title), max(20, _LONGEST_FOOTER - len(cover.version)))
        words = " – ".join(filter(None, (name, self._say(cover.version))))
        paragraph.add_run(f"{words}\t{_PAGE.say(self.language)}")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(" / ")
        _add_field(paragraph, "NUMPAGES")

    # --- Sessions

    def day(self, day: BookletDay, title: Text) -> None:
        """Write a day, what begins first above."""
        self.add("day", title)
        for group in day.groups:
            if len(group) == 1:
                self._single(group[0])
            else:
                self._at_once(group)

    def _single(self, session: BookletSession) -> None:
        """Write a session: its time beside its title, and what is told of it below."""
        time, title = _span(session), _title(session)
        if self.styles.own:
            paragraph = self.add("session")
            paragraph.add_run(f"{self._say(time)}\t{self._say(title)}")
        else:  # a style that has no place for the time: a tab may end where it begins
            paragraph = self.add("session", _TIMED.fill(time=time, title=title))
        _keep([paragraph, *self._below(session)])

    def _below(self, session: BookletSession) -> list[Paragraph]:
        """Write all that is told of a session below its title."""
        lines = [self.add("body", session.subtitle)] if session.subtitle else []
        if session.place.fr:
            lines.append(self._fact("body", _ROOM, session.place))
        return [*lines, *self._cast(session.roles), *self._about(session)]

    def _about(self, session: BookletSession) -> list[Paragraph]:
        """Write what is told of a session besides its titles, where it is and who speaks."""
        lines = []
        if session.label.fr and (session.track or self.cell is None):  # else a heading says it
            title = _TRACK if session.track else _KIND
            lines.append(self._fact("body", title, session.label))
        lines += [self.add("body", line) for line in session.about]
        lines += [self.add("bullet", question) for question in session.questions]
        lines += [self.add("body", line) for line in session.particulars]
        if session.link:
            lines.append(self.add("body", session.link))
        for part in session.parts:
            lines += self._part(part)
        return lines

    def _cast(self, roles: Iterable[BookletRole]) -> list[Paragraph]:
        """Write who takes part: several of one role below each other."""
        lines: list[Paragraph] = []
        for role in roles:
            title = with_capital_text(role.role)
            if len(role.people) == 1:
                lines.append(self._fact("body", title, role.people[0]))
            else:
                lines.append(self._fact("body", title, ""))
                lines += [self.add("bullet", one) for one in role.people]
        return lines

    def _part(self, part: BookletSession) -> list[Paragraph]:
        """Write a part: in one paragraph where only its title and who speaks are told."""
        title = _TIMED.fill(time=_span(part), title=_title(part))
        if not _is_brief(part):
            return [self.add("within", title), *self._below(part)]
        paragraph = self.add("bullet", title)
        for role in part.roles:
            paragraph.add_run().add_break()
            self._tell(paragraph, with_capital_text(role.role), strung(role.people, SEMICOLON))
        return [paragraph]

    # --- Tables

    def _at_once(self, group: Sequence[BookletSession]) -> None:
        """Write sessions at once as a table: when, what, who speaks, where."""
        has_people = any(session.roles for session in group)
        has_rooms = any(session.place.fr for session in group)
        columns = [_HOURS, together_title(group)]
        columns += [_SPEAKERS] * has_people + [_ROOM] * has_rooms
        self._space()  # or Word would make one table of two
        table = self.document.add_table(1, len(columns), self.styles["table"])
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            self._run(cell.paragraphs[0], column, "strong")
        for session in group:
            cells = iter(table.add_row().cells)
            self._fill(next(cells), "strong", _span(session))
            self._what(next(cells), session)
            if has_people:
                self._who(next(cells), session)
            if has_rooms:
                self._fill(next(cells), None, session.place)
        _keep_rows(table, long=sum(len(cell.text) for cell in table.columns[1].cells))
        if self.styles.own:
            has_parts = any(session.parts for session in group)
            lay_out(table, people=has_people, rooms=has_rooms, parts=has_parts)

    def _space(self) -> None:
        """Leave some space before a table."""
        paragraph = self.add("lead")
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(10)
        paragraph.paragraph_format.keep_with_next = True

    def _fill(self, cell: _Cell, role: Role | None, words: Text) -> None:
        self._run(cell.paragraphs[0], words, role)

    def _what(self, cell: _Cell, session: BookletSession) -> None:
        self.cell = cell
        self.add("within", _title(session))
        if session.subtitle:
            self.add("body", session.subtitle)
        self._about(session)
        self.cell = None

    def _who(self, cell: _Cell, session: BookletSession) -> None:
        for number, role in enumerate(session.roles):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            people = strung(role.people, SEMICOLON)
            if len(session.roles) == 1 and folded(role.role.say(self.language)) in _SPOKEN_OF:
                self._run(paragraph, people)
            else:
                self._tell(paragraph, with_capital_text(role.role), people)


def _span(session: BookletSession) -> Text:
    if session.start >= session.end:  # a hand may have put it so
        return padded_clock(session.start)
    start, end = padded_clock(session.start), clock_of_a_day(session.end)
    return _SPAN.fill(start=start, end=end)


def _title(session: BookletSession) -> Text:
    if not session.cancelled:
        return session.title
    return _BESIDE.fill(title=session.title, more=CANCELLED)


def _is_brief(part: BookletSession) -> bool:
    """Whether nothing is told of a part but its title and who speaks."""
    more = (part.place.fr, part.track, part.subtitle, part.about, part.questions)
    return not any((*more, part.particulars, part.link, part.parts))


def _next_in(cell: _Cell) -> Paragraph:
    """Return the next paragraph of a cell, which begins with a blank one."""
    first: Paragraph = cell.paragraphs[0]
    return cell.add_paragraph() if first.text else first


# --- On a page ----------------------------------------------------------------------------


def _keep(paragraphs: Sequence[Paragraph]) -> None:
    """Keep on one page what is not long: else the title and what follows it first."""
    long = sum(len(paragraph.text) for paragraph in paragraphs) > _MOST_TOGETHER
    for paragraph in paragraphs[: 1 if long else -1]:
        paragraph.paragraph_format.keep_with_next = True


def _keep_rows(table: Table, *, long: int) -> None:
    """Tell the headings again on each page; keep the rows on one, or each whole, as they allow."""
    headings, *rows = table.rows
    headings._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if long > _MOST_TOGETHER * len(rows):
        rows = []
    for row in rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for row in (headings, *(rows[:-1] if long <= _MOST_TOGETHER else ())):
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _add_field(paragraph: Paragraph, name: str) -> None:
    """Add what Word counts: the number of the page, or of all."""
    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
