"""What the pages on customs show is what is printed; their tables name every custom."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agenda_solver.problem import Problem
from agenda_solver.rules import COSTS
from agenda_solver.rules.rule import CUSTOMS, TIES
from test_docs import assert_shown, blocks, draft, run, shown, text

PAGES = ("docs/customs.md", "docs/usages.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_on_customs_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    (tmp_path / "agenda.toml").write_text(draft(page), encoding="utf-8")
    commands = [one for block in blocks(page, "console") for one in shown(block)]
    assert len(commands) == 2
    for one in commands:
        done = run(one.command, tmp_path)
        assert done.returncode == 0, done.stderr
        assert_shown(one.output, done.stdout)


def test_both_pages_tell_of_the_same_day() -> None:
    here, there = (Problem.read(tomllib.loads(draft(page))) for page in PAGES)
    assert [one.minutes for one in here.sessions] == [one.minutes for one in there.sessions]
    assert list(here.occasions.values()) == list(there.occasions.values())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_every_custom_and_no_hours_or_kinds(page: str) -> None:
    words = text(page)
    for cost in COSTS:
        if cost.tier in (CUSTOMS, TIES):
            assert f"`{cost.key}`" in words
    assert "kind =" not in draft(page)
