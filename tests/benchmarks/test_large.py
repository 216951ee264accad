"""Large drafts: how they are had, what the scorer counts, and a run of a tiny one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import large
from agenda_solver.timetable import Placement

RUN = Path(__file__).parents[2] / "benchmarks" / "run.py"
DAY = date(2027, 5, 3)

DRAFT = """
[event]
name = "Large"
language = "en"
slots = [
    { day = "d0", start = "09:00", end = "10:00" },
    { day = "d0", start = "10:00", end = "11:00" },
]
[[days]]
id = "d0"
date = 2027-05-03
open = { start = "09:00", end = "11:00" }
[[rooms]]
id = "large"
capacity = 50
features = ["stage"]
[[rooms]]
id = "small"
capacity = 20
[[people]]
id = "p"
[[people]]
id = "q"
present = [{ day = "d0" }]
[[sessions]]
id = "a"
title = "A"
minutes = 60
expected = 40
needs = ["stage"]
people = { speaker = ["p"] }
[[sessions]]
id = "b"
title = "B"
minutes = 60
expected = 10
people = { speaker = ["p", "q"] }
"""
KEPT = (Placement("a", DAY, 540, 600, "large"), Placement("b", DAY, 600, 660, "small"))


def test_nothing_is_broken_where_all_is_kept() -> None:
    assert large.broken(DRAFT, KEPT) == 0


@pytest.mark.parametrize(
    ("number", "changed"),
    [
        (0, {"room": "small"}),  # too few seats
        (0, {"room": None}),
        (1, {"start": 615, "end": 675}),  # no slot
        (1, {"end": 650}),  # too short
        (1, {"start": 540, "end": 600}),  # p is in two places
    ],
)
def test_what_is_broken_is_counted(number: int, changed: dict[str, int | str | None]) -> None:
    placed = [*KEPT]
    placed[number] = replace(placed[number], **changed)  # type: ignore[arg-type]
    assert large.broken(DRAFT, placed) == 1


def test_what_is_missing_is_counted() -> None:
    assert large.broken(DRAFT, KEPT[:1]) == 1


def test_a_draft_is_made_where_none_is_stored(tmp_path: Path) -> None:
    (tmp_path / "generate.py").write_text("import sys; print(*sys.argv[1:])", encoding="utf-8")
    assert large.draft(tmp_path, "300-fine") == "fine 104\n"
    (tmp_path / "300-fine.toml").write_text(DRAFT, encoding="utf-8")
    assert large.draft(tmp_path, "300-fine") == DRAFT


@pytest.mark.thorough
def test_a_run_tells_of_the_first_programme(tmp_path: Path) -> None:
    (tmp_path / "large").mkdir()
    (tmp_path / "large" / "300-fine.toml").write_text(DRAFT, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    asked = ("large", "--data", str(tmp_path), "--seconds", "10", "--out", str(out))
    ran = subprocess.run(
        [sys.executable, str(RUN), *asked], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    (line,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (line["instance"], line["status"], line["hard"]) == ("300-fine", "optimal", 0)
    assert line["first_cpu_seconds"] >= 0
    assert len(line["first_tiers"]) == len(line["tiers"])
