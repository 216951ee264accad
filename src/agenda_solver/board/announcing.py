"""What is announced on the board: as the page says it, and who could take over from whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from agenda_solver.board.asked import AnnouncementAsked, day_of, minute_of
from agenda_solver.board.desk import BoardError, Desk
from agenda_solver.changes import (
    Announced,
    PersonCancels,
    PersonIsAway,
    PersonIsReplaced,
    RoomIsClosed,
    SessionIsCancelled,
)
from agenda_solver.problem import Window
from agenda_solver.substitutes import Substitute, substitutes
from agenda_solver.text import Language, Text

Ease = Literal["free", "nearly", "busy"]
"""Whether somebody is free for all parts, would be if something changed, or is not."""
_EASES: tuple[Ease, ...] = ("free", "nearly", "busy")


def announced_on(desk: Desk, asked: Iterable[AnnouncementAsked]) -> tuple[Announced, ...]:
    """Return what the page announces.

    Raises
    ------
    BoardError
        If it is announced of a draft, of whom or what there is not, or of no time.
    """
    announced = tuple(_announced(desk, each) for each in asked)
    if announced and desk.is_draft:
        raise BoardError("impossible", _NOTHING_IS_OUT)
    return announced


def _announced(desk: Desk, asked: AnnouncementAsked) -> Announced:
    window = _window(desk, asked)
    match asked.of:
        case "session":
            desk.check_movable(asked.id)
            return SessionIsCancelled(asked.id)
        case "room":
            desk.check_room(asked.id)
            return RoomIsClosed(asked.id, window)
        case "person":
            _check_person(desk, asked.id)
            if asked.by is not None:
                _check_person(desk, asked.by)
            if asked.by == asked.id:
                raise BoardError("impossible", _BY_THEMSELVES)
            if asked.by is not None:
                return PersonIsReplaced(asked.id, asked.by)
            return PersonCancels(asked.id) if window is None else PersonIsAway(asked.id, window)


def _check_person(desk: Desk, person: str) -> None:
    if person not in desk.here.problem.person:
        raise BoardError("unknown", _NO_PERSON)


def _window(desk: Desk, asked: AnnouncementAsked) -> Window | None:
    """Return the hours that something is announced of; None where it is so all along."""
    if asked.day is None and asked.start is None and asked.end is None:
        return None
    window = window_of(asked.day, asked.start, asked.end)
    if window.day is not None:
        desk.check_day(window.day)
    return window


def window_of(day: str | None, start: str | None, end: str | None) -> Window:
    """Return hours as the page says them; what it leaves open is as wide as can be.

    Raises
    ------
    BoardError
        If there is no such day or time, or nothing between the two.
    """
    every = Window()
    on = None if day is None else day_of(day)
    since = every.start if start is None else minute_of(start)
    until = every.end if end is None else minute_of(end)
    if (on is None) != (day is None) or since is None or until is None or since >= until:
        raise BoardError("impossible", _NO_HOURS)
    return Window.model_construct(day=on, start=since, end=until)


def candidates(desk: Desk, person: str, language: Language) -> list[dict[str, Any]]:
    """Return who could take all the parts of a person, the likeliest first, and what is in the way.

    Raises
    ------
    BoardError
        If there is no such person.
    """
    _check_person(desk, person)
    problem, timetable = desk.here.problem, desk.here.timetable
    asked = [
        {each.person: each for each in substitutes(problem, timetable, row.id, instead_of=person)}
        for row in problem.sessions
        if row.id in timetable.by_session and person in timetable.roster(row)
    ]
    rank: dict[str, int] = {}
    for answers in asked:
        for other in answers:
            rank.setdefault(other, len(rank))
    shown = []
    for row in problem.people:
        if row.id != person:
            ease, obstacle = _ease([answers.get(row.id) for answers in asked])
            words = None if obstacle is None else obstacle.say(language)
            shown.append({"id": row.id, "name": row.label, "ease": ease, "reason": words})
    return sorted(
        shown, key=lambda each: (_EASES.index(each["ease"]), rank.get(each["id"], len(rank)))
    )


def _ease(answers: Iterable[Substitute | None]) -> tuple[Ease, Text | None]:
    """Return how easily somebody could take several parts; None is said of who cannot take one."""
    known = list(answers)
    obstacles = [obstacle for each in known if each for obstacle in each.obstacles]
    first = obstacles[0].text if obstacles else None
    if None in known:
        return "busy", first
    return ("nearly", first) if obstacles else ("free", None)


_NOTHING_IS_OUT = Text(
    "Un brouillon n'est pas encore diffusé : il n'y a rien à signaler, y changer ce qui est "
    "demandé.",
    "A draft is not out yet: there is nothing to report, change what is asked in it.",
)
_NO_PERSON = Text("Cette personne n'existe pas.", "There is no such person.")
_BY_THEMSELVES = Text("Personne ne se remplace soi-même.", "Nobody replaces themselves.")
_NO_HOURS = Text(
    "Ce n'est pas un jour et une heure, ou la fin n'est pas après le début.",
    "This is no day and time, or the end is not after the start.",
)
