"""The sheet Par salle: a page a room, for its door and for whoever opens and sets it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver.files.workbook.cells import BAND, HEADER, QUIET, print_on, solid
from agenda_solver.files.workbook.pages import (
    A4_LANDSCAPE,
    BROKEN,
    Entry,
    Rows,
    broken,
    colours,
    comment,
    fitting_size,
    font,
    heading,
    sign_pages,
)
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Language, Text, duration, listing
from agenda_solver.timetable import Timetable
from agenda_solver.views.rooms import (
    RoomDay,
    RoomLine,
    RoomProgramme,
    attendance_text,
    registered_texts,
    room_facts,
    room_programmes,
)
from agenda_solver.views.titles import (
    day_title,
    label_text,
    padded_clock,
    padded_span,
    people_text,
    room_title,
    session_title,
)
from agenda_solver.words.moments import DAY_MINUTES

BY_ROOM = Text("Par salle", "By room")

_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("Début", "Start"), 8),
    (Text("Fin", "End"), 8),
    (Text("Session", "Session"), 39),
    (Text("Genre", "Kind"), 13),
    (Text("Intervenants", "People"), 37),
    (Text("Montage dès", "Setup from"), 9),
    (Text("Libérée à", "Cleared by"), 9),
    (Text("Public / places", "Expected / seats"), 11),
    (Text("Besoins", "Needs"), 12),
)
_TIMES = (0, 1, 5, 6, 7)  # columns whose words stand in the middle
_KIND = 3
_NAME_SIZES = (30, 26, 22, 18)
_ENLARGED = (1.0, 1.1, 1.2, 1.3)  # how much smaller than usual a sheet may be printed

_FREE = Text("libre ({minutes})", "free ({minutes})")
_OPEN = Text("salle ouverte {hours}", "room open {hours}")
_CLOSED = Text("salle fermée", "room closed")
_NOTHING = Text("rien ce jour-là", "nothing on this day")
_NO_ROOM = Text("Sans salle", "No room")
_CONTINUED = Text("{room} (suite)", "{room} (continued)")
_NOT_USED = Text("Salles qui ne servent pas : {rooms}", "Rooms that are not used: {rooms}")


def draw_by_room(
    sheet: Worksheet,
    problem: Problem,
    timetable: Timetable,
    findings: Iterable[Finding],
    language: Language,
) -> None:
    """Draw a page for each room that is used; what is broken is red and says why."""
    print_on(sheet, paper=sheet.PAPERSIZE_A4)
    sign_pages(sheet, problem, BY_ROOM, language)
    sheet.sheet_view.showGridLines = False
    programmes = room_programmes(problem, timetable)
    sentences = broken(findings, language)
    for enlarged in _ENLARGED:
        drawing = _Drawing(sheet, problem, timetable, sentences, language, enlarged)
        if all(map(drawing.fits, programmes)):
            break
    else:  # no size lets the fullest room have one page: let it have several
        drawing = _Drawing(sheet, problem, timetable, sentences, language, _ENLARGED[0])
    drawing.draw_titles()
    for programme in programmes:
        if programme.days:
            drawing.draw_room(programme)
    drawing.draw_unused([it.room for it in programmes if it.room and not it.days])


class _Row(NamedTuple):
    entries: list[Entry]
    padding: float
    sentences: Sequence[str] = ()


class _Drawing:
    """Draws on columns that are so much wider than the page, which prints them smaller."""

    def __init__(
        self,
        sheet: Worksheet,
        problem: Problem,
        timetable: Timetable,
        sentences: Mapping[str, list[str]],
        language: Language,
        enlarged: float,
    ) -> None:
        width, height = A4_LANDSCAPE
        self.problem = problem
        self.timetable = timetable
        self.language = language
        self.width = enlarged * width
        self.rows = Rows(sheet, [enlarged * width for _, width in _COLUMNS], enlarged * height)
        self.colours = colours(problem)
        self.broken = sentences
        self.registered = registered_texts(problem, timetable)

    def fits(self, programme: RoomProgramme) -> bool:
        """Whether a room has one page only."""
        rows = [*self._titles(), *self._name(programme.room)]
        for day in programme.days:
            rows += self._day(programme.room, day)
        return sum(self.rows.height(row.entries, row.padding) for row in rows) <= self.rows.page

    def draw_titles(self) -> None:
        """Write what every page begins with."""
        for row in self._titles():
            self._add(row)
        self.rows.repeat()

    def draw_room(self, programme: RoomProgramme) -> None:
        """Begin a page with the room's name, then tell its days."""
        self.rows.turn()
        for row in self._name(programme.room):
            self._add(row)
        for day in programme.days:
            band, *lines = self._day(programme.room, day)
            self._keep(programme.room, [band, *lines[:1]])
            self._add(band)
            for line in lines:
                self._keep(programme.room, [line])
                self._add(line)

    def draw_unused(self, rooms: Iterable[str]) -> None:
        """Tell in one line which rooms nobody uses."""
        names = [self.problem.room[room].label for room in rooms]
        if names:
            self.rows.skip(12)
            words = _NOT_USED.fill(rooms=listing(names)).say(self.language)
            self._add(_wide(words, font(10, colour=QUIET), 10))

    def _add(self, row: _Row) -> None:
        cells = self.rows.add(row.entries, row.padding)
        if row.sentences:
            for cell in cells:
                cell.fill = solid(BROKEN)
            comment(cells[2], row.sentences)

    def _keep(self, room: str | None, rows: Iterable[_Row]) -> None:
        """Turn the page where these do not fit, and name the room again."""
        if not self.rows.fits(sum(self.rows.height(row.entries, row.padding) for row in rows)):
            self.rows.turn()
            for row in self._name(room, continued=True):
                self._add(row)

    def _titles(self) -> list[_Row]:
        header = [
            Entry(text.say(self.language), font(9, bold=True), HEADER, align=_align(column))
            for column, (text, _) in enumerate(_COLUMNS)
        ]
        title = _wide(heading(self.problem), font(11, bold=True, colour=BAND), 6)
        return [title, _Row(header, 6)]

    def _name(self, room: str | None, *, continued: bool = False) -> list[_Row]:
        name = room_title(self.problem, room) if room else _NO_ROOM
        words = (_CONTINUED.fill(room=name) if continued else name).say(self.language)
        size = fitting_size(words, self.width, _NAME_SIZES)
        rows = [_wide(words, font(size, bold=True, colour=BAND), 12)]
        facts = room_facts(self.problem.room[room]).say(self.language) if room else ""
        if facts and not continued:
            rows.append(_wide(facts, font(11, colour=QUIET), 6))
        return rows

    def _day(self, room: str | None, day: RoomDay) -> list[_Row]:
        told = [day_title(day.day)]
        if day.open is not None:
            spans = listing(padded_span(*hours) for hours in day.open)
            told.append(_OPEN.fill(hours=spans) if day.open else _CLOSED)
        if not day.lines:
            told.append(_NOTHING)
        words = " – ".join(text.say(self.language) for text in told)
        band = _wide(words, font(11, bold=True, colour="FFFFFF"), 8, BAND)
        return [band, *(self._line(room, line) for line in day.lines)]

    def _line(self, room: str | None, line: RoomLine) -> _Row:
        if line.session is None:
            return _Row(self._free_entries(line), 4)
        return _Row(self._entries(room, line.session, line), 6, self.broken.get(line.session, ()))

    def _entries(self, room: str | None, it: str, line: RoomLine) -> list[Entry]:
        session = self.problem.session[it]
        values = (
            self._clock(line.start),
            self._clock(line.end),
            session_title(self.problem, it).say(self.language),
            label_text(session).say(self.language),
            people_text(self.problem, self.timetable, session).say(self.language),
            self._clock(line.setup),
            self._clock(line.cleared),
            self._attendance(it, room),
            ", ".join(session.needs),
        )
        colour = None if line.part else self.colours[label_text(session).fr]
        return [
            Entry(
                value,
                font(10 if column < 3 else 9, bold=column < 3 and not line.part),
                colour if column == _KIND else None,
                align=_align(column),
                indent=2 if line.part and column == 2 else 0,
                ruled=True,
            )
            for column, value in enumerate(values)
        ]

    def _attendance(self, session: str, room: str | None) -> str:
        """Return how many are registered, where they have to be; else how many are expected."""
        if session in self.registered:
            return self.registered[session].say(self.language)
        return attendance_text(self.problem, self.problem.session[session], room)

    def _free_entries(self, line: RoomLine) -> list[Entry]:
        quiet = font(9, italic=True, colour=QUIET)
        words = _FREE.fill(minutes=duration(line.end - line.start)).say(self.language)
        values = [self._clock(line.start), self._clock(line.end), words]
        values += [""] * (len(_COLUMNS) - len(values))
        return [
            Entry(value, quiet, align=_align(column), ruled=True)
            for column, value in enumerate(values)
        ]

    def _clock(self, minute: int | None) -> str:
        return "" if minute is None else _clock(minute).say(self.language)


def _wide(words: str, its_font: Font, padding: float, colour: str | None = None) -> _Row:
    """Return a row whose one text goes over the whole sheet."""
    return _Row([Entry(words, its_font, colour, len(_COLUMNS), indent=1 if colour else 0)], padding)


def _align(column: int) -> str:
    return "center" if column in _TIMES else "left"


def _clock(minute: int) -> Text:
    """Write a time of day; setup may begin the day before, and teardown end the day after."""
    if minute < 0:
        return Text("{time} la veille", "{time} the day before").fill(
            time=padded_clock(minute + DAY_MINUTES)
        )
    if minute > DAY_MINUTES:
        return Text("{time} le lendemain", "{time} the day after").fill(
            time=padded_clock(minute - DAY_MINUTES)
        )
    return padded_clock(minute)
