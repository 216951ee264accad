"""What the pages on late changes show is what is printed; the options they name are all there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from agenda_solver.cli import app
from test_docs import ASSISES, PROGRAM, ROOT, assert_shown, blocks, options_of, shown, text

PAGES = ("docs/remplacer.md", "docs/replan.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_on_late_changes_print_what_the_page_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = ASSISES.relative_to(ROOT).parent
    shutil.copytree(ROOT / instance, tmp_path / instance)
    monkeypatch.chdir(tmp_path)
    commands = [it for block in blocks(page, "console") for it in shown(block)]
    assert [shlex.split(it.command)[1] for it in commands] == [
        *("solve", "replan", "replan", "replan", "diff", "replan")
    ]
    for it in commands:
        program, *arguments = shlex.split(it.command)
        assert program == PROGRAM
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == it.code, done.stderr
        assert_shown(it.output, done.stdout)


def test_both_pages_show_the_same_commands() -> None:
    figures = [
        [re.findall(r"\d+", it.output) for block in blocks(page, "console") for it in shown(block)]
        for page in PAGES
    ]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_on_late_changes_names_every_option(page: str) -> None:
    known = options_of("replan")
    told = set(re.findall(r"`(--[\w-]+)", text(page)))
    assert told == known
