"""What the board keeps on the disk: the file that it saves, and beside it what is not saved yet.

A programme is saved as if its organiser had moved the sessions in a spreadsheet, and the views
had been drawn anew: what was published stays known, and the commands tell what was changed by
hand. What the program itself has searched is saved as `replan` and `solve` write it. See
`docs/decisions/0039-the-board.md`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from agenda_solver.board.desk import BoardError, BoardState
from agenda_solver.board.filling import with_wishes
from agenda_solver.board.opened import BY_HAND, opening_of, programme_in
from agenda_solver.changes import Announced, Changes
from agenda_solver.difference import Version, difference
from agenda_solver.files import Draft, InputError, workbook, writing
from agenda_solver.files.decoding import decoded_toml
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.opening import is_book, load
from agenda_solver.files.store.kept import Made
from agenda_solver.files.system import read_bytes
from agenda_solver.files.toml.changed import changed_text
from agenda_solver.files.workbook import Book, changes_between
from agenda_solver.history.edits import HandEdit, held_at, locked_by_hand, pinned_by_hand
from agenda_solver.problem import Problem, Session, Spot
from agenda_solver.text import Language, Text, same
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.views.announced import announced_texts

if TYPE_CHECKING:
    from agenda_solver.replan import Plan


@dataclass(frozen=True)
class Saved:
    """What became of a file that was to be saved.

    Attributes
    ----------
    path : Path
        Where it is.
    in_place : bool
        Whether it is where it was to go; not so while another program holds that open.
    copy : Path or None
        Where what was there before is kept, as far as another program had written in it.
    """

    path: Path
    in_place: bool
    copy: Path | None = None


class Keeping:
    """The file of a board.

    Attributes
    ----------
    path : Path
        Where it is saved; of a draft as text that cannot be filled in, a workbook beside it.
    source : Path
        What was read.
    asked : Draft
        What is in it.
    published : Version or None
        What people know of the programme: what was published when the board was opened, also
        once something else is saved. None of a draft.
    """

    def __init__(self, path: Path) -> None:
        self.source = self.path = path
        self._data = read_bytes(path)
        self.asked: Draft = load(path)
        self.published = None if self.book is None else self.book.published
        self._copied = False
        self._locked: dict[str, tuple[Session, Session]] = {}
        self._out: tuple[Announced, ...] = ()  # what the file tells already

    @property
    def book(self) -> Book | None:
        """The workbook, if it holds a programme."""
        return programme_in(self.asked)

    @property
    def fingerprint(self) -> str:
        """What the file was when it was read or saved last."""
        return _print_of(self._data)

    def check_unchanged(self) -> None:
        """Refuse to write over what another program has saved since.

        Raises
        ------
        BoardError
            If the file is not as it was read or saved here.
        """
        if not self.path.exists():
            raise BoardError("stale", _GONE.fill(file=self.path.name))
        if read_bytes(self.path) != self._data:
            raise BoardError("stale", _CHANGED.fill(file=self.path.name))

    # --- A draft ----------------------------------------------------------------------------

    def save_draft(self, here: BoardState, language: Language) -> Saved:
        """Fill in the draft.

        Raises
        ------
        InputError
            If it cannot be written; what was there is as it was.
        """
        problem, timetable = here.problem, here.timetable
        broken = self._put_back(language)
        if self.path.suffix.lower() == ".toml":
            text = self._filled_text(problem, timetable)
            if text is not None:
                return self._put(writing.put(self.path, text.encode(), force=True), broken)
        elif self.path.suffix.lower() == ".xlsx" and is_book(self.asked):
            data = workbook.filled(
                self.path,
                self.asked,
                problem,
                timetable,
                language,
                reads_as=lambda book: _reads_as(book, problem, timetable),
            )
            if data is not None:
                return self._put(writing.put(self.path, data, force=True), broken)
        copy = broken
        if self.path.suffix.lower() == ".xlsx":
            copy = broken or self._spared(language)
        else:
            self.path = _free_beside(self.path)
        written = workbook.write_draft(
            self.path, problem, language, timetable=timetable, force=self.path.exists()
        )
        return self._put(written, copy)

    def _filled_text(self, problem: Problem, timetable: Timetable) -> str | None:
        """Return a draft as text with what is filled in; None where more would be otherwise."""
        text = decoded_toml(self.path.name, read_bytes(self.path))
        return changed_text(text, self.asked.problem, with_wishes(problem, timetable))

    # --- A programme ------------------------------------------------------------------------

    def save_programme(self, here: BoardState, made: Made | None, language: Language) -> Saved:
        """Write the workbook anew, its views included.

        Parameters
        ----------
        here : BoardState
        made : Made or None
            What the program itself has searched since the file was read or saved; None where
            it has not.
        language : {"fr", "en"}

        Raises
        ------
        InputError
            If it cannot be written; what was there is as it was.
        """
        book, published = self.book, self.published
        assert book is not None
        assert published is not None
        copy = self._put_back(language) or self._spared(language)
        basis = made or book.made
        assert basis is not None
        problem = self._with_locks(here, basis)
        by_hand = (problem, here.timetable) != (basis.problem, basis.timetable)
        if by_hand or made is None:  # as it is read once a person has changed it so
            result = replace(book, problem=problem, timetable=here.timetable, made=basis).result
        else:
            result = made.result
        path = self.path if self.path.suffix.lower() == ".xlsx" else _free_beside(self.path)
        written = workbook.write(
            path,
            problem,
            result,
            language,
            force=path == self.path,
            difference=difference(published, Version(problem, here.timetable)),
            origin=_COMPARED,
            lineage=basis.lineage,
            made=basis if by_hand else None,
        )
        self.path = path
        if written == path:
            self._out = here.announced
        return self._put(written, copy)

    def locked(self, here: BoardState) -> Problem:
        """Return what is to be searched: what a hand has put in a programme stays there."""
        if self.book is None:
            return here.problem
        edits = self.by_hand(here)
        others = [edit for edit in edits if edit.kind not in BY_HAND]
        problem = locked_by_hand(pinned_by_hand(here.problem, edits), others)
        placed = here.timetable.by_session
        return kept_in_place(problem, [placed[held] for held in here.held if held in placed])

    def made_of(self, here: BoardState, shown: Problem, plan: Plan) -> Made | None:
        """Return a plan as what the program has made of a programme; None of a draft."""
        book, timetable = self.book, plan.result.timetable
        if book is None or timetable is None:
            return None
        self.note_locks(shown, plan.problem)
        before = replace(book, changes=self.by_hand(here))
        new = tuple(each for each in here.announced if each not in self._out)
        sentences = announced_texts(book.published.problem, Changes(new))
        lineage = before.descent(self.source.name, plan.problem, timetable, sentences)
        return Made(plan.problem, timetable, {}, plan.result, lineage)

    def by_hand(self, here: BoardState) -> tuple[HandEdit, ...]:
        """Return what a person has changed since the file was solved.

        What a search has moved since is not among that.
        """
        book = self.book
        if book is None:
            return ()
        edits = changes_between(book.published, here.version, lambda _: same(""), {})
        if any(each not in self._out for each in here.announced):  # is no hand's: it is told so
            edits = tuple(each for each in edits if each.kind in BY_HAND or each in book.changes)
        typed = [edit for edit in book.changes if edit.kind in ("chosen", "seat")]
        return (
            *(
                edit
                for edit in edits
                if edit.kind not in ("chosen", "seat")
                and (edit.kind not in BY_HAND or edit.id in here.held)
            ),
            *typed,
        )

    def note_locks(self, shown: Problem, searched: Problem) -> None:
        """Note what was held in a search, and is not locked on the board: it may be moved there."""
        for row in shown.sessions:
            other = searched.session.get(row.id, row)
            if other != row:
                self._locked[row.id] = (row, other)

    def _with_locks(self, here: BoardState, basis: Made) -> Problem:
        """Return what is asked, with what was held in a search for those that are still there."""
        placed, before = here.timetable.by_session, basis.timetable.by_session
        held = {
            id_: dict(locked)
            for id_, (shown, locked) in self._locked.items()
            if here.problem.session.get(id_) == shown and placed.get(id_) == before.get(id_)
        }
        return here.problem.with_sessions(held)

    # --- After and before -------------------------------------------------------------------

    def _put(self, written: Path, copy: Path | None = None) -> Saved:
        """Read what was written: from now on, that is the file."""
        if written != self.path:  # another program has it open
            return Saved(written, in_place=False, copy=copy)
        self._copied = True
        self._data = read_bytes(self.path)
        self.asked = load(self.path)
        return Saved(self.path, in_place=True, copy=copy)

    @property
    def _is_replaced(self) -> bool:
        """Whether a workbook is to be written where one is; one with macros is saved beside."""
        return self.path.suffix.lower() == ".xlsx" and self.path.exists()

    def _put_back(self, language: Language) -> Path | None:
        """Put back what was read, where it is gone, or where what is there now cannot be read.

        Else nothing could be saved any more, nor the board be opened again. Returns where what
        cannot be read is kept.
        """
        copy = None
        if self.path.exists():
            if (data := read_bytes(self.path)) == self._data or _is_readable(self.path):
                return None
            copy = _free_beside(self.path, _BEFORE.say(language), self.path.suffix)
            copy = writing.put(copy, data) if data else None
        writing.put(self.path, self._data, force=True)
        return copy

    def _spared(self, language: Language) -> Path | None:
        """Copy what another program has written in the workbook: its sheets are drawn anew."""
        if self._copied or not self._is_replaced or Opened(self.path).ours:
            return None
        copy = _free_beside(self.path, _BEFORE.say(language))
        return writing.put(copy, read_bytes(self.path))


def _print_of(data: bytes) -> str:
    """Return by what it shows that a file has changed."""
    return hashlib.sha256(data).hexdigest()


def _is_readable(path: Path) -> bool:
    try:
        load(path)
    except InputError:
        return False
    return True


def kept_in_place(problem: Problem, placements: Iterable[Placement]) -> Problem:
    """Return the problem in which some sessions stay where they are, for as long as they last."""
    held = {}
    for placement in placements:
        spot = Spot.model_construct(day=placement.day, start=placement.start, room=placement.room)
        held[placement.session] = held_at(
            problem.session[placement.session], spot, placement.minutes
        )
    return problem.with_sessions(held)


def _reads_as(asked: Draft, problem: Problem, timetable: Timetable) -> bool:
    """Whether a draft puts on the board what is on it."""
    opening = opening_of(asked)
    return opening.timetable == timetable and _locks(opening.problem) == _locks(problem)


def _locks(problem: Problem) -> Mapping[str, Spot]:
    return {session.id: session.locked for session in problem.sessions}


def _free_beside(path: Path, mark: str = "", suffix: str = ".xlsx") -> Path:
    """Return the name of a file, a workbook, beside another that no other has."""
    stem = f"{path.stem} ({mark})" if mark else path.stem
    names = (f"{stem}{suffix}", *(f"{stem} ({number}){suffix}" for number in range(2, 1000)))
    return next(beside for name in names if not (beside := path.with_name(name)).exists())


_BEFORE = Text("avant le tableau", "before the board")
_COMPARED = Text(
    "Par rapport à ce qui était publié, modifié sur le tableau",
    "Compared with what was published, changed on the board",
)
_GONE = Text(
    "{file} n'est plus là : enregistrer quand même, et il y sera de nouveau.",
    "{file} is gone: save all the same, and it will be there again.",
)
_CHANGED = Text(
    "{file} a été modifié entre-temps dans un autre programme : enregistrer quand même remplace "
    "ces modifications ; pour les garder, fermer le tableau et le rouvrir (ce qui n'est pas "
    "enregistré sera proposé).",
    "{file} was changed meanwhile in another program: to save all the same replaces those "
    "changes; to keep them, close the board and open it again (what is not saved will be offered).",
)
