"""What the board saves: to the commands it is as if it had been typed in a spreadsheet."""

from __future__ import annotations

import json
import random
import shutil
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from serving import answered_by
from small import DRAFT, board_of, draft, programme

from agenda_solver.board import asked
from agenda_solver.board.desk import BoardError
from agenda_solver.board.running import RunningBoard
from agenda_solver.files import workbook
from agenda_solver.files.grid.opening import Opened
from agenda_solver.files.opening import load
from agenda_solver.judging import places_of
from agenda_solver.words.moments import running_clock
from command_line import run

INSTANCES = Path(__file__).parents[2] / "instances"


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme(tmp_path_factory.mktemp("solved"))


@pytest.fixture
def path(solved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(solved, tmp_path))


def move(board: RunningBoard, session: str, start: str, **more: Any) -> None:
    here = board.desk.here.timetable.by_session.get(session)
    more = {"day": "2027-03-15", "room": here.room if here else None, **more}
    board.move(
        asked.MoveAsked(
            revision=board.desk.revision,
            session=session,
            start=start,
            **more,
        )
    )


def save(board: RunningBoard, *, force: bool = False) -> str:
    state = board.save(asked.SaveAsked(revision=board.desk.revision, force=force))
    assert not state["dirty"]
    sentence: str = state["saved"]
    return sentence


def typed(path: Path, session: str, start: time, end: time) -> None:
    """Move a session as a person does in a spreadsheet."""
    book = load_workbook(path)
    sheet = book["Sessions"]
    headings = {str(cell.value): cell.column for cell in sheet[1]}
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == session)
    sheet.cell(row, headings["début"]).value = start
    sheet.cell(row, headings["fin"]).value = end
    book.save(path)


def answered(*arguments: object) -> tuple[int, Any]:
    done = run(*arguments, "--json")
    return done.returncode, json.loads(done.stdout)


# --- A programme moved by hand ------------------------------------------------------------


def test_a_saved_move_is_a_hand_edit_as_in_a_spreadsheet(path: Path, tmp_path: Path) -> None:
    by_hand = Path(shutil.copy(path, tmp_path / "by_hand.xlsx"))
    typed(by_hand, "un", time(12), time(13))
    board = board_of(path)
    move(board, "un", "12:00")
    assert save(board) == "Enregistré : matinee.xlsx."
    ours, theirs = workbook.read(path), workbook.read(by_hand)
    assert [edit.kind for edit in ours.changes] == ["moved"]
    assert [(edit.id, edit.text, edit.before, edit.after) for edit in ours.changes] == [
        (edit.id, edit.text, edit.before, edit.after) for edit in theirs.changes
    ]
    assert ours.published == theirs.published
    assert ours.lineage == theirs.lineage
    assert ours.result.status == theirs.result.status == "feasible"
    assert ours.problem == theirs.problem
    assert ours.timetable == theirs.timetable
    assert ours.notices == ()


def test_every_command_hears_of_a_saved_move(path: Path, solved: Path, tmp_path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    save(board)
    done = run("verify", path)
    assert done.returncode == 0
    assert "Modifié à la main :" in done.stdout
    assert "« Atelier un »" in done.stdout
    code, document = answered("diff", solved, path)
    assert code == 0
    assert document["changes"][0]["session"] == "un"
    planned = tmp_path / "planned.xlsx"
    code, document = answered("replan", path, "-o", planned, "--workers", "1")
    assert code == 0
    there = {each["session"]: each["start"] for each in document["placements"]}
    assert there["un"] == "12:00"
    assert "un" in {change.get("session") for change in document["changes"]}
    code, document = answered("solve", path, "--workers", "1")
    assert code == 0
    assert {each["session"]: each["start"] for each in document["placements"]}["un"] == "12:00"
    calendar = tmp_path / "matinee.ics"
    assert run("export", path, "--to", "ics", "-o", calendar).returncode == 0
    assert "SEQUENCE:1" in calendar.read_text(encoding="utf-8")


def test_the_views_are_drawn_anew(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    save(board)
    book = load_workbook(path)
    assert "Changements" in book.sheetnames
    words = [
        str(cell.value) for row in book["Par intervenant"] for cell in row if cell.value is not None
    ]
    assert any("12h00" in line for line in words)


def test_what_is_moved_back_is_as_it_was(path: Path) -> None:
    board = board_of(path)
    before = board.desk.here.timetable.by_session["un"]
    move(board, "un", "12:00")
    save(board)
    board.undo(asked.ChangeAsked(revision=board.desk.revision))
    assert board.state()["dirty"]
    save(board)
    book = workbook.read(path)
    assert book.timetable.by_session["un"] == before
    assert book.changes == ()
    assert book.result.status == "optimal"


def test_what_is_broken_is_said_and_saved(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "09:00")
    assert save(board).endswith("demandes ne sont pas tenues.")
    assert run("verify", path).returncode == 1
    again = board_of(path)
    assert again.desk.here.verdict == board.desk.here.verdict
    assert again.desk.here.held == {"un"}


def test_what_is_put_aside_and_what_is_locked_is_saved(path: Path) -> None:
    board = board_of(path)
    board.shelve(asked.SessionAsked(revision=board.desk.revision, session="deux"))
    board.lock(asked.LockAsked(revision=board.desk.revision, session="un", start=True))
    save(board)
    kinds = {edit.kind for edit in workbook.read(path).changes}
    assert kinds == {"unplaced", "changed"}
    state = board_of(path).state()
    assert state["shelf"] == ["deux"]
    locked = next(each["locked"] for each in state["sessions"] if each["id"] == "un")
    assert locked == {"day": False, "start": True, "room": False}


def test_a_stretched_session_lasts_longer_in_the_file(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "11:30", end="12:45")
    save(board)
    assert workbook.read(path).timetable.by_session["un"].minutes == 75


# --- A programme that was searched --------------------------------------------------------


def test_what_was_repaired_is_saved_as_replan_writes_it(path: Path, solved: Path) -> None:
    board = board_of(path)
    move(board, "pleniere", "10:15")
    assert board.desk.here.verdict.errors
    work = answered_by(board, "repair")
    assert (work["state"], work["applied"]) == ("done", True)
    assert not board.desk.here.verdict.errors
    assert board.desk.here.timetable.by_session["pleniere"].start == 10 * 60 + 15
    save(board)
    book = workbook.read(path)
    assert book.changes == ()
    assert book.made is not None
    assert book.result.status == "optimal"
    assert [origin.file for origin in book.lineage.origins] == ["matinee.xlsx"]
    assert any("Plénière" in text.fr for text in book.lineage.origins[0].announced)
    assert book.lineage.history is not None
    assert len(book.lineage.history.editions) == 2
    assert book.problem.session["pleniere"].locked.start == 10 * 60 + 15
    assert run("verify", path).returncode == 0
    assert "Changements" in load_workbook(path).sheetnames
    # As if it had been typed and planned again.
    by_hand = Path(shutil.copy(solved, path.with_name("by_hand.xlsx")))
    typed(by_hand, "pleniere", time(10, 15), time(11))
    planned = path.with_name("planned.xlsx")
    run("replan", by_hand, "-o", planned, "--workers", "1")
    theirs = workbook.read(planned)
    assert book.lineage.origins[0].announced == theirs.lineage.origins[0].announced
    assert book.problem.session["pleniere"].locked.start == (
        theirs.problem.session["pleniere"].locked.start
    )


def test_what_is_moved_after_a_repair_is_a_hand_edit_of_it(path: Path) -> None:
    board = board_of(path)
    move(board, "pleniere", "10:15")
    answered_by(board, "repair")
    repaired = board.desk.here
    move(board, "deux", "12:00")
    save(board)
    # People still know what they knew when the board was opened.
    assert {change.session for change in board.desk.compared_with(None).sessions} >= {"pleniere"}
    book = workbook.read(path)
    assert {edit.id for edit in book.changes} == {"deux"}
    assert book.made is not None
    assert book.made.timetable.placements == repaired.timetable.placements
    # Back to before the repair: now that is what differs from what is published.
    for _ in range(2):
        board.undo(asked.ChangeAsked(revision=board.desk.revision))
    assert board.desk.here.timetable.by_session["deux"].start != 12 * 60
    save(board)
    assert "deux" in {edit.id for edit in workbook.read(path).changes}
    assert "pleniere" not in {edit.id for edit in workbook.read(path).changes}


# --- A file that somebody else has changed ------------------------------------------------


def test_a_file_that_has_changed_is_not_written_over_unasked(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    typed(path, "deux", time(12), time(13))
    changed = path.read_bytes()
    with pytest.raises(Exception, match="changed meanwhile"):
        save(board)
    assert path.read_bytes() == changed
    save(board, force=True)
    assert workbook.read(path).timetable.by_session["un"].start == 12 * 60
    path.unlink()
    with pytest.raises(Exception, match="is gone"):
        save(board)
    save(board, force=True)
    assert path.exists()


@pytest.mark.parametrize("name", ["matinee.xlsx", "matinee.toml", "brouillon.xlsx"])
@pytest.mark.parametrize("data", [None, b"", b"\xff half a file"])
def test_what_is_gone_or_spoilt_is_put_back_where_that_is_confirmed(
    solved: Path, tmp_path: Path, name: str, data: bytes | None
) -> None:
    path = tmp_path / name
    if name == "matinee.xlsx":
        shutil.copy(solved, path)
    else:
        draft(tmp_path, name)
    board = board_of(path)
    move(board, "un", "12:00", room="verte")
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    with pytest.raises(BoardError, match="is gone" if data is None else "changed meanwhile"):
        save(board)
    sentence = save(board, force=True)
    assert board_of(path).desk.here.timetable == board.desk.here.timetable
    copies = [each for each in tmp_path.iterdir() if "avant le tableau" in each.name]
    assert [each.read_bytes() for each in copies] == ([data] if data else [])
    assert all(each.name in sentence for each in copies)


def test_what_is_no_file_any_more_is_said(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    path.unlink()
    path.mkdir()
    for force in (False, True):
        with pytest.raises(BoardError, match="is a folder, not a file"):
            save(board, force=force)
    assert board.state()["dirty"]


def test_what_another_program_has_written_is_kept_in_a_copy(path: Path) -> None:
    book = load_workbook(path)
    book.create_sheet("Traiteur")["A1"] = "12 plateaux"
    book.save(path)
    before = path.read_bytes()
    board = board_of(path)
    move(board, "un", "12:00")
    copy = path.with_name("matinee (avant le tableau).xlsx")
    assert copy.name in save(board)
    assert copy.read_bytes() == before
    move(board, "un", "11:30")
    assert "plateaux" not in save(board)
    assert sorted(each.name for each in path.parent.iterdir()) == sorted([path.name, copy.name])
    assert Opened(path).ours
    assert not Opened(path).untouched


def test_a_workbook_with_macros_is_saved_beside_as_a_plain_one(path: Path) -> None:
    path = path.rename(path.with_suffix(".xlsm"))
    before = path.read_bytes()
    board = board_of(path)
    move(board, "un", "12:00")
    assert save(board).startswith("Enregistré dans un classeur, à côté : matinee.xlsx.")
    assert path.read_bytes() == before
    assert board_of(path.with_suffix(".xlsx")).desk.here.timetable == board.desk.here.timetable
    assert sorted(each.suffix for each in path.parent.iterdir()) == [".xlsm", ".xlsx"]


def test_a_workbook_that_is_open_elsewhere_is_saved_beside(path: Path) -> None:
    board = board_of(path)
    move(board, "un", "12:00")
    before = path.read_bytes()
    mark = path.with_name(f".~lock.{path.name}#")
    mark.touch()
    state = board.save(asked.SaveAsked(revision=board.desk.revision))
    assert "matinee (2).xlsx" in state["saved"]
    assert state["dirty"]
    assert path.read_bytes() == before
    mark.unlink()
    save(board)
    assert path.read_bytes() != before


# --- A draft that is filled in ------------------------------------------------------------


def test_a_draft_as_text_is_filled_in_where_it_is(tmp_path: Path) -> None:
    path = draft(tmp_path)
    board = board_of(path)
    assert board.state()["kind"] == "draft"
    move(board, "un", "10:30", room="verte")
    move(board, "ouverture", "09:00", room="bleue")
    board.lock(asked.LockAsked(revision=board.desk.revision, session="ouverture", start=True))
    assert save(board) == "Enregistré : matinee.toml. 2 demandes ne sont pas tenues."
    text = path.read_text(encoding="utf-8")
    assert "# L'ouverture et ce qu'elle contient." in text
    again = board_of(path)
    assert again.desk.here.timetable == board.desk.here.timetable
    assert again.desk.here.problem.session["ouverture"].locked.start == 9 * 60
    code, document = answered("solve", path, "--workers", "1")
    assert code == 0
    there = {each["session"]: (each["start"], each["room"]) for each in document["placements"]}
    assert there["un"] == ("10:30", "verte")
    assert there["ouverture"] == ("09:00", "bleue")


def test_a_workbook_draft_is_filled_in_and_all_else_stays(tmp_path: Path) -> None:
    path = draft(tmp_path, "matinee.xlsx")
    book = load_workbook(path)
    book.create_sheet("Traiteur")["A1"] = "12 plateaux"
    book.save(path)
    board = board_of(path)
    move(board, "un", "10:30", end="11:15", room="verte")
    assert save(board).startswith("Enregistré : matinee.xlsx.")
    assert load_workbook(path)["Traiteur"]["A1"].value == "12 plateaux"
    again = board_of(path)
    assert again.desk.here.timetable == board.desk.here.timetable
    assert again.state()["kind"] == "draft"
    sheet = load_workbook(path)["Sessions"]
    headings = {str(cell.value): cell.column - 1 for cell in sheet[1]}
    row = next(cells for cells in sheet.iter_rows(values_only=True) if cells[0] == "un")
    assert [row[headings[name]] for name in ("début", "fin", "salle")] == [
        *(time(10, 30), time(11, 15)),
        "verte",
    ]
    move(again, "un", "11:00")
    again.shelve(asked.SessionAsked(revision=again.desk.revision, session="un"))
    save(again)
    assert board_of(path).state()["shelf"] == again.state()["shelf"]


def test_what_a_session_would_like_gives_way_to_where_it_is_put(tmp_path: Path) -> None:
    text = DRAFT.replace('id = "deux"', 'id = "deux"\npreferred = { room = "bleue" }')
    for name in ("matinee.toml", "matinee.xlsx"):
        path = draft(tmp_path, name, text)
        board = board_of(path)
        assert "deux" in board.state()["shelf"]
        move(board, "deux", "10:30", room="verte")
        save(board)
        again = board_of(path)
        assert again.desk.here.timetable.by_session["deux"].room == "verte"
        assert again.keeping.asked.notices == ()


def test_a_draft_that_repeats_a_session_has_a_row_for_each_time_afterwards(tmp_path: Path) -> None:
    path = draft(tmp_path, text=DRAFT.replace('id = "deux"', 'id = "deux"\nrepeats = 2'))
    text = path.read_text(encoding="utf-8")
    board = board_of(path)
    (other,) = (id_ for id_ in board.state()["shelf"] if id_.startswith("deux-"))
    move(board, "deux", "10:00", room="verte")
    move(board, other, "11:00", room="verte")
    assert save(board).startswith("Enregistré dans un classeur, à côté : matinee.xlsx.")
    assert path.read_text(encoding="utf-8") == text
    again = board_of(path.with_suffix(".xlsx"))
    assert again.desk.here.timetable == board.desk.here.timetable
    move(board, other, "12:00")
    assert save(board).startswith("Enregistré dans un classeur, à côté : matinee.xlsx.")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["matinee.toml", "matinee.xlsx"]


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(each.name for each in INSTANCES.iterdir() if each.is_dir()))
@pytest.mark.parametrize("suffix", [".toml", ".xlsx"])
def test_every_draft_is_read_as_it_was_filled_in(name: str, suffix: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(INSTANCES / name, tmp_path / name))
    path = folder / "agenda.toml"
    if suffix == ".xlsx":
        path = workbook.write_draft(path.with_suffix(suffix), load(path).problem, "fr")
    board = board_of(path)
    chance = random.Random(name)
    free = [session.id for session in board.desk.here.problem.sessions if not session.external]
    for _ in range(8):
        session = chance.choice(free)
        places = places_of(board.desk.here.problem, board.desk.here.timetable, session)
        place = chance.choice(places)
        where = {"day": place.day.isoformat(), "room": place.room}
        move(board, session, running_clock(place.start), **where)
    save(board)
    again = board_of(board.keeping.path)
    assert again.desk.here.timetable == board.desk.here.timetable
    assert again.keeping.asked.notices == load(path).notices
