"""The pages on publishing: each command that they show writes what they say."""

from __future__ import annotations

import re
import shlex
import shutil
from contextlib import chdir
from itertools import pairwise
from pathlib import Path

import pytest

from agenda_solver.files.exporters import FORMATS
from command_line import run

ROOT = Path(__file__).parents[1]
PROGRAM = ".venv/bin/agenda-solver"
PAGES = ("publier.md", "publish.md")


def commands(page: str) -> list[str]:
    words = (ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", words, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def formats_of(command: str) -> list[str]:
    words = shlex.split(command)
    return [after for before, after in pairwise(words) if before == "--to"]


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_are_carried_out(page: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "solutions" / "journee-icci-2025.xlsx", tmp_path / "programme.xlsx")
    for command in commands(page):
        program, *arguments = shlex.split(command)
        assert program == PROGRAM
        with chdir(tmp_path):
            done = run(*arguments)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / arguments[arguments.index("-o") + 1]).exists()


def test_both_pages_show_the_same_formats_in_the_same_order() -> None:
    french, english = ([formats_of(one) for one in commands(page)] for page in PAGES)
    assert french == english


def test_the_formats_that_they_show_are_formats() -> None:
    shown = [one for page in PAGES for command in commands(page) for one in formats_of(command)]
    assert set(shown) <= set(FORMATS)
