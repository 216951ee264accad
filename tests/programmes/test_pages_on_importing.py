"""The pages on importing: their example is read as they say, and every format is named."""

import re
import shlex
from pathlib import Path

import pytest

from agenda_solver.files.importers import FORMATS, importer
from command_line import run

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["import.md", "importer.md"])
def test_the_example_of_a_page_is_read_as_it_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (programme,), (console,) = blocks(page, "text"), blocks(page, "console")
    (tmp_path / "programme.txt").write_text(programme, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command, _, output = console.removeprefix("$ ").partition("\n")
    done = run(*shlex.split(command)[1:], columns=80)
    assert done.returncode == 0, done.stderr
    assert done.stdout == output


@pytest.mark.parametrize("page", ["import.md", "importer.md"])
def test_a_page_names_the_files_of_programmes(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for key in ("text", "docx", "pdf", "html"):
        assert key in FORMATS
        assert f"`{importer(key).endings[0]}`" in text
