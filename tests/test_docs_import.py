"""The pages on importing say what is: their example is read so, and each key is named."""

import re
from contextlib import chdir
from pathlib import Path

import pytest

from agenda_solver.files.schedules.columns import NAMES, ColumnNames
from agenda_solver.text import Language
from agenda_solver.words.headings import HEADINGS
from test_docs import assert_shown, blocks, run, shown, text

PAGES: dict[str, Language] = {"docs/importer-un-tableau.md": "fr", "docs/import-a-table.md": "en"}
each_page = pytest.mark.parametrize("page", PAGES)


@each_page
def test_the_example_is_read_as_the_page_shows(page: str, tmp_path: Path) -> None:
    (table,) = blocks(page, "csv")
    (tmp_path / "programme.csv").write_text(table, encoding="utf-8")
    ((command,),) = (shown(block) for block in blocks(page, "console"))
    done = run(command.command, tmp_path)
    assert done.returncode == 0
    assert_shown(command.output, done.output)


@each_page
def test_each_key_of_a_mapping_file_is_named(page: str) -> None:
    named = set(re.findall(r"`(\w+)`", text(page)))
    assert {name.say(PAGES[page]) for name in NAMES.values()} <= named
    of_programmes = {"matter", "audience"}
    assert set(HEADINGS) - of_programmes <= set(NAMES)


@each_page
def test_the_mapping_file_of_a_page_is_read(page: str, tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text(blocks(page, "toml")[0], encoding="utf-8")
    with chdir(tmp_path):
        names = ColumnNames(Path("columns.toml"), None)
    headings = re.findall(r'"([^"]+)"', blocks(page, "toml")[0])
    assert [names.key(heading) for heading in headings] == [
        *("title", "hours", "room", "room", "ignore"),
    ]
