"""What the pages on the board say is what the command says and does."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small import programme

from agenda_solver.board.texts import PAGE
from agenda_solver.text import Language
from test_docs import blocks, options_of, shown, text

PAGES: dict[str, Language] = {"docs/tableau.md": "fr", "docs/board.md": "en"}
NAMED = ("help", "versions", "locked", "repair", "solve_rest", "why_not", "shelf")


@pytest.mark.parametrize("page", PAGES)
def test_the_command_of_the_page_prints_an_address(page: str, tmp_path: Path) -> None:
    programme(tmp_path).rename(tmp_path / "programme.xlsx")
    (command,) = (one.command for block in blocks(page, "console") for one in shown(block))
    words = [sys.executable, "-m", "agenda_solver", *shlex.split(command)[1:], "--no-browser"]
    with subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as board:
        assert board.stdout is not None
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{43}/\n", board.stdout.readline())
        board.send_signal(signal.SIGINT)
        assert board.wait(20) == 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_on_the_board_names_every_option(page: str) -> None:
    assert options_of("board") <= set(re.findall(r"`(--[\w-]+)", text(page)))


@pytest.mark.parametrize(("page", "language"), PAGES.items())
def test_a_page_on_the_board_calls_things_as_the_board_does(page: str, language: Language) -> None:
    words = text(page).replace("’", "'")
    for key in NAMED:
        name = PAGE[key].say(language).rstrip("… ")
        assert name in words, key


def test_both_pages_on_the_board_have_the_same_parts() -> None:
    counts = [
        (len(re.findall(r"^## ", text(page), re.M)), text(page).count("\n")) for page in PAGES
    ]
    assert counts[0] == counts[1]
