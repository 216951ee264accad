"""Wherever plans are searched they are the same, and what is sent names nobody."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest
from published import draft, names_in, published, session

from agenda_solver.budget import Stop
from agenda_solver.changes import Changes, PersonCancels, RoomIsClosed
from agenda_solver.difference import Version
from agenda_solver.files.workbook import read
from agenda_solver.replan import executors
from agenda_solver.replan.contingency import contingency, in_order
from agenda_solver.replan.executors import (
    DeadWorkersError,
    Done,
    InProcesses,
    InThisProcess,
    Parcel,
    Planning,
    worked,
)
from agenda_solver.replan.outcomes import PlanOutcome
from agenda_solver.replan.scenarios import each_alone

ASSISES = Path(__file__).parents[2] / "solutions" / "assises-normandes-2026.xlsx"


class InCodes:
    """Does here what others do elsewhere: all in codes, the last task first."""

    def run(self, work: Planning, tasks: Sequence[Changes], _: Stop) -> Iterator[Done]:
        parcel = Parcel.of(work, tasks)
        for number in reversed(range(len(tasks))):
            yield number, parcel.opened(worked(parcel.work, parcel.tasks[number]))


def event() -> Version:
    problem = draft(
        session("a", "ana"), session("b"), rooms=["amphi", "foyer"], people=["ana", "bea"]
    )
    return published(problem, "a 9h-10h amphi", "b 10h-11h amphi")


def untimed(outcome: PlanOutcome) -> PlanOutcome:
    seating = outcome.result.seating and replace(outcome.result.seating, seconds=0.0)
    return replace(outcome, result=replace(outcome.result, seating=seating, seconds=0.0))


def check_alike(work: Planning, executor: executors.Executor, most: int | None = None) -> None:
    scenarios = each_alone(work.before)[:most]
    here = list(contingency(work, scenarios, InThisProcess()))
    there = in_order(scenarios, list(contingency(work, scenarios, executor)))
    assert len(here) == len(scenarios)
    for one, other in zip(here, there, strict=True):
        assert untimed(one.outcome) == untimed(other.outcome)
        assert one.plan.difference == other.plan.difference


def test_in_codes_and_in_another_order_all_is_the_same() -> None:
    before = event()
    check_alike(Planning(before, before.problem), InCodes())


@pytest.mark.thorough
@pytest.mark.parametrize("alone", [True, False])
def test_so_it_is_for_everybody_of_the_assises(alone: bool) -> None:
    before = read(ASSISES).published
    scenarios = each_alone(before)
    work = Planning(before, before.problem, alone=alone)
    here = list(contingency(work, scenarios, InThisProcess()))
    there = in_order(scenarios, list(contingency(work, scenarios, InCodes())))
    for one, other in zip(here, there, strict=True):
        # A sentence that is cut is cut at another place, as codes are of another length.
        assert one.plan.price == other.plan.price
        assert one.status == other.status
        assert one.plan.result.timetable == other.plan.result.timetable
        assert one.plan.options == other.plan.options
        ways, others = ([len(way.sentences) for way in each.outcome.ways] for each in (one, other))
        assert ways == others


def test_what_is_sent_and_comes_back_holds_no_name_no_address_and_no_title() -> None:
    before = read(ASSISES).published
    work = Planning(before, before.problem, pinned=before.timetable.seats[:3])
    changes = [Changes((PersonCancels("metropole"),)), Changes((RoomIsClosed("quai"),))]
    parcel = Parcel.of(work, changes)
    back = worked(parcel.work, parcel.tasks[0])
    sent = b" ".join((parcel.work, *parcel.tasks, back)).decode("utf-8", "replace")
    coded = pickle.loads(parcel.work).before.problem
    kept = set(re.findall(r"\w+", " ".join(session.title for session in coded.sessions)))
    words = {word for word in names_in(before.problem) if len(word) > 4} - kept - {"Europe"}
    assert {"Horizons", "Solidaires", "Normandie"} <= words
    assert not words & set(re.findall(r"\w+", sent))
    assert "@" in " ".join(attendee.email for attendee in before.problem.attendees)
    for attendee in before.problem.attendees:
        assert not attendee.email or attendee.email not in sent
        assert attendee.name not in sent
    for session_ in before.problem.sessions:
        assert session_.title not in sent or session_.title in {s.title for s in coded.sessions}


def test_in_processes_all_is_the_same() -> None:
    before = event()
    check_alike(Planning(before, before.problem), InProcesses(2))


def worked_by_who_dies_first(work: bytes, task: bytes) -> bytes:
    """Die the first time that anybody is here, and work afterwards."""
    mark = Path(os.environ["DIES_ONCE"])
    with suppress(FileNotFoundError):
        mark.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return worked(work, task)


def worked_by_who_dies(_work: bytes, _task: bytes) -> bytes:
    """Die each time."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process is killed so")
def test_the_tasks_of_a_process_that_dies_are_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mark").touch()
    monkeypatch.setenv("DIES_ONCE", str(tmp_path / "mark"))
    monkeypatch.setattr(executors, "worked", worked_by_who_dies_first)
    before = event()
    check_alike(Planning(before, before.problem), InProcesses(2))
    assert not (tmp_path / "mark").exists()


def worked_by_who_dies_of_each_once(work: bytes, task: bytes) -> bytes:
    """Die of each task the first time, and do it afterwards."""
    mark = Path(os.environ["DIES_ONCE"]) / hashlib.sha256(task).hexdigest()
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return worked(work, task)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process is killed so")
@pytest.mark.thorough
def test_a_death_counts_for_the_tasks_that_were_worked_at_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIES_ONCE", str(tmp_path))
    monkeypatch.setattr(executors, "worked", worked_by_who_dies_of_each_once)
    monkeypatch.setattr(executors, "MOST_DEATHS", 1)
    before = event()
    check_alike(Planning(before, before.problem), InProcesses(1))
    assert len(list(tmp_path.iterdir())) == len(each_alone(before)) > 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process is killed so")
@pytest.mark.thorough
def test_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "worked", worked_by_who_dies)
    monkeypatch.setattr(executors, "MOST_DEATHS", 1)
    before = event()
    with pytest.raises(DeadWorkersError):
        list(contingency(Planning(before, before.problem), each_alone(before), InProcesses(1)))


def test_after_a_stop_nothing_more_comes() -> None:
    before = event()
    stop = Stop()
    for executor in (InThisProcess(), InProcesses(1)):
        plans = contingency(
            Planning(before, before.problem), each_alone(before), executor, stop=stop
        )
        if isinstance(executor, InThisProcess):
            next(plans)
            stop.set()
        assert not list(plans)


_RUNS = """
import signal, sys, time
from pathlib import Path
sys.path.insert(0, {folder!r})
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
import test_executors
from agenda_solver.replan.executors import InProcesses, Planning
from agenda_solver.replan.contingency import contingency
from agenda_solver.replan.scenarios import each_alone

if __name__ == "__main__":
    before = test_executors.read(test_executors.ASSISES).published
    plans = contingency(Planning(before, before.problem), each_alone(before), InProcesses(1))
    next(plans)
    import multiprocessing
    (child,) = multiprocessing.active_children()
    print(child.pid, flush=True)
    if {how!r} == "closed":
        plans.close()
        time.sleep(60)
    __import__("os")._exit(0)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked for in /proc")
@pytest.mark.parametrize("how", ["closed", "left"])
def test_no_process_is_left_behind(how: str, tmp_path: Path) -> None:
    script = tmp_path / "runs.py"
    script.write_text(_RUNS.format(folder=str(Path(__file__).parent), how=how), encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as runs:
        assert runs.stdout is not None
        child = int(runs.stdout.readline())
        for _ in range(200):
            if _is_gone(child):
                break
            sleep(0.1)
        runs.kill()
    assert _is_gone(child)


def _is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"
