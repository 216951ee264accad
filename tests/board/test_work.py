"""What takes long is answered beside the board: it is looked at meanwhile, and stopped."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from serving import answered_by
from small import DRAFT, board_of, draft, programme
from test_keeping import move

from agenda_solver.board import asked, questions
from agenda_solver.board.desk import BoardError
from agenda_solver.board.running import RunningBoard


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme(tmp_path_factory.mktemp("solved"))


@pytest.fixture
def board(solved: Path, tmp_path: Path) -> RunningBoard:
    return board_of(Path(shutil.copy(solved, tmp_path)))


def shelve(board: RunningBoard, session: str) -> None:
    board.shelve(asked.SessionAsked(revision=board.desk.revision, session=session))


def starts(board: RunningBoard) -> dict[str, int]:
    return {each.session: each.start for each in board.desk.here.timetable.placements}


def sentences(work: Any) -> str:
    return "\n".join(
        line for part in work["answer"] for line in (part["heading"], *part["sentences"])
    )


# --- Repair -------------------------------------------------------------------------------


def test_a_repair_keeps_the_move_and_says_what_it_changes(board: RunningBoard) -> None:
    move(board, "pleniere", "10:15")
    revision = board.desk.revision
    work = answered_by(board, "repair")
    assert (work["state"], work["applied"]) == ("done", True)
    assert not board.desk.here.verdict.errors
    assert starts(board)["pleniere"] == 10 * 60 + 15
    assert work["answer"][0]["heading"].startswith("Ce qui change (")
    assert {change["session"] for change in work["changes"]} == {"un", "deux"}
    assert "À prévenir" in sentences(work)
    assert board.desk.revision == revision + 1
    board.undo(asked.ChangeAsked(revision=board.desk.revision))
    assert starts(board)["un"] == 10 * 60 + 15


def test_what_one_has_moved_before_stays_in_a_second_repair(board: RunningBoard) -> None:
    move(board, "pleniere", "12:15")
    answered_by(board, "repair")
    move(board, "un", "11:15", room="verte")
    work = answered_by(board, "repair")
    assert work["applied"]
    assert starts(board)["pleniere"] == 12 * 60 + 15
    here = board.desk.here.timetable.by_session["un"]
    assert (here.start, here.room) == (11 * 60 + 15, "verte")


def test_a_repair_may_be_asked_of_a_move_that_is_not_made(board: RunningBoard) -> None:
    work = answered_by(
        board, "repair", session="pleniere", day="2027-03-15", start="10:15", room="bleue"
    )
    assert work["applied"]
    assert starts(board)["pleniere"] == 10 * 60 + 15
    assert "pleniere" in board.desk.here.held
    board.undo(asked.ChangeAsked(revision=board.desk.revision))
    assert not board.desk.can_undo


def test_what_cannot_be_repaired_says_why_and_leaves_all(board: RunningBoard) -> None:
    move(board, "ouverture", "09:00", room="verte")  # it takes the blue room only
    before = board.desk.here
    work = answered_by(board, "repair")
    assert (work["state"], work["applied"], work["changes"]) == ("done", False, [])
    assert "« Ouverture »" in sentences(work)
    assert board.desk.here is before
    move(board, "ouverture", "09:00", room="bleue")
    move(board, "un", "09:00", room="bleue")
    work = answered_by(board, "repair")
    assert not work["applied"] or not board.desk.here.verdict.errors


def test_a_repair_gives_up_no_session(tmp_path: Path) -> None:
    text = DRAFT.replace(
        'name = "Bruno (inventé)"', 'name = "Bruno (inventé)"\npresent = ["10h-13h"]'
    )
    board = board_of(programme(tmp_path, text))
    move(board, "deux", "09:00", room="verte")  # where its speaker is not there yet
    before = board.desk.here
    work = answered_by(board, "repair")
    assert (work["state"], work["applied"]) == ("done", False)
    assert "Bruno (inventé) est là seulement" in sentences(work)
    assert board.desk.here is before
    shelve(board, "un")
    before = board.desk.here
    work = answered_by(board, "solve")
    assert (work["state"], work["applied"]) == ("done", False)
    assert "renoncer à « Atelier deux »" in sentences(work)
    assert "Bruno (inventé) est là seulement" in sentences(work)
    assert "Sessions!" not in work["answer"][1]["sentences"][0]
    assert board.desk.here is before


def test_a_draft_is_repaired_around_what_was_moved_last(tmp_path: Path) -> None:
    board = board_of(draft(tmp_path))
    move(board, "un", "10:00", room="bleue")
    move(board, "pleniere", "10:30", room="bleue")
    work = answered_by(board, "repair")
    assert work["applied"]
    assert not board.desk.here.verdict.errors
    assert starts(board)["pleniere"] == 10 * 60 + 30
    assert board.state()["shelf"] == []
    assert "publié" not in sentences(work)


# --- Solve the rest -----------------------------------------------------------------------


def test_the_rest_is_placed_and_all_else_stays(board: RunningBoard) -> None:
    move(board, "un", "11:30")
    shelve(board, "deux")
    before = board.desk.here.timetable.by_session
    work = answered_by(board, "solve")
    assert work["applied"]
    after = board.desk.here.timetable.by_session
    assert {session: after[session] for session in before} == dict(before)
    assert "deux" in after
    assert not board.desk.here.verdict.errors
    assert [change["session"] for change in work["changes"]] == ["deux"]
    assert "ce qui est publié" not in sentences(work)
    assert "À prévenir" in sentences(work)


def test_a_draft_is_filled_by_what_is_left(tmp_path: Path) -> None:
    board = board_of(draft(tmp_path))
    move(board, "un", "09:00", room="verte")
    work = answered_by(board, "solve")
    assert work["applied"], sentences(work)
    assert starts(board)["un"] == 9 * 60
    assert board.state()["shelf"] == []
    assert not board.desk.here.verdict.errors


def test_a_draft_says_how_long_what_was_placed_lasts(tmp_path: Path) -> None:
    board = board_of(draft(tmp_path))
    move(board, "deux", "12:00", end="12:45", room="verte")
    answered_by(board, "solve")
    move(board, "ouverture", "09:00", room="bleue")
    answered_by(board, "repair")
    for placement in board.desk.here.timetable.placements:
        assert placement.minutes == board.desk.here.problem.usual_minutes(placement.session)


def test_what_has_no_place_is_said_and_what_would_help(tmp_path: Path) -> None:
    text = DRAFT.replace('start = "9h", end = "13h"', 'start = "9h", end = "11h"')
    board = board_of(draft(tmp_path, text=text))
    move(board, "pleniere", "09:30", room="bleue")
    move(board, "ouverture", "10:30", room="bleue")
    work = answered_by(board, "solve")
    assert not work["applied"]
    assert "Impossible" in sentences(work)
    assert len(sentences(work).splitlines()) > 2


def test_where_nothing_is_aside_there_is_nothing_to_place(board: RunningBoard) -> None:
    work = answered_by(board, "solve")
    assert work["state"] == "failed"
    assert sentences(work) == "Rien n'est de côté : chaque session a sa place."


# --- Why, and who -------------------------------------------------------------------------


def test_why_tells_what_keeps_a_session_and_what_another_place_would_take(
    board: RunningBoard,
) -> None:
    before = board.desk.here
    assert sentences(answered_by(board, "why", session="un"))
    elsewhere = answered_by(
        board, "why", session="pleniere", day="2027-03-15", start="10:15", room="bleue"
    )
    assert "Atelier" in sentences(elsewhere)
    shelve(board, "deux")
    with_shelf = board.desk.here
    there = answered_by(board, "why", session="deux", day="2027-03-15", start="12:00", room="verte")
    assert "Atelier deux" in sentences(there)
    aside = answered_by(board, "why", session="deux")
    assert "de côté" in sentences(aside)
    assert board.desk.here is with_shelf
    assert board.desk.before is before


def test_who_is_free_then(board: RunningBoard) -> None:
    then = answered_by(board, "free", day="2027-03-15", start="09:30", end="10:15")
    assert "Bruno (inventé)" in sentences(then)
    instead = answered_by(board, "free", session="pleniere")
    assert "Bruno (inventé)" in sentences(instead)
    nothing = answered_by(board, "free")
    assert "De quelle heure" in sentences(nothing) or "de quelle heure" in sentences(nothing)


# --- How it goes --------------------------------------------------------------------------


class Held:
    """A search that waits until it is let go, or stopped."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = threading.Event()
        self.free = threading.Event()
        real = questions.repair

        def repair(
            keeping: Any, here: Any, kept: Any, budget: Any, hear: Any, announced: Any
        ) -> Any:
            self.begun.set()
            while not (self.free.wait(0.01) or budget.stop.is_set()):
                pass
            if budget.stop.is_set():
                return questions.BoardAnswer((), here)
            return real(keeping, here, kept, budget, hear, announced)

        monkeypatch.setattr(questions, "repair", repair)


def begin(board: RunningBoard) -> tuple[str, Callable[[], Any]]:
    ended = threading.Event()

    def deliver(do: Callable[[], None]) -> None:
        do()
        ended.set()

    board.deliver = deliver
    work = board.ask(asked.QuestionAsked(revision=board.desk.revision, question="repair"))
    assert work["state"] == "running"

    def wait() -> Any:
        assert ended.wait(60)
        return board.work()

    return work["id"], wait


def test_meanwhile_the_board_is_looked_at_and_not_changed(
    board: RunningBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    move(board, "pleniere", "10:15")
    heard: list[Any] = []
    board.listen(heard.append)
    _, wait = begin(board)
    assert held.begun.wait(10)
    assert board.state()["work"]["state"] == "running"
    assert board.places("un")["places"]
    board.name(asked.NameAsked(revision=board.desk.revision, name="meanwhile"))
    for change in (
        lambda: move(board, "un", "12:00"),
        lambda: shelve(board, "un"),
        lambda: board.save(asked.SaveAsked(revision=board.desk.revision)),
        lambda: board.undo(asked.ChangeAsked(revision=board.desk.revision)),
        lambda: board.ask(asked.QuestionAsked(revision=board.desk.revision, question="solve")),
    ):
        with pytest.raises(BoardError, match="search is under way"):
            change()
    held.free.set()
    work = wait()
    assert (work["state"], work["applied"]) == ("done", True)
    kinds = [event["kind"] for event in heard]
    assert kinds.index("work") < len(kinds) - kinds[::-1].index("state")
    assert heard[-1]["state"] == "done"
    move(board, "un", "12:00")


def test_what_is_stopped_keeps_the_best_so_far(
    board: RunningBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    work, wait = begin(board)
    assert held.begun.wait(10)
    with pytest.raises(BoardError, match="no such search"):
        board.stop(asked.StopAsked(work="nothing"))
    board.stop(asked.StopAsked(work=work))
    assert wait()["state"] == "stopped"


def test_a_real_search_that_is_stopped_ends(board: RunningBoard) -> None:
    move(board, "pleniere", "10:15")
    work, wait = begin(board)
    board.stop(asked.StopAsked(work=work))
    assert wait()["state"] in ("stopped", "done")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (RuntimeError("Amal (inventée)"), "arrêtée net"),
        (MemoryError(), "Mémoire insuffisante"),
        (BoardError("impossible", questions._WHEN), "quelle heure"),
    ],
)
def test_a_search_that_fails_says_so_and_leaves_all(
    board: RunningBoard,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    error: Exception,
    sentence: str,
) -> None:
    def fail(*_: object) -> Any:
        raise error

    monkeypatch.setattr(questions, "repair", fail)
    before = board.desk.here
    _, wait = begin(board)
    work = wait()
    assert (work["state"], work["applied"]) == ("failed", False)
    assert sentence in sentences(work)
    assert board.desk.here is before
    assert "Amal" not in capfd.readouterr().err
    move(board, "un", "12:00")


def test_an_answer_that_cannot_be_taken_says_so_and_the_board_goes_on(
    board: RunningBoard, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: object) -> None:
        raise RuntimeError("Ada Exemple")

    shelve(board, "un")
    before = board.desk.here
    with monkeypatch.context() as patched:
        patched.setattr(board.desk, "take_up", fails)
        work = answered_by(board, "solve")
    assert (work["state"], work["applied"]) == ("failed", False)
    assert "rien n'a changé" in sentences(work)
    assert board.desk.here is before
    assert "Ada" not in capsys.readouterr().err
    assert answered_by(board, "solve")["applied"]
