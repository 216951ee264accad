"""What the pages on late changes show is what is printed; the options they name are all there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from test_docs import ASSISES, ROOT, assert_shown, blocks, options_of, run, shown, text

PAGES = ("docs/remplacer.md", "docs/replan.md")


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
def test_the_commands_on_late_changes_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    instance = ASSISES.relative_to(ROOT).parent
    shutil.copytree(ROOT / instance, tmp_path / instance)
    commands = [it for block in blocks(page, "console") for it in shown(block)]
    assert [shlex.split(it.command)[1] for it in commands] == [
        *("solve", "replan", "replan", "replan", "replan", "diff", "replan")
    ]
    for it in commands:
        done = run(it.command, tmp_path)
        assert done.returncode == it.code, done.stderr
        assert_shown(it.output, done.stdout)


def test_both_pages_show_the_same_commands() -> None:
    figures = [
        [
            [int(number) for number in re.findall(r"\d+", it.output)]
            for block in blocks(page, "console")
            for it in shown(block)
        ]
        for page in PAGES
    ]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_on_late_changes_names_every_option(page: str) -> None:
    known = options_of("replan")
    told = set(re.findall(r"`(--[\w-]+)", text(page)))
    assert told == known
