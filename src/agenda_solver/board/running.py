"""The board of one file while it runs: what the page may ask of it, and what it answers.

It is one for all tabs, and does one thing after the other. A search goes on beside it; what it
has found is put on the board in between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agenda_solver.board import asked, shown
from agenda_solver.board.announcing import announced_on, candidates, window_of
from agenda_solver.board.aside import KeepingAside, KeptState, Recovered
from agenda_solver.board.desk import PUBLISHED, BoardError, BoardState, Desk, Lockable
from agenda_solver.board.keeping import Keeping, Saved
from agenda_solver.board.opened import opening_of
from agenda_solver.board.shown import Plain
from agenda_solver.board.work import Doing, Work, Worker, crash_text
from agenda_solver.budget import Budget, Stop
from agenda_solver.difference import difference
from agenda_solver.files import InputError
from agenda_solver.files.writing import elsewhere
from agenda_solver.judging import landing, places_of
from agenda_solver.problem import Window
from agenda_solver.text import Language, Text, clock, counted, strung
from agenda_solver.timetable import Placement
from agenda_solver.views.reasons import Paragraph
from agenda_solver.words.moments import running_clock

if TYPE_CHECKING:
    from agenda_solver.board.questions import BoardAnswer
    from agenda_solver.files.store.kept import Made

Listener = Callable[[Plain], None]
"""Is given what happens, to be passed on to every tab."""


class RunningBoard:
    """A file on the board.

    Attributes
    ----------
    keeping : Keeping
    desk : Desk
    language : {"fr", "en"}
        In which the page is shown.
    deliver : callable
        Has something done by whoever serves, between two requests; without a server, at once.
    """

    def __init__(
        self,
        path: Path,
        language: Language | None = None,
        budget: Callable[[Stop], Budget] | None = None,
    ) -> None:
        """Open a file.

        Parameters
        ----------
        path : Path
            Of a programme, or a draft.
        language : {"fr", "en"}, optional
            The event's, where none is given.
        budget : callable, optional
            Makes what a search may take, with what stops it.

        Raises
        ------
        InputError
            If the file cannot be read.
        """
        self.keeping = Keeping(path)
        opening = opening_of(self.keeping.asked)
        self.desk = Desk(
            opening.problem,
            opening.timetable,
            published=self.keeping.published,
            held=opening.held,
        )
        self.language: Language = language or opening.problem.event.language
        self.deliver: Callable[[Callable[[], None]], None] = lambda do: do()
        self._listeners: list[Listener] = []
        self._saved: Text | None = None
        self._makings: dict[int, Made] = {}
        self._written = 0  # which search is in the file
        self._worker = Worker(budget or (lambda stop: Budget(stop=stop)), self._show, self._ended)
        self._aside = KeepingAside(path, opening.problem, opening.timetable)
        self._recovered = self._aside.recovered(self.keeping.fingerprint)
        self._recall()

    @property
    def unreadable(self) -> Path | None:
        """Where what was kept aside is now, if it cannot be read."""
        return self._aside.unreadable

    # --- Who is told ------------------------------------------------------------------------

    @property
    def tabs(self) -> int:
        """How many tabs show it."""
        return len(self._listeners)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell a tab of all that happens, until what is returned is called."""
        self._listeners.append(listener)
        self.tell({"kind": "tabs", "number": self.tabs})

        def leave() -> None:
            self._listeners.remove(listener)
            self.tell({"kind": "tabs", "number": self.tabs})

        return leave

    def tell(self, event: Plain) -> None:
        """Tell every tab what has happened."""
        for listener in tuple(self._listeners):
            listener(event)

    # --- What is shown ----------------------------------------------------------------------

    def state(self) -> Plain:
        """Return all that the page shows."""
        recovered = self._recovered
        return {
            **shown.state(self.desk, self.language),
            "file": self.keeping.path.name,
            "saved": None if self._saved is None else self._saved.say(self.language),
            "recovered": recovered
            and {
                "when": recovered.when.isoformat(),
                "sentence": recovered.sentence.say(self.language),
            },
            "kept": not self._aside.is_off,
            "tabs": self.tabs,
            "work": self.work(),
        }

    def work(self) -> Plain | None:
        """Return what is searched, or was last."""
        work = self._worker.work
        return None if work is None else shown.work(work, self.language)

    def places(self, session: str) -> Plain:
        """Return where a session may go, and where not the first reason."""
        self.desk.check_movable(session)
        here = self.desk.here
        places = [
            shown.place(each, self.language)
            for each in places_of(here.problem, here.timetable, session)
        ]
        return {"session": session, "places": places}

    def candidates(self, person: str) -> Plain:
        """Return who could take all the parts of a person, the likeliest first."""
        return {"person": person, "people": candidates(self.desk, person, self.language)}

    def attempt(self, place: asked.AttemptAsked) -> Plain:
        """Return what would be broken, paid and told if a session were somewhere else."""
        here = self.desk.here
        there = self.desk.if_moved(self._placement(place), block=place.block)
        known = set(here.verdict.errors)
        broken = [finding for finding in there.verdict.errors if finding not in known]
        return {
            "errors": [shown.finding(each, self.language) for each in broken],
            "tiers": shown.tiers(there.verdict, here.verdict, self.language),
            "told": shown.concerned(self.desk.news_of(there), self.language),
        }

    def compare(self, against: str) -> Plain:
        """Return what differs from what is published, or from the state of a name."""
        changed = self.desk.compared_with(None if against == PUBLISHED else against)
        return {
            "changes": shown.changes(changed, self.language),
            "told": shown.concerned(changed, self.language),
        }

    # --- What is done -----------------------------------------------------------------------

    def move(self, move: asked.MoveAsked) -> Plain:
        """Put a session somewhere."""
        placement = self._placement(move)
        return self._change(move, lambda: self.desk.move(placement, block=move.block))

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
        return self._change(name, lambda: self.desk.name(name.name), moves=False)

    def restore(self, name: asked.NameAsked) -> Plain:
        """Show the state that has a name."""
        return self._change(name, lambda: self.desk.restore(name.name))

    def _change(
        self, change: asked.ChangeAsked, make: Callable[[], Any], *, moves: bool = True
    ) -> Plain:
        """Do what a tab asks for that has seen the last change, and tell all tabs of it."""
        self._check_may(change, moves=moves)
        make()
        self._name_recovered()
        if moves:
            self._saved = None
        self._changed(change.tab)
        return self.state()

    def _check_may(self, change: asked.ChangeAsked, *, moves: bool = True) -> None:
        """Refuse who has not seen the last change, and to move anything during a search.

        Raises
        ------
        BoardError
            With what to do.
        """
        self.desk.check_revision(change.revision)
        if moves:
            self._worker.check_idle()

    def _changed(self, tab: str) -> None:
        """Keep what has changed aside, and tell all tabs of it."""
        self._keep_aside()
        self.tell({"kind": "state", "revision": self.desk.revision, "by": tab})

    def _keep_aside(self) -> None:
        states = (self.desk.here, *self.desk.named.values())
        used = {state.making for state in states} - {0}
        makings = {number: self._makings[number] for number in used if number in self._makings}
        self._aside.keep(self.desk, self.keeping.fingerprint, makings)

    def _placement(self, place: asked.PlaceAsked) -> Placement:
        """Return the placement that is asked for.

        Raises
        ------
        BoardError
            If there is no such session, day, time or room.
        """
        self.desk.session(place.session)
        day, start = asked.day_of(place.day), asked.minute_of(place.start)
        end = None if place.end is None else asked.minute_of(place.end)
        if day is None or start is None or (place.end is not None and end is None):
            raise BoardError("impossible", _NO_MOMENT)
        if end is not None:
            placement = Placement(place.session, day, start, end, place.room)
        else:
            here = self.desk.here
            placement = landing(here.problem, here.timetable, place.session, day, start, place.room)
        self.desk.check_place(placement)
        return placement

    # --- What takes long --------------------------------------------------------------------

    def ask(self, question: asked.QuestionAsked) -> Plain:
        """Begin to answer a question."""
        self.desk.check_revision(question.revision)
        begun = self._worker.begin(question.question, self._doing(question))
        return shown.work(begun, self.language)

    def stop(self, stop: asked.StopAsked) -> Plain:
        """Let a search end with the best it has."""
        return shown.work(self._worker.stop(stop.work), self.language)

    def _doing(self, question: asked.QuestionAsked) -> Doing:
        """Return what answers a question of what is shown now."""
        from agenda_solver.board import questions

        here, keeping, session = self.desk.here, self.keeping, question.session
        there = self._place_asked(question)
        match question.question:
            case "repair":
                if there is not None:
                    here = self.desk.if_moved(there)
                kept = _put_last(self.desk.before if there is None else self.desk.here, here)
                announced = announced_on(self.desk, question.announced)
                return lambda budget, hear: questions.repair(
                    keeping, here, kept, budget, hear, announced
                )
            case "solve":
                return lambda budget, hear: questions.solve_the_rest(keeping, here, budget, hear)
            case "why":
                if session is None:
                    raise BoardError("impossible", _WHICH)
                return lambda budget, _: questions.why(keeping, here, session, there, budget)
            case "free":
                window = _window(question)
                return lambda _, __: questions.who_is_free(here, session, window, there)

    def _place_asked(self, question: asked.QuestionAsked) -> Placement | None:
        """Return the place that a question is about; what it does not say is as it is."""
        if question.session is None:
            return None
        self.desk.session(question.session)
        old = self.desk.here.timetable.by_session.get(question.session)
        if question.day is None and question.start is None and question.room is None:
            return None
        day = question.day or (old.day.isoformat() if old else None)
        start = question.start or (running_clock(old.start) if old else None)
        if day is None or start is None:
            raise BoardError("impossible", _NO_MOMENT)
        room = question.room or (old.room if old else None)
        return self._placement(
            asked.PlaceAsked(
                session=question.session, day=day, start=start, end=question.end, room=room
            )
        )

    def _show(self, work: Work) -> None:
        """Tell all tabs how far a search is; from whichever thread."""
        self.tell({"kind": "work", **shown.work(work, self.language)})

    def _ended(self, work: Work, answer: BoardAnswer) -> None:
        """Take an answer, from the thread of the search."""
        self.deliver(lambda: self._take(work, answer))

    def _take(self, work: Work, answer: BoardAnswer) -> None:
        """Put what was found on the board, as one change, and tell all tabs of the answer."""
        try:
            work = self._applied(work, answer)
        except Exception as error:
            work = replace(work, state="failed", paragraphs=(Paragraph(crash_text(error)),))
        self._worker.work = work
        if work.applied:
            self._name_recovered()
            self._changed("")
        self._show(work)

    def _applied(self, work: Work, answer: BoardAnswer) -> Work:
        """Put what was found on the board, where something was."""
        before = self.desk.here
        if answer.state is None:
            return work
        making = before.making
        if answer.made is not None:
            making = max(self._makings, default=0) + 1
            self._makings[making] = answer.made
        self.desk.take_up(replace(answer.state, making=making))
        self._saved = None
        changed = difference(before.version, self.desk.here.version)
        return replace(work, applied=True, difference=changed)

    # --- What is kept -----------------------------------------------------------------------

    def save(self, save: asked.SaveAsked) -> Plain:
        """Write the file.

        Raises
        ------
        BoardError
            If another program has changed it meanwhile, or it cannot be written.
        """
        self._check_may(save)
        here = self.desk.here
        try:
            if not save.force:
                self.keeping.check_unchanged()
            saved = self._write(here)
        except InputError as error:
            raise BoardError("impossible", error.sentences[0]) from None
        self._name_recovered()
        self._saved = self._sentence(saved, here)
        if saved.in_place:
            self._written = max(self._written, here.making)
            opening = opening_of(self.keeping.asked)
            self._aside.rebase(opening.problem, opening.timetable)
            self.desk.mark_saved()
        self._changed(save.tab)
        return self.state()

    def _write(self, here: BoardState) -> Saved:
        if self.desk.is_draft:
            return self.keeping.save_draft(here, self.language)
        made = self._makings[here.making] if here.making > self._written else None
        return self.keeping.save_programme(here, made, self.language)

    def _sentence(self, saved: Saved, here: BoardState) -> Text:
        """Return what became of the file, and how much is broken in what it holds."""
        sentence = _SAVED.fill(file=saved.path.name)
        if not saved.in_place:
            sentence = elsewhere(self.keeping.path, saved.path) or sentence
        elif saved.path != self.keeping.source:
            sentence = _SAVED_BESIDE.fill(file=saved.path.name, source=self.keeping.source.name)
        sentences = [sentence]
        if saved.copy is not None:
            sentences.append(_COPIED.fill(copy=saved.copy.name))
        if errors := len(here.verdict.errors):
            sentences.append(counted(errors, _ONE_BROKEN, _SEVERAL_BROKEN))
        return strung(sentences, " ")

    def recover(self, recover: asked.RecoverAsked) -> Plain:
        """Show what was kept aside, or throw it away."""
        self._check_may(recover)
        recovered = self._recovered
        if recovered is None:
            raise BoardError("impossible", _NOTHING_KEPT)
        self._recovered = None
        if recover.take and recovered.here is not None:
            self.desk.take_up(self._restored(recovered.here, recovered))
        self._changed(recover.tab)
        return self.state()

    def _recall(self) -> None:
        """Take the names that were kept; what was shown then is offered, if it is another."""
        recovered = self._recovered
        if recovered is None:
            return
        self._makings.update(recovered.makings)
        for _, made in sorted(recovered.makings.items()):
            self.keeping.note_locks(self.desk.here.problem, made.problem)
        for name, state in recovered.named.items():
            self.desk.named[name] = self.desk.judged(self._restored(state, recovered))
        if recovered.here is None or self._restored(recovered.here, recovered).same_as(
            self.desk.here
        ):
            self._recovered = None

    def _restored(self, state: KeptState, recovered: Recovered) -> BoardState:
        return self._aside.restored(state, recovered)

    def _name_recovered(self) -> None:
        """Keep what was offered, and not taken before something else was done, under a name.

        What is kept aside is written over by whatever is done: nothing but a name keeps it.
        """
        recovered, self._recovered = self._recovered, None
        if recovered is not None and recovered.here is not None:
            when = clock(60 * recovered.when.hour + recovered.when.minute)
            name = _RECOVERED_NAME.fill(day=f"{recovered.when:%d/%m}", time=when).say(self.language)
            state = self.desk.judged(self._restored(recovered.here, recovered))
            self.desk.named[self.desk.free_name(name)] = state

    def end(self) -> None:
        """Let what is searched end: the board closes. What is not saved is kept aside."""
        self._worker.end()


def _put_last(before: BoardState, here: BoardState) -> tuple[Placement, ...]:
    """Return what was put somewhere by the last change."""
    old = before.timetable.by_session
    return tuple(each for each in here.timetable.placements if old.get(each.session) != each)


def _window(question: asked.QuestionAsked) -> Window | None:
    """Return the hours that a question is about; None where it gives none."""
    if question.day is None or question.start is None or question.end is None:
        return None
    return window_of(question.day, question.start, question.end)


_NO_MOMENT = Text("Ce n'est pas un jour et une heure.", "This is no day and time.")
_WHICH = Text("Dire de quelle session.", "Say of which session.")
_SAVED = Text("Enregistré : {file}.", "Saved: {file}.")
_SAVED_BESIDE = Text(
    "Enregistré dans un classeur, à côté : {file}. {source} n'a pas changé ; la prochaine fois, "
    "ouvrir {file}.",
    "Saved in a workbook beside: {file}. {source} has not changed; next time, open {file}.",
)
_COPIED = Text(
    "Ce qui y avait été mis en forme ou ajouté dans un tableur est gardé dans {copy}.",
    "What was formatted or added there in a spreadsheet is kept in {copy}.",
)
_ONE_BROKEN = Text("demande n'est pas tenue.", "demand is not kept.")
_SEVERAL_BROKEN = Text("demandes ne sont pas tenues.", "demands are not kept.")
_NOTHING_KEPT = Text("Il n'y a rien à reprendre.", "There is nothing to take up.")
_RECOVERED_NAME = Text("repris ({day} {time})", "recovered ({day} {time})")
