"""Any file of an organiser's as what it holds: a draft, or a workbook that may be solved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from agenda_solver.files import Draft, InputError, about_file
from agenda_solver.text import Text

if TYPE_CHECKING:
    from agenda_solver.files.workbook import Book
    from agenda_solver.history.lineage import Lineage
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result
    from agenda_solver.timetable import Seat, Timetable


def load(draft: Path) -> Draft:
    """Read a draft, or a solved workbook, which is one too."""
    if is_workbook(draft):
        from agenda_solver.files import workbook

        return workbook.read(draft)
    if draft.suffix.lower() in _OTHER_FORMATS and draft.exists():
        raise InputError([about_file(draft, _NOT_A_DRAFT)])
    from agenda_solver.files import toml

    return toml.read_draft(draft)


_OTHER_FORMATS = (".csv", ".doc", ".docx", ".ods", ".odt", ".pdf", ".xls", ".xlsb")

_NOT_A_DRAFT = Text(
    "{path} : un brouillon est un classeur ; l'enregistrer en .xlsx (« init » en écrit un à "
    "remplir)",
    "{path}: a draft is a workbook; save it as .xlsx (“init” writes one to fill in)",
)


def load_programme(path: Path) -> Book:
    """Read a workbook that is to hold a programme; a draft as text does not.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    from agenda_solver.files import workbook

    if path.suffix.lower() == ".toml" and path.is_file():
        raise InputError([about_file(path, _DRAFT)])
    return workbook.read(path)


def is_workbook(path: Path) -> bool:
    """Whether a file is called as a workbook is."""
    return path.suffix.lower() in (".xlsx", ".xlsm")


def is_book(asked: Draft) -> TypeGuard[Book]:
    """Whether what was read is a workbook, which knows of hand edits and may be solved."""
    return hasattr(asked, "timetable")


def check_is_programme(book: Book, path: Path) -> None:
    """Refuse a draft, even one with a time in each row: there, times are wishes.

    Raises
    ------
    InputError
        If the program has not solved it.
    """
    if not book.solved:
        raise InputError([about_file(path, _DRAFT)])


_DRAFT = Text(
    "{path} : c'est un brouillon, pas encore un programme ; « solve » en fait d'abord un",
    "{path}: this is a draft, not a programme yet; “solve” makes one of it first",
)


@dataclass(frozen=True)
class Original:
    """What was read, and from where."""

    asked: Draft
    path: Path

    def lineage(self, problem: Problem, timetable: Timetable) -> Lineage | None:
        """Return what a new timetable comes from; None where that is no solved workbook."""
        if not is_book(self.asked) or not self.asked.solved:
            return None
        return self.asked.descent(self.path.name, problem, timetable)


# --- What a person has typed there --------------------------------------------------------


def after_edits(asked: Draft) -> tuple[Problem, Timetable | None]:
    """Return what is to be solved, and from where: what a person has moved stays there."""
    if not is_book(asked):
        return asked.problem, None
    from agenda_solver.history.edits import locked_by_hand, pinned_by_hand

    pinned = pinned_by_hand(asked.problem, asked.changes)
    return locked_by_hand(pinned, asked.changes), asked.timetable


def typed_seats(asked: Draft) -> tuple[Seat, ...]:
    """Return the seats that a person has typed into a solved workbook."""
    if not is_book(asked):
        return ()
    from agenda_solver.history.edits import seats_by_hand

    return seats_by_hand(asked.changes)


def impossible_by_hand(asked: Draft) -> Result | None:
    """Return that a search fails where a person has typed what contradicts its own row."""
    if not is_book(asked):
        return None
    from agenda_solver.history.edits import broken_by_hand
    from agenda_solver.result import Result

    findings = broken_by_hand(asked.problem, asked.timetable, asked.changes)
    return Result("infeasible", None, findings=findings) if findings else None
