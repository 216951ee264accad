"""What is announced in words, as on a command line: who cancels, who is away and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from agenda_solver.changes import (
    Announced,
    Changes,
    MoreRegister,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.files import InputError
from agenda_solver.problem import Problem, Window
from agenda_solver.text import Text, clock, either, listing, long_date
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import not_of_the_event, read_moment
from agenda_solver.words.names import A_PERSON, A_ROOM, A_SESSION, clean, shown
from agenda_solver.words.windows import WINDOWS, says_every_day

MOST_MORE = 500
"""So many more may register for a session."""


@dataclass(frozen=True)
class Words:
    """What is announced, as it was typed; each may be said several times.

    Attributes
    ----------
    cancelled, replaced, away : sequence of str
        People: ``P``, ``P=Q``, ``P@FROM-TO``.
    sessions, rooms : sequence of str
        Sessions that are cancelled, ``S``; rooms that are closed, ``R`` or ``R@FROM-TO``.
    now : str or None
        A time, with its day where the event has several.
    close_gaps : bool
        See `Changes`.
    """

    cancelled: Sequence[str] = ()
    replaced: Sequence[str] = ()
    away: Sequence[str] = ()
    sessions: Sequence[str] = ()
    rooms: Sequence[str] = ()
    now: str | None = None
    close_gaps: bool = False


def understood(words: Words, problem: Problem, timetable: Timetable) -> Changes:
    """Return what words announce.

    People, rooms and sessions are told by id, by name or by title. Hours without a day are
    those of the one day on which they matter; where that may be several, it is refused.

    Parameters
    ----------
    words : Words
        What was typed.
    problem, timetable : Problem, Timetable
        What was published.

    Raises
    ------
    InputError
        One sentence for each word that is not understood, with its option.
    """
    reader = AnnouncementReader(problem, timetable)
    announced = [
        *reader.each("--cancel-person", words.cancelled, reader.cancelled),
        *reader.each("--replace-person", words.replaced, reader.replaced),
        *reader.each("--away", words.away, reader.away),
        *reader.each("--cancel-session", words.sessions, reader.session),
        *reader.each("--close-room", words.rooms, reader.room),
    ]
    now = reader.each("--now", [words.now] if words.now is not None else [], reader.now)
    faults = [*reader.faults, *_contradictions(problem, announced)]
    if faults:
        raise InputError(faults)
    return Changes(tuple(dict.fromkeys(announced)), now[0] if now else None, words.close_gaps)


_T = TypeVar("_T")


class AnnouncementReader:
    """Reads words, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.timetable = timetable
        self.faults: list[Text] = []

    def each(
        self, option: str, typed: Iterable[str], read: Callable[[str], Iterable[_T]]
    ) -> list[_T]:
        """Return what an option announces, each time it is given."""
        read_so_far: list[_T] = []
        for words in typed:
            try:
                read_so_far += read(words)
            except NotUnderstoodError as error:
                self.faults.append(after_option(option, words, error.text))
        return read_so_far

    # --- One option each ------------------------------------------------------------------

    def cancelled(self, words: str) -> Iterator[Announced]:
        """Read ``P``."""
        yield PersonCancels(row_named(self.problem, "people", words))

    def replaced(self, words: str) -> Iterator[Announced]:
        """Read ``P=Q``; an id may hold the sign itself."""
        cuts = [at for at, letter in enumerate(words) if letter == "="]
        if not cuts:
            raise NotUnderstoodError(_WHO_BY_WHOM)
        known = (at for at in cuts if self._knows("people", words[:at]))
        at = next(known, cuts[0])
        person = row_named(self.problem, "people", words[:at])
        try:
            by = row_named(self.problem, "people", words[at + 1 :])
        except NotUnderstoodError as error:
            raise NotUnderstoodError(_NEW_PERSON.fill(sentence=error.text)) from None
        if person == by:
            raise NotUnderstoodError(_BY_THEMSELVES)
        yield PersonIsReplaced(person, by)

    def away(self, words: str) -> Iterator[Announced]:
        """Read ``P@FROM-TO``."""
        who, sign, when = words.rpartition("@")
        if not sign:
            raise NotUnderstoodError(_WHO_WHEN)
        person = row_named(self.problem, "people", who)
        sessions = {
            session.id
            for session in self.problem.sessions
            if person in self.timetable.roster(session)
        }
        busy = [
            placement for placement in self.timetable.placements if placement.session in sessions
        ]
        for window in self._windows(when, busy):
            yield PersonIsAway(person, window)

    def session(self, words: str) -> Iterator[Announced]:
        """Read ``S``."""
        yield SessionIsCancelled(row_named(self.problem, "sessions", words))

    def room(self, words: str) -> Iterator[Announced]:
        """Read ``R`` or ``R@FROM-TO``."""
        where, sign, when = words.rpartition("@")
        if not sign or self._knows("rooms", words):
            yield RoomIsClosed(row_named(self.problem, "rooms", words))
            return
        room = row_named(self.problem, "rooms", where)
        taken = [
            placement
            for placement in self.timetable.placements
            if room in self.problem.floor_of(placement.session, placement.room)
        ]
        for window in self._windows(when, taken):
            yield RoomIsClosed(room, window)

    def registered(self, words: str) -> Iterator[Announced]:
        """Read ``S=10``: so many more register for a session."""
        session, sign, number = words.rpartition("=")
        if not sign or not clean(number).isdecimal() or not 0 < int(clean(number)) <= MOST_MORE:
            raise NotUnderstoodError(_HOW_MANY.fill(most=MOST_MORE))
        yield MoreRegister(row_named(self.problem, "sessions", session), int(clean(number)))

    def now(self, words: str) -> Iterator[tuple[date, int]]:
        """Read a time, and its day."""
        day, minute = read_moment(words, self.problem.calendar) or (None, None)
        if minute is None:
            raise no_moment(self._example(15 * 60))
        if day is None and len(self.problem.days) > 1:
            raise no_day(self.problem.day)
        yield day or self.problem.first_date, minute

    # --- Who and where --------------------------------------------------------------------

    def _knows(self, table: str, words: str) -> bool:
        names = self.problem.names[table]
        try:
            return names.knows(names.find(clean(words)))
        except NotUnderstoodError:
            return True  # and several are meant

    # --- When -----------------------------------------------------------------------------

    def _windows(self, words: str, concerned: Iterable[Placement]) -> list[Window]:
        """Read stretches of time; `concerned` is what takes place in some of them, or not."""
        windows = Window.read(words, self.problem.calendar)
        if not windows:
            raise NotUnderstoodError(WINDOWS)
        strange = [
            window.day for window in windows if window.day and window.day not in self.problem.day
        ]
        if strange:
            raise NotUnderstoodError(not_of_the_event(strange[0], self.problem.day))
        if len(self.problem.days) == 1 or says_every_day(words):
            return windows
        placements = list(concerned)
        return [
            window if window.day else self._on_its_day(window, placements) for window in windows
        ]

    def _on_its_day(self, window: Window, concerned: Iterable[Placement]) -> Window:
        """Return hours with the one day on which something is then; without, if nothing is."""
        days = {
            placement.day
            for placement in concerned
            if placement.start < window.end and window.start < placement.end
        }
        if len(days) > 1:
            raise no_day(sorted(days))
        return window.model_copy(update={"day": next(iter(days), None)})

    def _example(self, minute: int) -> Text:
        """Return a time as it can be typed, with its day where the event has several."""
        if len(self.problem.days) == 1:
            return clock(minute)
        return Text("{day} {time}", "{day} {time}").fill(
            day=self.problem.first_date.isoformat(), time=clock(minute)
        )


def row_named(problem: Problem, table: str, words: str) -> str:
    """Return the id that words mean, of the people, the rooms or the sessions.

    Raises
    ------
    NotUnderstoodError
        If they mean none, or may mean several.
    """
    names = problem.names[table]
    id_ = names.find(clean(words))
    if not names.knows(id_):
        raise NotUnderstoodError(names.unknown(clean(words), _WHAT[table]))
    return id_


def after_option(option: str, words: str, text: Text) -> Text:
    """Say what is wrong with the words of an option."""
    return Text("{option} {words} : {text}", "{option} {words}: {text}").fill(
        option=option, words=shown(words), text=text
    )


def no_moment(example: Text) -> NotUnderstoodError:
    """Return the refusal of what is not a moment."""
    return NotUnderstoodError(_WHEN.fill(example=example))


def no_day(days: Iterable[date]) -> NotUnderstoodError:
    """Return the refusal of a time that may be of several days."""
    return NotUnderstoodError(_WHICH_DAY.fill(days=either(map(long_date, days))))


_WHAT: Mapping[str, Text] = {"people": A_PERSON, "rooms": A_ROOM, "sessions": A_SESSION}
_WHO_BY_WHOM = Text(
    "attendu QUI=PAR QUI, par exemple dupont=martin", "expected WHO=BY WHOM, as dupont=martin"
)
_HOW_MANY = Text(
    "attendu SESSION=COMBIEN, par exemple atelier-3=10 (de 1 à {most})",
    "expected SESSION=HOW MANY, as workshop-3=10 (1 to {most})",
)
_NEW_PERSON = Text(
    "{sentence} ; qui remplace quelqu'un a sa ligne dans la feuille « Intervenants » : l'y ajouter "
    "d'abord",
    "{sentence}; whoever replaces somebody has a row on the sheet “People”: add it first",
)
_BY_THEMSELVES = Text(
    "personne ne se remplace soi-même ; pour une absence, --cancel-person",
    "nobody replaces themselves; for an absence, --cancel-person",
)
_WHO_WHEN = Text(
    "attendu QUI@DE-À, par exemple dupont@14h00-16h00 ; pour toute la durée, --cancel-person",
    "expected WHO@FROM-TO, as dupont@14:00-16:00; for the whole event, --cancel-person",
)
_WHEN = Text(
    "ce n'est pas un moment (attendu par exemple {example})",
    "this is not a moment (expected {example}, for example)",
)
_WHICH_DAY = Text(
    "de quel jour est-ce ? L'écrire devant l'heure ({days})",
    "of which day is this? Write it before the time ({days})",
)


# --- What contradicts itself --------------------------------------------------------------


def _contradictions(problem: Problem, announced: Iterable[Announced]) -> Iterator[Text]:
    """Yield who is said to cancel and to be replaced, or to be replaced by two."""
    cancelled = {change.person for change in announced if isinstance(change, PersonCancels)}
    by: dict[str, list[str]] = {}
    for change in dict.fromkeys(announced):
        if isinstance(change, PersonIsReplaced):
            by.setdefault(change.person, []).append(change.by)
    for person, others in by.items():
        name = problem.person[person].label
        if person in cancelled:
            yield _BOTH.fill(person=name)
        if len(others) > 1:
            named = listing(problem.person[other].label for other in others)
            yield _TWICE.fill(person=name, others=named)
        for other in others:
            if other in cancelled or other in by:
                yield _NOT_THERE.fill(person=name, other=problem.person[other].label)


_BOTH = Text(
    "{person} : annoncer --cancel-person ou --replace-person, pas les deux",
    "{person}: announce --cancel-person or --replace-person, not both",
)
_TWICE = Text(
    "--replace-person : {person} ne peut être remplacé que par une personne, pas par {others}",
    "--replace-person: {person} can be replaced by one person only, not by {others}",
)
_NOT_THERE = Text(
    "--replace-person : {other} ne peut pas remplacer {person}, son absence est annoncée aussi",
    "--replace-person: {other} cannot replace {person}, they are announced to be absent too",
)
