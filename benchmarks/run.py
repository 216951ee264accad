"""Run a set of benchmark instances, one JSON line each; a run that is there is not repeated.

    python benchmarks/run.py scale --out scale.jsonl
    python benchmarks/run.py scale 60x8x10 --seconds 120 --seed 1 --out scale.jsonl

Each instance runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    """What is asked of one run."""

    set: str
    instance: str
    data: Path | None
    seconds: float
    seed: int
    workers: int


@dataclass(frozen=True)
class Set:
    """A set of instances: which there are, and how one of them is run and scored."""

    instances: Callable[[Path | None], Iterable[str]]
    score: Callable[[Run], Mapping[str, Any]]


def scale_instances(_: Path | None) -> list[str]:
    """Return the shapes (sessions x rooms x slots) of the stored synthetic problems."""
    folders = (ROOT / "instances").glob("synthetic-*")
    shapes = [folder.name.removeprefix("synthetic-") for folder in folders]
    return sorted(shapes, key=lambda shape: int(shape.split("x")[0]))


def score_scale(run: Run) -> dict[str, Any]:
    """Solve a synthetic problem with all costs on.

    It has no published value; the line adds, in seconds, when the model was built, when a
    timetable was found, when the first tier and when all tiers were proven, and each
    tier's cost and bound.
    """
    from agenda_solver.files import toml
    from agenda_solver.solve import Settings, solve
    from agenda_solver.verify import verify

    problem = toml.read(ROOT / "instances" / f"synthetic-{run.instance}" / "agenda.toml")
    settings = Settings(seconds=run.seconds, seed=run.seed, workers=run.workers)
    began = time.monotonic()
    result = solve(problem, settings)
    proven = time.monotonic() - began if result.status == "optimal" else None
    errors = verify(problem, result.timetable).errors if result.timetable else ()
    return {
        "status": result.status,
        "value": None,
        "bound": None,
        "hard": len(errors) if result.timetable else None,
        "published": None,
        "encoding": result.encoding,
        "tiers": [[tier.cost, tier.bound, tier.status] for tier in result.tiers],
        "build_seconds": result.timings.get("build"),
        "feasible_seconds": result.timings.get("feasible"),
        "proof_seconds": proven,
        "timings": dict(result.timings),
        "versions": dict(result.versions),
    }


SETS: Mapping[str, Set] = {"scale": Set(scale_instances, score_scale)}


def measured(run: Run) -> dict[str, Any]:
    """Run one instance and measure this process: wall, processor time, peak memory."""
    began = time.monotonic()
    scored = SETS[run.set].score(run)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    per_mb = 1024 * 1024 if sys.platform == "darwin" else 1024
    return {
        "set": run.set,
        "instance": run.instance,
        **scored,
        "seconds": round(time.monotonic() - began, 3),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3),
        "peak_mb": round(usage.ru_maxrss / per_mb, 1),
        "seed": run.seed,
        "workers": run.workers,
        "limit": run.seconds,
        "commit": _commit(),
    }


def _commit() -> str:
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def _key(line: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(line[name] for name in ("set", "instance", "seed", "workers", "limit"))


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=SETS)
    parser.add_argument("instance", nargs="*")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    known = list(SETS[asked.set].instances(asked.data))
    unknown = [instance for instance in asked.instance if instance not in known]
    if unknown:
        parser.error(f"{asked.set} has no instance {', '.join(unknown)}; it has {', '.join(known)}")
    done = set()
    if asked.out.exists():
        done = {_key(json.loads(line)) for line in asked.out.read_text().splitlines()}
    for instance in asked.instance or known:
        run = Run(asked.set, instance, asked.data, asked.seconds, asked.seed, asked.workers)
        if (run.set, instance, run.seed, run.workers, run.seconds) in done:
            continue
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            line = json.dumps(pool.submit(measured, run).result(), ensure_ascii=False)
        with asked.out.open("a") as out:
            out.write(line + "\n")
        print(line)


if __name__ == "__main__":
    main()
