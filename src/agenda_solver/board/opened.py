"""A file as it comes onto the board: a programme as it is, a draft as far as it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from agenda_solver.board.filling import NOWHERE
from agenda_solver.files.opening import is_book
from agenda_solver.judging import landing
from agenda_solver.problem import Problem, Session, Spot
from agenda_solver.timetable import Placement, Timetable

if TYPE_CHECKING:
    from agenda_solver.files import Draft
    from agenda_solver.files.workbook import Book

BY_HAND = ("moved", "placed", "added")
"""The kinds of edits by which a person has put a session somewhere."""


@dataclass(frozen=True)
class Opening:
    """What a file puts on the board.

    Attributes
    ----------
    held : frozenset of str
        Ids of the sessions that a person has put where they are.
    """

    problem: Problem
    timetable: Timetable
    held: frozenset[str] = frozenset()


def programme_in(asked: Draft) -> Book | None:
    """Return a workbook that holds a programme; None of a draft, even with a time in each row."""
    return asked if is_book(asked) and asked.solved else None


def opening_of(asked: Draft) -> Opening:
    """Return what a file puts on the board.

    In a draft, a session stands where it is locked or would like to be; what it would like is
    then told by where it stands, and by that alone.
    """
    book = programme_in(asked)
    if book is not None:
        put = (change.id for change in book.changes if change.kind in BY_HAND)
        return Opening(book.problem, book.timetable, frozenset(put))
    typed = asked.timetable.by_session if is_book(asked) else {}
    return _as_filled_in(asked.problem, typed)


def _as_filled_in(problem: Problem, typed: Mapping[str, Placement]) -> Opening:
    only = problem.days[0].date if len(problem.days) == 1 else None
    placements = [
        placement
        for session in problem.sessions
        if (placement := _placement(problem, session, only, typed.get(session.id))) is not None
    ]
    told_by_place = {placement.session: {"preferred": Spot()} for placement in placements}
    return Opening(problem.with_sessions(told_by_place), Timetable.of(placements))


def _placement(
    problem: Problem, session: Session, only: date | None, typed: Placement | None
) -> Placement | None:
    """Return where a draft puts a session: where it is locked, or else would like to be."""
    spot = {**_given(session.preferred), **_given(session.locked)}
    day, start = spot.get("day", only), spot.get("start")
    if day is None or start is None or day not in problem.day:
        return None
    landed = landing(problem, NOWHERE, session.id, day, start, spot.get("room"))
    return landed if typed is None else replace(landed, end=start + typed.minutes)


def _given(spot: Spot) -> dict[str, Any]:
    return {key: value for key, value in spot if value is not None}
