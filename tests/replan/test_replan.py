"""Whole plans: what stays, what is proven, what is said, and whose seat changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from published import (
    WEDNESDAY,
    amounts_printed,
    draft,
    lines_of,
    planned,
    published,
    session,
    window,
)

from agenda_solver.budget import Budget
from agenda_solver.changes import Changes, PersonCancels, PersonIsAway, RoomIsClosed
from agenda_solver.changes import SessionIsCancelled as Cancelled
from agenda_solver.difference import Version
from agenda_solver.files.workbook import read
from agenda_solver.problem import Problem
from agenda_solver.replan import planning, replan
from agenda_solver.timetable import Seat
from agenda_solver.verify import verify

SOLUTIONS = Path(__file__).parents[2] / "solutions"


def event(*rows: dict[str, Any], **more: Any) -> Version:
    sessions = [*(rows or (session("a", "ana"),)), session("b"), session("c")]
    problem = draft(*sessions, rooms=["amphi", "foyer"], people=["ana"], **more)
    return published(problem, "a 9h-10h amphi", "b 10h-11h amphi", "c 10h-11h foyer")


def test_where_nothing_has_to_move_nothing_does() -> None:
    before = event()
    plan = planned(before, PersonIsAway("ana", window("11h", "12h")))
    assert plan.price is not None
    assert plan.price.amounts == (0, 0, 0, 0, 0)
    assert plan.price.proven
    assert plan.result.status == "optimal"
    assert plan.result.timetable == before.timetable
    assert not plan.difference


def test_its_tiers_begin_with_how_near_it_is() -> None:
    plan = planned(event(), PersonIsAway("ana", window("9h", "10h")))
    assert [it.rules for it in plan.result.tiers[:4]] == [
        ("times_kept",),
        ("rooms_kept",),
        ("every_room_kept",),
        ("lengths_kept",),
    ]
    assert [it.cost for it in plan.result.tiers[:4]] == [1, 0, 0, 0]
    assert {it.status for it in plan.result.tiers} == {"optimal"}
    assert plan.result.status == "optimal"


def test_a_length_stays_as_it_is_printed() -> None:
    short = session("a", "ana", minutes={"min": 30, "ideal": 60, "max": 60})
    problem = draft(short, session("b"), rooms=["amphi"], people=["ana"], event={"grid": 30})
    before = published(problem, "a 9h-9h30 amphi", "b 10h-11h amphi")
    plan = planned(before, PersonIsAway("ana", window("9h", "10h")))
    assert plan.result.timetable is not None
    assert plan.result.timetable.by_session["a"].minutes == 30


def test_what_is_off_the_grid_may_stay_there() -> None:
    before = event()
    placements = [
        replace(it, start=it.start + 7, end=it.end + 7) if it.session != "a" else it
        for it in before.timetable.placements
    ]
    before = replace(before, timetable=replace(before.timetable, placements=tuple(placements)))
    plan = planned(before, PersonIsAway("ana", window("9h", "10h")))
    assert plan.price is not None
    assert plan.price.amounts == (0, 1, 0, 0, 0)


def test_locks_stay_and_the_reasons_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "ways_out", lambda *_, **__: ())
    locked = session("a", "ana", locked={"room": "amphi"})
    plan = planned(event(locked), RoomIsClosed("amphi"))
    assert plan.result.status == "infeasible"
    assert plan.price is None
    assert plan.difference is None
    told = [it.text.fr for it in plan.result.findings if it.severity == "error"]
    assert told == [
        "« A » ne peut avoir lieu nulle part : « A » est verrouillée : Amphi ; "
        "Amphi est fermée tout le temps"
    ]
    said = [it.text.fr for it in plan.result.findings if it.rule == "change"]
    assert said == ["Annuler « A » suffirait : 1 autre session changerait d'heure"]


def test_a_contradiction_that_is_not_on_sight_is_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planning, "ways_out", lambda *_, **__: ())
    rows = [session("a", "ana", "bob"), session("b", "bob", "eve"), session("c", "eve", "ana")]
    problem = draft(*rows, rooms=["r1", "r2", "r3"], people=["ana", "bob", "eve"])
    before = published(problem, "a 9h-10h r1", "b 10h-11h r2", "c 11h-12h r3")
    plan = planned(before, *(RoomIsClosed(room, window("11h", "24h")) for room in problem.room))
    assert plan.result.status == "infeasible"
    assert plan.reasons is not None
    assert plan.reasons.minimal
    assert {it.rule for it in plan.reasons.findings} >= {"person_one_place", "room_closed"}
    said = [it.text.en for it in plan.result.findings if it.rule == "change"]
    assert said[0] == "Cancelling “A” would do: 1 other session would change its time"


def test_without_a_short_reason_what_is_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "conflict", lambda *_, **__: None)
    rows = [session("a", "ana", "bob"), session("b", "bob", "eve"), session("c", "eve", "ana")]
    problem = draft(*rows, rooms=["r1", "r2", "r3"], people=["ana", "bob", "eve"])
    before = published(problem, "a 9h-10h r1", "b 10h-11h r2", "c 11h-12h r3")
    plan = planned(before, *(RoomIsClosed(room, window("11h", "24h")) for room in problem.room))
    assert plan.result.status == "infeasible"
    told = [it for it in plan.result.findings if it.severity == "error"]
    assert [it.text.fr for it in told] == [
        "il est prouvé qu'aucun programme ne tient avec ces changements, mais une raison plus "
        "courte n'a pas été trouvée dans le temps imparti",
        "R1 est fermée ; y avaient lieu : « A »",
        "R2 est fermée ; y avaient lieu : « B »",
        "R3 est fermée ; y avaient lieu : « C »",
    ]
    assert told[1].text.en == "R1 is closed; it held: “A”"


def test_what_has_begun_does_not_move() -> None:
    before = event()
    now = (WEDNESDAY, 10 * 60)
    plan = planned(before, RoomIsClosed("foyer"), now=now)
    # It goes on in the foyer.
    assert lines_of(plan) == lines_of(planned(before))
    early = planned(before, RoomIsClosed("foyer"), now=(WEDNESDAY, 9 * 60 + 59))
    assert early.price is not None
    assert early.price.amounts == (0, 1, 0, 1, 0)
    assert lines_of(early) == ["a 9 amphi", "b 10 amphi", "c 11 amphi"]


def test_no_session_is_left() -> None:
    before = published(
        draft(session("a", "ana"), people=["ana"], rooms=["amphi"]), "a 9h-10h amphi"
    )
    for change in (Cancelled("a"), PersonCancels("ana")):
        plan = planned(before, change)
        assert plan.result.status == "infeasible"
        assert [it.text.fr for it in plan.result.findings] == [
            "il ne resterait aucune session au programme"
        ]


def test_what_is_held_stays() -> None:
    before = event()
    plan = planned(before, RoomIsClosed("foyer"), held=["b"])
    assert "b 10 amphi" in lines_of(plan)
    assert plan.price is not None
    assert plan.price.moved == 1


def test_what_is_found_before_a_stop_is_kept_and_nothing_is_said_to_be_proven() -> None:
    before = event()
    changes = Changes((PersonIsAway("ana", window("9h", "10h")), RoomIsClosed("foyer")))
    budget = Budget(seconds=20, workers=1)
    plan = replan(before, before.problem, changes, budget, progress=lambda _: budget.stop.set())
    assert plan.price is not None
    assert plan.price.moved == 2
    assert not plan.price.proven


def test_the_same_again_is_the_same() -> None:
    changes = Changes((RoomIsClosed("amphi", window("9h", "11h")),))
    plans = [
        replan(event(), event().problem, changes, Budget(seconds=5, reproducible=True))
        for _ in range(2)
    ]
    assert plans[0].result.timetable == plans[1].result.timetable
    assert plans[0].price == plans[1].price


def test_a_replan_of_a_replan() -> None:
    before = event()
    first = planned(before, PersonIsAway("ana", window("9h", "10h")))
    assert first.result.timetable is not None
    again = Version(first.problem, first.result.timetable)
    assert not planned(again).difference
    second = planned(again, RoomIsClosed("foyer", window("10h", "11h")))
    assert second.price is not None
    assert second.price.proven
    assert not verify(second.problem, second.result.timetable).errors  # type: ignore[arg-type]


# --- Seats ----------------------------------------------------------------------------------


def workshops(**more: Any) -> Version:
    rows = [session(key, kind="workshop", block="x") for key in "abc"]
    problem = draft(
        *rows,
        rooms=[
            {"id": "r1", "capacity": 2},
            {"id": "r2", "capacity": 2},
            {"id": "r3", "capacity": 4},
        ],
        attendees=[{"id": f"p{it}", "wishes": ["a", "b", "c"]} for it in range(4)],
        **more,
    )
    lines = ("a 9h-10h r1", "b 9h-10h r2", "c 9h-10h r3")
    return published(problem, *lines, seats=["p0: a", "p1: a", "p2: b", "p3: c"])


def test_those_of_a_cancelled_workshop_are_seated_elsewhere() -> None:
    plan = planned(workshops(), Cancelled("a"))
    assert plan.price is not None
    assert plan.price.amounts == (1, 0, 0, 0, 2)
    assert plan.result.timetable is not None
    seats = plan.result.timetable.seats_of
    assert seats["p2"] == ("b",)
    assert seats["p3"] == ("c",)
    assert sorted((seats["p0"], seats["p1"])) == [("b",), ("c",)]
    assert plan.result.seating is not None
    assert {it.attendee for it in plan.result.seating.moved} == {"p0", "p1"}
    assert plan.price.amounts == amounts_printed(plan)


def test_where_nobody_was_seated_nobody_is() -> None:
    before = workshops()
    before = replace(before, timetable=replace(before.timetable, seats=()))
    plan = planned(before, Cancelled("a"))
    assert plan.result.seating is None
    assert plan.result.timetable is not None
    assert plan.result.timetable.seats == ()


def test_of_equal_moves_the_one_that_keeps_the_seats() -> None:
    rows = [session(key, "ana" if key == "a" else "", kind="workshop") for key in "abc"]
    for row in rows:
        if row["people"]["orateur"] == [""]:
            del row["people"]
    problem = draft(
        *rows,
        rooms=["r1", "r2"],
        people=["ana"],
        attendees=[{"id": f"p{it}", "wishes": ["a", "b", "c"]} for it in range(3)],
    )
    before = published(
        problem,
        "a 9h-10h r1",
        "b 10h-11h r1",
        "c 11h-12h r1",
        seats=["p0: a, b", "p1: a, b", "p2: a, c"],
    )
    hours = [window("9h", "10h"), window("12h", "13h")]
    plan = planned(before, *(PersonIsAway("ana", it) for it in hours))
    # At ten two would lose a seat, at eleven one.
    assert plan.result.timetable is not None
    assert plan.result.timetable.by_session["a"].start == 660
    assert plan.price is not None
    assert plan.price.amounts[1] == 1
    assert plan.price.seats == 1
    assert plan.price.amounts == amounts_printed(plan)


def test_a_seat_that_a_hand_gave_is_kept() -> None:
    pinned = Seat("p0", "c")
    data = workshops().problem.dump()
    data["attendees"][0]["must_attend"] = ["c"]
    plan = planned(workshops(), problem=Problem.read(data), pinned=[pinned])
    assert plan.result.timetable is not None
    assert plan.result.timetable.seats_of["p0"] == ("c",)
    assert plan.price is not None
    assert plan.price.amounts == (0, 0, 0, 0, 1)


def step_free(*low: dict[str, Any], **attendee: Any) -> Version:
    """Return an event in which the step-free room of a must is about to be closed."""
    rooms = [{"id": "haut"}, {"id": "rez", "features": ["pmr"]}, *low]
    must = {"id": "p", "must_attend": ["a"], "needs": ["pmr"], **attendee}
    sessions = [session(key, kind="workshop") for key in ("a", "b")]
    problem = draft(*sessions, rooms=rooms, attendees=[must, {"id": "q", "wishes": ["b"]}])
    there = "bas" if low else "haut"
    return published(problem, "a 9h-10h rez", f"b 9h-10h {there}", seats=["p: a", "q: b"])


def test_a_session_moves_to_a_room_that_those_who_must_attend_can_enter() -> None:
    before = step_free({"id": "bas", "features": ["pmr"]})
    plan = planned(before, RoomIsClosed("rez"))
    assert plan.result.timetable is not None
    placed = plan.result.timetable.by_session
    assert (placed["a"].start, placed["a"].room) == (540, "bas")
    assert plan.result.timetable.seats_of["p"] == ("a",)
    assert plan.price is not None
    assert plan.price.proven
    # The other makes room for it: to move to the room upstairs alone would not do.
    assert plan.price.amounts == (0, 0, 2, 0, 0)
    assert not verify(plan.problem, plan.result.timetable).errors


def test_a_session_moves_to_a_time_at_which_those_who_must_attend_can_enter() -> None:
    plan = planned(step_free(), RoomIsClosed("rez", window("9h", "12h")))
    assert plan.result.timetable is not None
    assert lines_of(plan) == ["b 9 haut", "a 12 rez"]
    assert plan.price is not None
    assert plan.price.proven


def test_where_no_programme_seats_them_the_reasons_are_told() -> None:
    present = [{"start": "9h", "end": "12h30"}]
    plan = planned(step_free(present=present), RoomIsClosed("rez", window("9h", "12h")))
    assert plan.result.status == "infeasible"
    assert plan.reasons is not None
    told = [finding.text.fr for finding in plan.reasons.findings]
    assert "p doit suivre « A » (là seulement de 9h00 à 12h30 ; a besoin de : pmr)" in told


# --- Real events ------------------------------------------------------------------------------

NAMES = ("cuf-2022", "journee-icci-2025", "world-cafe-cooperation", "assises-normandes-2026")


@pytest.mark.parametrize("name", NAMES)
def test_a_person_of_a_real_event_cancels(name: str) -> None:
    book = read(SOLUTIONS / f"{name}.xlsx")
    before = Version(book.problem, book.timetable)
    person = max(book.problem.people, key=lambda it: len(book.problem.sessions_with(it.id)))
    plan = planned(before, PersonCancels(person.id))
    assert plan.price is not None
    assert plan.price.proven
    assert plan.price.moved == plan.price.rooms == 0
    assert plan.result.timetable is not None
    assert not verify(plan.problem, plan.result.timetable).errors
    assert all(it.status == "optimal" for it in plan.options)
    assert not any(person.id in plan.result.timetable.roster(it) for it in plan.problem.sessions)
