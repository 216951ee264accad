"""CP-SAT as every search here runs it: with one set of parameters, stoppable at any time."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable, Mapping

from ortools.sat.python import cp_model

from agenda_solver.budget import Budget
from agenda_solver.decisions import Encoding, FittingSolver, complete_hint
from agenda_solver.result import Status

# A model that takes longer to be built leaves time for something better meanwhile.
SOON = 0.5


Meanwhile = Callable[[Callable[[], bool]], None]
"""Does something until the function that it is given says that it is to end."""


class SelfCheckError(RuntimeError):
    """The solver's answer did not pass `verify`: a fault in this program, not the input."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def new_solver(budget: Budget, encoding: Encoding | None = None) -> FittingSolver:
    """Return a solver that may take a budget, with the parameters that every search here shares.

    Of an encoding's model it returns timetables only, although some of it may not be posted.
    """
    solver = FittingSolver(encoding)
    parameters = solver.parameters
    parameters.random_seed = budget.seed
    parameters.num_workers = budget.threads
    # Presolve's inclusion detection has made wrong "optimal" (google/or-tools #5293).
    parameters.presolve_inclusion_work_limit = 0
    # Ctrl-C is the caller's: OR-Tools would leave Python's own handler removed.
    parameters.catch_sigint_signal = False
    if budget.log is not None:
        parameters.log_search_progress = True
        parameters.log_to_stdout = False
        solver.log_callback = budget.log
    if budget.reproducible:
        parameters.max_deterministic_time = budget.left
        if not budget.several:
            parameters.linearization_level = 2
    else:
        parameters.max_time_in_seconds = budget.left
    return solver


def search_lightly(solver: cp_model.CpSolver) -> None:
    """Spare what pays off only where there is something to minimise.

    Measured on 200 sessions, 12 rooms and 20 slots: 0.3 to 0.5 s instead of 0.8 to 0.9 s.
    """
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.linearization_level = 0


_STATUS: Mapping[int, Status] = {
    int(cp_model.OPTIMAL): "optimal",
    int(cp_model.FEASIBLE): "feasible",
    int(cp_model.INFEASIBLE): "infeasible",
    int(cp_model.UNKNOWN): "unknown",
}


def run_stoppable(
    solver: FittingSolver,
    model: cp_model.CpModel,
    budget: Budget,
    callback: cp_model.CpSolverSolutionCallback | None = None,
    beside: Meanwhile | None = None,
) -> Status:
    """Solve in a thread of its own, so that this one can hear signals and stop it.

    Parameters
    ----------
    beside : callable, optional
        What this thread does meanwhile. It is given a function that tells whether the
        solver is done, and ends soon after that, or once it is to stop.

    Raises
    ------
    SelfCheckError
        If CP-SAT finds the model invalid.
    """
    statuses: list[int] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            statuses.append(int(solver.solve(model, callback)))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    if beside:
        beside(lambda: not thread.is_alive())
    while thread.is_alive():
        thread.join(0.02)
        is_over = budget.stopped or (budget.waits is not None and not budget.left)
        if is_over or solver.is_stopped:  # perhaps before there was a search to hear it
            solver.stop_search()
    if failed:
        raise failed[0]
    if statuses[0] not in _STATUS:
        name = cp_model.CpSolverStatus(statuses[0]).name
        raise SelfCheckError(f"CP-SAT: {name}: {model.validate()}")
    return _STATUS[statuses[0]]


def run_beside(
    work: Callable[[], None],
    is_late: Callable[[], bool],
    meanwhile: Meanwhile | None = None,
) -> bool:
    """Work in a thread of its own, and do not wait for it once it is late.

    Parameters
    ----------
    meanwhile : callable, optional
        What this thread does if the work is not soon over. It is given a function that tells
        whether to end.

    Returns
    -------
    bool
        Whether it is done. If not, it ends before long, and nobody looks at what it did.
    """
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(SOON)
    if meanwhile is not None and thread.is_alive():
        meanwhile(lambda: is_late() or not thread.is_alive())
    while thread.is_alive():
        if is_late():
            _give_up(thread)
            return False
        thread.join(0.02)
    if failed:
        raise failed[0]
    return True


def _give_up(thread: threading.Thread) -> None:
    """Let a thread end at its next step of Python: it would keep others from what they do.

    To ask for it as the steps are made would mean to ask in every rule.
    """
    ident = ctypes.c_ulong(thread.ident or 0)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, ctypes.py_object(SystemExit))


def complete_hints(model: cp_model.CpModel, budget: Budget) -> float:
    """Hint every variable of a model, where those that all follow from are hinted.

    Returns
    -------
    float
        The work that it took.
    """
    solver = new_solver(budget)
    solver.parameters.fix_variables_to_their_hinted_value = True
    if run_stoppable(solver, model, budget) in ("optimal", "feasible"):
        complete_hint(model, list(solver.response_proto.solution))
    return solver.deterministic_time
