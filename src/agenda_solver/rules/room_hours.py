"""Rules of when a room can be used: its opening hours, and when it is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar, Literal

from agenda_solver.problem import Openings, Problem, Room, Session, Window
from agenda_solver.rules.easing import (
    Amounts,
    Leeway,
    Span,
    both_sides,
    exceeded,
    graded,
    outside,
    overlapping,
    span_of,
    trimmed,
    widened,
)
from agenda_solver.rules.edits import Edit, FieldChange
from agenda_solver.rules.rule import (
    TIME,
    TIME_AND_ROOM,
    Allows,
    Demand,
    Exceeds,
    Finding,
    Limit,
    Whom,
    covered,
    touched,
)
from agenda_solver.rules.words import (
    closings_text,
    room_text,
    session_text,
    when_text,
    windows_text,
)
from agenda_solver.text import Text, duration, listing
from agenda_solver.timetable import Placement, Timetable


class _RoomHours(Demand):
    """A session, its setup and its teardown keep to some hours of its room and of its parts.

    Attributes
    ----------
    hours : {"open", "closed"}
        Where the room says them.
    """

    hours: ClassVar[Literal["open", "closed"]]
    of_a_part: ClassVar[Text]
    longer: ClassVar[Text]
    stays: ClassVar[Text]
    setup = Text("{minutes} de montage", "{minutes} of setup")
    teardown = Text("{minutes} de démontage", "{minutes} of teardown")
    reads = TIME_AND_ROOM

    def windows(self, room: Room) -> list[Window]:
        """Return the hours that a room says; none: it says nothing."""
        windows: list[Window] = getattr(room, self.hours)
        return windows

    def fits(self, windows: Iterable[Window]) -> Callable[..., bool]:
        """Return what tells whether a stretch of a day keeps to hours."""
        raise NotImplementedError

    def excess(self, windows: list[Window]) -> Callable[..., Amounts]:
        """Return what tells by how much a placement does not."""
        raise NotImplementedError

    def breaks(self, windows: list[Window], placement: Placement, first: int, last: int) -> bool:
        """Whether a placement does not, from a minute to another: read a second time."""
        raise NotImplementedError

    def eased(self, windows: list[Window], spans: Iterable[Span]) -> list[Window]:
        """Return the hours that some stretches of time keep to."""
        raise NotImplementedError

    def hours_text(self, problem: Problem, windows: Sequence[Window]) -> Text:
        """Return hours in words."""
        raise NotImplementedError

    def limits(self, problem: Problem) -> Iterator[Limit]:
        housed = [one.id for one in problem.sessions if problem.may_take_room(one.id)]
        for room in problem.rooms:
            for part in (room.id, *problem.pieces[room.id]):
                if self.windows(problem.room[part]):
                    yield from self._limits_in(problem, housed, room, problem.room[part])
                    yield from self._limits_besides(problem, room, problem.room[part])

    def _limits_besides(self, problem: Problem, room: Room, part: Room) -> Iterator[Limit]:
        """Yield the limits of what takes a room besides its own."""
        for session in problem.taken_besides[room.id]:
            allows, exceeds = self._limiting(None, part, problem.occupancy(session, room.id))
            yield Limit(session, TIME, allows, Whom(rooms=(part.id,)), exceeds=exceeds)

    def _limits_in(
        self, problem: Problem, housed: Iterable[str], room: Room, part: Room
    ) -> Iterator[Limit]:
        """Yield the limits of what takes place in a room that is, or has, a part with hours."""
        alike: dict[tuple[int, int], tuple[Allows, Exceeds]] = {}
        whom = Whom(rooms=(part.id,))
        for session in housed:
            around = problem.occupancy(session, room.id)
            if around not in alike:
                alike[around] = self._limiting(room.id, part, around)
            allows, exceeds = alike[around]
            yield Limit(session, TIME_AND_ROOM, allows, whom, room=room.id, exceeds=exceeds)

    def _limiting(
        self, room: str | None, part: Room, around: tuple[int, int]
    ) -> tuple[Allows, Exceeds]:
        windows = self.windows(part)
        return (
            partial(_is_fine, room, self.fits(windows), *around),
            partial(_by_how_much, room, self.excess(windows), *around),
        )

    def says(self, problem: Problem, whom: Whom) -> Text:
        (room,) = whom.rooms
        windows = self.hours_text(problem, self.windows(problem.room[room]))
        return self.wanted.fill(room=room_text(problem, room), windows=windows)

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Finding]:
        for placement in timetable.placements:
            besides = problem.session[placement.session].also_in
            for taken in dict.fromkeys((placement.room, *besides)):
                if taken is not None:
                    yield from self._broken_in(problem, placement, problem.room[taken])

    def _broken_in(self, problem: Problem, placement: Placement, room: Room) -> Iterator[Finding]:
        """Yield where a session is in a room, or in a part of it, at other hours."""
        setup, teardown = setup_and_teardown(problem, placement.session, room)
        first, last = placement.start - setup, placement.end + teardown
        for part in _with_its_parts(problem, room):
            windows = self.windows(part)
            if windows and self.breaks(windows, placement, first, last):
                yield self.finding(
                    Whom(sessions=(placement.session,), rooms=(part.id,)),
                    self.broken if part is room else self.of_a_part,
                    session=session_text(problem, placement.session),
                    room=room_text(problem, room.id),
                    part=room_text(problem, part.id),
                    when=when_text(problem, placement),
                    around=self._around_text(setup, teardown),
                    windows=self.hours_text(problem, windows),
                )

    def _around_text(self, setup: int, teardown: int) -> Text:
        conditions = [
            text.fill(minutes=duration(minutes))
            for text, minutes in ((self.setup, setup), (self.teardown, teardown))
            if minutes
        ]
        if not conditions:
            return Text("", "")
        return Text(", plus {conditions}", ", plus {conditions}").fill(
            conditions=listing(conditions)
        )

    def leeway(self, problem: Problem, whom: Whom) -> Leeway | None:  # noqa: ARG002
        return Leeway(whom, both_sides(graded(30, 2, 150)))

    def ease(self, problem: Problem, timetable: Timetable) -> Iterator[Edit]:
        for whom, _, price in exceeded(self, problem, timetable):
            (room,) = whom.rooms
            windows = self.windows(problem.room[room])
            spans = [
                span_of(placement, *problem.occupancy(placement.session, taken))
                for taken, placements in timetable.taking(problem).items()
                if room in (taken, *problem.pieces[taken])
                for placement in placements
            ]
            eased = self.eased(windows, spans)
            yield self.edit(
                self.longer if eased else self.stays,
                price,
                whom,
                FieldChange(("rooms", room, self.hours), windows, eased),
                room=room_text(problem, room),
                windows=self.hours_text(problem, eased),
                before=self.hours_text(problem, windows),
            )


class RoomIsOpen(_RoomHours):
    """A session, its setup and its teardown lie within its room's opening hours."""

    key = "room_open"
    title = Text(
        "Une salle n'accueille que pendant ses heures d'ouverture",
        "A room is used only while it is open",
    )
    wanted = Text("{room} ouvre seulement {windows}", "{room} is open only {windows}")
    of_a_part = Text(
        "{session} occupe {room} {when}{around}, mais {part}, qui en est une partie, ouvre "
        "seulement {windows}",
        "{session} takes {room} {when}{around}, but {part}, which is a part of it, is open only "
        "{windows}",
    )
    broken = Text(
        "{session} occupe {room} {when}{around}, mais cette salle ouvre seulement {windows}",
        "{session} takes {room} {when}{around}, but this room is open only {windows}",
    )
    longer = Text(
        "{room} ouvre {windows} (au lieu de : {before})",
        "{room} opens {windows} (instead of: {before})",
    )
    stands = ("rooms", "open")
    gives_way = True
    hours = "open"

    def fits(self, windows: Iterable[Window]) -> Callable[..., bool]:
        return Openings(windows).hold

    def excess(self, windows: list[Window]) -> Callable[..., Amounts]:
        return partial(outside, windows)

    def breaks(self, windows: list[Window], placement: Placement, first: int, last: int) -> bool:
        return not covered(windows, placement.day, first, last)

    def eased(self, windows: list[Window], spans: Iterable[Span]) -> list[Window]:
        return widened(windows, spans)

    def hours_text(self, problem: Problem, windows: Sequence[Window]) -> Text:
        return windows_text(problem, windows)


class RoomIsNotClosed(_RoomHours):
    """Nothing of a session, nor of its setup or teardown, is in its room while that is closed."""

    key = "room_closed"
    title = Text(
        "Une salle fermée n'accueille rien",
        "A room is not used while it is closed",
    )
    wanted = Text("{room} est fermée {windows}", "{room} is closed {windows}")
    of_a_part = Text(
        "{session} occupe {room} {when}{around}, mais {part}, qui en est une partie, est fermée "
        "{windows}",
        "{session} takes {room} {when}{around}, but {part}, which is a part of it, is closed "
        "{windows}",
    )
    broken = Text(
        "{session} occupe {room} {when}{around}, mais cette salle est fermée {windows}",
        "{session} takes {room} {when}{around}, but this room is closed {windows}",
    )
    longer = Text(
        "{room} est fermée seulement {windows} (au lieu de : {before})",
        "{room} is closed only {windows} (instead of: {before})",
    )
    stays = Text(
        "{room} reste ouverte (au lieu d'être fermée {before})",
        "{room} stays open (instead of being closed {before})",
    )
    stands = ("rooms", "closed")
    gives_way = True
    hours = "closed"

    def fits(self, windows: Iterable[Window]) -> Callable[..., bool]:
        return Openings(windows).spare

    def excess(self, windows: list[Window]) -> Callable[..., Amounts]:
        return partial(overlapping, windows)

    def breaks(self, windows: list[Window], placement: Placement, first: int, last: int) -> bool:
        return touched(windows, placement.day, first, last)

    def eased(self, windows: list[Window], spans: Iterable[Span]) -> list[Window]:
        return trimmed(windows, spans)

    def hours_text(self, problem: Problem, windows: Sequence[Window]) -> Text:
        return closings_text(problem, windows)


def _is_fine(
    room: str | None, fits: Callable[..., bool], setup: int, teardown: int, placement: Placement
) -> bool:
    """Whether hours are kept to, where a room is taken: in any case if it is none in particular."""
    return room not in (None, placement.room) or fits(
        placement.day, placement.start - setup, placement.end + teardown
    )


def _by_how_much(
    room: str | None,
    excess: Callable[..., Amounts],
    setup: int,
    teardown: int,
    placement: Placement,
) -> Amounts:
    return excess(placement, setup, teardown) if room in (None, placement.room) else {}


def _with_its_parts(problem: Problem, room: Room) -> list[Room]:
    """Return a room and all it is made of, read here a second time."""
    every = [room]
    for one in every:
        parts = (problem.room[part] for part in one.parts)
        every += [part for part in parts if part not in every]
    return every


def setup_and_teardown(problem: Problem, session: str, room: Room) -> tuple[int, int]:
    """Return minutes of setup and teardown, read here a second time: `check` shares nothing."""
    asked: Session = problem.session[session]
    if asked.part_of is not None:
        return 0, 0
    return (
        asked.setup if asked.setup is not None else room.setup,
        asked.teardown if asked.teardown is not None else room.teardown,
    )
