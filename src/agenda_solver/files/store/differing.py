"""What differs between two timetables, and what was changed by hand, as documents have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from agenda_solver import __version__
from agenda_solver.difference import (
    AttendeeChange,
    Difference,
    PersonChange,
    SessionChange,
    Version,
)
from agenda_solver.files.store.documents import Changes, DiffDocument
from agenda_solver.files.store.records import (
    PartChangeRecord,
    RowChangeRecord,
    SeatChangeRecord,
    SeatSpotRecord,
    SessionChangeRecord,
    SessionStateRecord,
    SpotRecord,
)
from agenda_solver.problem import Problem
from agenda_solver.text import Language, clock
from agenda_solver.timetable import Placement
from agenda_solver.views import news
from agenda_solver.words.moments import running_clock

if TYPE_CHECKING:
    from agenda_solver.history.edits import HandEdit


def spot(problem: Problem, placement: Placement) -> dict[str, Any]:
    """Return a day, hours and a room; all of them where there are several."""
    rooms = problem.rooms_of(placement.session, placement.room)
    return {
        "day": placement.day,
        "start": running_clock(placement.start),
        "end": clock(placement.end).en,
        "room": placement.room,
        "rooms": rooms if len(rooms) > 1 else None,
    }


def diff_document(
    difference: Difference, rows: Iterable[HandEdit], language: Language
) -> DiffDocument:
    """Return what differs between two timetables, and row by row of what is asked."""
    return DiffDocument(
        changes=change_records(difference, language),
        rows=row_records(rows, language),
        versions={"agenda-solver": __version__},
    )


def change_records(difference: Difference, language: Language) -> Changes:
    """Return what became of sessions, of people and of attendees."""
    return (
        *(
            _session_change(difference, change, line.say(language))
            for change, line in zip(
                difference.sessions, news.session_lines(difference), strict=True
            )
        ),
        *(
            _part_change(difference, change, line.say(language))
            for change, line in zip(difference.people, news.person_lines(difference), strict=True)
        ),
        *(
            _seat_change(difference, change, line.say(language))
            for change, line in zip(difference.attendees, news.seat_lines(difference), strict=True)
        ),
    )


def _session_change(
    difference: Difference, change: SessionChange, message: str
) -> SessionChangeRecord:
    return SessionChangeRecord(
        kind=change.kinds[0],
        kinds=change.kinds,
        session=change.session,
        before=_session_state(difference.before, change.before, change.people_before),
        after=_session_state(difference.after, change.after, change.people_after),
        message=message,
    )


def _session_state(
    version: Version, placement: Placement | None, people: tuple[str, ...]
) -> SessionStateRecord | None:
    if placement is None:
        return None
    title = version.problem.session[placement.session].title
    return SessionStateRecord(**spot(version.problem, placement), people=people, title=title)


def _part_change(difference: Difference, change: PersonChange, message: str) -> PartChangeRecord:
    before, after = difference.before.problem, difference.after.problem
    return PartChangeRecord(
        person=change.person,
        session=change.session,
        before=SpotRecord(**spot(before, change.before)) if change.before else None,
        after=SpotRecord(**spot(after, change.after)) if change.after else None,
        message=message,
    )


def _seat_change(difference: Difference, change: AttendeeChange, message: str) -> SeatChangeRecord:
    return SeatChangeRecord(
        attendee=change.attendee,
        before=_seat_spot(difference.before, change.before),
        after=_seat_spot(difference.after, change.after),
        message=message,
    )


def _seat_spot(version: Version, placement: Placement | None) -> SeatSpotRecord | None:
    if placement is None:
        return None
    return SeatSpotRecord(session=placement.session, **spot(version.problem, placement))


def row_records(changes: Iterable[HandEdit], language: Language) -> tuple[RowChangeRecord, ...]:
    """Return what a person has changed, row by row."""
    return tuple(
        RowChangeRecord(
            kind=change.kind,
            **_subject(change),
            before=change.before,
            after=change.after,
            where=change.where.say(language),
            message=change.text.say(language),
        )
        for change in changes
    )


def _subject(change: HandEdit) -> dict[str, Any]:
    if change.of in _SUBJECTS:
        return {_SUBJECTS[change.of]: change.id}
    return {"table": change.of, "id": change.id}


_SUBJECTS: Mapping[str, str] = {
    "sessions": "session",
    "people": "person",
    "rooms": "room",
    "attendees": "attendee",
    "wishes": "attendee",
}
