"""What one row says of another: whether it is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from agenda_solver.problem.clocks import clock_faults
from agenda_solver.problem.faults import SENTENCES, Fault, Path, label_of, seen
from agenda_solver.problem.lookups import Lookups
from agenda_solver.problem.repeats import repeat_faults
from agenda_solver.problem.schema import Attendee, Session
from agenda_solver.text import Text, listing, long_date


def reference_faults(problem: Lookups) -> Iterator[Fault]:
    """Yield what is named and not there, or there twice."""
    tables: dict[str, Iterable[Any]] = {
        "days": problem.days,
        "rooms": problem.rooms,
        "people": problem.people,
        "tracks": problem.tracks,
        "sessions": problem.sessions,
        "attendees": problem.attendees,
    }
    for name, table in tables.items():
        yield from _duplicates(name, (row.id for row in table))
    yield from _duplicates("days", (row.date for row in problem.days), key="date")
    yield from _misleading_days(problem)
    for number, session in enumerate(problem.sessions):
        yield from _session_faults(problem, session, ("sessions", number))
    yield from repeat_faults(problem)
    yield from _unknown_sessions(
        problem,
        (
            (("sequences", row, "sessions", place), session)
            for row, sequence in enumerate(problem.sequences)
            for place, session in enumerate(sequence.sessions)
        ),
    )
    for row, sequence in enumerate(problem.sequences):
        yield from _duplicates("sequences", sequence.sessions, prefix=(row,), key="sessions")
    for number, track in enumerate(problem.tracks):
        for place, other in enumerate(track.similar):
            if other not in problem.track:
                yield Fault(
                    ("tracks", number, "similar", place),
                    _unknown(other, _A_TRACK, problem.track),
                )
    for number, attendee in enumerate(problem.attendees):
        yield from _attendee_faults(problem, attendee, ("attendees", number))
    for number, slot in enumerate(problem.event.slots):
        yield from _unknown_day(problem, slot.day, ("event", "slots", number, "day"))
    yield from clock_faults(problem)


def _duplicates(
    table: str, values: Iterable[object], prefix: Path = (), key: str = "id"
) -> Iterator[Fault]:
    def place(row: int) -> Path:
        return (table, *prefix, key, row) if prefix else (table, row, key)

    first: dict[object, int] = {}
    for row, value in enumerate(values):
        if value in first:
            yield Fault(
                place(row),
                Text(
                    "{value} est déjà pris plus haut ({first})",
                    "{value} is already taken further up ({first})",
                ).fill(value=seen(value), first=label_of(place(first[value]))),
            )
        first.setdefault(value, row)


def _misleading_days(problem: Lookups) -> Iterator[Fault]:
    """Yield the days whose id is the date of another: a reference could mean either."""
    for number, day in enumerate(problem.days):
        if day.id != day.date.isoformat() and re.fullmatch(r"\d{4}-\d\d-\d\d", day.id):
            yield Fault(
                ("days", number, "id"),
                Text(
                    "{id} est une autre date que celle de cette journée : choisir un autre id",
                    "{id} is another date than this day's: choose another id",
                ).fill(id=seen(day.id)),
            )


def _unknown(value: str, what: Text, known: Iterable[str]) -> Text:
    return Text(
        "{value} n'est pas l'id d'{what} (connus : {known})",
        "{value} is not the id of {what} (known: {known})",
    ).fill(value=seen(value), what=what, known=_some_of(known))


def _numbered(wishes: list[str] | dict[str, int]) -> Iterator[tuple[str | int, str]]:
    """Yield wishes with their place: a number where they are ranked, an id where rated."""
    if isinstance(wishes, dict):
        yield from ((wish, wish) for wish in wishes)
    else:
        yield from enumerate(wishes)


def _some_of(known: Iterable[str]) -> str:
    first = list(islice(known, _MOST_LISTED + 1))
    return ", ".join([*first[:_MOST_LISTED], *(["…"] if first[_MOST_LISTED:] else [])]) or "–"


_MOST_LISTED = 12


_A_SESSION = Text("une session", "a session")
_A_ROOM = Text("une salle", "a room")
_A_TRACK = Text("un thème", "a track")
_A_PERSON = Text("un intervenant", "a person")
# Who the others are is nobody's business.
_NO_ATTENDEE = Text(
    "{value} n'est pas l'id d'un participant", "{value} is not the id of an attendee"
)


def _unknown_sessions(problem: Lookups, named: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    for path, session in named:
        if session not in problem.session:
            yield Fault(path, _unknown(session, _A_SESSION, problem.session))


def _unknown_day(problem: Lookups, day: date | None, path: Path) -> Iterator[Fault]:
    if day is not None and day not in problem.day:
        yield Fault(
            path,
            Text(
                "{day} n'est pas une journée de l'évènement (connues : {known})",
                "{day} is not a day of the event (known: {known})",
            ).fill(day=long_date(day), known=listing(map(long_date, problem.day))),
        )


def _session_faults(problem: Lookups, session: Session, path: Path) -> Iterator[Fault]:
    links: list[tuple[Path, str]] = [
        ((*path, key), other)
        for key, other in (
            ("part_of", session.part_of),
            ("repeat_of", session.repeat_of),
            ("group_of", session.group_of),
        )
        if other
    ]
    for key, others in (("before", session.before), ("after", session.after)):
        links += [((*path, key, number), link.session) for number, link in enumerate(others)]
    yield from _unknown_sessions(problem, links)
    yield from _itself(session, links)
    rooms: list[tuple[Path, str | None]] = [
        ((*path, "locked", "room"), session.locked.room),
        ((*path, "preferred", "room"), session.preferred.room),
        *(((*path, "rooms", number), room) for number, room in enumerate(session.rooms or [])),
        *(((*path, "disliked", number), room) for number, room in enumerate(session.disliked)),
    ]
    for place, room in rooms:
        if room is not None and room not in problem.room:
            yield Fault(place, _unknown(room, _A_ROOM, problem.room))
    for role, people in session.people.items():
        for number, entry in enumerate(people):
            for person in [entry] if isinstance(entry, str) else entry.one_of:
                if person not in problem.person:
                    yield Fault(
                        (*path, "people", role, number),
                        _unknown(person, _A_PERSON, problem.person),
                    )
    yield from _unknown_day(problem, session.locked.day, (*path, "locked", "day"))
    yield from _unknown_day(problem, session.preferred.day, (*path, "preferred", "day"))
    fills_a_slot = problem.event.slots and not session.external and not session.part_of
    if session.minutes is None and not fills_a_slot:
        yield Fault((*path, "minutes"), SENTENCES["missing"])
    if session.external and (session.locked.day is None or session.locked.start is None):
        yield Fault(
            (*path, "locked"),
            Text(
                "une session extérieure ne bouge pas : il lui faut un jour et un début verrouillés",
                "an external session never moves: it needs a locked day and start",
            ),
        )
    for key, minutes in (("setup", session.setup), ("teardown", session.teardown)):
        if session.part_of and minutes:
            yield Fault(
                (*path, key),
                Text(
                    "une partie n'a ni montage ni démontage : les donner à la session entière",
                    "a part has no setup or teardown: give them to the whole session",
                ),
            )


def _itself(session: Session, links: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    for path, other in links:
        if other == session.id:
            yield Fault(
                path,
                Text("une session ne peut pas se nommer elle-même", "a session cannot name itself"),
            )


def _attendee_faults(problem: Lookups, attendee: Attendee, path: Path) -> Iterator[Fault]:
    yield from _unknown_sessions(
        problem,
        [
            *(((*path, "wishes", key), wish) for key, wish in _numbered(attendee.wishes)),
            *(((*path, "must_attend", row), it) for row, it in enumerate(attendee.must_attend)),
        ],
    )
    if isinstance(attendee.wishes, list):
        yield from _wished_twice(attendee.wishes, path)
    for key, others in (("together", attendee.together), ("apart", attendee.apart)):
        for other in others:
            if other not in problem.attendee:
                yield Fault((*path, key), _NO_ATTENDEE.fill(value=seen(other)))
            elif other == attendee.id:
                yield Fault((*path, key), _THEMSELVES)


def _wished_twice(wishes: list[str], path: Path) -> Iterator[Fault]:
    """Yield the wishes that a ranked list names again: they would have two ranks."""
    first: dict[str, int] = {}
    for number, wish in enumerate(wishes):
        if first.setdefault(wish, number) != number:
            said = _WISHED_TWICE.fill(wish=seen(wish), rank=first[wish] + 1)
            yield Fault((*path, "wishes", number), said)


_THEMSELVES = Text(
    "un participant ne peut pas se nommer lui-même", "an attendee cannot name themselves"
)
_WISHED_TWICE = Text(
    "{wish} est déjà le vœu n° {rank} de cette personne : ne l'écrire qu'une fois",
    "{wish} is this person's wish no. {rank} already: write it once",
)
