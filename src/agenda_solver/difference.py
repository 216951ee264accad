"""What differs between two versions of one event: sessions, people, attendees, and rows asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import Literal

from agenda_solver.offers import Offers
from agenda_solver.problem import Event, Path, Problem
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.words.names import folded

Kind = Literal["cancelled", "added", "time", "room", "length", "people", "title"]
"""What is otherwise: the day or start, the room, how long it lasts, who takes part, the title.

``cancelled``: the session does not take place any more. ``added``: it did not before.
"""


@dataclass(frozen=True)
class Version:
    """A timetable, and what was asked when it was made.

    Attributes
    ----------
    as_written : bool
        Whether all counts that is written, also sessions that too few attend to take place,
        and seats in sessions without a time.
    """

    problem: Problem
    timetable: Timetable
    as_written: bool = False

    @cached_property
    def placements(self) -> Mapping[str, Placement]:
        """Where each session is that takes place, by its id.

        Once seats are given out, one that needs attendees and has none does not.
        """
        placed = dict(self.timetable.by_session)
        if self.timetable.seats and not self.as_written:
            for session in Offers(self.problem, self.timetable).cancelled():
                del placed[session]
        return placed

    @cached_property
    def rosters(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of those who take part in each session that takes place, by its id."""
        return {
            session: self.timetable.roster(self.problem.session[session])
            for session in self.placements
        }

    @cached_property
    def chairs(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of those who chair each paper that takes place, and take no other part in it."""
        papers = filter(self.problem.is_paper, self.placements)
        return {
            paper: tuple(
                person
                for person in self.problem.chairs_of(self.problem.session[paper].track)
                if person not in self.rosters[paper]
            )
            for paper in papers
        }

    def seats_of(self, attendee: str) -> tuple[str, ...]:
        """Ids of the sessions that take place in which an attendee has a seat."""
        seats = dict.fromkeys(self.timetable.seats_of.get(attendee, ()))
        return tuple(seat for seat in seats if self.as_written or seat in self.placements)

    def moment(self, session: str | None) -> tuple[date, int] | None:
        """Return the day and the start of a session; None where it has none."""
        placement = self.placements.get(session or "")
        return _moment(placement) if placement else None


def of_one_event(one: Problem, other: Problem) -> bool:
    """Whether two problems are of one event: by its id, its name, or most of its sessions."""
    if one.event.id == other.event.id != Event.model_fields["id"].default:
        return True
    if folded(one.event.name) == folded(other.event.name):
        return True
    titles = [
        {(session.id, folded(session.title)) for session in problem.sessions}
        for problem in (one, other)
    ]
    return 2 * len(titles[0] & titles[1]) > min(map(len, titles))


@dataclass(frozen=True)
class SessionChange:
    """What became of a session.

    Attributes
    ----------
    session : str
        The session's id.
    kinds : tuple of Kind
        What is otherwise, what matters most first.
    before, after : Placement or None
        Where it was and is; None where it was not, or is not any more.
    people_before, people_after : tuple of str
        Ids of those who took part and take part.
    """

    session: str
    kinds: tuple[Kind, ...]
    before: Placement | None
    after: Placement | None
    people_before: tuple[str, ...] = ()
    people_after: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonChange:
    """What became of a person's part in a session: new, gone, or at another time or place.

    Attributes
    ----------
    before, after : Placement or None
        Of the session; None where they took no part, or take none any more.
    chairs : bool
        Whether their part is to chair the track of a paper, in which they take no other part.
    """

    person: str
    session: str
    before: Placement | None
    after: Placement | None
    chairs: bool = False


@dataclass(frozen=True)
class AttendeeChange:
    """What became of a seat: another session, another time or place, given up, or new.

    Attributes
    ----------
    session_before, session_after : str or None
        Ids of the sessions in which the attendee had and has the seat.
    before, after : Placement or None
        When and where these were and are.
    """

    attendee: str
    session_before: str | None
    session_after: str | None
    before: Placement | None
    after: Placement | None


@dataclass(frozen=True)
class RoleChange:
    """Who takes the open parts of a role instead.

    Attributes
    ----------
    before, after : tuple of str or None
        Who was and is chosen for each part; None where nobody is.
    """

    session: str
    role: str
    before: tuple[str | None, ...]
    after: tuple[str | None, ...]


@dataclass(frozen=True)
class Difference:
    """What differs between two versions; see `difference`."""

    before: Version
    after: Version
    sessions: tuple[SessionChange, ...]
    people: tuple[PersonChange, ...]
    attendees: tuple[AttendeeChange, ...]

    def __bool__(self) -> bool:
        return bool(self.sessions or self.people or self.attendees)

    @cached_property
    def cancelled(self) -> tuple[str, ...]:
        """Ids of the sessions that do not take place any more; a part goes with its whole."""
        gone = [change.session for change in self.sessions if change.kinds == ("cancelled",)]
        wholes = self.before.problem.wholes
        return tuple(session for session in gone if not set(gone).intersection(wholes(session)))

    @cached_property
    def touched(self) -> tuple[str, ...]:
        """Ids of the sessions that take place still, at another time, elsewhere, or with others."""
        kinds = {"time", "room", "people"}
        return tuple(change.session for change in self.sessions if kinds.intersection(change.kinds))

    @cached_property
    def seats_lost(self) -> tuple[Seat, ...]:
        """The seats that those who are still registered had, and have no longer."""
        return seats_lost(self.after.problem, self.before.timetable.seats, self.after.timetable)

    def count(self, kind: Kind, beside: Kind | None = None) -> int:
        """Return of how many sessions this is otherwise; only where `beside` is too, if given."""
        wanted = {kind} if beside is None else {kind, beside}
        return sum(wanted <= set(change.kinds) for change in self.sessions)


def difference(before: Version, after: Version) -> Difference:
    """Return what differs between two versions of an event.

    What has an id in both is the same session, room, person or attendee, whatever else
    differs. A version without a timetable has no session that takes place.

    Parameters
    ----------
    before, after : Version
        The earlier one and the later one; each may know what the other does not.

    Returns
    -------
    Difference
        Sessions in the order of the earlier programme; people and attendees in the order
        of the later draft, those it does not know last, each with what is first in time
        first.
    """
    return Difference(
        before,
        after,
        sessions=tuple(_session_changes(before, after)),
        people=tuple(_person_changes(before, after)),
        attendees=tuple(_attendee_changes(before, after)),
    )


def seats_lost(problem: Problem, before: Iterable[Seat], after: Timetable) -> tuple[Seat, ...]:
    """Return the seats that somebody who is still registered had, and has no longer.

    Parameters
    ----------
    problem : Problem
        Those who are registered now.
    before : iterable of Seat
        The seats given out before; their attendees and sessions may be gone.
    after : Timetable
        With the seats as they are now.
    """
    had = Timetable.of((), dict.fromkeys(before)).seats_of
    return tuple(
        Seat(attendee.id, session)
        for attendee in problem.attendees
        for session in had.get(attendee.id, ())
        if session not in after.seats_of.get(attendee.id, ())
    )


def role_changes(before: Version, after: Version) -> Iterator[RoleChange]:
    """Yield the roles for which others are chosen, of the sessions that both versions know."""
    for session in after.problem.sessions:
        known = before.problem.session.get(session.id)
        for role in dict.fromkeys(role for role, _, _ in session.pools) if known else ():
            old, new = _chosen(before, session.id, role), _chosen(after, session.id, role)
            if sorted(filter(None, old)) != sorted(filter(None, new)):
                yield RoleChange(session.id, role, old, new)


def _chosen(version: Version, session: str, role: str) -> tuple[str | None, ...]:
    by_part = version.timetable.by_part
    return tuple(
        next(iter(by_part.get((session, role, number), ())), None)
        for name, number, _ in version.problem.session[session].pools
        if name == role
    )


def _session_changes(before: Version, after: Version) -> Iterator[SessionChange]:
    sessions = dict.fromkeys((*after.placements, *before.placements))
    for session in sorted(sessions, key=lambda key: _moment(_either(before, after, key))):
        change = SessionChange(
            session,
            tuple(_kinds(before, after, session)),
            before.placements.get(session),
            after.placements.get(session),
            before.rosters.get(session, ()),
            after.rosters.get(session, ()),
        )
        if change.kinds:
            yield change


def _either(before: Version, after: Version, session: str) -> Placement:
    """Return where a session was, or else where it is."""
    return before.placements.get(session) or after.placements[session]


def _moment(placement: Placement) -> tuple[date, int]:
    return placement.day, placement.start


def _kinds(before: Version, after: Version, session: str) -> Iterator[Kind]:
    old, new = before.placements.get(session), after.placements.get(session)
    if old is None or new is None:
        yield "added" if old is None else "cancelled"
        return
    if _moment(old) != _moment(new):
        yield "time"
    rooms = (
        version.problem.rooms_of(session, placement.room)
        for version, placement in ((before, old), (after, new))
    )
    if len(set(rooms)) > 1:
        yield "room"
    if old.minutes != new.minutes:
        yield "length"
    if set(before.rosters[session]) != set(after.rosters[session]):
        yield "people"
    if before.problem.session[session].title != after.problem.session[session].title:
        yield "title"


def _person_changes(before: Version, after: Version) -> Iterator[PersonChange]:
    had, has = _sessions_by_person(before), _sessions_by_person(after)
    ids = (person.id for version in (after, before) for person in version.problem.people)
    for person in dict.fromkeys(ids):
        of_person = [
            PersonChange(
                person,
                session,
                before.placements[session] if session in had.get(person, ()) else None,
                after.placements[session] if session in has.get(person, ()) else None,
                chairs=all(
                    person not in version.rosters.get(session, ()) for version in (before, after)
                ),
            )
            for session in dict.fromkeys((*had.get(person, ()), *has.get(person, ())))
        ]
        changed = (change for change in of_person if change.before != change.after)
        yield from sorted(changed, key=_first_moment)


def _sessions_by_person(version: Version) -> Mapping[str, list[str]]:
    sessions: dict[str, list[str]] = {}
    for session, people in version.rosters.items():
        for person in (*people, *version.chairs.get(session, ())):
            sessions.setdefault(person, []).append(session)
    return sessions


def _first_moment(change: PersonChange | AttendeeChange) -> tuple[date, int]:
    placement = change.before or change.after
    return _moment(placement) if placement else (date.max, 0)


def _attendee_changes(before: Version, after: Version) -> Iterator[AttendeeChange]:
    old_at, new_at = before.placements, after.placements
    moved = {key for key in {*old_at, *new_at} if old_at.get(key) != new_at.get(key)}
    ids = (row.id for version in (after, before) for row in version.problem.attendees)
    for attendee in dict.fromkeys(ids):
        had, has = before.seats_of(attendee), after.seats_of(attendee)
        turned = _pairs(before, after, had, has) if had != has else ()
        kept = ((seat, seat) for seat in had if seat in moved and seat in has)
        changes = (
            AttendeeChange(attendee, old, new, old_at.get(old or ""), new_at.get(new or ""))
            for old, new in (*turned, *kept)
        )
        yield from sorted(changes, key=_first_moment)


def _pairs(
    before: Version, after: Version, had: Sequence[str], has: Sequence[str]
) -> Iterator[tuple[str | None, str | None]]:
    """Yield the seats that somebody has no longer, each with the one they have instead.

    Those at the same moment are a pair; what is left over is paired as it comes. Of two seats
    at one moment, which only a hand gives, the one that stays is instead of the other.
    """
    lost = _in_time(before, (seat for seat in had if seat not in has))
    left = _in_time(after, (seat for seat in has if seat not in had))
    kept = [seat for seat in has if seat in had]
    pairs: dict[str, str] = {}
    for at_once in (True, False):
        for old in lost:
            fitting = left
            if at_once:
                then = before.moment(old)
                fitting = [new for new in (*left, *kept) if then and after.moment(new) == then]
            if old not in pairs and fitting:
                pairs[old] = fitting[0]
                left = [new for new in left if new != pairs[old]]
    yield from ((old, pairs.get(old)) for old in lost)
    yield from ((None, new) for new in left)


def _in_time(version: Version, sessions: Iterable[str]) -> list[str]:
    return sorted(sessions, key=lambda session: version.moment(session) or (date.max, 0))


# --- Rows ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class DraftRow:
    """A row of a draft: of a room, a session, a weight, and so on.

    Attributes
    ----------
    key : str
        By what it is known in its table: its id, if it has one.
    name : str
        What it is called.
    path : tuple
        Where it stands in the draft.
    fields : mapping of tuple to object
        What it says, by the key of the field; nothing where a field is blank.
    """

    key: str
    name: str
    path: Path
    fields: Mapping[Path, object]


@dataclass(frozen=True)
class RowChange:
    """What became of a row.

    Attributes
    ----------
    before, after : DraftRow or None
        None where it was not, or is not any more.
    """

    before: DraftRow | None
    after: DraftRow | None

    @property
    def fields(self) -> frozenset[Path]:
        """Keys of the fields that say something else, where the row was and is there."""
        if self.before is None or self.after is None:
            return frozenset()
        old, new = self.before.fields, self.after.fields
        return frozenset(key for key in {*old, *new} if old.get(key) != new.get(key))


def row_changes(before: Iterable[DraftRow], after: Iterable[DraftRow]) -> Iterator[RowChange]:
    """Yield what became of the rows of a table, by their key.

    Of several rows that have the same key, those that are alike in all are the same.
    """
    olds, news = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*olds, *news)):
        old, new = olds.get(key, []), news.get(key, [])
        for row in tuple(new):
            twin = next((other for other in old if other.fields == row.fields), None)
            if twin is not None:
                old.remove(twin)
                new.remove(row)
        yield from (RowChange(*pair) for pair in zip_longest(old, new))


def _by_key(rows: Iterable[DraftRow]) -> dict[str, list[DraftRow]]:
    by_key: dict[str, list[DraftRow]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    return by_key
