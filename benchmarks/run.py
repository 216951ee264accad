"""Run a set of benchmark instances, one JSON line each; a run that is there is not repeated.

    python benchmarks/run.py scale --out scale.jsonl
    python benchmarks/run.py scale 60x8x10 --seconds 120 --seed 1 --out scale.jsonl
    python benchmarks/run.py optaplanner --data DIR --out optaplanner.jsonl

`DIR` holds data that is not ours, a folder a set; see the README. Each instance runs in a
process of its own, so that its peak memory is its own.
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
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agenda_solver.fairness import Fairness
    from agenda_solver.problem import Problem
    from agenda_solver.result import Result, Seating
    from agenda_solver.rules.rule import Finding
    from agenda_solver.timetable import Seat, Timetable
    from seating import Event as SeatingEvent

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
    """A set of instances: which there are, and how one of them is run and scored.

    `outside` is the kind of file its instances are, where they are not ours.
    """

    instances: Callable[[Path], Iterable[str]]
    score: Callable[[Run], Mapping[str, Any]]
    outside: str = ""


def scale_instances(_: Path) -> list[str]:
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
    from agenda_solver.budget import Budget
    from agenda_solver.files import toml
    from agenda_solver.solve import solve
    from agenda_solver.verify import verify

    problem = toml.read(ROOT / "instances" / f"synthetic-{run.instance}" / "agenda.toml")
    budget = Budget(seconds=run.seconds, seed=run.seed, workers=run.workers)
    began = time.monotonic()
    result = solve(problem, budget)
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


def _stems(folder: Path, ending: str) -> list[str]:
    return sorted(path.stem for path in folder.glob(f"*.{ending}"))


def _solved(problem: Problem, run: Run) -> Result:
    from agenda_solver.budget import Budget
    from agenda_solver.solve import solve

    return solve(problem, Budget(seconds=run.seconds, seed=run.seed, workers=run.workers))


def _line(result: Result, **scored: object) -> dict[str, Any]:
    """Return what a line says of a result, with its scores; without a timetable, none."""
    nothing = dict.fromkeys(("value", "bound", "hard", "published"))
    return {
        "status": result.status,
        **nothing,
        **scored,
        "encoding": result.encoding,
        "tiers": [[tier.cost, tier.bound, tier.status] for tier in result.tiers],
        "timings": dict(result.timings),
        "versions": dict(result.versions),
    }


# The best value that other tools are known to reach; see the README.
PUBLISHED: Mapping[str, int] = {
    "alpine": 5496,
    "medium60x80": 17,
    "18talks-6timeslots-5rooms": -34_380,
    "36talks-12timeslots-5rooms": -212_670,
    "72talks-12timeslots-10rooms": -783_870,
    "medium60x80_replan/wish": 3000,
    "medium60x80_replan/demand": 3006,
    "2003/17": 347,
    "2003/21": 296,
    "2004/22": 360,
    "2004/28": 322,
    "joint120": 41_881,
    "joint300": 121_452,
    # Of each, the best schedule that the authors have published, by their evaluator 1.0.2.
    "N2OR": 2,
    "GECCO19": 1_000_116,
    "GECCO20": 6_298,
    "GECCO21": 11_130,
    "OR60F": 433,
    "OR60F2": 1_660,
    "OR60F3": 1_720,
}


def score_peers(run: Run) -> dict[str, Any]:
    """Find a timetable with few pairs of sessions that share a theme and run at once."""
    import peers

    assert run.data is not None
    data = peers.read(run.data / "peers" / f"{run.instance}.json")
    result = _solved(peers.problem(data), run)
    published = PUBLISHED.get(run.instance)
    if result.timetable is None:
        return _line(result, published=published)
    score = peers.score(data, result.timetable.placements)
    bound = -(-result.tiers[0].bound // peers.clash_minutes(data))
    return _line(result, value=score.value, hard=score.hard, bound=bound, published=published)


def replan_instances(data: Path) -> list[str]:
    """Return each published timetable twice: seats as a wish, and as a demand."""
    stems = _stems(data / "replan", "json")
    return [f"{stem}/{variant}" for stem in stems for variant in ("wish", "demand")]


def score_replan(run: Run) -> dict[str, Any]:
    """Answer a change of a published timetable with the least change, as `replan` does."""
    import peers
    from agenda_solver.budget import Budget
    from agenda_solver.changes import Changes
    from agenda_solver.difference import Version
    from agenda_solver.replan import replan

    assert run.data is not None
    stem, _, variant = run.instance.partition("/")
    data = peers.read(run.data / "replan" / f"{stem}.json")
    problem = peers.replan_problem(data, seats=variant == "demand")
    budget = Budget(seconds=run.seconds, seed=run.seed, workers=run.workers)
    began = time.monotonic()
    plan = replan(Version(problem, peers.published_timetable(data)), problem, Changes(), budget)
    spent = time.monotonic() - began
    result, known = plan.result, PUBLISHED.get(run.instance)
    if result.timetable is None:
        return _line(result, published=known)
    score = peers.changed(data, result.timetable.placements, seats=variant == "demand")
    times, rooms = (tier.bound for tier in result.tiers[:2])
    bound = 1000 * times + rooms
    told = _line(result, value=score.value, hard=score.hard, bound=bound, published=known)
    return {**told, "replan_seconds": round(spent, 2)}


def explain_instances(data: Path) -> list[str]:
    """Return the drafts in which something impossible is planted, and those that are not ours."""
    import planted

    return [*_stems(data / "infeasible", "json"), *planted.CASES]


def score_explain(run: Run) -> dict[str, Any]:
    """Find why a draft is impossible, and what to change; the value is how many changes.

    The line adds the `core` of what cannot hold together (or else what is impossible on sight),
    the `ways`, and how often those were
    `verified` here: the changes made in the draft, it is solved anew.
    """
    import peers
    import planted
    from agenda_solver.budget import Budget
    from agenda_solver.explain import reasons_and_ways
    from agenda_solver.preflight import preflight
    from agenda_solver.rules.edits import with_edits
    from agenda_solver.solve import versions

    if run.instance in planted.CASES:
        problem = planted.CASES[run.instance]()
    else:
        assert run.data is not None
        problem = peers.problem(peers.read(run.data / "infeasible" / f"{run.instance}.json"))
    budget = Budget(seconds=run.seconds, seed=run.seed, workers=run.workers)
    began = time.process_time()
    on_sight = [finding for finding in preflight(problem) if finding.severity == "error"]
    reasons, ways = reasons_and_ways(problem, on_sight, budget)
    explained = time.process_time()
    blamed = reasons.every_finding if reasons else on_sight
    broken = [_broken(with_edits(problem, way.edits), way.timetable) for way in ways]
    return {
        "status": ways[0].status if ways else "unknown",
        "value": len(ways[0].edits) if ways else None,
        "bound": None,
        "hard": broken[0] if broken else None,
        "published": None,
        "core": [_blamed(finding) for finding in blamed],
        "conflicts": 1 + len(reasons.others) if reasons else 0,
        "ways": [
            {
                "edits": [edit.text.en for edit in way.edits],
                "price": way.price,
                "status": way.status,
                "minimal": way.minimal,
                "whole": way.whole,
            }
            for way in ways
        ],
        "verified": sum(errors == 0 for errors in broken),
        "explain_cpu_seconds": round(explained - began, 3),
        "versions": dict(versions()),
    }


def _broken(problem: Problem, timetable: Timetable) -> int:
    from agenda_solver.verify import verify

    return len(verify(problem, timetable).errors)


def _blamed(finding: Finding) -> dict[str, Any]:
    ids = (*finding.sessions, *finding.people, *finding.rooms, *finding.attendees)
    return {"rule": finding.rule, "ids": list(ids)}


def optaplanner_instances(data: Path) -> list[str]:
    """Return OptaPlanner's workbooks, the smallest first."""
    stems = _stems(data / "optaplanner", "xlsx")
    return sorted(stems, key=lambda stem: (len(stem.partition("talks")[0]), stem))


def score_optaplanner(run: Run) -> dict[str, Any]:
    """Solve one of OptaPlanner's workbooks; hard and medium points lost are one number."""
    import optaplanner

    assert run.data is not None
    data = optaplanner.read(run.data / "optaplanner" / f"{run.instance}.xlsx")
    adapted = optaplanner.adapt(data)
    result = _solved(adapted.problem, run)
    published = PUBLISHED.get(run.instance)
    if result.timetable is None:
        return _line(result, published=published)
    score = optaplanner.score(data, result.timetable.placements)
    return _line(
        result,
        value=score.soft,
        bound=adapted.soft(result.tiers[0].bound),
        hard=score.broken,
        published=published,
    )


def cosplib_instances(data: Path) -> list[str]:
    """Return the workbooks of CoSPLib, the smallest first."""
    folder = data / "cosplib" / "Dataset"
    return sorted(_stems(folder, "xlsx"), key=lambda stem: (folder / f"{stem}.xlsx").stat().st_size)


def score_cosplib(run: Run) -> dict[str, Any]:
    """Place submissions in sessions and rooms by track; the line adds each of the 16 terms."""
    import cosplib

    assert run.data is not None
    conference = cosplib.read(run.data / "cosplib" / "Dataset" / f"{run.instance}.xlsx")
    problem = cosplib.problem(conference)
    result = _solved(problem, run)
    published = PUBLISHED.get(run.instance)
    if result.timetable is None:
        return _line(result, published=published)
    placements = result.timetable.placements
    score = cosplib.score(conference, cosplib.schedule(conference, problem, placements))
    bound = cosplib.bound(conference, result.tiers[0].bound)
    line = _line(result, value=score.value, hard=score.hard, bound=bound, published=published)
    return {**line, "terms": {term: amount for term, amount in score.terms.items() if amount}}


@dataclass(frozen=True)
class Seated:
    """Seats, how they were found, and how long it took: see `_seated`."""

    seats: tuple[Seat, ...]
    seating: Seating
    seconds: Mapping[str, float]


def _seated(
    problem: Problem,
    timetable: Timetable,
    run: Run,
    fairness: Fairness,
    before: Iterable[Seat] | None = None,
) -> Seated:
    """Seat attendees.

    `seconds` says how long it takes to read from the problem who may sit where (``build``);
    to seat everybody, reading included, and to judge the seats (``solve``); and to find what
    more places would bring (``places``).
    """
    from agenda_solver.assign import with_seats
    from agenda_solver.assign.choices import choices
    from agenda_solver.budget import Budget
    from agenda_solver.result import Result

    began = time.monotonic()
    choices(problem, timetable, before or ())
    built = time.monotonic() - began
    budget = Budget(seconds=run.seconds, seed=run.seed, workers=run.workers)
    asked = Result("optimal", timetable)
    result = with_seats(problem, asked, budget, fairness=fairness, before=before)
    assert result.timetable is not None
    assert result.seating is not None
    seconds = {
        "build_seconds": built,
        "solve_seconds": result.timings["seats"],
        "places_seconds": result.timings["more places"],
    }
    return Seated(result.timetable.seats, result.seating, seconds)


def _seat_line(seated: Seated, published: int | None = None, **scored: object) -> dict[str, Any]:
    """Return what a line says of seats, with their scores; without seats, none."""
    from agenda_solver.solve import versions

    nothing = dict.fromkeys(("value", "bound", "hard"))
    ranks = [tier.bound for tier in seated.seating.tiers if tier.aim.en == "sum of ranks"]
    return {
        "status": seated.seating.status,
        **nothing,
        **(scored if seated.seats else {}),
        "bound": ranks[0] if ranks else None,
        "published": published,
        "method": seated.seating.method,
        "tiers": [[tier.cost, tier.bound, tier.status] for tier in seated.seating.tiers],
        **{name: round(spent, 3) for name, spent in seated.seconds.items()},
        "versions": dict(versions()),
    }


def attendance_instances(_: Path) -> Iterable[str]:
    """Return the events of which attendees are to miss little."""
    import attendance

    return attendance.WISHES


def score_attendance(run: Run) -> dict[str, Any]:
    """Make a timetable in which attendees miss few of their wishes.

    The line adds what is missed with a timetable at `random`, and a `trace`: when the search
    found something better, in seconds, and how much is missed with it.
    """
    import attendance
    from agenda_solver.budget import Budget
    from agenda_solver.solve import Progress, solve

    event = attendance.read(run.instance)
    trace: list[tuple[float, int]] = []

    def tell(progress: Progress) -> None:
        trace.append((round(progress.seconds, 2), progress.cost))

    budget = Budget(seconds=run.seconds, seed=run.seed, workers=run.workers)
    began = time.monotonic()
    result = solve(attendance.problem(event), budget, progress=tell)
    told = {
        "random": attendance.at_random(event),
        "trace": trace,
        "solve_seconds": round(time.monotonic() - began, 3),
    }
    if result.timetable is None:
        return {**_line(result), **told}
    score = attendance.score(event, result.timetable.placements)
    bound = result.tiers[0].bound
    return {**_line(result, value=score.value, hard=score.hard, bound=bound), **told}


def score_joint(run: Run) -> dict[str, Any]:
    """Say which choice is in which slot, and who is in which: the timetable, then the seats.

    The line adds the points of whoever has fewest (`worst`), the seats `lacking`, the choices
    `cancelled`, and what the rules say that sizes cost (`sizes`).
    """
    import joint
    from agenda_solver.assign.whole import solve_with_seats
    from agenda_solver.budget import Budget

    assert run.data is not None
    path = run.data / "joint" / f"{run.instance}.json"
    data = joint.read(path)
    problem, published = joint.problem(data), PUBLISHED.get(run.instance)
    budget = Budget(seconds=run.seconds, seed=run.seed, workers=run.workers)
    result = solve_with_seats(problem, budget, fairness="ratings").result
    if result.timetable is None or result.seating is None:
        return _line(result, published=published)
    scored = joint.score(path, joint.answer(data, result.timetable))
    return {
        **_line(result, value=scored["points"], hard=scored["broken"], published=published),
        "bound": None,
        "worst": scored["worst"],
        "lacking": next(
            tier.cost for tier in result.seating.tiers if tier.aim.en == "seats lacking"
        ),
        "cancelled": len(result.seating.cancelled),
        "sizes": result.costs["wished_sizes"],
    }


def large_instances(data: Path) -> list[str]:
    """Return the large drafts, where they are stored or can be made."""
    import large

    folder = data / "large"
    is_made = (folder / "generate.py").exists()
    return [name for name in large.MADE_BY if is_made or (folder / f"{name}.toml").exists()]


def score_large(run: Run) -> dict[str, Any]:
    """Find a first programme of a large draft, and then look for a better one in the time.

    The line adds the processor seconds from the draft in memory to the first programme, verified
    (`first_cpu_seconds`), the peak memory by then (`first_mb`), and its costs (`first_tiers`).
    """
    import large
    from agenda_solver.budget import Budget
    from agenda_solver.files import toml
    from agenda_solver.solve import Progress, solve

    assert run.data is not None
    draft = large.draft(run.data / "large", run.instance)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.toml"
        path.write_text(draft, encoding="utf-8")
        problem = toml.read(path)
    budget = Budget(seconds=run.seconds, seed=run.seed, workers=run.workers)

    def stop(_: Progress) -> None:
        budget.stop.set()

    began = time.process_time()
    first = solve(problem, budget, progress=stop)
    told = {
        "first_cpu_seconds": round(time.process_time() - began, 2),
        "first_mb": round(_megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)),
        "first_tiers": [tier.cost for tier in first.tiers],
    }
    if first.timetable is None:
        return {**_line(first), **told}
    result = _solved(problem, run)
    assert result.timetable is not None
    hard = sum(large.broken(draft, one.timetable.placements) for one in (first, result))
    return {**_line(result, hard=hard), **told}


def alpine_instances(data: Path) -> list[str]:
    """Return the one conference, where its ratings are."""
    return ["alpine"] if (data / "alpine" / "rating_example.csv").exists() else []


def score_alpine(run: Run) -> dict[str, Any]:
    """Say how often each abstract is presented, and when, and who listens where."""
    import alpine
    from agenda_solver.assign.times import solve_with_times
    from agenda_solver.budget import Budget

    assert run.data is not None
    conference = alpine.read(run.data / "alpine" / "rating_example.csv")
    budget = Budget(seconds=run.seconds, seed=run.seed, workers=run.workers)
    result = solve_with_times(alpine.problem(conference), budget, fairness="ratings").result
    published = PUBLISHED.get(run.instance)
    if result.timetable is None:
        return _line(result, published=published)
    score = alpine.score(conference, alpine.tables(result.timetable))
    line = _line(result, value=score.value, hard=score.hard, published=published)
    return {**line, "bound": None}


def agh_instances(data: Path) -> list[str]:
    """Return each year once for each capacity that its courses may have."""
    import agh

    years = [agh.read(path).year for path in sorted((data / "agh").glob("*.soc"))]
    return [f"{year}/{most}" for year in years for most in agh.CAPACITIES.get(year, ())]


def score_agh(run: Run) -> dict[str, Any]:
    """Give each student a course, with the least sum of ranks."""
    import agh

    assert run.data is not None
    year, _, most = run.instance.partition("/")
    every = map(agh.read, sorted((run.data / "agh").glob("*.soc")))
    (students,) = (it for it in every if it.year == year)
    asked = agh.problem(students, int(most))
    seated = _seated(asked, agh.timetable(students), run, "total")
    score = agh.score(students, int(most), seated.seats)
    return _seat_line(
        seated,
        value=score.value,
        hard=score.hard,
        published=PUBLISHED.get(run.instance),
        profile=score.profile,
    )


def assign_instances(_: Path) -> Iterable[str]:
    """Return the attendees and workshops to be seated, with their variants."""
    import seating

    return seating.INSTANCES


def score_assign(run: Run) -> dict[str, Any]:
    """Seat attendees; after a late change, moving as few as possible of those seated before."""
    import seating

    name, _, variant = run.instance.partition("/")
    event = seating.event(run.instance)
    if variant == "lottery":
        return _lottery_line(event, run.seed)
    before = None
    if variant == "keep":
        first = seating.event(name)
        asked = seating.problem(first)
        before = _seated(asked, seating.timetable(first), run, "generous").seats
    fairness = FAIRNESS.get(variant, "generous")
    seated = _seated(seating.problem(event), seating.timetable(event), run, fairness, before)
    score = seating.score(event, seated.seats, before or ())
    return _seat_line(
        seated,
        value=score.value,
        hard=score.hard,
        profile=score.profile,
        lacking=score.lacking,
        moved=score.moved if before is not None else None,
        cancelled=len(seated.seating.cancelled),
    )


def _lottery_line(event: SeatingEvent, seed: int) -> dict[str, Any]:
    """Return the line of seats that are given by lot, to compare with."""
    import seating
    from agenda_solver.solve import versions

    began = time.monotonic()
    score = seating.score(event, seating.lottery(event, seed))
    return {
        **dict.fromkeys(("bound", "published", "moved")),
        "status": "feasible",
        "value": score.value,
        "hard": score.hard,
        "profile": score.profile,
        "lacking": score.lacking,
        "cancelled": 0,
        "method": "lottery",
        "tiers": [],
        "solve_seconds": round(time.monotonic() - began, 3),
        "versions": dict(versions()),
    }


def end_to_end_instances(_: Path) -> Iterable[str]:
    """Return the events of many attendees."""
    import end_to_end

    return end_to_end.DRAWN


def score_end_to_end(run: Run) -> dict[str, Any]:
    """Run the commands from the answers of a form to everybody's calendar, each as a process.

    The line's `commands` tell what each took: processor seconds, seconds, its peak in megabytes,
    and its exit code. What the line itself took holds making and scoring the instance, too.
    """
    from dataclasses import asdict
    from tempfile import TemporaryDirectory

    import end_to_end
    import seating
    from agenda_solver.solve import versions

    event = end_to_end.event(run.instance)
    with TemporaryDirectory() as name:
        folder = Path(name)
        spent = end_to_end.run(event, folder, run.seconds, run.seed, run.workers)
        failed = any(one.exit for one in spent.values())
        seats = [] if failed else list(end_to_end.seats(folder / "seated.xlsx"))
    score = None if failed else seating.score(event, seats)
    return {
        **dict.fromkeys(("value", "bound", "hard", "published")),
        "status": "unknown" if failed else "feasible",
        **({"value": score.value, "hard": score.hard, "lacking": score.lacking} if score else {}),
        "commands": {command: asdict(one) for command, one in spent.items()},
        "versions": dict(versions()),
    }


def rotate_instances(_: Path) -> Iterable[str]:
    """Return the world cafés: people, tables, rounds, and whether topics are distinct."""
    import rotate

    return rotate.INSTANCES


def score_rotate(run: Run) -> dict[str, Any]:
    """Spread people over tables with few repeated meetings."""
    import rotate
    from agenda_solver.budget import Budget
    from agenda_solver.cafe.rotation import Cafe
    from agenda_solver.cafe.rotation import rotate as rotated
    from agenda_solver.solve import versions

    asked = rotate.numbers(run.instance)
    cafe = Cafe.even(asked.people, asked.tables, asked.rounds, distinct_topics=asked.topics)
    began = time.monotonic()
    rotation = rotated(cafe, Budget(run.seconds, run.seed))
    spent = time.monotonic() - began
    score = rotate.score(asked, rotation.table)
    return {
        "status": rotation.status,
        "value": score.value,
        "bound": rotation.bound,
        "hard": score.hard,
        "published": rotate.KNOWN.get(run.instance),
        "method": rotation.method,
        "solve_seconds": round(spent, 3),
        "versions": dict(versions()),
    }


def phase_instances(_: Path) -> Iterable[str]:
    """Return the shapes of the drafts that are taken through all phases."""
    import phases

    return phases.SHAPES


def score_phases(run: Run) -> dict[str, Any]:
    """Take a synthetic draft through all phases; the line adds the seconds of each."""
    import phases
    from agenda_solver.solve import versions

    spent = phases.measured(run.instance)
    return {
        "status": "unknown" if spent.errors is None else "feasible",
        **dict.fromkeys(("value", "bound", "published")),
        "hard": spent.errors,
        "phases": dict(spent.seconds),
        "versions": dict(versions()),
    }


def moves_instances(_: Path) -> Iterable[str]:
    """Return the stored programmes."""
    import moves

    return moves.INSTANCES


def score_moves(run: Run) -> dict[str, Any]:
    """Judge moves by hand; the line adds what each took, in processor milliseconds."""
    from dataclasses import asdict

    import moves
    from agenda_solver.solve import versions

    spent = moves.measured(run.instance, run.seed)
    return {
        "status": "feasible",
        **dict.fromkeys(("value", "bound", "published")),
        "hard": spent.wrong,
        "milliseconds": asdict(spent),
        "versions": dict(versions()),
    }


def board_instances(_: Path) -> Iterable[str]:
    """Return the stored workbooks."""
    import boards

    return boards.INSTANCES


def score_board(run: Run) -> dict[str, Any]:
    """Put a stored workbook on the board; the line adds how long each answer took."""
    from dataclasses import asdict

    import boards
    from agenda_solver.solve import versions

    return {
        "status": "feasible",
        **dict.fromkeys(("value", "bound", "hard", "published")),
        "milliseconds": asdict(boards.waited(run.instance, run.seed)),
        "versions": dict(versions()),
    }


FAIRNESS: Mapping[str, Fairness] = {"total": "total", "first-choices": "first-choices"}


SETS: Mapping[str, Set] = {
    "agh": Set(agh_instances, score_agh, outside="soc"),
    "alpine": Set(alpine_instances, score_alpine, outside="csv"),
    "assign": Set(assign_instances, score_assign),
    "attendance": Set(attendance_instances, score_attendance),
    "board": Set(board_instances, score_board),
    "cosplib": Set(cosplib_instances, score_cosplib, outside="xlsx"),
    "end-to-end": Set(end_to_end_instances, score_end_to_end),
    "explain": Set(explain_instances, score_explain),
    "joint": Set(lambda data: _stems(data / "joint", "json"), score_joint, outside="json"),
    "large": Set(large_instances, score_large, outside="toml"),
    "moves": Set(moves_instances, score_moves),
    "optaplanner": Set(optaplanner_instances, score_optaplanner, outside="xlsx"),
    "peers": Set(lambda data: _stems(data / "peers", "json"), score_peers, outside="json"),
    "phases": Set(phase_instances, score_phases),
    "replan": Set(replan_instances, score_replan, outside="json"),
    "rotate": Set(rotate_instances, score_rotate),
    "scale": Set(scale_instances, score_scale),
}


def measured(run: Run) -> dict[str, Any]:
    """Run one instance and measure this process: wall, processor time, peak memory."""
    began = time.monotonic()
    scored = SETS[run.set].score(run)
    # A search may have processes of its own: their time counts, and the largest of all.
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "set": run.set,
        "instance": run.instance,
        **scored,
        "seconds": round(time.monotonic() - began, 3),
        "cpu_seconds": round(sum(usage.ru_utime + usage.ru_stime for usage in usages), 3),
        "peak_mb": round(_megabytes(max(usage.ru_maxrss for usage in usages)), 1),
        "seed": run.seed,
        "workers": run.workers,
        "limit": run.seconds,
        "commit": _commit(),
    }


def _megabytes(peak: int) -> float:
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


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
    outside = SETS[asked.set].outside
    if outside and asked.data is None:
        parser.error(f"{asked.set} needs --data DIR: its instances are DIR/{asked.set}/*.{outside}")
    known = list(SETS[asked.set].instances(asked.data or ROOT))
    if not known:
        parser.error(f"there is no {asked.data / asked.set}/*.{outside}")
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
