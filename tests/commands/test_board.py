"""The command `board`, as a process: what it prints, how it ends, and who is told what."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from serving import Tab
from small import draft, programme

from command_line import check_document, run


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme(tmp_path_factory.mktemp("solved"))


@pytest.fixture
def path(solved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(solved, tmp_path))


class Running:
    """A board in a process of its own."""

    def __init__(self, *arguments: object) -> None:
        command = [sys.executable, "-m", "agenda_solver", "board", *map(str, arguments)]
        self.process = subprocess.Popen(
            [*command, "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.first = self.process.stdout.readline().strip()

    @property
    def tab(self) -> Tab:
        address = json.loads(self.first)["address"] if self.first.startswith("{") else self.first
        return Tab(address)

    def end(self, number: int = signal.SIGINT) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out, err


@contextmanager
def running(*arguments: object) -> Iterator[Running]:
    board = Running(*arguments)
    try:
        yield board
    finally:
        if board.process.poll() is None:
            board.process.kill()
            board.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_first_and_ends_when_asked(path: Path, number: int) -> None:
    with running(path) as board:
        assert board.first.startswith("http://127.0.0.1:")
        assert board.tab.state()["file"] == path.name
        with board.tab.events() as events:
            assert next(events)["kind"] == "tabs"
            code, out, err = board.end(number)
    assert (code, out) == (0, "")
    assert "Ctrl-C le ferme" in err
    assert "gardé" not in err
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]


def test_what_is_not_saved_is_kept_when_it_ends_and_when_it_is_killed(path: Path) -> None:
    with running(path) as board:
        board.tab.change("move", session="un", day="2027-03-15", start="12:00", room="bleue")
        code, _, err = board.end()
    assert code == 0
    assert "Ce qui n'est pas enregistré est gardé" in err
    assert f"board {path}" in " ".join(err.split())
    with running(path) as board:
        tab = board.tab
        assert tab.state()["recovered"]
        tab.change("recover", take=True)
        tab.change("move", session="deux", day="2027-03-15", start="12:00", room="verte")
        board.process.kill()
        board.process.wait()
    with running(path) as board:
        state = board.tab.change("recover", take=True)
        assert {each["start"] for each in state["placements"]} >= {"12:00"}
        starts = {each["session"]: each["start"] for each in state["placements"]}
        assert starts["un"] == starts["deux"] == "12:00"
        board.tab.change("save")
        assert board.end()[0] == 0
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]


def test_it_ends_while_it_searches(path: Path) -> None:
    with running(path) as board:
        board.tab.change("move", session="pleniere", day="2027-03-15", start="10:15", room="bleue")
        board.tab.change("ask", question="repair")
        assert board.end()[0] == 0


def test_a_second_board_is_told_where_the_first_one_is(path: Path) -> None:
    with running(path) as board:
        board.tab.state()
        second = run("board", path, "--no-browser")
        assert second.returncode == 2
        assert second.stdout == ""
        assert f"est déjà ouvert sur un tableau : {board.first}" in second.stderr or (
            board.first in second.stderr
        )
        assert board.tab.state()["tabs"] == 0
        board.process.kill()
        board.process.wait()
    with running(path) as board:
        assert board.tab.state()["file"] == path.name


def test_a_mark_of_another_computer_is_heeded(path: Path) -> None:
    mark = path.with_name(f".{path.name}.ouvert")
    mark.write_text(json.dumps({"host": "accueil-2", "address": "http://127.0.0.1:1/x/"}))
    done = run("board", path, "--no-browser", "--lang", "en")
    assert done.returncode == 2
    assert "open on a board of the computer accueil-2" in done.stderr
    assert mark.name in done.stderr


@pytest.mark.parametrize("words", ["", "{", "[1]", '{"host": 3, "address": []}', "\x00" * 9_000])
def test_a_mark_that_says_nothing_is_passed_over(path: Path, words: str) -> None:
    path.with_name(f".{path.name}.ouvert").write_text(words)
    with running(path) as board:
        assert board.first.startswith("http://127.0.0.1:")


def test_as_json_the_address_is_a_document(path: Path) -> None:
    with running(path, "--json") as board:
        check_document(json.loads(board.first))
        assert board.tab.state()["kind"] == "programme"


def test_the_page_is_in_the_language_asked_for(path: Path) -> None:
    with running(path, "--lang", "en") as board:
        assert board.tab.state()["language"] == "en"
        assert b'<html lang="en"' in board.tab.get("").body


def test_a_port_that_is_taken_is_refused_in_a_sentence(path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("board", path, "--port", port, "--no-browser")
    assert done.returncode == 2
    assert f"Le port {port} ne peut pas être pris" in done.stderr
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]


def test_a_file_that_cannot_be_read_is_refused_as_elsewhere(tmp_path: Path) -> None:
    missing = tmp_path / "rien.xlsx"
    assert run("board", missing, "--no-browser").returncode == 2
    bad = draft(tmp_path, text='[event]\nname = "Sans jour"\n')
    done = run("board", bad, "--no-browser", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["exit"] == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == [bad.name]


def test_without_the_extra_it_says_what_to_install(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agenda_solver.commands.board.find_spec", lambda _: None)
    done = run("board", path, "--no-browser")
    assert done.returncode == 2
    assert "pip install starlette uvicorn" in done.stderr


def test_a_folder_where_nothing_can_be_written_is_said(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    path.parent.chmod(0o500)
    try:
        with running(path) as board:
            state = board.tab.change(
                "move", session="un", day="2027-03-15", start="12:00", room="bleue"
            )
            assert not state["kept"]
    finally:
        path.parent.chmod(0o700)


def test_a_file_is_on_one_board_by_whichever_link_it_is_opened(path: Path) -> None:
    link = path.with_name("lien.xlsx")
    link.symlink_to(path)
    with running(path) as board:
        second = run("board", link, "--no-browser")
    assert second.returncode == 2
    assert board.first in second.stderr


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are followed here")
def test_a_mark_that_leads_elsewhere_is_not_written_through(path: Path) -> None:
    other = path.with_name("other.txt")
    other.write_text("kept")
    path.with_name(f".{path.name}.ouvert").symlink_to(other)
    with running(path) as board:
        assert board.tab.get("api/state").status == 200
    assert other.read_text() == "kept"


def test_a_folder_is_no_programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("board", ".", "--no-browser")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}.*"))
