"""What it costs to differ from a printed programme, told, counted and in the model."""

from __future__ import annotations

import random
from typing import Any

import pytest
from drafts import BOTH, WEDNESDAY, draft, findings, paid, session, timetable, told
from ortools.sat.python import cp_model

from agenda_solver.decisions import Encoding, Intervals, Slots
from agenda_solver.problem import Problem
from agenda_solver.rules.rule import Cost
from agenda_solver.rules.stability import (
    KeepsEveryRoom,
    KeepsTheLengths,
    KeepsTheRooms,
    KeepsTheSeats,
    KeepsTheTimes,
    LeavesUntouched,
    stability,
)
from agenda_solver.timetable import Casting, Placement, Seat, Timetable
from agenda_solver.verify import verify

BEFORE = timetable("a 9h-10h amphi", "b 10h-11h foyer")
ROOMS = ["amphi", "foyer"]


def two(**more: Any) -> Problem:
    return draft("a", "b", rooms=ROOMS, **{"days": BOTH, **more})


@pytest.mark.parametrize(
    ("lines", "times", "rooms", "every_room"),
    [
        (("a 9h-10h amphi", "b 10h-11h foyer"), 0, 0, 0),
        (("a 9h05-10h05 amphi", "b 10h-11h foyer"), 1, 0, 0),
        (("+1 a 9h-10h amphi", "b 10h-11h foyer"), 1, 0, 0),
        (("a 9h-10h foyer", "b 10h-11h foyer"), 0, 1, 1),
        (("a 11h-12h foyer", "b 10h-11h amphi"), 1, 1, 2),
        (("a 10h-11h foyer", "b 9h-10h amphi"), 2, 0, 2),
    ],
)
def test_times_and_rooms(lines: tuple[str, ...], times: int, rooms: int, every_room: int) -> None:
    assert paid(KeepsTheTimes(BEFORE), two(), *lines) == times
    assert paid(KeepsTheRooms(BEFORE), two(), *lines) == rooms
    assert paid(KeepsEveryRoom(BEFORE), two(), *lines) == every_room


@pytest.mark.parametrize(
    ("lines", "touched"),
    [
        (("a 9h-10h amphi", "b 10h-11h foyer"), 0),
        (("a 9h05-10h05 amphi", "b 10h-11h foyer"), 1),
        (("a 9h-10h foyer", "b 10h-11h foyer"), 1),
        (("a 11h-12h foyer", "b 10h-11h amphi"), 2),
    ],
)
def test_a_session_is_touched_once(lines: tuple[str, ...], touched: int) -> None:
    rule = LeavesUntouched(BEFORE, {"a": frozenset(), "b": frozenset()})
    assert paid(rule, two(), *lines) == touched


def test_other_people_touch_a_session_too() -> None:
    rows = session("a", people={"orateur": ["ana", {"one_of": ["bob", "eve"]}]}), session("b")
    problem = draft(*rows, rooms=ROOMS, people=["ana", "bob", "eve"])
    lines = ("a 9h-10h amphi", "b 10h-11h foyer")

    def cost(was: str, now: str) -> int:
        people = {"a": frozenset(was.split()), "b": frozenset[str]()}
        cast = [Casting("a", "orateur", 1, now)]
        after = Timetable.of(timetable(*lines).placements, cast=cast)
        return sum(it.cost for it in LeavesUntouched(BEFORE, people).check(problem, after))

    assert cost("ana bob", "bob") == 0
    assert cost("ana bob", "eve") == 1
    assert cost("bob eve", "eve") == 1
    assert cost("ana", "eve") == 1


def test_what_is_touched_is_told() -> None:
    people = {"a": frozenset({"ana"}), "b": frozenset[str]()}
    after = ("a 9h-10h amphi", "b 14h-15h foyer")
    assert told(LeavesUntouched(BEFORE, people), draft("a", "b", rooms=ROOMS), *after) == [
        (
            "« B » change : de 10h00 à 11h00, Foyer, puis de 14h00 à 15h00, Foyer",
            "“B” changes: 10:00 to 11:00, Foyer, then 14:00 to 15:00, Foyer",
        ),
        ("« A » n'a plus les mêmes intervenants", "“A” does not have the same people"),
    ]


def test_what_is_new_or_gone_costs_nothing() -> None:
    before = timetable("a 9h-10h amphi", "gone 10h-11h foyer")
    for rule in stability(before):
        assert paid(rule, two(), "a 9h-10h amphi", "b 14h-15h amphi") == 0


def test_lengths_cost_by_the_minute() -> None:
    problem = draft(session("a", {"min": 30, "max": 90}), session("b"), rooms=ROOMS)
    rule = KeepsTheLengths(BEFORE)
    assert paid(rule, problem, "a 9h-10h amphi", "b 10h-11h amphi") == 0
    assert paid(rule, problem, "a 14h-15h15 amphi", "b 10h-11h amphi") == 15
    assert paid(rule, problem, "a 9h-9h40 amphi", "b 10h-11h amphi") == 20


def test_each_change_is_told() -> None:
    problem = draft(session("a", {"min": 30, "max": 60}), session("b"), rooms=ROOMS)
    after = ("a 14h-14h30 amphi", "b 10h-11h amphi")
    assert told(KeepsTheTimes(BEFORE), problem, *after) == [
        (
            "« A » change d'heure : de 9h00 à 10h00, Amphi, puis de 14h00 à 14h30, Amphi",
            "“A” changes its time: 09:00 to 10:00, Amphi, then 14:00 to 14:30, Amphi",
        )
    ]
    assert told(KeepsTheRooms(BEFORE), problem, *after) == [
        ("« B » change de salle : Foyer, puis Amphi", "“B” changes rooms: Foyer, then Amphi")
    ]
    assert told(KeepsTheLengths(BEFORE), problem, *after) == [
        (
            "« A » change de durée : de 9h00 à 10h00, Amphi, puis de 14h00 à 14h30, Amphi",
            "“A” changes its length: 09:00 to 10:00, Amphi, then 14:00 to 14:30, Amphi",
        )
    ]


# --- Seats --------------------------------------------------------------------------------


def seated(*lines: str, **present: Any) -> tuple[Problem, KeepsTheSeats]:
    """Return an event with attendees, and those who had seats: ``"ana: a b"``."""
    seats = [
        Seat(attendee, key)
        for attendee, _, keys in (line.partition(": ") for line in lines)
        for key in keys.split()
    ]
    attendees = [{"id": it} for it in dict.fromkeys(seat.attendee for seat in seats)]
    for row in attendees:
        row.update(present.get(row["id"], {}))
    problem = draft(
        *(session(key, kind="workshop") for key in "abc"),
        rooms=[{"id": "amphi", "capacity": 3}, {"id": "foyer", "capacity": 1}, "salon"],
        attendees=attendees,
    )
    before = timetable("a 9h-10h amphi", "b 10h-11h amphi", "c 11h-12h amphi")
    return problem, KeepsTheSeats(Timetable.of(before.placements, seats))


def test_seats_at_one_time_are_lost_but_one() -> None:
    problem, rule = seated("ana: a b c", "bob: a b", "eve: c")
    assert paid(rule, problem, "a 9h-10h amphi", "b 10h-11h amphi", "c 11h-12h amphi") == 0
    assert paid(rule, problem, "a 9h-10h amphi", "b 9h-10h salon", "c 11h-12h amphi") == 2
    assert paid(rule, problem, "a 9h-10h amphi", "b 9h-10h salon", "c 9h30-10h30 salon") == 3
    # One that lasts beside two that follow one another costs one seat.
    assert paid(rule, problem, "a 9h-10h amphi", "b 10h-11h amphi", "c 9h30-10h30 salon") == 1


def test_who_is_away_loses_the_seat() -> None:
    hours = {"present": [{"start": "9h", "end": "11h"}]}
    problem, rule = seated("ana: a b", ana=hours)
    assert paid(rule, problem, "a 9h-10h amphi", "b 10h-11h amphi", "c 11h-12h amphi") == 0
    assert paid(rule, problem, "a 9h-10h amphi", "b 10h30-11h30 amphi", "c 12h-13h amphi") == 1


def test_a_smaller_room_has_no_place_for_some() -> None:
    problem, rule = seated("ana: a", "bob: a", "eve: a")
    assert paid(rule, problem, "a 9h-10h salon", "b 10h-11h amphi", "c 11h-12h amphi") == 0
    (found,) = findings(rule, problem, "a 9h-10h foyer", "b 10h-11h amphi", "c 11h-12h amphi")
    assert found.cost == 2
    assert found.attendees == ()
    assert found.text.fr == "« A » : la salle n'a plus de place pour 2 participants"
    assert found.text.en == "“A”: the room has no place any more for 2 attendees"


def test_without_a_room_nobody_counts_its_places() -> None:
    problem, rule = seated("ana: a", "bob: a")
    assert paid(rule, problem, "a 9h-10h", "b 10h-11h amphi", "c 11h-12h amphi") == 0


def test_a_clash_is_told_by_session() -> None:
    problem, rule = seated("ana: a b", "bob: a b")
    (found,) = findings(rule, problem, "a 9h-10h amphi", "b 9h-10h salon", "c 11h-12h amphi")
    assert found.text.fr == (
        "« B » : à l'heure d'une autre place, ou d'une absence, pour 2 participants"
    )
    assert found.text.en == "“B”: at the time of another seat, or while away, for 2 attendees"


def test_who_is_not_registered_any_more_does_not_count() -> None:
    problem, rule = seated("ana: a")
    before = Timetable.of(rule.before.placements, [Seat("gone", "a"), Seat("gone", "b")])
    lines = ("a 9h-10h foyer", "b 9h-10h salon", "c 11h-12h amphi")
    assert paid(KeepsTheSeats(before), problem, *lines) == 0


def test_seats_count_only_where_some_were_given() -> None:
    assert [rule.key for rule in stability(BEFORE)] == [
        "times_kept",
        "rooms_kept",
        "every_room_kept",
        "lengths_kept",
    ]
    with_seats = Timetable.of(BEFORE.placements, [Seat("ana", "a")])
    assert [rule.tier for rule in stability(with_seats)] == [1, 2, 3, 4, 5]


# --- In the model -------------------------------------------------------------------------

HOURS = (9, 10, 11)


def some_problem(rng: random.Random, *, slots: bool) -> Problem:
    attendees = [{"id": f"p{it}", **_some_presence(rng)} for it in range(4)]
    event: dict[str, Any] = {"grid": 60}
    if slots:
        event["slots"] = [
            {"day": WEDNESDAY, "start": f"{hour}h", "end": f"{hour + 1}h"} for hour in HOURS
        ]
    speaker = {"people": {"orateur": ["p0"]}}
    several = {"people": {"orateur": [{"one_of": ["p0", "p1"]}]}}
    return draft(
        session("a", kind="workshop"),
        session("b", kind="workshop", **(speaker if rng.random() < 0.5 else {})),
        session("c", kind="workshop", **(several if rng.random() < 0.5 else {})),
        rooms=[{"id": "amphi", "capacity": 3}, {"id": "foyer", "capacity": 1}, "salon"],
        people=["p0", "p1"],
        attendees=attendees,
        event=event,
        days=[{"date": WEDNESDAY, "open": {"start": "9h", "end": "12h"}}],
    )


def _some_presence(rng: random.Random) -> dict[str, Any]:
    return {"present": [{"start": "9h", "end": "11h"}]} if rng.random() < 0.3 else {}


def some_timetable(rng: random.Random, problem: Problem) -> Timetable:
    """Draw a timetable that keeps every demand, with seats whether or not they can be."""
    rooms = list(problem.room)
    while True:
        placements = [
            Placement(it.id, WEDNESDAY, 60 * (hour := rng.choice(HOURS)), 60 * hour + 60, room)
            for it in problem.sessions
            for room in [rng.choice(rooms)]
        ]
        cast = [
            Casting(it.id, role, number, rng.choice(people))
            for it in problem.sessions
            for role, number, people in it.pools
        ]
        if not verify(problem, Timetable.of(placements, cast=cast)).errors:
            pairs = [Seat(it, key) for it in problem.attendee for key in problem.session]
            seats = [seat for seat in pairs if rng.random() < 0.6]
            return Timetable.of(placements, seats, cast)


def least(encoding: Encoding, rule: Cost, fixed: Timetable) -> int:
    """Return what a fixed timetable costs in the model."""
    cost = sum(rule.amounts(encoding))
    encoding.close()
    encoding.fix(fixed)
    encoding.model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(encoding.model) == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.parametrize("slots", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_the_model_counts_as_the_check_does(seed: int, slots: bool) -> None:
    rng = random.Random(seed)
    problem = some_problem(rng, slots=slots)
    before, after = (some_timetable(rng, problem) for _ in range(2))
    people = {it.id: frozenset(before.roster(it)) for it in problem.sessions}
    for rule in stability(before, people):
        encoding = Slots(problem) if slots else Intervals(problem)
        counted = sum(finding.cost for finding in rule.check(problem, after))
        assert least(encoding, rule, after) == counted, rule.key
