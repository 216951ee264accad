"""What the page asks the server for, and what it is answered."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Tab, serving
from small import DRAFT, board_of, draft

from agenda_solver.board.running import RunningBoard
from agenda_solver.board.server import MOST_EVENTS

SOLUTION = Path(__file__).parents[2] / "solutions" / "assises-normandes-2026.xlsx"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    path = Path(shutil.copy(SOLUTION, tmp_path_factory.mktemp("solved")))
    with serving(RunningBoard(path, "fr")) as tab:
        yield tab


def test_a_session_is_moved_and_the_move_is_taken_back(tab: Tab) -> None:
    state = tab.state()
    placement = state["placements"][0]
    where = {key: placement[key] for key in ("session", "day", "room")}
    after = tab.change("move", start="15:00", **where)
    there = {each["session"]: each["start"] for each in after["placements"]}
    assert there[placement["session"]] == "15:00"
    assert after["undo"]
    assert after["dirty"]
    assert after["told"][0].startswith("À prévenir")
    before = tab.change("undo")
    assert before["placements"] == state["placements"]
    assert (before["undo"], before["redo"], before["dirty"]) == (False, True, False)


def test_who_has_not_seen_the_last_change_is_told(tab: Tab) -> None:
    answer = tab.post("undo", tab="two", revision=0)
    assert answer.status == 409
    assert answer.data["error"].startswith("Un autre onglet")


def test_every_tab_hears_of_a_change(tab: Tab) -> None:
    with tab.events() as events:
        assert next(events) == {"kind": "tabs", "number": 1}
        with tab.events() as others:
            assert next(events) == next(others) == {"kind": "tabs", "number": 2}
            state = tab.change("name", name="avant")
            assert next(others) == {"kind": "state", "revision": state["revision"], "by": "one"}
        next(events)
        assert next(events) == {"kind": "tabs", "number": 1}


def test_a_tab_that_hears_nothing_is_let_go(tmp_path: Path) -> None:
    board = board_of(draft(tmp_path))
    long = {"kind": "work", "lines": ["x" * 50_000]}
    with serving(board) as tab, tab.events() as events, tab.events() as others:
        assert next(events)["kind"] == next(others)["kind"] == "tabs"
        for number in range(2 * MOST_EVENTS):
            board.tell({**long, "number": number})
            while next(others).get("number") != number:
                pass
        heard = [event["number"] for event in events if event["kind"] == "work"]
        assert 0 < len(heard) < 2 * MOST_EVENTS
        assert heard == list(range(len(heard)))
        assert next(others) == {"kind": "tabs", "number": 1}
        with tab.events() as again:
            assert next(again) == {"kind": "tabs", "number": 2}


def test_a_day_is_shown_from_when_to_when_a_session_may_go(tmp_path: Path) -> None:
    text = DRAFT.replace('open = { start = "9h", end = "13h" }\n', "")
    text += "\n[[days]]\ndate = 2027-03-16\n"
    text += '\n[[sessions]]\nid = "soir"\ntitle = "Soirée"\nminutes = 60\n'
    text += 'locked = { start = "21h30" }\n'
    board = board_of(draft(tmp_path, text=text))
    assert "soir" in board.state()["shelf"]
    for day in board.state()["days"]:
        assert (day["start"], day["end"]) == ("08:00", "22:30")
    starts = {place["start"] for place in board.places("un")["places"]}
    assert (min(starts), max(starts)) == ("08:00", "22:15")
