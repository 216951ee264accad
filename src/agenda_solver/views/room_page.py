"""The page Par salle: a room's programme, for its door and for whoever opens and sets it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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

_COLUMNS: tuple[tuple[Text, float, Align], ...] = (
    (Text("Début", "Start"), 8, "center"),
    (Text("Fin", "End"), 8, "center"),
    (Text("Session", "Session"), 39, "left"),
    (Text("Genre", "Kind"), 13, "left"),
    (Text("Intervenants", "People"), 37, "left"),
    (Text("Montage dès", "Setup from"), 9, "center"),
    (Text("Libérée à", "Cleared by"), 9, "center"),
    (Text("Public / places", "Expected / seats"), 11, "center"),
    (Text("Besoins", "Needs"), 12, "left"),
)
_ALIGNED = tuple(align for _, _, align in _COLUMNS)
_SESSION, _KIND = 2, 3
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
        tuple(width for _, width, _ in _COLUMNS),
        tuple(block for programme in programmes for block in pages.blocks(programme)),
        head=(
            wide(event_heading(problem), "lead", air=6),
            columns_header([title for title, _, _ in _COLUMNS], _ALIGNED, air=6),
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
            yield Block(lines, lead=(_band(day),), top=(again,))

    def _line(self, line: RoomLine) -> Row:
        if line.session is None:
            return _free_row(line)
        return Row(
            tuple(self._cells(line.session, line)),
            air=6,
            ruled=True,
            broken=self.broken.get(line.session, ()),
            subject=_SESSION,
        )

    def _cells(self, key: str, line: RoomLine) -> Iterator[Cell]:
        session = self.problem.session[key]
        label = label_text(session)
        values = (
            clock_of_a_day(line.start),
            clock_of_a_day(line.end),
            self._title(key, line),
            public_label(session),
            people_text(self.problem, self.timetable, session),
            clock_of_a_day(line.setup),
            clock_of_a_day(line.cleared),
            self._attendance(key),
            strung(need_text(self.problem, need) for need in session.needs),
        )
        for column, value in enumerate(values):
            if column <= _SESSION:
                yield Cell(
                    value,
                    "body" if line.part else "key",
                    align=_ALIGNED[column],
                    indent=2 if line.part and column == _SESSION else 0,
                )
            else:
                shown = column == _KIND and not line.part and bool(public_label(session).fr)
                colour = self.colours[label.fr] if shown else None
                yield Cell(value, "text", colour, align=_ALIGNED[column])

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


def _free_row(line: RoomLine) -> Row:
    words = _FREE.fill(minutes=duration(line.end - line.start))
    values = [clock_of_a_day(line.start), clock_of_a_day(line.end), words]
    values += [same("")] * (len(_COLUMNS) - len(values))
    cells = (
        Cell(value, "free", align=align) for value, align in zip(values, _ALIGNED, strict=True)
    )
    return Row(tuple(cells), ruled=True)
