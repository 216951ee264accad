"""What is on the board: every step, and the way back from it."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from small import DRAFT, board_of, draft, programme

from agenda_solver.board import asked
from agenda_solver.board.desk import MOST_NAMES, MOST_STEPS, BoardError, Desk
from agenda_solver.judging import moved
from agenda_solver.timetable import Placement
from agenda_solver.verify import verify

MONDAY = date(2027, 3, 15)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme(tmp_path_factory.mktemp("solved"))


@pytest.fixture
def desk(solved: Path) -> Desk:
    return board_of(solved).desk


def at(session: str, start: int, minutes: int, room: str | None = "bleue") -> Placement:
    return Placement(session, MONDAY, start, start + minutes, room)


def where(desk: Desk) -> dict[str, Placement]:
    return dict(desk.here.timetable.by_session)


def test_a_move_may_break_what_it_breaks_and_is_taken_back(desk: Desk) -> None:
    before = desk.here
    desk.move(at("un", 9 * 60, 60))
    assert {error.rule for error in desk.here.verdict.errors} >= {
        "room_one_at_a_time",
        "person_one_place",
    }
    assert desk.here.held == {"un"}
    assert desk.is_dirty
    desk.undo()
    assert desk.here is before
    assert not desk.is_dirty
    assert (desk.can_undo, desk.can_redo) == (False, True)
    desk.redo()
    assert where(desk)["un"].start == 9 * 60
    with pytest.raises(BoardError, match="redo"):
        desk.redo()


def test_what_is_done_after_an_undo_is_the_new_way(desk: Desk) -> None:
    desk.move(at("un", 11 * 60, 60))
    desk.undo()
    desk.move(at("un", 12 * 60, 60))
    assert not desk.can_redo
    desk.undo()
    with pytest.raises(BoardError, match="nothing to undo"):
        desk.undo()


def test_parts_go_along_and_are_shelved_along(desk: Desk) -> None:
    desk.move(at("ouverture", 12 * 60, 30, "verte"))
    assert where(desk)["mot"] == at("mot", 12 * 60, 15, "verte")
    assert desk.here.held == {"ouverture", "mot"}
    desk.shelve("ouverture")
    assert desk.here.shelf == ("ouverture", "mot")
    assert desk.here.held == set()
    with pytest.raises(BoardError, match="put aside already"):
        desk.shelve("ouverture")
    desk.move(at("mot", 9 * 60, 15))
    assert desk.here.shelf == ("ouverture",)


def test_a_move_to_where_it_is_is_none(desk: Desk) -> None:
    revision = desk.revision
    desk.move(where(desk)["un"])
    assert (desk.revision, desk.can_undo) == (revision, False)


def test_a_lock_is_what_is_asked_from_then_on(desk: Desk) -> None:
    desk.lock("un", {"day": True, "start": True, "room": True})
    assert desk.here.problem.session["un"].locked.room == where(desk)["un"].room
    desk.move(at("un", 12 * 60, 60))
    assert "locked" in {error.rule for error in desk.here.verdict.errors}
    desk.undo()
    desk.lock("un", {"start": False})
    locked = desk.here.problem.session["un"].locked
    assert (locked.day, locked.start, locked.room) == (MONDAY, None, where(desk)["un"].room)
    revision = desk.revision
    desk.lock("un", {"start": False})
    assert desk.revision == revision
    desk.shelve("deux")
    with pytest.raises(BoardError, match="place it first"):
        desk.lock("deux", {"day": True})


@pytest.mark.parametrize(
    ("placement", "why"),
    [
        (at("nulle", 540, 60), "no session"),
        (at("un", 540, 60, "rouge"), "no room"),
        (Placement("un", date(2027, 3, 16), 540, 600, "bleue"), "day of the event"),
        (at("un", 540, 0), "a minute at least"),
        (at("un", 540, -5), "a minute at least"),
        (at("un", -5, 60), "a minute at least"),
        (at("un", 23 * 60, 9 * 60), "a minute at least"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(
    desk: Desk, placement: Placement, why: str
) -> None:
    before = desk.here
    with pytest.raises(BoardError, match=why):
        desk.move(placement)
    with pytest.raises(BoardError, match=why):
        desk.if_moved(placement)
    assert desk.here is before


def test_what_is_external_is_shown_and_never_moved(tmp_path: Path) -> None:
    text = """
    [event]
    name = "Ailleurs"
    [[days]]
    date = 2027-03-15
    [[sessions]]
    id = "train"
    title = "Train"
    minutes = 60
    external = true
    locked = { day = 2027-03-15, start = "8h" }
    """
    desk = board_of(draft(tmp_path, text=text)).desk
    for refused in (
        lambda: desk.move(at("train", 600, 60, None)),
        lambda: desk.shelve("train"),
        lambda: desk.lock("train", {"room": True}),
    ):
        with pytest.raises(BoardError, match="external"):
            refused()


def test_names_are_had_back_and_compared(desk: Desk) -> None:
    desk.name("  plan  A ")
    desk.move(at("un", 12 * 60, 60))
    changed = desk.compared_with("plan A")
    assert [change.session for change in changed.sessions] == ["un"]
    assert [change.session for change in desk.compared_with(None).sessions] == ["un"]
    desk.restore("plan A")
    assert not desk.compared_with(None)
    desk.undo()
    assert where(desk)["un"].start == 12 * 60
    with pytest.raises(BoardError, match="No state is called"):
        desk.restore("plan B")
    for words in ("", "   ", "x" * 81):
        with pytest.raises(BoardError, match="Give a name"):
            desk.name(words)
    with pytest.raises(BoardError, match="is what is published"):
        desk.name("published")
    desk.name("\u202eplan\x00 A\x1b")  # what shows nothing, or turns words around, is no name
    assert list(desk.named) == ["plan A"]
    for number in range(MOST_NAMES - 1):
        desk.name(str(number))
    with pytest.raises(BoardError, match="have names already"):
        desk.name("one more")
    desk.name("plan A")


def test_only_so_many_steps_are_kept(desk: Desk) -> None:
    for number in range(MOST_STEPS + 5):
        desk.move(at("un", 540 + number % 7, 60))
    taken_back = 0
    while desk.can_undo:
        desk.undo()
        taken_back += 1
    assert taken_back == MOST_STEPS


def test_a_draft_says_how_long_its_sessions_last(tmp_path: Path) -> None:
    desk = board_of(draft(tmp_path)).desk
    assert desk.is_draft
    desk.move(at("deux", 600, 90))
    minutes = desk.here.problem.session["deux"].minutes
    assert minutes is not None
    assert (minutes.min, minutes.max) == (90, 90)
    desk.move(at("un", 600, 50))
    minutes = desk.here.problem.session["un"].minutes
    assert minutes is not None
    assert (minutes.min, minutes.ideal, minutes.max) == (45, 50, 75)
    with pytest.raises(BoardError, match="draft"):
        desk.compared_with(None)
    assert desk.news_of(desk.here) is None


NIGHT = (
    DRAFT.replace('"9h"', '"18h"')
    .replace('"13h"', '"2h"')
    .replace("minutes = 15\n", 'minutes = 15\nlocked = { start = "18h" }\n')
)


@pytest.mark.parametrize(
    ("text", "start", "minutes", "allowed"),
    [
        (DRAFT, 24 * 60 + 30, 60, False),  # 0:30 of a day that ends at 13:00
        (DRAFT, 5 * 60, 20 * 60, False),  # from 5:00 to 1:00: no end that comes after a start
        (DRAFT, 23 * 60, 2 * 60, True),
        (NIGHT, 24 * 60 + 30, 60, True),
        (NIGHT, 30, 60, False),  # of the night, as a file tells it
    ],
)
def test_no_time_is_taken_that_a_file_would_tell_otherwise(
    tmp_path: Path, text: str, start: int, minutes: int, *, allowed: bool
) -> None:
    path = draft(tmp_path, text=text)
    board = board_of(path)
    before = board.desk.here
    if not allowed:
        with pytest.raises(BoardError):
            board.desk.move(at("un", start, minutes))
        assert board.desk.here == before
        return
    board.desk.move(at("un", start, minutes))
    board.save(asked.SaveAsked(revision=board.desk.revision))
    assert board_of(path).desk.here.timetable == board.desk.here.timetable


def test_what_goes_along_stays_within_the_day_too(desk: Desk) -> None:
    desk.move(at("mot", 60, 15))
    before = desk.here
    with pytest.raises(BoardError, match="begins and ends on one day"):
        desk.move(at("ouverture", 5 * 60, 30))
    assert desk.here == before


@pytest.mark.parametrize("name", ["matinee.toml", "matinee.xlsx"])
def test_a_lock_of_a_draft_goes_along_and_lets_go_of_what_is_put_aside(
    tmp_path: Path, name: str
) -> None:
    path = draft(tmp_path, name)
    board = board_of(path)
    for session, start in (("un", 600), ("deux", 600), ("ouverture", 540)):
        board.desk.move(at(session, start, 30 if session == "ouverture" else 60, "bleue"))
        board.desk.lock(session, {"day": True, "start": True, "room": session != "deux"})
    board.desk.lock("mot", {"start": True})
    board.desk.move(at("un", 660, 60, "verte"))
    board.desk.move(at("ouverture", 555, 30))
    board.desk.shelve("deux")
    locked = board.desk.here.problem.session["un"].locked
    assert (locked.start, locked.room) == (660, "verte")
    assert board.desk.here.problem.session["mot"].locked.start == 555
    board.save(asked.SaveAsked(revision=board.desk.revision))
    again = board_of(path).desk.here
    assert (again.timetable, again.shelf) == (board.desk.here.timetable, board.desk.here.shelf)


def test_what_has_the_length_of_its_slot_is_stretched_in_a_draft(tmp_path: Path) -> None:
    slots = 'slots = [{ day = 2027-03-15, start = "9h", end = "10h" }]\n\n[[days]]\n'
    text = DRAFT.replace("[[days]]\n", slots, 1).replace(
        'kind = "workshop"\nminutes = 60\n', 'kind = "workshop"\n'
    )
    path = draft(tmp_path, text=text)
    board = board_of(path)
    board.desk.move(at("deux", 540, 90))
    board.save(asked.SaveAsked(revision=board.desk.revision))
    again = board_of(board.keeping.path).desk.here.timetable
    assert again == board.desk.here.timetable


def test_a_thousand_moves_are_judged_as_by_verify(solved: Path) -> None:
    desk = board_of(solved).desk
    chance = random.Random(24)
    sessions = [session.id for session in desk.here.problem.sessions]
    for _ in range(1_000):
        session, kind = chance.choice(sessions), chance.random()
        if kind < 0.1 and session in desk.here.timetable.by_session:
            desk.shelve(session)
        elif kind < 0.2 and desk.can_undo:
            desk.undo()
        elif kind < 0.3 and desk.can_redo:
            desk.redo()
        elif kind < 0.35 and session in desk.here.timetable.by_session:
            desk.lock(session, {chance.choice(("day", "start", "room")): chance.random() < 0.5})
        else:
            room = chance.choice(("bleue", "verte", None))
            placement = at(
                session, 15 * chance.randrange(32, 52), 15 * chance.randrange(1, 6), room
            )
            expected = moved(desk.here.problem, desk.here.timetable, placement)
            desk.move(placement)
            assert desk.here.timetable == expected
        assert desk.here.verdict == verify(desk.here.problem, desk.here.timetable)
