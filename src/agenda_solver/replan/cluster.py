"""The executor that sends scenarios to a Dask cluster: extra ``[cluster]``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from agenda_solver.budget import Stop
from agenda_solver.changes import Changes
from agenda_solver.replan.executors import (
    LOOKS_EVERY,
    Done,
    Parcel,
    Planning,
    again,
    worked,
)

CONNECTS_WITHIN = 10.0
"""Seconds that a scheduler has to answer."""


class NoClusterError(RuntimeError):
    """There is no scheduler, or Dask is not installed."""


@dataclass(frozen=True)
class OnCluster:
    """Sends the tasks to whoever works for a scheduler.

    Attributes
    ----------
    address : str
        That of the scheduler, such as ``tcp://10.0.0.5:8786``.
    """

    address: str

    def run(self, work: Planning, tasks: Sequence[Changes], stop: Stop) -> Iterator[Done]:
        """See `Executor`.

        A task whose worker dies is run again: by the scheduler, elsewhere, and in the end from
        here. Its workers need this package.

        Raises
        ------
        NoClusterError
            If the scheduler does not answer.
        DeadWorkersError
            If a task has killed its workers too often.
        """
        client = self._client()
        try:
            with client.as_current():
                yield from _gathered(client, Parcel.of(work, tasks), len(tasks), stop)
        finally:
            client.close()

    def _client(self) -> Any:
        try:
            from distributed import Client
        except ImportError as error:
            raise NoClusterError("distributed") from error
        try:
            return Client(self.address, timeout=CONNECTS_WITHIN, set_as_default=False)
        except (OSError, ValueError) as error:  # a time-out is an `OSError`
            raise NoClusterError(str(error)) from error


def _gathered(client: Any, parcel: Parcel, number: int, stop: Stop) -> Iterator[Done]:
    """Yield outcomes as they come; what is still at work after a stop is called off."""
    from distributed import KilledWorker, wait

    def sent(task: int) -> Any:
        # A key of its own: the same work of an earlier run must not be taken for this one.
        return client.submit(worked, parcel.work, parcel.tasks[task], pure=False)

    left = dict.fromkeys(range(number), 0)
    waiting = {sent(task): task for task in left}
    try:
        while waiting and not stop.is_set():
            try:
                done = wait(list(waiting), timeout=LOOKS_EVERY, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                continue
            for future in done:
                task = waiting.pop(future)
                try:
                    outcome = parcel.opened(future.result())
                except KilledWorker:
                    again(left, task)
                    waiting[sent(task)] = task
                    continue
                yield task, outcome
    finally:
        client.cancel(list(waiting))
