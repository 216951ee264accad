"""What a move is: where a session lands, and what goes along."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from drafts import THURSDAY, WEDNESDAY, draft, placed, session, timetable
from shuffled import EACH_STORED, stored
from walks import anywhere

from agenda_solver.judging import landing, moved, shelved
from agenda_solver.judging.moves import moving_along
from agenda_solver.problem import Problem
from agenda_solver.timetable import Casting, Seat, Timetable

ROOMS = ["amphi", "salle"]
WHOLE = (session("a"), session("a1", 30, part_of="a"), session("a2", 30, part_of="a"), "b")
BEFORE = timetable("a 9h-10h amphi", "a1 9h-9h30 amphi", "a2 9h30-10h salle", "b 9h-10h")


def conference(*sessions: dict[str, Any] | str, **more: Any) -> Problem:
    return draft(*sessions, rooms=ROOMS, days=[WEDNESDAY, THURSDAY], **more)


def test_a_session_moves_alone() -> None:
    after = moved(conference("a", "b"), timetable("a 9h-10h amphi", "b 9h-10h"), placed("b 9h-11h"))
    assert after == timetable("a 9h-10h amphi", "b 9h-11h")


def test_a_whole_takes_its_parts_along_to_another_time() -> None:
    after = moved(conference(*WHOLE), BEFORE, placed("a 11h-12h amphi"))
    assert after == timetable(
        "b 9h-10h", "a 11h-12h amphi", "a1 11h-11h30 amphi", "a2 11h30-12h salle"
    )


def test_and_to_another_day_and_into_another_room_those_that_were_in_its_room() -> None:
    after = moved(conference(*WHOLE), BEFORE, placed("+1 a 9h-10h salle"))
    assert after == timetable(
        "b 9h-10h", "+1 a 9h-10h salle", "+1 a1 9h-9h30 salle", "+1 a2 9h30-10h salle"
    )


def test_a_part_that_is_on_another_day_stays() -> None:
    before = timetable("a 9h-10h amphi", "+1 a1 9h-9h30 amphi")
    after = moved(conference(*WHOLE), before, placed("a 11h-12h amphi"))
    assert after == timetable("a 11h-12h amphi", "+1 a1 9h-9h30 amphi")


def test_parts_of_parts_go_along() -> None:
    problem = conference("a", session("a1", 30, part_of="a"), session("a11", 10, part_of="a1"))
    before = timetable("a 9h-10h amphi", "a1 9h-9h30 amphi", "a11 9h10-9h20 amphi")
    after = moved(problem, before, placed("a 10h-11h salle"))
    assert after == timetable("a 10h-11h salle", "a1 10h-10h30 salle", "a11 10h10-10h20 salle")


def test_a_part_moves_alone() -> None:
    after = moved(conference(*WHOLE), BEFORE, placed("a1 9h15-9h45 amphi"))
    assert after.by_session["a"] == BEFORE.by_session["a"]
    assert after.by_session["a1"].start == 555


@pytest.mark.parametrize("line", ["a 8h-10h amphi", "a 9h-11h amphi"])
def test_stretched_over_its_start_or_its_end_it_leaves_its_parts(line: str) -> None:
    after = moved(conference(*WHOLE), BEFORE, placed(line))
    assert [after.by_session[part] for part in ("a1", "a2")] == [
        BEFORE.by_session[part] for part in ("a1", "a2")
    ]


def test_from_the_shelf_a_whole_brings_its_parts_one_after_the_other() -> None:
    after = moved(conference(*WHOLE), timetable("b 9h-10h"), placed("a 11h-12h amphi"))
    assert after == timetable(
        "b 9h-10h", "a 11h-12h amphi", "a1 11h-11h30 amphi", "a2 11h30-12h amphi"
    )
    part = moved(conference(*WHOLE), timetable("b 9h-10h"), placed("a1 11h-11h30 amphi"))
    assert part == timetable("b 9h-10h", "a1 11h-11h30 amphi")


def test_but_none_where_some_of_them_are_placed() -> None:
    before = timetable("a1 9h-9h30 amphi")
    after = moved(conference(*WHOLE), before, placed("a 9h-10h amphi"))
    assert after == timetable("a 9h-10h amphi", "a1 9h-9h30 amphi")


def test_parts_that_come_along_are_shorter_where_they_have_to_be() -> None:
    lasts = {"min": 20, "ideal": 40, "max": 40}
    problem = conference(
        "a",
        session("a1", lasts, part_of="a"),
        session("a2", lasts, part_of="a"),
        session("a21", 10, part_of="a2"),
    )
    long = moved(problem, timetable(), placed("a 9h-10h30 amphi"))
    assert long == timetable(
        "a 9h-10h30 amphi", "a1 9h-9h40 amphi", "a2 9h40-10h20 amphi", "a21 9h40-9h50 amphi"
    )
    short = moved(problem, timetable(), placed("a 9h-10h amphi"))
    assert short == timetable(
        "a 9h-10h amphi", "a1 9h-9h20 amphi", "a2 9h20-9h40 amphi", "a21 9h20-9h30 amphi"
    )


def test_a_block_goes_along_only_if_so_asked() -> None:
    problem = conference(
        session("a", block="x"), session("b", block="x"), session("b1", 30, part_of="b"), "c"
    )
    before = timetable("a 9h-10h amphi", "b 9h-10h salle", "b1 9h-9h30 salle", "c 9h-10h")
    there = placed("a 11h-12h salle")
    assert moved(problem, before, there) == timetable(
        "b 9h-10h salle", "b1 9h-9h30 salle", "c 9h-10h", "a 11h-12h salle"
    )
    assert moved(problem, before, there, block=True) == timetable(
        "c 9h-10h", "a 11h-12h salle", "b 11h-12h salle", "b1 11h-11h30 salle"
    )
    assert moving_along(problem, "a") == {"a"}
    assert moving_along(problem, "a", block=True) == {"a", "b", "b1"}
    assert moving_along(problem, "c", block=True) == {"c"}


def test_seats_and_cast_stay() -> None:
    pool = {"animation": [{"one_of": ["p", "q"]}]}
    problem = conference(session("a", people=pool), people=["p", "q"], attendees=[{"id": "r"}])
    programme = timetable("a 9h-10h amphi")
    seats, cast = [Seat("r", "a")], [Casting("a", "animation", 0, "q")]
    before = Timetable.of(programme.placements, seats, cast)
    for after in (moved(problem, before, placed("a 10h-11h amphi")), shelved(problem, before, "a")):
        assert (after.seats, after.cast) == (before.seats, before.cast)


def test_on_the_shelf_goes_a_session_with_its_parts() -> None:
    assert shelved(conference(*WHOLE), BEFORE, "a") == timetable("b 9h-10h")
    assert shelved(conference(*WHOLE), BEFORE, "a1").by_session.keys() == {"a", "a2", "b"}
    assert shelved(conference(*WHOLE), timetable("b 9h-10h"), "a") == timetable("b 9h-10h")


@pytest.mark.parametrize(
    ("minutes", "start", "end"),
    [
        (None, 540, 600),  # it fills the slot
        (None, 660, 750),
        (None, 700, 760),  # none begins then: as long as it is
        (45, 660, 720),  # as it is, for the verdict to judge
        ({"min": 30, "max": 90}, 660, 720),
        ({"min": 30, "max": 90}, 840, 885),  # no longer than the slot
        ({"min": 50, "max": 90}, 840, 890),  # but as long as it must
    ],
)
def test_where_slots_begin(minutes: Any, start: int, end: int) -> None:
    hours = [("9h", "10h"), ("11h", "12h30"), ("14h", "14h45")]
    slots = [{"day": WEDNESDAY, "start": one, "end": other} for one, other in hours]
    problem = conference(session("a", minutes), event={"slots": slots})
    before = timetable("a 9h-10h amphi")
    there = landing(problem, before, "a", WEDNESDAY, start, "salle")
    assert (there.start, there.end, there.room) == (start, end, "salle")


def test_from_the_shelf_it_lasts_as_usual() -> None:
    problem = conference(session("a", {"min": 30, "ideal": 45, "max": 90}), session("b", 20))
    for key, minutes in (("a", 45), ("b", 20)):
        assert landing(problem, timetable(), key, THURSDAY, 600, None).minutes == minutes


@pytest.mark.parametrize("name", EACH_STORED)
def test_a_move_and_back_is_no_move(name: str) -> None:
    (problem, before), chance = stored(name), Random(name)
    for there in [anywhere(problem, before, chance) for _ in range(20)]:
        after = moved(problem, before, there)
        assert after.by_session[there.session] == there
        if there.session not in problem.parts:
            assert moved(problem, after, before.by_session[there.session]) == before
