"""What sessions, rooms, people and times are called on everything that is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from agenda_solver.problem import KINDS, Entry, Person, Problem, Session, Unnamed
from agenda_solver.problem.occasions import kind_of
from agenda_solver.rules.words import with_its_time
from agenda_solver.text import Text, clock, either, listing, long_date, same, strung
from agenda_solver.timetable import Timetable
from agenda_solver.words.moments import DAY_MINUTES
from agenda_solver.words.names import without_marks

TO_BE_CONFIRMED = Text("à confirmer", "to be confirmed")
NOT_DECIDED = Text("à désigner", "to be named")


def padded_clock(minute: int) -> Text:
    """Write a time of day so that a column of them lines up: ``09h30``, ``09:30``."""
    words = clock(minute).en
    return Text(words.replace(":", "h"), words)


def clock_of_a_day(minute: int | None) -> Text:
    """Write a time as one of a day, where that may be the day before or after; none for None."""
    if minute is None:
        return same("")
    if minute < 0:
        return _DAY_BEFORE.fill(time=padded_clock(minute + DAY_MINUTES))
    if minute > DAY_MINUTES:
        return _DAY_AFTER.fill(time=padded_clock(minute))
    return padded_clock(minute)


_DAY_BEFORE = Text("{time} la veille", "{time} the day before")
_DAY_AFTER = Text("{time} le lendemain", "{time} the day after")


def padded_span(start: int, end: int) -> Text:
    """Write a stretch of time briefly: ``09h30–10h00``, ``09:30–10:00``."""
    return Text("{start}–{end}", "{start}–{end}").fill(
        start=padded_clock(start), end=padded_clock(end)
    )


def day_title(day: date) -> Text:
    """Write a date as a heading: ``Mercredi 10 juin 2026``."""
    words = long_date(day)
    return Text(words.fr[0].upper() + words.fr[1:], words.en[0].upper() + words.en[1:])


def label_text(session: Session) -> Text:
    """Return a session's track, or else its kind: what is typed, or else what its title tells.

    Of a title that only tells that people go out, be it an evening or a walk, nothing is said.
    """
    concluded = kind_of(session)
    kind = session.kind if concluded == "visit" else concluded
    return same(session.track) if session.track else KINDS[kind]


def people_text(problem: Problem, timetable: Timetable, session: Session) -> Text:
    """Return who takes part, by role: ``animation : A · intervention : B et C``."""
    by_role = [
        Text("{role} : {people}", "{role}: {people}").fill(
            role=role, people=listing(entry_text(problem, entry) for entry in entries)
        )
        for role, entries in roles_of(session, timetable)
        if entries
    ]
    return strung(by_role, " · ")


def roles_of(session: Session, timetable: Timetable) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the roles of a session, and who takes them: several only where none is chosen."""
    for role, entries in session.people.items():
        takers: list[Entry] = []
        for number, entry in enumerate(entries):
            takers += timetable.by_part.get((session.id, role, number)) or [entry]
        yield role, takers


def entry_text(problem: Problem, entry: Entry) -> Text:
    """Return who takes a role as it is printed: somebody, one of several, or whoever is asked."""
    if isinstance(entry, str):
        return _person_text(problem.person[entry])
    if isinstance(entry, Unnamed):
        return same(entry.label)
    return Text("{people} ({undecided})", "{people} ({undecided})").fill(
        people=either(_person_text(problem.person[one]) for one in entry.one_of),
        undecided=NOT_DECIDED,
    )


def _person_text(person: Person) -> Text:
    more = [same(person.organisation)] if person.organisation else []
    more += [TO_BE_CONFIRMED] if person.unconfirmed else []
    return bracketed(same(person.label), more)


def session_title(problem: Problem, session: str) -> Text:
    """Return a session's title as it is printed; of a repeat, with which time it is."""
    return with_its_time(problem, session, same(problem.session[session].label))


def full_title(problem: Problem, session: str) -> Text:
    """Return a session's title as it is printed, and what stands under it."""
    title = session_title(problem, session)
    subtitle = problem.session[session].subtitle
    if not subtitle:
        return title
    return Text("{title} – {subtitle}", "{title} – {subtitle}").fill(title=title, subtitle=subtitle)


def room_title(problem: Problem, room: str | None) -> Text:
    """Return a room's name, and whether it is yet to be confirmed; nothing for none."""
    if room is None:
        return same("")
    known = problem.room[room]
    return bracketed(same(known.label), [TO_BE_CONFIRMED] if known.to_be_confirmed else [])


def place_title(problem: Problem, session: str, room: str | None) -> Text:
    """Return where a session is, as it is printed: its room, and those it takes besides."""
    rooms = problem.rooms_of(session, room)
    return listing(room_title(problem, one) for one in rooms) if rooms else same("")


def bracketed(name: Text, more: Iterable[Text]) -> Text:
    """Add words in brackets, those that the name does not say already."""
    new = [text for text in more if text.fr.casefold() not in name.fr.casefold()]
    if not new:
        return name
    return Text("{name} ({more})", "{name} ({more})").fill(name=name, more=strung(new))


NOT_PLACED = Text("pas au programme", "not in the programme")
NO_ROOM = Text("Sans salle", "No room")
NO_SEAT = Text("pas de place", "no seat")
CANCELLED = Text("annulé, trop peu d'inscrits", "cancelled, too few registered")


def is_cancelled(problem: Problem, timetable: Timetable, session: str) -> bool:
    """Whether a session does not take place because too few attendees have a seat in it.

    Nothing is before seats are given out.
    """
    return bool(
        timetable.seats
        and problem.session[session].capacity.min
        and session not in timetable.seated
        and session in problem.offered
    )


def without_controls(words: str) -> str:
    """Return text whose control characters, new lines included, are blanks.

    A title must not move a terminal's cursor, nor turn a list around.
    """
    blanks = "".join(" " if unicodedata.category(c) == "Cc" else c for c in words)
    return without_marks(blanks)


def dotted(texts: Iterable[Text]) -> Text:
    """Return texts on one line, with dots between them; blank ones are left out."""
    return strung((text for text in texts if text.fr), " · ")
