"""What a person has changed in a workbook since it was written, and what that asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from agenda_solver.difference import AttendeeChange, Difference, Kind, Version
from agenda_solver.problem import Minutes, Problem, Session, Spot, TypedSpot, heirs, taken_out
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.references import Gone, references, rename, renamed_row
from agenda_solver.rules.casting import EveryRoleIsFilled
from agenda_solver.rules.programme import LastsAsLongAsAllowed, StaysWhereLocked
from agenda_solver.rules.rooms import SessionHasARoom
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.words.moments import minutes_between
from agenda_solver.words.names import folded

EditKind = Literal["moved", "placed", "unplaced", "chosen", "seat", "added", "removed", "changed"]


@dataclass(frozen=True)
class HandEdit:
    """One thing that a person has changed.

    Attributes
    ----------
    kind : str
        ``moved``, ``placed``, ``unplaced``: a session in the timetable; ``chosen``: who
        takes one of its roles; ``seat``: an attendee's seat, from one session to another;
        ``added``, ``removed``, ``changed``: a row of an input sheet.
    of : str
        The key of the sheet.
    id : str
        Of the row: a session's, a room's, …
    where : Text
        Its sheet and cell; empty where it is gone.
    text : Text
        A sentence.
    before, after : object
        Plain data, of a seat its session's id; None where there was, or is, nothing.
    """

    kind: EditKind
    of: str
    id: str
    where: Text
    text: Text
    before: object = None
    after: object = None

    @property
    def frees(self) -> bool:
        """Whether a time, a room, people or a seat were cleared: others are to be found."""
        if self.kind == "unplaced":
            return True
        if self.kind == "seat":
            return self.after is None
        if self.kind == "chosen":
            return not _newly_chosen(self)
        rooms = [row.get("room") for row in (self.before, self.after) if isinstance(row, Mapping)]
        return len(rooms) == 2 and rooms[0] is not None and rooms[1] is None


# --- The same rows ------------------------------------------------------------------------

Renamed = Mapping[TableName, Mapping[str, str]]
"""By table, the new id of each row whose id has been changed."""

_Followed = Literal["tracks", "sessions", "attendees"]
FOLLOWED: tuple[_Followed, ...] = get_args(_Followed)
"""The tables of which a row may be deleted that others name: they need not be changed."""


def renamed_ids(before: Mapping[str, str], here: Mapping[str, str]) -> Mapping[str, str]:
    """Return the new ids of rows that have kept their name.

    Parameters
    ----------
    before, here : mapping of str to str
        The names of the rows, by id: as they were written, and as they are.
    """
    lost = _by_name(before, set(before) - set(here))
    come = _by_name(here, set(here) - set(before))
    return {
        old: come[name][0]
        for name, (old, *others) in lost.items()
        if not others and len(come.get(name, ())) == 1
    }


def _by_name(names: Mapping[str, str], ids: Collection[str]) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for id_, name in names.items():
        if id_ in ids and folded(name):
            by_name.setdefault(folded(name), []).append(id_)
    return by_name


def under_new_ids(problem: Problem, timetable: Timetable, renamed: Renamed) -> Version:
    """Return what was written, with the ids that rows have been given since."""
    if not any(renamed.values()):
        return Version(problem, timetable)
    there = Timetable.of(
        (renamed_row(placement, renamed) for placement in timetable.placements),
        (renamed_row(seat, renamed) for seat in timetable.seats),
        (renamed_row(casting, renamed) for casting in timetable.cast),
    )
    return Version(rename(problem, renamed), there)


# --- What is gone, and what follows from it -----------------------------------------------


def without_deleted(before: Version, after: Version) -> Version:
    """Return what was written as it is once what has been deleted since is named nowhere.

    Seats in a session that is gone are left only where they have passed on to what stands
    for it.
    """
    gone: dict[TableName, set[str]] = {
        table: _ids(before.problem, table) - _ids(after.problem, table) for table in FOLLOWED
    }
    problem = _unnamed(before.problem, gone)
    there = before.timetable
    passed = _passed(there, gone["sessions"], heirs(before.problem, gone["sessions"]), after)
    placed = (each for each in there.placements if each.session in problem.session)
    return Version(problem, Timetable.of(placed, dict.fromkeys(passed), there.cast), True)


def _ids(problem: Problem, table: TableName) -> set[str]:
    return {row.id for row in getattr(problem, table)}


def _unnamed(problem: Problem, gone: Gone) -> Problem:
    """Return a problem in which nothing names what is gone, and no session is that is."""
    left = taken_out(problem, gone)
    tables: dict[str, Any] = {}
    for table in gone:
        if table != "sessions":
            rows = {row.id: row for row in getattr(left, table)}
            tables[table] = [rows.get(row.id, row) for row in getattr(problem, table)]
    return left.with_tables(**tables)


def _passed(
    before: Timetable, gone: Collection[str], standing: Mapping[str, str], after: Version
) -> Iterator[Seat]:
    """Yield the seats there were; those in what is gone only where they have passed on."""
    for seat in before.seats:
        heir = standing.get(seat.session)
        if seat.session not in gone:
            yield seat
        elif heir is not None and heir in after.timetable.seats_of.get(seat.attendee, ()):
            yield Seat(seat.attendee, heir)


@dataclass(frozen=True)
class DeletedSession:
    """A session whose row is gone.

    Attributes
    ----------
    placement : Placement or None
        Where it was.
    heir : str or None
        The id of what stands for it.
    seats_lost : int
        How many who had a seat are not free when the heir is.
    left_behind : tuple of str
        Ids of the sessions whose row named it, and not the heir now.
    """

    session: str
    placement: Placement | None
    heir: str | None
    seats_lost: int
    left_behind: tuple[str, ...]


def deleted_sessions(before: Version, left: Version, after: Version) -> Iterator[DeletedSession]:
    """Yield the sessions that are gone.

    Parameters
    ----------
    before, after : Version
        What was written, and what is there.
    left : Version
        What was written without what is gone; see `without_deleted`.
    """
    gone = [row.id for row in before.problem.sessions if row.id not in after.problem.session]
    standing = heirs(before.problem, gone)
    for session in gone:
        heir = standing.get(session)
        yield DeletedSession(
            session,
            before.timetable.by_session.get(session),
            heir,
            _seats_lost(before.timetable, session, heir, after) if heir else 0,
            tuple(_left_behind(before.problem, left.problem, session, heir)),
        )


def _seats_lost(before: Timetable, session: str, heir: str, after: Version) -> int:
    return sum(
        attendee in after.problem.attendee
        and heir not in after.timetable.seats_of.get(attendee, ())
        for attendee in before.seated.get(session, ())
    )


def _left_behind(before: Problem, left: Problem, session: str, heir: str | None) -> Iterator[str]:
    for other in before.sessions:
        now = left.session.get(other.id)
        if now is None or other.id == heir or not _names(other, session):
            continue
        if heir is None or not _names(now, heir):
            yield other.id


def _names(session: Session, other: str) -> bool:
    """Whether the row of a session names another."""
    return any(
        reference.ref.table == "sessions" and reference.id == other
        for reference in references(session)
    )


# --- Seats that were typed ----------------------------------------------------------------


def seats_typed(changed: Difference) -> Iterator[AttendeeChange]:
    """Yield the seats that a person has changed: one that moves with its session is the same.

    Seats at two moments are two changes: one was cleared, and another was given.
    """
    for change in changed.attendees:
        old, new = change.session_before, change.session_after
        if old == new or change.attendee not in changed.after.problem.attendee:
            continue
        if old is None or new is None:
            yield change
            continue
        had_both = new in changed.before.seats_of(change.attendee)
        if not had_both and _at_once(changed.after, old, new):
            yield change
            continue
        yield replace(change, session_after=None, after=None)
        if not had_both:
            yield replace(change, session_before=None, before=None)


def _at_once(version: Version, one: str, other: str) -> bool:
    return version.moment(one) is not None and version.moment(one) == version.moment(other)


# --- Beside what differs of the programme -------------------------------------------------


def edits_beside(edits: Iterable[HandEdit], changed: Difference) -> Iterator[HandEdit]:
    """Yield the edits that are not in a difference of what takes place.

    These are all edits of what is asked, and other roles of the same people.
    """
    kinds = {change.session: change.kinds for change in changed.sessions}
    for edit in edits:
        known = kinds.get(edit.id, ()) if edit.of == "sessions" else ()
        if (
            edit.kind == "changed"
            or (edit.kind in ("added", "removed") and not known)
            or (edit.kind == "chosen" and not _TAKERS.intersection(known))
        ):
            yield edit


_TAKERS: frozenset[Kind] = frozenset({"people", "added", "cancelled"})


# --- What is solved again -----------------------------------------------------------------


def locked_by_hand(problem: Problem, changes: Iterable[HandEdit]) -> Problem:
    """Return the problem in which sessions stay when and where a person has put them.

    What is locked already stays locked where it was, and a length that is not allowed is
    not kept: see `broken_by_hand`.
    """
    put: dict[str, list[HandEdit]] = {}
    for change in changes:
        if isinstance(change.after, Mapping):
            put.setdefault(change.id, []).append(change)
    sessions = list(problem.sessions)
    for number, session in enumerate(sessions):
        for change in put.get(session.id, ()):
            keep = _with_chosen if change.kind == "chosen" else _kept
            sessions[number] = keep(sessions[number], change)
    return problem.with_tables(sessions=sessions)


def seats_by_hand(changes: Iterable[HandEdit]) -> tuple[Seat, ...]:
    """Return the seats that a person has typed; those that were cleared are not among them."""
    return tuple(
        Seat(change.id, change.after)
        for change in changes
        if change.kind == "seat" and isinstance(change.after, str)
    )


def pinned_by_hand(problem: Problem, changes: Iterable[HandEdit]) -> Problem:
    """Return the problem in which attendees must attend where a person has given them a seat.

    Seats that are as the program wrote them are not kept, nor is one kept that was cleared.
    """
    typed: dict[str, list[str]] = {}
    for seat in seats_by_hand(changes):
        typed.setdefault(seat.attendee, []).append(seat.session)
    if not typed:
        return problem
    attendees = [
        attendee.model_copy(
            update={
                "must_attend": list(dict.fromkeys((*attendee.must_attend, *typed[attendee.id])))
            }
        )
        if attendee.id in typed
        else attendee
        for attendee in problem.attendees
    ]
    return problem.with_tables(attendees=attendees)


def broken_by_hand(
    problem: Problem, timetable: Timetable, changes: Iterable[HandEdit]
) -> tuple[Finding, ...]:
    """Return how what a person typed contradicts its own row, whatever else is moved.

    A lock, a length and the rooms of a session cannot be kept beside another start, end or
    room: these findings need no search.
    """
    by_hand = [change for change in changes if isinstance(change.after, Mapping)]
    put = {change.id for change in by_hand if change.kind != "chosen"}
    chosen = {change.id for change in by_hand if change.kind == "chosen"}
    rules = (StaysWhereLocked(), LastsAsLongAsAllowed(), SessionHasARoom())
    placements = [placement for placement in timetable.placements if placement.session in put]
    findings = [
        finding
        for rule in rules
        for finding in rule.check(problem, Timetable.of(placements))
        # Where the room is left blank, one is to be found.
        if rule.key != SessionHasARoom.key or timetable.by_session[finding.sessions[0]].room
    ]
    for session in problem.sessions:
        if session.id in chosen:
            findings += EveryRoleIsFilled().misfits(problem, session, timetable)
    return tuple(findings)


def _kept(session: Session, change: HandEdit) -> Session:
    assert isinstance(change.after, Mapping)
    after: Mapping[str, Any] = change.after
    before: Mapping[str, Any] = change.before if isinstance(change.before, Mapping) else {}
    typed = {key for key in after if after[key] is not None and after[key] != before.get(key)}
    lasts = None
    if typed & {"day", "start", "end"}:
        typed |= {"day", "start"}
        lasts = minutes_between(after["start"], after["end"])
    spot = Spot.model_validate({key: after[key] for key in typed - {"end"}})
    return session.model_copy(update=held_at(session, spot, lasts))


def held_at(session: Session, spot: Spot, lasts: int | None) -> dict[str, Any]:
    """Return what is said of a session that stays where a person has put it.

    What is locked already stays locked where it was.

    Parameters
    ----------
    spot : Spot
        Where it was put.
    lasts : int or None
        How many minutes it lasts there: kept if so many are allowed; None where the length was
        not typed.
    """
    minutes = session.minutes
    if lasts is not None and (minutes is None or minutes.min <= lasts <= minutes.max):
        minutes = Minutes(min=lasts, max=lasts)
    put, asked = (
        {key: value for key, value in each if value is not None} for each in (spot, session.locked)
    )
    kind = TypedSpot if put.keys() - asked.keys() else Spot
    return {"locked": kind.model_construct(**{**put, **asked}), "minutes": minutes}


def _with_chosen(session: Session, change: HandEdit) -> Session:
    """Return a session in which those that a person has typed have their role."""
    assert isinstance(change.after, Mapping)
    role, chosen = change.after["role"], _newly_chosen(change)
    parts = [number for name, number, _ in session.pools if name == role]
    people = dict(session.people)
    people[role] = list(people[role])
    for number, person in zip(parts, change.after["people"], strict=True):
        if person in chosen:
            people[role][number] = person
    return session.model_copy(update={"people": people})


def _newly_chosen(change: HandEdit) -> set[str]:
    before, after = (
        {person for person in choice["people"] if person is not None}
        if isinstance(choice, Mapping)
        else set()
        for choice in (change.before, change.after)
    )
    return after - before
