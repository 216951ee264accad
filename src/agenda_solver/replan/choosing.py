"""Which ways to go on, for all sessions together, keep the most and change least.

The ways are decided together: which sessions are cancelled, and who of those who cannot
attend the others as they are is replaced, keeps a part at another time, or is done without.
To do without somebody only takes demands away. So what a programme in which all of them are
done without changes is a bound on every other way to keep the same sessions; where that
leaves a session to nobody, one after the other of those who could carry it is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count, product
from typing import Protocol

from agenda_solver.replan.nearest import Nearest
from agenda_solver.replan.plan import Price
from agenda_solver.replan.ways import Concern, Remedies, Remedy

# After so many ways the best one is taken, and nothing is said to be proven.
MOST_WAYS = 400
# So many ways that move as little are compared for the seats that they change.
MOST_TIES = 24
# From so many sessions on, those are looked for first that cannot be kept even alone.
FEWEST_TO_TRY_ALONE = 3
# So many answers for one session are tried where the time for all is over.
MOST_ANSWERS = 3


class Trials(Protocol):
    """What the ways come to, each solved once."""

    def nearest(self, remedies: Remedies, like: Remedies | None = None) -> Nearest | None:
        """Return the nearest timetable with some remedies; None where no session is left.

        The search starts from what was found with others that are `like` these.
        """

    def price(self, remedies: Remedies) -> Price | None:
        """Return what it changes; None where there is none, or somebody has no seat in it."""

    def deserted(self, remedies: Remedies) -> Sequence[str]:
        """Return the sessions that these remedies leave to nobody."""

    def gone(self, sessions: Iterable[str]) -> frozenset[str]:
        """Return what does not take place once these are cancelled: their parts, too."""

    def within(self, session: str) -> frozenset[str]:
        """Return the session and its parts."""

    @property
    def over(self) -> bool:
        """Whether it is time to end with what there is."""

    @property
    def late(self) -> bool:
        """Whether it is time to end with whatever can be had at once."""


@dataclass(frozen=True)
class Choice:
    """The ways that are taken.

    Attributes
    ----------
    remedies : tuple of Remedy
        One for each concern.
    proven : bool
        Whether no others are proven to keep more, or to change less.
    """

    remedies: Remedies
    proven: bool


Level = tuple[int, int]
"""How many instructions are not followed, and how many sessions do not take place."""
_Rank = tuple[Level, tuple[int, ...]]


@dataclass(frozen=True)
class _Frame:
    """Which sessions are cancelled, and which instructions are not followed otherwise.

    Attributes
    ----------
    next : int
        The first of the units, in their order, by which it may be widened.
    """

    cancelled: frozenset[str] = frozenset()
    dropped: frozenset[int] = frozenset()
    next: int = 0


@dataclass(frozen=True)
class _Node:
    """Some ways within a frame: those that are open yet do without the person.

    Attributes
    ----------
    open : frozenset of int
        The numbers of the concerns that may still be answered otherwise.
    """

    remedies: Remedies
    open: frozenset[int]


@dataclass
class _Best:
    remedies: Remedies
    rank: _Rank
    seats: int
    proven: bool


@dataclass(order=True)
class _Task:
    level: Level
    bound: tuple[int, ...]
    settled: int
    """Less the number of concerns that are settled: those nearer to an end come first."""
    number: int
    work: _Frame | _Node = field(compare=False)
    known: bool = field(default=False, compare=False)
    """Whether the bound is that of the node, and not of what it was made from."""


def choose(concerns: Sequence[Concern], trials: Trials) -> Choice | None:
    """Return the ways that follow what is announced, keep the most sessions and change least.

    In this order; of those that move as little, the ones that change fewer seats. The search
    takes what is least at best first, so that what it ends with is the least of all, unless
    it ends early.

    Parameters
    ----------
    concerns : sequence of Concern
    trials : Trials
        What the ways come to.

    Returns
    -------
    Choice or None
        None where no ways at all lead to a timetable, or none were found to.
    """
    return _Choosing(concerns, trials).run()


class _Choosing:
    def __init__(self, concerns: Sequence[Concern], trials: Trials) -> None:
        self.concerns = concerns
        self.trials = trials
        self.sessions = tuple(dict.fromkeys(concern.session for concern in concerns))
        self.complete = True
        self.tried = 0
        self.ties = 0
        # The ways that cancel least of those that a bound has shown to hold, and that bound's.
        self.fallback = tuple(concern.remedies[-1] for concern in concerns)
        self.like = self.fallback
        self._count = count()

    def run(self) -> Choice | None:
        """Search all frames, the least first."""
        hopeless = frozenset(filter(self._is_hopeless, self.sessions))
        if len(self.sessions) - len(hopeless) > FEWEST_TO_TRY_ALONE:
            hopeless |= {
                session
                for session in self.sessions
                if session not in hopeless and self._is_lost_alone(session)
            }
        units: list[str | int] = [
            session for session in self.sessions if session not in self.trials.gone(hopeless)
        ]
        units += [number for number, concern in enumerate(self.concerns) if concern.settled]
        best = self._search(_Frame(hopeless), units)
        if best is not None:
            return Choice(best.remedies, best.proven and self.complete)
        if self.complete:
            return None
        return self._one_by_one()

    # --- What is certain ----------------------------------------------------------------------

    def _is_hopeless(self, session: str) -> bool:
        """Whether nobody could ever carry a session."""
        inside = self.trials.within(session)
        if any(
            remedy.way in ("replaced", "moved")
            for concern in self.concerns
            if concern.session in inside
            for remedy in concern.remedies
        ):
            return False
        return session in self.trials.deserted(self._loosest(_Frame()).remedies)

    def _is_lost_alone(self, session: str) -> bool:
        """Whether a session cannot be kept even if all others of concern are cancelled."""
        inside = self.trials.within(session)
        others = frozenset(self.sessions) - inside
        if session in self.trials.gone(others):
            return False
        before, self.complete = self.complete, True
        own: list[str | int] = [
            part for part in self.sessions if part in inside and part != session
        ]
        own += [
            number
            for number, concern in enumerate(self.concerns)
            if concern.settled and concern.session in inside
        ]
        lost = self._search(_Frame(others), own) is None and self.complete
        self.complete = before
        return lost

    # --- The search -----------------------------------------------------------------------

    def _search(self, frame: _Frame, units: Sequence[str | int]) -> _Best | None:
        """Return the best ways of a frame and of those that are wider by some units."""
        tasks = [self._task(frame, self._level(frame))]
        self.ties = 0
        best: _Best | None = None
        while tasks:
            task = heappop(tasks)
            if best is not None and self._is_no_better(task, best):
                break
            if self.tried >= MOST_WAYS or (self.trials.over if best else self.trials.late):
                self.complete = False
                break
            if isinstance(task.work, _Frame):
                for wider in self._wider(task.work, units):
                    heappush(tasks, self._task(wider, self._level(wider)))
                heappush(tasks, self._task(self._loosest(task.work), task.level))
                continue
            for less in self._worked(task, task.work, tasks):
                if best is None or (less.rank, less.seats) < (best.rank, best.seats):
                    best = less
        return best

    def _is_no_better(self, task: _Task, best: _Best) -> bool:
        nothing = (0,) * (len(best.rank[1]) - len(task.bound))
        rank = (task.level, task.bound + nothing)
        if rank != best.rank:
            return rank > best.rank
        self.ties += 1
        return best.seats == 0 or self.ties > MOST_TIES

    def _worked(self, task: _Task, node: _Node, tasks: list[_Task]) -> Iterator[_Best]:
        """Look at a node: put off what comes after it, or yield the ways that it is."""
        deserted = self.trials.deserted(node.remedies)
        nodes = list(self._children(node, deserted[0])) if deserted else []
        if deserted and len(nodes) < 2:
            for child in nodes:
                heappush(tasks, self._task(child, task.level, task.bound))
            return
        if not task.known:
            known = self._known(task, node)
            if known is None:
                return
            if tasks and known > tasks[0]:
                heappush(tasks, known)
                return
            task = known
        if deserted:
            self._fall_back(node.remedies, deserted)
        else:
            yield from self._leaf(task, node)
        for child in nodes:
            heappush(tasks, self._task(child, task.level, task.bound))

    def _known(self, task: _Task, node: _Node) -> _Task | None:
        """Return a task with the bound of its node; None where the node has no timetable."""
        self.tried += 1
        nearest = self.trials.nearest(node.remedies)
        if nearest is None:
            return None
        if nearest.timetable is None:
            self.complete &= nearest.status == "infeasible"
            return None
        bound = max(task.bound, nearest.bound)
        return _Task(task.level, bound, task.settled, task.number, node, known=True)

    def _fall_back(self, remedies: Remedies, deserted: Sequence[str]) -> None:
        """Keep ways of which a timetable is known once what they leave to nobody is cancelled."""
        gone = self.trials.gone(deserted)
        cancelling = tuple(
            concern.remedies[-1] if concern.session in gone else remedy
            for concern, remedy in zip(self.concerns, remedies, strict=True)
        )
        if len(_cancelled(cancelling)) < len(_cancelled(self.fallback)):
            self.fallback, self.like = cancelling, remedies

    def _leaf(self, task: _Task, node: _Node) -> Iterator[_Best]:
        price = self.trials.price(node.remedies)
        nearest = self.trials.nearest(node.remedies)
        if price is None or nearest is None:
            self.complete = False
            return
        proven = nearest.status == "optimal"
        yield _Best(node.remedies, (task.level, nearest.costs), price.seats, proven)

    def _children(self, node: _Node, deserted: str) -> Iterator[_Node]:
        """Yield the ways in which somebody carries a session: the first who does, in turn."""
        inside = self.trials.within(deserted)
        left = node.open
        for number in sorted(node.open):
            concern = self.concerns[number]
            if concern.session not in inside:
                continue
            left -= {number}
            for remedy in concern.remedies:
                if remedy.way in ("replaced", "moved"):
                    yield _Node(replaced_at(node.remedies, number, remedy), left)

    def _loosest(self, frame: _Frame) -> _Node:
        """Return the ways of a frame that ask for least."""
        gone = self.trials.gone(frame.cancelled)
        remedies: list[Remedy] = []
        free = set()
        for number, concern in enumerate(self.concerns):
            if concern.session in gone:
                remedies.append(concern.remedies[-1])
            elif concern.settled and number not in frame.dropped:
                remedies.append(concern.remedies[0])
            else:
                by = concern.remedies[0].by if concern.settled else None
                remedies.append(Remedy(concern.session, concern.person, "without", by))
                if not concern.settled:
                    free.add(number)
        return _Node(tuple(remedies), frozenset(free))

    def _wider(self, frame: _Frame, units: Sequence[str | int]) -> Iterator[_Frame]:
        """Yield the frames with one more session cancelled, or one more instruction dropped."""
        gone = self.trials.gone(frame.cancelled)
        for place in range(frame.next, len(units)):
            unit = units[place]
            if isinstance(unit, str):
                if unit not in gone:
                    yield _Frame(frame.cancelled | {unit}, frame.dropped, place + 1)
            elif self._may_drop(unit) and self.concerns[unit].session not in gone:
                yield _Frame(frame.cancelled, frame.dropped | {unit}, place + 1)

    def _may_drop(self, number: int) -> bool:
        return any(remedy.way == "without" for remedy in self.concerns[number].remedies)

    def _level(self, frame: _Frame) -> Level:
        gone = self.trials.gone(frame.cancelled)
        unfollowed = sum(
            concern.settled and (number in frame.dropped or concern.session in gone)
            for number, concern in enumerate(self.concerns)
        )
        return unfollowed, len(gone)

    def _task(self, work: _Frame | _Node, level: Level, bound: tuple[int, ...] = ()) -> _Task:
        left = len(work.open) if isinstance(work, _Node) else len(self.concerns)
        return _Task(level, bound, left, next(self._count), work)

    # --- Where the search ends early --------------------------------------------------------

    def _one_by_one(self) -> Choice:
        """Return ways of which something is known; more sessions are kept while there is time."""
        chosen = self.fallback
        self.trials.nearest(chosen, self.like)
        for session in self.sessions:
            if self.trials.late:
                break
            if session not in _cancelled(chosen):
                continue
            for answer in answers(self.concerns, session)[:MOST_ANSWERS]:
                tried = answered(self.concerns, chosen, answer)
                if not self.trials.deserted(tried) and self.trials.price(tried) is not None:
                    chosen = tried
                    break
        return Choice(chosen, proven=False)


# --- Answers --------------------------------------------------------------------------------


def answers(concerns: Sequence[Concern], session: str) -> list[Remedies]:
    """Return every way to keep a session: a remedy for each who cannot attend it as it is."""
    own = [concern for concern in concerns if concern.session == session]
    keeping = (
        [remedy for remedy in concern.remedies if remedy.way != "cancelled"] for concern in own
    )
    return list(product(*keeping))


def answered(concerns: Sequence[Concern], remedies: Remedies, answer: Remedies) -> Remedies:
    """Return remedies in which those of one session are these."""
    given = {(remedy.session, remedy.person): remedy for remedy in answer}
    return tuple(
        given.get((concern.session, concern.person), remedy)
        for concern, remedy in zip(concerns, remedies, strict=True)
    )


def replaced_at(remedies: Remedies, number: int, remedy: Remedy) -> Remedies:
    """Return remedies with another one for a concern."""
    return (*remedies[:number], remedy, *remedies[number + 1 :])


def _cancelled(remedies: Remedies) -> frozenset[str]:
    return frozenset(remedy.session for remedy in remedies if remedy.way == "cancelled")
