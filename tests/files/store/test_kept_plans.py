"""What of a contingency is kept while it runs: read again as it was, or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from agenda_solver.changes import Changes, RoomIsClosed
from agenda_solver.files import InputError
from agenda_solver.files.store.kept_plans import KeptPlans
from agenda_solver.files.workbook import read
from agenda_solver.replan.contingency import contingency
from agenda_solver.replan.executors import Planning
from agenda_solver.replan.scenarios import Scenario, each_alone

ASSISES = Path(__file__).parents[3] / "solutions" / "assises-normandes-2026.xlsx"


@pytest.fixture(scope="module")
def work() -> Planning:
    before = read(ASSISES).published
    return Planning(before, before.problem)


def test_what_is_kept_is_read_as_it_was(work: Planning, tmp_path: Path) -> None:
    kept = KeptPlans.beside(tmp_path / "plans.xlsx", work)
    kept.begin({})
    closed = Scenario(Changes((RoomIsClosed("quai"),)))
    found = {}
    for one in contingency(work, [*each_alone(work.before)[:2], closed]):
        kept.add(one.scenario.key, one.outcome)
        found[one.scenario.key] = one.outcome
    assert kept.read() == found
    kept.begin(found)
    assert kept.read() == found
    kept.forget()
    assert not kept.path.exists()
    assert kept.read() == {}


def test_of_another_programme_or_search_nothing_is_known(work: Planning, tmp_path: Path) -> None:
    (one,) = contingency(work, each_alone(work.before)[:1])
    kept = KeptPlans.beside(tmp_path / "plans.xlsx", work)
    kept.begin({one.scenario.key: one.outcome})
    assert kept.read()
    for other in (replace(work, seed=1), replace(work, seconds=1.0), replace(work, alone=False)):
        assert not KeptPlans(kept.path, other).read()


def test_a_line_that_was_not_finished_is_not_known(work: Planning, tmp_path: Path) -> None:
    first, second = contingency(work, each_alone(work.before)[:2])
    kept = KeptPlans.beside(tmp_path / "plans.xlsx", work)
    kept.begin({one.scenario.key: one.outcome for one in (first, second)})
    text = kept.path.read_text(encoding="utf-8")
    kept.path.write_text(text[:-40], encoding="utf-8")
    assert list(kept.read()) == [first.scenario.key]
    kept.path.write_text("nothing", encoding="utf-8")
    assert kept.read() == {}


def test_where_it_cannot_be_written_it_is_told(work: Planning, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        KeptPlans.beside(tmp_path / "nowhere" / "plans.xlsx", work).begin({})
