"""Choices and people at once: what is asked, what is answered, and a run of a tiny problem."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import joint
from agenda_solver.assign.whole import solve_with_seats
from agenda_solver.budget import Budget

RUN = Path(__file__).parents[2] / "benchmarks" / "run.py"

# What is beside 0 is 1: each is the best of three people. The first is not to be in 3.
DATA: dict[str, Any] = {
    "people": 6,
    "slots": 2,
    "choices": [{"id": f"c{it}", "min": 2, "max": 4} for it in range(4)],
    "same": [[0, 1]],
    "different": [[1, 2]],
    "points": [[90, 80, 10, 20], [80, 90, 20, 10]] * 3,
    "avoid": [[0, 3]],
}

SCORER = """
import json, sys
asked, told = (json.load(open(name)) for name in sys.argv[1:])
taken = [(person, choice) for person, row in enumerate(told["seats"]) for choice in row]
points = sum(asked["points"][person][choice] for person, choice in taken)
print(json.dumps({"points": points, "worst": 0, "broken": told["slot"].count(None)}))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "joint").mkdir()
    (tmp_path / "joint" / "tiny.json").write_text(json.dumps(DATA), encoding="utf-8")
    (tmp_path / "joint" / "score.py").write_text(SCORER, encoding="utf-8")
    return tmp_path


def test_all_that_is_asked_can_be_kept_by_what_is_said() -> None:
    result = solve_with_seats(joint.problem(DATA), Budget(seconds=10)).result
    assert result.timetable is not None
    assert result.tiers[0].status == "optimal"
    told = joint.answer(DATA, result.timetable)
    zero, one, two, three = told["slot"]
    assert zero == one != two == three
    taken = [choice for row in told["seats"] for choice in row]
    assert [taken.count(choice) for choice in range(4)] == [3, 3, 4, 2]
    assert all(told["slot"][row[slot]] == slot for row in told["seats"] for slot in range(2))


def test_who_must_not_be_in_a_choice_does_not_wish_for_it_nor_who_gives_nothing() -> None:
    data = {**DATA, "points": [[90, 0, 10, 20], *DATA["points"][1:]]}
    first, second, *_ = joint.problem(data).attendees
    assert first.wishes == {"c0": 90, "c2": 10}
    assert second.wishes == {"c0": 80, "c1": 90, "c2": 20, "c3": 10}


def test_each_choice_takes_place_in_any_case() -> None:
    assert not any(session.cancellable for session in joint.problem(DATA).sessions)


def test_who_must_not_be_in_a_choice_is_kept_out() -> None:
    first, *others = joint.problem(DATA).attendees
    assert first.must_avoid == ["c3"]
    assert not any(attendee.must_avoid for attendee in others)


def test_a_choice_without_anybody_does_not_take_place() -> None:
    result = solve_with_seats(joint.problem(DATA), Budget(seconds=10)).result
    assert result.timetable is not None
    bare = joint.answer(DATA, result.timetable.of(result.timetable.placements))
    assert bare == {"slot": [None] * 4, "seats": [[None, None]] * 6}


def test_a_run_is_scored_by_the_scorer_that_lies_beside_it(folder: Path) -> None:
    out = folder / "out.jsonl"
    words = ("joint", "tiny", "--data", str(folder), "--seconds", "6", "--out", str(out))
    ran = subprocess.run(
        [sys.executable, str(RUN), *words], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    line = json.loads(out.read_text(encoding="utf-8"))
    assert (line["hard"], line["lacking"], line["cancelled"]) == (0, 0, 0)
    assert line["value"] == 6 * (90 + 20) - 10
