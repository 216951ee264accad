"""On a Dask cluster: the same plans, although one of two workers is killed on the way."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.budget import Stop
from agenda_solver.files.workbook import read
from agenda_solver.replan import cluster as cluster_module
from agenda_solver.replan.cluster import NoClusterError, OnCluster
from agenda_solver.replan.contingency import contingency, in_order
from agenda_solver.replan.executors import Planning
from agenda_solver.replan.scenarios import each_alone

distributed = pytest.importorskip("distributed")

ASSISES = Path(__file__).parents[2] / "solutions" / "assises-normandes-2026.xlsx"


@pytest.fixture
def cluster() -> Iterator[Any]:
    local = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with local:
        yield local


@pytest.mark.thorough
def test_all_is_the_same_although_a_worker_is_killed(cluster: Any) -> None:
    before = read(ASSISES).published
    work = Planning(before, before.problem)
    scenarios = [one for one in each_alone(before) if one.ids[0] not in ("auditorium", "hall")]
    here = list(contingency(work, scenarios))
    there = []
    for number, plan in enumerate(
        contingency(work, scenarios, OnCluster(cluster.scheduler_address))
    ):
        there.append(plan)
        if number == 1:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)
    assert len(there) == len(scenarios)
    for one, other in zip(here, in_order(scenarios, there), strict=True):
        assert one.status == other.status
        assert one.plan.price == other.plan.price
        assert one.plan.result.timetable == other.plan.result.timetable


def test_without_a_scheduler_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "CONNECTS_WITHIN", 1.0)
    before = read(ASSISES).published
    cluster = OnCluster("tcp://127.0.0.1:1")
    with pytest.raises(NoClusterError):
        list(cluster.run(Planning(before, before.problem), [], Stop()))


@pytest.mark.thorough
def test_the_three_commands_of_the_page(tmp_path: Path) -> None:
    dask = Path(sys.executable).parent / "dask"
    address = f"tcp://127.0.0.1:{8700 + os.getpid() % 200}"
    port = address.rpartition(":")[2]
    scheduler = [dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    worker = [dask, "worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard"]
    started: list[subprocess.Popen[bytes]] = []
    cases = tmp_path / "cases.csv"
    cases.write_text("Absents;Salles fermées\njournaliste;\n;quai\n", encoding="utf-8")
    try:
        for command in (scheduler, worker):
            started.append(
                subprocess.Popen(list(map(str, command)), cwd=tmp_path, stderr=subprocess.DEVNULL)
            )
        done = subprocess.run(
            [
                *(sys.executable, "-m", "agenda_solver", "contingency", str(ASSISES)),
                *("-o", str(tmp_path / "plans.xlsx"), "--scenarios", str(cases)),
                *("--scheduler", address),
            ],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
    finally:
        for process in started[::-1]:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
    assert done.returncode == 0, done.stderr
    assert re.search(r"\b2 situations examinées", done.stdout)
    assert (tmp_path / "plans.xlsx").exists()
