"""The hidden sheet _meta: what was solved, and how, so that later changes can be told."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from openpyxl.worksheet.worksheet import Worksheet

from agenda_solver import __version__
from agenda_solver.files import InputError, about_file
from agenda_solver.files.grid.cells import Rows
from agenda_solver.files.workbook.cells import cell_at, put
from agenda_solver.history.editions import from_data, to_data
from agenda_solver.history.lineage import Lineage, Origin, data_hash, problem_hash
from agenda_solver.problem import Problem, ProblemError
from agenda_solver.result import MorePlaces, Result, Seating, SeatTier, Status, TierResult
from agenda_solver.text import Text
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.words.cells import is_blank, words_of

META = "_meta"
SCHEMA = 3
_READ = (2, SCHEMA)
CHUNK = 30_000  # characters; a cell holds a few more


_ALONE = Lineage()


@dataclass(frozen=True)
class Made:
    """What the program was asked when it wrote a workbook, and what it answered.

    Attributes
    ----------
    views : mapping of str to str
        The fingerprint of each sheet that only shows, by its title.
    result : Result
        How the timetable and its seats came to be; its costs and findings are not kept.
    lineage : Lineage
        What it comes from.
    """

    problem: Problem
    timetable: Timetable
    views: Mapping[str, str]
    result: Result
    lineage: Lineage = _ALONE


def fingerprint_of(cells: Iterable[object]) -> str:
    """Return by what it can be told that the texts of a view have changed.

    Blanks do not count, nor do escaped letters, which not every program writes alike.
    """
    words = "\n".join(words_of(value) for value in cells if not is_blank(value))
    letters = "".join(_ESCAPED.sub("", words).split())
    return hashlib.sha256(letters.encode()).hexdigest()


_ESCAPED = re.compile("_?x[0-9A-Fa-f]{4}_")


def fill_meta(
    sheet: Worksheet,
    problem: Problem,
    result: Result,
    views: Iterable[Worksheet] = (),
    lineage: Lineage | None = None,
) -> None:
    """Write the problem whole, its timetable, how that came to be, and what `views` show.

    Where it comes from an earlier workbook, that is told too.
    """
    stages = [
        {
            "tier": tier.tier,
            "rules": tier.rules,
            "status": tier.status,
            "cost": tier.cost,
            "bound": tier.bound,
        }
        for tier in result.tiers
    ]
    placements = result.timetable.placements if result.timetable else ()
    cast = result.timetable.cast if result.timetable else ()
    seats = result.timetable.seats if result.timetable else ()
    rows: list[tuple[str, object]] = [
        ("schema", SCHEMA),
        ("agenda-solver", __version__),
        ("input", problem_hash(problem)),
        ("seed", result.seed),
        ("workers", result.workers),
        ("encoding", result.encoding),
        ("versions", json.dumps(dict(result.versions))),
        ("status", result.status),
        *_chunks("tiers", stages),
        *_chunks("problem", problem.dump()),
        *_chunks(
            "placements",
            [[p.session, p.day.isoformat(), p.start, p.end, p.room] for p in placements],
        ),
        *_chunks("cast", [[it.session, it.role, it.number, it.person] for it in cast]),
        *_chunks("seats", [[seat.attendee, seat.session] for seat in seats]),
        *_chunks("seating", _seating_data(result.seating)),
        *_chunks("views", {view.title: _fingerprint(view) for view in views}),
        *_lineage_rows(lineage or Lineage()),
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
        raise InputError([about_file(path.name, sentence)])
    try:
        data = _joined(found, "problem")
        problem = Problem.read(data)
        placements = [
            Placement(session, date.fromisoformat(day), start, end, room)
            for session, day, start, end, room in _joined(found, "placements")
        ]
        cast = [Casting(*part) for part in _joined(found, "cast", "[]")]
        seats = [Seat(*pair) for pair in _joined(found, "seats", "[]")]
        timetable = Timetable.of(placements, seats, cast)
        result = _result(found, timetable)
        views = {str(title): str(told) for title, told in _joined(found, "views", "{}").items()}
        lineage = _lineage(found)
    except (KeyError, ValueError, TypeError, AttributeError, ProblemError, RecursionError):
        return None
    # Of the words themselves: another version may write the same problem otherwise.
    if found.get("input") != [data_hash(data)]:
        return None
    if schema != SCHEMA and any(row.get("repeats", 1) > 1 for row in data["sessions"]):
        raise InputError([about_file(path.name, _OLDER)])  # each time has a row since
    return Made(problem, timetable, views, result, lineage)


# --- How it came to be --------------------------------------------------------------------


def _result(found: Mapping[str, list[object]], timetable: Timetable) -> Result:
    """Return what was told of the solve, as far as it was written."""
    statuses: Mapping[str, Status] = {status: status for status in get_args(Status)}
    return Result(
        status=statuses[str(found["status"][0])],
        timetable=timetable,
        tiers=tuple(
            TierResult(**{**tier, "rules": tuple(tier.get("rules", ()))})
            for tier in _joined(found, "tiers", "[]")
        ),
        seating=_seating(_joined(found, "seating", "null")),
        encoding=str(found["encoding"][0]),
        seed=int(str(found["seed"][0])),
        workers=int(str(found["workers"][0])),
        versions=_joined(found, "versions", "{}"),
    )


def _seating_data(seating: Seating | None) -> Any:
    """Return what is kept of a seating: what the next workbook tells of it again."""
    if seating is None:
        return None
    return {
        "status": seating.status,
        "fairness": seating.fairness,
        "method": seating.method,
        "tiers": [
            [tier.aim.fr, tier.aim.en, tier.status, tier.cost, tier.bound, tier.tie]
            for tier in seating.tiers
        ],
        "cancelled": seating.cancelled,
        "moved": [[seat.attendee, seat.session] for seat in seating.moved],
        "more_places": [
            [it.session, it.places, list(it.ranks.items()), it.without]
            for it in seating.more_places
        ],
    }


def _seating(data: Any) -> Seating | None:
    if data is None:
        return None
    return Seating(
        status=data["status"],
        fairness=data["fairness"],
        method=data["method"],
        tiers=tuple(
            SeatTier(Text(fr, en), status, cost, bound, tie)
            for fr, en, status, cost, bound, tie in data["tiers"]
        ),
        cancelled=tuple(data["cancelled"]),
        moved=tuple(Seat(*pair) for pair in data["moved"]),
        more_places=tuple(
            MorePlaces(session, places, dict(ranks), without)
            for session, places, ranks, without in data["more_places"]
        ),
    )


def _joined(found: Mapping[str, list[object]], key: str, default: str = "") -> Any:
    return json.loads("".join(map(str, found.get(key, [default]))))


# --- What it comes from -------------------------------------------------------------------


def _lineage_rows(lineage: Lineage) -> Iterator[tuple[str, str]]:
    """Yield what is written of a lineage; of a workbook that comes from none, nothing."""
    if lineage.origins:
        origins = [
            [it.file, it.input, [[text.fr, text.en] for text in it.announced]]
            for it in lineage.origins
        ]
        yield from _chunks("origins", origins)
    if lineage.history is not None:
        yield from _chunks("history", to_data(lineage.history))


def _lineage(found: Mapping[str, list[object]]) -> Lineage:
    history = _joined(found, "history", "null")
    return Lineage(
        tuple(
            Origin(str(file), str(input_), tuple(Text(str(fr), str(en)) for fr, en in announced))
            for file, input_, announced in _joined(found, "origins", "[]")
        ),
        None if history is None else from_data(history),
    )


_NEWER = Text(
    "{path} : ce classeur vient d'une version plus récente d'agenda-solver",
    "{path}: this workbook comes from a newer version of agenda-solver",
)
_OLDER = Text(
    "{path} : ce classeur vient d'une version plus ancienne d'agenda-solver ; résoudre à nouveau",
    "{path}: this workbook comes from an older version of agenda-solver; solve again",
)
