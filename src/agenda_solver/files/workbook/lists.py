"""The sheet Listes: a page a session, to be signed at its door, and who waits for a seat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.cells import (
    BAND,
    HEADER,
    QUIET,
    characters,
    points,
    print_on,
    solid,
)
from agenda_solver.files.workbook.pages import (
    A4_PORTRAIT,
    BROKEN,
    Entry,
    Rows,
    comment,
    fitting_size,
    font,
    heading,
    sign_pages,
)
from agenda_solver.problem import Attendee, Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import people_count, seats_count
from agenda_solver.text import Language, Names, Text, counted, cut, listing, quoted
from agenda_solver.timetable import Timetable
from agenda_solver.views.names import shown_names
from agenda_solver.views.rooms import registered_count
from agenda_solver.views.rosters import Roster, rosters
from agenda_solver.views.seats import Waiting
from agenda_solver.views.titles import (
    day_title,
    dotted,
    padded_span,
    people_text,
    room_title,
    session_title,
)
from agenda_solver.views.wishes import UNWISHED, rank_text

LISTS = Text("Listes", "Rosters")

_NUMBER = Text("N°", "No.")
_NAMES: Mapping[Names, Text] = {
    "full": Text("Nom", "Name"),
    "initials": Text("Initiales", "Initials"),
    "codes": Text("Code", "Code"),
}
_ORGANISATION = Text("Organisation", "Organisation")
_CATEGORY = Text("Catégorie", "Category")
_SIGNATURE = Text("Émargement", "Signature")
_WISH = Text("Son vœu, et sa place pour l'instant", "Their wish, and their seat for now")

_TITLE_SIZES = (20, 18, 16, 14)
_CLOSE, _TO_SIGN = 6.0, 11.0  # points around the text of a row
_LONGEST_TITLE = 45
_NUMBER_WIDTH = 5.0

_CONTINUED = Text("{title} (suite)", "{title} (continued)")
_WAITING = Text("Liste d'attente : {people}", "Waiting list: {people}")
_WAITS = Text("{rank} ; a {seat} ({seat_rank})", "{rank}; has {seat} ({seat_rank})")
_WAITS_WITHOUT = Text("{rank} ; pas de place", "{rank}; no seat")
_CANCELLED = Text(
    "N'ont pas lieu, trop peu d'inscrits : {sessions}",
    "Do not take place, too few registered: {sessions}",
)
_EMPTY = Text("Sans inscrit : {sessions}", "Nobody registered: {sessions}")


def draw_lists(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    findings: Iterable[Finding],
    language: Language,
    names: Names = "full",
) -> None:
    """Draw a page for each session with seats; a seat that breaks a demand is red.

    Organisations and categories are told beside full names only: with initials, they would
    say who it is.
    """
    print_on(sheet, paper=sheet.PAPERSIZE_A4)
    sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
    sign_pages(sheet, problem, LISTS, language)
    sheet.sheet_view.showGridLines = False
    drawing = _Drawing(sheet, problem, timetable, findings, language, names)
    drawing.draw_title()
    told = rosters(problem, timetable, names)
    for roster in told:
        if roster.seated or roster.waiting:
            drawing.draw_session(roster)
    drawing.draw_rest(_CANCELLED, [it for it in told if it.cancelled])
    drawing.draw_rest(_EMPTY, [it for it in told if not (it.seated or it.waiting or it.cancelled)])


@dataclass(frozen=True)
class _Column:
    title: Text
    width: float
    value: Callable[[Attendee], str]


def _columns(problem: Problem, names: Names) -> tuple[_Column, ...]:
    """Return the columns beside number and name; those that would be empty are left out."""
    organisation = _Column(_ORGANISATION, 28, lambda attendee: attendee.organisation)
    category = _Column(_CATEGORY, 14, lambda attendee: attendee.category)
    known = [
        column
        for column in (organisation, category)
        if names == "full" and any(map(column.value, problem.attendees))
    ]
    return *known, _Column(_SIGNATURE, 22 if known else 44, lambda _: "")


class _Drawing:
    def __init__(
        self,
        sheet: Worksheet,
        problem: Problem,
        timetable: Timetable,
        findings: Iterable[Finding],
        language: Language,
        names: Names,
    ) -> None:
        self.problem = problem
        self.timetable = timetable
        self.language = language
        self.names = names
        self.columns = _columns(problem, names)
        widths = [_NUMBER_WIDTH, *(it.width for it in self.columns)]
        widths.insert(1, characters(A4_PORTRAIT[0] - sum(map(points, widths))))
        self.rows = Rows(sheet, widths, A4_PORTRAIT[1])
        self.broken = _broken(findings, language)

    def draw_title(self) -> None:
        """Write what every page begins with."""
        self._add_wide(heading(self.problem), 9, QUIET)
        self.rows.repeat()

    def draw_session(self, roster: Roster) -> None:
        """Begin a page with the session, then list who sits in it and who waits."""
        self.rows.turn()
        self._add_head(roster)
        called = self._called(roster.seated)
        header = self._header([it.title for it in self.columns])
        if roster.seated:
            self._add(roster, header)
        for number, key in enumerate(roster.seated, start=1):
            it = self.problem.attendee[key]
            more = [column.value(it) for column in self.columns]
            cells = self._add(roster, self._line(number, called[key], more), header)
            self._redden(cells, self.broken.get((key, roster.placement.session), ()))
        if roster.waiting:
            self._add_waiting(roster)

    def draw_rest(self, words: Text, left_out: Iterable[Roster]) -> None:
        """Tell in one line which sessions have no page of their own."""
        titles = [session_title(self.problem, it.placement.session) for it in left_out]
        if titles:
            self.rows.skip(12)
            self._add_wide(words.fill(sessions=listing(titles)).say(self.language), 10, QUIET)

    def _add_head(self, roster: Roster, *, continued: bool = False) -> None:
        title = session_title(self.problem, roster.placement.session)
        words = (_CONTINUED.fill(title=title) if continued else title).say(self.language)
        size = fitting_size(words, A4_PORTRAIT[0] - 12, _TITLE_SIZES)
        self._add_wide(words, size, BAND, bold=True)
        if not continued:
            for told in self._facts(roster):
                self._add_wide(told.say(self.language), 11, QUIET)
            self.rows.skip(6)

    def _facts(self, roster: Roster) -> Iterator[Text]:
        placement = roster.placement
        when = padded_span(placement.start, placement.end)
        where = room_title(self.problem, placement.room)
        yield dotted([day_title(placement.day), when, where])
        seats = [registered_count(len(roster.seated))]
        if roster.limit is not None:
            left = counted(roster.left or 0, Text("libre", "left"), Text("libres", "left"))
            seats += [seats_count(roster.limit), left]
        yield dotted(seats)
        session = self.problem.session[placement.session]
        people = people_text(self.problem, self.timetable, session)
        if people.fr:
            yield people

    def _add_waiting(self, roster: Roster) -> None:
        """List who waits, the next one first: the wish, then what they have meanwhile."""
        called = self._called(it.attendee for it in roster.waiting)
        known = self.columns[: len(self.columns) > 1]  # the organisation, or the category
        header = self._header([*(it.title for it in known), _WISH])
        lines = [
            self._line(
                number,
                called[it.attendee],
                [
                    *(column.value(self.problem.attendee[it.attendee]) for column in known),
                    self._waits(it).say(self.language),
                ],
            )
            for number, it in enumerate(roster.waiting, start=1)
        ]
        self.rows.skip(16)
        kept = 24 + sum(map(self.rows.height, (header, lines[0])))
        if not self.rows.fits(kept):
            self.rows.turn()
            self._add_head(roster, continued=True)
        words = _WAITING.fill(people=people_count(len(lines))).say(self.language)
        self._add_wide(words, 12, BAND, bold=True)
        self._add(roster, header)
        for line in lines:
            self._add(roster, line, header, _CLOSE)

    def _waits(self, it: Waiting) -> Text:
        rank = rank_text(it.rank)
        if it.seat is None:
            return _WAITS_WITHOUT.fill(rank=rank)
        title = session_title(self.problem, it.seat)
        seat = quoted(Text(cut(title.fr, _LONGEST_TITLE), cut(title.en, _LONGEST_TITLE)))
        has = UNWISHED if it.seat_rank is None else rank_text(it.seat_rank)
        return _WAITS.fill(rank=rank, seat=seat, seat_rank=has)

    def _called(self, attendees: Iterable[str]) -> Mapping[str, str]:
        return shown_names(map(self.problem.attendee.__getitem__, attendees), self.names)

    def _header(self, more: Sequence[Text]) -> list[Entry]:
        titles = [text.say(self.language) for text in (_NUMBER, _NAMES[self.names], *more)]
        return self._entries(titles, [font(9, bold=True)] * len(titles), HEADER)

    def _line(self, number: int, called: str, more: Sequence[str]) -> list[Entry]:
        fonts = [_SMALL, font(10, bold=True), *[_SMALL] * len(more)]
        return self._entries([number, called, *more], fonts)

    def _entries(
        self, values: Sequence[object], fonts: Sequence[Font], colour: str | None = None
    ) -> list[Entry]:
        """Return the cells of a row, the last of which goes to the margin."""
        last = len(values) - 1
        return [
            Entry(
                value,
                its_font,
                colour,
                self.width - last if place == last else 1,
                align="center" if place == 0 else "left",
                ruled=colour is None,
            )
            for place, (value, its_font) in enumerate(zip(values, fonts, strict=True))
        ]

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return len(self.rows.widths)

    def _add(
        self,
        roster: Roster,
        entries: list[Entry],
        header: list[Entry] | None = None,
        padding: float = _TO_SIGN,
    ) -> list[Cell]:
        """Write a row; where the page turns, the session and the header are told again."""
        padding = _CLOSE if header is None else padding
        if not self.rows.fits(self.rows.height(entries, padding)):
            self.rows.turn()
            self._add_head(roster, continued=True)
            if header is not None:
                self.rows.add(header, _CLOSE)
        return self.rows.add(entries, padding)

    def _add_wide(self, words: str, size: float, ink: str, *, bold: bool = False) -> None:
        its_font = font(size, bold=bold, colour=ink)
        self.rows.add([Entry(words, its_font, columns=self.width)])

    def _redden(self, cells: Sequence[Cell], sentences: Sequence[str]) -> None:
        if sentences:
            for cell in cells:
                cell.fill = solid(BROKEN)
            comment(cells[1], sentences)


_SMALL = font(9)


def _broken(findings: Iterable[Finding], language: Language) -> Mapping[tuple[str, str], list[str]]:
    """Return the seats that break a demand, an attendee and a session, and why."""
    found: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        if finding.severity == "error":
            for attendee in finding.attendees:
                for session in finding.sessions:
                    found.setdefault((attendee, session), []).append(finding.text.say(language))
    return found
