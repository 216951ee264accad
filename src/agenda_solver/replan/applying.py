"""What each change does to a draft: a problem in, a problem out, and what there is to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

from agenda_solver.changes import (
    CHANGE,
    Announced,
    Changes,
    MoreRegister,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.problem import (
    Attendee,
    Minutes,
    Openings,
    Problem,
    Room,
    Session,
    Spot,
    Track,
    Window,
    taken_out,
    within,
)
from agenda_solver.replan.parts import Case, Part
from agenda_solver.rules.easing import without_seams
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import room_text, session_text
from agenda_solver.text import Text, listing, quoted
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK

Moment = tuple[date, int]
"""A day, and a minute of it."""


@dataclass(frozen=True)
class Applied:
    """What is asked once changes are announced, before it is settled who takes whose part.

    Attributes
    ----------
    case : Case
        Those who cancel are in it still, in the sessions for which something is to be
        found; see `agenda_solver.replan.ways`.
    notes : tuple of Finding
        Changes that come too late, and what was typed of what is over.
    """

    case: Case
    notes: tuple[Finding, ...]


def begun(before: Timetable, now: Moment | None) -> Mapping[str, Placement]:
    """Return the placements of what has begun by a moment, by the session's id."""
    if now is None:
        return {}
    return {
        placement.session: placement
        for placement in before.placements
        if (placement.day, placement.start) <= now
    }


def applied(before: Timetable, problem: Problem, changes: Changes) -> Applied:
    """Apply changes to a problem; each has its effect once, however often it is announced.

    What has begun is as it is: its people, and the room and the hours that it takes.

    Parameters
    ----------
    before : Timetable
        What was published.
    problem : Problem
        What is asked so far. Its sessions, people and rooms may be fewer than those that
        the changes name.
    changes : Changes
        What is announced.
    """
    over = {
        session: placement
        for session, placement in begun(before, changes.now).items()
        if session in problem.session
    }
    applying = _Applying(before, Case.of(problem, before), changes.now, over)
    for change in changes.announced:
        applying.apply(change)
    return Applied(applying.with_the_past(), tuple(applying.notes))


class _Applying:
    """Applies changes one after the other."""

    def __init__(
        self, before: Timetable, case: Case, now: Moment | None, over: Mapping[str, Placement]
    ) -> None:
        self.before = before
        self.case = case
        self.now = now
        self.over = over
        self.notes: list[Finding] = []

    @property
    def problem(self) -> Problem:
        return self.case.problem

    def apply(self, change: Announced) -> None:
        match change:
            case PersonCancels(person):
                self._out_of_pools(person)
            case PersonIsReplaced(person, by):
                self._replace(person, by)
            case PersonIsAway(person, window):
                self._away(person, window)
            case SessionIsCancelled(session):
                self._cancel(session)
            case RoomIsClosed(room, window):
                self._close(room, window)
            case MoreRegister(session, number):
                self._register(session, number)

    def _to_come(self, sessions: Iterable[str]) -> list[str]:
        return [session for session in sessions if session not in self.over]

    # --- People ---------------------------------------------------------------------------

    def _out_of_pools(self, person: str) -> None:
        """Let a person be chosen for no part; where they are, that is still to be settled."""
        if person not in self.problem.person:
            return
        sessions = self.problem.may_take_part(person)
        self._note_over(person, sessions)

        def left(part: Part) -> Part | None:
            if not part.pool or part.by == person or person not in part.among:
                return part
            others = tuple(other for other in part.among if other != person)
            return replace(part, among=others) if others else None

        self.case = self.case.with_changed_parts(self._to_come(sessions), left)
        self._let_chair(person, ())

    def _let_chair(self, person: str, instead: tuple[str, ...]) -> None:
        """Let others chair the tracks that a person does, as far as these have papers to come."""
        chaired = {
            track.id
            for track in self.problem.tracks
            if person in track.chairs and self._to_come(self.problem.papers.get(track.id, ()))
        }
        tracks = [
            track.model_copy(update={"chairs": self._chairs(track, person, instead)})
            if track.id in chaired
            else track
            for track in self.problem.tracks
        ]
        if chaired:
            self.case = replace(self.case, problem=self.problem.with_tables(tracks=tracks))

    def _chairs(self, track: Track, person: str, instead: tuple[str, ...]) -> list[str]:
        """Return who chairs a track once a person does not, and say so."""
        chairs = [one for one in track.chairs if one != person]
        chairs += [one for one in instead if one not in chairs]
        left = _ONE_CHAIR_LESS if chairs else _NO_CHAIR
        text = (_CHAIRS_INSTEAD if instead else left).fill(
            track=quoted(track.id),
            before=self._person(person),
            people=listing(map(self._person, instead)),
        )
        self._note(text, people=(person, *instead))
        return chairs

    def _replace(self, person: str, by: str) -> None:
        if not {person, by} <= self.problem.person.keys() or person == by:
            return
        sessions = self.problem.may_take_part(person)
        self._note_over(person, sessions)
        for session in self._to_come(sessions):
            parts = self.case.parts(session)
            taken = {part.role for part in parts if part.by == by}
            changed: list[Part] = []
            for part in parts:
                if person not in part.among:
                    changed.append(part)
                elif part.pool and part.by != person:
                    among = tuple(
                        dict.fromkeys(by if other == person else other for other in part.among)
                    )
                    changed.append(replace(part, among=among))
                elif part.role not in taken:
                    taken.add(part.role)
                    changed.append(Part(part.role, (by,), pool=False, by=by))
            if list(parts) != changed:
                self.case = self.case.with_parts(session, changed)
        self._let_chair(person, (by,))

    def _away(self, person: str, window: Window) -> None:
        if person not in self.problem.person:
            return
        closed = self._still(window)
        if not closed:
            self._note(_OVER_AWAY.fill(person=self._person(person)), people=(person,))
        present = less(self.problem, self.problem.person[person].present, closed)
        self._update_person(person, present=present)

    def _update_person(self, person: str, **update: Any) -> None:
        people = [
            known.model_copy(update=update) if known.id == person else known
            for known in self.problem.people
        ]
        self.case = replace(self.case, problem=self.problem.with_tables(people=people))

    def _person(self, person: str) -> str:
        return self.problem.person[person].label

    def _note_over(self, person: str, sessions: Iterable[str]) -> None:
        """Say that nothing is left to be changed of somebody's parts."""
        own = [session for session in sessions if self.case.takes_part(session, person)]
        if own and not self._to_come(own):
            self._note(_OVER_PERSON.fill(person=self._person(person)), people=(person,))

    # --- Sessions and rooms ---------------------------------------------------------------

    def _cancel(self, session: str) -> None:
        if session not in self.problem.session:
            return
        if not self.over.keys().isdisjoint(self.problem.with_their_parts([session])):
            text = _OVER_SESSION.fill(session=session_text(self.problem, session))
            self._note(text, sessions=(session,))
            return
        self.case = without_sessions(self.case, [session])

    def _close(self, room: str, window: Window | None) -> None:
        if room not in self.problem.room:
            return
        closed = self._still(window or Window())
        if not closed:
            text = _OVER_ROOM.fill(room=room_text(self.problem, room))
            self._note(text, rooms=(room,))
        rooms = [
            other.model_copy(update={"closed": _in_order([*other.closed, *closed])})
            if other.id == room
            else other
            for other in self.problem.rooms
        ]
        self.case = replace(self.case, problem=self.problem.with_tables(rooms=rooms))

    def _register(self, session: str, number: int) -> None:
        """Let more people be due a seat in a session; or be expected, where nobody has a seat."""
        if session not in self.problem.session or session in self.over:
            return
        if not self.before.seats:
            expected = (self.problem.session[session].expected or 0) + number
            problem = self.problem.with_sessions({session: {"expected": expected}})
            self.case = replace(self.case, problem=problem)
            return
        known = self.problem.attendee
        ids = (f"{session}+{count}" for count in range(1, number + 1))
        coming = [
            Attendee.model_construct(id=id_, name=id_, must_attend=[session])
            for id_ in ids
            if id_ not in known
        ]
        attendees = [*self.problem.attendees, *coming]
        self.case = replace(self.case, problem=self.problem.with_tables(attendees=attendees))

    # --- What is over ---------------------------------------------------------------------

    def _still(self, window: Window) -> list[Window]:
        """Return what of a window is still to come."""
        if self.now is None:
            return [window]
        return [
            left
            for day in sorted(self.problem.day)
            if window.day in (None, day) and day >= self.now[0]
            for left in _span(day, max(window.start, self._from(day)), window.end)
        ]

    def _from(self, day: date) -> int:
        return self.now[1] if self.now is not None and day == self.now[0] else 0

    def with_the_past(self) -> Case:
        """Return the case in which those who were there, and the rooms that were used, were."""
        problem = self.problem
        people = [
            person.model_copy(update={"present": [*person.present, *missing]})
            if person.present and (missing := self._gaps_of(person.id, person.present))
            else person
            for person in problem.people
        ]
        rooms = [
            room.model_copy(update=update) if (update := self._was_open(room)) else room
            for room in problem.rooms
        ]
        if people == problem.people and rooms == problem.rooms:
            return self.case
        return replace(self.case, problem=problem.with_tables(people=people, rooms=rooms))

    def _gaps_of(self, person: str, present: Sequence[Window]) -> list[Window]:
        spans = (
            (placement.day, placement.start, placement.end)
            for session, placement in self.over.items()
            if session in self.problem.session and self.case.takes_part(session, person)
        )
        return self._not_in(present, spans)

    def _was_open(self, room: Room) -> dict[str, list[Window]]:
        """Return what differs of a room's hours, so that it was open while it was used."""
        if not (room.open or room.closed):
            return {}
        spans = self._uses(room.id)
        missing = self._not_in(room.open, spans) if room.open else []
        used = [_window(*span) for span in spans if not Openings(room.closed).spare(*span)]
        closed = _in_order(without(self.problem, room.closed, used)) if used else room.closed
        changed = {"open": [*room.open, *missing]} if missing else {}
        return changed if closed == room.closed else {**changed, "closed": closed}

    def _uses(self, room: str) -> list[tuple[date, int, int]]:
        """Return from when to when a room was used, setup and teardown included."""
        spans = []
        for session, placement in self.over.items():
            if session not in self.problem.session or placement.room is None:
                continue
            if room in self.problem.floor_of(session, placement.room):
                setup, teardown = self.problem.occupancy(session, placement.room)
                end = min(DAYBREAK, placement.end + teardown)
                spans.append((placement.day, max(0, placement.start - setup), end))
        return spans

    def _not_in(
        self, windows: Sequence[Window], spans: Iterable[tuple[date, int, int]]
    ) -> list[Window]:
        """Return what of these spans is in none of the windows."""
        return [
            left
            for span in spans
            if not within(windows, *span)
            for left in less(self.problem, [_window(*span)], windows)
        ]

    def _note(
        self,
        text: Text,
        *,
        sessions: tuple[str, ...] = (),
        people: tuple[str, ...] = (),
        rooms: tuple[str, ...] = (),
    ) -> None:
        note = Finding(CHANGE, "info", text, sessions=sessions, people=people, rooms=rooms)
        if note not in self.notes:
            self.notes.append(note)


_CHAIRS_INSTEAD = Text(
    "le thème {track} est présidé par {people}, et non {before}",
    "the track {track} is chaired by {people}, not {before}",
)
_ONE_CHAIR_LESS = Text(
    "le thème {track} est présidé sans {before}", "the track {track} is chaired without {before}"
)
_NO_CHAIR = Text(
    "personne ne préside plus le thème {track} : dire qui, sous « présidence » (feuille Thèmes)",
    "nobody chairs the track {track} any more: say who does, below “chairs” (sheet Tracks)",
)
_OVER_PERSON = Text(
    "{person} : toutes ses interventions ont commencé ou sont passées, rien ne change pour elles",
    "{person}: all their parts have begun or are over, nothing changes for them",
)
_OVER_AWAY = Text(
    "{person} : cette absence est passée, elle ne change rien",
    "{person}: this absence is over, it changes nothing",
)
_OVER_SESSION = Text(
    "{session} a commencé : cette annulation ne change rien",
    "{session} has begun: cancelling it changes nothing",
)
_OVER_ROOM = Text(
    "{room} : cette fermeture est passée, elle ne change rien",
    "{room}: this closing is over, it changes nothing",
)


def without_sessions(case: Case, sessions: Iterable[str]) -> Case:
    """Return the case without some sessions and their parts, and those chosen for them."""
    gone = case.problem.with_their_parts(sessions)
    problem = taken_out(case.problem, {"sessions": gone}) if gone else case.problem
    return Case(problem, tuple(cast for cast in case.cast if cast.session in problem.session))


# --- Windows ------------------------------------------------------------------------------


def less(problem: Problem, windows: Sequence[Window], closed: Iterable[Window]) -> list[Window]:
    """Return windows without what is closed in them; none at first means always.

    Where nothing is left there is one window still, the day before the event, for a list
    without any would say "always".
    """
    holes = list(closed)
    left = without(problem, windows if windows or not holes else [Window()], holes)
    if left or not holes:
        return left
    return [_window(problem.first_date - timedelta(days=1), 0, DAY_MINUTES)]


def without(problem: Problem, windows: Iterable[Window], holes: Iterable[Window]) -> list[Window]:
    """Return windows without those parts of them that are in others."""
    left = list(windows)
    for hole in holes:
        left = list(chain.from_iterable(_cut(problem, window, hole) for window in left))
    return left


def _in_order(closed: Iterable[Window]) -> list[Window]:
    """Return closings in the order of time, those that touch as one; one of all times is enough."""
    every = without_seams(closed)
    if Window() in every:
        return [Window()]
    return sorted(every, key=lambda window: (window.day or date.min, window.start))


def _cut(problem: Problem, window: Window, hole: Window) -> list[Window]:
    if window.day is None and hole.day is not None:
        days = [_window(day, window.start, window.end) for day in sorted(problem.day)]
        return [window for day in days for window in _cut(problem, day, hole)]
    apart = hole.day is not None and window.day != hole.day
    if apart or hole.end <= window.start or window.end <= hole.start:
        return [window]
    early = _span(window.day, window.start, min(window.end, hole.start))
    if hole.end >= DAY_MINUTES and not problem.passes_midnight:
        return early
    return [*early, *_span(window.day, max(window.start, hole.end), window.end)]


def _span(day: date | None, start: int, end: int) -> list[Window]:
    return [_window(day, start, end)] if start < end else []


def _window(day: date | None, start: int, end: int) -> Window:
    """Make a window from minutes, which are read from words otherwise."""
    return Window.model_construct(day=day, start=start, end=end)


# --- What stays where it is ---------------------------------------------------------------


def held_in_place(
    case: Case, before: Timetable, now: Moment | None, held: Collection[str] = ()
) -> Case:
    """Return the case in which what has begun cannot change, nor anything move into the past.

    Parameters
    ----------
    now : (date, minute) or None
        What starts by then has begun.
    held : collection of str
        Ids of sessions that stay, too: where they are locked, or else where they were.
    """
    problem, there = case.problem, before.by_session
    over = {
        session: place
        for session, place in begun(before, now).items()
        if session in problem.session
    }
    updates: dict[str, dict[str, Any]] = {}
    for session in problem.sessions:
        if session.id in over:
            updates[session.id] = as_it_was(session, over[session.id])
            continue
        updates[session.id] = {}
        if now is not None and not session.external:
            updates[session.id]["windows"] = less(problem, session.windows, _until(problem, now))
        if session.id in held and session.id in there:
            updates[session.id]["locked"] = _where_it_was(session.locked, there[session.id])
    return narrowed(replace(case, problem=problem.with_sessions(updates)), over)


def _until(problem: Problem, now: Moment) -> list[Window]:
    """Return what is over of the event's days."""
    return [
        window
        for day in sorted(problem.day)
        if day <= now[0]
        for window in _span(day, 0, now[1] if day == now[0] else DAYBREAK)
    ]


def _where_it_was(locked: Spot, placement: Placement) -> Spot:
    return Spot.model_construct(
        day=locked.day or placement.day,
        start=placement.start if locked.start is None else locked.start,
        room=locked.room or placement.room,
    )


def as_it_was(session: Session, placement: Placement) -> dict[str, Any]:
    """Return what is said of a session so that it is exactly where it was."""
    room, minutes = placement.room, placement.minutes
    update: dict[str, Any] = {
        "locked": Spot.model_construct(day=placement.day, start=placement.start, room=room),
        "windows": [],
    }
    if session.minutes is not None:
        update["minutes"] = Minutes.model_construct(min=minutes, ideal=None, max=minutes)
    if room is not None and session.rooms is not None and room not in session.rooms:
        update["rooms"] = [room]
    return update


def narrowed(case: Case, sessions: Iterable[str]) -> Case:
    """Return the case in which those who were chosen take their parts in some sessions."""

    def kept(part: Part) -> Part:
        return part if part.by is None or not part.pool else replace(part, among=(part.by,))

    return case.with_changed_parts(sessions, kept)
