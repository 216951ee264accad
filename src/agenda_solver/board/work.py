"""What takes long: done beside the board, which can be looked at meanwhile, and stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from agenda_solver.board.asked import Question
from agenda_solver.board.desk import BoardError
from agenda_solver.budget import Budget, Stop
from agenda_solver.difference import Difference
from agenda_solver.process import is_memory, say_where
from agenda_solver.text import Text
from agenda_solver.views.reasons import Paragraph

if TYPE_CHECKING:
    from agenda_solver.board.questions import BoardAnswer, Hearing
    from agenda_solver.solve import Progress

WorkState = Literal["running", "done", "stopped", "failed"]
MOST_LINES = 12
"""So many lines of how a search goes are kept."""
SEARCHES: frozenset[Question] = frozenset({"repair", "solve"})
"""The questions whose answer is shown on the board: nothing may be moved meanwhile."""


@dataclass(frozen=True)
class Work:
    """Something that is asked, and how far it is.

    Attributes
    ----------
    lines : tuple of Text
        How the search goes.
    paragraphs : tuple of Paragraph
        The answer.
    applied : bool
        Whether what was found is on the board.
    difference : Difference or None
        What that has changed there.
    """

    id: str
    question: Question
    state: WorkState = "running"
    lines: tuple[Text, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    applied: bool = False
    difference: Difference | None = None

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self.state == "running"


Doing = Callable[[Budget, "Hearing"], "BoardAnswer"]
"""What is to be done, with its budget and with who is told how it goes."""


class Worker:
    """Does one thing at a time, in a thread of its own.

    Attributes
    ----------
    work : Work or None
        What is done, or was done last.
    """

    def __init__(
        self,
        budget: Callable[[Stop], Budget],
        show: Callable[[Work], None],
        finish: Callable[[Work, BoardAnswer], None],
    ) -> None:
        """Take what makes a budget, who is shown how it goes, and who takes the answer."""
        self.work: Work | None = None
        self._budget = budget
        self._show = show
        self._finish = finish
        self._stop = Stop()
        self._count = 0

    def check_idle(self) -> None:
        """Refuse to change anything while something goes on that will be shown on the board.

        Raises
        ------
        BoardError
            If a search is under way.
        """
        if self.work is not None and self.work.is_running and self.work.question in SEARCHES:
            raise BoardError("busy", _ONE_AT_A_TIME)

    def begin(self, question: Question, doing: Doing) -> Work:
        """Begin to do something.

        Raises
        ------
        BoardError
            If something else goes on.
        """
        if self.work is not None and self.work.is_running:
            raise BoardError("busy", _ONE_AT_A_TIME)
        self._count += 1
        self._stop = Stop()
        budget, begun = self._budget(self._stop), Work(str(self._count), question)
        self.work = begun
        self._show(begun)
        threading.Thread(target=self._do, args=(doing, budget), daemon=True).start()
        return begun

    def stop(self, work: str) -> Work:
        """Let some work end with the best it has.

        Raises
        ------
        BoardError
            If there is no such work.
        """
        if self.work is None or self.work.id != work:
            raise BoardError("unknown", _NO_WORK)
        self._stop.set()
        return self.work

    def end(self) -> None:
        """Let whatever goes on end: the board closes."""
        self._stop.set()

    # --- In the thread ----------------------------------------------------------------------

    def _do(self, doing: Doing, budget: Budget) -> None:
        from agenda_solver.cp_sat import SelfCheckError

        try:
            answer = doing(budget, self._hear)
        except BoardError as error:
            self._fail(error.text)
        except SelfCheckError:
            self._fail(_NOT_VERIFIED)
        except BaseException as error:
            self._fail(crash_text(error))
        else:
            assert self.work is not None
            state: WorkState = "stopped" if budget.stop.is_set() else "done"
            self._finish(replace(self.work, state=state, paragraphs=answer.paragraphs), answer)

    def _fail(self, text: Text) -> None:
        from agenda_solver.board.questions import BoardAnswer

        assert self.work is not None
        failed = replace(self.work, state="failed", paragraphs=(Paragraph(text),))
        self._finish(failed, BoardAnswer(failed.paragraphs))

    def _hear(self, progress: Progress) -> None:
        from agenda_solver.views.proofs import progress_text

        work = self.work
        if work is not None and work.is_running:
            lines = (*work.lines[1 - MOST_LINES :], progress_text(progress, ()))
            self.work = replace(work, lines=lines)
            self._show(self.work)


def crash_text(error: BaseException) -> Text:
    """Return what is said where the program is at fault; where that is, its window tells."""
    if is_memory(error):
        return _NO_MEMORY
    say_where(error)
    return _FAILED


_ONE_AT_A_TIME = Text(
    "Une recherche est en cours : l'attendre, ou l'arrêter, puis demander.",
    "A search is under way: wait for it, or stop it, and then ask.",
)
_NO_WORK = Text("Cette recherche n'existe pas.", "There is no such search.")
_NOT_VERIFIED = Text(
    "Le programme trouvé n'a pas passé la vérification : rien n'a changé. C'est une faute du "
    "logiciel, merci de la signaler.",
    "The programme found did not pass verification: nothing has changed. This is a fault of the "
    "software, please report it.",
)
_NO_MEMORY = Text(
    "Mémoire insuffisante : la recherche s'est arrêtée, rien n'a changé.",
    "Not enough memory: the search has ended, nothing has changed.",
)
_FAILED = Text(
    "La recherche s'est arrêtée net ; rien n'a changé. C'est une faute du logiciel, merci de la "
    "signaler avec ce que dit la fenêtre où le tableau a été lancé.",
    "The search has crashed; nothing has changed. This is a fault of the software, please report "
    "it with what the window says in which the board was started.",
)
