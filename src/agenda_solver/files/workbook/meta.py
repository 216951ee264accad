"""The hidden sheet _meta: what was solved, and how, so that later changes can be told."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import __version__
from agenda_solver.files import InputError
from agenda_solver.files.workbook.cells import cell_at, put
from agenda_solver.files.workbook.opening import Rows
from agenda_solver.files.workbook.values import is_blank, words_of
from agenda_solver.problem import Problem, ProblemError
from agenda_solver.result import Result
from agenda_solver.text import Text
from agenda_solver.timetable import Casting, Placement, Timetable

META = "_meta"
SCHEMA = 3
_READ = (2, SCHEMA)
CHUNK = 30_000  # characters; a cell holds a few more


@dataclass(frozen=True)
class Made:
    """What the program was asked when it wrote a workbook, and what it answered.

    Attributes
    ----------
    views : mapping of str to str
        The fingerprint of each sheet that only shows, by its title.
    """

    problem: Problem
    timetable: Timetable
    views: Mapping[str, str]


def fingerprint_of(cells: Iterable[object]) -> str:
    """Return by what it can be told that the texts of a view have changed.

    Blanks do not count, nor do escaped letters, which not every program writes alike.
    """
    words = "\n".join(words_of(value) for value in cells if not is_blank(value))
    letters = "".join(_ESCAPED.sub("", words).split())
    return hashlib.sha256(letters.encode()).hexdigest()


_ESCAPED = re.compile("_?x[0-9A-Fa-f]{4}_")


def problem_hash(problem: Problem) -> str:
    """Return the SHA-256 of a problem, by which two inputs can be told apart."""
    return _hash(problem.dump())


def _hash(data: Any) -> str:
    words = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def fill_meta(
    sheet: Worksheet, problem: Problem, result: Result, views: Iterable[Worksheet] = ()
) -> None:
    """Write the problem whole, its timetable, how that came to be, and what `views` show."""
    stages = [
        {"tier": tier.tier, "status": tier.status, "cost": tier.cost, "bound": tier.bound}
        for tier in result.tiers
    ]
    placements = result.timetable.placements if result.timetable else ()
    cast = result.timetable.cast if result.timetable else ()
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
        *_chunks("problem", problem.dump()),
        *_chunks(
            "placements",
            [[p.session, p.day.isoformat(), p.start, p.end, p.room] for p in placements],
        ),
        *_chunks("cast", [[it.session, it.role, it.number, it.person] for it in cast]),
        *_chunks("views", {view.title: _fingerprint(view) for view in views}),
    ]
    for number, (key, value) in enumerate(rows, start=1):
        for column, content in enumerate((key, value), start=1):
            put(cell_at(sheet, number, column), content)
    sheet.sheet_state = "veryHidden"


def _fingerprint(view: Worksheet) -> str:
    return fingerprint_of(cell.value for row in view.iter_rows() for cell in row)


def _chunks(key: str, data: Any) -> list[tuple[str, str]]:
    # Written so, nothing in it reads as an escaped letter, and no chunk grows.
    words = json.dumps(data).replace("_x", r"\u005fx")
    return [(key, words[at : at + CHUNK]) for at in range(0, len(words), CHUNK)]


def read_meta(path: Path, rows: Rows) -> Made | None:
    """Read what a workbook was made from; None where somebody has changed it.

    Raises
    ------
    InputError
        If another version of the program wrote it.
    """
    found: dict[str, list[object]] = {}
    for cells in rows.values():
        found.setdefault(str(cells.get(0)), []).append(cells.get(1, ""))
    schema = found.get("schema", [None])[0]
    if isinstance(schema, int) and schema not in _READ:
        sentence = _NEWER if schema > SCHEMA else _OLDER
        raise InputError([sentence.fill(path=path.name)])
    try:
        data = _joined(found, "problem")
        problem = Problem.read(data)
        placements = [
            Placement(session, date.fromisoformat(day), start, end, room)
            for session, day, start, end, room in _joined(found, "placements")
        ]
        cast = [Casting(*part) for part in _joined(found, "cast", "[]")]
        timetable = Timetable.of(placements, cast=cast)
        views = {str(title): str(told) for title, told in _joined(found, "views", "{}").items()}
    except (KeyError, ValueError, TypeError, AttributeError, ProblemError, RecursionError):
        return None
    # Of the words themselves: another version may write the same problem otherwise.
    if found.get("input") != [_hash(data)]:
        return None
    if schema != SCHEMA and any(row.get("repeats", 1) > 1 for row in data["sessions"]):
        raise InputError([_OLDER.fill(path=path.name)])  # each time has a row since
    return Made(problem, timetable, views)


def _joined(found: Mapping[str, list[object]], key: str, default: str = "") -> Any:
    return json.loads("".join(map(str, found.get(key, [default]))))


_NEWER = Text(
    "{path} : ce classeur vient d'une version plus récente d'agenda-solver",
    "{path}: this workbook comes from a newer version of agenda-solver",
)
_OLDER = Text(
    "{path} : ce classeur vient d'une version plus ancienne d'agenda-solver ; résoudre à nouveau",
    "{path}: this workbook comes from an older version of agenda-solver; solve again",
)
