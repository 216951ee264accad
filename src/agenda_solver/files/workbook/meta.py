"""The hidden sheet _meta: what it takes to verify a workbook on its own."""

from __future__ import annotations

import hashlib
import json

from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import __version__
from agenda_solver.files.workbook.cells import cell_at, put
from agenda_solver.problem import Problem
from agenda_solver.result import Result

META = "_meta"
SCHEMA = 1
CHUNK = 30_000  # characters; a cell holds a few more


def problem_hash(problem: Problem) -> str:
    """Return the SHA-256 of a problem, by which two inputs can be told apart."""
    words = json.dumps(problem.dump(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def fill_meta(sheet: Worksheet, problem: Problem, result: Result) -> None:
    """Write the problem whole, and how its timetable came to be."""
    stages = [
        {"tier": tier.tier, "status": tier.status, "cost": tier.cost, "bound": tier.bound}
        for tier in result.tiers
    ]
    rows: list[tuple[str, object]] = [
        ("schema", SCHEMA),
        ("agenda-solver", __version__),
        ("input", problem_hash(problem)),
        ("seed", result.seed),
        ("workers", result.workers),
        ("encoding", result.encoding),
        ("versions", json.dumps(dict(result.versions))),
        ("status", result.status),
        ("tiers", json.dumps(stages)),
    ]
    # Excel reads _x0041_ in a cell as the letter A.
    words = json.dumps(problem.dump()).replace("_x", r"\u005fx")
    rows += [("problem", words[at : at + CHUNK]) for at in range(0, len(words), CHUNK)]
    for number, (key, value) in enumerate(rows, start=1):
        for column, content in enumerate((key, value), start=1):
            cell = cell_at(sheet, number, column)
            put(cell, content)
    sheet.sheet_state = "veryHidden"
