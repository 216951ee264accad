"""Where the plans of a contingency are searched: in this process, in others, on a cluster.

All of them do the same work and give the same outcomes, in whatever order they come. What
leaves this process is in codes: see `agenda_solver.replan.codes`.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Protocol

from agenda_solver.budget import Budget, Stop
from agenda_solver.changes import Changes
from agenda_solver.difference import Version
from agenda_solver.fairness import Fairness
from agenda_solver.least import Least
from agenda_solver.problem import Problem
from agenda_solver.replan import replan
from agenda_solver.replan.codes import Codes
from agenda_solver.replan.outcomes import OUTCOMES, PlanOutcome, outcome_of
from agenda_solver.timetable import Seat

MOST_WORKERS = 8
"""Threads of the solver where one finds nothing: a proof may take several kinds of search."""

MOST_DEATHS = 3
"""So often a task is run again whose process dies."""

LOOKS_EVERY = 0.2
"""Seconds between two looks at whether the run is to stop."""


@dataclass(frozen=True)
class Planning:
    """What every plan of a contingency is searched with.

    Attributes
    ----------
    before, problem, fairness, least, pinned, alone
        As in `agenda_solver.replan.replan`.
    seconds : float
        For each plan; a measure of work, and not the clock.
    seed : int
    """

    before: Version
    problem: Problem
    seconds: float = 20.0
    seed: int = 0
    fairness: Fairness = "generous"
    least: Least = "times"
    pinned: tuple[Seat, ...] = ()
    alone: bool = True

    def outcome(self, changes: Changes, stop: Stop | None = None) -> PlanOutcome:
        """Search one plan: with one thread; with several where that finds and proves nothing.

        A proof does so not depend on how busy the machine is, nor does a plan.
        """
        stop = stop or Stop()
        outcome = self._plan(changes, Budget(self.seconds, self.seed, 1, True, stop))
        if outcome.result.status == "unknown" and not stop.is_set():
            budget = Budget(self.seconds, self.seed, MOST_WORKERS, True, stop, several=True)
            outcome = self._plan(changes, budget)
        return outcome

    def _plan(self, changes: Changes, budget: Budget) -> PlanOutcome:
        return outcome_of(
            replan(
                self.before,
                self.problem,
                changes,
                budget,
                fairness=self.fairness,
                pinned=self.pinned,
                least=self.least,
                alone=self.alone,
            )
        )


Done = tuple[int, PlanOutcome]
"""The number of a task, and what it came to."""


class Executor(Protocol):
    """Searches plans; each outcome is given as soon as it is there."""

    def run(self, work: Planning, tasks: Sequence[Changes], stop: Stop) -> Iterator[Done]:
        """Yield what each task comes to, with its number, in any order; fewer after a stop."""


@dataclass(frozen=True)
class InThisProcess:
    """One plan after the other, here."""

    def run(self, work: Planning, tasks: Sequence[Changes], stop: Stop) -> Iterator[Done]:
        """See `Executor`; what was not finished before the stop is not given."""
        for number, changes in enumerate(tasks):
            if stop.is_set():
                return
            outcome = work.outcome(changes, stop)
            if not stop.is_set():
                yield number, outcome


# --- In codes -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Parcel:
    """What is sent of a contingency, and what its words are.

    Attributes
    ----------
    codes : Codes
        They stay here.
    work : bytes
        What every plan is searched with.
    tasks : tuple of bytes
    """

    codes: Codes
    work: bytes
    tasks: tuple[bytes, ...]

    @classmethod
    def of(cls, work: Planning, tasks: Sequence[Changes]) -> Parcel:
        """Put everything in codes."""
        codes = Codes.of(work, tuple(tasks))
        coded = (pickle.dumps(codes.coded(changes)) for changes in tasks)
        return cls(codes, pickle.dumps(codes.coded(work)), tuple(coded))

    def opened(self, outcome: bytes) -> PlanOutcome:
        """Return an outcome that was sent back, with its words."""
        return self.codes.decoded(OUTCOMES.validate_json(outcome))


def worked(work: bytes, task: bytes) -> bytes:
    """Do one task, wherever that is; in codes, in and out."""
    asked: Planning = pickle.loads(work)
    return OUTCOMES.dump_json(asked.outcome(pickle.loads(task)))


@dataclass(frozen=True)
class InProcesses:
    """Several at once, each in a process of this machine."""

    workers: int

    def run(self, work: Planning, tasks: Sequence[Changes], stop: Stop) -> Iterator[Done]:
        """See `Executor`; the tasks of a process that dies are run again."""
        parcel = Parcel.of(work, tasks)
        left = dict.fromkeys(range(len(tasks)), 0)
        while left and not stop.is_set():
            yield from self._tried(parcel, left, stop)

    def _tried(self, parcel: Parcel, left: dict[int, int], stop: Stop) -> Iterator[Done]:
        """Run what is left until a process dies.

        No more is given to the processes than they work at: of all that, and of no other,
        a death is counted.

        Raises
        ------
        DeadWorkersError
            If a task has killed its process too often.
        """
        # A process that is forked while threads work may wait for them for ever.
        pool = ProcessPoolExecutor(
            self.workers, mp_context=get_context("spawn"), initializer=_end_with_parent
        )
        begun: dict[Future[bytes], int] = {}
        to_come = iter(tuple(left))

        def begin() -> None:
            with suppress(BrokenProcessPool):  # those that have begun tell of it
                for task in islice(to_come, self.workers - len(begun)):
                    begun[pool.submit(worked, parcel.work, parcel.tasks[task])] = task

        try:
            begin()
            while begun and not stop.is_set():
                done, _ = wait(begun, LOOKS_EVERY, FIRST_COMPLETED)
                for future in done:
                    task = begun.pop(future)
                    begin()
                    outcome = _outcome(parcel, future)
                    if outcome is None:
                        again(left, task)
                        continue
                    del left[task]
                    yield task, outcome
        finally:
            _ended(pool)


def _end_with_parent() -> None:
    """Let this process end when the one does that started it, however that ends."""

    def wait_for_it() -> None:
        if parent := parent_process():
            parent.join()
        os._exit(1)

    threading.Thread(target=wait_for_it, daemon=True).start()


def _outcome(parcel: Parcel, future: Future[bytes]) -> PlanOutcome | None:
    try:
        return parcel.opened(future.result())
    except BrokenProcessPool:
        return None


def _ended(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool at once, whatever they are at."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with suppress(OSError):
            process.kill()  # they do not hear SIGTERM, as whoever started them


class DeadWorkersError(RuntimeError):
    """Whoever does a task dies of it, again and again."""


def again(left: dict[int, int], task: int) -> None:
    """Count that whoever did a task has died.

    Raises
    ------
    DeadWorkersError
        If that was so often.
    """
    left[task] += 1
    if left[task] > MOST_DEATHS:
        raise DeadWorkersError(str(task))
