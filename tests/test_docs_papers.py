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
    (one,) = shown(blocks(page, "console")[0])
    done = run(one.command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert_shown(one.output, done.stdout)


@pytest.mark.parametrize("page", PAGES)
def test_a_table_of_papers_becomes_what_is_printed(page: str, tmp_path: Path) -> None:
    (table,) = blocks(page, "csv")
    (tmp_path / "submission.csv").write_text(table, encoding="utf-8")
    _, imported, solved = map(shown, blocks(page, "console"))
    for one, code in zip(imported, (0, 1), strict=True):
        done = run(one.command, tmp_path)
        assert done.returncode == code, done.stderr
        assert_shown(one.output, done.output)
    name = imported[1].command.split()[-1]
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write(blocks(page, "toml")[1])
    for one in solved:
        done = run(one.command, tmp_path)
        assert done.returncode == 0, done.stderr
        assert_shown(one.output, done.stdout)
    assert len(list(tmp_path.glob("*.docx"))) == 1


def test_both_pages_tell_of_the_same_papers() -> None:
    here, there = (Problem.read(tomllib.loads(draft(page))) for page in PAGES)
    assert [one.fills for one in here.sessions] == [one.fills for one in there.sessions]
    assert list(map(len, here.papers.values())) == list(map(len, there.papers.values())) == [3, 1]
