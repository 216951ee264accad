"""What the pages on papers show is what is printed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agenda_solver.problem import Problem
from test_docs import assert_shown, blocks, draft, run, shown

PAGES = ("docs/papers.md", "docs/communications.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_command_on_papers_prints_what_the_page_shows(page: str, tmp_path: Path) -> None:
    (tmp_path / "agenda.toml").write_text(draft(page), encoding="utf-8")
    (one,) = [one for block in blocks(page, "console") for one in shown(block)]
    done = run(one.command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert_shown(one.output, done.stdout)


def test_both_pages_tell_of_the_same_papers() -> None:
    here, there = (Problem.read(tomllib.loads(draft(page))) for page in PAGES)
    assert [one.fills for one in here.sessions] == [one.fills for one in there.sessions]
    assert list(map(len, here.papers.values())) == list(map(len, there.papers.values())) == [3, 1]
