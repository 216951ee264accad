"""What is announced on the board: planned again around it, saved as `replan` saves it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from serving import Tab, answered_by, serving
from small import ATTENDEES, DRAFT, board_of, draft, programme
from test_keeping import move
from test_work import sentences, starts

from agenda_solver.board import asked
from agenda_solver.board.desk import BoardError
from agenda_solver.board.running import RunningBoard
from agenda_solver.files.opening import load_programme
from agenda_solver.files.workbook import Book
from command_line import run

CHLOE = """
[[people]]
id = "chloe"
name = "Chloé (inventée)"

[[rooms]]
id = "rouge"
name = "Salle rouge"
capacity = 30
"""
Announcement = dict[str, Any]
NO_ATELIER: Announcement = {"of": "session", "id": "deux"}
NO_BRUNO: Announcement = {"of": "person", "id": "bruno"}
CHLOE_FOR_BRUNO: Announcement = {"of": "person", "id": "bruno", "by": "chloe"}
NO_GREEN: Announcement = {"of": "room", "id": "verte"}


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme(tmp_path_factory.mktemp("solved"), DRAFT + CHLOE + ATTENDEES)


@pytest.fixture
def board(solved: Path, tmp_path: Path) -> RunningBoard:
    return board_of(Path(shutil.copy(solved, tmp_path)))


def announce(board: RunningBoard, *announced: Announcement) -> Any:
    rows = tuple(asked.AnnouncementAsked(**each) for each in announced)
    return answered_by(board, "repair", announced=rows)


def undo(board: RunningBoard) -> None:
    board.undo(asked.ChangeAsked(revision=board.desk.revision))


def saved(board: RunningBoard) -> Book:
    board.save(asked.SaveAsked(revision=board.desk.revision))
    return load_programme(board.keeping.path)


def planned(source: Path, folder: Path, *options: str) -> Book:
    """Return what `replan` makes of the same changes."""
    path = folder / "replan.xlsx"
    ran = run("replan", source, "-o", path, "--workers", "1", *options)
    assert ran.returncode == 0, ran.stderr
    return load_programme(path)


# --- What it comes to ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("announced", "option"),
    [
        (NO_ATELIER, ("--cancel-session", "deux")),
        (NO_BRUNO, ("--cancel-person", "bruno")),
        (CHLOE_FOR_BRUNO, ("--replace-person", "bruno=chloe")),
        (NO_GREEN, ("--close-room", "verte")),
        ({**NO_BRUNO, "start": "09:00", "end": "10:00"}, ("--away", "bruno@9h-10h")),
        (
            {**NO_GREEN, "day": "2027-03-15", "end": "11:00"},
            ("--close-room", "verte@0h-11h"),
        ),
    ],
    ids=["session", "person", "by another", "room", "away", "closed then"],
)
def test_what_is_announced_is_saved_as_replan_saves_it(
    board: RunningBoard, solved: Path, tmp_path: Path, announced: Announcement, option: Any
) -> None:
    before = board.desk.here
    work = announce(board, announced)
    assert (work["state"], work["applied"]) == ("done", True), sentences(work)
    assert work["answer"][0]["heading"] == "Ce qui est signalé :"
    assert not board.desk.here.verdict.errors
    ours = saved(board)
    theirs = planned(solved, tmp_path, *option)
    for table in ("people", "rooms", "sessions", "attendees"):
        for mine, other in zip(
            getattr(ours.problem, table), getattr(theirs.problem, table), strict=True
        ):
            assert {**dict(mine), "closed": 0} == {**dict(other), "closed": 0}
    assert ours.timetable.by_session.keys() == theirs.timetable.by_session.keys()
    assert [o.announced for o in ours.lineage.origins] == [
        o.announced for o in theirs.lineage.origins
    ]
    assert ours.changes == theirs.changes == ()
    assert "Toutes les demandes sont tenues" in run("verify", board.keeping.path).stdout
    undo(board)
    assert board.desk.here.problem == before.problem


def test_what_is_taken_back_before_it_is_saved_leaves_no_trace(
    board: RunningBoard, solved: Path
) -> None:
    announce(board, NO_ATELIER)
    undo(board)
    assert not board.desk.is_dirty
    move(board, "un", "10:30")
    undo(board)
    book, first = saved(board), load_programme(solved)
    assert (book.problem, book.timetable, book.changes) == (first.problem, first.timetable, ())
    assert book.lineage == first.lineage


def test_what_is_taken_back_after_it_was_saved_is_there_again(
    board: RunningBoard, solved: Path
) -> None:
    announce(board, NO_ATELIER)
    saved(board)
    undo(board)
    book, first = saved(board), load_programme(solved)
    assert book.problem.session.keys() == first.problem.session.keys()
    assert book.timetable.placements == first.timetable.placements


def test_moves_before_and_after_it_are_kept_and_told_apart(board: RunningBoard) -> None:
    move(board, "pleniere", "10:15")
    announce(board, NO_ATELIER)
    assert starts(board)["pleniere"] == 10 * 60 + 15
    move(board, "un", "12:00")
    work = answered_by(board, "repair")
    assert work["applied"], sentences(work)
    assert "deux" not in starts(board)
    book = saved(board)
    origin = book.lineage.origins[-1]
    assert origin.announced[0].fr == "« Atelier deux » n'a plus lieu"
    assert sum("Atelier deux" in text.fr for text in origin.announced) == 1


def test_who_was_replaced_comes_back_and_is_replaced_again(board: RunningBoard) -> None:
    back = {"of": "person", "id": "chloe", "by": "bruno"}
    for announced, by in ((CHLOE_FOR_BRUNO, "chloe"), (back, "bruno"), (CHLOE_FOR_BRUNO, "chloe")):
        assert announce(board, announced)["applied"]
        assert board.desk.here.timetable.roster(board.desk.session("deux")) == (by,)


def test_the_commands_know_what_was_announced(
    board: RunningBoard, solved: Path, tmp_path: Path
) -> None:
    announce(board, NO_ATELIER)
    saved(board)
    path = board.keeping.path
    assert "Toutes les demandes sont tenues" in run("verify", path).stdout
    compared = run("diff", solved, path)
    assert "Atelier deux" in compared.stdout
    calendar = tmp_path / "programme.ics"
    assert run("export", path, "--to", "ics", "-o", calendar).returncode == 0
    assert "STATUS:CANCELLED" in calendar.read_text(encoding="utf-8")
    again = run("replan", path, "-o", tmp_path / "next.xlsx", "--cancel-person", "bruno")
    assert again.returncode == 0, again.stderr
    assert len(load_programme(tmp_path / "next.xlsx").lineage.origins) == 2


def test_what_is_announced_is_kept_where_the_board_closes(board: RunningBoard) -> None:
    away = {"of": "person", "id": "amal", "day": "2027-03-15", "start": "12:45"}
    announce(board, CHLOE_FOR_BRUNO, NO_GREEN, away)
    shown = board.desk.here
    other = board_of(board.keeping.path)
    other.recover(asked.RecoverAsked(revision=other.desk.revision, take=True))
    assert other.desk.here.problem == shown.problem
    assert other.desk.here.timetable == shown.timetable
    assert other.desk.here.announced == shown.announced


def test_of_a_file_that_has_changed_it_is_to_be_reported_again(board: RunningBoard) -> None:
    again = "le signaler de nouveau"
    announce(board, CHLOE_FOR_BRUNO)
    path = board.keeping.path
    assert again not in board_of(path).state()["recovered"]["sentence"]
    other = board_of(Path(shutil.copy(path, path.with_name("other.xlsx"))))
    move(other, "un", "12:00")
    saved(other)
    shutil.move(other.keeping.path, path)
    other = board_of(path)
    assert again in other.state()["recovered"]["sentence"]
    other.recover(asked.RecoverAsked(revision=other.desk.revision, take=True))
    assert other.desk.here.problem == other.keeping.asked.problem
    assert other.desk.here.announced == ()


def test_what_was_announced_and_cannot_be_read_is_put_beside(board: RunningBoard) -> None:
    announce(board, CHLOE_FOR_BRUNO)
    path = board.keeping.path
    aside = path.with_name(f".{path.name}.tableau")
    kept = json.loads(aside.read_text(encoding="utf-8"))
    kept["here"]["problem"]["rooms"] = [{"id": "bleue", "size": "of another version"}]
    aside.write_text(json.dumps(kept), encoding="utf-8")
    other = board_of(path)
    assert other.state()["recovered"] is None
    assert other.unreadable is not None
    assert json.loads(other.unreadable.read_text(encoding="utf-8")) == kept


def test_what_cannot_be_says_why_and_what_would_help(board: RunningBoard) -> None:
    before = board.desk.here
    work = announce(board, {"of": "room", "id": "bleue"}, {"of": "room", "id": "verte"})
    if work["applied"]:
        pytest.fail(sentences(work))
    assert board.desk.here is before
    assert "Salle bleue" in sentences(work)


# --- What is asked ------------------------------------------------------------------------


def test_who_could_take_over_is_told_the_likeliest_first(board: RunningBoard) -> None:
    people = board.candidates("bruno")["people"]
    assert people[0] == {"id": "chloe", "name": "Chloé (inventée)", "ease": "free", "reason": None}
    assert [each["id"] for each in people] == ["chloe", "amal"]


@pytest.mark.parametrize(
    ("announced", "words"),
    [
        ({"of": "person", "id": "zoe"}, "personne n'existe pas"),
        ({"of": "person", "id": "bruno", "by": "zoe"}, "personne n'existe pas"),
        ({"of": "person", "id": "bruno", "by": "bruno"}, "ne se remplace"),
        ({"of": "room", "id": "jaune"}, "salle n'existe pas"),
        ({**NO_GREEN, "start": "11:00", "end": "10:00"}, "fin n'est pas après"),
        ({**NO_GREEN, "day": "2027-13-45"}, "pas un jour"),
        ({**NO_GREEN, "day": "2027-03-16"}, "n'est pas de l'évènement"),
    ],
)
def test_what_is_not_understood_is_refused(
    board: RunningBoard, announced: Announcement, words: str
) -> None:
    with pytest.raises(BoardError) as refused:
        announce(board, announced)
    assert words in refused.value.text.fr


def test_nothing_is_announced_of_a_draft(tmp_path: Path) -> None:
    with pytest.raises(BoardError) as refused:
        announce(board_of(draft(tmp_path)), NO_BRUNO)
    assert "pas encore diffusé" in refused.value.text.fr


def test_the_server_takes_what_is_announced_and_nothing_else(board: RunningBoard) -> None:
    with serving(board) as tab:
        assert tab.get("api/candidates?person=bruno").data["people"][0]["id"] == "chloe"
        assert tab.get("api/candidates?person=zoe").status == 422
        revision = tab.state()["revision"]

        def asking(tab: Tab, announced: Any) -> int:
            return tab.post(
                "ask", tab=tab.name, revision=revision, question="repair", announced=announced
            ).status

        assert asking(tab, [{"of": "planet", "id": "x"}]) == 422
        assert asking(tab, [{**NO_BRUNO, "more": 1}]) == 422
        assert asking(tab, [NO_BRUNO] * 51) == 422
        assert asking(tab, [NO_BRUNO]) == 202
