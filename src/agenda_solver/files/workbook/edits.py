"""What a person has changed in a workbook since the program wrote it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import zip_longest
from typing import Any, Literal, get_args

from agenda_solver.difference import Version
from agenda_solver.files.fields import SHEETS, Field, Sheet
from agenda_solver.files.workbook.rows import Cells, rows_of
from agenda_solver.problem import (
    Attendee,
    Minutes,
    Path,
    Problem,
    Session,
    Spot,
    heirs,
    taken_out,
)
from agenda_solver.problem.marks import TableName
from agenda_solver.problem.references import Gone, references, rename, renamed_row
from agenda_solver.rules.casting import EveryRoleIsFilled
from agenda_solver.rules.programme import LastsAsLongAsAllowed, StaysWhereLocked
from agenda_solver.rules.rooms import SessionHasARoom
from agenda_solver.rules.rule import Finding
from agenda_solver.rules.words import LONGEST_TITLE, placement_text, room_text, session_text
from agenda_solver.text import (
    SEMICOLON,
    Language,
    Text,
    clock,
    counted,
    cut,
    listing,
    long_date,
    quoted,
    same,
    span,
    strung,
)
from agenda_solver.timetable import Placement, Seat, Timetable
from agenda_solver.words.moments import read_clock
from agenda_solver.words.names import folded

Kind = Literal["moved", "placed", "unplaced", "chosen", "seat", "added", "removed", "changed"]


@dataclass(frozen=True)
class Change:
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

    kind: Kind
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


def changes_between(
    before: Version, after: Version, place: Callable[[Path], Text], renamed: Renamed
) -> tuple[Change, ...]:
    """Return what differs: the timetable first, then its seats, then the input sheets.

    What follows from a change is not told as another one: where a session is deleted, or
    its id is changed, the rows that refer to it follow.

    Parameters
    ----------
    before : Version
        What was written, under the ids of now; see `under_new_ids`.
    after : Version
        What is there.
    place : callable
        Says in which sheet and cell the data of a path stands.
    renamed : Renamed
        The ids that have been changed.
    """
    gone: dict[TableName, set[str]] = {
        table: _ids(before.problem, table) - _ids(after.problem, table) for table in FOLLOWED
    }
    known = _unnamed(before.problem, gone) if any(gone.values()) else before.problem
    standing = heirs(before.problem, gone["sessions"])
    was, now = before.timetable, after.timetable
    comparison = _Comparison(known, after.problem, was.by_session, now.by_session, place)
    changes = [*comparison.renames(renamed), *comparison.moves()]
    changes += comparison.choices(was, now)
    changes += comparison.added_sessions()
    changes += comparison.deleted_sessions(before, standing, now)
    seats = dict.fromkeys(_passed(was, gone["sessions"], standing, now))
    changes += comparison.seats(Timetable.of((), seats), now)
    for sheet in SHEETS:
        changes += comparison.wishes() if sheet.key == "wishes" else comparison.rows(sheet)
    return tuple(changes)


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
    before: Timetable, gone: Collection[str], standing: Mapping[str, str], after: Timetable
) -> Iterator[Seat]:
    """Yield the seats there were; those in what is gone only where they have passed on."""
    for seat in before.seats:
        heir = standing.get(seat.session)
        if seat.session not in gone:
            yield seat
        elif heir in after.seats_of.get(seat.attendee, ()) and heir is not None:
            yield Seat(seat.attendee, heir)


# --- What is solved again -----------------------------------------------------------------


def locked_by_hand(problem: Problem, changes: Iterable[Change]) -> Problem:
    """Return the problem in which sessions stay when and where a person has put them.

    What is locked already stays locked where it was, and a length that is not allowed is
    not kept: see `broken_by_hand`.
    """
    put: dict[str, list[Change]] = {}
    for change in changes:
        if isinstance(change.after, Mapping):
            put.setdefault(change.id, []).append(change)
    sessions = list(problem.sessions)
    for number, session in enumerate(sessions):
        for change in put.get(session.id, ()):
            keep = _with_chosen if change.kind == "chosen" else _kept
            sessions[number] = keep(sessions[number], change)
    return problem.with_tables(sessions=sessions)


def seats_by_hand(changes: Iterable[Change]) -> tuple[Seat, ...]:
    """Return the seats that a person has typed; those that were cleared are not among them."""
    return tuple(
        Seat(change.id, change.after)
        for change in changes
        if change.kind == "seat" and isinstance(change.after, str)
    )


def pinned_by_hand(problem: Problem, changes: Iterable[Change]) -> Problem:
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
    problem: Problem, timetable: Timetable, changes: Iterable[Change]
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


def _kept(session: Session, change: Change) -> Session:
    assert isinstance(change.after, Mapping)
    after: Mapping[str, Any] = change.after
    before: Mapping[str, Any] = change.before if isinstance(change.before, Mapping) else {}
    typed = {key for key in after if after[key] is not None and after[key] != before.get(key)}
    minutes = session.minutes
    if typed & {"day", "start", "end"}:
        typed |= {"day", "start"}
        lasts = read_clock(after["end"]) - read_clock(after["start"])
        if minutes is None or minutes.min <= lasts <= minutes.max:
            minutes = Minutes(min=lasts, max=lasts)
    spot = {key: after[key] for key in typed - {"end"}}
    locked = Spot.model_validate({**spot, **session.locked.model_dump(exclude_none=True)})
    return session.model_copy(update={"locked": locked, "minutes": minutes})


def _with_chosen(session: Session, change: Change) -> Session:
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


def _newly_chosen(change: Change) -> set[str]:
    before, after = (
        {person for person in choice["people"] if person is not None}
        if isinstance(choice, Mapping)
        else set()
        for choice in (change.before, change.after)
    )
    return after - before


# --- Comparing ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    """A row of an input sheet: what it is known by, its path, and its cells."""

    key: str
    name: str
    path: Path
    cells: Cells


class _Comparison:
    """Compares what was written with what is there; ids that were changed are the new ones."""

    def __init__(
        self,
        old: Problem,
        new: Problem,
        before: Mapping[str, Placement],
        after: Mapping[str, Placement],
        place: Callable[[Path], Text],
    ) -> None:
        self.old = old
        self.new = new
        self.before = before
        self.after = after
        self.place = place
        # One language, or all would differ where a person has changed the event's.
        self.language: Language = new.event.language
        self.number = {session.id: number for number, session in enumerate(new.sessions)}

    # --- Sessions in the timetable --------------------------------------------------------

    def moves(self) -> Iterator[Change]:
        """Yield the sessions that were there, and are elsewhere."""
        for session in self.new.sessions:
            before, after = self.before.get(session.id), self.after.get(session.id)
            if session.id not in self.old.session or _same(before, after):
                continue
            kind: Kind = "placed" if before is None else "unplaced" if after is None else "moved"
            if before and after:
                sentence = self._move(before, after)
            elif after:
                sentence = Text("mise au programme, {spot}", "put on the programme, {spot}").fill(
                    spot=placement_text(self.new, after)
                )
            else:
                assert before is not None
                sentence = Text(
                    "n'a plus d'heure (avant : {spot})", "has no time now (was: {spot})"
                )
                sentence = sentence.fill(spot=placement_text(self.old, before))
            yield Change(
                kind,
                "sessions",
                session.id,
                self._cell(session.id, f"@{_first_moved(before, after)}"),
                _about(_title(session), sentence),
                _plain(before),
                _plain(after),
            )

    def choices(self, before: Timetable, after: Timetable) -> Iterator[Change]:
        """Yield the roles that somebody else takes, or nobody."""
        for session in self.new.sessions:
            was = self.old.session.get(session.id)
            if was is None:
                continue
            for role in dict.fromkeys(role for role, _, _ in session.pools):
                old, new = _cast_of(was, role, before), _cast_of(session, role, after)
                if sorted(filter(None, old)) != sorted(filter(None, new)):
                    yield Change(
                        "chosen",
                        "sessions",
                        session.id,
                        self._cell(session.id, "@cast"),
                        _about(
                            _title(session),
                            _arrow(_named(self.old, old), _named(self.new, new)),
                            same(cut(role, LONGEST_TITLE)),
                        ),
                        {"role": role, "people": old},
                        {"role": role, "people": new},
                    )

    def _move(self, before: Placement, after: Placement) -> Text:
        """Return what differs of when and where."""
        pieces = list(_times_moved(before, after))
        if before.room != after.room:
            pieces.append(_arrow(room_text(self.old, before.room), room_text(self.new, after.room)))
        return strung(pieces, SEMICOLON)

    def added_sessions(self) -> Iterator[Change]:
        """Yield the rows that a person has added to `Sessions`."""
        for session in self.new.sessions:
            if session.id in self.old.session:
                continue
            after = self.after.get(session.id)
            spot = placement_text(self.new, after) if after else Text("sans heure", "no time yet")
            sentence = Text("ligne ajoutée, {spot}", "row added, {spot}").fill(spot=spot)
            text = _about(_title(session), sentence)
            where = self._cell(session.id, "id")
            yield Change("added", "sessions", session.id, where, text, None, _plain(after))

    def deleted_sessions(
        self, version: Version, standing: Mapping[str, str], after: Timetable
    ) -> Iterator[Change]:
        """Yield the rows that are gone from `Sessions`, what stands for them, who named them."""
        old = version.problem
        for session in old.sessions:
            if session.id in self.new.session:
                continue
            before = self.before.get(session.id)
            sentence = Text("Sessions, {title} : ligne supprimée", "Sessions, {title}: row deleted")
            sentence = sentence.fill(title=session_text(old, session.id))
            if before is not None:
                sentence = Text("{sentence} ({spot})", "{sentence} ({spot})").fill(
                    sentence=sentence, spot=placement_text(old, before)
                )
            heir = standing.get(session.id)
            if heir is not None:
                title = session_text(self.new, heir)  # sub-groups may have one title
                named = quoted(heir) if title == session_text(old, session.id) else title
                sentence = _REPLACED.fill(sentence=sentence, heir=named)
                lost = self._lost_seats(version.timetable, session.id, heir, after)
                if lost:
                    sentence = _LOST.fill(sentence=sentence, seats=counted(lost, *_SEATS_LOST))
            behind = list(self._left_behind(old, session.id, heir))
            if behind:
                sentence = Text(
                    "{sentence} ; n'y renvoient plus : {ids}",
                    "{sentence}; no longer referred to by: {ids}",
                ).fill(sentence=sentence, ids=listing(behind))
            yield Change(
                "removed", "sessions", session.id, same(""), sentence, _plain(before), None
            )

    def _left_behind(self, old: Problem, session: str, heir: str | None) -> Iterator[str]:
        """Yield the sessions whose row named one that is gone, and not what stands for it now."""
        for other in old.sessions:
            now = self.old.session.get(other.id)
            if now is None or other.id == heir or not _names(other, session):
                continue
            if heir is None or not _names(now, heir):
                yield other.id

    def _lost_seats(self, before: Timetable, session: str, heir: str, after: Timetable) -> int:
        """Count those who are not free when the session is that stands for one that is gone."""
        return sum(
            attendee in self.new.attendee and heir not in after.seats_of.get(attendee, ())
            for attendee in before.seated.get(session, ())
        )

    # --- Seats ----------------------------------------------------------------------------

    def seats(self, before: Timetable, after: Timetable) -> Iterator[Change]:
        """Yield the seats that are new, gone, or in another session."""
        for number, attendee in enumerate(self.new.attendees):
            old, new = (timetable.seats_of.get(attendee.id, ()) for timetable in (before, after))
            gone = [session for session in old if session not in new]
            come = [session for session in new if session not in old]
            for was, now in self._turned(gone, come):
                yield Change(
                    "seat",
                    "attendees",
                    attendee.id,
                    self.place(("attendees", number, "@seats")),
                    _about(quoted(attendee.id), self._seat_text(was, now), _SEATS),
                    was,
                    now,
                )

    def _turned(
        self, gone: Sequence[str], come: Sequence[str]
    ) -> Iterator[tuple[str | None, str | None]]:
        """Yield what became of each seat: first those that start when the old one did."""
        left = list(come)
        alone: list[str] = []
        for session in gone:
            other = next((other for other in left if self._at_once(session, other)), None)
            if other is None:
                alone.append(session)
            else:
                left.remove(other)
                yield session, other
        yield from ((session, None) for session in alone)
        yield from ((None, session) for session in left)

    def _at_once(self, one: str, other: str) -> bool:
        here, there = self.after.get(one), self.after.get(other)
        if here is None or there is None:
            return False
        return (here.day, here.start) == (there.day, there.start)

    def _seat_text(self, was: str | None, now: str | None) -> Text:
        if was is None or now is None:
            (session,) = filter(None, (was, now))
            return (_GIVEN if was is None else _TAKEN).fill(session=self._session(session))
        sessions = self._session(was), self._session(now)
        # Sub-groups may have one title.
        return _arrow(*(sessions if sessions[0] != sessions[1] else (quoted(was), quoted(now))))

    def _session(self, session: str) -> Text:
        return session_text(self.new, session) if session in self.new.session else quoted(session)

    def _cell(self, session: str, key: str) -> Text:
        return self.place(("sessions", self.number[session], key))

    # --- Rows -----------------------------------------------------------------------------

    def renames(self, renamed: Renamed) -> Iterator[Change]:
        """Yield the ids that have been changed."""
        for table, ids in renamed.items():
            rows: Mapping[str, Any] = {row.id: row for row in getattr(self.new, table)}
            places = {id_: number for number, id_ in enumerate(rows)}
            for before, after in ids.items():
                yield Change(
                    "changed",
                    table,
                    after,
                    self.place((table, places[after], "id")),
                    _about(
                        quoted(cut(_label(rows[after]), LONGEST_TITLE)),
                        _arrow(before, after),
                        same("id"),
                    ),
                    before,
                    after,
                )

    def rows(self, sheet: Sheet) -> Iterator[Change]:
        """Yield the rows of a sheet that are new, gone, or have another cell."""
        for was, now in _pairs(self._rows(sheet, self.old), self._rows(sheet, self.new)):
            if was is not None and now is not None:
                yield from self._cells(sheet, was, now)
            elif sheet.key == "sessions":
                pass  # told with the timetable
            elif now is not None:
                where = self.place((*now.path, *_first_cell(sheet, now).key))
                sentence = Text("{name} : ligne ajoutée", "{name}: row added")
                yield Change(
                    "added", sheet.key, now.key, where, sentence.fill(name=quoted(now.name))
                )
            elif was is not None:
                sentence = Text("{sheet}, {name} : ligne supprimée", "{sheet}, {name}: row deleted")
                text = sentence.fill(sheet=sheet.name, name=quoted(was.name))
                yield Change("removed", sheet.key, was.key, same(""), text)

    def _cells(self, sheet: Sheet, was: _Row, now: _Row) -> Iterator[Change]:
        for column in sheet.columns:
            old, new = was.cells.get(column.key), now.cells.get(column.key)
            if old == new:
                continue
            name = quoted(was.name) if sheet.key != "event" else None
            private = sheet.key == "attendees" and column.key in _PRIVATE
            yield Change(
                "changed",
                sheet.key,
                now.key,
                self.place((*now.path, *column.key)),
                _about(name, _REWRITTEN if private else _arrow(*_shown(old, new)), column.heading),
                None if private else _json(old),
                None if private else _json(new),
            )

    def _rows(self, sheet: Sheet, problem: Problem) -> Iterator[_Row]:
        """Yield the rows of a sheet as they are written, but for when and where."""
        timetable = Timetable.of([]) if sheet.key == "sessions" else None
        counts: dict[Path, int] = {}
        labels = _labels(sheet, problem)
        for cells in rows_of(sheet.key, problem, timetable, self.language):
            owner = _owner(sheet, problem, cells)
            number = counts.get(owner, 0)
            counts[owner] = number + 1
            key = str(cells.get(("id",), cells.get(("@rule",), cells.get(("@session",), ""))))
            if sheet.key == "event":
                path, key = owner, ""
            elif sheet.key == "weights":
                path = (*owner, key)
            elif sheet.key == "sessions":
                # They are told in the order of time, and stand in that of the draft.
                path = (*owner, self.number.get(key, 0))
            else:
                path = (*owner, number)
            name = labels.get(key) or _first_words(sheet, cells)
            yield _Row(key, cut(name, LONGEST_TITLE), path, cells)

    def wishes(self) -> Iterator[Change]:
        """Yield the attendees who have other wishes."""
        known = self.old.attendee
        for number, attendee in enumerate(self.new.attendees):
            before = known[attendee.id].wishes if attendee.id in known else []
            if before == attendee.wishes:
                continue
            old, new = (_wishes(wishes) or None for wishes in (before, attendee.wishes))
            yield Change(
                "changed",
                "wishes",
                attendee.id,
                self.place(("attendees", number, "wishes")),
                _about(quoted(attendee.id), _arrow(*_shown(old, new)), Text("vœux", "wishes")),
                old,
                new,
            )


def _cast_of(session: Session, role: str, timetable: Timetable) -> list[str | None]:
    """Return who was chosen for each open part of a role; None where nobody is."""
    return [
        next(iter(timetable.by_part.get((session.id, role, number), ())), None)
        for name, number, _ in session.pools
        if name == role
    ]


def _named(problem: Problem, people: Iterable[str | None]) -> Text:
    labels = [
        problem.person[person].label if person in problem.person else person
        for person in people
        if person
    ]
    return listing(labels) if labels else same("–")


def _same(before: Placement | None, after: Placement | None) -> bool:
    return _plain(before) == _plain(after)


def _times_moved(before: Placement, after: Placement) -> Iterator[Text]:
    """Yield what differs of the day and the hours, the least that tells it."""
    starts, ends = before.start != after.start, before.end != after.end
    if before.day != after.day and (starts or ends):
        yield _arrow(_moment(before), _moment(after))
    elif before.day != after.day:
        yield _arrow(long_date(before.day), long_date(after.day))
    elif starts and ends:
        yield _arrow(span(before.start, before.end), span(after.start, after.end))
    elif starts:
        times = _arrow(clock(before.start), clock(after.start))
        yield Text("début {times}", "start {times}").fill(times=times)
    elif ends:
        times = _arrow(clock(before.end), clock(after.end))
        yield Text("fin {times}", "end {times}").fill(times=times)


def _moment(placement: Placement) -> Text:
    return Text("{day} {hours}", "{day}, {hours}").fill(
        day=long_date(placement.day), hours=span(placement.start, placement.end)
    )


def _first_moved(before: Placement | None, after: Placement | None) -> str:
    if before is None or after is None:
        return "start"
    return next(
        key
        for key in ("start", "day", "end", "room")
        if getattr(before, key) != getattr(after, key)
    )


def _plain(placement: Placement | None) -> Mapping[str, Any] | None:
    if placement is None:
        return None
    return {
        "day": placement.day.isoformat(),
        "start": clock(placement.start).en,
        "end": clock(placement.end).en,
        "room": placement.room,
    }


def _names(session: Session, other: str) -> bool:
    """Whether the row of a session names another."""
    return any(
        reference.ref.table == "sessions" and reference.id == other
        for reference in references(session)
    )


# --- Rows, and which of them are the same -------------------------------------------------


def _pairs(
    before: Iterable[_Row], after: Iterable[_Row]
) -> Iterator[tuple[_Row | None, _Row | None]]:
    """Yield rows that have the same key; among several, those that are alike in all first."""
    olds, news = _grouped(before), _grouped(after)
    for key in dict.fromkeys((*olds, *news)):
        old, new = olds.get(key, []), news.get(key, [])
        for row in tuple(new):
            twin = next((other for other in old if other.cells == row.cells), None)
            if twin is not None:
                old.remove(twin)
                new.remove(row)
        yield from zip_longest(old, new)


def _grouped(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    return groups


def _owner(sheet: Sheet, problem: Problem, cells: Cells) -> Path:
    """Return the path of the list that the row is one of."""
    if sheet.key == "slots":
        return ("event", "slots")
    if sheet.key != "stated":
        return (sheet.key,)
    session = cells.get(("@session",))
    if session is None:
        return ("event", "stated")
    ids = [session.id for session in problem.sessions]
    return ("sessions", ids.index(str(session)), "stated")


def _labels(sheet: Sheet, problem: Problem) -> Mapping[str, str]:
    """Return how the rows of a sheet are called, by their id."""
    if sheet.key in ("sessions", "rooms", "people", "attendees"):
        return {row.id: _label(row) for row in getattr(problem, sheet.key)}
    return {}


def _label(row: Any) -> str:
    if isinstance(row, Attendee):
        return row.id  # who attends is nobody's business
    label: str = getattr(row, "label", "") or getattr(row, "name", "") or row.id
    return label


def _first_cell(sheet: Sheet, row: _Row) -> Field:
    return next((column for column in sheet.columns if column.key in row.cells), sheet.columns[0])


def _first_words(sheet: Sheet, cells: Cells) -> str:
    first = next((cells[column.key] for column in sheet.columns if column.key in cells), "")
    return _written(first).fr


def _wishes(wishes: list[str] | dict[str, int]) -> str:
    if isinstance(wishes, dict):
        return " ; ".join(f"{session} {rating}" for session, rating in wishes.items())
    return " ; ".join(wishes)


# --- Words --------------------------------------------------------------------------------

_CONTEXT = 20  # characters shown before what differs in a long text
_LONGEST_VALUE = 60


# What is told of attendees stays in logs and messages: their names do not.
_PRIVATE = (("name",), ("email",), ("note",))
_REWRITTEN = Text("modifié", "changed")
_SEATS = Text("places", "seats")
_REPLACED = Text(
    "{sentence} ; {heir} la remplace, avec ses vœux et ses places",
    "{sentence}; {heir} stands for it, with its wishes and seats",
)
_LOST = Text(
    "{sentence}, sauf {seats} : ces participants en ont une autre au même moment",
    "{sentence}, but for {seats}: these attendees have another one at that time",
)
_SEATS_LOST = Text("place", "seat"), Text("places", "seats")
_GIVEN = Text("une place dans {session}", "a seat in {session}")
_TAKEN = Text("plus de place dans {session}", "no seat in {session} any more")


def _title(session: Session) -> Text:
    return quoted(cut(session.label, LONGEST_TITLE))


def _about(name: Text | None, sentence: Text, what: Text | None = None) -> Text:
    """Return a line: whose, and what of it, before what is told."""
    whose = [part for part in (name, what) if part is not None]
    heading = strung(whose)
    return Text("{heading} : {sentence}", "{heading}: {sentence}").fill(
        heading=heading, sentence=sentence
    )


def _arrow(before: Text | str, after: Text | str) -> Text:
    return Text("{before} → {after}", "{before} → {after}").fill(before=before, after=after)


def _shown(old: object, new: object) -> tuple[Text, Text]:
    """Return what two cells show; of long texts, from shortly before what differs."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return _written(old), _written(new)
    one, other = " ".join(old.split()), " ".join(new.split())
    if max(len(one), len(other)) <= _LONGEST_VALUE:
        return same(one), same(other)
    alike = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    begin = max(0, alike - _CONTEXT)
    mark = "…" if begin else ""
    shown, changed = (same(mark + cut(words[begin:], _LONGEST_VALUE)) for words in (one, other))
    return shown, changed


def _written(value: object) -> Text:
    if value is None:
        return same("–")
    if isinstance(value, date):
        return Text(f"{value:%d/%m/%Y}", f"{value:%Y-%m-%d}")
    if isinstance(value, time):
        return clock(60 * value.hour + value.minute)
    return same(cut(str(value), _LONGEST_VALUE))


def _json(value: object) -> object:
    return value if value is None or isinstance(value, (str, int)) else _written(value).en
