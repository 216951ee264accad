"""The page Par salle: a room's programme, for its door and for whoever opens and sets it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import need_text
from agenda_solver.text import Text, duration, listing, same, strung
from agenda_solver.timetable import Timetable
from agenda_solver.views.broken import broken_sessions
from agenda_solver.views.colours import label_colours
from agenda_solver.views.pages import (
    Align,
    Block,
    Cell,
    Page,
    Row,
    columns_header,
    continued,
    event_heading,
    wide,
)
from agenda_solver.views.rooms import (
    RoomDay,
    RoomLine,
    RoomProgramme,
    attendance_text,
    is_closed_throughout,
    registered_texts,
    room_facts,
    room_programmes,
)
from agenda_solver.views.stretches import with_stretches
from agenda_solver.views.titles import (
    NO_ROOM,
    clock_of_a_day,
    day_title,
    full_title,
    label_text,
    padded_span,
    people_text,
    public_label,
    room_title,
)

BY_ROOM = Text("Par salle", "By room")


@dataclass(frozen=True)
class _Column:
    """A column: how wide it is, in characters, and how its cells stand."""

    title: Text
    width: float
    align: Align = "left"


_KIND = Text("Genre", "Kind")
_TRACK = Text("Thème", "Track")
_KIND_OR_TRACK = Text("Genre, thème", "Kind, track")
_KIND_WIDTH = 13.0
_SESSION = 2


def _columns(label: Text | None) -> tuple[_Column, ...]:
    """Return the columns; those of text are wider where no label takes a part of the page."""
    more = 0.0 if label else _KIND_WIDTH
    return (
        _Column(Text("Début", "Start"), 8, "center"),
        _Column(Text("Fin", "End"), 8, "center"),
        _Column(Text("Session", "Session"), 39 + 0.4 * more),
        *([_Column(label, _KIND_WIDTH)] if label else ()),
        _Column(Text("Intervenants", "People"), 37 + 0.4 * more),
        _Column(Text("Montage dès", "Setup from"), 9, "center"),
        _Column(Text("Libérée à", "Cleared by"), 9, "center"),
        _Column(Text("Public / places", "Expected / seats"), 11, "center"),
        _Column(Text("Besoins", "Needs"), 12 + 0.2 * more),
    )


_SMALLER = (1.0, 1.1, 1.2, 1.3)

_FREE = Text("libre ({minutes})", "free ({minutes})")
_OPEN = Text("salle ouverte {hours}", "room open {hours}")
_CLOSED = Text("salle fermée", "room closed")
_CLOSED_AT = Text("salle fermée {hours}", "room closed {hours}")
_ALSO_CLOSED = Text("fermée {hours}", "closed {hours}")
_IS_CLOSED = Text("{room} (fermée)", "{room} (closed)")
_NOTHING = Text("rien ce jour-là", "nothing on this day")
_NOT_USED = Text("Salles qui ne servent pas : {rooms}", "Rooms that are not used: {rooms}")


def room_page(problem: Problem, timetable: Timetable, findings: Iterable[Finding]) -> Page:
    """Return a page for each room that is used; what is broken says why."""
    problem, timetable = with_stretches(problem, timetable)
    pages = _RoomPages(problem, timetable, findings)
    programmes = room_programmes(problem, timetable)
    unused = [
        _unused_text(problem, programme.room)
        for programme in programmes
        if programme.room and not programme.days
    ]
    return Page(
        BY_ROOM,
        problem.event,
        tuple(column.width for column in pages.columns),
        tuple(block for programme in programmes for block in pages.blocks(programme)),
        head=(
            wide(event_heading(problem), "lead", air=6),
            columns_header(
                [column.title for column in pages.columns],
                [column.align for column in pages.columns],
                air=6,
            ),
        ),
        remarks=(wide(_NOT_USED.fill(rooms=listing(unused)), "aside", air=10),) if unused else (),
        smaller=_SMALLER,
    )


def _unused_text(problem: Problem, room: str) -> Text:
    name = same(problem.room[room].label)
    return _IS_CLOSED.fill(room=name) if is_closed_throughout(problem, room) else name


class _RoomPages:
    def __init__(self, problem: Problem, timetable: Timetable, findings: Iterable[Finding]) -> None:
        self.problem = problem
        self.timetable = timetable
        self.colours = label_colours(problem)
        self.broken = broken_sessions(findings)
        self.registered = registered_texts(problem, timetable)
        self.label = _label_title(problem, timetable)
        self.columns = _columns(self.label)

    def blocks(self, programme: RoomProgramme) -> Iterator[Block]:
        """Yield the room's name, then its days; nothing of a room that is not used."""
        if not programme.days:
            return
        room = programme.room
        name = room_title(self.problem, room) if room else NO_ROOM
        rows = [wide(name, "door", air=12)]
        facts = room_facts(self.problem.room[room]) if room else same("")
        if facts.fr:
            rows.append(wide(facts, "facts", air=6))
        yield Block(tuple(rows), new_page=True)
        again = wide(continued(name), "door", air=12)
        for day in programme.days:
            lines = tuple(self._line(line) for line in day.lines)
            yield Block(lines, header=(_band(day),), top=(again,), together=True)

    def _line(self, line: RoomLine) -> Row:
        if line.session is None:
            return _free_row(line, self.columns)
        return Row(
            tuple(self._cells(line.session, line)),
            air=6,
            ruled=True,
            broken=self.broken.get(line.session, ()),
            subject=_SESSION,
        )

    def _cells(self, key: str, line: RoomLine) -> Iterator[Cell]:
        session = self.problem.session[key]
        label = public_label(session)
        values = (
            clock_of_a_day(line.start),
            clock_of_a_day(line.end),
            self._title(key, line),
            *([label] if self.label else ()),
            people_text(self.problem, self.timetable, session),
            clock_of_a_day(line.setup),
            clock_of_a_day(line.cleared),
            self._attendance(key),
            strung(need_text(self.problem, need) for need in session.needs),
        )
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            if place <= _SESSION:
                yield Cell(
                    value,
                    "body" if line.part else "key",
                    align=column.align,
                    indent=2 if line.part and place == _SESSION else 0,
                )
            else:
                shown = column.title is self.label and not line.part and bool(label.fr)
                colour = self.colours[label_text(session).fr] if shown else None
                yield Cell(value, "text", colour, align=column.align)

    def _title(self, session: str, line: RoomLine) -> Text:
        """Return a session's title, and in which other rooms it is."""
        title = full_title(self.problem, session)
        if not line.elsewhere:
            return title
        rooms = listing(room_title(self.problem, room) for room in line.elsewhere)
        return Text("{title} ({rooms})", "{title} ({rooms})").fill(title=title, rooms=rooms)

    def _attendance(self, session: str) -> Text | str:
        """Return how many are registered, where they have to be; else how many are expected."""
        if session in self.registered:
            return self.registered[session]
        room = self.timetable.by_session[session].room
        return attendance_text(self.problem, self.problem.session[session], room)


def _band(day: RoomDay) -> Row:
    """Return the row over a day: when the room is open, and whether it has anything."""
    parts = [day_title(day.day)]
    if day.open is not None:
        parts.append(_OPEN.fill(hours=_spans(day.open)) if day.open else _CLOSED)
    if day.closed:
        wording = _ALSO_CLOSED if day.open else _CLOSED_AT
        parts.append(wording.fill(hours=_spans(day.closed)))
    if not day.lines:
        parts.append(_NOTHING)
    words = strung(parts, " – ")
    return wide(words, "band", colour="band", air=8, indent=1)


def _spans(stretches: Iterable[tuple[int, int]]) -> Text:
    return listing(padded_span(*stretch) for stretch in stretches)


def _free_row(line: RoomLine, columns: Sequence[_Column]) -> Row:
    words = _FREE.fill(minutes=duration(line.end - line.start))
    values = [clock_of_a_day(line.start), clock_of_a_day(line.end), words]
    values += [same("")] * (len(columns) - len(values))
    cells = (
        Cell(value, "free", align=column.align)
        for value, column in zip(values, columns, strict=True)
    )
    return Row(tuple(cells), ruled=True)


def _label_title(problem: Problem, timetable: Timetable) -> Text | None:
    """Return what the labels that are shown beside titles are; None where there is none."""
    placed = (problem.session[placement.session] for placement in timetable.placements)
    labelled = [session for session in placed if public_label(session).fr]
    if not labelled:
        return None
    of_tracks = {bool(session.track) for session in labelled}
    if len(of_tracks) > 1:
        return _KIND_OR_TRACK
    return _TRACK if True in of_tracks else _KIND
