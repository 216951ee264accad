"""The pages on registrations: their examples are read as they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from agenda_solver.commands.speaking import show
from agenda_solver.files import toml
from agenda_solver.files.responses import register
from agenda_solver.files.responses.mapping import KEYS
from agenda_solver.words.names import folded

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {
    "inscriptions.md": ("reponses.csv", "billets.csv", "enquete.csv"),
    "registrations.md": ("answers.csv", "tickets.csv", "survey.csv"),
}
MAPPINGS = ("helloasso.toml", "limesurvey.toml")

each_page = pytest.mark.parametrize("page", PAGES)


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(page: str, tmp_path: Path) -> Path:
    """A folder with the files that a page shows, by their names."""
    draft, _, *mappings = blocks(page, "toml")
    shown = [
        ("forum.toml", draft),
        *zip(MAPPINGS, mappings, strict=True),
        *zip(PAGES[page], blocks(page, "csv"), strict=True),
    ]
    for name, text in shown:
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def registered(command: str, folder: Path) -> list[str]:
    """Return what is printed in the language of the event."""
    program, name, draft, responses, *options = shlex.split(command)
    assert (program, name) == (".venv/bin/agenda-solver", "register")
    given = dict(zip(options[::2], options[1::2], strict=True))
    assert set(given) <= {"-o", "--mapping"}
    problem = toml.read(folder / draft)
    mapping = folder / given["--mapping"] if "--mapping" in given else None
    done = register(problem, folder / responses, mapping=mapping)
    toml.write(folder / given["-o"], done.problem)
    return done.lines(problem.event.language)


@each_page
def test_what_is_printed_is_what_the_page_shows(
    page: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    consoles = blocks(page, "console")
    assert len(consoles) == 3
    for block in consoles:
        command, *shown = block.removeprefix("$ ").splitlines()
        show("\n".join(registered(command, folder)))
        lines = capsys.readouterr().out.splitlines()
        if shown[-1] == "…":
            shown.pop()
            lines = lines[: len(shown)]
        assert lines == shown


@each_page
def test_wishes_are_read_as_the_page_says(page: str, folder: Path) -> None:
    for block in blocks(page, "console"):
        registered(block.removeprefix("$ ").splitlines()[0], folder)
    water, youth, health = (it.id for it in toml.read(folder / "forum.toml").sessions)
    written = [re.search(r"-o (\S+)", block)[1] for block in blocks(page, "console")]  # type: ignore[index]
    wishes = [[it.wishes for it in toml.read(folder / name).attendees] for name in written]
    assert wishes == [[[youth], [health]], [[water, health], [youth]], [[youth, water]]]


@each_page
def test_the_key_of_several_columns_can_be_written(page: str, folder: Path) -> None:
    (folder / "key.toml").write_text(blocks(page, "toml")[1], encoding="utf-8")
    problem = toml.read(folder / "forum.toml")
    done = register(problem, folder / PAGES[page][0], mapping=folder / "key.toml")
    assert len(done.problem.attendees) == 2


@each_page
def test_a_page_names_every_key_of_a_mapping_file(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    code = {folded(word) for words in re.findall(r"`([^`\n]+)`", text) for word in words.split()}
    language = "fr" if page == "inscriptions.md" else "en"
    names = {folded(key.name.say(language)) for key in KEYS.values()}  # type: ignore[arg-type]
    assert names <= code
