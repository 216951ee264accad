"""What the pages on world cafés show is what is printed; the options they name are all there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from test_docs import ROOT, assert_shown, blocks, options_of, run, shown, text

PAGES = ("docs/cafe.md", "docs/world-cafe.md")
INSTANCE = "instances/world-cafe-cooperation"


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
def test_the_commands_on_cafes_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / INSTANCE, tmp_path / INSTANCE)
    commands = [it for block in blocks(page, "console") for it in shown(block)]
    assert len(commands) == 4
    for it in commands:
        done = run(it.command, tmp_path)
        assert done.returncode == 0, done.stderr
        assert_shown(it.output, done.stdout + done.stderr)


def test_both_pages_show_the_same_commands() -> None:
    figures = [
        [re.findall(r"\d+", it.output) for block in blocks(page, "console") for it in shown(block)]
        for page in PAGES
    ]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_on_cafes_names_every_option(page: str) -> None:
    known = options_of("rotate")
    told = set(re.findall(r"`(--\w+)", text(page)))
    assert told <= known
    assert known - told <= {"--output", "--force", "--lang"}
