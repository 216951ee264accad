"""What is not saved is there again at the next start, however the board ended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from serving import answered_by
from small import DRAFT, board_of, draft, programme
from test_keeping import move, save

from agenda_solver.board import asked
from agenda_solver.board.desk import BoardError, BoardState
from agenda_solver.board.running import RunningBoard
from agenda_solver.files import workbook


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme(tmp_path_factory.mktemp("solved"))


@pytest.fixture
def path(solved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(solved, tmp_path))


def aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.tableau")


def recover(board: RunningBoard, *, take: bool) -> Any:
    return board.recover(asked.RecoverAsked(revision=board.desk.revision, take=take))


def test_each_change_is_kept_and_offered(path: Path) -> None:
    board = board_of(path)
    assert board.state()["recovered"] is None
    assert not aside(path).exists()
    move(board, "un", "12:00")
    board.lock(asked.LockAsked(revision=board.desk.revision, session="un", room=True))
    board.shelve(asked.SessionAsked(revision=board.desk.revision, session="deux"))
    again = board_of(path)
    state = again.state()
    assert "a été gardé" in state["recovered"]["sentence"]
    assert (state["dirty"], state["shelf"]) == (False, [])
    state = recover(again, take=True)
    assert (state["recovered"], state["dirty"], state["undo"]) == (None, True, True)
    here, there = board.desk.here, again.desk.here
    assert (here.problem, here.timetable) == (there.problem, there.timetable)
    assert (here.verdict, here.held) == (there.verdict, there.held)
    again.undo(asked.ChangeAsked(revision=again.desk.revision))
    assert not again.state()["dirty"]


def test_what_is_saved_or_thrown_away_is_not_offered(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    assert aside(path).exists()
    save(board)
    assert not aside(path).exists()
    move(board, "un", "12:15")
    board = board_of(path)
    assert recover(board, take=False)["recovered"] is None
    assert not aside(path).exists()
    assert board_of(path).state()["recovered"] is None
    with pytest.raises(BoardError, match="nothing to take up"):
        recover(board, take=True)


def test_what_is_taken_back_leaves_nothing(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    board.undo(asked.ChangeAsked(revision=board.desk.revision))
    assert not aside(path).exists()


def test_what_is_offered_and_not_taken_is_kept_under_a_name(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    kept = board.desk.here.timetable
    again = board_of(path)
    move(again, "deux", "12:00")
    state = again.state()
    assert state["recovered"] is None
    (name,) = state["names"]
    assert name.startswith("repris (")
    assert again.desk.named[name].timetable == kept
    third = board_of(path)
    assert third.desk.named[name].timetable == kept
    assert third.desk.named[name].verdict == again.desk.named[name].verdict


def named(path: Path) -> Iterable[BoardState]:
    return board_of(path).desk.named.values()


def test_what_is_offered_outlives_whatever_else_is_done(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    offered = aside(path).read_bytes()
    again = board_of(path)
    again.name(asked.NameAsked(revision=again.desk.revision, name="plan A"))
    assert board.desk.here.timetable in [state.timetable for state in named(path)]
    aside(path).write_bytes(offered)
    again = board_of(path)
    again.save(asked.SaveAsked(revision=again.desk.revision))
    assert board.desk.here.timetable in [state.timetable for state in named(path)]
    aside(path).write_bytes(offered)
    again = board_of(path)
    with pytest.raises(BoardError, match="nothing to undo"):
        again.undo(asked.ChangeAsked(revision=again.desk.revision))
    assert again.state()["recovered"] is not None


def test_a_question_takes_no_offer_away_unless_its_answer_is_shown(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    offered = board.desk.here.timetable
    again = board_of(path)
    with pytest.raises(BoardError, match="no session"):
        answered_by(again, "repair", session="nulle")
    work = answered_by(again, "solve")  # there is nothing to place
    assert not work["applied"]
    state = again.state()
    assert (state["names"], state["recovered"] is None) == ([], False)
    work = answered_by(again, "repair", session="deux", day="2027-03-15", start="11:15")
    assert work["applied"]
    state = again.state()
    assert state["recovered"] is None
    (name,) = state["names"]
    assert again.desk.named[name].timetable == offered
    assert board_of(path).desk.named[name].timetable == offered


def test_what_is_offered_twice_in_a_minute_has_two_names(path: Path) -> None:
    when = None
    for start in ("12:00", "11:45", "11:30"):
        board = board_of(path)
        move(board, "un", start)
        kept = json.loads(aside(path).read_text(encoding="utf-8"))
        kept["when"] = when = when or kept["when"]
        aside(path).write_text(json.dumps(kept), encoding="utf-8")
    named = board_of(path).desk.named
    starts = [state.timetable.by_session["un"].start for state in named.values()]
    assert starts == [12 * 60, 11 * 60 + 45]


def test_names_outlive_the_board_and_are_not_offered(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    board.name(asked.NameAsked(revision=board.desk.revision, name="plan A"))
    save(board)
    again = board_of(path)
    assert again.state()["recovered"] is None
    assert again.state()["names"] == ["plan A"]
    assert not again.desk.compared_with("plan A")


def test_what_was_repaired_is_kept_with_what_it_comes_from(path: Path) -> None:
    board = board_of(path)
    move(board, "pleniere", "10:15")
    answered_by(board, "repair")
    again = board_of(path)
    recover(again, take=True)
    assert again.desk.here.timetable == board.desk.here.timetable
    save(again)
    book = workbook.read(path)
    assert book.changes == ()
    assert [origin.file for origin in book.lineage.origins] == ["matinee.xlsx"]
    assert book.problem.session["pleniere"].locked.start == 10 * 60 + 15


def test_of_a_file_that_has_changed_what_is_still_there_is_taken(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    move(board, "deux", "12:00", room="verte")
    other = board_of(Path(shutil.copy(path, path.with_name("other.xlsx"))))
    move(other, "pleniere", "12:15")
    save(other)
    shutil.move(other.keeping.path, path)
    kept = json.loads(aside(path).read_text(encoding="utf-8"))
    kept["here"]["placements"].append(["nulle", "2027-03-15", 600, 660, "bleue"])
    aside(path).write_text(json.dumps(kept), encoding="utf-8")
    again = board_of(path)
    assert "le fichier a changé depuis" in again.state()["recovered"]["sentence"]
    recover(again, take=True)
    starts = {each.session: each.start for each in again.desk.here.timetable.placements}
    assert starts["un"] == starts["deux"] == 12 * 60
    assert "nulle" not in starts


def test_a_lock_on_what_is_no_longer_in_the_file_is_left_out(tmp_path: Path) -> None:
    path = draft(tmp_path)
    board = board_of(path)
    move(board, "un", "10:00", room="verte")
    board.lock(asked.LockAsked(revision=board.desk.revision, session="un", start=True, room=True))
    board.name(asked.NameAsked(revision=board.desk.revision, name="plan A"))
    path.write_text(DRAFT.replace('"verte"', '"rouge"'), encoding="utf-8")
    again = board_of(path)
    state = recover(again, take=True)
    (shown,) = (each for each in state["sessions"] if each["id"] == "un")
    assert shown["locked"] == {"day": False, "start": True, "room": False}
    again.restore(asked.NameAsked(revision=again.desk.revision, name="plan A"))


def test_a_file_is_the_same_by_whichever_link_it_is_opened(path: Path) -> None:
    link = path.with_name("lien.xlsx")
    link.symlink_to(path)
    move(board_of(link), "un", "12:00")
    assert board_of(path).state()["recovered"] is not None


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"schema_": 99}'])
def test_what_is_no_state_is_put_beside(path: Path, data: bytes) -> None:
    aside(path).write_bytes(data)
    board = board_of(path)
    assert board.state()["recovered"] is None
    assert board.unreadable is not None
    assert board.unreadable.read_bytes() == data
    move(board, "un", "12:00")
    assert board_of(path).state()["recovered"] is not None


def test_what_can_be_neither_read_nor_put_beside_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside(path).write_bytes(b"{")

    def refused(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refused)
        board = board_of(path)
    assert board.unreadable == aside(path)
    move(board, "un", "12:00")
    assert not board.state()["kept"]
    assert aside(path).read_bytes() == b"{"


def test_it_is_as_private_as_the_file(path: Path) -> None:
    path.chmod(0o600)
    board = board_of(path)
    move(board, "un", "12:00")
    assert aside(path).stat().st_mode & 0o077 == 0
    words = aside(path).read_text(encoding="utf-8")
    assert "inventé" not in words
    assert "Matinée" not in words


def test_where_it_cannot_be_kept_that_is_said_and_sessions_move_all_the_same(path: Path) -> None:
    board = board_of(path)
    assert board.state()["kept"]
    aside(path).mkdir()
    move(board, "un", "12:00")
    assert not board.state()["kept"]
    assert board.desk.here.timetable.by_session["un"].start == 12 * 60


def test_a_draft_is_kept_too(tmp_path: Path) -> None:
    path = draft(tmp_path)
    board = board_of(path)
    move(board, "un", "10:00", end="10:50", room="verte")
    again = board_of(path)
    recover(again, take=True)
    assert again.desk.here.timetable == board.desk.here.timetable
    assert again.desk.here.problem == board.desk.here.problem


def test_a_paper_has_its_kind_its_track_and_whoever_chairs_it(tmp_path: Path) -> None:
    papers = """
[[stretches]]
id = "s"
day = 2027-03-15
start = "11h"
end = "12h"
places = 2

[[tracks]]
id = "Sols"
chairs = ["bruno"]

[[sessions]]
id = "vers"
title = "Les vers"
kind = "paper"
track = "Sols"
people = { auteur = ["amal"] }
"""
    state = board_of(draft(tmp_path, text=DRAFT + papers)).state()
    (shown,) = (each for each in state["sessions"] if each["id"] == "vers")
    assert (shown["kind_label"], shown["track"]) == ("communication", "Sols")
    assert shown["people"] == [
        {"id": "amal", "name": "Amal (inventée)", "role": "auteur"},
        {"id": "bruno", "name": "Bruno (inventé)", "role": "présidence", "chairs": True},
    ]
