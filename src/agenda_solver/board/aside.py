"""What is not saved yet, kept in a hidden file beside the one that is on the board.

It is written anew after every change, whole or not at all, and removed once all is saved. It
holds where sessions are and what is locked, by ids, and what was searched; it is as private as
the file itself, and stays beside it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator

from agenda_solver.board.desk import NOT_JUDGED, BoardState, Desk
from agenda_solver.changes import Announced
from agenda_solver.files import InputError, writing
from agenda_solver.files.store.kept import SCHEMA as KEPT_SCHEMA
from agenda_solver.files.store.kept import AsRow, Made, kept_data, read_kept
from agenda_solver.problem import Minutes, Problem, Session, Spot
from agenda_solver.text import Text, clock, long_date, strung
from agenda_solver.timetable import Casting, Placement, Seat, Timetable

SCHEMA = 1
_MOST_BYTES = 200_000_000


def _problem_read(asked: Any) -> Problem:
    return asked if isinstance(asked, Problem) else Problem.read(asked)


_KeptProblem = Annotated[Problem, PlainValidator(_problem_read), PlainSerializer(Problem.dump)]


class KeptRow(BaseModel):
    """What of a session is otherwise than in the file: its lock, and how long it lasts."""

    model_config = ConfigDict(frozen=True)

    locked: Spot = Spot()
    preferred: Spot = Spot()
    minutes: Minutes | None = None


class KeptState(BaseModel):
    """A state of the board; seats and parts only where they are not those of the file.

    Where more is asked otherwise than `rows` say, as once a person is announced not to come,
    `problem` is all that is asked.
    """

    model_config = ConfigDict(frozen=True)

    placements: tuple[Annotated[Placement, AsRow()], ...]
    rows: dict[str, KeptRow] = {}
    held: tuple[str, ...] = ()
    making: int = 0
    announced: tuple[Announced, ...] = ()
    problem: _KeptProblem | None = None
    seats: tuple[Annotated[Seat, AsRow()], ...] | None = None
    cast: tuple[Annotated[Casting, AsRow()], ...] | None = None


class KeptAside(BaseModel):
    """What is kept aside: what was shown last, and the states that have a name."""

    model_config = ConfigDict(frozen=True)

    schema_: int = SCHEMA
    when: datetime
    file: str
    here: KeptState | None = None
    named: dict[str, KeptState] = {}
    makings: dict[int, dict[str, Any]] = {}


@dataclass(frozen=True)
class Recovered:
    """What was kept aside when the board was closed.

    Attributes
    ----------
    when : datetime
        When it was kept, on this computer's clock.
    same_file : bool
        Whether the file is as it was then.
    here : KeptState or None
        What was shown and not saved; None where only names were kept.
    named : mapping of str to KeptState
    makings : mapping of int to Made
        What had been searched by then.
    """

    when: datetime
    same_file: bool
    here: KeptState | None
    named: Mapping[str, KeptState]
    makings: Mapping[int, Made]

    @property
    def sentence(self) -> Text:
        """What is offered."""
        time = clock(60 * self.when.hour + self.when.minute)
        text = _OFFERED if self.same_file else _OFFERED_OF_OTHER
        offered = text.fill(day=long_date(self.when.date()), time=time)
        if self.same_file or self.here is None or not self.here.announced:
            return offered
        return strung((offered, _TO_REPORT_AGAIN), " ")


def hidden_beside(file: Path, kind: str) -> Path:
    """Return a hidden file beside another: the same one by whichever link that is opened."""
    real = Path(os.path.realpath(file))
    return real.parent / f".{real.name}.{kind}"


class KeepingAside:
    """The hidden file.

    Attributes
    ----------
    path : Path
    is_off : bool
        Whether the disk has refused it.
    unreadable : Path or None
        Where a hidden file is now that was there and could not be read: beside, or where it was.
    """

    def __init__(self, source: Path, problem: Problem, timetable: Timetable) -> None:
        """Take the file that is on the board, and what it puts there."""
        self.path = hidden_beside(source, "tableau")
        self._source = source
        self._problem, self._timetable = problem, timetable
        self._made: dict[int, dict[str, Any]] = {}
        self.is_off = False
        self.unreadable: Path | None = None

    def rebase(self, problem: Problem, timetable: Timetable) -> None:
        """Take what the file puts on the board now that it is saved."""
        self._problem, self._timetable = problem, timetable

    def keep(self, desk: Desk, file: str, makings: Mapping[int, Made]) -> None:
        """Write what is not saved and what has a name; remove the file where nothing is.

        Nobody is kept from moving sessions where the disk refuses: `is_off` then tells.
        """
        here = self._state(desk.here) if desk.is_dirty else None
        if here is None and not desk.named:
            self.remove()
            return
        kept = KeptAside(
            when=datetime.now().replace(microsecond=0),
            file=file,
            here=here,
            named={name: self._state(state) for name, state in desk.named.items()},
            makings={number: self._data(number, made) for number, made in makings.items()},
        )
        data = kept.model_dump(mode="json", exclude_defaults=True)
        self._write(json.dumps({**data, "schema_": SCHEMA}, ensure_ascii=False).encode())

    def _write(self, data: bytes) -> None:
        self.is_off = self.unreadable == self.path  # where it is, nothing is written over it
        if self.is_off:
            return
        try:
            if not self.path.exists():
                writing.put(self.path, b"")
                with suppress(OSError):
                    self.path.chmod(self._source.stat().st_mode & 0o660)
            writing.put(self.path, data, force=True)
        except (OSError, InputError):
            self.is_off = True

    def remove(self) -> None:
        """Remove the file: everything is saved."""
        if self.unreadable != self.path:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def recovered(self, file: str) -> Recovered | None:
        """Return what was kept when the board was closed; None where there is nothing of use.

        What cannot be read is put beside, where nothing is written over it: see `unreadable`.
        """
        try:
            kept = self._read()
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            self._put_beside()
            return None
        same_file = kept.file == file
        makings = {
            number: made
            for number, data in kept.makings.items()
            if same_file and (made := read_kept(data, KEPT_SCHEMA)) is not None
        }
        return Recovered(kept.when, same_file, kept.here, kept.named, makings)

    def _read(self) -> KeptAside:
        """Return what is in the file.

        Raises
        ------
        ValueError
            If it was not written by this version, or not whole.
        """
        if self.path.stat().st_size > _MOST_BYTES:
            raise ValueError("too long")
        kept = KeptAside.model_validate_json(self.path.read_bytes())
        if kept.schema_ != SCHEMA:
            raise ValueError("of another version")
        return kept

    def _put_beside(self) -> None:
        names = (self.path.with_name(f"{self.path.name}.{number}") for number in count(1))
        beside = next(name for name in names if not name.exists())
        try:
            self.path.rename(beside)
            self.unreadable = beside
        except OSError:
            self.unreadable = self.path

    def _data(self, number: int, made: Made) -> dict[str, Any]:
        if number not in self._made:
            self._made[number] = kept_data(made.problem, made.result, {}, made.lineage)
        return self._made[number]

    # --- A state ----------------------------------------------------------------------------

    def _state(self, state: BoardState) -> KeptState:
        timetable = state.timetable
        rows, problem = {}, None
        if _but_rows(state.problem) == _but_rows(self._problem):
            rows = {
                session.id: _row(session)
                for session in state.problem.sessions
                if _row(session) != _row(self._problem.session[session.id])
            }
        else:
            problem = state.problem
        return KeptState(
            placements=timetable.placements,
            rows=rows,
            held=tuple(sorted(state.held)),
            making=state.making,
            announced=state.announced,
            problem=problem,
            seats=None if timetable.seats == self._timetable.seats else timetable.seats,
            cast=None if timetable.cast == self._timetable.cast else timetable.cast,
        )

    def restored(self, kept: KeptState, recovered: Recovered) -> BoardState:
        """Return a state as it was, as far as the file still has its sessions, days and rooms."""
        makings = recovered.makings
        making = kept.making if kept.making in makings else 0
        problem, announced = self._problem_of(kept, same_file=recovered.same_file)
        placements = (
            placement
            for placement in kept.placements
            if placement.session in problem.session
            and placement.day in problem.day
            and (placement.room is None or placement.room in problem.room)
        )
        filed = self._timetable
        seats = filed.seats if kept.seats is None or not makings else kept.seats
        cast = filed.cast if kept.cast is None or not makings else kept.cast
        held = frozenset(kept.held) & problem.session.keys()
        timetable = Timetable.of(placements, seats, cast)
        return BoardState(problem, timetable, NOT_JUDGED, held, making, announced)

    def _problem_of(
        self, kept: KeptState, *, same_file: bool
    ) -> tuple[Problem, tuple[Announced, ...]]:
        """Return what was asked in a state, and what was announced in it; not of another file."""
        if kept.problem is not None and same_file:
            return kept.problem, kept.announced
        there = self._problem
        rows = {
            session.id: {
                "locked": _still_there(row.locked, there),
                "preferred": _still_there(row.preferred, there),
                "minutes": row.minutes,
            }
            for session in there.sessions
            if not session.external and (row := kept.rows.get(session.id)) is not None
        }
        return there.with_sessions(rows), ()


def _but_rows(problem: Problem) -> Problem:
    """Return what is asked without what a row can say."""
    return problem.with_sessions({id_: dict(KeptRow()) for id_ in problem.session})


def _row(session: Session) -> KeptRow:
    return KeptRow(
        locked=Spot.model_construct(**dict(session.locked)),
        preferred=session.preferred,
        minutes=session.minutes,
    )


def _still_there(spot: Spot, problem: Problem) -> Spot:
    """Return a spot without the day and the room that the file has no more."""
    gone: dict[str, None] = {}
    if spot.day is not None and spot.day not in problem.day:
        gone["day"] = None
    if spot.room is not None and spot.room not in problem.room:
        gone["room"] = None
    return spot.model_copy(update=gone) if gone else spot


_OFFERED = Text(
    "Ce qui a été modifié sans être enregistré, {day} à {time}, a été gardé.",
    "What was changed and not saved, on {day} at {time}, has been kept.",
)
_OFFERED_OF_OTHER = Text(
    "Ce qui a été modifié sans être enregistré, {day} à {time}, a été gardé ; le fichier a changé "
    "depuis : ce qui n'y est plus est laissé de côté.",
    "What was changed and not saved, on {day} at {time}, has been kept; the file has changed "
    "since: what is no longer in it is left out.",
)
_TO_REPORT_AGAIN = Text(
    "Ce qui y était signalé n'est pas repris : le signaler de nouveau.",
    "What was reported in it is not taken up: report that again.",
)
