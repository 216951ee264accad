"""Workbooks that version 0.1 has written are programmes still: `tests/data` keeps them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agenda_solver.files import workbook
from command_line import run

DATA = Path(__file__).parents[1] / "data"
OLD = DATA / "workbook-0.1.xlsx"  # with seats, and made from another
OLDEST = DATA / "workbook-0.1-schema-2.xlsx"  # from before there were seats


@pytest.mark.parametrize("path", [OLD, OLDEST])
def test_it_verifies(path: Path) -> None:
    done = run("verify", path, "--json")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert document["status"] == "feasible"
    assert document["changes"] == []
    assert done.stderr == ""


def test_it_knows_how_it_came_to_be() -> None:
    book = workbook.read(OLD)
    assert book.made is not None
    result = book.made.result
    assert [tier.rules for tier in result.tiers][:2] == [("times_kept",), ("rooms_kept",)]
    assert result.seating is not None
    assert (result.seating.method, result.seating.status) == ("flow", "optimal")
    assert result.seating.tiers[0].aim.en == "seats given out before that change"
    (origin,) = book.made.lineage.origins
    assert origin.file == "f-1.xlsx"
    assert [text.en for text in origin.announced] == ["Anne Hôte is not there 09:00 to 10:00"]
    history = book.made.lineage.history
    assert history is not None
    assert [edition.sessions["eau"].start for edition in history.editions] == [585, 600]


def test_it_differs_from_nothing() -> None:
    document = json.loads(run("diff", OLD, OLD, "--json").stdout)
    assert (document["changes"], document["rows"]) == ([], [])


def test_it_is_planned_again(tmp_path: Path) -> None:
    output = tmp_path / "again.xlsx"
    done = run("replan", OLD, "--away", "anne@9h-10h30", "-o", output, "--json")
    assert done.returncode == 0
    moved = [change for change in json.loads(done.stdout)["changes"] if change["kind"] == "time"]
    assert {change["session"] for change in moved} == {"eau", "sol"}
    book = workbook.read(output)
    assert book.made is not None
    assert [origin.file for origin in book.made.lineage.origins] == ["f-1.xlsx", OLD.name]
    assert run("verify", output).returncode == 0
