"""The board of one file while it runs: what the page may ask of it, and what it answers.

It is one for all tabs, and does one thing after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from agenda_solver.board import asked, shown
from agenda_solver.board.desk import BoardError, Desk, Lockable, usual_placement
from agenda_solver.board.judge_for_now import places_of
from agenda_solver.board.opened import desk_of
from agenda_solver.board.shown import Plain
from agenda_solver.files.opening import load
from agenda_solver.text import Language, Text
from agenda_solver.timetable import Placement
from agenda_solver.words.moments import running_clock

Listener = Callable[[Plain], None]
"""Is given what happens, to be passed on to every tab."""


class RunningBoard:
    """A file on the board.

    Attributes
    ----------
    desk : Desk
    language : {"fr", "en"}
        In which the page is shown.
    tabs : int
        How many tabs show it.
    """

    def __init__(self, path: Path, language: Language | None = None) -> None:
        draft = load(path)
        self.path = path
        self.desk: Desk = desk_of(draft)
        self.language: Language = language or draft.problem.event.language
        self.tabs = 0
        self._listeners: list[Listener] = []

    # --- Who is told ------------------------------------------------------------------------

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell a tab of all that happens, until what is returned is called."""
        self._listeners.append(listener)
        self._count()

        def leave() -> None:
            self._listeners.remove(listener)
            self._count()

        return leave

    def _count(self) -> None:
        self.tabs = len(self._listeners)
        self.tell({"kind": "tabs", "number": self.tabs})

    def tell(self, event: Plain) -> None:
        """Tell every tab what has happened."""
        for listener in tuple(self._listeners):
            listener(event)

    # --- What is shown ----------------------------------------------------------------------

    def state(self) -> Plain:
        """Return all that the page shows."""
        return {
            **shown.state(self.desk, self.language),
            "file": self.path.name,
            "saved": None,
            "recovered": None,
            "tabs": self.tabs,
            "work": None,
        }

    def places(self, session: str) -> Plain:
        """Return where a session may go, and where not the first reason."""
        self.desk.session(session)
        step = self.desk.here
        places = [
            {
                "day": place.day.isoformat(),
                "room": place.room,
                "start": running_clock(place.start),
                "allowed": place.allowed,
                "reason": place.reason.say(self.language) if place.reason else None,
            }
            for place in places_of(step.problem, step.timetable, session)
        ]
        return {"session": session, "places": places}

    def attempt(self, place: asked.PlaceAsked) -> Plain:
        """Return what would be broken, paid and told if a session were somewhere else."""
        here = self.desk.here
        step = self.desk.if_moved(self._placement(place))
        known = set(here.verdict.errors)
        broken = [finding for finding in step.verdict.errors if finding not in known]
        return {
            "errors": [shown.finding(each, self.language) for each in broken],
            "tiers": shown.tiers(step.verdict, here.verdict, self.language),
            "told": shown.concerned(self.desk.news_of(step), self.language),
        }

    def compare(self, against: str) -> Plain:
        """Return what differs from what is published, or from the state of a name."""
        changed = self.desk.compared_with(None if against == "published" else against)
        return {
            "changes": shown.changes(changed, self.language),
            "told": shown.concerned(changed, self.language),
        }

    # --- What is done -----------------------------------------------------------------------

    def move(self, move: asked.MoveAsked) -> Plain:
        """Put a session somewhere."""
        return self._change(move, lambda: self.desk.move(self._placement(move)))

    def shelve(self, shelve: asked.SessionAsked) -> Plain:
        """Put a session aside."""
        return self._change(shelve, lambda: self.desk.shelve(shelve.session))

    def lock(self, lock: asked.LockAsked) -> Plain:
        """Lock what is named of a session where it is, or let go of it."""
        keys: tuple[Lockable, ...] = ("day", "start", "room")
        wanted = {key: on for key in keys if (on := getattr(lock, key)) is not None}
        return self._change(lock, lambda: self.desk.lock(lock.session, wanted))

    def undo(self, change: asked.ChangeAsked) -> Plain:
        """Take the last change back."""
        return self._change(change, self.desk.undo)

    def redo(self, change: asked.ChangeAsked) -> Plain:
        """Make again what was taken back."""
        return self._change(change, self.desk.redo)

    def name(self, name: asked.NameAsked) -> Plain:
        """Give what is shown a name."""
        return self._change(name, lambda: self.desk.name(name.name))

    def restore(self, name: asked.NameAsked) -> Plain:
        """Show the state that has a name."""
        return self._change(name, lambda: self.desk.restore(name.name))

    def _change(self, change: asked.ChangeAsked, make: Callable[[], Any]) -> Plain:
        """Do what a tab asks for that has seen the last change, and tell all tabs of it."""
        self.desk.check_revision(change.revision)
        make()
        if self.desk.revision != change.revision:
            self.tell({"kind": "state", "revision": self.desk.revision, "by": change.tab})
        return self.state()

    def _placement(self, place: asked.PlaceAsked) -> Placement:
        """Return the placement that is asked for.

        Raises
        ------
        BoardError
            If there is no such session, day or time.
        """
        self.desk.session(place.session)
        day, start = asked.day_of(place.day), asked.minute_of(place.start)
        end = None if place.end is None else asked.minute_of(place.end)
        if day is None or start is None or (place.end is not None and end is None):
            raise BoardError("impossible", _NO_MOMENT)
        step = self.desk.here
        here = step.timetable.by_session.get(place.session)
        if end is None and here is not None:
            end = start + here.minutes
        return usual_placement(step.problem, place.session, day, start, end, place.room)


_NO_MOMENT = Text("Ce n'est pas un jour et une heure.", "This is no day and time.")
