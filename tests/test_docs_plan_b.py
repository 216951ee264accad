"""What the pages on plans B show is what is printed; the options they name are all there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from test_docs import ROOT, assert_shown, blocks, options_of, run, shown, text

PAGES = ("docs/plan-b.md", "docs/contingency.md")


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
def test_the_commands_on_plans_b_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "solutions/assises-normandes-2026.xlsx", tmp_path / "programme.xlsx")
    ((name, rows),) = re.findall(r"<!-- file: (\S+) -->\n```text\n(.*?)```", text(page), re.DOTALL)
    (tmp_path / name).write_text(rows, encoding="utf-8")
    commands = [each for block in blocks(page, "console") for each in shown(block)]
    assert [shlex.split(each.command)[1] for each in commands] == ["contingency"] * 2
    for each in commands:
        done = run(each.command, tmp_path)
        assert done.returncode == each.code, done.stderr
        assert_shown(each.output, done.stdout)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_on_plans_b_names_every_option(page: str) -> None:
    known = options_of("contingency")
    named = set(re.findall(r"`(--[\w-]+)", text(page)))
    assert known <= named
    assert named - known <= {"--cancel-person"}


def test_both_pages_show_the_same_three_commands_of_a_cluster() -> None:
    clusters = [
        re.findall(r"^(?:dask|agenda-solver) .*$", text(page), re.MULTILINE) for page in PAGES
    ]
    assert clusters[0] == clusters[1]
    assert len(clusters[0]) == 3
