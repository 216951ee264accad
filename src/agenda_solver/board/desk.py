"""What is on the board: a timetable and all the ones before it, moved by the organiser's hand.

Nothing here knows of a page or of a file: a step is a problem and a timetable that never
change, and whatever is done makes another. A timetable may break demands: it is the
organiser's hand that puts sessions where they are, and what is broken is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from agenda_solver.board.filling import filled_in, locked_along, unlocked
from agenda_solver.changes import Announced
from agenda_solver.difference import Difference, Version, difference
from agenda_solver.judging import Judge, moved, shelved
from agenda_solver.problem import Problem, Session, Spot, TypedSpot
from agenda_solver.problem.nights import Evenings
from agenda_solver.rules.words import session_text
from agenda_solver.text import Text, quoted
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import Verdict
from agenda_solver.words import NotUnderstoodError
from agenda_solver.words.moments import DAY_MINUTES, DAYBREAK, end_after
from agenda_solver.words.names import clean

Lockable = Literal["day", "start", "room"]
Refusal = Literal["stale", "busy", "unknown", "impossible"]
"""Why the board refuses: another tab was first, a search is under way, there is no such thing,
or it cannot be done."""

MOST_STEPS = 500
"""So many steps can be taken back."""
MOST_NAMES = 50
"""So many states have names at most."""
LONGEST_NAME = 80
PUBLISHED = "published"
"""What is published, where the name of a state is asked for: no state is called so."""


class BoardError(Exception):
    """The board does not do what is asked.

    Attributes
    ----------
    kind : {"stale", "busy", "unknown", "impossible"}
    text : Text
        Why, and what to do.
    """

    def __init__(self, kind: Refusal, text: Text) -> None:
        self.kind = kind
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True)
class BoardState:
    """A state of the board.

    Attributes
    ----------
    problem : Problem
        What is asked, with the locks that were set here.
    timetable : Timetable
    verdict : Verdict
        What the rules say of it.
    held : frozenset of str
        Ids of the sessions that a hand has put where they are: a search leaves them there.
    making : int
        How many times the program itself had searched by then: what it made last is what the
        moves since are compared with.
    announced : tuple of Announced
        What was announced here since the board was opened: the problem has it already.
    """

    problem: Problem
    timetable: Timetable
    verdict: Verdict
    held: frozenset[str] = frozenset()
    making: int = 0
    announced: tuple[Announced, ...] = ()

    @property
    def version(self) -> Version:
        """What is asked and the timetable, as they are compared."""
        return Version(self.problem, self.timetable)

    @property
    def shelf(self) -> tuple[str, ...]:
        """Ids of the sessions that have no place, in the order of the draft."""
        placed = self.timetable.by_session
        return tuple(session.id for session in self.problem.sessions if session.id not in placed)

    def same_as(self, other: BoardState) -> bool:
        """Whether nothing differs from another state that could be written."""
        mine = (self.problem, self.timetable, self.making)
        return self is other or mine == (other.problem, other.timetable, other.making)


NOT_JUDGED = Verdict((), ())
"""Of a state that the rules have not seen yet."""


class Desk:
    """The state that is shown, those before and after it, and those that have a name.

    Attributes
    ----------
    revision : int
        Grows with whatever changes what is shown: who asks for a change says which one they
        have seen.
    here : BoardState
        What is shown.
    published : Version or None
        What people know of the programme; None of a draft.
    named : mapping of str to BoardState
    is_draft : bool
        Whether it is a draft that is filled in.
    """

    def __init__(
        self,
        problem: Problem,
        timetable: Timetable,
        *,
        published: Version | None = None,
        held: Collection[str] = (),
    ) -> None:
        self.published = published
        self.revision = 1
        self.named: dict[str, BoardState] = {}
        self._judge = Judge(problem)
        self._past: list[BoardState] = []
        self._future: list[BoardState] = []
        verdict = self._judge.verdict(timetable)
        self.here = self.saved = BoardState(problem, timetable, verdict, frozenset(held))

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft that is filled in."""
        return self.published is None

    @property
    def before(self) -> BoardState:
        """The state that the last change was made to; the one that is shown where none was."""
        return self._past[-1] if self._past else self.here

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change that was taken back."""
        return bool(self._future)

    @property
    def is_dirty(self) -> bool:
        """Whether something would be lost if it were not kept."""
        return not self.here.same_as(self.saved)

    # --- What is done -----------------------------------------------------------------------

    def move(self, placement: Placement, *, block: bool = False) -> None:
        """Put a session somewhere, whatever that breaks; its parts go with it.

        Parameters
        ----------
        block : bool
            Whether those that start with it go along.

        Raises
        ------
        BoardError
            If there is no such session, day or room, or no such time, or if others hold it.
        """
        self._take(self._with_moved(placement, block=block))

    def if_moved(self, placement: Placement, *, block: bool = False) -> BoardState:
        """Return the state there would be if a session were put somewhere.

        Raises
        ------
        BoardError
            As `move` does.
        """
        return self._with_moved(placement, block=block)

    def shelve(self, session: str) -> None:
        """Put a session aside, and its parts with it.

        Raises
        ------
        BoardError
            If it has no place, or may not be moved.
        """
        step = self.here
        self.check_movable(session)
        if session not in step.timetable.by_session:
            raise BoardError("impossible", _ON_SHELF.fill(session=_title(step, session)))
        timetable = shelved(step.problem, step.timetable, session)
        held = step.held & timetable.by_session.keys()
        problem = step.problem
        if self.is_draft:
            problem = unlocked(problem, step.timetable.by_session.keys() - timetable.by_session)
        self._take(self._judged(step, problem=problem, timetable=timetable, held=held))

    def lock(self, session: str, wanted: Mapping[Lockable, bool]) -> None:
        """Lock a session's day, start or room where it is, or let go of them.

        Raises
        ------
        BoardError
            If it has no place to be locked at, or is not ours to move.
        """
        step = self.here
        self.check_movable(session)
        placement = step.timetable.by_session.get(session)
        lock = step.problem.session[session].locked
        locked = dict(Spot() if isinstance(lock, TypedSpot) else lock)
        for key, on in wanted.items():
            if on and placement is None:
                raise BoardError("impossible", _NOTHING_TO_LOCK.fill(session=_title(step, session)))
            locked[key] = getattr(placement, key) if on else None
        problem = step.problem.with_sessions({session: {"locked": Spot.model_construct(**locked)}})
        if problem != step.problem:
            self._take(self._judged(step, problem=problem))

    def undo(self) -> None:
        """Take the last change back.

        Raises
        ------
        BoardError
            If there is none.
        """
        if not self._past:
            raise BoardError("impossible", _NOTHING_TO_UNDO)
        self._future.append(self.here)
        self._show(self._past.pop())

    def redo(self) -> None:
        """Make the change again that was taken back last.

        Raises
        ------
        BoardError
            If there is none.
        """
        if not self._future:
            raise BoardError("impossible", _NOTHING_TO_REDO)
        self._past.append(self.here)
        self._show(self._future.pop())

    def name(self, name: str) -> None:
        """Give what is shown a name, by which it can be had back and compared.

        Raises
        ------
        BoardError
            If there is no name, or if there are too many.
        """
        words = " ".join(clean(name).split())
        if not words or len(words) > LONGEST_NAME:
            raise BoardError("impossible", _NO_NAME.fill(most=LONGEST_NAME))
        if words == PUBLISHED:
            raise BoardError("impossible", _TAKEN.fill(name=quoted(words)))
        if words not in self.named and len(self.named) >= MOST_NAMES:
            raise BoardError("impossible", _TOO_MANY_NAMES.fill(most=MOST_NAMES))
        self.named[words] = self.here
        self.revision += 1

    def free_name(self, name: str) -> str:
        """Return a name that no state has yet: as it is, or numbered."""
        names = (name, *(f"{name} ({number})" for number in range(2, len(self.named) + 3)))
        return next(each for each in names if each not in self.named)

    def restore(self, name: str) -> None:
        """Show a state that has a name; that can be taken back, too.

        Raises
        ------
        BoardError
            If none has it.
        """
        self._take(self.state_named(name))

    def state_named(self, name: str) -> BoardState:
        """Return the state that has a name.

        Raises
        ------
        BoardError
            If none has.
        """
        if name not in self.named:
            raise BoardError("unknown", _NO_SUCH_NAME.fill(name=quoted(name)))
        return self.named[name]

    def take_up(self, state: BoardState) -> None:
        """Show a state that was kept aside, or that a search has found, as one change."""
        self._take(self.judged(state))

    def judged(self, state: BoardState) -> BoardState:
        """Return a state that was made elsewhere, as the rules judge it."""
        return self._judged(state)

    def mark_saved(self) -> None:
        """Note that what is shown is on the disk; what people know is what they knew before."""
        self.saved = self.here
        self.revision += 1

    # --- What is seen -----------------------------------------------------------------------

    def news_of(self, step: BoardState) -> Difference | None:
        """Return what differs in a state from what people know; None of a draft."""
        return difference(self.published, step.version) if self.published else None

    def compared_with(self, name: str | None) -> Difference:
        """Return what differs from a state that has a name, or from what is published.

        Raises
        ------
        BoardError
            If there is none.
        """
        if name is not None:
            return difference(self.state_named(name).version, self.here.version)
        if self.published is None:
            raise BoardError("impossible", _NOT_PUBLISHED)
        return difference(self.published, self.here.version)

    def check_revision(self, revision: int) -> None:
        """Refuse what is asked by who has not seen the last change.

        Raises
        ------
        BoardError
            If there is a newer one.
        """
        if revision != self.revision:
            raise BoardError("stale", _STALE)

    def session(self, session: str) -> Session:
        """Return a session by its id.

        Raises
        ------
        BoardError
            If there is none.
        """
        if session not in self.here.problem.session:
            raise BoardError("unknown", _NO_SESSION)
        return self.here.problem.session[session]

    def check_movable(self, session: str) -> None:
        """Refuse to move what is held elsewhere than here.

        Raises
        ------
        BoardError
            If it is external, or there is no such session.
        """
        if self.session(session).external:
            raise BoardError("impossible", _EXTERNAL.fill(session=_title(self.here, session)))

    def check_day(self, day: date) -> None:
        """Refuse a day that is none of the event.

        Raises
        ------
        BoardError
            If so.
        """
        if day not in self.here.problem.day:
            raise BoardError("unknown", _NO_DAY)

    def check_room(self, room: str) -> None:
        """Refuse a room that there is not.

        Raises
        ------
        BoardError
            If so.
        """
        if room not in self.here.problem.room:
            raise BoardError("unknown", _NO_ROOM)

    def check_place(self, placement: Placement) -> None:
        """Refuse a place that there is not.

        Raises
        ------
        BoardError
            If its day is none of the event, or if there is no such room.
        """
        self.check_day(placement.day)
        if placement.room is not None:
            self.check_room(placement.room)

    # --- Between the two --------------------------------------------------------------------

    def _with_moved(self, placement: Placement, *, block: bool) -> BoardState:
        here = self.here
        self.check_movable(placement.session)
        self.check_place(placement)
        timetable = moved(here.problem, here.timetable, placement, block=block)
        problem, before = here.problem, here.timetable.by_session
        put = [each for each in timetable.placements if before.get(each.session) != each]
        _check_times(problem, put)
        if self.is_draft:
            problem = locked_along(filled_in(problem, [placement]), put)
        held = here.held | {each.session for each in put}
        return self._judged(here, problem=problem, timetable=timetable, held=held)

    def _judged(
        self,
        step: BoardState,
        *,
        problem: Problem | None = None,
        timetable: Timetable | None = None,
        held: frozenset[str] | None = None,
    ) -> BoardState:
        """Return a state in which something is otherwise, as the rules judge it."""
        problem = step.problem if problem is None else problem
        timetable = step.timetable if timetable is None else timetable
        self._judge = self._judge.with_problem(problem)
        verdict = self._judge.verdict(timetable)
        held = step.held if held is None else held
        return replace(step, problem=problem, timetable=timetable, verdict=verdict, held=held)

    def _take(self, step: BoardState) -> None:
        """Show a new state; what was taken back before cannot be made again."""
        if step.same_as(self.here):
            return
        self._past = [*self._past[1 - MOST_STEPS :], self.here]
        self._future.clear()
        self._show(step)

    def _show(self, step: BoardState) -> None:
        self.here = step
        self.revision += 1


def _check_times(problem: Problem, placements: Collection[Placement]) -> None:
    """Refuse times that are none of the day, or that read otherwise once they are in a file.

    Files write times as on the clock: 0:30 is of the night where the day goes on that late.

    Raises
    ------
    BoardError
        Of what is put somewhere, and of all that goes along with it.
    """
    evenings = Evenings(problem)
    for each in placements:
        if not 0 <= each.start < each.end <= DAYBREAK:
            raise BoardError("impossible", _NO_TIME)
        if evenings.start(each.day, each.start % DAY_MINUTES) != each.start:
            raise BoardError("impossible", _NO_NIGHT)
        if each.start < DAY_MINUTES < each.end:
            try:
                end_after(each.start, each.end - DAY_MINUTES)
            except NotUnderstoodError:
                raise BoardError("impossible", _NO_TIME) from None


def _title(step: BoardState, session: str) -> Text:
    return session_text(step.problem, session)


_STALE = Text(
    "Un autre onglet a changé le programme entre-temps : il est montré tel qu'il est maintenant.",
    "Another tab has changed the programme meanwhile: it is shown as it is now.",
)
_NO_SESSION = Text("Il n'y a pas de session de cet id.", "There is no session of this id.")
_NO_DAY = Text("Ce jour n'est pas de l'évènement.", "This is not a day of the event.")
_NO_ROOM = Text("Cette salle n'existe pas.", "There is no room of this id.")
_NO_TIME = Text(
    "Une session commence et finit le même jour (ou dans sa nuit), et dure au moins une minute.",
    "A session begins and ends on one day (or in its night), and lasts a minute at least.",
)
_NO_NIGHT = Text(
    "Après minuit, une heure est de la nuit si la journée va jusque-là, et du matin sinon : "
    "choisir une autre heure, ou prolonger la journée dans le fichier.",
    "After midnight, a time is of the night if the day goes on so late, else of the morning: "
    "choose another time, or prolong the day in the file.",
)
_EXTERNAL = Text(
    "{session} est externe : on la montre, on ne la déplace pas.",
    "{session} is external: it is shown, and not moved.",
)
_ON_SHELF = Text("{session} est déjà de côté.", "{session} is put aside already.")
_NOTHING_TO_LOCK = Text(
    "{session} est de côté : la placer d'abord.", "{session} is put aside: place it first."
)
_NOTHING_TO_UNDO = Text("Il n'y a rien à annuler.", "There is nothing to undo.")
_NOTHING_TO_REDO = Text("Il n'y a rien à refaire.", "There is nothing to redo.")
_NO_NAME = Text(
    "Donner un nom, d'au plus {most} lettres.", "Give a name, of {most} letters at most."
)
_TAKEN = Text(
    "{name} est ce qui est publié : donner un autre nom.",
    "{name} is what is published: give another name.",
)
_TOO_MANY_NAMES = Text(
    "Il y a déjà {most} états nommés : réutiliser un de leurs noms.",
    "{most} states have names already: use one of their names again.",
)
_NO_SUCH_NAME = Text("Aucun état ne s'appelle {name}.", "No state is called {name}.")
_NOT_PUBLISHED = Text(
    "C'est un brouillon : rien n'est encore publié.", "This is a draft: nothing is published yet."
)
