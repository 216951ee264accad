from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agenda_solver.domains import (
    Domain,
    candidate_rooms,
    domain,
    domains,
    grid_starts,
    latest_ends,
    lengths,
    limits_by_session,
    sort_limits,
)
from agenda_solver.files import toml
from agenda_solver.problem import Problem, Session
from agenda_solver.rules import DEMANDS
from agenda_solver.rules.room_hours import RoomIsOpen
from agenda_solver.rules.rooms import RoomHasWhatIsNeeded, RoomHoldsOneSession
from agenda_solver.rules.rule import Limit, Whom
from agenda_solver.timetable import Placement

ONE, TWO = date(2026, 6, 10), date(2026, 6, 11)
MORNING = {"date": ONE, "open": {"start": "9h", "end": "12h"}}
SLOTS = [
    {"day": ONE, "start": "9h", "end": "10h"},
    {"day": ONE, "start": "10h30", "end": "12h"},
]


def draft(
    *sessions: dict[str, Any], days: tuple[object, ...] = (MORNING,), **tables: Any
) -> Problem:
    return Problem.read(
        {
            "event": {"name": "E", "grid": 60, **tables.pop("event", {})},
            "days": [day if isinstance(day, dict) else {"date": day} for day in days],
            "sessions": [
                {"id": "abcdefgh"[row], "title": "", **it} for row, it in enumerate(sessions)
            ],
            **tables,
        }
    )


def minutes_of(starts: list[tuple[date, int]], day: date = ONE) -> list[int]:
    return [minute for when, minute in starts if when == day]


def hours(problem: Problem, session: str = "a") -> list[tuple[float, float]]:
    return [(start / 60, end / 60) for _, start, end in domains(problem)[session].times]


# --- Starts -------------------------------------------------------------------------------


def test_starts_are_on_the_grid_of_every_day() -> None:
    problem = draft({"minutes": 60}, days=(ONE, TWO))
    starts = grid_starts(problem, problem.session["a"])
    assert starts == sorted(starts)
    assert minutes_of(starts) == minutes_of(starts, TWO) == list(range(0, 1440, 60))


def test_a_day_may_open_off_the_grid() -> None:
    opens = {"date": ONE, "open": {"start": "8h45", "end": "12h"}}
    problem = draft({"minutes": 60}, days=(opens, TWO))
    starts = grid_starts(problem, problem.session["a"])
    assert 525 in minutes_of(starts)
    assert 525 not in minutes_of(starts, TWO)
    assert hours(problem)[:2] == [(8.75, 9.75), (9, 10)]


@pytest.mark.parametrize(
    "named",
    [
        {"locked": {"start": "9h07"}},
        {"preferred": {"start": "9h07"}},
        {"stated": [{"start": "9h07"}]},
    ],
)
def test_a_start_that_the_session_names_is_tried_off_the_grid(named: dict[str, Any]) -> None:
    problem = draft({"minutes": 60, **named}, {"minutes": 60}, days=(ONE, TWO))
    starts = grid_starts(problem, problem.session["a"])
    assert 547 in minutes_of(starts)
    assert 547 in minutes_of(starts, TWO)
    assert 547 not in minutes_of(grid_starts(problem, problem.session["b"]))


def test_a_start_that_one_of_a_block_names_is_tried_by_all() -> None:
    problem = draft(
        {"minutes": 60, "block": "x", "preferred": {"start": "9h07"}},
        {"minutes": 60, "block": "x"},
        {"minutes": 60, "block": "y"},
    )
    tried = [547 in minutes_of(grid_starts(problem, problem.session[key])) for key in "abc"]
    assert tried == [True, True, False]


def test_a_part_may_start_when_its_whole_does() -> None:
    whole = {"minutes": 60, "locked": {"start": "9h10"}}
    problem = draft(whole, {"minutes": 60, "part_of": "a"}, {"minutes": 60})
    tried = [550 in minutes_of(grid_starts(problem, problem.session[key])) for key in "abc"]
    assert tried == [True, True, False]


def test_short_parts_follow_one_another_off_the_grid() -> None:
    parts = [{"minutes": 7, "part_of": "a"}, {"minutes": 8, "part_of": "a"}]
    problem = draft({"minutes": 60}, *parts, event={"grid": 5})
    for key in "bc":
        starts = minutes_of(grid_starts(problem, problem.session[key]))
        assert {540, 547, 548, 555} <= set(starts)
    assert 547 not in minutes_of(grid_starts(problem, problem.session["a"]))


@pytest.mark.parametrize(
    ("day", "event", "length", "then"),
    [
        ({"date": ONE, "open": {"start": "8h45", "end": "12h"}}, {"grid": 30}, 10, 525 + 10),
        ({"date": ONE}, {"grid": 60, "slots": SLOTS}, 20, 630 + 20),
    ],
)
def test_parts_follow_on_from_wherever_their_whole_may_start(
    day: dict[str, Any], event: dict[str, Any], length: int, then: int
) -> None:
    parts = [{"minutes": length, "part_of": "a"}] * 2
    problem = draft({"minutes": 60}, *parts, days=(day,), event=event)
    assert then in minutes_of(grid_starts(problem, problem.session["c"]))


def test_midnight_at_the_end_of_the_day_is_no_start() -> None:
    problem = draft({"minutes": 60, "preferred": {"start": "24:00"}})
    assert max(minutes_of(grid_starts(problem, problem.session["a"]))) < 1440


EVENING = {"date": ONE, "open": {"start": "18h", "end": "2h"}}


def test_a_session_starts_after_midnight_as_long_as_the_evening_lasts() -> None:
    problem = draft({"minutes": 60}, days=(EVENING, TWO))
    assert hours(problem)[:8] == [(hour, hour + 1) for hour in range(18, 26)]
    assert minutes_of(grid_starts(problem, problem.session["a"]), TWO)[0] == 120


def test_what_is_locked_in_the_night_is_of_one_day() -> None:
    locked = {"day": ONE.isoformat(), "start": "0h30"}
    problem = draft({"minutes": 60, "locked": locked}, days=(EVENING, TWO))
    starts = grid_starts(problem, problem.session["a"])
    assert (ONE, 1470) in starts
    assert (TWO, 30) not in starts
    assert hours(problem) == [(24.5, 25.5)]


@pytest.mark.parametrize("day", ["2027-03-27", "2027-10-30"])
def test_nothing_starts_at_a_time_that_does_not_exist_or_comes_twice(day: str) -> None:
    evening = {"date": day, "open": {"start": "18h", "end": "4h30"}}
    problem = draft({"minutes": 60}, days=(evening,), event={"grid": 30})
    starts = [minute for _, minute in grid_starts(problem, problem.session["a"]) if minute > 1440]
    assert starts == [1470, 1500, 1530, 1620, 1650, 1680]


def test_on_slots_a_session_starts_with_a_slot() -> None:
    problem = draft({"minutes": 30}, event={"slots": SLOTS})
    assert minutes_of(grid_starts(problem, problem.session["a"])) == [540, 630]


def test_on_slots_a_part_starts_on_the_grid() -> None:
    problem = draft({}, {"minutes": 30, "part_of": "a"}, event={"slots": SLOTS, "grid": 30})
    assert (9.5, 10) in hours(problem, "b")
    assert hours(problem, "a") == [(9, 10), (10.5, 12)]


def test_on_slots_a_lock_may_be_elsewhere() -> None:
    locked = {"day": ONE, "start": "10h15"}
    problem = draft({"minutes": 30, "locked": locked}, event={"slots": SLOTS})
    assert hours(problem) == [(10.25, 10.75)]


# --- Lengths ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grid", "more", "found"),
    [
        (15, {"minutes": 60}, [60]),
        (15, {"minutes": 50}, [50]),
        (15, {"minutes": {"min": 30, "max": 60}}, [30, 45, 60]),
        (15, {"minutes": {"min": 25, "ideal": 40, "max": 50}}, [25, 30, 40, 45, 50]),
        (60, {"minutes": {"min": 10, "max": 50}}, [10, 50]),
        (
            10,
            {"minutes": {"min": 100, "max": 120}, "stated": [{"start": "14h", "end": "15h45"}]},
            [100, 105, 110, 120],
        ),
        (
            10,
            {"minutes": {"min": 110, "max": 120}, "stated": [{"start": "14h", "end": "15h45"}]},
            [110, 120],
        ),
        (
            10,
            {"minutes": {"min": 10, "max": 20}, "stated": [{"start": "14h"}, {"end": "15h45"}]},
            [10, 20],
        ),
    ],
)
def test_lengths(grid: int, more: dict[str, Any], found: list[int]) -> None:
    problem = draft(more, event={"grid": grid})
    assert lengths(problem, problem.session["a"]) == found


def test_a_session_without_minutes_is_as_long_as_a_slot() -> None:
    problem = draft({}, event={"slots": SLOTS})
    assert lengths(problem, problem.session["a"]) == [60, 90]
    assert hours(problem) == [(9, 10), (10.5, 12)]


# --- Rooms --------------------------------------------------------------------------------


def roomed(*sessions: dict[str, Any], **amphi: Any) -> Problem:
    return draft(*sessions, rooms=[{"id": "amphi", **amphi}, {"id": "hall"}])


def test_candidate_rooms_end_with_none() -> None:
    problem = roomed({"minutes": 60}, {"minutes": 60, "kind": "pause"})
    assert candidate_rooms(problem, problem.session["a"]) == ("amphi", "hall", None)
    assert candidate_rooms(problem, problem.session["b"]) == (None,)


@pytest.mark.parametrize(
    ("more", "rooms"),
    [
        ({}, ("amphi", "hall")),
        ({"rooms": ["hall"]}, ("hall",)),
        ({"rooms": []}, (None,)),
        ({"kind": "pause"}, (None,)),
        ({"kind": "pause", "rooms": ["hall"]}, ("hall",)),
        ({"locked": {"room": "amphi"}}, ("amphi",)),
        ({"rooms": ["hall"], "locked": {"room": "amphi"}}, ()),
        ({"needs": ["pmr"]}, ("amphi",)),
        ({"needs": ["lune"]}, ()),
        ({"expected": 50}, ("amphi", "hall")),
        ({"expected": 51}, ("hall",)),
    ],
)
def test_rooms(more: dict[str, Any], rooms: tuple[str | None, ...]) -> None:
    problem = roomed({"minutes": 60, **more}, features=["pmr"], capacity=50)
    assert domains(problem)["a"].rooms == rooms
    assert domains(problem)["a"].empty is (not rooms)


def test_a_break_inside_a_session_may_be_in_its_room() -> None:
    problem = roomed({"minutes": 60}, {"minutes": 10, "part_of": "a", "kind": "pause"})
    assert domains(problem)["b"].rooms == ("amphi", "hall", None)


def test_a_session_without_any_room_in_the_draft() -> None:
    assert domains(draft({"minutes": 60}))["a"].rooms == ()
    assert domains(draft({"minutes": 60, "kind": "pause"}))["a"].rooms == (None,)


# --- Times --------------------------------------------------------------------------------


def test_times_lie_within_opening_hours_windows_and_presence() -> None:
    assert hours(draft({"minutes": 60})) == [(9, 10), (10, 11), (11, 12)]
    windowed = draft({"minutes": 60, "windows": [{"start": "10h"}]})
    assert hours(windowed) == [(10, 11), (11, 12)]
    people = [{"id": "maire", "present": [{"end": "11h"}]}]
    attended = draft({"minutes": 60, "people": {"r": ["maire"]}}, people=people)
    assert hours(attended) == [(9, 10), (10, 11)]


def test_a_time_does_not_reach_past_midnight() -> None:
    assert hours(draft({"minutes": 60}, days=(ONE,)))[-1] == (23, 24)
    assert hours(draft({"minutes": 90}, days=(ONE,)))[-1] == (22, 23.5)


def test_times_are_in_the_order_of_time() -> None:
    problem = draft({"minutes": {"min": 60, "max": 120}}, days=({"date": TWO}, MORNING))
    times = domains(problem)["a"].times
    assert list(times) == sorted(times)
    assert times[0] == (ONE, 540, 600)
    assert times[-1][0] == TWO


def test_nothing_is_left() -> None:
    problem = draft({"minutes": 60, "windows": [{"start": "13h"}]})
    assert domains(problem)["a"].times == ()
    assert domains(problem)["a"].empty


# --- Rooms at a time ----------------------------------------------------------------------


def test_a_room_is_closed_at_some_times() -> None:
    problem = roomed({"minutes": 60}, open=[{"start": "10h"}])
    found = domains(problem)["a"]
    assert found.rooms == ("amphi", "hall")
    assert found.closed == {"amphi": {(ONE, 540, 600)}}
    assert found.rooms_at((ONE, 540, 600)) == ("hall",)
    assert found.rooms_at((ONE, 600, 660)) == ("amphi", "hall")


def test_a_room_that_is_closed_at_every_time_is_left_out() -> None:
    problem = roomed({"minutes": 60}, open=[{"start": "13h"}])
    found = domains(problem)["a"]
    assert found.rooms == ("hall",)
    assert not found.closed


def test_setup_closes_a_room_sooner_than_its_hours() -> None:
    problem = roomed({"minutes": 60}, open=[{"start": "9h"}], setup=15)
    assert domains(problem)["a"].closed == {"amphi": {(ONE, 540, 600)}}


def test_a_time_may_be_left_without_room() -> None:
    problem = roomed({"minutes": 60, "rooms": ["amphi"]}, open=[{"start": "10h"}])
    found = domains(problem)["a"]
    assert (ONE, 540, 600) in found.times
    assert found.rooms_at((ONE, 540, 600)) == ()


# --- Limits -------------------------------------------------------------------------------


def test_limits_are_sorted_by_the_session_they_limit() -> None:
    problem = roomed({"minutes": 60, "needs": ["pmr"]}, {"minutes": 60}, open=[{"start": "9h"}])
    found = limits_by_session(problem, (RoomHasWhatIsNeeded(), RoomIsOpen()))
    assert {key: len(limits) for key, limits in found.items()} == {"a": 2, "b": 1}
    assert all(limit.session == key for key, limits in found.items() for limit in limits)


def test_limits_are_sorted_by_what_they_read() -> None:
    def limit(*reads: Any) -> Limit:
        return Limit("a", frozenset(reads), lambda _: True, Whom())

    time, room, both = limit("time"), limit("room"), limit("time", "room")
    assert sort_limits([both, room, time, both]) == ([time], [room], [both, both])


def test_without_demands_every_candidate_is_left() -> None:
    problem = roomed({"minutes": 60, "needs": ["lune"]})
    session = problem.session["a"]
    found = domain(problem, session, [])
    assert found.rooms == candidate_rooms(problem, session)
    assert len(found.times) == 24
    assert domains(problem, ())["a"] == found


# --- What sessions share ------------------------------------------------------------------


def plain(problem: Problem, session: Session) -> Domain:
    """Return a domain, asking each limit of each placement."""
    limits = [limit for limit in limits_by_session(problem)[session.id] if limit.person is None]
    latest = latest_ends(problem, session)
    times = [
        (day, start, start + length)
        for day, start in grid_starts(problem, session)
        for length in lengths(problem, session)
        if start + length <= latest(day, start)
    ]
    by_time, by_room, by_both = sort_limits(limits)

    def allow(asked: list[Limit], *spot: Any) -> bool:
        return all(limit.allows(Placement(session.id, *spot)) for limit in asked)

    there = tuple(time for time in times if allow(by_time, *time))
    rooms, closed = [], {}
    for room in candidate_rooms(problem, session):
        here = [limit for limit in by_both if limit.room in (None, room)]
        shut = frozenset(time for time in there if not allow(here, *time, room))
        if allow(by_room, ONE, 0, 0, room) and (not there or len(shut) < len(there)):
            rooms.append(room)
            closed.update({room: shut} if shut else {})
    return Domain(there, tuple(rooms), closed)


@pytest.mark.parametrize("name", ["assises-normandes-2026", "congres-deux-jours", "cuf-2022"])
def test_what_is_shared_is_what_each_session_has_by_itself(name: str) -> None:
    path = Path(__file__).parents[1] / "instances" / name / "agenda.toml"
    problem = toml.read(path)
    assert domains(problem) == {one.id: plain(problem, one) for one in problem.sessions}


def test_sessions_that_are_nearly_alike_do_not_share_what_differs() -> None:
    """They differ by one thing each: a length, a lock, a window, setup, somebody's hours."""
    problem = draft(
        *({"minutes": 60}, {"minutes": 60}, {"minutes": 45}, {"minutes": 60, "setup": 30}),
        {"minutes": 60, "locked": {"start": "10h"}},
        {"minutes": 60, "windows": [{"start": "10h"}]},
        {"minutes": 60, "people": {"speaker": ["p"]}},
        {"minutes": 60, "people": {"speaker": ["q"]}},
        people=[{"id": "p", "present": [{"end": "10h"}]}, {"id": "q", "present": [{"end": "11h"}]}],
        rooms=[{"id": "amphi", "open": [{"start": "9h"}]}, {"id": "hall"}],
    )
    every = domains(problem)
    assert every == {one.id: plain(problem, one) for one in problem.sessions}
    assert every["a"].times is every["b"].times
    assert len({(one.times, tuple(one.closed.items())) for one in every.values()}) == 7


def test_they_are_found_once_for_all_who_ask() -> None:
    problem = roomed({"minutes": 60, "needs": ["pmr"]})
    unlimited = (RoomHoldsOneSession(),)  # it relates placements, and limits none by itself
    assert domains(problem) is domains(problem, (*DEMANDS, *unlimited))
    assert domains(problem)["a"] != domains(problem, unlimited)["a"]
    assert domains(problem.model_copy()) is not domains(problem)
