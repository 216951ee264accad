from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from agenda_solver.files.store.kept import OLDEST, SCHEMA, Made, OlderError, kept_data, read_kept
from agenda_solver.history.lineage import Lineage, Origin, data_hash
from agenda_solver.problem import Problem
from agenda_solver.result import MorePlaces, Result, Seating, SeatTier, TierResult
from agenda_solver.rules.rule import Finding
from agenda_solver.text import Text, same
from agenda_solver.timetable import Casting, Seat, Timetable
from agenda_solver.views.editions import with_edition
from workshops import PROBLEM, RESULT, TIMETABLE

AIM = Text("places manquantes", "seats lacking")
SEATING = Seating(
    "optimal",
    "total",
    method="flow",
    tiers=(SeatTier(AIM, "optimal", 3, 2, tie=True),),
    cancelled=("eau",),
    moved=(Seat("p1", "eau"),),
    more_places=(MorePlaces("eau", 1, {1: 1, 2: -1}, 0),),
)
SEATED: Result = replace(
    RESULT,
    timetable=replace(TIMETABLE, cast=(Casting("eau", "animation", 0, "hote"),)),
    tiers=(TierResult(1, ("stated",), "optimal", 60, 60),),
    seating=SEATING,
    encoding="slots",
    seed=7,
    workers=3,
    versions={"ortools": "9"},
)
LINEAGE = Lineage(
    (Origin("avant.xlsx", "0" * 64, (Text("annulé", "cancelled"),)),),
    with_edition(None, PROBLEM, TIMETABLE),
)
VIEWS = {"Programme": "f" * 64}


def data(result: Result = SEATED, lineage: Lineage = LINEAGE) -> dict[str, Any]:
    """Return what is kept, through JSON and back."""
    return json.loads(json.dumps(kept_data(PROBLEM, result, VIEWS, lineage)))  # type: ignore[no-any-return]


def kept(data: dict[str, Any], schema: int = SCHEMA) -> Made:
    made = read_kept(data, schema)
    assert made is not None
    return made


def test_what_was_kept_is_read_back() -> None:
    made = kept(data())
    assert made.problem == PROBLEM
    assert made.timetable == SEATED.timetable
    assert made.views == VIEWS
    assert made.lineage == LINEAGE
    assert made.result == Result(
        status=SEATED.status,
        timetable=SEATED.timetable,
        tiers=SEATED.tiers,
        seating=SEATING,
        encoding="slots",
        seed=7,
        workers=3,
        versions={"ortools": "9"},
    )


def test_findings_and_times_are_those_of_the_next_time() -> None:
    told = replace(SEATING, findings=(Finding("seats", "info", same("x")),), seconds=2.5)
    assert kept(data(replace(SEATED, seating=told))).result.seating == SEATING


def test_what_there_may_be_many_of_is_short() -> None:
    written = data()
    assert written["seats"][0] == [TIMETABLE.seats[0].attendee, TIMETABLE.seats[0].session]
    first = SEATED.timetable.placements[0] if SEATED.timetable else None
    assert first is not None
    assert written["placements"][0] == [
        *(first.session, first.day.isoformat(), first.start, first.end, first.room)
    ]
    assert written["cast"] == [["eau", "animation", 0, "hote"]]


def test_nothing_but_a_timetable() -> None:
    bare = data(Result("feasible", Timetable.of([])), Lineage())
    assert kept(bare).lineage == Lineage()
    assert kept(bare).result.seating is None


# --- Written by version 0.1 ---------------------------------------------------------------


def of_schema_3(now: dict[str, Any]) -> dict[str, Any]:
    """Return data as version 0.1 wrote it."""
    seating = now["seating"]
    return {
        **now,
        "seating": {
            **seating,
            "tiers": [
                [*tier["aim"].values(), tier["status"], tier["cost"], tier["bound"], tier["tie"]]
                for tier in seating["tiers"]
            ],
            "moved": [list(seat.values()) for seat in seating["moved"]],
            "more_places": [
                [more["session"], more["places"], [[1, 1], [2, -1]], more["without"]]
                for more in seating["more_places"]
            ],
        },
        "origins": [
            [origin["file"], origin["input"], [list(text.values()) for text in origin["announced"]]]
            for origin in now["origins"]
        ],
    }


def test_what_version_0_1_kept_is_the_same() -> None:
    assert kept(of_schema_3(data()), 3) == kept(data())


def test_what_was_kept_before_there_were_seats() -> None:
    told = ("input", "seed", "workers", "encoding", "versions", "status", "problem", "placements")
    tiers = [{"tier": 1, "status": "optimal", "cost": 60, "bound": 60}]
    older = {**{key: data()[key] for key in told}, "tiers": tiers}
    made = kept(older, OLDEST)
    assert made.timetable == Timetable.of(TIMETABLE.placements)
    assert made.result.tiers == (TierResult(1, (), "optimal", 60, 60),)


def test_a_repeat_that_was_placed_once() -> None:
    """Since the third schema, each time of a session has a row."""
    asked = PROBLEM.dump()
    asked["sessions"][0]["repeats"] = 2
    older = {**of_schema_3(data()), "problem": asked, "input": data_hash(asked)}
    with pytest.raises(OlderError):
        read_kept(older, 2)


# --- Changed by somebody ------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {"input": "0" * 64},
        {"problem": {}},
        {"problem": "{"},
        {"status": "sure"},
        {"placements": [["eau", "2026-06-10", 600, 660]]},
        {"placements": [["eau", "un jour", 600, 660, None]]},
        {"placements": None},
        {"seats": [["p1"]]},
        {"seats": "["},
        {"cast": [["eau", "animation", "un", "hote"]]},
        {"seating": {"status": "optimal"}},
        {"tiers": [{"rank": 1}]},
        {"views": [1]},
        {"origins": [["avant.xlsx"]]},
        {"history": {"key": "none", "editions": []}},
    ],
)
@pytest.mark.parametrize("schema", [3, SCHEMA])
def test_what_was_changed_is_not_read(changed: dict[str, Any], schema: int) -> None:
    written = data() if schema == SCHEMA else of_schema_3(data())
    assert read_kept({**written, **changed}, schema) is None


@pytest.mark.parametrize("key", ["input", "problem", "placements", "status", "tiers"])
def test_what_is_gone_is_missed(key: str) -> None:
    assert read_kept({name: value for name, value in data().items() if name != key}, SCHEMA) is None


def test_the_problem_is_kept_as_it_was_written() -> None:
    assert Problem.read(data()["problem"]) == PROBLEM
    assert data()["input"] == data_hash(data()["problem"])
