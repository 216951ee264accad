"""What sessions, rooms, people and times are called on everything that is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from agenda_solver.problem import KINDS, Entry, Person, Problem, Session, Unnamed, people_in
from agenda_solver.problem.occasions import kind_of
from agenda_solver.rules.words import with_its_time
from agenda_solver.text import (
    Text,
    clock,
    either,
    listing,
    long_date,
    same,
    strung,
    with_capital_text,
)
from agenda_solver.timetable import Timetable
from agenda_solver.words.moments import DAY_MINUTES
from agenda_solver.words.names import folded, on_one_line, without_marks
from agenda_solver.words.roles import role_in, role_of_one

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
    return _SPAN.fill(start=padded_clock(start), end=padded_clock(end))


def span_of_a_day(start: int, end: int) -> Text:
    """Write the same of a day, which it may begin before, or end after."""
    return _SPAN.fill(start=clock_of_a_day(start), end=clock_of_a_day(end))


_SPAN = same("{start}–{end}")


def day_title(day: date) -> Text:
    """Write a date as a heading: ``Mercredi 10 juin 2026``."""
    return with_capital_text(long_date(day))


def label_text(session: Session) -> Text:
    """Return a session's track, or else its kind: what is typed, or else what its title tells.

    Of a title that only tells that people go out, be it an evening or a walk, nothing is said.
    """
    return same(session.track) if session.track else kind_text(session)


def kind_text(session: Session) -> Text:
    """Return a session's kind, as `label_text` tells it where there is no track."""
    concluded = kind_of(session)
    return KINDS[session.kind if concluded == "visit" else concluded]


TOLD_KINDS = frozenset(("round_table", "workshop", "visit"))
"""The kinds that help to choose; of others the public is not told."""


def public_label(session: Session) -> Text:
    """Return what the public is told of a session beside its title; often nothing.

    That is its track, where that is not its title; or else its kind, where the title does not
    say it and it is no word of the organiser's: nobody comes to a "ceremony", and a break is one.
    """
    label = label_text(session)
    if session.track:
        return same("") if folded(session.track) == folded(session.label) else label
    kind = next((kind for kind, text in KINDS.items() if text == label), "")
    title = folded(session.label)
    titled = any(folded(word) in title for word in (label.fr, label.en))
    return label if kind in TOLD_KINDS and not titled else same("")


def people_text(
    problem: Problem,
    timetable: Timetable,
    session: Session,
    without: str | None = None,
    *,
    as_written: bool = False,
) -> Text:
    """Return who takes part, by role: ``animation : A · intervention : B et C``.

    Parameters
    ----------
    without : str, optional
        The id of one person who is left out, with the part they may be chosen for.
    as_written : bool
        Whether roles are called as the draft does, in both languages.
    """
    by_role = []
    for role, entries in roles_of(session, timetable):
        others = [
            entry_text(problem, entry) for entry in entries if without not in people_in(entry)
        ]
        if others:
            title = role_text(problem, role, len(others))
            own = same(title.say(problem.event.language)) if as_written else title
            by_role.append(_IN_ROLE.fill(role=own, people=listing(others)))
    return strung(by_role, " · ")


_IN_ROLE = Text("{role} : {people}", "{role}: {people}")


def roles_of(session: Session, timetable: Timetable) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the roles of a session, and who takes them: several only where none is chosen."""
    for role, entries in session.people.items():
        takers: list[Entry] = []
        for number, entry in enumerate(entries):
            takers += timetable.by_part.get((session.id, role, number)) or [entry]
        yield role, takers


def role_text(problem: Problem, role: str, number: int) -> Text:
    """Return how a role is called that so many people take, in each language.

    One of "intervenants" is one. In the language of the event it is called as it is written.
    """
    own = role_of_one(role) if number == 1 else role
    written_in = problem.event.language
    return Text(role_in("fr", own, written_in), role_in("en", own, written_in))


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


def introduced(problem: Problem, entry: Entry) -> Text:
    """Return who takes a role as a programme introduces them: ``Ann Lee, maire, Ville``."""
    if isinstance(entry, str):
        return _introduced(problem.person[entry])
    if isinstance(entry, Unnamed):
        return same(on_one_line(entry.label))
    return Text("{people} ({undecided})", "{people} ({undecided})").fill(
        people=either(_introduced(problem.person[one]) for one in entry.one_of),
        undecided=NOT_DECIDED,
    )


def _introduced(person: Person) -> Text:
    """Return a person's name, function and organisation, as far as one does not say the other."""
    words = [on_one_line(text) for text in (person.label, person.role, person.organisation)]
    kept: list[str] = []
    for text in words:
        if text and not any(folded(text) in folded(one) for one in kept):
            kept.append(text)
    name = same(", ".join(kept))
    return bracketed(name, [TO_BE_CONFIRMED] if person.unconfirmed else [])


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


def confirmed(words: str) -> tuple[str, bool]:
    """Return a name as it was before `TO_BE_CONFIRMED` was added to it, and whether it was."""
    for mark in (TO_BE_CONFIRMED.fr, TO_BE_CONFIRMED.en):
        name = words.removesuffix(f"({mark})").rstrip()
        if name and name != words.rstrip():
            return name, True
    return words, False


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
    return without_marks(_CONTROLS.sub(" ", words))


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # all that Unicode calls so


def dotted(texts: Iterable[Text]) -> Text:
    """Return texts on one line, with dots between them; blank ones are left out."""
    return strung((text for text in texts if text.fr), " · ")
