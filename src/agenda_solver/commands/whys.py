"""Questions about a timetable, as `explain` is asked them, and their answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from agenda_solver.budget import Budget
from agenda_solver.commands.explanation import Explanation
from agenda_solver.commands.speaking import DONE, IMPOSSIBLE, NOTHING_FOUND
from agenda_solver.files import InputError
from agenda_solver.files.opening import check_is_programme, load_programme, typed_seats
from agenda_solver.text import Language, Names, Text

if TYPE_CHECKING:
    from datetime import date

    from agenda_solver.fairness import Fairness
    from agenda_solver.files.workbook import Book
    from agenda_solver.problem import Problem, Spot, Window
    from agenda_solver.result import Status


@dataclass(frozen=True)
class Questions:
    """What is asked of a timetable, in words; one thing at a time, or prices of its draft."""

    why: str | None = None
    at: str | None = None
    in_room: str | None = None
    why_not: tuple[str, str] | None = None
    names: Names | None = None
    who_can: str | None = None
    who_is_free: str | None = None
    prices: bool = False

    @property
    def asked(self) -> int:
        """How many questions are asked of the timetable."""
        each = (self.why, self.why_not, self.who_can, self.who_is_free)
        return sum(question is not None for question in each)

    def check(self) -> None:
        """Refuse what is not one question.

        Raises
        ------
        InputError
            If there are several, or a place without a session, or names without an attendee.
        """
        if self.asked + self.prices > 1:
            raise InputError([_ONE_AT_A_TIME])
        if self.why is None and (self.at is not None or self.in_room is not None):
            raise InputError([_OF_WHICH])
        if self.why_not is None and self.names is not None:
            raise InputError([_OF_WHOM])


_ONE_AT_A_TIME = Text(
    "une question à la fois : --why, --why-not, --who-can, --who-is-free ou --prices",
    "one question at a time: --why, --why-not, --who-can, --who-is-free or --prices",
)
_OF_WHICH = Text(
    "--at et --in disent où serait une session : la donner par --why",
    "--at and --in tell where a session would be: give it by --why",
)

_OF_WHOM = Text(
    "--names dit comment nommer les participants : il va avec --why-not",
    "--names tells how to name the attendees: it goes with --why-not",
)


def load_timetable(path: Path) -> Book:
    """Read the solved workbook of which something is asked.

    Raises
    ------
    InputError
        If it cannot be read, or is a draft.
    """
    book = load_programme(path)
    check_is_programme(book, path)
    return book


def answer_of(book: Book, questions: Questions, budget: Budget, language: Language) -> Explanation:
    """Answer a question about a timetable."""
    if questions.why is not None:
        return _why(book, questions, budget, language)
    if questions.why_not is not None:
        names = questions.names or "codes"
        return _why_not(book, *questions.why_not, budget, language, names)
    if questions.who_can is not None:
        return _who_can(book, questions.who_can, language)
    return _who_is_free(book, questions.who_is_free or "", language)


def _code_of(status: Status) -> int:
    return {"infeasible": IMPOSSIBLE, "unknown": NOTHING_FOUND}.get(status, DONE)


# --- Each question ------------------------------------------------------------------------


def _why(book: Book, questions: Questions, budget: Budget, language: Language) -> Explanation:
    from agenda_solver.difference import Version
    from agenda_solver.files.store.answers import elsewhere_document, whereabouts_document
    from agenda_solver.views import whys
    from agenda_solver.views.answers import why_asked

    session = _placed(book, "--why", questions.why or "")
    spot = _spot(book, session, questions)
    problem = book.problem
    if spot is None:
        from agenda_solver.explain.placing import whereabouts

        why = whereabouts(problem, book.timetable, session, budget)
        lines = tuple(whys.whereabouts_lines(problem, why))
        document = whereabouts_document(problem, why, lines, language)
        return Explanation(DONE, why_asked(problem, session, None), lines, document)
    from agenda_solver.replan.elsewhere import elsewhere

    answer = elsewhere(
        Version(problem, book.timetable),
        session,
        spot,
        budget,
        fairness=_fairness(book),
        pinned=typed_seats(book),
    )
    lines = tuple(whys.elsewhere_lines(problem, answer))
    here = book.timetable.by_session[session]
    document = elsewhere_document(problem, here, answer, lines, language)
    asked = why_asked(problem, session, spot)
    return Explanation(_code_of(answer.status), asked, lines, document)


def _why_not(
    book: Book, attendee: str, workshop: str, budget: Budget, language: Language, names: Names
) -> Explanation:
    from agenda_solver.explain.seating import other_seat
    from agenda_solver.files.store.answers import seat_document
    from agenda_solver.views.answers import why_not_asked
    from agenda_solver.views.whys import seat_lines

    if not book.timetable.seats:
        raise InputError([_NO_SEATS])
    who = _understood("--why-not", attendee, lambda words: _attendee(book.problem, words))
    session = _placed(book, "--why-not", workshop)
    answer = other_seat(
        book.problem, book.timetable, who, session, budget, fairness=_fairness(book)
    )
    lines = tuple(seat_lines(book.problem, answer, names))
    asked = why_not_asked(book.problem, who, session, names)
    document = seat_document(answer, lines, language)
    return Explanation(_code_of(answer.status), asked, lines, document)


def _who_can(book: Book, words: str, language: Language) -> Explanation:
    from agenda_solver.files.store.answers import who_can_document
    from agenda_solver.substitutes import substitutes
    from agenda_solver.views.answers import who_can_asked
    from agenda_solver.views.whys import who_can_lines

    session = _placed(book, "--who-can", words)
    people = substitutes(book.problem, book.timetable, session)
    lines = tuple(who_can_lines(book.problem, people))
    document = who_can_document(people, lines, language)
    return Explanation(DONE, who_can_asked(book.problem, session), lines, document)


def _who_is_free(book: Book, words: str, language: Language) -> Explanation:
    from agenda_solver.files.store.answers import who_can_document
    from agenda_solver.substitutes import free_people
    from agenda_solver.views.answers import who_is_free_asked
    from agenda_solver.views.whys import who_can_lines

    window = _understood("--who-is-free", words, lambda typed: _window(book.problem, typed))
    people = free_people(book.problem, book.timetable, window)
    lines = tuple(who_can_lines(book.problem, people))
    document = who_can_document(people, lines, language)
    return Explanation(DONE, who_is_free_asked(book.problem, window), lines, document)


def _fairness(book: Book) -> Fairness:
    """Return whose wishes came first when the seats were given out."""
    return book.result.seating.fairness if book.result.seating else "generous"


# --- What words mean ----------------------------------------------------------------------

_T = TypeVar("_T")


def _understood(option: str, words: str, read: Callable[[str], _T]) -> _T:
    """Return what words of an option mean.

    Raises
    ------
    InputError
        If they are not understood.
    """
    from agenda_solver.files.announced import after_option
    from agenda_solver.words import NotUnderstoodError

    try:
        return read(words)
    except NotUnderstoodError as error:
        raise InputError([after_option(option, words, error.text)]) from None


def _placed(book: Book, option: str, words: str) -> str:
    """Return the session that is meant; it has a place in the timetable."""
    from agenda_solver.files.announced import row_named
    from agenda_solver.words import NotUnderstoodError

    def read(typed: str) -> str:
        session = row_named(book.problem, "sessions", typed)
        if session not in book.timetable.by_session:
            raise NotUnderstoodError(_NOT_PLACED)
        return session

    return _understood(option, words, read)


def _attendee(problem: Problem, words: str) -> str:
    """Return the attendee that is meant, by id, by name or by address; no name is suggested."""
    from agenda_solver.words import NotUnderstoodError
    from agenda_solver.words.names import AN_ATTENDEE, Names, clean, no_id, perhaps

    by_name = Names((row.id, name) for row in problem.attendees for name in (row.name, row.email))
    attendee = by_name.find(clean(words))
    if by_name.knows(attendee):
        return attendee
    near = Names((row.id, "") for row in problem.attendees).nearest(clean(words))
    refusal = no_id(words, AN_ATTENDEE)
    raise NotUnderstoodError(refusal if near is None else perhaps(refusal, near))


def _spot(book: Book, session: str, questions: Questions) -> Spot | None:
    """Return where a session would be; None where no place is given."""
    from agenda_solver.files.announced import row_named
    from agenda_solver.problem import Spot

    if questions.at is None and questions.in_room is None:
        return None
    day, start, room = None, None, None
    if questions.at is not None:
        day, start = _understood("--at", questions.at, lambda words: _moment(book, session, words))
    if questions.in_room is not None:
        room = _understood(
            "--in", questions.in_room, lambda words: row_named(book.problem, "rooms", words)
        )
    return Spot.model_construct(day=day, start=start, room=room)


def _moment(book: Book, session: str, words: str) -> tuple[date, int]:
    """Return a day and a time; the session's day where none is given."""
    from agenda_solver.files.announced import no_moment
    from agenda_solver.text import clock
    from agenda_solver.words import NotUnderstoodError
    from agenda_solver.words.moments import not_of_the_event, read_moment

    day, minute = read_moment(words, book.problem.calendar) or (None, None)
    if minute is None:
        raise no_moment(clock(14 * 60 + 30))
    day = day or book.timetable.by_session[session].day
    if day not in book.problem.day:
        raise NotUnderstoodError(not_of_the_event(day, book.problem.day))
    return day, minute


def _window(problem: Problem, words: str) -> Window:
    """Return hours of one day."""
    from agenda_solver.files.announced import no_day
    from agenda_solver.problem import Window
    from agenda_solver.words import NotUnderstoodError
    from agenda_solver.words.moments import not_of_the_event
    from agenda_solver.words.windows import WINDOWS

    windows = Window.read(words, problem.calendar)
    if len(windows) != 1:
        raise NotUnderstoodError(WINDOWS)
    (window,) = windows
    if window.day is not None and window.day not in problem.day:
        raise NotUnderstoodError(not_of_the_event(window.day, problem.day))
    if window.day is None and len(problem.days) > 1:
        raise no_day(problem.day)
    return window


_NO_SEATS = Text(
    "--why-not : ce programme n'a pas encore de places ; « assign » les donne",
    "--why-not: this programme has no seats yet; “assign” gives them",
)
_NOT_PLACED = Text(
    "cette session n'a pas d'heure dans ce programme", "this session has no time in this programme"
)
