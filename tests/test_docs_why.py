"""What the pages on why it is so show is what is printed; the options they name are all there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from test_docs import ROOT, assert_shown, blocks, options_of, run, shown, text

PAGES = ("docs/pourquoi.md", "docs/why.md")


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
def test_the_commands_on_why_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    for name in ("assises-normandes-2026", "journee-icci-2025"):
        shutil.copytree(ROOT / "instances" / name, tmp_path / "instances" / name)
    commands = [it for block in blocks(page, "console") for it in shown(block)]
    assert [shlex.split(it.command)[1] for it in commands] == [
        *("solve", "explain", "explain", "explain", "explain", "explain", "explain", "solve")
    ]
    for it in commands:
        done = run(it.command, tmp_path)
        assert done.returncode == it.code, done.stderr
        assert_shown(it.output, done.stdout)
    assert (tmp_path / "icci-2.xlsx").exists()


def test_both_pages_on_why_show_the_same_figures() -> None:
    figures = [
        [
            sorted(re.findall(r"\d+", it.output))
            for block in blocks(page, "console")
            for it in shown(block)
        ]
        for page in PAGES
    ]
    assert [len(each) for each in figures[0]] == [len(each) for each in figures[1]]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_on_why_names_every_option_of_a_question(page: str) -> None:
    of_drafts = {"--ways", "--apply", "--output", "--force"}
    told = set(re.findall(r"`(--[\w-]+)", text(page)))
    assert options_of("explain") - of_drafts <= told
