"""The page Programme: rooms across and time down, to be pinned on a door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from agenda_solver.problem import Event, Problem
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text, listing, same
from agenda_solver.timetable import Timetable
from agenda_solver.views.broken import broken_sessions
from agenda_solver.views.colours import label_colours
from agenda_solver.views.grid import DayGrid, GridCell, GridColumn, ProgrammeGrid, programme_grid
from agenda_solver.views.pages import Colour, event_heading
from agenda_solver.views.particulars import event_particulars
from agenda_solver.views.programme import Item, unplaced, walk
from agenda_solver.views.stretches import with_stretches
from agenda_solver.views.titles import (
    CANCELLED,
    NO_ROOM,
    TOLD_KINDS,
    day_title,
    dotted,
    is_cancelled,
    label_text,
    padded_clock,
    padded_span,
    people_text,
    place_title,
    public_label,
    room_title,
    session_title,
)

PROGRAMME = Text("Programme", "Programme")

_NOT_PLACED = Text("Pas au programme : {sessions}", "Not in the programme: {sessions}")
_RED = Text(
    "demande qui n'est pas tenue (la note de la case et le rapport disent laquelle)",
    "demand that is not kept (the note of the cell and the report say which)",
)

PieceRole = Literal["title", "text", "small"]
"""A session's title, a part of it, and what is told beside them."""

BoxLine = tuple[tuple[PieceRole, Text], ...]
"""A line of a box, of one or more pieces."""


@dataclass(frozen=True)
class Box:
    """A session in the grid.

    Attributes
    ----------
    lane, lanes : int
        Its first lane, counted from the left, and how many it spans.
    first, last : int
        At which of the times of the day it begins and ends.
    lines : tuple of BoxLine
        When and what kind it is, the title, the people, the parts.
    broken : tuple of Text
        The demands that are not kept for it: it is red, and says why.
    """

    lane: int
    lanes: int
    first: int
    last: int
    lines: tuple[BoxLine, ...]
    colour: Colour
    broken: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ProgrammeDay:
    """A day of the programme.

    Attributes
    ----------
    minutes : tuple of int
        Every time at which something starts or ends, in minutes since midnight.
    times : tuple of Text
        The same, as they are written.
    legend : tuple of (Colour, Text)
        What its colours mean, if there is more than one.
    """

    title: Text
    minutes: tuple[int, ...]
    times: tuple[Text, ...]
    boxes: tuple[Box, ...]
    legend: tuple[tuple[Colour, Text], ...]


@dataclass(frozen=True)
class NotPlaced:
    """Which sessions have no place, and the demands that are not kept for them."""

    words: Text
    broken: tuple[Text, ...] = ()


@dataclass(frozen=True)
class ProgrammePage:
    """The programme with rooms across and time down, a page a day.

    Attributes
    ----------
    particulars : tuple of Text
        What is told at the end of the event besides: who holds it, whom to ask.
    rooms : tuple of (Text, int)
        What the columns are called, and how many lanes each has.
    not_placed : NotPlaced or None
        None where every session has a place.
    """

    title: Text
    event: Event
    heading: str
    rooms: tuple[tuple[Text, int], ...]
    days: tuple[ProgrammeDay, ...]
    not_placed: NotPlaced | None = None
    particulars: tuple[Text, ...] = ()

    @property
    def lanes(self) -> int:
        """How many lanes there are, over all the columns."""
        return sum(lanes for _, lanes in self.rooms)


def programme_page(
    problem: Problem, timetable: Timetable, findings: Iterable[Finding]
) -> ProgrammePage:
    """Return the programme, a page a day; what is broken says why."""
    return _Programme(*with_stretches(problem, timetable), findings).page()


class _Programme:
    def __init__(self, problem: Problem, timetable: Timetable, findings: Iterable[Finding]) -> None:
        self.problem = problem
        self.timetable = timetable
        self.grid = programme_grid(problem, timetable)
        self.colours = label_colours(problem)
        self.broken = broken_sessions(findings)

    def page(self) -> ProgrammePage:
        return ProgrammePage(
            PROGRAMME,
            self.problem.event,
            event_heading(self.problem, subtitle=True, version=True),
            tuple((self._room(column), column.lanes) for column in self.grid.columns),
            tuple(map(self._day, self.grid.days)),
            self._not_placed(),
            event_particulars(self.problem.event),
        )

    def _room(self, column: GridColumn) -> Text:
        if column.room is not None:
            return room_title(self.problem, column.room)
        return NO_ROOM if len(self.grid.columns) > 1 else PROGRAMME

    def _not_placed(self) -> NotPlaced | None:
        left = unplaced(self.problem, self.timetable)
        if not left:
            return None
        words = _NOT_PLACED.fill(sessions=listing(session.label for session in left))
        sentences = (text for session in left for text in self.broken.get(session.id, ()))
        return NotPlaced(words, tuple(sentences))

    def _day(self, day: DayGrid) -> ProgrammeDay:
        return ProgrammeDay(
            day_title(day.day),
            day.times,
            tuple(map(padded_clock, day.times)),
            tuple(self._box(day, cell) for cell in day.cells),
            tuple(self._legend(day)),
        )

    def _box(self, day: DayGrid, cell: GridCell) -> Box:
        placement = cell.item.placement
        return Box(
            cell.lane,
            cell.lanes,
            day.times.index(placement.start),
            day.times.index(placement.end),
            tuple(self._lines(cell, self.grid)),
            self._colour(cell),
            self._sentences(cell),
        )

    # What a box says.

    def _lines(self, cell: GridCell, grid: ProgrammeGrid) -> Iterator[BoxLine]:
        """Yield when and what kind it is, the title, the people, the parts."""
        placement = cell.item.placement
        session = self.problem.session[placement.session]
        head = [padded_span(placement.start, placement.end)]
        rooms = {column.room for column in grid.columns}
        if session.also_in or (cell.lanes == grid.lanes and rooms != {placement.room}):
            head.append(place_title(self.problem, session.id, placement.room))
        head += [public_label(session), same(session.language)]
        yield (("small", dotted(head)),)
        yield (("title", session_title(self.problem, session.id)),)
        if session.subtitle:
            yield (("text", same(session.subtitle)),)
        if is_cancelled(self.problem, self.timetable, session.id):
            yield (("title", CANCELLED),)
        people = people_text(self.problem, self.timetable, session)
        if people.fr:
            yield (("small", people),)
        yield from self._parts(cell.item.parts)

    def _parts(self, parts: Iterable[Item]) -> Iterator[BoxLine]:
        for part in parts:
            session = self.problem.session[part.placement.session]
            words = Text("{start}  {title}", "{start}  {title}").fill(
                start=padded_clock(part.placement.start),
                title=session_title(self.problem, session.id),
            )
            people = people_text(self.problem, self.timetable, session)
            if people.fr:
                beside = Text(" – {people}", " – {people}").fill(people=people)
                yield ("text", words), ("small", beside)
            else:
                yield (("text", words),)
            yield from self._parts(part.parts)

    # Its colour.

    def _sentences(self, cell: GridCell) -> tuple[Text, ...]:
        return tuple(
            text
            for placement in walk([cell.item])
            for text in self.broken.get(placement.session, ())
        )

    def _label(self, cell: GridCell) -> Text:
        session = cell.item.placement.session
        if is_cancelled(self.problem, self.timetable, session):
            return CANCELLED
        return label_text(self.problem.session[session])

    def _is_public(self, cell: GridCell) -> bool:
        session = self.problem.session[cell.item.placement.session]
        return bool(session.track) or self.problem.kind_of(session.id) in TOLD_KINDS

    def _colour(self, cell: GridCell) -> Colour:
        if self._sentences(cell):
            return "broken"
        return self.colours.get(self._label(cell).fr, "cancelled")

    def _legend(self, day: DayGrid) -> Iterator[tuple[Colour, Text]]:
        """Yield the colours of a day and what they mean, if there is more than one.

        Kinds of which the public is not told are not among them; see `public_label`.
        """
        meanings: dict[Text, Colour] = {}
        for cell in day.cells:
            label = _RED if self._sentences(cell) else self._label(cell)
            if label in (_RED, CANCELLED) or self._is_public(cell):
                meanings[label] = self._colour(cell)
        if len(meanings) > 1 or _RED in meanings:
            yield from ((colour, text) for text, colour in meanings.items())
