"""Seating from end to end: what is chosen, told, refused and judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from agenda_solver.assign import assign, with_seats
from agenda_solver.assign import seating as seating_
from agenda_solver.assign.aims import Aim, aims, cost
from agenda_solver.assign.choices import choices
from agenda_solver.assign.method import MethodResult
from agenda_solver.assign.places import more_places
from agenda_solver.assign.seating import Outcome, find, parts
from agenda_solver.budget import Budget
from agenda_solver.cp_sat import SelfCheckError
from agenda_solver.problem import Problem
from agenda_solver.result import Result, SeatTier
from agenda_solver.solve import solve
from agenda_solver.timetable import Placement, Seat, Timetable

assigning = import_module("agenda_solver.assign")

DAY = date(2026, 6, 10)
Data = dict[str, Any]


def event(sessions: Iterable[Data], attendees: Iterable[Data], **more: Any) -> Problem:
    """A day; each session is a workshop of an hour, and starts in a block of its own hour."""
    return Problem.read(
        {
            "event": {"name": "Assises"},
            "days": [{"date": DAY}],
            "sessions": [
                {
                    "title": it["id"].upper(),
                    "kind": "workshop",
                    "minutes": 60,
                    "block": f"b{it['locked']['start']}",
                    "rooms": [],
                    **it,
                }
                for it in (
                    {**session, "locked": {"start": f"{session.get('locked', 10)}:00"}}
                    for session in sessions
                )
            ],
            "attendees": list(attendees),
            **more,
        }
    )


def timetable_of(problem: Problem, rooms: dict[str, str] | None = None) -> Timetable:
    return Timetable.of(
        Placement(
            it.id, DAY, it.locked.start or 0, (it.locked.start or 0) + 60, (rooms or {}).get(it.id)
        )
        for it in problem.sessions
    )


def people(wishes: dict[str, str]) -> list[Data]:
    """Attendees with their wishes, one letter each."""
    return [{"id": key, "wishes": list(listed)} for key, listed in wishes.items()]


def capped(most: int, **more: Any) -> Data:
    return {"capacity": {"max": most}, **more}


# What is chosen.


def test_seats_come_attendee_by_attendee_and_in_the_order_of_the_day() -> None:
    problem = event(
        [{"id": "x", "locked": 14}, {"id": "y", "locked": 10}], people({"b": "xy", "a": "yx"})
    )
    seated, seating = assign(problem, timetable_of(problem))
    assert seated.seats == (Seat("b", "y"), Seat("b", "x"), Seat("a", "y"), Seat("a", "x"))
    assert seating.status == "optimal"


def test_the_timetable_stays_as_it_is_and_its_seats_are_not_looked_at() -> None:
    problem = event([{"id": "x", **capped(1)}, {"id": "y"}], people({"a": "xy"}))
    timetable = Timetable.of(timetable_of(problem).placements, [Seat("a", "y")])
    seated, _ = assign(problem, timetable)
    assert seated.placements == timetable.placements
    assert seated.seats == (Seat("a", "x"),)


@pytest.mark.parametrize(
    ("fairness", "aims_told", "costs"),
    [
        ("generous", 5, [0, 0, 0, 3, 4]),  # ranks 5, 4, 3, 2 or worse
        ("total", 2, [0, 11]),
        ("first-choices", 5, [0, 3, 2, 2, 0]),  # ranks 2, 3, 4, 5 or worse
    ],
)
def test_whose_wishes_come_first(fairness: Any, aims_told: int, costs: list[int]) -> None:
    wishes = {"a": "xzvyw", "b": "xzvwy", "c": "xzvyw", "d": "zywxv", "e": "xvyzw"}
    problem = event([{"id": it, **capped(1)} for it in "vwxyz"], people(wishes))
    _, seating = assign(problem, timetable_of(problem), fairness=fairness)
    assert (seating.status, seating.method) == ("optimal", "flow")
    told = [tier for tier in seating.tiers if not tier.tie]
    assert len(told) == aims_told
    assert [tier.cost for tier in told] == costs
    assert [tier.bound for tier in told] == costs
    # One each.
    assert [(tier.cost, tier.bound) for tier in seating.tiers if tier.tie] == [(5, 5)]


def test_what_is_below_its_least_number_is_cancelled_and_said_so() -> None:
    problem = event(
        [{"id": "x", "capacity": {"min": 3}}, {"id": "y"}], people({"a": "xy", "b": "xy", "c": "y"})
    )
    _, seating = assign(problem, timetable_of(problem))
    # To have x takes three: c would be in a second wish that is none.
    assert seating.cancelled == ()
    problem = event([{"id": "x", "capacity": {"min": 3}}, {"id": "y"}], people({"a": "xy"}))
    _, seating = assign(problem, timetable_of(problem))
    assert seating.cancelled == ("x",)
    assert seating.method == "cancelling"


def crossed() -> tuple[Problem, Timetable]:
    """Some who are together, and some apart: only a program or prices can seat them."""
    attendees = [
        {"id": "a", "wishes": ["x", "y"], "together": ["b"]},
        {"id": "b", "wishes": ["y", "x"]},
        {"id": "c", "wishes": ["x", "y"], "apart": ["a"]},
    ]
    problem = event([{"id": "x", **capped(2)}, {"id": "y"}], attendees)
    return problem, timetable_of(problem)


def test_where_one_method_finds_nothing_in_time_the_next_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, timetable = crossed()
    _, seating = assign(problem, timetable)
    assert (seating.method, seating.status) == ("mip", "optimal")
    least = [tier.cost for tier in seating.tiers]
    monkeypatch.setattr(seating_.mip, "seat", lambda *_, **__: MethodResult("unknown"))
    seated, seating = assign(problem, timetable, Budget(seconds=10))
    assert seating.method == "prices"
    assert len(seated.seats) == 3
    assert [tier.cost for tier in seating.tiers] >= least


def test_where_no_method_finds_anything_nobody_is_seated(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, timetable = crossed()
    for method in (seating_.mip, seating_.prices):
        monkeypatch.setattr(method, "seat", lambda *_, **__: MethodResult("unknown"))
    monkeypatch.setitem(
        seating_.METHODS,
        "prices",
        seating_.Method(lambda *_: True, lambda *_: MethodResult("unknown")),
    )
    seated, seating = assign(problem, timetable)
    assert (seated.seats, seating.status, seating.tiers) == ((), "unknown", ())
    assert seating.findings == ()
    result = with_seats(problem, Result("optimal", timetable))
    assert result.overall == "unknown"


def test_after_an_aim_that_is_not_proven_no_bound_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, timetable = crossed()
    offered = choices(problem, timetable)
    taken = np.array([[0], [0], [1]])
    monkeypatch.setattr(
        seating_.mip, "seat", lambda *_, **__: MethodResult("feasible", taken, (0, 0, 3))
    )
    wanted = (Aim("lacking"), Aim("rank_or_worse", 2), Aim("ranks"))
    outcome = find(offered, "generous", Budget(5), wanted=wanted, ties=False)
    told = [(tier.status, tier.cost, tier.bound) for tier in outcome.tiers]
    assert told == [("optimal", 0, 0), ("feasible", 2, 0), ("feasible", 5, 0)]
    assert (outcome.status, outcome.proven) == ("feasible", False)
    assert more_places(offered, "generous", outcome, Budget(5)) == ()


def test_a_repeatable_run_tells_the_same_without_looking_at_the_clock() -> None:
    problem = event(
        [{"id": "x", **capped(1)}, {"id": "y", **capped(1)}, {"id": "z"}],
        people({"a": "xyz", "b": "xyz", "c": "yxz", "d": "yzx"}),
    )
    timetable = timetable_of(problem)
    once, again = (
        assign(problem, timetable, Budget(seconds=20, reproducible=True)) for _ in range(2)
    )
    assert once[0] == again[0]
    assert once[1].more_places == again[1].more_places
    assert once[1].more_places == assign(problem, timetable)[1].more_places
    assert len(once[1].more_places) == 2
    offered = choices(problem, timetable)
    outcome = find(offered, "generous", Budget(20))
    (only,) = more_places(offered, "generous", outcome, Budget(20), most_sessions=1)
    assert only in once[1].more_places


# Parts and ties.


def two_rounds(*, shared: bool) -> Problem:
    """Two blocks with three places a workshop; that of the afternoon may be the same again."""
    again = {"repeat_of": "x", "block": None} if shared else {}
    return event(
        [
            {"id": "x", **capped(1)},
            {"id": "y"},
            {"id": "u", "locked": 14, **capped(1), **again},
            {"id": "v", "locked": 14},
        ],
        people({"a": "xyuv", "b": "xyuv"}),
    )


def test_rounds_with_nothing_in_common_are_seated_on_their_own() -> None:
    for shared, count in ((False, 2), (True, 1)):
        problem = two_rounds(shared=shared)
        found = list(parts(choices(problem, timetable_of(problem))))
        assert len(found) == count
    assert [
        it.sessions for it in parts(choices(two_rounds(shared=False), timetable_of(problem)))
    ] == [
        ("x", "y"),
        ("u", "v"),
    ]


def test_a_part_keeps_what_is_its_own() -> None:
    problem = event(
        [
            {"id": "x", **capped(1), "per_organisation": 1, "mixed": ["category"]},
            {"id": "y", "mixed": ["category"]},
            {"id": "u", "locked": 14, "capacity": {"min": 2, "max": 3}, "mixed": ["organisation"]},
            {"id": "v", "locked": 14, "mixed": ["organisation"], "per_organisation": 1},
        ],
        [
            {"id": "a", "organisation": "A", "wishes": ["x", "u"], "must_attend": ["y"]},
            {"id": "b", "organisation": "A", "wishes": ["v", "y"], "must_attend": ["v"]},
        ],
    )
    whole = choices(problem, timetable_of(problem), [Seat("a", "u"), Seat("b", "y")])
    morning, afternoon = parts(whole)
    assert morning.must == ((0, (1,)),)
    assert afternoon.must == ((1, (1,)),)
    assert [it.session for it in morning.quotas] == [0]
    assert [it.session for it in afternoon.quotas] == [1]
    assert [it.sessions for it in afternoon.mixes] == [(0, 1)]
    assert (morning.before, afternoon.before) == (((1, 1),), ((0, 0),))
    assert afternoon.least.tolist() == [2, 0]
    assert afternoon.round_of.tolist() == [0, 0]
    np.testing.assert_array_equal(np.hstack([morning.level, afternoon.level]), whole.level)


def test_nobody_loses_twice_where_another_can_lose_once() -> None:
    # The best for ranks is one second wish a round, whoever has it.
    problem = event(
        [
            {"id": "x", **capped(1)},
            {"id": "y"},
            {"id": "w", **capped(0)},
            {"id": "u", "locked": 14, **capped(1)},
            {"id": "v", "locked": 14},
        ],
        people({"a": "xyuv", "b": "xyuv"}),
    )
    seated, seating = assign(problem, timetable_of(problem))
    firsts = [seat.attendee for seat in seated.seats if seat.session in "xu"]
    assert sorted(firsts) == ["a", "b"]
    assert seating.status == "optimal"


def test_ties_that_there_is_no_time_for_are_not_called_proven() -> None:
    problem = event(
        [
            {"id": "x", **capped(1)},
            {"id": "y"},
            {"id": "u", "locked": 14, **capped(1)},
            {"id": "v", "locked": 14},
        ],
        people({"a": "xyuv", "b": "xyuv"}),
    )
    offered = choices(problem, timetable_of(problem))
    unlucky = np.array([[0, 2], [1, 3]])
    best = find(offered, "generous", Budget(20), ties=False)
    assert best.taken is not None
    given = Outcome(best.status, best.method, unlucky, best.tiers)
    outcome = seating_._with_ties(offered, "generous", given, aims(offered, "generous"), Budget(0))
    assert outcome.status == "feasible"
    assert outcome.ties == 3
    assert (outcome.tiers[-2].status, outcome.tiers[-2].cost, outcome.tiers[-2].bound) == (
        "feasible",
        1,
        0,
    )
    assert outcome.proven
    mended = seating_._with_ties(offered, "generous", given, aims(offered, "generous"), Budget(20))
    assert mended.status == "optimal"
    assert mended.taken is not None
    assert cost(offered, Aim("day", 2), mended.taken) == 0


# What is impossible.


def refusal(problem: Problem, rooms: dict[str, str] | None = None) -> Any:
    timetable = timetable_of(problem, rooms)
    seated, seating = assign(problem, timetable)
    assert seating.status == "infeasible"
    assert seated.seats == ()
    assert seating.tiers == ()
    (finding,) = seating.findings
    assert finding.severity == "error"
    return finding


def test_it_names_those_who_are_too_many_for_what_they_must_attend() -> None:
    attendees = [
        *({"id": f"m{n}", "must_attend": ["x"]} for n in range(4)),
        {"id": "free", "wishes": ["x"], "together": ["m0"]},
    ]
    finding = refusal(event([{"id": "x", **capped(2)}, {"id": "y"}], attendees))
    assert finding.text.fr == (
        "Ces demandes ne peuvent pas être tenues toutes : m1, m2 et m3 doivent suivre « X » ; "
        "« X » prend au plus 2 participants"
    )
    assert finding.text.en == (
        "These demands cannot all be kept: m1, m2 and m3 must attend “X”; "
        "“X” takes at most 2 attendees"
    )
    assert finding.attendees == ("m1", "m2", "m3")
    assert finding.sessions == ("x",)


def test_it_names_who_must_be_in_two_places() -> None:
    attendees = [{"id": "a", "must_attend": ["x", "y"]}, {"id": "b", "must_attend": ["x"]}]
    finding = refusal(event([{"id": "x"}, {"id": "y"}], attendees))
    assert finding.text.fr == (
        "Ces demandes ne peuvent pas être tenues toutes : a doit suivre « X » ; a doit suivre « Y »"
    )


def test_it_names_companions_who_must_be_elsewhere() -> None:
    attendees = [
        {"id": "a", "must_attend": ["x"], "together": ["b"]},
        {"id": "b", "must_attend": ["y"]},
    ]
    finding = refusal(event([{"id": "x"}, {"id": "y"}], attendees))
    assert finding.text.fr == (
        "Ces demandes ne peuvent pas être tenues toutes : a doit suivre « X » ; "
        "b doit suivre « Y » ; a et b sont ensemble"
    )


def test_it_names_opponents_limits_of_organisations_and_least_numbers() -> None:
    attendees = [
        {"id": "a", "must_attend": ["x"], "apart": ["b"]},
        {"id": "b", "must_attend": ["x"]},
    ]
    finding = refusal(event([{"id": "x"}, {"id": "y"}], attendees))
    assert finding.text.fr.endswith("a et b doivent suivre « X » ; a et b sont séparés")
    attendees = [{"id": it, "organisation": "Région", "must_attend": ["x"]} for it in "ab"]
    finding = refusal(event([{"id": "x", "per_organisation": 1}, {"id": "y"}], attendees))
    assert finding.text.fr.endswith(
        "a et b doivent suivre « X » ; « X » prend au plus 1 participant de « Région »"
    )
    attendees = [{"id": "a", "must_attend": ["x"]}, {"id": "b", "must_attend": ["y"]}]
    finding = refusal(event([{"id": "x", "capacity": {"min": 2}}, {"id": "y"}], attendees))
    assert finding.text.fr.endswith(
        "a doit suivre « X » ; b doit suivre « Y » ; « X » demande au moins 2 participants"
    )


def test_it_says_who_cannot_be_where_they_must_at_all() -> None:
    problem = event(
        [{"id": "x"}, {"id": "y"}],
        [{"id": "a", "needs": ["pmr"], "must_attend": ["x"]}, {"id": "b"}],
        rooms=[{"id": "r"}],
    )
    finding = refusal(problem, {"x": "r"})
    assert finding.text.fr == (
        "a doit suivre « X », mais n'y a pas accès : absent, pris ailleurs dans le programme, "
        "ou sans place dans une salle qui convienne"
    )


def test_it_says_who_must_attend_what_is_not_in_the_programme() -> None:
    problem = event(
        [{"id": "x"}, {"id": "y"}, {"id": "u", "locked": 14}],
        [{"id": "a", "must_attend": ["x"]}, {"id": "b"}],
    )
    placed = [it for it in timetable_of(problem).placements if it.session != "x"]
    seated, seating = assign(problem, Timetable.of(placed))
    assert seating.status == "infeasible"
    assert seated.seats == ()
    assert [it.text.fr for it in seating.findings] == [
        "a doit suivre une session qui n'est pas au programme, mais n'y a pas accès : absent, "
        "pris ailleurs dans le programme, ou sans place dans une salle qui convienne"
    ]


# What is judged.


def test_seats_that_break_a_rule_never_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = event([{"id": "x", **capped(1)}, {"id": "y"}], people({"a": "xy", "b": "xy"}))
    timetable = timetable_of(problem)
    tiers = find(choices(problem, timetable), "generous", Budget(20)).tiers

    def crowded(*_: Any, **__: Any) -> Outcome:
        return Outcome("optimal", "flow", np.array([[0], [0]]), tiers)

    monkeypatch.setattr(assigning, "find", crowded)
    with pytest.raises(SelfCheckError, match="X"):
        assign(problem, timetable)


def test_seats_that_come_to_something_else_than_told_never_leave(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = event([{"id": "x", **capped(1)}, {"id": "y"}], people({"a": "xy", "b": "xy"}))
    timetable = timetable_of(problem)
    for place in range(2):
        told = find(choices(problem, timetable), "generous", Budget(20))
        tiers = list(told.tiers)
        wrong = tiers[place]
        tiers[place] = SeatTier(wrong.aim, wrong.status, wrong.cost + 1, wrong.bound)
        wronged = replace(told, tiers=tuple(tiers))
        monkeypatch.setattr(assigning, "find", lambda *_, it=wronged, **__: it)
        with pytest.raises(SelfCheckError, match="the method says"):
            assign(problem, timetable)
        monkeypatch.undo()


# As a stage of a solve.


def test_a_solve_with_seats_carries_both() -> None:
    problem = event([{"id": "x", **capped(1)}, {"id": "y"}], people({"a": "xy", "b": "xy"}))
    solved = solve(problem, Budget(seconds=20))
    result = with_seats(problem, solved)
    assert result.timetable is not None
    assert result.seating is not None
    assert len(result.timetable.seats) == 2
    assert (result.overall, result.seating.status) == ("optimal", "optimal")
    assert {"seats", "more places"} <= set(result.timings)
    assert result.seconds >= solved.seconds + result.seating.seconds
    assert [it.session for it in result.seating.more_places] == ["x"]
    # What the seat rules tell is there, and what was told before is not twice.
    assert len(result.findings) == len(set(result.findings))
    assert set(solved.findings) <= set(result.findings)


def test_a_timetable_in_which_nobody_needs_a_seat_stays_as_it_is() -> None:
    problem = event([{"id": "x", "registration": False}], people({"a": ""}))
    solved = solve(problem, Budget(seconds=20))
    assert with_seats(problem, solved) == solved
    assert solved.timetable is not None
    left = replace(solved.timetable, seats=(Seat("a", "x"),))
    assert with_seats(problem, replace(solved, timetable=left)).timetable == solved.timetable
    seated, seating = assign(problem, timetable_of(problem))
    assert (seated.seats, seating.status) == ((), "optimal")
    nothing = Result("unknown", None)
    assert with_seats(problem, nothing) is nothing


def test_impossible_seats_make_the_whole_impossible() -> None:
    problem = event(
        [{"id": "x", **capped(1)}, {"id": "y"}],
        [{"id": it, "must_attend": ["x"]} for it in "ab"],
    )
    timetable = timetable_of(problem)
    result = with_seats(problem, Result("optimal", timetable))
    assert result.overall == "infeasible"
    assert result.seating is not None
    assert result.seating.findings[0] in result.findings


def test_what_was_found_before_a_stop_still_has_its_seats() -> None:
    """Also where a flow does not do: there is time to prove them."""
    workshops = [{"id": name, **capped(2)} for name in "xy"]
    registered = people({"a": "xy", "b": "xy", "c": "yx"})
    registered[0]["apart"] = ["b"]
    problem = event(workshops, registered)
    budget = Budget(600.0)
    budget.stop.set()
    result = Result("feasible", timetable_of(problem))
    seated = with_seats(problem, result, budget.part("seats"))
    assert seated.seating is not None
    assert seated.seating.method == "mip"
    assert seated.seating.status == "optimal"
    assert seated.timetable is not None
    assert len(seated.timetable.seats) == 3


def test_who_is_stopped_before_the_first_seat_has_those_of_a_flow() -> None:
    problem = event([{"id": "x", **capped(1)}, {"id": "y"}], people({"a": "xy", "b": "xy"}))
    budget = Budget()
    budget.stop.set()
    seated, seating = assign(problem, timetable_of(problem), budget)
    assert len(seated.seats) == 2
    assert seating.status in ("optimal", "feasible")
    assert seating.more_places == ()


def test_among_equals_sizes_are_even() -> None:
    everybody = [{"id": f"a{number}", "wishes": {"x": 5, "y": 5}} for number in range(30)]
    two = event([{"id": "x", **capped(30)}, {"id": "y", **capped(30)}], everybody)
    timetable, seating = assign(two, timetable_of(two))
    assert sorted(map(len, timetable.seated.values())) == [15, 15]
    assert (seating.status, seating.tiers[-1].cost, seating.tiers[-1].bound) == (
        "optimal",
        450,
        450,
    )


def test_sizes_are_as_even_as_the_wishes_and_the_times_of_a_workshop_allow() -> None:
    problem = event([{"id": "x", "repeats": 3}], people(dict.fromkeys("abcdefghi", "x")))
    starts = {"x": 9, "x-2": 10, "x-3": 11}
    placements = [Placement(key, DAY, 60 * at, 60 * at + 60) for key, at in starts.items()]
    timetable, seating = assign(problem, Timetable.of(placements))
    assert [len(timetable.seated[key]) for key in starts] == [3, 3, 3]
    assert seating.status == "optimal"


def test_nobody_has_more_seats_than_asked_over_the_whole_event() -> None:
    rows = [{"id": key, "locked": hour} for key, hour in {"x": 10, "y": 11, "z": 12}.items()]
    few = {"name": "Assises", "seats": {"max": 2}}
    own = people({"a": "xyz", "b": "zyx"})
    own[1]["seats"] = {"max": 1}
    problem = event([{**rows[0], **capped(1)}, *rows[1:]], own, event=few)
    timetable, seating = assign(problem, timetable_of(problem))
    assert (seating.status, seating.method) == ("optimal", "mip")
    assert {key: len(timetable.seats_of[key]) for key in "ab"} == {"a": 2, "b": 1}
    # Nobody lacks what they may not have.
    assert seating.tiers[0].cost == 0
    must = [{**own[0], "must_attend": ["x", "y"]}, {**own[1], "must_attend": ["y", "z"]}]
    impossible = event(rows, must, event=few)
    timetable, seating = assign(impossible, timetable_of(impossible))
    assert (seating.status, timetable.seats) == ("infeasible", ())
    assert [(finding.text.fr, finding.text.en) for finding in seating.findings] == [
        (
            "Ces demandes ne peuvent pas être tenues toutes : b doit suivre « Y » ; b doit suivre "
            "« Z » ; b a 1 place au plus",
            "These demands cannot all be kept: b must attend “Y”; b must attend “Z”; b has 1 seat "
            "at most",
        )
    ]


def test_everybody_has_time_for_lunch() -> None:
    hours = {"x": 11, "y": 12, "z": 13, "w": 14}
    rows = [{"id": key, "locked": hour, "block": key} for key, hour in hours.items()]
    lunch = {"name": "Assises", "lunch": {"minutes": 30, "start": "12:00", "end": "14:00"}}
    wishes = people({"a": "xyzw", "b": "xyzw", "c": "xyzw"})
    problem = event(rows, wishes, event=lunch)
    timetable, seating = assign(problem, timetable_of(problem))
    assert (seating.status, seating.method) == ("optimal", "mip")
    held = [set(timetable.seats_of[key]) for key in "abc"]
    assert all(len(seats) == 3 and {"y", "z"} - seats for seats in held)
    must = [{**row, "must_attend": ["y", "z"]} for row in wishes[:1]]
    both = event(rows, must, event=lunch)
    timetable, seating = assign(both, timetable_of(both))
    assert (seating.status, timetable.seats) == ("infeasible", ())
    assert [finding.text.en for finding in seating.findings] == [
        "These demands cannot all be kept: a must attend “Y”; a must attend “Z”; everybody has "
        "30 minutes for lunch from 12:00 to 14:00"
    ]


# --- Before a program ---------------------------------------------------------------------


def _carousel(people: int, **more: Any) -> Problem:
    """Workshops that each take place at both times, and that few wish for all alike."""
    sessions = [
        {"id": f"{name}{time}", "locked": 9 + time, "capacity": {"min": 2, "max": 4}}
        | ({"repeat_of": f"{name}1"} if time > 1 else {})
        for name in "abc"
        for time in (1, 2)
    ]
    attendees = [
        {"id": f"p{number}", "wishes": [["a1", "b1"], ["b1", "c1"], ["c1"]][number % 3]}
        for number in range(people)
    ]
    return event(sessions, attendees, **more)


def test_seats_that_only_a_program_proves_are_there_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = _carousel(9)
    offered = choices(problem, timetable_of(problem))
    began: list[int] = []

    def stopped(part: Any, wanted: Any, budget: Budget, *, start: Any, **_: Any) -> MethodResult:
        began.append(cost(part, wanted[0], start))
        budget.stop.set()
        return MethodResult("feasible", start, (0,) * len(wanted))

    monkeypatch.setattr(seating_.mip, "seat", stopped)
    outcome = find(offered, "generous", Budget(20))
    assert outcome.taken is not None
    assert began == [0]  # nobody lacks a seat
    assert outcome.costs[0] == 0


def test_rounds_that_wait_for_a_program_have_as_much_time_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sessions = [
        {"id": f"{name}{time}", "locked": hour + time, "capacity": {"min": 2, "max": 4}}
        | ({"repeat_of": f"{name}1"} if time > 1 else {})
        for names, hour in (("abc", 8), ("xyz", 13))
        for name in names
        for time in (1, 2)
    ]
    wishes = [["a1", "x1"], ["b1", "y1", "c1"], ["c1", "z1"]]
    people = [{"id": f"p{number}", "wishes": wishes[number % 3]} for number in range(9)]
    problem = event(sessions, people)
    seconds: list[float] = []

    def seat(*_: Any, start: Any, **__: Any) -> MethodResult:
        return MethodResult("feasible", start, (0,) * 9)

    def prices(part: Any, wanted: Any, budget: Budget) -> MethodResult:
        seconds.append(budget.seconds)
        return as_it_is(part, wanted, budget)

    as_it_is = seating_.prices.seat
    monkeypatch.setattr(seating_.prices, "seat", prices)
    monkeypatch.setattr(seating_.mip, "seat", seat)
    find(choices(problem, timetable_of(problem)), "generous", Budget(100), ties=False)
    assert seconds == [pytest.approx(10, abs=0.5), pytest.approx(20, abs=0.5)]


# --- Seats enough -------------------------------------------------------------------------


def test_those_come_first_who_would_have_too_few_seats() -> None:
    # One place in each of two hours: p would have their first wish twice, q nothing.
    sessions = [
        {"id": "a", "locked": 10, "capacity": {"max": 1}},
        {"id": "b", "locked": 11, "capacity": {"max": 1}},
    ]
    wishes = [
        {"id": "p", "wishes": {"a": 5, "b": 5}},
        {"id": "q", "wishes": {"a": 1, "b": 1}},
    ]
    greedy = event(sessions, wishes)
    seated, _ = assign(greedy, timetable_of(greedy), fairness="ratings")
    assert {seat.attendee for seat in seated.seats} == {"p"}
    fair = event(sessions, wishes, event={"name": "Assises", "seats": {"min": 1}})
    seated, seating = assign(fair, timetable_of(fair), fairness="ratings")
    assert sorted(seat.attendee for seat in seated.seats) == ["p", "q"]
    assert [(tier.aim.en, tier.cost) for tier in seating.tiers[:2]] == [
        ("seats lacking", 2),
        ("seats lacking of the least number of each", 0),
    ]
    assert seating.status == "optimal"


def test_nobody_is_short_of_seats_that_are_not_due() -> None:
    alone = event([{"id": "a"}], [{"id": "p", "wishes": ["a"], "seats": {"min": 3}}])
    seated, seating = assign(alone, timetable_of(alone))
    assert len(seated.seats) == 1
    assert "seats lacking of the least number of each" not in [t.aim.en for t in seating.tiers]
