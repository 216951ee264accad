"""How many times sessions are given: by hand, and against all numbers with a solve each."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest
from tiny import DAY

from agenda_solver.assign import times as given_times
from agenda_solver.assign.times import key_of, solve_with_times
from agenda_solver.assign.whole import SolvedWhole, solve_with_seats
from agenda_solver.budget import Budget
from agenda_solver.preflight import impossible, preflight
from agenda_solver.problem import Problem
from agenda_solver.problem.times import undecided, with_all_times, without_times
from agenda_solver.result import GivenTimes, Repeated, Status
from agenda_solver.timetable import Seat
from agenda_solver.verify import verify
from thorough import some_and_more

FIVE = {"min": 1, "max": 5}


def event(
    *sessions: dict[str, Any], slots: int = 4, rooms: int = 2, asked: dict[str, str], **more: Any
) -> Problem:
    """Return workshops of two places each, and who asks for them: ``{"abc": "eau sol"}``."""
    rows = [
        {"title": row["id"].capitalize(), "kind": "workshop", "capacity": {"max": 2}, **row}
        for row in sessions
    ]
    hours = [{"day": DAY, "start": f"{9 + n}:00", "end": f"{10 + n}:00"} for n in range(slots)]
    attendees = [
        {"id": each, "wishes": wishes.split()}
        for people, wishes in asked.items()
        for each in people
    ]
    tables = {
        "event": {"name": "Ateliers", "slots": hours},
        "days": [{"date": DAY}],
        "rooms": [{"id": f"r{n}"} for n in range(rooms)],
        "attendees": attendees,
        **more,
    }
    return Problem.read({**tables, "sessions": rows})


def as_needed(key: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "repeats": FIVE, **more}


def solved(problem: Problem, seconds: float = 20.0, **more: Any) -> SolvedWhole:
    return solve_with_times(problem, Budget(seconds, workers=1), **more)


def told(whole: SolvedWhole) -> Repeated:
    """Return what is told of the numbers of times, once the timetable is verified."""
    result = whole.result
    assert result.timetable is not None
    assert not verify(whole.problem, result.timetable).errors
    assert {row.id for row in whole.problem.sessions} == set(result.timetable.by_session)
    assert not undecided(whole.problem)
    assert result.repeated is not None
    return result.repeated


def numbers(whole: SolvedWhole) -> dict[str, int]:
    return {given.session: given.given for given in told(whole).sessions}


def reason(whole: SolvedWhole, session: str) -> GivenTimes:
    (given,) = (given for given in told(whole).sessions if given.session == session)
    return given


def test_as_many_times_as_there_are_people_for() -> None:
    whole = solved(event(as_needed("eau"), as_needed("sol"), asked={"abcdefg": "eau", "xy": "sol"}))
    assert numbers(whole) == {"eau": 4, "sol": 1}
    assert [row.id for row in whole.problem.sessions] == ["eau", "sol", "eau-2", "eau-3", "eau-4"]
    assert (whole.result.overall, told(whole).status) == ("optimal", "optimal")
    given = reason(whole, "eau")
    assert (given.asking, given.lacking) == (7, 0)
    assert given.why.fr == "tous ceux qui le demandent y ont une place"
    assert given.why.en == "all who ask for it have a seat in it"


def test_no_more_than_the_most() -> None:
    few = {"min": 1, "max": 2}
    whole = solved(event(as_needed("eau", repeats=few), asked={"abcdefg": "eau"}))
    given = reason(whole, "eau")
    assert (given.given, given.lacking, given.why.fr) == (2, 3, "le maximum est 2")
    assert given.why.en == "the maximum is 2"
    assert (whole.result.status, told(whole).status, whole.result.overall) == (
        *("optimal", "feasible", "feasible"),
    )


def test_no_fewer_than_the_least() -> None:
    twice = {"min": 2, "max": 4}
    whole = solved(event(as_needed("eau", repeats=twice), as_needed("sol"), asked={"a": "sol"}))
    assert numbers(whole) == {"eau": 2, "sol": 1}


def test_what_does_not_fit_makes_nothing_impossible() -> None:
    crowded = event(as_needed("eau"), slots=3, rooms=1, asked={"abcdefgh": "eau"})
    assert not impossible(preflight(crowded))
    whole = solved(crowded)
    assert numbers(whole) == {"eau": 3}
    given = reason(whole, "eau")
    assert given.why.fr == "une fois de plus ne tient pas avec les autres"
    assert given.why.en == "one more does not fit beside the others"
    assert told(whole).status == "feasible"


def test_a_speaker_who_is_there_for_two_hours() -> None:
    ann = {"id": "ann", "present": [{"start": "09:00", "end": "11:00"}]}
    problem = event(
        as_needed("eau", people={"speaker": ["ann"]}), asked={"abcdefg": "eau"}, people=[ann]
    )
    assert numbers(solved(problem)) == {"eau": 2}


def test_no_time_that_nobody_needs() -> None:
    """All wish for both, and each may have one seat: of each one time has places enough."""
    problem = event(
        *(as_needed("eau"), as_needed("sol")),
        asked={"abcd": "eau sol"},
        event={
            "name": "E",
            "seats": {"max": 1},
            "slots": [
                {"day": DAY, "start": "9:00", "end": "10:00"},
                {"day": DAY, "start": "10:00", "end": "11:00"},
            ],
        },
    )
    whole = solved(problem)
    assert numbers(whole) == {"eau": 2, "sol": 1}
    assert whole.result.timetable is not None
    assert [len(each) for each in whole.result.timetable.seated.values()] == [2, 2]


def test_all_are_asked_for_what_is_for_everyone() -> None:
    briefing = as_needed("consignes", everyone=True)
    assert numbers(solved(event(briefing, asked={"abcde": ""}))) == {"consignes": 3}


def test_what_has_places_for_any_number_is_given_once() -> None:
    problem = event(as_needed("eau", capacity={}), asked={"abcdefg": "eau"})
    assert numbers(solved(problem)) == {"eau": 1}


def test_what_somebody_has_locked_or_typed_a_seat_in_takes_place() -> None:
    problem = event(as_needed("eau"), asked={"ab": "eau"})
    assert numbers(solved(problem, pinned=[Seat("a", "eau-2")])) == {"eau": 2}
    evening = {"id": "soir", "repeat_of": "eau", "locked": {"start": "12:00"}}
    problem = event(as_needed("eau"), evening, asked={"ab": "eau"})
    assert numbers(solved(problem)) == {"eau": 2}


def test_how_many_is_decided_anew() -> None:
    before = solved(event(as_needed("eau"), asked={"abcdefg": "eau"}))
    assert numbers(before) == {"eau": 4}
    fewer = before.problem.with_tables(attendees=before.problem.attendees[:3])
    after = solved(fewer, start=before.result.timetable)
    assert numbers(after) == {"eau": 2}
    more = after.problem.with_tables(attendees=before.problem.attendees)
    assert numbers(solved(more, start=after.result.timetable)) == {"eau": 4}


def test_impossible_only_where_it_is_so_with_the_fewest() -> None:
    both = (as_needed("eau"), as_needed("sol"))
    problem = event(*both, slots=1, rooms=1, asked={"a": "eau"})
    assert impossible(preflight(problem))
    assert solved(problem).result.status == "infeasible"
    # With more times, who must attend both could.
    must = [{"id": "a", "must_attend": ["eau", "sol"], "present": [{"start": "9h", "end": "10h"}]}]
    apart = solved(event(*both, rooms=1, asked={}, attendees=must))
    assert apart.result.status == "unknown"


def test_what_fits_is_looked_for_in_part_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Problem] = []
    at_first: list[int] = []

    def slow(problem: Problem, budget: Budget) -> Status:
        looked.append(problem)
        budget.spend(2.0)
        return "unknown"

    def solve(*asked: Any, **more: Any) -> SolvedWhole:
        at_first.append(len(looked))
        return solve_with_seats(*asked, **more)

    monkeypatch.setattr(given_times, "is_possible", slow)
    monkeypatch.setattr(given_times, "solve_with_seats", solve)
    both = event(as_needed("eau"), as_needed("sol"), asked={"abcdefghij": "eau sol"})
    whole = solve_with_times(both, Budget(10.0, workers=1, reproducible=True))
    # Of eight further times two are looked at, by halves: three tenths of the time are over.
    assert at_first[0] == 2
    assert numbers(whole) == {"eau": 1, "sol": 1}


def test_without_bounds_nothing_is_told() -> None:
    whole = solved(event({"id": "eau", "repeats": 2}, asked={"abc": "eau"}))
    assert whole.result.repeated is None
    assert [row.id for row in whole.problem.sessions] == ["eau", "eau-2"]


# --- All numbers ----------------------------------------------------------------------------


def some(seed: int) -> Problem:
    """Return a tiny event at random."""
    random = Random(seed)
    keys = ("eau", "sol", "air")[: random.randint(2, 3)]
    sessions = [
        {
            "id": key,
            "capacity": {"max": random.randint(1, 3)},
            "repeats": random.choice((1, {"max": 2}, {"max": 3})),
            "people": random.choice(({}, {"speaker": ["ann"]})),
        }
        for key in keys
    ]
    asked = {
        each: " ".join(random.sample(keys, random.randint(1, len(keys))))
        for each in "abcdef"[: random.randint(3, 6)]
    }
    slots, rooms = random.randint(2, 3), random.randint(1, 2)
    return event(*sessions, slots=slots, rooms=rooms, asked=asked, people=[{"id": "ann"}])


def best_of_all(problem: Problem) -> tuple[int, ...] | None:
    """Return how good the best numbers are, of all there may be; None: there is no timetable."""
    every = with_all_times(problem)
    keys = []
    optional = undecided(every).values()
    for counts in product(*(range(len(times) + 1) for times in optional)):
        gone = [time for many, times in zip(counts, optional, strict=True) for time in times[many:]]
        settled = without_times(every, gone)
        timetable = solve_with_seats(settled, Budget(20, workers=1)).result.timetable
        if timetable is not None:
            keys.append(key_of(settled, timetable))
    return min(keys, default=None)


@pytest.mark.parametrize("seeds", some_and_more(1, 12))
def test_no_other_numbers_are_better(seeds: range) -> None:
    for seed in seeds:
        hold(some(seed))


def hold(problem: Problem) -> None:
    """Hold what is found of an event to what all numbers come to."""
    whole = solved(problem)
    best = best_of_all(problem)
    if best is None:
        assert whole.result.status == "infeasible"
        return
    assert whole.result.timetable is not None
    found = key_of(whole.problem, whole.result.timetable)
    # Of equally good timetables, which one is found is a matter of chance.
    assert found[0] <= best[0]
    if whole.result.repeated is not None and told(whole).status == "optimal":
        assert (found[0], found[-1]) <= (best[0], best[-1])
