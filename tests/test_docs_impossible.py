"""What the pages on impossible drafts show is what is printed, and what is written keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from agenda_solver.files import toml
from test_docs import assert_shown, blocks, draft, run, shown

PAGES = {
    "docs/quand-c-est-impossible.md": "journee.toml",
    "docs/when-it-is-impossible.md": "day.toml",
}


@pytest.mark.parametrize("page", PAGES)
def test_the_ways_out_of_the_page_are_printed_and_one_is_written(page: str, tmp_path: Path) -> None:
    before = tmp_path / PAGES[page]
    before.write_text(draft(page), encoding="utf-8")
    ((command,),) = (shown(block) for block in blocks(page, "console"))
    done = run(command.command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert_shown(command.output, done.stdout)
    written = toml.read(tmp_path / command.command.split()[-1])
    assert written.person["consul"].present != toml.read(before).person["consul"].present


def test_both_pages_tell_of_the_same_day(tmp_path: Path) -> None:
    problems = []
    for number, page in enumerate(PAGES):
        path = tmp_path / f"{number}.toml"
        path.write_text(draft(page), encoding="utf-8")
        problems.append(toml.read(path))
    here, there = problems
    assert [one.minutes for one in here.sessions] == [one.minutes for one in there.sessions]
    assert [one.present for one in here.people] == [one.present for one in there.people]
