"""Timetable and seats as one: by hand, and against every timetable with every seating."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from tiny import DAY
from whole_events import best_of_all, costs_of, has_seats, planted, some_event, timetables

from agenda_solver.assign import whole
from agenda_solver.assign.choices import choices
from agenda_solver.assign.whole import SolvedWhole, solve_with_seats
from agenda_solver.budget import Budget
from agenda_solver.cp_sat import new_solver
from agenda_solver.decisions import Encoding, Intervals, Slots
from agenda_solver.domains import domains
from agenda_solver.explain import conflict
from agenda_solver.problem import Problem
from agenda_solver.rules import DEMANDS, SEAT_RULES
from agenda_solver.rules.musts import (
    RequiredAreSeated,
    RequiredCanCome,
    SeatDemand,
    SeatsAreElsewhere,
)
from agenda_solver.rules.rule import Demand
from agenda_solver.timetable import Seat, Timetable
from agenda_solver.verify import verify
from thorough import some_and_more

SECONDS = 30.0
HALLS = [{"id": "hall", "capacity": 12}, {"id": "ground", "capacity": 12, "features": ["pmr"]}]


def event(
    *sessions: dict[str, Any],
    attendees: list[dict[str, Any]],
    until: str = "11h",
    **more: Any,
) -> Problem:
    """Return an event of workshops of an hour, from nine on, in one of two halls."""
    workshops = [
        {"title": row["id"].capitalize(), "kind": "workshop", "minutes": 60, **row}
        for row in sessions
    ]
    tables = {
        "event": {"name": "Jury", "grid": 30},
        "days": [{"date": DAY, "open": {"start": "9h", "end": until}}],
        "rooms": HALLS,
        **more,
    }
    return Problem.read({**tables, "sessions": workshops, "attendees": attendees})


def solved(problem: Problem, seconds: float = SECONDS, **more: Any) -> SolvedWhole:
    return solve_with_seats(problem, Budget(seconds, workers=1), **more)


def seated(problem: Problem, **more: Any) -> Timetable:
    """Return the timetable of an event in which all can be where they must."""
    result = solved(problem, **more).result
    assert result.overall == "optimal"
    assert result.timetable is not None
    errors = [
        finding.text
        for rule in SEAT_RULES
        for finding in rule.judge(problem, result.timetable)
        if finding.severity == "error"
    ]
    assert errors == []
    return result.timetable


def why(problem: Problem) -> list[str]:
    """Return the reasons why nobody can seat all where they must, in whatever programme."""
    found = solved(problem)
    assert found.result.status == "infeasible"
    assert found.result.timetable is None
    reasons = conflict(problem, Budget(SECONDS), found.refusals.as_demands)
    assert reasons is not None
    assert reasons.minimal
    return [finding.text.en for finding in reasons.findings]


# --- By hand ------------------------------------------------------------------------------

LATE, UP = {"preferred": {"start": "10h"}}, {"preferred": {"room": "hall"}}
UNTIL_TEN = {"present": [{"end": "10h"}]}


def test_who_leaves_at_ten_finds_what_they_must_attend_at_nine() -> None:
    problem = event({"id": "w", **LATE}, attendees=[{"id": "a", "must_attend": ["w"], **UNTIL_TEN}])
    assert seated(problem).by_session["w"].start == 9 * 60


def test_who_needs_step_free_access_finds_what_they_must_attend_on_the_ground() -> None:
    need = {"id": "a", "must_attend": ["w"], "needs": ["pmr"]}
    problem = event({"id": "w", **UP}, {"id": "v"}, attendees=[need], until="10h")
    assert seated(problem).by_session["w"].room == "ground"


def test_one_of_two_times_is_enough() -> None:
    twice = ({"id": "w", **LATE}, {"id": "w2", "repeat_of": "w", **LATE})
    problem = event(*twice, attendees=[{"id": "a", "must_attend": ["w"], **UNTIL_TEN}])
    placed = seated(problem).by_session
    assert sorted(placement.start for placement in placed.values()) == [9 * 60, 10 * 60]


def test_who_speaks_attends_what_they_must_at_another_time() -> None:
    people = [{"id": "a"}]
    speaks = {"id": "v", "people": {"speaker": ["a"]}, **LATE}
    problem = event(
        {"id": "w", **LATE}, speaks, attendees=[{"id": "a", "must_attend": ["w"]}], people=people
    )
    placed = seated(problem).by_session
    assert not placed["w"].overlaps(placed["v"])


def test_who_may_be_chosen_to_speak_is_chosen_where_they_need_not_be() -> None:
    speaks = {"id": "v", "people": {"speaker": [{"one_of": ["a", "b"]}]}}
    problem = event(
        {"id": "w"},
        speaks,
        attendees=[{"id": "a", "must_attend": ["w"]}],
        people=[{"id": "a"}, {"id": "b"}],
        until="10h",
    )
    assert [casting.person for casting in seated(problem).cast] == ["b"]


def test_who_takes_part_in_what_they_must_attend_needs_no_seat_in_it() -> None:
    speaks = {"id": "w", "people": {"speaker": [{"one_of": ["a", "b"]}]}}
    attendee = {"id": "a", "must_attend": ["w"], "present": [{"start": "10h"}]}
    problem = event(
        speaks, attendees=[attendee], people=[{"id": "a"}, {"id": "b", **UNTIL_TEN}], until="10h"
    )
    assert [casting.person for casting in seated(problem).cast] == ["a"]


def test_those_who_must_be_there_find_places() -> None:
    rooms = [{"id": "small", "capacity": 1}, {"id": "large", "capacity": 2}]
    attendees = [{"id": key, "must_attend": ["w"]} for key in ("a", "b")]
    problem = event({"id": "w", "preferred": {"room": "small"}}, attendees=attendees, rooms=rooms)
    assert seated(problem).by_session["w"].room == "large"


def test_two_who_are_together_are_not_sent_apart_at_one_time() -> None:
    attendees = [
        {"id": "a", "must_attend": ["w"], "together": ["b"]},
        {"id": "b", "must_attend": ["v"]},
    ]
    problem = event({"id": "w", **LATE}, {"id": "v", **LATE}, attendees=attendees)
    placed = seated(problem).by_session
    assert placed["w"].start != placed["v"].start


def test_two_who_are_apart_attend_at_two_times() -> None:
    attendees = [
        {"id": "a", "must_attend": ["w"], "present": [{"end": "10h"}], "apart": ["b"]},
        {"id": "b", "must_attend": ["w"]},
    ]
    twice = ({"id": "w", **LATE}, {"id": "w2", "repeat_of": "w", **LATE})
    placed = seated(event(*twice, attendees=attendees)).by_session
    assert min(placement.start for placement in placed.values()) == 9 * 60


def test_where_a_seat_was_typed_it_is_that_group() -> None:
    groups = ({"id": "w", **LATE}, {"id": "w2", "group_of": "w", **LATE})
    problem = event(*groups, attendees=[{"id": "a", "must_attend": ["w"], **UNTIL_TEN}])
    assert seated(problem, pinned=[Seat("a", "w2")]).by_session["w2"].start == 9 * 60


def test_what_is_impossible_in_every_programme_is_told_with_what_else_is_asked() -> None:
    attendee = {"id": "a", "must_attend": ["v", "w"], "present": [{"start": "9h", "end": "11h"}]}
    speaks = {"id": "u", "people": {"speaker": ["a"]}}
    problem = event(speaks, {"id": "v"}, {"id": "w"}, attendees=[attendee], people=[{"id": "a"}])
    reasons = why(problem)
    assert "“V” lasts 1 h" in reasons
    assert "a must attend “V” (there only 09:00 to 11:00; takes part: “U”)" in reasons
    assert "a must attend “W” (there only 09:00 to 11:00; takes part: “U”)" in reasons


@pytest.mark.parametrize("seconds", [0.0, SECONDS])
def test_without_a_proof_it_is_not_called_impossible(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    attendee = {"id": "a", "must_attend": ["w"], **UNTIL_TEN}
    later = {"preferred": {"start": "11h"}}
    twice = ({"id": "w", **LATE}, {"id": "w2", "repeat_of": "w", **later})
    problem = event(*twice, attendees=[attendee], until="12h")
    solves = iter((SECONDS, seconds))
    as_it_is = whole.solve

    def solve(problem: Problem, _: Budget, **more: Any) -> Any:
        return as_it_is(problem, Budget(next(solves), workers=1), **{**more, "whole": None})

    monkeypatch.setattr(whole, "solve", solve)
    result = solved(problem).result
    if seconds:
        assert result.overall == "optimal"
        return
    assert (result.status, result.timetable, result.seating) == ("unknown", None, None)
    assert [finding.text.en for finding in result.findings] == [
        "1 programme found in which not everybody can be seated where they must, without a "
        "proof that there is no other; in the last one: a must attend “W”, but cannot: away, "
        "busy elsewhere in the programme, or no room with what they need"
    ]


# --- Time ---------------------------------------------------------------------------------


def seconds_for(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> float:
    """Return how much of 100 seconds the search for a timetable may take."""
    asked: list[float] = []
    as_it_is = whole.solve

    def solve(problem: Problem, budget: Budget, **more: Any) -> Any:
        asked.append(budget.seconds)
        return as_it_is(problem, budget, **more)

    monkeypatch.setattr(whole, "solve", solve)
    solved(problem, 100.0)
    return round(asked[0])


def test_the_seats_have_their_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    one = [{"id": "a", "wishes": ["w"]}]
    twice = ({"id": "w"}, {"id": "v", "repeat_of": "w"})
    least = {"id": "w", "capacity": {"min": 2, "max": 9}}
    slots = {"event": {"name": "Jury", "slots": [{"day": DAY, "start": "9h", "end": "10h"}]}}
    assert seconds_for(event({"id": "w"}, attendees=[]), monkeypatch) == 100
    assert seconds_for(event({"id": "w"}, attendees=one, **slots), monkeypatch) == 90
    assert seconds_for(event(*twice, attendees=one), monkeypatch) == 75
    assert seconds_for(event(least, attendees=one), monkeypatch) == 60
    must = [{"id": "a", "must_attend": ["w"]}]
    assert seconds_for(event({"id": "w"}, attendees=must), monkeypatch) == 60


# --- Against all there is -----------------------------------------------------------------

SOME, ALL, CHUNKS = 24, 120, 4


@pytest.mark.parametrize("seeds", some_and_more(SOME, ALL, CHUNKS))
def test_no_timetable_with_seats_is_better(seeds: range) -> None:
    for seed in seeds:
        problem = some_event(seed)
        result = solved(problem).result
        best = best_of_all(problem)
        if best is None:
            assert result.status == "infeasible", seed
            assert result.timetable is None, seed
            continue
        assert result.status == "optimal", seed
        assert result.timetable is not None
        assert costs_of(problem, result.timetable) == best, seed
        assert tuple(tier.cost for tier in result.tiers) == best, seed
        findings = [
            finding for rule in SEAT_RULES for finding in rule.judge(problem, result.timetable)
        ]
        assert not [finding for finding in findings if finding.severity == "error"], seed


@pytest.mark.parametrize("seeds", some_and_more(16, 96, CHUNKS))
def test_what_has_a_programme_with_its_seats_is_never_called_impossible(seeds: range) -> None:
    for seed in seeds:
        problem, programme = planted(seed)
        assert verify(problem, programme).errors == (), seed
        assert solved(problem).result.overall in ("optimal", "feasible"), seed


def all_demands(problem: Problem, timetable: Timetable) -> tuple[SeatDemand, ...]:
    """Return all that the seats of an event ask, but for least numbers and who is together."""
    offered = choices(problem, timetable)
    return (
        *(
            SeatDemand("must", (offered.attendees[row],), tuple(offered.sessions[it] for it in of))
            for row, of in offered.must
        ),
        *(SeatDemand("most", (), (session,)) for session in offered.sessions),
        *(
            SeatDemand("apart", (offered.attendees[one], offered.attendees[other]))
            for one, other in offered.apart
        ),
        *(
            SeatDemand(
                "quota",
                tuple(offered.attendees[row] for row in quota.attendees),
                (offered.sessions[quota.session],),
                quota.most,
            )
            for quota in offered.quotas
        ),
    )


def is_possible(encoding: Encoding, timetable: Timetable) -> bool:
    """Whether a model allows a timetable; one out of the domains cannot be asked for in it."""
    left = domains(encoding.problem, encoding.demands)
    for placement in timetable.placements:
        time = placement.day, placement.start, placement.end
        domain = left[placement.session]
        if time not in domain.times or placement.room not in domain.rooms_at(time):
            return False
    encoding.close()
    encoding.fix(timetable)
    solver = new_solver(Budget(SECONDS, workers=1))
    return solver.status_name(solver.solve(encoding.model)) != "INFEASIBLE"


def encoded(problem: Problem, *further: Demand, demands: tuple[Demand, ...] = DEMANDS) -> Encoding:
    encoding = Slots if problem.event.slots else Intervals
    return encoding(problem, (*demands, *further))


def test_the_timetable_is_told_what_the_seats_ask_and_no_more() -> None:
    rng, seen = Random(0), set[bool]()
    for seed in range(16):
        problem = some_event(seed, together=0.0, least=False)
        kept = [it for it in timetables(problem) if costs_of(problem, it) is not None]
        for timetable in rng.sample(kept, min(3, len(kept))):
            asked = RequiredAreSeated(all_demands(problem, timetable))
            possible = has_seats(problem, timetable)
            assert is_possible(encoded(problem, asked), timetable) == possible, seed
            seen.add(possible)
    assert seen == {False, True}


def test_what_takes_place_once_is_told_as_it_is_judged() -> None:
    rng, rule, seen = Random(0), RequiredCanCome(), set[bool]()
    for seed in range(30):
        problem = some_event(seed)
        for timetable in rng.sample(list(timetables(problem)), 4):
            told = not is_possible(encoded(problem, rule, demands=()), timetable)
            broken = [*rule.check(problem, timetable)]
            assert told == bool(broken), seed
            if broken:
                assert not has_seats(problem, timetable), seed
            seen.add(told)
    assert seen == {False, True}


def test_not_again_forbids_a_timetable_and_those_that_are_the_same_to_attendees() -> None:
    rng = Random(0)
    for seed in range(12):
        problem = some_event(seed)
        kept = [it for it in timetables(problem) if costs_of(problem, it) is not None]
        if not kept:
            continue
        refused = rng.choice(kept)
        elsewhere = SeatsAreElsewhere([refused])
        for timetable in {refused, *rng.sample(kept, min(3, len(kept)))}:
            possible = is_possible(encoded(problem, elsewhere), timetable)
            assert possible == (timetable != refused), seed
