"""Other programmes: as good as the first, and none differs more; by every timetable there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest

from agenda_solver.alternatives import ALLOWED, alternatives
from agenda_solver.budget import Budget
from agenda_solver.problem import Problem
from agenda_solver.result import Result
from agenda_solver.rules.variety import NEAR, TierCostsNoMore
from agenda_solver.solve import solve
from agenda_solver.timetable import Placement, Timetable
from agenda_solver.verify import verify

DAY = date(2026, 6, 10)
STARTS = (540, 600, 660)
ROOMS = ("amphi", "petite")


def event(*sessions: dict[str, Any], slots: bool = True, **tables: Any) -> Problem:
    hours = [
        {"day": DAY, "start": f"{start // 60}h", "end": f"{start // 60 + 1}h"} for start in STARTS
    ]
    grid = {"slots": hours} if slots else {"grid": 60}
    draft = {
        "event": {"name": "Forum", **grid},
        "days": [{"date": DAY, "open": {"start": "9h", "end": "12h"}}],
        "rooms": [{"id": room} for room in ROOMS],
        "people": [{"id": "maire"}],
        "sessions": [{"title": each["id"], "minutes": 60, **each} for each in sessions],
    }
    return Problem.read({**draft, **tables})


SPEAKS = {"people": {"orateur": ["maire"]}}
FREE = ({"id": "a", **SPEAKS}, {"id": "b", **SPEAKS}, {"id": "c"})
WISHED = (
    {"id": "a", "preferred": {"start": "9h"}, **SPEAKS},
    {"id": "b", **SPEAKS},
    {"id": "c", "preferred": {"room": "petite"}},
)


def budget() -> Budget:
    return Budget(seconds=20.0, workers=1, reproducible=True)


def every(problem: Problem) -> Iterator[Timetable]:
    """Yield each timetable that keeps the demands."""
    names = [session.id for session in problem.sessions]
    for chosen in product(product(STARTS, ROOMS), repeat=len(names)):
        timetable = Timetable.of(
            Placement(session, DAY, start, start + 60, room)
            for session, (start, room) in zip(names, chosen, strict=True)
        )
        if not verify(problem, timetable).errors:
            yield timetable


def costs(problem: Problem, timetable: Timetable) -> list[int]:
    verdict = verify(problem, timetable)
    return [verdict.tier_cost(tier) for tier in verdict.tiers]


def new(timetable: Timetable, earlier: list[Timetable]) -> tuple[int, int]:
    """Return how many times and rooms of a timetable are in no earlier one."""
    here = timetable.by_session
    times = sum(
        all(abs(here[key].start - other.by_session[key].start) >= NEAR for other in earlier)
        for key in here
    )
    rooms = sum(
        all(here[key].room != other.by_session[key].room for other in earlier) for key in here
    )
    return times, rooms


def first_of(problem: Problem) -> Result:
    result = solve(problem, budget())
    assert result.status == "optimal"
    return result


@pytest.mark.parametrize("slots", [True, False])
@pytest.mark.parametrize("sessions", [FREE, WISHED])
def test_none_as_good_differs_more(sessions: tuple[dict[str, Any], ...], slots: bool) -> None:
    problem = event(*sessions, slots=slots)
    first = first_of(problem)
    assert first.timetable is not None
    least = costs(problem, first.timetable)
    as_good = [timetable for timetable in every(problem) if costs(problem, timetable) == least]
    earlier = [first.timetable]
    for other in alternatives(problem, first, 2, budget()):
        assert other.result.timetable is not None
        best = max(new(timetable, earlier) for timetable in as_good)
        if best == (0, 0):
            assert not other.as_good
            break
        assert other.as_good
        assert other.proven
        assert other.result.status == "optimal"
        assert (other.new_times, other.new_rooms) == best
        assert new(other.result.timetable, earlier) == best
        earlier.append(other.result.timetable)
    assert len(earlier) > 1


def test_where_nothing_else_is_as_good_a_little_is_paid_and_told() -> None:
    elsewhere = [
        {"id": f"s{n}", "locked": {"start": "9h", "room": f"r{n}"}, "preferred": {"start": "11h"}}
        for n in range(8)
    ]
    late = {"id": "c", "locked": {"room": "petite"}, "preferred": {"start": "11h"}}
    rooms = [{"id": room} for room in ("petite", *(f"r{n}" for n in range(8)))]
    problem = event(*elsewhere, late, rooms=rooms)
    first = first_of(problem)
    (other,) = alternatives(problem, first, 3, budget())
    assert (other.as_good, other.proven, other.new_times, other.new_rooms) == (False, False, 1, 0)
    assert other.result.timetable is not None
    assert other.result.timetable.by_session["c"].start == 600
    assert other.costs[0].before < other.costs[0].after
    for tier in other.costs:
        assert tier.after <= tier.before + tier.before * ALLOWED // 100


def test_where_all_is_locked_there_is_no_other() -> None:
    locked = [
        {"id": key, "locked": {"start": "9h", "room": room}}
        for key, room in zip("ab", ROOMS, strict=True)
    ]
    problem = event(*locked)
    assert alternatives(problem, first_of(problem), 2, budget()) == ()


def test_without_a_programme_there_is_no_other() -> None:
    assert alternatives(event(*FREE), Result("unknown", None), 2, budget()) == ()


def test_what_a_tier_may_come_to_is_judged_too() -> None:
    problem = event(*WISHED)
    first = first_of(problem)
    assert first.timetable is not None
    late = Timetable.of(
        Placement(session, DAY, start, start + 60, "amphi")
        for session, start in zip("abc", (660, 600, 540), strict=True)
    )
    tier = verify(problem, late).tiers[0]
    most = verify(problem, late).tier_cost(tier)
    assert not list(TierCostsNoMore(tier, most).check(problem, late))
    (finding,) = TierCostsNoMore(tier, most - 1).check(problem, late)
    assert finding.text.fr == f"Le programme est moins bon : {most} au lieu de {most - 1}"
    assert finding.text.en == f"The programme is worse: {most} instead of {most - 1}"
